//! The command as users run it: exit codes, switches, formats, many files, bad input.
#![cfg(feature = "cli")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use bartizan::api::{
    Analysis, Answer, Claim, Crosswalk, CrosswalkItem, Diagnostic, Explanation, ItemState, Scenario, Source,
};

const SUPPORT: &str = "examples/01-support-assistant.yaml";
const QUIET: &str = "examples/10-quiet-summariser.yaml";

/// A description with two errors, on lines 4 and 5.
const WRONG: &str = "\
bartizan: 1
models: { llm: { from: us } }
agents:
  bot: { model: lmm }
  pet: { model: llm, usedby: x }
";

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder can be made");
        Folder(path)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).expect("a folder can be made");
        }
        std::fs::write(&path, text).expect("a file can be written");
        path.to_string_lossy().into_owned()
    }

    fn path(&self) -> String {
        self.0.to_string_lossy().into_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bartizan"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments);
    command
}

fn run(arguments: &[&str]) -> Output {
    command(arguments).stdin(Stdio::null()).output().expect("the command runs")
}

fn run_on(stdin: &str, arguments: &[&str]) -> Output {
    let mut child = command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    let mut pipe = child.stdin.take().expect("it has a standard input");
    // A usage error ends the command before it reads.
    let _ = pipe.write_all(stdin.as_bytes());
    drop(pipe);
    child.wait_with_output().expect("the command ends")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ended by itself")
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("it prints UTF-8")
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("it prints UTF-8")
}

/// Asserts exit code and output; shows the rest if they differ.
#[track_caller]
fn ends(output: &Output, with: i32) {
    assert_eq!(code(output), with, "stdout: {}\nstderr: {}", stdout(output), stderr(output));
}

/// Ids and verdicts under switches.
fn verdicts(file: &str, switches: &[&str]) -> String {
    let arguments = [&["analyze", file, "--format", "json"], switches].concat();
    let answer: Answer = serde_json::from_str(stdout(&run(&arguments))).expect("it is an answer");
    let mut list: Vec<String> = answer.claims.iter().map(|c| format!("{} {:?}", c.id, c.verdict)).collect();
    list.sort();
    list.join(", ")
}

#[test]
fn the_exit_code_tells_whether_all_claims_hold() {
    ends(&run(&["analyze", QUIET]), 0);
    ends(&run(&["analyze", SUPPORT]), 1);
    ends(&run(&["analyze", QUIET, SUPPORT, "--quiet"]), 1);
    ends(&run(&["analyze", QUIET, "examples/none.yaml", SUPPORT, "--quiet"]), 2);
    ends(&run(&["check", SUPPORT, QUIET]), 0);
}

/// Decisions are told with the answer and remarked on by `check`; neither's exit code depends on them.
#[test]
fn decisions_are_told_and_change_nothing() {
    let folder = Folder::new("decisions");
    let quiet = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(QUIET)).expect("it is there");
    let decided = format!(
        "{quiet}decisions:\n  integrity: {{ decision: disputed, reason: too good, as of: violated 1 1f2e3d4c }}\n  \
         elsewhere: {{ decision: accepted, reason: none }}\n"
    );
    let file = folder.write("quiet.yaml", decided);
    let analyzed = run(&["analyze", &file]);
    ends(&analyzed, 0);
    let told = stdout(&analyzed);
    let from = told.find("Decisions").expect("they are told");
    let to = told[from..].find("\n\n").map_or(told.len(), |n| from + n);
    insta::assert_snapshot!(&told[from..to], @r"
    Decisions  what people decided, and whether it still rests on the same
      integrity disputed: too good
        has nothing left to decide: holds resting on 2 sets, after violated by 1 set  as of: holds 2 f6529a33
      elsewhere accepted: none
        is about nothing in this description
    ");
    let checked = run(&["check", &file, "--format", "json"]);
    ends(&checked, 0);
    let all: Vec<Diagnostic> = serde_json::from_str(stdout(&checked)).expect("they are diagnostics");
    let codes: Vec<&str> = all.iter().map(|d| d.code.as_str()).filter(|code| code.contains("decision")).collect();
    assert_eq!(codes, ["unknown-decision", "decision-moot"]);
}

#[test]
fn files_are_formatted_in_place_or_only_checked() {
    let folder = Folder::new("format");
    let file = folder.write("a.yaml", "bartizan: 1\nroles:\n    a:  {adversary: true} # who\n");
    let tidy = "bartizan: 1\nroles:\n  a: { adversary: true }  # who\n";
    ends(&run(&["format", "--check", &file]), 1);
    ends(&run(&["format", &file]), 0);
    assert_eq!(std::fs::read_to_string(&file).expect("it is there"), tidy);
    ends(&run(&["format", "--check", &file]), 0);
    let wrong = folder.write("b.yaml", "a: [\n");
    let output = run(&["format", &wrong, &file]);
    ends(&output, 2);
    assert!(stderr(&output).contains("line 2"), "{}", stderr(&output));
    let output = run_on("a:   1\n", &["format", "-"]);
    ends(&output, 0);
    assert_eq!(stdout(&output), "a: 1\n");
    ends(&run(&["format", "--check", "examples"]), 0);
}

#[test]
fn switches_change_the_answer() {
    assert_eq!(verdicts(SUPPORT, &[]), "C1 Violated, C2 Violated, C3 Holds");
    assert_eq!(
        verdicts(SUPPORT, &["--on", "recipients", "--on", "per_customer"]),
        "C1 Conditional, C2 Holds, C3 Holds"
    );
    assert_eq!(
        verdicts(
            SUPPORT,
            &["--on", "recipients", "--on", "per_customer", "--fail", "acme.no insider", "--only", "customer"]
        )
        .split(", ")
        .next(),
        Some("C1 Violated")
    );
}

#[test]
fn an_unknown_switch_is_bad_input_and_is_suggested() {
    let output = run(&["analyze", SUPPORT, "--on", "recipient"]);
    ends(&output, 2);
    assert!(stdout(&output).contains("`recipient`"), "{}", stdout(&output));
    assert!(stdout(&output).contains("did you mean `recipients`?"), "{}", stdout(&output));
    let output = run(&["explain", SUPPORT, "--claim", "C1", "--off", "nothing"]);
    ends(&output, 2);
    assert!(stderr(&output).contains("`nothing`"), "{}", stderr(&output));
}

#[test]
fn json_is_the_answer_of_the_api() {
    let output = run(&["analyze", SUPPORT, "--format", "json", "--on", "recipients"]);
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(SUPPORT)).expect("it is there");
    let scenario = Scenario { on: vec!["recipients".to_owned()], ..Scenario::default() };
    let mut analysis = Analysis::begin(&Source { name: SUPPORT.to_owned(), text }, &scenario);
    analysis.run();
    assert!(stdout(&output) == analysis.answer_json(), "the bytes differ");
    let value: serde_json::Value = serde_json::from_str(stdout(&output)).expect("it is JSON");
    for claim in value["claims"].as_array().expect("claims are a list") {
        assert!(claim["id"].is_string() && claim["verdict"].is_string(), "{claim}");
        for list in ["rests_on", "sets", "paths"] {
            assert!(claim[list].is_array(), "{list} of {claim}");
        }
    }
}

#[test]
fn many_files_are_answered_as_one_by_one_whatever_the_threads() {
    let files: std::collections::BTreeSet<String> = ["examples", "examples/systems", "examples/templates"]
        .iter()
        .flat_map(|folder| {
            std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
                .expect("there are examples")
                .map(move |entry| format!("{folder}/{}", entry.expect("it is listed").file_name().to_string_lossy()))
        })
        .filter(|name| name.ends_with(".yaml"))
        .collect();
    let one_by_one: Vec<Answer> = files
        .iter()
        .map(|file| serde_json::from_str(stdout(&run(&["analyze", file, "--format", "json"]))).expect("an answer"))
        .collect();
    assert!(one_by_one.len() > 10);
    let single = run(&["analyze", "examples", "--format", "json", "--threads", "1"]);
    let all: Vec<Answer> = serde_json::from_str(stdout(&single)).expect("it is a list of answers");
    assert!(all == one_by_one, "answers differ");
    for threads in ["2", "8"] {
        let parallel = run(&["analyze", "examples", "--format", "json", "--threads", threads]);
        assert!(parallel.stdout == single.stdout, "bytes differ with {threads} threads");
        ends(&parallel, 1);
    }
    let text = |threads| run(&["analyze", "examples", "--threads", threads]).stdout;
    assert!(text("1") == text("3"), "the text differs");
}

#[test]
fn a_folder_is_walked_in_order_and_its_answer_is_a_list() {
    let folder = Folder::new("walked");
    let good = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(QUIET)).expect("it is there");
    for name in ["b/deep/x.yml", "a.json", "b/c.yaml", ".hidden/no.yaml", "notes.txt"] {
        folder.write(name, if name == "a.json" { b"{ \"bartizan\": 1 }" } else { good.as_slice() });
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(&folder.0, folder.0.join("b/loop")).expect("a link can be made");
    let output = run(&["analyze", &folder.path(), "--quiet"]);
    ends(&output, 0);
    let root = folder.path();
    assert_eq!(
        stdout(&output),
        format!(
            "{root}/a.json: Nothing is claimed\n{root}/b/c.yaml: Both claims hold\n{root}/b/deep/x.yml: Both claims hold\n"
        )
    );
    // What is written there is not read as a description by the next run.
    let written = folder.0.join("answers.json").to_string_lossy().into_owned();
    for _ in 0..2 {
        let output = run(&["analyze", &root, "--format", "json", "--output", &written]);
        ends(&output, 0);
        assert_eq!(stdout(&output).lines().count(), 3);
        let kept = std::fs::read_to_string(&written).expect("it was written");
        assert_eq!(serde_json::from_str::<Vec<Answer>>(&kept).expect("a list").len(), 3);
    }
    let empty = Folder::new("empty");
    let output = run(&["analyze", &empty.path()]);
    ends(&output, 2);
    assert!(stderr(&output).contains("no description"), "{}", stderr(&output));
}

#[test]
fn errors_are_shown_with_their_line_and_help() {
    let folder = Folder::new("errors");
    let file = folder.write("wrong.yaml", WRONG);
    let output = run(&["check", &file]);
    ends(&output, 2);
    let shown = stdout(&output).replace(&file, "wrong.yaml");
    assert!(
        shown.contains(
            " --> wrong.yaml:4:17\n  |\n4 |   bot: { model: lmm }\n  |                 ^^^\n  |\n  = help: did you mean `llm`?\n"
        ),
        "{shown}"
    );
    assert!(shown.contains("did you mean `used by`?"), "{shown}");
    assert!(shown.ends_with("wrong.yaml: 2 errors, no warnings\n"), "{shown}");
    // The same places as data, on standard output, and nothing else there.
    let output = run(&["check", "--format", "json", &file]);
    ends(&output, 2);
    let list: Vec<Diagnostic> = serde_json::from_str(stdout(&output)).expect("it is a list of diagnostics");
    assert_eq!(list.iter().map(|d| (d.place.line, d.place.column)).collect::<Vec<_>>(), [(4, 17), (5, 22)]);
    // `analyze` shows them too, and answers what it can of other files.
    let output = run(&["analyze", "--format", "json", &file, QUIET]);
    ends(&output, 2);
    let answers: Vec<Answer> = serde_json::from_str(stdout(&output)).expect("it is a list of answers");
    assert_eq!(answers.iter().map(|a| a.overview.analysed).collect::<Vec<_>>(), [false, true]);
    assert!(stderr(&output).contains("wrong.yaml:4:17"), "{}", stderr(&output));
    // `check` finds what only grounding tells.
    let output = run(&["check", "examples/06-shared-inference.yaml"]);
    ends(&output, 0);
    assert!(stdout(&output).contains("control-without-point"), "{}", stdout(&output));
}

#[test]
fn what_cannot_be_read_is_told() {
    let folder = Folder::new("unreadable");
    let output = run(&["analyze", "--format", "json", &folder.0.join("none.yaml").to_string_lossy()]);
    ends(&output, 2);
    let answer: Answer = serde_json::from_str(stdout(&output)).expect("it is an answer");
    assert_eq!(answer.overview.diagnostics[0].code, "unreadable");
    assert!(stderr(&output).contains("cannot be read"), "{}", stderr(&output));
    let bytes = folder.write("bytes.yaml", b"bartizan: 1\ntitle: \xff\n");
    let output = run(&["check", &bytes]);
    ends(&output, 2);
    assert!(stdout(&output).contains("not UTF-8 text: byte 20"), "{}", stdout(&output));
    let large = folder.write("large.yaml", vec![b'#'; (16 << 20) + 1]);
    let output = run(&["check", &large]);
    ends(&output, 2);
    assert!(stdout(&output).contains("too large"), "{}", stdout(&output));
    let output = run(&["analyze", QUIET, "--output", &folder.0.join("no/such/folder").to_string_lossy()]);
    ends(&output, 2);
    assert!(stderr(&output).contains("cannot write"), "{}", stderr(&output));
}

#[test]
fn standard_input_is_a_file_too() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(QUIET)).expect("it is there");
    let output = run_on(&text, &["analyze", "-", "--quiet"]);
    ends(&output, 0);
    assert_eq!(stdout(&output), "stdin: Both claims hold\n");
    let output = run_on(WRONG, &["check", "-"]);
    ends(&output, 2);
    assert!(stdout(&output).contains("--> stdin:4:17"), "{}", stdout(&output));
    ends(&run_on(&text, &["analyze", "-", "-"]), 2);
}

#[test]
fn hostile_text_reaches_no_terminal() {
    let text = "\
bartizan: 1
title: \"a\\x1b[2Jb\\u202ec\\x9bd\\ne\"
roles: { user: { adversary: true } }
stores: { \u{202e}kcab: {} }
";
    for arguments in [
        &["check", "-"][..],
        &["check", "--format", "json", "-"],
        &["analyze", "-"],
        &["analyze", "--format", "json", "-"],
    ] {
        let output = run_on(text, arguments);
        for shown in [stdout(&output), stderr(&output)] {
            let hostile = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            assert!(!shown.contains(hostile), "{arguments:?}: {shown:?}");
        }
    }
}

#[test]
fn bad_usage_is_bad_input_and_help_is_not() {
    ends(&run(&[]), 2);
    ends(&run(&["analyse", SUPPORT]), 2);
    ends(&run(&["explain", SUPPORT]), 2);
    ends(&run(&["explain", SUPPORT, "--claim", "C1", "--fact", "x(y)"]), 2);
    ends(&run(&["analyze", SUPPORT, "--threads", "0"]), 2);
    let output = run(&["analyze", "--help"]);
    ends(&output, 0);
    assert!(stdout(&output).contains("--on recipients"), "{}", stdout(&output));
    ends(&run(&["--version"]), 0);
}

#[test]
fn a_claim_and_a_fact_are_explained() {
    let output = run(&["explain", SUPPORT, "--claim", "C3"]);
    ends(&output, 0);
    let output = run(&["explain", SUPPORT, "--claim", "C1", "--format", "json"]);
    ends(&output, 1);
    let claim: Claim = serde_json::from_str(stdout(&output)).expect("it is a claim");
    assert_eq!(claim.id, "C1");
    let output = run(&["explain", SUPPORT, "--claim", "C9"]);
    ends(&output, 2);
    assert_eq!(stderr(&output), "error: no claim is called `C9`; there are C1, C2, C3\n");

    let fact = "partially_inspect(customer_records#customer.other)";
    let output = run(&["explain", SUPPORT, "--fact", fact, "--format", "json"]);
    ends(&output, 0);
    let explanation: Explanation = serde_json::from_str(stdout(&output)).expect("it is an explanation");
    assert_eq!(explanation.claims, ["C1"]);
    let output = run(&["explain", SUPPORT, "--fact", "Partially Inspect(vector_db)"]);
    ends(&output, 2);
    assert!(stderr(&output).contains("did you mean `partially_inspect`?"), "{}", stderr(&output));
    let output = run(&["explain", SUPPORT, "--fact", "influence(vectordb)"]);
    ends(&output, 2);
    assert!(stderr(&output).contains("did you mean `vector_db`?"), "{}", stderr(&output));
    // Well asked, and nothing leads there.
    let output = run(&["explain", SUPPORT, "--fact", "make arbitrary changes(crm_key)"]);
    ends(&output, 0);
    assert!(stdout(&output).contains("No rule concludes"), "{}", stdout(&output));
}

#[test]
fn the_catalog_and_the_schemas_are_printed() {
    let output = run(&["catalog", "--format", "json"]);
    ends(&output, 0);
    let view: serde_json::Value = serde_json::from_str(stdout(&output)).expect("it is JSON");
    assert!(view["rules"].as_array().is_some_and(|r| r.iter().any(|r| r["id"] == "prompt-injection")));
    let text = run(&["catalog"]);
    assert!(stdout(&text).contains("prompt-injection  attack  Prompt injection\n"), "{}", stdout(&text));
    for (arguments, file) in [
        (&["schema"][..], "description"),
        (&["schema", "description"], "description"),
        (&["schema", "answer"], "answer"),
        (&["schema", "contracts"], "contracts"),
    ] {
        let output = run(arguments);
        ends(&output, 0);
        let kept = format!("{}/schema/{file}.schema.json", env!("CARGO_MANIFEST_DIR"));
        assert_eq!(stdout(&output), std::fs::read_to_string(kept).expect("the schema is kept"));
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_ends_the_run_without_a_word() {
    let (reader, writer) = std::io::pipe().expect("a pipe can be made");
    drop(reader);
    let output = command(&["analyze", "examples", "--format", "json"])
        .stdout(writer)
        .stderr(Stdio::piped())
        .output()
        .expect("the command runs");
    assert_eq!(stderr(&output), "");
    assert_ne!(code(&output), 101);
}

#[test]
fn the_report_and_the_explanation_look_like_this() {
    insta::assert_snapshot!("analyze", stdout(&run(&["analyze", SUPPORT, "--defaults"])));
    insta::assert_snapshot!("analyze_holds", stdout(&run(&["analyze", QUIET])));
    insta::assert_snapshot!("explain_claim", stdout(&run(&["explain", SUPPORT, "--claim", "C2"])));
    let fact = "partially_inspect(customer_records#customer.other)";
    insta::assert_snapshot!("explain_fact", stdout(&run(&["explain", SUPPORT, "--fact", fact])));
}

#[test]
fn numbers_are_told() {
    insta::assert_snapshot!("risk", stdout(&run(&["risk", SUPPORT])));
    insta::assert_snapshot!("plan", stdout(&run(&["plan", SUPPORT, "--budget", "4"])));
    insta::assert_snapshot!("guarantees", stdout(&run(&["guarantees", "examples/09-hosted-model.yaml"])));
    insta::assert_snapshot!("diff", stdout(&run(&["diff", SUPPORT, "--on", "recipients"])));
}

#[test]
fn domains_are_told_in_their_own_words() {
    insta::assert_snapshot!("contracts", stdout(&run(&["contracts", "examples/05-edge-vision.yaml"])));
    let platform = ["contracts", SUPPORT, "--domain", "platform", "--as", "management"];
    insta::assert_snapshot!("contracts_domain", stdout(&run(&platform)));
    let explained = run(&["explain", SUPPORT, "--claim", "C2", "--as", "management"]);
    assert!(stdout(&explained).contains("as Management: "), "{}", stdout(&explained));
    ends(&run(&["contracts", QUIET]), 0);
    ends(&run(&["contracts", SUPPORT]), 1);
    for (arguments, message) in [
        (&["contracts", SUPPORT, "--as", "poets"][..], "no audience is called `poets`"),
        (&["explain", SUPPORT, "--claim", "C1", "--as", "poets"][..], "no audience is called `poets`"),
        (&["contracts", SUPPORT, "--domain", "moon"][..], "no domain of the description is called `moon`"),
    ] {
        let output = run(arguments);
        ends(&output, 2);
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
    }
}

#[test]
fn numbers_end_as_their_questions_do() {
    ends(&run(&["risk", QUIET]), 0);
    ends(&run(&["risk", SUPPORT]), 1);
    ends(&run(&["plan", "examples/08-evaluation-gate.yaml"]), 0);
    ends(&run(&["plan", SUPPORT]), 1);
    ends(&run(&["plan", SUPPORT, "--claim", "C2"]), 0);
    ends(&run(&["guarantees", QUIET]), 0);
    ends(&run(&["diff", SUPPORT, SUPPORT]), 0);
    ends(&run(&["diff", SUPPORT, QUIET]), 1);
    for command in ["risk", "plan", "guarantees", "diff"] {
        ends(&run(&[command, "examples/none.yaml"]), 2);
    }
    ends(&run(&["risk", SUPPORT, "--fact", "partially_inspect(customer_records#customer.other)"]), 1);
    let output = run(&["risk", SUPPORT, "--fact", "inspect(nothing)"]);
    ends(&output, 2);
    let output = run(&["risk", SUPPORT, "--claim", "C9"]);
    ends(&output, 2);
    assert!(stderr(&output).contains("no claim is called `C9`; there are C1"), "{}", stderr(&output));
    let output = run(&["risk", SUPPORT, "--likelihood", "obeys(llm)=2"]);
    ends(&output, 2);
    assert!(stderr(&output).contains("is not EVENT=LIKELIHOOD"), "{}", stderr(&output));
}

#[test]
fn a_likelihood_restated_moves_the_number() {
    let at = |likelihood: &str| -> f64 {
        let output = run(&["risk", SUPPORT, "--claim", "C2", "--format", "json", "--likelihood", likelihood]);
        let value: serde_json::Value = serde_json::from_str(stdout(&output)).expect("it is JSON");
        value["claims"][0]["probability"]["high"].as_f64().expect("it is a number")
    };
    assert!(at("obeys(llm)=0.1") > at("obeys(llm)=0.01..0.02"));
    assert!(at("obeys(llm)=0") < 0.011, "only the vendor is left");
}

fn parsed<T: serde::de::DeserializeOwned>(output: &Output) -> T {
    serde_json::from_slice(&output.stdout).expect("the command prints JSON")
}

/// A pack whose rule fires in the first example: whoever words the answer has what the tool reads.
const PACK: &str = "\
pack: House rules
group: house
about: Ours.
rules:
  - id: house-call
    kind: attack
    name: A call of the house
    if: ['influence(answer)', 'chosen(answer, agent, session)']
    then: indirectly_inspect(agent)
    says: '{answer} tells of {agent}'
    because: we have seen it
    source: own reviews
    confidence: own
    references: [CWE-489]
";

#[test]
fn packs_add_to_the_catalog_and_are_named() {
    let folder = Folder::new("packs");
    folder.write("house.yaml", PACK);
    let (path, json) = (folder.path(), ["--format", "json"]);
    let shown = run(&["analyze", SUPPORT, "--catalog", &path]);
    let text = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(text.contains("With the catalog pack House rules"), "{text}");
    assert!(text.contains("A call of the house  [CWE-489]  pack House rules"), "{text}");
    let answer: Answer = parsed(&run(&[&["analyze", SUPPORT, "--catalog", &path][..], &json].concat()));
    assert_eq!(answer.overview.packs, ["House rules"]);
    let attack = answer.attacks.iter().find(|a| a.id == "house-call").expect("the pack's attack is tried");
    assert_eq!(attack.packs, ["House rules"]);
    let explanation: Explanation = parsed(&run(&[
        &["explain", SUPPORT, "--fact", "indirectly_inspect(assistant)", "--catalog", &path][..],
        &json,
    ]
    .concat()));
    assert_eq!(explanation.steps.last().and_then(|s| s.pack.as_deref()), Some("House rules"));
    let listed = run(&["catalog", "--catalog", &path]);
    assert!(String::from_utf8_lossy(&listed.stdout).contains("pack House rules, "));
}

#[test]
fn a_faulty_pack_is_refused_with_its_line() {
    let folder = Folder::new("faulty-pack");
    folder.write("house.yaml", PACK.replace("chosen(", "chozen("));
    let output = run(&["analyze", SUPPORT, "--catalog", &folder.path()]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(code(&output), 2);
    assert!(told.contains("did you mean `chosen`?") && told.contains("house.yaml:8:32"), "{told}");
}

#[test]
fn a_crosswalk_lists_every_item_with_where_it_stands() {
    let crosswalk: Crosswalk =
        parsed(&run(&["crosswalk", SUPPORT, "--framework", "owasp-llm-2026", "--format", "json"]));
    assert_eq!(crosswalk.items.len(), 10);
    let item = |id: &str| crosswalk.items.iter().find(|i| i.id == id).expect("every item is listed");
    assert_eq!(item("LLM01:2026").state, ItemState::Closes);
    assert_eq!(item("LLM09:2026").formerly, ["LLM08:2025"]);
    // The 2025 list is seen through what became of its items.
    let older: Crosswalk = parsed(&run(&["crosswalk", SUPPORT, "--framework", "owasp-llm-2025", "--format", "json"]));
    assert_eq!(older.items.len(), 10);
    let ids = |item: &CrosswalkItem| item.attacks.iter().map(|a| a.id.clone()).collect::<Vec<_>>();
    let vectors = older.items.iter().find(|i| i.id == "LLM08:2025").expect("it is listed");
    assert_eq!(ids(vectors), ids(item("LLM09:2026")));
    for view in ["atlas", "owasp-agentic", "owasp-mcp", "nist", "cwe", "stride", "cia", "maestro"] {
        let crosswalk: Crosswalk = parsed(&run(&["crosswalk", SUPPORT, "--framework", view, "--format", "json"]));
        assert!(crosswalk.items.iter().any(|i| i.state == ItemState::Closes), "{view}");
        for item in crosswalk.items {
            let applies = !matches!(item.state, ItemState::OutOfScope | ItemState::NotCovered | ItemState::NotInPlace);
            assert!(applies || !item.reason.is_empty(), "{view}: {} has no reason", item.id);
        }
    }
    let unknown = run(&["crosswalk", SUPPORT, "--framework", "sans"]);
    assert_eq!(code(&unknown), 2);
    let text = run(&["crosswalk", SUPPORT, "--framework", "cia"]);
    assert!(stdout(&text).contains("C  Confidentiality"), "{}", stdout(&text));
}

#[test]
fn the_catalog_passes_its_own_check() {
    let output = run(&["catalog", "check"]);
    assert_eq!(code(&output), 0, "{}", stdout(&output));
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/atlas");
    let atlas = shared.join("ATLAS.yaml");
    if !atlas.exists() {
        println!("skipped: the ATLAS data is not there");
        return;
    }
    let drift = shared.join("id-drift-5.6.0-to-2026.09.csv");
    let arguments = ["catalog", "check", "--atlas", &atlas.to_string_lossy(), "--drift", &drift.to_string_lossy()];
    let output = run(&arguments);
    assert_eq!(code(&output), 0, "{}", stdout(&output));
}

#[test]
fn a_pack_is_checked_with_its_examples() {
    let folder = Folder::new("checked-pack");
    let twice = PACK.replace("references: [CWE-489]", "references: [CWE-488, AML.T0019]")
        + &PACK
            .split("rules:\n")
            .nth(1)
            .map(|rule| rule.replace("house-call", "house-call-again").replace("A call", "Another call"))
            .expect("the pack has a rule");
    folder.write("house.yaml", twice);
    let check = |more: &[&str]| run(&[&["catalog", "check", "--catalog", &folder.path()][..], more].concat());
    let output = check(&[]);
    let told = stdout(&output).to_owned();
    assert_eq!(code(&output), 2, "{told}");
    for part in [
        "rule `house-call-again` has the conditions and the conclusion of rule `house-call`",
        "refers to AML.T0019, which is AML.T0115.000 in ATLAS",
        "no example exercises rule `house-call`",
        "house.yaml:5:9",
    ] {
        assert!(told.contains(part), "{part} in\n{told}");
    }
    folder.write("house.yaml", PACK);
    let example = std::fs::read_to_string(SUPPORT).expect("the example is there");
    folder.write("examples/house.md", format!("# House\n```yaml\n{example}```\n"));
    let output = check(&[]);
    assert_eq!((code(&output), stdout(&output).contains("no errors, 1 warning")), (0, true), "{}", stdout(&output));
}
