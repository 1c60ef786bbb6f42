// What client and worker say to each other. Every message names the generation that it belongs to,
// so that whatever comes late can be told and dropped.

import type { Attacks, Basis, CatalogView, Claim, ClaimVerdict, Contracts, Crosswalk, Decision, Diagnostic, Difference, Edit, Edited, Explanation, Exposure, Guarantees, Occurrences, OpenQuestions, Outline, Overview, PackSource, Picture, Plan, Progress, Reading, ReportSection, Risk, Risks, Scenario, Source } from '../generated/api';

export type ReportFormat = 'html' | 'md';

/** A question about the finished analysis. */
export type Question =
  | { of: 'exposure'; filter: string; offset: number; limit: number }
  | { of: 'picture' }
  /** Of another text, without an analysis. */
  | { of: 'pictureOf'; source: Source }
  | { of: 'attacks'; places: number }
  | { of: 'crosswalk'; view: string }
  | { of: 'explain'; fact: string }
  | { of: 'decisions' }
  /** What a decision about a claim, a fact or an attack would rest on. */
  | { of: 'basis'; about: string }
  /** What is to be written beside edits that change names alone, so that decisions that stand go on standing. */
  | { of: 'remarked'; source: Source; edits: Edit[] }
  | { of: 'risk'; claim: string; order: number }
  | { of: 'risks'; order: number }
  /** Begins from the scenario without the controls that it switches on, so that a choice tried does not change the plan. */
  | { of: 'plan'; claims: string[]; budget: number | null }
  | { of: 'guarantees' }
  | { of: 'questions' }
  /** In each domain's own words unless an audience is named. */
  | { of: 'contracts'; audience: string | null }
  | { of: 'readAs'; audience: string; facts: string[] }
  | { of: 'readPath'; audience: string; claim: string; set: number }
  | { of: 'fires'; rule: string }
  | { of: 'occurs'; event: string }
  | { of: 'catalog' }
  /** The parts that a report can have. */
  | { of: 'reportSections' }
  /** The report to file; the usual parts if none is named. */
  | { of: 'report'; format: ReportFormat; sections: string[] }
  /** From another description or scenario to this one. */
  | { of: 'difference'; source: Source; scenario: Scenario; after: Source | null };

/** The answer to a question, by its `of`. */
export type Reply = {
  exposure: Exposure;
  picture: Picture;
  pictureOf: Picture;
  attacks: Attacks;
  /** Nothing if there is no such view. */
  crosswalk: Crosswalk | null;
  explain: Explanation | null;
  decisions: Decision[];
  basis: Basis | null;
  remarked: Edit[];
  risk: Risk | null;
  risks: Risks;
  plan: Plan | null;
  guarantees: Guarantees | null;
  questions: OpenQuestions | null;
  contracts: Contracts | null;
  readAs: string[];
  readPath: Reading[];
  fires: Occurrences | null;
  occurs: Occurrences | null;
  catalog: CatalogView;
  reportSections: ReportSection[];
  report: string;
  /** Nothing if the other description cannot be analysed. */
  difference: Difference | null;
};

/** A question about a text alone: no analysis is needed, and none is waited for. */
export type TextQuestion = { of: 'edit'; text: string; edits: Edit[] } | { of: 'format'; text: string } | { of: 'outline'; text: string };

/** The answer to a question about a text, by its `of`. */
export type TextReply = { edit: Edited; format: Edited; outline: Outline };

export type ToWorker =
  | { say: 'start'; module: WebAssembly.Module }
  | { say: 'analyse'; generation: number; source: Source; scenario: Scenario; packs: PackSource[] }
  | { say: 'ask'; generation: number; id: number; question: Question }
  | { say: 'read'; id: number; question: TextQuestion }
  | { say: 'cancel'; generation: number };

export type FromWorker =
  | { say: 'ready' }
  | { say: 'progress'; generation: number; progress: Progress }
  /** What is wrong with the packs; with an error the analysis goes on without them. */
  | { say: 'packs'; generation: number; problems: Diagnostic[] }
  /** The answers follow at once: making objects of all of them takes as long again as finding them. */
  | { say: 'verdicts'; generation: number; verdicts: ClaimVerdict[] }
  | { say: 'done'; generation: number; overview: Overview; claims: Claim[] }
  | { say: 'cancelled'; generation: number }
  | { say: 'answer'; generation: number; id: number; value: Reply[keyof Reply] }
  | { say: 'told'; id: number; value: TextReply[keyof TextReply] }
  /** The engine is not to be used again. */
  | { say: 'failed'; generation: number; failure: string };
