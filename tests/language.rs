//! The reference page of the description language: its examples run, and its tables are those of the reader.
//! `BARTIZAN_BLESS=1` writes the tables anew.

mod support;

use std::fmt::Write as _;

use bartizan::system::document::{
    Adapter, AssetKind, Capability, ControlStatus, DecisionWord, Detail, Document, ElementKind, Key, Keyed,
    LikelihoodWord, ModelKind, Of, Part, Port, Process, Promise, Render, SECTIONS, ToolKind, WeaknessStatus, Word,
};
use bartizan::system::names;
use support::{built_in, literate, path};

/// The tables of the page: each by its mark, with its rows.
fn tables() -> Vec<(String, String)> {
    let mut tables = vec![("names".to_owned(), derived_names()), ("words of likelihood".to_owned(), likelihoods())];
    let mut keys = |name: &str, keys: &[Key]| {
        let rows = keys.iter().map(|key| (key.name, key.docs));
        tables.push((format!("keys of {name}"), table(["key", "meaning"], rows)));
    };
    keys("document", Document::KEYS);
    keys("adapters", Adapter::KEYS);
    SECTIONS.iter().for_each(|section| keys(section.name, section.keys));
    let mut words = |name: &str, rows: String| tables.push((format!("words of {name}"), rows));
    words("promise", meanings::<Promise>());
    words("port", meanings::<Port>());
    words("model kind", meanings::<ModelKind>());
    words("part", meanings::<Part>());
    words("detail", meanings::<Detail>());
    words("render", meanings::<Render>());
    words("tool kind", meanings::<ToolKind>());
    words("process", meanings::<Process>());
    words("asset kind", meanings::<AssetKind>());
    words("control status", meanings::<ControlStatus>());
    words("weakness status", meanings::<WeaknessStatus>());
    words("capability", meanings::<Capability>());
    words("whose", meanings::<Of>());
    words("decision", meanings::<DecisionWord>());
    tables
}

fn table<A: AsRef<str>, B: AsRef<str>>(head: [&str; 2], rows: impl Iterator<Item = (A, B)>) -> String {
    let mut table = format!("| {} | {} |\n|---|---|\n", head[0], head[1]);
    for (name, meaning) in rows {
        let meaning = meaning.as_ref().split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(table, "| `{}` | {meaning} |", name.as_ref());
    }
    table
}

fn meanings<W: Word>() -> String {
    table(["word", "meaning"], W::ALL.iter().map(|word| (word.word(), word.docs())))
}

/// The words for likelihoods with the numbers that the catalog gives them.
fn likelihoods() -> String {
    let catalog = built_in();
    let rows = LikelihoodWord::ALL.iter().map(|word| {
        let known = catalog.scale.iter().find(|known| known.word == word.word());
        let range = known.expect("the scale has every word that a description may use").likelihood;
        (word.word(), format!("{} From {} to {}.", word.docs().trim(), range.low, range.high))
    });
    table(["word", "meaning"], rows)
}

/// The names that come by themselves, with what has them.
fn derived_names() -> String {
    let mut rows: Vec<(&str, &str, Vec<&str>)> = Vec::new();
    for kind in ElementKind::ALL {
        for (word, is) in names::derived(*kind) {
            match rows.iter_mut().find(|row| row.0 == word) {
                Some(row) => row.2.push(kind.words()),
                None => rows.push((word, is.words(), vec![kind.words()])),
            }
        }
    }
    let rows = rows.into_iter().map(|(word, is, of)| (format!("x.{word}"), format!("{is}; of {}", of.join(", "))));
    table(["name", "what it is, and of what"], rows)
}

/// The page with every table as the reader has it.
fn renewed(page: &str) -> String {
    let mut text = page.to_owned();
    for (name, table) in tables() {
        let mark = format!("<!-- {name} -->\n");
        assert!(text.contains(&mark), "docs/language.md has no mark for the {name}");
        let start = text.find(&mark).unwrap_or_default();
        let after = start + mark.len();
        let rest = text[after..].trim_start_matches('\n');
        let lines = rest.lines().take_while(|line| line.starts_with('|'));
        let old: usize = lines.map(|line| line.len() + 1).sum();
        let rest = rest[old..].trim_start_matches('\n').to_owned();
        text.truncate(after);
        let _ = write!(text, "\n{table}\n{rest}");
    }
    text
}

#[test]
fn every_key_word_and_name_is_documented() {
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
