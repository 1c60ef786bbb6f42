// A claim that is being written: what it may be about, what somebody usually means, and the id that it gets.

import { signal } from '@preact/signals';
import type { OutlineEntry, OutlineMention } from '../generated/api';
import { refusal } from './edit';
import { outline } from './outline';
import { dialog } from './view';

export type Draft = { how: 'nobody but' | 'nobody in'; whom: string[]; gains: string; over: string; of: string; name: string };
export const draft = signal<Draft>({ how: 'nobody but', whom: [], gains: '', over: '', of: '', name: '' });

const kinds = new Set(['role', 'supplier', 'control', 'weakness', 'assumption', 'channel', '']);
/** What belongs to an element by its kind and is often what a claim is about. */
const parts: Record<string, [string, string][]> = {
  agent: [['out', 'its answers'], ['conversation', 'its conversations'], ['in', 'what it reads']],
  model: [['params', 'its weights']],
  action: [['outward', 'to recipients whom the caller chooses']],
};

type Named = OutlineEntry | OutlineMention;
export const all = (): Named[] => [...outline.value.entries, ...outline.value.mentioned];

/** What may stand behind `over`: assets first, then what runs and stores, with their parts. */
export function protectable(): { name: string; is: string; asset: boolean }[] {
  const running = new Set(['agent', 'model', 'tool', 'service', 'pipeline', 'store', 'host']);
  return all().filter((n) => !kinds.has(n.kind)).flatMap((n) => [
    { name: n.name, is: n.kind, asset: !running.has(n.kind) },
    ...(parts[n.kind] ?? []).map(([word, is]) => ({ name: `${n.name}.${word}`, is: n.kind === 'action' ? `${n.name} ${is}` : is, asset: false })),
  ]).sort((a, b) => Number(b.asset) - Number(a.asset) || (a.name < b.name ? -1 : 1));
}

export const roles = () => all().filter((n) => n.kind === 'role');
export const isAdversary = (n: Named) => 'value' in n && (n.value as { adversary?: boolean } | null)?.adversary === true;

/** What somebody usually means of such a thing. */
export function usually(over: string): string {
  const [name = '', part] = over.split('.');
  const kind = all().find((n) => n.name === name)?.kind ?? '';
  if (kind === 'action' || part === 'out' || kind === 'tool') return 'influence';
  if (kind === 'weights' || kind === 'code' || kind === 'configuration' || kind === 'dataset') return 'make limited changes';
  return kind === 'credential' ? 'inspect' : 'partially inspect';
}

/** Opens the sentence, about an element if one is given. */
export function askClaim(over = ''): void {
  const trusted = roles().filter((n) => !isAdversary(n)).map((n) => n.name);
  const first = over || protectable()[0]?.name || '';
  draft.value = { how: trusted.length ? 'nobody but' : 'nobody in', whom: trusted.length ? trusted : ['anyone'], gains: usually(first), over: first, of: '', name: freeId() };
  refusal.value = '';
  dialog.value = 'claim';
}

/** Names that are those of something already. */
export const taken = (): ReadonlySet<string> => new Set(outline.value.entries.map((e) => e.name));

/** The first number that no claim has. */
function freeId(): string {
  const names = taken();
  for (let n = 1; ; n++) if (!names.has(`C${n}`)) return `C${n}`;
}
