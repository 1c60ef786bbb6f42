//! The built-in catalog as plain data: what the rules say, why, and where each is written.

use serde::{Deserialize, Serialize};

use crate::catalog::{self, Catalog, Column, Origin, Predicate, Template};
use crate::source::Lines;

use super::attacks::confidence;
use super::{Audience, Confidence, Likelihood, Reference};

plain! {
    /// How many rules there are of a kind or in a group.
    pub struct CatalogCount {
        /// The kind or group.
        name: String,
        /// Rules.
        rules: u64,
    }
    /// A rule of the catalog.
    pub struct CatalogRule {
        /// Id: `retrieve`; a row of a table has `recall/contribute`.
        id: String,
        /// Group: the file's subject.
        group: String,
        /// Kind of step: `placement`, `attack`, …
        kind: String,
        /// Name in lists of attacks.
        name: Option<String>,
        /// What it needs and gives, in the rule language: `influence(answer)`.
        needs: Vec<String>,
        /// What it gives.
        gives: String,
        /// The step's sentence with its variables in braces.
        sentence: String,
        /// Why it follows.
        because: String,
        /// Who says so.
        source: String,
        /// How far that was checked, if said.
        confidence: Option<Confidence>,
        /// Lists elsewhere.
        references: Vec<Reference>,
        /// File in the catalog.
        file: String,
        /// Line there, from 1.
        line: u32,
        /// The pack that it is of; nothing for the catalog that is built in.
        pack: Option<String>,
    }
    /// An attack: a name for what some rules do.
    pub struct CatalogAttack {
        /// Id.
        id: String,
        /// Name.
        name: String,
        /// Group.
        group: String,
        /// What it is, in a sentence.
        says: String,
        /// Rules in whose instances it happens.
        rules: Vec<String>,
        /// Who says so.
        source: String,
        /// How far that was checked.
        confidence: Confidence,
        /// Lists elsewhere.
        references: Vec<Reference>,
        /// File in the catalog.
        file: String,
        /// Line there, from 1.
        line: u32,
        /// The pack that it is of; nothing for the catalog that is built in.
        pack: Option<String>,
    }
    /// A kind of control.
    pub struct CatalogControl {
        /// Its name, as `kind` in a description.
        kind: String,
        /// `structural` or `probabilistic`.
        control_type: String,
        /// What it does.
        means: String,
        /// What it leaves open.
        leaves: String,
        /// Structural: what is assumed of it.
        mechanism: Option<String>,
        /// Control points where it stands.
        points: Vec<String>,
        /// Relative default cost.
        cost: f64,
        /// Probabilistic: likelihood of failing by itself.
        likelihood: Option<Likelihood>,
        /// Lists elsewhere.
        references: Vec<Reference>,
        /// File in the catalog.
        file: String,
        /// Line there, from 1.
        line: u32,
        /// The pack that it is of; nothing for the catalog that is built in.
        pack: Option<String>,
    }
    /// A kind of basic event.
    pub struct CatalogEvent {
        /// Its name: `obeys`.
        id: String,
        /// What kind of leaf: `step`, `position`, `assumption`, …
        class: String,
        /// The sentence with its columns in braces.
        sentence: String,
        /// Prior.
        likelihood: Likelihood,
        /// Rationale of the prior.
        because: String,
        /// Where the prior comes from, if anywhere.
        source: Option<String>,
        /// Lists elsewhere.
        references: Vec<Reference>,
        /// File in the catalog.
        file: String,
        /// Line there, from 1.
        line: u32,
        /// The pack that it is of; nothing for the catalog that is built in.
        pack: Option<String>,
    }
    /// A capability.
    pub struct CatalogCapability {
        /// Id: `partially_inspect`.
        id: String,
        /// Name: `Partially Inspect`.
        name: String,
        /// `confidentiality`, `integrity` or `availability`.
        class: String,
        /// What the adversary can do.
        means: String,
    }
    /// How much there is in the catalog.
    pub struct CatalogCounts {
        /// Rules that derive, those of the implication matrix among them; the rows of a table count each.
        rules: u64,
        /// Attacks.
        attacks: u64,
        /// Kinds of control.
        controls: u64,
        /// Kinds of basic event.
        events: u64,
        /// Relations that rules may ask for.
        relations: u64,
        /// Control points.
        points: u64,
        /// Conventional classes of weaknesses.
        weakness_classes: u64,
    }
    /// What became of a row of a reviewed draft.
    pub struct LedgerRow {
        /// The draft: `attacks` or `conventional`.
        draft: String,
        /// The row.
        row: String,
        /// `kept`, `corrected`, `merged` or `dropped`.
        verdict: String,
        /// The entries of the catalog that stand for it.
        stands_as: Vec<String>,
        /// Why.
        because: Option<String>,
    }
    /// The catalog.
    pub struct CatalogView {
        /// Version of the content.
        version: String,
        /// Title.
        title: String,
        /// Packs that it was extended with.
        packs: Vec<String>,
        /// How much there is.
        counts: CatalogCounts,
        /// What became of the drafts from which it was made; empty where that is not kept.
        ledger: Vec<LedgerRow>,
        /// Rules by kind, in the order of kinds.
        kinds: Vec<CatalogCount>,
        /// Rules by group, in the order of files.
        groups: Vec<CatalogCount>,
        /// Capabilities.
        capabilities: Vec<CatalogCapability>,
        /// Rules, those made from the implication matrix first.
        rules: Vec<CatalogRule>,
        /// Attacks: those written down, then those that named rules are.
        attacks: Vec<CatalogAttack>,
        /// Kinds of control, by name.
        controls: Vec<CatalogControl>,
        /// Kinds of basic event.
        events: Vec<CatalogEvent>,
        /// Domains as readers, in whose words facts can be read.
        audiences: Vec<Audience>,
    }
}

/// The built-in catalog, for reading.
pub fn catalog() -> CatalogView {
    catalog_view(&super::built_in())
}

/// A catalog, for reading.
pub fn catalog_view(catalog: &Catalog) -> CatalogView {
    let places = Places::new(catalog);
    CatalogView {
        version: catalog.version.clone(),
        title: catalog.title.clone(),
        packs: catalog.pack_names().into_iter().map(str::to_owned).collect(),
        counts: CatalogCounts {
            rules: catalog.rules.len() as u64,
            attacks: catalog.attacks.len() as u64,
            controls: catalog.controls.len() as u64,
            events: catalog.events.len() as u64,
            relations: catalog.relations.len() as u64,
            points: catalog.points.len() as u64,
            weakness_classes: catalog.weakness_classes.len() as u64,
        },
        ledger: Vec::new(),
        kinds: counts(catalog.rules.iter().map(|r| r.kind.id())),
        groups: counts(catalog.rules.iter().map(|r| r.group.as_str())),
        capabilities: catalog
            .capabilities
            .iter()
            .map(|c| CatalogCapability {
                id: c.predicate.id().to_owned(),
                name: c.name.clone(),
                class: c.class.id().to_owned(),
                means: c.means.clone(),
            })
            .collect(),
        rules: catalog.rules.iter().map(|r| rule(catalog, &places, r)).collect(),
        attacks: catalog.attacks.iter().map(|a| attack(catalog, &places, a)).collect(),
        controls: controls(catalog, &places),
        events: events(catalog, &places),
        audiences: super::domains::audiences(catalog),
    }
}

impl CatalogView {
    /// With what became of the drafts.
    pub fn with_ledger(self, entries: &[catalog::LedgerEntry]) -> CatalogView {
        let row = |entry: &catalog::LedgerEntry| LedgerRow {
            draft: entry.draft.id().to_owned(),
            row: entry.row.clone(),
            verdict: entry.fate.id().to_owned(),
            stands_as: entry.stands_as.clone(),
            because: entry.because.clone(),
        };
        CatalogView { ledger: entries.iter().map(row).collect(), ..self }
    }
}

/// Where things are written: the files' lines, found once.
struct Places<'a> {
    catalog: &'a Catalog,
    files: Vec<(&'a str, Option<Lines<'a>>)>,
}

impl<'a> Places<'a> {
    fn new(catalog: &'a Catalog) -> Places<'a> {
        let texts = catalog::built_in_files();
        let lines = |(id, name): (u16, &'a String)| {
            let of_pack = catalog.packs.get(&catalog::FileId(id)).map(|file| &*file.text);
            let text = of_pack.or_else(|| texts.iter().find(|(file, _)| file == name).map(|(_, text)| *text));
            (name.as_str(), text.map(Lines::new))
        };
        Places { catalog, files: (0..).zip(&catalog.files).map(lines).collect() }
    }

    fn pack(&self, origin: Origin) -> Option<String> {
        self.catalog.pack(origin).map(str::to_owned)
    }

    /// File and line.
    fn of(&self, origin: Origin) -> (String, u32) {
        match self.files.get(usize::from(origin.file.0)) {
            Some((name, Some(lines))) => ((*name).to_owned(), lines.position(origin.span.start).line),
            Some((name, None)) => ((*name).to_owned(), 0),
            None => (String::new(), 0),
        }
    }
}

/// Counts names in the order of their first mention.
fn counts<'n>(names: impl Iterator<Item = &'n str>) -> Vec<CatalogCount> {
    let mut counts: indexmap::IndexMap<&str, u64> = indexmap::IndexMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    counts.into_iter().map(|(name, rules)| CatalogCount { name: name.to_owned(), rules }).collect()
}

fn rule(catalog: &Catalog, places: &Places<'_>, rule: &catalog::Rule) -> CatalogRule {
    let name = |index: usize| rule.variables.get(index).map_or("", |v| v.name.as_str());
    let with = |what: &str, args: Vec<usize>| {
        let args: Vec<&str> = args.into_iter().map(name).collect();
        format!("{what}({})", args.join(", "))
    };
    let fact = |(predicate, of): &(Predicate, catalog::VarId)| with(predicate.id(), vec![of.index()]);
    let mut needs: Vec<String> = rule.premises.iter().map(fact).collect();
    needs.extend(rule.relations.iter().map(|a| with(a.relation.name(), a.args.iter().map(|v| v.index()).collect())));
    needs.extend(rule.differ.iter().map(|(a, b)| format!("{} != {}", name(a.index()), name(b.index()))));
    needs.extend(rule.points.iter().map(|(point, args)| {
        let at = with(&catalog.point(*point).id, args.iter().map(|v| v.index()).collect());
        format!("at {at}")
    }));
    needs.extend(
        rule.events
            .iter()
            .map(|(event, args)| with(&catalog.event(*event).id, args.iter().map(|v| v.index()).collect())),
    );
    let (file, line) = places.of(rule.origin);
    CatalogRule {
        id: rule.id.clone(),
        group: rule.group.clone(),
        kind: rule.kind.id().to_owned(),
        name: rule.name.clone(),
        needs,
        gives: fact(&rule.conclusion),
        sentence: rule.says.fill(|slot| format!("{{{}}}", name(slot))),
        because: rule.because.clone(),
        source: rule.source.clone(),
        confidence: rule.confidence.map(confidence),
        references: references(catalog, &rule.references),
        file,
        line,
        pack: places.pack(rule.origin),
    }
}

fn attack(catalog: &Catalog, places: &Places<'_>, attack: &catalog::Attack) -> CatalogAttack {
    let (file, line) = places.of(attack.origin);
    CatalogAttack {
        id: attack.id.clone(),
        name: attack.name.clone(),
        group: attack.group.clone(),
        says: attack.says.clone(),
        rules: attack.patterns.iter().map(|p| catalog.rule(p.rule).id.clone()).collect(),
        source: attack.source.clone(),
        confidence: confidence(attack.confidence),
        references: references(catalog, &attack.references),
        file,
        line,
        pack: places.pack(attack.origin),
    }
}

fn controls(catalog: &Catalog, places: &Places<'_>) -> Vec<CatalogControl> {
    let mut controls: Vec<CatalogControl> = catalog
        .controls
        .iter()
        .map(|c| {
            let (file, line) = places.of(c.origin);
            let mut points: Vec<String> = c.points.iter().map(|p| catalog.point(p.point).id.clone()).collect();
            points.dedup();
            CatalogControl {
                kind: c.id.clone(),
                control_type: c.kind.id().to_owned(),
                means: c.means.clone(),
                leaves: c.leaves.clone(),
                mechanism: c.mechanism.clone(),
                points,
                cost: c.cost,
                likelihood: c.likelihood.map(prior),
                references: references(catalog, &c.references),
                file,
                line,
                pack: places.pack(c.origin),
            }
        })
        .collect();
    crate::order::sort_by(&mut controls, |a, b| a.kind.cmp(&b.kind));
    controls
}

fn events(catalog: &Catalog, places: &Places<'_>) -> Vec<CatalogEvent> {
    catalog
        .events
        .iter()
        .map(|e| {
            let (file, line) = places.of(e.origin);
            CatalogEvent {
                id: e.id.clone(),
                class: e.class.id().to_owned(),
                sentence: with_columns(&e.says, &e.columns),
                likelihood: prior(e.likelihood),
                because: e.because.clone(),
                source: e.source.clone(),
                references: references(catalog, &e.references),
                file,
                line,
                pack: places.pack(e.origin),
            }
        })
        .collect()
}

fn with_columns(sentence: &Template, columns: &[Column]) -> String {
    sentence.fill(|slot| columns.get(slot).map_or_else(String::new, |c| format!("{{{}}}", c.name)))
}

fn prior(likelihood: catalog::Likelihood) -> Likelihood {
    Likelihood { low: likelihood.low, high: likelihood.high, prior: true }
}

fn references(catalog: &Catalog, references: &[catalog::Reference]) -> Vec<Reference> {
    references
        .iter()
        .map(|r| {
            let (framework, name) = catalog.reference(r);
            Reference { framework: framework.to_owned(), id: r.id.clone(), name: name.unwrap_or("").to_owned() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_stands_where_the_view_says() {
        let view = catalog();
        let rule = view.rules.iter().find(|r| r.id == "message").expect("the catalog has the rule");
        let (_, text) =
            catalog::built_in_files().iter().find(|(name, _)| *name == rule.file).expect("its file is there");
        let line = text.lines().nth(rule.line as usize - 1).unwrap_or("");
        assert!(line.contains("id: message"), "{}:{} {line}", rule.file, rule.line);
        assert_eq!(rule.sentence, "{answer} become {part}");
        assert_eq!(rule.gives, "contribute(part)");
        assert_eq!(rule.needs, ["influence(answer)", "messages(answer, part)"]);
    }

    #[test]
    fn the_counts_are_of_all_rules() {
        let view = catalog();
        let all = view.rules.len() as u64;
        assert_eq!(view.kinds.iter().map(|c| c.rules).sum::<u64>(), all);
        assert_eq!(view.groups.iter().map(|c| c.rules).sum::<u64>(), all);
        assert_eq!(view.capabilities.len(), 9);
    }
}
