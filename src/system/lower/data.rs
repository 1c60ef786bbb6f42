//! Hosts, stores, assets and channels: where things lie, who writes and reads them, what they are filled from.

use super::{Lowering, sorted};
use crate::catalog::Relation;
use crate::source::Spanned;
use crate::system::document::{Names, Port, Process};
use crate::system::{DeclaredId, ElementId, Form, Kind, Which};

impl Lowering<'_> {
    /// Partitions, hosts of processes and what is fetched on demand are needed before anything else is lowered.
    pub(super) fn facts_needed_by_others(&mut self) {
        let document = self.document;
        for entry in sorted(&document.assets) {
            let Some(id) = self.entry_id(entry) else { continue };
            let per = self.first(&entry.body.per);
            self.divide(id, per);
        }
        for entry in sorted(&document.hosts) {
            let Some(id) = self.entry_id(entry) else { continue };
            if let Some(role) = self.first(&entry.body.per) {
                self.per.insert(id, role);
            }
        }
        for entry in document.models.iter().flat_map(|model| sorted(&model.body.adapters)) {
            let Some(id) = self.entry_id(entry) else { continue };
            self.adapters.insert(id, &entry.body);
            let per = self.first(&entry.body.per);
            self.divide(id, per);
        }
        // Each member of federated training has a client of their own.
        for entry in sorted(&document.pipelines) {
            if entry.body.process.as_ref().is_none_or(|process| process.value != Process::Federate) {
                continue;
            }
            let Some(members) = self.members(&entry.body) else { continue };
            for client in self.ids(&entry.body.clients_on) {
                self.per.entry(client).or_insert(members);
            }
        }
        for entry in sorted(&document.stores) {
            let Some(id) = self.entry_id(entry) else { continue };
            self.on_demand[id.index()] = entry.body.on_demand.as_ref().is_some_and(|d| d.value);
            let holds = self.ids(&entry.body.holds);
            self.holds.insert(id, holds);
            // What lies on a person's own host is that person's own.
            let host = self.first(&entry.body.runs_on);
            let per = self.first(&entry.body.per).or_else(|| host.and_then(|host| self.per.get(&host).copied()));
            self.divide(id, per);
            if let Some(host) = self.first(&entry.body.runs_on) {
                self.host_of.insert(id, host);
            }
        }
        let mut runs: Vec<(DeclaredId, DeclaredId)> = Vec::new();
        for entry in &document.models {
            runs.extend(self.entry_id(entry).zip(self.first(&entry.body.runs_on)));
        }
        for entry in &document.agents {
            runs.extend(self.entry_id(entry).zip(self.first(&entry.body.runs_on)));
        }
        for entry in &document.services {
            runs.extend(self.entry_id(entry).zip(self.first(&entry.body.runs_on)));
        }
        for entry in &document.pipelines {
            runs.extend(self.entry_id(entry).zip(self.first(&entry.body.runs_on)));
        }
        for entry in &document.tools {
            runs.extend(self.entry_id(entry).zip(self.first(&entry.body.runs_on)));
        }
        self.host_of.extend(runs);
        for entry in &document.agents {
            let (Some(id), body) = (self.entry_id(entry), &entry.body) else { continue };
            let bills = self.ids(&body.bills);
            self.bills.insert(id, bills);
            if let Some(model) = self.first(&body.model) {
                self.model_of.insert(id, model);
            }
            for other in self.ids(&body.asks).into_iter().chain(self.ids(&body.hands_to)) {
                self.asked_by_others.insert(other);
            }
            // A tool runs where the agent runs, unless it says where or is somebody else's.
            for tool in self.ids(&body.tools) {
                if let Some(host) = self.host_of.get(&id).copied() {
                    self.tool_hosts.entry(tool).or_default().insert(host);
                }
            }
        }
        for entry in &document.models {
            let Some(id) = self.entry_id(entry) else { continue };
            self.model_of.insert(id, id);
            let bills = self.ids(&entry.body.bills);
            self.bills.insert(id, bills);
            let predictive =
                entry.body.kind.as_ref().is_some_and(|k| k.value == crate::system::document::ModelKind::Predictive);
            if predictive {
                self.predictive.insert(id);
            }
            for tool in self.ids(&entry.body.tools) {
                if let Some(host) = self.host_of.get(&id).copied() {
                    self.tool_hosts.entry(tool).or_default().insert(host);
                }
            }
        }
        for entry in &document.roles {
            let Some(id) = self.entry_id(entry) else { continue };
            let tells = self.ids(&entry.body.tells);
            for who in self.b.system.persons.all(id) {
                self.tells.entry(who).or_default().extend(tells.iter().copied());
            }
        }
        self.find_direct_models();
        self.find_configurations();
    }

    /// A configuration exists by being spoken of.
    fn find_configurations(&mut self) {
        let document = self.document;
        let mut found = std::collections::BTreeSet::new();
        document.elements(&mut |_, owner, body| {
            body.references(&mut |key, names| {
                if key.name == "configured by" {
                    found.insert(owner.value.as_str());
                }
                found.extend(names.iter().filter_map(|name| name.value.strip_suffix(".config")));
            });
        });
        self.has_config = found.into_iter().filter_map(|name| self.b.declared(name)).collect();
    }

    /// Everything that is divided by a role has its parts.
    fn divide(&mut self, id: DeclaredId, per: Option<DeclaredId>) {
        let Some(role) = per else { return };
        self.per.insert(id, role);
        let base = self.b.itself(id);
        for partition in self.all_partitions(id) {
            self.b.add(Relation::PartOf, [partition, base]);
        }
    }

    /// The records that a role's messages contain.
    pub(super) fn tells(&self, role: DeclaredId) -> Vec<DeclaredId> {
        self.tells.get(&role).cloned().unwrap_or_default()
    }

    pub(super) fn hosts(&mut self) {
        let document = self.document;
        for entry in sorted(&document.hosts) {
            let Some(id) = self.entry_id(entry) else { continue };
            let body = &entry.body;
            let host = self.b.itself(id);
            let ephemeral = body.ephemeral.as_ref().is_some_and(|e| e.value);
            if ephemeral {
                self.b.not_durable(host);
            }
            let instances = if self.is_divided(id) { self.all_partitions(id) } else { Vec::new() };
            for instance in &instances {
                self.b.add(Relation::InstanceOf, [*instance, host]);
                if ephemeral {
                    self.b.not_durable(*instance);
                }
            }
            if let Some(outer) = self.first(&body.inside) {
                let outer = self.b.itself(outer);
                self.b.add(Relation::Inside, [host, outer]);
            }
            for held in self.ids(&body.holds) {
                self.place(held);
                self.used_on(held, id);
            }
            self.code(id, host, &body.code);
            for by in self.ids(&body.administered_by) {
                self.administered(by, host);
            }
            for by in self.ids(&body.held_by) {
                if self.is_hostile_role(by) {
                    let role = self.b.itself(by);
                    for device in self.touched_by(id, by) {
                        self.b.add(Relation::HoldsDevice, [role, device]);
                    }
                }
            }
            for by in self.ids(&body.shared_with) {
                if self.is_adversary(by) {
                    let by = self.b.itself(by);
                    self.b.add(Relation::Shares, [by, host]);
                    self.b.add(Relation::CrossTenant, [host]);
                }
            }
            for port in &body.ports {
                let relation = match port.value {
                    Port::Dma => Relation::DmaPort,
                    Port::Debug => Relation::DebugPort,
                    Port::Storage => Relation::StoragePort,
                };
                self.b.add(relation, [host]);
            }
            if let Some(supplier) = self.supplier(&body.from) {
                let supplier = self.b.itself(supplier);
                for host in instances.iter().copied().chain([host]) {
                    self.b.add(Relation::Serves, [supplier, host]);
                }
            }
        }
    }

    fn administered(&mut self, by: DeclaredId, x: ElementId) {
        if self.b.kind(by) == Kind::Role && self.is_adversary(by) {
            let by = self.b.itself(by);
            self.b.add(Relation::Administers, [by, x]);
        }
    }

    /// The supplier named by `from`, if it names one.
    pub(super) fn supplier(&self, from: &Names) -> Option<DeclaredId> {
        self.first(from).filter(|id| self.b.kind(*id) == Kind::Supplier)
    }

    /// Who writes or reads a thing: adversaries by position, components by what runs in them.
    pub(super) fn touched(&mut self, id: DeclaredId, written_by: &[Spanned<String>], read_by: &[Spanned<String>]) {
        let place = self.b.itself(id);
        for by in self.ids(written_by) {
            if self.b.kind(by) == Kind::Role {
                if self.is_adversary(by) {
                    let role = self.b.itself(by);
                    for x in self.touched_by(id, by) {
                        self.b.add(Relation::MayWrite, [role, x, place]);
                    }
                }
            } else {
                let by = self.b.itself(by);
                self.b.add(Relation::WrittenBy, [place, by]);
            }
        }
        for by in self.ids(read_by) {
            if self.b.kind(by) == Kind::Role {
                if self.is_adversary(by) {
                    let role = self.b.itself(by);
                    for x in self.touched_by(id, by) {
                        self.b.add(Relation::MayRead, [role, x, place]);
                    }
                }
            } else {
                let by = self.b.itself(by);
                self.b.add(Relation::ReadBy, [place, by]);
            }
        }
    }

    /// A writer or reader of the role by which a thing is partitioned touches its own partition, one of its tenant
    /// those of the tenant, any other all.
    fn touched_by(&mut self, id: DeclaredId, role: DeclaredId) -> Vec<ElementId> {
        self.belonging_to(id, role, Which::Own).0
    }

    pub(super) fn stores(&mut self) {
        let document = self.document;
        for entry in sorted(&document.stores) {
            let Some(id) = self.entry_id(entry) else { continue };
            let body = &entry.body;
            let store = self.b.itself(id);
            self.b.add(Relation::Container, [store]);
            let outside = body.outside.as_ref().is_some_and(|o| o.value);
            if outside {
                self.b.add(Relation::Outside, [store]);
                self.b.not_durable(store);
            }
            if let Some(host) = self.first(&body.runs_on) {
                for (instance, part) in self.on_instances(host, id) {
                    self.b.add(Relation::StoreOn, [part.unwrap_or(store), instance]);
                }
            }
            if self.is_divided(id) {
                self.divided_store(id, body);
            }
            let supplier = self.supplier(&body.from);
            if let Some(supplier) = supplier {
                let supplier = self.b.itself(supplier);
                self.b.add(Relation::Hosts, [supplier, store]);
                self.b.not_durable(store);
            }
            if body.runs_on.is_empty() && supplier.is_none() && !outside {
                self.b.add(Relation::NoPlace, [store]);
                self.warn(
                    "place-not-stated",
                    entry.name.span,
                    format!("nothing says where the store `{}` lies", entry.name.value),
                    "add `runs on`, `from` or `outside: true`; until then who reads and writes it is unknown",
                );
            }
            for held in self.ids(&body.holds) {
                self.place(held);
                let x = self.b.itself(held);
                self.b.add(Relation::Keeps, [store, x]);
            }
            for held in body.holds.iter().filter(|name| name.value.contains('.')) {
                for x in self.reached(&held.value) {
                    self.b.add(Relation::Keeps, [store, x]);
                }
            }
            for source in self.ids(&body.filled_from) {
                for (source, store) in self.pairs(source, id) {
                    self.b.add(Relation::Fills, [source, store]);
                }
            }
            if let Some(model) = self.first(&body.embedded_by) {
                let model = self.b.itself(model);
                self.b.add(Relation::EmbeddedBy, [store, model]);
            }
            self.touched(id, &body.written_by, &body.read_by);
            for by in self.ids(&body.administered_by) {
                self.administered(by, store);
            }
        }
    }

    /// A store that each person or tenant has for themselves: what it holds of theirs lies in it.
    fn divided_store(&mut self, id: DeclaredId, body: &crate::system::document::Store) {
        for part in self.all_partitions(id) {
            let element = *self.b.system.element(part);
            self.b.add(Relation::Container, [part]);
            let (Form::Partition(which), Some(per)) = (element.form, element.other) else { continue };
            for held in self.ids(&body.holds) {
                for x in self.belonging_to(held, per, which).0 {
                    self.b.add(Relation::Keeps, [part, x]);
                }
            }
        }
    }

    pub(super) fn assets(&mut self) {
        let document = self.document;
        for entry in sorted(&document.assets) {
            let Some(id) = self.entry_id(entry) else { continue };
            let body = &entry.body;
            let x = self.b.itself(id);
            if let Some(supplier) = self.supplier(&body.from) {
                self.published(supplier, x, id);
            }
            let kind = self.b.kind(id);
            if matches!(kind, Kind::Log | Kind::Dataset) {
                self.b.add(Relation::Container, [x]);
            }
            for source in self.ids(&body.filled_from) {
                for (source, target) in self.pairs(source, id) {
                    self.b.add(Relation::Fills, [source, target]);
                }
                self.learned.push((id, source));
                for held in self.holds.get(&source).cloned().unwrap_or_default() {
                    self.learned.push((id, held));
                }
            }
            if kind == Kind::Sensor {
                for by in self.ids(&body.written_by) {
                    if self.b.kind(by) == Kind::Role && self.is_adversary(by) {
                        let by = self.b.itself(by);
                        self.b.add(Relation::StandsBefore, [by, x]);
                    }
                }
            } else {
                self.touched(id, &body.written_by, &body.read_by);
            }
        }
    }

    /// Stores and assets that are filled from what a model takes or yields, which exists once per session.
    pub(super) fn filled_from_yields(&mut self) {
        let document = self.document;
        let stores = document.stores.iter().map(|e| (&e.name, &e.body.filled_from));
        let assets = document.assets.iter().map(|e| (&e.name, &e.body.filled_from));
        for (name, sources) in stores.chain(assets) {
            let Some(id) = self.b.declared(&name.value) else { continue };
            for source in sources.iter().filter(|s| s.value.contains('.')) {
                for source in self.reached(&source.value) {
                    for target in self.all_partitions(id) {
                        self.b.add(Relation::Fills, [source, target]);
                    }
                }
            }
        }
    }

    pub(super) fn channels(&mut self) {
        let document = self.document;
        for entry in sorted(&document.channels) {
            let Some(id) = self.entry_id(entry) else { continue };
            let channel = self.b.itself(id);
            for end in self.ids(&entry.body.between) {
                // What passes between an agent or model and anything else is what it is asked and what it answers.
                if !self.is_app(end) {
                    continue;
                }
                let sessions = self.b.sessions[end.index()].clone();
                for session in sessions {
                    let asked = self.b.in_session(end, Form::Inputs, session);
                    let answer = self.b.in_session(end, Form::Outputs, session);
                    self.b.add(Relation::InTransit, [asked, channel]);
                    self.b.add(Relation::InTransit, [answer, channel]);
                    self.b.add(Relation::Streams, [answer, channel]);
                }
            }
            for by in self.ids(&entry.body.seen_by) {
                if self.b.kind(by) == Kind::Role && self.is_adversary(by) {
                    let by = self.b.itself(by);
                    self.b.add(Relation::Watches, [by, channel]);
                }
            }
            for by in self.ids(&entry.body.controlled_by) {
                if self.b.kind(by) == Kind::Role && self.is_adversary(by) {
                    let by = self.b.itself(by);
                    self.b.add(Relation::Watches, [by, channel]);
                    self.b.add(Relation::ControlsChannel, [by, channel]);
                }
            }
        }
    }
}
