// The page's dialogs: all keys, go to an element, unsaved work, and plain notices.

import { useState } from 'preact/hooks';
import { Help } from './Help';
import { decide, openPack, waitingFor } from '../files';
import { sheet } from '../keys';
import { Dialog } from '../parts/Dialog';
import { Icon } from '../icons';
import { edit, fileName } from '../state/document';
import { marks, says } from '../parts/Sentence';
import { answers, engine, packProblems, packRefused, packs } from '../state/engine';
import { select } from '../state/selection';
import { afterDialog, dialog, fold, isSmall, letters, notice, smallPage } from '../state/view';
import { version } from '../client/client';
import { count } from '../words';
import { NewClaim } from './NewClaim';
import { OutlineDialog } from './Outline';
import { Rename } from './Rename';

const shut = () => (dialog.value = null);

export function Dialogs() {
  switch (dialog.value) {
    case 'keys': return <Keys />;
    case 'help': return <Help />;
    case 'go': return <Go />;
    case 'guard': return <Guard />;
    case 'pack': return <Pack />;
    case 'outline': return <OutlineDialog />;
    case 'rename': return <Rename />;
    case 'claim': return <NewClaim />;
    case 'notice': return <Dialog title={notice.value?.title ?? ''} onClose={() => void shut()}><p>{notice.value?.text}</p><footer><button type="button" class="button primary" onClick={shut}>Close</button></footer></Dialog>;
    default: return null;
  }
}

function Keys() {
  return (
    <Dialog title="Keys" class="wide" onClose={() => void shut()}>
      <p class="letters"><label class="check-line"><input type="checkbox" checked={letters.value} onChange={(e) => (letters.value = e.currentTarget.checked)} /> Single letters act, outside fields and forms</label></p>
      <div class="sheet">{sheet.map((group) => (
        <section key={group.title}><h3>{group.title}</h3><dl>{group.keys.map(([key, does]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div>)}</dl></section>
      ))}</div>
      <footer><button type="button" class="link" onClick={() => (dialog.value = 'help')}>How it works</button><span class="quiet">Bartizan {version}</span></footer>
    </Dialog>
  );
}

function Guard() {
  return (
    <Dialog title="Unsaved work" onClose={() => decide('stay')}>
      <p><code>{fileName.value}</code> has changes that are not saved. They are lost if you {waitingFor.value} without saving.</p>
      <footer>
        <button type="button" class="button primary" onClick={() => decide('save')}>Save and go on</button>
        <button type="button" class="button" onClick={() => decide('discard')}>Go on without saving</button>
        <button type="button" class="button" onClick={() => decide('stay')}>Stay</button>
      </footer>
    </Dialog>
  );
}

function Pack() {
  const problems = packProblems.value;
  const named = answers.value?.overview.packs ?? [];
  const [first] = packs.value;
  const names = [...new Set(packs.value.map((p) => p.name))];
  const waits = engine.value.phase === 'working' || engine.value.phase === 'starting';
  return (
    <Dialog title="Catalog pack" onClose={() => void shut()}>
      <div aria-live="polite">
        {waits ? <p>Reading {names.join(', ')}.</p>
          : packRefused.value ? <p><Icon name="error" class="v bad" /> <b class="bad">The pack has {count(problems.filter((d) => d.severity === 'error').length, 'error')}</b>, so the answers are made without it.</p>
            : named.length > 0 ? <p>Answers are made with <b>{named.join(', ')}</b> besides the catalog. The name stands on every step and attack that rests on it.</p>
              : <p>{first ? 'The pack is read when the description has no errors.' : 'Answers are made with the catalog alone.'}</p>}
        {!waits && problems.length > 0 && <ol class="pack-problems">{problems.map((d, i) => <li key={i}><p><b class={d.severity === 'error' ? 'bad' : 'cond'}>{d.severity}</b> <code>{d.place.file}:{d.place.line}:{d.place.column}</code></p><p>{says(d.message)}{d.help ? <>. {marks(d.help)}</> : null}</p></li>)}</ol>}
      </div>
      <p class="quiet">{names.length > 0 && !waits && <>From {names.join(', ')}. </>}The pack is kept in the memory of this page only.</p>
      <footer>
        <button type="button" class="button primary" onClick={shut}>Close</button>
        <button type="button" class="button" onClick={openPack}>Choose other files</button>
        <button type="button" class="button" onClick={() => { packs.value = []; shut(); }}>Answer without the pack</button>
      </footer>
    </Dialog>
  );
}

function Go() {
  const [typed, setTyped] = useState('');
  const all = answers.value?.overview.elements ?? [];
  const low = typed.toLowerCase();
  const found = all.filter((e) => e.name.toLowerCase().includes(low)).sort((a, b) => Number(b.name.toLowerCase().startsWith(low)) - Number(a.name.toLowerCase().startsWith(low))).slice(0, 12);
  const pick = (name: string) => {
    const place = all.find((e) => e.name === name)?.place;
    afterDialog(() => {
      select({ kind: 'element', name });
      fold(false);
      if (isSmall.peek()) smallPage.value = 'text';
      if (place) requestAnimationFrame(() => edit()?.go(place.line, place.column));
    });
    shut();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (found[0]) pick(found[0].name);
  };
  return (
    <Dialog title="Go to an element" onClose={() => void shut()}>
      <form onSubmit={submit}><label class="field"><span class="visually-hidden">Name</span><input type="search" autofocus autocomplete="off" spellcheck={false} placeholder="Letters of its name" value={typed} onInput={(e) => setTyped(e.currentTarget.value)} /></label></form>
      <ul class="found">{found.map((e) => <li key={e.name}><button type="button" onClick={() => pick(e.name)}><code>{e.name}</code><span class="quiet">{e.kind}, line {e.place.line}</span></button></li>)}</ul>
      {!found.length && <p class="quiet">No element has these letters.</p>}
    </Dialog>
  );
}
