// Small forms on the canvas: the name of a new element, another name, what a line means, and with what to connect.

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { add, connect, draft, rename, taken, type Draft } from './edits';
import { freeName, nameFault, palette } from './kinds';
import { saysOf } from './meanings';
import type { Point } from './route';

const shut = () => {
  draft.value = null;
  const stop = document.querySelector<SVGElement>('.canvas [data-id][tabindex="0"]');
  (stop ?? document.querySelector<HTMLElement>('.canvas'))?.focus({ preventScroll: true });
};

export function Drafts() {
  const of = draft.value;
  if (!of) return null;
  if (of.kind === 'target') return <div class="drafting-bar" role="status">{of.refused && <b class="cond">{of.refused}. </b>}Connect <code>{of.from}</code> with{of.refused && ' another'}: arrows and Enter, or click. <button type="button" class="link" onClick={shut}>Give up</button></div>;
  if (of.kind === 'add') return <Named key={of.of.kind} at={of.at} title={of.of.kind === 'zone' ? 'Zone around the selection' : `New ${of.of.title.toLowerCase()}`} first={of.of.kind === 'zone' ? 'zone' : freeName(of.of.kind, taken())} mayBe={() => false} free={of.of.kind === 'zone'} press="Add" onName={(name) => void add(of.of, name, of.box, of.place)} />;
  if (of.kind === 'typed') return <Typed at={of.at} />;
  if (of.kind === 'rename') return <Named key={of.name} at={of.at} title={`Rename ${of.name}`} first={of.name} mayBe={(name) => name === of.name} free={false} press="Rename" onName={(name) => void rename(of.name, name)} />;
  return <Meanings of={of} />;
}

/** Stands at a place of the canvas, wholly in it. */
function Panel({ at, label, children }: { at: Point; label: string; children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const panel = box.current;
    const canvas = panel?.parentElement;
    if (!panel || !canvas) return;
    const stand = () => {
      panel.style.left = `${Math.max(8, Math.min(at.x, canvas.clientWidth - panel.offsetWidth - 8))}px`;
      panel.style.top = `${Math.max(8, Math.min(at.y, canvas.clientHeight - panel.offsetHeight - 8))}px`;
    };
    stand();
    // Zoomed in, the canvas is smaller than it was.
    const watch = new ResizeObserver(stand);
    watch.observe(canvas);
    return () => watch.disconnect();
  }, [at]);
  const keys = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    shut();
  };
  return <div class="writing" ref={box} role="dialog" aria-label={label} onKeyDown={keys}>{children}</div>;
}

function Named({ at, title, first, mayBe, free, press, onName }: { at: Point; title: string; first: string; mayBe(name: string): boolean; free: boolean; press: string; onName(name: string): void }) {
  const [name, setName] = useState(first);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.select(), []);
  const fault = free || mayBe(name) ? (name ? null : 'A name is needed') : nameFault(name, taken());
  const submit = (event: Event) => {
    event.preventDefault();
    if (!fault) onName(name);
  };
  return (
    <Panel at={at} label={title}>
      <form onSubmit={submit}>
        <label><span>{title}</span><input ref={field} value={name} spellcheck={false} autocomplete="off" aria-invalid={fault !== null} aria-describedby="name-fault" onInput={(e) => setName(e.currentTarget.value.trim().replace(/\s+/g, free ? ' ' : '_'))} /></label>
        <p id="name-fault" class={fault ? 'cond' : 'quiet'} role="status">{fault ?? 'Enter writes it into the description'}</p>
        <div class="acts-row"><button type="submit" class="button primary" disabled={fault !== null}>{press}</button><button type="button" class="button" onClick={shut}>Cancel</button></div>
      </form>
    </Panel>
  );
}

/** Kind and name in one line: `store orders`. */
function Typed({ at }: { at: Point }) {
  const [words, setWords] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const [first = '', ...rest] = words.trim().split(/\s+/);
  const of = palette.find((k) => k.section && (k.kind === first || k.title.toLowerCase() === first));
  const name = rest.join('_');
  const fault = !words ? `One of: ${palette.filter((k) => k.section).map((k) => k.title.toLowerCase()).join(', ')}` : !of ? `${first} is no kind of element` : nameFault(name, taken());
  const submit = (event: Event) => {
    event.preventDefault();
    if (of && !fault) void add(of, name, null, null);
  };
  return (
    <Panel at={at} label="Add by typing">
      <form onSubmit={submit}>
        <label><span>Kind and name</span><input ref={field} value={words} placeholder="store orders" spellcheck={false} autocomplete="off" aria-describedby="name-fault" onInput={(e) => setWords(e.currentTarget.value)} /></label>
        <p id="name-fault" class={fault && words ? 'cond' : 'quiet'} role="status">{fault ?? 'Enter writes it into the description'}</p>
        <div class="acts-row"><button type="submit" class="button primary" disabled={fault !== null}>Add</button><button type="button" class="button" onClick={shut}>Cancel</button></div>
      </form>
    </Panel>
  );
}

function Meanings({ of }: { of: Extract<Draft, { kind: 'meaning' }> }) {
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => list.current?.querySelector('button')?.focus(), []);
  const keys = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const all = [...(list.current?.querySelectorAll('button') ?? [])];
    if (!by) return;
    event.preventDefault();
    all[(all.indexOf(document.activeElement as HTMLButtonElement) + by + all.length) % all.length]?.focus();
  };
  return (
    <Panel at={of.at} label={`What does ${of.from.name} do with ${of.to.name}`}>
      <p class="draft-title"><code>{of.from.name}</code> …</p>
      <ul ref={list} onKeyDown={keys}>{of.meanings.map((m) => (
        <li key={m.says}><button type="button" class="meaning" onClick={() => void connect(of.from, of.to, m)}><span>{saysOf(m)} <code>{of.to.name}</code></span><small>{m.key.join(' › ')}</small></button></li>
      ))}</ul>
      <button type="button" class="link" onClick={shut}>Cancel</button>
    </Panel>
  );
}
