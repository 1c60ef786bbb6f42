// The description as tables: the same text, a row for each entry. What is written here changes the text and nothing else of it.

import { signal, useComputed } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { Claim, Diagnostic, OutlineEntry } from '../generated/api';
import { Icon } from '../icons';
import { Filter } from '../parts/Controls';
import { Verdict } from '../parts/Figures';
import { says } from '../parts/Sentence';
import { nextProblem } from '../keys';
import { controlKinds, needCatalog } from '../state/catalog';
import { answers, errors } from '../state/engine';
import { change, refusal, refuse } from '../state/edit';
import { outline } from '../state/outline';
import { add, asked, chosen, columns, counts, filter, lockOf, moreColumns, open, openTable, paste, removeAll, rows, setAll, sort, sortBy, table, write } from '../state/tables';
import { say } from '../state/view';
import { isNamedAt, keysAt, meaningOf, valuesAt } from '../editor/schema';
import { bare, sectionOf } from '../diagram/kinds';
import { table as meanings } from '../diagram/meanings';
import { isPlain, show } from '../tables/cell';
import { flowsOf, renamed, type Flow } from '../tables/flows';
import { Grid, type GridCell, type Row, type Word } from '../tables/Grid';
import { owns } from '../tables/edits';
import { isPart } from '../tables/parts';
import { copied } from '../tables/paste';
import { at, has, isName, keyOf, one, pathOf, tables } from '../tables/tables';
import { an, article, count, grouped, list, plain } from '../words';
import { askClaim } from '../state/claim';

/** Rows shown before the reader filters. */
const SHOWN = 400;

export function Tables() {
  const t = table.value;
  useEffect(() => {
    if (t.id === 'controls') needCatalog();
  }, [t.id, answers.value?.generation]);
  return (
    <div class="tables-screen">
      <div class="lead">
        <h1>{t.title} <small>{t.says}</small></h1>
        <div class="tables-bar">
          <div class="segments" role="group" aria-label="Table">{tables.map((x) => (
            <button type="button" key={x.id} aria-pressed={x.id === t.id} onClick={() => openTable(x.id)}>{x.title}{x.id !== 'flows' && <span class="quiet"> {counts.value.get(x.id)}</span>}</button>
          ))}</div>
          <Filter value={filter.value} label="Filter the rows" hint="Filter rows" onInput={(v) => (filter.value = v)} />
        </div>
      </div>
      {refusal.value && <p class="refusal" role="alert"><Icon name="error" class="m bad" /><span>Not taken: {says(refusal.value)}</span></p>}
      {t.id === 'flows' ? <Flows /> : <Entries />}
      <p class="quiet grid-keys">Arrows walk, Enter or a letter writes, Delete empties, Space chooses. Lists with commas; parts as <code>part: name</code>, with semicolons between. Rows from a spreadsheet are pasted on a cell; a first row with <code>name</code> and other keys says what the columns are. Tab goes to the next cell; Escape and then Tab leaves the table.</p>
      <Mistakes />
    </div>
  );
}

/** What a claim must say and does not. */
function lacking(entry: OutlineEntry): string[] {
  if (entry.section !== 'claims') return [];
  const says = (key: string) => at(entry, key) !== undefined && at(entry, key) !== null;
  return [...(says('nobody but') || says('nobody in') ? [] : ['nobody but']), ...['gains', 'over'].filter((key) => !says(key))];
}
const within = (entry: OutlineEntry) => (d: Diagnostic) => entry.place.line <= d.place.line && d.place.line <= entry.place.end_line;

/** What keeps the text from being analysed, below the table, so that nothing moves when it comes or goes. */
function Mistakes() {
  const half = outline.value.entries.filter((e) => lacking(e).length > 0);
  const rest = errors.value.filter((d) => !half.some((e) => within(e)(d)));
  const first = rest[0];
  if (!errors.value.length) return null;
  return (
    <p class="mistake" role="status"><Icon name="error" class={first ? 'm bad' : 'm cond'} /><span>
      {first ? <>{rest.length > 1 && <b>{count(rest.length, 'error')}. </b>}Line {first.place.line}: {says(first.message)}{first.help && <>. {says(first.help)}</>}</>
        : <><b>{list(half.map((e) => e.name))}</b> {half.length === 1 ? 'is' : 'are'} not complete yet</>}. Until then answers are of the text before. <button type="button" class="link" onClick={() => nextProblem(1)}>Show in the text</button>
    </span></p>
  );
}

/** Everything that has a name, with what it is. */
const named = (): { name: string; kind: string }[] => [...outline.value.entries.filter((e) => e.kind), ...outline.value.mentioned].map(({ name, kind }) => ({ name, kind })).sort((a, b) => (a.name < b.name ? -1 : 1));

/** What an entry counts as where it is said what may be joined: a part of Inputs as its element, an adapter as parameters. */
const kindOf = (entry: OutlineEntry) => (entry.section === 'adapters' ? 'weights' : isPart(entry.section) ? one(entry.path[0] ?? '') : bare(entry.kind));

/** Kinds that a key usually names, by what may be joined in the picture. */
function usualKinds(kind: string, path: string[]): string[] {
  const key = path[path[2] === 'adapters' ? 4 : 2] ?? '';
  if (path[0] === 'claims' && key.startsWith('nobody')) return ['role', 'supplier'];
  return meanings.flatMap((row) => row.meanings.flatMap((m) => (m.key[0] !== key ? [] : m.at === 'from' ? (row.from.includes(kind) ? row.to : []) : row.to.includes(kind) ? row.from : [])));
}

function wordsAt(entry: OutlineEntry, path: string[]): Word[] {
  if (entry.section === 'controls' && path.at(-1) === 'kind') return controlKinds.value;
  const fixed = valuesAt(path).map(({ name, meaning }) => ({ name, meaning }));
  if (!isNamedAt(path)) return fixed;
  const usual = new Set(usualKinds(kindOf(entry), path));
  // Where the key is known to name certain kinds, others are no choice; they can be typed.
  const own = named().filter((n) => n.name !== entry.name && !fixed.some((f) => f.name === n.name) && (!usual.size || usual.has(bare(n.kind))));
  return [...own.map(({ name, kind }) => ({ name, meaning: kind })), ...fixed];
}

const lockable = (entry: OutlineEntry, column: string, text: string): GridCell => {
  const lock = lockOf(entry, column);
  return lock ? { text, locked: plain(lock) } : { text };
};

function cellOf(entry: OutlineEntry, column: string): GridCell {
  const value = at(entry, column);
  const path = pathOf(entry, column);
  const text = show(value);
  const cell = lockable(entry, column, text);
  if (cell.locked) return cell;
  if (value === undefined && !has(entry.section, column)) return { text, locked: `${column} is no key of ${an(one(entry.section))}` };
  if (!isPlain(value, path)) return { text, locked: 'More than a line holds: change it in the text' };
  return { text, words: () => wordsAt(entry, path) };
}

function Entries() {
  const t = table.value;
  const all = rows.value;
  const verdicts = useComputed(() => new Map((answers.value?.claims ?? []).map((c): [string, Claim] => [c.id, c])));
  const kinds = t.sections.length > 1;
  const isClaims = t.id === 'claims';
  const shown = all.slice(0, SHOWN);
  const extra = (entry: OutlineEntry): GridCell => {
    if (!isClaims) return { text: one(entry.section), locked: 'What it is follows from the section where it stands' };
    const lacks = lacking(entry);
    if (lacks.length) return { text: 'incomplete', shown: <span class="cond">incomplete</span>, locked: `It does not say ${list(lacks)} yet` };
    const claim = verdicts.value.get(entry.name);
    return { text: claim?.verdict ?? '', shown: claim && <Verdict verdict={claim.verdict} />, locked: 'Computed' };
  };
  const second = kinds || isClaims;
  const lead = second ? 2 : 1;
  const heads = [{ id: 'name', title: 'name' }, ...(second ? [{ id: 'section', title: isClaims ? 'verdict' : 'type' }] : []), ...columns.value.map((c) => ({ id: c, title: c, hint: meaning(c) }))];
  const fault = (entry: OutlineEntry) => (lacking(entry).length || entry.section === 'inputs' ? '' : errors.value.filter(within(entry)).map((d) => plain(d.message)).join('. '));
  const lines: Row[] = shown.map((entry) => ({
    key: keyOf(entry),
    label: isPart(entry.section) ? `${entry.name} of ${show(at(entry, 'element'))}` : entry.name,
    cells: [{ ...lockable(entry, 'name', entry.name), fault: fault(entry) }, ...(second ? [extra(entry)] : []), ...columns.value.map((c) => cellOf(entry, c))],
  }));
  const columnAt = (i: number) => (i === 0 ? 'name' : (columns.value[i - lead] ?? 'name'));
  return (
    <>
      <Bulk />
      {all.length > 0 ? (
        <Grid label={t.title} heads={heads} rows={lines} chosen={chosen.value} sort={sort.value} onSort={sortBy} onChoose={(keys) => (chosen.value = keys)}
          onWrite={(row, column, text) => write(row, columnAt(column), text)}
          onClear={(row, column) => void write(row, columnAt(column), '')}
          onPaste={(text, place) => void paste(text, { row: place.row, column: place.column === 0 ? 0 : place.column - lead + 2 })}
          onCopy={(place) => chosen.value.size ? copied(all.filter((e) => chosen.value.has(keyOf(e))), columns.value) : (lines[place.row]?.cells[place.column]?.text ?? '')} />
      ) : <p class="grid-empty">{filter.value ? 'No row matches the filter.' : `Nothing is described here yet.`}</p>}
      {all.length > SHOWN && <p class="quiet grid-more">{SHOWN} of {grouped(all.length)} rows are shown: filter to see others.</p>}
      <Add sections={t.sections} onPaste={(text) => paste(text, { row: all.length, column: 0 })} />
    </>
  );
}

/** What a column means, by the first section that has it. */
const meaning = (column: string) => table.value.sections.map((s) => meaningOf(s === 'adapters' ? ['models', 'x', s, 'x', column] : [s === 'inputs' ? 'models' : s, 'x', column])?.text).find(Boolean) ?? '';
const short = (text: string) => (text.length > 70 ? `${text.slice(0, 68).replace(/\s\S*$/, '')} …` : text);

/** What is done to all chosen rows; the columns that may be added. */
function Bulk() {
  const writable = useComputed(() => columns.value.filter((c) => c !== 'element'));
  const column = useComputed(() => (writable.value.includes(bulk.value.column) ? bulk.value.column : writable.value[0]) ?? '');
  const n = chosen.value.size;
  const set = async (beside: boolean) => {
    if (await setAll(column.value, bulk.value.text.trim(), beside)) bulk.value = { ...bulk.value, text: '' };
  };
  return (
    <div class="bulk">
      {n > 0 ? (
        <form onSubmit={(e) => { e.preventDefault(); void set(false); }}>
          <b>{count(n, 'row')} chosen</b>
          <label>Set <select value={column.value} onChange={(e) => (bulk.value = { ...bulk.value, column: e.currentTarget.value })}>{writable.value.map((c) => <option key={c}>{c}</option>)}</select></label>
          <label>to <input type="text" value={bulk.value.text} spellcheck={false} onInput={(e) => (bulk.value = { ...bulk.value, text: e.currentTarget.value })} /></label>
          <button type="submit" class="button small">Set</button>
          <button type="button" class="button small" onClick={() => void set(true)}>Add to what is there</button>
          <button type="button" class="button small" onClick={() => void removeAll()}>Delete</button>
          <button type="button" class="link" onClick={() => (chosen.value = new Set())}>Choose none</button>
        </form>
      ) : <span class="quiet">{count(rows.value.length, 'row')}</span>}
      {moreColumns.value.length > 0 && <AnotherColumn />}
    </div>
  );
}
const bulk = signal({ column: '', text: '' });

/** Shown when pressed, not as soon as one is chosen: arrows choose in passing. */
function AnotherColumn() {
  const [column, setColumn] = useState('');
  const all = [...moreColumns.value].sort();
  const wanted = all.includes(column) ? column : (all[0] ?? '');
  const show = (event: Event) => {
    event.preventDefault();
    asked.value = { ...asked.value, [open.value]: [...(asked.value[open.value] ?? []), wanted] };
  };
  return (
    <form class="more-columns" onSubmit={show}>
      <label>Another column <select value={wanted} onChange={(e) => setColumn(e.currentTarget.value)}>{all.map((c) => <option key={c} value={c}>{c}{meaning(c) && `: ${short(plain(meaning(c)))}`}</option>)}</select></label>
      <button type="submit" class="button small">Show</button>
    </form>
  );
}
const fresh = signal({ name: '', section: '', part: '', element: '' });

/** A new entry: its name, and what it is; a part is of an element. */
function Add({ sections, onPaste }: { sections: string[]; onPaste(text: string): void }) {
  const section = sections.includes(fresh.value.section) ? fresh.value.section : (sections[0] ?? '');
  const put = (to: Partial<typeof fresh.value>) => (fresh.value = { ...fresh.value, ...to });
  const isInput = section === 'inputs';
  const owners = isPart(section) ? outline.value.entries.filter((e) => owns(e, section)).map((e) => e.name) : [];
  const element = owners.includes(fresh.value.element) ? fresh.value.element : (owners[0] ?? '');
  const parts = isInput ? keysAt(['models', 'x', section]) : [];
  const part = fresh.value.part || (parts[0]?.name ?? '');
  const submit = async (event: Event) => {
    event.preventDefault();
    const name = isInput ? part : fresh.value.name.trim().replaceAll(/\s+/g, '_');
    if (!isName(name)) return say('This is no name', 'Names have letters, digits, _ and -, at most 80 of them. Nothing was added.');
    if (await add(section, name, element)) put({ name: '' });
  };
  if (isPart(section) && !outline.value.entries.some((e) => owns(e, 'inputs'))) return <p class="quiet grid-more">Agents and models have parts: describe one first.</p>;
  return (
    <form class="grid-add" onSubmit={(e) => void submit(e)}>
      <Icon name="plus" class="i s" />
      <label>Add {article(one(section))} {sections.length === 1 && one(section)}{sections.length > 1 && <select aria-label="What to add" value={section} onChange={(e) => put({ section: e.currentTarget.value })}>{sections.map((s) => <option key={s} value={s}>{one(s)}</option>)}</select>} {isInput ? '' : 'called'}
        {!isInput && <input type="text" aria-label={`Name of the new ${one(section)}`} placeholder="name" value={fresh.value.name} spellcheck={false} autocomplete="off" onInput={(e) => put({ name: e.currentTarget.value })}
          onPaste={(e) => { const text = e.clipboardData?.getData('text/plain') ?? ''; if (!/[\t\n]/.test(text.trim())) return; e.preventDefault(); onPaste(text); }} />}</label>
      {isInput && <select aria-label="Which part" value={part} onChange={(e) => put({ part: e.currentTarget.value })}>{parts.map((p) => <option key={p.name} value={p.name} title={p.meaning}>{p.name}</option>)}</select>}
      {isPart(section) && <label>of <select aria-label="Of which element" value={element} onChange={(e) => put({ element: e.currentTarget.value })}>{owners.map((name) => <option key={name}>{name}</option>)}</select></label>}
      <button type="submit" class="button small">Add</button>
      {section === 'claims' && <>or <button type="button" class="link" onClick={() => askClaim()}>fill in a sentence</button></>}
    </form>
  );
}

const flowColumns = [{ id: 'at', title: 'element' }, { id: 'word', title: 'word' }, { id: 'name', title: 'names' }] as const;

function Flows() {
  const every = useComputed(() => flowsOf(outline.value));
  const wanted = filter.value.trim().toLowerCase();
  const by = sort.value;
  const text = (f: Flow, id: string) => (id === 'at' ? f.at : id === 'word' ? f.word : f.name);
  const matching = every.value.filter((f) => !wanted || `${f.at} ${f.word} ${f.name}`.toLowerCase().includes(wanted));
  const all = by ? [...matching].sort((a, b) => text(a, by.id).localeCompare(text(b, by.id)) * (by.down ? -1 : 1)) : matching;
  const shown = all.slice(0, SHOWN);
  const flow = (key: string) => every.value.find((f) => f.key === key);
  const drop = async () => {
    const gone = [...chosen.value].map(flow).filter((f) => f !== undefined);
    if (await change(`take out ${count(gone.length, 'flow')}`, gone.map((f) => ({ kind: 'drop', path: f.path, value: f.name })))) chosen.value = new Set();
  };
  const rename = (key: string, to: string) => {
    const was = flow(key);
    return was && to ? change(`${was.word} of ${was.at}`, renamed(was, to)) : Promise.resolve(false);
  };
  return (
    <>
      <div class="bulk">{chosen.value.size > 0 ? <><b>{count(chosen.value.size, 'flow')} chosen</b><button type="button" class="button small" onClick={() => void drop()}>Take out</button></> : <span class="quiet">{count(all.length, 'flow')}</span>}</div>
      {all.length > 0 ? (
        <Grid label="Flows" heads={[...flowColumns]} sort={by} onSort={sortBy} chosen={chosen.value} onChoose={(keys) => (chosen.value = keys)}
          rows={shown.map((f) => ({ key: f.key, cells: [{ text: f.at, locked: 'Where it is written; add a flow to say it of another' }, { text: f.word, locked: 'The key under which it is written' }, { text: f.name, words: () => named().map(({ name, kind }) => ({ name, meaning: kind })) }] }))}
          onWrite={(row, _, to) => rename(row, to)} onClear={(row) => { const f = flow(row); if (f) void change(`take ${f.name} out of ${f.at}`, [{ kind: 'drop', path: f.path, value: f.name }]); }}
          onPaste={(clip, place) => { const f = all[place.row]; if (f) void change(`${f.word} of ${f.at}`, clip.trim().split(/[\n\t,]+/).map((v) => ({ kind: 'add', path: f.path, value: v.trim() }))); }}
          onCopy={(place) => chosen.value.size ? [...chosen.value].map((k) => flow(k)).map((f) => `${f?.at}\t${f?.word}\t${f?.name}`).join('\n') : text(all[place.row] as Flow, flowColumns[place.column]?.id ?? 'name')} />
      ) : <p class="grid-empty">{wanted ? 'No flow matches the filter.' : 'No element names another yet.'}</p>}
      {all.length > SHOWN && <p class="quiet grid-more">{SHOWN} of {grouped(all.length)} flows are shown: filter to see others.</p>}
      <AddFlow />
    </>
  );
}

const joined = signal({ from: '', says: '', to: '' });
/** Of a meaning as the picture words it, what stands before the other element. */
const verb = (says: string) => says.replace(/ it\b/, ' …');

/** A new flow, in the words of the picture: one element, what it does, and to which other. */
function AddFlow() {
  const all = named();
  const begins = all.filter((n) => meanings.some((row) => row.from.includes(bare(n.kind))));
  const from = begins.find((n) => n.name === joined.value.from) ?? begins[0];
  const rows = from ? meanings.filter((row) => row.from.includes(bare(from.kind))) : [];
  const said = [...new Set(rows.flatMap((row) => row.meanings.map((m) => m.says)))];
  const says = said.includes(joined.value.says) ? joined.value.says : (said[0] ?? '');
  const fitting = rows.flatMap((row) => row.meanings.filter((m) => m.says === says).map((meaning) => ({ to: row.to, meaning })));
  const submit = async (event: Event) => {
    event.preventDefault();
    const name = joined.value.to.trim();
    if (!from || !name) return;
    const to = all.find((n) => n.name === name);
    const fit = to ? fitting.find((f) => f.to.includes(bare(to.kind))) : fitting.find((f) => f.meaning.at === 'from');
    if (!fit) return void refuse(to ? `\`${from.name}\` ${verb(says)} cannot be said of ${an(to.kind)}` : `Nothing is called \`${name}\` yet`);
    const owner = fit.meaning.at === 'from' ? from : { name, kind: to?.kind ?? '' };
    const value = fit.meaning.at === 'from' ? name : from.name;
    const entry = outline.value.entries.find((e) => e.kind && e.name === owner.name);
    const path = [...(entry?.path ?? [sectionOf(bare(owner.kind)), owner.name]), ...fit.meaning.key];
    if (await change(`${from.name} ${verb(says).replace('…', name)}`, [{ kind: fit.meaning.one ? 'set' : 'add', path, value }])) joined.value = { ...joined.value, to: '' };
  };
  if (!from) return null;
  const choices = all.filter((n) => n.name !== from.name && fitting.some((f) => f.to.includes(bare(n.kind))));
  return (
    <form class="grid-add" aria-label="Add a flow" onSubmit={(e) => void submit(e)}>
      <Icon name="plus" class="i s" />
      <select aria-label="Element" value={from.name} onChange={(e) => (joined.value = { ...joined.value, from: e.currentTarget.value })}>{begins.map((n) => <option key={n.name}>{n.name}</option>)}</select>
      <select aria-label={`What ${from.name} does`} value={says} onChange={(e) => (joined.value = { ...joined.value, says: e.currentTarget.value })}>{said.map((k) => <option key={k} value={k}>{verb(k)}</option>)}</select>
      <input type="text" aria-label="The other element" placeholder="name" list="flow-names" value={joined.value.to} spellcheck={false} autocomplete="off" onInput={(e) => (joined.value = { ...joined.value, to: e.currentTarget.value })} />
      <datalist id="flow-names">{choices.map((n) => <option key={n.name} value={n.name}>{n.kind}</option>)}</datalist>
      <button type="submit" class="button small">Add</button>
    </form>
  );
}
