// What the page can truthfully say about itself: the policy in force, requests seen by the browser's own record, requests refused.

import { signal } from '@preact/signals';

/** Requests refused by the policy since load. */
export const refused = signal(0);
/** Requests over a network since load, the page itself not counted. */
export const requests = signal(0);
/** The policy that this copy of the page carries. */
export const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content') ?? '';
export const sealed = policy.includes("connect-src 'none'") && policy.includes("default-src 'none'");

/** Counts what the browser itself recorded; blobs and data of this page never touch a network. */
export function recount(): void {
  requests.value = performance.getEntriesByType('resource').filter((e) => !/^(blob|data):/.test(e.name)).length;
}

export function start(): void {
  document.addEventListener('securitypolicyviolation', () => refused.value++);
  new PerformanceObserver(recount).observe({ type: 'resource', buffered: true });
  recount();
}
