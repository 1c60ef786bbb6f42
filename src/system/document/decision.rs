//! What people decided about what the analysis finds, and what that rested on.

use super::Entry;
use super::key::{Key, Referring, Visit};
use super::section::{Keyed, keyed, read_keyed};
use super::value::{FromNode, wrong_shape};
use super::word::DecisionWord;
use crate::source::{Node, Problem, Problems, Spanned, Value, quoted};

#[cfg(feature = "schema")]
use super::schema;

/// Decisions by what they are about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decisions(pub Vec<Entry<Decision>>);

/// A day, as `2026-11-25`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date(pub String);

/// What a decision rested on, in one line: `violated 6 1f2e3d4c`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsOf {
    /// The verdict.
    pub verdict: String,
    /// How many sets decided it.
    pub sets: u64,
    /// There were more than that.
    pub more: bool,
    /// A mark of the sets: eight digits.
    pub mark: String,
}

keyed! {
    /// What somebody decided about a claim, a fact or an attack, which is the name of the entry.
    Decision, "a decision" {
        /// What was decided: `accepted`, `mitigated` or `disputed`.
        decision: Option<Spanned<DecisionWord>> = "decision",
        /// Why.
        reason: Option<Spanned<String>> = "reason",
        /// Who answers for it; default: nobody named.
        owner: Option<Spanned<String>> = "owner",
        /// When it was decided, such as 2026-11-25; default: not said.
        date: Option<Spanned<Date>> = "date",
        /// What it rested on: the verdict, the number of minimal sets, and a mark of them, as the page and `analyze`
        /// write it, such as `violated 6 1f2e3d4c`; default: not said, so that no change is noticed.
        as_of: Option<Spanned<AsOf>> = "as of",
    }
}

/// Verdicts on claims and facts, and where an attack stands.
pub const BASES: &[&str] =
    &["violated", "unknown", "conditional", "holds", "closes", "one step away", "further", "out of scope"];

impl AsOf {
    /// Reads `violated 6 1f2e3d4c`.
    pub fn parse(text: &str) -> Option<AsOf> {
        let (rest, mark) = text.trim().rsplit_once(' ')?;
        let (verdict, sets) = rest.trim_end().rsplit_once(' ')?;
        let more = sets.ends_with('+');
        let sets = sets.trim_end_matches('+').parse().ok()?;
        let known =
            mark.len() == 8 && mark.bytes().all(|b| b.is_ascii_hexdigit()) && BASES.contains(&verdict.trim_end());
        known.then(|| AsOf { verdict: verdict.trim_end().to_owned(), sets, more, mark: mark.to_ascii_lowercase() })
    }
}

impl std::fmt::Display for AsOf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let more = if self.more { "+" } else { "" };
        write!(f, "{} {}{more} {}", self.verdict, self.sets, self.mark)
    }
}

impl FromNode for AsOf {
    fn from_node(node: &Node, key: &Key, problems: &mut Problems) -> Option<AsOf> {
        let expected = "what it rested on in one line";
        let Some(text) = node.text() else { return wrong_shape(node, key, expected, problems) };
        AsOf::parse(text).or_else(|| {
            let message = format!("{} does not say what the decision rested on", quoted(text));
            problems.push(
                Problem::error("as-of", node.span, message)
                    .help("write a verdict, a number of sets and their mark, such as `violated 6 1f2e3d4c`"),
            );
            None
        })
    }
}

impl FromNode for Date {
    fn from_node(node: &Node, key: &Key, problems: &mut Problems) -> Option<Date> {
        let Some(text) = node.text() else { return wrong_shape(node, key, "a day", problems) };
        let part = |from: usize, to: usize| text.get(from..to).filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
        let number = |from, to| part(from, to).and_then(|part| part.parse::<u32>().ok());
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-' && number(0, 4).is_some();
        let right =
            number(5, 7).is_some_and(|m| (1..=12).contains(&m)) && number(8, 10).is_some_and(|d| (1..=31).contains(&d));
        if shaped && right {
            return Some(Date(text.to_owned()));
        }
        let message = format!("{} is no day", quoted(text));
        problems.push(Problem::error("date", node.span, message).help("write it as year, month and day: 2026-11-25"));
        None
    }
}

impl FromNode for Decisions {
    fn from_node(node: &Node, key: &Key, problems: &mut Problems) -> Option<Decisions> {
        let entries = match &node.value {
            Value::Null => return Some(Decisions::default()),
            Value::Map(entries) => entries,
            _ => {
                let expected = "a map from claims, facts and attacks to what was decided about each";
                return wrong_shape(node, key, expected, problems);
            }
        };
        let read = |(about, node): &(Spanned<String>, Node)| {
            for (key, help) in [
                ("decision", "write `decision: accepted`, `mitigated` or `disputed`"),
                ("reason", "write `reason: ` and why; a decision without one can't be judged later"),
            ] {
                if node.get(key).is_none() {
                    let message = format!("the decision about {} has no `{key}`", quoted(&about.value));
                    problems.push(Problem::error("decision", about.span, message).help(help));
                }
            }
            Entry { name: about.clone(), body: read_keyed(node, problems), span: about.span.to(node.span) }
        };
        Some(Decisions(entries.iter().map(read).collect()))
    }
}
