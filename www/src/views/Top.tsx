// The top bar: whose page, which file, which scenario, the privacy mark, and the commands on files.

import { Icon } from '../icons';
import { askPack, fresh, open, save } from '../files';
import { Popover } from '../parts/Popover';
import { canRedo, canUndo, dirty, edit, fileName, heading, savedAt } from '../state/document';
import { answers, overview } from '../state/engine';
import { guided, dialog, home, homeFor, isDark, isSmall, reporting, showHome, smallPage, toggleTheme } from '../state/view';
import { PackName } from './Small';
import { PrivacyPanel } from './Privacy';
import { ScenarioMenu } from './Scenario';

export function Top() {
  const title = (overview.value?.title || answers.value?.overview.title) ?? '';
  const small = isSmall.value;
  return (
    <header class="top">
      <button type="button" class="brand" aria-label="Bartizan, examples" onClick={() => showHome('examples', true)}><Icon name="rook" class="rook" /><span class="small-gone">Bartizan</span></button>
      {!home.value && (
        <div class="crumb">
          <b title={title}>{title || heading.value}</b>
          <span class="file small-gone">{fileName.value}</span>
          <span class="quiet small-gone">{dirty.value ? 'edited' : savedAt.value ? `saved ${savedAt.value}` : ''}</span>
          {small && dirty.value && <span class="quiet">edited</span>}
        </div>
      )}
      {!home.value && !small && <ScenarioMenu />}
      <span class="grow" />
      <Popover name="privacy" label="Privacy" buttonClass="private" class="at-right" button={<><Icon name="portcullis" class="shut" /><span>{small ? 'Private' : 'Nothing leaves this page'}</span></>}><PrivacyPanel /></Popover>
      {!small && (
        <span class="icons">
          {!home.value && <button type="button" class="button ghost" aria-label="Undo" title="Undo" disabled={!canUndo.value} onClick={() => edit()?.undo()}><Icon name="undo" /></button>}
          {!home.value && <button type="button" class="button ghost" aria-label="Redo" title="Redo" disabled={!canRedo.value} onClick={() => edit()?.redo()}><Icon name="redo" /></button>}
          <button type="button" class="button ghost" aria-label={isDark.value ? 'Light colours' : 'Dark colours'} title={isDark.value ? 'Light colours' : 'Dark colours'} onClick={toggleTheme}><Icon name={isDark.value ? 'sun' : 'moon'} /></button>
          <button type="button" class="button ghost question" aria-label="Keys" title="Keys (?)" onClick={() => (dialog.value = 'keys')}>?</button>
        </span>
      )}
      {!small && <span class="commands">
        <button type="button" class="button ghost word" aria-pressed={home.value && !guided.value && homeFor.value === 'examples'} onClick={() => showHome('examples', true)}>Examples</button>
        <button type="button" class="button" aria-pressed={guided.value || (home.value && homeFor.value === 'new')} onClick={fresh}>New</button>
        <button type="button" class="button" onClick={open}>Open</button>
        {!home.value && <button type="button" class="button" onClick={save}>Save</button>}
        {!home.value && <button type="button" class="button" aria-pressed={reporting.value} disabled={!answers.value} onClick={() => { guided.value = false; reporting.value = !reporting.value; }}>Report</button>}
        {!home.value && <button type="button" class="button ghost word" onClick={askPack}><PackName /></button>}
      </span>}
      {small && !home.value && reporting.value && <button type="button" class="button ghost" onClick={() => (reporting.value = false)}>Back</button>}
      {small && !home.value && !guided.value && !reporting.value && <button type="button" class="button ghost" aria-label="Menu" onClick={() => (smallPage.value = smallPage.value === 'more' ? 'tab' : 'more')}><Icon name="lines" /></button>}
      {small && (home.value || guided.value) && <button type="button" class="button ghost" onClick={() => (guided.value ? (guided.value = false) : (home.value = false))}>Back</button>}
    </header>
  );
}
