// Makes dist/bartizan.html, the whole product in one file, from pkg/ (the engine), www/src, www/style.css,
// index.html, examples/ and schema/. Same inputs, same bytes: no times, no paths, compression in plain JavaScript.
//
//   node www/build.mjs           build, print sizes
//   node www/build.mjs --hold    and fail when a size passes budgets.json
//   node www/build.mjs --plain   not minified, to look at

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';
import { gzipSync } from 'fflate';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => join(root, ...parts);
const text = (...parts) => readFileSync(at(...parts), 'utf8');
const plain = process.argv.includes('--plain');
const hold = process.argv.includes('--hold');

const targets = ['chrome110', 'firefox115', 'safari16.4'];
const settings = {
  absWorkingDir: root,
  bundle: true,
  write: false,
  format: 'iife',
  platform: 'browser',
  target: targets,
  charset: 'utf8',
  minify: !plain,
  legalComments: 'none',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  // The glue's loader by address is never used: the page hands the compiled module over.
  define: { 'import.meta.url': '""', 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
};

async function bundle(entry, options = {}) {
  const result = await build({ ...settings, entryPoints: [at(entry)], ...options });
  return { code: result.outputFiles[0].text.trimEnd(), inputs: Object.keys(result.metafile?.inputs ?? {}) };
}

/** Modules `bartizan:…`, whose text is made here. */
const made = (modules) => ({
  name: 'bartizan',
  setup(building) {
    building.onResolve({ filter: /^bartizan:/ }, ({ path }) => ({ path, namespace: 'bartizan' }));
    building.onLoad({ filter: /.*/, namespace: 'bartizan' }, ({ path }) => ({ contents: modules[path.slice('bartizan:'.length)] }));
  },
});

const constant = (name, value) => `export const ${name} = ${JSON.stringify(value)};`;

/** Text for a script element: nothing in it ends or comments out the element. */
const inScript = (code) => code.replaceAll('</script', '<\\/script').replaceAll('<!--', '\\x3c!--');

const hash = (code) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`;

const version = text('Cargo.toml').match(/^version = "(.*)"/m)[1];
const descriptions = (...folder) => readdirSync(at(...folder))
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .map((name) => ({ name, text: text(...folder, name) }));
const examples = descriptions('examples');
const templates = descriptions('examples', 'templates');
const schemaFile = at('schema', 'description.schema.json');
const schema = existsSync(schemaFile) ? JSON.parse(readFileSync(schemaFile, 'utf8')) : {};

const enginePlace = at('pkg', 'bartizan_bg.wasm');
if (!existsSync(enginePlace)) {
  console.error('pkg/ is missing: build the engine first (./run does it).');
  process.exit(1);
}
const engine = readFileSync(enginePlace);
const entry = ['www/src/main.tsx', 'www/src/main.ts'].find((path) => existsSync(at(path)));

const guard = (await bundle('www/src/guard.ts')).code;
const worker = (await bundle('www/src/worker/worker.ts')).code;
if (!existsSync(at('node_modules', 'elkjs'))) {
  console.error('A package is missing: run npm ci first (./run does it).');
  process.exit(1);
}
// As its authors ship it, so that its notice stays with it and nothing of it is changed.
const layout = text('node_modules', 'elkjs', 'lib', 'elk-worker.min.js');
const page = await bundle(entry, {
  metafile: true,
  plugins: [
    made({
      examples: `${constant('examples', examples)}\n${constant('templates', templates)}`,
      schema: constant('schema', schema),
      version: constant('version', version),
      guard: constant('guard', guard),
      worker: constant('worker', worker),
    }),
  ],
});
const script = inScript(`${guard}\n${page.code}`);
const style = (await Promise.all(['www/style.css', 'www/src/diagram/picture.css', 'www/src/tables/tables.css'].map(async (path) => (await bundle(path)).code))).join('\n');
const pack = (bytes) => Buffer.from(gzipSync(Buffer.from(bytes), { level: 9, mtime: 0 })).toString('base64');
// A report is shown in a frame that runs nothing, and its style is known to the policy too.
const reportStyle = text('src', 'report', 'document', 'report.css');
if (!engine.includes(reportStyle)) {
  console.error('pkg/ was built from an older report.css, whose reports the policy would show without style: build the engine first (./run does it).');
  process.exit(1);
}

// The hashes are of the very bytes between the tags.
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)} 'wasm-unsafe-eval'`,
  `style-src ${hash(style)} ${hash(reportStyle)}`,
  'img-src data: blob:',
  'worker-src blob:',
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types bartizan-worker bartizan-report',
].join('; ');

/** Puts `what` where the mark stands in index.html, once. */
function place(html, mark, what) {
  const parts = html.split(mark);
  if (parts.length !== 2) throw new Error(`index.html must contain ${mark} once`);
  return parts.join(what);
}

let html = text('index.html');
html = place(html, '<!-- policy -->', `<meta http-equiv="Content-Security-Policy" content="${policy}">`);
html = place(html, '<!-- style -->', `<style>${style}</style>`);
html = place(
  html,
  '<!-- script -->',
  [
    `<script type="text/plain" id="bartizan-notice">\n${inScript(text('NOTICE'))}</script>`,
    `<script type="application/octet-stream" id="bartizan-engine">${pack(engine)}</script>`,
    `<script type="application/octet-stream" id="bartizan-layout">${pack(layout)}</script>`,
    `<script>${script}</script>`,
  ].join('\n'),
);

rmSync(at('dist'), { recursive: true, force: true });
mkdirSync(at('dist'), { recursive: true });
writeFileSync(at('dist', 'bartizan.html'), html);
// What went into the script, for the check of NOTICE.
const packages = [...new Set([...page.inputs.filter((path) => path.includes('node_modules/')).map(packageOf), 'elkjs'])].sort();

function packageOf(path) {
  const [first, second] = path.split('node_modules/').at(-1).split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

const unnamed = packages.filter((name) => {
  const { version: packed } = JSON.parse(text('node_modules', name, 'package.json'));
  return !text('NOTICE').includes(`${name} ${packed}`);
});
if (unnamed.length > 0) {
  console.error(`NOTICE does not name, with this version: ${unnamed.join(', ')}`);
  if (hold) process.exitCode = 1;
}

const budgets = JSON.parse(text('budgets.json'));
const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(9);
console.log(`${relative(process.cwd(), at('dist', 'bartizan.html'))}  (kB)\n${'part'.padEnd(8)}      raw     gzip   brotli   budget (gzip)`);
for (const [part, bytes] of Object.entries({ engine, layout, script, worker, style, page: html })) {
  const buffer = Buffer.from(bytes);
  const gzip = gzipSync(buffer, { level: 9, mtime: 0 }).length;
  const brotli = brotliCompressSync(buffer, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: buffer.length } }).length;
  const over = gzip > budgets[part];
  console.log(`${part.padEnd(8)}${kb(buffer.length)}${kb(gzip)}${kb(brotli)}${budgets[part] ? kb(budgets[part]) : '         '}${over ? '  over budget' : ''}`);
  if (over && hold) process.exitCode = 1;
}
