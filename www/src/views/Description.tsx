// The left pane: the text, its defaults and its problems; folded, a strip.

import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { mount } from '../editor/editor';
import { says } from '../parts/Sentence';
import { blank, edit } from '../state/document';
import { errors, overview } from '../state/engine';
import { fold, folded, isSmall, wrap, wrapped } from '../state/view';
import { count } from '../words';
import { Problems } from './Problems';

const drawer = signal<'problems' | 'defaults' | null>(null);

export function Description({ hidden }: { hidden: boolean }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => (host.current ? mount(host.current) : undefined), []);
  const strip = folded.value && !isSmall.value;
  const o = overview.value;
  const problems = blank.value ? 0 : (o?.diagnostics.length ?? 0);
  const bad = blank.value ? 0 : errors.value.length;
  const flip = (which: 'problems' | 'defaults') => (drawer.value = drawer.value === which ? null : which);
  return (
    <section class="left" aria-label="Description" hidden={hidden}>
      {strip && <div class="strip"><button type="button" aria-label="Text: unfold the description" title="Unfold the description (\)" onClick={() => { fold(false); requestAnimationFrame(() => edit()?.focus()); }}>Text</button>{bad > 0 && <span class="bad">{bad}</span>}</div>}
      <div class="head" hidden={strip}>
        {isSmall.value ? <h1>Text</h1> : <h2>Text</h2>}
        <span class="end">
          {problems > 0 && <button type="button" class={`link ${bad ? 'bad' : 'calm'}`} aria-expanded={drawer.value === 'problems'} onClick={() => flip('problems')}>{bad ? count(bad, 'error') : count(problems, 'remark')}</button>}
          {!!o?.defaults.length && <button type="button" class="link calm" aria-expanded={drawer.value === 'defaults'} onClick={() => flip('defaults')}>{count(o.defaults.length, 'default')} taken</button>}
          <button type="button" class="link calm" aria-pressed={wrapped.value} title="Wrap lines that are longer than the pane (Alt Z)" onClick={wrap}>Wrap lines</button>
          {!isSmall.value && <button type="button" class="link calm" title="Fold the description (\)" onClick={() => fold(true)}>Fold</button>}
        </span>
      </div>
      <div class="text" id="text" ref={host} hidden={strip} />
      <span class="visually-hidden" id="after-text" tabIndex={-1}>End of the text</span>
      {!strip && drawer.value === 'problems' && problems > 0 && <Problems onClose={() => (drawer.value = null)} />}
      {!strip && drawer.value === 'defaults' && <Defaults onClose={() => (drawer.value = null)} />}
    </section>
  );
}

function Defaults({ onClose }: { onClose(): void }) {
  const taken = overview.value?.defaults ?? [];
  return (
    <section class="drawer" aria-label="Defaults taken">
      <header><h3>Defaults taken</h3><button type="button" class="link" onClick={onClose}>Close</button></header>
      <ol>
        {taken.slice(0, 200).map((d, i) => (
          <li key={i}><button type="button" class="row" onClick={() => edit()?.go(d.place.line, d.place.column)}><b><code>{d.element}</code></b> <span class="quiet"><code>{d.key}</code>: {d.value}</span><span class="say">{says(d.meaning)}</span></button></li>
        ))}
        {taken.length > 200 && <li class="quiet">200 of {taken.length} are listed.</li>}
      </ol>
    </section>
  );
}
