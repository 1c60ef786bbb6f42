//! Models: the eight asset types and the processes that every model has by being declared.

use super::{Lowering, sorted};
use crate::catalog::Relation;
use crate::source::Span;
use crate::system::document::Names;
use crate::system::{DeclaredId, ElementId, Form, From, Which};

/// File formats that can carry code, and formats that cannot; anything else is unknown.
const CODE_FORMATS: &[&str] =
    &["pickle", "pkl", "pt", "pth", "bin", "joblib", "keras", "h5", "savedmodel", "torchscript", "loading script"];
const CODE_FREE_FORMATS: &[&str] =
    &["safetensors", "gguf", "onnx", "npz", "tflite", "csv", "json", "jsonl", "parquet", "arrow", "text"];

impl Lowering<'_> {
    pub(super) fn models(&mut self) {
        let document = self.document;
        for entry in sorted(&document.models) {
            let Some(id) = self.entry_id(entry) else { continue };
            let body = &entry.body;
            let itself = self.b.itself(id);
            let parameters = self.b.form(id, Form::Parameters);
            self.b.add(Relation::ParamsOf, [parameters, itself]);
            if self.is_generative(id) {
                self.b.add(Relation::Generative, [itself]);
                if body.kind.is_none() {
                    self.default_taken(
                        id,
                        "kind",
                        "generative",
                        "it generates text or code, so it can obey what it reads",
                    );
                }
            } else {
                self.b.add(Relation::Predictive, [itself]);
            }
            self.standard_assets(id, &body.dataset, &body.hyperparameters, &body.results, &body.criteria);
            let shared = if self.is_on_own_hosts(id) { Relation::CopyInUse } else { Relation::InUse };
            for host in self.hosts_of_model(id) {
                self.b.add(shared, [parameters, host]);
                for form in [Form::Hyperparameters, Form::Criteria] {
                    let x = self.b.form(id, form);
                    self.b.add(shared, [x, host]);
                }
            }
            if let Some(weights) = self.first(&body.weights) {
                let file = self.b.itself(weights);
                self.b.add(Relation::CopyOf, [parameters, file]);
                self.learned.push((id, weights));
                if let Some(run_on) = self.first(&body.runs_on) {
                    let relation = if self.is_divided(run_on) { Relation::RunsInEach } else { Relation::RunsOn };
                    for host in self.all_partitions(run_on) {
                        self.b.add(relation, [itself, host]);
                    }
                    self.place(weights);
                }
                self.loads(id, weights);
            }
            self.adapters(id, &body.adapters);
            match self.b.facts_of(id).from {
                From::Supplier(supplier) if body.weights.is_empty() => {
                    let cloud = self.b.form(supplier, Form::Cloud);
                    let supplier = self.b.itself(supplier);
                    self.b.add(Relation::Serves, [supplier, cloud]);
                }
                From::Unstated if body.weights.is_empty() => {
                    self.b.add(Relation::NoOrigin, [parameters]);
                    self.warn_origin(&entry.name.value, "model", entry.name.span);
                }
                _ => {}
            }
            let shared = body.shared_cache.as_ref().map(|s| s.value);
            if shared == Some(true) {
                self.shared_cache(id);
            } else if shared.is_none() {
                self.default_taken(id, "shared cache", "false", "sessions share no cache that can be timed");
            }
        }
    }

    /// Dataset, Hyperparameters, Validation Results and Criteria, and how they depend on each other.
    fn standard_assets(
        &mut self,
        id: DeclaredId,
        dataset: &Names,
        hyperparameters: &Names,
        results: &Names,
        criteria: &Names,
    ) {
        let parameters = self.b.form(id, Form::Parameters);
        let data = self.b.form(id, Form::Dataset);
        let settings = self.b.form(id, Form::Hyperparameters);
        let measured = self.b.form(id, Form::Results);
        let judged = self.b.form(id, Form::Criteria);
        self.b.add(Relation::Trains, [data, parameters]);
        self.b.add(Relation::Shapes, [settings, parameters]);
        self.b.add(Relation::Evaluates, [data, measured]);
        self.b.add(Relation::LearnedFrom, [parameters, data]);
        self.b.add(Relation::Measures, [parameters, measured]);
        let itself = self.b.itself(id);
        for settings in std::iter::once(settings).chain(self.stated(hyperparameters)) {
            self.b.add(Relation::SettingsOf, [settings, itself]);
        }
        for criteria in std::iter::once(judged).chain(self.stated(criteria)) {
            self.b.add(Relation::CriteriaOf, [criteria, itself]);
        }
        for data in self.ids(dataset) {
            self.learned.push((id, data));
        }
        for (stated, standard, key) in [
            (dataset, data, "dataset"),
            (hyperparameters, settings, "hyperparameters"),
            (results, measured, "results"),
            (criteria, judged, "criteria"),
        ] {
            match self.first(stated) {
                Some(stated) => {
                    let stated = self.b.itself(stated);
                    self.b.add(Relation::PartOf, [stated, standard]);
                }
                None => self.default_taken(id, key, "standard", "it exists and nothing more is described of it"),
            }
        }
    }

    /// What is described in place of a standard asset.
    fn stated(&mut self, names: &Names) -> Option<ElementId> {
        self.first(names).map(|id| self.b.itself(id))
    }

    fn shared_cache(&mut self, model: DeclaredId) {
        let cache = self.b.form(model, Form::Cache);
        let itself = self.b.itself(model);
        for host in self.hosts_of_model(model) {
            self.b.add(Relation::InUse, [cache, host]);
        }
        for (app, keys) in self.apps() {
            if keys.model != Some(model) {
                continue;
            }
            let sessions = self.b.sessions[app.index()].clone();
            for session in sessions {
                let asked = self.b.in_session(app, Form::Inputs, session);
                let answer = self.b.in_session(app, Form::Outputs, session);
                self.b.add(Relation::Cached, [asked, cache, itself]);
                let own = matches!(self.b.session_of(session), Some((_, Which::Own)));
                let within = self.tenant_cache(model, session);
                if let Some(within) = within {
                    self.b.add(Relation::CachedWithin, [asked, within, itself]);
                }
                if own {
                    for cache in within.into_iter().chain([cache]) {
                        self.b.add(Relation::Probes, [answer, cache]);
                    }
                }
                for (kind, _) in keys.inputs {
                    let part = super::agents::part(kind.value);
                    if part.role().instruction {
                        let part = self.b.input_part(app, part, session);
                        self.b.add(Relation::CachedPart, [part, cache, itself]);
                        if let Some(within) = within {
                            self.b.add(Relation::CachedPartWithin, [part, within, itself]);
                        }
                    }
                }
            }
        }
    }

    /// The cache that a session shares with those of the adversary's tenant, whatever keeps tenants apart.
    fn tenant_cache(&mut self, model: DeclaredId, session: ElementId) -> Option<ElementId> {
        let (role, which) = self.b.session_of(session)?;
        let among = matches!(which, Which::Own | Which::Peer | Which::VisitingPeer);
        let tenant = self.b.system.persons.group(role).filter(|_| among && self.b.system.persons.has_peers(role))?;
        Some(self.b.element(model, Form::TenantCache, None, Some(tenant)))
    }

    /// A process loads a file: what its format lets happen.
    pub(super) fn loads(&mut self, process: DeclaredId, file: DeclaredId) {
        let process = self.b.itself(process);
        let loaded = self.b.itself(file);
        self.b.add(Relation::Loads, [process, loaded]);
        let format = self.asset(file).and_then(|a| a.format.as_ref());
        let format = format.or_else(|| self.adapters.get(&file).and_then(|a| a.format.as_ref()));
        let format = format.map(|f| f.value.to_lowercase());
        match format.as_deref() {
            Some(format) if CODE_FORMATS.contains(&format) => self.b.add(Relation::CodeFormat, [loaded]),
            Some(format) if CODE_FREE_FORMATS.contains(&format) => {}
            _ => self.b.add(Relation::FormatUnstated, [loaded]),
        }
    }

    /// Whether a model runs on a host of which each person has one.
    fn is_on_own_hosts(&self, model: DeclaredId) -> bool {
        self.host_of.get(&model).is_some_and(|host| self.is_divided(*host))
    }

    /// The hosts on which a model is in use: its own in all instances, or the supplier's.
    pub(super) fn hosts_of_model(&mut self, model: DeclaredId) -> Vec<ElementId> {
        if let Some(host) = self.host_of.get(&model).copied() {
            return self.all_partitions(host);
        }
        match self.b.facts_of(model).from {
            From::Supplier(supplier) => vec![self.b.form(supplier, Form::Cloud)],
            _ => Vec::new(),
        }
    }

    /// As above, as far as a session meets them.
    pub(super) fn hosts_of_model_in(&mut self, model: DeclaredId, session: ElementId) -> Vec<ElementId> {
        match self.host_of.get(&model).copied() {
            Some(host) => self.host_in(host, session),
            None => self.hosts_of_model(model),
        }
    }

    pub(super) fn is_generative(&self, model: DeclaredId) -> bool {
        !self.predictive.contains(&model)
    }

    /// The model behind an agent or directly used model.
    pub(super) fn model_of(&self, app: DeclaredId) -> Option<DeclaredId> {
        self.model_of.get(&app).copied()
    }

    pub(super) fn warn_origin(&mut self, name: &str, kind: &str, span: Span) {
        self.warn(
            "origin-not-stated",
            span,
            format!("nothing says where the {kind} `{name}` comes from"),
            "add `from` with a supplier, or `from: us`; until then whoever made it is unknown",
        );
    }

    /// Closes `learned from` over files that were tuned, filled or copied from one another.
    pub(super) fn learned_from(&mut self) {
        let mut sources: std::collections::BTreeMap<DeclaredId, Vec<DeclaredId>> = std::collections::BTreeMap::new();
        for (product, source) in &self.learned {
            sources.entry(*product).or_default().push(*source);
        }
        let models: Vec<DeclaredId> =
            self.document.models.iter().filter_map(|m| self.b.declared(&m.name.value)).collect();
        for model in models {
            let parameters = self.b.form(model, Form::Parameters);
            let mut seen = std::collections::BTreeSet::new();
            let mut open = sources.get(&model).cloned().unwrap_or_default();
            while let Some(source) = open.pop() {
                if !seen.insert(source) {
                    continue;
                }
                if matches!(
                    self.b.kind(source),
                    crate::system::Kind::Dataset
                        | crate::system::Kind::Record
                        | crate::system::Kind::Log
                        | crate::system::Kind::Store
                ) {
                    for data in self.all_partitions(source) {
                        self.b.add(Relation::LearnedFrom, [parameters, data]);
                    }
                }
                open.extend(sources.get(&source).into_iter().flatten().copied());
            }
        }
    }
}
