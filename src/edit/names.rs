//! Renaming and deleting: what happens to every mention of a name.

use std::collections::BTreeSet;

use super::Patch;
use super::layout::{Form, Shape, read};
use super::mentions::{Mentions, mentions, words_within};
use super::place::Place;
use super::scalar::{self, Standing};
use super::session::Session;
use crate::source::{Problems, Span, Spanned, quoted};
use crate::system::document::check_name;

/// Words of the text by where they start.
type Words = BTreeSet<usize>;

impl Session<'_> {
    fn mentions(&self) -> Result<Mentions, String> {
        Ok(read(&self.text)?.as_ref().map(mentions).unwrap_or_default())
    }

    /// Gives a thing another name: an element, or a claim if no element is called that.
    pub(super) fn rename(&mut self, from: &str, to: &str) -> Result<(), String> {
        let known = self.mentions()?;
        if known.kind(from).is_none() {
            return self.rename_claim(from, to);
        }
        if from == to {
            return Ok(());
        }
        check(to)?;
        if let Some(kind) = known.kind(to) {
            return Err(format!("The name {} is taken by {}.", quoted(to), kind.words()));
        }
        if known.of(from).iter().filter(|mention| mention.declares).count() > 1 {
            return Err(format!("The name {} is declared twice; rename one in the text.", quoted(from)));
        }
        self.exchange((from, to), known.of(from).iter().map(|mention| mention.span))
    }

    /// Gives a claim another name, where it is made and decided about.
    pub(super) fn rename_claim(&mut self, from: &str, to: &str) -> Result<(), String> {
        let known = self.mentions()?;
        let Some(claim) = known.claim(from) else {
            return Err(format!("Nothing is called {}.", quoted(from)));
        };
        if from == to {
            return Ok(());
        }
        check(to)?;
        if known.claim(to).is_some() {
            return Err(format!("The name {} is taken by a claim.", quoted(to)));
        }
        self.exchange((from, to), claim.iter().copied())
    }

    /// Writes one name for another in the words that begin at these places.
    fn exchange(&mut self, names: (&str, &str), spans: impl Iterator<Item = Span>) -> Result<(), String> {
        let Some(root) = &self.root else { return Ok(()) };
        let words: Words = spans.map(|span| span.start as usize).collect();
        let place = Place::new(&self.text, root);
        let mut patches = Vec::new();
        let mut renamed = root.clone();
        place.rename(&mut renamed, names, &words, &mut patches);
        self.data = renamed.data();
        self.commit(patches)
    }

    /// Takes a thing out, with every mention.
    pub(super) fn delete(&mut self, name: &str) -> Result<(), String> {
        let known = self.mentions()?;
        if known.kind(name).is_none() {
            return Err(format!("Nothing is called {}.", quoted(name)));
        }
        let Some(root) = &self.root else { return Ok(()) };
        let words: Words = known.of(name).iter().map(|mention| mention.span.start as usize).collect();
        let mut doomed = Vec::new();
        doom(root, &words, &mut Vec::new(), &mut Vec::new(), &mut doomed);
        let patches = self.place(|place| doomed.iter().flat_map(|(way, at)| place.take(way, at)).collect());
        // Later parts first, so that the ways to the others stay right.
        doomed.sort();
        for (way, places) in doomed.iter().rev() {
            if let Some(here) = self.data.at_mut(way) {
                here.take(places);
            }
        }
        self.commit(patches)
    }
}

/// Whether a name may be one.
fn check(name: &str) -> Result<(), String> {
    let mut problems = Problems::new();
    if check_name(&Spanned::new(name.to_owned(), Span::default()), &mut problems) {
        return Ok(());
    }
    Err(sentence(&problems.iter().next().map(|problem| problem.message.clone()).unwrap_or_default()))
}

fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

/// A word with a name in it exchanged: the word itself, its first part, or the names of an event.
fn exchanged(word: &str, (from, to): (&str, &str)) -> String {
    let part = |word: &str| match word.strip_prefix(from) {
        Some(rest) if rest.is_empty() || rest.starts_with('.') => format!("{to}{rest}"),
        _ => word.to_owned(),
    };
    let names = words_within(word);
    if names.is_empty() {
        return part(word);
    }
    let (mut out, mut at) = (String::new(), 0);
    for (start, end) in names {
        out.push_str(&word[at..start]);
        out.push_str(&part(&word[start..end]));
        at = end;
    }
    out + &word[at..]
}

impl Place<'_> {
    /// Exchanges a name where words begin that hold it; recursion is bounded by the reader's `MAX_DEPTH`.
    fn rename(&self, shape: &mut Shape, names: (&str, &str), words: &Words, patches: &mut Vec<Patch>) {
        let flow = Self::is_flow(shape);
        let (Form::List { slots, .. } | Form::Map { slots, .. }) = &mut shape.form else { return };
        for slot in slots {
            if let Some(key) = slot.key.as_mut().filter(|_| words.contains(&slot.from)) {
                key.text = exchanged(&key.text, names);
                patches.push(self.rewritten(slot.from, key.end, &key.text, Standing::Key, flow));
            }
            match &mut slot.value.form {
                Form::Scalar { text, quoted, .. } if words.contains(&slot.value.start) => {
                    *text = exchanged(text, names);
                    patches.push(self.rewritten(slot.value.start, slot.value.end, text, Standing::Value, flow));
                    // A name stays a text, even if it looks like a number.
                    *quoted = true;
                }
                _ => self.rename(&mut slot.value, names, words, patches),
            }
        }
    }

    /// A word written anew, in its quotes if it had some.
    fn rewritten(&self, from: usize, to: usize, word: &str, standing: Standing, flow: bool) -> Patch {
        let insert = match self.sheet.text.as_bytes().get(from) {
            Some(b'"') => scalar::doubled(word),
            Some(b'\'') => scalar::singled(word),
            _ => scalar::written(word, standing, flow, false),
        };
        Patch { from, to, insert }
    }
}

/// Entries that go with what they are about: the section and the key that says it.
const SUBJECTS: &[(&str, &str)] = &[("claims", "over"), ("controls", "on"), ("weaknesses", "on")];

/// Collects what goes: places by the way to their map or list. Whether the value goes as a whole.
fn doom<'s>(
    shape: &'s Shape,
    words: &Words,
    way: &mut Vec<usize>,
    keys: &mut Vec<&'s str>,
    doomed: &mut Vec<(Vec<usize>, Vec<usize>)>,
) -> bool {
    let slots = match &shape.form {
        Form::Scalar { .. } => return words.contains(&shape.start),
        Form::Null => return false,
        Form::List { slots, .. } | Form::Map { slots, .. } => slots,
    };
    let kept = doomed.len();
    let mut gone = Vec::new();
    let mut subject = false;
    for (at, slot) in slots.iter().enumerate() {
        let key = slot.key.as_ref().map_or("", |key| key.text.as_str());
        way.push(at);
        keys.push(key);
        let named = slot.key.is_some() && words.contains(&slot.from);
        if named || doom(&slot.value, words, way, keys, doomed) {
            gone.push(at);
            subject |= matches!(keys.as_slice(), [section, _, key] if SUBJECTS.contains(&(section, key)));
        }
        keys.pop();
        way.pop();
    }
    // A list goes with its last item, and so does a map below a key of an entry; a section or entry stays.
    let list = matches!(shape.form, Form::List { .. });
    if subject || (!gone.is_empty() && gone.len() == slots.len() && (list || way.len() >= 3)) {
        doomed.truncate(kept);
        return true;
    }
    if !gone.is_empty() {
        doomed.push((way.clone(), gone));
    }
    false
}
