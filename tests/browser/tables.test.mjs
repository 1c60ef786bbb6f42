// The description as tables: what a cell refuses, renames, rows from a spreadsheet, many rows at once, and every edit
// undone to the byte. Whole systems are built in whole.test.mjs.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, shot } from './chromium.mjs';
import { table } from './hands.mjs';
import { content, drop, eventually, pasteHere, savedText, visit } from './journey.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const opened = (act) => visit(browser, act);

const heads = (page) => page.getByRole('columnheader').allTextContents();
const cell = (page, row, column) => page.locator(`[data-at="${row}:${column}"]`);

describe('tables', () => {
  test('what a cell refuses stays in the cell, and a rename follows every mention', async () => {
    await opened(async (page) => {
      const before = await savedText(page);
      await page.keyboard.press('t');
      await cell(page, 1, 0).focus();
      await page.keyboard.press('F2');
      await page.keyboard.press('Control+A');
      await page.keyboard.type('crm');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').filter({ hasText: 'crm' }).waitFor();
      assert.equal(await page.getByLabel('name of assistant').inputValue(), 'crm');
      await page.keyboard.press('Control+A');
      await page.keyboard.type('helper');
      await page.keyboard.press('Enter');
      await eventually(() => cell(page, 1, 0).textContent(), 'helper');
      const renamed = await savedText(page);
      assert.equal(renamed, before.replaceAll('assistant:', 'helper:').replaceAll('on: assistant', 'on: helper'));
      await page.keyboard.press('Control+z');
      await eventually(() => cell(page, 1, 0).textContent(), 'assistant');
      assert.equal(await savedText(page), before);
    });
  });

  test('claims are deleted with what was decided on them, and a refusal stays where it was made', async () => {
    await opened(async (page) => {
      const decided = `${await savedText(page)}decisions:\n  C1: { decision: accepted, reason: known }\n`;
      await drop(page, 'decided.yaml', decided);
      await page.keyboard.press('t');
      await table(page, 'Claims').click();
      for (const name of ['C1', 'C3']) await page.getByLabel(`Choose ${name}`).check();
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await eventually(() => page.locator('.grid tbody tr').count(), 1);
      assert.equal(await savedText(page), decided.replace(/^ {2}C[13]: .*\n/gm, '').replace('decisions:\n', 'decisions: {}\n'));
      for (const [name, row] of [['Roles', 'customer'], ['Suppliers', 'acme'], ['Controls', 'classifier'], ['Assets', 'customer_records'], ['Elements', 'mail']]) {
        await table(page, name).click();
        await page.getByLabel(`Choose ${row}`).check();
        await page.getByRole('button', { name: 'Delete', exact: true }).click();
        await page.getByLabel(`Choose ${row}`).waitFor({ state: 'detached' });
      }
      await table(page, 'Flows').click();
      await page.getByLabel('Element', { exact: true }).selectOption('employee');
      await page.getByLabel('What employee does').selectOption({ label: 'writes to …' });
      await page.getByLabel('The other element').fill('crm_db');
      await page.keyboard.press('Enter');
      await page.getByRole('row', { name: 'Choose crm_db crm_db written by employee' }).waitFor();
      await page.getByLabel('The other element').fill('acme_2');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').filter({ hasText: 'acme_2' }).waitFor();
      await table(page, 'Elements').click();
      await page.getByRole('alert').waitFor({ state: 'detached' });
    });
  });

  test('Tab walks from cell to cell as in a spreadsheet; Escape lets it out; a cell at the edge is written in place', async () => {
    await opened(async (page) => {
      await page.keyboard.press('t');
      const here = () => page.evaluate(() => document.activeElement.dataset.at ?? document.activeElement.getAttribute('aria-label'));
      await cell(page, 0, 0).focus();
      await page.keyboard.press('F2');
      await page.keyboard.type('2');
      await page.keyboard.press('Tab');
      await page.keyboard.type('bolder');
      const next = await page.getByRole('row').nth(1).getByRole('gridcell').evaluateAll((cells) => cells.findIndex((c, i) => i > 1 && c.ariaReadOnly !== 'true') - 1);
      await eventually(here, `${(await heads(page))[next + 1]} of llm2`);
      await eventually(() => page.locator(':focus').inputValue(), 'bolder');
      await page.keyboard.press('Control+a');
      await page.keyboard.type('mail');
      await page.keyboard.press('Enter');
      await eventually(() => cell(page, 0, next).textContent(), 'mail');
      await cell(page, 0, next).focus();
      await page.keyboard.press('Shift+Tab');
      assert.equal(await here(), '0:0');
      await page.keyboard.press('End');
      await page.keyboard.press('Tab');
      assert.equal(await here(), '1:0', 'the first of the next row');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Tab');
      assert.equal(await here(), 'What to add');
      await page.setViewportSize({ width: 900, height: 700 });
      const last = page.locator('.grid tbody tr').last().locator('td:not(.locked)').last();
      await last.dblclick();
      const [field, frame, panel] = await page.evaluate(() => [document.activeElement, document.querySelector('.grid-frame'), document.querySelector('.panel')].map((e) => ({ ...e.getBoundingClientRect().toJSON(), scrolled: e.scrollLeft })));
      assert.ok(field.left >= frame.left && field.right <= frame.right + 1, 'the field is in the table');
      assert.equal(panel.scrolled, 0, 'the page is where it was');
      await page.getByRole('listbox').getByRole('option').first().waitFor();
      await page.keyboard.press('Escape');
      await table(page, 'Controls').click();
      await page.getByRole('gridcell', { name: 'allow-list', exact: true }).dblclick();
      await page.getByRole('listbox').getByRole('option', { name: /^per-user credential/ }).click();
      await page.keyboard.press('Enter');
      await page.getByRole('row', { name: /recipients control per-user credential/ }).waitFor();
    });
  });

  test('rows of a spreadsheet are pasted, changed together, and taken back to the byte', async () => {
    await opened(async (page) => {
      const before = await savedText(page);
      await page.keyboard.press('t');
      await table(page, 'Roles').click();
      await cell(page, 0, 0).focus();
      await pasteHere(page, 'name\tadversary\tnote\npartner\ttrue\t"writes, and reads"\nemployee\t\tour own\n');
      await eventually(() => page.locator('.grid tbody tr').count(), 4);
      const pasted = await savedText(page);
      assert.ok(pasted.includes('\n  partner:    { adversary: true, note: "writes, and reads" }\n'), pasted);
      assert.ok(pasted.includes('employee:   { note: our own }'), pasted);
      for (const name of ['customer', 'contractor']) await page.getByLabel(`Choose ${name}`).check();
      await page.locator('.bulk select').first().selectOption({ label: 'adversary' });
      await page.locator('.bulk input[type=text]').fill('false');
      await page.getByRole('button', { name: 'Set', exact: true }).click();
      await eventually(async () => (await savedText(page)).match(/adversary: false/g)?.length, 2);
      await shot(page, 'tables-many');
      await cell(page, 0, 0).focus();
      await page.keyboard.press('Control+z');
      await eventually(async () => (await savedText(page)) === pasted, true);
      await page.keyboard.press('Control+z');
      await eventually(async () => (await savedText(page)) === before, true);
    });
  });

  test('a claim that is named like an element is not taken for it', async () => {
    await opened(async (page) => {
      const before = `${(await savedText(page)).replace('  C3: {', '  crm: {')}decisions:\n  crm: { decision: accepted, reason: known }\n`;
      await drop(page, 'alike.yaml', before);
      await page.keyboard.press('t');
      await table(page, 'Claims').click();
      await page.getByRole('gridcell', { name: 'crm', exact: true }).dblclick();
      await page.keyboard.press('Control+A');
      await page.keyboard.type('other');
      await page.keyboard.press('Enter');
      await eventually(() => content(page), before.replaceAll('\n  crm: { nobody', '\n  other: { nobody').replace('\n  crm: { decision', '\n  other: { decision'));
      await page.getByRole('gridcell', { name: 'other', exact: true }).focus();
      await page.keyboard.press('Control+z');
      await eventually(() => content(page), before);
      await page.getByLabel('Choose crm').check();
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await eventually(() => content(page), before.replace(/\n {2}crm: \{ nobody.*\n/, '\n').replace(/decisions:[^]*/, 'decisions: {}\n'));
    });
  });

  test('parts of Inputs and adapters have rows: written, added, pasted, changed together, deleted, and nothing else moves', async () => {
    await opened(async (page) => {
      const bot = (inputs, rest = '') => `  bot: { model: llm, used by: user${inputs}${rest} }  # ours\n`;
      const llm = (adapters) => `  llm: { from: us${adapters} }   # shared\n`;
      const text = (model, agent) => `bartizan: 1\nroles:\n  user: { adversary: true }\nmodels:\n${model}agents:\n${agent}  helper: { model: llm, used by: user, writes: notes, inputs: { retrieved: wiki } }\nstores:\n  wiki: {}\n  notes: {}\n`;
      const plain = text(llm(', adapters: { tuned: { from: us } }'), bot(', inputs: { retrieved: [wiki] }', ', writes: { notes: [memory, history] }'));
      await drop(page, 'parts.yaml', plain);
      await page.keyboard.press('t');
      await table(page, 'Parts 5').click();
      const row = (name) => page.getByRole('row', { name: `Choose ${name}` });
      const says = (model, agent) => eventually(() => content(page), text(model, agent));
      await page.getByRole('button', { name: 'element', exact: true }).click();
      await eventually(() => page.locator('.grid td:nth-child(2)').allTextContents(), ['retrieved', 'memory', 'history', 'retrieved', 'tuned'], 'a part follows the element that has it');
      await page.getByLabel('Filter the rows').fill('memory');
      await eventually(() => page.locator('.grid tbody tr').count(), 1);
      await page.getByLabel('Filter the rows').fill('');
      assert.equal(await row('retrieved of helper').getByRole('gridcell', { name: 'notes' }).getAttribute('aria-readonly'), 'true', 'all is kept there');

      const at = async (name, column) => `[data-at="${await row(name).locator('.name').getAttribute('data-at').then((a) => a.split(':')[0])}:${(await heads(page)).indexOf(column) - 1}"]`;
      const writes = async (name, column, value) => {
        await page.locator(await at(name, column)).dblclick();
        await page.getByLabel(`${column} of ${name}`, { exact: true }).fill(value);
        await page.keyboard.press('Enter');
      };
      await writes('retrieved of bot', 'from', 'wiki, notes');
      await says(llm(', adapters: { tuned: { from: us } }'), bot(', inputs: { retrieved: [wiki, notes] }', ', writes: { notes: [memory, history] }'));
      await writes('memory of bot', 'writes', 'wiki');
      await says(llm(', adapters: { tuned: { from: us } }'), bot(', inputs: { retrieved: [wiki, notes] }', ', writes: { notes: history, wiki: memory }'));
      await page.getByLabel('What to add').selectOption('adapter');
      await page.getByLabel('Name of the new adapter').fill('second');
      await page.keyboard.press('Enter');
      await writes('second of llm', 'written by', 'user');
      await says(llm(', adapters: { tuned: { from: us }, second: { written by: user } }'), bot(', inputs: { retrieved: [wiki, notes] }', ', writes: { notes: history, wiki: memory }'));
      await writes('second of llm', 'name', 'other');
      await row('other of llm').waitFor();
      await page.getByLabel('What to add').selectOption('part of Inputs');
      await page.getByLabel('Which part').selectOption('system_prompt');
      await page.getByLabel('Of which element').selectOption('bot');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await row('system_prompt of bot').waitFor();
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByRole('alert').filter({ hasText: 'bot has that part already' }).waitFor();

      await cell(page, 0, 0).focus();
      await pasteHere(page, 'name\telement\tfrom\tlogs to\nsystem_prompt\tbot\twiki\t\nmemory\thelper\tnotes\twiki\n');
      await row('memory of helper').waitFor();
      for (const name of ['memory of bot', 'history of bot', 'other of llm']) await page.getByLabel(`Choose ${name}`).check();
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      for (const name of ['memory of helper', 'retrieved of bot']) await page.getByLabel(`Choose ${name}`).check();
      await page.locator('.bulk select').first().selectOption('from');
      await page.locator('.bulk input[type=text]').fill('wiki');
      await page.getByRole('button', { name: 'Set', exact: true }).click();
      const changed = text(llm(', adapters: { tuned: { from: us } }'), bot(', inputs: { retrieved: wiki, system_prompt: wiki }', ', writes: { notes: [], wiki: [] }')).replace('retrieved: wiki } }\nstores', 'retrieved: wiki, memory: wiki }, logs to: { wiki: memory } }\nstores');
      await eventually(() => content(page), changed);
      await cell(page, 0, 0).focus();
      for (let edit = 0; edit < 9; edit += 1) await page.keyboard.press('Control+z');
      await eventually(() => content(page), plain);
    });
  });
});
