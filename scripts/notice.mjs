// NOTICE: whose work is in the page and in the command. The list is made from the two lock files:
//
//   node scripts/notice.mjs          write NOTICE
//   node scripts/notice.mjs --check  fail if it is stale

import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { at, said } from './shell.mjs';

const HEAD = `Bartizan
Copyright 2026 the Bartizan authors
Licensed under the Apache License, Version 2.0; the text is in the file LICENSE of the source.

METHOD
The capabilities, asset types and domains, and the idea of reasoning from assets, follow
"Threat Modeling for AI: The Case for an Asset-Centric Approach" by J. Sanchez Vicarte, M. Spoczynski and
M. Elsaid, arXiv:2505.06315, licensed under Creative Commons Attribution 4.0 International (CC BY 4.0).
Names and definitions are restated in our own words; the rules, the engine and every error are ours.

REFERENCES IN THE CATALOG
Ids and names of techniques are those of MITRE ATLAS, Copyright 2021-2026 The MITRE Corporation, licensed under
the Apache License, Version 2.0. Ids and names of CWE entries are those of The MITRE Corporation's Common
Weakness Enumeration. Ids and names of the OWASP lists, of NIST AI 100-2 and of the layers of MAESTRO (Cloud Security
Alliance) are facts about these lists; no sentence of theirs is here. The recorded attacks in tests/cases and
tests/holdout are told in our own words after the case studies of MITRE ATLAS.
None of these organisations endorses Bartizan.

PACKAGES
Each under the licence named; where there is a choice, MIT is taken, and for elkjs EPL-2.0. elkjs, the Eclipse Layout
Kernel compiled to JavaScript, Copyright (c) 2017 Kiel University and others, is in the page as its authors publish it,
unchanged, in the file lib/elk-worker.min.js of the npm package of the version named. Its source code is available from
its authors: github.com/kieler/elkjs and github.com/eclipse-elk/elk; https://www.eclipse.org/legal/epl-2.0 is the licence.
`;

const MIT = `THE MIT LICENSE
Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation
the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and
to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of
the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO
THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF
CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
IN THE SOFTWARE.
`;

const ZLIB = `THE ZLIB LICENSE
This software is provided 'as-is', without any express or implied warranty. In no event will the authors be held
liable for any damages arising from the use of this software. Permission is granted to anyone to use this software
for any purpose, including commercial applications, and to alter it and redistribute it freely, subject to the
following restrictions: 1. The origin of this software must not be misrepresented; you must not claim that you
wrote the original software. If you use this software in a product, an acknowledgment in the product documentation
would be appreciated but is not required. 2. Altered source versions must be plainly marked as such, and must not
be misrepresented as being the original software. 3. This notice may not be removed or altered from any source
distribution.
`;

/** Copyright lines of the licence files in a package's folder, MIT's first. */
function holders(folder, authors) {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name)) : [];
  names.sort((a, b) => Number(/mit/i.test(b)) - Number(/mit/i.test(a)) || (a < b ? -1 : 1));
  for (const name of names) {
    const path = join(folder, name);
    let text;
    try {
      text = readFileSync(path, 'utf8');
    } catch {
      continue;
    }
    const all = text.split(/\r?\n/).map((line) => line.trim());
    // The name may stand on the line after the years.
    const lines = all
      .map((line, index) => (/[\d,]$|\bor$/.test(line) && !/^$|^permission|^licen[cs]ed|^copyright/i.test(all[index + 1] ?? '') ? `${line} ${all[index + 1]}` : line))
      .filter((line) => /^(copyright|©)[\s\d(c),©-]*[a-z]{2}/i.test(line) && !/\[|\{|copyright (and permission|notice|owner|license|holder|statement|rights)/i.test(line));
    if (lines.length > 0) return [...new Set(lines)].map((line) => line.replace(/\s*All rights reserved\.?|\s+or$/gi, '').replace(/https?:\S+/g, '').trim());
  }
  return [`Copyright ${authors.length > 0 ? authors.join(', ') : 'its authors'}`];
}

function ofNpm() {
  const { packages } = JSON.parse(readFileSync(at('package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, entry]) => path && !entry.dev && !entry.optional && !entry.devOptional)
    .map(([path, { version }]) => {
      const { license, author } = JSON.parse(readFileSync(at(path, 'package.json'), 'utf8'));
      const authors = [author?.name ?? author].filter(Boolean);
      return { name: path.split('node_modules/').at(-1), version, licence: license, holders: holders(at(path), authors) };
    });
}

function ofCargo(features, target) {
  const list = said('cargo', ['tree', '--locked', '-e', 'normal,no-proc-macro', '--prefix', 'none', '--format', '{p}\t{l}', '--no-default-features', ...features, ...target]);
  if (list === undefined) throw new Error('cargo tree failed');
  const { packages } = JSON.parse(said('cargo', ['metadata', '--locked', '--format-version', '1']));
  return [...new Set(list.split('\n').map((line) => line.replace(' (*)', '')))]
    .filter((line) => line && !line.startsWith('bartizan '))
    .map((line) => {
      const [named, licence] = line.split('\t');
      const [name, version] = named.split(' ');
      const { manifest_path: manifest, authors } = packages.find((entry) => entry.name === name && `v${entry.version}` === version);
      return { name, version: version.slice(1), licence: licence.replace(' (*)', '').replace('/', ' OR '), holders: holders(dirname(manifest), authors) };
    });
}

const sorted = (list) => list.sort((a, b) => (a.name < b.name || (a.name === b.name && a.version < b.version) ? -1 : 1));
const section = (title, list) =>
  `\n${title}\n${sorted(list).map(({ name, version, licence, holders: whose }) => `  ${name} ${version}  ${licence}\n${whose.map((line) => `      ${line}\n`).join('')}`).join('')}`;

const engine = ofCargo([], ['--target', 'wasm32-unknown-unknown']);
const known = new Set(engine.map(({ name, version }) => `${name} ${version}`));
const command = ofCargo(['--features', 'cli'], ['--target', 'all']).filter(({ name, version }) => !known.has(`${name} ${version}`));
const text = [HEAD, section('In the page', ofNpm()), section('In the engine, page and command', engine), section('In the command only', command), '\n', MIT, '\n', ZLIB].join('');

for (const { name, licence } of [...engine, ...command, ...ofNpm()]) {
  const taken = licence.split(' OR ').filter((one) => !/GPL/.test(one)).join(' OR ');
  if (!/MIT|Zlib|Apache-2\.0|ISC|EPL-2\.0/.test(taken)) {
    console.error(`${name}: licence ${licence} is not one that we ship`);
    process.exitCode = 1;
  }
}
if (!process.argv.includes('--check')) writeFileSync(at('NOTICE'), text);
else if (!existsSync(at('NOTICE')) || readFileSync(at('NOTICE'), 'utf8') !== text) {
  console.error('NOTICE is stale: node scripts/notice.mjs writes it');
  process.exitCode = 1;
} else console.log('NOTICE is up to date');
