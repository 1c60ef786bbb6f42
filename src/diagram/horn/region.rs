//! The part of a system that can matter to its goals: rules that can fire and lead to a goal, in components and in the
//! order in which values are passed on; levels for the events; and events that cannot be done without.

use petgraph::algo::TarjanScc;
use petgraph::graph::DiGraph;

use super::Horn;

/// Events that are kept as needed, at most: more would prune no more, and cost.
const MOST_NEEDED: usize = 48;
/// No number yet.
const NONE: u32 = u32::MAX;

/// A rule of the region, in its numbers and levels.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) conclusion: u32,
    pub(super) premises: Vec<u32>,
    /// Levels, ascending.
    pub(super) events: Vec<u32>,
    /// Levels that every set through this rule has: its own and its premises'.
    needed: Vec<u32>,
}

/// Facts are numbered in the order in which they are first derived, with all events.
#[derive(Clone, Debug, Default)]
pub(super) struct Region {
    pub(super) facts: usize,
    pub(super) goals: Vec<u32>,
    pub(super) rules: Vec<Rule>,
    /// The rules of each fact, and those that need it.
    pub(super) derivations: Vec<Vec<u32>>,
    pub(super) uses: Vec<Vec<u32>>,
    /// Facts that follow from each other, premises before conclusions.
    pub(super) components: Vec<Vec<u32>>,
    pub(super) component_of: Vec<u32>,
    /// The event of each level.
    pub(super) events: Vec<u32>,
}

impl Region {
    pub(super) fn new(horn: &Horn) -> Region {
        let derived = derived_at(horn, |_| true);
        let (numbers, rules) = useful(horn, &derived);
        let facts = numbers.iter().filter(|number| **number != NONE).count();
        let mut region = Region {
            facts,
            derivations: vec![Vec::new(); facts],
            uses: vec![Vec::new(); facts],
            component_of: vec![0; facts],
            ..Region::default()
        };
        region.goals = horn.goals.iter().map(|goal| numbers[*goal as usize]).filter(|goal| *goal != NONE).collect();
        region.goals.sort_unstable();
        region.goals.dedup();
        for rule in rules {
            let mut premises: Vec<u32> = horn.premises_of(rule).iter().map(|fact| numbers[*fact as usize]).collect();
            premises.sort_unstable();
            premises.dedup();
            let conclusion = numbers[horn.conclusions[rule] as usize];
            let events = horn.events_of(rule).to_vec();
            region.add(Rule { conclusion, premises, events, needed: Vec::new() });
        }
        region.number_events();
        region.find_components();
        region.find_needed();
        region
    }

    fn add(&mut self, rule: Rule) {
        let number = u32::try_from(self.rules.len()).expect("a system has fewer than 2^32 rules");
        self.derivations[rule.conclusion as usize].push(number);
        for premise in &rule.premises {
            self.uses[*premise as usize].push(number);
        }
        self.rules.push(rule);
    }

    /// Levels by a walk back from the goals, depth first: what is used together stands together.
    fn number_events(&mut self) {
        let most = self.rules.iter().flat_map(|rule| &rule.events).max().map_or(0, |most| *most as usize + 1);
        let mut levels = vec![NONE; most];
        let mut seen = vec![false; self.facts];
        let mut open: Vec<u32> = self.goals.iter().rev().copied().collect();
        while let Some(fact) = open.pop() {
            if std::mem::replace(&mut seen[fact as usize], true) {
                continue;
            }
            for rule in &self.derivations[fact as usize] {
                for event in &self.rules[*rule as usize].events {
                    if levels[*event as usize] == NONE {
                        levels[*event as usize] = self.events.len() as u32;
                        self.events.push(*event);
                    }
                }
            }
            for rule in self.derivations[fact as usize].iter().rev() {
                open.extend(self.rules[*rule as usize].premises.iter().rev());
            }
        }
        for rule in &mut self.rules {
            rule.events.iter_mut().for_each(|event| *event = levels[*event as usize]);
            rule.events.sort_unstable();
            rule.events.dedup();
        }
    }

    fn find_components(&mut self) {
        let pairs = self.rules.iter().flat_map(|rule| rule.premises.iter().map(|premise| (*premise, rule.conclusion)));
        let mut graph: DiGraph<(), ()> = DiGraph::from_edges(pairs);
        while graph.node_count() < self.facts {
            graph.add_node(());
        }
        TarjanScc::new().run(&graph, |component| {
            let mut facts: Vec<u32> = component.iter().map(|node| node.index() as u32).collect();
            facts.sort_unstable();
            self.components.push(facts);
        });
        // Tarjan ends with the components that nothing leads to.
        self.components.reverse();
        for (at, component) in (0..).zip(&self.components) {
            component.iter().for_each(|fact| self.component_of[*fact as usize] = at);
        }
    }

    /// What every set of a rule has: the greatest fixpoint, taken from above in the order of derivation.
    fn find_needed(&mut self) {
        let mut of_fact: Vec<Option<Vec<u32>>> = vec![None; self.facts];
        let mut waiting: Vec<bool> = vec![true; self.rules.len()];
        let mut open: std::collections::VecDeque<u32> = self.derivations.iter().flatten().copied().collect();
        while let Some(at) = open.pop_front() {
            waiting[at as usize] = false;
            let rule = &mut self.rules[at as usize];
            let premises = rule.premises.iter().map(|premise| of_fact[*premise as usize].as_ref());
            let Some(premises) = premises.collect::<Option<Vec<&Vec<u32>>>>() else { continue };
            let needed = premises.into_iter().fold(rule.events.clone(), |all, some| joined(&all, some));
            let known = &mut of_fact[rule.conclusion as usize];
            let narrowed = known.as_ref().map_or_else(|| needed.clone(), |known| common(known, &needed));
            rule.needed = needed;
            if known.as_ref() != Some(&narrowed) {
                *known = Some(narrowed);
                for usage in &self.uses[rule.conclusion as usize] {
                    if !std::mem::replace(&mut waiting[*usage as usize], true) {
                        open.push_back(*usage);
                    }
                }
            }
        }
    }

    /// For each fact the events that every way from it to a goal needs, of the ways with at most `order`; none if there
    /// is no way. A set of the fact matters only if it has no more than `order` events together with these.
    pub(super) fn onward(&self, order: u32) -> Vec<Option<Vec<u32>>> {
        let order = order as usize;
        let mut onward: Vec<Option<Vec<u32>>> = vec![None; self.facts];
        // By size, the nearest first, so that few facts are met again with less.
        let mut open: Vec<Vec<u32>> = vec![self.goals.clone()];
        self.goals.iter().for_each(|goal| onward[*goal as usize] = Some(Vec::new()));
        while let Some(size) = open.iter().position(|facts| !facts.is_empty()) {
            let Some(fact) = open[size].pop() else { break };
            let Some(ahead) = onward[fact as usize].clone().filter(|ahead| ahead.len() == size) else { continue };
            for rule in &self.derivations[fact as usize] {
                let rule = &self.rules[*rule as usize];
                let whole = joined(&ahead, &rule.needed);
                if whole.len() > order {
                    continue;
                }
                for premise in &rule.premises {
                    let known = &mut onward[*premise as usize];
                    let narrowed = known.as_ref().map_or_else(|| whole.clone(), |known| common(known, &whole));
                    if known.as_ref().is_none_or(|known| narrowed.len() < known.len()) {
                        if open.len() <= narrowed.len() {
                            open.resize(narrowed.len() + 1, Vec::new());
                        }
                        open[narrowed.len()].push(*premise);
                        *known = Some(narrowed);
                    }
                }
            }
        }
        onward
    }
}

/// Whether a goal follows without any event.
pub(super) fn holds_at_once(horn: &Horn) -> bool {
    let derived = derived_at(horn, |rule| horn.events_of(rule).is_empty());
    horn.goals.iter().any(|goal| derived[*goal as usize] != NONE)
}

/// When each fact is first derived by some of the rules, the order of the first derivations; `NONE` if never.
pub(super) fn derived_at(horn: &Horn, fires: impl Fn(usize) -> bool) -> Vec<u32> {
    let mut uses: Vec<Vec<u32>> = vec![Vec::new(); horn.facts as usize];
    let mut missing: Vec<usize> = Vec::with_capacity(horn.rules());
    let mut ready = std::collections::VecDeque::new();
    for rule in 0..horn.rules() {
        let premises = if fires(rule) { horn.premises_of(rule) } else { &[] };
        missing.push(premises.len());
        premises.iter().for_each(|premise| uses[*premise as usize].push(rule as u32));
        if premises.is_empty() && fires(rule) {
            ready.push_back(rule as u32);
        }
    }
    let mut derived = vec![NONE; horn.facts as usize];
    let mut count = 0;
    while let Some(rule) = ready.pop_front() {
        let fact = horn.conclusions[rule as usize] as usize;
        if derived[fact] != NONE {
            continue;
        }
        derived[fact] = count;
        count += 1;
        for usage in &uses[fact] {
            missing[*usage as usize] -= 1;
            if missing[*usage as usize] == 0 {
                ready.push_back(*usage);
            }
        }
    }
    derived
}

/// The numbers of the facts that lead to a goal, in order of derivation, and the rules that lead there. A rule that
/// needs a goal or its own conclusion yields no set that is not there without it.
pub(super) fn useful(horn: &Horn, derived: &[u32]) -> (Vec<u32>, Vec<usize>) {
    let mut is_goal = vec![false; derived.len()];
    horn.goals.iter().for_each(|goal| is_goal[*goal as usize] = true);
    let adds = |rule: &usize| {
        let conclusion = horn.conclusions[*rule];
        let premises = horn.premises_of(*rule);
        premises.iter().all(|fact| derived[*fact as usize] != NONE && !is_goal[*fact as usize] && *fact != conclusion)
    };
    let mut derivations: Vec<Vec<usize>> = vec![Vec::new(); derived.len()];
    let all: Vec<usize> = (0..horn.rules()).filter(adds).collect();
    all.iter().for_each(|rule| derivations[horn.conclusions[*rule] as usize].push(*rule));
    let mut reached = vec![false; derived.len()];
    let mut open: Vec<u32> = horn.goals.iter().copied().filter(|goal| derived[*goal as usize] != NONE).collect();
    while let Some(fact) = open.pop() {
        if !std::mem::replace(&mut reached[fact as usize], true) {
            open.extend(derivations[fact as usize].iter().flat_map(|rule| horn.premises_of(*rule)));
        }
    }
    let mut facts: Vec<u32> = (0..horn.facts).filter(|fact| reached[*fact as usize]).collect();
    facts.sort_unstable_by_key(|fact| derived[*fact as usize]);
    let mut numbers = vec![NONE; derived.len()];
    (0..).zip(&facts).for_each(|(number, fact)| numbers[*fact as usize] = number);
    let rules = all.into_iter().filter(|rule| reached[horn.conclusions[*rule] as usize]).collect();
    (numbers, rules)
}

/// The events of either, ascending; the first of them only, if there are many.
fn joined(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut all = [a, b].concat();
    all.sort_unstable();
    all.dedup();
    all.truncate(MOST_NEEDED);
    all
}

/// The events of both.
fn common(a: &[u32], b: &[u32]) -> Vec<u32> {
    a.iter().copied().filter(|event| b.binary_search(event).is_ok()).collect()
}
