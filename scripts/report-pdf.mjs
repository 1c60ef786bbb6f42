// Prints the report of each example to PDF through Chromium, on A4 and on Letter, and checks how its pages are made:
// none is blank, no heading stands last on its page, no row of a table and no step of a path is split, nothing is wider
// than its page. Where the lines of a page are is read with pdftotext (Debian: poppler-utils).
//
//   npm run report:pdf                  every example, into target/reports/
//   npm run report:pdf -- FILE…         these descriptions
//
// The pages themselves are for people to look at.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { at, Failed, root, run, said } from './shell.mjs';
import { needBrowser } from './tools.mjs';

const out = at('target', 'reports');
const PAPERS = ['A4', 'Letter'];
/** As the tests build it, so that nothing is compiled twice. */
const CARGO = ['--quiet', '--locked', '--features', 'cli,schema,ts', '--bin', 'bartizan'];
/** Points from the foot of a page within which only its footer stands, and from its right edge that stay free. */
const FOOT = 52;
const MARGIN = 18 / 25.4 * 72;
/** Lines below which a page is as good as blank. */
const FEWEST = 2;

/** Marks what must stay together: where each begins and ends, as letters that nobody sees. */
function marked() {
  const mark = (parent, name, last) => {
    const span = document.createElement('span');
    span.textContent = ` ¤${name} `;
    // The last stands below the text, at the left: whatever reached over the right edge would shrink the page.
    Object.assign(span.style, { position: 'absolute', fontSize: '1px', lineHeight: '1px', color: '#fff', whiteSpace: 'pre', display: last ? 'block' : 'inline' });
    if (last) parent.append(span);
    else parent.prepend(span);
  };
  const kept = [];
  const add = (what, from, to) => {
    mark(from, `${kept.length}a`, false);
    mark(to, `${kept.length}b`, true);
    kept.push(what);
  };
  for (const row of document.querySelectorAll('tbody tr')) {
    // The cell with most in it ends last; figures stand at the right, where there is no room beside them.
    const cells = [...row.cells].filter((cell) => !cell.classList.contains('r'));
    const [longest] = cells.toSorted((a, b) => b.textContent.length - a.textContent.length);
    add(`row “${row.textContent.slice(0, 60)}”`, cells[0], longest);
  }
  for (const step of document.querySelectorAll('.step')) add(`step “${step.textContent.slice(0, 60)}”`, step.querySelector('p'), [...step.querySelectorAll('p')].at(-1));
  for (const heading of document.querySelectorAll('h2, h3, h4')) {
    const next = heading.nextElementSibling;
    const first = next?.querySelector('tbody td, .step p, li, dd, svg text') ?? next;
    if (first && !(first instanceof SVGElement)) add(`heading “${heading.textContent}” and what follows`, heading, first);
  }
  return kept;
}

/** The words of a PDF, page by page, with where they stand. */
function pages(file) {
  const { status, stdout, stderr } = spawnSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Failed(`pdftotext: ${stderr}`);
  return stdout.split('<page ').slice(1).map((page) => {
    const [, width, height] = page.match(/width="([\d.]+)" height="([\d.]+)"/).map(Number);
    const words = [...page.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</g)];
    return { width, height, words: words.map(([, left, top, right, bottom, text]) => ({ left: +left, top: +top, right: +right, bottom: +bottom, text })) };
  });
}

/** What is wrong with the pages of a report. */
function wrong(read, kept) {
  const problems = [];
  const where = new Map();
  read.forEach(({ width, height, words }, index) => {
    const body = words.filter((word) => word.bottom < height - FOOT);
    // A mark may have run into the word beside it.
    for (const { text } of body) for (const [mark] of text.matchAll(/¤\d+[ab]/g)) where.set(mark, index + 1);
    const seen = body.filter(({ text }) => text.replace(/¤\d+[ab]/g, '') !== '');
    const lines = new Set(seen.map((word) => Math.round(word.bottom / 3)));
    if (lines.size < FEWEST) problems.push(`page ${index + 1} has ${lines.size} lines`);
    const wide = seen.find((word) => word.right > width - MARGIN + 2);
    if (wide) problems.push(`page ${index + 1}: “${wide.text}” reaches into the margin`);
  });
  kept.forEach((what, n) => {
    const [from, to] = [where.get(`¤${n}a`), where.get(`¤${n}b`)];
    if (!from || !to) problems.push(`${what} was not found`);
    else if (from !== to) problems.push(`${what} begins on page ${from} and ends on page ${to}`);
  });
  return problems;
}

/** A report as HTML; the command ends with 1 where a claim does not hold. */
function report(file) {
  const { status, stdout, stderr } = spawnSync('cargo', ['run', ...CARGO, '--', 'report', file], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0 && status !== 1) throw new Failed(stderr);
  return stdout;
}

async function main() {
  if (!said('pdftotext', ['-v']) && spawnSync('pdftotext', ['-v']).error) throw new Failed('pdftotext is missing (Debian: apt-get install poppler-utils).');
  const asked = process.argv.slice(2);
  const files = asked.length > 0 ? asked : readdirSync(at('examples')).filter((name) => name.endsWith('.yaml')).map((name) => join('examples', name));
  const { browser: executablePath } = await needBrowser();
  await run('cargo', ['build', ...CARGO]);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  let [all, failed] = [0, 0];
  try {
    const page = await browser.newPage();
    for (const file of files) {
      const name = basename(file).replace(/\.\w+$/, '');
      writeFileSync(join(out, `${name}.html`), report(file));
      for (const format of PAPERS) {
        await page.goto(pathToFileURL(join(out, `${name}.html`)).href);
        const print = (path) => page.pdf({ path, format, printBackground: true });
        const kind = format === 'A4' ? '' : `-${format.toLowerCase()}`;
        const clean = join(out, `${name}${kind}.pdf`);
        await print(clean);
        const kept = await page.evaluate(marked);
        const proof = join(out, 'proof.pdf');
        await print(proof);
        const read = pages(proof);
        const problems = wrong(read, kept);
        if (pages(clean).length !== read.length) problems.push('marks changed the number of pages');
        console.log(`${name}, ${format}: ${read.length} pages, ${kept.length} things kept together${problems.length ? '' : ', nothing wrong'}`);
        for (const problem of problems) console.log(`  ${problem}`);
        all += read.length;
        failed += problems.length;
      }
    }
  } finally {
    await browser.close();
    rmSync(join(out, 'proof.pdf'), { force: true });
  }
  console.log(`${files.length} reports, ${all} pages, ${failed} problems`);
  process.exitCode = failed > 0 ? 1 : 0;
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Failed)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
