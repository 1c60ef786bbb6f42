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
const text = (page) => editor(page).evaluate((content) => content.cmTile?.view?.state.doc.toString() ?? content.cmView?.view?.state.doc.toString());

test('every element is drawn once, in its box, with what is reached in words', () =>
  opened({}, async (page) => {
    await toPicture(page);
    const names = await canvas(page).locator('.node').evaluateAll((all) => all.map((e) => e.dataset.id).sort());
    assert.deepEqual(names, ['assistant', 'contractor', 'crm', 'crm_db', 'crm_key', 'customer', 'customer_records', 'employee', 'llm', 'mail', 'repo', 'send_mail', 'tickets', 'vector_db', 'wiki']);
    assert.match(await shape(page, 'wiki').getAttribute('aria-label'), /^wiki store .*Contribute, reached, in k8s/);
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

const SCREENS = {
  picture: async (page, small) => {
    if (small) await page.getByRole('button', { name: 'Picture', exact: true }).last().click();
    await shape(page, 'assistant').waitFor();
  },
  'an element of the picture': async (page, small) => {
    await SCREENS.picture(page, small);
    await shape(page, 'assistant').locator('.outline').click();
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

void text;
