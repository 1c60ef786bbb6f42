// What stands in the way, and what could: each control with its switch; above, every claim before and after.

import { useRef } from 'preact/hooks';
import type { Control } from '../generated/api';
import { Switch } from '../parts/Controls';
import { Verdict } from '../parts/Figures';
import { onArrows, useRoving } from '../parts/roving';
import { says } from '../parts/Sentence';
import { answers, described } from '../state/engine';
import { asDescribed, isOn, switchControl, switches } from '../state/scenario';
import { marked, toggleElement } from '../state/selection';
import { showClaim } from '../state/view';
import { count, verdictTone, verdictWord } from '../words';
import { scenarioWords } from './Scenario';

export function Controls() {
  const list = useRef<HTMLTableSectionElement>(null);
  useRoving(list);
  const all = answers.value?.overview.controls ?? [];
  const on = all.filter(isOn);
  const cost = on.filter((c) => !c.in_place).reduce((sum, c) => sum + (c.cost ?? 0), 0);
  return (
    <section class="controls">
      <div class="bar">
        <h1>{all.length ? `${on.length} of ${count(all.length, 'control')} in place` : 'No control is described'}</h1>
        {cost > 0 && <span class="quiet">switched on for {cost}, in the description’s unit</span>}
        {switches.value > 0 && <button type="button" class="button end" onClick={asDescribed}>Reset to as described</button>}
      </div>
      <WhatIf />
      {all.length > 0 && (
        <div class="frame"><table class="ledger">
          <thead><tr><th scope="col">On</th><th scope="col">Control</th><th scope="col">Type</th><th scope="col" class="r">Points</th><th scope="col" class="r">Cost</th><th scope="col">What it leaves</th></tr></thead>
          <tbody ref={list} data-roving="button.switch" onKeyDown={onArrows}>{all.map((c) => <Row key={c.name} of={c} />)}</tbody>
        </table></div>
      )}
      {all.some((c) => c.control_type === 'probabilistic') && <p class="note">A structural control can only be defeated, or its mechanism fail. A probabilistic one also fails by itself, so it lowers a likelihood and closes nothing.</p>}
    </section>
  );
}

/** Every claim under the switches, and what it was without them. */
function WhatIf() {
  const claims = answers.value?.claims ?? [];
  if (!claims.length) return null;
  return (
    <div class="whatif">
      <div><span class="quiet">What if</span><b>{scenarioWords()}</b></div>
      {claims.slice(0, 12).map((c) => {
        const was = described.value.get(c.id)?.verdict;
        const changed = was !== undefined && was !== c.verdict;
        return (
          <button type="button" key={c.id} class={changed ? 'changed' : ''} onClick={() => showClaim(c.id)}>
            <span><b>{c.id}</b> {changed ? <><span class={verdictTone[was]}>{verdictWord[was]}</span> to</> : switches.value ? 'no change' : 'is'}</span>
            <Verdict verdict={c.verdict} />
          </button>
        );
      })}
      {claims.length > 12 && <div class="quiet">and {claims.length - 12} more claims</div>}
    </div>
  );
}

function Row({ of }: { of: Control }) {
  const on = isOn(of);
  const changed = on !== of.in_place;
  return (
    <tr class={`${changed ? 'is-open' : ''} ${marked.value.has(of.name) ? 'is-marked' : ''}`}>
      <td><Switch on={on} label={`${of.name} in place`} onFlip={() => switchControl(of)} /></td>
      <th scope="row"><button type="button" class="name" aria-pressed={marked.value.has(of.name)} onClick={() => toggleElement(of.name)}><code>{of.name}</code></button><small>{of.kind} on {of.on.map((n, i) => <>{i > 0 && ', '}<code key={n}>{n}</code></>)}{of.in_place ? '' : ', available'}</small></th>
      <td data-label="Type">{of.control_type}</td>
      <td class="r" data-label="Points">{of.points === 0 ? <span class="cond">none</span> : of.points}</td>
      <td class="r" data-label="Cost">{of.cost ?? <span class="quiet">–</span>}</td>
      <td class="leaves" data-label="Leaves">{of.points === 0 ? 'It stands at no point of this system, so it is worth nothing here. ' : ''}{says(of.leaves)}</td>
    </tr>
  );
}
