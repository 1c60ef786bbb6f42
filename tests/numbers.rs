//! The numbers of the reference scenarios: whole answers as golden files, and what the scenarios say of them in words
//! (`BARTIZAN_BLESS=1` writes the files anew).

use std::fs;
use std::path::{Path, PathBuf};

use bartizan::api::{Analysis, Choice, Guarantees, Plan, Risks, Scenario, Source, difference};
use bartizan::report::json;

#[derive(serde::Serialize)]
struct Numbers {
    risks: Risks,
    plan: Plan,
    guarantees: Guarantees,
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn analysed(text: &str, on: &[&str]) -> Analysis {
    let source = Source { name: "example.yaml".to_owned(), text: text.to_owned() };
    let on = on.iter().map(|name| (*name).to_owned()).collect();
    let mut analysis = Analysis::begin(&source, &Scenario { on, ..Scenario::default() });
    analysis.run();
    analysis
}

fn example(name: &str) -> String {
    fs::read_to_string(folder("examples").join(format!("{name}.yaml"))).expect("the example is there")
}

fn names(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

fn chosen(choices: &[Choice]) -> Vec<Vec<&str>> {
    choices.iter().map(|choice| names(&choice.controls)).collect()
}

#[test]
fn every_number_of_every_example() {
    let mut stale = Vec::new();
    let mut paths: Vec<PathBuf> = fs::read_dir(folder("examples"))
        .expect("examples/ is there")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|e| e == "yaml"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 10, "the reference scenarios are there");
    for path in paths {
        let analysis = analysed(&fs::read_to_string(&path).expect("it is text"), &[]);
        let mut risks = analysis.risks(u32::MAX);
        // Steps and sentences are kept by the answers' own golden files.
        for risk in &mut risks.claims {
            risk.likeliest.iter_mut().chain(&mut risk.cheapest).for_each(|set| set.path.steps.clear());
            risk.events.clear();
        }
        let numbers = Numbers {
            risks,
            plan: analysis.plan(&[], Some(4.0)).expect("an example is small"),
            guarantees: analysis.guarantees().expect("an example is small"),
        };
        let text = json::printed(&numbers).expect("numbers are JSON");
        let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        let golden = folder("tests/numbers").join(format!("{name}.json"));
        if std::env::var_os("BARTIZAN_BLESS").is_some() {
            fs::write(&golden, &text).expect("it can be written");
        }
        if fs::read_to_string(&golden).unwrap_or_default() != text {
            stale.push(name);
        }
    }
    assert!(stale.is_empty(), "other numbers than in tests/numbers: {stale:?}");
}

/// Scenario 1: only the two structural controls together close C1, and they are preferred to the classifier.
#[test]
fn the_plan_prefers_what_makes_a_claim_hold() {
    let stated = example("01-support-assistant");
    let plan = analysed(&stated, &[]).plan(&[], None).expect("small");
    assert_eq!(chosen(&plan.cheapest), [["per_customer", "recipients"]]);
    assert_eq!(plan.beyond.len(), 1, "C1 rests on the vendor's stated promises whatever is switched on");
    let promises = "promises: [unaltered, no insider, no retention, no training]";
    let reasons = "promises: { unaltered: audited, no insider: audited, no retention: audited, no training: audited }";
    assert!(stated.contains(promises), "the example states the promises");
    let plan = analysed(&stated.replace(promises, reasons), &[]).plan(&[], None).expect("small");
    assert_eq!(chosen(&plan.cheapest), [["per_customer", "recipients"]]);
    assert!(plan.optimal && plan.beyond.is_empty(), "with reasons for the promises both claims hold");
    let classifier = plan.controls.iter().find(|c| c.control == "classifier").expect("it is weighed");
    assert!(classifier.alone > 0.0 && classifier.in_plan.is_none(), "the classifier only lowers a number");
}

/// Scenario 2: a code-free format, or the hub's guarantees, or a pin with an honest publisher.
#[test]
fn what_is_required_of_a_hub() {
    let guarantees = analysed(&example("02-fine-tuning"), &[]).guarantees().expect("small");
    let demands: Vec<(Vec<&str>, Vec<&str>)> =
        guarantees.demands.iter().map(|d| (names(&d.guarantees), names(&d.controls))).collect();
    assert_eq!(
        demands,
        [
            (vec![], vec!["code_free"]),
            (vec!["hub.honest", "hub.not compromised"], vec![]),
            (vec!["hub.honest"], vec!["pin"]),
        ]
    );
    assert_eq!(names(&guarantees.beyond), ["house_data", "parameters"]);
    let hub = &guarantees.suppliers[0];
    assert!(!hub.may_keep.is_empty());
    for way in &hub.may_keep {
        let changes = way.iter().any(|gain| gain.capability.starts_with("make_"));
        assert!(!changes, "no way leaves the hub changes upstream or to the file: {way:?}");
    }
}

/// Scenario 9: the minimal guarantees for the first claim are the three promises, each with its importance; a TEE stands
/// for the insider's.
#[test]
fn what_is_required_of_a_hosted_model() {
    let analysis = analysed(&example("09-hosted-model"), &[]);
    let guarantees = analysis.guarantees().expect("small");
    let three = ["provider.no insider", "provider.no retention", "provider.no training"];
    let first = names(&guarantees.demands[0].guarantees);
    assert_eq!(first, [&three[..], &["provider.unaltered"]].concat(), "the last is for the second claim");
    for promise in three {
        let worth = guarantees.ledger.iter().find(|w| w.assumption == promise).expect("it is in the ledger");
        assert_eq!(names(&worth.alone), ["C1"], "{promise}");
        assert!(worth.birnbaum > 0.0, "{promise} has an importance");
    }
    let with_tee = guarantees.demands.iter().find(|d| names(&d.controls) == ["tee"]).expect("a way with the TEE");
    assert!(!names(&with_tee.guarantees).contains(&"provider.no insider"));
    assert!(names(&with_tee.guarantees).contains(&"tee_holds"));
}

/// Scenario 7: the likelihood of both sets counts once what they share; turning the guard off never lowers it.
#[test]
fn what_attacks_share_is_counted_once() {
    let text = example("07-guardrail");
    let risk = analysed(&text, &[]).risk("refund", u32::MAX).expect("the claim is there");
    let sum: f64 = risk.likeliest.iter().map(|set| set.likelihood.high).sum();
    assert!(
        risk.probability.exact && risk.probability.high < sum,
        "{} is less than the sum {sum}",
        risk.probability.high
    );
    let most = risk.likeliest.iter().map(|set| set.likelihood.high).fold(0.0, f64::max);
    assert!(risk.probability.high > most, "and more than the likeliest alone");
    let source = Source { name: "example.yaml".to_owned(), text };
    let mut off = Analysis::begin(&source, &Scenario { off: vec!["guard".to_owned()], ..Scenario::default() });
    off.run();
    let without = off.risk("refund", u32::MAX).expect("the claim is there");
    assert!(without.probability.high > risk.probability.high, "without the guard it is likelier");
}

#[test]
fn a_difference_says_what_a_control_changes_and_nothing_where_nothing_did() {
    let text = example("01-support-assistant");
    let (before, after) = (analysed(&text, &[]), analysed(&text, &["recipients"]));
    assert!(difference(&before, &before).same);
    let changed = difference(&before, &after);
    assert!(!changed.same);
    let c2 = changed.claims.iter().find(|c| c.claim == "C2").expect("C2 changes");
    assert_eq!(format!("{:?} {:?}", c2.before, c2.after), "Some(Violated) Some(Holds)");
    assert!(c2.lost.contains(&vec!["uses(customer, assistant)".to_owned(), "obeys(llm)".to_owned()]));
    assert!(c2.gained.iter().all(|set| set.iter().any(|e| e == "mechanism(recipients)")));
    let back = difference(&after, &before);
    let c2_back = back.claims.iter().find(|c| c.claim == "C2").expect("C2 changes");
    assert_eq!((&c2_back.gained, &c2_back.lost), (&c2.lost, &c2.gained), "the other way round");
}

/// What a role costs an adversary decides which attack is the cheapest.
#[test]
fn the_cheapest_attack_is_that_of_least_cost() {
    let text = example("01-support-assistant");
    let cheapest = |text: &str| {
        let risk = analysed(text, &[]).risk("C2", u32::MAX).expect("the claim is there");
        risk.cheapest.iter().map(|set| (set.effort, set.events[0].clone())).collect::<Vec<_>>()
    };
    assert_eq!(cheapest(&text)[1], (2.0, "uses(customer, assistant)".to_owned()));
    let dear = text.replace("customer:   { adversary: true }", "customer:   { adversary: true, cost: 40 }");
    assert_ne!(dear, text);
    assert_eq!(cheapest(&dear)[1], (2.0, "writes(contractor, wiki)".to_owned()));
    assert_eq!(cheapest(&dear)[2], (41.0, "uses(customer, assistant)".to_owned()));
}
