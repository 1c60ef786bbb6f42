//! Numbers of sets by order, as polynomials: the sum of two families that share nothing, and the product of two whose
//! sets are united in pairs. Numbers stop at `u128::MAX`.

/// How many sets there are of each order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// The order of the first number.
    least: usize,
    /// Numbers from there on, none if there is no set.
    numbers: Vec<u128>,
}

impl Counts {
    /// No set.
    pub fn none() -> Counts {
        Counts::default()
    }

    /// One set of this order.
    pub fn one(order: usize) -> Counts {
        Counts { least: order, numbers: vec![1] }
    }

    /// Those of another family, too.
    pub fn add(&mut self, other: &Counts) {
        if other.numbers.is_empty() {
            return;
        }
        if self.numbers.is_empty() {
            self.clone_from(other);
            return;
        }
        if other.least < self.least {
            let missing = self.least - other.least;
            self.numbers.splice(0..0, std::iter::repeat_n(0, missing));
            self.least = other.least;
        }
        let from = other.least - self.least;
        if self.numbers.len() < from + other.numbers.len() {
            self.numbers.resize(from + other.numbers.len(), 0);
        }
        for (mine, theirs) in self.numbers[from..].iter_mut().zip(&other.numbers) {
            *mine = mine.saturating_add(*theirs);
        }
    }

    /// Unions in pairs, those above an order left out.
    pub fn times(&self, other: &Counts, most: usize) -> Counts {
        let least = self.least + other.least;
        if self.numbers.is_empty() || other.numbers.is_empty() || least > most {
            return Counts::none();
        }
        if let [1] = other.numbers.as_slice() {
            let kept = self.numbers.len().min(most - least + 1);
            return Counts { least, numbers: self.numbers[..kept].to_vec() };
        }
        let len = (self.numbers.len() + other.numbers.len() - 1).min(most - least + 1);
        let mut numbers = vec![0_u128; len];
        for (i, a) in self.numbers.iter().enumerate().filter(|(_, a)| **a > 0) {
            for (sum, b) in numbers[i.min(len)..].iter_mut().zip(&other.numbers) {
                *sum = sum.saturating_add(product(*a, *b));
            }
        }
        Counts { least, numbers }
    }

    /// Without the numbers above an order.
    pub fn up_to(mut self, most: usize) -> Counts {
        if self.least > most {
            return Counts::none();
        }
        self.numbers.truncate(most - self.least + 1);
        self
    }

    /// The order of the smallest set; nothing if there is none.
    pub fn least(&self) -> Option<usize> {
        self.numbers.iter().position(|n| *n > 0).map(|at| self.least + at)
    }

    /// Whether this is one set of one event.
    pub fn is_event(&self) -> bool {
        self.least == 1 && self.numbers == [1]
    }

    /// Numbers from order 0 on, up to the last that is not 0.
    pub fn by_order(&self) -> Vec<u128> {
        let mut all = vec![0; if self.numbers.is_empty() { 0 } else { self.least }];
        all.extend(&self.numbers);
        while all.last() == Some(&0) {
            all.pop();
        }
        all
    }
}

impl From<Vec<u128>> for Counts {
    fn from(numbers: Vec<u128>) -> Counts {
        let least = numbers.iter().position(|n| *n > 0).unwrap_or(numbers.len());
        Counts { least, numbers: numbers[least..].to_vec() }
    }
}

/// Small numbers, which most are, are multiplied in one instruction.
fn product(a: u128, b: u128) -> u128 {
    match (u64::try_from(a), u64::try_from(b)) {
        (Ok(a), Ok(b)) => u128::from(a) * u128::from(b),
        _ => a.saturating_mul(b),
    }
}
