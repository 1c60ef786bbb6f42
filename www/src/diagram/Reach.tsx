// What is reached over an element: each capability opens to how it comes about, what suffices and what could stop it.

import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { Explanation, PictureNode, PictureReach } from '../generated/api';
import { says } from '../parts/Sentence';
import { Switch } from '../parts/Controls';
import { answers, explain } from '../state/engine';
import { picture } from '../state/picture';
import { isOn, switchControl } from '../state/scenario';
import { openCell, showClaim, showTab } from '../state/view';
import { Together } from '../views/Sets';
import { capabilities, list } from '../words';
import { bySeverity } from './scene';

const capability = new Map(capabilities.map((c) => [c.id, c.name]));
/** The fact that is opened. */
const opened = signal<string | null>(null);
/** Steps and sets shown. */
const MOST = 8;

export function Reach({ node }: { node: PictureNode }) {
  const all = bySeverity(node.reached);
  if (!all.length && !node.unknown) {
    if (!picture.value?.analysed || ['role', 'supplier', 'control', 'weakness'].includes(node.kind)) return null;
    return <section><h3>Reached</h3><p class="quiet">Nothing over it is reached.</p></section>;
  }
  const tone = all.length ? 'bad' : 'unk';
  return (
    <section>
      <h3>{all.length ? 'Reached' : 'Unknown'} <span>{all.length ? 'by adversaries' : 'nothing is stated'}</span></h3>
      <ul class="held-list">{(all.length ? all : [node.unknown!]).map((r) => (
        <li key={r.fact}>
          <button type="button" class="row" aria-expanded={opened.value === r.fact} onClick={() => (opened.value = opened.value === r.fact ? null : r.fact)}><b class={tone}>{capability.get(r.capability)}</b>{r.part && <> on {r.part}</>} <span class="quiet">by {list(r.who)}</span></button>
          {opened.value === r.fact && <How of={r} />}
        </li>
      ))}</ul>
    </section>
  );
}

function How({ of }: { of: PictureReach }) {
  const [said, setSaid] = useState<Explanation | null | undefined>(undefined);
  const generation = answers.value?.generation;
  useEffect(() => {
    let late = false;
    explain(of.fact).then((e) => { if (!late) setSaid(e); }, () => { if (!late) setSaid(null); });
    return () => void (late = true);
  }, [of.fact, generation]);
  if (!said) return <p class="quiet">{said === null ? 'No reason is known any more: the text has changed.' : 'The reason is asked for.'}</p>;
  const events = new Map(said.events.map((e) => [e.id, e]));
  const passed = new Set(said.steps.flatMap((s) => s.elements));
  const controls = answers.value?.overview.controls.filter((c) => c.on.some((on) => passed.has(on.split('.')[0] ?? on))) ?? [];
  const [, cap, element] = /^(\w+)\((.*)\)$/.exec(of.fact) ?? [];
  const toCell = () => {
    openCell.value = `${element}|${cap}`;
    showTab('exposure');
  };
  return (
    <div class="how">
      <h4>How</h4>
      <ol class="step-list">{said.steps.slice(0, MOST).map((s) => <li key={s.number}><b>{s.number}</b><span>{says(s.sentence)}</span></li>)}</ol>
      {said.steps.length > MOST && <p class="quiet">and {said.steps.length - MOST} more steps</p>}
      {said.sets[0] && <><h4>It suffices that</h4><p><Together set={said.sets[0]} events={events} open />{said.sets.length > 1 && <span class="quiet">; or {said.sets.length - 1} other {said.sets.length === 2 ? 'set' : 'sets'}</span>}</p></>}
      <h4>What could stop it</h4>
      {controls.length ? <ul>{controls.map((c) => <li key={c.name} class="stops"><Switch on={isOn(c)} label={`${c.name}, as a what-if`} onFlip={() => switchControl(c)} /><span><code>{c.name}</code> <span class="quiet">{c.kind} at {list(c.on)}</span></span></li>)}</ul> : <p class="quiet">No control is described where it passes.</p>}
      <p>{said.claims.length ? <>Forbidden by {said.claims.map((c) => <button type="button" class="link" key={c} onClick={() => showClaim(c)}>{c} </button>)}</> : <span class="quiet">No claim forbids it.</span>} <button type="button" class="link" onClick={toCell}>Under Exposure</button></p>
    </div>
  );
}
