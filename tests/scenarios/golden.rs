//! The answer of every example, kept byte for byte, and the same whatever the order of the document. Of the attacks it
//! is kept where each stands; their texts are the catalog's.
//! `BARTIZAN_BLESS=1 cargo test --test scenarios golden` writes the answers anew; read the difference before keeping it.

use bartizan::api::{Answer, Attack};
use bartizan::source::{Node, Problems, Value, read};
use serde_json::Value as Json;

use crate::support::{Case, built_in, path};

/// The file names of the examples, in order.
pub fn examples() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(path("examples"))
        .expect("the project has examples")
        .map(|entry| entry.expect("the folder can be listed").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".yaml"))
        .collect();
    names.sort();
    names
}

/// An answer as it is kept: whole, but of each attack one line.
fn kept(answer: &Answer) -> String {
    let attack = |attack: &Attack| {
        let first = attack.places.first();
        let decides: Vec<&str> = first.map_or_else(Vec::new, |p| p.decides.iter().map(|d| d.name.as_str()).collect());
        let line = [
            format!("{:?} at {}: {}", attack.scope, attack.total_places, first.map_or("", |p| &p.sentence)),
            attack.reason.clone(),
            format!("missing {}", first.map_or_else(String::new, |p| p.missing.join(", "))),
            format!("decides {}", decides.join(", ")),
            format!("claims {}", attack.claims.join(", ")),
        ];
        let told: Vec<&str> =
            line.iter().map(String::as_str).filter(|part| part.contains(' ') && !part.ends_with(' ')).collect();
        (attack.id.clone(), Json::String(told.join("; ")))
    };
    let mut json = serde_json::to_value(answer).expect("an answer is JSON");
    json["attacks"] = Json::Object(answer.attacks.iter().map(attack).collect());
    serde_json::to_string_pretty(&json).expect("JSON can be written") + "\n"
}

#[test]
fn golden_answers() {
    let mut differ = Vec::new();
    for name in examples() {
        let made = kept(&Case::example(&name).run(&built_in()).answer());
        let file = format!("tests/golden/{}", name.replace(".yaml", ".json"));
        if std::env::var_os("BARTIZAN_BLESS").is_some() {
            std::fs::write(path(&file), &made).expect("the golden answer can be written");
        }
        let kept = std::fs::read_to_string(path(&file)).unwrap_or_default();
        if made != kept {
            let line = (1..).zip(made.lines().zip(kept.lines())).find(|(_, (a, b))| a != b);
            differ.push(match line {
                Some((number, (is, was))) => format!("{file}:{number}\n    was {was}\n    is  {is}"),
                None => format!("{file}: lines are missing at the end"),
            });
        }
    }
    assert!(differ.is_empty(), "answers differ; BARTIZAN_BLESS=1 writes them anew:\n{}", differ.join("\n"));
}

#[test]
fn golden_answers_are_of_examples() {
    for entry in std::fs::read_dir(path("tests/golden")).expect("there are golden answers") {
        let name = entry.expect("the folder can be listed").file_name().to_string_lossy().into_owned();
        assert!(examples().contains(&name.replace(".json", ".yaml")), "{name} belongs to no example");
    }
}

/// Numbers from a seed, the same everywhere (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % (bound as u64)).expect("it is below the bound")
    }

    fn shuffled<T>(&mut self, items: impl IntoIterator<Item = T>) -> Vec<T> {
        let mut items: Vec<T> = items.into_iter().collect();
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
        items
    }
}

/// The tree as JSON with the keys of every map and the items of every list in another order.
fn reordered(node: &Node, random: &mut Random) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Scalar { text, quoted } => {
            let bare = matches!(serde_json::from_str(text), Ok(Json::Number(_) | Json::Bool(_)));
            if bare && !quoted { text.clone() } else { Json::String(text.clone()).to_string() }
        }
        Value::List(items) => {
            // A range of likelihoods is a pair, not a list.
            let is_range = items.iter().all(|i| i.text().is_some_and(|t| t.parse::<f64>().is_ok()));
            let items = if is_range { items.iter().collect() } else { random.shuffled(items) };
            format!("[{}]", items.iter().map(|i| reordered(i, random)).collect::<Vec<_>>().join(", "))
        }
        Value::Map(entries) => {
            let entries: Vec<String> = random
                .shuffled(entries)
                .into_iter()
                .map(|(key, value)| format!("{}: {}", Json::String(key.value.clone()), reordered(value, random)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// Takes away where things stand in the text, and puts diagnostics, which stand in its order, in an order of their own.
fn without_places(json: &mut Json) {
    match json {
        Json::Object(map) => {
            for key in ["place", "related", "fixes", "fix"] {
                map.remove(key);
            }
            if let Some(Json::Array(diagnostics)) = map.get_mut("diagnostics") {
                diagnostics.iter_mut().for_each(without_places);
                diagnostics.sort_by_key(ToString::to_string);
            }
            map.values_mut().for_each(without_places);
        }
        Json::Array(items) => items.iter_mut().for_each(without_places),
        _ => {}
    }
}

fn answer_without_places(case: &Case) -> String {
    let text = case.run(&built_in()).answer_json();
    let mut json: Json = serde_json::from_str(&text).expect("an answer is JSON");
    without_places(&mut json);
    serde_json::to_string_pretty(&json).expect("JSON can be written")
}

/// Fails unless the case answers the same in whatever order it is written.
fn same_in_any_order(case: &Case, seeds: u64) {
    let expected = answer_without_places(case);
    let node = read(&case.source.text, &mut Problems::new()).expect("the case can be read");
    for seed in 0..seeds {
        let mut other = case.clone();
        other.source.text = reordered(&node, &mut Random(seed));
        let answer = answer_without_places(&other);
        let line = (1..).zip(answer.lines().zip(expected.lines())).find(|(_, (a, b))| a != b);
        assert!(
            answer == expected,
            "{} in the order of seed {seed} differs at {line:?}\n{}",
            case.name,
            other.source.text
        );
    }
}

#[test]
fn the_order_of_examples_does_not_matter() {
    for name in examples() {
        same_in_any_order(&Case::example(&name), 12);
    }
}

#[test]
fn the_order_of_cases_does_not_matter() {
    for case in crate::support::literate::cases() {
        same_in_any_order(&case, 1);
    }
}
