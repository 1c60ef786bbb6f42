//! Quantities against enumeration: on random systems every number is computed again from all worlds, every plan from
//! all choices of controls, and every demand from all subsets of what could be guaranteed.

#[path = "support/generator.rs"]
#[allow(dead_code, reason = "shared with the laws")]
mod generator;
#[path = "support/rng.rs"]
mod rng;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bartizan::analysis::{self, Asked, Events, Level, Settings, Sought, State};
use bartizan::api::{Analysis, Claim, Restated, Scenario, Source, Verdict};
use bartizan::catalog::{self, EventClass, Predicate};
use bartizan::diagram::Limits;
use bartizan::engine::{EventId, FactId, Graph, Grounder, Worlds};
use bartizan::source::{Problems, read};
use bartizan::system::document::read_document;
use bartizan::system::{self, DeclaredId, System};

/// Events of a claim where all worlds are enumerated.
const MOST_EVENTS: usize = 14;
/// Controls or guarantees of which all subsets are tried.
const MOST_CHOICES: usize = 7;
/// Relative difference that rounding may make.
const CLOSE: f64 = 1e-10;

fn analysed(text: &str, scenario: &Scenario) -> Analysis {
    let source = Source { name: "random.yaml".to_owned(), text: text.to_owned() };
    let mut analysis = Analysis::begin(&source, scenario);
    analysis.run();
    analysis
}

/// Tries a law on many random descriptions.
fn each(salt: u64, count: u64, scale: usize, law: impl FnMut(&str, &str, &mut Analysis)) {
    let kinds: Vec<String> = catalog::built_in().controls.iter().map(|c| c.id.clone()).collect();
    each_with(&kinds, salt, count, scale, law);
}

/// As above, with controls of these kinds only.
fn each_with(kinds: &[String], salt: u64, count: u64, scale: usize, mut law: impl FnMut(&str, &str, &mut Analysis)) {
    for seed in (0..count).map(|number| salt * 1_000_000 + number) {
        let text = generator::description(&mut rng::Rng::new(seed), scale, kinds).text();
        let mut analysis = analysed(&text, &Scenario::default());
        if analysis.analysed() {
            law(&format!("seed {seed}"), &text, &mut analysis);
        }
    }
}

/// Every set that counts for a claim, by event ids.
fn sets(claim: &Claim) -> Vec<BTreeSet<&str>> {
    let all = claim.sets.iter().chain(&claim.resting_sets);
    all.map(|set| set.events.iter().map(String::as_str).collect()).collect()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= CLOSE * a.abs().max(b.abs()).max(1e-3)
}

/// The probability that some set happens, by enumeration of all worlds.
fn by_worlds(sets: &[BTreeSet<&str>], likelihood: &BTreeMap<&str, f64>) -> f64 {
    let names: Vec<&str> = likelihood.keys().copied().collect();
    let masks: Vec<u32> = sets
        .iter()
        .map(|set| {
            set.iter().map(|e| 1 << names.iter().position(|n| n == e).expect("each event has a likelihood")).sum()
        })
        .collect();
    (0..1_u32 << names.len())
        .filter(|world| masks.iter().any(|mask| mask & world == *mask))
        .map(|world| {
            let chance = |(at, name): (usize, &&str)| {
                if world >> at & 1 == 1 { likelihood[*name] } else { 1.0 - likelihood[*name] }
            };
            names.iter().enumerate().map(chance).product::<f64>()
        })
        .sum()
}

#[test]
fn numbers_equal_those_of_all_worlds() {
    let (mut claims, mut events) = (0, 0);
    each(1, 1_600, 6, |seed, _, analysis| {
        for claim in analysis.claims() {
            let all = sets(&claim);
            let named: BTreeSet<&str> = all.iter().flatten().copied().collect();
            if !claim.completeness.complete || named.is_empty() || named.len() > MOST_EVENTS {
                continue;
            }
            claims += 1;
            let risk = analysis.risk(&claim.id, u32::MAX).expect("a claim has numbers");
            assert!(risk.count.complete && risk.probability.exact, "{seed} {}: small and yet cut short", claim.id);
            assert_eq!(risk.count.total, all.len().to_string(), "{seed} {}: sets", claim.id);
            for order in &risk.count.by_order {
                let same = all.iter().filter(|set| set.len() == order.order as usize).count();
                assert_eq!(order.sets, same.to_string(), "{seed} {}: sets of {}", claim.id, order.order);
            }
            let at = |high: bool| -> BTreeMap<&str, f64> {
                let mine = claim.events.iter().filter(|e| named.contains(e.id.as_str()));
                mine.map(|e| (e.id.as_str(), if high { e.likelihood.high } else { e.likelihood.low })).collect()
            };
            let (low, high) = (at(false), at(true));
            let top = by_worlds(&all, &high);
            assert!(close(risk.probability.high, top), "{seed} {}: {} is not {top}", claim.id, risk.probability.high);
            assert!(close(risk.probability.low, by_worlds(&all, &low)), "{seed} {}: lower end", claim.id);
            let ordinary: Vec<BTreeSet<&str>> = claim
                .sets
                .iter()
                .filter(|set| set.verdict == Verdict::Violated)
                .map(|set| set.events.iter().map(String::as_str).collect())
                .collect();
            assert!(close(risk.ordinary.high, by_worlds(&ordinary, &high)), "{seed} {}: ordinary", claim.id);
            for one in risk.importance.iter().filter(|_| top > 0.0) {
                events += 1;
                let with = |p: f64| {
                    let mut moved = high.clone();
                    moved.insert(&one.event, p);
                    by_worlds(&all, &moved)
                };
                let (certain, never, p) = (with(1.0), with(0.0), high[one.event.as_str()]);
                let birnbaum = certain - never;
                let say = |what: &str| format!("{seed} {} {}: {what}", claim.id, one.event);
                assert!(close(one.birnbaum, birnbaum), "{}", say("Birnbaum"));
                assert!(close(one.criticality, birnbaum * p / top), "{}", say("criticality"));
                assert!(close(one.achievement, certain / top), "{}", say("achievement"));
                assert!(one.reduction.is_none_or(|by| close(by, top / never)), "{}", say("reduction"));
                assert_eq!(one.reduction.is_none(), never == 0.0, "{}", say("nothing left"));
                let mine: Vec<BTreeSet<&str>> =
                    all.iter().filter(|set| set.contains(one.event.as_str())).cloned().collect();
                let share = one.fussell_vesely.expect("small enough");
                assert!(close(share, by_worlds(&mine, &high) / top), "{}", say("Fussell-Vesely"));
            }
        }
    });
    assert!(claims > 1_400 && events > 7_000, "only {claims} claims with {events} events were compared");
}

/// Scenarios in which one adversary acts alone and no control is on. Then every set counts, and what a choice takes away is what it takes
/// from the sets; among several, a set that counts for nobody can hide one that counts for somebody.
fn alone(analysis: &Analysis) -> Vec<Scenario> {
    let overview = analysis.overview();
    let off: Vec<String> = overview.controls.into_iter().map(|control| control.name).collect();
    let who = overview.adversaries.into_iter().map(|adversary| adversary.name);
    who.take(3).map(|name| Scenario { only: vec![name], off: off.clone(), ..Scenario::default() }).collect()
}

/// All subsets of some names.
fn subsets(names: &[String]) -> Vec<Vec<String>> {
    let of =
        |mask: u32| names.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1).map(|(_, n)| n.clone()).collect();
    (0..1_u32 << names.len()).map(of).collect()
}

fn verdicts(analysis: &mut Analysis, scenario: &Scenario) -> BTreeMap<String, Verdict> {
    analysis.switch(scenario);
    analysis.run();
    analysis.claims().into_iter().map(|claim| (claim.id, claim.verdict)).collect()
}

fn all_complete(analysis: &Analysis) -> bool {
    analysis.claims().iter().all(|claim| claim.completeness.complete)
}

#[test]
fn plans_equal_those_of_all_choices() {
    let (mut plans, mut dear, mut fronts, mut moves) = (0, 0, 0, 0);
    let mut compare = |seed: &str, analysis: &mut Analysis, alone: &Scenario| {
        verdicts(analysis, alone);
        let Some(plan) = analysis.plan(&[], None) else { return };
        let controls: Vec<String> = plan.controls.iter().map(|c| c.control.clone()).collect();
        if controls.is_empty() || controls.len() > MOST_CHOICES || plan.claims.is_empty() || !all_complete(analysis) {
            return;
        }
        let cost = |on: &[String]| -> f64 {
            plan.controls.iter().filter(|c| on.contains(&c.control)).fold(0.0, |sum, c| sum + c.cost)
        };
        let under = |on: Vec<String>| Scenario { on, ..alone.clone() };
        let best = verdicts(analysis, &under(controls.clone()));
        plans += 1;
        let mut fulfil: Vec<Vec<String>> = Vec::new();
        let mut weighed: Vec<(f64, f64)> = Vec::new();
        for on in subsets(&controls) {
            if verdicts(analysis, &under(on.clone())) == best {
                fulfil.push(on.clone());
            }
            let risks = analysis.risks(u32::MAX);
            let left = risks.claims.iter().fold(0.0, |sum, risk| sum + risk.probability.high);
            weighed.push((cost(&on), left));
        }
        let least = fulfil.iter().map(|on| cost(on)).fold(f64::INFINITY, f64::min);
        assert!(plan.optimal, "{seed}: few controls and yet not proven");
        let first = plan.cheapest.first().map_or(f64::NAN, |choice| choice.cost);
        assert!(close(first, least), "{seed}: {first} is not the least cost {least}");
        dear += u32::from(least > 0.0);
        for choice in &plan.cheapest {
            let mut on = choice.controls.clone();
            on.sort();
            assert!(fulfil.iter().any(|f| f.iter().all(|c| on.contains(c)) && f.len() == on.len()), "{seed}: {on:?}");
        }
        let beyond: BTreeMap<&str, Verdict> = plan.beyond.iter().map(|b| (b.claim.as_str(), b.best)).collect();
        let not_holding: BTreeMap<&str, Verdict> =
            best.iter().filter(|(_, v)| **v != Verdict::Holds).map(|(id, v)| (id.as_str(), *v)).collect();
        assert_eq!(beyond, not_holding, "{seed}: what no choice closes");
        moves += moved_choices(seed, analysis, alone, &controls, &cost);
        // Each price on the frontier leaves what the best choice for it leaves.
        assert!(plan.frontier_complete, "{seed}: few controls and yet not all weighed");
        fronts += plan.frontier.len();
        for (price, _) in &weighed {
            let least =
                weighed.iter().filter(|(c, _)| *c <= price + 1e-9).map(|(_, l)| *l).fold(f64::INFINITY, f64::min);
            let told = plan.frontier.iter().filter(|c| c.cost <= price + 1e-9).map(|c| c.high);
            let told = told.fold(f64::INFINITY, f64::min);
            assert!(close(told, least), "{seed}: for {price} the frontier leaves {told}, not {least}");
        }
    };
    // Of all kinds few meet a path of a random system, and then no choice costs anything.
    let kinds = ["approval", "authentication", "classifier", "data filter", "review", "sandbox", "source allow-list"];
    each_with(&kinds.map(str::to_owned), 2, 580, 4, |seed, _, analysis| {
        for scenario in alone(analysis) {
            compare(&format!("{seed}, only {}", scenario.only[0]), analysis, &scenario);
        }
    });
    assert!(plans > 500 && dear > 25 && fronts > 600, "only {plans} plans, {dear} that cost, {fronts} choices");
    assert!(moves > 0, "no likelihood moves any choice");
}

/// Checks which likelihoods, at their lowest, make another choice the best within half of what all controls cost.
fn moved_choices(
    seed: &str,
    analysis: &mut Analysis,
    alone: &Scenario,
    controls: &[String],
    cost: &impl Fn(&[String]) -> f64,
) -> usize {
    let budget = cost(controls) / 2.0;
    analysis.switch(alone);
    analysis.run();
    let Some(plan) = analysis.plan(&[], Some(budget)) else { return 0 };
    let events: BTreeMap<String, (f64, f64)> = analysis
        .risks(u32::MAX)
        .claims
        .iter()
        .flat_map(|risk| &risk.events)
        .filter(|e| e.likelihood.low < e.likelihood.high)
        .map(|e| (e.id.clone(), (e.likelihood.low, e.likelihood.high)))
        .collect();
    let told: BTreeSet<&str> = plan.moved.iter().map(|m| m.event.as_str()).collect();
    for (event, (low, _)) in events.iter().take(3) {
        let mut left = |on: &[String]| {
            let restated = Restated { event: event.clone(), low: *low, high: *low };
            analysis.switch(&Scenario { on: on.to_vec(), likelihoods: vec![restated], ..alone.clone() });
            analysis.run();
            analysis.risks(u32::MAX).claims.iter().fold(0.0, |sum, risk| sum + risk.probability.high)
        };
        let now = left(&plan.within.as_ref().map(|w| w.controls.clone()).unwrap_or_default());
        let affordable = subsets(controls).into_iter().filter(|on| cost(on) <= budget);
        let best = affordable.map(|on| left(&on)).fold(f64::INFINITY, f64::min);
        assert_eq!(told.contains(event.as_str()), best < now - 1e-9, "{seed}: {event} moves {now} to {best}");
    }
    plan.moved.len()
}

#[test]
fn demands_equal_those_of_all_subsets() {
    let (mut compared, mut demanded) = (0, 0);
    // With a tolerated likelihood a control can also help by making an attack less likely: that is the plan's business.
    let mut compare = |seed: &str, analysis: &mut Analysis, alone: &Scenario| {
        verdicts(analysis, alone);
        if !all_complete(analysis) {
            return;
        }
        let Some(answer) = analysis.guarantees() else { return };
        let open = answer.ledger.iter().filter(|a| a.status != "justified").map(|a| a.assumption.clone());
        let names: BTreeSet<String> = open.collect();
        let plan = analysis.plan(&[], None).expect("as large as guarantees");
        let controls: Vec<String> = plan.controls.iter().map(|c| c.control.clone()).collect();
        // What a control rests on is a guarantee of its own.
        let mut choices: Vec<String> = names.iter().cloned().collect();
        choices.extend(controls.iter().cloned());
        if choices.len() > MOST_CHOICES || plan.claims.is_empty() || !answer.complete {
            return;
        }
        compared += 1;
        let under = |chosen: &[String]| Scenario {
            on: chosen.iter().filter(|c| controls.contains(c)).cloned().collect(),
            hold: chosen.iter().filter(|c| names.contains(*c)).cloned().collect(),
            ..alone.clone()
        };
        let best = verdicts(analysis, &under(&choices));
        let beyond: Vec<String> =
            best.iter().filter(|(_, v)| **v != Verdict::Holds).map(|(id, _)| id.clone()).collect();
        assert_eq!(answer.beyond, beyond, "{seed}: what nothing closes");
        let mut holding: Vec<BTreeSet<String>> = Vec::new();
        for chosen in subsets(&choices) {
            if verdicts(analysis, &under(&chosen)) == best {
                holding.push(chosen.into_iter().collect());
            }
        }
        let smallest: BTreeSet<BTreeSet<String>> = holding
            .iter()
            .filter(|set| !holding.iter().any(|other| other != *set && other.is_subset(set)))
            .cloned()
            .collect();
        let told: BTreeSet<BTreeSet<String>> = answer
            .demands
            .iter()
            .map(|demand| demand.guarantees.iter().chain(&demand.controls).cloned().collect())
            .collect();
        assert_eq!(told, smallest, "{seed}: demands");
        demanded += told.iter().filter(|demand| !demand.is_empty()).count();
    };
    each(3, 500, 6, |seed, text, analysis| {
        if text.contains("tolerates") || text.contains("within") {
            return;
        }
        for scenario in alone(analysis) {
            compare(&format!("{seed}, only {}", scenario.only[0]), analysis, &scenario);
        }
    });
    assert!(compared > 50 && demanded > 25, "only {compared} systems with {demanded} demands were compared");
}

/// Capabilities of one supplier of which all subsets are tried.
const MOST_KEPT: usize = 16;

fn grounded(text: &str) -> Option<(Arc<System>, Graph)> {
    let mut problems = Problems::new();
    let document = read_document(&read(text, &mut problems)?, &mut problems);
    let catalog = Arc::new(catalog::built_in().clone());
    let system = Arc::new(system::lower(&document, &catalog, &mut problems));
    let mut grounder = Grounder::new(catalog, Arc::clone(&system));
    while !grounder.advance(u64::MAX) {}
    let (graph, whole) = grounder.finish();
    (whole && !problems.has_errors()).then_some((system, graph))
}

/// One adversary and one supplier, and whom a group of goals counts for.
struct Pair<'a> {
    events: &'a Events,
    states: &'a [State],
    supplier: DeclaredId,
}

impl Pair<'_> {
    /// What may happen when the supplier keeps its promises: what has happened, and what is ordinary; positions only if
    /// somebody acts from them.
    fn happens(&self, event: EventId, acting: bool) -> bool {
        let facts = self.events.get(event);
        let root = self.events.root(event).index();
        match self.states[root] {
            State::Off => false,
            State::Certain => true,
            State::Open => {
                facts.level == Level::Ordinary
                    && (acting || facts.class != EventClass::Position)
                    && (facts.class == EventClass::Position || facts.who.is_none_or(|who| who == self.supplier))
            }
        }
    }
}

/// The subsets of `kept`, each a number whose bits say which, with which none of the groups' goals follow.
fn harmless(graph: &Graph, pair: &Pair<'_>, kept: &[FactId], groups: &[(Vec<FactId>, bool)]) -> Vec<u32> {
    let mut found = Vec::new();
    let all: Vec<u32> = (0..1_u32 << kept.len()).collect();
    for chunk in all.chunks(Worlds::MOST) {
        let mut broken = 0;
        for (goals, acting) in groups {
            let mut worlds = Worlds::new(graph, chunk.len());
            for event in graph.events().filter(|e| pair.happens(*e, *acting)) {
                worlds.allow(event, worlds.all());
            }
            for (bit, fact) in kept.iter().enumerate() {
                let having = (0..).zip(chunk).filter(|(_, subset)| *subset >> bit & 1 == 1);
                worlds.assume(*fact, having.fold(0, |word, (at, _): (u32, _)| word | 1 << at));
            }
            worlds.run();
            broken |= goals.iter().fold(0, |word, goal| word | worlds.facts()[goal.index()]);
        }
        found.extend((0..).zip(chunk).filter(|(at, _): &(u32, _)| broken >> at & 1 == 0).map(|(_, subset)| *subset));
    }
    found
}

#[test]
fn what_a_supplier_may_keep_equals_that_of_all_subsets() {
    let (mut compared, mut bounded) = (0, 0);
    let kinds: Vec<String> = catalog::built_in().controls.iter().map(|c| c.id.clone()).collect();
    for seed in 4_000_000..4_004_000 {
        let text = generator::description(&mut rng::Rng::new(seed), 6, &kinds).text();
        if text.contains("tolerates") || text.contains("within") {
            continue;
        }
        let Some((system, graph)) = grounded(&text) else { continue };
        let events = Events::new(&graph, &system, catalog::built_in());
        for (role, supplier) in
            system.adversaries.iter().flat_map(|role| system.suppliers.keys().map(move |s| (*role, *s)))
        {
            let settings = Settings { only: vec![role, supplier], ..Settings::default() };
            let states = settings.states(&events, &system);
            let limits = Limits { order: u32::MAX, nodes: 1_000_000, steps: 50_000_000 };
            let (catalog, kept) = (catalog::built_in(), &[]);
            let sought = Sought {
                graph: &graph,
                system: &system,
                catalog,
                events: &events,
                settings: &settings,
                states: &states,
                kept,
                limits,
            };
            let claims: Vec<usize> = (0..system.claims.len()).collect();
            let Ok(answer) = analysis::guarantees(&sought, &claims) else { continue };
            let Some(keeps) = answer.keeps.iter().find(|k| k.supplier == supplier && !k.cut) else { continue };
            let kept: Vec<FactId> = analysis::reach_of(&system, supplier)
                .iter()
                .flat_map(|e| Predicate::capabilities().filter_map(|c| graph.find(c, *e)))
                .collect();
            let asked = |claim: &usize| analysis::asked(&graph, &system, &settings, &system.claims[*claim]);
            let groups: Vec<(bool, Asked)> = claims
                .iter()
                .filter(|claim| !answer.beyond.contains(claim))
                .map(|claim| (system.claims[*claim].together, asked(claim)))
                .collect();
            // Where the claim is not made against the supplier, what counts is not what can be derived.
            let covered = |(_, asked): &(bool, Asked)| asked.groups.iter().all(|(_, who)| who.contains(&supplier));
            if kept.len() > MOST_KEPT || !groups.iter().all(covered) {
                continue;
            }
            let mut states = states.clone();
            for (event, facts) in events.iter() {
                let own = facts.event.elements.first().is_some_and(|e| system.element(*e).declared == supplier);
                if own && facts.class == EventClass::Assumption && states[event.index()] == State::Open {
                    states[event.index()] = State::Off;
                }
            }
            let pair = Pair { events: &events, states: &states, supplier };
            let mut left = Vec::new();
            for (goals, who) in groups.iter().flat_map(|(_, asked)| &asked.groups) {
                let group = [(goals.clone(), who.contains(&role))];
                if harmless(&graph, &pair, &[], &group) == [0] {
                    left.extend(group);
                }
            }
            let harmless = harmless(&graph, &pair, &kept, &left);
            // With fewer capabilities nothing more is broken, so one more is enough to tell.
            let mut known = vec![false; 1 << kept.len()];
            harmless.iter().for_each(|subset| known[*subset as usize] = true);
            let more = |subset: u32| (0..kept.len()).map(move |bit| subset | 1 << bit).filter(move |m| *m != subset);
            let largest = harmless.iter().filter(|subset| !more(**subset).any(|m| known[m as usize]));
            let chosen = |subset: u32| (0..kept.len()).filter(move |bit| subset >> bit & 1 == 1);
            let strongest = |subset: u32| -> BTreeSet<FactId> {
                let facts: Vec<FactId> = chosen(subset).map(|bit| kept[bit]).collect();
                let implied = |fact: &FactId| {
                    let (weaker, element) = graph.fact(*fact);
                    let stronger = facts.iter().map(|other| graph.fact(*other)).filter(|(_, same)| *same == element);
                    let from: Vec<Predicate> = stronger.map(|(predicate, _)| predicate).collect();
                    catalog.implications.iter().any(|i| i.to == weaker && from.contains(&i.from))
                };
                facts.iter().copied().filter(|fact| !implied(fact)).collect()
            };
            let truth: BTreeSet<BTreeSet<FactId>> = largest.map(|subset| strongest(*subset)).collect();
            let told: BTreeSet<BTreeSet<FactId>> = keeps.ways.iter().map(|way| way.iter().copied().collect()).collect();
            let named = |ways: &BTreeSet<BTreeSet<FactId>>| -> Vec<Vec<String>> {
                let name = |fact: &FactId| {
                    let (predicate, element) = graph.fact(*fact);
                    format!("{}({})", predicate.id(), system.id(element))
                };
                ways.iter().map(|way| way.iter().map(name).collect()).collect()
            };
            assert_eq!(named(&told), named(&truth), "seed {seed}\n{text}");
            compared += 1;
            bounded += u32::from(harmless.len() < 1 << kept.len());
        }
    }
    println!("{compared} suppliers compared, {bounded} of whom may not keep everything");
    assert!(compared > 100 && bounded > 30, "only {compared} suppliers, {bounded} bounded");
}
