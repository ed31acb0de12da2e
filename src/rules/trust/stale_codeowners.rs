//! `CODEOWNERS` no longer says what `okr.yaml` and the objectives do.

use crate::diag::{Diagnostic, Severity};
use crate::model::codeowners::{OwnersLine, TITLE, owners_lines};
use crate::rules::explanation::example;
use crate::rules::{Codeowners, Group, OkrsView, Rule, Scope};
use crate::text::Span;

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "stale-codeowners",
    group: Group::Trust,
    severity: Some(Severity::Warning),
    summary: "CODEOWNERS no longer says what okr.yaml and the objectives do",
    asks: "Where `CODEOWNERS` was made with `okr init --codeowners`, its lines for the team's files name who they are of today. Lines for other files are the team's own.",
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
    let Some(file) = view.codeowners.filter(|file| file.text.starts_with(TITLE)) else {
        return;
    };
    let mut missing = owners_lines(view.team, view.okrs, file.prefix);
    let mut wrong: Vec<(Span, &str)> = Vec::new();
    for (span, written) in lines(file.text) {
        let pattern = pattern(written);
        let expected = missing.iter().position(|line| line.pattern == pattern);
        match expected {
            Some(place) if is_same(&missing[place], written) => drop(missing.remove(place)),
            _ if is_of_the_team(pattern, file.prefix) => wrong.push((span, written)),
            _ => {}
        }
    }
    let nobody = |line: &OwnersLine| line.addresses.is_empty();
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
    for line in missing.iter().filter(|line| !nobody(line)) {
        let message = format!("{} has no owner yet", line.pattern);
        let help = format!("add: {}", line.text());
        let end = Span::at(file.text.trim_end().len());
        found.push(told(file, end, message, help, &line.pattern));
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

/// The lines that say something, with their places.
fn lines(text: &str) -> Vec<(Span, &str)> {
    let mut at = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trimmed(text);
        at += line.len();
        let words = span.of(text);
        if !words.is_empty() && !words.starts_with('#') {
            found.push((span, words));
        }
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
    let escaped = prefix.replace(' ', "\\ ");
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
