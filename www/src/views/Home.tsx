// The first screen: what this is, how to begin, and the ten examples with their answers.

import { fresh, open, openExample } from '../files';
import { gallery, templates } from '../gallery';
import { Icon, Wall } from '../icons';
import { sealed } from '../privacy';
import { dialog, guided } from '../state/view';
import { verdictOrder, verdictTone } from '../words';

export function Home() {
  return (
    <main class="home">
      <div class="first">
        <div>
          <h1>What can an outsider gain over what you must protect?</h1>
          <p class="say">Describe an AI system once. Bartizan derives every capability an adversary can reach, says which of your claims hold, and shows the shortest way each one breaks.</p>
          <div class="acts">
            <button type="button" onClick={() => (guided.value = true)}><Icon name="agent" /><span><b>Answer ten questions</b><small>they write a commented description of your system</small></span></button>
            <button type="button" onClick={open}><Icon name="folder" /><span><b>Open a description</b><small>YAML or JSON, or drop a file anywhere</small></span><kbd>Ctrl O</kbd></button>
            <button type="button" onClick={fresh}><Icon name="lines" /><span><b>Start from an empty page</b><small>with completion as you type</small></span><kbd>Alt N</kbd></button>
          </div>
          <section class="templates" aria-labelledby="templates">
            <h2 id="templates">Templates</h2>
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
