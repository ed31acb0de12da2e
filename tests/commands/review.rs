//! `okr review`, `okr return` and `okr reply`

use super::team::{Run, Team, told};

const FILE: &str = "check-ins/ada/2026-W47.md";

/// A check-in that answers every question of the person, with odd bytes that nobody asked to change.
pub const READY: &str = "\u{feff}---\r\n# mine\r\nstatus: 'ready' # since Friday\r\nkey-results:\r\n  error-rate: { value: 0.08, confidence: good }\r\n  \
    faster-checkout/p95-latency: { value: 305, confidence: good }\r\n  one-tap: { value: 2, confidence: good }\r\n  \
    help-page: { value: no, confidence: good }\r\n---\r\n# Ada\r\n\r\n## Progress\r\np95-latency fell, error-rate is low, one-tap has ten shops, help-page has its text: 4f2a9c1.\r\n\r\n\
    ## Behind schedule\r\nNone.\r\n\r\n## Obstacles\r\n### Sandbox quota of the card vault\r\n- Slows: one-tap\r\n- Resolved: they gave us more.\r\n\r\n\
    ## Plan\r\n- [x] Ask the vendor for a larger quota for one-tap (@ada, due 2026-11-20)\r\n- [ ] Call three shops (@ada, due 2026-11-27)\r\n\r\n\
    ## Confidence\r\nAs last week.\r\n\r\n## OKR changes\r\nNone.\r\n\r\n## Recognition\r\n<!-- yours -->\r\n\r\n## Notes of our own\r\nkept, without a line end";

fn as_grace(team: &Team, args: &[&str]) -> Run {
    team.run_in("", args, &[("OKR_PERSON", "grace")])
}

/// Runs with an editor that is this shell command.
fn edited(team: &Team, who: &str, args: &[&str], editor: &str) -> Run {
    team.run_in("", args, &[("OKR_PERSON", who), ("EDITOR", editor)])
}

fn ready() -> Team {
    let team = Team::new();
    team.put(FILE, READY);
    team
}

/// An editor that answers everything a manager is asked.
pub const FILL: &str = "sed -i -e '/^### faster-checkout.*\\r$/{n;s/$/\\nWell done\\, go on so.\\r/}' -e 's/^<!-- yours -->/She sat with the vendor./' \
    -e '/^## Follow-ups/{n;s/$/\\nNone.\\r/}'";

/// Whether `after` is `before` with bytes put in at some places, and none taken out.
fn only_grew(before: &str, after: &str) -> bool {
    let mut rest = after.lines();
    before.lines().all(|line| rest.any(|found| found == line))
}

#[test]
fn puts_the_sections_of_a_manager_in_their_places_and_says_what_is_left() {
    let team = ready();
    let first = as_grace(&team, &["review", "ada"]);
    assert_eq!(first.status, 1, "{}", first.told);
    let text = team.text(FILE);
    insta::assert_snapshot!(told(&[
        first,
        as_grace(&team, &["review", "ada", "2026-W47"])
    ]));
    insta::assert_snapshot!("review_sections", text.replace('\r', ""));
    assert_eq!(team.text(FILE), text, "a second run puts in nothing");
    assert!(only_grew(READY, &text));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

#[test]
fn marks_as_reviewed_what_was_filled_in_the_editor() {
    let team = ready();
    let run = edited(&team, "grace", &["review", "ada", "--edit"], FILL);
    assert_eq!(run.status, 0, "{}\n{}", run.told, team.text(FILE));
    let again = as_grace(&team, &["review", "ada"]);
    insta::assert_snapshot!(told(&[run, again]));
    let text = team.text(FILE);
    assert!(
        text.contains("status: reviewed # since Friday\r\n"),
        "{text}"
    );
    assert!(
        text.contains("reviewed: { by: grace, on: 2026-11-18 }\r\n---\r\n"),
        "{text}"
    );
    assert_eq!(
        team.okr(&["check", FILE]).status,
        0,
        "{}",
        team.okr(&["check", FILE]).told
    );
}

#[test]
fn commits_a_review_on_the_branch_of_the_check_in() {
    let team = ready().with_git();
    let run = edited(
        &team,
        "grace",
        &["review", "ada", "--edit", "--commit"],
        FILL,
    );
    assert_eq!(run.status, 0, "{}", run.told);
    let repository = git2::Repository::open(team.path()).unwrap();
    let branch = repository
        .find_branch("check-in/ada/2026-W47", git2::BranchType::Local)
        .unwrap();
    let commit = branch.get().peel_to_commit().unwrap();
    assert_eq!(
        commit.message(),
        Ok("Review of the check-in of Ada Lovelace, 2026-W47\n")
    );
}

#[test]
fn takes_the_newest_that_is_ready_where_no_week_is_named() {
    let team = Team::new();
    let run = as_grace(&team, &["review", "ada"]);
    assert!(
        run.stdout.contains("check-ins/ada/2026-W46.md"),
        "{}",
        run.told
    );
}

#[test]
fn lets_nobody_but_the_manager_review_or_return() {
    let team = ready();
    insta::assert_snapshot!(told(&[
        team.okr(&["review", "ada"]),
        team.run_in(
            "",
            &["return", "ada", "--reason", "x"],
            &[("OKR_PERSON", "alan")]
        ),
        as_grace(&team, &["review", "grace"]),
        as_grace(&team, &["review", "adda"]),
    ]));
    assert_eq!(team.text(FILE), READY);
}

#[test]
fn refuses_to_review_what_is_not_ready() {
    let team = Team::new();
    let run = |status: &str| {
        team.put(FILE, format!("---\nstatus: {status}\n---\n"));
        as_grace(&team, &["review", "ada", "2026-W47"])
    };
    insta::assert_snapshot!(told(&[
        as_grace(&team, &["review", "ada", "2026-W45"]),
        run("draft"),
        run("returned\nreturned: { by: grace, on: 2026-11-17, reason: no figures }"),
        run("reviewed"),
        run("skipped"),
    ]));
}

#[test]
fn refuses_to_write_behind_what_is_left_open() {
    let team = Team::new();
    let text = "---\nstatus: ready\n---\n## Recognition\n```\nx\n";
    team.put(FILE, text);
    let run = as_grace(&team, &["review", "ada", "2026-W47"]);
    assert_eq!(run.status, 2, "{}", run.told);
    assert!(run.stderr.contains("left open"), "{}", run.told);
    assert_eq!(team.text(FILE), text);
}

#[test]
fn sends_back_a_draft_and_changes_no_other_byte() {
    let team = Team::new();
    let text = "---\r\nstatus: draft # x\r\n---\r\n# Ada\r\nno more";
    team.put(FILE, text);
    let reason = "No figures: \"p95\" & more";
    let first = as_grace(&team, &["return", "ada", "--reason", reason]);
    let after = "---\r\nstatus: returned # x\r\nreturned: { by: grace, on: 2026-11-18, reason: 'No figures: \"p95\" & more' }\r\n---\r\n# Ada\r\nno more";
    assert_eq!(team.text(FILE), after);
    let again = as_grace(&team, &["return", "ada", "2026-W47", "--reason", "other"]);
    assert_eq!(team.text(FILE), after);
    insta::assert_snapshot!(told(&[
        first,
        again,
        as_grace(
            &team,
            &["return", "ada", "2026-W47", "--reason", "other", "--force"]
        ),
        as_grace(&team, &["return", "ada", "--reason", " "]),
    ]));
}

#[test]
fn sends_back_what_is_prepared_only_with_force() {
    let team = ready();
    let refused = as_grace(&team, &["return", "ada", "--reason", "Too short"]);
    assert_eq!(team.text(FILE), READY);
    let forced = as_grace(
        &team,
        &["return", "ada", "--reason", "Too short", "--force"],
    );
    insta::assert_snapshot!(told(&[refused, forced]));
    let incomplete = READY.replace("## Behind schedule\r\nNone.", "## Behind schedule\r\nTODO");
    team.put(FILE, &incomplete);
    let run = as_grace(&team, &["return", "ada", "--reason", "Too short"]);
    assert_eq!(run.status, 0, "{}", run.told);
}

#[test]
fn takes_a_returned_one_that_was_mended_and_keeps_no_trace_of_it() {
    let team = ready();
    as_grace(
        &team,
        &["return", "ada", "--reason", "Too short", "--force"],
    );
    let run = team.okr(&["ready"]);
    assert_eq!(run.status, 0, "{}", run.told);
    assert_eq!(
        team.text(FILE),
        READY.replace("status: 'ready'", "status: ready")
    );
}

#[test]
fn tells_in_the_next_draft_what_was_missing_and_asks_for_all_of_it() {
    let team = Team::new();
    let last = "check-ins/ada/2026-W46.md";
    let text = team.text(last).replace("status: ready", "status: draft");
    let text = text.replace("## Behind schedule\nNone.\n", "## Behind schedule\n");
    team.put(last, &text);
    as_grace(
        &team,
        &[
            "return",
            "ada",
            "2026-W46",
            "--reason",
            "Half is open --> see below",
        ],
    );
    let draft = team.okr(&["draft", "--print"]).stdout;
    let notes: Vec<&str> = draft
        .lines()
        .skip_while(|line| !line.starts_with("# Ada"))
        .take(12)
        .collect();
    insta::assert_snapshot!(notes.join("\n"));
    // An obstacle that is gone without a word is a warning, and stays none after a return.
    let vanished = READY.replace(
        "### Sandbox quota of the card vault\r\n- Slows: one-tap\r\n- Resolved: they gave us more.",
        "None.",
    );
    team.put(FILE, vanished.replace("status: 'ready'", "status: draft"));
    let run = team.okr(&["ready"]);
    assert_eq!(run.status, 1, "{}", run.told);
    assert!(run.stdout.contains("obstacle-vanished"), "{}", run.told);
}

#[test]
fn lets_the_person_answer_the_feedback_of_a_reviewed_check_in() {
    let team = ready();
    edited(&team, "grace", &["review", "ada", "--edit"], FILL);
    let before = team.text(FILE);
    let team = team.with_git();
    let put = team.okr(&["reply"]);
    assert!(only_grew(&before, &team.text(FILE)));
    let written = edited(
        &team,
        "ada",
        &["reply", "--edit"],
        "sed -i '/^## Reply/{n;s/$/\\nThank you.\\r/}'",
    );
    let quiet = edited(&team, "ada", &["reply", "--edit", "-q"], "true");
    insta::assert_snapshot!(told(&[put, written, quiet]));
    let checked = team.okr(&["check", "--base", "HEAD"]);
    assert_eq!(checked.status, 0, "{}", checked.told);
}

#[test]
fn refuses_a_reply_without_feedback_or_for_somebody_else() {
    let team = ready();
    insta::assert_snapshot!(told(&[
        team.okr(&["reply"]),
        as_grace(&team, &["reply", "ada"]),
    ]));
    assert_eq!(team.text(FILE), READY);
}
