//! What `okr explain` and the page of all rules say of a rule.

use std::fmt::Write;

use super::{Group, Rule, all};
use crate::model::rule_settings::{RULE_LIMITS, RuleLimit};

/// A file that provokes a rule, and the same file put right.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// What the texts are of: a file, relative to the root, or what else can be wrong.
    pub of: &'static str,
    /// The text where the rule speaks.
    pub bad: &'static str,
    /// What is found in the bad one, a concise line each.
    pub told: &'static str,
    /// The text where it has nothing to say.
    pub good: &'static str,
}

/// The example of a rule, from its folder of cases.
macro_rules! example {
    ($rule:literal, $bad:literal, $good:literal) => {
        $crate::rules::explanation::example!($rule, $bad, $good, "check-ins/ada/2026-W47.md")
    };
    ($rule:literal, $bad:literal, $good:literal, $path:literal) => {
        Some($crate::rules::Example {
            of: $path,
            bad: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/tests/fixtures/rules/",
                $rule,
                "/",
                $bad,
                "/",
                $path
            )),
            told: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/tests/fixtures/rules/",
                $rule,
                "/",
                $bad,
                "/expected.txt"
            )),
            good: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/tests/fixtures/rules/",
                $rule,
                "/",
                $good,
                "/",
                $path
            )),
        })
    };
}
pub(super) use example;

/// All that is to be said of a rule, as Markdown: what is wrong, what the rule asks, why, a bad and a
/// good example, and how to configure it.
#[must_use]
pub fn explanation(rule: &Rule) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "# {}\n", rule.id);
    let _ = writeln!(
        text,
        "{}. Group *{}*, by default {}.\n",
        sentence(rule.summary),
        rule.group.word(),
        weight(rule)
    );
    let _ = writeln!(text, "**What it asks.** {}\n", rule.asks);
    let _ = writeln!(text, "**Why.** {}\n", rule.why);
    if let Some(example) = &rule.example {
        let Example {
            of,
            bad,
            told,
            good,
        } = example;
        let _ = writeln!(text, "**Bad**, {of}:\n\n{}", fenced("markdown", bad));
        if !told.is_empty() {
            let _ = writeln!(text, "{}", fenced("text", told));
        }
        let _ = writeln!(text, "**Good**:\n\n{}", fenced("markdown", good));
    }
    text.push_str(&configuring(rule));
    text
}

/// The page of all rules: `docs/rules.md`.
#[must_use]
pub fn handbook() -> String {
    let mut text = "# Rules\n\nPrinted by `okr rules --format markdown`.\n".to_owned();
    text.push_str(
        "\nA finding weighs what its rule says below, or what `rules` in `okr.yaml` says: \
         `error`, `warning`, `info` or `off`.\nA rule can weigh differently by status, hold since a week, and have limits: \
         `rules: { since: 2026-W20, vague-answer: { ready: warning, reviewed: off }, too-smooth: { steps: 6, since: 2026-W30 } }`.\n\
         Above a place, `<!-- okr: allow(rule): reason -->` (in front matter and in `okr.yaml` `# okr: allow(rule): reason`) takes back what the rule says of it.\nIn a check-in that is a draft or was returned, what the \
         group *complete* finds is still to do, and weighs `info`.\n",
    );
    for group in Group::ALL {
        let rules: Vec<_> = all().iter().filter(|rule| rule.group == group).collect();
        if rules.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n## {}: {}", group.word(), group.meaning());
        for rule in rules {
            let body = explanation(rule);
            let _ = write!(text, "\n##{}", body.trim_end());
            text.push('\n');
        }
    }
    text
}

/// One line a rule: its id, its default severity and what is wrong, in columns.
#[must_use]
pub fn list() -> String {
    let mut text = String::new();
    let width = all().iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    for group in Group::ALL {
        let mut of_group = all().iter().filter(|rule| rule.group == group).peekable();
        if of_group.peek().is_none() {
            continue;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        let _ = writeln!(text, "{} - {}", group.word(), group.meaning());
        for rule in of_group {
            let _ = writeln!(
                text,
                "  {:width$}  {:7}  {}",
                rule.id,
                weight(rule),
                rule.summary
            );
        }
    }
    text
}

fn configuring(rule: &Rule) -> String {
    let other = if weight(rule) == "warning" {
        "error"
    } else {
        "warning"
    };
    let id = rule.id;
    let mut text = format!(
        "**Configure** it in `okr.yaml`, with `error`, `warning`, `info` or `off`:\n\n```yaml\nrules:\n  {id}: {other}\n"
    );
    let limits: Vec<_> = RULE_LIMITS
        .iter()
        .filter(|limit| limit.rule == id)
        .collect();
    for RuleLimit {
        key, default, hint, ..
    } in limits
    {
        let _ = writeln!(text, "  {id}: {{ {key}: {default} }}   # {hint}");
    }
    text.push_str("```\n");
    text
}

fn weight(rule: &Rule) -> &'static str {
    rule.severity.map_or("off", crate::diag::Severity::word)
}

fn sentence(summary: &str) -> String {
    let mut letters = summary.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The text in a code block whose fence is longer than any in it.
fn fenced(language: &str, text: &str) -> String {
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}{language}\n{}\n{fence}\n", text.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_every_rule_once_in_the_list() {
        let list = list();
        for rule in all() {
            let lines = list
                .lines()
                .filter(|line| line.split_whitespace().next() == Some(rule.id));
            assert_eq!(lines.count(), 1, "{}", rule.id);
        }
    }

    #[test]
    fn fences_an_example_that_has_a_fence() {
        assert!(fenced("text", "```\ncode\n```").starts_with("````text\n```\n"));
    }
}
