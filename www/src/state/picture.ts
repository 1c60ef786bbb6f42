// The picture: what the engine says of the text, what of it is folded, where things lie, what is chosen.
// Places moved by hand are kept here and never go into the description.

import { batch, computed, effect, signal } from '@preact/signals';
import type { Picture, Source } from '../generated/api';
import { marksOn, union, type Mark, type Union } from '../diagram/difference';
import { giveUp } from '../diagram/elk';
import { withHand } from '../diagram/byhand';
import { keyOf, layoutOf, type Layout } from '../diagram/layout';
import type { Point } from '../diagram/route';
import { sceneOf, type Scene } from '../diagram/scene';
import { sizeNow } from '../diagram/viewport';
import { engine, overview, picture as ask, pictureOf } from './engine';
import { note, onRename } from './edit';
import { select, selection } from './selection';
import { tab } from './view';
import { count, list } from '../words';

/** What the engine said last of a text in which something could be read. */
export const picture = signal<Picture | null>(null);
/** What the reader chose to see; else a phone lists first. */
export const face = signal<'picture' | 'list' | null>(null);
/** Folded boxes. */
export const folded = signal<ReadonlySet<string>>(new Set());
/** Controls and weaknesses are drawn too. */
export const aside = signal(false);
/** Where the reader put what was moved by hand. */
export const hand = signal<ReadonlyMap<string, Point>>(new Map());
/** The path of the open claim is drawn. */
export const showsPath = signal(true);
/** What is chosen, by id in the scene; the last one is the one that the inspector shows. */
export const chosen = signal<readonly string[]>([]);

/** The stop for the Tab key in the picture. */
export const stop = signal<string | null>(null);
/** An older version, drawn together with the one that is open. */
export const older = signal<{ name: string; picture: Picture } | null>(null);
const both = computed<Union | null>(() => (picture.value && older.value ? union(picture.value, older.value.picture) : null));
/** What differs from the older version, by id in the scene. */
export const compared = computed<ReadonlyMap<string, Mark>>(() => (both.value && placed.value ? marksOn(placed.value.scene, both.value) : new Map()));
/** How much differs. */
export const differs = computed(() => {
  const marks = [...(both.value?.nodes.values() ?? []), ...(both.value?.flows.values() ?? [])];
  return { added: marks.filter((m) => m === 'added').length, removed: marks.filter((m) => m === 'removed').length, changed: marks.filter((m) => m === 'changed').length };
});
/** Draws the difference to another version; to none, the picture alone. */
export async function compareWith(source: Source | null): Promise<void> {
  if (!source) {
    older.value = null;
    return;
  }
  const read = await pictureOf(source).catch(() => null);
  if (read) older.value = { name: source.name, picture: read };
}
/** What the search matches. */
export const sought = signal('');
export const found = computed<ReadonlySet<string>>(() => {
  const words = sought.value.trim().toLowerCase();
  const of = placed.value?.scene;
  if (!words || !of) return new Set();
  const hit = (name: string, kind: string) => name.toLowerCase().includes(words) || kind.toLowerCase().startsWith(words);
  // What lies in a folded box is found by the box.
  const elements = (picture.value?.nodes ?? []).filter((n) => hit(n.name, n.kind)).flatMap((n) => of.shown.get(n.name) ?? []);
  return new Set([...elements, ...[...of.boxes.values()].filter((b) => hit(b.title, b.kind)).map((b) => b.id)]);
});

/** The line that is chosen, if no element is. */
export const chosenEdge = signal<string | null>(null);

/** What is on the screen: a scene with its layout. */
export const drawn = signal<{ scene: Scene; layout: Layout } | null>(null);
export const laying = signal<'rest' | 'working' | 'slow' | 'cancelled' | 'failed'>('rest');
export const placed = computed(() => (drawn.value ? { scene: drawn.value.scene, layout: withHand(drawn.value.scene, drawn.value.layout, hand.value) } : null));

/** More boxes than this begin folded. */
const MANY = 150;

export const scene = computed(() => (picture.value ? sceneOf({ picture: both.value?.picture ?? picture.value, folded: folded.value, aside: aside.value }) : null));

export function fold(id: string, to = !folded.peek().has(id)): void {
  const next = new Set(folded.peek());
  if (to) next.add(id);
  else next.delete(id);
  folded.value = next;
}
export function foldAll(to: boolean): void {
  folded.value = new Set(to ? (picture.peek()?.zones ?? []).map((z) => z.id) : []);
}

/** Chooses what is drawn under an id; with `more`, beside what is chosen. */
export function choose(id: string | null, more = false): void {
  const now = chosen.peek();
  const next = id === null ? [] : !more ? [id] : now.includes(id) ? now.filter((one) => one !== id) : [...now, id];
  chooseAll(next);
}
export function chooseAll(ids: readonly string[]): void {
  batch(() => {
    chosen.value = ids;
    chosenEdge.value = null;
    const name = nameOf(ids.at(-1));
    select(name ? { kind: 'element', name } : null);
  });
}
/** Chooses a line instead of an element. */
export function chooseEdge(id: string): void {
  chooseAll([]);
  chosenEdge.value = id;
}
/** The element that an id of the scene stands for. */
export function nameOf(id: string | undefined): string | null {
  if (!id) return null;
  const s = scene.peek();
  return s?.nodes.get(id)?.node?.name ?? s?.boxes.get(id)?.node?.name ?? null;
}

const roomNow = () => (sizeNow().width ? sizeNow() : { width: 1040, height: 680 });

let run = 0;
let patience: ReturnType<typeof setTimeout> | undefined;

/** Lays the scene out unless the layout that is there serves it. */
async function lay(of: Scene, anew = false): Promise<void> {
  const now = drawn.peek();
  if (!anew && now && now.layout.of === keyOf(of)) {
    run += 1;
    giveUp();
    rest('rest');
    drawn.value = { scene: of, layout: now.layout };
    return;
  }
  const mine = ++run;
  clearTimeout(patience);
  laying.value = 'working';
  patience = setTimeout(() => mine === run && (laying.value = 'slow'), 500);
  try {
    const layout = await layoutOf(of, anew ? null : (placed.peek()?.layout ?? null), roomNow());
    if (mine !== run) return;
    batch(() => {
      drawn.value = { scene: of, layout };
      rest('rest');
    });
  } catch (error) {
    if (mine === run) rest(String(error).includes('cancelled') ? 'cancelled' : 'failed');
  }
}
function rest(how: 'rest' | 'cancelled' | 'failed') {
  clearTimeout(patience);
  laying.value = how;
}
export function cancelLayout(): void {
  giveUp();
}
/** Forgets what was moved and lays everything out anew. */
export function tidy(): void {
  placing('lay out', () => {
    hand.value = new Map();
    const of = scene.peek();
    if (of) void lay(of, true);
  });
}
/** Puts things somewhere, as part of an edit of the text. */
export function put(places: Iterable<readonly [string, Point]>): void {
  hand.value = new Map([...hand.peek(), ...places]);
}
/** Gives up the places of things, which are laid out again. */
export function forgetPlaces(ids: readonly string[]): void {
  hand.value = new Map([...hand.peek()].filter(([id]) => !ids.includes(id)));
}

/** Brings things back to where they are now, as far as they are laid out in the same way then. */
export function bringBack(): () => void {
  const [places, layout] = [hand.peek(), drawn.peek()?.layout];
  return () => batch(() => {
    hand.value = places;
    const now = drawn.peek();
    if (layout && now && layout.of === now.layout.of) drawn.value = { ...now, layout };
  });
}

/** Small moves that follow one another this soon, in milliseconds, are one entry of the history. */
const AT_ONCE = 700;
let step: { name: string; forth(): void; at: number } | null = null;

/** What changes places alone, as an entry of the undo history. */
function placing(name: string, forth: () => void, isSmall = false): void {
  const back = bringBack();
  forth();
  const at = performance.now();
  if (isSmall && step?.name === name && at - step.at < AT_ONCE) {
    Object.assign(step, { forth, at });
    return;
  }
  const mine = { name, forth, at };
  step = isSmall ? mine : null;
  note({
    name,
    back() {
      step = null;
      back();
    },
    forth: () => mine.forth(),
  });
}
/** Moves things by hand. Nothing else changes. */
export function move(places: readonly (readonly [string, Point])[], isSmall = false): void {
  const names = places.map(([id]) => id.replace(/^\w+:/, ''));
  if (places.length) placing(`move ${names.length > 2 ? count(names.length, 'shape') : list(names)}`, () => put(places), isSmall);
}
/** Something has another name, and stays where it is. */
function renamed(from: string, to: string): void {
  const under = <T>(of: ReadonlyMap<string, T>) => new Map([...of].map(([id, one]) => [id === from ? to : id.replace(/^(host|supplier):(.*)$/, (whole, kind: string, name: string) => (name === from ? `${kind}:${to}` : whole)), one] as const));
  hand.value = under(hand.peek());
  const now = drawn.peek();
  if (now) drawn.value = { ...now, layout: { ...now.layout, of: '', rects: under(now.layout.rects) } };
}
/** Where things lie, for a file beside the description. */
export function placesAsFile(): string {
  const places = Object.fromEntries([...hand.peek()].map(([id, p]) => [id, [Math.round(p.x), Math.round(p.y)]]));
  return `${JSON.stringify({ bartizan_layout: 1, folded: [...folded.peek()], places }, null, 1)}\n`;
}
/** Takes the places of such a file; says whether it is one. */
export function takePlaces(content: string): boolean {
  try {
    const read = JSON.parse(content) as { bartizan_layout?: number; folded?: unknown; places?: Record<string, unknown> };
    if (read.bartizan_layout !== 1) return false;
    const places = Object.entries(read.places ?? {}).flatMap(([id, at]) => (Array.isArray(at) && at.length === 2 && at.every(Number.isFinite) ? [[id, { x: Number(at[0]), y: Number(at[1]) }] as const] : []));
    placing('take places', () => {
      hand.value = new Map(places);
      folded.value = new Set(Array.isArray(read.folded) ? read.folded.map(String) : []);
    });
    return true;
  } catch {
    return false;
  }
}

function forget(): void {
  batch(() => {
    picture.value = null;
    drawn.value = null;
    folded.value = new Set();
    hand.value = new Map();
    chosen.value = [];
    older.value = null;
  });
}

let asked = -1;
/** Connects the picture to engine and selection; called once. */
export function start(): void {
  onRename.value = renamed;
  effect(() => {
    if (overview.value === null && engine.value.generation > 0 && engine.value.phase !== 'done') forget();
  });
  effect(() => {
    const { phase, generation } = engine.value;
    if (tab.value !== 'picture' || phase !== 'done' || asked === generation) return;
    asked = generation;
    ask().then(hear, () => (asked = -1));
  });
  effect(() => {
    const of = scene.value;
    if (of && tab.value === 'picture') void lay(of);
  });
  effect(() => {
    const s = selection.value;
    const name = s?.kind === 'element' ? s.name : null;
    const id = name ? scene.peek()?.shown.get(name) : null;
    if (id && !chosen.peek().includes(id)) chosen.value = [id];
    if (!s && chosen.peek().length === 1) chosen.value = [];
  });
}

function hear(said: Picture): void {
  // Nothing could be read, as while a line is half written: what was drawn stays.
  if (!said.nodes.length && picture.peek()?.nodes.length && overview.peek()?.diagnostics.some((d) => d.severity === 'error')) return;
  batch(() => {
    if (!picture.peek() && said.nodes.length > MANY) folded.value = new Set(said.zones.filter((z) => !z.within).map((z) => z.id));
    picture.value = said;
  });
}
