// How soon problems and claims follow a key, and whether the page grows in a long sitting: measured in Chromium on
// generated systems, printed.
//
//   npm run bench:sitting                 50, 250 and 1,000 elements, then 40 rounds of work
//   npm run bench:sitting -- 250          this size only
//   npm run bench:sitting -- rounds 400   so many rounds of work: what a reader does in some hours
//
// Asserts nothing about time or memory. A round opens every screen, writes a claim, edits a table, switches a control,
// moves in the picture and takes all of it back. Memory is what is alive after a collection.

import { chromium } from 'playwright-core';
import { system } from './generated.mjs';
import { at } from './shell.mjs';
import { needBrowser } from './tools.mjs';

const words = process.argv.slice(2);
const rounds = words.includes('rounds') ? Number(words[words.indexOf('rounds') + 1]) : 40;
const sizes = words.includes('rounds') ? [] : words.map(Number).filter(Boolean);
const SIZES = words.includes('rounds') ? [] : sizes.length ? sizes : [50, 250, 1_000];
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

/** What is alive on the main thread after a collection, in bytes. */
async function alive(page, session) {
  await page.waitForTimeout(300);
  for (let i = 0; i < 3; i += 1) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name) => metrics.find((m) => m.name === name)?.value ?? 0;
  return { heap: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners') };
}

async function round(page, number) {
  for (const tab of ['Claims', 'Exposure', 'Attacks', 'Suppliers', 'Controls', 'Numbers', 'Changes', 'Domains', 'Gaps', 'Catalog', 'Picture', 'Tables']) {
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    await page.waitForTimeout(30);
  }
  await page.getByLabel(/^Name of the new/).fill(`extra_${number}`);
  await page.keyboard.press('Enter');
  await page.getByRole('gridcell', { name: `extra_${number}`, exact: true }).waitFor();
  await page.locator('[data-at="0:0"]').focus();
  await page.keyboard.press('Control+z');
  await page.getByRole('gridcell', { name: `extra_${number}`, exact: true }).waitFor({ state: 'detached' });
  await page.keyboard.press('Alt+5');
  const flip = page.getByRole('switch').first();
  await flip.click();
  await page.waitForTimeout(80);
  await flip.click();
  await page.keyboard.press('Alt+1');
  await page.waitForTimeout(50);
}

async function sitting(browser) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await page.goto(`file://${at('dist', 'bartizan.html')}`);
  await page.waitForSelector('main [data-row]');
  console.log(`\n${rounds} rounds of work on the first example; alive on the main thread after a collection`);
  console.log('  round      heap kB     nodes  listeners');
  for (let i = 0; i <= rounds; i += 1) {
    if (i > 0) await round(page, i);
    if (i % Math.max(1, Math.round(rounds / 8)) === 0) {
      const { heap, nodes, listeners } = await alive(page, session);
      console.log(`  ${String(i).padStart(5)}${(heap / 1000).toFixed(0).padStart(13)}${String(nodes).padStart(10)}${String(listeners).padStart(11)}`);
    }
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
