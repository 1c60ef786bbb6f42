//! One model in a process of its own: `bartizan-fault-trees REPEATS ORDER FILES…` prints the answer as `name value`
//! lines, the median milliseconds of reading and solving it, and the process's peak memory.

use std::process::ExitCode;
use std::time::Instant;

use bartizan_fault_trees::told;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [repeats, order, files @ ..] = arguments.as_slice() else {
        eprintln!("usage: bartizan-fault-trees REPEATS ORDER FILES…");
        return ExitCode::FAILURE;
    };
    let texts: Result<Vec<String>, String> =
        files.iter().map(|file| std::fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))).collect();
    let texts = match texts {
        Ok(texts) => texts,
        Err(problem) => {
            eprintln!("{problem}");
            return ExitCode::FAILURE;
        }
    };
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let (repeats, order) = (repeats.parse().unwrap_or(1), order.parse().unwrap_or(6));
    let mut times = Vec::new();
    let mut answer = String::new();
    for _ in 0..std::cmp::max(repeats, 1) {
        let began = Instant::now();
        answer = told(&texts, order);
        times.push(began.elapsed().as_secs_f64() * 1e3);
        // What takes long is measured once.
        if times.iter().sum::<f64>() > 1_000.0 {
            break;
        }
    }
    times.sort_by(f64::total_cmp);
    print!("{answer}");
    println!("ms {}\npeak {}", times[times.len() / 2], peak_megabytes());
    ExitCode::SUCCESS
}

/// The most memory that this process has had in RAM so far, in MB; 0 where the system does not tell.
fn peak_megabytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or(0.0) / 1e3
}
