//! The files of the built-in catalog, one a line, embedded at compile time.
//! A test compares this list with the folder.

macro_rules! embed {
    ($($name:literal),* $(,)?) => {
        /// Name and text of each file.
        pub(super) const FILES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../catalog/", $name)))),*];
    };
}

embed! {
    "catalog.yaml",
    "capabilities.yaml",
    "asset-types.yaml",
    "facts.yaml",
    "relations.yaml",
    "points.yaml",
    "events.yaml",
    "controls.yaml",
    "scale.yaml",
    "weakness-classes.yaml",
    "frameworks.yaml",
    "crosswalks.yaml",
    "domains.yaml",
    "rules/positions.yaml",
    "rules/placement.yaml",
    "rules/parts.yaml",
    "rules/processes.yaml",
    "rules/models.yaml",
    "rules/agents.yaml",
    "rules/tools.yaml",
    "rules/content.yaml",
    "rules/services.yaml",
    "rules/supply.yaml",
    "rules/telling.yaml",
    "rules/physical.yaml",
    "rules/controls.yaml",
    "rules/weaknesses.yaml",
    "rules/inference.yaml",
    "rules/availability.yaml",
    "rules/evaluation.yaml",
    "rules/hardware.yaml",
    "rules/clients.yaml",
    "rules/unstated.yaml",
    "rules/adapters.yaml",
    "rules/federated.yaml",
    "rules/reach.yaml",
    "rules/kept.yaml",
    "rules/hypothetical.yaml",
    "attacks/training.yaml",
    "attacks/artefacts.yaml",
    "attacks/telling.yaml",
    "attacks/evasion.yaml",
    "attacks/prompts.yaml",
    "attacks/retrieval.yaml",
    "attacks/tools.yaml",
    "attacks/people.yaml",
    "attacks/hardware.yaml",
    "attacks/infrastructure.yaml",
}

/// What became of the drafts from which the catalog was made; only the command carries it.
#[cfg(feature = "cli")]
pub const LEDGER: &str = include_str!("../../catalog/ledger.yaml");
