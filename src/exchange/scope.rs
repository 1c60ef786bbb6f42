//! Names of a model: definitions stand in fault trees and components, public ones are known everywhere.

use std::borrow::Cow;

use indexmap::IndexMap;
use indexmap::map::Entry;

use crate::source::Spanned;

/// A fault tree, a component or, first, the model itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Scope(u32);

/// The model itself.
pub(super) const MODEL: Scope = Scope(0);

/// What a definition defines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Gate,
    BasicEvent,
    HouseEvent,
    Parameter,
}

impl Kind {
    /// In words: `a gate`.
    pub fn words(self) -> &'static str {
        match self {
            Kind::Gate => "a gate",
            Kind::BasicEvent => "a basic event",
            Kind::HouseEvent => "a house event",
            Kind::Parameter => "a parameter",
        }
    }

    /// The element that defines it.
    pub fn element(self) -> &'static str {
        match self {
            Kind::Gate => "define-gate",
            Kind::BasicEvent => "define-basic-event",
            Kind::HouseEvent => "define-house-event",
            Kind::Parameter => "define-parameter",
        }
    }
}

/// A definition.
#[derive(Debug)]
pub(super) struct Definition<'a> {
    pub kind: Kind,
    pub name: Spanned<Cow<'a, str>>,
    /// In which of the texts it stands, and which element of it it is.
    pub text: usize,
    pub element: usize,
    /// Where it stands.
    pub scope: Scope,
    /// Whether only its own fault tree or component knows it.
    pub private: bool,
}

/// All definitions and what their names mean where.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    /// In the order of the texts.
    pub definitions: Vec<Definition<'a>>,
    parents: Vec<Scope>,
    scopes: IndexMap<(u32, Cow<'a, str>), Scope>,
    /// Gates and events share names; parameters have their own.
    known: IndexMap<(u32, bool, Cow<'a, str>), usize>,
}

impl<'a> Names<'a> {
    /// No name yet.
    pub fn new() -> Names<'a> {
        Names { parents: vec![MODEL], ..Names::default() }
    }

    /// The fault tree or component of that name, new or known.
    pub fn enter(&mut self, parent: Scope, name: Cow<'a, str>) -> Scope {
        let new = Scope(u32::try_from(self.parents.len()).expect("fewer scopes than elements"));
        match self.scopes.entry((parent.0, name)) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                self.parents.push(parent);
                *entry.insert(new)
            }
        }
    }

    /// Adds a definition, or returns the one that has its name already.
    pub fn define(&mut self, definition: Definition<'a>) -> Result<(), usize> {
        let id = self.definitions.len();
        let parameter = definition.kind == Kind::Parameter;
        let own = (definition.scope.0, parameter, definition.name.value.clone());
        let everywhere = (MODEL.0, parameter, definition.name.value.clone());
        if let Some(other) =
            self.known.get(&own).or_else(|| (!definition.private).then(|| self.known.get(&everywhere))?)
        {
            return Err(*other);
        }
        if !definition.private {
            self.known.insert(everywhere, id);
        }
        self.known.insert(own, id);
        self.definitions.push(definition);
        Ok(())
    }

    /// What a name means where it is used: in its own component, in what that stands in, then everywhere. A path leads
    /// through components, seen from any of these.
    pub fn find(&self, mut scope: Scope, path: &str, parameter: bool) -> Option<usize> {
        loop {
            if let Some(found) = self.within(scope, path, parameter) {
                return Some(found);
            }
            if scope == MODEL {
                return None;
            }
            scope = self.parents[scope.0 as usize];
        }
    }

    fn within(&self, mut scope: Scope, path: &str, parameter: bool) -> Option<usize> {
        let (containers, name) = match path.rsplit_once('.') {
            Some((containers, name)) => (Some(containers), name),
            None => (None, path),
        };
        for container in containers.into_iter().flat_map(|c| c.split('.')) {
            scope = *self.scopes.get(&(scope.0, Cow::Borrowed(container)))?;
        }
        self.known.get(&(scope.0, parameter, Cow::Borrowed(name))).copied()
    }

    /// Names of gates and events, or of parameters, to suggest from.
    pub fn all(&self, parameter: bool) -> impl Iterator<Item = &str> {
        let alike = move |d: &&Definition<'a>| (d.kind == Kind::Parameter) == parameter;
        self.definitions.iter().filter(alike).map(|d| d.name.value.as_ref())
    }
}
