//! Controls: where a control stands, and how it is defeated.

use super::{Lowering, sorted};
use crate::catalog::{ControlType, Relation, Verb};
use crate::source::{Problem, nearest, quoted};
use crate::system::document::ControlStatus;
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
                let status =
                    self.b.system.assumptions.get(&name.value).map_or(Status::Stated, |assumed| assumed.status.clone());
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
        let verbs: Vec<Verb> = allows.iter().filter_map(|n| Verb::from_id(&n.value)).collect();
        let stopped: Vec<ElementId> = self.ids(stops).into_iter().map(|id| self.b.itself(id)).collect();
        let patterns = self.catalog.controls[kind].points.clone();
        for pattern in patterns {
            // An allow-list binds only the categories that it names something of, by element or by verb; without
            // `allows` it binds sending.
            let binds = match (pattern.unless, pattern.verb) {
                (None, _) => true,
                (Some(_), Some(verb)) if !verbs.is_empty() => !verbs.contains(&verb),
                (Some(column), _) => self.names_category(pattern.point.index(), column, &allowed),
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
            let criteria = self.b.form(model, Form::Criteria);
            self.b.add(Relation::GuardedByCriteria, [control, criteria]);
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
                    // Only what stands there can stop too much.
                    if body.status.as_ref().is_none_or(|s| s.value == ControlStatus::Active) {
                        self.screens(control, *app, session);
                    }
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

    /// A control that reads the content of a session may stop its answer.
    fn screens(&mut self, control: ElementId, app: DeclaredId, session: ElementId) {
        let answer = self.b.in_session(app, Form::Outputs, session);
        for part in self.b.parts_in(app, session) {
            let content = matches!(self.b.system.element(part).form, Form::InputPart(part) if part.role().content);
            if content {
                self.b.add(Relation::Screens, [control, part, answer]);
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
            self.b.itself(id);
            let hosts = self.b.belonging(id);
            let hosts: Vec<ElementId> = hosts.into_iter().filter(|host| *host != control).collect();
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
            self.control_stands(control, kind, hosts, &[], &[]);
            self.b.add(Relation::DeclaredControl, [control]);
            self.b.add(Relation::Structural, [control]);
        }
    }
}
