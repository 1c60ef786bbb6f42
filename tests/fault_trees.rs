//! Fault trees against brute force over all worlds, and against the published counts of the Aralia models where they
//! lie beside the project (`BARTIZAN_ARALIA` names another folder).

#![allow(clippy::panic, reason = "that is how a test fails")]

#[path = "support/rng.rs"]
mod rng;

use std::fs;
use std::path::PathBuf;

use bartizan::diagram::solve::{Limits, solve};
use bartizan::diagram::tree::{Connective, Input, Tree};
use bartizan::exchange::open_psa::{MISSION_HOURS, read};
use rng::Rng;

/// A random coherent tree: shared gates, repeated inputs, constants, votes.
fn random_tree(rng: &mut Rng) -> (Tree, Input) {
    let events = if rng.chance(30) { 1 + rng.below(6) } else { 8 + rng.below(7) };
    let mut tree = Tree::new(u32::try_from(events).expect("few"));
    let mut known: Vec<Input> = (0..tree.events()).map(Input::Event).collect();
    let gates = 1 + rng.below(30);
    for _ in 0..gates {
        let inputs: Vec<Input> = (0..2 - usize::from(rng.chance(10)) + rng.below(3))
            .filter_map(|_| match rng.below(100) {
                0 => Some(Input::Constant(rng.chance(50))),
                // The latest gates, so that trees become deep.
                1..40 => known.get(known.len().saturating_sub(1 + rng.below(6))).copied(),
                _ => rng.pick(&known).copied(),
            })
            .collect();
        let connective = match rng.below(5) {
            0 | 1 => Connective::And,
            2 | 3 => Connective::Or,
            _ if rng.chance(5) => Connective::AtLeast(u32::try_from(rng.below(inputs.len() + 2)).expect("few")),
            _ => Connective::AtLeast(u32::try_from(1 + rng.below(inputs.len())).expect("few")),
        };
        known.push(Input::Gate(tree.gate(connective, inputs)));
    }
    if rng.chance(70) {
        let last = known.iter().rev().take(8).copied().filter(|_| rng.chance(60)).collect();
        let connective = if rng.chance(50) { Connective::And } else { Connective::Or };
        known.push(Input::Gate(tree.gate(connective, last)));
    }
    let top = known.last().copied().unwrap_or(Input::Constant(false));
    (tree, top)
}

/// Whether the top is true in each world.
fn worlds(tree: &Tree, top: Input) -> Vec<bool> {
    let holds = |world: u32| {
        let mut values: Vec<bool> = Vec::new();
        let of = |input: &Input, values: &[bool]| match *input {
            Input::Event(event) => world >> event & 1 == 1,
            Input::Gate(gate) => values[gate.index()],
            Input::Constant(value) => value,
        };
        for gate in tree.gates() {
            let on = gate.inputs.iter().filter(|input| of(input, &values)).count();
            values.push(match gate.connective {
                Connective::And => on == gate.inputs.len(),
                Connective::Or => on > 0,
                Connective::AtLeast(least) => on >= least as usize,
            });
        }
        of(&top, &values)
    };
    (0..1 << tree.events()).map(holds).collect()
}

/// Minimal worlds by their number of events.
fn minimal_by_order(worlds: &[bool]) -> Vec<u128> {
    let mut counts = Vec::new();
    for (world, _) in worlds.iter().enumerate().filter(|(_, holds)| **holds) {
        let smaller = (0..32).filter(|event| world >> event & 1 == 1).map(|event| world & !(1 << event));
        if smaller.into_iter().all(|smaller| !worlds[smaller]) {
            let order = world.count_ones() as usize;
            counts.resize(counts.len().max(order + 1), 0);
            counts[order] += 1;
        }
    }
    counts
}

fn probability(worlds: &[bool], probabilities: &[f64]) -> f64 {
    let of = |world: usize| {
        let each = probabilities.iter().enumerate();
        each.map(|(event, p)| if world >> event & 1 == 1 { *p } else { 1.0 - p }).product::<f64>()
    };
    worlds.iter().enumerate().filter(|(_, holds)| **holds).map(|(world, _)| of(world)).sum()
}

fn birnbaum(worlds: &[bool], probabilities: &[f64], event: usize) -> f64 {
    let given = |value: f64| {
        let mut probabilities = probabilities.to_vec();
        probabilities[event] = value;
        probability(worlds, &probabilities)
    };
    given(1.0) - given(0.0)
}

fn random_probabilities(rng: &mut Rng, events: usize) -> Vec<f64> {
    let one = |rng: &mut Rng| match rng.below(12) {
        0 => 0.0,
        1 => 1.0,
        _ => rng.below(1000) as f64 / 1000.0,
    };
    (0..events).map(|_| one(rng)).collect()
}

#[test]
fn random_trees_equal_brute_force_with_and_without_modules() {
    for seed in 0..2_000 {
        let mut rng = Rng::new(seed);
        let (tree, top) = random_tree(&mut rng);
        let probabilities = random_probabilities(&mut rng, tree.events() as usize);
        let worlds = worlds(&tree, top);
        let counts = minimal_by_order(&worlds);
        let expected = probability(&worlds, &probabilities);
        for modules in [true, false] {
            let answer = solve(&tree, top, &probabilities, &Limits { modules, ..Limits::default() });
            let told = format!("seed {seed}, modules {modules}: {tree:?} {top:?} {probabilities:?}");
            assert_eq!((answer.sets, answer.up_to), (counts.clone(), None), "{told}");
            let (low, high) = answer.probability;
            assert!((low - expected).abs() < 1e-12 && (high - expected).abs() < 1e-12, "{low} {expected} {told}");
            let found = answer.birnbaum.expect("exact");
            assert_eq!(found.len(), probabilities.len(), "{told}");
            for (event, found) in found.iter().enumerate() {
                let expected = birnbaum(&worlds, &probabilities, event);
                assert!((found - expected).abs() < 1e-12, "event {event}: {found} not {expected}; {told}");
            }
        }
    }
}

#[test]
fn without_room_for_a_diagram_sets_up_to_an_order_and_bounds_are_right() {
    let mut cut = 0;
    for seed in 0..4_000 {
        let mut rng = Rng::new(seed);
        let (tree, top) = random_tree(&mut rng);
        let probabilities = random_probabilities(&mut rng, tree.events() as usize);
        let worlds = worlds(&tree, top);
        let counts = minimal_by_order(&worlds);
        let order = 1 + u32::try_from(rng.below(4)).expect("few");
        // With no nodes at all, only bounds are left.
        let all_nodes = if rng.chance(5) { 0 } else { 1 << 24 };
        let limits = Limits { nodes: vec![4], all_nodes, order, ..Limits::default() };
        let answer = solve(&tree, top, &probabilities, &limits);
        let told = format!("seed {seed}, {answer:?}: {tree:?} {top:?} {probabilities:?}");
        let (low, high) = answer.probability;
        let expected = probability(&worlds, &probabilities);
        assert!(low <= expected + 1e-12 && expected <= high + 1e-12, "{expected} {told}");
        if let Some(up_to) = answer.up_to {
            cut += 1;
            assert!(answer.birnbaum.is_none(), "{told}");
            for order in 0..=up_to as usize {
                let of = |sets: &[u128]| sets.get(order).copied().unwrap_or(0);
                assert_eq!(of(&answer.sets), of(&counts), "order {order} {told}");
            }
            assert!(answer.sets.len() <= up_to as usize + 1, "{told}");
        } else {
            assert_eq!(answer.sets, counts, "{told}");
        }
    }
    assert!(cut > 300, "only {cut} trees were cut");
}

#[test]
fn the_same_tree_gives_the_same_bits() {
    let mut rng = Rng::new(7);
    let (tree, top) = random_tree(&mut rng);
    let probabilities = random_probabilities(&mut rng, tree.events() as usize);
    let first = solve(&tree, top, &probabilities, &Limits::default());
    assert_eq!(first, solve(&tree, top, &probabilities, &Limits::default()));
}

#[test]
fn deep_and_wide_trees_are_solved() {
    // A ladder of 100,000 gates, each over the one before and an event of ten.
    let mut tree = Tree::new(10);
    let mut top = Input::Event(0);
    for step in 0..100_000_u32 {
        let connective = if step % 2 == 0 { Connective::And } else { Connective::Or };
        top = Input::Gate(tree.gate(connective, vec![top, Input::Event(step * 7 % 10)]));
    }
    let answer = solve(&tree, top, &[0.5; 10], &Limits::default());
    assert_eq!(answer.up_to, None);
    // 2^60 and more sets, counted without listing one: 40 choices among four.
    let mut tree = Tree::new(160);
    let choices = (0..40).map(|n| {
        let inputs = (0..4).map(|event| Input::Event(4 * n + event)).collect();
        Input::Gate(tree.gate(Connective::Or, inputs))
    });
    let choices = choices.collect();
    let top = Input::Gate(tree.gate(Connective::And, choices));
    let answer = solve(&tree, top, &[0.5; 160], &Limits::default());
    assert_eq!((answer.total(), answer.sets.len()), (1 << 80, 41));
    // 64 of 128: more than half of all 128-bit numbers are within reach.
    let mut tree = Tree::new(128);
    let inputs = (0..128).map(Input::Event).collect();
    let top = Input::Gate(tree.gate(Connective::AtLeast(64), inputs));
    let answer = solve(&tree, top, &[0.5; 128], &Limits::default());
    assert_eq!(answer.total(), 23_951_146_041_928_082_866_135_587_776_380_551_750);
    assert!((answer.probability.0 - 0.535_2).abs() < 1e-4, "{:?}", answer.probability);
}

#[test]
fn aralia_models_have_the_published_counts() {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/aralia");
    let folder = std::env::var_os("BARTIZAN_ARALIA").map_or(beside, PathBuf::from);
    let Ok(reference) = fs::read_to_string(folder.join("reference.csv")) else {
        eprintln!("skipped: {} is not there; BARTIZAN_ARALIA names another folder", folder.display());
        return;
    };
    let mut rows = reference.lines();
    let header: Vec<&str> = rows.next().unwrap_or_default().split(',').collect();
    let mut checked = 0;
    for row in rows {
        let cells: Vec<&str> = row.split(',').collect();
        let cell =
            |name: &str| header.iter().position(|h| *h == name).and_then(|at| cells.get(at)).copied().unwrap_or("");
        let (model, nodes) = (cell("model"), cell("bdd_nodes").parse::<u64>().unwrap_or(u64::MAX));
        let Ok(text) = fs::read_to_string(folder.join(format!("{model}.xml"))) else { continue };
        let (read, problems) = read(&[&text], MISSION_HOURS);
        if cell("coherent") == "no" {
            assert!(read.is_none() && problems[0].iter().all(|p| p.code == "not-coherent"), "{model}: {problems:?}");
            continue;
        }
        // Large ones are the benchmark's.
        if nodes > 10_000 {
            continue;
        }
        let read = read.unwrap_or_else(|| panic!("{model}: {problems:?}"));
        let probabilities: Vec<f64> = read.events.iter().map(|e| e.probability.expect("each has one")).collect();
        let [(_, top)] = read.tops.as_slice() else { panic!("{model} has several tops") };
        let answer = solve(&read.tree, *top, &probabilities, &Limits::default());
        assert_eq!((answer.total().to_string().as_str(), answer.up_to), (cell("mcs_probe"), None), "{model}");
        let published: f64 = cell("P_top_probe").parse().expect("a number");
        let (low, high) = answer.probability;
        assert!(low.to_bits() == high.to_bits() && (low / published - 1.0).abs() < 1e-6, "{model}: {low} {published}");
        checked += 1;
    }
    assert!(checked >= 20, "only {checked} models were checked");
}
