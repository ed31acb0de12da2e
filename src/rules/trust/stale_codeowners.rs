//! `CODEOWNERS` no longer says what `okr.yaml` and the objectives do, or no forge reads it.

use crate::diag::{Diagnostic, Severity};
use crate::model::codeowners::{FORGES, OwnersLine, TITLE, escaped, owners_lines};
use crate::rules::explanation::example;
use crate::rules::{Codeowners, Group, OkrsView, Rule, Scope};
use crate::text::Span;

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "stale-codeowners",
    group: Group::Trust,
    severity: Some(Severity::Warning),
    summary: "CODEOWNERS no longer says what okr.yaml and the objectives do",
    asks: "Where `CODEOWNERS` has lines of `okr init --codeowners`, those for the team's files name who they are of today, and it stands where its forge reads it: of several such files GitHub reads the one in `.github/`, else at the top, else in `docs/`; GitLab the one at the top, else in `docs/`, else in `.gitlab/`. Lines for other files are nobody's business here.",
    why: "A forge asks whoever stands there: a check-in would go to somebody who is no longer its manager.",
    scope: Scope::Okrs(check),
    example: example!(
        "stale-codeowners",
        "another-manager",
        "ok-as-made",
        "CODEOWNERS"
    ),
};

fn check(view: &OkrsView<'_>, found: &mut Vec<Diagnostic>) {
    let of_the_team = |file: &&Codeowners<'_>| title(file).is_some() && speaks_of_the_team(file);
    for file in view.codeowners.iter().filter(of_the_team) {
        match read_instead(file, view.codeowners) {
            Some((forge, other)) if !of_the_team(&other) => {
                let message = format!("{forge} reads {}, and not this file", other.path);
                let help = format!("move the lines of the team into {}", other.path);
                let place = title(file).unwrap_or_default();
                found.push(told(file, place, message, help, "unread"));
            }
            Some(_) => {}
            None => check_lines(view, file, found),
        }
    }
}

/// The file that a forge reads in place of this one, and the forge.
fn read_instead<'a>(
    file: &Codeowners<'_>,
    all: &'a [Codeowners<'a>],
) -> Option<(&'static str, &'a Codeowners<'a>)> {
    FORGES.iter().find_map(|(forge, places)| {
        let mut places = places.iter();
        let is_there = |place: &str| all.iter().find(|other| other.path == place);
        let first = places.find_map(|place| is_there(place))?;
        let is_before = first.path != file.path && places.any(|place| *place == file.path);
        is_before.then_some((*forge, first))
    })
}

fn check_lines(view: &OkrsView<'_>, file: &Codeowners<'_>, found: &mut Vec<Diagnostic>) {
    let mut missing = owners_lines(view.team, view.okrs, file.prefix);
    let mut wrong: Vec<(Span, &str)> = Vec::new();
    let mut end = title(file).unwrap_or_default();
    for (span, written) in lines(file.text) {
        let pattern = pattern(written);
        if !is_of_the_team(pattern, file.prefix) {
            continue;
        }
        end = span;
        let expected = missing.iter().position(|line| line.pattern == pattern);
        match expected {
            Some(place) if is_same(&missing[place], written) => drop(missing.remove(place)),
            _ => wrong.push((span, written)),
        }
    }
    for (span, written) in wrong {
        let place = missing
            .iter()
            .position(|line| line.pattern == pattern(written));
        let (message, help) = match place {
            Some(place) => {
                let line = missing.remove(place);
                (
                    format!("the owners of {} are others by now", line.pattern),
                    format!("write: {}", line.text()),
                )
            }
            None => {
                let message = format!("{} is not, or no longer, of the team", pattern(written));
                (message, "delete the line".to_owned())
            }
        };
        found.push(told(file, span, message, help, pattern(written)));
    }
    let has_owner = |line: &&OwnersLine| !line.addresses.is_empty();
    for line in missing.iter().filter(has_owner) {
        let message = format!("{} has no owner yet", line.pattern);
        let help = format!("add: {}", line.text());
        found.push(told(file, Span::at(end.end), message, help, &line.pattern));
    }
}

fn told(
    file: &Codeowners<'_>,
    span: Span,
    message: String,
    help: String,
    place: &str,
) -> Diagnostic {
    Diagnostic::new(RULE.id, file.path, span, message)
        .with_help(help)
        .in_place(place)
}

/// The line that `okr init` puts before its own.
fn title(file: &Codeowners<'_>) -> Option<Span> {
    let all = all_lines(file.text);
    all.into_iter()
        .find(|(_, words)| words.starts_with(TITLE))
        .map(|(span, _)| span)
}

/// Whether a line is about the team's files, be it that they have nobody with an address.
fn speaks_of_the_team(file: &Codeowners<'_>) -> bool {
    all_lines(file.text).into_iter().any(|(_, words)| {
        let words = words.strip_prefix("# ").unwrap_or(words);
        is_of_the_team(pattern(words), file.prefix)
    })
}

/// The lines that say something, with their places.
fn lines(text: &str) -> Vec<(Span, &str)> {
    let mut all = all_lines(text);
    all.retain(|(_, words)| !words.is_empty() && !words.starts_with('#'));
    all
}

fn all_lines(text: &str) -> Vec<(Span, &str)> {
    let mut at = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trimmed(text);
        at += line.len();
        found.push((span, span.of(text)));
    }
    found
}

/// What stands before the first blank that is not escaped.
fn pattern(line: &str) -> &str {
    let mut is_escaped = false;
    let end = line.find(|character: char| {
        let ends = character.is_whitespace() && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        ends
    });
    &line[..end.unwrap_or(line.len())]
}

/// Whether it names the same people: in any order, and others besides.
fn is_same(line: &OwnersLine, written: &str) -> bool {
    let mut owners: Vec<&str> = written[line.pattern.len()..].split_whitespace().collect();
    owners.retain(|owner| owner.contains('@'));
    !line.addresses.is_empty()
        && line.addresses.iter().all(|address| {
            let is_it = |owner: &&str| owner.eq_ignore_ascii_case(address);
            owners.iter().any(is_it)
        })
}

/// Whether a pattern is about the team's files alone.
fn is_of_the_team(pattern: &str, prefix: &str) -> bool {
    let escaped = escaped(prefix);
    let below = pattern
        .strip_prefix('/')
        .and_then(|rest| rest.strip_prefix(escaped.as_str()));
    below.is_some_and(|below| {
        let is_below = |folder: &str| below.starts_with(folder) && !below.contains('*');
        below == "okr.yaml"
            || ["okrs/", "check-ins/"]
                .iter()
                .any(|folder| is_below(folder))
    })
}
