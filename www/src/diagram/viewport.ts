// Panning and zooming: while a gesture lasts the drawn sheet is moved as it is, and drawn anew where it came to rest.

import { signal } from '@preact/signals';
import type { Point, Rect } from './route';

export type View = { x: number; y: number; k: number };
export const LEAST = 0.02;
export const MOST = 2.5;

/** The part of the picture that is drawn, in its own measures, and how large. */
export const drawnAt = signal<{ view: View; window: Rect }>({ view: { x: 0, y: 0, k: 1 }, window: { x: 0, y: 0, width: 0, height: 0 } });
/** Says how far it is zoomed, once it rests. */
export const zoom = signal(1);

let view: View = { x: 0, y: 0, k: 1 };
let sheet: SVGSVGElement | null = null;
/** The reader chose the view; else it shows everything. */
let own = false;
let frame = 0;
let settle: ReturnType<typeof setTimeout> | undefined;
let size = { width: 0, height: 0 };

/** How far the sheet reaches beyond what is seen, on each side. */
export const margin = () => ({ x: Math.round(size.width * 0.45), y: Math.round(size.height * 0.45) });
export const sizeNow = () => size;
export const now = (): View => view;

export function attach(to: SVGSVGElement | null): void {
  sheet = to;
}
export function resize(width: number, height: number): void {
  if (size.width === width && size.height === height) return;
  size = { width, height };
  rest();
}

/** Draws anew at the view of now. */
export function rest(): void {
  clearTimeout(settle);
  settle = undefined;
  const { x, y } = margin();
  const from = toPicture({ x: -x, y: -y });
  drawnAt.value = { view, window: { ...from, width: (size.width + 2 * x) / view.k, height: (size.height + 2 * y) / view.k } };
  zoom.value = view.k;
}

/** Puts the sheet where the view is, as it was drawn. */
export function place(): void {
  if (!sheet) return;
  const at = drawnAt.peek().view;
  const m = margin();
  const r = view.k / at.k;
  const x = m.x - r * (m.x + at.x) + view.x;
  const y = m.y - r * (m.y + at.y) + view.y;
  sheet.style.left = `${-m.x}px`;
  sheet.style.top = `${-m.y}px`;
  sheet.style.transform = r === 1 ? `translate(${x}px, ${y}px)` : `translate(${x}px, ${y}px) scale(${r})`;
}

function changed(): void {
  const at = drawnAt.peek().view;
  const m = margin();
  const r = view.k / at.k;
  const far = r < 0.6 || r > 1.8 || Math.abs(view.x - at.x * r) > m.x * 0.95 || Math.abs(view.y - at.y * r) > m.y * 0.95;
  clearTimeout(settle);
  if (far) rest();
  else settle = setTimeout(rest, 160);
  if (!frame) frame = requestAnimationFrame(() => {
    frame = 0;
    place();
  });
}

export function panBy(dx: number, dy: number): void {
  own = true;
  view = { ...view, x: view.x + dx, y: view.y + dy };
  changed();
}
export function zoomBy(by: number, at: Point = { x: size.width / 2, y: size.height / 2 }): void {
  own = true;
  const k = Math.min(MOST, Math.max(LEAST, view.k * by));
  const r = k / view.k;
  view = { k, x: at.x - (at.x - view.x) * r, y: at.y - (at.y - view.y) * r };
  changed();
}
/** Shows a rectangle whole, in the middle. */
export function fit(bounds: Rect, most = 1.15): void {
  if (!size.width || !bounds.width) return;
  own = false;
  const k = Math.min(most, Math.max(LEAST, Math.min((size.width - 48) / bounds.width, (size.height - 40) / bounds.height)));
  view = { k, x: (size.width - bounds.width * k) / 2 - bounds.x * k, y: (size.height - bounds.height * k) / 2 - bounds.y * k };
  rest();
}
/** Shows everything again where it no longer fits or has become small, unless the reader chose the view. */
export function refit(bounds: Rect): void {
  const [x, y] = [bounds.x * view.k + view.x, bounds.y * view.k + view.y];
  const fits = x > -4 && y > -4 && x + bounds.width * view.k < size.width + 4 && y + bounds.height * view.k < size.height + 4;
  const could = Math.min((size.width - 48) / bounds.width, (size.height - 40) / bounds.height, 1.15);
  if (!own && (!fits || could > view.k * 1.5)) fit(bounds);
}
/** Moves as little as is needed to show a rectangle. */
export function reveal(rect: Rect): void {
  const pad = 24;
  const [x, y] = [rect.x * view.k + view.x, rect.y * view.k + view.y];
  const [w, h] = [rect.width * view.k, rect.height * view.k];
  const dx = x < pad ? pad - x : x + w > size.width - pad ? Math.max(size.width - pad - x - w, pad - x) : 0;
  const dy = y < pad ? pad - y : y + h > size.height - pad ? Math.max(size.height - pad - y - h, pad - y) : 0;
  if (!dx && !dy) return;
  own = true;
  view = { ...view, x: view.x + dx, y: view.y + dy };
  rest();
}
/** From the canvas to the picture's measures. */
export const toPicture = (p: Point): Point => ({ x: (p.x - view.x) / view.k, y: (p.y - view.y) / view.k });
