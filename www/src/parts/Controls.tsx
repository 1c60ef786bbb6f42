// Small things that are pressed: switch, segments, copy, filter.

import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon } from '../icons';

export function Switch({ on, label, onFlip, disabled = false }: { on: boolean; label: string; onFlip(): void; disabled?: boolean }) {
  return <button type="button" class="switch" role="switch" aria-checked={on} aria-label={label} disabled={disabled} onClick={onFlip} />;
}

/** Alternatives of which one is in force. */
export function Segments<T extends string>({ label, of, value, onPick }: { label: string; of: { value: T; text: ComponentChildren }[]; value: T; onPick(v: T): void }) {
  return (
    <div class="segments" role="group" aria-label={label}>
      {of.map((o) => <button type="button" key={o.value} aria-pressed={o.value === value} onClick={() => onPick(o.value)}>{o.text}</button>)}
    </div>
  );
}

const copied = signal('');

/** Puts text on the clipboard, also where the page is no secure context. */
export function copy(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'visually-hidden';
  field.setAttribute('aria-hidden', 'true');
  const before = document.activeElement;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return done;
}

export function Copy({ text, label }: { text: string; label: string }) {
  const said = copied.value === text;
  const press = () => {
    if (!copy(text)) return;
    copied.value = text;
    setTimeout(() => copied.peek() === text && (copied.value = ''), 1500);
  };
  return (
    <button type="button" class="copy" aria-label={label} title={label} onClick={press}>
      <Icon name={said ? 'yes' : 'copy'} class="i s" /><span aria-live="polite" class="visually-hidden">{said ? 'copied' : ''}</span>
    </button>
  );
}

export function Filter({ value, label, hint, onInput }: { value: string; label: string; hint: string; onInput(v: string): void }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <label class="filter">
      <Icon name="find" />
      <span class="visually-hidden">{label}</span>
      <input ref={field} type="search" data-filter value={value} placeholder={hint} spellcheck={false} autocomplete="off" onInput={(e) => onInput(e.currentTarget.value)}
        onKeyDown={(e) => { if (e.key === 'Escape') { if (value) onInput(''); else field.current?.blur(); e.stopPropagation(); } }} />
      <kbd aria-hidden="true">/</kbd>
    </label>
  );
}
