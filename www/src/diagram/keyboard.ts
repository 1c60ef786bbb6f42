// Keys on the canvas: arrows walk from shape to shape, along lines where there is one.

import { edit } from '../state/document';
import { choose, chooseAll, chosen, chosenEdge, fold, placed, stop } from '../state/picture';
import { beginRename, beginTyped, canEdit, connectTo, copy, draft, nudge, paste, remove } from './edits';
import { middle, type Rect } from './route';
import { fit, now, panBy, reveal, zoomBy } from './viewport';

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

/** Where a form about something stands on the canvas. */
function beside(id: string): { x: number; y: number } {
  const rect = placed.peek()?.layout.rects.get(id);
  const { x, y, k } = now();
  return rect ? { x: rect.x * k + x, y: (rect.y + Math.min(rect.height, 60)) * k + y + 8 } : { x: 40, y: 40 };
}

export function renameHere(id: string): void {
  beginRename(id, beside(id));
}
export function connectFrom(id: string): void {
  draft.value = { kind: 'target', from: id };
}

function command(event: KeyboardEvent): (() => void) | null {
  const id = here();
  const way = ways[event.key];
  const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
  const withControl = (event.ctrlKey || event.metaKey) && !event.altKey;
  if (way && bare && !event.shiftKey) return () => walk(id, way);
  if (way && bare && chosen.peek().length) return () => nudge(way.x * 10, way.y * 10);
  if (way && withControl) return () => panBy(-way.x * 90, -way.y * 90);
  if (withControl) return held(event);
  return bare ? plain(event, id) : null;
}

/** Deletes what is chosen, unless the focus has walked on to something else: that is what the reader has in view. */
function removeHere(id: string | null): void {
  if (id && !chosenEdge.peek() && !chosen.peek().includes(id)) choose(id);
  void remove();
}

function walk(id: string | null, way: Way): void {
  chosenEdge.value = null;
  const to = id ? next(id, way) : (stop.peek() ?? first());
  if (to) focusOn(to);
  else panBy(-way.x * 60, -way.y * 60);
}

function held(event: KeyboardEvent): (() => void) | null {
  switch (event.key.toLowerCase()) {
    case 'a': return () => chooseAll([...(placed.peek()?.scene.nodes.keys() ?? [])]);
    case 'z': return () => (event.shiftKey ? edit()?.redo() : edit()?.undo());
    case 'y': return () => edit()?.redo();
    case 'c': return copy;
    case 'v': return canEdit() ? () => void paste() : null;
    default: return null;
  }
}

function plain(event: KeyboardEvent, id: string | null): (() => void) | null {
  const joining = draft.peek();
  switch (event.key) {
    case '+': case '=': return () => zoomBy(1.25);
    case '-': case '−': return () => zoomBy(0.8);
    case '0': return () => { const b = boundsOf(); if (b) fit(b); };
    case ' ': return id ? () => choose(id, event.shiftKey || chosen.peek().length > 0) : null;
    case 'Enter': return !id ? null : joining?.kind === 'target' ? () => connectTo(joining.from, id, beside(id)) : () => open(id);
    case 'Escape': return joining ? () => (draft.value = null) : chosen.peek().length || chosenEdge.peek() ? () => choose(null) : null;
    default: break;
  }
  if (!canEdit()) return null;
  switch (event.key) {
    case 'F2': return id ? () => renameHere(id) : null;
    case 'Delete': case 'Backspace': return id || chosen.peek().length || chosenEdge.peek() ? () => removeHere(id) : null;
    case 'c': case 'C': return id ? () => connectFrom(id) : null;
    case 'A': return () => beginTyped({ x: 40, y: 40 });
    case 'a': return () => document.querySelector<HTMLElement>('.palette button[tabindex="0"]')?.focus();
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
