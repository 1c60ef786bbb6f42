//! Small cyclic systems, written out.

use super::*;

fn sets(horn: &Horn, limits: &Limits) -> (Vec<Vec<u32>>, u32) {
    let solution = solve(horn, limits);
    let named = |levels: &Vec<u32>| {
        let mut set: Vec<u32> = levels.iter().map(|level| solution.events[*level as usize]).collect();
        set.sort_unstable();
        set
    };
    let mut sets: Vec<Vec<u32>> = solution.zdd.sets(solution.family, usize::MAX).iter().map(named).collect();
    sets.sort();
    (sets, solution.order)
}

const ALL: Limits = Limits { order: 20, nodes: 1 << 20, steps: 1 << 30 };

/// Two agents write to each other's memory; the goal follows from both, or from one and a key.
fn ring() -> Horn {
    let mut horn = Horn::new(4);
    horn.rule(0, &[], &[10]);
    horn.rule(1, &[], &[20, 21]);
    horn.rule(1, &[0], &[30]);
    horn.rule(0, &[1], &[31]);
    horn.rule(2, &[0, 1], &[]);
    horn.rule(2, &[1], &[40, 41, 42]);
    horn.rule(3, &[2], &[50]);
    horn.goal(3);
    horn
}

#[test]
fn a_cycle_yields_no_more_than_its_entries() {
    let wanted = [vec![10, 20, 21, 50], vec![10, 30, 50], vec![20, 21, 31, 50], vec![20, 21, 40, 41, 42, 50]];
    assert_eq!(sets(&ring(), &ALL), (wanted.to_vec(), u32::MAX));
}

#[test]
fn stops_at_an_order_and_says_so() {
    let limits = Limits { order: 3, steps: 30, ..ALL };
    let found = solve(&ring(), &limits);
    assert_ne!(found.stopped, None);
    let many = Limits { order: 1, ..ALL };
    assert_eq!(sets(&ring(), &many).1, u32::MAX, "all can be found at once");
}

#[test]
fn what_always_holds_needs_nothing_and_what_never_does_has_no_set() {
    let mut horn = Horn::new(3);
    horn.rule(0, &[], &[]);
    horn.rule(1, &[0], &[]);
    horn.rule(1, &[0], &[7]);
    horn.rule(2, &[2], &[8]);
    horn.goal(1);
    assert_eq!(sets(&horn, &ALL), (vec![vec![]], u32::MAX));
    let mut never = Horn { goals: Vec::new(), ..horn };
    never.goal(2);
    assert_eq!(sets(&never, &ALL), (vec![], u32::MAX));
    never.goal(1);
    assert_eq!(sets(&never, &ALL), (vec![vec![]], u32::MAX));
}
