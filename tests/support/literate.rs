//! Cases written in Markdown: a fenced `yaml` description, then fenced `expect` blocks about it.
//!
//! A line of `expect` is one of
//! - `scenario: --on x --off y --fail z --only w --scenario v`, for all lines of its block
//! - `follows: fact` (held though every assumption holds), `unknown:`, `conditional:`, `rests on:` (held at that level),
//!   `not: fact` (derivable in no way at all); a fact is `capability(element)`
//! - `claim ID: verdict` and `set ID: event + event` (one of its minimal sets), `set fact: event + event`; `no set …` if
//!   it is none of them
//! - `sets ID: none`, `persistent ID: yes`, `miss ID: what would have to change`
//! - `scope ATTACK: closes`, or `one step away`, `further`, `out of scope`
//! - `warns CODE: word in the message`
//! - `decided CLAIM: how the decision about it stands`

use std::collections::BTreeSet;

use bartizan::api::{Held, Scenario, Scope, Source, Verdict};

use super::{Case, Expectation, Expected, set};

/// A file of the catalog's examples.
pub struct File {
    /// The folder.
    pub place: String,
    /// Its name: `positions.md`.
    pub name: String,
    /// Its cases.
    pub cases: Vec<Case>,
    /// What cannot be read, with its line.
    pub problems: Vec<String>,
    /// Lines of prose.
    pub prose: usize,
}

/// All files of `catalog/examples`, in order of names.
pub fn files() -> Vec<File> {
    files_in("catalog/examples")
}

/// All files of a folder of the project, in order of names.
pub fn files_in(place: &str) -> Vec<File> {
    let folder = super::path(place);
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("the catalog has examples")
        .map(|entry| entry.expect("the folder can be listed").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".md"))
        .collect();
    names.sort();
    names
        .into_iter()
        .map(|name| {
            let text = std::fs::read_to_string(format!("{folder}/{name}")).expect("the example can be read");
            read(place, &name, &text)
        })
        .collect()
}

/// Judges the recorded attacks of a folder: what each expects, and that each has a twin with a control in place.
pub fn judge(place: &str) {
    let catalog = super::built_in();
    let files: Vec<File> = files_in(place).into_iter().filter(|file| file.name.starts_with("AML.")).collect();
    let mut failures: Vec<String> = Vec::new();
    for file in &files {
        failures.extend(file.problems.iter().cloned());
        failures.extend(file.cases.iter().flat_map(|c| c.failures(&catalog, false)).map(|f| f.to_string()));
        let twins = file.cases.iter().filter(|c| !c.scenario.on.is_empty()).count();
        assert!(twins > 0 && twins < file.cases.len(), "{} has no twin with a control in place", file.name);
    }
    assert!(failures.is_empty(), "{} expectations are not met:\n{}", failures.len(), failures.join("\n"));
    assert!(files.len() >= 8, "only {} recorded attacks in {place}", files.len());
}

/// All cases of all files.
pub fn cases() -> Vec<Case> {
    files().into_iter().flat_map(|f| f.cases).collect()
}

/// Reads a file of a folder.
pub fn read(place: &str, name: &str, text: &str) -> File {
    let mut file =
        File { place: place.to_owned(), name: name.to_owned(), cases: Vec::new(), problems: Vec::new(), prose: 0 };
    let mut heading = String::new();
    let mut description: Option<String> = None;
    let mut fence: Option<(String, usize, String)> = None;
    for (number, line) in (1..).zip(text.lines()) {
        match (&mut fence, line.strip_prefix("```")) {
            (None, Some(kind)) => fence = Some((kind.trim().to_owned(), number, String::new())),
            (None, None) => {
                if let Some(title) = line.strip_prefix("## ") {
                    title.clone_into(&mut heading);
                } else if !line.trim().is_empty() {
                    file.prose += 1;
                }
            }
            (Some(_), Some(_)) => {
                let Some((kind, start, body)) = fence.take() else { continue };
                match kind.as_str() {
                    "yaml" => description = Some(body),
                    "expect" => match &description {
                        Some(text) => expect(&mut file, &heading, text, start, &body),
                        None => file.problems.push(format!("{name}:{start}: nothing is described above this")),
                    },
                    _ => file.problems.push(format!("{name}:{start}: a block is `yaml` or `expect`")),
                }
            }
            (Some((_, _, body)), None) => {
                body.push_str(line);
                body.push('\n');
            }
        }
    }
    if let Some((_, start, _)) = fence {
        file.problems.push(format!("{name}:{start}: this block has no end"));
    }
    file
}

fn expect(file: &mut File, heading: &str, description: &str, start: usize, body: &str) {
    let mut scenario = Scenario::default();
    let mut expectations = Vec::new();
    for (number, line) in (start + 1..).zip(body.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let at = format!("{}/{}:{number}", file.place, file.name);
        let read = match line.trim().strip_prefix("scenario:") {
            Some(switches) => switch(&mut scenario, switches),
            None => expected(line.trim()).map(|expected| expectations.push(Expectation { at: at.clone(), expected })),
        };
        if let Err(problem) = read {
            file.problems.push(format!("{at}: {problem}"));
        }
    }
    file.cases.push(Case {
        name: format!("{}:{start} {heading}", file.name),
        source: Source { name: format!("{}/{}:{start}", file.place, file.name), text: description.to_owned() },
        scenario,
        expectations,
    });
}

fn switch(scenario: &mut Scenario, text: &str) -> Result<(), String> {
    // A name can hold spaces: `--fail acme.no insider`.
    for part in text.split("--").map(str::trim).filter(|part| !part.is_empty()) {
        let (switch, name) = part.split_once(' ').ok_or_else(|| format!("`--{part}` names nothing"))?;
        let list = match switch {
            "scenario" => {
                scenario.named = Some(name.trim().to_owned());
                continue;
            }
            "on" => &mut scenario.on,
            "off" => &mut scenario.off,
            "fail" => &mut scenario.fail,
            "only" => &mut scenario.only,
            _ => return Err(format!("unknown switch `--{switch}`")),
        };
        list.push(name.trim().to_owned());
    }
    Ok(())
}

fn expected(line: &str) -> Result<Expected, String> {
    let (key, value) = line.split_once(": ").ok_or("a line is `key: value`")?;
    let value = value.trim();
    let fact = |held| Ok(Expected::Fact(value.to_owned(), held));
    let (word, of) = key.split_once(' ').unwrap_or((key, ""));
    let of = of.to_owned();
    match (word, of.is_empty()) {
        ("follows", true) => fact(Held::Held),
        ("unknown", true) => fact(Held::Unknown),
        ("conditional", true) => fact(Held::Conditional),
        ("rests", false) if of == "on" => fact(Held::RestsOn),
        ("not", true) => fact(Held::No),
        ("claim", false) => match value {
            "violated" => Ok(Expected::Verdict(of, Verdict::Violated)),
            "unknown" => Ok(Expected::Verdict(of, Verdict::Unknown)),
            "conditional" => Ok(Expected::Verdict(of, Verdict::Conditional)),
            "holds" => Ok(Expected::Verdict(of, Verdict::Holds)),
            _ => Err(format!("`{value}` is no verdict")),
        },
        ("set", false) => Ok(Expected::Set(of, set(value))),
        ("no", false) => match of.strip_prefix("set ") {
            Some(of) => Ok(Expected::NoSet(of.to_owned(), set(value))),
            None => Err(format!("unknown expectation `{key}`")),
        },
        ("sets", false) if value == "none" => Ok(Expected::Sets(of, BTreeSet::new())),
        ("miss", false) => Ok(Expected::Miss(of, value.to_owned())),
        ("persistent", false) => match value {
            "yes" => Ok(Expected::Persistent(of, true)),
            "no" => Ok(Expected::Persistent(of, false)),
            _ => Err("write `yes` or `no`".to_owned()),
        },
        ("scope", false) => match value {
            "closes" => Ok(Expected::Scope(of, Scope::Closes)),
            "one step away" => Ok(Expected::Scope(of, Scope::OneStepAway)),
            "further" => Ok(Expected::Scope(of, Scope::Further)),
            "out of scope" => Ok(Expected::Scope(of, Scope::OutOfScope)),
            _ => Err(format!("`{value}` is no scope")),
        },
        ("decided", false) => Ok(Expected::Decided(of, value.to_owned())),
        ("warns", false) => Ok(Expected::Warns(of, value.to_owned())),
        _ => Err(format!("unknown expectation `{key}`")),
    }
}
