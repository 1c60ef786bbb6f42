// What differs: between the description as written and the switches set now, or between another file and this one.

import { signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Chance, ClaimChange, Difference, Scenario, Source } from '../generated/api';
import { compare, other } from '../files';
import { Icon } from '../icons';
import { Underway, useAsked } from '../parts/asked';
import { Segments } from '../parts/Controls';
import { Scale, Verdict } from '../parts/Figures';
import { onArrows, useRoving } from '../parts/roving';
import { marks, says } from '../parts/Sentence';
import { Told } from '../parts/Told';
import { dirty, filed, savedAt } from '../state/document';
import { answers, difference as ask, lastRead, source } from '../state/engine';
import { namedEvents } from '../state/numbers';
import { none, scenario, switches } from '../state/scenario';
import { compareWith } from '../state/picture';
import { showClaim, showTab } from '../state/view';
import { chance, count, grouped, heldTone, heldWord, list, numeral, upper, verdictTone } from '../words';
import { scenarioWords } from './Scenario';

const against = signal<'switches' | 'opened' | 'file'>('switches');
/** Sets and facts listed. */
const SHOWN = 20;

export function Changes() {
  const file = against.value === 'file' ? other.value : null;
  const edited = against.value === 'opened' && dirty.value ? filed.value : null;
  const drawn = file ?? edited;
  // With errors in it a text has no answers: the last that could be read stands for it.
  const after = lastRead.value ?? source.value;
  const before = against.value === 'file' ? file : against.value === 'opened' ? edited : switches.value ? after : null;
  const since = savedAt.value ? `saved at ${savedAt.value}` : 'opened';
  return (
    <section class="changes">
      <div class="bar">
        <Segments label="Compared with" value={against.value} onPick={(v) => (against.value = v)} of={[{ value: 'switches', text: 'Without switches' }, { value: 'opened', text: savedAt.value ? 'As saved' : 'As opened' }, { value: 'file', text: 'Another file' }]} />
        <span class="quiet">{against.value === 'switches' ? <>{lastRead.value && 'the text as it could be read last, '}without switches, and with <b>{scenarioWords()}</b></> : against.value === 'opened' ? <>the text when it was {since}, and {lastRead.value ? 'as it could be read last' : 'as it is now'}{switches.value > 0 && <>, <b>{scenarioWords()}</b></>}</> : file ? <>from <code>{file.name}</code> to <code>{source.value?.name}</code>{lastRead.value && ' as it could be read last'}{switches.value > 0 && <>, <b>{scenarioWords()}</b></>}</> : 'a file of this machine; nothing is sent'}</span>
        {drawn && <button type="button" class="button end" onClick={() => { showTab('picture'); void compareWith(drawn); }}>Draw the difference</button>}
        {file && <button type="button" class="button" onClick={compare}>Choose another file</button>}
      </div>
      {before ? <Compared before={before} key={against.value} /> : against.value === 'file' ? (
        <div class="state">
          <h1>No file is chosen yet</h1>
          <p>Choose an earlier or another description, and this screen tells what changed between it and the one that is open: verdicts, probabilities, attack sets, capabilities.</p>
          <button type="button" class="button primary" onClick={compare}>Choose a file</button>
        </div>
      ) : against.value === 'opened' ? (
        <div class="state">
          <h1>Nothing was changed since it was {since}</h1>
          <p>Edit the description in text, tables or picture; this screen then tells what your edits changed in verdicts, probabilities, attack sets and capabilities.</p>
        </div>
      ) : (
        <div class="state">
          <h1>No switch is set</h1>
          <p>Switch a control, let an assumption fail, choose who acts or restate a likelihood: in the scenario above, or under Suppliers, Controls and Numbers. This screen then tells everything that changes by it.</p>
          <button type="button" class="button" onClick={() => (against.value = 'file')}>Compare with a file instead</button>
        </div>
      )}
    </section>
  );
}

const described: Scenario = none;

function Compared({ before }: { before: Source }) {
  const asked = useAsked(() => ask(before, described, lastRead.value), [before, lastRead.value ?? source.value, JSON.stringify(scenario.value)]);
  const of = asked.value;
  return (
    <>
      <Underway what="Comparing the answers" phase={asked.phase} again={asked.again} />
      {of === null && <div class="state"><h1>{before.name} has errors</h1><p>It cannot be analysed, so it cannot be compared. Open it to see what is wrong.</p></div>}
      {of === undefined && asked.phase !== 'cancelled' && <div class="state"><h1>Comparing</h1><p class="quiet">Everything happens on this machine.</p></div>}
      {of && <Found of={of} />}
    </>
  );
}

function sentence(of: Difference): string {
  if (of.same) return 'Nothing differs';
  const turned = of.claims.filter((c) => c.before !== c.after);
  if (turned.length) return `${upper(numeral(turned.length))} ${turned.length === 1 ? 'claim has' : 'claims have'} another verdict`;
  return of.claims.length ? 'No verdict changes, but how claims fail does' : 'No claim changes';
}

function Found({ of }: { of: Difference }) {
  const rows = useRef<HTMLOListElement>(null);
  useRoving(rows);
  const names = (all: string[]) => list(all.slice(0, 8).map((n) => n)) + (all.length > 8 ? ` and ${all.length - 8} more` : '');
  return (
    <>
      <div class="lead"><h1>{sentence(of)}</h1>
        <p>{of.same ? 'Verdicts, attack sets, probabilities and capabilities are the same on both sides.' : upper(list([of.claims.length && `${count(of.claims.length, 'claim')} differ${of.claims.length === 1 ? 's' : ''}`, of.facts.length && `${count(of.facts.length, 'capability', 'capabilities')} held otherwise`, of.elements_gained.length && `${count(of.elements_gained.length, 'element')} new`, of.elements_lost.length && `${count(of.elements_lost.length, 'element')} gone`].filter((x) => typeof x === 'string')))}</p></div>
      {(of.elements_gained.length > 0 || of.elements_lost.length > 0) && <p class="elements-changed">{of.elements_gained.length > 0 && <span><b class="plus">+</b> {marks(names(of.elements_gained))}</span>}{of.elements_lost.length > 0 && <span><b class="minus">−</b> {marks(names(of.elements_lost))}</span>}</p>}
      {of.claims.length > 0 && <ol ref={rows} data-roving="summary" onKeyDown={onArrows}>{of.claims.map((c) => <ClaimRow key={c.claim} of={c} />)}</ol>}
      {of.facts.length > 0 && (
        <section class="facts-changed">
          <header class="sect"><h2>Capabilities held otherwise, {grouped(of.facts.length)}</h2><p>without those that a stronger one implies</p></header>
          <div class="frame"><table class="ledger held-table"><thead><tr><th scope="col">Capability</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>
            <tbody>{of.facts.slice(0, SHOWN).map((f) => <tr key={f.fact}><th scope="row">{marks(f.text)}</th><td data-label="Before" class={heldTone[f.before]}>{heldWord[f.before]}</td><td data-label="After" class={heldTone[f.after]}>{heldWord[f.after]}</td></tr>)}</tbody></table></div>
          {of.facts.length > SHOWN && <p class="note">{SHOWN} of {grouped(of.facts.length)} are shown.</p>}
        </section>
      )}
    </>
  );
}

const howOf = (c: Chance) => c.text + (c.prior ? '. ° Catalog defaults went into it' : '');

function Side({ verdict, probability, when, claim }: { verdict: ClaimChange['before']; probability: Chance | null; when: string; claim: string }) {
  return (
    <div class="side"><dt>{when}</dt><dd>
      {verdict ? <Verdict verdict={verdict} /> : <span class="quiet">not claimed</span>}
      {probability && <><Scale of={probability} tone={verdict ? verdictTone[verdict] : ''} /><Told of={{ title: `${claim} fails, per year, ${when}`, means: `the probability that somebody gains within a year what ${claim} forbids, ${when} the change`, how: howOf(probability), instead: 'the sets below, gained and lost' }}>{chance(probability)}</Told></>}
    </dd></div>
  );
}

function ClaimRow({ of }: { of: ClaimChange }) {
  const claim = answers.value?.claims.find((c) => c.id === of.claim);
  const turned = of.before !== of.after;
  const total = of.gained.length + of.lost.length;
  return (
    <li class={`change ${turned ? 'turned' : ''}`}>
      <h2>{claim ? <button type="button" class="link claim-id" onClick={() => showClaim(of.claim)}>{of.claim}</button> : <b>{of.claim}</b>} {claim && <span class="mid">{marks(claim.sentence)}</span>}</h2>
      <dl><Side verdict={of.before} probability={of.probability_before} when="before" claim={of.claim} /><Side verdict={of.after} probability={of.probability_after} when="after" claim={of.claim} /></dl>
      {total > 0 && (
        <details open={turned}>
          <summary><Icon name="next" class="i s" />{of.gained.length > 0 && <span>{count(of.gained.length, 'attack set')} new</span>}{of.lost.length > 0 && <span>{count(of.lost.length, 'attack set')} gone</span>}</summary>
          <ul class="sets-changed"><Sets sign="+" of={of.gained} /><Sets sign="−" of={of.lost} /></ul>
        </details>
      )}
    </li>
  );
}

function Sets({ sign, of }: { sign: '+' | '−'; of: string[][] }) {
  const word = sign === '+' ? 'new' : 'gone';
  return (
    <>
      {of.slice(0, SHOWN).map((set) => <li key={set.join()}><b class={sign === '+' ? 'plus' : 'minus'} aria-hidden="true">{sign}</b><span><span class="visually-hidden">{word}: </span>{set.map((id, i) => <span key={id}>{i > 0 && <span class="and"> + </span>}{i === 0 ? says(namedEvents.value.get(id)?.sentence ?? id) : marks(namedEvents.value.get(id)?.sentence ?? id)}</span>)}</span></li>)}
      {of.length > SHOWN && <li><b aria-hidden="true">{sign}</b><span class="quiet">and {grouped(of.length - SHOWN)} more {word}</span></li>}
    </>
  );
}
