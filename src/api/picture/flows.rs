//! What flows between elements, by the key of the description that states it.

use std::collections::BTreeMap;

use super::{Drawn, PictureFlow, Places, base};
use crate::system::document::{ElementKind, Word as _};

/// Which way a key's flow goes, seen from the element at which it stands.
#[derive(Clone, Copy)]
enum Way {
    /// To the element, from what is named.
    In,
    /// From the element, to what is named.
    Out,
    /// Nothing moves: from the element to what it is bound to.
    Bond,
}

use Way::{Bond, In, Out};

/// Keys that draw a line: the key, its way, and the word on the line.
const FLOWS: &[(&str, Way, &str)] = &[
    ("used by", In, "asks"),
    ("triggered by", In, "triggers"),
    ("shown to", Out, "shows"),
    ("configured by", In, "configures"),
    ("links from", In, "sends links"),
    ("model", Out, "asks"),
    ("tools", Out, "calls"),
    ("asks", Out, "asks"),
    ("hands to", Out, "hands over"),
    ("reads", In, "reads"),
    ("gets", In, "is handed"),
    ("writes", Out, "writes"),
    ("changes", Out, "changes"),
    ("logs to", Out, "logs"),
    ("does", Out, "does"),
    ("can", Out, "does"),
    ("bills", Out, "costs"),
    ("to", Out, "sends"),
    ("filled from", In, "fills"),
    ("written by", In, "writes"),
    ("read by", Out, "reads"),
    ("administered by", In, "administers"),
    ("held by", In, "has in hand"),
    ("shared with", In, "runs code beside"),
    ("embedded by", In, "embeds"),
    ("weights", In, "loads"),
    ("base", In, "starts from"),
    ("dataset", In, "learned from"),
    ("hyperparameters", In, "uses"),
    ("results", In, "judged by"),
    ("criteria", In, "judged by"),
    ("driven by", In, "drives"),
    ("deploys", In, "ships"),
    ("gated by", In, "decides"),
    ("installs", In, "installs"),
    ("egress", Out, "may send"),
    ("reachable from", In, "may ask"),
    ("seen by", Out, "is seen by"),
    ("controlled by", In, "controls"),
    ("code", In, "runs"),
    ("holds", Bond, "holds"),
    ("as", Bond, "acts as"),
    ("opens", Bond, "opens"),
    ("clients on", Bond, "clients on"),
    ("between", Bond, "joins"),
    ("on", Bond, "stands at"),
    ("key", Bond, "undone by"),
    ("tells", Bond, "tells"),
    ("runs on", Bond, "runs on"),
    ("from", Bond, "from"),
    ("inside", Bond, "inside"),
];

/// What the parts with names of their own are called on a line.
const PARTS: &[(&str, &str)] = &[
    ("in", "Inputs"),
    ("out", "Outputs"),
    ("details", "Output Details"),
    ("params", "Parameters"),
    ("config", "configuration"),
    ("conversation", "conversation"),
    ("request", "requests"),
    ("results", "Validation Results"),
    ("dataset", "Dataset"),
];

/// Every flow between elements that are drawn, in the order of the text.
pub(super) fn flows(places: &Places<'_>) -> Vec<PictureFlow> {
    let table: BTreeMap<&str, (Way, &str)> = FLOWS.iter().map(|(key, way, word)| (*key, (*way, *word))).collect();
    let mut out = Vec::new();
    for drawn in places.all {
        let Some(body) = drawn.body else { continue };
        body.references(&mut |key, names| {
            let Some((way, word)) = table.get(key.name) else { return };
            for name in names {
                out.extend(flow(places, drawn, key.name, *way, word, &name.value));
            }
        });
        for (part, sources) in drawn.inputs.into_iter().flatten() {
            for source in sources {
                let mut read = flow(places, drawn, "inputs", In, "goes in", &source.value);
                if let Some(read) = &mut read {
                    read.carries = vec![part.value.word().replace('_', " ")];
                    read.key = format!("inputs.{}", part.value.word());
                }
                out.extend(read);
            }
        }
    }
    out
}

fn flow(places: &Places<'_>, drawn: &Drawn<'_>, key: &str, way: Way, word: &str, name: &str) -> Option<PictureFlow> {
    let other = places.get(base(name))?;
    if other.name == drawn.name || is_shown_by_its_box(places, drawn, key, name) {
        return None;
    }
    let (from, to) = if matches!(way, In) { (other, drawn) } else { (drawn, other) };
    let bond = matches!(way, Bond);
    let word = match (key, drawn.kind) {
        ("used by", ElementKind::Service) => "uses",
        ("on", ElementKind::Weakness) => "weakness of",
        _ => word,
    };
    Some(PictureFlow {
        from: from.name.to_owned(),
        to: to.name.to_owned(),
        key: key.to_owned(),
        word: word.to_owned(),
        bond,
        carries: if bond { Vec::new() } else { carries(key, from, name) },
        stated_at: drawn.name.to_owned(),
        names: name.to_owned(),
    })
}

/// A place is drawn as a box, not as a line, unless the element lies in another box.
fn is_shown_by_its_box(places: &Places<'_>, drawn: &Drawn<'_>, key: &str, name: &str) -> bool {
    let lies = |id: String| places.within(drawn) == Some(id);
    match key {
        "runs on" | "inside" => lies(format!("host:{name}")),
        // Whose something is shows at the element; only a box is drawn for it.
        "from" => true,
        "holds" => {
            drawn.kind == ElementKind::Host
                && places
                    .get(base(name))
                    .is_some_and(|held| places.within(held) == Some(format!("host:{}", drawn.name)))
        }
        _ => false,
    }
}

/// What a flow carries: the part that is named, else what lies in the store that it comes from, else what such a key
/// always carries.
fn carries(key: &str, from: &Drawn<'_>, name: &str) -> Vec<String> {
    if let Some((_, part)) = name.split_once('.') {
        let known = PARTS.iter().find(|(word, _)| *word == part);
        return vec![known.map_or_else(|| part.to_owned(), |(_, words)| (*words).to_owned())];
    }
    match key {
        "model" => return vec!["Inputs".to_owned(), "Outputs".to_owned()],
        "used by" | "triggered by" => return vec!["messages".to_owned()],
        "shown to" => return vec!["Outputs".to_owned()],
        "tools" => return vec!["arguments".to_owned(), "results".to_owned()],
        _ => {}
    }
    let mut held = Vec::new();
    if let (ElementKind::Store, Some(body)) = (from.kind, from.body) {
        body.references(&mut |key, names| {
            if key.name == "holds" {
                held.extend(names.iter().map(|name| name.value.clone()));
            }
        });
    }
    held
}
