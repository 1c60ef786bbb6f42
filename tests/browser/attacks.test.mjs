// Attacks as items of the lists that others keep, as the command tells them; and a catalog pack of the reader's own, whose
// name stands on what rests on it.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './chromium.mjs';
import { PACK, choosePack, eventually, tab, visit } from './journey.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

function crosswalk(framework) {
  const parameters = ['run', '--quiet', '--locked', '--features', 'cli,schema,ts', '--', 'crosswalk', 'examples/01-support-assistant.yaml', '--framework', framework, '--format', 'json'];
  const { stdout, stderr, status } = spawnSync('cargo', parameters, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const opened = (act, options) => visit(browser, act, options);

const region = (page, name) => page.getByRole('region', { name, exact: true });
const ids = (page, name) => region(page, name).locator('.item-id').allTextContents();

test('a list shows each of its items in the state that the command tells, and why others do not apply', async () => {
  await opened(async (page) => {
    await tab(page, 'Attacks').click();
    for (const [framework, label] of [['owasp-llm-2026', 'OWASP LLM 2026'], ['stride', 'STRIDE']]) {
      const told = crosswalk(framework);
      await page.getByLabel('show as').selectOption({ label });
      for (const [state, words] of [['closes', 'Closes'], ['one_step_away', 'One step away'], ['out_of_scope', 'Out of scope']]) {
        const wanted = told.items.filter((item) => item.state === state).map((item) => item.id);
        await eventually(() => ids(page, words), wanted, `${label}: ${words}`);
      }
    }
    const told = crosswalk('owasp-agentic');
    await page.getByLabel('show as').selectOption({ label: 'OWASP Agentic 2026' });
    const first = told.items.find((item) => item.state === 'closes');
    await region(page, 'Closes').getByRole('button').first().click();
    await eventually(() => page.getByRole('list', { name: `Attacks of ${first.id}` }).getByRole('listitem').count(), first.attacks.length);
  });
});

test('what stops attacks is shown by its controls and never as an attack that closes', async () => {
  await opened(async (page) => {
    await tab(page, 'Attacks').click();
    await page.getByLabel('show as').selectOption({ label: 'MITRE ATLAS' });
    await region(page, 'Closes').waitFor();
    for (const state of ['Closes', 'One step away', 'Further']) {
      assert.deepEqual((await ids(page, state)).filter((id) => id.startsWith('AML.M')), [], state);
    }
    assert.ok((await ids(page, 'Controls available')).some((id) => id.startsWith('AML.M')));
  });
});

test('a pack is named on the attack that rests on it, and answers are without it again', async () => {
  await opened(async (page) => {
    await choosePack(page, () => page.getByRole('button', { name: 'Catalog pack…' }).click(), PACK);
    await page.getByText('Answers are made with house besides the catalog.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
    await tab(page, 'Attacks').click();
    const fired = page.getByRole('button', { name: /^A house rule fires house/ });
    await fired.waitFor();
    await page.getByRole('button', { name: /^Catalog pack/ }).click();
    await page.getByRole('button', { name: 'Answer without the pack' }).click();
    await fired.waitFor({ state: 'detached' });
  });
});

test('a pack with an error is told with its place, by keys and on a small screen', async () => {
  await opened(
    async (page) => {
      await page.getByRole('button', { name: 'Menu' }).press('Enter');
      const entry = page.getByRole('region', { name: 'More' }).getByRole('button', { name: 'Catalog pack…' });
      await choosePack(page, () => entry.press('Enter'), PACK.replace('influence(agent)', 'inflence(agent)'));
      await page.getByText('The pack has 1 error').waitFor();
      await page.getByText('house.yaml:9:11').waitFor();
      await page.getByText('did you mean influence?').waitFor();
    },
    { viewport: { width: 390, height: 844 } },
  );
});
