// The report to file: which parts it has, and the wish to print it, which waits until it is there.

import { signal } from '@preact/signals';
import { guided, home, reporting } from './view';

/** Ids of the parts that the reader chose; null while they are the usual ones. */
export const parts = signal<string[] | null>(null);
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

/** Makes a report the document of a frame. */
export function fill(frame: HTMLIFrameElement, html: string): void {
  written = html;
  frame.srcdoc = vouching ? vouching.createHTML(html) : html;
  written = '';
}

/** Shows the report and prints it. */
export function printReport(): void {
  home.value = guided.value = false;
  reporting.value = true;
  toPrint.value = true;
}
