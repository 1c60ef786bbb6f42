// Attacks in order of likelihood or effort; each opens its steps.

import { useRef, useState } from 'preact/hooks';
import type { RankedSet, Risk } from '../generated/api';
import { Range } from '../parts/Figures';
import { readSteps, useReadings } from '../parts/ReadAs';
import { onArrows, useRoving } from '../parts/roving';
import { count, eventsOf, verdictTone } from '../words';
import { Rail } from './PathRail';
import { Together } from './Sets';

export function Ranked({ title, says, sets, risk, by }: { title: string; says: string; sets: RankedSet[]; risk: Risk; by: 'likelihood' | 'effort' }) {
  const list = useRef<HTMLOListElement>(null);
  useRoving(list);
  const [open, setOpen] = useState<string | null>(null);
  const [step, setStep] = useState<number | null>(null);
  const events = eventsOf(risk);
  return (
    <section class="ranked">
      <h3>{title} <span>{says}</span></h3>
      {!sets.length && <p class="quiet">{risk.count.complete ? 'None: no set of events suffices.' : 'None is known so far.'}</p>}
      <ol class="attacks-list" ref={list} data-roving="button.set" onKeyDown={onArrows}>{sets.map((set, i) => {
        const key = set.events.join(' ');
        const shown = open === key;
        return (
          <li key={key} class={shown ? 'on' : ''}>
            <button type="button" class="set" aria-expanded={shown} onClick={() => { setOpen(shown ? null : key); setStep(null); }}>
              <b>{i + 1}</b><span><Together set={set} events={events} /> <span class="quiet">in {count(set.path.steps.length, 'step')}</span></span>
              {by === 'effort' ? <span class="num">effort {set.effort}</span> : <Range of={set.likelihood} />}
            </button>
            {shown && <Steps set={set} events={events} end={verdictTone[risk.verdict]} chosen={step} onStep={(s) => setStep(step === s.number ? null : s.number)} />}
          </li>
        );
      })}</ol>
    </section>
  );
}

/** The steps of a set, in the words of the audience that is chosen where paths are. */
function Steps({ set, ...rest }: { set: RankedSet } & Omit<Parameters<typeof Rail>[0], 'steps' | 'readings'>) {
  const { steps } = set.path;
  return <Rail {...rest} steps={steps} readings={useReadings(set.events.join(' '), readSteps(steps))} />;
}
