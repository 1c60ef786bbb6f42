//! A second, simple reading of the rules, to check the engine against: tuples are tried one after the other, fixpoints
//! are repeated passes, minimal sets come from trying every subset. It shares no code with the engine or the analysis.

use std::collections::{BTreeMap, BTreeSet};

use bartizan::catalog::{Catalog, Class, EventClass, EventKindId, Predicate, Rule, RuleId, RuleKind, VarId};
use bartizan::system::{Against, ClaimSpec, DeclaredId, ElementId, Kind, Of, Status, System, Which};

/// What is derived.
pub type Fact = (Predicate, ElementId);
/// A leaf: a kind of event and its elements.
pub type Leaf = (EventKindId, Vec<ElementId>);

/// A rule applied to elements.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ground {
    /// The rule.
    pub rule: RuleId,
    /// One element for each of its variables.
    pub bindings: Vec<ElementId>,
    /// What it needs, with the controls that must be off.
    pub premises: BTreeSet<Fact>,
    /// The events that it needs.
    pub leaves: BTreeSet<Leaf>,
    /// What it gives.
    pub conclusion: Fact,
}

/// Everything that follows if everything happens.
#[derive(Clone, Debug, Default)]
pub struct Naive {
    /// All ground rules whose premises can hold, in an order in which each comes after one that gives its premises.
    pub instances: Vec<Ground>,
    /// All facts.
    pub facts: BTreeSet<Fact>,
}

impl Naive {
    /// Grounds the rules, without the hypothetical ones unless they are asked for.
    pub fn new(catalog: &Catalog, system: &System, hypotheses: bool) -> Naive {
        let mut open: Vec<Ground> = Vec::new();
        for (number, rule) in (0_u32..).zip(&catalog.rules) {
            let hypothetical =
                rule.events.iter().any(|(kind, _)| catalog.event(*kind).class == EventClass::Hypothetical);
            if hypothetical && !hypotheses {
                continue;
            }
            for bindings in matches(catalog, system, rule) {
                open.extend(ground(catalog, system, RuleId(number), rule, bindings));
            }
        }
        // That a control is off is always possible: each may be missing.
        let mut facts: BTreeSet<Fact> = system.controls.iter().map(|c| (Predicate::Off, c.element)).collect();
        facts.extend(system.watches.iter().map(|(_, watch)| (Predicate::Off, *watch)));
        let mut instances = Vec::new();
        loop {
            let (ready, rest): (Vec<Ground>, Vec<Ground>) =
                open.into_iter().partition(|g| g.premises.iter().all(|p| facts.contains(p)));
            open = rest;
            if ready.is_empty() {
                return Naive { instances, facts };
            }
            facts.extend(ready.iter().map(|g| g.conclusion));
            instances.extend(ready);
        }
    }

    /// All events that some ground rule needs.
    pub fn leaves(&self) -> BTreeSet<Leaf> {
        self.instances.iter().flat_map(|g| g.leaves.iter().cloned()).collect()
    }

    /// What follows if just these events happen and these facts are given.
    pub fn follows(&self, happens: &BTreeSet<Leaf>, given: &BTreeSet<Fact>) -> BTreeSet<Fact> {
        let able: Vec<&Ground> = self.instances.iter().filter(|g| g.leaves.is_subset(happens)).collect();
        closure(&able, given)
    }
}

/// What follows from facts through some ground rules, their events taken as happening.
pub fn closure(instances: &[&Ground], given: &BTreeSet<Fact>) -> BTreeSet<Fact> {
    let mut facts = given.clone();
    loop {
        let before = facts.len();
        for instance in instances {
            if !facts.contains(&instance.conclusion) && instance.premises.iter().all(|p| facts.contains(p)) {
                facts.insert(instance.conclusion);
            }
        }
        if facts.len() == before {
            return facts;
        }
    }
}

/// All elements for a rule's variables under which its relations hold. Variables that no relation names range over all
/// elements of their type.
fn matches(catalog: &Catalog, system: &System, rule: &Rule) -> Vec<Vec<ElementId>> {
    let mut partial: Vec<Vec<Option<ElementId>>> = vec![vec![None; rule.variables.len()]];
    for atom in &rule.relations {
        let tuples = system.relations.tuples(atom.relation);
        let mut longer = Vec::new();
        for bindings in &partial {
            for tuple in tuples.chunks_exact(atom.args.len()) {
                longer.extend(extended(bindings, &atom.args, tuple));
            }
        }
        partial = longer;
        partial.retain(|b| {
            rule.differ
                .iter()
                .all(|(x, y)| b[x.index()].is_none() || b[y.index()].is_none() || b[x.index()] != b[y.index()])
        });
    }
    let types = system.types(catalog);
    for (at, variable) in rule.variables.iter().enumerate() {
        if rule.relations.iter().any(|a| a.args.iter().any(|v| v.index() == at)) {
            continue;
        }
        let fitting = (0_u32..).zip(&types).filter(|(_, kind)| catalog.is_a(**kind, variable.kind));
        let fitting: Vec<ElementId> = fitting.map(|(number, _)| ElementId(number)).collect();
        partial = partial
            .iter()
            .flat_map(|bindings| {
                fitting.iter().map(|element| {
                    let mut bindings = bindings.clone();
                    bindings[at] = Some(*element);
                    bindings
                })
            })
            .collect();
    }
    let full: Vec<Vec<ElementId>> = partial.into_iter().map(|b| b.into_iter().flatten().collect()).collect();
    full.into_iter().filter(|b| rule.differ.iter().all(|(x, y)| b[x.index()] != b[y.index()])).collect()
}

fn extended(bindings: &[Option<ElementId>], args: &[VarId], tuple: &[u32]) -> Option<Vec<Option<ElementId>>> {
    let mut bindings = bindings.to_vec();
    for (variable, value) in args.iter().zip(tuple) {
        match bindings[variable.index()] {
            Some(bound) if bound.0 != *value => return None,
            _ => bindings[variable.index()] = Some(ElementId(*value)),
        }
    }
    Some(bindings)
}

fn ground(catalog: &Catalog, system: &System, id: RuleId, rule: &Rule, bindings: Vec<ElementId>) -> Option<Ground> {
    let value = |v: &VarId| bindings[v.index()];
    let mut premises: BTreeSet<Fact> = rule.premises.iter().map(|(p, v)| (*p, value(v))).collect();
    for (point, args) in &rule.points {
        let session = catalog.point(*point).columns.iter().position(|c| c.name == "session").map(|c| value(&args[c]));
        for guard in system.guards.iter().filter(|g| g.point == *point && value(&args[g.column]) == g.on) {
            let excepted = guard.unless.as_ref().is_some_and(|(c, list)| list.contains(&value(&args[*c])));
            let concerned = guard.only.as_ref().is_none_or(|(c, list)| list.contains(&value(&args[*c])));
            if !excepted && concerned {
                let key = session.map(|s| (guard.control, s));
                let watch = system.watches.iter().find(|(k, _)| Some(*k) == key).map(|(_, watch)| *watch);
                premises.insert((Predicate::Off, watch.unwrap_or(guard.control)));
            }
        }
    }
    let leaves = rule.events.iter().map(|(kind, args)| (*kind, args.iter().map(value).collect())).collect();
    let conclusion = (rule.conclusion.0, value(&rule.conclusion.1));
    (!premises.contains(&conclusion)).then_some(Ground { rule: id, bindings, premises, leaves, conclusion })
}

/// How much has to go wrong for an event, least first: ordinary, unknown, stated, justified.
pub type Level = u8;

/// What is known of a leaf.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// Its stable id.
    pub id: String,
    /// Its class.
    pub class: EventClass,
    /// How much has to go wrong.
    pub level: Level,
    /// Whose act it is.
    pub who: Option<DeclaredId>,
    /// Its name as an assumption.
    pub assumption: Option<String>,
}

/// Looks a leaf up in description and catalog.
pub fn known(catalog: &Catalog, system: &System, leaf: &Leaf) -> Known {
    let kind = catalog.event(leaf.0);
    let ids: Vec<String> = leaf.1.iter().map(|e| system.id(*e)).collect();
    let id = format!("{}({})", kind.id, ids.join(", "));
    let who = kind.who.map(|column| system.element(leaf.1[column]).declared);
    let (standing, assumption) = match kind.class {
        EventClass::Unknown => (Some(Status::Unknown), Some(id.clone())),
        EventClass::Hypothetical => (Some(Status::Justified(String::new())), None),
        EventClass::Assumption => {
            let about = system.element(leaf.1[0]).declared;
            let name = &system.declared[about.index()].name;
            if let Some(promise) = &kind.promise {
                let said = system.suppliers.get(&about).and_then(|p| p.0.get(promise).cloned());
                (Some(said.unwrap_or(Status::Unknown)), Some(format!("{name}.{promise}")))
            } else if let Some((name, status)) =
                system.controls.iter().find(|c| c.element == leaf.1[0]).and_then(|c| c.rests_on.clone())
            {
                (Some(status), Some(name))
            } else {
                let status = if kind.justified { Status::Justified(String::new()) } else { Status::Stated };
                (Some(status), Some(format!("{}.{}", system.id(leaf.1[0]), kind.id)))
            }
        }
        _ => (None, None),
    };
    let level = match standing {
        None => 0,
        Some(Status::Unknown) => 1,
        Some(Status::Stated) => 2,
        Some(Status::Justified(_)) => 3,
    };
    Known { id, class: kind.class, level, who, assumption }
}

/// What a scenario makes of a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chance {
    /// It may or may not happen.
    Open,
    /// It has happened.
    Certain,
    /// It cannot happen.
    Off,
}

/// Leaves with what is known of them; those that rest on one named assumption share the first one's number.
#[derive(Clone, Debug)]
pub struct Leaves {
    /// In order.
    pub list: Vec<(Leaf, Known)>,
    /// For each, the number of the one that stands for it.
    pub root: Vec<usize>,
}

impl Leaves {
    /// Of a graph.
    pub fn new(catalog: &Catalog, system: &System, leaves: impl IntoIterator<Item = Leaf>) -> Leaves {
        let list: Vec<(Leaf, Known)> = leaves.into_iter().map(|l| (l.clone(), known(catalog, system, &l))).collect();
        let root = list
            .iter()
            .enumerate()
            .map(|(at, (_, own))| match &own.assumption {
                Some(name) if system.assumptions.contains_key(name) => {
                    list.iter().position(|(_, other)| other.assumption.as_ref() == Some(name)).unwrap_or(at)
                }
                _ => at,
            })
            .collect();
        Leaves { list, root }
    }

    /// The number of a leaf.
    pub fn number(&self, leaf: &Leaf) -> Option<usize> {
        self.list.iter().position(|(l, _)| l == leaf)
    }
}

/// The minimal sets of events (by root number) from which some goal follows, by trying every subset; none if more than
/// `most` open events matter.
pub fn minimal_sets(
    naive: &Naive,
    leaves: &Leaves,
    chance: &[Chance],
    goals: &BTreeSet<Fact>,
    most: usize,
) -> Option<BTreeSet<BTreeSet<usize>>> {
    let numbers: BTreeMap<&Leaf, usize> = leaves.list.iter().enumerate().map(|(at, (leaf, _))| (leaf, at)).collect();
    let roots = |ground: &Ground| -> Vec<usize> { ground.leaves.iter().map(|l| leaves.root[numbers[l]]).collect() };
    // What the goals rest on.
    let mut wanted = goals.clone();
    let mut slice: Vec<&Ground> = Vec::new();
    loop {
        let before = slice.len();
        slice = naive
            .instances
            .iter()
            .filter(|g| wanted.contains(&g.conclusion) && roots(g).iter().all(|r| chance[*r] != Chance::Off))
            .collect();
        wanted.extend(slice.iter().flat_map(|g| g.premises.iter().copied()));
        if slice.len() == before {
            break;
        }
    }
    let open: BTreeSet<usize> = slice.iter().flat_map(|g| roots(g)).filter(|r| chance[*r] == Chance::Open).collect();
    let open: Vec<usize> = open.into_iter().collect();
    if open.len() > most {
        return None;
    }
    let bit = |root: usize| open.iter().position(|o| *o == root).map_or(0, |at| 1_u32 << at);
    let facts: Vec<Fact> = wanted.into_iter().collect();
    let place = |fact: &Fact| facts.binary_search(fact).ok();
    let rules: Vec<(Vec<usize>, u32, usize)> = slice
        .iter()
        .filter_map(|g| {
            let premises = g.premises.iter().filter_map(place).collect();
            Some((premises, roots(g).into_iter().map(bit).fold(0, |a, b| a | b), place(&g.conclusion)?))
        })
        .collect();
    let goals: Vec<usize> = goals.iter().filter_map(place).collect();
    let reaches = |happens: u32| {
        let mut holds = vec![false; facts.len()];
        loop {
            let mut more = false;
            for (premises, needs, conclusion) in &rules {
                if !holds[*conclusion] && needs & !happens == 0 && premises.iter().all(|p| holds[*p]) {
                    holds[*conclusion] = true;
                    more = true;
                }
            }
            if goals.iter().any(|g| holds[*g]) {
                return true;
            }
            if !more {
                return false;
            }
        }
    };
    let mut found: Vec<u32> = Vec::new();
    let mut subsets: Vec<u32> = (0..1_u32 << open.len()).collect();
    subsets.sort_by_key(|s| s.count_ones());
    for subset in subsets {
        if found.iter().all(|smaller| smaller & !subset != 0) && reaches(subset) {
            found.push(subset);
        }
    }
    let named = |set: &u32| open.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, o)| *o).collect();
    Some(found.iter().map(named).collect())
}

/// Stands for those whom nobody names: what nobody does counts against them too.
const NOBODY: DeclaredId = DeclaredId(u32::MAX);

/// Those against whom a claim is made; nobody in particular, if it is made against none who acts.
pub fn parties(system: &System, claim: &ClaimSpec, acts: &dyn Fn(DeclaredId) -> bool) -> BTreeSet<DeclaredId> {
    let everybody: BTreeSet<DeclaredId> = system.adversaries.iter().chain(system.suppliers.keys()).copied().collect();
    let named = |who: &DeclaredId| match &claim.against {
        Against::But(exempt) => !exempt.contains(who),
        Against::In(listed) => listed.contains(who),
    };
    let parties: BTreeSet<DeclaredId> = everybody.into_iter().filter(|who| named(who) && acts(*who)).collect();
    if parties.is_empty() { BTreeSet::from([NOBODY]) } else { parties }
}

/// Whether two roles' persons can belong to one tenant: they are in the same one, or one is the other's.
fn of_one_tenant(system: &System, one: DeclaredId, other: DeclaredId) -> bool {
    let (a, b) = (system.persons.group(one), system.persons.group(other));
    (a.is_some() && a == b) || a == Some(other) || b == Some(one)
}

/// The facts that a claim denies to one party.
pub fn denied(system: &System, claim: &ClaimSpec, who: DeclaredId) -> BTreeSet<Fact> {
    let counts = |element: ElementId, (role, which): (DeclaredId, Which)| {
        // A session is one person's; a part of an asset is a tenant's too, and that of every role that a person has.
        let alike = match system.element(element).session {
            Some(_) => who == role,
            None => system.persons.is(who, role) || system.persons.group(who) == Some(role),
        };
        let own = which == Which::Own && alike;
        let within = matches!(which, Which::Own | Which::Peer | Which::VisitingPeer);
        let peers = !own && within && of_one_tenant(system, who, role);
        match claim.of {
            Of::Any => true,
            Of::Own => own,
            Of::Peers => peers,
            Of::Others => !own,
            Of::OtherTenants => !own && !peers,
            Of::Bystanders => matches!(which, Which::Bystander | Which::Peer),
        }
    };
    let instances = claim.instances.iter().filter(|(element, whose)| whose.is_none_or(|whose| counts(*element, whose)));
    instances.flat_map(|(element, _)| claim.gains.iter().map(|gain| (*gain, *element))).collect()
}

/// Whether a set counts against some parties: whoever stands in it is one of them, or, if nobody does, whichever
/// suppliers act in it are.
pub fn counts(set: &BTreeSet<usize>, leaves: &Leaves, parties: &BTreeSet<DeclaredId>) -> bool {
    let mut positions = BTreeSet::new();
    let mut suppliers = BTreeSet::new();
    for leaf in set {
        let known = &leaves.list[*leaf].1;
        if let Some(who) = known.who {
            if known.class == EventClass::Position {
                positions.insert(who)
            } else {
                suppliers.insert(who)
            };
        }
    }
    if positions.is_empty() { suppliers.is_subset(parties) } else { positions.is_subset(parties) }
}

/// Whether the gain of a set survives: it follows from durable integrity facts, operation and the rest of the set, with
/// every position and every act of a supplier gone.
pub fn persists(
    naive: &Naive,
    system: &System,
    leaves: &Leaves,
    chance: &[Chance],
    set: &BTreeSet<usize>,
    goals: &BTreeSet<Fact>,
) -> bool {
    let happening = |also: &dyn Fn(usize) -> bool, gone: &dyn Fn(&Known) -> bool| -> BTreeSet<Leaf> {
        leaves
            .list
            .iter()
            .enumerate()
            .filter(|(at, (_, known))| {
                let root = leaves.root[*at];
                (chance[root] == Chance::Certain || set.contains(&root) || also(*at)) && !gone(known)
            })
            .map(|(_, (leaf, _))| leaf.clone())
            .collect()
    };
    let gained = naive.follows(&happening(&|_| false, &|_| false), &BTreeSet::new());
    let lasting: BTreeSet<Fact> =
        gained.into_iter().filter(|(p, e)| p.class() == Some(Class::Integrity) && system.element(*e).durable).collect();
    let operation =
        |at: usize| leaves.list[at].1.class == EventClass::Operation && chance[leaves.root[at]] != Chance::Off;
    let nobody = |known: &Known| known.class == EventClass::Position || known.who.is_some();
    let again = naive.follows(&happening(&operation, &nobody), &lasting);
    goals.iter().any(|g| again.contains(g))
}

/// Whether persistence is asked of a claim.
pub fn asks_persistence(system: &System, claim: &ClaimSpec) -> bool {
    claim.gains.iter().any(|g| g.class() == Some(Class::Integrity))
        && system.declared[claim.declared.index()].kind != Kind::Credential
}

/// Whether a rule only restates: a path leaves it out.
pub fn is_silent(rule: &Rule) -> bool {
    matches!(rule.kind, RuleKind::Implication | RuleKind::Component)
        || matches!(rule.id.as_str(), "control-absent" | "control-off-everywhere")
}
