//! `rules` in `okr.yaml`: severity by rule and by status, since when, and the limits. Whether there is
//! such a rule, and whether it has such a limit, is asked in `rules`.

use super::notes::Notes;
use super::{fields, rule};
use crate::diag::Severity;
use crate::model::rule_settings::{Origin, RULE_LIMITS, Weight};
use crate::model::{Decimal, RuleSetting, RuleSettings, Status};
use crate::text::yaml::{Entry, Node, Value};
use crate::text::{Spanned, fold};

/// The largest number that a limit may be.
const MOST: i64 = 1_000;

const SEVERITIES: [(&str, Option<Severity>); 4] = [
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("info", Some(Severity::Info)),
    ("off", None),
];

pub(super) fn rules(node: &Node<'_>, notes: &mut Notes<'_>) -> RuleSettings {
    let mut settings = RuleSettings::default();
    for entry in notes.mapping(node, "settings by rule") {
        if entry.key == "since" {
            settings.since =
                fields::week(&entry.value, notes).map(|week| Spanned::new(week, entry.value.span));
        } else {
            settings.all.push(setting(entry, notes));
        }
    }
    settings
}

fn setting(entry: &Entry<'_>, notes: &mut Notes<'_>) -> RuleSetting {
    let mut setting = RuleSetting {
        rule: Spanned::new(entry.key.to_string(), entry.key_span),
        origin: Origin::File,
        weights: Vec::new(),
        since: None,
        limits: Vec::new(),
    };
    if !matches!(entry.value.value, Value::Mapping(_)) {
        setting.weights.extend(weight(&entry.value, None, notes));
        return setting;
    }
    for own in entry.value.entries() {
        let (key, node) = (own.key.as_ref(), &own.value);
        if let Some(status) = Status::from_word(key) {
            setting.weights.extend(weight(node, Some(status), notes));
        } else if key == "severity" {
            setting.weights.extend(weight(node, None, notes));
        } else if key == "since" {
            setting.since = fields::week(node, notes).map(|week| Spanned::new(week, node.span));
        } else if RULE_LIMITS.iter().any(|limit| limit.key == key) {
            let key = Spanned::new(key.to_owned(), own.key_span);
            setting
                .limits
                .extend(limit(node, notes).map(|number| (key, number)));
        } else {
            unknown_key(own, &entry.key, notes);
        }
    }
    setting
}

fn weight(node: &Node<'_>, status: Option<Status>, notes: &mut Notes<'_>) -> Option<Weight> {
    let found = fields::word(node, "error, warning, info or off", &SEVERITIES, notes)?;
    Some(Weight {
        status,
        severity: found.value,
        span: found.span,
    })
}

fn limit(node: &Node<'_>, notes: &mut Notes<'_>) -> Option<Decimal> {
    let number = fields::number(node, "a number", notes)?;
    if number > Decimal::ZERO && number <= Decimal::from(MOST) {
        return Some(number);
    }
    let note = notes.note(rule::BAD_VALUE, node.span, "a limit is above 0");
    note.help = Some(format!("write a number from 1 to {MOST}"));
    None
}

fn unknown_key(own: &Entry<'_>, of: &str, notes: &mut Notes<'_>) {
    let limits = RULE_LIMITS.iter().filter(|limit| limit.rule == of);
    let statuses = Status::ALL.iter().map(|status| status.word());
    let known = ["severity", "since"].into_iter().chain(statuses);
    let known: Vec<&str> = known.chain(limits.map(|limit| limit.key)).collect();
    let message = format!("a rule has no key '{}'", own.key);
    let note = notes.note(rule::UNKNOWN_KEY, own.key_span, message);
    note.help = Some(match fold::nearest(&own.key, known.iter().copied()) {
        Some(near) => format!("did you mean '{near}'?"),
        None => format!("the keys are: {}", known.join(", ")),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::team;
    use crate::text::Source;

    #[test]
    fn reads_weights_limits_and_weeks() {
        let text = "people: {}\nrules:\n  since: 2026-W20\n  vague-answer: { ready: warning, reviewed: off }\n  \
            too-smooth: { steps: 6, since: 2026-W30, severity: error }\n  late: off\n";
        let read = team(&Source::new(text.as_bytes().to_vec()));
        assert_eq!(read.diagnostics, []);
        let rules = read.value.rules;
        let weight = |rule, status| {
            let found = rules.weight(rule, Some(status));
            found.map(|(_, weight)| weight.severity)
        };
        assert_eq!(weight("vague-answer", Status::Reviewed), Some(None));
        assert_eq!(weight("vague-answer", Status::Draft), None);
        assert_eq!(
            weight("too-smooth", Status::Draft),
            Some(Some(Severity::Error))
        );
        assert_eq!(weight("late", Status::Ready), Some(None));
        assert_eq!(rules.count("too-smooth", "steps"), 6);
        let since = |rule| rules.since(rule).map(|week| week.to_string());
        assert_eq!(since("too-smooth").as_deref(), Some("2026-W30"));
        assert_eq!(since("late").as_deref(), Some("2026-W20"));
    }

    #[test]
    fn reports_keys_and_numbers_that_cannot_be() {
        let text =
            "people: {}\nrules:\n  too-smooth: { step: 6, steps: 0, redy: error, ready: loud }\n";
        let read = team(&Source::new(text.as_bytes().to_vec()));
        let found: Vec<_> = read
            .diagnostics
            .iter()
            .map(|found| (found.rule, found.span.of(text), found.help.as_deref()))
            .collect();
        let near = |word| format!("did you mean '{word}'?");
        assert_eq!(
            found[0],
            ("unknown-key", "step", Some(near("steps").as_str()))
        );
        assert_eq!(found[1].1, "0");
        assert_eq!(
            found[2],
            ("unknown-key", "redy", Some(near("ready").as_str()))
        );
        assert_eq!((found[3].0, found[3].1), ("bad-value", "loud"));
    }
}
