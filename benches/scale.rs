//! How cost grows with the size of a system: text to answers for about 100, 1,000, 10,000 and 100,000 elements, split
//! into read, ground, fixpoint and answer, with peak memory. Prints; asserts nothing about time.
//!
//! ```text
//! cargo bench                              the whole table, native
//! npm run bench                            that, the same in WebAssembly in a browser, and the comparisons
//! cargo bench --bench scale -- 1000 10000  these sizes only; `--least` for the least instead of medians
//! cargo bench --bench scale -- --write DIR  the generated descriptions
//! cargo bench --bench scale -- --answers FILES  their answers, to compare two builds byte for byte
//! cargo bench --bench scale -- --rules FILE     the rules as an ascent program
//! cargo bench --bench scale -- --orders FILE   what budgets of merges buy on one description
//! ```

#![allow(clippy::disallowed_methods, reason = "measuring is what this is for; no answer depends on it")]

mod generator;
#[path = "scale/measure.rs"]
mod measure;
#[path = "scale/rules.rs"]
mod rules;
#[path = "scale/table.rs"]
mod table;

use std::process::ExitCode;

/// Elements of the systems measured.
const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];
/// Seed of all of them.
const SEED: u64 = 7;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["--child", part, file, repeats] => measure::child(part, file, repeats.parse().unwrap_or(1)),
        ["--answers", files @ ..] => measure::answers(files),
        ["--orders", file] => measure::orders(file),
        ["--rules", file] => rules::write(file),
        ["--write", folder, sizes @ ..] => table::write(folder, &numbers(sizes), SEED),
        words => {
            let values = words.iter().position(|w| *w == "--values").and_then(|at| words.get(at + 1));
            table::print(&numbers(words), SEED, words.contains(&"--least"), values.copied())
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

/// The sizes among some words; all if there are none.
fn numbers(words: &[&str]) -> Vec<usize> {
    let sizes: Vec<usize> = words.iter().filter_map(|w| w.parse().ok()).collect();
    if sizes.is_empty() { SIZES.to_vec() } else { sizes }
}
