//! An answer is word for word the one of the check-in before.

use super::in_words::{About, InWords};
use super::words::{says_the_same, words};
use crate::diag::{Diagnostic, Severity};
use crate::rules::explanation::example;
use crate::rules::mention::quoted;
use crate::rules::{CheckInView, Group, Rule, Scope};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "copied-from-last-week",
    group: Group::Signal,
    severity: Some(Severity::Warning),
    summary: "an answer is word for word the one of the check-in before",
    asks: "Each week is told anew. An answer of at least `words` words that is equal to the last one, white space and case aside, is asked about.",
    why: "What is copied was not thought about, and what changed is not in it.",
    scope: Scope::CheckIn(check),
    example: example!("copied-from-last-week", "word-for-word", "ok-told-anew"),
};

fn check(view: &CheckInView<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(before) = view.before else {
        return;
    };
    for InWords {
        section,
        about,
        span,
        ..
    } in found(view)
    {
        let About::Answer(name, _) = about else {
            continue;
        };
        let message = format!(
            "{} is word for word what {} says",
            quoted(&name),
            before.week
        );
        let help = "ask: what is different from last week?";
        let diagnostic = view.diagnostic(&RULE, span, message);
        diagnostics.push(
            diagnostic
                .with_help(help)
                .in_place(format!("{section} {name}")),
        );
    }
}

/// The answers that the check-in before has in the same place.
pub(super) fn found(view: &CheckInView<'_>) -> Vec<InWords> {
    let Some(before) = view.before else {
        return Vec::new();
    };
    let least = view.team.rules.count(RULE.id, "words");
    let least = usize::try_from(least).unwrap_or(usize::MAX);
    let copied = view.pieces().iter().filter(|piece| {
        says_the_same(before, view.team, piece) && words(&piece.text).take(least).count() == least
    });
    copied.map(|piece| piece.noticed(RULE.id)).collect()
}
