// What the system takes on trust: every assumption, what justifies it, and the claims that fall with it.

import { useRef } from 'preact/hooks';
import type { Assumption } from '../generated/api';
import { Disc } from '../icons';
import { Switch } from '../parts/Controls';
import { Range } from '../parts/Figures';
import { says } from '../parts/Sentence';
import { onArrows, useRoving } from '../parts/roving';
import { answers } from '../state/engine';
import { scenario, switchAssumption } from '../state/scenario';
import { marked } from '../state/selection';
import { showClaim } from '../state/view';
import { assumptionClass, count } from '../words';

const rank: Partial<Record<Assumption['class'], number>> = { stated: 0, unknown: 1, justified: 2 };

export function Suppliers() {
  const list = useRef<HTMLTableSectionElement>(null);
  useRoving(list);
  const all = [...(answers.value?.overview.assumptions ?? [])].sort((a, b) => Number(b.claims.length > 0) - Number(a.claims.length > 0) || (rank[a.class] ?? 3) - (rank[b.class] ?? 3));
  const stated = all.filter((a) => a.class === 'stated').length;
  const unknown = all.filter((a) => a.class === 'unknown').length;
  return (
    <section class="suppliers">
      <div class="bar"><h1>What this system takes on trust</h1>
        {all.length > 0 && <span class="quiet">{count(all.length, 'assumption')}, {stated} with nothing to justify {stated === 1 ? 'it' : 'them'}{unknown ? `, ${unknown} unstated` : ''}</span>}</div>
      {!all.length ? <p class="nothing">Nothing: no supplier’s promise, no control’s mechanism and no assumption is described.</p> : (
        <div class="frame"><table class="ledger">
          <thead><tr><th scope="col">Fails</th><th scope="col">If this fails</th><th scope="col">Justified by</th><th scope="col">Claims that then fall or shift</th><th scope="col" class="r">per year</th></tr></thead>
          <tbody ref={list} data-roving="button.switch" onKeyDown={onArrows}>{all.map((a) => <Row key={a.id} of={a} />)}</tbody>
        </table></div>
      )}
    </section>
  );
}

function Row({ of }: { of: Assumption }) {
  const touched = of.supplier !== null && marked.value.has(of.supplier);
  const failing = scenario.value.fail.includes(of.id);
  return (
    <tr class={`${failing ? 'is-open' : ''} ${touched ? 'is-marked' : ''}`}>
      <td><Switch on={failing} label={`${of.id} fails`} onFlip={() => switchAssumption(of.id)} /></td>
      <th scope="row"><span class="say">{says(of.sentence)}</span><small><code>{of.id}</code></small></th>
      <td data-label="Justified by">{of.class === 'justified' ? (of.reason ?? 'a reason that is not given') : of.class === 'unknown' ? <span class="unk"><Disc held="unknown" /> not stated</span> : <span class="cond">{assumptionClass[of.class] ?? 'nothing yet'}</span>}</td>
      <td data-label="Claims">{of.claims.length ? of.claims.map((c) => <button type="button" class="link claim-id" key={c} onClick={() => showClaim(c)}>{c}</button>) : <span class="quiet">none</span>}</td>
      <td class="r" data-label="Per year">{of.class === 'unknown' ? <span class="quiet">not stated</span> : <Range of={of.likelihood} />}</td>
    </tr>
  );
}
