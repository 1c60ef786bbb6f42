//! Edits one after the other on one text. What the text should say is kept beside it as data, and compared with what
//! it says after each step.

use super::data::Data;
use super::layout::{Shape, layout};
use super::pieces::{Pieces, patched};
use super::place::Place;
use super::sheet::Sheet;
use super::style::Style;
use super::{Edit, Patch};
use crate::source::{MAX_DEPTH, quoted};
use crate::system::document::{Document, Keyed};

/// Nothing can be said here without saying something else too.
const ELSEWHERE: &str = "This can't be written here without changing something else; change the text itself.";

/// A text that is being edited.
pub(super) struct Session<'a> {
    given: &'a str,
    pub(super) text: String,
    pub(super) root: Option<Shape>,
    pub(super) data: Data,
    pieces: Pieces,
}

impl<'a> Session<'a> {
    /// Reads a text.
    pub(super) fn open(text: &'a str) -> Result<Session<'a>, String> {
        let root = layout(text)?;
        let data = root.as_ref().map_or(Data::Null, Shape::data);
        match data {
            Data::Null | Data::Map(_) => {}
            _ => return Err(format!("The description is {}, not a map of sections.", data.words())),
        }
        Ok(Session { given: text, text: text.to_owned(), root, data, pieces: Pieces::of(text) })
    }

    /// The patches against the text that was given.
    pub(super) fn close(self) -> Vec<Patch> {
        self.pieces.patches(self.given)
    }

    /// Makes edits in order.
    pub(super) fn edits(&mut self, edits: &[Edit]) -> Result<(), String> {
        let mut rest = edits;
        while let [first, others @ ..] = rest {
            match self.together(rest) {
                0 => {
                    self.edit(first)?;
                    rest = others;
                }
                made => rest = &rest[made..],
            }
        }
        Ok(())
    }

    /// Makes the first edits at once, as far as each sets a word of its own or adds a key to an entry of its own: a
    /// change of a hundred entries reads the text once. Returns how many; none if there are not two.
    fn together(&mut self, edits: &[Edit]) -> usize {
        let Some(root) = self.root.as_ref().filter(|_| edits.len() > 1) else { return 0 };
        let place = Place::new(&self.text, root);
        let before = self.data.clone();
        let (mut ways, mut patches): (Vec<Vec<usize>>, Vec<Patch>) = Default::default();
        for edit in edits {
            let Edit::Set { path, value } = edit else { break };
            let (way, rest) = self.follow(path);
            let apart = |other: &Vec<usize>| !other.starts_with(&way) && !way.starts_with(other);
            let Some(here) = self.data.at_mut(&way).filter(|_| !way.is_empty() && ways.iter().all(apart)) else {
                break;
            };
            let word = |data: &Data| matches!(data, Data::Plain(_) | Data::Text(_));
            match rest {
                [] if word(here) && word(value) => {
                    patches.extend(place.replace(&way, value));
                    *here = value.clone();
                }
                [key] if here.len() > 0 && matches!(here, Data::Map(_)) && word(value) && !key.is_empty() => {
                    let at = here.len();
                    patches.extend(place.insert(&way, at, Some(key), value));
                    here.insert(at, Some(key.clone()), value.clone());
                }
                _ => break,
            }
            ways.push(way);
        }
        if ways.len() > 1 && self.commit(patches).is_ok() {
            return ways.len();
        }
        self.data = before;
        0
    }

    /// Makes one edit.
    pub(super) fn edit(&mut self, edit: &Edit) -> Result<(), String> {
        match edit {
            Edit::Set { path, value } => self.set(path, value),
            Edit::Add { path, value } => self.add(path, value),
            Edit::Drop { path, value } => self.drop(path, value),
            Edit::Remove { path } => self.remove(path),
            Edit::Rename { from, to } => self.rename(from, to),
            Edit::RenameClaim { from, to } => self.rename_claim(from, to),
            Edit::Delete { name } => self.delete(name),
        }
    }

    /// Follows a path as far as it leads: the way there, and the steps that are left.
    fn follow<'p>(&self, path: &'p [String]) -> (Vec<usize>, &'p [String]) {
        let (mut here, mut way) = (&self.data, Vec::new());
        for (done, step) in path.iter().enumerate() {
            let Some(at) = here.index(step) else { return (way, &path[done..]) };
            let Some(next) = here.at(&[at]) else { return (way, &path[done..]) };
            here = next;
            way.push(at);
        }
        (way, &[])
    }

    fn found(&self, path: &[String]) -> Result<Vec<usize>, String> {
        match self.follow(path) {
            (way, []) if !way.is_empty() => Ok(way),
            _ => Err(format!("There is no {}.", named(path))),
        }
    }

    fn set(&mut self, path: &[String], value: &Data) -> Result<(), String> {
        if path.is_empty() || path.iter().any(String::is_empty) {
            return Err("A value needs a path of names.".to_owned());
        }
        if path.len() + value.depth() > MAX_DEPTH {
            return Err(format!("Lists and maps lie more than {MAX_DEPTH} deep in each other."));
        }
        let begins = self.root.is_none() || self.data.len() == 0;
        if begins && path[0] != "bartizan" {
            self.insert(&[], 0, Some("bartizan"), &Data::Plain("1".to_owned()))?;
        }
        let (way, rest) = self.follow(path);
        let [first, below @ ..] = rest else { return self.put(&way, value) };
        let nested = || below.iter().rev().fold(value.clone(), |data, key| Data::Map(vec![(key.clone(), data)]));
        match self.data.at(&way) {
            Some(Data::Map(entries)) => {
                let at = if way.is_empty() { section_place(entries, first) } else { entries.len() };
                self.insert(&way, at, Some(first), &nested())
            }
            Some(Data::List(items)) if *first == items.len().to_string() => {
                let at = items.len();
                self.insert(&way, at, None, &nested())
            }
            Some(Data::Null) if way.is_empty() => self.insert(&way, 0, Some(first), &nested()),
            Some(Data::Null) => self.replace(&way, &Data::Map(vec![(first.clone(), nested())])),
            Some(Data::Plain(_) | Data::Text(_)) if first == "0" && below.is_empty() => self.put(&way, value),
            Some(other) => {
                let shape = other.words();
                Err(format!("{} is {shape} and has no {}.", named(&path[..way.len()]), quoted(first)))
            }
            None => Err(ELSEWHERE.to_owned()),
        }
    }

    /// Puts a value in the place of another; of maps and lists only what differs.
    fn put(&mut self, way: &[usize], value: &Data) -> Result<(), String> {
        let old = self.data.at(way).cloned().unwrap_or(Data::Null);
        if old == *value {
            return Ok(());
        }
        match (&old, value) {
            (Data::Map(before), Data::Map(after)) if after.iter().any(|(key, _)| old.get(key).is_some()) => {
                let gone: Vec<usize> =
                    (0..before.len()).filter(|at| !after.iter().any(|(key, _)| *key == before[*at].0)).collect();
                if !gone.is_empty() {
                    self.take(way, &gone)?;
                }
                for (key, value) in after {
                    let here = self.data.at(way).unwrap_or(&Data::Null);
                    match here.index(key) {
                        Some(at) => self.put(&[way, &[at]].concat(), value)?,
                        None => self.insert(way, here.len(), Some(key), value)?,
                    }
                }
                Ok(())
            }
            (Data::List(before), Data::List(after)) if before.iter().any(|item| after.contains(item)) => {
                self.put_items(way, before, after)
            }
            _ => self.replace(way, value),
        }
    }

    /// Keeps the items that two lists have in common at their ends.
    fn put_items(&mut self, way: &[usize], before: &[Data], after: &[Data]) -> Result<(), String> {
        let head = before.iter().zip(after).take_while(|(a, b)| a == b).count();
        let (before, after) = (&before[head..], &after[head..]);
        let tail = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
        let (before, after) = (&before[..before.len() - tail], &after[..after.len() - tail]);
        let shared = before.len().min(after.len());
        for (at, item) in after.iter().enumerate().take(shared) {
            self.put(&[way, &[head + at]].concat(), item)?;
        }
        for (at, item) in after.iter().enumerate().skip(shared) {
            self.insert(way, head + at, None, item)?;
        }
        let gone: Vec<usize> = (head + shared..head + before.len()).collect();
        if gone.is_empty() { Ok(()) } else { self.take(way, &gone) }
    }

    fn add(&mut self, path: &[String], value: &Data) -> Result<(), String> {
        let way = match self.follow(path) {
            (way, []) if !way.is_empty() => way,
            _ => return self.set(path, &Data::List(vec![value.clone()])),
        };
        match self.data.at(&way).cloned().unwrap_or(Data::Null) {
            Data::Null => self.replace(&way, &Data::List(vec![value.clone()])),
            Data::List(items) if items.contains(value) => Ok(()),
            Data::List(items) => self.insert(&way, items.len(), None, value),
            Data::Map(_) => Err(format!("{} is a map, to which no single value can be added.", named(path))),
            old if old == *value => Ok(()),
            old => {
                let patches = match &self.root {
                    Some(root) => Place::new(&self.text, root).widen(&way, &old, value),
                    None => Vec::new(),
                };
                self.change(&way, Data::List(vec![old, value.clone()]));
                self.commit(patches)
            }
        }
    }

    fn drop(&mut self, path: &[String], value: &Data) -> Result<(), String> {
        let way = self.found(path)?;
        let here = self.data.at(&way).unwrap_or(&Data::Null);
        let at = match here {
            Data::List(items) => items.iter().position(|item| item == value),
            Data::Map(entries) => entries.iter().position(|(key, _)| Some(key.as_str()) == value.text()),
            _ if here == value => Some(0),
            _ => None,
        };
        let Some(at) = at else {
            let what = value.text().map_or("such an item".to_owned(), quoted);
            return Err(format!("{} does not have {what}.", named(path)));
        };
        if here.len() > 1 {
            return self.take(&way, &[at]);
        }
        self.remove_at(&way)
    }

    fn remove(&mut self, path: &[String]) -> Result<(), String> {
        let way = self.found(path)?;
        self.remove_at(&way)
    }

    fn remove_at(&mut self, way: &[usize]) -> Result<(), String> {
        match way.split_last() {
            Some((at, above)) => self.take(above, &[*at]),
            None => Err(ELSEWHERE.to_owned()),
        }
    }

    fn change(&mut self, way: &[usize], value: Data) {
        if let Some(here) = self.data.at_mut(way) {
            *here = value;
        }
    }

    fn replace(&mut self, way: &[usize], value: &Data) -> Result<(), String> {
        self.change(way, value.clone());
        self.attempt(|place| place.replace(way, value))
    }

    fn insert(&mut self, way: &[usize], at: usize, key: Option<&str>, value: &Data) -> Result<(), String> {
        if self.data == Data::Null {
            let begun = self.begin(key.unwrap_or(""), value);
            self.data = Data::Map(vec![(key.unwrap_or("").to_owned(), value.clone())]);
            return self.commit(vec![begun]);
        }
        if let Some(here) = self.data.at_mut(way) {
            here.insert(at, key.map(str::to_owned), value.clone());
        }
        self.attempt(|place| place.insert(way, at, key, value))
    }

    /// Makes patches in the style of the text, or on one line where that can't be read.
    fn attempt(&mut self, make: impl Fn(&Place<'_>) -> Vec<Patch>) -> Result<(), String> {
        let patches = self.place(&make);
        self.commit(patches).or_else(|_| {
            let simple = self.place(|place| make(&place.simple()));
            self.commit(simple)
        })
    }

    /// Takes parts out, given in ascending order.
    pub(super) fn take(&mut self, way: &[usize], places: &[usize]) -> Result<(), String> {
        let patches = self.place(|place| place.take(way, places));
        if let Some(here) = self.data.at_mut(way) {
            here.take(places);
        }
        self.commit(patches)
    }

    pub(super) fn place(&self, make: impl FnOnce(&Place<'_>) -> Vec<Patch>) -> Vec<Patch> {
        self.root.as_ref().map_or_else(Vec::new, |root| make(&Place::new(&self.text, root)))
    }

    /// The first entry of a text that is empty or says `null`.
    fn begin(&self, key: &str, value: &Data) -> Patch {
        let sheet = Sheet { text: &self.text };
        let style = Style::of(sheet, None);
        let lines: String =
            style.entry(key, value, 1, None, 1).iter().map(|line| format!("{line}{}", style.newline)).collect();
        if let Some(root) = self.root.as_ref().filter(|root| root.end > root.start) {
            return Patch { from: root.start, to: root.end, insert: lines.trim_end().to_owned() };
        }
        let at = self.text.len();
        let within = at > sheet.begin() && sheet.line_start(at) < at;
        super::place::put(at, if within { format!("{}{lines}", style.newline) } else { lines })
    }

    /// Makes patches, and reads whether the text says what it should now.
    pub(super) fn commit(&mut self, mut patches: Vec<Patch>) -> Result<(), String> {
        patches.sort_by_key(|patch| (patch.from, patch.to));
        // At the end of a text without a last line break two cuts may share one.
        patches.dedup_by(|next, last| {
            let share = next.from < last.to && next.insert.is_empty() && last.insert.is_empty();
            if share {
                last.to = last.to.max(next.to);
            }
            share
        });
        if patches.windows(2).any(|pair| pair[1].from < pair[0].to) {
            return Err(ELSEWHERE.to_owned());
        }
        let text = patched(&self.text, &patches);
        let root = layout(&text).ok().flatten();
        if !root.as_ref().is_some_and(|root| root.says(&self.data)) {
            return Err(ELSEWHERE.to_owned());
        }
        self.pieces.patch(&patches);
        (self.text, self.root) = (text, root);
        Ok(())
    }
}

/// A path in words.
fn named(path: &[String]) -> String {
    quoted(&path.join(" / "))
}

/// Where a new section goes: behind the last that stands before it in the order of the reference.
fn section_place(entries: &[(String, Data)], key: &str) -> usize {
    let order = |key: &str| Document::KEYS.iter().position(|known| known.name == key);
    let Some(own) = order(key) else { return entries.len() };
    let before = entries.iter().rposition(|(name, _)| order(name).is_some_and(|other| other < own));
    before.map_or(0, |at| at + 1)
}
