//! Text with positions: YAML and JSON into one tree in which every value knows where it stands.
//! Nothing here knows what a description or a rule is; nothing here fails, everything is reported.

mod lines;
mod mistake;
mod nearest;
mod offsets;
mod problem;
mod reader;
mod tree;

pub use lines::{Lines, Position};
pub use nearest::nearest;
pub use problem::{MAX_PROBLEMS, Problem, Problems, Severity, quoted};
pub use reader::{MAX_DEPTH, MAX_NODES, MAX_TEXT, read};
pub use tree::{Node, Span, Spanned, Value};

#[cfg(test)]
pub(crate) mod tests;
