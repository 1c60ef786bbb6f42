// Domains and the catalog on the page: what the command tells of contracts, each in the reader's words; every rule where it
// fires; from a step of a path to its rule and back; all by keys as well.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './chromium.mjs';
import { eventually, focused, heading, tab, tabTo, visit } from './journey.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What the command answers, as data. */
function command(...parameters) {
  const { stdout, stderr, status } = spawnSync('cargo', ['run', '--quiet', '--locked', '--features', 'cli,schema,ts', '--', ...parameters, '--format', 'json'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.ok(status === 0 || status === 1, stderr);
  return JSON.parse(stdout);
}

const plain = (sentence) => (sentence.charAt(0).toUpperCase() + sentence.slice(1)).replace(/^`(.)/, (_, c) => c.toLowerCase()).replaceAll('`', '');

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const opened = (act, options) => visit(browser, act, options);

const side = (page, name) => page.getByRole('region', { name: `Contracts of ${name}` });
const group = (page, name) => page.getByRole('region', { name, exact: true });
const cards = (page, name) => group(page, name).getByRole('listitem').locator('.handed').allTextContents();

describe('domains', () => {
  test('each domain reads what the command tells it, in its own words and in those of another', async () => {
    await opened(async (page) => {
      for (const audience of [null, 'management']) {
        const told = command('contracts', 'examples/01-support-assistant.yaml', ...(audience ? ['--as', audience] : []));
        await tab(page, 'Domains').click();
        if (audience) await page.getByLabel('In the words of').selectOption(audience);
        for (const domain of told.domains) {
          await page.getByRole('navigation', { name: 'Domains' }).getByRole('button', { name: new RegExp(`^${domain.name}`) }).click();
          await side(page, domain.name).waitFor();
          const wanted = (list, words) => list.map((at) => plain(told.contracts[at][words]));
          for (const [title, list, words] of [['What it must deny', domain.deny, 'given'], ['What reaches it', domain.reached, 'received'], ['What it may rely on', domain.rely, 'received']]) {
            await eventually(() => cards(page, title), wanted(list, words), `${domain.name}: ${title}`);
          }
        }
      }
    });
  });

  test('a contract marks its elements, leads to its claim, and goes when a control stands before it', async () => {
    await opened(async (page) => {
      await page.keyboard.press('Alt+8');
      await page.getByRole('navigation', { name: 'Domains' }).getByRole('button', { name: /^business/ }).click();
      const held = group(page, 'What reaches it').getByRole('listitem');
      await held.getByRole('button', { name: /^The orders|^Outsiders|can/ }).first().click();
      await eventually(() => held.locator('.handed').first().getAttribute('aria-pressed'), 'true');
      await held.getByRole('button', { name: 'C2' }).click();
      await page.getByRole('region', { name: 'How C2 is broken' }).waitFor();
      await tab(page, 'Controls').click();
      await page.getByRole('switch', { name: 'recipients in place' }).click();
      await tab(page, 'Domains').click();
      await eventually(() => cards(page, 'What reaches it'), [], 'nothing is held any more');
      await group(page, 'What it may rely on').getByText('recipients.mechanism').first().waitFor();
    });
  });

  test('a path is read in the words of an audience, with the rule’s own sentence below', async () => {
    await opened(async (page) => {
      const steps = page.locator('.path .says');
      const own = await steps.allTextContents();
      await page.getByLabel('Read as').selectOption('management');
      await eventually(async () => (await steps.allTextContents()).some((text) => /customer_records.*can leak/.test(text)), true);
      const how = await page.locator('.path .how').allTextContents();
      assert.equal(how.length, own.length, 'each step tells its rule below');
      assert.ok(own.some((text) => text.includes('Outputs of')) && !how.some((text) => text.includes('Outputs of')), how.join('\n'));
      await page.getByLabel('Read as').selectOption('');
      await eventually(() => steps.allTextContents(), own);
    });
  });

  test('by keys alone', async () => {
    await opened(async (page) => {
      await page.keyboard.press('Alt+8');
      await eventually(() => heading(page).textContent(), 'What domains hand one another');
      await page.getByRole('navigation', { name: 'Domains' }).waitFor();
      await tabTo(page, ({ name }) => name.startsWith('application') || name.startsWith('acme'));
      await page.keyboard.press('Home');
      await page.keyboard.press('Enter');
      await side(page, 'acme').waitFor();
      await tabTo(page, ({ name }) => /llm can be changed/.test(name));
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowDown');
      assert.match((await focused(page)).name, /acme/);
    });
  });
});

describe('catalog', () => {
  test('has every rule, control, event and attack, and finds them by id, word and reference', async () => {
    const told = command('catalog');
    await opened(async (page) => {
      await page.keyboard.press('Alt+9');
      for (const sort of ['rules', 'controls', 'events', 'attacks']) {
        const word = sort.charAt(0).toUpperCase() + sort.slice(1);
        await page.getByRole('button', { name: `${word} ${told[sort].length}`, exact: true }).click();
        await page.getByRole('list', { name: word }).waitFor();
      }
      await page.getByRole('button', { name: `Rules ${told.rules.length}`, exact: true }).click();
      await page.getByRole('searchbox').fill('AML.T0051');
      const wanted = told.rules.filter((r) => JSON.stringify(r).toLowerCase().includes('aml.t0051')).length;
      await eventually(() => page.getByRole('list', { name: 'Rules' }).locator(':scope > li').count(), wanted);
      await page.getByRole('searchbox').fill('no such thing anywhere');
      await page.getByText('Nothing in the catalog fits the search.').waitFor();
    });
  });

  test('an entry says why, by whom, and where it is in the open system', async () => {
    const rule = command('catalog').rules.find((r) => r.id === 'prompt-injection');
    await opened(async (page) => {
      await page.keyboard.press('Alt+9');
      await page.getByRole('searchbox').fill('prompt-injection');
      await page.getByRole('list', { name: 'Rules' }).getByRole('button', { name: /^prompt-injection/ }).first().click();
      await page.getByText(rule.because, { exact: true }).waitFor();
      await page.getByText(`line ${rule.line}`).waitFor();
      const here = page.getByRole('region', { name: 'In this system' });
      await here.getByText(/instances? at \d+ places?/).waitFor();
      await here.getByRole('button').first().click();
      await page.getByRole('button', { name: 'obeys', exact: true }).click();
      await page.getByRole('list', { name: 'Events' }).getByRole('button', { name: /^obeys/, expanded: true }).waitFor();
      await page.getByText('llm obeys', { exact: false }).first().waitFor();
    });
  });

  test('from a step of a path to its rule and back, by keys', async () => {
    await opened(async (page) => {
      await page.locator('.step-head').nth(1).focus();
      await page.keyboard.press('Enter');
      await tabTo(page, ({ name }) => /^Rule .* in the catalog$/.test(name));
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Back to claims' }).waitFor();
      await eventually(async () => (await focused(page)).role, 'button');
      assert.match((await focused(page)).name, /^own-answer/);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Rule own-answer in the catalog/ }).waitFor();
    });
  });
});
