//! Boolean functions of basic events as decision diagrams: families of event sets, the functions that they say, and
//! what follows from cyclic rules. Knows nothing of systems, catalogs or graphs; an event is the number of its level.
//!
//! | file | what |
//! |---|---|
//! | `zdd` | families of sets, mostly antichains, as zero-suppressed diagrams |
//! | `parts` | the sets that have one event, and sums over sets |
//! | `ranked` | the sets of a family in order, lazily |
//! | `bdd` | monotone functions as binary diagrams: minimal sets, probability, Birnbaum |
//! | `horn` | cyclic systems of rules: the minimal sets of their goals |
//! | `tree` | coherent fault trees |
//! | `simplify`, `modules`, `orders` | smaller trees of the same meaning, parts to be solved alone, orders of events |
//! | `solve`, `counts`, `outside` | answers about fault trees, exact or in bounds, or up to an order |
//!
//! Everything is deterministic. Work is bounded by nodes, which are never freed before the whole diagram is: an
//! operation that would need more than its budget says [`Exhausted`], and every family and function made before stays
//! good. Nothing recurses deeper than a set has events, and that is bounded too.

mod arena;
mod bdd;
mod counts;
mod horn;
mod modules;
mod orders;
mod outside;
mod parts;
mod ranked;
mod simplify;
mod slice;
pub mod solve;
pub mod tree;
mod zdd;

pub use bdd::{Bdd, Node};
pub use horn::{Horn, Limit, Limits, Solution, solve};
pub use zdd::{Family, Zdd};

/// The budget of nodes or steps is used up; there is no answer, and never a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exhausted;

impl std::fmt::Display for Exhausted {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("the budget of diagram nodes is used up")
    }
}

impl std::error::Error for Exhausted {}
