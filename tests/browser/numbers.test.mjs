// Numbers on the page are those of the command, and follow every switch: claims, plans, guarantees, changes; each opens,
// is reached by keys, and is given up at once when the reader says so.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { hangs, hangsUnless, pageWith } from './broken.mjs';
import { fromDisk, launch, shot, watched } from './chromium.mjs';
import { eventually, focused, heading, tab, tabTo, verdicts } from './journey.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const example = (number) => ({ 1: '01-support-assistant.yaml', 2: '02-fine-tuning.yaml', 9: '09-hosted-model.yaml', 10: '10-quiet-summariser.yaml' })[number];

/** What the command answers, as data. */
function command(what, number, ...parameters) {
  const { stdout, stderr, status } = spawnSync('cargo', ['run', '--quiet', '--locked', '--features', 'cli,schema,ts', '--', what, `examples/${example(number)}`, '--format', 'json', ...parameters], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.ok(status === 0 || status === 1, stderr);
  return JSON.parse(stdout);
}
const riskOf = (number, claim, ...parameters) => command('risk', number, '--claim', claim, ...parameters).claims[0];

/** Two figures, as the page writes them. */
function figures(x) {
  if (x === 0) return '0';
  if (x === 1) return '1';
  if (x >= 10) return Math.round(x).toLocaleString('en-GB');
  if (x >= 0.995) return x.toFixed(2);
  if (x >= 1e-4) return x.toPrecision(2);
  const power = Math.floor(Math.log10(x));
  return `${Number((x / 10 ** power).toPrecision(2))} × 10⁻${[...String(-power)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[digit]).join('')}`;
}
const span = (low, high) => (figures(low) === figures(high) ? figures(low) : `${figures(low)}–${figures(high)}`);
const chance = ({ low, high, prior }) => span(low, high) + (prior && high > 0 ? '°' : '');

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A quiet page on an example. */
async function on(number, act, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', ...options });
  try {
    const seen = await watched(context);
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(fromDisk);
    await eventually(() => verdicts(page), { Violated: 2, Holds: 1 });
    if (number !== 1) {
      await page.getByRole('button', { name: 'Examples', exact: true }).click();
      await page.getByRole('region', { name: /^Examples/ }).getByRole('listitem').getByRole('button').nth(number - 1).click();
      await eventually(async () => Object.keys(await verdicts(page)).length > 0, true);
    }
    await act(page);
    assert.deepEqual(seen.errors, []);
    assert.deepEqual(seen.violations, []);
    assert.deepEqual(
      seen.requests.filter((url) => !/^(blob|data):/.test(url)),
      [fromDisk],
    );
  } finally {
    await context.close();
  }
}

const row = (page, claim) => page.getByRole('button', { name: new RegExp(`^(Violated|Unknown|Conditional|Holds) ?${claim}`) });
const detail = (page, claim) => page.getByRole('region', { name: `Numbers of ${claim}` });

/** Opens a claim in Numbers. */
async function open(page, claim) {
  await tab(page, 'Numbers').click();
  await eventually(() => page.getByText('counting', { exact: true }).count(), 0, 'all claims are counted');
  if ((await row(page, claim).getAttribute('aria-expanded')) !== 'true') await row(page, claim).click();
  await detail(page, claim).waitFor();
}

/** The three large figures of a claim: whatever it takes, though assumptions hold, sets. */
const large = (page, claim) =>
  detail(page, claim)
    .locator('dl .told')
    .evaluateAll((all) => all.map((one) => one.firstChild.textContent));

const told = (risk) => [chance(risk.probability), chance(risk.ordinary), Number(risk.count.total).toLocaleString('en-GB')];

/** The table of events: sentence and six numbers each. */
const table = (page, claim) =>
  detail(page, claim)
    .locator('table.importance tbody tr:not(.edit-row)')
    .evaluateAll((rows) => rows.map((one) => [one.querySelector('.say').textContent, ...[...one.querySelectorAll('.told')].map((number) => number.firstChild.textContent)]));

const plain = (sentence) => sentence.replaceAll('`', '').toLowerCase();
function events(risk) {
  const sentences = new Map(risk.events.map((event) => [event.id, plain(event.sentence)]));
  return risk.importance.map((i) => [
    sentences.get(i.event),
    figures(i.birnbaum),
    figures(i.criticality),
    i.fussell_vesely === null ? '–' : figures(i.fussell_vesely),
    `× ${figures(i.achievement)}`,
    i.reduction === null ? 'to 0' : `÷ ${figures(i.reduction)}`,
    span(i.at_low, i.at_high),
  ]);
}
const same = async (page, claim, risk) => {
  await eventually(() => large(page, claim), told(risk));
  const rows = await table(page, claim);
  const sorted = (all) => all.map((cells) => cells.join(' | ')).sort();
  assert.deepEqual(sorted(rows.map(([sentence, ...rest]) => [sentence.toLowerCase(), ...rest])), sorted(events(risk)));
};

describe('numbers', () => {
  for (const [number, claim] of [
    [1, 'C1'],
    [2, 'house_data'],
    [9, 'C1'],
  ]) {
    test(`example ${number}: those of the command, each opens, attacks open their steps`, () =>
      on(number, async (page) => {
        const risk = riskOf(number, claim);
        await open(page, claim);
        await same(page, claim, risk);
        const orders = await detail(page, claim).locator('.orders > span').allTextContents();
        assert.deepEqual(orders, risk.count.by_order.map(({ order, sets }) => `${sets} of ${order}`));

        const number_ = detail(page, claim).locator('.told');
        for (let at = 0; at < Math.min(await number_.count(), 9); at += 1) {
          await number_.nth(at).click();
          const panel = page.getByRole('dialog');
          assert.deepEqual(await panel.locator('dt').allTextContents(), ['Means', 'Computed', ...(at === 2 ? [] : ['Carried by'])]);
          await page.keyboard.press('Escape');
          await panel.waitFor({ state: 'detached' });
          assert.equal(await number_.nth(at).evaluate((one) => one === document.activeElement), true, 'the focus comes back');
        }
        const likeliest = detail(page, claim).getByRole('button', { name: /^1.* in \d+ steps?/ }).first();
        await likeliest.click();
        assert.equal(await detail(page, claim).locator('.path .step').count(), risk.likeliest[0].path.steps.length);

        const first = async () => (await table(page, claim))[0][6];
        await detail(page, claim).getByRole('columnheader', { name: 'Swing' }).getByRole('button').click();
        const widest = [...risk.importance].sort((a, b) => b.at_high - b.at_low - (a.at_high - a.at_low))[0];
        assert.equal(await first(), span(widest.at_low, widest.at_high));
        await shot(page, `numbers-${number}`);
      }));
  }

  test('a control, a likelihood, an event held off and one that happens change them; the scenario bar takes them back', () =>
    on(1, async (page) => {
      await tab(page, 'Controls').click();
      await page.getByRole('switch', { name: 'recipients in place' }).click();
      await open(page, 'C2');
      await same(page, 'C2', riskOf(1, 'C2', '--on', 'recipients'));
      const bar = page.getByRole('button', { name: /^Scenario/ });
      const reset = async () => {
        await bar.click();
        await page.getByRole('dialog', { name: 'Scenario' }).getByRole('button', { name: 'Reset to as described' }).click();
        await page.keyboard.press('Escape');
      };
      await reset();
      await open(page, 'C1');
      const described = riskOf(1, 'C1');
      await same(page, 'C1', described);

      await detail(page, 'C1').getByRole('button', { name: 'What if: llm obeys', exact: false }).click();
      const form = page.getByRole('form', { name: /^What if: llm obeys/ });
      const set = form.getByRole('button', { name: 'Set' });
      await form.getByRole('textbox', { name: 'from' }).fill('0.3');
      await form.getByRole('textbox', { name: 'to' }).fill('0.1');
      await form.getByText('The lowest comes first.').waitFor();
      assert.equal(await set.isDisabled(), true);
      await form.getByRole('textbox', { name: 'from' }).fill('0.05');
      await set.click();
      await same(page, 'C1', riskOf(1, 'C1', '--likelihood', 'obeys(llm)=0.05..0.1'));
      assert.match(await bar.textContent(), /obeys\(llm\) at 0\.050–0\.10/);
      await bar.click();
      await page.getByRole('switch', { name: 'obeys(llm) is restated' }).click();
      await page.keyboard.press('Escape');
      await eventually(() => large(page, 'C1'), told(described));

      await form.getByRole('button', { name: 'Let it happen' }).click();
      await eventually(() => large(page, 'C1'), told(riskOf(1, 'C1', '--fail', 'obeys(llm)')));
      await reset();
      await eventually(() => large(page, 'C1'), told(described));
      await form.getByRole('button', { name: 'Hold off' }).click();
      await eventually(() => large(page, 'C1'), told(riskOf(1, 'C1', '--hold', 'obeys(llm)')));
      await reset();
      await eventually(() => large(page, 'C1'), told(described));
    }));
});

describe('a plan', () => {
  for (const number of [1, 2, 9]) {
    test(`example ${number}: the command’s, tried from the list, the curve and the table`, () =>
      on(number, async (page) => {
        const plan = command('plan', number, '--budget', '2');
        await tab(page, 'Controls').click();
        const beside = page.getByRole('complementary', { name: 'The plan' });
        await beside.waitFor();
        const rows = await beside.locator('table tbody tr').evaluateAll((all) => all.map((one) => [one.querySelector('th').textContent, one.querySelector('.told').firstChild.textContent]));
        assert.deepEqual(rows, plan.frontier.map(({ controls, low, high }) => [controls.join(' + ') || 'as it is', span(low, high)]));
        assert.equal(await page.locator('.plot .point').count(), plan.frontier.length);
        for (const { claim } of plan.beyond) assert.equal(await beside.getByText(`${claim} is at best`).count(), 1);

        const switched = () => page.getByRole('switch', { checked: true }).evaluateAll((all) => all.map((one) => one.getAttribute('aria-label').replace(' in place', '')).sort());
        const [cheapest] = plan.cheapest;
        if (cheapest.controls.length > 0) {
          await beside.getByRole('button', { name: `Try: ${cheapest.controls.join(', ')}, cost ${cheapest.cost}` }).first().click();
          await eventually(switched, [...cheapest.controls].sort());
        }
        const last = plan.frontier.at(-1);
        await page.locator('.plot .point').last().click();
        await eventually(switched, [...last.controls].sort());
        assert.equal(await beside.locator('table tbody tr').count(), plan.frontier.length, 'the plan stays when it is tried');

        await beside.getByRole('spinbutton').fill('2');
        await beside.locator('.choices .num').getByText(`leaves ${span(plan.within.low, plan.within.high)}`).waitFor();
        const worth = await page.locator('.controls-table tbody tr').evaluateAll((all) => Object.fromEntries(all.map((one) => [one.querySelector('th code').textContent, one.querySelector('.told')?.firstChild.textContent])));
        assert.deepEqual(worth, { ...worth, ...Object.fromEntries(plan.controls.map(({ control, alone }) => [control, figures(alone)])) });
        await shot(page, `plan-${number}`);
      }));
  }
});

test('guarantees of example 9: three promises required, a fourth unless another way is taken, and what may be kept', () =>
  on(9, async (page) => {
    const answer = command('guarantees', 9);
    const [provider] = answer.suppliers;
    await tab(page, 'Suppliers').click();
    await page.getByRole('heading', { name: 'What to demand of provider' }).waitFor();
    const wording = await page.locator('.wording li').evaluateAll((all) => all.map((one) => [one.querySelector('.say').textContent, one.querySelector('small').textContent]));
    assert.deepEqual(provider.always, ['provider.no retention', 'provider.no training', 'provider.unaltered']);
    assert.deepEqual(wording, [
      ...provider.always.map((name) => `required: ${name}`),
      ...provider.sometimes.map((name) => `required unless another way is taken: ${name}`),
    ].map((small, at) => [`${provider.wording[at].replaceAll('`', '')}.`, small]));
    const aside = page.getByRole('complementary', { name: /may keep/ });
    assert.deepEqual(await aside.locator('.keep li').allTextContents(), provider.may_keep[0].map(({ text }) => text.replaceAll('`', '')));
    assert.equal(await aside.locator('.ways li').count(), answer.demands.length);
    const ledger = await page.locator('.trust tbody tr').evaluateAll((all) => Object.fromEntries(all.map((one) => [one.querySelector('small code').textContent, one.querySelector('.falls').textContent])));
    assert.equal(await page.locator('.trust tbody tr').count(), answer.ledger.length);
    assert.equal(ledger['provider.unaltered'], 'C2alone');
    assert.equal(ledger.tee_holds, 'none');

    await page.getByRole('button', { name: 'Select the wording' }).click();
    assert.match(await page.evaluate(() => getSelection().toString()), /keeps nothing of what it is sent[^]*required unless/);
    await page.getByRole('switch', { name: 'provider.no retention fails' }).click();
    await eventually(() => page.getByRole('switch', { name: 'provider.no retention fails' }).isChecked(), true);
  }));

test('changes: nothing at first; with recipients on C2 turns from violated to holds; and against another file', () =>
  on(1, async (page) => {
    await tab(page, 'Changes').click();
    await page.getByRole('heading', { name: 'No switch is set' }).waitFor();
    await tab(page, 'Controls').click();
    await page.getByRole('switch', { name: 'recipients in place' }).click();
    await tab(page, 'Changes').click();
    await page.getByRole('heading', { name: 'One claim has another verdict' }).waitFor();
    const changes = () => page.locator('.change').evaluateAll((all) => all.map((one) => [one.querySelector('h2 button').textContent, ...[...one.querySelectorAll('dd')].flatMap((side) => [side.querySelector('.verdict').textContent, side.querySelector('.told').firstChild.textContent])]));
    const risks = (...parameters) => Object.fromEntries(command('risk', 1, ...parameters).claims.map((risk) => [risk.claim, chance(risk.probability)]));
    const [before, now] = [risks(), risks('--on', 'recipients')];
    assert.deepEqual(await changes(), [
      ['C1', 'Violated', before.C1, 'Violated', now.C1],
      ['C2', 'Violated', before.C2, 'Holds', now.C2],
    ]);
    assert.equal(await page.locator('.change').nth(1).locator('.sets-changed li').count(), 8);
    await shot(page, 'changes');

    await page.getByRole('button', { name: 'Another file' }).click();
    await page.getByRole('heading', { name: 'No file is chosen yet' }).waitFor();
    const pick = async (name, text, button) => {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: button }).click()]);
      await chooser.setFiles({ name, mimeType: 'application/yaml', buffer: Buffer.from(text) });
    };
    const text = readFileSync(`${root}examples/${example(1)}`, 'utf8');
    await pick('earlier.yaml', text.replace(/^ {2}C3:.*\n/m, '').replace('  wiki: ', '  notes: ').replace('[wiki, tickets]', '[notes, tickets]'), 'Choose a file');
    await page.getByText('2 elements new', { exact: false }).or(page.getByText('1 element new', { exact: false })).first().waitFor();
    assert.match(await page.locator('.elements-changed').textContent(), /wiki.*notes/);
    await pick('broken.yaml', 'bartizan: 1\nrolls: {}\n', 'Choose another file');
    await page.getByRole('heading', { name: 'broken.yaml has errors' }).waitFor();
  }));

test('with the keyboard alone: numbers opened, an event restated, a plan tried, the change read', () =>
  on(1, async (page) => {
    await page.keyboard.press('Alt+6');
    await eventually(() => detail(page, 'C1').count(), 1);
    await tabTo(page, ({ name }) => name.startsWith('Violated') && name.includes('C1'));
    await page.keyboard.press('ArrowDown');
    assert.match((await focused(page)).name, /C2/);
    await page.keyboard.press('Enter');
    await detail(page, 'C2').waitFor();
    await tabTo(page, ({ name }) => name.includes('C2 fails, per year'));
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: /C2 fails, per year/ }).waitFor();
    await page.keyboard.press('Escape');
    assert.match((await focused(page)).name, /C2 fails, per year/);
    await tabTo(page, ({ name }) => name.includes('Birnbaum: llm obeys'));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    assert.match((await focused(page)).name, /Criticality: acme serves/);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    for (let presses = 0; presses < 6; presses += 1) await page.keyboard.press('ArrowRight');
    assert.match((await focused(page)).name, /^What if: llm obeys/);
    await page.keyboard.press('Enter');
    const before = await large(page, 'C2');
    await tabTo(page, ({ role, name }) => role === 'input' || name === 'from');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('0');
    await page.keyboard.press('Enter');
    await eventually(async () => (await large(page, 'C2'))[0] !== before[0], true);
    await page.keyboard.press('Alt+5');
    await page.locator('.plot').waitFor();
    await tabTo(page, ({ name }) => name.startsWith('Apply'));
    await page.keyboard.press('End');
    await page.keyboard.press('Space');
    await eventually(() => page.getByRole('switch', { checked: true }).count(), 4);
    await page.keyboard.press('Alt+7');
    await page.getByRole('heading', { name: /claims? ha(s|ve) another verdict/ }).waitFor();
    await tabTo(page, ({ role }) => role === 'summary');
    await page.keyboard.press('Enter');
  }));

describe('a question that takes for ever', () => {
  let server;
  let origin;
  before(async () => {
    // Of systems as small as the examples all sets are found with the first ones, unless none is looked for.
    const pages = { '/': pageWith('analysis_risk', hangs), '/large': pageWith('analysis_risk', hangsUnless(4, 0)) };
    server = createServer((request, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end(pages[request.url]));
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${server.address().port}/`;
  });
  after(() => server?.close());

  async function counting(act) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
    try {
      const seen = await watched(context);
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      await page.goto(origin);
      await eventually(() => verdicts(page), { Violated: 2, Holds: 1 });
      await tab(page, 'Numbers').click();
      await page.getByText(/^Counting C\d, claim 1 of 3$/).waitFor();
      await act(page);
      assert.deepEqual(seen.violations, []);
    } finally {
      await context.close();
    }
  }

  const clean = async (page) => {
    const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze();
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join('; ')}`), []);
  };

  test('is shown after a while, given up by a button; the worker is ended and the answers stay', () =>
    counting(async (page) => {
      await clean(page);
      const anew = page.waitForEvent('worker');
      const took = await page.evaluate(
        () =>
          new Promise((resolve) => {
            const began = performance.now();
            const seen = () => document.body.textContent.includes('Cancelled.') && resolve(performance.now() - began);
            new MutationObserver(seen).observe(document.body, { childList: true, subtree: true, characterData: true });
            [...document.querySelectorAll('button')].find((button) => button.textContent === 'Cancel').click();
          }),
      );
      const began = performance.now();
      await anew;
      console.log(`  cancelled: said after ${took.toFixed(0)} ms; a new worker at most ${(took + performance.now() - began).toFixed(0)} ms after the button`);
      await clean(page);
      await shot(page, 'cancelled');
      assert.deepEqual(await verdicts(page), { Violated: 2, Holds: 1 }, 'the answers stay');
      await tab(page, 'Attacks').click();
      await page.getByRole('heading', { name: /catalog attacks, tried/ }).waitFor();
      await tab(page, 'Numbers').click();
      await page.getByText('Cancelled.').waitFor();
      await page.getByRole('button', { name: 'Compute', exact: true }).click();
      await page.getByText(/^Counting C\d, claim 1 of 3$/).waitFor();
    }));

  test('what small sets say is shown early, and labelled; it stays when the rest is given up', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      await page.goto(`${origin}large`);
      await eventually(() => verdicts(page), { Violated: 2, Holds: 1 });
      await page.getByRole('button', { name: 'Examples', exact: true }).click();
      await page.getByRole('button', { name: /^Batch summariser/ }).click();
      await eventually(() => verdicts(page), { Holds: 2 });
      await tab(page, 'Numbers').click();
      await page.getByText(/^Counting \w+, claim \d of 2$/).waitFor();
      if ((await row(page, 'confidentiality').getAttribute('aria-expanded')) !== 'true') await row(page, 'confidentiality').click();
      const early = riskOf(10, 'confidentiality', '--order', '0');
      assert.equal(early.probability.exact, false);
      assert.deepEqual(await large(page, 'confidentiality'), [chance(early.probability), chance(early.ordinary), 'at least 0']);
      await detail(page, 'confidentiality').getByText('Early: from sets of at most 4 events').waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByText('Cancelled.').waitFor();
      await detail(page, 'confidentiality').locator('.told').first().click();
      assert.match(await page.getByRole('dialog').textContent(), /sets of at most 4 events/);
      await clean(page);
      await shot(page, 'early');
    } finally {
      await context.close();
    }
  });

  test('does not keep a newer scenario waiting, nor another screen', () =>
    counting(async (page) => {
      await page.getByRole('button', { name: /^Scenario/ }).click();
      await page.getByRole('switch', { name: 'recipients in place' }).click();
      await page.keyboard.press('Escape');
      await eventually(() => verdicts(page), { Violated: 1, Holds: 2 }, 'the newest request is answered');
      await page.getByText(/^Counting C\d, claim 1 of 3$/).waitFor();
      await tab(page, 'Exposure').click();
      await page.getByRole('button', { name: / over .*: held/ }).first().waitFor();
      await tab(page, 'Claims').click();
      assert.equal(await heading(page).textContent(), 'One of three claims is violated');
    }));
});
