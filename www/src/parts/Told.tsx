// What can be opened where it stands, into a panel beside it: a number, with what it means and how it was computed; an
// event, with its switches. One is open at a time.

import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { namedEvents } from '../state/numbers';
import { Icon } from '../icons';
import { says } from './Sentence';

export type Telling = {
  title: string;
  /** One sentence. */
  means: string;
  how: string;
  /** Ids of the events that carry it, most important first. */
  events?: string[];
  /** What stands in place of events. */
  instead?: string;
};

type Open = { title: string; heading: ComponentChildren; from: HTMLElement; show(): ComponentChildren };
const open = signal<Open | null>(null);
/** Events named in one panel. */
const MOST = 4;

type OpensProps = { title: string; says?: string; heading?: ComponentChildren; class?: string; show(): ComponentChildren; children: ComponentChildren };

/** A button that opens the panel; `title` says what is in it, `says` the same behind what the button shows. */
export function Opens({ title, says: behind = title, heading = title, class: extra = '', show, children }: OpensProps) {
  const button = useRef<HTMLButtonElement>(null);
  const shown = open.value !== null && open.value.from === button.current;
  const press = () => (open.value = shown || !button.current ? null : { title, heading, from: button.current, show });
  return <button type="button" ref={button} class={`told ${extra}`} aria-haspopup="dialog" aria-expanded={shown} title={title} onClick={press}>{children}<span class="visually-hidden">, {behind}</span></button>;
}

export function Told({ of, children, class: extra = '' }: { of: Telling; children: ComponentChildren; class?: string }) {
  return <Opens title={of.title} class={`num ${extra}`} show={() => <Meaning of={of} />}>{children}</Opens>;
}

function Meaning({ of: { means, how, events = [], instead } }: { of: Telling }) {
  return (
    <dl>
      <dt>Means</dt><dd>{says(means)}</dd>
      <dt>Computed</dt><dd>{says(how)}</dd>
      {(events.length > 0 || instead) && <><dt>Carried by</dt><dd>{events.slice(0, MOST).map((id) => <div key={id}>{says(namedEvents.value.get(id)?.sentence ?? id)}</div>)}{events.length > MOST && <div class="quiet">and {events.length - MOST} more</div>}{!events.length && instead}</dd></>}
    </dl>
  );
}

/** Gives the focus back to what the panel was opened from; to the answers, if that is gone by now. */
function leave(from: HTMLElement): void {
  const to = from.isConnected ? from : document.getElementById('answers');
  to?.focus({ preventScroll: true });
}

/** Puts the panel below where it was opened, or above it where there is more room. */
function place(panel: HTMLElement, at: DOMRect): void {
  const { width, height } = panel.getBoundingClientRect();
  const above = at.bottom + height + 18 > innerHeight && at.top > height + 12;
  panel.style.left = `${Math.max(12, Math.min(at.left, innerWidth - width - 12))}px`;
  panel.style.top = `${above ? at.top - height - 6 : Math.max(12, Math.min(at.bottom + 6, innerHeight - height - 12))}px`;
}

/** What a press or the Tab key can reach in the panel. */
const stops = (panel: HTMLElement) => [...panel.querySelectorAll<HTMLElement>('button:not([tabindex="-1"], :disabled)')];

/** The panel that is open; stands once in the page. What it was opened from may go while it is open: it stays where it is. */
export function ToldPanel() {
  const box = useRef<HTMLDivElement>(null);
  const shown = open.value;
  useLayoutEffect(() => {
    if (!shown || !box.current) return;
    place(box.current, shown.from.getBoundingClientRect());
    box.current.focus({ preventScroll: true });
  }, [shown]);
  // Before the next key can be pressed.
  useLayoutEffect(() => {
    if (!shown) return;
    const shut = (back: boolean) => {
      open.value = null;
      if (back) leave(shown.from);
    };
    const press = (event: Event) => {
      const target = event.target as Node;
      if (!box.current?.contains(target) && !shown.from.contains(target)) shut(false);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' && event.key !== 'Tab') return;
      const all = event.key === 'Tab' && box.current ? stops(box.current) : [];
      const at = all.indexOf(document.activeElement as HTMLElement);
      if (all[at + (event.shiftKey ? -1 : 1)]) return;
      event.stopPropagation();
      if (event.key === 'Escape') event.preventDefault();
      shut(true);
    };
    let at = shown.from.getBoundingClientRect();
    const scroll = () => {
      const gone = !shown.from.isConnected;
      if (!gone) at = shown.from.getBoundingClientRect();
      if (!gone && (at.bottom < 0 || at.top > innerHeight)) shut(false);
      else if (box.current) place(box.current, at);
    };
    // What grows below the window is moved up, and stays where it is else: the hand is on it.
    const grown = new ResizeObserver(() => {
      const panel = box.current;
      if (!panel) return;
      const { top, height } = panel.getBoundingClientRect();
      if (top + height > innerHeight - 12) panel.style.top = `${Math.max(12, innerHeight - height - 12)}px`;
    });
    if (box.current) grown.observe(box.current);
    document.addEventListener('pointerdown', press);
    document.addEventListener('keydown', key, true);
    document.addEventListener('scroll', scroll, true);
    addEventListener('resize', scroll);
    return () => {
      grown.disconnect();
      document.removeEventListener('pointerdown', press);
      document.removeEventListener('keydown', key, true);
      document.removeEventListener('scroll', scroll, true);
      removeEventListener('resize', scroll);
    };
  }, [shown]);
  if (!shown) return null;
  const { title, heading, from } = shown;
  return (
    <div class="pop told-panel" role="dialog" aria-label={title} tabIndex={-1} ref={box}>
      <h2><span>{heading}</span><button type="button" class="button ghost" aria-label="Close" tabIndex={-1} onClick={() => { open.value = null; leave(from); }}><Icon name="close" class="i s" /></button></h2>
      {shown.show()}
    </div>
  );
}
