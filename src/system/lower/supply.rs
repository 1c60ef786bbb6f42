//! What is consumed and what nobody speaks of: published artefacts, packages of code, and elements without origin,
//! place or holder.

use super::{Lowering, sorted};
use crate::catalog::Relation;
use crate::source::Span;
use crate::system::{DeclaredId, ElementId, Form, From, Kind, Part};

impl Lowering<'_> {
    /// A supplier publishes something that is fetched from where it stands upstream.
    pub(super) fn published(&mut self, supplier: DeclaredId, x: ElementId, upstream_of: DeclaredId) {
        let upstream = self.b.form(upstream_of, Form::Upstream);
        let supplier = self.b.itself(supplier);
        self.b.add(Relation::Publishes, [supplier, x]);
        self.b.add(Relation::Fetched, [upstream, x]);
    }

    /// `code`: what a process executes, an element of ours or a package of a supplier.
    pub(super) fn code(&mut self, process: DeclaredId, runs: ElementId, code: &[crate::source::Spanned<String>]) {
        for code in self.ids(code) {
            if self.b.kind(code) == Kind::Supplier {
                let package = self.b.form(process, Form::Code);
                self.published(code, package, process);
                self.b.add(Relation::RunsCode, [runs, package]);
            } else {
                let code = self.b.itself(code);
                self.b.add(Relation::RunsCode, [runs, code]);
            }
        }
    }

    /// What could be otherwise: who could write, read, run, ask and see, were something given that is not.
    pub(super) fn hypotheses(&mut self) {
        for number in 0..self.b.system.elements.len() {
            let id = ElementId(u32::try_from(number).unwrap_or(0));
            let element = self.b.system.elements[number];
            let kind = self.b.kind(element.declared);
            let lies = matches!(
                kind,
                Kind::Store
                    | Kind::Record
                    | Kind::Dataset
                    | Kind::Weights
                    | Kind::Code
                    | Kind::Configuration
                    | Kind::Log
                    | Kind::Results
                    | Kind::Credential
            );
            match element.form {
                Form::Itself | Form::Partition(_) if lies && element.durable => {
                    self.b.add(Relation::CouldWrite, [id]);
                    self.b.add(Relation::CouldRead, [id]);
                }
                Form::Itself if kind == Kind::Host => self.b.add(Relation::CouldRun, [id]),
                Form::InputPart(Part::UserMessage) => {
                    let agent = self.b.itself(element.declared);
                    self.b.add(Relation::CouldAsk, [id, agent]);
                }
                Form::Outputs => {
                    let agent = self.b.itself(element.declared);
                    self.b.add(Relation::CouldSee, [id, agent]);
                }
                _ => {}
            }
        }
    }

    /// Stores that nothing reads: what is gained over them leads nowhere, or a reader is missing from the description.
    pub(super) fn unread_stores(&mut self) {
        let mut read = vec![false; self.b.system.elements.len()];
        let relations = &self.b.system.relations;
        for (relation, column) in [
            (Relation::Retrieves, 0),
            (Relation::Recalls, 0),
            (Relation::Supplies, 0),
            (Relation::Returns, 0),
            (Relation::Fills, 0),
            (Relation::Trains, 0),
            (Relation::Evaluates, 0),
            (Relation::Keeps, 0),
            (Relation::ReadBy, 0),
            (Relation::RunsCode, 1),
            (Relation::Installs, 1),
            (Relation::ServiceHandles, 1),
            (Relation::CopyOf, 1),
        ] {
            for tuple in relations.tuples(relation).chunks_exact(relation.arity()) {
                read[tuple[column] as usize] = true;
            }
        }
        let document = self.document;
        for entry in sorted(&document.stores) {
            let Some(id) = self.entry_id(entry) else { continue };
            // A store for each person is read in its parts.
            let parts = self.all_partitions(id);
            let reads = std::iter::once(self.b.itself(id))
                .chain(parts)
                .any(|store| read.get(store.index()).is_some_and(|read| *read));
            if !reads && entry.body.read_by.is_empty() {
                self.warn(
                    "store-without-reader",
                    entry.name.span,
                    format!("nothing reads `{}`", entry.name.value),
                    "say who or what reads it; what is gained over it leads nowhere otherwise",
                );
            }
        }
    }

    /// Assets about whose origin or place nothing is said.
    pub(super) fn unplaced(&mut self) {
        let document = self.document;
        for entry in sorted(&document.assets) {
            let Some(id) = self.entry_id(entry) else { continue };
            let body = &entry.body;
            let kind = self.b.kind(id);
            let x = self.b.itself(id);
            let made = self.written[id.index()] || !body.filled_from.is_empty() || !body.written_by.is_empty();
            let needs_origin = matches!(kind, Kind::Dataset | Kind::Weights | Kind::Code);
            if needs_origin && self.b.facts_of(id).from == From::Unstated && !made {
                self.b.add(Relation::NoOrigin, [x]);
                self.warn_origin(&entry.name.value, kind.word(), entry.name.span);
            }
            let needs_place = matches!(
                kind,
                Kind::Record
                    | Kind::Dataset
                    | Kind::Weights
                    | Kind::Code
                    | Kind::Configuration
                    | Kind::Log
                    | Kind::Results
            );
            let consumed = matches!(self.b.facts_of(id).from, From::Supplier(_));
            if needs_place && !self.placed[id.index()] && !consumed {
                self.b.add(Relation::NoPlace, [x]);
                self.warn(
                    "place-not-stated",
                    entry.name.span,
                    format!("nothing says where `{}` lies", entry.name.value),
                    "name it under `holds` of a store or host; until then who reads and writes it is unknown",
                );
            }
        }
        let keys: Vec<(DeclaredId, Span)> = (0_u32..)
            .zip(&self.b.system.declared)
            .filter(|(_, d)| d.kind == Kind::Credential)
            .map(|(number, d)| (DeclaredId(number), d.span))
            .collect();
        for (key, span) in keys {
            if !self.placed[key.index()] {
                let x = self.b.itself(key);
                self.b.add(Relation::NoHolder, [x]);
                self.warn(
                    "credential-without-holder",
                    span,
                    format!("nothing says who holds `{}`", self.b.facts_of(key).name),
                    "name it under `holds` of a store or host; until then who has it is unknown",
                );
            }
        }
    }
}
