//! Whatever stands in a check-in, judging it is total and its findings fit the text.

use proptest::prelude::*;

use okr::model::Status;
use okr::rules::{CheckInView, TimelineView, left_to_do};

use crate::team_files::{TODAY, TeamFiles, now};

const SETTINGS: &str = "people:\n  ada: { manager: grace }\n  grace: {}\n";
const OBJECTIVE: &str = "---\ntitle: T\nowner: ada\nkey-results:\n  p95: { start: 480, target: 150 }\n  \
    tap: { milestones: [design, beta] }\n  page: { done: true }\n---\n";

/// Lines that check-ins are made of, whole and broken.
const LINES: [&str; 44] = [
    "---",
    "status: ready",
    "status: draft",
    "status: reviewed",
    "status: returned",
    "status: skipped",
    "key-results:",
    "  fast/p95: { value: 310, confidence: not-ok }",
    "  tap:",
    "    value: beta",
    "    confidence:",
    "  page: { value: true, confidence: good }",
    "okr-changes:",
    "  - { key-result: fast/p95, change: remove, agreed: [ada, grace] }",
    "reviewed: { by: grace }",
    "# Ada",
    "## Progress",
    "## Progres",
    "## Behind schedule",
    "## Obstacles",
    "## Plan",
    "## Confidence",
    "## OKR changes",
    "## Feedback",
    "## Recognition",
    "## Follow-ups",
    "### fast/p95",
    "### Quota <!-- okr: private -->",
    "### é\u{202e}割り当て",
    "- Slows: p95, tap",
    "- Own cause: late",
    "- Outside cause:",
    "- Resolved: yes",
    "- No way round: no",
    "- [ ] Run it (@ada, due 2026-11-27)",
    "- [x] Ask (@adda)",
    "- [-] (due 2026-99-99)",
    "None.",
    "TODO",
    "<!--",
    "```",
    "> quote",
    "",
    "text of p95",
];

fn lines() -> impl Strategy<Value = String> {
    let line = prop_oneof![8 => prop::sample::select(&LINES[..]).prop_map(str::to_owned), 1 => "\\PC{0,12}"];
    prop::collection::vec(line, 0..40).prop_map(|lines| lines.join("\n"))
}

fn any_check_in() -> impl Strategy<Value = String> {
    prop_oneof![
        lines(),
        lines().prop_map(|text| format!("---\nstatus: ready\n---\n{text}"))
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn judges_any_two_check_ins(before in any_check_in(), after in any_check_in()) {
        let files = TeamFiles::new(&[
            ("okr.yaml", SETTINGS),
            ("okrs/2026-Q4/fast.md", OBJECTIVE),
            ("check-ins/ada/2026-W46.md", &before),
            ("check-ins/ada/2026-W47.md", &after),
        ]);
        for finding in files.judged() {
            let text = files.text(&finding.diagnostic.path);
            let span = finding.diagnostic.span;
            prop_assert!(text.get(span.range()).is_some(), "{finding:?}");
        }
    }

    #[test]
    fn asks_a_reviewed_one_for_no_less_than_a_ready_one(text in any_check_in()) {
        let files = TeamFiles::new(&[
            ("okr.yaml", SETTINGS),
            ("okrs/2026-Q4/fast.md", OBJECTIVE),
            ("check-ins/ada/2026-W47.md", &text),
        ]);
        let meaning = files.meaning();
        let timeline = TimelineView {
            team: &meaning.team,
            okrs: &meaning.okrs,
            changes: &[],
            person: &meaning.team.people[0],
            check_ins: &meaning.check_ins,
            today: TODAY,
            now: now(),
            trails: &[],
            tasks: &[],
        };
        let view = CheckInView::new(&timeline, &meaning.check_ins[0], &[]);
        let reviewed = left_to_do(&view, Status::Reviewed);
        for left in left_to_do(&view, Status::Ready) {
            prop_assert!(reviewed.contains(&left), "{left:?}");
        }
    }
}
