//! Roles that include roles, tenants and groups, and what belongs to whom in a session.

use std::collections::{BTreeMap, BTreeSet};

use super::{Lowering, sorted};
use crate::catalog::Relation;
use crate::system::{DeclaredId, ElementId, Form, Kind, Persons, Which};

impl Lowering<'_> {
    /// How persons of the roles stand to each other; needed before any list of roles is read.
    pub(super) fn persons(&mut self) {
        let document = self.document;
        let mut is: BTreeMap<DeclaredId, Vec<DeclaredId>> = BTreeMap::new();
        let mut group: BTreeMap<DeclaredId, DeclaredId> = BTreeMap::new();
        let mut adversaries: BTreeSet<DeclaredId> = BTreeSet::new();
        for entry in sorted(&document.roles) {
            let Some(id) = self.entry_id(entry) else { continue };
            if entry.body.adversary.as_ref().is_some_and(|a| a.value) {
                adversaries.insert(id);
            }
            let besides = self.ids(&entry.body.is);
            if !besides.is_empty() {
                is.insert(id, besides);
            }
            if let Some(tenant) = self.first(&entry.body.in_) {
                group.insert(id, tenant);
            }
        }
        for entry in &document.roles {
            let Some(outer) = self.first(&entry.body.in_).filter(|tenant| group.contains_key(tenant)) else { continue };
            let name = self.b.facts_of(outer).name.clone();
            self.warn(
                "nested-group",
                entry.name.span,
                format!("`{}` is in `{name}`, which is itself in a group", entry.name.value),
                "only the nearest group is told apart; whoever is in no common nearest group counts as other",
            );
        }
        self.b.system.adversaries = adversaries.iter().copied().collect();
        self.b.system.persons = Persons::new(&is, group, adversaries);
    }

    /// The instances of an asset, store or host that a session of an agent touches as its own, and those of others.
    /// A session of a role that has nothing to do with the division touches all of them as its own: staff see every
    /// customer.
    pub(super) fn partitions(&mut self, asset: DeclaredId, session: ElementId) -> (Vec<ElementId>, Vec<ElementId>) {
        match self.b.session_of(session) {
            Some((of, which)) => self.belonging_to(asset, of, which),
            None => (self.all_partitions(asset), Vec::new()),
        }
    }

    /// The instances of something that belong to a person, and the rest; all of them if it is not divided by persons
    /// like that.
    pub(super) fn belonging_to(
        &mut self,
        asset: DeclaredId,
        of: DeclaredId,
        which: Which,
    ) -> (Vec<ElementId>, Vec<ElementId>) {
        let all = self.all_partitions(asset);
        let Some(per) = self.per.get(&asset).copied() else { return (all, Vec::new()) };
        let Some(theirs) = self.b.system.persons.theirs(of, which, per) else { return (all, Vec::new()) };
        let own: Vec<ElementId> = theirs.into_iter().map(|part| self.b.partition(asset, per, part)).collect();
        let others = all.into_iter().filter(|part| !own.contains(part)).collect();
        (own, others)
    }

    /// All partitions of an asset, or the asset itself if it has none.
    pub(super) fn all_partitions(&mut self, asset: DeclaredId) -> Vec<ElementId> {
        let Some(per) = self.per.get(&asset).copied() else {
            return vec![self.b.itself(asset)];
        };
        let parts = self.b.system.persons.parts(per);
        parts.into_iter().map(|part| self.b.partition(asset, per, part)).collect()
    }

    /// Sources with what is made of them: whose product is divided like its source, from their own part.
    pub(super) fn pairs(&mut self, source: DeclaredId, product: DeclaredId) -> Vec<(ElementId, ElementId)> {
        let mut pairs = Vec::new();
        for made in self.all_partitions(product) {
            let element = *self.b.system.element(made);
            let from = match (element.form, element.other) {
                (Form::Partition(which), Some(per)) => self.belonging_to(source, per, which).0,
                _ => self.all_partitions(source),
            };
            pairs.extend(from.into_iter().map(|from| (from, made)));
        }
        pairs
    }

    /// The instances of a host, each with the part of something else that belongs to the same person; without a part
    /// where that is not divided by persons like that, so that each instance has a copy.
    pub(super) fn on_instances(&mut self, host: DeclaredId, x: DeclaredId) -> Vec<(ElementId, Option<ElementId>)> {
        let per = self.per.get(&x).copied();
        let mut found = Vec::new();
        for instance in self.all_partitions(host) {
            let element = *self.b.system.element(instance);
            match (element.form, element.other, per) {
                (Form::Partition(which), Some(of), Some(per)) => {
                    let theirs = self.b.system.persons.theirs(of, which, per);
                    match theirs {
                        Some(parts) => {
                            for part in parts {
                                let part = self.b.partition(x, per, part);
                                found.push((instance, Some(part)));
                            }
                        }
                        None => found.push((instance, None)),
                    }
                }
                _ => found.push((instance, None)),
            }
        }
        found
    }

    /// Something is in use on a host: on a host for each person, their own part on theirs, or a copy on each.
    pub(super) fn used_on(&mut self, x: DeclaredId, host: DeclaredId) {
        if !self.per.contains_key(&host) {
            let itself = self.b.itself(host);
            for x in self.all_partitions(x) {
                self.b.add(Relation::InUse, [x, itself]);
            }
            let base = self.b.itself(x);
            self.b.add(Relation::InUse, [base, itself]);
            return;
        }
        for (instance, part) in self.on_instances(host, x) {
            if let Some(part) = part {
                self.b.add(Relation::InUse, [part, instance]);
            } else {
                self.copy_used_on(x, instance);
            }
        }
    }

    /// Each instance has a copy of what is not divided: reading one reads it, changing one changes no other.
    pub(super) fn copy_used_on(&mut self, x: DeclaredId, instance: ElementId) {
        for x in self.all_partitions(x) {
            self.b.add(Relation::CopyInUse, [x, instance]);
        }
        let base = self.b.itself(x);
        self.b.add(Relation::CopyInUse, [base, instance]);
    }

    /// The instances of a host that a session meets: its person's own, or the host itself.
    pub(super) fn host_in(&mut self, host: DeclaredId, session: ElementId) -> Vec<ElementId> {
        self.partitions(host, session).0
    }

    /// Whether there is one of this host for each person.
    pub(super) fn is_divided(&self, host: DeclaredId) -> bool {
        self.per.contains_key(&host)
    }

    /// What belongs to an adversary who comes in through a plain program or by a right of their own, and what does
    /// not. Of what is divided by persons that they have nothing to do with, nothing is theirs.
    pub(super) fn belonging_to_user(
        &mut self,
        asset: DeclaredId,
        user: DeclaredId,
    ) -> (Vec<ElementId>, Vec<ElementId>) {
        match self.per.get(&asset).copied() {
            Some(per) if !self.is_of(user, per) => (Vec::new(), self.all_partitions(asset)),
            _ => self.belonging_to(asset, user, Which::Own),
        }
    }

    /// Whether what is divided by a role divides by this person: one of the role, of its tenant, or the tenant itself.
    pub(super) fn is_of(&self, who: DeclaredId, per: DeclaredId) -> bool {
        let persons = &self.b.system.persons;
        persons.is(who, per) || persons.group(who) == Some(per) || persons.group(per) == Some(who)
    }

    /// Whether an element is a role that may act against the system.
    pub(super) fn is_hostile_role(&self, id: DeclaredId) -> bool {
        self.b.kind(id) == Kind::Role && self.is_adversary(id)
    }
}
