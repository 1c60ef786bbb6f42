//! Tools, services and pipelines: what programs may read, write, change and do, and under which credential.

use super::{Lowering, sorted};
use crate::catalog::Relation;
use crate::source::Spanned;
use crate::system::document::{Asset, Names, Process, Tool, ToolKind};
use crate::system::{DeclaredId, ElementId, Form, From, Kind, Part};

impl<'a> Lowering<'a> {
    pub(super) fn tool(&self, id: DeclaredId) -> Option<&'a Tool> {
        let at = self.tool_entries.get(&id)?;
        self.document.tools.get(*at).map(|e| &e.body)
    }

    /// Notes where tools and assets stand, so that each is found at once.
    pub(super) fn index_entries(&mut self) {
        for (at, entry) in self.document.tools.iter().enumerate() {
            if let Some(id) = self.entry_id(entry) {
                self.tool_entries.insert(id, at);
            }
        }
        for (at, entry) in self.document.assets.iter().enumerate() {
            if let Some(id) = self.entry_id(entry) {
                self.asset_entries.insert(id, at);
            }
        }
    }

    /// Whether a tool fetches outside content only when asked.
    pub(super) fn tool_fetches(&self, tool: DeclaredId) -> bool {
        self.tool(tool).is_some_and(|t| self.ids(&t.reads).iter().any(|s| self.on_demand[s.index()]))
    }

    fn is_open(&self, tool: &Tool) -> bool {
        let anyone = |to: &Names| to.iter().any(|to| to.value == "anyone");
        let done = self.ids(&tool.does);
        anyone(&tool.to)
            || tool.kind.as_ref().is_some_and(|k| k.value == ToolKind::Browser)
            || done.into_iter().filter_map(|action| self.asset(action)).any(|action| anyone(&action.to))
    }

    /// What the description says of an asset that has an entry.
    pub(super) fn asset(&self, id: DeclaredId) -> Option<&'a Asset> {
        let at = self.asset_entries.get(&id)?;
        self.document.assets.get(*at).map(|e| &e.body)
    }

    /// Adversaries among those who receive what is sent.
    pub(super) fn received(&mut self, to: &Names, sender: ElementId) {
        for role in self.ids(to) {
            if self.is_hostile_role(role) {
                let role = self.b.itself(role);
                self.b.add(Relation::Receives, [role, sender]);
            }
        }
    }

    /// What a call of a tool by an agent in a session can reach.
    pub(super) fn call(&mut self, app: DeclaredId, tool: DeclaredId, session: ElementId) {
        let Some(body) = self.tool(tool) else { return };
        let agent = self.b.itself(app);
        let called = self.b.itself(tool);
        let arguments = self.b.element(app, Form::Arguments, Some(session), Some(tool));
        self.b.add(Relation::Arguments, [arguments, agent, called, session]);
        self.call_on_instances(tool, body, arguments, session);
        let definitions = self.b.input_part(app, Part::ToolDefinitions, session);
        let results = self.b.input_part(app, Part::ToolResults, session);
        self.b.add(Relation::Defines, [called, definitions]);
        self.b.add(Relation::Answers, [called, results]);
        let as_requester = body.as_.iter().any(|a| a.value == "requester");
        for source in self.ids(&body.reads) {
            let kept = self.holds.get(&source).cloned().unwrap_or_default();
            for read in std::iter::once(source).chain(kept) {
                self.read_by_call(called, read, session, results, as_requester);
            }
        }
        for source in derived_names(&body.reads) {
            let (own, others) = self.derived_in(source, session);
            for x in own {
                self.b.add(Relation::Normal, [called, session, x]);
                self.b.add(Relation::Returns, [x, called, results]);
            }
            for x in others.into_iter().filter(|_| !as_requester) {
                self.b.add(Relation::Foreign, [called, session, x]);
            }
        }
        let changed: Vec<_> = self.ids(&body.changes).into_iter().map(|id| self.partitions(id, session)).collect();
        let derived: Vec<_> = derived_names(&body.changes).map(|name| self.derived_in(name, session)).collect();
        for (own, others) in changed.into_iter().chain(derived) {
            for x in own {
                self.b.add(Relation::Changes, [called, session, x]);
            }
            if !as_requester {
                for x in others {
                    self.b.add(Relation::ChangesForeign, [called, session, x]);
                }
            }
        }
    }

    /// Results of a tool that enter as another part than the results of calls, such as what a browser shows.
    pub(super) fn results_as(&mut self, tool: DeclaredId, part: ElementId, session: ElementId) {
        let Some(body) = self.tool(tool) else { return };
        let called = self.b.itself(tool);
        self.b.add(Relation::Answers, [called, part]);
        for source in self.ids(&body.reads) {
            let kept = self.holds.get(&source).cloned().unwrap_or_default();
            for read in std::iter::once(source).chain(kept) {
                if self.on_demand[read.index()] && !self.b.meets_the_world(session) {
                    continue;
                }
                for x in self.partitions(read, session).0 {
                    self.b.add(Relation::Returns, [x, called, part]);
                }
            }
        }
    }

    fn read_by_call(
        &mut self,
        tool: ElementId,
        source: DeclaredId,
        session: ElementId,
        results: ElementId,
        as_requester: bool,
    ) {
        if self.on_demand[source.index()] && !self.b.meets_the_world(session) {
            return;
        }
        let (own, others) = self.partitions(source, session);
        for x in own {
            self.b.add(Relation::Normal, [tool, session, x]);
            self.b.add(Relation::Returns, [x, tool, results]);
        }
        if !as_requester {
            for x in others {
                self.b.add(Relation::Foreign, [tool, session, x]);
            }
        }
    }

    pub(super) fn tools(&mut self) {
        let document = self.document;
        for entry in sorted(&document.tools) {
            let Some(id) = self.entry_id(entry) else { continue };
            let body = &entry.body;
            let tool = self.b.itself(id);
            self.b.add(Relation::Tool, [tool]);
            let open = self.is_open(body);
            self.received(&body.to, tool);
            if open {
                self.b.add(Relation::Open, [tool]);
            }
            let hosts: Vec<DeclaredId> = self.tool_places(id, body);
            if body.executes.is_some() && !self.all_divided(&hosts) {
                self.b.add(Relation::Executes, [tool]);
            }
            for action in self.ids(&body.does) {
                let itself = self.b.itself(action);
                self.b.add(Relation::Does, [tool, itself]);
                if open {
                    let outward = self.b.form(action, Form::Outward);
                    self.b.add(Relation::Outward, [tool, outward]);
                }
            }
            for target in &body.writes {
                for store in self.reached(&target.value) {
                    self.b.add(Relation::ToolWrites, [tool, store]);
                    self.b.add(Relation::Container, [store]);
                }
            }
            for secret in &body.gets {
                for secret in self.reached(&secret.value) {
                    self.b.add(Relation::GetsSecret, [tool, secret]);
                }
            }
            let bills = self.ids(&body.bills);
            for action in &bills {
                let action = self.b.itself(*action);
                self.b.add(Relation::Bills, [tool, action]);
            }
            self.tool_runs(id, body, entry.name.span);
            let handles: Vec<DeclaredId> = self.ids(&body.reads);
            let writes: Vec<DeclaredId> = self.ids(&body.writes).into_iter().chain(self.ids(&body.changes)).collect();
            let does: Vec<DeclaredId> = self.ids(&body.does).into_iter().chain(bills).collect();
            self.credential(&body.as_, tool, &hosts, &handles, &writes, &does);
            if body.reads.is_empty()
                && body.writes.is_empty()
                && body.changes.is_empty()
                && body.does.is_empty()
                && body.executes.is_none()
            {
                self.warn(
                    "tool-without-permissions",
                    entry.name.span,
                    format!("nothing says what `{}` may do", entry.name.value),
                    "add `reads`, `writes`, `changes`, `does` or `executes`; what it could do is missing from every answer",
                );
            }
        }
    }

    /// The hosts on which a tool of ours runs: its own, else those of the agents that call it.
    pub(super) fn tool_places(&self, id: DeclaredId, body: &Tool) -> Vec<DeclaredId> {
        match self.first(&body.runs_on) {
            Some(host) => vec![host],
            None if self.supplier(&body.from).is_some() => Vec::new(),
            None => self.tool_hosts.get(&id).into_iter().flatten().copied().collect(),
        }
    }

    /// A tool or connector runs on a host, or in each instance of it.
    fn runs(&mut self, program: ElementId, host: DeclaredId) {
        let relation = if self.is_divided(host) { Relation::RunsInEach } else { Relation::RunsOn };
        for host in self.all_partitions(host) {
            self.b.add(relation, [program, host]);
        }
    }

    fn all_divided(&self, hosts: &[DeclaredId]) -> bool {
        !hosts.is_empty() && hosts.iter().all(|host| self.is_divided(*host))
    }

    /// A call of a tool that runs on a host for each person is met on that person's own, and what it executes too.
    fn call_on_instances(&mut self, tool: DeclaredId, body: &Tool, arguments: ElementId, session: ElementId) {
        let called = self.b.itself(tool);
        let hosts = self.tool_places(tool, body);
        let executes = body.executes.is_some() && self.all_divided(&hosts);
        for host in hosts.into_iter().filter(|host| self.per.contains_key(host)).collect::<Vec<_>>() {
            for instance in self.host_in(host, session) {
                self.b.add(Relation::InUse, [arguments, instance]);
                if executes {
                    self.b.add(Relation::ExecutesOn, [called, session, instance]);
                }
            }
        }
    }

    fn tool_runs(&mut self, id: DeclaredId, body: &Tool, span: crate::source::Span) {
        let tool = self.b.itself(id);
        let hosts = self.tool_places(id, body);
        if let Some(supplier) = self.supplier(&body.from) {
            let operator = self.b.itself(supplier);
            self.b.add(Relation::Operates, [operator, tool]);
            // A remote tool has a connector on our side if something of it runs here.
            if !body.code.is_empty() || !body.runs_on.is_empty() {
                let connector = self.b.form(id, Form::Connector);
                if body.code.is_empty() {
                    let whose = self.b.facts_of(supplier).name.clone();
                    self.default_taken(id, "code", &whose, "what runs here of a supplier's tool is the supplier's own");
                    self.code(id, connector, &body.from);
                } else {
                    self.code(id, connector, &body.code);
                }
                self.b.add(Relation::RunsCode, [tool, connector]);
                for host in hosts {
                    self.runs(connector, host);
                }
            }
            return;
        }
        if body.runs_on.is_empty() && !hosts.is_empty() {
            let names: Vec<&str> = hosts.iter().map(|h| self.b.facts_of(*h).name.as_str()).collect();
            let value = names.join(", ");
            self.default_taken(id, "runs on", &value, "a tool runs where the agents run that call it");
        }
        for host in hosts {
            self.runs(tool, host);
        }
        self.code(id, tool, &body.code);
        if self.b.facts_of(id).from == From::Unstated && body.code.is_empty() {
            self.b.add(Relation::NoOrigin, [tool]);
            let name = self.b.facts_of(id).name.clone();
            self.warn_origin(&name, "tool", span);
        }
    }

    /// A key under which a program acts lies where the program runs, and opens what the program may touch.
    fn credential(
        &mut self,
        names: &[Spanned<String>],
        program: ElementId,
        hosts: &[DeclaredId],
        reads: &[DeclaredId],
        writes: &[DeclaredId],
        does: &[DeclaredId],
    ) {
        for key in self.ids(names) {
            if self.b.kind(key) != Kind::Credential {
                continue;
            }
            for host in hosts {
                self.place(key);
                if self.is_divided(*host) {
                    self.used_on(key, *host);
                } else {
                    let host = self.b.itself(*host);
                    let key = self.b.itself(key);
                    self.b.add(Relation::InUse, [key, host]);
                }
            }
            self.key_opens(key, program, reads, writes, does);
        }
    }

    pub(super) fn key_opens(
        &mut self,
        key: DeclaredId,
        program: ElementId,
        reads: &[DeclaredId],
        writes: &[DeclaredId],
        does: &[DeclaredId],
    ) {
        let key = self.b.itself(key);
        for read in reads {
            for x in self.all_partitions(*read) {
                self.b.add(Relation::KeyReads, [key, x, program]);
            }
        }
        for written in writes {
            for x in self.all_partitions(*written) {
                self.b.add(Relation::KeyWrites, [key, x]);
            }
        }
        for action in does {
            let action = self.b.itself(*action);
            self.b.add(Relation::KeyDoes, [key, action]);
        }
    }

    /// `opens` of credentials: what the programs named may touch, or the things named themselves.
    pub(super) fn opened(&mut self) {
        let document = self.document;
        for entry in sorted(&document.assets) {
            let Some(key) = self.entry_id(entry) else { continue };
            for opened in self.ids(&entry.body.opens) {
                let program = self.b.itself(opened);
                if let Some(tool) = self.tool(opened) {
                    let reads = self.ids(&tool.reads);
                    let does: Vec<_> = self.ids(&tool.does).into_iter().chain(self.ids(&tool.bills)).collect();
                    let writes: Vec<_> = self.ids(&tool.writes).into_iter().chain(self.ids(&tool.changes)).collect();
                    self.key_opens(key, program, &reads, &writes, &does);
                } else if let Some(service) =
                    document.services.iter().find(|s| self.entry_id(s) == Some(opened)).map(|s| &s.body)
                {
                    let (reads, does) = (self.ids(&service.reads), self.ids(&service.does));
                    let writes: Vec<_> =
                        self.ids(&service.writes).into_iter().chain(self.ids(&service.changes)).collect();
                    self.key_opens(key, program, &reads, &writes, &does);
                } else {
                    let bills = self.bills(opened);
                    self.key_opens(key, program, &[opened], &[opened], &bills);
                }
            }
        }
    }

    pub(super) fn services(&mut self) {
        let document = self.document;
        for entry in sorted(&document.services) {
            let Some(id) = self.entry_id(entry) else { continue };
            let body = &entry.body;
            let service = self.b.itself(id);
            let request = self.b.form(id, Form::Request);
            self.b.add(Relation::Request, [request, service]);
            let hosts = self.ids(&body.runs_on);
            for host in &hosts {
                // A program that everybody uses is one, wherever it runs.
                for host in self.all_partitions(*host) {
                    self.b.add(Relation::RunsOn, [service, host]);
                    self.b.add(Relation::InUse, [request, host]);
                }
            }
            self.code(id, service, &body.code);
            let reads = self.ids(&body.reads);
            let writes: Vec<DeclaredId> = self.ids(&body.writes).into_iter().chain(self.ids(&body.changes)).collect();
            let does = self.ids(&body.does);
            for read in &body.reads {
                for x in self.reached(&read.value) {
                    self.b.add(Relation::ServiceHandles, [service, x]);
                }
            }
            for written in body.writes.iter().chain(&body.changes) {
                for x in self.reached(&written.value) {
                    self.b.add(Relation::ServiceWrites, [service, x]);
                }
            }
            self.configured(id, service, &body.configured_by);
            let open = body.to.iter().any(|to| to.value == "anyone");
            for action in &does {
                let itself = self.b.itself(*action);
                self.b.add(Relation::ServiceDoes, [service, itself]);
                if open {
                    let outward = self.b.form(*action, Form::Outward);
                    self.b.add(Relation::ServiceDoes, [service, outward]);
                }
            }
            if let Some(supplier) = self.supplier(&body.from) {
                let supplier = self.b.itself(supplier);
                self.b.add(Relation::Operates, [supplier, service]);
            }
            for user in self.ids(&body.used_by) {
                if self.b.kind(user) != Kind::Role || !self.is_adversary(user) {
                    continue;
                }
                let role = self.b.itself(user);
                self.b.add(Relation::UsesService, [role, service]);
                let read: Vec<_> = reads.iter().map(|read| self.belonging_to_user(*read, user)).collect();
                let derived: Vec<_> = derived_names(&body.reads).map(|name| self.derived_of_user(name, user)).collect();
                for (own, others) in read.into_iter().chain(derived) {
                    for x in own {
                        self.b.add(Relation::ServiceReads, [role, service, x]);
                    }
                    for x in others {
                        self.b.add(Relation::ServiceReadsOthers, [role, service, x]);
                    }
                }
            }
            self.credential(&body.as_, service, &hosts, &reads, &writes, &does);
            for log in self.ids(&body.logs_to) {
                let log = self.b.itself(log);
                self.b.add(Relation::Logs, [request, log]);
                self.b.add(Relation::WrittenBy, [log, service]);
            }
        }
    }

    /// Who writes the configuration of a program, and that it is one.
    pub(super) fn configured(&mut self, id: DeclaredId, x: ElementId, by: &Names) {
        if !self.has_config.contains(&id) {
            return;
        }
        let config = self.b.form(id, Form::Config);
        if self.b.kind(id) == Kind::Service {
            self.b.add(Relation::ConfigOf, [config, x]);
        }
        for by in self.ids(by) {
            if self.b.kind(by) == Kind::Role {
                if self.is_adversary(by) {
                    let role = self.b.itself(by);
                    self.b.add(Relation::Configures, [role, config, x]);
                }
            } else {
                let by = self.b.itself(by);
                self.b.add(Relation::WrittenBy, [config, by]);
            }
        }
    }

    /// A model named as a base is its Parameters.
    fn parameters_or_itself(&mut self, id: DeclaredId) -> ElementId {
        if self.b.kind(id) == Kind::Model { self.b.form(id, Form::Parameters) } else { self.b.itself(id) }
    }

    pub(super) fn pipelines(&mut self) {
        let document = self.document;
        for entry in sorted(&document.pipelines) {
            let Some(id) = self.entry_id(entry) else { continue };
            let body = &entry.body;
            let pipeline = self.b.itself(id);
            let hosts = self.ids(&body.runs_on);
            for host in &hosts {
                for host in self.all_partitions(*host) {
                    self.b.add(Relation::RunsOn, [pipeline, host]);
                }
            }
            self.code(id, pipeline, &body.code);
            let process = body.process.as_ref().map_or(Process::Train, |p| p.value);
            if body.process.is_none() {
                self.default_taken(id, "process", "train", "it learns parameters from what it reads");
            }
            let mut reads = self.ids(&body.reads);
            if process == Process::Federate {
                let local = self.federated(id, body, entry.name.span);
                reads.retain(|read| !local.contains(read));
                for (written, read) in
                    self.ids(&body.writes).into_iter().flat_map(|w| local.iter().map(move |r| (w, *r)))
                {
                    self.learned.push((written, read));
                }
            }
            let bases = self.ids(&body.base);
            let writes = self.ids(&body.writes);
            for read in reads.iter().chain(&bases) {
                let base = self.parameters_or_itself(*read);
                self.b.add(Relation::ReadBy, [base, pipeline]);
                self.place(*read);
                for host in &hosts {
                    for host in self.all_partitions(*host) {
                        self.b.add(Relation::InUse, [base, host]);
                    }
                }
                let states_format =
                    self.asset_entries.get(read).is_some_and(|at| document.assets[*at].body.format.is_some());
                match self.b.kind(*read) {
                    Kind::Weights => self.loads(id, *read),
                    Kind::Dataset if states_format => self.loads(id, *read),
                    _ => {}
                }
            }
            for written in &writes {
                let product = self.b.itself(*written);
                self.written[written.index()] = true;
                if !hosts.is_empty() {
                    self.place(*written);
                }
                self.b.add(Relation::WrittenBy, [product, pipeline]);
                self.b.add(Relation::Makes, [pipeline, product]);
                for base in &bases {
                    let base_element = self.parameters_or_itself(*base);
                    self.b.add(Relation::Tunes, [base_element, product]);
                    self.learned.push((*written, *base));
                }
                if process == Process::Evaluate {
                    for measured in reads.iter().chain(&bases) {
                        if matches!(self.b.kind(*measured), Kind::Weights | Kind::Model) {
                            let measured = self.parameters_or_itself(*measured);
                            self.b.add(Relation::Measures, [measured, product]);
                        }
                    }
                }
                for read in &reads {
                    self.learned.push((*written, *read));
                    for (source, product) in self.pairs(*read, *written) {
                        let is_weights = self.b.kind(*read) == Kind::Weights;
                        let relation = match process {
                            Process::Evaluate if is_weights => continue,
                            Process::Evaluate => Relation::Evaluates,
                            Process::Convert | Process::Merge => Relation::Tunes,
                            _ if is_weights => Relation::Tunes,
                            _ => Relation::Trains,
                        };
                        self.b.add(relation, [source, product]);
                    }
                }
            }
            let does = self.ids(&body.does);
            self.credential(&body.as_, pipeline, &hosts, &reads, &writes, &does);
        }
    }
}

/// Names like `bot.config` among others.
fn derived_names(names: &Names) -> impl Iterator<Item = &str> {
    names.iter().map(|name| name.value.as_str()).filter(|name| name.contains('.'))
}
