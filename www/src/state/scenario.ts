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
