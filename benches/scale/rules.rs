//! The catalog's rules as a program of the `ascent` crate, for the comparison in `benches/ascent`: the same relations, the same premises, in a like join order.
//! Events and controls are left out on both sides of the comparison: facts are those that hold if everything happens.

use std::collections::BTreeSet;
use std::fmt::Write;

use bartizan::catalog::{self, Catalog, EventClass, Predicate, Rule, VarId};
use bartizan::system::Relation;

/// Writes the program to a file.
pub fn write(file: &str) -> Result<(), String> {
    let catalog = catalog::built_in();
    let mut text = String::from(
        "// Written by `cargo bench --bench scale -- --rules FILE`.\n\nascent::ascent! {\n    pub struct Program;\n",
    );
    for predicate in predicates(catalog) {
        let _ = writeln!(text, "    relation p_{}(u32);", predicate.id());
    }
    for relation in Relation::ALL {
        let columns = vec!["u32"; relation.arity()].join(", ");
        let _ = writeln!(text, "    relation r_{}({columns});", relation.name());
    }
    for number in 0..catalog.types.len() {
        let _ = writeln!(text, "    relation t_{number}(u32);");
    }
    for rule in catalog.rules.iter().filter(|rule| !is_hypothetical(catalog, rule)) {
        let _ = writeln!(text, "    {}", clause(rule));
    }
    text.push_str("}\n");
    text.push_str("/// Adds a row to a relation.\npub fn fill(program: &mut Program, relation: &str, row: &[u32]) {\n    match (relation, row) {\n");
    for relation in Relation::ALL {
        let columns: Vec<String> = (0..relation.arity()).map(|c| format!("c{c}")).collect();
        let (pattern, values) = (columns.join(", "), columns.iter().map(|c| format!("*{c},")).collect::<String>());
        let name = relation.name();
        let _ = writeln!(text, "        ({name:?}, [{pattern}]) => program.r_{name}.push(({values})),");
    }
    text.push_str("        _ => {}\n    }\n}\n");
    text.push_str("/// Says that an element is of a type.\npub fn fill_type(program: &mut Program, number: usize, element: u32) {\n    match number {\n");
    for number in 0..catalog.types.len() {
        let _ = writeln!(text, "        {number} => program.t_{number}.push((element,)),");
    }
    text.push_str("        _ => {}\n    }\n}\n");
    text.push_str("/// How many facts there are, by predicate.\npub fn facts(program: &Program) -> Vec<(&'static str, usize)> {\n    vec![\n");
    for predicate in predicates(catalog) {
        let id = predicate.id();
        let _ = writeln!(text, "        ({id:?}, program.p_{id}.len()),");
    }
    text.push_str("    ]\n}\n");
    std::fs::write(file, text).map_err(|e| format!("{file}: {e}"))
}

fn is_hypothetical(catalog: &Catalog, rule: &Rule) -> bool {
    rule.events.iter().any(|(kind, _)| catalog.event(*kind).class == EventClass::Hypothetical)
}

fn predicates(catalog: &Catalog) -> Vec<Predicate> {
    let named = |rule: &Rule| rule.premises.iter().map(|(p, _)| *p).chain([rule.conclusion.0]).collect::<Vec<_>>();
    let mut all: Vec<Predicate> = catalog.rules.iter().flat_map(named).collect();
    all.sort_by_key(|p| p.index());
    all.dedup();
    all
}

/// Premises as soon as they are bound, then the relation with most columns bound.
fn clause(rule: &Rule) -> String {
    let mut known: BTreeSet<usize> = BTreeSet::new();
    let mut body: Vec<String> = Vec::new();
    let mut premises: Vec<(Predicate, VarId)> = rule.premises.clone();
    let mut atoms: Vec<_> = rule.relations.iter().collect();
    let mut differ = rule.differ.clone();
    if !premises.is_empty() {
        let (predicate, v) = premises.remove(0);
        body.push(format!("p_{}(v{})", predicate.id(), v.index()));
        known.insert(v.index());
        if !rule.relations.iter().any(|atom| atom.args.contains(&v)) {
            let kind = rule.variables[v.index()].kind;
            body.push(format!("t_{}(v{})", kind.index(), v.index()));
        }
    }
    loop {
        premises.retain(|(predicate, v)| {
            let ready = known.contains(&v.index());
            if ready {
                body.push(format!("p_{}(v{})", predicate.id(), v.index()));
            }
            !ready
        });
        differ.retain(|(a, b)| {
            let ready = known.contains(&a.index()) && known.contains(&b.index());
            if ready {
                body.push(format!("if v{} != v{}", a.index(), b.index()));
            }
            !ready
        });
        let bound = |args: &[VarId]| args.iter().filter(|v| known.contains(&v.index())).count();
        let best = (0..atoms.len()).max_by_key(|at| (bound(&atoms[*at].args), std::cmp::Reverse(*at)));
        let Some(best) = best else { break };
        let atom = atoms.remove(best);
        let args: Vec<String> = atom.args.iter().map(|v| format!("v{}", v.index())).collect();
        body.push(format!("r_{}({})", atom.relation.name(), args.join(", ")));
        known.extend(atom.args.iter().map(|v| v.index()));
    }
    format!("p_{}(v{}) <-- {};", rule.conclusion.0.id(), rule.conclusion.1.index(), body.join(", "))
}
