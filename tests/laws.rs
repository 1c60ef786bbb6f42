//! Laws that hold for every system, tried on thousands of random ones against a second, naive reading of the rules.
//! A failure prints its seed and description; `BARTIZAN_SEED=<seed>` replays that one alone, and
//! `BARTIZAN_SYSTEMS=<percent>` tries more or fewer.

#[path = "support/generator.rs"]
mod generator;
#[path = "support/naive.rs"]
mod naive;
#[path = "support/rng.rs"]
mod rng;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use bartizan::analysis::{self, AttackSets, Budget, Events, Exposures, Level, Settings, State};
use bartizan::api::{Analysis, Claim, Scenario, Source, Verdict};
use bartizan::catalog::{self, Catalog, Predicate, VarId};
use bartizan::engine::{EventId, FactId, Fixpoint, Graph, Grounder, Worlds};
use bartizan::source::{self, Problems};
use bartizan::system::document::read_document;
use bartizan::system::{self, DeclaredId, Relation, System, names};

use generator::{Description, Entry, Value, description};
use naive::{Chance, Fact, Ground, Leaf, Leaves, Naive};
use rng::Rng;

/// Events that a goal may rest on where every subset of them is tried.
const MOST: usize = 14;

fn catalog() -> Arc<Catalog> {
    Arc::new(catalog::built_in().clone())
}

fn kinds() -> Vec<String> {
    catalog::built_in().controls.iter().map(|c| c.id.clone()).collect()
}

/// Whether all systems are tried, so that what they cover can be asked.
fn in_full() -> bool {
    let read = |name: &str| std::env::var(name).ok();
    read("BARTIZAN_SEED").is_none() && read("BARTIZAN_SYSTEMS").is_none()
}

/// Says how to replay a case when its check fails.
struct Replay<'d> {
    seed: u64,
    text: &'d str,
}

impl Drop for Replay<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("BARTIZAN_SEED={} replays this case:\n{}", self.seed, self.text);
        }
    }
}

/// Tries a law on many random descriptions; `salt` keeps the tests apart.
fn each(salt: u64, count: u64, scales: RangeInclusive<usize>, mut law: impl FnMut(&mut Rng, &Description)) {
    let read = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let count = (count * read("BARTIZAN_SYSTEMS").unwrap_or(100) / 100).max(1);
    let seeds = match read("BARTIZAN_SEED") {
        Some(seed) => vec![seed],
        None => (0..count).map(|number| salt * 1_000_000 + number).collect::<Vec<_>>(),
    };
    for seed in seeds {
        let mut rng = Rng::new(seed);
        let scale = scales.start() + rng.below(scales.end() + 1 - scales.start());
        let made = description(&mut rng, scale, &kinds());
        let text = made.text();
        let _replay = Replay { seed, text: &text };
        law(&mut rng, &made);
    }
}

/// A described system, lowered and grounded.
struct Case {
    catalog: Arc<Catalog>,
    system: Arc<System>,
    graph: Graph,
}

impl Case {
    fn new(made: &Description) -> Case {
        let (catalog, system) = (catalog(), lowered(&made.text()));
        let mut grounder = Grounder::new(Arc::clone(&catalog), Arc::clone(&system));
        while !grounder.advance(1_000) {}
        let (graph, complete) = grounder.finish();
        assert!(complete, "a small system is grounded in full");
        Case { catalog, system, graph }
    }

    fn fact(&self, fact: FactId) -> Fact {
        self.graph.fact(fact)
    }

    fn leaf(&self, event: EventId) -> Leaf {
        let event = self.graph.event(event);
        (event.kind, event.elements)
    }

    /// The naive reading, and its leaves in the order of the graph's events.
    fn naive(&self) -> (Naive, Leaves) {
        let naive = Naive::new(&self.catalog, &self.system, false);
        let leaves = Leaves::new(&self.catalog, &self.system, self.graph.events().map(|e| self.leaf(e)));
        (naive, leaves)
    }

    fn named(&self, fact: Fact) -> String {
        format!("{}({})", fact.0.id(), self.system.id(fact.1))
    }
}

fn lowered(text: &str) -> Arc<System> {
    let mut problems = Problems::new();
    let node = source::read(text, &mut problems).expect("a generated description can be read");
    let document = read_document(&node, &mut problems);
    names::resolve(&document, &mut problems);
    let system = system::lower(&document, catalog::built_in(), &mut problems);
    let errors = problems.has_errors();
    assert!(!errors, "a generated description is valid: {:#?}", problems.into_sorted());
    Arc::new(system)
}

fn answered(text: &str, scenario: &Scenario) -> Analysis {
    let source = Source { name: "system.yaml".to_owned(), text: text.to_owned() };
    let mut analysis = Analysis::begin(&source, scenario);
    analysis.run();
    assert!(analysis.analysed(), "a generated description is analysed: {:#?}", analysis.overview().diagnostics);
    analysis
}

fn every_instance(case: &Case) -> BTreeSet<Ground> {
    let graph = &case.graph;
    let all = graph.instances().map(|i| Ground {
        rule: graph.rule(i),
        bindings: graph.bindings(i).collect(),
        premises: graph.premises(i).map(|f| case.fact(f)).collect(),
        leaves: graph.needs(i).map(|e| case.leaf(e)).collect(),
        conclusion: case.fact(graph.conclusion(i)),
    });
    all.collect()
}

/// Random states of a graph's events, at most about `open` of them open; events of one root share theirs.
fn pinned(rng: &mut Rng, events: &Events, from: &[State], open: usize) -> Vec<State> {
    let mut numbers: Vec<usize> = (0..from.len()).filter(|e| from[*e] == State::Open).collect();
    rng.shuffle(&mut numbers);
    // Events whose numbers are alike modulo 64 come together, since sets are first compared by these.
    let first: BTreeMap<usize, usize> = numbers.iter().enumerate().rev().map(|(at, e)| (e % 64, at)).collect();
    numbers.sort_by_key(|e| first[&(e % 64)]);
    let mut states = from.to_vec();
    for number in numbers.into_iter().skip(open) {
        states[number] = if rng.chance(65) { State::Certain } else { State::Off };
    }
    for number in 0..states.len() {
        states[number] = states[root(events, number)];
    }
    states
}

fn root(events: &Events, number: usize) -> usize {
    events.root(EventId(u32::try_from(number).expect("few events"))).index()
}

fn chances(states: &[State]) -> Vec<Chance> {
    let chance = |state: &State| match state {
        State::Open => Chance::Open,
        State::Certain => Chance::Certain,
        State::Off => Chance::Off,
    };
    states.iter().map(chance).collect()
}

fn listed(sets: &AttackSets) -> BTreeSet<BTreeSet<usize>> {
    sets.sets.iter().map(|s| s.events().map(EventId::index).collect()).collect()
}

#[test]
fn the_graph_is_what_the_rules_say() {
    let mut used: BTreeSet<String> = BTreeSet::new();
    each(1, 6_000, 1..=4, |_, made| {
        let case = Case::new(made);
        let naive = Naive::new(&case.catalog, &case.system, false);
        let ours = every_instance(&case);
        assert_eq!(ours.len(), case.graph.instance_count(), "no instance is there twice");
        let theirs: BTreeSet<Ground> = naive.instances.iter().cloned().collect();
        let show = |g: &Ground| {
            let ids: Vec<String> = g.bindings.iter().map(|e| case.system.id(*e)).collect();
            format!("{} {ids:?} gives {}", case.catalog.rule(g.rule).id, case.named(g.conclusion))
        };
        let missing: Vec<String> = theirs.difference(&ours).map(show).collect();
        let invented: Vec<String> = ours.difference(&theirs).map(show).collect();
        assert!(missing.is_empty() && invented.is_empty(), "missing {missing:#?}, invented {invented:#?}");
        let facts: BTreeSet<Fact> = case.graph.facts().map(|f| case.fact(f)).collect();
        assert_eq!(facts, naive.facts);
        let leaves: BTreeSet<Leaf> = case.graph.events().map(|e| case.leaf(e)).collect();
        assert_eq!(leaves, naive.leaves());
        used.extend(ours.iter().map(|g| case.catalog.rule(g.rule).id.clone()));
    });
    if in_full() {
        let hypothetical = |r: &&catalog::Rule| r.group == "hypothetical";
        let rules = catalog::built_in().rules.iter().filter(|r| !hypothetical(r));
        let unused: Vec<&str> = rules.map(|r| r.id.as_str()).filter(|id| !used.contains(*id)).collect();
        println!("rules that no random system uses: {unused:?}");
        assert!(unused.len() * 20 <= used.len(), "the random systems leave out too many rules: {unused:?}");
    }
}

/// A rule of random shape: atoms that share variables, a variable twice in one atom, premises twice or on a variable that
/// no relation binds, differences, control points and events. Its meaning does not matter.
fn random_rule(rng: &mut Rng, catalog: &Catalog, system: &System, number: usize) -> catalog::Rule {
    let variables = 2 + rng.below(3);
    let var = |rng: &mut Rng| VarId(u8::try_from(rng.below(variables)).expect("few variables"));
    let few: Vec<Relation> =
        Relation::ALL.iter().copied().filter(|r| (1..60).contains(&system.relations.tuples(*r).len())).collect();
    let mut relations = Vec::new();
    for _ in 0..=rng.below(2) {
        if let Some(relation) = rng.pick(&few).copied() {
            relations.push(catalog::Atom { relation, args: (0..relation.arity()).map(|_| var(rng)).collect() });
        }
    }
    let predicate = |rng: &mut Rng| rng.pick(Predicate::ALL).copied().unwrap_or(Predicate::Inspect);
    let mut bound: Vec<VarId> = relations.iter().flat_map(|a: &catalog::Atom| a.args.iter().copied()).collect();
    let mut premises: Vec<(Predicate, VarId)> =
        (0..rng.below(3)).filter_map(|_| Some((predicate(rng), *rng.pick(&bound)?))).collect();
    if let Some((first, _)) = premises.first().copied()
        && rng.chance(30)
    {
        premises.extend(rng.pick(&bound).map(|v| (first, *v)));
    }
    // At most one variable of its own for a premise.
    let free = (0..variables).map(|v| VarId(u8::try_from(v).expect("few variables"))).find(|v| !bound.contains(v));
    if let Some(free) = free.filter(|_| bound.is_empty() || rng.chance(30) && relations.is_empty()) {
        premises.push((predicate(rng), free));
        bound.push(free);
    }
    let some = |rng: &mut Rng| rng.pick(&bound).copied().expect("something is bound");
    let mut differ = if rng.chance(40) { vec![(some(rng), some(rng))] } else { Vec::new() };
    let mut points: Vec<(catalog::PointId, Vec<VarId>)> = Vec::new();
    let mut events: Vec<(catalog::EventKindId, Vec<VarId>)> = Vec::new();
    for _ in 0..rng.below(3) {
        let point = rng.below(catalog.points.len());
        let id = catalog::PointId(u16::try_from(point).expect("few points"));
        points.push((id, catalog.points[point].columns.iter().map(|_| some(rng)).collect()));
        let event = rng.below(catalog.events.len());
        let id = catalog::EventKindId(u16::try_from(event).expect("few kinds of event"));
        events.push((id, catalog.events[event].columns.iter().map(|_| some(rng)).collect()));
    }
    let kinds: Vec<catalog::TypeId> =
        ["element", "asset", "component", "host"].iter().filter_map(|name| catalog.type_named(name)).collect();
    let mut conclusion = (predicate(rng), some(rng));
    // Only what is bound is a variable.
    bound.sort_unstable();
    bound.dedup();
    let variables = bound
        .iter()
        .map(|v| catalog::Variable { name: format!("v{}", v.0), kind: *rng.pick(&kinds).expect("those types exist") })
        .collect();
    let new = |v: &mut VarId| *v = VarId(u8::try_from(bound.binary_search(v).expect("bound")).expect("few variables"));
    relations.iter_mut().flat_map(|a| &mut a.args).for_each(new);
    premises.iter_mut().map(|(_, v)| v).chain([&mut conclusion.1]).for_each(new);
    points.iter_mut().flat_map(|(_, args)| args).for_each(new);
    events.iter_mut().flat_map(|(_, args)| args).for_each(new);
    differ.iter_mut().flat_map(|(a, b)| [a, b]).for_each(new);
    let like = catalog.rules.last().expect("there are rules").clone();
    let (id, kind, name) = (format!("random-{number}"), catalog::RuleKind::Dependency, None);
    catalog::Rule { id, kind, name, variables, relations, differ, premises, points, events, conclusion, ..like }
}

#[test]
fn rules_of_any_shape_are_grounded_alike() {
    let mut instances = 0;
    each(12, 2_000, 1..=2, |rng, made| {
        let (mut catalog, system) = (catalog::built_in().clone(), lowered(&made.text()));
        for number in 0..8 {
            let rule = random_rule(rng, &catalog, &system, number);
            catalog.rules.push(rule);
        }
        let catalog = Arc::new(catalog);
        let mut grounder = Grounder::with_hypotheses(Arc::clone(&catalog), Arc::clone(&system));
        while !grounder.advance(1 + rng.next() % 50) {}
        let case = Case { catalog, system, graph: grounder.finish().0 };
        let naive = Naive::new(&case.catalog, &case.system, true);
        let ours = every_instance(&case);
        assert_eq!(ours.len(), case.graph.instance_count(), "no instance is there twice");
        let random = |g: &&Ground| case.catalog.rule(g.rule).id.starts_with("random");
        instances += ours.iter().filter(random).count();
        let theirs: BTreeSet<Ground> = naive.instances.iter().cloned().collect();
        let show = |g: &Ground| format!("{:?} with {g:?}", case.catalog.rule(g.rule));
        let missing: Vec<String> = theirs.difference(&ours).take(3).map(show).collect();
        let invented: Vec<String> = ours.difference(&theirs).take(3).map(show).collect();
        assert!(missing.is_empty() && invented.is_empty(), "missing {missing:#?}, invented {invented:#?}");
    });
    println!("{instances} instances of random rules");
}

#[test]
fn premises_that_nothing_joins_are_refused_or_grounded() {
    let pack = "group: pack
about: A rule of two conditions that have nothing in common.
rules:
  - id: both
    kind: relationship
    if: [\"at_physical(a)\", \"make_arbitrary_changes(b)\", \"runs_on(c, b)\"]
    then: withhold(c)
    says: \"{a} is in hand, and {b} too, where {c} runs\"
    because: it is only a test
    source: none
";
    let (catalog, _) = catalog::load_with_packs(
        catalog::built_in_files(),
        &[catalog::PackFile { name: "pack.yaml", pack: "pack", text: pack }],
    );
    let catalog = Arc::new(catalog);
    each(13, 100, 1..=2, |_, made| {
        let (catalog, system) = (Arc::clone(&catalog), lowered(&made.text()));
        let mut grounder = Grounder::new(Arc::clone(&catalog), Arc::clone(&system));
        while !grounder.advance(u64::MAX) {}
        let case = Case { catalog, system, graph: grounder.finish().0 };
        let naive = Naive::new(&case.catalog, &case.system, false);
        assert_eq!(every_instance(&case), naive.instances.iter().cloned().collect());
    });
}

#[test]
fn hypothetical_rules_add_to_the_graph() {
    each(2, 800, 1..=3, |_, made| {
        let (catalog, system) = (catalog(), lowered(&made.text()));
        let mut grounder = Grounder::with_hypotheses(Arc::clone(&catalog), Arc::clone(&system));
        while !grounder.advance(u64::MAX) {}
        let case = Case { catalog, system, graph: grounder.finish().0 };
        let naive = Naive::new(&case.catalog, &case.system, true);
        let theirs: BTreeSet<Ground> = naive.instances.iter().cloned().collect();
        assert_eq!(every_instance(&case), theirs);
    });
}

#[test]
fn elements_are_of_the_types_that_relations_and_rules_say() {
    let mut wrong: BTreeSet<String> = BTreeSet::new();
    each(3, 2_000, 1..=4, |_, made| {
        let case = Case::new(made);
        let types = case.system.types(&case.catalog);
        let name = |kind: catalog::TypeId| case.catalog.types[kind.index()].name.clone();
        // A model that is used directly is its own agent.
        let fits = |kind, wanted| {
            case.catalog.is_a(kind, wanted) || (name(kind).as_str(), name(wanted).as_str()) == ("model", "agent")
        };
        for relation in Relation::ALL {
            let columns = &case.catalog.relation(*relation).expect("every relation is documented").columns;
            for tuple in case.system.relations.tuples(*relation).chunks_exact(columns.len()) {
                for (column, value) in columns.iter().zip(tuple) {
                    let kind = types[*value as usize];
                    if !fits(kind, column.kind) {
                        wrong.insert(format!("{}: {} is {}", relation.name(), column.name, name(kind)));
                    }
                }
            }
        }
        for instance in case.graph.instances() {
            let rule = case.catalog.rule(case.graph.rule(instance));
            for (variable, element) in rule.variables.iter().zip(case.graph.bindings(instance)) {
                let kind = types[element.index()];
                if !fits(kind, variable.kind) {
                    wrong.insert(format!("rule {}: {} is {}", rule.id, variable.name, name(kind)));
                }
            }
        }
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_fixpoint_is_the_least_one() {
    each(4, 2_400, 1..=4, |rng, made| {
        let case = Case::new(made);
        let (naive, _) = case.naive();
        let mut fixpoint = Fixpoint::new(&case.graph);
        for _ in 0..4 {
            let share = 10 + rng.below(90);
            // Taken back, it is as if new.
            fixpoint.restart();
            let (mut happens, mut given): (BTreeSet<Leaf>, BTreeSet<Fact>) = Default::default();
            for _ in 0..=rng.below(2) {
                let some: Vec<EventId> = case.graph.events().filter(|_| rng.chance(share)).collect();
                happens.extend(some.iter().map(|e| case.leaf(*e)));
                fixpoint.allow(some);
                if rng.chance(30) {
                    let some: Vec<FactId> = case.graph.facts().filter(|_| rng.chance(3)).collect();
                    given.extend(some.iter().map(|f| case.fact(*f)));
                    fixpoint.assume(some);
                }
            }
            let ours: BTreeSet<Fact> =
                case.graph.facts().filter(|f| fixpoint.holds(*f)).map(|f| case.fact(f)).collect();
            assert_eq!(ours, naive.follows(&happens, &given));
            assert_eq!(fixpoint.order().len(), ours.len(), "each fact is derived once");
            for fact in fixpoint.order() {
                let Some(first) = fixpoint.first(*fact) else {
                    assert!(given.contains(&case.fact(*fact)), "only a given fact has no derivation");
                    continue;
                };
                assert_eq!(case.graph.conclusion(first), *fact);
                let earlier =
                    |premise: FactId| fixpoint.holds(premise) && fixpoint.rank(premise) < fixpoint.rank(*fact);
                assert!(case.graph.premises(first).all(earlier), "a derivation rests on what was derived before it");
                assert!(case.graph.needs(first).all(|e| happens.contains(&case.leaf(e))));
            }
        }
    });
}

#[test]
fn many_worlds_are_as_many_fixpoints() {
    each(14, 600, 1..=4, |rng, made| {
        let case = Case::new(made);
        let (naive, _) = case.naive();
        let count = 1 + rng.below(Worlds::MOST);
        let mut worlds = Worlds::new(&case.graph, count);
        let mut happens: Vec<BTreeSet<Leaf>> = vec![BTreeSet::new(); count];
        let mut given: Vec<BTreeSet<Fact>> = vec![BTreeSet::new(); count];
        for _ in 0..=rng.below(3) {
            let share = 10 + rng.below(90);
            for event in case.graph.events() {
                let some = (0..count).filter(|_| rng.chance(share)).fold(0, |bits, world| bits | 1_u64 << world);
                worlds.allow(event, some);
                let leaf = case.leaf(event);
                (0..count).filter(|w| some >> w & 1 == 1).for_each(|w| happens[w].extend([leaf.clone()]));
            }
            for fact in case.graph.facts().filter(|_| rng.chance(2)).collect::<Vec<_>>() {
                let world = rng.below(count);
                worlds.assume(fact, 1 << world);
                given[world].insert(case.fact(fact));
            }
            worlds.run();
        }
        assert!(
            worlds.facts().iter().all(|bits| bits & !worlds.all() == 0),
            "no world is there that was not asked for"
        );
        for world in (0..count).filter(|_| rng.chance(15)).collect::<Vec<_>>() {
            let holds = |f: &FactId| worlds.facts()[f.index()] >> world & 1 == 1;
            let ours: BTreeSet<Fact> = case.graph.facts().filter(holds).map(|f| case.fact(f)).collect();
            assert_eq!(ours, naive.follows(&happens[world], &given[world]));
        }
    });
}

#[test]
fn exposure_is_what_each_party_reaches_level_by_level() {
    each(15, 1_000, 1..=4, |rng, made| {
        let case = Case::new(made);
        let (naive, leaves) = case.naive();
        let events = Events::new(&case.graph, &case.system, &case.catalog);
        let settings = switched(rng, &case.system, &events);
        let states = settings.states(&events, &case.system);
        let chance = chances(&states);
        let exposures = Exposures::new(&case.graph, &case.system, &events, &settings, &states);
        // A role may count on any supplier's failing; a supplier only on its own.
        let reached = |party: Option<DeclaredId>, suppliers_fail: bool| -> Vec<BTreeSet<Fact>> {
            let may = |known: &naive::Known| match known.who {
                Some(who) if Some(who) != party => suppliers_fail && known.class == catalog::EventClass::Assumption,
                _ => true,
            };
            let happens = |level: u8| {
                let all = leaves.list.iter().zip(&chance);
                let own = |known: &naive::Known| known.level <= level && may(known);
                all.filter(|((_, known), chance)| **chance == Chance::Certain || **chance == Chance::Open && own(known))
                    .map(|((leaf, _), _)| leaf.clone())
                    .collect()
            };
            (0..4).map(|level| naive.follows(&happens(level), &BTreeSet::new())).collect()
        };
        let level = |reached: &[BTreeSet<Fact>], fact: &Fact| reached.iter().position(|facts| facts.contains(fact));
        let number = |level: Option<Level>| level.and_then(|l| Level::ALL.iter().position(|m| *m == l));
        let mut all = vec![reached(None, false)];
        for party in &exposures.parties {
            let facts = reached(Some(party.who), !case.system.suppliers.contains_key(&party.who));
            for fact in case.graph.facts() {
                let own = number(exposures.levels_of(party.who).of(fact));
                assert_eq!(own, level(&facts, &case.fact(fact)), "{}", case.named(case.fact(fact)));
            }
            all.push(facts);
        }
        for fact in case.graph.facts() {
            let least = all.iter().filter_map(|facts| level(facts, &case.fact(fact))).min();
            assert_eq!(number(exposures.level(fact)), least, "{}", case.named(case.fact(fact)));
        }
    });
}

#[test]
fn events_are_what_description_and_catalog_say() {
    each(5, 2_000, 1..=4, |_, made| {
        let case = Case::new(made);
        let events = Events::new(&case.graph, &case.system, &case.catalog);
        let (_, leaves) = case.naive();
        for (event, facts) in events.iter() {
            let (_, known) = &leaves.list[event.index()];
            let level = Level::ALL.iter().position(|l| *l == facts.level).expect("every level is listed");
            let ours = (&facts.id, facts.class, level, facts.who, &facts.assumption);
            assert_eq!(ours, (&known.id, known.class, usize::from(known.level), known.who, &known.assumption));
            assert_eq!(root(&events, event.index()), leaves.root[event.index()]);
        }
    });
}

/// Goals of one to three random facts.
fn goals(rng: &mut Rng, graph: &Graph) -> Vec<FactId> {
    let facts: Vec<FactId> = graph.facts().collect();
    let mut goals: Vec<FactId> = (0..=rng.below(3)).filter_map(|_| rng.pick(&facts).copied()).collect();
    goals.sort_unstable();
    goals.dedup();
    goals
}

#[test]
fn minimal_sets_are_found_by_trying_every_subset() {
    let (mut complete, mut cut, mut tried, mut many) = (0, 0, 0, 0);
    let mut law = |rng: &mut Rng, made: &Description| {
        let case = Case::new(made);
        many += usize::from(case.graph.event_count() > 64);
        let (naive, leaves) = case.naive();
        let events = Events::new(&case.graph, &case.system, &case.catalog);
        let from = Settings::default().states(&events, &case.system);
        for _ in 0..5 {
            let open = 4 + rng.below(10);
            let states = pinned(rng, &events, &from, open);
            let goals = goals(rng, &case.graph);
            let facts = goals.iter().map(|g| case.fact(*g)).collect();
            let Some(all) = naive::minimal_sets(&naive, &leaves, &chances(&states), &facts, MOST) else { continue };
            tried += 1;
            let order = if rng.chance(60) { MOST } else { rng.below(7) };
            let merges = if rng.chance(80) { u64::MAX } else { rng.below(400) as u64 };
            let found = analysis::minimal_sets(&case.graph, &events, &states, &goals, Budget { merges, order });
            let ours = listed(&found);
            assert_eq!(ours.len(), found.sets.len(), "no set is listed twice");
            if found.complete {
                complete += 1;
                assert_eq!(ours, all);
            } else {
                cut += 1;
                let small: BTreeSet<_> = all.into_iter().filter(|set| set.len() <= found.order).collect();
                let ours: BTreeSet<_> = ours.into_iter().collect();
                // Order 0 says that nothing was searched for; the empty set then need not be known.
                if found.order > 0 {
                    assert_eq!(ours, small, "of at most {} events", found.order);
                }
            }
        }
    };
    each(6, 3_000, 1..=4, &mut law);
    // Sets are told apart by their events' numbers modulo 64 first; some systems have more events than that.
    each(16, 60, 18..=26, &mut law);
    println!("{tried} goals: {complete} complete, {cut} cut; {many} systems of many events");
    assert!(!in_full() || (complete > 200 && cut > 50 && many > 15), "{complete} complete, {cut} cut");
}

#[test]
fn sets_of_more_events_than_a_word_has_bits_are_told_apart() {
    let stores: Vec<String> = (0..130).map(|i| format!("s{i:03}")).collect();
    let mut text = String::from("bartizan: 1\nroles: { eve: { adversary: true } }\nhosts: { h: {} }\nstores:\n");
    for store in &stores {
        text.push_str(&format!("  {store}: {{ runs on: h, written by: eve }}\n"));
    }
    text.push_str(&format!("  t: {{ runs on: h, filled from: [{}] }}\n", stores.join(", ")));
    text.push_str("claims: { c: { nobody in: eve, gains: influence, over: t } }\n");
    let claim = answered(&text, &Scenario::default()).claims().remove(0);
    let sets: Vec<Vec<String>> = claim.sets.iter().map(|s| s.events.clone()).collect();
    let expected: Vec<Vec<String>> = stores.iter().map(|s| vec![format!("writes(eve, {s})")]).collect();
    assert_eq!((sets, claim.completeness.complete), (expected, true));
}

/// What a claim's definition says straight from minimal sets: how much has to go wrong, and the sets that count. None if
/// too many events matter to try every subset.
fn defined(
    case: &Case,
    naive: &Naive,
    leaves: &Leaves,
    chance: &[Chance],
    acts: &dyn Fn(DeclaredId) -> bool,
    claim: &system::ClaimSpec,
) -> Option<(Option<u8>, BTreeSet<BTreeSet<usize>>)> {
    let parties = naive::parties(&case.system, claim, acts);
    let mut counted: BTreeSet<BTreeSet<usize>> = BTreeSet::new();
    if claim.together {
        let goals = parties.iter().flat_map(|who| naive::denied(&case.system, claim, *who)).collect();
        let sets = naive::minimal_sets(naive, leaves, chance, &goals, MOST)?;
        counted.extend(sets.into_iter().filter(|set| naive::counts(set, leaves, &parties)));
    } else {
        for who in parties {
            let sets = naive::minimal_sets(naive, leaves, chance, &naive::denied(&case.system, claim, who), MOST)?;
            counted.extend(sets.into_iter().filter(|set| naive::counts(set, leaves, &BTreeSet::from([who]))));
        }
    }
    let events = Events::new(&case.graph, &case.system, &case.catalog);
    let likelihood = |e: usize| events.get(EventId(u32::try_from(e).expect("few events"))).likelihood.high;
    let level = |set: &BTreeSet<usize>| set.iter().map(|e| leaves.list[*e].1.level).max().unwrap_or(0);
    let mut least = counted.iter().map(level).min();
    if let (Some(0), Some(limit)) = (least, claim.within.or(case.system.tolerates)) {
        let ordinary: Vec<&BTreeSet<usize>> = counted.iter().filter(|set| level(set) == 0).collect();
        if union(&ordinary, &likelihood) <= limit + 1e-12 {
            least = counted.iter().map(level).filter(|l| *l > 0).min();
        }
    }
    Some((least, counted))
}

/// The probability that all events of some set happen, by adding up over all outcomes.
fn union(sets: &[&BTreeSet<usize>], likelihood: &dyn Fn(usize) -> f64) -> f64 {
    let events: Vec<usize> = sets.iter().flat_map(|s| s.iter().copied()).collect::<BTreeSet<_>>().into_iter().collect();
    let mut sum = 0.0;
    for outcome in 0..1_u32 << events.len() {
        let happens: BTreeSet<usize> =
            events.iter().enumerate().filter(|(at, _)| outcome >> at & 1 == 1).map(|(_, e)| *e).collect();
        if sets.iter().any(|set| set.is_subset(&happens)) {
            let chance = |e: &usize| if happens.contains(e) { likelihood(*e) } else { 1.0 - likelihood(*e) };
            sum += events.iter().map(chance).product::<f64>();
        }
    }
    sum
}

/// Settings with random switches.
fn switched(rng: &mut Rng, system: &System, events: &Events) -> Settings {
    let mut settings = Settings::default();
    for control in &system.controls {
        match rng.below(5) {
            0 => settings.on.push(control.element),
            1 => settings.off.push(control.element),
            _ => {}
        }
    }
    if rng.chance(30) {
        let all: Vec<DeclaredId> = system.adversaries.iter().chain(system.suppliers.keys()).copied().collect();
        settings.only.extend(rng.pick(&all));
    }
    for (_, facts) in events.iter() {
        if rng.chance(5) {
            settings.fail.push(facts.assumption.clone().unwrap_or_else(|| facts.id.clone()));
        }
    }
    settings
}

#[test]
fn a_verdict_is_what_its_definition_says() {
    let mut verdicts: BTreeMap<Option<u8>, u32> = BTreeMap::new();
    each(7, 3_600, 1..=4, |rng, made| {
        let case = Case::new(made);
        let (naive, leaves) = case.naive();
        let events = Events::new(&case.graph, &case.system, &case.catalog);
        let settings = if rng.chance(50) { switched(rng, &case.system, &events) } else { Settings::default() };
        let open = 6 + rng.below(8);
        let states = pinned(rng, &events, &settings.states(&events, &case.system), open);
        let exposures = Exposures::new(&case.graph, &case.system, &events, &settings, &states);
        for claim in &case.system.claims {
            let Some((level, counted)) =
                defined(&case, &naive, &leaves, &chances(&states), &|who| settings.acts(who), claim)
            else {
                continue;
            };
            *verdicts.entry(level).or_default() += 1;
            let ask = |budget: Budget| {
                let mut reach = |who| exposures.levels_of(who);
                let (graph, system) = (&case.graph, &case.system);
                analysis::claim(graph, system, &events, &settings, &states, claim, budget, &mut reach)
            };
            let number = |level: Option<Level>| level.and_then(|l| Level::ALL.iter().position(|m| *m == l));
            let ours = ask(Budget { merges: u64::MAX, order: MOST });
            assert!(ours.complete, "14 events are never too many");
            let sets: BTreeSet<BTreeSet<usize>> =
                ours.sets.iter().map(|s| s.set.events().map(EventId::index).collect()).collect();
            assert_eq!(sets, counted, "the sets that count for {}", claim.id);
            assert_eq!(number(ours.level), level.map(usize::from), "the verdict on {}", claim.id);
            if claim.within.or(case.system.tolerates).is_none() {
                let cut = ask(Budget { merges: rng.below(60) as u64, order: 1 + rng.below(4) });
                let worst = |level: Option<usize>| level.unwrap_or(4);
                assert!(
                    worst(number(cut.level)) <= worst(level.map(usize::from)),
                    "where sets are cut, {} is not judged milder: {:?} after {:?}",
                    claim.id,
                    cut.level,
                    level
                );
            }
            if naive::asks_persistence(&case.system, claim) {
                for counted in ours.sets.iter().filter(|s| s.persistent.is_some()).take(4) {
                    let set = counted.set.events().map(EventId::index).collect();
                    let goals = counted.goals.iter().map(|g| case.fact(*g)).collect();
                    let truth = naive::persists(&naive, &case.system, &leaves, &chances(&states), &set, &goals);
                    assert_eq!(counted.persistent, Some(truth), "persistence of {set:?} for {}", claim.id);
                }
            }
        }
    });
    println!("verdicts by level: {verdicts:?}");
    assert!(!in_full() || verdicts.len() == 5, "every verdict occurs: {verdicts:?}");
}

/// Two who need each other: one holds the device with the vault, the other has the key to it.
const JOINT: &str = "bartizan: 1
roles: { eve: { adversary: true }, bob: { adversary: true } }
hosts: { h: { held by: eve }, g: { administered by: bob } }
stores: { vault: { runs on: h, holds: r }, keys: { runs on: g, holds: k } }
assets: { r: {}, k: { kind: credential } }
controls: { enc: { kind: encryption at rest, on: vault, key: k } }
claims:
  joint: { nobody in: [eve, bob], gains: inspect, over: r, together: true }
";

#[test]
fn a_joint_attack_is_seen_where_sets_are_cut() {
    let (catalog, system) = (catalog(), lowered(JOINT));
    let mut grounder = Grounder::new(Arc::clone(&catalog), Arc::clone(&system));
    while !grounder.advance(u64::MAX) {}
    let graph = grounder.finish().0;
    let events = Events::new(&graph, &system, &catalog);
    let settings = Settings::default();
    let states = settings.states(&events, &system);
    let exposures = Exposures::new(&graph, &system, &events, &settings, &states);
    let ask = |budget: Budget| {
        let mut reach = |who| exposures.levels_of(who);
        analysis::claim(&graph, &system, &events, &settings, &states, &system.claims[0], budget, &mut reach)
    };
    assert_eq!(ask(Budget::default()).level, Some(Level::Ordinary));
    let cut = ask(Budget { merges: u64::MAX, order: 1 });
    assert!(!cut.complete);
    assert_eq!(cut.level, Some(Level::Ordinary));
}

#[test]
fn keys_read_as_one_name_take_one_or_all() {
    let cases = [
        ("agents: { a: { model: m, runs on: [ONE, TWO], used by: eve } }", "a.out", "h1", "h2"),
        ("agents: { a: { model: [ONE, TWO], runs on: h1, used by: eve } }", "a.out", "m", "n"),
        ("models: { p: { weights: w, runs on: [ONE, TWO], used by: eve } }", "p.out", "h1", "h2"),
        ("models: { p: { weights: [ONE, TWO], runs on: h1, used by: eve } }", "p.out", "w", "v"),
        ("models: { p: { from: [ONE, TWO], used by: eve } }", "p.out", "acme", "us"),
        ("stores: { s: { runs on: [ONE, TWO] } }", "s", "h1", "h2"),
        ("stores: { s: { from: [ONE, TWO] } }", "s", "acme", "us"),
        ("tools: { t: { from: [ONE, TWO] } }", "t", "acme", "us"),
        ("services: { s: { runs on: [ONE, TWO], used by: eve, reads: r } }", "r", "h1", "h2"),
        ("pipelines: { s: { runs on: [ONE, TWO], reads: w, writes: x } }", "x", "h1", "h2"),
        ("stores: { s: { holds: q, runs on: h2 } }\nassets: { q: { per: [ONE, TWO] } }", "q", "eve", "ann"),
        ("assets: { q: { kind: code, from: [ONE, TWO] } }", "q", "acme", "us"),
        ("controls: { g: { kind: review, on: w, rests on: [ONE, TWO] } }", "w", "x1", "x2"),
        ("controls: { g: { kind: encryption at rest, on: lake, rests on: [ONE, TWO] } }", "w", "x1", "x2"),
        ("hosts: { h3: { inside: [ONE, TWO] } }", "h3", "h1", "h2"),
    ];
    let rest = [
        ("roles", "{ eve: { adversary: true }, ann: {} }"),
        ("suppliers", "{ acme: { promises: [honest] } }"),
        ("hosts", "{ h1: {}, h2: { administered by: eve, held by: eve } }"),
        ("models", "{ m: { from: acme }, n: { weights: w, runs on: h2 } }"),
        ("stores", "{ lake: { runs on: h2, holds: w } }"),
        ("assets", "{ w: { kind: weights, from: us }, v: { kind: weights }, r: {}, x: { kind: weights } }"),
        ("assumptions", "{ x1: stated, x2: checked }"),
    ];
    let answer = |text: &str| {
        let source = Source { name: "system.yaml".to_owned(), text: text.to_owned() };
        let mut analysis = Analysis::begin(&source, &Scenario::default());
        analysis.run();
        let mut value = serde_json::from_str(&analysis.answer_json()).expect("answers are JSON");
        forget_places(&mut value);
        (analysis.analysed(), value)
    };
    let mut wrong: Vec<&str> = Vec::new();
    for (case, over, one, two) in cases {
        let text = |first: &str, second: &str| {
            let case = case.replace("ONE", first).replace("TWO", second);
            let mut text =
                format!("bartizan: 1\nclaims: {{ c: {{ nobody in: anyone, gains: inspect, over: {over} }} }}\n");
            for line in case.lines() {
                let (section, own) = line.split_once(": { ").expect("a case is one section a line");
                match rest.iter().find(|(s, _)| *s == section) {
                    Some((_, more)) => text.push_str(&format!("{section}: {{ {}, {own}\n", &more[2..more.len() - 2])),
                    None => text.push_str(&format!("{line}\n")),
                }
            }
            for (section, own) in rest.iter().filter(|(s, _)| !case.lines().any(|l| l.starts_with(&format!("{s}:")))) {
                text.push_str(&format!("{section}: {own}\n"));
            }
            text
        };
        let ((analysed, a), (_, b)) = (answer(&text(one, two)), answer(&text(two, one)));
        if analysed && a != b {
            wrong.push(case);
        }
    }
    assert!(wrong.is_empty(), "the order of the names decides in {wrong:#?}");
}

/// An event's state in an answered analysis, as the description and the scenario say.
fn described_chances(case: &Case, leaves: &Leaves, scenario: &Scenario) -> Vec<Chance> {
    let own = |leaf: &Leaf, known: &naive::Known| {
        if known.class == catalog::EventClass::ControlAbsent {
            let name = case.system.id(leaf.1[0]);
            let in_place = case.system.controls.iter().any(|c| c.element == leaf.1[0] && c.in_place);
            let on = scenario.on.contains(&name) || in_place && !scenario.off.contains(&name);
            return if on { Chance::Off } else { Chance::Certain };
        }
        if scenario.fail.contains(&known.id) || known.assumption.as_ref().is_some_and(|a| scenario.fail.contains(a)) {
            return Chance::Certain;
        }
        let acts = |who: DeclaredId| {
            scenario.only.is_empty() || scenario.only.contains(&case.system.declared[who.index()].name)
        };
        if known.who.is_some_and(|who| !acts(who)) { Chance::Off } else { Chance::Open }
    };
    let all: Vec<Chance> = leaves.list.iter().map(|(leaf, known)| own(leaf, known)).collect();
    leaves.root.iter().map(|root| all[*root]).collect()
}

#[test]
fn every_set_suffices_and_every_step_of_every_path_follows() {
    let (mut sets, mut steps) = (0_usize, 0_usize);
    each(8, 3_000, 1..=4, |rng, made| {
        let case = Case::new(made);
        let (naive, leaves) = case.naive();
        let mut scenario = Scenario::default();
        if rng.chance(40) {
            scenario.off = rng.some(&made.names("controls"), 2);
        }
        let analysis = answered(&made.text(), &scenario);
        let chance = described_chances(&case, &leaves, &scenario);
        let claims = analysis.claims();
        assert_eq!(claims.len(), case.system.claims.len());
        for claim in &claims {
            let spec = case.system.claims.iter().find(|c| c.id == claim.id).expect("every answer is to a claim");
            let goals: BTreeSet<Fact> = naive::parties(&case.system, spec, &|_| true)
                .into_iter()
                .flat_map(|who| naive::denied(&case.system, spec, who))
                .collect();
            if let Some((level, counted)) = defined(&case, &naive, &leaves, &chance, &|_| true, spec) {
                let verdict = [Verdict::Violated, Verdict::Unknown, Verdict::Conditional, Verdict::Holds];
                assert_eq!(claim.verdict, verdict[usize::from(level.unwrap_or(3))], "the verdict on {}", claim.id);
                assert_eq!(claim.sets.len() + claim.resting_sets.len(), counted.len(), "sets of {}", claim.id);
            }
            for set in claim.sets.iter().chain(&claim.resting_sets).take(12) {
                sets += 1;
                let reaches = |names: &[&String]| {
                    let facts = naive.follows(&happening(&leaves, &chance, names), &BTreeSet::new());
                    goals.iter().any(|g| facts.contains(g))
                };
                let names: Vec<&String> = set.events.iter().collect();
                assert!(reaches(&names), "{names:?} suffices for {}", claim.id);
                for left in 0..names.len() {
                    let mut fewer = names.clone();
                    let without = fewer.remove(left);
                    if !spec.together && naive::parties(&case.system, spec, &|_| true).len() > 1 {
                        // Different parties are denied different facts; a set is minimal for the goals of one of them.
                        continue;
                    }
                    assert!(!reaches(&fewer), "{names:?} needs {without} for {}", claim.id);
                }
            }
            steps += check_paths(&case, &naive, &leaves, &chance, claim, &goals);
        }
    });
    println!("{sets} sets, {steps} steps");
    assert!(!in_full() || (sets > 500 && steps > 2_000), "{sets} sets, {steps} steps");
}

/// The leaves that happen with a set of events named by their ids.
fn happening(leaves: &Leaves, chance: &[Chance], names: &[&String]) -> BTreeSet<Leaf> {
    let all = leaves.list.iter().enumerate();
    all.filter(|(at, _)| {
        let root = leaves.root[*at];
        chance[root] == Chance::Certain || names.contains(&&leaves.list[root].1.id)
    })
    .map(|(_, (leaf, _))| leaf.clone())
    .collect()
}

/// Re-checks every step of a claim's paths against the rules; the number of steps.
fn check_paths(
    case: &Case,
    naive: &Naive,
    leaves: &Leaves,
    chance: &[Chance],
    claim: &Claim,
    goals: &BTreeSet<Fact>,
) -> usize {
    let mut count = 0;
    for path in &claim.paths {
        let set = &claim.sets[path.set as usize];
        let names: Vec<&String> = set.events.iter().collect();
        let happens = happening(leaves, chance, &names);
        let able: Vec<&Ground> = naive.instances.iter().filter(|g| g.leaves.is_subset(&happens)).collect();
        let silent: Vec<&Ground> =
            able.iter().copied().filter(|g| naive::is_silent(case.catalog.rule(g.rule))).collect();
        let leaf_names = |ground: &Ground| -> BTreeSet<String> {
            let roots = ground.leaves.iter().map(|l| leaves.root[leaves.number(l).expect("leaves of the graph")]);
            roots.map(|root| leaves.list[root].1.id.clone()).collect()
        };
        let mut gained: Vec<Fact> = Vec::new();
        let mut used_events: BTreeSet<String> = BTreeSet::new();
        assert!(!path.steps.is_empty(), "a set of {} has a path", claim.id);
        for (at, step) in path.steps.iter().enumerate() {
            count += 1;
            assert_eq!(step.number as usize, at + 1);
            assert!(step.uses.iter().all(|u| (*u as usize) <= at && *u > 0), "a step uses earlier ones");
            let given: BTreeSet<Fact> = step.uses.iter().map(|u| gained[*u as usize - 1]).collect();
            let held = naive::closure(&silent, &given);
            let events: BTreeSet<String> = step.events.iter().cloned().collect();
            let gain = able.iter().find_map(|ground| {
                let rule = case.catalog.rule(ground.rule);
                let says = rule
                    .says
                    .fill(|slot| ground.bindings.get(slot).map_or_else(String::new, |e| case.system.label(*e)));
                let fits = rule.id == step.rule
                    && says == step.sentence
                    && leaf_names(ground) == events
                    && ground.premises.iter().all(|p| held.contains(p));
                if !fits {
                    return None;
                }
                let restated = naive::closure(&silent, &BTreeSet::from([ground.conclusion]));
                let last = at + 1 == path.steps.len();
                let said =
                    |fact: &&Fact| fact.0.id() == step.gain.capability && case.system.id(fact.1) == step.gain.element;
                if last { restated.iter().find(said).copied() } else { Some(&ground.conclusion).filter(said).copied() }
            });
            let held: Vec<String> = held.iter().map(|f| case.named(*f)).collect();
            let named = format!("{}, {}, gives {:?}", step.rule, step.sentence, step.gain);
            assert!(gain.is_some(), "step {at} of {} does not follow: {named}\nfrom {held:#?}", claim.id);
            gained.extend(gain);
            used_events.extend(events);
        }
        assert!(gained.last().is_some_and(|g| goals.contains(g)), "the last step of {} gives a goal", claim.id);
        let open: BTreeSet<String> = used_events
            .into_iter()
            .filter(|id| leaves.list.iter().zip(chance).any(|((_, k), c)| k.id == *id && *c == Chance::Open))
            .collect();
        assert_eq!(open, set.events.iter().cloned().collect(), "a path needs just the events of its set");
    }
    count
}

#[test]
fn answers_do_not_depend_on_the_order_of_the_document() {
    each(9, 1_600, 1..=4, |rng, made| {
        let other = made.permuted(rng);
        let mut value = |made: &Description| {
            // Nor on how often the work is interrupted.
            let source = Source { name: "system.yaml".to_owned(), text: made.text() };
            let mut analysis = Analysis::begin(&source, &Scenario::default());
            let steps = 1 + rng.next() % 2_000;
            while !analysis.advance(steps).finished {}
            let text = analysis.answer_json();
            let mut value: serde_json::Value = serde_json::from_str(&text).expect("answers are JSON");
            forget_places(&mut value);
            value
        };
        let (one, two) = (value(made), value(&other));
        let found = difference("", &one, &two);
        assert!(found.is_none(), "{} after permuting:\n{}", found.unwrap_or_default(), other.text());
    });
}

/// The first place where two answers differ.
fn difference(at: &str, one: &serde_json::Value, two: &serde_json::Value) -> Option<String> {
    use serde_json::Value as Json;
    if one == two {
        return None;
    }
    match (one, two) {
        (Json::Object(a), Json::Object(b)) if a.len() == b.len() => a
            .iter()
            .find_map(|(key, value)| difference(&format!("{at}.{key}"), value, b.get(key).unwrap_or(&Json::Null))),
        (Json::Array(a), Json::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().find_map(|(i, (a, b))| difference(&format!("{at}[{i}]"), a, b))
        }
        _ => Some(format!("{at}: {one} and {two}")),
    }
}

/// Removes places, and sorts what is listed by place.
fn forget_places(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(map) => {
            map.remove("place");
            map.remove("related");
            map.remove("fix");
            map.values_mut().for_each(forget_places);
            if let Some(serde_json::Value::Array(list)) = map.get_mut("diagnostics") {
                list.sort_by_key(ToString::to_string);
            }
        }
        serde_json::Value::Array(list) => list.iter_mut().for_each(forget_places),
        _ => {}
    }
}

/// Everything derivable, by name, with how much has to go wrong for whoever needs least.
fn exposed(case: &Case, settings: &Settings) -> BTreeMap<String, Option<Level>> {
    let events = Events::new(&case.graph, &case.system, &case.catalog);
    let states = settings.states(&events, &case.system);
    let exposures = Exposures::new(&case.graph, &case.system, &events, settings, &states);
    case.graph.facts().map(|f| (case.named(case.fact(f)), exposures.level(f))).collect()
}

fn not_milder(before: &BTreeMap<String, Option<Level>>, after: &BTreeMap<String, Option<Level>>, what: &str) {
    for (fact, level) in before {
        let now = after.get(fact);
        assert!(now.is_some(), "{what} takes {fact} away");
        let worst = |level: Option<Level>| level.map_or(4, |l| l as u8);
        let now = now.copied().flatten();
        assert!(worst(now) <= worst(*level), "{what} makes {fact} milder: {level:?}, then {now:?}");
    }
}

/// A change that gives an adversary more; none if the description has no place for it.
fn worsened(rng: &mut Rng, made: &Description) -> Option<(String, Description)> {
    let mut worse = made.clone();
    let adversaries: Vec<String> = made
        .entries("roles")
        .iter()
        .filter(|r| r.get("adversary") == Some(&Value::Word("true".to_owned())))
        .map(|r| r.name.clone())
        .collect();
    // What is stated where nothing was takes an unknown away; that is no worsening.
    let stated = |section: &str, key: &str| -> Vec<String> {
        let entries = made.entries(section).iter().filter(|e| !e.names(key).is_empty());
        entries.map(|e| e.name.clone()).collect()
    };
    let mut add = |section: &'static str, name: &str, key: &'static str, what: &str| {
        worse.entries_mut(section).iter_mut().filter(|e| e.name == name).for_each(|e| e.add(key, what));
    };
    let what = match rng.below(6) {
        0 => {
            let (store, role) = (rng.pick(&made.names("stores"))?.clone(), rng.pick(&adversaries)?.clone());
            add("stores", &store, "written by", &role);
            format!("{role} writing {store}")
        }
        1 => {
            let (store, role) = (rng.pick(&made.names("stores"))?.clone(), rng.pick(&adversaries)?.clone());
            add("stores", &store, "administered by", &role);
            format!("{role} administering {store}")
        }
        2 => {
            let (host, role) = (rng.pick(&made.names("hosts"))?.clone(), rng.pick(&adversaries)?.clone());
            add("hosts", &host, "held by", &role);
            format!("{role} holding {host}")
        }
        3 => {
            let (agent, role) = (rng.pick(&stated("agents", "used by"))?.clone(), rng.pick(&adversaries)?.clone());
            add("agents", &agent, "used by", &role);
            format!("{role} using {agent}")
        }
        4 => {
            let called: Vec<String> = made.entries("agents").iter().flat_map(|a| a.names("tools")).collect();
            let (agent, tool) = (rng.pick(&stated("agents", "tools"))?.clone(), rng.pick(&called)?.clone());
            add("agents", &agent, "tools", &tool);
            format!("{agent} calling {tool}")
        }
        _ => {
            let name = format!("{}99", char::from(b'a' + u8::try_from(rng.below(26)).unwrap_or(0)));
            let (on, over) = (rng.pick(&made.names("hosts"))?.clone(), rng.pick(&made.names("stores"))?.clone());
            let keys = vec![
                ("on", Value::Word(on)),
                ("over", Value::Word(over.clone())),
                ("gives", Value::List(vec!["inspect".to_owned(), "contribute".to_owned()])),
            ];
            worse.entries_mut("weaknesses").push(Entry { name, keys, bare: None });
            format!("a weakness over {over}")
        }
    };
    (worse != *made).then_some((what, worse))
}

/// The four verdicts, worst first, as numbers.
fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Violated => 0,
        Verdict::Unknown => 1,
        Verdict::Conditional => 2,
        Verdict::Holds => 3,
    }
}

/// Claims in which every set counts: against everybody, even together. Only for these is a verdict monotone, since a
/// shorter set that only suppliers need does not count against a role alone.
fn against_everybody(made: &Description) -> Description {
    let mut made = made.clone();
    let everybody: Vec<String> = ["anyone".to_owned()].into_iter().chain(made.names("suppliers")).collect();
    for claim in made.entries_mut("claims") {
        claim.keys.retain(|(key, _)| !matches!(*key, "nobody but" | "nobody in" | "within"));
        claim.set("nobody in", Value::List(everybody.clone()));
        claim.set("together", Value::Word("true".to_owned()));
        claim.set("of", Value::Word("any".to_owned()));
    }
    made.tolerates = None;
    made
}

fn verdicts(text: &str, scenario: &Scenario) -> BTreeMap<String, Verdict> {
    answered(text, scenario).claims().into_iter().map(|c| (c.id, c.verdict)).collect()
}

#[test]
fn more_for_an_adversary_is_never_less() {
    let mut tried = 0;
    each(10, 4_000, 1..=4, |rng, made| {
        let made = against_everybody(made);
        let Some((what, worse)) = worsened(rng, &made) else { return };
        tried += 1;
        let (before, after) = (Case::new(&made), Case::new(&worse));
        not_milder(&exposed(&before, &Settings::default()), &exposed(&after, &Settings::default()), &what);
        let old = verdicts(&made.text(), &Scenario::default());
        for (id, verdict) in verdicts(&worse.text(), &Scenario::default()) {
            assert!(rank(verdict) <= rank(old[&id]), "{what} improves {id}: {:?}, then {verdict:?}", old[&id]);
        }
    });
    println!("{tried} changes");
}

#[test]
fn a_failing_assumption_and_a_control_off_never_help() {
    each(11, 2_000, 1..=4, |rng, made| {
        let made = against_everybody(made);
        let case = Case::new(&made);
        let events = Events::new(&case.graph, &case.system, &case.catalog);
        let names: Vec<String> = events.iter().filter_map(|(_, e)| e.assumption.clone()).collect();
        let before = verdicts(&made.text(), &Scenario::default());
        let old = exposed(&case, &Settings::default());
        let mut scenario = Scenario::default();
        let mut settings = Settings::default();
        if rng.chance(60)
            && let Some(name) = rng.pick(&names)
        {
            scenario.fail.push(name.clone());
            settings.fail.push(name.clone());
        }
        if let Some(control) = rng.pick(&case.system.controls) {
            scenario.off.push(case.system.id(control.element));
            settings.off.push(control.element);
        }
        let what = format!("{scenario:?}");
        not_milder(&old, &exposed(&case, &settings), &what);
        for (id, verdict) in verdicts(&made.text(), &scenario) {
            assert!(rank(verdict) <= rank(before[&id]), "{what} improves {id}: {:?}, then {verdict:?}", before[&id]);
        }
    });
}
