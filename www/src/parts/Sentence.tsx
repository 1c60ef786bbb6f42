// A sentence of the engine, with the reader's own names in mono and capabilities in bold.

import { computed } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { answers, overview } from '../state/engine';
import { capabilities, upper } from '../words';

const names = computed(() => {
  const all = new Set<string>();
  for (const o of [overview.value, answers.value?.overview]) {
    for (const e of o?.elements ?? []) all.add(e.name);
    for (const a of o?.adversaries ?? []) all.add(a.name);
  }
  return all;
});
const capability = [...capabilities].map((c) => c.name).sort((a, b) => b.length - a.length).join('|');
const pieces = new RegExp(`(\`[^\`]+\`)|\\b(${capability})\\b|([\\p{L}\\p{N}_][\\p{L}\\p{N}_-]*(?:[.#][\\p{L}\\p{N}_-]+)*)`, 'gu');

/** Splits a sentence into words, names and capabilities. */
export function marks(text: string): ComponentChild[] {
  const quoted = text.includes('`');
  const out: ComponentChild[] = [];
  let at = 0;
  for (const found of text.matchAll(pieces)) {
    const [word, tick, cap] = found;
    const base = word.split(/[.#]/, 1)[0] ?? word;
    const node = tick ? <code>{tick.slice(1, -1)}</code> : cap ? <b class="cap">{cap}</b> : !quoted && (names.value.has(word) || (base !== word && names.value.has(base))) ? <code>{word}</code> : null;
    if (!node) continue;
    if (found.index > at) out.push(text.slice(at, found.index));
    out.push(node);
    at = found.index + word.length;
  }
  if (at < text.length) out.push(text.slice(at));
  return out;
}

/** The same at the start of a sentence: a capital letter, unless one of the reader's names stands there. */
export function says(text: string): ComponentChild[] {
  const out = marks(text);
  if (typeof out[0] === 'string') out[0] = upper(out[0]);
  return out;
}
