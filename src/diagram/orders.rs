//! Orders of a module's leaves: depth first from the top, inputs as written, lighter or heavier first. No order is best
//! for all trees, and one can need a thousand times the nodes of another.

use super::modules::{Module, Part};

/// How many orders there are.
pub(super) const ORDERS: usize = 4;

/// The level of each leaf in one of the orders.
pub(super) fn levels(module: &Module, order: usize) -> Vec<u32> {
    let weights = weights(module);
    let of = |part: &Part| match *part {
        Part::Leaf(_) => 1,
        Part::Gate(gate) => weights[gate as usize],
    };
    const NEW: u32 = u32::MAX;
    let mut levels = vec![NEW; module.leaves.len()];
    let mut seen = vec![false; module.gates.len()];
    let mut next = 0;
    let mut open: Vec<Part> = module.gates.len().checked_sub(1).map(|top| Part::Gate(top as u32)).into_iter().collect();
    while let Some(part) = open.pop() {
        match part {
            Part::Leaf(leaf) => {
                if levels[leaf as usize] == NEW {
                    levels[leaf as usize] = next;
                    next += 1;
                }
            }
            Part::Gate(gate) => {
                if std::mem::replace(&mut seen[gate as usize], true) {
                    continue;
                }
                let mut parts = module.gates[gate as usize].1.clone();
                // What is taken up last is met first.
                match order {
                    0 => parts.reverse(),
                    1 => {
                        parts.reverse();
                        parts.sort_by_key(|part| std::cmp::Reverse(of(part)));
                    }
                    2 => {
                        parts.reverse();
                        parts.sort_by_key(of);
                    }
                    _ => {}
                }
                open.extend(parts);
            }
        }
    }
    levels
}

/// How many leaves each gate has, each as often as it can be reached.
fn weights(module: &Module) -> Vec<u64> {
    let mut weights: Vec<u64> = Vec::with_capacity(module.gates.len());
    for (_, parts) in &module.gates {
        let weight = parts.iter().fold(0_u64, |sum, part| {
            sum.saturating_add(match *part {
                Part::Leaf(_) => 1,
                Part::Gate(gate) => weights[gate as usize],
            })
        });
        weights.push(weight);
    }
    weights
}
