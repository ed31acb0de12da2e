//! A change takes back what `okr.yaml` asks for: the same change may need it gone.

use crate::diag::{Diagnostic, Severity};
use crate::model::rule_settings::{Origin, RULE_LIMITS};
use crate::model::{FilledBy, Person, Privacy, Status, Team};
use crate::rules::weigh::said_severity;
use crate::rules::{ChangedSettingsView, Example, Group, Rule, Scope, all};
use crate::text::Span;

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "loosened-settings",
    group: Group::Trust,
    severity: Some(Severity::Warning),
    summary: "a change takes back what okr.yaml asks for",
    asks: "Whoever makes a rule lighter, drops a section or a private one, ends sealing, or changes a manager or an address in `okr.yaml` does so for all to see. Judged with `--base`, where each rule weighs what it weighs in the base or now, whichever is more.",
    why: "A rule that a change can switch off for itself holds nobody.",
    scope: Scope::ChangedSettings(check),
    example: Some(Example {
        of: "a change of okr.yaml",
        bad: "+rules: { okr-change-not-agreed: off }",
        told: "",
        good: "+rules: { vague-answer: error }",
    }),
};

fn check(view: &ChangedSettingsView<'_>, found: &mut Vec<Diagnostic>) {
    rules(view, found);
    limits(view, found);
    sections(view, found);
    people(view, found);
}

/// Rules that weigh less, in files of any status, or judge fewer weeks.
fn rules(view: &ChangedSettingsView<'_>, found: &mut Vec<Diagnostic>) {
    for rule in all() {
        let every = Status::ALL.iter().copied().map(Some);
        let mut statuses = [None].into_iter().chain(every);
        let lighter = statuses.find_map(|status| {
            let severity = |team: &Team| said_severity(rule.id, status, &team.rules);
            let (before, after) = (severity(view.before), severity(view.after));
            (after < before).then_some((before, after))
        });
        if let Some((before, after)) = lighter {
            let message = format!(
                "'{}' weighs less: {}, before {}",
                rule.id,
                word(after),
                word(before)
            );
            found.push(told(place(view.after, rule.id), message, rule.id));
        }
        let since = |team: &Team| team.rules.since(rule.id);
        let (before, after) = (since(view.before), since(view.after));
        let is_own = |team: &Team| {
            let own = team
                .rules
                .all
                .iter()
                .filter(|set| set.rule.value == rule.id);
            own.filter_map(|set| set.since).next().is_some()
        };
        if after > before && (is_own(view.before) || is_own(view.after)) {
            let message = format!("'{}' judges fewer weeks than before", rule.id);
            found.push(told(
                place(view.after, rule.id),
                message,
                &format!("{} since", rule.id),
            ));
        }
    }
}

/// Limits that are wider, and weeks that no rule judges any more.
fn limits(view: &ChangedSettingsView<'_>, found: &mut Vec<Diagnostic>) {
    for limit in RULE_LIMITS {
        let of = |team: &Team| team.rules.limit(limit.rule, limit.key);
        let (before, after) = (of(view.before), of(view.after));
        if after > before {
            let (rule, key) = (limit.rule, limit.key);
            let message = format!("'{rule}' allows more: {key} {after}, before {before}");
            found.push(told(
                place(view.after, rule),
                message,
                &format!("{rule} {key}"),
            ));
        }
    }
    let since = |team: &Team| team.rules.since.map(|since| since.value);
    if since(view.after) > since(view.before) {
        let place = view
            .after
            .rules
            .since
            .map_or(Span::at(0), |since| since.span);
        found.push(told(
            place,
            "the rules judge fewer weeks than before".to_owned(),
            "since",
        ));
    }
}

/// Where a rule is set.
fn place(team: &Team, rule: &str) -> Span {
    let mut set = team.rules.all.iter().rev();
    let set = set.find(|set| set.rule.value == rule && set.origin == Origin::File);
    set.map_or(Span::at(0), |set| set.rule.span)
}

fn word(severity: Option<Severity>) -> &'static str {
    severity.map_or("off", Severity::word)
}

fn sections(view: &ChangedSettingsView<'_>, found: &mut Vec<Diagnostic>) {
    let (before, after) = (view.before, view.after);
    for old in &before.sections {
        let now = after.section_by_id(&old.id);
        let was_asked = old.filled_by != FilledBy::Never;
        let message = match now {
            None if was_asked => "is no longer asked for",
            Some(now) if was_asked && now.filled_by == FilledBy::Never => "is no longer asked for",
            Some(now)
                if old.filled_by == FilledBy::Ready && now.filled_by == FilledBy::Reviewed =>
            {
                "is asked for later"
            }
            _ => continue,
        };
        let message = format!("the section '{}' {message}", old.id);
        found.push(told(Span::at(0), message, &format!("section {}", old.id)));
    }
    for id in before.private.iter().filter(|id| !after.is_private(id)) {
        let message = format!("the section '{id}' is no longer private");
        found.push(told(Span::at(0), message, &format!("private {id}")));
    }
    if (before.privacy, after.privacy) == (Privacy::Sealed, Privacy::Plain) {
        let message = "private text is no longer sealed".to_owned();
        found.push(told(Span::at(0), message, "privacy"));
    }
}

/// Who reviews whom, and whose word an address is.
fn people(view: &ChangedSettingsView<'_>, found: &mut Vec<Diagnostic>) {
    for old in &view.before.people {
        let Some(now) = view.after.person(old.id.as_str()) else {
            continue;
        };
        let id = &old.id;
        if let (Some(before), true) = (&old.manager, old.manager != now.manager) {
            let after = now
                .manager
                .as_ref()
                .map_or("nobody", |manager| manager.as_str());
            let message = format!("the manager of '{id}' is {after}, before {before}");
            found.push(told(Span::at(0), message, &format!("manager {id}")));
        }
        let is_new = |email: &&String| !has_address(old, email);
        if now.emails.iter().any(|email| is_new(&email)) {
            let message =
                format!("'{id}' has another address: what is written under it counts as theirs");
            found.push(told(Span::at(0), message, &format!("address {id}")));
        }
        if old.key.is_some() && old.key != now.key {
            let message =
                format!("'{id}' has another key: what is sealed from now on is for its owner");
            found.push(told(Span::at(0), message, &format!("key {id}")));
        }
    }
}

fn has_address(person: &Person, email: &str) -> bool {
    person
        .emails
        .iter()
        .any(|known| known.eq_ignore_ascii_case(email))
}

fn told(span: Span, message: String, place: &str) -> Diagnostic {
    let help =
        "fine where the team agreed; it holds from the next change on, this one is judged by both";
    Diagnostic::new(RULE.id, "okr.yaml", span, message)
        .with_help(help)
        .in_place(place)
}
