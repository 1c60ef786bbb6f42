// The first screen: what this is, how to begin, and the ten examples with their answers. New and Examples show it alike, each
// at its own part.

import { useEffect, useRef } from 'preact/hooks';
import { empty, open, openExample } from '../files';
import { gallery, templates } from '../gallery';
import { Icon, Wall } from '../icons';
import { sealed } from '../privacy';
import { dialog, guided, homeFor, isSmall } from '../state/view';
import { verdictOrder, verdictTone } from '../words';

export function Home() {
  const page = useRef<HTMLElement>(null);
  const what = homeFor.value;
  useEffect(() => {
    if (what === 'new') page.current?.querySelector<HTMLElement>('.acts button')?.focus();
    else if (isSmall.peek()) page.current?.querySelector('.gallery')?.scrollIntoView();
  }, [what]);
  return (
    <main class="home" ref={page}>
      <div class="first">
        <div>
          <h1>What can an outsider gain over what you must protect?</h1>
          <p class="say">Describe an AI system once. Bartizan derives every capability an adversary can reach, says which of your claims hold, and shows the shortest way each one breaks.</p>
          <h2 id="begin">New description</h2>
          <div class="acts" role="group" aria-labelledby="begin">
            <button type="button" onClick={() => (guided.value = true)}><Icon name="agent" /><span><b>Answer ten questions</b><small>they write a commented description of your system</small></span></button>
            <button type="button" onClick={empty}><Icon name="plus" /><span><b>Empty description</b><small>to fill in tables, in the picture or as text</small></span><kbd>Alt N</kbd></button>
            <button type="button" onClick={open}><Icon name="folder" /><span><b>Open a file</b><small>YAML or JSON, or drop a file anywhere</small></span><kbd>Ctrl O</kbd></button>
          </div>
          <section class="templates" aria-labelledby="templates">
            <h2 id="templates">From a template <span>to change as your system differs</span></h2>
            <ul>{templates.map((t) => <li key={t.source.name}><button type="button" onClick={() => openExample(t.source)}>{t.title}</button></li>)}</ul>
          </section>
          <p class="promise-help"><button type="button" class="link" onClick={() => (dialog.value = 'help')}>How it works, in a page</button></p>
          <p class="promise"><b>Nothing leaves this page.</b> {sealed ? <>The browser refuses every connection (policy <code>connect-src 'none'</code>), and it works with the network off.</> : 'It makes no request and works with the network off.'}</p>
        </div>
        <section class="gallery" aria-labelledby="gallery">
          <h2 id="gallery">Examples <span>each with its answers, as described</span></h2>
          <ol>{gallery.map((e) => (
            <li key={e.source.name}><button type="button" onClick={() => openExample(e.source)}>
              <span>{e.title}<small>{e.teaches}</small></span>
              <span class="tally">{verdictOrder.filter((v) => e.answers[v]).map((v) => <span key={v} class={verdictTone[v]}><Wall verdict={v} />{e.answers[v]} {v}</span>)}</span>
            </button></li>
          ))}</ol>
        </section>
      </div>
    </main>
  );
}
