// The built page with an engine of which one function does something else: traps, or never returns.

import { readFileSync } from 'node:fs';
import binaryen from 'binaryen';
import { gzipSync } from 'fflate';

const read = (place) => readFileSync(new URL(`../../${place}`, import.meta.url));

/** The policy's hashes are of scripts and style, so it holds as it is. */
export function pageWith(method, body) {
  const module = binaryen.readBinary(read('pkg/bartizan_bg.wasm'));
  const { value } = binaryen.getExportInfo(module.getExport(method));
  const { params, results } = binaryen.getFunctionInfo(module.getFunction(value));
  module.removeFunction(value);
  module.addFunction(value, params, results, [], body(module));
  const engine = Buffer.from(gzipSync(module.emitBinary())).toString('base64');
  module.dispose();
  return read('dist/bartizan.html').toString().replace(/(id="bartizan-engine">)[^<]*/, (_, start) => start + engine);
}

export const traps = (module) => module.unreachable();
export const hangs = (module) => module.loop('again', module.br('again'));
