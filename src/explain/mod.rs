//! Derivations as ordered steps, and sentences in the system's own names.

mod path;
mod words;

pub use path::{PathStep, derivation};
pub use words::{claim_sentence, event_sentence, gain, instance_said, instance_sentence, missing_sentence, said};
