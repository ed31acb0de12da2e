//! `okr status`

use super::team::{Team, told};

#[test]
fn shows_who_has_checked_in_and_what_is_at_risk() {
    let team = Team::new();
    insta::assert_snapshot!(told(&[
        team.okr(&["status"]),
        team.okr(&["status", "--week", "2026-W46"]),
        team.okr(&["status", "--week", "2026-46"]),
    ]));
}
