// Rows pasted from a spreadsheet: a rectangle of cells put over the table, with or without a row of headings.

import type { Edit, OutlineEntry } from '../generated/api';
import { parse, show, type Value } from './cell';
import { at, isName, one, pathOf, type Table } from './tables';

export type Pasted = { edits: Edit[]; added: number; changed: number; wrong: string | null };

/** Cells of text as spreadsheets put it on the clipboard: tabs between cells, quotes round cells with line ends. */
export function cells(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? '';
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === '\t' || c === '\n' || c === '\r') {
      if (c === '\r' && text[i + 1] === '\n') i++;
      row.push(cell.trim());
      cell = '';
      if (c !== '\t') {
        rows.push(row);
        row = [];
      }
    } else cell += c;
  }
  if (cell !== '' || row.length) rows.push([...row, cell.trim()]);
  return rows.filter((r) => r.some((c) => c !== ''));
}

/** What a rectangle comes to when it is pasted at a row and column of a table as shown. */
export function pasted(rect: string[][], table: Table, entries: OutlineEntry[], columns: string[], all: string[], from: { row: number; column: number }): Pasted {
  const answer: Pasted = { edits: [], added: 0, changed: 0, wrong: null };
  const known = new Map(['name', 'section', ...all].map((name) => [name.toLowerCase(), name]));
  known.set('kind of element', 'section');
  const heads = rect[0]?.map((cell) => known.get(cell.toLowerCase()));
  const headed = rect.length > 1 && heads?.includes('name') === true && heads.every((head) => head !== undefined);
  const shown = ['name', 'section', ...columns];
  const names = headed ? (heads as string[]) : shown.slice(from.column, from.column + Math.max(...rect.map((r) => r.length)));
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  for (const [i, row] of (headed ? rect.slice(1) : rect).entries()) {
    const cell = (name: string) => row[names.indexOf(name)] ?? '';
    const named = names.includes('name') ? cell('name') : '';
    const entry = headed ? byName.get(named) : entries[from.row + i];
    const values = names.flatMap((name, k) => (name === 'name' || name === 'section' ? [] : [{ name, text: row[k] ?? '' }]));
    if (entry) {
      if (!headed && named && named !== entry.name) answer.edits.push({ kind: 'rename', from: entry.name, to: named });
      const path = (name: string) => pathOf({ section: entry.section, path: [...entry.path.slice(0, -1), named && !headed ? named : entry.name] }, name);
      const differing = values.filter(({ name, text }) => text !== show(at(entry, name)));
      for (const { name, text } of differing) answer.edits.push(text ? { kind: 'set', path: path(name), value: parse(text, path(name)) } : { kind: 'remove', path: path(name) });
      if (differing.length || (named && named !== entry.name)) answer.changed++;
      continue;
    }
    if (!isName(named)) {
      answer.wrong = named ? `${named} is no name: names have letters, digits, _ and -` : 'Rows beyond the last need a name in the first column';
      return { ...answer, edits: [] };
    }
    const said = cell('section').toLowerCase();
    const section = table.sections.find((s) => s === said || one(s) === said) ?? entries[from.row]?.section ?? table.sections[0] ?? '';
    const value: Record<string, Value> = {};
    for (const { name, text } of values) if (text) value[name] = parse(text, [section, named, name]);
    answer.edits.push({ kind: 'set', path: [section, named], value: section === 'assumptions' ? (value.is ?? 'stated') : value });
    answer.added++;
  }
  return answer;
}

/** Rows as spreadsheets take them, with a row of headings. */
export function copied(entries: OutlineEntry[], columns: string[]): string {
  const quote = (text: string) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = entries.map((entry) => [entry.name, one(entry.section), ...columns.map((column) => show(at(entry, column)))]);
  return [['name', 'section', ...columns], ...rows].map((row) => row.map(quote).join('\t')).join('\n');
}
