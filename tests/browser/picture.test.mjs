// The picture: what it shows of the text, by mouse and by keys, as a list; what is drawn can be changed and undone.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import { fromDisk, launch, shot, watched } from './chromium.mjs';
import { drop, editor, eventually, tab, verdicts } from './journey.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const file = (name) => readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8');
const canvas = (page) => page.getByRole('group', { name: /^Picture of / });
const shape = (page, name) => canvas(page).locator(`[data-id="${name}"]`);
const inspector = (page) => page.getByRole('complementary', { name: 'Inspector' });

async function opened(settings, act, text) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', ...settings });
  try {
    const seen = await watched(context);
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(fromDisk);
    await eventually(() => verdicts(page), { Violated: 2, Holds: 1 });
    if (text) await drop(page, 'description.yaml', text);
    await act(page);
    assert.deepEqual(seen.violations, [], 'breaches of the policy');
    assert.deepEqual(seen.errors, [], 'errors');
  } finally {
    await context.close();
  }
}

const toPicture = async (page) => {
  await tab(page, 'Picture').click();
  await shape(page, 'assistant').waitFor();
};
/** The description as the reader saves it. */
async function saved(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
  return readFileSync(await download.path(), 'utf8');
}
const chosen = (page) => page.evaluate(() => document.activeElement?.dataset?.id ?? '');

test('every element is drawn once, in its box, with what is reached in words', () =>
  opened({}, async (page) => {
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
  opened({}, async (page) => {
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
  opened({}, async (page) => {
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
  }));

test('the list says the same in words', () =>
  opened({}, async (page) => {
    await toPicture(page);
    await page.getByRole('button', { name: 'List', exact: true }).click();
    const item = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^vector_db/ }) });
    const said = await item.textContent();
    assert.match(said, /Reached: .*Contribute by contractor and customer/);
    assert.match(said, /In from wiki \(fills\) and tickets \(fills\)/);
    assert.match(said, /Out to assistant \(goes in: retrieved\)/);
  }));

test('boxes fold and open; a text with errors keeps its picture, without reach', () =>
  opened({}, async (page) => {
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
  opened({}, async (page) => {
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

const EMPTY = 'bartizan: 1\ntitle: Untitled\n';
const CLAIM = `claims:
  C1: { nobody but: clerk, gains: partially inspect, over: orders, of: others }
`;
/** What both build: an agent with a model, a tool that reads records in a store, a customer and a clerk. */
const BUILT = {
  roles: ['customer: { adversary: true }', 'clerk: {}'],
  models: ['llm: {}'],
  agents: ['bot: { used by: [customer, clerk], model: llm, tools: [crm] }'],
  tools: ['crm: { reads: [orders] }'],
  stores: ['db: { holds: [orders] }'],
  assets: ['orders: { kind: record, per: customer }'],
};
/** Each entry of the text in its section, whatever their order. */
const says = (content) => {
  const sections = {};
  let at = '';
  for (const line of content.split('\n')) {
    if (/^\w+:$/.test(line)) sections[(at = line.slice(0, -1))] = [];
    else if (line.startsWith('  ')) sections[at].push(line.trim());
  }
  delete sections.claims;
  return Object.fromEntries(Object.entries(sections).map(([name, entries]) => [name, entries.sort()]));
};
const built = Object.fromEntries(Object.entries(BUILT).map(([name, entries]) => [name, [...entries].sort()]));

/** Writes the claim in the text, and waits for its verdict. */
async function claims(page) {
  await page.keyboard.press('Alt+0');
  await editor(page).focus();
  await page.keyboard.press('Control+End');
  await editor(page).evaluate((content, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    content.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, CLAIM);
  await page.keyboard.press('Escape');
  await tab(page, 'Claims').click();
  await eventually(() => verdicts(page), { Violated: 1 });
}

/** Undoes everything from the picture. */
async function undone(page, edits) {
  await page.locator('.canvas[tabindex="0"], .canvas [tabindex="0"]').first().focus();
  for (let i = 0; i < edits; i += 1) {
    await page.keyboard.press('Control+z');
    if (await page.evaluate(() => document.activeElement === document.body)) await page.locator('.canvas').focus();
  }
}

test('built by mouse from an empty page: the text says it, claims answer, undo gives the exact document', () =>
  opened({ acceptDownloads: true }, async (page) => {
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await page.getByRole('button', { name: /^Empty description/ }).click();
    await tab(page, 'Picture').click();
    await page.locator('.canvas').waitFor();
    assert.equal(await saved(page), EMPTY);
    const add = async (kind, name, dragged) => {
      const button = page.getByRole('toolbar', { name: 'Add' }).getByRole('button', { name: kind, exact: true });
      if (dragged) {
        const [from, to] = [await button.boundingBox(), await page.locator('.canvas').boundingBox()];
        await page.mouse.move(from.x + 20, from.y + 20);
        await page.mouse.down();
        await page.mouse.move(to.x + 300, to.y + 260, { steps: 5 });
        await page.mouse.up();
      } else await button.click();
      await page.getByRole('dialog').getByRole('textbox').fill(name);
      await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
      await shape(page, name).waitFor();
    };
    const connect = async (from, to, meaning) => {
      await shape(page, from).locator('.outline').click();
      const [a, b] = [await shape(page, from).locator('.handle').boundingBox(), await shape(page, to).locator('.outline').boundingBox()];
      await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2);
      await page.mouse.down();
      await page.mouse.move(b.x + b.width / 2, b.y + b.height / 2, { steps: 6 });
      await page.mouse.up();
      await page.getByRole('dialog').getByRole('button', { name: meaning }).click();
      await page.locator('.edge').filter({ has: page.locator('.line') }).first().waitFor();
      await page.waitForTimeout(500);
    };
    await add('Agent', 'bot', true);
    for (const [kind, name] of [['Model', 'llm'], ['Tool', 'crm'], ['Adversary', 'customer'], ['Role', 'clerk'], ['Store', 'db'], ['Asset', 'orders']]) await add(kind, name, false);
    await page.getByRole('button', { name: 'Lay out', exact: true }).click();
    await page.waitForTimeout(500);
    await connect('customer', 'bot', /used by/);
    await connect('clerk', 'bot', /used by/);
    await connect('bot', 'llm', /model/);
    await connect('bot', 'crm', /tools/);
    await connect('crm', 'orders', /reads/);
    await connect('db', 'orders', /holds/);
    await shot(page, 'built-by-mouse');
    const after = await saved(page);
    assert.deepEqual(says(after.replace('orders: { kind: record }', 'orders: { kind: record, per: customer }')), built);
    await claims(page);
    await tab(page, 'Picture').click();
    await shape(page, 'bot').waitFor();
    await undone(page, 14);
    await eventually(() => canvas(page).locator('.node').count(), 0);
    assert.equal(await saved(page), EMPTY);
  }));

test('built by keys alone from an empty page, with a claim in the text', () =>
  opened({ acceptDownloads: true }, async (page) => {
    await page.keyboard.press('Alt+n');
    await page.keyboard.press('Alt+n');
    await page.getByRole('heading', { name: 'Nothing is described yet' }).waitFor();
    await page.keyboard.press('p');
    await page.locator('.canvas').focus();
    const add = async (kind, name) => {
      await page.keyboard.press('a');
      await page.keyboard.press('Home');
      for (let i = 0; i < 14 && !(await page.evaluate((k) => document.activeElement.textContent === k, kind)); i += 1) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+a');
      await page.keyboard.type(name);
      await page.keyboard.press('Enter');
      await eventually(() => chosen(page), name);
    };
    /** Walks to an element with arrows, however they lead there. */
    const walk = async (name) => {
      for (let tries = 0; tries < 40 && (await chosen(page)) !== name; tries += 1) {
        const key = await page.evaluate((to) => {
          const middle = (id) => {
            const r = document.querySelector(`.canvas [data-id="${id}"] .outline`).getBoundingClientRect();
            return { x: r.x + r.width / 2, y: r.y + r.height / 2 };
          };
          const [a, b] = [middle(document.activeElement.dataset.id), middle(to)];
          return Math.abs(b.x - a.x) > Math.abs(b.y - a.y) ? (b.x > a.x ? 'ArrowRight' : 'ArrowLeft') : b.y > a.y ? 'ArrowDown' : 'ArrowUp';
        }, name);
        await page.keyboard.press(tries % 5 === 4 ? ['ArrowDown', 'ArrowLeft', 'ArrowUp', 'ArrowRight'][Math.floor(tries / 5) % 4] : key);
        await page.waitForTimeout(30);
      }
      assert.equal(await chosen(page), name, `arrows lead to ${name}`);
    };
    const connect = async (from, to, nth) => {
      await walk(from);
      await page.keyboard.press('c');
      await walk(to);
      await page.keyboard.press('Enter');
      for (let i = 0; i < nth; i += 1) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await eventually(() => chosen(page), from);
      await page.waitForTimeout(600);
    };
    for (const [kind, name] of [['Agent', 'bot'], ['Model', 'llm'], ['Tool', 'crm'], ['Adversary', 'customer'], ['Role', 'clerk'], ['Store', 'db'], ['Asset', 'orders']]) await add(kind, name);
    await connect('customer', 'bot', 0);
    await connect('clerk', 'bot', 0);
    await connect('bot', 'llm', 0);
    await connect('bot', 'crm', 0);
    await connect('crm', 'orders', 1);
    await connect('db', 'orders', 0);
    await shot(page, 'built-by-keys');
    // Renamed and back, copied, pasted and deleted.
    await walk('clerk');
    await page.keyboard.press('F2');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('staff');
    await page.keyboard.press('Enter');
    await eventually(() => chosen(page), 'staff');
    await page.keyboard.press('Control+z');
    await shape(page, 'clerk').waitFor();
    await shape(page, 'crm').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Control+c');
    await page.keyboard.press('Control+v');
    await eventually(() => chosen(page), 'crm_2');
    await page.keyboard.press('Delete');
    await eventually(() => shape(page, 'crm_2').count(), 0);
    const after = (await saved(page)).replace('orders: { kind: record }', 'orders: { kind: record, per: customer }');
    assert.deepEqual(says(after), built);
    await drop(page, 'built.yaml', after);
    await shape(page, 'bot').waitFor();
    await claims(page);
  }));

test('an element dropped into another box is said to lie there; other moves change no text', () =>
  opened({ acceptDownloads: true }, async (page) => {
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
    assert.equal(await saved(page), before, 'a place changes no text');
    await page.keyboard.press('Escape');
    const [download] = await Promise.all([page.waitForEvent('download'), inspector(page).getByRole('button', { name: 'Save places' }).click()]);
    assert.equal(download.suggestedFilename(), '01-support-assistant.layout.json');
    const places = readFileSync(await download.path(), 'utf8');
    assert.deepEqual(Object.keys(JSON.parse(places).places), ['customer']);
    await page.getByRole('button', { name: 'Lay out', exact: true }).click();
    await eventually(async () => Math.abs((await shape(page, 'customer').locator('.outline').boundingBox()).y - moved.y) > 20, true);
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), inspector(page).getByRole('button', { name: 'Load places' }).click()]);
    await chooser.setFiles({ name: 'a.layout.json', mimeType: 'application/json', buffer: Buffer.from(places) });
    await eventually(async () => Math.abs((await shape(page, 'customer').locator('.outline').boundingBox()).y - moved.y) < 20, true);
    const acme = await shape(page, 'supplier:acme').locator('.frame').boundingBox();
    await move('mail', { x: acme.x + acme.width - 12, y: acme.y + acme.height - 10 });
    await eventually(() => shape(page, 'mail').getAttribute('aria-label').then((l) => l.includes('in acme')), true);
    assert.equal(await saved(page), before.replace('mail: { from: us,', 'mail: { from: acme,'));
    await page.keyboard.press('Control+z');
    await eventually(() => shape(page, 'mail').getAttribute('aria-label').then((l) => l.includes('in k8s')), true);
    assert.equal(await saved(page), before);
  }));

test('several are selected with shift and a frame, aligned, and deleted as one edit; a line is removed by itself', () =>
  opened({ acceptDownloads: true }, async (page) => {
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
    await page.locator('.canvas[tabindex="0"], .canvas [tabindex="0"]').first().focus();
    await page.keyboard.press('Delete');
    await eventually(() => shape(page, 'wiki').count(), 0);
    assert.ok(!/wiki:|filled from: .*wiki/.test(await saved(page)), 'and every mention of it');
    await page.keyboard.press('Control+z');
    await shape(page, 'wiki').waitFor();
    assert.equal(await saved(page), before);
    await canvas(page).locator('.edge[data-edge*="crm_db"] .grip').first().click({ force: true });
    await eventually(() => inspector(page).getByRole('heading', { level: 2 }).textContent(), 'holds');
    await inspector(page).getByRole('button', { name: 'Remove' }).click();
    await eventually(async () => (await saved(page)).includes('crm_db:    { runs on: k8s }'), true);
  }));

test('a small edit of the text moves little', () =>
  opened({}, async (page) => {
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
    await editor(page).evaluate((content) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', '  notes: { runs on: k8s, written by: employee }\n');
      content.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await shape(page, 'notes').waitFor();
    const after = await places();
    const far = Object.keys(before).filter((id) => Math.hypot(before[id][0] - after[id][0], before[id][1] - after[id][1]) > 130);
    assert.ok(far.length <= 3, `moved far: ${far.join(', ')}`);
  }));

const SCREENS = {
  picture: async (page, small) => {
    if (small) await page.getByRole('button', { name: 'Picture', exact: true }).last().click();
    await shape(page, 'assistant').waitFor();
  },
  'an element of the picture': async (page, small) => {
    await SCREENS.picture(page, small);
    await shape(page, 'assistant').locator('.outline').click();
  },
  'a new element of the picture': async (page, small) => {
    await SCREENS.picture(page, small);
    if (!small) await page.getByRole('toolbar', { name: 'Add' }).getByRole('button', { name: 'Agent', exact: true }).click();
  },
  'what a line means': async (page, small) => {
    await SCREENS.picture(page, small);
    if (small) return;
    await shape(page, 'crm').focus();
    await page.keyboard.press('c');
    await shape(page, 'tickets').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
  },
  'how something is reached': async (page, small) => {
    await SCREENS.picture(page, small);
    if (small) return;
    await shape(page, 'wiki').locator('.outline').click();
    await inspector(page).getByRole('button', { name: /by contractor/ }).first().click();
    await inspector(page).getByText('What could stop it').waitFor();
  },
  'the picture as a list': async (page, small) => {
    if (!small) await page.getByRole('button', { name: 'List', exact: true }).click();
    await page.getByRole('button', { name: /^vector_db/ }).waitFor();
  },
};

for (const [width, height] of [[1440, 900], [390, 844]]) {
  for (const colorScheme of ['light', 'dark']) {
    describe(`axe at ${width} px, ${colorScheme}`, () => {
      for (const [name, go] of Object.entries(SCREENS)) {
        test(name, () =>
          opened({ viewport: { width, height }, colorScheme }, async (page) => {
            const small = width < 720;
            if (small) {
              await page.getByRole('navigation', { name: 'Answers' }).getByRole('button', { name: 'More' }).click();
              await page.getByRole('region', { name: 'More' }).getByRole('button', { name: 'Picture', exact: true }).click();
            } else await tab(page, 'Picture').click();
            await go(page, small);
            await page.waitForTimeout(300);
            await shot(page, `${name.replaceAll(' ', '-')}-${width}-${colorScheme}`);
            const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze();
            assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} (${failureSummary.replaceAll('\n', ' ')})`).join('; ')}`), []);
          }));
      }
    });
  }
}
