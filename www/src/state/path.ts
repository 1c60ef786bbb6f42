// The open claim, the set that is looked at, and its path; and the lines of the text that they touch.

import { computed } from '@preact/signals';
import type { AttackSet, Claim, Path, Step } from '../generated/api';
import { answers, declaredOf } from './engine';
import { marked, select, selection } from './selection';
import { openClaim, openSet, order, tab } from './view';

/** A set with its index in the claim, which paths refer to. */
export type Listed = { set: AttackSet; index: number };

export const claim = computed<Claim | null>(() => answers.value?.claims.find((c) => c.id === openClaim.value) ?? null);

/** The same for sets that differ only in whose copy of a thing an event is about: `vector_db#customer.own`, `vector_db#customer.other`. */
const likeness = (set: AttackSet) => JSON.stringify([set.events.map((id) => id.replace(/#[^),]*/g, '')), set.verdict, set.likelihood, set.persistent]);

/** The sets of the open claim in the order asked for, those together that are alike. */
export const alike = computed<Listed[][]>(() => {
  const all = (claim.value?.sets ?? []).map((set, index) => ({ set, index }));
  const rank = { violated: 0, unknown: 1, conditional: 2, holds: 3 };
  if (order.value === 'shortest') all.sort((a, b) => a.set.events.length - b.set.events.length || a.index - b.index);
  else all.sort((a, b) => rank[a.set.verdict] - rank[b.set.verdict] || b.set.likelihood.high - a.set.likelihood.high || a.index - b.index);
  const groups = new Map<string, Listed[]>();
  for (const one of all) {
    const key = likeness(one.set);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
});
export const listed = computed<Listed[]>(() => alike.value.flat());
export const current = computed<Listed | null>(() => listed.value[Math.min(openSet.value, listed.value.length - 1)] ?? null);
export const path = computed<Path | null>(() => {
  const at = current.value?.index;
  return at === undefined ? null : (claim.value?.paths.find((p) => p.set === at) ?? null);
});

/** Moves to the next or previous set, around the ends. */
export function turnSet(by: number): void {
  const n = listed.peek().length;
  if (!n || tab.peek() !== 'claims') return;
  openSet.value = (openSet.peek() + by + n) % n;
  select(null);
}

export function selectStep(step: Step): void {
  const s = selection.peek();
  const c = claim.peek();
  const set = current.peek();
  if (!c || !set) return;
  const same = s?.kind === 'step' && s.claim === c.id && s.set === set.index && s.number === step.number;
  select(same ? null : { kind: 'step', claim: c.id, set: set.index, number: step.number, elements: step.elements });
}

/** The selected step of the path shown. */
export const chosenStep = computed<number | null>(() => {
  const s = selection.value;
  return s?.kind === 'step' && s.claim === claim.value?.id && s.set === current.value?.index ? s.number : null;
});

/** A line of the text that the path or the selection touches. */
export type LineMark = { line: number; steps: number[]; on: boolean; hit: boolean };

export const lineMarks = computed<LineMark[]>(() => {
  const places = new Map((answers.value?.overview.elements ?? []).map((e) => [e.name, e.place]));
  const marks = new Map<number, LineMark>();
  const at = (name: string) => {
    const place = places.get(name);
    if (!place) return null;
    const mark = marks.get(place.line) ?? { line: place.line, steps: [], on: false, hit: false };
    marks.set(place.line, mark);
    return mark;
  };
  if (tab.value === 'claims') {
    for (const step of path.value?.steps ?? []) {
      const owner = declaredOf(step.gain.element);
      const mark = at(places.has(owner) ? owner : (step.elements[0] ?? ''));
      if (!mark) continue;
      mark.steps.push(step.number);
      if (step.number === chosenStep.value) mark.on = true;
    }
  }
  for (const name of marked.value) {
    const mark = at(name);
    if (mark) mark.hit = true;
  }
  return [...marks.values()].sort((a, b) => a.line - b.line);
});
