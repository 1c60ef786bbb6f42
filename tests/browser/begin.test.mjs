// How work begins and goes on: the ways to begin, a claim filled in as a sentence, letters that never surprise somebody who types.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import { launch, shot } from './chromium.mjs';
import { editor, eventually, focused, saved, savedText, tab, verdicts, visit } from './journey.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const axe = async (page, what) => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.map((v) => [v.id, v.nodes.map((n) => n.html.slice(0, 160))]), [], what);
};
const wide = (act) => visit(browser, act);

test('New shows ways to begin; an empty description says what may be done next, and keeps nothing of the one before', () =>
  wide(async (page) => {
    await tab(page, 'Changes').click();
    await page.getByRole('button', { name: 'Another file' }).click();
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose a file' }).click()]);
    await chooser.setFiles([{ name: 'older.yaml', mimeType: 'application/yaml', buffer: Buffer.from('bartizan: 1\nroles: { guest: {} }\n') }]);
    await page.getByText('older.yaml').first().waitFor();
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await eventually(async () => (await focused(page)).name.startsWith('Answer ten questions'), true);
    await shot(page, 'new');
    await page.keyboard.press('Alt+n');
    await page.getByRole('heading', { name: 'Nothing is described yet' }).waitFor();
    await shot(page, 'new-empty');
    await tab(page, 'Changes').click();
    await page.getByRole('heading', { name: 'No file is chosen yet' }).waitFor();
    await tab(page, 'Claims').click();
    await page.getByRole('button', { name: /^Fill in tables/ }).click();
    await page.getByRole('heading', { name: /^Elements/ }).waitFor();
    await tab(page, 'Claims').click();
    await page.getByRole('button', { name: /^Take a template/ }).click();
    await page.getByRole('button', { name: 'Chat assistant' }).click();
    await eventually(async () => Object.keys(await verdicts(page)).length > 0, true);
  }));

test('a claim is added as a sentence, and judged', () =>
  wide(async (page) => {
    await page.getByRole('button', { name: 'Add a claim' }).click();
    const dialog = page.getByRole('dialog', { name: 'A new claim' });
    await dialog.getByLabel('over').selectOption('vector_db');
    await dialog.getByLabel('gains').selectOption('contribute');
    const named = dialog.getByLabel('named');
    assert.equal(await named.inputValue(), 'C4');
    await named.fill('C1');
    await dialog.getByText('C1 is there already').waitFor();
    assert.ok(await dialog.getByRole('button', { name: 'Add the claim' }).isDisabled());
    await named.fill('public_index');
    await axe(page, 'the sentence');
    await shot(page, 'new-claim');
    await dialog.getByRole('button', { name: 'Add the claim' }).click();
    await eventually(() => verdicts(page), { Violated: 3, Holds: 1 });
    assert.match(await savedText(page), /^ {2}public_index: \{ nobody but: employee, gains: contribute, over: vector_db \}$/m);
    await page.keyboard.press('Control+z');
    await eventually(() => verdicts(page), { Violated: 2, Holds: 1 });
  }));

test('the sentence on a small screen', () =>
  visit(browser, async (page) => {
    await page.getByRole('button', { name: 'Add a claim' }).click();
    await page.getByRole('dialog', { name: 'A new claim' }).waitFor();
    await axe(page, 'the sentence');
    await shot(page, 'new-claim-small');
  }, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }));

test('letters are for the text until somebody leaves it, and can be switched off', () =>
  wide(async (page) => {
    await editor(page).click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('# o');
    await page.keyboard.press('Escape');
    await page.keyboard.type('pus');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.keyboard.type('# two');
    assert.match((await saved(page, () => page.keyboard.press('Control+s'))).text, /# opus\n# two\n?$/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.press('t');
    await page.getByRole('heading', { name: /^Elements/ }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('checkbox', { name: /^Single letters act/ }).uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('u');
    await page.keyboard.press('t');
    await page.getByRole('heading', { name: /^Elements/ }).waitFor();
  }));
