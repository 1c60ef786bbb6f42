//! How many events a set of the top needs outside of each gate: a bound that lets sets up to an order be sought in
//! smaller families. A set of k events that a gate takes part in has at most k − n events below the gate, if the top
//! needs n events elsewhere even when everything below the gate happens.

use super::modules::{Module, Part};
use super::tree::Connective;

/// Words of the table of what lies below each gate, and steps of all passes; beyond, nothing is known.
const WORDS: usize = 1 << 21;
const STEPS: usize = 1 << 28;

/// For each gate, a number of events that the top surely needs outside of it. `least` has the events of each leaf.
pub(super) fn outside(module: &Module, least: &[u32]) -> Vec<u32> {
    let words = module.leaves.len().div_ceil(64);
    let gates = module.gates.len();
    let inputs: usize = module.gates.iter().map(|(_, parts)| parts.len()).sum();
    if gates.saturating_mul(words) > WORDS || gates.saturating_mul(inputs).saturating_mul(words) > STEPS {
        return vec![0; gates];
    }
    let mut below = vec![0_u64; gates * words];
    for (gate, (_, parts)) in module.gates.iter().enumerate() {
        let (before, own) = below.split_at_mut(gate * words);
        for part in parts {
            match *part {
                Part::Leaf(leaf) => own[leaf as usize / 64] |= 1 << (leaf % 64),
                Part::Gate(other) => {
                    let other = &before[other as usize * words..][..words];
                    own[..words].iter_mut().zip(other).for_each(|(own, other)| *own |= other);
                }
            }
        }
    }
    (0..gates).map(|gate| needed(module, least, &below, words, gate)).collect()
}

/// What the top needs at least, if everything below a gate happens. Inputs of an `and` that share nothing add up.
fn needed(module: &Module, least: &[u32], below: &[u64], words: usize, inside: usize) -> u32 {
    let free = &below[inside * words..][..words];
    let mut needs: Vec<u32> = Vec::with_capacity(module.gates.len());
    let mut taken = vec![0_u64; words];
    let mut values: Vec<(u32, Part)> = Vec::new();
    for (connective, parts) in &module.gates {
        values.clear();
        values.extend(parts.iter().map(|part| match *part {
            Part::Leaf(leaf) if free[leaf as usize / 64] >> (leaf % 64) & 1 == 1 => (0, *part),
            Part::Leaf(leaf) => (least[leaf as usize], *part),
            Part::Gate(gate) => (needs[gate as usize], *part),
        }));
        needs.push(match *connective {
            Connective::Or => values.iter().map(|(need, _)| *need).min().unwrap_or(u32::MAX),
            Connective::AtLeast(count) => {
                values.sort_unstable();
                values.get((count as usize).saturating_sub(1)).map_or(u32::MAX, |(need, _)| *need)
            }
            Connective::And => {
                values.sort_unstable_by(|a, b| b.cmp(a));
                taken.fill(0);
                let mut sum = 0_u32;
                for (need, part) in values.iter().take_while(|(need, _)| *need > 0) {
                    let free_of = match *part {
                        Part::Leaf(leaf) => {
                            let (word, bit) = (leaf as usize / 64, 1 << (leaf % 64));
                            let new = taken[word] & bit == 0;
                            taken[word] |= bit;
                            new
                        }
                        Part::Gate(gate) => {
                            let own = &below[gate as usize * words..][..words];
                            // What happens anyway costs nothing, and may be shared.
                            let new =
                                own.iter().zip(&taken).zip(free).all(|((own, taken), free)| own & taken & !free == 0);
                            if new {
                                taken.iter_mut().zip(own).for_each(|(taken, own)| *taken |= own);
                            }
                            new
                        }
                    };
                    if free_of {
                        sum = sum.saturating_add(*need);
                    }
                }
                sum
            }
        });
    }
    needs.last().copied().unwrap_or(0)
}
