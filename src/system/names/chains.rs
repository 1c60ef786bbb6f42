//! Things that lie in themselves: chains of names under one key that lead back to where they started.

use std::collections::BTreeMap;

use crate::source::{Problem, Problems, Spanned, quoted};
use crate::system::document::Key;

/// Names that a chain in a message shows.
const MAX_CHAIN: usize = 8;

/// Chains that may not lead back: what lies in what, what is what, what rests on what.
#[derive(Default)]
pub(super) struct Chains<'d> {
    edges: BTreeMap<&'d str, Vec<&'d Spanned<String>>>,
    keys: BTreeMap<&'d str, &'static str>,
}

impl<'d> Chains<'d> {
    /// Adds a step from the owner of a key to what it names.
    pub(super) fn add(&mut self, owner: &'d str, key: &'static Key, name: &'d Spanned<String>) {
        self.keys.insert(owner, key.name);
        self.edges.entry(owner).or_default().push(name);
    }

    /// Follows every chain once and reports where one comes back to an element that it left.
    pub(super) fn report(&self, problems: &mut Problems) {
        let mut done: BTreeMap<&str, bool> = BTreeMap::new();
        for start in self.edges.keys() {
            if done.contains_key(start) {
                continue;
            }
            done.insert(start, false);
            // Each step: an element, how many of its edges were followed, and the edge that led to it.
            let mut path: Vec<(&str, usize, Option<&Spanned<String>>)> = vec![(start, 0, None)];
            while let Some((at, followed, _)) = path.last_mut() {
                let Some(next) = self.edges.get(at).and_then(|edges| edges.get(*followed)) else {
                    done.insert(at, true);
                    path.pop();
                    continue;
                };
                *followed += 1;
                match done.get(next.value.as_str()) {
                    None => {
                        done.insert(&next.value, false);
                        path.push((&next.value, 0, Some(next)));
                    }
                    Some(false) => {
                        let from = path.iter().rposition(|(name, ..)| *name == next.value).unwrap_or(0);
                        self.cycle(&path[from..], next, problems);
                    }
                    Some(true) => {}
                }
            }
        }
    }

    fn cycle(&self, path: &[(&str, usize, Option<&Spanned<String>>)], last: &Spanned<String>, problems: &mut Problems) {
        let mut chain: Vec<String> = path.iter().take(MAX_CHAIN).map(|(name, ..)| quoted(name)).collect();
        if path.len() > MAX_CHAIN {
            chain.push(format!("{} more", path.len() - MAX_CHAIN));
        }
        chain.push(quoted(&last.value));
        let key = self.keys.get(last.value.as_str()).copied().unwrap_or_default();
        let message = format!("`{key}` leads from {} back to itself: {}", quoted(&last.value), chain.join(" → "));
        let mut problem = Problem::error("cycle", last.span, message).help("remove one of these");
        for edge in path.iter().skip(1).take(MAX_CHAIN).filter_map(|(.., edge)| *edge) {
            problem = problem.related(format!("{} is named here", quoted(&edge.value)), edge.span);
        }
        problems.push(problem);
    }
}
