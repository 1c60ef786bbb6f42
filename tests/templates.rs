//! The templates: each can be analysed, says nothing that stands nowhere, and has something to find.

use std::fs;
use std::path::Path;

use bartizan::api::{Analysis, Scenario, Severity, Source, Verdict};

#[test]
fn every_template_is_whole_and_finds_something() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/templates");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("examples/templates is there")
        .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names.len(), 8, "{names:?}");
    for name in names {
        let text = fs::read_to_string(folder.join(&name)).expect("it is UTF-8");
        assert!(text.starts_with("# "), "{name} begins by saying what it is of");
        let mut analysis = Analysis::begin(&Source { name: name.clone(), text }, &Scenario::default());
        analysis.run();
        let overview = analysis.overview();
        let serious: Vec<_> = overview.diagnostics.iter().filter(|d| d.severity != Severity::Note).collect();
        assert!(analysis.analysed() && serious.is_empty(), "{name}: {serious:#?}");
        let claims = analysis.claims();
        assert!(claims.iter().any(|c| c.verdict != Verdict::Holds), "{name} finds something");
        assert!(!overview.controls.is_empty(), "{name} has a control to try");
    }
}
