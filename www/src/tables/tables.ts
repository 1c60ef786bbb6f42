// The tables of a description: which sections each shows, and which columns.

import type { OutlineEntry } from '../generated/api';
import { keysAt } from '../editor/schema';
import type { Value } from './cell';

export type TableId = 'elements' | 'assets' | 'parts' | 'flows' | 'roles' | 'suppliers' | 'controls' | 'claims';
export type Table = { id: TableId; title: string; sections: string[]; says: string; first: string[]; always: boolean };

export const tables: Table[] = [
  { id: 'elements', title: 'Elements', sections: ['agents', 'models', 'tools', 'services', 'pipelines', 'stores', 'hosts', 'channels'], says: 'What runs, stores and carries: agents, models, tools, services, pipelines, stores, hosts, channels', first: ['model', 'tools', 'inputs', 'used by', 'reads', 'changes', 'does', 'holds', 'written by', 'filled from', 'runs on', 'from', 'zone'], always: false },
  { id: 'assets', title: 'Assets', sections: ['assets'], says: 'What is worth protecting and is no component', first: ['kind', 'from', 'per'], always: true },
  { id: 'parts', title: 'Parts', sections: ['inputs', 'adapters'], says: 'What goes into an agent or model, where it comes from and is kept; adapters to a model', first: ['element', 'from', 'writes', 'logs to', 'written by', 'per', 'format'], always: false },
  { id: 'flows', title: 'Flows', sections: [], says: 'Which element names which, by what word: who touches it, what it reads, where it lies', first: [], always: true },
  { id: 'roles', title: 'Roles', sections: ['roles'], says: 'Persons by kind, and which of them are adversaries', first: ['adversary'], always: true },
  { id: 'suppliers', title: 'Suppliers and assumptions', sections: ['suppliers', 'assumptions'], says: 'Third parties with what they promise, and what else is taken to be so', first: ['promises', 'is'], always: true },
  { id: 'controls', title: 'Controls', sections: ['controls', 'weaknesses'], says: 'What stands in the way, and the known weaknesses', first: ['kind', 'on', 'status', 'cost'], always: true },
  { id: 'claims', title: 'Claims', sections: ['claims'], says: 'What the product promises', first: ['nobody but', 'nobody in', 'gains', 'over', 'of'], always: true },
];

/** Keys that are shown for entries of a section, filled or not. */
export const essential: Record<string, string[]> = {
  inputs: ['from', 'writes', 'logs to'], adapters: ['from', 'written by', 'format'],
  agents: ['model', 'tools', 'inputs', 'used by', 'runs on'], models: ['from', 'runs on'], tools: ['reads', 'changes', 'does', 'from', 'runs on'],
  services: ['reads', 'used by', 'from', 'runs on'], pipelines: ['reads', 'writes', 'runs on'], stores: ['holds', 'written by', 'filled from', 'runs on'], hosts: ['holds', 'from'], channels: ['between', 'seen by'],
};

export const isMapOf = (entry: OutlineEntry): Record<string, Value> | null => {
  const value = entry.value as Value;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
};

/** The column of entries that are a word instead of a map, such as assumptions. */
export const WORD = 'is';

/** What an entry says under a column. */
export function at(entry: OutlineEntry, column: string): Value | undefined {
  const map = isMapOf(entry);
  if (map) return map[column];
  return column === WORD ? ((entry.value as Value) ?? undefined) : undefined;
}

/** Where an edit of a column goes. Of a part of Inputs its sources stand at its name, the rest stands at its element. */
export function pathOf(entry: { path: string[]; section: string }, column: string): string[] {
  if (entry.section === 'inputs') return column === 'from' ? entry.path : [...entry.path.slice(0, 2), column];
  return column === WORD && entry.section === 'assumptions' ? entry.path : [...entry.path, column];
}

/** What tells rows apart: names of parts are those of other elements' parts too. */
export const keyOf = (entry: { path: string[] }): string => entry.path.slice(1).join('/');

/** What the text says of a row that says nothing yet. */
export const nothing = (section: string): Value => ({ assumptions: 'stated', inputs: [] })[section] ?? {};

/** The keys that entries of a section may have. */
function keysOf(section: string): string[] {
  if (section === 'assumptions') return [WORD];
  if (section === 'inputs') return ['element', 'from', 'writes', 'logs to'];
  const keys = keysAt(section === 'adapters' ? ['models', 'x', section, 'x'] : [section, 'x']).map((key) => key.name);
  return section === 'adapters' ? ['element', ...keys] : keys;
}

/** All keys that entries of these sections may have, in the order of the reference. */
export function columnsOf(table: Table): string[] {
  const keys = new Set(table.sections.flatMap(keysOf));
  const rest = [...keys].filter((key) => !table.first.includes(key));
  return [...table.first.filter((key) => keys.has(key)), ...rest];
}

/** The section in the singular. */
export const one = (section: string): string => ({ stores: 'store', weaknesses: 'weakness', services: 'service', inputs: 'part of Inputs' })[section] ?? section.replace(/s$/, '');

/** Names as the language has them. */
export const isName = (text: string): boolean => /^[\p{L}\p{N}_-]{1,80}$/u.test(text);

const keys = new Map<string, Set<string>>();

/** Whether entries of a section may have a key. */
export function has(section: string, column: string): boolean {
  const known = keys.get(section) ?? new Set(keysOf(section));
  keys.set(section, known);
  return known.has(column);
}
