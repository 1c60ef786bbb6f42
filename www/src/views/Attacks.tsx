// Every catalog attack, tried on this system: what closes, what is one step away, and why the others do not apply.

import { signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Attack, AttackPlace, Crosswalk, CrosswalkItem, CrosswalkView, ItemState } from '../generated/api';
import { Icon, Ring } from '../icons';
import { Copy, Filter } from '../parts/Controls';
import { Tags } from '../parts/Figures';
import { onArrows, useRoving } from '../parts/roving';
import { marks, says } from '../parts/Sentence';
import { answers, attacks as ask, crosswalk } from '../state/engine';
import { marked, select } from '../state/selection';
import { openAttack, showClaim, showEntry } from '../state/view';
import { count, grouped, matches, numeral, scopes, sources } from '../words';
import { Decide } from './Decide';

/** Places asked for with each attack. */
const PLACES = 8;
/** Rows that don't apply that are shown before the reader asks for all. */
const FEW = 12;
const filter = signal('');
const all = signal(false);
/** The list as whose items attacks are shown; empty for our own words. */
const view = signal('');
/** The item of that list that is open. */
const openItem = signal<string | null>(null);

export function Attacks() {
  const generation = answers.value?.generation;
  const [list, setList] = useState<Attack[] | null>(null);
  const [views, setViews] = useState<CrosswalkView[]>([]);
  const [walk, setWalk] = useState<Crosswalk | null>(null);
  const box = useRef<HTMLDivElement>(null);
  useRoving(box);
  useEffect(() => {
    let late = false;
    ask(PLACES).then((a) => { if (!late) { setList(a.attacks); setViews(a.views); } }, () => undefined);
    return () => void (late = true);
  }, [generation]);
  useEffect(() => {
    let late = false;
    if (view.value) crosswalk(view.value).then((c) => { if (!late) setWalk(c); }, () => undefined);
    return () => void (late = true);
  }, [generation, view.value]);
  if (!list) return <section class="attacks"><div class="bar"><h1>Catalog attacks, tried on this system</h1></div><p class="nothing quiet">The attacks are asked for.</p></section>;
  const shown = filter.value ? list.filter((a) => matches(a, filter.value)) : list;
  return (
    <section class="attacks">
      <div class="bar">
        <h1>{list.length} catalog attacks, tried on this system</h1>
        <label class="field"><span class="quiet">show as </span><select value={view.value} onChange={(e) => { view.value = e.currentTarget.value; all.value = false; openItem.value = openAttack.value = null; }}><option value="">own words</option>{views.map((v) => <option key={v.id} value={v.id}>{v.name}</option>)}</select></label>
        <Filter value={filter.value} label="Filter attacks" hint="Filter, e.g. mail or ASI02" onInput={(v) => (filter.value = v)} />
      </div>
      {!view.value && !shown.length && <p class="nothing">No attack fits the filter.</p>}
      {view.value && walk?.id !== view.value && <p class="nothing quiet">The items are asked for.</p>}
      <div ref={box} role="group" aria-label={view.value ? 'Items by state' : 'Attacks by scope'} data-roving="button.attack" onKeyDown={onArrows}>
        {view.value && walk?.id === view.value && <Items walk={walk} attacks={list} shown={new Set(shown.map((a) => a.id))} />}
        {!view.value && scopes.map(({ scope, word, say, tone }) => {
          const group = shown.filter((a) => a.scope === scope);
          if (!group.length) return null;
          const cut = scope === 'out_of_scope' && !all.value && !filter.value && group.length > FEW;
          return (
            <section key={scope} aria-label={word}>
              <header class="sect"><h2 class={tone}><Ring scope={scope} />{word}, {group.length}</h2><p>{say}</p><span class="quiet">{scope === 'out_of_scope' ? '' : 'claims'}</span></header>
              <ol>{(cut ? group.slice(0, FEW) : group).map((a) => <Row key={a.id} attack={a} />)}</ol>
              {cut && <p class="more"><button type="button" class="button" onClick={() => (all.value = true)}>Show {group.length - FEW} more, each with the reason</button></p>}
            </section>
          );
        })}
      </div>
    </section>
  );
}

/** States of items, those that matter here first; of those that don't, only some are shown at once. */
const states: { state: ItemState; word: string; say: string; tone: string; far?: true }[] = [
  { state: 'closes', word: 'Closes', say: 'an attack that stands for it closes', tone: 'bad' },
  { state: 'one_step_away', word: 'One step away', say: 'the nearest attack misses one thing', tone: 'cond' },
  { state: 'further', word: 'Further', say: 'the nearest attack misses more than one thing', tone: 'mid' },
  { state: 'available', word: 'Controls available', say: 'described, and off', tone: 'cond' },
  { state: 'in_place', word: 'Controls in place', say: 'described, and on', tone: 'good' },
  { state: 'not_in_place', word: 'Controls not described', say: 'the catalog knows them', tone: 'mid', far: true },
  { state: 'out_of_scope', word: 'Out of scope', say: 'no pattern of it occurs here', tone: 'mid', far: true },
  { state: 'not_covered', word: 'Not covered', say: 'nothing in the catalog stands for it', tone: 'mid', far: true },
];

/** The attacks as items of a list that others keep; last the attacks that stand for none of them. */
function Items({ walk, attacks, shown }: { walk: Crosswalk; attacks: Attack[]; shown: Set<string> }) {
  const byId = new Map(attacks.map((a) => [a.id, a]));
  const words = filter.value.toLowerCase();
  const fits = (item: CrosswalkItem) => [item.id, item.name, ...item.formerly].join(' ').toLowerCase().includes(words) || item.attacks.some((a) => shown.has(a.id));
  const groups = states.map((of) => ({ ...of, items: walk.items.filter((i) => i.state === of.state && fits(i)) })).filter((g) => g.items.length);
  const others = walk.others.filter((a) => a.scope !== 'out_of_scope' && shown.has(a.id)).flatMap((a) => byId.get(a.id) ?? []);
  return (
    <>
      {!groups.length && !others.length && <p class="nothing">No item fits the filter.</p>}
      {groups.map(({ state, word, say, tone, far, items }) => {
        const cut = far && !all.value && !filter.value && items.length > FEW;
        return (
          <section key={state} aria-label={word}>
            <header class="sect"><h2 class={tone}>{word}, {items.length}</h2><p>{say}</p></header>
            <ol>{(cut ? items.slice(0, FEW) : items).map((item) => <Item key={item.id} item={item} byId={byId} shown={shown} />)}</ol>
            {cut && <p class="more"><button type="button" class="button" onClick={() => (all.value = true)}>Show {items.length - FEW} more</button></p>}
          </section>
        );
      })}
      {others.length > 0 && (
        <section aria-label={`In no item of ${walk.name}`}>
          <header class="sect"><h2>In no item of {walk.name}, {others.length}</h2><p>attacks of the catalog that fit this system and stand for none</p></header>
          <ol>{others.map((a) => <Row key={a.id} attack={a} />)}</ol>
        </section>
      )}
    </>
  );
}

const near = (item: CrosswalkItem) => item.attacks.filter((a) => a.scope !== 'out_of_scope');

/** What stands behind an item, in a line: why it doesn't apply, its controls, its attacks. */
function standing(item: CrosswalkItem) {
  if (item.reason) return says(item.reason);
  if (item.controls.length && !near(item).length) return item.controls.map((c) => `${c.name}, ${c.kind}, ${c.is_on ? 'on' : 'off'}`).join('; ');
  const numbers = scopes.map(({ scope, word }) => ({ n: item.attacks.filter((a) => a.scope === scope).length, scope, word: word.toLowerCase() })).filter(({ n }) => n);
  return numbers.map(({ n, scope, word }, i) => `${i ? n : count(n, 'attack')} ${scope === 'closes' && n > 1 ? 'close' : word}`).join(', ');
}

function Item({ item, byId, shown }: { item: CrosswalkItem; byId: Map<string, Attack>; shown: Set<string> }) {
  const open = openItem.value === item.id;
  // While the filter picks attacks of the item, only these are listed.
  const picked = item.attacks.some((a) => shown.has(a.id)) ? item.attacks.filter((a) => shown.has(a.id)) : item.attacks;
  const of = picked.flatMap((a) => byId.get(a.id) ?? []);
  const claims = [...new Set(near(item).flatMap((a) => byId.get(a.id)?.claims ?? []))].sort();
  const text = <span class="what"><span class="title"><span class="item-id">{item.id}</span> {item.name}</span><span class="line">{standing(item)}</span></span>;
  const note = <span class="tags">{item.formerly.length > 0 && <span class="tag">was {item.formerly.join(', ')}</span>}</span>;
  if (!of.length) return <li class="attack-row"><div class="attack">{text}{note}</div></li>;
  return (
    <li class={`attack-row ${open ? 'is-open' : ''}`}>
      <button type="button" class="attack" data-row={item.id} aria-expanded={open} onClick={() => { openItem.value = open ? null : item.id; openAttack.value = null; }}>{text}{note}<span class="of">{claims.join(' ')}</span></button>
      {open && (
        <div class="of-item">
          {item.controls.length > 0 && <p class="mid">Controls here: {item.controls.map((c, i) => <span key={c.name}>{i > 0 && ', '}<code>{c.name}</code> {c.is_on ? 'on' : 'off'}</span>)}</p>}
          <ol aria-label={`Attacks of ${item.id}`}>{of.map((a) => <Row key={a.id} attack={a} ring />)}</ol>
        </div>
      )}
    </li>
  );
}

function Row({ attack, ring = false }: { attack: Attack; ring?: boolean }) {
  const open = openAttack.value === attack.id;
  const first = attack.places[0];
  const touched = attack.places.some((p) => p.elements.some((e) => marked.value.has(e)));
  const press = () => {
    openAttack.value = open ? null : attack.id;
    if (!open && first) select({ kind: 'event', id: attack.id, elements: first.elements });
  };
  return (
    <li class={`attack-row ${open ? 'is-open' : ''} ${touched ? 'is-marked' : ''}`}>
      <button type="button" class="attack" data-row={attack.id} aria-expanded={open} onClick={press}>
        <span class="what"><span class="title">{ring && <><Ring scope={attack.scope} /> </>}{attack.name}{attack.packs.length > 0 && <span class="pack"> {attack.packs.join(', ')}</span>}</span><span class="line">{summary(attack)}</span></span>
        <Tags of={attack.references} />
        <span class="of">{attack.scope === 'out_of_scope' ? '' : attack.claims.length ? attack.claims.join(' ') : 'none'}</span>
      </button>
      {open && <Detail attack={attack} />}
    </li>
  );
}

function summary(a: Attack) {
  const first = a.places[0];
  if (!first) return says(a.reason);
  if (first.missing.length) return <>Missing: {marks(first.missing.join('; '))}</>;
  return <>{says(first.sentence)}{a.total_places > 1 && <span class="quiet">, and at {grouped(a.total_places - 1)} more {a.total_places === 2 ? 'place' : 'places'}</span>}</>;
}

function Detail({ attack }: { attack: Attack }) {
  return (
    <div class="attack-detail">
      <p class="mid">{says(attack.says)} <span class="quiet">{attack.source}, {sources[attack.confidence]}</span> <button type="button" class="link" onClick={() => showEntry('attacks', attack.id)}>in the catalog</button></p>
      {attack.places.map((p, i) => <Place key={i} place={p} />)}
      {attack.total_places > attack.places.length && <p class="quiet">{attack.places.length} of {attack.cut ? 'at least ' : ''}{grouped(attack.total_places)} places are shown.</p>}
      {attack.scope === 'out_of_scope' && <p class="mid">{says(attack.reason)}</p>}
      {attack.packs.length > 0 && <p class="quiet">From the catalog pack {attack.packs.join(', ')}.</p>}
      <p class="refs">{attack.references.map((r) => <span key={r.framework + r.id}>{r.framework} {r.id}{r.name && `, ${r.name}`} <Copy text={r.id} label={`Copy ${r.id}`} /></span>)}</p>
      {attack.scope !== 'out_of_scope' && <Decide about={attack.id} />}
      {attack.claims.length > 0 && <p>On paths of {attack.claims.map((c, i) => <span key={c}>{i > 0 && ', '}<button type="button" class="link" onClick={() => showClaim(c)}>{c}</button></span>)}</p>}
    </div>
  );
}

function Place({ place }: { place: AttackPlace }) {
  const decides = place.decides.filter((d) => !place.missing.includes(d.sentence));
  return (
    <div class="place">
      <div><h3>{says(place.sentence)}</h3><p class="quiet">gives {marks(place.gain.text)}</p></div>
      <div>
        <h3>{place.missing.length ? `Missing, ${place.missing.length === 1 ? 'one thing' : numeral(place.missing.length) + ' things'}` : 'Missing'}</h3>
        {place.missing.length ? <ul class="lines">{place.missing.map((m) => <li key={m}><Icon name="gap" class="m cond" /><span>{says(m)}</span></li>)}</ul> : <p>Nothing: every capability that it needs is held.</p>}
        {decides.length > 0 && <ul class="lines deciders" aria-label="What decides">{decides.map((d) => <li key={d.name}><span class="quiet">{place.missing.length ? 'decides' : 'stands here'}</span> <span>{says(d.sentence)}</span></li>)}</ul>}
      </div>
    </div>
  );
}
