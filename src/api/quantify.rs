//! Quantities assembled: numbers, plans, guarantees and differences as plain data in the system's own names.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::*;
use super::assemble::{event_class, verdict};
use super::quantities::*;
use super::{Analysis, Ground};
use crate::analysis::{self, ClaimFamily, Exactness, Leaf, Level, Sought, claim_family};
use crate::catalog::{self, Predicate};
use crate::diagram::{Limit, Limits};
use crate::engine::EventId;
use crate::explain;
use crate::order;

/// How far sets are sought unless less is asked for: diagram nodes at a time, and looked for in all.
const LIMITS: Limits = Limits { order: 200, nodes: 1_000_000, steps: 6_000_000 };
/// Sets that are told with their paths, likeliest and cheapest.
const MAX_RANKED: usize = 8;
/// The most sets of one claim that a difference compares.
const MAX_COMPARED: usize = 2_000;

/// What numbers are about.
struct About {
    id: String,
    sentence: String,
    verdict: Verdict,
    is_fact: bool,
    /// A tolerated likelihood.
    limit: Option<f64>,
}

impl Analysis {
    fn sought<'a>(&'a self, ground: &'a Ground, order: u32) -> Sought<'a> {
        Sought {
            graph: &ground.graph,
            system: &self.system,
            catalog: &self.catalog,
            events: &ground.events,
            settings: &self.settings,
            states: &ground.states,
            kept: &[],
            limits: Limits { order: order.min(LIMITS.order), ..LIMITS },
        }
    }

    /// The numbers of one claim, from sets of at most `order` events; none if there is no such claim, or no room for it.
    pub fn risk(&self, claim: &str, order: u32) -> Option<Risk> {
        let ground = self.answering()?;
        let at = self.system.claims.iter().position(|c| c.id == claim)?;
        let spec = &self.system.claims[at];
        let sought = self.sought(ground, order);
        let family = claim_family(&sought, spec).ok()?;
        let about = About {
            id: spec.id.clone(),
            sentence: explain::claim_sentence(&self.system, &self.catalog, spec),
            verdict: verdict(self.answers.get(at).and_then(|answer| answer.level)),
            is_fact: false,
            limit: spec.within.or(self.system.tolerates),
        };
        self.numbers(ground, &sought, family, about)
    }

    /// The numbers of one fact, whoever acts; none if no rule concludes it, or if there is no room for it.
    pub fn risk_of_fact(&self, fact: &str, order: u32) -> Option<Risk> {
        let ground = self.answering()?;
        let found = super::assemble::fact_named(self, ground, fact)?;
        let sought = self.sought(ground, order);
        let family = analysis::fact_family(&sought, found);
        let about = About {
            id: fact.to_owned(),
            sentence: self.gain(ground, found).text,
            verdict: verdict(ground.exposures.level(found)),
            is_fact: true,
            limit: None,
        };
        self.numbers(ground, &sought, family, about)
    }

    fn numbers(&self, ground: &Ground, sought: &Sought<'_>, mut family: ClaimFamily, about: About) -> Option<Risk> {
        let risk = analysis::risk(sought, &mut family).ok()?;
        let prior = family.zdd.levels_of(family.sets).iter().any(|level| self.is_prior(ground, &family, *level));
        let limit = about.limit;
        let importance: Vec<Importance> = risk
            .importance
            .iter()
            .map(|i| {
                let facts = ground.events.get(i.event);
                let moved = risk.ordinary.high - i.birnbaum * (facts.likelihood.high - facts.likelihood.low);
                let decides = facts.level == Level::Ordinary
                    && limit.is_some_and(|limit| moved <= limit && limit < risk.ordinary.high);
                Importance {
                    event: facts.id.clone(),
                    birnbaum: i.birnbaum,
                    criticality: i.criticality,
                    fussell_vesely: i.fussell_vesely,
                    achievement: i.achievement,
                    reduction: i.reduction,
                    at_low: i.at_low,
                    at_high: i.at_high,
                    decides,
                }
            })
            .collect();
        let ranked = self.ranked(ground, &family);
        let mut events: Vec<Event> = family
            .zdd
            .levels_of(family.sets)
            .iter()
            .flat_map(|level| family.events_of(&[*level]))
            .map(|event| self.event(ground, event))
            .collect();
        order::sort_by(&mut events, |a, b| a.id.cmp(&b.id));
        Some(Risk {
            claim: about.id,
            is_fact: about.is_fact,
            sentence: about.sentence,
            verdict: about.verdict,
            probability: chance(&risk.probability, prior),
            ordinary: chance(&risk.ordinary, prior),
            count: set_count(&risk.by_order, &family),
            likeliest: ranked.0,
            cheapest: ranked.1,
            importance,
            events,
        })
    }

    /// The numbers of all claims, and what each event means over all of them.
    pub fn risks(&self, order: u32) -> Risks {
        let mut ids: Vec<&str> = self.system.claims.iter().map(|c| c.id.as_str()).collect();
        order::sort(&mut ids);
        let claims: Vec<Risk> = ids.into_iter().filter_map(|id| self.risk(id, order)).collect();
        let mut weights: BTreeMap<&str, (f64, Vec<String>)> = BTreeMap::new();
        for risk in &claims {
            for importance in &risk.importance {
                let weight = weights.entry(&importance.event).or_default();
                weight.0 += importance.birnbaum;
                weight.1.push(risk.claim.clone());
            }
        }
        let mut events: Vec<Weight> = weights
            .into_iter()
            .map(|(event, (birnbaum, claims))| Weight { event: event.to_owned(), birnbaum, claims })
            .collect();
        order::sort_by(&mut events, |a, b| {
            (std::cmp::Reverse(a.birnbaum.to_bits()), &a.event)
                .cmp(&(std::cmp::Reverse(b.birnbaum.to_bits()), &b.event))
        });
        Risks { claims, events }
    }

    fn is_prior(&self, ground: &Ground, family: &ClaimFamily, level: u32) -> bool {
        matches!(family.leaves[level as usize], Leaf::Event(event) if ground.events.get(event).prior)
    }

    /// The likeliest and the cheapest sets, each with its path.
    fn ranked(&self, ground: &Ground, family: &ClaimFamily) -> (Vec<RankedSet>, Vec<RankedSet>) {
        let of = |pick: &dyn Fn(EventId) -> f64| {
            let weight = |leaf: &Leaf| match leaf {
                Leaf::Event(event) => pick(*event),
                Leaf::Kept(_) | Leaf::Goals(_) => 0.0,
            };
            family.leaves.iter().map(weight).collect::<Vec<f64>>()
        };
        let likelihood = of(&|e| ground.events.get(e).likelihood.high);
        let effort = of(&|e| ground.events.get(e).effort);
        let mut trial = ground.trial();
        let mut told = |sets: Vec<Vec<u32>>| {
            (0..)
                .zip(sets)
                .map(|(at, set)| {
                    let events = family.events_of(&set);
                    let (likelihood, prior) = analysis::of_set(events.iter().copied(), &ground.events);
                    let steps = self.path(ground, &mut trial, events.iter().copied(), &family.goals);
                    RankedSet {
                        likelihood: Likelihood { low: likelihood.low, high: likelihood.high, prior },
                        effort: events.iter().fold(0.0, |sum, e| sum + ground.events.get(*e).effort),
                        events: self.ids(ground, &events),
                        path: Path { set: at, steps: self.steps(ground, &steps) },
                    }
                })
                .collect::<Vec<RankedSet>>()
        };
        let likeliest = told(family.zdd.likeliest(family.sets, &likelihood, MAX_RANKED));
        let cheapest = told(family.zdd.cheapest(family.sets, &effort, MAX_RANKED));
        (likeliest, cheapest)
    }

    /// Ids of events, in the order in which sets are told.
    fn ids(&self, ground: &Ground, events: &[EventId]) -> Vec<String> {
        let mut ids: Vec<(EventClass, &str)> = events
            .iter()
            .map(|e| ground.events.get(*e))
            .map(|facts| (event_class(facts.class, facts.level), facts.id.as_str()))
            .collect();
        order::sort(&mut ids);
        ids.into_iter().map(|(_, id)| id.to_owned()).collect()
    }

    /// The name of an assumption for `--fail`, or an event's id.
    fn assumption(&self, ground: &Ground, event: EventId) -> String {
        let facts = ground.events.get(event);
        facts.assumption.clone().unwrap_or_else(|| facts.id.clone())
    }

    /// Claims by their ids, or all; the second is what was not found.
    fn claims_named(&self, names: &[String]) -> Vec<usize> {
        let named = |id: &String| names.is_empty() || names.contains(id);
        (0..self.system.claims.len()).filter(|at| named(&self.system.claims[*at].id)).collect()
    }

    fn claim_ids(&self, claims: &[usize]) -> Vec<String> {
        let mut ids: Vec<String> = claims.iter().map(|at| self.system.claims[*at].id.clone()).collect();
        order::sort(&mut ids);
        ids.dedup();
        ids
    }

    /// Which controls to buy so that some claims hold, all if none is named; within a budget, if there is one.
    pub fn plan(&self, claims: &[String], budget: Option<f64>) -> Option<Plan> {
        let ground = self.answering()?;
        let claims = self.claims_named(claims);
        let plan = analysis::plan(&self.sought(ground, LIMITS.order), &claims, budget).ok()?;
        let choice = |choice: &analysis::Choice| {
            let on = (0..).zip(&plan.candidates).filter(|(at, _)| choice.mask >> at & 1 == 1);
            Choice {
                controls: on.map(|(_, candidate)| self.system.id(candidate.element)).collect(),
                cost: choice.cost,
                low: choice.low,
                high: choice.high,
            }
        };
        let within = analysis::best_within(&plan.frontier, budget);
        let mut controls: Vec<ControlWorth> = plan
            .candidates
            .iter()
            .zip(&plan.worth)
            .zip(&plan.in_plan)
            .map(|((candidate, (alone, last)), in_plan)| ControlWorth {
                control: self.system.id(candidate.element),
                cost: candidate.cost,
                cost_assumed: candidate.assumed,
                alone: *alone,
                last: *last,
                in_plan: *in_plan,
            })
            .collect();
        order::sort_by(&mut controls, |a, b| {
            b.alone.partial_cmp(&a.alone).unwrap_or(std::cmp::Ordering::Equal).then_with(|| a.control.cmp(&b.control))
        });
        let mut text = "Risk is the number of claims that fail in a year on average, each probability exact for the \
                        likelihoods at their highest"
            .to_owned();
        if plan.bounded {
            text.push_str("; where the function of a claim's sets is too large it is a bound from above");
        }
        if !plan.complete {
            text.push_str("; not all attack sets are known, so choices were tried on the graph itself");
        }
        Some(Plan {
            holding: self.claim_ids(&plan.holding),
            beyond: plan
                .beyond
                .iter()
                .map(|b| Beyond {
                    claim: self.system.claims[b.claim].id.clone(),
                    best: verdict(Some(b.best)),
                    events: self.ids(ground, &b.set),
                })
                .collect(),
            cheapest: plan.cheapest.iter().map(choice).collect(),
            optimal: plan.optimal,
            within: within.as_ref().map(choice),
            moved: plan
                .moved
                .iter()
                .map(|(event, other)| Moved { event: ground.events.get(*event).id.clone(), instead: choice(other) })
                .collect(),
            moves_known: plan.moves_known,
            within_optimal: plan.frontier_complete && plan.complete && !plan.bounded,
            now: choice(&plan.now),
            frontier: plan.frontier.iter().map(choice).collect(),
            frontier_complete: plan.frontier_complete,
            controls,
            text,
            claims: self.claim_ids(&claims),
        })
    }

    /// What is required of suppliers, and what each assumption is worth.
    pub fn guarantees(&self) -> Option<Guarantees> {
        let ground = self.answering()?;
        let claims = self.claims_named(&[]);
        let found = analysis::guarantees(&self.sought(ground, LIMITS.order), &claims).ok()?;
        let risks = self.risks(LIMITS.order);
        let weight: BTreeMap<&str, f64> = risks.events.iter().map(|w| (w.event.as_str(), w.birnbaum)).collect();
        let names = |events: &[EventId]| {
            let mut names: Vec<String> = events.iter().map(|e| self.assumption(ground, *e)).collect();
            order::sort(&mut names);
            names
        };
        let demands = found
            .demands
            .iter()
            .map(|demand| Demand {
                guarantees: names(&demand.guarantees),
                controls: demand.controls.iter().map(|c| self.system.id(*c)).collect(),
            })
            .collect();
        let ledger = self.ledger(ground, &found, &weight);
        let suppliers = self.supplier_demands(ground, &found);
        let named: BTreeSet<EventId> = found.falls.keys().copied().chain(found.always.iter().copied()).collect();
        let mut events: Vec<Event> = named.into_iter().map(|e| self.event(ground, e)).collect();
        order::sort_by(&mut events, |a, b| a.id.cmp(&b.id));
        Some(Guarantees {
            ledger,
            demands,
            complete: found.complete,
            suppliers,
            beyond: self.claim_ids(&found.beyond),
            events,
        })
    }

    fn ledger(
        &self,
        ground: &Ground,
        found: &analysis::Guarantees,
        weight: &BTreeMap<&str, f64>,
    ) -> Vec<AssumptionWorth> {
        let mut ledger: Vec<AssumptionWorth> = ground
            .events
            .iter()
            .filter(|(id, facts)| facts.level != Level::Ordinary && ground.events.root(*id) == *id)
            .map(|(id, facts)| {
                let kind = self.catalog.event(facts.event.kind);
                let falls = found.falls.get(&id);
                let together = falls.map(|f| &f.together).into_iter().flatten();
                AssumptionWorth {
                    assumption: self.assumption(ground, id),
                    sentence: explain::event_sentence(&self.system, &self.catalog, &facts.event),
                    supplier: kind.promise.as_ref().and(facts.event.elements.first()).map(|e| self.system.id(*e)),
                    kind: catalog::About::id(kind.about).to_owned(),
                    status: match facts.level {
                        Level::Ordinary | Level::Unknown => "unknown",
                        Level::Stated => "stated",
                        Level::Justified => "justified",
                    }
                    .to_owned(),
                    reason: facts.reason.clone(),
                    alone: falls.map(|f| self.claim_ids(&f.alone)).unwrap_or_default(),
                    together: together
                        .map(|(other, claims)| Together {
                            other: self.assumption(ground, *other),
                            claims: self.claim_ids(claims),
                        })
                        .collect(),
                    birnbaum: weight.get(facts.id.as_str()).copied().unwrap_or(0.0),
                }
            })
            .collect();
        order::sort_by(&mut ledger, |a, b| {
            let key = |w: &AssumptionWorth| std::cmp::Reverse((w.alone.len(), w.birnbaum.to_bits()));
            (key(a), &a.assumption).cmp(&(key(b), &b.assumption))
        });
        ledger
    }

    fn supplier_demands(&self, ground: &Ground, found: &analysis::Guarantees) -> Vec<SupplierDemand> {
        let mut suppliers: Vec<SupplierDemand> = self
            .system
            .suppliers
            .keys()
            .map(|supplier| {
                let of = |events: &[EventId]| {
                    let theirs = |e: &&EventId| {
                        let facts = ground.events.get(**e);
                        let promise = self.catalog.event(facts.event.kind).promise.is_some();
                        let first = facts.event.elements.first();
                        promise && first.is_some_and(|e| self.system.element(*e).declared == *supplier)
                    };
                    let mut own: Vec<EventId> = events.iter().filter(theirs).copied().collect();
                    order::sort_by_key(&mut own, |e| self.assumption(ground, *e));
                    own
                };
                let (always, sometimes) = (of(&found.always), of(&found.sometimes));
                let wording = always.iter().chain(&sometimes).filter_map(|e| self.demanded(ground, *e)).collect();
                let keeps = found.keeps.iter().find(|k| k.supplier == *supplier);
                let names = |events: &[EventId]| events.iter().map(|e| self.assumption(ground, *e)).collect();
                SupplierDemand {
                    supplier: self.name(*supplier),
                    always: names(&always),
                    sometimes: names(&sometimes),
                    wording,
                    may_keep: keeps
                        .filter(|k| !k.anything)
                        .map(|k| k.ways.iter().map(|way| way.iter().map(|f| self.gain(ground, *f)).collect()).collect())
                        .unwrap_or_default(),
                    may_keep_cut: keeps.is_some_and(|k| k.cut),
                }
            })
            .collect();
        order::sort_by(&mut suppliers, |a, b| a.supplier.cmp(&b.supplier));
        suppliers
    }

    /// The sentence of a procurement demand.
    fn demanded(&self, ground: &Ground, event: EventId) -> Option<String> {
        let event = &ground.events.get(event).event;
        let demand = self.catalog.event(event.kind).demand.as_ref()?;
        Some(demand.fill(|slot| event.elements.get(slot).map_or_else(String::new, |e| self.system.label(*e))))
    }
}

fn chance(chance: &analysis::Chance, prior: bool) -> Chance {
    let text = match chance.exactness {
        Exactness::Exact => "Exact: all minimal sets, with what they share counted once".to_owned(),
        Exactness::SetsMissing => {
            "Not all sets are known: the lower end is that of the known ones, the upper that of known defences"
                .to_owned()
        }
        Exactness::TooLarge(0) => "Too many sets to combine: the ends are bounds".to_owned(),
        Exactness::TooLarge(some) => format!(
            "Too many sets to combine: the lower end is that of the {some} likeliest, the upper that of known defences"
        ),
    };
    Chance {
        low: chance.low,
        middle: chance.middle,
        high: chance.high,
        exact: chance.exactness == Exactness::Exact,
        prior,
        text,
    }
}

fn set_count(by_order: &[u128], family: &ClaimFamily) -> SetCount {
    let total = by_order.iter().fold(0_u128, |sum, n| sum.saturating_add(*n));
    let text = match family.stopped {
        None => "All minimal sets are counted".to_owned(),
        Some(limit) => {
            let why = match limit {
                Limit::Order => "as asked",
                Limit::Nodes => "the bound on memory was reached",
                Limit::Steps => "the bound on work was reached",
            };
            format!("All minimal sets of at most {} events are counted: {why}", family.order)
        }
    };
    let orders = (0..).zip(by_order).filter(|(_, sets)| **sets > 0);
    SetCount {
        total: total.to_string(),
        by_order: orders.map(|(order, sets)| OrderCount { order, sets: sets.to_string() }).collect(),
        complete: family.is_complete(),
        order: if family.is_complete() { 0 } else { family.order },
        text,
    }
}

/// What differs between two analyses, each finished.
pub fn difference(before: &Analysis, after: &Analysis) -> Difference {
    let (elements_gained, elements_lost) = (new_elements(before, after), new_elements(after, before));
    let claims = claim_changes(before, after);
    let facts = fact_changes(before, after);
    Difference {
        before: side(before),
        after: side(after),
        same: elements_gained.is_empty() && elements_lost.is_empty() && claims.is_empty() && facts.is_empty(),
        elements_gained,
        elements_lost,
        claims,
        facts,
    }
}

fn side(of: &Analysis) -> Side {
    Side { file: of.source.name.clone(), title: of.system.title.clone(), scenario: of.scenario.clone() }
}

fn new_elements(before: &Analysis, after: &Analysis) -> Vec<String> {
    let known: BTreeSet<&str> = before.system.declared.iter().map(|d| d.name.as_str()).collect();
    let names = after.system.declared.iter().map(|d| &d.name).filter(|name| !known.contains(name.as_str()));
    names.cloned().collect()
}

/// What a difference compares of a claim.
struct Compared {
    verdict: Verdict,
    sets: BTreeSet<Vec<String>>,
    probability: Option<Chance>,
}

fn compared(of: &Analysis) -> BTreeMap<String, Compared> {
    let Some(ground) = of.answering() else { return BTreeMap::new() };
    let sought = of.sought(ground, LIMITS.order);
    let mut all = BTreeMap::new();
    for (spec, answer) in of.system.claims.iter().zip(&of.answers) {
        let family = claim_family(&sought, spec).ok();
        let sets = family.iter().flat_map(|f| {
            f.zdd
                .sets(f.sets, MAX_COMPARED)
                .into_iter()
                .map(|set| of.ids(ground, &f.events_of(&set)))
                .collect::<Vec<_>>()
        });
        let (sets, verdict) = (sets.collect(), verdict(answer.level));
        let probability = of.risk(&spec.id, LIMITS.order).map(|r| r.probability);
        all.insert(spec.id.clone(), Compared { verdict, sets, probability });
    }
    all
}

fn claim_changes(before: &Analysis, after: &Analysis) -> Vec<ClaimChange> {
    let (mut old, mut new) = (compared(before), compared(after));
    let ids: BTreeSet<String> = old.keys().chain(new.keys()).cloned().collect();
    ids.into_iter()
        .filter_map(|claim| {
            let (old, new) = (old.remove(&claim), new.remove(&claim));
            let none = BTreeSet::new();
            let sets = |side: &Option<Compared>| side.as_ref().map_or_else(|| none.clone(), |c| c.sets.clone());
            let (had, has) = (sets(&old), sets(&new));
            let change = ClaimChange {
                before: old.as_ref().map(|c| c.verdict),
                after: new.as_ref().map(|c| c.verdict),
                gained: has.difference(&had).cloned().collect(),
                lost: had.difference(&has).cloned().collect(),
                probability_before: old.and_then(|c| c.probability),
                probability_after: new.and_then(|c| c.probability),
                claim,
            };
            let same = change.before == change.after
                && change.gained.is_empty()
                && change.lost.is_empty()
                && change.probability_before == change.probability_after;
            (!same).then_some(change)
        })
        .collect()
}

/// Facts held otherwise, without those that another implies that changed in the same way.
fn fact_changes(before: &Analysis, after: &Analysis) -> Vec<FactChange> {
    let (old, new) = (held_facts(before), held_facts(after));
    let held = |side: &BTreeMap<Fact, (Held, String)>, fact: &Fact| side.get(fact).map_or(Held::No, |(held, _)| *held);
    let change = |fact: &Fact| (held(&old, fact), held(&new, fact));
    let ids: BTreeSet<&Fact> = old.keys().chain(new.keys()).collect();
    let implied = |fact: &Fact| {
        let (element, predicate) = fact;
        let stronger = after.catalog.implications.iter().filter(|i| i.to == *predicate).map(|i| i.from);
        stronger.into_iter().any(|stronger| change(&(element.clone(), stronger)) == change(fact))
    };
    ids.into_iter()
        .filter(|fact| change(fact).0 != change(fact).1 && !implied(fact))
        .map(|fact| {
            let text = new.get(fact).or_else(|| old.get(fact)).map(|(_, text)| text.clone()).unwrap_or_default();
            let id = format!("{}({})", fact.1.id(), fact.0);
            FactChange { text, fact: id, before: change(fact).0, after: change(fact).1 }
        })
        .collect()
}

/// A capability over the element of an id.
type Fact = (String, Predicate);

/// How firmly each capability is held.
fn held_facts(of: &Analysis) -> BTreeMap<Fact, (Held, String)> {
    let Some(ground) = of.answering() else { return BTreeMap::new() };
    let mut facts = BTreeMap::new();
    for fact in ground.graph.facts() {
        let (predicate, element) = ground.graph.fact(fact);
        if predicate.class().is_some() {
            let level = ground.exposures.level(fact);
            facts
                .insert((of.system.id(element), predicate), (super::assemble::held(level), of.gain(ground, fact).text));
        }
    }
    facts
}
