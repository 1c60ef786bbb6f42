// The engine for the page: pkg/, from the Rust sources, with the same bytes on every machine.

import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { at, environment, fresh, root, run } from './shell.mjs';

const INPUTS = ['Cargo.toml', 'Cargo.lock', 'rust-toolchain.toml', 'src', 'catalog', 'examples', 'schema', 'www/src/generated', 'package-lock.json', 'scripts/engine.mjs'];

/** Panic messages name source files; folders of this machine are taken out of them. */
function remapped() {
  const sources = join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'registry', 'src');
  const folders = existsSync(sources) ? readdirSync(sources).map((name) => join(sources, name)) : [];
  return [...folders.map((folder) => `--remap-path-prefix=${folder}=crates`), `--remap-path-prefix=${root.replace(/[\\/]$/, '')}=bartizan`];
}

export async function buildEngine() {
  const built = await fresh('engine', INPUTS, 'pkg/bartizan_bg.wasm', async () => {
    console.log('\n== the engine, with wasm-pack, into pkg/');
    await run('cargo', ['fetch', '--locked', '--target', 'wasm32-unknown-unknown']);
    await run(
      'wasm-pack',
      ['build', '--target', 'web', '--release', '--mode', 'no-install', '--no-pack', '--', '--locked', '--no-default-features'],
      {
        CARGO_ENCODED_RUSTFLAGS: [environment.CARGO_ENCODED_RUSTFLAGS, ...remapped()].filter(Boolean).join('\x1f'),
        // Built for size, an eighth smaller after gzip than with 's'; the hottest loops are written to be fast in it.
        CARGO_PROFILE_RELEASE_OPT_LEVEL: 'z',
      },
    );
  });
  if (!built) console.log('the engine is up to date');
}

const PAGE = ['www', 'src/report/document/report.css', 'index.html', 'pkg', 'examples', 'schema', 'NOTICE', 'budgets.json', 'Cargo.toml', 'package-lock.json'];

export async function buildPage() {
  const built = await fresh('page', PAGE, 'dist/bartizan.html', async () => {
    console.log('\n== the page, with esbuild, into dist/');
    await run('node', [at('www', 'build.mjs')]);
  });
  if (!built) console.log('the page is up to date');
}
