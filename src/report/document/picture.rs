//! The system itself: a drawing, and the same as a list.

use super::drawing::{Drawing, drawn};
use super::findings::Findings;
use super::words::{Words, faint, name, say};
use super::{Block, Table, column};
use crate::api::{Held, Picture, PictureNode};

/// Elements listed.
const ELEMENTS: usize = 150;

/// The drawing and the list.
pub fn picture(findings: &Findings<'_>) -> Vec<Block> {
    let picture = findings.analysis.picture();
    let Some(drawing) = drawn(&picture) else {
        return vec![Block::Paragraph(say("The description has no element that could be drawn."))];
    };
    let mut blocks = vec![Block::Note(say(reading(&drawing)))];
    blocks.push(Block::Drawing(drawing));
    blocks.push(Block::Subheading(say("Elements")));
    let listed: Vec<&PictureNode> =
        picture.nodes.iter().filter(|node| node.kind != "control" && node.kind != "weakness").collect();
    blocks.push(Block::Table(list(&picture, &listed)));
    blocks.extend(super::cut(ELEMENTS.min(listed.len()), listed.len(), "elements"));
    blocks
}

/// How to read the drawing.
fn reading(drawing: &Drawing) -> &'static str {
    if drawing.by_box {
        return "The system is too large for a page: its outermost boxes are drawn, with how much is in them and how many \
                flows lead from one to another. A pennant marks boxes in which an adversary reaches something.";
    }
    "A box is a trust boundary, a host or a supplier with what lies in it. A line leads from where something comes to the \
     arrowhead of what receives it, and says what it does; lines to the same receiver may run as one. A pennant and a heavy \
     outline mark what an adversary reaches though every assumption holds, a question mark what is reached if something of \
     which nothing is stated is hostile. Controls are listed in the control plan."
}

fn list(picture: &Picture, listed: &[&PictureNode]) -> Table {
    let rows = listed.iter().take(ELEMENTS).map(|node| {
        let lies = node.within.as_ref().and_then(|id| picture.zones.iter().find(|zone| zone.id == *id));
        let lies = lies.map_or_else(Words::default, |zone| say(&zone.kind).text(" ").name(&zone.name));
        let whose = node.from.as_ref().map_or_else(Words::default, |from| name(from));
        vec![name(&node.name), kind(node), lies, whose, reached(node)]
    });
    Table {
        label: "Elements".to_owned(),
        columns: vec![
            column("Element", 22),
            column("Kind", 16),
            column("Lies in", 15),
            column("From", 14),
            column("An adversary reaches", 0),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}

fn kind(node: &PictureNode) -> Words {
    let words = say(&node.kind);
    if node.adversary { words.text(", ").strong("adversary") } else { words }
}

fn reached(node: &PictureNode) -> Words {
    let mut words = Words::default();
    let itself = format!(" over `{}`", node.name);
    let mut before = None;
    for reach in node.reached.iter().chain(&node.unknown) {
        // What is reached of the element itself needs its name no second time, and stands in one line.
        let own = reach.text.strip_suffix(&itself);
        let goes_on = own.is_some() && before == Some(reach.held);
        before = own.map(|_| reach.held);
        words = match (words.is_empty(), goes_on) {
            (false, true) => words.text(", "),
            (false, false) => words.line().held(reach.held).text(" "),
            (true, _) => words.held(reach.held).text(" "),
        };
        words = words.say(own.unwrap_or(&reach.text));
        words = if reach.held == Held::Unknown { words.and(faint(", not stated")) } else { words };
    }
    words
}
