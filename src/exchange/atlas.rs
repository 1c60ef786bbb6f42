//! MITRE ATLAS data: which ids there are, and their names. Format 5 keeps techniques under `matrices`, format 6 keeps
//! objects by kind; in both, an object is a map with an `id`, or stands under its id, and has a `name`.

use std::collections::BTreeMap;

use crate::catalog::{Framework, Reference};
use crate::source::{Node, Problem, Problems, Value, read};

/// Names by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Atlas {
    /// The version that the file states.
    pub version: String,
    /// Names of tactics, techniques, mitigations and case studies, by id.
    pub names: BTreeMap<String, String>,
    /// Ids that others have taken the place of.
    pub replaced: BTreeMap<String, String>,
}

impl Atlas {
    /// Reads a file of ATLAS data.
    pub fn read(text: &str) -> (Atlas, Vec<Problem>) {
        let mut problems = Problems::default();
        let mut atlas = Atlas::default();
        let root = read(text, &mut problems);
        let mut open: Vec<&Node> = root.iter().collect();
        while let Some(node) = open.pop() {
            match &node.value {
                Value::List(list) => open.extend(list),
                Value::Map(map) => {
                    let text = |key: &str| map.iter().find(|(k, _)| k.value == key).and_then(|(_, v)| v.text());
                    if let (Some(id), Some(name)) = (text("id"), text("name")) {
                        atlas.name(id, name);
                    }
                    if let (Some(version), true) = (text("version"), atlas.version.is_empty()) {
                        version.clone_into(&mut atlas.version);
                    }
                    for (key, value) in map {
                        if let Value::Map(inner) = &value.value
                            && let Some(name) =
                                inner.iter().find(|(k, _)| k.value == "name").and_then(|(_, v)| v.text())
                        {
                            atlas.name(&key.value, name);
                        }
                        open.push(value);
                    }
                }
                Value::Null | Value::Scalar { .. } => {}
            }
        }
        (atlas, problems.into_sorted())
    }

    fn name(&mut self, id: &str, name: &str) {
        if Reference::parse(id).is_some_and(|r| r.framework == Framework::Atlas) {
            self.names.entry(id.to_owned()).or_insert_with(|| name.to_owned());
        }
    }

    /// Adds what changed in later editions: lines `change,id,name or new id,note`.
    pub fn drift(&mut self, table: &str) {
        for line in table.lines().skip(1) {
            let mut cells = line.splitn(4, ',');
            let (Some(change), Some(id), Some(value)) = (cells.next(), cells.next(), cells.next()) else { continue };
            let name = value.split(" (was ").next().unwrap_or(value);
            match change {
                "added" | "renamed" => {
                    self.names.insert(id.to_owned(), name.to_owned());
                }
                "replaced" => {
                    self.names.remove(id);
                    self.replaced.insert(id.to_owned(), value.to_owned());
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIVE: &str = "\
id: ATLAS
version: 5.6.0
matrices:
- id: ATLAS
  techniques:
  - { id: AML.T0019, name: Publish Poisoned Datasets }
  - { id: AML.T0020, name: Poison Training Data, subtechnique-of: AML.T0019 }
  mitigations:
  - { id: AML.M0007, name: Sanitize Training Data }
";

    const SIX: &str = "\
format: 6.0.0
version: 2026.05
objects:
  techniques:
    AML.T0020: { name: Training Data Poisoning, platforms: [Generative AI] }
  mitigations:
  - { id: AML.M0007, name: Sanitize Training Data }
relationships:
- { id: rel-1, source: AML.M0007, target: AML.T0020 }
";

    #[test]
    fn both_layouts_are_read() {
        let (five, problems) = Atlas::read(FIVE);
        assert_eq!(problems, []);
        assert_eq!(five.version, "5.6.0");
        let ids = |atlas: &Atlas| atlas.names.keys().cloned().collect::<Vec<_>>().join(" ");
        assert_eq!(ids(&five), "AML.M0007 AML.T0019 AML.T0020");
        let (six, problems) = Atlas::read(SIX);
        assert_eq!(problems, []);
        assert_eq!(ids(&six), "AML.M0007 AML.T0020");
        assert_eq!(six.names["AML.T0020"], "Training Data Poisoning");
    }

    #[test]
    fn later_editions_change_ids_and_names() {
        let (mut atlas, _) = Atlas::read(FIVE);
        atlas.drift(
            "change,id,name_or_new_id,note\nadded,AML.T0115.000,Datasets,\nrenamed,AML.T0020,Training Data Poisoning (was \
             Poison Training Data),\nreplaced,AML.T0019,AML.T0115.000,since 2026.07\n",
        );
        assert_eq!(atlas.names["AML.T0020"], "Training Data Poisoning");
        assert_eq!(atlas.names["AML.T0115.000"], "Datasets");
        assert_eq!(atlas.replaced["AML.T0019"], "AML.T0115.000");
        assert!(!atlas.names.contains_key("AML.T0019"));
    }
}
