//! The lowered system: every element with its sessions, parts and partitions, and the structural relations between
//! them. Elements are numbered in an order that depends on names alone, never on the order of the document.

mod elements;
mod relations;
mod specs;
mod words;

use std::collections::BTreeMap;

pub use elements::{Declared, DeclaredId, Element, ElementId, Form, From, Kind, Part, Which};
pub use relations::Relations;
pub use specs::{
    Against, Assumed, ClaimSpec, ControlSpec, DecisionSpec, DefaultTaken, Guard, Of, Promises, Status, SwitchingSpec,
};

use crate::catalog::{Catalog, Likelihood, Subject, TypeId};
use crate::system::Persons;

/// The lowered system.
#[derive(Clone, Debug, Default)]
pub struct System {
    /// Title of the description.
    pub title: String,
    /// Declared and mentioned names, sorted.
    pub declared: Vec<Declared>,
    /// Elements.
    pub elements: Vec<Element>,
    /// Structural relations.
    pub relations: Relations,
    /// Where controls stand.
    pub guards: Vec<Guard>,
    /// The element of a control in one session, sorted by control, then session.
    pub watches: Vec<((ElementId, ElementId), ElementId)>,
    /// Controls.
    pub controls: Vec<ControlSpec>,
    /// Claims, by id.
    pub claims: Vec<ClaimSpec>,
    /// How persons of the roles stand to each other.
    pub persons: Persons,
    /// Roles that are adversaries.
    pub adversaries: Vec<DeclaredId>,
    /// Suppliers with their promises.
    pub suppliers: BTreeMap<DeclaredId, Promises>,
    /// Stated likelihoods, by event id.
    pub likelihoods: BTreeMap<String, Likelihood>,
    /// Stated likelihoods of weaknesses and roles, by declared name.
    pub likelihood_of: BTreeMap<DeclaredId, Likelihood>,
    /// What exploiting a weakness or taking a role costs an adversary, where stated, by declared name.
    pub cost_of: BTreeMap<DeclaredId, f64>,
    /// Assumptions, by a name of their own or by the id of the event that each denies.
    pub assumptions: BTreeMap<String, Assumed>,
    /// Defaults taken.
    pub defaults: Vec<DefaultTaken>,
    /// What was decided, in the order of the text.
    pub decisions: Vec<DecisionSpec>,
    /// Named scenarios, in the order of the text.
    pub scenarios: Vec<SwitchingSpec>,
    /// Tolerated likelihood of all claims.
    pub tolerates: Option<f64>,
}

impl System {
    /// An element by number.
    pub fn element(&self, id: ElementId) -> &Element {
        &self.elements[id.index()]
    }

    /// The declared name of an element.
    pub fn declared_of(&self, id: ElementId) -> &Declared {
        &self.declared[self.element(id).declared.index()]
    }

    /// The element of a control in a session, if the control differs by session.
    pub fn watch(&self, control: ElementId, session: ElementId) -> Option<ElementId> {
        self.watches.binary_search_by_key(&(control, session), |(key, _)| *key).ok().map(|i| self.watches[i].1)
    }

    /// The catalog's type of every element.
    pub fn types(&self, catalog: &Catalog) -> Vec<TypeId> {
        let named = |name: &str| catalog.type_named(name).unwrap_or(TypeId(0));
        let of_kind: Vec<TypeId> = self.declared.iter().map(|d| named(d.kind.type_name())).collect();
        let (asset, host, process) = (named("asset"), named("host"), named("process"));
        let (parameters, action, control, session) =
            (named("parameters"), named("action"), named("control"), named("session"));
        self.elements
            .iter()
            .map(|element| match element.form {
                Form::Itself | Form::Partition(_) => of_kind[element.declared.index()],
                Form::Session(_) => session,
                Form::Parameters => parameters,
                Form::Cloud => host,
                Form::Connector => process,
                Form::Outward => action,
                Form::Watch | Form::Egress => control,
                _ => asset,
            })
            .collect()
    }

    /// What an element is to an audience that has words for it.
    pub fn subject(&self, id: ElementId) -> Subject {
        let element = self.element(id);
        match element.form {
            Form::Itself | Form::Partition(_) | Form::Upstream => {
                self.declared[element.declared.index()].kind.subject()
            }
            Form::Session(_) => Subject::Session,
            Form::Inputs | Form::InputPart(_) => Subject::Inputs,
            Form::Outputs => Subject::Outputs,
            Form::Chosen => Subject::Chosen,
            Form::Details | Form::Revealed(_) => Subject::Details,
            Form::Conversation => Subject::Conversation,
            Form::Arguments => Subject::Arguments,
            Form::Parameters | Form::Update(_) => Subject::Parameters,
            Form::Dataset => Subject::Dataset,
            Form::Hyperparameters => Subject::Hyperparameters,
            Form::Results => Subject::Results,
            Form::Criteria => Subject::Criteria,
            Form::Cache | Form::TenantCache => Subject::Cache,
            Form::Config => Subject::Configuration,
            Form::Request => Subject::Request,
            Form::Cloud => Subject::Host,
            Form::Connector => Subject::Service,
            Form::Code => Subject::Code,
            Form::Outward => Subject::Action,
            Form::Watch | Form::Egress => Subject::Control,
        }
    }

    /// For an element that exists by another's being there and that audiences name in their own way: what it is, and
    /// the declared name that it is called after.
    pub fn implied(&self, id: ElementId) -> Option<(Subject, DeclaredId)> {
        let element = self.element(id);
        let implied = matches!(
            element.form,
            Form::Inputs
                | Form::Outputs
                | Form::Chosen
                | Form::Details
                | Form::Arguments
                | Form::Parameters
                | Form::Dataset
                | Form::Hyperparameters
                | Form::Results
                | Form::Criteria
        );
        let after = if element.form == Form::Arguments { element.other } else { Some(element.declared) };
        after.filter(|_| implied).map(|after| (self.subject(id), after))
    }
}
