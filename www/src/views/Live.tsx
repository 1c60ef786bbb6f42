// What a screen reader is told without being asked: the answer when it is there, errors, a stopped engine, what an edit did. Short, polite.

import { useComputed } from '@preact/signals';
import { said as edits } from '../state/edit';
import { answers, engine, errors, stale, working } from '../state/engine';
import { count, spoken } from '../words';

export function Live() {
  const said = useComputed(() => {
    const { phase, failure } = engine.value;
    if (phase === 'failed') return `The engine stopped: ${failure ?? 'no reason given'}. The text is safe.`;
    if (phase === 'cancelled') return 'Cancelled';
    if (phase === 'working') return working.value ? 'Computing' : '';
    if (stale.value) return `${count(errors.value.length, 'error')}. Answers are of the text before.`;
    return answers.value ? spoken(answers.value.claims) : '';
  });
  return (
    <>
      <div class="visually-hidden" role="status" aria-live="polite">{said.value}</div>
      <div class="visually-hidden" role="status" aria-live="polite"><span key={edits.value.count}>{edits.value.words}</span></div>
    </>
  );
}
