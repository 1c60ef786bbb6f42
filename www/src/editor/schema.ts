// Questions to the JSON Schema of a description: which keys may stand here, which values, what they mean.

import { schema as root } from '../client/client';

type Node = {
  $ref?: string; description?: string; title?: string; type?: string | string[]; default?: unknown; const?: unknown; enum?: unknown[];
  properties?: Record<string, Node | boolean>; patternProperties?: Record<string, Node | boolean>; additionalProperties?: Node | boolean;
  items?: Node | boolean; anyOf?: Node[]; oneOf?: Node[]; allOf?: Node[]; $defs?: Record<string, Node>; definitions?: Record<string, Node>;
};
export type Choice = { name: string; meaning: string; detail: string };

const top = (root ?? {}) as Node;

/** A node with its references followed and its alternatives side by side. */
function spread(node: Node | boolean | undefined, depth = 0): Node[] {
  if (!node || node === true || depth > 12) return [];
  if (node.$ref) {
    const name = node.$ref.split('/').pop() ?? '';
    const inner = spread((top.$defs ?? top.definitions)?.[name], depth + 1);
    return node.description ? [{ description: node.description }, ...inner] : inner;
  }
  const parts = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
  return [node, ...parts.flatMap((p) => spread(p, depth + 1))];
}

function step(nodes: Node[], key: string): Node[] {
  const out: Node[] = [];
  for (const node of nodes) {
    const own = node.properties?.[key];
    if (own) out.push(...spread(own));
    else {
      if (node.additionalProperties) out.push(...spread(node.additionalProperties));
      for (const p of Object.values(node.patternProperties ?? {})) out.push(...spread(p));
    }
    if (node.items) out.push(...step(spread(node.items), key));
  }
  return out;
}

/** The nodes that describe what stands under these keys. */
export const nodesAt = (path: string[]): Node[] => path.reduce(step, spread(top));

const kind = (nodes: Node[]) => {
  const types = new Set(nodes.flatMap((n) => n.type ?? []));
  types.delete('null');
  return types.has('object') ? 'map' : types.has('array') ? 'name or list' : [...types].join(' or ');
};

/** Keys that may be written here. */
export function keysAt(path: string[]): Choice[] {
  const out = new Map<string, Choice>();
  for (const node of nodesAt(path)) {
    for (const [name, inner] of Object.entries(node.properties ?? {})) {
      const nodes = spread(inner);
      if (!out.has(name)) out.set(name, { name, meaning: nodes.find((n) => n.description)?.description ?? '', detail: kind(nodes) });
    }
  }
  return [...out.values()];
}

/** Words that may stand as a value here; names of elements are not among them. */
export function valuesAt(path: string[]): Choice[] {
  const out = new Map<string, Choice>();
  const nodes = nodesAt(path).flatMap((n) => [n, ...spread(n.items)]);
  for (const n of nodes) {
    const words = n.const !== undefined ? [n.const] : (n.enum ?? (n.type === 'boolean' ? [true, false] : []));
    for (const w of words) if (w !== null) out.set(String(w), { name: String(w), meaning: n.const !== undefined ? (n.description ?? '') : '', detail: '' });
  }
  return [...out.values()];
}

const aName = (top.$defs ?? top.definitions)?.['Name'];

/** Whether a name of something described may stand as a value here. */
export const isNamedAt = (path: string[]): boolean => nodesAt(path).some((n) => n === aName || spread(n.items).includes(aName as Node));

/** What a key means, with its default. */
export function meaningOf(path: string[]): { text: string; detail: string } | null {
  const nodes = nodesAt(path);
  const said = nodes.find((n) => n.description);
  if (!said?.description) return null;
  const fallback = nodes.find((n) => n.default !== undefined)?.default;
  return { text: said.description, detail: fallback === undefined || fallback === null ? '' : `default: ${JSON.stringify(fallback)}` };
}
