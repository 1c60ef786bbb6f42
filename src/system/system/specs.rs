//! What is said of controls, claims, assumptions, scenarios and decisions, with its names found.

use std::collections::BTreeMap;

use super::{DeclaredId, ElementId, Which};
use crate::catalog::{Likelihood, PointId, Predicate};
use crate::source::Span;
use crate::system::document::{AsOf, DecisionWord};

/// A control standing at the points whose `column` is `on`.
#[derive(Clone, Debug)]
pub struct Guard {
    /// The point.
    pub point: PointId,
    /// The column on which it stands.
    pub column: usize,
    /// The element on which it stands.
    pub on: ElementId,
    /// The control.
    pub control: ElementId,
    /// Not where this column is one of these.
    pub unless: Option<(usize, Vec<ElementId>)>,
    /// Only where this column is one of these.
    pub only: Option<(usize, Vec<ElementId>)>,
}

impl Guard {
    /// Whether it stands at a point with these columns.
    pub fn stands(&self, column: impl Fn(usize) -> ElementId) -> bool {
        let among = |(at, elements): &(usize, Vec<ElementId>)| elements.contains(&column(*at));
        !self.unless.as_ref().is_some_and(among) && self.only.as_ref().is_none_or(among)
    }
}

/// How firmly an assumption stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing is said.
    Unknown,
    /// Said, without a reason.
    Stated,
    /// Said with a reason.
    Justified(String),
}

/// An assumption as described.
#[derive(Clone, Debug)]
pub struct Assumed {
    /// How firmly it stands.
    pub status: Status,
    /// Where its name stands.
    pub span: Span,
}

/// A control as described.
#[derive(Clone, Debug)]
pub struct ControlSpec {
    /// The control itself.
    pub element: ElementId,
    /// The catalog's kind, by position.
    pub kind: usize,
    /// What it stands on.
    pub on: Vec<DeclaredId>,
    /// In place, not merely available.
    pub in_place: bool,
    /// Cost, if stated.
    pub cost: Option<f64>,
    /// Likelihood of failing by itself, if stated.
    pub likelihood: Option<Likelihood>,
    /// The named assumption that it rests on, with its status.
    pub rests_on: Option<(String, Status)>,
    /// Where it is described.
    pub span: Span,
}

/// A supplier's promises, by promise.
#[derive(Clone, Debug, Default)]
pub struct Promises(pub BTreeMap<String, Status>);

/// For whom a claim is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Against {
    /// Everybody but these.
    But(Vec<DeclaredId>),
    /// These.
    In(Vec<DeclaredId>),
}

/// Which instances of what a claim is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The adversary's own.
    Own,
    /// All but the adversary's own.
    Others,
    /// Those of others of the adversary's tenant or group.
    Peers,
    /// Those of other tenants or groups.
    OtherTenants,
    /// Only those of bystanders.
    Bystanders,
    /// All.
    Any,
}

/// A claim as described.
#[derive(Clone, Debug)]
pub struct ClaimSpec {
    /// Its id.
    pub id: String,
    /// For whom.
    pub against: Against,
    /// The adversaries may act together.
    pub together: bool,
    /// The capabilities that are denied.
    pub gains: Vec<Predicate>,
    /// What it is over, as written.
    pub over: String,
    /// The name that it belongs to.
    pub declared: DeclaredId,
    /// The instances, each with the role and which it belongs to.
    pub instances: Vec<(ElementId, Option<(DeclaredId, Which)>)>,
    /// Which of them count.
    pub of: Of,
    /// `of` was written, or the instances make it matter.
    pub of_matters: bool,
    /// Tolerated likelihood.
    pub within: Option<f64>,
    /// Where it is stated.
    pub span: Span,
}

/// A default that the description did not override.
#[derive(Clone, Debug)]
pub struct DefaultTaken {
    /// The element.
    pub declared: DeclaredId,
    /// The key that overrides it.
    pub key: &'static str,
    /// The value taken.
    pub value: String,
    /// What that means.
    pub meaning: String,
}

/// Switches under a name, as described.
#[derive(Clone, Debug)]
pub struct SwitchingSpec {
    /// Its name.
    pub name: String,
    /// Controls switched on.
    pub on: Vec<String>,
    /// Controls switched off.
    pub off: Vec<String>,
    /// The only roles and suppliers that act; none for all.
    pub only: Vec<String>,
    /// Assumptions and events taken to fail or happen.
    pub fail: Vec<String>,
    /// Assumptions and events taken to hold or not to happen.
    pub hold: Vec<String>,
    /// Likelihoods restated.
    pub likelihoods: Vec<(String, Likelihood)>,
    /// A remark.
    pub note: String,
    /// Where its name stands.
    pub span: Span,
}

/// What was decided about a finding, as described.
#[derive(Clone, Debug)]
pub struct DecisionSpec {
    /// A claim, a fact, or an attack with the place where it stands.
    pub about: String,
    /// What was decided.
    pub decision: DecisionWord,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// When.
    pub date: Option<String>,
    /// What it rested on.
    pub as_of: Option<AsOf>,
    /// Where what it is about stands.
    pub span: Span,
}
