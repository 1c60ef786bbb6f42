//! False alarms: systems in which every opening is closed by an adequate control, so that every claim must hold.
//! `cargo test --test quiet -- --nocapture` prints how many claims do not.

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use bartizan::api::Verdict;
use support::{Case, built_in};

/// An example, made quiet: available controls are in place, stated promises have reasons, and besides that further
/// controls and replaced texts.
struct Quiet {
    example: &'static str,
    name: &'static str,
    controls: &'static [&'static str],
    edits: &'static [(&'static str, &'static str)],
}

const fn quiet(
    example: &'static str,
    name: &'static str,
    controls: &'static [&'static str],
    edits: &'static [(&'static str, &'static str)],
) -> Quiet {
    Quiet { example, name, controls, edits }
}

const VARIANTS: &[Quiet] = &[
    quiet("01-support-assistant", "all that is available", &[], &[]),
    quiet(
        "01-support-assistant",
        "a plan before content",
        &["plan: { kind: plan before content, on: assistant }"],
        &[],
    ),
    quiet(
        "02-fine-tuning",
        "learned privately from signed data",
        &["private: { kind: differential privacy, on: serving }", "signed: { kind: signed data, on: public_corpus }"],
        &[],
    ),
    quiet(
        "02-fine-tuning",
        "few questions, few sources",
        &["few: { kind: quota, on: serving }", "sources: { kind: source allow-list, on: public_corpus }"],
        &[],
    ),
    quiet("03-coding-agent", "a plan before content", &["plan: { kind: plan before content, on: agent }"], &[]),
    quiet(
        "03-coding-agent",
        "only own sources",
        &["own: { kind: allow-list, on: [issues_mcp, docs_mcp], allows: source_code }"],
        &[],
    ),
    quiet("04-shared-memory", "addresses are listed", &["listed: { kind: allow-list, on: browse }"], &[]),
    quiet(
        "04-shared-memory",
        "memory with its origin",
        &["origin: { kind: memory provenance, on: memory }", "plan: { kind: plan before content, on: researcher }"],
        &[],
    ),
    quiet(
        "05-edge-vision",
        "several models and detectors",
        &[
            "several: { kind: ensemble, on: detector }",
            "hardened: { kind: hardened model, on: detector }",
            "glitches: { kind: fault detection, on: device }",
        ],
        &[("gains: influence, over: brake }", "gains: influence, over: brake, within: 0.2 }")],
    ),
    quiet(
        "05-edge-vision",
        "nobody has it in hand, nobody stands before it",
        &[],
        &[("device: { held by: thief }", "device: {}"), (", written by: passerby", "")],
    ),
    quiet("06-shared-inference", "all that is available", &[], &[]),
    quiet("07-guardrail", "a plan before content", &["plan: { kind: plan before content, on: bot }"], &[]),
    quiet("07-guardrail", "a list of what is paid", &["reads: { kind: allow-list, on: payments, allows: reads }"], &[]),
    quiet("08-evaluation-gate", "all that is available", &[], &[]),
    quiet("09-hosted-model", "every promise", &[], &[("promises: {", "promises: { unaltered: audited,")]),
    quiet("10-quiet-summariser", "as described", &[], &[]),
    quiet(
        "systems/browser-agent",
        "a plan before content, and the bypass mended",
        &["plan: { kind: plan before content, on: agent }"],
        &[("cwe: CWE-184 }", "cwe: CWE-184, status: fixed }")],
    ),
    quiet(
        "systems/customer-support",
        "drafts are not taken over, calls carry the customer",
        &["no_drafts: { kind: source allow-list, on: faq }", "asked_back: { kind: second channel, on: send_reply }"],
        &[("shop:   { promises: { honest: audited }", "shop:   { promises: { honest: audited, no insider: audited }")],
    ),
    quiet(
        "systems/enterprise-search",
        "plans before content, configuration locked",
        &[
            "plan: { kind: plan before content, on: [chat, craft] }",
            "plain: { kind: render filter, on: chat }",
            "locked: { kind: configuration lock, on: chat.config }",
        ],
        &[("gives: inspect, over: jira_key }", "gives: inspect, over: jira_key, status: fixed }")],
    ),
    quiet(
        "systems/label-to-serving",
        "signed data and an evaluation of others",
        &[
            "signed: { kind: signed data, on: [labels, requests, holdout, registry] }",
            "numbers: { kind: code-free format, on: encoder }",
            "pinned: { kind: pinned digest, on: encoder }",
        ],
        &[(
            "hub: { promises: { honest: audited } }",
            "hub: { promises: { honest: audited, not compromised: audited } }",
        )],
    ),
    quiet(
        "systems/multi-agent-research",
        "login, plans before content, no pictures",
        &[
            "plan: { kind: plan before content, on: [browser, researcher, writer] }",
            "plain: { kind: render filter, on: writer }",
        ],
        &[],
    ),
    quiet(
        "systems/voice-home",
        "own integrations only",
        &[],
        &[(
            "hacs:   { promises: { honest: audited } }",
            "hacs:   { promises: { honest: audited, not compromised: audited } }",
        )],
    ),
];

/// Puts available controls in place and gives a reason to each stated promise.
fn hardened(text: &str) -> String {
    let text = text.replace(", status: available", "");
    let mut out = String::new();
    for line in text.lines() {
        match line.split_once("promises: [") {
            Some((head, rest)) => {
                let (promises, tail) = rest.split_once(']').expect("a list ends on its line");
                let reasons: Vec<String> = promises.split(", ").map(|p| format!("{p}: audited")).collect();
                let _ = writeln!(out, "{head}promises: {{ {} }}{tail}", reasons.join(", "));
            }
            None => {
                let _ = writeln!(out, "{line}");
            }
        }
    }
    out
}

fn case(variant: &Quiet) -> Case {
    let mut case = Case::example(&format!("{}.yaml", variant.example));
    case.name = format!("{}: {}", variant.example, variant.name);
    case.source.text = hardened(&case.source.text);
    for (from, to) in variant.edits {
        case = case.edit(from, to);
    }
    if !variant.controls.is_empty() {
        let lines: String = variant.controls.iter().map(|c| format!("  {c}\n")).collect();
        case.source.text = if case.source.text.contains("\ncontrols:\n") {
            case.source.text.replace("\ncontrols:\n", &format!("\ncontrols:\n{lines}"))
        } else {
            format!("{}controls:\n{lines}", case.source.text)
        };
    }
    case
}

#[test]
fn what_is_closed_holds() {
    let catalog = built_in();
    let mut alarms: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut claims = 0;
    for variant in VARIANTS {
        let case = case(variant);
        let analysis = case.run(&catalog);
        assert!(
            !analysis.overview().diagnostics.iter().any(|d| d.severity == bartizan::api::Severity::Error),
            "{}",
            case.name
        );
        for claim in analysis.claims() {
            claims += 1;
            if claim.verdict != Verdict::Holds {
                let sets: Vec<String> = claim.sets.iter().take(3).map(|s| s.events.join(" + ")).collect();
                let alarm = format!("{} is {:?}: {}", claim.id, claim.verdict, sets.join("; "));
                alarms.entry(case.name.clone()).or_default().push(alarm);
            }
        }
    }
    let wrong: usize = alarms.values().map(Vec::len).sum();
    println!("{} quiet systems, {claims} claims, {wrong} wrongly not holding", VARIANTS.len());
    assert!(wrong == 0, "{alarms:#?}");
    assert!(VARIANTS.len() >= 20 && claims > 40);
}
