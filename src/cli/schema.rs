//! `bartizan catalog` and `bartizan schema`: what answers are made from, and what descriptions and answers look like.

use bartizan::api;
use bartizan::catalog::{LEDGER, ledger};
use bartizan::report::{catalog as report, json};

use super::arguments::{Catalog, Format, What};
use super::output::{Output, Stop, colour};
use super::{Outcome, packs};

/// All are made from the Rust types; a test keeps them fresh.
const DESCRIPTION: &str = include_str!("../../schema/description.schema.json");
const ANSWER: &str = include_str!("../../schema/answer.schema.json");
const RISK: &str = include_str!("../../schema/risk.schema.json");
const PLAN: &str = include_str!("../../schema/plan.schema.json");
const GUARANTEES: &str = include_str!("../../schema/guarantees.schema.json");
const DIFF: &str = include_str!("../../schema/diff.schema.json");
const CONTRACTS: &str = include_str!("../../schema/contracts.schema.json");

pub(super) fn schema(what: What) -> Result<Outcome, Stop> {
    let mut output = Output::standard();
    output.write(match what {
        What::Description => DESCRIPTION,
        What::Answer => ANSWER,
        What::Risk => RISK,
        What::Plan => PLAN,
        What::Guarantees => GUARANTEES,
        What::Diff => DIFF,
        What::Contracts => CONTRACTS,
    })?;
    output.finish()
}

pub(super) fn catalog(arguments: &Catalog) -> Result<Outcome, Stop> {
    let catalog = packs::catalog(&arguments.packs.folders)?;
    // That the ledger has no problem is tested; packs do not change it.
    let (ledger, _) = ledger(LEDGER, &api::built_in());
    let view = api::catalog_view(&catalog).with_ledger(&ledger);
    let mut output = Output::standard();
    let text = match arguments.format {
        Format::Text => report::text(&view, colour()),
        Format::Json => json::printed(&view).map_err(|e| Stop::Failed(e.to_string()))?,
    };
    output.write(&text)?;
    output.finish()
}
