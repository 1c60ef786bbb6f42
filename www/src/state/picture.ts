// The picture: what the engine says of the text, what of it is folded, where things lie, what is chosen.
// Places moved by hand are kept here and never go into the description.

import { batch, computed, effect, signal } from '@preact/signals';
import type { Picture } from '../generated/api';
import { giveUp } from '../diagram/elk';
import { keyOf, layoutOf, withHand, type Layout } from '../diagram/layout';
import type { Point } from '../diagram/route';
import { sceneOf, type Scene } from '../diagram/scene';
import { sizeNow } from '../diagram/viewport';
import { engine, overview, picture as ask } from './engine';
import { select, selection } from './selection';
import { tab } from './view';

/** What the engine said last of a text in which something could be read. */
export const picture = signal<Picture | null>(null);
export const face = signal<'picture' | 'list'>('picture');
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
/** What differs from another version, by id in the scene. */
export const compared = computed<ReadonlyMap<string, 'added' | 'removed' | 'changed'>>(() => new Map());
/** What the search matches. */
export const sought = signal('');
export const found = computed<ReadonlySet<string>>(() => {
  const words = sought.value.trim().toLowerCase();
  const of = placed.value?.scene;
  if (!words || !of) return new Set();
  const hit = (name: string, kind: string) => name.toLowerCase().includes(words) || kind.toLowerCase().startsWith(words);
  return new Set([...of.nodes.values()].filter((n) => hit(n.name, n.sub)).map((n) => n.id).concat([...of.boxes.values()].filter((b) => hit(b.title, b.kind)).map((b) => b.id)));
});

/** What is on the screen: a scene with its layout. */
export const drawn = signal<{ scene: Scene; layout: Layout } | null>(null);
export const laying = signal<'rest' | 'working' | 'slow' | 'cancelled' | 'failed'>('rest');
export const placed = computed(() => (drawn.value ? { scene: drawn.value.scene, layout: withHand(drawn.value.scene, drawn.value.layout, hand.value) } : null));

/** More boxes than this begin folded. */
const MANY = 150;

export const scene = computed(() => (picture.value ? sceneOf({ picture: picture.value, folded: folded.value, aside: aside.value }) : null));

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
    const name = nameOf(ids.at(-1));
    select(name ? { kind: 'element', name } : null);
  });
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
let kept: Layout | null = null;

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
    const layout = await layoutOf(of, anew ? null : (kept ?? now?.layout ?? null), roomNow());
    if (mine !== run) return;
    kept = layout;
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
  hand.value = new Map();
  const of = scene.peek();
  if (of) void lay(of, true);
}
export function move(places: Iterable<readonly [string, Point]>): void {
  hand.value = new Map([...hand.peek(), ...places]);
}

function forget(): void {
  batch(() => {
    picture.value = null;
    drawn.value = null;
    folded.value = new Set();
    hand.value = new Map();
    chosen.value = [];
    kept = null;
  });
}

let asked = -1;
/** Connects the picture to engine and selection; called once. */
export function start(): void {
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
