//! One measurement in a process of its own, so that its peak memory is its own. Prints `name value` lines.

use std::sync::Arc;
use std::time::Instant;

use bartizan::analysis::{Budget, Events, Exposures, Settings, claim};
use bartizan::api::{Analysis, Scenario, Source};
use bartizan::catalog;
use bartizan::engine::Grounder;
use bartizan::source::{self, Problems};
use bartizan::system::document::read_document;
use bartizan::system::{self, names};

/// The whole answers of descriptions, to compare two builds byte for byte.
pub fn answers(files: &[&str]) -> Result<(), String> {
    for file in files {
        let text = std::fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))?;
        let source = Source { name: (*file).to_owned(), text };
        let mut analysis = Analysis::begin(&source, &Scenario::default());
        analysis.run();
        let controls: Vec<String> = analysis.overview().controls.into_iter().map(|c| c.name).collect();
        println!("{}", analysis.answer_json());
        for control in controls {
            for (on, off) in [(vec![control.clone()], Vec::new()), (Vec::new(), vec![control.clone()])] {
                let mut analysis = Analysis::begin(&source, &Scenario { on, off, ..Scenario::default() });
                analysis.run();
                println!("{}", analysis.answer_json());
            }
        }
    }
    Ok(())
}

/// What budgets of merges buy: for each claim the order up to which its sets are known (`*` if all), how many there are,
/// and the time.
pub fn orders(file: &str) -> Result<(), String> {
    let text = std::fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))?;
    let catalog = Arc::new(catalog::built_in().clone());
    let mut problems = Problems::new();
    let node = source::read(&text, &mut problems).ok_or("not a description")?;
    let document = read_document(&node, &mut problems);
    names::resolve(&document, &mut problems);
    let system = Arc::new(system::lower(&document, &catalog, &mut problems));
    let mut grounder = Grounder::new(Arc::clone(&catalog), Arc::clone(&system));
    grounder.advance(u64::MAX);
    let (graph, _) = grounder.finish();
    let settings = Settings::default();
    let events = Events::new(&graph, &system, &catalog);
    let states = settings.states(&events, &system);
    let exposures = Exposures::new(&graph, &system, &events, &settings, &states);
    for merges in [10_000, 50_000, 200_000, 1_000_000, 4_000_000] {
        print!("{merges:>9}");
        let all = Instant::now();
        for spec in &system.claims {
            let began = Instant::now();
            let budget = Budget { merges, ..Budget::default() };
            let mut reach = |who| exposures.levels_of(who);
            let answer = claim(&graph, &system, &events, &settings, &states, spec, budget, &mut reach);
            let order = if answer.complete { "*".to_owned() } else { answer.order.to_string() };
            print!("  {}:{order}/{}/{:.1}", spec.id, answer.sets.len(), milliseconds(began));
        }
        println!("  = {:.1} ms", milliseconds(all));
    }
    Ok(())
}

/// Measures one part of one description, some times over, and prints medians in milliseconds and, as
/// `least.name`, the least, which other work on the machine stretches less.
pub fn child(part: &str, file: &str, repeats: usize) -> Result<(), String> {
    let text = std::fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))?;
    // The catalog is loaded once in the life of a page; that is not a matter of the description's size.
    let began = Instant::now();
    let catalog = Arc::new(catalog::built_in().clone());
    println!("catalog {}", milliseconds(began));
    let mut runs: Vec<Vec<(&'static str, f64)>> = Vec::new();
    for _ in 0..repeats.max(1) {
        runs.push(match part {
            "split" => split(&text, &catalog),
            _ => total(&text, runs.is_empty()),
        });
    }
    for (column, (name, _)) in runs[0].iter().enumerate() {
        let mut values: Vec<f64> = runs.iter().map(|run| run.get(column).map_or(0.0, |v| v.1)).collect();
        values.sort_by(f64::total_cmp);
        println!("{name} {}\nleast.{name} {}", values[values.len() / 2], values[0]);
    }
    Ok(())
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}

/// The whole way as the page goes it, and then what the page asks for.
fn total(text: &str, first: bool) -> Vec<(&'static str, f64)> {
    let source = Source { name: "generated.yaml".to_owned(), text: text.to_owned() };
    let began = Instant::now();
    let mut analysis = Analysis::begin(&source, &Scenario::default());
    let read = milliseconds(began);
    analysis.run();
    let run = milliseconds(began);
    let peak = peak_megabytes();
    let overview = Instant::now();
    let counts = analysis.overview().counts;
    let overview = milliseconds(overview);
    let claims = Instant::now();
    let violated = analysis.claims().len();
    let claims = milliseconds(claims);
    let total = milliseconds(began);
    let exposure = Instant::now();
    let rows = analysis.exposure("", 0, 200).rows.len();
    let exposure = milliseconds(exposure);
    let attacks = Instant::now();
    let known = analysis.attacks(20).attacks.len();
    let attacks = milliseconds(attacks);
    if first {
        println!("peak {peak}\npeak_with_slices {}", peak_megabytes());
        println!("listed {violated} {rows} {known}");
    }
    vec![
        ("read", read),
        ("run", run),
        ("overview", overview),
        ("claims", claims),
        ("total", total),
        ("exposure", exposure),
        ("attacks", attacks),
        ("declared", counts.declared as f64),
        ("elements", counts.elements as f64),
        ("tuples", counts.relations as f64),
        ("instances", counts.instances as f64),
        ("facts", counts.facts as f64),
        ("events", counts.events as f64),
    ]
}

/// The same stage by stage.
fn split(text: &str, catalog: &Arc<catalog::Catalog>) -> Vec<(&'static str, f64)> {
    let mut times = Vec::new();
    let mut began = Instant::now();
    let mut stage = |name: &'static str| {
        times.push((name, milliseconds(began)));
        began = Instant::now();
    };
    let mut problems = Problems::new();
    let Some(node) = source::read(text, &mut problems) else { return times };
    stage("parse");
    let document = read_document(&node, &mut problems);
    stage("document");
    names::resolve(&document, &mut problems);
    stage("names");
    let system = Arc::new(system::lower(&document, catalog, &mut problems));
    stage("lower");
    let mut grounder = Grounder::new(Arc::clone(catalog), Arc::clone(&system));
    grounder.advance(u64::MAX);
    let (graph, _) = grounder.finish();
    stage("ground");
    let settings = Settings::default();
    let events = Events::new(&graph, &system, catalog);
    let states = settings.states(&events, &system);
    stage("described");
    let exposures = Exposures::new(&graph, &system, &events, &settings, &states);
    stage("levels");
    for spec in &system.claims {
        let mut reach = |who| exposures.levels_of(who);
        claim(&graph, &system, &events, &settings, &states, spec, Budget::default(), &mut reach);
    }
    stage("answer");
    times
}

/// The most memory that this process has had in RAM so far, in MB; 0 where the system does not tell.
fn peak_megabytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or(0.0) / 1e3
}
