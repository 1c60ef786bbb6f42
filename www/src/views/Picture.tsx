// The system drawn: canvas, legend and inspector across the whole width; or the same as a list.

import { Canvas } from '../diagram/Canvas';
import { Inspector } from '../diagram/Inspector';
import { align, type Alignment } from '../diagram/edits';
import { focusOn } from '../diagram/keyboard';
import { List } from '../diagram/List';
import { Palette } from '../diagram/Palette';
import { fit, zoomBy, zoom } from '../diagram/viewport';
import { other } from '../files';
import { Filter, Segments } from '../parts/Controls';
import { answers, overview } from '../state/engine';
import { current, listed } from '../state/path';
import { aside, cancelLayout, chosen, compareWith, differs, face, folded, foldAll, found, laying, older, picture, placed, showsPath, sought, stop, tidy } from '../state/picture';
import { isSmall, openClaim, openSet } from '../state/view';
import { verdictWord } from '../words';

export function Picture() {
  const p = picture.value;
  const asList = (face.value ?? (isSmall.value ? 'list' : 'picture')) === 'list';
  const title = (answers.value?.overview.title || overview.value?.title) ?? 'the system';
  return (
    <section class="picture">
      <div class="picture-bar">
        <h1 class="visually-hidden">Picture of {title}</h1>
        <Segments label="Show as" value={asList ? 'list' : 'picture'} onPick={(v) => (face.value = v)} of={[{ value: 'picture', text: 'Picture' }, { value: 'list', text: 'List' }]} />
        {!asList && <label class="check-line"><input type="checkbox" checked={aside.value} onChange={(e) => (aside.value = e.currentTarget.checked)} /> Controls and weaknesses</label>}
        <span class="grow" />
        <Comparison />
        <PathChoice />
        <span role="search" class="picture-search" onKeyDown={(e) => { if (e.key === 'Enter') toFound(); }}><Filter value={sought.value} label="Find in the picture" hint="Find" onInput={(v) => (sought.value = v)} /></span>
        {sought.value && <span class="quiet" role="status">{found.value.size} found</span>}
      </div>
      {!p ? <div class="state"><h2>{overview.value && !overview.value.analysed ? 'Nothing to draw yet' : 'Drawing'}</h2><p class="quiet">The picture follows the text as far as it can be read.</p></div> : asList ? <List /> : <Drawn title={title} />}
    </section>
  );
}/** To the next of what the search found, one after the other. */
function toFound(): void {
  const all = [...found.peek()];
  const next = all[(all.indexOf(stop.peek() ?? '') + 1) % all.length];
  if (next && face.peek() !== 'list') focusOn(next);
}

function Drawn({ title }: { title: string }) {
  const p = picture.value;
  return (
    <div class="picture-body">
      <div class="picture-main">
        {!isSmall.value && <Palette />}
        <Canvas label={`Picture of ${title}. Arrows move from element to element, Enter opens one.`} />
        {p && p.nodes.length === 0 && <div class="nothing-drawn"><p><b>Nothing is drawn yet.</b></p><p class="quiet">Drag a shape from the palette, or press <kbd>A</kbd>. Begin with an agent, what it answers through and who uses it; connect them from the dot at a shape. What you draw is written into the text.</p></div>}
        <Laying />
        {chosen.value.length > 1 && <Aligning />}
        <Legend />
      </div>
      {!isSmall.value && <Inspector />}
    </div>
  );
}

function Laying() {
  const how = laying.value;
  if (how === 'slow') return <div class="laying notice busy"><span class="grow" role="status">Laying out the picture</span><progress aria-label="Layout" /><button type="button" class="button" onClick={cancelLayout}>Cancel</button></div>;
  if (how === 'cancelled') return <div class="laying notice"><span class="grow" role="status"><b>Layout cancelled.</b> Fold boxes or lay out anew.</span><button type="button" class="button" onClick={tidy}>Lay out</button></div>;
  if (how === 'failed') return <div class="laying notice bad-notice"><span class="grow" role="status"><b>No layout was found.</b> The list shows the same.</span><button type="button" class="button" onClick={() => (face.value = 'list')}>List</button></div>;
  return null;
}

const alignments: [Alignment, string, string][] = [
  ['left', 'Align left edges', 'M2 1v14M4 4h9v3H4zM4 10h6v3H4z'], ['center', 'Align centres', 'M8 1v14M3 4h10v3H3zM5 10h6v3H5z'], ['right', 'Align right edges', 'M14 1v14M3 4h9v3H3zM6 10h6v3H6z'],
  ['top', 'Align top edges', 'M1 2h14M4 4h3v9H4zM10 4h3v6h-3z'], ['middle', 'Align middles', 'M1 8h14M4 3h3v10H4zM10 5h3v6h-3z'], ['bottom', 'Align bottom edges', 'M1 14h14M4 3h3v9H4zM10 6h3v6h-3z'],
  ['across', 'Space evenly across', 'M2 1v14M14 1v14M6.500 4h3v8h-3z'], ['down', 'Space evenly down', 'M1 2h14M1 14h14M4 6.500h8v3H4z'],
];
function Aligning() {
  return <div class="aligning" role="group" aria-label="Align what is selected">{alignments.map(([how, title, d]) => <button type="button" key={how} aria-label={title} title={title} onClick={() => align(how)}><svg class="icon i" viewBox="0 0 16 16" aria-hidden="true"><path d={d} /></svg></button>)}</div>;
}

/** The older version that is drawn along, with how much differs. */
function Comparison() {
  const before = older.value;
  const { added, removed, changed } = differs.value;
  const file = other.value;
  if (!before) return file ? <button type="button" class="link" onClick={() => void compareWith(file)}>Compare with {file.name}</button> : null;
  return <span class="comparison" role="status">from <code>{before.name}</code>: <b class="plus">+{added}</b> <b class="minus">−{removed}</b> <b>±{changed}</b> <span class="visually-hidden">{added} added, {removed} removed, {changed} changed</span><button type="button" class="link" onClick={() => void compareWith(null)}>End</button></span>;
}

/** Which attack path is drawn. */
function PathChoice() {
  const open = (answers.value?.claims ?? []).filter((c) => c.paths.length > 0);
  if (!open.length) return null;
  const n = listed.value.length;
  const at = current.value ? listed.value.indexOf(current.value) : 0;
  const turn = (by: number) => (openSet.value = (openSet.peek() + by + n) % n);
  const value = showsPath.value && open.some((c) => c.id === openClaim.value) ? (openClaim.value ?? '') : '';
  const pick = (id: string) => {
    showsPath.value = id !== '';
    if (id) {
      openClaim.value = id;
      openSet.value = 0;
    }
  };
  return (
    <span class="path-choice">
      <label>Path <select value={value} onChange={(e) => pick(e.currentTarget.value)}><option value="">none</option>{open.map((c) => <option key={c.id} value={c.id}>{c.id}, {verdictWord[c.verdict].toLowerCase()}</option>)}</select></label>
      {value && n > 1 && <span class="pager"><button type="button" aria-label="Previous set" onClick={() => turn(-1)}>‹</button><span>set {at + 1} of {n}</span><button type="button" aria-label="Next set" onClick={() => turn(1)}>›</button></span>}
    </span>
  );
}

function Legend() {
  const line = (name: string) => <svg class="legend-line" viewBox="0 0 26 8" aria-hidden="true"><path class={name} d="M0 4h26" /></svg>;
  const zones = picture.value?.zones.length ?? 0;
  const allFolded = (picture.value?.zones ?? []).some((z) => folded.value.has(z.id));
  const whole = () => { const of = placed.peek(); if (of) fit(of.layout.bounds); };
  return (
    <div class="picture-foot">
      <ul class="picture-legend" aria-label="Legend">
        <li class="bad"><svg class="legend-flag" viewBox="0 0 9 11" aria-hidden="true"><path d="M.6 10.5V.5M.6 .8L8 3.4L.6 6Z" /></svg>reached by an adversary</li>
        <li>{line('thick')}selected path</li>
        <li>{line('dashed')}placed on, holds</li>
        {older.value && <li>+ new, − gone, ± changed</li>}
        <li class="unk"><span class="legend-mark" aria-hidden="true">?</span>unknown, nothing stated</li>
      </ul>
      {zones > 0 && <button type="button" class="button" onClick={() => foldAll(!allFolded)}>{allFolded ? 'Open all' : 'Fold all'}</button>}
      <button type="button" class="button" onClick={tidy} title="Lay everything out anew; forgets what was moved">Lay out</button>
      <span class="zoomer" role="group" aria-label="Zoom"><button type="button" aria-label="Zoom out" title="Zoom out (−)" onClick={() => zoomBy(0.8)}>−</button><button type="button" title="Show all (0)" onClick={whole}>Fit <span class="quiet">{Math.round(zoom.value * 100)} %</span></button><button type="button" aria-label="Zoom in" title="Zoom in (+)" onClick={() => zoomBy(1.25)}>+</button></span>
    </div>
  );
}
