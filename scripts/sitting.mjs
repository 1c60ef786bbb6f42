// How soon problems and claims follow a key, and whether the page grows in a long sitting: measured in Chromium on
// generated systems, printed.
//
//   npm run bench:sitting                 50, 250 and 1,000 elements, then 3 minutes of work
//   npm run bench:sitting -- 250          this size only
//   npm run bench:sitting -- minutes 60   an hour of work
//
// Asserts nothing about time or memory. A round opens every screen, writes in the text, edits a table, switches a
// control, moves in the picture, makes the report, opens another example, and takes all of it back. Memory is what is
// alive after a collection; the browser's own compiled code and the records of its timings, both of which it bounds
// itself, are told apart from what the page keeps. The process holds the workers and the engine's memory too.

import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { system } from './generated.mjs';
import { at } from './shell.mjs';
import { needBrowser } from './tools.mjs';

const words = process.argv.slice(2);
const long = words.includes('minutes');
const minutes = long ? Number(words[words.indexOf('minutes') + 1]) : 3;
const sizes = long ? [] : words.map(Number).filter(Boolean);
const SIZES = long || sizes.length ? sizes : [50, 250, 1_000];
const KEYS = 11;

const median = (of) => [...of].sort((a, b) => a - b)[of.length >> 1];
const row = (name, all, aim = '') => console.log(`  ${name.padEnd(46)}${[Math.min(...all), median(all), Math.max(...all)].map((x) => x.toFixed(1).padStart(9)).join('')}${aim}`);

async function opened(browser, text) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`file://${at('dist', 'bartizan.html')}`);
  await page.waitForSelector('main [data-row]');
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'generated.yaml'));
    return data;
  }, text);
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
  await page.waitForSelector('main [data-row=C0]', { timeout: 120_000 });
  return page;
}

/** Milliseconds from each of some keys until the page shows what is looked for. */
async function after(page, key, looks) {
  await page.evaluate((wanted) => {
    const shown = () => {
      if (wanted.startsWith('row ')) return document.querySelector(`[data-row="${wanted.slice(4)}"]`) !== null;
      const said = [...document.querySelectorAll('.left .head button')].some((b) => /\d+ errors?$/.test(b.textContent));
      return said === (wanted === 'errors');
    };
    globalThis.shown = new Promise((resolve) => {
      let pressed = 0;
      addEventListener('keydown', () => (pressed = performance.now()), { once: true, capture: true });
      const watch = new MutationObserver(() => {
        if (!pressed || !shown()) return;
        watch.disconnect();
        resolve(performance.now() - pressed);
      });
      watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    });
  }, looks);
  await page.keyboard.press(key);
  return page.evaluate(() => globalThis.shown);
}

/** Puts the cursor behind a word in the text. */
async function behind(page, text, word) {
  const before = text.slice(0, text.indexOf(word) + word.length).split('\n');
  await page.getByRole('textbox', { name: 'Description, text' }).click();
  await page.keyboard.press('Control+Home');
  for (let i = 1; i < before.length; i += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  for (let i = 0; i < before.at(-1).length - 2; i += 1) await page.keyboard.press('ArrowRight');
}

async function following(browser, size) {
  const text = system(size);
  const page = await opened(browser, text);
  await behind(page, text, '\n  C0');
  const claims = [];
  for (let i = 0; i < KEYS; i += 1) {
    claims.push(await after(page, 'x', `row C0${'x'.repeat(i + 1)}`));
    await page.waitForTimeout(120);
  }
  for (let i = 0; i < KEYS; i += 1) await page.keyboard.press('Backspace');
  await page.waitForTimeout(600);
  const problems = [];
  for (let i = 0; i < KEYS; i += 1) {
    problems.push(await after(page, '{', 'errors'));
    await page.waitForTimeout(120);
    await after(page, 'Backspace', 'no errors');
    await page.waitForTimeout(120);
  }
  console.log(`\n${size} described elements, milliseconds from a key: least, median, most`);
  row('problems', problems, size === 250 ? '   aim 50' : '');
  row('claims with their answers', claims, size === 250 ? '   aim 100' : '');
  await page.close();
}

/** Bytes of what the page keeps: every object of the heap but compiled code, the engine's own records, and timings. */
async function kept(session) {
  const parts = [];
  const hear = ({ chunk }) => parts.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', hear);
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  session.off('HeapProfiler.addHeapSnapshotChunk', hear);
  const { snapshot, nodes, strings } = JSON.parse(parts.join(''));
  const fields = snapshot.meta.node_fields;
  const [type, name, size] = ['type', 'name', 'self_size'].map((field) => fields.indexOf(field));
  const kinds = snapshot.meta.node_types[type];
  let sum = 0;
  for (let at = 0; at < nodes.length; at += fields.length) {
    if (['code', 'hidden'].includes(kinds[nodes[at + type]]) || /^(Performance|TaskAttribution)/.test(strings[nodes[at + name]])) continue;
    sum += nodes[at + size];
  }
  return sum;
}

/** The largest memory that a process of the browser's pages holds for itself, in bytes; null where the system does not tell. */
async function ofProcess(browser) {
  try {
    const whole = await browser.newBrowserCDPSession();
    const { processInfo } = await whole.send('SystemInfo.getProcessInfo');
    await whole.detach();
    return Math.max(...processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => Number(readFileSync(`/proc/${id}/status`, 'utf8').match(/^RssAnon:\s+(\d+)/m)[1]) * 1_024));
  } catch {
    return null;
  }
}

/** What is alive after a collection, in bytes and numbers. */
async function alive(browser, page, session) {
  await page.waitForTimeout(300);
  for (let i = 0; i < 3; i += 1) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name) => metrics.find((m) => m.name === name)?.value ?? 0;
  return { kept: await kept(session), heap: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners'), process: await ofProcess(browser) };
}

const press = (page, role, name) => page.getByRole(role, { name, exact: true }).click();

async function example(page, card) {
  await press(page, 'button', 'Examples');
  await page.getByRole('region', { name: /^Examples/ }).getByRole('listitem').getByRole('button').nth(card).click();
  await page.locator('main:not([hidden]) [data-row]').first().waitFor();
}

async function round(page, number) {
  for (const name of ['Exposure', 'Attacks', 'Suppliers', 'Controls', 'Numbers', 'Changes', 'Domains', 'Gaps', 'Catalog', 'Picture', 'Tables', 'Claims']) {
    await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
    await page.waitForTimeout(40);
  }
  // The text: a comment written and taken back.
  await page.getByRole('textbox', { name: 'Description, text' }).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(`# round ${number}`);
  await page.waitForTimeout(60);
  for (let i = 0; i < 12 && (await page.getByRole('textbox', { name: 'Description, text' }).textContent()).includes(`# round ${number}`.slice(0, 3)); i += 1) await page.keyboard.press('Control+z');
  // Once ends the writing, twice leaves the text.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  // A path: its sets one after the other, and read for another audience.
  await page.keyboard.press('Alt+1');
  for (const key of [']', ']', '[', '[']) await page.keyboard.press(key);
  // A table.
  await page.getByRole('tab', { name: /^Tables/ }).click();
  await page.getByLabel(/^Name of the new/).fill(`extra_${number}`);
  await page.keyboard.press('Enter');
  await page.getByRole('gridcell', { name: `extra_${number}`, exact: true }).waitFor();
  await page.locator('[data-at="0:0"]').focus();
  await page.keyboard.press('Control+z');
  await page.getByRole('gridcell', { name: `extra_${number}`, exact: true }).waitFor({ state: 'detached' });
  // A control on and off, with its numbers.
  await page.keyboard.press('Alt+5');
  const flip = page.getByRole('switch').first();
  await flip.click();
  await page.keyboard.press('Alt+6');
  await page.waitForTimeout(80);
  await page.keyboard.press('Alt+5');
  await flip.click();
  // The report, help, and another example and back, which are files of their own to the page.
  await press(page, 'button', 'Report');
  await page.getByRole('button', { name: 'Print or save as PDF' }).waitFor();
  await page.waitForTimeout(150);
  await page.keyboard.press('Escape');
  await page.keyboard.press('h');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  if (number % 4 === 0) {
    await example(page, 1 + ((number / 4) % 9));
    await example(page, 0);
  }
  await page.keyboard.press('Alt+1');
  await page.waitForTimeout(50);
}

async function sitting(browser) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await page.goto(`file://${at('dist', 'bartizan.html')}`);
  await page.waitForSelector('main [data-row]');
  console.log(`\n${minutes} minutes of work on the examples; alive after a collection, in kB`);
  console.log('  minute   round      kept      heap   process     nodes  listeners');
  const kB = (bytes) => (bytes === null ? '?' : (bytes / 1000).toFixed(0)).padStart(10);
  const began = performance.now();
  const passed = () => (performance.now() - began) / 60_000;
  for (let number = 0, next = 0; next <= minutes; number += 1) {
    if (number > 0) await round(page, number);
    // The first quarter of a minute warms up: every screen was open once.
    if (passed() < next || (number > 0 && number < 4)) continue;
    const { kept, heap, nodes, listeners, process } = await alive(browser, page, session);
    console.log(`  ${passed().toFixed(1).padStart(6)}${String(number).padStart(8)}${kB(kept)}${kB(heap)}${kB(process)}${String(nodes).padStart(10)}${String(listeners).padStart(11)}`);
    next = number === 0 ? 0.01 : Math.max(0, Math.floor(passed() / (minutes / 8)) + 1) * (minutes / 8);
  }
  await page.close();
}

const { browser: executablePath } = await needBrowser();
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
try {
  for (const size of SIZES) await following(browser, size);
  if (!sizes.length) await sitting(browser);
} finally {
  await browser.close();
}
