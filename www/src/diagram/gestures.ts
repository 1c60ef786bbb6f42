// Mouse and touch on the canvas. Nothing is rendered anew while a pointer moves: what moves is moved in the page's tree.

import { choose, chooseAll, chooseEdge, chosen, fold, placed } from '../state/picture';
import { head, has, onto, overlap, path, route, type Point, type Rect } from './route';
import type { SceneEdge } from './scene';
import { shapeAt } from './Sheet';
import { now, panBy, toPicture, zoomBy } from './viewport';
import { beginRename, canEdit, connectTo, draft, drop } from './edits';

/** A pointer moved less than this did not drag. */
const STILL = 4;

type Drag = { move(at: Point, event: PointerEvent): void; end(at: Point, event: PointerEvent, dragged: boolean): void };

export function listen(canvas: HTMLElement): () => void {
  const pointers = new Map<number, Point>();
  let drag: Drag | null = null;
  let began: Point = { x: 0, y: 0 };
  let dragged = false;
  const local = (event: { clientX: number; clientY: number }): Point => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.x, y: event.clientY - box.y };
  };

  const down = (event: PointerEvent) => {
    if (event.button > 1 || !(event.target instanceof Element)) return;
    if (event.target.closest('.writing, .drafting-bar')) return;
    const at = local(event);
    if (draft.peek()?.kind !== 'target') draft.value = null;
    pointers.set(event.pointerId, at);
    if (pointers.size === 2) {
      drag = null;
      return;
    }
    began = at;
    dragged = false;
    drag = begin(canvas, event, at);
    canvas.setPointerCapture(event.pointerId);
  };
  const moving = (event: PointerEvent) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const at = local(event);
    pointers.set(event.pointerId, at);
    if (pointers.size === 2) pinch(pointers, event.pointerId, before, at);
    else if (dragged || Math.hypot(at.x - began.x, at.y - began.y) > STILL) {
      dragged = true;
      drag?.move(at, event);
    }
  };
  const up = (event: PointerEvent) => {
    if (!pointers.delete(event.pointerId)) return;
    drag?.end(local(event), event, dragged);
    drag = null;
  };
  const lost = (event: PointerEvent) => {
    pointers.delete(event.pointerId);
    drag?.end(began, event, false);
    drag = null;
  };
  const wheel = (event: WheelEvent) => {
    if (event.target instanceof Element && event.target.closest('.writing')) return;
    event.preventDefault();
    const scale = event.deltaMode === 1 ? 16 : 1;
    if (event.ctrlKey || event.metaKey) zoomBy(Math.exp(-event.deltaY * scale * 0.0022), local(event));
    else if (event.shiftKey && !event.deltaX) panBy(-event.deltaY * scale, 0);
    else panBy(-event.deltaX * scale, -event.deltaY * scale);
  };
  canvas.addEventListener('pointerdown', down);
  canvas.addEventListener('pointermove', moving);
  canvas.addEventListener('pointerup', up);
  canvas.addEventListener('pointercancel', lost);
  canvas.addEventListener('wheel', wheel, { passive: false });
  return () => {
    canvas.removeEventListener('pointerdown', down);
    canvas.removeEventListener('pointermove', moving);
    canvas.removeEventListener('pointerup', up);
    canvas.removeEventListener('pointercancel', lost);
    canvas.removeEventListener('wheel', wheel);
  };
}

/** The pointer is captured, so the browser tells of no double click on a shape. */
let clicked = { id: '', at: 0 };
function isSecond(id: string, at: number): boolean {
  const second = clicked.id === id && at - clicked.at < 400;
  clicked = { id: second ? '' : id, at };
  return second;
}

/** What a second click does: opens or folds a box, renames anything else. */
function open(id: string, at: Point): void {
  const of = placed.peek()?.scene;
  if (of?.nodes.get(id)?.folded) fold(id, false);
  else if (of?.boxes.has(id)) fold(id, true);
  else if (canEdit()) beginRename(id, at);
}

function pinch(pointers: Map<number, Point>, id: number, before: Point, at: Point): void {
  const other = [...pointers].find(([one]) => one !== id)?.[1];
  if (!other) return;
  const was = Math.hypot(before.x - other.x, before.y - other.y) || 1;
  zoomBy((Math.hypot(at.x - other.x, at.y - other.y) || 1) / was, { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 });
  panBy((at.x - before.x) / 2, (at.y - before.y) / 2);
}

function begin(canvas: HTMLElement, event: PointerEvent, at: Point): Drag {
  const target = event.target as Element;
  const folder = target.closest<SVGElement>('[data-fold]')?.dataset['fold'];
  if (folder) return { move: () => undefined, end: (_, __, dragged) => dragged || fold(folder, true) };
  const handle = target.closest<SVGElement>('[data-handle]')?.dataset['handle'];
  if (handle && canEdit()) return connecting(canvas, handle);
  const edge = target.closest<SVGElement>('[data-edge]')?.dataset['edge'];
  if (edge && event.button === 0 && !event.shiftKey) return { ...panning(canvas, at, undefined), end: (_, up, dragged) => { canvas.classList.remove('is-panned'); if (!dragged && up.type === 'pointerup') chooseEdge(edge); } };
  const hit = target.closest<SVGElement>('[data-id]');
  const id = hit?.dataset['id'];
  // A box is taken at its title; its ground is the canvas.
  const ground = hit?.hasAttribute('data-box') && target.classList.contains('frame') && toPicture(at).y > (placed.peek()?.layout.rects.get(id ?? '')?.y ?? 0) + 30;
  if (id && !ground && event.button === 0) return moving(canvas, id, at, event);
  return event.shiftKey && event.button === 0 ? marquee(canvas, at) : panning(canvas, at, id);
}

function panning(canvas: HTMLElement, at: Point, ground: string | undefined): Drag {
  let last = at;
  return {
    move(next) {
      canvas.classList.add('is-panned');
      panBy(next.x - last.x, next.y - last.y);
      last = next;
    },
    end(_, event, dragged) {
      canvas.classList.remove('is-panned');
      if (!dragged && event.type === 'pointerup') choose(ground ?? null);
    },
  };
}

const drafts = (canvas: HTMLElement) => canvas.querySelector('.drafts');
function sketch<K extends 'path' | 'rect'>(canvas: HTMLElement, kind: K, name: string): SVGElementTagNameMap[K] {
  const place = drafts(canvas);
  const made = document.createElementNS(place?.namespaceURI ?? null, kind);
  made.setAttribute('class', name);
  place?.append(made);
  return made as SVGElementTagNameMap[K];
}

function marquee(canvas: HTMLElement, at: Point): Drag {
  const from = toPicture(at);
  const shape = sketch(canvas, 'rect', 'marquee');
  let area: Rect = { ...from, width: 0, height: 0 };
  return {
    move(next) {
      const to = toPicture(next);
      area = { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) };
      for (const [key, value] of Object.entries(area)) shape.setAttribute(key, String(value));
    },
    end(_, __, dragged) {
      shape.remove();
      const of = placed.peek();
      if (!dragged || !of) return;
      const hit = [...of.scene.nodes.keys()].filter((id) => {
        const r = of.layout.rects.get(id);
        return r && overlap(r, area);
      });
      chooseAll([...new Set([...chosen.peek(), ...hit])]);
      // Keys that follow are about what is chosen.
      const last = chosen.peek().at(-1);
      if (last) canvas.querySelector<SVGElement>(`[data-id="${CSS.escape(last)}"]`)?.focus({ preventScroll: true });
    },
  };
}

/** What lies at a point: the node, else the innermost box. */
export function at(p: Point, but: ReadonlySet<string> = new Set()): { node: string | null; box: string | null } {
  const of = placed.peek();
  if (!of) return { node: null, box: null };
  const hit = (id: string) => {
    const r = of.layout.rects.get(id);
    return r !== undefined && !but.has(id) && has(r, p);
  };
  const node = [...of.scene.nodes.keys()].find(hit) ?? null;
  const box = [...of.scene.boxes.keys()].filter(hit).at(-1) ?? null;
  return { node, box };
}

function moving(canvas: HTMLElement, id: string, from: Point, event: PointerEvent): Drag {
  const more = event.shiftKey || event.ctrlKey || event.metaKey;
  const was = chosen.peek();
  const ids = was.includes(id) ? was : [id];
  const start = now();
  let parts: Part[] | null = null;
  let lines: Line[] = [];
  let frame = 0;
  let last = from;
  const draw = () => {
    frame = 0;
    if (!parts) return;
    shift(parts, lines, { x: (last.x - from.x) / start.k, y: (last.y - from.y) / start.k });
    target(canvas, at(toPicture(last), new Set(parts.map((p) => p.id))).box);
  };
  return {
    move(next) {
      if (!ids.length) return;
      if (!parts) {
        parts = lifted(canvas, ids);
        lines = leading(parts);
        canvas.classList.add('is-moving');
      }
      last = next;
      frame ||= requestAnimationFrame(draw);
    },
    end(to, up, dragged) {
      cancelAnimationFrame(frame);
      canvas.classList.remove('is-moving');
      target(canvas, null);
      const finished = up.type === 'pointerup';
      // What is not taken lies where it lay.
      if (parts) shift(parts, lines, { x: 0, y: 0 });
      if (!dragged || !finished) {
        const joining = draft.peek();
        if (finished && !dragged && joining?.kind === 'target') connectTo(joining.from, id, to);
        else if (finished && !dragged && isSecond(id, up.timeStamp)) open(id, to);
        else if (finished && !dragged) {
          choose(id, more);
          (canvas.querySelector(`[data-id="${CSS.escape(id)}"]`) as SVGElement | null)?.focus({ preventScroll: true });
        }
        return;
      }
      const by = { x: (to.x - from.x) / start.k, y: (to.y - from.y) / start.k };
      const moved = parts ?? [];
      const over = at(toPicture(to), new Set(moved.map((p) => p.id))).box;
      chooseAll(was.includes(id) ? was : [id]);
      void drop(ids, moved.map((p) => [p.id, { x: p.rect.x + by.x, y: p.rect.y + by.y }] as const), over);
    },
  };
}

type Part = { id: string; rect: Rect; element: Element | null };

/** What moves along with the chosen: what lies in a box moves with it. */
function lifted(canvas: HTMLElement, ids: readonly string[]): Part[] {
  const of = placed.peek();
  if (!of) return [];
  const within = (id: string): boolean => {
    for (let up: string | null | undefined = id, n = 0; up && n < 100; up = of.scene.nodes.get(up)?.parent ?? of.scene.boxes.get(up)?.parent, n++) if (ids.includes(up)) return true;
    return false;
  };
  return [...of.scene.boxes.keys(), ...of.scene.nodes.keys()].filter(within).flatMap((id) => {
    const rect = of.layout.rects.get(id);
    return rect ? [{ id, rect, element: canvas.querySelector(`[data-id="${CSS.escape(id)}"]`) }] : [];
  });
}

/** A line that follows, with what draws it. */
type Line = { edge: SceneEdge; still: Point[]; strokes: Element[]; tips: Element[] };

/** The lines of what moves. */
function leading(parts: Part[]): Line[] {
  const of = placed.peek();
  const moved = new Set(parts.map((p) => p.id));
  return [...(of?.scene.edges.values() ?? [])].flatMap((edge) => {
    const still = of?.layout.routes.get(edge.id)?.points;
    if (!still || (!moved.has(edge.from) && !moved.has(edge.to))) return [];
    const drawn = document.querySelector(`.canvas .edge[data-edge="${CSS.escape(edge.id)}"]`);
    return drawn ? [{ edge, still, strokes: [...drawn.querySelectorAll('.line, .grip')], tips: [...drawn.querySelectorAll('.tip')] }] : [];
  });
}

/** Marks the box or shape under the pointer. */
function target(canvas: HTMLElement, id: string | null): void {
  for (const e of canvas.querySelectorAll<SVGElement>('.is-target')) if (e.dataset['id'] !== id) e.classList.remove('is-target');
  if (id) canvas.querySelector(`[data-id="${CSS.escape(id)}"]`)?.classList.add('is-target');
}

/** Moves shapes and their lines in the tree. */
function shift(parts: Part[], lines: Line[], by: Point): void {
  const of = placed.peek();
  if (!of) return;
  const moved = new Map(parts.map(({ id, rect }) => [id, { ...rect, x: rect.x + by.x, y: rect.y + by.y }]));
  for (const { id, element } of parts) {
    const to = moved.get(id)!;
    element?.setAttribute('transform', `translate(${to.x} ${to.y})`);
  }
  const still = by.x === 0 && by.y === 0;
  for (const { edge, still: before, strokes, tips } of lines) {
    const [from, to] = [edge.from, edge.to].map((id) => moved.get(id) ?? of.layout.rects.get(id));
    if (!from || !to) continue;
    const line = onto(still ? before : route(from, to), { rect: from, shape: shapeAt(of.scene, edge.from) }, { rect: to, shape: shapeAt(of.scene, edge.to) });
    for (const p of strokes) p.setAttribute('d', path(line));
    tips[0]?.setAttribute('d', head(line));
    tips[1]?.setAttribute('d', head([...line].reverse()));
  }
}

function connecting(canvas: HTMLElement, from: string): Drag {
  const line = sketch(canvas, 'path', 'connecting');
  const ends = placed.peek()?.layout.rects.get(from);
  const under = (p: Point) => {
    const over = at(toPicture(p), new Set([from]));
    return over.node ?? over.box;
  };
  return {
    move(next) {
      if (!ends) return;
      const p = toPicture(next);
      line.setAttribute('d', `M${ends.x + ends.width} ${ends.y + ends.height / 2}L${p.x} ${p.y}`);
      target(canvas, under(next));
    },
    end(to, event, dragged) {
      line.remove();
      target(canvas, null);
      const over = dragged && event.type === 'pointerup' ? under(to) : null;
      if (over) connectTo(from, over, to);
    },
  };
}
