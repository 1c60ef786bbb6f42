//! Cyclic systems of rules against their least fixpoints in all worlds.

use bartizan::diagram::{Horn, Limit, Limits, Solution, solve};

use super::rng::Rng;
use super::{Sets, mask_of, minimal};

/// A rule: conclusion, premises, events as a mask.
type Rule = (u32, Vec<u32>, u32);

struct System {
    facts: u32,
    events: u32,
    rules: Vec<Rule>,
    goals: Vec<u32>,
}

/// Facts that follow from each other in rings and across, entered by events.
fn random_system(rng: &mut Rng, events: u32) -> System {
    let facts = 2 + rng.below(12) as u32;
    let mut rules = Vec::new();
    let few = |rng: &mut Rng, most: usize| {
        let count = rng.below(most + 1);
        (0..count).fold(0, |mask, _| mask | 1 << rng.below(events as usize))
    };
    for _ in 0..1 + rng.below(6) {
        let event = 1 << rng.below(events as usize);
        rules.push((rng.below(facts as usize) as u32, vec![], event | few(rng, 2)));
    }
    if rng.chance(20) {
        rules.push((rng.below(facts as usize) as u32, vec![], 0));
    }
    for _ in 0..rng.below(4 * facts as usize) {
        let count = [1, 1, 1, 2, 2, 3][rng.below(6)];
        let premises = (0..count).map(|_| rng.below(facts as usize) as u32).collect();
        rules.push((rng.below(facts as usize) as u32, premises, few(rng, 3)));
    }
    let goals = (0..1 + rng.below(2)).map(|_| rng.below(facts as usize) as u32).collect();
    System { facts, events, rules, goals }
}

fn horn(system: &System) -> Horn {
    let mut horn = Horn::new(system.facts);
    for (conclusion, premises, events) in &system.rules {
        horn.rule(*conclusion, premises, &super::levels_of(*events));
    }
    system.goals.iter().for_each(|goal| horn.goal(*goal));
    horn
}

fn goal_in(system: &System, world: u32) -> bool {
    let mut holds = 0_u32;
    loop {
        let before = holds;
        for (conclusion, premises, events) in &system.rules {
            if events & !world == 0 && premises.iter().all(|fact| holds >> fact & 1 == 1) {
                holds |= 1 << conclusion;
            }
        }
        if holds == before {
            return system.goals.iter().any(|goal| holds >> goal & 1 == 1);
        }
    }
}

/// The minimal worlds with a goal: those from which no event can be taken.
fn brute_force(system: &System) -> Sets {
    let truth: Vec<bool> = (0..1_u32 << system.events).map(|world| goal_in(system, world)).collect();
    let is_minimal = |world: &u32| {
        let smaller = |event: u32| world >> event & 1 == 1 && truth[(world & !(1 << event)) as usize];
        truth[*world as usize] && !(0..system.events).any(smaller)
    };
    (0..1_u32 << system.events).filter(is_minimal).collect()
}

fn found(solution: &Solution) -> Sets {
    let sets = solution.zdd.sets(solution.family, usize::MAX);
    let named = sets.iter().map(|set| set.iter().map(|level| solution.events[*level as usize]).collect::<Vec<u32>>());
    named.map(|set| mask_of(&set)).collect()
}

const PLENTY: Limits = Limits { order: 20, nodes: 1 << 22, steps: 1 << 32 };

#[test]
fn all_sets_are_found() {
    let mut largest = 0;
    for seed in 0..3_000 {
        let rng = &mut Rng::new(seed);
        let events = if seed % 100 == 0 { 16 } else { 1 + rng.below(10) as u32 };
        let system = random_system(rng, events);
        let solution = solve(&horn(&system), &PLENTY);
        let wanted = brute_force(&system);
        assert!(solution.is_complete() && solution.order == u32::MAX, "seed {seed}");
        assert_eq!(found(&solution), wanted, "seed {seed}: {:?}, goals {:?}", system.rules, system.goals);
        largest = largest.max(wanted.len());
    }
    assert!(largest > 10, "{largest}");
}

/// Few steps and nodes: what is said to be there is, and nothing else.
#[test]
fn limits_are_kept_and_said() {
    let mut stopped = [0; 3];
    let mut partly = 0;
    for seed in 0..6_000 {
        let rng = &mut Rng::new(seed);
        let events = 6 + rng.below(4) as u32;
        let system = random_system(rng, events);
        let limits = Limits {
            order: rng.below(5) as u32,
            nodes: if rng.chance(50) { 10 + rng.below(60) } else { 1 << 20 },
            steps: if rng.chance(50) { rng.below(200) as u64 } else { 1 << 30 },
        };
        let solution = solve(&horn(&system), &limits);
        let all = brute_force(&system);
        let wanted: Sets = all.iter().copied().filter(|set| set.count_ones() <= solution.order).collect();
        assert_eq!(found(&solution), wanted, "seed {seed} {limits:?} {:?}", system.rules);
        assert_eq!(solution.is_complete(), solution.order == u32::MAX);
        assert!(solution.steps <= limits.steps && solution.zdd.nodes() <= limits.nodes.max(2));
        if let Some(limit) = solution.stopped {
            stopped
                [[Limit::Order, Limit::Nodes, Limit::Steps].iter().position(|l| *l == limit).expect("one of three")] +=
                1;
            partly += u32::from(!wanted.is_empty());
        }
    }
    assert!(stopped.iter().all(|count| *count > 20) && partly > 30, "{stopped:?} {partly}");
}

#[test]
fn order_of_rules_and_runs_change_no_set() {
    for seed in 0..500 {
        let rng = &mut Rng::new(seed);
        let mut system = random_system(rng, 8);
        let (first, again) = (solve(&horn(&system), &PLENTY), solve(&horn(&system), &PLENTY));
        assert_eq!(first.zdd.sets(first.family, usize::MAX), again.zdd.sets(again.family, usize::MAX));
        assert_eq!((first.events.clone(), first.steps), (again.events, again.steps));
        rng.shuffle(&mut system.rules);
        assert_eq!(found(&first), found(&solve(&horn(&system), &PLENTY)), "seed {seed}");
        assert_eq!(found(&first), minimal(&found(&first)));
    }
}
