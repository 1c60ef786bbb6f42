//! Adapters: small parameters that are loaded beside a model's own, for everybody or for each person.

use super::{Lowering, sorted};
use crate::catalog::Relation;
use crate::system::document::{Adapter, Section};
use crate::system::{DeclaredId, Form, From};

impl Lowering<'_> {
    /// Lowers the adapters of a model: where they are in use, who makes them, and in which sessions they are used.
    pub(super) fn adapters(&mut self, model: DeclaredId, adapters: &Section<Adapter>) {
        for entry in sorted(adapters) {
            let Some(id) = self.entry_id(entry) else { continue };
            if let Some(host) = self.host_of.get(&model).copied() {
                self.place(id);
                self.used_on(id, host);
            } else {
                for host in self.hosts_of_model(model) {
                    self.place(id);
                    for part in self.all_partitions(id) {
                        self.b.add(Relation::InUse, [part, host]);
                    }
                    let base = self.b.itself(id);
                    self.b.add(Relation::InUse, [base, host]);
                }
            }
            if let Some(supplier) = self.supplier(&entry.body.from) {
                let base = self.b.itself(id);
                self.published(supplier, base, id);
            }
            self.touched(id, &entry.body.written_by, &[]);
            self.loads(model, id);
            self.learned.push((model, id));
            let itself = self.b.itself(model);
            for (app, keys) in self.apps() {
                if keys.model != Some(model) {
                    continue;
                }
                let form = if self.is_generative(model) { Form::Chosen } else { Form::Outputs };
                for session in self.b.sessions[app.index()].clone() {
                    let answer = self.b.in_session(app, form, session);
                    for part in self.partitions(id, session).0 {
                        self.b.add(Relation::Adapts, [part, answer, itself]);
                    }
                }
            }
        }
    }

    /// Adapters of which nothing says where they come from.
    pub(super) fn adapters_without_origin(&mut self) {
        let document = self.document;
        for entry in document.models.iter().flat_map(|model| sorted(&model.body.adapters)) {
            let Some(id) = self.entry_id(entry) else { continue };
            let made = self.written[id.index()] || !entry.body.written_by.is_empty();
            if self.b.facts_of(id).from == From::Unstated && !made {
                let x = self.b.itself(id);
                self.b.add(Relation::NoOrigin, [x]);
                self.warn_origin(&entry.name.value, "adapter", entry.name.span);
            }
        }
    }
}
