//! What a description leaves open: the questions of a thin one, their order, and that answering them does what is said.

use bartizan::api::{Analysis, OpenQuestions, Scenario, Source};

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
