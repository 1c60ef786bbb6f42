//! Smaller trees of the same meaning: constants, repeated inputs, equal gates, gates within gates of their kind, inputs
//! that a gate above decides already, common factors. Works in rounds until nothing changes or the rounds are over.

use crate::hash::WordMap;

use super::tree::{Connective, Gate, Input, Tree};

/// Rounds of all rewritings; real models settle in three to six.
const ROUNDS: usize = 16;

/// Inputs of a gate up to which it is looked into from each gate that uses it.
const LOOKED_INTO: usize = 256;

/// Steps of one rewriting that searches; beyond, what is left stays as it is.
const STEPS: usize = 20_000_000;

/// A tree with its top.
pub(super) type Topped = (Tree, Input);

/// The same function in fewer gates and inputs. Only what the top needs is kept.
pub(super) fn simplify(tree: &Tree, top: Input) -> Topped {
    let mut now = normalise(tree, top);
    for _ in 0..ROUNDS {
        let (tree, top) = decided_above(&now.0, now.1);
        let (tree, top) = normalise(&tree, top);
        let (tree, top) = factored(&tree, top);
        let next = normalise(&tree, top);
        if next == now {
            break;
        }
        now = next;
    }
    now
}

/// How often each gate is listed by those that the top needs; 0 for those that it doesn't need.
pub(super) fn uses(tree: &Tree, top: Input) -> Vec<u32> {
    let gates = tree.gates();
    let mut uses = vec![0_u32; gates.len()];
    if let Input::Gate(top) = top {
        uses[top.index()] = 1;
    }
    for at in (0..gates.len()).rev() {
        if uses[at] > 0 {
            for input in &gates[at].inputs {
                if let Input::Gate(gate) = input {
                    uses[gate.index()] += 1;
                }
            }
        }
    }
    uses
}

/// Copies what the top needs, gate by gate, through a rewriting.
fn rewritten(tree: &Tree, top: Input, mut make: impl FnMut(&mut Builder, usize, &Gate, Vec<Input>) -> Input) -> Topped {
    let uses = uses(tree, top);
    let mut builder = Builder { tree: Tree::new(tree.events()), known: WordMap::default() };
    let mut became = vec![Input::Constant(false); tree.gates().len()];
    let of = |input: Input, became: &[Input]| match input {
        Input::Gate(gate) => became[gate.index()],
        other => other,
    };
    for (at, gate) in tree.gates().iter().enumerate() {
        if uses[at] > 0 {
            let inputs = gate.inputs.iter().map(|input| of(*input, &became)).collect();
            became[at] = make(&mut builder, at, gate, inputs);
        }
    }
    let top = of(top, &became);
    (builder.tree, top)
}

/// A tree in which no two gates are equal.
struct Builder {
    tree: Tree,
    known: WordMap<(Connective, Vec<Input>), Input>,
}

impl Builder {
    fn gate(&mut self, connective: Connective, inputs: Vec<Input>) -> Input {
        let mut key = inputs.clone();
        crate::order::sort(&mut key);
        let tree = &mut self.tree;
        *self.known.entry((connective, key)).or_insert_with(|| Input::Gate(tree.gate(connective, inputs)))
    }

    /// The inputs of an input that is a gate of this kind.
    fn inside(&self, input: Input, connective: Connective) -> Option<&[Input]> {
        let Input::Gate(gate) = input else { return None };
        let gate = &self.tree.gates()[gate.index()];
        (gate.connective == connective).then_some(gate.inputs.as_slice())
    }
}

/// Constants, repeated inputs, gates of one input, equal gates, gates in gates of their kind, absorption.
fn normalise(tree: &Tree, top: Input) -> Topped {
    let uses = uses(tree, top);
    let mut marks = Marks::new(tree);
    let topped = rewritten(tree, top, |builder, at, gate, inputs| match gate.connective {
        Connective::AtLeast(least) => at_least(builder, &mut marks, least, inputs),
        connective => {
            let mut flat = Vec::with_capacity(inputs.len());
            for (old, new) in tree.gates()[at].inputs.iter().zip(inputs) {
                match builder.inside(new, connective) {
                    Some(inner) if matches!(old, Input::Gate(g) if uses[g.index()] == 1) => {
                        flat.extend_from_slice(inner)
                    }
                    _ => flat.push(new),
                }
            }
            all_or_any(builder, &mut marks, connective, flat)
        }
    });
    // Gates that went into others are still in the tree.
    if topped.0.gates().len() > live(&topped.0, topped.1) {
        return rewritten(&topped.0, topped.1, |builder, _, gate, inputs| builder.gate(gate.connective, inputs));
    }
    topped
}

fn live(tree: &Tree, top: Input) -> usize {
    uses(tree, top).iter().filter(|n| **n > 0).count()
}

/// Which inputs stand in the set at hand: a stamp for each event and gate.
struct Marks {
    events: Vec<u32>,
    gates: Vec<u32>,
    stamp: u32,
}

impl Marks {
    fn new(tree: &Tree) -> Marks {
        Marks { events: vec![0; tree.events() as usize], gates: Vec::new(), stamp: 0 }
    }

    fn clear(&mut self) {
        self.stamp += 1;
    }

    /// Adds an input; whether it was new.
    fn add(&mut self, input: Input) -> bool {
        let stamp = self.stamp;
        let place = match input {
            Input::Event(event) => &mut self.events[event as usize],
            Input::Gate(gate) => {
                if self.gates.len() <= gate.index() {
                    self.gates.resize(gate.index() + 1, 0);
                }
                &mut self.gates[gate.index()]
            }
            Input::Constant(_) => return true,
        };
        std::mem::replace(place, stamp) != stamp
    }

    fn has(&self, input: Input) -> bool {
        match input {
            Input::Event(event) => self.events[event as usize] == self.stamp,
            Input::Gate(gate) => self.gates.get(gate.index()) == Some(&self.stamp),
            Input::Constant(_) => false,
        }
    }
}

fn all_or_any(builder: &mut Builder, marks: &mut Marks, connective: Connective, inputs: Vec<Input>) -> Input {
    let unit = connective == Connective::And;
    if inputs.contains(&Input::Constant(!unit)) {
        return Input::Constant(!unit);
    }
    marks.clear();
    let mut kept: Vec<Input> =
        inputs.into_iter().filter(|input| *input != Input::Constant(unit) && marks.add(*input)).collect();
    // x and (x or y) is x; dually for or.
    let other = if unit { Connective::Or } else { Connective::And };
    kept.retain(|input| {
        let inside = builder.inside(*input, other).filter(|inner| inner.len() <= LOOKED_INTO);
        !inside.is_some_and(|inner| inner.iter().any(|input| marks.has(*input)))
    });
    // x and (x and y) is x and y.
    marks.clear();
    for input in &kept {
        for inner in builder.inside(*input, connective).filter(|inner| inner.len() <= LOOKED_INTO).into_iter().flatten()
        {
            marks.add(*inner);
        }
    }
    kept.retain(|input| !marks.has(*input));
    match kept.as_slice() {
        [] => Input::Constant(unit),
        [one] => *one,
        _ => builder.gate(connective, kept),
    }
}

fn at_least(builder: &mut Builder, marks: &mut Marks, least: u32, inputs: Vec<Input>) -> Input {
    let certain = inputs.iter().filter(|input| **input == Input::Constant(true)).count();
    let kept: Vec<Input> = inputs.into_iter().filter(|input| !matches!(input, Input::Constant(_))).collect();
    let least = (least as usize).saturating_sub(certain);
    match least {
        0 => Input::Constant(true),
        1 => all_or_any(builder, marks, Connective::Or, kept),
        n if n > kept.len() => Input::Constant(false),
        n if n == kept.len() => all_or_any(builder, marks, Connective::And, kept),
        n => builder.gate(Connective::AtLeast(u32::try_from(n).unwrap_or(u32::MAX)), kept),
    }
}

/// Where all ways to a gate lead through an `and` with an input, that input is true in it; through an `or`, false.
fn decided_above(tree: &Tree, top: Input) -> Topped {
    let above = dominators(tree, top);
    let gates = tree.gates();
    let mut sorted: Vec<Vec<Input>> = gates.iter().map(|gate| gate.inputs.clone()).collect();
    for inputs in &mut sorted {
        inputs.sort_unstable();
    }
    let mut steps = 0;
    let mut out = Tree::new(tree.events());
    for (at, gate) in gates.iter().enumerate() {
        let inputs = gate.inputs.iter().map(|input| {
            let mut decided = *input;
            let mut place = above[at];
            while let Some(up) = place
                && steps < STEPS
            {
                steps += 1;
                let value = match gates[up].connective {
                    Connective::And => Some(true),
                    Connective::Or => Some(false),
                    Connective::AtLeast(_) => None,
                };
                if let Some(value) = value
                    && sorted[up].binary_search(input).is_ok()
                {
                    // The topmost counts: below it, all others follow.
                    decided = Input::Constant(value);
                }
                place = above[up];
            }
            decided
        });
        let inputs = inputs.collect();
        out.gate(gate.connective, inputs);
    }
    (out, top)
}

/// The nearest gate that all ways from the top to each gate pass.
fn dominators(tree: &Tree, top: Input) -> Vec<Option<usize>> {
    let gates = tree.gates();
    let mut above: Vec<Option<usize>> = vec![None; gates.len()];
    let mut depth = vec![0_u32; gates.len()];
    let mut seen = vec![false; gates.len()];
    let Input::Gate(top) = top else { return above };
    seen[top.index()] = true;
    let mut steps = 0;
    // From the top down: all gates that use one come before it.
    for at in (0..gates.len()).rev() {
        if !seen[at] {
            continue;
        }
        if let Some(up) = above[at] {
            depth[at] = depth[up] + 1;
        }
        for input in &gates[at].inputs {
            let Input::Gate(gate) = input else { continue };
            let gate = gate.index();
            if !std::mem::replace(&mut seen[gate], true) {
                above[gate] = Some(at);
                continue;
            }
            // The nearest common one; the top is above all but itself.
            let (mut a, mut b) = (above[gate].unwrap_or(top.index()), at);
            while a != b {
                steps += 1;
                if steps > STEPS {
                    (a, b) = (top.index(), top.index());
                } else if depth[a] >= depth[b] {
                    a = above[a].unwrap_or(top.index());
                } else {
                    b = above[b].unwrap_or(top.index());
                }
            }
            above[gate] = Some(a);
        }
    }
    above
}

/// (x and y) or (x and z) becomes x and (y or z), and dually, where nothing else uses the inner gates.
fn factored(tree: &Tree, top: Input) -> Topped {
    let uses = uses(tree, top);
    let mut steps = 0;
    let mut counts: WordMap<Input, u32> = WordMap::default();
    rewritten(tree, top, |builder, at, gate, mut inputs| {
        let other = match gate.connective {
            Connective::And => Connective::Or,
            Connective::Or => Connective::And,
            Connective::AtLeast(_) => return builder.gate(gate.connective, inputs),
        };
        let single: Vec<bool> =
            tree.gates()[at].inputs.iter().map(|i| matches!(i, Input::Gate(g) if uses[g.index()] == 1)).collect();
        let mut inner: Vec<Option<Vec<Input>>> = inputs
            .iter()
            .zip(&single)
            .map(|(input, single)| builder.inside(*input, other).filter(|_| *single).map(<[Input]>::to_vec))
            .collect();
        loop {
            counts.clear();
            for input in inner.iter().flatten().flatten() {
                *counts.entry(*input).or_insert(0) += 1;
                steps += 1;
            }
            let most = counts.values().copied().max().unwrap_or(0);
            if most < 2 || steps > STEPS {
                return builder.gate(gate.connective, inputs);
            }
            let common = counts.iter().find(|(_, n)| **n == most).map(|(input, _)| *input).expect("one has the most");
            let mut rests = Vec::new();
            let mut first = None;
            for place in 0..inner.len() {
                let Some(list) = inner[place].as_mut().filter(|list| list.contains(&common)) else { continue };
                list.retain(|input| *input != common);
                rests.push(gate_of(builder, other, std::mem::take(list)));
                inner[place] = None;
                if first.is_none() {
                    first = Some(place);
                } else {
                    // The unit of the gate: as if it were not listed.
                    inputs[place] = Input::Constant(gate.connective == Connective::And);
                }
            }
            let rest = gate_of(builder, gate.connective, rests);
            let first = first.expect("some list has the common input");
            inputs[first] = builder.gate(other, vec![common, rest]);
            inner[first] = Some(vec![common, rest]);
        }
    })
}

/// A gate, or what stands for it if it has one input.
fn gate_of(builder: &mut Builder, connective: Connective, inputs: Vec<Input>) -> Input {
    match inputs.as_slice() {
        [one] => *one,
        _ => builder.gate(connective, inputs),
    }
}
