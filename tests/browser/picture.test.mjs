// The picture: what it shows of the text, by mouse and by keys, as a list; what is drawn can be changed and undone.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { launch } from './chromium.mjs';
import { canvas, shape } from './hands.mjs';
import { content, editor, eventually, pasteHere, saved, savedText, tab, visit } from './journey.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const file = (name) => readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8');
const inspector = (page) => page.getByRole('complementary', { name: 'Inspector' });

const opened = (act, options) => visit(browser, act, options);

const toPicture = async (page) => {
  await tab(page, 'Picture').click();
  await shape(page, 'assistant').waitFor();
};

test('every element is drawn once, in its box, with what is reached in words', () =>
  opened(async (page) => {
    await toPicture(page);
    const names = await canvas(page).locator('.node').evaluateAll((all) => all.map((e) => e.dataset.id).sort());
    assert.deepEqual(names, ['assistant', 'contractor', 'crm', 'crm_db', 'crm_key', 'customer', 'customer_records', 'employee', 'llm', 'mail', 'repo', 'send_mail', 'tickets', 'vector_db', 'wiki']);
    assert.match(await shape(page, 'wiki').getAttribute('aria-label'), /^wiki store .*reached: .*Contribute, in k8s/);
    assert.match(await shape(page, 'supplier:acme').getAttribute('aria-label'), /^acme supplier, 1 element in it/);
    const inside = await page.evaluate(() => {
      const rect = (id) => document.querySelector(`.canvas [data-id="${id}"] > :is(.frame, .outline)`).getBoundingClientRect();
      const [box, it] = [rect('host:k8s'), rect('vector_db')];
      return box.left < it.left && box.right > it.right && box.top < it.top && box.bottom > it.bottom;
    });
    assert.ok(inside, 'vector_db lies in its host');
    await page.getByLabel('Controls and weaknesses').check();
    await shape(page, 'classifier').waitFor();
  }));

test('the selected path is drawn with its steps numbered in order, and another can be chosen', () =>
  opened(async (page) => {
    await toPicture(page);
    const numbers = () => canvas(page).locator('.step-mark').evaluateAll((all) => all.map((e) => Number(e.dataset.step)).sort((a, b) => a - b));
    await eventually(numbers, [1, 2, 3, 4, 5, 6, 7]);
    assert.ok((await canvas(page).locator('.tick').count()) > 0, 'borders that it crosses are marked');
    await page.getByLabel('Path').selectOption({ label: 'C2, violated' });
    await eventually(numbers, [1, 2, 3, 4]);
    await page.getByLabel('Path').selectOption({ label: 'none' });
    await eventually(numbers, []);
  }));

test('arrows walk from shape to shape, Enter inspects, keys zoom, search marks', () =>
  opened(async (page) => {
    await page.keyboard.press('p');
    await shape(page, 'assistant').waitFor();
    await shape(page, 'assistant').focus();
    await page.keyboard.press('ArrowRight');
    // The focus follows with the next frame.
    await page.waitForFunction(() => document.activeElement.dataset.id !== 'assistant');
    const there = await page.evaluate(() => document.activeElement.dataset.id);
    assert.ok(['crm', 'mail', 'llm'].includes(there), `one of those that it is joined to, not ${there}`);
    await page.keyboard.press('Enter');
    await eventually(() => inspector(page).getByRole('heading', { level: 2 }).textContent(), there);
    assert.ok(await inspector(page).evaluate((e) => e === document.activeElement));
    await page.keyboard.press('Escape');
    await shape(page, 'assistant').focus();
    const zoom = () => page.getByRole('button', { name: /^Fit/ }).textContent();
    const first = await zoom();
    await page.keyboard.press('+');
    await page.waitForFunction((before) => [...document.querySelectorAll('.zoomer button')].some((b) => b.textContent.startsWith('Fit') && b.textContent !== before), first);
    await page.keyboard.press('0');
    await eventually(zoom, first);
    await page.keyboard.press('/');
    await page.keyboard.type('wiki');
    await eventually(() => canvas(page).locator('.is-found').evaluateAll((all) => all.map((e) => e.dataset.id)), ['wiki']);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    assert.equal(await canvas(page).locator('[tabindex="0"]').count() + (await page.locator('.canvas[tabindex="0"]').count()), 1, 'one stop for the Tab key');
    // What nothing joins is said to the eye, and another can be chosen; a credential opens, and is not answered into.
    const join = async (name) => {
      await shape(page, name).focus();
      await page.keyboard.press('Enter');
    };
    await shape(page, 'crm').focus();
    await page.keyboard.press('c');
    await join('mail');
    await page.getByText('Nothing joins a tool with a tool').and(page.locator('.drafting-bar b')).waitFor();
    await join('crm_key');
    const choices = page.getByRole('dialog', { name: 'What does crm do with crm_key' }).getByRole('listitem');
    await eventually(() => choices.locator('small').allTextContents(), ['as', 'gets', 'reads', 'changes']);
    await page.keyboard.press('Escape');
    await shape(page, 'assistant').focus();
    await page.keyboard.press('c');
    await join('crm_key');
    await page.getByRole('dialog', { name: 'What does crm_key do with assistant' }).getByRole('button', { name: 'opens assistant' }).click();
    await eventually(async () => /crm_key: \{ kind: credential, opens: \[assistant\] \}/.test(await content(page)), true);
    assert.equal(await page.getByRole('button', { name: /\d+ errors?$/ }).count(), 0);
  }));

test('the list says the same in words', () =>
  opened(async (page) => {
    await toPicture(page);
    await page.getByRole('button', { name: 'List', exact: true }).click();
    const item = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^vector_db/ }) });
    const said = await item.textContent();
    assert.match(said, /Reached: .*Contribute by contractor and customer/);
    assert.match(said, /In from wiki \(fills\) and tickets \(fills\)/);
    assert.match(said, /Out to assistant \(goes in: retrieved\)/);
  }));

test('boxes fold and open; a text with errors keeps its picture, without reach', () =>
  opened(async (page) => {
    await toPicture(page);
    await canvas(page).locator('[data-fold="host:k8s"]').click();
    await eventually(() => shape(page, 'wiki').count(), 0);
    assert.match(await shape(page, 'host:k8s').getAttribute('aria-label'), /^k8s host, \d+ elements/);
    await shape(page, 'host:k8s').focus();
    await page.keyboard.press('Enter');
    await shape(page, 'wiki').waitFor();
    await page.getByRole('button', { name: 'Fold all', exact: true }).click();
    await eventually(() => shape(page, 'wiki').count(), 0);
    await shape(page, 'host:k8s').locator('.outline').dblclick();
    await shape(page, 'wiki').waitFor();
    await page.keyboard.press('\\');
    await editor(page).click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\nwrong: 1\n');
    await page.getByText(/1 error/).first().waitFor();
    await eventually(() => canvas(page).locator('.is-reached').count(), 0);
    await shape(page, 'wiki').waitFor();
  }));

test('two versions are drawn as one, with signs', () =>
  opened(async (page) => {
    const older = file('01-support-assistant.yaml').replace('  repo:      { runs on: k8s }', '  repo2: { runs on: k8s }').replace('system_prompt: repo,', 'system_prompt: repo2,');
    await tab(page, 'Changes').click();
    await page.getByRole('button', { name: 'Another file' }).click();
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose a file' }).click()]);
    await chooser.setFiles({ name: 'older.yaml', mimeType: 'application/yaml', buffer: Buffer.from(older) });
    await page.getByRole('button', { name: 'Draw the difference' }).click();
    await eventually(() => shape(page, 'repo2').getAttribute('aria-label'), 'repo2 store, in k8s, removed');
    assert.match(await shape(page, 'repo').getAttribute('aria-label'), /^repo store .*, added$/);
    await page.getByText('2 added, 2 removed, 0 changed').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'End', exact: true }).click();
    await eventually(() => shape(page, 'repo2').count(), 0);
  }));

test('an element dropped into another box is said to lie there; other moves change no text', () =>
  opened(async (page) => {
    await toPicture(page);
    const before = file('01-support-assistant.yaml');
    const move = async (name, to) => {
      const from = await shape(page, name).locator('.outline').boundingBox();
      await page.mouse.move(from.x + from.width / 2, from.y + 8);
      await page.mouse.down();
      await page.mouse.move(to.x, to.y, { steps: 8 });
      await page.mouse.up();
      await page.waitForTimeout(500);
    };
    const at = await shape(page, 'customer').locator('.outline').boundingBox();
    await move('customer', { x: at.x + 40, y: at.y + 70 });
    const moved = await shape(page, 'customer').locator('.outline').boundingBox();
    assert.ok(Math.abs(moved.y - at.y - 62) < 4, `it stays where it was put, not ${moved.y - at.y} below`);
    assert.equal(await savedText(page), before, 'a place changes no text');
    await page.keyboard.press('Escape');
    const kept = await saved(page, () => inspector(page).getByRole('button', { name: 'Save places' }).click());
    const places = kept.text;
    assert.equal(kept.name, '01-support-assistant.layout.json');
    assert.deepEqual(Object.keys(JSON.parse(places).places), ['customer']);
    const isAt = (y) => eventually(async () => Math.abs((await shape(page, 'customer').locator('.outline').boundingBox()).y - y) < 4, true);
    const undo = page.getByRole('button', { name: 'Undo' });
    // Places have their entries in the one history; small moves by keys are one.
    await shape(page, 'customer').focus();
    await page.keyboard.press('Space');
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('Shift+ArrowDown');
    await eventually(async () => (await shape(page, 'customer').locator('.outline').boundingBox()).y > moved.y + 6, true);
    await undo.click();
    await isAt(moved.y);
    await undo.click();
    await isAt(at.y);
    assert.ok(await undo.isDisabled(), 'nothing else was done');
    await page.getByRole('button', { name: 'Redo' }).click();
    await isAt(moved.y);
    await page.getByRole('button', { name: 'Lay out', exact: true }).click();
    await isAt(at.y);
    await page.keyboard.press('Control+z');
    await isAt(moved.y);
    await page.keyboard.press('Control+Shift+z');
    await isAt(at.y);
    await shape(page, 'customer').focus();
    await page.keyboard.press('Escape');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), inspector(page).getByRole('button', { name: 'Load places' }).click()]);
    await chooser.setFiles({ name: 'a.layout.json', mimeType: 'application/json', buffer: Buffer.from(places) });
    await isAt(moved.y);
    const acme = await shape(page, 'supplier:acme').locator('.frame').boundingBox();
    await move('mail', { x: acme.x + acme.width - 12, y: acme.y + acme.height - 10 });
    await eventually(() => shape(page, 'mail').getAttribute('aria-label').then((l) => l.includes('in acme')), true);
    assert.equal(await savedText(page), before.replace('mail: { from: us,', 'mail: { from: acme,'));
    await page.keyboard.press('Control+z');
    await eventually(() => shape(page, 'mail').getAttribute('aria-label').then((l) => l.includes('in k8s')), true);
    assert.equal(await savedText(page), before);
  }));

test('several are selected with shift and a frame, aligned, and deleted as one edit; a line is removed by itself', () =>
  opened(async (page) => {
    await toPicture(page);
    const before = file('01-support-assistant.yaml');
    const top = async (name) => Math.round((await shape(page, name).locator('.outline').boundingBox()).y);
    await shape(page, 'customer').locator('.outline').click();
    await shape(page, 'employee').locator('.outline').click({ modifiers: ['Shift'] });
    await page.getByRole('button', { name: 'Align top edges' }).click();
    await eventually(async () => (await top('customer')) === (await top('employee')), true);
    await page.getByRole('button', { name: 'Lay out', exact: true }).click();
    await page.keyboard.press('Escape');
    await page.waitForTimeout(400);
    const [a, b] = [await shape(page, 'wiki').locator('.outline').boundingBox(), await shape(page, 'tickets').locator('.outline').boundingBox()];
    const [left, right, up, down] = [Math.min(a.x, b.x) - 6, Math.max(a.x + a.width, b.x + b.width) + 3, Math.min(a.y, b.y) - 5, Math.max(a.y + a.height, b.y + b.height) + 3];
    await page.keyboard.down('Shift');
    await page.mouse.move(left, up);
    await page.mouse.down();
    await page.mouse.move(right, down, { steps: 6 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    const selected = () => canvas(page).locator('.node.is-chosen').evaluateAll((all) => all.map((e) => e.dataset.id).sort());
    assert.ok((await selected()).includes('wiki') && (await selected()).includes('tickets'), String(await selected()));
    await page.keyboard.press('Delete');
    await eventually(() => shape(page, 'wiki').count(), 0);
    assert.ok(!/wiki:|filled from: .*wiki/.test(await savedText(page)), 'and every mention of it');
    await page.keyboard.press('Control+z');
    await shape(page, 'wiki').waitFor();
    assert.equal(await savedText(page), before);
    await canvas(page).locator('.edge[data-edge*="crm_db"] .grip').first().click({ force: true });
    await eventually(() => inspector(page).getByRole('heading', { level: 2 }).textContent(), 'holds');
    await inspector(page).getByRole('button', { name: 'Remove' }).click();
    await eventually(async () => (await savedText(page)).includes('crm_db:    { runs on: k8s }'), true);
  }));

test('a small edit of the text moves little', () =>
  opened(async (page) => {
    await toPicture(page);
    const places = () => canvas(page).locator('.node').evaluateAll((all) => Object.fromEntries(all.map((e) => [e.dataset.id, e.getAttribute('transform').match(/[-\d.]+/g).map(Number)])));
    const before = await places();
    await page.keyboard.press('\\');
    await editor(page).click();
    await page.keyboard.press('Control+Home');
    const lines = file('01-support-assistant.yaml').split('\n');
    for (let i = 0; i < lines.findIndex((l) => l.includes('tickets:')); i += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Home');
    await page.keyboard.press('Home');
    await pasteHere(page, '  notes: { runs on: k8s, written by: employee }\n');
    await shape(page, 'notes').waitFor();
    const after = await places();
    const far = Object.keys(before).filter((id) => Math.hypot(before[id][0] - after[id][0], before[id][1] - after[id][1]) > 130);
    assert.ok(far.length <= 3, `moved far: ${far.join(', ')}`);
  }));
