//! JSON as the command prints it: indented, one final line break, and characters that a terminal would obey written
//! as escapes, which any reader of JSON turns back.

use serde::Serialize;
use serde_json::Error;

use super::sheet::is_hostile;

/// A value as JSON text.
pub fn printed<T: Serialize + ?Sized>(value: &T) -> Result<String, Error> {
    let mut text = escaped(serde_json::to_string_pretty(value)?);
    text.push('\n');
    Ok(text)
}

/// Before the first item of a list.
pub const LIST_OPENS: &str = "[\n";
/// Between two items.
pub const LIST_GOES_ON: &str = ",\n";
/// After the last item.
pub const LIST_CLOSES: &str = "\n]\n";

/// Outside of strings JSON has no such character but the line break, so that escapes are right wherever one stands.
fn escaped(text: String) -> String {
    let must = |c: char| c != '\n' && is_hostile(c);
    if !text.chars().any(must) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 64);
    let mut units = [0_u16; 2];
    for c in text.chars() {
        if must(c) {
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_characters_are_escapes_and_read_back_as_they_were() {
        let text = "a\u{1b}[2J\u{9b}\u{202e}\u{e0041}é\n\"";
        let json = printed(text).expect("a string is JSON");
        assert_eq!(json, "\"a\\u001b[2J\\u009b\\u202e\\udb40\\udc41é\\n\\\"\"\n");
        assert_eq!(serde_json::from_str::<String>(&json).expect("it reads back"), text);
    }
}
