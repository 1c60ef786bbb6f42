// The drawing itself: boxes, lines, shapes, the path over them. What did not change is handed back as it was,
// so that a large picture costs only what is new in it.

import type { ComponentChild, VNode } from 'preact';
import type { Attack } from './attack';
import type { Mark } from './difference';
import type { Layout, Route } from './layout';
import { head, onto, overlap, path, type Point, type Rect } from './route';
import { parentOf, reachWords, type Scene, type SceneBox, type SceneEdge, type SceneNode } from './scene';
import { Drawing, Flag, outline } from './shapes';
import { cut, widthOf, type Shape } from './measure';
import { count } from '../words';

export type Marks = ReadonlyMap<string, Mark>;
export const signOf: Record<Mark, string> = { added: '+', removed: '−', changed: '±' };

export type Drawn = {
  scene: Scene;
  layout: Layout;
  /** Drawn alone when there is much; everything else is left out. */
  window: Rect | null;
  chosen: ReadonlySet<string>;
  edge: string | null;
  /** The stop for the Tab key. */
  stop: string | null;
  attack: Attack;
  marks: Marks;
  found: ReadonlySet<string>;
};

const at = (p: Point) => `translate(${Math.round(p.x * 10) / 10} ${Math.round(p.y * 10) / 10})`;
const many = (...of: (string | false | null | undefined)[]) => of.filter(Boolean).join(' ');

/** Drawn parts by id, with what they were drawn from. */
type Cache = Map<string, { from: readonly unknown[]; node: VNode }>;
const caches = { box: new Map() as Cache, edge: new Map() as Cache, node: new Map() as Cache };
function once(cache: Cache, id: string, from: readonly unknown[], make: () => VNode): VNode {
  const known = cache.get(id);
  if (known && known.from.length === from.length && known.from.every((one, i) => one === from[i])) return known.node;
  const node = make();
  cache.set(id, { from, node });
  return node;
}

export const shapeAt = (scene: Scene, id: string): Shape => scene.nodes.get(id)?.shape ?? 'box';

export function Sheet({ scene, layout, window, chosen, edge: picked, stop, attack, marks, found }: Drawn) {
  const seen = (r: Rect) => !window || overlap(r, window);
  const boxes: ComponentChild[] = [];
  const folders: ComponentChild[] = [];
  for (const box of scene.boxes.values()) {
    const rect = layout.rects.get(box.id);
    if (!rect || !seen(rect)) continue;
    folders.push(<g key={box.id} class="folder" data-fold={box.id} transform={at({ x: rect.x + rect.width - 26, y: rect.y + 9 })}><rect width="16" height="16" rx="3" /><path d="M4.5 8h7" /></g>);
    boxes.push(once(caches.box, box.id, [box, rect, chosen.has(box.id), stop === box.id, marks.get(box.id), found.has(box.id)], () => <Box box={box} rect={rect} chosen={chosen.has(box.id)} stop={stop === box.id} mark={marks.get(box.id)} found={found.has(box.id)} />));
  }
  const edges: ComponentChild[] = [];
  const labels: ComponentChild[] = [];
  for (const edge of scene.edges.values()) {
    const line = layout.routes.get(edge.id);
    const [from, to] = [layout.rects.get(edge.from), layout.rects.get(edge.to)];
    if (!line || !from || !to || !seen(bounds(line.points))) continue;
    const near = chosen.has(edge.from) || chosen.has(edge.to) || picked === edge.id;
    const taken = attack.edges.has(edge.id);
    edges.push(once(caches.edge, edge.id, [edge, line, from, to, near, taken, picked === edge.id, marks.get(edge.id)], () => <Line picked={picked === edge.id} edge={edge} line={line} from={{ rect: from, shape: shapeAt(scene, edge.from) }} to={{ rect: to, shape: shapeAt(scene, edge.to) }} near={near} taken={taken} mark={marks.get(edge.id)} />));
    if (edge.label && (line.free || near || taken) && !attack.covered.has(edge.id)) labels.push(once(caches.edge, `${edge.id} label`, [edge.label, line, near, taken, marks.get(edge.id)], () => <text key={`${edge.id} label`} class={many('edge-label', near && 'is-near', taken && 'is-taken')} data-edge={edge.id} x={line.label.x} y={line.label.y + 4}>{marks.get(edge.id) ? `${signOf[marks.get(edge.id)!]} ` : ''}{edge.label}</text>));
  }
  const nodes: ComponentChild[] = [];
  for (const node of scene.nodes.values()) {
    const rect = layout.rects.get(node.id);
    if (!rect || (!seen({ ...rect, height: rect.height + 24 }) && stop !== node.id && !chosen.has(node.id))) continue;
    const mark = marks.get(node.id);
    nodes.push(once(caches.node, node.id, [node, rect, chosen.has(node.id), stop === node.id, attack.nodes.has(node.id), mark, found.has(node.id)], () => <Shown node={node} rect={rect} chosen={chosen.has(node.id)} stop={stop === node.id} taken={attack.nodes.has(node.id)} mark={mark} found={found.has(node.id)} scene={scene} />));
  }
  return (
    <>
      <g class="boxes">{boxes}</g>
      <g class="edges">{edges}</g>
      <g aria-hidden="true">{folders}</g>
      <g class="nodes">{nodes}</g>
      <g class="labels" aria-hidden="true">{labels}</g>
      <Over attack={attack} />
    </>
  );
}

function bounds(points: Point[]): Rect {
  const xs = points.map((p) => p.x);
  const ys = points.map((p) => p.y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x + 1, height: Math.max(...ys) - y + 1 };
}

const kinds: Record<string, string> = { zone: 'zone', host: 'host', supplier: 'supplier' };
function Box({ box, rect, chosen, stop, mark, found }: { box: SceneBox; rect: Rect; chosen: boolean; stop: boolean; mark: Mark | undefined; found: boolean }) {
  const title = cut(box.title, 'name', rect.width - 54 - widthOf(box.kind, 'sub'));
  const reach = box.flag ? ` ${box.flag.text}, reached` : '';
  return (
    <g key={box.id} class={many('box', box.kind, chosen && 'is-chosen', box.flag?.tone === 'bad' && 'is-reached', mark && `is-${mark}`, found && 'is-found')} data-id={box.id} data-box transform={at(rect)} role="button" tabindex={stop ? 0 : -1} aria-label={`${box.title} ${kinds[box.kind] ?? box.kind}${reach}, ${count(box.inside, 'element')} in it${mark ? `, ${mark}` : ''}`} aria-pressed={chosen} aria-expanded={true}>
      <rect class="frame" width={rect.width} height={rect.height} rx="6" />
      {mark && <text class="sign" x={rect.width - 40} y="21">{signOf[mark]}</text>}
      <text class="box-title" x="12" y="20"><tspan>{title}</tspan><tspan class="box-kind" dx="7">{` ${kinds[box.kind] ?? box.kind} `}</tspan></text>
      {box.flag && <Flag of={box.flag} x={28 + widthOf(title, 'name') + widthOf(kinds[box.kind] ?? box.kind, 'sub')} y={10} most={rect.width - 60} />}
    </g>
  );
}

function Line({ picked, edge, line, from, to, near, taken, mark }: { picked: boolean; edge: SceneEdge; line: Route; from: { rect: Rect; shape: Shape }; to: { rect: Rect; shape: Shape }; near: boolean; taken: boolean; mark: Mark | undefined }) {
  const points = onto(line.points, from, to);
  const d = path(points);
  return (
    <g key={edge.id} class={many('edge', edge.bond && 'bond', near && 'is-near', taken && 'is-taken', picked && 'is-picked', mark && `is-${mark}`)} data-edge={edge.id}>
      <path class="grip" d={d} />
      <path class="line" d={d} />
      {!edge.bond && <path class="tip" d={head(points)} />}
      {edge.both && <path class="tip" d={head([...points].reverse())} />}
    </g>
  );
}

/** What stands in the shape, as it stands there, and then what its look says. */
function spoken(node: SceneNode, scene: Scene): string {
  const box = parentOf(scene, node.id);
  const written = [node.name, node.sub, node.flag?.text].filter(Boolean).join(' ');
  return [written, node.node?.reached.length ? `reached: ${reachWords(node.node)}` : node.flag?.tone === 'bad' && 'reached', box && `in ${scene.boxes.get(box)?.title ?? ''}`].filter(Boolean).join(', ');
}

function Shown({ node, rect, chosen, stop, taken, mark, found, scene }: { node: SceneNode; rect: Rect; chosen: boolean; stop: boolean; taken: boolean; mark: Mark | undefined; found: boolean; scene: Scene }) {
  return (
    <g key={node.id} class={many('node', node.shape, node.flag?.tone === 'bad' && 'is-reached', node.flag?.tone === 'unk' && 'is-unknown', node.node?.adversary && 'is-adversary', node.node && !node.folded && !node.node.declared && 'is-mentioned', chosen && 'is-chosen', taken && 'is-taken', mark && `is-${mark}`, found && 'is-found')}
      data-id={node.id} transform={at(rect)} role="button" tabindex={stop ? 0 : -1} aria-label={`${spoken(node, scene)}${mark ? `, ${mark}` : ''}`} aria-pressed={chosen} {...(node.folded ? { 'aria-expanded': false } : {})}>
      {(chosen || found) && <path class="halo" d={outline(node.shape, node)} />}
      <rect class="hit" width={Math.max(node.width, node.flag?.width ?? 0)} height={node.height + (node.flag ? 20 : 0)} />
      <Drawing node={node} />
      {mark && <g class="sign" aria-hidden="true" transform={`translate(${node.width - 4} 0)`}><circle r="8" /><text y="4">{signOf[mark]}</text></g>}
      {node.node && <circle class="handle" data-handle={node.id} cx={node.width} cy={node.height / 2} r="5" />}
    </g>
  );
}

/** What lies over everything: ticks at borders that the path crosses, and the numbers of its steps. */
function Over({ attack }: { attack: Attack }) {
  return (
    <g class="over" aria-hidden="true">
      {attack.extra.map((e) => <g key={e.id} class="edge is-taken stray"><path class="line" d={path(e.points)} /><path class="tip" d={head(e.points)} /></g>)}
      {attack.ticks.map((t, i) => <path key={i} class="tick" d={t.flat ? `M${t.x} ${t.y - 5}v10` : `M${t.x - 5} ${t.y}h10`} />)}
      {attack.numbers.map((n) => <g key={n.number} class="step-mark" data-step={n.number} transform={at(n.at)}><title>{n.sentence.replaceAll('`', '')}</title><circle r="9" /><text y="4">{n.number}</text></g>)}
    </g>
  );
}
