// One stop for the Tab key per list, walked with arrows: the focused item, or the first, is the stop.

import { useLayoutEffect } from 'preact/hooks';

export const ROVING = 'data-roving';

const items = (box: Element) => [...box.querySelectorAll<HTMLElement>(box.getAttribute(ROVING) ?? '')].filter((e) => e.closest(`[${ROVING}]`) === box);

/** Keeps exactly one item of the list reachable by Tab. Runs after every render of its owner. */
export function useRoving(box: { readonly current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    if (!box.current) return;
    const all = items(box.current);
    const stop = all.find((e) => e === document.activeElement) ?? all.find((e) => e.getAttribute('aria-selected') === 'true') ?? all.find((e) => e.tabIndex === 0 && e.hasAttribute('tabindex')) ?? all.find((e) => e.getAttribute('aria-expanded') === 'true') ?? all[0];
    for (const e of all) e.setAttribute('tabindex', e === stop ? '0' : '-1');
  });
}

function focus(all: HTMLElement[], next: HTMLElement | undefined): void {
  if (!next) return;
  for (const e of all) e.setAttribute('tabindex', e === next ? '0' : '-1');
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** Moves the focus by so many items; begins at the stop when the focus is elsewhere. */
export function move(box: Element, by: number): void {
  const all = items(box);
  const here = all.findIndex((e) => e === document.activeElement);
  const at = here < 0 ? all.findIndex((e) => e.tabIndex === 0) - Math.sign(by) : here;
  focus(all, all[Math.min(Math.max(at + by, 0), all.length - 1)]);
}

/** The list that J and K walk: the one with the focus, else the first of the answers. */
export function activeList(): Element | null {
  return document.activeElement?.closest(`[${ROVING}]:not([role=tablist])`) ?? document.querySelector(`#answers [${ROVING}]:not([role=tablist])`);
}

/** Arrow keys of a list or a row of tabs. */
export function onArrows(event: KeyboardEvent): void {
  const box = (event.currentTarget as Element).closest(`[${ROVING}]`);
  if (!box || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return;
  // A table is walked in rows of so many.
  const columns = Number(box.getAttribute('data-columns') ?? 0);
  const across = box.getAttribute('aria-orientation') === 'horizontal' || box.hasAttribute('data-across');
  const step = { [across ? 'ArrowRight' : 'ArrowDown']: 1, [across ? 'ArrowLeft' : 'ArrowUp']: -1 }[event.key];
  const inTable = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
  if (columns && inTable) move(box, inTable);
  else if (step) move(box, step);
  else if (event.key === 'Home') focus(items(box), items(box)[0]);
  else if (event.key === 'End') focus(items(box), items(box).at(-1));
  else return;
  event.preventDefault();
  event.stopPropagation();
}
