// A draft on this computer: only while the reader has switched it on, on a hosted page, and forgotten in one press. Without
// the switch nothing is written anywhere, and no database is made.

import { effect, signal } from '@preact/signals';
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Source } from '../generated/api';
import { asFile, dirty, fileName } from './document';
import { source } from './engine';

const NAME = 'bartizan-draft';
const KEY = 'draft';
type Draft = Source & { at: string };
interface Kept extends DBSchema {
  drafts: { key: string; value: Draft };
}

/** Pages opened from disk share their storage with other files of this computer. */
export const possible = !document.URL.startsWith('file:') && typeof indexedDB === 'object';
export const keeping = signal(false);
/** When the draft was written last, as the clock says it. */
export const keptAt = signal('');
/** A draft of an earlier visit, to be opened or forgotten. */
export const found = signal<Draft | null>(null);
/** Why a draft could not be kept. */
export const trouble = signal('');

let base: IDBPDatabase<Kept> | null = null;
let rest = 0;
/** Milliseconds of rest before a draft is written. */
const REST = 400;

const opened = () => openDB<Kept>(NAME, 1, { upgrade: (db) => void db.createObjectStore('drafts') });
const words = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function write(): Promise<void> {
  if (!base) return;
  const now = new Date();
  try {
    await base.put('drafts', { name: fileName.peek(), text: asFile(), at: now.toISOString() }, KEY);
    keptAt.value = now.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
    trouble.value = '';
  } catch (error) {
    trouble.value = words(error);
  }
}

async function clear(): Promise<void> {
  keptAt.value = '';
  await base?.delete('drafts', KEY).catch((error: unknown) => (trouble.value = words(error)));
}

/** Begins to keep a draft, or forgets it and keeps none. */
export async function keep(on: boolean): Promise<void> {
  if (!on) return forgetDraft();
  try {
    base = await opened();
    keeping.value = true;
  } catch (error) {
    trouble.value = words(error);
  }
}

/** Leaves no trace: the draft and its database go. */
export async function forgetDraft(): Promise<void> {
  clearTimeout(rest);
  keeping.value = false;
  found.value = null;
  keptAt.value = '';
  base?.close();
  base = null;
  try {
    await deleteDB(NAME);
  } catch (error) {
    trouble.value = words(error);
  }
}

/** Whether an earlier visit left a draft; looking leaves no trace. */
async function look(): Promise<void> {
  if (!possible || !('databases' in indexedDB)) return;
  const all = await indexedDB.databases();
  if (!all.some((db) => db.name === NAME)) return;
  base = await opened();
  keeping.value = true;
  const draft = await base.get('drafts', KEY);
  if (draft?.text.trim()) found.value = draft;
}

export function start(): void {
  look().catch((error: unknown) => (trouble.value = words(error)));
  effect(() => {
    void source.value;
    void fileName.value;
    // Until the reader has decided about the draft of the visit before, it is not written over.
    const unsaved = dirty.value;
    if (!keeping.value || found.value) return;
    clearTimeout(rest);
    // What is saved needs no draft.
    rest = window.setTimeout(() => void (unsaved ? write() : clear()), REST);
  });
}
