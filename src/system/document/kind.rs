//! What kinds of element there are, and sets of them for what a key accepts.

use super::AssetKind;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident $words:literal),* $(,)?) => {
        /// What an element is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ElementKind { $($(#[doc = $doc])+ $kind),* }

        impl ElementKind {
            /// Every kind.
            pub const ALL: &'static [ElementKind] = &[$(ElementKind::$kind),*];

            /// Its name with an article: `a store`.
            pub fn words(self) -> &'static str {
                match self { $(ElementKind::$kind => $words),* }
            }
        }
    };
}

kinds! {
    /// A person or group of persons.
    Role "a role",
    /// A third party.
    Supplier "a supplier",
    /// A machine, a runtime, a sandbox, a TEE.
    Host "a host",
    /// A deployed model.
    Model "a model",
    /// A program that lets a model decide what to do.
    Agent "an agent",
    /// What an agent can call.
    Tool "a tool",
    /// A plain program with an interface.
    Service "a service",
    /// A process that makes data or parameters.
    Pipeline "a pipeline",
    /// Where data lies.
    Store "a store",
    /// Where data passes.
    Channel "a channel",
    /// What stands in an adversary's way.
    Control "a control",
    /// A known vulnerability.
    Weakness "a weakness",
    /// What is taken to be so.
    Assumption "an assumption",
    /// Records.
    Record "a record",
    /// Data to learn from or measure on.
    Dataset "a dataset",
    /// A file with learned parameters, an adapter, or parameters in use.
    Weights "weights",
    /// Code that a process executes.
    Code "code",
    /// A configuration.
    Configuration "a configuration",
    /// A key, token or password.
    Credential "a credential",
    /// A log.
    Log "a log",
    /// Validation Results.
    Results "results",
    /// What a sensor sees or hears.
    Sensor "a sensor",
    /// An effect that the system can cause.
    Action "an action",
    /// What users send to a service.
    Request "requests",
    /// Everything said in a session.
    Conversation "a conversation",
    /// Inputs of a model.
    Inputs "Inputs",
    /// Outputs of a model.
    Outputs "Outputs",
    /// Output Details of a model.
    Details "Output Details",
    /// Hyperparameters of a model.
    Hyperparameters "Hyperparameters",
    /// What results and traffic are judged against.
    Criteria "Criteria",
    /// What a consumed thing was before it came here.
    Upstream "an upstream",
}

/// A set of kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u64);

impl Kinds {
    /// A set of the kinds named.
    pub const fn of(kinds: &[ElementKind]) -> Kinds {
        let mut bits = 0;
        let mut at = 0;
        while at < kinds.len() {
            bits |= 1 << kinds[at] as u64;
            at += 1;
        }
        Kinds(bits)
    }

    /// This set and the kinds named.
    pub const fn and(self, kinds: &[ElementKind]) -> Kinds {
        Kinds(self.0 | Kinds::of(kinds).0)
    }

    /// This set and another.
    pub const fn with(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// Whether a kind is in it.
    pub const fn has(self, kind: ElementKind) -> bool {
        self.0 & (1 << kind as u64) != 0
    }

    /// In words, `a model or an agent`; assets as one.
    pub fn words(self) -> String {
        let whole = self.0 & super::ASSETS.0 == super::ASSETS.0;
        let mut words: Vec<&str> = Vec::new();
        for kind in ElementKind::ALL.iter().filter(|kind| self.has(**kind)) {
            let word = if whole && super::ASSETS.has(*kind) { "an asset" } else { kind.words() };
            if !words.contains(&word) {
                words.push(word);
            }
        }
        match words.split_last() {
            None => "nothing".to_owned(),
            Some((last, [])) => (*last).to_owned(),
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        }
    }
}

impl From<AssetKind> for ElementKind {
    fn from(kind: AssetKind) -> ElementKind {
        match kind {
            AssetKind::Record => ElementKind::Record,
            AssetKind::Dataset => ElementKind::Dataset,
            AssetKind::Weights => ElementKind::Weights,
            AssetKind::Code => ElementKind::Code,
            AssetKind::Configuration => ElementKind::Configuration,
            AssetKind::Credential => ElementKind::Credential,
            AssetKind::Log => ElementKind::Log,
            AssetKind::Results => ElementKind::Results,
            AssetKind::Sensor => ElementKind::Sensor,
            AssetKind::Action => ElementKind::Action,
        }
    }
}
