//! Contracts between domains, and every fact in every domain's words, on the reference scenarios.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use bartizan::api::{Analysis, Contracts, Held, Scenario, Source, Verdict};
use bartizan::report::json;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Names and texts of the reference scenarios.
fn examples() -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder("examples"))
        .expect("examples/ is there")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|e| e == "yaml"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 10, "the reference scenarios are there");
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("it is text");
            (path.file_stem().expect("it has a name").to_string_lossy().into_owned(), text)
        })
        .collect()
}

fn analysed(text: &str, on: &[&str]) -> Analysis {
    let source = Source { name: "example.yaml".to_owned(), text: text.to_owned() };
    let on = on.iter().map(|name| (*name).to_owned()).collect();
    let mut analysis = Analysis::begin(&source, &Scenario { on, ..Scenario::default() });
    analysis.run();
    analysis
}

fn contracts(analysis: &Analysis) -> Contracts {
    analysis.contracts(None, None).expect("the example is analysed")
}

/// `from > to: fact`, with the sets that pass.
fn told(contracts: &Contracts) -> Vec<String> {
    contracts
        .contracts
        .iter()
        .map(|c| format!("{} > {}: {}({}) {}", c.from, c.to, c.gain.capability, c.gain.element, c.sets))
        .collect()
}

#[test]
fn the_contracts_of_one_example() {
    let (_, text) = examples().into_iter().find(|(name, _)| name == "05-edge-vision").expect("it is an example");
    let mut text = json::printed(&contracts(&analysed(&text, &[]))).expect("contracts are JSON");
    text.push('\n');
    let path = folder("tests/contracts").join("05-edge-vision.json");
    if std::env::var_os("BARTIZAN_BLESS").is_some() {
        fs::write(&path, &text).expect("the file can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "{} is stale: run with BARTIZAN_BLESS=1", path.display());
}

#[test]
fn every_crossing_of_every_path_is_a_contract() {
    for (name, text) in examples() {
        let analysis = analysed(&text, &[]);
        let found = contracts(&analysis);
        for claim in analysis.claims() {
            for path in &claim.paths {
                for step in &path.steps {
                    for used in &step.uses {
                        let from = &path.steps[*used as usize - 1].domain;
                        let crosses = from == &step.domain
                            || found.contracts.iter().any(|c| {
                                c.from == *from
                                    && c.to == step.domain
                                    && c.claims.iter().any(|passing| passing.claim == claim.id && passing.sets > 0)
                            });
                        assert!(crosses, "{name} {}: step {} from {from} is no contract", claim.id, step.number);
                    }
                }
            }
        }
    }
}

#[test]
fn no_contract_has_more_sets_of_a_claim_than_there_are_and_none_is_milder_than_its_claim() {
    for (name, text) in examples() {
        let analysis = analysed(&text, &[]);
        let claims = analysis.claims();
        let found = contracts(&analysis);
        assert!(found.complete, "{name}: {}", found.text);
        for contract in &found.contracts {
            assert_ne!(contract.from, contract.to, "{name}");
            assert_eq!(contract.sets, contract.claims.iter().map(|c| c.sets).sum::<u64>(), "{name}");
            for passing in &contract.claims {
                let claim = claims.iter().find(|c| c.id == passing.claim).expect("it is a claim");
                let all = (claim.sets.len() + claim.resting_sets.len()) as u64;
                assert!((1..=all).contains(&passing.sets), "{name} {}: {} of {all}", claim.id, passing.sets);
                assert!(passing.through >= claim.verdict, "{name} {}", claim.id);
                assert_eq!(passing.verdict, claim.verdict, "{name} {}", claim.id);
            }
        }
        for domain in &found.domains {
            let of = |list: &[u32]| list.iter().map(|at| &found.contracts[*at as usize]).collect::<Vec<_>>();
            assert!(of(&domain.deny).iter().all(|c| c.from == domain.name), "{name}");
            assert!(of(&domain.rely).iter().chain(&of(&domain.reached)).all(|c| c.to == domain.name), "{name}");
            assert!(of(&domain.rely).iter().all(|c| matches!(c.held, Held::Conditional | Held::RestsOn)), "{name}");
            assert!(of(&domain.reached).iter().all(|c| matches!(c.held, Held::Held | Held::Unknown)), "{name}");
        }
    }
}

#[test]
fn a_contract_goes_with_the_control_that_stands_before_it() {
    let (_, text) = examples().into_iter().find(|(name, _)| name == "01-support-assistant").expect("it is an example");
    let before = contracts(&analysed(&text, &[]));
    let to_business = |c: &Contracts| told(c).into_iter().filter(|t| t.contains("> business")).collect::<Vec<_>>();
    let [only] = to_business(&before).try_into().expect("one thing is handed to the business");
    assert!(only.starts_with("application > business: make_limited_changes(assistant>mail"), "{only}");
    let contract = before.contracts.iter().find(|c| c.to == "business").expect("it was just told");
    assert!(contract.controls.iter().any(|c| c.name == "recipients" && !c.is_on && c.domain == "security"));
    let after = contracts(&analysed(&text, &["recipients"]));
    let passes = |c: &Contracts| c.contracts.iter().any(|c| c.to == "business" && matches!(c.held, Held::Held));
    assert!(passes(&before) && !passes(&after), "{:?}", told(&after));
    let kept = after.contracts.iter().find(|c| c.to == "business").expect("the claim now rests on the control");
    assert_eq!(kept.held, Held::RestsOn);
    assert!(kept.controls.iter().any(|c| c.name == "recipients" && c.is_on));
    assert!(kept.assumptions.iter().any(|a| a.id == "recipients.mechanism"), "{:?}", kept.assumptions);
}

#[test]
fn one_domain_is_told_in_one_audiences_words() {
    let (_, text) = examples().into_iter().find(|(name, _)| name == "05-edge-vision").expect("it is an example");
    let analysis = analysed(&text, &[]);
    let side = analysis.contracts(Some("platform"), Some("management")).expect("it is analysed");
    assert_eq!(side.domains.iter().map(|d| d.name.as_str()).collect::<Vec<_>>(), ["platform"]);
    assert!(side.contracts.iter().all(|c| c.from == "platform" || c.to == "platform"));
    let memory = side.contracts.iter().find(|c| c.gain.capability == "inspect" && c.gain.element == "device");
    let memory = memory.expect("the memory of the device is read");
    assert_eq!(memory.given, "outsiders can see everything on `device`");
    assert_eq!(memory.claims[0].through, Verdict::Violated);
    assert_eq!(
        analysis.read_as("hardware", &["inspect(device)".to_owned()]),
        ["the memory of `device` can be read out"]
    );
    let unread = ["nonsense".to_owned(), "inspect(nobody)".to_owned(), "look(device)".to_owned()];
    assert_eq!(analysis.read_as("hardware", &unread), ["", "", ""]);
}

/// Words that only one domain uses, and which audience may.
const JARGON: &[(&str, &[&str])] = &[
    ("Inputs", &[]),
    ("Outputs", &[]),
    ("Parameters", &[]),
    ("Validation Results", &[]),
    ("hyperparameter", &["ml"]),
    ("tensor", &["ml"]),
    ("logit", &["ml"]),
    ("embedding", &["ml"]),
    ("inference", &["ml"]),
    ("backdoor", &["ml"]),
    ("artifact", &["platform"]),
    ("workload", &["platform"]),
    ("fail open", &["platform"]),
    ("exfiltrat", &["application"]),
    ("firmware", &["hardware"]),
    ("side channel", &["hardware", "platform"]),
    ("Inspect", &[]),
    ("Influence", &[]),
    ("Contribute", &[]),
    ("Withhold", &[]),
];

#[test]
fn every_fact_is_said_to_every_audience_without_the_words_of_another() {
    let mut sentences: BTreeSet<(String, String)> = BTreeSet::new();
    for (name, text) in examples() {
        let analysis = analysed(&text, &[]);
        let facts: Vec<String> = analysis
            .exposure("", 0, u64::MAX)
            .rows
            .into_iter()
            .flat_map(|row| row.cells.into_iter().map(|cell| cell.fact))
            .collect();
        let mut audiences = analysis.audiences();
        assert!(audiences.len() >= 6, "ML, application, platform, hardware, data and management read");
        audiences.push(bartizan::api::Audience { id: "nobody in particular".to_owned(), name: String::new() });
        for audience in audiences {
            let said = analysis.read_as(&audience.id, &facts);
            for (fact, sentence) in facts.iter().zip(said) {
                assert!(!sentence.is_empty(), "{name}: {} has no words for {fact}", audience.id);
                sentences.insert((audience.id.clone(), sentence));
            }
        }
    }
    for (audience, sentence) in &sentences {
        // The reader's own names may be anything.
        let words: String = sentence.split('`').step_by(2).collect();
        for (word, may) in JARGON {
            let fits = may.contains(&audience.as_str()) || !words.contains(word);
            assert!(fits, "{audience} is told `{word}`: {sentence}");
        }
    }
}

#[test]
fn a_path_is_read_step_by_step_in_an_audiences_names() {
    for (name, text) in examples() {
        let analysis = analysed(&text, &[]);
        for claim in analysis.claims() {
            for path in &claim.paths {
                let facts: Vec<String> =
                    path.steps.iter().map(|s| format!("{}({})", s.gain.capability, s.gain.element)).collect();
                let read = analysis.read_path("management", &claim.id, path.set);
                let says: Vec<&str> = read.iter().map(|r| r.says.as_str()).collect();
                assert_eq!(says, analysis.read_as("management", &facts), "{name} {} set {}", claim.id, path.set);
                for (reading, step) in read.iter().zip(&path.steps) {
                    let names = |sentence: &str| sentence.matches('`').count();
                    assert_eq!(names(&reading.how), names(&step.sentence), "{name}: {} {}", reading.how, step.sentence);
                    assert!(!reading.how.contains("puts of `"), "{name}: {}", reading.how);
                }
            }
        }
        assert!(analysis.read_path("management", "no such claim", 0).is_empty());
    }
}
