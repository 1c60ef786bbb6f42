//! The catalog's tests: a small good catalog and its compiled form, one small case for each refusal,
//! and the built-in catalog itself.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use super::*;
use crate::source::{Lines, Problem};

const LIST: &str = "version: '1'\nfiles: [base.yaml, rules.yaml]\n";

/// Everything but rules. Each test adds rules, and sees the refusals of both.
const BASE: &str = r#"
types: { element: null, asset: element, host: element, agent: element, session: element, control: element }
capabilities:
  inspect:           { class: confidentiality, name: Inspect, means: read the whole asset }
  partially_inspect: { class: confidentiality, name: Partially Inspect, means: read a part of it }
implications:
  - { from: inspect, to: partially_inspect, because: the whole contains its parts, source: a paper }
facts:
  off: { argument: control, name: is off, means: "{control} does not stand in the way" }
relations:
  in_use:  { columns: { x: asset, host: host }, means: "{x} lies in the memory of {host}" }
  part_of: { columns: { part: asset, whole: asset }, component: true, means: "{part} is part of {whole}" }
  trains:  { columns: { data: asset, parameters: asset }, process: true, means: "{parameters} learn {data}" }
  holds_device: { columns: { role: element, host: host }, means: "{role} has {host} in hand" }
  structural: { columns: { control: control }, means: "{control} does not fail by itself" }
points:
  use_read: { columns: { x: asset, host: host }, means: "{x} is read in the memory of {host}" }
scale: { unlikely: [0.001, 0.01] }
events:
  probed: { columns: { host: host }, class: step, likelihood: unlikely, says: "{host} is probed", because: a prior }
controls:
  memory encryption:
    type: structural
    means: memory is encrypted
    points: [{ point: use_read, on: host }]
    leaves: what the key opens
    mechanism: that the cipher holds
    references: [AML.M0012]
"#;

const GOOD: &str = r#"
group: memory
about: What lies in memory.
rules:
  - id: probe
    kind: attack
    name: Memory is probed
    if: ["holds_device(role, host)"]
    needs: probed(host)
    then: inspect(host)
    says: "{role} probes {host}"
    because: memory is on a bus
    source: a paper
    confidence: read
    references: [CWE-1247, STRIDE information disclosure]
  - id: memory-read
    kind: placement
    if: ["inspect(host)", "in_use(x, host)", "x != y", "in_use(y, host)"]
    at: use_read(x, host)
    then: inspect(x)
    says: "{host} holds {x} in memory"
    because: what is used lies in memory
    source: a paper
  - id: part
    kind: component
    if: ["part_of(part, whole)"]
    table: { from: part, to: whole }
    rows:
      inspect: partially_inspect
      partially_inspect: [partially_inspect, indirectly_inspect]
    says: "{part} is part of {whole}"
    because: a part is a part
    source: a paper
"#;

fn load_rules(rules: &str) -> (Catalog, Vec<(String, Problem)>) {
    load(&[("catalog.yaml", LIST), ("base.yaml", BASE), ("rules.yaml", rules)])
}

/// The problems of these files, a line each.
fn check_files(files: &[(&str, &str)]) -> String {
    let (_, problems) = load(files);
    render(files, &problems)
}

/// The problems of these rules on top of the base.
fn check(rules: &str) -> String {
    check_files(&[("catalog.yaml", LIST), ("base.yaml", BASE), ("rules.yaml", rules)])
}

/// The problems of the base with one line replaced, with the good rules.
fn check_base(old: &str, new: &str) -> String {
    assert_eq!(BASE.matches(old).count(), 1, "{old}");
    let base = BASE.replace(old, new);
    check_files(&[("catalog.yaml", LIST), ("base.yaml", &base), ("rules.yaml", GOOD)])
}

/// The problems of one rule, `r`, that is good but for the lines given. A line replaces the good one of its key;
/// `-key` takes it away.
fn check_rule(lines: &str) -> String {
    let mut rule: Vec<(&str, String)> = [
        "id: r",
        "kind: placement",
        "if: ['inspect(host)', 'in_use(x, host)']",
        "then: inspect(x)",
        "says: '{host} holds {x}'",
        "because: it does",
        "source: a paper",
    ]
    .iter()
    .map(|line| (line.split(':').next().unwrap_or(""), (*line).to_owned()))
    .collect();
    for line in lines.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let key = line.split(':').next().unwrap_or("").trim_start_matches('-');
        match rule.iter().position(|(k, _)| *k == key) {
            Some(at) if line.starts_with('-') => drop(rule.remove(at)),
            Some(at) => rule[at].1 = line.to_owned(),
            None => rule.push((key, line.to_owned())),
        }
    }
    let mut text = "group: g\nabout: a\nrules:\n".to_owned();
    for (n, (_, line)) in rule.iter().enumerate() {
        writeln!(text, "{}{line}", if n == 0 { "- " } else { "  " }).expect("a string takes all");
    }
    check(&text)
}

fn render(files: &[(&str, &str)], problems: &[(String, Problem)]) -> String {
    let mut out = String::new();
    for (file, problem) in problems {
        let text = files.iter().find(|(name, _)| name == file).map_or("", |(_, text)| *text);
        let place = Lines::new(text).position(problem.span.start);
        let shown = problem.span.of(text).lines().next().unwrap_or("");
        write!(out, "{file}:{}:{} [{shown}] {}: {}", place.line, place.column, problem.code, problem.message)
            .expect("a string takes all");
        out.push('\n');
    }
    out
}

/// The rules of a catalog, a line each.
fn show(catalog: &Catalog) -> String {
    let mut out = String::new();
    for rule in &catalog.rules {
        let list = |args: &[VarId]| {
            let names: Vec<&str> = args.iter().map(|v| rule.variables[v.index()].name.as_str()).collect();
            names.join(", ")
        };
        let variables = rule
            .variables
            .iter()
            .map(|v| format!("{}:{}", v.name, catalog.types[v.kind.index()].name))
            .collect::<Vec<_>>()
            .join(" ");
        write!(out, "{} {} ({variables})", rule.kind.id(), rule.id).expect("a string takes all");
        for (p, v) in &rule.premises {
            write!(out, " {}({})", p.id(), list(&[*v])).expect("a string takes all");
        }
        for atom in &rule.relations {
            write!(out, " {}({})", atom.relation.name(), list(&atom.args)).expect("a string takes all");
        }
        for (a, b) in &rule.differ {
            write!(out, " {}!={}", list(&[*a]), list(&[*b])).expect("a string takes all");
        }
        for (p, args) in &rule.points {
            write!(out, " @{}({})", catalog.point(*p).id, list(args)).expect("a string takes all");
        }
        for (e, args) in &rule.events {
            write!(out, " !{}({})", catalog.event(*e).id, list(args)).expect("a string takes all");
        }
        let (p, v) = rule.conclusion;
        let says = rule.says.fill(|i| rule.variables[i].name.to_uppercase());
        writeln!(out, " => {}({}) \"{says}\"", p.id(), list(&[v])).expect("a string takes all");
    }
    out
}

#[test]
fn a_good_catalog_compiles() {
    assert_eq!(check(GOOD), "");
    let (catalog, _) = load_rules(GOOD);
    assert_eq!(
        show(&catalog),
        "implication implies/inspect/partially_inspect (x:element) inspect(x) => partially_inspect(x) \
         \"Inspect over X implies Partially Inspect over it\"\n\
         attack probe (role:element host:host) holds_device(role, host) !probed(host) => inspect(host) \
         \"ROLE probes HOST\"\n\
         placement memory-read (host:host x:asset y:asset) inspect(host) in_use(x, host) in_use(y, host) x!=y \
         @use_read(x, host) => inspect(x) \"HOST holds X in memory\"\n\
         component part/inspect (part:asset whole:asset) inspect(part) part_of(part, whole) => \
         partially_inspect(whole) \"PART is part of WHOLE\"\n\
         component part/partially_inspect/partially_inspect (part:asset whole:asset) partially_inspect(part) \
         part_of(part, whole) => partially_inspect(whole) \"PART is part of WHOLE\"\n\
         component part/partially_inspect/indirectly_inspect (part:asset whole:asset) partially_inspect(part) \
         part_of(part, whole) => indirectly_inspect(whole) \"PART is part of WHOLE\"\n"
    );
    let probe = catalog.rule(catalog.rule_named("probe").expect("it is there"));
    assert_eq!(probe.group, "memory");
    assert_eq!(probe.name.as_deref(), Some("Memory is probed"));
    let references: Vec<(&str, &str)> = probe.references.iter().map(|r| (r.framework.id(), r.id.as_str())).collect();
    assert_eq!(references, [("cwe", "CWE-1247"), ("stride", "Information disclosure")]);
    let event = catalog.event(catalog.event_named("probed").expect("it is there"));
    assert_eq!(event.likelihood, Likelihood { low: 0.001, high: 0.01 });
    let at: Vec<(&str, usize)> =
        catalog.points_of("memory encryption").iter().map(|p| (catalog.point(p.point).id.as_str(), p.on)).collect();
    assert_eq!(at, [("use_read", 1)]);
    assert_eq!(catalog.points_of("moat"), []);
}

#[test]
fn a_rule_can_be_taken_out() {
    let (catalog, _) = load_rules(GOOD);
    let ids = |c: &Catalog| c.rules.iter().map(|r| r.id.clone()).collect::<Vec<_>>().join(" ");
    assert_eq!(
        ids(&catalog.without_rule("probe")),
        "implies/inspect/partially_inspect memory-read part/inspect part/partially_inspect/partially_inspect \
         part/partially_inspect/indirectly_inspect"
    );
    assert_eq!(ids(&catalog.without_rule("part")), "implies/inspect/partially_inspect probe memory-read");
    assert_eq!(
        ids(&catalog.without_rule("part/inspect")),
        "implies/inspect/partially_inspect probe memory-read part/partially_inspect/partially_inspect \
         part/partially_inspect/indirectly_inspect"
    );
}

#[test]
fn a_pack_adds_to_a_catalog() {
    let files = [("catalog.yaml", LIST), ("base.yaml", BASE), ("rules.yaml", GOOD)];
    let pack = "group: house\nabout: Our own.\nrules:\n- { id: whole, kind: component, if: 'part_of(part, whole)', \
                table: { from: whole, to: part }, rows: { inspect: inspect }, says: a, because: b, source: c }\n";
    let (catalog, problems) = load_with_packs(&files, &[PackFile { name: "house.yaml", pack: "house", text: pack }]);
    assert_eq!(problems, []);
    assert_eq!(catalog.rules.last().map(|r| r.id.as_str()), Some("whole/inspect"));
    assert_eq!(catalog.files, ["catalog.yaml", "base.yaml", "rules.yaml", "house.yaml"]);
}

/// The problems of one attack on the good rules.
fn check_attack(lines: &str) -> String {
    let mut attack: Vec<(&str, &str)> = vec![
        ("id", "id: a"),
        ("name", "name: A"),
        ("of", "of: [memory-read]"),
        ("says", "says: it is read"),
        ("source", "source: a paper"),
        ("confidence", "confidence: read"),
    ];
    for line in lines.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let key = line.split(':').next().unwrap_or("").trim_start_matches('-');
        match attack.iter().position(|(k, _)| *k == key) {
            Some(at) if line.starts_with('-') => drop(attack.remove(at)),
            Some(at) => attack[at].1 = line,
            None => attack.push((key, line)),
        }
    }
    let mut text = "group: g\nabout: a\nattacks:\n".to_owned();
    for (n, (_, line)) in attack.iter().enumerate() {
        writeln!(text, "{}{line}", if n == 0 { "- " } else { "  " }).expect("a string takes all");
    }
    let list = "version: '1'\nfiles: [base.yaml, rules.yaml, attacks.yaml]\n";
    check_files(&[("catalog.yaml", list), ("base.yaml", BASE), ("rules.yaml", GOOD), ("attacks.yaml", &text)])
}

#[test]
fn attacks_name_what_rules_do() {
    assert_eq!(check_attack(""), "");
    assert_eq!(check_attack("where: ['part_of(x, whole)', 'holds_device(role, host)', 'x != whole']"), "");
    assert_eq!(
        check_attack("of: [memory-red]"),
        "attacks.yaml:6:8 [memory-red] unknown-rule: unknown rule `memory-red`; did you mean `memory-read`?\n"
    );
    assert_eq!(
        check_attack("where: ['part_of(host, whole)']"),
        "attacks.yaml:10:20 [host] type-clash: `host` is of type asset here, and of type host in rule `memory-read`\n"
    );
    assert_eq!(
        check_attack("where: ['in_use(x)']"),
        "attacks.yaml:10:11 ['in_use(x)'] arity: `in_use` takes 2 arguments, not 1: in_use(x, host)\n"
    );
    assert_eq!(
        check_attack("where: ['inspect(whole)']"),
        "attacks.yaml:10:11 ['inspect(whole)'] condition: `inspect(whole)` is no relation\n"
    );
    assert_eq!(
        check_attack("where: ['x != whole']"),
        "attacks.yaml:10:17 [whole] unbound: nothing binds `whole`: it stands in no relation and no premise of `if`\n"
    );
    assert_eq!(check_attack("confidence: sure"), "attacks.yaml:9:15 [sure] unknown-word: unknown confidence `sure`\n");
    assert_eq!(check_attack("-says"), "attacks.yaml:4:3 [id: a] missing: an attack needs `says`\n");
    assert_eq!(
        check_attack("id: probe"),
        "attacks.yaml:4:7 [probe] duplicate: attack `probe` has the id of a rule with a name, which is an attack of its \
         own\n"
    );
    let all = catalog_of_attacks();
    assert_eq!(
        all,
        "parts: part/inspect part/partially_inspect/partially_inspect part/partially_inspect/indirectly_inspect\nprobe: probe\n"
    );
}

/// A table as an attack, and the attack that a named rule is; without a row and without the rule of the latter.
fn catalog_of_attacks() -> String {
    let list = "version: '1'\nfiles: [base.yaml, rules.yaml, attacks.yaml]\n";
    let attacks =
        "group: g\nabout: a\nattacks:\n- { id: parts, name: P, of: part, says: s, source: c, confidence: own }\n";
    let files = [("catalog.yaml", list), ("base.yaml", BASE), ("rules.yaml", GOOD), ("attacks.yaml", attacks)];
    let (catalog, _) = load(&files);
    let show = |catalog: &Catalog| {
        let of = |a: &Attack| a.patterns.iter().map(|p| catalog.rule(p.rule).id.clone()).collect::<Vec<_>>().join(" ");
        catalog.attacks.iter().map(|a| format!("{}: {}\n", a.id, of(a))).collect::<String>()
    };
    let without = catalog.without_rule("part/inspect").without_rule("probe");
    assert_eq!(
        show(&without),
        "parts: part/partially_inspect/partially_inspect part/partially_inspect/indirectly_inspect\n"
    );
    show(&catalog)
}

#[test]
fn a_class_of_weaknesses_is_read_and_its_mistakes_are_refused() {
    let class = |lines: &str| {
        let text = format!("weakness_classes:\n  injection: {{ {lines}, leaves: a, stopped_by: b, source: c }}\n");
        let files = [("catalog.yaml", LIST), ("base.yaml", BASE), ("rules.yaml", GOOD)];
        let (catalog, problems) =
            load_with_packs(&files, &[PackFile { name: "house.yaml", pack: "house", text: &text }]);
        let found = catalog.weakness_class("cwe-89").map(|c| format!("{} over {}", c.name, c.over.words()));
        (found, render(&[("house.yaml", &text)], &problems))
    };
    assert_eq!(
        class("cwe: [CWE-89], name: Injection, gives: [inspect], over: keeps, confidence: read"),
        (Some("Injection over what it keeps".to_owned()), String::new())
    );
    assert_eq!(
        class("cwe: [CWE-89, CWE-89, LLM01:2026], name: Injection, gives: [], over: keeps, confidence: sure").1,
        "house.yaml:2:3 [injection] shape: `injection` gives something, unless it breaks authorization\n\
         house.yaml:2:30 [CWE-89] duplicate: CWE entry `CWE-89` is defined twice\n\
         house.yaml:2:38 [LLM01:2026] reference: `LLM01:2026` is no id of CWE, such as `CWE-502`\n\
         house.yaml:2:104 [sure] unknown-word: unknown confidence `sure`\n"
    );
}

/// The problems of a pack on the good rules, and the rules of the catalog with it, those of packs with the pack's name.
fn check_pack(pack: &str) -> (String, String) {
    let files = [("catalog.yaml", LIST), ("base.yaml", BASE), ("rules.yaml", GOOD)];
    let file = PackFile { name: "ours/pack.yaml", pack: "ours", text: pack };
    let (catalog, problems) = load_with_packs(&files, &[file]);
    let rules = catalog.rules.iter().map(|r| match catalog.pack(r.origin) {
        Some(pack) => format!("{} of {pack}", r.id),
        None => r.id.clone(),
    });
    (render(&[("ours/pack.yaml", pack)], &problems), rules.collect::<Vec<_>>().join(", "))
}

#[test]
fn a_pack_replaces_a_rule_if_it_says_so() {
    let rule = |id: &str, more: &str| {
        format!(
            "group: g\nabout: a\nrules:\n- {{ id: {id}, kind: placement, if: ['inspect(host)', 'in_use(x, host)'], \
             then: inspect(x), says: a, because: b, source: c{more} }}\n"
        )
    };
    let all = "implies/inspect/partially_inspect, probe, memory-read, part/inspect, part/partially_inspect/partially_inspect, \
               part/partially_inspect/indirectly_inspect";
    assert_eq!(check_pack(&rule("own", "")), (String::new(), format!("{all}, own of ours")));
    let named = format!("pack: Our pack\n{}", rule("own", ""));
    assert_eq!(check_pack(&named), (String::new(), format!("{all}, own of Our pack")));
    assert_eq!(
        check_pack(&rule("memory-read", "")).0,
        "ours/pack.yaml:4:9 [memory-read] duplicate: rule `memory-read` is a rule of the catalog\n"
    );
    let (problems, rules) = check_pack(&rule("memory-read", ", at: 'use_read(x, host)', override: true"));
    assert_eq!((problems.as_str(), rules), ("", all.replace("memory-read", "memory-read of ours")));
    // All rows of a table go for the one rule.
    let (problems, rules) = check_pack(&rule("part", ", override: true"));
    assert_eq!(problems, "");
    assert_eq!(rules, "implies/inspect/partially_inspect, probe, memory-read, part of ours");
    assert_eq!(
        check_pack(&rule("memory-red", ", override: true")).0,
        "ours/pack.yaml:4:9 [memory-red] override: unknown rule to replace `memory-red`; did you mean `memory-read`?\n"
    );
    let in_catalog = GOOD.replace("  - id: probe\n", "  - id: probe\n    override: true\n");
    assert_eq!(check(&in_catalog), "rules.yaml:6:15 [true] override: only a rule of a pack replaces another\n");
    assert_eq!(
        check(&format!("pack: x\n{GOOD}")),
        "rules.yaml:1:7 [x] pack: a file of the catalog itself is of no pack\n"
    );
}

#[test]
fn the_ledger_accounts_for_rows() {
    let (catalog, _) = load_rules(GOOD);
    let check = |rows: &str| {
        let text = format!("drafts: {{ attacks: {{ {rows} }} }}");
        let (entries, problems) = ledger(&text, &catalog);
        let problems: Vec<(String, Problem)> = problems.into_iter().map(|p| (String::new(), p)).collect();
        (entries.len(), render(&[("", &text)], &problems))
    };
    let good = "a: { verdict: kept, as: probe }, b: { verdict: merged, as: [part, part/inspect], because: c }, \
                d: { verdict: dropped, because: e }";
    assert_eq!(check(good), (3, String::new()));
    assert_eq!(
        check("a: { verdict: kept, as: prob }").1,
        ":1:46 [prob] unknown-entry: unknown entry of the catalog `prob`; did you mean `probe`?\n"
    );
    assert_eq!(check("a: { verdict: kept }").1, ":1:22 [a] ledger: nothing of the catalog stands for row `a`\n");
    assert_eq!(check("a: { verdict: dropped }").1, ":1:22 [a] missing: a row needs `because`\n");
    assert_eq!(
        check("a: { verdict: dropped, as: probe, because: b }").1,
        ":1:22 [a] ledger: row `a` is dropped, and yet `probe` stands for it\n"
    );
    assert_eq!(check("a: { verdict: lost }").1, ":1:36 [lost] unknown-word: unknown verdict `lost`\n");
}

#[test]
fn unknown_names_are_refused() {
    assert_eq!(
        check_rule("if: ['inspect(host)', 'in_us(x, host)']"),
        "rules.yaml:6:26 [in_us] unknown-relation: unknown relation, capability or fact `in_us`; did you mean `in_use`?\n"
    );
    assert_eq!(
        check_rule("then: inspects(x)"),
        "rules.yaml:7:9 [inspects] unknown-capability: unknown capability or fact `inspects`; did you mean `inspect`?\n"
    );
    assert_eq!(
        check_rule("at: use_reed(x, host)"),
        "rules.yaml:11:7 [use_reed] unknown-point: unknown control point `use_reed`; did you mean `use_read`?\n"
    );
    assert_eq!(
        check_rule("needs: [probe(host)]"),
        "rules.yaml:11:11 [probe] unknown-event: unknown event `probe`; did you mean `probed`?\n"
    );
    assert_eq!(
        check_rule("kind: atack"),
        "rules.yaml:5:9 [atack] unknown-word: unknown kind of rule `atack`; did you mean `attack`?\n"
    );
    assert_eq!(
        check_rule("kind: implication"),
        "rules.yaml:5:9 [implication] unknown-word: unknown kind of rule `implication`\n"
    );
    assert_eq!(
        check_rule("sys: x"),
        "rules.yaml:11:3 [sys] unknown-key: unknown key of a rule `sys`; did you mean `says`?\n"
    );
    assert_eq!(
        check_base("part: asset", "part: aset"),
        "base.yaml:12:31 [aset] unknown-type: unknown type `aset`; did you mean `asset`?\n"
    );
    assert_eq!(
        check_base("  in_use: ", "  in_used: "),
        "base.yaml:11:3 [in_used] unknown-relation: unknown relation `in_used`; did you mean `in_use`?\n"
    );
    assert_eq!(
        check_base("on: host", "on: hots"),
        "base.yaml:25:37 [hots] unknown-column: unknown column `hots`; did you mean `host`?\n"
    );
}

#[test]
fn malformed_conditions_are_refused_at_the_word() {
    assert_eq!(
        check_rule("if: ['inspect(host)', 'in_use(x host)']"),
        "rules.yaml:6:35 [h] condition: `)` is expected here\n"
    );
    assert_eq!(
        check_rule("if: [inspect(host), in_use(x, host), 'part_of(x, w)', part_of(w, y, z)]"),
        "rules.yaml:6:57 [part_of(w, y, z)] arity: `part_of` takes 2 arguments, not 3: part_of(part, whole)\n"
    );
    assert_eq!(
        check_rule("if: ['inspect(host)', 'in_use(x, host)', 'x != x']"),
        "rules.yaml:6:44 ['x != x'] condition: nothing differs from itself\n"
    );
}

#[test]
fn a_type_clash_names_both_places() {
    assert_eq!(
        check_rule("if: ['inspect(host)', 'in_use(x, host)', 'structural(x)']"),
        "rules.yaml:6:56 [x] type-clash: `x` is of type control here, and of type asset in `in_use(x, host)`\n"
    );
    assert_eq!(
        check_rule("at: use_read(host, x)"),
        "rules.yaml:11:16 [host] type-clash: `host` is of type asset here, and of type host in `in_use(x, host)`\n\
         rules.yaml:11:22 [x] type-clash: `x` is of type host here, and of type asset in `in_use(x, host)`\n"
    );
}

#[test]
fn unbound_variables_and_wrong_arity_are_refused() {
    assert_eq!(
        check_rule("then: inspect(y)"),
        "rules.yaml:7:17 [y] unbound: nothing binds `y`: it stands in no relation and no premise of `if`\n"
    );
    assert_eq!(
        check_rule("needs: [probed(other)]"),
        "rules.yaml:11:18 [other] unbound: nothing binds `other`: it stands in no relation and no premise of `if`\n"
    );
    assert_eq!(
        check_rule("at: [use_read(x)]"),
        "rules.yaml:11:8 [use_read(x)] arity: `use_read` takes 2 arguments, not 1: use_read(x, host)\n"
    );
    assert_eq!(
        check_rule("then: inspect(x, host)"),
        "rules.yaml:7:9 [inspect(x, host)] arity: `inspect` takes 1 argument, not 2: inspect(element)\n"
    );
    assert_eq!(
        check_base(
            "  structural: { columns: { control: control }",
            "  structural: { columns: { control: control, x: asset }"
        ),
        "base.yaml:15:3 [structural] arity: `structural` has 1 columns, not 2\n"
    );
}

#[test]
fn names_are_defined_once() {
    let again = GOOD.replace("id: part", "id: probe");
    assert_eq!(check(&again), "rules.yaml:24:9 [probe] duplicate: rule `probe` is defined twice\n");
    let points = format!("{GOOD}points: {{ use_read: {{ columns: {{ x: asset }}, means: a }} }}\n");
    assert_eq!(
        check(&points),
        "rules.yaml:34:11 [use_read] duplicate: control point `use_read` is already defined in base.yaml\n"
    );
}

#[test]
fn what_every_rule_needs_is_asked_for() {
    assert_eq!(
        check_rule("-says:\n-because:\n-source:"),
        "rules.yaml:4:3 [id: r] missing: a rule needs `because`\n\
         rules.yaml:4:3 [id: r] missing: a rule needs `says`\n\
         rules.yaml:4:3 [id: r] missing: a rule needs `source`\n"
    );
    assert_eq!(check_rule("because: ' '"), "rules.yaml:9:12 [' '] missing: `because` is empty\n");
    assert_eq!(check_rule("kind: attack"), "rules.yaml:4:3 [id: r] missing: a rule needs `name`\n");
    assert_eq!(check_rule("-then:"), "rules.yaml:4:3 [id: r] missing: a rule needs `then`, or `table` with `rows`\n");
    assert_eq!(
        check_rule("table: { from: x, to: host }"),
        "rules.yaml:7:9 [inspect(x)] shape: a rule has `then`, or `table` with `rows`, not both\n"
    );
    assert_eq!(
        check(&GOOD.replace("group: memory\n", "")),
        "rules.yaml:2:1 [about: What lies in memory.] missing: a catalog file needs `group`\n"
    );
}

#[test]
fn likelihoods_lie_between_0_and_1() {
    assert_eq!(
        check_base("likelihood: unlikely", "likelihood: [0.5, 1.5]"),
        "base.yaml:20:63 [[0.5, 1.5]] likelihood: a likelihood lies between 0 and 1\n"
    );
    assert_eq!(
        check_base("likelihood: unlikely", "likelihood: [0.5, 0.2]"),
        "base.yaml:20:63 [[0.5, 0.2]] likelihood: the low end 0.5 is above the high end 0.2\n"
    );
    assert_eq!(
        check_base("likelihood: unlikely", "likelihood: NaN"),
        "base.yaml:20:63 [NaN] likelihood: this is not a likelihood\n"
    );
    assert_eq!(
        check_base("    type: structural", "    type: probabilistic"),
        "base.yaml:22:3 [memory encryption] missing: a control kind needs `likelihood`\n"
    );
    assert_eq!(
        check_base("    type: structural", "    type: structural\n    likelihood: 0.5"),
        "base.yaml:24:17 [0.5] likelihood: a structural control does not fail by itself; it has no `likelihood`\n"
    );
}

#[test]
fn sentences_and_references_are_read() {
    assert_eq!(
        check_rule("says: '{hots} holds {x}'"),
        "rules.yaml:8:11 [hots] template: unknown name in braces `hots`; did you mean `host`?\n"
    );
    assert_eq!(check_rule("says: '{host holds {x}'"), "rules.yaml:8:10 [{] template: a brace without its partner\n");
    assert_eq!(
        check_rule("references: [CWE-502, 'arXiv:2302.12173']"),
        "rules.yaml:11:25 ['arXiv:2302.12173'] reference: `arXiv:2302.12173` has the form of no list of references\n"
    );
}

#[test]
fn every_reference_of_the_built_in_catalog_has_a_name() {
    let catalog = built_in();
    let references = catalog
        .rules
        .iter()
        .flat_map(|r| &r.references)
        .chain(catalog.events.iter().flat_map(|e| &e.references))
        .chain(catalog.controls.iter().flat_map(|c| &c.references));
    let nameless: BTreeSet<&str> =
        references.filter(|r| catalog.reference(r).1.is_none()).map(|r| r.id.as_str()).collect();
    assert_eq!(nameless, BTreeSet::new());
}

#[test]
fn withhold_gives_no_integrity_except_to_an_attack() {
    assert_eq!(
        check_rule("if: ['withhold(host)', 'in_use(x, host)']\nthen: influence(x)"),
        "rules.yaml:4:7 [r] withhold-to-integrity: rule `r` turns Withhold into Influence: what is not delivered is not changed\n"
    );
    assert_eq!(
        check_rule(
            "kind: component\nif: ['part_of(host, x)']\ntable: { from: host, to: x }\nrows: { influence: influence, withhold: make_limited_changes }\n-then:"
        ),
        "rules.yaml:11:33 [withhold] withhold-to-integrity: rule `r/withhold` turns Withhold into Make Limited Changes: \
         what is not delivered is not changed\n"
    );
    let attack =
        check_rule("kind: attack\nname: Eviction\nif: ['withhold(host)', 'in_use(x, host)']\nthen: influence(x)");
    assert!(!attack.contains("withhold-to-integrity"), "{attack}");
}

#[test]
fn telling_of_a_source_needs_the_mark_and_an_event() {
    let back = "if: ['inspect(host)', 'trains(x, host)']";
    assert_eq!(check_rule(back), "rules.yaml:4:7 [r] backward: rule `r` tells of `x` from what was made of it\n");
    // The product may be some relations away from what is read.
    assert_eq!(
        check_rule("if: ['inspect(host)', 'in_use(y, host)', 'trains(x, y)']"),
        "rules.yaml:4:7 [r] backward: rule `r` tells of `x` from what was made of it\n"
    );
    assert_eq!(
        check_rule(&format!("{back}\nbackward: true")),
        "rules.yaml:4:7 [r] backward: rule `r` is marked `backward` and needs no event\n"
    );
    let forward = check_rule("if: ['inspect(host)', 'in_use(x, host)', 'trains(x, y)']");
    assert!(!forward.contains("backward"), "{forward}");
}

#[test]
fn nothing_goes_up_to_a_whole_and_down_to_another_part() {
    let both = "group: g\nabout: a\nrules:\n\
                - { id: up, kind: component, if: 'part_of(part, whole)', table: { from: part, to: whole }, \
                rows: { make_limited_changes: make_limited_changes, inspect: inspect }, says: a, because: b, source: c }\n\
                - { id: down, kind: component, if: 'part_of(part, whole)', table: { from: whole, to: part }, \
                rows: { make_limited_changes: influence, make_arbitrary_changes: make_arbitrary_changes, \
                partially_inspect: partially_inspect }, says: a, because: b, source: c }\n";
    assert_eq!(
        check(both),
        "rules.yaml:5:102 [make_limited_changes] part-whole-part: rule `down/make_limited_changes` brings down what rule \
         `up/make_limited_changes` takes up: Make Limited Changes over one part would give Influence over every other\n\
         rules.yaml:5:183 [partially_inspect] part-whole-part: rule `down/partially_inspect` brings down what rule \
         `up/inspect` takes up: Inspect over one part would give Partially Inspect over every other\n"
    );
}

#[test]
fn implications_do_not_go_round() {
    assert_eq!(
        check_base(
            "  - { from: inspect, to: partially_inspect, because: the whole contains its parts, source: a paper }",
            "  - { from: inspect, to: monitor, because: b, source: c }\n  - { from: monitor, to: inspect, because: b, source: c }"
        ),
        "base.yaml:7:5 [{ from: inspect, to: monitor, because: b, source: c }] implication-cycle: `inspect` implies \
         `monitor`, which implies it again\n\
         base.yaml:8:5 [{ from: monitor, to: inspect, because: b, source: c }] implication-cycle: `monitor` implies \
         `inspect`, which implies it again\n"
    );
}

#[test]
fn dead_rules_and_unused_names_are_refused() {
    let dead = GOOD.replace("if: [\"holds_device(role, host)\"]", "if: [\"holds_device(role, host)\", \"off(c)\"]");
    assert_eq!(
        check(&dead),
        "rules.yaml:5:9 [probe] never-given: rule `probe` needs `off(c)`, which no rule gives over an element of type control\n"
    );
    // The type counts: Inspect is given over hosts and assets, never over controls.
    let typed = GOOD.replace(
        "if: [\"holds_device(role, host)\"]",
        "if: [\"holds_device(role, host)\", \"structural(c)\", \"inspect(c)\"]",
    );
    assert_eq!(
        check(&typed),
        "rules.yaml:5:9 [probe] never-given: rule `probe` needs `inspect(c)`, which no rule gives over an element of type control\n"
    );
    let unused = GOOD.replace("    needs: probed(host)\n", "").replace("    at: use_read(x, host)\n", "");
    assert_eq!(
        check(&unused),
        "base.yaml:17:3 [use_read] unused: no rule passes the control point `use_read`\n\
         base.yaml:20:3 [probed] unused: no rule needs the event `probed`\n\
         base.yaml:25:14 [{ point: use_read, on: host }] unused: `memory encryption` stands at `use_read`, which no rule passes\n"
    );
}

#[test]
fn the_list_of_files_is_complete() {
    assert_eq!(
        check_files(&[
            ("catalog.yaml", "version: '1'\nfiles: [base.yaml, rule.yaml]\n"),
            ("base.yaml", BASE),
            ("rules.yaml", GOOD)
        ]),
        "catalog.yaml:2:8 [[base.yaml, rule.yaml]] file-list: file `rules.yaml` is not listed\n\
         catalog.yaml:2:20 [rule.yaml] file-list: unknown file `rule.yaml`; did you mean `rules.yaml`?\n"
    );
    assert_eq!(check_files(&[]), "catalog.yaml:1:1 [] file-list: there is no catalog.yaml\n");
}

#[test]
fn hostile_files_are_reported_not_obeyed() {
    for text in [
        "",
        "- a",
        "rules: x",
        "rules: { a: b }",
        "group: [x]\nabout: {}\nrules: [[], {}, null, x]",
        "events: { a: null }",
        "\u{0}",
    ] {
        assert_ne!(check(text), "", "{text:?}");
    }
}

#[test]
fn built_in_catalog_is_clean() {
    let (_, problems) = load(built_in_files());
    let rendered = render(built_in_files(), &problems);
    assert_eq!(problems.len(), 0, "\n{rendered}");
}

#[cfg(feature = "cli")]
#[test]
fn the_ledger_is_clean() {
    let (_, problems) = ledger(LEDGER, built_in());
    let problems: Vec<(String, Problem)> = problems.into_iter().map(|p| ("ledger.yaml".to_owned(), p)).collect();
    assert_eq!(render(&[("ledger.yaml", LEDGER)], &problems), "");
}

/// The drafts lie beside the project; without them nothing can be compared.
#[cfg(feature = "cli")]
#[test]
fn the_ledger_accounts_for_every_row_of_the_drafts() {
    let (entries, _) = ledger(LEDGER, built_in());
    let mut missing = Vec::new();
    for (draft, name) in [(Draft::Attacks, "kb-draft.csv"), (Draft::Conventional, "kb-conventional.csv")] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/notes").join(name);
        let Ok(text) = std::fs::read_to_string(&path) else {
            println!("skipped: {name} is not there");
            continue;
        };
        // The first column is a name without commas or quotes.
        let rows: BTreeSet<&str> = text.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        let told: BTreeSet<&str> = entries.iter().filter(|e| e.draft == draft).map(|e| e.row.as_str()).collect();
        missing.extend(rows.difference(&told).map(|row| format!("{row} of {name} is not in the ledger")));
        missing.extend(told.difference(&rows).map(|row| format!("{row} of the ledger is not in {name}")));
    }
    assert!(missing.is_empty(), "{} rows:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn built_in_files_are_those_of_the_folder() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog");
    let mut found = BTreeSet::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder is part of the project") {
            let path = entry.expect("its entries can be read").path();
            if path.ends_with("examples") || path.ends_with("ledger.yaml") {
                // Worked examples are read by tests alone, the ledger by the command alone.
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else if let Ok(name) = path.strip_prefix(&root) {
                found.insert(name.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    let listed: BTreeSet<String> = built_in_files().iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(listed, found);
}

#[test]
fn built_in_catalog_words_every_predicate_and_relation() {
    let catalog = built_in();
    let documented: BTreeSet<&str> = catalog.relations.iter().map(|r| r.relation.name()).collect();
    let known: BTreeSet<&str> = Relation::ALL.iter().map(|r| r.name()).collect();
    assert_eq!(documented, known);
    let worded: BTreeSet<Predicate> =
        catalog.capabilities.iter().map(|c| c.predicate).chain(catalog.facts.iter().map(|f| f.predicate)).collect();
    assert_eq!(worded, Predicate::ALL.iter().copied().collect());
    let marked = |is: fn(&RelationDoc) -> bool| catalog.relations.iter().any(is);
    assert!(marked(|r| r.process) && marked(|r| r.component), "the checker knows processes and parts by their marks");
}

#[test]
fn the_example_of_the_documentation_loads() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let page = std::fs::read_to_string(path).expect("the page is part of the project");
    let pack =
        page.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("the page has an example");
    let packs = [("house.yaml", pack)];
    let file = PackFile { name: "house.yaml", pack: "house", text: pack };
    let (catalog, problems) = load_with_packs(built_in_files(), &[file]);
    assert_eq!(render(&packs, &problems), "");
    assert_eq!(catalog.rules.last().map(|r| r.id.as_str()), Some("profiler-reads-memory"));
}

const GENERAL: &str = r#"
general:
  things:
    inputs: "what {name} reads"
    outputs: "what {name} answers"
    chosen: "the wording of {name}"
    details: "the details of {name}"
    parameters: "the values of {name}"
    dataset: "the data of {name}"
    hyperparameters: "the settings of {name}"
    results: "the results of {name}"
    criteria: "the limits of {name}"
    arguments: "the calls to {name}"
  says:
    inspect: { any: "{x} can be read", host: "what lies on {x} can be read" }
    partially_inspect: { any: "a part of {x} can be read" }
    off: { any: "{x} can fail" }
"#;

/// The catalog of the base, the good rules and these domains, and its problems.
fn load_domains(domains: &str) -> (Catalog, String) {
    let list = "version: '1'\nfiles: [base.yaml, domains.yaml, rules.yaml]\n";
    let files = [("catalog.yaml", list), ("base.yaml", BASE), ("domains.yaml", domains), ("rules.yaml", GOOD)];
    let (catalog, problems) = load(&files);
    let rendered = render(&files, &problems);
    (catalog, rendered)
}

#[test]
fn an_audience_speaks_its_own_way_and_else_as_in_general() {
    let hardware = r#"
domains:
  hardware:
    name: Hardware
    answers_for: [silicon]
    own: [host]
    things: { parameters: "the stored weights of {name}" }
    says: { inspect: { host: "the memory of {x} can be read out" } }
"#;
    let (catalog, problems) = load_domains(&format!("{GENERAL}{hardware}"));
    assert_eq!(problems, "");
    let audience = catalog.audience("HARDWARE");
    assert_eq!(audience.map(|a| a.id.as_str()), Some("hardware"));
    assert_eq!(catalog.audience_of_domain("silicon"), audience);
    assert_eq!(catalog.audience_of_domain("vendor"), None);
    let says = |audience, predicate, subject| {
        catalog.says(audience, predicate, subject).map(|t| t.fill(|_| "gpu")).unwrap_or_default()
    };
    assert_eq!(says(audience, Predicate::Inspect, Subject::Host), "the memory of gpu can be read out");
    assert_eq!(says(audience, Predicate::Inspect, Subject::Store), "gpu can be read");
    assert_eq!(says(None, Predicate::Inspect, Subject::Host), "what lies on gpu can be read");
    assert_eq!(says(audience, Predicate::PartiallyInspect, Subject::Host), "a part of gpu can be read");
    let thing = |subject| catalog.thing(audience, subject).map(|t| t.fill(|_| "llm")).unwrap_or_default();
    assert_eq!(thing(Subject::Parameters), "the stored weights of llm");
    assert_eq!(thing(Subject::Inputs), "what llm reads");
}

#[test]
fn refuses_domains_that_would_leave_a_reader_without_words() {
    let domain = |body: &str| load_domains(&format!("{GENERAL}domains:\n  d: {{ name: D{body} }}\n")).1;
    assert_eq!(domain(""), "");
    let says = |what: &str, body: &str| {
        let problems = domain(body);
        assert!(problems.contains(what), "{body}: {problems}");
    };
    says("unknown subject `hots`", ", own: [hots]");
    says("unknown capability or fact `inspekt`", ", says: { inspekt: { any: '{x} is read' } }");
    says("unknown subject `hosst`; did you mean `host`?", ", says: { inspect: { hosst: '{x} is read' } }");
    says("unknown name in braces `y`", ", says: { inspect: { any: '{y} is read' } }");
    says("does not name {x}", ", says: { inspect: { any: 'it is read' } }");
    says("does not name {name}", ", things: { inputs: 'inputs' }");
    says("unknown key of a domain `says_`", ", says_: {}");
    says("`host` is defined twice", ", own: [host, host]");
    says("needs `name`", " }\n  e: { own: [store]");
    let bare = load_domains("domains: { d: { name: D } }\n").1;
    assert!(bare.contains("`general` has no sentence for `inspect` of any subject"), "{bare}");
    assert!(bare.contains("`general` has no name for the Inputs of a thing"), "{bare}");
    assert_eq!(load_domains("domains: {}\n").1, "", "without an audience nothing has to be worded");
}

#[test]
fn an_audit_finds_what_loading_passes_over() {
    let check = |rules: &str| {
        let (catalog, problems) = load_rules(rules);
        assert_eq!(problems, [], "the audit is of a catalog that loads");
        let rules = [("rules.yaml", rules)];
        let found: Vec<(String, Problem)> =
            audit(&catalog).into_iter().map(|(file, p)| (catalog.file(file).to_owned(), p)).collect();
        render(&rules, &found)
    };
    // The small catalog names no lists, so that no reference can be missed.
    assert_eq!(check(GOOD), "");
    let again = GOOD.to_owned()
        + "  - id: read-again\n    kind: placement\n    if: [\"in_use(y, h)\", \"inspect(h)\", \"in_use(z, h)\", \"y != z\"]\n    \
           at: use_read(y, h)\n    then: inspect(y)\n    says: again\n    because: b\n    source: c\n";
    assert!(
        check(&again)
            .ends_with("twice: rule `read-again` has the conditions and the conclusion of rule `memory-read`\n")
    );
    let circle = GOOD.to_owned()
        + "  - id: switched-off\n    kind: control\n    if: [\"off(other)\", \"structural(control)\", \"structural(other)\"]\n    \
           then: off(control)\n    says: a\n    because: b\n    source: c\n";
    assert!(
        check(&circle)
            .ends_with("unreachable: rule `switched-off` can fire in no system: nothing leads to what it needs\n")
    );
}
