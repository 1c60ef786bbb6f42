// An engine that breaks loses no text: the built page with an engine that traps, and with one that never returns.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { hangs, pageWith, traps } from './broken.mjs';
import { launch, watched } from './chromium.mjs';
import { editor, eventually, paste, saved, THIN } from './journey.mjs';

let browser;
let server;
let origin;
const pages = {};
before(async () => {
  pages['/traps'] = pageWith('analysis_advance', traps);
  pages['/hangs'] = pageWith('analysis_advance', hangs);
  browser = await launch();
  server = createServer((request, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end(pages[request.url]));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
});
after(async () => {
  await browser?.close();
  server?.close();
});

async function opened(path, act) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const seen = await watched(context);
    const page = await context.newPage();
    await page.goto(origin + path);
    await act(page);
    assert.deepEqual(seen.violations, []);
  } finally {
    await context.close();
  }
}

test('a trap is said, the text stays and can be changed and saved', () =>
  opened('/traps', async (page) => {
    await page.getByText('the engine stopped').first().waitFor();
    assert.match(await editor(page).textContent(), /Support assistant/);
    await paste(page, THIN);
    await page.waitForTimeout(500);
    await page.getByText('the engine stopped').first().waitFor();
    const { text } = await saved(page, () => page.keyboard.press('Control+s'));
    assert.equal(text, THIN);
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByText('the engine stopped').first().waitFor();
    await eventually(() => page.workers().length, 1, 'no worker that trapped is kept, only the one that reads texts');
  }));

test('an engine that never returns is cancelled and its worker ended; typing does not stop meanwhile', () =>
  opened('/hangs', async (page) => {
    await page.getByRole('button', { name: 'Cancel' }).first().waitFor();
    const before = page.workers().length;
    const ended = Promise.any(page.workers().map((worker) => worker.waitForEvent('close', { timeout: 10_000 })));
    await page.getByRole('button', { name: 'Cancel' }).first().click();
    const began = Date.now();
    await page.getByText('cancelled').first().waitFor();
    await ended;
    console.log(`  ended ${Date.now() - began} ms after the cancellation`);
    await eventually(() => page.workers().length, before - 1, 'none is started before it is needed');

    await editor(page).click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('# typed while it hangs');
    await page.getByRole('button', { name: 'Cancel' }).first().waitFor();
    await page.keyboard.type(', and after');
    assert.match(await editor(page).textContent(), /typed while it hangs, and after/);
  }));
