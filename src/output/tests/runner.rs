//! The command reader of the GitHub runner, written again from its description: a line is a command in the
//! new form where it begins with `::`, and in the old one where it holds `##[` anywhere.

use super::{guarded, many, some};
use crate::diag::Severity;
use crate::output::github::MOST_OF_A_LEVEL;

/// Words that the runner knows as commands.
const KNOWN: [&str; 14] = [
    "add-mask",
    "add-matcher",
    "remove-matcher",
    "debug",
    "echo",
    "error",
    "warning",
    "notice",
    "group",
    "endgroup",
    "save-state",
    "set-output",
    "set-env",
    "stop-commands",
];

/// A command as the runner understands it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Obeyed {
    pub name: String,
    pub properties: Vec<(String, String)>,
    pub data: String,
}

impl Obeyed {
    pub(super) fn property(&self, name: &str) -> Option<&str> {
        let found = self.properties.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Every command that the runner obeys in a log.
pub(super) fn obeyed(log: &str) -> Vec<Obeyed> {
    let mut stopped: Option<String> = None;
    let mut commands = Vec::new();
    // A stream reader ends lines at any of the three.
    for line in log.replace("\r\n", "\n").split(['\n', '\r']) {
        let knows = |name: &str| {
            let known = KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name));
            known || stopped.as_deref() == Some(name)
        };
        let Some(command) = new_form(line, &knows).or_else(|| old_form(line, &knows)) else {
            continue;
        };
        if let Some(token) = &stopped {
            if command.name == *token {
                stopped = None;
            }
            continue;
        }
        if command.name == "stop-commands" {
            stopped = Some(command.data.clone());
        }
        commands.push(command);
    }
    assert_eq!(stopped, None, "commands are still stopped at the end");
    commands
}

fn new_form(line: &str, knows: &dyn Fn(&str) -> bool) -> Option<Obeyed> {
    let rest = line.trim_start().strip_prefix("::")?;
    let (head, data) = rest.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    if !knows(name) {
        return None;
    }
    Some(Obeyed {
        name: name.to_owned(),
        properties: pairs(
            properties,
            ',',
            &[
                ("%0D", "\r"),
                ("%0A", "\n"),
                ("%3A", ":"),
                ("%2C", ","),
                ("%25", "%"),
            ],
        ),
        data: unescaped(data, &[("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]),
    })
}

fn old_form(line: &str, knows: &dyn Fn(&str) -> bool) -> Option<Obeyed> {
    let (_, rest) = line.split_once("##[")?;
    let (head, data) = rest.split_once(']')?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    if !knows(name) {
        return None;
    }
    Some(Obeyed {
        name: name.to_owned(),
        properties: pairs(properties, ';', &[]),
        data: data.to_owned(),
    })
}

fn pairs(text: &str, between: char, escapes: &[(&str, &str)]) -> Vec<(String, String)> {
    let pairs = text
        .trim()
        .split(between)
        .filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| (name.to_owned(), unescaped(value, escapes)))
        .collect()
}

fn unescaped(text: &str, escapes: &[(&str, &str)]) -> String {
    escapes
        .iter()
        .fold(text.to_owned(), |text, (escape, meant)| {
            text.replace(escape, meant)
        })
}

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
    assert_eq!(first.data, "the section is empty\nwrite an answer below it");
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
