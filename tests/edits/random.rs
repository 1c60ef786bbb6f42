//! Random edits on every example, each written in many ways.

use bartizan::api::Json;
use bartizan::edit::{self, Data, Edit};

use crate::rng::Rng;
use crate::support;

/// Every example as it is, in JSON, in blocks, with other line ends, with comments everywhere.
pub fn texts() -> Vec<String> {
    let mut texts = Vec::new();
    let folders = ["examples", "examples/systems"];
    for folder in folders {
        let mut files: Vec<_> = std::fs::read_dir(support::path(folder))
            .expect("the folder is there")
            .map(|entry| entry.expect("an entry can be read").path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
            .collect();
        files.sort();
        for file in files {
            let text = std::fs::read_to_string(file).expect("an example is text");
            let data = edit::read(&text).expect("an example is right").expect("an example says something");
            let json = serde_json::to_string_pretty(&Json(data.clone())).expect("data is JSON");
            let mut rng = Rng::new(texts.len() as u64);
            texts.push(commented(&mut rng, &text, 40));
            texts.push(commented(&mut rng, &blocks(&data, 0), 40));
            texts.push(commented(&mut rng, &flows(&data), 30));
            texts.push(commented(&mut rng, &text, 20).replace('\n', "\r\n"));
            texts.push(format!("\u{FEFF}{}", text.trim_end()));
            texts.push(serde_json::to_string(&Json(data)).expect("data is JSON"));
            texts.push(json);
            texts.push(text);
        }
    }
    texts
}

fn word(data: &Data) -> String {
    match data {
        Data::Plain(text) => text.clone(),
        Data::Text(text) if text.contains([':', '#', ',', '{', '[', '\'', '"']) => {
            format!("'{}'", text.replace('\'', "''"))
        }
        Data::Text(text) => text.clone(),
        Data::Null => String::new(),
        Data::List(items) if items.is_empty() => "[]".to_owned(),
        Data::Map(entries) if entries.is_empty() => "{}".to_owned(),
        Data::List(items) => format!("[{}]", items.iter().map(word).collect::<Vec<_>>().join(", ")),
        Data::Map(entries) => {
            let parts: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{}: {}", word(&Data::Text(key.clone())), word(value)))
                .collect();
            format!("{{{}}}", parts.join(", "))
        }
    }
}

/// All in blocks, four spaces deep, lists without further indentation.
fn blocks(data: &Data, depth: usize) -> String {
    let indent = " ".repeat(4 * depth);
    match data {
        Data::Map(entries) if !entries.is_empty() => entries
            .iter()
            .map(|(key, value)| {
                let key = word(&Data::Text(key.clone()));
                match value {
                    Data::Map(inner) if !inner.is_empty() => format!("{indent}{key}:\n{}", blocks(value, depth + 1)),
                    Data::List(items) if !items.is_empty() => {
                        let items: String = items.iter().map(|item| format!("{indent}- {}\n", word(item))).collect();
                        format!("{indent}{key}:\n{items}")
                    }
                    _ => format!("{indent}{key}: {}\n", word(value)),
                }
            })
            .collect(),
        _ => format!("{indent}{}\n", word(data)),
    }
}

/// Sections in blocks, entries in braces over several lines.
fn flows(data: &Data) -> String {
    let Data::Map(sections) = data else { return word(data) };
    let mut out = String::new();
    for (key, value) in sections {
        match value {
            Data::Map(entries) => {
                out += &format!("\n{key}:\n");
                for (name, body) in entries {
                    let name = word(&Data::Text(name.clone()));
                    match body {
                        Data::Map(keys) if !keys.is_empty() => {
                            let keys: Vec<String> =
                                keys.iter().map(|(key, value)| format!("    {key}: {}", word(value))).collect();
                            out += &format!("  {name}: {{\n{}\n  }}\n", keys.join(",\n"));
                        }
                        _ => out += &format!("  {name}: {}\n", word(body)),
                    }
                }
            }
            _ => out += &format!("{key}: {}\n", word(value)),
        }
    }
    out
}

/// Puts numbered comments at the ends of lines and above them.
fn commented(rng: &mut Rng, text: &str, percent: usize) -> String {
    let mut out = String::new();
    let mut number = 0;
    for line in text.lines() {
        let indent = &line[..line.len() - line.trim_start().len()];
        if rng.chance(percent / 2) {
            number += 1;
            out += &format!("{indent}#{number}; above\n");
        }
        out += line;
        if rng.chance(percent) && !line.contains('#') {
            number += 1;
            out += &format!("  #{number}; behind");
        }
        out += "\n";
        if rng.chance(percent / 8) {
            out += "\n";
        }
    }
    out
}

/// The same with other white space: deeper, with blank lines, spaces at the ends of lines and within brackets.
pub fn mangled(rng: &mut Rng, text: &str) -> String {
    let factor = 1 + rng.below(3);
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        let body = line.trim_start_matches(' ');
        out += &" ".repeat((line.len() - body.len()) * factor);
        let ended = body.trim_end_matches(['\n', '\r']);
        for (at, c) in ended.char_indices() {
            out.push(c);
            let quoted = ended[..at].matches(['"', '\'']).count() % 2 == 1 || ended[..at].contains('#');
            if "{[,".contains(c) && !quoted && rng.chance(20) {
                out += &" ".repeat(rng.below(3));
            }
        }
        if rng.chance(20) && !body.trim().is_empty() {
            out += &" ".repeat(1 + rng.below(2));
        }
        out += &body[ended.len()..];
        if rng.chance(5) {
            out += "\n  \n\n";
        }
    }
    out
}

/// Texts that try every rule of quoting.
const HOSTILE: &[&str] = &[
    "yes",
    "No",
    "null",
    "~",
    "",
    " ",
    "1",
    "1.10",
    "0x1F",
    "-",
    "- a",
    "-a",
    "?",
    "? a",
    ": a",
    "a: b",
    "a:b",
    "a:",
    "a #b",
    "a#b",
    "#a",
    "&a",
    "*a",
    "!a",
    "|",
    ">",
    "'a'",
    "\"a\"",
    "a'b",
    "a\"b",
    "%a",
    "@a",
    "`a`",
    "[a]",
    "{a}",
    "a, b",
    "a]",
    "}",
    "a\nb",
    "a\tb",
    "\ta",
    "a ",
    " a",
    "---",
    "...",
    "<<",
    "é",
    "日本",
    "😀",
    "\u{202E}x",
    "\u{85}",
    "\u{0}",
    "\\",
    "\\n",
    "a\\\"b",
    "true",
    "=",
    "customer records",
    "2026-11-25",
    "1e3",
    ".5",
    "+1",
    "0o7",
    "long: text, with # everything [and] {more} 'in' \"it\"",
];

fn hostile(rng: &mut Rng) -> Data {
    Data::Text((*rng.pick(HOSTILE).expect("there are some")).to_owned())
}

fn value(rng: &mut Rng, depth: usize) -> Data {
    match rng.below(if depth > 2 { 4 } else { 7 }) {
        0 => Data::Plain((*rng.pick(&["1", "0.25", "true", "false", "-3e2"]).expect("some")).to_owned()),
        1 => hostile(rng),
        2 | 3 => Data::Text(format!("word_{}", rng.below(9))),
        4 => {
            Data::List((0..rng.below(4)).map(|_| value(rng, depth + 1)).filter(|v| !matches!(v, Data::Null)).collect())
        }
        5 => Data::Null,
        _ => {
            let keys = rng.below(4);
            Data::Map((0..keys).map(|n| (format!("key {n}"), value(rng, depth + 1))).collect())
        }
    }
}

/// Every path with what stands there.
fn paths(data: &Data) -> Vec<(Vec<String>, Data)> {
    let mut out = Vec::new();
    let mut open = vec![(Vec::new(), data)];
    while let Some((path, data)) = open.pop() {
        let below = |step: String| path.iter().cloned().chain([step]).collect::<Vec<String>>();
        match data {
            Data::Map(entries) => open.extend(entries.iter().map(|(key, value)| (below(key.clone()), value))),
            Data::List(items) => {
                open.extend(items.iter().enumerate().map(|(at, value)| (below(at.to_string()), value)))
            }
            _ => {}
        }
        out.push((path, data.clone()));
    }
    out
}

const SECTIONS: &[&str] = &[
    "title",
    "note",
    "tolerates",
    "roles",
    "suppliers",
    "hosts",
    "tools",
    "stores",
    "channels",
    "weaknesses",
    "claims",
    "likelihoods",
];

/// Edits that must be possible, and what kind they are of.
pub fn edits(rng: &mut Rng, text: &str) -> Option<(&'static str, Vec<Edit>)> {
    let data = edit::read(text).expect("texts are right").unwrap_or(Data::Null);
    let all = paths(&data);
    let below = |rng: &mut Rng, wanted: fn(&Data) -> bool| {
        let fitting: Vec<_> = all.iter().filter(|(path, data)| !path.is_empty() && wanted(data)).collect();
        rng.pick(&fitting).map(|(path, data)| (path.clone(), data.clone()))
    };
    let any = |rng: &mut Rng| below(rng, |_| true);
    Some(match rng.below(12) {
        0 => ("value", vec![Edit::Set { path: any(rng)?.0, value: value(rng, 0) }]),
        1 => {
            let (mut path, _) = below(rng, |data| matches!(data, Data::Map(_) | Data::Null))?;
            path.push(if rng.chance(80) { "added".to_owned() } else { key(rng) });
            ("key", vec![Edit::Set { path, value: value(rng, 0) }])
        }
        2 => {
            let section = (*rng.pick(SECTIONS)?).to_owned();
            let scalar = ["title", "note", "tolerates"].contains(&section.as_str());
            if !scalar && matches!(data.get(&section), Some(Data::Text(_) | Data::Plain(_) | Data::List(_))) {
                return None;
            }
            let path = if scalar { vec![section] } else { vec![section, "added_entry".to_owned()] };
            ("entry", vec![Edit::Set { path, value: if scalar { hostile(rng) } else { value(rng, 1) } }])
        }
        3 => {
            let (mut path, old) = below(rng, |data| !matches!(data, Data::Map(_)))?;
            if matches!(old, Data::Text(_) | Data::Plain(_)) && rng.chance(20) {
                path.truncate(2);
                path.push("added list".to_owned());
            }
            if matches!(at(&data, &path), Some(Data::Map(_))) || path.len() < 3 && at(&data, &path).is_none() {
                return None;
            }
            let there = at(&data, &path).is_some();
            if !there && !matches!(at(&data, &path[..path.len() - 1]), Some(Data::Map(_) | Data::Null)) {
                return None;
            }
            ("add", vec![Edit::Add { path, value: hostile(rng) }])
        }
        4 => {
            let (path, list) = below(rng, |data| !matches!(data, Data::Map(_) | Data::Null))?;
            let value = match &list {
                Data::List(items) => rng.pick(items)?.clone(),
                other => other.clone(),
            };
            ("drop", vec![Edit::Drop { path, value }])
        }
        5 | 6 => ("remove", vec![Edit::Remove { path: any(rng)?.0 }]),
        7 => {
            // The same with a key changed, one removed and one added: the rest must stay as it is.
            let (path, old) = below(rng, |data| matches!(data, Data::Map(entries) if entries.len() > 1))?;
            let Data::Map(mut entries) = old else { return None };
            let gone = rng.below(entries.len());
            entries.remove(gone);
            let changed = rng.below(entries.len());
            entries[changed].1 = value(rng, 1);
            entries.push(("added".to_owned(), value(rng, 1)));
            entries.dedup_by(|a, b| a.0 == b.0);
            ("map", vec![Edit::Set { path, value: Data::Map(entries) }])
        }
        8 => {
            let (path, old) = below(rng, |data| matches!(data, Data::List(items) if items.len() > 1))?;
            let Data::List(mut items) = old else { return None };
            if rng.chance(50) {
                items.remove(rng.below(items.len()));
            }
            let place = rng.below(items.len() + 1);
            items.insert(place, hostile(rng));
            ("list", vec![Edit::Set { path, value: Data::List(items) }])
        }
        9 => {
            let name = declared(rng, &data)?;
            let to =
                (*rng.pick(&["renamed", "x", "renamed-once-more_with_a_long_name", "null", "123", "é"])?).to_owned();
            if text.contains(&to) {
                return None;
            }
            ("rename", vec![Edit::Rename { from: name, to }])
        }
        10 => {
            let mut edits = Vec::new();
            for _ in 0..2 + rng.below(5) {
                let (mut path, old) = any(rng)?;
                match old {
                    Data::Map(_) if path.len() > 1 => path.push(format!("added {}", rng.below(3))),
                    Data::Text(_) | Data::Plain(_) => {}
                    _ => continue,
                }
                edits.push(Edit::Set { path, value: hostile(rng) });
            }
            ("several", edits)
        }
        _ => ("delete", vec![Edit::Delete { name: declared(rng, &data)? }]),
    })
}

fn at<'d>(data: &'d Data, path: &[String]) -> Option<&'d Data> {
    path.iter().try_fold(data, |here, step| match here {
        Data::Map(_) => here.get(step),
        Data::List(items) => items.get(step.parse::<usize>().ok()?),
        _ => None,
    })
}

fn key(rng: &mut Rng) -> String {
    let Data::Text(text) = hostile(rng) else { return "key".to_owned() };
    if text.is_empty() { "key".to_owned() } else { text }
}

/// A name that is declared once and names nothing else.
fn declared(rng: &mut Rng, data: &Data) -> Option<String> {
    let Data::Map(sections) = data else { return None };
    let mut names: Vec<String> = Vec::new();
    for (section, value) in sections {
        if let Data::Map(entries) = value
            && !["claims", "likelihoods"].contains(&section.as_str())
        {
            names.extend(entries.iter().map(|(name, _)| name.clone()));
        }
    }
    let name = rng.pick(&names)?.clone();
    let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    (plain && names.iter().filter(|other| **other == name).count() == 1).then_some(name)
}
