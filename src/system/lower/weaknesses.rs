//! Declared weaknesses: what one is reached through, and what it gives over what.

use super::claims::predicate;
use super::{Lowering, sorted};
use crate::catalog::{Predicate, Relation, WeaknessClass, WeaknessReach};
use crate::source::Span;
use crate::system::document::{Names, Weakness, WeaknessStatus};
use crate::system::{DeclaredId, ElementId, Form, Kind, Which};

impl Lowering<'_> {
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
            self.gives(id, body, weakness, entry.name.span);
        }
    }

    /// What a weakness gives: what the description says, else what the catalog says of its class.
    fn gives(&mut self, id: DeclaredId, body: &Weakness, weakness: ElementId, span: Span) {
        let stated: Vec<Predicate> = body.gives.iter().map(|g| predicate(g.value)).collect();
        let mut over: Vec<ElementId> = body.over.iter().flat_map(|n| self.reached(&n.value)).collect();
        let defeats = self.ids(&body.on).iter().any(|on| self.b.kind(*on) == Kind::Control);
        let catalog = self.catalog;
        let class = body.cwe.as_ref().and_then(|cwe| catalog.weakness_class(&cwe.value));
        let gives = match class {
            _ if !stated.is_empty() => {
                if over.is_empty() {
                    over = body.on.iter().flat_map(|n| self.reached(&n.value)).collect();
                }
                stated
            }
            _ if body.breaks.is_some() || defeats => return,
            Some(class) => {
                for on in self.ids(&body.on) {
                    if body.over.is_empty() {
                        over.extend(self.class_reaches(on, class.over, weakness));
                    }
                }
                self.class_taken(id, class, &body.over);
                class.gives.clone()
            }
            None => {
                self.warn(
                    "weakness-gives-nothing",
                    span,
                    format!("nothing says what `{}` gives", self.b.facts_of(id).name),
                    "add `gives`, or a `cwe` that the catalog knows; until then nothing follows from it",
                );
                return;
            }
        };
        for predicate in gives {
            if let Some(relation) = gives_relation(predicate) {
                for x in &over {
                    self.b.add(relation, [weakness, *x]);
                }
            }
        }
    }

    fn class_taken(&mut self, id: DeclaredId, class: &WeaknessClass, over: &Names) {
        let words: Vec<&str> = class.gives.iter().map(|p| p.words()).collect();
        let gives = if words.is_empty() { "what its users may not have".to_owned() } else { words.join(", ") };
        self.default_taken(id, "gives", &gives, &format!("the catalog says so of the class: {}", class.name));
        if over.is_empty() {
            let meaning = format!("the catalog says so of the class: {}", class.name);
            self.default_taken(id, "over", class.over.words(), &meaning);
        }
    }

    /// Where a weakness of a class gives what it gives.
    fn class_reaches(&mut self, on: DeclaredId, over: WeaknessReach, weakness: ElementId) -> Vec<ElementId> {
        match over {
            WeaknessReach::Itself => self.all_partitions(on),
            WeaknessReach::Host | WeaknessReach::OuterHost => {
                let hosts: Vec<DeclaredId> = match self.host_of.get(&on) {
                    Some(host) => vec![*host],
                    None => self.tool_hosts.get(&on).into_iter().flatten().copied().collect(),
                };
                let hosts = if hosts.is_empty() { vec![on] } else { hosts };
                let outer = |host: &DeclaredId| match over {
                    WeaknessReach::OuterHost => self.outer_host(*host).unwrap_or(*host),
                    _ => *host,
                };
                let hosts: Vec<DeclaredId> = hosts.iter().map(outer).collect();
                hosts.into_iter().map(|host| self.b.itself(host)).collect()
            }
            WeaknessReach::Keeps => {
                let kept = self.kept_by(on);
                let kept = if kept.is_empty() { vec![on] } else { kept };
                kept.into_iter().flat_map(|x| self.all_partitions(x)).collect()
            }
            WeaknessReach::Answers => {
                let sessions = self.b.sessions[on.index()].clone();
                if sessions.is_empty() {
                    return self.all_partitions(on);
                }
                let generative = self.model_of(on).is_some_and(|m| self.is_generative(m));
                let form = if generative { Form::Chosen } else { Form::Outputs };
                sessions.into_iter().map(|s| self.b.in_session(on, form, s)).collect()
            }
            WeaknessReach::Authorization => {
                let element = self.b.itself(on);
                if self.b.kind(on) == Kind::Service {
                    self.b.add(Relation::BreaksAuthorization, [weakness, element]);
                }
                Vec::new()
            }
        }
    }

    fn outer_host(&self, host: DeclaredId) -> Option<DeclaredId> {
        let entry = self.document.hosts.iter().find(|h| self.entry_id(h) == Some(host))?;
        self.first(&entry.body.inside)
    }

    /// What a component keeps or may touch: what a store or host holds, what a program reads, writes and changes.
    fn kept_by(&self, on: DeclaredId) -> Vec<DeclaredId> {
        if self.b.kind(on) == Kind::Store {
            return vec![on];
        }
        let mut kept: Vec<DeclaredId> = self.holds.get(&on).cloned().unwrap_or_default();
        if let Some(tool) = self.tool(on) {
            kept.extend(self.ids(&tool.reads).into_iter().chain(self.ids(&tool.writes)).chain(self.ids(&tool.changes)));
            kept.extend(self.ids(&tool.as_));
        }
        if let Some(service) = self.document.services.iter().find(|s| self.entry_id(s) == Some(on)) {
            let body = &service.body;
            kept.extend(self.ids(&body.reads).into_iter().chain(self.ids(&body.writes)).chain(self.ids(&body.changes)));
            kept.extend(self.ids(&body.as_));
        }
        kept.sort_unstable();
        kept.dedup();
        kept
    }

    /// The elements of a name for reaching or giving: all partitions and sessions.
    pub(super) fn reached(&mut self, name: &str) -> Vec<ElementId> {
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

    /// The elements of a derived name that a session meets, and those of other sessions.
    pub(super) fn derived_in(&mut self, name: &str, session: ElementId) -> (Vec<ElementId>, Vec<ElementId>) {
        let all = self.reached(name);
        let meets = |x: &ElementId| self.b.system.element(*x).session.is_none_or(|of| of == session);
        all.into_iter().partition(meets)
    }

    /// The elements of a derived name that belong to an adversary who uses a plain program, and the rest.
    pub(super) fn derived_of_user(&mut self, name: &str, user: DeclaredId) -> (Vec<ElementId>, Vec<ElementId>) {
        let all = self.reached(name);
        let theirs = |x: &ElementId| match self.b.system.element(*x).session {
            None => true,
            Some(session) => self.b.session_of(session) == Some((user, Which::Own)),
        };
        all.into_iter().partition(theirs)
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

fn gives_relation(capability: Predicate) -> Option<Relation> {
    Some(match capability {
        Predicate::Inspect => Relation::GivesInspect,
        Predicate::PartiallyInspect => Relation::GivesPartiallyInspect,
        Predicate::IndirectlyInspect => Relation::GivesIndirectlyInspect,
        Predicate::Monitor => Relation::GivesMonitor,
        Predicate::MakeArbitraryChanges => Relation::GivesMakeArbitraryChanges,
        Predicate::MakeLimitedChanges => Relation::GivesMakeLimitedChanges,
        Predicate::Contribute => Relation::GivesContribute,
        Predicate::Influence => Relation::GivesInfluence,
        Predicate::Withhold => Relation::GivesWithhold,
        Predicate::Discloses | Predicate::Off | Predicate::AtPhysical => return None,
    })
}
