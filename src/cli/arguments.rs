//! What may stand on the command line. The comments are the help that users read.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};

use bartizan::api::{Restated, Scenario};

const EXIT_CODES: &str = "\
Exit codes:
  0  all claims hold
  1  some claim is violated, unknown or conditional
  2  bad input: errors in a description, an unreadable file, bad usage";

/// Asset-centric threat modeling of AI systems: from a system description to what an adversary can gain, why, and
/// what closes it.
#[derive(Debug, Parser)]
#[command(name = "bartizan", version, after_help = EXIT_CODES, arg_required_else_help = true)]
pub(super) struct Line {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Report every problem of some descriptions, without answering their claims
    Check(Check),
    /// Lay descriptions out in the usual way; comments, order and what stands in braces stay
    Format(FormatFiles),
    /// Answer the claims of descriptions: verdicts, attacks, exposure
    Analyze(Analyze),
    /// Tell in full why a claim has its verdict, or why a fact holds
    Explain(Explain),
    /// Tell how likely claims are to fail, by which attacks, and which events matter most
    Risk(Risk),
    /// Tell which available controls to switch on, for what they cost
    Plan(Plan),
    /// Tell what suppliers have to guarantee, and which claims fall with which assumption
    Guarantees(Guarantees),
    /// Tell what differs between two descriptions, or between one and the same under a scenario
    Diff(Diff),
    /// Tell what each domain must deny, may rely on, and is reached by, in its own words
    Contracts(Contracts),
    /// Show the attacks on a description as items of ATLAS, OWASP, NIST, CWE, STRIDE and others
    Crosswalk(Crosswalk),
    /// Write a report to file: one document with pictures, paths, plan and method, in HTML or Markdown
    Report(Report),
    /// Print the rules, controls and events that answers are made from, or check them
    Catalog(Catalog),
    /// Print a JSON Schema: of descriptions, or of what a command prints with `--format json`
    Schema(Schema),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// To read
    Text,
    /// To compute with
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum What {
    /// A system description
    Description,
    /// An answer
    Answer,
    /// What `risk --format json` prints
    Risk,
    /// What `plan --format json` prints
    Plan,
    /// What `guarantees --format json` prints
    Guarantees,
    /// What `diff --format json` prints
    Diff,
    /// What `contracts --format json` prints
    Contracts,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bartizan check system.yaml
  bartizan check --format json designs/*.yaml
  cat system.yaml | bartizan check -

Exit codes: 0 no errors (warnings are allowed), 2 errors or an unreadable file")]
pub(super) struct Check {
    /// Descriptions (YAML or JSON), folders of them, or `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Text with the lines in question, or an array of diagnostics
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// One line for each file
    #[arg(long, short, conflicts_with = "format")]
    pub quiet: bool,
    #[command(flatten)]
    pub packs: Packs,
    #[command(flatten)]
    pub threads: Threads,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bartizan format system.yaml
  bartizan format designs --check
  cat system.yaml | bartizan format -

Only white space changes, and commas before a closing bracket. Standard input goes to standard output.

Exit codes: 0 done, or nothing to do; 1 with --check, if a file would change; 2 a file cannot be read or has errors")]
pub(super) struct FormatFiles {
    /// Descriptions (YAML or JSON), folders of them, or `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Change nothing; tell which files would change
    #[arg(long)]
    pub check: bool,
}

#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  bartizan analyze system.yaml
  bartizan analyze system.yaml --on recipients --fail 'acme.no insider'
  bartizan analyze designs --format json --output answers.json
  bartizan analyze designs --quiet

One FILE gives one JSON object; several, or a folder, give an array. Files are answered in parallel; what is
printed keeps the order of the arguments, folders sorted by path.

{EXIT_CODES}"))]
pub(super) struct Analyze {
    /// Descriptions (YAML or JSON), folders of them (*.yaml, *.yml, *.json), or `-` for standard input
    #[arg(required = true, value_name = "FILE|DIR")]
    pub files: Vec<PathBuf>,
    /// A report to read, or the whole answer as data
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Write there instead, and print one line for each file
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// One line for each file
    #[arg(long, short, conflicts_with_all = ["format", "output"])]
    pub quiet: bool,
    /// Show every list whole
    #[arg(long)]
    pub all: bool,
    /// List each default that was taken
    #[arg(long)]
    pub defaults: bool,
    #[command(flatten)]
    pub threads: Threads,
    #[command(flatten)]
    pub packs: Packs,
    #[command(flatten)]
    pub switches: Switches,
}

/// One description, asked about under a scenario.
#[derive(Debug, Args)]
pub(super) struct Asked {
    /// A description (YAML or JSON), or `-` for standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// A report to read, or data
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    #[command(flatten)]
    pub packs: Packs,
    #[command(flatten)]
    pub switches: Switches,
}

#[derive(Debug, Args)]
#[command(
    group(ArgGroup::new("subject").required(true).args(["claim", "fact"])),
    after_help = "\
Examples:
  bartizan explain system.yaml --claim C1
  bartizan explain system.yaml --claim C1 --on recipients
  bartizan explain system.yaml --fact 'partially_inspect(customer_records#customer.others)'

Exit codes: 0 the claim holds, or the fact is explained; 1 the claim does not hold; 2 bad input"
)]
pub(super) struct Explain {
    #[command(flatten)]
    pub asked: Asked,
    /// The claim's id
    #[arg(long, value_name = "ID")]
    pub claim: Option<String>,
    /// A fact as `analyze --format json` writes it: capability(element)
    #[arg(long, value_name = "FACT")]
    pub fact: Option<String>,
    /// Also tell each step's gain in the words of an audience: ml, application, platform, hardware, data, management
    #[arg(long = "as", value_name = "AUDIENCE")]
    pub audience: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  bartizan risk system.yaml
  bartizan risk system.yaml --claim C1 --on recipients
  bartizan risk system.yaml --fact 'inspect(crm_key)'
  bartizan risk system.yaml --likelihood 'obeys(llm)=0.05..0.1'

{EXIT_CODES}"))]
pub(super) struct Risk {
    #[command(flatten)]
    pub asked: Asked,
    /// Only this claim
    #[arg(long, value_name = "ID")]
    pub claim: Option<String>,
    /// Instead of claims, a fact as `analyze --format json` writes it: capability(element)
    #[arg(long, value_name = "FACT", conflicts_with = "claim")]
    pub fact: Option<String>,
    /// Only attack sets of at most so many events; all unless given
    #[arg(long, value_name = "EVENTS")]
    pub order: Option<u32>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bartizan plan system.yaml
  bartizan plan system.yaml --budget 4
  bartizan plan system.yaml --claim C1 --claim C2

Exit codes: 0 some choice of controls makes the claims hold; 1 none does; 2 bad input")]
pub(super) struct Plan {
    #[command(flatten)]
    pub asked: Asked,
    /// Also tell what leaves least risk for at most this cost
    #[arg(long, value_name = "COST")]
    pub budget: Option<f64>,
    /// A claim that is to hold; all unless given
    #[arg(long, value_name = "ID")]
    pub claim: Vec<String>,
}

#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  bartizan guarantees system.yaml
  bartizan guarantees system.yaml --on pin

{EXIT_CODES}"))]
pub(super) struct Guarantees {
    #[command(flatten)]
    pub asked: Asked,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bartizan diff before.yaml after.yaml
  bartizan diff system.yaml --on recipients

Exit codes: 0 nothing differs; 1 something does; 2 bad input")]
pub(super) struct Diff {
    /// A description, as it was
    #[arg(value_name = "A")]
    pub before: PathBuf,
    /// A description, as it is; the first under the scenario unless given
    #[arg(value_name = "B")]
    pub after: Option<PathBuf>,
    /// A report to read, or data
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    #[command(flatten)]
    pub packs: Packs,
    #[command(flatten)]
    pub switches: Switches,
}

#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  bartizan contracts system.yaml
  bartizan contracts system.yaml --domain platform
  bartizan contracts system.yaml --domain ML --as management

{EXIT_CODES}"))]
pub(super) struct Contracts {
    #[command(flatten)]
    pub asked: Asked,
    /// Only this domain's side
    #[arg(long, value_name = "DOMAIN")]
    pub domain: Option<String>,
    /// In the words of this audience instead of each domain's own: ml, application, platform, hardware, data, management
    #[arg(long = "as", value_name = "AUDIENCE")]
    pub audience: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bartizan crosswalk system.yaml --framework owasp-llm-2026
  bartizan crosswalk system.yaml --framework stride --format json

Frameworks: atlas, owasp-llm-2026, owasp-llm-2025, owasp-agentic, owasp-mcp, nist, cwe, stride, cia, maestro.
Exit codes: 0 the crosswalk is made, 2 bad input")]
pub(super) struct Crosswalk {
    #[command(flatten)]
    pub asked: Asked,
    /// The list whose items are shown
    #[arg(long, value_name = "NAME")]
    pub framework: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Written {
    /// One file to read in a browser and to print
    Html,
    /// GitHub's Markdown
    Md,
}

#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  bartizan report system.yaml --output report.html
  bartizan report system.yaml --format md --sections summary,claims,paths
  bartizan report system.yaml --on recipients --output after.html

Sections: {}.
The same description, scenario and catalog give the same bytes, here and on the page.

{EXIT_CODES}", bartizan::report::document::SECTIONS.iter().map(|kind| kind.id).collect::<Vec<_>>().join(", ")))]
pub(super) struct Report {
    /// A description (YAML or JSON), or `-` for standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Written::Html)]
    pub format: Written,
    /// Only these parts, in the order of the report; the usual ones unless given
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub sections: Vec<String>,
    /// Write there instead of to standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub packs: Packs,
    #[command(flatten)]
    pub switches: Switches,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Catalog {
    #[command(subcommand)]
    pub task: Option<CatalogTask>,
    /// Text to read, or data
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    #[command(flatten)]
    pub packs: Packs,
}

#[derive(Debug, Subcommand)]
pub(super) enum CatalogTask {
    /// Tell everything that is wrong with the catalog and packs
    Check(CatalogCheck),
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bartizan catalog check --catalog house
  bartizan catalog check --atlas ATLAS.yaml --drift drift.csv

Exit codes: 0 no errors (warnings are allowed), 2 errors or an unreadable file")]
pub(super) struct CatalogCheck {
    /// Text with the lines in question, or an array of diagnostics
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Compare the ids of ATLAS with its data, of format 5 or 6
    #[arg(long, value_name = "FILE")]
    pub atlas: Option<PathBuf>,
    /// What changed since that data: lines `change,id,name or new id,note`
    #[arg(long, value_name = "FILE", requires = "atlas")]
    pub drift: Option<PathBuf>,
    #[command(flatten)]
    pub packs: Packs,
}

#[derive(Debug, Args)]
pub(super) struct Packs {
    /// Add the rules, attacks and controls in a folder to the catalog; may be repeated
    #[arg(long = "catalog", value_name = "DIR")]
    pub folders: Vec<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bartizan schema > bartizan.schema.json
  bartizan schema answer")]
pub(super) struct Schema {
    /// Of what
    #[arg(value_enum, default_value_t = What::Description)]
    pub what: What,
}

/// A scenario on top of the description. Each may be given several times.
#[derive(Debug, Args)]
#[command(next_help_heading = "Scenario (each may be repeated)")]
pub(super) struct Switches {
    /// A scenario that the description names; the other switches are set on top of it
    #[arg(long, value_name = "NAME")]
    scenario: Option<String>,
    /// Switch a control on: --on recipients
    #[arg(long, value_name = "CONTROL")]
    on: Vec<String>,
    /// Switch a control off: --off guard
    #[arg(long, value_name = "CONTROL")]
    off: Vec<String>,
    /// Let an assumption fail: --fail 'acme.no insider'
    #[arg(long, value_name = "ASSUMPTION")]
    fail: Vec<String>,
    /// Let an assumption hold, or an event not happen: --hold 'obeys(llm)'
    #[arg(long, value_name = "ASSUMPTION")]
    hold: Vec<String>,
    /// Give an event another likelihood: --likelihood 'obeys(llm)=0.1' or =0.05..0.2
    #[arg(long, value_name = "EVENT=LIKELIHOOD", value_parser = restated)]
    likelihood: Vec<Restated>,
    /// Let only this adversary act: --only customer
    #[arg(long, value_name = "ADVERSARY")]
    only: Vec<String>,
}

impl Switches {
    pub fn scenario(&self) -> Scenario {
        Scenario {
            on: self.on.clone(),
            off: self.off.clone(),
            fail: self.fail.clone(),
            only: self.only.clone(),
            hold: self.hold.clone(),
            likelihoods: self.likelihood.clone(),
            named: self.scenario.clone(),
        }
    }
}

/// Reads `event=0.1` or `event=0.05..0.2`.
fn restated(text: &str) -> Result<Restated, String> {
    let wanted = || format!("`{text}` is not EVENT=LIKELIHOOD, such as obeys(llm)=0.1 or obeys(llm)=0.05..0.2");
    let (event, likelihood) = text.rsplit_once('=').ok_or_else(wanted)?;
    let (low, high) = likelihood.split_once("..").unwrap_or((likelihood, likelihood));
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|n| (0.0..=1.0).contains(n)).ok_or_else(wanted);
    let (low, high) = (number(low)?, number(high)?);
    if low > high {
        return Err(wanted());
    }
    Ok(Restated { event: event.trim().to_owned(), low, high })
}

#[derive(Debug, Args)]
pub(super) struct Threads {
    /// Files answered at once; as many as there are processors unless given
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Line::command().debug_assert();
    }
}
