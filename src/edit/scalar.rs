//! How a word is written: plain where YAML 1.2 reads it as the same word, else in quotes.

use std::fmt::Write;

/// Words that readers of older YAML take for switches; as values they stand in quotes.
const SWITCHES: &[&str] = &["y", "yes", "n", "no", "on", "off"];

/// Whether an unquoted word is a number or a switch in the core schema.
pub(super) fn is_value(text: &str) -> bool {
    matches!(text, "true" | "True" | "TRUE" | "false" | "False" | "FALSE") || is_number(text)
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if let Some(octal) = text.strip_prefix("0o") {
        return !octal.is_empty() && octal.bytes().all(|b| (b'0'..=b'7').contains(&b));
    }
    if let Some(hex) = text.strip_prefix("0x") {
        return !hex.is_empty() && hex.bytes().all(|b| b.is_ascii_hexdigit());
    }
    if matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let body = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(body, ".inf" | ".Inf" | ".INF") {
        return true;
    }
    let (mantissa, exponent) = match body.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (body, None),
    };
    let whole = match mantissa.split_once('.') {
        Some(("", fraction)) => digits(fraction),
        Some((whole, fraction)) => digits(whole) && (fraction.is_empty() || digits(fraction)),
        None => digits(mantissa),
    };
    whole && exponent.is_none_or(digits)
}

/// Where a word is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// The key of a map.
    Key,
    /// A value.
    Value,
}

/// A word as it is written; `flow` in brackets or braces, `json` where every text is in double quotes.
pub(super) fn written(text: &str, standing: Standing, flow: bool, json: bool) -> String {
    if json {
        return doubled(text);
    }
    let misread = is_null(text)
        || (standing == Standing::Value
            && (is_value(text) || SWITCHES.iter().any(|word| text.eq_ignore_ascii_case(word))));
    if !misread && is_plain(text, flow) {
        return text.to_owned();
    }
    quoted(text)
}

/// In quotes: single ones where double ones would need escapes and single ones none.
pub(super) fn quoted(text: &str) -> String {
    let single = text.contains(['"', '\\']) && !text.contains('\'') && !text.chars().any(is_escaped);
    if single { format!("'{text}'") } else { doubled(text) }
}

/// In single quotes if that can be, for a text that stood in such.
pub(super) fn singled(text: &str) -> String {
    if text.chars().any(is_escaped) { doubled(text) } else { format!("'{}'", text.replace('\'', "''")) }
}

/// In double quotes, with the escapes that JSON and YAML share.
pub(super) fn doubled(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Writing to a string does not fail.
            c if is_escaped(c) => drop(write!(out, "\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Characters that only stand as escapes: what the reader points out, what breaks a line, what is not seen.
fn is_escaped(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' | '\u{061C}')
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}')
}

/// Whether a word means itself without quotes.
pub(super) fn is_plain(text: &str, flow: bool) -> bool {
    let Some(first) = text.chars().next() else { return false };
    if text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace) || text.chars().any(is_escaped) {
        return false;
    }
    if text.starts_with("---") || text.starts_with("...") || text.starts_with("<<") {
        return false;
    }
    let second = text[first.len_utf8()..].chars().next();
    let opens = match first {
        '-' | '?' | ':' => second.is_none_or(|c| c.is_whitespace() || ",[]{}:".contains(c)),
        ',' | '[' | ']' | '{' | '}' | '#' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@' | '`' => true,
        _ => false,
    };
    let mut before = ' ';
    let mut within = false;
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        within |= c == '#' && before.is_whitespace();
        within |= c == ':' && next.is_none_or(|c| c.is_whitespace() || (flow && ",[]{}".contains(c)));
        within |= flow && ",[]{}".contains(c);
        before = c;
    }
    !opens && !within
}
