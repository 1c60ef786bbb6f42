//! Edits that keep the text: cases to read (`tests/edits/cases.md`), and thousands of random edits on every example,
//! written in many ways. A failure prints its seed; `BARTIZAN_SEED=<seed>` replays that one alone.
#![allow(clippy::panic, reason = "that is how a test fails")]

#[path = "edits/model.rs"]
mod model;
#[path = "edits/random.rs"]
mod random;
#[path = "support/rng.rs"]
mod rng;
mod support;

use bartizan::api::{self, Edit, Edited};
use bartizan::edit::{self, Data, Patch};

/// Patches of the page on a text: UTF-16 units.
fn applied(text: &str, edited: &Edited) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out: Vec<u16> = Vec::new();
    let mut at = 0;
    for patch in &edited.patches {
        let (from, to) = (patch.from as usize, patch.to as usize);
        assert!(at <= from && from <= to, "patches ascend and are disjoint: {:?}", edited.patches);
        out.extend(&units[at..from]);
        out.extend(patch.insert.encode_utf16());
        at = to;
    }
    out.extend(&units[at..]);
    String::from_utf16(&out).expect("patches cut no character in two")
}

/// A case of the page: what stands in its blocks.
#[derive(Default)]
struct Case {
    name: String,
    line: usize,
    before: String,
    edits: String,
    after: String,
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut block: Option<(String, String)> = None;
    let mut name = String::new();
    for (at, line) in text.lines().enumerate() {
        match (&mut block, line.strip_prefix("```")) {
            (None, Some(kind)) => block = Some((kind.to_owned(), String::new())),
            (None, None) => {
                if let Some(title) = line.strip_prefix("## ") {
                    name = title.to_owned();
                }
            }
            (Some((_, body)), None) => *body += &format!("{line}\n"),
            (Some(_), Some(_)) => {
                let (kind, body) = block.take().unwrap_or_default();
                match kind.as_str() {
                    "before" => cases.push(Case { name: name.clone(), line: at, before: body, ..Case::default() }),
                    "edit" => cases.last_mut().expect("a text stands before its edits").edits = body,
                    "after" | "refused" => {
                        cases.last_mut().expect("a text stands before what becomes of it").after = body
                    }
                    other => panic!("line {at}: a block is before, edit, after or refused, not {other}"),
                }
            }
        }
    }
    cases
}

/// Visible signs for what a page of Markdown can't show.
fn unfolded(text: &str) -> String {
    let text = text.replace('␍', "\r").replace('␉', "\t").replace('﹫', "\u{FEFF}");
    text.strip_suffix("␄\n").map(str::to_owned).unwrap_or(text)
}

fn folded(text: &str) -> String {
    let text = text.replace('\r', "␍").replace('\t', "␉").replace('\u{FEFF}', "﹫");
    if text.ends_with('\n') || text.is_empty() { text } else { text + "␄\n" }
}

#[test]
fn cases_of_the_page() {
    let path = support::path("tests/edits/cases.md");
    let page = std::fs::read_to_string(&path).expect("the page of cases is there");
    let cases = cases(&page);
    assert!(cases.len() > 40, "the page has {} cases", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let edits: Vec<Edit> = case
            .edits
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{}: {line}: {e}", case.name)))
            .collect();
        let before = unfolded(&case.before);
        let edited = api::edit(&before, &edits);
        let got = match &edited.refused {
            Some(refused) => format!("{refused}\n"),
            None => folded(&applied(&before, &edited)),
        };
        if got != case.after {
            wrong.push(format!("line {}, {}:\n--- expected\n{}--- got\n{got}", case.line, case.name, case.after));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn random_edits_say_what_they_should_and_keep_the_rest() {
    let texts = random::texts();
    let read = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let count = read("BARTIZAN_EDITS").unwrap_or(2500);
    let seeds = match read("BARTIZAN_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..count,
    };
    let mut made = std::collections::BTreeMap::<&str, usize>::new();
    let mut wrong = Vec::new();
    for seed in seeds {
        let mut rng = rng::Rng::new(seed);
        let mut text = rng.pick(&texts).expect("there are texts").clone();
        for _ in 0..4 {
            let Some((kind, edits)) = random::edits(&mut rng, &text) else { continue };
            *made.entry(kind).or_default() += 1;
            match check(&text, &edits) {
                Ok(after) => text = after,
                Err(why) => {
                    wrong.push(format!("BARTIZAN_SEED={seed} replays this: {why}"));
                    break;
                }
            }
        }
        if wrong.len() > 4 {
            break;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    if read("BARTIZAN_SEED").is_none() {
        assert!(
            made.len() >= 9 && made.values().all(|n| *n > count as usize / 50),
            "every kind is tried often: {made:?}"
        );
    }
}

/// Makes edits and checks everything that must be so of what comes out.
fn check(text: &str, edits: &[edit::Edit]) -> Result<String, String> {
    let tell = |why: &str, after: &str| format!("{why}\n{edits:?}\n--- before\n{text}\n--- after\n{after}");
    let patches = edit::edit(text, edits).map_err(|refused| tell(&format!("refused: {refused}"), ""))?;
    let after = edit::patched(text, &patches);
    let said = edit::read(&after).map_err(|why| tell(&why, &after))?;
    let mut wanted = edit::read(text)?.unwrap_or(Data::Null);
    for edit in edits {
        model::apply(&mut wanted, edit);
    }
    if said.unwrap_or(Data::Null) != wanted {
        return Err(tell(&format!("it says something else than {wanted:?}"), &after));
    }
    model::keeps(text, edits, &patches, &after).map_err(|why| tell(&why, &after))?;
    if edit::patched(&after, &inverse(text, &patches)) != text {
        return Err(tell("the inverse patches don't restore it", &after));
    }
    Ok(after)
}

/// Line and column, in UTF-16 units, as an offset of the page.
fn offset(text: &str, line: u32, column: u32) -> usize {
    let before: usize = text.split_inclusive('\n').take(line as usize - 1).map(|l| l.encode_utf16().count()).sum();
    before + column as usize - 1
}

fn cut(text: &str, place: &api::Place) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let (from, to) = (offset(text, place.line, place.column), offset(text, place.end_line, place.end_column));
    String::from_utf16(&units[from..to]).expect("a place cuts no character in two")
}

/// Names stand where the outline says; its values are those of the text; renaming each gives another text in which the
/// new name stands in the same places.
#[test]
fn the_outline_is_that_of_the_text() {
    let bare = |word: &str| word.trim_matches(['"', '\'']).to_owned();
    for text in random::texts().iter().filter(|text| !text.contains('\r') && !text.contains('\u{FEFF}')) {
        let outline = api::outline(text);
        let data = edit::read(text).expect("texts are right").expect("they say something");
        assert!(outline.entries.len() > 5);
        for entry in &outline.entries {
            assert_eq!(bare(&cut(text, &entry.at)), entry.name);
            let there = entry.path.iter().try_fold(&data, |here, step| here.get(step));
            assert_eq!(there, Some(&entry.value.0), "{:?}", entry.path);
            let held = |word: &str| {
                word.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').any(|w| w == entry.name)
            };
            assert!(entry.mentions.iter().all(|place| held(&cut(text, place))), "{}", entry.name);
        }
        for mention in &outline.mentioned {
            assert!(!mention.mentions.is_empty(), "{} is mentioned", mention.name);
        }
        let Some(first) = outline.entries.iter().find(|entry| entry.kind == "role") else { continue };
        let edited = api::edit(text, &[Edit::Rename { from: first.name.clone(), to: "renamed".to_owned() }]);
        let after = api::outline(&applied(text, &edited));
        let renamed = after.entries.iter().find(|entry| entry.name == "renamed").expect("it is there");
        let lines = |places: &[api::Place]| places.iter().map(|place| place.line).collect::<Vec<_>>();
        assert_eq!(lines(&renamed.mentions), lines(&first.mentions));
    }
}

/// What can be read of a text with errors is outlined, and so are names that are only mentioned.
#[test]
fn a_text_with_errors_has_an_outline() {
    let text = "bartizan: 1\ntitle: x\nagents:\n  bot: { modle: llm, runs on: box, used by: [ghost] }\ntools:\n  t: { runs on: box }\n  u: { from: \"us\n";
    let outline = api::outline(text);
    let names: Vec<(&str, &str)> = outline.entries.iter().map(|e| (e.section.as_str(), e.name.as_str())).collect();
    assert_eq!(names, [("agents", "bot"), ("tools", "t"), ("tools", "u")]);
    let mentioned: Vec<(&str, usize)> = outline.mentioned.iter().map(|m| (m.name.as_str(), m.mentions.len())).collect();
    assert_eq!(mentioned, [("box", 2)]);
    assert_eq!(
        outline.sections.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(),
        ["bartizan", "title", "agents", "tools"]
    );
    let claims = api::outline("claims: { c: {} }\ndecisions: { c: { decision: accepted, reason: x } }\n");
    assert_eq!(claims.entries[0].mentions.len(), 1);
}

/// What was decided goes on standing when an element has another name; a decision that did not stand is left alone.
#[test]
fn decisions_stand_when_names_change() {
    let catalog = api::built_in();
    let answered = |text: &str| {
        let source = api::Source { name: "x.yaml".to_owned(), text: text.to_owned() };
        let mut analysis = api::Analysis::begin(&source, &api::Scenario::default());
        analysis.run();
        (source, analysis)
    };
    let mut kept = 0;
    for name in ["01-support-assistant", "03-coding-agent", "04-shared-memory"] {
        let text = std::fs::read_to_string(support::path(&format!("examples/{name}.yaml"))).expect("it is there");
        let (_, analysis) = answered(&text);
        let claims = analysis.claims();
        let as_of = |id: &str| analysis.basis(id).expect("a claim has a basis").text;
        let decided = claims.iter().enumerate().fold(text, |text, (at, claim)| {
            let mark = if at == 0 { "violated 1 00000000".to_owned() } else { as_of(&claim.id) };
            let value = [("decision", "accepted"), ("reason", "known"), ("as of", &mark)];
            let value = Data::Map(value.map(|(key, word)| (key.to_owned(), Data::Text(word.to_owned()))).to_vec());
            let edits = [Edit::Set { path: vec!["decisions".to_owned(), claim.id.clone()], value: api::Json(value) }];
            applied(&text, &api::edit(&text, &edits))
        });
        let (source, before) = answered(&decided);
        let elements = api::outline(&decided).entries;
        let (mut model, mut others): (Vec<_>, Vec<_>) = elements
            .iter()
            .filter(|entry| entry.kind == "model" || entry.kind == "role" || entry.section == "claims")
            .partition(|entry| entry.kind == "model");
        for entry in model.drain(..).take(1).chain(others.drain(..).take(2)) {
            let rename = Edit::Rename { from: entry.name.clone(), to: "another_name".to_owned() };
            let marks = api::remarked(&catalog, &source, std::slice::from_ref(&rename));
            kept += marks.len();
            let edits = [vec![rename], marks].concat();
            let (_, after) = answered(&applied(&decided, &api::edit(&decided, &edits)));
            let states = |of: &api::Analysis| of.decisions().iter().map(|d| d.state).collect::<Vec<_>>();
            assert_eq!(states(&after), states(&before), "{name}: {}", entry.name);
        }
    }
    assert!(kept > 5, "renaming changes marks: {kept}");
}

/// Formatting changes white space alone, says the same, and changes nothing the second time.
#[test]
fn formatting_is_idempotent_and_keeps_meaning_and_comments() {
    let texts = random::texts();
    let mut wrong = Vec::new();
    for seed in 0..1500 {
        let mut rng = rng::Rng::new(seed);
        let text = rng.pick(&texts).expect("there are texts").clone();
        let text = if seed % 4 == 0 { text } else { random::mangled(&mut rng, &text) };
        let Ok(Some(said)) = edit::read(&text) else { continue };
        let tell = |why: &str, after: &str| format!("seed {seed}: {why}\n--- before\n{text}\n--- after\n{after}");
        let once = match api::formatted(&text) {
            Ok(once) => once,
            Err(why) => {
                wrong.push(tell(&why, ""));
                continue;
            }
        };
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect::<String>();
        if letters(&once) != letters(&text) {
            wrong.push(tell("more than white space changed", &once));
        } else if edit::read(&once) != Ok(Some(said)) {
            wrong.push(tell("it says something else", &once));
        } else if api::formatted(&once).as_ref() != Ok(&once) {
            wrong.push(tell("the second time changes it again", &api::formatted(&once).unwrap_or_default()));
        } else if once.lines().any(|line| line.ends_with([' ', '\t']) && !line.trim().is_empty()) {
            wrong.push(tell("white space stands at the end of a line", &once));
        }
        if wrong.len() > 3 {
            break;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The examples are laid out in the usual way.
#[test]
fn the_examples_are_formatted() {
    for folder in ["examples", "examples/systems", "examples/templates"] {
        for entry in std::fs::read_dir(support::path(folder)).expect("the folder is there") {
            let path = entry.expect("an entry can be read").path();
            if path.extension().is_some_and(|ending| ending == "yaml") {
                let text = std::fs::read_to_string(&path).expect("an example is text");
                assert_eq!(api::formatted(&text), Ok(text), "{}", path.display());
            }
        }
    }
}

#[test]
fn formatting_gives_the_usual_layout() {
    let messy = [
        "",
        "bartizan:    1   ",
        "roles:",
        "      customer:   {adversary: true}   # who buys",
        "      # the staff",
        "      staff: {  }",
        "agents:",
        "      bot:",
        "            model: llm     # the one",
        "",
        "",
        "            tools: [ crm,mail , ]",
        "            # - another",
        "      # end",
        "tools:",
        "      crm: { from: us,",
        "           reads: orders }",
        "      mailer: {",
        "        from: us,  # ours",
        "            does: send",
        "        }",
        "      note: 'two",
        "         lines'",
        "      text: |",
        "           as",
        "             it is",
        "",
    ];
    let tidy = [
        "bartizan: 1",
        "roles:",
        "  customer: { adversary: true }       # who buys",
        "  # the staff",
        "  staff: {}",
        "agents:",
        "  bot:",
        "    model: llm             # the one",
        "",
        "    tools: [crm, mail]",
        "    # - another",
        "  # end",
        "tools:",
        "  crm: { from: us, reads: orders }",
        "  mailer: {",
        "    from: us,  # ours",
        "        does: send",
        "    }",
        "  note: 'two",
        "    lines'",
        "  text: |",
        "    as",
        "      it is",
        "",
    ];
    assert_eq!(api::formatted(&messy.join("\n")), Ok(tidy.join("\n")));
    let json = "{\"bartizan\":1,\"roles\":{\"a\":{\"adversary\":true},\"b\":{}},\"claims\":{}}";
    let laid_out = "{\n  \"bartizan\": 1,\n  \"roles\": {\n    \"a\": { \"adversary\": true },\n    \"b\": {}\n  },\n  \
        \"claims\": {}\n}\n";
    assert_eq!(api::formatted(json).as_deref(), Ok(laid_out));
    assert!(api::formatted("a: {b").is_err_and(|why| why.contains("line 1")));
}

/// The patches that undo others.
fn inverse(text: &str, patches: &[Patch]) -> Vec<Patch> {
    let mut moved = 0isize;
    let mut inverse = Vec::new();
    for Patch { from, to, insert } in patches {
        let start = (*from as isize + moved) as usize;
        inverse.push(Patch { from: start, to: start + insert.len(), insert: text[*from..*to].to_owned() });
        moved += insert.len() as isize - (*to as isize - *from as isize);
    }
    inverse
}
