//! Cases of names: what they mean and what is said of those that mean nothing.

use super::*;
use crate::source::{read, tests::rendered};
use crate::system::document::read_document;

fn resolved(text: &str) -> (Names, Problems) {
    let mut problems = Problems::new();
    let node = read(text, &mut problems).expect("the text is not empty");
    let document = read_document(&node, &mut problems);
    (resolve(&document, &mut problems), problems)
}

/// What is said of a description, one problem a line; the version line is added.
fn check(text: &str) -> String {
    let text = format!("bartizan: 1\n{text}");
    rendered(&text, resolved(&text).1)
}

#[test]
fn declared_mentioned_derived() {
    let text = "bartizan: 1\n\
        suppliers: { acme: }\nmodels: { llm: { from: acme } }\n\
        agents: { bot: { model: llm, runs on: k8s, tools: mail } }\n\
        tools: { mail: { does: send_mail, as: key } }\nassets: { rec:, app: { kind: code } }\n";
    let (names, problems) = resolved(text);
    assert_eq!(rendered(text, problems), "");
    let all: Vec<String> =
        names.iter().map(|(name, known)| format!("{name} {:?} {:?}", known.kind, known.origin)).collect();
    assert_eq!(
        all.join(", "),
        "acme Supplier Declared, app Code Declared, bot Agent Declared, k8s Host Mentioned, key Credential Mentioned, \
         llm Model Declared, mail Tool Declared, rec Record Declared, send_mail Action Mentioned"
    );
    for (name, kind) in [
        ("bot.config", Some(K::Configuration)),
        ("bot.out", Some(K::Outputs)),
        ("llm.params", Some(K::Weights)),
        ("llm.params.upstream", Some(K::Upstream)),
        ("send_mail.outward", Some(K::Action)),
        ("acme.cloud", Some(K::Host)),
        ("mail.connector", Some(K::Tool)),
        ("rec.out", None),
        ("bot.", None),
        (".out", None),
        ("nobody", None),
    ] {
        assert_eq!(names.kind(name), kind, "{name}");
    }
}

/// Every key that names elements takes what it is documented to take.
#[test]
fn every_key() {
    let text = r#"
bartizan: 1
roles:
  user: { is: person, can: reply, tells: notes }
  person: { adversary: true }
  admin:
suppliers: { acme: { promises: [honest] } }
hosts:
  box: { from: us, inside: cluster, per: user, egress: [api, acme], code: [acme, app], holds: secret,
    administered by: admin, held by: person }
  cluster: { from: acme, egress: none }
models:
  llm: { from: acme, adapters: { tone: { per: user, from: us, written by: [user, train] } } }
  own: { weights: file, runs on: gpu, dataset: rows, hyperparameters: settings, results: report, criteria: policy,
    code: app, used by: user, triggered by: person, shown to: admin, configured by: [admin, shell],
    inputs: { sensor: camera }, tools: shell, asks: llm, hands to: bot, writes: notes, logs to: log }
agents:
  bot: { model: llm, runs on: box, code: app, used by: user, inputs: { retrieved: [wiki, notes],
    agent_messages: own, media: box }, tools: [shell, mail], asks: own, hands to: own, writes: bot.config, logs to: wiki }
tools:
  shell: { from: acme, runs on: box, code: app, reads: notes, writes: wiki, changes: [rows, bot.config], gets: secret,
    as: requester }
  mail: { does: [send, remind], to: anyone, as: mail_key }
services:
  api: { from: us, runs on: gpu, code: wiki, used by: user, configured by: admin, reads: notes, writes: notes,
    changes: notes, does: send, to: user, as: mail_key, logs to: log }
pipelines:
  train: { runs on: gpu, code: app, reads: rows, base: [file, own], writes: file, does: ship, as: mail_key,
    per: user, clients on: phones }
stores:
  wiki: { runs on: box, from: acme, holds: [notes, llm.params], filled from: [notes, bot.out], written by: [user, bot],
    read by: [box, api], administered by: admin }
assets:
  notes: { per: user, from: acme, filled from: wiki, written by: mail, read by: own }
  secret: { kind: credential, opens: [api, wiki, box] }
  ship: { kind: action, to: [user], driven by: [own, bot.out], deploys: file, gated by: report }
  reply: { kind: action, to: anyone }
  app: { kind: code }
  file: { kind: weights }
  rows: { kind: dataset }
  settings: { kind: configuration }
  report: { kind: results }
  policy: { kind: record }
  camera: { kind: sensor, written by: person }
  log: { kind: log }
channels: { line: { between: [api, acme, user], seen by: person, controlled by: person } }
controls:
  list: { on: [mail, bot.config, line, send, acme.cloud], by: admin, key: secret, results: report,
    allows: [wiki, send, user, reads], stops: person, rests on: tee }
  guard: { model: llm, on: bot, stops: anyone }
weaknesses: { hole: { on: [list, api], through: [api.request, bot.config], over: [gpu, notes] } }
assumptions: { tee: stated }
claims:
  A: { nobody but: [user, acme], gains: inspect, over: bot.conversation }
  B: { nobody in: [anyone, person], gains: influence, over: send.outward }
"#;
    assert_eq!(rendered(text, resolved(text).1), "");
}

#[test]
fn unknown_names() {
    assert_eq!(
        check(
            "models: { llm: { from: acem } }\nsuppliers: { acme: }\n\
             agents: { bot: { model: \"LLM\", inputs: { retrieved: vectordb }, used by: nobody } }\n\
             stores: { vector_db: { outside: true, filled from: [llm.outs, lm.out, vector_db.out, x.y] } }\n\
             tools: { t: { to: any_one, reads: anyone, from: us } }\n\
             claims: { C: { nobody but: anyone, gains: inspect, over: vector-db } }\n"
        ),
        "2:24 error unknown-name unknown element `acem` | did you mean `acme`? [acem → acme]\n\
         4:25 error unknown-name unknown element `LLM` | did you mean `llm`? [\"LLM\" → \"llm\"]\n\
         4:53 error unknown-name unknown element `vectordb` | did you mean `vector_db`? [vectordb → vector_db]\n\
         4:74 error unknown-name unknown element `nobody` | declare it under `roles`\n\
         5:53 error unknown-name `llm` has no part `outs` | did you mean `llm.out`? [llm.outs → llm.out]\n\
         5:63 error unknown-name unknown element `lm.out` | did you mean `llm.out`? [lm.out → llm.out]\n\
         5:71 error unknown-name `vector_db` has no part `out` | a store has config, upstream\n\
         5:86 error unknown-name unknown element `x.y` | declare it under `stores` or `assets`\n\
         6:19 error unknown-name unknown element `any_one` | did you mean `anyone`? [any_one → anyone]\n\
         6:35 error unknown-name the word `anyone` does not stand under `reads` | `reads` takes a store, an asset, \
         requests, a conversation, Inputs, Outputs, Output Details, Hyperparameters, Criteria or an upstream\n\
         7:28 error unknown-name the word `anyone` does not stand under `nobody but` | `nobody but` takes a role or a \
         supplier\n\
         7:58 error unknown-name unknown element `vector-db` | did you mean `vector_db`? [vector-db → vector_db]\n"
    );
}

#[test]
fn wrong_kinds() {
    assert_eq!(
        check(
            "stores: { wiki: }\nagents: { a: { model: wiki, tools: [a], runs on: h } }\n\
             tools: { t: { does: wiki, as: h, reads: a.out } }\nroles: { r: { is: h } }\n"
        ),
        "3:23 error wrong-kind `wiki` is a store; `model` takes a model (it is declared here: 2:11)\n\
         3:37 error wrong-kind `a` is an agent; `tools` takes a tool (it is declared here: 3:11)\n\
         4:21 error wrong-kind `wiki` is a store; `does` takes an action (it is declared here: 2:11)\n\
         4:31 error wrong-kind `h` is a host; `as` takes a credential, or the word `requester` | a host, credential or \
         action exists by being mentioned; use another name for one of the two (it is first mentioned here: 3:50)\n\
         5:19 error wrong-kind `h` is a host; `is` takes a role | a host, credential or action exists by being \
         mentioned; use another name for one of the two (it is first mentioned here: 3:50)\n"
    );
}

#[test]
fn declared_twice() {
    assert_eq!(
        check("stores: { x: }\nmodels: { m: { adapters: { x: } } }\nassumptions: { m: stated }\nclaims: {}\n"),
        "3:28 error duplicate-name the name `x` is declared twice, as a store and as weights | names are unique over \
         all sections; rename one (the first stands here: 2:11)\n\
         4:16 error duplicate-name the name `m` is declared twice, as a model and as an assumption | names are unique \
         over all sections; rename one (the first stands here: 3:11)\n"
    );
}

#[test]
fn chains_that_lead_back() {
    assert_eq!(
        check(
            "hosts: { a: { inside: b }, b: { inside: c }, c: { inside: a }, d: { inside: d }, e: { inside: a } }\n\
             roles: { r: { is: [s, t] }, s: { is: t }, t: { is: r } }\n\
             assumptions: { x: stated }\ncontrols: { k: { rests on: x } }\n\
             assets: { p: { filled from: q }, q: { filled from: p } }\n"
        ),
        "2:59 error cycle `inside` leads from `a` back to itself: `a` → `b` → `c` → `a` | remove one of these (`b` is \
         named here: 2:23) (`c` is named here: 2:41)\n\
         2:77 error cycle `inside` leads from `d` back to itself: `d` → `d` | remove one of these\n\
         3:52 error cycle `is` leads from `r` back to itself: `r` → `s` → `t` → `r` | remove one of these (`s` is \
         named here: 3:20) (`t` is named here: 3:38)\n"
    );
}

#[test]
fn mentions_that_may_be_slips() {
    assert_eq!(
        check(
            "hosts: { k8s:, gpu_a:, node1: }\nassets: { crm_key: { kind: credential } }\n\
             tools: { t: { runs on: k8ss, as: crm_kye, does: [send_mail, send_male] }, u: { runs on: gpu_b }, v: { runs on: node2 }, w: { runs on: node }, x: { runs on: gpu-a } }\n"
        ),
        "4:24 warning mentioned `k8ss` is a host that is only mentioned; `k8s` is declared | did you mean `k8s`? \
         [k8ss → k8s]\n\
         4:34 warning mentioned `crm_kye` is a credential that is only mentioned; `crm_key` is declared | did you mean \
         `crm_key`? [crm_kye → crm_key]\n\
         4:157 warning mentioned `gpu-a` is a host that is only mentioned; `gpu_a` is declared | did you mean `gpu_a`? \
         [gpu-a → gpu_a]\n"
    );
    assert_eq!(
        check("tools: { t: { runs on: \"a b\", does: us } }\n"),
        "2:24 error name the name `a b` holds ` ` | a name has letters, digits, `_` and `-` [\"a b\" → \"a_b\"]\n\
         2:37 error name `us` is a word of the language and names no element | choose another name\n"
    );
}

/// A hundred thousand names, none of them known: reported within the limits, and quickly.
#[test]
fn hostile_size() {
    let mut text = String::from("bartizan: 1\nstores:\n");
    for n in 0..100_000 {
        text.push_str(&format!("  known_{n}: {{ filled from: knwon_{n}x }}\n"));
    }
    let (names, problems) = resolved(&text);
    assert_eq!((names.len(), problems.more()), (100_000, 99_800));
}
