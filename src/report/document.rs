//! A report to file: first a plain structure, made once from the answers, then written by `html` or by `markdown`.
//! It follows from description, scenario and catalog alone: no date, no file name, no clock, the same bytes everywhere.

mod attacks;
mod claims;
mod controls;
mod cover;
mod decisions;
pub mod drawing;
mod exposure;
mod findings;
pub mod html;
pub mod markdown;
mod method;
mod picture;
pub mod plot;
mod suppliers;
mod svg;
pub mod words;

use crate::api::Analysis;
use crate::report::wording::some_of;
use drawing::Drawing;
use findings::Findings;
use words::Words;

/// A report as structure.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Title of the description.
    pub title: String,
    /// Its parts, in order.
    pub sections: Vec<Section>,
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Id, for `--sections`, and anchor.
    pub id: &'static str,
    /// Heading.
    pub title: &'static str,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// What stands below each other in a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading below the section's, with an anchor if something leads there.
    Heading(Words, Option<String>),
    /// A heading below that.
    Subheading(Words),
    /// The one thing to read.
    Lead(Words),
    /// A paragraph.
    Paragraph(Words),
    /// A paragraph in a second voice: what was cut, how to read what follows.
    Note(Words),
    /// Items without order.
    List(Vec<Words>),
    /// Items in order.
    Numbered(Vec<Words>),
    /// Terms and what they are here.
    Facts(Vec<(&'static str, Words)>),
    /// A table.
    Table(Table),
    /// An attack, step by step.
    Path(Vec<Step>),
    /// The system.
    Drawing(Drawing),
    /// Choices, what they cost and what they leave.
    Plot(Vec<plot::Point>),
    /// The sections of this report.
    Contents,
    /// Text as it was written, line for line.
    Verbatim(String),
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it shows, for those who hear it.
    pub label: String,
    /// How it is set.
    pub look: Look,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<Words>>,
}

/// How a table is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Rows of text.
    #[default]
    Plain,
    /// Many narrow columns of marks under slanting heads.
    Matrix,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its head.
    pub title: String,
    /// Part of the width, in hundredths; 0 takes what is left.
    pub width: u8,
    /// Numbers: set to the right and never broken.
    pub figures: bool,
}

/// A column of text.
fn column(title: &str, width: u8) -> Column {
    Column { title: title.to_owned(), width, figures: false }
}

/// A column of numbers.
fn figures(title: &str, width: u8) -> Column {
    Column { title: title.to_owned(), width, figures: true }
}

/// A step of an attack.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// From 1.
    pub number: u32,
    /// Domain that answers for what is gained.
    pub domain: String,
    /// The domain is told: it is the first step or differs from the step before.
    pub enters: bool,
    /// A capability is handed from one domain to another.
    pub crossing: bool,
    /// What happens.
    pub sentence: Words,
    /// What is gained, and from which steps if not from the one before.
    pub gain: Words,
    /// Basic events with their likelihoods.
    pub events: Vec<Words>,
    /// Ids of lists elsewhere, and the rule.
    pub tags: Words,
}

/// A part that a report can have.
#[derive(Debug)]
pub struct Kind {
    /// Id.
    pub id: &'static str,
    /// Heading.
    pub title: &'static str,
    /// What it is for, in a line.
    pub about: &'static str,
    /// It is there unless others are asked for.
    pub usual: bool,
    make: fn(&Findings<'_>) -> Vec<Block>,
}

/// Every part, in the order of the report.
pub const SECTIONS: &[Kind] = &[
    Kind::usual("cover", "Cover", "Title, the answer in a sentence, contents, and what was analysed", cover::cover),
    Kind::usual(
        "summary",
        "Summary",
        "For who decides: verdicts, reasons in plain words, what to do first",
        cover::summary_page,
    ),
    Kind::usual(
        "picture",
        "The system",
        "A drawing of it, with what an adversary reaches, and the same as a list",
        picture::picture,
    ),
    Kind::usual("claims", "Claims and verdicts", "Each claim with its reason and what it rests on", claims::claims),
    Kind::usual("paths", "Attack paths", "How claims break, step by step", claims::paths),
    Kind::usual("exposure", "Exposure", "What any adversary gains over each asset", exposure::exposure),
    Kind::usual(
        "attacks",
        "Attacks in scope",
        "Catalog attacks that close here or are one step away",
        attacks::in_scope,
    ),
    Kind::usual("out-of-scope", "Attacks out of scope", "Why the others do not apply", attacks::out_of_scope),
    Kind::usual(
        "suppliers",
        "Suppliers and guarantees",
        "What each has to promise, in the words of a contract",
        suppliers::suppliers,
    ),
    Kind::usual(
        "controls",
        "Control plan",
        "What to buy, what it closes, what the alternatives are",
        controls::controls,
    ),
    Kind::usual(
        "decisions",
        "Decisions",
        "What was accepted, mitigated or disputed, and whether it stands",
        decisions::decisions,
    ),
    Kind::usual(
        "assumptions",
        "Assumptions and unknowns",
        "What is taken on trust, and what is not stated",
        suppliers::assumptions,
    ),
    Kind::usual("method", "Method", "How the answers come about and how to read them", method::method),
    Kind::usual("sets", "Annex: attack sets", "Minimal attack sets and the events in them", claims::sets),
    Kind::usual("rules", "Annex: rules used", "Each rule of the paths with its reason and source", method::rules),
    Kind::usual(
        "notes",
        "Annex: notes on the description",
        "What was found odd in it, and each default taken",
        method::notes,
    ),
    Kind { usual: false, ..Kind::usual("text", "Annex: the description", "Its text, line for line", method::text) },
];

impl Kind {
    const fn usual(
        id: &'static str,
        title: &'static str,
        about: &'static str,
        make: fn(&Findings<'_>) -> Vec<Block>,
    ) -> Kind {
        Kind { id, title, about, usual: true, make }
    }
}

/// The parts of those ids, in the order of the report; the usual ones if none is named.
pub fn chosen<S: AsRef<str>>(ids: &[S]) -> Result<Vec<&'static Kind>, String> {
    if let Some(unknown) = ids.iter().find(|id| !SECTIONS.iter().any(|kind| kind.id == id.as_ref())) {
        let all: Vec<&str> = SECTIONS.iter().map(|kind| kind.id).collect();
        return Err(format!("no section is called `{}`; there are {}", unknown.as_ref(), some_of(&all, all.len())));
    }
    let wanted = |kind: &&Kind| ids.iter().any(|id| id.as_ref() == kind.id) || ids.is_empty() && kind.usual;
    Ok(SECTIONS.iter().filter(wanted).collect())
}

/// The report of an analysis that is done.
pub fn report(analysis: &Analysis, parts: &[&'static Kind]) -> Report {
    let overview = analysis.overview();
    let title = if overview.title.is_empty() { "A system without a title".to_owned() } else { overview.title.clone() };
    if !overview.analysed {
        let blocks = method::refused(&overview.diagnostics);
        return Report { title, sections: vec![Section { id: "notes", title: "Not analysed", blocks }] };
    }
    let findings = Findings::gather(analysis, overview, parts);
    let made = parts.iter().map(|kind| Section { id: kind.id, title: kind.title, blocks: (kind.make)(&findings) });
    Report { title, sections: made.collect() }
}

/// `12 of 40 listed`, as a note; nothing if all are.
fn cut(listed: usize, of: usize, what: &str) -> Option<Block> {
    (listed < of).then(|| Block::Note(words::say(&format!("{listed} of {of} {what} are listed"))))
}
