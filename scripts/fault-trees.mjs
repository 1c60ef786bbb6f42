// Fault trees against SCRAM: every model of the Aralia folder and of Debian's `scram` package, native and in
// WebAssembly (Node), with SCRAM's times of the same run. Prints one table; asserts nothing about time.
//
//   npm run bench:fault-trees                 everything
//   npm run bench:fault-trees -- edf das9207  models whose names contain one of these
//
// The Aralia folder is ../shared/aralia or BARTIZAN_ARALIA; SCRAM is a separate program (apt-get install scram). What is
// not there is skipped and said. SCRAM gets BARTIZAN_SCRAM_SECONDS (60) for each model, then as long again for the sets
// of at most six events, and is ended when it has listed sets for two seconds. Times are medians of up to five runs, ours from text to answer; SCRAM's are those that its report
// states for products and probability, and the whole process.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { at, environment, Failed, run, said } from './shell.mjs';

const words = process.argv.slice(2);
const ARALIA = process.env.BARTIZAN_ARALIA ?? at('..', 'shared', 'aralia');
const SCRAM = '/usr/share/scram/input';
const SECONDS = Number(process.env.BARTIZAN_SCRAM_SECONDS ?? 60);
/** Seconds that SCRAM may list sets, which nobody reads here. */
const LISTING = 2;
const REPEATS = 5;
/** Order up to which sets are sought where all are out of reach. */
const ORDER = 7;
/** The same for SCRAM, by its other algorithm: with decision diagrams it does not finish there either. */
const SCRAM_ORDER = 6;

/** Models of Debian's package: those with a fault tree, with the files that belong together. */
const DEBIAN = [
  ['BSCU/BSCU.xml'],
  ['Baobab/baobab1.xml', 'Baobab/baobab1-basic-events.xml'],
  ['Baobab/baobab2.xml', 'Baobab/baobab2-basic-events.xml'],
  ['CEA9601/CEA9601.xml', 'CEA9601/CEA9601-basic-events.xml'],
  ['Chinese/chinese.xml', 'Chinese/chinese-basic-events.xml'],
  ['HIPPS/HIPPS.xml'],
  ['Lift/lift.xml'],
  ['SmallTree/SmallTree.xml'],
  ['Theatre/theatre.xml'],
  ['ThreeMotor/three_motor.xml'],
  ['TwoTrain/two_train.xml'],
  ['TwoTrain/common_cause.xml'],
  ['ne574/ne574.xml'],
];

function models() {
  const found = [];
  if (existsSync(ARALIA)) {
    for (const name of readdirSync(ARALIA).filter((name) => name.endsWith('.xml')).sort()) found.push({ name: basename(name, '.xml'), files: [join(ARALIA, name)] });
  } else console.log(`Aralia is skipped: ${ARALIA} is not there; BARTIZAN_ARALIA names another folder.`);
  if (existsSync(SCRAM)) {
    for (const files of DEBIAN) found.push({ name: `${basename(files[0], '.xml')} (Debian)`, files: files.map((file) => join(SCRAM, file)) });
  } else console.log(`Debian's models are skipped: apt-get install scram puts them into ${SCRAM}.`);
  return found.filter(({ name, files }) => files.every(existsSync) && (words.length === 0 || words.some((word) => name.includes(word))));
}

/** `name value` lines. A model with several tops has each line several times; sets are added, the first top counts else. */
function values(text) {
  const all = {};
  for (const line of text.split('\n').filter(Boolean)) {
    const [name] = line.split(' ', 1);
    (all[name] ??= []).push(line.slice(name.length + 1));
  }
  return all;
}

function program(command, parameters, input) {
  const { status, stdout, stderr } = spawnSync(command, parameters, { env: environment, encoding: 'utf8', input, maxBuffer: 1 << 26 });
  if (status !== 0) throw new Failed(`${command} ${parameters.join(' ')}: ${stderr}`);
  return values(stdout);
}

/** Runs in a process of its own: one model in WebAssembly. */
const IN_NODE = `
const [, pack, repeats, order, ...files] = process.argv;
const { fault_tree, __wasm } = require(pack);
const texts = files.map((file) => require('node:fs').readFileSync(file, 'utf8')).join('\\0');
const times = [];
let told;
for (let run = 0; run < Number(repeats) && times.reduce((a, b) => a + b, 0) < 1000; run += 1) {
  const began = performance.now();
  told = fault_tree(texts, Number(order));
  times.push(performance.now() - began);
}
times.sort((a, b) => a - b);
console.log(told + 'ms ' + times[times.length >> 1] + '\\npeak ' + (__wasm?.memory.buffer.byteLength ?? 0) / 1e6);
`;

/** SCRAM's times, sets and probability; nothing if it is not there, `none` if it took too long, `refused` otherwise. */
function scram(files, limits = []) {
  const began = performance.now();
  return new Promise((resolve) => {
    // Its report lists every set, gigabytes at times: only what is needed comes here.
    const lines = `scram ${limits.length > 0 ? limits.join(' ') : '--bdd --probability true'} "$@" | grep --line-buffered -E '<(sum-of-products |products>|probability>)'`;
    const child = spawn('bash', ['-c', lines, 'scram', ...files], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    let late = false;
    let listing;
    const end = () => process.kill(-child.pid);
    const timer = setTimeout(() => {
      late = true;
      end();
    }, SECONDS * 1e3);
    child.stdout.on('data', (chunk) => {
      text += chunk;
      // All is calculated when sets begin to be listed; listing them can take minutes.
      if (text.includes('<sum-of-products')) {
        clearTimeout(timer);
        listing ??= setTimeout(end, LISTING * 1e3);
      }
    });
    child.once('close', () => {
      clearTimeout(timer);
      clearTimeout(listing);
      if (late) return resolve({ none: true });
      const tag = [...text.matchAll(/<sum-of-products ([^>]*)>/g)].map((found) => Object.fromEntries([...found[1].matchAll(/([\w-]+)="([^"]*)"/g)].map((a) => [a[1], a[2]])));
      if (tag.length === 0) return resolve({ refused: true });
      const took = [...text.matchAll(/<(?:products|probability)>([^<]*)</g)].reduce((sum, found) => sum + Number(found[1]), 0) * 1e3;
      resolve({ took, whole: performance.now() - began, tops: tag });
    });
  });
}

const digits = (value) => Number(Number(value).toPrecision(6));

/** Whether counts by order, as far as both know them, and the probability are equal. */
function agreement(ours, theirs) {
  if (!theirs?.tops) return '';
  const words = new Set();
  for (const [n, top] of ours.top.entries()) {
    const other = theirs.tops.find((tag) => tag.name === top || tag.name.endsWith(`.${top}`));
    if (!other) return 'other tops';
    // `distribution` starts at order 1; orders above SCRAM's limit are not in it.
    const counts = ours.orders[n].split(' ').slice(1);
    const known = (other.distribution ?? '').split(' ');
    const most = Math.min(ours.up_to[n] === 'all' ? Infinity : Number(ours.up_to[n]), theirs.limit ?? 20);
    for (let order = 0; order < Math.min(most, Math.max(counts.length, known.length)); order += 1) {
      if ((counts[order] ?? '0') !== (known[order] || '0')) words.add(`order ${order + 1}: ${counts[order] ?? 0}, not ${known[order] || 0}`);
    }
    const exact = ours.low[n] === ours.high[n];
    const apart = Math.abs(digits(ours.low[n]) - Number(other.probability));
    if (exact && !theirs.limit && apart > 2e-6 * Number(other.probability)) words.add(`P ${other.probability}`);
  }
  return words.size > 0 ? [...words].join(', ') : theirs.limit ? `equal up to ${theirs.limit}` : 'equal';
}

const grouped = (text) => text.replace(/\B(?=(\d{3})+$)/g, ',');
const shown = (ms) => (ms === undefined ? '–' : ms >= 100 ? ms.toFixed(0) : ms >= 10 ? ms.toFixed(1) : ms.toFixed(2));
const folder = mkdtempSync(join(tmpdir(), 'bartizan-fault-trees-'));

try {
  const list = models();
  if (list.length === 0) throw new Failed('No model to measure.');
  const crate = at('benches', 'fault-trees');
  await run('cargo', ['build', '--release', '--quiet', '--manifest-path', join(crate, 'Cargo.toml')]);
  const target = JSON.parse(said('cargo', ['metadata', '--format-version', '1', '--no-deps', '--manifest-path', join(crate, 'Cargo.toml')])).target_directory;
  const native = join(target, 'release', process.platform === 'win32' ? 'bartizan-fault-trees.exe' : 'bartizan-fault-trees');
  await run('wasm-pack', ['build', crate, '--target', 'nodejs', '--release', '--mode', 'no-install', '--no-pack', '--no-typescript', '--out-dir', folder, '--out-name', 'fault_trees']);
  const has = said('scram', ['--version']) !== undefined;
  if (!has) console.log('SCRAM is skipped: apt-get install scram.');

  console.log('\n| model | events | gates | minimal sets | P(top) | native ms | WASM ms | SCRAM ms | SCRAM process ms | native / SCRAM | peak MB | SCRAM agrees | cut short |');
  console.log('|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|---|');
  const sums = { models: 0, complete: 0, refused: 0, native: 0, wasm: 0, scram: 0, both: 0, nativeBoth: 0, wasmBoth: 0, theirs: 0, worst: 0, worstWasm: 0, unequal: 0 };
  for (const { name, files } of list) {
    const ours = program(native, [String(REPEATS), String(ORDER), ...files]);
    if (ours.refused) {
      sums.refused += 1;
      console.log(`| ${name} | refused: ${ours.refused[0]} | | | | | | | | | | | |`);
      continue;
    }
    const wasm = program('node', ['-e', IN_NODE, join(folder, 'fault_trees.js'), String(REPEATS), String(ORDER), ...files]);
    for (const key of ['sets', 'up_to', 'low', 'high', 'birnbaum', 'orders', 'nodes']) {
      if (wasm[key].join() !== ours[key].join()) throw new Failed(`${name}: ${key} is ${ours[key]} native and ${wasm[key]} in WASM`);
    }
    let theirs = has ? await scram(files) : undefined;
    let finished = theirs?.tops !== undefined;
    if (finished && theirs.took < 1_000) {
      const more = [theirs, await scram(files), await scram(files)].sort((a, b) => a.took - b.took);
      theirs = more[1];
    }
    if (theirs?.none) {
      const some = await scram(files, ['--zbdd', '--limit-order', String(SCRAM_ORDER)]);
      if (some.tops) theirs = { ...some, limit: SCRAM_ORDER };
    }
    const complete = ours.up_to.every((order) => order === 'all');
    const [ms, inWasm] = [Number(ours.ms[0]), Number(wasm.ms[0])];
    const sets = ours.sets.reduce((sum, n) => sum + BigInt(n), 0n).toString();
    const exact = ours.low[0] === ours.high[0];
    const probability = exact ? Number(ours.low[0]).toExponential(5) : `${Number(ours.low[0]).toExponential(2)} to ${Number(ours.high[0]).toExponential(2)}`;
    const agrees = agreement(ours, theirs);
    const cut = complete ? '' : `sets above order ${ours.up_to[0]}, importance: nodes`;
    const given = Number(ours.given_up[0]) > 0 && complete ? `${ours.given_up[0]} diagrams given up first` : cut;
    const ratio = finished ? ms / theirs.took : undefined;
    console.log(
      `| ${name} | ${ours.events[0]} | ${ours.gates[0]} | ${grouped(sets)} | ${probability} | ${shown(ms)} | ${shown(inWasm)} | ${finished ? shown(theirs.took) : has ? 'none' : '–'} | ${finished ? shown(theirs.whole) : ''} | ${ratio === undefined ? '' : ratio.toFixed(2)} | ${Number(ours.peak[0]).toFixed(0)} | ${agrees} | ${given} |`,
    );
    sums.models += 1;
    sums.complete += Number(complete);
    sums.native += ms;
    sums.wasm += inWasm;
    sums.unequal += Number(agrees !== '' && !agrees.startsWith('equal'));
    if (finished) {
      sums.scram += 1;
      sums.theirs += theirs.took;
      if (complete) {
        sums.both += 1;
        sums.nativeBoth += ms;
        sums.wasmBoth += inWasm;
        if (theirs.took > 50 || ms > 50) sums.worst = Math.max(sums.worst, ratio);
        if (theirs.took > 50 || inWasm > 50) sums.worstWasm = Math.max(sums.worstWasm, inWasm / theirs.took);
      }
    }
  }
  console.log(`\n${sums.models} models, ${sums.refused} refused. Complete: ${sums.complete} here, ${sums.scram} by SCRAM within ${SECONDS} s. Disagreements: ${sums.unequal}.`);
  console.log(`Sum over all: ${(sums.native / 1e3).toFixed(2)} s native, ${(sums.wasm / 1e3).toFixed(2)} s WASM.`);
  if (sums.both > 0) {
    console.log(`Sum over the ${sums.both} that both complete: ${(sums.nativeBoth / 1e3).toFixed(2)} s native, ${(sums.wasmBoth / 1e3).toFixed(2)} s WASM, ${(sums.theirs / 1e3).toFixed(2)} s SCRAM.`);
    console.log(`Most times SCRAM's, where either takes above 50 ms: ${sums.worst.toFixed(2)} native, ${sums.worstWasm.toFixed(2)} WASM.`);
  }
} catch (error) {
  if (!(error instanceof Failed)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
