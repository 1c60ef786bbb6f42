// Edits from anywhere on the page: each becomes patches of the one text, and one entry of the one undo history.

import { effect, signal } from '@preact/signals';
import type { Edit, Edited } from '../generated/api';
import { edit as writer, fileName, opened, text, type Entry } from './document';
import { editsOf, formatOf, remarked } from './engine';
import { outline } from './outline';
import { dialog, home, openClaim, tab } from './view';

/** What a screen reader is told about edits; counts up so that the same words are told again. */
export const said = signal<{ words: string; count: number }>({ words: '', count: 0 });
/** Why the last edit was refused; empty if it was not. */
export const refusal = signal('');

export function tell(words: string): void {
  said.value = { words, count: said.peek().count + 1 };
}

let last: Promise<unknown> = Promise.resolve();

/** What happens beside the text where names change, such as that things stay where they are drawn. */
export const onRename = signal<(from: string, to: string) => void>(() => undefined);

/** Makes edits as one entry of the undo history, which has a name such as `add tool mail`. False if they were refused. */
export async function change(name: string, edits: Edit[], beside: Omit<Entry, 'name'> = {}): Promise<boolean> {
  const renames = edits.filter((e) => e.kind === 'rename');
  if (!renames.length) return next({ ...beside, name }, (before) => editsOf(before, edits));
  const forth = () => renames.forEach(({ from, to }) => onRename.peek()(from, to));
  const back = () => [...renames].reverse().forEach(({ from, to }) => onRename.peek()(to, from));
  // Other names mean the same: what was decided goes on standing.
  const done = await next({ name, forth, back }, async (before) => {
    const marks = outline.peek().sections.some((s) => s.name === 'decisions') ? await remarked({ name: fileName.peek(), text: before }, edits).catch(() => []) : [];
    return editsOf(before, [...edits, ...marks]);
  });
  if (done) forth();
  return done;
}

/** Lays the text out in the usual way, as one entry of the undo history. */
export const format = (): Promise<boolean> => next({ name: 'format' }, formatOf);

/** What was changed beside the text alone, as one entry of the undo history. */
export const note = (entry: Entry) => writer()?.patch([], entry);

function next(entry: Entry, ask: (before: string) => Promise<Edited>): Promise<boolean> {
  const done = last.then(() => make(entry, ask));
  last = done;
  return done;
}

async function make(entry: Entry, ask: (before: string) => Promise<Edited>): Promise<boolean> {
  try {
    for (;;) {
      const before = text();
      const { patches, refused } = await ask(before);
      // Somebody wrote in the meantime: the patches are of another text.
      if (text() !== before) continue;
      if (refused !== null) return refuse(refused);
      if (patches.length) writer()?.patch(patches, entry);
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
