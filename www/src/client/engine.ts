// The engine's code as it lies in the page: a compressed WebAssembly module, compiled once and kept,
// and the text of the worker that runs it.

import { worker } from 'bartizan:worker';

/** Where the build puts the module: base64 of gzip, in a block that is no script. */
const PLACE = 'bartizan-engine';

export async function compile(): Promise<WebAssembly.Module> {
  if (typeof WebAssembly !== 'object') throw new Error('this browser does not run WebAssembly');
  if (typeof DecompressionStream !== 'function') throw new Error('this browser is too old: it has no DecompressionStream');
  const block = document.getElementById(PLACE);
  if (!block) throw new Error('this page is incomplete: the engine is missing');
  const packed = atob(block.textContent.trim());
  block.remove();
  const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return WebAssembly.compile(await new Response(stream).arrayBuffer());
}

/** Trusted Types: the one address from which this page starts a worker is the one made here. */
interface Vouching {
  createScriptURL(address: string): string;
}

let address: string | undefined;
let vouching: Vouching | undefined;

export function start(): Worker {
  if (address === undefined) {
    const made = URL.createObjectURL(new Blob([worker], { type: 'text/javascript' }));
    const types = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: Vouching): Vouching } }).trustedTypes;
    vouching = types?.createPolicy('bartizan-worker', {
      createScriptURL(asked) {
        if (asked !== made) throw new TypeError('not the worker of this page');
        return asked;
      },
    });
    address = made;
  }
  return new Worker(vouching ? vouching.createScriptURL(address) : address, { name: 'bartizan' });
}
