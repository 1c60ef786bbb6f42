// Accessibility by axe: every screen, light and dark, wide and small, without a violation.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import { fromDisk, launch, shot } from './chromium.mjs';
import { PACK, choosePack, eventually, heading, paste, tab, verdicts } from './journey.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const nav = (page) => page.getByRole('navigation', { name: 'Answers' });
const more = async (page, name) => {
  await nav(page).getByRole('button', { name: 'More' }).click();
  await page.getByRole('region', { name: 'More' }).getByRole('button', { name, exact: true }).click();
};
const goes = (name) => async (page, small) => {
  if (!small) await tab(page, name).click();
  else if (['Controls', 'Numbers', 'Changes', 'Domains', 'Catalog'].includes(name)) await more(page, name);
  else await nav(page).getByRole('button', { name }).click();
  await heading(page).waitFor();
};

const packed = async (page, small, text) => {
  const press = () => (small ? more(page, 'Catalog pack…') : page.getByRole('button', { name: 'Catalog pack…' }).click());
  await choosePack(page, press, text);
};

const SCREENS = {
  claims: goes('Claims'),
  'a claim': async (page, small) => {
    await goes('Claims')(page, small);
    if (small) await page.getByRole('button', { name: /^Violated.* C1/ }).click();
    await page.getByText(/set 1 of/).first().waitFor();
  },
  exposure: goes('Exposure'),
  'a cell': async (page, small) => {
    await goes('Exposure')(page, small);
    await page.getByRole('button', { name: / over .*: held/ }).first().click();
  },
  attacks: goes('Attacks'),
  'an attack': async (page, small) => {
    await goes('Attacks')(page, small);
    await page.getByRole('main').getByRole('region', { name: 'Answers' }).getByRole('listitem').getByRole('button').first().click();
  },
  suppliers: goes('Suppliers'),
  controls: goes('Controls'),
  'what if': async (page, small) => {
    await goes('Controls')(page, small);
    await page.getByRole('switch').first().click();
    await eventually(() => page.getByRole('switch').first().isChecked(), true);
  },
  numbers: async (page, small) => {
    await goes('Numbers')(page, small);
    await page.getByRole('table').first().waitFor();
  },
  'a number': async (page, small) => {
    await SCREENS.numbers(page, small);
    await page.getByRole('button', { name: /Birnbaum/ }).nth(2).click();
    await page.getByRole('dialog', { name: /Birnbaum/ }).waitFor();
  },
  'an event': async (page, small) => {
    await SCREENS.numbers(page, small);
    await page.getByRole('button', { name: /^What if/ }).first().click();
    await page.getByRole('textbox', { name: 'from' }).fill('2');
    await page.getByText('A likelihood is a number from 0 to 1.').waitFor();
  },
  'steps of an attack': async (page, small) => {
    await SCREENS.numbers(page, small);
    await page.getByRole('button', { name: /in \d steps/ }).first().click();
  },
  'a plan tried': async (page, small) => {
    await goes('Controls')(page, small);
    await page.getByRole('button', { name: /^Try: per_customer, recipients/ }).first().click();
    await page.getByRole('spinbutton').fill('4');
    await page.getByText(/no choice within it leaves less/).waitFor();
  },
  'attacks as items': async (page, small) => {
    await goes('Attacks')(page, small);
    await page.getByLabel('show as').selectOption({ label: 'OWASP LLM 2026' });
    await page.getByRole('region', { name: 'Closes' }).getByRole('button').first().click();
    await page.getByRole('list', { name: /^Attacks of/ }).waitFor();
  },
  'a catalog pack': async (page, small) => {
    await packed(page, small, PACK);
    await page.getByText(/^Answers are made with/).waitFor();
  },
  'a refused pack': async (page, small) => {
    await packed(page, small, PACK.replace('influence(agent)', 'inflence(agent)'));
    await page.getByText('The pack has 1 error').waitFor();
  },
  domains: async (page, small) => {
    await goes('Domains')(page, small);
    await page.getByRole('navigation', { name: 'Domains' }).waitFor();
  },
  'a contract': async (page, small) => {
    await SCREENS.domains(page, small);
    await page.getByLabel('In the words of').selectOption('management');
    await page.getByRole('region', { name: 'What it must deny' }).getByRole('listitem').getByRole('button').first().click();
  },
  catalog: async (page, small) => {
    await goes('Catalog')(page, small);
    await page.getByRole('list', { name: 'Rules' }).waitFor();
  },
  'a rule': async (page, small) => {
    await SCREENS.catalog(page, small);
    await page.getByRole('searchbox').fill('prompt-injection');
    await page.getByRole('list', { name: 'Rules' }).getByRole('button').first().click();
    await page.getByRole('region', { name: 'In this system' }).getByRole('listitem').first().waitFor();
  },
  'a path read by managers': async (page, small) => {
    await SCREENS['a claim'](page, small);
    await page.getByLabel('Read as').selectOption('management');
    await page.getByText(/can get out/).first().waitFor();
  },
  'no changes': goes('Changes'),
  'another file': async (page, small) => {
    await goes('Changes')(page, small);
    await page.getByRole('button', { name: 'Another file' }).click();
  },
  changes: async (page, small) => {
    await SCREENS['what if'](page, small);
    await goes('Changes')(page, small);
    await page.getByText(/attack sets? (new|gone)/).first().waitFor();
  },
  examples: async (page, small) => {
    if (small) await more(page, 'Examples');
    else await page.getByRole('button', { name: 'Examples', exact: true }).click();
    await page.getByRole('region', { name: /^Examples/ }).waitFor();
  },
  report: async (page, small) => {
    if (small) await more(page, 'Report');
    else await page.getByRole('button', { name: 'Report', exact: true }).click();
    await page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor();
  },
  privacy: (page) => page.getByRole('button', { name: /Nothing leaves this page|Private/ }).click(),
  keys: async (page, small) => {
    if (!small) await page.getByRole('button', { name: 'Keys' }).click();
  },
  'an empty page': async (page, small) => {
    if (small) await more(page, 'New');
    else await page.getByRole('button', { name: 'New', exact: true }).click();
    await page.getByRole('button', { name: /^Empty description/ }).click();
    await page.getByRole('heading', { name: 'Nothing is described yet' }).waitFor();
  },
  'a cell that is written': async (page, small) => {
    if (small) await more(page, 'Tables');
    else await tab(page, 'Tables').click();
    await page.getByRole('gridcell', { name: 'acme' }).dblclick();
    await page.getByRole('listbox').waitFor();
  },
  'an error': async (page, small) => {
    if (small) await more(page, 'Text');
    await paste(page, 'bartizan: 1\nrolls: {}\n');
    await page.getByText(/1 error/).first().waitFor();
  },
};

for (const [width, height] of [
  [1440, 900],
  [390, 844],
]) {
  for (const colorScheme of ['light', 'dark']) {
    describe(`${width} px, ${colorScheme}`, { concurrency: 2 }, () => {
      for (const [name, go] of Object.entries(SCREENS)) {
        test(name, async () => {
          const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
          try {
            const page = await context.newPage();
            page.setDefaultTimeout(10_000);
            await page.goto(fromDisk);
            await eventually(() => verdicts(page), { Violated: 2, Holds: 1 });
            await go(page, width < 720);
            await page.waitForTimeout(200);
            await shot(page, `${name.replaceAll(' ', '-')}-${width}-${colorScheme}`);
            // The report's frame runs no script, axe's neither; report.test.mjs tries the document itself.
            const { violations } = await new AxeBuilder({ page }).exclude('iframe').options({ resultTypes: ['violations'] }).analyze();
            assert.deepEqual(
              violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} (${failureSummary.replaceAll('\n', ' ')})`).join('; ')}`),
              [],
            );
          } finally {
            await context.close();
          }
        });
      }
    });
  }
}
