//! Each claim with its verdict, why, and what it hangs on.

use std::collections::BTreeSet;

use super::misses::near_misses;
use super::{MAX_PATHS, MAX_SETS, events_of, untouched, verdict};
use crate::analysis::{self, ClaimAnswer, CountedSet, Level};
use crate::api::answer::*;
use crate::api::{Analysis, Ground};
use crate::catalog::Predicate;
use crate::engine::EventId;
use crate::explain;
use crate::order;
use crate::source::Lines;
use crate::system::ClaimSpec;

pub(in crate::api) fn verdicts(a: &Analysis) -> Vec<ClaimVerdict> {
    let answered = a.system.claims.iter().zip(&a.answers);
    answered.map(|(spec, answer)| ClaimVerdict { claim: spec.id.clone(), verdict: verdict(answer.level) }).collect()
}

pub(in crate::api) fn claims(a: &Analysis) -> Vec<Claim> {
    let Some(ground) = a.answering() else { return Vec::new() };
    let lines = Lines::new(&a.source.text);
    // Though every assumption without a reason failed.
    let without = std::cell::OnceCell::new();
    let mut trial = ground.trial();
    let mut claims: Vec<Claim> = a
        .system
        .claims
        .iter()
        .zip(&a.answers)
        .map(|(spec, answer)| {
            let verdict = verdict(answer.level);
            let (resting, deciding): (Vec<&CountedSet>, Vec<&CountedSet>) =
                answer.sets.iter().partition(|s| s.level == Level::Justified);
            let sets: Vec<AttackSet> = deciding.iter().take(MAX_SETS).map(|s| a.attack_set(ground, s)).collect();
            let resting_sets: Vec<AttackSet> = resting.iter().take(MAX_SETS).map(|s| a.attack_set(ground, s)).collect();
            let paths = deciding
                .iter()
                .take(MAX_PATHS)
                .zip(0_u32..)
                .map(|(s, set)| Path {
                    set,
                    steps: a.steps(ground, &a.path(ground, &mut trial, s.set.events(), &s.goals)),
                })
                .collect();
            let mut events = events_of(a, ground, answer.sets.iter().take(2 * MAX_SETS).map(|s| &s.set));
            let holds = verdict == Verdict::Holds;
            let misses = if holds { near_misses(a, ground, spec, &resting) } else { Vec::new() };
            events.extend(misses.iter().flat_map(|m| m.events.clone()));
            order::sort_by(&mut events, |a, b| a.id.cmp(&b.id));
            events.dedup_by(|a, b| a.id == b.id);
            Claim {
                id: spec.id.clone(),
                sentence: explain::claim_sentence(&a.system, &a.catalog, spec),
                capability: spec.gains.first().map_or("", |g| g.id()).to_owned(),
                over: spec.over.clone(),
                verdict,
                because: because(a, ground, answer, verdict),
                lesser: lesser(a, ground, spec, answer),
                rests_on: rests_on(a, ground, &resting),
                depends_on: depends_on(ground, &deciding),
                persistent: answer.sets.iter().any(|s| s.persistent == Some(true) && s.level != Level::Justified),
                completeness: a.completeness(
                    ground,
                    answer.complete,
                    answer.order,
                    sets.len() + resting_sets.len(),
                    answer.sets.len(),
                ),
                sets,
                resting_sets,
                paths,
                events,
                nearest: misses.into_iter().map(|m| m.miss).collect(),
                untouched: if holds {
                    without.get_or_init(|| untouched(a, ground, |level| level != Level::Justified)).clone()
                } else {
                    Vec::new()
                },
                place: a.place(&lines, spec.span),
            }
        })
        .collect();
    order::sort_by(&mut claims, |a, b| (a.verdict, &a.id).cmp(&(b.verdict, &b.id)));
    claims
}

fn because(a: &Analysis, ground: &Ground, answer: &ClaimAnswer, verdict: Verdict) -> String {
    let count = |level: Level| answer.sets.iter().filter(|s| s.level == level).count();
    let names = |level: Level| {
        let mut names: Vec<String> = answer
            .sets
            .iter()
            .filter(|s| s.level == level)
            .flat_map(|s| s.set.events().collect::<Vec<_>>())
            .filter(|e| ground.events.get(*e).level == level)
            .map(|e| explain::event_sentence(&a.system, &a.catalog, &ground.events.get(e).event))
            .collect();
        order::sort(&mut names);
        names.dedup();
        names.truncate(4);
        names.join("; ")
    };
    if answer.by_reach {
        return "What an adversary can reach decides this; the sets behind it were too many to list".to_owned();
    }
    match verdict {
        Verdict::Violated => match count(Level::Ordinary) {
            1 => "One attack works though every assumption holds".to_owned(),
            n => format!("{n} attacks work though every assumption holds"),
        },
        Verdict::Unknown => format!("Nothing is stated that denies this: {}", names(Level::Unknown)),
        Verdict::Conditional => format!("Holds only if none of this happens: {}", names(Level::Stated)),
        Verdict::Holds => match (answer.tolerated, count(Level::Justified)) {
            (Some((likelihood, limit)), _) => {
                format!("Attacks exist, with a likelihood of at most {likelihood:.3}, within the tolerated {limit}")
            }
            (None, 0) => "Nothing described leads there, whatever fails".to_owned(),
            (None, 1) => "Rests on one set of assumptions for which there are reasons".to_owned(),
            (None, n) => format!("Rests on assumptions for which there are reasons, in {n} sets"),
        },
    }
}

/// Whoever cannot gain all that a claim denies may gain less of it, and more easily: the nearest such capability of
/// those that are gained most easily. By reachability alone, which asks of each adversary alone.
fn lesser(a: &Analysis, ground: &Ground, spec: &ClaimSpec, answer: &ClaimAnswer) -> Option<String> {
    if verdict(answer.level) == Verdict::Violated || answer.tolerated.is_some() {
        return None;
    }
    let mut best: Option<(Level, Predicate)> = None;
    let implied = spec.gains.iter().flat_map(|gain| a.catalog.implied(*gain));
    for weaker in implied.filter(|weaker| !spec.gains.contains(weaker)) {
        let asked = ClaimSpec { gains: vec![weaker], ..spec.clone() };
        let groups = analysis::asked(&ground.graph, &a.system, &a.settings, &asked).groups;
        let levels = groups.iter().flat_map(|(goals, who)| {
            who.iter().flat_map(|who| {
                let levels = ground.exposures.levels_of(*who);
                goals.iter().filter_map(move |goal| levels.of(*goal)).collect::<Vec<_>>()
            })
        });
        if let Some(level) = levels.min()
            && answer.level.is_none_or(|of_claim| level < of_claim)
            && best.is_none_or(|(found, _)| level < found)
        {
            best = Some((level, weaker));
        }
    }
    let (level, weaker) = best?;
    let name = a.catalog.capability(weaker).map_or(weaker.words(), |c| c.name.as_str());
    Some(match level {
        Level::Ordinary => format!("{name}, which is less, is gained as things stand"),
        Level::Unknown => format!("nothing is stated that denies {name}, which is less"),
        Level::Stated => format!("{name}, which is less, is gained if a stated assumption fails"),
        Level::Justified => return None,
    })
}

fn rests_on(a: &Analysis, ground: &Ground, resting: &[&CountedSet]) -> Vec<Rest> {
    let events: BTreeSet<EventId> = resting
        .iter()
        .flat_map(|s| s.set.events().collect::<Vec<_>>())
        .filter(|e| ground.events.get(*e).level == Level::Justified)
        .collect();
    let mut rests: Vec<Rest> = events
        .into_iter()
        .map(|e| {
            let facts = ground.events.get(e);
            Rest {
                event: facts.assumption.clone().unwrap_or_else(|| facts.id.clone()),
                sentence: explain::event_sentence(&a.system, &a.catalog, &facts.event),
                reason: facts.reason.clone().unwrap_or_default(),
            }
        })
        .collect();
    order::sort_by(&mut rests, |a, b| a.event.cmp(&b.event));
    rests
}

fn depends_on(ground: &Ground, deciding: &[&CountedSet]) -> Vec<String> {
    let mut names: Vec<String> = deciding
        .iter()
        .flat_map(|s| s.set.events().collect::<Vec<_>>())
        .filter_map(|e| {
            let facts = ground.events.get(e);
            matches!(facts.level, Level::Unknown | Level::Stated)
                .then(|| facts.assumption.clone().unwrap_or_else(|| facts.id.clone()))
        })
        .collect();
    order::sort(&mut names);
    names.dedup();
    names
}
