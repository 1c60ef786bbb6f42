// The page as a reviewer uses it, hosted and from disk; with the keyboard alone; and when the engine breaks.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fromDisk, hosted, launch, shot, watched } from './chromium.mjs';
import { editor, eventually, focused, heading, saved, sitting, tab, tabTo, verdicts } from './journey.mjs';

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await hosted();
});
after(async () => {
  await browser?.close();
  server?.close();
});

/** A page that must stay quiet: no error, no breach of its policy, no request but for itself. */
async function quiet(options, act) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  try {
    const seen = await watched(context);
    const page = await context.newPage();
    const address = await act(page);
    assert.deepEqual(seen.errors, []);
    assert.deepEqual(seen.violations, []);
    assert.deepEqual(
      seen.requests.filter((url) => !/^(blob|data):/.test(url)),
      [address],
    );
  } finally {
    await context.close();
  }
}

for (const where of ['hosted', 'from disk']) {
  test(`a whole sitting, ${where}`, () =>
    quiet({}, async (page) => {
      const address = where === 'hosted' ? server.address : fromDisk;
      await sitting(page, address);
      return address;
    }));
}

test('opens analysed, and prints how soon', () =>
  quiet({}, async (page) => {
    await page.goto(fromDisk);
    await heading(page).waitFor();
    await eventually(() => verdicts(page), { Violated: 2, Holds: 1 });
    const shown = await page.evaluate(() => performance.now());
    console.log(`  answers shown ${Math.round(shown)} ms after opening`);
    await shot(page, 'claims');
    return fromDisk;
  }));

describe('with the keyboard alone', () => {
  test('from the text to the answers, a claim, a control, another example, and saved', () =>
    quiet({}, async (page) => {
      await page.goto(fromDisk);
      await eventually(() => verdicts(page), { Violated: 2, Holds: 1 });

      await tabTo(page, ({ name }) => name === 'Skip to the answers');
      await page.keyboard.press('Enter');
      await tabTo(page, ({ name }) => name.startsWith('Violated') && name.includes('C1'));
      await page.keyboard.press('ArrowDown');
      assert.ok((await focused(page)).name.includes('C2'));
      await page.keyboard.press('Enter');
      await page.getByRole('region', { name: 'How C2 is broken' }).waitFor();

      await page.keyboard.press('Alt+2');
      await page.getByRole('region', { name: 'Exposure matrix' }).waitFor();
      await page.keyboard.press('Alt+5');
      await tabTo(page, ({ role, name }) => role === 'switch' && name.startsWith('approval'));
      await page.keyboard.press('Space');
      await eventually(() => page.getByRole('switch', { name: 'approval in place' }).isChecked(), true);
      assert.equal((await focused(page)).role, 'switch', 'the focus stays');

      await page.keyboard.press('Alt+1');
      await page.keyboard.press('Alt+0');
      await eventually(async () => (await focused(page)).name, 'Description, text');
      await page.keyboard.press('Control+End');
      await page.keyboard.type('# a remark');
      await page.keyboard.press('Escape');
      await tabTo(page, ({ role, name }) => role === 'tab' && name.startsWith('Claims'));
      const { text } = await saved(page, () => page.keyboard.press('Control+s'));
      assert.ok(text.endsWith('# a remark'));

      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });

      await tabTo(page, ({ name }) => name === 'Examples', 'Shift+Tab');
      await page.keyboard.press('Enter');
      await tabTo(page, ({ name }) => name.startsWith('Batch summariser'));
      await page.keyboard.press('Enter');
      await eventually(() => verdicts(page), { Holds: 2 });
      return fromDisk;
    }));

  for (const [number, name] of Object.entries(['', 'Support', 'Fine-tuning', 'Coding', 'Agents with', 'Vision', 'Shared inference', 'Guardrail', 'Labelling', 'Hosted', 'Batch'])) {
    if (number === '0') continue;
    test(`example ${number}: each claim opened, each tab entered`, () =>
      quiet({}, async (page) => {
        await page.goto(fromDisk);
        await eventually(() => verdicts(page), { Violated: 2, Holds: 1 });
        await tabTo(page, (here) => here.name === 'Examples');
        await page.keyboard.press('Enter');
        await tabTo(page, (here) => here.name.startsWith(name));
        await page.keyboard.press('Enter');
        await page.getByRole('tabpanel').waitFor();
        await eventually(async () => Object.keys(await verdicts(page)).length > 0, true);
        const claims = Number((await tab(page, 'Claims').textContent()).match(/\d+/)[0]);
        await tabTo(page, (here) => /^(Violated|Unknown|Conditional|Holds)/.test(here.name));
        for (let claim = 0; claim < claims; claim += 1) {
          const { name: row } = await focused(page);
          await page.keyboard.press('Enter');
          await page.keyboard.press('Enter');
          assert.equal((await focused(page)).name.slice(0, 20), row.slice(0, 20), 'the focus stays on the claim');
          await page.keyboard.press('ArrowDown');
        }
        for (const key of [2, 3, 4, 5, 6, 7, 8, 9, 1]) {
          await page.keyboard.press(`Alt+${key}`);
          await heading(page).waitFor();
        }
        return fromDisk;
      }));
  }
});

test('at 390 px every screen is reached and none scrolls sideways', () =>
  quiet({ viewport: { width: 390, height: 844 }, hasTouch: true }, async (page) => {
    await page.goto(fromDisk);
    await eventually(() => verdicts(page), { Violated: 2, Holds: 1 });
    const nav = page.getByRole('navigation', { name: 'Answers' });
    for (const name of ['Claims', 'Exposure', 'Attacks', 'Suppliers', 'More']) {
      await nav.getByRole('button', { name }).tap();
      await page.waitForTimeout(150);
      await shot(page, `small-${name.toLowerCase()}`);
      const [width, inner] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(width <= inner, `${name} is ${width} px wide`);
    }
    for (const name of ['Controls', 'Numbers', 'Changes']) {
      await nav.getByRole('button', { name: 'More' }).tap();
      await page.getByRole('region', { name: 'More' }).getByRole('button', { name, exact: true }).tap();
      await page.waitForTimeout(300);
      await shot(page, `small-${name.toLowerCase()}`);
      const [width, inner] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(width <= inner, `${name} is ${width} px wide`);
    }
    await nav.getByRole('button', { name: 'More' }).tap();
    await page.getByRole('button', { name: 'Examples', exact: true }).tap();
    await page.getByRole('button', { name: /^Hosted model/ }).tap();
    await eventually(() => verdicts(page), { Unknown: 1, Conditional: 1 });
    return fromDisk;
  }));

test('typing does not wait for the engine', () =>
  quiet({}, async (page) => {
    await page.goto(fromDisk);
    await eventually(() => verdicts(page), { Violated: 2, Holds: 1 });
    await editor(page).click();
    await page.keyboard.press('Control+End');
    const began = Date.now();
    await page.keyboard.type('# forty letters typed in one go, at speed');
    const each = (Date.now() - began) / 41;
    console.log(`  ${each.toFixed(1)} ms for each key`);
    await eventually(async () => (await editor(page).textContent()).includes('at speed'), true);
    return fromDisk;
  }));
