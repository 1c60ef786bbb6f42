// ./run: builds what is missing or stale and serves the page to this machine.
//
//   --port N     serve there instead of the first free port from 8372 on; 0: any
//   --no-open    do not open a browser
//   --build      build only
//   --watch      build the page again when something under www/, examples/ or schema/ changes

import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { parseArgs } from 'node:util';
import { serve } from '../www/serve.mjs';
import { buildEngine, buildPage } from './engine.mjs';
import { at, Failed } from './shell.mjs';
import { needBasics, needEngineTools, needPackages } from './tools.mjs';

const FIRST = 8372;
const LAST = FIRST + 20;

async function served(port) {
  if (port !== undefined) return serve(port);
  for (let next = FIRST; next < LAST; next += 1) {
    try {
      return await serve(next);
    } catch (error) {
      if (error.code !== 'EADDRINUSE') throw error;
    }
  }
  return serve(0);
}

/** Opens the reader's browser where there is one to open; elsewhere the printed address does. */
function open(address) {
  const [program, ...before] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[process.platform] ?? ['xdg-open'];
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  const child = spawn(program, [...before, address], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

function rebuildOnChange() {
  let timer;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => buildPage().catch((error) => console.error(error.message)), 150);
  };
  for (const folder of ['www', 'examples', 'schema']) watch(at(folder), { recursive: true }, again);
  watch(at('index.html'), again);
}

try {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, 'no-open': { type: 'boolean' }, build: { type: 'boolean' }, watch: { type: 'boolean' } },
  });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65536)) throw new Failed(`--port takes a number up to 65535, not ${values.port}.`);
  needBasics();
  await needPackages();
  await needEngineTools();
  await buildEngine();
  await buildPage();
  if (!values.build) {
    const { address } = await served(port);
    console.log(`\nBartizan is at ${address} (only from this machine). Ctrl+C ends it.\nThe same page opens without a server: dist/bartizan.html`);
    if (!values['no-open']) open(address);
    if (values.watch) rebuildOnChange();
  }
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
