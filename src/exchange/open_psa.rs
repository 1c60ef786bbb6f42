//! Fault trees in the Open-PSA Model Exchange Format: gates, basic and house events, parameters, components, over one
//! or several files. A model that is not coherent is refused; event trees are pointed out and left aside; what would
//! change a fault tree in ways that are not read (common causes, substitutions, alignments) is an error.
//! Format: <https://open-psa.github.io/mef/>, version 2.0d.

use std::borrow::Cow;

use crate::diagram::tree::{Input, Tree};
use crate::source::{Problem, Problems, Severity, Spanned, nearest, quoted};

use super::expression::{self, ExpressionReader, Step};
use super::formula::{FormulaReader, Formulas, Part, constant, is_remark};
use super::order::{Order, order};
use super::scope::{Definition, Kind, MODEL, Names, Scope};
use super::xml::{self, Document};

/// Hours of a mission where nobody says otherwise: a year, as in other tools.
pub const MISSION_HOURS: f64 = 8760.0;

/// A basic event.
#[derive(Clone, Debug, PartialEq)]
pub struct BasicEvent {
    /// Its name.
    pub name: String,
    /// How likely it is, if the model says so.
    pub probability: Option<f64>,
}

/// What the texts say.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Gates over the events, by their place in `events`.
    pub tree: Tree,
    /// Basic events, in the order in which they are defined.
    pub events: Vec<BasicEvent>,
    /// Gates that no other uses, with what they are.
    pub tops: Vec<(String, Input)>,
    /// Gates that are defined.
    pub gates: usize,
}

/// Reads the texts of one model. Each text's problems are returned at its place; a model comes back if none of them is
/// an error.
#[must_use]
pub fn read(texts: &[&str], mission_hours: f64) -> (Option<Model>, Vec<Problems>) {
    let mut problems: Vec<Problems> = texts.iter().map(|_| Problems::new()).collect();
    let documents: Vec<Document<'_>> =
        texts.iter().zip(&mut problems).map(|(text, problems)| xml::read(text, problems)).collect();
    let mut names = Names::new();
    for (text, document) in documents.iter().enumerate() {
        if let Some(root) = document.root() {
            let found = &mut Collector { text, document, names: &mut names, problems: &mut problems };
            found.root(root);
        }
    }
    let mut model = Modeller { documents: &documents, names: &names, problems: &mut problems };
    let read = model.model(mission_hours);
    let failed = problems.iter().any(Problems::has_errors);
    (read.filter(|_| !failed), problems)
}

/// Finds all definitions.
struct Collector<'r, 'a> {
    text: usize,
    document: &'r Document<'a>,
    names: &'r mut Names<'a>,
    problems: &'r mut [Problems],
}

impl<'a> Collector<'_, 'a> {
    fn root(&mut self, at: usize) {
        let element = self.document.element(at);
        if element.name == "opsa-mef" {
            self.container(at, MODEL, false);
            return;
        }
        self.push(
            Problem::error("not-a-model", element.span, format!("{} is no Open-PSA model", quoted(element.name)))
                .help("a model starts with `<opsa-mef>`"),
        );
    }

    fn push(&mut self, problem: Problem) {
        self.problems[self.text].push(problem);
    }

    /// Definitions in the model, a fault tree or a component; they are at most `MAX_DEPTH` deep in each other.
    fn container(&mut self, at: usize, scope: Scope, private: bool) {
        let document = self.document;
        for child in document.children(at) {
            let element = document.element(child);
            match element.name {
                "define-gate" => self.define(Kind::Gate, child, scope, private),
                "define-basic-event" => self.define(Kind::BasicEvent, child, scope, private),
                "define-house-event" => self.define(Kind::HouseEvent, child, scope, private),
                "define-parameter" => self.define(Kind::Parameter, child, scope, private),
                "define-fault-tree" | "define-component" => {
                    if let Some(name) = self.name(child) {
                        let private = self.private(child, private);
                        let inner = self.names.enter(scope, name.value);
                        self.container(child, inner, private);
                    }
                }
                "model-data" => self.container(child, scope, private),
                name if is_remark(name) => {}
                "define-event-tree"
                | "define-functional-event"
                | "define-initiating-event"
                | "define-sequence"
                | "define-rule"
                | "define-branch" => {
                    let message = format!("{} belongs to event trees, which are not read", quoted(element.name));
                    self.push(
                        Problem::warning("event-tree", element.span, message).help("fault trees are read without them"),
                    );
                }
                "define-CCF-group"
                | "define-substitution"
                | "define-alignment"
                | "define-extern-library"
                | "define-extern-function" => {
                    let message = format!("{} changes what fault trees mean and is not read", quoted(element.name));
                    self.push(Problem::error("not-read", element.span, message).help(
                        "write its effect out as gates and basic events, or leave it out if the tree is meant without",
                    ));
                }
                name => {
                    let known = [
                        "define-gate",
                        "define-basic-event",
                        "define-house-event",
                        "define-parameter",
                        "define-fault-tree",
                        "define-component",
                        "model-data",
                    ];
                    let help = nearest(name, known).map_or_else(
                        || "remove it; fault trees are read from `<define-fault-tree>` and `<model-data>`".to_owned(),
                        |near| format!("did you mean `<{near}>`?"),
                    );
                    let message = format!("{} is not known here", quoted(name));
                    self.push(Problem::error("unknown-element", element.span, message).help(help));
                }
            }
        }
    }

    fn name(&mut self, at: usize) -> Option<Spanned<Cow<'a, str>>> {
        let document = self.document;
        let element = document.element(at);
        let name = document.attribute(at, "name").filter(|name| !name.value.is_empty());
        if name.is_none() {
            let message = format!("`<{}>` has no name", element.name);
            self.push(Problem::error("no-name", element.span, message).help("write name=\"…\""));
        }
        if let Some(name) = name
            && name.value.contains('.')
        {
            let message = format!("the name {} holds a full stop", quoted(&name.value));
            self.push(
                Problem::error("name", name.span, message)
                    .help("full stops lead through components; use a hyphen or an underscore"),
            );
            return None;
        }
        name.cloned()
    }

    /// Whether something is known to its own fault tree or component alone.
    fn private(&mut self, at: usize, inherited: bool) -> bool {
        let Some(role) = self.document.attribute(at, "role") else { return inherited };
        match role.value.as_ref() {
            "private" => true,
            "public" => false,
            other => {
                let message = format!("{} is no role", quoted(other));
                self.push(Problem::error("role", role.span, message).help("write `public` or `private`"));
                inherited
            }
        }
    }

    fn define(&mut self, kind: Kind, at: usize, scope: Scope, private: bool) {
        let Some(name) = self.name(at) else { return };
        // Without a container, everything is known everywhere.
        let private = self.private(at, private) && scope != MODEL;
        let written = name.clone();
        let definition = Definition { kind, name, text: self.text, element: at, scope, private };
        let Err(other) = self.names.define(definition) else { return };
        let other = &self.names.definitions[other];
        let message = format!("{} is already {}", quoted(&written.value), other.kind.words());
        let help = "give one of them another name; gates, basic and house events share names";
        let mut problem = Problem::error("duplicate", written.span, message).help(help);
        if other.text == self.text {
            problem = problem.related("defined here first", other.name.span);
        }
        self.push(problem);
    }
}

/// Makes a model of what was defined.
struct Modeller<'r, 'a> {
    documents: &'r [Document<'a>],
    names: &'r Names<'a>,
    problems: &'r mut [Problems],
}

impl Modeller<'_, '_> {
    fn model(&mut self, mission_hours: f64) -> Option<Model> {
        let definitions = &self.names.definitions;
        let probabilities = self.values(mission_hours);
        let mut formulas = vec![Formulas::default(); definitions.len()];
        let mut uses = vec![Vec::new(); definitions.len()];
        for (id, definition) in definitions.iter().enumerate() {
            match definition.kind {
                Kind::Gate => (formulas[id], uses[id]) = self.gate(definition),
                Kind::HouseEvent => formulas[id].whole = self.house(definition).map(Part::Constant),
                Kind::BasicEvent | Kind::Parameter => {}
            }
        }
        let ordered = order(&uses);
        self.report_cycles(&ordered, "gate", "a gate may not depend on itself; remove one of these references");
        if self.problems.iter().any(Problems::has_errors) {
            return None;
        }
        if !definitions.iter().any(|d| d.kind == Kind::Gate) {
            if let Some(problems) = self.problems.first_mut() {
                let help = "a fault tree has gates: `<define-gate name=\"top\">` with a formula";
                let span =
                    self.documents[0].root().map_or_else(Default::default, |at| self.documents[0].element(at).span);
                problems.push(Problem::error("no-gate", span, "no gate is defined").help(help));
            }
            return None;
        }
        Some(assemble(definitions, &formulas, &uses, &ordered.order, &probabilities))
    }

    fn gate(&mut self, definition: &Definition<'_>) -> (Formulas, Vec<usize>) {
        let mut reader = FormulaReader {
            document: &self.documents[definition.text],
            names: self.names,
            scope: definition.scope,
            problems: &mut self.problems[definition.text],
            formulas: Formulas::default(),
            uses: Vec::new(),
        };
        reader.definition(definition.element);
        (reader.formulas, reader.uses)
    }

    /// Whether a house event is on; off, if nothing is said.
    fn house(&mut self, definition: &Definition<'_>) -> Option<bool> {
        let document = &self.documents[definition.text];
        let problems = &mut self.problems[definition.text];
        let Some(part) = document.children(definition.element).find(|at| !is_remark(document.element(*at).name)) else {
            return Some(false);
        };
        let element = document.element(part);
        if element.name == "constant" {
            return constant(document, part, problems);
        }
        problems.push(
            Problem::error("house-event", element.span, "a house event is a constant")
                .help("write `<constant value=\"true\"/>` or `<constant value=\"false\"/>`"),
        );
        None
    }

    /// Probabilities of basic events, by definition; not a number where there is none.
    fn values(&mut self, mission_hours: f64) -> Vec<f64> {
        let definitions = &self.names.definitions;
        let mut steps: Vec<Option<Vec<Step>>> = vec![None; definitions.len()];
        let mut uses = vec![Vec::new(); definitions.len()];
        for (id, definition) in definitions.iter().enumerate() {
            if !matches!(definition.kind, Kind::BasicEvent | Kind::Parameter) {
                continue;
            }
            let mut reader = ExpressionReader {
                document: &self.documents[definition.text],
                names: self.names,
                scope: definition.scope,
                problems: &mut self.problems[definition.text],
                steps: Vec::new(),
                uses: Vec::new(),
            };
            if reader.definition(definition.element).is_some() {
                steps[id] = Some(reader.steps);
                uses[id] = reader.uses;
            }
        }
        let ordered = order(&uses);
        self.report_cycles(&ordered, "parameter", "a parameter may not depend on itself; give one of them a number");
        let mut values = vec![f64::NAN; definitions.len()];
        for id in ordered.order {
            let Some(steps) = &steps[id] else { continue };
            values[id] = expression::value(steps, &values, mission_hours);
            let definition = &definitions[id];
            if definition.kind == Kind::BasicEvent && !(0.0..=1.0).contains(&values[id]) && !values[id].is_nan() {
                let message = format!("the probability of {} is {}", quoted(&definition.name.value), values[id]);
                self.problems[definition.text].report(Severity::Error, || {
                    Problem::error("probability", definition.name.span, message)
                        .help("a probability lies between 0 and 1")
                });
            }
        }
        values
    }

    fn report_cycles(&mut self, ordered: &Order, what: &str, help: &str) {
        for (cycle, more) in &ordered.cycles {
            let first = &self.names.definitions[cycle[0]];
            let mut words: Vec<String> =
                cycle.iter().map(|id| quoted(&self.names.definitions[*id].name.value)).collect();
            if *more > 0 {
                words.push(format!("{more} more"));
            }
            words.push(quoted(&first.name.value));
            let message = format!("the {what} depends on itself: {}", words.join(" → "));
            let mut problem = Problem::error("cycle", first.name.span, message).help(help);
            for id in &cycle[1..] {
                let other = &self.names.definitions[*id];
                if other.text == first.text {
                    problem = problem.related("which depends on this", other.name.span);
                }
            }
            self.problems[first.text].push(problem);
        }
    }
}

/// Puts the tree together; nothing in the definitions is wrong.
fn assemble(
    definitions: &[Definition<'_>],
    formulas: &[Formulas],
    uses: &[Vec<usize>],
    ordered: &[usize],
    probabilities: &[f64],
) -> Model {
    let mut events = Vec::new();
    let mut inputs = vec![Input::Constant(false); definitions.len()];
    for (id, definition) in definitions.iter().enumerate() {
        if definition.kind == Kind::BasicEvent {
            inputs[id] = Input::Event(u32::try_from(events.len()).expect("fewer events than elements"));
            let probability = Some(probabilities[id]).filter(|p| !p.is_nan());
            events.push(BasicEvent { name: definition.name.value.clone().into_owned(), probability });
        }
    }
    let mut tree = Tree::new(u32::try_from(events.len()).expect("fewer events than elements"));
    for &id in ordered {
        let mut nested: Vec<Input> = Vec::new();
        let of = |part: &Part, nested: &[Input]| match *part {
            Part::Definition(id) => inputs[id],
            Part::Formula(at) => nested[at],
            Part::Constant(value) => Input::Constant(value),
        };
        for (connective, parts) in &formulas[id].list {
            let parts = parts.iter().map(|part| of(part, &nested)).collect();
            nested.push(Input::Gate(tree.gate(*connective, parts)));
        }
        if let Some(whole) = &formulas[id].whole {
            inputs[id] = of(whole, &nested);
        }
    }
    let mut used = vec![false; definitions.len()];
    for id in uses.iter().flatten() {
        used[*id] = true;
    }
    let is_top = |(id, definition): &(usize, &Definition<'_>)| definition.kind == Kind::Gate && !used[*id];
    let top = |(id, definition): (usize, &Definition<'_>)| (definition.name.value.clone().into_owned(), inputs[id]);
    let tops = definitions.iter().enumerate().filter(is_top).map(top).collect();
    let gates = definitions.iter().filter(|d| d.kind == Kind::Gate).count();
    Model { tree, events, tops, gates }
}
