// Keys on the canvas: arrows walk from shape to shape, along lines where there is one.

import { choose, chooseAll, chosen, fold, placed, stop } from '../state/picture';
import { middle, type Rect } from './route';
import { fit, panBy, reveal, zoomBy } from './viewport';

export function focusOn(id: string): void {
  const of = placed.peek();
  const rect = of?.layout.rects.get(id);
  if (!rect) return;
  stop.value = id;
  reveal(rect);
  requestAnimationFrame(() => document.querySelector<SVGElement>(`.canvas [data-id="${CSS.escape(id)}"]`)?.focus({ preventScroll: true }));
}

type Way = { x: number; y: number };
const ways: Record<string, Way> = { ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 }, ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 } };

/** What lies nearest in a direction; what a line leads to is nearer than it looks. */
export function next(from: string, way: Way): string | null {
  const of = placed.peek();
  const start = of?.layout.rects.get(from);
  if (!of || !start) return null;
  const joined = new Set([...of.scene.edges.values()].flatMap((e) => (e.from === from ? [e.to] : e.to === from ? [e.from] : [])));
  const a = middle(start);
  let best: string | null = null;
  let least = Infinity;
  for (const id of [...of.scene.nodes.keys(), ...of.scene.boxes.keys()]) {
    const rect = of.layout.rects.get(id);
    if (!rect || id === from) continue;
    const b = of.scene.boxes.has(id) ? { x: rect.x + Math.min(60, rect.width / 2), y: rect.y + 14 } : middle(rect);
    const ahead = (b.x - a.x) * way.x + (b.y - a.y) * way.y;
    const beside = Math.abs((b.x - a.x) * way.y) + Math.abs((b.y - a.y) * way.x);
    if (ahead < 8 || beside > ahead * 2.4 + 60) continue;
    const cost = (ahead + beside * 1.8) * (joined.has(id) ? 0.45 : 1) * (of.scene.boxes.has(id) ? 1.4 : 1);
    if (cost < least) [best, least] = [id, cost];
  }
  return best;
}

export function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || (event.target instanceof HTMLInputElement)) return;
  const act = command(event);
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

const here = (): string | null => (document.activeElement instanceof SVGElement ? (document.activeElement.dataset['id'] ?? null) : null);
const boundsOf = (): Rect | undefined => placed.peek()?.layout.bounds;

function command(event: KeyboardEvent): (() => void) | null {
  const id = here();
  const way = ways[event.key];
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (way && plain && !event.shiftKey) return () => {
    const to = id ? next(id, way) : (stop.peek() ?? first());
    if (to) focusOn(to);
    else panBy(-way.x * 60, -way.y * 60);
  };
  if (way && (event.ctrlKey || event.metaKey)) return () => panBy(-way.x * 90, -way.y * 90);
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') return () => chooseAll([...(placed.peek()?.scene.nodes.keys() ?? [])]);
  if (!plain) return null;
  switch (event.key) {
    case '+': case '=': return () => zoomBy(1.25);
    case '-': case '−': return () => zoomBy(0.8);
    case '0': return () => { const b = boundsOf(); if (b) fit(b); };
    case ' ': return id ? () => choose(id, event.shiftKey || chosen.peek().length > 0) : null;
    case 'Enter': return id ? () => open(id) : null;
    case 'Escape': return chosen.peek().length ? () => choose(null) : null;
    default: return null;
  }
}

export const first = (): string | null => placed.peek()?.scene.nodes.keys().next().value ?? null;

/** Opens a folded box, or the inspector. */
function open(id: string): void {
  if (placed.peek()?.scene.nodes.get(id)?.folded) return fold(id, false);
  choose(id);
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.inspector')?.focus());
}
