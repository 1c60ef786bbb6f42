// The catalog: every rule, control, event and attack with its reason and source, and where each is in the open system.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { CatalogAttack, CatalogControl, CatalogEvent, CatalogRule, CatalogView, Occurrences, Reference } from '../generated/api';
import { Disc, Icon } from '../icons';
import { Copy, Filter, Segments } from '../parts/Controls';
import { Range, Tags } from '../parts/Figures';
import { onArrows, useRoving } from '../parts/roving';
import { marks, says } from '../parts/Sentence';
import { catalog, needCatalog } from '../state/catalog';
import { answers, fires, occurs } from '../state/engine';
import { select } from '../state/selection';
import { backFromCatalog, cameFrom, catalogFilter, catalogSort, openAttack, openEntry, showEntry, showTab, type CatalogSort } from '../state/view';
import { count, grouped, heldTone, heldWord, sources, upper } from '../words';

/** Rows shown before the reader asks for more. */
const FEW = 80;

/** What every entry shows in its row, and what is searched. */
type Entry = { id: string; title: string; line: string; note: string; references: Reference[]; hay: string; body: () => ComponentChildren };

const pieces = /\{([^}]*)\}/g;
/** A sentence of the catalog, its variables set apart. */
function vars(text: string): ComponentChildren[] {
  const parts = text.split(pieces);
  return parts.map((part, i) => (i % 2 ? <var key={i}>{part}</var> : i === 0 ? upper(part) : part));
}

function entries(view: CatalogView, sort: CatalogSort): Entry[] {
  const hay = (...words: (string | null | undefined)[]) => words.filter(Boolean).join(' ').toLowerCase();
  const refs = (of: Reference[]) => of.map((r) => `${r.framework} ${r.id} ${r.name}`).join(' ');
  switch (sort) {
    case 'rules': return [...view.rules].sort((a, b) => Number(a.kind === 'implication') - Number(b.kind === 'implication')).map((r) => ({ id: r.id, title: r.id, line: r.sentence, note: r.kind, references: r.references, hay: hay(r.id, r.group, r.kind, r.name, r.sentence, r.because, r.source, r.gives, r.needs.join(' '), refs(r.references)), body: () => <RuleBody of={r} view={view} /> }));
    case 'controls': return view.controls.map((c) => ({ id: c.kind, title: c.kind, line: c.means, note: c.control_type, references: c.references, hay: hay(c.kind, c.control_type, c.means, c.leaves, c.mechanism, c.points.join(' '), refs(c.references)), body: () => <ControlBody of={c} view={view} /> }));
    case 'events': return view.events.map((e) => ({ id: e.id, title: e.id, line: e.sentence, note: e.class.replace('_', ' '), references: e.references, hay: hay(e.id, e.class, e.sentence, e.because, e.source, refs(e.references)), body: () => <EventBody of={e} view={view} /> }));
    case 'attacks': return view.attacks.map((a) => ({ id: a.id, title: a.name, line: a.says, note: a.group, references: a.references, hay: hay(a.id, a.name, a.group, a.says, a.source, refs(a.references)), body: () => <AttackBody of={a} /> }));
  }
}

export function Catalog() {
  const generation = answers.value?.generation;
  const box = useRef<HTMLOListElement>(null);
  const [all, setAll] = useState(false);
  useEffect(needCatalog, [generation]);
  useRoving(box);
  const view = catalog.value;
  const sort = catalogSort.value;
  const wanted = openEntry.value;
  // An entry opened from elsewhere is brought to sight.
  useEffect(() => {
    if (view && wanted && cameFrom.peek()) box.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(wanted)}"]`)?.focus();
  }, [view, wanted, sort]);
  if (!view) return <section class="catalog"><div class="bar"><h1>Catalog</h1></div><p class="nothing quiet">The catalog is asked for.</p></section>;
  const words = catalogFilter.value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = entries(view, sort).filter((e) => words.every((w) => e.hay.includes(w)));
  const first = (e: Entry) => Number(e.id.toLowerCase() === catalogFilter.value.toLowerCase().trim());
  if (words.length) found.sort((a, b) => first(b) - first(a));
  const shown = all ? found : found.slice(0, FEW);
  const from = cameFrom.value;
  return (
    <section class="catalog">
      <div class="bar">
        <h1>Catalog {view.version}</h1>
        <Segments label="What of the catalog" value={sort} onPick={(v) => { catalogSort.value = v; openEntry.value = null; setAll(false); }} of={(['rules', 'controls', 'events', 'attacks'] as const).map((value) => ({ value, text: `${upper(value)} ${view[value].length}` }))} />
        {from && <button type="button" class="button" onClick={backFromCatalog}><Icon name="prev" />Back to {from}</button>}
        <Filter value={catalogFilter.value} label="Search the catalog" hint="Search, e.g. CWE-502" onInput={(v) => (catalogFilter.value = v)} />
      </div>
      {!found.length && <p class="nothing">Nothing in the catalog fits the search.</p>}
      <ol class="entries" ref={box} data-roving="button.entry" onKeyDown={onArrows} aria-label={upper(sort)}>{shown.map((e) => <Row key={e.id} of={e} />)}</ol>
      {shown.length < found.length && <p class="more"><button type="button" class="button" onClick={() => setAll(true)}>Show {found.length - shown.length} more</button></p>}
    </section>
  );
}

function Row({ of }: { of: Entry }) {
  const open = openEntry.value === of.id;
  return (
    <li class={`attack-row ${open ? 'is-open' : ''}`}>
      <button type="button" class="attack entry" data-row={of.id} aria-expanded={open} onClick={() => (openEntry.value = open ? null : of.id)}>
        <span class="what"><span class="title"><code>{of.title}</code></span><span class="line">{vars(of.line)}</span></span>
        <Tags of={of.references} most={5} />
        <span class="of">{of.note}</span>
      </button>
      {open && <div class="attack-detail entry-detail">{of.body()}</div>}
    </li>
  );
}

const Written = ({ file, line }: { file: string; line: number }) => <><dt>Written</dt><dd><code>{file}</code>, line {line}</dd></>;
const Elsewhere = ({ of }: { of: Reference[] }) => <>{of.map((r) => <><dt>{r.framework}</dt><dd>{r.id}{r.name && `, ${r.name}`} <Copy text={r.id} label={`Copy ${r.id}`} /></dd></>)}</>;
const Link = ({ sort, id }: { sort: CatalogSort; id: string }) => <button type="button" class="link" onClick={() => showEntry(sort, id)}><code>{id}</code></button>;
const Links = ({ sort, of, most = 24 }: { sort: CatalogSort; of: string[]; most?: number }) => <span class="names">{of.slice(0, most).map((id) => <Link key={id} sort={sort} id={id} />)}{of.length > most && <span class="quiet">and {of.length - most} more</span>}</span>;

function RuleBody({ of, view }: { of: CatalogRule; view: CatalogView }) {
  const events = of.needs.map((need) => view.events.find((e) => need.startsWith(`${e.id}(`))).filter((e) => e !== undefined);
  const points = of.needs.map((need) => /^at (\w+)\(/.exec(need)?.[1]).filter((p) => p !== undefined);
  const controls = view.controls.filter((c) => c.points.some((p) => points.includes(p))).map((c) => c.kind);
  const attacks = view.attacks.filter((a) => a.rules.includes(of.id));
  return (
    <>
      <dl class="entry-facts">
        <dt>If</dt><dd>{of.needs.filter((n) => !events.some((e) => n.startsWith(`${e.id}(`))).map((n) => <div key={n}><code>{n}</code></div>)}</dd>
        {events.length > 0 && <><dt>and</dt><dd>{events.map((e) => <div key={e.id}>{vars(e.sentence)}, <Range of={e.likelihood} /> <span class="quiet">{e.because}</span> <Link sort="events" id={e.id} /></div>)}</dd></>}
        <dt>then</dt><dd><code>{of.gives}</code></dd>
        <dt>Because</dt><dd>{of.because}</dd>
        {of.source && <><dt>Source</dt><dd>{of.source}{of.confidence && <span class="quiet">, {sources[of.confidence]}</span>}</dd></>}
        {controls.length > 0 && <><dt>Stopped by</dt><dd><Links sort="controls" of={controls} /></dd></>}
        {attacks.length > 0 && <><dt>Attacks</dt><dd><Links sort="attacks" of={attacks.map((a) => a.id)} /></dd></>}
        <Elsewhere of={of.references} />
        <Written file={of.file} line={of.line} />
      </dl>
      <Here what="rule" id={of.id} />
    </>
  );
}

function EventBody({ of, view }: { of: CatalogEvent; view: CatalogView }) {
  const rules = view.rules.filter((r) => r.needs.some((n) => n.startsWith(`${of.id}(`))).map((r) => r.id);
  return (
    <>
      <dl class="entry-facts">
        <dt>Prior</dt><dd><Range of={of.likelihood} /> per year</dd>
        <dt>Because</dt><dd>{of.because}</dd>
        {of.source && <><dt>Source</dt><dd>{of.source}</dd></>}
        <dt>Needed by</dt><dd><Links sort="rules" of={rules} /></dd>
        <Elsewhere of={of.references} />
        <Written file={of.file} line={of.line} />
      </dl>
      <Here what="event" id={of.id} />
    </>
  );
}

function ControlBody({ of, view }: { of: CatalogControl; view: CatalogView }) {
  const rules = view.rules.filter((r) => r.needs.some((n) => of.points.some((p) => n.startsWith(`at ${p}(`)))).map((r) => r.id);
  const here = (answers.value?.overview.controls ?? []).filter((c) => c.kind === of.kind);
  return (
    <>
      <dl class="entry-facts">
        <dt>Leaves</dt><dd>{of.leaves}</dd>
        {of.mechanism && <><dt>Assumed</dt><dd>{of.mechanism}</dd></>}
        {of.likelihood && <><dt>Fails</dt><dd><Range of={of.likelihood} /> per year</dd></>}
        <dt>Cost</dt><dd>{of.cost}, relative</dd>
        <dt>Stops</dt><dd><Links sort="rules" of={rules} /></dd>
        <Elsewhere of={of.references} />
        <Written file={of.file} line={of.line} />
      </dl>
      <section class="here"><h2>In this system</h2>
        {here.length ? <ul class="lines">{here.map((c) => <li key={c.name}><Icon name="portcullis" class="m" /><span><button type="button" class="name" onClick={() => { select({ kind: 'element', name: c.name }); showTab('controls'); }}><code>{c.name}</code></button>, {c.is_on ? 'on' : 'off'}</span><span class="quiet">at {count(c.points, 'point')}</span></li>)}</ul> : <p class="quiet">No control of this kind is described.</p>}
      </section>
    </>
  );
}

function AttackBody({ of }: { of: CatalogAttack }) {
  return (
    <>
      <dl class="entry-facts">
        <dt>Id</dt><dd><code>{of.id}</code></dd>
        <dt>Rules</dt><dd><Links sort="rules" of={of.rules} /></dd>
        {of.source && <><dt>Source</dt><dd>{of.source}<span class="quiet">, {sources[of.confidence]}</span></dd></>}
        <Elsewhere of={of.references} />
        <Written file={of.file} line={of.line} />
      </dl>
      <section class="here"><h2>In this system</h2><p><button type="button" class="link" onClick={() => { openAttack.value = of.id; showTab('attacks'); }}>See where it closes, and what it lacks</button></p></section>
    </>
  );
}

/** Where a rule fires or an event may happen in the open system. */
function Here({ what, id }: { what: 'rule' | 'event'; id: string }) {
  const generation = answers.value?.generation;
  const [found, setFound] = useState<Occurrences | null>(null);
  const box = useRef<HTMLUListElement>(null);
  useRoving(box);
  useEffect(() => {
    let late = false;
    (what === 'rule' ? fires(id) : occurs(id)).then((o) => { if (!late) setFound(o); }, () => undefined);
    return () => void (late = true);
  }, [generation, what, id]);
  if (!found) return <section class="here"><h2>In this system</h2><p class="quiet">It is looked for.</p></section>;
  return (
    <section class="here" aria-label="In this system">
      <h2>In this system <span class="quiet">{found.instances ? `${count(found.instances, 'instance')} at ${count(found.total, 'place')}` : ''}</span></h2>
      {!found.total && <p class="quiet">{what === 'rule' ? 'Its structure does not occur here, or nothing leads to it.' : 'Nothing here can bring it about.'}</p>}
      <ul class="lines" ref={box} data-roving="button.row" onKeyDown={onArrows}>{found.places.map((p, i) => (
        <li key={i}><span class={heldTone[p.held]}><Disc held={p.held} /></span><button type="button" class="row" onClick={() => select({ kind: 'event', id: `${id} ${i}`, elements: p.elements })}><span class="say">{says(p.sentence)}</span>{p.gain && <span class="quiet">gives {marks(p.gain.text)}</span>}</button><span class={heldTone[p.held]}>{p.held === 'no' ? 'ruled out' : heldWord[p.held]}</span></li>
      ))}</ul>
      {found.places.length < found.total && <p class="quiet">{found.places.length} of {grouped(found.total)} places are shown.</p>}
    </section>
  );
}
