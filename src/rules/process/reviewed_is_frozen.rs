//! A reviewed check-in was changed afterwards.

use crate::diag::{Diagnostic, Severity};
use crate::model::trail::normal;
use crate::model::{CheckIn, Status};
use crate::rules::{ChangeView, Example, Group, Rule, Scope};
use crate::text::Span;

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "reviewed-is-frozen",
    group: Group::Process,
    severity: Some(Severity::Error),
    summary: "a reviewed check-in was changed afterwards",
    asks: "In a check-in that was reviewed in the base nothing changes but task boxes, and private text that is sealed as it stands. Judged with `--base`.",
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
    let Some(span) = changed(&base.text, &now.text) else {
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
    is_whole && changed(&without(&base.text, &plain), &without(&now.text, &sealed)).is_none()
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

/// The lines of `after` that are not as before, task boxes and line ends aside; where lines are merely
/// gone, the place where they were.
fn changed(before: &str, after: &str) -> Option<Span> {
    let old: Vec<String> = before.lines().map(normal).collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let same = |old: &String, new: &&str| *old == normal(new);
    let head = old
        .iter()
        .zip(&new)
        .take_while(|(old, new)| same(old, new))
        .count();
    if head == old.len() && head == new.len() {
        return None;
    }
    let (old, rest) = (&old[head..], &new[head..]);
    let tail = old
        .iter()
        .rev()
        .zip(rest.iter().rev())
        .take_while(|(old, new)| same(old, new))
        .count();
    let start: usize = new[..head].iter().map(|line| line.len()).sum();
    let len: usize = rest[..rest.len() - tail]
        .iter()
        .map(|line| line.len())
        .sum();
    Some(Span::new(start, start + len).trimmed(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_lines_that_changed() {
        let cut = |before, after: &'static str| changed(before, after).map(|span| span.of(after));
        assert_eq!(cut("a\nb\nc\n", "a\nx\nc\n"), Some("x"));
        assert_eq!(cut("a\nb\n", "a\r\nb"), None);
        assert_eq!(cut("- [ ] a\n", "- [x] a\n"), None);
        assert_eq!(cut("a\nb\n", "a\n"), Some(""));
        assert_eq!(cut("a\n", "a\nb\nc\n"), Some("b\nc"));
    }
}
