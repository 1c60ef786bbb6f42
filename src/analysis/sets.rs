//! Minimal attack sets: the minimal sets of basic events from which a goal follows. The value of a fact is an antichain
//! of event sets; the least fixpoint over antichains needs no cycle broken, since a cyclic proof only yields supersets,
//! which are absorbed (Green, Karvounarakis and Tannen, PODS 2007). Cutting at an order is exact: every set of that
//! order or less is found, and no wrong one. Budgets count merges, never time.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::events::Events;
use super::scenario::State;
use crate::engine::{EventId, FactId, Graph, InstanceId};
use crate::hash::WordMap;

/// The most events that a set may have here; sets beyond are said to be left out.
pub const MAX_ORDER: usize = 14;
/// Orders that are tried one after the other.
const ORDERS: [usize; 7] = [2, 3, 4, 6, 8, 11, MAX_ORDER];

/// A set of events, sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventSet {
    len: u8,
    items: [u32; MAX_ORDER],
    /// A bit for each event, modulo 64: a subset's bits are among its superset's.
    mark: u64,
}

impl EventSet {
    const EMPTY: EventSet = EventSet { len: 0, items: [0; MAX_ORDER], mark: 0 };

    /// The events.
    pub fn events(&self) -> impl ExactSizeIterator<Item = EventId> + '_ {
        self.as_slice().iter().map(|e| EventId(*e))
    }

    fn as_slice(&self) -> &[u32] {
        &self.items[..usize::from(self.len)]
    }

    /// How many events.
    pub fn order(&self) -> usize {
        usize::from(self.len)
    }

    /// The union, if it has at most `order` events.
    fn union(&self, other: &EventSet, order: usize) -> Option<EventSet> {
        let mut merged = EventSet::EMPTY;
        let (mut a, mut b) = (self.as_slice().iter().peekable(), other.as_slice().iter().peekable());
        loop {
            let next = match (a.peek(), b.peek()) {
                (Some(x), Some(y)) if x == y => {
                    a.next();
                    b.next()
                }
                (Some(x), Some(y)) if x < y => a.next(),
                (_, Some(_)) => b.next(),
                (Some(_), None) => a.next(),
                (None, None) => break,
            };
            let Some(event) = next else { break };
            let len = usize::from(merged.len);
            if len == order {
                return None;
            }
            merged.items[len] = *event;
            merged.len += 1;
        }
        merged.mark = self.mark | other.mark;
        Some(merged)
    }

    fn of(events: impl IntoIterator<Item = u32>, order: usize) -> Option<EventSet> {
        let mut set = EventSet::EMPTY;
        for event in events {
            let single = EventSet { len: 1, mark: 1 << (event % 64), ..EventSet::EMPTY };
            let mut single = single;
            single.items[0] = event;
            set = set.union(&single, order)?;
        }
        Some(set)
    }

    fn within(&self, other: &EventSet) -> bool {
        if self.mark & !other.mark != 0 || self.len > other.len {
            return false;
        }
        let mut rest = other.as_slice().iter();
        self.as_slice().iter().all(|x| rest.any(|y| y == x))
    }
}

/// Bounds on the work, in merges of sets and in sets kept.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Merges over all orders tried.
    pub merges: u64,
    /// The largest order tried.
    pub order: usize,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget { merges: 4_000_000, order: MAX_ORDER }
    }
}

/// Minimal sets of a goal, and how many of them these are.
#[derive(Clone, Debug, Default)]
pub struct AttackSets {
    /// The sets, by size, then events.
    pub sets: Vec<EventSet>,
    /// These are all.
    pub complete: bool,
    /// If not: all of at most this many events are listed.
    pub order: usize,
}

/// The part of a graph that a goal rests on.
struct Slice<'g> {
    graph: &'g Graph,
    states: &'g [State],
    events: &'g Events,
    /// Facts of the slice, by their number in it.
    facts: Vec<FactId>,
    number: WordMap<u32, u32>,
    /// Instances that conclude a fact of the slice and can fire.
    instances: Vec<InstanceId>,
    /// For each fact, the positions in `instances` that need it.
    uses: Vec<Vec<u32>>,
    /// Components in an order in which premises come first.
    components: Vec<Vec<u32>>,
    component_of: Vec<u32>,
}

/// The minimal sets of the union of some facts, under a scenario. Events that have happened are left out of the sets.
pub fn minimal_sets(graph: &Graph, events: &Events, states: &[State], goals: &[FactId], budget: Budget) -> AttackSets {
    let slice = Slice::new(graph, events, states, goals);
    let mut left = budget.merges;
    let mut best = AttackSets { order: 0, ..AttackSets::default() };
    for order in ORDERS.into_iter().filter(|o| *o <= budget.order) {
        let Some((sets, cut)) = slice.sets(goals, order, &mut left) else { break };
        best = AttackSets { sets, complete: !cut, order };
        if best.complete {
            break;
        }
    }
    crate::order::sort_by(&mut best.sets, |a, b| (a.len, a.as_slice()).cmp(&(b.len, b.as_slice())));
    best
}

impl<'g> Slice<'g> {
    fn new(graph: &'g Graph, events: &'g Events, states: &'g [State], goals: &[FactId]) -> Slice<'g> {
        let mut slice = Slice {
            graph,
            states,
            events,
            facts: Vec::new(),
            number: WordMap::default(),
            instances: Vec::new(),
            uses: Vec::new(),
            components: Vec::new(),
            component_of: Vec::new(),
        };
        // Only what is derivable at all matters.
        let mut possible = crate::engine::Fixpoint::new(graph);
        possible.allow(graph.events().filter(|e| states[e.index()] != State::Off).collect::<Vec<_>>());
        for goal in goals {
            if possible.holds(*goal) {
                slice.take(*goal);
            }
        }
        let mut next = 0;
        while next < slice.facts.len() {
            let fact = slice.facts[next];
            next += 1;
            for instance in graph.derivations(fact) {
                if !possible.fires(instance) {
                    continue;
                }
                slice.instances.push(instance);
                for premise in graph.premises(instance) {
                    slice.take(premise);
                }
            }
        }
        slice.uses = vec![Vec::new(); slice.facts.len()];
        let mut digraph: DiGraph<(), ()> = DiGraph::with_capacity(slice.facts.len(), slice.instances.len());
        for _ in &slice.facts {
            digraph.add_node(());
        }
        for (position, instance) in (0_u32..).zip(&slice.instances) {
            let conclusion = slice.number[&graph.conclusion(*instance).0];
            for premise in graph.premises(*instance) {
                let premise = slice.number[&premise.0];
                slice.uses[premise as usize].push(position);
                digraph.add_edge(NodeIndex::new(premise as usize), NodeIndex::new(conclusion as usize), ());
            }
        }
        slice.component_of = vec![0; slice.facts.len()];
        // Kosaraju gives components in reverse topological order of the edges.
        for (index, component) in (0_u32..).zip(kosaraju_scc(&digraph).into_iter().rev()) {
            let mut members: Vec<u32> = component.into_iter().filter_map(|n| u32::try_from(n.index()).ok()).collect();
            members.sort_unstable();
            for member in &members {
                slice.component_of[*member as usize] = index;
            }
            slice.components.push(members);
        }
        slice
    }

    fn take(&mut self, fact: FactId) {
        let next = u32::try_from(self.facts.len()).unwrap_or(u32::MAX);
        if *self.number.entry(fact.0).or_insert(next) == next {
            self.facts.push(fact);
        }
    }

    /// All minimal sets of at most `order` events; whether larger ones were met; none if the budget ran out.
    fn sets(&self, goals: &[FactId], order: usize, left: &mut u64) -> Option<(Vec<EventSet>, bool)> {
        let mut values: Vec<Vec<EventSet>> = vec![Vec::new(); self.facts.len()];
        let mut cut = false;
        // Events of each instance, as a set; none if there are more than `order`.
        let needs: Vec<Option<EventSet>> = self
            .instances
            .iter()
            .map(|instance| {
                let open = self.graph.needs(*instance).filter(|e| self.states[e.index()] == State::Open);
                EventSet::of(open.map(|e| self.events.root(e).0), order)
            })
            .collect();
        let mut seeds: Vec<Vec<u32>> = vec![Vec::new(); self.components.len()];
        for (position, instance) in (0_u32..).zip(&self.instances) {
            let conclusion = self.number[&self.graph.conclusion(*instance).0];
            seeds[self.component_of[conclusion as usize] as usize].push(position);
        }
        for (component, members) in self.components.iter().enumerate() {
            let mut fresh: Vec<Vec<EventSet>> = vec![Vec::new(); self.facts.len().min(members.len())];
            let at = |fact: u32| members.binary_search(&fact).ok();
            // First every instance with the values that earlier components have given it.
            let mut queue: Vec<u32> = Vec::new();
            for position in &seeds[component] {
                let instance = self.instances[*position as usize];
                let inside = self.graph.premises(instance).any(|p| at(self.number[&p.0]).is_some());
                if inside {
                    continue;
                }
                self.combine(*position, None, &needs, &mut values, &mut cut, order, left, &mut |fact, set| {
                    if let Some(at) = at(fact) {
                        if fresh[at].is_empty() {
                            queue.push(fact);
                        }
                        fresh[at].push(set);
                    }
                })?;
            }
            // Then what each new set adds, until nothing is new.
            let mut next = 0;
            while next < queue.len() {
                let fact = queue[next];
                next += 1;
                let Some(slot) = at(fact) else { continue };
                let news: Vec<EventSet> = std::mem::take(&mut fresh[slot])
                    .into_iter()
                    .filter(|set| values[fact as usize].contains(set))
                    .collect();
                for position in &self.uses[fact as usize] {
                    let conclusion = self.number[&self.graph.conclusion(self.instances[*position as usize]).0];
                    if self.component_of[conclusion as usize] as usize != component {
                        continue;
                    }
                    self.combine(
                        *position,
                        Some((fact, &news)),
                        &needs,
                        &mut values,
                        &mut cut,
                        order,
                        left,
                        &mut |fact, set| {
                            if let Some(at) = at(fact) {
                                if fresh[at].is_empty() {
                                    queue.push(fact);
                                }
                                fresh[at].push(set);
                            }
                        },
                    )?;
                }
            }
        }
        let mut union = Vec::new();
        for goal in goals {
            if let Some(number) = self.number.get(&goal.0) {
                for set in &values[*number as usize] {
                    insert(&mut union, *set);
                }
            }
        }
        Some((union, cut))
    }

    /// Combines one instance's premises, one of them restricted to new sets, and adds the results to its conclusion.
    #[allow(clippy::too_many_arguments, reason = "one inner loop, kept together for its speed")]
    fn combine(
        &self,
        position: u32,
        restricted: Option<(u32, &[EventSet])>,
        needs: &[Option<EventSet>],
        values: &mut [Vec<EventSet>],
        cut: &mut bool,
        order: usize,
        left: &mut u64,
        added: &mut dyn FnMut(u32, EventSet),
    ) -> Option<()> {
        let instance = self.instances[position as usize];
        let Some(start) = needs[position as usize] else {
            *cut = true;
            return Some(());
        };
        let mut results = vec![start];
        for premise in self.graph.premises(instance) {
            let premise = self.number[&premise.0];
            let sets: &[EventSet] = match restricted {
                Some((fact, news)) if fact == premise => news,
                _ => &values[premise as usize],
            };
            let mut merged = Vec::new();
            for a in &results {
                for b in sets {
                    *left = left.checked_sub(1)?;
                    match a.union(b, order) {
                        Some(set) => {
                            insert(&mut merged, set);
                        }
                        None => *cut = true,
                    }
                }
            }
            results = merged;
        }
        let conclusion = self.number[&self.graph.conclusion(instance).0];
        for set in results {
            if insert(&mut values[conclusion as usize], set) {
                added(conclusion, set);
            }
        }
        Some(())
    }
}

/// Adds a set to an antichain unless a subset is there; removes its supersets. Whether it was added.
fn insert(antichain: &mut Vec<EventSet>, set: EventSet) -> bool {
    if antichain.iter().any(|s| s.within(&set)) {
        return false;
    }
    antichain.retain(|s| !set.within(s));
    antichain.push(set);
    true
}
