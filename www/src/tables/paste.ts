// Rows pasted from a spreadsheet: a rectangle of cells put over the table, with or without a row of headings.

import type { Edit, Outline, OutlineEntry } from '../generated/api';
import { show } from './cell';
import { added, edited, rowAt } from './edits';
import { fixed, isPart, Keeping } from './parts';
import { at, isName, one, type Table } from './tables';

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
export function pasted(rect: string[][], table: Table, entries: OutlineEntry[], columns: string[], all: string[], from: { row: number; column: number }, outline: Outline): Pasted {
  const answer: Pasted = { edits: [], added: 0, changed: 0, wrong: null };
  const keeping = new Keeping(outline);
  const known = new Map(['name', 'section', ...all].map((name) => [name.toLowerCase(), name]));
  known.set('kind of element', 'section');
  const heads = rect[0]?.map((cell) => known.get(cell.toLowerCase()));
  const headed = rect.length > 1 && heads?.includes('name') === true && heads.every((head) => head !== undefined);
  const shown = ['name', 'section', ...columns];
  const names = headed ? (heads as string[]) : shown.slice(from.column, from.column + Math.max(...rect.map((r) => r.length)));
  // A part is told from others of its name by its element.
  const told = (name: string, element: string) => `${name}\n${element}`;
  const byName = new Map(entries.map((entry) => [told(entry.name, isPart(entry.section) ? show(at(entry, 'element')) : ''), entry]));
  const refused = (wrong: string): Pasted => ({ ...answer, edits: [], wrong });
  for (const [i, row] of (headed ? rect.slice(1) : rect).entries()) {
    const cell = (name: string) => row[names.indexOf(name)] ?? '';
    const named = names.includes('name') ? cell('name') : '';
    const entry = headed ? byName.get(told(named, cell('element'))) : entries[from.row + i];
    const values = names.flatMap((name, k) => (name === 'name' || name === 'section' ? [] : [{ name, text: row[k] ?? '' }]));
    if (entry) {
      const renames = !headed && named !== '' && named !== entry.name;
      if (renames) answer.edits.push(...edited(entry, 'name', named, keeping));
      const differing = values.filter(({ name, text }) => text !== show(at(entry, name)));
      const lock = [...(renames ? ['name'] : []), ...differing.map(({ name }) => name)].map((column) => fixed(outline, entry, column)).find((why) => why !== null);
      if (lock) return refused(lock);
      const target = renames ? { ...entry, path: [...entry.path.slice(0, -1), named] } : entry;
      for (const { name, text } of differing) answer.edits.push(...edited(target, name, text, keeping));
      if (differing.length || renames) answer.changed++;
      continue;
    }
    if (!isName(named)) return refused(named ? `${named} is no name: names have letters, digits, _ and -` : 'Rows beyond the last need a name in the first column');
    const said = cell('section').toLowerCase();
    const section = table.sections.find((s) => s === said || one(s).toLowerCase() === said) ?? entries[from.row]?.section ?? table.sections[0] ?? '';
    const path = rowAt(outline, section, named, cell('element'));
    if (!path) return refused(`${named} is a part, and ${cell('element') || 'nothing'} is no element that has such parts`);
    answer.edits.push(...added({ section, name: named, path }, values, keeping));
    answer.added++;
  }
  answer.edits.push(...keeping.edits());
  return answer;
}

/** Rows as spreadsheets take them, with a row of headings. */
export function copied(entries: OutlineEntry[], columns: string[]): string {
  const quote = (text: string) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = entries.map((entry) => [entry.name, one(entry.section), ...columns.map((column) => show(at(entry, column)))]);
  return [['name', 'section', ...columns], ...rows].map((row) => row.map(quote).join('\t')).join('\n');
}
