//! Where the structure of one rule occurs in a system, whether or not its premises hold.

use super::plan::{MAX_VARIABLES, Plan, Step};
use super::postings::Postings;
use crate::catalog::{Catalog, Rule, RuleId};
use crate::system::{ElementId, System};

/// The bindings of a rule's variables under which all its relations hold, at most `limit`; whether there are more.
pub fn structural_matches(
    catalog: &Catalog,
    system: &System,
    rule: RuleId,
    limit: usize,
) -> (Vec<Vec<ElementId>>, bool) {
    let rule = catalog.rule(rule);
    if rule.relations.iter().any(|atom| system.relations.tuples(atom.relation).is_empty()) {
        return (Vec::new(), false);
    }
    let bound_by_relations = |v: usize| rule.relations.iter().any(|a| a.args.iter().any(|arg| arg.index() == v));
    if !(0..rule.variables.len()).all(bound_by_relations) {
        return (Vec::new(), false);
    }
    // Premises are no condition here; only relations and differences are.
    let structure = Rule { premises: Vec::new(), ..rule.clone() };
    let plan = Plan::new(&structure, 0, None, &system.relations);
    let mut walk = Walk {
        postings: Postings::of(
            &system.relations,
            system.elements.len(),
            structure.relations.iter().map(|a| a.relation),
        ),
        system,
        plan: &plan,
        variables: rule.variables.len(),
        found: Vec::new(),
        limit,
        more: false,
    };
    let mut bindings = [0; MAX_VARIABLES];
    walk.step(0, &mut bindings);
    (walk.found, walk.more)
}

struct Walk<'w> {
    postings: Postings,
    system: &'w System,
    plan: &'w Plan,
    variables: usize,
    found: Vec<Vec<ElementId>>,
    limit: usize,
    more: bool,
}

impl Walk<'_> {
    /// The depth is that of the rule, which the catalog bounds.
    fn step(&mut self, at: usize, bindings: &mut [u32; MAX_VARIABLES]) {
        if self.found.len() >= self.limit {
            self.more = true;
            return;
        }
        match self.plan.steps.get(at) {
            None => self.found.push(bindings[..self.variables].iter().map(|e| ElementId(*e)).collect()),
            Some(Step::Differ(a, b)) => {
                if bindings[a.index()] != bindings[b.index()] {
                    self.step(at + 1, bindings);
                }
            }
            Some(Step::Premise { .. } | Step::Any { .. } | Step::Type(..)) => self.step(at + 1, bindings),
            Some(Step::Scan { relation, args, bound }) => {
                let system = self.system;
                let tuples = system.relations.tuples(*relation);
                let arity = args.len();
                let shortest = (0..arity)
                    .filter(|c| bound[*c])
                    .min_by_key(|c| self.postings.rows(*relation, *c, ElementId(bindings[args[*c].index()])).len());
                let rows: Vec<u32> = match shortest {
                    Some(c) => self.postings.rows(*relation, c, ElementId(bindings[args[c].index()])).to_vec(),
                    None => (0..u32::try_from(tuples.len() / arity).unwrap_or(0)).collect(),
                };
                for row in rows {
                    let tuple = &tuples[row as usize * arity..(row as usize + 1) * arity];
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
                    if self.more {
                        return;
                    }
                }
            }
        }
    }
}
