//! The same bytes everywhere: natively this writes every example's answer under `target/`; compiled to WASM and run in
//! a browser it must give exactly these. `./test bytes` does both, in this order.

use bartizan::api::{self, Scenario, Source};
use bartizan::report::json;

/// Name and text of every example; a browser cannot read the folder.
const EXAMPLES: &[(&str, &str)] = &[
    ("01-support-assistant.yaml", include_str!("../examples/01-support-assistant.yaml")),
    ("02-fine-tuning.yaml", include_str!("../examples/02-fine-tuning.yaml")),
    ("03-coding-agent.yaml", include_str!("../examples/03-coding-agent.yaml")),
    ("04-shared-memory.yaml", include_str!("../examples/04-shared-memory.yaml")),
    ("05-edge-vision.yaml", include_str!("../examples/05-edge-vision.yaml")),
    ("06-shared-inference.yaml", include_str!("../examples/06-shared-inference.yaml")),
    ("07-guardrail.yaml", include_str!("../examples/07-guardrail.yaml")),
    ("08-evaluation-gate.yaml", include_str!("../examples/08-evaluation-gate.yaml")),
    ("09-hosted-model.yaml", include_str!("../examples/09-hosted-model.yaml")),
    ("10-quiet-summariser.yaml", include_str!("../examples/10-quiet-summariser.yaml")),
];

fn examples() -> impl Iterator<Item = Source> {
    EXAMPLES.iter().map(|(name, text)| Source { name: (*name).to_owned(), text: (*text).to_owned() })
}

/// Scenarios under which each example is answered: as described, and with everything that can be switched turned over.
fn scenarios(source: &Source) -> Vec<Scenario> {
    let described = Scenario::default();
    let mut analysis = api::Analysis::begin(source, &described);
    analysis.run();
    let overview = analysis.overview();
    let (off, on): (Vec<_>, Vec<_>) = overview.controls.iter().partition(|control| control.in_place);
    let names = |controls: Vec<&api::Control>| controls.iter().map(|control| control.name.clone()).collect();
    let fail = overview.assumptions.iter().map(|assumption| assumption.id.clone()).collect();
    let turned = Scenario { on: names(on), off: names(off), fail, ..Scenario::default() };
    vec![described, turned]
}

/// The answer and the numbers of a finished analysis.
fn told(source: &Source, scenario: &Scenario, analysis: &api::Analysis) -> String {
    let numbers = (analysis.risks(u32::MAX), analysis.plan(&[], Some(4.0)), analysis.guarantees());
    let numbers = json::printed(&numbers).expect("numbers are JSON");
    format!("== {} {scenario:?}\n{}\n{numbers}", source.name, analysis.answer_json())
}

/// Every answer of every example, as the command prints it.
fn answers() -> String {
    let mut out = String::new();
    for source in examples() {
        for scenario in scenarios(&source) {
            let mut analysis = api::Analysis::begin(&source, &scenario);
            // Small slices here, one large one below: they must not matter.
            while !analysis.advance(50).finished {}
            out.push_str(&told(&source, &scenario, &analysis));
        }
    }
    out
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn no_example_is_left_out() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("examples/ is there")
        .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".yaml"))
        .collect();
    names.sort();
    assert_eq!(names, EXAMPLES.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>());
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_examples_answers_are_the_same_in_one_slice_and_in_many() {
    let sliced = answers();
    let mut whole = String::new();
    for source in examples() {
        for scenario in scenarios(&source) {
            let mut analysis = api::Analysis::begin(&source, &scenario);
            analysis.run();
            whole.push_str(&told(&source, &scenario, &analysis));
        }
    }
    assert!(sliced == whole, "an answer depends on the size of the slices: {}", difference(&sliced, &whole));
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
    std::fs::create_dir_all(&folder).expect("target/ can be made");
    std::fs::write(folder.join("answers.txt"), sliced).expect("target/ can be written");
}

#[cfg(target_arch = "wasm32")]
mod in_the_browser {
    use super::{answers, difference};
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    /// Written by the native test above.
    const NATIVE: &str = include_str!("../target/answers.txt");

    #[wasm_bindgen_test]
    fn the_answers_are_the_native_ones_byte_for_byte() {
        let here = answers();
        assert!(here == NATIVE, "native and WASM differ: {}", difference(NATIVE, &here));
    }

    #[wasm_bindgen_test]
    fn the_version_names_the_catalog() {
        assert!(bartizan::api::version().contains("catalog"));
    }
}

/// The first lines in which two texts differ.
fn difference(one: &str, other: &str) -> String {
    let at = one.lines().zip(other.lines()).position(|(a, b)| a != b);
    at.map_or_else(
        || format!("{} and {} lines", one.lines().count(), other.lines().count()),
        |line| format!("line {}: {:?} and {:?}", line + 1, one.lines().nth(line), other.lines().nth(line)),
    )
}
