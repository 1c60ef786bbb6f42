// What a row or a cell of a table comes to as edits of the text.

import type { Edit, Outline, OutlineEntry } from '../generated/api';
import { parse, type Value } from './cell';
import { isKept, isPart, words, type Keeping } from './parts';
import { nothing, pathOf } from './tables';

type Row = Pick<OutlineEntry, 'section' | 'name' | 'path'>;

/** Edits of one cell; an empty text takes the key out, or leaves of the row what it says without. */
export function edited(row: Row, column: string, text: string, keeping: Keeping): Edit[] {
  if (column === 'name') return [{ kind: row.section === 'claims' ? 'rename_claim' : 'rename', from: row.name, to: text }];
  const path = pathOf(row, column);
  if (isKept(row.section, column)) {
    keeping.put(row, column, text ? words(parse(text, path)) : []);
    return [];
  }
  if (text) return [{ kind: 'set', path, value: parse(text, path) }];
  return [path === row.path ? { kind: 'set', path, value: nothing(row.section) } : { kind: 'remove', path }];
}

/** What is said of a new row. */
export function added(row: Row, cells: { name: string; text: string }[], keeping: Keeping): Edit[] {
  let value: Value = nothing(row.section);
  const said: Record<string, Value> = {};
  for (const { name, text } of cells) {
    if (!text || (name === 'element' && isPart(row.section))) continue;
    const path = pathOf(row, name);
    if (isKept(row.section, name)) keeping.put(row, name, words(parse(text, path)));
    else if (path === row.path) value = parse(text, path);
    else said[name] = parse(text, path);
  }
  return [{ kind: 'set', path: row.path, value: row.section === 'assumptions' || row.section === 'inputs' ? value : said }];
}

/** Where a new row is written; nothing if it is a part of what has none. */
export function rowAt(outline: Outline, section: string, name: string, element: string): string[] | null {
  if (!isPart(section)) return [section, name];
  const owner = outline.entries.find((e) => owns(e, section) && e.name === element);
  return owner ? [...owner.path, section, name] : null;
}

/** Whether an element can have such parts. */
export const owns = (element: OutlineEntry, section: string): boolean => element.section === 'models' || (section === 'inputs' && element.section === 'agents');
