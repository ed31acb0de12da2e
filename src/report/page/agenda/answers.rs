//! The person's answers to the five questions, key result by key result.

use crate::model::{Answer, CheckIn, KeyResultRef, Section, SectionKind, SectionSpec, TaskState};
use crate::report::facts::{ObstacleFact, TaskFact, names, plain};
use crate::report::page::Site;
use crate::report::page::check_in::{Talk, is_expected};
use crate::report::view::agenda::Line;
use crate::text::fold::folded;

/// Characters of an answer: where there is something to ask, and where there is not.
pub(super) const LONG: usize = 230;
pub(super) const SHORT: usize = 150;
/// Where three key results or more share the sheet.
pub(super) const BRIEF: usize = 110;
/// From so many on they do.
pub(super) const MANY: usize = 3;

/// The questions of the process, in its order.
const QUESTIONS: [SectionKind; 5] = [
    SectionKind::Progress,
    SectionKind::Behind,
    SectionKind::Obstacles,
    SectionKind::Plan,
    SectionKind::Confidence,
];

impl Site<'_> {
    /// What is said of one key result; of none in particular where there is none.
    pub(super) fn answers(
        &self,
        talk: &Talk,
        check_in: &CheckIn,
        about: Option<&KeyResultRef>,
        most: usize,
    ) -> Vec<Line> {
        let asked = |kind| self.input.team.section(kind);
        let specs = QUESTIONS.into_iter().filter_map(asked);
        let line = |spec: &SectionSpec| {
            let section = check_in.section_by_id(&spec.id).filter(|s| !s.private);
            let text = match spec.kind {
                SectionKind::Obstacles => self.obstacles_about(talk, check_in, about),
                SectionKind::Plan => self.plan_about(talk, about),
                _ => section.map_or_else(String::new, |s| prose(talk, check_in, s, about)),
            };
            let text = match (text.is_empty(), section.map(|section| section.answer)) {
                (false, _) => plain::sentences(&text, most),
                (true, None | Some(Answer::Empty)) if is_expected(spec, check_in) => {
                    self.text("checkin.not-answered")
                }
                _ => return None,
            };
            Some(Line {
                label: spec.heading.clone(),
                text,
            })
        };
        specs.filter_map(line).collect()
    }

    /// The open obstacles that slow the key result, with both causes.
    fn obstacles_about(
        &self,
        talk: &Talk,
        check_in: &CheckIn,
        about: Option<&KeyResultRef>,
    ) -> String {
        let pairs = check_in.obstacles.iter().zip(&talk.summary.obstacles);
        let here = pairs.filter(|(obstacle, fact)| {
            !obstacle.private && !fact.resolved && is_about(talk, &fact.slows, about)
        });
        let spec = self.input.team.section(SectionKind::Obstacles);
        let labels = spec.map(|spec| spec.labels.clone()).unwrap_or_default();
        let told = here.map(|(obstacle, fact)| {
            let mut text = format!("{}: {}.", self.age_of(talk, fact), trimmed(&fact.title));
            let causes = [
                (&labels.own_cause, &obstacle.own_cause),
                (&labels.outside_cause, &obstacle.outside_cause),
                (&labels.no_way_round, &obstacle.no_way_round),
            ];
            for (label, cause) in causes {
                if let Some(cause) = cause {
                    let cause = plain::plain(&cause.value);
                    text.push_str(&format!(" {label}: {}.", trimmed(&cause)));
                }
            }
            text
        });
        told.collect::<Vec<_>>().join(" ")
    }

    fn age_of(&self, talk: &Talk, fact: &ObstacleFact) -> String {
        self.age(fact.age(talk.summary.week))
    }

    /// The open tasks of the plan that are for the key result.
    fn plan_about(&self, talk: &Talk, about: Option<&KeyResultRef>) -> String {
        let here = talk.summary.tasks.iter().filter(|task| {
            task.state == TaskState::Open
                && task.section == SectionKind::Plan
                // What was agreed before stands above.
                && (about.is_some() || task.before.is_none())
                && is_about(talk, &task.about, about)
        });
        here.map(|task| self.task_sentence(talk, task))
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn task_sentence(&self, talk: &Talk, task: &TaskFact) -> String {
        let (owner, due) = (self.task_owner(task), self.due(task.due, talk.scene.today));
        let details = self
            .words
            .text("task.line", &[("owner", &owner), ("due", &due)]);
        format!(
            "{} ({}).",
            trimmed(&task.text),
            details.trim_start_matches(", ")
        )
    }
}

/// Whether something that names `named` is about this key result; without one, whether it names none of
/// those that the check-in speaks of.
fn is_about(talk: &Talk, named: &[KeyResultRef], about: Option<&KeyResultRef>) -> bool {
    match about {
        Some(about) => named.contains(about),
        None => !talk
            .summary
            .readings
            .iter()
            .any(|said| named.contains(&said.reference)),
    }
}

/// What a section of prose says: the part under the key result's heading, and the paragraphs and items
/// that name it; without a key result those that name none.
fn prose(
    talk: &Talk,
    check_in: &CheckIn,
    section: &Section,
    about: Option<&KeyResultRef>,
) -> String {
    if section.answer != Answer::Text {
        return String::new();
    }
    let mut told: Vec<String> = Vec::new();
    let opening = section
        .parts
        .first()
        .map_or(section.body.end, |part| part.heading.span.start);
    let opening = check_in.text.get(section.body.start..opening).unwrap_or("");
    let opening = opening.trim_end_matches(['#', ' ']);
    let known = talk.summary.readings.iter().map(|said| &said.reference);
    let known: Vec<&KeyResultRef> = known.collect();
    for block in blocks(opening) {
        let named: Vec<KeyResultRef> = known
            .iter()
            .filter(|reference| is_named(talk, &block, reference))
            .map(|reference| (*reference).clone())
            .collect();
        if is_about(talk, &named, about) {
            told.push(plain::plain(&block));
        }
    }
    for part in section.parts.iter().filter(|part| !part.private) {
        let here = match &part.key_result {
            Some(reference) => Some(reference) == about,
            None => about.is_none(),
        };
        if here && part.answer == Answer::Text {
            told.push(plain::plain(check_in.cut(part.body)));
        }
    }
    told.retain(|text| !text.is_empty());
    told.join(" ")
}

/// By its id, or by its title.
fn is_named(talk: &Talk, block: &str, reference: &KeyResultRef) -> bool {
    let course = talk.scene.board.course(reference);
    let block = folded(block);
    names(&block, reference) || course.is_some_and(|course| block.contains(&folded(course.title())))
}

/// Paragraphs and list items.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks: Vec<String> = vec![String::new()];
    for line in text.lines() {
        let item = line.starts_with("- ") || line.starts_with("* ");
        if line.trim().is_empty() || item {
            blocks.push(String::new());
        }
        if let Some(last) = blocks.last_mut() {
            last.push_str(line);
            last.push('\n');
        }
    }
    blocks.retain(|block| !block.trim().is_empty());
    blocks
}

/// Without the full stop at its end.
fn trimmed(text: &str) -> &str {
    text.trim_end().trim_end_matches(['.', '。'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_items_are_blocks() {
        let found = blocks("One\ntwo.\n\n- three\n  more\n- four\n");
        let found: Vec<&str> = found.iter().map(|block| block.trim()).collect();
        assert_eq!(found, ["One\ntwo.", "- three\n  more", "- four"]);
    }
}
