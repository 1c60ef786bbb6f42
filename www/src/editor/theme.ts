// The editor's look. It lives in a shadow root, so its rules are adopted sheets; colours come from the page's tokens.

import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags as t } from '@lezer/highlight';

const wave = (token: string) => ({ textDecoration: `underline wavy var(--${token}) 1px`, textUnderlineOffset: '4px', textDecorationSkipInk: 'none', backgroundImage: 'none', paddingBottom: '0' });

const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--paper)', fontSize: '12px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '20px', letterSpacing: '-.01em', scrollbarWidth: 'thin', scrollbarColor: 'var(--line-2) transparent' },
  '.cm-content': { padding: '8px 0 24px', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 16px 0 4px' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '1.5px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { background: 'var(--pick)' },
  '.cm-gutters': { backgroundColor: 'var(--paper)', color: 'var(--ink-3)', border: '0' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 8px 0 0', minWidth: '30px' },
  '.cm-gutter.steps': { width: '26px' },
  '.steps .cm-gutterElement': { display: 'flex', alignItems: 'center', justifyContent: 'flex-end', height: '20px' },
  '.step-dot': { minWidth: '16px', height: '16px', padding: '0 2px', boxSizing: 'border-box', borderRadius: '8px', display: 'inline-grid', placeItems: 'center', font: '600 10px/1 var(--sans)', background: 'var(--wash)', color: 'var(--accent)', border: '1px solid var(--accent)' },
  '.step-dot.on': { background: 'var(--accent)', color: 'var(--accent-ink)' },
  '.hit': { backgroundColor: 'var(--wash)' },
  '.hit.strong': { boxShadow: 'inset 2px 0 0 var(--accent)' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine:not(.hit)': { backgroundColor: 'var(--sunk)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--ink)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'transparent', outline: '1px solid var(--edge)' },
  '.cm-searchMatch': { backgroundColor: 'var(--cond-wash)', outline: '1px solid var(--cond)' },
  '.cm-selectionMatch': { backgroundColor: 'var(--hover)' },
  '.cm-foldPlaceholder': { background: 'var(--sunk)', border: '1px solid var(--line-2)', color: 'var(--ink-2)' },
  '.cm-foldGutter .cm-gutterElement': { color: 'var(--ink-3)', width: '12px' },
  '.cm-lintRange-error': wave('bad'),
  '.cm-lintRange-warning': wave('cond'),
  '.cm-lintRange-info': wave('unk'),
  '.cm-lintPoint:after': { borderBottomColor: 'var(--bad)' },
  // Padding, not margin: a margin would escape the height that the editor measures.
  '.note': { padding: '3px 16px 7px 4px', maxWidth: 'min(calc(var(--left, 480px) - 80px), 88vw)' },
  '.said': { padding: '6px 8px 7px 12px', borderLeft: '2px solid var(--unk)', font: '400 12px/17px var(--sans)', letterSpacing: '0', whiteSpace: 'normal', color: 'var(--ink-2)' },
  '.said p': { margin: '0' },
  '.said.error': { borderColor: 'var(--bad)' },
  '.said.error b': { color: 'var(--bad)' },
  '.said b': { fontWeight: '600' },
  '.said code': { font: '400 .915em/1 var(--mono)' },
  '.said button': { font: 'inherit', color: 'var(--accent)', background: 'none', border: '0', padding: '0', marginTop: '4px', cursor: 'pointer' },
  '.said button:hover': { textDecoration: 'underline' },
  '.said button:focus-visible': { outline: '2px solid var(--accent)', outlineOffset: '2px' },
  '.cm-tooltip': { background: 'var(--raise)', color: 'var(--ink)', border: '1px solid var(--line-2)', borderRadius: '6px', boxShadow: 'var(--shadow)', overflow: 'hidden', maxWidth: '420px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { font: '400 12px/20px var(--mono)', maxHeight: '240px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '2px 10px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--wash)', color: 'var(--ink)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > completion-section': { padding: '4px 10px 2px', borderBottom: '1px solid var(--line)', font: '500 11px/16px var(--sans)', color: 'var(--ink-3)', opacity: '1' },
  '.cm-completionDetail': { fontStyle: 'normal', color: 'var(--ink-3)', fontFamily: 'var(--sans)', marginLeft: '12px' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600', color: 'var(--accent)' },
  '.cm-tooltip.cm-completionInfo': { padding: '8px 12px', font: '400 12px/18px var(--sans)', color: 'var(--ink-2)', maxWidth: '300px' },
  '.card': { padding: '8px 12px', font: '400 12px/18px var(--sans)', color: 'var(--ink-2)', maxWidth: '380px' },
  '.card b': { font: '600 12px/18px var(--mono)', color: 'var(--ink)' },
  '.card p': { margin: '2px 0 0' },
  '.cm-diagnostic': { padding: '6px 10px 7px 12px', borderLeft: '2px solid var(--unk)', font: '400 12px/17px var(--sans)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--cond)' },
  '.cm-diagnosticAction': { font: '500 12px/17px var(--sans)', background: 'none', color: 'var(--accent)', border: '1px solid var(--line-2)', borderRadius: '4px', padding: '1px 7px' },
  '.cm-diagnosticSource': { color: 'var(--ink-3)', fontSize: '11px', opacity: '1' },
  '.cm-panels': { background: 'var(--paper)', color: 'var(--ink)', borderColor: 'var(--line)' },
  '.cm-panel.cm-search': { font: '400 12px/1.5 var(--sans)', padding: '8px 12px' },
  '.cm-textfield': { border: '1px solid var(--edge)', borderRadius: '4px', background: 'var(--raise)', color: 'var(--ink)', fontSize: '12px' },
  '.cm-button': { backgroundImage: 'none', background: 'var(--raise)', border: '1px solid var(--line-2)', borderRadius: '4px', color: 'var(--ink)', fontSize: '12px' },
  '.cm-placeholder': { color: 'var(--ink-3)' },
});

const colours = HighlightStyle.define([
  { tag: [t.definition(t.propertyName), t.propertyName], color: 'var(--tok-key)' },
  { tag: [t.string, t.attributeValue], color: 'var(--tok-str)' },
  { tag: [t.bool, t.null, t.keyword], color: 'var(--tok-bool)' },
  { tag: [t.number, t.content], color: 'var(--ink)' },
  { tag: [t.comment, t.lineComment], color: 'var(--tok-com)' },
  { tag: [t.punctuation, t.separator, t.brace, t.squareBracket], color: 'var(--ink-3)' },
]);

export const theme = [look, syntaxHighlighting(colours)];
