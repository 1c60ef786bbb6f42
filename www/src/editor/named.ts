// Entries of the undo history that have a name: undoing or doing one again says which.

import { invertedEffects, isolateHistory } from '@codemirror/commands';
import { StateEffect, type Extension, type TransactionSpec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { Patch } from '../generated/api';
import { tell } from '../state/edit';

const entry = StateEffect.define<string>();

/** One transaction, and one entry of the history, for all patches. */
export const patching = (patches: Patch[], name: string): TransactionSpec => ({
  changes: patches,
  effects: entry.of(name),
  annotations: isolateHistory.of('full'),
  userEvent: 'edit',
  scrollIntoView: false,
});

export const namedEntries: Extension = [
  invertedEffects.of((transaction) => transaction.effects.filter((effect) => effect.is(entry))),
  EditorView.updateListener.of((update) => {
    for (const transaction of update.transactions) {
      for (const effect of transaction.effects) {
        if (!effect.is(entry)) continue;
        if (transaction.isUserEvent('undo')) tell(`Undone: ${effect.value}`);
        else if (transaction.isUserEvent('redo')) tell(`Done again: ${effect.value}`);
        else tell(`Done: ${effect.value}`);
      }
    }
  }),
];
