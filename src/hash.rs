//! A small multiplicative hash for maps that are only looked up, never iterated into an answer.

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
