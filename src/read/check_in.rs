//! A file under `check-ins/` to a [`CheckIn`].

use super::mark::{Marks, marks};
use super::notes::Notes;
use super::reading::readings;
use super::section::sections;
use super::{Read, allow, fields, obstacle, okr_change, rule, seal, task};
use crate::model::lexicon::Lexicon;
use crate::model::schema::{CHECK_IN_KEYS, RETURNED_KEYS, REVIEWED_KEYS};
use crate::model::{
    CheckIn, Cycle, Okrs, PersonId, Returned, Reviewed, Seals, SectionSpec, Status, Team, Week,
};
use crate::text::yaml::Node;
use crate::text::{Document, ProblemKind, Source, Span, Spanned};

/// What the reader of one check-in needs to know about it and its team.
pub(super) struct Frame<'f> {
    pub team: &'f Team,
    pub lexicon: &'f Lexicon,
    pub okrs: &'f Okrs,
    pub week: Week,
    pub cycle: Cycle,
}

impl<'f> Frame<'f> {
    /// The section that a heading names.
    pub fn section_written(&self, heading: &str) -> Option<&'f SectionSpec> {
        let place = self.lexicon.section_written(heading)?;
        self.team.sections.get(place)
    }

    /// The section that a folded heading names.
    pub fn section(&self, folded: &str) -> Option<&'f SectionSpec> {
        let place = self.lexicon.section(folded)?;
        self.team.sections.get(place)
    }
}

/// Reads a check-in.
#[must_use]
pub fn check_in(
    source: &Source,
    path: &str,
    person: &PersonId,
    week: Week,
    team: &Team,
    okrs: &Okrs,
) -> Read<CheckIn> {
    read(&Document::new(source), path, person, week, team, okrs)
}

/// Reads the front matter of a check-in alone: no section, obstacle or task of it is there, and nothing
/// in its body keeps it from being read.
#[must_use]
pub fn front_of_check_in(
    source: &Source,
    path: &str,
    person: &PersonId,
    week: Week,
    team: &Team,
    okrs: &Okrs,
) -> CheckIn {
    let document = Document::with_front_matter(source);
    read(&document, path, person, week, team, okrs).value
}

fn read(
    document: &Document<'_>,
    path: &str,
    person: &PersonId,
    week: Week,
    team: &Team,
    okrs: &Okrs,
) -> Read<CheckIn> {
    let mut notes = Notes::new(path);
    notes.problems(&document.problems);
    let frame = Frame {
        team,
        lexicon: team.lexicon(),
        okrs,
        week,
        cycle: team.cycle_of(week),
    };
    let mut check_in = empty(document.text, path, person, week);
    match &document.front_matter {
        Some(front_matter) => {
            check_in.front_matter = front_matter.span;
            front(&front_matter.root, &mut check_in, &frame, &mut notes);
        }
        None => {
            let note = notes.note(
                rule::FRONT_MATTER,
                Span::at(0),
                "the front matter is missing",
            );
            note.help = Some("begin the file with '---', 'status: draft', '---'".to_owned());
        }
    }
    body(document, &mut check_in, &frame, &mut notes);
    Read {
        value: check_in,
        diagnostics: notes.found(),
    }
}

fn empty(text: &str, path: &str, person: &PersonId, week: Week) -> CheckIn {
    CheckIn {
        person: person.clone(),
        week,
        path: path.to_owned(),
        text: text.to_owned(),
        front_matter: Span::default(),
        status: Spanned::new(Status::Draft, Span::default()),
        readings: Vec::new(),
        reviewed: None,
        returned: None,
        skipped: None,
        okr_changes: Vec::new(),
        sections: Vec::new(),
        obstacles: Vec::new(),
        tasks: Vec::new(),
        private: Vec::new(),
        seals: Seals::default(),
        withheld: None,
        allows: Vec::new(),
    }
}

fn front(root: &Node<'_>, check_in: &mut CheckIn, frame: &Frame<'_>, notes: &mut Notes<'_>) {
    notes.unknown_keys(root, CHECK_IN_KEYS, "a check-in");
    let value = |key: &str| root.get(key).map(|entry| &entry.value);
    let words: Vec<_> = Status::ALL
        .iter()
        .map(|status| (status.word(), *status))
        .collect();
    match value("status") {
        Some(node) if node.text().is_some() => {
            let span = node.span;
            let found = fields::word(node, "a status", &words, notes);
            check_in.status = found.unwrap_or(Spanned::new(Status::Draft, span));
        }
        _ => {
            let at = Span::at(check_in.front_matter.start);
            check_in.status.span = at;
            let note = notes.note(rule::FRONT_MATTER, at, "the status is missing");
            note.help = Some("add 'status: draft'".to_owned());
        }
    }
    check_in.skipped = value("skipped").and_then(|node| fields::text(node, "a reason", notes));
    check_in.reviewed = value("reviewed").map(|node| reviewed(node, frame.team, notes));
    check_in.returned = value("returned").map(|node| returned(node, frame.team, notes));
    if let Some(node) = value("key-results") {
        check_in.readings = readings(node, frame, notes);
    }
    if let Some(node) = value("okr-changes") {
        check_in.okr_changes = okr_change::okr_changes(node, frame, notes);
    }
}

fn reviewed(node: &Node<'_>, team: &Team, notes: &mut Notes<'_>) -> Reviewed {
    notes.mapping(
        node,
        "by whom and when, such as { by: grace, on: 2026-11-20 }",
    );
    notes.unknown_keys(node, REVIEWED_KEYS, "'reviewed'");
    let value = |key: &str| node.get(key).map(|entry| &entry.value);
    Reviewed {
        by: value("by").and_then(|node| fields::person(node, team, notes)),
        on: value("on").and_then(|node| fields::date(node, notes)),
        span: node.span,
    }
}

fn returned(node: &Node<'_>, team: &Team, notes: &mut Notes<'_>) -> Returned {
    notes.mapping(
        node,
        "by whom, when and why, such as { by: grace, on: 2026-11-19, reason: … }",
    );
    notes.unknown_keys(node, RETURNED_KEYS, "'returned'");
    let value = |key: &str| node.get(key).map(|entry| &entry.value);
    Returned {
        by: value("by").and_then(|node| fields::person(node, team, notes)),
        on: value("on").and_then(|node| fields::date(node, notes)),
        reason: value("reason").and_then(|node| fields::text(node, "a reason", notes)),
        span: node.span,
    }
}

fn body(document: &Document<'_>, check_in: &mut CheckIn, frame: &Frame<'_>, notes: &mut Notes<'_>) {
    let level = frame.team.section_level;
    let cut = document.sections(level);
    let Marks { private, odd } = marks(document, &cut, notes);
    let read = sections(document, &cut, &private, frame, notes);
    check_in.private = read.private;
    check_in.obstacles = obstacle::obstacles(document, &cut, &read.sections, frame, notes);
    check_in.seals = seal::seals(document, &cut, &read.sections, frame, notes);
    check_in.tasks = task::tasks(document, &cut, &read.sections, frame, notes);
    check_in.sections = read.sections;
    check_in.allows = allow::allows(document);
    check_in.withheld = withheld(document).or(read.odd).or(odd);
}

/// Why nothing of the file may be published: what is odd in its text.
fn withheld(document: &Document<'_>) -> Option<Spanned<String>> {
    let odd = document.problems.iter().find(|problem| {
        matches!(
            problem.kind,
            ProblemKind::Bytes
                | ProblemKind::ConflictMarker
                | ProblemKind::Unclosed
                | ProblemKind::FrontMatter
                | ProblemKind::Yaml
        )
    });
    odd.map(|problem| Spanned::new(problem.message.clone(), problem.span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Answer, Confidence, ObjectiveId, SectionKind, TaskState};
    use crate::read::public;

    const TEAM: &str = "people:\n  ada: { manager: grace }\n  grace: {}\n";
    const OBJECTIVE: &str = "---\ntitle: T\nowner: ada\nkey-results:\n  p95: { start: 480, target: 150 }\n  \
        tap: { milestones: [design, beta] }\n---\n";

    fn source(text: &str) -> Source {
        Source::new(text.as_bytes().to_vec())
    }

    fn setting() -> (Team, Okrs) {
        let team = crate::read::team(&source(TEAM)).value;
        let cycle = Cycle::of_calendar("2026-Q4").unwrap();
        let id = ObjectiveId::new("fast").unwrap();
        let read = crate::read::objective(
            &source(OBJECTIVE),
            "okrs/2026-Q4/fast.md",
            &cycle,
            &id,
            &team,
        );
        assert_eq!(read.diagnostics, []);
        (team, Okrs::new(vec![read.value]))
    }

    fn read(text: &str) -> Read<CheckIn> {
        let (team, okrs) = setting();
        let ada = PersonId::new("ada").unwrap();
        let week = Week::parse("2026-W47").unwrap();
        check_in(
            &source(text),
            "check-ins/ada/2026-W47.md",
            &ada,
            week,
            &team,
            &okrs,
        )
    }

    fn told(read: &Read<CheckIn>) -> Vec<(&'static str, &str)> {
        read.diagnostics
            .iter()
            .map(|d| (d.rule, d.span.of(&read.value.text)))
            .collect()
    }

    #[test]
    fn reads_the_example_of_the_format() {
        let found = read(
            "---\nstatus: ready\nkey-results:\n  fast/p95:\n    value: 310\n    confidence: good\n  tap:\n    \
             value: beta\n    confidence: not-ok\nokr-changes:\n  - key-result: fast/p95\n    change: target\n    \
             from: 150\n    to: 200\n    because: too-hard\n    agreed: [ada, grace]\n---\n# Ada\n\n## Progress\n\
             ### fast/p95\nMoved.\n\n## Obstacles\n### Quota\n- Slows: p95, fast/tap\n- Own cause: late.\n- \
             Objective cause: slow vendor.\n\n### Data\n- Slows: p95\n- Resolved: copied.\n\n## Plan\n- [ ] Run it \
             (@ada, due 2026-11-27)\n- [x] Ask (now) (due 2026-11-20, @grace).\n- [-] Not this\n\n## Behind \
             schedule\nNone.\n",
        );
        assert_eq!(told(&found), []);
        let check_in = &found.value;
        assert_eq!(check_in.status.value, Status::Ready);
        assert_eq!(check_in.readings[1].value.unwrap().value, 2.into());
        assert_eq!(
            check_in.readings[1].confidence.unwrap().value,
            Confidence::NotOk
        );
        assert!(check_in.okr_changes[0].is_agreed(&check_in.person, None));
        assert_eq!(check_in.obstacles[0].slows.len(), 2);
        assert_eq!(
            check_in.obstacles[0].outside_cause.as_ref().unwrap().value,
            "slow vendor."
        );
        assert!(!check_in.obstacles[1].is_open());
        let tasks: Vec<_> = check_in
            .tasks
            .iter()
            .map(|t| (t.text.value.as_str(), t.state))
            .collect();
        assert_eq!(
            tasks,
            [
                ("Run it", TaskState::Open),
                ("Ask (now)", TaskState::Done),
                ("Not this", TaskState::Dropped)
            ]
        );
        assert_eq!(check_in.tasks[1].owner.as_ref().unwrap().value, "grace");
        assert_eq!(
            check_in.section(SectionKind::Behind).unwrap().answer,
            Answer::None
        );
    }

    #[test]
    fn judges_emptiness_by_what_a_reader_sees() {
        for body in [
            "",
            "<!-- x -->",
            " \n",
            "- \n- [ ]",
            "---",
            "TODO",
            "…",
            "- ...",
            "&nbsp;",
            "### a\n",
            "- Slows:\n- Own cause: TBD",
        ] {
            let found = read(&format!(
                "---\nstatus: draft\n---\n## Obstacles\n{body}\n\n## Plan\nx\n"
            ));
            assert_eq!(found.value.sections[0].answer, Answer::Empty, "{body:?}");
        }
        for body in [
            "x",
            "- x",
            "![chart](x.png)",
            "`code`",
            "| a |\n|---|\n| b |",
            "> quote",
            "TODO list is done",
        ] {
            let found = read(&format!("---\nstatus: draft\n---\n## Obstacles\n{body}\n"));
            assert_eq!(found.value.sections[0].answer, Answer::Text, "{body:?}");
        }
    }

    #[test]
    fn recognises_a_heading_misspelt_by_one_letter() {
        let found = read("---\nstatus: draft\n---\n## Obstacels\nNone.\n");
        assert_eq!(told(&found), [("misspelt-heading", "Obstacels")]);
        assert_eq!(found.value.sections[0].kind, Some(SectionKind::Obstacles));
    }

    #[test]
    fn reports_values_that_cannot_be() {
        let found = read(
            "---\nstatus: redy\nkey-results:\n  fast/p95: { value: 310 ms, confidence: Very Good }\n  fast/tap: { value: 3 }\n  \
             fast/p59: { value: 1 }\n---\n",
        );
        assert_eq!(
            told(&found),
            [
                ("bad-value", "redy"),
                ("bad-value", "310 ms"),
                ("bad-value", "Very Good"),
                ("bad-value", "3"),
                ("unknown-key-result", "fast/p59"),
            ]
        );
        assert_eq!(
            found.diagnostics[4].help.as_deref(),
            Some("did you mean 'fast/p95'?")
        );
    }

    #[test]
    fn blanks_what_is_private_and_keeps_every_place() {
        let text = "---\nstatus: reviewed\n---\n## Progress\nopen\n### Secret part <!-- okr: private -->\nsecret\n\
                    ## Feedback\nsecret\n### fast/p95\nsecret\n## Recognition\nopen\n";
        let (team, okrs) = setting();
        let found = read(text);
        assert_eq!(told(&found), []);
        let shown = public(&found.value, &team, &okrs).unwrap();
        assert!(
            !shown.text.to_lowercase().contains("secret"),
            "{}",
            shown.text
        );
        assert_eq!(shown.text.len(), text.len());
        assert!(shown.section(SectionKind::Feedback).unwrap().private);
        assert_eq!(shown.text.matches("open").count(), 2);
    }

    #[test]
    fn keeps_private_what_the_team_does_not_ask_for() {
        let text = "people:\n  ada: { manager: grace }\n  grace: {}\nsections: [progress, plan]\n";
        let team = crate::read::team(&source(text)).value;
        let okrs = Okrs::new(Vec::new());
        let (ada, week) = (
            PersonId::new("ada").unwrap(),
            Week::parse("2026-W47").unwrap(),
        );
        let shown = |body: &str| {
            let text = format!("---\nstatus: ready\n---\n{body}\nsecret\n\n## Progress\nopen\n");
            let read = check_in(
                &source(&text),
                "check-ins/ada/2026-W47.md",
                &ada,
                week,
                &team,
                &okrs,
            );
            public(&read.value, &team, &okrs).map(|shown| shown.text)
        };
        for heading in [
            "## Feedback",
            "## Rückmeldung",
            "## Feedbak",
            "## Reply",
            "## Antwort:",
        ] {
            let text = shown(heading).unwrap();
            assert!(
                !text.contains("secret") && text.contains("open"),
                "{heading}: {text}"
            );
        }
        assert!(shown("# Feedback").is_none());
        assert!(shown("## Weather").unwrap().contains("secret"));
    }

    #[test]
    fn publishes_nothing_of_a_file_in_which_something_is_odd() {
        for body in [
            "## Progress\n<!-- okr: privat -->\nsecret\n",
            "text\n\n<!-- okr: private -->\n",
            "## Progress\n<!-- open\n",
            "## Progress\n```\nopen\n",
            "## Progress\n<<<<<<< a\n",
            "#### Feedback\nsecret\n",
            "# Feedbak\nsecret\n",
        ] {
            let (team, okrs) = setting();
            let found = read(&format!("---\nstatus: draft\n---\n{body}"));
            assert!(public(&found.value, &team, &okrs).is_none(), "{body:?}");
            assert!(!found.diagnostics.is_empty(), "{body:?}");
        }
    }

    #[test]
    fn reads_german_headings_labels_and_answers_as_the_english_ones() {
        let english = "---\nstatus: draft\n---\n## Progress\n### fast/p95\nx\n## Behind schedule\nNone.\n\
            ## Obstacles\n### Quota\n- Slows: p95\n- Own cause: a\n- Objective cause: b\n### Old\n\
            - Resolved: c\n### Wall\n- No way round: d\n## Plan\n- [ ] Run (@ada, due 2026-11-27)\n## Confidence\n\
            TODO\n## OKR changes\nNone.\n## Feedback\nx\n## Recognition\nx\n## Follow-ups\nNone.\n## Asks\nx\n\
            ## Reply\nx\n";
        let german = "---\nstatus: draft\n---\n## Fortschritt\n### fast/p95\nx\n## Rückstand\nKeine.\n\
            ## Hindernisse\n### Quota\n- Bremst: p95\n- Eigene Ursache: a\n- Äußere Ursache: b\n### Old\n\
            - Gelöst: c\n### Wall\n- Nicht zu umgehen: d\n## Plan\n- [ ] Run (@ada, fällig 2026-11-27)\n\
            ## Zuversicht\nFolgt noch.\n## OKR-Änderungen\nKeine.\n## Feedback\nx\n## Anerkennung\nx\n\
            ## Vereinbarungen\nKeine.\n## Anliegen\nx\n## Antwort\nx\n";
        let told = |text: &str| {
            let found = read(text);
            assert_eq!(found.diagnostics, []);
            let check_in = found.value;
            let sections = check_in.sections.iter();
            let sections: Vec<_> = sections.map(|s| (s.kind, s.answer, s.private)).collect();
            let obstacles = check_in.obstacles.iter().map(|o| {
                let said = |said: &Option<Spanned<String>>| said.as_ref().map(|s| s.value.clone());
                let causes = [&o.own_cause, &o.outside_cause, &o.resolved, &o.no_way_round];
                (o.slows.len(), causes.map(said))
            });
            let due = check_in.tasks[0].due.as_ref().map(|due| due.value);
            (sections, obstacles.collect::<Vec<_>>(), due)
        };
        assert_eq!(told(german), told(english));
    }

    #[test]
    fn keeps_private_what_stands_under_any_spelling_of_a_private_german_heading() {
        let (team, okrs) = setting();
        for heading in [
            "## Feedback",
            "## Rückmeldung",
            "## RÜCKMELDUNGEN:",
            "## Rueckmeldung",
            "## Ru\u{308}ckmeldung",
            "## Rückmeldng",
            "## Antwort",
            "## Antwrot",
            "## Antwort auf das Feedback",
            "## Notizen <!-- okr: private -->",
            "## Anliegen <!--okr:private-->",
            "## Rückstand\n<!-- OKR: private -->",
            "## Fortschritt\n### Äußerung <!-- okr:  private -->",
            "## Feedback\nx\n## Feedbak",
            "### Antwort",
            "# Rückmeldung",
            "### Rückmeldug",
            "## Notizen <!-- okr: privat -->",
        ] {
            let found = read(&format!("---\nstatus: draft\n---\n{heading}\nsecret\n"));
            let shown = public(&found.value, &team, &okrs);
            let text = shown.map(|shown| shown.text).unwrap_or_default();
            assert!(!text.contains("secret"), "{heading:?}: {text}");
        }
    }

    #[test]
    fn takes_no_other_word_for_a_private_german_heading() {
        for heading in [
            "### Artwork",
            "### Krankmeldungen",
            "### Rücksendungen",
            "### Ankunft",
            "### Erweiterung",
            "### Antwort des Lieferanten",
        ] {
            let found = read(&format!(
                "---\nstatus: draft\n---\n## Hindernisse\n{heading}\nx\n"
            ));
            assert_eq!(found.value.withheld, None, "{heading}");
        }
    }

    #[test]
    fn finds_misspelt_german_headings_and_labels() {
        let found = read(
            "---\nstatus: draft\n---\n## Hindernise\n### Quota\n- Eigne Ursache: x\n## Rükstand\nx\n",
        );
        assert_eq!(
            told(&found),
            [
                ("misspelt-heading", "Hindernise"),
                ("misspelt-label", "Eigne Ursache"),
                ("misspelt-heading", "Rükstand"),
            ]
        );
    }

    #[test]
    fn takes_for_due_what_a_german_writes_before_a_day() {
        let found = read(
            "---\nstatus: draft\n---\n## Plan\n- [ ] a (@ada, bis 2026-11-27)\n- [ ] b (bis Seite 40)\n\
             - [ ] c (@ada, fällig am 27.11.2026)\n",
        );
        assert_eq!(told(&found), [("bad-value", "27.11.2026")]);
        assert_eq!(
            found.diagnostics[0].fix.as_ref().unwrap().edits[0].text,
            "2026-11-27"
        );
        let tasks: Vec<_> = (found.value.tasks.iter())
            .map(|task| (task.text.value.as_str(), task.due.is_some()))
            .collect();
        assert_eq!(
            tasks,
            [("a", true), ("b (bis Seite 40)", false), ("c", false)]
        );
    }
}
