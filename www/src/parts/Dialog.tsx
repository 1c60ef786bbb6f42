// A modal dialog on the browser's own element: it keeps the focus, and Escape closes it.

import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Icon } from '../icons';
import { dialogGone } from '../state/view';

export function Dialog({ title, children, onClose, class: extra = '' }: { title: string; children: ComponentChildren; onClose(): void; class?: string }) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = box.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (!dialogGone() && before instanceof HTMLElement) before.focus();
    };
  }, []);
  const outside = (event: MouseEvent) => {
    if (event.target === box.current) onClose();
  };
  return (
    <dialog ref={box} class={extra} aria-labelledby={id} onClick={outside} onCancel={(e) => { e.preventDefault(); onClose(); }}>
      <div class="dialog">
        <header><h2 id={id}>{title}</h2><button type="button" class="button ghost" aria-label="Close" onClick={onClose}><Icon name="close" /></button></header>
        {children}
      </div>
    </dialog>
  );
}
