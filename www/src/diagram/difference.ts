// Two versions drawn as one: what is new, what is gone, what is said otherwise.

import type { Picture, PictureFlow, PictureNode } from '../generated/api';
import type { Scene } from './scene';

export type Mark = 'added' | 'removed' | 'changed';
export type Union = { picture: Picture; nodes: ReadonlyMap<string, Mark>; flows: ReadonlyMap<string, Mark> };

const keyOf = (f: PictureFlow) => [f.from, f.to, f.key, f.names].join('\n');
const same = (a: PictureNode, b: PictureNode) => a.kind === b.kind && (a.within ?? '') === (b.within ?? '') && (a.zone ?? '') === (b.zone ?? '') && (a.host ?? '') === (b.host ?? '') && (a.from ?? '') === (b.from ?? '') && a.adversary === b.adversary && a.declared === b.declared;

/** The newer version with what only the older one has. */
export function union(now: Picture, before: Picture): Union {
  const old = new Map(before.nodes.map((n) => [n.name, n]));
  const here = new Map(now.nodes.map((n) => [n.name, n]));
  const nodes = new Map<string, Mark>();
  for (const node of now.nodes) {
    const was = old.get(node.name);
    if (!was) nodes.set(node.name, 'added');
    else if (!same(node, was)) nodes.set(node.name, 'changed');
  }
  const gone = before.nodes.filter((n) => !here.has(n.name));
  for (const node of gone) nodes.set(node.name, 'removed');
  const flowsNow = new Set(now.flows.map(keyOf));
  const flowsBefore = new Set(before.flows.map(keyOf));
  const flows = new Map<string, Mark>();
  for (const f of now.flows) if (!flowsBefore.has(keyOf(f))) flows.set(keyOf(f), 'added');
  const lost = before.flows.filter((f) => !flowsNow.has(keyOf(f)));
  for (const f of lost) flows.set(keyOf(f), 'removed');
  const zones = new Set(now.zones.map((z) => z.id));
  const opens = new Map(now.nodes.flatMap((n) => (n.opens ? [[n.name, n.opens] as const] : [])));
  return {
    nodes,
    flows,
    picture: {
      ...now,
      zones: [...now.zones, ...before.zones.filter((z) => !zones.has(z.id))],
      // A host that held something before is a box still, if only of what is gone.
      nodes: [...now.nodes.map((n) => (n.opens || !old.get(n.name)?.opens ? n : { ...n, opens: old.get(n.name)!.opens })), ...gone.map((n) => ({ ...n, reached: [], unknown: null, opens: opens.get(n.name) ?? n.opens }))],
      flows: [...now.flows, ...lost],
    },
  };
}

/** Marks by id in the scene. */
export function marksOn(scene: Scene, of: Union): ReadonlyMap<string, Mark> {
  const out = new Map<string, Mark>();
  for (const [name, mark] of of.nodes) {
    const id = scene.shown.get(name);
    if (id) out.set(id, out.has(id) && out.get(id) !== mark ? 'changed' : scene.nodes.get(id)?.folded ? 'changed' : mark);
  }
  for (const edge of scene.edges.values()) {
    const marks = new Set(edge.flows.map((f) => of.flows.get(keyOf(f)) ?? 'kept'));
    if (marks.size > 1) out.set(edge.id, 'changed');
    else for (const mark of marks) if (mark !== 'kept') out.set(edge.id, mark);
  }
  return out;
}
