//! The system: its description as typed data, and its elements and relations as rules see them.

mod article;
pub mod document;
mod lower;
pub mod names;
mod persons;

pub(crate) use article::{with_article, without_article};
#[allow(clippy::module_inception, reason = "the lowered system is what this room is about")]
mod system;

pub use crate::catalog::Relation;
pub use lower::lower;
pub use persons::{Persons, Whose};
pub use system::{
    Against, Assumed, ClaimSpec, ControlSpec, DecisionSpec, Declared, DeclaredId, DefaultTaken, Element, ElementId,
    Form, From, Guard, Kind, Of, Part, Promises, Relations, Status, SwitchingSpec, System, Which,
};
