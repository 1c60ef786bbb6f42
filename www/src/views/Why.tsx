// Why a cell of the matrix holds: its first derivation, the sets of low order, and the claims that forbid it.

import { useEffect, useState } from 'preact/hooks';
import type { Cell, Explanation, ExposureRow } from '../generated/api';
import { marks } from '../parts/Sentence';
import { Range } from '../parts/Figures';
import { Adversary } from '../parts/WhatIf';
import { answers, explain } from '../state/engine';
import { marked, select } from '../state/selection';
import { showClaim, showEntry } from '../state/view';
import { count, heldTone, heldWord, upper } from '../words';
import { Decide } from './Decide';
import { Together } from './Sets';

export function Why({ cell, row }: { cell: Cell; row: ExposureRow }) {
  const [said, setSaid] = useState<Explanation | null | undefined>(undefined);
  const generation = answers.value?.generation;
  useEffect(() => {
    let late = false;
    explain(cell.fact).then((e) => { if (!late) setSaid(e); }, () => { if (!late) setSaid(null); });
    return () => void (late = true);
  }, [cell.fact, generation]);
  if (said === undefined) return <div class="why quiet">The reason is asked for.</div>;
  if (said === null) return <div class="why">No reason is known for this cell any more: the text has changed.</div>;
  const events = new Map(said.events.map((e) => [e.id, e]));
  return (
    <div class="why">
      <section>
        <h2>{marks(said.gain.text)}</h2>
        <ol class="short">{said.steps.map((s) => (
          <li key={s.number}><b>{s.number}</b><button type="button" class={`plain ${s.elements.some((e) => marked.value.has(e)) ? 'touched' : ''}`} onClick={() => select({ kind: 'event', id: s.rule, elements: s.elements })}>{marks(s.sentence)}</button><span /><button type="button" class="link rule-link" aria-label={`Rule ${s.rule} in the catalog`} onClick={() => showEntry('rules', s.rule)}><code>{s.rule}</code></button></li>
        ))}</ol>
        <p class="quiet">{count(said.derivations, 'rule instance')} conclude{said.derivations === 1 ? 's' : ''} it</p>
      </section>
      <section>
        <h2>It suffices that</h2>
        {said.sets.length ? <ol class="short">{said.sets.slice(0, 6).map((s, i) => <li key={i}><b>{i + 1}</b><span><Together set={s} events={events} open /> <Range of={s.likelihood} /></span></li>)}</ol> : <p>Nothing else must happen.</p>}
        <p class="quiet">{said.sets.length > 6 ? `6 of ${said.sets.length} are shown. ` : ''}{upper(said.completeness.text)}</p>
      </section>
      <section>
        <h2>Who, and how firmly</h2>
        <p><span class={heldTone[said.held]}>{upper(heldWord[said.held])}</span>{cell.who.length > 0 && <>, by {cell.who.map((w, i) => <>{i > 0 && ', '}<Adversary key={w} name={w} /></>)}{cell.who.length > 1 && ', each alone'}</>}</p>
        {said.claims.length ? <p>Forbidden by {said.claims.map((c) => <button type="button" class="link" key={c} onClick={() => showClaim(c)}>{c} </button>)}</p> : <p class="quiet">No claim forbids it.</p>}
        <p class="quiet"><code>{row.element}</code></p>
        <Decide about={cell.fact} />
      </section>
    </div>
  );
}
