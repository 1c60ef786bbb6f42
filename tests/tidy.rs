//! The house rules that no compiler knows: rooms import one way, one file knows wasm-bindgen, nothing in the page's
//! sources can open a connection, generated and hand-made lists name the same things.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Rooms in the order in which data flows; a room may use those before it.
const ROOMS: &[&[&str]] = &[
    &["hash", "order"],
    &["diagram"],
    &["source"],
    &["catalog"],
    &["exchange"],
    &["system"],
    &["edit"],
    &["engine"],
    &["analysis"],
    &["explain"],
    // Reports are written from the api's plain types, and the api hands them out.
    &["api", "report"],
    &["wasm", "cli", "main"],
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Files under a folder with one of the endings, in order.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(next) = folders.pop() {
        let Ok(entries) = fs::read_dir(&next) else { continue };
        for entry in entries {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)) {
                let text = fs::read_to_string(&path).expect("a source is text");
                found.push((named(&path), text));
            }
        }
    }
    found.sort();
    found
}

fn named(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// The room that a file under `src` belongs to.
fn room(name: &str) -> String {
    let inner = name.trim_start_matches("src/");
    inner.split('/').next().unwrap_or(inner).trim_end_matches(".rs").to_owned()
}

/// Code without its comments, line for line.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(at, line)| (at + 1, line.split("//").next().unwrap_or(line)))
}

/// Rooms of this crate that a line of code names.
fn rooms_named(line: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for start in ["crate::", "bartizan::"] {
        for (at, _) in line.match_indices(start) {
            let rest = &line[at + start.len()..];
            if let Some(list) = rest.strip_prefix('{') {
                // `use crate::{a::b, c}`: the first word of each part at this depth.
                let mut depth = 0;
                for part in list.split(',') {
                    if depth == 0 {
                        rooms.push(word(part.trim()));
                    }
                    depth += part.matches('{').count();
                    depth = depth.saturating_sub(part.matches('}').count());
                }
            } else {
                rooms.push(word(rest));
            }
        }
    }
    rooms
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn rooms_import_one_way() {
    let place: BTreeMap<&str, usize> =
        ROOMS.iter().enumerate().flat_map(|(at, rooms)| rooms.iter().map(move |room| (*room, at))).collect();
    let mut breaches = Vec::new();
    for (name, text) in files("src", &[".rs"]) {
        let here = room(&name);
        // lib.rs names every room; tests in a room may build what they need from others.
        if here == "lib" || name.contains("test") {
            continue;
        }
        let Some(own) = place.get(here.as_str()) else {
            breaches.push(format!("{name}: the room {here} is not in the list of tests/tidy.rs"));
            continue;
        };
        for (line, code) in code(text.split("#[cfg(test)]").next().unwrap_or(&text)) {
            for used in rooms_named(code) {
                if place.get(used.as_str()).is_some_and(|other| other > own) {
                    breaches.push(format!("{name}:{line}: {here} uses {used}, which comes after it"));
                }
            }
        }
    }
    assert_eq!(breaches, Vec::<String>::new());
}

#[test]
fn one_file_knows_wasm_bindgen() {
    let words = ["wasm_bindgen", "web_sys", "js_sys"];
    let knowing: Vec<String> = files("src", &[".rs"])
        .into_iter()
        .filter(|(_, text)| code(text).any(|(_, line)| words.iter().any(|word| line.contains(word))))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(knowing, ["src/wasm.rs"]);
}

/// The description's JSON Schema, which only tests make (feature `schema`), is written beside its types.
#[test]
fn only_api_and_report_know_json() {
    let allowed = ["api", "report", "wasm", "cli", "main"];
    let knowing: Vec<String> = files("src", &[".rs"])
        .into_iter()
        .filter(|(name, text)| {
            let ours = text.split("#[cfg(test)]").next().unwrap_or(text);
            let schema = ["src/system/document/schema.rs", "src/system/document/section.rs"].contains(&name.as_str());
            !schema
                && !allowed.contains(&room(name).as_str())
                && code(ours).any(|(_, line)| line.contains("serde_json"))
        })
        .map(|(name, _)| name)
        .collect();
    assert_eq!(knowing, Vec::<String>::new());
}

/// What opens a connection, moves the page, keeps something or makes code of text. The page's policy stops most of it;
/// here it is not even written.
const NOT_IN_THE_PAGE: &[&str] = &[
    "fetch(",
    "XMLHttpRequest",
    "WebSocket",
    "EventSource",
    "sendBeacon",
    "importScripts",
    "serviceWorker",
    "SharedWorker",
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "dangerouslySetInnerHTML",
    "eval(",
    "new Function",
    "localStorage",
    "sessionStorage",
    "indexedDB",
    "document.cookie",
    "location.",
    "window.open",
    "http:",
    "https:",
];

/// The one file that stores anything, and only while the reader has switched a draft on.
const DRAFTS: (&str, &str) = ("www/src/state/draft.ts", "indexedDB");

#[test]
fn the_pages_sources_open_no_connection() {
    let mut found = Vec::new();
    for (name, text) in files("www/src", &[".ts", ".tsx"]) {
        for (line, code) in code(&text) {
            for word in NOT_IN_THE_PAGE {
                if code.contains(word) && (name.as_str(), *word) != DRAFTS {
                    found.push(format!("{name}:{line}: {word}"));
                }
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn the_page_names_no_address_in_its_shell_or_styles() {
    let shell = ("index.html".to_owned(), fs::read_to_string(root().join("index.html")).unwrap_or_default());
    let found: Vec<String> = files("www", &[".css"])
        .into_iter()
        .chain([shell])
        .filter(|(_, text)| ["http:", "https:", "//cdn", "@import", "src="].iter().any(|word| text.contains(word)))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn every_source_says_what_it_is_for() {
    let silent: Vec<String> = files("src", &[".rs"])
        .into_iter()
        .chain(files("tests", &[".rs"]))
        .filter(|(_, text)| !text.starts_with("//!"))
        .chain(files("www/src", &[".ts", ".tsx"]).into_iter().filter(|(_, text)| !text.starts_with("//")))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(silent, Vec::<String>::new());
}

#[test]
fn lock_files_name_no_private_host() {
    let lock = fs::read_to_string(root().join("package-lock.json")).expect("package-lock.json is there");
    assert!(!lock.contains("\"resolved\""), "npm config omit-lockfile-registry-resolved keeps addresses out");
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock is there");
    let sources: Vec<&str> = lock
        .lines()
        .filter(|line| line.starts_with("source = "))
        .filter(|line| !line.contains("github.com/rust-lang/crates.io-index"))
        .collect();
    assert_eq!(sources, Vec::<&str>::new());
}
