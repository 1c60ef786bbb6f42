// Starting other programs, and knowing whether their inputs changed since.

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const at = (...parts) => join(root, ...parts);

/** Our own tools come first, then those of npm. */
export const environment = {
  ...process.env,
  PATH: [at('.tools', 'bin'), at('node_modules', '.bin'), process.env.PATH].join(delimiter),
};

export class Failed extends Error {}

/** Runs a program in the project's folder with its output shown; throws `Failed` unless it ends well. */
export function run(program, parameters, variables = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...environment, ...variables } });
    child.once('error', (error) => reject(new Failed(`${program}: ${error.message}`)));
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Failed(`${[program, ...parameters].join(' ')} ended with ${signal ?? code}`));
    });
  });
}

/** What a program prints, or nothing if it cannot be run. */
export function said(program, parameters) {
  const { status, stdout } = spawnSync(program, parameters, { cwd: root, env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 });
  return status === 0 ? stdout.trim() : undefined;
}

function* files(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) yield path;
  else for (const name of readdirSync(path).sort()) yield* files(join(path, name));
}

function stampOf(inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const path of files(at(input))) hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

/** Calls `make` unless `output` is there and was made from the same inputs. Says whether it did. */
export async function fresh(name, inputs, output, make) {
  const place = at('.tools', 'stamps', name);
  const stamp = stampOf(inputs);
  if (existsSync(at(output)) && existsSync(place) && readFileSync(place, 'utf8') === stamp) return false;
  await make();
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, stamp);
  return true;
}
