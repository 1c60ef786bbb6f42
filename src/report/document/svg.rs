//! A drawing as SVG: what its classes look like is in the style. Whoever hears the page hears the list below it instead.

use std::fmt::Write as _;

use super::drawing::{Drawing, Line, Place, Row, Shape, WIDTH, fitting};
use super::html::escaped;
use crate::api::Held;

/// The drawing as figures, one for each page that it takes.
pub fn written(drawing: &Drawing) -> String {
    drawing.pages().iter().map(|(top, bottom)| figure(drawing, *top, *bottom)).collect()
}

/// How wide a drawing is at least, lest a small one becomes large.
const NARROWEST: u32 = 560;

/// What is seen between two heights. To the right of the last lane nothing is drawn.
fn figure(drawing: &Drawing, top: u32, bottom: u32) -> String {
    let mut out = String::new();
    let seen = |from: u32, to: u32| from < bottom && top < to;
    let lanes = drawing.lines.iter().map(|line| line.lane).max().unwrap_or(0);
    // Pages of one drawing are of one scale, which their height gives.
    let whole = top == 0 && bottom == drawing.height;
    let width = if whole { (lanes + 4).clamp(NARROWEST, WIDTH) } else { WIDTH };
    let _ = writeln!(
        out,
        "<figure role=\"group\" aria-label=\"Drawing of the system\" tabindex=\"0\"><svg class=\"drawing\" viewBox=\"0 {top} {width} {}\" preserveAspectRatio=\"xMinYMin\" role=\"img\" aria-label=\"The system; the list below \
         says the same\">",
        bottom - top
    );
    for one in drawing.boxes.iter().filter(|one| seen(one.place.y, one.place.y + one.place.height)) {
        let Place { x, y, width, height } = one.place;
        let _ = writeln!(
            out,
            "<rect class=\"zone {}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"4\"/>",
            escaped(&one.kind)
        );
    }
    let span = |line: &Line| (line.leaves.min(line.ends), line.leaves.max(line.ends) + 1);
    for line in drawing.lines.iter().filter(|line| seen(span(line).0, span(line).1)) {
        self::line(&mut out, drawing, line);
    }
    for row in drawing.rows.iter().filter(|row| seen(row.place.y, row.place.y + row.place.height)) {
        self::row(&mut out, row);
    }
    out.push_str("</svg></figure>\n");
    out
}

fn line(out: &mut String, drawing: &Drawing, line: &Line) {
    let edge = |at: usize| {
        let place = drawing.rows[at].place;
        place.x + place.width
    };
    let Line { from, to, hostile, leaves, lane, ends, words, joins, .. } = line;
    let class = if *hostile { "line hostile" } else { "line" };
    let (begin, end) = (edge(*from), edge(*to));
    let _ = writeln!(out, "<path class=\"{class}\" d=\"M{begin} {leaves}H{lane}V{ends}H{}\"/>", end + 6);
    let _ = writeln!(out, "<path class=\"{class} fill\" d=\"M{end} {ends}l7 -3v6z\"/>");
    if *joins {
        let _ = writeln!(out, "<circle class=\"{class} fill\" cx=\"{lane}\" cy=\"{ends}\" r=\"1.8\"/>");
    }
    let said = escaped(&line.said(&drawing.rows));
    let class = if *hostile { "on hostile" } else { "on" };
    let _ = writeln!(out, "<text class=\"{class}\" x=\"{words}\" y=\"{}\">{said}</text>", leaves - 2);
}

fn row(out: &mut String, row: &Row) {
    let Place { x, y, width, height } = row.place;
    let mut class = "node".to_owned();
    match row.reached {
        Some((Held::Unknown, _)) => class.push_str(" unsure"),
        Some(_) => class.push_str(" reached"),
        None => {}
    }
    if row.adversary {
        class.push_str(" reached");
    }
    let (right, bottom) = (x + width, y + height);
    let (h, v) = (height / 2, y + height / 2);
    let outline = match row.shape {
        Shape::Head => String::new(),
        Shape::Person => format!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{}\"/>",
            h.min(12)
        ),
        Shape::Agent => {
            format!(
                "<path class=\"{class}\" d=\"M{x} {v}L{} {y}H{}L{right} {v}L{} {bottom}H{}z\"/>",
                x + 8,
                right - 8,
                right - 8,
                x + 8
            )
        }
        Shape::Model => format!(
            "<path class=\"{class}\" d=\"M{x} {y}H{right}V{bottom}H{x}zM{} {y}V{bottom}M{} {y}V{bottom}\"/>",
            x + 5,
            right - 5
        ),
        Shape::Tool => format!(
            "<path class=\"{class}\" d=\"M{x} {y}H{}L{right} {}V{bottom}H{x}zM{} {y}V{}H{right}\"/>",
            right - 8,
            y + 8,
            right - 8,
            y + 8
        ),
        Shape::Store => format!(
            "<path class=\"{class}\" d=\"M{} {y}H{}A6 {h} 0 0 1 {} {bottom}H{}A6 {h} 0 0 1 {} {y}A6 {h} 0 0 1 {} {bottom}\"/>",
            x + 6,
            right - 6,
            right - 6,
            x + 6,
            x + 6,
            x + 6
        ),
        Shape::Asset => {
            format!("<path class=\"{class}\" d=\"M{x} {v}L{} {y}H{right}V{bottom}H{}z\"/>", x + 8, x + 8)
        }
        Shape::Other => format!("<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"),
    };
    let _ = write!(out, "<g><title>{}, {}</title>{outline}", escaped(&row.name), escaped(&row.kind));
    // A letter of a name takes six units, one of the smaller words less than five.
    let room = (width.saturating_sub(36) / 6) as usize;
    let name = fitting(&row.name, room);
    let left = room.saturating_sub(name.chars().count() + 2) * 6 / 5;
    let kind = if left < 6 { String::new() } else { escaped(&fitting(&row.kind, left)) };
    let head = if row.shape == Shape::Head { " head" } else { "" };
    let _ = write!(out, "<text class=\"name{head}\" x=\"{}\" y=\"{}\">{}</text>", x + 14, y + 14, escaped(&name));
    if !kind.is_empty() {
        let at = right - 11;
        let _ = write!(out, "<text class=\"kind\" x=\"{at}\" y=\"{}\" text-anchor=\"end\">{kind}</text>", y + 14);
    }
    if let Some((held, words)) = &row.reached {
        let (class, mark) = match held {
            Held::Unknown => ("unk", "?".to_owned()),
            _ => ("bad", String::new()),
        };
        let _ = match mark.as_str() {
            "" => write!(out, "<path class=\"fill bad\" d=\"M{} {}v-9l8 3l-7 3v3z\"/>", x + 14, y + 28),
            mark => write!(out, "<text class=\"kind {class}\" x=\"{}\" y=\"{}\">{mark}</text>", x + 15, y + 26),
        };
        let _ = write!(
            out,
            "<text class=\"kind {class}\" x=\"{}\" y=\"{}\">{}</text>",
            x + 26,
            y + 26,
            escaped(&fitting(words, room * 6 / 5))
        );
    }
    out.push_str("</g>\n");
}
