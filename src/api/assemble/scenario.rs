//! The switches of a scenario: resolved against a system, and those that a description names.

use std::collections::BTreeMap;

use crate::analysis::Settings;
use crate::api::answer::{Restated, Scenario};
use crate::catalog;
use crate::source::{Problem, Problems, Span, nearest, quoted};
use crate::system::{ElementId, SwitchingSpec, System};

/// Resolves the names of a scenario; unknown ones are problems of the document.
pub(in crate::api) fn settings(system: &System, scenario: &Scenario, problems: &mut Problems) -> Settings {
    let mut settings = Settings::default();
    let controls: BTreeMap<String, ElementId> =
        system.controls.iter().map(|c| (system.id(c.element), c.element)).collect();
    let mut unknown = |what: &str, name: &str, candidates: Vec<&str>| {
        let mut problem = Problem::error(
            "unknown-switch",
            Span::default(),
            format!("the scenario names the {what} {}, which the description does not have", quoted(name)),
        );
        if let Some(meant) = nearest(name, candidates.iter().copied()) {
            problem = problem.help(format!("did you mean `{meant}`?"));
        } else if !candidates.is_empty() {
            let some: Vec<&str> = candidates.into_iter().take(12).collect();
            problem = problem.help(format!("it has {}", some.join(", ")));
        }
        problems.push(problem);
    };
    let base = scenario.named.as_ref().and_then(|name| system.scenarios.iter().find(|s| s.name == *name));
    if let (Some(name), None) = (&scenario.named, base) {
        unknown("scenario", name, system.scenarios.iter().map(|s| s.name.as_str()).collect());
    }
    let scenario = &match base {
        Some(spec) => together(named(spec), scenario),
        None => scenario.clone(),
    };
    for (names, list) in [(&scenario.on, &mut settings.on), (&scenario.off, &mut settings.off)] {
        for name in names {
            match controls.get(name) {
                Some(control) => list.push(*control),
                None => unknown("control", name, controls.keys().map(String::as_str).collect()),
            }
        }
    }
    let parties: BTreeMap<&str, _> = system
        .adversaries
        .iter()
        .chain(system.suppliers.keys())
        .map(|id| (system.declared[id.index()].name.as_str(), *id))
        .collect();
    for name in &scenario.only {
        match parties.get(name.as_str()) {
            Some(id) => settings.only.push(*id),
            None => unknown("adversary", name, parties.keys().copied().collect()),
        }
    }
    settings.fail.clone_from(&scenario.fail);
    settings.hold.clone_from(&scenario.hold);
    for Restated { event, low, high } in &scenario.likelihoods {
        if !(0.0 <= *low && low <= high && *high <= 1.0) {
            problems.push(
                Problem::error(
                    "unknown-switch",
                    Span::default(),
                    format!("the scenario gives {} a likelihood from {low} to {high}", quoted(event)),
                )
                .help("a likelihood is a number from 0 to 1, or a range of such, lowest first"),
            );
        }
        settings.likelihoods.insert(event.clone(), catalog::Likelihood { low: *low, high: *high });
    }
    settings
}

/// The switches of a scenario with others set on top: where they disagree, the later ones are right.
fn together(mut base: Scenario, other: &Scenario) -> Scenario {
    base.on.retain(|name| !other.off.contains(name));
    base.off.retain(|name| !other.on.contains(name));
    base.fail.retain(|name| !other.hold.contains(name));
    base.hold.retain(|name| !other.fail.contains(name));
    base.likelihoods.retain(|l| !other.likelihoods.iter().any(|o| o.event == l.event));
    base.on.extend_from_slice(&other.on);
    base.off.extend_from_slice(&other.off);
    base.fail.extend_from_slice(&other.fail);
    base.hold.extend_from_slice(&other.hold);
    base.likelihoods.extend_from_slice(&other.likelihoods);
    if !other.only.is_empty() {
        base.only.clone_from(&other.only);
    }
    base
}

/// A scenario of the description as switches.
pub(super) fn named(spec: &SwitchingSpec) -> Scenario {
    let restated = |(event, likelihood): &(String, catalog::Likelihood)| Restated {
        event: event.clone(),
        low: likelihood.low,
        high: likelihood.high,
    };
    Scenario {
        on: spec.on.clone(),
        off: spec.off.clone(),
        only: spec.only.clone(),
        fail: spec.fail.clone(),
        hold: spec.hold.clone(),
        likelihoods: spec.likelihoods.iter().map(restated).collect(),
        named: None,
    }
}
