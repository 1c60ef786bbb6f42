// The text is preserved: on every example, random gestures in the picture and in the tables keep every line that they do
// not concern, byte for byte; undoing them all gives the exact document, and redoing them all the edited one.
// A failure prints its seed; `BARTIZAN_SEED=<seed>` replays that one on every example.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { launch } from './chromium.mjs';
import { addColumn, addRow, canvas, draw, mouse, onShape, shape, table, writeCell } from './hands.mjs';
import { content, drop, eventually, pasteHere, savedText, tab, visit } from './journey.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const examples = new URL('../../examples/', import.meta.url);
const GESTURES = 8;

/** Numbers that look like chance and are the same every time (mulberry32). */
function chances(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, one: (all) => all[Math.floor(next() * all.length)] };
}

/** Each entry of the text: its section, its name, and its lines. */
function entriesOf(text) {
  const entries = [];
  let section = '';
  for (const [i, line] of text.split('\n').entries()) {
    const name = /^ {2}([\w-]+):/.exec(line)?.[1];
    if (/^\S/.test(line) && !line.startsWith('#')) section = line.split(':')[0];
    else if (name) entries.push({ section, name, from: i, to: i });
    else if (/^ {3}/.test(line) && entries.length) entries.at(-1).to = i;
  }
  return entries;
}

/** What an edit may not touch: lines outside the entries that it writes to that mention none of the names it is about. */
function kept(was, now, { written = [], about = [], deleted = [] }) {
  const lines = was.split('\n');
  const entries = entriesOf(was);
  const concerned = new Set();
  const cleared = new Set();
  for (const { name, from, to } of entries) {
    for (let i = from; i <= to; i += 1) {
      if (written.includes(name)) concerned.add(i);
      if (deleted.includes(name)) cleared.add(i);
    }
  }
  const mention = [...about, ...deleted].map((name) => new RegExp(`(?<![\\w-])${name}(?![\\w-])`));
  for (const [i, line] of lines.entries()) if (mention.some((name) => name.test(line))) concerned.add(i);
  // What has nothing in it any more goes with the last that was in it.
  for (let i = lines.length - 1; i >= 0; i -= 1) {
    if (!/:\s*(#.*)?$/.test(lines[i])) continue;
    const depth = lines[i].search(/\S/);
    let inner = i + 1;
    while (inner < lines.length && lines[inner].search(/\S/) > depth) inner += 1;
    if (inner > i + 1 && lines.slice(i + 1, inner).every((_, k) => concerned.has(i + 1 + k) || cleared.has(i + 1 + k))) concerned.add(i);
  }
  const after = now.split('\n');
  let at = 0;
  for (const [i, line] of lines.entries()) {
    if (concerned.has(i) || cleared.has(i)) continue;
    const found = after.indexOf(line, at);
    assert.ok(found >= 0, `line ${i + 1} is kept in its place: ${line}\n--- was\n${was}\n--- now\n${now}`);
    at = found + 1;
  }
  for (const i of concerned) {
    const comment = / (#.*)$/.exec(lines[i])?.[1];
    if (comment && !cleared.has(i)) assert.ok(now.includes(comment) || mention.some((name) => name.test(lines[i])), `the comment of line ${i + 1} stays: ${comment}\n${now}`);
  }
}

const toTable = async (page, name) => {
  await tab(page, 'Tables').click();
  await table(page, name).click();
};
/** Sections whose entries are shapes. */
const DRAWN = ['roles', 'agents', 'models', 'tools', 'services', 'pipelines', 'stores', 'assets'];
/** A drawn element of the text, once the picture is that of the text. */
const drawn = async (page, chance, text) => {
  await tab(page, 'Picture').click();
  const wanted = entriesOf(text).filter((e) => DRAWN.includes(e.section)).map((e) => e.name);
  let ids = [];
  await eventually(async () => {
    ids = await canvas(page).locator('.node').evaluateAll((nodes) => nodes.map((n) => n.dataset.id));
    return [...wanted.filter((name) => !ids.includes(name)), ...ids.filter((id) => !text.includes(id.replace(/^.*:/, '')))];
  }, [], 'the picture is drawn of the text');
  return chance.one(wanted.sort());
};
const TABLES = { Elements: ['agents', 'models', 'tools', 'services', 'pipelines', 'stores', 'hosts', 'channels'], Assets: ['assets'], Roles: ['roles'], Controls: ['controls', 'weaknesses'], Claims: ['claims'] };
/** A column of each table, and what is written there by the gesture of a number. */
const CELLS = { Elements: ['zone', (n) => `zone_${n}`], Assets: ['per', (n) => `case_${n}`], Roles: ['note', (n) => `said, and said: ${n}`], Controls: ['cost', (n) => `1${n}`], Claims: ['note', (n) => `# ${n}`] };
/** A table that has rows, and its rows. */
const rowsOf = (chance, text, least = 1) => {
  const all = Object.entries(TABLES).map(([name, sections]) => ({ name, rows: entriesOf(text).filter((e) => sections.includes(e.section)).map((e) => e.name) }));
  return chance.one(all.filter(({ rows }) => rows.length >= least));
};

/** What a reader may do, each with what it concerns. Names are fresh by the number of the gesture. */
const DEEDS = {
  async 'add to the picture'(page, chance, _, n) {
    await tab(page, 'Picture').click();
    await draw(page, mouse, chance.one(['Role', 'Adversary', 'Tool', 'Store', 'Asset', 'Host', 'Supplier']), `new_${n}`);
    return {};
  },
  async 'rename in the picture'(page, chance, text, n) {
    const name = await drawn(page, chance, text);
    await shape(page, name).focus();
    await page.keyboard.press('F2');
    await page.getByRole('dialog', { name: `Rename ${name}` }).getByRole('textbox').fill(`other_${n}`);
    await page.keyboard.press('Enter');
    await onShape(page, `other_${n}`);
    return { about: [name] };
  },
  async 'connect in the picture'(page, chance, text) {
    for (;;) {
      const [from, to] = [await drawn(page, chance, text), await drawn(page, chance, text)];
      await shape(page, from).focus();
      await page.keyboard.press('c');
      await shape(page, to).focus();
      await page.keyboard.press('Enter');
      const meanings = page.getByRole('dialog').getByRole('listitem').getByRole('button');
      if ((await meanings.count()) === 0) {
        await page.keyboard.press('Escape');
        continue;
      }
      const keys = await meanings.locator('small').allTextContents();
      await meanings.nth(keys.indexOf(chance.one(keys))).click();
      return { written: [from, to] };
    }
  },
  async 'delete in the picture'(page, chance, text) {
    const name = await drawn(page, chance, text);
    await shape(page, name).focus();
    await page.keyboard.press('Delete');
    return { deleted: [name] };
  },
  async 'copy and paste in the picture'(page, chance, text) {
    const name = await drawn(page, chance, text);
    await shape(page, name).focus();
    if ((await shape(page, name).getAttribute('aria-pressed')) !== 'true') await page.keyboard.press('Space');
    await page.keyboard.press('Control+c');
    await page.keyboard.press('Control+v');
    return {};
  },
  async 'write a cell'(page, chance, text, n) {
    const { name, rows } = rowsOf(chance, text);
    const row = chance.one(rows);
    await toTable(page, name);
    const [column, value] = CELLS[name];
    await addColumn(page, mouse, column);
    await writeCell(page, mouse, row, column, value(n));
    return { written: [row] };
  },
  async 'rename in a table'(page, chance, text, n) {
    const { name, rows } = rowsOf(chance, text);
    const row = chance.one(rows);
    await toTable(page, name);
    await page.getByRole('gridcell', { name: row, exact: true }).first().dblclick();
    await page.getByLabel(`name of ${row}`, { exact: true }).fill(`other_${n}`);
    await page.keyboard.press('Enter');
    return { about: [row] };
  },
  async 'add a row'(page, chance, text, n) {
    const { name } = rowsOf(chance, text);
    await toTable(page, name);
    await addRow(page, mouse, `new_${n}`);
    return {};
  },
  async 'add a part'(page, chance, text, n) {
    const owner = chance.one(entriesOf(text).filter((e) => ['agents', 'models'].includes(e.section)))?.name;
    if (!owner) return DEEDS['add a row'](page, chance, text, n);
    await toTable(page, 'Parts');
    await page.getByLabel('Which part').selectOption('media');
    await page.getByLabel('Of which element').selectOption(owner);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    return { written: [owner] };
  },
  async 'delete rows'(page, chance, text) {
    const { name, rows } = rowsOf(chance, text);
    const gone = [...new Set([chance.one(rows), chance.one(rows)])];
    await toTable(page, name);
    for (const row of gone) await page.getByLabel(`Choose ${row}`, { exact: true }).check();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    return { deleted: gone };
  },
  async 'change rows at once'(page, chance, text, n) {
    const { name, rows } = rowsOf(chance, text, 2);
    const changed = [...new Set([chance.one(rows), chance.one(rows), rows[0]])];
    await toTable(page, name);
    for (const row of changed) await page.getByLabel(`Choose ${row}`, { exact: true }).check();
    const [column, value] = CELLS[name];
    await addColumn(page, mouse, column);
    await page.getByRole('combobox', { name: /^Set/ }).selectOption({ label: column });
    await page.getByRole('textbox', { name: 'to', exact: true }).fill(value(n));
    await page.getByRole('button', { name: 'Set', exact: true }).click();
    return { written: changed };
  },
  async 'paste rows'(page, chance, text, n) {
    const { name, rows } = rowsOf(chance, text);
    const row = chance.one(rows);
    await toTable(page, name);
    await page.getByRole('gridcell', { name: row, exact: true }).first().focus();
    await pasteHere(page, `name\tnote\n${row}\t"said, and said: ${n}"\nnew_${n}\t\n`);
    return { written: [row] };
  },
};

describe('random edits', { concurrency: 2 }, () => {
  for (const [i, file] of readdirSync(examples).filter((name) => name.endsWith('.yaml')).sort().entries()) {
    const seed = Number(process.env.BARTIZAN_SEED ?? 2026 + i);
    test(`${file}: what is not concerned stays, undo gives the exact document`, () =>
      visit(browser, async (page) => {
        const original = readFileSync(new URL(file, examples), 'utf8');
        const chance = chances(seed);
        const done = [];
        const texts = [original];
        try {
          await drop(page, file, original);
          await eventually(() => content(page), original);
          // Nothing is written twice: a deed that has been done goes to the end of the row.
          const row = Object.keys(DEEDS).map((name) => [chance.next(), name]).sort().map(([, name]) => name);
          for (const name of row.slice(0, GESTURES)) {
            const was = texts.at(-1);
            done.push(name);
            const concerned = await DEEDS[name](page, chance, was, done.length);
            await eventually(async () => (await content(page)) !== was, true, `the text changes: ${JSON.stringify(concerned)}`);
            const now = await content(page);
            done[done.length - 1] += ` ${JSON.stringify(concerned)}`;
            kept(was, now, concerned);
            texts.push(now);
          }
          const edited = await savedText(page);
          assert.equal(edited, texts.at(-1));
          await page.evaluate(() => document.activeElement.blur());
          for (const text of texts.slice(0, -1).reverse()) {
            await page.keyboard.press('Control+z');
            assert.equal(await content(page), text, 'one gesture, one undo');
          }
          assert.equal(await savedText(page), original, 'undone to the byte');
          for (let n = 1; n < texts.length; n += 1) await page.keyboard.press('Control+Shift+z');
          assert.equal(await savedText(page), edited, 'redone to the byte');
        } catch (error) {
          throw new Error(`BARTIZAN_SEED=${seed}, ${file}: ${done.join('; ')}\n${error.message}`, { cause: error });
        }
      }));
  }
});
