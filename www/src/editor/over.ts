// Typing over a selection, done on the document: left to itself the browser copies the style of what it removes into an
// inline style, which the page's policy refuses with a line in the console.

import { EditorView } from '@codemirror/view';

export const typeOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { state } = view;
    const text = event.data;
    if (event.inputType !== 'insertText' || text === null || view.composing || state.readOnly) return false;
    if (state.selection.ranges.every((range) => range.empty)) return false;
    event.preventDefault();
    const { from, to } = state.selection.main;
    const typed = () => state.update(state.replaceSelection(text), { userEvent: 'input.type', scrollIntoView: true });
    // Whatever else takes part in typing, such as the closing of brackets, goes first.
    const taken = state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, text, typed));
    if (!taken) view.dispatch(typed());
    return true;
  },
});
