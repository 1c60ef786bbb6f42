//! The page's types are the Rust types: `www/src/generated/api.ts` is written from `api` and must not differ.
//! `BARTIZAN_BLESS=1 cargo test --features ts --test typescript` writes it anew.
#![cfg(feature = "ts")]

use std::collections::BTreeMap;
use std::path::Path;

use bartizan::api;
use ts_rs::{Config, TS, TypeVisitor};

/// Every type met on the way down from a root, by its TypeScript name.
struct Types<'a> {
    config: &'a Config,
    found: BTreeMap<String, String>,
}

impl TypeVisitor for Types<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_none() {
            return;
        }
        let name = T::ident(self.config);
        if self.found.contains_key(&name) {
            return;
        }
        let docs = T::docs().unwrap_or_default();
        self.found.insert(name, format!("{docs}export {}\n", T::decl(self.config)));
        T::visit_dependencies(self);
    }
}

/// One declaration with its members on lines of their own and its comments on one line each.
fn laid_out(declaration: &str) -> String {
    let mut out = String::new();
    let mut comment: Vec<&str> = Vec::new();
    for line in declaration.replace(", /**", ",\n/**").replace("{ /**", "{\n/**").lines() {
        let line = line.trim();
        match line {
            "/**" => comment = vec!["/**"],
            _ if line.starts_with('*') && !comment.is_empty() => {
                if line == "*/" {
                    let inner: Vec<&str> = comment.iter().skip(1).map(|l| l.trim_start_matches('*').trim()).collect();
                    let indent = if out.contains('{') { "  " } else { "" };
                    out.push_str(&format!("{indent}/** {} */\n", inner.join(" ")));
                    comment.clear();
                } else {
                    comment.push(line);
                }
            }
            _ if line.is_empty() => {}
            _ if out.contains('{') => match line.strip_suffix(", };").or(line.strip_suffix(" };")) {
                Some(last) => out.push_str(&format!("  {}\n}};\n", last.trim_end_matches(',').to_owned() + ";")),
                None => out.push_str(&format!("  {};\n", line.trim_end_matches(','))),
            },
            _ => out.push_str(&format!("{line}\n")),
        }
    }
    out
}

fn text() -> String {
    let config = Config::new().with_large_int("number");
    let mut types = Types { config: &config, found: BTreeMap::new() };
    types.visit::<api::Answer>();
    types.visit::<api::Attacks>();
    types.visit::<api::Explanation>();
    types.visit::<api::Progress>();
    types.visit::<api::Source>();
    types.visit::<api::Risks>();
    types.visit::<api::ClaimVerdict>();
    types.visit::<api::OpenQuestions>();
    types.visit::<api::Plan>();
    types.visit::<api::Guarantees>();
    types.visit::<api::Difference>();
    types.visit::<api::Crosswalk>();
    types.visit::<api::PackSource>();
    types.visit::<api::Contracts>();
    types.visit::<api::Reading>();
    types.visit::<api::Occurrences>();
    types.visit::<api::CatalogView>();
    types.visit::<api::ReportSection>();
    types.visit::<api::Picture>();
    types.visit::<api::Basis>();
    types.visit::<api::Edit>();
    types.visit::<api::Edited>();
    types.visit::<api::Outline>();
    let mut out = String::from(
        "// Made from src/api/answer.rs by tests/typescript.rs; do not edit.\n// Counts are numbers: none can pass 2^53.\n",
    );
    for declaration in types.found.values() {
        out.push('\n');
        out.push_str(&laid_out(declaration));
    }
    out
}

#[test]
fn the_pages_types_are_the_types_of_the_api() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/src/generated/api.ts");
    let text = text();
    if std::env::var_os("BARTIZAN_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
        std::fs::write(&path, &text).expect("the file can be written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == text, "www/src/generated/api.ts is stale: run this test with BARTIZAN_BLESS=1");
}
