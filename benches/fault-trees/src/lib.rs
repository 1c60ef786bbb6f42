//! One model read and solved, with the answer as `name value` lines: the same native and in WebAssembly.

use std::fmt::Write;

use bartizan::diagram::solve::{Answer, Limits, solve};
use bartizan::exchange::open_psa::{MISSION_HOURS, Model, read};

/// Reads the texts of one model and solves each of its tops.
pub fn answers(texts: &[&str], limits: &Limits) -> Result<(Model, Vec<(String, Answer)>), String> {
    let (model, problems) = read(texts, MISSION_HOURS);
    let model = model.ok_or_else(|| {
        let errors = problems.iter().flat_map(|problems| problems.iter());
        errors.map(|problem| problem.message.clone()).next().unwrap_or_default()
    })?;
    let probabilities: Vec<f64> = model.events.iter().map(|event| event.probability.unwrap_or(0.0)).collect();
    let solve = |(name, top): &(String, _)| (name.clone(), solve(&model.tree, *top, &probabilities, limits));
    let answers = model.tops.iter().map(solve).collect();
    Ok((model, answers))
}

/// The limits, with the order that a second argument may name.
pub fn limits(order: u32) -> Limits {
    Limits { order, ..Limits::default() }
}

/// The answers as lines.
pub fn told(texts: &[&str], order: u32) -> String {
    let (model, answers) = match answers(texts, &limits(order)) {
        Ok(done) => done,
        Err(refused) => return format!("refused {refused}\n"),
    };
    let mut out = format!("events {}\ngates {}\n", model.events.len(), model.gates);
    for (name, answer) in &answers {
        let Answer { probability: (low, high), effort, .. } = answer;
        let up_to = answer.up_to.map_or_else(|| "all".to_owned(), |order| order.to_string());
        let orders: Vec<String> = answer.sets.iter().map(u128::to_string).collect();
        let birnbaum = answer.birnbaum.as_ref().map_or_else(
            || "none".to_owned(),
            |all| format!("{:e}", all.iter().fold(0.0_f64, |most, b| most.max(*b))),
        );
        writeln!(out, "top {name}\nsets {}\nup_to {up_to}\nlow {low:e}\nhigh {high:e}", answer.total()).expect("memory");
        writeln!(out, "birnbaum {birnbaum}\norders {}", orders.join(" ")).expect("memory");
        writeln!(out, "left {} {}\nleaves {}", effort.gates, effort.modules, effort.leaves).expect("memory");
        writeln!(out, "nodes {}\ngiven_up {}\ncut {}", effort.nodes, effort.given_up, effort.cut).expect("memory");
    }
    out
}

/// The same for JavaScript; texts are joined by a zero byte.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn fault_tree(texts: &str, order: u32) -> String {
    told(&texts.split('\0').collect::<Vec<_>>(), order)
}
