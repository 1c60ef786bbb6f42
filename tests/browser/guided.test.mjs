// The guided start: whatever is answered comes to a description without errors. Sittings through it are in whole.test.mjs.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { fromDisk, launch, shot, watched } from './chromium.mjs';
import { eventually, heading, saved, verdicts } from './journey.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A module of the page, for use without one. */
async function loaded(path) {
  const { outputFiles } = await build({ entryPoints: [`${root}${path}`], bundle: true, format: 'esm', write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

async function engine() {
  const made = await import(`${root}pkg/bartizan.js`);
  made.initSync({ module: readFileSync(`${root}pkg/bartizan_bg.wasm`) });
  return made;
}

/** A description analysed to its end; it is to be freed. */
function analysed(Analysis, text, on = []) {
  const analysis = new Analysis({ name: 'written.yaml', text }, { on, off: [], fail: [], only: [], hold: [], likelihoods: [] });
  while (!analysis.advance(1 << 20).finished);
  return analysis;
}

/** Numbers that look like chance and are the same every time. */
function* chances(seed) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

describe('guided start', () => {
  test('whatever is answered, the description has no error and claims to judge', async () => {
    const [{ write }, { first, usual, deeds, makers, promises, EVERY_USER }] = await Promise.all([loaded('www/src/guided/write.ts'), loaded('www/src/guided/answers.ts')]);
    const { Analysis } = await engine();
    const chance = chances(7);
    const next = () => chance.next().value;
    const one = (all) => all[Math.floor(next() * all.length)];
    const some = (all) => all.filter(() => next() < 0.5);
    const words = ['crm', 'Wiki pages', 'assistant', 'llm', 'true', '', 'été', '": {', '# x', 'a'.repeat(200), 'memory', 'app_key', 'no', '1'];
    let judged = 0;
    for (let round = 0; round < 100; round += 1) {
      const people = [...some(usual.people), ...some(words).slice(0, 2).map((name) => ({ name, hostile: next() < 0.5 }))];
      const answers = {
        ...first,
        title: one(words),
        people,
        model: one(['', 'hosted', 'hub', 'own']),
        supplier: one(words),
        promises: some(promises),
        sources: [...some(usual.sources.map((s) => s.of)), ...some(words).slice(0, 2).map((name) => ({ name, writers: some(['stranger', EVERY_USER, ...people.map((p) => p.name)]), kind: one(['store', 'web']) }))],
        memory: one(['', 'none', 'each', 'all']),
        tools: [...some(usual.tools.map((t) => t.of)), ...some(words).slice(0, 2).map((name) => ({ name, deed: one(deeds).id, what: one(words), by: one(makers).id, maker: one([...words, 'npm', 'registry']) }))],
        rights: one(['', 'own key', 'the user’s']),
        packages: next() < 0.5,
        place: one(['', 'cloud', 'laptop', 'device']),
        secrets: some([...words, 'github_token']).join(', '),
      };
      const text = write(answers);
      const analysis = analysed(Analysis, text);
      const { diagnostics } = analysis.overview();
      assert.deepEqual(diagnostics.filter((d) => d.severity === 'error').map((d) => `${d.place.line}: ${d.message}`), [], `${JSON.stringify(answers)}\n${text}`);
      judged += analysis.claims().length;
      analysis.free();
    }
    assert.ok(judged > 400, `${judged} claims`);
  });

  test('empty rows write nothing, keys are credentials at their host, and a store that was named is used', async () => {
    const [{ write }, { first }] = await Promise.all([loaded('www/src/guided/write.ts'), loaded('www/src/guided/answers.ts')]);
    const empty = { ...first, people: [{ name: '', hostile: true }], sources: [{ name: ' ', writers: [], kind: 'store' }], tools: [{ name: '', deed: 'other', what: '', by: 'us', maker: '' }] };
    assert.equal(write(empty), write(first));
    assert.doesNotMatch(write(first), /runs on:|as: app_key|memory|suppliers/);
    const text = write({
      ...first, place: 'laptop', secrets: 'provider_key, price_list, contracts, repository', people: [{ name: 'developer', hostile: false }],
      sources: [{ name: 'repository', writers: ['developer', 'stranger'], kind: 'store' }],
      tools: [{ name: 'editor', deed: 'changes', what: 'repository', by: 'us', maker: '' }],
    });
    for (const line of ['laptop: { zone: laptop, holds: provider_key }', 'provider_key: { kind: credential }', 'price_list: { kind: record }', 'files: { holds: [price_list, contracts], runs on: laptop }', 'secret_repository: { nobody but: developer, gains: partially inspect, over: repository }', 'repository: { runs on: laptop, written by: [developer, stranger] }', 'editor: { from: us, changes: repository, runs on: laptop }']) assert.ok(text.includes(`  ${line}`), `${line}\n${text}`);
    assert.doesNotMatch(text, /repository_2|database|_store|files_2/);
    // Memories are apart between roles too: else one role's would be the other's.
    const apart = write({ ...first, memory: 'each', people: [{ name: 'user', hostile: true }, { name: 'admin', hostile: false }] });
    for (const line of ['user: { adversary: true, is: person }', 'admin: { is: person }']) assert.ok(apart.includes(`  ${line}`), `${line}\n${apart}`);
    assert.match(apart, /memory: \{[^}]*per: person/);
  });

  test('what reads the web has a control that matters, tools have their makers, and uploads the users', async () => {
    const [{ write }, { first, usual }] = await Promise.all([loaded('www/src/guided/write.ts'), loaded('www/src/guided/answers.ts')]);
    const { Analysis } = await engine();
    const source = (name) => usual.sources.map((s) => s.of).find((s) => s.name === name);
    const told = { ...first, model: 'hosted', promises: ['unaltered'], people: [{ name: 'employee', hostile: false }, { name: 'customer', hostile: true }] };
    const text = write({ ...told, place: 'cloud', sources: [source('web')] });
    const judged = (on) => {
      const analysis = analysed(Analysis, text, on);
      const verdicts = Object.fromEntries(analysis.claims().map((c) => [c.id, c.verdict]));
      analysis.free();
      return verdicts;
    };
    assert.equal(judged([]).answers, 'violated');
    assert.notEqual(judged(['addresses']).answers, 'violated', text);
    const made = write({ ...told, supplier: 'acme', sources: [source('uploads')], tools: [
      { name: 'files', deed: 'reads', what: 'records', by: 'code', maker: 'npm' },
      { name: 'search', deed: 'reads', what: 'records', by: 'service', maker: 'acme' },
      { name: 'notes', deed: 'reads', what: 'records', by: 'code', maker: 'npm' },
    ] });
    for (const line of [/^ {2}files_2: \{ from: us, code: npm, /m, /^ {2}search: \{ from: acme, /m, /^ {2}uploads: \{ written by: \[employee, customer\] \}/m]) assert.match(made, line);
    assert.equal(made.match(/^ {2}(npm|acme): /gm).length, 2, made);
  });

  const sitting = async (options, act) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', ...options });
    try {
      const seen = await watched(context);
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      await page.goto(fromDisk);
      await eventually(() => verdicts(page), { Violated: 2, Holds: 1 });
      await page.keyboard.press('Alt+n');
      await page.getByRole('button', { name: /^Answer ten questions/ }).click();
      await act(page);
      assert.deepEqual(seen.errors, []);
      assert.deepEqual(seen.violations, []);
    } finally {
      await context.close();
    }
  };

  test('by mouse, from the first question to the claims, and on to what is still unknown', async () => {
    await sitting({}, async (page) => {
      await page.getByLabel('Title').fill('Order desk');
      for (const name of ['employee', 'customer', 'company documents', 'tickets or mail', 'look records up', 'send mail or messages']) await page.getByRole('button', { name, exact: true }).click();
      await page.getByRole('radio', { name: /^a supplier/ }).check();
      await page.getByLabel('The supplier is called').fill('acme');
      await page.getByLabel('What it serves is the model that it names').check();
      await page.getByRole('group', { name: 'Who writes documents' }).getByLabel('employee').check();
      await page.getByLabel('one memory for everybody').check();
      // Users upload what they upload; one who does not is unticked.
      await page.getByRole('button', { name: 'files that users upload' }).click();
      const uploads = page.getByRole('group', { name: 'Who writes uploads' });
      assert.ok(await uploads.getByLabel('customer').isChecked());
      await uploads.getByLabel('employee').uncheck();
      await page.getByLabel('Who makes lookup').selectOption('others, and we run it');
      await page.getByLabel('Maker of lookup').fill('npm');
      const written = page.getByRole('complementary', { name: 'The description so far' });
      for (const line of ['uploads: { written by: customer }', 'lookup: { from: us, code: npm, reads: records }']) await written.getByText(line).waitFor();
      // A new row is written in at once, and no letter leaves the page.
      await page.getByRole('listitem').filter({ hasText: 'What can it do?' }).getByRole('button', { name: 'another' }).click();
      await page.keyboard.type('the_editor');
      assert.equal(await page.getByLabel('Name of tool 3').inputValue(), 'the_editor');
      await page.getByRole('button', { name: 'Take out tool 3' }).click();
      await page.keyboard.press('t');
      await shot(page, 'guided');
      await page.getByRole('button', { name: 'Write the description' }).click();
      await eventually(async () => Object.keys(await verdicts(page)).includes('Violated'), true);
      await shot(page, 'guided-claims');
      await page.getByRole('button', { name: 'Answer them under Gaps' }).click();
      await eventually(async () => /questions are open/.test(await heading(page).textContent()), true);
      await shot(page, 'guided-gaps');
      const asked = page.locator('.asked > li').filter({ hasNotText: 'Answered' });
      const before = await asked.count();
      await asked.filter({ hasText: 'no insider' }).getByRole('button', { name: 'It is promised' }).click();
      await eventually(() => asked.count(), before - 1);
      await page.keyboard.press('Control+z');
      await eventually(() => asked.count(), before, 'taken back, it is asked again');
      await page.keyboard.press('Control+Shift+z');
      await eventually(() => asked.count(), before - 1);
      // What is known not to be so is said with one press, and counts as stated until it has a reason.
      const denied = asked.filter({ hasText: 'lies where an adversary' }).first();
      await denied.getByRole('button', { name: 'It is not so: I state it' }).click();
      await eventually(() => asked.count(), before - 2);
      await page.locator('.gaps section').filter({ hasText: 'Assumed on a bare word' }).getByText('unstated_place(').first().waitFor();
      await page.keyboard.press('Control+z');
      await eventually(() => asked.count(), before - 1, 'a denial is taken back as one edit');
      assert.equal((await saved(page, () => page.keyboard.press('Control+s'))).name, 'order-desk.yaml');
    });
  });

  test('on a small screen Back leads to the ways to begin', async () => {
    await sitting({ viewport: { width: 390, height: 844 } }, async (page) => {
      await page.getByRole('banner').getByRole('button', { name: 'Back' }).click();
      await page.getByRole('heading', { name: /^What can an outsider/ }).waitFor();
    });
  });
});
