// Lines that the open path and the selection touch: washed, with the step's number in the gutter.

import { RangeSet, StateEffect, StateField, type Extension, type Range } from '@codemirror/state';
import { Decoration, EditorView, gutter, GutterMarker, type DecorationSet } from '@codemirror/view';
import type { LineMark } from '../state/path';

export const setMarks = StateEffect.define<LineMark[]>();

class StepMarker extends GutterMarker {
  constructor(readonly steps: number[], readonly on: boolean) {
    super();
  }
  override eq(other: StepMarker): boolean {
    return this.on === other.on && this.steps.join() === other.steps.join();
  }
  override toDOM(): Node {
    const dot = document.createElement('span');
    dot.className = this.on ? 'step-dot on' : 'step-dot';
    dot.textContent = this.steps.length > 1 ? `${this.steps[0]}+` : String(this.steps[0] ?? '');
    dot.title = `step ${this.steps.join(', ')}`;
    return dot;
  }
}

type Value = { lines: DecorationSet; gutter: RangeSet<GutterMarker> };
const none: Value = { lines: Decoration.none, gutter: RangeSet.empty };

const field = StateField.define<Value>({
  create: () => none,
  update(value, tr) {
    let next: Value = tr.docChanged ? { lines: value.lines.map(tr.changes), gutter: value.gutter.map(tr.changes) } : value;
    for (const effect of tr.effects) {
      if (!effect.is(setMarks)) continue;
      const lines: Range<Decoration>[] = [];
      const dots: Range<GutterMarker>[] = [];
      for (const mark of effect.value) {
        if (mark.line < 1 || mark.line > tr.state.doc.lines) continue;
        const at = tr.state.doc.line(mark.line).from;
        lines.push(Decoration.line({ class: mark.on || mark.hit ? 'hit strong' : 'hit' }).range(at));
        if (mark.steps.length) dots.push(new StepMarker(mark.steps, mark.on).range(at));
      }
      next = { lines: Decoration.set(lines, true), gutter: RangeSet.of(dots, true) };
    }
    return next;
  },
  provide: (f) => EditorView.decorations.from(f, (v) => v.lines),
});

export const marks: Extension = [field, gutter({ class: 'steps', markers: (view) => view.state.field(field).gutter, initialSpacer: () => new StepMarker([88], false) })];
