//! Lowering: a described system becomes elements and structural relations. Everything that the description leaves out
//! is either a listed default or an element about which nothing is stated; nothing is assumed in silence.

mod adapters;
mod agents;
mod builder;
mod claims;
mod controls;
mod data;
mod declare;
mod federated;
mod models;
mod persons;
mod programs;
mod reach;
mod sessions;
mod supply;
mod weaknesses;

use std::collections::{BTreeMap, BTreeSet};

use self::builder::Builder;
use super::document::{Adapter, Document, Entry, Section};
use super::document::{Names, Standing, Word};
use super::system::{
    Assumed, DecisionSpec, DeclaredId, DefaultTaken, ElementId, Promises, Status, SwitchingSpec, System,
};
use crate::catalog::Catalog;
use crate::source::{Problem, Problems, Span, Spanned};

/// What lowering works on.
struct Lowering<'a> {
    document: &'a Document,
    catalog: &'a Catalog,
    problems: &'a mut Problems,
    b: Builder,
    /// Roles by which an element is partitioned.
    per: BTreeMap<DeclaredId, DeclaredId>,
    /// Hosts on which processes and stores run, by declared id.
    host_of: BTreeMap<DeclaredId, DeclaredId>,
    /// Assets that lie or are used somewhere.
    placed: Vec<bool>,
    /// Where learned parameters come from, directly: product, source.
    learned: Vec<(DeclaredId, DeclaredId)>,
    /// Stores fetched from only when asked.
    on_demand: Vec<bool>,
    /// What each store or host holds.
    holds: BTreeMap<DeclaredId, Vec<DeclaredId>>,
    /// The model behind each agent; a model that is used directly is its own.
    model_of: BTreeMap<DeclaredId, DeclaredId>,
    /// Models that are used without an agent.
    direct_models: BTreeSet<DeclaredId>,
    /// Models that do not generate.
    predictive: BTreeSet<DeclaredId>,
    /// Agents that another asks or hands to.
    asked_by_others: BTreeSet<DeclaredId>,
    /// Hosts of the agents that call a tool.
    tool_hosts: BTreeMap<DeclaredId, BTreeSet<DeclaredId>>,
    /// Where each tool stands in its section.
    tool_entries: BTreeMap<DeclaredId, usize>,
    /// Where each asset stands in its section.
    asset_entries: BTreeMap<DeclaredId, usize>,
    /// Parts of Inputs that are kept by themselves.
    kept_part: BTreeSet<ElementId>,
    /// Adapters of models, by declared id.
    adapters: BTreeMap<DeclaredId, &'a Adapter>,
    /// Whatever has a configuration that somebody or something is said to write, read or guard.
    has_config: BTreeSet<DeclaredId>,
    /// Records that a role's messages contain.
    tells: BTreeMap<DeclaredId, Vec<DeclaredId>>,
    /// Assets that a pipeline writes.
    written: Vec<bool>,
    /// The actions that running a model or agent costs, as each of the two says itself.
    bills: BTreeMap<DeclaredId, Vec<DeclaredId>>,
}

/// Lowers a description whose names have been resolved.
/// Warnings about what the description leaves open go to `problems`; it never fails.
pub fn lower(document: &Document, catalog: &Catalog, problems: &mut Problems) -> System {
    let declared = declare::declared(document);
    let count = declared.len();
    let mut lowering = Lowering {
        document,
        catalog,
        problems,
        b: Builder::new(declared),
        per: BTreeMap::new(),
        host_of: BTreeMap::new(),
        placed: vec![false; count],
        learned: Vec::new(),
        on_demand: vec![false; count],
        holds: BTreeMap::new(),
        model_of: BTreeMap::new(),
        direct_models: BTreeSet::new(),
        predictive: BTreeSet::new(),
        asked_by_others: BTreeSet::new(),
        tool_hosts: BTreeMap::new(),
        tool_entries: BTreeMap::new(),
        asset_entries: BTreeMap::new(),
        kept_part: BTreeSet::new(),
        adapters: BTreeMap::new(),
        has_config: BTreeSet::new(),
        tells: BTreeMap::new(),
        written: vec![false; count],
        bills: BTreeMap::new(),
    };
    lowering.run();
    let mut system = lowering.b.finish();
    crate::order::sort_by_key(&mut system.defaults, |d| (d.declared, d.key));
    system
}

/// How firmly something is assumed, as the analysis asks.
fn status(standing: &Standing) -> Status {
    match standing {
        Standing::Stated => Status::Stated,
        Standing::Justified(reason) => Status::Justified(reason.value.clone()),
    }
}

/// The entries of a section in order of their names.
fn sorted<T>(section: &Section<T>) -> Vec<&Entry<T>> {
    let mut entries: Vec<&Entry<T>> = section.iter().collect();
    crate::order::sort_by(&mut entries, |a, b| a.name.value.cmp(&b.name.value));
    entries
}

impl Lowering<'_> {
    /// Decisions are about findings and change none.
    fn decisions(&mut self) {
        for Entry { name, body, .. } in &self.document.decisions.0 {
            let (Some(decision), Some(reason)) = (&body.decision, &body.reason) else { continue };
            self.b.system.decisions.push(DecisionSpec {
                about: name.value.clone(),
                decision: decision.value,
                reason: reason.value.clone(),
                owner: body.owner.as_ref().map(|owner| owner.value.clone()),
                date: body.date.as_ref().map(|date| date.value.0.clone()),
                as_of: body.as_of.as_ref().map(|as_of| as_of.value.clone()),
                span: name.span,
            });
        }
    }

    /// Named scenarios change nothing until one is chosen.
    fn scenarios(&mut self) {
        let texts = |names: &[Spanned<String>]| names.iter().map(|name| name.value.clone()).collect();
        let document = self.document;
        for Entry { name, body, .. } in &document.scenarios {
            let restated = body.likelihoods.iter();
            let likelihoods =
                restated.filter_map(|l| Some((l.name.value.clone(), self.likelihood(&l.body)?))).collect();
            self.b.system.scenarios.push(SwitchingSpec {
                name: name.value.clone(),
                on: texts(&body.on),
                off: texts(&body.off),
                only: texts(&body.only),
                fail: texts(&body.fail),
                hold: texts(&body.hold),
                likelihoods,
                note: body.note.as_ref().map_or_else(String::new, |note| note.value.clone()),
                span: name.span,
            });
        }
    }

    fn run(&mut self) {
        self.b.system.title = self.document.title.as_ref().map_or_else(String::new, |t| t.value.clone());
        self.decisions();
        self.scenarios();
        self.suppliers();
        self.roles();
        self.index_entries();
        self.facts_needed_by_others();
        self.hosts();
        self.stores();
        self.assets();
        self.sessions();
        if self.too_large() {
            return;
        }
        self.models();
        self.agents();
        self.filled_from_yields();
        self.tools();
        self.services();
        self.pipelines();
        self.opened();
        self.reach();
        self.actions();
        self.channels();
        self.learned_from();
        self.unplaced();
        self.adapters_without_origin();
        self.assumptions();
        self.controls();
        self.weaknesses();
        self.claims();
        self.likelihoods();
        self.unread_stores();
        self.hypotheses();
    }

    /// The declared ids of names that resolve; others have been reported already.
    /// A role stands for every role that includes it.
    fn ids(&self, names: &[Spanned<String>]) -> Vec<DeclaredId> {
        let named = names.iter().filter_map(|n| self.b.declared(&n.value));
        named.flat_map(|id| self.b.system.persons.all(id)).collect()
    }

    /// The first of the names that resolve: the one, where a key takes one name.
    fn first(&self, names: &Names) -> Option<DeclaredId> {
        names.iter().find_map(|n| self.b.declared(&n.value))
    }

    /// The declared id of an entry; every entry is declared.
    fn entry_id<T>(&self, entry: &Entry<T>) -> Option<DeclaredId> {
        self.b.declared(&entry.name.value)
    }

    fn is_adversary(&self, role: DeclaredId) -> bool {
        self.b.system.adversaries.contains(&role)
    }

    fn place(&mut self, asset: DeclaredId) {
        self.placed[asset.index()] = true;
    }

    fn default_taken(&mut self, declared: DeclaredId, key: &'static str, value: &str, meaning: &str) {
        self.b.system.defaults.push(DefaultTaken {
            declared,
            key,
            value: value.to_owned(),
            meaning: meaning.to_owned(),
        });
    }

    fn warn(&mut self, code: &'static str, span: Span, message: String, help: &str) {
        self.problems.push(Problem::warning(code, span, message).help(help));
    }

    fn suppliers(&mut self) {
        let document = self.document;
        for entry in sorted(&document.suppliers) {
            let Some(id) = self.entry_id(entry) else { continue };
            let mut promises = Promises::default();
            for (promise, standing) in &entry.body.promises {
                promises.0.insert(promise.value.word().to_owned(), status(standing));
            }
            if promises.0.is_empty() {
                self.warn(
                    "supplier-without-promises",
                    entry.name.span,
                    format!("nothing is stated of `{}`", entry.name.value),
                    "list its `promises`, or leave it: whatever depends on it is then unknown",
                );
            }
            self.b.system.suppliers.insert(id, promises);
        }
    }

    fn roles(&mut self) {
        let document = self.document;
        self.persons();
        for entry in sorted(&document.roles) {
            let Some(id) = self.entry_id(entry) else { continue };
            for who in self.b.system.persons.all(id).collect::<Vec<_>>() {
                let role = self.b.itself(who);
                for action in self.ids(&entry.body.can) {
                    let action = self.b.itself(action);
                    self.b.add(crate::catalog::Relation::Can, [role, action]);
                }
            }
            if let Some(likelihood) = entry.body.likelihood.as_ref().and_then(|l| self.likelihood(&l.value)) {
                self.b.system.likelihood_of.insert(id, likelihood);
            }
            if let Some(cost) = &entry.body.cost {
                self.b.system.cost_of.insert(id, cost.value);
            }
        }
    }

    /// A stated likelihood as a range; words are looked up in the catalog's scale.
    fn likelihood(&self, stated: &super::document::Likelihood) -> Option<crate::catalog::Likelihood> {
        use super::document::Likelihood;
        match stated {
            Likelihood::Exact(p) => Some(crate::catalog::Likelihood { low: *p, high: *p }),
            Likelihood::Range(low, high) => Some(crate::catalog::Likelihood { low: *low, high: *high }),
            Likelihood::Word(word) => self.catalog.likelihood(word.word()),
        }
    }

    fn assumptions(&mut self) {
        let document = self.document;
        for entry in &document.assumptions {
            let assumed = Assumed { status: status(&entry.body), span: entry.name.span };
            self.b.system.assumptions.insert(entry.name.value.clone(), assumed);
        }
    }

    fn likelihoods(&mut self) {
        let document = self.document;
        for entry in &document.likelihoods {
            if let Some(likelihood) = self.likelihood(&entry.body) {
                self.b.system.likelihoods.insert(entry.name.value.clone(), likelihood);
            }
        }
        self.b.system.tolerates = document.tolerates.as_ref().and_then(|t| self.likelihood(&t.value)).map(|l| l.high);
    }
}
