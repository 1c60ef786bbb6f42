//! The fixed words of the rule language: predicates, classes, kinds. Each has an id in the files and words for readers.

/// Defines an enum whose values have an id that the files use, and words for the reader.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident $id:literal $words:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$vdoc])* $variant),* }

        impl $name {
            /// Every value, in declaration order.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];
            /// The number of values.
            pub const COUNT: usize = $name::ALL.len();

            /// The id that the files use.
            pub fn id(self) -> &'static str {
                match self { $($name::$variant => $id),* }
            }

            /// The words that a reader sees.
            pub fn words(self) -> &'static str {
                match self { $($name::$variant => $words),* }
            }

            /// The value of that id.
            pub fn from_id(id: &str) -> Option<$name> {
                match id { $($id => Some($name::$variant),)* _ => None }
            }
        }
    };
}
pub(super) use words;

words! {
    /// What a fact says of its one element: nine capabilities, then three derived facts.
    Predicate {
        /// Read the whole asset.
        Inspect "inspect" "Inspect",
        /// Read a part of it.
        PartiallyInspect "partially_inspect" "Partially Inspect",
        /// Infer properties of it.
        IndirectlyInspect "indirectly_inspect" "Indirectly Inspect",
        /// See whether, when and how often it is used.
        Monitor "monitor" "Monitor",
        /// Write anything.
        MakeArbitraryChanges "make_arbitrary_changes" "Make Arbitrary Changes",
        /// Write a part, or under a constraint.
        MakeLimitedChanges "make_limited_changes" "Make Limited Changes",
        /// Add data without reading or altering the rest.
        Contribute "contribute" "Contribute",
        /// Affect it indirectly.
        Influence "influence" "Influence",
        /// Prevent access to it, or its timely use.
        Withhold "withhold" "Withhold",
        /// Its content reaches whom it should not.
        Discloses "discloses" "discloses",
        /// A control does not act.
        Off "off" "off",
        /// A host is in somebody's hands.
        AtPhysical "at_physical" "at, physically",
    }
}

impl Predicate {
    /// The nine capabilities, in declaration order.
    pub fn capabilities() -> impl Iterator<Item = Predicate> {
        Predicate::ALL.iter().copied().filter(|p| p.class().is_some())
    }

    /// The class of a capability; none for a derived fact.
    pub fn class(self) -> Option<Class> {
        match self {
            Predicate::Inspect | Predicate::PartiallyInspect | Predicate::IndirectlyInspect | Predicate::Monitor => {
                Some(Class::Confidentiality)
            }
            Predicate::MakeArbitraryChanges
            | Predicate::MakeLimitedChanges
            | Predicate::Contribute
            | Predicate::Influence => Some(Class::Integrity),
            Predicate::Withhold => Some(Class::Availability),
            Predicate::Discloses | Predicate::Off | Predicate::AtPhysical => None,
        }
    }

    /// As an index into an array of [`Predicate::COUNT`].
    pub fn index(self) -> usize {
        self as usize
    }
}

words! {
    /// The three classes of capabilities.
    Class {
        /// Reading.
        Confidentiality "confidentiality" "Confidentiality",
        /// Writing.
        Integrity "integrity" "Integrity",
        /// Preventing use.
        Availability "availability" "Availability",
    }
}

words! {
    /// What kind of step a rule is (DESIGN, section 4).
    RuleKind {
        /// An adversary starts with capabilities.
        Position "position" "position",
        /// A vulnerability grants capabilities.
        Weakness "weakness" "weakness",
        /// Control of a place gives capability over what is there.
        Placement "placement" "placement",
        /// Over a part to the whole, over the whole to the parts.
        Component "component" "component",
        /// Over what a process reads to what it writes.
        Dependency "dependency" "dependency",
        /// From one element to another that it works with.
        Relationship "relationship" "relationship",
        /// A further step turns capabilities into another.
        Conversion "conversion" "conversion",
        /// A catalog attack.
        Attack "attack" "attack",
        /// How a control comes to be off.
        Control "control" "control",
        /// A stronger capability implies a weaker one; made from `implications`, never written.
        Implication "implication" "implication",
    }
}

words! {
    /// What kind of leaf a basic event is.
    EventClass {
        /// An adversary stands where the description says.
        Position "position" "position",
        /// A declared weakness is exploitable.
        Weakness "weakness" "weakness",
        /// An attack step succeeds.
        Step "step" "step",
        /// Ordinary operation happens.
        Operation "operation" "operation",
        /// An assumption fails; its status comes from the description.
        Assumption "assumption" "assumption",
        /// A control fails by itself.
        ControlFails "control_fails" "control fails",
        /// A control is switched off or not in place.
        ControlAbsent "control_absent" "control absent",
        /// Something about which nothing is stated is hostile.
        Unknown "unknown" "unknown",
        /// What would have to change; grounded only to find the nearest misses of a claim that holds.
        Hypothetical "hypothetical" "hypothetical",
    }
}

words! {
    /// Whether a control fails by itself.
    ControlType {
        /// Can only be defeated, or its mechanism fail.
        Structural "structural" "structural",
        /// Also fails by itself, with a likelihood.
        Probabilistic "probabilistic" "probabilistic",
    }
}

impl EventClass {
    /// Whether somebody has to do something for it.
    pub fn is_act(self) -> bool {
        matches!(self, EventClass::Position | EventClass::Weakness | EventClass::Step | EventClass::Assumption)
    }
}

words! {
    /// What a justification of an assumption is about: where a thing comes from, who makes or runs it, or the thing
    /// itself.
    About {
        /// How it came here: channels, signatures, accounts.
        Provenance "provenance" "provenance",
        /// Who makes or runs it: conduct, staff, contracts.
        Producer "producer" "producer",
        /// A property of the thing that can be looked at.
        Asset "asset" "asset property",
    }
}

words! {
    /// How far a source was checked.
    Confidence {
        /// Its text was read and says so.
        Read "read" "the source was read",
        /// Id and title are right, the text was not read.
        Checked "checked" "the source was identified, not read",
        /// Known from others who report it.
        Secondary "secondary" "known at second hand",
        /// Our own reasoning.
        Own "own" "our own reasoning",
    }
}

words! {
    /// What a program may do; a control can let through some of it by the verb alone.
    Verb {
        /// Reading.
        Reads "reads" "reads",
        /// Adding.
        Writes "writes" "writes",
        /// Altering.
        Changes "changes" "changes",
        /// Acting.
        Does "does" "does",
    }
}

words! {
    /// Where a declared weakness gives what its class gives, unless the description says.
    WeaknessReach {
        /// The element that has it.
        Itself "itself" "itself",
        /// What that element keeps, reads or writes.
        Keeps "keeps" "what it keeps",
        /// The host where it runs.
        Host "host" "its host",
        /// The host that its host is nested in.
        OuterHost "outer_host" "the host around its host",
        /// The answers that it gives, in every session.
        Answers "answers" "its answers",
        /// The authorization of a service, which it breaks.
        Authorization "authorization" "its authorization",
    }
}

words! {
    /// What a fact is about, as audiences distinguish it: kinds of element, and the assets that a model or an agent has
    /// by being one.
    Subject {
        /// A machine, a runtime, a sandbox.
        Host "host" "host",
        /// Where data lies.
        Store "store" "store",
        /// Where data passes.
        Channel "channel" "channel",
        /// A deployed model.
        Model "model" "model",
        /// A program that lets a model decide.
        Agent "agent" "agent",
        /// What an agent can call.
        Tool "tool" "tool",
        /// A plain program with an interface.
        Service "service" "service",
        /// A process that makes data or parameters.
        Pipeline "pipeline" "pipeline",
        /// A person or group of persons.
        Role "role" "role",
        /// A third party.
        Supplier "supplier" "supplier",
        /// Inputs, and their parts.
        Inputs "inputs" "Inputs",
        /// Outputs.
        Outputs "outputs" "Outputs",
        /// The content of Outputs that somebody words.
        Chosen "chosen" "chosen Outputs",
        /// Output Details.
        Details "details" "Output Details",
        /// Model Parameters.
        Parameters "parameters" "Parameters",
        /// A Dataset.
        Dataset "dataset" "Dataset",
        /// Hyperparameters.
        Hyperparameters "hyperparameters" "Hyperparameters",
        /// Validation Results.
        Results "results" "Validation Results",
        /// Criteria.
        Criteria "criteria" "Criteria",
        /// Records.
        Record "record" "record",
        /// A key, token or password.
        Credential "credential" "credential",
        /// Code that a process executes.
        Code "code" "code",
        /// A configuration.
        Configuration "configuration" "configuration",
        /// A log.
        Log "log" "log",
        /// What a sensor sees or hears.
        Sensor "sensor" "sensor",
        /// An effect that the system can cause.
        Action "action" "action",
        /// What stands in the way.
        Control "control" "control",
        /// A known vulnerability.
        Weakness "weakness" "weakness",
        /// A session.
        Session "session" "session",
        /// What is said in a session.
        Conversation "conversation" "conversation",
        /// Requests to a service.
        Request "request" "requests",
        /// A cache that sessions share.
        Cache "cache" "cache",
        /// Arguments of a call.
        Arguments "arguments" "arguments of calls",
    }
}

impl Subject {
    /// What a description implies without naming it, called after what it belongs to.
    pub const IMPLIED: &'static [Subject] = &[
        Subject::Inputs,
        Subject::Outputs,
        Subject::Chosen,
        Subject::Details,
        Subject::Parameters,
        Subject::Dataset,
        Subject::Hyperparameters,
        Subject::Results,
        Subject::Criteria,
        Subject::Arguments,
    ];
}
