// The one place where the page meets the engine's client: what it says becomes signals, what the page wants goes out.

import { computed, effect, signal } from '@preact/signals';
import { createClient, type ClientState } from '../client/client';
import type { AttackSet, Claim, Overview, PackSource, Scenario, Source, Verdict } from '../generated/api';
import { none, scenario } from './scenario';

const client = createClient();

/** Answers belong to one text under one scenario. */
export type Answers = { overview: Overview; claims: Claim[]; generation: number; source: Source | null };

/** What the client said last. */
export const engine = signal<ClientState>({ phase: 'starting', generation: 0 });
/** The last overview, whether or not its text could be analysed. */
export const overview = signal<Overview | null>(null);
/** The last answers to a text that could be analysed; they stay until newer ones are there. */
export const answers = signal<Answers | null>(null);
/** The newest verdicts by claim, where they are known before the rest of the answer. */
export const early = computed(() => new Map(engine.value.verdicts?.map((v) => [v.claim, v.verdict])));
/** Verdicts on the same text without any switch, to compare a what-if with; none while they are not known. Sets, where they are. */
export const described = signal<Map<string, { verdict: Verdict; sets?: AttackSet[] }>>(new Map());
/** Files of the catalog pack that the reader chose; kept in memory only. */
export const packs = signal<PackSource[]>([]);
/** What is wrong with them. */
export const packProblems = computed(() => (packs.value.length ? (engine.value.packs ?? []) : []));
/** They have errors, so answers are made without them. */
export const packRefused = computed(() => packProblems.value.some((d) => d.severity === 'error'));
/** The document that answers are asked for. */
const asked = signal<Source | null>(null);
/** Work has lasted long enough to show a bar. */
export const working = signal(false);

/** Somebody writes: what is half written is not held against the text yet. */
export const writing = signal(false);
/** Milliseconds from the last request to its answers. */
export const took = signal(0);
/** The last text that could be analysed, if the text as it stands cannot be: the answers are of it. */
export const lastRead = computed(() => (overview.value !== null && !overview.value.analysed ? (answers.value?.source ?? null) : null));
/** The text has errors, so the answers shown are those of an earlier text. */
export const stale = computed(() => !writing.value && lastRead.value !== null);
/** The answers shown are not those of the text as it stands. */
export const old = computed(() => stale.value || ((engine.value.phase === 'failed' || engine.value.phase === 'cancelled') && answers.value !== null));
/** Errors that keep the text from being analysed. */
export const errors = computed(() => overview.value?.diagnostics.filter((d) => d.severity === 'error') ?? []);
/** Elements by declared name. */
export const elements = computed(() => new Map((overview.value?.elements ?? []).map((e) => [e.name, e])));
/** Declared name by lowered element. */
export const owners = computed(() => {
  const map = new Map<string, string>();
  for (const e of answers.value?.overview.elements ?? []) for (const part of e.parts) map.set(part, e.name);
  return map;
});

/** The declared element that a lowered one belongs to. */
export function declaredOf(element: string): string {
  const known = owners.value.get(element);
  return known ?? element.split(/[.#]/, 1)[0] ?? element;
}

/** Asks for answers to a text, under the scenario of the moment. */
export function ask(source: Source): void {
  const before = asked.peek();
  if (before && before.name === source.name && before.text === source.text) return;
  asked.value = source;
}
/** Stops a running analysis. */
export function cancel(): void {
  client.cancel();
}
/** Asks again, after a cancel or a failure. */
export function again(): void {
  const source = asked.peek();
  if (source) asked.value = { ...source };
}
/** Drops every answer: another document begins. */
export function forget(): void {
  asked.value = null;
  answers.value = null;
  overview.value = null;
  described.value = new Map();
  describedOf = '';
}

export const exposure = client.exposure.bind(client);
export const picture = client.picture.bind(client);
export const pictureOf = client.pictureOf.bind(client);
export const attacks = client.attacks.bind(client);
export const crosswalk = client.crosswalk.bind(client);
export const explain = client.explain.bind(client);
export const decisions = client.decisions.bind(client);
export const basis = client.basis.bind(client);
export const remarked = client.remarked.bind(client);
export const risk = client.risk.bind(client);
export const plan = client.plan.bind(client);
export const guarantees = client.guarantees.bind(client);
export const questions = client.questions.bind(client);
export const contracts = client.contracts.bind(client);
export const readAs = client.readAs.bind(client);
export const readPath = client.readPath.bind(client);
export const fires = client.fires.bind(client);
export const occurs = client.occurs.bind(client);
export const catalog = client.catalog.bind(client);
export const reportSections = client.reportSections.bind(client);
export const report = client.report.bind(client);
export const difference = client.difference.bind(client);
export const editsOf = client.edit.bind(client);
export const formatOf = client.format.bind(client);
export const outlineOf = client.outline.bind(client);
/** Gives up the long questions. */
export const stop = client.stop.bind(client);
/** The document that answers are asked for. */
export const source = computed(() => asked.value);

let patience = 0;
let began = 0;

function hear(state: ClientState): void {
  engine.value = state;
  if (state.phase === 'working') {
    if (!patience) patience = window.setTimeout(() => (working.value = true), 400);
  } else {
    clearTimeout(patience);
    patience = 0;
    working.value = false;
  }
  if (state.phase !== 'done' || !state.overview) return;
  took.value = performance.now() - began;
  overview.value = state.overview;
  if (!state.overview.analysed) return;
  const claims = state.claims ?? [];
  const of = asked.peek();
  answers.value = { overview: state.overview, claims, generation: state.generation, source: of };
  if (isEmpty(state.overview.scenario)) {
    described.value = new Map(claims.map((c) => [c.id, c]));
    describedOf = of?.text ?? '';
  } else if (of && of.text !== describedOf) void describe(of, claims);
}

/** The text whose verdicts without switches are known. */
let describedOf = '';

/** The text was edited with switches on: what the claims were without them is asked for anew. */
async function describe(of: Source, claims: Claim[]): Promise<void> {
  described.value = new Map();
  describedOf = of.text;
  const told = await client.difference(of, none).catch(() => null);
  if (asked.peek()?.text !== of.text) return;
  if (!told) {
    describedOf = '';
    return;
  }
  const before = new Map(told.claims.map((c) => [c.claim, c.before]));
  described.value = new Map(claims.map((c) => [c.id, { verdict: before.get(c.id) ?? c.verdict }]));
}

function isEmpty(s: Scenario): boolean {
  return s.on.length + s.off.length + s.fail.length + s.only.length + s.hold.length + s.likelihoods.length === 0;
}

/** Connects the signals to the client; called once. */
export function start(): void {
  client.onState(hear);
  effect(() => {
    const source = asked.value;
    const chosen = scenario.value;
    const extra = packs.value;
    if (!source) return;
    began = performance.now();
    client.analyse(source, chosen, extra);
  });
}
