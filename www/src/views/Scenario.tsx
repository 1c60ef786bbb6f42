// Which switches are on, who acts, and the way back to the description as written.

import { Icon } from '../icons';
import { Switch } from '../parts/Controls';
import { Popover } from '../parts/Popover';
import { Acts, exploited } from '../parts/WhatIf';
import { answers } from '../state/engine';
import { weaknesses } from '../state/outline';
import { asDescribed, isOn, scenario, restate, switchAssumption, switchControl, switches, switchHold } from '../state/scenario';
import type { Scenario } from '../generated/api';
import { signal } from '@preact/signals';
import { change } from '../state/edit';
import { chooseScenario, described, isScenario } from '../state/scenario';
import { say } from '../state/view';
import { isName } from '../tables/tables';
import { count, list, span } from '../words';

/** An event by its id, no assumption by its name. */
const isEvent = (name: string) => name.endsWith(')');

/** The scenario in a few words. */
export const scenarioWords = (): string => wordsOf(scenario.value);

function wordsOf(s: Scenario): string {
  const parts = [...s.on.map((n) => `${n} on`), ...s.off.map((n) => `${n} off`), ...s.fail.map((n) => `${n} ${isEvent(n) ? 'happens' : 'fails'}`), ...s.hold.map((n) => `${n} ${isEvent(n) ? 'held off' : 'holds'}`), ...s.likelihoods.map((r) => `${r.event} at ${span(r.low, r.high)}`), ...(s.only.length ? [`only ${s.only.join(', ')}`] : [])];
  if (!parts.length) return 'as described';
  return parts.length > 2 ? `${parts.slice(0, 2).join(', ')} and ${parts.length - 2} more` : parts.join(', ');
}

/** The switches in a line, and the way back; nothing while none is set. */
export const Switched = () => switches.value > 0 && <p class="what-if">What if: {scenarioWords()} <button type="button" class="link" onClick={asDescribed}>Back to as described</button></p>;

export function ScenarioMenu() {
  return (
    <Popover name="scenario" label="Scenario" buttonClass={`button scenario ${switches.value ? 'on' : ''}`} button={<><span class="quiet">Scenario</span> <span class="name">{scenarioWords()}</span> <Icon name="caret" class="i s" /></>}>
      <ScenarioPanel />
    </Popover>
  );
}

export function ScenarioPanel() {
  const o = answers.value?.overview;
  const failing = scenario.value.fail;
  const { hold, likelihoods } = scenario.value;
  const weak = new Map(weaknesses.value.map((w) => [exploited(w.name).id, w]));
  const held = hold.filter((id) => !weak.has(id));
  return (
    <div class="scenario-panel">
      <h2>What if</h2>
      <p class="mid">Switches change no text, and are forgotten with the page unless you keep them under a name.</p>
      {!o && <p class="quiet">Nothing is analysed yet.</p>}
      {!!o?.scenarios?.length && <><h3>Scenarios of this description</h3><ul class="named-scenarios">{o.scenarios.map((s) => (
        <li key={s.name}><button type="button" class="link" aria-pressed={isScenario(s.scenario)} onClick={() => chooseScenario(s.scenario)}>{s.name}</button><span class="quiet">{s.note || wordsOf(s.scenario)}</span></li>
      ))}</ul></>}
      {!!o?.adversaries.length && <><h3>Who acts</h3><ul>{o.adversaries.map((a) => (
        <li key={a.name}><Acts name={a.name} /><span class="quiet">{a.kind}</span></li>
      ))}</ul></>}
      {!!o?.controls.length && <><h3>Controls</h3><ul>{o.controls.slice(0, 40).map((c) => (
        <li key={c.name}><Switch on={isOn(c)} label={`${c.name} in place`} onFlip={() => switchControl(c)} /><code>{c.name}</code><span class="quiet">{c.kind}</span></li>
      ))}</ul></>}
      {weak.size > 0 && <><h3>Weaknesses</h3><ul>{[...weak].slice(0, 40).map(([id, { name: weakness, on }]) => (
        <li key={id}><Switch on={!hold.includes(id)} label={`${weakness} can be exploited`} onFlip={() => switchHold(id)} /><code>{weakness}</code><span class="quiet">of {list(on)}</span></li>
      ))}</ul></>}
      {failing.length > 0 && <><h3>Taken to happen</h3><ul>{failing.map((id) => (
        <li key={id}><Switch on label={`${id} ${isEvent(id) ? 'happens' : 'fails'}`} onFlip={() => switchAssumption(id)} /><code>{id}</code></li>
      ))}</ul></>}
      {held.length > 0 && <><h3>Held off</h3><ul>{held.map((id) => (
        <li key={id}><Switch on label={`${id} is held off`} onFlip={() => switchHold(id)} /><code>{id}</code></li>
      ))}</ul></>}
      {likelihoods.length > 0 && <><h3>Likelihoods restated</h3><ul>{likelihoods.map((r) => (
        <li key={r.event}><Switch on label={`${r.event} is restated`} onFlip={() => restate(r.event, null)} /><code>{r.event}</code><span class="quiet">{span(r.low, r.high)} per year</span></li>
      ))}</ul></>}
      {switches.value > 0 && <Name />}
      <div class="foot"><span class="quiet">{count(switches.value, 'switch', 'switches')} set</span><button type="button" class="button" disabled={!switches.value} onClick={asDescribed}>Reset to as described</button></div>
    </div>
  );
}

const name = signal('');

/** Writes the switches of the moment into the description, under a name. */
function Name() {
  const write = async (event: Event) => {
    event.preventDefault();
    const called = name.value.trim().replaceAll(/\s+/g, '_');
    if (!isName(called)) return say('This is no name', 'Names have letters, digits, _ and -, at most 80 of them. Nothing was written.');
    if (await change(`scenario ${called}`, [{ kind: 'set', path: ['scenarios', called], value: described(scenario.value) }])) name.value = '';
  };
  return (
    <form class="name-scenario" onSubmit={(e) => void write(e)}>
      <label>Keep these switches as <input type="text" placeholder="name" value={name.value} spellcheck={false} autocomplete="off" onInput={(e) => (name.value = e.currentTarget.value)} /></label>
      <button type="submit" class="button small">Write into the description</button>
    </form>
  );
}
