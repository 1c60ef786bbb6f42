//! Collects elements, relations and guards while a description is lowered, and numbers the elements at the end in an
//! order that depends on names alone.

use crate::hash::WordMap;
use crate::system::{Declared, DeclaredId, Element, ElementId, Form, Kind, Part, Relation, System, Which};

/// Everything known while lowering.
#[derive(Default)]
pub struct Builder {
    /// The system so far.
    pub system: System,
    names: WordMap<Box<str>, DeclaredId>,
    elements: WordMap<(u32, Form, Option<ElementId>, Option<DeclaredId>), ElementId>,
    /// Sessions of each agent or directly used model, by its declared id.
    pub sessions: Vec<Vec<ElementId>>,
    /// Elements that belong to a declared name and to no session, by its id.
    belonging: Vec<Vec<ElementId>>,
    /// Parts of the Inputs of an agent in a session.
    parts: WordMap<(u32, u32), Vec<ElementId>>,
}

impl Builder {
    /// Starts from the declared names, sorted.
    pub fn new(declared: Vec<Declared>) -> Builder {
        let mut builder = Builder::default();
        for (number, name) in (0_u32..).zip(&declared) {
            builder.names.insert(name.name.as_str().into(), DeclaredId(number));
        }
        builder.sessions = vec![Vec::new(); declared.len()];
        builder.belonging = vec![Vec::new(); declared.len()];
        builder.system.declared = declared;
        builder
    }

    /// The declared name, if there is one.
    pub fn declared(&self, name: &str) -> Option<DeclaredId> {
        self.names.get(name).copied()
    }

    /// What is known of a declared name.
    pub fn facts_of(&self, id: DeclaredId) -> &Declared {
        &self.system.declared[id.index()]
    }

    /// The kind of a declared name.
    pub fn kind(&self, id: DeclaredId) -> Kind {
        self.facts_of(id).kind
    }

    /// The element of that form, created when first asked for.
    pub fn element(
        &mut self,
        declared: DeclaredId,
        form: Form,
        session: Option<ElementId>,
        other: Option<DeclaredId>,
    ) -> ElementId {
        let next = ElementId(u32::try_from(self.system.elements.len()).expect("the reader bounds the document's size"));
        let id = *self.elements.entry((declared.0, form, session, other)).or_insert(next);
        if id == next {
            let durable = self.is_durable(declared, form);
            self.system.elements.push(Element { declared, form, session, other, durable });
            if session.is_none() {
                self.belonging[declared.index()].push(id);
            }
        }
        id
    }

    /// The declared element itself.
    pub fn itself(&mut self, declared: DeclaredId) -> ElementId {
        self.element(declared, Form::Itself, None, None)
    }

    /// A form of a declared element that belongs to no session.
    pub fn form(&mut self, declared: DeclaredId, form: Form) -> ElementId {
        self.element(declared, form, None, None)
    }

    /// A form of a declared element in a session.
    pub fn in_session(&mut self, declared: DeclaredId, form: Form, session: ElementId) -> ElementId {
        self.element(declared, form, Some(session), None)
    }

    /// A part of the Inputs of an agent in a session, with what follows from its being one.
    pub fn input_part(&mut self, agent: DeclaredId, part: Part, session: ElementId) -> ElementId {
        let before = self.system.elements.len();
        let id = self.in_session(agent, Form::InputPart(part), session);
        if self.system.elements.len() > before {
            let whole = self.in_session(agent, Form::Inputs, session);
            let itself = self.itself(agent);
            let role = part.role();
            self.add(Relation::PartOf, [id, whole]);
            self.parts.entry((agent.0, session.0)).or_default().push(id);
            if role.instruction {
                self.add(Relation::Instruction, [id, itself, session]);
            }
            if role.content {
                self.add(Relation::Content, [id, itself, session]);
            }
            if role.sensed {
                self.add(Relation::Sensed, [id, itself, session]);
            }
        }
        id
    }

    /// The parts of Inputs of an agent in a session, so far.
    pub fn parts_in(&self, agent: DeclaredId, session: ElementId) -> Vec<ElementId> {
        self.parts.get(&(agent.0, session.0)).cloned().unwrap_or_default()
    }

    /// The elements so far that belong to a declared name and to no session.
    pub fn belonging(&self, declared: DeclaredId) -> Vec<ElementId> {
        self.belonging[declared.index()].clone()
    }

    /// A partition of an asset.
    pub fn partition(&mut self, asset: DeclaredId, role: DeclaredId, which: Which) -> ElementId {
        self.element(asset, Form::Partition(which), None, Some(role))
    }

    /// A session of a role, or the run that belongs to none.
    pub fn session(&mut self, role: DeclaredId, which: Which) -> ElementId {
        self.form(role, Form::Session(which))
    }

    /// The role and which of a session; none for a run.
    pub fn session_of(&self, session: ElementId) -> Option<(DeclaredId, Which)> {
        let element = self.system.element(session);
        match element.form {
            Form::Session(Which::Run) => None,
            Form::Session(which) => Some((element.declared, which)),
            _ => None,
        }
    }

    /// Whether a session meets what is fetched only when asked for.
    pub fn meets_the_world(&self, session: ElementId) -> bool {
        !matches!(self.session_of(session), Some((_, Which::Bystander | Which::Peer)))
    }

    /// Adds a tuple.
    pub fn add<const N: usize>(&mut self, relation: Relation, elements: [ElementId; N]) {
        self.system.relations.add(relation, elements);
    }

    /// Stores, files and hosts survive a restart; what belongs to a session, to memory or to somebody else does not.
    fn is_durable(&self, declared: DeclaredId, form: Form) -> bool {
        let kind = self.kind(declared);
        let lasting = !matches!(
            kind,
            Kind::Role | Kind::Supplier | Kind::Channel | Kind::Action | Kind::Sensor | Kind::Weakness | Kind::Session
        );
        lasting && matches!(form, Form::Itself | Form::Config | Form::Connector | Form::Code | Form::Partition(_))
    }

    /// Declares that an element is not ours to clean, or does not survive a restart.
    pub fn not_durable(&mut self, id: ElementId) {
        self.system.elements[id.index()].durable = false;
    }

    /// Numbers elements by name, form and session, and puts everything that names them in that order.
    pub fn finish(mut self) -> System {
        let system = &mut self.system;
        let key = |id: usize| {
            let element = &system.elements[id];
            let session = element.session.map(|s| {
                let session = &system.elements[s.index()];
                (session.declared, session.form)
            });
            (element.declared, element.form, element.other, session)
        };
        let mut order: Vec<usize> = (0..system.elements.len()).collect();
        order.sort_by_key(|id| key(*id));
        let mut renumbered = vec![ElementId(0); order.len()];
        for (new, old) in (0_u32..).zip(&order) {
            renumbered[*old] = ElementId(new);
        }
        let map = |id: &mut ElementId| *id = renumbered[id.index()];
        let mut elements: Vec<Element> = order.iter().map(|old| system.elements[*old]).collect();
        for element in &mut elements {
            if let Some(session) = &mut element.session {
                map(session);
            }
        }
        system.elements = elements;
        system.relations.renumber(&renumbered);
        for guard in &mut system.guards {
            map(&mut guard.on);
            map(&mut guard.control);
            for (_, list) in guard.unless.iter_mut().chain(guard.only.iter_mut()) {
                list.iter_mut().for_each(map);
            }
        }
        for ((control, session), watch) in &mut system.watches {
            map(control);
            map(session);
            map(watch);
        }
        crate::order::sort(&mut system.watches);
        system.watches.dedup();
        for control in &mut system.controls {
            map(&mut control.element);
        }
        crate::order::sort_by_key(&mut system.controls, |c| c.element);
        for claim in &mut system.claims {
            for (element, _) in &mut claim.instances {
                map(element);
            }
            crate::order::sort(&mut claim.instances);
            claim.instances.dedup();
        }
        crate::order::sort_by(&mut system.claims, |a, b| a.id.cmp(&b.id));
        system.adversaries.sort_unstable();
        self.system
    }
}
