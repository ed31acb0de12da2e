//! `okr explain` and `okr rules`: what a rule asks, and the list of all of them.

use super::team::{Team, told};

#[test]
fn says_what_a_rule_asks_with_a_bad_and_a_good_example() {
    let run = Team::new().okr(&["explain", "missing-value"]);
    insta::assert_snapshot!(run.told);
}

#[test]
fn offers_the_nearest_rule() {
    let team = Team::new();
    insta::assert_snapshot!(told(&[
        team.okr(&["explain", "mising-value"]),
        team.okr(&["explain", "weather"]),
    ]));
}

#[test]
fn lists_all_rules_by_group() {
    let run = Team::new().okr(&["rules"]);
    insta::assert_snapshot!(run.told);
}

#[test]
fn prints_the_page_of_all_rules() {
    let run = Team::new().okr(&["rules", "--format", "markdown"]);
    let page = include_str!("../../docs/rules.md");
    assert!(run.told.contains(page.trim_end()));
}
