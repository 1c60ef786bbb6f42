// The exposure table: one stop for Tab, walked with arrows in both directions; a cell opens its reason under the row.

import { Fragment } from 'preact';
import { useRef } from 'preact/hooks';
import type { Cell, ExposureRow } from '../generated/api';
import { Disc, Icon, kindIcon } from '../icons';
import { useRoving } from '../parts/roving';
import { says } from '../parts/Sentence';
import { elements } from '../state/engine';
import { marked, toggleElement } from '../state/selection';
import { openCell } from '../state/view';
import { capabilities, heldTone, heldWord, plain } from '../words';
import { Why } from './Why';

type Slot = { cell: Cell | undefined; lead: boolean; run: boolean; last: boolean };

/** Cells of a row by column, with the lines that join what is implied to the stronger one at its left. */
function slots(row: ExposureRow): Slot[] {
  const cells = capabilities.map((c) => row.cells.find((x) => x.capability === c.id));
  return cells.map((cell, i) => {
    const same = (j: number) => capabilities[j]?.side === capabilities[i]?.side;
    const implied = (j: number) => same(j) && (cells[j]?.implied ?? false);
    const line = cell?.implied === true && same(i - 1) && cells[i - 1] !== undefined;
    return { cell, lead: !!cell && !cell.implied && implied(i + 1), run: line, last: line && !implied(i + 1) };
  });
}

function walk(event: KeyboardEvent): void {
  const cell = (event.target as Element).closest('td, th');
  const row = cell?.closest('tr');
  const table = row?.closest('table');
  if (!cell || !row || !table) return;
  const dx = { ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0;
  const dy = { ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0;
  if (!dx && !dy) return;
  event.preventDefault();
  event.stopPropagation();
  const rows = [...table.querySelectorAll<HTMLTableRowElement>('tbody tr.data')];
  const column = (cell as HTMLTableCellElement).cellIndex;
  let to: HTMLElement | null | undefined;
  if (dx) for (let c = column + dx; c >= 0 && c < row.cells.length && !to; c += dx) to = row.cells[c]?.querySelector('button');
  else for (let r = rows.indexOf(row) + dy; r >= 0 && r < rows.length && !to; r += dy) to = rows[r]?.cells[column]?.querySelector('button');
  if (!to) return;
  for (const b of table.querySelectorAll('tr.data button')) b.setAttribute('tabindex', b === to ? '0' : '-1');
  to.focus({ preventScroll: true });
  to.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

export function Matrix({ rows, letters }: { rows: ExposureRow[]; letters: Map<string, string> }) {
  const box = useRef<HTMLTableElement>(null);
  useRoving(box);
  let group = '';
  return (
    <div class="matrix-frame" role="region" aria-label="Exposure matrix" tabIndex={-1}>
      <table class="matrix" ref={box} data-roving="tr.data button" onKeyDown={walk}>
        <colgroup><col class="labels" />{capabilities.map((c) => <col key={c.id} />)}</colgroup>
        <thead>
          <tr class="goals"><th scope="col"><span class="visually-hidden">Security goal</span></th><th scope="colgroup" colSpan={4} class="sep">Confidentiality</th><th scope="colgroup" colSpan={4} class="sep">Integrity</th><th scope="colgroup" class="sep">Availability</th></tr>
          <tr><th scope="col">Element</th>{capabilities.map((c, i) => <th scope="col" key={c.id} class={i === 0 || i === 4 || i === 8 ? 'sep' : ''}>{c.name}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const head = row.declared !== group ? (group = row.declared) : null;
            const open = row.cells.find((c) => openCell.value === `${row.element}|${c.capability}`);
            return (
              <Fragment key={row.element}>
                {head !== null && <Group name={head} />}
                <tr class={`data ${open ? 'is-open' : ''} ${marked.value.has(row.declared) ? 'is-marked' : ''}`}>
                  <th scope="row"><span class="row-label"><Icon name={kindIcon(row.kind)} class="i s" /><Label row={row} /></span></th>
                  {slots(row).map((s, i) => <Square key={i} slot={s} row={row} column={i} letters={letters} />)}
                </tr>
                {open && <tr class="why-row"><td colSpan={10}><Why cell={open} row={row} /></td></tr>}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Group({ name }: { name: string }) {
  const e = elements.value.get(name);
  return (
    <tr class="group"><th colSpan={10} scope="rowgroup">
      <button type="button" class="name" aria-pressed={marked.value.has(name)} onClick={() => toggleElement(name)}><code>{name}</code></button>
      {e && <span> {e.kind}{e.from && e.from !== 'us' ? ` from ${e.from}` : ''}{e.domain && e.domain !== name ? `, ${e.domain}` : ''}</span>}
    </th></tr>
  );
}

/** The element's words, its own part of them first. */
function Label({ row }: { row: ExposureRow }) {
  const own = `\`${row.declared}\``;
  if (row.label === own) return <span class="label"><code>{row.declared}</code> <span class="quiet">{row.kind}</span></span>;
  return <span class="label" title={plain(row.label)}>{says(row.label.replace(` of ${own}`, '').replace(` with ${own}`, ''))}</span>;
}

function Square({ slot, row, column, letters }: { slot: Slot; row: ExposureRow; column: number; letters: Map<string, string> }) {
  const { cell } = slot;
  const side = column === 0 || column === 4 || column === 8 ? 'sep' : '';
  if (!cell) return <td class={side}><span class="visually-hidden">not derivable</span></td>;
  const id = `${row.element}|${cell.capability}`;
  const on = openCell.value === id;
  const name = capabilities[column]?.name ?? cell.capability;
  const said = `${name} over ${plain(row.label)}: ${heldWord[cell.held]}${cell.implied ? ', implied by a stronger one' : ''}${cell.who.length ? `, by ${cell.who.join(', ')}` : ''}`;
  const shape = [heldTone[cell.held], slot.run && 'run', slot.last && 'last', slot.lead && 'lead'].filter(Boolean).join(' ');
  return (
    <td class={`${side} ${on ? 'on' : ''}`}>
      <button type="button" class={`cell ${shape}`} aria-expanded={on} title={said} data-row={id} onClick={() => (openCell.value = on ? null : id)}>
        <span class="visually-hidden">{said}</span>
        {!slot.run && <><Disc held={cell.held} /><span class="who" aria-hidden="true">{cell.who.map((w) => letters.get(w) ?? w).join(' ')}</span></>}
      </button>
    </td>
  );
}
