// The worker's client, with a worker that does what the test says: superseding, cancelling, hanging, trapping.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, mock, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const client = fileURLToPath(new URL('../../www/src/client/client.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bartizan-client-'));
let createClient;

/** Workers started since the test began, oldest first. */
let workers = [];
/** What compiling the engine gives. */
let module;

before(async () => {
  const fakes = {
    name: 'fakes',
    setup(building) {
      building.onResolve({ filter: /^bartizan:/ }, ({ path }) => ({ path, namespace: 'fake' }));
      building.onResolve({ filter: /^\.\/engine$/ }, ({ path }) => ({ path, namespace: 'fake' }));
      building.onLoad({ filter: /.*/, namespace: 'fake' }, ({ path }) => ({
        contents: path.startsWith('bartizan:')
          ? `export const ${path.slice(9)} = undefined;`
          : 'export const compile = () => globalThis.fakes.compile(); export const start = () => globalThis.fakes.start();',
      }));
    },
  };
  const { outputFiles } = await build({ entryPoints: [client], bundle: true, write: false, format: 'esm', target: 'es2022', plugins: [fakes] });
  const file = join(folder, 'client.mjs');
  writeFileSync(file, outputFiles[0].text);
  ({ createClient } = await import(pathToFileURL(file)));
});

after(() => rmSync(folder, { recursive: true }));

class FakeWorker {
  heard = [];
  ended = false;
  postMessage(message) {
    this.heard.push(message);
  }
  terminate() {
    this.ended = true;
  }
  say(message) {
    this.onmessage({ data: message });
  }
}

beforeEach(() => {
  workers = [];
  module = Promise.resolve('module');
  globalThis.fakes = {
    compile: () => module,
    start: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
  };
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
});

const text = (name) => [{ name, text: '' }, { on: [], off: [], fail: [], only: [] }];
const settle = () => new Promise((resolve) => setImmediate(resolve));
const progress = { phase: 'ground', done: 1, of: 2, finished: false };

/** A client whose engine is compiled, and the phases it went through since. */
async function begun() {
  const made = createClient();
  await settle();
  const phases = [];
  made.onState(({ phase, generation }) => phases.push(`${phase} ${generation}`));
  return { made, phases };
}

const outcome = (promise) =>
  promise.then(
    (value) => ({ value }),
    (error) => ({ name: error.name, message: error.message }),
  );

test('compiles, then idles; a text asked for before is analysed at once', async () => {
  const { phases } = await begun();
  assert.deepEqual(phases, ['idle 0']);
  const early = createClient();
  early.analyse(...text('a'));
  assert.equal(workers.length, 0);
  await settle();
  assert.deepEqual(
    workers[0].heard.map(({ say }) => say),
    ['start', 'analyse'],
  );
});

test('progress, then the answers; they stay, stale, while the next text is analysed', async () => {
  const { made, phases } = await begun();
  let state;
  made.onState((next) => (state = next));
  made.analyse(...text('a'));
  workers[0].say({ say: 'progress', generation: 1, progress });
  assert.deepEqual(state.progress, progress);
  workers[0].say({ say: 'done', generation: 1, overview: 'overview a', claims: ['a'] });
  assert.deepEqual(state, { phase: 'done', generation: 1, overview: 'overview a', claims: ['a'] });
  made.analyse(...text('b'));
  assert.deepEqual(state, { phase: 'working', generation: 2, overview: 'overview a', claims: ['a'] });
  assert.deepEqual(phases, ['idle 0', 'working 1', 'working 1', 'done 1', 'working 2']);
});

test('a newer text supersedes: what comes of the older one is dropped', async () => {
  const { made, phases } = await begun();
  made.analyse(...text('a'));
  made.analyse(...text('b'));
  workers[0].say({ say: 'progress', generation: 1, progress });
  workers[0].say({ say: 'done', generation: 1, overview: 'overview a', claims: [] });
  assert.deepEqual(phases, ['idle 0', 'working 1', 'working 2']);
  workers[0].say({ say: 'progress', generation: 2, progress });
  workers[0].say({ say: 'done', generation: 2, overview: 'overview b', claims: [] });
  mock.timers.tick(10_000);
  assert.equal(workers.length, 1);
  assert.equal(phases.at(-1), 'done 2');
});

test('questions wait for the newest answers and are answered once', async () => {
  const { made } = await begun();
  made.analyse(...text('a'));
  const asked = outcome(made.exposure('', 0, 10));
  made.analyse(...text('b'));
  assert.deepEqual(
    workers[0].heard.map(({ say }) => say),
    ['start', 'analyse', 'analyse'],
  );
  workers[0].say({ say: 'done', generation: 2, overview: 'b', claims: [] });
  const question = workers[0].heard.at(-1);
  assert.deepEqual(question, { say: 'ask', generation: 2, id: 1, question: { of: 'exposure', filter: '', offset: 0, limit: 10 } });
  workers[0].say({ say: 'answer', generation: 1, id: 1, value: 'late' });
  workers[0].say({ say: 'answer', generation: 2, id: 1, value: 'rows' });
  workers[0].say({ say: 'answer', generation: 2, id: 1, value: 'again' });
  assert.deepEqual(await asked, { value: 'rows' });
});

test('cancelling refuses what was asked and keeps the worker that says it stopped', async () => {
  const { made, phases } = await begun();
  made.analyse(...text('a'));
  const asked = outcome(made.attacks(3));
  made.cancel();
  assert.deepEqual(await asked, { name: 'NoAnswer', message: 'the analysis was cancelled' });
  assert.deepEqual(await outcome(made.explain('x')), { name: 'NoAnswer', message: 'the analysis was cancelled' });
  workers[0].say({ say: 'cancelled', generation: 1 });
  mock.timers.tick(10_000);
  assert.equal(workers[0].ended, false);
  assert.deepEqual(phases, ['idle 0', 'working 1', 'cancelled 1']);
  made.cancel();
  assert.equal(phases.length, 3);
});

test('a worker that hangs is ended 2 s after the cancellation, though progress was under way', async () => {
  const { made } = await begun();
  made.analyse(...text('a'));
  made.cancel();
  workers[0].say({ say: 'progress', generation: 1, progress });
  mock.timers.tick(1_999);
  assert.equal(workers[0].ended, false);
  mock.timers.tick(1);
  assert.equal(workers[0].ended, true);
  assert.equal(workers.length, 1);
  made.analyse(...text('b'));
  assert.equal(workers.length, 2);
});

test('a worker that hangs is ended 2 s after a newer text, which then runs in a new one', async () => {
  const { made, phases } = await begun();
  made.analyse(...text('a'));
  made.analyse(...text('b'));
  mock.timers.tick(2_000);
  assert.equal(workers[0].ended, true);
  assert.equal(workers[1].heard.at(-1).source.name, 'b');
  workers[0].say({ say: 'done', generation: 2, overview: 'from the ended one', claims: [] });
  workers[1].say({ say: 'done', generation: 2, overview: 'b', claims: [] });
  assert.deepEqual(phases, ['idle 0', 'working 1', 'working 2', 'done 2']);
});

test('a long analysis that nobody gave up is never ended', async () => {
  const { made } = await begun();
  made.analyse(...text('a'));
  mock.timers.tick(3_600_000);
  assert.equal(workers[0].ended, false);
});

test('a trap is reported in the engine\'s words; the next text runs in a new worker', async () => {
  const { made } = await begun();
  let state;
  made.onState((next) => (state = next));
  made.analyse(...text('a'));
  const asked = outcome(made.attacks(3));
  workers[0].say({ say: 'failed', generation: 1, failure: 'panicked at …' });
  assert.deepEqual(state, { phase: 'failed', generation: 1, failure: 'panicked at …' });
  assert.deepEqual(await asked, { name: 'NoAnswer', message: 'panicked at …' });
  assert.equal(workers[0].ended, true);
  made.analyse(...text('b'));
  assert.deepEqual(state, { phase: 'working', generation: 2 });
  assert.equal(workers.length, 2);
  workers[1].onerror({ message: 'script error', preventDefault() {} });
  assert.equal(state.failure, 'script error');
});

test('a trap in a question about finished answers is a failure too', async () => {
  const { made, phases } = await begun();
  made.analyse(...text('a'));
  workers[0].say({ say: 'done', generation: 1, overview: 'a', claims: [] });
  const asked = outcome(made.explain('x'));
  workers[0].say({ say: 'failed', generation: 1, failure: 'out of memory' });
  assert.deepEqual(await asked, { name: 'NoAnswer', message: 'out of memory' });
  assert.equal(phases.at(-1), 'failed 1');
});

test('an engine that cannot be compiled is said at once and whenever it is asked for', async () => {
  module = Promise.reject(new Error('this browser does not run WebAssembly'));
  const { made, phases } = await begun();
  let state;
  made.onState((next) => (state = next));
  assert.deepEqual(state, { phase: 'failed', generation: 0, failure: 'this browser does not run WebAssembly' });
  made.analyse(...text('a'));
  assert.equal(state.phase, 'failed');
  assert.deepEqual(phases, ['failed 0', 'working 1', 'failed 1']);
  assert.equal(workers.length, 0);
});

/** A client with finished answers, `risk` being asked of them. */
async function deep() {
  const { made, phases } = await begun();
  made.analyse(...text('a'));
  workers[0].say({ say: 'done', generation: 1, overview: 'a', claims: ['a'] });
  return { made, phases, asked: outcome(made.risk('C1', 4)) };
}
const asks = (worker) => worker.heard.filter(({ say }) => say === 'ask').map(({ question }) => question.of);

test('questions are handed over one at a time', async () => {
  const { made, asked } = await deep();
  const second = outcome(made.plan([], null));
  const third = outcome(made.exposure('', 0, 1));
  assert.deepEqual(asks(workers[0]), ['risk']);
  workers[0].say({ say: 'answer', generation: 1, id: 1, value: 'risk' });
  assert.deepEqual(await asked, { value: 'risk' });
  assert.deepEqual(asks(workers[0]), ['risk', 'plan']);
  made.stop();
  assert.deepEqual(await second, { name: 'NoAnswer', message: 'the question was given up' });
  workers[0].say({ say: 'answer', generation: 1, id: 2, value: 'plan, too late' });
  assert.deepEqual(asks(workers[0]), ['risk', 'plan', 'exposure'], 'short questions stay');
  workers[0].say({ say: 'answer', generation: 1, id: 3, value: 'rows' });
  assert.deepEqual(await third, { value: 'rows' });
  mock.timers.tick(10_000);
  assert.equal(workers[0].ended, false, 'an answer in time keeps the worker');
});

test('a long question given up is refused at once; its worker is ended within 100 ms and the answers come anew', async () => {
  const { made, phases, asked } = await deep();
  made.stop();
  assert.deepEqual(await asked, { name: 'NoAnswer', message: 'the question was given up' });
  assert.equal(workers[0].ended, false);
  mock.timers.tick(100);
  assert.equal(workers[0].ended, true);
  assert.deepEqual(workers[1].heard.map(({ say }) => say), ['start', 'analyse']);
  const next = outcome(made.risk('C2', 4));
  workers[0].say({ say: 'answer', generation: 1, id: 1, value: 'from the ended one' });
  assert.deepEqual(asks(workers[1]), []);
  workers[1].say({ say: 'done', generation: 1, overview: 'a', claims: ['a'] });
  workers[1].say({ say: 'answer', generation: 1, id: 2, value: 'risk of C2' });
  assert.deepEqual(await next, { value: 'risk of C2' });
  assert.deepEqual(phases, ['idle 0', 'working 1', 'done 1', 'working 1', 'done 1']);
  made.stop();
  mock.timers.tick(10_000);
  assert.equal(workers[1].ended, false, 'nothing was under way');
});

test('a newer analysis refuses a long question and runs within 100 ms, in a new worker if need be', async () => {
  const { made, phases, asked } = await deep();
  made.analyse(...text('b'));
  assert.deepEqual(await asked, { name: 'NoAnswer', message: 'a newer analysis began' });
  mock.timers.tick(50);
  made.analyse(...text('c'));
  mock.timers.tick(50);
  assert.equal(workers[0].ended, true, 'asking again does not put it off');
  assert.equal(workers[1].heard.at(-1).source.name, 'c');
  workers[1].say({ say: 'done', generation: 3, overview: 'c', claims: [] });
  assert.deepEqual(phases, ['idle 0', 'working 1', 'done 1', 'working 2', 'working 3', 'done 3']);
});

test('a long question answered just in time keeps its worker, which goes on with the newer analysis', async () => {
  const { made } = await deep();
  made.analyse(...text('b'));
  workers[0].say({ say: 'answer', generation: 1, id: 1, value: 'late' });
  mock.timers.tick(1_999);
  assert.equal(workers[0].ended, false);
  workers[0].say({ say: 'done', generation: 2, overview: 'b', claims: [] });
  mock.timers.tick(10_000);
  assert.equal(workers.length, 1);
});

test('edits have a worker of their own, which no analysis delays; after a trap the next edit begins another', async () => {
  const early = createClient();
  const first = outcome(early.edit('a: 1', []));
  assert.equal(workers.length, 0);
  await settle();
  early.analyse(...text('a'));
  assert.deepEqual(
    workers.map((worker) => worker.heard.map(({ say }) => say)),
    [
      ['start', 'read'],
      ['start', 'analyse'],
    ],
  );
  workers[0].say({ say: 'told', id: workers[0].heard[1].id, value: { patches: [], refused: null } });
  assert.deepEqual(await first, { value: { patches: [], refused: null } });
  const lost = outcome(early.outline('b: 1'));
  workers[0].say({ say: 'failed', generation: 0, failure: 'unreachable' });
  assert.deepEqual(await lost, { name: 'Error', message: 'unreachable' });
  assert.ok(workers[0].ended && !workers[1].ended);
  early.outline('c: 1');
  assert.deepEqual(
    workers[2].heard.map(({ say }) => say),
    ['start', 'read'],
  );
});
