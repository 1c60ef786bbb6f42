//! Attacks that are on record and that no rule was made for, described without touching the rules; what comes out is
//! pinned as it is, misses too. `tests/holdout/README.md` counts.

mod support;

use support::{built_in, literate};

#[test]
fn held_out_attacks_come_out_as_they_are_pinned() {
    let catalog = built_in();
    let files: Vec<_> =
        literate::files_in("tests/holdout").into_iter().filter(|file| file.name.starts_with("AML.")).collect();
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
