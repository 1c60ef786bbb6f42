// The catalog as the page reads it, and the audience in whose words facts are read.

import { computed, signal } from '@preact/signals';
import type { Audience, CatalogView } from '../generated/api';
import { answers, catalog as ask } from './engine';

/** The catalog, once somebody looked. It does not depend on the description. */
export const catalog = signal<CatalogView | null>(null);
let asking = false;

/** Asks for the catalog unless it is there or under way. */
export function needCatalog(): void {
  if (catalog.peek() || asking || !answers.peek()) return;
  asking = true;
  ask().then((view) => (catalog.value = view), () => undefined).finally(() => (asking = false));
}

/** Id of the audience whose words are read; none is each domain's own, or the terms that all share. */
export const readAs = signal('');
export const audiences = computed<Audience[]>(() => catalog.value?.audiences ?? []);
export const audienceName = (id: string | null) => audiences.value.find((a) => a.id === id)?.name ?? null;
