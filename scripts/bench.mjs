// Benchmarks: how cost grows with the size of a system, native and in WebAssembly, and against other engines.
//
//   npm run bench                  everything: native, the browser, ascent, mal-toolbox
//   npm run bench -- native wasm   some of it
//   npm run bench -- wasm 100000   these sizes only
//   npm run bench:page             after a switch, on a system of 1,000 elements: how soon answers and numbers are there
//
// Prints tables and asserts nothing about time. mal-toolbox is skipped unless `pip install mal-toolbox==2.11.0` was
// done for the Python named by BARTIZAN_PYTHON (python3). The ascent comparison fetches that crate.

import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { buildEngine } from './engine.mjs';
import { at, Failed, root, run, said } from './shell.mjs';
import { needBrowser } from './tools.mjs';

const words = process.argv.slice(2);
const sizes = words.filter((word) => /^\d+$/.test(word)).map(Number);
const parts = words.filter((word) => !/^\d+$/.test(word));
const wanted = (part) => parts.length === 0 || parts.includes(part);
const SIZES = sizes.length > 0 ? sizes : [100, 1_000, 10_000, 100_000];
const scale = (...parameters) => run('cargo', ['bench', '--locked', '--no-default-features', '--bench', 'scale', '--', ...parameters]);

const folder = mkdtempSync(join(tmpdir(), 'bartizan-bench-'));
const description = (size) => join(folder, `${size}.yaml`);

/** Runs in the worker: measures one description as the page's worker would analyse it. */
const WORKER = `
import { Analysis, initSync } from ${JSON.stringify(at('pkg', 'bartizan.js'))};
self.onmessage = ({ data: { module, text, repeats } }) => {
  const memory = initSync({ module }).memory;
  const runs = [];
  for (let run = 0; run < repeats; run += 1) {
    const began = performance.now();
    const took = {};
    let last = began;
    const stage = (name) => {
      const now = performance.now();
      took[name] = (took[name] ?? 0) + now - last;
      last = now;
    };
    const analysis = new Analysis({ name: 'generated.yaml', text }, {});
    stage('read');
    for (let progress = { finished: false }; !progress.finished; ) {
      progress = analysis.advance(1 << 26);
      stage(progress.phase === 'ground' ? 'ground and fixpoint' : 'answer');
    }
    const { counts } = analysis.overview();
    stage('overview');
    analysis.claims();
    stage('claims');
    took['text to answers'] = last - began;
    analysis.exposure('', 0, 200);
    stage('exposure');
    analysis.attacks(20);
    stage('attacks');
    analysis.free();
    took.elements = counts.elements;
    runs.push(took);
  }
  self.postMessage({ runs, memory: memory.buffer.byteLength });
};`;

/** Runs in the worker: answers again after a switch, then one claim's numbers, as the page's worker would. */
const SWITCHED = `
import { Analysis, initSync } from ${JSON.stringify(at('pkg', 'bartizan.js'))};
let analysis;
self.onmessage = ({ data }) => {
  const began = performance.now();
  if (data.module) {
    initSync({ module: data.module });
    analysis = new Analysis({ name: 'generated.yaml', text: data.text }, {});
  } else if (data.scenario) analysis.switch(data.scenario);
  if (data.claim) {
    const risk = analysis.risk(data.claim, data.order);
    self.postMessage({ took: performance.now() - began, risk });
    return;
  }
  while (!analysis.advance(1 << 26).finished);
  const answered = performance.now() - began;
  self.postMessage({ verdicts: analysis.verdicts() });
  self.postMessage({ answered, overview: analysis.overview(), claims: analysis.claims() });
};`;

/** After switches of each control in turn: milliseconds until the page has facts and verdicts, and a claim's numbers. */
async function switching(browser, worker, engine, text) {
  const page = await browser.newPage();
  const runs = await page.evaluate(
    async ({ worker, engine, text, repeats }) => {
      const module = await WebAssembly.compile(Uint8Array.from(atob(engine), (c) => c.charCodeAt(0)));
      const running = new Worker(URL.createObjectURL(new Blob([worker], { type: 'text/javascript' })));
      let seen = 0;
      const ask = (message) =>
        new Promise((resolve, reject) => {
          running.onerror = (event) => reject(new Error(event.message));
          running.onmessage = ({ data }) => (data.verdicts ? (seen = performance.now()) : resolve(data));
          running.postMessage(message);
        });
      const { overview, claims } = await ask({ module, text });
      const none = { on: [], off: [], fail: [], only: [], hold: [], likelihoods: [] };
      const runs = [];
      for (let run = 0; run < repeats; run += 1) {
        const control = overview.controls[run % overview.controls.length];
        const scenario = run % 2 === 0 ? { ...none, [control.in_place ? 'off' : 'on']: [control.name] } : none;
        const claim = claims[run % claims.length].id;
        const began = performance.now();
        const { answered } = await ask({ scenario });
        const verdicts = seen - began;
        const objects = performance.now() - began;
        const early = await ask({ claim, order: 4 });
        const numbers = performance.now() - began;
        const whole = await ask({ claim, order: 4294967295 });
        const count = early.risk?.count;
        runs.push({ answered, verdicts, objects, early: early.took, numbers, whole: whole.took, sets: Number(count?.total), exact: early.risk?.probability.exact ? 1 : 0, complete: whole.risk?.count.complete ? 1 : 0 });
      }
      running.terminate();
      return { runs, elements: overview.counts.elements, claims: claims.length, controls: overview.controls.length };
    },
    { worker, engine, text, repeats: 60 },
  );
  await page.close();
  return runs;
}

/** Medians of a description's stages, and under `least` the least, in a fresh worker of a fresh page. */
async function inBrowser(browser, worker, engine, size) {
  const page = await browser.newPage();
  const result = await page.evaluate(
    ({ worker, engine, text, repeats }) =>
      new Promise((resolve, reject) => {
        const bytes = Uint8Array.from(atob(engine), (c) => c.charCodeAt(0));
        const running = new Worker(URL.createObjectURL(new Blob([worker], { type: 'text/javascript' })));
        running.onerror = (event) => reject(new Error(event.message));
        running.onmessage = ({ data }) => resolve(data);
        WebAssembly.compile(bytes).then((module) => running.postMessage({ module, text, repeats }), reject);
      }),
    { worker, engine, text: readFileSync(description(size), 'utf8'), repeats: size <= 1_000 ? 31 : size <= 10_000 ? 7 : 3 },
  );
  await page.close();
  const sorted = (name) => result.runs.map((run) => run[name]).sort((a, b) => a - b);
  const each = (choose) => Object.fromEntries(Object.keys(result.runs[0]).map((name) => [name, choose(sorted(name))]));
  return { memory: result.memory / 1e6, ...each((times) => times[times.length >> 1]), least: each((times) => times[0]) };
}

/** What the native run wrote: `size name value` lines. */
function nativeValues(file) {
  const values = {};
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const [size, name, value] = line.split(' ');
    (values[size] ??= {})[name] = Number(value);
  }
  return values;
}

const bundled = async (contents) => {
  const { outputFiles } = await build({ stdin: { contents, resolveDir: root }, bundle: true, write: false, format: 'iife', define: { 'import.meta.url': '""' }, logLevel: 'warning' });
  return outputFiles[0].text;
};
const engineText = async () => {
  await buildEngine();
  return readFileSync(at('pkg', 'bartizan_bg.wasm')).toString('base64');
};

async function switched() {
  const engine = await engineText();
  const worker = await bundled(SWITCHED);
  const { browser: executablePath } = await needBrowser();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    for (const size of sizes.length > 0 ? sizes : [1_000]) {
      const { runs, elements, claims, controls } = await switching(browser, worker, engine, readFileSync(description(size), 'utf8'));
      console.log(`\nAfter a switch, ${elements} elements, ${claims} claims, ${controls} controls in turn, ${runs.length} switches, Chromium ${browser.version()}. Milliseconds.`);
      console.log(''.padEnd(62) + ['least', 'median', 'most'].map((word) => word.padStart(10)).join(''));
      const line = (name, value, aim = '') => {
        const sorted = runs.map(value).sort((a, b) => a - b);
        console.log(name.padEnd(62) + [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)].map((x) => x.toFixed(1).padStart(10)).join('') + aim);
      };
      line('facts and verdicts, in the worker', (run) => run.answered);
      line('facts derived and verdicts in the page', (run) => run.verdicts, '   aim 16');
      line('all claims, their sets and paths, as objects in the page', (run) => run.objects);
      line('one claim: all sets of at most 4 events, its probability', (run) => run.early);
      line('both, from the switch on', (run) => run.numbers, '   aim 150');
      line('then all sets of that claim', (run) => run.whole);
      line('sets of at most 4 events', (run) => run.sets);
      console.log(`of these claims ${runs.filter((run) => run.exact).length} of ${runs.length} had an exact probability at order 4, ${runs.filter((run) => run.complete).length} all sets in the end`);
    }
  } finally {
    await browser.close();
  }
}

async function wasm(native) {
  const engine = await engineText();
  const worker = await bundled(WORKER);
  const { browser: executablePath } = await needBrowser();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const columns = [];
  try {
    for (const size of SIZES) columns.push(await inBrowser(browser, worker, engine, size));
    console.log(`\nWebAssembly in a worker of Chromium ${browser.version()}. Milliseconds, medians; the objects that the page gets are made.`);
  } finally {
    await browser.close();
  }
  const line = (name, cells) => console.log(name.padEnd(34) + cells.map((cell) => String(cell).padStart(14)).join(''));
  line('elements', columns.map((c) => c.elements));
  for (const name of ['read', 'ground and fixpoint', 'answer', 'overview', 'claims', 'text to answers', 'exposure', 'attacks']) {
    line(name, columns.map((c) => c[name].toFixed(2)));
  }
  line('memory of the engine, MB', columns.map((c) => c.memory.toFixed(0)));
  line('text to answers, least', columns.map((c) => c.least['text to answers'].toFixed(2)));
  if (native) {
    // Of the least of the runs: other work on the machine stretches medians by chance.
    const ratio = (least, name) => columns.map((c, at) => (least(c.least) / native[SIZES[at]][`least.${name}`]).toFixed(2));
    line('WASM / native, least', ratio((c) => c['text to answers'], 'total'));
    line('    without the objects made', ratio((c) => c.read + c['ground and fixpoint'] + c.answer, 'run'));
  }
}

try {
  let native;
  if (wanted('native')) {
    const file = join(folder, 'native');
    await scale('--values', file, ...SIZES.map(String));
    native = nativeValues(file);
  }
  if (wanted('wasm') || wanted('ascent')) await scale('--write', folder, ...SIZES.map(String));
  if (wanted('wasm')) await wasm(native);
  if (wanted('switch')) {
    if (parts.length > 0) await scale('--write', folder, ...(sizes.length > 0 ? sizes : [1_000]).map(String));
    await switched();
  }
  if (wanted('ascent')) {
    await scale('--rules', at('benches', 'ascent', 'src', 'program.rs'));
    await run('cargo', ['run', '--release', '--manifest-path', at('benches', 'ascent', 'Cargo.toml'), '--', ...SIZES.map(description)]);
  }
  if (wanted('mal')) {
    const told = said(process.env.BARTIZAN_PYTHON ?? 'python3', [at('benches', 'mal', 'nodes.py'), '30', '300', '3000']);
    console.log(`\n${told ?? 'mal-toolbox could not be run; skipped'}`);
    const nodes = Math.max(...(told ?? '').split('\n').slice(2).map((row) => Number(row.trim().split(/\s+/)[4])));
    for (const size of native && nodes > 0 ? SIZES : []) {
      const values = native[size];
      const facts = (values.facts / (values.ground + values.described + values.levels)) * 1e3;
      console.log(`${String(values.elements).padStart(9)} elements: ${facts.toFixed(0)} facts/s here, ${(facts / nodes).toFixed(0)} times its best nodes/s`);
    }
  }
} catch (error) {
  if (!(error instanceof Failed)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
