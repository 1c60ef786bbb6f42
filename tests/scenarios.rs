//! The reference scenarios: verdicts, minimal sets and what must not be found, as described and with every switch.
//! `scenarios/cases.rs` holds the tables; the whole answers are kept under `golden/`.

#[path = "scenarios/cases.rs"]
mod cases;
#[path = "scenarios/golden.rs"]
mod golden;
mod support;

use std::collections::{BTreeMap, BTreeSet};

use bartizan::api::Held;
use support::{Case, built_in, check};

#[test]
fn every_scenario_has_its_table() {
    let names: Vec<String> = cases::all().into_iter().map(|c| c.name).collect();
    let distinct: BTreeSet<&String> = names.iter().collect();
    assert_eq!(distinct.len(), names.len(), "two cases have one name");
    for example in golden::examples() {
        let scenario = example.trim_end_matches(".yaml");
        assert!(names.iter().any(|name| name.starts_with(scenario)), "no case is of {example}");
    }
}

#[test]
fn support_assistant() {
    check(&cases::support_assistant());
}

#[test]
fn fine_tuning() {
    check(&cases::fine_tuning());
}

#[test]
fn coding_agent() {
    check(&cases::coding_agent());
}

#[test]
fn shared_memory() {
    check(&cases::shared_memory());
}

#[test]
fn edge_vision() {
    check(&cases::edge_vision());
}

#[test]
fn shared_inference() {
    check(&cases::shared_inference());
}

#[test]
fn guardrail() {
    check(&cases::guardrail());
}

#[test]
fn evaluation_gate() {
    check(&cases::evaluation_gate());
}

#[test]
fn hosted_model() {
    check(&cases::hosted_model());
}

#[test]
fn quiet_summariser() {
    check(&cases::quiet_summariser());
}

/// What each fact is held by, weakest verdict last.
fn exposure(case: &Case) -> BTreeMap<String, Held> {
    let rows = case.run(&built_in()).exposure("", 0, u64::MAX).rows;
    rows.into_iter().flat_map(|row| row.cells).map(|cell| (cell.fact, cell.held)).collect()
}

#[test]
fn turning_a_control_off_never_reduces_exposure() {
    for name in golden::examples() {
        let described = Case::example(&name);
        let controls = described.run(&built_in()).overview().controls;
        for control in controls.iter().filter(|c| !c.name.contains('.')) {
            let on = exposure(&described.clone().on(&control.name));
            let off = exposure(&described.clone().off(&control.name));
            for (fact, held) in on {
                let without = off.get(&fact).copied().unwrap_or(Held::No);
                assert!(without <= held, "{name}: {fact} is {held:?} with {} and {without:?} without", control.name);
            }
        }
    }
}

#[test]
fn encryption_in_transit_is_credited_with_nothing_where_nobody_sits_on_the_line() {
    let described = Case::example("06-shared-inference.yaml");
    let (with, without) = (described.clone().on("tls").run(&built_in()), described.clone().run(&built_in()));
    let tls = with.overview().controls.into_iter().find(|c| c.name == "tls").expect("it is described");
    assert!(tls.is_on);
    assert_eq!(tls.points, 0);
    assert_eq!(with.claims(), without.claims());
    assert_eq!(exposure(&described.clone().on("tls")), exposure(&described));
    let warned = with.overview().diagnostics.iter().any(|d| d.code == "control-without-point");
    assert!(warned, "a control that stands nowhere is warned of");
}

#[test]
fn guard_counts_shared_events_once() {
    // Two sets that share two of three events; the guard fails or is evaded.
    let claims = Case::example("07-guardrail.yaml").run(&built_in()).claims();
    let refund = &claims[0];
    let shared: BTreeSet<&String> =
        refund.sets[0].events.iter().filter(|e| refund.sets[1].events.contains(e)).collect();
    assert_eq!(shared.into_iter().collect::<Vec<_>>(), ["obeys(llm)", "uses(anonymous, bot)"]);
    let named: Vec<&String> = refund.events.iter().map(|e| &e.id).collect();
    assert_eq!(
        named,
        ["evaded(guard)", "fails(guard)", "obeys(llm)", "uses(anonymous, bot)"],
        "each event is named once"
    );
}
