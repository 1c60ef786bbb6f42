//! Attacks that are on record, told as systems from their summaries: the recorded path comes out as an attack set, and
//! one decisive control takes just that away.

mod support;

use support::{built_in, literate};

#[test]
fn recorded_attacks_come_out() {
    let catalog = built_in();
    let files = literate::files_in("tests/cases");
    let mut failures: Vec<String> = Vec::new();
    for file in &files {
        failures.extend(file.problems.iter().cloned());
        failures.extend(file.cases.iter().flat_map(|c| c.failures(&catalog, false)).map(|f| f.to_string()));
        let twins = file.cases.iter().filter(|c| !c.scenario.on.is_empty()).count();
        assert!(twins > 0 && twins < file.cases.len(), "{} has no twin with a control in place", file.name);
    }
    assert!(failures.is_empty(), "{} expectations are not met:\n{}", failures.len(), failures.join("\n"));
    assert!(!files.is_empty());
}
