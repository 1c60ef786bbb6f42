// What is changed from the picture: each as edits of the description under a name, or as a place that stays here.

import { signal } from '@preact/signals';
import type { PictureNode } from '../generated/api';
import { change, tell } from '../state/edit';
import { named } from '../state/outline';
import { bringBack, choose, chooseAll, chosen, chosenEdge, forgetPlaces, move, nameOf, picture, placed, put } from '../state/picture';
import { isSmall } from '../state/view';
import { an, count, list } from '../words';
import { bare, freeName, RUNNING, sectionOf, SUPPLIED, type Kind } from './kinds';
import { keysOf, meaningsOf, saysOf, statedAt, type Meaning } from './meanings';
import type { Point } from './route';
import { toPicture } from './viewport';

type Edit = Parameters<typeof change>[1][number];

/** What waits for a word of the reader, at a place of the canvas. */
export type Draft =
  | { kind: 'add'; of: Kind; at: Point; place: Point | null; box: string | null }
  | { kind: 'typed'; at: Point }
  | { kind: 'rename'; name: string; at: Point }
  | { kind: 'target'; from: string; refused?: string }
  | { kind: 'meaning'; from: PictureNode; to: PictureNode; meanings: Meaning[]; at: Point };
export const draft = signal<Draft | null>(null);

/** The picture can be changed: on a phone it is read. */
export const canEdit = () => !isSmall.peek();

const nodes = () => picture.peek()?.nodes ?? [];
export const taken = (): ReadonlySet<string> => new Set(nodes().map((n) => n.name));
const nodeOf = (id: string): PictureNode | undefined => {
  const name = nameOf(id);
  return nodes().find((n) => n.name === name);
};

/** What a box says of what lies in it, for a kind of element; nothing if such an element is not placed by it. */
function placing(kind: string, box: string): [string, string] | null {
  const [of, name] = [box.slice(0, box.indexOf(':')), box.slice(box.indexOf(':') + 1)];
  if (of === 'zone') return ['zone', name];
  if (of === 'host') return RUNNING.has(kind) ? ['runs on', name] : kind === 'host' ? ['inside', name] : null;
  return of === 'supplier' && SUPPLIED.has(kind) ? ['from', name] : null;
}

/** Asks for the name of a new element. */
export function begin(of: Kind, at: Point, box: string | null, place: Point | null = toPicture(at)): void {
  if (of.kind === 'zone' && !chosenNames().length) return tell('Select what lies in the zone first');
  draft.value = { kind: 'add', of, at, place, box };
}

/** Asks for kind and name of a new element in words. */
export function beginTyped(at: Point): void {
  draft.value = { kind: 'typed', at };
}

export async function add(of: Kind, name: string, box: string | null, place: Point | null): Promise<void> {
  draft.value = null;
  if (of.kind === 'zone') {
    const inside = chosenNames();
    await change(`put ${told(inside)} into zone ${name}`, inside.map((one) => ({ kind: 'set', path: [sectionOf(nodeNamed(one)?.kind ?? ''), one, 'zone'], value: name })));
    return;
  }
  const lies = box ? placing(bare(of.kind), box) : null;
  if (place) put([[name, place]]);
  const done = await change(`add ${of.kind} ${name}`, [{ kind: 'set', path: [of.section, name], value: { ...of.fresh, ...(lies ? { [lies[0]]: lies[1] } : {}) } }]);
  if (!done) return forgetPlaces([name]);
  tell(`${name} added`);
  awaited(name);
}

/** Chooses an element once it is drawn. */
function awaited(name: string): void {
  wanted = name;
}
let wanted: string | null = null;
export function arrived(): void {
  const of = placed.peek()?.scene;
  if (!wanted || !(of?.nodes.has(wanted) || of?.shown.has(wanted))) return;
  const id = of?.shown.get(wanted) ?? wanted;
  wanted = null;
  choose(id);
  requestAnimationFrame(() => document.querySelector<SVGElement>(`.canvas [data-id="${CSS.escape(id)}"]`)?.focus({ preventScroll: true }));
}

const nodeNamed = (name: string) => nodes().find((n) => n.name === name);
export const chosenNames = () => chosen.peek().flatMap((id) => nameOf(id) ?? []);
const told = (names: string[]) => (names.length > 2 ? count(names.length, 'element') : list(names));

export async function rename(from: string, to: string): Promise<void> {
  draft.value = null;
  if (from === to || !(await change(`rename ${from} to ${to}`, [{ kind: 'rename', from, to }]))) return;
  awaited(to);
}

/** Asks for another name of an element. */
export function beginRename(id: string, at: Point): void {
  const name = nameOf(id);
  if (name) draft.value = { kind: 'rename', name, at };
}

/** Deletes what is chosen: elements with every mention, a line with what states it. */
export async function remove(): Promise<void> {
  const edge = chosenEdge.peek();
  const flows = edge ? placed.peek()?.scene.edges.get(edge)?.flows : undefined;
  if (flows?.length) {
    const edits = flows.map((f): Edit => ({ kind: 'drop', path: [sectionOf(nodeNamed(f.stated_at)?.kind ?? ''), f.stated_at, ...keysOf(f)], value: f.names }));
    if (await change(`remove the line from ${flows[0]!.from} to ${flows[0]!.to}`, edits)) chosenEdge.value = null;
    return;
  }
  const zones = chosen.peek().filter((id) => id.startsWith('zone:'));
  const names = chosenNames();
  const freed = nodes().filter((n) => n.zone && zones.includes(`zone:${n.zone}`) && !names.includes(n.name));
  const edits: Edit[] = [...freed.map((n): Edit => ({ kind: 'remove', path: [sectionOf(n.kind), n.name, 'zone'] })), ...names.map((name): Edit => ({ kind: 'delete', name }))];
  if (!edits.length) return;
  const what = names.length ? told(names) : `zone ${zones[0]?.slice(5)}`;
  if (!(await change(`delete ${what}`, edits))) return;
  chooseAll([]);
  tell(`${what} deleted`);
  document.querySelector<HTMLElement>('.canvas')?.focus();
}

type Copied = { name: string; section: string; value: unknown; at: Point | null };
let copied: Copied[] = [];
export function copy(): void {
  const rects = placed.peek()?.layout.rects;
  copied = chosenNames().flatMap((name) => {
    const entry = named.peek().get(name);
    const rect = rects?.get(name);
    return entry ? [{ name, section: entry.section, value: entry.value, at: rect ? { x: rect.x, y: rect.y } : null }] : [];
  });
  if (copied.length) tell(`${told(copied.map((c) => c.name))} copied`);
}

/** A value with names of what is copied along put for the old ones. */
function rewritten(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') {
    const dot = value.indexOf('.');
    const [base, rest] = dot < 0 ? [value, ''] : [value.slice(0, dot), value.slice(dot)];
    return (names.get(base) ?? base) + rest;
  }
  if (Array.isArray(value)) return value.map((one) => rewritten(one, names));
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, rewritten(one, names)]));
  return value;
}

export async function paste(): Promise<void> {
  if (!copied.length) return;
  const all = new Set(taken());
  const names = new Map<string, string>();
  for (const { name } of copied) {
    const free = freeName(name, all);
    all.add(free);
    names.set(name, free);
  }
  put(copied.flatMap(({ name, at }) => (at ? [[names.get(name)!, { x: at.x + 28, y: at.y + 28 }] as const] : [])));
  const edits = copied.map(({ name, section, value }): Edit => ({ kind: 'set', path: [section, names.get(name)!], value: rewritten(value ?? {}, names) }));
  if (!(await change(`paste ${told([...names.values()])}`, edits))) return forgetPlaces([...names.values()]);
  awaited([...names.values()].at(-1)!);
}

/** Puts what was dragged where it was dropped; dropped into another box, it is said to lie there. */
export async function drop(ids: readonly string[], places: (readonly [string, Point])[], box: string | null): Promise<void> {
  if (!canEdit()) return move(places);
  const edits: Edit[] = [];
  const names: string[] = [];
  for (const id of ids) {
    const node = nodeOf(id);
    const from = node?.within ?? null;
    if (!node || from === box || (node.opens && node.opens === box)) continue;
    const path = [sectionOf(node.kind), node.name];
    if (box === null) {
      if (!node.zone || from !== `zone:${node.zone}`) continue;
      edits.push({ kind: 'remove', path: [...path, 'zone'] });
    } else {
      const lies = placing(node.kind, box);
      if (!lies) {
        return tell(`${node.name} is ${an(node.kind)}; it lies where what holds or calls it lies`);
      }
      edits.push({ kind: 'set', path: [...path, lies[0]], value: lies[1] });
      if (lies[0] !== 'zone' && node.zone) edits.push({ kind: 'remove', path: [...path, 'zone'] });
      if (lies[0] === 'from' && node.host) edits.push({ kind: 'remove', path: [...path, 'runs on'] });
    }
    names.push(node.name);
  }
  if (!edits.length) return move(places);
  const to = box === null ? 'out of its zone' : `into ${box.replace(':', ' ')}`;
  // In another box things are laid out anew.
  const [back, forth] = [bringBack(), () => forgetPlaces(places.map(([one]) => one))];
  put(places);
  if (await change(`move ${told(names)} ${to}`, edits, { back, forth })) tell(`${told(names)} moved ${to}`);
  forth();
}

/** Asks what a line from one element to another means; where it can mean nothing, another may be chosen. */
export function connectTo(from: string, to: string, at: Point): void {
  const [a, b] = [nodeOf(from), nodeOf(to)];
  if (!a) return;
  const refuse = (refused: string) => {
    draft.value = { kind: 'target', from, refused };
    tell(refused);
  };
  if (!b) return refuse('A line leads to an element, not to a box around some');
  const meanings = meaningsOf(a.kind, b.kind);
  const back = meanings.length ? [] : meaningsOf(b.kind, a.kind);
  if (!meanings.length && !back.length) return refuse(`Nothing joins ${an(a.kind)} with ${an(b.kind)}`);
  draft.value = meanings.length ? { kind: 'meaning', from: a, to: b, meanings, at } : { kind: 'meaning', from: b, to: a, meanings: back, at };
}

export async function connect(from: PictureNode, to: PictureNode, meaning: Meaning): Promise<void> {
  draft.value = null;
  const { owner, value } = statedAt(meaning, from, to);
  const entry = [sectionOf(owner.kind), owner.name];
  const path = [...entry, ...meaning.key];
  // What exists by being mentioned alone would become a record.
  const declared: Edit[] = entry[0] === 'assets' && !named.peek().has(owner.name) ? [{ kind: 'set', path: [...entry, 'kind'], value: owner.kind }] : [];
  const done = await change(`connect ${from.name} with ${to.name}`, [...declared, meaning.one ? { kind: 'set', path, value } : { kind: 'add', path, value }]);
  if (done) tell(`${from.name} ${saysOf(meaning)} ${to.name}`);
  document.querySelector<SVGElement>(`.canvas [data-id="${CSS.escape(from.name)}"]`)?.focus({ preventScroll: true });
}

/** States something of an element. */
export const state = (node: PictureNode, key: string, value: unknown) =>
  value === '' ? change(`leave ${key} of ${node.name} open`, [{ kind: 'remove', path: [sectionOf(node.kind), node.name, key] }]) : change(`set ${key} of ${node.name}`, [{ kind: 'set', path: [sectionOf(node.kind), node.name, key], value }]);

export type Alignment = 'left' | 'center' | 'right' | 'top' | 'middle' | 'bottom' | 'across' | 'down';
/** Aligns what is chosen, or spaces it evenly. Only places change. */
export function align(how: Alignment): void {
  const of = placed.peek();
  const all = chosen.peek().flatMap((id) => {
    const rect = of?.scene.nodes.has(id) ? of.layout.rects.get(id) : undefined;
    return rect ? [{ id, rect }] : [];
  });
  if (all.length < 2) return;
  const x = (share: number) => Math.min(...all.map((a) => a.rect.x)) * (1 - share) + Math.max(...all.map((a) => a.rect.x + a.rect.width)) * share;
  const y = (share: number) => Math.min(...all.map((a) => a.rect.y)) * (1 - share) + Math.max(...all.map((a) => a.rect.y + a.rect.height)) * share;
  const share = { left: 0, center: 0.5, right: 1, top: 0, middle: 0.5, bottom: 1, across: 0, down: 0 }[how];
  if (how === 'across' || how === 'down') {
    const [at, size] = how === 'across' ? (['x', 'width'] as const) : (['y', 'height'] as const);
    const sorted = [...all].sort((a, b) => a.rect[at] - b.rect[at]);
    const [first, last] = [sorted[0]!.rect, sorted.at(-1)!.rect];
    const free = last[at] + last[size] - first[at] - sorted.reduce((sum, a) => sum + a.rect[size], 0);
    let next = first[at];
    move(sorted.map(({ id, rect }) => {
      const place = how === 'across' ? { x: next, y: rect.y } : { x: rect.x, y: next };
      next += rect[size] + free / (sorted.length - 1);
      return [id, place] as const;
    }));
  } else if (how === 'left' || how === 'center' || how === 'right') move(all.map(({ id, rect }) => [id, { x: x(share) - rect.width * share, y: rect.y }] as const));
  else move(all.map(({ id, rect }) => [id, { x: rect.x, y: y(share) - rect.height * share }] as const));
}

/** Moves what is chosen a little, by keys. */
export function nudge(dx: number, dy: number): void {
  const of = placed.peek();
  move(chosen.peek().flatMap((id) => {
    const rect = of?.layout.rects.get(id);
    return rect && of?.scene.nodes.has(id) ? [[id, { x: rect.x + dx, y: rect.y + dy }] as const] : [];
  }), true);
}
