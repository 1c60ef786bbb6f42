//! The picture of a description: every element once, in boxes that exist, flows between what is drawn, and what is
//! reached; from the text alone where it has errors.

use std::collections::{BTreeMap, BTreeSet};

use bartizan::api::{Analysis, Held, Picture, Scenario, Source};

fn begun(text: &str) -> Analysis {
    let source = Source { name: "description.yaml".to_owned(), text: text.to_owned() };
    Analysis::begin(&source, &Scenario::default())
}

fn answered(text: &str) -> Analysis {
    let mut analysis = begun(text);
    analysis.run();
    analysis
}

fn files() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in ["examples", "examples/systems"] {
        let folder = format!("{}/{folder}", env!("CARGO_MANIFEST_DIR"));
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("an entry can be read").path();
            if path.extension().is_some_and(|ending| ending == "yaml") {
                let text = std::fs::read_to_string(&path).expect("an example is text");
                found.push((path.display().to_string(), text));
            }
        }
    }
    assert!(found.len() >= 18);
    found
}

/// Every name once, every box after the one around it, every end of a flow drawn.
fn is_whole(picture: &Picture, name: &str) {
    let nodes: BTreeSet<&str> = picture.nodes.iter().map(|n| n.name.as_str()).collect();
    assert_eq!(nodes.len(), picture.nodes.len(), "{name}: a name twice");
    let mut zones = BTreeSet::new();
    for zone in &picture.zones {
        assert!(zone.within.as_ref().is_none_or(|outer| zones.contains(outer)), "{name}: {} before its box", zone.id);
        assert!(zones.insert(zone.id.clone()), "{name}: the box {} twice", zone.id);
    }
    for node in &picture.nodes {
        assert!(node.within.as_ref().is_none_or(|id| zones.contains(id)), "{name}: {} lies in no box", node.name);
        assert!(node.opens.as_ref().is_none_or(|id| zones.contains(id)), "{name}: {} opens no box", node.name);
    }
    for flow in &picture.flows {
        assert!(nodes.contains(flow.from.as_str()) && nodes.contains(flow.to.as_str()), "{name}: {flow:?}");
        assert_ne!(flow.from, flow.to, "{name}: {flow:?}");
    }
}

#[test]
fn every_example_has_a_whole_picture_with_what_is_reached() {
    for (name, text) in files() {
        let analysis = answered(&text);
        let picture = analysis.picture();
        assert!(picture.analysed, "{name}");
        is_whole(&picture, &name);
        let overview = analysis.overview();
        let drawn: BTreeMap<&str, bool> =
            picture.nodes.iter().map(|n| (n.name.as_str(), !n.reached.is_empty())).collect();
        for element in &overview.elements {
            // What is not declared and not mentioned, as the hosts of a supplier, is a part of what is.
            if let Some(reached) = drawn.get(element.name.as_str()) {
                assert!(element.reached || !reached, "{name}: {} is not reached", element.name);
            }
        }
        for reach in picture.nodes.iter().flat_map(|node| &node.reached) {
            assert_eq!(reach.held, Held::Held);
            assert!(!reach.who.is_empty());
            assert!(analysis.explain(&reach.fact).is_some(), "{name}: {} cannot be explained", reach.fact);
        }
    }
}

const TEXT: &str = "bartizan: 1
roles: { customer: { adversary: true } }
suppliers: { acme: {} }
hosts:
  k8s: { zone: office }
  pod: { inside: k8s }
models: { llm: { from: acme } }
agents: { bot: { model: llm, runs on: pod, used by: customer, inputs: { retrieved: wiki }, tools: [crm, far] } }
tools:
  crm: { from: us, reads: orders, as: key }
  far: { zone: lab, runs on: pod }
stores:
  wiki: { runs on: k8s, written by: customer }
  db: { runs on: k8s, holds: orders, filled from: llm.out }
assets: { orders: {} }
";

#[test]
fn boxes_are_those_of_hosts_zones_and_suppliers() {
    let picture = answered(TEXT).picture();
    is_whole(&picture, "the text");
    let within: BTreeMap<&str, Option<&str>> =
        picture.nodes.iter().map(|n| (n.name.as_str(), n.within.as_deref())).collect();
    let expected = [
        ("customer", None),
        ("llm", Some("supplier:acme")),
        ("k8s", Some("zone:office")),
        ("pod", Some("host:k8s")),
        ("bot", Some("host:pod")),
        // Where the agent that calls it runs; its key lies beside it.
        ("crm", Some("host:pod")),
        ("key", Some("host:pod")),
        // Said to lie elsewhere than its host.
        ("far", Some("zone:lab")),
        ("orders", Some("host:k8s")),
    ];
    for (name, id) in expected {
        assert_eq!(within[name], id, "{name}");
    }
    let zones: Vec<(&str, Option<&str>)> = picture.zones.iter().map(|z| (z.id.as_str(), z.within.as_deref())).collect();
    assert!(zones.contains(&("host:pod", Some("host:k8s"))) && zones.contains(&("host:k8s", Some("zone:office"))));
}

#[test]
fn flows_go_where_data_goes_and_say_what_they_carry() {
    let picture = answered(TEXT).picture();
    let found = |from: &str, to: &str| {
        let flow = picture.flows.iter().find(|f| f.from == from && f.to == to);
        assert!(flow.is_some(), "no flow from {from} to {to}");
        flow.expect("it was just found")
    };
    assert_eq!(found("customer", "bot").word, "asks");
    assert_eq!(found("wiki", "bot").carries, ["retrieved"]);
    assert_eq!(found("wiki", "bot").key, "inputs.retrieved");
    assert_eq!(found("orders", "crm").word, "reads");
    assert_eq!(found("llm", "db").carries, ["Outputs"]);
    assert!(found("crm", "key").bond && found("db", "orders").bond);
    assert!(found("far", "pod").bond, "what runs elsewhere than it lies is bound to its host");
    assert!(!picture.flows.iter().any(|f| f.from == "bot" && f.to == "pod"), "a box says it already");
}

#[test]
fn what_is_reached_is_the_strongest_of_each_side() {
    let picture = answered(TEXT).picture();
    let wiki = picture.nodes.iter().find(|n| n.name == "wiki").expect("it is declared");
    let reached: Vec<&str> = wiki.reached.iter().map(|r| r.capability.as_str()).collect();
    assert!(reached.contains(&"contribute") && !reached.contains(&"influence"), "{reached:?}");
    assert!(wiki.reached.iter().all(|r| r.who == ["customer"]));
    let customer = picture.nodes.iter().find(|n| n.name == "customer").expect("it is declared");
    assert!(customer.adversary && customer.reached.is_empty());
}

#[test]
fn a_description_with_errors_has_a_picture_without_reach() {
    let text = TEXT.replace("tools: [crm, far]", "tools: [crm, nobody]") + "wrong: {}\n";
    let picture = begun(&text).picture();
    assert!(!picture.analysed);
    is_whole(&picture, "a text with errors");
    assert!(picture.nodes.iter().any(|n| n.name == "bot") && picture.nodes.iter().all(|n| n.reached.is_empty()));
    assert!(picture.flows.iter().any(|f| f.from == "bot" && f.to == "crm"));
    let circle = "bartizan: 1\nhosts:\n  a: { inside: b }\n  b: { inside: a }\nstores: { s: { runs on: a } }\n";
    assert_eq!(begun(circle).picture().zones.len(), 2, "hosts within each other are drawn beside each other");
    assert!(begun("roles: [").picture().nodes.is_empty());
}
