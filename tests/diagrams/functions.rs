//! Functions, their minimal sets, probabilities and importances.

use bartizan::diagram::{Bdd, Exhausted, Node, Zdd};

use super::rng::Rng;
use super::{PLENTY, family, minimal, random_sets, sets};

const EVENTS: u32 = 10;
const WORLDS: u32 = 1 << EVENTS;

/// A function as its truth in every world.
type Table = Vec<bool>;

fn value(bdd: &mut Bdd, f: Node, world: u32) -> bool {
    // Each event certain or impossible: the probability is the truth.
    let events: Vec<f64> = (0..EVENTS).map(|event| f64::from(world >> event & 1)).collect();
    bdd.probability(f, &events) == 1.0
}

fn table(bdd: &mut Bdd, f: Node) -> Table {
    (0..WORLDS).map(|world| value(bdd, f, world)).collect()
}

/// Random functions, each of earlier ones, monotone but for the last of `ite`.
fn random_functions(rng: &mut Rng, bdd: &mut Bdd, monotone: bool) -> Result<Vec<(Node, Table)>, Exhausted> {
    let mut made: Vec<(Node, Table)> =
        vec![(Node::FALSE, vec![false; 1 << EVENTS]), (Node::TRUE, vec![true; 1 << EVENTS])];
    for event in 0..EVENTS {
        made.push((bdd.var(event)?, (0..WORLDS).map(|world| world >> event & 1 == 1).collect()));
    }
    for _ in 0..8 {
        let count = 1 + rng.below(5);
        // Rather the later ones, which say more.
        let some: Vec<(Node, Table)> =
            (0..count).map(|_| made[rng.below(made.len()).max(rng.below(made.len()))].clone()).collect();
        let (f, g, h) = (&some[0], &some[count / 2], &some[count - 1]);
        let k = rng.below(count + 2);
        let zip = |of: fn(bool, bool) -> bool| -> Table { f.1.iter().zip(&g.1).map(|(a, b)| of(*a, *b)).collect() };
        made.push(match rng.below(if monotone { 3 } else { 4 }) {
            0 => (bdd.and(f.0, g.0)?, zip(|a, b| a && b)),
            1 => (bdd.or(f.0, g.0)?, zip(|a, b| a || b)),
            2 => {
                let nodes: Vec<Node> = some.iter().map(|one| one.0).collect();
                let truth = |world: usize| some.iter().filter(|one| one.1[world]).count() >= k;
                (bdd.at_least(k, &nodes)?, (0..WORLDS as usize).map(truth).collect())
            }
            _ => {
                let truth = |world: usize| if f.1[world] { g.1[world] } else { h.1[world] };
                (bdd.ite(f.0, g.0, h.0)?, (0..WORLDS as usize).map(truth).collect())
            }
        });
    }
    Ok(made)
}

fn random_probabilities(rng: &mut Rng) -> Vec<f64> {
    (0..EVENTS).map(|_| [0.0, 1.0, 0.01, 0.5, 0.37, 0.93, 1e-6][rng.below(7)]).collect()
}

/// The probability that a function is true, over the worlds in which an event is as given.
fn enumerated(table: &Table, events: &[f64], given: Option<(usize, bool)>) -> f64 {
    let weight = |world: usize| -> f64 {
        let of = |(event, p): (usize, &f64)| {
            let happens = world >> event & 1 == 1;
            match given {
                Some((fixed, is)) if fixed == event => f64::from(u8::from(is == happens)),
                _ if happens => *p,
                _ => 1.0 - p,
            }
        };
        events.iter().enumerate().map(of).product()
    };
    table.iter().enumerate().filter(|(_, truth)| **truth).map(|(world, _)| weight(world)).sum()
}

#[test]
fn operations_do_what_they_say() {
    for seed in 0..300 {
        let rng = &mut Rng::new(seed);
        let bdd = &mut Bdd::new(EVENTS, PLENTY);
        let made = random_functions(rng, bdd, false).expect("within the budget");
        for (f, wanted) in &made[12..] {
            assert_eq!(&table(bdd, *f), wanted, "seed {seed}");
        }
        for (f, wanted) in &made {
            for (g, other) in &made {
                assert_eq!(f == g, wanted == other, "equal functions are equal nodes, seed {seed}");
            }
        }
    }
}

#[test]
fn probabilities_and_birnbaum_are_those_of_all_worlds() {
    for seed in 0..400 {
        let rng = &mut Rng::new(seed);
        let bdd = &mut Bdd::new(EVENTS, PLENTY);
        let made = random_functions(rng, bdd, seed % 2 == 0).expect("within the budget");
        let events = random_probabilities(rng);
        let (f, truth) = &made[made.len() - 1];
        let near = |found: f64, wanted: f64| assert!((found - wanted).abs() < 1e-12, "{found} {wanted}, seed {seed}");
        near(bdd.probability(*f, &events), enumerated(truth, &events, None));
        for (event, found) in bdd.birnbaum(*f, &events).into_iter().enumerate() {
            let with = enumerated(truth, &events, Some((event, true)));
            near(found, with - enumerated(truth, &events, Some((event, false))));
        }
    }
}

#[test]
fn minimal_sets_of_a_monotone_function() {
    for seed in 0..2_000 {
        let rng = &mut Rng::new(seed);
        let bdd = &mut Bdd::new(EVENTS, PLENTY);
        let zdd = &mut Zdd::new(EVENTS, PLENTY);
        let made = random_functions(rng, bdd, true).expect("within the budget");
        for (f, truth) in &made[12..] {
            let found = bdd.minimal(*f, zdd).expect("within the budget");
            let true_worlds = (0..WORLDS).filter(|world| truth[*world as usize]).collect();
            if seed % 20 == 0 {
                assert_eq!(sets(zdd, found), minimal(&true_worlds), "seed {seed}");
            }
            assert_eq!(bdd.of_family(zdd, found), Ok(*f), "seed {seed}");
        }
        let any = random_sets(rng, EVENTS);
        let of_any = family(zdd, &minimal(&any));
        let f = bdd.of_family(zdd, of_any).expect("within the budget");
        assert_eq!(bdd.minimal(f, zdd), Ok(of_any), "seed {seed}");
        let world = rng.next() as u32 % WORLDS;
        assert_eq!(value(bdd, f, world), any.iter().any(|set| set & world == *set), "seed {seed}");
    }
}

#[test]
fn a_spent_budget_is_an_error_and_never_a_wrong_answer() {
    let mut spent = 0;
    for seed in 0..400 {
        let budget = 12 + Rng::new(seed ^ 0xff).below(60);
        let bdd = &mut Bdd::new(EVENTS, budget);
        match random_functions(&mut Rng::new(seed), bdd, false) {
            Ok(made) => made[12..].iter().for_each(|(f, wanted)| assert_eq!(&table(bdd, *f), wanted, "seed {seed}")),
            Err(Exhausted) => spent += 1,
        }
    }
    assert!(spent > 50 && spent < 350, "{spent}");
}

/// 100,000 levels: nothing recurses.
#[test]
fn depth_is_no_matter() {
    let levels = 100_000;
    let bdd = &mut Bdd::new(levels, 4_000_000);
    let (mut all, mut any) = (Node::TRUE, Node::FALSE);
    for level in (0..levels).rev() {
        let event = bdd.var(level).expect("within the budget");
        all = bdd.and(event, all).expect("within the budget");
        any = bdd.or(event, any).expect("within the budget");
    }
    assert_eq!(bdd.and(all, any), Ok(all));
    assert_eq!(bdd.or(all, any), Ok(any));
    let events = vec![1.0; levels as usize];
    assert_eq!((bdd.probability(all, &events), bdd.birnbaum(all, &events)[7]), (1.0, 1.0));
}
