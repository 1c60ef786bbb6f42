//! Writes descriptions of made-up agent systems of any size, the same text for the same seed on every machine.
//! Teams of three agents share tools, stores and models. Every team hands its work on to the next and the last to the
//! first, and each remembers what the one before it wrote, so that memory, agents and sessions form one large cycle
//! through which the records of every team can flow.

use std::fmt::Write;

/// What is generated.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Seed of everything that varies.
    pub seed: u64,
    /// Agents; everything else follows.
    pub agents: usize,
}

/// The text of a description, YAML.
pub fn describe(shape: Shape) -> String {
    Writer::new(shape).write()
}

/// A shape whose lowered system has about `elements` elements. `count` lowers a text and counts.
pub fn sized(seed: u64, elements: usize, count: impl Fn(&str) -> usize) -> Shape {
    let wanted = elements as f64;
    let (mut few, mut many) = (1_usize, elements.max(2));
    let mut best = Shape { seed, agents: 1 };
    let mut distance = f64::INFINITY;
    let mut agents = (elements / 90).max(1);
    for _ in 0..12 {
        let shape = Shape { seed, agents };
        let found = count(&describe(shape)) as f64;
        if (found - wanted).abs() < distance {
            distance = (found - wanted).abs();
            best = shape;
        }
        if distance < 0.02 * wanted {
            break;
        }
        if found < wanted {
            few = few.max(agents + 1);
        } else {
            many = many.min(agents.saturating_sub(1));
        }
        if few > many {
            break;
        }
        agents = ((agents as f64 * wanted / found.max(1.0)).round() as usize).clamp(few, many);
    }
    best
}

/// Steele, Lea and Flood's SplitMix64: small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// Teams of agents in one cluster, and teams that share a mail tool.
const CLUSTER: usize = 8;
const SHARED: usize = 4;
/// The most claims.
const CLAIMS: usize = 20;

const SECTIONS: [&str; 12] = [
    "roles",
    "suppliers",
    "hosts",
    "models",
    "agents",
    "tools",
    "services",
    "pipelines",
    "stores",
    "assets",
    "controls",
    "weaknesses",
];

struct Writer {
    shape: Shape,
    random: Random,
    teams: usize,
    sections: Vec<String>,
    claims: String,
}

/// Adds a line to a section.
macro_rules! line {
    ($writer:expr, $section:literal, $($text:tt)*) => {{
        let at = SECTIONS.iter().position(|s| *s == $section).unwrap_or(0);
        let _ = writeln!($writer.sections[at], "  {}", format_args!($($text)*));
    }};
}

impl Writer {
    fn new(shape: Shape) -> Writer {
        Writer {
            shape,
            random: Random(shape.seed),
            teams: shape.agents.div_ceil(3),
            sections: vec![String::new(); SECTIONS.len()],
            claims: String::new(),
        }
    }

    fn write(mut self) -> String {
        self.people();
        self.suppliers();
        self.models();
        for team in 0..self.teams {
            self.team(team);
        }
        self.claims();
        let mut text = format!(
            "bartizan: 1\ntitle: {} agents in {} teams, seed {}\n",
            self.shape.agents, self.teams, self.shape.seed
        );
        for (name, lines) in SECTIONS.iter().zip(&self.sections).filter(|(_, lines)| !lines.is_empty()) {
            let _ = write!(text, "{name}:\n{lines}");
        }
        let _ = write!(text, "claims:\n{}", self.claims);
        text
    }

    /// Three to six roles, two of them adversaries; a small system has no partners and auditors.
    fn people(&mut self) {
        line!(self, "roles", "customer: {{ adversary: true }}");
        line!(self, "roles", "stranger: {{ adversary: true }}");
        line!(self, "roles", "employee: {{ can: release }}");
        if self.teams > 1 {
            line!(self, "roles", "partner: {{}}");
            line!(self, "roles", "auditor: {{}}");
        }
        line!(self, "stores", "web: {{ outside: true, on demand: true, written by: stranger }}");
        line!(self, "assets", "release: {{ kind: action }}");
    }

    fn count(&self, one_for_so_many_teams: usize) -> usize {
        self.teams.div_ceil(one_for_so_many_teams)
    }

    fn suppliers(&mut self) {
        for number in 0..self.count(24) {
            let promises = self.random.pick(&[
                "[unaltered, no insider, no retention, no training]",
                "{ unaltered: audited every year, no insider: contract, no retention: contract, no training: contract }",
                "[no retention]",
            ]);
            line!(self, "suppliers", "provider{number}: {{ promises: {promises} }}");
        }
        for number in 0..self.count(16) {
            line!(self, "suppliers", "vendor{number}: {{ promises: [honest, not compromised] }}");
        }
        line!(self, "suppliers", "hub: {{ promises: [honest] }}");
    }

    /// One model for two teams; every second runs on a machine of ours, and some of these are fine-tuned.
    fn models(&mut self) {
        for number in 0..self.count(2) {
            if number % 2 == 0 {
                let provider = self.random.below(self.count(24));
                line!(self, "models", "llm{number}: {{ from: provider{provider} }}");
                continue;
            }
            let shared = if self.random.one_in(3) { ", shared cache: true" } else { "" };
            line!(self, "hosts", "gpu{number}: {{ inside: cluster{} }}", number * 2 / CLUSTER);
            line!(self, "models", "llm{number}: {{ weights: weights{number}, runs on: gpu{number}{shared} }}");
            line!(self, "stores", "registry{number}: {{ holds: weights{number}, runs on: gpu{number} }}");
            let format = self.random.pick(&["safetensors", "safetensors", "pickle"]);
            if self.random.one_in(3) {
                line!(self, "assets", "weights{number}: {{ kind: weights, format: {format} }}");
                line!(self, "assets", "base{number}: {{ kind: weights, from: hub, format: {format} }}");
                line!(self, "assets", "lessons{number}: {{ kind: dataset, filled from: wiki{} }}", number * 2);
                line!(self, "stores", "lake{number}: {{ holds: lessons{number}, runs on: gpu{number} }}");
                line!(
                    self,
                    "pipelines",
                    "tune{number}: {{ process: fine-tune, runs on: gpu{number}, base: base{number}, \
                     reads: lessons{number}, writes: weights{number} }}"
                );
            } else {
                line!(self, "assets", "weights{number}: {{ kind: weights, from: hub, format: {format} }}");
            }
        }
    }

    fn team(&mut self, t: usize) {
        let agents = (self.shape.agents - 3 * t).min(3);
        let next = (t + 1) % self.teams;
        let model = t / 2;
        if t.is_multiple_of(CLUSTER) {
            let egress = if self.random.one_in(4) { " egress: none " } else { "" };
            line!(self, "hosts", "cluster{}: {{{egress}}}", t / CLUSTER);
        }
        line!(self, "hosts", "node{t}: {{ inside: cluster{} }}", t / CLUSTER);

        let used_by = self.random.pick(&["customer", "[customer, employee]", "employee"]);
        let used_by = match (t, used_by) {
            (0, _) => "[customer, employee]",
            (_, "employee") if self.teams > 1 => "[employee, partner]",
            (_, used_by) => used_by,
        };
        let asks = match agents {
            1 => String::new(),
            2 => format!(", asks: researcher{t}"),
            _ => format!(", asks: [researcher{t}, clerk{t}]"),
        };
        let hands = if next == t { String::new() } else { format!(", hands to: planner{next}") };
        let mail = if agents > 2 { format!(", mail{}", t / SHARED) } else { String::new() };
        line!(
            self,
            "agents",
            "planner{t}: {{ model: llm{model}, runs on: node{t}, used by: {used_by}{asks}{hands}, \
             inputs: {{ memory: memory{t}, retrieved: knowledge{t} }}, tools: [records_api{t}{mail}], writes: memory{next} }}"
        );
        if agents > 1 {
            let browse =
                if self.teams > 1 { format!("[search{t}, browse{}]", t / SHARED) } else { format!("search{t}") };
            line!(
                self,
                "agents",
                "researcher{t}: {{ model: llm{model}, runs on: node{t}, inputs: {{ memory: memory{t} }}, \
                 tools: {browse}, writes: memory{t} }}"
            );
            line!(self, "tools", "search{t}: {{ from: us, reads: wiki{t}, runs on: node{t} }}");
            if self.teams > 1 && t.is_multiple_of(SHARED) {
                line!(
                    self,
                    "tools",
                    "browse{}: {{ from: us, kind: browser, reads: web, runs on: node{t} }}",
                    t / SHARED
                );
            }
        }
        if agents > 2 {
            line!(
                self,
                "agents",
                "clerk{t}: {{ model: llm{model}, runs on: node{t}, inputs: {{ system_prompt: prompts{t} }}, \
                 tools: [files{t}, refunds{t}], logs to: log{t} }}"
            );
            let vendor = self.random.below(self.count(16));
            let files = if self.random.one_in(3) {
                format!("{{ from: vendor{vendor}, code: hub, reads: wiki{t}, runs on: node{t} }}")
            } else {
                format!("{{ from: us, reads: wiki{t}, writes: wiki{t}, runs on: node{t} }}")
            };
            line!(self, "tools", "files{t}: {files}");
            line!(self, "tools", "refunds{t}: {{ from: us, does: refund{t}, as: bank_key{t}, runs on: node{t} }}");
            line!(self, "stores", "log{t}: {{ runs on: node{t} }}");
            line!(self, "assets", "prompts{t}: {{ kind: configuration, from: us }}");
            line!(self, "stores", "repo{t}: {{ holds: prompts{t}, written by: employee, runs on: node{t} }}");
        }
        if t.is_multiple_of(SHARED) && agents > 2 {
            let to = if self.random.one_in(2) { ", to: anyone" } else { "" };
            line!(
                self,
                "tools",
                "mail{}: {{ from: us, does: send_mail{}{to}, runs on: node{t} }}",
                t / SHARED,
                t / SHARED
            );
        }
        let own = if self.random.one_in(3) { "requester".to_owned() } else { format!("records_key{t}") };
        line!(self, "tools", "records_api{t}: {{ from: us, reads: records{t}, as: {own}, runs on: node{t} }}");
        line!(self, "assets", "records{t}: {{ kind: record, per: customer }}");
        line!(self, "stores", "records_db{t}: {{ holds: records{t}, runs on: node{t} }}");
        line!(self, "stores", "memory{t}: {{ runs on: node{t} }}");
        line!(self, "stores", "knowledge{t}: {{ filled from: [wiki{t}, tickets{t}], runs on: node{t} }}");
        let writer = self.random.pick(&["employee", "[employee, customer]", "employee"]);
        line!(self, "stores", "wiki{t}: {{ written by: {writer}, runs on: node{t} }}");
        line!(self, "stores", "tickets{t}: {{ written by: customer, runs on: node{t} }}");
        if t % 2 == 1 {
            line!(
                self,
                "services",
                "portal{t}: {{ used by: customer, reads: records{t}, runs on: node{t}, logs to: tickets{t} }}"
            );
            if self.random.one_in(6) {
                line!(
                    self,
                    "weaknesses",
                    "hole{t}: {{ on: portal{t}, cwe: CWE-89, gives: inspect, over: records_db{t}, likelihood: 0.1 }}"
                );
            }
        }
        self.controls(t, agents);
    }

    fn controls(&mut self, t: usize, agents: usize) {
        let status = if self.random.one_in(2) { ", status: available" } else { "" };
        match self.random.below(10) {
            0 => line!(
                self,
                "controls",
                "own_records{t}: {{ kind: per-user credential, on: records_api{t}, cost: 3{status} }}"
            ),
            1 => line!(self, "controls", "filter{t}: {{ kind: classifier, on: planner{t}, cost: 2{status} }}"),
            2 => line!(self, "controls", "keep_out{t}: {{ kind: no memory write, on: memory{t}, cost: 1{status} }}"),
            3 if agents > 2 => {
                line!(
                    self,
                    "controls",
                    "approval{t}: {{ kind: approval, on: refunds{t}, by: employee, cost: 5{status} }}"
                );
            }
            4 if agents > 2 => line!(self, "controls", "box{t}: {{ kind: sandbox, on: files{t}, cost: 2{status} }}"),
            5 if agents > 2 && t.is_multiple_of(SHARED) => {
                line!(
                    self,
                    "controls",
                    "receivers{t}: {{ kind: allow-list, on: mail{}, cost: 1{status} }}",
                    t / SHARED
                );
            }
            _ => {}
        }
    }

    /// Five to twenty claims, spread over the teams.
    fn claims(&mut self) {
        let wanted = (5 + self.shape.agents / 8).min(CLAIMS);
        for number in 0..wanted {
            let t = number * self.teams / wanted;
            let whole = self.shape.agents >= 3 * t + 3;
            let claim = match number % 5 {
                0 => format!("nobody but: employee, gains: partially inspect, over: records{t}, of: others"),
                1 => format!("nobody in: [customer, stranger], gains: influence, over: planner{t}.out, of: bystanders"),
                2 if whole => format!("nobody but: employee, gains: influence, over: refund{t}"),
                3 => format!("nobody in: anyone, gains: make arbitrary changes, over: node{t}"),
                4 => format!("nobody in: customer, gains: inspect, over: planner{t}.conversation, of: others"),
                _ => format!("nobody in: stranger, gains: contribute, over: memory{t}"),
            };
            let _ = writeln!(self.claims, "  C{number}: {{ {claim} }}");
        }
    }
}
