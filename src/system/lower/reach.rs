//! Networks: which services answer to which hosts, which programs fetch addresses that their callers choose, and where
//! code on a host with limits can still send.

use std::collections::BTreeSet;

use super::{Lowering, sorted};
use crate::catalog::Relation;
use crate::system::document::{Names, ToolKind};
use crate::system::{DeclaredId, ElementId, Kind};

impl Lowering<'_> {
    /// Who reaches what from inside.
    pub(super) fn reach(&mut self) {
        let document = self.document;
        let mut fetchers: Vec<(DeclaredId, Vec<DeclaredId>)> = Vec::new();
        for entry in sorted(&document.tools) {
            let Some(id) = self.entry_id(entry) else { continue };
            let browser = entry.body.kind.as_ref().is_some_and(|kind| kind.value == ToolKind::Browser);
            if entry.body.fetches.is_some() || browser {
                let hosts = self.tool_places(id, &entry.body);
                fetchers.push((id, hosts));
            }
        }
        for entry in sorted(&document.services) {
            let Some(id) = self.entry_id(entry) else { continue };
            if entry.body.fetches.is_some() {
                fetchers.push((id, self.ids(&entry.body.runs_on)));
            }
        }
        for entry in sorted(&document.services) {
            let Some(id) = self.entry_id(entry) else { continue };
            if entry.body.reachable_from.is_empty() {
                continue;
            }
            let service = self.b.itself(id);
            let inside = self.inside(&entry.body.reachable_from);
            self.b.add(Relation::AnswersInside, [service]);
            for host in &inside {
                let instances = self.all_partitions(*host);
                let base = self.b.itself(*host);
                for host in instances.into_iter().chain([base]) {
                    self.b.add(Relation::ReachableFrom, [service, host]);
                }
            }
            for (fetcher, hosts) in &fetchers {
                let zone = self.b.facts_of(*fetcher).zone.as_deref();
                let named = zone.is_some_and(|zone| entry.body.reachable_from.iter().any(|n| n.value == zone));
                if *fetcher != id && (named || hosts.iter().any(|host| inside.contains(host))) {
                    let fetcher = self.b.itself(*fetcher);
                    self.b.add(Relation::Reaches, [fetcher, service]);
                }
            }
        }
        self.ways_out();
    }

    /// Hosts that are named, lie in a zone that is named, or are nested in such a host.
    fn inside(&self, from: &Names) -> BTreeSet<DeclaredId> {
        let named = |name: &str| from.iter().any(|n| n.value == name);
        let hosts = (0_u32..).zip(&self.b.system.declared).filter(|(_, d)| d.kind == Kind::Host);
        let mut inside: BTreeSet<DeclaredId> = hosts
            .filter(|(_, d)| named(&d.name) || d.zone.as_deref().is_some_and(named))
            .map(|(number, _)| DeclaredId(number))
            .collect();
        // A host lies in one other; following each outwards stops at the first that is known to be inside or not.
        let outer: std::collections::BTreeMap<DeclaredId, DeclaredId> = self
            .document
            .hosts
            .iter()
            .filter_map(|entry| self.entry_id(entry).zip(self.first(&entry.body.inside)))
            .collect();
        let mut outside: BTreeSet<DeclaredId> = BTreeSet::new();
        for start in outer.keys() {
            let mut path = Vec::new();
            let mut at = *start;
            let found = loop {
                if inside.contains(&at) {
                    break true;
                }
                if !outside.insert(at) {
                    break false;
                }
                path.push(at);
                match outer.get(&at) {
                    Some(next) => at = *next,
                    None => break false,
                }
            };
            if found {
                inside.extend(path);
            }
        }
        inside
    }

    /// Places that code on a host reaches although its egress is limited.
    fn ways_out(&mut self) {
        let document = self.document;
        for entry in sorted(&document.hosts) {
            let Some(id) = self.entry_id(entry) else { continue };
            let out = self.ids(&entry.body.egress);
            let base = self.b.itself(id);
            let hosts: Vec<ElementId> = self.all_partitions(id).into_iter().chain([base]).collect();
            for place in out {
                for host in &hosts {
                    if self.b.kind(place) == Kind::Supplier {
                        let supplier = self.b.itself(place);
                        self.b.add(Relation::LetsOutTo, [*host, supplier]);
                    } else {
                        let place = self.b.itself(place);
                        self.b.add(Relation::LetsOut, [*host, place]);
                    }
                }
            }
        }
    }
}
