// What-if switches on top of the description. They change no text and are forgotten with the page.

import { computed, signal } from '@preact/signals';
import type { Control, Scenario } from '../generated/api';

/** The description as written. */
export const none: Scenario = { on: [], off: [], fail: [], only: [], hold: [], likelihoods: [] };

/** The switches of the moment. */
export const scenario = signal<Scenario>(none);
/** Number of switches set. */
export const switches = computed(() => {
  const s = scenario.value;
  return s.on.length + s.off.length + s.fail.length + s.only.length + s.hold.length + s.likelihoods.length;
});

/** Back to the description as written. */
export function asDescribed(): void {
  if (switches.peek()) scenario.value = none;
}

const flip = (list: string[], name: string) => (list.includes(name) ? list.filter((n) => n !== name) : [...list, name]);

/** Switches a control against what the description says. */
export function switchControl(control: Control): void {
  const s = scenario.peek();
  scenario.value = control.in_place ? { ...s, off: flip(s.off, control.name) } : { ...s, on: flip(s.on, control.name) };
}
/** Lets an assumption fail, or stand again. */
export function switchAssumption(id: string): void {
  const s = scenario.peek();
  scenario.value = { ...s, fail: flip(s.fail, id) };
}
/** Lets one adversary act or rest; `all` are those that the description names. */
export function switchAdversary(name: string, all: string[]): void {
  const s = scenario.peek();
  const acting = s.only.length ? s.only : all;
  const next = flip(acting, name);
  scenario.value = { ...s, only: next.length === all.length || next.length === 0 ? [] : next };
}
/** Takes an event or assumption not to happen, or lets it happen again. */
export function switchHold(name: string): void {
  const s = scenario.peek();
  scenario.value = { ...s, fail: s.fail.filter((n) => n !== name), hold: flip(s.hold, name) };
}
/** Takes an event or assumption to happen for certain, or not any more. */
export function switchFail(name: string): void {
  const s = scenario.peek();
  scenario.value = { ...s, hold: s.hold.filter((n) => n !== name), fail: flip(s.fail, name) };
}
/** States a likelihood for an event or assumption; without one it is as described. */
export function restate(event: string, range: { low: number; high: number } | null): void {
  const s = scenario.peek();
  const others = s.likelihoods.filter((r) => r.event !== event);
  scenario.value = { ...s, likelihoods: range ? [...others, { event, ...range }] : others };
}
/** Exactly these controls of those that can be switched on. */
export function choose(names: string[], all: Control[]): void {
  const s = scenario.peek();
  const described = new Set(all.filter((c) => c.in_place).map((c) => c.name));
  scenario.value = { ...s, on: names.filter((n) => !described.has(n)), off: s.off.filter((n) => !names.includes(n)) };
}
/** These are the controls that are switched on. */
export function isChosen(names: string[]): boolean {
  const s = scenario.value;
  return names.length === s.on.length && names.every((n) => s.on.includes(n));
}
/** A control as it stands under the switches, before the answer is there. */
export function isOn(control: Control): boolean {
  const s = scenario.value;
  return control.in_place ? !s.off.includes(control.name) : s.on.includes(control.name);
}

/** Sets exactly the switches of a named scenario. */
export function chooseScenario(of: Scenario): void {
  scenario.value = { ...none, ...of };
}
const sorted = (list: string[]) => [...list].sort().join('\n');
/** These are the switches set. */
export function isScenario(of: Scenario): boolean {
  const s = scenario.value;
  const same = (['on', 'off', 'fail', 'only', 'hold'] as const).every((key) => sorted(s[key]) === sorted(of[key]));
  return same && sorted(s.likelihoods.map((r) => JSON.stringify(r))) === sorted(of.likelihoods.map((r) => JSON.stringify(r)));
}
/** Switches as the description has them: what is empty is left out. */
export function described(of: Scenario): Record<string, unknown> {
  const lists = (['on', 'off', 'only', 'fail', 'hold'] as const).filter((key) => of[key].length).map((key) => [key, of[key].length === 1 ? of[key][0] : of[key]] as const);
  const restated = of.likelihoods.map((r) => [r.event, r.low === r.high ? r.low : [r.low, r.high]] as const);
  return { ...Object.fromEntries(lists), ...(restated.length ? { likelihoods: Object.fromEntries(restated) } : {}) };
}
