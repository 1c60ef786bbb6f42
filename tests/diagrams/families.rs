//! Operations on families, and their sets in order.

use bartizan::diagram::{Exhausted, Family, Zdd};

use super::rng::Rng;
use super::{PLENTY, Sets, family, levels_of, minimal, random_sets, sets};

const CASES: u64 = 4_000;
const EVENTS: u32 = 12;

fn products(a: &Sets, b: &Sets) -> Sets {
    a.iter().flat_map(|x| b.iter().map(move |y| x | y)).collect()
}

fn at_most(sets: &Sets, order: u32) -> Sets {
    sets.iter().copied().filter(|set| set.count_ones() <= order).collect()
}

#[test]
fn operations_do_what_they_say() {
    for seed in 0..CASES {
        let rng = &mut Rng::new(seed);
        let events = 1 + rng.below(EVENTS as usize) as u32;
        let (any, other) = (random_sets(rng, events), random_sets(rng, events));
        let (a, b) = (minimal(&any), minimal(&other));
        let order = rng.below(EVENTS as usize) as u32;
        let zdd = &mut Zdd::new(EVENTS, PLENTY);
        let (fa, fb, fany) = (family(zdd, &a), family(zdd, &b), family(zdd, &any));
        let check = |zdd: &Zdd, name: &str, found: Result<Family, Exhausted>, wanted: &Sets| {
            let found = found.expect("within the budget");
            assert_eq!(&sets(zdd, found), wanted, "{name}, seed {seed}: {a:?} {b:?} order {order}");
        };
        let found = zdd.join(fa, fb);
        check(zdd, "join", found, &minimal(&a.union(&b).copied().collect()));
        let whole = products(&a, &b);
        let found = zdd.meet(fa, fb, u32::MAX);
        check(zdd, "meet", found, &minimal(&whole));
        assert!(!zdd.cut());
        let found = zdd.meet(fa, fb, order);
        check(zdd, "meet within an order", found, &at_most(&minimal(&whole), order));
        // Saying that something was cut may be too careful, saying that nothing was may not be wrong.
        assert!(zdd.cut() || minimal(&whole).iter().all(|set| set.count_ones() <= order), "cut, seed {seed}");
        assert!(!zdd.cut() || whole.iter().any(|set| set.count_ones() > order), "cut, seed {seed}");
        let cut = zdd.cut();
        zdd.reset_cut();
        let again = zdd.meet(fa, fb, order);
        check(zdd, "meet again", again, &at_most(&minimal(&whole), order));
        assert_eq!(zdd.cut(), cut, "remembered, seed {seed}");
        zdd.reset_cut();
        let found = zdd.within(fa, order);
        check(zdd, "within", found, &at_most(&a, order));
        assert_eq!(zdd.cut(), a.iter().any(|set| set.count_ones() > order));
        let found = zdd.without(fany, fb);
        let wanted = any.iter().copied().filter(|set| !b.iter().any(|smaller| smaller & set == *smaller)).collect();
        check(zdd, "without", found, &wanted);
        let found = zdd.difference(fany, fb);
        check(zdd, "difference", found, &any.difference(&b).copied().collect());
        let found = zdd.union(fany, fb);
        check(zdd, "union", found, &any.union(&b).copied().collect());
        let found = zdd.minimal(fany);
        check(zdd, "minimal", found, &a);
        let avoided = rng.next() as u32 & 0xfff;
        let found = zdd.avoiding(fany, &levels_of(avoided));
        check(zdd, "avoiding", found, &any.iter().copied().filter(|set| set & avoided == 0).collect());
        assert_eq!(zdd.levels_of(fany), levels_of(any.iter().fold(0, |all, set| all | set)));
        assert_eq!(zdd.least_order(fany), any.iter().map(|set| set.count_ones()).min());
        for set in (0..20).map(|_| rng.next() as u32 & 0xfff).chain(any.iter().copied()) {
            assert_eq!(zdd.contains(fany, &levels_of(set)), any.contains(&set));
        }
    }
}

#[test]
fn counts_are_those_of_the_sets() {
    for seed in 0..CASES {
        let rng = &mut Rng::new(seed);
        let any = random_sets(rng, EVENTS);
        let zdd = &mut Zdd::new(EVENTS, PLENTY);
        let family = family(zdd, &any);
        assert_eq!(zdd.count(family), any.len() as u128);
        let mut by_order = vec![0; any.iter().map(|set| set.count_ones() as usize + 1).max().unwrap_or(0)];
        any.iter().for_each(|set| by_order[set.count_ones() as usize] += 1);
        assert_eq!(zdd.by_order(family), by_order, "seed {seed}");
    }
}

/// Weights from a few values, so that there are ties.
#[test]
fn sets_come_in_order() {
    for seed in 0..CASES {
        let rng = &mut Rng::new(seed);
        let any = random_sets(rng, EVENTS);
        let zdd = &mut Zdd::new(EVENTS, PLENTY);
        let family = family(zdd, &any);
        let weight: Vec<f64> = (0..EVENTS).map(|_| [1.0, 0.5, 0.25, 0.125, 0.0][rng.below(5)]).collect();
        let cost: Vec<f64> = (0..EVENTS).map(|_| [0.0, 0.1, 0.2, 0.3, 7.0][rng.below(5)]).collect();
        let mut all: Vec<Vec<u32>> = any.iter().map(|set| levels_of(*set)).collect();
        let limit = rng.below(all.len() + 2);
        let first = |all: &[Vec<u32>]| all.iter().take(limit).cloned().collect::<Vec<_>>();
        all.sort_by_key(|set| (set.len(), set.clone()));
        assert_eq!(zdd.sets(family, limit), first(&all), "seed {seed}");
        let tenths = |set: &[u32]| set.iter().map(|e| (cost[*e as usize] * 10.0).round() as u32).sum::<u32>();
        all.sort_by_key(|set| (tenths(set), set.len(), set.clone()));
        assert_eq!(zdd.cheapest(family, &cost, limit), first(&all), "seed {seed}");
        // Halves, and how many cannot happen at all.
        let halves = |set: &[u32]| {
            let impossible = set.iter().filter(|e| weight[**e as usize] == 0.0).count();
            let possible = set.iter().map(|e| weight[*e as usize]).filter(|w| *w > 0.0);
            (impossible, possible.map(|w| -libm::log2(w) as u32).sum::<u32>())
        };
        all.sort_by_key(|set| (halves(set), set.len(), set.clone()));
        assert_eq!(zdd.likeliest(family, &weight, limit), first(&all), "seed {seed}");
    }
}

/// 2^40 sets, of which only some are looked at; 6,000 levels, in one set and in 6,000.
#[test]
fn large_families_are_no_matter() {
    let zdd = &mut Zdd::new(6_000, PLENTY);
    let mut family = Family::UNIT;
    for pair in 0..40 {
        let either = zdd.singles(&[2 * pair, 2 * pair + 1]).expect("within the budget");
        family = zdd.meet(family, either, u32::MAX).expect("within the budget");
    }
    assert_eq!(zdd.count(family), 1 << 40);
    assert_eq!(zdd.by_order(family)[40], 1 << 40);
    let weight: Vec<f64> = (0..80).map(|level| 0.5 - f64::from(level) / 1_000.0).collect();
    let likeliest = zdd.likeliest(family, &weight, 3);
    assert_eq!(likeliest[0], (0..40).map(|pair| 2 * pair).collect::<Vec<u32>>());
    assert_eq!(&likeliest[1][0..3], [1, 2, 4], "the first pair differs least in proportion");
    assert_eq!(zdd.sets(family, 1_000).len(), 1_000);

    let all: Vec<u32> = (0..6_000).collect();
    let wide = zdd.singles(&all).expect("within the budget");
    let even = zdd.singles(&all.iter().copied().step_by(2).collect::<Vec<u32>>()).expect("within the budget");
    let odd = zdd.without(wide, even).expect("within the budget");
    assert_eq!((zdd.count(odd), zdd.sets(odd, 1)), (3_000, vec![vec![1]]));
    assert_eq!(zdd.join(odd, even), Ok(wide));
    assert_eq!(zdd.meet(wide, wide, 4), Ok(wide));
    let deep = zdd.set(&all).expect("within the budget");
    assert_eq!(zdd.sets(deep, 2), [all]);
    assert_eq!(zdd.join(deep, wide), Err(Exhausted), "sets of 6,000 events are beyond the recursion");
}

#[test]
fn a_spent_budget_is_an_error_and_never_a_wrong_answer() {
    let mut spent = 0;
    for seed in 0..CASES {
        let rng = &mut Rng::new(seed);
        let (a, b) = (minimal(&random_sets(rng, EVENTS)), minimal(&random_sets(rng, EVENTS)));
        let zdd = &mut Zdd::new(EVENTS, 20 + rng.below(150));
        let mut build = |sets: &Sets| {
            sets.iter().try_fold(Family::NONE, |family, set| {
                let set = zdd.set(&levels_of(*set))?;
                zdd.union(family, set)
            })
        };
        let (Ok(fa), Ok(fb)) = (build(&a), build(&b)) else { continue };
        match zdd.meet(fa, fb, u32::MAX) {
            Ok(found) => assert_eq!(sets(zdd, found), minimal(&products(&a, &b)), "seed {seed}"),
            Err(Exhausted) => spent += 1,
        }
        // What was there before still is, and so are its results.
        assert_eq!((sets(zdd, fa), sets(zdd, fb)), (a.clone(), b.clone()));
        if let Ok(found) = zdd.join(fa, fb) {
            assert_eq!(sets(zdd, found), minimal(&a.union(&b).copied().collect()), "seed {seed}");
        }
    }
    assert!(spent > 100, "{spent}");
}

/// The stack that WebAssembly gets.
const SMALL_STACK: usize = 1 << 20;

/// A family of two sets of so many events, which differ in the last.
fn deep(zdd: &mut Zdd, events: u32) -> Family {
    let first: Vec<u32> = (0..events).collect();
    let other: Vec<u32> = (0..events - 1).chain([events]).collect();
    let (first, other) = (zdd.set(&first), zdd.set(&other));
    zdd.union(first.expect("within the budget"), other.expect("within the budget")).expect("within the depth")
}

#[test]
fn the_largest_sets_fit_a_small_stack() {
    let work = || {
        let zdd = &mut Zdd::new(4_100, PLENTY);
        let a = deep(zdd, 2_000);
        let half = deep(zdd, 1_000);
        let rest: Vec<u32> = (1_000..2_000).collect();
        let rest = zdd.set(&rest).expect("within the budget");
        for (name, found, wanted) in [
            ("join", zdd.join(a, half), 2),
            ("meet", zdd.meet(half, rest, u32::MAX), 1),
            ("meet within an order", zdd.meet(half, rest, 1_998), 0),
            ("without", zdd.without(a, half), 0),
            ("difference", zdd.difference(a, half), 2),
            ("within", zdd.within(a, 1_999), 0),
            ("beside", zdd.beside(a, rest, 2_000), 1),
            ("given", zdd.given(a, &[1_999, 2_000]), 1),
            ("minimal", zdd.minimal(a), 2),
        ] {
            assert_eq!(zdd.count(found.expect(name)), wanted, "{name}");
        }
        let most = zdd.set(&(0..2_001).collect::<Vec<u32>>()).expect("within the budget");
        assert_eq!(zdd.join(most, a), Err(Exhausted), "deeper than that is refused");
    };
    let thread = std::thread::Builder::new().stack_size(SMALL_STACK).spawn(work).expect("a thread");
    thread.join().expect("the stack suffices");
}
