//! The system as a picture: boxes in boxes, what lies in them, what flows between them, and what an adversary reaches.
//! Made from the text as far as names resolve, so that a description with errors has a picture too, without reach.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::answer::{Held, Place};
use super::assemble::{self, held};
use super::edit::kind_word;
use super::{Analysis, Ground};
use crate::analysis::Level;
use crate::catalog::{Class, Predicate};
use crate::engine::FactId;
use crate::source::{self, Lines, Problems, Span};
use crate::system::document::{Described, Document, ElementKind, Entry, Inputs, Referring, Section, read_document};
use crate::system::names::{self, Names, Origin};
use crate::system::{DeclaredId, Form, Kind, Which};

mod flows;

use flows::flows;

plain! {
    /// A closed box: a trust boundary, a host or a supplier with what lies in it.
    pub struct PictureZone {
        /// `zone:office`, `host:k8s`, `supplier:acme`.
        id: String,
        /// Its name.
        name: String,
        /// `zone`, `host` or `supplier`.
        kind: String,
        /// The box that it lies in.
        within: Option<String>,
    }
    /// A capability that adversaries reach over an element.
    pub struct PictureReach {
        /// Capability id.
        capability: String,
        /// Over what of the element: `Outputs`; nothing for the element itself.
        part: Option<String>,
        /// The whole in words.
        text: String,
        /// How firmly.
        held: Held,
        /// Adversaries who hold it, each alone.
        who: Vec<String>,
        /// Fact id for `explain`.
        fact: String,
    }
    /// An element that is declared or exists by being mentioned.
    pub struct PictureNode {
        /// Its name.
        name: String,
        /// Its kind: `agent`, `store`, `record`.
        kind: String,
        /// The box that it lies in.
        within: Option<String>,
        /// The box that it is, if something lies in it.
        opens: Option<String>,
        /// The zone stated for it.
        zone: Option<String>,
        /// The host that it runs on.
        host: Option<String>,
        /// Whose it is: a supplier or `us`.
        from: Option<String>,
        /// A role that is an adversary.
        adversary: bool,
        /// It has an entry of its own.
        declared: bool,
        /// The strongest capability of each side that an adversary reaches.
        reached: Vec<PictureReach>,
        /// The strongest that is reached if something about which nothing is stated is hostile; only where nothing is reached.
        unknown: Option<PictureReach>,
        /// Where it is declared, or first mentioned.
        place: Place,
    }
    /// Something that moves, or a bond between two elements.
    pub struct PictureFlow {
        /// The element from which it goes.
        from: String,
        /// The element to which it goes.
        to: String,
        /// The key that states it: `filled from`.
        key: String,
        /// What it does, for the line: `fills`.
        word: String,
        /// It is a bond, such as a place; nothing moves.
        bond: bool,
        /// What it carries, in words or names.
        carries: Vec<String>,
        /// The element at which the description states it.
        stated_at: String,
        /// The name as it stands there: `llm.out`.
        names: String,
    }
    /// The picture of a description.
    pub struct Picture {
        /// What is reached is known; else the picture is of the text alone.
        analysed: bool,
        /// Boxes, each after the box that it lies in.
        zones: Vec<PictureZone>,
        /// Elements, in the order of the text, then those only mentioned.
        nodes: Vec<PictureNode>,
        /// Flows, in the order of the text.
        flows: Vec<PictureFlow>,
    }
}

/// An element as the text declares or mentions it.
struct Drawn<'d> {
    name: &'d str,
    kind: ElementKind,
    span: Span,
    zone: Option<&'d str>,
    adversary: bool,
    body: Option<&'d dyn Referring>,
    inputs: Option<&'d Inputs>,
    declared: bool,
}

impl<'d> Drawn<'d> {
    /// The first name that stands under a key.
    fn first(&self, wanted: &str) -> Option<&'d str> {
        let mut found = None;
        self.body?.references(&mut |key, names| {
            if key.name == wanted && found.is_none() {
                found = names.first().map(|name| name.value.as_str());
            }
        });
        found
    }
}

fn add<'d, T: Described>(section: &'d Section<T>, kind: impl Fn(&T) -> ElementKind, out: &mut Vec<Drawn<'d>>) {
    for Entry { name, body, .. } in section {
        out.push(Drawn {
            name: &name.value,
            kind: kind(body),
            span: name.span,
            zone: body.zone().map(|zone| zone.value.as_str()),
            adversary: false,
            body: Some(body),
            inputs: None,
            declared: true,
        });
    }
}

/// Everything that can be drawn, in the order of the sections.
fn drawn<'d>(document: &'d Document, names: &'d Names) -> Vec<Drawn<'d>> {
    use ElementKind as K;
    let mut out = Vec::new();
    add(&document.roles, |_| K::Role, &mut out);
    for (drawn, role) in out.iter_mut().zip(&document.roles) {
        drawn.adversary = role.body.adversary.as_ref().is_some_and(|says| says.value);
    }
    add(&document.suppliers, |_| K::Supplier, &mut out);
    add(&document.hosts, |_| K::Host, &mut out);
    let before = out.len();
    add(&document.models, |_| K::Model, &mut out);
    add(&document.agents, |_| K::Agent, &mut out);
    let inputs = document.models.iter().map(|model| &model.body.inputs);
    let inputs = inputs.chain(document.agents.iter().map(|agent| &agent.body.inputs));
    for (drawn, inputs) in out.iter_mut().skip(before).zip(inputs) {
        drawn.inputs = Some(inputs);
    }
    document.models.iter().for_each(|model| add(&model.body.adapters, |_| K::Weights, &mut out));
    add(&document.tools, |_| K::Tool, &mut out);
    add(&document.services, |_| K::Service, &mut out);
    add(&document.pipelines, |_| K::Pipeline, &mut out);
    add(&document.stores, |_| K::Store, &mut out);
    add(&document.assets, |asset| asset.kind().into(), &mut out);
    add(&document.channels, |_| K::Channel, &mut out);
    add(&document.controls, |_| K::Control, &mut out);
    add(&document.weaknesses, |_| K::Weakness, &mut out);
    let mut seen = BTreeSet::new();
    out.retain(|drawn| !drawn.name.is_empty() && seen.insert(drawn.name));
    crate::order::sort_by_key(&mut out, |drawn| drawn.span.start);
    let mentioned = names.iter().filter(|(_, known)| known.origin == Origin::Mentioned);
    let mut mentioned: Vec<Drawn<'d>> = mentioned
        .map(|(name, known)| Drawn {
            name,
            kind: known.kind,
            span: known.span,
            zone: None,
            adversary: false,
            body: None,
            inputs: None,
            declared: false,
        })
        .collect();
    crate::order::sort_by_key(&mut mentioned, |drawn| drawn.span.start);
    out.extend(mentioned);
    out
}

/// Where elements lie, and which boxes that takes.
struct Places<'d> {
    all: &'d [Drawn<'d>],
    at: BTreeMap<&'d str, usize>,
    /// Of an asset or tool: the first that holds it, else the first that loads, calls or acts under it.
    beside: BTreeMap<&'d str, &'d str>,
}

impl<'d> Places<'d> {
    fn new(all: &'d [Drawn<'d>]) -> Places<'d> {
        let at = all.iter().enumerate().map(|(index, drawn)| (drawn.name, index)).collect();
        let mut places = Places { all, at, beside: BTreeMap::new() };
        for wanted in ["holds", "weights", "as", "tools"] {
            for drawn in all {
                let Some(body) = drawn.body else { continue };
                body.references(&mut |key, names| {
                    if key.name == wanted {
                        for name in names {
                            places.beside.entry(base(&name.value)).or_insert(drawn.name);
                        }
                    }
                });
            }
        }
        places
    }

    fn get(&self, name: &str) -> Option<&'d Drawn<'d>> {
        self.at.get(name).map(|index| &self.all[*index])
    }

    fn of_kind(&self, name: Option<&'d str>, kind: ElementKind) -> Option<&'d str> {
        name.filter(|name| self.get(name).is_some_and(|drawn| drawn.kind == kind))
    }

    fn host(&self, drawn: &Drawn<'d>) -> Option<&'d str> {
        self.of_kind(drawn.first("runs on"), ElementKind::Host)
    }

    fn supplier(&self, drawn: &Drawn<'d>) -> Option<&'d str> {
        self.of_kind(drawn.first("from"), ElementKind::Supplier)
    }

    /// The zone of a host, its own or that of one around it.
    fn zone_of_host(&self, host: &str) -> Option<&'d str> {
        let mut at = self.get(host)?;
        for _ in 0..MOST_NESTED {
            if at.zone.is_some() {
                return at.zone;
            }
            at = self.get(at.first("inside")?)?;
        }
        None
    }

    /// The box that an element lies in: that of its host unless it is said to lie in another zone, else its zone, else
    /// its supplier's. Without any of them it lies beside what holds, calls or names it.
    fn within(&self, drawn: &Drawn<'d>) -> Option<String> {
        let mut at = drawn;
        for _ in 0..MOST_NESTED {
            if let Some(id) = self.stated(at) {
                return Some(id);
            }
            if matches!(at.kind, ElementKind::Role | ElementKind::Host | ElementKind::Supplier) {
                return None;
            }
            at = self.get(self.beside.get(at.name)?)?;
            if at.kind == ElementKind::Host {
                return Some(format!("host:{}", at.name));
            }
        }
        None
    }

    fn stated(&self, drawn: &Drawn<'d>) -> Option<String> {
        let outer = match drawn.kind {
            ElementKind::Host => self.of_kind(drawn.first("inside"), ElementKind::Host),
            _ => self.host(drawn),
        };
        let zone = || drawn.zone.map(|zone| format!("zone:{zone}"));
        match outer {
            Some(host) if drawn.zone.is_none() || self.zone_of_host(host) == drawn.zone => Some(format!("host:{host}")),
            _ => zone().or_else(|| self.supplier(drawn).map(|supplier| format!("supplier:{supplier}"))),
        }
    }
}

/// Hosts within hosts that are followed.
const MOST_NESTED: usize = 64;

/// The element that a derived name belongs to.
fn base(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

/// Every box that something lies in, outer ones first.
fn zones(places: &Places<'_>) -> Vec<PictureZone> {
    let mut wanted: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut next: Vec<String> = places.all.iter().filter_map(|drawn| places.within(drawn)).collect();
    while let Some(id) = next.pop() {
        if wanted.contains_key(&id) {
            continue;
        }
        let within = match id.split_once(':') {
            Some(("host" | "supplier", name)) => places.get(name).and_then(|drawn| places.stated(drawn)),
            _ => None,
        };
        next.extend(within.clone());
        wanted.insert(id, within);
    }
    let mut out: Vec<PictureZone> = Vec::new();
    let mut told = BTreeSet::new();
    while told.len() < wanted.len() {
        let before = told.len();
        for (id, within) in &wanted {
            // What lies in itself is an error of the text; its box lies in none.
            let ready = within.as_ref().is_none_or(|outer| told.contains(outer));
            if told.contains(id) || !ready {
                continue;
            }
            told.insert(id.clone());
            out.push(zone(id, within.clone()));
        }
        if told.len() == before {
            let rest: Vec<&String> = wanted.keys().filter(|id| !told.contains(*id)).collect();
            out.extend(rest.into_iter().map(|id| zone(id, None)));
            break;
        }
    }
    out
}

fn zone(id: &str, within: Option<String>) -> PictureZone {
    let (kind, name) = id.split_once(':').unwrap_or(("zone", id));
    PictureZone { id: id.to_owned(), name: name.to_owned(), kind: kind.to_owned(), within }
}

/// A fact over an element, and how firmly it is held.
type Reached = (Level, Predicate, FactId);

/// What is reached over each declared name, apart from an adversary's own part: the strongest of each side.
struct Reach<'a> {
    analysis: &'a Analysis,
    ground: &'a Ground,
    by_name: BTreeMap<&'a str, DeclaredId>,
    facts: Vec<Vec<Reached>>,
}

impl<'a> Reach<'a> {
    fn new(analysis: &'a Analysis, ground: &'a Ground) -> Reach<'a> {
        let system = &analysis.system;
        let mut facts: Vec<Vec<Reached>> = vec![Vec::new(); system.declared.len()];
        for fact in ground.graph.facts() {
            let (predicate, element) = ground.graph.fact(fact);
            let (Some(_), Some(level)) = (predicate.class(), ground.exposures.level(fact)) else { continue };
            let form = system.element(element).form;
            let own =
                system.element(element).session.map(|s| system.element(s).form) == Some(Form::Session(Which::Own));
            if level <= Level::Unknown && !own && form != Form::Partition(Which::Own) {
                facts[system.element(element).declared.index()].push((level, predicate, fact));
            }
        }
        let by_name = (0_u32..).map(DeclaredId).zip(&system.declared).map(|(id, d)| (d.name.as_str(), id)).collect();
        facts.iter_mut().for_each(|facts| crate::order::sort(facts));
        Reach { analysis, ground, by_name, facts }
    }

    /// The strongest of each side at a level.
    fn strongest(&self, name: &str, level: Level) -> Vec<PictureReach> {
        let Some(id) = self.by_name.get(name) else { return Vec::new() };
        let kind = self.analysis.system.declared[id.index()].kind;
        if matches!(kind, Kind::Role | Kind::Supplier | Kind::Control | Kind::Weakness) {
            return Vec::new();
        }
        let mut out: Vec<PictureReach> = Vec::new();
        let mut sides: BTreeSet<Class> = BTreeSet::new();
        for (_, predicate, fact) in self.facts[id.index()].iter().filter(|(l, ..)| *l == level) {
            let Some(class) = predicate.class().filter(|class| !sides.contains(class)) else { continue };
            let who = self.ground.exposures.who(*fact);
            if who.is_empty() {
                continue;
            }
            sides.insert(class);
            out.push(self.told(level, *fact, who.into_iter().map(|who| self.analysis.name(who)).collect()));
        }
        out
    }

    fn told(&self, level: Level, fact: FactId, who: Vec<String>) -> PictureReach {
        let (predicate, element) = self.ground.graph.fact(fact);
        let system = &self.analysis.system;
        let part = match system.element(element).form {
            Form::Itself | Form::Partition(_) => None,
            _ => Some(system.part_words(element)),
        };
        PictureReach {
            capability: predicate.id().to_owned(),
            part,
            text: self.analysis.gain(self.ground, fact).text,
            held: held(Some(level)),
            who,
            fact: assemble::fact_id(self.analysis, predicate, element),
        }
    }
}

impl Analysis {
    /// The system as a picture; with what adversaries reach once the analysis is done.
    pub fn picture(&self) -> Picture {
        let mut ignored = Problems::new();
        let Some(node) = source::read(&self.source.text, &mut ignored) else {
            return Picture { analysed: false, zones: Vec::new(), nodes: Vec::new(), flows: Vec::new() };
        };
        let document = read_document(&node, &mut ignored);
        let names = names::resolve(&document, &mut ignored);
        let all = drawn(&document, &names);
        let places = Places::new(&all);
        let zones = zones(&places);
        let boxes: BTreeSet<&str> = zones.iter().map(|zone| zone.id.as_str()).collect();
        let reach = self.answering().map(|ground| Reach::new(self, ground));
        let lines = Lines::new(&self.source.text);
        let node = |drawn: &Drawn<'_>| {
            let at = |level| reach.as_ref().map(|reach| reach.strongest(drawn.name, level)).unwrap_or_default();
            let reached = at(Level::Ordinary);
            let unknown = if reached.is_empty() { at(Level::Unknown).into_iter().next() } else { None };
            let opens = format!("{}:{}", kind_word(drawn.kind), drawn.name);
            PictureNode {
                name: drawn.name.to_owned(),
                kind: kind_word(drawn.kind),
                within: places.within(drawn).filter(|id| *id != opens),
                opens: boxes.contains(opens.as_str()).then_some(opens),
                zone: drawn.zone.map(str::to_owned),
                host: places.host(drawn).map(str::to_owned),
                from: drawn.first("from").map(str::to_owned),
                adversary: drawn.adversary,
                declared: drawn.declared,
                reached,
                unknown,
                place: self.place(&lines, drawn.span),
            }
        };
        Picture { analysed: reach.is_some(), nodes: all.iter().map(node).collect(), flows: flows(&places), zones }
    }
}
