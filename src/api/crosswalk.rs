//! Crosswalks: the same attacks as items of a list that others keep, each with where it stands in this system.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::*;
use super::{Analysis, Ground, attacks};
use crate::catalog::{self, Catalog, ControlKind, Predicate, ViewOf};
use crate::order;

/// Reasons given of one item.
const MAX_REASONS: usize = 3;

/// The views that there are.
pub(super) fn views(catalog: &Catalog) -> Vec<CrosswalkView> {
    catalog.views.iter().map(|v| CrosswalkView { id: v.id.clone(), name: v.name.clone() }).collect()
}

/// The attacks in a view; nothing if there is no such view, or the description cannot be analysed.
pub(super) fn crosswalk(a: &Analysis, id: &str) -> Option<Crosswalk> {
    let ground = a.answering()?;
    let view = a.catalog.view(id)?;
    let all = attacks::attacks(a, 0).attacks;
    let items = match &view.of {
        ViewOf::Entries { framework, edition } => entries(a, &all, *framework, edition.as_deref()),
        ViewOf::Computed(items) => computed(a, ground, &all, items),
    };
    let mapped = |attack: &Attack| items.iter().any(|i| i.attacks.iter().any(|m| m.id == attack.id));
    let others = all.iter().filter(|attack| !mapped(attack)).map(|attack| named(attack, attack.scope)).collect();
    Some(Crosswalk { id: view.id.clone(), name: view.name.clone(), items, others })
}

fn named(attack: &Attack, scope: Scope) -> CrosswalkAttack {
    CrosswalkAttack { id: attack.id.clone(), name: attack.name.clone(), scope }
}

fn state(scope: Scope) -> ItemState {
    match scope {
        Scope::Closes => ItemState::Closes,
        Scope::OneStepAway => ItemState::OneStepAway,
        Scope::Further => ItemState::Further,
        Scope::OutOfScope => ItemState::OutOfScope,
    }
}

/// The entries of a list: each with the attacks whose references point at it, and for what stops attacks, the controls.
fn entries(a: &Analysis, all: &[Attack], framework: catalog::Framework, edition: Option<&str>) -> Vec<CrosswalkItem> {
    let Some(doc) = a.catalog.frameworks.iter().find(|f| f.framework == framework) else { return Vec::new() };
    let of: BTreeMap<&str, &catalog::Attack> = a.catalog.attacks.iter().map(|at| (at.id.as_str(), at)).collect();
    doc.entries
        .iter()
        .map(|(id, name)| (catalog::Reference { framework, id: id.clone() }, name))
        .filter(|(entry, _)| edition.is_none() || entry.edition() == edition)
        .map(|(entry, name)| {
            let pointing =
                |references: &[catalog::Reference]| references.iter().any(|r| a.catalog.points_at(r, &entry));
            let mapped: Vec<&Attack> = all
                .iter()
                .filter(|attack| of.get(attack.id.as_str()).is_some_and(|at| pointing(&at.references)))
                .collect();
            let kinds: Vec<&ControlKind> = a.catalog.controls.iter().filter(|c| pointing(&c.references)).collect();
            let drift = a.catalog.drift(&entry);
            let mut formerly: Vec<String> = drift.iter().flat_map(|d| &d.was).map(|r| r.id.clone()).collect();
            formerly.extend(drift.and_then(|d| d.formerly.clone()));
            let controls = controls(a, &kinds);
            // An attack that names what stops it does not make that an attack.
            let (state, reason) = judged(if entry.is_mitigation() { &[] } else { &mapped }, &kinds, &controls);
            let attacks = mapped.iter().map(|attack| named(attack, attack.scope)).collect();
            CrosswalkItem { id: entry.id, name: name.clone(), formerly, state, attacks, controls, reason }
        })
        .collect()
}

/// The controls of this system that are of some kinds.
fn controls(a: &Analysis, kinds: &[&ControlKind]) -> Vec<CrosswalkControl> {
    let of = |kind: &ControlKind| kinds.iter().any(|k| k.id == kind.id);
    a.system
        .controls
        .iter()
        .filter(|spec| of(&a.catalog.controls[spec.kind]))
        .map(|spec| CrosswalkControl {
            name: a.system.id(spec.element),
            kind: a.catalog.controls[spec.kind].id.clone(),
            is_on: a.settings.is_on(&a.system, spec.element),
        })
        .collect()
}

/// Where an item stands, and if it does not apply, why.
fn judged(mapped: &[&Attack], kinds: &[&ControlKind], controls: &[CrosswalkControl]) -> (ItemState, String) {
    match mapped.iter().map(|attack| attack.scope).min() {
        Some(Scope::OutOfScope) => (ItemState::OutOfScope, reasons(mapped)),
        Some(scope) => (state(scope), String::new()),
        None if kinds.is_empty() => {
            (ItemState::NotCovered, "No attack or control of the catalog stands for it".to_owned())
        }
        None if controls.iter().any(|c| c.is_on) => (ItemState::InPlace, String::new()),
        None if !controls.is_empty() => (ItemState::Available, String::new()),
        None => {
            let names: Vec<&str> = kinds.iter().map(|k| k.id.as_str()).collect();
            (ItemState::NotInPlace, format!("The description has no control of the kind {}", names.join(", ")))
        }
    }
}

fn reasons(attacks: &[&Attack]) -> String {
    let mut reasons: Vec<&str> = Vec::new();
    for attack in attacks {
        if !attack.reason.is_empty() && !reasons.contains(&attack.reason.as_str()) {
            reasons.push(&attack.reason);
        }
    }
    let left = reasons.len().saturating_sub(MAX_REASONS);
    reasons.truncate(MAX_REASONS);
    let more = if left > 0 { format!(". And {left} more") } else { String::new() };
    reasons.join(". ") + &more
}

/// Items that follow from what an attack gives: an attack belongs to an item as it stands where it gives that.
fn computed(a: &Analysis, ground: &Ground, all: &[Attack], items: &[catalog::ComputedItem]) -> Vec<CrosswalkItem> {
    let scopes = attacks::scopes(a, ground, &BTreeSet::new());
    // The best scope of each attack for each kind of gain.
    let mut gains: BTreeMap<&str, BTreeMap<(Predicate, catalog::Subject), Scope>> = BTreeMap::new();
    for scope in &scopes {
        let attack = a.catalog.attack(scope.attack);
        for place in &scope.places {
            let (predicate, over) = a.catalog.rule(attack.patterns[place.pattern].rule).conclusion;
            let Some(element) = place.bindings.get(over.index()) else { continue };
            let found = attacks::scope(place.missing.len());
            let best =
                gains.entry(&attack.id).or_default().entry((predicate, a.system.subject(*element))).or_insert(found);
            *best = found.min(*best);
        }
    }
    items
        .iter()
        .map(|item| {
            let best = |attack: &Attack| {
                let gains = gains.get(attack.id.as_str()).into_iter().flatten();
                gains.filter(|((predicate, subject), _)| item.is(*predicate, *subject)).map(|(_, scope)| *scope).min()
            };
            let mut attacks: Vec<CrosswalkAttack> =
                all.iter().filter_map(|attack| best(attack).map(|scope| named(attack, scope))).collect();
            order::sort_by(&mut attacks, |a, b| (a.scope, &a.name, &a.id).cmp(&(b.scope, &b.name, &b.id)));
            let worst = attacks.first().map(|attack| state(attack.scope));
            let reason = match worst {
                Some(_) => String::new(),
                None => "No attack of the catalog finds a place here that gives this".to_owned(),
            };
            CrosswalkItem {
                id: item.id.clone(),
                name: item.name.clone(),
                formerly: Vec::new(),
                state: worst.unwrap_or(ItemState::OutOfScope),
                attacks,
                controls: Vec::new(),
                reason,
            }
        })
        .collect()
}
