//! The one typed surface: an analysis is begun on a source, advanced in steps, and asked for slices of its answer.
//! The command, the page and the tests all come through here. Everything returned is plain data; no call fails.

#[macro_use]
mod answer;
mod assemble;
mod attacks;
mod catalog_view;
mod crosswalk;
mod decisions;
mod domains;
mod edit;
mod fact;
mod occurrences;
mod picture;
mod quantify;
mod quantities;
mod questions;
mod report;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

pub use answer::*;
pub use catalog_view::*;
pub use decisions::*;
pub use domains::*;
pub use edit::*;
pub use occurrences::*;
pub use picture::{Picture, PictureFlow, PictureNode, PictureReach, PictureZone};
pub use quantify::difference;
pub use quantities::*;
pub use questions::*;
pub use report::*;

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
    /// What is wrong with the description, whatever the scenario; with errors among them it cannot be analysed.
    described: Vec<Problem>,
    /// The same, with what is wrong with the scenario and what only the graph can tell.
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
    /// The graph is complete, but the scenario names what the description does not have.
    Waiting(Box<Ground>),
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

/// The catalog that is built in, with packs. With an error among the problems it is not to be used.
pub fn with_packs(packs: &[PackSource]) -> (Arc<Catalog>, Vec<Diagnostic>) {
    if packs.is_empty() {
        return (built_in(), Vec::new());
    }
    let files: Vec<catalog::PackFile<'_>> =
        packs.iter().map(|p| catalog::PackFile { name: &p.name, pack: &p.pack, text: &p.text }).collect();
    let (catalog, problems) = catalog::load_with_packs(catalog::built_in_files(), &files);
    let problems = problems.iter().map(|(file, problem)| {
        let text = packs.iter().find(|p| p.name == *file).map_or("", |p| p.text.as_str());
        assemble::diagnostic(file, &Lines::new(text), problem)
    });
    let problems = problems.collect();
    (Arc::new(catalog), problems)
}

/// What a catalog that loads may still be told: rules that nothing leads to, things said twice, references to nothing.
pub fn audit(catalog: &Catalog) -> Vec<Diagnostic> {
    catalog::audit(catalog)
        .iter()
        .map(|(file, problem)| {
            let (name, lines) = file_of(catalog, *file);
            assemble::diagnostic(name, &lines, problem)
        })
        .collect()
}

/// Problems with their places in a text of that name.
pub fn diagnostics_of(name: &str, text: &str, problems: &[Problem]) -> Vec<Diagnostic> {
    let lines = Lines::new(text);
    problems.iter().map(|problem| assemble::diagnostic(name, &lines, problem)).collect()
}

/// A problem with its place in a file of a catalog.
pub fn catalog_diagnostic(catalog: &Catalog, file: catalog::FileId, problem: &Problem) -> Diagnostic {
    let (name, lines) = file_of(catalog, file);
    assemble::diagnostic(name, &lines, problem)
}

/// Name and lines of a file of a catalog.
fn file_of(catalog: &Catalog, file: catalog::FileId) -> (&str, Lines<'_>) {
    let name = catalog.file(file);
    let of_pack = catalog.packs.get(&file).map(|pack| &*pack.text);
    let built_in = || catalog::built_in_files().iter().find(|(n, _)| *n == name).map(|(_, text)| *text);
    (name, Lines::new(of_pack.or_else(built_in).unwrap_or("")))
}

/// The catalog that is built in, shared by all analyses.
pub fn built_in() -> Arc<Catalog> {
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
        if let Some(document) = &document {
            names::resolve(document, &mut problems);
            if !problems.has_errors() {
                system = system::lower(document, &catalog, &mut problems);
            }
        }
        let mut analysis = Analysis {
            source: source.clone(),
            scenario: Scenario::default(),
            catalog,
            described: problems.into_sorted(),
            problems: Vec::new(),
            system: Arc::new(system),
            settings: Settings::default(),
            state: Phase::Refused,
            answers: Vec::new(),
            hypotheses: OnceCell::new(),
        };
        analysis.switch(scenario);
        analysis
    }

    /// Begins to answer the same description under another scenario. A graph that is there already is kept: it serves
    /// every scenario.
    pub fn switch(&mut self, scenario: &Scenario) {
        let usable = self.described.iter().all(|p| p.severity != source::Severity::Error);
        let mut problems = Problems::new();
        self.settings =
            if usable { assemble::settings(&self.system, scenario, &mut problems) } else { Settings::default() };
        let refused = !usable || problems.has_errors();
        self.scenario = scenario.clone();
        self.answers.clear();
        self.problems = self.described.clone();
        self.remark(problems.into_sorted());
        let hypotheses = self.hypotheses.take().flatten();
        self.state = match std::mem::replace(&mut self.state, Phase::Refused) {
            Phase::Answering(ground) | Phase::Waiting(ground) if refused => Phase::Waiting(ground),
            _ if refused => Phase::Refused,
            Phase::Answering(ground) | Phase::Waiting(ground) => {
                let Ground { graph, events, cut, .. } = *ground;
                self.answer_on(self.under(graph, events, cut))
            }
            Phase::Grounding(grounder) => Phase::Grounding(grounder),
            Phase::Refused => {
                let grounder = Grounder::new(Arc::clone(&self.catalog), Arc::clone(&self.system));
                Phase::Grounding(Box::new(grounder))
            }
        };
        if let (Some(ground), false) = (hypotheses, refused) {
            let Ground { graph, events, cut, .. } = *ground;
            let ground = self.under(graph, events, cut);
            self.hypotheses.get_or_init(|| Some(Box::new(ground)));
        }
    }

    /// Adds problems in order of place.
    fn remark(&mut self, problems: impl IntoIterator<Item = Problem>) {
        self.problems.extend(problems);
        crate::order::sort_by(&mut self.problems, |a, b| {
            (a.span, a.severity, a.code, &a.message).cmp(&(b.span, b.severity, b.code, &b.message))
        });
    }

    /// The phase in which claims are answered on a graph.
    fn answer_on(&mut self, ground: Ground) -> Phase {
        self.remark(assemble::gaps(&self.system, &ground, &self.settings));
        self.remark(decisions::unknown(self));
        Phase::Answering(Box::new(ground))
    }

    /// Goes on for about that many steps. Steps count rule instances while grounding, then one for each claim, so that
    /// an answer never depends on speed.
    pub fn advance(&mut self, steps: u64) -> Progress {
        match std::mem::replace(&mut self.state, Phase::Refused) {
            Phase::Grounding(mut grounder) => {
                let finished = grounder.advance(steps);
                let (done, of) = grounder.progress();
                if finished {
                    let (graph, complete) = grounder.finish();
                    let ground = self.ground(graph, !complete);
                    self.state = self.answer_on(ground);
                } else {
                    self.state = Phase::Grounding(grounder);
                }
                return progress("ground", done, of, false);
            }
            state => self.state = state,
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
        self.under(graph, events, cut)
    }

    /// A graph under the scenario of now.
    fn under(&self, graph: Graph, mut events: Events, cut: bool) -> Ground {
        events.restate(&self.settings.likelihoods);
        let states = self.settings.states(&events, &self.system);
        let exposures = Exposures::new(&graph, &self.system, &events, &self.settings, &states);
        Ground { graph, events, states, exposures, cut }
    }

    /// The catalog that it is made with.
    pub fn catalog(&self) -> &Arc<Catalog> {
        &self.catalog
    }

    /// The description, as handed in.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The description could be analysed.
    pub fn analysed(&self) -> bool {
        !matches!(self.state, Phase::Refused | Phase::Waiting(_))
    }

    /// Everything but the slices.
    pub fn overview(&self) -> Overview {
        assemble::overview(self)
    }

    /// The claims answered so far, by verdict, then id.
    pub fn claims(&self) -> Vec<Claim> {
        assemble::claims(self)
    }

    /// The verdicts alone, in the order of the description: little to make and to send, so that they are seen first.
    pub fn verdicts(&self) -> Vec<ClaimVerdict> {
        assemble::verdicts(self)
    }

    /// A slice of the exposure matrix: rows whose element's name or label contains `filter`.
    pub fn exposure(&self, filter: &str, offset: u64, limit: u64) -> Exposure {
        assemble::exposure(self, filter, offset, limit)
    }

    /// All catalog attacks, each with at most `places` places.
    pub fn attacks(&self, places: u32) -> Attacks {
        attacks::attacks(self, places)
    }

    /// The attacks as items of a view: `owasp_llm_2026`, `stride`; nothing if there is no such view.
    pub fn crosswalk(&self, view: &str) -> Option<Crosswalk> {
        crosswalk::crosswalk(self, view)
    }

    /// Ids of the rules that have an instance here.
    pub fn rules_met(&self) -> BTreeSet<String> {
        let graph = self.answering().map(|ground| &ground.graph);
        let rules: BTreeSet<_> =
            graph.iter().flat_map(|graph| graph.instances().map(|instance| graph.rule(instance))).collect();
        rules.into_iter().map(|rule| self.catalog.rule(rule).id.clone()).collect()
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
            decisions: self.decisions(),
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
        assemble::place(&self.source.name, lines, span)
    }
}

fn progress(phase: &str, done: u64, of: u64, finished: bool) -> Progress {
    Progress { phase: phase.to_owned(), done, of, finished }
}

/// Version of the engine and of the catalog.
pub fn version() -> String {
    format!("{} (catalog {})", env!("CARGO_PKG_VERSION"), built_in().version)
}
