//! Cases of reading: what comes out of a text and what is said of it.

use std::fmt::Write as _;

use super::*;

/// Problems in the order of the text, one a line: `line:column severity code message | help`.
pub(crate) fn rendered(text: &str, problems: Problems) -> String {
    let lines = Lines::new(text);
    let mut out = String::new();
    for problem in problems.into_sorted() {
        let at = lines.position(problem.span.start);
        let severity = format!("{:?}", problem.severity).to_lowercase();
        let _ = write!(out, "{}:{} {severity} {} {}", at.line, at.column, problem.code, problem.message);
        if let Some(help) = problem.help {
            let _ = write!(out, " | {help}");
        }
        for (what, span) in problem.related {
            let at = lines.position(span.start);
            let _ = write!(out, " ({what}: {}:{})", at.line, at.column);
        }
        if let Some((_, span, replacement)) = problem.fix {
            let _ = write!(out, " [{} → {replacement}]", span.of(text));
        }
        out.push('\n');
    }
    out
}

/// The tree in one line, then the problems.
fn check(text: &str) -> String {
    let mut problems = Problems::new();
    let node = read(text, &mut problems);
    let tree = node.map_or("nothing".to_owned(), |node| shown(&node));
    format!("{tree}\n{}", rendered(text, problems))
}

fn shown(node: &Node) -> String {
    match &node.value {
        Value::Null => "~".to_owned(),
        Value::Scalar { text, quoted: true } => format!("{text:?}"),
        Value::Scalar { text, .. } => text.clone(),
        Value::List(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, node)| format!("{}: {}", key.value, shown(node))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

#[test]
fn block_and_flow_styles() {
    let text = "a: 1\nb: [x, 'y', \"z\\n\"]\nc: |\n  lit\n  two\nd: >-\n  fold\n  ed\ne:\nf: ~\ng: {}\nh: b\n c # x\n";
    let tree = r#"{a: 1, b: [x, "y", "z\n"], c: "lit\ntwo\n", d: "fold ed", e: ~, f: ~, g: {}, h: b c}"#;
    assert_eq!(check(text), format!("{tree}\n"));
}

#[test]
fn words_stay_words() {
    assert_eq!(check("on: x\ny: no\nz: [on, 1.10, 0o7, \"null\"]\n"), "{on: x, y: no, z: [on, 1.10, 0o7, \"null\"]}\n");
}

#[test]
fn json_with_tabs_and_escapes() {
    let text = "{\n\t\"a\": 1,\n\t\"b\": [\n\t\t\"x\",\n\t\ttrue\n\t],\n\t\"c\": {\"d\":\"\\/\\u00e9\"}\n}\n";
    assert_eq!(check(text), "{a: 1, b: [\"x\", true], c: {d: \"/é\"}}\n");
    assert_eq!(check("{\"a\":\"\\ud83d\\ude00\\\\ud83d\"}"), "{a: \"😀\\\\ud83d\"}\n");
    assert_eq!(
        check("{\"a\":\"\\ud83d\"}"),
        "nothing\n1:6 error syntax an escape names no character | write the character itself\n"
    );
}

/// Byte order mark, CR LF, characters of several bytes and joined escapes move no span.
#[test]
fn spans_are_bytes_of_the_text() {
    for (text, expected) in [
        ("\u{FEFF}ä: é\r\nb: [ü, 😀x]\r\n", "ä|é|b|[ü, 😀x]|ü|😀x"),
        (
            "{\"a\": \"\\ud83d\\ude00\", \"b\": 'é', c: \"\\uD83D\\uDE00\", d: e}",
            "\"a\"|\"\\ud83d\\ude00\"|\"b\"|'é'|c|\"\\uD83D\\uDE00\"|d|e",
        ),
        ("# ä comment\na: b # ö\nc: d\n", "a|b|c|d"),
        ("a:\n  b: c\nd:\n", "a|b: c|b|c|d|"),
    ] {
        let node = read(text, &mut Problems::new()).expect("it is well formed");
        let mut found = Vec::new();
        each_span(&node, &mut |span| found.push(span.of(text)));
        assert_eq!(found[1..].join("|"), expected, "{text:?}");
    }
}

fn each_span(node: &Node, visit: &mut impl FnMut(Span)) {
    visit(node.span);
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| each_span(item, visit)),
        Value::Map(entries) => entries.iter().for_each(|(key, value)| {
            visit(key.span);
            each_span(value, visit);
        }),
        _ => {}
    }
}

#[test]
fn what_would_change_the_meaning_is_refused() {
    assert_eq!(
        check("a: &x 1\nb: *x\n<<: {c: d}\n? [p, q]\n: r\nt: !!str u\n: v\n"),
        "{a: 1, b: ~, t: u}\n\
         1:4 error anchor an anchor stands before this value; anchors are not read | remove the word that starts with \
         `&`, and write the value out wherever an alias used it\n\
         2:4 error alias `*x` is an alias; aliases are not read | write the value out where it is used, or put the \
         word in quotes\n\
         3:1 error merge-key `<<` is a merge key; merge keys are not read | write the keys out\n\
         4:3 error complex-key a list stands where a key is expected | a key is a word; quote it if it holds `[`, `{` \
         or `: `\n\
         6:4 error tag a tag stands before this value; tags are not read | remove the word that starts with `!`; what \
         a value is follows from its key\n\
         7:1 error empty-key a key is empty | write a name before the colon\n"
    );
    assert_eq!(
        check("a: *nope\n"),
        "{}\n1:4 error alias `*nope` is an alias; aliases are not read | write the value out where it is used, or put \
         the word in quotes\n"
    );
    assert_eq!(
        check("---\na: b\n...\n---\nc: d\n"),
        "{a: b}\n4:1 error several-documents a second document starts here; only the first is read | keep one \
         description in a file\n"
    );
}

#[test]
fn duplicate_keys_name_both_places() {
    assert_eq!(
        check("a: 1\nb: {c: 1, c: 2}\n\"a\": 3\n"),
        "{a: 1, b: {c: 1}}\n\
         2:11 error duplicate-key the key `c` stands twice in this map | merge the two entries, or rename one (the \
         first stands here: 2:5)\n\
         3:1 error duplicate-key the key `a` stands twice in this map | merge the two entries, or rename one (the \
         first stands here: 1:1)\n"
    );
}

#[test]
fn characters_that_deceive() {
    assert_eq!(
        check("a: x\u{202E}y\nb: \"x\u{1}y\"\nc: \u{7F}\n"),
        "{a: x\u{202E}y, b: \"x\\u{1}y\", c: \u{7F}}\n\
         1:5 warning bidirectional the character U+202E makes text read in another order than it is | remove it, or \
         write it as an escape in a quoted text [\u{202E} → ]\n\
         2:6 error character the character U+0001 may not stand in a text | remove it, or write it as an escape in a \
         quoted text [\u{1} → ]\n\
         3:4 error character the character U+007F may not stand in a text | remove it, or write it as an escape in a \
         quoted text [\u{7F} → ]\n"
    );
    assert_eq!(
        check("a: b\nc: \0d\ne: f\n"),
        "{a: b, c: ~}\n2:4 error character a zero byte ends the text; what follows is not read | save the file as \
         UTF-8 text\n"
    );
    assert_eq!(quoted("a\u{202E}`b\n"), "`a\\u{202e}'b\\u{a}`");
}

#[test]
fn nothing_to_read() {
    let empty = "nothing\n1:1 error empty the document is empty | a description starts with the line `bartizan: 1`\n";
    assert_eq!(check(""), empty);
    assert_eq!(check("# only a comment\n"), empty);
    assert_eq!(check("---\n"), "~\n");
}

/// What was read before an error of syntax is kept, but no key whose value was cut off.
#[test]
fn syntax() {
    for (text, expected) in [
        ("a: b\nc:\n\td: e\n", "{a: b}\n3:1 error syntax a tab stands where only spaces may | indent with spaces\n"),
        (
            "a: b: c\n",
            "{a: b}\n1:5 error syntax a colon stands where no key can be | put a text that holds `: ` in quotes, and \
             a map on lines of its own\n",
        ),
        (
            "x: y\na: [b, {c: d}, e\nf: g\n",
            "{x: y, a: [b, {c: d}]}\n3:2 error syntax a colon stands where no key can be | a bracket or quotation \
             mark before it may not be closed (the innermost bracket opens here: 2:4)\n",
        ),
        (
            "a: {b: c\n",
            "{a: {b: c}}\n2:1 error syntax a `{` is not closed, or a comma is missing | write `,` between entries and \
             `}` at the end (the innermost bracket opens here: 1:4)\n",
        ),
        (
            "a: \"x\nb: y\n",
            "{}\n1:4 error syntax a quotation mark is not closed | close it on its line; further lines of a quoted \
             text are indented\n",
        ),
        ("a: 1\nb: @x\n", "{a: 1}\n2:4 error syntax a word can't start with this character | put the text in quotes\n"),
        (
            "a:\n  b: c\n d: e\n",
            "{a: {b: c}}\n3:2 error syntax this line does not belong to the map above it | keys of one map stand in \
             one column, each with a colon\n",
        ),
    ] {
        assert_eq!(check(text), expected, "{text:?}");
    }
}

/// The problems of a text without its tree: for trees that would fill the page.
fn complaints(text: &str) -> String {
    let mut problems = Problems::new();
    read(text, &mut problems);
    rendered(text, problems)
}

#[test]
fn hostile_depth() {
    let deep = "error too-deep lists and maps lie more than 64 deep in each other | a description needs four levels\n";
    assert!(complaints(&"[".repeat(100_000)).ends_with(deep));
    assert!(complaints(&"{a: ".repeat(100_000)).ends_with(deep));
    assert!(complaints(&"- ".repeat(100_000)).ends_with(deep));
    assert!(complaints(&"? ".repeat(100_000)).ends_with(deep));
    let indented: String = (0..1000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    assert!(complaints(&indented).ends_with(deep));
    let allowed = format!("{}{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH));
    assert_eq!(complaints(&allowed), "");
}

#[test]
fn hostile_size() {
    let text = "a: b\n".repeat(100_000);
    let said = complaints(&text);
    assert_eq!(said.lines().count(), MAX_PROBLEMS + 1);
    assert!(said.ends_with("note more-problems and 99799 more problems\n"), "{said}");

    let bomb = format!("a: &a [x, x]\nb: [{}]\n", "*a, ".repeat(100_000));
    assert!(complaints(&bomb).ends_with("note more-problems and 99801 more problems\n"));

    let long = format!("a: \"{}\"\n", "x".repeat(2_000_000));
    assert_eq!(complaints(&long), "");
    let key = "k".repeat(1000);
    assert_eq!(
        complaints(&format!("{key}: 1\n{key}: 2\n")),
        format!(
            "2:1 error duplicate-key the key `{}…` stands twice in this map | merge the two entries, or rename one \
             (the first stands here: 1:1)\n",
            "k".repeat(60)
        )
    );

    let too_long = " ".repeat(MAX_TEXT + 1);
    assert_eq!(
        complaints(&too_long),
        "1:1 error too-long the text has 16777217 bytes; at most 16777216 are read | split the system into several \
         descriptions, or leave generated parts out\n"
    );
}

#[test]
fn errors_take_the_place_of_warnings() {
    let mut problems = Problems::new();
    for _ in 0..MAX_PROBLEMS + 5 {
        problems.report(Severity::Warning, || Problem::warning("w", Span::default(), "w"));
    }
    problems.report(Severity::Error, || Problem::error("e", Span::default(), "e"));
    assert!(problems.has_errors());
    let kept = problems.into_sorted();
    assert_eq!((kept.len(), kept[0].code), (MAX_PROBLEMS + 1, "e"));
    assert_eq!(kept[MAX_PROBLEMS].message, "and 6 more problems");
}

#[test]
fn lines_and_columns() {
    let text = "a\r\nb😀c\rd\n\né";
    let lines = Lines::new(text);
    let at = |offset: u32| {
        let at = lines.position(offset);
        format!("{}:{}", at.line, at.column)
    };
    let places: Vec<String> = (0..=16).map(at).collect();
    assert_eq!(places.join(" "), "1:1 1:2 1:3 2:1 2:2 2:2 2:2 2:2 2:4 2:5 3:1 3:2 4:1 5:1 5:1 5:2 5:2");
    assert_eq!((lines.count(), Lines::new("").count()), (5, 1));

    let long = "é😀".repeat(10_000);
    assert_eq!(Lines::new(&long).position(60_000), Position { line: 1, column: 30_001 });
}

#[test]
fn nearest_word() {
    let words = ["runs on", "reads", "written by", "read by", "as"];
    for (word, expected) in [
        ("runs_on", Some("runs on")),
        ("RUNS ON", Some("runs on")),
        ("raeds", Some("reads")),
        ("writen by", Some("written by")),
        ("red by", Some("read by")),
        ("an", Some("as")),
        ("a", None),
        ("memory", None),
        ("", None),
    ] {
        assert_eq!(nearest(word, words), expected, "{word}");
    }
    assert_eq!(nearest(&"x".repeat(1000), ["x"]), None);
}

mod any_text {
    use proptest::prelude::*;

    use super::*;

    /// Text that is more often nearly right than bytes are.
    fn nearly_yaml() -> impl Strategy<Value = String> {
        let bits = [
            "a",
            "b: ",
            ": ",
            "- ",
            "? ",
            "[",
            "]",
            "{",
            "}",
            ",",
            "\n",
            "\n  ",
            "\t",
            "\r\n",
            "\r",
            "'",
            "\"",
            "|\n",
            ">-\n",
            "#",
            " # ",
            "&x ",
            "*x",
            "!t ",
            "---\n",
            "...\n",
            "%YAML 1.2\n",
            "<<: ",
            "é",
            "😀",
            "\u{202E}",
            "\u{FEFF}",
            "\0",
            "\\ud83d\\ude00",
            "\\",
            "~",
            "null",
            "\u{85}",
            "\u{2028}",
        ];
        prop::collection::vec(prop::sample::select(bits.to_vec()), 0..40).prop_map(|bits| bits.concat())
    }

    fn reads(text: &str) {
        let mut problems = Problems::new();
        let node = read(text, &mut problems);
        let lines = Lines::new(text);
        let inside = |span: Span| {
            let (start, end) = (span.start as usize, span.end as usize);
            assert!(text.get(start..end).is_some(), "{span:?} of {text:?}");
            assert!(lines.position(span.start) <= lines.position(span.end));
        };
        if let Some(node) = &node {
            each_span(node, &mut |span| inside(span));
            each_plain(node, &mut |word, span| {
                if span.of(text).chars().all(char::is_alphanumeric) {
                    assert_eq!(word, span.of(text));
                }
            });
        }
        assert!(node.is_some() || problems.has_errors());
        for problem in problems.into_sorted() {
            inside(problem.span);
            problem.related.iter().for_each(|(_, span)| inside(*span));
            problem.fix.iter().for_each(|(_, span, _)| inside(*span));
        }
    }

    fn each_plain(node: &Node, visit: &mut impl FnMut(&str, Span)) {
        match &node.value {
            Value::Scalar { text, quoted: false } => visit(text, node.span),
            Value::List(items) => items.iter().for_each(|item| each_plain(item, visit)),
            Value::Map(entries) => entries.iter().for_each(|(_, value)| each_plain(value, visit)),
            _ => {}
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() })]

        #[test]
        fn of_bits(text in nearly_yaml()) {
            reads(&text);
        }

        #[test]
        fn of_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            reads(&String::from_utf8_lossy(&bytes));
        }
    }
}
