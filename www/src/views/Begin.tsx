// What may be done with a description in which nothing stands yet.

import { edit } from '../state/document';
import { fold, guided, isSmall, showHome, showTab, smallPage } from '../state/view';
import { Icon } from '../icons';

export function Begin() {
  const write = () => {
    fold(false);
    smallPage.value = 'text';
    requestAnimationFrame(() => edit()?.focus());
  };
  return (
    <div class="state">
      <h1>Nothing is described yet</h1>
      <p>Say who uses the system, what it is made of and what it must protect. All of these write the same text; go from one to another as you like.</p>
      <div class="acts">
        <button type="button" onClick={() => (guided.value = true)}><Icon name="agent" /><span><b>Answer ten questions</b><small>they write a commented description of your system</small></span></button>
        <button type="button" onClick={() => showHome('new')}><Icon name="copy" /><span><b>Take a template or an example</b><small>and change it</small></span></button>
        <button type="button" onClick={() => showTab('tables')}><Icon name="rows" /><span><b>Fill in tables</b><small>or paste rows from a spreadsheet</small></span><kbd>T</kbd></button>
        {!isSmall.value && <button type="button" onClick={() => showTab('picture')}><Icon name="asset" /><span><b>Draw it</b><small>from a palette of elements</small></span><kbd>P</kbd></button>}
        <button type="button" onClick={write}><Icon name="lines" /><span><b>Write the text</b><small>keys and names complete as you type</small></span><kbd>Alt 0</kbd></button>
      </div>
    </div>
  );
}
