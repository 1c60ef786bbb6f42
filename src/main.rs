//! The command `bartizan`.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
