//! Where the structure of a pattern occurs in a system, whether or not its premises hold. All joins are bounded.

use super::plan::{Plan, Step};
use super::postings::Postings;
use crate::catalog::{Catalog, MAX_VARIABLES, Pattern, Rule};
use crate::system::{ElementId, System};

/// Tuples looked at for all places of one pattern.
const MAX_VISITS: usize = 200_000;
/// Tuples looked at to find what else has to stand at one place.
const MAX_VISITS_AT_PLACE: usize = 1_000;

/// The relations of a system, ready to be joined.
pub struct Structure<'s> {
    system: &'s System,
    postings: Postings,
}

/// What has to stand besides a rule, ready to be looked for at the places of that rule.
pub struct Further<'s> {
    structure: &'s Structure<'s>,
    steps: Vec<Step>,
    /// Variables of the rule, and those with the further ones.
    variables: (usize, usize),
}

impl<'s> Structure<'s> {
    /// Indexes the relations.
    pub fn new(system: &'s System) -> Structure<'s> {
        Structure { system, postings: Postings::new(&system.relations, system.elements.len()) }
    }

    /// The bindings of a pattern's variables under which all its relations hold, at most `limit`; whether there may be
    /// more. None where a premise alone binds a variable.
    pub fn matches(&self, catalog: &Catalog, pattern: &Pattern, limit: usize) -> (Vec<Vec<ElementId>>, bool) {
        let rule = whole(catalog, pattern);
        let system = self.system;
        if rule.relations.iter().any(|atom| system.relations.tuples(atom.relation).is_empty()) {
            return (Vec::new(), false);
        }
        let bound_by_relations = |v: usize| rule.relations.iter().any(|a| a.args.iter().any(|arg| arg.index() == v));
        if !(0..rule.variables.len()).all(bound_by_relations) {
            return (Vec::new(), false);
        }
        let steps = Plan::after(&rule, 0, &system.relations);
        let mut walk = Walk::new(self, &steps, rule.variables.len(), limit, MAX_VISITS);
        walk.step(0, &mut [0; MAX_VARIABLES]);
        (walk.found, walk.more)
    }

    /// Prepares to look for what a pattern asks for besides its rule; nothing if it asks for nothing.
    pub fn further(&'s self, catalog: &Catalog, pattern: &Pattern) -> Option<Further<'s>> {
        if pattern.is_plain() {
            return None;
        }
        let bound = catalog.rule(pattern.rule).variables.len();
        let mut rule = whole(catalog, pattern);
        rule.relations.clone_from(&pattern.relations);
        rule.differ.clone_from(&pattern.differ);
        let steps = Plan::after(&rule, bound, &self.system.relations);
        Some(Further { structure: self, steps, variables: (bound, rule.variables.len()) })
    }
}

impl Further<'_> {
    /// The first bindings with which everything else stands at a place, if any; whether the search was cut.
    pub fn at(&self, bindings: &[ElementId]) -> (Option<Vec<ElementId>>, bool) {
        let (bound, all) = self.variables;
        let mut values = [0; MAX_VARIABLES];
        for (value, element) in values.iter_mut().zip(&bindings[..bound]) {
            *value = element.0;
        }
        let mut walk = Walk::new(self.structure, &self.steps, all, 1, MAX_VISITS_AT_PLACE);
        walk.step(0, &mut values);
        let cut = walk.found.is_empty() && walk.more;
        (walk.found.pop(), cut)
    }
}

/// A pattern as one rule without premises: here only relations and differences are conditions.
fn whole(catalog: &Catalog, pattern: &Pattern) -> Rule {
    let mut rule = Rule { premises: Vec::new(), ..catalog.rule(pattern.rule).clone() };
    rule.variables.extend(pattern.variables.iter().cloned());
    rule.relations.extend(pattern.relations.iter().cloned());
    rule.differ.extend(pattern.differ.iter().copied());
    rule
}

struct Walk<'w> {
    structure: &'w Structure<'w>,
    steps: &'w [Step],
    variables: usize,
    found: Vec<Vec<ElementId>>,
    limit: usize,
    visits: usize,
    more: bool,
}

impl<'w> Walk<'w> {
    fn new(structure: &'w Structure<'w>, steps: &'w [Step], variables: usize, limit: usize, visits: usize) -> Walk<'w> {
        Walk { structure, steps, variables, found: Vec::new(), limit, visits, more: false }
    }

    /// The depth is that of the pattern, which the catalog bounds.
    fn step(&mut self, at: usize, bindings: &mut [u32; MAX_VARIABLES]) {
        if self.found.len() >= self.limit || self.visits == 0 {
            self.more = true;
            return;
        }
        match self.steps.get(at) {
            None => self.found.push(bindings[..self.variables].iter().map(|e| ElementId(*e)).collect()),
            Some(Step::Differ(a, b)) => {
                if bindings[a.index()] != bindings[b.index()] {
                    self.step(at + 1, bindings);
                }
            }
            Some(Step::Premise { .. } | Step::Any { .. } | Step::Type(..)) => self.step(at + 1, bindings),
            Some(Step::Scan { relation, args, bound }) => {
                let Structure { system, postings } = self.structure;
                let tuples = system.relations.tuples(*relation);
                let arity = args.len();
                let shortest = (0..arity)
                    .filter(|c| bound[*c])
                    .map(|c| postings.rows(*relation, c, ElementId(bindings[args[c].index()])))
                    .min_by_key(|rows| rows.len());
                let count = shortest.map_or(tuples.len() / arity, <[u32]>::len);
                for number in 0..count {
                    let row = shortest.map_or(number, |rows| rows[number] as usize);
                    let tuple = &tuples[row * arity..(row + 1) * arity];
                    self.visits = self.visits.saturating_sub(1);
                    let agrees = args.iter().zip(tuple).enumerate().all(|(c, (v, value))| {
                        if bound[c] {
                            bindings[v.index()] == *value
                        } else {
                            bindings[v.index()] = *value;
                            true
                        }
                    });
                    if agrees && args.iter().zip(tuple).all(|(v, value)| bindings[v.index()] == *value) {
                        self.step(at + 1, bindings);
                    }
                    if self.more || (self.visits == 0 && number + 1 < count) {
                        self.more = true;
                        return;
                    }
                }
            }
        }
    }
}
