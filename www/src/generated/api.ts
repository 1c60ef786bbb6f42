// Made from src/api/answer.rs by tests/typescript.rs; do not edit.
// Counts are numbers: none can pass 2^53.

/** Somebody who may be hostile: a role or a supplier. */
export type Adversary = {
  /** Name of the role or supplier. */
  name: string;
  /** `role` or `supplier`. */
  kind: string;
  /** Acts in this scenario. */
  active: boolean;
};

/** Everything that the command prints for one file. */
export type Answer = {
  /** Version of this format. */
  bartizan: number;
  /** Overview. */
  overview: Overview;
  /** Claims, by verdict, then id. */
  claims: Array<Claim>;
  /** Exposure. */
  exposure: Exposure;
  /** Attacks. */
  attacks: Array<Attack>;
};

/** An assumption: a promise of a supplier, a control's mechanism, or a named one. */
export type Assumption = {
  /** Name for `--fail`: `acme.no insider`. */
  id: string;
  /** What fails when it fails, as a sentence. */
  sentence: string;
  /** The supplier, if it is a promise. */
  supplier: string | null;
  /** Stated, justified or unknown. */
  class: EventClass;
  /** The reason given, if justified. */
  reason: string | null;
  /** Likelihood of failing. */
  likelihood: Likelihood;
  /** Taken to fail in this scenario. */
  failing: boolean;
  /** Claims with a minimal set that contains it. */
  claims: Array<string>;
};

/** A catalog attack tried on this system. */
export type Attack = {
  /** Rule id. */
  id: string;
  /** Name. */
  name: string;
  /** Best scope over all places. */
  scope: Scope;
  /** Places, best first, at most the number asked for. */
  places: Array<AttackPlace>;
  /** Places in all. */
  total_places: number;
  /** Why it is out of scope: the structure that is absent. */
  reason: string;
  /** Claims some of whose paths use it. */
  claims: Array<string>;
  /** References. */
  references: Array<Reference>;
};

/** One place where an attack's pattern fits. */
export type AttackPlace = {
  /** Elements of the pattern, declared names. */
  elements: Array<string>;
  /** The attack here, in words. */
  sentence: string;
  /** Scope at this place. */
  scope: Scope;
  /** What it gives here. */
  gain: Gain;
  /** What is missing, in words; empty if it closes. */
  missing: Array<string>;
};

/** A minimal attack set: basic events that suffice, none superfluous. */
export type AttackSet = {
  /** Event ids, in order. */
  events: Array<string>;
  /** Verdict that this set alone would give. */
  verdict: Verdict;
  /** The gain survives the adversary's leaving (integrity only). */
  persistent: boolean | null;
  /** Likelihood that all its events happen. */
  likelihood: Likelihood;
  /** Adversaries for whom it counts. */
  who: Array<string>;
};

/** All catalog attacks, in the order closes, one step away, further, out of scope. */
export type Attacks = {
  /** The attacks. */
  attacks: Array<Attack>;
};

/** One cell of the exposure matrix. */
export type Cell = {
  /** Capability id. */
  capability: string;
  /** How firmly. */
  held: Held;
  /** A stronger capability of the same class is held as firmly. */
  implied: boolean;
  /** Adversaries who hold it, each alone. */
  who: Array<string>;
  /** Fact id for `explain`. */
  fact: string;
};

/** A claim with its answer. */
export type Claim = {
  /** Id in the description. */
  id: string;
  /** The claim in words. */
  sentence: string;
  /** Capability id. */
  capability: string;
  /** Declared name claimed over. */
  over: string;
  /** The verdict. */
  verdict: Verdict;
  /** The verdict in one sentence: why. */
  because: string;
  /** Justified assumptions and controls that it rests on. */
  rests_on: Array<Rest>;
  /** Ids of the assumptions whose failing makes it conditional or unknown. */
  depends_on: Array<string>;
  /** Some counted set is persistent. */
  persistent: boolean;
  /** Minimal attack sets that decide the verdict: ordinary, unknown, conditional. */
  sets: Array<AttackSet>;
  /** Minimal sets that contain a justified assumption. */
  resting_sets: Array<AttackSet>;
  /** Whether these are all. */
  completeness: Completeness;
  /** The shortest attacks, one for each of the first sets. */
  paths: Array<Path>;
  /** Every basic event named in `sets`, `resting_sets` and `nearest`. */
  events: Array<Event>;
  /** For a claim that holds: what would have to change. */
  nearest: Array<NearMiss>;
  /** For a claim that holds: declared elements that no adversary position touches. */
  untouched: Array<string>;
  /** Where the claim is stated. */
  place: Place;
};

/** How complete a list of minimal sets is. */
export type Completeness = {
  /** All minimal sets are listed. */
  complete: boolean;
  /** If not: every set of at most this many events is listed. */
  order: number | null;
  /** A sentence for the reader. */
  text: string;
};

/** A control as described and as it stands in this scenario. */
export type Control = {
  /** Name. */
  name: string;
  /** Kind, as the catalog calls it. */
  kind: string;
  /** Structural or probabilistic. */
  control_type: ControlType;
  /** What it stands on. */
  on: Array<string>;
  /** As described: in place (true) or available (false). */
  in_place: boolean;
  /** In this scenario. */
  is_on: boolean;
  /** Cost in the document's unit, if stated. */
  cost: number | null;
  /** Number of points in this system where it stands; 0 is warned of. */
  points: number;
  /** What it leaves open, from the catalog. */
  leaves: string;
  /** Where it is described. */
  place: Place;
};

/** Whether a control fails by itself. */
export type ControlType = "structural" | "probabilistic";

/** Sizes of an analysis. */
export type Counts = {
  /** Elements that the document names. */
  declared: number;
  /** Elements after lowering: with sessions, parts, partitions and standard assets. */
  elements: number;
  /** Tuples of the structural relations. */
  relations: number;
  /** Derived facts, every basic event allowed. */
  facts: number;
  /** Rule instances. */
  instances: number;
  /** Basic events. */
  events: number;
};

/** A default that the description did not override. */
export type DefaultTaken = {
  /** Element that it applies to. */
  element: string;
  /** Key with which to override it. */
  key: string;
  /** The value taken. */
  value: string;
  /** What that means, in a sentence. */
  meaning: string;
  /** Where the element is described. */
  place: Place;
};

/** One problem or remark about a document. */
export type Diagnostic = {
  /** How much it matters. */
  severity: Severity;
  /** Stable kebab-case name of the kind of problem. */
  code: string;
  /** What is wrong, without a full stop. */
  message: string;
  /** What to do. */
  help: string | null;
  /** Where. */
  place: Place;
  /** Other places that matter. */
  related: Array<Related>;
  /** An edit that mends it. */
  fix: Fix | null;
};

/** An element of the system as drawn and listed. */
export type Element = {
  /** Declared name. */
  name: string;
  /** Kind, as in the description: `agent`, `store`, … */
  kind: string;
  /** Domain. */
  domain: string;
  /** Zone, if stated. */
  zone: string | null;
  /** Supplier it is consumed from, `us`, or nothing if not stated. */
  from: string | null;
  /** Some capability over it is held though every assumption holds. */
  reached: boolean;
  /** Lowered elements that belong to it. */
  parts: Array<string>;
  /** Where it is described. */
  place: Place;
};

/** A basic event. */
export type Event = {
  /** Stable id: `obeys(llm)`. */
  id: string;
  /** What happens, in the system's own names. */
  sentence: string;
  /** What kind of leaf it is. */
  class: EventClass;
  /** Role or supplier whose act it is. */
  who: string | null;
  /** Likelihood per year. */
  likelihood: Likelihood;
  /** Elements that it speaks of, as declared names. */
  elements: Array<string>;
  /** Reason given, if justified. */
  reason: string | null;
};

/** What kind of leaf a basic event is. */
export type EventClass = "position" | "weakness" | "step" | "operation" | "control_fails" | "control_absent" | "stated" | "justified" | "unknown";

/** Why a fact holds. */
export type Explanation = {
  /** The fact. */
  gain: Gain;
  /** How firmly. */
  held: Held;
  /** First derivation, as ordered steps. */
  steps: Array<Step>;
  /** Number of rule instances that conclude it. */
  derivations: number;
  /** Minimal sets of low order. */
  sets: Array<AttackSet>;
  /** Whether these are all. */
  completeness: Completeness;
  /** Every event named. */
  events: Array<Event>;
  /** Claims that forbid it. */
  claims: Array<string>;
};

/** The exposure matrix, or a slice of it. */
export type Exposure = {
  /** Rows, in order of declared name, then element. */
  rows: Array<ExposureRow>;
  /** Rows in all. */
  total: number;
  /** Declared elements over which nothing is derivable. */
  not_reached: Array<string>;
};

/** One row of the exposure matrix: an element. */
export type ExposureRow = {
  /** Element id. */
  element: string;
  /** Words for it: `inputs of assistant, another customer's session`. */
  label: string;
  /** Declared name that it belongs to. */
  declared: string;
  /** Kind: `model`, `store`, `record`, `inputs`, … */
  kind: string;
  /** Domain. */
  domain: string;
  /** Cells with a capability held at least as `rests_on`; others are not derivable. */
  cells: Array<Cell>;
};

/** An edit that mends a diagnostic. */
export type Fix = {
  /** What the button says. */
  title: string;
  /** What is replaced. */
  place: Place;
  /** By what. */
  replacement: string;
};

/** A capability over an element. */
export type Gain = {
  /** Capability id: `partially_inspect`, or a derived fact: `discloses`, `off`, `at_physical`. */
  capability: string;
  /** Element id: `customer_records#customer.others`. */
  element: string;
  /** The whole in words: `Partially Inspect over customer_records of other customers`. */
  text: string;
};

/** How firmly a capability over an element is held. */
export type Held = "held" | "unknown" | "conditional" | "rests_on" | "no";

/** A range of likelihood per year in [0, 1]. */
export type Likelihood = {
  /** Lowest. */
  low: number;
  /** Highest. */
  high: number;
  /** Made from catalog defaults, not stated in the description. */
  prior: boolean;
};

/** A set that would break a claim that holds, were one thing different. */
export type NearMiss = {
  /** What would have to change, in words. */
  change: string;
  /** The other events that the set needs. */
  events: Array<string>;
};

/** What is known right after an analysis, without any slice. */
export type Overview = {
  /** Title of the description. */
  title: string;
  /** File name. */
  file: string;
  /** Catalog version. */
  catalog: string;
  /** Sizes. */
  counts: Counts;
  /** All diagnostics. */
  diagnostics: Array<Diagnostic>;
  /** The description could be analysed. */
  analysed: boolean;
  /** Defaults taken. */
  defaults: Array<DefaultTaken>;
  /** Roles and suppliers that may be hostile. */
  adversaries: Array<Adversary>;
  /** Assumptions. */
  assumptions: Array<Assumption>;
  /** Controls. */
  controls: Array<Control>;
  /** Declared elements. */
  elements: Array<Element>;
  /** The scenario it was computed under. */
  scenario: Scenario;
};

/** A derivation of a gain from a minimal set, as ordered steps. */
export type Path = {
  /** Index into `sets`. */
  set: number;
  /** The steps, each after those it uses. */
  steps: Array<Step>;
};

/** A stretch of the document. Lines and columns count from 1, columns in UTF-16 units; the end is exclusive. */
export type Place = {
  /** File name. */
  file: string;
  /** First line. */
  line: number;
  /** First column. */
  column: number;
  /** Last line. */
  end_line: number;
  /** Column after the last character. */
  end_column: number;
};

/** How far a running analysis is. */
export type Progress = {
  /** What is being done now: `read`, `ground`, `answer`, `done`. */
  phase: string;
  /** Steps done in this phase. */
  done: number;
  /** Steps known so far in this phase, 0 if unknown. */
  of: number;
  /** Nothing is left to do. */
  finished: boolean;
};

/** A reference of a rule to a list elsewhere. */
export type Reference = {
  /** Framework with edition: `ATLAS 2026.09`, `OWASP LLM 2026`, `CWE 4.20`. */
  framework: string;
  /** Id there. */
  id: string;
  /** Name there. */
  name: string;
};

/** A second place that a diagnostic speaks of. */
export type Related = {
  /** What is there. */
  message: string;
  /** Where. */
  place: Place;
};

/** Something that a verdict rests on. */
export type Rest = {
  /** Id of the assumption, for `--fail`. */
  event: string;
  /** What is assumed not to happen, in words. */
  sentence: string;
  /** Why it may be assumed: the reason given, or the catalog's. */
  reason: string;
};

/** A likelihood that a scenario states. */
export type Restated = {
  /** The event: `obeys(llm)`, or an assumption: `acme.no insider`. */
  event: string;
  /** Lowest, in [0, 1]. */
  low: number;
  /** Highest, in [0, 1]. */
  high: number;
};

/** Switches on top of the description; all empty means as described. */
export type Scenario = {
  /** Controls to switch on. */
  on: Array<string>;
  /** Controls to switch off. */
  off: Array<string>;
  /** Assumptions taken to fail, as `supplier.promise`, `control.mechanism` or an assumption's name. */
  fail: Array<string>;
  /** If not empty, only these adversaries act. */
  only: Array<string>;
  /** Assumptions or events taken not to happen, named as in `fail`; what is also taken to fail, fails. */
  hold: Array<string>;
  /** Likelihoods instead of those described, of assumptions or events named as in `fail`. */
  likelihoods: Array<Restated>;
};

/** Whether a catalog attack applies to this system. */
export type Scope = "closes" | "one_step_away" | "further" | "out_of_scope";

/** How much a diagnostic matters. */
export type Severity = "error" | "warning" | "note";

/** A document as handed in. */
export type Source = {
  /** File name shown in diagnostics. */
  name: string;
  /** The text, YAML or JSON. */
  text: string;
};

/** One step of a path: a rule instance. */
export type Step = {
  /** Position in the path, from 1. */
  number: number;
  /** Rule id in the catalog. */
  rule: string;
  /** What happens, the reader's own names in backticks. */
  sentence: string;
  /** What is gained. */
  gain: Gain;
  /** Steps whose gains it uses. */
  uses: Array<number>;
  /** Event ids that it needs. */
  events: Array<string>;
  /** Domain that answers for the element gained. */
  domain: string;
  /** Trust boundary of the element gained, if stated. */
  zone: string | null;
  /** The step hands a capability from one domain to another. */
  crossing: boolean;
  /** Declared names of the elements concerned. */
  elements: Array<string>;
  /** References of the rule. */
  references: Array<Reference>;
};

/** The four verdicts on a claim (DESIGN, section 5), worst first. */
export type Verdict = "violated" | "unknown" | "conditional" | "holds";
