// Named scenarios: the switches of the moment written into the description, chosen again, and told by the command alike.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fromDisk, launch, shot, watched } from './chromium.mjs';
import { eventually, verdicts } from './journey.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test('switches are kept under a name, reset, and chosen again', async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  const seen = await watched(context);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(fromDisk);
  await eventually(() => verdicts(page), { Violated: 2, Holds: 1 });
  await page.getByRole('button', { name: /^Scenario/ }).click();
  await page.getByRole('switch', { name: 'recipients in place' }).click();
  await page.getByRole('switch', { name: 'per_customer in place' }).click();
  await eventually(() => verdicts(page), { Conditional: 1, Holds: 2 });
  await page.getByLabel('Keep these switches as').fill('next year');
  await page.getByRole('button', { name: 'Write into the description' }).click();
  const chosen = page.getByRole('button', { name: 'next_year', exact: true });
  await chosen.waitFor();
  assert.equal(await chosen.getAttribute('aria-pressed'), 'true');
  await shot(page, 'scenario-named');
  await page.getByRole('button', { name: 'Reset to as described' }).click();
  await eventually(() => verdicts(page), { Violated: 2, Holds: 1 });
  await chosen.click();
  await eventually(() => verdicts(page), { Conditional: 1, Holds: 2 });
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
  let text = '';
  for await (const chunk of await file.createReadStream()) text += chunk;
  assert.match(text, /\nscenarios:\n {2}next_year: \{ on: \[recipients, per_customer\] \}\n$/);
  assert.deepEqual([seen.errors, seen.violations], [[], []]);
  await context.close();
});
