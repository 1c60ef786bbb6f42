//! Errors of syntax in words that say what to do; the parser's own words speak of its grammar.

use super::problem::quoted;
use super::{Problem, Span};

/// What the parser says, in part; what we say; how to mend it.
const MISTAKES: &[(&str, &str, &str)] = &[
    (
        "mapping values are not allowed",
        "a colon stands where no key can be",
        "put a text that holds `: ` in quotes, and a map on lines of its own",
    ),
    (
        "illegal placement of ':'",
        "a colon stands where no key can be",
        "a bracket or quotation mark before it may not be closed",
    ),
    (
        "did not find expected ',' or '}'",
        "a `{` is not closed, or a comma is missing",
        "write `,` between entries and `}` at the end",
    ),
    (
        "expected ',' or ']'",
        "a `[` is not closed, or a comma is missing",
        "write `,` between values and `]` at the end",
    ),
    ("misplaced bracket", "a bracket closes that none opened", "remove it, or open it before"),
    (
        "did not find expected key",
        "this line does not belong to the map above it",
        "keys of one map stand in one column, each with a colon",
    ),
    (
        "did not find expected '-' indicator",
        "this line does not belong to the list above it",
        "values of one list stand in one column, each behind `- `",
    ),
    (
        "unexpected end of stream",
        "a quotation mark is not closed before the text ends",
        "close it where the quoted text ends",
    ),
    (
        "invalid indentation in quoted scalar",
        "a quotation mark is not closed",
        "close it on its line; further lines of a quoted text are indented",
    ),
    (
        "trailing content after double-quoted",
        "something follows a closing quotation mark",
        "write \\\" for a quotation mark within quotes",
    ),
    (
        "unknown escape character",
        "a backslash stands before a character that it does not go with",
        "use single quotes, in which a backslash means itself, or write two",
    ),
    ("invalid Unicode character escape", "an escape names no character", "write the character itself"),
    ("expected hexadecimal number", "an escape lacks hexadecimal digits", "write the character itself"),
    (
        "block sequence entries are not allowed",
        "a list starts where none can be",
        "start the list on a line of its own",
    ),
    ("simple key expect", "a key has no colon", "write `: ` behind a key, on the same line"),
    ("mapping keys are not allowed", "a key stands where none can be", "put a text that starts with `? ` in quotes"),
    ("unexpected character", "a word can't start with this character", "put the text in quotes"),
    ("comment intercepting", "a comment stands within a text of several lines", "move the comment above the text"),
    ("invalid indentation", "this line is indented less than what it belongs to", "indent it further"),
    ("wrongly indented line in block", "a line of this text is indented less than its first", "indent its lines alike"),
    ("expected <document start>", "the text goes on after its end", "keep one description in a file, as one map"),
    ("after document end marker", "something follows the end of the document", "remove what follows `...`"),
    ("byte order mark", "a byte order mark stands within the text", "remove it"),
];

/// The problem for an error of the parser at a place; `opened` is where the innermost list or map starts.
pub(super) fn mistake(text: &str, info: &str, at: Span, opened: Option<Span>) -> Problem {
    if info.contains("unknown anchor") {
        return alias(text, at);
    }
    if info.starts_with("tab") || info.contains(" tab") {
        return Problem::error("syntax", tab(text, at), "a tab stands where only spaces may")
            .help("indent with spaces");
    }
    let Some((_, message, help)) = MISTAKES.iter().find(|(part, ..)| info.contains(part)) else {
        return Problem::error("syntax", at, info.to_owned());
    };
    let problem = Problem::error("syntax", at, *message).help(*help);
    match opened {
        Some(opened) if text.get(opened.start as usize..).is_some_and(|from| from.starts_with(['{', '['])) => {
            problem.related("the innermost bracket opens here", opened)
        }
        _ => problem,
    }
}

/// The problem for an alias that starts at a place.
pub(super) fn alias(text: &str, at: Span) -> Problem {
    let word = text.get(at.start as usize..).unwrap_or("");
    let word = word.split(|c: char| c.is_whitespace() || ",[]{}".contains(c)).next().unwrap_or("");
    let length = u32::try_from(word.len()).unwrap_or(0);
    Problem::error(
        "alias",
        Span::new(at.start, at.start + length),
        format!("{} is an alias; aliases are not read", quoted(word)),
    )
    .help("write the value out where it is used, or put the word in quotes")
}

/// The tab that the parser means: just before where it stopped, or the next one.
fn tab(text: &str, at: Span) -> Span {
    let stop = at.start as usize;
    let (before, after) = text.split_at_checked(stop).unwrap_or((text, ""));
    let start = match (before.ends_with('\t'), after.find('\t')) {
        (true, _) => stop - 1,
        (false, Some(next)) => stop + next,
        (false, None) => return at,
    };
    let start = u32::try_from(start).unwrap_or(at.start);
    Span::new(start, start + 1)
}
