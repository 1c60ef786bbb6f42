// What a line from one element to another may mean, by their kinds: the one table of it.

import type { PictureFlow, PictureNode } from '../generated/api';
import { bare } from './kinds';

/** A meaning: the words of the choice, at which of the two it is stated, and under which key. */
export type Meaning = { says: string; at: 'from' | 'to'; key: string[]; one?: boolean };
type Row = { from: string[]; to: string[]; meanings: Meaning[] };

const role = ['role'];
const answering = ['agent', 'model'];
const programs = ['tool', 'service', 'pipeline'];
const content = ['store', 'record', 'dataset', 'weights', 'code', 'configuration', 'credential', 'log', 'results', 'sensor'];
const assets = content.slice(1);
/** Assets that answers, requests and other content are put into; a credential is none of them. */
const filled = assets.filter((kind) => kind !== 'credential');
const placed = ['agent', 'model', 'tool', 'service', 'pipeline', 'store'];

const at = (says: string, where: 'from' | 'to', ...key: string[]): Meaning => ({ says, at: where, key });
const one = (says: string, where: 'from' | 'to', ...key: string[]): Meaning => ({ says, at: where, key, one: true });

export const table: Row[] = [
  { from: role, to: answering, meanings: [at('uses it', 'to', 'used by'), at('triggers it without seeing answers', 'to', 'triggered by'), at('sets it up', 'to', 'configured by'), at('sends its users links', 'to', 'links from')] },
  { from: answering, to: role, meanings: [at('shows its answers to', 'from', 'shown to')] },
  { from: role, to: ['service'], meanings: [at('uses it', 'to', 'used by'), at('sets it up', 'to', 'configured by')] },
  { from: role, to: ['store', ...filled], meanings: [at('writes to it', 'to', 'written by')] },
  { from: role, to: ['store', ...assets], meanings: [at('reads it', 'to', 'read by')] },
  { from: role, to: ['store', 'host'], meanings: [at('administers it', 'to', 'administered by')] },
  { from: role, to: ['host'], meanings: [at('has it in hand', 'to', 'held by')] },
  { from: role, to: role, meanings: [at('is also', 'from', 'is'), one('belongs to the group', 'from', 'in')] },
  { from: role, to: ['channel'], meanings: [at('sees its traffic', 'to', 'seen by'), at('can change its traffic', 'to', 'controlled by')] },
  { from: ['agent'], to: ['model'], meanings: [one('answers through it', 'from', 'model')] },
  { from: answering, to: answering, meanings: [at('asks it', 'from', 'asks'), at('hands over to it', 'from', 'hands to')] },
  { from: answering, to: ['tool'], meanings: [at('can call it', 'from', 'tools')] },
  { from: ['tool'], to: answering, meanings: [at('its results are read by', 'to', 'inputs', 'tool_results'), at('can be called by', 'to', 'tools')] },
  { from: ['credential'], to: [...placed, 'host', 'channel'], meanings: [at('opens it', 'from', 'opens')] },
  { from: ['store', ...filled], to: answering, meanings: [at('is retrieved into its Inputs', 'to', 'inputs', 'retrieved'), at('is its memory', 'to', 'inputs', 'memory'), at('is its system prompt', 'to', 'inputs', 'system_prompt')] },
  { from: ['credential'], to: answering, meanings: [at('is retrieved into its Inputs', 'to', 'inputs', 'retrieved'), at('stands in its system prompt', 'to', 'inputs', 'system_prompt')] },
  { from: ['weights', 'store'], to: ['model'], meanings: [one('are its weights', 'to', 'weights')] },
  { from: answering, to: ['store', ...filled], meanings: [at('keeps its answers in it', 'from', 'writes'), at('logs to it', 'from', 'logs to')] },
  { from: programs, to: ['credential'], meanings: [one('acts under it', 'from', 'as')] },
  { from: ['tool'], to: ['credential'], meanings: [at('is handed it', 'from', 'gets')] },
  { from: programs, to: ['store', ...filled], meanings: [at('writes to it', 'from', 'writes')] },
  { from: programs, to: ['store', ...assets], meanings: [at('reads it', 'from', 'reads')] },
  { from: ['tool', 'service'], to: ['store', ...assets], meanings: [at('changes it', 'from', 'changes')] },
  { from: ['store', ...assets], to: programs, meanings: [at('is read by it', 'to', 'reads')] },
  { from: ['service'], to: ['store', 'log'], meanings: [at('logs to it', 'from', 'logs to')] },
  { from: ['store', 'host'], to: assets, meanings: [at('holds it', 'from', 'holds')] },
  { from: assets, to: ['store', 'host'], meanings: [at('lies in it', 'to', 'holds')] },
  { from: ['store', ...filled], to: ['store', ...filled], meanings: [at('fills it', 'to', 'filled from')] },
  { from: ['credential'], to: programs, meanings: [one('is what it acts under', 'to', 'as')] },
  { from: ['tool', 'service', 'pipeline'], to: ['action'], meanings: [at('does it', 'from', 'does')] },
  { from: role, to: ['action'], meanings: [at('can do it', 'from', 'can')] },
  { from: answering, to: ['action'], meanings: [at('costs it', 'from', 'bills'), at('drives it by its Outputs', 'to', 'driven by')] },
  { from: ['action'], to: role, meanings: [at('reaches', 'from', 'to')] },
  { from: ['tool', 'service'], to: role, meanings: [at('sends to', 'from', 'to')] },
  { from: placed, to: ['host'], meanings: [one('runs on it', 'from', 'runs on')] },
  { from: ['host'], to: placed, meanings: [one('is where it runs', 'to', 'runs on')] },
  { from: ['host'], to: ['host'], meanings: [one('lies inside it', 'from', 'inside')] },
  { from: [...placed, 'host', ...assets], to: ['supplier'], meanings: [one('comes from it', 'from', 'from')] },
  { from: ['supplier'], to: [...placed, 'host', ...assets], meanings: [one('provides it', 'to', 'from')] },
  { from: ['model'], to: ['store'], meanings: [one('embeds it', 'to', 'embedded by')] },
  { from: ['channel'], to: [...placed, 'host', 'supplier', 'role'], meanings: [at('joins it', 'from', 'between')] },
  { from: [...placed, 'host', 'supplier'], to: ['channel'], meanings: [at('is joined by it', 'to', 'between')] },
  { from: ['control'], to: ['credential'], meanings: [at('is undone by it', 'from', 'key')] },
  { from: ['control'], to: [...placed, 'host', 'channel', 'action', ...assets], meanings: [at('stands at it', 'from', 'on')] },
  { from: ['weakness'], to: [...placed, 'host', 'control'], meanings: [at('is a weakness of it', 'from', 'on')] },
];

/** The meanings that a line between two kinds may have. */
export function meaningsOf(from: string, to: string): Meaning[] {
  const [a, b] = [bare(from), bare(to)];
  return table.filter((row) => row.from.includes(a) && row.to.includes(b)).flatMap((row) => row.meanings);
}

/** The words of a meaning before the name of what the line leads to. */
export const saysOf = (meaning: Meaning) => meaning.says.replace(/ it\b/, '');

/** Where a meaning is written, and what. */
export function statedAt(meaning: Meaning, from: PictureNode, to: PictureNode): { owner: PictureNode; value: string } {
  return meaning.at === 'from' ? { owner: from, value: to.name } : { owner: to, value: from.name };
}

/** The keys that lead to a flow's name in its entry. */
export const keysOf = (flow: PictureFlow) => flow.key.split('.');
