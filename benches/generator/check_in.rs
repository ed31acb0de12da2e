//! One check-in in words: the front matter, then the sections in the order of the format.

use std::fmt::Write;

use super::calendar::Week;
use super::key_result::{KeyResult, Kind};
use super::random::Random;
use super::sentences as choices;
use super::team::{Cycle, Team};
use super::timeline::{Confidence, Reading, Task, TaskState, Timeline};
use super::words::{Facts, sentences};

/// What a check-in is written about.
pub struct Moment<'a> {
    pub team: &'a Team,
    pub cycle: &'a Cycle,
    /// Week of the cycle; 0 is its first.
    pub week: usize,
    /// The current week, in which not everybody is done.
    pub current: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Draft,
    Ready,
    Returned,
    Reviewed,
    Skipped,
}

/// Lets the week go by for the person, and writes of it.
pub fn check_in(timeline: &mut Timeline, moment: &Moment) -> String {
    let status = status(timeline, moment);
    let person = &moment.team.people[timeline.person];
    let title = format!("# {}, {}\n", person.name, moment.iso_week());
    if status == Status::Skipped {
        let reason = timeline
            .random
            .pick(&["holiday", "parental leave", "ill", "conference"]);
        return format!("---\nstatus: skipped\nskipped: {reason}\n---\n{title}");
    }
    timeline.advance(moment.cycle, moment.week);
    if status == Status::Reviewed {
        timeline.follow_up(moment.iso_week());
    }
    let mut text = String::with_capacity(4_096);
    front_matter(&mut text, timeline, moment, status);
    text.push_str(&title);
    progress(&mut text, timeline, moment);
    behind(&mut text, &mut timeline.random, status);
    obstacles(&mut text, timeline);
    let person = &moment.team.people[timeline.person].id;
    tasks(&mut text, "Plan", &timeline.tasks, person);
    confidence(&mut text, timeline, status);
    okr_changes(&mut text, timeline, moment);
    talk(&mut text, timeline, moment, status);
    text
}

impl Moment<'_> {
    fn iso_week(&self) -> Week {
        self.cycle.weeks[self.week]
    }
}

fn status(timeline: &mut Timeline, moment: &Moment) -> Status {
    let last = moment.week + 1 == moment.cycle.weeks.len();
    let bound = |it: &Reading| it.key_result(moment.cycle).change_in(moment.week).is_some();
    // Nobody is away in a week that ends a cycle or in which a change was agreed.
    let present = last || timeline.readings.iter().any(bound);
    let managed = moment.team.people[timeline.person].manager.is_some();
    match (timeline.random.below(100), moment.current) {
        (0..3, _) if !present => Status::Skipped,
        (..8, true) => Status::Draft,
        (..12, true) if managed => Status::Returned,
        (..60, true) => Status::Ready,
        _ if managed => Status::Reviewed,
        _ => Status::Ready,
    }
}

fn front_matter(text: &mut String, timeline: &mut Timeline, moment: &Moment, status: Status) {
    let word = match status {
        Status::Draft => "draft",
        Status::Ready => "ready",
        Status::Returned => "returned",
        Status::Reviewed => "reviewed",
        Status::Skipped => "skipped",
    };
    let _ = write!(text, "---\nstatus: {word}\nkey-results:\n");
    // A draft shows last week's value beside the new one, and some leave it standing.
    let remembers = timeline.random.chance(30);
    for reading in &timeline.readings {
        let key_result = reading.key_result(moment.cycle);
        let value = front_matter_value(reading, key_result, &mut timeline.random);
        let _ = write!(text, "  {}:\n    value: {value}", reading.reference);
        if let (true, Some(before)) = (remembers, reading.before) {
            let _ = write!(text, "  # last: {}", key_result.written(before));
        }
        let _ = write!(text, "\n    confidence: {}\n", reading.confidence.word());
    }
    let person = &moment.team.people[timeline.person];
    let manager = person
        .manager
        .map(|index| moment.team.people[index].id.as_str());
    let friday = moment.iso_week().friday();
    match (status, manager) {
        (Status::Reviewed, Some(manager)) => {
            let _ = writeln!(text, "reviewed: {{ by: {manager}, on: {friday} }}");
        }
        (Status::Returned, Some(manager)) => {
            let reason = "The figures lack their source";
            let _ = writeln!(
                text,
                "returned: {{ by: {manager}, on: {friday}, reason: {reason} }}"
            );
        }
        _ => {}
    }
    changes(text, timeline, moment);
    text.push_str("---\n");
}

fn front_matter_value(reading: &Reading, key_result: &KeyResult, random: &mut Random) -> String {
    let value = reading.value.unwrap_or(0);
    match key_result.kind {
        Kind::Milestones(names) if value > 0 && random.chance(30) => {
            names[value as usize - 1].into()
        }
        Kind::Target { unit: "%", .. } | Kind::Keep { unit: "%", .. } if random.chance(20) => {
            format!("{}%", key_result.written(value))
        }
        _ => key_result.written(value),
    }
}

fn changes(text: &mut String, timeline: &Timeline, moment: &Moment) {
    let person = &moment.team.people[timeline.person];
    let Some(manager) = person.manager.map(|index| &moment.team.people[index].id) else {
        return;
    };
    let mut key = "okr-changes:\n";
    for reading in &timeline.readings {
        let key_result = reading.key_result(moment.cycle);
        if let Some((from, to)) = key_result.change_in(moment.week) {
            let (from, to) = (key_result.written(from), key_result.written(to));
            let _ = write!(
                text,
                "{key}  - key-result: {}\n    change: target\n    from: {from}\n    to: {to}\n    \
                 because: too-hard\n    agreed: [{}, {manager}]\n",
                reading.reference, person.id
            );
            key = "";
        }
    }
}

fn progress(text: &mut String, timeline: &mut Timeline, moment: &Moment) {
    text.push_str("\n## Progress\n");
    let random = &mut timeline.random;
    for (index, reading) in timeline.readings.iter().enumerate() {
        text.push_str(gap(index));
        let key_result = reading.key_result(moment.cycle);
        let after = key_result.written(reading.value.unwrap_or(0));
        let before = reading
            .before
            .map(|value| key_result.written(value))
            .unwrap_or_default();
        let facts = Facts {
            before: &before,
            after: &after,
            ..Facts::NONE
        };
        let _ = writeln!(text, "### {}", reading.reference);
        let lead = match reading.before {
            None => choices::BEGUN,
            Some(_) if reading.moved() => choices::MOVED,
            Some(_) => choices::STILL,
        };
        sentences(text, random, lead, 1, &facts);
        text.push('\n');
        let count = 5 + random.below(5);
        sentences(text, random, choices::DETAILS, count, &facts);
        text.push('\n');
        extras(text, random, &after);
    }
}

/// What some people write on top: a list, now and then a table or a few lines of code.
fn extras(text: &mut String, random: &mut Random, after: &str) {
    if random.chance(40) {
        text.push('\n');
        for _ in 0..2 + random.below(3) {
            text.push_str("- ");
            sentences(text, random, choices::ITEMS, 1, &Facts::NONE);
            text.push('\n');
        }
    }
    if random.chance(4) {
        let _ = write!(
            text,
            "\n| run | result |\n| --- | --: |\n| last | {after} |\n"
        );
    } else if random.chance(3) {
        let _ = write!(
            text,
            "\n```sh\n# the measurement\nmeasure --runs 20 | sort -n\n```\n"
        );
    }
}

fn behind(text: &mut String, random: &mut Random, status: Status) {
    text.push_str("\n## Behind schedule\n");
    if status == Status::Draft {
        text.push_str("<!-- What is late, and by how much? -->\n");
    } else if random.chance(35) {
        text.push_str("None.\n");
    } else {
        let count = 1 + random.below(3);
        sentences(text, random, choices::BEHIND, count, &Facts::NONE);
        text.push('\n');
    }
}

fn obstacles(text: &mut String, timeline: &mut Timeline) {
    text.push_str("\n## Obstacles\n");
    if timeline.obstacles.is_empty() {
        text.push_str("None.\n");
    }
    let random = &mut timeline.random;
    for (index, obstacle) in timeline.obstacles.iter().enumerate() {
        let _ = write!(text, "{}### {}\n- Slows: ", gap(index), obstacle.title);
        let _ = writeln!(text, "{}", obstacle.slows.join(", "));
        let which = random.below(3);
        if which != 0 {
            item(text, random, "Own cause", choices::OWN_CAUSES);
        }
        if which != 1 {
            item(text, random, "Outside cause", choices::OUTSIDE_CAUSES);
        }
        if obstacle.resolved {
            item(text, random, "Resolved", choices::RESOLVED);
        }
    }
}

fn item(text: &mut String, random: &mut Random, label: &str, choices: &[&str]) {
    let _ = write!(text, "- {label}: ");
    sentences(text, random, choices, 1, &Facts::NONE);
    text.push('\n');
}

fn tasks(text: &mut String, heading: &str, tasks: &[Task], owner: &str) {
    let _ = writeln!(text, "\n## {heading}");
    for task in tasks {
        let mark = match task.state {
            TaskState::Open => ' ',
            TaskState::Done => 'x',
            TaskState::Dropped => '-',
        };
        let _ = writeln!(
            text,
            "- [{mark}] {} (@{owner}, due {})",
            task.text, task.due
        );
    }
}

fn confidence(text: &mut String, timeline: &mut Timeline, status: Status) {
    text.push_str("\n## Confidence\n");
    if status == Status::Draft {
        return text.push_str("<!-- How sure are you, and why? -->\n");
    }
    let random = &mut timeline.random;
    for (index, reading) in timeline.readings.iter().enumerate() {
        text.push_str(gap(index));
        let fell = reading.confidence < reading.confidence_before;
        let _ = write!(text, "{}: ", reading.reference);
        if fell || reading.confidence == Confidence::NotOk {
            sentences(text, random, choices::WORRIES, 1, &Facts::NONE);
        } else {
            sentences(text, random, choices::CALM, 1, &Facts::NONE);
        }
        text.push('\n');
    }
}

fn okr_changes(text: &mut String, timeline: &Timeline, moment: &Moment) {
    text.push_str("\n## OKR changes\n");
    let mut none = true;
    for reading in &timeline.readings {
        let key_result = reading.key_result(moment.cycle);
        if let Some((from, to)) = key_result.change_in(moment.week) {
            let (from, to) = (key_result.written(from), key_result.written(to));
            let reference = &reading.reference;
            let _ = writeln!(text, "The target of {reference} moves from {from} to {to}.");
            none = false;
        }
    }
    if none {
        text.push_str("None.\n");
    }
}

/// The sections of the manager, and what the person asks for and answers.
fn talk(text: &mut String, timeline: &mut Timeline, moment: &Moment, status: Status) {
    let random = &mut timeline.random;
    if random.chance(20) {
        section(text, random, "Asks", choices::ASKS);
    }
    if status == Status::Reviewed {
        text.push_str("\n## Feedback\n");
        for (index, reading) in timeline.readings.iter().enumerate() {
            let _ = writeln!(text, "{}### {}", gap(index), reading.reference);
            sentences(text, random, choices::PRAISE, 1, &Facts::NONE);
            text.push(' ');
            sentences(text, random, choices::ADVICE, 2, &Facts::NONE);
            text.push('\n');
        }
        section(text, random, "Recognition", choices::RECOGNITION);
    }
    let person = &moment.team.people[timeline.person];
    if !timeline.follow_ups.is_empty() {
        let manager = person
            .manager
            .map_or(&person.id, |index| &moment.team.people[index].id);
        tasks(text, "Follow-ups", &timeline.follow_ups, manager);
    }
    if status == Status::Reviewed && timeline.random.chance(15) {
        section(text, &mut timeline.random, "Reply", choices::REPLIES);
    }
}

fn section(text: &mut String, random: &mut Random, heading: &str, from: &[&str]) {
    let _ = writeln!(text, "\n## {heading}");
    sentences(text, random, from, 1, &Facts::NONE);
    text.push('\n');
}

/// What stands between two parts of a section.
fn gap(index: usize) -> &'static str {
    if index > 0 { "\n" } else { "" }
}
