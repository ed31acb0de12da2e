//! What happened to a key result besides its values: obstacles that began, and changes of its start or
//! target that were proposed and agreed.

use std::collections::BTreeMap;

use crate::model::{Cycle, FieldOfChange, KeyResultRef, Subject, Week};

use super::facts::{Summary, Timeline};

/// Something that happened in one week.
pub(super) struct Event {
    pub week: Week,
    pub what: What,
}

/// What happened.
pub(super) enum What {
    /// An obstacle was told for the first time.
    Obstacle(String),
    /// A change was proposed for the first time, or agreed.
    Change {
        field: FieldOfChange,
        from: String,
        to: String,
        agreed: bool,
    },
}

/// The events of each key result in a cycle, in order of the weeks.
pub(super) fn events(cycle: &Cycle, timelines: &[Timeline]) -> BTreeMap<KeyResultRef, Vec<Event>> {
    let mut events: BTreeMap<KeyResultRef, Vec<Event>> = BTreeMap::new();
    for timeline in timelines {
        for summary in timeline.summaries.iter().filter(|s| cycle.contains(s.week)) {
            obstacles(summary, &mut events);
            changes(summary, &mut events);
        }
    }
    for list in events.values_mut() {
        list.sort_by_key(|event| event.week);
    }
    events
}

fn obstacles(summary: &Summary, events: &mut BTreeMap<KeyResultRef, Vec<Event>>) {
    for fact in summary
        .obstacles
        .iter()
        .filter(|fact| fact.first == summary.week)
    {
        for slowed in &fact.slows {
            let what = What::Obstacle(fact.title.to_string());
            events.entry(slowed.clone()).or_default().push(Event {
                week: summary.week,
                what,
            });
        }
    }
}

fn changes(summary: &Summary, events: &mut BTreeMap<KeyResultRef, Vec<Event>>) {
    for change in &summary.changes {
        let moves = matches!(change.change, FieldOfChange::Target | FieldOfChange::Start);
        let (Subject::KeyResult(about), Some(from), Some(to)) =
            (&change.subject, &change.from, &change.to)
        else {
            continue;
        };
        let list = events.entry(about.clone()).or_default();
        let known = list
            .iter()
            .any(|event| event.is_of(change.change, to) && event.is_agreed() == change.is_agreed);
        if moves && !known {
            let what = What::Change {
                field: change.change,
                from: from.clone(),
                to: to.clone(),
                agreed: change.is_agreed,
            };
            list.push(Event {
                week: summary.week,
                what,
            });
        }
    }
}

impl Event {
    /// Whether it is a change of this field to this value.
    fn is_of(&self, of: FieldOfChange, value: &str) -> bool {
        matches!(&self.what, What::Change { field, to, .. } if *field == of && to == value)
    }

    fn is_agreed(&self) -> bool {
        matches!(self.what, What::Change { agreed: true, .. })
    }

    /// Whether it is a proposal that one of the `known` events has settled.
    pub(super) fn is_settled(&self, known: &[&Event]) -> bool {
        let What::Change {
            field,
            to,
            agreed: false,
            ..
        } = &self.what
        else {
            return false;
        };
        known
            .iter()
            .any(|other| other.is_agreed() && other.is_of(*field, to))
    }
}
