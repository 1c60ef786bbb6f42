//! Expressions of probabilities and parameters, as numbers: where the format describes a distribution, its mean.

use crate::source::{Problem, Problems, Severity, nearest, quoted};

use super::formula::is_remark;
use super::scope::{Names, Scope};
use super::xml::Document;

/// A step of an expression; operands stand before what takes them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Step {
    Number(f64),
    /// A parameter, by its definition.
    Parameter(usize),
    MissionTime,
    /// So many operands become one.
    Add(usize),
    Multiply(usize),
    Subtract(usize),
    Divide(usize),
    /// 1 − e^(−rate × time).
    Exponential,
    /// The mean of a uniform distribution between two bounds.
    Middle,
    /// The first of so many operands: the mean that a deviate states.
    First(usize),
}

/// Elements that are read, for suggestions and for what is not.
const KNOWN: [&str; 13] = [
    "float",
    "int",
    "bool",
    "parameter",
    "system-mission-time",
    "add",
    "sub",
    "mul",
    "div",
    "exponential",
    "uniform-deviate",
    "normal-deviate",
    "lognormal-deviate",
];

/// Reads the expression of one definition.
pub(super) struct ExpressionReader<'r, 'a> {
    pub document: &'r Document<'a>,
    pub names: &'r Names<'a>,
    pub scope: Scope,
    pub problems: &'r mut Problems,
    pub steps: Vec<Step>,
    /// Parameters used so far.
    pub uses: Vec<usize>,
}

impl ExpressionReader<'_, '_> {
    /// Reads the one expression that a definition holds. Returns whether there is one and it is right.
    pub fn definition(&mut self, at: usize) -> Option<()> {
        let document = self.document;
        let mut parts = document.children(at).filter(|at| !is_remark(document.element(*at).name));
        let first = parts.next()?;
        if let Some(second) = parts.next() {
            let span = document.element(second).span;
            self.problems.push(
                Problem::error("several-expressions", span, "a second expression stands here")
                    .help("keep one, or combine both with `<add>` or `<mul>`"),
            );
            return None;
        }
        self.part(first)
    }

    fn part(&mut self, at: usize) -> Option<()> {
        let document = self.document;
        let element = document.element(at);
        match element.name {
            "float" | "int" => self.number(at),
            "bool" => {
                let value = super::formula::constant(document, at, self.problems)?;
                self.steps.push(Step::Number(f64::from(u8::from(value))));
                Some(())
            }
            "parameter" => self.parameter(at),
            "system-mission-time" => {
                self.steps.push(Step::MissionTime);
                Some(())
            }
            "add" => self.operands(at, 1, usize::MAX, Step::Add),
            "mul" => self.operands(at, 1, usize::MAX, Step::Multiply),
            "sub" => self.operands(at, 2, usize::MAX, Step::Subtract),
            "div" => self.operands(at, 2, usize::MAX, Step::Divide),
            "exponential" => self.operands(at, 2, 2, |_| Step::Exponential),
            "uniform-deviate" => self.operands(at, 2, 2, |_| Step::Middle),
            "normal-deviate" => self.operands(at, 2, 2, Step::First),
            // With two operands, they are the parameters of the logarithm, not a mean.
            "lognormal-deviate" => self.operands(at, 3, 3, Step::First),
            name => {
                self.problems.report(Severity::Error, || {
                    let near = nearest(name, KNOWN).map_or_else(
                        || "give the probability as `<float value=\"…\"/>`".to_owned(),
                        |near| format!("did you mean `<{near}>`? Otherwise give the probability as `<float>`"),
                    );
                    let message = format!("the expression {} is not read", quoted(name));
                    Problem::error("unknown-expression", element.span, message).help(near)
                });
                None
            }
        }
    }

    fn number(&mut self, at: usize) -> Option<()> {
        let written = self.document.attribute(at, "value");
        let value = written.and_then(|w| w.value.trim().parse::<f64>().ok()).filter(|v| v.is_finite());
        let Some(value) = value else {
            let element = self.document.element(at);
            self.problems.report(Severity::Error, || {
                let span = written.map_or(element.span, |written| written.span);
                Problem::error("no-number", span, format!("`<{}>` needs a number as `value`", element.name))
                    .help("write value=\"0.01\" or value=\"1e-2\"")
            });
            return None;
        };
        self.steps.push(Step::Number(value));
        Some(())
    }

    fn parameter(&mut self, at: usize) -> Option<()> {
        let element = self.document.element(at);
        let name = self.document.attribute(at, "name");
        let found = name.and_then(|name| self.names.find(self.scope, &name.value, true));
        let Some(found) = found else {
            let names = self.names;
            self.problems.report(Severity::Error, || {
                let Some(name) = name else {
                    return Problem::error("no-name", element.span, "`<parameter>` has no name")
                        .help("write name=\"…\", as where it is defined");
                };
                let near = nearest(&name.value, names.all(true)).map_or_else(
                    || "define it with `<define-parameter>`".to_owned(),
                    |near| format!("did you mean {}?", quoted(near)),
                );
                let message = format!("nothing defines the parameter {}", quoted(&name.value));
                Problem::error("unknown-name", name.span, message).help(near)
            });
            return None;
        };
        self.steps.push(Step::Parameter(found));
        self.uses.push(found);
        Some(())
    }

    fn operands(&mut self, at: usize, least: usize, most: usize, step: impl FnOnce(usize) -> Step) -> Option<()> {
        let document = self.document;
        let (mut count, mut right) = (0, true);
        for child in document.children(at) {
            right &= self.part(child).is_some();
            count += 1;
        }
        if count < least || count > most {
            let element = document.element(at);
            self.problems.report(Severity::Error, || {
                let wanted = if least == most { format!("{least}") } else { format!("at least {least}") };
                let message = format!("`<{}>` with {count} operands is not read; {wanted} are", element.name);
                Problem::error("operands", element.span, message).help("give the probability as `<float value=\"…\"/>`")
            });
            return None;
        }
        right.then(|| self.steps.push(step(count)))
    }
}

/// The value of an expression, given those of the parameters; not a number if one that it needs has none.
pub(super) fn value(steps: &[Step], parameters: &[f64], mission_hours: f64) -> f64 {
    let mut stack: Vec<f64> = Vec::new();
    for step in steps {
        let operands = match *step {
            Step::Number(_) | Step::Parameter(_) | Step::MissionTime => 0,
            Step::Add(n) | Step::Multiply(n) | Step::Subtract(n) | Step::Divide(n) | Step::First(n) => n,
            Step::Exponential | Step::Middle => 2,
        };
        let taken = stack.split_off(stack.len() - operands);
        let fold = |by: fn(f64, f64) -> f64| taken.iter().copied().reduce(by).unwrap_or(f64::NAN);
        stack.push(match *step {
            Step::Number(number) => number,
            Step::Parameter(definition) => parameters[definition],
            Step::MissionTime => mission_hours,
            Step::Add(_) => fold(|a, b| a + b),
            Step::Multiply(_) => fold(|a, b| a * b),
            Step::Subtract(_) => fold(|a, b| a - b),
            Step::Divide(_) => fold(|a, b| a / b),
            Step::Exponential => fold(|rate, time| -libm::expm1(-rate * time)),
            Step::Middle => fold(f64::midpoint),
            Step::First(_) => taken[0],
        });
    }
    stack.pop().unwrap_or(f64::NAN)
}
