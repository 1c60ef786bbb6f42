//! Words and figures that reports share: verdicts, counts, likelihoods, and the one sentence that answers first.

use super::Tone;
use crate::api::{Claim, Confidence, EventClass, Held, Likelihood, Severity, Verdict};

/// The verdict as a word.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Violated => "violated",
        Verdict::Unknown => "unknown",
        Verdict::Conditional => "conditional",
        Verdict::Holds => "holds",
    }
}

/// The tone of a verdict.
pub fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Violated => Tone::Bad,
        Verdict::Unknown => Tone::Unsure,
        Verdict::Conditional => Tone::Wary,
        Verdict::Holds => Tone::Good,
    }
}

/// How firmly something is held, as a sentence's end.
pub fn held(held: Held) -> &'static str {
    match held {
        Held::Held => "held, though every assumption holds",
        Held::Unknown => "held if something of which nothing is stated is hostile",
        Held::Conditional => "held if a stated assumption fails",
        Held::RestsOn => "held only if an assumption fails for which there is a reason",
        Held::No => "not held",
    }
}

/// The tone of how firmly something is held.
pub fn held_tone(held: Held) -> Tone {
    match held {
        Held::Held => Tone::Bad,
        Held::Unknown => Tone::Unsure,
        Held::Conditional => Tone::Wary,
        Held::RestsOn | Held::No => Tone::Good,
    }
}

/// How far a source was checked, in words.
pub fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Read => "source read",
        Confidence::Checked => "source not read",
        Confidence::Secondary => "from a second source",
        Confidence::Own => "own reasoning",
    }
}

/// A kind of event as words.
pub fn class(class: EventClass) -> &'static str {
    match class {
        EventClass::Position => "position",
        EventClass::Weakness => "weakness",
        EventClass::Step => "attack step",
        EventClass::Operation => "operation",
        EventClass::ControlFails => "control fails",
        EventClass::ControlAbsent => "control absent",
        EventClass::Stated => "stated assumption fails",
        EventClass::Justified => "justified assumption fails",
        EventClass::Unknown => "not stated",
    }
}

/// Severity as a word.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The tone of a severity.
pub fn severity_tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Wary,
        Severity::Note => Tone::Faint,
    }
}

/// `partially_inspect` as `Partially Inspect`.
pub fn capability(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for word in id.split('_') {
        if !out.is_empty() {
            out.push(' ');
        }
        let mut letters = word.chars();
        out.extend(letters.next().map(|c| c.to_ascii_uppercase()));
        out.push_str(letters.as_str());
    }
    out
}

/// A number, in words up to twelve.
pub fn number(n: usize) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// `3 errors`, `1 error`.
pub fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// The sentence that answers first, without a full stop: `Two of three claims are violated, one holds`.
pub fn summary(claims: &[Claim]) -> String {
    let verdicts: Vec<Verdict> = claims.iter().map(|c| c.verdict).collect();
    summary_of(&verdicts)
}

fn summary_of(verdicts: &[Verdict]) -> String {
    let all = verdicts.len();
    if all == 0 {
        return "Nothing is claimed".to_owned();
    }
    let is = |n: usize, verdict: Verdict| match (verdict, n) {
        (Verdict::Holds, 1) => "holds".to_owned(),
        (Verdict::Holds, _) => "hold".to_owned(),
        (verdict, 1) => format!("is {}", self::verdict(verdict)),
        (verdict, _) => format!("are {}", self::verdict(verdict)),
    };
    let mut parts: Vec<String> = Vec::new();
    for verdict in [Verdict::Violated, Verdict::Unknown, Verdict::Conditional, Verdict::Holds] {
        let n = verdicts.iter().filter(|v| **v == verdict).count();
        if n == 0 {
            continue;
        }
        let words = is(n, verdict);
        parts.push(match (parts.is_empty(), n == all) {
            (_, true) if all == 1 => format!("the one claim {words}"),
            (_, true) if all == 2 => format!("both claims {words}"),
            (_, true) => format!("all {} claims {words}", number(all)),
            (true, false) => format!("{} of {} claims {words}", number(n), number(all)),
            (false, false) => format!("{} {words}", number(n)),
        });
    }
    let sentence = parts.join(", ");
    let mut letters = sentence.chars();
    letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A likelihood per year in two figures, with `°` if catalog priors went into it: `0.18 to 0.72°`.
pub fn likelihood(likelihood: &Likelihood) -> String {
    let prior = if likelihood.prior { "°" } else { "" };
    let (low, high) = (figures(likelihood.low), figures(likelihood.high));
    if low == high { format!("{low}{prior}") } else { format!("{low} to {high}{prior}") }
}

/// A number from 0 on with two figures.
pub fn figures(x: f64) -> String {
    if x <= 0.0 {
        return "0".to_owned();
    }
    if x < 0.0001 {
        return format!("{x:.1e}");
    }
    let decimals = if x < 0.001 {
        5
    } else if x < 0.01 {
        4
    } else if x < 0.1 {
        3
    } else {
        2
    };
    let text = format!("{x:.decimals$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `a, b and 3 more`, with at most `most` names.
pub fn some_of<S: AsRef<str>>(names: &[S], most: usize) -> String {
    let shown: Vec<&str> = names.iter().take(most).map(AsRef::as_ref).collect();
    let rest = names.len() - shown.len();
    if rest == 0 { shown.join(", ") } else { format!("{} and {rest} more", shown.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_counts_the_worst_first() {
        use Verdict::{Conditional, Holds, Unknown, Violated};
        let says = summary_of;
        assert_eq!(says(&[]), "Nothing is claimed");
        assert_eq!(says(&[Holds]), "The one claim holds");
        assert_eq!(says(&[Unknown]), "The one claim is unknown");
        assert_eq!(says(&[Violated, Violated]), "Both claims are violated");
        assert_eq!(says(&[Holds, Holds, Holds]), "All three claims hold");
        assert_eq!(says(&[Violated, Violated, Holds]), "Two of three claims are violated, one holds");
        assert_eq!(says(&[Conditional, Holds, Holds]), "One of three claims is conditional, two hold");
        assert_eq!(says(&[Holds; 13]), "All 13 claims hold");
    }

    #[test]
    fn likelihoods_have_two_figures() {
        let says = |low, high, prior| likelihood(&Likelihood { low, high, prior });
        assert_eq!(says(0.0, 1.0, false), "0 to 1");
        assert_eq!(says(0.3, 0.3, false), "0.3");
        assert_eq!(says(0.0123, 0.256, true), "0.012 to 0.26°");
        assert_eq!(says(0.000_012_3, 0.005, true), "1.2e-5 to 0.005°");
        assert_eq!(says(0.000_5, 0.03, true), "0.0005 to 0.03°");
    }

    #[test]
    fn words() {
        assert_eq!(capability("make_arbitrary_changes"), "Make Arbitrary Changes");
        assert_eq!(some_of(&["a", "b", "c"], 2), "a, b and 1 more");
        assert_eq!(some_of(&["a", "b"], 2), "a, b");
        assert_eq!(some_of::<&str>(&[], 2), "");
    }
}
