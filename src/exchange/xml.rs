//! XML into a flat list of elements with places. Entities beyond the five of XML and characters are not known, so
//! nothing can grow; nesting, elements and attributes are bounded.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use crate::source::{MAX_DEPTH, MAX_TEXT, Problem, Problems, Severity, Span, Spanned, quoted};

/// Elements of a text; the largest published models have some ten thousand.
pub const MAX_ELEMENTS: usize = 1_000_000;

/// Attributes of an element; the format knows three.
const MAX_ATTRIBUTES: usize = 16;

/// An element; its descendants follow it directly.
#[derive(Debug)]
pub(super) struct Element<'a> {
    /// Its name, as written.
    pub name: &'a str,
    /// Its start tag.
    pub span: Span,
    /// Place after its last descendant.
    end: usize,
    attributes: (usize, usize),
}

/// The elements of a text, each before its descendants.
#[derive(Debug, Default)]
pub(super) struct Document<'a> {
    elements: Vec<Element<'a>>,
    attributes: Vec<(&'a str, Spanned<Cow<'a, str>>)>,
}

impl<'a> Document<'a> {
    /// The outermost element, if there is one.
    pub fn root(&self) -> Option<usize> {
        (!self.elements.is_empty()).then_some(0)
    }

    /// An element by its place.
    pub fn element(&self, at: usize) -> &Element<'a> {
        &self.elements[at]
    }

    /// The elements directly in one.
    pub fn children(&self, at: usize) -> impl Iterator<Item = usize> {
        let end = self.elements[at].end;
        let mut next = at + 1;
        std::iter::from_fn(move || {
            let this = next;
            (this < end).then(|| {
                next = self.elements[this].end;
                this
            })
        })
    }

    /// An attribute's value.
    pub fn attribute(&self, at: usize, name: &str) -> Option<&Spanned<Cow<'a, str>>> {
        let (from, to) = self.elements[at].attributes;
        self.attributes[from..to].iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }
}

/// Reads a text. Reports everything that is wrong; after an error of syntax keeps what was read before it.
pub(super) fn read<'a>(text: &'a str, problems: &mut Problems) -> Document<'a> {
    if text.len() > MAX_TEXT {
        let message = format!("the text has {} bytes; at most {MAX_TEXT} are read", text.len());
        problems.push(
            Problem::error("too-long", Span::default(), message).help("split the model into several fault trees"),
        );
        return Document::default();
    }
    let body = text.trim_start_matches('\u{FEFF}');
    let mut parser =
        Parser { text, base: text.len() - body.len(), document: Document::default(), open: Vec::new(), problems };
    parser.run(body);
    parser.document
}

struct Parser<'a, 'p> {
    text: &'a str,
    /// Bytes before the text that the library sees.
    base: usize,
    document: Document<'a>,
    open: Vec<usize>,
    problems: &'p mut Problems,
}

impl<'a> Parser<'a, '_> {
    fn run(&mut self, body: &'a str) {
        let mut reader = Reader::from_str(body);
        loop {
            let start = self.base + place(reader.buffer_position());
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    let at = self.base + place(reader.error_position());
                    return self.stop(mistake(&error, self.one(at)));
                }
            };
            let span = Span::new(offset(start), offset(self.base + place(reader.buffer_position())));
            let read_on = match event {
                Event::Start(tag) => self.begin(&tag, span, true),
                Event::Empty(tag) => self.begin(&tag, span, false),
                Event::End(_) => self.close(),
                Event::DocType(declaration) => self.doctype(&declaration, span),
                Event::GeneralRef(reference) => self.reference(&reference, span),
                Event::Text(text) => self.text_between(&text, span),
                Event::CData(text) => self.text_between(&text, span),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => true,
                Event::Eof => break,
            };
            if !read_on {
                return;
            }
        }
        if let Some(open) = self.open.last() {
            let element = &self.document.elements[*open];
            let message = format!("`<{}>` is not closed before the text ends", shown(element.name));
            let help = format!("write `</{}>` where it ends", shown(element.name));
            self.stop(Problem::error("not-closed", element.span, message).help(help));
        } else if self.document.elements.is_empty() && !self.problems.has_errors() {
            self.problems.push(
                Problem::error("empty", Span::default(), "the text holds no element")
                    .help("a model is one `<opsa-mef>` element"),
            );
        }
    }

    /// Ends reading before the text ends; what was open ends where the text does.
    fn stop(&mut self, problem: Problem) {
        self.problems.push(problem);
        self.problems.set_cut();
        while self.close() && !self.open.is_empty() {}
    }

    fn begin(&mut self, tag: &BytesStart<'_>, span: Span, stays_open: bool) -> bool {
        let refused = if self.open.len() >= MAX_DEPTH {
            let message = format!("elements lie more than {MAX_DEPTH} deep in each other");
            Some(Problem::error("too-deep", span, message).help("give inner formulas gates of their own"))
        } else if self.document.elements.len() >= MAX_ELEMENTS {
            let message = format!("the text has more than {MAX_ELEMENTS} elements");
            Some(Problem::error("too-many-elements", span, message).help("split the model into several fault trees"))
        } else if self.open.is_empty() && !self.document.elements.is_empty() {
            let message = "a second outermost element starts here; only the first is read";
            Some(Problem::error("several-documents", span, message).help("keep one `<opsa-mef>` in a file"))
        } else {
            None
        };
        if let Some(problem) = refused {
            self.stop(problem);
            return false;
        }
        let from = self.document.attributes.len();
        self.attributes(tag, span);
        let at = self.document.elements.len();
        // The library hands out a name that borrows from the event; the text itself lives longer.
        let name = Span::new(span.start + 1, span.start + 1 + offset(tag.name().as_ref().len())).of(self.text);
        let attributes = (from, self.document.attributes.len());
        self.document.elements.push(Element { name, span, end: at + 1, attributes });
        if stays_open {
            self.open.push(at);
        }
        true
    }

    fn close(&mut self) -> bool {
        if let Some(open) = self.open.pop() {
            self.document.elements[open].end = self.document.elements.len();
        }
        true
    }

    fn attributes(&mut self, tag: &BytesStart<'_>, span: Span) {
        let from = self.document.attributes.len();
        // Checked for repetition below: the library's own check takes quadratic time.
        for (count, attribute) in tag.attributes().with_checks(false).enumerate() {
            let place_of = |part: &str| offset((part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize));
            let attribute = match attribute {
                Ok(_) if count >= MAX_ATTRIBUTES => {
                    self.problems.push(
                        Problem::error("too-many-attributes", span, format!("more than {MAX_ATTRIBUTES} attributes"))
                            .help("an element has a name, a value, a role, a minimum or a maximum"),
                    );
                    return;
                }
                Ok(attribute) => attribute,
                Err(_) => {
                    self.problems.push(
                        Problem::error("attribute", span, "an attribute of this element can't be read")
                            .help("write attributes as name=\"value\", with spaces between them"),
                    );
                    return;
                }
            };
            let (key, raw) = (attribute.key.as_ref(), attribute.value.as_ref());
            let key_span = Span::new(place_of(key), place_of(key) + offset(key.len()));
            let value_span = Span::new(place_of(raw), place_of(raw) + offset(raw.len()));
            let (key, raw) = (key_span.of(self.text), value_span.of(self.text));
            if self.document.attributes[from..].iter().any(|(known, _)| *known == key) {
                let message = format!("the attribute {} is written twice", quoted(key));
                self.problems.push(Problem::error("repeated-attribute", key_span, message).help("remove one of them"));
                continue;
            }
            match unescape(raw) {
                Ok(value) => self.document.attributes.push((key, Spanned::new(value, value_span))),
                Err(_) => self.entity(value_span, raw),
            }
        }
    }

    /// An entity that XML itself does not know, or none at all.
    fn entity(&mut self, span: Span, written: &str) {
        self.problems.report(Severity::Error, || {
            Problem::error("entity", span, format!("{} holds an entity that is not known", quoted(written)))
                .help("write &amp; for an ampersand; entities of a document type are not read")
        });
    }

    fn reference(&mut self, reference: &quick_xml::events::BytesRef<'_>, span: Span) -> bool {
        let written = span.of(self.text);
        let known = matches!(reference.as_ref(), "amp" | "lt" | "gt" | "apos" | "quot");
        if !known && !matches!(reference.resolve_char_ref(), Ok(Some(_))) {
            self.entity(span, written);
        }
        true
    }

    fn doctype(&mut self, declaration: &str, span: Span) -> bool {
        if declaration.contains('[') {
            self.problems.push(
                Problem::error("document-type", span, "a document type defines entities or elements; it is not read")
                    .help("remove `<!DOCTYPE …>` and write out what its entities stand for"),
            );
        }
        true
    }

    /// Text may stand in elements, where it is a label; not outside of all.
    fn text_between(&mut self, text: &str, span: Span) -> bool {
        if self.open.is_empty() && !text.trim().is_empty() {
            let start = span.start + offset(text.len() - text.trim_start().len());
            let span = Span::new(start, start + offset(text.trim().len()));
            self.stop(
                Problem::error("text", span, "text stands outside of the elements")
                    .help("a model is one `<opsa-mef>` element and nothing else"),
            );
            return false;
        }
        true
    }

    /// The character at a place.
    fn one(&self, at: usize) -> Span {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let length = self.text[at..].chars().next().map_or(0, char::len_utf8);
        Span::new(offset(at), offset(at + length))
    }
}

fn place(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A name for a message that sets it in backticks itself.
fn shown(name: &str) -> String {
    quoted(name).trim_matches('`').to_owned()
}

/// The library's errors in our words.
fn mistake(error: &Error, at: Span) -> Problem {
    let (message, help) = match error {
        Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => (
            format!("`</{}>` stands where `</{}>` is expected", shown(found), shown(expected)),
            "elements are closed in the opposite order of being opened".to_owned(),
        ),
        Error::IllFormed(IllFormedError::UnmatchedEndTag(name)) => (
            format!("`</{}>` closes an element that none opened", shown(name)),
            "remove it, or open the element before".to_owned(),
        ),
        Error::IllFormed(IllFormedError::UnclosedReference) => {
            ("an ampersand stands alone".to_owned(), "write &amp; for an ampersand".to_owned())
        }
        Error::Syntax(SyntaxError::UnclosedComment) => {
            ("a comment is not closed".to_owned(), "write `-->` where it ends".to_owned())
        }
        Error::Syntax(
            SyntaxError::UnclosedTag
            | SyntaxError::UnclosedSingleQuotedAttributeValue
            | SyntaxError::UnclosedDoubleQuotedAttributeValue,
        ) => (
            "a tag or the quoted value of an attribute is not closed".to_owned(),
            "write the closing quotation mark and `>`".to_owned(),
        ),
        error => (error.to_string(), "save the model as well-formed XML 1.0".to_owned()),
    };
    Problem::error("syntax", at, message).help(help)
}
