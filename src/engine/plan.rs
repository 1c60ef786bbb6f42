//! How a rule is joined when one of its premises has just been derived: an order of scans and checks,
//! chosen once per rule and premise.

use crate::catalog::{MAX_VARIABLES, Predicate, Rule, TypeId, VarId};
use crate::system::{Relation, Relations};

/// The most columns that a relation has.
pub const MAX_ARITY: usize = 4;

/// One step of a join.
#[derive(Clone, Debug)]
pub enum Step {
    /// Walk the tuples of a relation that agree with the variables bound so far, binding the others.
    Scan { relation: Relation, args: Vec<VarId>, bound: [bool; MAX_ARITY] },
    /// The premise must have been derived; `position` is its place in the rule.
    Premise { predicate: Predicate, variable: VarId, position: usize },
    /// Every fact of the predicate in turn, binding its element: for a premise that nothing joins with the others.
    Any { predicate: Predicate, variable: VarId, position: usize },
    /// Two variables must differ.
    Differ(VarId, VarId),
    /// A variable that no relation binds must be of its type.
    Type(VarId, TypeId),
}

/// A join order for one rule, started by one premise or, without premises, by nothing.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Position of the rule in the catalog.
    pub rule: u32,
    /// The premise that starts it.
    pub trigger: Option<usize>,
    /// Columns in which the element that starts it must occur.
    pub at_start: Vec<(Relation, usize)>,
    /// The steps.
    pub steps: Vec<Step>,
}

impl Plan {
    /// Orders the conditions of a rule: checks as early as they can run, then the scan with most bound columns,
    /// then the smaller relation.
    pub fn new(rule: &Rule, number: u32, trigger: Option<usize>, relations: &Relations) -> Plan {
        let mut known = [false; MAX_VARIABLES];
        if let Some(trigger) = trigger {
            known[rule.premises[trigger].1.index()] = true;
        }
        let steps = Plan::ordered(rule, trigger, known, relations);
        let starts = trigger.map(|trigger| rule.premises[trigger].1);
        let at_start = rule
            .relations
            .iter()
            .flat_map(|atom| (0..).zip(&atom.args).map(|(column, v)| (atom.relation, column, Some(*v))))
            .filter(|(_, _, v)| *v == starts)
            .map(|(relation, column, _)| (relation, column))
            .collect();
        Plan { rule: number, trigger, at_start, steps }
    }

    /// The steps for a rule's relations and differences where the first variables have their values already.
    pub fn after(rule: &Rule, bound: usize, relations: &Relations) -> Vec<Step> {
        let mut known = [false; MAX_VARIABLES];
        known[..bound].fill(true);
        Plan::ordered(rule, None, known, relations)
    }

    fn ordered(
        rule: &Rule,
        trigger: Option<usize>,
        mut known: [bool; MAX_VARIABLES],
        relations: &Relations,
    ) -> Vec<Step> {
        let mut atoms: Vec<_> = rule.relations.iter().collect();
        let free = |v: VarId| rule.relations.iter().all(|atom| !atom.args.contains(&v));
        let mut types: Vec<VarId> = rule.premises.iter().map(|(_, v)| *v).filter(|v| free(*v)).collect();
        types.dedup();
        let mut premises: Vec<_> =
            rule.premises.iter().enumerate().filter(|(position, _)| Some(*position) != trigger).collect();
        let mut differ = rule.differ.clone();
        let mut steps = Vec::new();
        loop {
            types.retain(|v| {
                let ready = known[v.index()];
                if ready {
                    steps.push(Step::Type(*v, rule.variables[v.index()].kind));
                }
                !ready
            });
            differ.retain(|(a, b)| {
                let ready = known[a.index()] && known[b.index()];
                if ready {
                    steps.push(Step::Differ(*a, *b));
                }
                !ready
            });
            premises.retain(|(position, (predicate, variable))| {
                let ready = known[variable.index()];
                if ready {
                    steps.push(Step::Premise { predicate: *predicate, variable: *variable, position: *position });
                }
                !ready
            });
            let best = atoms.iter().enumerate().max_by_key(|(position, atom)| {
                let bound = atom.args.iter().filter(|v| known[v.index()]).count();
                let free = atom.args.len() - bound;
                let size = relations.tuples(atom.relation).len();
                (bound > 0, free == 0, bound, std::cmp::Reverse(size), std::cmp::Reverse(*position))
            });
            let Some((position, _)) = best else {
                // Nothing joins what is left: each premise is then met by every fact of its predicate.
                if premises.is_empty() {
                    break;
                }
                let (position, (predicate, variable)) = premises.remove(0);
                known[variable.index()] = true;
                steps.push(Step::Any { predicate: *predicate, variable: *variable, position });
                continue;
            };
            let atom = atoms.remove(position);
            let mut bound = [false; MAX_ARITY];
            for (column, variable) in atom.args.iter().enumerate() {
                bound[column] = known[variable.index()];
            }
            for variable in &atom.args {
                known[variable.index()] = true;
            }
            steps.push(Step::Scan { relation: atom.relation, args: atom.args.clone(), bound });
        }
        steps
    }
}
