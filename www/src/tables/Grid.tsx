// A table that is edited like a spreadsheet: one cell has the focus, arrows walk, Enter or a letter writes, Escape takes back.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { Icon } from '../icons';

export type Row = { key: string; cells: GridCell[] };
export type GridCell = {
  text: string;
  /** What is shown, if it is more than the text. */
  shown?: ComponentChildren;
  /** Why it cannot be written here. */
  locked?: string;
  /** Words to choose from. */
  words?: () => string[];
};
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
  const [open, setOpen] = useState<{ row: string; column: number; text: string } | null>(null);
  const focus = useRef(false);
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
  });
  const begin = (place: Place, text?: string) => {
    const row = rows[place.row];
    const there = row?.cells[place.column];
    if (!row || !there || there.locked) return;
    setHere(place);
    setOpen({ row: row.key, column: place.column, text: text ?? there.text });
  };
  /** Whether the cell is closed: what was refused stays open. */
  const end = async (text: string | null, then: Place): Promise<boolean> => {
    const was = open;
    if (!was) return true;
    const row = rows.find((r) => r.key === was.row);
    const unchanged = text === null || text.trim() === row?.cells[was.column]?.text;
    if (!unchanged && !(await props.onWrite(was.row, was.column, text.trim()))) return false;
    setOpen(null);
    go(then);
    return true;
  };
  const keys = (event: KeyboardEvent) => {
    if (open || event.altKey || !(event.target as Element).matches('[data-at]')) return;
    const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], PageDown: [12, 0], PageUp: [-12, 0], Home: [0, -99], End: [0, 99] }[event.key];
    const row = rows[at.row];
    if (event.ctrlKey || event.metaKey) return;
    if (step) go({ row: at.row + (step[0] ?? 0), column: at.column + (step[1] ?? 0) });
    else if (event.key === 'Enter' || event.key === 'F2') begin(at);
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      if (row && !row.cells[at.column]?.locked && at.column > 0) props.onClear(row.key, at.column);
    } else if (event.key === ' ' && row) toggle(row.key);
    else if (event.key.length === 1 && /[\p{L}\p{N}[]/u.test(event.key)) begin(at, event.key);
    else return;
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
        <tbody>{rows.map((row, r) => (
          <tr key={row.key} aria-selected={chosen.has(row.key)}>
            <td class="pick"><input type="checkbox" tabIndex={-1} aria-label={`Choose ${row.cells[0]?.text ?? ''}`} checked={chosen.has(row.key)} onChange={() => toggle(row.key)} /></td>
            {row.cells.map((c, i) => {
              const writing = open?.row === row.key && open.column === i;
              const stop = r === at.row && i === at.column;
              if (writing) return <td key={i} class="writing"><Writing cell={c} label={`${heads[i]?.title ?? ''} of ${row.cells[0]?.text ?? ''}`} text={open.text} onEnd={(text, dr, dc) => end(text, { row: r + dr, column: i + dc })} /></td>;
              return (
                <td key={i} data-at={`${r}:${i}`} class={[i === 0 ? 'name' : '', c.locked ? 'locked' : ''].filter(Boolean).join(' ')} tabIndex={stop ? 0 : -1} title={c.locked ?? (c.text.length > 40 ? c.text : undefined)} aria-readonly={c.locked ? 'true' : undefined}
                  onFocus={() => !stop && setHere({ row: r, column: i })} onDblClick={() => begin({ row: r, column: i })}>{c.shown ?? c.text}</td>
              );
            })}
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}

/** The field in which a cell is written. */
function Writing({ cell, label, text, onEnd }: { cell: GridCell; label: string; text: string; onEnd(text: string | null, rows: number, columns: number): Promise<boolean> }) {
  const field = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  const [typed, setTyped] = useState(text);
  // Of a list the last name is completed.
  const before = /^(.*[,;:[]\s*)?/s.exec(typed)?.[1] ?? '';
  const words = cell.words?.() ?? [];
  // Before the next key is typed.
  useLayoutEffect(() => {
    const f = field.current;
    f?.focus();
    f?.setSelectionRange(f.value.length, f.value.length);
  }, []);
  const end = (value: string | null, rows = 0, columns = 0) => {
    if (done.current) return;
    done.current = true;
    void onEnd(value, rows, columns).then((closed) => (done.current = closed));
  };
  const keys = (event: KeyboardEvent & { currentTarget: HTMLInputElement }) => {
    const { value } = event.currentTarget;
    if (event.key === 'Enter') end(value, event.shiftKey ? -1 : 1);
    else if (event.key === 'Tab') end(value, 0, event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') end(null);
    else {
      event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <input ref={field} type="text" aria-label={label} defaultValue={text} list={words.length ? 'grid-words' : undefined} spellcheck={false} autocomplete="off" onInput={(e) => setTyped(e.currentTarget.value)} onKeyDown={keys} onBlur={(e) => end(e.currentTarget.value)} />
      {words.length > 0 && <datalist id="grid-words">{words.map((word) => <option key={word} value={before + word}>{word}</option>)}</datalist>}
    </>
  );
}
