// The report on the page: parts are chosen, what is saved are the bytes of the command, what is shown runs nothing and
// asks for nothing, and it is printed, not the page.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { canary } from './canary.mjs';
import { fromDisk, launch, shot, watched } from './chromium.mjs';
import { eventually, paste, printing, saved, tab, tabTo, THIN, verdicts } from './journey.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** What the command writes; it ends with 1 where a claim does not hold. */
function command(...parameters) {
  const cargo = ['run', '--quiet', '--locked', '--features', 'cli,schema,ts', '--bin', 'bartizan', '--'];
  try {
    return execFileSync('cargo', [...cargo, 'report', ...parameters], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  } catch (error) {
    assert.equal(error.status, 1, error.stderr);
    return error.stdout;
  }
}

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

async function opened(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const seen = await watched(context);
  const page = await context.newPage();
  await page.goto(fromDisk);
  await eventually(() => verdicts(page), { Violated: 2, Holds: 1 }, 'opens on the first example');
  return { context, page, seen };
}

const report = (page) => page.getByRole('button', { name: 'Report', exact: true });
const frame = (page) => page.frameLocator('iframe[title="Report, preview"]');
const part = (page, name) => page.getByRole('checkbox', { name, exact: true });

test('what is saved are the bytes of the command', async () => {
  const { context, page, seen } = await opened();
  await report(page).click();
  await frame(page).getByRole('heading', { name: 'Summary' }).waitFor();
  await shot(page, 'report-1440-light');
  const html = await saved(page, () => page.getByRole('button', { name: 'Save as HTML, one file' }).click());
  assert.equal(html.name, '01-support-assistant-report.html');
  assert.ok(html.text === command('examples/01-support-assistant.yaml'), 'the HTML differs');
  await part(page, 'Summary').uncheck();
  await part(page, 'Method').uncheck();
  await frame(page).getByRole('heading', { name: 'Summary' }).waitFor({ state: 'detached' });
  const markdown = await saved(page, () => page.getByRole('button', { name: 'Save as Markdown' }).click());
  assert.equal(markdown.name, '01-support-assistant-report.md');
  const ids = await page.getByRole('checkbox').evaluateAll((boxes) => boxes.filter((box) => box.checked).length);
  const left = (await page.getByRole('checkbox').count()) - 3;
  assert.equal(ids, left, 'all but two and the one that is not usual');
  const sections = command('examples/01-support-assistant.yaml', '--format', 'md');
  assert.notEqual(markdown.text, sections);
  const chosen = [...new Set(html.text.match(/<section id="[a-z-]+"/g))].map((tag) => tag.slice(13, -1)).filter((id) => id !== 'summary' && id !== 'method');
  assert.ok(markdown.text === command('examples/01-support-assistant.yaml', '--format', 'md', '--sections', chosen.join()), 'the Markdown differs');
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(seen.violations, []);
  await context.close();
});

test('a scenario of the page is that of the command', async () => {
  const { context, page } = await opened();
  await tab(page, 'Controls').click();
  await page.getByRole('switch', { name: 'recipients in place' }).click();
  await eventually(() => page.getByRole('switch', { name: 'recipients in place' }).isChecked(), true);
  await report(page).click();
  await frame(page).getByText('switched on recipients').waitFor();
  const html = await saved(page, () => page.getByRole('button', { name: 'Save as HTML, one file' }).click());
  assert.ok(html.text === command('examples/01-support-assistant.yaml', '--on', 'recipients'), 'the HTML differs');
  await context.close();
});

test('hostile text is shown as text, and nobody hears of it', async () => {
  const ear = await canary();
  const { context, page, seen } = await opened();
  const address = `http://127.0.0.1:${ear.port}`;
  await paste(page, THIN.replace('title: Thin', `title: "<img src=${address}/i> <script src=${address}/s></script> <meta http-equiv=refresh content='0;url=${address}'>"`));
  await eventually(async () => Object.values(await verdicts(page)), [1], 'the text is analysed');
  await report(page).click();
  await frame(page).getByRole('heading', { level: 1 }).filter({ hasText: '<script' }).waitFor();
  const [, inner] = page.frames();
  assert.deepEqual(await inner.evaluate(() => [document.querySelectorAll('script, img, iframe, link, form').length, getComputedStyle(document.querySelector('main')).maxWidth]), [0, '860px'], 'style holds, nothing else is there');
  assert.equal(ear.heard(), 'nothing');
  assert.deepEqual(seen.violations, []);
  ear.close();
  await context.close();
});

test('a link of the contents leads there and nowhere else', async () => {
  const { context, page } = await opened();
  await report(page).click();
  await frame(page).getByRole('link', { name: 'Method', exact: true }).first().click();
  await eventually(async () => (await frame(page).getByRole('heading', { name: 'Method', exact: true }).boundingBox()).y < 900, true, 'it is in sight');
  assert.equal(page.url().split('#')[0], fromDisk);
  await context.close();
});

test('Ctrl P prints the report and not the page, by keys alone', async () => {
  const { context, page } = await opened();
  const printed = await printing(page);
  await page.keyboard.press('Control+p');
  await eventually(printed, ['Support assistant with retrieval and tools, threat model'], 'the report is printed once');
  await tabTo(page, (here) => here.name.startsWith('Save as Markdown'));
  await page.keyboard.press('Escape');
  await eventually(() => verdicts(page), { Violated: 2, Holds: 1 }, 'back at the answers');
  await context.close();
});

test('axe finds nothing in the document, light and dark, wide and small', async () => {
  const file = join(tmpdir(), 'bartizan-report.html');
  writeFileSync(file, command('examples/01-support-assistant.yaml'));
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1440, 390]) {
      const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme, bypassCSP: true });
      const page = await context.newPage();
      await page.goto(pathToFileURL(file).href);
      await shot(page, `report-document-${width}-${colorScheme}`);
      const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze();
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`), [], `${width} px, ${colorScheme}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} px: the page never scrolls sideways`);
      await context.close();
    }
  }
});
