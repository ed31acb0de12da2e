//! Facts between check-ins written as people write them, and what must hold between any two.

use std::fmt::Write;

use super::*;
use crate::model::measure::Pace;
use crate::model::{Cycle, ObjectiveId};
use crate::text::Source;
use crate::text::prose::{Mark, Piece};

const TEAM: &str = "people:\n  ada: { manager: grace }\n  grace: {}\n";
const OKRS: &str = "---
title: Fast
owner: ada
key-results:
  latency: { title: p95 latency, unit: ms, start: 480, target: 150 }
  errors: { title: Errors stay low, unit: \"%\", keep: { at-most: 0.5 } }
  one-tap: { title: One tap, milestones: [design, beta, launch] }
---
";

struct House {
    team: Team,
    okrs: Okrs,
}

impl House {
    fn new() -> Self {
        let team = crate::read::team(&Source::new(TEAM.into())).value;
        let cycle = Cycle::of_calendar("2026-Q4").unwrap();
        let id = ObjectiveId::new("fast").unwrap();
        let source = Source::new(OKRS.into());
        let read = crate::read::objective(&source, "okrs/2026-Q4/fast.md", &cycle, &id, &team);
        assert_eq!(read.diagnostics, []);
        let objectives = vec![read.value];
        Self {
            team,
            okrs: Okrs::new(objectives),
        }
    }

    fn check_in(&self, week: &str, text: &str) -> CheckIn {
        let person = PersonId::new("ada").unwrap();
        let week = Week::parse(week).unwrap();
        let source = Source::new(text.as_bytes().to_vec());
        let read = crate::read::check_in(&source, "x.md", &person, week, &self.team, &self.okrs);
        let fallback = CheckIn {
            text: String::new(),
            ..self.empty(week)
        };
        crate::read::public(&read.value, &self.team, &self.okrs).unwrap_or(fallback)
    }

    fn empty(&self, week: Week) -> CheckIn {
        let person = PersonId::new("ada").unwrap();
        let source = Source::default();
        crate::read::check_in(&source, "x.md", &person, week, &self.team, &self.okrs).value
    }

    /// The diff of the last two of some check-ins, in weeks 45, 46, …
    fn diff(&self, texts: &[&str]) -> Diff {
        let weeks = (45..).map(|number| format!("2026-W{number}"));
        let timeline: Vec<_> = weeks
            .zip(texts)
            .map(|(week, text)| self.check_in(&week, text))
            .collect();
        let context = Context::new(&self.team, &self.okrs, &timeline);
        let (after, earlier) = timeline.split_last().unwrap();
        diff(earlier.last(), after, &context)
    }
}

fn marked(pieces: &[Piece]) -> String {
    let told = pieces.iter().map(|piece| match piece.mark {
        Mark::Same => piece.text.clone(),
        Mark::Removed => format!("[-{}-]", piece.text),
        Mark::Added => format!("[+{}+]", piece.text),
    });
    told.collect()
}

/// Every fact on a line of its own.
fn told(diff: &Diff) -> String {
    let mut out = String::new();
    for fact in diff.facts() {
        let line = match fact {
            Fact::Status(status) => {
                format!(
                    "status {:?} → {:?}",
                    status.status.before, status.status.after
                )
            }
            Fact::KeyResult(change) => {
                let value = change
                    .value()
                    .map(|v| v.map_or("-".to_owned(), |v| v.to_string()));
                format!(
                    "{} {} → {} {}",
                    change.reference,
                    value.before,
                    value.after,
                    change.value_direction().word()
                )
            }
            Fact::OkrChange(change) => format!("okr-change {:?}", change.event()),
            Fact::Obstacle(change) => {
                let reworded = if change.is_reworded() {
                    " reworded"
                } else {
                    ""
                };
                let title = marked(&change.words().title);
                format!(
                    "obstacle {title}: {:?} {}{reworded}",
                    change.event(),
                    change.weeks
                )
            }
            Fact::Task(change) => {
                let overdue = if change.is_overdue { " overdue" } else { "" };
                let slipped = if change.is_slipped() { " slipped" } else { "" };
                let words = marked(&change.words());
                format!(
                    "task {words}: {:?} {}{overdue}{slipped}",
                    change.event(),
                    change.weeks
                )
            }
            Fact::Words(section) => {
                let sentences = section.sentences().map(|s| marked(&s.pieces()));
                format!(
                    "{}: {}",
                    section.heading,
                    sentences.collect::<Vec<_>>().join(" / ")
                )
            }
        };
        writeln!(out, "{line}").unwrap();
    }
    out
}

const FIRST: &str = "---
status: reviewed
key-results:
  fast/latency: { value: 340, confidence: good }
  fast/errors: { value: 0.4, confidence: good }
reviewed: { by: grace, on: 2026-11-06 }
---
## Progress
### latency
Moved the vault call off the hot path. The rest is the database.

## Obstacles
### Sandbox quota of the card vault
- Slows: latency
- Own cause: we asked late.

### Staging data
- Slows: latency
- Outside cause: ops has no time.

## Plan
- [ ] Run the load test (@ada, due 2026-11-11)
- [ ] Ask the vendor for a larger quota (@ada, due 2026-11-20)
- [ ] Write the page (@ada, due 2026-11-20)
- [ ] Clean up (@ada, due 2026-11-20)

## Feedback
Secret words.
";

const SECOND: &str = "---
status: ready
key-results:
  fast/errors: { value: 0.6, confidence: not-ok }
  fast/latency: { value: 310, confidence: good }
---
## Progress
### latency
The rest is the disk. Moved the vault call off the
hot path.

## Obstacles
### Sandbox quota of the vault
- Slows: latency
- Own cause: we asked far too late.

### Staging data
- Slows: latency
- Outside cause: ops has no time.
- Resolved: a copy.

## Plan
- [ ] Run the load test (@ada, due 2026-11-11)
- [x] Ask vendor for larger quota (@ada, due 2026-11-20)
- [ ] Write the page (@ada, due 2026-11-27)
- [ ] Call the shops (@ada, due 2026-11-27)
";

#[test]
fn tells_what_happened_in_a_week() {
    let house = House::new();
    assert_eq!(
        told(&house.diff(&[FIRST, SECOND])),
        "status Some(Reviewed) → Some(Ready)
fast/errors 0.4 → 0.6 bad
fast/latency 340 → 310 good
obstacle Sandbox quota of the [-card -]vault: Still 1 reworded
obstacle Staging data: Resolved 1
task Run the load test: Carried 1 overdue
task Ask [-the -]vendor for[- a-] larger quota: Done 1
task Write the page: Carried 1 slipped
task Call the shops: New 0
task Clean up: Vanished 1
Progress: The rest is the [-database-][+disk+]. / Moved the vault call off the hot path.
"
    );
}

#[test]
fn counts_weeks_from_the_first_check_in_that_has_it() {
    let house = House::new();
    let skipped = "---\nstatus: skipped\nskipped: holiday\n---\n";
    let told = told(&house.diff(&[FIRST, skipped, SECOND, SECOND]));
    assert!(told.contains("vault: Still 3"), "{told}");
    assert!(told.contains("Call the shops: Carried 1"), "{told}");
}

#[test]
fn takes_everything_as_new_in_the_first_check_in() {
    let house = House::new();
    let diff = house.diff(&[FIRST]);
    assert!(diff.facts().count() > 8);
    assert!(diff.tasks.iter().all(|task| task.event() == TaskEvent::New));
}

#[test]
fn measures_each_side_by_the_definition_of_its_week() {
    let house = House::new();
    let change = "okr-changes:\n  - { key-result: fast/latency, change: target, from: 100, to: 150, because: too-hard, agreed: [ada, grace] }\n";
    let second = SECOND.replace("status: ready\n", &format!("status: ready\n{change}"));
    let diff = house.diff(&[FIRST, &second]);
    let latency = &diff.key_results[1];
    let score = latency
        .score()
        .map(|s| crate::model::decimal::rounded(s.unwrap(), 3).to_string());
    assert_eq!(
        (score.before.as_str(), score.after.as_str()),
        ("0.368", "0.515")
    );
    let as_before = latency.score_as_before.unwrap();
    assert_eq!(
        crate::model::decimal::rounded(as_before, 3).to_string(),
        "0.447"
    );
    assert!(latency.definition().is_some());
    assert_eq!(diff.okr_changes[0].event(), OkrChangeEvent::Agreed);
    assert!(matches!(latency.pace().after, Some(Pace::Off(..))));
}

#[test]
fn compares_words_that_stand_in_no_section() {
    let house = House::new();
    let text = |title: &str, above: &str, between: &str| {
        format!(
            "---\nstatus: ready\n---\n# {title}\n{above}\n## Plan\nNone.\n\n# Later\n{between}\n"
        )
    };
    let before = text("Ada, W45", "- A hard week.", "We go on.");
    let after = text("Ada, W46", "- A quiet week.", "We go on.");
    let diff = house.diff(&[&before, &after]);
    let words: Vec<_> = diff.sections.iter().filter(|s| s.is_fact()).collect();
    assert_eq!(words.len(), 1);
    assert_eq!(words[0].heading, "");
    let pieces: Vec<_> = words[0]
        .sentences()
        .map(|it| marked(&it.pieces()))
        .collect();
    assert_eq!(pieces, ["A [-hard-][+quiet+] week.", "We go on."]);
}

#[test]
fn sees_no_difference_in_order_and_wrapping() {
    let house = House::new();
    let reordered = "---
reviewed: { on: 2026-11-06, by: grace }
key-results:
  fast/errors: { confidence: good, value: 0.4 }
  fast/latency: { value: 340, confidence: good }
status: reviewed
---
## Plan
- [ ] Clean up (due 2026-11-20, @ada)
- [ ] Write the page (@ada, due 2026-11-20)
- [ ] Ask the vendor for
  a larger quota (@ada, due 2026-11-20)
- [ ] Run the load test (@ada, due 2026-11-11)

## Obstacles
### Staging data
- Outside cause: ops has no
  time.
- Slows: fast/latency

### Sandbox quota of the card vault
- Own cause: we asked late.
- Slows: latency

## Progress
### fast/latency
Moved the vault call
off the hot path.

The rest is the database.
";
    let (before, after) = (
        house.check_in("2026-W45", FIRST),
        house.check_in("2026-W45", reordered),
    );
    let context = Context::new(&house.team, &house.okrs, &[]);
    assert_eq!(told(&diff(Some(&before), &after, &context)), "");
}

#[test]
fn never_holds_a_private_word() {
    let house = House::new();
    let changed = FIRST.replace("Secret words.", "Other secrets.");
    let diff = house.diff(&[FIRST, &changed]);
    assert!(
        !format!("{diff:?}").to_lowercase().contains("secret"),
        "{diff:?}"
    );
}

#[test]
fn shows_what_is_gone_where_it_stood() {
    let house = House::new();
    let before =
        "## Progress\nOne stays here. Two goes away.\n\nThree is a paragraph.\n\nFour stays too.\n";
    let after = "## Progress\nOne stays here. Something else came.\n\nFour stays too.\n";
    assert_eq!(
        told(&house.diff(&[before, after])),
        "Progress: One stays here. / [-Two goes away.-] / [+Something else came.+] / \
         [-Three is a paragraph.-] / Four stays too.\n"
    );
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    /// A check-in out of pieces that are sometimes odd.
    fn text() -> impl Strategy<Value = String> {
        let value = prop_oneof![
            Just("340"),
            Just("310"),
            Just("-1e20"),
            Just("79228162514264337593543950335")
        ];
        let word = prop_oneof![
            Just("quota"),
            Just("vault"),
            Just("the"),
            Just("`a b`"),
            Just("**x**"),
            Just("Done."),
            Just("負荷試験"),
            Just("[l](u)"),
            Just("\n"),
            Just("<b>"),
            Just("|"),
            Just("- "),
            Just("### x"),
        ];
        let words = prop::collection::vec(word, 0..8).prop_map(|words| words.join(" "));
        let task = (
            prop_oneof![Just(' '), Just('x'), Just('-')],
            words.clone(),
            1..28_u8,
        )
            .prop_map(|(mark, text, day)| {
                format!("- [{mark}] {text} (@ada, due 2026-11-{day:02})\n")
            });
        let obstacle =
            (words.clone(), words.clone(), any::<bool>()).prop_map(|(title, cause, resolved)| {
                let end = if resolved { "- Resolved: yes\n" } else { "" };
                format!(
                    "### {}\n- Slows: latency\n- Own cause: {cause}\n{end}",
                    title.replace('\n', " ")
                )
            });
        (
            prop_oneof![Just("draft"), Just("ready"), Just("odd")],
            value,
            prop::collection::vec(words, 0..5),
            prop::collection::vec(task, 0..5),
            prop::collection::vec(obstacle, 0..4),
        )
            .prop_map(|(status, value, prose, tasks, obstacles)| {
                format!(
                    "---\nstatus: {status}\nkey-results:\n  fast/latency: {{ value: {value}, confidence: good }}\n---\n\
                     ## Progress\n{}\n\n## Obstacles\n{}\n## Plan\n{}",
                    prose.join("\n\n"),
                    obstacles.concat(),
                    tasks.concat()
                )
            })
    }

    fn swapped(mark: Mark) -> Mark {
        match mark {
            Mark::Same => Mark::Same,
            Mark::Removed => Mark::Added,
            Mark::Added => Mark::Removed,
        }
    }

    /// What a diff says without the order of things and without ages, which belong to one direction.
    fn essence(diff: &Diff, mirror: bool) -> Vec<String> {
        fn sides<T: std::fmt::Debug>(change: &Change<T>, mirror: bool) -> String {
            if mirror {
                format!("{:?} → {:?}", change.after, change.before)
            } else {
                format!("{:?} → {:?}", change.before, change.after)
            }
        }
        let mut lines = Vec::new();
        for fact in diff.facts() {
            match fact {
                Fact::Status(s) => lines.push(sides(&s.status, mirror)),
                Fact::KeyResult(k) => lines.push(sides(&k.sides, mirror)),
                Fact::OkrChange(c) => lines.push(sides(&c.sides, mirror)),
                Fact::Obstacle(o) => lines.push(sides(&o.sides, mirror)),
                Fact::Task(t) => lines.push(sides(&t.sides, mirror)),
                Fact::Words(section) => {
                    for sentence in section.sentences() {
                        let mut pieces = sentence.pieces();
                        if mirror {
                            pieces
                                .iter_mut()
                                .for_each(|piece| piece.mark = swapped(piece.mark));
                        }
                        let mut told: Vec<_> = pieces
                            .iter()
                            .map(|p| format!("{:?}{}", p.mark, p.text))
                            .collect();
                        told.sort();
                        lines.push(format!("{} {told:?}", section.heading));
                    }
                }
            }
        }
        lines.sort();
        lines
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn nothing_differs_from_itself(text in text()) {
            let house = House::new();
            let (one, other) = (house.check_in("2026-W46", &text), house.check_in("2026-W46", &text));
            let context = Context::new(&house.team, &house.okrs, &[]);
            prop_assert_eq!(told(&diff(Some(&one), &other, &context)), "");
        }

        #[test]
        fn there_mirrors_back(one in text(), other in text()) {
            let house = House::new();
            let (one, other) = (house.check_in("2026-W46", &one), house.check_in("2026-W47", &other));
            let context = Context::new(&house.team, &house.okrs, &[]);
            let there = diff(Some(&one), &other, &context);
            let back = diff(Some(&other), &one, &context);
            prop_assert_eq!(essence(&there, false), essence(&back, true));
        }

        #[test]
        fn any_two_texts_are_compared(one in "\\PC{0,200}", other in "(## |### |- \\[ \\] |\n|[a-z]|\\PC){0,60}") {
            let house = House::new();
            let before = house.check_in("2026-W46", &one);
            let after = house.check_in("2026-W47", &format!("## Obstacles\n{other}\n## Plan\n{one}"));
            let context = Context::new(&house.team, &house.okrs, &[]);
            let _ = told(&diff(Some(&before), &after, &context));
        }
    }
}
