// Which element names which, by what word: a row for each name that an entry gives under a key.

import type { Edit, Outline } from '../generated/api';
import { isMapOf, one } from './tables';
import type { Value } from './cell';

export type Flow = {
  key: string;
  /** Who says it. */
  at: string;
  section: string;
  /** The key, with the part of Inputs it is about. */
  word: string;
  path: string[];
  /** Whom it names. */
  name: string;
};

/** Keys whose words are no names, however they read. */
const words = new Set(['kind', 'note', 'domain', 'zone', 'format', 'status', 'gains', 'of', 'cwe', 'process']);

export function flowsOf(outline: Outline | null): Flow[] {
  if (!outline) return [];
  const known = new Set([...outline.entries.map((e) => e.name), ...outline.mentioned.map((m) => m.name)]);
  const isKnown = (word: string) => known.has(word) || known.has(word.split('.')[0] ?? word);
  const found: Flow[] = [];
  for (const entry of outline.entries) {
    const read = (value: Value, path: string[], word: string) => {
      if (typeof value === 'string') {
        if (isKnown(value)) found.push({ key: `${path.join('/')} ${value}`, at: entry.name, section: one(entry.section), word, path, name: value });
      } else if (Array.isArray(value)) value.forEach((item) => typeof item === 'string' && read(item, path, word));
    };
    for (const [key, value] of Object.entries(isMapOf(entry) ?? {})) {
      if (words.has(key)) continue;
      const path = [...entry.path, key];
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        for (const [part, inner] of Object.entries(value)) read(inner, [...path, part], `${key}, ${part}`);
      } else read(value, path, key);
    }
  }
  return found;
}

/** Another name in the place of one, in the same list. */
export const renamed = (flow: Flow, to: string): Edit[] => [{ kind: 'add', path: flow.path, value: to }, { kind: 'drop', path: flow.path, value: flow.name }];
