// The text of the description: ways through it by names, renaming, the outline and formatting, by keyboard.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fromDisk, launch, shot, watched } from './chromium.mjs';
import { content, drop, editor, eventually, heading, paste, savedText, tab, verdicts, visit } from './journey.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const told = (page) => page.locator('[role=status] span').allInnerTexts().then((all) => all.at(-1));

const SYSTEM = `bartizan: 1
roles:
  customer:   { adversary: true }   # who buys
models: { llm: { weights: weights, runs on: gpu } }
agents: { bot: { model: llm, runs on: server, used by: customer, tools: crm } }
tools:
  crm: {from: us, reads: orders, runs on: server}
stores: { db: { runs on: server, holds: orders } }
assets: { orders: { kind: record, per: customer }, weights: { kind: weights, from: us } }
claims: { others: { nobody in: customer, gains: inspect, over: orders } }
`;

async function written(page) {
  await page.goto(fromDisk);
  await heading(page).waitFor();
  await paste(page, SYSTEM);
  await eventually(() => content(page), SYSTEM);
}

/** Puts the cursor behind the first mention of some words, with keys of the search panel. */
async function on(page, words) {
  await page.keyboard.press('Control+f');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
}

test('definitions, renaming, outline and formatting by keyboard, undone one by one', async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const seen = await watched(context);
  const page = await context.newPage();
  await written(page);

  await on(page, 'tools: crm');
  await page.keyboard.press('F12');
  await eventually(() => told(page), 'tool crm, declared in line 7');
  await page.keyboard.press('F12');
  await eventually(() => told(page), 'crm, mentioned in line 5; 1 mention in all');

  await page.keyboard.press('F2');
  const dialog = page.getByRole('dialog', { name: 'Rename tool crm' });
  await dialog.waitFor();
  await shot(page, 'rename');
  await page.keyboard.type('bot');
  await page.keyboard.press('Enter');
  await dialog.getByText('The name `bot` is taken by an agent.').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('records');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await eventually(() => content(page), SYSTEM.replaceAll('crm', 'records'));
  await eventually(() => told(page), 'Done: rename crm to records');

  await page.keyboard.press('Shift+Alt+KeyF');
  const formatted = SYSTEM.replaceAll('crm', 'records').replace('customer:   {', 'customer: {').replace('true }   #', 'true }     #').replace('{from: us, reads: orders, runs on: server}', '{ from: us, reads: orders, runs on: server }');
  await eventually(() => content(page), formatted);
  await page.keyboard.press('Control+z');
  await eventually(() => told(page), 'Undone: format');
  await page.keyboard.press('Control+z');
  await eventually(() => told(page), 'Undone: rename crm to records');
  await eventually(() => content(page), SYSTEM);

  await page.keyboard.press('Control+Shift+KeyO');
  const outline = page.getByRole('dialog', { name: 'Outline' });
  await outline.waitFor();
  await outline.getByRole('button', { name: 'customer line 3' }).waitFor();
  await shot(page, 'outline');
  await page.keyboard.type('orders');
  await page.keyboard.press('Enter');
  await outline.waitFor({ state: 'detached' });
  await eventually(() => page.evaluate(() => document.activeElement?.id), 'text');
  await page.keyboard.press('F12');
  await eventually(() => told(page), 'orders, mentioned in line 7; 3 mentions in all');

  assert.deepEqual(seen.errors, []);
  assert.deepEqual(seen.violations, []);
  await context.close();
});

test('a file is saved as it was written: ends of lines, mark of byte order; taken back, it counts as unchanged', () =>
  visit(browser, async (page) => {
    const foreign = `\uFEFF${SYSTEM.replaceAll('\n', '\r\n')}`;
    await drop(page, 'foreign.yaml', foreign);
    await page.locator('main [data-row=others]').waitFor();
    assert.equal(await savedText(page), foreign);

    await tab(page, 'Tables').click();
    await page.getByLabel('Name of the new', { exact: false }).fill('mail');
    await page.keyboard.press('Enter');
    await page.getByText('edited', { exact: true }).waitFor();
    await page.locator('[data-at="0:0"]').focus();
    await page.keyboard.press('Control+z');
    await page.getByText('edited', { exact: true }).waitFor({ state: 'detached' });
    assert.equal(await savedText(page), foreign);

    await page.keyboard.press('Alt+0');
    await editor(page).click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('# more');
    assert.equal(await savedText(page), `${foreign}# more`);
  }));

test('text and answers share the width: long lines wrap where asked or where the screen is small, tabs that go on say so', () =>
  visit(browser, async (page) => {
    const cut = () => page.locator('.cm-scroller').evaluate((text) => text.scrollWidth > text.clientWidth);
    const wrap = page.getByRole('button', { name: 'Wrap lines' });
    const after = page.getByRole('button', { name: 'Tabs after these' });
    const inSight = (name) => tab(page, name).evaluate((one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      return [x + 2, x + width - 2].every((at) => one.contains(document.elementFromPoint(at, y + height / 2)));
    });
    await eventually(cut, true);
    assert.equal(await after.count(), 0, 'all tabs are seen');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('button', { name: 'Text', exact: true }).click();
    await eventually(cut, false);
    await page.setViewportSize({ width: 1440, height: 900 });
    await eventually(cut, true);
    await editor(page).click();
    await page.keyboard.press('Alt+z');
    await eventually(cut, false);
    assert.equal(await wrap.getAttribute('aria-pressed'), 'true');
    await wrap.click();
    await eventually(cut, true);

    await page.getByRole('separator', { name: 'Width of the description' }).focus();
    for (let press = 0; press < 20; press += 1) await page.keyboard.press('ArrowRight');
    assert.equal(await inSight('Changes'), false);
    await after.click();
    await page.getByRole('button', { name: 'Tabs before these' }).waitFor();
    await after.waitFor({ state: 'detached' });
    assert.equal(await inSight('Changes'), true);
    assert.equal(await inSight('Attacks'), false);
    await page.keyboard.press('Alt+3');
    await eventually(() => inSight('Attacks'), true);
    await page.keyboard.press('Alt+7');
    await eventually(() => inSight('Changes'), true);
  }));

test('completion offers what may stand: words where only words do, names where one is named, what a decision may be about', () =>
  visit(browser, async (page) => {
    const offered = () => page.getByRole('listbox').getByRole('option').locator('.cm-completionLabel').allTextContents();
    const before = await content(page);
    await paste(page, `${before}decisions:\n  C1: { decision: accepted, reason: known }\n  `);
    await page.getByText('Accepted: known').waitFor();
    await page.keyboard.press('Control+Space');
    await page.getByRole('option', { name: /^C2\s*Nobody but employee gains Influence/ }).waitFor();
    const subjects = await offered();
    for (const one of ['C2', 'C3', 'act at assistant, mail, send_mail']) assert.ok(subjects.includes(one), `${one} is offered: ${subjects}`);
    assert.ok(!subjects.includes('C1'), 'what was decided is not asked again');
    await shot(page, 'subjects');
    const fact = 'partially_inspect(customer_records#customer.other)';
    await page.keyboard.type('partially_inspect(customer_records#customer.ot');
    await page.getByRole('option', { name: /Partially Inspect over customer_records of another/ }).click();
    await page.keyboard.type('{ decision: ');
    await eventually(offered, ['accepted', 'disputed', 'mitigated']);
    await page.getByRole('option', { name: /^accepted/ }).click();
    await page.keyboard.type(', reason: ');
    await eventually(() => content(page), `${before}decisions:\n  C1: { decision: accepted, reason: known }\n  ${fact}: { decision: accepted, reason: }`);
    assert.equal(await page.getByRole('listbox').count(), 0, 'reasons are words of one’s own');

    await paste(page, `${before}likelihoods:\n  `);
    await page.keyboard.type('obey');
    await page.getByRole('option', { name: /^obeys\(llm\)\s*llm obeys instructions/ }).waitFor();

    await paste(page, 'bartizan: 1\ntools: { mail: { runs on: box } }\ncontrols:\n  guard: { status: ');
    await page.keyboard.press('Control+Space');
    await eventually(offered, ['active', 'available']);
    await page.keyboard.type('active, on: ');
    await eventually(async () => (await offered()).includes('mail'), true);
    await page.keyboard.type('mail, kind: ');
    await eventually(async () => (await offered()).filter((name) => ['allow-list', 'mail', 'box'].includes(name)), ['allow-list']);

    await paste(page, 'bartizan: 1\nstores: { drawer: {} }\nclaims: { kept: { nobody in: anyone, gains: inspect, over: drawer } }\nassumptions:\n  other: stated\n  ');
    await eventually(() => verdicts(page), { Unknown: 1 });
    await page.keyboard.type('unst');
    await page.getByRole('option', { name: /^unstated_place\(drawer\)/ }).waitFor();
  }));
