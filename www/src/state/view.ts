// What is shown where: the answer tab, the open claim, folded panes, dialogs, theme. Nothing of it is stored.

import { computed, effect, signal } from '@preact/signals';

export const tabs = ['picture', 'tables', 'claims', 'exposure', 'attacks', 'suppliers', 'controls', 'numbers', 'changes', 'domains', 'gaps', 'catalog'] as const;
export type Tab = (typeof tabs)[number];
export type Dialog = 'keys' | 'help' | 'go' | 'guard' | 'notice' | 'pack' | 'outline' | 'rename' | 'claim' | null;
export type Popover = 'scenario' | 'privacy' | 'adversaries' | null;
/** Pages that only a small screen has beside the tabs. */
export type SmallPage = 'tab' | 'text' | 'more';

export const tab = signal<Tab>('claims');
/** The first screen: what this is, and the examples. */
export const home = signal(false);
/** What of the first screen was asked for: the ways to begin, or the examples. */
export const homeFor = signal<'new' | 'examples'>('examples');
/** The questions of the guided start, in place of the first screen. */
export const guided = signal(false);
/** The report to file, over the whole width. */
export const reporting = signal(false);
export const openClaim = signal<string | null>(null);
/** Index into the open claim's sets. */
export const openSet = signal(0);
export const order = signal<'likeliest' | 'shortest'>('likeliest');
export const openAttack = signal<string | null>(null);
export const openCell = signal<string | null>(null);
/** The domain whose side of the contracts is shown; else the one with most. */
export const openDomain = signal<string | null>(null);
export type CatalogSort = 'rules' | 'controls' | 'events' | 'attacks';
export const catalogSort = signal<CatalogSort>('rules');
export const catalogFilter = signal('');
/** The entry of the catalog that is open. */
export const openEntry = signal<string | null>(null);
/** Where the reader came to the catalog from by a link. */
export const cameFrom = signal<Exclude<Tab, 'catalog'> | null>(null);
export const dialog = signal<Dialog>(null);
export const popover = signal<Popover>(null);
/** What the dialog for renaming is about. */
export const renaming = signal<{ name: string; kind: string; places: number } | null>(null);
export const letters = signal(true);
export const smallPage = signal<SmallPage>('tab');
export const notice = signal<{ title: string; text: string } | null>(null);

const wide = matchMedia('(min-width: 1200px)');
const narrow = matchMedia('(max-width: 719px)');
export const isWide = signal(wide.matches);
export const isSmall = signal(narrow.matches);
/** Screens with wide tables or plots. */
const spread: ReadonlySet<Tab> = new Set(['picture', 'tables', 'exposure', 'controls', 'numbers', 'domains', 'catalog'] as const);
/** What the reader decided for a tab; else wide screens take the whole width, and narrow windows show answers only. */
const folds = signal<Partial<Record<Tab, boolean>>>({});
/** The description is folded to a strip. */
export const folded = computed(() => folds.value[tab.value] ?? (!isWide.value || spread.has(tab.value)));
export const usualWidth = () => (innerWidth >= 1400 ? 480 : innerWidth >= 1200 ? 400 : 360);
export const leftWidth = signal(usualWidth());

/** Whether the reader wants long lines of the text wrapped; else small screens do. */
const wraps = signal<boolean | null>(null);
export const wrapped = computed(() => wraps.value ?? isSmall.value);
export function wrap(): void {
  wraps.value = !wrapped.peek();
}

wide.addEventListener('change', () => {
  isWide.value = wide.matches;
  folds.value = {};
});
narrow.addEventListener('change', () => (isSmall.value = narrow.matches));

const dark = matchMedia('(prefers-color-scheme: dark)');
const systemDark = signal(dark.matches);
dark.addEventListener('change', () => (systemDark.value = dark.matches));
const chosen = signal<'light' | 'dark' | null>(null);
export const isDark = computed(() => (chosen.value ?? (systemDark.value ? 'dark' : 'light')) === 'dark');

export function toggleTheme(): void {
  chosen.value = isDark.peek() ? 'light' : 'dark';
}

/** Shows the first screen, or leaves it if it is shown for that already. */
export function showHome(what: 'new' | 'examples', toggle = false): void {
  const there = home.peek() && !guided.peek() && homeFor.peek() === what;
  homeFor.value = what;
  home.value = !(toggle && there);
  guided.value = reporting.value = false;
}

/** Shows an answer tab, wherever the reader is. */
export function showTab(next: Tab): void {
  home.value = guided.value = reporting.value = false;
  smallPage.value = 'tab';
  tab.value = next;
}
/** Opens an entry of the catalog from anywhere. */
export function showEntry(sort: CatalogSort, id: string): void {
  const from = tab.peek();
  if (from !== 'catalog') cameFrom.value = from;
  catalogSort.value = sort;
  catalogFilter.value = id;
  openEntry.value = id;
  showTab('catalog');
}
/** Goes back to where a link to the catalog was followed; what was open there is open still. */
export function backFromCatalog(): void {
  const to = cameFrom.peek();
  cameFrom.value = null;
  catalogFilter.value = '';
  if (to) showTab(to);
}
/** Opens a claim from anywhere. */
export function showClaim(id: string): void {
  openClaim.value = id;
  openSet.value = 0;
  showTab('claims');
}
let after: (() => void) | null = null;
/** Does something once the dialog is gone and the page can be focused again. */
export function afterDialog(act: () => void): void {
  after = act;
}
/** The dialog is gone; says whether somebody waited for it, and thereby took care of the focus. */
export function dialogGone(): boolean {
  const act = after;
  after = null;
  act?.();
  return act !== null;
}
export function say(title: string, text: string): void {
  notice.value = { title, text };
  dialog.value = 'notice';
}
/** Folds or unfolds the description beside this tab. */
export function fold(to = !folded.peek()): void {
  folds.value = { ...folds.peek(), [tab.peek()]: to };
}

export function applyTheme(): void {
  effect(() => {
    document.documentElement.dataset['theme'] = isDark.value ? 'dark' : 'light';
  });
}
