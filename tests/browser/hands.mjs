// A reader's two hands: the mouse, and the keys alone. Steps take either, so that what one can do the other is held to.

import assert from 'node:assert/strict';
import { tab, tabTo } from './journey.mjs';

const NUMBERED = ['Claims', 'Exposure', 'Attacks', 'Suppliers', 'Controls', 'Numbers', 'Changes', 'Domains', 'Catalog'];
const LETTERED = { Picture: 'p', Tables: 't', Gaps: 'u' };

export const mouse = {
  name: 'by mouse',
  press: (_, what) => what.click(),
  flip: (_, what) => what.click(),
  write: (_, field, text) => field.fill(text),
  choose: (_, list, name) => list.selectOption(name),
  go: (page, name) => tab(page, name).click(),
};

/** The key that brings the focus nearer to something: arrows within a list that has one stop, else Tab, forth or back. */
const towards = (what) =>
  what.evaluate((to) => {
    const at = document.activeElement;
    if (at === to) return null;
    if (to.type === 'radio' && at?.type === 'radio' && at.name === to.name) return 'ArrowDown';
    if (to.dataset.at && at?.dataset?.at) {
      const [row, column] = [0, 1].map((i) => to.dataset.at.split(':')[i] - at.dataset.at.split(':')[i]);
      return row ? (row > 0 ? 'ArrowDown' : 'ArrowUp') : column > 0 ? 'ArrowRight' : 'ArrowLeft';
    }
    const list = to.closest('[data-roving]');
    const after = at.compareDocumentPosition(to) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (!list || at.closest('[data-roving]') !== list) return after ? 'Tab' : 'Shift+Tab';
    const across = list.hasAttribute('data-across') || list.getAttribute('aria-orientation') === 'horizontal';
    return across ? (after ? 'ArrowRight' : 'ArrowLeft') : after ? 'ArrowDown' : 'ArrowUp';
  });

/** Walks to something by keys, as a reader who sees where the focus is. */
export async function reach(page, what) {
  for (let presses = 0; presses < 200; presses += 1) {
    const key = await towards(what);
    if (key === null) return;
    // In a table Tab walks from cell to cell, until Escape lets it out.
    if (key.endsWith('Tab') && (await page.evaluate(() => document.activeElement.matches('[data-at]')))) await page.keyboard.press('Escape');
    await page.keyboard.press(key);
  }
  assert.fail(`not reached by keys: ${what}`);
}

/** Types over what a field holds. */
async function over(page, text) {
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

export const keys = {
  name: 'by keys alone',
  async press(page, what) {
    await reach(page, what);
    await page.keyboard.press('Enter');
  },
  async flip(page, what) {
    await reach(page, what);
    await page.keyboard.press('Space');
  },
  async write(page, field, text) {
    await reach(page, field);
    if ((await field.getAttribute('type')) !== 'date') return over(page, text);
    const [year, month, day] = text.split('-');
    await page.keyboard.type(month + day + year);
  },
  async choose(page, list, label) {
    await reach(page, list);
    await page.keyboard.type(label);
  },
  async go(page, name) {
    // A field keeps its letters; Escape would take back what is written there.
    if (NUMBERED.includes(name)) return page.keyboard.press(`Alt+${NUMBERED.indexOf(name) + 1}`);
    await tabTo(page, ({ role }) => role === 'tab');
    await page.keyboard.press(LETTERED[name]);
  },
};

/** The picture: its shapes, and what is drawn on it. */
export const canvas = (page) => page.getByRole('group', { name: /^Picture of / });
export const shape = (page, name) => canvas(page).locator(`[data-id="${name}"]`);
const lines = (page) => canvas(page).locator('.edge');
const focusedId = (page) => page.evaluate(() => document.activeElement?.dataset?.id ?? '');
/** The focus is on an element of the picture. */
export const onShape = (page, name) => page.waitForFunction((id) => document.activeElement?.dataset?.id === id, name);

/** Walks to an element with arrows, however they lead there. */
export async function walk(page, name) {
  for (let tries = 0; tries < 40; tries += 1) {
    const from = await focusedId(page);
    if (from === name) return;
    const key = await page.evaluate((to) => {
      const middle = (id) => {
        const r = document.querySelector(`.canvas [data-id="${id}"] .outline`).getBoundingClientRect();
        return { x: r.x + r.width / 2, y: r.y + r.height / 2 };
      };
      const [a, b] = [middle(document.activeElement.dataset.id), middle(to)];
      return Math.abs(b.x - a.x) > Math.abs(b.y - a.y) ? (b.x > a.x ? 'ArrowRight' : 'ArrowLeft') : b.y > a.y ? 'ArrowDown' : 'ArrowUp';
    }, name);
    await page.keyboard.press(tries % 5 === 4 ? ['ArrowDown', 'ArrowLeft', 'ArrowUp', 'ArrowRight'][Math.floor(tries / 5) % 4] : key);
    // The focus follows with the next frame; where nothing lies that way it stays.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  assert.fail(`arrows do not lead to ${name}`);
}

/** Drags from one place to another. */
export async function drag(page, from, to) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up();
}
/** The middle of something, once it rests: a new layout moves and fits what is drawn. */
const middle = async (what) => {
  await what.evaluate((e) => new Promise((done) => {
    let [before, same] = ['', 0];
    const look = () => {
      const { x, y } = e.getBoundingClientRect();
      same = before === `${x} ${y}` ? same + 1 : 0;
      before = `${x} ${y}`;
      if (same === 12) done();
      else requestAnimationFrame(look);
    };
    look();
  }));
  const { x, y, width, height } = await what.boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
};

/** Adds an element to the picture: dragged from the palette to a place of the canvas, or by the palette's keys. */
export async function draw(page, hand, kind, name, [x, y] = []) {
  const button = page.getByRole('toolbar', { name: 'Add' }).getByRole('button', { name: kind, exact: true });
  const dialog = page.getByRole('dialog');
  if (hand === keys) {
    await page.keyboard.press('a');
    await reach(page, button);
    await page.keyboard.press('Enter');
    await over(page, name);
    await page.keyboard.press('Enter');
  } else {
    const ground = await page.locator('.canvas').boundingBox();
    if (x) await drag(page, await middle(button), { x: ground.x + x, y: ground.y + y });
    else await button.click();
    await dialog.getByRole('textbox').fill(name);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  }
  await onShape(page, name);
}

/** Draws a line from one element to another and says what it means. */
export async function connect(page, hand, from, to, meaning) {
  const drawn = await lines(page).count();
  const choice = page.getByRole('dialog').getByRole('button', { name: meaning });
  if (hand === keys) {
    await walk(page, from);
    await page.keyboard.press('c');
    await walk(page, to);
    await page.keyboard.press('Enter');
    await choice.waitFor();
    for (let i = 0; i < 8 && !(await choice.evaluate((e) => e === document.activeElement)); i += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
  } else {
    await shape(page, from).locator('.outline').click();
    const at = await middle(shape(page, to).locator('.outline'));
    await drag(page, await middle(shape(page, from).locator('.handle')), at);
    await choice.click();
  }
  await lines(page).nth(drawn).waitFor({ state: 'attached' });
}

/** The tables: which is open, its cells. */
export const table = (page, name) => page.getByRole('group', { name: 'Table' }).getByRole('button', { name: new RegExp(`^${name}`) });
const grid = (page) => page.getByRole('grid');
/** The cell of a row under a column. */
export async function cellOf(page, name, column) {
  const columns = await grid(page).getByRole('columnheader').allTextContents();
  const at = columns.indexOf(column) - 1;
  assert.ok(at >= 0, `${column} is among ${columns}`);
  const row = await grid(page).locator('td.name').filter({ hasText: new RegExp(`^${name}$`) }).getAttribute('data-at');
  return grid(page).locator(`[data-at="${row.split(':')[0]}:${at}"]`);
}

/** Adds a row by the form below the table. */
export async function addRow(page, hand, name, kind = '') {
  if (kind) await hand.choose(page, page.getByLabel('What to add'), kind);
  await hand.write(page, page.getByLabel(/^Name of the new/), name);
  if (hand === keys) await page.keyboard.press('Enter');
  else await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('gridcell', { name, exact: true }).first().waitFor();
}

/** Asks for a column, unless it is shown. */
export async function addColumn(page, hand, name) {
  if (await grid(page).getByRole('columnheader', { name, exact: true }).count()) return;
  await hand.choose(page, page.getByLabel('Another column'), name);
  await hand.press(page, page.getByRole('button', { name: 'Show', exact: true }));
  await grid(page).getByRole('columnheader', { name, exact: true }).waitFor();
}

/** Writes a cell: opened by two clicks and left by another, or by Enter and Enter. */
export async function writeCell(page, hand, name, column, text) {
  const cell = await cellOf(page, name, column);
  const at = await cell.getAttribute('data-at');
  if (hand === keys) {
    await hand.press(page, cell);
    await over(page, text);
    await page.keyboard.press('Enter');
  } else {
    await cell.dblclick();
    await page.getByLabel(`${column} of ${name}`, { exact: true }).fill(text);
    await page.getByRole('heading', { level: 1 }).click();
  }
  await grid(page).locator(`[data-at="${at}"]`).filter({ hasText: text }).waitFor();
}
