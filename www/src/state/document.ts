// The open document: its name, whether it is saved, and how text gets in and out of the editor.

import { batch, computed, signal } from '@preact/signals';
import type { Patch, Source } from '../generated/api';
import { ask, forget } from './engine';
import { asDescribed } from './scenario';
import { select } from './selection';
import { openClaim, openSet } from './view';

/** An entry of the undo history: its name, and what happens beside the text when it is undone or done again. */
export interface Entry {
  name: string;
  back?(): void;
  forth?(): void;
}

/** What the editor must offer the rest of the page. */
export interface Writer {
  /** The whole text. */
  text(): string;
  /** Another document: text and history anew. */
  load(text: string): void;
  /** Another text in the same document; can be undone. */
  write(text: string): void;
  /** Says that the text as it is lies in a file, or that it lies nowhere. */
  kept(inFile: boolean): void;
  /** Patches of the text as it is, as one entry of the history; none for what changed beside the text alone. */
  patch(patches: Patch[], entry: Entry): void;
  focus(): void;
  undo(): void;
  redo(): void;
  /** Puts the cursor on a place and shows it. */
  go(line: number, column: number): void;
  /** Replaces a stretch, given in lines and UTF-16 columns from 1. */
  replace(place: { line: number; column: number; end_line: number; end_column: number }, by: string): void;
}

let writer: Writer | null = null;
let waiting: Source | null = null;

/** Counts the documents opened; what belongs to one document only ends with it. */
export const opened = signal(0);
export const fileName = signal('untitled.yaml');
/** How the file that was opened writes what the editor does not show: its mark of byte order and its ends of lines. */
let written = { mark: '', end: '\n' };
/** The text as a file holds it, written as the file that was opened. */
export const asFile = () => written.mark + (written.end === '\n' ? text() : text().replaceAll('\n', written.end));

/** The text differs from what was opened or saved. */
export const dirty = signal(false);
/** The description as it was opened, or as it was saved last. */
export const filed = signal<Source | null>(null);
/** When it was saved, as the clock says it; empty if not in this visit. */
export const savedAt = signal('');
/** The text holds nothing but space and comments. */
export const blank = signal(true);
export const canUndo = signal(false);
export const canRedo = signal(false);
export const cursor = signal({ line: 1, column: 1 });
/** A file's name without what says that it is YAML or JSON. */
export const bareName = (name: string) => name.replace(/\.(ya?ml|json)$/i, '');
/** Name for the tab and the reader. */
export const heading = computed(() => bareName(fileName.value));

const MARK = '\uFEFF';

const isBlank = (text: string) => text.length < 2000 && text.replace(/^\s*#.*$/gm, '').trim() === '';

export function attach(w: Writer): void {
  writer = w;
  if (waiting) load(waiting);
  waiting = null;
}
export const edit = () => writer;
export const text = () => writer?.text() ?? waiting?.text ?? '';

/** Opens a document in place of the present one. Nothing is asked: see `files.ts` for the guard. */
export function load(source: Source): void {
  if (!writer) {
    waiting = source;
    return;
  }
  const to = writer;
  batch(() => {
    forget();
    asDescribed();
    select(null);
    openClaim.value = null;
    openSet.value = 0;
    opened.value++;
    fileName.value = source.name;
    const mark = source.text.startsWith(MARK) ? MARK : '';
    written = { mark, end: /\r\n/.test(source.text) ? '\r\n' : '\n' };
    to.load(source.text.slice(mark.length));
    dirty.value = false;
    savedAt.value = '';
    filed.value = { name: source.name, text: to.text() };
    settle(to.text());
  });
}

/** The text has rested: remember whether it is blank, and ask for answers. */
export function settle(now: string): void {
  blank.value = isBlank(now);
  if (blank.peek()) forget();
  ask({ name: fileName.peek(), text: now });
}

export function saved(at: string): void {
  writer?.kept(true);
  savedAt.value = at;
  filed.value = { name: fileName.peek(), text: text() };
}

/** The text, just opened, lies in no file: to leave it is to lose it. */
export const unsaved = () => writer?.kept(false);
