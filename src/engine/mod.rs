//! Grounding and least fixpoint: from a lowered system and the catalog's rules to the AND/OR graph of every fact,
//! with every derivation kept. Knows nothing of claims, verdicts or likelihoods.

mod fixpoint;
mod graph;
mod ground;
mod plan;
mod postings;
mod structure;
mod worlds;

pub use fixpoint::Fixpoint;
pub use graph::{BasicEvent, EventId, FactId, Graph, InstanceId};
pub use ground::Grounder;
pub use structure::{Further, Structure};
pub use worlds::Worlds;
