//! What Bartizan answers, as plain data: owned strings, names and numbers.
//! The command prints these types, the page receives them, tests compare them; nothing below `api` knows JSON.

use serde::{Deserialize, Serialize};

use super::Decision;

macro_rules! plain {
    ($($(#[$doc:meta])* $vis:vis struct $name:ident { $($(#[$fdoc:meta])* $field:ident : $ty:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        $vis struct $name { $($(#[$fdoc])* pub $field: $ty),* }
    )*};
}

macro_rules! words {
    ($($(#[$doc:meta])* $vis:vis enum $name:ident { $($(#[$vdoc:meta])* $variant:ident),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        $vis enum $name { $($(#[$vdoc])* $variant),* }
    )*};
}

words! {
    /// How much a diagnostic matters.
    pub enum Severity {
        /// The description cannot be analysed as written.
        Error,
        /// A modelling gap: analysed, but something is unknown or worth nothing.
        Warning,
        /// A remark.
        Note,
    }
    /// The four verdicts on a claim (DESIGN, section 5), worst first.
    pub enum Verdict {
        /// Derivable though every assumption holds.
        Violated,
        /// What decides it is something about which nothing is stated.
        Unknown,
        /// Derivable only when stated but unjustified assumptions fail.
        Conditional,
        /// None of these; what it rests on is listed.
        Holds,
    }
    /// What kind of leaf a basic event is.
    pub enum EventClass {
        /// An adversary stands where the description says.
        Position,
        /// A declared weakness is exploitable.
        Weakness,
        /// An attack step succeeds.
        Step,
        /// Ordinary operation happens (a document is retrieved, a memory recalled).
        Operation,
        /// A control fails by itself.
        ControlFails,
        /// A control is switched off or not in place.
        ControlAbsent,
        /// An assumption that somebody states fails.
        Stated,
        /// An assumption for which a reason is given fails.
        Justified,
        /// Something about which nothing is stated is hostile.
        Unknown,
    }
    /// How firmly a capability over an element is held.
    pub enum Held {
        /// Held though every assumption holds.
        Held,
        /// Held if something about which nothing is stated is hostile.
        Unknown,
        /// Held if a stated assumption fails.
        Conditional,
        /// Held only if a justified assumption fails.
        RestsOn,
        /// Not derivable.
        No,
    }
    /// Whether a catalog attack applies to this system.
    pub enum Scope {
        /// Every capability that it needs is held.
        Closes,
        /// Exactly one thing is missing.
        OneStepAway,
        /// The structure is there, but more than one thing is missing.
        Further,
        /// The structure that it needs does not occur.
        OutOfScope,
    }
    /// What decides whether an attack closes at a place.
    pub enum DeciderKind {
        /// A control that stands there in this scenario.
        Control,
        /// A control that would stand there and is off.
        OffControl,
        /// An assumption that would have to fail, or an event that is ruled out.
        Assumption,
        /// Somebody else holds what is missing: only several together get there.
        Together,
    }
    /// Where an item of a list stands in this system.
    pub enum ItemState {
        /// Some attack that stands for it closes.
        Closes,
        /// Some attack is one step away.
        OneStepAway,
        /// The structure is there, but more than one thing is missing.
        Further,
        /// The structure that its attacks need does not occur.
        OutOfScope,
        /// Something that stops attacks: a control of it is on.
        InPlace,
        /// Something that stops attacks: a control of it is described and off.
        Available,
        /// Something that stops attacks: no control of it is described.
        NotInPlace,
        /// Nothing of the catalog stands for it.
        NotCovered,
    }
    /// How far the source of an attack was checked, the best first.
    pub enum Confidence {
        /// The source was read, and it says so.
        Read,
        /// The source exists and the claim is plausible; its text was not read.
        Checked,
        /// Known from somebody else who tells of the source.
        Secondary,
        /// Our own reasoning.
        Own,
    }
    /// Whether a control fails by itself.
    pub enum ControlType {
        /// Can only be defeated, or its mechanism fail.
        Structural,
        /// Also fails by itself, with a likelihood.
        Probabilistic,
    }
}

plain! {
    /// A document as handed in.
    pub struct Source {
        /// File name shown in diagnostics.
        name: String,
        /// The text, YAML or JSON.
        text: String,
    }
    /// A file of a catalog pack: further rules, attacks, controls and events.
    pub struct PackSource {
        /// File name shown in diagnostics.
        name: String,
        /// Name of its pack, unless the file states another.
        pack: String,
        /// The text, YAML.
        text: String,
    }
    /// Switches on top of the description; all empty means as described.
    #[derive(Default)]
    pub struct Scenario {
        /// Controls to switch on.
        #[serde(default)]
        on: Vec<String>,
        /// Controls to switch off.
        #[serde(default)]
        off: Vec<String>,
        /// Assumptions taken to fail, as `supplier.promise`, `control.mechanism` or an assumption's name.
        #[serde(default)]
        fail: Vec<String>,
        /// If not empty, only these adversaries act.
        #[serde(default)]
        only: Vec<String>,
        /// Assumptions or events taken not to happen, named as in `fail`; what is also taken to fail, fails.
        #[serde(default)]
        hold: Vec<String>,
        /// Likelihoods instead of those described, of assumptions or events named as in `fail`.
        #[serde(default)]
        likelihoods: Vec<Restated>,
        /// A scenario that the description names, on top of which the others are set.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        named: Option<String>,
    }
    /// A likelihood that a scenario states.
    pub struct Restated {
        /// The event: `obeys(llm)`, or an assumption: `acme.no insider`.
        event: String,
        /// Lowest, in [0, 1].
        low: f64,
        /// Highest, in [0, 1].
        high: f64,
    }
    /// A stretch of the document. Lines and columns count from 1, columns in UTF-16 units; the end is exclusive.
    pub struct Place {
        /// File name.
        file: String,
        /// First line.
        line: u32,
        /// First column.
        column: u32,
        /// Last line.
        end_line: u32,
        /// Column after the last character.
        end_column: u32,
    }
    /// A second place that a diagnostic speaks of.
    pub struct Related {
        /// What is there.
        message: String,
        /// Where.
        place: Place,
    }
    /// An edit that mends a diagnostic.
    pub struct Fix {
        /// What the button says.
        title: String,
        /// What is replaced.
        place: Place,
        /// By what.
        replacement: String,
    }
    /// One problem or remark about a document.
    pub struct Diagnostic {
        /// How much it matters.
        severity: Severity,
        /// Stable kebab-case name of the kind of problem.
        code: String,
        /// What is wrong, without a full stop.
        message: String,
        /// What to do.
        help: Option<String>,
        /// Where.
        place: Place,
        /// Other places that matter.
        related: Vec<Related>,
        /// An edit that mends it.
        fix: Option<Fix>,
    }
    /// How far a running analysis is.
    pub struct Progress {
        /// What is being done now: `read`, `ground`, `answer`, `done`.
        phase: String,
        /// Steps done in this phase.
        done: u64,
        /// Steps known so far in this phase, 0 if unknown.
        of: u64,
        /// Nothing is left to do.
        finished: bool,
    }
    /// Sizes of an analysis.
    #[derive(Default)]
    pub struct Counts {
        /// Elements that the document names.
        declared: u64,
        /// Elements after lowering: with sessions, parts, partitions and standard assets.
        elements: u64,
        /// Tuples of the structural relations.
        relations: u64,
        /// Derived facts, every basic event allowed.
        facts: u64,
        /// Rule instances.
        instances: u64,
        /// Basic events.
        events: u64,
    }
    /// A default that the description did not override.
    pub struct DefaultTaken {
        /// Element that it applies to.
        element: String,
        /// Key with which to override it.
        key: String,
        /// The value taken.
        value: String,
        /// What that means, in a sentence.
        meaning: String,
        /// Where the element is described.
        place: Place,
    }
    /// Somebody who may be hostile: a role or a supplier.
    pub struct Adversary {
        /// Name of the role or supplier.
        name: String,
        /// `role` or `supplier`.
        kind: String,
        /// Acts in this scenario.
        active: bool,
    }
    /// An assumption: a promise of a supplier, a control's mechanism, or a named one.
    pub struct Assumption {
        /// Name for `--fail`: `acme.no insider`.
        id: String,
        /// What fails when it fails, as a sentence.
        sentence: String,
        /// The supplier, if it is a promise.
        supplier: Option<String>,
        /// Stated, justified or unknown.
        class: EventClass,
        /// The reason given, if justified.
        reason: Option<String>,
        /// Likelihood of failing.
        likelihood: Likelihood,
        /// Taken to fail in this scenario.
        failing: bool,
        /// Claims with a minimal set that contains it.
        claims: Vec<String>,
    }
    /// A control as described and as it stands in this scenario.
    pub struct Control {
        /// Name.
        name: String,
        /// Kind, as the catalog calls it.
        kind: String,
        /// Structural or probabilistic.
        control_type: ControlType,
        /// What it stands on.
        on: Vec<String>,
        /// As described: in place (true) or available (false).
        in_place: bool,
        /// In this scenario.
        is_on: bool,
        /// Cost in the document's unit, if stated.
        cost: Option<f64>,
        /// Number of points in this system where it stands; 0 is warned of.
        points: u64,
        /// What it leaves open, from the catalog.
        leaves: String,
        /// Where it is described.
        place: Place,
    }
    /// A range of likelihood per year in [0, 1].
    pub struct Likelihood {
        /// Lowest.
        low: f64,
        /// Highest.
        high: f64,
        /// Made from catalog defaults, not stated in the description.
        prior: bool,
    }
    /// A basic event.
    pub struct Event {
        /// Stable id: `obeys(llm)`.
        id: String,
        /// What happens, in the system's own names.
        sentence: String,
        /// What kind of leaf it is.
        class: EventClass,
        /// Role or supplier whose act it is.
        who: Option<String>,
        /// Likelihood per year.
        likelihood: Likelihood,
        /// Elements that it speaks of, as declared names.
        elements: Vec<String>,
        /// Reason given, if justified.
        reason: Option<String>,
    }
    /// A minimal attack set: basic events that suffice, none superfluous.
    pub struct AttackSet {
        /// Event ids, in order.
        events: Vec<String>,
        /// Verdict that this set alone would give.
        verdict: Verdict,
        /// The gain survives the adversary's leaving (integrity only).
        persistent: Option<bool>,
        /// Likelihood that all its events happen.
        likelihood: Likelihood,
        /// Adversaries for whom it counts.
        who: Vec<String>,
    }
    /// A capability over an element.
    pub struct Gain {
        /// Capability id: `partially_inspect`, or a derived fact: `discloses`, `off`, `at_physical`.
        capability: String,
        /// Element id: `customer_records#customer.others`.
        element: String,
        /// The whole in words: `Partially Inspect over customer_records of other customers`.
        text: String,
    }
    /// A reference of a rule to a list elsewhere.
    pub struct Reference {
        /// Framework with edition: `ATLAS 2026.09`, `OWASP LLM 2026`, `CWE 4.20`.
        framework: String,
        /// Id there.
        id: String,
        /// Name there.
        name: String,
    }
    /// One step of a path: a rule instance.
    pub struct Step {
        /// Position in the path, from 1.
        number: u32,
        /// Rule id in the catalog.
        rule: String,
        /// What happens, the reader's own names in backticks.
        sentence: String,
        /// What is gained.
        gain: Gain,
        /// Steps whose gains it uses.
        uses: Vec<u32>,
        /// Event ids that it needs.
        events: Vec<String>,
        /// Domain that answers for the element gained.
        domain: String,
        /// Trust boundary of the element gained, if stated.
        zone: Option<String>,
        /// The step hands a capability from one domain to another.
        crossing: bool,
        /// Declared names of the elements concerned.
        elements: Vec<String>,
        /// References of the rule.
        references: Vec<Reference>,
        /// The pack that the rule is of; nothing for the catalog that is built in.
        pack: Option<String>,
    }
    /// A derivation of a gain from a minimal set, as ordered steps.
    pub struct Path {
        /// Index into `sets`.
        set: u32,
        /// The steps, each after those it uses.
        steps: Vec<Step>,
    }
    /// How complete a list of minimal sets is.
    pub struct Completeness {
        /// All minimal sets are listed.
        complete: bool,
        /// If not: every set of at most this many events is listed.
        order: Option<u32>,
        /// A sentence for the reader.
        text: String,
    }
    /// Something that a verdict rests on.
    pub struct Rest {
        /// Id of the assumption, for `--fail`.
        event: String,
        /// What is assumed not to happen, in words.
        sentence: String,
        /// Why it may be assumed: the reason given, or the catalog's.
        reason: String,
    }
    /// The verdict on a claim, before the rest of its answer.
    pub struct ClaimVerdict {
        /// Id of the claim.
        claim: String,
        /// The verdict.
        verdict: Verdict,
    }
    /// A set that would break a claim that holds, were one thing different.
    pub struct NearMiss {
        /// What would have to change, in words.
        change: String,
        /// The other events that the set needs.
        events: Vec<String>,
    }
    /// A claim with its answer.
    pub struct Claim {
        /// Id in the description.
        id: String,
        /// The claim in words.
        sentence: String,
        /// Capability id.
        capability: String,
        /// Declared name claimed over.
        over: String,
        /// The verdict.
        verdict: Verdict,
        /// The verdict in one sentence: why.
        because: String,
        /// What the claim does not deny though it denies more: a lesser capability that is gained more easily.
        lesser: Option<String>,
        /// Justified assumptions and controls that it rests on.
        rests_on: Vec<Rest>,
        /// Ids of the assumptions whose failing makes it conditional or unknown.
        depends_on: Vec<String>,
        /// Some counted set is persistent.
        persistent: bool,
        /// Minimal attack sets that decide the verdict: ordinary, unknown, conditional.
        sets: Vec<AttackSet>,
        /// Minimal sets that contain a justified assumption.
        resting_sets: Vec<AttackSet>,
        /// Whether these are all.
        completeness: Completeness,
        /// The shortest attacks, one for each of the first sets.
        paths: Vec<Path>,
        /// Every basic event named in `sets`, `resting_sets` and `nearest`.
        events: Vec<Event>,
        /// For a claim that holds: what would have to change.
        nearest: Vec<NearMiss>,
        /// For a claim that holds: declared elements that no adversary position touches.
        untouched: Vec<String>,
        /// Where the claim is stated.
        place: Place,
    }
    /// One cell of the exposure matrix.
    pub struct Cell {
        /// Capability id.
        capability: String,
        /// How firmly.
        held: Held,
        /// A stronger capability of the same class is held as firmly.
        implied: bool,
        /// Adversaries who hold it, each alone.
        who: Vec<String>,
        /// Fact id for `explain`.
        fact: String,
    }
    /// One row of the exposure matrix: an element.
    pub struct ExposureRow {
        /// Element id.
        element: String,
        /// Words for it: `inputs of assistant, another customer's session`.
        label: String,
        /// Declared name that it belongs to.
        declared: String,
        /// Kind: `model`, `store`, `record`, `inputs`, …
        kind: String,
        /// Domain.
        domain: String,
        /// Cells with a capability held at least as `rests_on`; others are not derivable.
        cells: Vec<Cell>,
    }
    /// The exposure matrix, or a slice of it.
    pub struct Exposure {
        /// Rows, in order of declared name, then element.
        rows: Vec<ExposureRow>,
        /// Rows in all.
        total: u64,
        /// Declared elements over which nothing is derivable.
        not_reached: Vec<String>,
    }
    /// Why a fact holds.
    pub struct Explanation {
        /// The fact.
        gain: Gain,
        /// How firmly.
        held: Held,
        /// First derivation, as ordered steps.
        steps: Vec<Step>,
        /// Number of rule instances that conclude it.
        derivations: u64,
        /// Minimal sets of low order.
        sets: Vec<AttackSet>,
        /// Whether these are all.
        completeness: Completeness,
        /// Every event named.
        events: Vec<Event>,
        /// Claims that forbid it.
        claims: Vec<String>,
    }
    /// One place where an attack's pattern fits.
    pub struct AttackPlace {
        /// Elements of the pattern, declared names.
        elements: Vec<String>,
        /// The attack here, in words.
        sentence: String,
        /// Scope at this place.
        scope: Scope,
        /// What it gives here.
        gain: Gain,
        /// What is missing, in words; empty if it closes.
        missing: Vec<String>,
        /// Which controls or assumptions decide it: for one step away, what would have to fail; where it closes, the
        /// controls that stand there.
        decides: Vec<Decider>,
    }
    /// A control or an assumption that decides whether an attack closes at a place.
    pub struct Decider {
        /// What it is.
        kind: DeciderKind,
        /// Its name, for `--on`, `--off` or `--fail`.
        name: String,
        /// What it does there.
        sentence: String,
    }
    /// A catalog attack tried on this system.
    pub struct Attack {
        /// Id: its own, or that of the rule or table that it is.
        id: String,
        /// Name.
        name: String,
        /// Group: what it is about.
        group: String,
        /// What it is, in a sentence.
        says: String,
        /// Who says so.
        source: String,
        /// How far the source was checked.
        confidence: Confidence,
        /// Best scope over all places.
        scope: Scope,
        /// Places, best first, at most the number asked for.
        places: Vec<AttackPlace>,
        /// Places in all, or more if `cut`.
        total_places: u64,
        /// Not every place was looked at.
        cut: bool,
        /// Why it is out of scope: the structure that is absent.
        reason: String,
        /// Claims some of whose paths use it.
        claims: Vec<String>,
        /// References.
        references: Vec<Reference>,
        /// The packs that it or one of its rules is of.
        packs: Vec<String>,
    }
    /// All catalog attacks, in the order closes, one step away, further, out of scope.
    pub struct Attacks {
        /// The attacks.
        attacks: Vec<Attack>,
        /// Views in which they can be shown.
        views: Vec<CrosswalkView>,
    }
    /// A view in which attacks can be shown.
    pub struct CrosswalkView {
        /// Id: `owasp_llm_2026`.
        id: String,
        /// Name.
        name: String,
    }
    /// An attack as it stands under an item.
    pub struct CrosswalkAttack {
        /// Id.
        id: String,
        /// Name.
        name: String,
        /// Where it stands; in a view that follows from what is given, where it gives that.
        scope: Scope,
    }
    /// A control as it stands under an item.
    pub struct CrosswalkControl {
        /// Name in the description.
        name: String,
        /// Kind.
        kind: String,
        /// In this scenario.
        is_on: bool,
    }
    /// An item of a list that others keep.
    pub struct CrosswalkItem {
        /// Id there.
        id: String,
        /// Name there.
        name: String,
        /// Ids and names that it had in older editions.
        formerly: Vec<String>,
        /// Where it stands in this system.
        state: ItemState,
        /// The attacks that stand for it, the nearest first.
        attacks: Vec<CrosswalkAttack>,
        /// The controls of this system that stand for it.
        controls: Vec<CrosswalkControl>,
        /// Why it does not apply, if it does not.
        reason: String,
    }
    /// The catalog's attacks, tried on this system, as items of a list that others keep.
    pub struct Crosswalk {
        /// Id of the view.
        id: String,
        /// Its name.
        name: String,
        /// All items, in the order of the list.
        items: Vec<CrosswalkItem>,
        /// Attacks that stand for no item.
        others: Vec<CrosswalkAttack>,
    }
    /// An element of the system as drawn and listed.
    pub struct Element {
        /// Declared name.
        name: String,
        /// Kind, as in the description: `agent`, `store`, …
        kind: String,
        /// Domain.
        domain: String,
        /// Zone, if stated.
        zone: Option<String>,
        /// Supplier it is consumed from, `us`, or nothing if not stated.
        from: Option<String>,
        /// Some capability over it is held though every assumption holds.
        reached: bool,
        /// Lowered elements that belong to it.
        parts: Vec<String>,
        /// Where it is described.
        place: Place,
    }
    /// What is known right after an analysis, without any slice.
    pub struct Overview {
        /// Title of the description.
        title: String,
        /// File name.
        file: String,
        /// Catalog version.
        catalog: String,
        /// Packs that the catalog was extended with.
        packs: Vec<String>,
        /// Sizes.
        counts: Counts,
        /// All diagnostics.
        diagnostics: Vec<Diagnostic>,
        /// The description could be analysed.
        analysed: bool,
        /// Defaults taken.
        defaults: Vec<DefaultTaken>,
        /// Roles and suppliers that may be hostile.
        adversaries: Vec<Adversary>,
        /// Assumptions.
        assumptions: Vec<Assumption>,
        /// Controls.
        controls: Vec<Control>,
        /// Declared elements.
        elements: Vec<Element>,
        /// The scenario it was computed under.
        scenario: Scenario,
        /// Scenarios that the description names.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        scenarios: Vec<NamedScenario>,
    }
    /// Switches that the description sets together under a name.
    pub struct NamedScenario {
        /// Its name.
        name: String,
        /// The switches.
        scenario: Scenario,
        /// A remark; empty if there is none.
        note: String,
        /// Where it is described.
        place: Place,
    }
    /// Everything that the command prints for one file.
    pub struct Answer {
        /// Version of this format.
        bartizan: u32,
        /// Overview.
        overview: Overview,
        /// Claims, by verdict, then id.
        claims: Vec<Claim>,
        /// What was decided, in the order of the description; left out if nothing was.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        decisions: Vec<Decision>,
        /// Exposure.
        exposure: Exposure,
        /// Attacks.
        attacks: Vec<Attack>,
    }
}
