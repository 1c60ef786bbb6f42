// The tables: which one is open, how it is filtered and sorted, which rows are chosen, and the edits that they make.

import { computed, effect, signal } from '@preact/signals';
import type { Edit, OutlineEntry } from '../generated/api';
import { isSwitch, parse, show } from '../tables/cell';
import { added, edited, rowAt } from '../tables/edits';
import { fixed, isKept, isPart, Keeping, partsOf, without, words } from '../tables/parts';
import { cells, pasted } from '../tables/paste';
import { at, columnsOf, essential, isName, keyOf, one, pathOf, tables, type Table, type TableId } from '../tables/tables';
import { opened } from './document';
import { change, refusal, refuse } from './edit';
import { outline } from './outline';
import { say } from './view';

export const open = signal<TableId>('elements');
export const filter = signal('');
export const sort = signal<{ id: string; down: boolean } | null>(null);
export const chosen = signal<ReadonlySet<string>>(new Set());
/** Columns that the reader asked for, by table. */
export const asked = signal<Partial<Record<TableId, string[]>>>({});

export const table = computed<Table>(() => tables.find((t) => t.id === open.value) ?? (tables[0] as Table));
const every = computed(() => [...outline.value.entries.filter((e) => !isPart(e.section)), ...partsOf(outline.value)]);
const entries = computed(() => every.value.filter((e) => table.value.sections.includes(e.section)));
export const counts = computed(() => new Map(tables.map((t) => [t.id, every.value.filter((e) => t.sections.includes(e.section)).length])));
/** Columns that some entry fills, those without which nothing is said of such entries, and those asked for. */
export const columns = computed(() => {
  const used = new Set(entries.value.flatMap((e) => [...Object.keys((e.value ?? {}) as object), ...(essential[e.section] ?? [])]));
  return columnsOf(table.value).filter((key) => (table.value.always && table.value.first.includes(key)) || used.has(key) || asked.value[table.value.id]?.includes(key));
});
export const moreColumns = computed(() => columnsOf(table.value).filter((key) => !columns.value.includes(key)));

const text = (entry: OutlineEntry, column: string) => (column === 'name' ? entry.name : column === 'section' ? one(entry.section) : show(at(entry, column)));

export const rows = computed(() => {
  const wanted = filter.value.trim().toLowerCase();
  const shown = entries.value.filter((e) => !wanted || ['name', 'section', ...columns.value].some((c) => text(e, c).toLowerCase().includes(wanted)));
  const by = sort.value;
  if (!by) return shown;
  const order = (a: OutlineEntry, b: OutlineEntry) => text(a, by.id).localeCompare(text(b, by.id), 'en', { numeric: true });
  return [...shown].sort((a, b) => (by.down ? order(b, a) : order(a, b)));
});

effect(() => {
  void opened.value;
  asked.value = {};
  filter.value = '';
  openTable('elements');
});

export function openTable(id: TableId): void {
  open.value = id;
  refusal.value = '';
  sort.value = null;
  chosen.value = new Set();
}

export function sortBy(id: string): void {
  const now = sort.peek();
  sort.value = now?.id !== id ? { id, down: false } : now.down ? null : { id, down: true };
}

/** Why a cell is not written in its row, whatever the value. */
export const lockOf = (entry: OutlineEntry, column: string): string | null => (isPart(entry.section) ? fixed(outline.peek(), entry, column) : null);

/** Edits with the changes of where parts are kept behind them. */
function gathered(make: (keeping: Keeping) => Edit[]): Edit[] {
  const keeping = new Keeping(outline.peek());
  return [...make(keeping), ...keeping.edits()];
}

/** Why a value cannot stand in a cell, if it cannot. */
const misread = (entry: OutlineEntry, column: string, value: string): string | null => {
  const path = pathOf(entry, column);
  const lock = lockOf(entry, column);
  if (lock) return lock;
  return value && column !== 'name' && isSwitch(path) && typeof parse(value, path) !== 'boolean' ? `\`${column}\` is yes or no` : null;
};

export async function write(key: string, column: string, value: string): Promise<boolean> {
  const entry = entries.peek().find((e) => keyOf(e) === key);
  if (!entry) return false;
  if (column === 'name' && !isName(value)) {
    say('This is no name', `Names have letters, digits, _ and -, at most 80 of them. ${value || 'Nothing'} was not taken.`);
    return false;
  }
  const wrong = misread(entry, column, value);
  if (wrong) return refuse(wrong);
  return change(column === 'name' ? `rename ${entry.name} to ${value}` : `${column} of ${entry.name}`, gathered((keeping) => edited(entry, column, value, keeping)));
}

/** A new row; a part is of an element. */
export async function add(section: string, name: string, element = ''): Promise<boolean> {
  const path = rowAt(outline.peek(), section, name, element);
  if (!path) return false;
  if (every.peek().some((e) => isPart(section) && keyOf(e) === keyOf({ path }))) return refuse(`\`${element}\` has that part already`);
  return change(`add ${one(section)} ${name}`, gathered((keeping) => added({ section, name, path }, [], keeping)));
}

const picked = () => entries.peek().filter((e) => chosen.peek().has(keyOf(e)));

/** One value for every chosen row, in place of what they say or beside it. */
export function setAll(column: string, value: string, beside: boolean): Promise<boolean> {
  const wrong = picked().map((entry) => misread(entry, column, value)).find((why) => why !== null);
  if (wrong) return Promise.resolve(refuse(wrong));
  const edits = gathered((keeping) => picked().flatMap((entry): Edit[] => {
    if (!beside || value === '') return edited(entry, column, value, keeping);
    if (isKept(entry.section, column)) return edited(entry, column, show([...words(at(entry, column)), value]), keeping);
    const path = pathOf(entry, column);
    const extra = parse(value, path);
    return (Array.isArray(extra) ? extra : [extra]).map((item) => ({ kind: 'add', path, value: item }));
  }));
  return change(`${column} of ${picked().length} rows`, edits);
}

/** What is no element is named nowhere else but in what was decided about it. */
function gones(entry: OutlineEntry, keeping: Keeping): Edit[] {
  if (entry.section === 'inputs') return without(entry, keeping);
  if (entry.kind) return [{ kind: 'delete', name: entry.name }];
  const decision = outline.peek().entries.find((e) => e.section === 'decisions' && e.name === entry.name);
  return [entry, ...(decision ? [decision] : [])].map((e) => ({ kind: 'remove', path: e.path }));
}

export async function removeAll(): Promise<void> {
  // A weakness that is on nothing but a deleted control goes with it, so weaknesses go first.
  const gone = picked().sort((a, b) => Number(b.section === 'weaknesses') - Number(a.section === 'weaknesses'));
  const what = gone.length === 1 ? `delete ${gone[0]?.name}` : `delete ${gone.length} rows`;
  if (await change(what, gathered((keeping) => gone.flatMap((entry) => gones(entry, keeping))))) chosen.value = new Set();
}

export async function paste(clip: string, from: { row: number; column: number }): Promise<void> {
  const rect = cells(clip);
  if (!rect.length) return;
  const what = pasted(rect, table.peek(), rows.peek(), columns.peek(), columnsOf(table.peek()), from, outline.peek());
  if (what.wrong) {
    say('Nothing was pasted', `${what.wrong}.`);
    return;
  }
  await change(`paste ${rect.length} rows`, what.edits);
}
