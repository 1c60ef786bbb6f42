// The picture as a list: boxes in boxes, elements with their flows and what is reached. For screen readers and phones.

import { useRef } from 'preact/hooks';
import type { PictureFlow, PictureNode } from '../generated/api';
import { Icon, kindIcon } from '../icons';
import { onArrows, useRoving } from '../parts/roving';
import { capabilities, count, list } from '../words';
import { choose, chosen, picture, scene, sought } from '../state/picture';
import { isSmall } from '../state/view';
import { Inspector } from './Inspector';
import { bySeverity } from './scene';

const capability = new Map(capabilities.map((c) => [c.id, c.name]));
/** What stands beside the system. */
const beside = new Set(['control', 'weakness']);

export function List() {
  const p = picture.value;
  const box = useRef<HTMLDivElement>(null);
  useRoving(box);
  if (!p) return null;
  const words = sought.value.trim().toLowerCase();
  const shown = p.nodes.filter((n) => !words || n.name.toLowerCase().includes(words) || n.kind.startsWith(words));
  return (
    <div class="picture-body">
      <div class="picture-list" role="group" aria-label="Elements by box" ref={box} data-roving="summary, .list-name" onKeyDown={onArrows}>
        {p.nodes.length === 0 && <p class="quiet none-yet">Nothing is described yet.</p>}
        <Level within={null} nodes={shown.filter((n) => !beside.has(n.kind))} />
        {shown.some((n) => beside.has(n.kind)) && <><h2 class="list-head">Controls and weaknesses</h2><ul class="list-level">{shown.filter((n) => beside.has(n.kind)).map((n) => <Item key={n.name} node={n} />)}</ul></>}
      </div>
      {!isSmall.value && <Inspector onShow={(name) => choose(scene.peek()?.shown.get(name) ?? null)} />}
    </div>
  );
}

function Level({ within, nodes }: { within: string | null; nodes: PictureNode[] }) {
  const p = picture.value;
  const here = nodes.filter((n) => (n.within ?? null) === within && !n.opens);
  const boxes = (p?.zones ?? []).filter((z) => (z.within ?? null) === within);
  const held = (id: string): number => nodes.filter((n) => n.within === id && !n.opens).length + (p?.zones ?? []).filter((z) => z.within === id).reduce((sum, z) => sum + held(z.id), 0);
  return (
    <>
      {here.length > 0 && <ul class="list-level">{here.map((n) => <Item key={n.name} node={n} />)}</ul>}
      {boxes.filter((z) => held(z.id) > 0).map((z) => {
        const own = p?.nodes.find((n) => n.opens === z.id);
        return (
          <details key={z.id} class="list-box" open>
            <summary><Icon name="next" class="i s" /><b>{z.name}</b> <span class="quiet">{z.kind}, {count(held(z.id), 'element')}</span></summary>
            {own && <ul class="list-level own"><Item node={own} /></ul>}
            <Level within={z.id} nodes={nodes} />
          </details>
        );
      })}
    </>
  );
}

function Item({ node }: { node: PictureNode }) {
  const flows = picture.value?.flows ?? [];
  const into = flows.filter((f) => f.to === node.name && !f.bond);
  const out = flows.filter((f) => f.from === node.name && !f.bond);
  const bonds = flows.filter((f) => f.bond && f.from === node.name);
  const id = scene.value?.shown.get(node.name) ?? null;
  const said = (f: PictureFlow, other: string) => `${other} (${f.word}${f.carries.length ? `: ${f.carries.join(', ')}` : ''})`;
  return (
    <li class="list-item">
      <button type="button" class="list-name" aria-pressed={id !== null && chosen.value.includes(id)} onClick={() => choose(id)}><Icon name={kindIcon(node.kind)} /><code>{node.name}</code> <span class="quiet">{node.kind}{node.adversary && ', adversary'}{node.from && node.from !== 'us' && `, from ${node.from}`}</span></button>
      {node.reached.length > 0 && <p class="bad">Reached: {bySeverity(node.reached).map((r, i) => <span key={r.fact}>{i > 0 && '; '}<b>{capability.get(r.capability)}</b>{r.part && ` on ${r.part}`} by {list(r.who)}</span>)}</p>}
      {!node.reached.length && node.unknown && <p class="unk">Unknown: <b>{capability.get(node.unknown.capability)}</b>, nothing is stated</p>}
      {into.length > 0 && <p class="mid">In from {list(into.map((f) => said(f, f.from)))}</p>}
      {out.length > 0 && <p class="mid">Out to {list(out.map((f) => said(f, f.to)))}</p>}
      {bonds.length > 0 && <p class="quiet">{bonds.map((f) => `${f.word} ${f.to}`).join(', ')}</p>}
    </li>
  );
}
