// A number that can be opened: what it means, how it was computed, and which events carry it. One is open at a time.

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

type Open = { of: Telling; from: HTMLElement };
const open = signal<Open | null>(null);
/** Events named in one panel. */
const MOST = 4;

export function Told({ of, children, class: extra = '' }: { of: Telling; children: ComponentChildren; class?: string }) {
  const button = useRef<HTMLButtonElement>(null);
  const shown = open.value !== null && open.value.from === button.current;
  const press = () => (open.value = shown || !button.current ? null : { of, from: button.current });
  return <button type="button" ref={button} class={`told num ${extra}`} aria-haspopup="dialog" aria-expanded={shown} title={of.title} onClick={press}>{children}<span class="visually-hidden">, {of.title}</span></button>;
}

/** Puts the panel below its number, or above it where there is more room. */
function place(panel: HTMLElement, from: HTMLElement): void {
  const at = from.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const above = at.bottom + height + 18 > innerHeight && at.top > height + 12;
  panel.style.left = `${Math.max(12, Math.min(at.left, innerWidth - width - 12))}px`;
  panel.style.top = `${above ? at.top - height - 6 : Math.max(12, Math.min(at.bottom + 6, innerHeight - height - 12))}px`;
}

/** The panel of the number that is open; stands once in the page. */
export function ToldPanel() {
  const box = useRef<HTMLDivElement>(null);
  const shown = open.value;
  useLayoutEffect(() => {
    if (!shown || !box.current) return;
    place(box.current, shown.from);
    box.current.focus({ preventScroll: true });
  }, [shown]);
  // Before the next key can be pressed.
  useLayoutEffect(() => {
    if (!shown) return;
    const shut = (back: boolean) => {
      open.value = null;
      if (back) shown.from.focus({ preventScroll: true });
    };
    const press = (event: Event) => {
      const target = event.target as Node;
      if (!box.current?.contains(target) && !shown.from.contains(target)) shut(false);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' && event.key !== 'Tab') return;
      event.stopPropagation();
      if (event.key === 'Escape') event.preventDefault();
      shut(true);
    };
    const scroll = () => {
      const { top, bottom } = shown.from.getBoundingClientRect();
      if (bottom < 0 || top > innerHeight) shut(false);
      else if (box.current) place(box.current, shown.from);
    };
    document.addEventListener('pointerdown', press);
    document.addEventListener('keydown', key, true);
    document.addEventListener('scroll', scroll, true);
    addEventListener('resize', scroll);
    return () => {
      document.removeEventListener('pointerdown', press);
      document.removeEventListener('keydown', key, true);
      document.removeEventListener('scroll', scroll, true);
      removeEventListener('resize', scroll);
    };
  }, [shown]);
  if (!shown) return null;
  const { title, means, how, events = [], instead } = shown.of;
  return (
    <div class="pop told-panel" role="dialog" aria-label={title} tabIndex={-1} ref={box}>
      <h2>{title}<button type="button" class="button ghost" aria-label="Close" tabIndex={-1} onClick={() => { open.value = null; shown.from.focus(); }}><Icon name="close" class="i s" /></button></h2>
      <dl>
        <dt>Means</dt><dd>{says(means)}</dd>
        <dt>Computed</dt><dd>{says(how)}</dd>
        {(events.length > 0 || instead) && <><dt>Carried by</dt><dd>{events.slice(0, MOST).map((id) => <div key={id}>{says(namedEvents.value.get(id)?.sentence ?? id)}</div>)}{events.length > MOST && <div class="quiet">and {events.length - MOST} more</div>}{!events.length && instead}</dd></>}
      </dl>
    </div>
  );
}
