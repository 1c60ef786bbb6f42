//! The ten reference scenarios as tables: what each must find, as exact minimal sets, and what it must not.
//! Every variant that the scenarios name is reached by switches, or by an edit of the text where it is another system.

use bartizan::api::{Held, Scope, Verdict::*};

use crate::support::Case;

/// A scenario's cases, in the order of the scenarios.
pub fn all() -> Vec<Case> {
    [
        support_assistant(),
        fine_tuning(),
        coding_agent(),
        shared_memory(),
        edge_vision(),
        shared_inference(),
        guardrail(),
        evaluation_gate(),
        hosted_model(),
        quiet_summariser(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub fn support_assistant() -> Vec<Case> {
    let described = Case::example("01-support-assistant.yaml");
    let justified =
        "promises: { unaltered: contract, no insider: contract, no retention: contract, no training: contract }";
    let justified = described
        .variant("promises justified")
        .edit("promises: [unaltered, no insider, no retention, no training]", justified);
    let promises_without_another_model =
        ["insider(acme)", "retains(acme) + copies_read(acme)", "trains_on_use(acme) + memorised(llm)"];
    let promises = [&promises_without_another_model[..], &["unfaithful(acme)"]].concat();
    let injections = [
        "uses(customer, assistant) + obeys(llm)",
        "writes(customer, tickets) + retrieved(vector_db) + obeys(llm)",
        "writes(contractor, wiki) + retrieved(vector_db) + obeys(llm)",
    ];
    let others_sent_out = [
        "writes(customer, tickets) + retrieved(vector_db) + obeys(llm) + mechanism(recipients)",
        "writes(contractor, wiki) + retrieved(vector_db) + obeys(llm) + mechanism(recipients)",
        "unfaithful(acme) + mechanism(recipients)",
    ];
    vec![
        described
            .variant("as described")
            .claim("C1", Violated, &[&injections[..], &promises[..]].concat())
            .claim("C2", Violated, &[&injections[..], &["unfaithful(acme)"]].concat())
            .claim("C3", Holds, &[])
            .resting("C3", &[])
            .has_misses("C3")
            .persistent("C1", false)
            .persistent("C2", true)
            // A credential that is never in the Inputs does not leave by injection; a tool's use is no code on its host.
            .fact("inspect(crm_key)", Held::No)
            .fact("partially_inspect(crm_key)", Held::No)
            .fact("make_arbitrary_changes(k8s)", Held::No)
            // Who may write tickets does not thereby read them, nor the instructions.
            .fact("influence(assistant.in.system_prompt@customer.own)", Held::No),
        described
            .variant("recipients")
            .on("recipients")
            .claim(
                "C1",
                Violated,
                &[
                    &["uses(customer, assistant) + obeys(llm)", "uses(customer, assistant) + unfaithful(acme)"],
                    &promises_without_another_model[..],
                ]
                .concat(),
            )
            .resting("C1", &others_sent_out)
            .claim("C2", Holds, &[])
            .resting(
                "C2",
                &[&["uses(customer, assistant) + obeys(llm) + mechanism(recipients)"], &others_sent_out[..]].concat(),
            )
            .claim("C3", Holds, &[]),
        described
            .variant("per_customer")
            .on("per_customer")
            .claim("C1", Violated, &[&injections[1..], &promises[..]].concat())
            .resting("C1", &["uses(customer, assistant) + obeys(llm) + mechanism(per_customer)"])
            .claim("C2", Violated, &[&injections[..], &["unfaithful(acme)"]].concat())
            .claim("C3", Holds, &[]),
        described
            .variant("recipients and per_customer")
            .on("recipients")
            .on("per_customer")
            .claim("C1", Conditional, &promises_without_another_model)
            .resting(
                "C1",
                &[
                    &others_sent_out[..],
                    &[
                        "uses(customer, assistant) + obeys(llm) + mechanism(per_customer)",
                        "uses(customer, assistant) + unfaithful(acme) + mechanism(per_customer)",
                    ],
                ]
                .concat(),
            )
            .claim("C2", Holds, &[])
            .claim("C3", Holds, &[]),
        justified.variant("as described").claim("C1", Violated, &injections).resting("C1", &promises).claim(
            "C2",
            Violated,
            &injections,
        ),
        justified
            .variant("recipients and per_customer")
            .on("recipients")
            .on("per_customer")
            .claim("C1", Holds, &[])
            .claim("C2", Holds, &[])
            .claim("C3", Holds, &[])
            .resting(
                "C1",
                &[
                    &promises_without_another_model[..],
                    &others_sent_out[..],
                    &[
                        "uses(customer, assistant) + obeys(llm) + mechanism(per_customer)",
                        "uses(customer, assistant) + unfaithful(acme) + mechanism(per_customer)",
                    ],
                ]
                .concat(),
            )
            .has_misses("C1"),
        {
            let injected: Vec<String> = injections
                .iter()
                .flat_map(|s| [format!("{s} + fails(classifier)"), format!("{s} + evaded(classifier)")])
                .collect();
            let injected: Vec<&str> = injected.iter().map(String::as_str).collect();
            described
                .variant("classifier")
                .on("classifier")
                .claim("C1", Violated, &[&injected[..], &promises[..]].concat())
                .claim("C2", Violated, &[&injected[..], &["unfaithful(acme)"]].concat())
                .claim("C3", Holds, &[])
        },
        {
            // In the attacker's own session the answer suffices; in another's, somebody approves the mail. The reader
            // of an employee's session is the approver: persuaded by the same text. The customer's message is not.
            let approved: Vec<String> = injections[1..]
                .iter()
                .flat_map(|s| [format!("{s} + fails(approval)"), format!("{s} + persuaded(employee)")])
                .chain(["fails(approval)", "persuaded(employee)"].map(|s| format!("unfaithful(acme) + {s}")))
                .collect();
            let approved: Vec<&str> = approved.iter().map(String::as_str).collect();
            described
                .variant("approval")
                .on("approval")
                .claim(
                    "C1",
                    Violated,
                    &[
                        &["uses(customer, assistant) + obeys(llm)", "uses(customer, assistant) + unfaithful(acme)"],
                        &approved[..],
                        &promises_without_another_model[..],
                    ]
                    .concat(),
                )
                .claim(
                    "C2",
                    Violated,
                    &[&["uses(customer, assistant) + obeys(llm) + fails(approval)"], &approved[..]].concat(),
                )
                .claim("C3", Holds, &[])
        },
        described.variant("without tickets").edit("filled from: [wiki, tickets]", "filled from: wiki").claim(
            "C1",
            Violated,
            &[injections[0], injections[2], promises[0], promises[1], promises[2], promises[3]],
        ),
        described
            .variant("without mail")
            .edit("tools: [crm, mail]", "tools: crm")
            .claim(
                "C1",
                Violated,
                &[
                    &["uses(customer, assistant) + obeys(llm)", "uses(customer, assistant) + unfaithful(acme)"],
                    &promises_without_another_model[..],
                ]
                .concat(),
            )
            .claim("C2", Holds, &[])
            .resting("C2", &[]),
    ]
}

pub fn fine_tuning() -> Vec<Case> {
    let described = Case::example("02-fine-tuning.yaml");
    let memorised = "uses(api_user, serving) + memorised(serving)";
    let taken_over = "compromised(hub) + deserialises(train_job)";
    let hostile = "dishonest(hub) + deserialises(train_job)";
    let poisoned = "writes(web_author, public_corpus)";
    vec![
        described
            .variant("as described")
            .claim("execution", Conditional, &[taken_over, hostile])
            .claim("house_data", Violated, &[memorised, taken_over])
            .claim("parameters", Violated, &[poisoned, "compromised(hub)"])
            .persistent("parameters", true)
            .persistent("execution", true)
            // Code on the node reaches everything placed there.
            .fact_by("inspect(house_data)", Held::Conditional, hostile)
            .fact_by("make_arbitrary_changes(tuned)", Held::Conditional, taken_over)
            // Poison steers Outputs and runs no code.
            .fact_by("influence(serving.out@api_user.other)", Held::Held, poisoned)
            .fact_by(
                "influence(serving.out.chosen@api_user.other)",
                Held::Held,
                "writes(web_author, public_corpus) + steers(serving)",
            )
            // The weights that an API serves are not given away by its answers, nor the whole of the data.
            .fact("partially_inspect(serving.params)", Held::Conditional),
        described
            .variant("code_free")
            .on("code_free")
            .claim("execution", Holds, &[])
            .resting(
                "execution",
                &[
                    "compromised(hub) + deserialises(train_job) + mechanism(code_free)",
                    "dishonest(hub) + deserialises(train_job) + mechanism(code_free)",
                ],
            )
            .has_misses("execution")
            .claim("house_data", Violated, &[memorised])
            .resting("house_data", &["compromised(hub) + deserialises(train_job) + mechanism(code_free)"])
            .claim("parameters", Violated, &[poisoned, "compromised(hub)"]),
        described
            .variant("pin")
            .on("pin")
            .claim("execution", Conditional, &[hostile])
            .resting("execution", &["compromised(hub) + deserialises(train_job) + mechanism(pin)"])
            .claim("house_data", Violated, &[memorised])
            .claim("parameters", Violated, &[poisoned])
            .resting("parameters", &["compromised(hub) + mechanism(pin)"]),
        described
            .variant("pin and code_free")
            .on("pin")
            .on("code_free")
            .claim("execution", Holds, &[])
            .claim("house_data", Violated, &[memorised])
            .claim("parameters", Violated, &[poisoned]),
        described
            .variant("without scraped pages")
            .edit("written by: web_author", "from: us")
            .edit("holds: house_data", "holds: [house_data, public_corpus]")
            .claim("parameters", Conditional, &["compromised(hub)"]),
        described
            .variant("without an API")
            .edit("used by: api_user", "shown to: web_author")
            .edit("nobody in: api_user", "nobody in: anyone")
            .claim("house_data", Conditional, &[taken_over]),
    ]
}

pub fn coding_agent() -> Vec<Case> {
    let described = Case::example("03-coding-agent.yaml");
    let package = ["compromised(npm)", "dishonest(npm)"];
    let model = [
        "writes(stranger, issues) + obeys(llm)",
        "dishonest(issues_op) + obeys(llm)",
        "dishonest(docs_op) + obeys(llm)",
    ];
    let as_described = [&model[..], &package[..]].concat();
    let asked: Vec<String> =
        model.iter().flat_map(|s| [format!("{s} + fails(approve)"), format!("{s} + persuaded(developer)")]).collect();
    let approved: Vec<&str> = asked.iter().map(String::as_str).chain(package).collect();
    let boxed: Vec<String> =
        as_described.iter().chain(&["unfaithful(acme)"]).map(|s| format!("{s} + mechanism(sandbox)")).collect();
    let boxed: Vec<&str> = boxed.iter().map(String::as_str).collect();
    vec![
        described
            .variant("as described")
            .claim("key", Violated, &as_described)
            .claim("laptop", Violated, &as_described)
            .claim("commit", Violated, &as_described)
            .resting("key", &["unfaithful(acme)"])
            .persistent("laptop", true)
            .persistent("key", false)
            // The package needs no model: not even the code that the agent writes is on its path.
            .fact_by("make_arbitrary_changes(docs_mcp.connector)", Held::Held, "compromised(npm)"),
        described
            .variant("approve")
            .on("approve")
            .claim("key", Violated, &approved)
            .claim("laptop", Violated, &approved)
            .claim("commit", Violated, &as_described),
        described
            .variant("sandbox")
            .on("sandbox")
            .claim("key", Holds, &[])
            .resting("key", &boxed)
            .has_misses("key")
            .claim("laptop", Holds, &[])
            .resting("laptop", &boxed)
            .claim(
                "commit",
                Violated,
                &[&model[..], &["compromised(npm) + obeys(llm)", "dishonest(npm) + obeys(llm)"]].concat(),
            )
            .persistent("commit", true),
        described
            .variant("issues closed")
            .edit("issues: { outside: true, written by: stranger }", "issues: { outside: true }")
            .claim("key", Conditional, &as_described[1..])
            .claim("laptop", Conditional, &as_described[1..]),
        described
            .variant("docs run locally")
            .edit(
                "docs_mcp:   { from: docs_op, code: npm, reads: docs, runs on: laptop }",
                "docs_mcp: { from: us, code: npm, reads: docs, runs on: laptop }",
            )
            // A purely local server's poisoned description is absorbed: a hostile publisher's code already runs.
            .claim(
                "laptop",
                Violated,
                &[model[0], model[1], package[0], package[1], "dishonest(docs_op) + obeys(llm)"],
            ),
    ]
}

pub fn shared_memory() -> Vec<Case> {
    let described = Case::example("04-shared-memory.yaml");
    let page = "writes(web_author, web) + obeys(llm)";
    let later = [
        "uses(user, planner) + obeys(llm) + recalled(memory)",
        "writes(web_author, web) + obeys(llm) + recalled(memory)",
    ];
    let kept: Vec<String> = later.iter().map(|s| format!("{s} + mechanism(no_memory_write)")).collect();
    let kept: Vec<&str> = kept.iter().map(String::as_str).collect();
    let any = described.variant("of any").edit("of: bystanders", "of: any");
    vec![
        described
            .variant("as described")
            .claim("C1", Violated, &later)
            .persistent("C1", true)
            .claim("C2", Violated, &[page, "uses(user, planner) + recalled(memory)"])
            .fact_by("contribute(memory)", Held::Held, page),
        described
            .variant("no_memory_write")
            .on("no_memory_write")
            .claim("C1", Holds, &[])
            .resting("C1", &kept)
            .has_misses("C1")
            .persistent("C1", false)
            .claim("C2", Violated, &[page])
            .resting("C2", &["uses(user, planner) + recalled(memory) + mechanism(no_memory_write)"])
            // The session that read the page is influenced, no other.
            .fact_by("influence(planner.out@user.visiting)", Held::Held, page)
            .fact("influence(planner.out@user.other)", Held::RestsOn)
            .fact("contribute(memory)", Held::RestsOn),
        any.variant("as described")
            .claim("C1", Violated, &["uses(user, planner) + obeys(llm)", page])
            .persistent("C1", true),
        any.variant("no_memory_write")
            .on("no_memory_write")
            .claim("C1", Violated, &["uses(user, planner) + obeys(llm)", page])
            .persistent("C1", false),
        described
            .variant("researcher does not write")
            .edit(", writes: memory }", " }")
            .claim("C1", Holds, &[])
            .resting("C1", &[])
            .claim("C2", Violated, &[page]),
        described.variant("no browser").edit("tools: browse, ", "").claim("C1", Violated, &later[..1]).claim(
            "C2",
            Violated,
            &["uses(user, planner) + recalled(memory)"],
        ),
    ]
}

pub fn edge_vision() -> Vec<Case> {
    let described = Case::example("05-edge-vision.yaml");
    let patch = "stands_before(passerby, camera) + adversarial_example(detector)";
    let fault = "holds_device(thief, device) + faulted(device)";
    let sealed = "holds_device(thief, device) + mechanism(sealed_flash)";
    vec![
        described
            .variant("as described")
            .claim("brake", Violated, &[patch, fault])
            .resting("brake", &[])
            .claim("parameters", Violated, &["holds_device(thief, device) + probed(device)"])
            .resting("parameters", &[sealed])
            .fact_by("make_limited_changes(detector.in.sensor@run)", Held::Held, "stands_before(passerby, camera)")
            .fact_by("influence(detector.out@run)", Held::Held, patch)
            // Presence is not yet a capability: nothing is read of the device without a probe.
            .fact("influence(detector.params)", Held::No)
            .fact("withhold(brake)", Held::No)
            // No query interface gives Outputs in quantity.
            .scope("model-extraction", Scope::OutOfScope)
            .scope("training-data-extraction", Scope::OutOfScope)
            .scope("prompt-injection", Scope::OutOfScope)
            .scope("adversarial-example", Scope::Closes)
            .scope("probe", Scope::Closes)
            .scope("fault-injection", Scope::Closes),
        described
            .variant("ram_encryption")
            .on("ram_encryption")
            .claim("parameters", Holds, &[])
            .resting(
                "parameters",
                &[sealed, "holds_device(thief, device) + probed(device) + mechanism(ram_encryption)"],
            )
            .has_misses("parameters")
            .claim("brake", Violated, &[patch, fault])
            .fact("partially_inspect(detector.params)", Held::RestsOn)
            .fact_by("indirectly_inspect(detector.params)", Held::Held, "holds_device(thief, device) + power(device)")
            .scope("power-analysis", Scope::Closes),
        described
            .variant("no thief")
            .edit("device: { held by: thief }", "device: {}")
            .claim("brake", Violated, &[patch])
            .claim("parameters", Holds, &[])
            .resting("parameters", &[]),
    ]
}

pub fn shared_inference() -> Vec<Case> {
    let described = Case::example("06-shared-inference.yaml");
    let timed = "uses(tenant_b, app_b) + timing(llm.cache)";
    let guessed = "uses(tenant_b, app_b) + timing(llm.cache) + guessed(llm.cache)";
    let watched = described
        .variant("the line is watched")
        .edit("between: [app_a, llm] }", "between: [app_a, llm], seen by: tenant_b }");
    let found = |case: Case| {
        case.claim("tenant", Violated, &[timed])
            .fact_by("monitor(llm.cache)", Held::Held, timed)
            .fact_by("monitor(app_a.in@tenant_a.other)", Held::Held, timed)
            .fact_by("indirectly_inspect(app_a.in@tenant_a.other)", Held::Held, timed)
            .fact_by("partially_inspect(app_a.in.system_prompt@tenant_a.other)", Held::Held, guessed)
            .fact_by("partially_inspect(prompt_a)", Held::Held, guessed)
            .fact("inspect(prompt_a)", Held::No)
            .fact("inspect(app_a.in@tenant_a.other)", Held::No)
    };
    vec![
        found(described.variant("as described")),
        found(described.variant("tls").on("tls")),
        described
            .variant("per_tenant_cache")
            .on("per_tenant_cache")
            .claim("tenant", Holds, &[])
            .resting("tenant", &["uses(tenant_b, app_b) + timing(llm.cache) + mechanism(per_tenant_cache)"])
            .has_misses("tenant")
            .fact("partially_inspect(prompt_a)", Held::RestsOn),
        described
            .variant("no shared cache")
            .edit(", shared cache: true", ", shared cache: false")
            .claim("tenant", Holds, &[])
            .resting("tenant", &[])
            .scope("cache-timing", Scope::OutOfScope),
        // Where somebody sits on the line encryption does stand in the way, of reading and not of seeing.
        watched.variant("as described").claim("tenant", Violated, &[timed, "watches(tenant_b, line_a)"]),
        watched
            .variant("tls")
            .on("tls")
            .claim("tenant", Violated, &[timed])
            .resting("tenant", &["watches(tenant_b, line_a) + mechanism(tls)"])
            .fact_by("monitor(app_a.in@tenant_a.other)", Held::Held, "watches(tenant_b, line_a)"),
    ]
}

pub fn guardrail() -> Vec<Case> {
    let described = Case::example("07-guardrail.yaml");
    let misses = "uses(anonymous, bot) + obeys(llm) + fails(guard)";
    let defeated = "uses(anonymous, bot) + obeys(llm) + evaded(guard)";
    let supplied = described
        .variant("guard from a hub")
        .edit(
            "guard_weights: { kind: weights, from: us, format: safetensors }",
            "guard_weights: { kind: weights, from: hub, format: pickle }",
        )
        .edit("hosts:\n", "suppliers:\n  hub: { promises: [honest, not compromised] }\nhosts:\n");
    vec![
        described
            .variant("as described")
            .claim("refund", Violated, &[misses, defeated])
            .resting("refund", &[])
            .persistent("refund", false),
        described.variant("without the guard").off("guard").claim(
            "refund",
            Violated,
            &["uses(anonymous, bot) + obeys(llm)"],
        ),
        described
            .variant("without refunds")
            .edit("does: refund", "does: receipt")
            .edit("assets:\n", "assets:\n  refund: { kind: action }\n")
            .claim("refund", Holds, &[])
            .resting("refund", &[]),
        supplied.variant("as described").claim(
            "refund",
            Violated,
            &[
                misses,
                defeated,
                // Its altered judgement, and the code in its file: a control is an element with a chain of its own.
                "uses(anonymous, bot) + obeys(llm) + compromised(hub)",
                "uses(anonymous, bot) + obeys(llm) + dishonest(hub)",
                "compromised(hub) + deserialises(guard_model)",
            ],
        ),
        supplied.variant("without the guard").off("guard").claim(
            "refund",
            Violated,
            &["uses(anonymous, bot) + obeys(llm)", "compromised(hub) + deserialises(guard_model)"],
        ),
    ]
}

pub fn evaluation_gate() -> Vec<Case> {
    let described = Case::example("08-evaluation-gate.yaml");
    let labels = "writes(labelers, labels)";
    vec![
        described
            .variant("as described")
            .claim("deploy", Violated, &[labels])
            .persistent("deploy", true)
            // One opening: into the Dataset and the Parameters, and into the evaluation data and the results.
            .fact_by("contribute(train_set)", Held::Held, labels)
            .fact_by("influence(candidate)", Held::Held, labels)
            .fact_by("contribute(eval_set)", Held::Held, labels)
            .fact_by("influence(eval_report)", Held::Held, labels)
            .fact_by("off(gate)", Held::Held, labels)
            // A poisoned model, honestly measured, is not tampering.
            .fact("make_limited_changes(candidate)", Held::No)
            .fact("make_limited_changes(eval_report)", Held::No),
        described
            .variant("independent_eval")
            .on("independent_eval")
            .claim("deploy", Holds, &[])
            .resting(
                "deploy",
                &[
                    "writes(labelers, labels) + mechanism(gate)",
                    "writes(labelers, labels) + mechanism(independent_eval)",
                ],
            )
            .has_misses("deploy")
            .fact_by("influence(candidate)", Held::Held, labels)
            .fact("influence(eval_report)", Held::RestsOn),
        described.variant("without the gate").off("gate").on("independent_eval").claim("deploy", Violated, &[labels]),
        described
            .variant("own labels for evaluation")
            .edit("eval_set:    { kind: dataset, filled from: labels }", "eval_set:    { kind: dataset, from: us }")
            .claim("deploy", Holds, &[])
            .resting("deploy", &["writes(labelers, labels) + mechanism(gate)"]),
    ]
}

pub fn hosted_model() -> Vec<Case> {
    let described = Case::example("09-hosted-model.yaml");
    let kept = "retains(provider) + copies_read(provider)";
    let learned = "trains_on_use(provider) + memorised(api)";
    vec![
        described
            .variant("as described")
            // Each of the three promises is required: the sets share no event.
            .claim("C1", Conditional, &["insider(provider)", kept, learned])
            .claim("C2", Unknown, &["unfaithful(provider)"])
            .resting("C1", &[])
            .resting("C2", &[]),
        described
            .variant("tee")
            .on("tee")
            .claim("C1", Conditional, &["insider(provider) + mechanism(tee)", kept, learned])
            .claim("C2", Unknown, &["unfaithful(provider)"]),
        described.variant("the enclave does not hold").on("tee").fail("tee_holds").claim(
            "C1",
            Conditional,
            &["insider(provider)", kept, learned],
        ),
        described
            .variant("unaltered is stated")
            .edit("promises: [no insider,", "promises: [unaltered, no insider,")
            .claim("C2", Conditional, &["unfaithful(provider)"]),
        described
            .variant("nothing is stated")
            .edit("provider: { promises: [no insider, no retention, no training] }", "provider: {}")
            .claim("C1", Unknown, &["insider(provider)", kept, learned])
            .claim("C2", Unknown, &["unfaithful(provider)"]),
    ]
}

pub fn quiet_summariser() -> Vec<Case> {
    let described = Case::example("10-quiet-summariser.yaml");
    let quiet = |case: Case| {
        let attacks = bartizan::catalog::built_in().rules.iter().filter(|r| r.name.is_some());
        attacks.fold(case, |case, rule| case.never_closes(&rule.id))
    };
    vec![
        quiet(
            described
                .variant("as described")
                .claim("integrity", Holds, &[])
                .resting("integrity", &["dishonest(publisher)", "compromised(publisher) + mechanism(pin)"])
                .miss("integrity", "`publisher` itself is hostile")
                .miss("integrity", "somebody outside writes to `documents`")
                .miss("integrity", "somebody outside writes to `open_weights`")
                .miss("integrity", "somebody outside runs code on `vault`")
                .persistent("integrity", false)
                .claim("confidentiality", Holds, &[])
                .resting(
                    "confidentiality",
                    &[
                        "dishonest(publisher) + unstated_format(open_weights) + mechanism(code_free) + mechanism(vault.egress)",
                        "compromised(publisher) + unstated_format(open_weights) + mechanism(pin) + mechanism(code_free) + mechanism(vault.egress)",
                    ],
                )
                .miss("confidentiality", "somebody outside reads `documents`")
                .miss("confidentiality", "somebody outside sees what `summariser` answers"),
        ),
        described
            .variant("the publisher is not honest")
            .fail("publisher.honest")
            .claim("integrity", Violated, &[""])
            .claim("confidentiality", Holds, &[]),
        described
            .variant("with a mail tool")
            .edit("used by: clerk, inputs", "used by: clerk, tools: mail, inputs")
            .edit("stores:\n", "tools:\n  mail: { from: us, does: send_mail, to: anyone }\nstores:\n")
            .claim("integrity", Holds, &[])
            .claim("confidentiality", Holds, &[]),
        described
            .variant("with a browser")
            .edit("used by: clerk, inputs", "used by: clerk, tools: browse, inputs")
            .edit("stores:\n", "tools:\n  browse: { from: us, kind: browser, reads: web }\nstores:\n  web: { outside: true, on demand: true, written by: web_author }\n")
            .edit("roles:\n", "roles:\n  web_author: { adversary: true }\n")
            .claim("integrity", Violated, &["writes(web_author, web) + obeys(llm)"])
            .claim("confidentiality", Violated, &["writes(web_author, web) + obeys(llm) + retrieved(documents)"]),
    ]
}
