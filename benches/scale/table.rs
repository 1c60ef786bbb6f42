//! Runs the measurements and prints the table.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use bartizan::api::{Analysis, Scenario, Source};

use crate::generator::{self, Shape};

/// Names that a child printed, with their values.
type Values = BTreeMap<String, f64>;

fn elements(text: &str) -> usize {
    let source = Source { name: "generated.yaml".to_owned(), text: text.to_owned() };
    let analysis = Analysis::begin(&source, &Scenario::default());
    let overview = analysis.overview();
    if !overview.analysed {
        for problem in overview.diagnostics.iter().take(5) {
            eprintln!("{}: {}", problem.place.line, problem.message);
        }
    }
    usize::try_from(overview.counts.elements).unwrap_or(0)
}

fn shape(size: usize, seed: u64) -> Shape {
    generator::sized(seed, size, elements)
}

/// Writes the description of each size into a folder.
pub fn write(folder: &str, sizes: &[usize], seed: u64) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|e| format!("{folder}: {e}"))?;
    for size in sizes {
        file(Path::new(folder), *size, seed)?;
    }
    Ok(())
}

fn file(folder: &Path, size: usize, seed: u64) -> Result<PathBuf, String> {
    let path = folder.join(format!("{size}.yaml"));
    let text = generator::describe(shape(size, seed));
    std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(path)
}

/// Measures and prints; writes the values to a file too, if one is named.
pub fn print(sizes: &[usize], seed: u64, least: bool, values: Option<&str>) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("bartizan-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let mut all = Vec::new();
    for size in sizes {
        let path = file(&folder, *size, seed)?;
        let repeats = if *size <= 1_000 {
            31
        } else if *size <= 10_000 {
            7
        } else {
            3
        };
        let mut values = child("total", &path, repeats)?;
        values.extend(child("split", &path, repeats)?);
        all.push(values);
    }
    std::fs::remove_dir_all(&folder).map_err(|e| e.to_string())?;
    rows(&all, least);
    if let Some(file) = values {
        let lines = sizes
            .iter()
            .zip(&all)
            .flat_map(|(size, values)| values.iter().map(move |(name, value)| format!("{size} {name} {value}\n")));
        std::fs::write(file, lines.collect::<String>()).map_err(|e| format!("{file}: {e}"))?;
    }
    Ok(())
}

fn child(part: &str, path: &Path, repeats: usize) -> Result<Values, String> {
    let program = std::env::current_exe().map_err(|e| e.to_string())?;
    let output = Command::new(program)
        .args(["--child", part])
        .arg(path)
        .arg(repeats.to_string())
        .output()
        .map_err(|e| e.to_string())?;
    if !output.status.success() {
        return Err(format!("{part} of {}: {}", path.display(), String::from_utf8_lossy(&output.stderr)));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let value = |line: &str| {
        let (name, value) = line.split_once(' ')?;
        Some((name.to_owned(), value.parse().ok()?))
    };
    Ok(text.lines().filter_map(value).collect())
}

fn rows(all: &[Values], least: bool) {
    let line = |name: &str, cell: &dyn Fn(&Values) -> String| {
        print!("{name:<34}");
        for values in all {
            print!("{:>14}", cell(values));
        }
        println!();
    };
    let of = |values: &Values, name: &str| {
        let shown = least.then(|| values.get(&format!("least.{name}"))).flatten();
        shown.or_else(|| values.get(name)).copied().unwrap_or(f64::NAN)
    };
    println!("\nNative. Milliseconds, {}.", if least { "least of the runs" } else { "medians" });
    for name in ["declared", "elements", "tuples", "instances", "facts", "events"] {
        line(name, &|v| format!("{:.0}", of(v, name)));
    }
    for (title, stages) in [
        ("read", &["parse", "document", "names", "lower"][..]),
        ("ground", &["ground"]),
        ("fixpoint", &["described", "levels"]),
        ("answer: claims with sets", &["answer"]),
    ] {
        line(title, &|v| format!("{:.2}", stages.iter().map(|s| of(v, s)).sum::<f64>()));
        for stage in stages.iter().filter(|_| stages.len() > 1) {
            line(&format!("    {stage}"), &|v| format!("{:.2}", of(v, stage)));
        }
    }
    line("shown: overview", &|v| format!("{:.2}", of(v, "overview")));
    line("shown: claims", &|v| format!("{:.2}", of(v, "claims")));
    line("text to answers", &|v| format!("{:.2}", of(v, "total")));
    line("then: exposure, 200 rows", &|v| format!("{:.2}", of(v, "exposure")));
    line("then: attacks, 20 places", &|v| format!("{:.2}", of(v, "attacks")));
    line("peak memory, MB", &|v| format!("{:.0}", of(v, "peak")));
    line("peak memory with all slices, MB", &|v| format!("{:.0}", of(v, "peak_with_slices")));
    line("facts a second, ground to answer", &|v| {
        format!("{:.0}", of(v, "facts") / (of(v, "ground") + of(v, "described") + of(v, "levels")) * 1e3)
    });
    line("µs per element, text to answers", &|v| format!("{:.1}", of(v, "total") / of(v, "elements") * 1e3));
    print!("{:<34}{:>14}", "growth of that", "");
    for pair in all.windows(2) {
        let cost = |v: &Values| of(v, "total") / of(v, "elements");
        print!("{:>14.2}", cost(&pair[1]) / cost(&pair[0]));
    }
    println!();
    print!("{:<34}{:>14}", "  without shown: claims", "");
    for pair in all.windows(2) {
        let cost = |v: &Values| (of(v, "total") - of(v, "claims")) / of(v, "elements");
        print!("{:>14.2}", cost(&pair[1]) / cost(&pair[0]));
    }
    println!();
}
