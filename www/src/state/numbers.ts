// How likely claims are to fail: asked claim by claim, early from small sets, then from all, while the reader looks on.

import { computed, signal } from '@preact/signals';
import type { Chance, Claim, Event, Risk } from '../generated/api';
import { answers, engine, risk, stop } from './engine';

/** Sets of at most so many events are told before all are sought. */
export const EARLY = 4;
const ALL = 4_294_967_295;

/** The numbers of a claim; not `whole` while only small sets were looked for. */
export type Numbers = { risk: Risk; whole: boolean; generation: number };
/** What is counted now: `done` of `of` claims. */
export type Counting = { state: 'rest' | 'counting' | 'cancelled'; generation: number; done: number; of: number; claim: string; slow: boolean };

const rest: Counting = { state: 'rest', generation: 0, done: 0, of: 0, claim: '', slow: false };
/** By claim; those of an older answer stay until they are replaced. */
export const numbers = signal<ReadonlyMap<string, Numbers>>(new Map());
export const counting = signal<Counting>(rest);

/** How likely a claim is to fail by all its attacks together, where that was counted for the newest answers. */
export function togetherOf(claim: string): Chance | undefined {
  const known = numbers.value.get(claim);
  return known?.whole && known.generation === answers.value?.generation ? known.risk.probability : undefined;
}

/** Events of all claims by id. */
export const namedEvents = computed(() => {
  const all = new Map<string, Event>();
  for (const claim of answers.value?.claims ?? []) for (const event of claim.events) all.set(event.id, event);
  for (const { risk: of } of numbers.value.values()) for (const event of of.events) all.set(event.id, event);
  return all;
});

/** How much each event moves all claims together, most first. */
export const weights = computed(() => {
  const all = new Map<string, { event: string; birnbaum: number; claims: string[] }>();
  for (const { risk: of } of numbers.value.values()) {
    for (const { event, birnbaum } of of.importance) {
      const weight = all.get(event) ?? { event, birnbaum: 0, claims: [] };
      weight.birnbaum += birnbaum;
      weight.claims.push(of.claim);
      all.set(event, weight);
    }
  }
  return [...all.values()].sort((a, b) => b.birnbaum - a.birnbaum || (a.event < b.event ? -1 : 1));
});

let run = 0;
let patience: ReturnType<typeof setTimeout> | undefined;

/** Counts for the newest answers, the claim that is open first; nothing if that is done. */
export async function count(open: string | null, anew = false): Promise<void> {
  const of = answers.peek();
  if (!of || (!anew && counting.peek().generation === of.generation)) return;
  const mine = ++run;
  const ids = inOrder(of.claims, open);
  const known = new Set(ids);
  numbers.value = new Map([...numbers.peek()].filter(([id]) => known.has(id)));
  const tell = (change: Partial<Counting>) => (counting.value = { ...counting.peek(), ...change });
  counting.value = { ...rest, state: 'counting', generation: of.generation, of: ids.length };
  clearTimeout(patience);
  patience = setTimeout(() => mine === run && tell({ slow: true }), 400);
  const left = new Set(ids);
  try {
    for (const order of [EARLY, ALL]) {
      for (const id of ids.filter((one) => left.has(one))) {
        tell({ claim: id });
        const told = await risk(id, order);
        if (mine !== run) return;
        const whole = order === ALL || (told?.count.complete ?? true);
        if (told) numbers.value = new Map(numbers.peek()).set(id, { risk: told, whole, generation: of.generation });
        if (!whole) continue;
        left.delete(id);
        tell({ done: ids.length - left.size });
      }
    }
    tell({ state: 'rest', slow: false });
  } catch {
    // A newer analysis brings a count of its own; else somebody gave this one up.
    if (mine === run) tell(engine.peek().phase === 'working' ? { generation: 0 } : { state: 'cancelled', slow: false });
  } finally {
    if (mine === run) clearTimeout(patience);
  }
}

const inOrder = (claims: Claim[], open: string | null) => claims.map((c) => c.id).sort((a, b) => Number(b === open) - Number(a === open));

/** Gives the count up; what is known stays. */
export function halt(): void {
  stop();
}

/** The reader looks elsewhere: another question must not wait behind this one. */
export function leave(): void {
  if (counting.peek().state !== 'counting') return;
  run += 1;
  clearTimeout(patience);
  counting.value = rest;
  stop();
}
