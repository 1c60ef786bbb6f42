//! Actions and what drives them, and claims with the instances that they are over.

use super::{Lowering, sorted};
use crate::catalog::{Predicate, Relation};
use crate::system::document::{Capability, Of as OfWord};
use crate::system::{Against, ClaimSpec, DeclaredId, ElementId, Form, Kind, Of, Which};

impl Lowering<'_> {
    /// What drives, ships and gates the actions.
    pub(super) fn actions(&mut self) {
        let document = self.document;
        for entry in sorted(&document.assets) {
            let Some(id) = self.entry_id(entry) else { continue };
            if self.b.kind(id) != Kind::Action {
                continue;
            }
            let body = &entry.body;
            let action = self.b.itself(id);
            self.received(&body.to, action);
            if body.to.iter().any(|to| to.value == "anyone") {
                self.b.add(Relation::OpenAction, [action]);
            }
            for driver in &body.driven_by {
                let Some(driver) = self.b.declared(driver.value.trim_end_matches(".out")) else { continue };
                if !self.is_app(driver) {
                    continue;
                }
                let sessions = self.b.sessions[driver.index()].clone();
                for session in sessions {
                    let answer = self.b.in_session(driver, Form::Outputs, session);
                    self.b.add(Relation::Actuates, [answer, action]);
                }
            }
            for shipped in self.ids(&body.deploys) {
                let shipped = match self.b.kind(shipped) {
                    Kind::Model => self.b.form(shipped, Form::Parameters),
                    _ => self.b.itself(shipped),
                };
                self.b.add(Relation::Deploys, [action, shipped]);
            }
            let host = self.first(&body.runs_on).map(|host| self.b.itself(host));
            for store in self.ids(&body.installs) {
                let store = self.b.itself(store);
                match host {
                    Some(host) => self.b.add(Relation::Installs, [action, store, host]),
                    None => self.warn(
                        "place-not-stated",
                        entry.name.span,
                        format!("nothing says where what `{}` installs runs", entry.name.value),
                        "add `runs on`; what comes with it is missing from every answer",
                    ),
                }
            }
            for results in self.ids(&body.gated_by) {
                let results = self.b.itself(results);
                self.b.add(Relation::Gates, [results, action]);
            }
        }
    }

    pub(super) fn claims(&mut self) {
        let document = self.document;
        for entry in sorted(&document.claims) {
            let body = &entry.body;
            let Some(over) = body.over.first() else { continue };
            let Some((declared, instances)) = self.instances(&over.value) else { continue };
            let against = if body.nobody_but.is_empty() {
                let anyone = body.nobody_in.iter().any(|n| n.value == "anyone");
                let mut listed = self.ids(&body.nobody_in);
                if anyone {
                    listed.extend(self.b.system.adversaries.iter().copied());
                }
                listed.sort_unstable();
                listed.dedup();
                Against::In(listed)
            } else {
                let mut exempt = self.ids(&body.nobody_but);
                exempt.sort_unstable();
                exempt.dedup();
                Against::But(exempt)
            };
            let of_matters = instances.iter().any(|(_, of)| of.is_some());
            let of = match body.of.as_ref().map(|o| o.value) {
                Some(OfWord::Own) => Of::Own,
                Some(OfWord::Bystanders) => Of::Bystanders,
                Some(OfWord::Any) => Of::Any,
                Some(OfWord::Peers) => Of::Peers,
                Some(OfWord::OtherTenants) => Of::OtherTenants,
                Some(OfWord::Others) | None => Of::Others,
            };
            let mut gains: Vec<Predicate> = body.gains.iter().map(|g| predicate(g.value)).collect();
            gains.sort_unstable();
            gains.dedup();
            self.b.system.claims.push(ClaimSpec {
                id: entry.name.value.clone(),
                against,
                together: body.together.as_ref().is_some_and(|t| t.value),
                gains,
                over: over.value.clone(),
                declared,
                instances,
                of,
                of_matters,
                within: body.within.as_ref().and_then(|w| self.likelihood(&w.value)).map(|l| l.high),
                span: entry.name.span,
            });
        }
    }

    /// The elements of a claimed name, each with whose session or partition it is.
    #[allow(clippy::type_complexity, reason = "named by the doc comment; used once")]
    fn instances(&mut self, name: &str) -> Option<(DeclaredId, Vec<(ElementId, Option<(DeclaredId, Which)>)>)> {
        let (base, suffix) = name.split_once('.').map_or((name, None), |(base, suffix)| (base, Some(suffix)));
        let id = self.b.declared(base)?;
        let form = match suffix {
            None => {
                let partitions = match self.per.get(&id).copied() {
                    None => vec![(self.b.itself(id), None)],
                    Some(role) => self
                        .all_partitions(id)
                        .into_iter()
                        .map(|x| match self.b.system.element(x).form {
                            Form::Partition(which) => (x, Some((role, which))),
                            _ => (x, None),
                        })
                        .collect(),
                };
                return Some((id, partitions));
            }
            Some("in") => Form::Inputs,
            Some("out") => Form::Outputs,
            Some("details") => Form::Details,
            Some("conversation") => Form::Conversation,
            Some(_) => return self.derived(name).map(|x| (id, vec![(x, None)])),
        };
        let sessions = self.b.sessions[id.index()].clone();
        let instances = sessions
            .into_iter()
            .map(|session| {
                let of = self.b.session_of(session);
                (self.b.in_session(id, form, session), of)
            })
            .collect();
        Some((id, instances))
    }
}

pub(super) fn predicate(capability: Capability) -> Predicate {
    match capability {
        Capability::Inspect => Predicate::Inspect,
        Capability::PartiallyInspect => Predicate::PartiallyInspect,
        Capability::IndirectlyInspect => Predicate::IndirectlyInspect,
        Capability::Monitor => Predicate::Monitor,
        Capability::MakeArbitraryChanges => Predicate::MakeArbitraryChanges,
        Capability::MakeLimitedChanges => Predicate::MakeLimitedChanges,
        Capability::Contribute => Predicate::Contribute,
        Capability::Influence => Predicate::Influence,
        Capability::Withhold => Predicate::Withhold,
    }
}
