//! The one typed surface: an analysis is begun on a source, advanced in steps, and asked for slices of its answer.
//! The command, the page and the tests all come through here. Everything returned is plain data; no call fails.

#[macro_use]
mod answer;
mod assemble;
mod catalog_view;
mod fact;

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

pub use answer::*;
pub use catalog_view::*;

pub use crate::source::MAX_TEXT;

use crate::analysis::{Budget, ClaimAnswer, Events, Exposures, Levels, Settings, State, claim};
use crate::catalog::{self, Catalog};
use crate::engine::{Graph, Grounder};
use crate::report::json;
use crate::source::{self, Lines, Problem, Problems};
use crate::system::document::read_document;
use crate::system::{self, DeclaredId, System, names};

/// Version of the answer's format.
const FORMAT: u32 = 1;

/// An analysis of one description under one scenario.
pub struct Analysis {
    source: Source,
    scenario: Scenario,
    catalog: Arc<Catalog>,
    problems: Vec<Problem>,
    system: Arc<System>,
    settings: Settings,
    state: Phase,
    answers: Vec<ClaimAnswer>,
    hypotheses: OnceCell<Option<Box<Ground>>>,
}

/// How far an analysis is.
enum Phase {
    /// The description cannot be analysed.
    Refused,
    /// Rules are being grounded.
    Grounding(Box<Grounder>),
    /// The graph is complete; claims are being answered.
    Answering(Box<Ground>),
}

/// A ground graph and what is known of its events under the scenario.
struct Ground {
    graph: Graph,
    events: Events,
    states: Vec<State>,
    exposures: Exposures,
    /// Grounding was cut at its bound.
    cut: bool,
}

/// The catalog that is built in, shared by all analyses.
fn built_in() -> Arc<Catalog> {
    static SHARED: OnceLock<Arc<Catalog>> = OnceLock::new();
    Arc::clone(SHARED.get_or_init(|| Arc::new(catalog::built_in().clone())))
}

impl Analysis {
    /// Reads, checks and lowers a description with the built-in catalog.
    pub fn begin(source: &Source, scenario: &Scenario) -> Analysis {
        Analysis::with_catalog(source, scenario, built_in())
    }

    /// The same with another catalog.
    pub fn with_catalog(source: &Source, scenario: &Scenario, catalog: Arc<Catalog>) -> Analysis {
        let mut problems = Problems::new();
        let document = source::read(&source.text, &mut problems).map(|node| read_document(&node, &mut problems));
        let mut system = System::default();
        let mut settings = Settings::default();
        if let Some(document) = &document {
            names::resolve(document, &mut problems);
            if !problems.has_errors() {
                system = system::lower(document, &catalog, &mut problems);
                settings = assemble::settings(&system, scenario, &mut problems);
            }
        }
        let refused = document.is_none() || problems.has_errors();
        let system = Arc::new(system);
        let state = if refused {
            Phase::Refused
        } else {
            Phase::Grounding(Box::new(Grounder::new(Arc::clone(&catalog), Arc::clone(&system))))
        };
        Analysis {
            source: source.clone(),
            scenario: scenario.clone(),
            catalog,
            problems: problems.into_sorted(),
            system,
            settings,
            state,
            answers: Vec::new(),
            hypotheses: OnceCell::new(),
        }
    }

    /// Goes on for about that many steps. Steps count rule instances while grounding, then one for each claim, so that
    /// an answer never depends on speed.
    pub fn advance(&mut self, steps: u64) -> Progress {
        match std::mem::replace(&mut self.state, Phase::Refused) {
            Phase::Refused => return progress("done", 0, 0, true),
            Phase::Grounding(mut grounder) => {
                let finished = grounder.advance(steps);
                let (done, of) = grounder.progress();
                if finished {
                    let (graph, complete) = grounder.finish();
                    let ground = self.ground(graph, !complete);
                    self.problems.extend(assemble::gaps(&self.system, &ground, &self.settings));
                    crate::order::sort_by(&mut self.problems, |a, b| {
                        (a.span, a.severity, a.code, &a.message).cmp(&(b.span, b.severity, b.code, &b.message))
                    });
                    self.state = Phase::Answering(Box::new(ground));
                } else {
                    self.state = Phase::Grounding(grounder);
                }
                return progress("ground", done, of, false);
            }
            state @ Phase::Answering(_) => self.state = state,
        }
        let Phase::Answering(ground) = &self.state else { return progress("done", 0, 0, true) };
        if let Some(spec) = self.system.claims.get(self.answers.len()) {
            let mut reach = |who: DeclaredId| -> Rc<Levels> { ground.exposures.levels_of(who) };
            let answer = claim(
                &ground.graph,
                &self.system,
                &ground.events,
                &self.settings,
                &ground.states,
                spec,
                Budget::default(),
                &mut reach,
            );
            self.answers.push(answer);
        }
        let (done, of) = (self.answers.len() as u64, self.system.claims.len() as u64);
        progress(if done == of { "done" } else { "answer" }, done, of, done == of)
    }

    /// Advances until nothing is left to do.
    pub fn run(&mut self) {
        while !self.advance(u64::MAX).finished {}
    }

    fn ground(&self, graph: Graph, cut: bool) -> Ground {
        let events = Events::new(&graph, &self.system, &self.catalog);
        let states = self.settings.states(&events, &self.system);
        let exposures = Exposures::new(&graph, &self.system, &events, &self.settings, &states);
        Ground { graph, events, states, exposures, cut }
    }

    /// The description could be analysed.
    pub fn analysed(&self) -> bool {
        !matches!(self.state, Phase::Refused)
    }

    /// Everything but the slices.
    pub fn overview(&self) -> Overview {
        assemble::overview(self)
    }

    /// The claims answered so far, by verdict, then id.
    pub fn claims(&self) -> Vec<Claim> {
        assemble::claims(self)
    }

    /// A slice of the exposure matrix: rows whose element's name or label contains `filter`.
    pub fn exposure(&self, filter: &str, offset: u64, limit: u64) -> Exposure {
        assemble::exposure(self, filter, offset, limit)
    }

    /// All catalog attacks, each with at most `places` places.
    pub fn attacks(&self, places: u32) -> Attacks {
        assemble::attacks(self, places)
    }

    /// Why a fact holds; nothing if no rule concludes it.
    pub fn explain(&self, fact: &str) -> Option<Explanation> {
        assemble::explain(self, fact)
    }

    /// The whole answer.
    pub fn answer(&self) -> Answer {
        self.excerpt(u64::MAX, 20)
    }

    /// The answer with only the first rows of the exposure, and of each attack the first places. What is asked for
    /// none of is not computed.
    pub fn excerpt(&self, rows: u64, places: u32) -> Answer {
        let none = || Exposure { rows: Vec::new(), total: 0, not_reached: Vec::new() };
        Answer {
            bartizan: FORMAT,
            overview: self.overview(),
            claims: self.claims(),
            exposure: if rows == 0 { none() } else { self.exposure("", 0, rows) },
            attacks: if places == 0 { Vec::new() } else { self.attacks(places).attacks },
        }
    }

    /// The whole answer as JSON, as the command prints it.
    pub fn answer_json(&self) -> String {
        json::printed(&self.answer()).unwrap_or_default()
    }

    /// The place of a span in the source.
    fn place(&self, lines: &Lines<'_>, span: source::Span) -> Place {
        let (from, to) = (lines.position(span.start), lines.position(span.end));
        Place {
            file: self.source.name.clone(),
            line: from.line,
            column: from.column,
            end_line: to.line,
            end_column: to.column,
        }
    }
}

fn progress(phase: &str, done: u64, of: u64, finished: bool) -> Progress {
    Progress { phase: phase.to_owned(), done, of, finished }
}

/// Version of the engine and of the catalog.
pub fn version() -> String {
    format!("{} (catalog {})", env!("CARGO_PKG_VERSION"), built_in().version)
}
