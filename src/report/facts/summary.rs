//! One check-in to its facts.

use std::sync::Arc;

use crate::diff::{same_obstacles, same_tasks};
use crate::model::{
    Answer, CheckIn, KeyResultRef, Obstacle, Okrs, Part, Person, Section, SectionKind, Status,
    Task, Team, Week,
};

use crate::text::fold::folded;

use super::{ChangeFact, ObstacleFact, Published, Said, Summary, TaskFact, about, names, plain};

/// Characters that a line of the week-by-week table takes.
const LINE: usize = 120;
/// Characters that a quotation takes.
const QUOTATION: usize = 260;

/// The facts of a check-in; `before` is the person's last one that speaks.
pub(in crate::report) fn summary(
    published: &Published,
    person: &Person,
    team: &Team,
    okrs: &Okrs,
    before: Option<(&CheckIn, &Summary)>,
) -> Summary {
    let mut facts = empty(published);
    let Some(check_in) = published
        .check_in
        .as_ref()
        .filter(|_| facts.status != Status::Skipped)
    else {
        return facts;
    };
    facts.readings = readings(check_in);
    for said in &mut facts.readings {
        said.reference = shared_reference(&said.reference, okrs);
    }
    facts.obstacles = obstacles(check_in, okrs, before);
    facts.tasks = tasks(check_in, team, okrs, &facts.obstacles, before);
    facts.changes = changes(check_in, person);
    let progress = public_text(check_in, SectionKind::Progress);
    facts.line = plain::first_sentence(&progress.map_or_else(String::new, without_headings), LINE);
    facts.notes = notes(check_in);
    let recognition =
        public_text(check_in, SectionKind::Recognition).map(|text| plain::plain(&text));
    facts.recognition = recognition.map(|text| plain::sentences(&text, QUOTATION));
    let reviewer = check_in
        .reviewed
        .as_ref()
        .and_then(|reviewed| reviewed.by.as_ref());
    let reviewed = check_in.reviewed.as_ref();
    facts.reviewed_on = reviewed.and_then(|reviewed| Some(reviewed.on.as_ref()?.value));
    facts.recognised_by = reviewer
        .map(|by| by.value.clone())
        .or_else(|| person.manager.clone());
    facts
}

fn empty(published: &Published) -> Summary {
    let skipped = published
        .check_in
        .as_ref()
        .and_then(|check_in| check_in.skipped.as_ref());
    Summary {
        week: published.week,
        status: published.status,
        withheld: published.check_in.is_none(),
        odd_line: published.odd_line,
        skipped: skipped.map(|reason| reason.value.clone()),
        reviewed_on: None,
        readings: Vec::new(),
        obstacles: Vec::new(),
        tasks: Vec::new(),
        changes: Vec::new(),
        recognition: None,
        recognised_by: None,
        line: String::new(),
        notes: Vec::new(),
    }
}

/// What the check-in says of key results.
pub(in crate::report) fn readings(check_in: &CheckIn) -> Vec<Said> {
    let said = check_in.readings.iter().map(|reading| Said {
        reference: reading.reference.value.clone(),
        value: reading.value.as_ref().map(|value| value.value),
        confidence: reading
            .confidence
            .as_ref()
            .map(|confidence| confidence.value),
    });
    let mut readings: Vec<Said> = said
        .filter(|said| said.value.is_some() || said.confidence.is_some())
        .collect();
    readings.shrink_to_fit();
    readings
}

/// A text that is mostly the same as last week's: there are many of these, and only what is new takes
/// memory.
fn shared(text: &str, before: Option<&Arc<str>>) -> Arc<str> {
    match before {
        Some(before) if **before == *text => Arc::clone(before),
        _ => text.into(),
    }
}

/// The same reference; one that is known shares its ids with the key result itself.
fn shared_reference(reference: &KeyResultRef, okrs: &Okrs) -> KeyResultRef {
    let mut known = okrs.with_id(reference.key_result.as_str());
    let known = known.find(|(_, key_result)| key_result.reference == *reference);
    known.map_or_else(|| reference.clone(), |(_, found)| found.reference.clone())
}

fn obstacles(
    check_in: &CheckIn,
    okrs: &Okrs,
    before: Option<(&CheckIn, &Summary)>,
) -> Vec<ObstacleFact> {
    let same = before.map_or_else(Vec::new, |(old, _)| same_obstacles(old, check_in));
    let fact = |(place, obstacle): (usize, &Obstacle)| {
        let past = past_place(&same, place);
        let past = past
            .zip(before)
            .and_then(|(old, (_, facts))| facts.obstacles.get(old));
        ObstacleFact {
            title: shared(&obstacle.title.value, past.map(|past| &past.title)),
            id: shared(&obstacle.id, past.map(|past| &past.id)),
            slows: obstacle
                .slows
                .iter()
                .map(|slowed| shared_reference(&slowed.value, okrs))
                .collect(),
            own: obstacle.own_cause.is_some(),
            outside: obstacle.outside_cause.is_some(),
            resolved: obstacle.resolved.is_some(),
            no_way_round: obstacle.no_way_round.is_some(),
            first: past.map_or(check_in.week, |past| past.first),
            was_open: past.is_some_and(|past| !past.resolved),
            before: past_place(&same, place),
        }
    };
    check_in.obstacles.iter().enumerate().map(fact).collect()
}

fn past_place(same: &[(usize, usize)], place: usize) -> Option<usize> {
    same.iter()
        .find(|(_, now)| *now == place)
        .map(|(old, _)| *old)
}

fn tasks(
    check_in: &CheckIn,
    team: &Team,
    okrs: &Okrs,
    obstacles: &[ObstacleFact],
    before: Option<(&CheckIn, &Summary)>,
) -> Vec<TaskFact> {
    let same = before.map_or_else(Vec::new, |(old, _)| same_tasks(old, check_in));
    let known = known(check_in, team, okrs, check_in.week);
    let titles = obstacles.iter().map(|obstacle| folded(&obstacle.title));
    let titles: Vec<String> = titles.collect();
    let fact = |(place, task): (usize, &Task)| {
        let past = past_place(&same, place);
        let past = past
            .zip(before)
            .and_then(|(old, (_, facts))| facts.tasks.get(old));
        let about = about(task, &known, obstacles, &titles);
        TaskFact {
            text: shared(&task.text.value, past.map(|past| &past.text)),
            state: task.state,
            owner: owner(task, past),
            due: task.due.as_ref().map(|due| due.value),
            section: task.section,
            about: about.key_results,
            obstacle: about.obstacle,
            first: past.map_or(check_in.week, |past| past.first),
            before: past.map(|past| past.state),
            was: past_place(&same, place),
        }
    };
    check_in.tasks.iter().enumerate().map(fact).collect()
}

/// The owner of a task.
fn owner(task: &Task, past: Option<&TaskFact>) -> Option<Arc<str>> {
    let before = past.and_then(|past| past.owner.as_ref());
    Some(shared(&task.owner.as_ref()?.value, before))
}

/// The key results that a task of the check-in may name: those of its week's cycle.
fn known<'o>(
    check_in: &'o CheckIn,
    team: &Team,
    okrs: &'o Okrs,
    week: Week,
) -> Vec<&'o KeyResultRef> {
    let mine = check_in
        .readings
        .iter()
        .map(|reading| &reading.reference.value);
    let mut known: Vec<&KeyResultRef> = mine.collect();
    if okrs.objectives().len() <= 60 {
        let cycle = team.cycle_of(week);
        let all = okrs.of_week(&cycle, week);
        known.extend(
            all.iter()
                .flat_map(|o| &o.key_results)
                .map(|key| &key.reference),
        );
        known.dedup();
    }
    known
}

fn changes(check_in: &CheckIn, person: &Person) -> Vec<ChangeFact> {
    let fact = |change: &crate::model::OkrChange| ChangeFact {
        subject: change.subject.value.clone(),
        change: change.change.value,
        from: change.from.as_ref().map(|from| from.value.clone()),
        to: change.to.as_ref().map(|to| to.value.clone()),
        because: change.because.as_ref().map(|because| because.value),
        agreed_by: change.agreed.iter().map(|by| by.value.clone()).collect(),
        is_agreed: change.is_agreed(&person.id, person.manager.as_ref()),
    };
    check_in.okr_changes.iter().map(fact).collect()
}

/// The text of a section; none where it is private or empty.
fn public_text(check_in: &CheckIn, kind: SectionKind) -> Option<String> {
    let section = check_in.section(kind).filter(|section| is_told(section))?;
    Some(check_in.cut(section.body).to_owned())
}

/// Whether a section says something to everybody.
pub(in crate::report) fn is_told(section: &Section) -> bool {
    !section.private && section.answer == Answer::Text
}

/// The text without its headings, which only name key results.
fn without_headings(markdown: String) -> String {
    let lines = markdown
        .lines()
        .filter(|line| !line.trim_start().starts_with("###"));
    plain::plain(&lines.collect::<Vec<_>>().join("\n"))
}

/// What Progress says under each key result, and of those that it names without a heading.
fn notes(check_in: &CheckIn) -> Vec<(KeyResultRef, String)> {
    let Some(section) = check_in
        .section(SectionKind::Progress)
        .filter(|s| is_told(s))
    else {
        return Vec::new();
    };
    let mut notes = Vec::new();
    let told = |part: &&Part| !part.private && part.answer == Answer::Text;
    for part in section.parts.iter().filter(told) {
        let Some(reference) = &part.key_result else {
            continue;
        };
        let text = plain::plain(check_in.cut(part.body));
        if !text.is_empty() {
            notes.push((reference.clone(), plain::sentences(&text, QUOTATION)));
        }
    }
    if section.parts.is_empty() {
        let text = check_in.cut(section.body);
        for paragraph in text.split("\n\n") {
            for reading in &check_in.readings {
                let reference = &reading.reference.value;
                if names(paragraph, reference) && !notes.iter().any(|(known, _)| known == reference)
                {
                    let text = plain::sentences(&plain::plain(paragraph), QUOTATION);
                    notes.push((reference.clone(), text));
                }
            }
        }
    }
    notes.shrink_to_fit();
    notes
}
