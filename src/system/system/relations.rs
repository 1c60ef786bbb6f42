//! The tuples of the structural relations.

use super::ElementId;
use crate::catalog::Relation;

/// The tuples of all relations.
#[derive(Clone, Debug)]
pub struct Relations(Vec<Vec<u32>>);

impl Default for Relations {
    fn default() -> Relations {
        Relations(vec![Vec::new(); Relation::ALL.len()])
    }
}

impl Relations {
    /// The tuples of a relation, one after the other.
    pub fn tuples(&self, relation: Relation) -> &[u32] {
        &self.0[relation as usize]
    }

    /// Adds a tuple. The number of elements is the relation's arity; a debug build checks it.
    pub fn add<const N: usize>(&mut self, relation: Relation, elements: [ElementId; N]) {
        debug_assert_eq!(relation.arity(), N, "{}", relation.name());
        self.0[relation as usize].extend(elements.map(|e| e.0));
    }

    /// Replaces every element by its new number, then normalises.
    pub fn renumber(&mut self, renumbered: &[ElementId]) {
        for element in self.0.iter_mut().flatten() {
            *element = renumbered[*element as usize].0;
        }
        self.normalise();
    }

    /// Sorts the tuples of every relation and removes repetitions, so that their order depends on elements alone.
    pub fn normalise(&mut self) {
        for (relation, tuples) in Relation::ALL.iter().zip(&mut self.0) {
            let mut rows: Vec<&[u32]> = tuples.chunks_exact(relation.arity()).collect();
            rows.sort_unstable();
            rows.dedup();
            *tuples = rows.concat();
        }
    }

    /// The number of tuples.
    pub fn len(&self) -> usize {
        Relation::ALL.iter().zip(&self.0).map(|(relation, tuples)| tuples.len() / relation.arity()).sum()
    }

    /// There is no tuple at all.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }
}
