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
  const given = binaryen.expandType(params).map((type, index) => module.local.get(index, type));
  module.addFunction('broken', params, results, [], body(module, { given, results, name: value }));
  module.removeExport(method);
  module.addFunctionExport('broken', method);
  const engine = Buffer.from(gzipSync(module.emitBinary())).toString('base64');
  module.dispose();
  return read('dist/bartizan.html').toString().replace(/(id="bartizan-engine">)[^<]*/, (_, start) => start + engine);
}

/** Does what it did before, with another number as its last argument, only if that is `number`; else it never returns. */
export const hangsUnless = (number, instead) => (module, { given, results, name }) =>
  module.block(null, [module.if(module.i32.ne(given.at(-1), module.i32.const(number)), hangs(module)), module.call(name, [...given.slice(0, -1), module.i32.const(instead)], results)], results);

export const traps = (module) => module.unreachable();
export const hangs = (module) => module.loop('again', module.br('again'));
