//! Foreign formats, a file each. Whatever a text holds that has no meaning here is refused or pointed out, never
//! dropped in silence.

pub mod atlas;
mod expression;
mod formula;
pub mod open_psa;
mod order;
mod scope;
mod xml;
