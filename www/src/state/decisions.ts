// What was decided, as it stands now, and how a decision is written into the description.

import { computed, signal } from '@preact/signals';
import type { Decision, DecisionKind, DecisionState } from '../generated/api';
import { heldWord, scopes, upper, verdictWord, capabilityName } from '../words';
import { opened } from './document';
import { change } from './edit';
import { answers, attacks, basis, decisions as ask, exposure, overview } from './engine';

export const decisions = signal<Decision[]>([]);
let of = 0;

/** Asks for the newest answers, unless that was done. */
export function needDecisions(): void {
  const generation = answers.peek()?.generation ?? 0;
  if (!generation || generation === of) return;
  of = generation;
  ask().then(
    (found) => of === generation && (decisions.value = found),
    () => of === generation && (of = 0),
  );
}

export const decided = computed(() => new Map(decisions.value.map((d) => [d.about, d])));
/** Those that no longer rest on what they did come first. */
const urgency: Record<DecisionState, number> = { changed: 0, unknown: 1, moot: 2, unmarked: 3, stands: 4 };
export const byUrgency = computed(() => [...decisions.value].sort((a, b) => urgency[a.state] - urgency[b.state] || (a.about < b.about ? -1 : 1)));
export const kindWord: Record<DecisionKind, string> = { accepted: 'Accepted', mitigated: 'Mitigated', disputed: 'Disputed' };
export const kinds: { id: DecisionKind; says: string }[] = [
  { id: 'accepted', says: 'it is borne as it is' },
  { id: 'mitigated', says: 'something that is not described here stands in the way, or will' },
  { id: 'disputed', says: 'the description or the analysis is held to be wrong' },
];

export type Draft = { decision: DecisionKind; reason: string; owner: string; date: string };

/** Writes a decision with what it rests on now; one entry of the undo history. */
export async function decide(about: string, draft: Draft): Promise<boolean> {
  const now = await basis(about).catch(() => null);
  const value = {
    decision: draft.decision,
    reason: draft.reason.trim(),
    ...(draft.owner.trim() ? { owner: draft.owner.trim() } : {}),
    ...(draft.date ? { date: draft.date } : {}),
    ...(now ? { 'as of': now.text } : {}),
  };
  return change(`decide on ${about}`, [{ kind: 'set', path: ['decisions', about], value }]);
}

export const withdraw = (about: string) => change(`withdraw the decision on ${about}`, [{ kind: 'remove', path: ['decisions', about] }]);

/** It still holds, on what it rests on now. */
export async function confirm(decision: Decision): Promise<void> {
  const now = await basis(decision.about).catch(() => null);
  if (now) await change(`confirm the decision on ${decision.about}`, [{ kind: 'set', path: ['decisions', decision.about, 'as of'], value: now.text }]);
}

export const sorts = ['Claims', 'Attacks', 'Facts'] as const;
/** What a decision may be about: its id, what it says, and how it stands. */
export type Subject = { id: string; sort: (typeof sorts)[number]; sentence: string; stands: string };
/** Rows of the exposure and places of an attack that are offered. */
const [ROWS, PLACES] = [200, 3];
let found: { of: unknown; facts: Subject[] } | null = null;

/** All that may be decided about here. While the text has errors, facts and attacks are those of before. */
export async function subjects(): Promise<Subject[]> {
  if (found?.of !== opened.peek()) found = null;
  if (overview.peek()?.analysed) {
    const [table, list] = await Promise.all([exposure('', 0, ROWS), attacks(PLACES)]);
    const facts = table.rows.flatMap((row) => row.cells.map((cell): Subject => ({ id: cell.fact, sort: 'Facts', sentence: `${capabilityName(cell.capability)} over ${row.label}`, stands: heldWord[cell.held] })));
    const word = new Map(scopes.map((s) => [s.scope, s.word.toLowerCase()]));
    const tried = list.attacks.filter((a) => a.scope !== 'out_of_scope').flatMap((a): Subject[] => [
      { id: a.id, sort: 'Attacks', sentence: a.name, stands: word.get(a.scope) ?? '' },
      ...a.places.map((place): Subject => ({ id: `${a.id} at ${place.elements.join(', ')}`, sort: 'Attacks', sentence: upper(place.sentence), stands: word.get(place.scope) ?? '' })),
    ]);
    found = { of: opened.peek(), facts: [...facts, ...tried] };
  }
  const claims = (answers.peek()?.claims ?? []).map((c): Subject => ({ id: c.id, sort: 'Claims', sentence: c.sentence, stands: verdictWord[c.verdict].toLowerCase() }));
  return [...claims, ...(found?.facts ?? [])];
}
