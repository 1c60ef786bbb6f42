// The engine's code as it lies in the page: a compressed WebAssembly module, compiled once and kept,
// and the text of the worker that runs it.

import { worker } from 'bartizan:worker';
import { unpack } from './packed';
import { addressOf, startAt } from './worker';

export async function compile(): Promise<WebAssembly.Module> {
  if (typeof WebAssembly !== 'object') throw new Error('this browser does not run WebAssembly');
  return WebAssembly.compile(await unpack('bartizan-engine', 'the engine'));
}

let address: string | undefined;

export function start(): Worker {
  address ??= addressOf(worker);
  return startAt(address, 'bartizan');
}
