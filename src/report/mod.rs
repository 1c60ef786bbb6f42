//! Answers on paper: text, JSON and the report to file, a file each. Pure functions from plain answers to strings, for the command, for
//! tests and for the page.

pub mod catalog;
pub mod claim;
pub mod contracts;
pub mod crosswalk;
pub mod document;
pub mod json;
pub mod quantities;
pub mod sheet;
pub mod text;
pub mod wording;

pub use sheet::{Tone, visible};
