// No trace by default; a draft only once it is switched on, found again after the tab is gone, and forgotten whole.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import { fromDisk, hosted, launch, shot } from './chromium.mjs';
import { editor, eventually, verdicts } from './journey.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), hosted()]);
});
after(() => Promise.all([browser?.close(), server?.close()]));

const databases = (page) => page.evaluate(async () => (await indexedDB.databases()).map((db) => db.name));
/** What the draft holds: it is written again after each rest. */
const kept = (page) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        const asked = indexedDB.open('bartizan-draft');
        asked.onsuccess = () => {
          const got = asked.result.transaction('drafts').objectStore('drafts').get('draft');
          got.onsuccess = () => {
            asked.result.close();
            done(got.result?.text ?? '');
          };
        };
      }),
  );
const open = async (context, address) => {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(address);
  await eventually(async () => Object.keys(await verdicts(page)).length > 0, true);
  return page;
};
const privacy = (page) => page.getByRole('button', { name: /Nothing leaves this page/ });
const write = async (page, text) => {
  await editor(page).click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type(text);
};

test('no trace is left unless a draft is switched on', async () => {
  const context = await browser.newContext();
  const page = await open(context, server.address);
  await write(page, '# not kept\n');
  await page.waitForTimeout(1500);
  assert.deepEqual(await databases(page), []);
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, '']);
  await context.close();
});

test('a draft that was switched on survives the tab, and is forgotten whole', async () => {
  const context = await browser.newContext();
  const first = await open(context, server.address);
  await privacy(first).click();
  await first.getByRole('switch', { name: 'Keep a draft on this computer' }).click();
  await first.keyboard.press('Escape');
  await write(first, '# kept: a thought\n');
  await first.getByText(/^draft kept \d\d:\d\d$/).waitFor();
  await eventually(async () => (await kept(first)).startsWith('# kept: a thought\n'), true);
  await first.close({ runBeforeUnload: false });

  const second = await open(context, server.address);
  const waiting = second.getByRole('region', { name: 'Draft of an earlier visit' });
  await waiting.waitFor();
  const { violations } = await new AxeBuilder({ page: second }).analyze();
  assert.deepEqual(violations.map((v) => [v.id, v.nodes.map((n) => n.html.slice(0, 160))]), []);
  await shot(second, 'draft-found');
  await waiting.getByRole('button', { name: 'Open it' }).click();
  await eventually(async () => (await editor(second).textContent()).includes('# kept: a thought'), true);
  await second.getByText('edited', { exact: true }).waitFor();
  await privacy(second).click();
  await second.getByRole('switch', { name: 'Keep a draft on this computer' }).click();
  await eventually(() => databases(second), []);
  await second.close({ runBeforeUnload: false });

  const third = await open(context, server.address);
  await third.waitForTimeout(500);
  assert.equal(await third.getByRole('region', { name: 'Draft of an earlier visit' }).count(), 0);
  await context.close();
});

test('a page from disk offers no draft', async () => {
  const context = await browser.newContext();
  const page = await open(context, fromDisk);
  await privacy(page).click();
  await page.getByText('A page opened from disk keeps none').waitFor();
  assert.equal(await page.getByRole('switch', { name: 'Keep a draft on this computer' }).count(), 0);
  await context.close();
});
