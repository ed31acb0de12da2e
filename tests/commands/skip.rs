//! `okr skip`

use super::team::{Team, told};

#[test]
fn records_an_absence_of_several_weeks() {
    let team = Team::new();
    let run = team.okr(&[
        "skip",
        "--week",
        "2026-W52",
        "--week",
        "2026-W53",
        "--reason",
        "holiday: at sea",
    ]);
    insta::assert_snapshot!(run.told);
    insta::assert_snapshot!("skipped_week", team.text("check-ins/ada/2026-W53.md"));
}

#[test]
fn keeps_the_words_of_a_draft() {
    let team = Team::new();
    let text = "---\nstatus: draft # mine\n---\n## Progress\nMuch.\n";
    team.put("check-ins/ada/2026-W47.md", text);
    insta::assert_snapshot!(told(&[
        team.okr(&["skip", "--week", "2026-W47", "--reason", "ill"]),
        team.okr(&["skip", "--week", "2026-W47", "--reason", "ill"]),
        team.okr(&["draft"]),
    ]));
    assert_eq!(
        team.text("check-ins/ada/2026-W47.md"),
        "---\nstatus: skipped # mine\nskipped: ill\n---\n## Progress\nMuch.\n"
    );
}

#[test]
fn refuses_a_prepared_week_an_empty_reason_and_no_week() {
    let team = Team::new();
    let before = team.text("check-ins/ada/2026-W46.md");
    insta::assert_snapshot!(told(&[
        team.okr(&[
            "skip", "--week", "2026-W45", "--week", "2026-W46", "--reason", "ill"
        ]),
        team.okr(&["skip", "--week", "2026-W47", "--reason", " "]),
        team.okr(&["skip", "--reason", "ill"]),
    ]));
    assert_eq!(team.text("check-ins/ada/2026-W46.md"), before);
    assert!(!team.has("check-ins/ada/2026-W45.md"));
}
