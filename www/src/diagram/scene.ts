// What is to be drawn: the picture of the engine with boxes folded or open, flows between the same two merged.

import type { Picture, PictureFlow, PictureNode, PictureReach, PictureZone } from '../generated/api';
import { capabilities, count, list } from '../words';
import { shapeOf, sizeOf, widthOf, type Shape } from './measure';

export type SceneNode = {
  id: string;
  name: string;
  sub: string;
  shape: Shape;
  width: number;
  height: number;
  parent: string | null;
  /** What adversaries reach, in words; `unknown` if that rests on nothing that is stated. */
  flag: { text: string; tone: 'bad' | 'unk'; width: number } | null;
  node: PictureNode | null;
  /** A folded box, with how many elements lie in it. */
  folded: PictureZone | null;
  inside: number;
};
export type SceneBox = { id: string; zone: PictureZone; title: string; kind: string; parent: string | null; node: PictureNode | null; flag: SceneNode['flag']; inside: number };
export type SceneEdge = { id: string; from: string; to: string; flows: PictureFlow[]; label: string; width: number; bond: boolean; both: boolean };
export type Scene = { nodes: Map<string, SceneNode>; boxes: Map<string, SceneBox>; edges: Map<string, SceneEdge>; /** What stands for an element: itself, its box, or a folded box around it. */ shown: Map<string, string> };

/** Kinds that stand beside the system rather than in it. */
const ASIDE = new Set(['control', 'weakness']);

const severity = ['make_arbitrary_changes', 'inspect', 'make_limited_changes', 'partially_inspect', 'influence', 'contribute', 'indirectly_inspect', 'withhold', 'monitor'];
/** Shorter at a shape: what is made of changes is plain. */
const wordOf = new Map(capabilities.map((c) => [c.id, c.name.replace(/^Make /, '')]));
/** The longest remark below a shape, among few and among many. */
const FLAG = 176;
const SHORT = 124;
/** More elements than this have short remarks. */
const HANDFUL = 14;

const said = (r: PictureReach) => (wordOf.get(r.capability) ?? r.capability) + (r.part ? ` on ${r.part}` : '');
export const bySeverity = (reached: PictureReach[]) => [...reached].sort((a, b) => severity.indexOf(a.capability) - severity.indexOf(b.capability));

/** Everything that is reached over an element, in words. */
export const reachWords = (node: PictureNode) => bySeverity(node.reached).map((r) => wordOf.get(r.capability) ?? r.capability).join(', ');

/** The strongest capabilities, as many as there is room for. */
export function flagOf(node: PictureNode | null, room: number, longest = FLAG): SceneNode['flag'] {
  if (!node) return null;
  const most = Math.max(room - 14, longest);
  const fitting = (choices: string[]) => choices.find((text) => widthOf(text, 'strong') <= most) ?? choices.at(-1) ?? '';
  if (node.reached.length) {
    const all = bySeverity(node.reached);
    const bare = all.map((r) => wordOf.get(r.capability) ?? r.capability);
    const some = (n: number) => bare.slice(0, n).join(', ') + (all.length > n ? ` +${all.length - n}` : '');
    const text = fitting([all.length === 1 && all[0] ? said(all[0]) : some(3), some(3), some(2), some(1)]);
    return { text, tone: 'bad', width: widthOf(text, 'strong') + 14 };
  }
  if (node.unknown) {
    const text = fitting([`unknown: ${said(node.unknown)}`, 'unknown']);
    return { text, tone: 'unk', width: widthOf(text, 'strong') + 16 };
  }
  return null;
}

function subOf(node: PictureNode): string {
  const words = [node.kind === 'role' ? (node.adversary ? 'adversary' : 'role') : node.kind];
  if (node.from && node.from !== 'us' && node.within !== `supplier:${node.from}`) words.push(`from ${node.from}`);
  if (!node.declared && !node.opens) words.push('mentioned');
  return words.join(', ');
}

export type View = { picture: Picture; folded: ReadonlySet<string>; aside: boolean };

/** Every box around a box, inner ones first. */
export function around(zones: Map<string, PictureZone>, id: string | null): string[] {
  const out: string[] = [];
  for (let at = id; at && !out.includes(at); at = zones.get(at)?.within ?? null) out.push(at);
  return out;
}

export function sceneOf({ picture, folded, aside }: View): Scene {
  const zones = new Map(picture.zones.map((z) => [z.id, z]));
  const scene: Scene = { nodes: new Map(), boxes: new Map(), edges: new Map(), shown: new Map() };
  const drawn = picture.nodes.filter((n) => aside || !ASIDE.has(n.kind));
  const longest = drawn.length > HANDFUL ? SHORT : FLAG;
  const opened = new Map(drawn.flatMap((n) => (n.opens ? [[n.opens, n] as const] : [])));
  /** The outermost folded box around a place, if any. */
  const hiding = (within: string | null) => around(zones, within).reverse().find((id) => folded.has(id)) ?? null;

  const held = new Map<string, PictureNode[]>();
  for (const node of drawn) {
    for (const id of around(zones, node.within)) held.set(id, [...(held.get(id) ?? []), node]);
  }
  for (const zone of picture.zones) {
    const inside = held.get(zone.id) ?? [];
    if (!inside.length || hiding(zone.within)) continue;
    const node = opened.get(zone.id) ?? null;
    const parent = zone.within ?? null;
    if (!folded.has(zone.id)) {
      scene.boxes.set(zone.id, { id: zone.id, zone, title: zone.name, kind: zone.kind, parent, node, flag: flagOf(node, 150), inside: inside.length });
      continue;
    }
    const reached = inside.filter((n) => n.reached.length).length;
    const sub = `${zone.kind}, ${count(inside.length, 'element')}`;
    const text = `${reached} of ${inside.length} reached`;
    const flag = reached ? { text, tone: 'bad' as const, width: widthOf(text, 'strong') + 14 } : null;
    scene.nodes.set(zone.id, { id: zone.id, name: zone.name, sub, shape: 'box', ...sizeOf('box', zone.name, sub), parent, flag, node, folded: zone, inside: inside.length });
  }
  for (const node of drawn) {
    const hidden = hiding(node.within) ?? (node.opens && folded.has(node.opens) ? node.opens : null);
    if (hidden) {
      scene.shown.set(node.name, hidden);
    } else if (node.opens && scene.boxes.has(node.opens)) {
      scene.shown.set(node.name, node.opens);
    } else {
      const shape = shapeOf(node.kind);
      const sub = subOf(node);
      const size = sizeOf(shape, node.name, sub);
      scene.nodes.set(node.name, { id: node.name, name: node.name, sub, shape, ...size, parent: node.within, flag: flagOf(node, size.width, longest), node, folded: null, inside: 0 });
      scene.shown.set(node.name, node.name);
    }
  }
  join(scene, picture.flows);
  return scene;
}

const OBVIOUS = new Set(['used by', 'triggered by', 'tools']);
function labelOf(flows: PictureFlow[]): string {
  const words = flows.map((f) => {
    if (f.key === 'model') return 'Inputs, Outputs';
    if (f.key.startsWith('inputs.')) return f.carries.join(', ') || f.word;
    if (OBVIOUS.has(f.key) || !f.carries.length || f.bond) return f.word;
    return `${f.word} ${list(f.carries.slice(0, 2))}`;
  });
  const all = [...new Set(words)];
  const text = all.slice(0, 2).join(', ') + (all.length > 2 ? ` +${all.length - 2}` : '');
  return text.length > 34 ? `${text.slice(0, 33)}…` : text;
}

/** Edges between what is shown; a bond is left out where something flows between the same two. */
function join(scene: Scene, flows: PictureFlow[]): void {
  const groups = new Map<string, PictureFlow[]>();
  for (const flow of flows) {
    const from = scene.shown.get(flow.from);
    const to = scene.shown.get(flow.to);
    if (!from || !to || from === to || encloses(scene, from, to) || encloses(scene, to, from)) continue;
    const key = JSON.stringify([from, to, flow.bond]);
    groups.set(key, [...(groups.get(key) ?? []), flow]);
  }
  for (const [key, of] of groups) {
    const [from, to, bond] = JSON.parse(key) as [string, string, boolean];
    if (bond && (groups.has(JSON.stringify([from, to, false])) || groups.has(JSON.stringify([to, from, false])))) continue;
    const label = labelOf(of);
    scene.edges.set(key, { id: key, from, to, flows: of, label, width: widthOf(label, 'label'), bond, both: of.some((f) => f.key === 'model') });
  }
}

export function parentOf(scene: Scene, id: string): string | null {
  const parent = scene.nodes.get(id)?.parent ?? scene.boxes.get(id)?.parent ?? null;
  return parent && scene.boxes.has(parent) ? parent : null;
}

/** Whether a box lies around something. */
export function encloses(scene: Scene, box: string, inner: string): boolean {
  for (let at = parentOf(scene, inner), n = 0; at && n < 100; at = parentOf(scene, at), n++) if (at === box) return true;
  return false;
}
