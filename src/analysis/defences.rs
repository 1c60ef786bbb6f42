//! A bound from above on the probability that a goal is reached, for when not all attack sets are known. A defence is a
//! set of events without which nobody gets through; whoever gets through has, in every defence, some event that
//! happened. Defences are found on the graph itself, so that the bound needs no attack set.

use super::events::Level;
use super::family::Sought;
use super::persistence::members;
use super::scenario::State;
use crate::catalog::EventClass;
use crate::diagram::{Bdd, Node};
use crate::engine::{EventId, FactId, Fixpoint};
use crate::system::DeclaredId;

/// Defences that are looked for; each can only make the bound tighter.
const DEFENCES: usize = 4;
/// Nodes for the function of the defences together; if it needs more, those before the last count.
const MAX_NODES: usize = 200_000;
/// Trials of one event over all defences.
const MAX_TRIALS: usize = 20_000;

/// At most this likely is it that one of the goals is reached: the acts of the listed are possible, and whatever
/// suppliers may fail in, as far as a level allows.
pub(super) fn likelihood_of_getting_through(
    sought: &Sought<'_>,
    goals: &[FactId],
    listed: &[DeclaredId],
    worst: Level,
) -> f64 {
    let mut search = Search::new(sought, goals, listed, worst);
    if search.reached(&[]) {
        return 1.0;
    }
    let mut defences: Vec<Vec<EventId>> = Vec::new();
    // The first is as good as a look at each event once makes it; each other does without one event of it.
    let Some(first) = search.defence(None) else { return 1.0 };
    for event in &first {
        if defences.len() + 1 == DEFENCES {
            break;
        }
        let Some(other) = search.defence(Some(*event)) else { break };
        if !other.is_empty() && !other.contains(event) {
            defences.push(other);
        }
    }
    defences.insert(0, first);
    search.through_all(&defences)
}

struct Search<'a> {
    sought: &'a Sought<'a>,
    goals: &'a [FactId],
    fixpoint: Fixpoint<'a>,
    /// Events that have happened, and those that stand with each candidate.
    certain: Vec<EventId>,
    /// Events that may happen, the likeliest first.
    candidates: Vec<EventId>,
    members: std::collections::BTreeMap<EventId, Vec<EventId>>,
    trials: usize,
}

impl<'a> Search<'a> {
    fn new(sought: &'a Sought<'a>, goals: &'a [FactId], listed: &[DeclaredId], worst: Level) -> Search<'a> {
        let Sought { graph, events, states, .. } = *sought;
        let may = |event: EventId| {
            let facts = events.get(event);
            let act = facts.class != EventClass::Position || facts.who.is_none_or(|who| listed.contains(&who));
            events.root(event) == event && states[event.index()] == State::Open && act && facts.level <= worst
        };
        let mut candidates: Vec<EventId> = graph.events().filter(|e| may(*e)).collect();
        let high = |event: &EventId| events.get(*event).likelihood.high;
        crate::order::sort_by(&mut candidates, |a, b| (high(b), *a).partial_cmp(&(high(a), *b)).unwrap_or(a.cmp(b)));
        Search {
            sought,
            goals,
            fixpoint: Fixpoint::new(graph),
            certain: graph.events().filter(|e| states[e.index()] == State::Certain).collect(),
            candidates,
            members: members(graph, events),
            trials: MAX_TRIALS,
        }
    }

    fn with_members(&self, event: EventId) -> impl Iterator<Item = EventId> + '_ {
        std::iter::once(event).chain(self.members.get(&event).into_iter().flatten().copied())
    }

    /// Whether a goal follows from what has happened and these events, from the start.
    fn reached(&mut self, happening: &[EventId]) -> bool {
        self.fixpoint.restart();
        let mut all = self.certain.clone();
        all.extend(happening.iter().flat_map(|e| self.with_members(*e)));
        self.fixpoint.allow(all);
        self.goals.iter().any(|goal| self.fixpoint.holds(*goal))
    }

    /// Events without which no goal is reached though all others happen. Events are let happen one by one, `first`
    /// before all, the likeliest next; those that would let somebody through are kept back. None if trials run out.
    fn defence(&mut self, first: Option<EventId>) -> Option<Vec<EventId>> {
        let order: Vec<EventId> =
            first.into_iter().chain(self.candidates.iter().copied().filter(|e| Some(*e) != first)).collect();
        let (mut happening, mut kept) = (Vec::with_capacity(order.len()), Vec::new());
        self.reached(&[]);
        for event in order {
            self.trials = self.trials.checked_sub(1)?;
            let all: Vec<EventId> = self.with_members(event).collect();
            self.fixpoint.allow(all);
            if self.goals.iter().any(|goal| self.fixpoint.holds(*goal)) {
                kept.push(event);
                self.reached(&happening);
            } else {
                happening.push(event);
            }
        }
        Some(kept)
    }

    /// That in each defence some event happens.
    fn through_all(&self, defences: &[Vec<EventId>]) -> f64 {
        let mut named: Vec<EventId> = defences.concat();
        named.sort_unstable();
        named.dedup();
        let levels = u32::try_from(named.len()).expect("a graph has fewer than 2^32 events");
        let weights: Vec<f64> = named.iter().map(|e| self.sought.events.get(*e).likelihood.high).collect();
        let mut bdd = Bdd::new(levels, MAX_NODES);
        let mut all = Node::TRUE;
        for defence in defences {
            let some =
                (0..).zip(&named).filter(|(_, e)| defence.contains(e)).try_fold(Node::FALSE, |any, (level, _)| {
                    let event = bdd.var(level)?;
                    bdd.or(any, event)
                });
            match some.and_then(|some| bdd.and(all, some)) {
                Ok(both) => all = both,
                Err(_) => break,
            }
        }
        bdd.probability(all, &weights)
    }
}
