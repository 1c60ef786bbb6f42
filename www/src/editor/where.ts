// Where in a YAML description a position stands: the keys above it, and whether a key or a value is being written there.
// Works on text that is not yet well-formed, which a syntax tree does not.

import type { Text } from '@codemirror/state';

export type Where = {
  /** Keys from the top to here; in a value the last one is its key. */
  path: string[];
  in: 'key' | 'value';
  /** Where the word being written starts. */
  from: number;
  /** Within brackets, where commas part. */
  flow: boolean;
};

type Frame = { close: '}' | ']'; key: string | null };

/** Lines looked at before the position; a section's own line is found beyond them. */
const REACH = 300;
const blockKey = /^(\s*)(?:- +)?("[^"]*"|'[^']*'|[^\s#{}[\],:](?:[^#{}[\]:]|(?<=\S)#)*?)\s*:(?=\s|$)/;
const bare = (key: string) => key.trim().replace(/^["']|["']$/g, '');

export function where(doc: Text, position: number): Where {
  const last = doc.lineAt(position);
  const blocks: { indent: number; key: string }[] = [];
  const flow: Frame[] = [];
  let from = last.from;
  let value = false;

  const read = (text: string, start: number) => {
    let at = 0;
    if (flow.length === 0) {
      const body = text.trimStart();
      if (!body || body.startsWith('#')) {
        if (start === last.from) {
          pop(text.length);
          from = start + text.length;
          value = false;
        }
        return;
      }
      const indent = text.length - body.length;
      pop(indent);
      const found = blockKey.exec(text);
      value = false;
      from = start + indent;
      if (found) {
        blocks.push({ indent, key: bare(found[2] ?? '') });
        at = found[0].length;
        value = true;
        from = start + at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
      } else if (body.startsWith('- ') || body === '-') {
        value = true;
        at = indent + 1;
        from = start + at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
      } else at = indent;
      if (!found && !value) return;
    }
    scan(text, start, at);
  };

  const pop = (indent: number) => {
    while (blocks.length && (blocks[blocks.length - 1]?.indent ?? -1) >= indent) blocks.pop();
  };

  const scan = (text: string, start: number, begin: number) => {
    let word = begin;
    const fresh = (i: number) => {
      word = i;
      from = start + i + (/^\s*/.exec(text.slice(i))?.[0].length ?? 0);
    };
    if (begin === 0) fresh(0);
    for (let i = begin; i < text.length; i++) {
      const c = text[i];
      const top = flow[flow.length - 1];
      if (c === '#' && (i === 0 || /\s/.test(text[i - 1] ?? ''))) return;
      if (c === '"' || c === "'") {
        const end = text.indexOf(c, i + 1);
        if (end < 0) return;
        i = end;
      } else if (c === '{' || c === '[') {
        flow.push({ close: c === '{' ? '}' : ']', key: null });
        value = c === '[';
        fresh(i + 1);
      } else if (c === '}' || c === ']') {
        flow.pop();
        value = true;
        fresh(i + 1);
      } else if (top && c === ',') {
        if (top.close === '}') {
          top.key = null;
          value = false;
        }
        fresh(i + 1);
      } else if (top?.close === '}' && c === ':' && /\s|^$/.test(text[i + 1] ?? '')) {
        top.key = bare(text.slice(word, i));
        value = true;
        fresh(i + 1);
      }
    }
  };

  const first = Math.max(1, last.number - REACH);
  if (first > 1) {
    for (let n = first - 1; n > 0; n--) {
      const text = doc.line(n).text;
      if (/^[^\s#]/.test(text)) {
        read(text.slice(0, text.indexOf(':') + 1), -1);
        break;
      }
    }
  }
  for (let n = first; n <= last.number; n++) {
    const line = doc.line(n);
    read(n === last.number ? line.text.slice(0, position - line.from) : line.text, line.from);
  }
  const path = [...blocks.map((b) => b.key), ...flow.flatMap((f) => (f.key === null ? [] : [f.key]))];
  return { path, in: value ? 'value' : 'key', from: Math.min(from, position), flow: flow.length > 0 };
}
