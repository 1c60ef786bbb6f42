// What stands in a cell: a value of the description as one line of text, and back.
//   a name            crm
//   a list            crm, mail
//   a map             retrieved: vector_db; system_prompt: repo

import { nodesAt } from '../editor/schema';

export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };

const isMap = (value: Value): value is { [key: string]: Value } => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Words of one's own, commas included. */
const prose = new Set(['note', 'title', 'reason', 'is', 'owner']);

export function show(value: Value | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((item) => (isMap(item) ? `{ ${show(item)} }` : show(item))).join(', ');
  if (isMap(value)) return Object.entries(value).map(([key, inner]) => `${key}: ${isMap(inner) ? `{ ${show(inner)} }` : show(inner)}`).join('; ');
  return String(value);
}

/** A list of one name says what the name says. */
const loose = (value: Value): Value => (Array.isArray(value) && value.length === 1 ? loose(value[0] ?? null) : isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, loose(inner)])) : value);

/** A value that a line cannot hold without loss is changed in the text only. */
export const isPlain = (value: Value | undefined, path: string[]): boolean => value === undefined || value === null || JSON.stringify(loose(value)) === JSON.stringify(loose(parse(show(value), path)));

type Shape = 'map' | 'prose' | 'switch' | 'other';

function shapeAt(path: string[]): Shape {
  const key = path.at(-1) ?? '';
  if (prose.has(key)) return 'prose';
  const nodes = nodesAt(path);
  const types = new Set(nodes.flatMap((n) => n.type ?? []));
  return types.has('object') ? 'map' : types.size === 1 && types.has('boolean') ? 'switch' : 'other';
}

/** Whether what stands at a path is yes or no. */
export const isSwitch = (path: string[]): boolean => shapeAt(path) === 'switch';

const scalar = (text: string): Value => (text === 'true' ? true : text === 'false' ? false : /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text);

function items(text: string): Value {
  const parts = text.replace(/^\[(.*)\]$/s, '$1').split(',').map((part) => part.trim()).filter(Boolean);
  return parts.length === 1 && !/^\[.*\]$/s.test(text) ? scalar(parts[0] ?? '') : parts.map(scalar);
}

function read(text: string, path: string[], shape: Shape = shapeAt(path)): Value {
  if (shape === 'prose') return text;
  if (shape === 'switch') return /^(yes|true)$/i.test(text) ? true : /^(no|false)$/i.test(text) ? false : text;
  const pairs = text.split(';').map((part) => /^\s*([^:]+?)\s*:\s+(.*?)\s*$/s.exec(part));
  if (shape === 'map' && pairs.every((pair) => pair !== null)) return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', items(pair?.[2] ?? '')]));
  return items(text.trim());
}

/** What a line of text says at a path of the description. */
export const parse = (text: string, path: string[]): Value => read(text.trim(), path);
