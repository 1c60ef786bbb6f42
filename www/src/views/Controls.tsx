// What stands in the way, and what could: the cheapest plan, each control with its switch and what it is worth, cost
// against what is left; above, every claim before and after.

import { signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Choice, Control, ControlWorth, Plan } from '../generated/api';
import { Icon } from '../icons';
import { Underway, useAsked } from '../parts/asked';
import { Switch } from '../parts/Controls';
import { Verdict } from '../parts/Figures';
import { onArrows, useRoving } from '../parts/roving';
import { says } from '../parts/Sentence';
import { Told } from '../parts/Told';
import { answers, described, plan as ask, source } from '../state/engine';
import { namedEvents } from '../state/numbers';
import { asDescribed, choose, isChosen, isOn, scenario, switchControl, switches } from '../state/scenario';
import { marked, toggleElement } from '../state/selection';
import { showClaim } from '../state/view';
import { count, figures, numeral, span, upper, verdictTone, verdictWord } from '../words';
import { Curve } from './Curve';
import { scenarioWords } from './Scenario';

const budget = signal('');

export function Controls() {
  const list = useRef<HTMLTableSectionElement>(null);
  useRoving(list);
  const all = answers.value?.overview.controls ?? [];
  const amount = budget.value.trim() === '' || !(Number(budget.value) >= 0) ? null : Number(budget.value);
  const { on: _, ...rest } = scenario.value;
  const asked = useAsked(() => ask([], amount), [source.value, JSON.stringify(rest), amount]);
  const plan = asked.value ?? undefined;
  const worth = new Map(plan?.controls.map((c) => [c.control, c]));
  const most = Math.max(1e-12, ...(plan?.controls.flatMap((c) => [c.alone, c.last, c.in_plan ?? 0]) ?? []));
  const on = all.filter(isOn);
  const cost = on.filter((c) => !c.in_place).reduce((sum, c) => sum + (worth.get(c.name)?.cost ?? c.cost ?? 0), 0);
  const proven = plan && plan.cheapest.length > 0;
  return (
    <section class="controls plan">
      <div class="bar">
        <h1>{all.length ? (plan ? headline(plan) : `${on.length} of ${count(all.length, 'control')} in place`) : 'No control is described'}</h1>
        {proven && (plan.optimal ? <span class="good proven"><Icon name="yes" class="i s" />{plan.cheapest[0]?.controls.length ? 'proven: nothing costs less' : 'proven'}</span> : <span class="cond">not proven: the bound on work was reached</span>)}
        <span class="end quiet">{all.length > 0 && `${on.length} of ${count(all.length, 'control')} in place`}{cost > 0 && `, switched on for ${cost}`}</span>
        {switches.value > 0 && <button type="button" class="button" onClick={asDescribed}>Reset to as described</button>}
      </div>
      <Underway what="Looking for the cheapest choice of controls" phase={asked.phase} again={asked.again} />
      <WhatIf />
      <div class={plan ? 'plan-grid' : ''}>
        <div>
          {all.length > 0 && (
            <div class="frame"><table class="ledger controls-table">
              <thead><tr><th scope="col">On</th><th scope="col">Control</th><th scope="col" class="r">Cost</th><th scope="col" title="if it alone is switched on">Worth alone</th><th scope="col" title="if it alone is missing from all">Worth last</th><th scope="col" title="if it is missing from the cheapest plan">In the plan</th><th scope="col">What it leaves</th></tr></thead>
              <tbody ref={list} data-roving="button.switch" onKeyDown={onArrows}>{all.map((c) => <Row key={c.name} of={c} worth={worth.get(c.name)} most={most} how={plan?.text ?? ''} />)}</tbody>
            </table></div>
          )}
          {!all.length && <p class="nothing">Describe under <code>controls</code> what stands in the way or could; with a cost for each, this screen finds the cheapest that suffice.</p>}
          {all.length > 0 && <p class="note">Worth: by how many fewer claims fail in a year on average, likelihoods at their highest.{all.some((c) => c.control_type === 'probabilistic') && ' A structural control can only be defeated, or its mechanism fail. A probabilistic one also fails by itself, so it lowers a likelihood and closes nothing.'}{plan?.controls.some((c) => c.cost_assumed) && ' ° the catalog’s relative cost, since none is stated.'}</p>}
        </div>
        {plan && <aside class="aside" aria-label="The plan"><Beside plan={plan} all={all} amount={amount} /></aside>}
      </div>
    </section>
  );
}

const named = (choice: Choice) => (choice.controls.length ? choice.controls.map((n, i) => <span key={n}>{i > 0 && <span class="and"> + </span>}<code>{n}</code></span>) : <span class="mid">as it is</span>);

function headline(plan: Plan) {
  const [first] = plan.cheapest;
  if (!plan.claims.length) return 'No claim is stated that controls could make hold';
  if (!first) return 'No choice was found within the bound on work';
  if (!first.controls.length) return plan.beyond.length ? 'No control changes a verdict for the better' : 'Every claim holds as it is';
  const these = first.controls.map((n, i) => <span key={n}>{i > 0 && (i === first.controls.length - 1 ? ' and ' : ', ')}<code>{n}</code></span>);
  if (!plan.beyond.length) return <>The cheapest that makes every claim hold is {these}, for {first.cost}</>;
  const open = plan.beyond.length;
  return <>{open === plan.claims.length ? 'No choice makes a claim hold' : `${upper(numeral(open))} of ${numeral(plan.claims.length)} claims ${open === 1 ? 'stays' : 'stay'} open whatever is chosen`}; the most that controls can give costs {first.cost}: {these}</>;
}

const leaves = (choice: Choice) => span(choice.low, choice.high);

function Try({ of, all }: { of: Choice; all: Control[] }) {
  const on = isChosen(of.controls);
  const word = !on ? 'Try' : of.controls.length ? 'Tried' : 'Now';
  return <button type="button" class="link try" aria-pressed={on} aria-label={`${word}: ${of.controls.join(', ') || 'as it is'}, cost ${of.cost}`} onClick={() => choose(of.controls, all)}>{word}</button>;
}

/** The plan beside the table: what stays open, within a budget, the curve and its table. */
function Beside({ plan, all, amount }: { plan: Plan; all: Control[]; amount: number | null }) {
  const residual = { title: 'Leaves, claims a year', means: 'how many claims fail in a year on average with these controls switched on, from likelihoods at their lowest to their highest', how: plan.text, instead: 'the sets that the controls leave open' };
  return (
    <>
      <section>
        <h2>Cheapest {plan.beyond.length ? 'that gives each its best verdict' : 'that makes all hold'}{plan.cheapest.length > 1 && <span>{plan.cheapest.length} cost the same</span>}</h2>
        <ul class="choices">{plan.cheapest.slice(0, 6).map((c) => <li key={c.controls.join()}><span>{named(c)}</span><span class="num">cost {c.cost}</span><Try of={c} all={all} /></li>)}</ul>
        {plan.beyond.map((b) => (
          <p key={b.claim} class="at-best"><button type="button" class="link claim-id" onClick={() => showClaim(b.claim)}>{b.claim}</button> is at best <b class={verdictTone[b.best]}>{verdictWord[b.best].toLowerCase()}</b>{b.events.length > 0 && <>, since no control touches: {b.events.map((id, i) => <span key={id}>{i > 0 && <span class="and"> + </span>}{says(namedEvents.value.get(id)?.sentence ?? id)}</span>)}</>}</p>
        ))}
      </section>
      {plan.frontier.length > 0 && (
        <section>
          <h2>Cost against what is left</h2>
          <Curve plan={plan} onPick={(c) => choose(c.controls, all)} />
          <div class="frame"><table class="ledger frontier">
            <thead><tr><th scope="col">Best for its cost</th><th scope="col" class="r">Cost</th><th scope="col" class="r">Leaves, claims a year</th><th scope="col"><span class="visually-hidden">Try</span></th></tr></thead>
            <tbody>{plan.frontier.map((c) => (
              <tr key={c.controls.join()} class={isChosen(c.controls) ? 'is-open' : ''}><th scope="row">{named(c)}</th><td class="r" data-label="Cost">{c.cost}</td><td class="r" data-label="Leaves"><Told of={residual}>{leaves(c)}</Told></td><td class="r"><Try of={c} all={all} /></td></tr>
            ))}</tbody>
          </table></div>
          {!plan.frontier_complete && <p class="quiet">Not every choice was weighed: the bound on work was reached.</p>}
        </section>
      )}
      <section>
        <h2>Least risk within a budget</h2>
        <label class="budget">At most <input type="number" min="0" step="any" value={budget.value} onInput={(e) => (budget.value = e.currentTarget.value)} /> <span class="quiet">in the description’s unit</span></label>
        {amount !== null && plan.within && <ul class="choices"><li><span>{named(plan.within)}</span><span class="num">leaves {leaves(plan.within)}</span><Try of={plan.within} all={all} /></li></ul>}
        {amount !== null && plan.within && <p class="quiet">{plan.within_optimal ? 'Proven: no choice within it leaves less.' : 'The best of those tried; the bound on work was reached.'}</p>}
      </section>
    </>
  );
}

/** Claims that are told of above the controls. */
const MOST = 12;

/** Every claim under the switches, and what it was without them. */
function WhatIf() {
  const claims = answers.value?.claims ?? [];
  if (!claims.length) return null;
  const was = ({ id, verdict }: (typeof claims)[number]) => {
    const before = described.value.get(id)?.verdict;
    return before === verdict ? undefined : before;
  };
  // Those left out are of those that stay.
  const told = claims.length > MOST ? [...claims.filter(was), ...claims.filter((c) => !was(c))].slice(0, MOST) : claims;
  return (
    <div class="whatif">
      <div><span class="quiet">What if</span><b>{scenarioWords()}</b></div>
      {told.map((c) => {
        const before = was(c);
        return (
          <button type="button" key={c.id} class={before ? 'changed' : ''} onClick={() => showClaim(c.id)}>
            <b>{c.id}</b>
            <span>{before ? <span><span class={verdictTone[before]}>{verdictWord[before]}</span> to</span> : switches.value ? 'no change' : 'is'} <Verdict verdict={c.verdict} /></span>
          </button>
        );
      })}
      {claims.length > told.length && <div class="quiet">and {count(claims.length - told.length, 'more claim')}</div>}
    </div>
  );
}

const worths: { key: 'alone' | 'last' | 'in_plan'; name: string; means: string }[] = [
  { key: 'alone', name: 'Worth alone', means: 'by how many fewer claims fail in a year on average if it alone is switched on' },
  { key: 'last', name: 'Worth last', means: 'by how many more fail if it alone is missing while all others are on' },
  { key: 'in_plan', name: 'Worth in the plan', means: 'by how many more fail if it is missing from the cheapest plan' },
];

function Row({ of, worth, most, how }: { of: Control; worth: ControlWorth | undefined; most: number; how: string }) {
  const on = isOn(of);
  const changed = on !== of.in_place;
  const absent = [...namedEvents.value.values()].filter((e) => e.class === 'control_absent' && e.elements.includes(of.name)).map((e) => e.id);
  return (
    <tr class={`${changed ? 'is-open' : ''} ${marked.value.has(of.name) ? 'is-marked' : ''}`}>
      <td><Switch on={on} label={`${of.name} in place`} onFlip={() => switchControl(of)} /></td>
      <th scope="row"><button type="button" class="name" aria-pressed={marked.value.has(of.name)} onClick={() => toggleElement(of.name)}><code>{of.name}</code></button><small>{of.kind} on {of.on.map((n, i) => <>{i > 0 && ', '}<code key={n}>{n}</code></>)}, {of.control_type}{of.in_place ? '' : ', available'}</small></th>
      <td class="r" data-label="Cost">{of.cost ?? (worth ? `${worth.cost}°` : <span class="quiet">–</span>)}</td>
      {worths.map(({ key, name, means }) => {
        const value = worth?.[key];
        return <td key={key} class="worth-cell" data-label={name}>{value === undefined || value === null ? <span class="quiet">–</span> : <><Told of={{ title: `${name}: ${of.name}`, means, how, events: absent, instead: 'every attack set that needs its absence' }}>{figures(value)}</Told><span class="worth" aria-hidden="true"><i style={{ width: `${(Math.max(value, 0) / most) * 100}%` }} /></span></>}</td>;
      })}
      <td class="leaves" data-label="Leaves">{of.points === 0 ? <span class="cond">It stands at no point of this system, so it is worth nothing here. </span> : ''}{says(of.leaves)}</td>
    </tr>
  );
}
