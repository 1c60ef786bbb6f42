//! The reader of Open-PSA fault trees: small models and what they become, each mistake with its place, hostile texts.

#![allow(clippy::panic, reason = "that is how a test fails")]

use bartizan::diagram::tree::Connective::{And, AtLeast, Or};
use bartizan::diagram::tree::Input;
use bartizan::exchange::open_psa::{MISSION_HOURS, Model, read};
use bartizan::source::{Lines, MAX_TEXT, Problems};

fn model(text: &str) -> Model {
    let (model, problems) = read(&[text], MISSION_HOURS);
    model.unwrap_or_else(|| panic!("{}", told(text, &problems[0])))
}

/// Problems as `line:column code: message (help)`.
fn told(text: &str, problems: &Problems) -> String {
    let lines = Lines::new(text);
    let one = |p: bartizan::source::Problem| {
        let at = lines.position(p.span.start);
        let help = p.help.map_or(String::new(), |help| format!(" ({help})"));
        format!("{}:{} {}: {}{help}", at.line, at.column, p.code, p.message)
    };
    problems.clone().into_sorted().into_iter().map(one).collect::<Vec<_>>().join("\n")
}

/// What is wrong with a text that is refused.
#[track_caller]
fn wrong(text: &str, expected: &[&str]) {
    let (model, problems) = read(&[text], MISSION_HOURS);
    assert_eq!(told(text, &problems[0]), expected.join("\n"));
    assert!(model.is_none(), "a wrong model is no model");
}

/// What is wrong with a formula in a gate that otherwise is right.
#[track_caller]
fn wrong_formula(formula: &str, expected: &[&str]) {
    let text = format!(
        "<opsa-mef>\n<define-fault-tree name=\"t\">\n<define-gate name=\"top\">\n{formula}\n</define-gate>\n\
         <define-basic-event name=\"a\"/>\n<define-basic-event name=\"b\"/>\n</define-fault-tree>\n</opsa-mef>"
    );
    wrong(&text, expected);
}

#[test]
fn reads_gates_events_houses_and_nested_formulas() {
    let read = model(
        r#"<?xml version="1.0"?>
        <!-- a remark -->
        <opsa-mef>
          <define-fault-tree name="t">
            <label>All that is &lt; needed</label>
            <define-gate name="top">
              <label>Top</label>
              <attributes><attribute name="kind" value="none"/></attributes>
              <or>
                <gate name="vote"/>
                <and> <event name="a"/> <house-event name="on"/> <not-so-deep name="x"/> </and>
              </or>
            </define-gate>
          </define-fault-tree>
        </opsa-mef>"#
            .replace("<not-so-deep name=\"x\"/>", "<constant value=\"true\"/>")
            .replace(
                "</define-fault-tree>",
                "<define-gate name=\"vote\"><atleast min=\"2\"><basic-event name=\"a\"/><basic-event name=\"b\"/>\
                 <event name=\"off\" type=\"house-event\"/></atleast></define-gate>\
                 <define-basic-event name=\"a\"><float value=\"1e-2\"/></define-basic-event>\
                 <define-basic-event name=\"b\"/>\
                 <define-house-event name=\"on\"><constant value=\"true\"/></define-house-event>\
                 <define-house-event name=\"off\"/></define-fault-tree>",
            )
            .as_str(),
    );
    let events: Vec<(&str, Option<f64>)> = read.events.iter().map(|e| (e.name.as_str(), e.probability)).collect();
    assert_eq!(events, [("a", Some(0.01)), ("b", None)]);
    let [vote, both, top] = read.tree.gates() else { panic!("{:?}", read.tree) };
    let (on, off) = (Input::Constant(true), Input::Constant(false));
    assert_eq!((vote.connective, &vote.inputs), (AtLeast(2), &vec![Input::Event(0), Input::Event(1), off]));
    assert_eq!((both.connective, &both.inputs), (And, &vec![Input::Event(0), on, on]));
    assert_eq!((top.connective, top.inputs.len()), (Or, 2));
    assert_eq!((read.tops.len(), read.tops[0].0.as_str(), read.gates), (1, "top", 2));
}

#[test]
fn reads_several_files_as_one_model() {
    let tree = "<opsa-mef><define-fault-tree name='t'><define-gate name='g'><and><event name='a'/><event name='b'/>\
                </and></define-gate></define-fault-tree></opsa-mef>";
    let events = "<opsa-mef><model-data><define-basic-event name='b'><float value='0.5'/></define-basic-event>\
                  <define-basic-event name='a'><float value='0.25'/></define-basic-event></model-data></opsa-mef>";
    let (both, _) = read(&[tree, events], MISSION_HOURS);
    let both = both.expect("both together are whole");
    assert_eq!(both.tree.gates()[0].inputs, [Input::Event(1), Input::Event(0)]);
    wrong(
        tree,
        &[
            "1:79 unknown-name: nothing defines `a` (define it, or give the file that does together with this one)",
            "1:96 unknown-name: nothing defines `b` (define it, or give the file that does together with this one)",
        ],
    );
}

#[test]
fn private_names_are_known_in_their_component_and_by_path() {
    let read = model(
        "<opsa-mef><define-fault-tree name='t'>
         <define-gate name='g'><or><gate name='inner.g'/><event name='e'/></or></define-gate>
         <define-component name='inner' role='private'>
           <define-gate name='g'><and><gate name='h'/><event name='e'/></and></define-gate>
           <define-gate name='h'><event name='f'/></define-gate>
           <define-basic-event name='f' role='public'/>
         </define-component>
         <define-basic-event name='e'/></define-fault-tree></opsa-mef>",
    );
    assert_eq!(read.tops.iter().map(|t| t.0.as_str()).collect::<Vec<_>>(), ["g"]);
    let [inner, outer] = read.tree.gates() else { panic!("{:?}", read.tree) };
    assert_eq!((inner.connective, &inner.inputs), (And, &vec![Input::Event(0), Input::Event(1)]));
    assert_eq!(outer.connective, Or);
}

#[test]
fn expressions_become_numbers() {
    let of = |expression: &str| {
        let text = format!(
            "<opsa-mef><define-fault-tree name='t'><define-gate name='g'><event name='e'/></define-gate>\
             <define-basic-event name='e'>{expression}</define-basic-event>\
             <define-parameter name='rate'><parameter name='base'/></define-parameter>\
             <define-parameter name='base'><lognormal-deviate><float value='2e-5'/><float value='3'/>\
             <float value='0.95'/></lognormal-deviate></define-parameter></define-fault-tree></opsa-mef>"
        );
        model(&text).events[0].probability.expect("it has one")
    };
    let rate = "<parameter name='rate'/>";
    assert!((of(rate) - 2e-5).abs() < 1e-18);
    assert!((of(&format!("<exponential>{rate}<system-mission-time/></exponential>")) - 0.160_710_1).abs() < 1e-6);
    assert!((of(&format!("<mul>{rate}<int value='20'/><float value='100'/></mul>")) - 0.04).abs() < 1e-15);
    assert!((of("<sub><float value='0.5'/><float value='0.2'/></sub>") - 0.3).abs() < 1e-15);
    assert!((of("<uniform-deviate><float value='0.1'/><float value='0.3'/></uniform-deviate>") - 0.2).abs() < 1e-15);
}

#[test]
fn says_what_is_not_coherent() {
    let help = "only `<and>`, `<or>`, `<atleast>` and `<cardinality>` without upper bound are solved; write what \
                `<not>` stands for as an event of its own";
    wrong_formula(
        "<or><not><event name='a'/></not>\n<xor><event name='a'/><event name='b'/></xor></or>",
        &[
            &format!("4:5 not-coherent: `<not>` is not coherent: an event can make it false ({help})"),
            &format!("5:1 not-coherent: `<xor>` is not coherent: an event can make it false ({help})"),
        ],
    );
    wrong_formula(
        "<cardinality min='1' max='1'><event name='a'/><event name='b'/></cardinality>",
        &["4:1 not-coherent: `<cardinality>` with an upper bound is not coherent: an event can make it false (raise \
           `max` to the number of inputs, if at least `min` of them suffice)"],
    );
}

#[test]
fn says_what_is_wrong_with_a_formula() {
    wrong_formula(
        "<atleast min='3'><event name='a'/><event name='b'/></atleast>",
        &["4:1 too-few-inputs: `<atleast>` asks for 3 of 2 inputs (lower `min`, or list more inputs)"],
    );
    wrong_formula(
        "<atleast><event name='a'/></atleast>",
        &["4:1 no-number: `<atleast>` needs a whole number as `min` (write min=\"2\" for two of its inputs)"],
    );
    wrong_formula("<and/>", &["4:1 no-inputs: `<and>` holds nothing (list what it depends on, or remove it)"]);
    wrong_formula(
        "<gate name='a'/>",
        &["4:13 other-kind: `a` is a basic event, not a gate (write `<basic-event name=\"…\"/>`)"],
    );
    wrong_formula(
        "<andd><event name='a'/></andd>",
        &["4:1 unknown-element: `andd` is no formula (did you mean `<and>`?)"],
    );
    wrong_formula(
        "",
        &[
            "3:1 no-formula: the gate has no formula (put `<or>`, `<and>`, `<atleast min=\"…\">` or a reference into it)",
        ],
    );
    wrong_formula(
        "<event name='a'/><event name='b'/>",
        &["4:18 several-formulas: the gate has a second formula (put both into one `<or>` or `<and>`)"],
    );
    wrong_formula("<event/>", &["4:1 no-name: `<event>` has no name (write name=\"…\", as where it is defined)"]);
}

#[test]
fn says_which_names_clash_and_which_gates_are_circular() {
    wrong(
        "<opsa-mef>\n<define-fault-tree name='t'>\n\
         <define-gate name='a'><or><gate name='b'/><gate name='a'/></or></define-gate>\n\
         <define-gate name='b'><gate name='a'/></define-gate>\n\
         <define-basic-event name='a'/>\n</define-fault-tree>\n</opsa-mef>",
        &[
            "3:20 cycle: the gate depends on itself: `a` → `a` (a gate may not depend on itself; remove one of these \
             references)",
            "3:20 cycle: the gate depends on itself: `a` → `b` → `a` (a gate may not depend on itself; remove one of \
             these references)",
            "5:27 duplicate: `a` is already a gate (give one of them another name; gates, basic and house events \
             share names)",
        ],
    );
}

#[test]
fn says_what_it_does_not_read() {
    wrong(
        "<opsa-mef>\n<define-event-tree name='e'/>\n<define-CCF-group name='c'/>\n<define-gat name='g'/>\n\
         <define-basic-event name='e'><GLM/></define-basic-event>\n\
         <define-basic-event name='f'><float value='1.5'/></define-basic-event>\n\
         <define-basic-event name='h'><float value='nan'/></define-basic-event>\n</opsa-mef>",
        &[
            "2:1 event-tree: `define-event-tree` belongs to event trees, which are not read (fault trees are read \
             without them)",
            "3:1 not-read: `define-CCF-group` changes what fault trees mean and is not read (write its effect out as \
             gates and basic events, or leave it out if the tree is meant without)",
            "4:1 unknown-element: `define-gat` is not known here (did you mean `<define-gate>`?)",
            "5:30 unknown-expression: the expression `GLM` is not read (give the probability as `<float value=\"…\"/>`)",
            "6:27 probability: the probability of `f` is 1.5 (a probability lies between 0 and 1)",
            "7:44 no-number: `<float>` needs a number as `value` (write value=\"0.01\" or value=\"1e-2\")",
        ],
    );
}

#[test]
fn says_where_the_text_is_no_xml() {
    wrong("", &["1:1 empty: the text holds no element (a model is one `<opsa-mef>` element)"]);
    wrong("<a/>", &["1:1 not-a-model: `a` is no Open-PSA model (a model starts with `<opsa-mef>`)"]);
    wrong(
        "<opsa-mef>\n<model-data></opsa-mef>",
        &["2:13 syntax: `</opsa-mef>` stands where `</model-data>` is expected (elements are closed in the opposite \
             order of being opened)"],
    );
    wrong(
        "<opsa-mef>\n<model-data>",
        &["2:1 not-closed: `<model-data>` is not closed before the text ends (write `</model-data>` where it ends)"],
    );
    wrong(
        "<opsa-mef name='a' name='b'/>x",
        &[
            "1:20 repeated-attribute: the attribute `name` is written twice (remove one of them)",
            "1:30 text: text stands outside of the elements (a model is one `<opsa-mef>` element and nothing else)",
        ],
    );
}

#[test]
fn entities_are_not_expanded() {
    let bomb = "<!DOCTYPE o [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>\n<opsa-mef>\n\
                <define-gate name='&b;'/>\n<label>&b;</label></opsa-mef>";
    wrong(
        bomb,
        &[
            "1:1 document-type: a document type defines entities or elements; it is not read (remove `<!DOCTYPE …>` \
             and write out what its entities stand for)",
            "3:1 no-name: `<define-gate>` has no name (write name=\"…\")",
            "3:20 entity: `&b;` holds an entity that is not known (write &amp; for an ampersand; entities of a \
             document type are not read)",
            "4:8 entity: `&b;` holds an entity that is not known (write &amp; for an ampersand; entities of a \
             document type are not read)",
        ],
    );
    let text = "<opsa-mef><define-gate name='a&amp;&#98;'><constant value='true'/></define-gate></opsa-mef>";
    assert_eq!(model(text).tops, [("a&b".to_owned(), Input::Constant(true))]);
}

/// The first problem's code, and that there is no model.
fn refused(text: &str) -> &'static str {
    let (model, problems) = read(&[text], MISSION_HOURS);
    assert!(model.is_none());
    problems[0].iter().next().map_or("", |problem| problem.code)
}

#[test]
fn hostile_texts_are_refused_in_bounded_time_and_memory() {
    assert_eq!(refused(&" ".repeat(MAX_TEXT + 1)), "too-long");
    let deep = format!("<opsa-mef><define-gate name='g'>{}", "<and>".repeat(3_000_000));
    assert_eq!(refused(&deep), "too-deep");
    let components = format!("<opsa-mef>{}", "<define-component name='c'>".repeat(100_000));
    assert_eq!(refused(&components), "too-deep");
    let wide = format!("<opsa-mef>{}</opsa-mef>", "<a/>".repeat(3_000_000));
    assert_eq!(refused(&wide), "too-many-elements");
    let huge = format!("<opsa-mef><define-gate name='{}'><and/></define-gate></opsa-mef>", "x".repeat(8 << 20));
    assert_eq!(refused(&huge), "no-inputs");
    let attributes: String = (0..500_000).map(|n| format!(" a{n}='1'")).collect();
    assert_eq!(refused(&format!("<opsa-mef{attributes}/>")), "too-many-attributes");
    let path =
        format!("<opsa-mef><define-gate name='g'><gate name='{}'/></define-gate></opsa-mef>", "a.".repeat(4 << 20));
    assert_eq!(refused(&path), "unknown-name");
    let dangling: String = (0..100_000).map(|n| format!("<gate name='g{n}'/>")).collect();
    let dangling = format!("<opsa-mef><define-gate name='g'><or>{dangling}</or></define-gate></opsa-mef>");
    assert_eq!(refused(&dangling), "unknown-name");
    // One circle of all gates, which would overflow a stack.
    let circle: String = (0..100_000)
        .map(|n| format!("<define-gate name='g{n}'><gate name='g{}'/></define-gate>", (n + 1) % 100_000))
        .collect();
    assert_eq!(refused(&format!("<opsa-mef>{circle}</opsa-mef>")), "cycle");
    // A long chain is no circle.
    let chain = format!(
        "<opsa-mef>{}<define-basic-event name='g99999'/></opsa-mef>",
        (0..99_999)
            .map(|n| format!("<define-gate name='g{n}'><event name='g{}'/></define-gate>", n + 1))
            .collect::<String>()
    );
    assert_eq!(model(&chain).tops, [("g0".to_owned(), Input::Event(0))]);
}
