// Nothing leaves: through a whole sitting, with a description full of addresses and markup that all lead to listeners
// on this machine, these hear nothing. (Names under .example lead to one; the browser's own services, to none.)

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canary } from './canary.mjs';
import { fromDisk, hosted, launch, watched } from './chromium.mjs';
import { sitting, THIN } from './journey.mjs';

/** A description that asks for requests in every text that the page shows. */
function hostile({ port, udp }) {
  const address = `http://127.0.0.1:${port}`;
  return THIN.replace('title: Thin', `title: "<img src=${address}/title> ${address}/ //127.0.0.1:${port}/x"\nnote: "![x](${address}/note) <script src=${address}/s></script>"`)
    .replace('guest: {', `guest: { note: "<a ping=${address}/p href=${address}/a>x</a> url(${address}/u)",`)
    .replace('inspect, over', `inspect, within: 0.5, over`)
    .concat(`# <iframe src=${address}/frame> stun:127.0.0.1:${udp} https://elsewhere.example/\n`);
}

for (const where of ['hosted', 'from disk']) {
  test(`a whole sitting is heard by nobody, ${where}`, async () => {
    const ear = await canary();
    const sitter = await canary();
    const server = await hosted();
    const browser = await launch([`--host-resolver-rules=MAP *.example 127.0.0.1:${ear.port}`]);
    try {
      // The listener hears what comes.
      const control = await browser.newPage();
      await control.goto('http://elsewhere.example/control');
      await control.close();
      const before = ear.heard();
      assert.match(before, /^data: GET \/control/);

      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const seen = await watched(context);
      const page = await context.newPage();
      const address = where === 'hosted' ? server.address : fromDisk;
      await sitting(page, address, hostile({ port: sitter.port, udp: sitter.udp }));
      assert.equal(sitter.heard(), 'nothing');
      assert.equal(ear.heard(), before);
      assert.deepEqual(
        seen.requests.filter((url) => !/^(blob|data):/.test(url)),
        [address],
      );
      assert.deepEqual(seen.errors, []);
      assert.deepEqual(seen.violations, []);
    } finally {
      await browser.close();
      server.close();
      ear.close();
      sitter.close();
    }
  });
}
