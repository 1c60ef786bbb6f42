//! Writes a network as programs for clingo (its minimal models are the minimal sets) and for ProbLog, and what was found
//! as `name value` lines, to compare with.

use std::fmt::Write;
use std::path::Path;

use crate::Found;
use crate::network::Network;

/// Three files for each size.
pub fn write(folder: &str, network: &Network, found: &Found) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|e| format!("{folder}: {e}"))?;
    let size = network.components;
    for (name, text) in [
        (format!("{size}.lp"), answer_sets(network)),
        (format!("{size}.pl"), problog(network)),
        (format!("{size}.found"), values(network, found)),
    ] {
        let path = Path::new(folder).join(name);
        std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(())
}

/// A rule's body, and its end.
fn body(premises: &[u32], events: &[u32]) -> String {
    let premises = premises.iter().map(|fact| format!("f({fact})"));
    let all: Vec<String> = premises.chain(events.iter().map(|event| format!("e({event})"))).collect();
    if all.is_empty() { ".".to_owned() } else { format!(" :- {}.", all.join(", ")) }
}

/// Events are chosen, and rather not; the goal must follow. `most` bounds how many are chosen.
fn answer_sets(network: &Network) -> String {
    let mut text = String::from("#const most = 0.\n");
    let _ = writeln!(text, "{{ e(0..{}) }}.", network.likelihoods.len() - 1);
    for rule in &network.rules {
        let _ = writeln!(text, "f({}){}", rule.conclusion, body(&rule.premises, &rule.events));
    }
    let _ = writeln!(text, ":- not f({}).", network.goal);
    text.push_str(":- most > 0, #count { X : e(X) } > most.\n#heuristic e(X). [1, false]\n#show e/1.\n");
    text
}

fn problog(network: &Network) -> String {
    let mut text = String::new();
    for (event, likelihood) in network.likelihoods.iter().enumerate() {
        let _ = writeln!(text, "{likelihood}::e({event}).");
    }
    for rule in &network.rules {
        let _ = writeln!(text, "f({}){}", rule.conclusion, body(&rule.premises, &rule.events));
    }
    let _ = writeln!(text, "query(f({})).", network.goal);
    text
}

fn values(network: &Network, found: &Found) -> String {
    let mut text = String::new();
    let order = if found.solution.is_complete() { 0 } else { found.solution.order };
    let _ = writeln!(text, "facts {}\nrules {}", network.facts, network.rules.len());
    let _ = writeln!(text, "events {}\norder {order}", network.likelihoods.len());
    let counts: Vec<String> = found.by_order.iter().map(ToString::to_string).collect();
    let _ = writeln!(text, "counts {}", counts.join(","));
    if let Some(p) = found.probability {
        let _ = writeln!(text, "probability {p:?}");
    }
    let _ = writeln!(text, "sets_ms {}\nprobability_ms {}", found.sets_ms, found.probability_ms);
    text
}
