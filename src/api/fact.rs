//! What is wrong with the text of a fact, before anybody asks why it holds.

use super::Analysis;
use crate::catalog::Predicate;
use crate::source::{nearest, quoted};
use crate::system::ElementId;

impl Analysis {
    /// Why `explain` cannot read a fact's text, with a suggestion if there is one; nothing if it can, whether the fact
    /// holds or not.
    pub fn misread(&self, fact: &str) -> Option<(String, Option<String>)> {
        let Some((predicate, element)) = fact.trim().strip_suffix(')').and_then(|f| f.split_once('(')) else {
            let message = format!("{} is not a fact", quoted(fact));
            let help = "write it as `capability(element)`, as `analyze --format json` does";
            return Some((message, Some(help.to_owned())));
        };
        let did_you_mean = |meant: &str| format!("did you mean `{meant}`?");
        if Predicate::from_id(&predicate.trim().replace([' ', '-'], "_")).is_none() {
            let known = Predicate::ALL.iter().map(|p| p.id());
            let help = match nearest(predicate, known.clone()) {
                Some(meant) => did_you_mean(meant),
                None => format!("there are {}", known.collect::<Vec<_>>().join(", ")),
            };
            return Some((format!("no capability is called {}", quoted(predicate)), Some(help)));
        }
        let element = element.trim();
        let ids = (0_u32..).map(ElementId).take(self.system.elements.len()).map(|e| self.system.id(e));
        let mut near: Vec<String> = Vec::new();
        for id in ids {
            if id == element {
                return None;
            }
            if near.len() < MOST_COMPARED {
                near.push(id);
            }
        }
        let help = nearest(element, near.iter().map(String::as_str)).map(did_you_mean);
        Some((format!("the description has no element {}", quoted(element)), help))
    }
}

/// Elements that a mistyped name is compared with.
const MOST_COMPARED: usize = 100_000;
