//! Index of the structural relations: for each column and value, the tuples that have it.
//! A join looks a tuple up by whichever bound column has the shortest list.

use super::plan::MAX_ARITY;
use crate::system::{ElementId, Relation, Relations};

/// Posting lists of one column.
#[derive(Default)]
struct Column {
    /// `starts[value]..starts[value + 1]` in `rows`.
    starts: Vec<u32>,
    rows: Vec<u32>,
}

/// Posting lists of all relations.
pub struct Postings {
    columns: Vec<Vec<Column>>,
    /// A bit for each element and column in which it occurs, so that most joins are seen to be empty in one place.
    occurs: Vec<u64>,
    words: usize,
}

impl Postings {
    /// Indexes every column of every relation; `elements` bounds the values.
    pub fn new(relations: &Relations, elements: usize) -> Postings {
        Postings::of(relations, elements, Relation::ALL.iter().copied())
    }

    /// Indexes every column of some relations.
    pub fn of(relations: &Relations, elements: usize, wanted: impl Iterator<Item = Relation>) -> Postings {
        let wanted: Vec<Relation> = wanted.collect();
        let columns: Vec<Vec<Column>> = Relation::ALL
            .iter()
            .map(|relation| {
                (0..if wanted.contains(relation) { relation.arity() } else { 0 })
                    .map(|column| Column::new(relations.tuples(*relation), relation.arity(), column, elements))
                    .collect()
            })
            .collect();
        let words = (Relation::ALL.len() * MAX_ARITY).div_ceil(64);
        let mut occurs = vec![0; elements * words];
        for relation in &wanted {
            for tuple in relations.tuples(*relation).chunks_exact(relation.arity()) {
                for (column, element) in tuple.iter().enumerate() {
                    let bit = *relation as usize * MAX_ARITY + column;
                    occurs[*element as usize * words + bit / 64] |= 1 << (bit % 64);
                }
            }
        }
        Postings { columns, occurs, words }
    }

    /// Whether some tuple has `value` in that column.
    pub fn has(&self, relation: Relation, column: usize, value: ElementId) -> bool {
        let bit = relation as usize * MAX_ARITY + column;
        self.occurs[value.index() * self.words + bit / 64] & (1 << (bit % 64)) != 0
    }

    /// Numbers of the tuples whose `column` is `value`.
    pub fn rows(&self, relation: Relation, column: usize, value: ElementId) -> &[u32] {
        let column = &self.columns[relation as usize][column];
        if column.rows.is_empty() {
            return &[];
        }
        let value = value.index();
        &column.rows[column.starts[value] as usize..column.starts[value + 1] as usize]
    }
}

impl Column {
    fn new(tuples: &[u32], arity: usize, column: usize, elements: usize) -> Column {
        if tuples.is_empty() {
            return Column::default();
        }
        let mut starts = vec![0_u32; elements + 1];
        for tuple in tuples.chunks_exact(arity) {
            starts[tuple[column] as usize + 1] += 1;
        }
        for value in 0..elements {
            starts[value + 1] += starts[value];
        }
        let mut next = starts.clone();
        let mut rows = vec![0_u32; tuples.len() / arity];
        for (row, tuple) in (0_u32..).zip(tuples.chunks_exact(arity)) {
            let at = &mut next[tuple[column] as usize];
            rows[*at as usize] = row;
            *at += 1;
        }
        Column { starts, rows }
    }
}
