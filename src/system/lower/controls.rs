//! Controls and declared weaknesses: where a control stands, how it is defeated, and what a weakness is reached
//! through and gives.

use super::{Lowering, sorted};
use crate::catalog::{ControlType, Relation};
use crate::source::{Problem, nearest, quoted};
use crate::system::document::{Capability, ControlStatus, WeaknessStatus};
use crate::system::{ControlSpec, DeclaredId, ElementId, Form, Guard, Kind, Status};

impl Lowering<'_> {
    pub(super) fn controls(&mut self) {
        let document = self.document;
        for entry in sorted(&document.controls) {
            let Some(id) = self.entry_id(entry) else { continue };
            let body = &entry.body;
            let Some(word) = &body.kind else { continue };
            let kinds = &self.catalog.controls;
            let Some(kind) = kinds.iter().position(|k| k.id == word.value) else {
                let mut problem = Problem::error(
                    "unknown-control",
                    word.span,
                    format!("unknown kind of control {}", quoted(&word.value)),
                );
                if let Some(meant) = nearest(&word.value, kinds.iter().map(|k| k.id.as_str())) {
                    problem = problem.help(format!("did you mean `{meant}`?")).fix(
                        format!("write `{meant}`"),
                        word.span,
                        meant.to_owned(),
                    );
                }
                self.problems.push(problem);
                continue;
            };
            let control = self.b.itself(id);
            let in_place = body.status.as_ref().is_none_or(|s| s.value == ControlStatus::Active);
            let rests_on = body.rests_on.first().map(|name| {
                let status = self.b.system.assumptions.get(&name.value).cloned().unwrap_or(Status::Stated);
                (name.value.clone(), status)
            });
            let likelihood = body.likelihood.as_ref().and_then(|l| self.likelihood(&l.value));
            let on = self.ids_with_derived(&body.on);
            self.b.system.controls.push(ControlSpec {
                element: control,
                kind,
                on: on.clone(),
                in_place,
                cost: body.cost.as_ref().map(|c| c.value),
                likelihood,
                rests_on,
                span: entry.name.span,
            });
            let elements: Vec<ElementId> = body.on.iter().flat_map(|n| self.covered(&n.value)).collect();
            self.control_stands(control, kind, elements, &body.allows, &body.stops);
            self.control_defeated(control, kind, &on, body);
        }
        self.host_egress();
    }

    /// The names that controls stand on; a derived name counts for the name that it belongs to.
    fn ids_with_derived(&self, names: &[crate::source::Spanned<String>]) -> Vec<DeclaredId> {
        let base = |name: &str| name.split_once('.').map_or_else(|| name.to_owned(), |(base, _)| base.to_owned());
        let mut ids: Vec<DeclaredId> = names.iter().filter_map(|n| self.b.declared(&base(&n.value))).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The elements that a name covers: a declared name all that belongs to it, a derived name just that.
    pub(super) fn covered(&mut self, name: &str) -> Vec<ElementId> {
        match self.derived(name) {
            Some(element) => vec![element],
            None => match self.b.declared(name) {
                Some(id) => {
                    self.b.itself(id);
                    self.b.belonging(id)
                }
                None => Vec::new(),
            },
        }
    }

    /// The element of a derived name without session: `acme.cloud`, `chat.config`.
    pub(super) fn derived(&mut self, name: &str) -> Option<ElementId> {
        let (base, suffix) = name.split_once('.')?;
        let id = self.b.declared(base)?;
        let form = match suffix {
            "config" => Form::Config,
            "request" => Form::Request,
            "params" => Form::Parameters,
            "upstream" => Form::Upstream,
            "outward" => Form::Outward,
            "dataset" => Form::Dataset,
            "hyperparameters" => Form::Hyperparameters,
            "results" => Form::Results,
            "criteria" => Form::Criteria,
            "connector" => Form::Connector,
            "code" => Form::Code,
            "cloud" => Form::Cloud,
            _ => return None,
        };
        Some(self.b.form(id, form))
    }

    fn control_stands(
        &mut self,
        control: ElementId,
        kind: usize,
        on: Vec<ElementId>,
        allows: &[crate::source::Spanned<String>],
        stops: &[crate::source::Spanned<String>],
    ) {
        let allowed: Vec<ElementId> = allows.iter().flat_map(|n| self.covered(&n.value)).collect();
        let stopped: Vec<ElementId> = self.ids(stops).into_iter().map(|id| self.b.itself(id)).collect();
        let patterns = self.catalog.controls[kind].points.clone();
        for pattern in patterns {
            // An allow-list binds only the categories that it names something of; without `allows` it binds sending.
            let binds = match pattern.unless {
                None => true,
                Some(column) => self.names_category(pattern.point.index(), column, &allowed),
            };
            if !binds {
                continue;
            }
            for element in &on {
                self.b.system.guards.push(Guard {
                    point: pattern.point,
                    column: pattern.on,
                    on: *element,
                    control,
                    unless: pattern.unless.map(|column| (column, allowed.clone())),
                    only: pattern.only.filter(|_| !stopped.is_empty()).map(|column| (column, stopped.clone())),
                });
            }
        }
    }

    /// Whether an allow-list names something of the kind that stands in this column of the point.
    fn names_category(&self, point: usize, column: usize, allowed: &[ElementId]) -> bool {
        let action = self.catalog.type_named("action");
        let wanted_action = Some(self.catalog.points[point].columns[column].kind) == action;
        allowed.iter().any(|e| (self.b.kind(self.b.system.element(*e).declared) == Kind::Action) == wanted_action)
    }

    fn control_defeated(
        &mut self,
        control: ElementId,
        kind: usize,
        on: &[DeclaredId],
        body: &crate::system::document::Control,
    ) {
        let spec = &self.catalog.controls[kind];
        let (evaded, scans, control_type) = (spec.evaded, spec.scans, spec.kind);
        self.b.add(Relation::DeclaredControl, [control]);
        self.b.add(
            match control_type {
                ControlType::Structural => Relation::Structural,
                ControlType::Probabilistic => Relation::Probabilistic,
            },
            [control],
        );
        for by in self.ids(&body.by) {
            let by = self.b.itself(by);
            self.b.add(Relation::Approves, [by, control]);
        }
        for key in self.ids(&body.key) {
            let key = self.b.itself(key);
            self.b.add(Relation::UnlockedBy, [control, key]);
        }
        for results in self.ids(&body.results) {
            let results = self.b.itself(results);
            self.b.add(Relation::GateResults, [control, results]);
        }
        for model in self.ids(&body.model) {
            let parameters = self.b.form(model, Form::Parameters);
            self.b.add(Relation::GuardedByModel, [control, parameters]);
        }
        let declared = self.b.system.element(control).declared;
        if evaded {
            for app in on {
                if !self.is_app(*app) {
                    continue;
                }
                let sessions = self.b.sessions[app.index()].clone();
                for session in sessions {
                    let watch = self.b.in_session(declared, Form::Watch, session);
                    let asked = self.b.in_session(*app, Form::Inputs, session);
                    self.b.add(Relation::InSession, [watch, control]);
                    self.b.add(Relation::Evadable, [watch, asked]);
                    self.b.system.watches.push(((control, session), watch));
                }
            }
        }
        if scans {
            for file in on {
                let file = self.b.itself(*file);
                self.b.add(Relation::ScansFile, [control, file]);
            }
        }
    }

    /// `egress` of a host is a control in place: what leaves is restricted, and that rests on its mechanism.
    fn host_egress(&mut self) {
        let document = self.document;
        let kind = self.catalog.controls.iter().position(|k| k.id == "no egress");
        for entry in sorted(&document.hosts) {
            let (Some(id), Some(kind)) = (self.entry_id(entry), kind) else { continue };
            let restricted = entry.body.egress.iter().any(|e| e.value != "any");
            if !restricted {
                continue;
            }
            let control = self.b.form(id, Form::Egress);
            let host = self.b.itself(id);
            self.b.system.controls.push(ControlSpec {
                element: control,
                kind,
                on: vec![id],
                in_place: true,
                cost: None,
                likelihood: None,
                rests_on: None,
                span: entry.name.span,
            });
            self.control_stands(control, kind, vec![host], &[], &[]);
            self.b.add(Relation::DeclaredControl, [control]);
            self.b.add(Relation::Structural, [control]);
        }
    }

    pub(super) fn weaknesses(&mut self) {
        let document = self.document;
        for entry in sorted(&document.weaknesses) {
            let Some(id) = self.entry_id(entry) else { continue };
            let body = &entry.body;
            if body.status.as_ref().is_some_and(|s| s.value == WeaknessStatus::Fixed) {
                continue;
            }
            let weakness = self.b.itself(id);
            if let Some(likelihood) = body.likelihood.as_ref().and_then(|l| self.likelihood(&l.value)) {
                self.b.system.likelihood_of.insert(id, likelihood);
            }
            if let Some(cost) = &body.cost {
                self.b.system.cost_of.insert(id, cost.value);
            }
            let mut through: Vec<ElementId> = body.through.iter().flat_map(|n| self.reached(&n.value)).collect();
            if body.through.is_empty() {
                for on in self.ids(&body.on) {
                    through.extend(self.natural_way_in(on));
                }
            }
            if through.is_empty() {
                self.b.add(Relation::Reachable, [weakness]);
            }
            for x in through {
                self.b.add(Relation::ReachedThrough, [weakness, x]);
            }
            for on in self.ids(&body.on) {
                let on_element = self.b.itself(on);
                match self.b.kind(on) {
                    Kind::Control => self.b.add(Relation::Defeats, [weakness, on_element]),
                    Kind::Service if body.breaks.is_some() => {
                        self.b.add(Relation::BreaksAuthorization, [weakness, on_element]);
                    }
                    _ => {}
                }
            }
            let over = if body.over.is_empty() { &body.on } else { &body.over };
            let over: Vec<ElementId> = over.iter().flat_map(|n| self.reached(&n.value)).collect();
            for gives in &body.gives {
                let relation = gives_relation(gives.value);
                for x in &over {
                    self.b.add(relation, [weakness, *x]);
                }
            }
        }
    }

    /// The elements of a name for reaching or giving: all partitions and sessions.
    fn reached(&mut self, name: &str) -> Vec<ElementId> {
        if let Some((base, suffix)) = name.split_once('.') {
            let form = match suffix {
                "in" => Some(Form::Inputs),
                "out" => Some(Form::Outputs),
                "details" => Some(Form::Details),
                "conversation" => Some(Form::Conversation),
                _ => None,
            };
            if let (Some(form), Some(id)) = (form, self.b.declared(base)) {
                let sessions = self.b.sessions[id.index()].clone();
                return sessions.into_iter().map(|s| self.b.in_session(id, form, s)).collect();
            }
            return self.derived(name).into_iter().collect();
        }
        self.b.declared(name).map(|id| self.all_partitions(id)).unwrap_or_default()
    }

    /// Through what a weakness is reached when the description does not say: requests, messages, or the thing itself.
    fn natural_way_in(&mut self, on: DeclaredId) -> Vec<ElementId> {
        match self.b.kind(on) {
            Kind::Service => vec![self.b.form(on, Form::Request)],
            Kind::Agent | Kind::Model if self.is_app(on) => {
                let sessions = self.b.sessions[on.index()].clone();
                sessions.into_iter().map(|s| self.b.in_session(on, Form::Inputs, s)).collect()
            }
            Kind::Tool => {
                let tool = on;
                (0_u32..)
                    .zip(&self.b.system.elements)
                    .filter(|(_, e)| e.form == Form::Arguments && e.other == Some(tool))
                    .map(|(number, _)| ElementId(number))
                    .collect()
            }
            Kind::Weights | Kind::Code | Kind::Dataset | Kind::Store => vec![self.b.itself(on)],
            _ => Vec::new(),
        }
    }
}

fn gives_relation(capability: Capability) -> Relation {
    match capability {
        Capability::Inspect => Relation::GivesInspect,
        Capability::PartiallyInspect => Relation::GivesPartiallyInspect,
        Capability::IndirectlyInspect => Relation::GivesIndirectlyInspect,
        Capability::Monitor => Relation::GivesMonitor,
        Capability::MakeArbitraryChanges => Relation::GivesMakeArbitraryChanges,
        Capability::MakeLimitedChanges => Relation::GivesMakeLimitedChanges,
        Capability::Contribute => Relation::GivesContribute,
        Capability::Influence => Relation::GivesInfluence,
        Capability::Withhold => Relation::GivesWithhold,
    }
}
