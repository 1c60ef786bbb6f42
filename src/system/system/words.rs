//! What an element is called: its stable id, and words for it.

use super::{DeclaredId, ElementId, Form, System, Which};
use crate::system::article::article;
use crate::system::document::Word as _;

impl System {
    /// The stable id of an element: `assistant.in@customer.own`.
    pub fn id(&self, id: ElementId) -> String {
        let element = self.element(id);
        let name = &self.declared[element.declared.index()].name;
        let other = || element.other.map_or("", |o| self.declared[o.index()].name.as_str());
        let base = match element.form {
            Form::Itself => name.clone(),
            Form::Session(Which::Run) => "run".to_owned(),
            Form::Session(which) => format!("{name}.{}", which.word()),
            Form::Inputs => format!("{name}.in"),
            Form::InputPart(part) => format!("{name}.in.{}", part.word()),
            Form::Outputs => format!("{name}.out"),
            Form::Chosen => format!("{name}.out.chosen"),
            Form::Details => format!("{name}.details"),
            Form::Revealed(detail) => format!("{name}.details.{}", detail.word()),
            Form::Conversation => format!("{name}.conversation"),
            Form::Arguments => format!("{name}>{}", other()),
            Form::Parameters => format!("{name}.params"),
            Form::Dataset => format!("{name}.dataset"),
            Form::Hyperparameters => format!("{name}.hyperparameters"),
            Form::Results => format!("{name}.results"),
            Form::Criteria => format!("{name}.criteria"),
            Form::Cache => format!("{name}.cache"),
            Form::TenantCache => format!("{name}.cache#{}", other()),
            Form::Partition(which) => format!("{name}#{}.{}", other(), which.word()),
            Form::Upstream => format!("{name}.upstream"),
            Form::Config => format!("{name}.config"),
            Form::Request => format!("{name}.request"),
            Form::Cloud => format!("{name}.cloud"),
            Form::Connector => format!("{name}.connector"),
            Form::Code => format!("{name}.code"),
            Form::Outward => format!("{name}.outward"),
            Form::Watch => name.clone(),
            Form::Egress => format!("{name}.egress"),
            Form::Update(which) => format!("{name}.update#{}.{}", other(), which.word()),
        };
        match element.session {
            Some(session) => format!("{base}@{}", self.id(session)),
            None => base,
        }
    }

    /// Words for an element, without its session, the reader's own names in backticks: retrieved documents of `bot`.
    pub fn label(&self, id: ElementId) -> String {
        let (part, rest) = self.part_and_rest(id);
        part.to_owned() + &rest
    }

    /// Words for what is no element by itself, without the name that it belongs to, where they say enough: retrieved
    /// documents.
    pub fn part_words(&self, id: ElementId) -> String {
        match self.part_and_rest(id) {
            ("", whole) => whole.replace('`', ""),
            (part, _) => part.to_owned(),
        }
    }

    /// Words for an element in two pieces: what part it is, if that says enough, and the rest with its name.
    fn part_and_rest(&self, id: ElementId) -> (&'static str, String) {
        let element = self.element(id);
        let name = format!("`{}`", self.declared[element.declared.index()].name);
        let other = || element.other.map_or_else(String::new, |o| format!("`{}`", self.declared[o.index()].name));
        let of = || format!(" of {name}");
        match element.form {
            Form::Inputs => ("Inputs", of()),
            Form::InputPart(part) => (part.label(), of()),
            Form::Outputs => ("Outputs", of()),
            Form::Chosen => ("chosen Outputs", of()),
            Form::Details => ("Output Details", of()),
            Form::Revealed(detail) => (detail.word(), of()),
            Form::Conversation => ("conversation", format!(" with {name}")),
            Form::Arguments => ("arguments", format!(" of {}", other())),
            Form::Parameters => ("Parameters", of()),
            Form::Dataset => ("Dataset", of()),
            Form::Hyperparameters => ("Hyperparameters", of()),
            Form::Results => ("Validation Results", of()),
            Form::Criteria => ("Criteria", of()),
            Form::Cache => ("shared cache", of()),
            Form::TenantCache => ("cache", format!(" of {name} within one {}", other())),
            Form::Config => ("configuration", of()),
            Form::Cloud => ("hosts", of()),
            Form::Connector => ("connector", of()),
            Form::Egress => ("the egress limit", of()),
            Form::Itself | Form::Watch => ("", name),
            Form::Session(which) => ("", self.session_words(which, element.declared)),
            Form::Partition(Which::Own) => ("", format!("{name} of the {} who asks", other())),
            Form::Partition(Which::Peer) => {
                let tenant = element.other.map_or_else(String::new, |role| self.tenant(role));
                ("", format!("{name} of another {} of the same {tenant}", other()))
            }
            Form::Partition(_) => ("", format!("{name} of another {}", other())),
            Form::Upstream => ("", format!("{name} upstream")),
            Form::Request => ("", format!("requests to {name}")),
            Form::Code => ("", format!("code of others that {name} executes")),
            Form::Outward => ("", format!("{name} to anyone")),
            Form::Update(Which::Own) => ("", format!("the update to {name} of the {} who takes part", other())),
            Form::Update(_) => ("", format!("the update to {name} of another {}", other())),
        }
    }

    /// Words for a session of a role.
    fn session_words(&self, which: Which, role: DeclaredId) -> String {
        let name = format!("`{}`", self.declared[role.index()].name);
        match which {
            Which::Run => "a run".to_owned(),
            Which::Own => format!("the {name}'s own session"),
            Which::Visiting => format!("{} {name}'s session that met the content", article(&name)),
            Which::Bystander => format!("another {name}'s session"),
            Which::Peer => format!("the session of another {name} of the same {}", self.tenant(role)),
            Which::VisitingPeer => {
                let tenant = self.tenant(role);
                format!("{} {name}'s session of the same {tenant} that met the content", article(&name))
            }
        }
    }

    /// The tenant or group of a role, in the reader's word for it.
    fn tenant(&self, role: DeclaredId) -> String {
        format!("`{}`", self.declared[self.persons.group(role).unwrap_or(role).index()].name)
    }

    /// Words for an element with its session: `Inputs of assistant in another customer's session`.
    pub fn label_in_session(&self, id: ElementId) -> String {
        self.in_session(id, self.label(id))
    }

    /// Words for an element, and then in which session it is.
    pub fn in_session(&self, id: ElementId, words: String) -> String {
        match self.element(id).session {
            Some(session) if self.element(session).form != Form::Session(Which::Run) => {
                format!("{words} in {}", self.label(session))
            }
            _ => words,
        }
    }
}
