// Every mark of the page, drawn on a grid of 16 (12 for cells, 14 for verdicts). All are decoration: words stand beside them.

import type { ComponentChildren } from 'preact';
import type { Held, Scope, Verdict } from './generated/api';

type Shape = { box: number; draw: ComponentChildren };

const wall = 'M1.7 2.7h2v2h2.1v-2h2.4v2h2.1v-2h2v9.6H1.7z';
const thin = (d: string): Shape => ({ box: 16, draw: <path d={d} /> });

const shapes = {
  rook: { box: 18, draw: <path class="fill" d="M2 2h3.2v2.4h2.2V2h3.2v2.4h2.2V2H16v6.2l-2.4 2V16H4.4v-5.8L2 8.2z" /> },
  portcullis: { box: 14, draw: <path d="M1.7 13V6a5.3 5.3 0 0 1 10.6 0v7M5.2 1.6V13M8.8 1.6V13M1.7 6h10.6M1.7 9.6h10.6" /> },
  undo: thin('M5.5 3 2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 8H6'),
  redo: thin('m10.5 3 3 3-3 3M13.5 6h-7a4 4 0 0 0 0 8H10'),
  moon: thin('M13.5 9.8A6 6 0 1 1 6.2 2.5a4.7 4.7 0 0 0 7.3 7.3z'),
  sun: { box: 16, draw: <><circle cx="8" cy="8" r="2.8" /><path d="M8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1" /></> },
  caret: thin('m4.5 6.5 3.5 3.5 3.5-3.5'),
  down: thin('M8 3v10M4.5 9.5 8 13l3.5-3.5'),
  up: thin('M8 13V3M4.5 6.5 8 3l3.5 3.5'),
  plus: thin('M8 3v10M3 8h10'),
  next: thin('m6 3.5 4.5 4.5L6 12.5'),
  prev: thin('M10 3.5 5.5 8l4.5 4.5'),
  find: { box: 16, draw: <><circle cx="7" cy="7" r="4.5" /><path d="m10.5 10.5 3.5 3.5" /></> },
  folder: thin('M2 13V3h4l1.5 2H14v8z'),
  page: thin('M4 2h5.5L12.5 5v9H4zM9.5 2v3h3'),
  lines: thin('M2 4h12M2 8h8M2 12h10'),
  arrow: thin('M2 8h11M9 4l4 4-4 4'),
  swap: thin('M2 5h11M10 2l3 3-3 3M14 11H3M6 8l-3 3 3 3'),
  rows: thin('M2 3h12v4H2zM2 9h12v4H2zM4.5 5h.1M4.5 11h.1'),
  copy: thin('M5 5V2.5h8.5V11H11M2.5 5H11v8.5H2.5z'),
  close: thin('m4 4 8 8M12 4l-8 8'),
  yes: { box: 12, draw: <path class="bold" d="M2.2 6.4 4.8 9l5-6" /> },
  gap: { box: 12, draw: <circle class="bold" cx="6" cy="6" r="4.3" /> },
  error: { box: 14, draw: <><path class="fill" d="M7 .8 13.2 7 7 13.2.8 7z" /><path class="cut" d="M7 4v3.6M7 9.7v.1" /></> },
  person: { box: 16, draw: <><circle cx="8" cy="5" r="2.6" /><path d="M3 14c.4-3.2 2.4-4.8 5-4.8s4.6 1.6 5 4.8" /></> },
  agent: { box: 16, draw: <><path d="M4.5 2.5h7L15 8l-3.5 5.5h-7L1 8z" /><circle cx="8" cy="8" r="1.6" /></> },
  model: thin('M2 3h12v10H2zM5 3v10M11 3v10'),
  tool: thin('M2 3h9l3 3v7H2zM11 3v3h3'),
  store: { box: 16, draw: <><ellipse cx="8" cy="4" rx="5.5" ry="2" /><path d="M2.5 4v8c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2V4" /></> },
  asset: thin('M8 1.8 14 8l-6 6.2L2 8z'),
  sector: thin('M2.5 2.5h11v11h-11zM2.5 6h11'),
} satisfies Record<string, Shape>;

export type IconName = keyof typeof shapes;

/** A line drawing in the colour of the text around it. */
export function Icon({ name, class: extra = 'i' }: { name: IconName; class?: string }) {
  const { box, draw } = shapes[name];
  return <svg class={`icon ${extra}`} viewBox={`0 0 ${box} ${box}`} aria-hidden="true">{draw}</svg>;
}

/** The wall: whole holds, half filled is conditional, dotted unknown, split violated. */
export function Wall({ verdict }: { verdict: Verdict }) {
  return (
    <svg class="icon v" viewBox="0 0 14 14" aria-hidden="true">
      {verdict === 'holds' && <path class="fill" d="M1 2h3v2h1.5V2h3v2H10V2h3v11H1z" />}
      {verdict === 'conditional' && <><path d={wall} /><path class="fill" d="M1.7 8h10.6v4.3H1.7z" /></>}
      {verdict === 'unknown' && <path class="dots" d={wall} />}
      {verdict === 'violated' && <><path class="fill" d="M1 2h3v2h1.1L6.4 7 4.6 9.6 5.8 13H1z" /><path class="fill" d="M13 2h-3v2H7.7l1 3L7 9.7 8.2 13H13z" /></>}
    </svg>
  );
}

/** A cell of the matrix: disc, half disc, dotted question mark, ring. */
export function Disc({ held }: { held: Held }) {
  return (
    <svg class="icon m" viewBox="0 0 12 12" aria-hidden="true">
      {held === 'held' && <circle class="fill" cx="6" cy="6" r="4.6" />}
      {held === 'conditional' && <><circle cx="6" cy="6" r="4.3" /><path class="fill" d="M6 1.7a4.3 4.3 0 0 1 0 8.6z" /></>}
      {held === 'unknown' && <><circle class="dots" cx="6" cy="6" r="4.8" /><path d="M4.6 4.8c0-1.9 2.9-1.9 2.9 0 0 1.1-1.4 1.1-1.4 2.2M6.1 8.6v.1" /></>}
      {held === 'rests_on' && <circle cx="6" cy="6" r="3.6" />}
    </svg>
  );
}

/** An attack's scope: closed ring, open ring, dotted ring, dash. */
export function Ring({ scope }: { scope: Scope }) {
  return (
    <svg class="icon v" viewBox="0 0 14 14" aria-hidden="true">
      {scope === 'closes' && <circle class="ring" cx="7" cy="7" r="5" />}
      {scope === 'one_step_away' && <path class="ring" d="M9.5 2.670A5 5 0 1 1 4.5 2.670" />}
      {scope === 'further' && <path class="ring" d="M12 7A5 5 0 0 1 2 7" />}
      {scope === 'out_of_scope' && <path class="ring" d="M3 7h8" />}
    </svg>
  );
}

const kinds: Record<string, IconName> = {
  role: 'person', supplier: 'sector', host: 'rows', model: 'model', agent: 'agent', tool: 'tool', service: 'tool', pipeline: 'swap', store: 'store', action: 'arrow', channel: 'swap', control: 'portcullis',
};
/** The mark of an element's kind; parts and records are assets. */
export const kindIcon = (kind: string): IconName => kinds[kind.replace(/s$/, '')] ?? 'asset';
