// Minimal attack sets, a line each, events joined by +; one is looked at, an event is marked in every set.

import { useRef } from 'preact/hooks';
import type { AttackSet, Claim, Event } from '../generated/api';
import { Fragment } from 'preact';
import { Range } from '../parts/Figures';
import { onArrows, useRoving } from '../parts/roving';
import { marks } from '../parts/Sentence';
import { WhatIf } from '../parts/WhatIf';
import { alike, current, listed, type Listed } from '../state/path';
import { select, selection } from '../state/selection';
import { openSet } from '../state/view';
import { eventsOf, grouped, list as inWords, verdictTone, verdictWord } from '../words';

/** Sets shown before the reader asks for more. */
const SHOWN = 30;

export function Sets({ claim }: { claim: Claim }) {
  const list = useRef<HTMLOListElement>(null);
  useRoving(list);
  const events = eventsOf(claim);
  const all = listed.value;
  if (!all.length) return null;
  const at = current.value ? all.indexOf(current.value) : 0;
  const rows: { of: Listed[]; from: number }[] = [];
  for (const of of alike.value) rows.push({ of, from: (rows.at(-1)?.from ?? 0) + (rows.at(-1)?.of.length ?? 0) });
  const here = rows.findIndex(({ of, from }) => at < from + of.length);
  const first = Math.max(0, Math.min(here - SHOWN + 1, rows.length - SHOWN));
  const shown = rows.slice(first, first + SHOWN);
  return (
    <section>
      <h3>Minimal attack sets <span>{grouped(all.length)}{claim.completeness.complete ? ', complete' : ''}</span></h3>
      <ol class="sets" ref={list} data-roving="button" onKeyDown={onArrows}>
        {shown.map((row) => {
          const { of, from } = row;
          const [{ set, index }] = of as [Listed];
          const on = row === rows[here];
          return (
            <li key={index} class={on ? 'on' : ''}>
              <button type="button" aria-pressed={on} onClick={() => { openSet.value = from; select(null); }}>
                <b>{from + 1}</b>
                <span><Together set={set} events={events} />{of.length > 1 && <Others of={of} events={events} from={from} />}{set.verdict !== claim.verdict && <span class={`sub ${verdictTone[set.verdict]}`}>{verdictWord[set.verdict].toLowerCase()} alone</span>}{set.persistent && <span class="pill">persists</span>}</span>
                <Range of={set.likelihood} />
              </button>
            </li>
          );
        })}
      </ol>
      {rows.length > SHOWN && <p class="quiet">{grouped(shown.reduce((sum, { of }) => sum + of.length, 0))} of {grouped(all.length)} are shown; [ and ] walk through all.</p>}
      <p class="quiet complete">{claim.completeness.text}. Each figure is of that set alone, per year.</p>
    </section>
  );
}

/** What sets are like the first but for whose copy of a thing it is about: said by what their sentences have otherwise. */
function Others({ of, events, from }: { of: Listed[]; events: Map<string, Event>; from: number }) {
  const [first, ...others] = of.map(({ set }) => set.events);
  const said = (id: string | undefined) => (events.get(id ?? '')?.sentence ?? id ?? '').split(' ');
  const other = others.map((set) => set.flatMap((id, i) => {
    const [here, there] = [said(first?.[i]), said(id)];
    return id === first?.[i] ? [] : [there.slice(there.findIndex((word, k) => word !== here[k])).join(' ')];
  }).join(', '));
  return <span class="sub quiet">{others.length > 1 ? `sets ${from + 2} to ${from + of.length} are` : `set ${from + 2} is`} alike: {marks(inWords([...new Set(other)], 'or'))}</span>;
}

/** Sets that contain a justified assumption: they would break the claim if it failed. */
export function Resting({ claim }: { claim: Claim }) {
  const events = eventsOf(claim);
  const all = claim.resting_sets;
  if (!all.length) return null;
  return (
    <section>
      <h3>If what it rests on failed <span>{grouped(all.length)}</span></h3>
      <ol class="sets">{all.slice(0, 12).map((set, i) => <li key={i}><div><b>{i + 1}</b><span><Together set={set} events={events} open /></span><Range of={set.likelihood} /></div></li>)}</ol>
      {all.length > 12 && <p class="quiet">12 of {grouped(all.length)} are shown.</p>}
    </section>
  );
}

/** The events of a set; where it is no button itself, each opens its switches. */
export function Together({ set, events, open = false }: { set: Pick<AttackSet, 'events'>; events: Map<string, Event>; open?: boolean }) {
  const s = selection.value;
  return (
    <>
      {set.events.map((id, i) => {
        const event = events.get(id);
        return <Fragment key={id}>{i > 0 && <span class="and"> + </span>}{open && event ? <WhatIf of={event} as="sentence" /> : <span class={s?.kind === 'event' && s.id === id ? 'event-on' : ''}>{marks(event?.sentence ?? id)}</span>}</Fragment>;
      })}
    </>
  );
}
