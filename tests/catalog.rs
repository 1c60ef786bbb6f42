//! The catalog's own examples: every group of rules has a page with descriptions and what follows from them.
//! Together they meet every rule and every relation.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use bartizan::catalog::Relation;
use support::{Case, built_in, literate, path, rules};

/// Every case there is: the examples of the catalog and the examples of the project.
fn all_cases() -> Vec<Case> {
    let mut cases = literate::cases();
    for entry in std::fs::read_dir(path("examples")).expect("the project has examples") {
        let name = entry.expect("the folder can be listed").file_name().to_string_lossy().into_owned();
        if name.ends_with(".yaml") {
            cases.push(Case::example(&name));
        }
    }
    cases
}

#[test]
fn what_the_examples_say_follows() {
    let catalog = built_in();
    let mut failures: Vec<String> = Vec::new();
    for file in literate::files() {
        failures.extend(file.problems);
        failures.extend(file.cases.iter().flat_map(|c| c.failures(&catalog, false)).map(|f| f.to_string()));
    }
    assert!(failures.is_empty(), "{} expectations are not met:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_group_of_rules_has_a_page() {
    let groups: BTreeSet<String> =
        built_in().rules.iter().map(|r| r.group.clone()).filter(|group| group != "implications").collect();
    let pages: BTreeMap<String, usize> =
        literate::files().into_iter().map(|f| (f.name.trim_end_matches(".md").to_owned(), f.prose)).collect();
    let names: BTreeSet<String> = pages.keys().cloned().collect();
    let without: Vec<&String> = groups.difference(&names).collect();
    assert!(without.is_empty(), "no page in catalog/examples for {without:?}");
    let attacks: BTreeSet<String> = built_in().attacks.iter().map(|a| a.group.clone()).collect();
    for (name, prose) in pages {
        let known = groups.contains(&name) || attacks.contains(&name);
        assert!(known, "catalog/examples/{name}.md is of no group of rules or attacks");
        assert!(prose >= 2, "catalog/examples/{name}.md says nothing in words");
    }
}

#[test]
fn the_examples_meet_every_rule() {
    let catalog = built_in();
    let met: BTreeSet<String> = literate::cases().iter().flat_map(|c| rules::used(c, &catalog)).collect();
    let unmet: Vec<&str> = catalog.rules.iter().map(|r| r.id.as_str()).filter(|id| !met.contains(*id)).collect();
    assert!(unmet.is_empty(), "no page of catalog/examples meets {}", unmet.join(", "));
}

/// A word for something that no relation and no type has would be said by nobody.
#[test]
fn something_is_called_by_columns_and_types() {
    let catalog = built_in();
    let columns = catalog.relations.iter().flat_map(|doc| &doc.columns).map(|column| &column.name);
    let named: std::collections::BTreeSet<&String> = columns.chain(catalog.types.iter().map(|t| &t.name)).collect();
    let idle: Vec<&String> = catalog.something.keys().filter(|word| !named.contains(word)).collect();
    assert!(idle.is_empty(), "no column and no type is called {idle:?}");
    assert!(catalog.something.contains_key("answer"));
}

#[test]
fn every_relation_is_documented_and_asked_for() {
    let catalog = built_in();
    for relation in Relation::ALL {
        let name = relation.name();
        let doc = catalog.relation(*relation);
        assert!(doc.is_some(), "{name} is not in catalog/relations.yaml");
        let Some(doc) = doc else { continue };
        assert_eq!(doc.columns.len(), relation.arity(), "columns of {name}");
        assert!(!doc.means.fill(|_| "x").trim().is_empty(), "{name} has no meaning");
        assert!(
            catalog.rules.iter().any(|r| r.relations.iter().any(|atom| atom.relation == *relation))
                || catalog
                    .attacks
                    .iter()
                    .flat_map(|a| &a.patterns)
                    .flat_map(|p| &p.relations)
                    .any(|a| a.relation == *relation),
            "no rule and no attack asks for {name}"
        );
    }
    assert_eq!(catalog.relations.len(), Relation::ALL.len(), "catalog/relations.yaml documents what does not exist");
}

#[test]
fn every_relation_is_met() {
    let catalog = built_in();
    let met: BTreeSet<&str> = all_cases().iter().flat_map(|c| rules::relations(c, &catalog)).collect();
    let unmet: Vec<&str> = Relation::ALL.iter().map(|r| r.name()).filter(|name| !met.contains(name)).collect();
    assert!(unmet.is_empty(), "no example has a tuple of {}", unmet.join(", "));
}

#[test]
fn a_page_that_cannot_be_read_is_told_of() {
    let page = "# Page\n```expect\nfollows: inspect(x)\n```\n```yaml\nbartizan: 1\n```\n```expect\nfollows\nclaim c: perhaps\n\
                scenario: --turn x\nfollows: inspect(x)\n```\n```json\n```\n```yaml\n";
    let file = literate::read("catalog/examples", "page.md", page);
    assert_eq!(
        file.problems,
        [
            "page.md:2: nothing is described above this",
            "catalog/examples/page.md:9: a line is `key: value`",
            "catalog/examples/page.md:10: `perhaps` is no verdict",
            "catalog/examples/page.md:11: unknown switch `--turn`",
            "page.md:14: a block is `yaml` or `expect`",
            "page.md:16: this block has no end",
        ]
    );
    // What is expected and does not follow is a failure with its line.
    assert_eq!(file.cases.len(), 1);
    let failures: Vec<String> = file.cases[0].failures(&built_in(), false).iter().map(|f| f.to_string()).collect();
    assert_eq!(failures, ["catalog/examples/page.md:12: page.md:8 : inspect(x) should be Held and is No"]);
}
