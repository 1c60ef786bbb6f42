// The guided start's answers as a commented description. What nobody said is left out, so that it counts as unknown.

import { EVERY_USER, type Answers, type Deed } from './answers';

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
const own = ['assistant', 'llm', 'weights', 'memory', 'database', 'app_key', 'browse', 'named_pages', 'registry', 'tool_maker', 'stranger', 'cloud', 'laptop', 'device', 'filter', 'recipients', 'addresses', 'box', 'own_rights', 'files', 'answers', 'conversation', 'us', 'any', 'none', 'anyone', 'true', 'false', 'null'];

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
    const name = this.known(kind, text, otherwise) ?? this.fresh(text, otherwise);
    this.#same.set(`${kind} ${named(text, otherwise)}`, name);
    return name;
  }
  /** The name of a thing that was mentioned; none if it was not. */
  known = (kind: string, text: string, otherwise = ''): string | undefined => this.#same.get(`${kind} ${named(text, otherwise)}`);
}

/** Whether a name is that of a key, a token or a password. */
const opensSomething = (name: string) => /(^|_|-)(keys?|tokens?|secrets?|passwords?|passwd|credentials?|certificates?|pat)($|_|-)/i.test(name);

export function write(answers: Answers): string {
  // A row that somebody began and left empty says nothing.
  const a = { ...answers, people: answers.people.filter((p) => p.name.trim()), sources: answers.sources.filter((s) => s.name.trim()), tools: answers.tools.filter((t) => t.name.trim() || t.what.trim()) };
  const names = new Names();
  const section = (key: string) => new Section(key);
  const [roles, suppliers, hosts, models, agents, tools, stores, assets, controls, claims] = ['roles', 'suppliers', 'hosts', 'models', 'agents', 'tools', 'stores', 'assets', 'controls', 'claims'].map(section) as [Section, Section, Section, Section, Section, Section, Section, Section, Section, Section];
  const given = a.people.length ? a.people : [{ name: 'user', hostile: true }];
  const people = given.map((p) => ({ said: p.name, hostile: p.hostile, name: names.fresh(p.name, 'user') }));
  // Who each has a memory of their own are told apart as persons, whatever their role.
  const person = a.memory === 'each' && people.length > 1 ? names.fresh('person', 'person') : '';
  if (person) roles.add(person, [], 'each of those below');
  for (const p of people) roles.add(p.name, [p.hostile && 'adversary: true', person !== '' && `is: ${person}`], p.hostile ? 'uses it, and may be hostile' : 'uses it, and is trusted');
  const trusted = people.filter((p) => !p.hostile).map((p) => p.name);
  const hostile = people.filter((p) => p.hostile).map((p) => p.name);
  if (a.sources.some((s) => s.writers.includes('stranger') || (s.kind === 'web' && !s.writers.length)) || a.place === 'device') roles.add('stranger', ['adversary: true'], 'does not use it, but can write where it reads');
  const host = a.place;
  const lies = host !== '' && `runs on: ${host}`;
  const bought = new Set<string>();
  const buys = (name: string, why: string, promised: string[] = []) => {
    if (!bought.has(name)) suppliers.add(name, [promised.length > 0 && `promises: [${promised.join(', ')}]`], why);
    bought.add(name);
  };

  const supplier = a.model === 'hosted' || a.model === 'hub' ? names.of('supplier', a.supplier, a.model === 'hub' ? 'hub' : 'provider') : '';
  if (a.model === 'hosted') buys(supplier, a.promises.length ? 'runs the model; give each promise a reason, and it counts as justified' : 'runs the model; nothing is promised yet, so it is unknown', a.promises);
  if (a.model === 'hub') buys(supplier, 'publishes the weights');
  if (a.packages) buys('registry', 'where packages come from');
  const makers = a.tools.map((t) => (t.by === 'us' ? '' : t.maker.trim() ? names.of('supplier', t.maker, 'tool_maker') : 'tool_maker'));
  a.tools.forEach((t, i) => t.by !== 'us' && buys(makers[i] ?? '', t.by === 'code' ? 'makes tools that you run' : 'runs tools for you'));
  const writer = (said: string) => (said === EVERY_USER ? people.map((p) => p.name) : said === 'stranger' ? [said] : people.filter((p) => p.said === said).slice(0, 1).map((p) => p.name));
  const writers = (said: string[]) => [...new Set(said.flatMap(writer))];
  const sources = a.sources.map((s) => ({ kind: s.kind, said: named(s.name, ''), name: names.fresh(s.name, 'source'), writers: writers(s.writers) }));
  const touches = (deed: Deed) => deed === 'reads' || deed === 'changes';
  const usually = (deed: Deed) => ({ reads: 'records', changes: 'records', sends: 'send_mail', runs: 'run_command', other: 'act' })[deed];
  // What is touched may be a store that it also reads from; else it is a record.
  const store = (what: string) => sources.find((s) => s.said !== '' && s.said === named(what, ''));
  const deeds = a.tools.map((t, i) => ({ ...t, maker: makers[i] ?? '', name: names.fresh(t.name, 'tool'), at: touches(t.deed) ? store(t.what) : undefined })).map((t) => ({ ...t, what: t.at ? t.at.name : touches(t.deed) ? names.of('record', t.what, 'records') : names.fresh(t.what, usually(t.deed)) }));
  const onRecords = deeds.filter((t) => touches(t.deed) && !t.at);
  const key = a.rights === 'own key' && onRecords.length > 0;
  const records = [...new Set(onRecords.map((t) => t.what))];
  // What must stay secret may be what it reads, or a record that it touches.
  const secrets = [...new Set(a.secrets.split(',').map((s) => s.trim()).filter(Boolean).map((s) => store(s)?.name ?? names.known('record', s) ?? names.of('secret', s, 'secret')))].filter((s) => !records.includes(s));
  const apart = secrets.filter((s) => !sources.some((x) => x.name === s));
  const keys = apart.filter(opensSomething);
  const kept = apart.filter((s) => !keys.includes(s));
  if (host) hosts.add(host, [host === 'device' ? 'held by: stranger' : `zone: ${host}`, keys.length > 0 && `holds: ${list(keys)}`], host === 'laptop' && !keys.length ? 'what else lies there, such as keys, is worth saying with `holds`' : '');
  if (a.model === '') models.add('llm', [], 'who runs it? say `from`, or `weights` and `runs on`');
  else if (a.model === 'hosted') models.add('llm', [`from: ${supplier}`]);
  else {
    models.add('llm', ['weights: weights', lies]);
    assets.add('weights', ['kind: weights', `from: ${a.model === 'hub' ? supplier : 'us'}`], 'say `format`, such as safetensors or pickle: some formats carry code');
  }
  for (const s of sources) {
    if (s.kind === 'web') stores.add(s.name, ['outside: true', 'on demand: true', `written by: ${list(s.writers.length ? s.writers : ['stranger'])}`], 'fetched as asked for');
    else stores.add(s.name, [lies, s.writers.length > 0 && `written by: ${list(s.writers)}`], s.writers.length ? '' : 'who can write there?');
  }
  const remembers = a.memory === 'each' || a.memory === 'all';
  if (remembers) stores.add('memory', [lies, a.memory === 'each' && `per: ${person || (people[0]?.name ?? 'user')}`], a.memory === 'all' ? 'one for everybody' : 'each person has an own');
  for (const t of deeds) {
    const by = { reads: `reads: ${t.what}`, changes: `changes: ${t.what}`, sends: `does: ${t.what}, to: anyone`, runs: `does: ${t.what}, executes: code`, other: `does: ${t.what}` }[t.deed];
    const rights = onRecords.includes(t);
    tools.add(t.name, [`from: ${t.by === 'service' ? t.maker : 'us'}`, t.by === 'code' && `code: ${t.maker}`, by, rights && key && 'as: app_key', t.by !== 'service' && lies], rights && key ? 'one key for everybody’s records' : rights && !a.rights ? 'with whose rights? say `as`' : '');
  }
  const web = sources.filter((s) => s.kind === 'web').map((s) => s.name);
  if (web.length) {
    stores.add('named_pages', ['outside: true', 'on demand: true'], 'pages of writers whom you trust: what is left of the web once only named addresses are fetched');
    tools.add('browse', ['from: us', 'kind: browser', `reads: ${list([...web, 'named_pages'])}`, lies]);
  }
  const read = sources.filter((s) => s.kind === 'store').map((s) => s.name);
  const inputs = [read.length > 0 && `retrieved: ${list(read)}`, remembers && 'memory: memory'].filter((x) => x !== false);
  const calls = [...deeds.map((t) => t.name), ...(web.length ? ['browse'] : [])];
  agents.add('assistant', ['model: llm', lies, `used by: ${list(people.map((p) => p.name))}`, inputs.length > 0 && `inputs: { ${inputs.join(', ')} }`, calls.length > 0 && `tools: ${list([...new Set(calls)])}`, remembers && 'writes: memory', a.packages && 'code: registry'], host ? '' : 'where does it run? say `runs on`');
  for (const what of records) assets.add(what, ['kind: record', hostile[0] !== undefined && `per: ${hostile[0]}`]);
  if (key) assets.add('app_key', ['kind: credential']);
  for (const s of keys) assets.add(s, ['kind: credential'], host ? '' : 'where does it lie, and what does it open?');
  for (const s of kept) assets.add(s, ['kind: record']);
  if (kept.length) stores.add('files', [`holds: ${list(kept)}`, lies], 'one store for what must stay secret; part it if others can reach a part');
  if (records.length) stores.add('database', [`holds: ${list(records)}`, lies]);

  controls.add('filter', ['kind: classifier', 'on: assistant', 'cost: 2', 'status: available'], 'available: not in place, to try in the what-if');
  const by = trusted[0];
  const all = (deed: Deed) => deeds.filter((t) => t.deed === deed).map((t) => t.name);
  if (all('sends').length) controls.add('recipients', ['kind: allow-list', `on: ${list(all('sends'))}`, 'cost: 1', 'status: available']);
  if (web.length) controls.add('addresses', ['kind: allow-list', 'on: browse', 'allows: named_pages', 'cost: 1', 'status: available'], 'only addresses that are named are fetched');
  if (all('runs').length) controls.add('box', ['kind: sandbox', `on: ${list(all('runs'))}`, 'cost: 3', 'status: available']);
  for (const t of deeds) {
    if (by && (t.deed === 'runs' || t.deed === 'other')) controls.add(names.fresh(`approve_${t.name}`, 'approve'), ['kind: approval', `on: ${t.name}`, `by: ${by}`, 'cost: 4', 'status: available']);
  }
  const readers = onRecords.filter((t) => t.by !== 'service').map((t) => t.name);
  if (readers.length) controls.add('own_rights', ['kind: per-user credential', `on: ${list(readers)}`, 'cost: 3', `status: ${a.rights === 'the user’s' ? 'active' : 'available'}`], a.rights === 'the user’s' ? 'each call with the rights of the person who asks' : '');

  const against = trusted.length ? `nobody but: ${list(trusted)}` : 'nobody in: anyone';
  for (const what of records) claims.add(names.fresh(`private_${what}`, 'private'), [against, 'gains: partially inspect', `over: ${what}`, hostile.length > 0 && 'of: others']);
  for (const s of secrets) claims.add(names.fresh(`secret_${s}`, 'secret'), [against, 'gains: partially inspect', `over: ${s}`]);
  // Where somebody hostile writes by design, a change is nothing to promise against.
  const ours = new Set(deeds.filter((t) => t.deed === 'changes' && t.at && !t.at.writers.some((w) => w === 'stranger' || hostile.includes(w))).map((t) => t.what));
  for (const what of ours) claims.add(names.fresh(`intact_${what}`, 'intact'), [against, 'gains: make limited changes', `over: ${what}`]);
  for (const t of deeds) if (!touches(t.deed)) claims.add(names.fresh(`only_asked_${t.name}`, 'only_asked'), [against, 'gains: influence', `over: ${t.what}${t.deed === 'sends' ? '.outward' : ''}`]);
  claims.add('answers', [against, 'gains: influence', 'over: assistant.out', 'of: others']);
  claims.add('conversation', [against, 'gains: partially inspect', 'over: assistant.conversation', 'of: others']);

  const head = '# Written from ten questions. Everything can be changed; what is left out counts as unknown, never as safe.\n';
  return `${head}bartizan: 1\ntitle: ${quoted(a.title.trim() || 'Our assistant')}\n${[roles, suppliers, hosts, models, agents, tools, stores, assets, controls, claims].map((s) => s.text()).join('')}`;
}
