//! Did you mean: the candidate that a mistyped word is closest to.

/// Longer words are not compared: the time is the product of two lengths.
const MAX_LENGTH: usize = 80;

/// The candidate within few edits (insert, delete, replace, swap neighbours) of a word; among
/// equals the first. Letters count as equal in either case, and so do space, hyphen and underscore.
/// Allowed is one edit in short words, three in long ones, none in a single letter.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    search(word, &mut candidates.into_iter())
}

/// One copy of the search for all kinds of candidates.
fn search<'a>(word: &str, candidates: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = folded(word)?;
    let letters = letters(&word);
    let allowed = match word.len() {
        0 | 1 => 0,
        2..=5 => 1,
        6..=8 => 2,
        _ => 3,
    };
    let mut best: Option<(usize, &str)> = None;
    let mut rows = Rows::default();
    for candidate in candidates {
        let limit = best.map_or(allowed, |(distance, _)| distance.saturating_sub(1));
        if best.is_some_and(|(distance, _)| distance == 0) {
            break;
        }
        if candidate.len() > 4 * MAX_LENGTH || candidate.len() + limit < word.len() {
            continue;
        }
        let Some(other) = folded(candidate) else {
            continue;
        };
        // Each edit changes the set of letters by two at most.
        if (letters ^ self::letters(&other)).count_ones() as usize > 2 * limit {
            continue;
        }
        if let Some(distance) = rows.distance(&word, &other, limit) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn folded(word: &str) -> Option<Vec<char>> {
    let chars: Vec<char> = word
        .chars()
        .take(MAX_LENGTH + 1)
        .map(|c| match c {
            ' ' | '-' => '_',
            c => c.to_ascii_lowercase(),
        })
        .collect();
    (!chars.is_empty() && chars.len() <= MAX_LENGTH).then_some(chars)
}

/// The set of characters, roughly: one bit for each remainder.
fn letters(word: &[char]) -> u64 {
    word.iter().fold(0, |set, c| set | 1 << (u32::from(*c) % 64))
}

/// Three rows of the table of distances, kept between words.
#[derive(Default)]
struct Rows {
    before: Vec<usize>,
    last: Vec<usize>,
    this: Vec<usize>,
}

impl Rows {
    /// Edit distance with swaps of neighbours, if it is at most the limit.
    fn distance(&mut self, a: &[char], b: &[char], limit: usize) -> Option<usize> {
        if a.len().abs_diff(b.len()) > limit {
            return None;
        }
        self.last.clear();
        self.last.extend(0..=b.len());
        self.before.clone_from(&self.last);
        for (i, x) in a.iter().enumerate() {
            self.this.clear();
            self.this.push(i + 1);
            for (j, y) in b.iter().enumerate() {
                let replaced = self.last[j] + usize::from(x != y);
                let mut least = replaced.min(self.last[j + 1] + 1).min(self.this[j] + 1);
                if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                    least = least.min(self.before[j - 1] + 1);
                }
                self.this.push(least);
            }
            if self.this.iter().min().is_some_and(|least| *least > limit + 1) {
                return None;
            }
            std::mem::swap(&mut self.before, &mut self.last);
            std::mem::swap(&mut self.last, &mut self.this);
        }
        self.last.last().copied().filter(|distance| *distance <= limit)
    }
}
