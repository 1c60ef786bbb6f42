//! Coherent fault trees: gates that are true when all, any or at least so many of their inputs are. A gate may only use
//! gates that were added before it, so a tree has no cycles by construction; gates may be shared.

/// A gate of a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GateId(pub(super) u32);

/// What a gate takes, or what stands at the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Input {
    /// A basic event, by its number.
    Event(u32),
    /// A gate.
    Gate(GateId),
    /// What always or never holds.
    Constant(bool),
}

/// When a gate is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Connective {
    /// All inputs are true; without inputs it always is.
    And,
    /// Some input is true; without inputs it never is.
    Or,
    /// So many of the inputs, counted as often as they are listed, are true.
    AtLeast(u32),
}

/// A gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// When it is true.
    pub connective: Connective,
    /// What it takes.
    pub inputs: Vec<Input>,
}

/// A coherent fault tree, or several that share gates and events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    events: u32,
    gates: Vec<Gate>,
}

impl Tree {
    /// A tree over so many basic events, without gates.
    #[must_use]
    pub fn new(events: u32) -> Tree {
        Tree { events, gates: Vec::new() }
    }

    /// Adds a gate. Its inputs must be events of this tree and gates that it already has; this is asserted.
    pub fn gate(&mut self, connective: Connective, inputs: Vec<Input>) -> GateId {
        let id = GateId(u32::try_from(self.gates.len()).expect("fewer gates than bytes of any text"));
        let known = |input: &Input| match input {
            Input::Event(event) => *event < self.events,
            Input::Gate(gate) => *gate < id,
            Input::Constant(_) => true,
        };
        assert!(inputs.iter().all(known), "inputs are events and earlier gates of the same tree");
        self.gates.push(Gate { connective, inputs });
        id
    }

    /// How many basic events there are; their numbers are below.
    #[must_use]
    pub fn events(&self) -> u32 {
        self.events
    }

    /// The gates, each after those that it uses.
    #[must_use]
    pub fn gates(&self) -> &[Gate] {
        &self.gates
    }
}

impl GateId {
    /// Its place among [`Tree::gates`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
