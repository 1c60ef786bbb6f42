// One selection for the whole page: an element, a step of a path or an event. Text, rows and steps mark what it names.

import { computed, signal } from '@preact/signals';

export type Selection =
  | { kind: 'element'; name: string }
  | { kind: 'step'; claim: string; set: number; number: number; elements: string[] }
  | { kind: 'event'; id: string; elements: string[] };

export const selection = signal<Selection | null>(null);

/** Declared names that the selection speaks of. */
export const marked = computed<ReadonlySet<string>>(() => {
  const s = selection.value;
  if (!s) return new Set();
  return new Set(s.kind === 'element' ? [s.name] : s.elements);
});

export function select(next: Selection | null): void {
  selection.value = next;
}
/** Selects an element, or nothing if it is selected already. */
export function toggleElement(name: string): void {
  const s = selection.peek();
  select(s?.kind === 'element' && s.name === name ? null : { kind: 'element', name });
}
