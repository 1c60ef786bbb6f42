// Questions about a text alone, in a worker of their own: an edit never waits for an analysis, whatever that is deep in.

import type { FromWorker, TextQuestion, TextReply, ToWorker } from '../worker/protocol';
import { start } from './engine';

type Asked = { id: number; question: TextQuestion; resolve(value: never): void; reject(reason: Error): void };

export class TextReader {
  #module: WebAssembly.Module | undefined;
  #unusable: Error | undefined;
  #worker: Worker | undefined;
  #asked: Asked[] = [];
  #ids = 0;

  /** The engine is compiled; what was asked meanwhile is answered. */
  ready(module: WebAssembly.Module) {
    this.#module = module;
    for (const asked of this.#asked) this.#post(asked);
  }

  /** There will be no engine. */
  unusable(why: Error) {
    this.#unusable = why;
    this.#fail(why);
  }

  ask<Of extends TextQuestion['of']>(question: TextQuestion & { of: Of }): Promise<TextReply[Of]> {
    return new Promise((resolve, reject) => {
      if (this.#unusable) {
        reject(this.#unusable);
        return;
      }
      const asked: Asked = { id: ++this.#ids, question, resolve, reject };
      this.#asked.push(asked);
      if (this.#module) this.#post(asked);
    });
  }

  #post({ id, question }: Asked) {
    try {
      this.#worker ??= this.#spawn();
      this.#worker.postMessage({ say: 'read', id, question } satisfies ToWorker);
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #spawn(): Worker {
    const worker = start();
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (worker !== this.#worker) return;
      if (data.say === 'failed') this.#fail(new Error(data.failure));
      if (data.say !== 'told') return;
      const at = this.#asked.findIndex((asked) => asked.id === data.id);
      if (at >= 0) this.#asked.splice(at, 1)[0]?.resolve(data.value as never);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker === this.#worker) this.#fail(new Error(event.message || 'the worker could not be started'));
    };
    worker.postMessage({ say: 'start', module: this.#module! } satisfies ToWorker);
    return worker;
  }

  /** A worker that trapped is never used again; the next question begins another. */
  #fail(why: Error) {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const asked of this.#asked.splice(0)) asked.reject(why);
  }
}
