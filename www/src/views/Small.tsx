// What a small screen has instead of tabs and bars: tabs at the bottom, and a page with everything else.

import { useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { askPack, fresh, open, save } from '../files';
import { Icon, type IconName } from '../icons';
import { answers, packRefused, packs } from '../state/engine';
import { asDescribed, switches } from '../state/scenario';
import { dialog, isDark, openClaim, reporting, showHome, showTab, smallPage, tab, toggleTheme, type Tab } from '../state/view';
import { onArrows, useRoving } from '../parts/roving';
import { ScenarioPanel } from './Scenario';
import { Doing } from './Status';
import { count, upper } from '../words';

const icons: [Tab, IconName][] = [['claims', 'rook'], ['exposure', 'rows'], ['attacks', 'arrow'], ['suppliers', 'swap']];

export function BottomTabs() {
  const row = useRef<HTMLDivElement>(null);
  useRoving(row);
  const here = (t: Tab) => smallPage.value === 'tab' && tab.value === t;
  const press = (t: Tab) => {
    if (here(t)) openClaim.value = null;
    showTab(t);
  };
  return (
    <nav class="bottom" aria-label="Answers" ref={row} data-roving="button" data-across onKeyDown={onArrows}>
      {icons.map(([t, icon]) => <button type="button" key={t} aria-current={here(t) ? 'page' : undefined} onClick={() => press(t)}><Icon name={icon} />{upper(t)}</button>)}
      <button type="button" aria-current={smallPage.value !== 'tab' || !icons.some(([t]) => t === tab.value) ? 'page' : undefined} onClick={() => (smallPage.value = 'more')}><Icon name="lines" />More</button>
    </nav>
  );
}

/** The command that chooses a catalog pack, with how it stands once there is one. */
export function PackName() {
  if (!packs.value.length) return <>Catalog pack…</>;
  const named = answers.value?.overview.packs ?? [];
  return packRefused.value ? <>Catalog pack, <span class="bad">refused</span></> : <>Catalog pack{named.length > 0 && `, ${count(named.length, 'pack')}`}</>;
}

export function More() {
  const act = (icon: IconName, text: ComponentChildren, press: () => void) => <li><button type="button" onClick={press}><Icon name={icon} />{text}</button></li>;
  return (
    <section class="more-page" aria-label="More">
      <h1 class="visually-hidden">More</h1>
      <p class="doing-line"><Doing /></p>
      <ul class="acts-list">
        {act('lines', 'Text', () => (smallPage.value = 'text'))}
        {act('rows', 'Tables', () => showTab('tables'))}
        {act('gap', 'Gaps', () => showTab('gaps'))}
        {act('agent', 'Picture', () => showTab('picture'))}
        {act('portcullis', 'Controls', () => showTab('controls'))}
        {act('gap', 'Numbers', () => showTab('numbers'))}
        {act('undo', 'Changes', () => showTab('changes'))}
        {act('swap', 'Domains', () => showTab('domains'))}
        {act('page', 'Catalog', () => showTab('catalog'))}
        {act('asset', 'Examples', () => showHome('examples'))}
        {act('page', 'New', fresh)}
        {act('folder', 'Open', open)}
        {act('copy', 'Save', save)}
        {answers.value && act('page', 'Report', () => (reporting.value = true))}
        {act('asset', <PackName />, askPack)}
        {act(isDark.value ? 'sun' : 'moon', isDark.value ? 'Light colours' : 'Dark colours', toggleTheme)}
        {act('find', 'Go to an element', () => (dialog.value = 'go'))}
        {switches.value > 0 && act('undo', 'Reset to as described', asDescribed)}
      </ul>
      <ScenarioPanel />
    </section>
  );
}
