// Files: chosen or dropped by the reader, written where the browser saves downloads. Nothing is kept elsewhere.

import { signal } from '@preact/signals';
import type { Source } from './generated/api';
import { asFile, bareName, dirty, fileName, load, saved, settle, text, unsaved } from './state/document';
import { found } from './state/draft';
import { overview, packs } from './state/engine';
import { compareWith, placesAsFile, takePlaces } from './state/picture';
import { justWritten } from './state/questions';
import { afterDialog, dialog, guided, home, say, showHome, showTab, smallPage, tab } from './state/view';

/** Largest file opened, in bytes; the engine refuses longer texts. */
export const LARGEST = 16 * 1024 * 1024;
const UNNAMED = 'untitled.yaml';
const BLANK = 'bartizan: 1\ntitle: Untitled\n';

/** What waits for the reader's decision about unsaved work. */
let waiting: (() => void) | null = null;
export const waitingFor = signal('');

/** Does `act` at once, or after the reader has agreed to lose or save what is unsaved. */
function guarded(what: string, act: () => void): void {
  if (!dirty.peek()) return act();
  waiting = act;
  waitingFor.value = what;
  dialog.value = 'guard';
}
export function decide(how: 'save' | 'discard' | 'stay'): void {
  const act = waiting;
  waiting = null;
  if (how === 'save') save();
  if (how !== 'stay' && act) afterDialog(act);
  dialog.value = null;
}

function show(source: Source): void {
  load(source);
  other.value = null;
  void compareWith(null);
  justWritten.value = false;
  home.value = guided.value = false;
  if (tab.peek() !== 'picture' && tab.peek() !== 'tables') showTab('claims');
  smallPage.value = 'tab';
}

export const openExample = (source: Source) => guarded(`open ${source.name}`, () => show(source));

/** Opens what the guided start wrote: it is saved nowhere yet, and its claims are shown with what it leaves open. */
export const openWritten = (source: Source, then: () => void) => guarded('begin a new description', () => {
  show(source);
  unsaved();
  justWritten.value = true;
  showTab('claims');
  then();
});

/** Opens the draft of an earlier visit, which is saved nowhere else. */
export function openDraft(): void {
  const draft = found.peek();
  if (!draft) return;
  guarded('open the draft', () => {
    show({ name: draft.name, text: draft.text });
    unsaved();
    found.value = null;
  });
}

/** Shows the ways to begin; nothing is lost by looking at them. */
export const fresh = () => showHome('new');

/** Begins with an empty description. The claims say what may be done next. */
export function empty(): void {
  guarded('begin a new description', () => {
    show({ name: UNNAMED, text: BLANK });
    showTab('claims');
    requestAnimationFrame(() => document.getElementById('answers')?.focus());
  });
}

/** Lets the reader choose a file. */
export const open = () => choose(take);

/** Lets the reader choose the files of a catalog pack; they are kept in memory only. */
export function openPack(): void {
  const field = document.createElement('input');
  field.type = 'file';
  field.multiple = true;
  field.accept = '.yaml,.yml';
  field.addEventListener('change', () => {
    const chosen = [...(field.files ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
    if (!chosen.length) return;
    Promise.all(chosen.map((file) => new Promise<Source>((done) => read(file, done)))).then((files) => {
      packs.value = files.map((file) => ({ ...file, pack: bareName(file.name) }));
      dialog.value = 'pack';
    });
  });
  field.click();
}

/** Shows the pack that answers are made with, or lets the reader choose one. */
export function askPack(): void {
  if (packs.peek().length) dialog.value = 'pack';
  else openPack();
}

function choose(act: (file: File) => void): void {
  const field = document.createElement('input');
  field.type = 'file';
  field.accept = '.yaml,.yml,.json';
  field.addEventListener('change', () => field.files?.[0] && act(field.files[0]));
  field.click();
}

/** A file with which the description is compared. */
export const other = signal<Source | null>(null);
/** Lets the reader choose a file to compare with; the description stays. */
export const compare = () => choose((file) => read(file, (source) => (other.value = source)));

/** Opens a chosen or dropped file. */
const take = (file: File) => read(file, (source) => guarded(`open ${file.name}`, () => show(source)));

function read(file: File, act: (source: Source) => void): void {
  if (file.size > LARGEST) {
    say('This file is too large', `${file.name} has ${Math.ceil(file.size / 1e6)} MB; a description may have ${Math.floor(LARGEST / 1e6)} MB. Nothing was opened. Split the system by domain and describe each part.`);
    return;
  }
  file.arrayBuffer().then(
    (bytes) => {
      const content = decoded(bytes);
      if (content === null || content.includes('\0')) say('This is not a text file', `${file.name} is no YAML or JSON text in UTF-8. Nothing was opened.`);
      else act({ name: file.name, text: content });
    },
    () => say('The file cannot be read', `The browser could not read ${file.name}. Nothing was opened.`),
  );
}

/** The name to save under: of what was no file yet, its title as a file's name. */
export function saveName(): string {
  if (fileName.peek() !== UNNAMED) return fileName.peek();
  const title = (overview.peek()?.title ?? '').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-+|-+$/g, '').slice(0, 60);
  return title ? `${title}.yaml` : UNNAMED;
}
/** The same without what says that it is YAML. */
export const baseName = () => bareName(saveName());

/** Text of UTF-8 bytes with its mark of byte order, since that is saved again; null if they are none. */
function decoded(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Saves where the picture's things were moved to, as a small file beside the description. */
export function savePlaces(): void {
  download(`${baseName()}.layout.json`, placesAsFile(), 'application/json');
}
/** Takes the places of such a file. */
export function loadPlaces(): void {
  choose((file) => read(file, ({ name, text: content }) => { if (!takePlaces(content)) say('This is no file of places', `${name} does not say where a picture's things lie. Nothing was changed.`); }));
}

/** Saves the text as a download under its name. */
export function save(): void {
  fileName.value = saveName();
  download(fileName.peek(), asFile(), 'application/yaml');
  settle(text());
  saved(new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' }));
}

/** Hands the reader a file, to be kept where the browser keeps downloads. */
export function download(name: string, content: string, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.download = name;
  link.href = address;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Files may be dropped anywhere on the page; `over` says whether one hovers. */
export const dropping = signal(false);

export function start(): void {
  addEventListener('beforeunload', (event) => {
    if (dirty.peek()) event.preventDefault();
  });
  const carries = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  addEventListener('dragover', (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    dropping.value = true;
  });
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) dropping.value = false;
  });
  addEventListener('drop', (event) => {
    dropping.value = false;
    if (!carries(event)) return;
    event.preventDefault();
    event.stopPropagation();
    const file = event.dataTransfer?.files[0];
    if (file) take(file);
  }, true);
}
