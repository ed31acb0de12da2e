//! The manager's feedback is missing, or does not speak of a key result.

use super::behind_heading;
use crate::diag::{Diagnostic, Severity};
use crate::model::{Answer, SectionKind};
use crate::rules::explanation::example;
use crate::rules::mention::{Spoken, quoted};
use crate::rules::{CheckInView, Group, Rule, Scope};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "feedback-missing",
    group: Group::Complete,
    severity: Some(Severity::Error),
    summary: "the manager's feedback is missing, or passes over a key result",
    asks: "The feedback of a reviewed check-in speaks of each key result of the person: what went well, and what did not.",
    why: "Candid feedback is what the person takes along; what was only said is soon forgotten.",
    scope: Scope::CheckIn(check),
    example: example!("feedback-missing", "empty", "ok-words"),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    let Some(spec) = view
        .team
        .section(SectionKind::Feedback)
        .filter(|spec| view.asks(spec.filled_by))
    else {
        return;
    };
    let place = behind_heading(view, SectionKind::Feedback);
    let section = view.check_in.section(SectionKind::Feedback);
    let Some(section) = section.filter(|section| section.answer == Answer::Text) else {
        let message = format!("{} is missing", quoted(&spec.heading));
        let diagnostic = view.diagnostic(&RULE, place, message);
        found.push(
            diagnostic
                .with_help(spec.prompt.clone())
                .in_place(spec.id.clone()),
        );
        return;
    };
    let owned = view.owned();
    if owned.len() < 2 {
        return;
    }
    let spoken = Spoken::new(view, section);
    for key_result in owned
        .iter()
        .filter(|key_result| !spoken.speaks_of(key_result, owned))
    {
        let reference = &key_result.reference;
        let heading = quoted(&spec.heading);
        let message = format!("{heading} passes over {}", quoted(&key_result.title));
        let mark = "#".repeat(usize::from(view.team.section_level) + 1);
        let help = format!("add '{mark} {reference}', what went well and what to improve");
        let diagnostic = view.diagnostic(&RULE, place, message);
        found.push(
            diagnostic
                .with_help(help)
                .in_place(format!("{} {reference}", spec.id)),
        );
    }
}
