// The layout kernel in a worker of its own: started when a layout is first asked for, ended when one is given up.

import type { KernelNode } from './kernel';
import { unpack } from '../client/packed';
import { addressOf, startAt } from '../client/worker';

type Reply = { id: number; data?: KernelNode; error?: unknown };

let address: Promise<string> | undefined;
let worker: Worker | undefined;
let waiting: { id: number; resolve(of: KernelNode): void; reject(why: Error): void } | undefined;
let ids = 0;

async function started(): Promise<Worker> {
  address ??= unpack('bartizan-layout', 'the layout').then(addressOf);
  const at = await address;
  if (!worker) {
    worker = startAt(at, 'bartizan layout');
    worker.onmessage = ({ data }: MessageEvent<Reply>) => hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      giveUp(event.message || 'the layout stopped');
    };
    worker.postMessage({ id: 0, cmd: 'register', algorithms: ['layered', 'rectpacking'] });
  }
  return worker;
}

function hear({ id, data, error }: Reply) {
  if (!waiting || id !== waiting.id) return;
  const { resolve, reject } = waiting;
  waiting = undefined;
  if (data) resolve(data);
  else reject(new Error(error instanceof Error ? error.message : String((error as { message?: string } | undefined)?.message ?? 'no layout was found')));
}

/** Lays a graph out; a newer request gives up an older one, and what takes longer than `patience` is given up. */
export async function layOut(graph: KernelNode, patience?: number): Promise<KernelNode> {
  giveUp('a newer layout began');
  const id = ++ids;
  const to = await started();
  if (id !== ids) throw new Error('a newer layout began');
  const limit = patience === undefined ? undefined : setTimeout(() => id === waiting?.id && giveUp('the layout took too long'), patience);
  return new Promise<KernelNode>((resolve, reject) => {
    waiting = { id, resolve, reject };
    to.postMessage({ id, cmd: 'layout', graph, layoutOptions: {}, options: {} });
  }).finally(() => clearTimeout(limit));
}

/** Ends a running layout. */
export function giveUp(why = 'the layout was cancelled'): void {
  if (!waiting) return;
  const { reject } = waiting;
  waiting = undefined;
  worker?.terminate();
  worker = undefined;
  reject(new Error(why));
}
