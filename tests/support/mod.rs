//! Acceptance cases: a description, a scenario, and what must come out of it. The scenarios are cases written in code,
//! the catalog's examples are cases written in Markdown; the test of mutations runs them all with one rule less.
#![allow(dead_code, reason = "each test file uses a part of this module")]

pub mod literate;
pub mod rules;

use std::collections::BTreeSet;
use std::fmt;
use std::panic::Location;
use std::sync::{Arc, OnceLock};

use bartizan::api::{Analysis, AttackSet, Claim, Held, Scenario, Scope, Severity, Source, Verdict};
use bartizan::catalog::{self, Catalog};

/// A set of event ids.
pub type Set = BTreeSet<String>;

/// The built-in catalog.
pub fn built_in() -> Arc<Catalog> {
    static SHARED: OnceLock<Arc<Catalog>> = OnceLock::new();
    Arc::clone(SHARED.get_or_init(|| Arc::new(catalog::built_in().clone())))
}

/// A path under the project's folder.
pub fn path(relative: &str) -> String {
    format!("{}/{relative}", env!("CARGO_MANIFEST_DIR"))
}

/// Something that must come out.
#[derive(Clone, Debug)]
pub enum Expected {
    /// A claim's verdict.
    Verdict(String, Verdict),
    /// All minimal sets that decide a claim.
    Sets(String, BTreeSet<Set>),
    /// All minimal sets of a claim in which a justified assumption fails.
    Resting(String, BTreeSet<Set>),
    /// One of the minimal sets of a claim or fact.
    Set(String, Set),
    /// None of the minimal sets of a claim or fact.
    NoSet(String, Set),
    /// Whether what a claim denies is persistent.
    Persistent(String, bool),
    /// A claim that holds lists near misses.
    Misses(String),
    /// A claim that holds lists this change among its near misses.
    Miss(String, String),
    /// How firmly a fact is held.
    Fact(String, Held),
    /// Whether an attack of the catalog applies.
    Scope(String, Scope),
    /// An attack of the catalog does not close.
    NeverCloses(String),
    /// A diagnostic of that code and about that word.
    Warns(String, String),
    /// How a decision stands, in words.
    Decided(String, String),
}

/// An expectation and where it is written.
#[derive(Clone, Debug)]
pub struct Expectation {
    pub at: String,
    pub expected: Expected,
}

/// A description under a scenario, with expectations.
#[derive(Clone, Debug)]
pub struct Case {
    pub name: String,
    pub source: Source,
    pub scenario: Scenario,
    pub expectations: Vec<Expectation>,
}

/// An expectation that was not met.
#[derive(Debug)]
pub struct Failure {
    pub at: String,
    pub case: String,
    pub message: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.at, self.case, self.message)
    }
}

/// Reads `event + event`.
pub fn set(text: &str) -> Set {
    text.split(" + ").map(str::trim).filter(|event| !event.is_empty()).map(str::to_owned).collect()
}

fn show(set: &Set) -> String {
    set.iter().map(String::as_str).collect::<Vec<_>>().join(" + ")
}

fn show_all(sets: &BTreeSet<Set>) -> String {
    sets.iter().map(|s| format!("\n      {}", show(s))).collect()
}

fn sets_of(sets: &[AttackSet]) -> BTreeSet<Set> {
    sets.iter().map(|s| s.events.iter().cloned().collect()).collect()
}

impl Case {
    /// An example of the project as it is described.
    pub fn example(file: &str) -> Case {
        let name = format!("examples/{file}");
        let text = std::fs::read_to_string(path(&name)).expect("the example is part of the project");
        Case {
            name: file.split('.').next().unwrap_or(file).to_owned(),
            source: Source { name, text },
            scenario: Scenario::default(),
            expectations: Vec::new(),
        }
    }

    /// A variant of this case under a longer name, with the same expectations so far.
    pub fn variant(&self, name: &str) -> Case {
        let mut case = self.clone();
        case.name = format!("{}: {name}", self.name);
        case
    }

    /// Puts one text in the place of another that stands in the description exactly once.
    pub fn edit(mut self, from: &str, to: &str) -> Case {
        assert_eq!(self.source.text.matches(from).count(), 1, "`{from}` stands once in {}", self.source.name);
        self.source.text = self.source.text.replace(from, to);
        self
    }

    pub fn on(mut self, control: &str) -> Case {
        self.scenario.on.push(control.to_owned());
        self
    }

    pub fn off(mut self, control: &str) -> Case {
        self.scenario.off.push(control.to_owned());
        self
    }

    pub fn fail(mut self, assumption: &str) -> Case {
        self.scenario.fail.push(assumption.to_owned());
        self
    }

    fn expect(mut self, at: &Location<'_>, expected: Expected) -> Case {
        self.expectations.push(Expectation { at: format!("{}:{}", at.file(), at.line()), expected });
        self
    }

    /// The verdict on a claim and all the minimal sets that decide it.
    #[track_caller]
    pub fn claim(self, id: &str, verdict: Verdict, sets: &[&str]) -> Case {
        let at = Location::caller();
        self.expect(at, Expected::Verdict(id.to_owned(), verdict))
            .expect(at, Expected::Sets(id.to_owned(), sets.iter().map(|s| set(s)).collect()))
    }

    /// The verdict on a claim and some of its minimal sets.
    #[track_caller]
    pub fn finds(self, id: &str, verdict: Verdict, sets: &[&str]) -> Case {
        let at = Location::caller();
        let case = self.expect(at, Expected::Verdict(id.to_owned(), verdict));
        sets.iter().fold(case, |case, s| case.expect(at, Expected::Set(id.to_owned(), set(s))))
    }

    /// Sets of events that are no longer minimal sets of a claim.
    #[track_caller]
    pub fn gone(self, id: &str, sets: &[&str]) -> Case {
        let at = Location::caller();
        sets.iter().fold(self, |case, s| case.expect(at, Expected::NoSet(id.to_owned(), set(s))))
    }

    /// All the minimal sets of a claim in which a justified assumption fails.
    #[track_caller]
    pub fn resting(self, id: &str, sets: &[&str]) -> Case {
        self.expect(Location::caller(), Expected::Resting(id.to_owned(), sets.iter().map(|s| set(s)).collect()))
    }

    #[track_caller]
    pub fn persistent(self, id: &str, persistent: bool) -> Case {
        self.expect(Location::caller(), Expected::Persistent(id.to_owned(), persistent))
    }

    #[track_caller]
    pub fn has_misses(self, id: &str) -> Case {
        self.expect(Location::caller(), Expected::Misses(id.to_owned()))
    }

    /// A claim that holds lists this change among its near misses.
    #[track_caller]
    pub fn miss(self, id: &str, change: &str) -> Case {
        self.expect(Location::caller(), Expected::Miss(id.to_owned(), change.to_owned()))
    }

    #[track_caller]
    pub fn fact(self, fact: &str, held: Held) -> Case {
        self.expect(Location::caller(), Expected::Fact(fact.to_owned(), held))
    }

    /// A fact that is held and one of its minimal sets.
    #[track_caller]
    pub fn fact_by(self, fact: &str, held: Held, by: &str) -> Case {
        let at = Location::caller();
        self.expect(at, Expected::Fact(fact.to_owned(), held)).expect(at, Expected::Set(fact.to_owned(), set(by)))
    }

    #[track_caller]
    pub fn scope(self, attack: &str, scope: Scope) -> Case {
        self.expect(Location::caller(), Expected::Scope(attack.to_owned(), scope))
    }

    /// An attack of the catalog that does not close here.
    #[track_caller]
    pub fn never_closes(self, attack: &str) -> Case {
        self.expect(Location::caller(), Expected::NeverCloses(attack.to_owned()))
    }

    /// The analysis, run to its end.
    pub fn run(&self, catalog: &Arc<Catalog>) -> Analysis {
        let mut analysis = Analysis::with_catalog(&self.source, &self.scenario, Arc::clone(catalog));
        analysis.run();
        analysis
    }

    /// The expectations that are not met, or only the first of them.
    pub fn failures(&self, catalog: &Arc<Catalog>, only_first: bool) -> Vec<Failure> {
        let analysis = self.run(catalog);
        let mut failures = Vec::new();
        let refused: Vec<String> = analysis
            .overview()
            .diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .map(|d| format!("{}:{}: {}", d.place.line, d.place.column, d.message))
            .collect();
        if !refused.is_empty() {
            let at = self.expectations.first().map_or_else(|| self.source.name.clone(), |e| e.at.clone());
            return vec![Failure { at, case: self.name.clone(), message: refused.join("\n    ") }];
        }
        let claims = analysis.claims();
        for expectation in &self.expectations {
            if let Some(message) = expectation.expected.unmet(&analysis, &claims) {
                failures.push(Failure { at: expectation.at.clone(), case: self.name.clone(), message });
                if only_first {
                    break;
                }
            }
        }
        failures
    }
}

impl Expected {
    /// What is wrong, if it is not met.
    fn unmet(&self, analysis: &Analysis, claims: &[Claim]) -> Option<String> {
        match self {
            Expected::Verdict(id, verdict) => match named(claims, id) {
                Some(claim) if claim.verdict == *verdict => None,
                Some(claim) => Some(format!("{id} should be {verdict:?} and is {:?}", claim.verdict)),
                None => no_claim(id),
            },
            Expected::Sets(id, sets) => match named(claims, id) {
                Some(claim) => compare(&format!("sets of {id}"), sets, &sets_of(&claim.sets)),
                None => no_claim(id),
            },
            Expected::Resting(id, sets) => match named(claims, id) {
                Some(claim) => {
                    compare(&format!("sets with a justified event of {id}"), sets, &sets_of(&claim.resting_sets))
                }
                None => no_claim(id),
            },
            Expected::Set(of, wanted) => {
                let Some(found) = found_sets(analysis, claims, of) else { return no_claim(of) };
                (!found.contains(wanted)).then(|| {
                    format!(
                        "among the sets of {of} should be\n      {}\n    but they are{}",
                        show(wanted),
                        show_all(&found)
                    )
                })
            }
            Expected::NoSet(of, unwanted) => {
                let Some(found) = found_sets(analysis, claims, of) else { return no_claim(of) };
                found
                    .contains(unwanted)
                    .then(|| format!("among the sets of {of} should not be\n      {}", show(unwanted)))
            }
            Expected::Persistent(id, persistent) => match named(claims, id) {
                Some(claim) if claim.persistent == *persistent => None,
                Some(_) if *persistent => Some(format!("{id} should be persistent and is not")),
                Some(_) => Some(format!("{id} is persistent and should not be")),
                None => no_claim(id),
            },
            Expected::Misses(id) => match named(claims, id) {
                Some(claim) if claim.nearest.is_empty() => Some(format!("{id} lists no near miss")),
                Some(_) => None,
                None => no_claim(id),
            },
            Expected::Miss(id, change) => match named(claims, id) {
                Some(claim) if claim.nearest.iter().any(|m| m.change == *change) => None,
                Some(claim) => {
                    let changes: Vec<&str> = claim.nearest.iter().map(|m| m.change.as_str()).collect();
                    Some(format!("a near miss of {id} should be `{change}`; they are `{}`", changes.join("`, `")))
                }
                None => no_claim(id),
            },
            Expected::Fact(fact, held) => {
                let is = analysis.explain(fact).map_or(Held::No, |e| e.held);
                (is != *held).then(|| format!("{fact} should be {held:?} and is {is:?}"))
            }
            Expected::Scope(id, scope) => match analysis.attacks(1).attacks.iter().find(|a| a.id == *id) {
                Some(attack) if attack.scope == *scope => None,
                Some(attack) => Some(format!("{id} should be {scope:?} and is {:?}", attack.scope)),
                None => Some(format!("there is no attack {id}")),
            },
            Expected::NeverCloses(id) => {
                let attacks = analysis.attacks(1).attacks;
                let closes = attacks.iter().any(|a| a.id == *id && a.scope == Scope::Closes);
                closes.then(|| format!("{id} closes and should not"))
            }
            Expected::Warns(code, about) => {
                let diagnostics = analysis.overview().diagnostics;
                let found = diagnostics.iter().any(|d| d.code == *code && d.message.contains(about));
                (!found).then(|| format!("there should be a warning {code} about {about}"))
            }
            Expected::Decided(about, words) => {
                let decisions = analysis.decisions();
                let found = decisions.iter().find(|d| d.about == *about).map(|d| d.sentence.as_str());
                (found != Some(words))
                    .then(|| format!("the decision about {about} {}", found.unwrap_or("is not there")))
            }
        }
    }
}

fn named<'c>(claims: &'c [Claim], id: &str) -> Option<&'c Claim> {
    claims.iter().find(|c| c.id == id)
}

/// All minimal sets of a claim or fact; none for a claim that there is not.
fn found_sets(analysis: &Analysis, claims: &[Claim], of: &str) -> Option<BTreeSet<Set>> {
    let found: Vec<AttackSet> = match named(claims, of) {
        Some(claim) => claim.sets.iter().chain(&claim.resting_sets).cloned().collect(),
        None if of.contains('(') => analysis.explain(of).map_or_else(Vec::new, |e| e.sets),
        None => return None,
    };
    Some(sets_of(&found))
}

fn no_claim(id: &str) -> Option<String> {
    Some(format!("there is no claim {id}"))
}

fn compare(what: &str, expected: &BTreeSet<Set>, found: &BTreeSet<Set>) -> Option<String> {
    let missing: BTreeSet<Set> = expected.difference(found).cloned().collect();
    let new: BTreeSet<Set> = found.difference(expected).cloned().collect();
    if missing.is_empty() && new.is_empty() {
        return None;
    }
    let mut message = what.to_owned();
    if !missing.is_empty() {
        message.push_str(&format!("\n    missing{}", show_all(&missing)));
    }
    if !new.is_empty() {
        message.push_str(&format!("\n    not expected{}", show_all(&new)));
    }
    Some(message)
}

/// Fails with every expectation that is not met.
pub fn check(cases: &[Case]) {
    let catalog = built_in();
    let failures: Vec<String> = cases.iter().flat_map(|c| c.failures(&catalog, false)).map(|f| f.to_string()).collect();
    assert!(failures.is_empty(), "{} expectations are not met:\n{}", failures.len(), failures.join("\n"));
}
