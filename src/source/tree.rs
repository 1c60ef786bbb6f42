//! The tree that a text becomes: values with the stretch of text that they stand on.

/// A stretch of text, in bytes; the end is exclusive. Both ends lie on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
}

/// Something and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spanned<T> {
    /// The thing.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// A value of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a value is. Plain scalars stay text: whoever reads them knows what they should be,
/// so `on`, `1.10` and `no` are words until somebody asks for a number or a switch.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// A word, a number or a text.
    Scalar {
        /// Its text with escapes resolved.
        text: String,
        /// Whether it stood in quotes or in a block, and so is surely a text.
        quoted: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A map, in the order written; keys are unique.
    Map(Vec<(Spanned<String>, Node)>),
}

impl Span {
    /// The stretch between two byte offsets.
    pub fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// The stretch from the start of this one to the end of the other.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The text that stands there; empty if the span is of another text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

impl<T> Spanned<T> {
    /// Something that stands there.
    pub fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }
}

impl Spanned<String> {
    /// How another word is written in its place: in quotes, if this one is.
    pub fn rewritten(&self, word: &str) -> String {
        let plain = (self.span.end - self.span.start) as usize == self.value.len();
        if plain { word.to_owned() } else { format!("\"{word}\"") }
    }
}

impl Node {
    /// The text, if this is a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The value under a key, if this is a map that has it. Looks through the keys in turn.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|(k, _)| k.value == key).map(|(_, node)| node),
            _ => None,
        }
    }

    /// What it is, in words for messages: `a list`.
    pub fn shape(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Scalar { quoted: true, .. } => "a text",
            Value::Scalar { .. } => "a word",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
}
