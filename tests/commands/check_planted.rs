//! A repository with one fault a person, of all five groups: each is found once, at its exact range, with
//! the right severity, and nothing else is. Nothing about a finding depends on the order of the files, on
//! line ends, on what stands above, or on the machine's time zone.

use std::collections::BTreeSet;

use super::history::{History, OBJECTIVE_PATH};
use super::team::Run;

/// One person's files, and the fault that is in the last of them.
struct Fault {
    rule: &'static str,
    severity: &'static str,
    /// The text of the place; empty where something is missing.
    cut: &'static str,
    files: Vec<(String, String)>,
    /// Whose commit it is.
    by: Option<&'static str>,
}

const GOOD: &str = "\
---
status: ready
key-results:
  goal/KEY: { value: 55, confidence: good }
---
## Progress
Five more shops answer: 55 of 100.

## Obstacles
None.

## Plan
- [ ] Call the next ten shops (@WHO, due 2026-11-27)

## Confidence
It goes as it should.
";

const OBSTACLE: &str =
    "### Sandbox quota\n- Slows: goal/KEY\n- Own cause: we asked for it after the tests.\n";
const TASK: &str = "- [ ] Raise the sandbox quota (@WHO, due 2026-11-27)";

/// A fault in this week's file: the good one with one stretch replaced.
fn fault(
    rule: &'static str,
    severity: &'static str,
    from: &str,
    to: &str,
    cut: &'static str,
) -> Fault {
    assert!(GOOD.contains(from), "{from}");
    Fault {
        rule,
        severity,
        cut,
        files: vec![("2026-W47.md".to_owned(), GOOD.replacen(from, to, 1))],
        by: None,
    }
}

/// A fault in the last of some weeks, told by their values and confidences.
fn weeks(
    rule: &'static str,
    severity: &'static str,
    values: &[(&str, &str)],
    cut: &'static str,
) -> Fault {
    let first = 48 - values.len();
    let file = |(place, (value, said)): (usize, &(&str, &str))| {
        let text = GOOD
            .replace(
                "value: 55, confidence: good",
                &format!("value: {value}, confidence: {said}"),
            )
            .replace(
                "- [ ] Call the next ten shops (@WHO, due 2026-11-27)",
                "None.",
            )
            .replace(
                "55 of 100",
                &format!("{value} of 100 in week {}", first + place),
            );
        (format!("2026-W{}.md", first + place), text)
    };
    Fault {
        rule,
        severity,
        cut,
        files: values.iter().enumerate().map(file).collect(),
        by: None,
    }
}

#[allow(clippy::too_many_lines, reason = "a table of thirty faults")]
fn faults() -> Vec<Fault> {
    let obstacles = "## Obstacles\nNone.";
    let of = |text: &str| format!("## Obstacles\n{text}");
    let tasks = "- [ ] Call the next ten shops (@WHO, due 2026-11-27)";
    let reviewed = |by: &str| format!("status: reviewed\nreviewed: {{ by: {by}, on: 2026-11-18 }}");
    let with_feedback = |mut fault: Fault, feedback: &str| {
        for (_, text) in &mut fault.files {
            text.push_str(feedback);
        }
        fault
    };
    let both = "\n## Feedback\nClear figures.\n\n## Recognition\nTen calls in one day.\n";
    let mut all = vec![
        fault(
            "unknown-key",
            "error",
            "status: ready",
            "status: ready\nmood: fine",
            "mood",
        ),
        fault(
            "bad-value",
            "error",
            "confidence: good",
            "confidence: great",
            "great",
        ),
        fault(
            "unknown-key-result",
            "error",
            "goal/KEY:",
            "goal/KEY: { value: 55, confidence: good }\n  goal/nothing:",
            "goal/nothing",
        ),
        fault(
            "duplicate-key",
            "error",
            "status: ready",
            "status: ready\nstatus: ready",
            "status",
        ),
        fault(
            "hidden-character",
            "error",
            "Five more",
            "Five\u{200b} more",
            "\u{200b}",
        ),
        fault(
            "unknown-section",
            "warning",
            "## Plan",
            "## Weather\nRain.\n\n## Plan",
            "Weather",
        ),
        fault(
            "misspelt-heading",
            "error",
            "## Obstacles",
            "## Obstacels",
            "Obstacels",
        ),
        fault(
            "allow-without-reason",
            "error",
            "## Plan",
            "<!-- okr: allow(empty-section) -->\n## Plan",
            "<!-- okr: allow(empty-section) -->",
        ),
        fault(
            "unused-allow",
            "warning",
            "## Plan",
            "<!-- okr: allow(empty-section): soon -->\n## Plan",
            "<!-- okr: allow(empty-section): soon -->",
        ),
        fault(
            "missing-section",
            "error",
            "## Obstacles\nNone.\n\n",
            "",
            "",
        ),
        fault(
            "empty-section",
            "error",
            obstacles,
            "## Obstacles\nTODO",
            "",
        ),
        fault("missing-value", "error", "value: 55, ", "", ""),
        fault("missing-confidence", "error", ", confidence: good", "", ""),
        fault(
            "obstacle-without-key-result",
            "error",
            obstacles,
            &of(&OBSTACLE.replace("- Slows: goal/KEY\n", "")),
            "",
        ),
        fault(
            "obstacle-without-cause",
            "error",
            obstacles,
            &of("### Missing shops\n- Slows: goal/KEY\n"),
            "",
        ),
        fault(
            "obstacle-without-plan",
            "error",
            obstacles,
            &of(OBSTACLE),
            "",
        ),
        fault("task-without-owner", "error", "@WHO, ", "", ""),
        fault("task-without-due-date", "error", ", due 2026-11-27", "", ""),
        fault("unknown-task-owner", "error", "@WHO", "@nobody", "@nobody"),
        fault(
            "overdue-task",
            "warning",
            "2026-11-27",
            "2026-11-12",
            "2026-11-12",
        ),
        fault(
            "skipped-without-reason",
            "error",
            "status: ready",
            "status: skipped",
            "skipped",
        ),
        fault(
            "vague-answer",
            "info",
            "Five more shops answer: 55 of 100.",
            "Good progress, still ongoing.",
            "Good progress, still ongoing.",
        ),
        weeks(
            "stalled",
            "warning",
            &[("55", "good"), ("55", "good"), ("55", "good")],
            "55",
        ),
        weeks(
            "said-not-measured",
            "warning",
            &[("20", "good"), ("23", "good")],
            "good",
        ),
        weeks(
            "too-smooth",
            "info",
            &[
                ("20", "good"),
                ("27", "good"),
                ("34", "good"),
                ("41", "good"),
                ("48", "good"),
                ("55", "good"),
            ],
            "55",
        ),
        weeks(
            "wrong-way",
            "warning",
            &[("60", "good"), ("58", "good"), ("55", "good")],
            "55",
        ),
        with_feedback(
            fault(
                "reviewer-is-not-manager",
                "warning",
                "status: ready",
                &reviewed("other"),
                "other",
            ),
            both,
        ),
        with_feedback(
            fault(
                "recognition-missing",
                "error",
                "status: ready",
                &reviewed("grace"),
                "",
            ),
            "\n## Feedback\nClear figures.\n",
        ),
        with_feedback(
            fault(
                "feedback-not-by-manager",
                "warning",
                "status: ready",
                &reviewed("grace"),
                "Clear figures.",
            ),
            "\n## Feedback\nClear figures.\n\n## Recognition\nTen calls in one day.\n",
        ),
        fault(
            "written-by-another",
            "warning",
            "Five more",
            "Six more",
            "Six more shops answer: 55 of 100.",
        ),
    ];
    // These have a plan against their obstacle, or what else a rule beside theirs would miss.
    for fault in &mut all {
        let text = &mut fault.files[0].1;
        match fault.rule {
            "obstacle-without-key-result" => *text = text.replace(tasks, TASK),
            "obstacle-without-cause" => {
                *text = text.replace("Call the next ten shops", "Call the missing shops")
            }
            "obstacle-without-plan" => {
                *text = text.replace("Call the next ten shops", "Write the page");
            }
            _ => {}
        }
        fault.by = match fault.rule {
            "recognition-missing" | "reviewer-is-not-manager" => Some("shared"),
            "written-by-another" | "feedback-not-by-manager" => Some("grace"),
            _ => None,
        };
    }
    all
}

/// What was found: rule, severity, path, the text of the place, and the fingerprint.
type Told = (String, String, String, String, String);

/// The repository with every text changed by `change`, and what is found in it.
fn told(
    change: impl Fn(&str) -> String,
    backwards: bool,
    variables: &[(&str, &str)],
) -> BTreeSet<Told> {
    let (history, base) = planted(change, backwards);
    let args = ["-q", "check", "--base", &base, "--format", "json"];
    let run = history.team.run_in("", &args, variables);
    assert_eq!(run.status, 1, "{}", run.stderr);
    found(&history, &run)
}

/// The repository with every text changed by `change`, and the commit before its faults.
pub(super) fn planted(change: impl Fn(&str) -> String, backwards: bool) -> (History, String) {
    let history = History::new();
    let faults = faults();
    let mut settings = "people:\n  grace: { email: grace@example.com }\n  other: {}\n".to_owned();
    let mut goal = "---\ntitle: Reach the shops\nowner: grace\nkey-results:\n".to_owned();
    for place in 0..faults.len() {
        settings += &format!("  p{place}: {{ email: p{place}@example.com, manager: grace }}\n");
        goal += &format!(
            "  k{place}: {{ title: Shops {place}, start: 0, target: 100, owner: p{place} }}\n"
        );
    }
    settings += "sections: [progress, obstacles, plan, confidence, feedback, recognition]\n";
    std::fs::remove_dir_all(history.team.path().join("check-ins")).unwrap();
    std::fs::remove_file(history.team.path().join(OBJECTIVE_PATH)).unwrap();
    history.team.put("okr.yaml", change(&settings));
    history
        .team
        .put("okrs/2026-Q4/goal.md", change(&(goal + "---\n")));
    let base = history.commit("grace@example.com", "2026-11-16T08:00:00Z", "Team");
    let mut order: Vec<usize> = (0..faults.len()).collect();
    if backwards {
        order.reverse();
    }
    for place in order {
        let fault = &faults[place];
        let put = |name: &str, text: &str| {
            let text = text
                .replace("KEY", &format!("k{place}"))
                .replace("WHO", &format!("p{place}"));
            let path = format!("check-ins/p{place}/{name}");
            history.team.put(&path, change(&text));
        };
        let own = format!("p{place}@example.com");
        let (last, earlier) = fault.files.split_last().unwrap();
        for (name, text) in earlier {
            put(name, text);
            history.commit(&own, "2026-10-15T08:00:00Z", "Earlier week");
        }
        let shared = "Week\n\nCo-authored-by: Grace <grace@example.com>";
        let (name, text) = last;
        match fault.by {
            Some("grace") => {
                // What the person and the manager wrote each, but for one sentence of the other.
                put(name, first_part(fault.rule, text).as_str());
                history.commit(&own, "2026-11-18T08:00:00Z", "Week");
                put(name, text);
                history.commit("grace@example.com", "2026-11-18T09:00:00Z", "Week");
            }
            by => {
                put(name, text);
                let message = by.map_or("Week", |_| shared);
                history.commit(&own, "2026-11-18T08:00:00Z", message);
            }
        }
    }
    (history, base.to_string())
}

/// What the person commits before the manager does.
fn first_part(rule: &str, text: &str) -> String {
    match rule {
        "written-by-another" => text.replace("Six more", "Five more"),
        _ => text.split("\n## Recognition").next().unwrap().to_owned(),
    }
}

fn found(history: &History, run: &Run) -> BTreeSet<Told> {
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let all = json["findings"].as_array().unwrap();
    let set: BTreeSet<Told> = all
        .iter()
        .map(|finding| {
            let word = |key: &str| finding[key].as_str().unwrap().to_owned();
            let byte = |end: &str| {
                let byte = finding["range"][end]["byte"].as_u64().unwrap();
                usize::try_from(byte).unwrap()
            };
            let text = history.team.text(&word("path"));
            let cut = text[byte("start")..byte("end")].to_owned();
            (
                word("rule"),
                word("severity"),
                word("path"),
                cut,
                word("fingerprint"),
            )
        })
        .collect();
    assert_eq!(set.len(), all.len(), "a finding is told twice");
    set
}

#[test]
fn finds_each_planted_fault_once_at_its_place_and_nothing_else() {
    let found: Vec<String> = told(str::to_owned, false, &[])
        .into_iter()
        .map(|(rule, severity, path, cut, _)| format!("{path} {severity} {rule} {cut:?}"))
        .collect();
    let planted = faults();
    assert_eq!(planted.len(), 30);
    let line = |(place, fault): (usize, &Fault)| {
        let (name, _) = fault.files.last().unwrap();
        let Fault {
            rule,
            severity,
            cut,
            ..
        } = fault;
        format!("check-ins/p{place}/{name} {severity} {rule} {cut:?}")
    };
    let expected: BTreeSet<String> = planted.iter().enumerate().map(line).collect();
    let found: BTreeSet<String> = found.into_iter().collect();
    let missing: Vec<_> = expected.difference(&found).collect();
    let strange: Vec<_> = found.difference(&expected).collect();
    assert!(
        missing.is_empty() && strange.is_empty(),
        "missing {missing:#?}\nstrange {strange:#?}"
    );
}

#[test]
fn depends_on_no_order_line_end_zone_or_line_above() {
    let plain = told(str::to_owned, false, &[]);
    assert_eq!(
        told(str::to_owned, true, &[("TZ", "Pacific/Kiritimati")]),
        plain
    );
    assert_eq!(told(|text| text.replace('\n', "\r\n"), false, &[]), plain);
    let moved = |text: &str| {
        text.replacen(
            "---\n## Progress",
            "---\n\nA word before.\n\n## Progress",
            1,
        )
        .replacen("---\n", "---\n# A note of the author.\n\n", 1)
    };
    assert_eq!(told(moved, false, &[]), plain);
}
