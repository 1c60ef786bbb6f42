//! What people decided about what was found, and whether it still stands.

use super::findings::Findings;
use super::words::{Words, name, say, upper};
use super::{Block, Table, column};
use crate::api::{Decision, DecisionKind, DecisionState};
use crate::report::wording::{count, number};

/// Decisions listed.
const DECISIONS: usize = 200;

/// Every decision of the description.
pub fn decisions(findings: &Findings<'_>) -> Vec<Block> {
    let all = &findings.decisions;
    if all.is_empty() {
        return vec![Block::Paragraph(say("The description records no decision about what was found."))];
    }
    let is = |state: DecisionState| all.iter().filter(|d| d.state == state).count();
    let changed = is(DecisionState::Changed);
    let mut words = format!("The description records {}", count(all.len(), "decision"));
    if changed > 0 {
        words = format!("{words}; what {} of them rested on has changed since", number(changed));
    }
    let rows = all.iter().take(DECISIONS).map(row).collect();
    let mut blocks = vec![
        Block::Paragraph(say(&format!(
            "{words}. A decision stands as long as the finding has the verdict and the \
             minimal attack sets that it had when it was made."
        ))),
        Block::Table(Table {
            label: "Decisions".to_owned(),
            columns: vec![column("About", 24), column("Decision", 0), column("By", 17), column("Stands", 27)],
            rows,
            ..Table::default()
        }),
    ];
    blocks.extend(super::cut(DECISIONS.min(all.len()), all.len(), "decisions"));
    blocks
}

/// What was decided about a claim, in a few words.
pub fn about(findings: &Findings<'_>, claim: &str) -> Option<String> {
    let decision = findings.decisions.iter().find(|d| d.about == claim)?;
    let stands = match decision.state {
        DecisionState::Stands => "",
        DecisionState::Changed => "; what that rested on has changed",
        DecisionState::Moot => "; nothing is left to decide",
        DecisionState::Unmarked | DecisionState::Unknown => "; it does not say what it rested on",
    };
    Some(format!("{}{stands}", kind(decision)))
}

fn kind(decision: &Decision) -> &'static str {
    match decision.decision {
        DecisionKind::Accepted => "accepted",
        DecisionKind::Mitigated => "mitigated",
        DecisionKind::Disputed => "disputed",
    }
}

fn row(decision: &Decision) -> Vec<Words> {
    let kind = upper(kind(decision));
    let mut by = decision.owner.as_ref().map_or_else(|| say("nobody named"), |owner| Words::default().text(owner));
    if let Some(date) = &decision.date {
        by = by.line().text(date);
    }
    let mut stands = Words::default().strong(match decision.state {
        DecisionState::Stands => "Stands",
        DecisionState::Changed => "Has changed",
        DecisionState::Moot => "Nothing is left to decide",
        DecisionState::Unmarked => "Does not say what it rested on",
        DecisionState::Unknown => "About nothing here",
    });
    stands = stands.line().say(&upper(&decision.sentence));
    if let Some(as_of) = &decision.as_of {
        stands = stands.line().faint(&format!("then: {as_of}"));
    }
    if let Some(now) = decision.now.as_ref().filter(|now| decision.as_of.as_ref() != Some(&now.text)) {
        stands = stands.line().faint(&format!("now: {}", now.text));
    }
    vec![name(&decision.about), Words::default().strong(&kind).line().text(&decision.reason), by, stands]
}
