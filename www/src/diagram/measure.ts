// How large shapes are: by the width of what is written in them. Widths are measured once for each text.

export type Font = 'name' | 'sub' | 'strong' | 'label';

const fonts: Record<Font, string> = { name: '500 12px ', sub: '400 11px ', strong: '600 11px ', label: '400 11px ' };
const families: Record<Font, string> = { name: '--mono', sub: '--sans', strong: '--sans', label: '--sans' };
const known = new Map<string, number>();
let pen: CanvasRenderingContext2D | null | undefined;

export function widthOf(text: string, font: Font): number {
  const key = font + text;
  const before = known.get(key);
  if (before !== undefined) return before;
  if (pen === undefined) pen = document.createElement('canvas').getContext('2d');
  let width = text.length * 7;
  if (pen) {
    pen.font = fonts[font] + (getComputedStyle(document.documentElement).getPropertyValue(families[font]) || 'sans-serif');
    width = pen.measureText(text).width;
  }
  width = Math.ceil(width);
  if (known.size > 20_000) known.clear();
  known.set(key, width);
  return width;
}

/** A text cut to a width, with an ellipsis. */
export function cut(text: string, font: Font, most: number): string {
  if (widthOf(text, font) <= most) return text;
  let n = Math.max(1, Math.floor((text.length * most) / widthOf(text, font)));
  while (n > 1 && widthOf(`${text.slice(0, n)}…`, font) > most) n -= 1;
  return `${text.slice(0, n)}…`;
}

export type Shape = 'person' | 'agent' | 'model' | 'tool' | 'service' | 'pipeline' | 'store' | 'asset' | 'action' | 'host' | 'supplier' | 'channel' | 'control' | 'weakness' | 'box';

const shapes: Record<string, Shape> = {
  role: 'person', supplier: 'supplier', host: 'host', model: 'model', agent: 'agent', tool: 'tool', service: 'service', pipeline: 'pipeline',
  store: 'store', channel: 'channel', control: 'control', weakness: 'weakness', action: 'action', box: 'box',
};
export const shapeOf = (kind: string): Shape => shapes[kind] ?? 'asset';

/** Space at the left and right of the words, and the height. */
const room: Record<Shape, [number, number, number]> = {
  person: [36, 18, 42], agent: [26, 26, 50], model: [20, 20, 50], tool: [14, 26, 44], service: [14, 14, 48], pipeline: [18, 28, 46], store: [14, 14, 56],
  asset: [26, 14, 38], action: [14, 26, 38], host: [32, 14, 44], supplier: [32, 14, 44], channel: [24, 24, 40], control: [18, 18, 42], weakness: [18, 18, 42], box: [16, 16, 58],
};
/** The longest name that a shape is widened for. */
const WIDEST = 220;

export function sizeOf(shape: Shape, name: string, sub: string): { width: number; height: number } {
  const [left, right, height] = room[shape];
  const words = Math.min(Math.max(widthOf(name, 'name'), widthOf(sub, 'sub'), 34), WIDEST);
  return { width: Math.ceil((words + left + right) / 2) * 2, height };
}
export const leftOf = (shape: Shape) => room[shape][0];
export const wordsOf = (shape: Shape, width: number) => width - room[shape][0] - room[shape][1];

/** How far a shape's border lies inside its rectangle, at a height above or below its middle, on the left and right. */
export function inset(shape: Shape, side: 'left' | 'right', height: number, dy: number): number {
  const t = Math.min(Math.abs(dy) / (height / 2), 1);
  if (shape === 'person') return (height / 2) * (1 - Math.sqrt(1 - t * t));
  if (shape === 'agent') return 14 * t;
  if (shape === 'asset') return side === 'left' ? 12 * t : 0;
  if (shape === 'action') return side === 'right' ? 12 * t : 0;
  if (shape === 'pipeline') return side === 'right' ? 14 * t : 14 * (1 - t);
  if (shape === 'channel') return side === 'left' ? 10 * (0.5 + dy / height) : 10 * (0.5 - dy / height);
  return 0;
}
