//! The report to file: the same bytes from command and api, parts that can be chosen, hostile text, golden files
//! (`BARTIZAN_BLESS=1` writes them anew).
#![cfg(feature = "cli")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use bartizan::api::{Analysis, Scenario, Source, report_sections};

const SUPPORT: &str = "examples/01-support-assistant.yaml";
const QUIET: &str = "examples/10-quiet-summariser.yaml";

fn at(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bartizan"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).stdin(Stdio::null());
    command.output().expect("the command runs")
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("it prints UTF-8")
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("it prints UTF-8")
}

fn analysed(name: &str, text: &str) -> Analysis {
    let source = Source { name: name.to_owned(), text: text.to_owned() };
    let mut analysis = Analysis::begin(&source, &Scenario::default());
    analysis.run();
    analysis
}

fn written(analysis: &Analysis, format: &str, sections: &[&str]) -> String {
    let sections: Vec<String> = sections.iter().map(|id| (*id).to_owned()).collect();
    analysis.report(format, &sections).expect("it can be written")
}

fn example(path: &str) -> String {
    fs::read_to_string(at(path)).expect("the example is there")
}

/// Compares with a golden file, or writes it.
fn golden(name: &str, text: &str) {
    let path = at("tests/reports").join(name);
    if std::env::var_os("BARTIZAN_BLESS").is_some() {
        fs::create_dir_all(at("tests/reports")).expect("the folder can be made");
        fs::write(&path, text).expect("the file can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let differs = kept.lines().zip(text.lines()).find(|(a, b)| a != b);
    assert!(kept == text, "tests/reports/{name} is stale; run with BARTIZAN_BLESS=1 and look: {differs:?}");
}

#[test]
fn reports_look_like_this() {
    for (example, format) in [("01-support-assistant", "md"), ("09-hosted-model", "md"), ("05-edge-vision", "html")] {
        let output = run(&["report", &format!("examples/{example}.yaml"), "--format", format]);
        assert_eq!(stderr(&output), "");
        golden(&format!("{example}.{format}"), stdout(&output));
    }
}

#[test]
fn command_and_api_write_the_same_bytes_whatever_the_file_is_called() {
    let text = example(SUPPORT);
    for format in ["html", "md"] {
        let output = run(&["report", SUPPORT, "--format", format]);
        assert_eq!(output.status.code(), Some(1), "some claim does not hold");
        let elsewhere = written(&analysed("elsewhere.yaml", &text), format, &[]);
        assert!(stdout(&output) == elsewhere, "{format} differs");
    }
}

#[test]
fn a_file_is_written_and_the_exit_code_tells_whether_claims_hold() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("report.html");
    let path = path.to_string_lossy();
    let output = run(&["report", QUIET, "--output", &path]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stdout(&output), "");
    assert_eq!(fs::read_to_string(&*path).expect("it is written"), stdout(&run(&["report", QUIET])));
}

#[test]
fn parts_are_chosen_and_keep_their_order() {
    let output = run(&["report", SUPPORT, "--format", "md", "--sections", "method,summary"]);
    let heads: Vec<&str> = stdout(&output).lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(heads, ["## Summary", "## Method"]);
    let unknown = run(&["report", SUPPORT, "--sections", "summary,poem"]);
    assert_eq!(unknown.status.code(), Some(2));
    let ids: Vec<String> = report_sections().into_iter().map(|section| section.id).collect();
    assert!(stderr(&unknown).contains("no section is called `poem`"), "{}", stderr(&unknown));
    assert!(stderr(&unknown).contains(&ids.join(", ")), "{}", stderr(&unknown));
}

#[test]
fn every_part_can_stand_alone_and_is_usual_or_can_be_had() {
    let analysis = analysed("a.yaml", &example(SUPPORT));
    let usual = written(&analysis, "html", &[]);
    for section in report_sections() {
        let alone = written(&analysis, "html", &[&section.id]);
        let opens = format!("<section id=\"{}\"", section.id);
        assert!(alone.contains(&opens), "{} is missing", section.id);
        assert_eq!(alone.matches("<section").count(), 1, "{} stands alone", section.id);
        assert_eq!(usual.contains(&opens), section.usual, "{}", section.id);
        assert_eq!(broken_links(&alone), BTreeSet::new(), "{}", section.id);
    }
    assert_eq!(broken_links(&usual), BTreeSet::new());
}

/// Anchors that links lead to and that are not there.
fn broken_links(html: &str) -> BTreeSet<String> {
    let all = |mark: &str| -> BTreeSet<String> {
        let parts = html.split(mark).skip(1);
        parts.map(|rest| rest.split('"').next().unwrap_or("").to_owned()).collect()
    };
    all("href=\"#").difference(&all(" id=\"")).cloned().collect()
}

#[test]
fn decisions_are_told_with_whether_they_stand() {
    let text = example(SUPPORT);
    let now = analysed("a.yaml", &text).basis("C1").expect("there is such a claim").text;
    let decided = format!(
        "{text}decisions:\n  C1: {{ decision: accepted, reason: \"until *spring*\", owner: Ada, date: 2026-11-25, as of: {now} }}\n  \
         C2: {{ decision: mitigated, reason: outside, as of: holds 0 00000000 }}\n"
    );
    let report = written(&analysed("a.yaml", &decided), "md", &["summary", "decisions"]);
    let rows: Vec<&str> = report.lines().filter(|line| line.starts_with("| `C")).collect();
    assert_eq!(rows.len(), 2, "{report}");
    assert!(rows[0].contains("**Accepted**<br>until \\*spring\\* | Ada<br>2026-11-25 | **Stands**"), "{}", rows[0]);
    assert!(rows[1].contains("**Mitigated**<br>outside | nobody named | **Has changed**"), "{}", rows[1]);
    assert!(report.contains("what one of them rested on has changed since"), "{report}");
    assert!(report.contains("Mitigated; what that rested on has changed"), "{report}");
    assert!(written(&analysed("a.yaml", &text), "md", &["decisions"]).contains("records no decision"));
}

#[test]
fn a_scenario_is_told_and_changes_the_report() {
    let described = run(&["report", SUPPORT, "--format", "md", "--sections", "cover,summary"]);
    let switched = ["report", SUPPORT, "--format", "md", "--sections", "cover,summary", "--on", "recipients"];
    let switched = run(&switched);
    assert!(stdout(&described).contains("| Scenario | as described |"));
    assert!(stdout(&switched).contains("| Scenario | switched on `recipients` |"), "{}", stdout(&switched));
    assert!(stdout(&described).contains("Two of three claims are violated"));
    assert!(!stdout(&switched).contains("Two of three claims are violated"));
}

#[test]
fn what_cannot_be_analysed_is_not_reported_by_the_command_and_told_by_the_api() {
    let wrong = "bartizan: 1\nmodels: { llm: { from: us } }\nagents:\n  bot: { model: lmm }\n";
    let text = written(&analysed("a.yaml", wrong), "md", &[]);
    assert!(text.contains("was not analysed") && text.contains("| 4:"), "{text}");
    let output = run(&["report", "examples/none.yaml"]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(2), ""));
}

const ALLOWED: &[&str] = &[
    "!doctype",
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "section",
    "h1",
    "h2",
    "h3",
    "h4",
    "p",
    "ul",
    "ol",
    "li",
    "dl",
    "div",
    "dt",
    "dd",
    "table",
    "colgroup",
    "col",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "span",
    "code",
    "b",
    "small",
    "a",
    "br",
    "nav",
    "pre",
    "svg",
    "path",
    "circle",
    "g",
    "rect",
    "text",
    "tspan",
    "figure",
    "figcaption",
    "ellipse",
    "polygon",
    "line",
];

/// Names of the tags of a page, those that close too.
fn tags(html: &str) -> BTreeSet<String> {
    let starts = html.split('<').skip(1);
    starts
        .map(|rest| rest.trim_start_matches('/').chars().take_while(|c| c.is_alphanumeric() || *c == '!').collect())
        .collect()
}

#[test]
fn text_stays_text_whatever_it_holds() {
    let attack =
        "<script>alert(1)</script> \\\"' onload=x <img src=//x.example/y> ](http://x.example) | **bold** @all #1";
    let text = example(SUPPORT)
        .replace("title: Support assistant with retrieval and tools", &format!("title: \"{attack}\""))
        .replace("promises: [unaltered", &format!("promises: {{ unaltered: \"{attack}\""))
        .replace("no training] }", "no training: stated } }");
    let text = text
        .replace(", no insider, no retention, no training", ", no insider: stated, no retention: stated, no training");
    let analysis = analysed("a.yaml", &text);
    assert!(analysis.analysed(), "{:?}", analysis.overview().diagnostics);
    let all: Vec<String> = report_sections().into_iter().map(|section| section.id).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let html = written(&analysis, "html", &all);
    assert!(html.matches("alert(1)").count() >= 3, "title and reason are told");
    let allowed: BTreeSet<String> = ALLOWED.iter().map(|tag| (*tag).to_owned()).collect();
    assert_eq!(tags(&html).difference(&allowed).collect::<Vec<_>>(), Vec::<&String>::new());
    for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        for bad in [" onload", "src=", "style=", "url(", "x.example", "javascript:"] {
            assert!(!tag.contains(bad), "{bad} in <{tag}>");
        }
    }
    let parts: Vec<&str> = all.iter().copied().filter(|id| *id != "text").collect();
    let markdown = written(&analysis, "md", &parts);
    assert!(markdown.contains("alert(1)"));
    for bad in ["<script", "<img", "](http:", "**bold**", "@all", " #1", "p://x"] {
        assert!(!markdown.contains(bad), "{bad}");
    }
    // A bar in a cell would begin another: every row has the bars of the rule below its table's head.
    let bars = |line: &str| line.replace("\\|", "").matches('|').count();
    let mut wanted = 0;
    for line in markdown.lines().filter(|line| line.starts_with('|')) {
        wanted = if line.starts_with("| --") { bars(line) } else { wanted };
        assert!(!line.contains("alert(1)") || bars(line) == wanted, "{line}");
    }
}
