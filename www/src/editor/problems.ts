// Diagnostics in the text: underlined, and errors said in full under their line, each with the edit that mends it.

import { setDiagnostics, type Diagnostic as Lint } from '@codemirror/lint';
import { StateEffect, StateField, type Extension, type Text, type TransactionSpec } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';
import type { Diagnostic, Fix, Place } from '../generated/api';

/** Errors said under their line; the others are underlined and listed below the text. */
const SAID = 12;

/** Offsets of a place, held inside the text. */
export function offsets(doc: Text, place: Place): { from: number; to: number } {
  const at = (line: number, column: number) => {
    const l = doc.line(Math.min(Math.max(line, 1), doc.lines));
    return Math.min(l.from + Math.max(column - 1, 0), l.to);
  };
  const from = at(place.line, place.column);
  return { from, to: Math.max(from, at(place.end_line, place.end_column)) };
}

export const mend = (doc: Text, fix: Fix): TransactionSpec => ({ changes: { ...offsets(doc, fix.place), insert: fix.replacement }, userEvent: 'input.fix' });

/** Text with names between backticks set apart. */
function say(into: HTMLElement, text: string): void {
  text.split('`').forEach((part, i) => {
    if (!part) return;
    if (i % 2) into.appendChild(document.createElement('code')).textContent = part;
    else into.append(part);
  });
}

class Note extends WidgetType {
  constructor(readonly of: Diagnostic) {
    super();
  }
  override eq(other: Note): boolean {
    return JSON.stringify(this.of) === JSON.stringify(other.of);
  }
  override toDOM(view: EditorView): HTMLElement {
    const { of } = this;
    const note = document.createElement('div');
    note.className = 'note';
    const box = note.appendChild(document.createElement('div'));
    box.className = `said ${of.severity}`;
    const line = box.appendChild(document.createElement('p'));
    const head = line.appendChild(document.createElement('b'));
    say(head, `Line ${of.place.line}, column ${of.place.column}: ${of.message}.`);
    if (of.help) {
      line.append(' ');
      say(line, of.help.charAt(0).toUpperCase() + of.help.slice(1));
    }
    if (of.fix) {
      const { fix } = of;
      const button = box.appendChild(document.createElement('button'));
      button.type = 'button';
      say(button, fix.title);
      button.onclick = () => {
        view.dispatch(mend(view.state.doc, fix));
        view.focus();
      };
    }
    return note;
  }
  override ignoreEvent(): boolean {
    return true;
  }
}

const setNotes = StateEffect.define<DecorationSet>();
const notes = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, tr) {
    let next = tr.docChanged ? value.map(tr.changes) : value;
    for (const e of tr.effects) if (e.is(setNotes)) next = e.value;
    return next;
  },
  provide: (f) => EditorView.decorations.from(f),
});

const severity = { error: 'error', warning: 'warning', note: 'info' } as const;

/** Shows the diagnostics of the text that stands in the editor. Under the line `quiet`, where somebody is writing, nothing is said yet. */
export function showProblems(view: EditorView, all: Diagnostic[], quiet = 0): void {
  const { doc } = view.state;
  const lint = all.map((d): Lint => {
    const span = offsets(doc, d.place);
    return {
      ...span,
      severity: severity[d.severity],
      message: d.help ? `${d.message}. ${d.help}` : d.message,
      source: d.code,
      ...(d.fix ? { actions: [{ name: d.fix.title.replaceAll('`', ''), apply: (v: EditorView) => v.dispatch(mend(v.state.doc, d.fix!)) }] } : {}),
    };
  });
  const said = all
    .filter((d) => d.severity === 'error' && d.place.line !== quiet)
    .slice(0, SAID)
    .map((d) => Decoration.widget({ widget: new Note(d), block: true, side: 1 }).range(doc.lineAt(offsets(doc, d.place).from).to));
  const transaction = setDiagnostics(view.state, lint);
  view.dispatch({ ...transaction, effects: [...[transaction.effects ?? []].flat(), setNotes.of(Decoration.set(said, true))] });
}

export const problems: Extension = notes;
