//! The little grammar inside a rule's scalars: `name(arg, arg)` and `x != y`.
//! Every word keeps its place in the text, so that a message can point at it.

use std::ops::Range;

/// A word and where it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word.
    pub text: &'a str,
    /// Its byte range.
    pub range: Range<usize>,
}

/// What a condition of a rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition<'a> {
    /// `name(arg, …)`
    Atom {
        /// The name.
        name: Word<'a>,
        /// The arguments, at least one.
        args: Vec<Word<'a>>,
    },
    /// `left != right`
    Differ(Word<'a>, Word<'a>),
}

/// What is wrong with a condition, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// What was expected.
    pub message: String,
    /// Byte range.
    pub range: Range<usize>,
}

/// Reads `name(arg, arg)` or `x != y`.
pub fn parse_condition(text: &str) -> Result<Condition<'_>, Malformed> {
    let mut at = Cursor { text, at: 0 };
    let name = at.word("a name")?;
    if at.eat("!=") {
        let right = at.word("a variable after `!=`")?;
        at.end()?;
        return Ok(Condition::Differ(name, right));
    }
    at.expect("(")?;
    let mut args = vec![at.word("a variable")?];
    while at.eat(",") {
        args.push(at.word("a variable after the comma")?);
    }
    at.expect(")")?;
    at.end()?;
    Ok(Condition::Atom { name, args })
}

/// Reads `name(arg, arg)` alone.
pub fn parse_atom(text: &str) -> Result<(Word<'_>, Vec<Word<'_>>), Malformed> {
    match parse_condition(text)? {
        Condition::Atom { name, args } => Ok((name, args)),
        Condition::Differ(..) => {
            Err(Malformed { message: "`name(variable, …)` is expected here".to_owned(), range: 0..text.len() })
        }
    }
}

/// Whether the text can be the name of a variable, a relation or a rule: `a-z`, then `a-z 0-9 _`.
pub fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.bytes().all(is_word_byte)
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn word(&mut self, what: &str) -> Result<Word<'a>, Malformed> {
        self.skip_space();
        let rest = self.rest();
        let len = rest.bytes().take_while(|b| is_word_byte(*b)).count();
        if !is_word(&rest[..len]) {
            return Err(self.here(&format!("{what} is expected here: `a-z`, then `a-z 0-9 _`")));
        }
        let word = Word { text: &rest[..len], range: self.at..self.at + len };
        self.at += len;
        Ok(word)
    }

    fn eat(&mut self, sign: &str) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len();
        }
        found
    }

    fn expect(&mut self, sign: &str) -> Result<(), Malformed> {
        if self.eat(sign) { Ok(()) } else { Err(self.here(&format!("`{sign}` is expected here"))) }
    }

    fn end(&mut self) -> Result<(), Malformed> {
        self.skip_space();
        let rest = self.rest();
        if rest.is_empty() { Ok(()) } else { Err(self.here("nothing more is expected here")) }
    }

    /// At the next character; at the whole text when it has come to its end.
    fn here(&self, message: &str) -> Malformed {
        let range = match self.rest().chars().next() {
            Some(c) => self.at..self.at + c.len_utf8(),
            None => 0..self.text.len(),
        };
        Malformed { message: message.to_owned(), range }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The condition with the place of each word, or the message with its place.
    fn check(text: &str) -> String {
        let show = |w: &Word| format!("{}@{}", w.text, w.range.start);
        match parse_condition(text) {
            Ok(Condition::Atom { name, args }) => {
                format!("{} of {}", show(&name), args.iter().map(show).collect::<Vec<_>>().join(" "))
            }
            Ok(Condition::Differ(a, b)) => format!("{} differs from {}", show(&a), show(&b)),
            Err(m) => format!("{}..{}: {}", m.range.start, m.range.end, m.message),
        }
    }

    #[test]
    fn conditions_are_read_with_their_places() {
        assert_eq!(check("in_use(x, host)"), "in_use@0 of x@7 host@10");
        assert_eq!(check(" open ( tool2 ) "), "open@1 of tool2@8");
        assert_eq!(check("x != y"), "x@0 differs from y@5");
    }

    #[test]
    fn what_is_wrong_is_said_where_it_is() {
        let name = "is expected here: `a-z`, then `a-z 0-9 _`";
        assert_eq!(check("in_use(x host)"), "9..10: `)` is expected here");
        assert_eq!(check("in_use(x,"), format!("0..9: a variable after the comma {name}"));
        assert_eq!(check("in_use()"), format!("7..8: a variable {name}"));
        assert_eq!(check("open(tool) x"), "11..12: nothing more is expected here");
        assert_eq!(check("Open(tool)"), format!("0..1: a name {name}"));
        assert_eq!(check(""), format!("0..0: a name {name}"));
        assert_eq!(check("open(é)"), format!("5..7: a variable {name}"));
    }
}
