//! A reviewed check-in was changed afterwards.

use crate::diag::{Diagnostic, Severity};
use crate::model::trail::normal;
use crate::model::{CheckIn, SectionKind, Status};
use crate::rules::{ChangeView, Example, Group, Rule, Scope};
use crate::text::Span;

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "reviewed-is-frozen",
    group: Group::Process,
    severity: Some(Severity::Error),
    summary: "a reviewed check-in was changed afterwards",
    asks: "In a check-in that was reviewed in the base nothing changes but task boxes, the person's reply, and private text that is sealed as it stands. Judged with `--base`.",
    why: "What two people have agreed on is not rewritten by one of them.",
    scope: Scope::Change(check),
    example: Some(Example {
        of: "a change of check-ins/ada/2026-W47.md, status: reviewed",
        bad: "-    value: 340\n+    value: 310",
        told: "",
        good: "-- [ ] Run the load test\n+- [x] Run the load test",
    }),
};

fn check(view: &ChangeView<'_>, found: &mut Vec<Diagnostic>) {
    let now = view.view.check_in;
    let Some(base) = &view.trail.base else {
        return;
    };
    // Another status is told by `status-step`.
    let is_reviewed = |check_in: &CheckIn| check_in.status.value == Status::Reviewed;
    if !is_reviewed(base) || !is_reviewed(now) {
        return;
    }
    if base.seals.sealed.is_empty() && is_sealed_only(base, now) {
        return;
    }
    let Some(span) = changed(&kept(base), &kept(now), &now.text) else {
        return;
    };
    let message = "the check-in was reviewed and has changed since";
    let help = "put it back as it was; what is new belongs in the next check-in";
    let diagnostic = view.view.diagnostic(&RULE, span, message);
    found.push(diagnostic.with_help(help).in_place("text"));
}

/// Whether nothing but private text differs, and all of that is sealed now: a team that begins to seal
/// does so with what it has, too.
fn is_sealed_only(base: &CheckIn, now: &CheckIn) -> bool {
    let plain = base.seals.plain.iter().map(|plain| plain.span);
    let sealed = now.seals.sealed.iter().map(|sealed| match sealed.heading {
        Some(heading) => heading.to(sealed.block.span),
        None => sealed.block.span,
    });
    let (plain, sealed): (Vec<_>, Vec<_>) = (plain.collect(), sealed.collect());
    let is_whole = !sealed.is_empty() && now.seals.plain.is_empty() && plain.len() == sealed.len();
    is_whole && has_same_lines(&without(&base.text, &plain), &without(&now.text, &sealed))
}

fn has_same_lines(old: &str, new: &str) -> bool {
    let lines = |text: &str| -> Vec<String> { text.trim_end().lines().map(normal).collect() };
    lines(old) == lines(new)
}

/// The text without these stretches, which are in order.
fn without(text: &str, spans: &[Span]) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut at = 0;
    for span in spans {
        rest.push_str(Span::new(at, span.start).of(text));
        at = span.end;
    }
    rest.push_str(Span::new(at, text.len()).of(text));
    rest
}

/// That a check-in which was reviewed in the base is gone.
pub(in crate::rules) fn gone(base: &CheckIn) -> Option<Diagnostic> {
    (base.status.value == Status::Reviewed).then(|| {
        let message = "the check-in was reviewed and is gone";
        Diagnostic::new(RULE.id, base.path.clone(), Span::at(0), message)
            .with_help("put it back as it was")
            .in_place("file")
    })
}

/// The lines that are frozen, each with its place: all but those of the reply, which answers the review.
fn kept(check_in: &CheckIn) -> Vec<(Span, String)> {
    let reply = check_in.section(SectionKind::Reply).map(|reply| {
        let text = &check_in.text;
        let heading = text[..reply.heading.span.start].rfind('\n').unwrap_or(0);
        let start = text[..heading].trim_end().len();
        let end = text[..reply.body.end].trim_end().len();
        Span::new(start + 1, end)
    });
    let mut at = 0;
    let mut lines = Vec::new();
    for whole in check_in.text.split_inclusive('\n') {
        let line = Span::new(at, at + whole.len());
        let is_reply =
            reply.is_some_and(|reply| reply.start <= line.start && line.start < reply.end);
        if !is_reply {
            lines.push((line, normal(whole)));
        }
        at = line.end;
    }
    while lines.last().is_some_and(|(_, line)| line.is_empty()) {
        lines.pop();
    }
    lines
}

/// The lines of `text` that are not as before, task boxes and line ends aside; where lines are merely
/// gone, the place where they were.
fn changed(old: &[(Span, String)], new: &[(Span, String)], text: &str) -> Option<Span> {
    let same = |((_, old), (_, new)): &(&(Span, String), &(Span, String))| old == new;
    let head = old.iter().zip(new).take_while(same).count();
    if head == old.len() && head == new.len() {
        return None;
    }
    let (old, rest) = (&old[head..], &new[head..]);
    let tail = old.iter().rev().zip(rest.iter().rev());
    let tail = tail.take_while(same).count();
    let changed = &rest[..rest.len() - tail];
    let start = rest.first().map_or(text.len(), |(line, _)| line.start);
    let end = changed.last().map_or(start, |(line, _)| line.end);
    Some(Span::new(start, end).trimmed(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Okrs, PersonId, Team, Week};
    use crate::read;
    use crate::text::Source;

    fn cut(before: &str, after: &'static str) -> Option<&'static str> {
        let read = |text: &str| {
            let source = Source::new(text.as_bytes().to_vec());
            let person = PersonId::new("ada").unwrap();
            let week = Week::parse("2026-W47").unwrap();
            let team = Team::default();
            read::check_in(&source, "", &person, week, &team, &Okrs::default()).value
        };
        let (before, now) = (read(before), read(after));
        changed(&kept(&before), &kept(&now), &now.text).map(|span| span.of(after))
    }

    #[test]
    fn finds_the_lines_that_changed() {
        assert_eq!(cut("a\nb\nc\n", "a\nx\nc\n"), Some("x"));
        assert_eq!(cut("a\nb\n", "a\r\nb"), None);
        assert_eq!(cut("- [ ] a\n", "- [x] a\n"), None);
        assert_eq!(cut("a\nb\n", "a\n"), Some(""));
        assert_eq!(cut("a\n", "a\nb\nc\n"), Some("b\nc"));
    }

    #[test]
    fn leaves_the_reply_to_its_person() {
        let before = "## Feedback\nx\n\n## Follow-ups\nNone.\n";
        let with = "## Feedback\nx\n\n## Reply\nThanks.\n\n## Follow-ups\nNone.\n";
        assert_eq!(cut(before, with), None);
        assert_eq!(cut(with, before), None);
        assert_eq!(
            cut("## Feedback\nx\n", "## Feedback\nx\n\n## Reply\nThanks."),
            None
        );
        let more = "## Feedback\ny\n\n## Reply\nThanks.\n\n## Follow-ups\nNone.\n";
        assert_eq!(cut(before, more), Some("y"));
    }
}
