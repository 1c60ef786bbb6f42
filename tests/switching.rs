//! One graph serves every scenario: an analysis that is switched from scenario to scenario gives the same answer, byte
//! for byte, as one that is begun under it.

use std::fs;

use bartizan::api::{Analysis, Restated, Scenario, Source};

/// Every example, in order of names.
fn examples() -> Vec<Source> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("examples/ is there")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|e| e == "yaml"))
        .collect();
    paths.sort();
    let name = |path: &std::path::Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    paths.iter().map(|p| Source { name: name(p), text: fs::read_to_string(p).expect("it is UTF-8") }).collect()
}

/// Scenarios of one description: each control turned, each assumption failing and holding, each adversary alone, a
/// likelihood restated, and names that it does not have.
fn scenarios(analysis: &Analysis) -> Vec<Scenario> {
    let overview = analysis.overview();
    let mut scenarios = vec![Scenario::default()];
    for control in &overview.controls {
        let name = vec![control.name.clone()];
        scenarios.push(match control.in_place {
            true => Scenario { off: name, ..Scenario::default() },
            false => Scenario { on: name, ..Scenario::default() },
        });
    }
    for assumption in overview.assumptions.iter().take(3) {
        scenarios.push(Scenario { fail: vec![assumption.id.clone()], ..Scenario::default() });
        scenarios.push(Scenario { hold: vec![assumption.id.clone()], ..Scenario::default() });
    }
    for adversary in &overview.adversaries {
        scenarios.push(Scenario { only: vec![adversary.name.clone()], ..Scenario::default() });
    }
    let event = analysis.claims().iter().flat_map(|c| c.events.clone()).next().map(|e| e.id).unwrap_or_default();
    scenarios.push(Scenario { likelihoods: vec![Restated { event, low: 0.125, high: 0.25 }], ..Scenario::default() });
    scenarios.push(Scenario { on: vec!["nothing of that name".to_owned()], ..Scenario::default() });
    scenarios.push(Scenario { hold: vec!["nothing of that name".to_owned()], ..Scenario::default() });
    scenarios
}

#[test]
fn a_switched_analysis_answers_as_one_begun_anew() {
    let mut compared = 0;
    for source in examples() {
        let mut switched = Analysis::begin(&source, &Scenario::default());
        switched.run();
        for scenario in scenarios(&switched) {
            let mut begun = Analysis::begin(&source, &scenario);
            begun.run();
            switched.switch(&scenario);
            switched.run();
            assert!(begun.answer_json() == switched.answer_json(), "{} under {scenario:?}", source.name);
            compared += 1;
        }
        switched.switch(&Scenario::default());
        switched.run();
        let mut first = Analysis::begin(&source, &Scenario::default());
        first.run();
        assert!(first.answer_json() == switched.answer_json(), "{}: back as described", source.name);
    }
    assert!(compared > 80, "{compared} scenarios were compared");
}

#[test]
fn a_switch_while_the_graph_is_being_made_counts() {
    let source = examples().remove(0);
    let scenario = Scenario { on: vec!["recipients".to_owned()], ..Scenario::default() };
    let mut analysis = Analysis::begin(&source, &Scenario::default());
    analysis.advance(10);
    analysis.switch(&scenario);
    analysis.run();
    let mut begun = Analysis::begin(&source, &scenario);
    begun.run();
    assert_eq!(analysis.answer_json(), begun.answer_json());
}

#[test]
fn what_is_taken_to_hold_cannot_happen_and_what_fails_has_happened() {
    let source = examples().remove(0);
    let under = |hold: &[&str], fail: &[&str]| {
        let names = |list: &[&str]| list.iter().map(|n| (*n).to_owned()).collect();
        let scenario = Scenario { hold: names(hold), fail: names(fail), ..Scenario::default() };
        let mut analysis = Analysis::begin(&source, &scenario);
        analysis.run();
        let claims = analysis.claims();
        let sets = claims.iter().flat_map(|c| c.sets.clone());
        sets.filter(|s| s.events.iter().any(|e| e == "obeys(llm)")).count()
    };
    assert!(under(&[], &[]) > 0, "the model's obedience is part of attacks");
    assert_eq!(under(&["obeys(llm)"], &[]), 0);
    assert_eq!(under(&[], &["obeys(llm)"]), 0);
    assert_eq!(under(&["obeys(llm)"], &["obeys(llm)"]), 0);
}
