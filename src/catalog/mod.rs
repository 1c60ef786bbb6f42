//! The knowledge as data: the files under `catalog/`, read into plain structs with numbered references.
//! `rule` is the compiled form, `load` makes it, `check` refuses what no line shows by itself.

mod atom;
mod attack;
mod attacks;
mod audience;
mod audit;
mod check;
mod compile;
mod declare;
mod fields;
mod files;
mod ledger;
mod load;
mod reference;
mod relation;
mod risks;
mod rule;
mod template;
#[cfg(test)]
mod tests;
mod view;
mod words;

pub use atom::{Condition, Malformed, Word, parse_atom, parse_condition};
pub use attack::{Attack, AttackId, Pattern};
pub use audience::{Audience, Wording};
pub use audit::{audit, referring};
#[cfg(feature = "cli")]
pub use files::LEDGER;
pub use ledger::{Draft, Fate, LedgerEntry, ledger};
pub use load::{PackFile, built_in, built_in_files, load, load_with_packs};
pub use reference::{Framework, Reference};
pub use rule::*;
pub use template::{Piece, Template};
pub use view::{ComputedItem, Drift, View, ViewOf};
pub use words::{About, Class, Confidence, ControlType, EventClass, Predicate, RuleKind, Subject, Verb, WeaknessReach};

pub use relation::Relation;
