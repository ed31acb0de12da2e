//! Private text stands in plain in a repository whose team seals it.

use super::explanation::example;
use super::{CheckInView, Group, Rule, Scope};
use crate::diag::{Diagnostic, Severity};
use crate::model::Privacy;

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

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    if view.team.privacy != Privacy::Sealed {
        return;
    }
    for plain in &view.check_in.seals.plain {
        let message = "this private text stands in plain";
        let help = format!("okr seal {}", view.check_in.path);
        let diagnostic = view.diagnostic(&RULE, plain.span, message);
        found.push(diagnostic.with_help(help).in_place("plain"));
    }
}
