// What the build and the tests need beside Rust and Node, installed where it is missing:
//
//   node_modules            npm ci                      page libraries, esbuild, wasm-opt, TypeScript, Playwright
//   the WASM target         rustup target add           only where rustup is; else it must be there
//   .tools/bin/wasm-pack    cargo install --root .tools
//   .tools/bin/wasm-bindgen cargo install --root .tools its version must be that of the library in Cargo.lock
//   Chromium, its driver    apt-get install             tests only; as root with apt, else it says what to install
//
// Nothing is installed outside the project's folder but the Rust target and, on request of a test, Chromium.

import { existsSync, readFileSync } from 'node:fs';
import { at, Failed, fresh, run, said } from './shell.mjs';

const WASM = 'wasm32-unknown-unknown';
const WASM_PACK = '0.15.1';

/** The installed tools run for a second at a time: compiling them fast matters more than their speed. */
const QUICK = {
  CARGO_PROFILE_RELEASE_OPT_LEVEL: '1',
  CARGO_PROFILE_RELEASE_LTO: 'off',
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '16',
};

const tell = (line) => console.log(`\n== ${line}`);

export function needBasics() {
  const node = Number(process.versions.node.split('.')[0]);
  if (node < 20) throw new Failed(`Node 20 or newer is needed; this is ${process.versions.node}.`);
  if (!said('cargo', ['--version'])) throw new Failed('Rust is needed (cargo was not found): see rustup, or your package manager.');
}

export async function needPackages() {
  await fresh('packages', ['package-lock.json', '.npmrc'], 'node_modules/.package-lock.json', async () => {
    tell('npm ci: page libraries and build tools, into node_modules/');
    await run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts']);
  });
}

async function needTarget() {
  const libraries = said('rustc', ['--print', 'target-libdir', '--target', WASM]);
  if (libraries && existsSync(libraries)) return;
  if (!said('rustup', ['--version'])) throw new Failed(`Rust's target ${WASM} is missing; your package manager has it (Debian: libstd-rust-dev-wasm32).`);
  tell(`rustup target add ${WASM}: Rust's library for WASM`);
  await run('rustup', ['target', 'add', WASM]);
}

async function needCrate(crate, program, version, why) {
  if (said(program, ['--version'])?.split(' ')[1] === version) return;
  const parameters = ['install', crate, '--version', version, '--root', '.tools'];
  const variables = { ...QUICK, CARGO_TARGET_DIR: at('.tools', 'target') };
  tell(`cargo ${parameters.join(' ')}: ${why}; once, one or two minutes`);
  // The versions that its authors tested, unless this registry no longer has them all.
  await run('cargo', [...parameters, '--locked'], variables).catch(() => run('cargo', parameters, variables));
}

/** The version of wasm-bindgen that the engine is compiled with; the tool must be the same, its format is private. */
function bindingsVersion() {
  const lock = readFileSync(at('Cargo.lock'), 'utf8');
  const version = lock.match(/name = "wasm-bindgen"\nversion = "([^"]+)"/)?.[1];
  if (!version) throw new Failed('Cargo.lock does not name wasm-bindgen.');
  return version;
}

export async function needEngineTools() {
  await needTarget();
  await needCrate('wasm-pack', 'wasm-pack', WASM_PACK, 'builds the engine for the page');
  await needCrate('wasm-bindgen-cli', 'wasm-bindgen', bindingsVersion(), 'writes the engine\'s JavaScript face and runs its tests');
  // wasm-pack leaves out this step in silence when the program is missing, and other bytes come out.
  if (!said('wasm-opt', ['--version'])) throw new Failed('wasm-opt is missing: npm ci should have installed it (package binaryen).');
}

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

function found(programs) {
  for (const program of programs) {
    const place = said('sh', ['-c', `command -v "${program}"`]);
    if (place) return place;
  }
  return undefined;
}

/** Chromium and its driver for tests: `{ browser, driver }`; BARTIZAN_BROWSER names another browser. */
export async function needBrowser() {
  const look = () => ({ browser: process.env.BARTIZAN_BROWSER || found([...BROWSERS, MAC]), driver: found(['chromedriver']) });
  let has = look();
  if (!has.browser || !has.driver) {
    const names = ['chromium', 'chromium-driver'];
    if (process.getuid?.() === 0 && said('apt-get', ['--version'])) {
      tell(`apt-get install ${names.join(' ')}: the browser that the tests drive`);
      await run('apt-get', ['update', '-q']);
      await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...names], { DEBIAN_FRONTEND: 'noninteractive' });
      has = look();
    }
  }
  if (!has.browser || !has.driver) {
    throw new Failed(
      `The tests drive Chromium: ${has.browser ? '' : 'a browser and '}chromedriver ${has.browser ? 'is' : 'are'} missing.\n` +
        '  Debian, Ubuntu: apt-get install chromium chromium-driver    Fedora: dnf install chromium chromedriver\n' +
        '  macOS: brew install --cask chromium chromedriver            or set BARTIZAN_BROWSER to a browser\'s path',
    );
  }
  return has;
}
