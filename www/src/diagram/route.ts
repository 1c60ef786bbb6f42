// Lines of our own: for what was moved by hand or has no line from the layout; and points on lines.

import { inset, type Shape } from './measure';

export type Point = { x: number; y: number };
export type Rect = { x: number; y: number; width: number; height: number };

export const middle = (r: Rect): Point => ({ x: r.x + r.width / 2, y: r.y + r.height / 2 });
export const contains = (outer: Rect, inner: Rect) => inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;
export const overlap = (a: Rect, b: Rect) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
export const has = (r: Rect, p: Point) => p.x >= r.x && p.x <= r.x + r.width && p.y >= r.y && p.y <= r.y + r.height;

/** A line of right angles between two rectangles, leaving where they face each other; `off` and `to` move its ends along
 * their sides. */
export function route(from: Rect, target: Rect, off = 0, to = 0): Point[] {
  const a = middle(from);
  const b = middle(target);
  const gapX = b.x > a.x ? target.x - (from.x + from.width) : from.x - (target.x + target.width);
  const gapY = b.y > a.y ? target.y - (from.y + from.height) : from.y - (target.y + target.height);
  if (gapX >= gapY) {
    const right = b.x > a.x;
    const x1 = right ? from.x + from.width : from.x;
    const x2 = right ? target.x : target.x + target.width;
    const [y1, y2] = [a.y + off, b.y + to];
    if (Math.abs(y1 - y2) < 2) return [{ x: x1, y: y1 }, { x: x2, y: y1 }];
    const turn = (x1 + x2) / 2 + (y2 > y1 === right ? -off : off);
    return [{ x: x1, y: y1 }, { x: turn, y: y1 }, { x: turn, y: y2 }, { x: x2, y: y2 }];
  }
  const down = b.y > a.y;
  const y1 = down ? from.y + from.height : from.y;
  const y2 = down ? target.y : target.y + target.height;
  const [x1, x2] = [a.x + off, b.x + to];
  if (Math.abs(x1 - x2) < 2) return [{ x: x1, y: y1 }, { x: x1, y: y2 }];
  const turn = (y1 + y2) / 2 + (x2 > x1 === down ? -off : off);
  return [{ x: x1, y: y1 }, { x: x1, y: turn }, { x: x2, y: turn }, { x: x2, y: y2 }];
}

/** The ends of a line moved onto the borders of the shapes. */
export function onto(points: Point[], from: { rect: Rect; shape: Shape }, to: { rect: Rect; shape: Shape }): Point[] {
  const out = points.map((p) => ({ ...p }));
  const end = (at: number, next: number, { rect, shape }: { rect: Rect; shape: Shape }) => {
    const p = out[at];
    const q = out[next];
    if (!p || !q || Math.abs(p.y - q.y) > 0.5) return;
    const left = Math.abs(p.x - rect.x) < Math.abs(p.x - rect.x - rect.width);
    const by = inset(shape, left ? 'left' : 'right', rect.height, p.y - rect.y - rect.height / 2);
    p.x += left ? by : -by;
  };
  end(0, 1, from);
  end(out.length - 1, out.length - 2, to);
  return out;
}

export const length = (points: Point[]) => points.slice(1).reduce((sum, p, i) => sum + Math.hypot(p.x - points[i]!.x, p.y - points[i]!.y), 0);

/** The point at a share of a line's length. */
export function along(points: Point[], share: number): Point {
  let left = length(points) * share;
  for (let i = 1; i < points.length; i++) {
    const [p, q] = [points[i - 1]!, points[i]!];
    const d = Math.hypot(q.x - p.x, q.y - p.y);
    if (left <= d && d > 0) return { x: p.x + ((q.x - p.x) * left) / d, y: p.y + ((q.y - p.y) * left) / d };
    left -= d;
  }
  return points.at(-1) ?? { x: 0, y: 0 };
}

/** The middle of the longest stretch, where a label or number stands best. */
export function resting(points: Point[]): Point {
  let best: Point = points[0] ?? { x: 0, y: 0 };
  let most = -1;
  for (let i = 1; i < points.length; i++) {
    const [p, q] = [points[i - 1]!, points[i]!];
    const d = Math.abs(q.x - p.x) * 1.2 + Math.abs(q.y - p.y);
    if (d > most) {
      most = d;
      best = { x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 };
    }
  }
  return best;
}

/** Where a line of right angles crosses the border of a box; `flat` if the line runs across there. */
export function crossings(points: Point[], box: Rect): (Point & { flat: boolean })[] {
  const out: (Point & { flat: boolean })[] = [];
  for (let i = 1; i < points.length; i++) {
    const [p, q] = [points[i - 1]!, points[i]!];
    const flat = Math.abs(p.y - q.y) < 0.5;
    for (const edge of flat ? [box.x, box.x + box.width] : [box.y, box.y + box.height]) {
      const inside = flat ? p.y > box.y && p.y < box.y + box.height : p.x > box.x && p.x < box.x + box.width;
      const [a, b] = flat ? [p.x, q.x] : [p.y, q.y];
      if (inside && edge > Math.min(a, b) && edge < Math.max(a, b)) out.push(flat ? { x: edge, y: p.y, flat } : { x: p.x, y: edge, flat });
    }
  }
  return out;
}

const fixed = (n: number) => Math.round(n * 10) / 10;

/** As a path with small round corners. */
export function path(points: Point[]): string {
  if (points.length < 2) return '';
  let d = `M${fixed(points[0]!.x)} ${fixed(points[0]!.y)}`;
  for (let i = 1; i < points.length - 1; i++) {
    const [a, p, b] = [points[i - 1]!, points[i]!, points[i + 1]!];
    const r = Math.min(5, Math.hypot(p.x - a.x, p.y - a.y) / 2, Math.hypot(b.x - p.x, b.y - p.y) / 2);
    const toward = (o: Point) => {
      const l = Math.hypot(o.x - p.x, o.y - p.y) || 1;
      return `${fixed(p.x + ((o.x - p.x) / l) * r)} ${fixed(p.y + ((o.y - p.y) / l) * r)}`;
    };
    d += `L${toward(a)}Q${fixed(p.x)} ${fixed(p.y)} ${toward(b)}`;
  }
  const last = points.at(-1)!;
  return `${d}L${fixed(last.x)} ${fixed(last.y)}`;
}

/** A filled arrow head at the end of a line. */
export function head(points: Point[], size = 6): string {
  const p = points.at(-1);
  const q = points.at(-2);
  if (!p || !q) return '';
  const l = Math.hypot(p.x - q.x, p.y - q.y) || 1;
  const [ux, uy] = [(p.x - q.x) / l, (p.y - q.y) / l];
  const back = { x: p.x - ux * size, y: p.y - uy * size };
  const half = size * 0.46;
  return `M${fixed(p.x)} ${fixed(p.y)}L${fixed(back.x - uy * half)} ${fixed(back.y + ux * half)}L${fixed(back.x + uy * half)} ${fixed(back.y - ux * half)}Z`;
}
