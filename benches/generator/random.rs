//! Random choices from a seed: the same numbers on every machine, without a dependency.

/// `splitmix64` of Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
#[derive(Clone)]
pub struct Random(u64);

impl Random {
    /// Two seeds that differ in one bit give unrelated numbers.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A generator of its own for the `index`-th of many things, whatever was drawn before.
    pub fn fork(&self, index: usize) -> Self {
        let mut child = Self(self.0 ^ (index as u64).wrapping_mul(0xd134_2543_de82_ef95));
        child.next();
        child
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to `bound`, without `bound` itself, which is at least 1.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as usize) as i64
    }

    pub fn chance(&mut self, per_cent: usize) -> bool {
        self.below(100) < per_cent
    }

    pub fn pick<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len())]
    }

    /// From 0 to 1.
    pub fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}
