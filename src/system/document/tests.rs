//! Cases of descriptions: what is read and what is said of it.

use super::*;
use crate::source::{Lines, read, tests::rendered};

fn document(text: &str) -> (Document, Problems) {
    let mut problems = Problems::new();
    let node = read(text, &mut problems).expect("the text is not empty");
    (read_document(&node, &mut problems), problems)
}

/// What is said of a description, one problem a line; the version line is added.
fn check(text: &str) -> String {
    let text = format!("bartizan: 1\n{text}");
    rendered(&text, document(&text).1)
}

fn words(names: &Names) -> Vec<&str> {
    names.iter().map(|name| name.value.as_str()).collect()
}

#[test]
fn reads_every_shape() {
    let text = r#"
bartizan: 1
title: Support
tolerates: [0.001, 0.01]
roles: { customer: { adversary: true, likelihood: possible, cost: 3.5 }, staff: }
suppliers:
  acme: { promises: [no insider, no training] }
  lab: { promises: { honest: audited 2025, unaltered: } }
models:
  llm: { from: acme, kind: generative, adapters: { tone: { per: customer, format: safetensors } } }
agents:
  bot: { model: llm, inputs: { system_prompt: repo, retrieved: [wiki, faq] }, renders: links }
tools:
  crm: { as: requester, executes: code, to: anyone }
assets:
  repo: { kind: code }
  notes:
assumptions: { tee_holds: stated, sealed: "audited, 2025" }
claims:
  C1: { nobody in: anyone, gains: [Partially_Inspect, WITHHOLD], over: bot.out, of: own, within: 0.1, together: false }
likelihoods: { "obeys(llm)": 0.3, "uses(customer, bot)": [0.8, 0.95] }
"#;
    let (document, problems) = document(text);
    assert_eq!(rendered(text, problems), "");
    assert_eq!(document.bartizan.map(|version| version.value), Some(1));
    assert_eq!(document.tolerates.map(|likelihood| likelihood.value), Some(Likelihood::Range(0.001, 0.01)));
    let customer = &document.roles[0].body;
    assert_eq!(customer.likelihood.as_ref().map(|l| l.value), Some(Likelihood::Word(LikelihoodWord::Possible)));
    assert_eq!(customer.cost.as_ref().map(|cost| cost.value), Some(3.5));
    assert_eq!(document.roles[1].body, Role::default());
    let promised = |at: usize| -> Vec<(Promise, Option<&str>)> {
        let standing = |standing| match standing {
            &Standing::Stated => None,
            Standing::Justified(reason) => Some(reason.value.as_str()),
        };
        document.suppliers[at].body.promises.iter().map(|(p, s)| (p.value, standing(s))).collect()
    };
    assert_eq!(promised(0), [(Promise::NoInsider, None), (Promise::NoTraining, None)]);
    assert_eq!(promised(1), [(Promise::Honest, Some("audited 2025")), (Promise::Unaltered, None)]);
    let adapter = &document.models[0].body.adapters[0];
    assert_eq!((adapter.name.value.as_str(), words(&adapter.body.per)), ("tone", vec!["customer"]));
    let bot = &document.agents[0].body;
    let inputs: Vec<_> = bot.inputs.iter().map(|(part, names)| (part.value, words(names))).collect();
    assert_eq!(inputs, [(Part::SystemPrompt, vec!["repo"]), (Part::Retrieved, vec!["wiki", "faq"])]);
    assert_eq!(bot.renders[0].value, Render::Links);
    assert_eq!(words(&document.tools[0].body.as_), ["requester"]);
    assert_eq!((document.assets[0].body.kind(), document.assets[1].body.kind()), (AssetKind::Code, AssetKind::Record));
    assert_eq!(document.assumptions[0].body, Standing::Stated);
    assert!(matches!(&document.assumptions[1].body, Standing::Justified(reason) if reason.value == "audited, 2025"));
    let claim = &document.claims[0];
    let gains: Vec<_> = claim.body.gains.iter().map(|capability| capability.value).collect();
    assert_eq!(gains, [Capability::PartiallyInspect, Capability::Withhold]);
    assert_eq!(claim.body.of.as_ref().map(|of| of.value), Some(Of::Own));
    assert!(claim.span.of(text).starts_with("C1: {") && claim.span.of(text).ends_with('}'));
    assert_eq!(document.likelihoods[1].name.value, "uses(customer, bot)");
    assert_eq!(document.likelihoods[1].body, Likelihood::Range(0.8, 0.95));
}

#[test]
fn keys() {
    assert_eq!(
        check("tools:\n  t: { runs_on: h, raeds: x, hosts: y, weights: z }\nagnets: {}\n\"memory\": {}\n"),
        "3:8 error unknown-key `runs_on` is not a key of a tool | did you mean `runs on`? [runs_on → runs on]\n\
         3:20 error unknown-key `raeds` is not a key of a tool | did you mean `reads`? [raeds → reads]\n\
         3:30 error unknown-key `hosts` is not a key of a tool | its keys: kind, from, runs on, code, reads, writes, \
         changes, does, to, executes, fetches, gets, as, bills, domain, zone, note\n\
         3:40 error unknown-key `weights` is not a key of a tool | `weights` is a key of models; here: kind, from, \
         runs on, code, reads, writes, changes, does, to, executes, fetches, gets, as, bills, domain, zone, note\n\
         4:1 error unknown-key `agnets` is not a key of a description | did you mean `agents`? [agnets → agents]\n\
         5:1 error unknown-key `memory` is not a key of a description | its keys: bartizan, title, note, tolerates, \
         roles, suppliers, hosts, models, agents, tools, services, pipelines, stores, assets, channels, controls, \
         weaknesses, assumptions, claims, likelihoods, scenarios, decisions\n"
    );
    let json = r#"{"bartizan":1,"tools":{"t":{"runs_on":"h"}}}"#;
    assert_eq!(
        rendered(json, document(json).1),
        "1:29 error unknown-key `runs_on` is not a key of a tool | did you mean `runs on`? [\"runs_on\" → \"runs on\"]\n"
    );
}

#[test]
fn shapes() {
    assert_eq!(
        check(
            "title: [x]\nroles: [a, b]\nhosts: { h: x, i: [y], j: { per: { a: b }, egress:, inside: [k, l] } }\n\
             stores: { s: { outside: yes, on demand: maybe, holds: [[x], ~] } }\n"
        ),
        "2:8 error wrong-shape `title` takes a text, not a list\n\
         3:8 error wrong-shape `roles` takes a map from names to what is said of each, not a list\n\
         4:13 error wrong-shape a host is a map of keys, not a word | its keys: from, inside, per, egress, ephemeral, \
         code, holds, administered by, held by, shared with, ports, domain, zone, note\n\
         4:19 error wrong-shape a host is a map of keys, not a list | its keys: from, inside, per, egress, ephemeral, \
         code, holds, administered by, held by, shared with, ports, domain, zone, note\n\
         4:34 error wrong-shape `per` takes one name, not a map\n\
         4:50 error missing-value `egress` has no value | write one name or a list of names, or remove the key\n\
         4:61 error wrong-shape `inside` takes one name, not a list\n\
         5:25 error wrong-shape `outside` takes `true` or `false`, not `yes` | write `true` [yes → true]\n\
         5:41 error wrong-shape `on demand` takes `true` or `false`, not `maybe`\n\
         5:56 error wrong-shape `holds` takes one name or a list of names, not a list\n\
         5:61 error missing-value `holds` has no value | write one name or a list of names, or remove the key\n"
    );
}

#[test]
fn closed_words() {
    assert_eq!(
        check(
            "suppliers: { a: { promises: [no_insider, secrecy] }, b: { promises: { honset: why } } }\n\
             agents: { x: { inputs: { user message: y, prompt: z }, renders: [links, video] } }\n\
             controls: { c: { status: planned } }\n"
        ),
        "2:30 error unknown-word `no_insider` is not a promise | did you mean `no insider`? [no_insider → no insider]\n\
         2:42 error unknown-word `secrecy` is not a promise | one of: unaltered, no insider, no retention, no \
         training, honest, not compromised\n\
         2:71 error unknown-word `honset` is not a promise | did you mean `honest`? [honset → honest]\n\
         3:26 error unknown-word `user message` is not a part of Inputs | did you mean `user_message`? \
         [user message → user_message]\n\
         3:43 error unknown-word `prompt` is not a part of Inputs | one of: system_prompt, chat_template, \
         tool_definitions, skills, user_message, history, retrieved, tool_results, memory, agent_messages, media, \
         sensor\n\
         3:73 error unknown-word `video` is not something that is rendered | one of: links, images, html\n\
         4:26 error unknown-word `planned` is not the status of a control | one of: active, available\n"
    );
}

#[test]
fn numbers() {
    assert_eq!(
        check(
            "tolerates: 30\nlikelihoods: { a: [0.9, 0.1], b: [0.1], c: 1e-3, d: oftn, e: -1, f: \"0.5\", g: [x, 1] }\n\
             controls: { c: { cost: cheap }, d: { cost: -1 }, e: { cost: inf }, f: { likelihood: Likely } }\n"
        ),
        "2:12 error likelihood `30` is more than 1 | a likelihood is a number from 0 to 1; 30 percent is 0.3 \
         [30 → 0.3]\n\
         3:19 error likelihood the range of `likelihoods` runs backwards | the lower number stands first \
         [[0.9, 0.1] → [0.1, 0.9]]\n\
         3:34 error wrong-shape `likelihoods` takes a number from 0 to 1, a list of two such numbers, or a word like \
         `unlikely`, not a list\n\
         3:53 error unknown-word `oftn` is not a likelihood | one of: never, remote, unlikely, possible, likely, \
         almost certain\n\
         3:62 error likelihood `-1` is not a number from 0 to 1 | one of 0 to 1, such as 0.3\n\
         3:69 error unknown-word `0.5` is not a likelihood | one of: never, remote, unlikely, possible, likely, almost \
         certain\n\
         3:80 error likelihood `x` is not a number from 0 to 1 | one of 0 to 1, such as 0.3\n\
         4:24 error wrong-shape `cost` takes a number from 0 up, not `cheap`\n\
         4:44 error wrong-shape `cost` takes a number from 0 up, not `-1`\n\
         4:61 error wrong-shape `cost` takes a number from 0 up, not `inf`\n\
         4:85 error unknown-word `Likely` is not a likelihood | did you mean `likely`? [Likely → likely]\n"
    );
}

#[test]
fn names_of_elements() {
    let long = "x".repeat(MAX_NAME + 1);
    assert_eq!(
        check(&format!("stores: {{ a.b: , c d: , us: , é_1-x: , {long}: }}\n")),
        format!(
            "2:11 error name the name `a.b` holds `.` | dots stand between a name and what is derived from it, as in \
             `llm.params`; use `_` [a.b → a_b]\n\
             2:18 error name the name `c d` holds ` ` | a name has letters, digits, `_` and `-` [c d → c_d]\n\
             2:25 error name `us` is a word of the language and names no element | choose another name\n\
             2:40 error name the name `{}…` is longer than 80 characters | choose a short name, and say the rest \
             under `note`\n",
            "x".repeat(60)
        )
    );
}

#[test]
fn versions() {
    let said = |text: &str| rendered(text, document(text).1);
    assert_eq!(
        said("title: x\n"),
        "1:1 error version the description does not say its version | write `bartizan: 1` as its first line \
         [ → bartizan: 1\n]\n"
    );
    assert_eq!(
        said("{\"title\": \"x\"}"),
        "1:1 error version the description does not say its version | write `bartizan: 1` as its first line\n"
    );
    assert_eq!(
        said("bartizan: 2\n"),
        "1:11 error version `2` is no version of this format | the only version is 1 [2 → 1]\n"
    );
    assert_eq!(
        said("- x\n"),
        "1:1 error wrong-shape a description is a map of keys, not a list | its keys: bartizan, title, note, \
         tolerates, roles, suppliers, hosts, models, agents, tools, services, pipelines, stores, assets, channels, \
         controls, weaknesses, assumptions, claims, likelihoods, scenarios, decisions\n"
    );
}

#[test]
fn claims_are_whole() {
    assert_eq!(
        check(
            "claims:\n  A: {}\n  B: { nobody but: x, nobody in: anyone, gains: see, over: [p, q] }\n  C: { nobody in: \
             anyone, gains: influence, over: y }\n"
        ),
        "3:3 error claim the claim does not say over what | write an element, such as `over: customer_records`\n\
         3:3 error claim the claim does not say what nobody gains | write a capability, such as `gains: partially \
         inspect`\n\
         3:3 error claim the claim does not say whom it is about | write `nobody but: ` with those who may, or `nobody \
         in: ` with those who may not, or `nobody in: anyone`\n\
         4:3 error claim the claim has both `nobody but` and `nobody in` | keep the one that you mean\n\
         4:49 error unknown-word `see` is not a capability | one of: inspect, partially inspect, indirectly inspect, \
         monitor, make arbitrary changes, make limited changes, contribute, influence, withhold\n\
         4:60 error wrong-shape `over` takes one name, not a list\n"
    );
}

#[test]
fn decisions_are_whole() {
    assert_eq!(
        check(
            "decisions:\n  a: { reason: x }\n  b: { decision: acepted, reason: x, date: 25.11.2026, as of: violated }\n  \
             c: { decision: accepted, owner: y, when: today }\n"
        ),
        "3:3 error decision the decision about `a` has no `decision` | write `decision: accepted`, \
         `mitigated` or `disputed`\n\
         4:18 error unknown-word `acepted` is not a decision | did you mean `accepted`? [acepted → \
         accepted]\n\
         4:44 error date `25.11.2026` is no day | write it as year, month and day: 2026-11-25\n\
         4:63 error as-of `violated` does not say what the decision rested on | write a verdict, a \
         number of sets and their mark, such as `violated 6 1f2e3d4c`\n\
         5:3 error decision the decision about `c` has no `reason` | write `reason: ` and why; a \
         decision without one can't be judged later\n\
         5:38 error unknown-key `when` is not a key of a decision | its keys: decision, reason, owner, \
         date, as of\n"
    );
}

/// After an error of syntax nothing is said of what may stand in the rest.
#[test]
fn cut_off() {
    assert_eq!(
        check("claims:\n  A: { nobody in: anyone, gains: influence }\n  B: \"x\n"),
        "4:6 error syntax a quotation mark is not closed before the text ends | close it where the quoted text ends\n"
    );
}

/// Each key says what it means, in a sentence that ends.
#[test]
fn every_key_is_documented() {
    let sections = SECTIONS.iter().flat_map(|section| section.keys.iter().map(move |key| (section.name, key)));
    for (section, key) in sections.chain(Document::KEYS.iter().map(|key| ("description", key))) {
        assert!(key.docs.trim().ends_with('.'), "{section}: {}: {}", key.name, key.docs);
        assert!(key.name.chars().all(|c| c.is_ascii_lowercase() || c == ' '), "{}", key.name);
    }
}

/// Editors count from one, in UTF-16 units, from the line's start.
#[test]
fn places_are_those_of_editors() {
    let text = "bartizan: 1\r\ntitle: \"😀\"\r\nwat: 😀\r\n";
    let (_, problems) = document(text);
    let at = problems.iter().map(|p| Lines::new(text).position(p.span.start)).next();
    assert_eq!(at.map(|at| (at.line, at.column)), Some((3, 1)));
}
