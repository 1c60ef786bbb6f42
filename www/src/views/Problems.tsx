// Every diagnostic as a list below the text: where, what, what to do, and the edit that mends it.

import type { Diagnostic } from '../generated/api';
import { marks, says } from '../parts/Sentence';
import { edit } from '../state/document';
import { overview } from '../state/engine';

const word = { error: 'Error', warning: 'Warning', note: 'Note' } as const;
const tone = { error: 'bad', warning: 'cond', note: 'unk' } as const;
const rank = { error: 0, warning: 1, note: 2 } as const;

export function Problems({ onClose }: { onClose(): void }) {
  const all = [...(overview.value?.diagnostics ?? [])].sort((a, b) => rank[a.severity] - rank[b.severity]);
  return (
    <section class="drawer" aria-label="Problems in the text">
      <header><h3>Problems</h3><button type="button" class="link" onClick={onClose}>Close</button></header>
      <ol>{all.slice(0, 250).map((d, i) => <Problem key={i} of={d} />)}</ol>
    </section>
  );
}

function Problem({ of }: { of: Diagnostic }) {
  const { place, fix } = of;
  return (
    <li>
      <button type="button" class="row" onClick={() => edit()?.go(place.line, place.column)}>
        <b class={tone[of.severity]}>{word[of.severity]}</b> <span class="quiet">line {place.line}, column {place.column}</span>
        <span class="say">{says(of.message)}{of.help ? <>. {says(of.help)}</> : null}</span>
      </button>
      <span class="do">
        {fix && <button type="button" class="link" onClick={() => edit()?.replace(fix.place, fix.replacement)}>{marks(fix.title)}</button>}
        {of.related.map((r, i) => <button type="button" class="link" key={i} onClick={() => edit()?.go(r.place.line, r.place.column)}>{marks(r.message)}, line {r.place.line}</button>)}
      </span>
    </li>
  );
}
