//! The reference page of the description language: its examples run, and its tables are those of the reader.
//! `BARTIZAN_BLESS=1` writes the tables anew.

mod support;

use std::fmt::Write as _;

use bartizan::system::document::{Adapter, Document, Key, Keyed, SECTIONS};
use support::{built_in, literate, path};

/// The tables of the page by their marks.
fn tables() -> Vec<(&'static str, &'static [Key])> {
    let mut tables = vec![("document", Document::KEYS), ("adapters", Adapter::KEYS)];
    tables.extend(SECTIONS.iter().map(|section| (section.name, section.keys)));
    tables
}

fn table(keys: &[Key]) -> String {
    let mut table = String::from("| key | meaning |\n|---|---|\n");
    for key in keys {
        let docs = key.docs.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(table, "| `{}` | {docs} |", key.name);
    }
    table
}

/// The page with every table as the reader has it.
fn renewed(page: &str) -> String {
    let mut text = page.to_owned();
    for (name, keys) in tables() {
        let mark = format!("<!-- keys of {name} -->\n");
        let start = text.find(&mark).expect("docs/language.md has a mark for every table");
        let after = start + mark.len();
        let rest = text[after..].trim_start_matches('\n');
        let lines = rest.lines().take_while(|line| line.starts_with('|'));
        let old: usize = lines.map(|line| line.len() + 1).sum();
        let rest = rest[old..].trim_start_matches('\n').to_owned();
        text.truncate(after);
        let _ = write!(text, "\n{}\n{rest}", table(keys));
    }
    text
}

#[test]
fn every_key_is_documented() {
    let file = path("docs/language.md");
    let page = std::fs::read_to_string(&file).expect("the page can be read");
    let renewed = renewed(&page);
    if std::env::var_os("BARTIZAN_BLESS").is_some() {
        std::fs::write(&file, &renewed).expect("the page can be written");
        return;
    }
    assert!(page == renewed, "docs/language.md is out of date; run with BARTIZAN_BLESS=1");
}

#[test]
fn what_the_page_shows_follows() {
    let page = std::fs::read_to_string(path("docs/language.md")).expect("the page can be read");
    let file = literate::read("docs", "language.md", &page);
    let mut failures = file.problems;
    failures.extend(file.cases.iter().flat_map(|c| c.failures(&built_in(), false)).map(|f| f.to_string()));
    assert!(failures.is_empty(), "{} expectations are not met:\n{}", failures.len(), failures.join("\n"));
}
