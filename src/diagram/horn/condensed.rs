//! A smaller system with the same sets of its goals. Facts that follow from each other by rules that need no event are
//! one; a fact with one derivation, from one fact at most, is replaced by what it follows from; facts with the same
//! derivations are one; and a rule that asks for more than another of its conclusion is dropped.

use std::collections::BTreeMap;

use petgraph::algo::TarjanScc;
use petgraph::graph::DiGraph;

use super::Horn;
use super::region::{derived_at, useful};

/// A system is condensed again if less than this part of its rules is left.
const WORTH: f64 = 0.8;
/// Derivations of a fact that are compared with each other, at most.
const MOST_COMPARED: usize = 64;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rule {
    conclusion: u32,
    premises: Vec<u32>,
    events: Vec<u32>,
}

impl Rule {
    fn asks_more_than(&self, other: &Rule) -> bool {
        self != other && among(&other.premises, &self.premises) && among(&other.events, &self.events)
    }
}

/// The premises and events of each rule of one fact.
type Derivations<'r> = Vec<(&'r [u32], &'r [u32])>;

/// What a fact is replaced by: another fact, if any, and events.
#[derive(Clone, Debug, Default)]
struct Replaced {
    by: Option<u32>,
    events: Vec<u32>,
}

/// The smaller system; facts and events keep their numbers, facts that are gone have no rule.
pub(super) fn condensed(horn: &Horn) -> Horn {
    let (_, wanted) = useful(horn, &derived_at(horn, |_| true));
    let rule = |at: usize| Rule {
        conclusion: horn.conclusions[at],
        premises: horn.premises_of(at).to_vec(),
        events: horn.events_of(at).to_vec(),
    };
    let mut system = Condensed { goals: horn.goals.clone(), rules: wanted.into_iter().map(rule).collect() };
    loop {
        let (facts, before) = (horn.facts as usize, system.rules.len());
        system.replace(&system.circles(facts));
        system.replace(&system.steps(facts));
        system.replace(&system.twins(facts));
        if system.rules.len() as f64 >= WORTH * before as f64 {
            break;
        }
    }
    let mut small = Horn { goals: system.goals, ..Horn::new(horn.facts) };
    for rule in &system.rules {
        small.rule(rule.conclusion, &rule.premises, &rule.events);
    }
    small
}

struct Condensed {
    goals: Vec<u32>,
    /// By conclusion.
    rules: Vec<Rule>,
}

impl Condensed {
    /// Facts that follow from each other without events, each replaced by the first of them.
    fn circles(&self, facts: usize) -> Vec<Option<Replaced>> {
        let plain = self.rules.iter().filter(|rule| rule.premises.len() == 1 && rule.events.is_empty());
        let graph: DiGraph<(), ()> = DiGraph::from_edges(plain.map(|rule| (rule.premises[0], rule.conclusion)));
        let mut replaced = vec![None; facts];
        TarjanScc::new().run(&graph, |circle| {
            let first = circle.iter().map(|node| node.index() as u32).min();
            for node in circle.iter().filter(|node| Some(node.index() as u32) != first) {
                replaced[node.index()] = Some(Replaced { by: first, events: Vec::new() });
            }
        });
        replaced
    }

    /// Facts with one derivation, from one fact at most.
    fn steps(&self, facts: usize) -> Vec<Option<Replaced>> {
        let mut replaced = vec![None; facts];
        for rules in self.rules.chunk_by(|a, b| a.conclusion == b.conclusion) {
            if let [Rule { conclusion, premises, events }] = rules
                && premises.len() < 2
                && !self.goals.contains(conclusion)
            {
                let by = premises.first().copied();
                replaced[*conclusion as usize] = Some(Replaced { by, events: events.clone() });
            }
        }
        // What replaces a fact may itself be replaced; such a chain has an end, since every fact here can be derived.
        let mut done = vec![false; facts];
        for fact in 0..facts {
            let mut chain: Vec<usize> = Vec::new();
            let mut at = Some(fact);
            while let Some(next) = at.filter(|at| !done[*at] && replaced[*at].is_some()) {
                done[next] = true;
                chain.push(next);
                at = replaced[next].as_ref().and_then(|replaced| replaced.by).map(|by| by as usize);
            }
            while let Some(last) = chain.pop() {
                let end = replaced[last].as_ref().and_then(|own| own.by).and_then(|by| replaced[by as usize].clone());
                if let (Some(end), Some(own)) = (end, &mut replaced[last]) {
                    own.by = end.by;
                    own.events.extend(end.events);
                    own.events.sort_unstable();
                    own.events.dedup();
                }
            }
        }
        replaced
    }

    /// Facts with the same derivations, each replaced by the first of them.
    fn twins(&self, facts: usize) -> Vec<Option<Replaced>> {
        let mut replaced = vec![None; facts];
        let mut first: BTreeMap<Derivations<'_>, u32> = BTreeMap::new();
        for rules in self.rules.chunk_by(|a, b| a.conclusion == b.conclusion) {
            let fact = rules[0].conclusion;
            let derivations = rules.iter().map(|rule| (rule.premises.as_slice(), rule.events.as_slice())).collect();
            let by = *first.entry(derivations).or_insert(fact);
            if by != fact {
                replaced[fact as usize] = Some(Replaced { by: Some(by), events: Vec::new() });
            }
        }
        replaced
    }

    fn replace(&mut self, replaced: &[Option<Replaced>]) {
        let of = |fact: u32| replaced[fact as usize].as_ref();
        let kept = |fact: u32| of(fact).map_or(Some(fact), |replaced| replaced.by);
        self.goals = self.goals.iter().filter_map(|goal| kept(*goal)).collect();
        self.rules.retain(|rule| of(rule.conclusion).is_none_or(|replaced| replaced.events.is_empty()));
        for rule in &mut self.rules {
            let more = rule.premises.iter().filter_map(|fact| of(*fact)).flat_map(|replaced| &replaced.events);
            rule.events.extend(more);
            rule.premises = rule.premises.iter().filter_map(|fact| kept(*fact)).collect();
            rule.conclusion = kept(rule.conclusion).unwrap_or(rule.conclusion);
        }
        self.tidy();
    }

    /// Drops what yields no set that is not there without it.
    fn tidy(&mut self) {
        self.goals.sort_unstable();
        self.goals.dedup();
        for rule in &mut self.rules {
            for list in [&mut rule.premises, &mut rule.events] {
                list.sort_unstable();
                list.dedup();
            }
        }
        let goals = &self.goals;
        let needless = |fact: &u32, rule: &Rule| *fact == rule.conclusion || goals.binary_search(fact).is_ok();
        self.rules.retain(|rule| !rule.premises.iter().any(|fact| needless(fact, rule)));
        crate::order::sort(&mut self.rules);
        self.rules.dedup();
        let mut needed = Vec::with_capacity(self.rules.len());
        for rules in self.rules.chunk_by(|a, b| a.conclusion == b.conclusion) {
            let compared = rules.len() <= MOST_COMPARED;
            needed.extend(rules.iter().map(|rule| !(compared && rules.iter().any(|less| rule.asks_more_than(less)))));
        }
        let mut needed = needed.into_iter();
        self.rules.retain(|_| needed.next().unwrap_or(true));
    }
}

/// Whether all of some ascending numbers are among others.
fn among(some: &[u32], others: &[u32]) -> bool {
    some.len() <= others.len() && some.iter().all(|one| others.binary_search(one).is_ok())
}
