// On what a verdict rests or depends; for a claim that holds, the nearest misses and what nobody touches.

import type { Claim, Likelihood } from '../generated/api';
import { Icon } from '../icons';
import { marks, says } from '../parts/Sentence';
import { answers } from '../state/engine';
import { scenario, switchAssumption } from '../state/scenario';
import { marked, toggleElement } from '../state/selection';
import { showTab } from '../state/view';
import { eventsOf } from '../words';
import { Together } from './Sets';
import { Range } from '../parts/Figures';

interface Decider { id: string; says: string | undefined; chance: Likelihood | undefined; stated: boolean }

function Deciding({ title, tone, of }: { title: string; tone: string; of: Decider[] }) {
  if (!of.length) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul class="lines">{of.map((d) => <li key={d.id}><Icon name="gap" class={`m ${tone}`} /><span>{d.says ? says(d.says) : <code>{d.id}</code>} {d.says && <span class="quiet"><code>{d.id}</code></span>}</span>{d.chance && d.stated && <Range of={d.chance} />}</li>)}</ul>
    </section>
  );
}

export function Reasons({ claim }: { claim: Claim }) {
  const events = eventsOf(claim);
  const deciding = claim.depends_on.map((id) => {
    const e = events.get(id);
    const a = answers.value?.overview.assumptions.find((x) => x.id === id);
    return { id, says: e?.sentence ?? a?.sentence, chance: e?.likelihood ?? a?.likelihood, stated: (e?.class ?? a?.class) !== 'unknown' };
  });
  const unsaid = deciding.filter((d) => !d.stated);
  const stated = deciding.filter((d) => d.stated);
  return (
    <div class="reasons">
      <Deciding title="Nothing is stated about" tone="unk" of={unsaid} />
      {unsaid.length > 0 && <p class="mid">Say it at the element, and the claim is decided. <button type="button" class="link" onClick={() => showTab('gaps')}>Answer it in Gaps</button></p>}
      <Deciding title={unsaid.length ? 'It also needs what is only stated' : 'Holds only while none of this happens'} tone="cond" of={stated} />
      {claim.rests_on.length > 0 && (
        <section>
          <h3>{claim.verdict === 'holds' ? 'It rests on none of this happening' : 'It also rests on none of this happening'}</h3>
          <ul class="lines">{claim.rests_on.map((r) => (
            <li key={r.event}><Icon name="yes" class="m good" /><span>{says(r.sentence)} <span class="quiet">{marks(r.reason)}</span></span>
              <button type="button" class="link" aria-pressed={scenario.value.fail.includes(r.event)} onClick={() => switchAssumption(r.event)}>{scenario.value.fail.includes(r.event) ? 'Let it stand' : 'Let it fail'}</button></li>
          ))}</ul>
        </section>
      )}
      {claim.verdict === 'holds' && claim.rests_on.length === 0 && <section><h3>It rests on</h3><p class="mid">Nothing: no adversary’s position leads there in this description.</p></section>}
      {claim.nearest.length > 0 && (
        <section>
          <h3>Nearest misses</h3>
          <ol class="lines numbered">{claim.nearest.map((n, i) => <li key={i}><b>{i + 1}</b><span>{says(n.change)}{n.events.length > 0 && <span class="quiet"> then <Together set={n} events={events} /></span>}</span></li>)}</ol>
        </section>
      )}
      {claim.untouched.length > 0 && (
        <section>
          <h3>No adversary’s position touches</h3>
          <p class="names">{claim.untouched.slice(0, 60).map((e) => <button type="button" class="name" key={e} aria-pressed={marked.value.has(e)} onClick={() => toggleElement(e)}><code>{e}</code></button>)}{claim.untouched.length > 60 && <span class="quiet">and {claim.untouched.length - 60} more</span>}</p>
          <p class="quiet">If one of them should be reachable, the description lacks something.</p>
        </section>
      )}
    </div>
  );
}
