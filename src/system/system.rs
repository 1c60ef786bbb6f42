//! The lowered system: every element with its sessions, parts and partitions, and the structural relations between
//! them. Elements are numbered in an order that depends on names alone, never on the order of the document.

use std::collections::BTreeMap;

use super::article::article;
use super::document::{AsOf, DecisionWord, Detail, Word as _};
use crate::catalog::Relation;
use crate::catalog::{Catalog, Likelihood, PointId, Predicate, Subject, TypeId};
use crate::source::Span;
use crate::system::Persons;

/// Position of an element in [`System::elements`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(pub u32);

/// Position of a declared name in [`System::declared`].
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

/// The tuples of all relations.
#[derive(Clone, Debug)]
pub struct Relations(Vec<Vec<u32>>);

impl Default for Relations {
    fn default() -> Relations {
        Relations(vec![Vec::new(); Relation::ALL.len()])
    }
}

impl Relations {
    /// The tuples of a relation, one after the other.
    pub fn tuples(&self, relation: Relation) -> &[u32] {
        &self.0[relation as usize]
    }

    /// Adds a tuple. The number of elements is the relation's arity; a debug build checks it.
    pub fn add<const N: usize>(&mut self, relation: Relation, elements: [ElementId; N]) {
        debug_assert_eq!(relation.arity(), N, "{}", relation.name());
        self.0[relation as usize].extend(elements.map(|e| e.0));
    }

    /// Replaces every element by its new number, then normalises.
    pub fn renumber(&mut self, renumbered: &[ElementId]) {
        for element in self.0.iter_mut().flatten() {
            *element = renumbered[*element as usize].0;
        }
        self.normalise();
    }

    /// Sorts the tuples of every relation and removes repetitions, so that their order depends on elements alone.
    pub fn normalise(&mut self) {
        for (relation, tuples) in Relation::ALL.iter().zip(&mut self.0) {
            let mut rows: Vec<&[u32]> = tuples.chunks_exact(relation.arity()).collect();
            rows.sort_unstable();
            rows.dedup();
            *tuples = rows.concat();
        }
    }

    /// The number of tuples.
    pub fn len(&self) -> usize {
        Relation::ALL.iter().zip(&self.0).map(|(relation, tuples)| tuples.len() / relation.arity()).sum()
    }

    /// There is no tuple at all.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }
}

/// A control standing at the points whose `column` is `on`.
#[derive(Clone, Debug)]
pub struct Guard {
    /// The point.
    pub point: PointId,
    /// The column on which it stands.
    pub column: usize,
    /// The element on which it stands.
    pub on: ElementId,
    /// The control.
    pub control: ElementId,
    /// Not where this column is one of these.
    pub unless: Option<(usize, Vec<ElementId>)>,
    /// Only where this column is one of these.
    pub only: Option<(usize, Vec<ElementId>)>,
}

impl Guard {
    /// Whether it stands at a point with these columns.
    pub fn stands(&self, column: impl Fn(usize) -> ElementId) -> bool {
        let among = |(at, elements): &(usize, Vec<ElementId>)| elements.contains(&column(*at));
        !self.unless.as_ref().is_some_and(among) && self.only.as_ref().is_none_or(among)
    }
}

/// How firmly an assumption stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing is said.
    Unknown,
    /// Said, without a reason.
    Stated,
    /// Said with a reason.
    Justified(String),
}

/// An assumption as described.
#[derive(Clone, Debug)]
pub struct Assumed {
    /// How firmly it stands.
    pub status: Status,
    /// Where its name stands.
    pub span: Span,
}

/// A control as described.
#[derive(Clone, Debug)]
pub struct ControlSpec {
    /// The control itself.
    pub element: ElementId,
    /// The catalog's kind, by position.
    pub kind: usize,
    /// What it stands on.
    pub on: Vec<DeclaredId>,
    /// In place, not merely available.
    pub in_place: bool,
    /// Cost, if stated.
    pub cost: Option<f64>,
    /// Likelihood of failing by itself, if stated.
    pub likelihood: Option<Likelihood>,
    /// The named assumption that it rests on, with its status.
    pub rests_on: Option<(String, Status)>,
    /// Where it is described.
    pub span: Span,
}

/// A supplier's promises, by promise.
#[derive(Clone, Debug, Default)]
pub struct Promises(pub BTreeMap<String, Status>);

/// For whom a claim is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Against {
    /// Everybody but these.
    But(Vec<DeclaredId>),
    /// These.
    In(Vec<DeclaredId>),
}

/// Which instances of what a claim is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The adversary's own.
    Own,
    /// All but the adversary's own.
    Others,
    /// Those of others of the adversary's tenant or group.
    Peers,
    /// Those of other tenants or groups.
    OtherTenants,
    /// Only those of bystanders.
    Bystanders,
    /// All.
    Any,
}

/// A claim as described.
#[derive(Clone, Debug)]
pub struct ClaimSpec {
    /// Its id.
    pub id: String,
    /// For whom.
    pub against: Against,
    /// The adversaries may act together.
    pub together: bool,
    /// The capabilities that are denied.
    pub gains: Vec<Predicate>,
    /// What it is over, as written.
    pub over: String,
    /// The name that it belongs to.
    pub declared: DeclaredId,
    /// The instances, each with the role and which it belongs to.
    pub instances: Vec<(ElementId, Option<(DeclaredId, Which)>)>,
    /// Which of them count.
    pub of: Of,
    /// `of` was written, or the instances make it matter.
    pub of_matters: bool,
    /// Tolerated likelihood.
    pub within: Option<f64>,
    /// Where it is stated.
    pub span: Span,
}

/// A default that the description did not override.
#[derive(Clone, Debug)]
pub struct DefaultTaken {
    /// The element.
    pub declared: DeclaredId,
    /// The key that overrides it.
    pub key: &'static str,
    /// The value taken.
    pub value: String,
    /// What that means.
    pub meaning: String,
}

/// Switches under a name, as described.
#[derive(Clone, Debug)]
pub struct SwitchingSpec {
    /// Its name.
    pub name: String,
    /// Controls switched on.
    pub on: Vec<String>,
    /// Controls switched off.
    pub off: Vec<String>,
    /// The only roles and suppliers that act; none for all.
    pub only: Vec<String>,
    /// Assumptions and events taken to fail or happen.
    pub fail: Vec<String>,
    /// Assumptions and events taken to hold or not to happen.
    pub hold: Vec<String>,
    /// Likelihoods restated.
    pub likelihoods: Vec<(String, Likelihood)>,
    /// A remark.
    pub note: String,
    /// Where its name stands.
    pub span: Span,
}

/// What was decided about a finding, as described.
#[derive(Clone, Debug)]
pub struct DecisionSpec {
    /// A claim, a fact, or an attack with the place where it stands.
    pub about: String,
    /// What was decided.
    pub decision: DecisionWord,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// When.
    pub date: Option<String>,
    /// What it rested on.
    pub as_of: Option<AsOf>,
    /// Where what it is about stands.
    pub span: Span,
}

/// The lowered system.
#[derive(Clone, Debug, Default)]
pub struct System {
    /// Title of the description.
    pub title: String,
    /// Declared and mentioned names, sorted.
    pub declared: Vec<Declared>,
    /// Elements.
    pub elements: Vec<Element>,
    /// Structural relations.
    pub relations: Relations,
    /// Where controls stand.
    pub guards: Vec<Guard>,
    /// The element of a control in one session, sorted by control, then session.
    pub watches: Vec<((ElementId, ElementId), ElementId)>,
    /// Controls.
    pub controls: Vec<ControlSpec>,
    /// Claims, by id.
    pub claims: Vec<ClaimSpec>,
    /// How persons of the roles stand to each other.
    pub persons: Persons,
    /// Roles that are adversaries.
    pub adversaries: Vec<DeclaredId>,
    /// Suppliers with their promises.
    pub suppliers: BTreeMap<DeclaredId, Promises>,
    /// Stated likelihoods, by event id.
    pub likelihoods: BTreeMap<String, Likelihood>,
    /// Stated likelihoods of weaknesses and roles, by declared name.
    pub likelihood_of: BTreeMap<DeclaredId, Likelihood>,
    /// What exploiting a weakness or taking a role costs an adversary, where stated, by declared name.
    pub cost_of: BTreeMap<DeclaredId, f64>,
    /// Assumptions, by a name of their own or by the id of the event that each denies.
    pub assumptions: BTreeMap<String, Assumed>,
    /// Defaults taken.
    pub defaults: Vec<DefaultTaken>,
    /// What was decided, in the order of the text.
    pub decisions: Vec<DecisionSpec>,
    /// Named scenarios, in the order of the text.
    pub scenarios: Vec<SwitchingSpec>,
    /// Tolerated likelihood of all claims.
    pub tolerates: Option<f64>,
}

impl System {
    /// An element by number.
    pub fn element(&self, id: ElementId) -> &Element {
        &self.elements[id.index()]
    }

    /// The declared name of an element.
    pub fn declared_of(&self, id: ElementId) -> &Declared {
        &self.declared[self.element(id).declared.index()]
    }

    /// The element of a control in a session, if the control differs by session.
    pub fn watch(&self, control: ElementId, session: ElementId) -> Option<ElementId> {
        self.watches.binary_search_by_key(&(control, session), |(key, _)| *key).ok().map(|i| self.watches[i].1)
    }

    /// The catalog's type of every element.
    pub fn types(&self, catalog: &Catalog) -> Vec<TypeId> {
        let named = |name: &str| catalog.type_named(name).unwrap_or(TypeId(0));
        let of_kind: Vec<TypeId> = self.declared.iter().map(|d| named(d.kind.type_name())).collect();
        let (asset, host, process) = (named("asset"), named("host"), named("process"));
        let (parameters, action, control, session) =
            (named("parameters"), named("action"), named("control"), named("session"));
        self.elements
            .iter()
            .map(|element| match element.form {
                Form::Itself | Form::Partition(_) => of_kind[element.declared.index()],
                Form::Session(_) => session,
                Form::Parameters => parameters,
                Form::Cloud => host,
                Form::Connector => process,
                Form::Outward => action,
                Form::Watch | Form::Egress => control,
                _ => asset,
            })
            .collect()
    }

    /// What an element is to an audience that has words for it.
    pub fn subject(&self, id: ElementId) -> Subject {
        let element = self.element(id);
        match element.form {
            Form::Itself | Form::Partition(_) | Form::Upstream => {
                self.declared[element.declared.index()].kind.subject()
            }
            Form::Session(_) => Subject::Session,
            Form::Inputs | Form::InputPart(_) => Subject::Inputs,
            Form::Outputs => Subject::Outputs,
            Form::Chosen => Subject::Chosen,
            Form::Details | Form::Revealed(_) => Subject::Details,
            Form::Conversation => Subject::Conversation,
            Form::Arguments => Subject::Arguments,
            Form::Parameters | Form::Update(_) => Subject::Parameters,
            Form::Dataset => Subject::Dataset,
            Form::Hyperparameters => Subject::Hyperparameters,
            Form::Results => Subject::Results,
            Form::Criteria => Subject::Criteria,
            Form::Cache | Form::TenantCache => Subject::Cache,
            Form::Config => Subject::Configuration,
            Form::Request => Subject::Request,
            Form::Cloud => Subject::Host,
            Form::Connector => Subject::Service,
            Form::Code => Subject::Code,
            Form::Outward => Subject::Action,
            Form::Watch | Form::Egress => Subject::Control,
        }
    }

    /// For an element that exists by another's being there and that audiences name in their own way: what it is, and
    /// the declared name that it is called after.
    pub fn implied(&self, id: ElementId) -> Option<(Subject, DeclaredId)> {
        let element = self.element(id);
        let implied = matches!(
            element.form,
            Form::Inputs
                | Form::Outputs
                | Form::Chosen
                | Form::Details
                | Form::Arguments
                | Form::Parameters
                | Form::Dataset
                | Form::Hyperparameters
                | Form::Results
                | Form::Criteria
        );
        let after = if element.form == Form::Arguments { element.other } else { Some(element.declared) };
        after.filter(|_| implied).map(|after| (self.subject(id), after))
    }

    /// The stable id of an element: `assistant.in@customer.own`.
    pub fn id(&self, id: ElementId) -> String {
        let element = self.element(id);
        let name = &self.declared[element.declared.index()].name;
        let other = || element.other.map_or("", |o| self.declared[o.index()].name.as_str());
        let base = match element.form {
            Form::Itself => name.clone(),
            Form::Session(Which::Run) => "run".to_owned(),
            Form::Session(which) => format!("{name}.{}", which.word()),
            Form::Inputs => format!("{name}.in"),
            Form::InputPart(part) => format!("{name}.in.{}", part.word()),
            Form::Outputs => format!("{name}.out"),
            Form::Chosen => format!("{name}.out.chosen"),
            Form::Details => format!("{name}.details"),
            Form::Revealed(detail) => format!("{name}.details.{}", detail.word()),
            Form::Conversation => format!("{name}.conversation"),
            Form::Arguments => format!("{name}>{}", other()),
            Form::Parameters => format!("{name}.params"),
            Form::Dataset => format!("{name}.dataset"),
            Form::Hyperparameters => format!("{name}.hyperparameters"),
            Form::Results => format!("{name}.results"),
            Form::Criteria => format!("{name}.criteria"),
            Form::Cache => format!("{name}.cache"),
            Form::TenantCache => format!("{name}.cache#{}", other()),
            Form::Partition(which) => format!("{name}#{}.{}", other(), which.word()),
            Form::Upstream => format!("{name}.upstream"),
            Form::Config => format!("{name}.config"),
            Form::Request => format!("{name}.request"),
            Form::Cloud => format!("{name}.cloud"),
            Form::Connector => format!("{name}.connector"),
            Form::Code => format!("{name}.code"),
            Form::Outward => format!("{name}.outward"),
            Form::Watch => name.clone(),
            Form::Egress => format!("{name}.egress"),
            Form::Update(which) => format!("{name}.update#{}.{}", other(), which.word()),
        };
        match element.session {
            Some(session) => format!("{base}@{}", self.id(session)),
            None => base,
        }
    }

    /// Words for an element, without its session, the reader's own names in backticks: retrieved documents of `bot`.
    pub fn label(&self, id: ElementId) -> String {
        let (part, rest) = self.part_and_rest(id);
        part.to_owned() + &rest
    }

    /// Words for what is no element by itself, without the name that it belongs to, where they say enough: retrieved
    /// documents.
    pub fn part_words(&self, id: ElementId) -> String {
        match self.part_and_rest(id) {
            ("", whole) => whole.replace('`', ""),
            (part, _) => part.to_owned(),
        }
    }

    /// Words for an element in two pieces: what part it is, if that says enough, and the rest with its name.
    fn part_and_rest(&self, id: ElementId) -> (&'static str, String) {
        let element = self.element(id);
        let name = format!("`{}`", self.declared[element.declared.index()].name);
        let other = || element.other.map_or_else(String::new, |o| format!("`{}`", self.declared[o.index()].name));
        let of = || format!(" of {name}");
        match element.form {
            Form::Inputs => ("Inputs", of()),
            Form::InputPart(part) => (part.label(), of()),
            Form::Outputs => ("Outputs", of()),
            Form::Chosen => ("chosen Outputs", of()),
            Form::Details => ("Output Details", of()),
            Form::Revealed(detail) => (detail.word(), of()),
            Form::Conversation => ("conversation", format!(" with {name}")),
            Form::Arguments => ("arguments", format!(" of {}", other())),
            Form::Parameters => ("Parameters", of()),
            Form::Dataset => ("Dataset", of()),
            Form::Hyperparameters => ("Hyperparameters", of()),
            Form::Results => ("Validation Results", of()),
            Form::Criteria => ("Criteria", of()),
            Form::Cache => ("shared cache", of()),
            Form::TenantCache => ("cache", format!(" of {name} within one {}", other())),
            Form::Config => ("configuration", of()),
            Form::Cloud => ("hosts", of()),
            Form::Connector => ("connector", of()),
            Form::Egress => ("the egress limit", of()),
            Form::Itself | Form::Watch => ("", name),
            Form::Session(which) => ("", self.session_words(which, element.declared)),
            Form::Partition(Which::Own) => ("", format!("{name} of the {} who asks", other())),
            Form::Partition(Which::Peer) => {
                let tenant = element.other.map_or_else(String::new, |role| self.tenant(role));
                ("", format!("{name} of another {} of the same {tenant}", other()))
            }
            Form::Partition(_) => ("", format!("{name} of another {}", other())),
            Form::Upstream => ("", format!("{name} upstream")),
            Form::Request => ("", format!("requests to {name}")),
            Form::Code => ("", format!("code of others that {name} executes")),
            Form::Outward => ("", format!("{name} to anyone")),
            Form::Update(Which::Own) => ("", format!("the update to {name} of the {} who takes part", other())),
            Form::Update(_) => ("", format!("the update to {name} of another {}", other())),
        }
    }

    /// Words for a session of a role.
    fn session_words(&self, which: Which, role: DeclaredId) -> String {
        let name = format!("`{}`", self.declared[role.index()].name);
        match which {
            Which::Run => "a run".to_owned(),
            Which::Own => format!("the {name}'s own session"),
            Which::Visiting => format!("{} {name}'s session that met the content", article(&name)),
            Which::Bystander => format!("another {name}'s session"),
            Which::Peer => format!("the session of another {name} of the same {}", self.tenant(role)),
            Which::VisitingPeer => {
                let tenant = self.tenant(role);
                format!("{} {name}'s session of the same {tenant} that met the content", article(&name))
            }
        }
    }

    /// The tenant or group of a role, in the reader's word for it.
    fn tenant(&self, role: DeclaredId) -> String {
        format!("`{}`", self.declared[self.persons.group(role).unwrap_or(role).index()].name)
    }

    /// Words for an element with its session: `Inputs of assistant in another customer's session`.
    pub fn label_in_session(&self, id: ElementId) -> String {
        self.in_session(id, self.label(id))
    }

    /// Words for an element, and then in which session it is.
    pub fn in_session(&self, id: ElementId, words: String) -> String {
        match self.element(id).session {
            Some(session) if self.element(session).form != Form::Session(Which::Run) => {
                format!("{words} in {}", self.label(session))
            }
            _ => words,
        }
    }
}
