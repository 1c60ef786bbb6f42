// What the system takes on trust: every assumption, what justifies it, the claims that fall with it; what to demand of
// each supplier, and what it may keep.

import { useRef } from 'preact/hooks';
import type { Assumption, AssumptionWorth, Guarantees, SupplierDemand } from '../generated/api';
import { Disc, Icon } from '../icons';
import { Underway, useAsked } from '../parts/asked';
import { Switch } from '../parts/Controls';
import { Range } from '../parts/Figures';
import { marks, says } from '../parts/Sentence';
import { onArrows, useRoving } from '../parts/roving';
import { Told } from '../parts/Told';
import { answers, guarantees as ask, source } from '../state/engine';
import { scenario, switchAssumption } from '../state/scenario';
import { marked } from '../state/selection';
import { showClaim } from '../state/view';
import { assumptionClass, count, figures, list as listed } from '../words';

const rank: Partial<Record<Assumption['class'], number>> = { stated: 0, unknown: 1, justified: 2 };
/** Sets of guarantees shown. */
const SHOWN = 12;

export function Suppliers() {
  const list = useRef<HTMLTableSectionElement>(null);
  useRoving(list);
  const asked = useAsked(ask, [source.value, JSON.stringify(scenario.value)]);
  const known = asked.value ?? undefined;
  const ledger = new Map(known?.ledger.map((w) => [w.assumption, w]));
  const worth = (a: Assumption) => ledger.get(a.id);
  const all = [...(answers.value?.overview.assumptions ?? [])].sort((a, b) => Number(b.claims.length > 0) - Number(a.claims.length > 0) || (worth(b)?.birnbaum ?? 0) - (worth(a)?.birnbaum ?? 0) || (rank[a.class] ?? 3) - (rank[b.class] ?? 3));
  const most = Math.max(1e-12, ...(known?.ledger.map((w) => w.birnbaum) ?? []));
  const stated = all.filter((a) => a.class === 'stated').length;
  const unknown = all.filter((a) => a.class === 'unknown').length;
  return (
    <section class="suppliers">
      <div class="bar"><h1>What this system takes on trust</h1>
        {all.length > 0 && <span class="quiet">{count(all.length, 'assumption')}, {stated} with nothing to justify {stated === 1 ? 'it' : 'them'}{unknown ? `, ${unknown} unstated` : ''}</span>}</div>
      <Underway what="Looking for the smallest sets of guarantees" phase={asked.phase} again={asked.again} />
      {!all.length ? <p class="nothing">Nothing: no supplier’s promise, no control’s mechanism and no assumption is described.</p> : (
        <div class="frame"><table class="ledger trust">
          <thead><tr><th scope="col">Fails</th><th scope="col">If this fails</th><th scope="col">Justified by</th><th scope="col">Claims that then fall</th><th scope="col">Moves claims by</th><th scope="col" class="r">per year</th></tr></thead>
          <tbody ref={list} data-roving="button.switch" onKeyDown={onArrows}>{all.map((a) => <Row key={a.id} of={a} worth={worth(a)} most={most} />)}</tbody>
        </table></div>
      )}
      {known && <Demands of={known} />}
    </section>
  );
}

function Row({ of, worth, most }: { of: Assumption; worth: AssumptionWorth | undefined; most: number }) {
  const touched = of.supplier !== null && marked.value.has(of.supplier);
  const failing = scenario.value.fail.includes(of.id);
  const event = answers.value?.claims.flatMap((c) => c.events).find((e) => e.sentence === of.sentence);
  return (
    <tr class={`${failing ? 'is-open' : ''} ${touched ? 'is-marked' : ''}`}>
      <td><Switch on={failing} label={`${of.id} fails`} onFlip={() => switchAssumption(of.id)} /></td>
      <th scope="row"><span class="say">{says(of.sentence)}</span><small><code>{of.id}</code></small></th>
      <td data-label="Justified by">{of.class === 'justified' ? (of.reason ?? 'a reason that is not given') : of.class === 'unknown' ? <span class="unk"><Disc held="unknown" /> not stated</span> : <span class="cond">{assumptionClass[of.class] ?? 'nothing yet'}</span>}</td>
      <td data-label="Claims" class="falls">{worth ? <Falls of={of} worth={worth} /> : <ClaimLinks of={of.claims} />}</td>
      <td data-label="Moves claims by" class="worth-cell">{worth && worth.birnbaum > 0 ? <><Told of={{ title: `Moves claims by: ${of.id}`, means: 'how many claims more would fail in a year on average if it failed for certain than if it never did', how: 'the sum of its Birnbaum importances over the claims, likelihoods at their highest', events: event ? [event.id] : [], instead: of.id }}>{figures(worth.birnbaum)}</Told><span class="worth" aria-hidden="true"><i style={{ width: `${(worth.birnbaum / most) * 100}%` }} /></span></> : <span class="quiet">–</span>}</td>
      <td class="r" data-label="Per year">{of.class === 'unknown' ? <span class="quiet">not stated</span> : <Range of={of.likelihood} />}</td>
    </tr>
  );
}

const ClaimLinks = ({ of }: { of: string[] }) => <>{of.map((c) => <button type="button" class="link claim-id" key={c} onClick={() => showClaim(c)}>{c}</button>)}</>;

/** Claims that fall with it alone, and with which others. */
function Falls({ of, worth }: { of: Assumption; worth: AssumptionWorth }) {
  const [first, ...more] = worth.together;
  return (
    <>
      {worth.alone.length > 0 && <span><ClaimLinks of={worth.alone} />alone</span>}
      {first && <small><ClaimLinks of={first.claims} />with <code>{first.other}</code>{more.length > 0 && <span title={more.map((t) => `${t.claims.join(', ')} with ${t.other}`).join('; ')}>, or with {count(more.length, 'other')}</span>}</small>}
      {!worth.alone.length && !first && (of.claims.length ? <span class="quiet">none by itself; in sets of <ClaimLinks of={of.claims} /></span> : <span class="quiet">none</span>)}
    </>
  );
}

function Demands({ of }: { of: Guarantees }) {
  const asked = of.suppliers.filter((s) => s.always.length + s.sometimes.length > 0);
  const demands = of.demands.filter((d) => d.guarantees.length + d.controls.length > 0);
  const shut = of.beyond.length > 0 && <p class="mid">Whatever is guaranteed, {of.beyond.length === 1 ? 'this claim fails' : 'these claims fail'}: <ClaimLinks of={of.beyond} /></p>;
  if (!asked.length && !demands.length) return <div class="demands-none"><h2>Nothing is to be demanded</h2><p class="mid">No guarantee and no available control decides a claim.</p>{shut}</div>;
  return (
    <div class="detail demands">
      <div class="main-part">
        {asked.map((s) => <Demand key={s.supplier} of={s} />)}
        {!asked.length && <section class="demand"><h2>Nothing is to be demanded of a supplier</h2></section>}
        {shut}
      </div>
      <aside class="aside" aria-label="What suppliers may keep, and every way to make the claims hold">
        {of.suppliers.filter((s) => s.may_keep.length > 0).map((s) => <Keep key={s.supplier} of={s} />)}
        <section>
          <h3>Together these make claims hold <span>{of.complete ? 'all smallest sets' : 'not all are listed'}</span></h3>
          <ol class="ways">{demands.slice(0, SHOWN).map((d, i) => (
            <li key={i}><b>{i + 1}</b><span>{[...d.guarantees.map((g) => <code key={g}>{g}</code>), ...d.controls.map((c) => <span key={c}>control <code>{c}</code></span>)].map((part, k) => <>{k > 0 && <span class="and"> + </span>}{part}</>)}</span></li>
          ))}</ol>
          {demands.length > SHOWN && <p class="quiet">{SHOWN} of {demands.length} are shown.</p>}
        </section>
      </aside>
    </div>
  );
}

/** A demand in contract language. Its text is selected as a whole, to be taken elsewhere by hand. */
function Demand({ of }: { of: SupplierDemand }) {
  const text = useRef<HTMLOListElement>(null);
  const names = [...of.always, ...of.sometimes];
  const paired = names.length === of.wording.length;
  const pick = () => text.current && getSelection()?.selectAllChildren(text.current);
  return (
    <section class="demand">
      <header><h2>What to demand of <code>{of.supplier}</code></h2><button type="button" class="button" onClick={pick}>Select the wording</button></header>
      <p class="mid">{of.always.length ? `${count(of.always.length, 'guarantee')} ${of.always.length === 1 ? 'is' : 'are'} required` : 'None is required in every case'}{of.sometimes.length ? `; ${listed(of.sometimes)} ${of.sometimes.length === 1 ? 'is' : 'are'} required unless something else is done` : ''}.</p>
      <ol class="wording" ref={text}>{of.wording.map((sentence, i) => (
        <li key={i}><b aria-hidden="true">G{i + 1}</b><span><span class="say">{says(sentence)}.</span>{paired && <small>{i < of.always.length ? 'required' : 'required unless another way is taken'}: <code>{names[i]}</code></small>}</span></li>
      ))}</ol>
    </section>
  );
}

function Keep({ of }: { of: SupplierDemand }) {
  return (
    <section>
      <h3>What {of.supplier} may keep</h3>
      <p class="mid">The strongest that it can hold with all these claims still holding{of.may_keep.length > 1 ? '; each is one way' : ''}.</p>
      {of.may_keep.slice(0, 6).map((way, i) => <ul class="lines keep" key={i}>{way.length ? way.map((g) => <li key={g.text}><Icon name="yes" class="m good" /><span>{marks(g.text)}</span></li>) : <li><Icon name="gap" class="m" /><span>nothing</span></li>}</ul>)}
      {of.may_keep_cut && <p class="quiet">Not every way to keep something was looked for.</p>}
    </section>
  );
}
