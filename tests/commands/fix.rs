//! `okr fix` and `okr check --fix`

use super::team::{Team, told};

const PATH: &str = "check-ins/ada/2026-W47.md";

const WRONG: &str = "\u{feff}---\r
status: redy     # soon\r
key-result:\r
  error-rate: { value: 0.08, confidense: Very Good }\r
---\r
# Ada\r
\r
## Progres\r
### faster-checkout/p95-latency\r
Fewer calls.  \r
\r
## Obstacles\r
### Quota\r
- Slow: one-tap\r
- Own cause: we asked late.\r
\r
## Plan\r
- [ ] Ask again, for one-tap (@ada, due 2026-11-7)  \r
";

fn team() -> Team {
    let team = Team::new();
    team.put(PATH, WRONG);
    team
}

#[test]
fn mends_what_is_safe_and_keeps_every_other_byte() {
    let team = team();
    let run = team.okr(&["fix", "check-ins/ada/2026-W47.md"]);
    let text = team.text(PATH);
    assert!(text.starts_with('\u{feff}') && !text.replace("\r\n", "").contains('\n'));
    assert!(
        text.contains("Fewer calls.  \r\n"),
        "a line of prose was changed"
    );
    insta::assert_snapshot!("fixed_check_in", text.replace('\r', ""));
    insta::assert_snapshot!(run.stderr);
    let again = team.okr(&["check", "--fix"]);
    assert!(
        again.stderr.contains("there is nothing to mend by itself"),
        "{}",
        again.told
    );
    assert_eq!(team.text(PATH), text);
}

#[test]
fn only_shows_with_diff() {
    let team = team();
    let run = team.okr(&["fix", "--diff"]);
    insta::assert_snapshot!(run.told);
    assert_eq!(team.text(PATH), WRONG);
    let runner = team.run_in("", &["check", "--diff"], &[("GITHUB_ACTIONS", "true")]);
    assert!(
        runner.stdout.starts_with("::stop-commands::okr-"),
        "{}",
        runner.told
    );
    let old = team.okr(&["fix", "--diff", "check-ins/ada/2026-W46.md"]);
    assert_eq!((old.status, old.stdout.as_str()), (0, ""), "{}", old.told);
}

#[test]
fn makes_unsafe_repairs_only_where_they_are_asked_for() {
    let team = team();
    team.put(
        PATH,
        "---\nstatus: draft\nkey-results:\n  faster-checkout/one-tip: { value: 1 }\n---\n",
    );
    team.okr(&["fix", PATH]);
    assert!(team.text(PATH).contains("one-tip"));
    team.okr(&["fix", "--unsafe-fixes", PATH]);
    assert!(
        team.text(PATH).contains("faster-checkout/one-tap"),
        "{}",
        team.text(PATH)
    );
}

#[test]
fn leaves_reviewed_check_ins_and_other_states_alone() {
    let team = team().with_git();
    let reviewed = WRONG.replace("redy     # soon", "reviewed");
    team.put(PATH, &reviewed);
    let left = team.okr(&["fix", "-q", PATH]);
    assert_eq!(left.status, 1);
    let at = team.okr(&["--at", "HEAD", "fix"]);
    insta::assert_snapshot!(told(&[team.okr(&["fix", "--diff"]), at]));
    assert_eq!(team.text(PATH), reviewed);
}

#[test]
fn shows_no_private_word() {
    let team = team();
    let text = WRONG.to_owned()
        + "\r\n## Feedback\r\n### p95-latency\r\nCANARY one\r\n## Follow-ups\r\n- [ ] x  \r\n";
    team.put(PATH, text);
    let run = team.okr(&["fix", "--diff"]);
    assert!(
        run.stdout.contains("+- [ ] x\n") && !run.told.contains("CANARY"),
        "{}",
        run.told
    );
    team.put(
        PATH,
        WRONG.to_owned() + "\r\n## Feedback\r\nCANARY <!-- okr: privat -->\r\n",
    );
    let odd = team.okr(&["fix", "--diff"]);
    assert!(!odd.told.contains("CANARY"), "{}", odd.told);
    assert!(odd.stderr.contains("is not shown"), "{}", odd.told);
}

#[test]
fn lifts_a_heading_to_the_level_of_sections_where_its_words_are_right() {
    let team = Team::new();
    let path = "check-ins/ada/2026-W47.md";
    let text = |own: &str, near: &str| {
        format!(
            "---\nstatus: draft\n---\n## Progress\nx\n\n{own} Feedback #\nsecret\n\n{near} Repyl\nsecret\n"
        )
    };
    team.put(path, text("####", "#"));
    team.okr(&["fix", path]);
    let after = team.text(path);
    assert!(
        after.contains("\n## Feedback #\n") && after.contains("\n# Repyl\n"),
        "{after}"
    );
    team.okr(&["fix", "--unsafe-fixes", path]);
    assert!(
        team.text(path).contains("\n## Reply\n"),
        "{}",
        team.text(path)
    );
}
