//! Closed lists of words that the description knows, each with its meaning.

/// A word out of a closed list.
pub trait Word: Copy + PartialEq + 'static {
    /// What it is a word for: `a promise`.
    const NOUN: &'static str;
    /// Every one, in the order of documentation.
    const ALL: &'static [Self];
    /// As it is written.
    fn word(self) -> &'static str;
    /// Its meaning.
    fn docs(self) -> &'static str;
    /// Whether case and separators don't matter.
    const LOOSE: bool = false;

    /// The word written so.
    fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(
            |word| {
                if Self::LOOSE { same_letters(word.word(), text) } else { word.word() == text }
            },
        )
    }
}

/// Equal but for case, and for which of space, hyphen and underscore is used.
fn same_letters(a: &str, b: &str) -> bool {
    let fold = |c: char| {
        if matches!(c, '-' | '_') { ' ' } else { c.to_ascii_lowercase() }
    };
    a.chars().map(fold).eq(b.chars().map(fold))
}

macro_rules! words {
    ($($(#[doc = $doc:literal])+ $name:ident, $noun:literal $(, loose $loose:literal)? {
        $($(#[doc = $vdoc:literal])+ $variant:ident = $word:literal),* $(,)?
    })*) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[doc = $vdoc])+ $variant),* }

        impl Word for $name {
            const NOUN: &'static str = $noun;
            const ALL: &'static [$name] = &[$($name::$variant),*];
            $(const LOOSE: bool = $loose;)?
            fn word(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }
            fn docs(self) -> &'static str {
                match self { $($name::$variant => concat!($($vdoc),+)),* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    )*};
}

words! {
    /// What was decided about a finding.
    DecisionWord, "a decision" {
        /// It is borne as it is.
        Accepted = "accepted",
        /// Something that is not described here stands in the way, or will.
        Mitigated = "mitigated",
        /// The description or the analysis is held to be wrong.
        Disputed = "disputed",
    }
}

words! {
    /// What an adversary can do to an element, in three classes.
    Capability, "a capability", loose true {
        /// Read the whole asset.
        Inspect = "inspect",
        /// Read a part of it.
        PartiallyInspect = "partially inspect",
        /// Infer properties of it from its use or from a side effect.
        IndirectlyInspect = "indirectly inspect",
        /// See whether, when and how often it is used, without reading it.
        Monitor = "monitor",
        /// Write anything.
        MakeArbitraryChanges = "make arbitrary changes",
        /// Write a part of it, or under a constraint.
        MakeLimitedChanges = "make limited changes",
        /// Add to it without being able to read or alter the rest.
        Contribute = "contribute",
        /// Affect it indirectly, through a related asset.
        Influence = "influence",
        /// Prevent access to it, or its timely use.
        Withhold = "withhold",
    }
    /// A likelihood in words; the catalog gives each its numbers.
    LikelihoodWord, "a likelihood" {
        /// Does not happen.
        Never = "never",
        /// Hardly ever.
        Remote = "remote",
        /// Seldom.
        Unlikely = "unlikely",
        /// Now and then.
        Possible = "possible",
        /// Often.
        Likely = "likely",
        /// More often than not.
        AlmostCertain = "almost certain",
    }
    /// What a supplier can promise.
    Promise, "a promise" {
        /// What it serves is the model that it names, unaltered.
        Unaltered = "unaltered",
        /// Nobody inside reads what passes through.
        NoInsider = "no insider",
        /// What passes through is not kept.
        NoRetention = "no retention",
        /// What passes through is not learned from.
        NoTraining = "no training",
        /// It does not itself turn against those who use it.
        Honest = "honest",
        /// Nobody else has taken over what it publishes.
        NotCompromised = "not compromised",
    }
    /// Whether a model generates.
    ModelKind, "a kind of model" {
        /// Generates text, code or pictures and can follow instructions.
        Generative = "generative",
        /// Classifies, scores or transcribes.
        Predictive = "predictive",
    }
    /// Parts of Inputs.
    Part, "a part of Inputs" {
        /// Standing instructions of the one who runs the model.
        SystemPrompt = "system_prompt",
        /// The template that puts the parts together.
        ChatTemplate = "chat_template",
        /// Names and descriptions of the tools.
        ToolDefinitions = "tool_definitions",
        /// Rules and skill files.
        Skills = "skills",
        /// What the user says.
        UserMessage = "user_message",
        /// What was said before in the session.
        History = "history",
        /// Retrieved documents.
        Retrieved = "retrieved",
        /// What tools return.
        ToolResults = "tool_results",
        /// What is recalled from earlier sessions.
        Memory = "memory",
        /// Messages of other agents.
        AgentMessages = "agent_messages",
        /// Pictures, sound and video, which can carry text.
        Media = "media",
        /// What a sensor measures.
        Sensor = "sensor",
    }
    /// What is shown of an answer beyond its text.
    Render, "something that is rendered" {
        /// Links that a reader can follow.
        Links = "links",
        /// Pictures that are fetched without anybody's doing.
        Images = "images",
        /// Markup that can carry script.
        Html = "html",
    }
    /// Output Details that can be shown with an answer.
    Detail, "a part of Output Details" {
        /// How sure the model is of what it answers.
        Confidences = "confidences",
        /// The scores of every possible next token.
        Logits = "logits",
        /// What the model writes to itself before it answers.
        Reasoning = "reasoning",
        /// How long each piece of the answer takes.
        Timing = "timing",
    }
    /// A way into a device for whoever has it in hand.
    Port, "a port" {
        /// A bus on which a device reads and writes memory by itself.
        Dma = "dma",
        /// An interface for debugging, such as JTAG or a serial console.
        Debug = "debug",
        /// Storage that can be taken out, rewritten and put back.
        Storage = "storage",
    }
    /// What a tool is.
    ToolKind, "a kind of tool" {
        /// A function that is called.
        Function = "function",
        /// A browser: what it shows is also an input.
        Browser = "browser",
        /// Moves something in the world.
        Actuator = "actuator",
    }
    /// What a tool executes.
    Executes, "what a tool executes" {
        /// Code that the model wrote.
        Code = "code",
    }
    /// Which addresses a program fetches.
    Fetches, "what a program fetches" {
        /// Whatever address its caller words.
        Chosen = "chosen",
    }
    /// What a pipeline does.
    Process, "a process" {
        /// Learns parameters from data.
        Train = "train",
        /// Learns on from the parameters of `base`.
        FineTune = "fine-tune",
        /// Measures results on data.
        Evaluate = "evaluate",
        /// Learns from data that stays with its owners.
        Federate = "federate",
        /// Writes parameters in another form.
        Convert = "convert",
        /// Makes one set of parameters of several.
        Merge = "merge",
    }
    /// What an asset is.
    AssetKind, "a kind of asset" {
        /// Records, documents, messages: content.
        Record = "record",
        /// Data that a process learns or measures from.
        Dataset = "dataset",
        /// A file with learned parameters.
        Weights = "weights",
        /// Code that a process executes.
        Code = "code",
        /// A configuration.
        Configuration = "configuration",
        /// A key, token or password.
        Credential = "credential",
        /// A log.
        Log = "log",
        /// Validation Results.
        Results = "results",
        /// What a sensor sees or hears.
        Sensor = "sensor",
        /// An effect that the system can cause.
        Action = "action",
    }
    /// Whether a control is in place.
    ControlStatus, "the status of a control" {
        /// In place.
        Active = "active",
        /// Could be put in place.
        Available = "available",
    }
    /// Whether a weakness is still there.
    WeaknessStatus, "the status of a weakness" {
        /// Still there.
        Open = "open",
        /// Mended; kept so that two versions can be compared.
        Fixed = "fixed",
    }
    /// What a weakness breaks.
    Breaks, "what a weakness breaks" {
        /// The service no longer keeps users to what is theirs.
        Authorization = "authorization",
    }
    /// Whose part of an asset a claim speaks of.
    Of, "whose part a claim speaks of" {
        /// The adversary's own.
        Own = "own",
        /// Everybody's but the adversary's own.
        Others = "others",
        /// That of others of the adversary's tenant or group.
        Peers = "peers",
        /// That of other tenants or groups.
        OtherTenants = "other tenants",
        /// Those who use the system in ordinary ways.
        Bystanders = "bystanders",
        /// Anybody's.
        Any = "any",
    }
}
