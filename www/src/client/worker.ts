// Starting workers from code that lies in the page. Trusted Types: no other address than one made here is taken.

import { guard } from 'bartizan:guard';

interface Vouching {
  createScriptURL(address: string): string;
}

const made = new Set<string>();
let vouching: Vouching | undefined;

function vouch(): Vouching | undefined {
  const types = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: Vouching): Vouching } }).trustedTypes;
  vouching ??= types?.createPolicy('bartizan-worker', {
    createScriptURL(asked) {
      if (!made.has(asked)) throw new TypeError('not a worker of this page');
      return asked;
    },
  });
  return vouching;
}

/** The address of a worker's code, which runs behind the guard; to be made once. */
export function addressOf(code: BlobPart): string {
  const address = URL.createObjectURL(new Blob([guard, '\n', code], { type: 'text/javascript' }));
  made.add(address);
  return address;
}

export function startAt(address: string, name: string): Worker {
  const vouched = vouch()?.createScriptURL(address) ?? address;
  return new Worker(vouched, { name });
}
