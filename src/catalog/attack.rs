//! The attacks of the list of attacks: named, told in a sentence, with their source; each a few patterns, and a pattern
//! is a rule with further relations. A rule with a name is an attack of its own.

use std::collections::BTreeMap;

use super::reference::Reference;
use super::rule::{Atom, Catalog, Origin, RuleId, VarId, Variable};
use super::words::Confidence;

/// Position of an attack in [`Catalog::attacks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttackId(pub u32);

impl AttackId {
    /// As an index into [`Catalog::attacks`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// An attack. It happens wherever an instance of one of its patterns does.
#[derive(Clone, Debug, PartialEq)]
pub struct Attack {
    /// Its id; that of its rule or table, if it is the attack of a named rule.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its group.
    pub group: String,
    /// What it is, in a sentence.
    pub says: String,
    /// Who says so.
    pub source: String,
    /// How far the source was checked.
    pub confidence: Confidence,
    /// Lists elsewhere.
    pub references: Vec<Reference>,
    /// Rows of the reviewed drafts for which it stands.
    pub drafts: Vec<String>,
    /// Its patterns, at least one.
    pub patterns: Vec<Pattern>,
    /// Where written.
    pub origin: Origin,
}

/// A rule, and what else has to stand where it fires.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// The rule.
    pub rule: RuleId,
    /// Variables that the further conditions add; they count on from those of the rule.
    pub variables: Vec<Variable>,
    /// Further relations.
    pub relations: Vec<Atom>,
    /// Further pairs of variables that must be different elements.
    pub differ: Vec<(VarId, VarId)>,
}

impl Pattern {
    /// The rule alone.
    pub fn of(rule: RuleId) -> Pattern {
        Pattern { rule, variables: Vec::new(), relations: Vec::new(), differ: Vec::new() }
    }

    /// Whether the rule alone is the pattern.
    pub fn is_plain(&self) -> bool {
        self.relations.is_empty() && self.differ.is_empty()
    }
}

impl Catalog {
    /// An attack by number.
    pub fn attack(&self, id: AttackId) -> &Attack {
        &self.attacks[id.index()]
    }

    /// The rules of an id: the rule itself, or all rows of a table.
    pub fn rules_of(&self, id: &str) -> impl Iterator<Item = RuleId> {
        let of = move |rule: &str| rule == id || rule.strip_prefix(id).is_some_and(|rest| rest.starts_with('/'));
        (0_u32..).zip(&self.rules).filter(move |(_, rule)| of(&rule.id)).map(|(number, _)| RuleId(number))
    }

    /// The attacks that the named rules are, the rows of a table together.
    pub(super) fn attacks_of_rules(&self) -> Vec<Attack> {
        let mut by_id: BTreeMap<&str, usize> = BTreeMap::new();
        let mut attacks: Vec<Attack> = Vec::new();
        for (number, rule) in (0_u32..).zip(&self.rules) {
            // A named rule without its confidence was refused when it was read.
            let (Some(name), Some(confidence)) = (&rule.name, rule.confidence) else { continue };
            let id = rule.id.split_once('/').map_or(rule.id.as_str(), |(table, _)| table);
            let pattern = Pattern::of(RuleId(number));
            if let Some(at) = by_id.get(id) {
                attacks[*at].patterns.push(pattern);
                continue;
            }
            by_id.insert(id, attacks.len());
            attacks.push(Attack {
                id: id.to_owned(),
                name: name.clone(),
                group: rule.group.clone(),
                says: rule.says.fill(|slot| rule.variables.get(slot).map_or("", |v| v.name.as_str())),
                source: rule.source.clone(),
                confidence,
                references: rule.references.clone(),
                drafts: Vec::new(),
                patterns: vec![pattern],
                origin: rule.origin,
            });
        }
        attacks
    }

    /// Numbers the rules of all patterns anew, after some rules were taken out. An attack left without a pattern goes.
    pub(super) fn renumber_patterns(&mut self, before: &Catalog) {
        let numbers: BTreeMap<&str, u32> = self.rules.iter().map(|r| r.id.as_str()).zip(0..).collect();
        for attack in &mut self.attacks {
            attack.patterns.retain_mut(|pattern| match numbers.get(before.rule(pattern.rule).id.as_str()) {
                Some(number) => {
                    pattern.rule = RuleId(*number);
                    true
                }
                None => false,
            });
        }
        self.attacks.retain(|attack| !attack.patterns.is_empty());
    }
}
