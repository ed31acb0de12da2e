//! A confidence is not OK or fell, and nothing says why.

use super::behind_heading;
use crate::diag::{Diagnostic, Severity};
use crate::model::{Answer, Confidence, KeyResult, Reading, SectionKind};
use crate::rules::explanation::example;
use crate::rules::mention::{Spoken, quoted};
use crate::rules::{CheckInView, Group, Rule, Scope};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "confidence-without-reason",
    group: Group::Complete,
    severity: Some(Severity::Error),
    summary: "a confidence is not OK or fell, and its reason is missing",
    asks: "The section Confidence says why, by key result, wherever a confidence is `not-ok` or lower than before.",
    why: "The reason is the earliest warning there is; the level alone can only be counted.",
    scope: Scope::CheckIn(check),
    example: example!("confidence-without-reason", "not-ok", "ok-says-why"),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    if !view.asks_section(SectionKind::Confidence) {
        return;
    }
    let low: Vec<(&Reading, &str)> = view
        .check_in
        .readings
        .iter()
        .filter_map(|reading| Some((reading, why_asked(view, reading)?)))
        .collect();
    let section = view.check_in.section(SectionKind::Confidence);
    let answered = section.filter(|section| section.answer == Answer::Text);
    let spoken = answered.map(|section| Spoken::new(view, section));
    for (reading, state) in &low {
        let is_said = spoken
            .as_ref()
            .is_some_and(|spoken| low.len() == 1 || says(view, spoken, reading));
        if is_said {
            continue;
        }
        let reference = &reading.reference.value;
        let title = quoted(&view.title(reference));
        let message = format!("the reason why the confidence in {title} {state} is missing");
        let spec = view.team.section(SectionKind::Confidence);
        let heading = spec.map_or("Confidence", |spec| spec.heading.as_str());
        let help = format!("name '{reference}' under '{heading}', and say why");
        let place = behind_heading(view, SectionKind::Confidence);
        let diagnostic = view.diagnostic(&RULE, place, message);
        found.push(
            diagnostic
                .with_help(help)
                .in_place(format!("confidence {reference}")),
        );
    }
}

/// Why a reason is asked for, where it is.
fn why_asked(view: &CheckInView<'_>, reading: &Reading) -> Option<&'static str> {
    let now = reading.confidence.as_ref()?.value;
    if now == Confidence::NotOk {
        return Some("is not OK");
    }
    let before = view.reading_before(&reading.reference.value)?;
    (now < before.confidence.as_ref()?.value).then_some("fell")
}

fn says(view: &CheckInView<'_>, spoken: &Spoken<'_>, reading: &Reading) -> bool {
    let (cycle, week) = (view.cycle(), view.check_in.week);
    let known: Vec<&KeyResult> = view
        .check_in
        .readings
        .iter()
        .filter_map(|reading| view.okrs.key_result(&reading.reference.value, cycle, week))
        .collect();
    let key_result = known
        .iter()
        .find(|known| known.reference == reading.reference.value);
    key_result.is_none_or(|key_result| spoken.speaks_of(key_result, &known))
}
