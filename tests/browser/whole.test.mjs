// Whole journeys, by mouse and by keys alone: from an empty page a system is built in the picture, in the tables or by
// the guided start, judged, decided on, saved, changed, compared with what was saved, and printed.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, shot } from './chromium.mjs';
import { addColumn, addRow, connect, draw, keys, mouse, table, writeCell } from './hands.mjs';
import { eventually, heading, printing, saved, savedText, verdicts, visit } from './journey.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const EMPTY = 'bartizan: 1\ntitle: Untitled\n';

/** Adds rows to a table and writes cells; gives how many edits that were. */
async function tabulate(page, hand, name, rows, cells) {
  await hand.press(page, table(page, name));
  for (const [row, kind] of rows) await addRow(page, hand, row, kind);
  for (const [row, columns] of Object.entries(cells)) for (const [column, text] of Object.entries(columns)) await writeCell(page, hand, row, column, text);
  return rows.length + Object.values(cells).reduce((sum, columns) => sum + Object.keys(columns).length, 0);
}

/** Undoes and redoes so many edits: the empty page, and the same text again. */
async function thereAndBack(page, hand, edits) {
  const built = await savedText(page);
  const turn = async (name, key) => {
    for (let i = 0; i < edits; i += 1) await (hand === keys ? page.keyboard.press(key) : page.getByRole('button', { name, exact: true }).click());
  };
  await turn('Undo', 'Control+z');
  assert.equal(await savedText(page), EMPTY, 'undone to the byte');
  await turn('Redo', 'Control+Shift+z');
  assert.equal(await savedText(page), built, 'and done again');
}

/** What both faces of one text must come to: a tool that reads everybody's orders under one key. */
const JUDGED = {
  title: 'Untitled',
  verdicts: { Violated: 1 },
  claim: 'private',
  control: 'own_rights',
  path: [/customer writes a message of their own to bot$/, /crm reads orders of another customer under its own credential/],
  turned: { Unknown: 1 },
  decision: 'Has changed',
};

const SYSTEMS = {
  'in the picture': {
    async build(page, hand) {
      await hand.go(page, 'Picture');
      await page.locator('.canvas').waitFor();
      if (hand === keys) await page.locator('.canvas').focus();
      const shapes = [['Agent', 'bot', [300, 260]], ['Model', 'llm', [560, 120]], ['Tool', 'crm', [560, 380]], ['Adversary', 'customer', [40, 120]], ['Role', 'clerk', [40, 380]], ['Store', 'db', [600, 520]], ['Asset', 'orders']];
      for (const [kind, name, place] of shapes) await draw(page, hand, kind, name, place);
      const lines = [['customer', 'bot', /used by/], ['clerk', 'bot', /used by/], ['bot', 'llm', /model/], ['bot', 'crm', /tools/], ['crm', 'orders', /reads/], ['db', 'orders', /holds/]];
      for (const [from, to, meaning] of lines) await connect(page, hand, from, to, meaning);
      await shot(page, `picture-${hand.name.replaceAll(' ', '-')}`);
      // What no shape stands for is said in the tables.
      await hand.go(page, 'Tables');
      await addColumn(page, hand, 'as');
      const said =
        (await tabulate(page, hand, 'Elements', [], { crm: { from: 'us', as: 'key' } })) +
        (await tabulate(page, hand, 'Assets', [], { orders: { per: 'customer' } })) +
        (await tabulate(page, hand, 'Controls', [['own_rights', 'control']], { own_rights: { kind: 'per-user credential', on: 'crm', status: 'available' } })) +
        (await tabulate(page, hand, 'Claims', [['private']], { private: { 'nobody but': 'clerk', gains: 'partially inspect', over: 'orders', of: 'others' } }));
      await thereAndBack(page, hand, shapes.length + lines.length + said);
    },
    says: `roles:
  customer: { adversary: true }
  clerk: {}
models:
  llm: {}
agents:
  bot: { used by: [customer, clerk], model: llm, tools: [crm] }
tools:
  crm: { reads: [orders], from: us, as: key }
stores:
  db: { holds: [orders] }
assets:
  orders: { kind: record, per: customer }
controls:
  own_rights: { kind: per-user credential, on: crm, status: available }
claims:
  private: { nobody but: clerk, gains: partially inspect, over: orders, of: others }
`,
    ...JUDGED,
  },
  'in the tables': {
    async build(page, hand) {
      await hand.go(page, 'Tables');
      const edits = [
        await tabulate(page, hand, 'Elements', [['llm', 'model'], ['cloud', 'host'], ['bot', 'agent'], ['crm', 'tool']], {}),
        await tabulate(page, hand, 'Roles', [['staff'], ['customer']], { customer: { adversary: 'true' } }),
        await tabulate(page, hand, 'Suppliers', [['acme', 'supplier']], { acme: { promises: 'unaltered, no insider, no retention, no training' } }),
        await tabulate(page, hand, 'Assets', [['orders']], { orders: { kind: 'record', per: 'customer' } }),
        await tabulate(page, hand, 'Elements', [], { llm: { from: 'acme' }, bot: { 'runs on': 'cloud', 'used by': 'customer, staff' }, crm: { from: 'us' } }),
      ];
      for (const column of ['model', 'tools', 'reads', 'as']) await addColumn(page, hand, column);
      edits.push(
        await tabulate(page, hand, 'Elements', [], { bot: { model: 'llm', tools: 'crm' }, crm: { reads: 'orders', as: 'key' } }),
        await tabulate(page, hand, 'Controls', [['own_rights', 'control']], { own_rights: { kind: 'per-user credential', on: 'crm', status: 'available' } }),
        await tabulate(page, hand, 'Claims', [['private']], { private: { 'nobody but': 'staff', gains: 'partially inspect', over: 'orders', of: 'others' } }),
      );
      await shot(page, `tables-${hand.name.replaceAll(' ', '-')}`);
      await thereAndBack(page, hand, edits.reduce((a, b) => a + b));
    },
    says: `roles:
  staff: {}
  customer: { adversary: true }
suppliers:
  acme: { promises: [unaltered, no insider, no retention, no training] }
hosts:
  cloud: {}
models:
  llm: { from: acme }
agents:
  bot: { runs on: cloud, used by: [customer, staff], model: llm, tools: crm }
tools:
  crm: { from: us, reads: orders, as: key }
assets:
  orders: { kind: record, per: customer }
controls:
  own_rights: { kind: per-user credential, on: crm, status: available }
claims:
  private: { nobody but: staff, gains: partially inspect, over: orders, of: others }
`,
    ...JUDGED,
  },
  'by the guided start': {
    async build(page, hand) {
      if (hand === keys) await page.keyboard.press('Alt+n');
      else await page.getByRole('button', { name: 'New', exact: true }).click();
      await hand.press(page, page.getByRole('button', { name: /^Answer ten questions/ }));
      await hand.write(page, page.getByLabel('Title'), 'Order desk');
      for (const name of ['employee', 'customer']) await hand.press(page, page.getByRole('button', { name, exact: true }));
      await hand.flip(page, page.getByRole('radio', { name: /^a supplier/ }));
      await hand.write(page, page.getByLabel('The supplier is called'), 'acme');
      await hand.flip(page, page.getByLabel('What it serves is the model that it names'));
      for (const name of ['company documents', 'tickets or mail']) await hand.press(page, page.getByRole('button', { name, exact: true }));
      await hand.flip(page, page.getByRole('group', { name: 'Who writes documents' }).getByLabel('employee'));
      await hand.flip(page, page.getByLabel('one memory for everybody'));
      for (const name of ['look records up', 'send mail or messages']) await hand.press(page, page.getByRole('button', { name, exact: true }));
      await shot(page, `guided-${hand.name.replaceAll(' ', '-')}`);
      await hand.press(page, page.getByRole('button', { name: 'Write the description' }));
      // What was left open is asked under Gaps; one promise more is one question less.
      await hand.press(page, page.getByRole('button', { name: 'Answer them under Gaps' }));
      await eventually(async () => /questions are open/.test(await heading(page).textContent()), true);
      const open = page.locator('.asked > li').filter({ hasNotText: 'Answered' });
      const before = await open.count();
      await hand.press(page, open.filter({ hasText: 'no insider' }).getByRole('button', { name: 'It is promised' }));
      await eventually(() => open.count(), before - 1);
    },
    title: 'Order desk',
    says: /title: Order desk\n[^]*\n {2}acme: \{ promises: \[unaltered, no insider\] \}[^]*\n {2}documents: \{ written by: employee \}\n[^]*\n {2}memory: \{\} {3}# one for everybody\n/,
    verdicts: { Violated: 4 },
    claim: 'only_asked_mail',
    control: 'recipients',
    path: [/customer writes a message of their own to assistant$/, /mail does send_mail to anyone, as the arguments say$/],
    turned: { Violated: 3, Holds: 1 },
    decision: 'Nothing is left to decide',
  },
};

for (const hand of [mouse, keys]) {
  describe(hand.name, { concurrency: 2 }, () => {
    for (const [where, of] of Object.entries(SYSTEMS)) {
      test(`a system built ${where} is judged, decided on, saved, changed, compared and printed`, () =>
        visit(browser, async (page) => {
          const printed = await printing(page);
          await begin(page, hand);
          await of.build(page, hand);
          const built = await savedText(page);
          if (typeof of.says === 'string') assert.equal(built, EMPTY + of.says);
          else assert.match(built, of.says);
          await judged(page, hand, of);
          const kept = await decided(page, hand, of, built);
          await changed(page, hand, of, kept);
          await onPaper(page, hand, of, printed);
        }));
    }
  });
}

/** Begins with an empty description: of the ways to begin it is under the same key once more. */
async function begin(page, hand) {
  if (hand === keys) await page.keyboard.press('Alt+n');
  else await page.getByRole('button', { name: 'New', exact: true }).click();
  await page.getByRole('button', { name: /^Answer ten questions/ }).waitFor();
  if (hand === keys) await page.keyboard.press('Alt+n');
  else await page.getByRole('button', { name: /^Empty description/ }).click();
  await page.getByRole('heading', { name: 'Nothing is described yet' }).waitFor();
  assert.equal(await savedText(page), EMPTY);
}

/** The verdicts, and a path with the rule behind its last step. */
async function judged(page, hand, of) {
  await hand.go(page, 'Claims');
  await eventually(() => verdicts(page), of.verdicts);
  // The first claim opens by itself.
  await page.locator('[data-row][aria-expanded=true]').waitFor();
  const row = page.locator(`[data-row=${of.claim}]`);
  if ((await row.getAttribute('aria-expanded')) !== 'true') await hand.press(page, row);
  const path = page.getByRole('region', { name: `How ${of.claim} is broken` });
  const steps = path.getByRole('button', { name: /^Step \d/ });
  await steps.first().waitFor();
  const said = await steps.allInnerTexts();
  assert.match(said[0], of.path[0]);
  assert.match(said.at(-1), of.path[1]);
  await hand.press(page, steps.last());
  await path.getByRole('button', { name: /^Rule / }).waitFor();
}

const REASON = 'calls are read by a person first';

/** A decision, written and saved: the text as it was with the decision at its end. */
async function decided(page, hand, of, built) {
  await hand.press(page, page.getByRole('button', { name: `Decide on ${of.claim}` }));
  const form = page.getByRole('form', { name: `Decide on ${of.claim}` });
  await hand.flip(page, form.getByRole('radio', { name: /^Mitigated/ }));
  for (const [field, text] of [['Reason', REASON], ['Owner', 'A. Keeper'], ['Date', '2026-11-25']]) await hand.write(page, form.getByLabel(field), text);
  await hand.press(page, form.getByRole('button', { name: 'Write into the description' }));
  await page.getByRole('region', { name: `Decision on ${of.claim}` }).getByText('Stands').waitFor();
  const kept = await saved(page, () => (hand === keys ? page.keyboard.press('Control+s') : page.getByRole('button', { name: 'Save', exact: true }).click()));
  assert.equal(kept.name, of.title === 'Untitled' ? 'untitled.yaml' : 'order-desk.yaml');
  assert.ok(kept.text.startsWith(built), 'the rest is as it was');
  assert.match(kept.text.slice(built.length), new RegExp(`^decisions:\n {2}${of.claim}:\n {4}decision: mitigated\n {4}reason: ${REASON}\n {4}owner: A\\. Keeper\n {4}date: 2026-11-25\n {4}as of: violated \\d+ [0-9a-f]{8}\n$`));
  return kept;
}

/** A control is switched on; Changes tells what that changes against the saved file. */
async function changed(page, hand, of, kept) {
  await hand.go(page, 'Controls');
  const control = page.getByRole('switch', { name: `${of.control} in place` });
  await hand.flip(page, control);
  await eventually(() => control.isChecked(), true);
  await hand.go(page, 'Changes');
  await hand.press(page, page.getByRole('button', { name: 'Another file', exact: true }));
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), hand.press(page, page.getByRole('button', { name: 'Choose a file' }))]);
  await chooser.setFiles({ name: 'kept.yaml', mimeType: 'application/yaml', buffer: Buffer.from(kept.text) });
  await page.getByText('from kept.yaml to').waitFor();
  await page.getByRole('heading', { name: /has another verdict/ }).waitFor();
}

/** The report is what is printed: title, verdicts, the decision. */
async function onPaper(page, hand, of, printed) {
  if (hand === keys) await page.keyboard.press('Control+p');
  else {
    await page.getByRole('button', { name: 'Report', exact: true }).click();
    await page.getByRole('button', { name: 'Print or save as PDF' }).click();
  }
  await eventually(printed, [`${of.title}, threat model`]);
  const paper = page.frameLocator('iframe[title="Report, preview"]');
  assert.equal(await paper.getByRole('heading', { level: 1 }).innerText(), of.title);
  const judged = await paper.locator('#claims').getByRole('heading', { level: 3 }).allInnerTexts();
  for (const [verdict, count] of Object.entries(of.turned)) assert.equal(judged.filter((text) => text.startsWith(verdict)).length, count, `${verdict} in ${judged}`);
  const decision = await paper.locator('#decisions').innerText();
  for (const words of [of.claim, 'Mitigated', REASON, 'A. Keeper', '2026-11-25', of.decision]) assert.ok(decision.includes(words), `${words} is among: ${decision}`);
}
