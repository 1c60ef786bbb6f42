//! What a catalog may not say though each of its lines is well-formed: rules that would leak, rules that
//! nothing can use, words that nothing uses. Every refusal points at the line that is to change.

use std::collections::BTreeSet;

use super::rule::{Catalog, FileId, Origin, Rule, TypeId, VarId};
use super::words::{Class, Predicate, RuleKind};
use crate::source::Problem;

/// Refusals that concern a rule, or a few rules, by what they say.
pub(super) fn check_meaning(catalog: &Catalog) -> Vec<(FileId, Problem)> {
    let mut refused = Refused::default();
    cycles(catalog, &mut refused);
    withhold_to_integrity(catalog, &mut refused);
    backward(catalog, &mut refused);
    up_and_down(catalog, &mut refused);
    refused.list
}

/// Refusals that concern what is missing: only of worth for a catalog that loaded without an error.
pub(super) fn check_use(catalog: &Catalog) -> Vec<(FileId, Problem)> {
    let mut refused = Refused::default();
    never_given(catalog, &mut refused);
    unused(catalog, &mut refused);
    refused.list
}

#[derive(Default)]
struct Refused {
    list: Vec<(FileId, Problem)>,
}

impl Refused {
    fn add(&mut self, at: Origin, code: &'static str, message: String) {
        self.list.push((at.file, Problem::error(code, at.span, message)));
    }

    fn add_with(&mut self, at: Origin, code: &'static str, message: String, help: &str) {
        self.list.push((at.file, Problem::error(code, at.span, message).help(help)));
    }
}

/// An entry whose weaker side implies its stronger one makes the two equal.
fn cycles(catalog: &Catalog, refused: &mut Refused) {
    for entry in &catalog.implications {
        if catalog.implied(entry.to).contains(&entry.from) {
            let message = format!("`{}` implies `{}`, which implies it again", entry.from.id(), entry.to.id());
            refused.add_with(entry.origin, "implication-cycle", message, "an implication goes from stronger to weaker");
        }
    }
}

/// Preventing access writes nothing; only a named attack makes something of it.
fn withhold_to_integrity(catalog: &Catalog, refused: &mut Refused) {
    for rule in catalog.rules.iter().filter(|r| r.kind != RuleKind::Attack) {
        let withheld = rule.premises.iter().any(|(p, _)| *p == Predicate::Withhold);
        if withheld && rule.conclusion.0.class() == Some(Class::Integrity) {
            let message = format!(
                "rule `{}` turns Withhold into {}: what is not delivered is not changed",
                rule.id,
                rule.conclusion.0.words()
            );
            refused.add_with(
                rule.origin,
                "withhold-to-integrity",
                message,
                "a rule of kind `attack` may, with a name and a source",
            );
        }
    }
}

/// Products tell of their sources only through an attack step that can fail.
fn backward(catalog: &Catalog, refused: &mut Refused) {
    for rule in &catalog.rules {
        if rule.backward && rule.events.is_empty() {
            let message = format!("rule `{}` is marked `backward` and needs no event", rule.id);
            refused.add_with(rule.origin, "backward", message, "name the step that can fail under `needs`");
        } else if !rule.backward && tells_of_source(catalog, rule) {
            let source = &rule.variables[rule.conclusion.1.index()].name;
            let message = format!("rule `{}` tells of `{source}` from what was made of it", rule.id);
            refused.add_with(
                rule.origin,
                "backward",
                message,
                "mark it `backward: true` and name an event under `needs`",
            );
        }
    }
}

/// Whether the rule concludes a capability of reading over the source of a process, from a premise that hangs
/// together with the product by the rule's relations.
fn tells_of_source(catalog: &Catalog, rule: &Rule) -> bool {
    let (predicate, source) = rule.conclusion;
    if predicate.class() != Some(Class::Confidentiality) {
        return false;
    }
    let process = |atom: &&super::rule::Atom| catalog.relation(atom.relation).is_some_and(|doc| doc.process);
    let mut open: Vec<VarId> = rule
        .relations
        .iter()
        .filter(process)
        .filter(|atom| atom.args.first() == Some(&source))
        .filter_map(|atom| atom.args.get(1).copied())
        .collect();
    let mut reached: BTreeSet<VarId> = open.iter().copied().collect();
    while let Some(at) = open.pop() {
        for atom in rule.relations.iter().filter(|atom| atom.args.contains(&at) && !atom.args.contains(&source)) {
            open.extend(atom.args.iter().copied().filter(|v| reached.insert(*v)));
        }
    }
    rule.premises.iter().any(|(_, v)| *v != source && reached.contains(v))
}

/// Part and whole of a component rule, by the relation that is marked `component`.
fn part_and_whole(catalog: &Catalog, rule: &Rule) -> Option<(VarId, VarId)> {
    let atom = rule.relations.iter().find(|atom| catalog.relation(atom.relation).is_some_and(|doc| doc.component))?;
    Some((*atom.args.first()?, *atom.args.get(1)?))
}

/// What goes up to a whole must not come down to another part: that would give every part for one.
fn up_and_down(catalog: &Catalog, refused: &mut Refused) {
    let mut up: Vec<(&Rule, Predicate, Predicate, TypeId)> = Vec::new();
    let mut down: Vec<(&Rule, Predicate, Predicate, TypeId)> = Vec::new();
    for rule in catalog.rules.iter().filter(|r| r.kind == RuleKind::Component) {
        let Some((part, whole)) = part_and_whole(catalog, rule) else {
            continue;
        };
        let kind = rule.variables[whole.index()].kind;
        for (predicate, over) in &rule.premises {
            if *over == part && rule.conclusion.1 == whole {
                up.push((rule, *predicate, rule.conclusion.0, kind));
            } else if *over == whole && rule.conclusion.1 == part {
                down.push((rule, *predicate, rule.conclusion.0, kind));
            }
        }
    }
    for (down_rule, needs, gives, down_kind) in &down {
        for (up_rule, from, to, up_kind) in &up {
            let meet = catalog.is_a(*up_kind, *down_kind) || catalog.is_a(*down_kind, *up_kind);
            if meet && catalog.implied(*to).contains(needs) {
                let message = format!(
                    "rule `{}` brings down what rule `{}` takes up: {} over one part would give {} over every other",
                    down_rule.id,
                    up_rule.id,
                    from.words(),
                    gives.words()
                );
                refused.add_with(
                    down_rule.origin,
                    "part-whole-part",
                    message,
                    "only a capability that no part gives over the whole may come down",
                );
            }
        }
    }
}

/// A premise that no rule concludes over an element of its type makes its rule dead.
fn never_given(catalog: &Catalog, refused: &mut Refused) {
    let mut given: Vec<BTreeSet<TypeId>> = vec![BTreeSet::new(); Predicate::COUNT];
    for rule in catalog.rules.iter().filter(|r| r.kind != RuleKind::Implication) {
        let (predicate, over) = rule.conclusion;
        let kind = rule.variables[over.index()].kind;
        for weaker in catalog.implied(predicate) {
            given[weaker.index()].insert(kind);
        }
    }
    for rule in catalog.rules.iter().filter(|r| r.kind != RuleKind::Implication) {
        for (predicate, over) in &rule.premises {
            let variable = &rule.variables[over.index()];
            let found = given[predicate.index()]
                .iter()
                .any(|t| catalog.is_a(*t, variable.kind) || catalog.is_a(variable.kind, *t));
            if !found {
                let kind = catalog.types.get(variable.kind.index()).map_or("", |t| t.name.as_str());
                let message = format!(
                    "rule `{}` needs `{}({})`, which no rule gives over an element of type {kind}",
                    rule.id,
                    predicate.id(),
                    variable.name
                );
                refused.add(rule.origin, "never-given", message);
            }
        }
    }
}

/// Points and events that no rule has, and control kinds that stand only there.
fn unused(catalog: &Catalog, refused: &mut Refused) {
    let points: BTreeSet<_> = catalog.rules.iter().flat_map(|r| r.points.iter().map(|(p, _)| *p)).collect();
    let events: BTreeSet<_> = catalog.rules.iter().flat_map(|r| r.events.iter().map(|(e, _)| *e)).collect();
    for point in &catalog.points {
        if !catalog.point_named(&point.id).is_some_and(|id| points.contains(&id)) {
            refused.add(point.origin, "unused", format!("no rule passes the control point `{}`", point.id));
        }
    }
    for event in &catalog.events {
        if !catalog.event_named(&event.id).is_some_and(|id| events.contains(&id)) {
            refused.add(event.origin, "unused", format!("no rule needs the event `{}`", event.id));
        }
    }
    for control in &catalog.controls {
        for pattern in control.points.iter().filter(|p| !points.contains(&p.point)) {
            let point = &catalog.point(pattern.point).id;
            let message = format!("`{}` stands at `{point}`, which no rule passes", control.id);
            refused.add(pattern.origin, "unused", message);
        }
        if control.points.is_empty() {
            refused.add(control.origin, "unused", format!("`{}` stands nowhere", control.id));
        }
    }
}
