// The text: CodeMirror in a shadow root, joined to the page's signals. The text lives here, on the main thread, whatever the engine does.

import { closeBrackets, closeBracketsKeymap, closeCompletion, completionKeymap, completionStatus } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentLess, indentMore, redo, redoDepth, undo, undoDepth } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, foldGutter, foldKeymap, indentUnit } from '@codemirror/language';
import { lintKeymap, nextDiagnostic, previousDiagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, Prec, type Text } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers, placeholder, type ViewUpdate } from '@codemirror/view';
import { effect } from '@preact/signals';
import { attach, blank, canRedo, canUndo, cursor, dirty, fileName, settle, type Writer } from '../state/document';
import { format } from '../state/edit';
import { overview, took, writing as unfinished } from '../state/engine';
import { lineMarks } from '../state/path';
import { select, selection } from '../state/selection';
import { wrapped } from '../state/view';
import { assist } from './assist';
import { marks, setMarks } from './marks';
import { namedEntries, patching } from './named';
import { names } from './names';
import { typeOver } from './over';
import { offsets, problems, showProblems } from './problems';
import { theme } from './theme';

/** Milliseconds of rest before the cursor selects. */
const REST = 150;
/** Milliseconds of rest after the last key before answers are asked for: half as long as they take, within these. */
const SOONEST = 12;
const LATEST = 250;

/** Milliseconds of rest before an error is said under the line that is being written. */
const PATIENCE = 1000;

const language = new Compartment();
const wrapping = new Compartment();
const wrappingAs = (on: boolean) => (on ? EditorView.lineWrapping : []);
const languageOf = (name: string) => (/\.json$/i.test(name) ? json() : yaml());

/** Makes the editor inside `host` and offers it to the page. */
export function mount(host: HTMLElement): () => void {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const parent = document.createElement('div');
  parent.className = 'editor';
  parent.style.height = '100%';
  root.append(parent);

  let rest = 0;
  let asked: Text | null = null;
  let kept: Text | null = null;
  let pick = 0;
  let patience = 0;
  let pause = 0;
  // Tab indents for somebody who writes or has clicked into the text; who only passes through on the way is let on.
  let writing = false;

  const ask = (view: EditorView) => {
    clearTimeout(rest);
    asked = view.state.doc;
    settle(asked.toString());
  };

  const heard = (update: ViewUpdate) => {
    const { state } = update;
    if (update.docChanged) {
      writing = true;
      dirty.value = !kept?.eq(state.doc);
      clearTimeout(rest);
      rest = window.setTimeout(() => ask(update.view), Math.min(Math.max(took.peek() / 2, SOONEST), LATEST));
      unfinished.value = update.view.hasFocus;
      clearTimeout(pause);
      pause = window.setTimeout(() => (unfinished.value = false), PATIENCE);
    }
    if (update.transactions.length) {
      canUndo.value = undoDepth(state) > 0;
      canRedo.value = redoDepth(state) > 0;
    }
    if (update.docChanged || update.selectionSet) {
      const head = state.selection.main.head;
      const line = state.doc.lineAt(head);
      cursor.value = { line: line.number, column: head - line.from + 1 };
    }
    if (update.selectionSet && !update.docChanged && update.transactions.some((t) => t.isUserEvent('select'))) {
      clearTimeout(pick);
      pick = window.setTimeout(() => pickAt(cursor.peek().line), REST);
    }
  };

  const extensions = [
    Prec.highest(keymap.of([{ key: 'Escape', run: leave }])),
    marks, lineNumbers(), foldGutter({ openText: '⌄', closedText: '›' }), highlightSpecialChars(), history(), drawSelection(), highlightActiveLine(), highlightActiveLineGutter(),
    EditorState.tabSize.of(2), indentUnit.of('  '), bracketMatching(), closeBrackets(), highlightSelectionMatches(), typeOver, namedEntries, names, problems, assist, theme,
    placeholder('bartizan: 1'),
    EditorView.contentAttributes.of({ 'aria-label': 'Description, text', spellcheck: 'false', tabindex: '0' }),
    keymap.of([
      { key: 'Shift-Alt-f', run: () => (void format(), true) },
      { key: 'F8', run: nextDiagnostic }, { key: 'Shift-F8', run: previousDiagnostic },
      ...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap,
      { key: 'Tab', run: (view) => writing && indentMore(view), shift: (view) => writing && indentLess(view) },
    ]),
    EditorView.domEventHandlers({ focus: () => void (writing = false), pointerdown: () => void setTimeout(() => (writing = true)) }),
    EditorView.updateListener.of(heard),
  ];
  const fresh = (doc: string) => EditorState.create({ doc, extensions: [extensions, wrapping.of(wrappingAs(wrapped.peek())), language.of(languageOf(fileName.peek()))] });
  const view = new EditorView({ parent, root, state: fresh('') });

  const writer: Writer = {
    text: () => view.state.doc.toString(),
    load(text) {
      view.setState(fresh(text));
      asked = kept = view.state.doc;
      canUndo.value = canRedo.value = false;
      cursor.value = { line: 1, column: 1 };
    },
    write(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, userEvent: 'input' });
      ask(view);
      view.focus();
    },
    kept(inFile) {
      kept = inFile ? view.state.doc : null;
      dirty.value = !inFile;
    },
    focus: () => view.focus(),
    undo: () => void undo(view),
    redo: () => void redo(view),
    go(line, column) {
      const { from } = offsets(view.state.doc, { file: '', line, column, end_line: line, end_column: column });
      view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
      view.focus();
    },
    patch(patches, entry) {
      view.dispatch(patching(patches, entry));
      if (patches.length) ask(view);
    },
    replace(place, by) {
      view.dispatch({ changes: { ...offsets(view.state.doc, { file: '', ...place }), insert: by }, userEvent: 'input.fix' });
      ask(view);
    },
  };

  const stops = [
    effect(() => {
      const now = overview.value;
      // Of an older text nothing is shown: the newer answer is under way.
      clearTimeout(patience);
      if (now && view.state.doc === asked) {
        const all = blank.value ? [] : now.diagnostics;
        showProblems(view, all, view.hasFocus ? cursor.peek().line : 0);
        if (view.hasFocus) patience = window.setTimeout(() => view.state.doc === asked && showProblems(view, all), PATIENCE);
      } else if (!now) showProblems(view, []);
    }),
    effect(() => {
      const wanted = lineMarks.value;
      if (view.state.doc.lines < 1) return;
      view.dispatch({ effects: setMarks.of(wanted) });
    }),
    effect(() => {
      if (selection.value) reveal(view);
    }),
    effect(() => view.dispatch({ effects: wrapping.reconfigure(wrappingAs(wrapped.value)) })),
  ];
  attach(writer);
  return () => {
    for (const stop of stops) stop();
    view.destroy();
  };
}

/** Escape leaves the text, unless it closes the choices that are shown. */
function leave(view: EditorView): boolean {
  if (completionStatus(view.state) === 'active') return false;
  closeCompletion(view);
  document.getElementById('after-text')?.focus({ preventScroll: true });
  return true;
}

/** Selects the element in whose description the cursor rests. */
function pickAt(line: number): void {
  const inside = (overview.peek()?.elements ?? []).filter((e) => e.place.line <= line && line <= e.place.end_line);
  const best = inside.sort((a, b) => a.place.end_line - a.place.line - (b.place.end_line - b.place.line))[0];
  const now = selection.peek();
  if (best) {
    if (!(now?.kind === 'element' && now.name === best.name)) select({ kind: 'element', name: best.name });
  } else if (now?.kind === 'element') select(null);
}

/** Scrolls the first marked line into sight, unless the reader is in the text or it is in sight already. */
function reveal(view: EditorView): void {
  if (view.hasFocus) return;
  const mark = lineMarks.peek().find((m) => m.on) ?? lineMarks.peek().find((m) => m.hit);
  if (!mark || mark.line > view.state.doc.lines) return;
  const at = view.state.doc.line(mark.line).from;
  view.dispatch({ effects: EditorView.scrollIntoView(at, { y: 'nearest', yMargin: 60 }) });
}
