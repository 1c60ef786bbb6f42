//! Which sessions each agent has. A role that uses an agent brings a bystander's session, its own if it is an
//! adversary, and a visiting one where something is fetched on demand; sessions pass along `asks` and `hands to`.

use std::collections::BTreeSet;

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::Dfs;

use super::Lowering;
use crate::source::{Problem, Span};
use crate::system::{DeclaredId, ElementId, Which};

/// Calls and hand-overs, in all sessions together, above which a description is refused: some 20 million tuples.
const MAX_CROSSINGS: usize = 6_000_000;

impl Lowering<'_> {
    /// Finds the sessions of every agent and of every model that is used directly.
    pub(super) fn sessions(&mut self) {
        let count = self.b.system.declared.len();
        // A node for each declared name; an edge to whatever is asked, handed to or read in the same session.
        let mut next: DiGraph<(), ()> = DiGraph::with_capacity(count, 0);
        (0..count).for_each(|_| {
            next.add_node(());
        });
        let node = |id: DeclaredId| NodeIndex::new(id.index());
        let mut fetches = vec![false; count];
        let mut users: Vec<(DeclaredId, DeclaredId)> = Vec::new();
        for (id, app) in self.apps() {
            for other in self.ids(app.asks).into_iter().chain(self.ids(app.hands_to)) {
                next.add_edge(node(id), node(other), ());
            }
            for tool in self.ids(app.tools) {
                fetches[id.index()] |= self.tool_fetches(tool);
            }
            for source in document_sources(app.inputs) {
                fetches[id.index()] |=
                    self.b.declared(&source.value).is_some_and(|s| self.on_demand[s.index()] || self.tool_fetches(s));
            }
            for role in self.ids(app.used_by).into_iter().chain(self.ids(app.triggered_by)) {
                users.push((role, id));
            }
        }
        // Models and agents whose answers are another's Inputs pass their sessions on too.
        for (id, app) in self.apps() {
            for source in document_sources(app.inputs) {
                if let Some(source) = self.b.declared(&source.value).filter(|s| self.is_app(*s)) {
                    next.add_edge(node(id), node(source), ());
                }
            }
        }
        let mut sessions: Vec<BTreeSet<(DeclaredId, Which)>> = vec![BTreeSet::new(); count];
        users.sort_unstable();
        users.dedup();
        let mut at = 0;
        while at < users.len() {
            let role = users[at].0;
            let mut reached: Vec<usize> = Vec::new();
            let mut walk = Dfs::empty(&next);
            while at < users.len() && users[at].0 == role {
                walk.move_to(node(users[at].1));
                while let Some(app) = walk.next(&next) {
                    reached.push(app.index());
                }
                at += 1;
            }
            let visits = reached.iter().any(|app| fetches[*app]);
            for app in reached {
                let own = &mut sessions[app];
                own.insert((role, Which::Bystander));
                if visits {
                    own.insert((role, Which::Visiting));
                }
                if self.is_adversary(role) {
                    own.insert((role, Which::Own));
                }
                let persons = &self.b.system.persons;
                if persons.has_peers(role) || persons.has_members(role) {
                    own.insert((role, Which::Peer));
                    if visits {
                        own.insert((role, Which::VisitingPeer));
                    }
                }
            }
        }
        let apps: Vec<DeclaredId> = self.apps().into_iter().map(|(id, _)| id).collect();
        for app in apps {
            let list: Vec<ElementId> = if sessions[app.index()].is_empty() {
                vec![self.run_session()]
            } else {
                sessions[app.index()].iter().map(|(role, which)| self.b.session(*role, *which)).collect()
            };
            self.b.sessions[app.index()] = list;
        }
    }

    /// Refuses a description whose sessions multiply beyond what can be answered: roles times agents that reach each
    /// other, times what is called and handed over in each session.
    pub(super) fn too_large(&mut self) -> bool {
        let mut crossings = 0_usize;
        for (id, app) in self.apps() {
            let sessions = self.b.sessions[id.index()].len();
            let each = 8 + 6 * app.tools.len() + 2 * (app.asks.len() + app.hands_to.len()) + app.inputs.len();
            crossings = crossings.saturating_add(sessions.saturating_mul(each));
        }
        // A control that is evaded through what it reads stands in every session of its own.
        for control in &self.document.controls {
            let on = control.body.on.iter().filter_map(|n| self.b.declared(&n.value));
            let sessions: usize = on.map(|id| self.b.sessions[id.index()].len()).sum();
            crossings = crossings.saturating_add(sessions.saturating_mul(3));
        }
        if crossings <= MAX_CROSSINGS {
            return false;
        }
        let sessions: usize = self.b.sessions.iter().map(Vec::len).sum();
        let problem = Problem::error(
            "too-large",
            Span::default(),
            format!("the agents have {sessions} sessions together, too many to be answered"),
        );
        self.problems.push(problem.help(
            "every role has sessions in every agent that its agents ask or hand to; describe fewer roles, or split the system",
        ));
        true
    }

    /// The session of what no role uses. It hangs on the first declared name, since it belongs to none.
    fn run_session(&mut self) -> ElementId {
        self.b.session(DeclaredId(0), Which::Run)
    }
}

/// All sources that an `inputs` map names.
pub(super) fn document_sources(
    inputs: &super::super::document::Inputs,
) -> impl Iterator<Item = &crate::source::Spanned<String>> {
    inputs.iter().flat_map(|(_, sources)| sources.iter())
}
