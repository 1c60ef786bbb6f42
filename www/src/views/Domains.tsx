// What domains hand one another where attacks cross their borders: what each must deny, may rely on, and is reached by.

import { useRef } from 'preact/hooks';
import type { Contract, Contracts, Domain } from '../generated/api';
import { Disc, Icon } from '../icons';
import { Underway, useAsked } from '../parts/asked';
import { Verdict } from '../parts/Figures';
import { ReadAs } from '../parts/ReadAs';
import { onArrows, useRoving } from '../parts/roving';
import { marks, says } from '../parts/Sentence';
import { audienceName, readAs } from '../state/catalog';
import { contracts as ask, source } from '../state/engine';
import { scenario } from '../state/scenario';
import { marked, select, selection, toggleElement } from '../state/selection';
import { openDomain, showClaim, showTab } from '../state/view';
import { count, heldTone, heldWord, list as listed, verdictWord } from '../words';

/** Names shown of a list. */
const SHOWN = 8;

export function Domains() {
  const audience = readAs.value;
  const asked = useAsked(() => ask(audience || null), [source.value, JSON.stringify(scenario.value), audience]);
  const known = asked.value;
  return (
    <section class="domains">
      <div class="bar">
        <h1>What domains hand one another</h1>
        {known && <span class="quiet">{count(known.total, 'contract')} between {count(known.domains.length, 'domain')}</span>}
        <span class="grow" />
        <ReadAs label="In the words of" none="each domain" />
      </div>
      <Underway what="Cutting attacks at the borders of domains" phase={asked.phase} again={asked.again} />
      {known ? <Sides of={known} /> : asked.phase !== 'cancelled' && <p class="nothing quiet">The contracts are asked for.</p>}
    </section>
  );
}

function Sides({ of }: { of: Contracts }) {
  const box = useRef<HTMLOListElement>(null);
  useRoving(box);
  if (!of.domains.length) return <p class="nothing">The description names no element.</p>;
  const weight = (d: Domain) => d.deny.length + d.rely.length + d.reached.length;
  const heaviest = of.domains.reduce((a, b) => (weight(b) > weight(a) ? b : a));
  const open = of.domains.find((d) => d.name === openDomain.value) ?? heaviest;
  return (
    <div class="sides">
      <nav aria-label="Domains">
        <ol ref={box} data-roving="button" onKeyDown={onArrows}>{of.domains.map((d) => (
          <li key={d.name}><button type="button" aria-current={d === open ? 'true' : undefined} onClick={() => (openDomain.value = d.name)}>
            <b>{d.name}</b><small>{weight(d) ? [d.deny.length && `denies ${d.deny.length}`, d.rely.length && `relies on ${d.rely.length}`, d.reached.length && `reached by ${d.reached.length}`].filter(Boolean).join(', ') : 'no contract'}</small>
          </button></li>
        ))}</ol>
      </nav>
      <Side of={of} domain={open} />
    </div>
  );
}

function Side({ of, domain }: { of: Contracts; domain: Domain }) {
  const at = (list: number[]) => list.map((n) => of.contracts[n]).filter((c) => c !== undefined);
  const words = audienceName(domain.audience);
  return (
    <section class="side-of" aria-label={`Contracts of ${domain.name}`}>
      <header>
        <h2>{domain.name}</h2>
        <p class="quiet">{words ? `in the words of ${words}` : 'in general words'}</p>
        <p class="names">{domain.elements.slice(0, SHOWN).map((e) => <button type="button" class="name" key={e} aria-pressed={marked.value.has(e)} onClick={() => toggleElement(e)}><code>{e}</code></button>)}{domain.elements.length > SHOWN && <span class="quiet">and {domain.elements.length - SHOWN} more</span>}</p>
      </header>
      {domain.claims.length > 0 && (
        <ul class="lines own-claims" aria-label="Claims over its own elements">{domain.claims.map((c) => (
          <li key={c.claim}><button type="button" class="link claim-id" onClick={() => showClaim(c.claim)}>{c.claim}</button><span>must not be: {marks(c.sentence)}</span><Verdict verdict={c.verdict} /></li>
        ))}</ul>
      )}
      <Group title="What it must deny" say="facts on its elements with which claims of others break" none="Nothing of its own carries an attack further." of={at(domain.deny)} side="gives" />
      <Group title="What reaches it" say="facts of others that hold as things are" none="Nothing reaches it from another domain." of={at(domain.reached)} side="receives" />
      <Group title="What it may rely on" say="facts of others that hold only if an assumption fails" none="It relies on nobody’s promise or mechanism." of={at(domain.rely)} side="relies" />
      <p class="quiet foot-note">{of.text}.</p>
    </section>
  );
}

type SideOf = 'gives' | 'receives' | 'relies';

function Group({ title, say, none, of, side }: { title: string; say: string; none: string; of: Contract[]; side: SideOf }) {
  const box = useRef<HTMLOListElement>(null);
  useRoving(box);
  return (
    <section class="contracts" aria-label={title}>
      <header class="sect"><h3>{title}{of.length > 0 && <>, {of.length}</>}</h3><p>{say}</p></header>
      {of.length ? <ol ref={box} data-roving=".handed" onKeyDown={onArrows}>{of.map((c) => <Card key={c.from + c.to + c.gain.text + c.gain.element} of={c} side={side} />)}</ol> : <p class="none quiet">{none}</p>}
    </section>
  );
}

function Card({ of, side }: { of: Contract; side: SideOf }) {
  const id = `${of.from}>${of.to}:${of.gain.capability}(${of.gain.element})`;
  const s = selection.value;
  const on = s?.kind === 'event' && s.id === id;
  const words = side === 'gives' ? of.given : of.received;
  const press = () => select(on ? null : { kind: 'event', id, elements: of.elements });
  const weak = of.held === 'conditional' || of.held === 'rests_on';
  return (
    <li class={`contract ${heldTone[of.held]} ${on ? 'on' : ''}`}>
      <p class="hands"><span class={side === 'gives' ? 'here' : ''}>{of.from}</span><Icon name="arrow" class="i s" /><span class="visually-hidden"> hands </span><span class={side === 'gives' ? '' : 'here'}>{of.to}</span><span class={`held ${heldTone[of.held]}`}><Disc held={of.held} />{heldWord[of.held]}</span></p>
      <button type="button" class="handed" aria-pressed={on} onClick={press}>{says(words)}</button>
      {side === 'receives' && of.then.length > 0 && <p class="mid">so that {marks(of.then.join('; '))}</p>}
      <p class="breaks">Breaks {of.claims.map((c, i) => <span key={c.claim}>{i > 0 && ', '}<button type="button" class="link claim-id" title={`Through this contract: ${verdictWord[c.through].toLowerCase()}`} onClick={() => showClaim(c.claim)}>{c.claim}</button>{c.sets > 0 && ` by ${count(c.sets, 'set')}`}</span>)}
        {of.controls.length > 0 && <span class="stands"> Controls on the way: {of.controls.map((c, i) => <span key={c.name}>{i > 0 && ', '}<button type="button" class="link calm" onClick={() => { select({ kind: 'element', name: c.name }); showTab('controls'); }}><code>{c.name}</code></button> {c.is_on ? 'on' : 'off'}</span>)}</span>}
      </p>
      {of.assumptions.length > 0 && (weak
        ? <ul class="if">{of.assumptions.map((a) => <li key={a.id}>if {marks(a.sentence)} <span class="quiet"><code>{a.id}</code></span></li>)}</ul>
        : <p class="quiet if">By further sets if these fail: {listed(of.assumptions.map((a) => a.id))}</p>)}
    </li>
  );
}
