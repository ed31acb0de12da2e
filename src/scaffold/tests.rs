//! Drafts of a small team, read back by the reader: what stands in them, and that nothing carried over
//! can break them.

use proptest::prelude::*;

use super::*;
use crate::model::{
    Answer, CheckIn, Cycle, KeyResultRef, ObjectiveId, Okrs, PersonId, Status, Team, Week,
};
use crate::read::{self, Read};
use crate::rules::{self, CheckInView};
use crate::text::Source;

const TEAM: &str = "\
team: Payments
people:
  ada: { name: Ada Lovelace, email: ada@example.com, manager: grace }
  grace: { name: Grace Hopper, email: grace@example.com }
";

const OBJECTIVE: &str = "\
---
title: Make checkout feel instant
owner: ada
key-results:
  p95-latency:
    title: Checkout p95 latency
    unit: ms
    start: 480
    target: 150
  error-rate:
    title: Checkout error rate stays low
    unit: \"%\"
    keep: { at-most: 0.1 }
  one-tap:
    title: Ship one-tap pay
    milestones: [design reviewed, beta with ten shops, launched]
  help-page:
    title: Publish the help page
    done: true
---
Why this matters.
";

const LAST: &str = "\
---
status: ready
key-results:
  faster-checkout/p95-latency:
    value: 310
    confidence: good
  faster-checkout/one-tap:
    value: 1
    confidence: not-ok
---
# Ada Lovelace, 2026-W46

## Progress
### faster-checkout/p95-latency
Moved the card vault call off the hot path.

## Behind schedule
None.

## Obstacles
### Sandbox quota of the card vault
<!-- Open since 2026-W45, for 1 week. -->
We wait, `<!-- really -->`.

- Slows: p95-latency, one-tap
- Own cause: we asked for the quota only
  after the tests were written.
- Outside cause: the vendor answers within five working days.

### Missing staging data
- Slows: p95-latency
- Resolved: anonymised copy of last month's orders.

## Plan
- [ ] Run the load test of one-tap against
  the replica (@ada, due 2026-11-20) <!-- open since 2026-W45, for 1 week -->
- [x] Ask the vendor for a larger quota (@ada, due 2026-11-13)
- [-] Buy a bigger replica: not needed
### A talk <!-- okr: private -->
- [ ] Talk to Sam (@ada, due 2026-11-20)

## Follow-ups
- [ ] Introduce Ada to the vendor's account manager (@grace, due 2026-11-25)
";

fn week(text: &str) -> Week {
    Week::parse(text).unwrap()
}

fn source(text: &str) -> Source {
    Source::new(text.as_bytes().to_vec())
}

fn team(text: &str) -> Team {
    let read = read::team(&source(text));
    assert_eq!(read.diagnostics, []);
    read.value
}

fn okrs(team: &Team) -> Okrs {
    let cycle = Cycle::of_calendar("2026-Q4").unwrap();
    let id = ObjectiveId::new("faster-checkout").unwrap();
    let path = "okrs/2026-Q4/faster-checkout.md";
    let read = read::objective(&source(OBJECTIVE), path, &cycle, &id, team);
    assert_eq!(read.diagnostics, []);
    Okrs::new(vec![read.value])
}

fn check_in(text: &str, of: &str, team: &Team, okrs: &Okrs) -> Read<CheckIn> {
    let ada = PersonId::new("ada").unwrap();
    let path = format!("check-ins/ada/{of}.md");
    read::check_in(&source(text), &path, &ada, week(of), team, okrs)
}

/// Ada's draft for 2026-W47 after check-ins with these texts, and how it reads.
fn drafted(team: &Team, okrs: &Okrs, earlier: &[(&str, &str)]) -> (String, Read<CheckIn>) {
    let read = |(of, text): &(&str, &str)| check_in(text, of, team, okrs).value;
    let earlier: Vec<CheckIn> = earlier.iter().map(read).collect();
    let commits = [Commit {
        key_result: KeyResultRef::parse("faster-checkout/p95-latency").unwrap(),
        short_id: "4f2a9c1".to_owned(),
        subject: "Move the card vault call --> off the hot path".to_owned(),
    }];
    let text = draft(&DraftInput {
        team,
        okrs,
        person: team.person("ada").unwrap(),
        week: week("2026-W47"),
        earlier: &earlier.iter().collect::<Vec<_>>(),
        commits: &commits,
        missing: &[],
    });
    let read = check_in(&text, "2026-W47", team, okrs);
    (text, read)
}

#[test]
fn asks_every_question_and_carries_what_is_open() {
    let team = team(TEAM);
    let okrs = okrs(&team);
    let earlier = LAST.replace("2026-W46", "2026-W45").replace("310", "340");
    let (text, read) = drafted(&team, &okrs, &[("2026-W45", &earlier), ("2026-W46", LAST)]);
    insta::assert_snapshot!(text);
    assert_eq!(read.diagnostics, []);
    let draft = read.value;
    assert_eq!(draft.status.value, Status::Draft);
    assert_eq!(draft.readings.len(), 4);
    assert!(draft.readings.iter().all(|r| r.value.is_none()));
    let ids: Vec<_> = draft.sections.iter().map(|s| s.id.clone()).collect();
    let asked: Vec<_> = team.sections.iter().map(|s| Some(s.id.clone())).collect();
    assert_eq!(ids, asked);
}

#[test]
fn carries_texts_that_are_the_same_texts_again() {
    let team = team(TEAM);
    let okrs = okrs(&team);
    let last = check_in(LAST, "2026-W46", &team, &okrs).value;
    let (_, read) = drafted(&team, &okrs, &[("2026-W46", LAST)]);
    let draft = read.value;
    let open = |check_in: &CheckIn| -> Vec<_> {
        let tasks = check_in.tasks.iter();
        let open = tasks.filter(|task| task.state == crate::model::TaskState::Open);
        let told = open.map(|t| {
            let (owner, due) = (t.owner.clone(), t.due);
            (
                t.text.value.clone(),
                owner.map(|o| o.value),
                due.map(|d| d.value),
                t.private,
            )
        });
        told.collect()
    };
    assert_eq!(open(&draft).len(), 3);
    assert_eq!(open(&draft), open(&last));
    assert_eq!(draft.obstacles.len(), 1);
    let (before, after) = (&last.obstacles[0], &draft.obstacles[0]);
    assert_eq!(after.id, before.id);
    assert_eq!(after.slows.len(), 2);
    let cause = |of: &crate::model::Obstacle| of.own_cause.clone().map(|cause| cause.value);
    assert_eq!(cause(after), cause(before));
}

#[test]
fn leaves_every_question_open_that_nothing_was_carried_into() {
    let team = team(TEAM);
    let okrs = okrs(&team);
    let (_, read) = drafted(&team, &okrs, &[]);
    let answers: Vec<_> = read.value.sections.iter().map(|s| s.answer).collect();
    assert_eq!(answers, vec![Answer::Empty; team.sections.len()]);
    let skipped = "---\nstatus: skipped\nskipped: ill\n---\n## Plan\n- [ ] x\n";
    let (_, read) = drafted(&team, &okrs, &[("2026-W46", skipped)]);
    assert_eq!(read.value.tasks, []);
    let (text, _) = drafted(&team, &Okrs::default(), &[]);
    assert!(!text.contains("key-results:"));
}

#[test]
fn uses_the_teams_sections_headings_labels_and_level() {
    let own = format!(
        "{TEAM}check-in: {{ section-level: 3 }}\nsections:\n  - {{ id: help, heading: Help wanted, by: person, \
         filled-by: ready, prompt: 'okr: private' }}\n  - {{ id: obstacles, heading: Hindernisse, labels: \
         {{ slows: Bremst, own-cause: Eigene Ursache, outside-cause: Äußere Ursache }} }}\n"
    );
    let team = team(&own);
    let (text, read) = drafted(&team, &Okrs::default(), &[]);
    insta::assert_snapshot!(text);
    assert_eq!(read.diagnostics, []);
}

#[test]
fn names_no_key_result_of_the_last_cycle_in_what_it_carries() {
    let team = team(TEAM);
    let okrs = okrs(&team);
    let last = LAST.replace("p95-latency, one-tap", "`p95-latency`,  one-tap");
    let last = check_in(
        &last.replace("2026-W46", "2026-W53"),
        "2026-W53",
        &team,
        &okrs,
    )
    .value;
    let text = draft(&DraftInput {
        team: &team,
        okrs: &okrs,
        person: team.person("ada").unwrap(),
        week: week("2027-W01"),
        earlier: &[&last],
        commits: &[],
        missing: &[],
    });
    let read = check_in(&text, "2027-W01", &team, &okrs);
    assert_eq!(read.diagnostics, [], "{text}");
    let obstacle = &read.value.obstacles[0];
    assert_eq!(
        (obstacle.slows.len(), obstacle.own_cause.is_some()),
        (0, true)
    );
    assert!(
        text.contains("It slowed `p95-latency`, one-tap. Still so?"),
        "{text}"
    );
    assert!(!text.contains("310"));
}

#[test]
fn says_that_the_last_one_was_returned_and_what_it_proposed() {
    let team = team(TEAM);
    let last = "---\nstatus: returned\nreturned: { by: grace, on: 2026-11-13, reason: No figures --> }\n\
                okr-changes:\n  - { objective: faster-checkout, change: title, from: A, to: 'B -->', agreed: [ada] }\n\
                \x20 - { objective: faster-checkout, change: weight, to: 2, agreed: [ada, grace] }\n---\n";
    let (text, _) = drafted(&team, &okrs(&team), &[("2026-W46", last)]);
    let comments = [
        "<!-- 2026-W46 was returned: No figures --\\>\nThis one must be complete to be ready.\n-->",
        "<!-- Proposed in 2026-W46, not agreed by both: faster-checkout, title from A to B --\\> -->",
    ];
    for comment in comments {
        assert!(text.contains(comment), "{text}");
    }
    assert!(!text.contains("weight"));
}

#[test]
fn sets_readings_under_the_key_that_is_written() {
    let team = team(TEAM);
    let okrs = okrs(&team);
    let text = "---\nkey-results:\n  \"p95-latency\": { value: 310 }\n---\n";
    let check_in = check_in(text, "2026-W47", &team, &okrs).value;
    let set = |reference: &str, value: &str| {
        let reading = Reading {
            value: Some(value.to_owned()),
            confidence: Some(crate::model::Confidence::Good),
        };
        set_reading(
            &check_in,
            &KeyResultRef::parse(reference).unwrap(),
            &reading,
        )
        .unwrap()
    };
    assert_eq!(
        set("faster-checkout/p95-latency", "305"),
        "---\nkey-results:\n  \"p95-latency\": { value: 305, confidence: good }\n---\n"
    );
    assert!(set("faster-checkout/one-tap", "design reviewed").ends_with(
        "  faster-checkout/one-tap:\n    value: design reviewed\n    confidence: good\n---\n"
    ));
}

#[test]
fn writes_a_skipped_week_that_reads_well() {
    let team = team(TEAM);
    let text = skipped(team.person("ada").unwrap(), week("2026-W47"), "yes: ill").unwrap();
    let read = check_in(&text, "2026-W47", &team, &Okrs::default());
    assert_eq!(read.diagnostics, []);
    assert_eq!(read.value.skipped.unwrap().value, "yes: ill");
    assert_eq!(read.value.status.value, Status::Skipped);
}

proptest! {
    #[test]
    fn stays_a_sound_draft_whatever_the_last_check_in_holds(
        title in "[ -~é]{0,20}",
        body in prop::collection::vec(
            prop_oneof![
                Just("```"), Just("<!--"), Just("-->"), Just("<script>"), Just("<div>"), Just("- Slows: one-tap"),
                Just("- Own cause: `"), Just("> quote"), Just("  - nested"), Just("===="), Just("\t- x"), Just("[a]: b"),
                Just("<!-- okr: private -->"), Just("    code"), Just("\u{202e}"), Just("-->x<!-- y"), Just("")
            ], 0..6),
        task in "[ -~é]{0,30}",
    ) {
        let team = team(TEAM);
        let okrs = okrs(&team);
        let body = body.join("\n");
        let last = format!("---\nstatus: ready\n---\n## Plan\n- [ ] {task} (@ada, due 2026-11-20)\n\n## Obstacles\n### {title}\n{body}\n");
        let (text, read) = drafted(&team, &okrs, &[("2026-W46", &last)]);
        let asked: Vec<_> = team.sections.iter().map(|s| Some(s.id.clone())).collect();
        let found: Vec<_> = read.value.sections.iter().map(|s| s.id.clone()).collect();
        prop_assert_eq!(found, asked, "{}", text);
        let withheld = check_in(&last, "2026-W46", &team, &okrs).value.withheld.is_some();
        prop_assert!(withheld || read.value.withheld.is_none(), "{:?}\n{}", read.diagnostics, text);
    }
}

/// What the rules ask for before a check-in is ready.
fn left(team: &Team, okrs: &Okrs, read: &Read<CheckIn>, before: Option<&CheckIn>) -> Vec<String> {
    let view = CheckInView {
        team,
        okrs,
        changes: &[],
        check_in: &read.value,
        before,
        asked: Status::Ready,
        reported: &[],
        derived: rules::Derived::default(),
    };
    let left = rules::left_to_do(&view, Status::Ready);
    left.iter()
        .map(|found| format!("{} {}", found.rule, found.place))
        .collect()
}

#[test]
fn is_ready_exactly_when_what_is_unfilled_is_filled() {
    let team = team(TEAM);
    let okrs = okrs(&team);
    let (_, fresh) = drafted(&team, &okrs, &[]);
    insta::assert_snapshot!(
        "left_of_a_fresh_draft",
        left(&team, &okrs, &fresh, None).join("\n")
    );
    let last = check_in(LAST, "2026-W46", &team, &okrs).value;
    let (text, carried) = drafted(&team, &okrs, &[("2026-W46", LAST)]);
    let asked = left(&team, &okrs, &carried, Some(&last)).join("\n");
    insta::assert_snapshot!("left_of_a_draft_with_open_tasks", asked);
    let filled = text
        .replace("    value:  # ", "    value: 1 # ")
        .replace("    confidence:  # ", "    confidence: good # ");
    let filled = ["Behind schedule", "OKR changes"]
        .iter()
        .fold(filled, |text, heading| {
            text.replacen(
                &format!("## {heading}\n"),
                &format!("## {heading}\nNone.\n\n"),
                1,
            )
        });
    let keys = ["p95-latency", "error-rate", "one-tap", "help-page"];
    let filled = keys.iter().fold(filled, |text, key| {
        let heading = format!("### faster-checkout/{key}\n");
        text.replacen(&heading, &format!("{heading}It moved.\n\n"), 1)
    });
    let read = check_in(&filled, "2026-W47", &team, &okrs);
    assert_eq!(read.diagnostics, []);
    assert_eq!(left(&team, &okrs, &read, Some(&last)), [""; 0], "{filled}");
}
