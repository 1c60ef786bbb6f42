// Kinds of element: in which section each is declared, and what a new one says.

export type Kind = { kind: string; section: string; title: string; fresh: Record<string, unknown>; shape: string };

export const palette: Kind[] = [
  { kind: 'role', section: 'roles', title: 'Role', fresh: {}, shape: 'role' },
  { kind: 'adversary', section: 'roles', title: 'Adversary', fresh: { adversary: true }, shape: 'role' },
  { kind: 'supplier', section: 'suppliers', title: 'Supplier', fresh: {}, shape: 'supplier' },
  { kind: 'agent', section: 'agents', title: 'Agent', fresh: {}, shape: 'agent' },
  { kind: 'model', section: 'models', title: 'Model', fresh: {}, shape: 'model' },
  { kind: 'tool', section: 'tools', title: 'Tool', fresh: {}, shape: 'tool' },
  { kind: 'service', section: 'services', title: 'Service', fresh: {}, shape: 'service' },
  { kind: 'store', section: 'stores', title: 'Store', fresh: {}, shape: 'store' },
  { kind: 'record', section: 'assets', title: 'Asset', fresh: { kind: 'record' }, shape: 'record' },
  { kind: 'host', section: 'hosts', title: 'Host', fresh: {}, shape: 'host' },
  { kind: 'pipeline', section: 'pipelines', title: 'Pipeline', fresh: {}, shape: 'pipeline' },
  { kind: 'action', section: 'assets', title: 'Action', fresh: { kind: 'action' }, shape: 'action' },
  { kind: 'zone', section: '', title: 'Zone', fresh: {}, shape: 'zone' },
];

const sections: Record<string, string> = {
  role: 'roles', supplier: 'suppliers', host: 'hosts', model: 'models', agent: 'agents', tool: 'tools', service: 'services', pipeline: 'pipelines',
  store: 'stores', channel: 'channels', control: 'controls', weakness: 'weaknesses',
};
/** The section in which an element of a kind is declared. */
export const sectionOf = (kind: string): string => sections[kind] ?? 'assets';

/** A kind without what only the picture tells apart. */
export const bare = (kind: string) => (kind === 'adversary' ? 'role' : kind);

/** Kinds that run on a host. */
export const RUNNING = new Set(['agent', 'model', 'tool', 'service', 'pipeline', 'store']);
/** Kinds that may come from a supplier. */
export const SUPPLIED = new Set(['host', 'model', 'tool', 'service', 'store', 'record', 'dataset', 'weights', 'code', 'configuration', 'results', 'log']);

/** A name that no element has yet. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  const base = wanted.replace(/_\d+$/, '');
  for (let n = 2; ; n++) if (!taken.has(`${base}_${n}`)) return `${base}_${n}`;
}

/** Whether a text may be a name; why not, else nothing. */
export function nameFault(name: string, taken: ReadonlySet<string>): string | null {
  if (!name) return 'A name is needed';
  if (!/^[\p{L}\p{N}_-]+$/u.test(name)) return 'A name has letters, digits, _ and -';
  if (['us', 'anyone', 'requester', 'any', 'none'].includes(name)) return `${name} is a word of the language`;
  if (name.length > 80) return 'A name has at most 80 characters';
  return taken.has(name) ? `${name} is there already` : null;
}
