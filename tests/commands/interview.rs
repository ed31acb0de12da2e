//! `okr draft --ask`

use super::team::{Team, told};

const FILE: &str = "check-ins/ada/2026-W47.md";

/// Answers to all that is asked in the draft: the obstacle and its task are carried over.
const ALL: &str = "\
305
good
0.08
maybe
very-good
beta with ten shops
not-ok
no
good
Took the vault call off the hot path (4f2a9c1).
The chart of Monday shows it.

Nothing new.

The pilot has begun in ten shops.

The page waits for its text.

None.
The beta has no figures yet.

None.
";

#[test]
fn writes_every_answer_in_its_place() {
    let team = Team::new();
    let run = team.okr_with_input(&["draft", "--ask"], ALL);
    insta::assert_snapshot!(run.told);
    insta::assert_snapshot!("draft_after_all_answers", team.text(FILE));
    let ready = team.okr(&["ready"]);
    assert_eq!(ready.status, 0, "{}", ready.told);
}

#[test]
fn is_left_and_taken_up_again() {
    let team = Team::new();
    let lines: Vec<&str> = ALL.split_inclusive('\n').collect();
    let (first, rest) = lines.split_at(5);
    let run = team.okr_with_input(&["draft", "--ask"], &first.concat());
    assert_eq!(run.status, 0, "{}", run.told);
    assert!(
        run.stderr.contains("goes on where you left"),
        "{}",
        run.told
    );
    let half = team.text(FILE);
    assert!(
        half.contains("value: 305 ") && half.contains("confidence: very-good "),
        "{half}"
    );
    team.okr_with_input(&["draft", "--ask"], &rest.concat());
    let whole = Team::new();
    whole.okr_with_input(&["draft", "--ask"], ALL);
    assert_eq!(team.text(FILE), whole.text(FILE));
    let done = team.okr_with_input(&["draft", "--ask"], "");
    assert_eq!(team.text(FILE), whole.text(FILE), "{}", done.told);
}

#[test]
fn keeps_what_is_there_and_asks_again_for_what_would_break_the_file() {
    let team = Team::new();
    let text = "---\r\nstatus: draft\r\nkey-results:\r\n  faster-checkout/p95-latency: { value: 1, confidence: good } # mine\r\n---\r\n\
        ## Progress\r\n### faster-checkout/p95-latency\r\nMine.\r\n\r\n## Behind schedule\r\n\r\n## Obstacles\r\n\r\n## Plan\r\n";
    team.put(FILE, text);
    let skip_readings = "\n\n\n\n\n\n";
    let skip_progress = "\n\n\n";
    let answers = format!(
        "{skip_readings}{skip_progress}# a heading\n\n<!-- open\n\nLate by a week.\n\n\
         The quota\none-tap\nwe asked late\nthe vendor is slow\n\nAsk again\n2026-11-27\n\n"
    );
    let run = team.okr_with_input(&["draft", "--ask"], &answers);
    let after = team.text(FILE);
    let expected = text
        .replace("## Behind schedule\r\n", "## Behind schedule\r\nLate by a week.\r\n")
        .replace("## Obstacles\r\n", "## Obstacles\r\n\r\n### The quota\r\n- Slows: one-tap\r\n- Own cause: we asked late\r\n- Outside cause: the vendor is slow\r\n")
        .replace("## Plan\r\n", "## Plan\r\n- [ ] Ask again (@ada, due 2026-11-27)\r\n");
    assert_eq!(after, expected, "{}", run.told);
    assert_eq!(
        run.stderr
            .matches("would be taken for something else")
            .count(),
        2,
        "{}",
        run.told
    );
}

#[test]
fn asks_nothing_of_a_reviewed_check_in() {
    let team = Team::new();
    team.put(FILE, "---\nstatus: reviewed\n---\n");
    insta::assert_snapshot!(told(&[team.okr_with_input(&["draft", "--ask"], "x\n")]));
}
