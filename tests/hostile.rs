//! Documents made to hurt: enormous, deep, cyclic, malformed, or with names that deceive. None may panic or blow up.
//! Sizes and times are printed as information; `BARTIZAN_LARGE=1` takes the full sizes.

use std::fmt::Write;
use std::time::{Duration, Instant};

use bartizan::api::{Analysis, Counts, Scenario, Source};

#[path = "support/rng.rs"]
mod rng;

use rng::Rng;

fn large() -> bool {
    std::env::var("BARTIZAN_LARGE").is_ok_and(|v| v == "1")
}

/// The full size if it is asked for, else one that a build server bears.
fn size(full: usize, small: usize) -> usize {
    if large() { full } else { small }
}

#[allow(clippy::disallowed_methods, reason = "printed, never part of an answer")]
fn now() -> Instant {
    Instant::now()
}

fn source(text: String) -> Source {
    Source { name: "hostile.yaml".to_owned(), text }
}

/// Analyses a document and prints its size and the time of each part; what it counted, and whether it was analysed.
fn run(what: &str, text: String) -> (Counts, bool, Vec<String>) {
    let bytes = text.len();
    let source = source(text);
    let mut at = now();
    let mut lap = || {
        let passed = at.elapsed();
        at = now();
        passed
    };
    let mut analysis = Analysis::begin(&source, &Scenario::default());
    let begun = lap();
    let mut steps = 0_u64;
    while !analysis.advance(200_000).finished {
        steps += 1;
    }
    let ran = lap();
    let overview = analysis.overview();
    let shown = lap();
    let claims = analysis.claims();
    let claimed = lap();
    let exposure = analysis.exposure("", 0, 100);
    let exposed = lap();
    let attacks = analysis.attacks(5).attacks.len();
    let attacked = lap();
    let counts = overview.counts.clone();
    let ms = |time: Duration| time.as_millis();
    println!(
        "{what}: {bytes} bytes, {} elements, {} tuples, {} facts, {} instances, {} events; {} problems; {} claims, {} rows, \
         {attacks} attacks; {steps} advances; ms: read {}, run {}, overview {}, claims {}, exposure {}, attacks {}",
        counts.elements,
        counts.relations,
        counts.facts,
        counts.instances,
        counts.events,
        overview.diagnostics.len(),
        claims.len(),
        exposure.total,
        ms(begun),
        ms(ran),
        ms(shown),
        ms(claimed),
        ms(exposed),
        ms(attacked),
    );
    let codes = overview.diagnostics.iter().map(|d| d.code.clone()).collect();
    (counts, overview.analysed, codes)
}

/// Runs a document of half the size, then the whole, so that growth can be read off.
fn grown(what: &str, n: usize, text: impl Fn(usize) -> String) -> Counts {
    run(&format!("{what} {}", n / 2), text(n / 2));
    let (counts, analysed, codes) = run(&format!("{what} {n}"), text(n));
    assert!(analysed, "{what} is analysed: {codes:?}");
    counts
}

fn with(lines: impl FnOnce(&mut String)) -> String {
    let mut text = String::from("bartizan: 1\n");
    lines(&mut text);
    text
}

macro_rules! line {
    ($text:ident, $($arg:tt)*) => { let _ = writeln!($text, $($arg)*); };
}

#[test]
fn a_hundred_thousand_flat_stores() {
    let n = size(100_000, 20_000);
    let counts = grown("flat stores", n, |n| {
        with(|t| {
            line!(t, "roles: {{ eve: {{ adversary: true }} }}\nhosts: {{ h: {{}} }}\nstores:");
            for i in 0..n {
                line!(t, "  s{i}: {{ runs on: h, written by: eve }}");
            }
            line!(t, "claims: {{ c: {{ nobody in: eve, gains: influence, over: s7 }} }}");
        })
    });
    assert!(counts.elements >= n as u64);
}

#[test]
fn ten_megabytes() {
    let n = size(100_000, 20_000);
    let note = "x".repeat(60);
    let text = with(|t| {
        line!(t, "roles: {{ eve: {{ adversary: true }} }}\nassets:");
        for i in 0..n {
            line!(t, "  a{i}: {{ kind: record, note: \"{note}\", read by: eve }}");
        }
    });
    let (counts, analysed, codes) = run("ten megabytes", text);
    assert!(analysed, "{codes:?}");
    assert!(counts.elements >= n as u64);
}

#[test]
fn a_text_beyond_the_bound_is_refused() {
    let text = with(|t| {
        line!(t, "title: {}", "long ".repeat(3_500_000));
    });
    let (_, analysed, codes) = run("17 MB", text);
    assert!(!analysed && codes.len() == 1, "{codes:?}");
}

#[test]
fn one_agent_with_ten_thousand_tools() {
    grown("tools", size(10_000, 3_000), |n| {
        with(|t| {
            line!(t, "roles: {{ eve: {{ adversary: true }}, ann: {{}} }}\nhosts: {{ h: {{}} }}");
            line!(t, "suppliers: {{ acme: {{ promises: [honest] }} }}\nmodels: {{ m: {{ from: acme }} }}");
            let tools: Vec<String> = (0..n).map(|i| format!("t{i}")).collect();
            line!(t, "agents:\n  a: {{ model: m, runs on: h, used by: [eve, ann], tools: [{}] }}", tools.join(", "));
            line!(t, "tools:");
            for i in 0..n {
                line!(t, "  t{i}: {{ from: us, reads: s{i}, does: d{i}, as: k{i} }}");
            }
            line!(t, "stores:");
            for i in 0..n {
                line!(t, "  s{i}: {{ runs on: h, written by: eve }}");
            }
            line!(t, "claims:\n  c: {{ nobody in: eve, gains: influence, over: d7 }}");
            line!(t, "  r: {{ nobody in: eve, gains: inspect, over: k3 }}");
        })
    });
}

#[test]
fn agents_in_one_cycle_with_shared_memory() {
    grown("cycle", size(10_000, 3_000), |n| {
        with(|t| {
            line!(t, "roles: {{ eve: {{ adversary: true }}, ann: {{}} }}\nhosts: {{ h: {{}} }}");
            line!(t, "suppliers: {{ acme: {{ promises: [honest] }} }}\nmodels: {{ m: {{ from: acme }} }}");
            line!(t, "stores: {{ memory: {{ runs on: h }} }}\nagents:");
            for i in 0..n {
                let used = if i % 100 == 0 { ", used by: [eve, ann]" } else { "" };
                let next = (i + 1) % n;
                line!(
                    t,
                    "  a{i}: {{ model: m, runs on: h, asks: a{next}, writes: memory, inputs: {{ memory: memory }}{used} }}"
                );
            }
            line!(t, "claims: {{ c: {{ nobody in: eve, gains: influence, over: a7.out }} }}");
        })
    });
}

#[test]
fn roles_and_agents_that_all_ask_each_other() {
    let n = size(60, 24);
    grown("all ask all", n, |n| {
        with(|t| {
            line!(
                t,
                "hosts: {{ h: {{}} }}\nmodels: {{ m: {{ runs on: h, weights: w }} }}\nassets: {{ w: {{ kind: weights }} }}\nroles:"
            );
            for i in 0..n {
                line!(t, "  r{i}: {{ adversary: true }}");
            }
            let agents: Vec<String> = (0..n).map(|i| format!("a{i}")).collect();
            line!(t, "agents:");
            for i in 0..n {
                line!(t, "  a{i}: {{ model: m, runs on: h, used by: r{i}, asks: [{}] }}", agents.join(", "));
            }
            line!(t, "claims: {{ c: {{ nobody in: anyone, gains: influence, over: a1.out }} }}");
        })
    });
}

#[test]
fn sessions_beyond_the_bound_are_refused() {
    let text = with(|text| {
        text.push_str("roles:\n");
        for n in 0..1_000 {
            let _ = writeln!(text, "  r{n}: {{ adversary: true }}");
        }
        text.push_str("models: { m: { from: us, runs on: h } }\nagents:\n");
        for n in 0..1_000 {
            let users: Vec<String> = if n == 0 { (0..1_000).map(|r| format!("r{r}")).collect() } else { Vec::new() };
            let next = (n + 1) % 1_000;
            let _ =
                writeln!(text, "  a{n}: {{ model: m, runs on: h, asks: a{next}, used by: [{}] }}", users.join(", "));
        }
    });
    let (counts, analysed, codes) = run("sessions beyond the bound", text);
    assert!(!analysed, "{codes:?}");
    assert!(codes.iter().any(|code| code == "too-large"), "{codes:?}");
    assert_eq!(counts.facts, 0);
}

#[test]
fn many_roles_of_one_agent() {
    grown("roles", size(2_000, 200), |n| {
        with(|t| {
            line!(
                t,
                "hosts: {{ h: {{}} }}\nmodels: {{ m: {{ runs on: h, weights: w }} }}\nassets: {{ w: {{ kind: weights }} }}\nroles:"
            );
            for i in 0..n {
                line!(t, "  r{i}: {{ adversary: true }}");
            }
            let roles: Vec<String> = (0..n).map(|i| format!("r{i}")).collect();
            line!(t, "agents: {{ a: {{ model: m, runs on: h, used by: [{}] }} }}", roles.join(", "));
            line!(t, "claims: {{ c: {{ nobody in: anyone, gains: influence, over: a.out }} }}");
        })
    });
}

#[test]
fn many_suppliers() {
    grown("suppliers", size(10_000, 2_000), |n| {
        with(|t| {
            line!(t, "hosts: {{ h: {{}} }}\nsuppliers:");
            for i in 0..n {
                line!(t, "  p{i}: {{ promises: [honest] }}");
            }
            line!(t, "tools:");
            for i in 0..n {
                line!(t, "  t{i}: {{ from: p{i}, runs on: h, code: p{i}, reads: s }}");
            }
            line!(t, "stores: {{ s: {{ runs on: h }} }}");
            line!(t, "claims: {{ c: {{ nobody but: p1, gains: inspect, over: s }} }}");
        })
    });
}

#[test]
fn claims_over_everything() {
    grown("claims", size(5_000, 400), |n| {
        with(|t| {
            line!(t, "roles: {{ eve: {{ adversary: true }} }}\nhosts: {{ h: {{ administered by: eve }} }}\nstores:");
            for i in 0..n {
                line!(t, "  s{i}: {{ runs on: h, filled from: s{} }}", (i + 1) % n);
            }
            line!(t, "claims:");
            for i in 0..n {
                line!(t, "  c{i}: {{ nobody in: eve, gains: [influence, partially inspect, withhold], over: s{i} }}");
            }
        })
    });
}

#[test]
fn thousands_of_controls_on_one_element() {
    for kind in ["allow-list", "classifier", "approval"] {
        grown(&format!("controls ({kind})"), size(2_000, 200), |n| {
            with(|t| {
                line!(t, "roles: {{ eve: {{ adversary: true }}, ann: {{}} }}\nhosts: {{ h: {{}} }}");
                line!(
                    t,
                    "models: {{ m: {{ runs on: h, weights: w }} }}\nassets: {{ w: {{ kind: weights }}, r: {{}} }}"
                );
                line!(t, "agents: {{ a: {{ model: m, runs on: h, used by: [eve, ann], tools: t }} }}");
                line!(t, "tools: {{ t: {{ from: us, reads: r, does: d, to: anyone }} }}\ncontrols:");
                let on = if kind == "classifier" { "a" } else { "t" };
                for i in 0..n {
                    let status = if i % 2 == 0 { "active" } else { "available" };
                    line!(t, "  g{i}: {{ kind: {kind}, on: {on}, status: {status} }}");
                }
                line!(t, "claims: {{ c: {{ nobody in: eve, gains: influence, over: d.outward }} }}");
            })
        });
    }
}

#[test]
fn classifiers_in_many_sessions() {
    grown("watches", size(300, 100), |n| {
        with(|t| {
            line!(
                t,
                "hosts: {{ h: {{}} }}\nmodels: {{ m: {{ runs on: h, weights: w }} }}\nassets: {{ w: {{ kind: weights }} }}\nroles:"
            );
            for i in 0..n {
                line!(t, "  r{i}: {{ adversary: true }}");
            }
            let roles: Vec<String> = (0..n).map(|i| format!("r{i}")).collect();
            line!(t, "agents: {{ a: {{ model: m, runs on: h, used by: [{}] }} }}\ncontrols:", roles.join(", "));
            for i in 0..n {
                line!(t, "  g{i}: {{ kind: classifier, on: a }}");
            }
            line!(t, "claims: {{ c: {{ nobody in: r1, gains: influence, over: a.out }} }}");
        })
    });
}

#[test]
fn weaknesses_on_many_tools() {
    grown("weaknesses", size(5_000, 2_000), |n| {
        with(|t| {
            line!(t, "roles: {{ eve: {{ adversary: true }} }}\nhosts: {{ h: {{}} }}");
            line!(t, "models: {{ m: {{ runs on: h, weights: w }} }}\nassets: {{ w: {{ kind: weights }} }}");
            let tools: Vec<String> = (0..n).map(|i| format!("t{i}")).collect();
            line!(
                t,
                "agents: {{ a: {{ model: m, runs on: h, used by: eve, tools: [{}] }} }}\ntools:",
                tools.join(", ")
            );
            for i in 0..n {
                line!(t, "  t{i}: {{ from: us }}");
            }
            line!(t, "weaknesses:");
            for i in 0..n {
                line!(t, "  b{i}: {{ on: t{i}, gives: make arbitrary changes, over: h }}");
            }
            line!(t, "claims: {{ c: {{ nobody in: eve, gains: influence, over: h }} }}");
        })
    });
}

#[test]
fn credentials_that_open_services() {
    grown("credentials", size(5_000, 2_000), |n| {
        with(|t| {
            line!(t, "roles: {{ eve: {{ adversary: true }} }}\nhosts: {{ h: {{}} }}\nservices:");
            for i in 0..n {
                line!(t, "  v{i}: {{ runs on: h, used by: eve, reads: k{i}, does: d{i} }}");
            }
            line!(t, "assets:");
            for i in 0..n {
                line!(t, "  k{i}: {{ kind: credential, opens: v{} }}", (i + 1) % n);
            }
            line!(t, "claims: {{ c: {{ nobody in: eve, gains: influence, over: d3 }} }}");
        })
    });
}

#[test]
fn cyclic_fills() {
    grown("ring of fills", size(20_000, 10_000), |n| {
        with(|t| {
            line!(t, "roles: {{ eve: {{ adversary: true }} }}\nhosts: {{ h: {{}} }}\nstores:");
            for i in 0..n {
                let by = if i == 0 { ", written by: eve" } else { "" };
                line!(t, "  s{i}: {{ runs on: h, filled from: s{}{by} }}", (i + 1) % n);
            }
            line!(t, "claims: {{ c: {{ nobody in: eve, gains: influence, over: s3 }} }}");
        })
    });
    grown("all fill all", size(300, 60), |n| {
        with(|t| {
            line!(t, "roles: {{ eve: {{ adversary: true }} }}\nhosts: {{ h: {{}} }}\nstores:");
            let all: Vec<String> = (0..n).map(|i| format!("s{i}")).collect();
            for i in 0..n {
                line!(t, "  s{i}: {{ runs on: h, written by: eve, filled from: [{}] }}", all.join(", "));
            }
            line!(t, "claims: {{ c: {{ nobody in: eve, gains: influence, over: s3 }} }}");
        })
    });
}

#[test]
fn hosts_nested_in_each_other() {
    grown("nested hosts", size(20_000, 10_000), |n| {
        with(|t| {
            line!(t, "roles: {{ eve: {{ adversary: true }} }}\nhosts:\n  h0: {{ administered by: eve }}");
            for i in 1..n {
                line!(t, "  h{i}: {{ inside: h{} }}", i - 1);
            }
            line!(t, "claims: {{ c: {{ nobody in: eve, gains: inspect, over: h{} }} }}", n - 1);
        })
    });
}

#[test]
fn hosts_nested_in_a_circle_are_refused() {
    let n = size(100_000, 20_000);
    let text = with(|t| {
        line!(t, "hosts:");
        for i in 0..n {
            line!(t, "  h{i}: {{ inside: h{} }}", (i + 1) % n);
        }
    });
    let (_, analysed, codes) = run("circle of hosts", text);
    assert!(!analysed && codes.len() == 1, "{codes:?}");
}

#[test]
fn deep_texts_are_refused() {
    let n = size(2_000_000, 200_000);
    let texts = [
        ("lists", "[".repeat(n)),
        ("maps", "{a: ".repeat(n)),
        ("closed lists", "[".repeat(n) + &"]".repeat(n)),
        ("questions", "? ".repeat(n)),
        ("dashes", "- ".repeat(n)),
        ("anchors", "a: &a [*a, *a]\n".repeat(n / 10)),
        ("tags", "!!map ".repeat(n / 10)),
        ("quotes", "\"".repeat(n)),
        ("documents", "---\na: 1\n".repeat(n / 10)),
        ("colons", "a: ".repeat(n)),
        ("indents", (0..1_000).map(|i| " ".repeat(i) + "a:\n").collect::<String>()),
        ("tabs", "\t".repeat(n)),
        ("newlines", "\n".repeat(n)),
        ("comment", format!("#{}", "x".repeat(n))),
        ("block", format!("title: |\n{}", "  line\n".repeat(n / 10))),
    ];
    for (what, text) in texts {
        let (_, analysed, codes) = run(what, text);
        assert!(!analysed && !codes.is_empty(), "{what}: {codes:?}");
    }
}

#[test]
fn tens_of_thousands_of_mistakes() {
    let n = size(100_000, 10_000);
    let unknown = with(|t| {
        line!(t, "stores:");
        for i in 0..n {
            line!(t, "  store{i}: {{ written by: stor{i}, filled frm: x{i} }}");
        }
    });
    let (_, analysed, codes) = run("unknown names", unknown);
    assert!(!analysed && codes.len() <= 202, "{}", codes.len());
    let twice = with(|t| {
        line!(t, "stores:");
        for _ in 0..n {
            line!(t, "  s: {{}}");
        }
    });
    let (_, analysed, codes) = run("one name over and over", twice);
    assert!(!analysed && codes.len() <= 202, "{}", codes.len());
    let mentioned = with(|t| {
        line!(t, "hosts: {{ host: {{}} }}\nstores:");
        for i in 0..n {
            line!(t, "  s{i}: {{ runs on: hots{i} }}");
        }
    });
    let (_, _, codes) = run("mentioned hosts", mentioned);
    assert!(codes.len() <= 202, "{}", codes.len());
}

#[test]
fn names_that_deceive() {
    let long = "n".repeat(80);
    let refused = [
        "\u{202e}evil",
        "emoji😀",
        "zero\u{200b}width",
        "combining\u{0301}",
        "full\u{ff0e}stop",
        "tab\tname",
        "new\\nline",
        "nul\\0",
        "",
        " ",
        "a.b",
        "a@b",
        "a#b",
        "a>b",
        &format!("{long}n"),
        &"n".repeat(1_000_000),
    ];
    for name in refused {
        let text = format!("bartizan: 1\nstores:\n  \"{name}\": {{}}\n");
        let (_, analysed, codes) = run(&format!("name of {} bytes", name.len()), text);
        // Letters of any script may be allowed; what orders or hides text may not.
        let visible = name.chars().all(char::is_alphanumeric) && name.chars().count() <= 80;
        assert!(!analysed || visible && !name.is_empty(), "{name:?}: {codes:?}");
    }
    for name in [long.as_str(), "größe", "数据库", "run", "us-1", "-", "_", "0", "1e3", "True", "null-1"] {
        run(&format!("the name {name}"), format!("bartizan: 1\nstores:\n  \"{name}\": {{ runs on: h }}\n"));
    }
    let text = format!("bartizan: 1\ntitle: \"\u{202e}{}😀\u{0000}\"\n", "🏳️‍🌈".repeat(10_000));
    run("a title", text);
}

#[test]
fn elements_named_like_derived_ones() {
    let text = "bartizan: 1\nroles:\n  run: { adversary: true }\n  own: { adversary: true }\n  config: {}\n  run-own: {}\n\
                hosts: { other: {} }\nmodels: { in: { from: out } }\nsuppliers: { out: { promises: [honest] } }\n\
                agents: { params: { model: in, runs on: other, used by: [run, own], tools: request } }\n\
                tools: { request: { from: us, does: outward, to: anyone } }\n\
                claims: { run: { nobody in: run, gains: influence, over: outward.outward } }\n";
    let (_, analysed, codes) = run("names like derived ones", text.to_owned());
    assert!(analysed, "{codes:?}");
}

#[test]
fn mangled_descriptions_never_panic() {
    let examples: Vec<String> = std::fs::read_dir("examples")
        .expect("tests run at the root of the package")
        .filter_map(|entry| std::fs::read_to_string(entry.ok()?.path()).ok())
        .collect();
    assert!(examples.len() >= 10);
    let mut rng = Rng::new(5);
    let rounds = size(20_000, 2_000);
    let mut analysed = 0;
    for _ in 0..rounds {
        let mut text: Vec<char> = rng.pick(&examples).map(|t| t.chars().collect()).unwrap_or_default();
        for _ in 0..=rng.below(4) {
            let (from, to) = (rng.below(text.len()), rng.below(text.len()));
            let (from, to) = (from.min(to), from.max(to).min(from.min(to) + 40));
            match rng.below(6) {
                0 => {
                    text.drain(from..to);
                }
                1 => {
                    let piece: Vec<char> = text[from..to].to_vec();
                    let at = rng.below(text.len());
                    text.splice(at..at, piece);
                }
                2 => {
                    let odd =
                        ['\u{0}', '\u{feff}', '"', '\'', '{', '[', ':', '\n', '\r', '\t', '#', '&', '*', '!', '-', '𝕏'];
                    let at = rng.below(text.len());
                    text.insert(at, *rng.pick(&odd).unwrap_or(&'"'));
                }
                3 => text.truncate(from),
                // Swaps whole words, which often leaves a description that can be read.
                _ => {
                    let whole: String = text.iter().collect();
                    let words: Vec<String> = whole.split_inclusive([' ', ',', ':']).map(str::to_owned).collect();
                    let (a, b) = (rng.below(words.len()), rng.below(words.len()));
                    let mut words = words;
                    words.swap(a, b);
                    text = words.concat().chars().collect();
                }
            }
            if text.is_empty() {
                break;
            }
        }
        let text: String = text.into_iter().collect();
        let mut analysis = Analysis::begin(&source(text), &Scenario::default());
        analysis.run();
        analysed += usize::from(analysis.analysed());
        assert!(analysis.answer_json().ends_with("}\n"));
    }
    println!("{rounds} mangled, {analysed} analysed");
    assert!(analysed > 20, "{analysed}");
}

#[test]
fn switches_that_name_nothing() {
    let text =
        "bartizan: 1\nstores: { s: { runs on: h } }\nclaims: { c: { nobody in: anyone, gains: inspect, over: s } }\n";
    let names: Vec<String> = (0..size(50_000, 5_000)).map(|i| format!("nothing{i}")).collect();
    let scenario = Scenario {
        on: names.clone(),
        off: names.clone(),
        fail: names.clone(),
        only: names.clone(),
        hold: names,
        ..Scenario::default()
    };
    let mut analysis = Analysis::begin(&source(text.to_owned()), &scenario);
    analysis.run();
    assert!(!analysis.analysed());
    assert!(analysis.overview().diagnostics.len() <= 202);
}
