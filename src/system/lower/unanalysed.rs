//! Words of the language that are read but not lowered yet. Each use is warned of, so that nobody relies on it.

use super::Lowering;
use crate::source::Span;
use crate::system::document::{Names, Process};

impl Lowering<'_> {
    pub(super) fn unanalysed(&mut self) {
        let document = self.document;
        let first = |names: &Names| names.first().map(|n| n.span);
        let mut found: Vec<(&str, Option<Span>)> = Vec::new();
        for model in &document.models {
            found.push(("adapters", model.body.adapters.first().map(|a| a.name.span)));
        }
        for pipeline in &document.pipelines {
            found.push(("per", first(&pipeline.body.per)));
            found.push(("clients on", first(&pipeline.body.clients_on)));
            let federates = pipeline.body.process.as_ref().filter(|p| p.value == Process::Federate);
            found.push(("federate", federates.map(|p| p.span)));
        }
        for (word, span) in found {
            if let Some(span) = span {
                self.warn(
                    "not-analysed",
                    span,
                    format!("`{word}` is read here but not analysed yet"),
                    "no answer takes it into account; what it allows or prevents is missing",
                );
            }
        }
    }
}
