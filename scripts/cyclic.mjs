// Minimal sets and probabilities of cyclic systems beside clingo's and ProbLog's, on generated networks.
//
//   npm run bench:cyclic             all sizes
//   npm run bench:cyclic -- 15 30    these sizes only
//
// Installs clingo, and problog with pysdd for its `-k sdd`, from PyPI into target/anchors, a virtual environment of
// Python's own; a tool that cannot be installed, or that has not finished after a minute, is skipped with that said.
// Prints tables and asserts nothing about time; ends with an error if an answer differs.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { at, environment, Failed, run, said } from './shell.mjs';

const words = process.argv.slice(2).filter((word) => /^\d+$/.test(word));
const SIZES = words.length > 0 ? words : ['15', '30', '60', '250', '1000', '2500'];
const PACKAGES = { clingo: ['clingo==5.8.0'], problog: ['problog==2.3.0', 'pysdd==1.0.6'] };
const SECONDS = 60;

const folder = mkdtempSync(join(tmpdir(), 'bartizan-cyclic-'));
const python = at('target', 'anchors', 'bin', 'python');

/** Which of the tools are there, after installing what is missing. */
function tools() {
  if (!existsSync(python) && said('python3', ['-m', 'venv', at('target', 'anchors')]) === undefined) {
    console.log('Python cannot make a virtual environment: clingo and ProbLog are skipped.');
    return [];
  }
  return Object.keys(PACKAGES).filter((tool) => {
    const there = () => said(python, ['-c', `import ${tool}`]) !== undefined;
    if (there()) return true;
    console.log(`== pip install ${PACKAGES[tool].join(' ')}, from PyPI into target/anchors`);
    said(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PACKAGES[tool]]);
    if (there()) return true;
    console.log(`${tool} could not be installed: skipped.`);
    return false;
  });
}

/** What a program prints and how long it took; no text if it was stopped or failed. Lines are counted, not kept. */
function timed(parameters, line) {
  return new Promise((resolve) => {
    const began = performance.now();
    const child = spawn(python, parameters, { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'ignore'] });
    let [rest, late] = ['', false];
    const clock = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, SECONDS * 1e3);
    child.stdout.setEncoding('utf8').on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      lines.forEach(line);
    });
    child.once('close', (code) => {
      clearTimeout(clock);
      resolve({ ms: performance.now() - began, late, code });
    });
    child.once('error', () => resolve({ ms: 0, late: false, code: -1 }));
  });
}

/** Minimal models by number of events, of at most `most` of them (0: all). */
async function clingo(size, most) {
  const counts = [];
  let whole = false;
  const flags = ['--heuristic=Domain', '--enum-mode=domRec', '--outf=0', '--verbose=1', '-c', `most=${most}`, '0'];
  const result = await timed(['-m', 'clingo', `${size}.lp`, ...flags], (text) => {
    if (text === '' || text.startsWith('e(')) {
      const order = text === '' ? -1 : text.trim().split(/\s+/).length;
      if (order > 0) counts[order] = (counts[order] ?? 0) + 1;
    }
    if (/^(Models\s*:\s*\d+$|UNSATISFIABLE)/.test(text)) whole = true;
  });
  return { ...result, whole: whole && !result.late, counts: Array.from(counts, (count) => count ?? 0) };
}

/** The fewest events that make the goal follow. */
async function smallest(size) {
  let [least, proved] = [undefined, false];
  const parameters = ['-m', 'clingo', `${size}.lp`, 'least.lp', '--quiet=1', '--opt-strategy=usc', '0'];
  const result = await timed(parameters, (text) => {
    least = text.match(/^Optimization\s*:\s*(\d+)/)?.[1] ?? least;
    if (text.startsWith('OPTIMUM FOUND')) proved = true;
  });
  return { ...result, least: proved ? Number(least) : undefined };
}

async function problog(size) {
  let p;
  const result = await timed(['-m', 'problog', `${size}.pl`, '-k', 'sdd'], (text) => {
    p = text.match(/^\s*f\(\d+\):\s*([\d.e+-]+)\s*$/)?.[1] ?? p;
  });
  return { ...result, p: p === undefined || result.late ? undefined : Number(p) };
}

function found(size) {
  const lines = readFileSync(join(folder, `${size}.found`), 'utf8').split('\n').filter(Boolean);
  const values = Object.fromEntries(lines.map((line) => line.split(' ')));
  const counts = values.counts ? values.counts.split(',').map(Number) : [];
  const number = (name) => (values[name] === undefined ? undefined : Number(values[name]));
  return { counts, order: number('order'), p: number('probability'), sets: number('sets_ms'), bdd: number('probability_ms') };
}

const equal = (same) => (same ? 'yes' : 'NO');
const trimmed = (counts) => counts.join(',').replace(/(,0)+$/, '');

const COLUMNS = [
  ['components', 10], ['sets', 9], ['complete', 9], ['by order equal', 15], ['ms', 9], ['clingo ms', 11],
  ['smallest', 9], ['clingo', 8], ['clingo ms', 11], ['P equal', 9], ['ms', 9], ['ProbLog ms', 12],
];
const row = (cells) => console.log(cells.map((cell, column) => String(cell).padStart(COLUMNS[column][1])).join(''));

async function compare(size, there) {
  const ours = found(size);
  const complete = ours.order === 0;
  const cells = [size, ours.counts.reduce((a, b) => a + b, 0), complete ? 'yes' : `to ${ours.order}`];
  let differs = false;
  const least = ours.counts.findIndex((count) => count > 0);
  if (there.includes('clingo')) {
    const theirs = await clingo(size, ours.order);
    const same = theirs.whole && trimmed(theirs.counts) === trimmed(ours.counts);
    const optimum = await smallest(size);
    differs ||= (theirs.whole && !same) || (optimum.least !== undefined && optimum.least !== least);
    cells.push(theirs.whole ? equal(same) : 'skipped', ours.sets.toFixed(1), theirs.late ? `> ${SECONDS} s` : theirs.ms.toFixed(0));
    cells.push(least, optimum.least ?? 'skipped', optimum.late ? `> ${SECONDS} s` : optimum.ms.toFixed(0));
  } else {
    cells.push('skipped', ours.sets.toFixed(1), '', least, 'skipped', '');
  }
  // The probability of sets up to an order says nothing of ProbLog's.
  if (there.includes('problog') && complete && ours.p !== undefined) {
    const theirs = await problog(size);
    const same = theirs.p !== undefined && Math.abs(theirs.p - ours.p) < 1e-6;
    differs ||= theirs.p !== undefined && !same;
    cells.push(theirs.p === undefined ? 'skipped' : equal(same), (ours.sets + ours.bdd).toFixed(1), theirs.late ? `> ${SECONDS} s` : theirs.ms.toFixed(0));
  }
  row(cells);
  return differs;
}

try {
  const there = tools();
  await run('cargo', ['bench', '--locked', '--no-default-features', '--bench', 'cyclic', '--', '--write', folder, ...SIZES]);
  writeFileSync(join(folder, 'least.lp'), '#minimize { 1, X : e(X) }.\n');
  console.log('\nThe same networks beside clingo (all minimal sets, of at most as many events; the smallest set) and ProbLog (P(goal)).');
  console.log('Times of clingo and ProbLog are of the whole program. P is compared where all sets are there.');
  row(COLUMNS.map(([name]) => name));
  let differs = false;
  for (const size of SIZES) differs = (await compare(size, there)) || differs;
  if (differs) throw new Failed('an answer differs');
} catch (error) {
  if (!(error instanceof Failed)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
