//! Quantities as plain data: what `risk`, `plan`, `guarantees` and `diff` answer. Numbers of sets are decimal text,
//! since they outgrow what JSON readers hold exactly.

use serde::{Deserialize, Serialize};

use super::answer::{Event, Gain, Held, Likelihood, Path, Scenario, Verdict};

plain! {
    /// A probability per year: exact for the likelihoods as stated, or a range in which it lies.
    pub struct Chance {
        /// With every likelihood at its lowest; never more than the true value.
        low: f64,
        /// With every likelihood in the middle of its range, of the sets that are known.
        middle: f64,
        /// With every likelihood at its highest; never less than the true value.
        high: f64,
        /// Both ends are exact: the spread comes from likelihoods that are ranges, not from what was cut short.
        exact: bool,
        /// Catalog defaults went into it.
        prior: bool,
        /// How it was computed, and what was cut short by which limit.
        text: String,
    }
    /// How many minimal attack sets of one size there are.
    pub struct OrderCount {
        /// Events in each.
        order: u32,
        /// How many, as a decimal number.
        sets: String,
    }
    /// How many minimal attack sets there are, counted without being listed.
    pub struct SetCount {
        /// In all, as a decimal number.
        total: String,
        /// By size.
        by_order: Vec<OrderCount>,
        /// All are counted.
        complete: bool,
        /// If not: all of at most so many events are.
        order: u32,
        /// A sentence for the reader.
        text: String,
    }
    /// A minimal attack set with what it takes.
    pub struct RankedSet {
        /// Event ids.
        events: Vec<String>,
        /// Likelihood that all its events happen.
        likelihood: Likelihood,
        /// Effort of its events together, each once.
        effort: f64,
        /// The attack as ordered steps; its `set` is the position in this list.
        path: Path,
    }
    /// What a basic event means for the probability of a claim's failing, at the upper end of the likelihoods.
    pub struct Importance {
        /// Event id.
        event: String,
        /// Birnbaum: how much the probability moves as the event goes from impossible to certain.
        birnbaum: f64,
        /// Criticality: the part of the probability that rests on the event's happening where it decides.
        criticality: f64,
        /// Fussell–Vesely: the part of the probability that sets with the event have; none if it was too much to compute.
        fussell_vesely: Option<f64>,
        /// Risk achievement worth: by what factor the probability rises if the event is certain.
        achievement: f64,
        /// Risk reduction worth: by what factor it falls if the event is impossible; none if nothing is left.
        reduction: Option<f64>,
        /// The probability with the event's likelihood at its lowest, all others in the middle of their ranges.
        at_low: f64,
        /// The same with it at its highest.
        at_high: f64,
        /// The event's likelihood, moved within its range, changes the verdict: the claim states a tolerated likelihood
        /// that lies between.
        decides: bool,
    }
    /// The numbers of one claim, or of one fact.
    pub struct Risk {
        /// Claim id, or fact id.
        claim: String,
        /// It is a fact: what is said of a claim's failing is said of the fact's coming about.
        is_fact: bool,
        /// The claim or fact in words.
        sentence: String,
        /// Its verdict.
        verdict: Verdict,
        /// That the claim fails, whatever it takes: assumptions included.
        probability: Chance,
        /// That it fails though every assumption holds and what is unknown is harmless.
        ordinary: Chance,
        /// How many minimal attack sets.
        count: SetCount,
        /// The likeliest sets, likeliest first.
        likeliest: Vec<RankedSet>,
        /// The sets of least effort, cheapest first.
        cheapest: Vec<RankedSet>,
        /// Every event of a set, most important first.
        importance: Vec<Importance>,
        /// Every event named.
        events: Vec<Event>,
    }
    /// What an event means over all claims.
    pub struct Weight {
        /// Event id.
        event: String,
        /// Sum of its Birnbaum importances over the claims.
        birnbaum: f64,
        /// Claims in whose sets it is.
        claims: Vec<String>,
    }
    /// The numbers of a description.
    pub struct Risks {
        /// By claim, in the order of ids.
        claims: Vec<Risk>,
        /// By event, over all claims, most important first.
        events: Vec<Weight>,
    }
    /// An assumption that falls together with another.
    pub struct Together {
        /// The other assumption.
        other: String,
        /// Claims that fall if both fail, and with neither alone.
        claims: Vec<String>,
    }
    /// What one assumption is worth.
    pub struct AssumptionWorth {
        /// Name for `--fail`.
        assumption: String,
        /// What fails when it fails, as a sentence.
        sentence: String,
        /// Supplier, if it is a promise.
        supplier: Option<String>,
        /// `provenance`, `producer` or `asset`: what a justification would be about.
        kind: String,
        /// `unknown`, `stated` or `justified`.
        status: String,
        /// The reason given, if justified.
        reason: Option<String>,
        /// Claims that fall if it alone fails.
        alone: Vec<String>,
        /// Claims that fall if another fails too.
        together: Vec<Together>,
        /// Sum of its Birnbaum importances over the claims.
        birnbaum: f64,
    }
    /// A smallest set of things that together make claims hold.
    pub struct Demand {
        /// Assumptions to have justified.
        guarantees: Vec<String>,
        /// Controls to switch on.
        controls: Vec<String>,
    }
    /// What is to be asked of one supplier.
    pub struct SupplierDemand {
        /// The supplier.
        supplier: String,
        /// Assumptions about it that every way needs.
        always: Vec<String>,
        /// Assumptions about it that some way needs.
        sometimes: Vec<String>,
        /// The sentences of a procurement demand, one for each of `always`, then `sometimes`.
        wording: Vec<String>,
        /// The strongest capabilities that it may keep with all claims still holding, each list one way; empty if none of
        /// the claims depends on it.
        may_keep: Vec<Vec<Gain>>,
        /// Not all of `may_keep` were looked for.
        may_keep_cut: bool,
    }
    /// What is required of suppliers, and what each assumption is worth.
    pub struct Guarantees {
        /// Each assumption.
        ledger: Vec<AssumptionWorth>,
        /// Smallest sets of guarantees, or of controls in their stead, that make the claims hold that can be made to.
        demands: Vec<Demand>,
        /// These are all smallest sets.
        complete: bool,
        /// For each supplier that matters.
        suppliers: Vec<SupplierDemand>,
        /// Claims that fail though every supplier guarantees everything.
        beyond: Vec<String>,
        /// Events named.
        events: Vec<Event>,
    }
    /// A choice of controls.
    pub struct Choice {
        /// Controls to switch on.
        controls: Vec<String>,
        /// What they cost together.
        cost: f64,
        /// Expected number of claims that fail in a year, likelihoods at their lowest.
        low: f64,
        /// The same at their highest.
        high: f64,
    }
    /// What one control is worth.
    pub struct ControlWorth {
        /// The control.
        control: String,
        /// Its cost.
        cost: f64,
        /// The description states no cost; the catalog's relative cost was taken.
        cost_assumed: bool,
        /// How much the expected number of failing claims falls if it alone is switched on.
        alone: f64,
        /// How much it rises if it alone is missing from all.
        last: f64,
        /// How much it rises if it is missing from the cheapest plan; none if it is not in it.
        in_plan: Option<f64>,
    }
    /// Which controls to buy.
    pub struct Plan {
        /// Claims that the plan is to make hold.
        claims: Vec<String>,
        /// Claims among them that already hold.
        holding: Vec<String>,
        /// Claims that no choice of controls makes hold, with a smallest attack that is left.
        beyond: Vec<Beyond>,
        /// The cheapest choices that give every claim the best verdict that controls can give; several if they cost the
        /// same.
        cheapest: Vec<Choice>,
        /// No choice costs less.
        optimal: bool,
        /// If a budget was given: the choice within it that leaves least.
        within: Option<Choice>,
        /// No choice within the budget leaves less.
        within_optimal: bool,
        /// Events that, were they as unlikely as their range allows, would make another choice the best within the budget.
        moved: Vec<Moved>,
        /// They were looked for; else there are too many controls or events.
        moves_known: bool,
        /// As it is now.
        now: Choice,
        /// Cost against what is left, each better than all that cost no more.
        frontier: Vec<Choice>,
        /// The frontier is whole.
        frontier_complete: bool,
        /// What each control is worth.
        controls: Vec<ControlWorth>,
        /// What the numbers rest on and where they were cut short.
        text: String,
    }
    /// A likelihood that decides between choices.
    pub struct Moved {
        /// Event id.
        event: String,
        /// What would be chosen instead.
        instead: Choice,
    }
    /// A claim that no choice of controls makes hold.
    pub struct Beyond {
        /// Claim id.
        claim: String,
        /// The verdict under the best choice; the plan asks for no more than that.
        best: Verdict,
        /// Events of a smallest attack that no control touches; empty if likelihood alone keeps it from holding.
        events: Vec<String>,
    }
    /// A fact that one of two answers has otherwise.
    pub struct FactChange {
        /// The gain in words.
        text: String,
        /// Fact id.
        fact: String,
        /// How firmly held before.
        before: Held,
        /// How firmly held after.
        after: Held,
    }
    /// A claim that one of two answers has otherwise.
    pub struct ClaimChange {
        /// Claim id.
        claim: String,
        /// Verdict before; none if there was no such claim.
        before: Option<Verdict>,
        /// Verdict after; none if there is none.
        after: Option<Verdict>,
        /// Minimal sets that are new.
        gained: Vec<Vec<String>>,
        /// Minimal sets that are gone.
        lost: Vec<Vec<String>>,
        /// Probability before.
        probability_before: Option<Chance>,
        /// Probability after.
        probability_after: Option<Chance>,
    }
    /// What differs between two answers.
    pub struct Difference {
        /// What was compared: file and scenario before.
        before: Side,
        /// And after.
        after: Side,
        /// Elements only in the second.
        elements_gained: Vec<String>,
        /// Elements only in the first.
        elements_lost: Vec<String>,
        /// Claims whose verdict, sets or numbers differ.
        claims: Vec<ClaimChange>,
        /// Facts held differently.
        facts: Vec<FactChange>,
        /// Nothing differs.
        same: bool,
    }
    /// One side of a comparison.
    pub struct Side {
        /// File name.
        file: String,
        /// Title.
        title: String,
        /// Scenario.
        scenario: Scenario,
    }
}
