//! The catalog in compiled form: plain structs with numbered references, as the engine reads them.
//! Nothing here parses or checks; `load` builds these values and `check` judges them.

use std::collections::{BTreeMap, BTreeSet};

use super::Relation;
use super::attack::Attack;
use super::audience::{Audience, Wording};
use super::reference::{Framework, Reference};
use super::template::Template;
use super::view::{Drift, View};
use super::words::{About, Class, Confidence, ControlType, EventClass, Predicate, RuleKind, Verb, WeaknessReach};
use crate::source::Span;

/// Position of a rule in [`Catalog::rules`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u32);

/// Position of a control point in [`Catalog::points`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PointId(pub u16);

/// Position of a kind of basic event in [`Catalog::events`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventKindId(pub u16);

/// Position of a type in [`Catalog::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u8);

/// Position of a variable in [`Rule::variables`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VarId(pub u8);

/// Position of a file in [`Catalog::files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u16);

impl VarId {
    /// As an index into [`Rule::variables`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl RuleId {
    /// As an index into [`Catalog::rules`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl PointId {
    /// As an index into [`Catalog::points`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl EventKindId {
    /// As an index into [`Catalog::events`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl TypeId {
    /// As an index into [`Catalog::types`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// Where something is written in the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file.
    pub file: FileId,
    /// The place in it.
    pub span: Span,
}

/// A range of likelihoods, `0 <= low <= high <= 1`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likelihood {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// A type of elements that variables range over.
#[derive(Clone, Debug, PartialEq)]
pub struct Type {
    /// Its name.
    pub name: String,
    /// The more general type, if any.
    pub parent: Option<TypeId>,
}

/// A named, typed column of a relation, a control point or a kind of event.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: TypeId,
}

/// A capability as the catalog words it.
#[derive(Clone, Debug, PartialEq)]
pub struct Capability {
    /// Which.
    pub predicate: Predicate,
    /// Its class.
    pub class: Class,
    /// Its name: `Partially Inspect`.
    pub name: String,
    /// What the adversary can do.
    pub means: String,
}

/// A derived fact that is not a capability.
#[derive(Clone, Debug, PartialEq)]
pub struct DerivedFact {
    /// Which.
    pub predicate: Predicate,
    /// The element that it is about, and its type.
    pub argument: Column,
    /// Its name: `is off`.
    pub name: String,
    /// What it means; its only slot is the argument.
    pub means: Template,
}

/// One entry of the implication matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Implication {
    /// The stronger capability.
    pub from: Predicate,
    /// The weaker one.
    pub to: Predicate,
    /// Why.
    pub because: String,
    /// Where from.
    pub source: String,
    /// Where written.
    pub origin: Origin,
}

/// One of the asset types.
#[derive(Clone, Debug, PartialEq)]
pub struct AssetType {
    /// Its id: `model_parameters`.
    pub id: String,
    /// Its name: `Model Parameters`.
    pub name: String,
    /// What it is.
    pub means: String,
    /// Its parts, in the order written.
    pub parts: Vec<String>,
}

/// A structural relation as documented.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationDoc {
    /// Which.
    pub relation: Relation,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its meaning, with the columns' names in braces.
    pub means: Template,
    /// A process: the second column is made from the first.
    pub process: bool,
    /// The first column is a part of the second.
    pub component: bool,
    /// Where written.
    pub origin: Origin,
}

/// A place in rules where a control may stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Its name.
    pub id: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its meaning, with the columns' names in braces.
    pub means: Template,
    /// Where written.
    pub origin: Origin,
}

/// What may be written into a description to say what it left open.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadyAnswer {
    /// The answer in words; its slots count [`EventKind::columns`], and the one behind them is the name that is offered.
    pub says: Template,
    /// Sections in one of which the thing must be described; none: any.
    pub sections: Vec<String>,
    /// The key that is written.
    pub key: String,
    /// It is a list, and gets one item more.
    pub list: bool,
    /// What stands under the key.
    pub value: AnswerValue,
}

/// What a [`ReadyAnswer`] writes, and where.
#[derive(Clone, Debug, PartialEq)]
pub enum AnswerValue {
    /// This word, at the thing.
    Word(String),
    /// The name of an entry of this section, at the thing; one answer for each.
    Each(String),
    /// The name of the thing, at an entry of this section; one answer for each.
    At(String),
}

/// A kind of basic event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventKind {
    /// Its name.
    pub id: String,
    /// What it is about.
    pub columns: Vec<Column>,
    /// What kind of leaf it is.
    pub class: EventClass,
    /// The promise that it breaks, looked up among those of the hostile party for its status.
    pub promise: Option<String>,
    /// The column that names the hostile party.
    pub who: Option<usize>,
    /// An assumption that the catalog justifies unless the description says otherwise.
    pub justified: bool,
    /// The prior.
    pub likelihood: Likelihood,
    /// What it takes an adversary, 0 or more; an act counts 1 unless the catalog says otherwise.
    pub effort: f64,
    /// What a justification of the assumption would be about.
    pub about: About,
    /// What a supplier is to guarantee so that it does not happen; its slots count [`EventKind::columns`].
    pub demand: Option<Template>,
    /// What a description is to say so that it is known whether it happens; its slots count [`EventKind::columns`].
    pub ask: Option<Template>,
    /// Answers to that which need only be picked.
    pub answers: Vec<ReadyAnswer>,
    /// The sentence; its slots count [`EventKind::columns`].
    pub says: Template,
    /// Rationale of the prior.
    pub because: String,
    /// Where the prior comes from, if anywhere.
    pub source: Option<String>,
    /// Lists elsewhere.
    pub references: Vec<Reference>,
    /// Where written.
    pub origin: Origin,
}

/// Where controls of a kind stand.
#[derive(Clone, Debug, PartialEq)]
pub struct PointPattern {
    /// The point.
    pub point: PointId,
    /// The column that must be one of the control's `on`.
    pub on: usize,
    /// Not where this column is among what the control allows.
    pub unless: Option<usize>,
    /// Only where this column is among what the control stops.
    pub only: Option<usize>,
    /// Where the control allows verbs: not if it allows this one.
    pub verb: Option<Verb>,
    /// Where written.
    pub origin: Origin,
}

/// A kind of control.
#[derive(Clone, Debug, PartialEq)]
pub struct ControlKind {
    /// Its name, as `kind` in a description.
    pub id: String,
    /// Whether it fails by itself.
    pub kind: ControlType,
    /// What it does.
    pub means: String,
    /// Where it stands.
    pub points: Vec<PointPattern>,
    /// What it leaves open.
    pub leaves: String,
    /// Structural: what is assumed of it.
    pub mechanism: Option<String>,
    /// It judges what it reads, and can be misled by it.
    pub evaded: bool,
    /// It judges files before they are loaded.
    pub scans: bool,
    /// Relative default cost, 0 or more.
    pub cost: f64,
    /// Probabilistic: of failing by itself.
    pub likelihood: Option<Likelihood>,
    /// Lists elsewhere.
    pub references: Vec<Reference>,
    /// Where written.
    pub origin: Origin,
}

/// A conventional class of weaknesses: what one gives when a description names only its CWE.
#[derive(Clone, Debug, PartialEq)]
pub struct WeaknessClass {
    /// Its id: `sql_injection`.
    pub id: String,
    /// The CWE entries that it stands for.
    pub cwe: Vec<Reference>,
    /// Its name.
    pub name: String,
    /// What it gives; nothing if it breaks authorization.
    pub gives: Vec<Predicate>,
    /// Where it gives that.
    pub over: WeaknessReach,
    /// What it does not give.
    pub leaves: String,
    /// What stops it.
    pub stopped_by: String,
    /// Where an AI system had it.
    pub source: String,
    /// How far that was checked.
    pub confidence: Confidence,
    /// Where written.
    pub origin: Origin,
}

/// A likelihood word and its range.
#[derive(Clone, Debug, PartialEq)]
pub struct ScaleWord {
    /// The word: `almost certain`.
    pub word: String,
    /// What it stands for.
    pub likelihood: Likelihood,
    /// When to say it, if said.
    pub means: Option<String>,
}

/// The most variables that a rule may have, those of an attack's further relations among them.
pub const MAX_VARIABLES: usize = 16;

/// A variable of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// The narrowest type that all its columns agree on.
    pub kind: TypeId,
}

/// A structural condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atom {
    /// The relation.
    pub relation: Relation,
    /// One variable for each column.
    pub args: Vec<VarId>,
}

/// A rule. Every variable is bound by a relation or a premise.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its id; a row of a table has the id `train/contribute`.
    pub id: String,
    /// Its group.
    pub group: String,
    /// What kind of step it is.
    pub kind: RuleKind,
    /// Its name in lists of attacks.
    pub name: Option<String>,
    /// Its variables, in order of first mention.
    pub variables: Vec<Variable>,
    /// Structural conditions.
    pub relations: Vec<Atom>,
    /// Pairs of variables that must be different elements.
    pub differ: Vec<(VarId, VarId)>,
    /// Facts that it needs.
    pub premises: Vec<(Predicate, VarId)>,
    /// Control points that it passes.
    pub points: Vec<(PointId, Vec<VarId>)>,
    /// Basic events that it needs.
    pub events: Vec<(EventKindId, Vec<VarId>)>,
    /// The fact that it gives.
    pub conclusion: (Predicate, VarId),
    /// The sentence; its slots count [`Rule::variables`].
    pub says: Template,
    /// Why it follows.
    pub because: String,
    /// Where it is from.
    pub source: String,
    /// How far that was checked; always said of a rule with a name.
    pub confidence: Option<Confidence>,
    /// Lists elsewhere.
    pub references: Vec<Reference>,
    /// It tells about the source of a process from its product.
    pub backward: bool,
    /// Where written.
    pub origin: Origin,
}

/// A list elsewhere that references point into, with the edition used.
#[derive(Clone, Debug, PartialEq)]
pub struct FrameworkDoc {
    /// Which.
    pub framework: Framework,
    /// Its name with edition: `CWE 4.20`.
    pub name: String,
    /// Names of its entries by id, where the catalog gives them.
    pub entries: BTreeMap<String, String>,
}

/// A file of a pack: kept, because only the catalog that is built in can be looked up elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct PackText {
    /// The pack's name.
    pub pack: String,
    /// The file's text.
    pub text: std::sync::Arc<str>,
}

/// The whole knowledge, compiled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalog {
    /// Version of the content.
    pub version: String,
    /// Its title.
    pub title: String,
    /// Files it was read from, in order.
    pub files: Vec<String>,
    /// Of the files that came with a pack, what they are.
    pub packs: BTreeMap<FileId, PackText>,
    /// Types of elements.
    pub types: Vec<Type>,
    /// What something in a column of that name, or of that type, is called where nothing more is known of it.
    pub something: BTreeMap<String, String>,
    /// Capabilities, in the order written.
    pub capabilities: Vec<Capability>,
    /// Derived facts that are not capabilities.
    pub facts: Vec<DerivedFact>,
    /// The implication matrix; also compiled into rules.
    pub implications: Vec<Implication>,
    /// Asset types.
    pub asset_types: Vec<AssetType>,
    /// Relations, in the order written.
    pub relations: Vec<RelationDoc>,
    /// Control points.
    pub points: Vec<Point>,
    /// Kinds of basic event.
    pub events: Vec<EventKind>,
    /// Kinds of control.
    pub controls: Vec<ControlKind>,
    /// Conventional classes of weaknesses.
    pub weakness_classes: Vec<WeaknessClass>,
    /// Likelihood words.
    pub scale: Vec<ScaleWord>,
    /// Lists elsewhere.
    pub frameworks: Vec<FrameworkDoc>,
    /// What things and facts are called where an audience has no words of its own.
    pub general: Wording,
    /// Domains as readers, in the order written.
    pub audiences: Vec<Audience>,
    /// Views of the attacks.
    pub views: Vec<View>,
    /// Ids and names of lists elsewhere that changed between editions.
    pub drift: Vec<Drift>,
    /// Rules, implications first.
    pub rules: Vec<Rule>,
    /// Attacks: those written down, then those that named rules are.
    pub attacks: Vec<Attack>,
}

/// Looks an item up by name in a list that is too short for an index to matter.
fn position<T>(items: &[T], is: impl Fn(&T) -> bool) -> Option<usize> {
    items.iter().position(is)
}

impl Catalog {
    /// Every capability that one implies: itself first, then the others, those nearest to it before those further away.
    pub fn implied(&self, from: Predicate) -> Vec<Predicate> {
        let mut reached = vec![from];
        let mut at = 0;
        while let Some(stronger) = reached.get(at).copied() {
            for entry in self.implications.iter().filter(|e| e.from == stronger) {
                if !reached.contains(&entry.to) {
                    reached.push(entry.to);
                }
            }
            at += 1;
        }
        reached
    }

    /// The name of a file by number.
    pub fn file(&self, id: FileId) -> &str {
        self.files.get(usize::from(id.0)).map_or("", String::as_str)
    }

    /// The pack in which something is written; nothing for the catalog that is built in.
    pub fn pack(&self, at: Origin) -> Option<&str> {
        self.packs.get(&at.file).map(|file| file.pack.as_str())
    }

    /// The packs that it has, each once, in order.
    pub fn pack_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for file in self.packs.values() {
            if !names.contains(&file.pack.as_str()) {
                names.push(&file.pack);
            }
        }
        names
    }

    /// A rule by number.
    pub fn rule(&self, id: RuleId) -> &Rule {
        &self.rules[id.index()]
    }

    /// A control point by number.
    pub fn point(&self, id: PointId) -> &Point {
        &self.points[id.index()]
    }

    /// A kind of event by number.
    pub fn event(&self, id: EventKindId) -> &EventKind {
        &self.events[id.index()]
    }

    /// The rule of that id.
    pub fn rule_named(&self, id: &str) -> Option<RuleId> {
        position(&self.rules, |r| r.id == id).and_then(|i| u32::try_from(i).ok().map(RuleId))
    }

    /// The control point of that name.
    pub fn point_named(&self, id: &str) -> Option<PointId> {
        position(&self.points, |p| p.id == id).and_then(|i| u16::try_from(i).ok().map(PointId))
    }

    /// The kind of event of that name.
    pub fn event_named(&self, id: &str) -> Option<EventKindId> {
        position(&self.events, |e| e.id == id).and_then(|i| u16::try_from(i).ok().map(EventKindId))
    }

    /// The type of that name.
    pub fn type_named(&self, name: &str) -> Option<TypeId> {
        position(&self.types, |t| t.name == name).and_then(|i| u8::try_from(i).ok().map(TypeId))
    }

    /// The control kind of that name.
    pub fn control(&self, id: &str) -> Option<&ControlKind> {
        self.controls.iter().find(|c| c.id == id)
    }

    /// Where controls of that kind stand; empty for an unknown kind.
    pub fn points_of(&self, control: &str) -> &[PointPattern] {
        self.control(control).map_or(&[], |c| &c.points)
    }

    /// The class of weaknesses that an entry of CWE belongs to.
    pub fn weakness_class(&self, cwe: &str) -> Option<&WeaknessClass> {
        self.weakness_classes.iter().find(|class| class.cwe.iter().any(|c| c.id.eq_ignore_ascii_case(cwe)))
    }

    /// The documentation of a relation.
    pub fn relation(&self, relation: Relation) -> Option<&RelationDoc> {
        self.relations.iter().find(|r| r.relation == relation)
    }

    /// The capability as the catalog words it.
    pub fn capability(&self, predicate: Predicate) -> Option<&Capability> {
        self.capabilities.iter().find(|c| c.predicate == predicate)
    }

    /// The range of a likelihood word.
    pub fn likelihood(&self, word: &str) -> Option<Likelihood> {
        self.scale.iter().find(|s| s.word == word).map(|s| s.likelihood)
    }

    /// Framework with edition, and the entry's name there if the catalog gives it.
    pub fn reference(&self, reference: &Reference) -> (&str, Option<&str>) {
        // An id of an older edition is read as what stands for it now, unless the list still has it.
        match self.frameworks.iter().find(|f| f.framework == reference.framework) {
            Some(doc) => {
                let name = |r: &Reference| doc.entries.get(&r.id).map(String::as_str);
                (&doc.name, name(reference).or_else(|| self.now(reference).and_then(name)))
            }
            None => (reference.framework.words(), None),
        }
    }

    /// Whether every element of type `narrow` is one of type `wide`.
    pub fn is_a(&self, narrow: TypeId, wide: TypeId) -> bool {
        let mut at = Some(narrow);
        // A parent stands before its children, so the chain is at most as long as the list.
        for _ in 0..=self.types.len() {
            match at {
                Some(t) if t == wide => return true,
                Some(t) => at = self.types.get(t.index()).and_then(|t| t.parent),
                None => return false,
            }
        }
        false
    }

    /// A copy without the rule of that id. An id without `/` also takes all rows of a table of that id.
    pub fn without_rule(&self, id: &str) -> Catalog {
        let mut copy = self.clone();
        let gone: BTreeSet<RuleId> = self.rules_of(id).collect();
        copy.rules = (0_u32..).zip(copy.rules).filter(|(n, _)| !gone.contains(&RuleId(*n))).map(|(_, r)| r).collect();
        copy.renumber_patterns(self);
        copy
    }
}
