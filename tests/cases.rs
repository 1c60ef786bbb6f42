//! Attacks that are on record, told as systems from their summaries: the recorded path comes out as an attack set, and
//! one decisive control takes just that away.

mod support;

use support::literate;

#[test]
fn recorded_attacks_come_out() {
    literate::judge("tests/cases");
}
