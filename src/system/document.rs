//! The system description as typed data: every section and key, with the place where each value stands.
//! Reading never fails; what is wrong is reported, and the rest is kept.

mod decision;
mod key;
mod kind;
mod section;
mod value;
mod word;

#[cfg(feature = "schema")]
mod schema;
#[cfg(test)]
mod tests;

use crate::source::{Node, Problem, Problems, Span, Spanned, Value};

pub use decision::{AsOf, BASES, Date, Decision, Decisions};
pub use key::{Key, Referring, Refers, Visit};
pub use kind::{ElementKind, Kinds};
#[cfg(feature = "schema")]
pub use schema::description_schema;
pub use section::{Described, Keyed};
use section::{element, keyed, read_keyed};
use value::FromNode;
pub(crate) use value::check_name;
pub use value::{Inputs, Kept, Likelihood, MAX_NAME, Names, Promises, RESERVED, Standing};
pub use word::{
    AssetKind, Breaks, Capability, ControlStatus, DecisionWord, Detail, Executes, Fetches, LikelihoodWord, ModelKind,
    Of, Part, Port, Process, Promise, Render, ToolKind, WeaknessStatus, Word,
};

use ElementKind as K;

/// A named thing of a section.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<T> {
    /// Its name.
    pub name: Spanned<String>,
    /// What is said of it.
    pub body: T,
    /// The whole entry, name included.
    pub span: Span,
}

/// A section in the order written; names are unique in it.
pub type Section<T> = Vec<Entry<T>>;

/// Every kind of asset that can be declared.
const ASSETS: Kinds = Kinds::of(&[
    K::Record,
    K::Dataset,
    K::Weights,
    K::Code,
    K::Configuration,
    K::Credential,
    K::Log,
    K::Results,
    K::Sensor,
    K::Action,
]);
/// What a running model yields, takes or rests on, under names like `llm.out`.
const YIELDS: Kinds = Kinds::of(&[
    K::Request,
    K::Conversation,
    K::Inputs,
    K::Outputs,
    K::Details,
    K::Hyperparameters,
    K::Criteria,
    K::Upstream,
]);
const ANSWERING: Kinds = Kinds::of(&[K::Model, K::Agent]);
const PROCESSES: Kinds = ANSWERING.and(&[K::Tool, K::Service, K::Pipeline]);
const COMPONENTS: Kinds = PROCESSES.and(&[K::Host, K::Store, K::Channel]);
/// What can be read, written and filled.
const CONTENT: Kinds = ASSETS.with(YIELDS).and(&[K::Store]);
const EVERYTHING: Kinds = COMPONENTS.with(CONTENT).and(&[K::Role, K::Supplier, K::Control, K::Weakness, K::Assumption]);

const ROLE: Refers = Refers::to(Kinds::of(&[K::Role]));
const SUPPLIER: Refers = Refers::to(Kinds::of(&[K::Supplier])).or(&["us"]).one();
const HOST: Refers = Refers::to(Kinds::of(&[K::Host]));
const RUNS_ON: Refers = HOST.mentions(K::Host).one();
const READS: Refers = Refers::to(CONTENT);
const DOES: Refers = Refers::to(Kinds::of(&[K::Action])).mentions(K::Action);
const CODE: Refers = Refers::to(Kinds::of(&[
    K::Supplier,
    K::Store,
    K::Code,
    K::Configuration,
    K::Record,
    K::Dataset,
    K::Weights,
    K::Results,
    K::Log,
]));
const TOUCHED_BY: Refers = Refers::to(PROCESSES.and(&[K::Role, K::Host]));
const AS: Refers = Refers::to(Kinds::of(&[K::Credential])).or(&["requester"]).mentions(K::Credential);
const TO: Refers = ROLE.or(&["anyone"]);
const WEIGHTS: Kinds = Kinds::of(&[K::Weights, K::Store]);
const SOURCES: Refers = Refers::to(CONTENT.with(ANSWERING).and(&[K::Host, K::Tool]));
const OVERRIDES: Refers = Refers::to(ASSETS.and(&[K::Store]));

element! {
    /// Persons of one kind, inside or outside.
    Role, "a role" {
        /// Whether such a person may act against the system; default `false`.
        adversary: Option<Spanned<bool>> = "adversary",
        /// The roles that such a person also has; default: none.
        is: Names = "is" => ROLE.acyclic(),
        /// The tenant or group that such a person belongs to, itself a role; default: none.
        in_: Names = "in" => ROLE.one().acyclic(),
        /// Actions that such a person can do; default: none.
        can: Names = "can" => DOES,
        /// Records that messages of such a person contain; default: none.
        tells: Names = "tells" => READS,
        /// What it costs an adversary to take this role; default: nothing known.
        cost: Option<Spanned<f64>> = "cost",
        /// How likely it is that such a person acts against the system; default: the catalog's.
        likelihood: Option<Spanned<Likelihood>> = "likelihood",
    }
}

element! {
    /// A third party of whom something is consumed.
    Supplier, "a supplier" {
        /// What it promises: a list is stated, a map from promise to reason is justified. What is not promised is
        /// unknown.
        promises: Promises = "promises",
    }
}

element! {
    /// A machine, virtual machine, container, sandbox, TEE or cluster.
    Host, "a host" {
        /// Whose it is: a supplier, or `us`; default: ours.
        from: Names = "from" => SUPPLIER,
        /// The host that it is nested in; default: none.
        inside: Names = "inside" => HOST.one().acyclic(),
        /// One for each person of this role, so that what one leaves in it does not meet another; default: shared.
        per: Names = "per" => ROLE.one(),
        /// Where code on it can send: `any`, `none` or names; default `any`.
        egress: Names = "egress" => Refers::to(COMPONENTS.and(&[K::Supplier])).or(&["any", "none"]),
        /// Whether it forgets everything when it stops; default `false`.
        ephemeral: Option<Spanned<bool>> = "ephemeral",
        /// What runs in it besides what is described: a supplier, an asset or a store.
        code: Names = "code" => CODE,
        /// Assets in use on it, such as keys.
        holds: Names = "holds" => Refers::to(ASSETS).acyclic(),
        /// Roles that administer it.
        administered_by: Names = "administered by" => ROLE,
        /// Roles that have the device in hand.
        held_by: Names = "held by" => ROLE,
        /// Roles that run code of their own on the same hardware, beside it; default: nobody.
        shared_with: Names = "shared with" => ROLE,
        /// Ways into it for whoever has it in hand: `dma`, `debug`, `storage`; default: none.
        ports: Vec<Spanned<Port>> = "ports",
    }
}

element! {
    /// An adapter to a model's parameters.
    Adapter, "an adapter" {
        /// One for each person of this role; default: shared.
        per: Names = "per" => ROLE.one(),
        /// Whose it is: a supplier, or `us`; default: unknown.
        from: Names = "from" => SUPPLIER,
        /// Who writes it: roles and processes.
        written_by: Names = "written by" => TOUCHED_BY,
        /// The file format, such as `safetensors` or `pickle`; default: unknown, and so possibly one that runs code.
        format: Option<Spanned<String>> = "format",
    }
}

element! {
    /// A deployed model. Its eight asset types and its processes exist by this line. Used directly, it has every key
    /// of an agent but `model`.
    Model, "a model" {
        /// Who serves it: a supplier, or `us`.
        from: Names = "from" => SUPPLIER,
        /// The parameters that it loads: an asset or a store.
        weights: Names = "weights" => Refers::to(WEIGHTS).one(),
        /// The host where it runs; default: its supplier's.
        runs_on: Names = "runs on" => RUNS_ON,
        /// Generative or predictive; default `generative`.
        kind: Option<Spanned<ModelKind>> = "kind",
        /// Adapters to its parameters, by name.
        adapters: Section<Adapter> = "adapters",
        /// Whether sessions share a cache of prefixes, which timing tells apart; default `false`, unknown if it is
        /// consumed.
        shared_cache: Option<Spanned<bool>> = "shared cache",
        /// What it was learned from, if that is described; default: its own `dataset`.
        dataset: Names = "dataset" => OVERRIDES,
        /// Its Hyperparameters, if they are described; default: its own.
        hyperparameters: Names = "hyperparameters" => OVERRIDES,
        /// Its Validation Results, if they are described; default: its own.
        results: Names = "results" => OVERRIDES,
        /// What its results and traffic are judged against, if that is described; default: its own.
        criteria: Names = "criteria" => OVERRIDES,
        /// What the process executes: a supplier, an asset or a store.
        code: Names = "code" => CODE,
        /// Roles that ask it and read its answers.
        used_by: Names = "used by" => ROLE,
        /// Roles that ask it without seeing its answers.
        triggered_by: Names = "triggered by" => ROLE,
        /// Roles that see its answers without asking.
        shown_to: Names = "shown to" => ROLE,
        /// Roles and tools that write its configuration: instructions, tools, options.
        configured_by: Names = "configured by" => Refers::to(Kinds::of(&[K::Role, K::Tool])),
        /// Where parts of its Inputs come from: a map from part to sources.
        inputs: Inputs = "inputs" => SOURCES,
        /// Tools that it can call.
        tools: Names = "tools" => Refers::to(Kinds::of(&[K::Tool])),
        /// Agents and models that it asks, and whose answers it reads.
        asks: Names = "asks" => Refers::to(ANSWERING),
        /// Agents and models to which it hands over, without reading an answer.
        hands_to: Names = "hands to" => Refers::to(ANSWERING),
        /// Where its answers are kept, and with them what its Inputs carry: names, or a map from each to the parts of
        /// Inputs of which something is kept.
        writes: Kept = "writes" => READS,
        /// Where its Inputs and Outputs are logged; default: nowhere, unknown if it is consumed.
        logs_to: Kept = "logs to" => READS,
        /// What is shown of its answers beyond text: `links`, `images`, `html`; default: nothing.
        renders: Vec<Spanned<Render>> = "renders",
        /// What of its Output Details whoever sees the answers is shown too: `confidences`, `logits`, `reasoning`,
        /// `timing`; default: nothing.
        reveals: Vec<Spanned<Detail>> = "reveals",
        /// Roles that can send its users a link which fills in their message; default: nobody.
        links_from: Names = "links from" => ROLE,
        /// The action that its running costs, such as spending; default: none. An action exists by being named here.
        bills: Names = "bills" => DOES,
    }
}

element! {
    /// A program that lets a model decide what to say and do.
    Agent, "an agent" {
        /// The model that it answers through.
        model: Names = "model" => Refers::to(Kinds::of(&[K::Model])).one(),
        /// The host where it runs.
        runs_on: Names = "runs on" => RUNS_ON,
        /// What the process executes: a supplier, an asset or a store.
        code: Names = "code" => CODE,
        /// Roles that ask it and read its answers.
        used_by: Names = "used by" => ROLE,
        /// Roles that ask it without seeing its answers.
        triggered_by: Names = "triggered by" => ROLE,
        /// Roles that see its answers without asking.
        shown_to: Names = "shown to" => ROLE,
        /// Roles and tools that write its configuration: instructions, tools, options.
        configured_by: Names = "configured by" => Refers::to(Kinds::of(&[K::Role, K::Tool])),
        /// Where parts of its Inputs come from: a map from part to sources. User messages, tool definitions, tool
        /// results and messages of other agents come by themselves.
        inputs: Inputs = "inputs" => SOURCES,
        /// Tools that it can call; default: none.
        tools: Names = "tools" => Refers::to(Kinds::of(&[K::Tool])),
        /// Agents and models that it asks, and whose answers it reads.
        asks: Names = "asks" => Refers::to(ANSWERING),
        /// Agents and models to which it hands over, without reading an answer.
        hands_to: Names = "hands to" => Refers::to(ANSWERING),
        /// Where its answers are kept, and with them what its Inputs carry: names, or a map from each to the parts of
        /// Inputs of which something is kept.
        writes: Kept = "writes" => READS,
        /// Where its Inputs and Outputs are logged; default: nowhere.
        logs_to: Kept = "logs to" => READS,
        /// What is shown of its answers beyond text: `links`, `images`, `html`; default: nothing.
        renders: Vec<Spanned<Render>> = "renders",
        /// What of its Output Details whoever sees the answers is shown too: `confidences`, `logits`, `reasoning`,
        /// `timing`; default: nothing.
        reveals: Vec<Spanned<Detail>> = "reveals",
        /// Roles that can send its users a link which fills in their message; default: nobody.
        links_from: Names = "links from" => ROLE,
        /// The action that its running costs, such as spending; default: none. An action exists by being named here.
        bills: Names = "bills" => DOES,
    }
}

element! {
    /// What an agent can call, such as a function, an MCP server, a browser or an actuator.
    Tool, "a tool" {
        /// A function, a browser or an actuator; default `function`.
        kind: Option<Spanned<ToolKind>> = "kind",
        /// Who runs it: a supplier, or `us`; default: ours.
        from: Names = "from" => SUPPLIER,
        /// The host where it runs; default: where the agent runs.
        runs_on: Names = "runs on" => RUNS_ON,
        /// What the process executes: a supplier, an asset or a store; default where a supplier's tool runs on a host: that supplier.
        code: Names = "code" => CODE,
        /// What it may read.
        reads: Names = "reads" => READS,
        /// What it may add to.
        writes: Names = "writes" => READS,
        /// What it may alter.
        changes: Names = "changes" => READS,
        /// Actions that it may do. An action exists by being named here.
        does: Names = "does" => DOES,
        /// Who receives: roles, or `anyone` if the caller chooses; default: recipients are fixed.
        to: Names = "to" => TO,
        /// `code` if it executes code that the model wrote; default: it does not.
        executes: Option<Spanned<Executes>> = "executes",
        /// `chosen` if it fetches whatever address its caller words; a browser does; default: addresses are fixed.
        fetches: Option<Spanned<Fetches>> = "fetches",
        /// Secrets and records that it is handed in ordinary use.
        gets: Names = "gets" => READS,
        /// The credential that it acts under, or `requester` for the rights of the one who asks; default: none. A
        /// credential exists by being named here.
        as_: Names = "as" => AS,
        /// The action that a call costs, such as spending; default: none. An action exists by being named here.
        bills: Names = "bills" => DOES,
    }
}

element! {
    /// A plain program with an interface.
    Service, "a service" {
        /// The host where it runs.
        runs_on: Names = "runs on" => RUNS_ON,
        /// Who runs it: a supplier, or `us`; default: ours.
        from: Names = "from" => SUPPLIER,
        /// What the process executes: a supplier, an asset or a store.
        code: Names = "code" => CODE,
        /// Roles that use it.
        used_by: Names = "used by" => ROLE,
        /// Roles and tools that write its configuration.
        configured_by: Names = "configured by" => Refers::to(Kinds::of(&[K::Role, K::Tool])),
        /// What it may read, and shows to whom it belongs.
        reads: Names = "reads" => READS,
        /// What its users may add to.
        writes: Names = "writes" => READS,
        /// What its users may alter.
        changes: Names = "changes" => READS,
        /// Actions that its users may cause. An action exists by being named here.
        does: Names = "does" => DOES,
        /// Who receives: roles, or `anyone` if the user chooses; default: recipients are fixed.
        to: Names = "to" => TO,
        /// The credential that it acts under, or `requester`; default: it checks rights itself. A credential exists
        /// by being named here.
        as_: Names = "as" => AS,
        /// `chosen` if it fetches whatever address its user words; default: addresses are fixed.
        fetches: Option<Spanned<Fetches>> = "fetches",
        /// Hosts and zones from which whoever asks is answered, without a question who it is; default: none.
        reachable_from: Names = "reachable from" => HOST.in_zones(),
        /// Where requests are logged; default: nowhere.
        logs_to: Names = "logs to" => READS,
    }
}

element! {
    /// A process that makes data, parameters or results: training, evaluation, preparation, build.
    Pipeline, "a pipeline" {
        /// What it does; default `train`.
        process: Option<Spanned<Process>> = "process",
        /// The host where it runs.
        runs_on: Names = "runs on" => RUNS_ON,
        /// What the process executes: a supplier, an asset or a store.
        code: Names = "code" => CODE,
        /// The data that it reads.
        reads: Names = "reads" => READS,
        /// The parameters that it starts from.
        base: Names = "base" => Refers::to(WEIGHTS.and(&[K::Model])),
        /// What it makes.
        writes: Names = "writes" => READS,
        /// Actions that it does. An action exists by being named here.
        does: Names = "does" => DOES,
        /// The credential that it acts under; default: none. A credential exists by being named here.
        as_: Names = "as" => AS,
        /// Of federated training: the role whose members hold the data.
        per: Names = "per" => ROLE.one(),
        /// Of federated training: the hosts where members compute.
        clients_on: Names = "clients on" => RUNS_ON,
    }
}

element! {
    /// Where data lies: a database, bucket, index, registry, queue, site.
    Store, "a store" {
        /// The host where it lies.
        runs_on: Names = "runs on" => RUNS_ON,
        /// Who hosts it: a supplier, or `us`.
        from: Names = "from" => SUPPLIER,
        /// Whether it lies outside and is not ours to clean, as the web; default `false`.
        outside: Option<Spanned<bool>> = "outside",
        /// One for each person of this role, or for each tenant; default: shared.
        per: Names = "per" => ROLE.one(),
        /// Whether its content is fetched only when somebody asks for it; default `false`.
        on_demand: Option<Spanned<bool>> = "on demand",
        /// Assets that lie in it.
        holds: Names = "holds" => Refers::to(ASSETS.with(YIELDS)).acyclic(),
        /// Where its content comes from.
        filled_from: Names = "filled from" => READS,
        /// The model that turns its content into what it is searched by; default: none that matters.
        embedded_by: Names = "embedded by" => Refers::to(Kinds::of(&[K::Model])).one(),
        /// Who adds to it: roles and processes.
        written_by: Names = "written by" => TOUCHED_BY,
        /// Who reads it: roles and processes.
        read_by: Names = "read by" => TOUCHED_BY,
        /// Roles that administer it.
        administered_by: Names = "administered by" => ROLE,
    }
}

element! {
    /// What is worth protecting and is not a component.
    Asset, "an asset" {
        /// What it is; default `record`.
        kind: Option<Spanned<AssetKind>> = "kind",
        /// Each person of this role has a part of their own; default: undivided.
        per: Names = "per" => ROLE.one(),
        /// Whose it is: a supplier, or `us`; default: unknown for weights, data and code.
        from: Names = "from" => SUPPLIER,
        /// The file format, such as `safetensors` or `pickle`; default: unknown, and so possibly one that runs code.
        format: Option<Spanned<String>> = "format",
        /// Where its content comes from.
        filled_from: Names = "filled from" => READS,
        /// Who adds to it: roles and processes.
        written_by: Names = "written by" => TOUCHED_BY,
        /// Who reads it: roles and processes.
        read_by: Names = "read by" => TOUCHED_BY,
        /// Of a credential: what it opens; default: what those that act under it may do.
        opens: Names = "opens" => Refers::to(COMPONENTS),
        /// Of an action: who receives; default: nobody outside.
        to: Names = "to" => TO,
        /// Of an action: the model or agent whose Outputs drive it without a tool.
        driven_by: Names = "driven by" => Refers::to(ANSWERING.and(&[K::Outputs])),
        /// Of an action: the parameters or code that it ships.
        deploys: Names = "deploys" => Refers::to(ASSETS.and(&[K::Store, K::Model])),
        /// Of an action: the results that decide on it.
        gated_by: Names = "gated by" => Refers::to(ASSETS.and(&[K::Store])),
        /// Of an action: the store from which it installs what it is told.
        installs: Names = "installs" => Refers::to(Kinds::of(&[K::Store])),
        /// Of an action: the host where what it installs runs.
        runs_on: Names = "runs on" => RUNS_ON,
    }
}

element! {
    /// A line on which somebody may sit; lines of no interest need no mention.
    Channel, "a channel" {
        /// The components that it joins.
        between: Names = "between" => Refers::to(COMPONENTS.and(&[K::Supplier, K::Role])),
        /// Roles that see its traffic.
        seen_by: Names = "seen by" => ROLE,
        /// Roles that can change its traffic.
        controlled_by: Names = "controlled by" => ROLE,
    }
}

element! {
    /// What stands in an adversary's way, in place or available.
    Control, "a control" {
        /// What it is, a word of the catalog such as `allow-list`, `approval` or `classifier`.
        kind: Option<Spanned<String>> = "kind",
        /// What it stands at: components, assets, or names derived from them such as `chat.config`.
        on: Names = "on" => Refers::to(EVERYTHING),
        /// The roles that decide for it.
        by: Names = "by" => ROLE,
        /// The credential that undoes it.
        key: Names = "key" => Refers::to(Kinds::of(&[K::Credential])),
        /// What it lets through: sources, recipients, actions, or the words `reads`, `writes`, `changes`, `does`.
        /// Within each category that it names, it closes what it does not name.
        allows: Names = "allows" => Refers::to(EVERYTHING).or(&["reads", "writes", "changes", "does"]),
        /// The roles that it keeps out.
        stops: Names = "stops" => ROLE.or(&["anyone"]),
        /// The results that it judges by.
        results: Names = "results" => Refers::to(ASSETS.with(YIELDS).and(&[K::Store])),
        /// The named assumption that its mechanism rests on.
        rests_on: Names = "rests on" => Refers::to(Kinds::of(&[K::Assumption])).one(),
        /// Of a guard: the model that it judges with.
        model: Names = "model" => Refers::to(Kinds::of(&[K::Model])).one(),
        /// What it costs, in a unit of your choice; default: the catalog's.
        cost: Option<Spanned<f64>> = "cost",
        /// How likely it is that it fails by itself; default: the catalog's.
        likelihood: Option<Spanned<Likelihood>> = "likelihood",
        /// In place, or could be put in place; default `active`.
        status: Option<Spanned<ControlStatus>> = "status",
    }
}

element! {
    /// A known vulnerability, conventional or of AI. The analysis derives what follows from it.
    Weakness, "a weakness" {
        /// The element that has it; a control can have one too.
        on: Names = "on" => Refers::to(EVERYTHING),
        /// Its class, such as `CWE-502`.
        cwe: Option<Spanned<String>> = "cwe",
        /// Through what it is reached; default: requests or user messages of the element.
        through: Names = "through" => Refers::to(COMPONENTS.with(CONTENT)),
        /// The capabilities that it gives; default: by its class.
        gives: Vec<Spanned<Capability>> = "gives",
        /// Over what it gives them; default: the element that has it.
        over: Names = "over" => Refers::to(COMPONENTS.with(CONTENT)),
        /// What it breaks instead: `authorization`.
        breaks: Option<Spanned<Breaks>> = "breaks",
        /// Still open, or mended; default `open`.
        status: Option<Spanned<WeaknessStatus>> = "status",
        /// How likely it is that it can be exploited; default: the catalog's.
        likelihood: Option<Spanned<Likelihood>> = "likelihood",
        /// What exploiting it costs an adversary; default: nothing known.
        cost: Option<Spanned<f64>> = "cost",
    }
}

keyed! {
    /// What the product promises: no adversary of some gains a capability, or a stronger one, over an asset.
    Claim, "a claim" {
        /// The only roles and suppliers that may gain it.
        nobody_but: Names = "nobody but" => Refers::to(Kinds::of(&[K::Role, K::Supplier])),
        /// The roles and suppliers that may not gain it; `anyone` for all adversaries.
        nobody_in: Names = "nobody in" => Refers::to(Kinds::of(&[K::Role, K::Supplier])).or(&["anyone"]),
        /// Whether adversaries may act together; default `false`: each alone.
        together: Option<Spanned<bool>> = "together",
        /// The capability that nobody may gain; stronger ones are covered.
        gains: Vec<Spanned<Capability>> = "gains",
        /// The element over which nobody may gain it.
        over: Names = "over" => Refers::to(EVERYTHING).one(),
        /// Whose part: `own`, `others`, `peers`, `other tenants`, `bystanders` or `any`; default `others` for what
        /// exists per session or is divided.
        of: Option<Spanned<Of>> = "of",
        /// The likelihood that is tolerated; default: that of the document, else none.
        within: Option<Spanned<Likelihood>> = "within",
        /// A remark for readers; the analysis does not use it.
        note: Option<Spanned<String>> = "note",
    }
}

keyed! {
    /// A description of a system, for Bartizan.
    Document, "a description" {
        /// The version of this format: 1.
        bartizan: Option<Spanned<u32>> = "bartizan",
        /// What the system is called.
        title: Option<Spanned<String>> = "title",
        /// A remark for readers; the analysis does not use it.
        note: Option<Spanned<String>> = "note",
        /// The likelihood tolerated for every claim that states none of its own; default: none.
        tolerates: Option<Spanned<Likelihood>> = "tolerates",
        /// Persons, by kind: who uses, writes, administers, attacks.
        roles: Section<Role> = "roles",
        /// Third parties of whom something is consumed.
        suppliers: Section<Supplier> = "suppliers",
        /// Machines, containers, sandboxes. A host also exists by being named in `runs on`.
        hosts: Section<Host> = "hosts",
        /// Deployed models.
        models: Section<Model> = "models",
        /// Programs that let a model decide.
        agents: Section<Agent> = "agents",
        /// What agents can call.
        tools: Section<Tool> = "tools",
        /// Plain programs with an interface.
        services: Section<Service> = "services",
        /// Training, evaluation, preparation, build.
        pipelines: Section<Pipeline> = "pipelines",
        /// Where data lies.
        stores: Section<Store> = "stores",
        /// What is worth protecting and is not a component.
        assets: Section<Asset> = "assets",
        /// Lines on which somebody may sit.
        channels: Section<Channel> = "channels",
        /// What stands in an adversary's way.
        controls: Section<Control> = "controls",
        /// Known vulnerabilities.
        weaknesses: Section<Weakness> = "weaknesses",
        /// What is taken to be so: a map from name to `stated` or to a reason, which justifies it. The id of something
        /// unknown, such as `unstated_user(bot)`, says that it is not so.
        assumptions: Section<Standing> = "assumptions",
        /// What the product promises.
        claims: Section<Claim> = "claims",
        /// Likelihoods of single events by id, such as `obeys(llm)`, in place of the catalog's.
        likelihoods: Section<Likelihood> = "likelihoods",
        /// Switches to set together, under a name.
        scenarios: Section<Switching> = "scenarios",
        /// What was decided about claims, facts and attacks.
        decisions: Decisions = "decisions",
    }
}

keyed! {
    /// A scenario: who acts, which controls are in place, what is taken to fail or to hold.
    Switching, "a scenario" {
        /// Controls that are switched on.
        on: Names = "on" => Refers::to(Kinds::of(&[K::Control])),
        /// Controls that are switched off.
        off: Names = "off" => Refers::to(Kinds::of(&[K::Control])),
        /// The only roles and suppliers that act; default: all.
        only: Names = "only" => Refers::to(Kinds::of(&[K::Role, K::Supplier])),
        /// Assumptions and events that are taken to fail or happen, such as `acme.no insider` or `obeys(llm)`.
        fail: Names = "fail",
        /// Assumptions and events that are taken to hold or not to happen.
        hold: Names = "hold",
        /// Likelihoods of events in place of those described.
        likelihoods: Section<Likelihood> = "likelihoods",
        /// A remark for readers.
        note: Option<Spanned<String>> = "note",
    }
}

/// A section with its table of keys, for hovers and completion.
#[derive(Clone, Copy, Debug)]
pub struct SectionKeys {
    /// The section's key: `tools`.
    pub name: &'static str,
    /// What an entry is: `a tool`.
    pub noun: &'static str,
    /// What an entry means.
    pub docs: &'static str,
    /// The keys of an entry.
    pub keys: &'static [Key],
}

const fn section<T: Keyed>(name: &'static str) -> SectionKeys {
    SectionKeys { name, noun: T::NOUN, docs: T::DOCS, keys: T::KEYS }
}

/// Every section whose entries have keys.
pub const SECTIONS: &[SectionKeys] = &[
    section::<Role>("roles"),
    section::<Supplier>("suppliers"),
    section::<Host>("hosts"),
    section::<Model>("models"),
    section::<Agent>("agents"),
    section::<Tool>("tools"),
    section::<Service>("services"),
    section::<Pipeline>("pipelines"),
    section::<Store>("stores"),
    section::<Asset>("assets"),
    section::<Channel>("channels"),
    section::<Control>("controls"),
    section::<Weakness>("weaknesses"),
    section::<Claim>("claims"),
    section::<Switching>("scenarios"),
    section::<Decision>("decisions"),
];

/// Reads a description. What is wrong is reported, all of it at once; what can be read is kept.
pub fn read_document(node: &Node, problems: &mut Problems) -> Document {
    let document: Document = read_keyed(node, problems);
    let head = Span::new(node.span.start, node.span.start);
    if let Value::Map(entries) = &node.value
        && !entries.iter().any(|(key, _)| key.value == "bartizan")
        && !problems.is_cut()
    {
        let mut problem = Problem::error("version", head, "the description does not say its version")
            .help("write `bartizan: 1` as its first line");
        // In a block the first key stands where the map starts; in braces it stands behind one.
        if entries.first().is_some_and(|(key, _)| key.span.start == node.span.start) {
            problem = problem.fix("write `bartizan: 1`", head, "bartizan: 1\n");
        }
        problems.push(problem);
    }
    if let Some(claims) = node.get("claims")
        && !problems.is_cut()
    {
        check_claims(claims, problems);
    }
    document
}

/// A claim says whom it is about, what they may not gain, and over what. Asks the text and not what was read of it,
/// so that a wrong value is not also called missing.
fn check_claims(claims: &Node, problems: &mut Problems) {
    let Value::Map(claims) = &claims.value else {
        return;
    };
    for (name, claim) in claims {
        let says =
            |key: &str| claim.get(key).is_some_and(|value| !matches!(&value.value, Value::List(l) if l.is_empty()));
        let mut report = |message: &str, help: &str| {
            problems.push(Problem::error("claim", name.span, message).help(help));
        };
        match (says("nobody but"), says("nobody in")) {
            (false, false) => report(
                "the claim does not say whom it is about",
                "write `nobody but: ` with those who may, or `nobody in: ` with those who may not, or `nobody in: anyone`",
            ),
            (true, true) => {
                report("the claim has both `nobody but` and `nobody in`", "keep the one that you mean");
            }
            _ => {}
        }
        if !says("gains") {
            report(
                "the claim does not say what nobody gains",
                "write a capability, such as `gains: partially inspect`",
            );
        }
        if !says("over") {
            report("the claim does not say over what", "write an element, such as `over: customer_records`");
        }
    }
}

impl Document {
    /// Every zone that an element is said to lie in.
    pub fn zones(&self) -> std::collections::BTreeSet<&str> {
        fn each<'d, T: Described>(section: &'d [Entry<T>], zones: &mut std::collections::BTreeSet<&'d str>) {
            zones.extend(section.iter().filter_map(|entry| entry.body.zone()).map(|zone| zone.value.as_str()));
        }
        let mut zones = std::collections::BTreeSet::new();
        each(&self.hosts, &mut zones);
        each(&self.models, &mut zones);
        each(&self.agents, &mut zones);
        each(&self.tools, &mut zones);
        each(&self.services, &mut zones);
        each(&self.pipelines, &mut zones);
        each(&self.stores, &mut zones);
        zones
    }

    /// Shows every declared element with its kind, its name and what it names, section by section.
    pub fn elements<'d>(&'d self, visit: &mut dyn FnMut(ElementKind, &'d Spanned<String>, &'d dyn Referring)) {
        fn each<'d, T: Referring>(
            section: &'d [Entry<T>],
            kind: impl Fn(&T) -> ElementKind,
            visit: &mut dyn FnMut(ElementKind, &'d Spanned<String>, &'d dyn Referring),
        ) {
            for entry in section {
                visit(kind(&entry.body), &entry.name, &entry.body);
            }
        }
        each(&self.roles, |_| K::Role, visit);
        each(&self.suppliers, |_| K::Supplier, visit);
        each(&self.hosts, |_| K::Host, visit);
        each(&self.models, |_| K::Model, visit);
        for model in &self.models {
            each(&model.body.adapters, |_| K::Weights, visit);
        }
        each(&self.agents, |_| K::Agent, visit);
        each(&self.tools, |_| K::Tool, visit);
        each(&self.services, |_| K::Service, visit);
        each(&self.pipelines, |_| K::Pipeline, visit);
        each(&self.stores, |_| K::Store, visit);
        each(&self.assets, |asset| asset.kind().into(), visit);
        each(&self.channels, |_| K::Channel, visit);
        each(&self.controls, |_| K::Control, visit);
        each(&self.weaknesses, |_| K::Weakness, visit);
        for entry in self.assumptions.iter().filter(|entry| !value::is_event(&entry.name.value)) {
            visit(K::Assumption, &entry.name, &entry.body);
        }
    }
}

/// What can be asked and answers: an agent, or a model that is used directly.
pub trait Answering: Referring {
    /// The host where it runs.
    fn runs_on(&self) -> &Names;
    /// What the process executes.
    fn code(&self) -> &Names;
    /// Roles that ask it and read its answers.
    fn used_by(&self) -> &Names;
    /// Roles that ask it without seeing its answers.
    fn triggered_by(&self) -> &Names;
    /// Roles that see its answers without asking.
    fn shown_to(&self) -> &Names;
    /// Roles and tools that write its configuration.
    fn configured_by(&self) -> &Names;
    /// Where parts of its Inputs come from.
    fn inputs(&self) -> &Inputs;
    /// Tools that it can call.
    fn tools(&self) -> &Names;
    /// Agents and models that it asks.
    fn asks(&self) -> &Names;
    /// Agents and models to which it hands over.
    fn hands_to(&self) -> &Names;
    /// Where its answers are kept.
    fn writes(&self) -> &Kept;
    /// Where its Inputs and Outputs are logged.
    fn logs_to(&self) -> &Kept;
    /// What is shown of its answers beyond text.
    fn renders(&self) -> &[Spanned<Render>];
    /// What of its Output Details is shown.
    fn reveals(&self) -> &[Spanned<Detail>];
    /// Roles that can fill in its users' messages.
    fn links_from(&self) -> &Names;
    /// The actions that its running costs.
    fn bills(&self) -> &Names;
}

macro_rules! answering {
    ($($name:ident { $($key:ident: $ty:ty),* })*) => {$(
        impl Answering for $name { $(fn $key(&self) -> &$ty { &self.$key })* }
    )*};
    ($($name:ident),*) => {
        answering! { $($name {
            runs_on: Names, code: Names, used_by: Names, triggered_by: Names, shown_to: Names, configured_by: Names,
            inputs: Inputs, tools: Names, asks: Names, hands_to: Names, writes: Kept, logs_to: Kept,
            renders: [Spanned<Render>], reveals: [Spanned<Detail>], links_from: Names, bills: Names
        })* }
    };
}

answering!(Model, Agent);

impl Referring for Standing {
    fn references<'d>(&'d self, _visit: &mut Visit<'_, 'd>) {}
}

impl Asset {
    /// What it is, `record` if nothing is said.
    pub fn kind(&self) -> AssetKind {
        self.kind.as_ref().map_or(AssetKind::Record, |kind| kind.value)
    }
}
