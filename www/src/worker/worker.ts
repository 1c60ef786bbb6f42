// The engine's side of the page: one analysis at a time, in slices, so that a newer request or a
// cancellation is seen between two of them. After a trap the worker only reports; the client ends it.

import { Analysis, Packs, edit, format, initSync, outline, report_sections } from '../../../pkg/bartizan.js';
import type { PackSource, Progress, Scenario, Source } from '../generated/api';
import type { FromWorker, Question, TextQuestion, ToWorker } from './protocol';

/** Slices aim at this many milliseconds; answers do not depend on it, only how soon a message is seen. */
const SLICE = 25;
/** Progress is told at most this often, in milliseconds. */
const TELL = 60;
const FEWEST = 64;
const MOST = 1 << 26;

const scope = globalThis as unknown as {
  postMessage(message: FromWorker): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
};

let analysis: Analysis | undefined;
/** What the analysis is of. */
let source: Source | undefined;
let scenario: Scenario | undefined;
/** The files of packs that the analysis has, and the catalog with them; none if they have an error. */
let files: PackSource[] = [];
let packs: Packs | undefined;
let generation = 0;
let finished = false;
let steps = 4096;
let told = 0;
let panic = '';

// The panic hook writes to the console and the trap follows at once: keep the words for the report.
const write = console.error.bind(console);
console.error = (...words: unknown[]) => {
  panic = words.map(String).join(' ');
  write(...words);
};

// A posted message is a turn of the event loop without the delay that timers have; one is under way at most.
const turn = new MessageChannel();
let turning = false;
turn.port1.onmessage = () => {
  turning = false;
  guarded(advance);
};

function again() {
  if (!turning) turn.port2.postMessage(null);
  turning = true;
}

function guarded(act: () => void) {
  try {
    act();
  } catch (error) {
    const trap = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    scope.postMessage({ say: 'failed', generation, failure: panic || trap });
    scope.onmessage = null;
    turn.port1.onmessage = null;
  }
}

scope.onmessage = ({ data }) =>
  guarded(() => {
    switch (data.say) {
      case 'start':
        initSync({ module: data.module });
        scope.postMessage({ say: 'ready' });
        break;
      case 'analyse':
        generation = data.generation;
        finished = false;
        scenario = data.scenario;
        if (!same(files, data.packs)) {
          drop();
          take(data.packs);
        }
        if (analysis && data.source.name === source?.name && data.source.text === source.text) {
          analysis.switch(data.scenario);
        } else {
          drop();
          // Says that the older analysis is gone, before reading, which may take a while.
          tell({ phase: 'read', done: 0, of: 0, finished: false }, performance.now());
          analysis = packs ? Analysis.withPacks(data.source, data.scenario, packs) : new Analysis(data.source, data.scenario);
          source = data.source;
        }
        again();
        break;
      case 'read':
        scope.postMessage({ say: 'told', id: data.id, value: read(data.question) });
        break;
      case 'cancel':
        if (data.generation !== generation || finished) break;
        drop();
        scope.postMessage({ say: 'cancelled', generation });
        break;
      case 'ask':
        if (data.generation !== generation || !analysis || !finished) break;
        scope.postMessage({ say: 'answer', generation, id: data.id, value: answer(analysis, data.question) });
        break;
    }
  });

const same = (a: PackSource[], b: PackSource[]) => a.length === b.length && a.every((file, i) => file.name === b[i]?.name && file.text === b[i].text);

/** Reads packs, and says what is wrong with them. */
function take(next: PackSource[]) {
  files = next;
  packs?.free();
  packs = next.length ? new Packs(next) : undefined;
  const problems = packs?.problems() ?? [];
  if (problems.some((d) => d.severity === 'error')) {
    packs?.free();
    packs = undefined;
  }
  scope.postMessage({ say: 'packs', generation, problems });
}

function tell(progress: Progress, now: number) {
  told = now;
  scope.postMessage({ say: 'progress', generation, progress });
}

function drop() {
  analysis?.free();
  analysis = undefined;
}

function advance() {
  if (!analysis || finished) return;
  const began = performance.now();
  const progress = analysis.advance(steps);
  const now = performance.now();
  const took = now - began;
  if (took < SLICE / 2) steps = Math.min(steps * 2, MOST);
  else if (took > SLICE * 2) steps = Math.max(steps >>> 1, FEWEST);
  if (!progress.finished) {
    if (now - told > TELL) tell(progress, now);
    again();
    return;
  }
  finished = true;
  scope.postMessage({ say: 'verdicts', generation, verdicts: analysis.verdicts() });
  scope.postMessage({ say: 'done', generation, overview: analysis.overview(), claims: analysis.claims() });
}

function answer(of: Analysis, question: Question) {
  switch (question.of) {
    case 'exposure':
      return of.exposure(question.filter, question.offset, question.limit);
    case 'picture':
      return of.picture();
    case 'pictureOf':
      return apart(question.source);
    case 'attacks':
      return of.attacks(question.places);
    case 'crosswalk':
      return of.crosswalk(question.view);
    case 'explain':
      return of.explain(question.fact);
    case 'decisions':
      return of.decisions();
    case 'basis':
      return of.basis(question.about);
    case 'remarked':
      return of.remarked(question.source, question.edits);
    case 'risk':
      return of.risk(question.claim, question.order);
    case 'risks':
      return of.risks(question.order);
    case 'plan':
      return plan(of, question.claims, question.budget ?? undefined);
    case 'guarantees':
      return of.guarantees();
    case 'questions':
      return of.openQuestions();
    case 'contracts':
      return of.contracts(question.audience ?? undefined);
    case 'readAs':
      return of.read_as(question.audience, question.facts);
    case 'readPath':
      return of.read_path(question.audience, question.claim, question.set);
    case 'fires':
      return of.fires(question.rule);
    case 'occurs':
      return of.occurs(question.event);
    case 'catalog':
      return of.catalog();
    case 'reportSections':
      return report_sections();
    case 'report':
      return of.report(question.format, question.sections);
    case 'difference':
      return question.after ? compared(question.after, question.source, question.scenario) : of.difference(question.source, question.scenario);
  }
}

function read(question: TextQuestion) {
  switch (question.of) {
    case 'edit':
      return edit(question.text, question.edits);
    case 'format':
      return format(question.text);
    case 'outline':
      return outline(question.text);
  }
}

/** The picture of another text, of the text alone. */
function apart(other: Source) {
  const its = new Analysis(other, { on: [], off: [], fail: [], only: [], hold: [], likelihoods: [] });
  const drawn = its.picture();
  its.free();
  return drawn;
}

/** What another text has otherwise than a second one, each analysed to the end; the analysis stays as it is. */
function compared(after: Source, before: Source, without: Scenario) {
  const now = scenario ?? without;
  const its = packs ? Analysis.withPacks(after, now, packs) : new Analysis(after, now);
  while (!its.advance(MOST).finished);
  const told = its.difference(before, without);
  its.free();
  return told;
}

/** Plans with nothing switched on yet; afterwards the analysis is as it was. */
function plan(of: Analysis, claims: string[], budget: number | undefined) {
  const on = scenario?.on.length ? scenario : undefined;
  if (on) under(of, { ...on, on: [] });
  const planned = of.plan(claims, budget);
  if (on) under(of, on);
  return planned;
}

function under(of: Analysis, other: Scenario) {
  of.switch(other);
  while (!of.advance(MOST).finished);
}
