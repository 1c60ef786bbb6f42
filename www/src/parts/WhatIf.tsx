// What if it did not happen, or did for certain: the switches of an event, an assumption or an adversary, opened where it
// is told of. The panel stays while the answers change, so that what was switched can be switched back.

import { signal } from '@preact/signals';
import type { Control, Event } from '../generated/api';
import { Icon } from '../icons';
import { answers, described } from '../state/engine';
import { namedEvents } from '../state/numbers';
import { isOn, restate, scenario, switchAdversary, switchControl, switches, switchFail, switchHold } from '../state/scenario';
import { className, count, interval, plain, verdictTone, verdictWord } from '../words';
import { Switch } from './Controls';
import { Range } from './Figures';
import { marks, says } from './Sentence';
import { Opens } from './Told';

/** What may happen: a basic event, or the failing of an assumption. */
export type Happening = Pick<Event, 'id' | 'sentence' | 'class'> & Partial<Pick<Event, 'likelihood' | 'elements' | 'who' | 'reason'>>;

/** The name by which a scenario speaks of an event: that of the assumption, if it is one. */
export function switchName(event: Happening): string {
  return answers.value?.overview.assumptions.find((a) => a.sentence === event.sentence)?.id ?? event.id;
}

/** What the switches say of a name, in a word; nothing if they leave it as described. */
export function supposed(name: string): string {
  const s = scenario.value;
  return s.fail.includes(name) ? 'taken to happen' : s.hold.includes(name) ? 'held off' : s.likelihoods.some((r) => r.event === name) ? 'restated' : '';
}

/** That a declared weakness is exploited, as the claims tell it if it is on a way to break one. */
export function exploited(weakness: string): Happening {
  const id = `exploitable(${weakness})`;
  return namedEvents.value.get(id) ?? { id, sentence: `\`${weakness}\` can be exploited`, class: 'weakness', elements: [weakness] };
}

/** What was switched here, by its name: what is held off is in no answer. */
const switched = signal<ReadonlyMap<string, Happening>>(new Map());
/** What is taken not to happen, or to happen for certain, and speaks of an element. */
export const switchedAt = (element: string): Happening[] =>
  [...switched.value].filter(([name, of]) => supposed(name) && of.elements?.includes(element)).map(([, of]) => of);

/** The likelihood of an event, or what the switches make of it; a press opens the switches. `as` tells it by its sentence, or where the likelihood stands already, by a word. */
export function WhatIf({ of, as = 'likelihood' }: { of: Happening; as?: 'likelihood' | 'sentence' | 'word' }) {
  const name = switchName(of);
  const state = supposed(name);
  const title = `What if: ${plain(of.sentence)}`;
  const shared = { title, heading: says(of.sentence), show: () => <Switches of={of} name={name} /> };
  if (as === 'sentence') return <Opens {...shared} says="what if" class="sentence">{marks(of.sentence)}{state && <b class="what-if"> {state}</b>}</Opens>;
  return <Opens {...shared} class={state ? 'num what-if' : 'num'}>{state || (as === 'likelihood' && of.class !== 'unknown' && of.likelihood ? <Range of={of.likelihood} /> : 'what if')}</Opens>;
}

function Switches({ of, name }: { of: Happening; name: string }) {
  const absent = of.class === 'control_absent' ? answers.value?.overview.controls.find((c) => of.elements?.includes(c.name)) : undefined;
  const stated = scenario.value.likelihoods.find((r) => r.event === name);
  return (
    <>
      <dl>
        <dt>Is</dt><dd>{className[of.class]}{of.reason && <>: {of.reason}</>}</dd>
        {of.likelihood && of.class !== 'unknown' && !absent && <><dt>Likelihood</dt><dd>{interval(stated ? { ...stated, prior: false } : of.likelihood)}{!stated && of.likelihood.prior && <span class="prior">°</span>} per year{stated && ', restated'}</dd></>}
        <dt>What if</dt><dd class="supposing">{absent ? <InPlace of={absent} /> : <Suppose of={of} name={name} />}
          {stated && <button type="button" class="button small" onClick={() => restate(name, null)}>As described</button>}</dd>
        {of.who && <><dt>Who</dt><dd class="supposing"><Acts name={of.who} /></dd></>}
      </dl>
      <Turned />
    </>
  );
}

/** Takes an event not to happen, or to happen for certain. */
export function Suppose({ of, name }: { of: Happening; name: string }) {
  const s = scenario.value;
  const button = (on: boolean, flip: (name: string) => void, text: string) => (
    <button type="button" class="button" aria-pressed={on} onClick={() => { switched.value = new Map(switched.peek()).set(name, of); flip(name); }}>{on && <Icon name="yes" class="i s" />}{text}</button>
  );
  return <>{button(s.hold.includes(name), switchHold, 'Hold off')}{button(s.fail.includes(name), switchFail, 'Let it happen')}</>;
}

/** Whether a control is in place. */
export function InPlace({ of }: { of: Control }) {
  return <><Switch on={isOn(of)} label={`${of.name} in place`} onFlip={() => switchControl(of)} /><span><code>{of.name}</code> in place</span></>;
}

/** Whether an adversary acts. The last that acts cannot rest: somebody must. */
export function Acts({ name }: { name: string }) {
  const all = answers.value?.overview.adversaries.map((a) => a.name) ?? [];
  const { only } = scenario.value;
  const acts = !only.length || only.includes(name);
  const last = acts && (only.length || all.length) === 1;
  return <><Switch on={acts} label={`${name} acts`} disabled={last} onFlip={() => switchAdversary(name, all)} /><span><code>{name}</code> acts{last && <span class="quiet">, alone</span>}</span></>;
}

/** An adversary by name; a press opens whether it acts. */
export function Adversary({ name }: { name: string }) {
  return <Opens title={`What if ${name} did not act`} heading={<code>{name}</code>} show={() => <><p class="supposing"><Acts name={name} /></p><Turned /></>}><code>{name}</code></Opens>;
}

/** Claims told in a panel. */
const MOST = 6;

/** The claims that the switches change: first those by verdict, then those by how many attack sets are known. */
function Turned() {
  if (!switches.value) return <p class="turned quiet">{STAYS}</p>;
  const turned = (answers.value?.claims ?? []).flatMap((now) => {
    const was = described.value.get(now.id);
    return was && (was.verdict !== now.verdict || (was.sets && was.sets.length !== now.sets.length)) ? [{ now, was, verdict: was.verdict !== now.verdict }] : [];
  }).sort((a, b) => Number(b.verdict) - Number(a.verdict));
  return (
    <div class="turned">
      {turned.slice(0, MOST).map(({ now, was, verdict }) => (
        <p key={now.id}><b>{now.id}</b> is <span class={verdictTone[now.verdict]}>{verdictWord[now.verdict].toLowerCase()}</span>{was.sets && ` by ${count(now.sets.length, 'set')}`}; as described{verdict && ` ${verdictWord[was.verdict].toLowerCase()}`}{was.sets && ` by ${was.sets.length}`}</p>
      ))}
      {turned.length > MOST && <p class="quiet">and {count(turned.length - MOST, 'more claim')}</p>}
      <p class="quiet">{turned.length === 0 && 'No verdict and no attack set is changed by the switches set. '}{STAYS}</p>
    </div>
  );
}
const STAYS = 'A what if: the text stays as it is.';
