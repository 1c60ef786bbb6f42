//! Eight real systems described from their documentation: what is known to go wrong in each is among what is found, and
//! the control that mends it takes away just that.

mod support;

use bartizan::api::Verdict::*;
use support::{Case, check};

fn system(name: &str) -> Case {
    Case::example(&format!("systems/{name}.yaml"))
}

#[test]
fn multi_agent_research() {
    let described = system("multi-agent-research");
    let page = "writes(web_author, web) + obeys(llm)";
    let rest = ["compromised(npm)", "dishonest(npm)"];
    check(&[
        described
            .variant("as described")
            .finds("server", Violated, &["uses(internet, api) + exploitable(mcp_command)"])
            .finds("server", Violated, &rest)
            .finds("docs", Violated, &["uses(internet, api)", page, "dishonest(tavily) + obeys(llm)"]),
        described
            .variant("login")
            .on("login")
            .finds("server", Conditional, &rest)
            .gone("server", &["uses(internet, api) + exploitable(mcp_command)"])
            .finds("report", Conditional, &rest)
            .finds("docs", Violated, &[page])
            .gone("docs", &["uses(internet, api)"]),
    ]);
}

#[test]
fn enterprise_search() {
    let described = system("enterprise-search");
    let colleague = "configures(employee, chat)";
    let ticket = "writes(outsider, tickets) + obeys(llm)";
    let promises =
        ["insider(vendor)", "retains(vendor) + copies_read(vendor)", "trains_on_use(vendor) + memorised(llm)"];
    let key = "uses(employee, api) + exploitable(GHSA-r85j-wg6g-vj83)";
    check(&[
        described
            .variant("as described")
            .finds("documents", Violated, &[colleague, ticket, "writes(outsider, web) + obeys(llm)"])
            .finds("documents", Violated, &promises)
            .finds("documents", Violated, &["uses(employee, api) + authorization_fails(api)"])
            .finds("key", Violated, &[key])
            .finds("cluster", Holds, &[]),
        described
            .variant("weakness mended")
            .edit("gives: inspect, over: jira_key }", "gives: inspect, over: jira_key, status: fixed }")
            .finds("key", Holds, &[]),
        described
            .variant("configuration reviewed")
            .on("curated")
            .finds("documents", Violated, &[ticket, "configures(employee, chat) + fails(curated)"])
            .gone("documents", &[colleague]),
    ]);
}

#[test]
fn low_code_workflows() {
    let described = system("low-code-workflows");
    let member = "configures(member, flow) + exploitable(CVE-2025-68613)";
    let form = "uses(visitor, form) + exploitable(CVE-2026-21858)";
    let told = [
        "uses(visitor, flow) + obeys(llm)",
        "writes(sender, mailbox) + obeys(llm)",
        "writes(sender, web) + obeys(llm)",
    ];
    check(&[
        described
            .variant("as described")
            .finds("keys", Violated, &[member, form, "dishonest(npm)"])
            .finds("instance", Violated, &[member])
            .finds("mail", Violated, &told)
            .finds("database", Violated, &told)
            .finds("customers", Violated, &["uses(visitor, flow)"]),
        described
            .variant("mail approved")
            .on("approval")
            .finds("mail", Violated, &["uses(visitor, flow) + obeys(llm) + fails(approval)"])
            .gone("mail", &told)
            .finds("database", Violated, &told),
        described
            .variant("database read only")
            .on("read_only")
            .gone("database", &told)
            .finds("database", Violated, &[form])
            .finds("mail", Violated, &told),
    ]);
}

#[test]
fn voice_home() {
    let described = system("voice-home");
    let told = [
        "uses(visitor, assist) + obeys(llm)",
        "writes(inviter, events) + obeys(llm)",
        "stands_before(passerby, doorbell) + obeys(llm)",
    ];
    check(&[
        described
            .variant("as described")
            .finds("door", Violated, &told)
            .finds("door", Violated, &["compromised(hacs)"])
            .finds("hub", Unknown, &["compromised(hacs)"]),
        described.variant("the lock is not exposed").on("exposed").gone("door", &told).finds(
            "door",
            Unknown,
            &["compromised(hacs)", "dishonest(hacs)"],
        ),
        described.variant("the voice is recognised").on("voice_id").gone("door", &told[..1]).finds(
            "door",
            Violated,
            &told[1..],
        ),
    ]);
}

#[test]
fn label_to_serving() {
    let described = system("label-to-serving");
    let intern = "uses(intern, tracking) + deserialises(fraud)";
    check(&[
        described
            .variant("as described")
            .finds("serving", Violated, &[intern])
            .finds("serving", Violated, &["dishonest(hub) + deserialises(fraud)"])
            .finds(
                "model",
                Violated,
                &["uses(annotator, label_studio)", "uses(client, fraud)", "uses(intern, tracking)"],
            )
            .finds("model", Violated, &["dishonest(hub)"])
            .finds("deploy", Violated, &["writes(annotator, holdout)"]),
        described
            .variant("a file without code")
            .on("code_free")
            .finds("serving", Holds, &[])
            .gone("serving", &[intern])
            .finds("model", Violated, &["uses(intern, tracking)"]),
        described.variant("labels reviewed").on("reviewer").gone("model", &["uses(annotator, label_studio)"]).finds(
            "model",
            Violated,
            &["uses(annotator, label_studio) + fails(reviewer)", "uses(client, fraud)"],
        ),
        described
            .variant("few may register")
            .on("registrars")
            .gone("model", &["uses(intern, tracking)"])
            .gone("serving", &[intern])
            .finds("model", Violated, &["uses(client, fraud)"]),
    ]);
}

#[test]
fn browser_agent() {
    let described = system("browser-agent");
    let page = "writes(site_author, web) + obeys(llm)";
    let shop = "writes(reviewer, shop) + obeys(llm)";
    let listed = described.variant("a list of sites").on("domains");
    check(&[
        described.variant("as described").finds("files", Violated, &[page]).finds("password", Violated, &[page]).finds(
            "account",
            Violated,
            &[page, shop],
        ),
        listed
            .clone()
            .gone("files", &[page, shop])
            .finds("files", Violated, &["writes(site_author, web) + obeys(llm) + exploitable(data_urls)"])
            .gone("account", &[page])
            .finds("account", Violated, &[shop]),
        listed
            .variant("its bypass mended")
            .edit("data_urls: { on: domains, cwe: CWE-184 }", "data_urls: { on: domains, cwe: CWE-184, status: fixed }")
            .finds("files", Conditional, &["compromised(lab)"])
            .finds("password", Conditional, &["compromised(lab)"])
            .finds("account", Violated, &[shop]),
    ]);
}

#[test]
fn federated_training() {
    let described = system("federated-training");
    let gradient = "administers(coordinator, server) + update_inverted(training)";
    let member = "takes_part(hospital, training)";
    let inverted = "takes_part(hospital, training) + inverted(triage)";
    let code = "writes(researcher, app)";
    check(&[
        described
            .variant("as described")
            .finds("patients", Violated, &[gradient, inverted])
            .finds("model", Violated, &[member])
            .finds("nodes", Violated, &[code]),
        described
            .variant("updates are masked and the model learns with noise")
            .on("secagg")
            .on("noise")
            .gone("patients", &[gradient, inverted])
            .finds("patients", Conditional, &["compromised(flwr)"])
            .finds("model", Violated, &[member]),
        described
            .variant("aggregated robustly")
            .on("robust")
            .gone("model", &[member])
            .finds("model", Violated, &["takes_part(hospital, training) + fails(robust)"])
            .finds("patients", Violated, &[gradient]),
        described
            .variant("code is signed")
            .on("signed")
            .gone("nodes", &[code])
            .finds("nodes", Conditional, &["compromised(flwr)"])
            .finds("model", Violated, &[member]),
    ]);
}

#[test]
fn customer_support() {
    let described = system("customer-support");
    let drafted = "uses(customer, captain) + obeys(llm) + retrieved(transcripts) + retrieved(faq)";
    let orders = "uses(customer, captain) + obeys(llm)";
    let review = format!("{drafted} + fails(approve_faq)");
    let persuaded = format!("{drafted} + persuaded(staff)");
    check(&[
        described
            .variant("as described")
            .finds("answers", Violated, &[&review, &persuaded])
            .persistent("answers", true)
            .finds("orders", Violated, &[orders])
            // A person passes on what the copilot was made to say.
            .finds(
                "talks",
                Violated,
                &["uses(customer, captain) + obeys(llm) + persuaded(staff) + receives(customer, send_reply)"],
            )
            // No attacker's skill at all: a draft carries what another customer told.
            .finds(
                "talks",
                Violated,
                &["uses(customer, captain) + retrieved(transcripts) + retrieved(faq) + fails(approve_faq)"],
            ),
        described.variant("the customer is bound to the call").on("bound_id").gone("orders", &[orders]).finds(
            "answers",
            Violated,
            &[&review],
        ),
    ]);
}
