// The bottom line: where the cursor is, how large the system is, what the page is doing.

import { useEffect } from 'preact/hooks';
import { recount, requests } from '../privacy';
import { blank, cursor } from '../state/document';
import { again, answers, engine, stale, working } from '../state/engine';
import { keeping, keptAt } from '../state/draft';
import { home } from '../state/view';
import { count, grouped } from '../words';

const doing: Record<string, string> = { read: 'reading', ground: 'deriving', answer: 'answering', done: 'answering' };

/** What the engine does now, in a few words; nothing when it rests. */
export function Doing() {
  const { phase, progress } = engine.value;
  if (phase === 'starting') return <span>starting the engine</span>;
  if (phase === 'working' && working.value) return (
    <span class="doing">
      <span>{doing[progress?.phase ?? ''] ?? 'computing'}{progress?.done ? `, ${grouped(progress.done)} steps` : ''}</span>
    </span>
  );
  if (phase === 'cancelled') return <span class="doing"><span class="cond">cancelled, answers are of the text before</span><button type="button" class="link" onClick={again}>Compute</button></span>;
  if (phase === 'failed') return <span class="doing"><span class="bad">the engine stopped</span><button type="button" class="link" onClick={again}>Try again</button></span>;
  if (stale.value && !blank.value) return <span class="bad">answers are of the text before the error</span>;
  return null;
}

export function Status() {
  useEffect(recount);
  const o = answers.value?.overview;
  const { line, column } = cursor.value;
  return (
    <footer class="status">
      {!home.value && <span>Line {line}, column {column}</span>}
      {!home.value && o && <span class="mid-gone">{count(o.counts.elements, 'element')}, {count(o.counts.facts, 'fact')}</span>}
      <Doing />
      {o && <span class="mid-gone">catalog {o.catalog}</span>}
      {!home.value && <span class="mid-gone">° from catalog priors</span>}
      <span class="grow" />
      {keeping.value && <span class="mid-gone">draft kept{keptAt.value && ` ${keptAt.value}`}</span>}
      <span>{count(requests.value, 'request')} since load</span>
    </footer>
  );
}
