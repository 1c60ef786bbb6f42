//! Articles before words, by the sound that a word begins with.

/// `a` or `an`, as the word is spoken; marks around it are not spoken.
pub(crate) fn article(word: &str) -> &'static str {
    const SILENT: &[&str] = &["hour", "honest", "honour", "honor", "heir"];
    const CONSONANT: &[&str] = &["use", "usu", "unif", "unio", "uniq", "unit", "univ", "util", "eu", "one", "once"];
    let word = word.trim_matches('`').to_lowercase();
    let begins = |with: &[&str]| with.iter().any(|begin| word.starts_with(begin));
    let vowel = word.starts_with(|first| "aeiouàáâäåæèéêëìíîïòóôöøùúûü".contains(first));
    if begins(SILENT) || (vowel && !begins(CONSONANT)) { "an" } else { "a" }
}

/// A word behind its article: `a host`.
pub(crate) fn with_article(word: &str) -> String {
    format!("{} {word}", article(word))
}

/// The word of `a host`.
pub(crate) fn without_article(words: &str) -> &str {
    words.strip_prefix("a ").or_else(|| words.strip_prefix("an ")).unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::{article, with_article, without_article};

    #[test]
    fn it_goes_by_the_sound() {
        for word in ["admin", "`employee`", "intern", "operator", "outsider", "underwriter", "hourly_worker", "Auditor"]
        {
            assert_eq!(article(word), "an", "{word}");
        }
        for word in
            ["customer", "`user`", "unit_lead", "university", "european", "one_time_guest", "house", "writer", ""]
        {
            assert_eq!(article(word), "a", "{word}");
            assert_eq!(without_article(&with_article(word)), word);
        }
    }
}
