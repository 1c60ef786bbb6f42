//! Values of keys: how each is read from the tree, and what is said when it has another shape.

use super::key::{Key, Visit};
use super::word::{LikelihoodWord, Part, Promise, Word};
use crate::source::{Node, Problem, Problems, Spanned, Value, nearest, quoted};

/// Names of elements: one name or a list of them.
pub type Names = Vec<Spanned<String>>;

/// A likelihood as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Likelihood {
    /// A number in [0, 1].
    Exact(f64),
    /// Anywhere between the two, the lower first.
    Range(f64, f64),
    /// A word of the catalog's scale.
    Word(LikelihoodWord),
}

/// How firmly something is assumed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Somebody says so.
    #[default]
    Stated,
    /// There is a reason to believe it.
    Justified(Spanned<String>),
}

/// What a supplier promises: each promise with how firmly it is assumed.
pub type Promises = Vec<(Spanned<Promise>, Standing)>;

/// Where something is kept, and which parts of Inputs; where no parts are named, all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// Where it is kept.
    pub names: Names,
    /// The parts that are kept there, by name; all of them where there is no entry.
    pub parts: Vec<(Spanned<String>, Vec<Spanned<Part>>)>,
}

impl Kept {
    /// The parts that are kept under a name, if they are named.
    pub fn parts_of(&self, name: &str) -> Option<&[Spanned<Part>]> {
        self.parts.iter().find(|(kept, _)| kept.value == name).map(|(_, parts)| parts.as_slice())
    }
}

/// Where parts of Inputs come from.
pub type Inputs = Vec<(Spanned<Part>, Names)>;

/// A value that can stand under a key.
pub(super) trait FromNode: Sized {
    /// Reads it; reports and gives nothing if it is something else.
    fn from_node(node: &Node, key: &Key, problems: &mut Problems) -> Option<Self>;

    /// Shows the names in it.
    fn references<'d>(&'d self, _key: &'static Key, _visit: &mut Visit<'_, 'd>) {}
}

/// Reports that a value has another shape than its key asks for.
pub(super) fn wrong_shape<T>(node: &Node, key: &Key, expected: &str, problems: &mut Problems) -> Option<T> {
    let problem = if node.value == Value::Null {
        Problem::error("missing-value", node.span, format!("`{}` has no value", key.name))
            .help(format!("write {expected}, or remove the key"))
    } else {
        Problem::error("wrong-shape", node.span, format!("`{}` takes {expected}, not {}", key.name, node.shape()))
    };
    problems.push(problem);
    None
}

/// A word that is none of the list.
fn unknown_word<T>(
    node: &Node,
    text: &str,
    noun: &str,
    words: impl Iterator<Item = &'static str> + Clone,
    problems: &mut Problems,
) -> Option<T> {
    let message = format!("{} is not {noun}", quoted(text));
    let mut problem = Problem::error("unknown-word", node.span, message);
    match nearest(text, words.clone()) {
        Some(meant) => {
            let word = Spanned::new(text.to_owned(), node.span);
            problem = problem.help(format!("did you mean `{meant}`?")).fix(
                format!("write `{meant}`"),
                node.span,
                word.rewritten(meant),
            );
        }
        None => {
            let words: Vec<&str> = words.collect();
            problem = problem.help(format!("one of: {}", words.join(", ")));
        }
    }
    problems.push(problem);
    None
}

fn scalar<'n>(node: &'n Node, key: &Key, expected: &str, problems: &mut Problems) -> Option<&'n str> {
    node.text().or_else(|| wrong_shape(node, key, expected, problems))
}

impl<T: FromNode> FromNode for Option<Spanned<T>> {
    fn from_node(node: &Node, key: &Key, problems: &mut Problems) -> Option<Self> {
        T::from_node(node, key, problems).map(|value| Some(Spanned::new(value, node.span)))
    }
}

/// A text or a word.
impl FromNode for String {
    fn from_node(node: &Node, key: &Key, problems: &mut Problems) -> Option<String> {
        scalar(node, key, "a text", problems).map(str::to_owned)
    }
}

impl FromNode for bool {
    fn from_node(node: &Node, key: &Key, problems: &mut Problems) -> Option<bool> {
        let text = scalar(node, key, "`true` or `false`", problems)?;
        match text {
            "true" | "True" | "TRUE" => return Some(true),
            "false" | "False" | "FALSE" => return Some(false),
            _ => {}
        }
        let mut problem = Problem::error(
            "wrong-shape",
            node.span,
            format!("`{}` takes `true` or `false`, not {}", key.name, quoted(text)),
        );
        let meant = match text.to_ascii_lowercase().as_str() {
            "yes" | "on" | "y" | "1" => Some("true"),
            "no" | "off" | "n" | "0" => Some("false"),
            _ => None,
        };
        if let Some(meant) = meant {
            problem = problem.help(format!("write `{meant}`")).fix(format!("write `{meant}`"), node.span, meant);
        }
        problems.push(problem);
        None
    }
}

/// A number as YAML and JSON write it, not in quotes.
fn number(node: &Node) -> Option<f64> {
    match &node.value {
        Value::Scalar { text, quoted: false } if text.bytes().all(|b| b"+-.eE0123456789".contains(&b)) => {
            text.parse().ok().filter(|n: &f64| n.is_finite())
        }
        _ => None,
    }
}

/// A number from 0 up.
impl FromNode for f64 {
    fn from_node(node: &Node, key: &Key, problems: &mut Problems) -> Option<f64> {
        let expected = "a number from 0 up";
        let text = scalar(node, key, expected, problems)?;
        match number(node) {
            Some(n) if n >= 0.0 => Some(n),
            _ => {
                let message = format!("`{}` takes {expected}, not {}", key.name, quoted(text));
                problems.push(Problem::error("wrong-shape", node.span, message));
                None
            }
        }
    }
}

/// The version of the format.
impl FromNode for u32 {
    fn from_node(node: &Node, key: &Key, problems: &mut Problems) -> Option<u32> {
        let text = scalar(node, key, "the number 1", problems)?;
        match number(node) {
            Some(1.0) => Some(1),
            _ => {
                problems.push(
                    Problem::error("version", node.span, format!("{} is no version of this format", quoted(text)))
                        .help("the only version is 1")
                        .fix("write `1`", node.span, "1"),
                );
                None
            }
        }
    }
}

impl<W: Word> FromNode for W {
    fn from_node(node: &Node, key: &Key, problems: &mut Problems) -> Option<W> {
        let text = scalar(node, key, W::NOUN, problems)?;
        W::parse(text).or_else(|| unknown_word(node, text, W::NOUN, W::ALL.iter().map(|word| word.word()), problems))
    }
}

/// One word or a list of them.
impl<W: Word> FromNode for Vec<Spanned<W>> {
    fn from_node(node: &Node, key: &Key, problems: &mut Problems) -> Option<Self> {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        Some(
            items.iter().filter_map(|item| Some(Spanned::new(W::from_node(item, key, problems)?, item.span))).collect(),
        )
    }
}

impl FromNode for Names {
    fn from_node(node: &Node, key: &Key, problems: &mut Problems) -> Option<Names> {
        let one = key.refers.is_some_and(|refers| refers.one);
        let expected = if one { "one name" } else { "one name or a list of names" };
        let items = match &node.value {
            Value::List(items) => {
                if one && items.len() != 1 {
                    // What is named too many is still named.
                    let _: Option<Names> = wrong_shape(node, key, expected, problems);
                }
                items.as_slice()
            }
            Value::Scalar { .. } => std::slice::from_ref(node),
            _ => return wrong_shape(node, key, expected, problems),
        };
        let mut names = Names::with_capacity(items.len());
        for item in items {
            if let Some(text) = scalar(item, key, expected, problems) {
                names.push(Spanned::new(text.to_owned(), item.span));
            }
        }
        Some(names)
    }

    fn references<'d>(&'d self, key: &'static Key, visit: &mut Visit<'_, 'd>) {
        if !self.is_empty() {
            visit(key, self);
        }
    }
}

impl FromNode for Kept {
    fn from_node(node: &Node, key: &Key, problems: &mut Problems) -> Option<Kept> {
        let Value::Map(entries) = &node.value else {
            return Names::from_node(node, key, problems).map(|names| Kept { names, parts: Vec::new() });
        };
        let mut kept = Kept::default();
        for (name, parts) in entries {
            kept.names.push(name.clone());
            if let Some(parts) = Vec::<Spanned<Part>>::from_node(parts, key, problems) {
                kept.parts.push((name.clone(), parts));
            }
        }
        Some(kept)
    }

    fn references<'d>(&'d self, key: &'static Key, visit: &mut Visit<'_, 'd>) {
        self.names.references(key, visit);
    }
}

impl FromNode for Inputs {
    fn from_node(node: &Node, key: &Key, problems: &mut Problems) -> Option<Inputs> {
        let Value::Map(entries) = &node.value else {
            return wrong_shape(node, key, "a map from parts of Inputs to where they come from", problems);
        };
        let mut inputs = Inputs::new();
        for (part, sources) in entries {
            let word = Node { span: part.span, value: Value::Scalar { text: part.value.clone(), quoted: false } };
            let part = Part::from_node(&word, key, problems);
            let sources = Names::from_node(sources, key, problems);
            if let (Some(part), Some(sources)) = (part, sources) {
                inputs.push((Spanned::new(part, word.span), sources));
            }
        }
        Some(inputs)
    }

    fn references<'d>(&'d self, key: &'static Key, visit: &mut Visit<'_, 'd>) {
        for (_, sources) in self {
            sources.references(key, visit);
        }
    }
}

impl FromNode for Standing {
    fn from_node(node: &Node, key: &Key, problems: &mut Problems) -> Option<Standing> {
        match &node.value {
            Value::Null => Some(Standing::Stated),
            Value::Scalar { text, .. } if text == "stated" => Some(Standing::Stated),
            Value::Scalar { text, .. } => Some(Standing::Justified(Spanned::new(text.clone(), node.span))),
            _ => wrong_shape(node, key, "the word `stated` or a reason", problems),
        }
    }
}

impl FromNode for Promises {
    fn from_node(node: &Node, key: &Key, problems: &mut Problems) -> Option<Promises> {
        let Value::Map(entries) = &node.value else {
            let promises = Vec::<Spanned<Promise>>::from_node(node, key, problems)?;
            return Some(promises.into_iter().map(|promise| (promise, Standing::Stated)).collect());
        };
        let mut promises = Promises::new();
        for (promise, reason) in entries {
            let word = Node { span: promise.span, value: Value::Scalar { text: promise.value.clone(), quoted: false } };
            let promise = Promise::from_node(&word, key, problems);
            let standing = Standing::from_node(reason, key, problems);
            if let (Some(promise), Some(standing)) = (promise, standing) {
                promises.push((Spanned::new(promise, word.span), standing));
            }
        }
        Some(promises)
    }
}

impl FromNode for Likelihood {
    fn from_node(node: &Node, key: &Key, problems: &mut Problems) -> Option<Likelihood> {
        let expected = "a number from 0 to 1, a list of two such numbers, or a word like `unlikely`";
        match &node.value {
            Value::List(items) => match items.as_slice() {
                [low, high] => {
                    let (low, high) = (probability(low, key, problems)?, probability(high, key, problems)?);
                    if low <= high {
                        return Some(Likelihood::Range(low, high));
                    }
                    problems.push(
                        Problem::error("likelihood", node.span, format!("the range of `{}` runs backwards", key.name))
                            .help("the lower number stands first")
                            .fix("swap the two", node.span, format!("[{high}, {low}]")),
                    );
                    None
                }
                _ => wrong_shape(node, key, expected, problems),
            },
            Value::Scalar { text, .. } if number(node).is_none() => match LikelihoodWord::parse(text) {
                Some(word) => Some(Likelihood::Word(word)),
                None => {
                    let words = LikelihoodWord::ALL.iter().map(|word| word.word());
                    unknown_word(node, text, "a likelihood", words, problems)
                }
            },
            Value::Scalar { .. } => probability(node, key, problems).map(Likelihood::Exact),
            _ => wrong_shape(node, key, expected, problems),
        }
    }
}

fn probability(node: &Node, key: &Key, problems: &mut Problems) -> Option<f64> {
    let expected = "a number from 0 to 1";
    let text = scalar(node, key, expected, problems)?;
    match number(node) {
        Some(n) if (0.0..=1.0).contains(&n) => return Some(n),
        Some(n) if n > 1.0 && n <= 100.0 => {
            let part = n / 100.0;
            problems.push(
                Problem::error("likelihood", node.span, format!("{} is more than 1", quoted(text)))
                    .help(format!("a likelihood is {expected}; {n} percent is {part}"))
                    .fix(format!("write `{part}`"), node.span, part.to_string()),
            );
        }
        _ => problems.push(
            Problem::error("likelihood", node.span, format!("{} is not {expected}", quoted(text)))
                .help("one of 0 to 1, such as 0.3"),
        ),
    }
    None
}

/// Likelihoods by event.
impl FromNode for Vec<super::Entry<Likelihood>> {
    fn from_node(node: &Node, key: &Key, problems: &mut Problems) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            return wrong_shape(node, key, "a map from events to likelihoods", problems);
        };
        let read = |(event, node): &(Spanned<String>, Node), problems: &mut Problems| {
            let body = Likelihood::from_node(node, key, problems)?;
            Some(super::Entry { name: event.clone(), body, span: event.span.to(node.span) })
        };
        Some(entries.iter().filter_map(|entry| read(entry, problems)).collect())
    }
}

/// Whether an assumption is named by the event that it denies, as `unstated_user(bot)`, and not by a name of its own.
pub(crate) fn is_event(name: &str) -> bool {
    let kind = name.strip_suffix(')').and_then(|name| name.split_once('('));
    kind.is_some_and(|(kind, of)| !of.is_empty() && is_event_kind(kind))
}

fn is_event_kind(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

/// Assumptions by name.
impl FromNode for Vec<super::Entry<Standing>> {
    fn from_node(node: &Node, key: &Key, problems: &mut Problems) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            return wrong_shape(node, key, "a map from names to `stated` or a reason", problems);
        };
        let read = |(name, node): &(Spanned<String>, Node), problems: &mut Problems| {
            if !is_event(&name.value) {
                check_name(name, problems);
            }
            // One that can't be read is still there to rest on.
            let body = Standing::from_node(node, key, problems).unwrap_or_default();
            super::Entry { name: name.clone(), body, span: name.span.to(node.span) }
        };
        Some(entries.iter().map(|entry| read(entry, problems)).collect())
    }
}

/// Characters of a name; longer ones fit into no picture and no sentence.
pub const MAX_NAME: usize = 80;

/// Words that stand in the place of names and so can't be names.
pub const RESERVED: &[&str] = &["us", "anyone", "requester", "any", "none"];

/// Whether a name may be one; reports why not.
pub(crate) fn check_name(name: &Spanned<String>, problems: &mut Problems) -> bool {
    let text = name.value.as_str();
    let problem = |message: String| Problem::error("name", name.span, message);
    let problem = if RESERVED.contains(&text) {
        problem(format!("{} is a word of the language and names no element", quoted(text))).help("choose another name")
    } else if text.chars().nth(MAX_NAME).is_some() {
        problem(format!("the name {} is longer than {MAX_NAME} characters", quoted(text)))
            .help("choose a short name, and say the rest under `note`")
    } else if let Some(c) = text.chars().find(|c| !is_name_character(*c)) {
        let help = match c {
            '.' => "dots stand between a name and what is derived from it, as in `llm.params`; use `_`",
            _ => "a name has letters, digits, `_` and `-`",
        };
        let mended: String = text.chars().map(|c| if is_name_character(c) { c } else { '_' }).collect();
        problem(format!("the name {} holds {}", quoted(text), quoted(&c.to_string()))).help(help).fix(
            format!("write `{mended}`"),
            name.span,
            name.rewritten(&mended),
        )
    } else if text.is_empty() {
        problem("a name is empty".to_owned()).help("a name has letters, digits, `_` and `-`")
    } else {
        return true;
    };
    problems.push(problem);
    false
}

fn is_name_character(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}
