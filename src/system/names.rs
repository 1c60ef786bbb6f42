//! Which names a description declares or mentions, and whether every name that it uses means something.
//! Everything here follows the table of keys; no key is known by name.

mod chains;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::document::{Document, ElementKind, Entry, Key, Kinds, RESERVED, Referring, Refers, check_name};
use crate::source::{Problem, Problems, Severity, Span, Spanned, nearest, quoted};

use ElementKind as K;
use chains::Chains;

/// Unknown names for which a likely meaning is searched; each search reads all names.
const MAX_GUESSES: usize = 50;

/// Whether an element has an entry of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It has one.
    Declared,
    /// It exists by being mentioned.
    Mentioned,
}

/// What is known of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// What it names.
    pub kind: ElementKind,
    /// Whether that has an entry.
    pub origin: Origin,
    /// Where it is declared, or first mentioned.
    pub span: Span,
}

/// Every name of a description with what it means.
#[derive(Clone, Debug, Default)]
pub struct Names {
    known: BTreeMap<String, Known>,
    zones: std::collections::BTreeSet<String>,
}

/// Names derived from others: the word behind the dot, what has it, and what it is.
const DERIVED: &[(&str, &[ElementKind], ElementKind)] = &[
    ("config", &[K::Model, K::Agent, K::Tool, K::Service, K::Pipeline, K::Host, K::Store], K::Configuration),
    ("request", &[K::Service], K::Request),
    ("conversation", &[K::Model, K::Agent], K::Conversation),
    ("in", &[K::Model, K::Agent], K::Inputs),
    ("out", &[K::Model, K::Agent], K::Outputs),
    ("details", &[K::Model, K::Agent], K::Details),
    ("params", &[K::Model], K::Weights),
    ("dataset", &[K::Model], K::Dataset),
    ("hyperparameters", &[K::Model], K::Hyperparameters),
    ("results", &[K::Model], K::Results),
    ("criteria", &[K::Model], K::Criteria),
    (
        "upstream",
        &[
            K::Host,
            K::Model,
            K::Agent,
            K::Tool,
            K::Service,
            K::Pipeline,
            K::Store,
            K::Record,
            K::Dataset,
            K::Weights,
            K::Code,
            K::Configuration,
            K::Results,
            K::Log,
        ],
        K::Upstream,
    ),
    ("outward", &[K::Action], K::Action),
    ("connector", &[K::Tool], K::Tool),
    ("cloud", &[K::Supplier], K::Host),
];

/// Names that can be derived from an element of a kind: the word behind the dot, and what it is.
pub fn derived(kind: ElementKind) -> impl Iterator<Item = (&'static str, ElementKind)> + Clone {
    DERIVED.iter().filter(move |(_, of, _)| of.contains(&kind)).map(|(word, _, is)| (*word, *is))
}

impl Names {
    /// What a name means, derived names included.
    pub fn kind(&self, name: &str) -> Option<ElementKind> {
        let mut parts = name.split('.');
        let mut kind = self.known.get(parts.next()?)?.kind;
        for part in parts {
            kind = derived(kind).find(|(word, _)| *word == part)?.1;
        }
        Some(kind)
    }

    /// What is known of a name that is declared or mentioned.
    pub fn get(&self, name: &str) -> Option<&Known> {
        self.known.get(name)
    }

    /// Every declared or mentioned name, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Known)> {
        self.known.iter().map(|(name, known)| (name.as_str(), known))
    }

    /// How many names are declared or mentioned.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether nothing is declared or mentioned.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }
}

/// Names that stand under one key of one entry.
struct Reference<'d> {
    owner: &'d str,
    key: &'static Key,
    names: &'d [Spanned<String>],
}

/// Finds every name and checks every use of one: unknown names, names of a wrong kind, names declared twice,
/// things that lie in themselves.
pub fn resolve(document: &Document, problems: &mut Problems) -> Names {
    let zones = document.zones().into_iter().map(str::to_owned).collect();
    let mut names = Names { known: BTreeMap::new(), zones };
    let mut references = Vec::new();
    document.elements(&mut |kind, name, body| {
        declare(&mut names, name, kind, problems);
        collect(&name.value, body, &mut references);
    });
    for Entry { name, body, .. } in &document.claims {
        collect(&name.value, body, &mut references);
    }
    for Entry { name, body, .. } in &document.scenarios {
        collect(&name.value, body, &mut references);
    }
    mention(&mut names, &references, problems);
    let mut check = Check { names: &names, guesses: BTreeMap::new(), problems };
    let mut chains = Chains::default();
    for reference in &references {
        let Some(refers) = &reference.key.refers else {
            continue;
        };
        for name in reference.names {
            if check.one(name, reference.key) && refers.acyclic {
                chains.add(reference.owner, reference.key, name);
            }
        }
    }
    check.mentions(&references);
    chains.report(problems);
    names
}

fn collect<'d>(owner: &'d str, body: &'d (impl Referring + ?Sized), references: &mut Vec<Reference<'d>>) {
    body.references(&mut |key, names| references.push(Reference { owner, key, names }));
}

fn declare(names: &mut Names, name: &Spanned<String>, kind: ElementKind, problems: &mut Problems) {
    let this = Known { kind, origin: Origin::Declared, span: name.span };
    let Some(other) = names.known.get(&name.value).copied() else {
        names.known.insert(name.value.clone(), this);
        return;
    };
    let (first, second) = if other.span <= this.span { (other, this) } else { (this, other) };
    problems.report(Severity::Error, || {
        let (one, two) = (first.kind.words(), second.kind.words());
        let message = format!("the name {} is declared twice, as {one} and as {two}", quoted(&name.value));
        Problem::error("duplicate-name", second.span, message)
            .help("names are unique over all sections; rename one")
            .related("the first stands here", first.span)
    });
    names.known.insert(name.value.clone(), first);
}

/// Hosts, keys and actions exist by being mentioned.
fn mention(names: &mut Names, references: &[Reference<'_>], problems: &mut Problems) {
    for reference in references {
        let Some((refers, kind)) = reference.key.refers.and_then(|refers| Some((refers, refers.mentions?))) else {
            continue;
        };
        for name in reference.names {
            let text = name.value.as_str();
            if refers.words.contains(&text) || names.known.contains_key(text) || text.contains('.') {
                continue;
            }
            if check_name(name, problems) {
                names.known.insert(text.to_owned(), Known { kind, origin: Origin::Mentioned, span: name.span });
            }
        }
    }
}

struct Check<'a, 'p> {
    names: &'a Names,
    guesses: Guesses<'a>,
    problems: &'p mut Problems,
}

impl<'a> Check<'a, '_> {
    /// Whether a name may stand under a key; reports why not.
    fn one(&mut self, name: &'a Spanned<String>, key: &'static Key) -> bool {
        let Some(refers) = &key.refers else {
            return true;
        };
        let text = name.value.as_str();
        if refers.words.contains(&text) || (refers.zones && self.names.zones.contains(text)) {
            return true;
        }
        let kind = self.names.kind(text);
        if kind.is_some_and(|kind| refers.kinds.has(kind)) {
            return true;
        }
        match kind {
            Some(kind) => self.problems.report(Severity::Error, || wrong_kind(self.names, name, key, kind)),
            // A mention that is no name was reported as such; what is unknown may be declared where nobody read.
            None if refers.mentions.is_some() && !text.contains('.') => {}
            None if self.problems.is_cut() => {}
            None => {
                let (names, guesses) = (self.names, &mut self.guesses);
                self.problems.report(Severity::Error, || unknown(names, guesses, name, key));
            }
        }
        false
    }

    /// A mention that is one slip away from a declared element of its kind may be meant to be that one.
    fn mentions(&mut self, references: &[Reference<'a>]) {
        let mut searches = 0;
        for reference in references {
            let Some(kind) = reference.key.refers.and_then(|refers| refers.mentions) else {
                continue;
            };
            for name in reference.names {
                let Some(known) = self.names.get(&name.value) else {
                    continue;
                };
                if known.origin == Origin::Declared || known.span != name.span || searches >= MAX_GUESSES {
                    continue;
                }
                searches += 1;
                let declared =
                    self.names.iter().filter(|(_, other)| other.kind == kind && other.origin == Origin::Declared);
                let Some(meant) = nearest(&name.value, declared.map(|(other, _)| other)) else {
                    continue;
                };
                if is_slip(&name.value, meant) {
                    let message = format!(
                        "{} is {} that is only mentioned; {} is declared",
                        quoted(&name.value),
                        kind.words(),
                        quoted(meant)
                    );
                    self.problems.push(
                        Problem::warning("mentioned", name.span, message).help(format!("did you mean `{meant}`?")).fix(
                            format!("write `{meant}`"),
                            name.span,
                            name.rewritten(meant),
                        ),
                    );
                }
            }
        }
    }
}

/// What unknown names may mean, so that each is searched once.
type Guesses<'a> = BTreeMap<&'a str, Option<String>>;

fn takes(key: &Key) -> String {
    key.refers.as_ref().map(Refers::words).unwrap_or_default()
}

fn wrong_kind(names: &Names, name: &Spanned<String>, key: &Key, kind: ElementKind) -> Problem {
    let message = format!("{} is {}; `{}` takes {}", quoted(&name.value), kind.words(), key.name, takes(key));
    let problem = Problem::error("wrong-kind", name.span, message);
    match names.get(&name.value) {
        Some(Known { origin: Origin::Declared, span, .. }) => problem.related("it is declared here", *span),
        Some(Known { span, .. }) => problem
            .related("it is first mentioned here", *span)
            .help("a host, credential or action exists by being mentioned; use another name for one of the two"),
        None => problem,
    }
}

fn unknown<'a>(names: &Names, guesses: &mut Guesses<'a>, name: &'a Spanned<String>, key: &Key) -> Problem {
    let text = name.value.as_str();
    let problem = |message: String| Problem::error("unknown-name", name.span, message);
    if RESERVED.contains(&text) {
        return problem(format!("the word {} does not stand under `{}`", quoted(text), key.name)).help(format!(
            "`{}` takes {}",
            key.name,
            takes(key)
        ));
    }
    let whole = text.split_once('.').and_then(|(base, part)| Some((base, part, names.get(base)?)));
    let problem = match whole {
        Some((base, part, _)) => problem(format!("{} has no part {}", quoted(base), quoted(part))),
        None => problem(format!("unknown element {}", quoted(text))),
    };
    match (guess(names, guesses, text, key), whole) {
        (Some(meant), _) => problem.help(format!("did you mean `{meant}`?")).fix(
            format!("write `{meant}`"),
            name.span,
            name.rewritten(&meant),
        ),
        (None, Some((.., known))) => problem.help(parts_in_words(known.kind)),
        (None, None) => {
            let kinds = key.refers.as_ref().map_or(Kinds::of(&[]), |refers| refers.kinds);
            problem.help(format!("declare it under {}", sections(kinds)))
        }
    }
}

fn guess<'a>(names: &Names, guesses: &mut Guesses<'a>, text: &'a str, key: &Key) -> Option<String> {
    if let Some(meant) = guesses.get(text) {
        return meant.clone();
    }
    if guesses.len() >= MAX_GUESSES {
        return None;
    }
    let meant = search(names, text, key);
    guesses.insert(text, meant.clone());
    meant
}

/// The closest name of a kind that the key takes, else the closest word that it takes.
fn search(names: &Names, text: &str, key: &Key) -> Option<String> {
    let refers = key.refers.as_ref()?;
    if let Some((base, part)) = text.split_once('.') {
        let base =
            if names.known.contains_key(base) { base } else { nearest(base, names.iter().map(|(name, _)| name))? };
        let parts = derived(names.kind(base)?).filter(|(_, kind)| refers.kinds.has(*kind));
        return nearest(part, parts.map(|(word, _)| word)).map(|part| format!("{base}.{part}"));
    }
    let fitting = names.iter().filter(|(_, known)| refers.kinds.has(known.kind)).map(|(name, _)| name);
    nearest(text, fitting.chain(refers.words.iter().copied())).map(str::to_owned)
}

/// Whether one of two close names is the other with a letter too many, two letters swapped, or other separators;
/// numbered names are not.
fn is_slip(a: &str, b: &str) -> bool {
    let letters = |word: &str| {
        let mut letters: Vec<char> =
            word.chars().filter(|c| !matches!(c, '-' | '_')).map(|c| c.to_ascii_lowercase()).collect();
        letters.sort_unstable();
        letters
    };
    let bare = |word: &str| word.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let (x, y) = (letters(a), letters(b));
    let same_but_digits = bare(a) == bare(b) && a != b;
    !same_but_digits && (x == y || x.len().abs_diff(y.len()) == 1)
}

fn parts_in_words(kind: ElementKind) -> String {
    let parts: Vec<&str> = derived(kind).map(|(word, _)| word).collect();
    if parts.is_empty() {
        return format!("{} has no parts with names of their own", kind.words());
    }
    format!("{} has {}", kind.words(), parts.join(", "))
}

/// The sections where elements of some kinds are declared.
fn sections(kinds: Kinds) -> String {
    const PLACES: &[(&str, ElementKind)] = &[
        ("roles", K::Role),
        ("suppliers", K::Supplier),
        ("hosts", K::Host),
        ("models", K::Model),
        ("agents", K::Agent),
        ("tools", K::Tool),
        ("services", K::Service),
        ("pipelines", K::Pipeline),
        ("stores", K::Store),
        ("channels", K::Channel),
        ("controls", K::Control),
        ("weaknesses", K::Weakness),
        ("assumptions", K::Assumption),
    ];
    let mut places: Vec<&str> = PLACES.iter().filter(|(_, kind)| kinds.has(*kind)).map(|(place, _)| *place).collect();
    if [K::Record, K::Weights, K::Credential, K::Action].iter().any(|kind| kinds.has(*kind)) {
        places.push("assets");
    }
    let quoted: Vec<String> = places.iter().map(|place| format!("`{place}`")).collect();
    match quoted.as_slice() {
        [] => "its section".to_owned(),
        [one] => one.clone(),
        [rest @ .., last] if places.len() <= 4 => format!("{} or {last}", rest.join(", ")),
        _ if places.contains(&"stores") => "its section, such as `stores` or `assets`".to_owned(),
        [one, other, ..] => format!("its section, such as {one} or {other}"),
    }
}
