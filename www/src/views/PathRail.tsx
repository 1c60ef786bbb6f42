// A path as a rail: numbered steps, the domain that answers at the left, a dashed cut where a capability changes hands.

import { useRef } from 'preact/hooks';
import type { Claim, Event, Reading, Step } from '../generated/api';
import { Copy } from '../parts/Controls';
import { Range, Tags } from '../parts/Figures';
import { useReadings } from '../parts/ReadAs';
import { onArrows, useRoving } from '../parts/roving';
import { marks, says } from '../parts/Sentence';
import { WhatIf } from '../parts/WhatIf';
import { readPath } from '../state/engine';
import { chosenStep, current, path, selectStep } from '../state/path';
import { marked, select, toggleElement } from '../state/selection';
import { showEntry } from '../state/view';
import { className, eventsOf, verdictTone } from '../words';

export function PathRail({ claim }: { claim: Claim }) {
  const list = useRef<HTMLOListElement>(null);
  useRoving(list);
  const events = eventsOf(claim);
  const steps = path.value?.steps;
  const set = path.value?.set ?? 0;
  const readings = useReadings(`${claim.id} ${set}`, (audience) => readPath(audience, claim.id, set));
  if (!steps) return <EventsOnly claim={claim} events={events} />;
  return <Rail steps={steps} readings={readings} events={events} end={verdictTone[claim.verdict]} box={list} chosen={chosenStep.value} onStep={selectStep} />;
}

type RailProps = { steps: Step[]; readings: Reading[]; events: Map<string, Event>; end: string; box?: { current: HTMLOListElement | null }; chosen: number | null; onStep(s: Step): void };

export function Rail({ steps, readings, events, end, box, chosen, onStep }: RailProps) {
  return (
    <ol class="path" {...(box ? { ref: box } : {})} data-roving=".step-head" onKeyDown={onArrows}>
      {steps.map((s, i) => {
        const last = i === steps.length - 1;
        const on = chosen === s.number;
        const named = i === 0 || steps[i - 1]?.domain !== s.domain;
        const said = readings[i];
        const touched = !on && s.elements.some((e) => marked.value.has(e));
        return (
          <li key={s.number} class={['step', s.crossing && 'cross', named && 'named', on && 'on', last && `end ${end}`, touched && 'touched'].filter(Boolean).join(' ')}>
            <span class="dom">{named ? s.domain : ''}</span>
            <span class="mark" aria-hidden="true"><span>{s.number}</span></span>
            <div class="body">
              <button type="button" class="step-head" aria-expanded={on} onClick={() => onStep(s)}>
                <span class="visually-hidden">Step {s.number}, {s.domain}{s.crossing ? ', crosses into this domain' : ''}: </span>
                <span class="says">{says(said?.says || s.sentence)}</span>
              </button>
              <div class="gain">
                {said ? <span class="how">{says(said.how)}</span> : <span class="g">{marks(s.gain.text)}</span>}
                {s.events.map((id) => events.get(id)).filter((e) => e !== undefined).map((e) => <WhatIf key={e.id} of={e} />)}
                <Tags of={s.references} most={4} />
                {s.pack && <span class="pack">{s.pack}</span>}
              </div>
              {on && <Rule step={s} steps={steps} events={events} />}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** The rule behind a step: what it uses, what else must happen, what follows, where it is from. */
function Rule({ step, steps, events }: { step: Step; steps: Step[]; events: Map<string, Event> }) {
  const needs = step.events.map((id) => events.get(id) ?? id);
  return (
    <div class="rule">
      <dl>
        {step.uses.length > 0 && <><dt>If</dt><dd>{step.uses.map((n) => steps.find((s) => s.number === n)).filter((s) => s !== undefined).map((s) => <div key={s.number}>{marks(s.gain.text)} <span class="quiet">step {s.number}</span></div>)}</dd></>}
        {needs.length > 0 && <><dt>{step.uses.length ? 'and' : 'If'}</dt><dd>{needs.map((e) => typeof e === 'string' ? <div key={e}><code>{e}</code></div> : <div key={e.id}>{marks(e.sentence)}, <Range of={e.likelihood} /> <span class="quiet">{className[e.class]}</span> <WhatIf of={e} as="word" /></div>)}</dd></>}
        <dt>then</dt><dd>{marks(step.gain.text)}</dd>
        <dt>Rule</dt><dd><button type="button" class="link" aria-label={`Rule ${step.rule} in the catalog`} onClick={() => showEntry('rules', step.rule)}><code>{step.rule}</code></button>{step.pack && <span class="quiet"> of the pack {step.pack}</span>} <Copy text={step.rule} label={`Copy ${step.rule}`} /></dd>
        {step.references.map((r) => <><dt key={r.id}>{r.framework}</dt><dd>{r.id}{r.name && `, ${r.name}`} <Copy text={r.id} label={`Copy ${r.id}`} /></dd></>)}
        {step.elements.length > 0 && <><dt>Names</dt><dd class="names">{step.elements.map((e) => <button type="button" class="name" key={e} aria-pressed={false} onClick={() => toggleElement(e)}><code>{e}</code></button>)}</dd></>}
      </dl>
    </div>
  );
}

/** A set for which no path was drawn: its events, each a sentence. */
function EventsOnly({ claim, events }: { claim: Claim; events: Map<string, Event> }) {
  const set = current.value?.set;
  if (!set) return null;
  return (
    <div class="events-only">
      <p class="quiet">{claim.paths.length ? 'Paths are drawn for the first sets; this one suffices by' : 'It suffices that'}</p>
      <ol>{set.events.map((id) => {
        const e = events.get(id);
        return <li key={id}><button type="button" class="row" onClick={() => e && select({ kind: 'event', id, elements: e.elements })}><span class="say">{e ? says(e.sentence) : <code>{id}</code>}</span></button>{e && <span class="quiet">{className[e.class]}, <WhatIf of={e} /></span>}</li>;
      })}</ol>
    </div>
  );
}
