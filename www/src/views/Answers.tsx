// The right pane: tabs and the screen that is chosen; the states in which there is no answer yet, or an old one.

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../icons';
import { onArrows, useRoving } from '../parts/roving';
import { says } from '../parts/Sentence';
import { blank, edit } from '../state/document';
import { again, answers, cancel, engine, errors, old, overview, stale, working } from '../state/engine';
import { fold, isSmall, showTab, smallPage, tab, tabs, type Tab } from '../state/view';
import { count, upper } from '../words';
import { purpose } from '../help';
import { Attacks } from './Attacks';
import { Begin } from './Begin';
import { Catalog } from './Catalog';
import { Changes } from './Changes';
import { Claims } from './Claims';
import { Controls } from './Controls';
import { Domains } from './Domains';
import { Exposure } from './Exposure';
import { Gaps } from './Gaps';
import { Numbers } from './Numbers';
import { Picture } from './Picture';
import { Suppliers } from './Suppliers';
import { Tables } from './Tables';

const screens: Record<Tab, () => ComponentChildren> = { picture: () => <Picture />, tables: () => <Tables />, claims: () => <Claims />, exposure: () => <Exposure />, attacks: () => <Attacks />, suppliers: () => <Suppliers />, controls: () => <Controls />, numbers: () => <Numbers />, changes: () => <Changes />, domains: () => <Domains />, gaps: () => <Gaps />, catalog: () => <Catalog /> };

function size(of: Tab): number | null {
  const a = answers.value;
  if (!a) return null;
  if (of === 'claims') return a.claims.length;
  if (of === 'suppliers') return a.overview.assumptions.length;
  if (of === 'controls') return a.overview.controls.length;
  return null;
}

export function Answers({ hidden }: { hidden: boolean }) {
  const panel = useRef<HTMLDivElement>(null);
  // One panel shows all screens, so that how far one is scrolled would carry over to the next.
  useLayoutEffect(() => panel.current?.scrollTo(0, 0), [tab.value]);
  return (
    <section class="right" aria-label="Answers" hidden={hidden}>
      {!isSmall.value && <Tabs />}
      <div ref={panel} class={tab.value === 'picture' ? 'panel is-picture' : 'panel'} id="answers" role={isSmall.value ? 'region' : 'tabpanel'} aria-label={upper(tab.value)} tabIndex={-1}>
        {tab.value === 'picture' ? <><Notices /><Picture /></> : tab.value === 'tables' ? <div class="notices-below"><Tables /><Notices /></div> : blank.value ? <Begin /> : (
          <>
            <Notices />
            {answers.value ? <div class={old.value ? 'screen is-stale' : 'screen'} key={tab.value}>{screens[tab.value]()}</div> : <Waiting />}
          </>
        )}
      </div>
    </section>
  );
}

function Tabs() {
  const row = useRef<HTMLDivElement>(null);
  // A tab shows itself when it has the focus, also when a dialog gives it back: so the focus goes along when a key shows
  // another, and before the stop for the Tab key is put where the focus is.
  useLayoutEffect(() => {
    const chosen = document.getElementById(`tab-${tab.peek()}`);
    if (row.current?.contains(document.activeElement)) chosen?.focus();
    chosen?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [tab.value]);
  useRoving(row);
  const [beyond, setBeyond] = useState({ left: false, right: false });
  useLayoutEffect(() => {
    const box = row.current;
    if (!box) return;
    const look = () => setBeyond({ left: box.scrollLeft > 1, right: box.scrollLeft + box.clientWidth < box.scrollWidth - 1 });
    const sizes = new ResizeObserver(look);
    for (const each of [box, ...box.children]) sizes.observe(each);
    box.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, []);
  // Arrow keys bring every tab into sight; this is for hands.
  const further = (side: 'left' | 'right') => beyond[side] && (
    <button type="button" class={`tabs-more at-${side}`} tabIndex={-1} aria-label={side === 'left' ? 'Tabs before these' : 'Tabs after these'} onClick={() => row.current?.scrollBy({ left: (side === 'left' ? -0.7 : 0.7) * row.current.clientWidth })}><Icon name="next" class="i" /></button>
  );
  const all = answers.value?.overview.adversaries ?? [];
  const acting = all.filter((a) => a.active).length;
  return (
    <div class="tabs">
      {further('left')}
      <div ref={row} role="tablist" tabIndex={-1} aria-label="Answers" aria-orientation="horizontal" data-roving="[role=tab]" onKeyDown={onArrows}>
        {tabs.map((t) => (
          <button type="button" role="tab" key={t} title={purpose[t]} id={`tab-${t}`} aria-selected={tab.value === t} aria-controls="answers" onClick={() => showTab(t)} onFocus={() => showTab(t)}>
            {upper(t)}{size(t) !== null && <> <span class="n">{size(t)}</span></>}
          </button>
        ))}
      </div>
      {further('right')}
      {all.length > 0 && <span class="end">{acting === all.length ? count(all.length, 'adversary', 'adversaries') : `${acting} of ${count(all.length, 'adversary', 'adversaries')} act`}</span>}
    </div>
  );
}

/** Bars above the answers: a text with errors, an engine that stopped, work under way. */
function Notices() {
  const { phase, failure, progress, generation } = engine.value;
  const first = errors.value[0];
  const go = () => {
    if (!first) return;
    fold(false);
    smallPage.value = 'text';
    requestAnimationFrame(() => edit()?.go(first.place.line, first.place.column));
  };
  return (
    <>
      {phase === 'working' && working.value && (
        <div class="notice busy"><span class="grow">{!answers.value ? 'Computing' : answers.value.generation === generation ? 'The engine begins anew; the answers below stay' : 'Computing; the answers below are of the text before'}</span>
          <progress aria-label="Analysis" {...(progress?.of ? { value: Math.min(progress.done, progress.of), max: progress.of } : {})} /><button type="button" class="button" onClick={cancel}>Cancel</button></div>
      )}
      {phase === 'failed' && (
        <div class="notice bad-notice"><Icon name="error" class="v bad" />
          <p><b>The engine stopped and was ended.</b> The text is safe, and the next change starts a new one. It said: {failure ?? 'nothing'}</p><button type="button" class="button" onClick={again}>Try again</button></div>
      )}
      {stale.value && first && tab.value !== 'tables' && (
        <div class="notice bad-notice"><Icon name="error" class="v bad" />
          <p><b>These answers are from before line {first.place.line} changed.</b> Mend it, and they are computed again; until then they may be out of date.</p><button type="button" class="button" onClick={go}>Go to line {first.place.line}</button></div>
      )}
    </>
  );
}

/** No answer yet: the engine starts, or the first text has errors. */
function Waiting() {
  const { phase } = engine.value;
  const first = errors.value[0];
  if (overview.value && !overview.value.analysed && first) return (
    <div class="state">
      <h1>{errors.value.length === 1 ? 'One error stands before the answers' : `${upper(count(errors.value.length, 'error'))} stand before the answers`}</h1>
      <ol class="errors">{errors.value.slice(0, 20).map((e, i) => (
        <li key={i}><button type="button" class="row" onClick={() => { fold(false); smallPage.value = 'text'; requestAnimationFrame(() => edit()?.go(e.place.line, e.place.column)); }}>
          <span class="quiet">line {e.place.line}, column {e.place.column}</span><span class="say">{says(e.message)}{e.help ? <>. {says(e.help)}</> : null}</span></button></li>
      ))}</ol>
    </div>
  );
  if (phase === 'failed') return <div class="state"><h1>No answer</h1><p>The text is as you left it. Save it, or try again.</p></div>;
  if (phase === 'cancelled') return <div class="state"><h1>Cancelled</h1><p>Change the text or compute again.</p><button type="button" class="button" onClick={again}>Compute</button></div>;
  return <div class="state"><h1>{phase === 'starting' ? 'The engine starts' : 'Computing the first answers'}</h1><p class="quiet">Everything happens on this machine.</p></div>;
}
