// How soon the picture follows the text, and how fluid it is: measured in Chromium on generated systems, printed.
//
//   npm run bench:picture             50, 250 and 1,000 elements
//   npm run bench:picture -- 250      these sizes only
//
// Asserts nothing about time. A key is pressed in the name of an element outside every box, which is drawn at any size;
// the picture has followed when it shows the new name. Frames are those that the page was given while a mouse moved.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { at } from './shell.mjs';
import { system } from './generated.mjs';
import { needBrowser } from './tools.mjs';

const sizes = process.argv.slice(2).map(Number).filter(Boolean);
const SIZES = sizes.length > 0 ? sizes : [50, 250, 1_000];
const KEYS = 9;

const median = (of) => [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)];
const ms = (x) => `${Math.round(x)} ms`.padStart(9);

async function opened(browser, text) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`file://${at('dist', 'bartizan.html')}`);
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'generated.yaml'));
    return data;
  }, text);
  await page.getByRole('tab', { name: 'Picture' }).click();
  const began = Date.now();
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
  await page.waitForSelector('.canvas [data-id=free]', { timeout: 180_000, state: 'attached' });
  return { page, opening: Date.now() - began };
}

/** Milliseconds from a key in the text until the picture shows it. */
async function following(page, text) {
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Text: unfold/ }).click();
  const editor = page.getByRole('textbox', { name: 'Description, text' });
  const line = text.slice(0, text.indexOf('  free:')).split('\n').length;
  await editor.click();
  await page.keyboard.press('Control+Home');
  for (let i = 1; i < line; i += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  for (let i = 0; i < 'free'.length; i += 1) await page.keyboard.press('ArrowRight');
  const took = [];
  for (let i = 0; i < KEYS; i += 1) {
    const name = `free${'x'.repeat(i + 1)}`;
    await page.evaluate((wanted) => {
      globalThis.shown = new Promise((resolve) => {
        let pressed = 0;
        addEventListener('keydown', () => (pressed = performance.now()), { once: true, capture: true });
        const look = () => (document.querySelector(`.canvas [data-id="${wanted}"]`) ? resolve(performance.now() - pressed) : requestAnimationFrame(look));
        requestAnimationFrame(look);
      });
    }, name);
    await page.keyboard.press('x');
    took.push(await page.evaluate(() => globalThis.shown));
  }
  return took;
}

/** Frames a second while something is done, and the longest that a frame took. */
async function frames(page, act) {
  await page.evaluate(() => {
    globalThis.times = [];
    const tick = (now) => {
      globalThis.times.push(now);
      globalThis.ticking = requestAnimationFrame(tick);
    };
    globalThis.ticking = requestAnimationFrame(tick);
  });
  await act();
  const times = await page.evaluate(() => {
    cancelAnimationFrame(globalThis.ticking);
    return globalThis.times;
  });
  const gaps = times.slice(1).map((time, i) => time - times[i]);
  return { rate: (1000 * gaps.length) / (times.at(-1) - times[0]), longest: Math.max(...gaps) };
}

async function fluid(page) {
  const canvas = await page.locator('.canvas').boundingBox();
  const middle = { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height / 2 };
  const swing = async (from, far, steps) => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    for (let i = 0; i <= steps; i += 1) await page.mouse.move(from.x + far * Math.sin(i / 14), from.y + far * 0.4 * Math.sin(i / 9));
    await page.mouse.up();
  };
  const empty = await page.evaluate(({ x, y }) => {
    for (let r = 0; r < 400; r += 6) for (let a = 0; a < 12; a += 1) {
      const p = { x: x + r * Math.cos(a / 2), y: y + r * Math.sin(a / 2) };
      const hit = document.elementFromPoint(p.x, p.y);
      if (hit?.closest('.canvas') && !hit.closest('.node, .box-title, .folder')) return p;
    }
    return { x, y };
  }, middle);
  const pan = await frames(page, () => swing(empty, 300, 200));
  await page.waitForTimeout(400);
  const node = await page.locator('.canvas .node .outline').evaluateAll((all, { x, y }) => {
    const seen = all.map((e) => e.getBoundingClientRect()).map((r) => ({ x: r.x + r.width / 2, y: r.y + r.height / 2 }));
    return seen.sort((a, b) => Math.hypot(a.x - x, a.y - y) - Math.hypot(b.x - x, b.y - y))[0];
  }, middle);
  const drag = await frames(page, () => swing(node, 200, 200));
  await page.waitForTimeout(300);
  const zoom = await frames(page, async () => {
    await page.mouse.move(middle.x, middle.y);
    await page.keyboard.down('Control');
    for (let i = 0; i < 60; i += 1) await page.mouse.wheel(0, i < 30 ? -30 : 30);
    await page.keyboard.up('Control');
  });
  return { pan, drag, zoom };
}

const shown = ({ rate, longest }) => `${rate.toFixed(0).padStart(4)} /s, longest ${ms(longest).trim()}`;

const { browser: executablePath } = await needBrowser();
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
mkdirSync(at('target'), { recursive: true });
console.log('elements   opened   key to picture: median   least    most');
try {
  for (const size of SIZES) {
    const text = system(size);
    writeFileSync(join(at('target'), `picture-${size}.yaml`), text);
    const { page, opening } = await opened(browser, text);
    const how = async (what) => {
      const drawn = await page.locator('.canvas .node').count();
      const { pan, drag, zoom } = await fluid(page);
      console.log(`    ${what}, ${drawn} shapes drawn:  panning ${shown(pan)}   dragging ${shown(drag)}   zooming ${shown(zoom)}`);
    };
    const took = await following(page, text);
    console.log(`${String(size).padStart(8)}${ms(opening)}${ms(median(took)).padStart(25)}${ms(Math.min(...took))}${ms(Math.max(...took))}`);
    await page.getByRole('button', { name: 'Fold', exact: true }).click();
    await how('as it opens');
    if (size >= 250) {
      const began = Date.now();
      const unfold = page.getByRole('button', { name: 'Open all', exact: true });
      if (await unfold.count()) {
        await unfold.click();
        await page.waitForSelector('.canvas [data-id=a0]', { timeout: 240_000, state: 'attached' });
        console.log(`    every box opened and laid out in ${ms(Date.now() - began).trim()}`);
        await page.getByRole('button', { name: /^Fit/ }).click();
        await page.waitForTimeout(600);
        await how('every box open, all seen');
        for (let i = 0; i < 7; i += 1) await page.getByRole('button', { name: 'Zoom in' }).click();
        await page.waitForTimeout(600);
        await how('every box open, close');
      }
    }
    await page.close();
  }
} finally {
  await browser.close();
}
