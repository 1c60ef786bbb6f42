// ./test: every test, or only the stages or groups named.
//
//   ./test                 everything
//   ./test rust            a group: rust, wasm, page
//   ./test lint browser    single stages
//   ./test --list          what there is
//
// It ends with a table of times and one line: how many tests passed and failed. A stage without tests of its own
// (a lint, a build) counts as one.

import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildEngine } from './engine.mjs';
import { at, environment, Failed, root, run } from './shell.mjs';
import { needBasics, needBrowser, needEngineTools, needPackages } from './tools.mjs';

const FEATURES = ['--features', 'cli,schema,ts'];
const STRICT = ['--', '-D', 'warnings'];
const CORE = ['--locked', '--target', 'wasm32-unknown-unknown', '--no-default-features'];
const node = process.execPath;

/** Tests counted in the closing lines of cargo's and Node's runners. */
const CLOSING = [/^test result: \w+\. (\d+) passed; (\d+) failed/, /^[#ℹ] (pass|fail) (\d+)/];

/** Runs a test runner, shows what it prints and counts. */
function counted(program, parameters, variables = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env: { ...environment, ...variables } });
    const count = { passed: 0, failed: 0 };
    let rest = '';
    const read = (line) => {
      // eslint-disable-next-line no-control-regex
      const bare = line.replace(/\x1b\[[\d;]*m/g, '');
      const cargo = bare.match(CLOSING[0]);
      const nodes = bare.match(CLOSING[1]);
      if (cargo) {
        count.passed += Number(cargo[1]);
        count.failed += Number(cargo[2]);
      } else if (nodes) count[nodes[1] === 'pass' ? 'passed' : 'failed'] += Number(nodes[2]);
    };
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      process.stdout.write(chunk);
      const lines = (rest + chunk).split('\n');
      rest = lines.pop();
      lines.forEach(read);
    });
    child.once('error', (error) => reject(new Failed(`${program}: ${error.message}`)));
    child.once('close', (code) => {
      read(rest);
      if (code !== 0) count.failed = Math.max(count.failed, 1);
      else if (count.passed === 0) return reject(new Failed(`${program} ran no test`));
      resolve(count);
    });
  });
}

/** Two files at once: each waits a part of the time. */
const browserTests = (...names) => async () => {
  const { browser } = await needBrowser();
  return counted(node, ['--test', '--test-concurrency=2', '--test-reporter=spec', ...names.map((name) => at('tests', 'browser', name))], { BARTIZAN_BROWSER: browser });
};

const allBrowserTests = () => readdirSync(at('tests', 'browser')).filter((name) => name.endsWith('.test.mjs') && name !== 'client.test.mjs');

/** Two builds in different folders give the same bytes. */
async function twice() {
  await buildEngine();
  await run(node, ['www/build.mjs']);
  const elsewhere = mkdtempSync(join(tmpdir(), 'bartizan-'));
  try {
    const skipped = new Set(['.git', 'node_modules', 'target', 'pkg', 'dist', '.tools']);
    for (const name of readdirSync(root)) {
      if (!skipped.has(name)) cpSync(at(name), join(elsewhere, name), { recursive: true });
    }
    const there = (program, parameters) => counted0(program, parameters, elsewhere);
    await there('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--silent', '--prefer-offline']);
    await there(node, ['scripts/run.mjs', '--build']);
    for (const file of [join('pkg', 'bartizan_bg.wasm'), join('pkg', 'bartizan.js'), join('dist', 'bartizan.html')]) {
      if (!readFileSync(at(file)).equals(readFileSync(join(elsewhere, file)))) throw new Failed(`${file} differs between two builds`);
    }
    console.log('two builds in different folders: the same bytes');
  } finally {
    rmSync(elsewhere, { recursive: true, force: true });
  }
}

function counted0(program, parameters, cwd) {
  return new Promise((resolve, reject) => {
    const variables = { CARGO_TARGET_DIR: join(cwd, 'target') };
    const child = spawn(program, parameters, { cwd, stdio: ['ignore', 'inherit', 'inherit'], env: { ...environment, ...variables } });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Failed(`${program} ended with ${code}`))));
  });
}

// In order. `needs`: not tried when that stage failed. `only`: left out unless named or in CI.
const STAGES = [
  { name: 'format', group: 'rust', what: 'rustfmt', act: () => run('cargo', ['fmt', '--check']) },
  {
    name: 'lint',
    group: 'rust',
    what: 'clippy, every target, native and WASM',
    act: async () => {
      await run('cargo', ['clippy', '--locked', '--all-targets', ...FEATURES, ...STRICT]);
      await run('cargo', ['clippy', ...CORE, '--lib', ...STRICT]);
    },
  },
  {
    name: 'cargo',
    group: 'rust',
    what: 'unit, golden, property and catalog tests; schema and types not stale',
    act: () => counted('cargo', ['test', '--locked', '--no-fail-fast', ...FEATURES]),
  },
  { name: 'notice', group: 'rust', what: 'NOTICE and the licences that it names', act: () => run(node, ['scripts/notice.mjs', '--check']) },
  { name: 'engine', group: 'wasm', what: 'the engine for the page', act: buildEngine },
  {
    name: 'bytes',
    group: 'wasm',
    what: 'wasm-bindgen tests in headless Chromium: the same answers, byte for byte',
    act: async () => {
      const { driver } = await needBrowser();
      await run('cargo', ['test', '--locked', ...FEATURES, '--test', 'bytes', '--quiet']);
      // Not `wasm-pack test`, which compiles every other test for WASM too.
      return counted('cargo', ['test', ...CORE, '--test', 'bytes'], {
        CHROMEDRIVER: driver,
        WASM_BINDGEN_TEST_TIMEOUT: '120',
        CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: 'wasm-bindgen-test-runner',
      });
    },
  },
  { name: 'types', group: 'page', needs: 'engine', what: 'TypeScript, strict', act: () => run(node, [at('node_modules', 'typescript', 'bin', 'tsc'), '--noEmit', '-p', 'www/tsconfig.json']) },
  { name: 'style', group: 'page', what: 'oxlint', act: () => run('oxlint', ['--config', '.oxlintrc.json', '--deny-warnings', 'www', 'scripts', 'tests/browser']) },
  { name: 'client', group: 'page', what: 'the worker\'s client, with a worker of the test\'s own', act: () => counted(node, ['--test', '--test-reporter=spec', at('tests', 'browser', 'client.test.mjs')]) },
  { name: 'build', group: 'page', needs: 'engine', what: 'the page, within budgets.json', act: () => run(node, ['www/build.mjs', '--hold']) },
  { name: 'browser', group: 'page', needs: 'engine', what: 'the page in Chromium: journeys, canaries, accessibility', act: () => browserTests(...allBrowserTests())() },
  { name: 'twice', group: 'wasm', needs: 'engine', only: true, what: 'two builds give the same bytes', act: twice },
];

const asked = process.argv.slice(2);
if (asked.includes('--list')) {
  for (const { name, group, what, only } of STAGES) console.log(`${group.padEnd(6)}${name.padEnd(9)}${what}${only ? ' (in CI, or when named)' : ''}`);
  process.exit(0);
}
const unknown = asked.filter((word) => !STAGES.some(({ name, group }) => name === word || group === word));
if (unknown.length > 0) {
  console.error(`No stage is called ${unknown.join(', ')}; ./test --list shows them.`);
  process.exit(2);
}
const inCi = process.env.CI === 'true';
const chosen = STAGES.filter(({ name, group, only }) => (asked.length === 0 ? !only || inCi : asked.includes(name) || (asked.includes(group) && !only)));

const rows = [];
const total = { passed: 0, failed: 0 };
async function timed(name, act) {
  const began = performance.now();
  let count = { passed: 1, failed: 0 };
  try {
    count = (await act()) || count;
  } catch (error) {
    if (!(error instanceof Failed)) console.error(error);
    else console.error(error.message);
    count = { passed: 0, failed: 1 };
  }
  rows.push({ name, ...count, seconds: (performance.now() - began) / 1000 });
  return count;
}

const set = await timed('tools', async () => {
  needBasics();
  await needPackages();
  await needEngineTools();
  return { passed: 0, failed: 0 };
});
const broken = new Set();
if (set.failed > 0) total.failed += 1;
else {
  for (const { name, needs, what, act } of chosen) {
    console.log(`\n== ${name}: ${what}`);
    const { passed, failed } = broken.has(needs) ? await timed(name, () => Promise.reject(new Failed(`not tried, since ${needs} failed`))) : await timed(name, act);
    total.passed += passed;
    total.failed += failed;
    if (failed > 0) broken.add(name);
  }
}

console.log(`\n${'stage'.padEnd(10)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'seconds'.padStart(10)}`);
for (const { name, passed, failed, seconds } of rows) {
  console.log(`${name.padEnd(10)}${String(passed).padStart(8)}${String(failed).padStart(8)}${seconds.toFixed(1).padStart(10)}`);
}
const seconds = rows.reduce((sum, row) => sum + row.seconds, 0);
console.log(`${'all'.padEnd(26)}${seconds.toFixed(1).padStart(10)}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
