//! Everything that breaks a claim as one family of event sets: found on the graph's slice behind the claim's goals,
//! cycles included, and narrowed to the sets that count for those against whom the claim is made.

use super::claims::{Asked, asked};
use super::events::{Events, Level};
use super::scenario::{Settings, State};
use crate::catalog::{Catalog, EventClass};
use crate::diagram::{self, Exhausted, Family, Horn, Limit, Limits, Zdd};
use crate::engine::{EventId, FactId, Graph};
use crate::system::{ClaimSpec, DeclaredId, System};

/// What a level of a family stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leaf {
    /// A basic event of the graph.
    Event(EventId),
    /// A fact taken for given, by its position in what was asked for: a supplier keeps this capability.
    Kept(u32),
    /// A group of goals that some of the claimants share.
    Goals(u32),
}

/// The sets that break a claim.
#[derive(Clone, Debug)]
pub struct ClaimFamily {
    /// The diagram of the family.
    pub zdd: Zdd,
    /// The sets that count.
    pub sets: Family,
    /// What each level stands for.
    pub leaves: Vec<Leaf>,
    /// Every set of at most this many events is there; `u32::MAX` if every set is.
    pub order: u32,
    /// Which limit stopped the search; none if every set is there.
    pub stopped: Option<Limit>,
    /// The facts that the claim denies.
    pub goals: Vec<FactId>,
    /// Those against whom the claim is made.
    pub listed: Vec<DeclaredId>,
}

/// What a claim's family is sought in.
#[derive(Clone, Copy)]
pub struct Sought<'a> {
    /// The graph.
    pub graph: &'a Graph,
    /// The system.
    pub system: &'a System,
    /// What is known of attacks and controls.
    pub catalog: &'a Catalog,
    /// Its events.
    pub events: &'a Events,
    /// Who acts.
    pub settings: &'a Settings,
    /// The state of each event.
    pub states: &'a [State],
    /// Facts that a supplier may be taken to keep, with that supplier.
    pub kept: &'a [(FactId, DeclaredId)],
    /// How far to look.
    pub limits: Limits,
}

/// The sets that break a claim, as far as the limits reach. `Err` if there was no room to sort them by who acts.
pub fn claim_family(sought: &Sought<'_>, claim: &ClaimSpec) -> Result<ClaimFamily, Exhausted> {
    let Asked { listed, groups } = asked(sought.graph, sought.system, sought.settings, claim);
    let goals: Vec<&[FactId]> = groups.iter().map(|(goals, _)| goals.as_slice()).collect();
    let slice = Slice::new(sought, &goals);
    // The group of goals counts as an event where there are several.
    let grouped = groups.len() > 1;
    let order = sought.limits.order.saturating_add(u32::from(grouped));
    let mut solution = diagram::solve(&slice.horn, &Limits { order, ..sought.limits });
    let leaves: Vec<Leaf> = solution.events.iter().map(|number| slice.leaf(*number)).collect();
    let zdd = &mut solution.zdd;
    let mut sets = Family::NONE;
    for (group, (_, who)) in (0..).zip(&groups) {
        let mut own = solution.family;
        if grouped {
            let Some(level) = level_of(&leaves, Leaf::Goals(group)) else { continue };
            own = zdd.having(own, level)?;
            own = zdd.given(own, &[level])?;
        }
        let actors = Actors { leaves: &leaves, sought };
        let counted = if claim.together {
            actors.count_together(zdd, own, &listed)?
        } else {
            actors.count_alone(zdd, own, who)?
        };
        sets = zdd.union(sets, counted)?;
    }
    let order = if solution.stopped.is_none() { u32::MAX } else { solution.order.saturating_sub(u32::from(grouped)) };
    let mut goals: Vec<FactId> = groups.into_iter().flat_map(|(goals, _)| goals).collect();
    goals.sort_unstable();
    goals.dedup();
    Ok(ClaimFamily { zdd: solution.zdd, sets, leaves, order, stopped: solution.stopped, goals, listed })
}

/// The sets from which some fact follows, whoever acts, as far as the limits reach.
pub fn fact_family(sought: &Sought<'_>, fact: FactId) -> ClaimFamily {
    let slice = Slice::new(sought, &[&[fact]]);
    let solution = diagram::solve(&slice.horn, &sought.limits);
    let listed = sought.system.adversaries.iter().chain(sought.system.suppliers.keys()).copied().collect();
    ClaimFamily {
        leaves: solution.events.iter().map(|number| slice.leaf(*number)).collect(),
        zdd: solution.zdd,
        sets: solution.family,
        order: solution.order,
        stopped: solution.stopped,
        goals: vec![fact],
        listed,
    }
}

fn level_of(leaves: &[Leaf], leaf: Leaf) -> Option<u32> {
    leaves.iter().position(|l| *l == leaf).and_then(|at| u32::try_from(at).ok())
}

impl ClaimFamily {
    /// Every set is there.
    pub fn is_complete(&self) -> bool {
        self.stopped.is_none()
    }

    /// The levels whose leaf is an event of which this is true.
    pub fn levels_where(&self, wanted: impl Fn(EventId) -> bool) -> Vec<u32> {
        let wanted = |leaf: &Leaf| matches!(leaf, Leaf::Event(event) if wanted(*event));
        (0..).zip(&self.leaves).filter(|(_, leaf)| wanted(leaf)).map(|(level, _)| level).collect()
    }

    /// The sets that count and need nothing worse than a level.
    pub fn within(&mut self, events: &Events, worst: Level) -> Result<Family, Exhausted> {
        let worse = self.levels_where(|event| events.get(event).level > worst);
        self.zdd.avoiding(self.sets, &worse)
    }

    /// The events of a set of levels, in order of ids.
    pub fn events_of(&self, levels: &[u32]) -> Vec<EventId> {
        let event = |level: &u32| match self.leaves[*level as usize] {
            Leaf::Event(event) => Some(event),
            Leaf::Kept(_) | Leaf::Goals(_) => None,
        };
        let mut events: Vec<EventId> = levels.iter().filter_map(event).collect();
        events.sort_unstable();
        events
    }
}

/// The part of the graph behind some goals, as rules between numbered facts.
struct Slice {
    horn: Horn,
    events: u32,
    kept: u32,
}

impl Slice {
    fn new(sought: &Sought<'_>, groups: &[&[FactId]]) -> Slice {
        let Sought { graph, events, states, kept, .. } = *sought;
        let mut number: Vec<u32> = vec![u32::MAX; graph.fact_count()];
        let mut facts: Vec<FactId> = Vec::new();
        let mut meet = |fact: FactId, facts: &mut Vec<FactId>| {
            let known = &mut number[fact.index()];
            if *known == u32::MAX {
                *known = u32::try_from(facts.len()).expect("a graph has fewer than 2^32 facts");
                facts.push(fact);
            }
            *known
        };
        for goal in groups.iter().copied().flatten() {
            meet(*goal, &mut facts);
        }
        let mut rules: Vec<(u32, Vec<u32>, Vec<u32>)> = Vec::new();
        let mut next = 0;
        while let Some(fact) = facts.get(next).copied() {
            let conclusion = u32::try_from(next).expect("a graph has fewer than 2^32 facts");
            next += 1;
            for instance in graph.derivations(fact) {
                if graph.needs(instance).any(|e| states[e.index()] == State::Off) {
                    continue;
                }
                let open = graph.needs(instance).filter(|e| states[e.index()] == State::Open);
                let mut needs: Vec<u32> = open.map(|e| events.root(e).0).collect();
                needs.sort_unstable();
                needs.dedup();
                let premises = graph.premises(instance).map(|p| meet(p, &mut facts)).collect();
                rules.push((conclusion, premises, needs));
            }
        }
        let count = |n: usize| u32::try_from(n).expect("a graph has fewer than 2^32 facts and events");
        let mut slice = Slice {
            horn: Horn::new(count(facts.len()) + 1),
            events: count(graph.event_count()),
            kept: count(kept.len()),
        };
        for (conclusion, premises, needs) in &rules {
            slice.horn.rule(*conclusion, premises, needs);
        }
        for (position, (fact, _)) in (0..).zip(kept) {
            if number[fact.index()] != u32::MAX {
                slice.horn.rule(number[fact.index()], &[], &[slice.events + position]);
            }
        }
        let broken = count(facts.len());
        for (group, goals) in (0..).zip(groups) {
            let named: &[u32] = &[slice.events + slice.kept + group];
            for goal in *goals {
                let named = if groups.len() > 1 { named } else { &[] };
                slice.horn.rule(broken, &[number[goal.index()]], named);
            }
        }
        slice.horn.goal(broken);
        slice
    }

    fn leaf(&self, number: u32) -> Leaf {
        match number.checked_sub(self.events) {
            None => Leaf::Event(EventId(number)),
            Some(kept) if kept < self.kept => Leaf::Kept(kept),
            Some(group) => Leaf::Goals(group - self.kept),
        }
    }
}

/// Whose act each level is.
struct Actors<'a> {
    leaves: &'a [Leaf],
    sought: &'a Sought<'a>,
}

impl Actors<'_> {
    /// Levels of a family that are somebody's act, positions or not, with whose.
    fn acts(&self, zdd: &Zdd, family: Family, positions: bool) -> Vec<(u32, DeclaredId)> {
        let act = |level: &u32| match self.leaves[*level as usize] {
            Leaf::Event(event) => {
                let facts = self.sought.events.get(event);
                facts.who.map(|who| (facts.class == EventClass::Position, who))
            }
            Leaf::Kept(position) => Some((false, self.sought.kept[position as usize].1)),
            Leaf::Goals(_) => None,
        };
        let levels = zdd.levels_of(family);
        let acts = levels.into_iter().filter_map(|level| act(&level).map(|(position, who)| (level, position, who)));
        acts.filter(|(_, position, _)| *position == positions).map(|(level, _, who)| (level, who)).collect()
    }

    /// As for one set in `claims`: positions all one's own; or none, and the suppliers who act all oneself.
    fn count_alone(&self, zdd: &mut Zdd, family: Family, who: &[DeclaredId]) -> Result<Family, Exhausted> {
        let positions = self.acts(zdd, family, true);
        let suppliers = self.acts(zdd, family, false);
        let idle = zdd.avoiding(family, &levels(&positions, |_| true))?;
        // What nobody does counts for anybody.
        let mut counted = zdd.avoiding(idle, &levels(&suppliers, |_| true))?;
        for who in who {
            let acts = |list: &[(u32, DeclaredId)]| list.iter().any(|(_, by)| by == who);
            if acts(&positions) {
                let own = zdd.avoiding(family, &levels(&positions, |by| by != *who))?;
                let own = zdd.difference(own, idle)?;
                counted = zdd.union(counted, own)?;
            }
            if acts(&suppliers) {
                let own = zdd.avoiding(idle, &levels(&suppliers, |by| by != *who))?;
                counted = zdd.union(counted, own)?;
            }
        }
        Ok(counted)
    }

    fn count_together(&self, zdd: &mut Zdd, family: Family, listed: &[DeclaredId]) -> Result<Family, Exhausted> {
        let positions = self.acts(zdd, family, true);
        let suppliers = self.acts(zdd, family, false);
        let theirs = zdd.avoiding(family, &levels(&positions, |by| !listed.contains(&by)))?;
        let idle = zdd.avoiding(theirs, &levels(&positions, |_| true))?;
        let own = zdd.difference(theirs, idle)?;
        let idle = zdd.avoiding(idle, &levels(&suppliers, |by| !listed.contains(&by)))?;
        zdd.union(own, idle)
    }
}

fn levels(acts: &[(u32, DeclaredId)], wanted: impl Fn(DeclaredId) -> bool) -> Vec<u32> {
    acts.iter().filter(|(_, by)| wanted(*by)).map(|(level, _)| *level).collect()
}
