// Named scenarios: the switches of the moment written into the description, chosen again, and told by the command alike.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fromDisk, launch, shot, watched } from './chromium.mjs';
import { drop, eventually, focused, paste, savedText, tab, verdicts, visit } from './journey.mjs';
import { shape } from './hands.mjs';

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

test('after an edit with a switch on, a claim is held against the edited text without switches; changes outlast an error in the text', () =>
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

    await tab(page, 'Changes').click();
    await page.getByRole('button', { name: 'As saved' }).click();
    const told = page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: 'C2' });
    await told.filter({ hasText: /beforeViolated.*afterHolds/ }).waitFor();
    await paste(page, before.replace('roles:', 'rolls:'));
    await page.getByText('as it could be read last').waitFor();
    await page.getByText(/^These answers are from before line/).waitFor();
    await told.filter({ hasText: /beforeViolated.*afterHolds/ }).waitFor();
    // Gaps are those of the text that could be read, and a screen begins at its top.
    const panel = page.getByRole('tabpanel');
    await tab(page, 'Claims').click();
    assert.ok(await panel.evaluate((e) => (e.scrollTo(0, 200), e.scrollTop)) > 0);
    await tab(page, 'Gaps').click();
    await panel.getByRole('heading', { name: /^Defaults taken \d/ }).waitFor();
    await panel.getByRole('heading', { name: 'What is left open is looked for once the text can be read' }).waitFor();
    assert.equal(await panel.evaluate((e) => e.scrollTop), 0);
    await tab(page, 'Changes').click();
    await paste(page, before);
    await page.getByText('as it is now').waitFor();
    await page.getByRole('heading', { name: 'Nothing was changed since it was saved' }).waitFor();
  }));

test('a weakness is held off where it is told of, and happens again: at its element, in a path by keys, in the scenario', () =>
  visit(browser, async (page) => {
    await drop(page, 'research.yaml', readFileSync(new URL('../../examples/systems/multi-agent-research.yaml', import.meta.url), 'utf8'));
    await eventually(() => verdicts(page), { Violated: 3 });
    const panel = page.getByRole('dialog', { name: 'What if: mcp_command can be exploited' });
    const hold = panel.getByRole('button', { name: 'Hold off' });
    const held = panel.getByText('server is conditional by 2 sets; as described violated by 3');

    await tab(page, 'Picture').click();
    await shape(page, 'api').locator('.outline').click();
    const there = page.getByRole('complementary', { name: 'Inspector' }).getByRole('button', { name: /What if: mcp_command can be exploited/ });
    await there.click();
    await hold.click();
    await held.waitFor();
    assert.match((await panel.getByText(/; as described/).allTextContents()).join(), /^server .*,report is violated by 5 sets/, 'a verdict that changed comes first');
    await there.filter({ hasText: 'held off' }).waitFor();
    await hold.click();
    await held.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    assert.match((await focused(page)).name, /mcp_command can be exploited/, 'the focus comes back');

    await tab(page, 'Claims').click();
    await page.locator('main:not([hidden]) [data-row=server]').click();
    await page.getByRole('region', { name: 'How server is broken' }).getByRole('button', { name: /What if: mcp_command can be exploited/ }).press('Enter');
    await page.keyboard.press('Tab');
    assert.equal((await focused(page)).name, 'Hold off');
    await page.keyboard.press('Enter');
    await eventually(() => verdicts(page), { Violated: 2, Conditional: 1 });
    // The step is gone; the way back is still under the hand.
    await page.keyboard.press('Enter');
    await eventually(() => verdicts(page), { Violated: 3 });
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: /^Scenario/ }).click();
    await page.getByRole('switch', { name: 'mcp_command can be exploited' }).click();
    await eventually(() => verdicts(page), { Violated: 2, Conditional: 1 });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Back to as described' }).click();
    await eventually(() => verdicts(page), { Violated: 3 });
  }));

test('sets that differ only in whose copy was retrieved are one row, and counted each', () =>
  visit(browser, async (page) => {
    const before = await savedText(page);
    await paste(page, before.replace('vector_db: {', 'vector_db: { per: customer,').replace('tickets:   {', 'tickets:   { per: customer,'));
    const sets = page.getByRole('complementary', { name: 'Attack sets and what closes them' });
    await sets.getByRole('heading', { name: 'Minimal attack sets 8, complete' }).waitFor();
    const row = sets.getByRole('button', { name: /wiki .* of another customer/ });
    assert.match(await row.textContent(), /^2.*set 3 is alike: the customer who asks/);
    assert.equal(await sets.getByRole('button', { name: /obeys instructions/ }).count(), 3);
    await row.click();
    await page.getByRole('button', { name: 'Next set' }).click();
    await page.getByText('set 3 of 8').waitFor();
    assert.equal(await row.getAttribute('aria-pressed'), 'true');
  }));
