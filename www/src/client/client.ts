// The page's one way to the engine. The newest request wins: a running analysis is superseded, never
// queued. The text lives with the caller, so whatever becomes of the worker, no text is lost.

import { examples } from 'bartizan:examples';
import { schema } from 'bartizan:schema';
import { version } from 'bartizan:version';
import type { Attacks, Claim, Explanation, Exposure, Overview, Progress, Scenario, Source } from '../generated/api';
import type { FromWorker, Question, Reply, ToWorker } from '../worker/protocol';
import { compile, start } from './engine';

export { examples, schema, version };

export interface Client {
  /** Starts an analysis; one that runs is given up. */
  analyse(source: Source, scenario: Scenario): void;
  /** Calls `fn` now and at every change. */
  onState(fn: (state: ClientState) => void): void;
  /** Questions are about the newest analysis: while it runs they wait; when it fails or is cancelled they reject with `NoAnswer`. */
  exposure(filter: string, offset: number, limit: number): Promise<Exposure>;
  attacks(places: number): Promise<Attacks>;
  explain(fact: string): Promise<Explanation | null>;
  /** Gives up the running analysis. */
  cancel(): void;
}

export type ClientState = {
  phase: 'starting' | 'idle' | 'working' | 'done' | 'cancelled' | 'failed';
  /** Counts calls of `analyse`. */
  generation: number;
  progress?: Progress;
  /** Of the last analysis that finished; stale unless the phase is `done`. */
  overview?: Overview;
  claims?: Claim[];
  /** Why the engine stopped, in its own words. */
  failure?: string;
};

/** There will be no answer to a question, since the analysis that it is about was given up. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
}

/** A worker that says nothing for so many milliseconds after it was told to stop is ended. */
const PATIENCE = 2000;

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
  #request: { source: Source; scenario: Scenario } | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #asked: Asked[] = [];
  #ids = 0;

  constructor() {
    compile().then(
      (module) => {
        this.#module = module;
        if (this.#request) this.#send();
        else this.#become({ phase: 'idle' });
      },
      (error: unknown) => this.#fail((this.#unusable = words(error))),
    );
  }

  analyse(source: Source, scenario: Scenario) {
    if (this.#worker) this.#expectWord();
    this.#request = { source, scenario };
    this.#become({ phase: 'working', generation: this.#state.generation + 1, progress: undefined, failure: undefined });
    this.#send();
  }

  cancel() {
    if (this.#state.phase !== 'working') return;
    this.#request = undefined;
    this.#post({ say: 'cancel', generation: this.#state.generation });
    if (this.#worker) this.#expectWord();
    this.#become({ phase: 'cancelled', progress: undefined });
    this.#refuse('the analysis was cancelled');
  }

  onState(fn: (state: ClientState) => void) {
    this.#listeners.push(fn);
    fn(this.#state);
  }

  exposure(filter: string, offset: number, limit: number) {
    return this.#ask<'exposure'>({ of: 'exposure', filter, offset, limit });
  }

  attacks(places: number) {
    return this.#ask<'attacks'>({ of: 'attacks', places });
  }

  explain(fact: string) {
    return this.#ask<'explain'>({ of: 'explain', fact });
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
      if (phase === 'done') this.#pass(asked);
    });
  }

  #pass({ id, question }: Asked) {
    this.#post({ say: 'ask', generation: this.#state.generation, id, question });
  }

  #refuse(why: string) {
    for (const asked of this.#asked.splice(0)) asked.reject(new NoAnswer(why));
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
    if (message.say === 'ready' || message.generation !== this.#state.generation) return;
    // Progress sent before the cancellation was seen does not show that it was seen.
    if (message.say === 'progress' && this.#state.phase !== 'working') return;
    clearTimeout(this.#patience);
    switch (message.say) {
      case 'progress':
        this.#become({ progress: message.progress });
        break;
      case 'done':
        if (this.#state.phase !== 'working') break;
        this.#become({ phase: 'done', progress: undefined, overview: message.overview, claims: message.claims });
        for (const asked of this.#asked) this.#pass(asked);
        break;
      case 'answer': {
        const at = this.#asked.findIndex((asked) => asked.id === message.id);
        if (at >= 0) this.#asked.splice(at, 1)[0]?.resolve(message.value as never);
        break;
      }
      case 'failed':
        this.#fail(message.failure);
        break;
      case 'cancelled':
        break;
    }
  }

  /** The worker was told to stop what it does: it must be heard soon, or it is ended. */
  #expectWord() {
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => {
      this.#end();
      this.#send();
    }, PATIENCE);
  }

  /** A worker that trapped or hangs is never used again; the compiled module is. */
  #end() {
    clearTimeout(this.#patience);
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #fail(failure: string) {
    this.#end();
    this.#request = undefined;
    if (this.#state.phase === 'cancelled') return;
    this.#become({ phase: 'failed', progress: undefined, failure });
    this.#refuse(failure);
  }

  #become(change: { [Key in keyof ClientState]?: ClientState[Key] | undefined }) {
    const next = { ...this.#state, ...change };
    this.#state = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) as ClientState;
    for (const listener of this.#listeners) listener(this.#state);
  }
}
