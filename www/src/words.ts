// Sentences and figures that several views share. Verdicts are four words, and only those.

import type { Attack, AttackSet, Chance, Claim, Confidence, Event, EventClass, Held, Likelihood, Scope, Verdict } from './generated/api';

export const verdictOrder: Verdict[] = ['violated', 'conditional', 'unknown', 'holds'];
export const verdictWord: Record<Verdict, string> = { violated: 'Violated', conditional: 'Conditional', unknown: 'Unknown', holds: 'Holds' };
/** Class of colour for a verdict. */
export const verdictTone: Record<Verdict, string> = { violated: 'bad', conditional: 'cond', unknown: 'unk', holds: 'good' };

export const heldWord: Record<Held, string> = {
  held: 'held', unknown: 'unknown', conditional: 'held if an assumption fails', rests_on: 'held only if a justified assumption fails', no: 'not derivable',
};
export const heldTone: Record<Held, string> = { held: 'bad', unknown: 'unk', conditional: 'cond', rests_on: 'good', no: 'quiet' };

export const scopes: { scope: Scope; word: string; say: string; tone: string }[] = [
  { scope: 'closes', word: 'Closes', say: 'every capability that it needs is held', tone: 'bad' },
  { scope: 'one_step_away', word: 'One step away', say: 'exactly one thing is missing', tone: 'cond' },
  { scope: 'further', word: 'Further', say: 'the pattern fits, more than one thing is missing', tone: 'mid' },
  { scope: 'out_of_scope', word: 'Out of scope', say: 'the pattern does not occur here', tone: 'mid' },
];

export const className: Record<EventClass, string> = {
  position: 'somebody is hostile', weakness: 'a declared weakness', step: 'an attack step succeeds', operation: 'ordinary operation',
  control_fails: 'a control fails by itself', control_absent: 'a control is not in place', stated: 'a stated assumption fails',
  justified: 'a justified assumption fails', unknown: 'nothing is stated',
};
export const assumptionClass: Partial<Record<EventClass, string>> = { stated: 'nothing yet', justified: 'justified', unknown: 'not stated' };

export const sources: Record<Confidence, string> = { read: 'source read', checked: 'source not read', secondary: 'from a second source', own: 'own reasoning' };

export type Capability = { id: string; name: string; side: 'confidentiality' | 'integrity' | 'availability' };
export const capabilities: Capability[] = [
  { id: 'inspect', name: 'Inspect', side: 'confidentiality' },
  { id: 'partially_inspect', name: 'Partially Inspect', side: 'confidentiality' },
  { id: 'indirectly_inspect', name: 'Indirectly Inspect', side: 'confidentiality' },
  { id: 'monitor', name: 'Monitor', side: 'confidentiality' },
  { id: 'make_arbitrary_changes', name: 'Make Arbitrary Changes', side: 'integrity' },
  { id: 'make_limited_changes', name: 'Make Limited Changes', side: 'integrity' },
  { id: 'contribute', name: 'Contribute', side: 'integrity' },
  { id: 'influence', name: 'Influence', side: 'integrity' },
  { id: 'withhold', name: 'Withhold', side: 'availability' },
];

export const capabilityName = (id: string) => capabilities.find((c) => c.id === id)?.name ?? id;

const small = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
export const numeral = (n: number) => small[n] ?? String(n);
/** A sentence of the engine without the marks around the reader's own names, for labels. */
export const plain = (s: string) => s.replaceAll('`', '');
/** The article before a word of the language. */
export const article = (word: string) => (/^[aeiou]/.test(word) ? 'an' : 'a');
/** A word of the language behind its article. */
export const an = (word: string) => `${article(word)} ${word}`;
export const upper = (s: string) => s.charAt(0).toUpperCase() + s.slice(1);
export const count = (n: number, one: string, many = one + 's') => `${grouped(n)} ${n === 1 ? one : many}`;
export const grouped = (n: number) => n.toLocaleString('en-GB');
export const list = (words: string[], and = 'and') =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${and} ${words[words.length - 1]}`;

const of = (claims: Claim[], v: Verdict) => claims.filter((c) => c.verdict === v).length;
const tail: Record<Verdict, (n: number, s: string) => string> = {
  violated: (n) => `${n === 1 ? 'is' : 'are'} violated`,
  conditional: (n) => `${n === 1 ? 'is' : 'are'} conditional`,
  unknown: (n) => `${n === 1 ? 'is' : 'are'} unknown`,
  holds: (n) => (n === 1 ? 'holds' : 'hold'),
};

/** The answer to the whole description: the worst verdict and how many claims have it. */
export function heading(claims: Claim[]): string {
  const n = claims.length;
  if (n === 0) return 'No claim is stated';
  const worst = verdictOrder.find((v) => of(claims, v) > 0) ?? 'holds';
  const k = of(claims, worst);
  if (n === 1) return `The claim ${tail[worst](1, '')}`;
  if (k === n) return `${n === 2 ? 'Both' : 'All ' + numeral(n)} claims ${tail[worst](n, '')}`;
  return `${upper(numeral(k))} of ${numeral(n)} claims ${tail[worst](k, '')}`;
}

/** The other verdicts, in one sentence. */
export function rest(claims: Claim[]): string {
  const worst = verdictOrder.find((v) => of(claims, v) > 0);
  const parts = verdictOrder
    .filter((v) => v !== worst && of(claims, v) > 0)
    .map((v) => {
      const k = of(claims, v);
      const n = numeral(k);
      if (v === 'conditional') return `${n} ${k === 1 ? 'holds' : 'hold'} only if stated assumptions do`;
      if (v === 'unknown') return `${n} cannot be decided`;
      return `${n} ${tail[v](k, '')}`;
    });
  return parts.length ? upper(list(parts)) : '';
}

/** A verdict in a few words, for the status line of a screen reader. */
export const spoken = (claims: Claim[]) => [heading(claims), rest(claims)].filter(Boolean).join('. ');

const figure = (x: number) => (x === 0 || x === 1 ? String(x) : x >= 0.1 ? x.toFixed(2) : x >= 0.001 ? x.toFixed(3) : x >= 0.0001 ? x.toFixed(4) : '<0.0001');
/** An interval in two figures; a single number where both ends agree. */
export const interval = (l: Likelihood) => (figure(l.low) === figure(l.high) ? figure(l.low) : `${figure(l.low)}–${figure(l.high)}`);

const superscript = (n: number) => [...String(n)].map((c) => ({ '-': '⁻' })[c] ?? '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)]).join('');
/** A number in two figures; very small ones as a power of ten. */
export function figures(x: number): string {
  if (x === 0 || !Number.isFinite(x)) return String(x);
  if (Math.abs(x) >= 10) return grouped(Math.round(x));
  if (x === 1) return '1';
  if (Math.abs(x) >= 0.995) return x.toFixed(2);
  if (Math.abs(x) >= 1e-4) return x.toPrecision(2);
  const power = Math.floor(Math.log10(Math.abs(x)));
  return `${Number((x / 10 ** power).toPrecision(2))} × 10${superscript(power)}`;
}
/** Both ends in two figures, or one where they agree. */
export const span = (low: number, high: number) => (figures(low) === figures(high) ? figures(low) : `${figures(low)}–${figures(high)}`);
/** A probability with its ends, and whether they are bounds. */
export const chance = (c: Chance) => span(c.low, c.high) + (c.prior && c.high > 0 ? '°' : '');

/** The likeliest of the sets, by the upper end, then the lower. */
export function likeliest(sets: AttackSet[]): AttackSet | undefined {
  return sets.reduce<AttackSet | undefined>((a, b) => {
    if (!a) return b;
    const d = b.likelihood.high - a.likelihood.high || b.likelihood.low - a.likelihood.low;
    return d > 0 ? b : a;
  }, undefined);
}

/** What stands in a claim's last column where no interval says it. */
export function restsOn(claim: Claim): string {
  if (claim.verdict === 'unknown') return 'not stated';
  const n = claim.rests_on.length;
  return n ? `rests on ${n}` : 'rests on nothing';
}

export const eventsOf = (claim: { events: Event[] }) => new Map(claim.events.map((e) => [e.id, e]));
export const matches = (attack: Attack, filter: string) => {
  const hay = [attack.name, attack.id, ...attack.references.flatMap((r) => [r.id, r.name, r.framework]), ...attack.claims, ...attack.places.flatMap((p) => [p.sentence, ...p.elements]), attack.reason];
  return filter.toLowerCase().split(/\s+/).every((w) => hay.some((h) => h.toLowerCase().includes(w)));
};

/** A letter for each adversary: its first letter not yet taken, else a digit. */
export function lettersFor(names: string[]): Map<string, string> {
  const taken = new Set<string>();
  const map = new Map<string, string>();
  for (const name of names) {
    const free = [...name.toUpperCase()].find((c) => /[A-Z]/.test(c) && !taken.has(c)) ?? [...'123456789'].find((d) => !taken.has(d)) ?? '·';
    taken.add(free);
    map.set(name, free);
  }
  return map;
}
