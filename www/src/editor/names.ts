// Ways through the text by names: to where a name is declared, to its mentions, and to another name everywhere.

import type { Text } from '@codemirror/state';
import { EditorView, keymap, type Command } from '@codemirror/view';
import type { Extension } from '@codemirror/state';
import type { Outline, Place } from '../generated/api';
import { tell } from '../state/edit';
import { outlineOf } from '../state/engine';
import { dialog, renaming } from '../state/view';
import { count } from '../words';
import { offsets } from './problems';

/** A name with its places in the text; without `at` it only exists by being mentioned. */
export type Known = { name: string; kind: string; at: Place | null; mentions: Place[] };

/** What is known of every name of a text. */
export function knownNames(outline: Outline): Known[] {
  const declared = outline.entries
    .filter((entry) => entry.kind !== '' || entry.section === 'claims')
    .map(({ name, kind, at, mentions }) => ({ name, kind: kind || 'claim', at, mentions }));
  return [...declared, ...outline.mentioned.map(({ name, kind, mentions }) => ({ name, kind, at: null, mentions }))];
}

/** The name that stands at an offset, with the place where it does. */
export function nameAt(doc: Text, outline: Outline, offset: number): { known: Known; place: Place } | null {
  for (const known of knownNames(outline)) {
    for (const place of known.at ? [known.at, ...known.mentions] : known.mentions) {
      const { from, to } = offsets(doc, place);
      // The id of an event or a fact holds several names: the one under the cursor is meant.
      if (from <= offset && offset <= to && isWithin(doc.sliceString(from, to), known.name, offset - from)) return { known, place };
    }
  }
  return null;
}

function isWithin(text: string, name: string, at: number): boolean {
  for (let from = text.indexOf(name); from >= 0; from = text.indexOf(name, from + 1)) {
    const word = (c: string | undefined) => c !== undefined && /[\p{L}\p{N}_-]/u.test(c);
    const rest = /^(\.[a-z]+)*/.exec(text.slice(from + name.length))?.[0].length ?? 0;
    if (!word(text[from - 1]) && !word(text[from + name.length]) && from <= at && at <= from + name.length + rest) return true;
  }
  return false;
}

/** Goes to where the name at an offset is declared; from there to its first mention. */
async function follow(view: EditorView, offset: number): Promise<void> {
  const doc = view.state.doc;
  const outline = await outlineOf(doc.toString());
  if (view.state.doc !== doc) return;
  const found = nameAt(doc, outline, offset);
  if (!found) return tell('No name stands here');
  const { known, place } = found;
  const away = known.mentions.find((mention) => mention.line !== place.line || mention.column !== place.column);
  const to = known.at && known.at !== place ? known.at : away;
  if (!to) return tell(`${known.name} is mentioned nowhere else`);
  const { from, to: end } = offsets(doc, to);
  view.dispatch({ selection: { anchor: from, head: end }, effects: EditorView.scrollIntoView(from, { y: 'center' }), userEvent: 'select' });
  view.focus();
  tell(to === known.at ? `${known.kind} ${known.name}, declared in line ${to.line}` : `${known.name}, mentioned in line ${to.line}; ${count(known.mentions.length, 'mention')} in all`);
}

async function rename(view: EditorView): Promise<void> {
  const doc = view.state.doc;
  const outline = await outlineOf(doc.toString());
  const found = view.state.doc === doc ? nameAt(doc, outline, view.state.selection.main.head) : null;
  if (!found) return tell('No name stands here');
  renaming.value = { name: found.known.name, kind: found.known.kind, places: found.known.mentions.length + (found.known.at ? 1 : 0) };
  dialog.value = 'rename';
}

/** The engine says elsewhere that it stopped. */
const quietly = (act: (view: EditorView) => Promise<void>): Command => (view) => {
  act(view).catch(() => undefined);
  return true;
};

export const names: Extension = [
  keymap.of([
    { key: 'F12', run: quietly((view) => follow(view, view.state.selection.main.head)) },
    { key: 'F2', run: quietly(rename) },
  ]),
  EditorView.domEventHandlers({
    mousedown(event, view) {
      if (event.button !== 0 || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return false;
      const offset = view.posAtCoords({ x: event.clientX, y: event.clientY });
      if (offset === null) return false;
      event.preventDefault();
      follow(view, offset).catch(() => undefined);
      return true;
    },
  }),
];
