// Verdicts, intervals and references as they stand in rows.

import type { Likelihood, Reference, Verdict as V } from '../generated/api';
import { Wall } from '../icons';
import { interval, verdictTone, verdictWord } from '../words';

/** Mark, word and colour. */
export function Verdict({ verdict, text }: { verdict: V; text?: string }) {
  return <span class={`verdict ${verdictTone[verdict]}`}><Wall verdict={verdict} />{text ?? verdictWord[verdict]}</span>;
}

/** Figures of an interval, with a ring after those made from catalog priors. */
export function Range({ of, class: extra = '' }: { of: Likelihood; class?: string }) {
  return <span class={`num ${extra}`}>{interval(of)}{of.prior && <span class="prior" title="from catalog priors">°</span>}</span>;
}

const scale = (x: number) => (Math.min(3, Math.max(0, Math.log10(Math.max(x, 1e-9)) + 3)) / 3) * 100;

/** An interval on a logarithmic scale from a thousandth to one. */
export function Bar({ of, tone }: { of: Likelihood | null; tone: string }) {
  const low = of ? scale(of.low) : 0;
  const high = of ? scale(of.high) : 0;
  return (
    <span class={`interval ${tone} ${of ? '' : 'none'}`} aria-hidden="true">
      {of && <i style={{ left: `${low}%`, width: `${Math.max(high - low, 0)}%` }} />}
    </span>
  );
}

const sixDecades = (x: number) => (Math.min(6, Math.max(0, Math.log10(Math.max(x, 1e-9)) + 6)) / 6) * 100;

/** The same from a millionth to one, for probabilities; nothing is drawn for none. */
export function Scale({ of, tone }: { of: { low: number; high: number } | null; tone: string }) {
  const [low, high] = of ? [sixDecades(of.low), sixDecades(of.high)] : [0, 0];
  return (
    <span class={`interval six ${tone} ${of && of.high > 0 ? '' : 'none'}`} aria-hidden="true">
      {of && of.high > 0 && <i style={{ left: `${low}%`, width: `${Math.max(high - low, 0)}%` }} />}
    </span>
  );
}

/** Ids of other lists, as text: a link would tell somebody what is looked at. */
export function Tags({ of, most = 8 }: { of: Reference[]; most?: number }) {
  return (
    <span class="tags">
      {of.slice(0, most).map((r) => <span class="tag" key={r.framework + r.id} title={[r.framework, r.name].filter(Boolean).join(': ')}>{r.id}</span>)}
      {of.length > most && <span class="tag" title={of.slice(most).map((r) => r.id).join(', ')}>+{of.length - most}</span>}
    </span>
  );
}
