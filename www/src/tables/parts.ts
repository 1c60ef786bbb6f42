// Parts as the text speaks of them: parts of Inputs, with where they come from and are kept, and adapters of models.

import type { Edit, Outline, OutlineEntry } from '../generated/api';
import { show, type Value } from './cell';
import { isMapOf } from './tables';

/** The sections of rows that are parts, as keys of the elements that have them. */
export const isPart = (section: string): boolean => section === 'inputs' || section === 'adapters';
/** The keys that say where Inputs are kept: all of them, or the parts that are named. */
const KEPT: ReadonlySet<string> = new Set(['writes', 'logs to']);
export const isKept = (section: string, column: string): boolean => section === 'inputs' && KEPT.has(column);

const mapUnder = (entry: OutlineEntry, key: string): Record<string, Value> => {
  const value = isMapOf(entry)?.[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
};
export const words = (value: Value | undefined): string[] => (value === undefined || value === null ? [] : (Array.isArray(value) ? value : [value]).map((item) => show(item)));

/** Whether all Inputs of an element are kept under a key, whatever the part. */
const keepsAll = (owner: OutlineEntry, key: string): boolean => words(isMapOf(owner)?.[key]).length > 0 && Object.keys(mapUnder(owner, key)).length === 0;

/** A row for each part of which something is said. */
export function partsOf(outline: Outline): OutlineEntry[] {
  return outline.entries.flatMap((owner): OutlineEntry[] => {
    if (owner.section === 'adapters') return [{ ...owner, value: { element: owner.path[1] ?? '', ...isMapOf(owner) } }];
    if (owner.section !== 'agents' && owner.section !== 'models') return [];
    const from = mapUnder(owner, 'inputs');
    const kept = [...KEPT].flatMap((key) => Object.values(mapUnder(owner, key)).flatMap(words));
    return [...new Set([...Object.keys(from), ...kept])].map((name) => {
      const value: Record<string, Value> = { element: owner.name };
      if (from[name] !== undefined) value['from'] = from[name];
      for (const key of KEPT) {
        const stores = keepsAll(owner, key) ? words(isMapOf(owner)?.[key]) : Object.entries(mapUnder(owner, key)).flatMap(([store, parts]) => (words(parts).includes(name) ? [store] : []));
        if (stores.length) value[key] = stores;
      }
      return { ...owner, section: 'inputs', kind: '', name, path: [...owner.path, 'inputs', name], mentions: [], value };
    });
  });
}

/** The element that a part is of. */
export const ownerOf = (outline: Outline, part: { path: string[] }): OutlineEntry | undefined => outline.entries.find((e) => e.path.length === 2 && e.path[0] === part.path[0] && e.path[1] === part.path[1]);

/** Why a column of a part is not written in its row. */
export function fixed(outline: Outline, part: OutlineEntry, column: string): string | null {
  if (column === 'element') return 'A part stays with its element: add one to another, and delete this one';
  if (part.section !== 'inputs') return null;
  if (column === 'name') return 'It is named by the language: add another part, and delete this one';
  const owner = ownerOf(outline, part);
  return owner && KEPT.has(column) && keepsAll(owner, column) ? `All Inputs of \`${owner.name}\` are kept there, as its \`${column}\` names no parts` : null;
}

/** Where parts are to be kept, gathered so that changes of one list become one edit. */
export class Keeping {
  private lists = new Map<string, { path: string[]; parts: string[] }>();
  constructor(private outline: Outline) {}

  /** Keeps a part in these stores and, under this key, in no others. A store whose last part goes still keeps answers. */
  put(part: { path: string[]; name: string }, key: string, stores: string[]): void {
    const owner = ownerOf(this.outline, part);
    if (!owner) return;
    const said = mapUnder(owner, key);
    for (const store of new Set([...Object.keys(said), ...stores])) {
      const path = [...owner.path, key, store];
      const list = this.lists.get(path.join('/')) ?? { path, parts: words(said[store]) };
      if (list.parts.includes(part.name) === stores.includes(store)) continue;
      list.parts = stores.includes(store) ? [...list.parts, part.name] : list.parts.filter((name) => name !== part.name);
      this.lists.set(path.join('/'), list);
    }
  }

  edits(): Edit[] {
    return [...this.lists.values()].map(({ path, parts }) => ({ kind: 'set', path, value: parts.length === 1 ? parts[0] : parts }));
  }
}

/** What takes a part of Inputs out. */
export function without(part: OutlineEntry, keeping: Keeping): Edit[] {
  for (const key of KEPT) keeping.put(part, key, []);
  return isMapOf(part)?.['from'] === undefined ? [] : [{ kind: 'drop', path: part.path.slice(0, -1), value: part.name }];
}
