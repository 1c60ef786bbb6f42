//! Warnings about what stands nowhere, and what nothing rests on.

use crate::analysis::Settings;
use crate::api::Ground;
use crate::catalog::{self, Predicate};
use crate::engine::FactId;
use crate::source::{Problem, Span, nearest, quoted};
use crate::system::{Assumed, ElementId, System};

/// Places of a warning that concerns controls.
const POINTS_HELP: &str = "check `on`: no rule of the catalog passes a point there in this system";

/// What only the graph can tell: controls that stand nowhere, claims that nobody can approach, switches that name no
/// assumption.
pub(in crate::api) fn gaps(system: &System, ground: &Ground, settings: &Settings) -> Vec<Problem> {
    let mut problems = Vec::new();
    for control in &system.controls {
        if points(system, ground, control.element) == 0 {
            problems.push(
                Problem::warning(
                    "control-without-point",
                    control.span,
                    format!("the control `{}` stands at no point of this system", system.id(control.element)),
                )
                .help(POINTS_HELP),
            );
        }
    }
    for claim in &system.claims {
        let derivable = claim
            .instances
            .iter()
            .any(|(element, _)| Predicate::capabilities().any(|p| ground.graph.find(p, *element).is_some()));
        if !derivable {
            problems.push(
                Problem::warning(
                    "claim-nobody-approaches",
                    claim.span,
                    format!("nothing in the description lets anybody approach `{}`", claim.over),
                )
                .help("the claim holds because of what is left out; describe where it lies and who touches it"),
            );
        }
    }
    let failing = settings.fail.iter().map(|name| (name, "lets", " fail"));
    let holding = settings.hold.iter().map(|name| (name, "lets", " hold"));
    let restated = settings.likelihoods.keys().map(|name| (name, "gives", " a likelihood"));
    for (name, verb, rest) in failing.chain(holding).chain(restated) {
        if !ground.events.iter().any(|(_, e)| e.is_named_in(std::slice::from_ref(name))) {
            let candidates: Vec<&str> =
                ground.events.iter().map(|(_, e)| e.assumption.as_deref().unwrap_or(&e.id)).collect();
            let mut problem = Problem::warning(
                "unknown-switch",
                Span::default(),
                format!("the scenario {verb} {}{rest}, on which nothing here rests", quoted(name)),
            );
            if let Some(meant) = nearest(name, candidates.iter().copied()) {
                problem = problem.help(format!("did you mean `{meant}`?"));
            }
            problems.push(problem);
        }
    }
    problems.extend(unknown_assumptions(system, ground));
    problems
}

/// Warnings about assumptions that deny what is not left open.
fn unknown_assumptions(system: &System, ground: &Ground) -> Vec<Problem> {
    let open: Vec<&str> = ground
        .events
        .iter()
        .filter(|(_, facts)| facts.class == catalog::EventClass::Unknown)
        .map(|(_, facts)| facts.id.as_str())
        .collect();
    let denied = system.assumptions.iter().filter(|(name, _)| name.contains('(') && !open.contains(&name.as_str()));
    let problem = |(name, assumed): (&String, &Assumed)| {
        let message = format!("{} is nothing that is left unsaid here, so nothing rests on it", quoted(name));
        Problem::warning("unknown-assumption", assumed.span, message).help(match nearest(name, open.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "take it out: the description says it by now, or no longer has what it is about".to_owned(),
        })
    };
    denied.map(problem).collect()
}

/// At how many rule instances a control stands.
pub(super) fn points(system: &System, ground: &Ground, control: ElementId) -> u64 {
    let watches = system.watches.iter().filter(|((c, _), _)| *c == control).map(|(_, watch)| *watch);
    std::iter::once(control)
        .chain(watches)
        .filter_map(|element| ground.graph.find(Predicate::Off, element))
        .flat_map(|fact| ground.graph.uses(fact))
        .filter(|instance| ground.graph.conclusion(*instance) != FactId(u32::MAX))
        .filter(|instance| ground.graph.fact(ground.graph.conclusion(*instance)).0 != Predicate::Off)
        .count() as u64
}
