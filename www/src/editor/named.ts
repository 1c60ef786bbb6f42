// Entries of the undo history that have a name: undoing or doing one again says which, and does what goes along with it.

import { invertedEffects, isolateHistory } from '@codemirror/commands';
import { StateEffect, type Extension, type TransactionSpec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { Patch } from '../generated/api';
import type { Entry } from '../state/document';
import { tell } from '../state/edit';

const entryEffect = StateEffect.define<Entry>();

/** One transaction, and one entry of the history, for all patches. */
export const patching = (patches: Patch[], entry: Entry): TransactionSpec => ({
  changes: patches,
  effects: entryEffect.of(entry),
  annotations: isolateHistory.of('full'),
  userEvent: 'edit',
  scrollIntoView: false,
});

export const namedEntries: Extension = [
  invertedEffects.of((transaction) =>
    transaction.effects.flatMap((effect) => (effect.is(entryEffect) ? [entryEffect.of({ name: effect.value.name, ...(effect.value.back && { forth: effect.value.back }), ...(effect.value.forth && { back: effect.value.forth }) })] : [])),
  ),
  EditorView.updateListener.of((update) => {
    for (const transaction of update.transactions) {
      for (const effect of transaction.effects) {
        if (!effect.is(entryEffect)) continue;
        const [undone, again] = [transaction.isUserEvent('undo'), transaction.isUserEvent('redo')];
        // Turned about, an entry goes forth in both directions.
        if (undone || again) effect.value.forth?.();
        tell(`${undone ? 'Undone' : again ? 'Done again' : 'Done'}: ${effect.value.name}`);
      }
    }
  }),
];
