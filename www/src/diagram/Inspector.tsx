// The selected element: what it is, what flows, what is reached over it and by whom, which defaults were taken.

import { useState } from 'preact/hooks';
import { valuesAt } from '../editor/schema';
import type { Edit, PictureFlow, PictureNode, PictureZone } from '../generated/api';
import { Icon, kindIcon } from '../icons';
import { Switch } from '../parts/Controls';
import { says } from '../parts/Sentence';
import { Acts, exploited, InPlace, switchedAt, switchName, WhatIf } from '../parts/WhatIf';
import { edit } from '../state/document';
import { change } from '../state/edit';
import { named, weaknesses } from '../state/outline';
import { answers, elements, overview } from '../state/engine';
import { askClaim } from '../state/claim';
import { path, selectStep } from '../state/path';
import { choose, chosen, chosenEdge, folded, fold, nameOf, picture, placed, scene, stop } from '../state/picture';
import { isOn, switchControl } from '../state/scenario';
import { savePlaces, loadPlaces } from '../files';
import { fold as foldText, isSmall, showClaim, showTab } from '../state/view';
import { count, list } from '../words';
import { remove, state } from './edits';
import { connectFrom, focusOn, renameHere } from './keyboard';
import { RUNNING, SUPPLIED } from './kinds';
import { Reach } from './Reach';

export function Inspector({ onShow }: { onShow?: (name: string) => void }) {
  const ids = chosen.value;
  void scene.value;
  const id = ids.at(-1);
  const p = picture.value;
  const name = nameOf(id);
  const node = name ? p?.nodes.find((n) => n.name === name) : undefined;
  const zone = p?.zones.find((z) => z.id === id);
  const go = onShow ?? ((to: string) => { const at = scene.peek()?.shown.get(to); if (at) { choose(at); focusOn(at); } });
  return (
    <aside class="inspector" aria-label="Inspector" tabIndex={-1} onKeyDown={(e) => { if (e.key === 'Escape' && stop.peek()) { e.preventDefault(); e.stopPropagation(); focusOn(stop.peek()!); } }}>
      {ids.length > 1 && <p class="many-chosen">{count(ids.length, 'element')} selected; this is the last</p>}
      {chosenEdge.value ? <Edge id={chosenEdge.value} onShow={go} /> : node ? <Element node={node} id={id ?? ''} onShow={go} /> : zone ? <Zone zone={zone} onShow={go} /> : <Nothing />}
    </aside>
  );
}

function Nothing() {
  const p = picture.value;
  const o = answers.value?.overview;
  if (!p) return null;
  const reached = p.nodes.filter((n) => n.reached.length).length;
  const open = p.nodes.filter((n) => n.unknown).length;
  return (
    <>
      <header><h2>{o?.title || overview.value?.title || 'This system'}</h2><p>{count(p.nodes.length, 'element')}, {count(p.flows.filter((f) => !f.bond).length, 'flow')}</p></header>
      <section><h3>Reached</h3><p>{reached ? <>{reached} of {p.nodes.length} elements: an adversary gains something over them that is not their own.</> : p.analysed ? 'No adversary gains anything for certain.' : 'Not known: the text has errors.'}{open > 0 && ` Over ${open}, something is unknown: nothing is stated that decides it.`}</p></section>
      <section><h3>Select an element</h3><p class="quiet">to see what it is, what flows in and out, what is reached over it and by whom.</p></section>
      {!isSmall.value && <section><h3>Draw</h3><p class="quiet">Add from the palette. Drag from the dot at a shape to connect, or press C. F2 renames, Del deletes, Ctrl C and V copy and paste. Dropped into another box, an element is said to lie there; other places change no text.</p></section>}
      {!isSmall.value && <section><h3>Places moved by hand</h3><div class="acts-row"><button type="button" class="button" onClick={savePlaces}>Save places</button><button type="button" class="button" onClick={loadPlaces}>Load places</button></div><p class="quiet">in a file of their own, apart from the description</p></section>}
    </>
  );
}

function Edge({ id, onShow }: { id: string; onShow(name: string): void }) {
  const edge = placed.value?.scene.edges.get(id);
  if (!edge) return <Nothing />;
  return (
    <>
      <header><h2>{edge.label || 'line'}</h2><p>{edge.bond ? 'a bond; nothing moves' : 'a flow'}</p></header>
      <section><ul>{edge.flows.map((f) => <li key={f.key + f.names + f.stated_at}><button type="button" class="link" onClick={() => onShow(f.from)}><code>{f.from}</code></button> {f.word} <button type="button" class="link" onClick={() => onShow(f.to)}><code>{f.to}</code></button>{f.carries.length > 0 && <span class="quiet">, carries {list(f.carries)}</span>}<p class="quiet">stated at <code>{f.stated_at}</code> as <code>{f.key.replace('.', ' › ')}</code></p></li>)}</ul></section>
      {!isSmall.value && <section><div class="acts-row"><button type="button" class="button" onClick={() => void remove()}>Remove</button></div></section>}
    </>
  );
}

function Zone({ zone, onShow }: { zone: PictureZone; onShow(name: string): void }) {
  const inside = picture.value?.nodes.filter((n) => n.within === zone.id) ?? [];
  const shut = folded.value.has(zone.id);
  return (
    <>
      <header><h2>{zone.name}</h2><p>{zone.kind}, {count(inside.length, 'element')} directly in it</p></header>
      <section><button type="button" class="button" aria-expanded={!shut} onClick={() => fold(zone.id)}>{shut ? 'Open the box' : 'Fold the box'}</button></section>
      <section><h3>In it</h3><Names of={inside.map((n) => n.name)} onShow={onShow} /></section>
    </>
  );
}

function Names({ of, onShow }: { of: string[]; onShow(name: string): void }) {
  return <p class="names">{of.map((n) => <button type="button" class="link" key={n} onClick={() => onShow(n)}><code>{n}</code></button>)}</p>;
}

function Element({ node, id, onShow }: { node: PictureNode; id: string; onShow(name: string): void }) {
  const known = elements.value.get(node.name);
  const { line, end_line: end } = node.place;
  const toText = () => {
    foldText(false);
    requestAnimationFrame(() => edit()?.go(node.place.line, node.place.column));
  };
  return (
    <>
      <header>
        <h2><Icon name={kindIcon(node.kind)} /><code>{node.name}</code></h2>
        <p>{node.kind}{node.adversary && ', adversary'}{node.declared ? ', ' : ', only mentioned, '}<button type="button" class="link" onClick={toText}>{end > line ? `lines ${line} to ${end}` : `line ${line}`}</button></p>
      </header>
      {!isSmall.value && <section><div class="acts-row"><button type="button" class="button" onClick={() => renameHere(id)}>Rename</button><button type="button" class="button" onClick={() => { connectFrom(id); focusOn(id); }}>Connect</button><button type="button" class="button" onClick={() => void remove()}>Delete</button>{!ACTING.has(node.kind) && <button type="button" class="button" onClick={() => askClaim(node.name)}>Claim about it</button>}</div></section>}
      <Stated node={node} domain={known?.domain} />
      {node.kind === 'supplier' && !isSmall.value && <Promises supplier={node.name} />}
      <Reach node={node} />
      <Happenings name={node.name} />
      <Steps name={node.name} />
      <Claims name={node.name} />
      <Flows name={node.name} onShow={onShow} />
      <Defaults node={node} />
      <Stops name={node.name} />
    </>
  );
}

/** What the description says of it, to be changed here. */
function Stated({ node, domain }: { node: PictureNode; domain: string | undefined }) {
  const p = picture.value;
  const names = (kind: string) => p?.nodes.filter((n) => n.kind === kind && n.name !== node.name).map((n) => n.name) ?? [];
  const zones = [...new Set(p?.nodes.flatMap((n) => n.zone ?? []))];
  const rows: { key: string; title: string; value: string; of: string[] }[] = [
    { key: 'domain', title: 'domain', value: domain ?? '', of: [...new Set(elements.value.values())].map((e) => e.domain) },
    { key: 'zone', title: 'zone', value: node.zone ?? '', of: zones },
    ...(RUNNING.has(node.kind) ? [{ key: 'runs on', title: 'runs on', value: node.host ?? '', of: names('host') }] : []),
    ...(SUPPLIED.has(node.kind) ? [{ key: 'from', title: 'from', value: node.from ?? '', of: ['us', ...names('supplier')] }] : []),
  ];
  if (isSmall.value) return <section><dl>{rows.filter((r) => r.value).map((r) => <div key={r.key}><dt>{r.title}</dt><dd><code>{r.value}</code></dd></div>)}</dl></section>;
  return (
    <section key={node.name}>
      {rows.map((r) => (
        <label class="field" key={r.key}><span>{r.title}</span><input list={`choices-${r.key.replace(' ', '-')}`} value={r.value} placeholder="not stated" spellcheck={false} autocomplete="off" onChange={(e) => { const to = e.currentTarget.value.trim(); if (to !== r.value) void state(node, r.key, to); }} />
          <datalist id={`choices-${r.key.replace(' ', '-')}`}>{[...new Set(r.of)].map((o) => <option key={o} value={o}>{o}</option>)}</datalist></label>
      ))}
      {node.kind === 'role' && <label class="check-line"><input type="checkbox" checked={node.adversary} onChange={(e) => void state(node, 'adversary', e.currentTarget.checked ? true : '')} /> may act against the system</label>}
    </section>
  );
}

/** Kinds that act, over which nobody gains anything. */
const ACTING = new Set(['role', 'supplier', 'control', 'weakness']);

/** What a supplier may promise, as the description's schema has it. */
function Promises({ supplier }: { supplier: string }) {
  const said = (named.value.get(supplier)?.value as { promises?: unknown } | null | undefined)?.promises;
  const made = Array.isArray(said) ? said : typeof said === 'string' ? [said] : Object.keys((said as object | undefined) ?? {});
  const path = ['suppliers', supplier, 'promises'];
  // With reasons it is a map, and a promise without its reason has no place there.
  const justified = said !== null && typeof said === 'object' && !Array.isArray(said);
  const turn = (promise: string, on: boolean) => {
    const edits: Edit[] = on ? [{ kind: 'add', path, value: promise }] : justified ? [{ kind: 'remove', path: [...path, promise] }] : [{ kind: 'drop', path, value: promise }];
    void change(`${on ? 'promise' : 'no promise'} ${promise} of ${supplier}`, edits);
  };
  return (
    <section><h3>Promises</h3>{valuesAt(path).map(({ name: promise, meaning }) => <label class="check-line" key={promise} title={justified && !made.includes(promise) ? 'The others have reasons: write this one with its reason in the text' : undefined}><input type="checkbox" disabled={justified && !made.includes(promise)} checked={made.includes(promise)} onChange={(e) => turn(promise, e.currentTarget.checked)} /> <span>{promise} <span class="quiet">{meaning}</span></span></label>)}</section>
  );
}

/** Events shown before the reader asks for all. */
const FEW = 6;

/** What may happen at it, with the switches: whether it acts or is in place, its weaknesses, the events of attacks. */
function Happenings({ name }: { name: string }) {
  const [all, setAll] = useState(false);
  if (!answers.value) return null;
  const { overview: o, claims } = answers.value;
  const weak = weaknesses.value.filter((w) => w.name === name || w.on.includes(name)).map((w) => exploited(w.name));
  const promised = o.assumptions.filter((a) => a.supplier === name);
  const events = claims.flatMap((c) => c.events.filter((e) => e.class !== 'control_absent' && (e.elements.includes(name) || e.who === name)));
  const rows = [...new Map([...switchedAt(name), ...weak, ...promised, ...events].map((of) => [switchName(of), of] as const))];
  const control = o.controls.find((c) => c.name === name);
  const acts = o.adversaries.some((a) => a.name === name);
  if (!rows.length && !control && !acts) return null;
  return (
    <section><h3>What if</h3>
      {acts && <p class="supposing"><Acts name={name} /></p>}
      {control && <p class="supposing"><InPlace of={control} /></p>}
      <ul class="happenings">{(all ? rows : rows.slice(0, FEW)).map(([id, of]) => <li key={id}><span>{says(of.sentence)}</span><WhatIf of={of} /></li>)}</ul>
      {rows.length > FEW && !all && <button type="button" class="link" onClick={() => setAll(true)}>Show {rows.length - FEW} more</button>}
    </section>
  );
}

function Steps({ name }: { name: string }) {
  const steps = path.value?.steps.filter((s) => s.elements.includes(name) || s.gain.element.split(/[.#]/, 1)[0] === name) ?? [];
  if (!steps.length) return null;
  return <section><h3>On the selected path</h3><ol class="step-list">{steps.map((s) => <li key={s.number}><b>{s.number}</b><button type="button" class="row" onClick={() => { selectStep(s); showTab('claims'); }}>{says(s.sentence)}</button></li>)}</ol></section>;
}

function Claims({ name }: { name: string }) {
  const through = (answers.value?.claims ?? []).flatMap((c) => {
    const events = new Map(c.events.map((e) => [e.id, e]));
    const n = c.sets.filter((s) => s.events.some((id) => events.get(id)?.elements.includes(name))).length;
    return n || c.over.split('.')[0] === name ? [{ c, n }] : [];
  });
  if (!through.length) return null;
  return <section><h3>Claims that it matters to</h3><ul>{through.map(({ c, n }) => <li key={c.id}><button type="button" class="row" onClick={() => showClaim(c.id)}><b>{c.id}</b> {c.verdict}{n > 0 && <span class="quiet">, in {n} of {count(c.sets.length, 'set')}</span>}</button></li>)}</ul></section>;
}

function Flows({ name, onShow }: { name: string; onShow(name: string): void }) {
  const all = picture.value?.flows ?? [];
  const into = all.filter((f) => f.to === name && !f.bond);
  const out = all.filter((f) => f.from === name && !f.bond);
  const bonds = all.filter((f) => f.bond && (f.from === name || f.to === name));
  const row = (f: PictureFlow) => {
    const other = f.from === name ? f.to : f.from;
    const carried = f.carries.filter((c) => c !== other).join(', ');
    return <li key={`${f.key} ${f.from} ${f.to} ${f.names}`}><button type="button" class="row" onClick={() => onShow(other)}><code>{other}</code> <span class="quiet">{f.bond && f.to === name ? `${f.word} it` : f.word}{carried && `: ${carried}`}</span></button></li>;
  };
  return (
    <>
      {into.length > 0 && <section><h3>Flows in</h3><ul>{into.map(row)}</ul></section>}
      {out.length > 0 && <section><h3>Flows out</h3><ul>{out.map(row)}</ul></section>}
      {bonds.length > 0 && <section><h3>Joined to</h3><ul>{bonds.map(row)}</ul></section>}
    </>
  );
}

/** Defaults taken; each can be stated otherwise here. */
function Defaults({ node }: { node: PictureNode }) {
  const taken = overview.value?.defaults.filter((d) => d.element === node.name) ?? [];
  if (!taken.length) return null;
  return (
    <section><h3>Defaults taken</h3>{taken.map((d) => (
      <div key={d.key} class="default">
        {isSmall.value ? <code>{d.key}: {d.value}</code> : <label class="field"><span>{d.key}</span><input value={d.value} spellcheck={false} autocomplete="off" title="Change it to state it in the description" onChange={(e) => void state(node, d.key, plainly(e.currentTarget.value.trim()))} /></label>}
        <p class="quiet">{says(d.meaning)}</p>
      </div>
    ))}</section>
  );
}
/** A word as the value that it reads as. */
const plainly = (word: string): unknown => (word === 'true' ? true : word === 'false' ? false : word.includes(',') ? word.split(',').map((one) => one.trim()).filter(Boolean) : word);

/** Controls that stand at it, and what they leave. */
function Stops({ name }: { name: string }) {
  const controls = answers.value?.overview.controls.filter((c) => c.on.some((on) => on.split('.')[0] === name)) ?? [];
  if (!controls.length) return null;
  return <section><h3>Controls that stand at it</h3><ul>{controls.map((c) => <li key={c.name} class="supposing"><Switch on={isOn(c)} label={`${c.name} in place`} onFlip={() => switchControl(c)} /><button type="button" class="row" onClick={() => showTab('controls')}><code>{c.name}</code> <span class="quiet">{c.kind}</span></button></li>)}</ul></section>;
}
