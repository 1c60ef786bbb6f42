// What-if switches on top of the description. They change no text and are forgotten with the page.

import { computed, signal } from '@preact/signals';
import type { Control, Scenario } from '../generated/api';

const none: Scenario = { on: [], off: [], fail: [], only: [], hold: [], likelihoods: [] };

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
/** A control as it stands under the switches, before the answer is there. */
export function isOn(control: Control): boolean {
  const s = scenario.value;
  return control.in_place ? !s.off.includes(control.name) : s.on.includes(control.name);
}
