// The report to file: which parts it has, and the wish to print it, which waits until it is there.

import { signal } from '@preact/signals';
import { guided, home, reporting } from './view';

/** Ids of the parts that the reader chose; null while they are the usual ones. */
export const parts = signal<string[] | null>(null);
/** Parts of a short report, for who decides and reads no paths. */
export const BRIEF = ['cover', 'summary', 'picture', 'controls', 'decisions'];
/** It is to be printed as soon as it is shown. */
export const toPrint = signal(false);

/** Trusted Types: the only text that becomes a document here is one that the engine wrote, and is vouched for just then. */
interface Vouching {
  createHTML(text: string): string;
}

let written = '';
const types = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: Vouching): Vouching } }).trustedTypes;
const vouching = types?.createPolicy('bartizan-report', {
  createHTML(text) {
    if (text !== written) throw new TypeError('not the report of this page');
    return text;
  },
});

function vouched(html: string): string {
  written = html;
  try {
    return vouching?.createHTML(html) ?? html;
  } finally {
    written = '';
  }
}

/** Makes a report the document of a frame that was loaded empty. The frame's own document is filled and not navigated:
 * a browser keeps the whole source of every document that a frame was ever given. */
export function fill(frame: HTMLIFrameElement, html: string): void {
  const inner = frame.contentDocument;
  if (!inner?.documentElement) return;
  const made = new DOMParser().parseFromString(vouched(html), 'text/html');
  inner.replaceChild(inner.adoptNode(made.documentElement), inner.documentElement);
}

/** An empty document in no quirks mode, for a frame to begin with. */
export const EMPTY = '<!doctype html><html lang="en"></html>';
export const empty = (frame: HTMLIFrameElement): void => void (frame.srcdoc = vouched(EMPTY));

/** Shows the report and prints it. */
export function printReport(): void {
  home.value = guided.value = false;
  reporting.value = true;
  toPrint.value = true;
}
