// Completion and hover: keys and words from the schema, names from the system described.

import { autocompletion, type Completion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { hoverTooltip, type EditorView } from '@codemirror/view';
import type { Element } from '../generated/api';
import { controlKinds, needCatalog } from '../state/catalog';
import { sorts, subjects } from '../state/decisions';
import { answers, elements } from '../state/engine';
import { entriesOf, mentioned, named } from '../state/outline';
import { className, count, plain, upper } from '../words';
import { isNamedAt, keysAt, meaningOf, valuesAt, type Choice } from './schema';
import { where, type Where } from './where';

/** Kinds that a key most often names; they come first, others stay possible. */
const wanted: Record<string, string[]> = {
  model: ['model'], 'runs on': ['host'], inside: ['host'], from: ['supplier'], 'used by': ['role'], 'written by': ['role'], 'read by': ['role'], 'shown to': ['role'], 'triggered by': ['role'],
  'configured by': ['role'], 'administered by': ['role'], by: ['role'], tools: ['tool'], reads: ['store', 'record', 'asset'], writes: ['store'], 'filled from': ['store'], holds: ['record', 'credential', 'dataset'],
  does: ['action'], as: ['credential'], per: ['role'], 'nobody but': ['role'], 'nobody in': ['role', 'supplier'], asks: ['agent'], 'hands to': ['agent'],
};
const known = () => (elements.peek().size ? [...elements.peek().values()] : (answers.peek()?.overview.elements ?? []));

const key = (c: Choice, colon: boolean): Completion => ({ label: c.name, apply: colon ? c.name : `${c.name}: `, type: 'property', detail: c.detail, info: c.meaning || undefined! });
const word = (c: Pick<Choice, 'name' | 'meaning'>): Completion => ({ label: c.name, type: 'enum', boost: 20, info: c.meaning || undefined! });
const name = (e: Element, kinds: string[]): Completion => ({ label: e.name, type: 'variable', detail: e.kind, boost: kinds.includes(e.kind.replace(/s$/, '')) ? 10 : 0 });

function tidy(options: Completion[]): Completion[] {
  for (const o of options) for (const k of ['info', 'detail'] as const) if (!o[k]) delete o[k];
  return options;
}

/** The id of something that is found, as the key of an entry. In brackets a comma parts, so an id that has one is quoted. */
function found(id: string, sentence: string, stands: string, here: Where, colon: boolean): Completion {
  const written = here.flow && id.includes(',') ? `"${id}"` : id;
  return { label: id, apply: colon ? written : `${written}: `, type: 'property', detail: plain(sentence), info: `${upper(plain(sentence))}: ${stands}` };
}

/** What entries here may be about and are not yet: a decision about what is found, a likelihood of an event, a
 *  denial of what is unknown. */
function abouts(here: Where, colon: boolean): Completion[] | Promise<Completion[]> | null {
  const last = here.path.at(-1);
  if (last === 'likelihoods') {
    const events = new Map((answers.peek()?.claims ?? []).flatMap((c) => c.events).map((e) => [e.id, e]));
    return [...events.values()].map((e) => found(e.id, e.sentence, className[e.class], here, colon));
  }
  if (here.path.length > 1) return null;
  if (last === 'assumptions') {
    const unknown = (answers.peek()?.overview.assumptions ?? []).filter((a) => a.class === 'unknown' && !a.supplier);
    return unknown.map((a) => found(a.id, a.sentence, className[a.class], here, colon));
  }
  if (last !== 'decisions') return null;
  const done = new Set(entriesOf('decisions').map((e) => e.name));
  return subjects().then((all) => all.filter((s) => !done.has(s.id)).map((s) => ({ ...found(s.id, s.sentence, s.stands, here, colon), section: { name: s.sort, rank: sorts.indexOf(s.sort) } })));
}

function source(context: CompletionContext): CompletionResult | Promise<CompletionResult> | null {
  const { state, pos } = context;
  const here = where(state.doc, pos);
  const typed = state.sliceDoc(here.from, pos);
  if (/(^|\s)#/.test(typed)) return null;
  if (!context.explicit && typed === '' && !/[[{,:]\s$/.test(state.sliceDoc(Math.max(0, pos - 2), pos))) return null;
  const validFor = /^[\w .-]*$/;
  if (here.path[0] === 'controls') needCatalog();
  if (here.in === 'key') {
    const colon = /^\s*:/.test(state.sliceDoc(pos, pos + 4));
    const ids = abouts(here, colon);
    const offer = (options: Completion[]) => ({ from: here.from, options, validFor: /^[\w .,()#@-]*$/ });
    if (ids) return ids instanceof Promise ? ids.then(offer) : offer(ids);
    const options = keysAt(here.path).map((c) => key(c, colon));
    return options.length ? { from: here.from, options: tidy(options), validFor } : null;
  }
  const last = here.path.at(-1) ?? '';
  const isKind = here.path[0] === 'controls' && last === 'kind';
  const options = (isKind ? controlKinds.peek() : valuesAt(here.path)).map(word);
  if (isNamedAt(here.path)) {
    const seen = new Set(options.map((o) => o.label));
    for (const e of known()) if (!seen.has(e.name)) options.push(name(e, wanted[last] ?? []));
  }
  return options.length ? { from: here.from, options: tidy(options), validFor } : null;
}

function card(title: string, lines: string[]): HTMLElement {
  const box = document.createElement('div');
  box.className = 'card';
  const head = box.appendChild(document.createElement('b'));
  head.textContent = title;
  for (const line of lines.filter(Boolean)) box.appendChild(document.createElement('p')).textContent = line;
  return box;
}

function about(e: Element): string[] {
  return [
    [e.kind, e.domain && `domain ${e.domain}`, e.zone && `zone ${e.zone}`].filter(Boolean).join(', '),
    e.from ? (e.from === 'us' ? 'produced in scope' : `consumed from ${e.from}`) : '',
    e.reached ? 'Some capability over it is held though every assumption holds.' : 'No capability over it is held while every assumption holds.',
  ];
}

/** Where a name is declared, and how often it is mentioned. */
function standing(name: string): string[] {
  const entry = named.peek().get(name);
  if (entry) return [`Declared in line ${entry.at.line}, mentioned ${entry.mentions.length === 1 ? 'once' : `${entry.mentions.length} times`}. F12 goes there.`];
  const mention = mentioned.peek().get(name);
  return mention ? [`Exists by being mentioned, ${count(mention.mentions.length, 'time')}.`] : [];
}

const hover = hoverTooltip((view: EditorView, pos: number) => {
  const line = view.state.doc.lineAt(pos);
  const column = pos - line.from;
  const found = [...line.text.matchAll(/[A-Za-z0-9_][\w .-]*[\w]|[A-Za-z0-9_]/g)].find((m) => m.index <= column && column <= m.index + m[0].length);
  if (!found) return null;
  const from = line.from + found.index;
  const to = from + found[0].length;
  const isKey = /^["']?\s*:(\s|$)/.test(line.text.slice(to - line.from));
  const here = where(view.state.doc, to);
  const base = found[0].split('.', 1)[0] ?? found[0];
  const element = known().find((e) => e.name === base);
  const place = named.peek().get(base) ?? mentioned.peek().get(base);
  const path = isKey ? [...here.path, found[0]] : here.path;
  const meaning = isKey ? meaningOf(path) : valuesAt(path).filter((v) => v.name === found[0]).map((v) => ({ text: v.meaning, detail: '' }))[0];
  const isName = !isKey || path.length === 2;
  const lines = element && isName ? [...about(element), ...standing(base)] : place && isName ? [place.kind, ...standing(base)] : meaning ? [meaning.text, meaning.detail] : null;
  if (!lines?.some(Boolean)) return null;
  return { pos: from, end: to, above: true, create: () => ({ dom: card(found[0], lines) }) };
}, { hideOnChange: true });

export const assist: Extension = [autocompletion({ override: [source], icons: false, activateOnTyping: true, defaultKeymap: true }), hover];
