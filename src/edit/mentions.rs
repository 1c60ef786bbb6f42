//! Where names stand in a description: declared, and mentioned by keys, by events, by assumptions on them and by decisions.

use std::collections::BTreeMap;

use crate::source::{Node, Problems, Span, Spanned, Value};
use crate::system::document::{ElementKind, Referring, read_document};
use crate::system::names::{self, Names};

/// A place where a name stands, alone or with the parts that are derived from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// The place of the whole word.
    pub span: Span,
    /// Whether this is where it is declared.
    pub declares: bool,
}

/// Every name of a description with its places, in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// What is declared or mentioned.
    pub names: Names,
    places: BTreeMap<String, Vec<Mention>>,
    claims: BTreeMap<String, Vec<Span>>,
}

impl Mentions {
    /// Where a name stands.
    pub fn of(&self, name: &str) -> &[Mention] {
        self.places.get(name).map_or(&[], Vec::as_slice)
    }

    /// What a name is; nothing if there is none.
    pub fn kind(&self, name: &str) -> Option<ElementKind> {
        self.names.get(name).map(|known| known.kind)
    }

    /// Where a claim of that id stands, first where it is made, then where it is decided about.
    pub fn claim(&self, id: &str) -> Option<&[Span]> {
        self.claims.get(id).map(Vec::as_slice)
    }

    fn add(&mut self, word: &str, span: Span, declares: bool) {
        let base = word.split('.').next().unwrap_or(word);
        if self.names.get(base).is_some() {
            self.places.entry(base.to_owned()).or_default().push(Mention { span, declares });
        }
    }
}

/// Finds every name of a description, as far as it can be read.
pub fn mentions(node: &Node) -> Mentions {
    let mut problems = Problems::new();
    let document = read_document(node, &mut problems);
    let names = names::resolve(&document, &mut problems);
    let mut found = Mentions { names, ..Mentions::default() };
    let zones = document.zones();
    let collect = |found: &mut Mentions, body: &dyn Referring| {
        body.references(&mut |key, names| {
            let Some(refers) = &key.refers else { return };
            for Spanned { value, span } in names {
                let is_zone = refers.zones
                    && zones.contains(value.as_str())
                    && !found.names.kind(value).is_some_and(|kind| refers.kinds.has(kind));
                if !is_zone && !refers.words.contains(&value.as_str()) {
                    found.add(value, *span, false);
                }
            }
        });
    };
    document.elements(&mut |_, name, body| {
        found.add(&name.value, name.span, true);
        collect(&mut found, body);
    });
    for claim in &document.claims {
        found.claims.insert(claim.name.value.clone(), vec![claim.name.span]);
        collect(&mut found, &claim.body);
    }
    for scenario in &document.scenarios {
        collect(&mut found, &scenario.body);
        for Spanned { value, span } in scenario.body.fail.iter().chain(&scenario.body.hold) {
            named_in(&mut found, value, *span);
        }
        for restated in &scenario.body.likelihoods {
            named_in(&mut found, &restated.name.value, restated.name.span);
        }
    }
    for decision in &document.decisions.0 {
        if let Some(spans) = found.claims.get_mut(&decision.name.value) {
            spans.push(decision.name.span);
        }
    }
    for section in ["likelihoods", "assumptions", "decisions"] {
        let Some(Node { value: Value::Map(entries), .. }) = node.get(section) else { continue };
        for (id, _) in entries {
            for (from, to) in words_within(&id.value) {
                found.add(&id.value[from..to], id.span, false);
            }
        }
    }
    for places in found.places.values_mut() {
        places.sort_unstable();
        places.dedup();
    }
    found
}

/// Notes the names in the id of an event, or the one that an assumption such as `acme.no insider` begins with.
fn named_in(found: &mut Mentions, id: &str, span: Span) {
    let words = words_within(id);
    for (from, to) in &words {
        found.add(&id[*from..*to], span, false);
    }
    if words.is_empty() {
        found.add(id, span, false);
    }
}

/// The names in the id of an event or fact, such as `uses(customer, bot)`, or behind an attack, as in `x at bot, db`:
/// where each begins and ends.
pub(super) fn words_within(id: &str) -> Vec<(usize, usize)> {
    let Some(open) = id.find('(').or_else(|| Some(id.find(" at ")? + " at ".len())) else { return Vec::new() };
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in id.char_indices().skip_while(|(at, _)| *at < open) {
        let inside = c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| (from, id.len())));
    words
}
