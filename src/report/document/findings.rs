//! All that a report is made from, asked of the analysis once.

use std::collections::{BTreeMap, BTreeSet};

use super::Kind;
use super::words::Words;
use crate::api::{
    self, Analysis, Assumption, Attacks, CatalogView, Claim, Control, Decision, Event, Exposure, Gain, Guarantees,
    Overview, Plan, Risk,
};

/// Places of each attack that a report may show.
const PLACES: u32 = 1;
/// Claims for which a plan of their own is made; of more, all share the plan for all.
const PLANNED: usize = 24;

/// The answers.
pub struct Findings<'a> {
    pub analysis: &'a Analysis,
    pub overview: Overview,
    /// By verdict, then id.
    pub claims: Vec<Claim>,
    /// By claim id.
    pub risks: BTreeMap<String, Risk>,
    pub exposure: Exposure,
    pub attacks: Attacks,
    pub guarantees: Option<Guarantees>,
    pub plan: Option<Plan>,
    /// By claim id, for claims that do not hold.
    pub plans: BTreeMap<String, Plan>,
    pub decisions: Vec<Decision>,
    pub catalog: CatalogView,
    /// Ids of the parts of the report.
    parts: BTreeSet<&'static str>,
}

impl<'a> Findings<'a> {
    /// Asks for what the parts may need.
    pub fn gather(analysis: &'a Analysis, overview: Overview, parts: &[&'static Kind]) -> Findings<'a> {
        let claims = analysis.claims();
        let risks = analysis.risks(u32::MAX).claims.into_iter().map(|risk| (risk.claim.clone(), risk)).collect();
        let broken = claims.iter().filter(|c| c.verdict != api::Verdict::Holds);
        let plans = if overview.controls.iter().all(|c| c.is_on) { 0 } else { PLANNED };
        let plans = broken
            .take(plans)
            .filter_map(|c| Some((c.id.clone(), analysis.plan(std::slice::from_ref(&c.id), None)?)))
            .collect();
        Findings {
            analysis,
            overview,
            claims,
            risks,
            exposure: analysis.exposure("", 0, u64::MAX),
            attacks: analysis.attacks(PLACES),
            guarantees: analysis.guarantees(),
            plan: analysis.plan(&[], None),
            plans,
            decisions: analysis.decisions(),
            catalog: api::catalog_view(analysis.catalog()),
            parts: parts.iter().map(|kind| kind.id).collect(),
        }
    }

    /// The part of that id is in the report.
    pub fn has(&self, part: &str) -> bool {
        self.parts.contains(part)
    }

    /// ` See …` with a way to a part, if it is in the report.
    pub fn see(&self, part: &str) -> Words {
        match super::SECTIONS.iter().find(|kind| kind.id == part && self.has(part)) {
            Some(kind) => Words::default().text(" See ").link(part, kind.title).text("."),
            None => Words::default(),
        }
    }

    /// What happens at a basic event, as a sentence; its id if no answer has told it.
    pub fn event(&self, id: &str) -> String {
        let claims = self.claims.iter().flat_map(|c| &c.events);
        let mut all = claims.chain(self.risks.values().flat_map(|r| &r.events));
        all.find(|event| event.id == id).map_or_else(|| format!("`{id}`"), |event| event.sentence.clone())
    }

    /// Some number was made from priors of the catalog.
    pub fn prior(&self) -> bool {
        self.risks.values().any(|risk| risk.probability.prior)
    }

    /// The control of that name.
    pub fn control(&self, name: &str) -> Option<&Control> {
        self.overview.controls.iter().find(|c| c.name == name)
    }

    /// The assumption of that id.
    pub fn assumption(&self, id: &str) -> Option<&Assumption> {
        self.overview.assumptions.iter().find(|a| a.id == id)
    }

    /// A gain in the words of management.
    pub fn plainly(&self, gain: &Gain) -> String {
        let fact = format!("{}({})", gain.capability, gain.element);
        let mut said = self.analysis.read_as("management", &[fact]);
        said.pop().filter(|s| !s.is_empty()).unwrap_or_else(|| gain.text.clone())
    }
}

/// Events by id.
pub fn by_id(events: &[Event]) -> BTreeMap<&str, &Event> {
    events.iter().map(|event| (event.id.as_str(), event)).collect()
}
