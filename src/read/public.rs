//! The only way to a check-in without the words that are for its two people alone.

use crate::model::{Answer, CheckIn, Okrs, Seals, Section, Team};
use crate::text::source::blanked;
use crate::text::{Source, Span};

/// The same check-in with every private byte blanked and read again: whoever holds the result cannot
/// print what is not in it. All places stay what they were. Private sections keep their heading, where
/// the team knows the section, and are marked; private parts are gone with their headings.
///
/// `None` where the file fails closed: something in it is odd, and nothing of it may be published.
#[must_use]
pub fn public(check_in: &CheckIn, team: &Team, okrs: &Okrs) -> Option<CheckIn> {
    if check_in.withheld.is_some() {
        return None;
    }
    let blanks = blanks(check_in);
    if blanks.is_empty() {
        return Some(check_in.clone());
    }
    if let Some(public) = without_bodies(check_in, &blanks) {
        return Some(public);
    }
    read_again(check_in, &blanks, team, okrs)
}

fn read_again(check_in: &CheckIn, blanks: &[Span], team: &Team, okrs: &Okrs) -> Option<CheckIn> {
    let source = Source::new(check_in.text.clone().into_bytes()).without(blanks);
    let again = super::check_in(
        &source,
        &check_in.path,
        &check_in.person,
        check_in.week,
        team,
        okrs,
    );
    let mut public = again.value;
    for section in &mut public.sections {
        let before = check_in
            .sections
            .iter()
            .find(|s| s.heading.span == section.heading.span);
        section.private = before.is_none_or(|before| before.private);
    }
    public.private.clone_from(&check_in.private);
    (public.withheld.is_none()).then_some(public)
}

/// What reading again would give where nothing but the bodies of sections is blanked, and nothing in those
/// could have a meaning for what stands elsewhere; `None` where it could, as a link's address may.
fn without_bodies(check_in: &CheckIn, blanks: &[Span]) -> Option<CheckIn> {
    let sections = check_in.sections.iter();
    let bodies = sections.filter(|section| blanks.contains(&section.body));
    let is_simple = blanks.len() == bodies.count()
        && check_in.allows.is_empty()
        && (blanks.iter()).all(|body| !body.of(&check_in.text).contains("]:"));
    if !is_simple {
        return None;
    }
    let is_kept = |span: Span| !blanks.iter().any(|blank| blank.contains(span));
    let section = |section: &Section| {
        if is_kept(section.body) {
            return section.clone();
        }
        Section {
            answer: Answer::Empty,
            parts: Vec::new(),
            id: section.id.clone(),
            heading: section.heading.clone(),
            ..*section
        }
    };
    let obstacles = check_in.obstacles.iter();
    let tasks = check_in.tasks.iter();
    Some(CheckIn {
        text: blanked(&check_in.text, blanks),
        sections: check_in.sections.iter().map(section).collect(),
        obstacles: obstacles
            .filter(|of| is_kept(of.title.span))
            .cloned()
            .collect(),
        tasks: tasks.filter(|of| is_kept(of.state_span)).cloned().collect(),
        seals: Seals::default(),
        withheld: None,
        allows: Vec::new(),
        person: check_in.person.clone(),
        path: check_in.path.clone(),
        status: check_in.status,
        readings: check_in.readings.clone(),
        reviewed: check_in.reviewed.clone(),
        returned: check_in.returned.clone(),
        skipped: check_in.skipped.clone(),
        okr_changes: check_in.okr_changes.clone(),
        private: check_in.private.clone(),
        ..*check_in
    })
}

/// What is blanked: the bodies of private sections that the team knows, everything else whole.
fn blanks(check_in: &CheckIn) -> Vec<Span> {
    let blank = |private: &Span| {
        let known = check_in.sections.iter().find(|section| {
            section.private
                && section.id.is_some()
                && private.contains(section.heading.span)
                && private.end == section.body.end
        });
        known.map_or(*private, |section| section.body)
    };
    check_in
        .private
        .iter()
        .map(blank)
        .filter(|span| !span.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ObjectiveId, PersonId, Week};
    use proptest::prelude::*;

    const ORDINARY: [&str; 20] = [
        "## Feedback",
        "## Reply",
        "## Progress",
        "## Plan",
        "## Obstacles",
        "## Follow-ups",
        "### fast/p95",
        "### Quota",
        "- [ ] Run it (@ada, due 2026-11-27)",
        "  - [x] Below",
        "- Own cause: we",
        "- Slows: p95",
        "   ## Notes",
        "None.",
        "TODO",
        "É words\r",
        "words",
        "",
        "",
        "",
    ];

    /// Lines that could change the meaning of those around them.
    const ODD: [&str; 20] = [
        "## Weather",
        "# Title",
        "#### Deep",
        "### Feedback",
        "<!-- okr: private -->",
        "<!-- note",
        "-->",
        "<div>",
        "</div>",
        "<pre>",
        "</pre>",
        "```",
        "~~~",
        "> ## Quoted",
        "---",
        "===",
        "[fast/p95]: https://x.org",
        "### [fast/p95]",
        "[^1]: note",
        "<!-- okr: allow(late): x -->",
    ];

    fn line() -> impl Strategy<Value = &'static str> {
        let select = |lines: &[&'static str]| proptest::sample::select(lines.to_vec());
        prop_oneof![12 => select(&ORDINARY), 1 => select(&ODD)]
    }

    fn settings() -> (Team, Okrs) {
        let source = |text: &str| Source::new(text.as_bytes().to_vec());
        let team = crate::read::team(&source("people: { ada: { name: Ada } }\n")).value;
        let objective =
            "---\ntitle: T\nowner: ada\nkey-results:\n  p95: { start: 1, target: 2 }\n---\n";
        let cycle = team.cycle_by_id("2026-Q4").unwrap();
        let id = ObjectiveId::new("fast").unwrap();
        let path = "okrs/2026-Q4/fast.md";
        let read = crate::read::objective(&source(objective), path, &cycle, &id, &team);
        (team, Okrs::new(vec![read.value]))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn leaving_bodies_out_is_as_reading_again(
            lines in proptest::collection::vec(line(), 0..24)
        ) {
            let (team, okrs) = settings();
            let text = format!("---\nstatus: draft\n---\n{}\n", lines.join("\n"));
            let source = Source::new(text.into_bytes());
            let (ada, week) = (PersonId::new("ada").unwrap(), Week::parse("2026-W47").unwrap());
            let path = "check-ins/ada/2026-W47.md";
            let read = super::super::check_in(&source, path, &ada, week, &team, &okrs).value;
            let blanks = blanks(&read);
            if let (None, Some(quick)) = (&read.withheld, without_bodies(&read, &blanks)) {
                let again = read_again(&read, &blanks, &team, &okrs);
                prop_assert_eq!(format!("{:#?}", Some(quick)), format!("{again:#?}"));
            }
        }
    }
}
