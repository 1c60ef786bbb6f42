//! How persons stand to each other: roles that include roles, and the tenants and groups that persons belong to.

use std::collections::{BTreeMap, BTreeSet};

use super::{DeclaredId, Which};

/// Whose something is from the point of view of one adversary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The adversary's own, or their tenant's.
    Own,
    /// Somebody else's of the same tenant or group.
    Peers,
    /// Anybody else's.
    Others,
}

/// Roles that include roles, and the group of each.
#[derive(Clone, Debug, Default)]
pub struct Persons {
    /// The roles that a person of a role has besides, at whatever remove.
    has: BTreeMap<DeclaredId, BTreeSet<DeclaredId>>,
    /// The tenant or group that a person of a role belongs to.
    group: BTreeMap<DeclaredId, DeclaredId>,
    /// Roles that are adversaries.
    adversaries: BTreeSet<DeclaredId>,
}

impl Persons {
    /// From what each role is besides, directly, which group it is in, and which roles are adversaries.
    pub fn new(
        is: &BTreeMap<DeclaredId, Vec<DeclaredId>>,
        mut group: BTreeMap<DeclaredId, DeclaredId>,
        adversaries: BTreeSet<DeclaredId>,
    ) -> Persons {
        let mut has = BTreeMap::new();
        for role in is.keys() {
            let mut all: BTreeSet<DeclaredId> = BTreeSet::new();
            let mut open = is.get(role).cloned().unwrap_or_default();
            while let Some(other) = open.pop() {
                if all.insert(other) {
                    open.extend(is.get(&other).into_iter().flatten().copied());
                }
            }
            if !group.contains_key(role)
                && let Some(inherited) = all.iter().find_map(|other| group.get(other)).copied()
            {
                group.insert(*role, inherited);
            }
            has.insert(*role, all);
        }
        Persons { has, group, adversaries }
    }

    /// Whether a person of one role has another too.
    pub fn is(&self, who: DeclaredId, role: DeclaredId) -> bool {
        who == role || self.has.get(&who).is_some_and(|all| all.contains(&role))
    }

    /// The role, and the roles whose persons have it too.
    pub fn all(&self, role: DeclaredId) -> impl Iterator<Item = DeclaredId> + '_ {
        let more = self.has.iter().filter(move |(other, all)| **other != role && all.contains(&role));
        std::iter::once(role).chain(more.map(|(other, _)| *other))
    }

    /// The tenant or group that a person of a role belongs to.
    pub fn group(&self, role: DeclaredId) -> Option<DeclaredId> {
        self.group.get(&role).copied()
    }

    /// Whether persons of two roles can belong to one tenant, or one of the roles is the other's tenant.
    fn near(&self, one: DeclaredId, other: DeclaredId) -> bool {
        let (a, b) = (self.group(one), self.group(other));
        a == Some(other) || b == Some(one) || (a.is_some() && a == b)
    }

    /// Whether some adversary belongs to the tenant of a role, or is that tenant.
    pub fn has_peers(&self, role: DeclaredId) -> bool {
        let of = |group: DeclaredId| {
            self.adversaries.iter().any(|who| self.is(*who, group) || self.group(*who) == Some(group))
        };
        self.group(role).is_some_and(of)
    }

    /// Whether an adversary belongs to a role as to a tenant.
    pub fn has_members(&self, role: DeclaredId) -> bool {
        self.adversaries.iter().any(|who| self.group(*who) == Some(role))
    }

    /// The parts of what is divided by a role.
    pub fn parts(&self, role: DeclaredId) -> Vec<Which> {
        let mut parts = vec![Which::Bystander];
        if self.has_peers(role) {
            parts.push(Which::Peer);
        }
        if self.has_members(role) || self.adversaries.iter().any(|who| self.is(*who, role)) {
            parts.push(Which::Own);
        }
        parts
    }

    /// The parts of what is divided by `per` that belong to a person: of their own, of their tenant, of those in it.
    /// None if the two roles have nothing to do with each other.
    pub fn theirs(&self, of: DeclaredId, which: Which, per: DeclaredId) -> Option<Vec<Which>> {
        let near = which.is_near();
        let mut parts = if self.is(of, per) {
            match which {
                Which::Own => vec![Which::Own],
                Which::Peer | Which::VisitingPeer if self.group(per).is_some() => vec![Which::Peer],
                Which::Peer | Which::VisitingPeer => vec![Which::Own],
                _ => vec![Which::Bystander],
            }
        } else if self.group(of) == Some(per) {
            vec![if near { Which::Own } else { Which::Bystander }]
        } else if self.near(of, per) {
            if near { vec![Which::Peer, Which::Own] } else { vec![Which::Bystander] }
        } else {
            return None;
        };
        let all = self.parts(per);
        parts.retain(|part| all.contains(part));
        Some(parts)
    }

    /// Whose a session of a role, or a part of what is divided by it, is to an adversary.
    pub fn whose(&self, who: DeclaredId, role: DeclaredId, which: Which, session: bool) -> Whose {
        let own = if session { who == role } else { self.is(who, role) || self.group(who) == Some(role) };
        if which == Which::Own && own {
            Whose::Own
        } else if which.is_near() && self.near(who, role) {
            Whose::Peers
        } else {
            Whose::Others
        }
    }
}
