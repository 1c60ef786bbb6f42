//! Grounding: semi-naive evaluation that keeps every rule instance.
//! Facts are taken in order of derivation; each starts the joins of the rules that have it as a premise, with the other
//! premises among the facts taken so far. So each instance is met exactly once, when its last premise is taken.

use std::sync::Arc;

use super::graph::{FactId, Graph};
use super::plan::{Plan, Step};
use super::postings::Postings;
use crate::catalog::{Catalog, EventClass, EventKindId, MAX_VARIABLES, Predicate, Rule, RuleKind, TypeId};
use crate::system::{ElementId, Guard, System};

/// Grounding stops here and says so: a graph of this size takes about 4 GB.
pub const MAX_INSTANCES: usize = 40_000_000;

/// Patterns of controls at one point, by the column and element on which they stand.
#[derive(Default)]
struct PointGuards {
    /// Sorted by column, then element.
    guards: Vec<Guard>,
    /// Columns that some guard uses.
    columns: Vec<usize>,
    /// The column that names the session, if the point has one.
    session: Option<usize>,
}

/// A grounding in progress.
pub struct Grounder {
    catalog: Arc<Catalog>,
    system: Arc<System>,
    postings: Postings,
    /// Plans by predicate of the premise that starts them.
    plans: Vec<Vec<Plan>>,
    /// Plans of rules without premises.
    free: Vec<Plan>,
    points: Vec<PointGuards>,
    /// The type of every element.
    types: Vec<TypeId>,
    graph: Graph,
    next: usize,
    steps: u64,
    started: bool,
    emitted: Emitted,
}

/// Premises and events of the instance at hand; kept, so that no instance needs memory of its own.
#[derive(Default)]
struct Emitted {
    premises: Vec<u32>,
    needs: Vec<u32>,
}

/// The parts of a grounder that a join reads and writes.
struct Joiner<'g> {
    catalog: &'g Catalog,
    system: &'g System,
    postings: &'g Postings,
    points: &'g [PointGuards],
    types: &'g [TypeId],
    graph: &'g mut Graph,
    steps: &'g mut u64,
    emitted: &'g mut Emitted,
}

/// What a join carries along.
struct Join<'j> {
    rule: &'j Rule,
    number: u32,
    plan: &'j Plan,
    fact: u32,
    bindings: [u32; MAX_VARIABLES],
}

impl Grounder {
    /// Prepares the joins for a system.
    pub fn new(catalog: Arc<Catalog>, system: Arc<System>) -> Grounder {
        Grounder::with_rules(catalog, system, false)
    }

    /// The same, with the rules of what could be otherwise: for the nearest misses of claims that hold.
    pub fn with_hypotheses(catalog: Arc<Catalog>, system: Arc<System>) -> Grounder {
        Grounder::with_rules(catalog, system, true)
    }

    fn with_rules(catalog: Arc<Catalog>, system: Arc<System>, hypotheses: bool) -> Grounder {
        let mut plans: Vec<Vec<Plan>> = (0..Predicate::COUNT).map(|_| Vec::new()).collect();
        let mut free = Vec::new();
        for (number, rule) in (0_u32..).zip(&catalog.rules) {
            // A rule about a relation that this system does not have can never fire.
            if rule.relations.iter().any(|atom| system.relations.tuples(atom.relation).is_empty()) {
                continue;
            }
            let is_hypothesis = |(kind, _): &(EventKindId, _)| catalog.event(*kind).class == EventClass::Hypothetical;
            if !hypotheses && rule.events.iter().any(is_hypothesis) {
                continue;
            }
            if rule.premises.is_empty() {
                free.push(Plan::new(rule, number, None, &system.relations));
            }
            for (position, (predicate, _)) in rule.premises.iter().enumerate() {
                plans[predicate.index()].push(Plan::new(rule, number, Some(position), &system.relations));
            }
        }
        let points = catalog
            .points
            .iter()
            .enumerate()
            .map(|(number, point)| {
                let mut guards: Vec<Guard> =
                    system.guards.iter().filter(|g| g.point.index() == number).cloned().collect();
                crate::order::sort_by_key(&mut guards, |g| (g.column, g.on, g.control));
                let mut columns: Vec<usize> = guards.iter().map(|g| g.column).collect();
                columns.dedup();
                let session = point.columns.iter().position(|c| c.name == "session");
                PointGuards { guards, columns, session }
            })
            .collect();
        let postings = Postings::new(&system.relations, system.elements.len());
        let implications = catalog.rules.iter().take_while(|r| r.kind == RuleKind::Implication).count();
        let graph = Graph::new(system.elements.len(), implications);
        let types = system.types(&catalog);
        Grounder {
            catalog,
            system,
            postings,
            plans,
            free,
            points,
            types,
            graph,
            next: 0,
            steps: 0,
            started: false,
            emitted: Emitted::default(),
        }
    }

    /// Facts taken so far, and facts known so far.
    pub fn progress(&self) -> (u64, u64) {
        (self.next as u64, self.graph.fact_count() as u64)
    }

    /// Works for about `steps` instances; true when nothing is left.
    pub fn advance(&mut self, steps: u64) -> bool {
        let limit = self.steps.saturating_add(steps);
        if !self.started {
            self.started = true;
            self.start();
        }
        while self.next < self.graph.fact_count() && self.graph.instance_count() < MAX_INSTANCES {
            if self.steps >= limit {
                return false;
            }
            let fact = u32::try_from(self.next).expect("facts are fewer than 2^32");
            let (predicate, element) = self.graph.fact(FactId(fact));
            self.next += 1;
            self.steps += 1;
            let (mut joiner, plans, _) = self.parts();
            for plan in &plans[predicate.index()] {
                joiner.run(plan, Some((fact, element)));
            }
        }
        true
    }

    /// The graph, and whether it is complete.
    pub fn finish(mut self) -> (Graph, bool) {
        let complete = self.next == self.graph.fact_count();
        self.graph.finish();
        (self.graph, complete)
    }

    /// That a control is off comes first: every point then finds the fact that it needs.
    fn start(&mut self) {
        let system = Arc::clone(&self.system);
        for control in &system.controls {
            self.graph.intern_fact(Predicate::Off, control.element);
        }
        for (_, watch) in &system.watches {
            self.graph.intern_fact(Predicate::Off, *watch);
        }
        let (mut joiner, _, free) = self.parts();
        for plan in free {
            joiner.run(plan, None);
        }
    }

    /// What joins read and write, beside the plans with premises and those without.
    fn parts(&mut self) -> (Joiner<'_>, &[Vec<Plan>], &[Plan]) {
        let joiner = Joiner {
            catalog: &self.catalog,
            system: &self.system,
            postings: &self.postings,
            points: &self.points,
            types: &self.types,
            graph: &mut self.graph,
            steps: &mut self.steps,
            emitted: &mut self.emitted,
        };
        (joiner, &self.plans, &self.free)
    }
}

impl Joiner<'_> {
    fn run(&mut self, plan: &Plan, start: Option<(u32, ElementId)>) {
        let rule = &self.catalog.rules[plan.rule as usize];
        if let Some((_, element)) = start
            && !plan.at_start.iter().all(|(relation, column)| self.postings.has(*relation, *column, element))
        {
            return;
        }
        let mut bindings = [0_u32; MAX_VARIABLES];
        let mut fact = 0;
        if let (Some(trigger), Some((number, element))) = (plan.trigger, start) {
            bindings[rule.premises[trigger].1.index()] = element.0;
            fact = number;
        }
        let mut join = Join { rule, number: plan.rule, plan, fact, bindings };
        self.join(&mut join, 0);
    }

    /// Runs the steps from `at` on. The depth is that of the rule, which the catalog bounds.
    fn join(&mut self, join: &mut Join<'_>, at: usize) {
        match join.plan.steps.get(at) {
            None => self.emit(join),
            Some(Step::Any { predicate, variable, position }) => {
                let trigger = join.plan.trigger.unwrap_or(0);
                let until = if *position < trigger { join.fact } else { join.fact + 1 };
                for number in 0..until {
                    let (found, element) = self.graph.fact(FactId(number));
                    if found == *predicate {
                        join.bindings[variable.index()] = element.0;
                        self.join(join, at + 1);
                    }
                }
            }
            Some(Step::Differ(a, b)) => {
                if join.bindings[a.index()] != join.bindings[b.index()] {
                    self.join(join, at + 1);
                }
            }
            Some(Step::Type(variable, kind)) => {
                if self.catalog.is_a(self.types[join.bindings[variable.index()] as usize], *kind) {
                    self.join(join, at + 1);
                }
            }
            Some(Step::Premise { predicate, variable, position }) => {
                let element = ElementId(join.bindings[variable.index()]);
                let Some(found) = self.graph.find(*predicate, element) else { return };
                let trigger = join.plan.trigger.unwrap_or(0);
                let taken = if *position < trigger { found.0 < join.fact } else { found.0 <= join.fact };
                if taken {
                    self.join(join, at + 1);
                }
            }
            Some(Step::Scan { relation, args, bound }) => {
                let tuples = self.system.relations.tuples(*relation);
                let arity = args.len();
                let postings = self.postings;
                let shortest = (0..arity)
                    .filter(|c| bound[*c])
                    .map(|c| postings.rows(*relation, c, ElementId(join.bindings[args[c].index()])))
                    .min_by_key(|rows| rows.len());
                let Some(rows) = shortest else {
                    for tuple in tuples.chunks_exact(arity) {
                        self.visit(join, at, args, *bound, tuple);
                    }
                    return;
                };
                for row in rows {
                    let row = *row as usize;
                    self.visit(join, at, args, *bound, &tuples[row * arity..(row + 1) * arity]);
                }
            }
        }
    }

    fn visit(
        &mut self,
        join: &mut Join<'_>,
        at: usize,
        args: &[crate::catalog::VarId],
        bound: [bool; super::plan::MAX_ARITY],
        tuple: &[u32],
    ) {
        for (column, variable) in args.iter().enumerate() {
            if bound[column] && join.bindings[variable.index()] != tuple[column] {
                return;
            }
            join.bindings[variable.index()] = tuple[column];
        }
        // A variable that occurs twice in one atom must agree with itself.
        if args.iter().enumerate().any(|(column, v)| join.bindings[v.index()] != tuple[column]) {
            return;
        }
        self.join(join, at + 1);
    }

    fn emit(&mut self, join: &Join<'_>) {
        *self.steps += 1;
        let rule = join.rule;
        let value = |v: &crate::catalog::VarId| join.bindings[v.index()];
        let Emitted { premises, needs } = &mut *self.emitted;
        premises.clear();
        needs.clear();
        for (predicate, variable) in &rule.premises {
            let fact = self.graph.find(*predicate, ElementId(value(variable)));
            let fact = fact.expect("the join checked every premise");
            if !premises.contains(&fact.0) {
                premises.push(fact.0);
            }
        }
        for (point, args) in &rule.points {
            let guards = &self.points[point.index()];
            for column in &guards.columns {
                let on = ElementId(value(&args[*column]));
                let from = guards.guards.partition_point(|g| (g.column, g.on) < (*column, on));
                for guard in guards.guards[from..].iter().take_while(|g| g.column == *column && g.on == on) {
                    if !guard.stands(|column| ElementId(value(&args[column]))) {
                        continue;
                    }
                    let session = guards.session.map(|c| ElementId(value(&args[c])));
                    let off = session.and_then(|s| self.system.watch(guard.control, s)).unwrap_or(guard.control);
                    let fact = self.graph.find(Predicate::Off, off).expect("facts of all controls come first");
                    if !premises.contains(&fact.0) {
                        premises.push(fact.0);
                    }
                }
            }
        }
        for (kind, args) in &rule.events {
            let mut elements = [0_u32; 3];
            for (slot, variable) in elements.iter_mut().zip(args) {
                *slot = value(variable);
            }
            let event = self.graph.intern_event(*kind, &elements[..args.len().min(3)]);
            if !needs.contains(&event.0) {
                needs.push(event.0);
            }
        }
        let (predicate, variable) = rule.conclusion;
        let conclusion = self.graph.intern_fact(predicate, ElementId(value(&variable)));
        // What needs itself derives nothing.
        if premises.contains(&conclusion.0) {
            return;
        }
        self.graph.push(join.number, conclusion, premises, needs, &join.bindings[..rule.variables.len()]);
    }
}
