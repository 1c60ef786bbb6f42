// Minimal attack sets, a line each, events joined by +; one is looked at, an event is marked in every set.

import { useRef } from 'preact/hooks';
import type { AttackSet, Claim, Event } from '../generated/api';
import { Fragment } from 'preact';
import { Range } from '../parts/Figures';
import { onArrows, useRoving } from '../parts/roving';
import { marks } from '../parts/Sentence';
import { WhatIf } from '../parts/WhatIf';
import { current, listed } from '../state/path';
import { select, selection } from '../state/selection';
import { openSet } from '../state/view';
import { eventsOf, grouped, verdictTone, verdictWord } from '../words';

/** Sets shown before the reader asks for more. */
const SHOWN = 30;

export function Sets({ claim }: { claim: Claim }) {
  const list = useRef<HTMLOListElement>(null);
  useRoving(list);
  const events = eventsOf(claim);
  const all = listed.value;
  if (!all.length) return null;
  const at = current.value ? all.indexOf(current.value) : 0;
  const from = Math.max(0, Math.min(at - SHOWN + 1, all.length - SHOWN));
  return (
    <section>
      <h3>Minimal attack sets <span>{grouped(all.length)}{claim.completeness.complete ? ', complete' : ''}</span></h3>
      <ol class="sets" ref={list} start={from + 1} data-roving="button" onKeyDown={onArrows}>
        {all.slice(from, from + SHOWN).map(({ set, index }, i) => (
          <li key={index} class={from + i === at ? 'on' : ''}>
            <button type="button" aria-pressed={from + i === at} onClick={() => { openSet.value = from + i; select(null); }}>
              <b>{from + i + 1}</b>
              <span><Together set={set} events={events} />{set.verdict !== claim.verdict && <span class={`sub ${verdictTone[set.verdict]}`}>{verdictWord[set.verdict].toLowerCase()} alone</span>}{set.persistent && <span class="pill">persists</span>}</span>
              <Range of={set.likelihood} />
            </button>
          </li>
        ))}
      </ol>
      {all.length > SHOWN && <p class="quiet">{SHOWN} of {grouped(all.length)} are shown; [ and ] walk through all.</p>}
      <p class="quiet complete">{claim.completeness.text}</p>
    </section>
  );
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
