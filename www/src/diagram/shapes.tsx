// The shape of each kind of element, with its words. Drawn around the origin of its rectangle; colours come from classes.

import type { SceneNode } from './scene';
import { cut, leftOf, wordsOf, type Shape } from './measure';

type Size = { width: number; height: number };

/** Outline of a shape, closed, to be filled and stroked. */
export function outline(shape: Shape, { width: w, height: h }: Size): string {
  const m = h / 2;
  switch (shape) {
    case 'person': return `M${m} 0H${w - m}A${m} ${m} 0 0 1 ${w - m} ${h}H${m}A${m} ${m} 0 0 1 ${m} 0Z`;
    case 'agent': return `M14 0H${w - 14}L${w} ${m}L${w - 14} ${h}H14L0 ${m}Z`;
    case 'tool': return `M0 0H${w - 12}L${w} 12V${h}H0Z`;
    case 'pipeline': return `M0 0H${w - 14}L${w} ${m}L${w - 14} ${h}H0L14 ${m}Z`;
    case 'store': return `M0 7A${w / 2} 7 0 0 1 ${w} 7V${h - 7}A${w / 2} 7 0 0 1 0 ${h - 7}Z`;
    case 'asset': return `M12 0H${w}V${h}H12L0 ${m}Z`;
    case 'action': return `M0 0H${w - 12}L${w} ${m}L${w - 12} ${h}H0Z`;
    case 'channel': return `M10 0H${w}L${w - 10} ${h}H0Z`;
    case 'control': return `M8 0H${w - 8}L${w} 8V${h - 8}L${w - 8} ${h}H8L0 ${h - 8}V8Z`;
    case 'weakness': return `M0 0H${w * 0.42}L${w * 0.47} 6L${w * 0.52} -1L${w * 0.57} 0H${w}V${h}H0Z`;
    default: return `M4 0H${w - 4}A4 4 0 0 1 ${w} 4V${h - 4}A4 4 0 0 1 ${w - 4} ${h}H4A4 4 0 0 1 0 ${h - 4}V4A4 4 0 0 1 4 0Z`;
  }
}

/** Lines inside a shape that tell its kind. */
function inner(shape: Shape, { width: w, height: h }: Size): string {
  const m = h / 2;
  switch (shape) {
    case 'person': return `M18.5 ${m - 7}a3.6 3.6 0 1 0 .01 0M12 ${m + 8}c0-4.2 3-6 6.5-6s6.5 1.8 6.5 6`;
    case 'model': return `M7 0V${h}M${w - 7} 0V${h}`;
    case 'tool': return `M${w - 12} 0V12H${w}`;
    case 'service': return `M0 6H${w}`;
    case 'store': return `M0 7A${w / 2} 7 0 0 0 ${w} 7`;
    case 'host': return `M10 ${m - 8}h13v6h-13zM10 ${m + 1}h13v6h-13z`;
    case 'supplier': return `M10 ${m + 8}v-11l4.5-5 4.5 5v11M10 ${m + 8}h15v-8h-6`;
    case 'box': return `M0 ${h + 4}H${w}M3 ${h + 8}H${w - 3}`;
    default: return '';
  }
}

/** A pennant with what is reached, or a dotted question mark with what is unknown. */
export function Flag({ of, x, y, most }: { of: { text: string; tone: 'bad' | 'unk' }; x: number; y: number; most: number }) {
  return (
    <g class={`flag ${of.tone}`} transform={`translate(${x} ${y})`}>
      {of.tone === 'bad' ? <path class="pennant" d="M.6 10.5V.5M.6 .8L8 3.4L.6 6Z" /> : <><circle class="dotted" cx="5" cy="5" r="4.6" /><text class="mark-text" aria-hidden="true" x="5" y="8">?</text></>}
      <text x={of.tone === 'bad' ? 12 : 14} y="9">{`${cut(of.text, 'strong', most - 12)} `}</text>
    </g>
  );
}

/** A shape with name, kind and what is reached. */
export function Drawing({ node }: { node: SceneNode }) {
  const { shape, width, height, flag } = node;
  const left = leftOf(shape);
  const most = wordsOf(shape, width);
  const two = node.sub !== '' && height >= 36;
  const m = height / 2 + (shape === 'store' ? 3 : 0) + (shape === 'service' ? 2 : 0);
  const lines = inner(shape, node);
  return (
    <>
      <path class="outline" d={outline(shape, node)} />
      {lines && <path class="inner" d={lines} />}
      <text class="node-name" x={left} y={two ? m - 2 : m + 4}>{`${cut(node.name, 'name', most)} `}</text>
      {two && <text class="node-sub" x={left} y={m + 12}>{`${cut(node.sub, 'sub', most)} `}</text>}
      {flag && <Flag of={flag} x={shape === 'box' ? 6 : 2} y={height + (shape === 'box' ? 12 : 6)} most={Math.max(width + 70, 190)} />}
    </>
  );
}
