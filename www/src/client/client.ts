// The page's one way to the engine. The newest request wins: a running analysis is superseded, never
// queued. The text lives with the caller, so whatever becomes of the worker, no text is lost.

import { examples, templates } from 'bartizan:examples';
import { schema } from 'bartizan:schema';
import { version } from 'bartizan:version';
import type { Attacks, Basis, CatalogView, Claim, ClaimVerdict, Contracts, Crosswalk, Decision, Diagnostic, Difference, Edit, Edited, Explanation, Exposure, Guarantees, Occurrences, OpenQuestions, Outline, Overview, PackSource, Picture, Plan, Progress, Reading, ReportSection, Risk, Risks, Scenario, Source } from '../generated/api';
import type { FromWorker, Question, Reply, ReportFormat, ToWorker } from '../worker/protocol';
import { compile, start } from './engine';
import { TextReader } from './text';

export { examples, schema, templates, version };

export interface Client {
  /** Starts an analysis; one that runs is given up. */
  analyse(source: Source, scenario: Scenario, packs?: PackSource[]): void;
  /** Calls `fn` now and at every change. */
  onState(fn: (state: ClientState) => void): void;
  /** Questions are about the newest analysis: while it runs they wait; when it fails or is cancelled they reject with `NoAnswer`. */
  exposure(filter: string, offset: number, limit: number): Promise<Exposure>;
  /** Also of a description with errors, as far as its names resolve. */
  picture(): Promise<Picture>;
  /** Of another text, without what is reached. */
  pictureOf(source: Source): Promise<Picture>;
  attacks(places: number): Promise<Attacks>;
  crosswalk(view: string): Promise<Crosswalk | null>;
  explain(fact: string): Promise<Explanation | null>;
  /** What was decided, and whether it stands. */
  decisions(): Promise<Decision[]>;
  /** What a decision about a claim, a fact or an attack would rest on now. */
  basis(about: string): Promise<Basis | null>;
  /** What is to be written beside edits of a text that change names alone, so that decisions that stand go on standing. */
  remarked(source: Source, edits: Edit[]): Promise<Edit[]>;
  /** Facts in the words of an audience, in order. */
  readAs(audience: string, facts: string[]): Promise<string[]>;
  /** The path of a set of a claim in the words of an audience, a reading for each step. */
  readPath(audience: string, claim: string, set: number): Promise<Reading[]>;
  fires(rule: string): Promise<Occurrences | null>;
  occurs(event: string): Promise<Occurrences | null>;
  catalog(): Promise<CatalogView>;
  reportSections(): Promise<ReportSection[]>;
  /** Long questions, asked one after the other; `stop` and a newer analysis reject them with `NoAnswer`. */
  risk(claim: string, order: number): Promise<Risk | null>;
  risks(order: number): Promise<Risks>;
  plan(claims: string[], budget: number | null): Promise<Plan | null>;
  guarantees(): Promise<Guarantees | null>;
  questions(): Promise<OpenQuestions | null>;
  contracts(audience: string | null): Promise<Contracts | null>;
  /** What the answers have otherwise than `source` under `scenario`; or what `after` has under the switches, where the text cannot be analysed. */
  difference(source: Source, scenario: Scenario, after?: Source | null): Promise<Difference | null>;
  report(format: ReportFormat, sections: string[]): Promise<string>;
  /** Patches that make edits, one after the other, of a text; no analysis is waited for. */
  edit(text: string, edits: Edit[]): Promise<Edited>;
  /** Patches that lay a text out in the usual way. */
  format(text: string): Promise<Edited>;
  /** What stands in a text, as far as it can be read; no analysis is waited for. */
  outline(text: string): Promise<Outline>;
  /** Gives up the running analysis. */
  cancel(): void;
  /** Gives up the long questions. The answers stay; a worker that is deep in one is ended and begins anew. */
  stop(): void;
}

export type ClientState = {
  phase: 'starting' | 'idle' | 'working' | 'done' | 'cancelled' | 'failed';
  /** Counts calls of `analyse`. */
  generation: number;
  progress?: Progress;
  /** Of the last analysis that finished; stale unless the phase is `done`. */
  overview?: Overview;
  claims?: Claim[];
  /** Of the analysis that runs, just before its claims. */
  verdicts?: ClaimVerdict[];
  /** What is wrong with the packs; with an error, the answers are made without them. */
  packs?: Diagnostic[];
  /** Why the engine stopped, in its own words. */
  failure?: string;
};

/** There will be no answer to a question, since the analysis that it is about was given up. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
}

/** A worker that says nothing for so many milliseconds after it was told to stop is ended. */
const PATIENCE = 2000;
/** The same for one that is deep in a long question, which no message interrupts. */
const SOON = 60;
const LONG: ReadonlySet<Question['of']> = new Set(['risk', 'risks', 'plan', 'guarantees', 'questions', 'difference', 'contracts', 'report'] as const);

export function createClient(): Client {
  return new EngineClient();
}

const words = (error: unknown) => (error instanceof Error ? error.message : String(error));

type Asked = { id: number; question: Question; resolve(value: never): void; reject(reason: NoAnswer): void };

class EngineClient implements Client {
  #state: ClientState = { phase: 'starting', generation: 0 };
  #listeners: ((state: ClientState) => void)[] = [];
  #module: WebAssembly.Module | undefined;
  #unusable: string | undefined;
  #worker: Worker | undefined;
  #request: { source: Source; scenario: Scenario; packs: PackSource[] } | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  /** The patience is that with a long question, and is not extended. */
  #hurry = false;
  #asked: Asked[] = [];
  /** The question that the worker has. */
  #passed: Asked | undefined;
  #ids = 0;
  #texts = new TextReader();

  constructor() {
    compile().then(
      (module) => {
        this.#module = module;
        this.#texts.ready(module);
        if (this.#request) this.#send();
        else this.#become({ phase: 'idle' });
      },
      (error: unknown) => {
        this.#texts.unusable(new Error(words(error)));
        this.#fail((this.#unusable = words(error)));
      },
    );
  }

  analyse(source: Source, scenario: Scenario, packs: PackSource[] = []) {
    if (this.#worker) this.#expectWord();
    this.#request = { source, scenario, packs };
    this.#refuse('a newer analysis began', LONG);
    this.#become({ phase: 'working', generation: this.#state.generation + 1, progress: undefined, verdicts: undefined, failure: undefined });
    this.#send();
  }

  cancel() {
    if (this.#state.phase !== 'working') return;
    this.#request = undefined;
    this.#post({ say: 'cancel', generation: this.#state.generation });
    if (this.#worker) this.#expectWord();
    this.#become({ phase: 'cancelled', progress: undefined, verdicts: undefined });
    this.#refuse('the analysis was cancelled');
  }

  stop() {
    if (!this.#asked.some(({ question }) => LONG.has(question.of))) return;
    if (this.#isDeep()) this.#expectWord();
    this.#refuse('the question was given up', LONG);
  }

  onState(fn: (state: ClientState) => void) {
    this.#listeners.push(fn);
    fn(this.#state);
  }

  exposure(filter: string, offset: number, limit: number) {
    return this.#ask<'exposure'>({ of: 'exposure', filter, offset, limit });
  }

  picture() {
    return this.#ask<'picture'>({ of: 'picture' });
  }

  pictureOf(source: Source) {
    return this.#ask<'pictureOf'>({ of: 'pictureOf', source });
  }

  attacks(places: number) {
    return this.#ask<'attacks'>({ of: 'attacks', places });
  }

  crosswalk(view: string) {
    return this.#ask<'crosswalk'>({ of: 'crosswalk', view });
  }

  explain(fact: string) {
    return this.#ask<'explain'>({ of: 'explain', fact });
  }

  decisions() {
    return this.#ask<'decisions'>({ of: 'decisions' });
  }

  basis(about: string) {
    return this.#ask<'basis'>({ of: 'basis', about });
  }

  remarked(source: Source, edits: Edit[]) {
    return this.#ask<'remarked'>({ of: 'remarked', source, edits });
  }

  risk(claim: string, order: number) {
    return this.#ask<'risk'>({ of: 'risk', claim, order });
  }

  risks(order: number) {
    return this.#ask<'risks'>({ of: 'risks', order });
  }

  plan(claims: string[], budget: number | null) {
    return this.#ask<'plan'>({ of: 'plan', claims, budget });
  }

  guarantees() {
    return this.#ask<'guarantees'>({ of: 'guarantees' });
  }

  questions() {
    return this.#ask<'questions'>({ of: 'questions' });
  }

  contracts(audience: string | null) {
    return this.#ask<'contracts'>({ of: 'contracts', audience });
  }

  readAs(audience: string, facts: string[]) {
    return this.#ask<'readAs'>({ of: 'readAs', audience, facts });
  }

  readPath(audience: string, claim: string, set: number) {
    return this.#ask<'readPath'>({ of: 'readPath', audience, claim, set });
  }

  fires(rule: string) {
    return this.#ask<'fires'>({ of: 'fires', rule });
  }

  occurs(event: string) {
    return this.#ask<'occurs'>({ of: 'occurs', event });
  }

  catalog() {
    return this.#ask<'catalog'>({ of: 'catalog' });
  }

  reportSections() {
    return this.#ask<'reportSections'>({ of: 'reportSections' });
  }

  report(format: ReportFormat, sections: string[]) {
    return this.#ask<'report'>({ of: 'report', format, sections });
  }

  difference(source: Source, scenario: Scenario, after: Source | null = null) {
    return this.#ask<'difference'>({ of: 'difference', source, scenario, after });
  }

  edit(text: string, edits: Edit[]) {
    return this.#texts.ask<'edit'>({ of: 'edit', text, edits });
  }

  format(text: string) {
    return this.#texts.ask<'format'>({ of: 'format', text });
  }

  outline(text: string) {
    return this.#texts.ask<'outline'>({ of: 'outline', text });
  }

  #ask<Of extends Question['of']>(question: Question & { of: Of }): Promise<Reply[Of]> {
    return new Promise((resolve, reject) => {
      const { phase, failure } = this.#state;
      if (phase === 'failed' || phase === 'cancelled') {
        reject(new NoAnswer(failure ?? 'the analysis was cancelled'));
        return;
      }
      const asked: Asked = { id: ++this.#ids, question, resolve, reject };
      this.#asked.push(asked);
      this.#pass();
    });
  }

  /** Hands the worker the next question: one at a time, so that what is given up was not yet begun. */
  #pass() {
    const [next] = this.#asked;
    if (this.#passed || !next || this.#state.phase !== 'done') return;
    this.#passed = next;
    this.#post({ say: 'ask', generation: this.#state.generation, id: next.id, question: next.question });
  }

  #isDeep() {
    return this.#passed !== undefined && LONG.has(this.#passed.question.of);
  }

  /** Rejects what was asked, all of it or only questions of some kinds. */
  #refuse(why: string, only?: ReadonlySet<Question['of']>) {
    const [refused, kept] = [true, false].map((wanted) => this.#asked.filter(({ question }) => (!only || only.has(question.of)) === wanted));
    this.#asked = kept ?? [];
    for (const asked of refused ?? []) asked.reject(new NoAnswer(why));
  }

  #send() {
    if (this.#unusable !== undefined) this.#fail(this.#unusable);
    if (!this.#module || !this.#request) return;
    try {
      this.#worker ??= this.#spawn(this.#module);
    } catch (error) {
      this.#fail(words(error));
      return;
    }
    this.#post({ say: 'analyse', generation: this.#state.generation, ...this.#request });
  }

  #post(message: ToWorker) {
    this.#worker?.postMessage(message);
  }

  #spawn(module: WebAssembly.Module): Worker {
    const worker = start();
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (worker === this.#worker) this.#hear(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker === this.#worker) this.#fail(event.message || 'the worker could not be started');
    };
    worker.postMessage({ say: 'start', module } satisfies ToWorker);
    return worker;
  }

  #hear(message: FromWorker) {
    if (message.say === 'answer' && message.id === this.#passed?.id) this.#heardOut(message.generation);
    if (message.say === 'ready' || message.say === 'told' || message.generation !== this.#state.generation) return;
    // Progress sent before the cancellation was seen does not show that it was seen.
    if (message.say === 'progress' && this.#state.phase !== 'working') return;
    this.#calm();
    switch (message.say) {
      case 'progress':
        this.#become({ progress: message.progress });
        break;
      case 'packs':
        this.#become({ packs: message.problems });
        break;
      case 'verdicts':
        if (this.#state.phase === 'working') this.#become({ verdicts: message.verdicts });
        break;
      case 'done':
        if (this.#state.phase !== 'working') break;
        this.#become({ phase: 'done', progress: undefined, verdicts: undefined, overview: message.overview, claims: message.claims });
        this.#passed = undefined;
        this.#pass();
        break;
      case 'answer': {
        const at = this.#asked.findIndex((asked) => asked.id === message.id);
        if (at >= 0) this.#asked.splice(at, 1)[0]?.resolve(message.value as never);
        this.#pass();
        break;
      }
      case 'failed':
        this.#fail(message.failure);
        break;
      case 'cancelled':
        break;
    }
  }

  /** The worker was told to stop what it does: it must be heard soon, or it is ended and the newest request runs in another. */
  #expectWord() {
    if (this.#hurry) return;
    clearTimeout(this.#patience);
    this.#hurry = this.#isDeep();
    const expire = () => {
      this.#end();
      if (this.#state.phase === 'done') this.#become({ phase: 'working' });
      this.#send();
    };
    this.#patience = setTimeout(expire, this.#hurry ? SOON : PATIENCE);
  }

  /** The worker is through with its question; if a newer analysis waits behind it, that is heard of next. */
  #heardOut(generation: number) {
    this.#passed = undefined;
    if (!this.#hurry) return;
    this.#calm();
    if (generation !== this.#state.generation) this.#expectWord();
  }

  #calm() {
    clearTimeout(this.#patience);
    this.#hurry = false;
  }

  /** A worker that trapped or hangs is never used again; the compiled module is. */
  #end() {
    this.#calm();
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#passed = undefined;
  }

  #fail(failure: string) {
    this.#end();
    this.#request = undefined;
    if (this.#state.phase === 'cancelled') return;
    this.#become({ phase: 'failed', progress: undefined, verdicts: undefined, failure });
    this.#refuse(failure);
  }

  #become(change: { [Key in keyof ClientState]?: ClientState[Key] | undefined }) {
    const next = { ...this.#state, ...change };
    this.#state = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) as ClientState;
    for (const listener of this.#listeners) listener(this.#state);
  }
}
