//! Attacks that are on record and that no rule was made for, described without touching the rules; what comes out is
//! pinned as it is, misses too. `tests/holdout/README.md` counts.

mod support;

use support::literate;

#[test]
fn held_out_attacks_come_out_as_they_are_pinned() {
    literate::judge("tests/holdout");
}
