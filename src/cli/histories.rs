//! What was said of the key results of a cycle, week by week: read for its end (`close`, `carry`) and for
//! `log`.

use super::Failure;
use super::load::{self, Files};
use crate::model::history::{CountedChange, agreed_changes};
use crate::model::{
    CheckIn, Cycle, FieldOfChange, History, KeyResult, Objective, PersonId, Point, Week,
};
use crate::store::Store;

/// The key results of a cycle.
pub(super) struct Histories<'f> {
    /// By objective, in the order of the files.
    pub objectives: Vec<(&'f Objective, Vec<History>)>,
    /// What both have agreed to change of them.
    pub changes: Vec<CountedChange>,
}

impl<'f> Histories<'f> {
    /// Reads the check-ins of the cycle. One in which something is odd says nothing.
    ///
    /// # Errors
    /// Disk or git refuse.
    pub(super) fn read(store: &Store, files: &'f Files, cycle: &Cycle) -> Result<Self, Failure> {
        let said = load::for_each_person(files, |of| {
            let all = of.check_ins.iter();
            let of_cycle = all.filter(|(week, _)| cycle.contains(*week));
            let read = of_cycle.map(|(week, entry)| {
                Ok(load::check_in(store, files, &of.person, *week, entry)?.value)
            });
            let mut check_ins = read.collect::<Result<Vec<CheckIn>, Failure>>()?;
            check_ins.retain(|check_in| check_in.withheld.is_none());
            let known = files.team.person(of.person.as_str());
            let changes = check_ins.iter().flat_map(|check_in| {
                known.map_or_else(Vec::new, |known| agreed_changes(check_in, known))
            });
            let changes: Vec<CountedChange> = changes.collect();
            let readings = check_ins.into_iter().map(|it| (it.week, it.readings));
            Ok((of.person.clone(), readings.collect::<Vec<_>>(), changes))
        })?;
        let changes: Vec<CountedChange> = said.iter().flat_map(|(_, _, of)| of.clone()).collect();
        let history = |key_result: &KeyResult| {
            let points = said.iter().flat_map(|(person, readings, _)| {
                let of_owner = readings
                    .iter()
                    .filter(|(week, _)| was_owner(key_result, person, *week, &changes));
                of_owner.filter_map(|(week, readings)| {
                    let mut readings = readings.iter();
                    let reading = readings.find(|it| it.reference.value == key_result.reference)?;
                    Some(Point {
                        week: *week,
                        value: reading.value.map(|value| value.value),
                        confidence: reading.confidence.map(|confidence| confidence.value),
                    })
                })
            });
            History::new(key_result, cycle, points.collect(), &changes)
        };
        let objectives = files.okrs.of_cycle(cycle.id()).map(|objective| {
            let histories = objective.key_results.iter().map(history);
            (objective, histories.collect())
        });
        Ok(Self {
            objectives: objectives.collect(),
            changes,
        })
    }
}

/// Whether the key result was the person's in that week: until it is handed over it is whose it was.
fn was_owner(
    key_result: &KeyResult,
    person: &PersonId,
    week: Week,
    changes: &[CountedChange],
) -> bool {
    let handed_over = changes.iter().filter(|change| {
        change.change == FieldOfChange::Owner
            && change.reference == key_result.reference
            && week < change.week
    });
    match handed_over.min_by_key(|change| change.week) {
        Some(next) => {
            next.from
                .as_deref()
                .map(|from| from.trim_start_matches('@'))
                == Some(person.as_str())
        }
        None => key_result.owner.as_ref() == Some(person),
    }
}
