// Keys of the whole page. Menu, key and button run one command; single letters act only outside text fields.

import { empty, fresh, open, save } from './files';
import { activeList, move } from './parts/roving';
import { answers, errors, overview } from './state/engine';
import { printReport } from './state/report';
import { edit } from './state/document';
import { turnSet } from './state/path';
import { select } from './state/selection';
import { backFromCatalog, cameFrom, dialog, fold, folded, guided, home, isSmall, letters, openAttack, openCell, openClaim, openEntry, popover, reporting, showTab, smallPage, tab, tabs, wrap } from './state/view';

/** What the sheet of keys shows; `?` opens it. */
export const sheet: { title: string; keys: [string, string][] }[] = [
  { title: 'File', keys: [['Ctrl S', 'save'], ['Ctrl P', 'report: print it'], ['Ctrl O', 'open'], ['Ctrl N, Alt N', 'ways to begin, and there: an empty description; browsers keep Ctrl N to themselves'], ['Ctrl Z, Shift Ctrl Z', 'undo, redo, wherever the edit was made']] },
  { title: 'Where', keys: [['Alt 1 to Alt 9', 'claims, exposure, attacks, suppliers, controls, numbers, changes, domains, catalog'], ['Alt 0', 'to the text and back to the answers'], ['P, T', 'to the picture, to the tables, and back'], ['U', 'to what is still unknown'], ['\\', 'fold the description'], ['G', 'go to an element'], ['Ctrl Shift O', 'outline of the description'], ['/', 'filter in this screen'], ['H', 'how it works'], ['F8, Shift F8', 'next, previous problem in the text']] },
  { title: 'Lists', keys: [['J, K or arrows', 'next, previous row or step'], ['Enter', 'open or close'], ['Escape', 'close, back, select nothing'], ['[ and ]', 'previous, next attack set'], ['Space', 'switch a control, keep the focus']] },
  { title: 'In the picture', keys: [['arrows', 'to the next element, along lines'], ['Enter', 'inspect; open a folded box'], ['Space, Shift Space', 'select; select more'], ['+ − 0', 'zoom in, zoom out, show all'], ['Ctrl arrows', 'pan'], ['A, Shift A', 'to the palette, to add; add by typing'], ['C', 'connect: then arrows and Enter'], ['F2, Del', 'rename, delete'], ['Ctrl C, Ctrl V', 'copy, paste'], ['Shift arrows', 'move what is selected; changes no text']] },
  { title: 'In the text', keys: [['Ctrl Space', 'complete'], ['Ctrl F', 'find'], ['F12, Ctrl click', 'go to where the name is declared, from there to a mention'], ['F2', 'rename everywhere'], ['Shift Alt F', 'format'], ['Alt Z', 'wrap lines, or not'], ['Tab', 'indent, once something was typed; before that, on to the answers'], ['Escape', 'leave the text, so that Tab moves on; letters act after Escape once more']] },
];

/** Alt and a digit; the faces of the description have letters. */
const numbered = tabs.filter((t) => t !== 'picture' && t !== 'tables' && t !== 'gaps');

const inText = (event: KeyboardEvent) =>
  event.composedPath().some((e) => e instanceof HTMLElement && (e.isContentEditable || e instanceof HTMLInputElement || e instanceof HTMLTextAreaElement || e instanceof HTMLSelectElement));

/** Goes round the errors, or all problems when there is no error. */
export function nextProblem(by: 1 | -1): void {
  const all = errors.peek().length ? errors.peek() : (overview.peek()?.diagnostics ?? []);
  if (!all.length) return;
  at = (at + by + all.length) % all.length;
  const { place } = all[at] ?? all[0]!;
  fold(false);
  smallPage.value = 'text';
  requestAnimationFrame(() => edit()?.go(place.line, place.column));
}
let at = -1;

/** From the text to the answers. */
function toAnswers(): void {
  (document.querySelector<HTMLElement>('[role=tab][aria-selected=true]') ?? document.getElementById('answers'))?.focus();
}

function toText(): void {
  if (['text', 'after-text'].includes(document.activeElement?.id ?? '')) return toAnswers();
  home.value = false;
  reporting.value = false;
  fold(false);
  smallPage.value = 'text';
  requestAnimationFrame(() => edit()?.focus());
}

/** To the picture or the tables, and back to where the reader was. */
function toFace(face: 'picture' | 'tables'): void {
  const here = tab.peek();
  showTab(here === face ? before : face);
  if (here !== 'picture' && here !== 'tables') before = here;
}
let before: (typeof tabs)[number] = 'claims';

/** Closes what is open, innermost first; the focus goes back to the row that opened it. */
export function back(): void {
  const close = (of: typeof openClaim) => {
    const row = document.querySelector<HTMLElement>(`[data-row="${CSS.escape(of.peek() ?? '')}"]`);
    of.value = null;
    row?.focus();
  };
  const open = { picture: null, tables: null, claims: openClaim, exposure: openCell, attacks: openAttack, suppliers: null, controls: null, numbers: openClaim, changes: null, domains: null, gaps: null, catalog: openEntry }[tab.peek()];
  if (reporting.peek()) reporting.value = false;
  else if (guided.peek()) guided.value = false;
  else if (home.peek() && overview.peek()) home.value = false;
  else if (isSmall.peek() && smallPage.peek() !== 'tab') smallPage.value = 'tab';
  else if (tab.peek() === 'catalog' && cameFrom.peek()) backFromCatalog();
  else if (open?.peek()) close(open);
  else select(null);
}

/** The ways to begin; where they are shown, the shortest of them. */
const begin = () => (home.peek() && !guided.peek() ? empty() : fresh());

/** Whether a letter pressed here is a command: not where somebody fills something in, nor where a field was just now. */
function mayAct(): boolean {
  const here = document.activeElement;
  if (!letters.peek() || guided.peek()) return false;
  if (here === document.body || !here) return !field || (field.isConnected && field.getClientRects().length > 0);
  return !here.closest('form, fieldset, dialog, [role=dialog], [role=toolbar], [role=grid] tbody');
}
/** The field that had the focus last, until the reader goes elsewhere. */
let field: Element | null = null;

function withControl(event: KeyboardEvent): (() => void) | null {
  switch (event.key.toLowerCase()) {
    case 's': return save;
    case 'o': return open;
    case 'n': return begin;
    case 'p': return answers.peek() ? printReport : null;
    default: return null;
  }
}

function withAlt(event: KeyboardEvent): (() => void) | null {
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  if (digit === '0') return toText;
  const wanted = digit ? numbered[Number(digit) - 1] : undefined;
  if (wanted) return () => showTab(wanted);
  if (event.code === 'KeyZ') return wrap;
  return event.code === 'KeyN' ? begin : null;
}

function alone(event: KeyboardEvent): (() => void) | null {
  if (event.key === 'Escape') return document.activeElement?.id === 'after-text' ? toAnswers : back;
  if (event.key === 'F8') return () => nextProblem(event.shiftKey ? -1 : 1);
  if ((event.key.length === 1 || ['Enter', 'Backspace', 'Delete'].includes(event.key)) && document.activeElement?.id === 'after-text') {
    // Whoever goes on typing after Escape means the text.
    edit()?.focus();
    return null;
  }
  if (event.key.length === 1 && !mayAct()) return null;
  const list = activeList();
  switch (event.key) {
    case '?': return () => (dialog.value = 'keys');
    case 'h': case 'H': return () => (dialog.value = 'help');
    case '/': return () => document.querySelector<HTMLInputElement>('[data-filter]')?.focus();
    case '\\': return () => fold(!folded.peek());
    case '[': return () => turnSet(-1);
    case ']': return () => turnSet(1);
    case 'p': case 'P': return () => toFace('picture');
    case 't': case 'T': return () => toFace('tables');
    case 'u': case 'U': return () => showTab('gaps');
    case 'g': case 'G': return () => (dialog.value = 'go');
    case 'j': case 'J': case 'ArrowDown': return list ? () => move(list, 1) : null;
    case 'k': case 'K': case 'ArrowUp': return list ? () => move(list, -1) : null;
    default: return null;
  }
}

export function start(): void {
  addEventListener('focusin', ({ target }) => (field = target instanceof Element && target.matches('input, textarea, select, #text') ? target : null));
  addEventListener('pointerdown', () => (field = null));
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const modal = dialog.peek() !== null;
    let act: (() => void) | null = null;
    const control = (event.ctrlKey || event.metaKey) && !event.altKey;
    if (control && !modal && !inText(event) && /^[zy]$/i.test(event.key)) act = event.shiftKey || event.key.toLowerCase() === 'y' ? () => edit()?.redo() : () => edit()?.undo();
    else if (control && event.shiftKey && !event.altKey && event.key.toLowerCase() === 'o') act = modal ? null : () => (dialog.value = 'outline');
    else if (control && !event.shiftKey) act = withControl(event);
    else if (event.altKey && !event.ctrlKey && !event.metaKey) act = modal ? null : withAlt(event);
    else if (!event.ctrlKey && !event.metaKey && !event.altKey && !modal && popover.peek() === null) act = inText(event) && event.key !== 'F8' ? null : alone(event);
    if (!act) return;
    field = null;
    event.preventDefault();
    act();
  });
}
