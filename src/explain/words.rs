//! Sentences: templates of the catalog filled with the system's own names.

use crate::analysis::Missing;
use crate::catalog::{Audience, Catalog, Predicate};
use crate::engine::{BasicEvent, Graph, InstanceId};
use crate::system::{Against, ClaimSpec, DeclaredId, ElementId, Form, Of, System};

/// What a fact says: `Partially Inspect over customer_records of another customer`.
pub fn gain(system: &System, catalog: &Catalog, predicate: Predicate, element: ElementId) -> String {
    let label = system.label_in_session(element);
    match catalog.capability(predicate) {
        Some(capability) => format!("{} over {label}", capability.name),
        None => match catalog.facts.iter().find(|f| f.predicate == predicate) {
            Some(fact) => fact.means.fill(|_| label.clone()),
            None => label,
        },
    }
}

/// What a fact says to an audience, in a clause of its own words: the model can be poisoned or steered.
pub fn said(
    system: &System,
    catalog: &Catalog,
    audience: Option<&Audience>,
    predicate: Predicate,
    element: ElementId,
) -> String {
    let thing = thing(system, catalog, audience, element);
    match catalog.says(audience, predicate, system.subject(element)) {
        Some(template) => template.fill(|_| thing.as_str()),
        None => gain(system, catalog, predicate, element),
    }
}

/// What an audience calls an element, with its session.
fn thing(system: &System, catalog: &Catalog, audience: Option<&Audience>, element: ElementId) -> String {
    system.in_session(element, named(system, catalog, audience, element))
}

/// What an audience calls an element, without its session.
fn named(system: &System, catalog: &Catalog, audience: Option<&Audience>, element: ElementId) -> String {
    let own = system.implied(element).and_then(|(subject, after)| {
        let name = format!("`{}`", system.declared[after.index()].name);
        catalog.thing(audience, subject).map(|template| template.fill(|_| name.as_str()))
    });
    own.unwrap_or_else(|| system.label(element))
}

/// The sentence of a rule instance, things named as an audience names them.
pub fn instance_said(
    graph: &Graph,
    system: &System,
    catalog: &Catalog,
    audience: Option<&Audience>,
    instance: InstanceId,
) -> String {
    let bindings: Vec<ElementId> = graph.bindings(instance).collect();
    let name = |slot: usize| bindings.get(slot).map_or_else(String::new, |e| named(system, catalog, audience, *e));
    catalog.rule(graph.rule(instance)).says.fill(name)
}

/// The sentence of a rule instance.
pub fn instance_sentence(graph: &Graph, system: &System, catalog: &Catalog, instance: InstanceId) -> String {
    let bindings: Vec<ElementId> = graph.bindings(instance).collect();
    catalog.rule(graph.rule(instance)).says.fill(|slot| label(system, &bindings, slot))
}

/// The sentence of a basic event.
pub fn event_sentence(system: &System, catalog: &Catalog, event: &BasicEvent) -> String {
    catalog.event(event.kind).says.fill(|slot| label(system, &event.elements, slot))
}

fn label(system: &System, elements: &[ElementId], slot: usize) -> String {
    elements.get(slot).map_or_else(String::new, |e| system.label(*e))
}

/// What an attack lacks at a place.
pub fn missing_sentence(system: &System, catalog: &Catalog, missing: &Missing, event: impl Fn() -> String) -> String {
    match missing {
        Missing::Fact(Predicate::Off, element) => format!("{} stands in the way", system.label(*element)),
        Missing::Fact(predicate, element) => gain(system, catalog, *predicate, *element),
        Missing::Event(_) => event(),
    }
}

/// A claim in words: `No customer or contractor gains Influence over send_mail`.
pub fn claim_sentence(system: &System, catalog: &Catalog, claim: &ClaimSpec) -> String {
    let name = |id: &DeclaredId| format!("`{}`", system.declared[id.index()].name);
    let list = |ids: &[DeclaredId]| {
        let names: Vec<String> = ids.iter().map(name).collect();
        match names.split_last() {
            None => "adversary".to_owned(),
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        }
    };
    let who = match &claim.against {
        Against::But(exempt) if exempt.is_empty() => "Nobody".to_owned(),
        Against::But(exempt) => format!("Nobody but {}", list(exempt)),
        Against::In(listed) if *listed == system.adversaries => "No adversary".to_owned(),
        Against::In(listed) => format!("No {}", list(listed)),
    };
    let gains: Vec<&str> =
        claim.gains.iter().map(|g| catalog.capability(*g).map_or(g.words(), |c| c.name.as_str())).collect();
    let over = match claim.instances.first().map(|(e, _)| *system.element(*e)) {
        Some(element) if !matches!(element.form, Form::Itself | Form::Partition(_)) => {
            claim.instances.first().map_or_else(String::new, |(e, _)| system.label(*e))
        }
        _ => name(&claim.declared),
    };
    let of = match (claim.of_matters, claim.of) {
        (false, _) | (true, Of::Any) => "",
        (true, Of::Own) => " of their own",
        (true, Of::Others) => " of others",
        (true, Of::Peers) => " of peers",
        (true, Of::OtherTenants) => " of other tenants",
        (true, Of::Bystanders) => " of bystanders",
    };
    let together = if claim.together { ", even together," } else { "" };
    format!("{who}{together} gains {} over {over}{of}", gains.join(" or "))
}
