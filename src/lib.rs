//! Asset-centric threat modeling of AI systems: from a system description to what an adversary can gain over every
//! asset, why, and what closes it. `ARCHITECTURE.md` tells how the rooms depend on each other.

pub mod analysis;
pub mod api;
pub mod catalog;
pub mod diagram;
pub mod edit;
pub mod engine;
#[cfg(feature = "exchange")]
pub mod exchange;
pub mod explain;
mod hash;
mod order;
pub mod report;
pub mod source;
pub mod system;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
