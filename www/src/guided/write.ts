// The guided start's answers as a commented description. What nobody said is left out, so that it counts as unknown.

import type { Answers, Deed } from './answers';

/** A word as the language has names. */
export const named = (text: string, otherwise: string): string => text.trim().replaceAll(/[^\p{L}\p{N}_-]+/gu, '_').replaceAll(/^_+|_+$/g, '').slice(0, 50) || otherwise;

const list = (names: string[]) => (names.length === 1 ? (names[0] ?? '') : `[${names.join(', ')}]`);
const quoted = (text: string) => (/^[\p{L}][\p{L}\p{N} _-]*$/u.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text) ? text : JSON.stringify(text));

/** A section: lines `name: { key: value, … }  # why`. */
class Section {
  readonly #lines: string[] = [];
  constructor(readonly key: string) {}
  add(name: string, keys: (string | false)[], why = ''): void {
    const body = keys.filter((k) => k !== false);
    this.#lines.push(`  ${name}: {${body.length ? ` ${body.join(', ')} ` : ''}}${why ? `   # ${why}` : ''}`);
  }
  text = (): string => (this.#lines.length ? `${this.key}:\n${this.#lines.join('\n')}\n` : '');
}

/** Names that the description has in any case; what the reader names alike gets a number. */
const own = ['assistant', 'llm', 'weights', 'memory', 'database', 'app_key', 'browse', 'registry', 'tool_vendor', 'stranger', 'cloud', 'laptop', 'device', 'filter', 'recipients', 'box', 'own_rights', 'answers', 'conversation', 'us', 'any', 'none', 'anyone', 'true', 'false', 'null'];

class Names {
  readonly #taken = new Set(own);
  readonly #same = new Map<string, string>();
  /** A name that nothing else has. */
  fresh(text: string, otherwise: string): string {
    const wanted = named(text, otherwise);
    let name = wanted;
    for (let n = 2; this.#taken.has(name); n++) name = `${wanted}_${n}`;
    this.#taken.add(name);
    return name;
  }
  /** The name of one thing, however often it is mentioned. */
  of(kind: string, text: string, otherwise: string): string {
    const key = `${kind} ${named(text, otherwise)}`;
    const known = this.#same.get(key) ?? this.fresh(text, otherwise);
    this.#same.set(key, known);
    return known;
  }
}

export function write(a: Answers): string {
  const names = new Names();
  const section = (key: string) => new Section(key);
  const [roles, suppliers, hosts, models, agents, tools, stores, assets, controls, claims] = ['roles', 'suppliers', 'hosts', 'models', 'agents', 'tools', 'stores', 'assets', 'controls', 'claims'].map(section) as [Section, Section, Section, Section, Section, Section, Section, Section, Section, Section];
  const given = a.people.length ? a.people : [{ name: 'user', hostile: true }];
  const people = given.map((p) => ({ said: p.name, hostile: p.hostile, name: names.fresh(p.name, 'user') }));
  for (const p of people) roles.add(p.name, [p.hostile && 'adversary: true'], p.hostile ? 'uses it, and may be hostile' : 'uses it, and is trusted');
  const trusted = people.filter((p) => !p.hostile).map((p) => p.name);
  const hostile = people.filter((p) => p.hostile).map((p) => p.name);
  if (a.sources.some((s) => s.writer === 'stranger' || (s.kind === 'web' && !s.writer)) || a.place === 'device') roles.add('stranger', ['adversary: true'], 'does not use it, but can write where it reads');
  const host = { cloud: 'cloud', laptop: 'laptop', device: 'device' }[a.place];
  const buys = (name: string, why: string, promised: string[] = []) => suppliers.add(name, [promised.length > 0 && `promises: [${promised.join(', ')}]`], why);

  const supplier = names.fresh(a.supplier, a.model === 'hosted' ? 'provider' : 'hub');
  if (a.model === 'hosted') buys(supplier, a.promises.length ? 'runs the model; give each promise a reason, and it counts as justified' : 'runs the model; nothing is promised yet, so it is unknown', a.promises);
  if (a.model === 'hub') buys(supplier, 'publishes the weights');
  if (a.packages) buys('registry', 'where packages come from');
  if (a.tools.some((t) => t.theirs)) buys('tool_vendor', 'who makes the tools that are not yours');
  hosts.add(host, [a.place === 'device' && 'held by: stranger', a.place !== 'device' && `zone: ${host}`], a.place === 'laptop' ? 'what else lies there, such as keys, is worth saying with `holds`' : '');
  if (a.model === 'hosted') models.add('llm', [`from: ${supplier}`]);
  else {
    models.add('llm', ['weights: weights', `runs on: ${host}`]);
    assets.add('weights', ['kind: weights', `from: ${a.model === 'hub' ? supplier : 'us'}`], 'say `format`, such as safetensors or pickle: some formats carry code');
  }
  const writer = (said: string) => (said === 'stranger' ? 'stranger' : (people.find((p) => p.said === said)?.name ?? ''));
  const sources = a.sources.map((s) => ({ kind: s.kind, name: names.fresh(s.name, 'source'), writer: writer(s.writer) }));
  for (const s of sources) {
    if (s.kind === 'web') stores.add(s.name, ['outside: true', 'on demand: true', `written by: ${s.writer || 'stranger'}`], 'fetched as asked for');
    else stores.add(s.name, [`runs on: ${host}`, s.writer !== '' && `written by: ${s.writer}`], s.writer ? '' : 'who can write there?');
  }
  if (a.memory !== 'none') stores.add('memory', [`runs on: ${host}`, a.memory === 'each' && `per: ${hostile[0] ?? people[0]?.name ?? 'user'}`], a.memory === 'all' ? 'one for everybody' : 'each person has an own');
  const touches = (deed: Deed) => deed === 'reads' || deed === 'changes';
  const deeds = a.tools.map((t) => ({ ...t, name: names.fresh(t.name, 'tool'), what: touches(t.deed) ? names.of('record', t.what, 'records') : names.fresh(t.what, 'act') }));
  const key = a.rights === 'own key' && deeds.some((t) => touches(t.deed));
  const records = [...new Set(deeds.filter((t) => touches(t.deed)).map((t) => t.what))];
  for (const t of deeds) {
    const by = { reads: `reads: ${t.what}`, changes: `changes: ${t.what}`, sends: `does: ${t.what}, to: anyone`, runs: `does: ${t.what}, executes: code`, other: `does: ${t.what}` }[t.deed];
    tools.add(t.name, [t.theirs ? 'from: tool_vendor' : 'from: us', by, touches(t.deed) && key && 'as: app_key', !t.theirs && `runs on: ${host}`], touches(t.deed) && key ? 'one key for everybody’s records' : '');
  }
  const web = sources.filter((s) => s.kind === 'web').map((s) => s.name);
  if (web.length) tools.add('browse', ['from: us', 'kind: browser', `reads: ${list(web)}`, `runs on: ${host}`]);
  const read = sources.filter((s) => s.kind === 'store').map((s) => s.name);
  const inputs = [read.length > 0 && `retrieved: ${list(read)}`, a.memory !== 'none' && 'memory: memory'].filter((x) => x !== false);
  const calls = [...deeds.map((t) => t.name), ...(web.length ? ['browse'] : [])];
  agents.add('assistant', ['model: llm', `runs on: ${host}`, `used by: ${list(people.map((p) => p.name))}`, inputs.length > 0 && `inputs: { ${inputs.join(', ')} }`, calls.length > 0 && `tools: ${list([...new Set(calls)])}`, a.memory !== 'none' && 'writes: memory', a.packages && 'code: registry']);
  for (const what of records) assets.add(what, ['kind: record', hostile[0] !== undefined && `per: ${hostile[0]}`]);
  if (key) assets.add('app_key', ['kind: credential']);
  const secrets = a.secrets.split(',').map((s) => s.trim()).filter(Boolean).map((s) => names.fresh(s, 'secret'));
  for (const s of secrets) {
    assets.add(s, ['kind: record']);
    stores.add(names.fresh(`${s}_store`, 'store'), [`holds: ${s}`, `runs on: ${host}`]);
  }
  if (records.length) stores.add('database', [`holds: ${list(records)}`, `runs on: ${host}`]);

  controls.add('filter', ['kind: classifier', 'on: assistant', 'cost: 2', 'status: available'], 'available: not in place, to try in the what-if');
  const by = trusted[0];
  const all = (deed: Deed) => deeds.filter((t) => t.deed === deed).map((t) => t.name);
  if (all('sends').length) controls.add('recipients', ['kind: allow-list', `on: ${list(all('sends'))}`, 'cost: 1', 'status: available']);
  if (all('runs').length) controls.add('box', ['kind: sandbox', `on: ${list(all('runs'))}`, 'cost: 3', 'status: available']);
  for (const t of deeds) {
    if (by && (t.deed === 'runs' || t.deed === 'other')) controls.add(names.fresh(`approve_${t.name}`, 'approve'), ['kind: approval', `on: ${t.name}`, `by: ${by}`, 'cost: 4', 'status: available']);
  }
  const readers = deeds.filter((t) => touches(t.deed) && !t.theirs).map((t) => t.name);
  if (readers.length) controls.add('own_rights', ['kind: per-user credential', `on: ${list(readers)}`, 'cost: 3', `status: ${a.rights === 'own key' ? 'available' : 'active'}`], a.rights === 'own key' ? '' : 'each call with the rights of the person who asks');

  const against = trusted.length ? `nobody but: ${list(trusted)}` : 'nobody in: anyone';
  for (const what of records) claims.add(names.fresh(`private_${what}`, 'private'), [against, 'gains: partially inspect', `over: ${what}`, hostile.length > 0 && 'of: others']);
  for (const s of secrets) claims.add(names.fresh(`secret_${s}`, 'secret'), [against, 'gains: partially inspect', `over: ${s}`]);
  for (const t of deeds) if (!touches(t.deed)) claims.add(names.fresh(`only_asked_${t.name}`, 'only_asked'), [against, 'gains: influence', `over: ${t.what}${t.deed === 'sends' ? '.outward' : ''}`]);
  claims.add('answers', [against, 'gains: influence', 'over: assistant.out', 'of: others']);
  claims.add('conversation', [against, 'gains: partially inspect', 'over: assistant.conversation', 'of: others']);

  const head = '# Written from ten questions. Everything can be changed; what is left out counts as unknown, never as safe.\n';
  return `${head}bartizan: 1\ntitle: ${quoted(a.title.trim() || 'Our assistant')}\n${[roles, suppliers, hosts, models, agents, tools, stores, assets, controls, claims].map((s) => s.text()).join('')}`;
}
