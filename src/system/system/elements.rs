//! What there is: declared names with their kinds, and the elements that each has.

use crate::catalog::Subject;
use crate::source::Span;
use crate::system::document::Detail;

/// Position of an element in [`System::elements`](super::System::elements).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(pub u32);

/// Position of a declared name in [`System::declared`](super::System::declared).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeclaredId(pub u32);

impl ElementId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
impl DeclaredId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

macro_rules! kinds {
    ($($variant:ident $word:literal $domain:literal),* $(,)?) => {
        /// The kind of a declared element, as its section or its `kind` says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "each is the word of the description language")]
        pub enum Kind { $($variant),* }

        impl Kind {
            /// The word for it.
            pub fn word(self) -> &'static str {
                match self { $(Kind::$variant => $word),* }
            }
            /// The catalog's type of such an element.
            pub fn type_name(self) -> &'static str {
                match self {
                    Kind::Role => "role",
                    Kind::Supplier => "supplier",
                    Kind::Host => "host",
                    Kind::Model => "model",
                    Kind::Agent => "agent",
                    Kind::Tool => "tool",
                    Kind::Service => "service",
                    Kind::Pipeline => "pipeline",
                    Kind::Store => "store",
                    Kind::Channel => "channel",
                    Kind::Record => "record",
                    Kind::Action => "action",
                    Kind::Control => "control",
                    Kind::Weakness => "weakness",
                    Kind::Session => "session",
                    Kind::Dataset
                    | Kind::Weights
                    | Kind::Code
                    | Kind::Configuration
                    | Kind::Credential
                    | Kind::Log
                    | Kind::Results
                    | Kind::Sensor => "asset",
                }
            }
            /// What such an element is to an audience.
            pub fn subject(self) -> Subject {
                match self {
                    Kind::Role => Subject::Role,
                    Kind::Supplier => Subject::Supplier,
                    Kind::Host => Subject::Host,
                    Kind::Model => Subject::Model,
                    Kind::Agent => Subject::Agent,
                    Kind::Tool => Subject::Tool,
                    Kind::Service => Subject::Service,
                    Kind::Pipeline => Subject::Pipeline,
                    Kind::Store => Subject::Store,
                    Kind::Channel => Subject::Channel,
                    Kind::Record => Subject::Record,
                    Kind::Dataset => Subject::Dataset,
                    Kind::Weights => Subject::Parameters,
                    Kind::Code => Subject::Code,
                    Kind::Configuration => Subject::Configuration,
                    Kind::Credential => Subject::Credential,
                    Kind::Log => Subject::Log,
                    Kind::Results => Subject::Results,
                    Kind::Sensor => Subject::Sensor,
                    Kind::Action => Subject::Action,
                    Kind::Control => Subject::Control,
                    Kind::Weakness => Subject::Weakness,
                    Kind::Session => Subject::Session,
                }
            }
            /// The domain that answers for such an element unless the description says otherwise.
            pub fn domain(self) -> &'static str {
                match self { $(Kind::$variant => $domain),* }
            }
        }
    };
}

kinds! {
    Role "role" "people",
    Supplier "supplier" "supplier",
    Host "host" "platform",
    Model "model" "ML",
    Agent "agent" "application",
    Tool "tool" "application",
    Service "service" "application",
    Pipeline "pipeline" "ML",
    Store "store" "platform",
    Channel "channel" "platform",
    Record "record" "data",
    Dataset "dataset" "data",
    Weights "weights" "ML",
    Code "code" "application",
    Configuration "configuration" "application",
    Credential "credential" "platform",
    Log "log" "platform",
    Results "results" "ML",
    Sensor "sensor" "hardware",
    Action "action" "business",
    Control "control" "security",
    Weakness "weakness" "security",
    Session "session" "application",
}

/// Which session or partition of a role: whose it is from the point of view of an adversary in that role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Which {
    /// Another's, which has not met content that was fetched on demand.
    Bystander,
    /// Another's, which has.
    Visiting,
    /// Another's of the adversary's tenant or group, which has not met such content.
    Peer,
    /// Another's of the adversary's tenant or group, which has.
    VisitingPeer,
    /// The adversary's own.
    Own,
    /// A run that belongs to no role.
    Run,
}

impl Which {
    /// The word used in element ids and in `of:`.
    pub fn word(self) -> &'static str {
        match self {
            Which::Own => "own",
            Which::Visiting => "visiting",
            Which::Peer => "peer",
            Which::VisitingPeer => "visiting_peer",
            Which::Bystander => "other",
            Which::Run => "run",
        }
    }

    /// Whether it belongs to the adversary or to somebody of their tenant or group.
    pub fn is_near(self) -> bool {
        matches!(self, Which::Own | Which::Peer | Which::VisitingPeer)
    }
}

/// The parts of Inputs, in the order of the catalog's asset type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each is the word of the description language")]
pub enum Part {
    SystemPrompt,
    ChatTemplate,
    ToolDefinitions,
    Skills,
    Config,
    UserMessage,
    History,
    Retrieved,
    ToolResults,
    Memory,
    AgentMessages,
    Media,
    Sensor,
}

/// How a part enters a model: which attack rules apply to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartRole {
    /// Followed as an instruction.
    pub instruction: bool,
    /// Read as content, and obeyed only by mistake.
    pub content: bool,
    /// Perceived.
    pub sensed: bool,
}

impl Part {
    /// The word used in the description and in element ids.
    pub fn word(self) -> &'static str {
        match self {
            Part::SystemPrompt => "system_prompt",
            Part::ChatTemplate => "chat_template",
            Part::ToolDefinitions => "tool_definitions",
            Part::Skills => "skills",
            Part::Config => "config",
            Part::UserMessage => "user_message",
            Part::History => "history",
            Part::Retrieved => "retrieved",
            Part::ToolResults => "tool_results",
            Part::Memory => "memory",
            Part::AgentMessages => "agent_messages",
            Part::Media => "media",
            Part::Sensor => "sensor",
        }
    }

    /// Words for a reader.
    pub fn label(self) -> &'static str {
        match self {
            Part::SystemPrompt => "system prompt",
            Part::ChatTemplate => "chat template",
            Part::ToolDefinitions => "tool definitions",
            Part::Skills => "skill files",
            Part::Config => "configuration",
            Part::UserMessage => "user message",
            Part::History => "history",
            Part::Retrieved => "retrieved documents",
            Part::ToolResults => "tool results",
            Part::Memory => "recalled memory",
            Part::AgentMessages => "messages of other agents",
            Part::Media => "media",
            Part::Sensor => "sensor data",
        }
    }

    /// How it enters the model.
    pub fn role(self) -> PartRole {
        let (instruction, content, sensed) = match self {
            Part::SystemPrompt | Part::ChatTemplate | Part::Config => (true, false, false),
            // Tool definitions and skills come from elsewhere and are written to be followed, yet a model may keep to
            // its own instructions: content, as in the recorded case AML.CS0049.
            Part::ToolDefinitions
            | Part::Skills
            | Part::UserMessage
            | Part::History
            | Part::Retrieved
            | Part::ToolResults
            | Part::Memory
            | Part::AgentMessages => (false, true, false),
            Part::Media => (false, true, true),
            Part::Sensor => (false, false, true),
        };
        PartRole { instruction, content, sensed }
    }
}

/// What an element is to the name that declares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// The declared element itself.
    Itself,
    /// A session of a role.
    Session(Which),
    /// Inputs of an agent or model in a session.
    Inputs,
    /// A part of Inputs.
    InputPart(Part),
    /// Outputs.
    Outputs,
    /// The chosen content of Outputs.
    Chosen,
    /// Output Details.
    Details,
    /// A part of Output Details that is shown with the answer.
    Revealed(Detail),
    /// What is said in a session, by both sides.
    Conversation,
    /// Arguments of a call to the tool in [`Element::other`].
    Arguments,
    /// Parameters in use.
    Parameters,
    /// The Dataset that a model was learned from, if nothing more precise is described.
    Dataset,
    /// Hyperparameters.
    Hyperparameters,
    /// Validation Results.
    Results,
    /// Criteria.
    Criteria,
    /// A cache that sessions share.
    Cache,
    /// What of that cache the people of one tenant share, of the role in [`Element::other`].
    TenantCache,
    /// A partition of an asset, of the role in [`Element::other`].
    Partition(Which),
    /// Where a consumed thing is published.
    Upstream,
    /// The configuration of an agent, tool or service.
    Config,
    /// The requests that a service takes.
    Request,
    /// The supplier's host that serves.
    Cloud,
    /// The connector of a remote tool, on our side.
    Connector,
    /// The package of somebody else's code that a process executes.
    Code,
    /// An action towards whomever the caller names.
    Outward,
    /// A control in one session.
    Watch,
    /// The restriction on what leaves a host.
    Egress,
    /// A member's update in federated training, of the role in [`Element::other`].
    Update(Which),
}

/// An element of the lowered system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element {
    /// The name that it belongs to.
    pub declared: DeclaredId,
    /// What it is to that name.
    pub form: Form,
    /// The session that it belongs to, if any.
    pub session: Option<ElementId>,
    /// The second name in its own: the tool of arguments, the role of a partition.
    pub other: Option<DeclaredId>,
    /// It survives a restart and is ours to clean.
    pub durable: bool,
}

/// Whose a declared element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// Nothing is stated.
    Unstated,
    /// Produced in scope.
    Us,
    /// Consumed.
    Supplier(DeclaredId),
}

/// A name that the description declares or mentions.
#[derive(Clone, Debug)]
pub struct Declared {
    /// The name.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// Its domain.
    pub domain: String,
    /// Its trust boundary, if stated.
    pub zone: Option<String>,
    /// Whose it is.
    pub from: From,
    /// Where it is described or first mentioned.
    pub span: Span,
    /// It exists by being mentioned only.
    pub mentioned: bool,
}
