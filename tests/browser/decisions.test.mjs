// Decisions: written where their subject is shown, kept in the description, held against what they rest on.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, shot } from './chromium.mjs';
import { content, eventually, tab, savedText, visit } from './journey.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const opened = (act) => visit(browser, act);

const of = (page, about) => page.getByRole('region', { name: `Decision on ${about}` });

test('a claim is decided, the decision stands, says when its ground has changed, is confirmed and withdrawn', async () => {
  await opened(async (page) => {
    const before = await savedText(page);
    await of(page, 'C1').getByRole('button', { name: 'Decide on C1' }).click();
    const form = page.getByRole('form', { name: 'Decide on C1' });
    await form.getByRole('radio', { name: /^Mitigated/ }).check();
    await form.getByLabel('Reason').fill('tickets are read by staff first');
    await form.getByLabel('Owner').fill('A. Keeper');
    await form.getByLabel('Date').fill('2026-11-25');
    await shot(page, 'decide');
    await form.getByRole('button', { name: 'Write into the description' }).click();
    await of(page, 'C1').getByText('Stands').waitFor();
    const written = await savedText(page);
    assert.match(written, /\ndecisions:\n {2}C1:\n {4}decision: mitigated\n {4}reason: tickets are read by staff first\n {4}owner: A\. Keeper\n {4}date: 2026-11-25\n {4}as of: violated \d+ [0-9a-f]{8}\n$/);
    assert.ok(written.startsWith(before.trimEnd()), 'the rest is as it was');

    // Another name is no other ground, though what it rests on is told by names.
    await page.keyboard.press('Escape');
    await page.keyboard.press('t');
    const wiki = page.getByRole('gridcell', { name: 'wiki', exact: true }).or(page.getByRole('rowheader', { name: 'wiki', exact: true })).first();
    await wiki.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('pages');
    await page.keyboard.press('Enter');
    const asOf = (text) => /as of: (.*)/.exec(text)?.[1];
    // Read rather than saved: a save for every look can be one that gives no download.
    await eventually(async () => asOf(await content(page)) !== asOf(written), true);
    await tab(page, 'Claims').click();
    if ((await of(page, 'C1').count()) === 0) await page.locator('[data-row=C1]').click();
    await of(page, 'C1').getByText('Stands').waitFor();

    // Another ground: a control is put in place.
    await page.keyboard.press('Escape');
    await page.keyboard.press('t');
    await page.getByRole('group', { name: 'Table' }).getByRole('button', { name: /^Controls/ }).click();
    const heads = await page.getByRole('columnheader').allTextContents();
    await page.locator(`[data-at="1:${heads.indexOf('status') - 1}"]`).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('active');
    await page.keyboard.press('Enter');
    await tab(page, 'Claims').click();
    await page.locator('[data-row=C1]').getByText('mitigated, look again').waitFor();
    if ((await of(page, 'C1').count()) === 0) await page.locator('[data-row=C1]').click();
    await shot(page, 'decision-changed');
    await of(page, 'C1').getByRole('button', { name: 'It still holds' }).click();
    await of(page, 'C1').getByText('Stands').waitFor();
    await of(page, 'C1').getByRole('button', { name: 'Withdraw' }).click();
    await of(page, 'C1').getByRole('button', { name: 'Decide on C1' }).waitFor();
    for (let i = 0; i < 5; i += 1) await page.keyboard.press('Control+z');
    await eventually(async () => (await savedText(page)) === before, true);
  });
});

test('a cell of the exposure and an attack are decided by keys, and both are listed under Gaps', async () => {
  await opened(async (page) => {
    await tab(page, 'Exposure').click();
    await page.locator('.matrix td button').first().click();
    const cell = page.locator('.why .decision');
    await cell.getByRole('button', { name: 'Decide on this' }).press('Enter');
    await page.getByLabel('Reason').fill('known');
    await page.keyboard.press('Enter');
    await cell.getByText('Stands').waitFor();
    await tab(page, 'Attacks').click();
    await page.locator('.attack-row button.attack').first().click();
    const attack = page.locator('.attack-detail .decision');
    await attack.getByRole('button', { name: /^Decide on/ }).press('Enter');
    await page.getByLabel('Reason').fill('seen');
    await page.keyboard.press('Enter');
    await attack.getByText('Stands').waitFor();
    await tab(page, 'Gaps').click();
    await eventually(() => page.locator('.gaps .standing').count(), 2);
    await shot(page, 'decisions-listed');
  });
});
