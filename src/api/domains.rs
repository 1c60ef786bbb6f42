//! One language for every domain: contracts between domains, each domain's side of them, and facts in the words of an
//! audience.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::answer::{EventClass, Gain, Held, Verdict};
use super::assemble::{event_class, held, verdict};
use super::{Analysis, Ground};
use crate::analysis::{self, Level};
use crate::catalog::{Audience as CatalogAudience, Predicate};
use crate::engine::FactId;
use crate::explain;
use crate::system::{DeclaredId, ElementId, Kind};

/// Contracts told; of more, those that need most to go wrong are left out, which is said.
const MAX_CONTRACTS: usize = 500;
/// Things named that the receiving domain has through a contract.
const MAX_THEN: usize = 3;
/// Assumptions named that a contract rests on.
const MAX_ASSUMPTIONS: usize = 12;

plain! {
    /// A step of a path in the words of an audience.
    pub struct Reading {
        /// What is gained.
        says: String,
        /// How: the rule's own sentence, things named as the audience names them.
        how: String,
    }
    /// A domain as a reader, from the catalog.
    pub struct Audience {
        /// Id, for `--as`: `ml`.
        id: String,
        /// Name: `ML`.
        name: String,
    }
    /// How a claim breaks through a contract.
    pub struct ContractClaim {
        /// Claim id.
        claim: String,
        /// Its verdict.
        verdict: Verdict,
        /// Verdict that the sets which pass the contract would give by themselves.
        through: Verdict,
        /// Its minimal attack sets that pass the contract; 0 if they are not known.
        sets: u64,
    }
    /// A control that stands at a contract or before it.
    pub struct ContractControl {
        /// Name.
        name: String,
        /// In this scenario.
        is_on: bool,
        /// Domain that answers for it.
        domain: String,
    }
    /// An assumption whose failing lets an attack through a contract.
    pub struct ContractAssumption {
        /// Name for `--fail`: `acme.no insider`.
        id: String,
        /// What fails when it fails.
        sentence: String,
        /// Stated, justified or unknown.
        class: EventClass,
    }
    /// What one domain hands another: a capability over an asset, where attacks cross from one to the other.
    pub struct Contract {
        /// The domain that hands it over.
        from: String,
        /// The domain that receives it.
        to: String,
        /// The fact; in one session, if it is handed over in several.
        gain: Gain,
        /// The fact in the words of the domain that hands it over, or of the audience asked for.
        given: String,
        /// The fact in the words of the domain that receives it, or of the audience asked for.
        received: String,
        /// What the receiving domain then has, in its words or those of the audience asked for.
        then: Vec<String>,
        /// What has to go wrong at least.
        held: Held,
        /// Claims that break through it.
        claims: Vec<ContractClaim>,
        /// Minimal attack sets that pass it, counted for each claim.
        sets: u64,
        /// Controls that stand at it or before it.
        controls: Vec<ContractControl>,
        /// Assumptions that must fail for some of the sets.
        assumptions: Vec<ContractAssumption>,
        /// Declared names of what is handed over and of what is then reached.
        elements: Vec<String>,
    }
    /// A claim over an element of a domain.
    pub struct OwnClaim {
        /// Claim id.
        claim: String,
        /// What the claim denies, in the domain's words or those of the audience asked for.
        sentence: String,
        /// Its verdict.
        verdict: Verdict,
    }
    /// A domain's side of the contracts. Numbers are positions in the list of contracts.
    pub struct Domain {
        /// Its name in the description.
        name: String,
        /// The audience whose words it is told in: an id; none if the catalog has none for it.
        audience: Option<String>,
        /// Its elements, by declared name.
        elements: Vec<String>,
        /// Claims over its own elements.
        claims: Vec<OwnClaim>,
        /// What it must deny: facts on its elements with which claims of others break.
        deny: Vec<u32>,
        /// What it may rely on: facts of others that hold only if an assumption fails.
        rely: Vec<u32>,
        /// What reaches it: facts of others that hold though every assumption holds, or of which nothing is stated.
        reached: Vec<u32>,
    }
    /// Contracts between domains.
    pub struct Contracts {
        /// Audiences of the catalog.
        audiences: Vec<Audience>,
        /// Domains of the description, by name.
        domains: Vec<Domain>,
        /// Contracts, those that need least to go wrong first.
        contracts: Vec<Contract>,
        /// Contracts found in all.
        total: u64,
        /// Every minimal attack set was cut.
        complete: bool,
        /// A sentence on that for the reader.
        text: String,
    }
}

impl Analysis {
    /// Audiences of the catalog.
    pub fn audiences(&self) -> Vec<Audience> {
        audiences(&self.catalog)
    }

    /// What the domains of the description hand one another where attacks cross their borders, in the words of each
    /// domain or of one audience; only one domain's side if it is named. Nothing before the analysis is done.
    pub fn contracts(&self, domain: Option<&str>, audience: Option<&str>) -> Option<Contracts> {
        let ground = self.answering()?;
        let found = analysis::contracts(
            &ground.graph,
            &self.system,
            &ground.events,
            &ground.states,
            &ground.exposures,
            &self.answers,
        );
        let concerns = |c: &&analysis::Contract| {
            let named = |id: analysis::DomainId| domain.is_none_or(|wanted| same(&found.domains[id.index()], wanted));
            named(c.from) || named(c.to)
        };
        let kept: Vec<&analysis::Contract> = found.contracts.iter().filter(concerns).collect();
        let total = kept.len() as u64;
        let words = Words { analysis: self, ground, audience: audience.and_then(|a| self.catalog.audience(a)) };
        let contracts: Vec<Contract> =
            kept.into_iter().take(MAX_CONTRACTS).map(|c| words.contract(&found.domains, c)).collect();
        let domains = found
            .domains
            .iter()
            .filter(|name| domain.is_none_or(|wanted| same(name, wanted)))
            .map(|name| words.domain(name, &contracts))
            .filter(|d| !d.elements.is_empty() || !d.deny.is_empty())
            .collect();
        let cut = if (contracts.len() as u64) < total {
            format!("; the first {} of {total} are listed", contracts.len())
        } else {
            String::new()
        };
        let text = if found.complete {
            format!("Cut from all minimal attack sets{cut}")
        } else {
            format!(
                "Not all minimal attack sets are known or cut: what crosses is taken from the graph as well, and its sets are not all counted{cut}"
            )
        };
        Some(Contracts { audiences: self.audiences(), domains, contracts, total, complete: found.complete, text })
    }

    /// The path of a minimal set of a claim, by its position in the claim's `sets`, step by step in the words of an
    /// audience; in general words if there is no such audience, and empty if there is no such path.
    pub fn read_path(&self, audience: &str, claim: &str, set: u32) -> Vec<Reading> {
        let (Some(ground), Some(at)) = (self.answering(), self.system.claims.iter().position(|c| c.id == claim)) else {
            return Vec::new();
        };
        let mut deciding = self.answers[at].sets.iter().filter(|s| s.level != Level::Justified);
        let Some(counted) = deciding.nth(set as usize) else { return Vec::new() };
        let audience = self.catalog.audience(audience);
        self.path(ground, &mut ground.trial(), counted.set.events(), &counted.goals)
            .iter()
            .map(|step| {
                let (predicate, element) = ground.graph.fact(step.gain);
                Reading {
                    says: explain::said(&self.system, &self.catalog, audience, predicate, element),
                    how: explain::instance_said(&ground.graph, &self.system, &self.catalog, audience, step.instance),
                }
            })
            .collect()
    }

    /// Facts in the words of an audience, in the order asked for; in general words if there is no such audience, and
    /// empty for what is no fact.
    pub fn read_as(&self, audience: &str, facts: &[String]) -> Vec<String> {
        let mut wanted: BTreeMap<&str, Vec<(usize, Predicate)>> = BTreeMap::new();
        for (at, fact) in facts.iter().enumerate() {
            let split = fact.strip_suffix(')').and_then(|f| f.split_once('('));
            if let Some((predicate, element)) = split
                && let Some(predicate) = Predicate::from_id(predicate)
            {
                wanted.entry(element).or_default().push((at, predicate));
            }
        }
        let audience = self.catalog.audience(audience);
        let mut read = vec![String::new(); facts.len()];
        for element in (0_u32..).map(ElementId).take(self.system.elements.len()) {
            if wanted.is_empty() {
                break;
            }
            for (at, predicate) in wanted.remove(self.system.id(element).as_str()).unwrap_or_default() {
                read[at] = explain::said(&self.system, &self.catalog, audience, predicate, element);
            }
        }
        read
    }
}

pub(super) fn audiences(catalog: &crate::catalog::Catalog) -> Vec<Audience> {
    catalog.audiences.iter().map(|a| Audience { id: a.id.clone(), name: a.name.clone() }).collect()
}

/// Domains are asked for as written or in other letters: `ml` for `ML`.
fn same(domain: &str, wanted: &str) -> bool {
    domain.eq_ignore_ascii_case(wanted)
}

/// Tells facts in each domain's words, or all in those of one audience.
struct Words<'a> {
    analysis: &'a Analysis,
    ground: &'a Ground,
    audience: Option<&'a CatalogAudience>,
}

impl<'a> Words<'a> {
    fn audience_of(&self, domain: &str) -> Option<&'a CatalogAudience> {
        self.audience.or_else(|| self.analysis.catalog.audience_of_domain(domain))
    }

    fn say(&self, domain: &str, fact: FactId) -> String {
        let (predicate, element) = self.ground.graph.fact(fact);
        let Analysis { system, catalog, .. } = self.analysis;
        explain::said(system, catalog, self.audience_of(domain), predicate, element)
    }

    fn contract(&self, domains: &[String], contract: &analysis::Contract) -> Contract {
        let Analysis { system, settings, answers, .. } = self.analysis;
        let (from, to) = (&domains[contract.from.index()], &domains[contract.to.index()]);
        let given = contract.facts[0];
        let name = |declared: DeclaredId| self.analysis.name(declared);
        let declared_of = |fact: &FactId| system.element(self.ground.graph.fact(*fact).1).declared;
        let mut then: Vec<String> = Vec::new();
        // What happens in several sessions is told of one.
        let mut assets = BTreeSet::new();
        for fact in &contract.then {
            let (predicate, element) = self.ground.graph.fact(*fact);
            let element = system.element(element);
            let new = assets.insert((predicate, element.declared, element.form, element.other));
            if then.len() < MAX_THEN && new {
                then.push(self.say(to, *fact));
            }
        }
        let mut elements: Vec<String> = Vec::new();
        for declared in [given].iter().chain(&contract.then).map(declared_of) {
            if !elements.contains(&name(declared)) {
                elements.push(name(declared));
            }
        }
        Contract {
            from: from.clone(),
            to: to.clone(),
            gain: self.analysis.gain(self.ground, given),
            given: self.say(from, given),
            received: self.say(to, given),
            then,
            held: held(Some(contract.level)),
            claims: contract
                .claims
                .iter()
                .map(|passing| ContractClaim {
                    claim: system.claims[passing.claim].id.clone(),
                    verdict: verdict(answers[passing.claim].level),
                    through: verdict(Some(passing.level)),
                    sets: passing.sets,
                })
                .collect(),
            sets: contract.sets(),
            controls: contract
                .controls
                .iter()
                .map(|declared| ContractControl {
                    name: name(*declared),
                    is_on: system
                        .controls
                        .iter()
                        .find(|spec| system.element(spec.element).declared == *declared)
                        .is_some_and(|spec| settings.is_on(system, spec.element)),
                    domain: system.declared[declared.index()].domain.clone(),
                })
                .collect(),
            assumptions: contract
                .assumptions
                .iter()
                .take(MAX_ASSUMPTIONS)
                .map(|event| {
                    let facts = self.ground.events.get(*event);
                    ContractAssumption {
                        id: facts.assumption.clone().unwrap_or_else(|| facts.id.clone()),
                        sentence: explain::event_sentence(system, &self.analysis.catalog, &facts.event),
                        class: event_class(facts.class, facts.level),
                    }
                })
                .collect(),
            elements,
        }
    }

    fn domain(&self, name: &str, contracts: &[Contract]) -> Domain {
        let Analysis { system, answers, .. } = self.analysis;
        let silent = [Kind::Session, Kind::Weakness];
        let where_ = |is: &dyn Fn(&Contract) -> bool| {
            contracts.iter().zip(0_u32..).filter(|(c, _)| is(c)).map(|(_, at)| at).collect()
        };
        let broken = |c: &Contract| matches!(c.held, Held::Held | Held::Unknown);
        Domain {
            name: name.to_owned(),
            audience: self.audience_of(name).map(|a| a.id.clone()),
            elements: system
                .declared
                .iter()
                .filter(|d| d.domain == name && !silent.contains(&d.kind))
                .map(|d| d.name.clone())
                .collect(),
            claims: system
                .claims
                .iter()
                .zip(answers)
                .filter(|(spec, _)| system.declared[spec.declared.index()].domain == name)
                .filter_map(|(spec, answer)| {
                    let (first, _) = spec.instances.first()?;
                    let over = answer.goals.first().map_or(*first, |goal| self.ground.graph.fact(*goal).1);
                    let gains = spec
                        .gains
                        .iter()
                        .map(|gain| explain::said(system, &self.analysis.catalog, self.audience_of(name), *gain, over));
                    let sentence = gains.collect::<Vec<_>>().join(", or ");
                    Some(OwnClaim { claim: spec.id.clone(), sentence, verdict: verdict(answer.level) })
                })
                .collect(),
            deny: where_(&|c| c.from == name),
            rely: where_(&|c| c.to == name && !broken(c)),
            reached: where_(&|c| c.to == name && broken(c)),
        }
    }
}
