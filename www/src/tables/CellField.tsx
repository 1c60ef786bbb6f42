// The field in which a cell is written, with all words that may stand there below it. Typing narrows them; of a list the
// last word is completed.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { GridCell } from './Grid';

/** Where the focus goes then: so many rows down, or to the next or previous cell. */
export type Then = number | 'next' | 'previous';

/** Words shown at most. */
const SHOWN = 60;

export function CellField({ cell, label, text, onAhead, late, onEnd }: { cell: GridCell; label: string; text: string; onAhead(letter: string): void; late(): string; onEnd(text: string | null, then: Then): Promise<boolean> }) {
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const done = useRef(false);
  const [typed, setTyped] = useState(text);
  // What stood there narrows nothing: a reader who opens a cell sees all that it may say.
  const [narrowed, setNarrowed] = useState(text !== cell.text);
  const [at, setAt] = useState(-1);
  const [shut, setShut] = useState(false);
  // Asked anew each time: kinds of control come with the catalog, which may be on its way.
  const all = cell.words?.() ?? [];
  const before = /^(.*[,;:[]\s*)?/s.exec(typed)?.[1] ?? '';
  const begun = typed.slice(before.length).trim().toLowerCase();
  const words = (narrowed && begun ? all.filter((w) => w.name.toLowerCase().includes(begun) && w.name.toLowerCase() !== begun) : all).slice(0, SHOWN);
  const open = words.length > 0 && !shut;
  // Before the next key is typed.
  useLayoutEffect(() => {
    const f = field.current;
    f?.focus({ preventScroll: true });
    f?.setSelectionRange(f.value.length, f.value.length);
    const letters = late();
    if (letters) setTyped((begun) => begun + letters);
    f?.closest('td')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, []);
  // Above everything that scrolls, so that no edge cuts it off.
  useLayoutEffect(() => {
    const [f, l] = [field.current, list.current];
    if (!f || !l || !open) return;
    if (!l.matches(':popover-open')) l.showPopover();
    const box = f.getBoundingClientRect();
    const below = innerHeight - box.bottom > 240 || box.top < 240;
    l.style.left = `${Math.min(box.left, innerWidth - l.offsetWidth - 8)}px`;
    l.style.top = below ? `${box.bottom + 2}px` : `${box.top - l.offsetHeight - 2}px`;
    l.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  });
  const end = (value: string | null, then: Then = 0) => {
    if (done.current) return;
    done.current = true;
    void onEnd(value, then).then((closed) => (done.current = closed));
  };
  const take = (word: string) => {
    setTyped(before + word);
    setNarrowed(true);
    setAt(-1);
    return before + word;
  };
  const keys = (event: KeyboardEvent) => {
    if (done.current) {
      event.preventDefault();
      event.stopPropagation();
      if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) onAhead(event.key);
      return;
    }
    const value = words[at] && open ? before + words[at].name : typed;
    if (event.key === 'Enter') end(value, event.shiftKey ? -1 : 1);
    else if (event.key === 'Tab') end(value, event.shiftKey ? 'previous' : 'next');
    else if (event.key === 'Escape') end(null);
    else if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) setAt((at + (event.key === 'ArrowDown' ? 2 : words.length + 1)) % (words.length + 1) - 1);
    else {
      event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <input ref={field} type="text" role="combobox" aria-label={label} aria-expanded={open} aria-autocomplete="list" aria-controls={open ? 'cell-words' : undefined} aria-activedescendant={open && at >= 0 ? `cell-word-${at}` : undefined}
        value={typed} spellcheck={false} autocomplete="off" onInput={(e) => { setTyped(e.currentTarget.value); setNarrowed(true); setShut(false); setAt(-1); }} onKeyDown={keys} onBlur={() => end(typed)} />
      {open && (
        <div ref={list} id="cell-words" class="cell-words" role="listbox" tabIndex={-1} aria-label={`Words for ${label}`} popover="manual">{words.map((w, i) => (
          <div key={w.name} id={`cell-word-${i}`} role="option" tabIndex={-1} aria-selected={i === at} onPointerDown={(e) => { e.preventDefault(); take(w.name); setShut(true); }}><b>{w.name}</b>{w.meaning && <span>{w.meaning}</span>}</div>
        ))}</div>
      )}
    </>
  );
}
