// A button with a panel below it. Escape and a press outside close it; the focus goes in and comes back.

import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { popover, type Popover as Name } from '../state/view';

type Props = { name: Exclude<Name, null>; label: string; button: ComponentChildren; class?: string; buttonClass: string; children: ComponentChildren };

export function Popover({ name, label, button, children, buttonClass, class: extra = '' }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const open = popover.value === name;
  const id = `pop-${name}`;
  useEffect(() => {
    if (!open) return;
    const root = box.current;
    root?.querySelector<HTMLElement>('.pop')?.focus();
    const shut = (event: Event) => {
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        root?.querySelector('button')?.focus();
      } else if (root?.contains(event.target as Node)) return;
      popover.value = null;
    };
    const leave = (event: FocusEvent) => {
      if (event.relatedTarget instanceof Node && !root?.contains(event.relatedTarget)) popover.value = null;
    };
    document.addEventListener('pointerdown', shut);
    document.addEventListener('keydown', shut, true);
    root?.addEventListener('focusout', leave);
    return () => {
      document.removeEventListener('pointerdown', shut);
      document.removeEventListener('keydown', shut, true);
      root?.removeEventListener('focusout', leave);
    };
  }, [open]);
  return (
    <div class={`popover ${extra}`} ref={box}>
      <button type="button" class={buttonClass} aria-expanded={open} aria-controls={open ? id : undefined} aria-haspopup="dialog" onClick={() => (popover.value = open ? null : name)}>{button}</button>
      {open && <div class="pop" id={id} role="dialog" aria-label={label} tabIndex={-1}>{children}</div>}
    </div>
  );
}
