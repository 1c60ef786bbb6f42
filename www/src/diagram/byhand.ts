// What follows when things are moved by hand: others make room, boxes grow around what lies in them, lines are led anew.

import { placeLabels } from './labels';
import type { Hand, Layout } from './layout';
import { middle, overlap, route, type Point, type Rect } from './route';
import type { Scene } from './scene';

export const PAD = { top: 36, side: 18, bottom: 20 };
export const FLAG = 20;
/** Room between what was moved and what makes room. */
const GAP = 14;
/** Width that the title of a box needs at most. */
const TITLE = 150;
/** Beyond this many, nothing makes room. */
const MANY = 600;

type Rects = Map<string, Rect>;

/** The layout with what the reader moved by hand where it was put. */
export function withHand(scene: Scene, layout: Layout, hand: Hand): Layout {
  const touched = new Set([...hand.keys()].filter((id) => layout.rects.has(id) && scene.nodes.has(id)));
  if (!touched.size) return layout;
  const rects: Rects = new Map(layout.rects);
  for (const id of touched) rects.set(id, { ...rects.get(id)!, ...hand.get(id)! });
  if (scene.nodes.size <= MANY) makeRoom(scene, rects, touched);
  grow(scene, rects, touched);
  const routes = new Map<string, { points: Point[] }>(layout.routes);
  lead(scene, rects, [...scene.edges.keys()].filter((id) => touched.has(scene.edges.get(id)!.from) || touched.has(scene.edges.get(id)!.to)), routes);
  return { ...layout, rects, routes: placeLabels(scene, rects, routes), bounds: around([...rects].map(([id, r]) => ({ ...r, width: Math.max(r.width, (scene.nodes.get(id)?.flag?.width ?? 0) + 6) }))) };
}

/** Moves what lies under something that was moved, and what that lies on then, a few times over. */
function makeRoom(scene: Scene, rects: Rects, touched: Set<string>): void {
  const fixed = new Set(touched);
  const full = (id: string): Rect => {
    const r = rects.get(id)!;
    const flag = scene.nodes.get(id)?.flag;
    return { x: r.x - GAP / 2, y: r.y - GAP / 2, width: r.width + GAP, height: r.height + (flag ? FLAG : 0) + GAP };
  };
  const nodes = [...scene.nodes.keys()].filter((id) => rects.has(id));
  let open = [...touched];
  for (let round = 0; round < 8 && open.length; round++) {
    const next: string[] = [];
    for (const id of open) {
      const a = full(id);
      for (const other of nodes) {
        if (other === id || fixed.has(other)) continue;
        const b = full(other);
        if (!overlap(a, b)) continue;
        const [dx, dy] = [middle(b).x - middle(a).x, middle(b).y - middle(a).y];
        const across = (a.width + b.width) / 2 - Math.abs(dx);
        const down = (a.height + b.height) / 2 - Math.abs(dy);
        const r = rects.get(other)!;
        rects.set(other, down <= across ? { ...r, y: r.y + (dy < 0 ? -down : down) } : { ...r, x: r.x + (dx < 0 ? -across : across) });
        touched.add(other);
        next.push(other);
      }
    }
    open = next;
  }
}

function grow(scene: Scene, rects: Rects, touched: Set<string>): void {
  const held = new Map<string, string[]>();
  for (const one of [...scene.nodes.values(), ...scene.boxes.values()]) if (one.parent) held.set(one.parent, [...(held.get(one.parent) ?? []), one.id]);
  for (const id of [...scene.boxes.keys()].reverse()) {
    const box = rects.get(id);
    const inside = held.get(id) ?? [];
    if (!box || !inside.some((inner) => touched.has(inner))) continue;
    // Where all that lies in it was moved, a box goes with it; else it stays where it is laid out and grows.
    const goes = inside.every((inner) => touched.has(inner));
    let [x, y, right, bottom] = goes ? [Infinity, Infinity, -Infinity, -Infinity] : [box.x, box.y, box.x + box.width, box.y + box.height];
    for (const inner of inside) {
      const rect = rects.get(inner);
      if (!rect || !touched.has(inner)) continue;
      x = Math.min(x, rect.x - PAD.side);
      y = Math.min(y, rect.y - PAD.top);
      right = Math.max(right, rect.x + rect.width + PAD.side);
      bottom = Math.max(bottom, rect.y + rect.height + (scene.nodes.get(inner)?.flag ? FLAG : 0) + PAD.bottom);
    }
    // Room for its title.
    if (goes) right = Math.max(right, x + Math.min(box.width, TITLE));
    if (x === box.x && y === box.y && right === box.x + box.width && bottom === box.y + box.height) continue;
    rects.set(id, { x, y, width: right - x, height: bottom - y });
    touched.add(id);
  }
}

type End = { edge: string; id: string; side: 'left' | 'right' | 'top' | 'bottom'; other: Point };

/** Leads lines anew; those that leave one side of a shape leave it one beside the other, in the order in which they arrive. */
function lead(scene: Scene, rects: Rects, ids: string[], routes: Map<string, { points: Point[] }>): void {
  const sides = new Map<string, End[]>();
  for (const id of ids) {
    const edge = scene.edges.get(id)!;
    const [a, b] = [rects.get(edge.from), rects.get(edge.to)];
    if (!a || !b) continue;
    const gapX = Math.max(b.x - (a.x + a.width), a.x - (b.x + b.width));
    const gapY = Math.max(b.y - (a.y + a.height), a.y - (b.y + b.height));
    const [m, n] = [middle(a), middle(b)];
    const flat = gapX >= gapY;
    const ends: End[] = [
      { edge: id, id: edge.from, side: flat ? (n.x > m.x ? 'right' : 'left') : n.y > m.y ? 'bottom' : 'top', other: n },
      { edge: id, id: edge.to, side: flat ? (n.x > m.x ? 'left' : 'right') : n.y > m.y ? 'top' : 'bottom', other: m },
    ];
    for (const end of ends) {
      const key = `${end.id}\n${end.side}`;
      sides.set(key, [...(sides.get(key) ?? []), end]);
    }
  }
  const offsets = new Map<string, number>();
  for (const ends of sides.values()) {
    const rect = rects.get(ends[0]!.id)!;
    const flat = ends[0]!.side === 'left' || ends[0]!.side === 'right';
    const step = Math.min(13, ((flat ? rect.height : rect.width) * 0.7) / ends.length);
    ends.sort((a, b) => (flat ? a.other.y - b.other.y : a.other.x - b.other.x));
    ends.forEach((end, i) => offsets.set(`${end.edge}\n${end.id}`, (i - (ends.length - 1) / 2) * step));
  }
  for (const id of ids) {
    const edge = scene.edges.get(id)!;
    const [a, b] = [rects.get(edge.from), rects.get(edge.to)];
    if (a && b) routes.set(id, { points: route(a, b, offsets.get(`${id}\n${edge.from}`) ?? 0, offsets.get(`${id}\n${edge.to}`) ?? 0) });
  }
}

export function around(rects: Rect[]): Rect {
  if (!rects.length) return { x: 0, y: 0, width: 0, height: 0 };
  const x = Math.min(...rects.map((r) => r.x));
  const y = Math.min(...rects.map((r) => r.y));
  return { x, y, width: Math.max(...rects.map((r) => r.x + r.width)) - x, height: Math.max(...rects.map((r) => r.y + r.height)) + 24 - y };
}
