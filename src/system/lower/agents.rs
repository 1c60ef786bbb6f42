//! Agents, and models that are used directly: Inputs, Outputs and their parts in every session, and what drives what.

use super::sessions::document_sources;
use super::{Lowering, sorted};
use crate::catalog::Relation;
use crate::source::{Span, Spanned};
use crate::system::document::{self, Detail, Inputs, Kept, Names, Render};
use crate::system::{DeclaredId, ElementId, Form, Kind, Part, Which};

/// The keys that agents and directly used models share.
#[derive(Clone, Copy)]
pub(super) struct App<'d> {
    /// The model that drives it.
    pub model: Option<DeclaredId>,
    pub runs_on: &'d Names,
    pub code: &'d Names,
    pub used_by: &'d Names,
    pub triggered_by: &'d Names,
    pub shown_to: &'d Names,
    pub configured_by: &'d Names,
    pub inputs: &'d Inputs,
    pub tools: &'d Names,
    pub asks: &'d Names,
    pub hands_to: &'d Names,
    pub writes: &'d Kept,
    pub logs_to: &'d Kept,
    pub renders: &'d [Spanned<Render>],
    pub reveals: &'d [Spanned<Detail>],
    pub links_from: &'d Names,
    pub span: Span,
}

impl<'a> Lowering<'a> {
    /// Every agent, and every model that is used directly, in order of names.
    pub(super) fn apps(&self) -> Vec<(DeclaredId, App<'a>)> {
        let document = self.document;
        let mut apps = Vec::new();
        for entry in sorted(&document.agents) {
            let Some(id) = self.entry_id(entry) else { continue };
            let body = &entry.body;
            apps.push((
                id,
                App {
                    model: self.first(&body.model),
                    runs_on: &body.runs_on,
                    code: &body.code,
                    used_by: &body.used_by,
                    triggered_by: &body.triggered_by,
                    shown_to: &body.shown_to,
                    configured_by: &body.configured_by,
                    inputs: &body.inputs,
                    tools: &body.tools,
                    asks: &body.asks,
                    hands_to: &body.hands_to,
                    writes: &body.writes,
                    logs_to: &body.logs_to,
                    renders: &body.renders,
                    reveals: &body.reveals,
                    links_from: &body.links_from,
                    span: entry.name.span,
                },
            ));
        }
        for entry in sorted(&document.models) {
            let Some(id) = self.entry_id(entry) else { continue };
            let body = &entry.body;
            let app = App {
                model: Some(id),
                runs_on: &body.runs_on,
                code: &body.code,
                used_by: &body.used_by,
                triggered_by: &body.triggered_by,
                shown_to: &body.shown_to,
                configured_by: &body.configured_by,
                inputs: &body.inputs,
                tools: &body.tools,
                asks: &body.asks,
                hands_to: &body.hands_to,
                writes: &body.writes,
                logs_to: &body.logs_to,
                renders: &body.renders,
                reveals: &body.reveals,
                links_from: &body.links_from,
                span: entry.name.span,
            };
            if self.is_app(id) || used_directly(&app) {
                apps.push((id, app));
            }
        }
        crate::order::sort_by_key(&mut apps, |(id, _)| *id);
        apps
    }

    /// Whether a declared name is an agent or a model that is used directly.
    pub(super) fn is_app(&self, id: DeclaredId) -> bool {
        match self.b.kind(id) {
            Kind::Agent => true,
            Kind::Model => self.direct_models.contains(&id),
            _ => false,
        }
    }

    /// Models that are used directly: by a key of their own, or because another line reads their Outputs.
    pub(super) fn find_direct_models(&mut self) {
        let document = self.document;
        let mut direct = std::collections::BTreeSet::new();
        for (id, app) in self.apps() {
            if self.b.kind(id) == Kind::Model {
                direct.insert(id);
            }
            for source in document_sources(app.inputs) {
                direct.extend(self.b.declared(&source.value));
            }
        }
        for entry in &document.assets {
            direct
                .extend(entry.body.driven_by.iter().filter_map(|n| self.b.declared(n.value.trim_end_matches(".out"))));
        }
        direct.retain(|id| self.b.kind(*id) == Kind::Model);
        self.direct_models = direct;
    }

    /// Lowers every agent and directly used model.
    pub(super) fn agents(&mut self) {
        for (id, app) in self.apps() {
            let sessions = self.b.sessions[id.index()].clone();
            self.app_places(id, &app);
            for session in &sessions {
                self.app_session(id, &app, *session);
            }
            self.app_positions(id, &app, &sessions);
            self.app_unused(id, &app, &sessions);
        }
        for (id, app) in self.apps() {
            self.app_messages(id, &app);
        }
    }

    fn app_places(&mut self, id: DeclaredId, app: &App<'_>) {
        let itself = self.b.itself(id);
        if let Some(host) = self.first(app.runs_on) {
            let relation = if self.is_divided(host) { Relation::RunsInEach } else { Relation::RunsOn };
            for host in self.all_partitions(host) {
                self.b.add(relation, [itself, host]);
            }
        } else if self.b.kind(id) == Kind::Agent {
            self.b.add(Relation::NoPlace, [itself]);
            self.warn(
                "agent-without-host",
                app.span,
                format!("nothing says where `{}` runs", self.b.facts_of(id).name),
                "add `runs on`; until then who reads and changes it is unknown",
            );
        }
        self.code(id, itself, app.code);
        for action in self.bills(id) {
            let action = self.b.itself(action);
            self.b.add(Relation::Bills, [itself, action]);
        }
        if let Some(model) = app.model {
            let model = self.b.itself(model);
            self.b.add(Relation::DrivenBy, [itself, model]);
        }
        self.configured(id, itself, app.configured_by);
    }

    fn app_session(&mut self, id: DeclaredId, app: &App<'_>, session: ElementId) {
        let itself = self.b.itself(id);
        let asked = self.b.in_session(id, Form::Inputs, session);
        let answer = self.b.in_session(id, Form::Outputs, session);
        let details = self.b.in_session(id, Form::Details, session);
        self.b.add(Relation::Inputs, [asked, itself, session]);
        self.b.add(Relation::Outputs, [answer, itself, session]);
        self.b.add(Relation::Details, [details, itself, session]);
        for revealed in app.reveals {
            let telling = self.b.in_session(id, Form::Revealed(revealed.value), session);
            self.b.add(Relation::PartOf, [telling, details]);
            self.b.add(Relation::Reveals, [answer, telling, itself]);
            let relation = match revealed.value {
                Detail::Confidences => Relation::Confidences,
                Detail::Logits => Relation::Logits,
                Detail::Reasoning => Relation::Reasoning,
                Detail::Timing => Relation::Timing,
            };
            self.b.add(relation, [telling, itself, session]);
        }
        if app.model.is_some_and(|m| self.is_generative(m)) {
            let chosen = self.b.in_session(id, Form::Chosen, session);
            self.b.add(Relation::Chosen, [chosen, itself, session]);
            self.b.add(Relation::PartOf, [chosen, answer]);
        }
        let conversation = self.b.in_session(id, Form::Conversation, session);
        self.b.add(Relation::Enters, [conversation, asked]);
        let mut hosts: Vec<ElementId> = Vec::new();
        if let Some(host) = self.first(app.runs_on) {
            hosts.extend(self.host_in(host, session));
        }
        hosts.extend(app.model.map(|m| self.hosts_of_model_in(m, session)).unwrap_or_default());
        hosts.sort_unstable();
        hosts.dedup();
        for host in hosts {
            for x in [asked, answer, details] {
                self.b.add(Relation::InUse, [x, host]);
            }
        }
        if let Some((role, _)) = self.b.session_of(session) {
            let enters = self.ids(app.used_by).into_iter().chain(self.ids(app.triggered_by)).any(|r| r == role);
            if enters {
                self.b.input_part(id, Part::UserMessage, session);
                for record in self.tells(role) {
                    for record in self.partitions(record, session).0 {
                        self.b.add(Relation::Enters, [record, asked]);
                    }
                }
            }
        }
        if self.has_config.contains(&id) {
            let part = self.b.input_part(id, Part::Config, session);
            let config = self.b.form(id, Form::Config);
            self.b.add(Relation::Supplies, [config, part]);
        }
        for (kind, sources) in app.inputs {
            for source in self.ids(sources) {
                self.input_source(id, part(kind.value), source, session);
            }
        }
        for tool in self.ids(app.tools) {
            self.call(id, tool, session);
        }
        self.app_keeps(id, app, session, asked);
    }

    /// What is written to memory and logs in a session.
    fn app_keeps(&mut self, id: DeclaredId, app: &App<'_>, session: ElementId, asked: ElementId) {
        let chosen_form = if app.model.is_some_and(|m| self.is_generative(m)) { Form::Chosen } else { Form::Outputs };
        for target in app.writes.names.iter().filter(|name| name.value.contains('.')) {
            let answer = self.b.in_session(id, chosen_form, session);
            for x in self.derived_in(&target.value, session).0 {
                self.b.add(Relation::Remembers, [answer, x]);
            }
        }
        for target in self.ids(&app.writes.names) {
            let answer = self.b.in_session(id, chosen_form, session);
            for store in self.partitions(target, session).0 {
                self.b.add(Relation::Remembers, [answer, store]);
                self.kept_parts(id, app.writes, target, session, asked, store);
                self.b.add(Relation::Container, [store]);
            }
            let itself = self.b.itself(id);
            let target = self.b.itself(target);
            self.b.add(Relation::WrittenBy, [target, itself]);
        }
        for log in self.ids(&app.logs_to.names) {
            let named = self.named_parts(id, app.logs_to, log, session);
            let parts: Vec<ElementId> = named.unwrap_or_else(|| self.b.parts_in(id, session));
            for store in self.partitions(log, session).0 {
                for part in &parts {
                    self.b.add(Relation::Logs, [*part, store]);
                }
                self.kept_parts(id, app.logs_to, log, session, asked, store);
                self.b.add(Relation::Container, [store]);
            }
            let itself = self.b.itself(id);
            let log = self.b.itself(log);
            self.b.add(Relation::WrittenBy, [log, itself]);
        }
    }

    /// The parts of Inputs that are kept somewhere, as far as the agent has them; none if they are not named.
    fn named_parts(
        &mut self,
        id: DeclaredId,
        kept: &Kept,
        target: DeclaredId,
        session: ElementId,
    ) -> Option<Vec<ElementId>> {
        let parts = kept.parts_of(&self.b.facts_of(target).name)?;
        // Messages of other agents are lowered when all agents have their sessions.
        if self.asked_by_others.contains(&id) && parts.iter().any(|word| part(word.value) == Part::AgentMessages) {
            self.b.input_part(id, Part::AgentMessages, session);
        }
        let present = self.b.parts_in(id, session);
        let named = parts.iter().map(|word| self.b.in_session(id, Form::InputPart(part(word.value)), session));
        Some(named.filter(|part| present.contains(part)).collect())
    }

    /// What Inputs carry is kept as a whole, or only what the named parts do.
    fn kept_parts(
        &mut self,
        id: DeclaredId,
        kept: &Kept,
        target: DeclaredId,
        session: ElementId,
        asked: ElementId,
        store: ElementId,
    ) {
        let Some(parts) = self.named_parts(id, kept, target, session) else {
            self.b.add(Relation::Stores, [asked, store]);
            return;
        };
        for part in parts {
            self.b.add(Relation::StoresPart, [part, store]);
            self.kept_part.insert(part);
            if self.b.system.element(part).form == Form::InputPart(Part::UserMessage) {
                let conversation = self.b.in_session(id, Form::Conversation, session);
                self.b.add(Relation::EntersPart, [conversation, part]);
                if let Some((role, _)) = self.b.session_of(session) {
                    for record in self.tells(role) {
                        for record in self.partitions(record, session).0 {
                            self.b.add(Relation::EntersPart, [record, part]);
                        }
                    }
                }
            }
        }
    }

    fn input_source(&mut self, id: DeclaredId, part_kind: Part, source: DeclaredId, session: ElementId) {
        let on_demand = self.on_demand[source.index()];
        if on_demand && !self.b.meets_the_world(session) {
            return;
        }
        let part = self.b.input_part(id, part_kind, session);
        match self.b.kind(source) {
            Kind::Agent | Kind::Model => {
                if self.b.sessions[source.index()].contains(&session) {
                    self.hand_on(source, id, part, session);
                }
            }
            Kind::Tool => self.results_as(source, part, session),
            Kind::Sensor => {
                let sensor = self.b.itself(source);
                self.b.add(Relation::Senses, [sensor, part]);
            }
            kind => {
                for source in self.partitions(source, session).0 {
                    match (kind, part_kind) {
                        (_, Part::Memory) => {
                            self.b.add(Relation::Recalls, [source, part]);
                            self.b.add(Relation::Container, [source]);
                        }
                        (Kind::Store, Part::Retrieved | Part::History) => {
                            self.b.add(Relation::Retrieves, [source, part]);
                            self.b.add(Relation::Container, [source]);
                        }
                        _ => {
                            self.b.add(Relation::Supplies, [source, part]);
                            // What is taken over whole is a copy; of a store only some of it is.
                            if kind != Kind::Store {
                                self.b.add(Relation::CopyOf, [part, source]);
                            }
                        }
                    }
                }
            }
        }
    }

    /// One agent's answer goes into a part of another's Inputs.
    fn hand_on(&mut self, from: DeclaredId, to: DeclaredId, part: ElementId, session: ElementId) {
        let generative = self.model_of(from).is_some_and(|m| self.is_generative(m));
        let form = if generative { Form::Chosen } else { Form::Outputs };
        let chosen = self.b.in_session(from, form, session);
        let answer = self.b.in_session(from, Form::Outputs, session);
        let asked = self.b.in_session(to, Form::Inputs, session);
        self.b.add(Relation::Messages, [chosen, part]);
        self.b.add(Relation::PassesOn, [answer, asked]);
        if self.kept_part.contains(&part) {
            self.b.add(Relation::PassesOn, [answer, part]);
        }
    }

    fn app_messages(&mut self, id: DeclaredId, app: &App<'_>) {
        let sessions = self.b.sessions[id.index()].clone();
        let asked = self.ids(app.asks);
        let handed = self.ids(app.hands_to);
        for session in sessions {
            for other in asked.iter().chain(&handed) {
                if self.b.sessions[other.index()].contains(&session) {
                    let part = self.b.input_part(*other, Part::AgentMessages, session);
                    self.hand_on(id, *other, part, session);
                }
            }
            for other in &asked {
                if self.b.sessions[other.index()].contains(&session) {
                    let part = self.b.input_part(id, Part::AgentMessages, session);
                    self.hand_on(*other, id, part, session);
                }
            }
        }
    }

    /// Where adversaries start, and whom answers are shown to.
    fn app_positions(&mut self, id: DeclaredId, app: &App<'_>, sessions: &[ElementId]) {
        let itself = self.b.itself(id);
        let used = self.ids(app.used_by);
        let triggered = self.ids(app.triggered_by);
        let shown = self.ids(app.shown_to);
        for session in sessions {
            let answer = self.b.in_session(id, Form::Outputs, *session);
            let of = self.b.session_of(*session);
            if let Some((role, Which::Own)) = of {
                let asks = used.contains(&role) || triggered.contains(&role);
                let sees = used.contains(&role);
                let who = self.b.itself(role);
                if asks {
                    let message = self.b.input_part(id, Part::UserMessage, *session);
                    self.b.add(Relation::Asks, [who, message, itself]);
                    if sees {
                        self.b.add(Relation::OwnSession, [message, answer, itself]);
                    }
                }
                if sees {
                    self.b.add(Relation::Sees, [who, answer, itself]);
                }
            }
            let generative = app.model.is_some_and(|m| self.is_generative(m));
            for role in &shown {
                let who = self.b.itself(*role);
                if self.is_adversary(*role) {
                    self.b.add(Relation::MayRead, [who, answer, itself]);
                }
            }
            let readers = shown.iter().copied().chain(of.map(|(role, _)| role).filter(|role| used.contains(role)));
            for role in readers {
                let who = self.b.itself(role);
                if generative {
                    let chosen = self.b.in_session(id, Form::Chosen, *session);
                    self.b.add(Relation::ShownTo, [chosen, who]);
                }
                for shown in app.renders {
                    let relation = match shown.value {
                        Render::Links => Relation::RendersLinks,
                        Render::Images => Relation::RendersImages,
                        Render::Html => Relation::RendersHtml,
                    };
                    self.b.add(relation, [itself, who]);
                }
            }
            self.app_prefilled(id, app, *session);
        }
    }

    /// Who can fill in the messages of those who use it in good faith.
    fn app_prefilled(&mut self, id: DeclaredId, app: &App<'_>, session: ElementId) {
        let Some((reader, Which::Bystander | Which::Visiting)) = self.b.session_of(session) else { return };
        if !self.ids(app.used_by).contains(&reader) && !self.ids(app.triggered_by).contains(&reader) {
            return;
        }
        for sender in self.ids(app.links_from) {
            if self.is_adversary(sender) {
                let message = self.b.input_part(id, Part::UserMessage, session);
                let (sender, itself, reader) = (self.b.itself(sender), self.b.itself(id), self.b.itself(reader));
                self.b.add(Relation::Prefills, [sender, message, itself, reader]);
            }
        }
    }

    /// The actions that running a model or agent costs; those of a model count for every agent that it drives.
    pub(super) fn bills(&self, id: DeclaredId) -> Vec<DeclaredId> {
        let behind = self.model_of(id).filter(|model| *model != id);
        std::iter::once(id).chain(behind).filter_map(|of| self.bills.get(&of)).flatten().copied().collect()
    }

    /// An agent that nobody uses, triggers or is shown, and that nothing feeds, is used by somebody unknown.
    fn app_unused(&mut self, id: DeclaredId, app: &App<'_>, sessions: &[ElementId]) {
        let lonely = sessions.iter().all(|s| self.b.session_of(*s).is_none())
            && app.inputs.is_empty()
            && app.shown_to.is_empty()
            && !self.asked_by_others.contains(&id);
        if !lonely {
            return;
        }
        for session in sessions {
            let itself = self.b.itself(id);
            let message = self.b.input_part(id, Part::UserMessage, *session);
            let answer = self.b.in_session(id, Form::Outputs, *session);
            self.b.add(Relation::NoUser, [message, answer, itself]);
        }
        self.warn(
            "agent-without-user",
            app.span,
            format!("nothing says who uses `{}`", self.b.facts_of(id).name),
            "add `used by`, `triggered by` or `shown to`; until then whoever uses it is unknown",
        );
    }
}

fn used_directly(app: &App<'_>) -> bool {
    !(app.used_by.is_empty()
        && app.triggered_by.is_empty()
        && app.shown_to.is_empty()
        && app.inputs.is_empty()
        && app.tools.is_empty()
        && app.asks.is_empty()
        && app.hands_to.is_empty()
        && app.writes.names.is_empty())
}

/// A part as the lowered system calls it.
pub(super) fn part(part: document::Part) -> Part {
    match part {
        document::Part::SystemPrompt => Part::SystemPrompt,
        document::Part::ChatTemplate => Part::ChatTemplate,
        document::Part::ToolDefinitions => Part::ToolDefinitions,
        document::Part::Skills => Part::Skills,
        document::Part::UserMessage => Part::UserMessage,
        document::Part::History => Part::History,
        document::Part::Retrieved => Part::Retrieved,
        document::Part::ToolResults => Part::ToolResults,
        document::Part::Memory => Part::Memory,
        document::Part::AgentMessages => Part::AgentMessages,
        document::Part::Media => Part::Media,
        document::Part::Sensor => Part::Sensor,
    }
}
