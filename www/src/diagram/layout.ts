// Where everything goes: the layout kernel's answer as absolute places, kept stable from one text to the next,
// with what was moved by hand laid over it.

import { FLAG, PAD } from './byhand';
import { layOut } from './elk';
import type { KernelEdge, KernelNode } from './kernel';
import { placeLabels } from './labels';
import { widthOf } from './measure';
import { route, type Point, type Rect } from './route';
import { parentOf, type Scene } from './scene';

/** A line, where its words stand, and whether that place is free. */
export type Route = { points: Point[]; label: Point; free: boolean };
export type Direction = 'RIGHT' | 'DOWN';
type Layering = 'NETWORK_SIMPLEX' | 'MIN_WIDTH';
type Way = { direction: Direction; layering: Layering };
export type Layout = {
  /** What of the scene it depends on. */
  of: string;
  direction: Direction;
  layering: Layering;
  rects: ReadonlyMap<string, Rect>;
  routes: ReadonlyMap<string, Route>;
  bounds: Rect;
};
export type Hand = ReadonlyMap<string, Point>;


/** What the layout depends on: not on what is reached, except for the room that its words take. */
export function keyOf(scene: Scene): string {
  const nodes = [...scene.nodes.values()].map((n) => [n.id, n.width, n.height, n.parent, n.flag ? 1 : 0]);
  const boxes = [...scene.boxes.values()].map((b) => [b.id, b.parent]);
  const edges = [...scene.edges.values()].map((e) => [e.id, e.label]);
  return JSON.stringify([nodes, boxes, edges]);
}

const common = {
  'elk.algorithm': 'layered',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.nodeNode': '30',
  'elk.spacing.edgeNode': '18',
  'elk.spacing.edgeEdge': '11',
  'elk.spacing.labelNode': '3',
  'elk.spacing.componentComponent': '34',
  'elk.layered.spacing.nodeNodeBetweenLayers': '58',
  'elk.layered.spacing.edgeNodeBetweenLayers': '18',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '11',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
};
/** For more than a handful, closer together. */
const close = {
  'elk.spacing.nodeNode': '22',
  'elk.spacing.edgeNode': '12',
  'elk.spacing.edgeEdge': '8',
  'elk.layered.spacing.nodeNodeBetweenLayers': '40',
  'elk.layered.spacing.edgeNodeBetweenLayers': '12',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '8',
};
/** Up to this many have room between them. */
const HANDFUL = 14;
const interactive = {
  'elk.layered.cycleBreaking.strategy': 'INTERACTIVE',
  'elk.layered.layering.strategy': 'INTERACTIVE',
  'elk.layered.crossingMinimization.strategy': 'INTERACTIVE',
};

/** The scene as the kernel takes it; with places to keep to, if there are any. */
function graphOf(scene: Scene, { direction, layering }: Way, keep: ReadonlyMap<string, Rect> | null): KernelNode {
  const order = { ...common, ...(scene.nodes.size > HANDFUL ? close : {}), 'elk.direction': direction, 'elk.layered.layering.strategy': layering, ...(keep ? interactive : {}) };
  const root: KernelNode = {
    id: '(root)',
    children: [],
    edges: [],
    layoutOptions: { ...order, 'elk.hierarchyHandling': 'INCLUDE_CHILDREN', 'elk.aspectRatio': '1.5', 'elk.padding': '[top=8,left=8,bottom=8,right=8]', 'org.eclipse.elk.json.edgeCoords': 'ROOT', ...(scene.nodes.size > 250 ? { 'elk.layered.thoroughness': '3' } : {}) },
  };
  const made = new Map<string, KernelNode>([['(root)', root]]);
  const into = (id: string) => made.get(parentOf(scene, id) ?? '(root)') ?? root;
  const at = (id: string, node: KernelNode) => {
    const rect = keep?.get(id);
    const outer = keep?.get(parentOf(scene, id) ?? '');
    if (rect) Object.assign(node, { x: rect.x - (outer?.x ?? 0), y: rect.y - (outer?.y ?? 0) });
    made.set(id, node);
    into(id).children?.push(node);
  };
  for (const box of scene.boxes.values()) {
    const least = widthOf(box.title, 'name') + widthOf(box.kind, 'sub') + 62 + (box.flag ? box.flag.width + 8 : 0);
    at(box.id, { id: box.id, children: [], layoutOptions: { ...order, 'elk.padding': `[top=${PAD.top},left=${PAD.side},bottom=${PAD.bottom},right=${PAD.side}]`, 'elk.nodeSize.constraints': 'MINIMUM_SIZE', 'elk.nodeSize.minimum': `(${least},60)` } });
  }
  for (const node of scene.nodes.values()) {
    const labels = node.flag ? [{ id: `${node.id} flag`, text: node.flag.text, width: node.flag.width, height: FLAG - 4 }] : [];
    at(node.id, { id: node.id, width: node.width, height: node.height, labels, layoutOptions: { 'elk.nodeLabels.placement': 'OUTSIDE V_BOTTOM H_LEFT' } });
  }
  for (const edge of scene.edges.values()) {
    const told: KernelEdge = { id: edge.id, sources: [edge.from], targets: [edge.to] };
    if (edge.bond) told.layoutOptions = { 'elk.layered.priority.direction': '0', 'elk.layered.priority.shortness': '4' };
    root.edges?.push(told);
  }
  return root;
}

/** The kernel's answer in absolute places. */
function read(scene: Scene, root: KernelNode, of: string, { direction, layering }: Way): Layout {
  const rects = new Map<string, Rect>();
  const routes = new Map<string, { points: Point[] }>();
  const open: [KernelNode, number, number][] = [[root, 0, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, dx, dy] = next;
    const x = dx + (node.x ?? 0);
    const y = dy + (node.y ?? 0);
    if (node !== root) rects.set(node.id, { x, y, width: node.width ?? 0, height: node.height ?? 0 });
    for (const child of node.children ?? []) open.push([child, x, y]);
    for (const edge of node.edges ?? []) {
      const points = (edge.sections ?? []).flatMap((s) => [s.startPoint, ...(s.bendPoints ?? []), s.endPoint]);
      if (points.length < 2) continue;
      routes.set(edge.id, { points });
    }
  }
  return { of, direction, layering, rects, routes: placeLabels(scene, rects, routes), bounds: { x: 0, y: 0, width: root.width ?? 0, height: root.height ?? 0 } };
}

function moved(layout: Layout, dx: number, dy: number): Layout {
  const by = <T extends Point>(p: T) => ({ ...p, x: p.x + dx, y: p.y + dy });
  return {
    of: layout.of,
    direction: layout.direction,
    layering: layout.layering,
    rects: new Map([...layout.rects].map(([id, r]) => [id, by(r)])),
    routes: new Map([...layout.routes].map(([id, r]) => [id, { ...r, points: r.points.map(by), label: by(r.label) }])),
    bounds: by(layout.bounds),
  };
}
const median = (of: number[]) => [...of].sort((a, b) => a - b)[of.length >> 1] ?? 0;

/** Places for what is new, near what it is joined to, so that the kernel puts it there. */
function seeded(scene: Scene, { rects: before, bounds }: Layout): Map<string, Rect> {
  const keep = new Map(before);
  for (const node of scene.nodes.values()) {
    if (keep.has(node.id)) continue;
    const near = [...scene.edges.values()].find((e) => (e.from === node.id && keep.has(e.to)) || (e.to === node.id && keep.has(e.from)));
    const other = near && keep.get(near.from === node.id ? near.to : near.from);
    const outer = keep.get(parentOf(scene, node.id) ?? '');
    const x = other ? (near.to === node.id ? other.x + other.width + 60 : other.x - node.width - 60) : (outer?.x ?? bounds.x) + 20;
    const y = other ? other.y + 10 : (outer ? outer.y + outer.height : bounds.y + bounds.height) + 20;
    keep.set(node.id, { x, y, width: node.width, height: node.height });
  }
  return keep;
}

/** Most of what is there was there before. */
function alike(scene: Scene, before: Layout): boolean {
  const ids = [...scene.nodes.keys()];
  const kept = ids.filter((id) => before.rects.has(id)).length;
  return kept > 0 && kept >= ids.length * 0.7 && kept >= before.rects.size * 0.4;
}

/** More than this is laid out in one direction only. */
const FEW = 120;
/** Shown at this scale, no other way of laying it out is tried. */
const ENOUGH = 0.72;
const shown = ({ bounds: b }: Layout, room: Room) => Math.min(room.width / b.width, room.height / b.height);
export type Room = { width: number; height: number };

/** Up to this size, ways of keeping things where they are are weighed against each other. */
const SMALL = 80;
/** Things that moved less than this, on average, lie where they lay. */
const STILL = 12;
/** Milliseconds that a layout that is only tried may take. */
const PATIENCE = 1500;
/** What a layout asks of a reader who knows the one before: how far things moved, and lines that run against the others. */
function strain(scene: Scene, before: Layout, { rects, direction }: Layout): number {
  let far = 0;
  for (const id of scene.nodes.keys()) {
    const [a, b] = [before.rects.get(id), rects.get(id)];
    if (a && b) far += Math.min(Math.hypot(a.x - b.x, a.y - b.y), 400);
  }
  const backward = (a: Rect | undefined, b: Rect | undefined) => a && b && (direction === 'RIGHT' ? b.x + b.width / 2 < a.x + a.width / 2 : b.y + b.height / 2 < a.y + a.height / 2);
  return far + 300 * [...scene.edges.values()].filter((e) => !e.bond && backward(rects.get(e.from), rects.get(e.to))).length;
}

/** Lays a scene out; where it is much like the one before, everything stays about where it was. A new one runs across
 * or down, whichever shows more of it in the room that there is. */
export async function layoutOf(scene: Scene, before: Layout | null, room: Room): Promise<Layout> {
  const of = keyOf(scene);
  if (!scene.nodes.size && !scene.boxes.size) return { of, direction: 'RIGHT', layering: 'NETWORK_SIMPLEX', rects: new Map(), routes: new Map(), bounds: { x: 0, y: 0, width: 0, height: 0 } };
  const one = async (way: Way, keep: ReadonlyMap<string, Rect> | null, patience?: number) => read(scene, await layOut(graphOf(scene, way, keep), patience), of, way);
  const like = before && alike(scene, before) ? before : null;
  if (!like) {
    let best = await one({ direction: 'RIGHT', layering: 'NETWORK_SIMPLEX' }, null);
    if (scene.nodes.size > FEW) return best;
    for (const [direction, layering] of [['DOWN', 'NETWORK_SIMPLEX'], ['RIGHT', 'MIN_WIDTH'], ['DOWN', 'MIN_WIDTH']] as const) {
      if (shown(best, room) >= (layering === 'MIN_WIDTH' ? ENOUGH : 1)) break;
      const other = await one({ direction, layering }, null, PATIENCE).catch(() => best);
      if (shown(other, room) > shown(best, room) * 1.08) best = other;
    }
    return best;
  }
  const { direction, layering } = like;
  let best: Layout | null = null;
  // Begun anew in the same way a like scene often falls out alike; else it is told where things were.
  for (const keep of scene.nodes.size <= SMALL ? [null, seeded(scene, like)] : [seeded(scene, like)]) {
    const other: Layout | null = await one({ direction, layering }, keep, best ? PATIENCE : undefined).catch((error: unknown) => {
      if (best) return null;
      throw error;
    });
    const placed: Layout | null = other && anchored(scene, like, other);
    if (placed && (!best || strain(scene, like, placed) < strain(scene, like, best))) best = placed;
    if (best && strain(scene, like, best) < STILL * scene.nodes.size) break;
  }
  return best ?? like;
}

/** Moved so that what was there before lies where it lay, by and large. */
function anchored(scene: Scene, like: Layout, next: Layout): Layout {
  const both = [...scene.nodes.keys()].flatMap((id) => {
    const [a, b] = [like.rects.get(id), next.rects.get(id)];
    return a && b ? [[a.x - b.x, a.y - b.y] as const] : [];
  });
  return moved(next, median(both.map(([x]) => x)), median(both.map(([, y]) => y)));
}

/** A line of our own between two things. */
export function between(rects: ReadonlyMap<string, Rect>, from: string, to: string): Point[] | null {
  const [a, b] = [rects.get(from), rects.get(to)];
  return a && b ? route(a, b) : null;
}
