// Where the words of lines stand: on the longest free stretch of their line, clear of shapes and of other words.

import { overlap, resting, type Point, type Rect } from './route';
import type { Scene } from './scene';
import type { Route } from './layout';

const HEIGHT = 13;
/** Beyond this, words are not kept apart: they are shown for what is chosen. */
const MANY = 600;

/** Rectangles by the tiles of a grid that they touch. */
class Grid {
  #tiles = new Map<string, Rect[]>();
  #each(r: Rect, act: (key: string) => void) {
    for (let x = Math.floor(r.x / 160); x <= Math.floor((r.x + r.width) / 160); x++) for (let y = Math.floor(r.y / 80); y <= Math.floor((r.y + r.height) / 80); y++) act(`${x} ${y}`);
  }
  add(r: Rect) {
    this.#each(r, (key) => {
      const tile = this.#tiles.get(key);
      if (tile) tile.push(r);
      else this.#tiles.set(key, [r]);
    });
  }
  isFree(r: Rect): boolean {
    let free = true;
    this.#each(r, (key) => {
      if (free && this.#tiles.get(key)?.some((other) => overlap(other, r))) free = false;
    });
    return free;
  }
}

/** Each stretch's places for words, the best first: beside a stretch that runs down, on one that runs across. */
function candidates(points: Point[], width: number): Point[] {
  const out: { at: Point; worth: number }[] = [];
  for (let i = 1; i < points.length; i++) {
    const [p, q] = [points[i - 1]!, points[i]!];
    const flat = Math.abs(p.y - q.y) < 1;
    const long = flat ? Math.abs(q.x - p.x) : Math.abs(q.y - p.y);
    const at = (share: number): Point => ({ x: p.x + (q.x - p.x) * share, y: p.y + (q.y - p.y) * share });
    if (flat && long > width * 0.7) for (const share of [0.5, 0.3, 0.7]) out.push({ at: at(share), worth: long - Math.abs(share - 0.5) * 20 + 60 });
    if (!flat && long > 12) for (const share of [0.5, 0.3, 0.7]) for (const side of [1, -1]) out.push({ at: { x: at(share).x + side * (width / 2 + 5), y: at(share).y }, worth: Math.min(long, 120) - Math.abs(share - 0.5) * 20 - (side < 0 ? 4 : 0) });
  }
  return out.sort((a, b) => b.worth - a.worth).map(({ at }) => at);
}

/** Gives every line a place for its words; where there is none, the words are shown only while it matters. */
export function placeLabels(scene: Scene, rects: ReadonlyMap<string, Rect>, routes: ReadonlyMap<string, { points: Point[] }>): Map<string, Route> {
  const out = new Map<string, Route>();
  const taken = new Grid();
  const many = scene.edges.size > MANY;
  if (!many) for (const node of scene.nodes.values()) {
    const r = rects.get(node.id);
    if (!r) continue;
    taken.add({ x: r.x - 2, y: r.y - 2, width: r.width + 4, height: r.height + 4 });
    if (node.flag) taken.add({ x: r.x, y: r.y + r.height, width: Math.min(node.flag.width + 4, Math.max(r.width + 70, 190)), height: 17 });
  }
  if (!many) for (const box of scene.boxes.values()) {
    const r = rects.get(box.id);
    if (r) taken.add({ x: r.x, y: r.y, width: r.width, height: 26 });
  }
  for (const edge of scene.edges.values()) {
    const points = routes.get(edge.id)?.points;
    if (!points) continue;
    const around = (p: Point): Rect => ({ x: p.x - edge.width / 2 - 2, y: p.y - HEIGHT / 2, width: edge.width + 4, height: HEIGHT });
    const free = many ? undefined : candidates(points, edge.width).find((p) => taken.isFree(around(p)));
    if (free) taken.add(around(free));
    out.set(edge.id, { points, label: free ?? resting(points), free: free !== undefined });
  }
  return out;
}
