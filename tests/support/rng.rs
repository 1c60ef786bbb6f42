//! Random numbers from a seed.
#![allow(dead_code, reason = "shared by tests that each use some of it")]

/// A small xorshift generator; no clock, no state outside.
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    /// Starts from a seed; near seeds give unlike numbers.
    pub fn new(seed: u64) -> Rng {
        let mixed = (seed.wrapping_add(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mut rng = Rng((mixed ^ (mixed >> 27)) | 1);
        for _ in 0..4 {
            rng.next();
        }
        rng
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 8
    }

    /// A number below `bound`, 0 if that is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        if bound == 0 { 0 } else { (self.next() % bound as u64) as usize }
    }

    /// True in `percent` of 100 cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of them.
    pub fn pick<'i, T>(&mut self, items: &'i [T]) -> Option<&'i T> {
        items.get(self.below(items.len()))
    }

    /// Puts them in another order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }

    /// Some of them, at most `most`, each once.
    pub fn some(&mut self, items: &[String], most: usize) -> Vec<String> {
        let mut all = items.to_vec();
        self.shuffle(&mut all);
        let count = self.below(most + 1);
        all.truncate(count);
        all
    }
}
