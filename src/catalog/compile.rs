//! Rules from text to numbers: conditions read, names resolved, variables typed, tables expanded.
//! A rule with a fault is left out; everything that is wrong with it is said.

use super::Relation;
use super::atom::{Condition, Malformed, Word, is_word, parse_atom, parse_condition};
use super::attack::Pattern;
use super::attacks::confidence;
use super::declare::{Defined, references, template};
use super::fields::{Fields, File, Reports, Text, atoms, entries, items, scalar};
use super::reference::Reference;
use super::rule::{
    Atom, Catalog, Column, EventKindId, Implication, MAX_VARIABLES, Origin, PointId, Rule, RuleId, TypeId, VarId,
    Variable,
};
use super::template::Template;
use super::words::{Confidence, Predicate, RuleKind};
use crate::source::{Node, Value, quoted};

/// More rules than any catalog needs; keeps judging pairs of rules quick.
const RULES: usize = 10_000;

const KEYS: &[&str] = &[
    "id",
    "kind",
    "name",
    "if",
    "at",
    "needs",
    "then",
    "table",
    "rows",
    "says",
    "because",
    "source",
    "confidence",
    "references",
    "backward",
    "override",
];

/// The rules of one file: `group`, `about`, `rules`.
pub(super) fn rules(
    file: File<'_>,
    group: &str,
    list: &Node,
    catalog: &mut Catalog,
    defined: &mut Defined,
    reports: &mut Reports,
) {
    for node in items(list) {
        if catalog.rules.len() >= RULES {
            let message = format!("a catalog has at most {RULES} rules");
            return reports.error(file.origin(node.span), "shape", message);
        }
        let before = reports.count();
        let fields = Fields::read(file, node, node.span, "a rule", KEYS, reports);
        let id = fields
            .need_text("id", reports)
            .filter(|id| is_id(*id, "a rule", reports) && may_define(&fields, *id, catalog, defined, reports));
        let compiled = Compile::new(catalog, defined, reports, file).rule(&fields, id, group);
        if reports.count() > before {
            continue;
        }
        // A rule that replaces others takes the place of the first.
        let replaced = |rule: &Rule| fields.get("override").is_some() && id.is_some_and(|id| is_of(rule, id.text));
        match catalog.rules.iter().position(replaced) {
            Some(at) => {
                catalog.rules.retain(|rule| !replaced(rule));
                catalog.rules.splice(at..at, compiled);
            }
            None => catalog.rules.extend(compiled),
        }
    }
}

/// Whether a rule is that of an id, or a row of the table of that id.
fn is_of(rule: &Rule, id: &str) -> bool {
    rule.id.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a rule of that id may stand here: it is new, or the file is a pack's and says that it replaces one.
fn may_define(
    fields: &Fields<'_>,
    id: Text<'_>,
    catalog: &Catalog,
    defined: &mut Defined,
    reports: &mut Reports,
) -> bool {
    let Some(at) = fields.get("override").map(|node| fields.file.origin(node.span)) else {
        let in_pack = catalog.pack(id.origin()).is_some();
        if in_pack && catalog.rules.iter().any(|rule| is_of(rule, id.text) && catalog.pack(rule.origin).is_none()) {
            let message = format!("rule `{}` is a rule of the catalog", id.text);
            reports.error_with(
                id.origin(),
                "duplicate",
                message,
                "write `override: true` to replace it, or give it another id",
            );
            return false;
        }
        return defined.is_new("rule", id.text, id.origin(), catalog, reports);
    };
    if !fields.flag("override", reports) {
        reports.error(at, "override", "`override` is `true` or left out");
        return false;
    }
    if catalog.pack(id.origin()).is_none() {
        reports.error(at, "override", "only a rule of a pack replaces another");
        return false;
    }
    if !catalog.rules.iter().any(|rule| is_of(rule, id.text)) {
        let ids = catalog.rules.iter().map(|r| r.id.split_once('/').map_or(r.id.as_str(), |(table, _)| table));
        reports.unknown(id.origin(), "override", "rule to replace", id.text, ids);
        return false;
    }
    true
}

/// Whether a text can be an id; complains if not.
pub(super) fn is_id(id: Text<'_>, of: &str, reports: &mut Reports) -> bool {
    let good = is_word(&id.text.replace('-', "_"));
    if !good {
        let message = format!("{} cannot be the id of {of}: `a-z`, then `a-z 0-9 - _`", quoted(id.text));
        reports.error(id.origin(), "shape", message);
    }
    good
}

/// A rule with further relations over its variables and new ones; nothing of worth if something was reported.
pub(super) fn pattern<'a>(
    rule: RuleId,
    further: &[Text<'a>],
    catalog: &'a Catalog,
    defined: &Defined,
    reports: &mut Reports,
    file: File<'a>,
) -> Option<Pattern> {
    let of = catalog.rule(rule);
    let mut compile = Compile::new(catalog, defined, reports, file);
    compile.variables = of
        .variables
        .iter()
        .map(|v| Draft {
            name: &v.name,
            kind: Some((v.kind, format!("rule `{}`", of.id))),
            bound: true,
            first: of.origin,
        })
        .collect();
    let mut body = Body::default();
    for text in further {
        let premises = body.premises.len();
        compile.condition(*text, &mut body);
        if body.premises.len() > premises {
            compile.reports.error_with(
                text.origin(),
                "condition",
                format!("{} is no relation", quoted(text.text)),
                "`where` says how the system is built; what somebody holds stands in the rules",
            );
        }
    }
    compile.unbound();
    let variables = compile.typed().split_off(of.variables.len());
    Some(Pattern { rule, variables, relations: body.relations, differ: body.differ })
}

/// The rule that an entry of the implication matrix stands for.
pub(super) fn implication(entry: &Implication, catalog: &Catalog) -> Rule {
    let x = VarId(0);
    let name = |p: Predicate| catalog.capability(p).map_or(p.words(), |c| c.name.as_str());
    let sentence = format!("{} over {{x}} implies {} over it", name(entry.from), name(entry.to));
    let (says, _) = Template::parse(&sentence, |name| (name == "x").then_some(0));
    Rule {
        id: format!("implies/{}/{}", entry.from.id(), entry.to.id()),
        group: "implications".to_owned(),
        kind: RuleKind::Implication,
        name: None,
        variables: vec![Variable { name: "x".to_owned(), kind: catalog.type_named("element").unwrap_or(TypeId(0)) }],
        relations: Vec::new(),
        differ: Vec::new(),
        premises: vec![(entry.from, x)],
        points: Vec::new(),
        events: Vec::new(),
        conclusion: (entry.to, x),
        says,
        because: entry.because.clone(),
        source: entry.source.clone(),
        confidence: None,
        references: Vec::new(),
        backward: false,
        origin: entry.origin,
    }
}

/// A variable while its rule is read.
struct Draft<'a> {
    name: &'a str,
    /// The narrowest type so far, and the condition that set it.
    kind: Option<(TypeId, String)>,
    bound: bool,
    first: Origin,
}

/// What stands in a rule besides its facts and texts.
#[derive(Default)]
struct Body {
    relations: Vec<Atom>,
    differ: Vec<(VarId, VarId)>,
    premises: Vec<(Predicate, VarId)>,
    points: Vec<(PointId, Vec<VarId>)>,
    events: Vec<(EventKindId, Vec<VarId>)>,
}

/// One way from premise to conclusion: `then`, or a row of a table.
struct Way {
    suffix: String,
    extra: Option<(Predicate, VarId)>,
    conclusion: (Predicate, VarId),
    origin: Option<Origin>,
}

struct Texts {
    kind: RuleKind,
    name: Option<String>,
    says: Template,
    because: String,
    source: String,
    confidence: Option<Confidence>,
    references: Vec<Reference>,
}

struct Compile<'c, 'a> {
    catalog: &'c Catalog,
    defined: &'c Defined,
    reports: &'c mut Reports,
    file: File<'a>,
    variables: Vec<Draft<'a>>,
    /// A condition could not be read: what it would have bound is not known, nor is what it lacks.
    gap: bool,
    /// It uses a name whose definition was reported already.
    faulty_name: bool,
}

impl<'c, 'a> Compile<'c, 'a> {
    fn new(catalog: &'c Catalog, defined: &'c Defined, reports: &'c mut Reports, file: File<'a>) -> Self {
        Compile { catalog, defined, reports, file, variables: Vec::new(), gap: false, faulty_name: false }
    }

    /// The rules that one entry stands for; nothing of worth if something was reported.
    fn rule(mut self, fields: &Fields<'a>, id: Option<Text<'a>>, group: &str) -> Vec<Rule> {
        let mut body = Body::default();
        if let Some(list) = fields.need("if", self.reports) {
            for text in atoms(self.file, list, "a condition", self.reports) {
                let before = self.reports.count();
                self.condition(text, &mut body);
                self.gap |= self.reports.count() > before;
            }
        }
        let ways = self.ways(fields);
        if let Some(list) = fields.get("at") {
            for text in atoms(self.file, list, "a control point", self.reports) {
                body.points.extend(self.point(text));
            }
        }
        if let Some(list) = fields.get("needs") {
            for text in atoms(self.file, list, "an event", self.reports) {
                body.events.extend(self.event(text));
            }
        }
        let backward = fields.flag("backward", self.reports);
        let named = !body.events.is_empty();
        let texts = self.texts(fields, named);
        self.unbound();
        let (Some(id), Some(texts), false) = (id, texts, self.faulty_name) else {
            return Vec::new();
        };
        let variables = self.typed();
        ways.into_iter()
            .map(|way| Rule {
                id: format!("{}{}", id.text, way.suffix),
                group: group.to_owned(),
                kind: texts.kind,
                name: texts.name.clone(),
                variables: variables.clone(),
                relations: body.relations.clone(),
                differ: body.differ.clone(),
                premises: way.extra.into_iter().chain(body.premises.iter().copied()).collect(),
                points: body.points.clone(),
                events: body.events.clone(),
                conclusion: way.conclusion,
                says: texts.says.clone(),
                because: texts.because.clone(),
                source: texts.source.clone(),
                confidence: texts.confidence,
                references: texts.references.clone(),
                backward,
                origin: way.origin.unwrap_or(id.origin()),
            })
            .collect()
    }

    fn texts(&mut self, fields: &Fields<'a>, has_event: bool) -> Option<Texts> {
        let kind = fields.need_text("kind", self.reports);
        let kind = kind.and_then(|text| {
            let written = || RuleKind::ALL.iter().copied().filter(|k| *k != RuleKind::Implication);
            let found = written().find(|k| k.id() == text.text);
            if found.is_none() {
                self.reports.unknown(
                    text.origin(),
                    "unknown-word",
                    "kind of rule",
                    text.text,
                    written().map(RuleKind::id),
                );
            }
            found
        });
        // What stands in the list of attacks has a name; a weakness stands there with its exploitation.
        let named = match kind {
            Some(RuleKind::Attack | RuleKind::Conversion) => true,
            Some(RuleKind::Weakness) => has_event,
            _ => false,
        };
        let name = if named { fields.need_text("name", self.reports) } else { fields.text("name", self.reports) };
        let says = fields.need_text("says", self.reports);
        let says = says.and_then(|text| {
            let names: Vec<&str> = self.variables.iter().map(|v| v.name).collect();
            if self.gap { None } else { template(text, &names, self.reports) }
        });
        let because = fields.need_text("because", self.reports);
        let source = fields.need_text("source", self.reports);
        let confidence = confidence(fields, name.is_some(), self.reports);
        let references = references(fields, self.reports);
        Some(Texts {
            kind: kind?,
            name: name.map(|t| t.text.to_owned()),
            says: says?,
            because: because?.text.to_owned(),
            source: source?.text.to_owned(),
            confidence,
            references,
        })
    }

    /// `then`, or `table` with `rows`.
    fn ways(&mut self, fields: &Fields<'a>) -> Vec<Way> {
        match (fields.get("then"), fields.get("table"), fields.get("rows")) {
            (Some(then), None, None) => {
                let Some(text) = scalar(self.file, then, "`then`", self.reports) else {
                    return Vec::new();
                };
                let conclusion = self.atom(text).and_then(|(name, args)| self.fact(text, &name, &args, false));
                conclusion
                    .map(|conclusion| Way { suffix: String::new(), extra: None, conclusion, origin: None })
                    .into_iter()
                    .collect()
            }
            (None, Some(table), Some(rows)) => self.table(table, rows),
            (None, None, None) => {
                self.reports.error(fields.origin, "missing", "a rule needs `then`, or `table` with `rows`");
                Vec::new()
            }
            (Some(then), ..) => {
                let message = "a rule has `then`, or `table` with `rows`, not both";
                self.reports.error(self.file.origin(then.span), "shape", message);
                Vec::new()
            }
            (None, Some(node), None) | (None, None, Some(node)) => {
                let message = "`table` and `rows` stand together";
                self.reports.error(self.file.origin(node.span), "missing", message);
                Vec::new()
            }
        }
    }

    fn table(&mut self, table: &'a Node, rows: &'a Node) -> Vec<Way> {
        let ends = Fields::read(self.file, table, table.span, "a table", &["from", "to"], self.reports);
        let from = ends.need_text("from", self.reports);
        let to = ends.need_text("to", self.reports);
        let (Some(from), Some(to)) = (from, to) else {
            return Vec::new();
        };
        let kind = self.catalog.type_named("element");
        let from = self.whole_word(from).and_then(|w| self.variable(&w, kind, "the table's `from`", true));
        let to = self.whole_word(to).and_then(|w| self.variable(&w, kind, "the table's `to`", false));
        let mut ways = Vec::new();
        let written = entries(self.file, rows, "`rows`", self.reports);
        if written.is_empty() {
            self.reports.error(self.file.origin(rows.span), "missing", "`rows` needs a row");
        }
        for (key, value) in written {
            let strong = self.capability(key);
            let weaker = items(value);
            if weaker.is_empty() {
                self.reports.error(key.origin(), "missing", "a row needs a capability on its right");
            }
            for node in weaker {
                let Some(text) = scalar(self.file, node, "a row's right side", self.reports) else {
                    continue;
                };
                let weak = self.capability(text);
                let (Some(strong), Some(weak), Some(from), Some(to)) = (strong, weak, from, to) else {
                    continue;
                };
                let mut suffix = format!("/{}", strong.id());
                if matches!(value.value, Value::List(_)) {
                    suffix = format!("{suffix}/{}", weak.id());
                }
                let origin = Some(key.origin());
                ways.push(Way { suffix, extra: Some((strong, from)), conclusion: (weak, to), origin });
            }
        }
        ways
    }

    /// A scalar that is one variable.
    fn whole_word(&mut self, text: Text<'a>) -> Option<PlacedWord<'a>> {
        if is_word(text.text) {
            return Some(PlacedWord { text: text.text, at: text.origin() });
        }
        self.reports.error(
            text.origin(),
            "condition",
            format!("{} is not a variable: `a-z`, then `a-z 0-9 _`", quoted(text.text)),
        );
        None
    }

    fn capability(&mut self, text: Text<'_>) -> Option<Predicate> {
        let found = Predicate::from_id(text.text).filter(|p| p.class().is_some());
        if found.is_none() {
            let names = Predicate::capabilities().map(Predicate::id);
            self.reports.unknown(text.origin(), "unknown-capability", "capability", text.text, names);
        }
        found
    }

    /// A line of `if`.
    fn condition(&mut self, text: Text<'a>, body: &mut Body) {
        match parse_condition(text.text) {
            Err(malformed) => self.malformed(text, malformed),
            Ok(Condition::Differ(left, right)) => {
                let left = self.variable(&place(text, &left), None, text.text, false);
                let right = self.variable(&place(text, &right), None, text.text, false);
                if let (Some(left), Some(right)) = (left, right) {
                    if left == right {
                        self.reports.error(text.origin(), "condition", "nothing differs from itself");
                    }
                    body.differ.push((left, right));
                }
            }
            Ok(Condition::Atom { name, args }) => {
                if let Some(relation) = Relation::from_name(name.text) {
                    // An undocumented relation has no types; that the documentation is complete is tested.
                    let columns = self.catalog.relation(relation).map(|doc| &doc.columns[..]);
                    if let Some(args) = self.args(text, &name, &args, relation.arity(), columns, true) {
                        body.relations.push(Atom { relation, args });
                    }
                } else if let Some(fact) = self.fact(text, &name, &args, true) {
                    body.premises.push(fact);
                }
            }
        }
    }

    fn malformed(&mut self, text: Text<'_>, malformed: Malformed) {
        self.reports.error(text.part(malformed.range), "condition", malformed.message);
    }

    fn atom(&mut self, text: Text<'a>) -> Option<(Word<'a>, Vec<Word<'a>>)> {
        match parse_atom(text.text) {
            Ok(atom) => Some(atom),
            Err(malformed) => {
                self.malformed(text, malformed);
                None
            }
        }
    }

    /// `inspect(x)`, `off(control)`: a premise, which binds, or a conclusion.
    fn fact(
        &mut self,
        text: Text<'a>,
        name: &Word<'a>,
        args: &[Word<'a>],
        premise: bool,
    ) -> Option<(Predicate, VarId)> {
        let Some(predicate) = Predicate::from_id(name.text) else {
            let facts = Predicate::ALL.iter().map(|p| p.id());
            let at = text.part(name.range.clone());
            if premise {
                let relations = Relation::ALL.iter().map(|r| r.name());
                let names = relations.chain(facts);
                self.reports.unknown(at, "unknown-relation", "relation, capability or fact", name.text, names);
            } else {
                self.reports.unknown(at, "unknown-capability", "capability or fact", name.text, facts);
            }
            return None;
        };
        let catalog = self.catalog;
        let column = match catalog.facts.iter().find(|f| f.predicate == predicate) {
            Some(fact) => Some(fact.argument.clone()),
            None => catalog.type_named("element").map(|kind| Column { name: "element".to_owned(), kind }),
        };
        let columns = column.as_ref().map(std::slice::from_ref);
        let args = self.args(text, name, args, 1, columns, premise)?;
        args.first().map(|x| (predicate, *x))
    }

    fn point(&mut self, text: Text<'a>) -> Option<(PointId, Vec<VarId>)> {
        let (name, args) = self.atom(text)?;
        let catalog = self.catalog;
        let Some(id) = catalog.point_named(name.text) else {
            if self.defined.has("control point", name.text) {
                self.faulty_name = true;
                return None;
            }
            let names = catalog.points.iter().map(|p| p.id.as_str());
            let at = text.part(name.range.clone());
            self.reports.unknown(at, "unknown-point", "control point", name.text, names);
            return None;
        };
        let columns = &catalog.point(id).columns;
        let args = self.args(text, &name, &args, columns.len(), Some(columns), false)?;
        Some((id, args))
    }

    fn event(&mut self, text: Text<'a>) -> Option<(EventKindId, Vec<VarId>)> {
        let (name, args) = self.atom(text)?;
        let catalog = self.catalog;
        let Some(id) = catalog.event_named(name.text) else {
            if self.defined.has("event", name.text) {
                self.faulty_name = true;
                return None;
            }
            let names = catalog.events.iter().map(|e| e.id.as_str());
            let at = text.part(name.range.clone());
            self.reports.unknown(at, "unknown-event", "event", name.text, names);
            return None;
        };
        let columns = &catalog.event(id).columns;
        let args = self.args(text, &name, &args, columns.len(), Some(columns), false)?;
        Some((id, args))
    }

    /// The variables of an atom, each typed by its column.
    fn args(
        &mut self,
        text: Text<'a>,
        name: &Word<'a>,
        args: &[Word<'a>],
        arity: usize,
        columns: Option<&[Column]>,
        binds: bool,
    ) -> Option<Vec<VarId>> {
        if args.len() != arity {
            let shown = columns.map_or(String::new(), |columns| {
                let names: Vec<&str> = columns.iter().map(|c| c.name.as_str()).collect();
                format!(": {}({})", name.text, names.join(", "))
            });
            let message = format!("`{}` takes {arity} {}, not {}{shown}", name.text, plural(arity), args.len());
            self.reports.error(text.origin(), "arity", message);
            return None;
        }
        let mut ids = Vec::with_capacity(args.len());
        for (i, arg) in args.iter().enumerate() {
            let kind = columns.and_then(|c| c.get(i)).map(|c| c.kind);
            ids.push(self.variable(&place(text, arg), kind, text.text, binds)?);
        }
        Some(ids)
    }

    /// The number of a variable; narrows its type, or reports that two columns disagree.
    fn variable(&mut self, word: &PlacedWord<'a>, kind: Option<TypeId>, context: &str, binds: bool) -> Option<VarId> {
        let index = match self.variables.iter().position(|v| v.name == word.text) {
            Some(index) => index,
            None if self.variables.len() == MAX_VARIABLES => {
                self.reports.error(word.at, "shape", format!("a rule has at most {MAX_VARIABLES} variables"));
                return None;
            }
            None => {
                self.variables.push(Draft { name: word.text, kind: None, bound: false, first: word.at });
                self.variables.len() - 1
            }
        };
        let variable = &mut self.variables[index];
        variable.bound |= binds;
        if let Some(kind) = kind {
            match &variable.kind {
                Some((old, _)) if self.catalog.is_a(*old, kind) => {}
                Some((old, there)) if !self.catalog.is_a(kind, *old) => {
                    let name = |t: TypeId| self.catalog.types.get(t.index()).map_or("", |t| t.name.as_str());
                    let message = format!(
                        "`{}` is of type {} here, and of type {} in {}",
                        word.text,
                        name(kind),
                        name(*old),
                        shown(there)
                    );
                    self.reports.error(word.at, "type-clash", message);
                }
                _ => variable.kind = Some((kind, context.to_owned())),
            }
        }
        u8::try_from(index).ok().map(VarId)
    }

    fn unbound(&mut self) {
        if self.gap {
            return;
        }
        for variable in self.variables.iter().filter(|v| !v.bound) {
            let message = format!("nothing binds `{}`: it stands in no relation and no premise of `if`", variable.name);
            self.reports.error(variable.first, "unbound", message);
        }
    }

    fn typed(&self) -> Vec<Variable> {
        let top = self.catalog.type_named("element").unwrap_or(TypeId(0));
        self.variables
            .iter()
            .map(|v| Variable { name: v.name.to_owned(), kind: v.kind.as_ref().map_or(top, |(kind, _)| *kind) })
            .collect()
    }
}

/// A word of a scalar with its place in the file.
struct PlacedWord<'a> {
    text: &'a str,
    at: Origin,
}

fn place<'a>(text: Text<'a>, word: &Word<'a>) -> PlacedWord<'a> {
    PlacedWord { text: word.text, at: text.part(word.range.clone()) }
}

fn plural(n: usize) -> &'static str {
    if n == 1 { "argument" } else { "arguments" }
}

/// A condition in backticks; what is already in words stays as it is.
fn shown(context: &str) -> String {
    if context.contains('`') { context.to_owned() } else { quoted(context) }
}
