//! A check-in that was owed is not there.

use crate::diag::{Diagnostic, Severity};
use crate::model::attendance::{Attendance, attendance};
use crate::model::{Cycle, Week};
use crate::rules::{Example, Group, Rule, Scope, TimelineView};
use crate::text::Span;

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "missed-week",
    group: Group::Process,
    severity: Some(Severity::Warning),
    summary: "a check-in that was owed is not there",
    asks: "Whoever owns a key result of the cycle has a check-in in each due week, from `since` (else their first one) to `until`; a week of absence is skipped with its reason.",
    why: "Weekly is often enough to react; monthly is too late. A planned absence is not held against anyone.",
    scope: Scope::Timeline(check),
    example: Some(Example {
        of: "the files of a person",
        bad: "check-ins/ada/2026-W45.md\ncheck-ins/ada/2026-W47.md",
        told: include_str!("../../../tests/fixtures/rules/missed-week/between-two/expected.txt"),
        good: "check-ins/ada/2026-W45.md\ncheck-ins/ada/2026-W46.md   status: skipped\ncheck-ins/ada/2026-W47.md",
    }),
};

/// Where there are no objectives, no further back than this many weeks.
const FURTHEST: i32 = 260;

fn check(view: &TimelineView<'_>, found: &mut Vec<Diagnostic>) {
    let first = view.check_ins.first().map(|check_in| check_in.week);
    let Some(begin) = view.person.since.or(first) else {
        return;
    };
    for week in weeks(view, begin) {
        let written = view
            .check_ins
            .binary_search_by_key(&week, |known| known.week);
        if written.is_ok() {
            continue;
        }
        let told = attendance(view.team, view.okrs, view.person, week, None, view.now);
        if told != Attendance::Missing {
            continue;
        }
        let id = &view.person.id;
        let path = format!("check-ins/{id}/{week}.md");
        let message = format!("the check-in of {} for {week} is missing", view.person.name);
        let help = format!(
            "write it with 'okr draft {id} --week {week}', or 'okr skip {id} --week {week} --reason …'"
        );
        let diagnostic = Diagnostic::new(RULE.id, path, Span::at(0), message);
        found.push(diagnostic.with_help(help).in_place(week.to_string()));
    }
}

/// The weeks in which the person may owe one, from `begin` to today, each once.
fn weeks(view: &TimelineView<'_>, begin: Week) -> Vec<Week> {
    let today = Week::of(view.today);
    let mut weeks: Vec<Week> = if view.okrs.is_empty() {
        let from = begin.max(today.plus(-FURTHEST));
        let count = today.since(from);
        (0..=count).map(|ahead| from.plus(ahead)).collect()
    } else {
        let mut cycles: Vec<&Cycle> = view.okrs.objectives().iter().map(|o| &o.cycle).collect();
        cycles.sort_by_key(|cycle| (cycle.from(), cycle.to()));
        cycles.dedup();
        cycles.retain(|cycle| {
            view.okrs
                .owned_by(&view.person.id, cycle.id())
                .next()
                .is_some()
        });
        cycles.iter().flat_map(|cycle| cycle.weeks()).collect()
    };
    weeks.retain(|week| begin <= *week && *week <= today);
    weeks.sort_unstable();
    weeks.dedup();
    weeks
}
