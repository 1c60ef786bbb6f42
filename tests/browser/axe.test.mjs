// Accessibility: in every state axe finds nothing, light and dark, at 1440 px, at 390 px, at 200 % zoom and at 320 px, and
// nothing but tables, text and the picture scrolls sideways.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import axe from 'axe-core';
import { launch, shot } from './chromium.mjs';
import { shape, table } from './hands.mjs';
import { PACK, choosePack, eventually, heading, paste, tab, visit } from './journey.mjs';

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
  else if (['Picture', 'Tables', 'Controls', 'Numbers', 'Changes', 'Domains', 'Gaps', 'Catalog'].includes(name)) await more(page, name);
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
  'an event held off': async (page, small) => {
    await SCREENS['a claim'](page, small);
    await page.getByRole('button', { name: /What if: .*obeys/ }).first().click();
    await page.getByRole('button', { name: 'Hold off' }).click();
    await page.getByText(/^C1 is .* as described/).waitFor();
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
  keys: (page) => page.keyboard.press('?'),
  help: async (page) => {
    await page.keyboard.press('h');
    await page.getByRole('dialog').getByText('The nine capabilities').waitFor();
  },
  'going to an element': (page) => page.keyboard.press('g'),
  outline: async (page, small) => {
    if (small) await more(page, 'Text');
    await page.keyboard.press('Control+Shift+KeyO');
    await page.getByRole('dialog', { name: 'Outline' }).waitFor();
  },
  'a scenario': async (page, small) => {
    if (small) await nav(page).getByRole('button', { name: 'More' }).click();
    else await page.getByRole('button', { name: /^Scenario/ }).click();
    await page.getByRole('switch', { name: 'recipients in place' }).click();
  },
  'a decision': async (page, small) => {
    await SCREENS['a claim'](page, small);
    await page.getByRole('button', { name: 'Decide on C1' }).click();
    await page.getByRole('form', { name: 'Decide on C1' }).waitFor();
  },
  'a decision made': async (page, small) => {
    await SCREENS['a decision'](page, small);
    await page.getByLabel('Reason').fill('tickets are read by staff first');
    await page.getByRole('button', { name: 'Write into the description' }).click();
    await page.getByRole('region', { name: 'Decision on C1' }).getByText('Stands', { exact: true }).waitFor();
  },
  'unsaved work': async (page, small) => {
    await SCREENS['a decision made'](page, small);
    await SCREENS['ways to begin'](page, small);
    await page.getByRole('button', { name: /^Empty description/ }).click();
    await page.getByRole('dialog', { name: 'Unsaved work' }).waitFor();
  },
  gaps: async (page, small) => {
    await goes('Gaps')(page, small);
    await page.getByRole('heading', { name: 'Defaults taken' }).waitFor();
  },
  guided: async (page, small) => {
    await SCREENS['ways to begin'](page, small);
    await page.getByRole('button', { name: /^Answer ten questions/ }).click();
    for (const name of ['customer', 'files that users upload', 'run commands']) await page.getByRole('button', { name, exact: true }).click();
    await page.getByLabel('Who makes shell').selectOption('others, and we run it');
  },
  tables: goes('Tables'),
  'a table with chosen rows': async (page, small) => {
    await goes('Tables')(page, small);
    await table(page, 'Parts').click();
    await page.getByLabel('Choose retrieved of assistant').check();
  },
  'a refused cell': async (page, small) => {
    await goes('Tables')(page, small);
    await table(page, 'Roles').click();
    await page.getByRole('gridcell', { name: 'customer', exact: true }).dblclick();
    await page.getByLabel('name of customer').fill('crm');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
  },
  flows: async (page, small) => {
    await goes('Tables')(page, small);
    await table(page, 'Flows').click();
  },
  picture: async (page, small) => {
    await goes('Picture')(page, small);
    if (small) await page.getByRole('group', { name: 'Show as' }).getByRole('button', { name: 'Picture' }).click();
    await shape(page, 'assistant').waitFor();
  },
  'the picture as a list': async (page, small) => {
    await goes('Picture')(page, small);
    await page.getByRole('group', { name: 'Show as' }).getByRole('button', { name: 'List' }).click();
    await page.getByRole('button', { name: /^vector_db/ }).waitFor();
  },
  'an element of the picture': async (page, small) => {
    await SCREENS.picture(page, small);
    await shape(page, 'assistant').locator('.outline').click();
  },
  'ways to begin': async (page, small) => {
    if (small) await more(page, 'New');
    else await page.getByRole('button', { name: 'New', exact: true }).click();
    await page.getByRole('button', { name: /^Empty description/ }).waitFor();
  },
  'an empty page': async (page, small) => {
    await SCREENS['ways to begin'](page, small);
    await page.getByRole('button', { name: /^Empty description/ }).click();
    await page.getByRole('heading', { name: 'Nothing is described yet' }).waitFor();
  },
  'a cell that is written': async (page, small) => {
    await goes('Tables')(page, small);
    await page.getByRole('gridcell', { name: 'acme' }).dblclick();
    await page.getByRole('listbox').waitFor();
  },
  'an error': async (page, small) => {
    if (small) await more(page, 'Text');
    await paste(page, 'bartizan: 1\nrolls: {}\n');
    await page.getByText(/1 error/).first().waitFor();
  },
};

/** The picture is drawn on with a mouse or keys, on a screen that has the room. */
const DRAWING = {
  'a new element of the picture': async (page) => {
    await SCREENS.picture(page, false);
    await page.getByRole('toolbar', { name: 'Add' }).getByRole('button', { name: 'Agent', exact: true }).click();
  },
  'what a line means': async (page) => {
    await SCREENS.picture(page, false);
    await shape(page, 'crm').focus();
    await page.keyboard.press('c');
    await shape(page, 'tickets').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
  },
  'how something is reached': async (page) => {
    await SCREENS.picture(page, false);
    await shape(page, 'wiki').locator('.outline').click();
    await page.getByRole('complementary', { name: 'Inspector' }).getByRole('button', { name: /by contractor/ }).first().click();
    await page.getByText('What could stop it').waitFor();
  },
};

/** What closes when what it is about is out of sight, and is opened again then. */
const AGAIN = {
  'a number': async (page) => {
    if ((await page.getByRole('dialog').count()) === 0) await page.getByRole('button', { name: /Birnbaum/ }).nth(2).click();
  },
};

/** What axe finds. Frames are left out: the report's runs no script, axe's neither; report.test.mjs tries the document itself. */
const findings = (page, rules) =>
  page.evaluate(async (only) => {
    const { violations } = await globalThis.axe.run({ exclude: ['iframe'] }, { resultTypes: ['violations'], iframes: false, ...(only ? { runOnly: { type: 'rule', values: only } } : {}) });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} (${failureSummary.replaceAll('\n', ' ')})`).join('; ')}`);
  }, rules);

/** What has to be scrolled sideways, or is cut off at the side: nothing may, but what has two dimensions by nature. */
const sideways = (page) =>
  page.evaluate(() => {
    const free = '.frame, .grid-frame, .matrix-frame, .cm-scroller, .canvas, pre, [role=tablist]';
    const told = (e) => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''} ${e.textContent.slice(0, 40)}`;
    const shown = [...document.querySelectorAll('body *')].filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(free) && !e.closest('.visually-hidden, .skip') && !(e instanceof SVGElement));
    const scrolls = shown.filter((e) => e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX));
    const cut = shown.filter((e) => {
      const { left, right, width } = e.getBoundingClientRect();
      return width > 0 && e.childElementCount === 0 && (right > innerWidth + 1 || left < -1);
    });
    return [...(document.documentElement.scrollWidth > innerWidth ? ['the page'] : []), ...scrolls.map((e) => `scrolls: ${told(e)}`), ...cut.map((e) => `cut: ${told(e)}`)];
  });

/** Colours decide nothing else. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

// A window at 200 % has half the width and half the height. 320 px is what a phone of 390 px or a window of 1280 px has
// when all is as large as it must be able to get.
for (const [sizes, screens] of [
  [[[1440, 900], [720, 450]], { ...SCREENS, ...DRAWING }],
  [[[390, 844], [320, 640]], SCREENS],
]) {
  const [[width, height]] = sizes;
  describe(`from ${width} px`, { concurrency: 2 }, () => {
    for (const [name, go] of Object.entries(screens)) {
      test(name, () =>
        visit(
          browser,
          async (page) => {
            await page.evaluate(axe.source);
            await go(page, width < 720);
            const found = [];
            for (const [width, height] of sizes) {
              await page.setViewportSize({ width, height });
              await AGAIN[name]?.(page);
              for (const colorScheme of ['light', 'dark']) {
                await page.emulateMedia({ colorScheme });
                await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
                await shot(page, `${name.replaceAll(' ', '-')}-${width}-${colorScheme}`);
                // Colours are the same at every width.
                if (colorScheme === 'dark' && width !== sizes[0][0]) continue;
                found.push(...(await findings(page, colorScheme === 'dark' ? OF_COLOURS : null)).map((what) => `${width} px, ${colorScheme}: ${what}`));
              }
              found.push(...(await sideways(page)).map((what) => `${width} px: ${what}`));
            }
            assert.deepEqual(found, []);
          },
          { viewport: { width, height } },
        ));
    }
  });
}
