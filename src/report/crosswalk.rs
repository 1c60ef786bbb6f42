//! A crosswalk in plain text: the items of a list elsewhere, those that matter here first, the others with the reason.

use super::sheet::Sheet;
use super::{Tone, wording::count};
use crate::api::{Crosswalk, CrosswalkItem, ItemState, Scope};

/// The items by where they stand, with what heads them.
const STATES: &[(ItemState, Tone, &str)] = &[
    (ItemState::Closes, Tone::Bad, "Closing"),
    (ItemState::OneStepAway, Tone::Wary, "One step away"),
    (ItemState::Further, Tone::Plain, "Further away"),
    (ItemState::InPlace, Tone::Good, "In place"),
    (ItemState::Available, Tone::Wary, "Available, and off"),
    (ItemState::NotInPlace, Tone::Plain, "Not in place"),
    (ItemState::OutOfScope, Tone::Plain, "Out of scope"),
    (ItemState::NotCovered, Tone::Plain, "Not covered by the catalog"),
];

/// The whole crosswalk of a description of that title.
pub fn text(crosswalk: &Crosswalk, title: &str, colour: bool) -> String {
    let mut sheet = Sheet::new(colour);
    sheet.tone(Tone::Strong, title).end();
    sheet.put(&crosswalk.name).put(": ").line(&count(crosswalk.items.len(), "item"));
    for (state, tone, heading) in STATES {
        let items: Vec<&CrosswalkItem> = crosswalk.items.iter().filter(|i| i.state == *state).collect();
        if items.is_empty() {
            continue;
        }
        sheet.gap();
        sheet.tone(*tone, &format!("{heading}, {}", items.len())).end();
        for item in items {
            one(&mut sheet, item);
        }
    }
    if !crosswalk.others.is_empty() {
        sheet.gap();
        let words =
            format!("{} of the catalog stand for no item of this list", count(crosswalk.others.len(), "attack"));
        sheet.tone(Tone::Faint, &words).end();
    }
    sheet.finish()
}

fn one(sheet: &mut Sheet, item: &CrosswalkItem) {
    sheet.put("  ").put(&item.id).put("  ").put(&item.name);
    if !item.formerly.is_empty() {
        sheet.put("  ").tone(Tone::Faint, &format!("(was {})", item.formerly.join(", ")));
    }
    sheet.end();
    let stands = |scope: Scope| match scope {
        Scope::Closes => "closes",
        Scope::OneStepAway => "one step away",
        Scope::Further => "further away",
        Scope::OutOfScope => "out of scope",
    };
    for attack in item.attacks.iter().filter(|a| a.scope != Scope::OutOfScope) {
        sheet.put("    ").put(&attack.name).put("  ").tone(Tone::Faint, stands(attack.scope)).end();
    }
    for control in &item.controls {
        let state = if control.is_on { "on" } else { "off" };
        sheet.put("    ").put(&control.name).put("  ").tone(Tone::Faint, &format!("{}, {state}", control.kind)).end();
    }
    if !item.reason.is_empty() {
        sheet.put("    ").tone(Tone::Faint, &item.reason).end();
    }
}
