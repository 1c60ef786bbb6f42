//! Federated training: each member computes an update from data that stays with them, and the updates become one model.

use super::Lowering;
use crate::catalog::Relation;
use crate::source::Span;
use crate::system::document::Pipeline;
use crate::system::{DeclaredId, ElementId, Form, Which};

impl Lowering<'_> {
    /// The role whose members hold the data: the one that is stated, else the one by which the data is divided.
    pub(super) fn members(&self, body: &Pipeline) -> Option<DeclaredId> {
        let divided = || self.ids(&body.reads).into_iter().find_map(|read| self.per.get(&read).copied());
        self.first(&body.per).or_else(divided)
    }

    /// Lowers what federated training adds to a pipeline; gives the data that stays with its owners.
    pub(super) fn federated(&mut self, id: DeclaredId, body: &Pipeline, span: Span) -> Vec<DeclaredId> {
        let name = self.b.facts_of(id).name.clone();
        let Some(members) = self.members(body) else {
            self.warn(
                "federated-without-members",
                span,
                format!("nothing says whose data `{name}` learns from"),
                "add `per` with the role whose members hold the data; until then it is taken to be read where it lies",
            );
            return Vec::new();
        };
        let clients = self.ids(&body.clients_on);
        if clients.is_empty() {
            self.warn(
                "federated-without-clients",
                span,
                format!("nothing says where the members of `{name}` compute"),
                "add `clients on` with a host; until then what runs there, and who reads the data there, is missing",
            );
        }
        let reads = self.ids(&body.reads);
        let (local, _): (Vec<DeclaredId>, Vec<DeclaredId>) =
            reads.into_iter().partition(|read| self.per.get(read).is_some_and(|per| self.is_of(members, *per)));
        let pipeline = self.b.itself(id);
        let servers: Vec<ElementId> =
            self.ids(&body.runs_on).into_iter().flat_map(|host| self.all_partitions(host)).collect();
        for which in self.b.system.persons.parts(members) {
            let update = self.b.element(id, Form::Update(which), None, Some(members));
            for read in &local {
                for data in self.belonging_to(*read, members, which).0 {
                    self.b.add(Relation::Trains, [data, update]);
                }
            }
            for server in &servers {
                self.b.add(Relation::InUse, [update, *server]);
            }
            self.b.add(Relation::ReadBy, [update, pipeline]);
            for written in self.ids(&body.writes) {
                for product in self.all_partitions(written) {
                    self.b.add(Relation::Aggregates, [update, product, pipeline]);
                }
            }
        }
        for written in self.ids(&body.writes) {
            for product in self.all_partitions(written) {
                for data in local.iter().flat_map(|read| self.all_partitions(*read)).collect::<Vec<_>>() {
                    self.b.add(Relation::MemberData, [data, product, pipeline]);
                }
            }
        }
        for client in clients {
            self.client(id, body, client, &local);
        }
        self.taking_part(id, body, members);
        local
    }

    /// A host of which each member has one: their data and update are in use there, and the pipeline's code runs there.
    fn client(&mut self, id: DeclaredId, body: &Pipeline, client: DeclaredId, local: &[DeclaredId]) {
        let host = self.b.itself(client);
        for instance in self.all_partitions(client) {
            let element = *self.b.system.element(instance);
            if let (Form::Partition(which), Some(members)) = (element.form, element.other) {
                self.b.add(Relation::InstanceOf, [instance, host]);
                let update = self.b.element(id, Form::Update(which), None, Some(members));
                self.b.add(Relation::InUse, [update, instance]);
            }
        }
        for read in local {
            self.place(*read);
            self.used_on(*read, client);
        }
        self.code(id, host, &body.code);
    }

    /// An adversary among the members does as they like on their own client, and is given what is learned.
    fn taking_part(&mut self, id: DeclaredId, body: &Pipeline, members: DeclaredId) {
        let pipeline = self.b.itself(id);
        for who in self.b.system.adversaries.clone() {
            if !self.b.system.persons.is(who, members) {
                continue;
            }
            let role = self.b.itself(who);
            let update = self.b.element(id, Form::Update(Which::Own), None, Some(members));
            let clients: Vec<ElementId> = self
                .ids(&body.clients_on)
                .into_iter()
                .flat_map(|host| self.belonging_to(host, who, Which::Own).0)
                .collect();
            for x in clients.into_iter().chain([update]) {
                self.b.add(Relation::TakesPart, [role, pipeline, x]);
            }
            for written in self.ids(&body.writes) {
                for product in self.belonging_to(written, who, Which::Own).0 {
                    self.b.add(Relation::Given, [role, pipeline, product]);
                }
            }
        }
    }
}
