//! Formulas of gates: and, or, atleast and cardinality over references, constants and each other. What can make a gate
//! false when an event happens is refused.

use crate::diagram::tree::Connective;
use crate::source::{Problem, Problems, Severity, nearest, quoted};

use super::scope::{Kind, Names, Scope};
use super::xml::Document;

/// What a formula takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A gate or an event, by its definition.
    Definition(usize),
    /// A formula within, by its place among those of the gate.
    Formula(usize),
    Constant(bool),
}

/// The formulas of a gate, each after those that it holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Formulas {
    pub list: Vec<(Connective, Vec<Part>)>,
    /// What the gate is; nothing if it is wrong.
    pub whole: Option<Part>,
}

/// Reads what a gate or house event is.
pub(super) struct FormulaReader<'r, 'a> {
    pub document: &'r Document<'a>,
    pub names: &'r Names<'a>,
    pub scope: Scope,
    pub problems: &'r mut Problems,
    pub formulas: Formulas,
    /// Definitions used so far.
    pub uses: Vec<usize>,
}

impl FormulaReader<'_, '_> {
    /// Reads the one formula that a definition holds; nested formulas are at most `MAX_DEPTH` deep.
    pub fn definition(&mut self, at: usize) {
        let document = self.document;
        let mut parts = document.children(at).filter(|at| !is_remark(document.element(*at).name));
        let Some(first) = parts.next() else {
            let element = document.element(at);
            self.problems.push(
                Problem::error("no-formula", element.span, "the gate has no formula")
                    .help("put `<or>`, `<and>`, `<atleast min=\"…\">` or a reference into it"),
            );
            return;
        };
        self.formulas.whole = self.part(first);
        if let Some(second) = parts.next() {
            let element = document.element(second);
            self.problems.push(
                Problem::error("several-formulas", element.span, "the gate has a second formula")
                    .help("put both into one `<or>` or `<and>`"),
            );
        }
    }

    fn part(&mut self, at: usize) -> Option<Part> {
        let element = self.document.element(at);
        match element.name {
            "gate" => self.reference(at, Some(Kind::Gate)),
            "basic-event" => self.reference(at, Some(Kind::BasicEvent)),
            "house-event" => self.reference(at, Some(Kind::HouseEvent)),
            "event" => match self.document.attribute(at, "type").map(|t| t.value.as_ref()) {
                Some("gate") => self.reference(at, Some(Kind::Gate)),
                Some("basic-event") => self.reference(at, Some(Kind::BasicEvent)),
                Some("house-event") => self.reference(at, Some(Kind::HouseEvent)),
                _ => self.reference(at, None),
            },
            "constant" => constant(self.document, at, self.problems).map(Part::Constant),
            "and" => self.formula(at, |_| Some(Connective::And)),
            "or" => self.formula(at, |_| Some(Connective::Or)),
            "atleast" => {
                let least = number(self.document, at, "min", self.problems);
                self.formula(at, |_| Some(Connective::AtLeast(least?)))
            }
            "cardinality" => self.cardinality(at),
            "not" | "xor" | "iff" | "nand" | "nor" | "imply" => {
                let message = format!("`<{}>` is not coherent: an event can make it false", element.name);
                let help = "only `<and>`, `<or>`, `<atleast>` and `<cardinality>` without upper bound are solved; write \
                            what `<not>` stands for as an event of its own";
                self.problems
                    .report(Severity::Error, || Problem::error("not-coherent", element.span, message).help(help));
                None
            }
            name => {
                self.problems.report(Severity::Error, || {
                    let formulas =
                        ["and", "or", "atleast", "cardinality", "gate", "event", "basic-event", "house-event"];
                    let message = format!("{} is no formula", quoted(name));
                    let near = nearest(name, formulas).map_or_else(
                        || "formulas are `<and>`, `<or>`, `<atleast>`, `<cardinality>` and references".to_owned(),
                        |near| format!("did you mean `<{near}>`?"),
                    );
                    Problem::error("unknown-element", element.span, message).help(near)
                });
                None
            }
        }
    }

    /// A formula over its parts; nothing if any of it is wrong.
    fn formula(&mut self, at: usize, connective: impl FnOnce(usize) -> Option<Connective>) -> Option<Part> {
        let document = self.document;
        let element = document.element(at);
        let mut parts = Vec::new();
        let mut wrong = false;
        for child in document.children(at).filter(|at| !is_remark(document.element(*at).name)) {
            match self.part(child) {
                Some(part) => parts.push(part),
                None => wrong = true,
            }
        }
        if parts.is_empty() && !wrong {
            let message = format!("`<{}>` holds nothing", element.name);
            self.problems.report(Severity::Error, || {
                Problem::error("no-inputs", element.span, message).help("list what it depends on, or remove it")
            });
            return None;
        }
        let connective = connective(parts.len());
        if wrong {
            return None;
        }
        if let Some(Connective::AtLeast(least)) = connective
            && least as usize > parts.len()
        {
            let message = format!("`<{}>` asks for {least} of {} inputs", element.name, parts.len());
            self.problems.report(Severity::Error, || {
                Problem::error("too-few-inputs", element.span, message).help("lower `min`, or list more inputs")
            });
            return None;
        }
        self.formulas.list.push((connective?, parts));
        Some(Part::Formula(self.formulas.list.len() - 1))
    }

    fn cardinality(&mut self, at: usize) -> Option<Part> {
        let span = self.document.element(at).span;
        let least = number(self.document, at, "min", self.problems);
        let most = number(self.document, at, "max", self.problems);
        let mut inputs = 0;
        let part = self.formula(at, |n| {
            inputs = n;
            Some(Connective::AtLeast(least?))
        })?;
        if (most? as usize) < inputs {
            let message = "`<cardinality>` with an upper bound is not coherent: an event can make it false";
            self.problems.report(Severity::Error, || {
                Problem::error("not-coherent", span, message)
                    .help("raise `max` to the number of inputs, if at least `min` of them suffice")
            });
            return None;
        }
        Some(part)
    }

    fn reference(&mut self, at: usize, kind: Option<Kind>) -> Option<Part> {
        let element = self.document.element(at);
        let Some(name) = self.document.attribute(at, "name") else {
            self.problems.report(Severity::Error, || {
                Problem::error("no-name", element.span, format!("`<{}>` has no name", element.name))
                    .help("write name=\"…\", as where it is defined")
            });
            return None;
        };
        let Some(found) = self.names.find(self.scope, &name.value, false) else {
            let names = self.names;
            self.problems.report(Severity::Error, || {
                let message = format!("nothing defines {}", quoted(&name.value));
                let near = nearest(&name.value, names.all(false)).map_or_else(
                    || "define it, or give the file that does together with this one".to_owned(),
                    |near| format!("did you mean {}?", quoted(near)),
                );
                Problem::error("unknown-name", name.span, message).help(near)
            });
            return None;
        };
        let defined = self.names.definitions[found].kind;
        if let Some(kind) = kind
            && kind != defined
        {
            self.problems.report(Severity::Error, || {
                let message = format!("{} is {}, not {}", quoted(&name.value), defined.words(), kind.words());
                let right = defined.element().trim_start_matches("define-");
                Problem::error("other-kind", name.span, message).help(format!("write `<{right} name=\"…\"/>`"))
            });
            return None;
        }
        self.uses.push(found);
        Some(Part::Definition(found))
    }
}

/// Labels and attributes, which say something to people.
pub(super) fn is_remark(name: &str) -> bool {
    matches!(name, "label" | "attributes")
}

/// The value of a `<constant>`.
pub(super) fn constant(document: &Document<'_>, at: usize, problems: &mut Problems) -> Option<bool> {
    match document.attribute(at, "value").map(|v| v.value.as_ref()) {
        Some("true" | "1") => Some(true),
        Some("false" | "0") => Some(false),
        _ => {
            problems.report(Severity::Error, || {
                Problem::error("no-value", document.element(at).span, "a constant is true or false")
                    .help("write value=\"true\" or value=\"false\"")
            });
            None
        }
    }
}

fn number(document: &Document<'_>, at: usize, name: &str, problems: &mut Problems) -> Option<u32> {
    let element = document.element(at);
    let written = document.attribute(at, name);
    let value = written.and_then(|written| written.value.trim().parse().ok());
    if value.is_none() {
        problems.report(Severity::Error, || {
            let span = written.map_or(element.span, |written| written.span);
            let message = format!("`<{}>` needs a whole number as `{name}`", element.name);
            Problem::error("no-number", span, message).help(format!("write {name}=\"2\" for two of its inputs"))
        });
    }
    value
}
