//! What to buy: the cheapest plan, what remains after it, the alternatives, and what each control is worth.

use super::cover::cost;
use super::findings::Findings;
use super::plot::Point;
use super::words::{Words, faint, name, say};
use super::{Block, Table, column, figures};
use crate::api::{Choice, ControlType, Likelihood, Plan, Verdict};
use crate::report::wording::{figures as two_figures, likelihood, number};

/// Names listed of one kind.
const NAMES: usize = 12;
/// Choices listed.
const CHOICES: usize = 24;
/// Controls listed.
const CONTROLS: usize = 60;

/// The plan and its alternatives.
pub fn controls(findings: &Findings<'_>) -> Vec<Block> {
    if findings.overview.controls.is_empty() {
        return vec![Block::Paragraph(say("The description has no control. What is not described cannot be weighed."))];
    }
    let Some(plan) = &findings.plan else {
        let words = "The system has too many attack sets to weigh its controls within the bound on memory.";
        return vec![Block::Paragraph(say(words)), Block::Table(described(findings))];
    };
    let mut blocks = vec![Block::Lead(cheapest(plan))];
    let none_needed = plan.beyond.is_empty() && plan.cheapest.iter().any(|choice| choice.controls.is_empty());
    if !plan.cheapest.is_empty() && !none_needed {
        let none = plan.cheapest.iter().all(|choice| choice.controls.is_empty());
        blocks.push(Block::Subheading(say(if none { "What is left open" } else { "Claims under that plan" })));
        blocks.push(Block::Table(after(findings, plan)));
    }
    if plan.frontier.len() > 1 {
        blocks.push(Block::Subheading(say("Alternatives: cost against what is left")));
        let points = plan.frontier.iter().take(CHOICES).map(|c| Point { cost: c.cost, low: c.low, high: c.high });
        blocks.push(Block::Plot(points.collect()));
        blocks.push(Block::Table(frontier(plan, findings.prior())));
        blocks.extend(super::cut(CHOICES.min(plan.frontier.len()), plan.frontier.len(), "choices"));
        let whole = if plan.frontier_complete { "" } else { " Not every choice was weighed." };
        blocks.push(Block::Note(say(&format!(
            "Each choice leaves less than every other that costs no more, if only beyond the digits shown. What is left is \
             the number of claims that fail in a year, on average.{whole}"
        ))));
    }
    if !plan.controls.is_empty() {
        blocks.push(Block::Subheading(say("What risk each control takes away")));
        let bought = plan.cheapest.iter().any(|choice| !choice.controls.is_empty());
        blocks.push(Block::Table(worth(plan, bought)));
        let in_plan = if bought { " In the plan: taken out of the cheapest plan." } else { "" };
        let assumed = plan.controls.iter().any(|one| one.cost_assumed);
        let assumed = if assumed { " A cost marked ° is not stated in the description." } else { "" };
        blocks.push(Block::Note(say(&format!(
            "Alone: switched on by itself. Beside all others: added to them as the last.{in_plan}{assumed} {}.",
            plan.text
        ))));
    }
    blocks.push(Block::Subheading(say("Controls as described")));
    blocks.push(Block::Table(described(findings)));
    let all = findings.overview.controls.len();
    blocks.extend(super::cut(CONTROLS.min(all), all, "controls"));
    blocks
}

fn cheapest(plan: &Plan) -> Words {
    let Some(choice) = plan.cheapest.first() else {
        return say("No choice of controls was found within the bound on work.");
    };
    let proven = if plan.optimal { "" } else { " A cheaper one was not ruled out: the bound on work was reached." };
    if choice.controls.is_empty() {
        return match plan.beyond.is_empty() {
            true => say("No control has to be bought: every claim holds as it is."),
            false => say("No control that is described gives a claim a better verdict."),
        };
    }
    let words = say("The cheapest plan is ").names(&choice.controls, NAMES).text(&format!(", cost {}. ", choice.cost));
    let others = match plan.cheapest.len() {
        1 => String::new(),
        2 => " One other choice costs the same.".to_owned(),
        n => format!(" {} other choices cost the same.", n - 1),
    };
    let gives = match (plan.beyond.len(), plan.claims.len()) {
        (0, 1) => "With it the claim holds.".to_owned(),
        (0, _) => "With it every claim holds.".to_owned(),
        (1, 1) => "It gives the claim the best verdict that controls can give; it does not hold even so.".to_owned(),
        (beyond, all) => {
            let (beyond, all, verb) = (number(beyond), number(all), if beyond == 1 { "does" } else { "do" });
            format!(
                "It gives every claim the best verdict that controls can give; {beyond} of {all} {verb} not hold even so."
            )
        }
    };
    words.text(&format!("{gives}{others}{proven}"))
}

fn after(findings: &Findings<'_>, plan: &Plan) -> Table {
    let rows = findings.claims.iter().filter(|c| plan.claims.contains(&c.id)).map(|claim| {
        let beyond = plan.beyond.iter().find(|b| b.claim == claim.id);
        let left = match beyond {
            None if claim.verdict == Verdict::Holds => faint("it holds as it is"),
            None => faint("no attack, unless something fails for which there is a reason"),
            Some(beyond) if beyond.events.is_empty() => faint("likelihood alone keeps it from holding"),
            Some(beyond) => {
                let mut words = Words::default();
                for (at, event) in beyond.events.iter().enumerate() {
                    words = if at == 0 { words } else { words.text(" + ") };
                    words = words.say(&findings.event(event));
                }
                words
            }
        };
        vec![
            Words::default().strong(&claim.id),
            Words::default().verdict(claim.verdict),
            Words::default().verdict(beyond.map_or(Verdict::Holds, |b| b.best)),
            left,
        ]
    });
    Table {
        label: "Claims under the plan".to_owned(),
        columns: vec![
            column("Claim", 16),
            column("Now", 17),
            column("Then", 17),
            column("A smallest attack that is left", 0),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}

fn frontier(plan: &Plan, prior: bool) -> Table {
    let rows = plan.frontier.iter().take(CHOICES).zip(1..).map(|(choice, number)| {
        let words = match choice.controls.is_empty() {
            true => say("nothing more"),
            false => Words::default().names(&choice.controls, 40),
        };
        let chosen = plan.cheapest.iter().any(|c| c.controls == choice.controls && !c.controls.is_empty());
        let words = if chosen { words.line().faint("the cheapest plan") } else { words };
        vec![say(&number.to_string()), say(&choice.cost.to_string()), words, left(choice, prior)]
    });
    Table {
        label: "Alternatives".to_owned(),
        columns: vec![figures("", 5), figures("Cost", 9), column("Controls", 0), figures("Left", 24)],
        rows: rows.collect(),
        ..Table::default()
    }
}

/// What a choice leaves. Its numbers rest on those of the claims, and so on the same priors.
fn left(choice: &Choice, prior: bool) -> Words {
    say(&likelihood(&Likelihood { low: choice.low, high: choice.high, prior }))
}

/// What each control is worth; in the plan too, if there is one that buys something.
fn worth(plan: &Plan, bought: bool) -> Table {
    let rows = plan.controls.iter().take(CONTROLS).map(|one| {
        let assumed = if one.cost_assumed { "°" } else { "" };
        let mut cells = vec![
            name(&one.control),
            say(&format!("{}{assumed}", one.cost)),
            say(&two_figures(one.alone)),
            say(&two_figures(one.last)),
        ];
        cells.extend(bought.then(|| say(&one.in_plan.map_or_else(|| "not in it".to_owned(), two_figures))));
        cells
    });
    let mut columns =
        vec![column("Control", 0), figures("Cost", 10), figures("Alone", 15), figures("Beside all others", 19)];
    columns.extend(bought.then(|| figures("In the plan", 15)));
    Table { label: "What risk each control takes away".to_owned(), columns, rows: rows.collect(), ..Table::default() }
}

fn described(findings: &Findings<'_>) -> Table {
    let rows = findings.overview.controls.iter().take(CONTROLS).map(|control| {
        let stands = match (control.is_on, control.in_place) {
            (true, true) => "in place",
            (true, false) => "available, switched on here",
            (false, true) => "in place, switched off here",
            (false, false) => "available, off",
        };
        let fails = match control.control_type {
            ControlType::Structural => "structural",
            ControlType::Probabilistic => "can miss",
        };
        let mut what = say(&control.kind);
        if !control.on.is_empty() {
            what = what.text(" on ").names(&control.on, NAMES);
        }
        what = what.faint(&format!("; {fails}{}", cost(control.cost)));
        if control.points == 0 {
            what = what.line().strong("stands at no point of this system, so that it does nothing");
        }
        vec![name(&control.name), what, say(stands), say(&control.leaves)]
    });
    Table {
        label: "Controls as described".to_owned(),
        columns: vec![column("Control", 22), column("What it is", 0), column("Stands", 15), column("Leaves open", 30)],
        rows: rows.collect(),
        ..Table::default()
    }
}
