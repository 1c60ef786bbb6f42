// On what a verdict rests or depends; for a claim that holds, the nearest misses and what nobody touches.

import type { Claim } from '../generated/api';
import { Icon } from '../icons';
import { marks, says } from '../parts/Sentence';
import { answers } from '../state/engine';
import { scenario, switchAssumption } from '../state/scenario';
import { marked, toggleElement } from '../state/selection';
import { eventsOf } from '../words';
import { Together } from './Sets';
import { Range } from '../parts/Figures';

export function Reasons({ claim }: { claim: Claim }) {
  const events = eventsOf(claim);
  return (
    <div class="reasons">
      {claim.depends_on.length > 0 && (
        <section>
          <h3>{claim.verdict === 'unknown' ? 'Nothing is stated about' : 'Holds only while none of this happens'}</h3>
          <ul class="lines">{claim.depends_on.map((id) => {
            const e = events.get(id);
            const a = answers.value?.overview.assumptions.find((x) => x.id === id);
            const said = e?.sentence ?? a?.sentence;
            const chance = e?.likelihood ?? a?.likelihood;
            return <li key={id}><Icon name="gap" class={`m ${claim.verdict === 'unknown' ? 'unk' : 'cond'}`} /><span>{said ? says(said) : <code>{id}</code>} {said && <span class="quiet"><code>{id}</code></span>}</span>{chance && claim.verdict !== 'unknown' && <Range of={chance} />}</li>;
          })}</ul>
          {claim.verdict === 'unknown' && <p class="mid">State the promise, or the reason for it, at the element; the claim is then decided.</p>}
        </section>
      )}
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
