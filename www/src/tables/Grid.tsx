// A table that is edited like a spreadsheet: one cell has the focus, arrows and Tab walk, Enter or a letter writes, Escape
// takes back. Where nothing is to take back, Escape lets the next Tab leave the table.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { Icon } from '../icons';
import { CellField } from './CellField';

export type Row = {
  key: string;
  cells: GridCell[];
  /** What it is called, if that is more than its first cell. */
  label?: string;
};
const called = (row: Row) => row.label ?? row.cells[0]?.text ?? '';
export type GridCell = {
  text: string;
  /** What is shown, if it is more than the text. */
  shown?: ComponentChildren;
  /** Why it cannot be written here. */
  locked?: string;
  /** Words to choose from. */
  words?: () => Word[];
  /** What is wrong with what it says. */
  fault?: string;
};
export type Word = { name: string; meaning: string };
export type Head = { id: string; title: string; hint?: string };
type Place = { row: number; column: number };

type Props = {
  label: string;
  heads: Head[];
  rows: Row[];
  chosen: ReadonlySet<string>;
  sort: { id: string; down: boolean } | null;
  onSort(id: string): void;
  onChoose(keys: ReadonlySet<string>): void;
  /** Whether it was taken; if not, the cell stays open with what was typed. */
  onWrite(row: string, column: number, text: string): Promise<boolean>;
  onClear(row: string, column: number): void;
  onPaste(text: string, at: Place): void;
  onCopy(at: Place): string;
};

export function Grid(props: Props) {
  const { heads, rows, chosen } = props;
  const table = useRef<HTMLTableElement>(null);
  const [here, setHere] = useState<Place>({ row: 0, column: 0 });
  const [open, setOpen] = useState<{ row: string; at: number; column: number; text: string } | null>(null);
  const focus = useRef(false);
  const leaving = useRef(false);
  /** What was typed while the cell before was being taken. */
  const ahead = useRef('');
  const at: Place = { row: Math.min(here.row, Math.max(rows.length - 1, 0)), column: Math.min(here.column, heads.length - 1) };
  const cell = (place: Place) => table.current?.querySelector<HTMLElement>(`[data-at="${place.row}:${place.column}"]`);
  const go = (to: Place) => {
    const next = { row: Math.min(Math.max(to.row, 0), rows.length - 1), column: Math.min(Math.max(to.column, 0), heads.length - 1) };
    focus.current = true;
    setHere(next);
  };
  useLayoutEffect(() => {
    if (!focus.current || open) return;
    focus.current = false;
    const target = cell(at);
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const letters = late();
    if (letters) begin(at, letters);
  });
  /** What was typed meanwhile, once. */
  const late = (): string => {
    const letters = ahead.current;
    ahead.current = '';
    return letters;
  };
  /** The next or previous cell that can be written, row by row. */
  const beside = (from: Place, by: 1 | -1): Place | null => {
    for (let i = from.row * heads.length + from.column + by; i >= 0 && i < rows.length * heads.length; i += by) {
      const place = { row: Math.floor(i / heads.length), column: i % heads.length };
      if (!rows[place.row]?.cells[place.column]?.locked) return place;
    }
    return null;
  };
  const begin = (place: Place, text?: string) => {
    const row = rows[place.row];
    const there = row?.cells[place.column];
    if (!row || !there || there.locked) return;
    setHere(place);
    setOpen({ row: row.key, at: place.row, column: place.column, text: text ?? there.text });
  };
  /** Whether the cell is closed: what was refused stays open. */
  const end = async (text: string | null, then: Place): Promise<boolean> => {
    const was = open;
    if (!was) return true;
    ahead.current = '';
    const row = rows.find((r) => r.key === was.row) ?? rows[was.at];
    const unchanged = text === null || text.trim() === row?.cells[was.column]?.text;
    if (!unchanged && !(await props.onWrite(row?.key ?? was.row, was.column, text.trim()))) return false;
    setOpen(null);
    go(then);
    const letters = late();
    if (letters) begin(then, letters);
    return true;
  };
  const keys = (event: KeyboardEvent) => {
    if (open || event.altKey || !(event.target as Element).matches('[data-at]')) return;
    const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], PageDown: [12, 0], PageUp: [-12, 0], Home: [0, -99], End: [0, 99] }[event.key];
    const row = rows[at.row];
    if (event.ctrlKey || event.metaKey) return;
    const left = leaving.current;
    leaving.current = event.key === 'Escape' || (event.key === 'Shift' && left);
    const next = event.key === 'Tab' && !left ? beside(at, event.shiftKey ? -1 : 1) : null;
    if (event.key === 'Tab') {
      if (!next) return;
      go(next);
    } else if (step) go({ row: at.row + (step[0] ?? 0), column: at.column + (step[1] ?? 0) });
    else if (event.key === 'Enter' || event.key === 'F2') begin(at);
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      if (row && !row.cells[at.column]?.locked && at.column > 0) props.onClear(row.key, at.column);
    } else if (event.key === ' ' && row) toggle(row.key);
    else if (event.key.length === 1 && /[\p{L}\p{N}[]/u.test(event.key)) begin(at, event.key);
    else if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
  };
  const toggle = (key: string) => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    props.onChoose(next);
  };
  const clip = (event: ClipboardEvent, act: () => void) => {
    if (open || !(event.target as Element).matches('[data-at]')) return;
    event.preventDefault();
    act();
  };
  const all = rows.length > 0 && rows.every((row) => chosen.has(row.key));
  return (
    <div class="grid-frame">
      <table class="grid" role="grid" aria-label={props.label} ref={table} onKeyDown={keys}
        onCopy={(e) => clip(e, () => e.clipboardData?.setData('text/plain', props.onCopy(at)))}
        onPaste={(e) => clip(e, () => props.onPaste(e.clipboardData?.getData('text/plain') ?? '', at))}>
        <thead><tr>
          <th class="pick"><input type="checkbox" aria-label="Choose all rows" checked={all} disabled={!rows.length} onChange={() => props.onChoose(all ? new Set() : new Set(rows.map((r) => r.key)))} /></th>
          {heads.map((head) => {
            const sorted = props.sort?.id === head.id ? (props.sort.down ? 'descending' : 'ascending') : undefined;
            return <th key={head.id} scope="col" aria-sort={sorted}><button type="button" title={head.hint} onClick={() => props.onSort(head.id)}>{head.title}{sorted && <Icon name={props.sort?.down ? 'down' : 'up'} class="i s" />}</button></th>;
          })}
        </tr></thead>
        {/* By place, not by name: a row that is renamed keeps the field that is open in it. */}
        <tbody>{rows.map((row, r) => (
          <tr key={r} aria-selected={chosen.has(row.key)}>
            <td class="pick"><input type="checkbox" tabIndex={-1} aria-label={`Choose ${called(row)}`} checked={chosen.has(row.key)} onChange={() => toggle(row.key)} /></td>
            {row.cells.map((c, i) => {
              // A row that was just renamed is the one in the same place.
              const writing = open?.column === i && (open.row === row.key || (open.at === r && !rows.some((x) => x.key === open.row)));
              const stop = r === at.row && i === at.column;
              if (writing) return <td key={i} class={i === 0 ? 'name is-written' : 'is-written'}><CellField cell={c} label={`${heads[i]?.title ?? ''} of ${called(row)}`} text={open.text} onAhead={(letter) => (ahead.current += letter)} late={late} onEnd={(text, by) => end(text, typeof by === 'number' ? { row: r + by, column: i } : (beside({ row: r, column: i }, by === 'next' ? 1 : -1) ?? { row: r, column: i }))} /></td>;
              return (
                <td key={i} data-at={`${r}:${i}`} class={[i === 0 ? 'name' : '', c.locked ? 'locked' : '', c.fault ? 'fault' : ''].filter(Boolean).join(' ')} tabIndex={stop ? 0 : -1} title={c.fault || c.locked || (c.text.length > 40 ? c.text : undefined)} aria-readonly={c.locked ? 'true' : undefined} aria-invalid={c.fault ? 'true' : undefined}
                  onFocus={() => { leaving.current = false; if (!stop) setHere({ row: r, column: i }); }} onDblClick={() => begin({ row: r, column: i })}>{c.shown ?? c.text}</td>
              );
            })}
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}
