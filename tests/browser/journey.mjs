// What a reviewer does in a sitting, by roles and names alone: used hosted, from disk, and under the canaries' ears.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fromDisk, watched } from './chromium.mjs';

export const heading = (page) => page.getByRole('main').getByRole('heading', { level: 1 }).first();
export const tab = (page, name) => page.getByRole('tab', { name });
export const editor = (page) => page.getByRole('textbox', { name: 'Description, text' });
const VERDICTS = ['Violated', 'Unknown', 'Conditional', 'Holds'];

/** Waits until `ask` gives what is wanted, since answers come from a worker. */
export async function eventually(ask, wanted, what) {
  const until = Date.now() + 15_000;
  let given;
  do {
    given = await ask();
    try {
      assert.deepEqual(given, wanted);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  } while (Date.now() < until);
  assert.deepEqual(given, wanted, what);
}

/** Verdicts of the claims that the page lists, counted. */
export const verdicts = (page) =>
  page.evaluate((words) => {
    const rows = [...document.querySelectorAll('main:not([hidden]) [data-row]')].map((row) => row.textContent.trim());
    return Object.fromEntries(words.map((word) => [word, rows.filter((text) => text.startsWith(word)).length]).filter(([, count]) => count > 0));
  }, VERDICTS);

/** Puts a text in place of the description's, as a reader who pastes. */
export async function paste(page, text) {
  await editor(page).click();
  await page.keyboard.press('Control+A');
  await pasteHere(page, text);
}

/** The whole text as the editor has it, shown or folded away. */
export const content = (page) => page.locator('.cm-content').evaluate((element) => element.cmTile.view.state.doc.toString());

/** Pastes text where the focus is. */
export const pasteHere = (page, text) =>
  page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    let at = document.activeElement;
    while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    at.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);

/** A catalog pack with one rule, which fires in the first example. */
export const PACK = `pack: house
group: house
about: What reviews of our own systems add.
rules:
  - id: anywhere-by-mail
    kind: attack
    name: A house rule fires
    if: ["make_limited_changes(call)", "arguments(call, agent, tool, session)", "open(tool)"]
    then: influence(agent)
    says: "{agent} is led by what {tool} sends"
    because: it was seen
    source: own reviews
    confidence: own
`;

/** Chooses a catalog pack, where `press` opens the picker. */
export async function choosePack(page, press, text) {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press()]);
  await chooser.setFiles([{ name: 'house.yaml', mimeType: 'application/yaml', buffer: Buffer.from(text) }]);
}

/** Drops a file on the page. */
export async function drop(page, name, text) {
  const transfer = await page.evaluateHandle(
    ([name, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name, { type: 'application/yaml' }));
      return data;
    },
    [name, text],
  );
  await page.dispatchEvent('main', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
}

/** Presses `act` and gives what the page saves. */
export async function saved(page, act) {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

/** The whole text, as the reader saves it by keys. */
export const savedText = async (page) => (await saved(page, () => page.keyboard.press('Control+s'))).text;

/** Hears what would be printed, without a dialog of the browser: the page itself, or the title of what its frame shows. */
export async function printing(page) {
  await page.evaluate(() => {
    globalThis.printed = [];
    globalThis.print = () => globalThis.printed.push('page');
    new MutationObserver(() => {
      const frame = document.querySelector('iframe');
      if (!frame || frame.dataset.watched) return;
      frame.dataset.watched = 'yes';
      frame.addEventListener('load', () => (frame.contentWindow.print = () => globalThis.printed.push(frame.contentDocument.title)), true);
    }).observe(document.body, { childList: true, subtree: true });
  });
  return () => page.evaluate(() => globalThis.printed);
}

/** Opens the page from disk on its first example, lets a reader act, and hears that nothing went wrong and nothing left. */
export async function visit(browser, act, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', ...options });
  try {
    const seen = await watched(context);
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(fromDisk);
    await eventually(() => verdicts(page), { Violated: 2, Holds: 1 });
    await act(page);
    assert.deepEqual(seen.errors, []);
    assert.deepEqual(seen.violations, []);
    assert.deepEqual(seen.requests.filter((url) => !/^(blob|data):/.test(url)), [fromDisk]);
  } finally {
    await context.close();
  }
}

/** Name and role of what has the focus, as assistive technology would say it, near enough. */
export const focused = (page) =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const box = at?.getBoundingClientRect();
    return { name: (at?.getAttribute('aria-label') ?? at?.textContent ?? '').trim().slice(0, 80), role: at?.getAttribute('role') ?? at?.tagName.toLowerCase(), seen: Boolean(box && box.width > 0 && box.height > 0) };
  });

/** Presses Tab until the focus is on what is meant. */
export async function tabTo(page, meant, key = 'Tab') {
  const passed = [];
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press(key);
    const here = await focused(page);
    passed.push(`${here.role} ${here.name}`);
    if (!['body', 'separator'].includes(here.role)) assert.ok(here.seen, `the focus is on something that is not seen: ${here.role} ${here.name}`);
    if (meant(here)) return here;
  }
  return assert.fail(`not reached: ${passed.join(' › ')}`);
}

export const THIN = `bartizan: 1
title: Thin
roles:
  guest: { adversary: true }
suppliers:
  acme: { promises: [no insider] }
models:
  llm: { from: acme }
agents:
  helper: { model: llm, used by: guest }
claims:
  seen: { nobody but: acme, gains: inspect, over: llm.params }
`;

/** The whole sitting; `text` is what is dropped as a file. */
export async function sitting(page, address, text = THIN) {
  await page.goto(address);
  await eventually(() => verdicts(page), { Violated: 2, Holds: 1 }, 'opens on the first example, analysed');

  // Change the text, see the answers change, undo it.
  const before = await saved(page, () => page.keyboard.press('Control+s'));
  assert.equal(before.name, '01-support-assistant.yaml');
  await paste(page, before.text.replace(/^ {2}C2:.*\n/m, ''));
  await eventually(() => verdicts(page), { Violated: 1, Holds: 1 }, 'a claim less');
  await paste(page, before.text.replace('roles:', 'rolls:'));
  await eventually(() => page.getByRole('button', { name: /\d+ error/ }).count(), 1, 'an error is counted');
  assert.deepEqual(await verdicts(page), { Violated: 1, Holds: 1 }, 'the answers stay');
  await paste(page, before.text);
  await eventually(() => verdicts(page), { Violated: 2, Holds: 1 }, 'as it was');

  // Every tab, and what opens in it.
  await tab(page, 'Exposure').click();
  await page.getByRole('region', { name: 'Exposure matrix' }).getByRole('button', { name: / over .*: held/ }).first().click();
  await tab(page, 'Attacks').click();
  await page.getByRole('tabpanel').getByRole('listitem').getByRole('button').first().click();
  await tab(page, 'Suppliers').click();
  await page.getByRole('switch').first().click();
  await tab(page, 'Controls').click();

  // Switch controls on: the claims change.
  const control = (name) => page.getByRole('switch', { name: `${name} in place` });
  await control('recipients').click();
  await eventually(() => control('recipients').isChecked(), true, 'a control is on');
  await tab(page, 'Numbers').click();
  await page.getByRole('button', { name: /fails, per year/ }).first().click();
  await page.keyboard.press('Escape');
  await tab(page, 'Changes').click();
  await page.getByRole('heading', { name: /another verdict|No verdict changes/ }).waitFor();
  await tab(page, 'Claims').click();

  // Each example in the gallery gives what the gallery says.
  const examples = page.getByRole('button', { name: 'Examples', exact: true });
  await examples.click();
  const cards = page.getByRole('region', { name: /^Examples/ }).getByRole('listitem').getByRole('button');
  assert.equal(await cards.count(), 10);
  for (let card = 0; card < 10; card += 1) {
    if (card > 0) await examples.click();
    const told = await cards.nth(card).textContent();
    const wanted = Object.fromEntries(VERDICTS.map((word) => [word, Number(told.match(new RegExp(`(\\d+) ${word}`, 'i'))?.[1] ?? 0)]).filter(([, count]) => count > 0));
    // The text was changed and changed back, so that nothing is asked.
    await cards.nth(card).click();
    await eventually(() => verdicts(page), wanted, `example ${card + 1}: ${told}`);
  }

  // Drop a file, change it, be asked before it is lost, save it.
  await drop(page, 'dropped.yaml', text);
  await eventually(async () => (await editor(page).textContent()).includes('guest'), true, 'the dropped text is there');
  await eventually(async () => Object.keys(await verdicts(page)).length, 1, 'the dropped file is analysed');
  await editor(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText('# mine\n');
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await page.getByRole('button', { name: /^Empty description/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Unsaved work' });
  await dialog.getByRole('button', { name: 'Stay' }).click();
  await page.keyboard.press('Escape');
  const after = await saved(page, () => page.getByRole('button', { name: 'Save', exact: true }).click());
  assert.deepEqual(after, { name: 'dropped.yaml', text: `${text}# mine\n` });
}
