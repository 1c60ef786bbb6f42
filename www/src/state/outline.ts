// What stands in the text, for tables, the picture and the ways through the text. It follows the text, errors or not.

import { computed, effect, signal } from '@preact/signals';
import type { Outline, OutlineEntry, OutlineMention } from '../generated/api';
import { outlineOf, source } from './engine';

/** The last outline and the text that it is of. */
export const outlined = signal<{ text: string; outline: Outline } | null>(null);
const none: Outline = { sections: [], entries: [], mentioned: [] };
export const outline = computed(() => outlined.value?.outline ?? none);
/** Entries that are elements, by name; those of sections like claims are not among them. */
export const named = computed(() => new Map<string, OutlineEntry>(outline.value.entries.filter((e) => e.kind !== '').map((e) => [e.name, e])));
/** What exists by being mentioned, by name. */
export const mentioned = computed(() => new Map<string, OutlineMention>(outline.value.mentioned.map((m) => [m.name, m])));

/** The entries of a section, in the order of the text. */
export const entriesOf = (section: string): OutlineEntry[] => outline.value.entries.filter((e) => e.section === section);

/** Weaknesses that the text declares and does not call fixed, each with what it is of. */
export const weaknesses = computed(() => entriesOf('weaknesses').flatMap(({ name, value }) => {
  const { on = [], status } = (value ?? {}) as { on?: string | string[]; status?: string };
  return status === 'fixed' ? [] : [{ name, on: [on].flat().map((of) => of.split('.')[0] ?? of) }];
}));

/** Follows the text; called once. */
export function start(): void {
  effect(() => {
    const of = source.value;
    if (!of) {
      outlined.value = null;
      return;
    }
    outlineOf(of.text).then(
      (outline) => {
        if (source.peek()?.text === of.text) outlined.value = { text: of.text, outline };
      },
      // The engine says elsewhere that it stopped.
      () => undefined,
    );
  });
}
