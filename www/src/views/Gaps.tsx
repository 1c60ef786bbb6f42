// Did we do a good enough job? What is still unknown, by what its answer would change; then what nobody touches,
// what stands nowhere, what rests on a bare word.

import { useEffect, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { OpenQuestion, Shift } from '../generated/api';
import { Icon } from '../icons';
import { Verdict } from '../parts/Figures';
import { marks, says } from '../parts/Sentence';
import { WhatIf } from '../parts/WhatIf';
import { edit, fileName } from '../state/document';
import { byUrgency, needDecisions } from '../state/decisions';
import { change } from '../state/edit';
import { answers, lastRead } from '../state/engine';
import { needQuestions, questions } from '../state/questions';
import { toggleElement } from '../state/selection';
import { fold, isSmall, showClaim, showTab, smallPage } from '../state/view';
import { count, numeral, verdictWord } from '../words';
import { Standing } from './Decide';

/** Lines of a list that are shown at once. */
const SHOWN = 40;

export function Gaps() {
  const generation = answers.value?.generation;
  useEffect(() => {
    needQuestions();
    needDecisions();
  }, [generation]);
  const open = questions.value;
  // Of a text with errors little is known; what is listed is of the last that could be read, as is said above.
  const o = answers.value?.overview;
  if (!o) return null;
  const deciding = open?.questions.filter((q) => q.if_fine.length + q.if_not.length > 0).length ?? 0;
  const warnings = o.diagnostics.filter((d) => d.severity === 'warning');
  const stated = o.assumptions.filter((a) => a.class === 'stated');
  const alone = untouched();
  return (
    <div class="gaps">
      <div class="lead">
        <h1>{!open ? (lastRead.value ? 'What is left open is looked for once the text can be read' : 'Looking for what is left open') : open.questions.length === 0 ? 'Nothing that a claim depends on is left unsaid' : `${count(open.questions.length, 'question')} ${open.questions.length === 1 ? 'is' : 'are'} open, ${numeral(deciding)} of which could change a verdict${deciding || !open.questions.length ? '' : ' alone'}`}</h1>
        <p>{open && open.questions.length > 0 && `${open.text}. `}What is not said counts as unknown, never as safe; what is only stated makes a claim conditional until it has a reason.</p>
      </div>
      {open && <Questions key={fileName.value} of={open.questions} />}
      <Part title="Decisions" of={byUrgency.value} none="Nothing was decided yet: a claim, a cell of the exposure or an attack can be accepted, mitigated or disputed where it is shown." row={(d) => <><div><code>{d.about}</code><Standing of={d} /></div><Goto line={d.place.line} column={d.place.column} /></>} />
      <Part title="Warnings" of={warnings} none="No warning: every control stands somewhere, and every claim can be approached." row={(d) => <><span>{says(d.message)}{d.help && <small>{says(d.help)}</small>}</span><Goto line={d.place.line} column={d.place.column} /></>} />
      <Part title="Assumed on a bare word" of={stated} none="No assumption is only stated." hint="Each is taken not to be so. A reason makes that justified: a contract, an audit, a measurement." row={(a) => <><span>{says(a.sentence)} <code>{a.id}</code>{a.claims.length > 0 && <small>{a.claims.length === 1 ? 'one claim rests' : `${a.claims.length} claims rest`} on it</small>}</span><span class="acts-beside"><WhatIf of={a} /><button type="button" class="link" onClick={() => showTab('suppliers')}>What it is worth</button></span></>} />
      <Part title="No adversary’s position touches" of={alone} none="Every asset is within somebody’s reach, or held by a claim that says why not." hint="If one of them should be reachable, the description lacks something." row={(e) => <><button type="button" class="name" aria-pressed={false} onClick={() => toggleElement(e)}><code>{e}</code></button></>} />
      <Part title="Defaults taken" of={o.defaults} none="No default was taken." row={(d) => <><span><code>{d.element}</code> <code>{d.key}</code>: {d.value}<small>{says(d.meaning)}</small></span><Goto line={d.place.line} column={d.place.column} /></>} />
    </div>
  );
}

/** Elements that some claim is about and no position touches. */
function untouched(): string[] {
  const all = new Set<string>();
  for (const claim of answers.value?.claims ?? []) for (const element of claim.untouched) all.add(element);
  return [...all].sort();
}

function Part<T>({ title, of, none, hint, row }: { title: string; of: T[]; none: string; hint?: string; row(item: T): ComponentChildren }) {
  return (
    <section>
      <h2>{title} <span>{of.length || ''}</span></h2>
      {of.length === 0 ? <p class="quiet">{none}</p> : <>{hint && <p class="quiet">{hint}</p>}<ul class="lines">{of.slice(0, SHOWN).map((item, i) => <li key={i}><Icon name="gap" class="m" />{row(item)}</li>)}</ul>{of.length > SHOWN && <p class="quiet">{SHOWN} of {of.length} are listed.</p>}</>}
    </section>
  );
}

function goTo(line: number, column: number): void {
  fold(false);
  if (isSmall.peek()) smallPage.value = 'text';
  requestAnimationFrame(() => edit()?.go(line, column));
}
function Goto({ line, column }: { line: number; column: number }) {
  return <button type="button" class="link" onClick={() => goTo(line, column)}>line {line}</button>;
}

/** A question that was answered here: it keeps its place, so that nothing moves under the hand. */
interface Settled { q: OpenQuestion; at: number; says: string; among: OpenQuestion[] }

/** The open questions, with those answered since the screen was opened where they stood. */
function Questions({ of }: { of: OpenQuestion[] }) {
  const [all, settle] = useState<Settled[]>([]);
  // Taken back, it is asked again as soon as newer questions have it.
  const settled = all.filter((s) => s.among === of || !of.some((q) => q.event === s.q.event));
  const open = of.filter((q) => !settled.some((s) => s.q.event === q.event));
  const rows: (OpenQuestion | Settled)[] = [...open];
  for (const s of settled) rows.splice(Math.min(s.at, rows.length), 0, s);
  const answer = (q: OpenQuestion, at: number, { says: words, edit: made }: OpenQuestion['answers'][number]) => {
    const plain = words.replaceAll('`', '');
    void change(`answer: ${plain}`, [made]).then((done) => done && settle((before) => [...before.filter((s) => s.q.event !== q.event), { q, at, says: words, among: of }].sort((a, b) => a.at - b.at)));
  };
  return (
    <ol class="asked">{rows.map((row, at) => ('says' in row
      ? <li key={row.q.event} class="settled"><div><p class="say">{says(row.q.sentence)}?</p><p class="quiet">Answered: {marks(row.says)}. Ctrl Z takes it back.</p></div></li>
      : <Asked key={row.event} of={row} answer={(ready) => answer(row, at, ready)} />))}</ol>
  );
}

function Asked({ of: q, answer }: { of: OpenQuestion; answer(ready: OpenQuestion['answers'][number]): void }) {
  return (
    <li>
      <div>
        <p class="say">{says(q.sentence)}?</p>
        <p class="quiet">To settle it, {marks(q.ask)}.</p>
        <p class="do">{q.answers.map((a) => <button type="button" class="button small" key={a.says} onClick={() => answer(a)}>{marks(a.says)}</button>)}<Goto line={q.place.line} column={q.place.column} /> <WhatIf of={{ id: q.event, sentence: q.sentence, class: 'unknown' }} /></p>
      </div>
      <div class="shifts">
        <Shifts title="If it is not so" of={q.if_fine} />
        <Shifts title="If it is so" of={q.if_not} />
        {q.if_fine.length + q.if_not.length === 0 && <p class="quiet">Alone it changes no verdict; it is in {count(q.sets, 'attack set')}.</p>}
      </div>
    </li>
  );
}

function Shifts({ title, of }: { title: string; of: Shift[] }) {
  if (!of.length) return null;
  return <div><h3>{title}</h3>{of.map((s) => <p key={s.claim}><button type="button" class="link claim-id" onClick={() => showClaim(s.claim)}>{s.claim}</button> is <Verdict verdict={s.after} /> <span class="quiet">not {verdictWord[s.before].toLowerCase()}</span></p>)}</div>;
}
