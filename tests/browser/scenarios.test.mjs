// Named scenarios: the switches of the moment written into the description, chosen again, and told by the command alike.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fromDisk, launch, shot, watched } from './chromium.mjs';
import { eventually, paste, savedText, verdicts, visit } from './journey.mjs';

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

test('after an edit with a switch on, a claim is held against the edited text without switches', () =>
  visit(browser, async (page) => {
    const before = await savedText(page);
    const row = page.locator('main:not([hidden]) [data-row=C2]');
    await page.keyboard.press('Alt+5');
    await page.getByRole('switch', { name: 'recipients in place' }).click();
    await page.keyboard.press('Alt+1');
    await row.filter({ hasText: 'was violated' }).waitFor();
    // Nobody is left against whom it could be broken, with or without the switch.
    await paste(page, before.replace('C2: { nobody but: employee', 'C2: { nobody but: [employee, customer, contractor, acme]'));
    await row.filter({ hasText: 'Nobody but acme' }).waitFor();
    await row.filter({ hasNotText: 'was violated' }).waitFor();
    await page.getByRole('button', { name: /^Scenario/ }).filter({ hasText: 'recipients' }).waitFor();
  }));
