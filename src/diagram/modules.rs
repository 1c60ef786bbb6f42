//! Modules: parts of a tree that share nothing with the rest, so that each can be solved alone and stand in the others
//! as one event. Found in linear time by the dates of visits (Dutuit and Rauzy, 1996).

use super::tree::{Connective, Input, Tree};

/// What a gate of a module takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// A leaf, by its place in the module.
    Leaf(u32),
    /// An earlier gate of the module.
    Gate(u32),
}

/// What a module takes from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaf {
    /// A basic event.
    Event(u32),
    /// An earlier module.
    Module(usize),
}

/// A part of a tree that shares nothing with the rest. Its last gate is its top.
#[derive(Clone, Debug, Default)]
pub(super) struct Module {
    pub leaves: Vec<Leaf>,
    pub gates: Vec<(Connective, Vec<Part>)>,
}

/// The modules below a gate, each after those that it takes; the last one is the whole. Nothing may be constant. Unless
/// they are to be taken apart, the whole is the only one.
pub(super) fn modules(tree: &Tree, top: Input, apart: bool) -> Vec<Module> {
    let (tree, top) = if apart { grouped(tree, top) } else { (tree.clone(), top) };
    let visits = Visits::new(&tree, top);
    let gates = tree.gates();
    let Input::Gate(top) = top else { return Vec::new() };
    let mut found: Vec<Module> = Vec::new();
    // Which module each gate is the top of, and each module's own places.
    let mut module_of: Vec<Option<usize>> = vec![None; gates.len()];
    let mut place_of: Vec<(usize, u32)> = vec![(usize::MAX, 0); gates.len()];
    let mut leaf_of: Vec<(usize, u32)> = vec![(usize::MAX, 0); gates.len() + tree.events() as usize];
    for at in 0..=top.index() {
        if !visits.visited(at) || !(apart && visits.is_module(at) || at == top.index()) {
            continue;
        }
        let id = found.len();
        let mut module = Module::default();
        // Gates of the module, each after those that it uses.
        let mut path = vec![(at, 0)];
        while let Some((gate, next)) = path.last_mut() {
            if let Some(input) = gates[*gate].inputs.get(*next) {
                *next += 1;
                if let Input::Gate(used) = input
                    && module_of[used.index()].is_none()
                    && place_of[used.index()].0 != id
                {
                    place_of[used.index()] = (id, u32::MAX);
                    path.push((used.index(), 0));
                }
                continue;
            }
            let gate = *gate;
            path.pop();
            let inputs = gates[gate].inputs.iter().map(|input| {
                let (leaf, place) = match *input {
                    Input::Event(event) => (Leaf::Event(event), gates.len() + event as usize),
                    Input::Gate(used) => match module_of[used.index()] {
                        Some(other) => (Leaf::Module(other), used.index()),
                        None => return Part::Gate(place_of[used.index()].1),
                    },
                    Input::Constant(_) => (Leaf::Event(u32::MAX), gates.len()),
                };
                if leaf_of[place].0 != id {
                    leaf_of[place] = (id, number(module.leaves.len()));
                    module.leaves.push(leaf);
                }
                Part::Leaf(leaf_of[place].1)
            });
            let inputs = inputs.collect();
            place_of[gate] = (id, number(module.gates.len()));
            module.gates.push((gates[gate].connective, inputs));
        }
        module_of[at] = Some(id);
        found.push(module);
    }
    found
}

fn number(n: usize) -> u32 {
    u32::try_from(n).expect("fewer than gates and events")
}

/// Inputs of an `and` or `or` that share nothing with the other inputs get a gate of their own, which then is a module.
fn grouped(tree: &Tree, top: Input) -> (Tree, Input) {
    let visits = Visits::new(tree, top);
    let mut out = Tree::new(tree.events());
    let mut became = vec![Input::Constant(false); tree.gates().len()];
    for (at, gate) in tree.gates().iter().enumerate() {
        let new = |input: Input| match input {
            Input::Gate(gate) => became[gate.index()],
            other => other,
        };
        let inputs: Vec<Input> = gate.inputs.iter().map(|input| new(*input)).collect();
        if !visits.visited(at) || matches!(gate.connective, Connective::AtLeast(_)) {
            became[at] = Input::Gate(out.gate(gate.connective, inputs));
            continue;
        }
        // Which stretch of dates each input takes, and whether that lies within the gate's own.
        let mut stretches: Vec<(u32, u32, usize)> = Vec::with_capacity(inputs.len());
        for (place, input) in gate.inputs.iter().enumerate() {
            let (from, to) = visits.stretch(*input);
            stretches.push((from, to, place));
        }
        stretches.sort_unstable();
        let inside = |from: u32, to: u32| from > visits.enter[at] && to < visits.leave[at];
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut rest: Vec<usize> = Vec::new();
        let mut next = 0;
        while next < stretches.len() {
            let (from, mut to, place) = stretches[next];
            let mut group = vec![place];
            next += 1;
            while next < stretches.len() && stretches[next].0 <= to {
                to = to.max(stretches[next].1);
                group.push(stretches[next].2);
                next += 1;
            }
            if inside(from, to) {
                groups.push(group);
            } else {
                rest.extend(group);
            }
        }
        if groups.is_empty() || (groups.len() == 1 && (rest.is_empty() || groups[0].len() == 1)) {
            became[at] = Input::Gate(out.gate(gate.connective, inputs));
            continue;
        }
        let mut own = |mut places: Vec<usize>| {
            places.sort_unstable();
            let inputs: Vec<Input> = places.into_iter().map(|place| inputs[place]).collect();
            if let [one] = inputs.as_slice() { *one } else { Input::Gate(out.gate(gate.connective, inputs)) }
        };
        let alone: Vec<Input> = groups.into_iter().map(&mut own).collect();
        if rest.is_empty() {
            became[at] = Input::Gate(out.gate(gate.connective, alone));
            continue;
        }
        rest.sort_unstable();
        let alone = if let [one] = alone.as_slice() { *one } else { Input::Gate(out.gate(gate.connective, alone)) };
        let mut kept: Vec<Input> = rest.into_iter().map(|place| inputs[place]).collect();
        kept.push(alone);
        became[at] = Input::Gate(out.gate(gate.connective, kept));
    }
    let top = match top {
        Input::Gate(gate) => became[gate.index()],
        other => other,
    };
    (out, top)
}

/// Dates of visits, depth first from the top; 0 is never.
struct Visits {
    gates: usize,
    /// First and last visit of gates, then events.
    first: Vec<u32>,
    last: Vec<u32>,
    /// When a gate's inputs begin and end to be visited.
    enter: Vec<u32>,
    leave: Vec<u32>,
    /// Least first and greatest last visit below a gate.
    least: Vec<u32>,
    greatest: Vec<u32>,
}

impl Visits {
    fn new(tree: &Tree, top: Input) -> Visits {
        let gates = tree.gates();
        let all = gates.len() + tree.events() as usize;
        let mut visits = Visits {
            gates: gates.len(),
            first: vec![0; all],
            last: vec![0; all],
            enter: vec![0; gates.len()],
            leave: vec![0; gates.len()],
            least: vec![u32::MAX; gates.len()],
            greatest: vec![0; gates.len()],
        };
        let Input::Gate(top) = top else { return visits };
        let mut date = 1;
        visits.see(top.index(), date);
        visits.enter[top.index()] = date;
        let mut path = vec![(top.index(), 0)];
        while let Some((gate, next)) = path.last_mut() {
            let Some(input) = gates[*gate].inputs.get(*next) else {
                date += 1;
                let at = *gate;
                visits.leave[at] = date;
                path.pop();
                continue;
            };
            *next += 1;
            date += 1;
            let place = visits.place(*input);
            let new = visits.first[place] == 0;
            visits.see(place, date);
            if place < visits.gates && new {
                visits.enter[place] = date;
                path.push((place, 0));
            }
        }
        // Not before all is visited: what lies below a gate may be met again after the gate was left.
        for (at, gate) in gates.iter().enumerate() {
            for input in &gate.inputs {
                let (from, to) = visits.stretch(*input);
                visits.least[at] = visits.least[at].min(from);
                visits.greatest[at] = visits.greatest[at].max(to);
            }
        }
        visits
    }

    fn place(&self, input: Input) -> usize {
        match input {
            Input::Gate(gate) => gate.index(),
            Input::Event(event) => self.gates + event as usize,
            Input::Constant(_) => self.gates,
        }
    }

    fn see(&mut self, place: usize, date: u32) {
        if self.first[place] == 0 {
            self.first[place] = date;
        }
        self.last[place] = date;
    }

    fn visited(&self, gate: usize) -> bool {
        self.first[gate] > 0
    }

    /// First and last visit of an input or anything below it.
    fn stretch(&self, input: Input) -> (u32, u32) {
        let place = self.place(input);
        let (first, last) = (self.first[place], self.last[place]);
        if place < self.gates { (first.min(self.least[place]), last.max(self.greatest[place])) } else { (first, last) }
    }

    /// Whether nothing below a gate is visited from elsewhere.
    fn is_module(&self, gate: usize) -> bool {
        self.least[gate] > self.enter[gate] && self.greatest[gate] < self.leave[gate]
    }
}
