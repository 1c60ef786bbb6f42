// On what a verdict rests or depends; for a claim that holds, the nearest misses and what nobody touches.

import type { Claim } from '../generated/api';
import { Icon } from '../icons';
import { marks, says } from '../parts/Sentence';
import { type Happening, WhatIf } from '../parts/WhatIf';
import { answers } from '../state/engine';
import { marked, toggleElement } from '../state/selection';
import { showTab } from '../state/view';
import { eventsOf } from '../words';
import { Together } from './Sets';


function Deciding({ title, tone, of }: { title: string; tone: string; of: Happening[] }) {
  if (!of.length) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul class="lines">{of.map((d) => <li key={d.id}><Icon name="gap" class={`m ${tone}`} /><span>{d.sentence === d.id ? <code>{d.id}</code> : <>{says(d.sentence)} <span class="quiet"><code>{d.id}</code></span></>}</span><WhatIf of={d} /></li>)}</ul>
    </section>
  );
}

export function Reasons({ claim }: { claim: Claim }) {
  const events = eventsOf(claim);
  const known = (id: string): Happening | undefined => events.get(id) ?? answers.value?.overview.assumptions.find((a) => a.id === id);
  const deciding = claim.depends_on.map((id) => known(id) ?? { id, sentence: id, class: 'stated' as const });
  const unsaid = deciding.filter((d) => d.class === 'unknown');
  const stated = deciding.filter((d) => d.class !== 'unknown');
  return (
    <div class="reasons">
      <Deciding title="Nothing is stated about" tone="unk" of={unsaid} />
      {unsaid.length > 0 && <p class="mid">Say it at the element, and the claim is decided. <button type="button" class="link" onClick={() => showTab('gaps')}>Answer it in Gaps</button></p>}
      <Deciding title={unsaid.length ? 'It also needs what is only stated' : 'Holds only while none of this happens'} tone="cond" of={stated} />
      {claim.rests_on.length > 0 && (
        <section>
          <h3>{claim.verdict === 'holds' ? 'It rests on none of this happening' : 'It also rests on none of this happening'}</h3>
          <ul class="lines">{claim.rests_on.map((r) => (
            <li key={r.event}><Icon name="yes" class="m good" /><span>{says(r.sentence)} <span class="quiet">{marks(r.reason)}</span></span><WhatIf of={known(r.event) ?? { id: r.event, sentence: r.sentence, class: 'justified' }} /></li>
          ))}</ul>
        </section>
      )}
      {claim.verdict === 'holds' && claim.rests_on.length === 0 && <section><h3>It rests on</h3><p class="mid">Nothing: no adversary’s position leads there in this description.</p></section>}
      {claim.nearest.length > 0 && (
        <section>
          <h3>Nearest misses</h3>
          <ol class="lines numbered">{claim.nearest.map((n, i) => <li key={i}><b>{i + 1}</b><span>{says(n.change)}{n.events.length > 0 && <span class="quiet"> then <Together set={n} events={events} open /></span>}</span></li>)}</ol>
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
