//! Random valid descriptions: small, touching every section, cyclic on purpose. The same seed gives the same text.

use std::fmt::Write;

use crate::rng::Rng;

/// What stands under a key.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// One word, number or text.
    Word(String),
    /// Several.
    List(Vec<String>),
    /// Words by word.
    Map(Vec<(String, Vec<String>)>),
}

/// A named thing of a section.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// What is said of it; empty for a bare likelihood or assumption.
    pub keys: Vec<(&'static str, Value)>,
    /// A bare value instead of keys.
    pub bare: Option<String>,
}

impl Entry {
    /// What stands under a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.keys.iter().find(|(k, _)| *k == key).map(|(_, v)| v)
    }

    /// The names under a key.
    pub fn names(&self, key: &str) -> Vec<String> {
        match self.get(key) {
            Some(Value::Word(word)) => vec![word.clone()],
            Some(Value::List(list)) => list.clone(),
            _ => Vec::new(),
        }
    }

    /// Adds a name under a key.
    pub fn add(&mut self, key: &'static str, name: &str) {
        let mut names = self.names(key);
        if !names.iter().any(|n| n == name) {
            names.push(name.to_owned());
        }
        self.set(key, Value::List(names));
    }

    /// Puts a value under a key.
    pub fn set(&mut self, key: &'static str, value: Value) {
        self.keys.retain(|(k, _)| *k != key);
        self.keys.push((key, value));
    }
}

/// A description as sections of entries.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Description {
    /// The sections, in the order in which they are written.
    pub sections: Vec<(&'static str, Vec<Entry>)>,
    /// `tolerates`, if said.
    pub tolerates: Option<String>,
}

impl Description {
    /// The entries of a section.
    pub fn entries(&self, section: &str) -> &[Entry] {
        self.sections.iter().find(|(s, _)| *s == section).map_or(&[], |(_, e)| e)
    }

    /// The entries of a section, to change.
    pub fn entries_mut(&mut self, section: &'static str) -> &mut Vec<Entry> {
        let at = self.sections.iter().position(|(s, _)| *s == section).unwrap_or_else(|| {
            self.sections.push((section, Vec::new()));
            self.sections.len() - 1
        });
        &mut self.sections[at].1
    }

    /// The names of a section.
    pub fn names(&self, section: &str) -> Vec<String> {
        self.entries(section).iter().map(|e| e.name.clone()).collect()
    }

    /// The same with sections, entries, keys and lists in another order.
    pub fn permuted(&self, rng: &mut Rng) -> Description {
        let mut other = self.clone();
        rng.shuffle(&mut other.sections);
        for (_, entries) in &mut other.sections {
            rng.shuffle(entries);
            for entry in entries {
                rng.shuffle(&mut entry.keys);
                for (_, value) in &mut entry.keys {
                    match value {
                        Value::Word(_) => {}
                        Value::List(list) => rng.shuffle(list),
                        Value::Map(map) => {
                            rng.shuffle(map);
                            map.iter_mut().for_each(|(_, list)| rng.shuffle(list));
                        }
                    }
                }
            }
        }
        other
    }

    /// As YAML.
    pub fn text(&self) -> String {
        let mut text = String::from("bartizan: 1\n");
        if let Some(limit) = &self.tolerates {
            let _ = writeln!(text, "tolerates: {limit}");
        }
        for (section, entries) in self.sections.iter().filter(|(_, e)| !e.is_empty()) {
            let _ = writeln!(text, "{section}:");
            for entry in entries {
                if let Some(bare) = &entry.bare {
                    let _ = writeln!(text, "  {}: {bare}", quoted(&entry.name));
                    continue;
                }
                let keys: Vec<String> =
                    entry.keys.iter().map(|(key, value)| format!("{key}: {}", shown(value))).collect();
                let _ = writeln!(text, "  {}: {{ {} }}", entry.name, keys.join(", "));
            }
        }
        text
    }
}

fn quoted(name: &str) -> String {
    if name.contains('(') { format!("\"{name}\"") } else { name.to_owned() }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Word(word) => word.clone(),
        Value::List(list) => format!("[{}]", list.join(", ")),
        Value::Map(map) => {
            let entries: Vec<String> = map.iter().map(|(key, list)| format!("{key}: [{}]", list.join(", "))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

/// Kinds of control with the sections or asset kinds on which they make sense.
const STANDS_ON: &[(&str, &[&str])] = &[
    ("allow-list", &["tools"]),
    ("authentication", &["stores", "agents", "services", "record", "dataset"]),
    ("per-user credential", &["tools"]),
    ("approval", &["tools"]),
    ("review", &["stores", "dataset", "action", "record"]),
    ("classifier", &["agents", "models"]),
    ("guard", &["agents", "models"]),
    ("render filter", &["agents"]),
    ("sandbox", &["tools", "agents", "services", "pipelines"]),
    ("no egress", &["hosts"]),
    ("no memory write", &["stores"]),
    ("signature", &["code", "weights", "stores"]),
    ("pinned digest", &["weights", "code", "dataset"]),
    ("code-free format", &["weights"]),
    ("scanner", &["weights"]),
    ("encryption at rest", &["stores"]),
    ("encryption in transit", &["channels"]),
    ("memory encryption", &["hosts"]),
    ("shielding", &["hosts"]),
    ("fault detection", &["hosts"]),
    ("tee", &["hosts"]),
    ("per-tenant cache", &["models"]),
    ("padding", &["channels"]),
    ("rate limit", &["agents", "models"]),
    ("gate", &["action"]),
    ("independent evaluation", &["dataset"]),
    ("quota", &["agents", "models", "services"]),
    ("effort cap", &["agents", "models"]),
    ("spend cap", &["agents", "models", "tools"]),
    ("appeal path", &["controls"]),
    ("backup", &["stores", "record"]),
    ("secret holdout", &["dataset"]),
    ("short-lived credentials", &["credential"]),
    ("bound credentials", &["credential"]),
    ("secret broker", &["credential"]),
    ("package allow-list", &["action"]),
    ("second channel", &["action"]),
    ("two-person rule", &["hosts", "record", "action"]),
    ("signed data", &["stores", "dataset", "record"]),
    ("configuration lock", &["configuration"]),
];

const ASSET_KINDS: &[&str] = &[
    "record",
    "record",
    "dataset",
    "weights",
    "weights",
    "code",
    "configuration",
    "credential",
    "log",
    "results",
    "sensor",
    "action",
    "action",
];
const CAPABILITIES: &[&str] = &[
    "inspect",
    "partially inspect",
    "indirectly inspect",
    "monitor",
    "make arbitrary changes",
    "make limited changes",
    "contribute",
    "influence",
    "withhold",
];
const PROMISES: &[&str] = &["unaltered", "no insider", "no retention", "no training", "honest", "not compromised"];
const PARTS: &[&str] = &[
    "system_prompt",
    "chat_template",
    "skills",
    "history",
    "retrieved",
    "retrieved",
    "memory",
    "memory",
    "media",
    "sensor",
    "agent_messages",
    "tool_results",
];

/// What a description is made of, by section and by kind of asset.
struct Maker<'r> {
    rng: &'r mut Rng,
    names: Vec<(&'static str, Vec<String>)>,
    assets: Vec<(String, &'static str)>,
    used: usize,
}

impl Maker<'_> {
    /// A name whose place in the alphabet says nothing of its section.
    fn fresh(&mut self) -> String {
        self.used += 1;
        let letter = char::from(b'a' + u8::try_from(self.rng.below(26)).unwrap_or(0));
        format!("{letter}{}", self.used)
    }

    fn of(&self, section: &str) -> Vec<String> {
        let names = self.names.iter().find(|(s, _)| *s == section).map(|(_, n)| n.clone()).unwrap_or_default();
        let assets = self.assets.iter().filter(|(_, kind)| *kind == section).map(|(name, _)| name.clone());
        names.into_iter().chain(assets).collect()
    }

    fn any(&self, sections: &[&str]) -> Vec<String> {
        sections.iter().flat_map(|s| self.of(s)).collect()
    }

    /// Everything that can be read, written and filled.
    fn content(&self) -> Vec<String> {
        let assets =
            self.assets.iter().filter(|(_, kind)| !matches!(*kind, "sensor" | "action")).map(|(n, _)| n.clone());
        self.of("stores").into_iter().chain(assets).collect()
    }

    fn names(&mut self, keys: &mut Vec<(&'static str, Value)>, key: &'static str, from: &[String], most: usize) {
        let some = self.rng.some(from, most);
        match some.as_slice() {
            [] => {}
            [one] if self.rng.chance(50) => keys.push((key, Value::Word(one.clone()))),
            _ => keys.push((key, Value::List(some))),
        }
    }

    fn one(&mut self, keys: &mut Vec<(&'static str, Value)>, key: &'static str, from: &[String], percent: usize) {
        if self.rng.chance(percent)
            && let Some(name) = self.rng.pick(from).cloned()
        {
            keys.push((key, Value::Word(name)));
        }
    }

    fn flag(&mut self, keys: &mut Vec<(&'static str, Value)>, key: &'static str, percent: usize) {
        if self.rng.chance(percent) {
            keys.push((key, Value::Word(if self.rng.chance(85) { "true" } else { "false" }.to_owned())));
        }
    }

    fn likelihood(&mut self) -> String {
        let words = ["never", "remote", "unlikely", "possible", "likely", "almost certain"];
        match self.rng.below(3) {
            0 => format!("0.{}", self.rng.below(10)),
            1 => format!("[0.{}, 0.9]", self.rng.below(9)),
            _ => (*self.rng.pick(&words).unwrap_or(&"possible")).to_owned(),
        }
    }

    /// The keys that agents and directly used models share.
    fn answering(&mut self, keys: &mut Vec<(&'static str, Value)>, myself: &str) {
        let roles = self.of("roles");
        let answering = self.any(&["agents", "models"]);
        let others: Vec<String> = self.of("agents");
        self.names(keys, "used by", &roles, 2);
        if self.rng.chance(20) {
            self.names(keys, "triggered by", &roles, 1);
        }
        if self.rng.chance(20) {
            self.names(keys, "shown to", &roles, 1);
        }
        if self.rng.chance(25) {
            let by = self.any(&["roles", "tools"]);
            self.names(keys, "configured by", &by, 2);
        }
        if self.rng.chance(60) {
            let mut map: Vec<(String, Vec<String>)> = Vec::new();
            for _ in 0..=self.rng.below(3) {
                let Some(part) = self.rng.pick(PARTS).copied() else { continue };
                let sources = match part {
                    "sensor" | "media" => self.of("sensor"),
                    "agent_messages" => answering.iter().filter(|n| *n != myself).cloned().collect(),
                    _ => self.content(),
                };
                let some = self.rng.some(&sources, 2);
                if !some.is_empty() && !map.iter().any(|(p, _)| p == part) {
                    map.push((part.to_owned(), some));
                }
            }
            if !map.is_empty() {
                keys.push(("inputs", Value::Map(map)));
            }
        }
        let tools = self.of("tools");
        self.names(keys, "tools", &tools, 3);
        self.names(keys, "asks", &others, 2);
        if self.rng.chance(30) {
            self.names(keys, "hands to", &others, 1);
        }
        let kept = self.content();
        for (key, percent) in [("writes", 40), ("logs to", 25)] {
            if !self.rng.chance(percent) {
                continue;
            }
            match self.rng.pick(&kept).cloned().filter(|_| self.rng.chance(40)) {
                Some(store) => {
                    let parts: Vec<String> = PARTS.iter().map(|p| (*p).to_owned()).collect();
                    keys.push((key, Value::Map(vec![(store, self.rng.some(&parts, 2))])));
                }
                None => self.names(keys, key, &kept, 1),
            }
        }
        if self.rng.chance(25) {
            let shown = ["links".to_owned(), "images".to_owned(), "html".to_owned()];
            self.names(keys, "renders", &shown, 2);
        }
        if self.rng.chance(25) {
            let told = ["confidences", "logits", "reasoning", "timing"].map(str::to_owned);
            self.names(keys, "reveals", &told, 2);
        }
        if self.rng.chance(15) {
            self.names(keys, "links from", &roles, 1);
        }
        let actions = self.of("action");
        self.one(keys, "bills", &actions, 20);
    }

    fn entry(&mut self, section: &'static str, name: &str, index: usize) -> Entry {
        let mut keys = Vec::new();
        match section {
            "roles" => self.role(&mut keys, index),
            "suppliers" => self.supplier(&mut keys),
            "hosts" => self.host(&mut keys, index),
            "models" => self.model(&mut keys, name),
            "agents" => {
                let (models, hosts) = (self.of("models"), self.of("hosts"));
                self.one(&mut keys, "model", &models, 95);
                self.one(&mut keys, "runs on", &hosts, 90);
                self.code(&mut keys);
                self.answering(&mut keys, name);
            }
            "tools" => self.tool(&mut keys),
            "services" => self.service(&mut keys),
            "pipelines" => self.pipeline(&mut keys),
            "stores" => self.store(&mut keys, name),
            "assets" => self.asset(&mut keys, name, index),
            "channels" => {
                let ends = self.any(&["agents", "models", "services", "hosts", "suppliers"]);
                let roles = self.of("roles");
                self.names(&mut keys, "between", &ends, 3);
                self.names(&mut keys, "seen by", &roles, 1);
                self.names(&mut keys, "controlled by", &roles, 1);
            }
            _ => {}
        }
        Entry { name: name.to_owned(), keys, bare: None }
    }

    fn role(&mut self, keys: &mut Vec<(&'static str, Value)>, index: usize) {
        self.flag(keys, "adversary", 70);
        let earlier: Vec<String> = self.of("roles").into_iter().take(index).collect();
        let belongs = if self.rng.chance(50) { "in" } else { "is" };
        self.one(keys, belongs, &earlier, 20);
        let (actions, content) = (self.of("action"), self.content());
        self.names(keys, "can", &actions, 1);
        if self.rng.chance(20) {
            self.names(keys, "tells", &content, 1);
        }
        if self.rng.chance(20) {
            keys.push(("likelihood", Value::Word(self.likelihood())));
        }
    }

    fn supplier(&mut self, keys: &mut Vec<(&'static str, Value)>) {
        let all: Vec<String> = PROMISES.iter().map(|p| (*p).to_owned()).collect();
        let some = self.rng.some(&all, 6);
        if some.is_empty() {
            return;
        }
        if self.rng.chance(50) {
            keys.push(("promises", Value::List(some)));
        } else {
            // A map from promise to reason; the reason is shown as a list of one, so it is written by hand.
            let reasons: Vec<String> = some.iter().map(|p| format!("{p}: audited")).collect();
            keys.push(("promises", Value::Word(format!("{{ {} }}", reasons.join(", ")))));
        }
    }

    fn code(&mut self, keys: &mut Vec<(&'static str, Value)>) {
        let code = self.any(&["suppliers", "code", "stores"]);
        self.one(keys, "code", &code, 15);
    }

    fn host(&mut self, keys: &mut Vec<(&'static str, Value)>, index: usize) {
        let earlier: Vec<String> = self.of("hosts").into_iter().take(index).collect();
        let suppliers = self.of("suppliers");
        self.one(keys, "inside", &earlier, 40);
        self.one(keys, "from", &suppliers, 15);
        match self.rng.below(6) {
            0 => keys.push(("egress", Value::Word("none".to_owned()))),
            1 => keys.push(("egress", Value::Word("any".to_owned()))),
            2 => {
                let places = self.any(&["suppliers", "stores", "services"]);
                self.one(keys, "egress", &places, 90);
            }
            _ => {}
        }
        self.flag(keys, "ephemeral", 15);
        self.code(keys);
        let held = self.any(&["credential", "record", "code", "configuration"]);
        let roles = self.of("roles");
        self.names(keys, "holds", &held, 2);
        if self.rng.chance(20) {
            self.names(keys, "administered by", &roles, 1);
        }
        if self.rng.chance(20) {
            self.names(keys, "held by", &roles, 1);
            let ports = ["dma", "debug", "storage"].map(str::to_owned);
            self.names(keys, "ports", &ports, 2);
        }
        if self.rng.chance(20) {
            self.names(keys, "shared with", &roles, 1);
        }
        self.one(keys, "per", &roles, 20);
    }

    fn model(&mut self, keys: &mut Vec<(&'static str, Value)>, name: &str) {
        let (suppliers, hosts) = (self.of("suppliers"), self.of("hosts"));
        let weights = self.any(&["weights", "stores"]);
        if self.rng.chance(50) {
            self.one(keys, "from", &suppliers, 90);
        } else {
            self.one(keys, "weights", &weights, 95);
            self.one(keys, "runs on", &hosts, 90);
        }
        if self.rng.chance(20) {
            keys.push(("kind", Value::Word("predictive".to_owned())));
        }
        self.flag(keys, "shared cache", 30);
        if self.rng.chance(20) {
            let roles = self.of("roles");
            let by = self.rng.pick(&roles).cloned().unwrap_or_default();
            let format = if self.rng.chance(50) { "safetensors" } else { "pickle" };
            keys.push((
                "adapters",
                Value::Word(format!("{{ {}: {{ written by: [{by}], format: {format} }} }}", self.fresh())),
            ));
        }
        for (key, kind) in [("dataset", "dataset"), ("results", "results"), ("criteria", "record")] {
            let from = self.of(kind);
            self.one(keys, key, &from, 20);
        }
        self.code(keys);
        if self.rng.chance(40) {
            self.answering(keys, name);
        }
    }

    fn tool(&mut self, keys: &mut Vec<(&'static str, Value)>) {
        let (suppliers, hosts, content) = (self.of("suppliers"), self.of("hosts"), self.content());
        let (actions, keys_) = (self.of("action"), self.of("credential"));
        match self.rng.below(5) {
            0 => {}
            1 => self.one(keys, "from", &suppliers, 100),
            _ => keys.push(("from", Value::Word("us".to_owned()))),
        }
        if self.rng.chance(25) {
            let kind = if self.rng.chance(70) { "browser" } else { "actuator" };
            keys.push(("kind", Value::Word(kind.to_owned())));
        }
        self.one(keys, "runs on", &hosts, 40);
        self.code(keys);
        self.names(keys, "reads", &content, 2);
        if self.rng.chance(40) {
            self.names(keys, "writes", &content, 1);
        }
        if self.rng.chance(30) {
            self.names(keys, "changes", &content, 1);
        }
        self.names(keys, "does", &actions, 2);
        self.to(keys);
        if self.rng.chance(20) {
            keys.push(("executes", Value::Word("code".to_owned())));
        }
        if self.rng.chance(20) {
            self.names(keys, "gets", &content, 1);
        }
        self.one(keys, "bills", &actions, 15);
        self.fetches(keys);
        self.acts_as(keys, &keys_);
    }

    fn to(&mut self, keys: &mut Vec<(&'static str, Value)>) {
        let roles = self.of("roles");
        if self.rng.chance(25) {
            keys.push(("to", Value::Word("anyone".to_owned())));
        } else {
            self.one(keys, "to", &roles, 15);
        }
    }

    fn fetches(&mut self, keys: &mut Vec<(&'static str, Value)>) {
        if self.rng.chance(20) {
            keys.push(("fetches", Value::Word("chosen".to_owned())));
        }
    }

    fn acts_as(&mut self, keys: &mut Vec<(&'static str, Value)>, credentials: &[String]) {
        if self.rng.chance(20) {
            keys.push(("as", Value::Word("requester".to_owned())));
        } else {
            self.one(keys, "as", credentials, 40);
        }
    }

    fn service(&mut self, keys: &mut Vec<(&'static str, Value)>) {
        let (suppliers, hosts, content) = (self.of("suppliers"), self.of("hosts"), self.content());
        let (roles, actions, credentials) = (self.of("roles"), self.of("action"), self.of("credential"));
        self.one(keys, "runs on", &hosts, 80);
        self.one(keys, "from", &suppliers, 25);
        self.code(keys);
        self.names(keys, "used by", &roles, 2);
        self.names(keys, "reads", &content, 2);
        self.names(keys, "writes", &content, 1);
        if self.rng.chance(30) {
            self.names(keys, "changes", &content, 1);
        }
        self.names(keys, "does", &actions, 1);
        self.to(keys);
        self.fetches(keys);
        self.names(keys, "reachable from", &hosts, 1);
        if self.rng.chance(25) {
            let by = self.any(&["roles", "tools"]);
            self.names(keys, "configured by", &by, 2);
        }
        self.acts_as(keys, &credentials);
        if self.rng.chance(20) {
            self.names(keys, "logs to", &content, 1);
        }
    }

    fn pipeline(&mut self, keys: &mut Vec<(&'static str, Value)>) {
        let processes = ["train", "fine-tune", "evaluate", "convert", "merge", "federate"];
        if let Some(process) = self.rng.pick(&processes).filter(|_| true).copied() {
            keys.push(("process", Value::Word(process.to_owned())));
        }
        let (hosts, credentials, actions) = (self.of("hosts"), self.of("credential"), self.of("action"));
        self.one(keys, "runs on", &hosts, 85);
        if self.rng.chance(20) {
            let roles = self.of("roles");
            self.one(keys, "per", &roles, 90);
            self.one(keys, "clients on", &hosts, 80);
        }
        self.code(keys);
        let reads = self.any(&["dataset", "weights", "record", "stores"]);
        let base = self.any(&["weights", "models"]);
        let writes = self.any(&["weights", "results", "dataset"]);
        self.names(keys, "reads", &reads, 3);
        self.one(keys, "base", &base, 30);
        self.names(keys, "writes", &writes, 2);
        if self.rng.chance(15) {
            self.names(keys, "does", &actions, 1);
        }
        self.one(keys, "as", &credentials, 15);
    }

    fn store(&mut self, keys: &mut Vec<(&'static str, Value)>, myself: &str) {
        let (suppliers, hosts) = (self.of("suppliers"), self.of("hosts"));
        match self.rng.below(5) {
            0 => {
                keys.push(("outside", Value::Word("true".to_owned())));
                self.flag(keys, "on demand", 70);
            }
            1 => self.one(keys, "from", &suppliers, 100),
            2 => {}
            _ => self.one(keys, "runs on", &hosts, 100),
        }
        let held: Vec<String> = self.assets.iter().filter(|(_, k)| *k != "action").map(|(n, _)| n.clone()).collect();
        self.names(keys, "holds", &held, 3);
        self.content_of(keys, myself);
        let models = self.of("models");
        self.one(keys, "embedded by", &models, 30);
        let roles = self.of("roles");
        if self.rng.chance(15) {
            self.names(keys, "administered by", &roles, 1);
        }
    }

    fn content_of(&mut self, keys: &mut Vec<(&'static str, Value)>, myself: &str) {
        let mut sources = self.content();
        sources.retain(|s| s != myself);
        if self.rng.chance(15) {
            sources.extend(self.any(&["agents", "models"]).iter().map(|s| format!("{s}.out")));
        }
        if self.rng.chance(40) {
            self.names(keys, "filled from", &sources, 2);
        }
        let by = self.any(&["roles", "roles", "agents", "tools", "services", "pipelines", "hosts"]);
        self.names(keys, "written by", &by, 2);
        if self.rng.chance(30) {
            self.names(keys, "read by", &by, 1);
        }
    }

    fn asset(&mut self, keys: &mut Vec<(&'static str, Value)>, name: &str, index: usize) {
        let kind = self.assets.get(index).map_or("record", |(_, kind)| *kind);
        keys.push(("kind", Value::Word(kind.to_owned())));
        let (roles, suppliers) = (self.of("roles"), self.of("suppliers"));
        match kind {
            "action" => {
                let driven = self.any(&["agents", "models"]);
                self.one(keys, "driven by", &driven, 25);
                let shipped = self.any(&["weights", "code", "models"]);
                self.one(keys, "deploys", &shipped, 30);
                let results = self.of("results");
                self.one(keys, "gated by", &results, 40);
                let (stores, hosts) = (self.of("stores"), self.of("hosts"));
                self.one(keys, "installs", &stores, 40);
                self.one(keys, "runs on", &hosts, 60);
                self.to(keys);
                return;
            }
            "credential" => {
                let opened = self.any(&["stores", "services", "tools", "hosts", "models"]);
                self.names(keys, "opens", &opened, 2);
            }
            "sensor" => {
                self.names(keys, "written by", &roles, 1);
                return;
            }
            _ => {}
        }
        if matches!(kind, "record" | "dataset") {
            self.one(keys, "per", &roles, 40);
        }
        if matches!(kind, "weights" | "code" | "dataset") {
            match self.rng.below(4) {
                0 => {}
                1 => keys.push(("from", Value::Word("us".to_owned()))),
                _ => self.one(keys, "from", &suppliers, 100),
            }
            let formats = ["safetensors", "pickle", "onnx", "gguf"];
            if kind == "weights" && self.rng.chance(60) {
                let format = self.rng.pick(&formats).copied().unwrap_or("pickle");
                keys.push(("format", Value::Word(format.to_owned())));
            } else if kind == "dataset" && self.rng.chance(30) {
                keys.push(("format", Value::Word("loading script".to_owned())));
            }
        }
        self.content_of(keys, name);
    }

    fn control(&mut self, kinds: &[String], available: usize) -> Option<Vec<(&'static str, Value)>> {
        let kind = self.rng.pick(kinds)?.clone();
        let known = STANDS_ON.iter().find(|(k, _)| *k == kind).map(|(_, on)| *on);
        let mut on = self.any(known.unwrap_or(&["hosts", "stores", "agents", "tools", "models", "channels"]));
        if kind == "tee" {
            on.extend(self.of("suppliers").iter().map(|s| format!("{s}.cloud")));
        }
        let on = self.rng.pick(&on).cloned().into_iter().chain(self.rng.some(&on, 1)).collect::<Vec<_>>();
        let mut on: Vec<String> = on;
        on.dedup();
        if on.is_empty() {
            return None;
        }
        let mut keys = vec![("kind", Value::Word(kind.clone())), ("on", Value::List(on))];
        let roles = self.of("roles");
        match kind.as_str() {
            "allow-list" => {
                let allowed = self.any(&["stores", "record", "action", "dataset", "roles"]);
                self.names(&mut keys, "allows", &allowed, 2);
            }
            "authentication" => self.names(&mut keys, "stops", &roles, 2),
            "approval" | "review" => self.one(&mut keys, "by", &roles, 60),
            "encryption at rest" | "encryption in transit" | "signature" => {
                let credentials = self.of("credential");
                self.one(&mut keys, "key", &credentials, 50);
            }
            "guard" => {
                let models = self.of("models");
                self.one(&mut keys, "model", &models, 60);
            }
            "gate" => {
                let results = self.of("results");
                self.one(&mut keys, "results", &results, 60);
            }
            _ => {}
        }
        let assumptions = self.of("assumptions");
        self.one(&mut keys, "rests on", &assumptions, 30);
        if self.rng.chance(20) {
            keys.push(("likelihood", Value::Word(self.likelihood())));
        }
        if self.rng.chance(available) {
            keys.push(("status", Value::Word("available".to_owned())));
        }
        Some(keys)
    }

    fn weakness(&mut self) -> Vec<(&'static str, Value)> {
        let mut keys = Vec::new();
        let on = self.any(&["tools", "services", "agents", "models", "stores", "hosts", "controls", "code", "weights"]);
        self.one(&mut keys, "on", &on, 100);
        let through = self.any(&["stores", "services", "record", "channels"]);
        if self.rng.chance(60) {
            self.names(&mut keys, "through", &through, 1);
        }
        let gives: Vec<String> = CAPABILITIES.iter().map(|c| (*c).to_owned()).collect();
        if self.rng.chance(80) {
            self.names(&mut keys, "gives", &gives, 2);
        }
        let over = self.any(&["hosts", "stores", "record", "credential", "weights", "dataset"]);
        if self.rng.chance(60) {
            self.names(&mut keys, "over", &over, 2);
        }
        if self.rng.chance(25)
            && let Some(service) = self.rng.pick(&self.of("services")).cloned()
        {
            keys.retain(|(key, _)| *key != "on");
            keys.push(("on", Value::Word(service)));
            keys.push(("breaks", Value::Word("authorization".to_owned())));
        }
        if self.rng.chance(10) {
            keys.push(("status", Value::Word("fixed".to_owned())));
        }
        if self.rng.chance(20) {
            keys.push(("likelihood", Value::Word(self.likelihood())));
        }
        keys
    }

    /// Everything that a claim can be over, derived names included.
    fn claimable(&self) -> Vec<String> {
        let mut all = self.any(&["stores", "record", "dataset", "action", "credential"]);
        all.extend(self.any(&["hosts", "stores", "models", "agents", "tools", "services", "pipelines", "roles"]));
        all.extend(self.assets.iter().map(|(n, _)| n.clone()));
        for answering in self.any(&["agents", "models"]) {
            for part in ["in", "out", "conversation", "details"] {
                all.push(format!("{answering}.{part}"));
            }
        }
        all.extend(self.of("models").iter().flat_map(|m| [format!("{m}.params"), format!("{m}.results")]));
        all.extend(self.of("action").iter().map(|a| format!("{a}.outward")));
        all.extend(self.of("suppliers").iter().map(|s| format!("{s}.cloud")));
        all
    }

    fn claim(&mut self) -> Option<Vec<(&'static str, Value)>> {
        let over = self.claimable();
        let over = self.rng.pick(&over)?.clone();
        let parties = self.any(&["roles", "suppliers"]);
        let mut keys = Vec::new();
        let against = match self.rng.below(4) {
            0 => ("nobody in", vec!["anyone".to_owned()]),
            1 => ("nobody but", self.rng.some(&parties, 2)),
            2 => ("nobody in", parties.clone()),
            _ => ("nobody in", self.rng.some(&parties, 2)),
        };
        if against.1.is_empty() {
            return None;
        }
        keys.push((against.0, Value::List(against.1)));
        let gains: Vec<String> = CAPABILITIES.iter().map(|c| (*c).to_owned()).collect();
        let usual = ["influence", "partially inspect", "withhold"];
        let gain = match self.rng.below(2) {
            0 => (*self.rng.pick(&usual)?).to_owned(),
            _ => self.rng.pick(&gains)?.clone(),
        };
        let mut gains = self.rng.some(&gains, 1);
        gains.insert(0, gain);
        gains.dedup();
        keys.push(("gains", Value::List(gains)));
        keys.push(("over", Value::Word(over)));
        self.flag(&mut keys, "together", 25);
        if self.rng.chance(50) {
            let of = self
                .rng
                .pick(&["own", "others", "bystanders", "peers", "other tenants", "any"])
                .copied()
                .unwrap_or("any");
            keys.push(("of", Value::Word(of.to_owned())));
        }
        if self.rng.chance(20) {
            keys.push(("within", Value::Word(self.likelihood())));
        }
        Some(keys)
    }
}

/// A random description. `scale` from 1 (a few elements) to 4 (about 25) and beyond; `kinds` are the catalog's kinds of control.
pub fn description(rng: &mut Rng, scale: usize, kinds: &[String]) -> Description {
    let counts: [(&'static str, usize, usize); 11] = [
        ("roles", 1, scale.min(3)),
        ("suppliers", 0, 2.min(scale)),
        ("hosts", 1, scale.min(3)),
        ("models", 0, 2.min(scale)),
        ("agents", 0, scale),
        ("tools", 0, scale),
        ("services", 0, scale / 2),
        ("pipelines", 0, scale / 2),
        ("stores", 0, scale),
        ("assets", 1, scale + 2),
        ("channels", 0, scale / 2),
    ];
    let mut maker = Maker { rng, names: Vec::new(), assets: Vec::new(), used: 0 };
    for (section, least, most) in counts {
        let count = least + maker.rng.below(most + 1 - least.min(most));
        let names: Vec<String> = (0..count).map(|_| maker.fresh()).collect();
        if section == "assets" {
            for name in names {
                let kind = maker.rng.pick(ASSET_KINDS).copied().unwrap_or("record");
                maker.assets.push((name, kind));
            }
        } else {
            maker.names.push((section, names));
        }
    }
    let mut made = Description::default();
    let assumptions: Vec<String> = (0..maker.rng.below(3)).map(|_| maker.fresh()).collect();
    for name in &assumptions {
        let bare = if maker.rng.chance(50) { "stated" } else { "checked by hand" };
        made.entries_mut("assumptions").push(Entry {
            name: name.clone(),
            keys: Vec::new(),
            bare: Some(bare.to_owned()),
        });
    }
    maker.names.push(("assumptions", assumptions));
    for (section, ..) in counts {
        let names: Vec<String> = match section {
            "assets" => maker.assets.iter().map(|(n, _)| n.clone()).collect(),
            _ => maker.of(section),
        };
        for (index, name) in names.iter().enumerate() {
            let entry = maker.entry(section, name, index);
            made.entries_mut(section).push(entry);
        }
    }
    let available = [0, 30, 100][maker.rng.below(3)];
    for _ in 0..maker.rng.below(2 + scale) {
        let name = maker.fresh();
        if let Some(keys) = maker.control(kinds, available) {
            made.entries_mut("controls").push(Entry { name, keys, bare: None });
        }
    }
    maker.names.push(("controls", made.names("controls")));
    for _ in 0..maker.rng.below(1 + scale.min(3)) {
        let name = maker.fresh();
        let keys = maker.weakness();
        made.entries_mut("weaknesses").push(Entry { name, keys, bare: None });
    }
    for index in 0..1 + maker.rng.below(3) {
        if let Some(keys) = maker.claim() {
            made.entries_mut("claims").push(Entry { name: format!("c{index}"), keys, bare: None });
        }
    }
    for model in maker.rng.some(&made.names("models"), 1) {
        let bare = Some(maker.likelihood());
        made.entries_mut("likelihoods").push(Entry { name: format!("obeys({model})"), keys: Vec::new(), bare });
    }
    if maker.rng.chance(15) {
        made.tolerates = Some(maker.likelihood());
    }
    made
}
