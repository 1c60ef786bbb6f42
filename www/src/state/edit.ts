// Edits from anywhere on the page: each becomes patches of the one text, and one entry of the one undo history.

import { effect, signal } from '@preact/signals';
import type { Edit, Edited } from '../generated/api';
import { edit as writer, opened, text } from './document';
import { editsOf, formatOf } from './engine';
import { dialog, home, openClaim, tab } from './view';

/** What a screen reader is told about edits; counts up so that the same words are told again. */
export const said = signal<{ words: string; count: number }>({ words: '', count: 0 });
/** Why the last edit was refused; empty if it was not. */
export const refusal = signal('');

export function tell(words: string): void {
  said.value = { words, count: said.peek().count + 1 };
}

let last: Promise<unknown> = Promise.resolve();

/** Makes edits as one entry of the undo history, which has a name such as `add tool mail`. False if they were refused. */
export const change = (name: string, edits: Edit[]): Promise<boolean> => next(name, (before) => editsOf(before, edits));

/** Lays the text out in the usual way, as one entry of the undo history. */
export const format = (): Promise<boolean> => next('format', formatOf);

function next(name: string, ask: (before: string) => Promise<Edited>): Promise<boolean> {
  const done = last.then(() => make(name, ask));
  last = done;
  return done;
}

async function make(name: string, ask: (before: string) => Promise<Edited>): Promise<boolean> {
  try {
    for (;;) {
      const before = text();
      const { patches, refused } = await ask(before);
      // Somebody wrote in the meantime: the patches are of another text.
      if (text() !== before) continue;
      if (refused !== null) return refuse(refused);
      if (patches.length) writer()?.patch(patches, name);
      refusal.value = '';
      return true;
    }
  } catch (error) {
    return refuse(`The engine stopped: ${error instanceof Error ? error.message : String(error)}. The text is as it was.`);
  }
}

/** What was refused belongs to the place where it was tried. */
effect(() => {
  void [tab.value, dialog.value, home.value, openClaim.value, opened.value];
  refusal.value = '';
});

/** Says why something cannot be written. */
export function refuse(why: string): false {
  refusal.value = why;
  tell(why);
  return false;
}
