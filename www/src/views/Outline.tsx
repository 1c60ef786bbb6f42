// What stands in the description, to go there: sections with their entries, and a filter.

import { useState } from 'preact/hooks';
import type { Place } from '../generated/api';
import { Dialog } from '../parts/Dialog';
import { edit } from '../state/document';
import { outline } from '../state/outline';
import { afterDialog, dialog, fold, home, isSmall, smallPage } from '../state/view';

const shut = () => (dialog.value = null);

function go({ line, column }: Place): void {
  afterDialog(() => {
    home.value = false;
    fold(false);
    if (isSmall.peek()) smallPage.value = 'text';
    requestAnimationFrame(() => edit()?.go(line, column));
  });
  shut();
}

export function OutlineDialog() {
  const [typed, setTyped] = useState('');
  const { sections, entries } = outline.value;
  const low = typed.toLowerCase();
  const fits = (name: string) => name.toLowerCase().includes(low);
  const groups = sections
    .map((section) => {
      const own = entries.filter((e) => e.path[0] === section.name);
      return { section, own: fits(section.name) ? own : own.filter((e) => fits(e.name)) };
    })
    .filter(({ section, own }) => fits(section.name) || own.length > 0);
  const first = groups[0] && (fits(groups[0].section.name) && low ? groups[0].section.at : (groups[0].own[0]?.at ?? groups[0].section.at));
  const submit = (event: Event) => {
    event.preventDefault();
    if (first) go(first);
  };
  return (
    <Dialog title="Outline" onClose={() => void shut()}>
      <form onSubmit={submit}><label class="field"><span class="visually-hidden">Filter</span><input type="search" autofocus autocomplete="off" spellcheck={false} placeholder="Letters of a name or section" value={typed} onInput={(e) => setTyped(e.currentTarget.value)} /></label></form>
      <ul class="outline">{groups.map(({ section, own }) => (
        <li key={section.name}>
          <button type="button" onClick={() => go(section.at)}><b>{section.name}</b><span class="quiet">line {section.at.line}</span></button>
          {own.length > 0 && <ul>{own.map((e) => <li key={e.path.join('/')}><button type="button" onClick={() => go(e.at)}><code>{e.name}</code><span class="quiet">{e.path.length > 2 ? `adapter of ${e.path[1]}, ` : ''}line {e.at.line}</span></button></li>)}</ul>}
        </li>
      ))}</ul>
      {!groups.length && <p class="quiet">{sections.length ? 'Nothing has these letters.' : 'Nothing is described yet.'}</p>}
    </Dialog>
  );
}
