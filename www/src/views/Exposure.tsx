// Who holds what over which element: a matrix of the strongest capabilities, in slices.

import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { Exposure as Slice, ExposureRow } from '../generated/api';
import { Disc } from '../icons';
import { Filter, Segments } from '../parts/Controls';
import { answers, exposure } from '../state/engine';
import { marked, toggleElement } from '../state/selection';
import { grouped, lettersFor } from '../words';
import { Matrix } from './Matrix';

/** Rows asked for at a time. */
const SLICE = 200;
const filter = signal('');
const who = signal('');

export function Exposure() {
  const generation = answers.value?.generation;
  const wanted = filter.value;
  const [slice, setSlice] = useState<Slice | null>(null);
  const [more, setMore] = useState(false);
  useEffect(() => {
    let late = false;
    const timer = setTimeout(() => exposure(wanted.trim(), 0, SLICE).then((s) => { if (!late) setSlice(s); }, () => undefined), slice ? 120 : 0);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [generation, wanted]);
  const next = () => {
    if (!slice) return;
    setMore(true);
    exposure(wanted.trim(), slice.rows.length, SLICE)
      .then((s) => setSlice({ ...s, rows: [...slice.rows, ...s.rows] }), () => undefined)
      .finally(() => setMore(false));
  };
  const adversaries = answers.value?.overview.adversaries ?? [];
  const letters = lettersFor(adversaries.map((a) => a.name));
  const chosen = adversaries.some((a) => a.name === who.value) ? who.value : '';
  const rows = chosen ? narrowed(slice?.rows ?? [], chosen) : (slice?.rows ?? []);
  return (
    <section class="exposure">
      <div class="bar">
        <h1>Strongest capability over each element</h1>
        {adversaries.length > 0 && adversaries.length <= 5 && <Segments label="Adversary" value={chosen} onPick={(v) => (who.value = v)} of={[{ value: '', text: 'Any' }, ...adversaries.map((a) => ({ value: a.name, text: <><b>{letters.get(a.name)}</b> {a.name}</> }))]} />}
        {adversaries.length > 5 && <label class="choose">Adversary <select value={chosen} onChange={(e) => (who.value = e.currentTarget.value)}><option value="">any</option>{adversaries.map((a) => <option key={a.name} value={a.name}>{letters.get(a.name)} {a.name}</option>)}</select></label>}
        <Filter value={filter.value} label="Filter elements" hint="Filter, e.g. store or mail" onInput={(v) => (filter.value = v)} />
      </div>
      <p class="legend">
        <span class="bad"><Disc held="held" />held</span><span class="cond"><Disc held="conditional" />held if an assumption fails</span><span class="unk"><Disc held="unknown" />unknown</span><span class="good"><Disc held="rests_on" />only if a justified one fails</span><span><i class="run" />implied by a stronger one</span>
      </p>
      {slice && rows.length > 0 && <Matrix rows={rows} letters={letters} />}
      {slice && !rows.length && <p class="nothing">{wanted || chosen ? 'No row fits the filter.' : 'Nothing is derivable over any element.'}</p>}
      {!slice && <p class="nothing quiet">The matrix is asked for.</p>}
      {slice && slice.rows.length < slice.total && (
        <p class="more"><button type="button" class="button" disabled={more} onClick={next}>Show {grouped(Math.min(SLICE, slice.total - slice.rows.length))} more</button> <span class="quiet">{grouped(slice.rows.length)} of {grouped(slice.total)} rows are shown; a filter narrows them.</span></p>
      )}
      {!!slice?.not_reached.length && (
        <section class="not-reached"><h2>Not reached</h2><p class="names">{slice.not_reached.slice(0, 200).map((e) => <button type="button" class="name" key={e} aria-pressed={marked.value.has(e)} onClick={() => toggleElement(e)}><code>{e}</code></button>)}{slice.not_reached.length > 200 && <span class="quiet">and {grouped(slice.not_reached.length - 200)} more</span>}</p></section>
      )}
    </section>
  );
}

/** Only what one adversary holds. */
const narrowed = (rows: ExposureRow[], name: string) =>
  rows.map((r) => ({ ...r, cells: r.cells.filter((c) => c.who.includes(name)) })).filter((r) => r.cells.length > 0);
