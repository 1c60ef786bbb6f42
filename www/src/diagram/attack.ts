// The selected attack path on the picture: which lines it takes, where each step's number stands, which borders it crosses.

import type { Path } from '../generated/api';
import { between, type Layout } from './layout';
import { along, contains, crossings, resting, type Point, type Rect } from './route';
import { encloses, type Scene } from './scene';

export type Numbered = { number: number; at: Point; sentence: string; id: string };
export type Attack = {
  /** Ids of the lines that the path takes. */
  edges: ReadonlySet<string>;
  /** Ids of what it passes. */
  nodes: ReadonlySet<string>;
  /** Lines of its own, where the description states no flow. */
  extra: { id: string; points: Point[] }[];
  numbers: Numbered[];
  ticks: (Point & { flat: boolean })[];
  /** Lines whose words a number stands on. */
  covered: ReadonlySet<string>;
};
export const none: Attack = { edges: new Set(), nodes: new Set(), extra: [], numbers: [], ticks: [], covered: new Set() };

type Told = { number: number; sentence: string };
type Taken = { id: string; points: Point[]; numbers: Told[]; from: string; to: string };

export function attackOn(scene: Scene, layout: Layout, path: Path | null, declaredOf: (element: string) => string): Attack {
  if (!path) return none;
  const edges = new Map([...scene.edges.values()].map((e) => [`${e.from}\n${e.to}`, e.id]));
  const taken = new Map<string, Taken>();
  const nodes = new Set<string>();
  const onNode = new Map<string, Told[]>();
  const gained = new Map(path.steps.map((s) => [s.number, scene.shown.get(declaredOf(s.gain.element))]));
  const take = (from: string, to: string): Taken | null => {
    const edge = edges.get(`${from}\n${to}`) ?? edges.get(`${to}\n${from}`);
    const id = edge ?? `${from}\n${to}`;
    const points = edge ? layout.routes.get(edge)?.points : between(layout.rects, from, to);
    if (!points) return null;
    const line = taken.get(id) ?? { id, points, numbers: [], from, to };
    taken.set(id, line);
    return line;
  };
  const joined = (a: string, b: string) => edges.has(`${a}\n${b}`) || edges.has(`${b}\n${a}`);
  for (const step of path.steps) {
    const told = { number: step.number, sentence: step.sentence };
    const target = gained.get(step.number);
    const through = [...new Set(step.elements.map((name) => scene.shown.get(name)).filter((id) => id !== undefined))];
    for (const id of through) nodes.add(id);
    const lines = through.flatMap((a, i) => through.slice(i + 1).flatMap((b) => (joined(a, b) ? [take(a, b)] : []))).filter((line) => line !== null);
    const source = step.uses.map((n) => gained.get(n)).find((id) => id !== undefined && id !== target) ?? through.find((id) => id !== target);
    if (!lines.length && source && target) lines.push(...chain(scene, source, target).map(([a, b]) => take(a, b)).filter((line) => line !== null));
    if (!lines.length && source && target && through.length > 1 && !encloses(scene, source, target) && !encloses(scene, target, source)) lines.push(...[take(source, target)].filter((line) => line !== null));
    const fresh = lines.filter((line) => !line.numbers.length);
    const best = fresh.find((line) => line.from === target || line.to === target) ?? fresh[0] ?? lines[0];
    if (best) best.numbers.push(told);
    else if (target) onNode.set(target, [...(onNode.get(target) ?? []), told]);
  }
  const numbers: Numbered[] = [];
  const covered = new Set<string>();
  for (const { id, points, numbers: of } of taken.values()) {
    const edge = scene.edges.get(id);
    const label = layout.routes.get(id)?.label;
    const words = (p: Point) => edge !== undefined && label !== undefined && Math.abs(p.x - label.x) < edge.width / 2 + 12 && Math.abs(p.y - label.y) < 15;
    of.forEach((told, i) => {
      const share = (i + 1) / (of.length + 1);
      const places = of.length === 1 ? [resting(points), ...[0.5, 0.7, 0.3, 0.85, 0.15].map((s) => along(points, s))] : [0, 0.09, -0.09, 0.18].map((by) => along(points, share + by));
      const free = places.find((p) => !words(p));
      if (!free) covered.add(id);
      numbers.push({ ...told, id, at: free ?? places[0]! });
    });
  }
  for (const [id, of] of onNode) {
    const rect = layout.rects.get(id);
    if (rect) of.forEach((told, i) => numbers.push({ ...told, id, at: { x: rect.x + rect.width - 6 - 20 * (of.length - 1 - i), y: rect.y } }));
  }
  const lines = [...taken.values()];
  return {
    edges: new Set(lines.filter((l) => scene.edges.has(l.id)).map((l) => l.id)),
    nodes,
    extra: lines.filter((l) => !scene.edges.has(l.id)).map(({ id, points }) => ({ id, points })),
    numbers: apart(numbers),
    covered,
    ticks: lines.flatMap(({ points, from, to }) => ticksOn(scene, layout, points, from, to)),
  };
}

/** The flows that lead from one thing to another by way of at most two others, as pairs; nothing if none do. */
function chain(scene: Scene, from: string, to: string): [string, string][] {
  if (from === to) return [];
  const beside = new Map<string, string[]>();
  for (const e of scene.edges.values()) {
    if (e.bond) continue;
    beside.set(e.from, [...(beside.get(e.from) ?? []), e.to]);
  }
  let open: string[][] = [[from]];
  for (let hops = 0; hops < 3; hops++) {
    open = open.flatMap((way) => (beside.get(way.at(-1)!) ?? []).filter((id) => !way.includes(id)).map((id) => [...way, id]));
    const found = open.find((way) => way.at(-1) === to);
    if (found) return found.slice(1).map((id, i) => [found[i]!, id]);
  }
  return [];
}

function ticksOn(scene: Scene, layout: Layout, points: Point[], from: string, to: string) {
  const rects = (id: string) => layout.rects.get(id);
  const boxes = [...scene.boxes.keys()].filter((box) => box !== from && box !== to && encloses(scene, box, from) !== encloses(scene, box, to));
  return boxes.flatMap((box) => {
    const rect = rects(box);
    return rect ? crossings(points, rect) : [];
  });
}

/** Numbers on top of one another are moved aside. */
function apart(numbers: Numbered[]): Numbered[] {
  const placed: Rect[] = [];
  const around = (p: Point): Rect => ({ x: p.x - 9, y: p.y - 9, width: 18, height: 18 });
  return numbers.map((n) => {
    let at = n.at;
    for (let tries = 0; tries < 6 && placed.some((r) => near(r, around(at))); tries++) at = { x: at.x + 20, y: at.y };
    placed.push(around(at));
    return { ...n, at };
  });
}
const near = (a: Rect, b: Rect) => contains(a, b) || (Math.abs(a.x - b.x) < 16 && Math.abs(a.y - b.y) < 16);
