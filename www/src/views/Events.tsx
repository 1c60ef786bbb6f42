// The events of a claim's attack sets by importance, what each would mean otherwise, and a what-if for each.

import { signal } from '@preact/signals';
import { Fragment } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import type { Event, Importance } from '../generated/api';
import { Range } from '../parts/Figures';
import { onArrows, useRoving } from '../parts/roving';
import { says } from '../parts/Sentence';
import { Told } from '../parts/Told';
import { switchName, Suppose, supposed } from '../parts/WhatIf';
import type { Numbers } from '../state/numbers';
import { restate, scenario } from '../state/scenario';
import { marked, select } from '../state/selection';
import { className, eventsOf, figures, grouped, plain, span } from '../words';

type Key = 'birnbaum' | 'criticality' | 'fussell_vesely' | 'achievement' | 'reduction' | 'swing';
type Column = { key: Key; name: string; means: string; of(i: Importance): number; text(i: Importance): string };

const columns: Column[] = [
  { key: 'birnbaum', name: 'Birnbaum', means: 'how much the probability moves as the event goes from impossible to certain', of: (i) => i.birnbaum, text: (i) => figures(i.birnbaum) },
  { key: 'criticality', name: 'Criticality', means: 'the part of the probability that rests on the event’s happening where it decides', of: (i) => i.criticality, text: (i) => figures(i.criticality) },
  { key: 'fussell_vesely', name: 'Fussell–Vesely', means: 'the part of the probability that sets with the event have', of: (i) => i.fussell_vesely ?? -1, text: (i) => (i.fussell_vesely === null ? '–' : figures(i.fussell_vesely)) },
  { key: 'achievement', name: 'If certain', means: 'risk achievement worth, by what factor the probability rises if the event is certain', of: (i) => i.achievement, text: (i) => `× ${figures(i.achievement)}` },
  { key: 'reduction', name: 'If impossible', means: 'risk reduction worth, by what factor the probability falls if the event is impossible', of: (i) => i.reduction ?? Infinity, text: (i) => (i.reduction === null ? 'to 0' : `÷ ${figures(i.reduction)}`) },
  { key: 'swing', name: 'Swing', means: 'the probability with the event’s likelihood at its lowest and at its highest, all others in the middle of their ranges', of: (i) => i.at_high - i.at_low, text: (i) => span(i.at_low, i.at_high) },
];

const sorting = signal<{ key: Key; up: boolean }>({ key: 'birnbaum', up: false });
const editing = signal<string | null>(null);
/** Rows shown before the reader asks for all. */
const FEW = 14;

export function Events({ of }: { of: Numbers }) {
  const { risk } = of;
  const body = useRef<HTMLTableSectionElement>(null);
  useRoving(body);
  const [all, setAll] = useState(false);
  if (!risk.importance.length) return <p class="nothing">{risk.count.complete ? `No event carries ${risk.claim}: nothing that is described lets it fail.` : `No attack set on ${risk.claim} is known so far: ${risk.count.text.charAt(0).toLowerCase()}${risk.count.text.slice(1)}.`}</p>;
  const { key, up } = sorting.value;
  const by = columns.find((c) => c.key === key) ?? columns[0]!;
  const rows = [...risk.importance].sort((a, b) => (up ? 1 : -1) * (by.of(a) - by.of(b) || 0) || (a.event < b.event ? -1 : 1));
  const events = eventsOf(risk);
  const decides = risk.importance.filter((i) => i.decides).length;
  const ends = risk.importance.flatMap((i) => [i.at_low, i.at_high]);
  const reach: [number, number] = [Math.min(...ends, risk.probability.middle), Math.max(...ends, risk.probability.middle)];
  return (
    <section class="events">
      <h3>Events by importance <span>{by.name}: {by.means}</span></h3>
      <div class="frame"><table class="ledger importance">
        <thead><tr><th scope="col">Event, likelihood per year</th>{columns.map((c) => (
          <th scope="col" key={c.key} class={c.key === 'swing' ? 'swing-head' : 'r'} aria-sort={c.key !== key ? 'none' : up ? 'ascending' : 'descending'}>
            <button type="button" title={c.means} onClick={() => (sorting.value = { key: c.key, up: c.key === key && !up })}>{c.name}<span aria-hidden="true">{c.key === key ? (up ? ' ↑' : ' ↓') : ''}</span></button>
          </th>
        ))}<th scope="col"><span class="visually-hidden">What if</span></th></tr></thead>
        <tbody ref={body} data-roving="button.told, button.edit" data-columns={columns.length + 1} onKeyDown={onArrows}>
          {(all ? rows : rows.slice(0, FEW)).map((i) => <Row key={i.event} of={i} event={events.get(i.event)} middle={risk.probability.middle} reach={reach} early={!of.whole} />)}
        </tbody>
      </table></div>
      {rows.length > FEW && !all && <p class="more"><button type="button" class="button" onClick={() => setAll(true)}>Show {grouped(rows.length - FEW)} more events</button></p>}
      <p class="note">{decides === 0 ? 'No likelihood, moved within its range, changes the verdict.' : `The verdict turns with ${decides === 1 ? 'one likelihood' : `${decides} likelihoods`}, moved within ${decides === 1 ? 'its' : 'their'} range.`} Importances are taken at the upper end of the likelihoods.</p>
    </section>
  );
}

function Row({ of, event, middle, reach, early }: { of: Importance; event: Event | undefined; middle: number; reach: [number, number]; early: boolean }) {
  const name = event ? switchName(event) : of.event;
  const open = editing.value === of.event;
  const state = supposed(name);
  const touched = event?.elements.some((e) => marked.value.has(e));
  const edit = () => {
    editing.value = open ? null : of.event;
    if (!open && event) select({ kind: 'event', id: event.id, elements: event.elements });
  };
  const label = plain(event?.sentence ?? of.event);
  const [from, to] = reach;
  const part = (x: number) => `${(x / Math.max(to - from, 1e-12)) * 100}%`;
  return (
    <Fragment>
      <tr class={`${state || open ? 'is-open' : ''} ${touched ? 'is-marked' : ''}`}>
        <th scope="row"><span class="say">{says(event?.sentence ?? of.event)}</span><small>{event && <><Range of={event.likelihood} /> {className[event.class]}</>}{state && <b class="what-if"> {state}</b>}{of.decides && <b class="cond"> its range decides the verdict</b>}</small></th>
        {columns.map((c) => (
          <td key={c.key} class={c.key === 'swing' ? 'swing-cell' : 'r'} data-label={c.name}>
            <Told of={{ title: `${c.name}: ${label}`, means: c.means, how: c.key === 'swing' ? `the claim’s probability computed twice; in the middle of all ranges it is ${figures(middle)}` : `from the function of all known minimal sets, likelihoods at their highest${early ? '; so far from small sets only' : ''}`, events: [of.event] }}>{c.text(of)}</Told>
            {c.key === 'swing' && <span class="swing" aria-hidden="true"><i style={{ left: part(of.at_low - from), width: part(Math.max(of.at_high - of.at_low, 0)) }} /><u style={{ left: part(middle - from) }} /></span>}
          </td>
        ))}
        <td><button type="button" class="link edit" aria-expanded={open} aria-label={`What if: ${label}`} onClick={edit}>What if</button></td>
      </tr>
      {open && event && <tr class="edit-row"><td colSpan={columns.length + 2}><Edit event={event} name={name} /></td></tr>}
    </Fragment>
  );
}

/** Restates the likelihood of an event, holds it off, or lets it happen. */
function Edit({ event, name }: { event: Event; name: string }) {
  const stated = scenario.value.likelihoods.find((r) => r.event === name);
  const [low, setLow] = useState(String(Number((stated?.low ?? event.likelihood.low).toPrecision(3))));
  const [high, setHigh] = useState(String(Number((stated?.high ?? event.likelihood.high).toPrecision(3))));
  const id = useId();
  const [from, to] = [low, high].map((x) => (x.trim() === '' ? NaN : Number(x.replace(',', '.')))) as [number, number];
  const wrong = ![from, to].every((x) => x >= 0 && x <= 1) ? 'A likelihood is a number from 0 to 1.' : from > to ? 'The lowest comes first.' : '';
  const submit = (e: SubmitEvent) => {
    e.preventDefault();
    if (!wrong) restate(name, { low: from, high: to });
  };
  const field = (label: string, value: string, set: (v: string) => void) => (
    <label>{label} <input type="text" inputMode="decimal" autocomplete="off" value={value} aria-invalid={wrong !== ''} aria-describedby={wrong ? id : undefined} onInput={(e) => set(e.currentTarget.value)} /></label>
  );
  return (
    <form class="edit" aria-label={`What if: ${plain(event.sentence)}`} onSubmit={submit}>
      <span class="quiet">Likelihood per year</span>
      {field('from', low, setLow)}{field('to', high, setHigh)}
      <button type="submit" class="button" disabled={wrong !== ''}>Set</button>
      {stated && <button type="button" class="button" onClick={() => restate(name, null)}>As described</button>}
      <span class="rule-line" />
      <Suppose of={event} name={name} />
      <span class="say" id={id} role="status">{wrong ? <span class="bad">{wrong}</span> : <span class="quiet">a what if: the text stays as it is</span>}</span>
    </form>
  );
}
