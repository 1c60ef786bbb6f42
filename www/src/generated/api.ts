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
  /** What was decided, in the order of the description; left out if nothing was. */
  decisions?: Array<Decision>;
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

/** What one assumption is worth. */
export type AssumptionWorth = {
  /** Name for `--fail`. */
  assumption: string;
  /** What fails when it fails, as a sentence. */
  sentence: string;
  /** Supplier, if it is a promise. */
  supplier: string | null;
  /** `provenance`, `producer` or `asset`: what a justification would be about. */
  kind: string;
  /** `unknown`, `stated` or `justified`. */
  status: string;
  /** The reason given, if justified. */
  reason: string | null;
  /** Claims that fall if it alone fails. */
  alone: Array<string>;
  /** Claims that fall if another fails too. */
  together: Array<Together>;
  /** Sum of its Birnbaum importances over the claims. */
  birnbaum: number;
};

/** A catalog attack tried on this system. */
export type Attack = {
  /** Id: its own, or that of the rule or table that it is. */
  id: string;
  /** Name. */
  name: string;
  /** Group: what it is about. */
  group: string;
  /** What it is, in a sentence. */
  says: string;
  /** Who says so. */
  source: string;
  /** How far the source was checked. */
  confidence: Confidence;
  /** Best scope over all places. */
  scope: Scope;
  /** Places, best first, at most the number asked for. */
  places: Array<AttackPlace>;
  /** Places in all, or more if `cut`. */
  total_places: number;
  /** Not every place was looked at. */
  cut: boolean;
  /** Why it is out of scope: the structure that is absent. */
  reason: string;
  /** Claims some of whose paths use it. */
  claims: Array<string>;
  /** References. */
  references: Array<Reference>;
  /** The packs that it or one of its rules is of. */
  packs: Array<string>;
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
  /** Which controls or assumptions decide it: for one step away, what would have to fail; where it closes, the controls that stand there. */
  decides: Array<Decider>;
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
  /** Views in which they can be shown. */
  views: Array<CrosswalkView>;
};

/** A domain as a reader, from the catalog. */
export type Audience = {
  /** Id, for `--as`: `ml`. */
  id: string;
  /** Name: `ML`. */
  name: string;
};

/** What a decision rests on. */
export type Basis = {
  /** What it is. */
  subject: Subject;
  /** The verdict on a claim or fact, `violated` to `holds`; of an attack where it stands, `closes` to `out of scope`. */
  verdict: string;
  /** Minimal sets that decide it; of an attack what decides it at its place, or its places. */
  sets: number;
  /** There are more than that. */
  more: boolean;
  /** Tells the sets apart from others: eight digits. */
  mark: string;
  /** The three in one line, for the key `as of` of a decision. */
  text: string;
};

/** A claim that no choice of controls makes hold. */
export type Beyond = {
  /** Claim id. */
  claim: string;
  /** The verdict under the best choice; the plan asks for no more than that. */
  best: Verdict;
  /** Events of a smallest attack that no control touches; empty if likelihood alone keeps it from holding. */
  events: Array<string>;
};

/** An attack: a name for what some rules do. */
export type CatalogAttack = {
  /** Id. */
  id: string;
  /** Name. */
  name: string;
  /** Group. */
  group: string;
  /** What it is, in a sentence. */
  says: string;
  /** Rules in whose instances it happens. */
  rules: Array<string>;
  /** Who says so. */
  source: string;
  /** How far that was checked. */
  confidence: Confidence;
  /** Lists elsewhere. */
  references: Array<Reference>;
  /** File in the catalog. */
  file: string;
  /** Line there, from 1. */
  line: number;
  /** The pack that it is of; nothing for the catalog that is built in. */
  pack: string | null;
};

/** A capability. */
export type CatalogCapability = {
  /** Id: `partially_inspect`. */
  id: string;
  /** Name: `Partially Inspect`. */
  name: string;
  /** `confidentiality`, `integrity` or `availability`. */
  class: string;
  /** What the adversary can do. */
  means: string;
};

/** A kind of control. */
export type CatalogControl = {
  /** Its name, as `kind` in a description. */
  kind: string;
  /** `structural` or `probabilistic`. */
  control_type: string;
  /** What it does. */
  means: string;
  /** What it leaves open. */
  leaves: string;
  /** Structural: what is assumed of it. */
  mechanism: string | null;
  /** Control points where it stands. */
  points: Array<string>;
  /** Relative default cost. */
  cost: number;
  /** Probabilistic: likelihood of failing by itself. */
  likelihood: Likelihood | null;
  /** Lists elsewhere. */
  references: Array<Reference>;
  /** File in the catalog. */
  file: string;
  /** Line there, from 1. */
  line: number;
  /** The pack that it is of; nothing for the catalog that is built in. */
  pack: string | null;
};

/** How many rules there are of a kind or in a group. */
export type CatalogCount = {
  /** The kind or group. */
  name: string;
  /** Rules. */
  rules: number;
};

/** How much there is in the catalog. */
export type CatalogCounts = {
  /** Rules that derive, those of the implication matrix among them; the rows of a table count each. */
  rules: number;
  /** Attacks. */
  attacks: number;
  /** Kinds of control. */
  controls: number;
  /** Kinds of basic event. */
  events: number;
  /** Relations that rules may ask for. */
  relations: number;
  /** Control points. */
  points: number;
  /** Conventional classes of weaknesses. */
  weakness_classes: number;
};

/** A kind of basic event. */
export type CatalogEvent = {
  /** Its name: `obeys`. */
  id: string;
  /** What kind of leaf: `step`, `position`, `assumption`, … */
  class: string;
  /** The sentence with its columns in braces. */
  sentence: string;
  /** Prior. */
  likelihood: Likelihood;
  /** Rationale of the prior. */
  because: string;
  /** Where the prior comes from, if anywhere. */
  source: string | null;
  /** Lists elsewhere. */
  references: Array<Reference>;
  /** File in the catalog. */
  file: string;
  /** Line there, from 1. */
  line: number;
  /** The pack that it is of; nothing for the catalog that is built in. */
  pack: string | null;
};

/** A rule of the catalog. */
export type CatalogRule = {
  /** Id: `retrieve`; a row of a table has `recall/contribute`. */
  id: string;
  /** Group: the file's subject. */
  group: string;
  /** Kind of step: `placement`, `attack`, … */
  kind: string;
  /** Name in lists of attacks. */
  name: string | null;
  /** What it needs and gives, in the rule language: `influence(answer)`. */
  needs: Array<string>;
  /** What it gives. */
  gives: string;
  /** The step's sentence with its variables in braces. */
  sentence: string;
  /** Why it follows. */
  because: string;
  /** Who says so. */
  source: string;
  /** How far that was checked, if said. */
  confidence: Confidence | null;
  /** Lists elsewhere. */
  references: Array<Reference>;
  /** File in the catalog. */
  file: string;
  /** Line there, from 1. */
  line: number;
  /** The pack that it is of; nothing for the catalog that is built in. */
  pack: string | null;
};

/** The catalog. */
export type CatalogView = {
  /** Version of the content. */
  version: string;
  /** Title. */
  title: string;
  /** Packs that it was extended with. */
  packs: Array<string>;
  /** How much there is. */
  counts: CatalogCounts;
  /** What became of the drafts from which it was made; empty where that is not kept. */
  ledger: Array<LedgerRow>;
  /** Rules by kind, in the order of kinds. */
  kinds: Array<CatalogCount>;
  /** Rules by group, in the order of files. */
  groups: Array<CatalogCount>;
  /** Capabilities. */
  capabilities: Array<CatalogCapability>;
  /** Rules, those made from the implication matrix first. */
  rules: Array<CatalogRule>;
  /** Attacks: those written down, then those that named rules are. */
  attacks: Array<CatalogAttack>;
  /** Kinds of control, by name. */
  controls: Array<CatalogControl>;
  /** Kinds of basic event. */
  events: Array<CatalogEvent>;
  /** Domains as readers, in whose words facts can be read. */
  audiences: Array<Audience>;
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

/** A probability per year: exact for the likelihoods as stated, or a range in which it lies. */
export type Chance = {
  /** With every likelihood at its lowest; never more than the true value. */
  low: number;
  /** With every likelihood in the middle of its range, of the sets that are known. */
  middle: number;
  /** With every likelihood at its highest; never less than the true value. */
  high: number;
  /** Both ends are exact: the spread comes from likelihoods that are ranges, not from what was cut short. */
  exact: boolean;
  /** Catalog defaults went into it. */
  prior: boolean;
  /** How it was computed, and what was cut short by which limit. */
  text: string;
};

/** A choice of controls. */
export type Choice = {
  /** Controls to switch on. */
  controls: Array<string>;
  /** What they cost together. */
  cost: number;
  /** Expected number of claims that fail in a year, likelihoods at their lowest. */
  low: number;
  /** The same at their highest. */
  high: number;
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
  /** What the claim does not deny though it denies more: a lesser capability that is gained more easily. */
  lesser: string | null;
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

/** A claim that one of two answers has otherwise. */
export type ClaimChange = {
  /** Claim id. */
  claim: string;
  /** Verdict before; none if there was no such claim. */
  before: Verdict | null;
  /** Verdict after; none if there is none. */
  after: Verdict | null;
  /** Minimal sets that are new. */
  gained: Array<Array<string>>;
  /** Minimal sets that are gone. */
  lost: Array<Array<string>>;
  /** Probability before. */
  probability_before: Chance | null;
  /** Probability after. */
  probability_after: Chance | null;
};

/** The verdict on a claim, before the rest of its answer. */
export type ClaimVerdict = {
  /** Id of the claim. */
  claim: string;
  /** The verdict. */
  verdict: Verdict;
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

/** How far the source of an attack was checked, the best first. */
export type Confidence = "read" | "checked" | "secondary" | "own";

/** What one domain hands another: a capability over an asset, where attacks cross from one to the other. */
export type Contract = {
  /** The domain that hands it over. */
  from: string;
  /** The domain that receives it. */
  to: string;
  /** The fact; in one session, if it is handed over in several. */
  gain: Gain;
  /** The fact in the words of the domain that hands it over, or of the audience asked for. */
  given: string;
  /** The fact in the words of the domain that receives it, or of the audience asked for. */
  received: string;
  /** What the receiving domain then has, in its words or those of the audience asked for. */
  then: Array<string>;
  /** What has to go wrong at least. */
  held: Held;
  /** Claims that break through it. */
  claims: Array<ContractClaim>;
  /** Minimal attack sets that pass it, counted for each claim. */
  sets: number;
  /** Controls that stand at it or before it. */
  controls: Array<ContractControl>;
  /** Assumptions that must fail for some of the sets. */
  assumptions: Array<ContractAssumption>;
  /** Declared names of what is handed over and of what is then reached. */
  elements: Array<string>;
};

/** An assumption whose failing lets an attack through a contract. */
export type ContractAssumption = {
  /** Name for `--fail`: `acme.no insider`. */
  id: string;
  /** What fails when it fails. */
  sentence: string;
  /** Stated, justified or unknown. */
  class: EventClass;
};

/** How a claim breaks through a contract. */
export type ContractClaim = {
  /** Claim id. */
  claim: string;
  /** Its verdict. */
  verdict: Verdict;
  /** Verdict that the sets which pass the contract would give by themselves. */
  through: Verdict;
  /** Its minimal attack sets that pass the contract; 0 if they are not known. */
  sets: number;
};

/** A control that stands at a contract or before it. */
export type ContractControl = {
  /** Name. */
  name: string;
  /** In this scenario. */
  is_on: boolean;
  /** Domain that answers for it. */
  domain: string;
};

/** Contracts between domains. */
export type Contracts = {
  /** Audiences of the catalog. */
  audiences: Array<Audience>;
  /** Domains of the description, by name. */
  domains: Array<Domain>;
  /** Contracts, those that need least to go wrong first. */
  contracts: Array<Contract>;
  /** Contracts found in all. */
  total: number;
  /** Every minimal attack set was cut. */
  complete: boolean;
  /** A sentence on that for the reader. */
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

/** What one control is worth. */
export type ControlWorth = {
  /** The control. */
  control: string;
  /** Its cost. */
  cost: number;
  /** The description states no cost; the catalog's relative cost was taken. */
  cost_assumed: boolean;
  /** How much the expected number of failing claims falls if it alone is switched on. */
  alone: number;
  /** How much it rises if it alone is missing from all. */
  last: number;
  /** How much it rises if it is missing from the cheapest plan; none if it is not in it. */
  in_plan: number | null;
};

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

/** The catalog's attacks, tried on this system, as items of a list that others keep. */
export type Crosswalk = {
  /** Id of the view. */
  id: string;
  /** Its name. */
  name: string;
  /** All items, in the order of the list. */
  items: Array<CrosswalkItem>;
  /** Attacks that stand for no item. */
  others: Array<CrosswalkAttack>;
};

/** An attack as it stands under an item. */
export type CrosswalkAttack = {
  /** Id. */
  id: string;
  /** Name. */
  name: string;
  /** Where it stands; in a view that follows from what is given, where it gives that. */
  scope: Scope;
};

/** A control as it stands under an item. */
export type CrosswalkControl = {
  /** Name in the description. */
  name: string;
  /** Kind. */
  kind: string;
  /** In this scenario. */
  is_on: boolean;
};

/** An item of a list that others keep. */
export type CrosswalkItem = {
  /** Id there. */
  id: string;
  /** Name there. */
  name: string;
  /** Ids and names that it had in older editions. */
  formerly: Array<string>;
  /** Where it stands in this system. */
  state: ItemState;
  /** The attacks that stand for it, the nearest first. */
  attacks: Array<CrosswalkAttack>;
  /** The controls of this system that stand for it. */
  controls: Array<CrosswalkControl>;
  /** Why it does not apply, if it does not. */
  reason: string;
};

/** A view in which attacks can be shown. */
export type CrosswalkView = {
  /** Id: `owasp_llm_2026`. */
  id: string;
  /** Name. */
  name: string;
};

/** A control or an assumption that decides whether an attack closes at a place. */
export type Decider = {
  /** What it is. */
  kind: DeciderKind;
  /** Its name, for `--on`, `--off` or `--fail`. */
  name: string;
  /** What it does there. */
  sentence: string;
};

/** What decides whether an attack closes at a place. */
export type DeciderKind = "control" | "off_control" | "assumption" | "together";

/** A decision and whether it stands. */
export type Decision = {
  /** What it is about: a claim, a fact, or an attack with its place, as `prompt-injection at bot, llm`. */
  about: string;
  /** What was decided. */
  decision: DecisionKind;
  /** Why. */
  reason: string;
  /** Who answers for it. */
  owner: string | null;
  /** When it was decided. */
  date: string | null;
  /** What it rested on, as written. */
  as_of: string | null;
  /** What it rests on now; nothing if it is about nothing. */
  now: Basis | null;
  /** Whether it stands. */
  state: DecisionState;
  /** The same in words. */
  sentence: string;
  /** Where it is written. */
  place: Place;
};

/** What was decided about a finding. */
export type DecisionKind = "accepted" | "mitigated" | "disputed";

/** Whether a decision still stands. */
export type DecisionState = "stands" | "changed" | "moot" | "unmarked" | "unknown";

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

/** A smallest set of things that together make claims hold. */
export type Demand = {
  /** Assumptions to have justified. */
  guarantees: Array<string>;
  /** Controls to switch on. */
  controls: Array<string>;
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

/** What differs between two answers. */
export type Difference = {
  /** What was compared: file and scenario before. */
  before: Side;
  /** And after. */
  after: Side;
  /** Elements only in the second. */
  elements_gained: Array<string>;
  /** Elements only in the first. */
  elements_lost: Array<string>;
  /** Claims whose verdict, sets or numbers differ. */
  claims: Array<ClaimChange>;
  /** Facts held differently. */
  facts: Array<FactChange>;
  /** Nothing differs. */
  same: boolean;
};

/** A domain's side of the contracts. Numbers are positions in the list of contracts. */
export type Domain = {
  /** Its name in the description. */
  name: string;
  /** The audience whose words it is told in: an id; none if the catalog has none for it. */
  audience: string | null;
  /** Its elements, by declared name. */
  elements: Array<string>;
  /** Claims over its own elements. */
  claims: Array<OwnClaim>;
  /** What it must deny: facts on its elements with which claims of others break. */
  deny: Array<number>;
  /** What it may rely on: facts of others that hold only if an assumption fails. */
  rely: Array<number>;
  /** What reaches it: facts of others that hold though every assumption holds, or of which nothing is stated. */
  reached: Array<number>;
};

/** One edit of a description. A path is made of keys and, in lists, numbers from 0. */
export type Edit = { "kind": "set",
  /** Where. */
  path: Array<string>;
  /** What. */
  value: unknown, } | { "kind": "add";
  /** The list. */
  path: Array<string>;
  /** What. */
  value: unknown, } | { "kind": "drop";
  /** The list, or the only word. */
  path: Array<string>;
  /** What. */
  value: unknown, } | { "kind": "remove";
  /** Which. */
  path: Array<string>, } | { "kind": "rename";
  /** What it is called. */
  from: string;
  /** What it is to be called. */
  to: string, } | { "kind": "rename_claim";
  /** What it is called. */
  from: string;
  /** What it is to be called. */
  to: string, } | { "kind": "delete";
  /** Which. */
  name: string;
};

/** What edits come to: patches of the given text, ascending and disjoint. */
export type Edited = {
  /** What changes. */
  patches: Array<Patch>;
  /** Why nothing is changed, in one sentence. */
  refused: string | null;
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

/** A fact that one of two answers has otherwise. */
export type FactChange = {
  /** The gain in words. */
  text: string;
  /** Fact id. */
  fact: string;
  /** How firmly held before. */
  before: Held;
  /** How firmly held after. */
  after: Held;
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

/** What is required of suppliers, and what each assumption is worth. */
export type Guarantees = {
  /** Each assumption. */
  ledger: Array<AssumptionWorth>;
  /** Smallest sets of guarantees, or of controls in their stead, that make the claims hold that can be made to. */
  demands: Array<Demand>;
  /** These are all smallest sets. */
  complete: boolean;
  /** For each supplier that matters. */
  suppliers: Array<SupplierDemand>;
  /** Claims that fail though every supplier guarantees everything. */
  beyond: Array<string>;
  /** Events named. */
  events: Array<Event>;
};

/** How firmly a capability over an element is held. */
export type Held = "held" | "unknown" | "conditional" | "rests_on" | "no";

/** What a basic event means for the probability of a claim's failing, at the upper end of the likelihoods. */
export type Importance = {
  /** Event id. */
  event: string;
  /** Birnbaum: how much the probability moves as the event goes from impossible to certain. */
  birnbaum: number;
  /** Criticality: the part of the probability that rests on the event's happening where it decides. */
  criticality: number;
  /** Fussell–Vesely: the part of the probability that sets with the event have; none if it was too much to compute. */
  fussell_vesely: number | null;
  /** Risk achievement worth: by what factor the probability rises if the event is certain. */
  achievement: number;
  /** Risk reduction worth: by what factor it falls if the event is impossible; none if nothing is left. */
  reduction: number | null;
  /** The probability with the event's likelihood at its lowest, all others in the middle of their ranges. */
  at_low: number;
  /** The same with it at its highest. */
  at_high: number;
  /** The event's likelihood, moved within its range, changes the verdict: the claim states a tolerated likelihood that lies between. */
  decides: boolean;
};

/** Where an item of a list stands in this system. */
export type ItemState = "closes" | "one_step_away" | "further" | "out_of_scope" | "in_place" | "available" | "not_in_place" | "not_covered";

/** What became of a row of a reviewed draft. */
export type LedgerRow = {
  /** The draft: `attacks` or `conventional`. */
  draft: string;
  /** The row. */
  row: string;
  /** `kept`, `corrected`, `merged` or `dropped`. */
  verdict: string;
  /** The entries of the catalog that stand for it. */
  stands_as: Array<string>;
  /** Why. */
  because: string | null;
};

/** A range of likelihood per year in [0, 1]. */
export type Likelihood = {
  /** Lowest. */
  low: number;
  /** Highest. */
  high: number;
  /** Made from catalog defaults, not stated in the description. */
  prior: boolean;
};

/** A likelihood that decides between choices. */
export type Moved = {
  /** Event id. */
  event: string;
  /** What would be chosen instead. */
  instead: Choice;
};

/** Switches that the description sets together under a name. */
export type NamedScenario = {
  /** Its name. */
  name: string;
  /** The switches. */
  scenario: Scenario;
  /** A remark; empty if there is none. */
  note: string;
  /** Where it is described. */
  place: Place;
};

/** A set that would break a claim that holds, were one thing different. */
export type NearMiss = {
  /** What would have to change, in words. */
  change: string;
  /** The other events that the set needs. */
  events: Array<string>;
};

/** A place where a rule fires or an event may happen. Sessions of the same assets are one. */
export type Occurrence = {
  /** The rule's or event's sentence there. */
  sentence: string;
  /** What the rule gives there; nothing for an event. */
  gain: Gain | null;
  /** How much has to go wrong for it to happen there. */
  held: Held;
  /** Declared names of the elements concerned. */
  elements: Array<string>;
  /** In how many sessions. */
  times: number;
};

/** Where a rule fires or an event may happen in this system. */
export type Occurrences = {
  /** Id of the rule or the kind of event. */
  id: string;
  /** Rule instances or events. */
  instances: number;
  /** Places, those that need least to go wrong first. */
  places: Array<Occurrence>;
  /** Places in all. */
  total: number;
};

/** Something that the description does not say, or of which it gives no reason. */
export type OpenQuestion = {
  /** The event of which nothing is known, or the assumption that nobody has promised. */
  event: string;
  /** What would be so at worst. */
  sentence: string;
  /** What to write, and where. */
  ask: string;
  /** The element it is about. */
  element: string;
  /** Where that is described. */
  place: Place;
  /** Answers that need only be picked, those of the catalog first; the last denies it. */
  answers: Array<ReadyAnswer>;
  /** Claims that would be judged otherwise if it is not so. */
  if_fine: Array<Shift>;
  /** Claims that would be judged otherwise if it is so. */
  if_not: Array<Shift>;
  /** Known minimal sets of all claims that contain it. */
  sets: number;
};

/** All open questions, those first whose answers change most. */
export type OpenQuestions = {
  /** Each. */
  questions: Array<OpenQuestion>;
  /** All sets behind them are known, and each was tried. */
  complete: boolean;
  /** A sentence on that for the reader. */
  text: string;
};

/** How many minimal attack sets of one size there are. */
export type OrderCount = {
  /** Events in each. */
  order: number;
  /** How many, as a decimal number. */
  sets: string;
};

/** What stands in a description, as far as it can be read. */
export type Outline = {
  /** The sections and other keys of the document, in the order of the text. */
  sections: Array<OutlineSection>;
  /** Every entry of every section, in the order of the text; adapters stand behind their model. */
  entries: Array<OutlineEntry>;
  /** What exists by being mentioned, by name. */
  mentioned: Array<OutlineMention>;
};

/** An entry of a section. */
export type OutlineEntry = {
  /** Its section; `adapters` for those of a model. */
  section: string;
  /** Its name. */
  name: string;
  /** What it is, such as `agent`; empty for what is no element. */
  kind: string;
  /** The path of an edit. */
  path: Array<string>;
  /** Where its name stands. */
  at: Place;
  /** The whole entry. */
  place: Place;
  /** What is said of it. */
  value: unknown;
  /** Where else its name stands, in the order of the text. */
  mentions: Array<Place>;
};

/** Something that has no entry of its own. */
export type OutlineMention = {
  /** Its name. */
  name: string;
  /** What it is. */
  kind: string;
  /** Where its name stands. */
  mentions: Array<Place>;
};

/** A key of the document. */
export type OutlineSection = {
  /** The key. */
  name: string;
  /** Where the key stands. */
  at: Place;
  /** The key with all that stands under it. */
  place: Place;
  /** What stands there if it is no map of entries. */
  value: unknown;
};

/** What is known right after an analysis, without any slice. */
export type Overview = {
  /** Title of the description. */
  title: string;
  /** File name. */
  file: string;
  /** Catalog version. */
  catalog: string;
  /** Packs that the catalog was extended with. */
  packs: Array<string>;
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
  /** Scenarios that the description names. */
  scenarios?: Array<NamedScenario>;
};

/** A claim over an element of a domain. */
export type OwnClaim = {
  /** Claim id. */
  claim: string;
  /** What the claim denies, in the domain's words or those of the audience asked for. */
  sentence: string;
  /** Its verdict. */
  verdict: Verdict;
};

/** A file of a catalog pack: further rules, attacks, controls and events. */
export type PackSource = {
  /** File name shown in diagnostics. */
  name: string;
  /** Name of its pack, unless the file states another. */
  pack: string;
  /** The text, YAML. */
  text: string;
};

/** A stretch of a text and what stands there instead. */
export type Patch = {
  /** Where it begins, in UTF-16 units from the start of the text. */
  from: number;
  /** Where it ends; exclusive. */
  to: number;
  /** The new text. */
  insert: string;
};

/** A derivation of a gain from a minimal set, as ordered steps. */
export type Path = {
  /** Index into `sets`. */
  set: number;
  /** The steps, each after those it uses. */
  steps: Array<Step>;
};

/** The picture of a description. */
export type Picture = {
  /** What is reached is known; else the picture is of the text alone. */
  analysed: boolean;
  /** Boxes, each after the box that it lies in. */
  zones: Array<PictureZone>;
  /** Elements, in the order of the text, then those only mentioned. */
  nodes: Array<PictureNode>;
  /** Flows, in the order of the text. */
  flows: Array<PictureFlow>;
};

/** Something that moves, or a bond between two elements. */
export type PictureFlow = {
  /** The element from which it goes. */
  from: string;
  /** The element to which it goes. */
  to: string;
  /** The key that states it: `filled from`. */
  key: string;
  /** What it does, for the line: `fills`. */
  word: string;
  /** It is a bond, such as a place; nothing moves. */
  bond: boolean;
  /** What it carries, in words or names. */
  carries: Array<string>;
  /** The element at which the description states it. */
  stated_at: string;
  /** The name as it stands there: `llm.out`. */
  names: string;
};

/** An element that is declared or exists by being mentioned. */
export type PictureNode = {
  /** Its name. */
  name: string;
  /** Its kind: `agent`, `store`, `record`. */
  kind: string;
  /** The box that it lies in. */
  within: string | null;
  /** The box that it is, if something lies in it. */
  opens: string | null;
  /** The zone stated for it. */
  zone: string | null;
  /** The host that it runs on. */
  host: string | null;
  /** Whose it is: a supplier or `us`. */
  from: string | null;
  /** A role that is an adversary. */
  adversary: boolean;
  /** It has an entry of its own. */
  declared: boolean;
  /** The strongest capability of each side that an adversary reaches. */
  reached: Array<PictureReach>;
  /** The strongest that is reached if something about which nothing is stated is hostile; only where nothing is reached. */
  unknown: PictureReach | null;
  /** Where it is declared, or first mentioned. */
  place: Place;
};

/** A capability that adversaries reach over an element. */
export type PictureReach = {
  /** Capability id. */
  capability: string;
  /** Over what of the element: `Outputs`; nothing for the element itself. */
  part: string | null;
  /** The whole in words. */
  text: string;
  /** How firmly. */
  held: Held;
  /** Adversaries who hold it, each alone. */
  who: Array<string>;
  /** Fact id for `explain`. */
  fact: string;
};

/** A closed box: a trust boundary, a host or a supplier with what lies in it. */
export type PictureZone = {
  /** `zone:office`, `host:k8s`, `supplier:acme`. */
  id: string;
  /** Its name. */
  name: string;
  /** `zone`, `host` or `supplier`. */
  kind: string;
  /** The box that it lies in. */
  within: string | null;
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

/** Which controls to buy. */
export type Plan = {
  /** Claims that the plan is to make hold. */
  claims: Array<string>;
  /** Claims among them that already hold. */
  holding: Array<string>;
  /** Claims that no choice of controls makes hold, with a smallest attack that is left. */
  beyond: Array<Beyond>;
  /** The cheapest choices that give every claim the best verdict that controls can give; several if they cost the same. */
  cheapest: Array<Choice>;
  /** No choice costs less. */
  optimal: boolean;
  /** If a budget was given: the choice within it that leaves least. */
  within: Choice | null;
  /** No choice within the budget leaves less. */
  within_optimal: boolean;
  /** Events that, were they as unlikely as their range allows, would make another choice the best within the budget. */
  moved: Array<Moved>;
  /** They were looked for; else there are too many controls or events. */
  moves_known: boolean;
  /** As it is now. */
  now: Choice;
  /** Cost against what is left, each better than all that cost no more. */
  frontier: Array<Choice>;
  /** The frontier is whole. */
  frontier_complete: boolean;
  /** What each control is worth. */
  controls: Array<ControlWorth>;
  /** What the numbers rest on and where they were cut short. */
  text: string;
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

/** A minimal attack set with what it takes. */
export type RankedSet = {
  /** Event ids. */
  events: Array<string>;
  /** Likelihood that all its events happen. */
  likelihood: Likelihood;
  /** Effort of its events together, each once. */
  effort: number;
  /** The attack as ordered steps; its `set` is the position in this list. */
  path: Path;
};

/** A step of a path in the words of an audience. */
export type Reading = {
  /** What is gained. */
  says: string;
  /** How: the rule's own sentence, things named as the audience names them. */
  how: string;
};

/** What may be written to answer a question. */
export type ReadyAnswer = {
  /** In words. */
  says: string;
  /** The edit that writes it. */
  edit: Edit;
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

/** A part that a report can have. */
export type ReportSection = {
  /** Id, for `--sections`. */
  id: string;
  /** Heading. */
  title: string;
  /** What it is for, in a line. */
  about: string;
  /** It is there unless others are asked for. */
  usual: boolean;
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

/** The numbers of one claim, or of one fact. */
export type Risk = {
  /** Claim id, or fact id. */
  claim: string;
  /** It is a fact: what is said of a claim's failing is said of the fact's coming about. */
  is_fact: boolean;
  /** The claim or fact in words. */
  sentence: string;
  /** Its verdict. */
  verdict: Verdict;
  /** That the claim fails, whatever it takes: assumptions included. */
  probability: Chance;
  /** That it fails though every assumption holds and what is unknown is harmless. */
  ordinary: Chance;
  /** How many minimal attack sets. */
  count: SetCount;
  /** The likeliest sets, likeliest first. */
  likeliest: Array<RankedSet>;
  /** The sets of least effort, cheapest first. */
  cheapest: Array<RankedSet>;
  /** Every event of a set, most important first. */
  importance: Array<Importance>;
  /** Every event named. */
  events: Array<Event>;
};

/** The numbers of a description. */
export type Risks = {
  /** By claim, in the order of ids. */
  claims: Array<Risk>;
  /** By event, over all claims, most important first. */
  events: Array<Weight>;
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
  /** A scenario that the description names, on top of which the others are set. */
  named?: string | null;
};

/** Whether a catalog attack applies to this system. */
export type Scope = "closes" | "one_step_away" | "further" | "out_of_scope";

/** How many minimal attack sets there are, counted without being listed. */
export type SetCount = {
  /** In all, as a decimal number. */
  total: string;
  /** By size. */
  by_order: Array<OrderCount>;
  /** All are counted. */
  complete: boolean;
  /** If not: all of at most so many events are. */
  order: number;
  /** A sentence for the reader. */
  text: string;
};

/** How much a diagnostic matters. */
export type Severity = "error" | "warning" | "note";

/** A claim that would be judged otherwise. */
export type Shift = {
  /** The claim. */
  claim: string;
  /** As it is now. */
  before: Verdict;
  /** As it would be. */
  after: Verdict;
};

/** One side of a comparison. */
export type Side = {
  /** File name. */
  file: string;
  /** Title. */
  title: string;
  /** Scenario. */
  scenario: Scenario;
};

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
  /** The pack that the rule is of; nothing for the catalog that is built in. */
  pack: string | null;
};

/** What a decision is about. */
export type Subject = "claim" | "fact" | "attack";

/** What is to be asked of one supplier. */
export type SupplierDemand = {
  /** The supplier. */
  supplier: string;
  /** Assumptions about it that every way needs. */
  always: Array<string>;
  /** Assumptions about it that some way needs. */
  sometimes: Array<string>;
  /** The sentences of a procurement demand, one for each of `always`, then `sometimes`. */
  wording: Array<string>;
  /** The strongest capabilities that it may keep with all claims still holding, each list one way; empty if none of the claims depends on it. */
  may_keep: Array<Array<Gain>>;
  /** Not all of `may_keep` were looked for. */
  may_keep_cut: boolean;
};

/** An assumption that falls together with another. */
export type Together = {
  /** The other assumption. */
  other: string;
  /** Claims that fall if both fail, and with neither alone. */
  claims: Array<string>;
};

/** The four verdicts on a claim (DESIGN, section 5), worst first. */
export type Verdict = "violated" | "unknown" | "conditional" | "holds";

/** What an event means over all claims. */
export type Weight = {
  /** Event id. */
  event: string;
  /** Sum of its Birnbaum importances over the claims. */
  birnbaum: number;
  /** Claims in whose sets it is. */
  claims: Array<string>;
};
