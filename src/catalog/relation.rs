//! The structural relations: what lowering says of a system and what rules may ask.
//! Their columns and meaning are documented in `catalog/relations.yaml`; a test keeps the two lists equal.

macro_rules! relations {
    ($($variant:ident $name:literal $arity:literal),* $(,)?) => {
        /// A structural relation between elements.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "the meaning of each stands in catalog/relations.yaml")]
        pub enum Relation { $($variant),* }

        impl Relation {
            /// Every relation, in declaration order.
            pub const ALL: &'static [Relation] = &[$(Relation::$variant),*];

            /// The name that rules use.
            pub fn name(self) -> &'static str {
                match self { $(Relation::$variant => $name),* }
            }

            /// The number of columns.
            pub fn arity(self) -> usize {
                match self { $(Relation::$variant => $arity),* }
            }

            /// The relation of that name.
            pub fn from_name(name: &str) -> Option<Relation> {
                match name { $($name => Some(Relation::$variant),)* _ => None }
            }
        }
    };
}

relations! {
    // Positions
    Asks "asks" 3,
    Sees "sees" 3,
    MayWrite "may_write" 3,
    MayRead "may_read" 3,
    Administers "administers" 2,
    Watches "watches" 2,
    ControlsChannel "controls_channel" 2,
    StandsBefore "stands_before" 2,
    HoldsDevice "holds_device" 2,
    Shares "shares" 2,
    UsesService "uses_service" 2,
    Configures "configures" 3,
    Receives "receives" 2,
    // Placement
    InUse "in_use" 2,
    RunsOn "runs_on" 2,
    Inside "inside" 2,
    InstanceOf "instance_of" 2,
    CopyInUse "copy_in_use" 2,
    RunsInEach "runs_in_each" 2,
    ExecutesOn "executes_on" 3,
    StoreOn "store_on" 2,
    Keeps "keeps" 2,
    InTransit "in_transit" 2,
    Streams "streams" 2,
    CopyOf "copy_of" 2,
    PartOf "part_of" 2,
    CrossTenant "cross_tenant" 1,
    DmaPort "dma_port" 1,
    DebugPort "debug_port" 1,
    StoragePort "storage_port" 1,
    // Processes
    Fills "fills" 2,
    Retrieves "retrieves" 2,
    Supplies "supplies" 2,
    Trains "trains" 2,
    Tunes "tunes" 2,
    Shapes "shapes" 2,
    Evaluates "evaluates" 2,
    Senses "senses" 2,
    Measures "measures" 2,
    LearnedFrom "learned_from" 2,
    EmbeddedBy "embedded_by" 2,
    WrittenBy "written_by" 2,
    Makes "makes" 2,
    ReadBy "read_by" 2,
    // Model and agent
    DrivenBy "driven_by" 2,
    ParamsOf "params_of" 2,
    Generative "generative" 1,
    Inputs "inputs" 3,
    Outputs "outputs" 3,
    Chosen "chosen" 3,
    Details "details" 3,
    Reveals "reveals" 3,
    Confidences "confidences" 3,
    Logits "logits" 3,
    Reasoning "reasoning" 3,
    Timing "timing" 3,
    Predictive "predictive" 1,
    SettingsOf "settings_of" 2,
    CriteriaOf "criteria_of" 2,
    Content "content" 3,
    Instruction "instruction" 3,
    Sensed "sensed" 3,
    OwnSession "own_session" 3,
    Messages "messages" 2,
    PassesOn "passes_on" 2,
    // Memory, logs, rendering
    Remembers "remembers" 2,
    Stores "stores" 2,
    Container "container" 1,
    Enters "enters" 2,
    Recalls "recalls" 2,
    Logs "logs" 2,
    RendersLinks "renders_links" 2,
    RendersImages "renders_images" 2,
    RendersHtml "renders_html" 2,
    Prefills "prefills" 4,
    ShownTo "shown_to" 2,
    // Tools
    Arguments "arguments" 4,
    Tool "tool" 1,
    Does "does" 2,
    Outward "outward" 2,
    Open "open" 1,
    Foreign "foreign" 3,
    Normal "normal" 3,
    Returns "returns" 3,
    Defines "defines" 2,
    Answers "answers" 2,
    Executes "executes" 1,
    ToolWrites "tool_writes" 2,
    Changes "changes" 3,
    ChangesForeign "changes_foreign" 3,
    GetsSecret "gets_secret" 2,
    KeyReads "key_reads" 3,
    KeyWrites "key_writes" 2,
    KeyDoes "key_does" 2,
    Actuates "actuates" 2,
    Bills "bills" 2,
    Installs "installs" 3,
    // Services
    Request "request" 2,
    ConfigOf "config_of" 2,
    // Networks
    Reaches "reaches" 2,
    ReachableFrom "reachable_from" 2,
    AnswersInside "answers_inside" 1,
    LetsOut "lets_out" 2,
    LetsOutTo "lets_out_to" 2,
    // Federated training and adapters
    TakesPart "takes_part" 3,
    Given "given" 3,
    Aggregates "aggregates" 3,
    MemberData "member_data" 3,
    Adapts "adapts" 3,
    // What part is kept
    StoresPart "stores_part" 2,
    EntersPart "enters_part" 2,
    ServiceReads "service_reads" 3,
    ServiceReadsOthers "service_reads_others" 3,
    ServiceHandles "service_handles" 2,
    ServiceWrites "service_writes" 2,
    ServiceDoes "service_does" 2,
    // Persons
    Can "can" 2,
    OpenAction "open_action" 1,
    Approves "approves" 2,
    // Supply
    Serves "serves" 2,
    Publishes "publishes" 2,
    Operates "operates" 2,
    Hosts "hosts" 2,
    Fetched "fetched" 2,
    RunsCode "runs_code" 2,
    Loads "loads" 2,
    CodeFormat "code_format" 1,
    FormatUnstated "format_unstated" 1,
    NoOrigin "no_origin" 1,
    NoPlace "no_place" 1,
    NoHolder "no_holder" 1,
    NoUser "no_user" 3,
    // What could be otherwise
    CouldWrite "could_write" 1,
    CouldRead "could_read" 1,
    CouldRun "could_run" 1,
    CouldAsk "could_ask" 2,
    CouldSee "could_see" 2,
    // Shared cache
    Probes "probes" 2,
    Cached "cached" 3,
    CachedPart "cached_part" 3,
    CachedWithin "cached_within" 3,
    CachedPartWithin "cached_part_within" 3,
    Outside "outside" 1,
    // Gates
    Deploys "deploys" 2,
    Gates "gates" 2,
    GateResults "gate_results" 2,
    // Controls
    DeclaredControl "declared_control" 1,
    Structural "structural" 1,
    Probabilistic "probabilistic" 1,
    InSession "in_session" 2,
    Evadable "evadable" 2,
    ScansFile "scans_file" 2,
    UnlockedBy "unlocked_by" 2,
    GuardedByModel "guarded_by_model" 2,
    GuardedByCriteria "guarded_by_criteria" 2,
    Screens "screens" 3,
    // Declared weaknesses
    ReachedThrough "reached_through" 2,
    Reachable "reachable" 1,
    Defeats "defeats" 2,
    BreaksAuthorization "breaks_authorization" 2,
    GivesInspect "gives_inspect" 2,
    GivesPartiallyInspect "gives_partially_inspect" 2,
    GivesIndirectlyInspect "gives_indirectly_inspect" 2,
    GivesMonitor "gives_monitor" 2,
    GivesMakeArbitraryChanges "gives_make_arbitrary_changes" 2,
    GivesMakeLimitedChanges "gives_make_limited_changes" 2,
    GivesContribute "gives_contribute" 2,
    GivesInfluence "gives_influence" 2,
    GivesWithhold "gives_withhold" 2,
}
