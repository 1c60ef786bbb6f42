//! The report to file, and the parts that it can have.

use serde::{Deserialize, Serialize};

use super::Analysis;
use crate::report::document::{self, html, markdown};

plain! {
    /// A part that a report can have.
    pub struct ReportSection {
        /// Id, for `--sections`.
        id: String,
        /// Heading.
        title: String,
        /// What it is for, in a line.
        about: String,
        /// It is there unless others are asked for.
        usual: bool,
    }
}

/// Every part that a report can have, in order.
pub fn report_sections() -> Vec<ReportSection> {
    let plain = |kind: &document::Kind| ReportSection {
        id: kind.id.to_owned(),
        title: kind.title.to_owned(),
        about: kind.about.to_owned(),
        usual: kind.usual,
    };
    document::SECTIONS.iter().map(plain).collect()
}

impl Analysis {
    /// The report of an analysis that is done, as `html` or `md`, with the parts of those ids or the usual ones. If it
    /// cannot be made, a sentence says why.
    pub fn report(&self, format: &str, sections: &[String]) -> Result<String, String> {
        let parts = document::chosen(sections)?;
        let written = match format {
            "html" => html::written,
            "md" => markdown::written,
            other => return Err(format!("no report is written as `{other}`; there are html, md")),
        };
        Ok(written(&document::report(self, &parts)))
    }
}
