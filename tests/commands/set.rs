//! `okr set`

use super::team::{Team, told};

const FILE: &str = "check-ins/ada/2026-W47.md";

/// A check-in with odd bytes that nobody asked to change.
const ODD: &str = "\u{feff}---\r\n# mine\r\nstatus: 'draft'\r\nkey-results:\r\n    error-rate:   # short\r\n      \
                   confidence: \"good\"\r\n      value:  # last: 0.1\r\n    faster-checkout/one-tap: { value: 1, confidence: not-ok } # flow\r\n---\r\n# Ada\r\nno newline at the end";

#[test]
fn changes_one_value_and_no_other_byte() {
    let team = Team::new();
    team.put(FILE, ODD);
    let run = team.okr(&["set", "faster-checkout/error-rate", "0.05"]);
    assert_eq!(run.status, 0, "{}", run.told);
    let after = ODD.replace("value:  # last", "value: 0.05  # last");
    assert_eq!(team.text(FILE), after);
    team.okr(&["set", "one-tap", "launched", "very-good"]);
    let after = after.replace(
        "{ value: 1, confidence: not-ok }",
        "{ value: launched, confidence: very-good }",
    );
    assert_eq!(team.text(FILE), after);
}

#[test]
fn says_what_was_and_what_is() {
    let team = Team::new();
    team.okr(&["draft"]);
    insta::assert_snapshot!(told(&[
        team.okr(&["set", "faster-checkout/p95-latency", "305"]),
        team.okr(&["set", "faster-checkout/p95-latency", "-2.5", "blue"]),
        team.okr(&["set", "faster-checkout/p95-latency", "-", "good"]),
        team.okr(&["set", "error-rate", "0.08%", "good"]),
        team.okr(&["set", "one-tap", "Beta with ten shops"]),
        team.okr(&["set", "help-page", "yes"]),
        team.okr(&["set", "help-page", "yes"]),
        team.okr(&["set", "faster-answers/p95-latency", "40"]),
    ]));
    insta::assert_snapshot!("set_in_a_draft", team.text(FILE));
}

#[test]
fn refuses_what_cannot_be_and_names_the_nearest() {
    let team = Team::new();
    team.put(FILE, ODD);
    insta::assert_snapshot!(told(&[
        team.okr(&["set", "p95-latency", "305"]),
        team.okr(&["set", "p95-latncy", "305"]),
        team.okr(&["set", "faster-chekout/one-tap", "1"]),
        team.okr(&["set", "latency", "305"]),
        team.okr(&["set", "weather", "305"]),
        team.okr(&["set", "error-rate", "1_000"]),
        team.okr(&["set", "faster-checkout/p95-latency", "305 ms"]),
        team.okr(&["set", "one-tap", "4"]),
        team.okr(&["set", "one-tap", "beta with ten shop"]),
        team.okr(&["set", "help-page", "half"]),
        team.okr(&["set", "one-tap", "1", "verry-good"]),
        team.okr(&["set", "one-tap", "-"]),
        team.okr(&["set", "one-tap"]),
    ]));
    assert_eq!(team.text(FILE), ODD);
}

#[test]
fn says_that_there_is_no_draft_yet() {
    let team = Team::new();
    insta::assert_snapshot!(team.okr(&["set", "one-tap", "1"]).told);
}

#[test]
fn leaves_a_reviewed_or_skipped_check_in_as_it_is() {
    let team = Team::new();
    let run = |status: &str| {
        team.put(FILE, format!("---\nstatus: {status}\n---\n"));
        team.okr(&["set", "one-tap", "1"])
    };
    insta::assert_snapshot!(told(&[run("reviewed"), run("skipped")]));
}

#[test]
fn says_where_front_matter_cannot_be_edited() {
    let team = Team::new();
    let run = |front_matter: &str| {
        let text = format!("---\n{front_matter}---\n");
        team.put(FILE, &text);
        let run = team.okr(&["set", "one-tap", "1"]);
        assert_eq!(team.text(FILE), text);
        run
    };
    insta::assert_snapshot!(told(&[
        run("status: draft\nstatus: draft\n"),
        run("status: draft\nkey-results: [one-tap]\n"),
        run("status: draft\nkey-results:\n  one-tap: {value: [1]}\n"),
        run("status: &anchor draft\n"),
        run("<<<<<<< HEAD\nstatus: draft\n=======\nstatus: ready\n>>>>>>> theirs\n"),
    ]));
}

#[test]
fn loses_no_value_where_several_are_set_at_once() {
    let team = Team::new();
    team.okr(&["draft"]);
    let values = [
        ["set", "faster-checkout/p95-latency", "305", "good"],
        ["set", "error-rate", "0.08", "very-good"],
        ["set", "one-tap", "2", "not-ok"],
        ["set", "help-page", "yes", "good"],
    ];
    std::thread::scope(|scope| {
        for args in &values {
            scope.spawn(|| {
                let run = team.okr(args);
                assert_eq!(run.status, 0, "{}", run.told);
            });
        }
    });
    let text = team.text(FILE);
    for value in ["value: 305 ", "value: 0.08 ", "value: 2 ", "value: true "] {
        assert!(text.contains(value), "{value}\n{text}");
    }
    assert_eq!(text.matches("confidence: ").count(), 4, "{text}");
}
