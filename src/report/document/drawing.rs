//! The system as a drawing that needs no luck: elements stand in rows, inside the boxes in which they lie; flows are
//! lines that leave a row at its right, run down a lane of their own and end in the arrowhead of their receiver. Nothing
//! ever lies over anything else. All measures are whole numbers of a unit of which 700 make the width of a page.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Held, Picture, PictureNode};
use crate::report::wording::{capability, count};

/// The drawing's width.
pub const WIDTH: u32 = 700;
/// Rows above which only boxes are drawn.
const MOST_ROWS: usize = 60;
/// Most of its height on the page where it begins, and on each further page.
const FIRST_PAGE: u32 = 840;
const NEXT_PAGE: u32 = 980;
/// Left edge of what lies in no box, and right edge of every element.
const LEFT: u32 = 8;
const RIGHT: u32 = 348;
/// How much further in a box in a box begins, and how much closer its right edge is.
const INDENT: u32 = 11;
const MARGIN: u32 = 6;
/// From one line at a row to the next.
const PORT: u32 = 11;
/// Room for a letter of the words on lines, the most letters, and the lanes' right end.
const LETTER: u32 = 5;
const LETTERS: usize = 36;
const LANES_END: u32 = 692;
/// Capabilities named at an element.
const REACHES: usize = 2;

/// A laid out drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Its height.
    pub height: u32,
    /// Boxes, outer ones first.
    pub boxes: Vec<Boxed>,
    /// Rows, from top to bottom.
    pub rows: Vec<Row>,
    /// Lines.
    pub lines: Vec<Line>,
    /// Whole boxes stand in rows, since the system is too large.
    pub by_box: bool,
}

/// Where something lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Left edge.
    pub x: u32,
    /// Upper edge.
    pub y: u32,
    /// To the right.
    pub width: u32,
    /// Downwards.
    pub height: u32,
}

/// A box with what lies in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Boxed {
    /// `k8s`.
    pub name: String,
    /// `host`, `zone` or `supplier`.
    pub kind: String,
    /// The box in which it lies.
    pub within: Option<usize>,
    /// Where it stands.
    pub place: Place,
}

/// An element, or the head of a box.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Name of the element or box.
    pub name: String,
    /// Kind, and whose it is.
    pub kind: String,
    /// Its outline.
    pub shape: Shape,
    /// The box whose head it is, or in which it lies.
    pub of: Option<usize>,
    /// What is reached, if anything is, and how firmly.
    pub reached: Option<(Held, String)>,
    /// Somebody hostile.
    pub adversary: bool,
    /// Where it stands.
    pub place: Place,
}

/// The outline of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The head of a box has none.
    Head,
    /// A pill.
    Person,
    /// A hexagon.
    Agent,
    /// Bars at both sides.
    Model,
    /// A folded corner.
    Tool,
    /// A drum.
    Store,
    /// A tag.
    Asset,
    /// A plain box.
    Other,
}

/// A line from row to row.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The row where it begins.
    pub from: usize,
    /// The row where it ends.
    pub to: usize,
    /// What it does: `reads`.
    pub word: String,
    /// It comes from somebody hostile.
    pub hostile: bool,
    /// Height at which it leaves.
    pub leaves: u32,
    /// Its lane, from the left.
    pub lane: u32,
    /// Height at which it ends.
    pub ends: u32,
    /// Where the words on it begin.
    pub words: u32,
    /// It joins a line that comes from further out.
    pub joins: bool,
}

impl Line {
    /// What stands on it: `reads crm`.
    pub fn said(&self, rows: &[Row]) -> String {
        fitting(&format!("{} {}", self.word, rows[self.to].name), LETTERS)
    }
}

/// Draws a system, or its boxes if it is too large; nothing if it has no element.
pub fn drawn(picture: &Picture) -> Option<Drawing> {
    let items = Items::of(picture);
    if items.rows.is_empty() {
        return None;
    }
    Some(if items.rows.len() <= MOST_ROWS { laid_out(items, false) } else { laid_out(by_box(picture), true) })
}

/// What is drawn, without its place.
struct Items {
    boxes: Vec<Boxed>,
    rows: Vec<Row>,
    lines: Vec<(usize, usize, String)>,
}

/// What can stand inside a box.
#[derive(Clone, Copy)]
enum Item {
    Box(usize),
    Node(usize),
}

impl Items {
    fn of(picture: &Picture) -> Items {
        let at: BTreeMap<&str, usize> =
            picture.zones.iter().zip(0..).map(|(zone, at)| (zone.id.as_str(), at)).collect();
        let flows = || picture.flows.iter().filter(|flow| !flow.bond);
        let ends: BTreeSet<&str> = flows().flat_map(|flow| [flow.from.as_str(), flow.to.as_str()]).collect();
        let shown = |node: &PictureNode| match node.kind.as_str() {
            "control" | "weakness" => false,
            "supplier" => ends.contains(node.name.as_str()),
            _ => true,
        };
        // Roles first, then everything in the order of the text; a box stands where the first of its elements would.
        let mut inside: BTreeMap<Option<usize>, Vec<Item>> = BTreeMap::new();
        let mut met: BTreeSet<usize> = BTreeSet::new();
        let mut opens: BTreeMap<usize, usize> = BTreeMap::new();
        let is_role = |node: &PictureNode| node.kind == "role";
        let nodes = || picture.nodes.iter().enumerate();
        let ordered = nodes().filter(|(_, n)| is_role(n)).chain(nodes().filter(|(_, n)| !is_role(n)));
        for (index, node) in ordered.filter(|(_, node)| shown(node) || node.opens.is_some()) {
            let own = node.opens.as_ref().and_then(|id| at.get(id.as_str())).copied();
            let mut outer = own.or_else(|| node.within.as_ref().and_then(|id| at.get(id.as_str())).copied());
            let item = match own {
                Some(own) => {
                    opens.insert(own, index);
                    None
                }
                None => Some(Item::Node(index)),
            };
            // The boxes around it, as far as they are not met yet.
            let mut new = Vec::new();
            while let Some(one) = outer.filter(|one| met.insert(*one)) {
                new.push(one);
                outer = picture.zones[one].within.as_ref().and_then(|id| at.get(id.as_str())).copied();
            }
            for one in new.into_iter().rev() {
                let around = picture.zones[one].within.as_ref().and_then(|id| at.get(id.as_str())).copied();
                inside.entry(around).or_default().push(Item::Box(one));
            }
            if let Some(item) = item {
                let around = node.within.as_ref().and_then(|id| at.get(id.as_str())).copied();
                inside.entry(around).or_default().push(item);
            }
        }
        let mut items = Items { boxes: Vec::new(), rows: Vec::new(), lines: Vec::new() };
        let row_of = items.walk(picture, &inside, &opens);
        items.lines = merged(flows().filter_map(|flow| {
            let is_input = flow.key.starts_with("inputs.") && !flow.carries.is_empty();
            let word = if is_input { format!("as {} of", flow.carries.join(", ")) } else { flow.word.clone() };
            Some((*row_of.get(flow.from.as_str())?, *row_of.get(flow.to.as_str())?, word))
        }));
        items
    }

    /// Puts boxes and rows in order, and tells the row of each name.
    fn walk<'p>(
        &mut self,
        picture: &'p Picture,
        inside: &BTreeMap<Option<usize>, Vec<Item>>,
        opens: &BTreeMap<usize, usize>,
    ) -> BTreeMap<&'p str, usize> {
        let mut row_of = BTreeMap::new();
        let children = |of: Option<usize>| inside.get(&of).map_or(&[][..], Vec::as_slice);
        let mut open: Vec<(Item, Option<usize>)> = children(None).iter().rev().map(|item| (*item, None)).collect();
        while let Some((item, within)) = open.pop() {
            match item {
                Item::Node(index) => {
                    let node = &picture.nodes[index];
                    row_of.insert(node.name.as_str(), self.rows.len());
                    self.rows.push(row(node, within));
                }
                Item::Box(one) => {
                    let zone = &picture.zones[one];
                    let own = self.boxes.len();
                    self.boxes.push(Boxed {
                        name: zone.name.clone(),
                        kind: zone.kind.clone(),
                        within,
                        place: Place::default(),
                    });
                    let head = opens.get(&one).map(|index| &picture.nodes[*index]);
                    if let Some(node) = head {
                        row_of.insert(node.name.as_str(), self.rows.len());
                    }
                    self.rows.push(Row {
                        name: zone.name.clone(),
                        kind: zone.kind.clone(),
                        shape: Shape::Head,
                        of: Some(own),
                        reached: head.and_then(reach),
                        adversary: false,
                        place: Place::default(),
                    });
                    open.extend(children(Some(one)).iter().rev().map(|item| (*item, Some(own))));
                }
            }
        }
        row_of
    }
}

fn row(node: &PictureNode, within: Option<usize>) -> Row {
    let mut kind = node.kind.clone();
    if let Some(from) = node.from.as_ref().filter(|from| *from != "us") {
        kind = format!("{kind}, from {from}");
    }
    if node.adversary {
        kind = format!("{kind}, adversary");
    }
    Row {
        name: node.name.clone(),
        kind,
        shape: shape(&node.kind),
        of: within,
        reached: reach(node),
        adversary: node.adversary,
        place: Place::default(),
    }
}

fn shape(kind: &str) -> Shape {
    match kind {
        "role" | "supplier" => Shape::Person,
        "agent" => Shape::Agent,
        "model" => Shape::Model,
        "tool" | "service" | "pipeline" => Shape::Tool,
        "store" => Shape::Store,
        "host" | "channel" => Shape::Other,
        _ => Shape::Asset,
    }
}

/// The strongest that is reached over an element or its parts, in a few words.
fn reach(node: &PictureNode) -> Option<(Held, String)> {
    let told = |list: Vec<&crate::api::PictureReach>| {
        let words = list.iter().take(REACHES).map(|reach| match &reach.part {
            Some(part) => format!("{} over {part}", capability(&reach.capability)),
            None => capability(&reach.capability),
        });
        words.collect::<Vec<String>>().join("; ")
    };
    let first = node.reached.first().or(node.unknown.as_ref())?;
    let list = if node.reached.is_empty() { vec![first] } else { node.reached.iter().collect() };
    Some((first.held, told(list)))
}

/// Lines between the same rows in the same direction are one; those to the row itself are not drawn.
fn merged(all: impl Iterator<Item = (usize, usize, String)>) -> Vec<(usize, usize, String)> {
    let mut words: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
    for (from, to, word) in all.filter(|(from, to, _)| from != to) {
        let said = words.entry((from, to)).or_default();
        if !said.contains(&word) {
            said.push(word);
        }
    }
    words.into_iter().map(|((from, to), words)| (from, to, words.join(", "))).collect()
}

/// The outermost boxes as rows, with how much is in them; what lies in none is one row for people and one for the rest.
fn by_box(picture: &Picture) -> Items {
    let outer_of = |node: &PictureNode| {
        let mut id = node.opens.as_ref().or(node.within.as_ref())?;
        for _ in 0..picture.zones.len() {
            let zone = picture.zones.iter().find(|zone| zone.id == *id)?;
            match &zone.within {
                Some(within) => id = within,
                None => return Some(zone),
            }
        }
        None
    };
    let mut rows: Vec<Row> = Vec::new();
    let mut index: BTreeMap<String, usize> = BTreeMap::new();
    let mut kinds: Vec<BTreeMap<&str, usize>> = Vec::new();
    let mut reached: Vec<usize> = Vec::new();
    let mut row_of: BTreeMap<&str, usize> = BTreeMap::new();
    for node in picture.nodes.iter().filter(|node| node.kind != "control" && node.kind != "weakness") {
        let (name, kind, shape) = match (outer_of(node), node.kind.as_str()) {
            (Some(zone), _) => (zone.name.as_str(), zone.kind.as_str(), Shape::Other),
            (None, "role") => ("people", "", Shape::Person),
            (None, _) => ("in no box", "", Shape::Other),
        };
        let at = *index.entry(format!("{kind}:{name}")).or_insert(rows.len());
        if at == rows.len() {
            let (name, kind) = (name.to_owned(), kind.to_owned());
            rows.push(Row { name, kind, shape, of: None, reached: None, adversary: false, place: Place::default() });
            kinds.push(BTreeMap::new());
            reached.push(0);
        }
        *kinds[at].entry(node.kind.as_str()).or_default() += 1;
        reached[at] += usize::from(!node.reached.is_empty());
        rows[at].adversary |= node.adversary;
        row_of.insert(node.name.as_str(), at);
    }
    for ((row, kinds), reached) in rows.iter_mut().zip(&kinds).zip(&reached) {
        let list: Vec<String> = kinds.iter().map(|(kind, n)| count(*n, kind)).collect();
        let whose = if row.kind.is_empty() { String::new() } else { format!("{}: ", row.kind) };
        row.kind = format!("{whose}{}", list.join(", "));
        row.reached = (*reached > 0).then(|| (Held::Held, format!("{} reached", count(*reached, "element"))));
    }
    let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for flow in picture.flows.iter().filter(|flow| !flow.bond) {
        if let (Some(from), Some(to)) = (row_of.get(flow.from.as_str()), row_of.get(flow.to.as_str())) {
            *counts.entry((*from, *to)).or_default() += 1;
        }
    }
    rows.truncate(MOST_ROWS);
    let drawn = counts.into_iter().filter(|((from, to), _)| from != to && *from < rows.len() && *to < rows.len());
    let lines = drawn.map(|((from, to), n)| (from, to, count(n, "flow"))).collect();
    Items { boxes: Vec::new(), rows, lines }
}

/// Gives everything its place.
fn laid_out(items: Items, by_box: bool) -> Drawing {
    let Items { mut boxes, mut rows, lines } = items;
    let depth_of = |boxes: &[Boxed], of: Option<usize>| {
        let mut depth = 0;
        let mut at = of;
        while let Some(one) = at {
            depth += 1;
            at = boxes[one].within;
        }
        depth
    };
    let depths: Vec<u32> = rows.iter().map(|row| depth_of(&boxes, row.of)).collect();
    let deepest = depths.iter().copied().max().unwrap_or(0);
    // However deep boxes lie in each other, a third of the width stays for names.
    let indent = INDENT.min(110 / deepest.max(1));
    let margin = MARGIN.min(60 / deepest.max(1));
    let edge = RIGHT + margin * deepest;
    let mut y = 6;
    let mut open: Vec<usize> = Vec::new();
    for (at, row) in rows.iter_mut().enumerate() {
        let is_head = row.shape == Shape::Head;
        let around = if is_head { row.of.and_then(|of| boxes[of].within) } else { row.of };
        while let Some(last) = open.last().copied().filter(|last| Some(*last) != around) {
            open.pop();
            y += 4;
            let place = &mut boxes[last].place;
            place.height = y - place.y;
            y += 8;
        }
        let out = u32::try_from(lines.iter().filter(|(from, _, _)| *from == at).count()).unwrap_or(0);
        let ports = out + u32::from(lines.iter().any(|(_, to, _)| *to == at));
        let text = if row.reached.is_some() { 32 } else { 21 };
        let height = text.max(10 + PORT * ports);
        let depth = depths[at];
        if is_head {
            let x = LEFT + indent * (depth - 1);
            let width = edge - margin * (depth - 1) - x;
            if let Some(of) = row.of {
                boxes[of].place = Place { x, y, width, height: 0 };
                open.push(of);
            }
            row.place = Place { x, y, width, height };
            y += height + 2;
        } else {
            let x = LEFT + indent * depth;
            row.place = Place { x, y, width: RIGHT - x, height };
            y += height + 6;
        }
    }
    while let Some(last) = open.pop() {
        y += 4;
        let place = &mut boxes[last].place;
        place.height = y - place.y;
        y += 4;
    }
    let lines = laned(&rows, &lines, edge + 5);
    Drawing { height: y + 4, boxes, rows, lines, by_box }
}

/// Gives each line where it leaves and ends, and a lane in which it meets no other, short ones first.
fn laned(rows: &[Row], lines: &[(usize, usize, String)], words: u32) -> Vec<Line> {
    let mut next: Vec<u32> = rows.iter().map(|row| row.place.y + 11).collect();
    let mut ends: BTreeMap<usize, u32> = BTreeMap::new();
    for (_, to, _) in lines {
        // All that comes in ends at one arrowhead, above what goes out.
        ends.entry(*to).or_insert_with(|| {
            let at = next[*to];
            next[*to] += PORT;
            at
        });
    }
    let mut made: Vec<Line> = lines
        .iter()
        .map(|(from, to, word)| {
            let leaves = next[*from];
            next[*from] += PORT;
            let hostile = rows[*from].adversary;
            let (from, to, ends) = (*from, *to, ends[to]);
            Line { from, to, word: word.clone(), hostile, leaves, lane: 0, ends, words, joins: false }
        })
        .collect();
    let mut order: Vec<usize> = (0..made.len()).collect();
    crate::order::sort_by_key(&mut order, |at| (made[*at].leaves.abs_diff(made[*at].ends), *at));
    // Lines to the same receiver may share a lane: they end together.
    let mut lanes: Vec<Vec<(u32, u32, usize)>> = Vec::new();
    let mut lane_of = vec![0; made.len()];
    for at in order {
        let line = &made[at];
        let (top, bottom) = (line.leaves.min(line.ends), line.leaves.max(line.ends));
        let free = |lane: &Vec<(u32, u32, usize)>| {
            lane.iter().all(|(from, till, to)| bottom + 3 < *from || *till + 3 < top || *to == line.to)
        };
        let lane = lanes.iter().position(free).unwrap_or(lanes.len());
        if lane == lanes.len() {
            lanes.push(Vec::new());
        }
        lanes[lane].push((top, bottom, line.to));
        lane_of[at] = lane;
    }
    let longest = made.iter().map(|line| line.said(rows).chars().count()).max().unwrap_or(0);
    let begin = words + 10 + LETTER * u32::try_from(longest).unwrap_or(0);
    let room = LANES_END.saturating_sub(begin);
    let count = u32::try_from(lanes.len()).unwrap_or(u32::MAX).max(1);
    for (line, lane) in made.iter_mut().zip(&lane_of) {
        let lane = u32::try_from(*lane).unwrap_or(0);
        line.lane = begin + if count * 9 <= room { lane * 9 } else { lane * room / count };
    }
    let outermost: Vec<(usize, u32)> = made.iter().map(|line| (line.to, line.lane)).collect();
    for line in &mut made {
        line.joins = outermost.iter().any(|(to, lane)| *to == line.to && *lane > line.lane);
    }
    made
}

impl Drawing {
    /// Its stretches from top to bottom, each for a page; cut between rows, so that only lines go on.
    pub fn pages(&self) -> Vec<(u32, u32)> {
        let mut pages = Vec::new();
        let mut top = 0;
        let mut last = 0;
        for row in &self.rows {
            let most = if pages.is_empty() { FIRST_PAGE } else { NEXT_PAGE };
            if row.place.y + row.place.height + 8 > top + most && last > top {
                pages.push((top, last));
                top = last;
            }
            // What lies in a box begins right below its head.
            if row.shape != Shape::Head {
                last = row.place.y + row.place.height + 3;
            }
        }
        pages.push((top, self.height));
        pages
    }
}

/// Text that fits so many letters.
pub fn fitting(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let begun: String = text.chars().take(letters.saturating_sub(1)).collect();
    format!("{begun}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{PictureFlow, PictureZone};

    fn node(name: &str, kind: &str, within: Option<&str>) -> PictureNode {
        let place = crate::api::Place { file: String::new(), line: 1, column: 1, end_line: 1, end_column: 1 };
        PictureNode {
            name: name.to_owned(),
            kind: kind.to_owned(),
            within: within.map(str::to_owned),
            opens: None,
            zone: None,
            host: None,
            from: None,
            adversary: false,
            declared: true,
            reached: Vec::new(),
            unknown: None,
            place,
        }
    }

    fn flow(from: &str, to: &str) -> PictureFlow {
        PictureFlow {
            from: from.to_owned(),
            to: to.to_owned(),
            key: "reads".to_owned(),
            word: "reads".to_owned(),
            bond: false,
            carries: Vec::new(),
            stated_at: to.to_owned(),
            names: from.to_owned(),
        }
    }

    fn zone(id: &str, within: Option<&str>) -> PictureZone {
        let (kind, name) = id.split_once(':').expect("an id has a kind");
        let within = within.map(str::to_owned);
        PictureZone { id: id.to_owned(), name: name.to_owned(), kind: kind.to_owned(), within }
    }

    fn mesh(n: usize) -> Picture {
        let zones = vec![zone("zone:a", None), zone("host:b", Some("zone:a")), zone("zone:c", None)];
        let boxes = ["zone:a", "host:b", "zone:c"];
        let nodes = (0..n).map(|i| node(&format!("n{i}"), "store", boxes.get(i % 4).copied())).collect();
        let flows =
            (0..n * 2).map(|i| flow(&format!("n{}", i % n), &format!("n{}", (i * 7 + i / n + 1) % n))).collect();
        Picture { analysed: false, zones, nodes, flows }
    }

    #[test]
    fn rows_never_overlap_and_boxes_close_around_what_lies_in_them() {
        let drawing = drawn(&mesh(30)).expect("it has elements");
        assert!(!drawing.by_box);
        for pair in drawing.rows.windows(2) {
            assert!(pair[0].place.y + pair[0].place.height <= pair[1].place.y, "{pair:?}");
        }
        let holds = |outer: Place, inner: Place| {
            outer.x < inner.x + 1
                && outer.y < inner.y + 1
                && outer.x + outer.width >= inner.x + inner.width
                && outer.y + outer.height >= inner.y + inner.height
        };
        for row in &drawing.rows {
            assert!(row.of.is_none_or(|of| holds(drawing.boxes[of].place, row.place)), "{row:?}");
        }
        for one in &drawing.boxes {
            assert!(one.within.is_none_or(|of| holds(drawing.boxes[of].place, one.place)), "{one:?}");
        }
    }

    #[test]
    fn no_two_lines_share_a_stretch_of_a_lane_unless_they_end_together() {
        let drawing = drawn(&mesh(30)).expect("it has elements");
        let span = |line: &Line| (line.leaves.min(line.ends), line.leaves.max(line.ends));
        for (at, one) in drawing.lines.iter().enumerate() {
            assert!(one.lane > one.words && one.lane <= WIDTH, "{one:?}");
            for other in &drawing.lines[at + 1..] {
                let apart = span(one).1 < span(other).0 || span(other).1 < span(one).0;
                assert!(one.lane != other.lane || one.to == other.to || apart, "{one:?} {other:?}");
                assert!(one.leaves != other.leaves, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn pages_cut_no_row_and_leave_nothing_out() {
        let drawing = drawn(&mesh(50)).expect("it has elements");
        let pages = drawing.pages();
        assert!(pages.len() > 1, "{pages:?}");
        assert_eq!((pages[0].0, pages.last().map(|page| page.1)), (0, Some(drawing.height)));
        assert!(pages.windows(2).all(|pair| pair[0].1 == pair[1].0), "{pages:?}");
        for row in &drawing.rows {
            let within = |page: &&(u32, u32)| page.0 <= row.place.y && row.place.y + row.place.height <= page.1;
            assert_eq!(pages.iter().filter(within).count(), 1, "{row:?} {pages:?}");
        }
        assert!(pages.iter().all(|(top, bottom)| bottom - top <= NEXT_PAGE), "{pages:?}");
    }

    #[test]
    fn what_is_too_large_is_drawn_by_box() {
        let drawing = drawn(&mesh(400)).expect("it has elements");
        assert!(drawing.by_box);
        let told: Vec<(&str, &str)> = drawing.rows.iter().map(|r| (r.name.as_str(), r.kind.as_str())).collect();
        assert_eq!(told, [("a", "zone: 200 stores"), ("c", "zone: 100 stores"), ("in no box", "100 stores")]);
        assert!(drawing.lines.iter().all(|line| line.word.ends_with("flows")), "{:?}", drawing.lines);
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        let nothing = Picture { analysed: false, zones: Vec::new(), nodes: Vec::new(), flows: Vec::new() };
        assert_eq!(drawn(&nothing), None);
    }
}
