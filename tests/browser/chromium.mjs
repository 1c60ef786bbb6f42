// Opening the built page in headless Chromium, hosted and from disk, and watching what it does.

import { mkdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from '../../www/serve.mjs';

const built = fileURLToPath(new URL('../../dist/bartizan.html', import.meta.url));
const shots = fileURLToPath(new URL('shots/', import.meta.url));
mkdirSync(shots, { recursive: true });

export const fromDisk = pathToFileURL(built).href;

export const launch = (parameters = []) =>
  chromium.launch({
    executablePath: process.env.BARTIZAN_BROWSER ?? '/usr/bin/chromium',
    // Without a sandbox of its own where root runs the tests.
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...parameters],
  });

/** The page at an address of this machine; `close` when done. */
export const hosted = () => serve(0);

/** Everything that a page must not do, as it happens: errors in the console, breaches of the policy, requests. */
export async function watched(context) {
  const seen = { errors: [], violations: [], requests: [] };
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) seen.errors.push(message.text());
  });
  context.on('weberror', (error) => seen.errors.push(String(error.error())));
  context.on('request', (request) => seen.requests.push(request.url()));
  await context.exposeBinding('bartizanViolation', (_, what) => seen.violations.push(what));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      globalThis.bartizanViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return seen;
}

/** A picture for people to look at. */
export const shot = (page, name) => page.screenshot({ path: `${shots}${name}.png`, animations: 'disabled' });
