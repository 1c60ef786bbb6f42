// The catalog as the page reads it, and the audience in whose words facts are read.

import { computed, signal } from '@preact/signals';
import type { Audience, CatalogView } from '../generated/api';
import { answers, catalog as ask } from './engine';

/** The catalog that the answers are made from, once somebody looked. */
export const catalog = signal<CatalogView | null>(null);
/** The answers that it was last asked for. */
let askedFor = -1;

/** Asks for the catalog unless it is that of the newest answers; only packs make a difference. */
export function needCatalog(): void {
  const of = answers.peek();
  if (!of || of.generation === askedFor) return;
  const { packs } = of.overview;
  const known = catalog.peek();
  if (known && known.packs.join('\n') === packs.join('\n')) return;
  askedFor = of.generation;
  ask().then((view) => (catalog.value = view), () => (askedFor = -1));
}

/** Kinds of controls, with what each is. */
export const controlKinds = computed(() => (catalog.value?.controls ?? []).map((c) => ({ name: c.kind, meaning: c.means })));

/** Id of the audience whose words are read; none is each domain's own, or the terms that all share. */
export const readAs = signal('');
export const audiences = computed<Audience[]>(() => catalog.value?.audiences ?? []);
export const audienceName = (id: string | null) => audiences.value.find((a) => a.id === id)?.name ?? null;
