// How likely each claim is to fail in a year, by which attacks, and which events carry it.

import { useEffect, useRef } from 'preact/hooks';
import type { Chance, Risk } from '../generated/api';
import { Icon } from '../icons';
import { Underway } from '../parts/asked';
import { Scale, Verdict } from '../parts/Figures';
import { onArrows, useRoving } from '../parts/roving';
import { marks, says } from '../parts/Sentence';
import { Told } from '../parts/Told';
import { answers } from '../state/engine';
import { count as begin, counting, EARLY, leave, namedEvents, numbers, weights, type Numbers as Known } from '../state/numbers';
import { openClaim, showClaim } from '../state/view';
import { chance, count, figures, grouped, verdictTone } from '../words';
import { Events } from './Events';
import { Ranked } from './Ranked';
import { Switched } from './Scenario';

export function Numbers() {
  const generation = answers.value?.generation;
  const rows = useRef<HTMLOListElement>(null);
  useRoving(rows);
  useEffect(() => void begin(openClaim.peek()), [generation]);
  useEffect(() => leave, []);
  const claims = answers.value?.claims ?? [];
  const known = claims.flatMap((c) => numbers.value.get(c.id) ?? []);
  const worst = [...known].sort((a, b) => b.risk.probability.high - a.risk.probability.high)[0];
  const order = [...claims].sort((a, b) => (numbers.value.get(b.id)?.risk.probability.high ?? -1) - (numbers.value.get(a.id)?.risk.probability.high ?? -1) || a.id.localeCompare(b.id, 'en', { numeric: true }));
  useEffect(() => {
    if (worst && !claims.some((c) => c.id === openClaim.peek())) openClaim.value = worst.risk.claim;
  }, [worst?.risk.claim, generation]);
  const state = counting.value;
  const opened = claims.some((c) => c.id === openClaim.value) ? numbers.value.get(openClaim.value ?? '') : undefined;
  const ids = { '--ids': `${Math.round(Math.min(Math.max(3.5, ...claims.map((c) => c.id.length)), 20) * 7.5)}px` };
  return (
    <div class="numbers-screen" style={ids}>
      <div class="lead">
        <h1>{!claims.length ? 'No claim is stated' : !worst ? 'How likely each claim is to fail' : worst.risk.probability.high === 0 ? 'No claim fails by anything that is described' : <>{worst.risk.claim} is the likeliest to fail: {chance(worst.risk.probability)} per year</>}</h1>
        {!claims.length ? <p>State under <code>claims</code> what nobody may gain over what; then this screen tells how likely that is, and why.</p> : <p>Every number opens: what it means, how it was computed, what carries it. Ranges come from likelihoods that are ranges.</p>}
        <Switched />
      </div>
      <Underway what={`Counting ${state.claim}, claim ${Math.min(state.done + 1, state.of)} of ${state.of}`} phase={state.state === 'cancelled' ? 'cancelled' : state.slow ? 'slow' : 'asking'} of={{ done: state.done, of: state.of }} again={() => void begin(openClaim.peek(), true)} />
      {claims.length > 0 && <div class="risk-head" aria-hidden="true"><span>Verdict</span><span /><span>Claim</span><span class="axis"><i>10⁻⁶</i><i>10⁻⁴</i><i>.01</i><i>1</i></span><span>fails, per year</span><span>if assumptions hold</span><span>sets</span><span /></div>}
      <ol class={`claims ${claims.length > 9 ? 'many' : ''}`} ref={rows} data-roving="button.risk" onKeyDown={onArrows}>
        {order.map((c) => {
          const of = numbers.value.get(c.id);
          const open = c.id === openClaim.value;
          return (
            <li key={c.id}>
              <button type="button" class="risk" data-row={c.id} aria-expanded={open} onClick={() => (openClaim.value = open ? null : c.id)}>
                <Verdict verdict={c.verdict} /><span class="id" title={c.id}>{c.id}</span><span class="txt">{marks(c.sentence)}</span>
                <Scale of={of?.risk.probability ?? null} tone={verdictTone[c.verdict]} />
                <span class="num">{of ? <>{chance(of.risk.probability)}<small>{exactness(of)}</small></> : <span class="quiet">{state.state === 'cancelled' ? 'not computed' : 'counting'}</span>}</span>
                <span class="num side">{of ? chance(of.risk.ordinary) : ''}</span>
                <span class="num side">{of ? setsOf(of.risk) : ''}</span>
                <Icon name="next" />
              </button>
            </li>
          );
        })}
      </ol>
      {opened && <Detail of={opened} key={opened.risk.claim} />}
      <Together />
    </div>
  );
}

const setsOf = (risk: Risk) => (risk.count.complete ? '' : 'at least ') + (risk.count.total.length > 12 ? `${risk.count.total.length} digits` : grouped(Number(risk.count.total)));
/** Exact, bounds, or early; in a word. */
export const exactness = (of: Known) => (!of.whole ? `early, sets of at most ${EARLY}` : of.risk.probability.exact ? 'exact' : 'bounds');

/** What becomes of the larger sets while an early answer is shown. */
const larger = () => (counting.value.state === 'cancelled' ? 'larger ones were not looked for' : 'larger ones are being looked for');
/** How a probability was computed, and what an early one leaves out. */
const howOf = (c: Chance, of: Known) => `${c.text}${of.whole ? '' : `; so far from sets of at most ${EARLY} events, ${larger()}`}${c.prior ? '. ° Catalog defaults went into it: read the range, not the digits' : ''}`;

function Detail({ of }: { of: Known }) {
  const { risk } = of;
  const carry = [...risk.importance].sort((a, b) => b.criticality - a.criticality).map((i) => i.event);
  const ordinary = carry.filter((id) => !['stated', 'justified', 'unknown'].includes(namedEvents.value.get(id)?.class ?? ''));
  const most = Math.max(...risk.count.by_order.map((o) => Number(o.sets)), 1);
  return (
    <section class="risk-detail" aria-label={`Numbers of ${risk.claim}`}>
      <h2 class="visually-hidden">Numbers of {risk.claim}</h2>
      <div class="figures-row"><dl>
        <div><dt>Fails, whatever it takes</dt><dd><Told class="big" of={{ title: `${risk.claim} fails, per year`, means: `the probability that somebody gains within a year what ${risk.claim} forbids, failing assumptions included`, how: howOf(risk.probability, of), events: carry, instead: risk.count.complete ? 'nothing: there is no attack set' : 'no attack set is known so far' }}>{chance(risk.probability)}</Told>
          <small>{of.whole ? says(risk.probability.text) : `Early: from sets of at most ${EARLY} events`}</small></dd></div>
        <div><dt>Though every assumption holds</dt><dd><Told class="big" of={{ title: `${risk.claim} fails by ordinary events, per year`, means: 'the probability that it fails though every promise is kept, every mechanism works and what is unknown is harmless', how: howOf(risk.ordinary, of), events: ordinary, instead: risk.count.complete ? 'nothing: every attack needs an assumption to fail' : 'none of the attack sets known so far' }}>{chance(risk.ordinary)}</Told>
          <small>{risk.ordinary.high === 0 ? (risk.count.complete ? 'Every attack needs an assumption to fail' : '') : risk.probability.high > 0 ? `${Math.round((risk.ordinary.high / risk.probability.high) * 100)} % of the upper end` : ''}</small></dd></div>
        <div><dt>Minimal attack sets</dt><dd><Told class="big" of={{ title: `Minimal attack sets of ${risk.claim}`, means: 'how many sets of events suffice to make it fail, none of them with a superfluous event', how: `${risk.count.text}, without listing them${of.whole ? '' : `; ${larger()}`}` }}>{setsOf(risk)}</Told>
          <span class="orders">{risk.count.by_order.map((o) => <span key={o.order}><i style={{ height: `${Math.max(3, (Math.log1p(Number(o.sets)) / Math.log1p(most)) * 22)}px` }} /><span><b>{grouped(Number(o.sets))}</b> of {o.order}</span></span>)}</span></dd></div>
      </dl><button type="button" class="link" onClick={() => showClaim(risk.claim)}>Why {risk.claim} has its verdict</button></div>
      <Events of={of} />
      <div class="two">
        <Ranked title="Likeliest attacks" says="all events of the set happen, per year" sets={risk.likeliest} risk={risk} by="likelihood" />
        <Ranked title="Attacks of least effort" says="efforts of its events together" sets={risk.cheapest} risk={risk} by="effort" />
      </div>
    </section>
  );
}

/** Which events move all claims. */
function Together() {
  const table = useRef<HTMLTableSectionElement>(null);
  useRoving(table);
  const all = weights.value;
  if (!all.length || numbers.value.size < 2) return null;
  const most = all[0]?.birnbaum || 1;
  return (
    <section class="together">
      <header class="sect"><h2>Over all claims</h2><p>by how much each event moves them together</p><span class="quiet">{count(all.length, 'event')}</span></header>
      <div class="frame"><table class="ledger weights">
        <thead><tr><th scope="col">Moves</th><th scope="col">Event</th><th scope="col">In sets of</th></tr></thead>
        <tbody ref={table} data-roving="button" data-columns="1" onKeyDown={onArrows}>{all.slice(0, 12).map((w) => (
          <tr key={w.event}>
            <td data-label="Moves"><Told of={{ title: 'Moves all claims by', means: 'how many claims more would fail in a year on average if the event were certain than if it were impossible', how: 'the sum of its Birnbaum importances over the claims', events: [w.event] }}>{figures(w.birnbaum)}</Told> <span class="worth"><i style={{ width: `${(w.birnbaum / most) * 100}%` }} /></span></td>
            <th scope="row">{says(namedEvents.value.get(w.event)?.sentence ?? w.event)}</th>
            <td data-label="In sets of">{w.claims.map((c) => <button type="button" class="link claim-id" key={c} onClick={() => (openClaim.value = c)}>{c}</button>)}</td>
          </tr>
        ))}</tbody>
      </table></div>
      {all.length > 12 && <p class="note">12 of {grouped(all.length)} events are shown.</p>}
    </section>
  );
}
