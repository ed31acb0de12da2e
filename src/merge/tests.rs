use proptest::prelude::*;

use super::*;

const BASE: &str = "---\nstatus: ready\nkey-results:\n  fast/p95:\n    value: 310\n    confidence: good\n  fast/tap:\n    \
                    value: 1\n---\n# Ada\n\n## Progress\n### fast/p95\nMoved the vault call.\n\n## Obstacles\nNone.\n\n## Plan\n\
                    - [ ] Run the load test (@ada, due 2026-11-27)\n- [ ] Ask the vendor (@ada, due 2026-11-20)\n";

const NAMES: Names<'_> = Names {
    ours: "ours",
    theirs: "theirs",
};

fn merge(ours: &str, theirs: &str) -> Merged {
    merged(BASE, ours, theirs, NAMES).unwrap()
}

#[test]
fn joins_what_a_person_and_their_manager_write_at_once() {
    let person = BASE
        .replace("vault call.", "vault call off the hot path: 305 ms.")
        .replace("value: 310", "value: 305")
        .replace("- [ ] Ask the vendor", "- [x] Ask the vendor");
    let manager = format!(
        "{}\n## Feedback\n### fast/p95\nWell done.\n\n## Follow-ups\n- [ ] Call them (@grace, due 2026-11-25)\n",
        BASE.replace(
            "status: ready",
            "status: reviewed\nreviewed: { by: grace, on: 2026-11-20 }"
        )
    );
    let both = merge(&person, &manager);
    assert_eq!(both.conflicts, 0, "{}", both.text);
    for words in [
        "305 ms.",
        "value: 305",
        "- [x] Ask the vendor",
        "status: reviewed\nreviewed: { by: grace",
        "Well done.",
        "- [ ] Call them",
    ] {
        assert!(both.text.contains(words), "{words}\n{}", both.text);
    }
    assert_eq!(merge(&manager, &person).text, both.text);
}

#[test]
fn keeps_both_of_two_new_tasks_and_a_value_beside_a_confidence() {
    let ours =
        format!("{BASE}- [ ] Mine (@ada, due 2026-12-01)\n").replace("value: 310", "value: 300");
    let theirs = format!("{BASE}- [ ] Theirs (@grace, due 2026-12-02)\n")
        .replace("confidence: good", "confidence: not-ok");
    let both = merge(&ours, &theirs);
    assert_eq!(both.conflicts, 0, "{}", both.text);
    assert!(
        both.text.ends_with(
            "- [ ] Mine (@ada, due 2026-12-01)\n- [ ] Theirs (@grace, due 2026-12-02)\n"
        )
    );
    assert!(
        both.text.contains("value: 300\n    confidence: not-ok\n"),
        "{}",
        both.text
    );
}

#[test]
fn marks_a_true_conflict_in_its_own_place() {
    let ours = BASE.replace("value: 310", "value: 300");
    let theirs = BASE.replace("value: 310", "value: 290");
    let both = merge(&ours, &theirs);
    assert_eq!(both.conflicts, 1);
    let marked = "  fast/p95:\n<<<<<<< ours\n    value: 300\n=======\n    value: 290\n>>>>>>> theirs\n    confidence";
    assert!(both.text.contains(marked), "{}", both.text);
    let rest = both.text.split("<<<<<<< ours").next().unwrap();
    assert!(BASE.starts_with(rest));
}

#[test]
fn leaves_to_lines_what_cannot_be_read() {
    let broken = BASE.replace("status: ready", "status: [ready");
    assert_eq!(
        merged(BASE, &broken, &BASE.replace("310", "300"), NAMES),
        None
    );
}

const REVIEWED: &str = "---\nstatus: reviewed\n---\n## Progress\nDone.\n\n## OKR changes\nNone.\n\n## Feedback\n\
                        Well done.\n\n### Part <!-- okr: private -->\nBetween us.\n";

#[test]
fn never_puts_words_under_another_heading_than_their_own() {
    let added = REVIEWED.replace("Well done.\n", "Well done.\n\nSecret: more of it.\n");
    let below = format!("{REVIEWED}\nSecret: between us.\n");
    let without = |what: &str| REVIEWED.replace(what, "");
    for (ours, theirs) in [
        (without("## Feedback\nWell done.\n\n"), &added),
        (without("## Feedback\n"), &added),
        (REVIEWED.replace("## Feedback", "## Notes"), &added),
        (without(" <!-- okr: private -->"), &below),
        (
            without("### Part <!-- okr: private -->\nBetween us.\n"),
            &below,
        ),
        (
            without("\n### Part <!-- okr: private -->\nBetween us.\n"),
            &added,
        ),
    ] {
        for (ours, theirs) in [
            (ours.as_str(), theirs.as_str()),
            (theirs.as_str(), ours.as_str()),
        ] {
            let Some(both) = merged(REVIEWED, ours, theirs, NAMES) else {
                continue;
            };
            let before = both.text.split("Secret").next().unwrap();
            let heading = before.lines().rfind(|line| line.starts_with('#'));
            assert_eq!(heading, Some("## Feedback"), "{}", both.text);
        }
    }
}

#[test]
fn puts_what_goes_on_before_what_begins() {
    let ours = BASE.replace(
        "Moved the vault call.\n",
        "Moved the vault call.\n\nAnd more.\n",
    );
    let theirs = BASE.replace("## Obstacles", "## A new section\nWords.\n\n## Obstacles");
    let both = merge(&ours, &theirs);
    assert_eq!(both.text, merge(&theirs, &ours).text);
    assert!(
        both.text.contains("call.\n\nAnd more.\n\n## A new section"),
        "{}",
        both.text
    );
}

#[test]
fn keeps_the_line_ends_of_the_file_in_its_marks() {
    let base = BASE.replace('\n', "\r\n");
    let (ours, theirs) = (base.replace("310", "300"), base.replace("310", "290"));
    let both = merged(&base, &ours, &theirs, NAMES).unwrap();
    assert_eq!(both.conflicts, 1);
    assert!(
        both.text
            .split('\n')
            .rev()
            .skip(1)
            .all(|line| line.ends_with('\r')),
        "{:?}",
        both.text
    );
}

/// An edit of a line of the base: what stands there, and what may stand in its place.
const EDITS: &[(&str, &str)] = &[
    ("value: 310", "value: 300"),
    ("confidence: good", "confidence: not-ok"),
    (
        "Moved the vault call.",
        "Moved the vault call again, and measured it.",
    ),
    ("None.", "### Quota\n- Slows: fast/p95"),
    ("- [ ] Run the load test", "- [x] Run the load test"),
    ("- [ ] Ask the vendor (@ada, due 2026-11-20)\n", ""),
    ("## Plan\n", "## Behind schedule\nA week.\n\n## Plan\n"),
    ("status: ready", "status: reviewed"),
];

fn edited(which: &[bool]) -> String {
    let chosen = EDITS.iter().zip(which).filter(|(_, is_chosen)| **is_chosen);
    chosen.fold(BASE.to_owned(), |text, ((from, to), _)| {
        text.replace(from, to)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn does_not_ask_which_side_is_which(
        ours in prop::collection::vec(any::<bool>(), EDITS.len()),
        theirs in prop::collection::vec(any::<bool>(), EDITS.len()),
    ) {
        let (left, right) = (edited(&ours), edited(&theirs));
        let both = merge(&left, &right);
        prop_assert_eq!(both.conflicts, 0, "{}", both.text);
        prop_assert_eq!(&both.text, &merge(&right, &left).text);
        let all: Vec<bool> = ours.iter().zip(&theirs).map(|(l, r)| *l || *r).collect();
        prop_assert_eq!(both.text, edited(&all));
    }

    #[test]
    fn gives_the_other_side_where_one_is_unchanged(text in any::<String>(), base in any::<String>()) {
        for (ours, theirs) in [(&base, &text), (&text, &base), (&text, &text)] {
            let both = merged(&base, ours, theirs, NAMES).unwrap();
            prop_assert_eq!(&both.text, &text);
        }
    }

    #[test]
    fn cuts_a_file_into_segments_that_are_the_file(which in prop::collection::vec(any::<bool>(), EDITS.len())) {
        let text = edited(&which);
        let whole: String = segments(&text)
            .unwrap()
            .iter()
            .map(|segment| format!("{}{}", segment.text, segment.gap))
            .collect();
        prop_assert_eq!(whole, text);
    }
}

#[test]
fn knows_a_private_mark_however_it_is_written() {
    for mark in [
        "<!--okr: private-->",
        "<!-- OKR: Private -->",
        "<!--  okr:private -->",
        "<!-- okr private -->",
        "<!-- private -->",
    ] {
        let base = REVIEWED.replace("<!-- okr: private -->", mark);
        let bare = base.replace(&format!(" {mark}"), "");
        let below = format!("{base}\nSecret: between us.\n");
        assert_eq!(merged(&base, &bare, &below, NAMES), None, "{mark}");
        assert_eq!(merged(&base, &below, &bare, NAMES), None, "{mark}");
        assert!(!keeps_places(&base, &bare, &below, &bare), "{mark}");
    }
}

#[test]
fn misses_a_private_mark_though_the_same_stands_elsewhere() {
    let twice = format!("{REVIEWED}\n## Reply\n\n### Part <!-- okr: private -->\nMine.\n");
    let bare = twice.replacen(" <!-- okr: private -->", "", 1);
    let below = twice.replace("Between us.\n", "Between us.\n\nSecret: more of it.\n");
    assert_eq!(merged(&twice, &bare, &below, NAMES), None);
    assert_eq!(merged(&twice, &below, &bare, NAMES), None);
}

#[test]
fn loses_no_second_new_task_of_the_same_words() {
    let ours = format!("{BASE}- [ ] Call them (@ada, due 2026-12-01)\n");
    let theirs = format!(
        "{BASE}- [ ] Call them (@ada, due 2026-12-01)\n- [ ] Call them (@grace, due 2026-12-02)\n"
    );
    for both in [merge(&ours, &theirs), merge(&theirs, &ours)] {
        assert!(
            both.text.contains("@grace"),
            "{} {}",
            both.conflicts,
            both.text
        );
    }
}

const LINES: &[&str] = &[
    "- [ ] Run the load test (@ada, due 2026-11-27)",
    "- [x] Run the load test (@ada, due 2026-11-27)",
    "- [ ] Run the load test (@grace, due 2026-12-01)",
    "Words of one.",
    "Words of two.",
    "",
    "## Feedback",
    "### fast/p95",
    "- Slows: fast/p95",
    "Moved the vault call twice.",
    "## Plan",
    "* star (see x)",
    "* star",
];

fn mangled(edits: &[(usize, u8, usize)]) -> String {
    let mut lines: Vec<String> = BASE.lines().map(str::to_owned).collect();
    for (at, how, what) in edits {
        let at = 9 + at % (lines.len() - 9);
        let line = LINES[what % LINES.len()].to_owned();
        match how % 3 {
            0 => lines.insert(at, line),
            1 => lines[at] = line,
            _ => {
                if lines.len() > 11 {
                    lines.remove(at);
                }
            }
        }
    }
    lines.join("\n") + "\n"
}

fn swapped(text: &str) -> String {
    let mut out = String::new();
    let (mut left, mut right, mut state) = (String::new(), String::new(), 0);
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ") {
            state = 1;
            continue;
        }
        if state == 1 && line == "=======\n" {
            state = 2;
            continue;
        }
        if state == 2 && line.starts_with(">>>>>>> ") {
            out.push_str(&format!(
                "<<<<<<< ours\n{right}=======\n{left}>>>>>>> theirs\n"
            ));
            left.clear();
            right.clear();
            state = 0;
            continue;
        }
        match state {
            0 => out.push_str(line),
            1 => left.push_str(line),
            _ => right.push_str(line),
        }
    }
    out
}

fn edits() -> impl Strategy<Value = Vec<(usize, u8, usize)>> {
    prop::collection::vec((0..40_usize, any::<u8>(), 0..40_usize), 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn loses_no_line_that_a_side_has_added(ours in edits(), theirs in edits()) {
        let (ours, theirs) = (mangled(&ours), mangled(&theirs));
        if let Some(both) = merged(BASE, &ours, &theirs, NAMES) {
            for side in [&ours, &theirs] {
                for line in side.lines().filter(|line| !line.is_empty()) {
                    let count = |text: &str| text.lines().filter(|other| *other == line).count();
                    let added = count(side).saturating_sub(count(BASE));
                    prop_assert!(count(&both.text) >= added, "{line}\n{ours}\n{theirs}\n{}", both.text);
                }
            }
        }
    }

    #[test]
    fn marks_the_same_conflicts_whichever_side_is_which(ours in edits(), theirs in edits()) {
        let (ours, theirs) = (mangled(&ours), mangled(&theirs));
        let left = merged(BASE, &ours, &theirs, NAMES);
        let right = merged(BASE, &theirs, &ours, NAMES);
        prop_assert_eq!(left.is_some(), right.is_some(), "OURS\n{}\nTHEIRS\n{}", ours, theirs);
        if let (Some(left), Some(right)) = (left, right) {
            prop_assert_eq!(left.conflicts, right.conflicts);
            let l: Vec<String> = swapped(&left.text).lines().map(|s| s.trim_end().to_owned()).filter(|l| !l.is_empty()).collect();
            let r: Vec<String> = right.text.lines().map(|s| s.trim_end().to_owned()).filter(|l| !l.is_empty()).collect();
            prop_assert_eq!(l, r, "OURS\n{}\nTHEIRS\n{}", ours, theirs);
        }
    }
}

#[test]
fn leaves_to_lines_what_is_larger_than_people_write() {
    for line in ["- item\n".repeat(5_000), format!("# {}\n", "x".repeat(600))] {
        let base = format!("{BASE}{line}");
        let (ours, theirs) = (base.replace("310", "300"), base.replace("None.", "Some."));
        assert_eq!(merged(&base, &ours, &theirs, NAMES), None);
        assert!(are_readable([&base, &ours, &theirs]));
        assert!(!keeps_places(&base, &ours, &theirs, &ours));
    }
}
