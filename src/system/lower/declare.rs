//! The declared names, sorted, with what is known of each before anything is lowered: kind, domain, zone and whose it is.

use std::collections::BTreeMap;

use crate::source::{Span, Spanned};
use crate::system::document::{AssetKind, Described, Document, Names, Section};
use crate::system::{Declared, DeclaredId, From, Kind};

/// What is collected of a name.
struct Found {
    kind: Kind,
    domain: Option<String>,
    zone: Option<String>,
    from: Option<String>,
    span: Span,
    mentioned: bool,
}

/// Every name that the description declares or mentions, in order of names.
pub(super) fn declared(document: &Document) -> Vec<Declared> {
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    section(&mut found, &document.roles, |_| (Kind::Role, None));
    section(&mut found, &document.suppliers, |_| (Kind::Supplier, None));
    section(&mut found, &document.hosts, |h| (Kind::Host, Some(&h.from)));
    section(&mut found, &document.models, |m| (Kind::Model, Some(&m.from)));
    for model in &document.models {
        section(&mut found, &model.body.adapters, |a| (Kind::Weights, Some(&a.from)));
    }
    section(&mut found, &document.agents, |_| (Kind::Agent, None));
    section(&mut found, &document.tools, |t| (Kind::Tool, Some(&t.from)));
    section(&mut found, &document.services, |s| (Kind::Service, Some(&s.from)));
    section(&mut found, &document.pipelines, |_| (Kind::Pipeline, None));
    section(&mut found, &document.stores, |s| (Kind::Store, Some(&s.from)));
    section(&mut found, &document.channels, |_| (Kind::Channel, None));
    section(&mut found, &document.controls, |_| (Kind::Control, None));
    section(&mut found, &document.weaknesses, |_| (Kind::Weakness, None));
    section(&mut found, &document.assets, |a| {
        let kind = match a.kind.as_ref().map_or(AssetKind::Record, |k| k.value) {
            AssetKind::Record => Kind::Record,
            AssetKind::Dataset => Kind::Dataset,
            AssetKind::Weights => Kind::Weights,
            AssetKind::Code => Kind::Code,
            AssetKind::Configuration => Kind::Configuration,
            AssetKind::Credential => Kind::Credential,
            AssetKind::Log => Kind::Log,
            AssetKind::Results => Kind::Results,
            AssetKind::Sensor => Kind::Sensor,
            AssetKind::Action => Kind::Action,
        };
        (kind, Some(&a.from))
    });
    mentions(&mut found, document);
    let names: Vec<String> = found.keys().cloned().collect();
    found
        .into_iter()
        .map(|(name, f)| {
            let from = match f.from.as_deref() {
                None => From::Unstated,
                Some("us") => From::Us,
                Some(supplier) => match names.binary_search_by(|n| n.as_str().cmp(supplier)) {
                    Ok(at) => From::Supplier(DeclaredId(u32::try_from(at).expect("the reader bounds the document"))),
                    Err(_) => From::Unstated,
                },
            };
            let domain = f.domain.unwrap_or_else(|| match (f.kind, f.from.as_deref()) {
                (Kind::Supplier, _) => name.clone(),
                (_, Some(supplier)) if supplier != "us" => supplier.to_owned(),
                (kind, _) => kind.domain().to_owned(),
            });
            Declared { name, kind: f.kind, domain, zone: f.zone, from, span: f.span, mentioned: f.mentioned }
        })
        .collect()
}

fn section<T: Described>(
    found: &mut BTreeMap<String, Found>,
    section: &Section<T>,
    what: impl for<'t> Fn(&'t T) -> (Kind, Option<&'t Names>),
) {
    for entry in section {
        let (kind, from) = what(&entry.body);
        let text = |s: Option<&Spanned<String>>| s.map(|s| s.value.clone());
        found.entry(entry.name.value.clone()).or_insert(Found {
            kind,
            domain: text(entry.body.domain()),
            zone: text(entry.body.zone()),
            from: text(from.and_then(|f| f.first())),
            span: entry.name.span,
            mentioned: false,
        });
    }
}

/// Hosts named where something runs, keys named in `as` and actions named in `does` exist by being mentioned.
fn mentions(found: &mut BTreeMap<String, Found>, document: &Document) {
    let mut mention = |names: &Names, kind: Kind| {
        for name in names {
            if !matches!(name.value.as_str(), "requester" | "us" | "anyone" | "any" | "none")
                && !name.value.contains('.')
            {
                found.entry(name.value.clone()).or_insert(Found {
                    kind,
                    domain: None,
                    zone: None,
                    from: None,
                    span: name.span,
                    mentioned: true,
                });
            }
        }
    };
    for host in &document.hosts {
        mention(&host.body.inside, Kind::Host);
    }
    for model in &document.models {
        mention(&model.body.runs_on, Kind::Host);
        mention(&model.body.bills, Kind::Action);
    }
    for agent in &document.agents {
        mention(&agent.body.runs_on, Kind::Host);
        mention(&agent.body.bills, Kind::Action);
    }
    for tool in &document.tools {
        mention(&tool.body.runs_on, Kind::Host);
        mention(&tool.body.as_, Kind::Credential);
        mention(&tool.body.does, Kind::Action);
        mention(&tool.body.bills, Kind::Action);
    }
    for service in &document.services {
        mention(&service.body.runs_on, Kind::Host);
        mention(&service.body.as_, Kind::Credential);
        mention(&service.body.does, Kind::Action);
    }
    for pipeline in &document.pipelines {
        mention(&pipeline.body.runs_on, Kind::Host);
        mention(&pipeline.body.clients_on, Kind::Host);
        mention(&pipeline.body.as_, Kind::Credential);
        mention(&pipeline.body.does, Kind::Action);
    }
    for store in &document.stores {
        mention(&store.body.runs_on, Kind::Host);
    }
    for asset in &document.assets {
        mention(&asset.body.runs_on, Kind::Host);
    }
    for role in &document.roles {
        mention(&role.body.can, Kind::Action);
    }
    for control in &document.controls {
        mention(&control.body.key, Kind::Credential);
    }
}
