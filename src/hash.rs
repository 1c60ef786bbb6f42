//! A small multiplicative hash for maps that are only looked up, never iterated into an answer; and the fingerprint of
//! a text, by which a report tells what it was made from.

use std::hash::{BuildHasherDefault, Hasher};

/// Hasher over machine words; the same on every machine for the keys used here, which are fixed-width integers.
#[derive(Clone, Copy, Default)]
pub struct WordHasher(u64);

const FACTOR: u64 = 0x517c_c1b7_2722_0a95;

impl WordHasher {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.add(u64::from(*byte));
        }
    }
    fn write_u16(&mut self, word: u16) {
        self.add(u64::from(word));
    }
    fn write_u32(&mut self, word: u32) {
        self.add(u64::from(word));
    }
    fn write_u64(&mut self, word: u64) {
        self.add(word);
    }
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

/// A map in insertion order with the small hash.
pub type WordMap<K, V> = indexmap::IndexMap<K, V, BuildHasherDefault<WordHasher>>;

/// Tells texts apart, by FNV-1a over their bytes; a byte order mark and carriage returns do not count, since editors
/// add and drop them. It guards against mistakes, not against forgers.
pub fn fingerprint(text: &str) -> u64 {
    let bytes = text.trim_start_matches('\u{feff}').bytes().filter(|byte| *byte != b'\r');
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn texts_are_told_apart_and_line_ends_are_not() {
        assert_eq!(fingerprint(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fingerprint("\u{feff}a: 1\r\nb: 2\r\n"), fingerprint("a: 1\nb: 2\n"));
        assert_ne!(fingerprint("a: 1\n"), fingerprint("a: 2\n"));
    }
}
