//! What the GitHub runner makes of a log: the annotations, each where it is, and their caps.

use super::runner::obeyed;
use super::{guarded, many, some};
use crate::diag::Severity;
use crate::output::github::MOST_OF_A_LEVEL;

#[test]
fn reads_commands_as_the_runner_does() {
    let names = |log: &str| -> Vec<String> {
        obeyed(log)
            .into_iter()
            .map(|command| command.name)
            .collect()
    };
    assert_eq!(
        names("  ::error file=a::b\nx ##[warning]y\r::debug::z"),
        ["error", "warning", "debug"]
    );
    assert_eq!(
        names("::stop-commands::t\n::error::x\n::t::\n::notice::y"),
        ["stop-commands", "notice"]
    );
    assert!(names("x ::error::y\n::unknown::z\n##[unknown]").is_empty());
}

#[test]
fn annotates_each_finding_where_it_is() {
    let findings = some();
    let log = &guarded(&findings, "t-1")[0].1;
    let commands = obeyed(log);
    let annotations = &commands[1..];
    assert_eq!(annotations.len(), findings.len());
    let names: Vec<&str> = annotations
        .iter()
        .map(|command| command.name.as_str())
        .collect();
    assert_eq!(names[..3], ["error"; 3]);
    assert_eq!(names[6..], ["notice"; 3]);
    let first = &annotations[0];
    for (name, value) in [
        ("file", "a.md"),
        ("line", "2"),
        ("col", "1"),
        ("endLine", "2"),
        ("endColumn", "2"),
        ("title", "empty-section"),
    ] {
        assert_eq!(first.property(name), Some(value), "{name}");
    }
    let told = "the section is empty\nwrite an answer below it\nwhy: okr explain empty-section";
    assert_eq!(first.data, told);
    let last = &annotations[2];
    assert_eq!(last.property("file"), Some("check-ins/ö b.md"));
}

#[test]
fn gives_lines_alone_for_a_range_of_several() {
    let mut finding = some().remove(0);
    finding.end.line = 3;
    let log = &guarded(&[finding], "t-1")[0].1;
    let annotation = obeyed(log).remove(1);
    assert_eq!(annotation.property("endLine"), Some("3"));
    assert_eq!(annotation.property("col"), None);
    assert_eq!(annotation.property("endColumn"), None);
}

#[test]
fn keeps_the_caps_and_says_so() {
    let findings = many();
    let log = &guarded(&findings, "t-1")[0].1;
    let commands = obeyed(log);
    for name in ["error", "warning", "notice"] {
        let of_level: Vec<_> = commands.iter().filter(|c| c.name == name).collect();
        assert_eq!(of_level.len(), MOST_OF_A_LEVEL);
        assert_eq!(of_level[9].data, "and 9991 more, see the summary");
        assert_eq!(of_level[9].property("file"), None);
        assert!(of_level.iter().all(|c| c.data.chars().count() <= 4096));
    }
    assert!(commands.len() <= 50);
    let errors = findings
        .iter()
        .filter(|l| l.finding.severity == Severity::Error);
    assert_eq!(errors.count(), 10_000);
}
