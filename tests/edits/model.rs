//! What edits mean, on data alone, and what they may touch of a text: written apart from the product.

use std::collections::BTreeSet;

use bartizan::edit::{Data, Edit, Patch};
use bartizan::source::{self, Node, Problems, Value};
use bartizan::system::document::{Document, Keyed};

/// Keys whose values are words of the reader's own or of the language, not names.
const WORDS: &[&str] = &[
    "title",
    "note",
    "kind",
    "domain",
    "zone",
    "status",
    "gains",
    "of",
    "cwe",
    "format",
    "together",
    "within",
    "tolerates",
    "adversary",
    "likelihood",
    "cost",
    "process",
    "renders",
    "reveals",
    "executes",
    "fetches",
    "promises",
    "ports",
    "ephemeral",
    "outside",
    "on demand",
    "shared cache",
    "gives",
    "breaks",
    "bartizan",
    "added",
];

/// Applies an edit to data.
pub fn apply(data: &mut Data, edit: &Edit) {
    match edit {
        Edit::Set { path, value } => set(data, path, value.clone(), true),
        Edit::Add { path, value } => {
            let item = value.clone();
            let new = match at(data, path) {
                None | Some(Data::Null) => Data::List(vec![item]),
                Some(Data::List(items)) if items.contains(&item) => return,
                Some(Data::List(items)) => Data::List(items.iter().cloned().chain([item]).collect()),
                Some(old) if *old == item => return,
                Some(old) => Data::List(vec![old.clone(), item]),
            };
            set(data, path, new, true);
        }
        Edit::Drop { path, value } => match at(data, path) {
            Some(Data::List(items)) if items.len() > 1 => {
                let gone = items.iter().position(|item| item == value).expect("it is there");
                let mut left = items.clone();
                left.remove(gone);
                set(data, path, Data::List(left), true);
            }
            _ => remove(data, path),
        },
        Edit::Remove { path } => remove(data, path),
        Edit::Rename { from, to } => renamed(data, from, to),
        Edit::RenameClaim { from, to } => renamed_claim(data, from, to),
        Edit::Delete { name } => {
            deleted(data, name, &mut Vec::new());
        }
    }
}

fn at<'d>(data: &'d Data, path: &[String]) -> Option<&'d Data> {
    path.iter().try_fold(data, |here, step| match here {
        Data::Map(entries) => entries.iter().find(|(key, _)| key == step).map(|(_, value)| value),
        Data::List(items) => items.get(step.parse::<usize>().ok()?),
        _ => None,
    })
}

fn set(data: &mut Data, path: &[String], value: Data, top: bool) {
    let Some((step, rest)) = path.split_first() else {
        *data = merged(data, value);
        return;
    };
    if *data == Data::Null {
        *data = Data::Map(Vec::new());
    }
    match data {
        Data::List(items) => {
            let at: usize = step.parse().expect("a number");
            if at == items.len() { items.push(nested(rest, value)) } else { set(&mut items[at], rest, value, false) }
        }
        Data::Map(entries) => {
            if top && entries.is_empty() && step != "bartizan" {
                entries.push(("bartizan".to_owned(), Data::Plain("1".to_owned())));
            }
            match entries.iter().position(|(key, _)| key == step) {
                Some(found) => set(&mut entries[found].1, rest, value, false),
                None => {
                    let place = if top { place(entries, step) } else { entries.len() };
                    entries.insert(place, (step.clone(), nested(rest, value)));
                }
            }
        }
        _ => *data = value,
    }
}

/// Sections stand in the order of the reference.
fn place(entries: &[(String, Data)], key: &str) -> usize {
    let order: Vec<&str> = Document::KEYS.iter().map(|key| key.name).collect();
    let Some(own) = order.iter().position(|known| *known == key) else { return entries.len() };
    let earlier = &order[..own];
    entries
        .iter()
        .enumerate()
        .filter(|(_, (name, _))| earlier.contains(&name.as_str()))
        .map(|(at, _)| at + 1)
        .max()
        .unwrap_or(0)
}

fn nested(path: &[String], value: Data) -> Data {
    path.iter().rev().fold(value, |value, key| Data::Map(vec![(key.clone(), value)]))
}

/// Keys that stay keep their order; new ones follow. Where no key stays, all is new.
fn merged(old: &Data, new: Data) -> Data {
    let (Data::Map(before), Data::Map(after)) = (old, &new) else { return new };
    let mut out: Vec<(String, Data)> = Vec::new();
    for (key, value) in before {
        if let Some(next) = new.get(key) {
            out.push((key.clone(), merged(value, next.clone())));
        }
    }
    if out.is_empty() {
        return new;
    }
    for (key, value) in after {
        if old.get(key).is_none() {
            out.push((key.clone(), value.clone()));
        }
    }
    Data::Map(out)
}

fn remove(data: &mut Data, path: &[String]) {
    let (last, above) = path.split_last().expect("a path");
    let mut here = data;
    for step in above {
        here = match here {
            Data::Map(entries) => &mut entries.iter_mut().find(|(key, _)| key == step).expect("it is there").1,
            Data::List(items) => &mut items[step.parse::<usize>().expect("a number")],
            _ => panic!("a path leads through maps and lists"),
        };
    }
    match here {
        Data::Map(entries) => entries.retain(|(key, _)| key != last),
        Data::List(items) => drop(items.remove(last.parse::<usize>().expect("a number"))),
        _ => {}
    }
}

/// A word with a name exchanged in it: the name, what is derived from it, names of an event.
fn word(text: &str, from: &str, to: &str) -> String {
    let part = |word: &str| {
        let base = word.split('.').next().unwrap_or(word);
        if base == from { format!("{to}{}", &word[base.len()..]) } else { word.to_owned() }
    };
    match text.split_once('(') {
        Some((event, rest)) => {
            let names = rest.trim_end_matches(')').split(", ").map(part).collect::<Vec<_>>().join(", ");
            format!("{event}({names})")
        }
        None => part(text),
    }
}

fn renamed(data: &mut Data, from: &str, to: &str) {
    let Data::Map(sections) = data else { return };
    for (section, value) in sections {
        let Data::Map(entries) = value else { continue };
        for (name, body) in entries {
            // Claims have names of their own, and likelihoods are of events.
            let names = match section.as_str() {
                "claims" => false,
                "likelihoods" => name.contains('('),
                _ => true,
            };
            if names {
                *name = word(name, from, to);
            }
            renamed_within(body, from, to);
        }
    }
}

/// A claim's name stands where it is made and where it is decided about.
fn renamed_claim(data: &mut Data, from: &str, to: &str) {
    let Data::Map(sections) = data else { return };
    for (_, body) in sections.iter_mut().filter(|(section, _)| section == "claims" || section == "decisions") {
        let Data::Map(entries) = body else { continue };
        for (name, _) in entries.iter_mut().filter(|(name, _)| name == from) {
            *name = to.to_owned();
        }
    }
}

fn renamed_within(body: &mut Data, from: &str, to: &str) {
    let Data::Map(keys) = body else { return };
    for (key, value) in keys {
        if WORDS.contains(&key.as_str()) {
            continue;
        }
        if key == "adapters" {
            if let Data::Map(adapters) = value {
                for (name, body) in adapters {
                    *name = word(name, from, to);
                    renamed_within(body, from, to);
                }
            }
            continue;
        }
        let parts = matches!(key.as_str(), "writes" | "logs to");
        match value {
            Data::Map(parted) if parts => parted.iter_mut().for_each(|(name, _)| *name = word(name, from, to)),
            Data::Map(parted) => parted.iter_mut().for_each(|(_, names)| exchange(names, from, to)),
            names => exchange(names, from, to),
        }
    }
}

fn exchange(names: &mut Data, from: &str, to: &str) {
    match names {
        Data::Text(text) => *text = word(text, from, to),
        Data::Plain(text) if text == from => *names = Data::Text(to.to_owned()),
        // A list within a list names nothing.
        Data::List(items) => {
            items.iter_mut().filter(|item| item.text().is_some()).for_each(|item| exchange(item, from, to))
        }
        _ => {}
    }
}

fn mentions(text: &str, name: &str) -> bool {
    word(text, name, "\u{1}") != text
}

/// Whether the value goes as a whole.
fn deleted(data: &mut Data, name: &str, path: &mut Vec<String>) -> bool {
    match data {
        Data::Text(text) | Data::Plain(text) => {
            let key = path.iter().skip(2).map(String::as_str).find(|key| *key != "adapters");
            path.len() > 2 && !key.is_some_and(|key| WORDS.contains(&key)) && mentions(text, name)
        }
        Data::Null => false,
        Data::List(items) => {
            let before = items.len();
            items.retain_mut(|item| item.text().is_none() || !deleted(item, name, path));
            before > 0 && items.is_empty()
        }
        Data::Map(entries) => {
            let before = entries.len();
            let level = path.len();
            let mut subject = false;
            entries.retain_mut(|(key, value)| {
                path.push(key.clone());
                let declares = (level == 1 && path[0] != "claims") || (level == 3 && path[2] == "adapters");
                let parted = level == 3 && matches!(path[2].as_str(), "writes" | "logs to");
                let gone = ((declares || parted) && mentions(key, name)) || deleted(value, name, path);
                let about =
                    matches!((path[0].as_str(), key.as_str()), ("claims", "over") | ("controls" | "weaknesses", "on"));
                subject |= gone && level == 2 && about;
                path.pop();
                !gone
            });
            subject || (before > 0 && entries.is_empty() && level >= 3)
        }
    }
}

/// Comments that every random text carries are numbered: `#17;`.
fn comments(text: &str) -> BTreeSet<usize> {
    text.split('#').skip(1).filter_map(|rest| rest.split_once(';')?.0.parse().ok()).collect()
}

/// What of a text is as before: comments of what stays, and everything far from the edit.
pub fn keeps(text: &str, edits: &[Edit], patches: &[Patch], after: &str) -> Result<(), String> {
    let (before, now) = (comments(text), comments(after));
    let mut removed: Vec<(usize, usize)> = Vec::new();
    let mut touched: Vec<(usize, usize)> = Vec::new();
    for edit in edits {
        match edit {
            Edit::Set { path, value } => removed.extend(stretch(text, path, Some(value))),
            Edit::Remove { path } | Edit::Drop { path, .. } => removed.extend(stretch(text, path, None)),
            Edit::Delete { .. } => return Ok(()),
            Edit::Add { path, .. } => touched.extend(stretch(text, path, None)),
            Edit::Rename { .. } | Edit::RenameClaim { .. } => {}
        }
    }
    for lost in before.difference(&now) {
        let at = text.find(&format!("#{lost};")).unwrap_or(0);
        if !removed.iter().any(|(from, to)| *from <= at && at <= *to) {
            return Err(format!("comment {lost} is lost"));
        }
    }
    let named = edits.iter().any(|edit| matches!(edit, Edit::Rename { .. } | Edit::RenameClaim { .. }));
    for Patch { from, to, insert } in patches {
        let within = removed.iter().chain(&touched).any(|(start, end)| *start <= *from && *to <= *end);
        // Outside of what goes: commas, brackets, an empty value, white space before a value that moves below.
        let small = to - from <= 5 || (named && to - from <= 60);
        let length = 200 + edits.iter().map(|edit| format!("{edit:?}").len()).sum::<usize>() * 2;
        if !within && !small || insert.len() > length {
            return Err(format!("the patch {from}..{to} with {} bytes reaches too far", insert.len()));
        }
    }
    Ok(())
}

/// The lines of an entry with the comments above and below that may go with it; nothing of what is not there.
fn stretch(text: &str, path: &[String], value: Option<&Data>) -> Option<(usize, usize)> {
    let tree = source::read(text, &mut Problems::new())?;
    let mut here = &tree;
    let (mut start, mut above) = (0, 0);
    for step in path {
        // With its last entry a map or list goes too, or becomes an empty one.
        above = if here_len(here) == 1 { above } else { start };
        (start, here) = match &here.value {
            Value::Map(entries) => {
                let (key, value) = entries.iter().find(|(key, _)| key.value == *step)?;
                (key.span.start as usize, value)
            }
            Value::List(items) => {
                let item: &Node = items.get(step.parse::<usize>().ok()?)?;
                (item.span.start as usize, item)
            }
            _ => return None,
        };
    }
    let start = if here_len(parent(&tree, path)?) == 1 && value.is_none() { above } else { start };
    if value.is_some_and(|value| *value == Data::of(here)) {
        return None;
    }
    // What is above counts as the entry's only if it is removed.
    let line = |at: usize| text[..at].rfind('\n').map_or(0, |at| at + 1);
    let mut from = line(start);
    while from > 0 && text[line(from - 1)..from].trim_start().starts_with('#') {
        from = line(from - 1);
    }
    // The tree's spans of brackets may end early or late; the rest of the line and indented comments go along.
    let mut to = (here.span.end as usize).max(start);
    let end = |at: usize| text[at..].find('\n').map_or(text.len(), |n| at + n + 1);
    to = end(to);
    while to < text.len()
        && text[to..end(to)].trim().is_empty() | text[to..end(to)].trim_start().starts_with(['#', ']', '}'])
    {
        to = end(to);
    }
    // In brackets on one line the comma before goes along.
    let comma = text[..start].trim_end().trim_end_matches(',').trim_end().len();
    Some((from.min(comma), to))
}

fn here_len(node: &Node) -> usize {
    match &node.value {
        Value::Map(entries) => entries.len(),
        Value::List(items) => items.len(),
        _ => 0,
    }
}

fn parent<'n>(tree: &'n Node, path: &[String]) -> Option<&'n Node> {
    path[..path.len() - 1].iter().try_fold(tree, |here, step| match &here.value {
        Value::List(items) => items.get(step.parse::<usize>().ok()?),
        _ => here.get(step),
    })
}
