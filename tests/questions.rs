//! What a description leaves open: the questions of a thin one, their order, and that answering them does what is said.

use bartizan::api::{Analysis, Edit, Edited, EventClass, Json, OpenQuestions, Scenario, Source, Verdict, edit};
use bartizan::catalog::AnswerValue;
use bartizan::edit::Data;
use bartizan::system::document::SECTIONS;

fn analysed(text: &str, scenario: &Scenario) -> Analysis {
    let mut analysis = Analysis::begin(&Source { name: "thin.yaml".to_owned(), text: text.to_owned() }, scenario);
    analysis.run();
    assert!(analysis.analysed(), "{:#?}", analysis.overview().diagnostics);
    analysis
}

const THIN: &str = "bartizan: 1
roles:     { staff: {}, customer: { adversary: true } }
suppliers: { acme: {} }
models:    { llm: { from: acme }, own: { weights: tuned, runs on: box } }
agents:    { bot: { model: llm, runs on: box, used by: [staff, customer], tools: crm } }
tools:     { crm: { reads: orders, as: key, runs on: box } }
assets:    { tuned: { kind: weights }, orders: { kind: record, per: customer }, key: { kind: credential } }
claims:
  prompts: { nobody but: staff, gains: inspect, over: bot.in, of: others }
  params:  { nobody but: staff, gains: influence, over: own.params }
";

/// A text with patches, whose places count UTF-16 units; these texts are ASCII.
fn patched(text: &str, edited: &Edited) -> String {
    assert!(text.is_ascii());
    let mut said = text.to_owned();
    for patch in edited.patches.iter().rev() {
        said.replace_range(patch.from as usize..patch.to as usize, &patch.insert);
    }
    said
}

fn asked(answer: &OpenQuestions) -> Vec<(&str, &str, usize, usize)> {
    let each = answer.questions.iter();
    each.map(|q| (q.event.as_str(), q.ask.as_str(), q.if_fine.len(), q.if_not.len())).collect()
}

#[test]
fn a_thin_description_is_asked_what_matters_first() {
    let answer = analysed(THIN, &Scenario::default()).open_questions().expect("it is analysed");
    insta::assert_debug_snapshot!(asked(&answer));
    assert!(answer.complete, "{}", answer.text);
}

#[test]
fn an_answer_does_what_the_question_says() {
    let mut tried = 0;
    for file in ["examples/09-hosted-model.yaml", "examples/systems/label-to-serving.yaml", "thin"] {
        let text = match file {
            "thin" => THIN.to_owned(),
            _ => std::fs::read_to_string(file).expect("the example is there"),
        };
        let before = analysed(&text, &Scenario::default());
        let answer = before.open_questions().expect("it is analysed");
        let now: Vec<_> = before.verdicts();
        for question in &answer.questions {
            let event = vec![question.event.clone()];
            let fine = Scenario { hold: event.clone(), ..Scenario::default() };
            let wrong = Scenario { fail: event, ..Scenario::default() };
            for (scenario, told) in [(fine, &question.if_fine), (wrong, &question.if_not)] {
                let after = analysed(&text, &scenario).verdicts();
                let moved: Vec<_> = now
                    .iter()
                    .zip(&after)
                    .filter(|(a, b)| a.verdict != b.verdict)
                    .map(|(a, b)| (&a.claim, a.verdict, b.verdict))
                    .collect();
                let told: Vec<_> = told.iter().map(|s| (&s.claim, s.before, s.after)).collect();
                assert_eq!(told, moved, "{file}: {} under {scenario:?}", question.event);
                tried += 1;
            }
        }
    }
    assert!(tried >= 12, "{tried} answers were tried");
}

/// Every answer that is offered can be written, makes no error, and settles its question.
#[test]
fn an_offered_answer_settles_its_question() {
    let bare = "bartizan: 1
roles:     { staff: {} }
suppliers: { acme: { promises: [unaltered] } }
hosts:     { box: {} }
models:    { llm: { from: acme }, own: { weights: tuned, runs on: box } }
agents:    { bot: { model: llm, tools: crm }, second: { model: own, runs on: box, used by: staff } }
tools:     { crm: { reads: orders, as: key, runs on: box } }
stores:    { db: { written by: staff, read by: staff }, disk: { runs on: box } }
assets:    { tuned: { kind: weights }, orders: { kind: record }, key: { kind: credential }, lone: { kind: record }, spare: { kind: credential } }
claims:
  orders: { nobody but: acme, gains: inspect, over: orders }
  lone:   { nobody but: acme, gains: inspect, over: lone }
  key:    { nobody but: acme, gains: inspect, over: key }
  db:     { nobody but: acme, gains: inspect, over: db }
  params: { nobody but: acme, gains: influence, over: own.params }
  bot:    { nobody but: acme, gains: influence, over: bot }
  talk:   { nobody but: acme, gains: inspect, over: bot.out }
  spare:  { nobody but: acme, gains: inspect, over: spare }
";
    let mut settled = std::collections::BTreeMap::new();
    for text in [THIN, bare] {
        let answer = analysed(text, &Scenario::default()).open_questions().expect("it is analysed");
        for question in &answer.questions {
            let kind = question.event.split('(').next().unwrap_or_default();
            for ready in &question.answers {
                let edited = edit(text, std::slice::from_ref(&ready.edit));
                assert_eq!(edited.refused, None, "{}: {}", question.event, ready.says);
                let said = patched(text, &edited);
                let again = analysed(&said, &Scenario::default()).open_questions().expect("it is analysed");
                let still = again.questions.iter().any(|q| q.event == question.event);
                assert!(!still, "{}: {} is written and asked again:\n{said}", question.event, ready.says);
                *settled.entry(kind.to_owned()).or_insert(0) += 1;
            }
        }
    }
    insta::assert_debug_snapshot!(settled);
}

/// Whoever denies the worst has only stated it: claims are conditional on that, until there is a reason. What is denied
/// goes along when its element is renamed, and is warned of once the description says it otherwise.
#[test]
fn what_is_denied_is_an_assumption() {
    let verdict = |analysis: &Analysis, claim: &str| {
        analysis.verdicts().into_iter().find(|v| v.claim == claim).map(|v| v.verdict).expect("the claim is there")
    };
    let written = |text: &str, change: Edit| {
        let edited = edit(text, &[change]);
        assert_eq!(edited.refused, None);
        patched(text, &edited)
    };
    const DRAWER: &str = "bartizan: 1
stores: { drawer: {} }
claims: { drawer: { nobody in: anyone, gains: inspect, over: drawer } }
";
    let asked = |text| analysed(text, &Scenario::default()).open_questions().expect("it is analysed").questions;
    let mut moved = 0;
    for (text, question) in [THIN, DRAWER].into_iter().flat_map(|text| asked(text).into_iter().map(move |q| (text, q)))
    {
        let Some(denied) = question.answers.iter().find(|answer| answer.says.starts_with("It is not so")) else {
            assert!(question.event.contains('.'), "{} cannot be denied", question.event);
            continue;
        };
        let said = written(text, denied.edit.clone());
        let stated = analysed(&said, &Scenario::default());
        let listed = stated.overview().assumptions.into_iter().find(|a| a.id == question.event);
        assert_eq!(listed.map(|a| a.class), Some(EventClass::Stated), "{said}");
        let path = vec!["assumptions".to_owned(), question.event.clone()];
        let reason = Edit::Set { path, value: Json(Data::Text("seen to".to_owned())) };
        let justified = analysed(&written(&said, reason), &Scenario::default());
        for shift in &question.if_fine {
            assert_eq!(verdict(&stated, &shift.claim), Verdict::Conditional, "{}", question.event);
            assert_eq!(verdict(&justified, &shift.claim), shift.after, "{}", question.event);
            moved += 1;
        }
        for analysis in [&stated, &justified] {
            assert!(analysis.overview().diagnostics.iter().all(|d| d.code != "unknown-assumption"), "{said}");
        }
    }
    assert!(moved > 0);
    let said = format!("{DRAWER}assumptions: {{ unstated_place(drawer): stated }}\n");
    let renamed = written(&said, Edit::Rename { from: "drawer".to_owned(), to: "chest".to_owned() });
    assert!(renamed.contains("unstated_place(chest): stated"), "{renamed}");
    let placed = analysed(&said.replace("drawer: {}", "drawer: { from: us, runs on: box }"), &Scenario::default());
    let warned: Vec<_> = placed.overview().diagnostics.into_iter().map(|d| d.code).collect();
    assert!(warned.contains(&"unknown-assumption".to_owned()), "{warned:?}");
}

#[test]
fn nothing_is_asked_where_nothing_depends_on_it() {
    let said = THIN
        .replace("acme: {}", "acme: { promises: [unaltered, no insider, no retention, no training] }")
        .replace("crm: { reads", "crm: { from: us, reads")
        .replace("tuned: { kind: weights }", "tuned: { kind: weights, from: us, format: safetensors, runs on: box }")
        .replace("orders: { kind: record", "orders: { kind: record, runs on: box");
    let answer = analysed(&said, &Scenario::default()).open_questions().expect("it is analysed");
    assert_eq!(asked(&answer), []);
    assert_eq!((answer.complete, answer.text.as_str()), (true, "No claim depends on anything that is left unsaid"));
}

/// The catalog knows nothing of descriptions, so that a section or a key that is none would be offered to nobody.
#[test]
fn offered_answers_name_sections_and_keys_that_there_are() {
    let section = |name: &str| SECTIONS.iter().find(|section| section.name == name);
    let mut named = 0;
    for kind in &bartizan::catalog::built_in().events {
        for answer in &kind.answers {
            let written = match &answer.value {
                AnswerValue::At(other) => vec![other],
                AnswerValue::Word(_) | AnswerValue::Each(_) => answer.sections.iter().collect(),
            };
            let others = match &answer.value {
                AnswerValue::Each(other) => Some(other),
                _ => None,
            };
            for name in written.iter().copied().chain(others).chain(&answer.sections) {
                assert!(section(name).is_some(), "{}: no section is called {name}", kind.id);
            }
            for name in written {
                let has = section(name).is_some_and(|s| s.keys.iter().any(|key| key.name == answer.key));
                assert!(has, "{}: {name} has no key {}", kind.id, answer.key);
                named += 1;
            }
        }
    }
    assert!(named > 8, "{named} are named");
}

/// A claim that denies a strong capability says so when a weaker one is gained more easily.
#[test]
fn what_is_less_and_gained_more_easily_is_told_of() {
    let text = |gains: &str| {
        format!(
            "bartizan: 1
roles:  {{ clerk: {{}}, guest: {{ adversary: true }} }}
stores: {{ wiki: {{ written by: guest, read by: clerk, outside: true }} }}
claims: {{ C1: {{ nobody but: clerk, gains: {gains}, over: wiki }} }}
"
        )
    };
    let told = |gains: &str| {
        let claims = analysed(&text(gains), &Scenario::default()).claims();
        (claims[0].verdict, claims[0].lesser.clone())
    };
    assert_eq!(
        told("make arbitrary changes"),
        (Verdict::Holds, Some("Contribute, which is less, is gained as things stand".to_owned()))
    );
    assert_eq!(told("contribute"), (Verdict::Violated, None));
}
