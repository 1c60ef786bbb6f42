//! All minimal sets of cyclic systems of rules, by size of the system, and the probability that follows from them.
//! Prints; asserts nothing about time.
//!
//! ```text
//! npm run bench:cyclic                        the table beside clingo's sets and ProbLog's probabilities
//! cargo bench --bench cyclic                  the table alone
//! cargo bench --bench cyclic -- 15 30 --seed 8  these sizes, of this seed
//! cargo bench --bench cyclic -- 60 --seed 8 --orders  milliseconds to each order
//! cargo bench --bench cyclic -- --write DIR   the systems as programs for clingo and for ProbLog, and what was found
//! ```

#![allow(clippy::disallowed_methods, reason = "measuring is what this is for; no answer depends on it")]

#[path = "cyclic/network.rs"]
mod network;
#[path = "cyclic/programs.rs"]
mod programs;
#[path = "../tests/support/rng.rs"]
mod rng;

use std::process::ExitCode;
use std::time::Instant;

use bartizan::diagram::{Bdd, Horn, Limits, Solution, solve};
use network::Network;

/// Components of the networks measured.
const SIZES: [usize; 6] = [15, 30, 60, 250, 1_000, 2_500];
/// Seed of all of them.
const SEED: u64 = 7;
/// The most steps, about ten seconds.
const STEPS: u64 = 100_000_000;
/// Nodes of the diagram of sets, and of that of the function.
const NODES: usize = 8_000_000;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let value = |option: &str| arguments.iter().position(|word| word == option).and_then(|at| arguments.get(at + 1));
    let seed = value("--seed").and_then(|seed| seed.parse().ok()).unwrap_or(SEED);
    // What follows an option is not a size.
    let words = (0..arguments.len()).filter(|at| *at == 0 || !arguments[at - 1].starts_with("--"));
    let sizes: Vec<usize> = words.filter_map(|at| arguments[at].parse().ok()).collect();
    let sizes = if sizes.is_empty() { SIZES.to_vec() } else { sizes };
    if arguments.iter().any(|word| word == "--orders") {
        orders(&sizes, seed);
        return ExitCode::SUCCESS;
    }
    match table(&sizes, seed, value("--write").map(String::as_str)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

/// What was found of one network.
struct Found {
    solution: Solution,
    by_order: Vec<u128>,
    /// The probability that one of the sets found happens; none if the function had no room.
    probability: Option<f64>,
    sets_ms: f64,
    probability_ms: f64,
}

fn horn(network: &Network) -> Horn {
    let mut horn = Horn::new(network.facts);
    for rule in &network.rules {
        horn.rule(rule.conclusion, &rule.premises, &rule.events);
    }
    horn.goal(network.goal);
    horn
}

/// The order within which all sets are sought: complete where that is near, else as far as a page would wait.
fn order(components: usize) -> u32 {
    match components {
        0..=30 => u32::MAX,
        31..=60 => 8,
        61..=250 => 6,
        251..=1_000 => 5,
        _ => 4,
    }
}

fn find(network: &Network) -> Found {
    let horn = horn(network);
    let began = Instant::now();
    let solution = solve(&horn, &Limits { order: order(network.components), nodes: NODES, steps: STEPS });
    let sets_ms = milliseconds(began);
    let began = Instant::now();
    let events: Vec<f64> = solution.events.iter().map(|event| network.likelihoods[*event as usize]).collect();
    let mut bdd = Bdd::new(solution.zdd.levels(), NODES);
    let function = bdd.of_family(&solution.zdd, solution.family);
    let probability = function.ok().map(|function| bdd.probability(function, &events));
    let probability_ms = milliseconds(began);
    let by_order = solution.zdd.by_order(solution.family);
    Found { solution, by_order, probability, sets_ms, probability_ms }
}

fn milliseconds(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1e3
}

fn table(sizes: &[usize], seed: u64, folder: Option<&str>) -> Result<(), String> {
    println!("\nSets and probability of cyclic networks, seed {seed}. Milliseconds.");
    println!(
        "{:>10} {:>6} {:>6} {:>6}  {:<9} {:>12} {:>14} {:>9} {:>9}",
        "components", "facts", "rules", "events", "complete", "sets", "P(goal)", "sets ms", "P ms"
    );
    for size in sizes {
        let network = Network::new(*size, seed);
        let found = find(&network);
        let reached = match found.solution.order {
            u32::MAX => "yes".to_owned(),
            order => format!("to {order}"),
        };
        let probability = match found.probability {
            // Of some sets only: no more than a bound from below.
            Some(p) if found.solution.is_complete() => format!("{p:.9}"),
            Some(p) => format!("> {p:.9}"),
            None => "did not fit".to_owned(),
        };
        println!(
            "{size:>10} {:>6} {:>6} {:>6}  {reached:<9} {:>12} {probability:>14} {:>9.1} {:>9.1}",
            network.facts,
            network.rules.len(),
            network.likelihoods.len(),
            found.by_order.iter().sum::<u128>(),
            found.sets_ms,
            found.probability_ms,
        );
        if let Some(folder) = folder {
            programs::write(folder, &network, &found)?;
        }
    }
    Ok(())
}

/// How long each order takes from the start, with proof of completeness where that comes cheap.
fn orders(sizes: &[usize], seed: u64) {
    println!("\nMilliseconds to all sets of an order, seed {seed}; sets in brackets, ! where they are complete.");
    for size in sizes {
        let network = Network::new(*size, seed);
        let horn = horn(&network);
        print!("{size:>6}");
        for order in 1..=30 {
            let began = Instant::now();
            let solution = solve(&horn, &Limits { order, nodes: NODES, steps: STEPS });
            let (took, sets) = (milliseconds(began), solution.zdd.count(solution.family));
            let mark = if solution.is_complete() { "!" } else { "" };
            print!("  {order}: {took:.1} ({sets}{mark}; {} k)", solution.steps / 1_000);
            if solution.order != order || took > 4_000.0 {
                break;
            }
        }
        println!();
    }
}
