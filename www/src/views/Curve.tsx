// Cost against what is left: a line that falls where money helps, its corners the choices that are best for their cost.

import { useRef } from 'preact/hooks';
import type { Choice, Plan } from '../generated/api';
import { onArrows, useRoving } from '../parts/roving';
import { isChosen } from '../state/scenario';
import { figures, span } from '../words';

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [420, 210, 48, 14, 16, 24];

/** Round numbers up to the largest, at most six of them. */
function ticks(most: number): number[] {
  const raw = most / 5 || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= raw) ?? raw;
  return Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, i) => i * step);
}

export function Curve({ plan, onPick }: { plan: Plan; onPick(choice: Choice): void }) {
  const box = useRef<HTMLDivElement>(null);
  useRoving(box);
  const points = plan.frontier;
  const most = Math.max(...points.map((p) => p.cost), 1e-9);
  const positive = points.map((p) => p.high).filter((x) => x > 0).map(Math.log10);
  // What is left lies on a scale of powers of ten, at least one of them in sight; nothing left, on a line of its own below.
  const highest = Math.max(...positive, -1) + 0.1;
  const lowest = Math.min(...positive, highest - 1.1) - 0.1;
  const none = points.some((p) => p.high === 0);
  const bands = highest - lowest + (none ? 0.4 : 0);
  const x = (cost: number) => LEFT + (cost / most) * (WIDTH - LEFT - RIGHT);
  const y = (left: number) => TOP + ((left > 0 ? highest - Math.log10(left) : bands) / bands) * (HEIGHT - TOP - BOTTOM);
  const line = points.map((p, i) => `${i === 0 ? 'M' : 'H'}${x(p.cost)}${i === 0 ? ' ' : ' V'}${y(p.high)}`).join(' ') + ` H${WIDTH - RIGHT}`;
  const powers = Array.from({ length: Math.floor(highest) - Math.ceil(lowest) + 1 }, (_, i) => Math.floor(highest) - i);
  return (
    <div class="curve">
      <div class="plot" role="group" aria-label="Cost against claims that fail in a year, highest likelihoods" ref={box} data-roving="button" data-across onKeyDown={onArrows}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        {powers.map((p) => <g key={p}><path class="grid" d={`M${LEFT} ${y(10 ** p)} H${WIDTH - RIGHT}`} /><text x={LEFT - 16} y={y(10 ** p) + 4} class="at-end">{figures(10 ** p)}</text></g>)}
        {none && <g><path class="grid" d={`M${LEFT} ${y(0)} H${WIDTH - RIGHT}`} /><text x={LEFT - 16} y={y(0) + 4} class="at-end">none</text></g>}
        {ticks(most).map((t) => <text key={t} x={x(t)} y={HEIGHT - 6} class="at-middle">{t}</text>)}
        <path class="line" d={line} />
        {points.map((p) => <path key={p.controls.join()} class="spread" d={`M${x(p.cost)} ${y(p.high)} V${p.low > 0 ? Math.min(y(p.low), HEIGHT - BOTTOM) : HEIGHT - BOTTOM}`} />)}
      </svg>
      {points.map((p) => (
        <button type="button" key={p.controls.join()} class="point" style={{ left: `${(x(p.cost) / WIDTH) * 100}%`, top: `${(y(p.high) / HEIGHT) * 100}%` }} aria-pressed={isChosen(p.controls)}
          title={`${p.controls.join(' + ') || 'as it is'}: cost ${p.cost}, leaves ${span(p.low, p.high)}`} onClick={() => onPick(p)}>
          <span class="visually-hidden">Apply {p.controls.join(', ') || 'nothing'}: cost {p.cost}, leaves {span(p.low, p.high)} failing claims a year</span>
        </button>
      ))}
      </div>
      <p class="quiet"><span>failing claims a year, at most; thin lines reach down to the least</span><span>cost</span></p>
    </div>
  );
}
