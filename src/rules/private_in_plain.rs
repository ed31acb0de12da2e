//! Private text stands in plain in a repository whose team seals it.

use super::explanation::example;
use super::{CheckInView, Group, Rule, Scope};
use crate::diag::{Diagnostic, Severity};
use crate::model::Privacy;
use crate::text::Span;

/// See [`Rule::summary`].
pub(super) static RULE: Rule = Rule {
    id: "private-in-plain",
    group: Group::Format,
    severity: Some(Severity::Error),
    summary: "private text stands in plain, and the team seals it",
    asks: "With `privacy: sealed` in `okr.yaml` every private section and part is sealed (`okr seal`), whatever the status, before the file is committed.",
    why: "What git has once, it has for good: whoever can read the repository could read what was meant for two.",
    scope: Scope::CheckIn(check),
    example: example!("private-in-plain", "feedback", "ok-sealed"),
};

/// So many texts of one file are told; one command seals them all.
const MOST: usize = 20;

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    if view.team.privacy != Privacy::Sealed {
        return;
    }
    let person = view.team.person(view.check_in.person.as_str());
    let has_manager = person.is_some_and(|person| person.manager.is_some());
    let all = &view.check_in.seals.plain;
    for (count, plain) in all.iter().take(MOST).enumerate() {
        let more = all.len().saturating_sub(MOST);
        let message = if more > 0 && count + 1 == MOST {
            format!("this private text stands in plain, and {more} more in this file")
        } else {
            "this private text stands in plain".to_owned()
        };
        let help = if has_manager {
            format!("okr seal {}", view.check_in.path)
        } else {
            "there is no manager in okr.yaml to seal it with: take it out".to_owned()
        };
        let diagnostic = view.diagnostic(&RULE, Span::at(plain.span.start), message);
        found.push(diagnostic.with_help(help).in_place("plain"));
    }
}
