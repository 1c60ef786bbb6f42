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
import { grouped, matches, numeral, scopes, sources } from '../words';

/** Places asked for with each attack. */
const PLACES = 8;
/** Rows out of scope that are shown before the reader asks for all. */
const FEW = 12;
const filter = signal('');
const all = signal(false);
/** The list as whose items attacks are shown; empty for our own words. */
const view = signal('');

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
        <label class="field"><span class="quiet">show as </span><select value={view.value} onChange={(e) => (view.value = e.currentTarget.value)}><option value="">own words</option>{views.map((v) => <option key={v.id} value={v.id}>{v.name}</option>)}</select></label>
        <Filter value={filter.value} label="Filter attacks" hint="Filter, e.g. mail or ASI02" onInput={(v) => (filter.value = v)} />
      </div>
      {!shown.length && <p class="nothing">No attack fits the filter.</p>}
      <div ref={box} role="group" aria-label="Attacks by scope" data-roving="button.attack" onKeyDown={onArrows}>
        {view.value && walk?.id === view.value && <Items walk={walk} attacks={shown} />}
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

const states: { state: ItemState; word: string; tone: string }[] = [
  { state: 'closes', word: 'Closing', tone: 'bad' },
  { state: 'one_step_away', word: 'One step away', tone: 'cond' },
  { state: 'further', word: 'Further away', tone: '' },
  { state: 'in_place', word: 'Controls in place', tone: 'good' },
  { state: 'available', word: 'Controls available, and off', tone: 'cond' },
  { state: 'not_in_place', word: 'Controls not described', tone: '' },
  { state: 'out_of_scope', word: 'Out of scope', tone: '' },
  { state: 'not_covered', word: 'Not covered by the catalog', tone: '' },
];

/** The attacks as items of a list that others keep: those that matter here first, the others with the reason. */
function Items({ walk, attacks }: { walk: Crosswalk; attacks: Attack[] }) {
  const byId = new Map(attacks.map((a) => [a.id, a]));
  const fits = (item: CrosswalkItem) => !filter.value || item.attacks.some((a) => byId.has(a.id)) || `${item.id} ${item.name}`.toLowerCase().includes(filter.value.toLowerCase());
  return (
    <>
      {states.map(({ state, word, tone }) => {
        const items = walk.items.filter((i) => i.state === state && fits(i));
        if (!items.length) return null;
        return (
          <section key={state} aria-label={word}>
            <header class="sect"><h2 class={tone}>{word}, {items.length}</h2></header>
            <ol>{items.map((item) => <Item key={item.id} item={item} byId={byId} />)}</ol>
          </section>
        );
      })}
      {walk.others.length > 0 && <p class="quiet">{grouped(walk.others.length)} attacks of the catalog stand for no item of {walk.name}.</p>}
    </>
  );
}

function Item({ item, byId }: { item: CrosswalkItem; byId: Map<string, Attack> }) {
  const near = item.attacks.filter((a) => a.scope !== 'out_of_scope').flatMap((a) => byId.get(a.id) ?? []);
  return (
    <li class="attack-row">
      <p class="mid"><b>{item.id} {item.name}</b>{item.formerly.length > 0 && <span class="quiet"> (was {item.formerly.join(', ')})</span>} {item.reason && <span class="quiet">{says(item.reason)}</span>}</p>
      {item.controls.length > 0 && <p class="quiet">{item.controls.map((c) => `${c.name} (${c.kind}, ${c.is_on ? 'on' : 'off'})`).join(', ')}</p>}
      {near.length > 0 && <ol>{near.map((a) => <Row key={a.id} attack={a} />)}</ol>}
    </li>
  );
}

function Row({ attack }: { attack: Attack }) {
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
        <span class="what"><span class="title">{attack.name}</span><span class="line">{summary(attack)}</span></span>
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
      {attack.claims.length > 0 && <p>On paths of {attack.claims.map((c) => <button type="button" class="link" key={c} onClick={() => showClaim(c)}>{c} </button>)}</p>}
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
        {decides.length > 0 && <ul class="lines" aria-label="What decides">{decides.map((d) => <li key={d.name}><span class="quiet">{place.missing.length ? 'decides' : 'stands here'}</span> <span>{says(d.sentence)}</span></li>)}</ul>}
      </div>
    </div>
  );
}
