// Help: the method in a page and what each screen answers. All of it is in the page.

import { useEffect } from 'preact/hooks';
import { Dialog } from '../parts/Dialog';
import { method, purpose } from '../help';
import { catalog, needCatalog } from '../state/catalog';
import { upper } from '../words';
import { dialog, showTab, tabs } from '../state/view';

const shut = () => void (dialog.value = null);

export function Help() {
  useEffect(needCatalog, []);
  const known = catalog.value?.capabilities ?? [];
  return (
    <Dialog title="How it works" class="wide" onClose={shut}>
      <div class="help">
        {method.map((part) => <section key={part.title}><h3>{part.title}</h3>{part.says.map((p) => <p key={p}>{p}</p>)}</section>)}
        <section><h3>The nine capabilities</h3><dl>{known.map((c) => <div key={c.id}><dt>{c.name}</dt><dd>{c.means}</dd></div>)}</dl></section>
        <section><h3>What each screen answers</h3><dl>{tabs.map((t) => purpose[t] && <div key={t}><dt><button type="button" class="link" onClick={() => { shut(); showTab(t); }}>{upper(t)}</button></dt><dd>{purpose[t]}</dd></div>)}</dl></section>
      </div>
      <footer><button type="button" class="button" onClick={() => (dialog.value = 'keys')}>Keys</button><span class="quiet">The method: Sanchez Vicarte, Spoczynski, Elsaid, arXiv 2505.06315</span></footer>
    </Dialog>
  );
}
