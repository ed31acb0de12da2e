//! One key result over the weeks of its cycle: what was said of it, and how it was defined then.

use super::{
    CheckIn, Confidence, Cycle, Decimal, FieldOfChange, KeyResult, KeyResultRef, Kind, Person,
    PersonId, Subject, Week, decimal,
};

/// A key result with all that check-ins say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// As it is defined today.
    pub key_result: KeyResult,
    /// Its cycle.
    pub cycle: Cycle,
    /// The week in which it was added, where that was in mid-cycle.
    pub added: Option<Week>,
    /// The week from which on it is removed.
    pub removed: Option<Week>,
    /// How it was defined, each from its week on; never empty, in order of the weeks.
    pub definitions: Vec<Definition>,
    /// What its owner said, in order of the weeks, at most one a week.
    pub points: Vec<Point>,
}

/// What was said of a key result in one week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The week.
    pub week: Week,
    /// The value, where one was given.
    pub value: Option<Decimal>,
    /// The confidence, where it was given.
    pub confidence: Option<Confidence>,
}

/// How a key result was defined from one week on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The first week it holds for.
    pub from: Week,
    /// What is measured.
    pub kind: Kind,
    /// The planned values, in order of the weeks.
    pub planned: Vec<(Week, Decimal)>,
    /// Its part in the objective's score.
    pub weight: Decimal,
}

/// A change of a key result that counts from its week on: what a history is built from besides the values.
/// Both agreed on it in a check-in; or it was made in the objective's file, where git tells of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedChange {
    /// The week of the check-in that holds it, or else of the commit that made it.
    pub week: Week,
    /// The key result.
    pub reference: KeyResultRef,
    /// Which of its fields.
    pub change: FieldOfChange,
    /// What it was, as written.
    pub from: Option<String>,
    /// What it became, as written.
    pub to: Option<String>,
}

/// The changes of key results in `check_in` that its person and their manager both agreed on.
#[must_use]
pub fn agreed_changes(check_in: &CheckIn, person: &Person) -> Vec<CountedChange> {
    let agreed = check_in.okr_changes.iter().filter_map(|change| {
        let Subject::KeyResult(reference) = &change.subject.value else {
            return None;
        };
        change
            .is_agreed(&person.id, person.manager.as_ref())
            .then(|| CountedChange {
                week: check_in.week,
                reference: reference.clone(),
                change: change.change.value,
                from: change.from.as_ref().map(|from| from.value.clone()),
                to: change.to.as_ref().map(|to| to.value.clone()),
            })
    });
    agreed.collect()
}

impl History {
    /// The history of `key_result` in `cycle`: `points` are what its owner said, in any order;
    /// `changes` are those of all check-ins and commits, in any order but that of one week.
    #[must_use]
    pub fn new(
        key_result: &KeyResult,
        cycle: &Cycle,
        mut points: Vec<Point>,
        changes: &[CountedChange],
    ) -> Self {
        points.retain(|point| cycle.contains(point.week));
        points.sort_by_key(|point| point.week);
        points.dedup_by_key(|point| point.week);
        let of_this = |change: &&CountedChange| {
            change.reference == key_result.reference && cycle.contains(change.week)
        };
        let mut changes: Vec<&CountedChange> = changes.iter().filter(of_this).collect();
        changes.sort_by_key(|change| change.week);
        let week_of = |field| changes.iter().find(|c| c.change == field).map(|c| c.week);
        Self {
            key_result: key_result.clone(),
            cycle: cycle.clone(),
            added: week_of(FieldOfChange::Add).filter(|week| *week > cycle.first_week()),
            removed: week_of(FieldOfChange::Remove),
            definitions: definitions(key_result, cycle, &changes),
            points,
        }
    }

    /// The definition that was valid in `week`.
    #[must_use]
    pub fn definition(&self, week: Week) -> &Definition {
        let later = self
            .definitions
            .iter()
            .position(|definition| definition.from > week);
        let index = later.unwrap_or(self.definitions.len()).saturating_sub(1);
        &self.definitions[index]
    }

    /// The week in which its pace begins: the first of the cycle, or the one in which it was added.
    #[must_use]
    pub fn first_week(&self) -> Week {
        self.added.unwrap_or_else(|| self.cycle.first_week())
    }

    /// The points up to and with `week`.
    #[must_use]
    pub fn until(&self, week: Week) -> &[Point] {
        &self.points[..self.points.partition_point(|point| point.week <= week)]
    }

    /// The point of exactly that week.
    #[must_use]
    pub fn point(&self, week: Week) -> Option<&Point> {
        self.points.iter().find(|point| point.week == week)
    }

    /// The last value up to and with `week`, and its week.
    #[must_use]
    pub fn last_value(&self, week: Week) -> Option<(Week, Decimal)> {
        self.until(week)
            .iter()
            .rev()
            .find_map(|point| Some((point.week, point.value?)))
    }

    /// The last confidence up to and with `week`, and its week.
    #[must_use]
    pub fn last_confidence(&self, week: Week) -> Option<(Week, Confidence)> {
        self.until(week)
            .iter()
            .rev()
            .find_map(|point| Some((point.week, point.confidence?)))
    }

    /// The person whose word counts.
    #[must_use]
    pub fn owner(&self) -> Option<&PersonId> {
        self.key_result.owner.as_ref()
    }
}

/// Goes back from today's definition through the changes that led to it.
fn definitions(
    key_result: &KeyResult,
    cycle: &Cycle,
    changes: &[&CountedChange],
) -> Vec<Definition> {
    let mut current = Definition {
        from: cycle.first_week(),
        kind: key_result.kind.clone(),
        planned: key_result.planned.clone(),
        weight: key_result.weight,
    };
    let mut newest_first = Vec::new();
    for change in changes.iter().rev() {
        let Some(before) = before(&current, change) else {
            continue;
        };
        current.from = change.week;
        if current.from > cycle.first_week() {
            newest_first.push(std::mem::replace(&mut current, before));
        } else {
            current = before;
        }
    }
    current.from = cycle.first_week();
    newest_first.push(current);
    newest_first.reverse();
    merged(newest_first)
}

/// Several changes of one week are one step: the last definition of a week counts.
fn merged(definitions: Vec<Definition>) -> Vec<Definition> {
    let mut result: Vec<Definition> = Vec::new();
    for definition in definitions {
        match result.last_mut() {
            Some(last) if last.from == definition.from => *last = definition,
            _ => result.push(definition),
        }
    }
    result
}

/// The definition before `change`; `None` where the change did not lead to `after`.
fn before(after: &Definition, change: &CountedChange) -> Option<Definition> {
    let from = decimal::parse(change.from.as_deref()?.trim_end_matches('%'))?;
    let to = decimal::parse(change.to.as_deref()?.trim_end_matches('%'))?;
    let mut before = after.clone();
    match (change.change, &mut before.kind) {
        (FieldOfChange::Target, Kind::Reach { start, target })
            if *target == to && *start != from =>
        {
            *target = from;
        }
        (FieldOfChange::Start, Kind::Reach { start, target })
            if *start == to && *target != from =>
        {
            *start = from;
        }
        (FieldOfChange::Weight, _) if before.weight == to => before.weight = from,
        _ => return None,
    }
    Some(before)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::text::Span;

    /// A key result from `start` to `target` in 2026-Q3 (W27 to W39), with values from week 27 on.
    pub(crate) fn history(start: i64, target: i64, values: &[Option<i64>]) -> History {
        let key_result = KeyResult {
            reference: KeyResultRef::parse("o/k").unwrap(),
            title: "K".to_owned(),
            owner: Some(PersonId::new("ada").unwrap()),
            unit: None,
            weight: Decimal::ONE,
            kind: Kind::Reach {
                start: start.into(),
                target: target.into(),
            },
            planned: Vec::new(),
            span: Span::default(),
        };
        let cycle = Cycle::of_calendar("2026-Q3").unwrap();
        let points = values.iter().enumerate().filter_map(|(index, value)| {
            let week = cycle.first_week().plus(i32::try_from(index).unwrap());
            value.map(|v| Point {
                week,
                value: Some(v.into()),
                confidence: Some(Confidence::Good),
            })
        });
        History::new(&key_result, &cycle, points.collect(), &[])
    }

    fn change(week: &str, from: &str, to: &str) -> CountedChange {
        CountedChange {
            week: Week::parse(week).unwrap(),
            reference: KeyResultRef::parse("o/k").unwrap(),
            change: FieldOfChange::Target,
            from: Some(from.to_owned()),
            to: Some(to.to_owned()),
        }
    }

    #[test]
    fn keeps_the_definition_of_each_week() {
        let base = history(35, 70, &[Some(36)]);
        let changes = [
            change("2026-W34", "75", "70"),
            change("2026-W31", "80%", "75%"),
        ];
        let history = History::new(&base.key_result, &base.cycle, base.points, &changes);
        let target = |week: &str| match history.definition(Week::parse(week).unwrap()).kind {
            Kind::Reach { target, .. } => target.to_string(),
            _ => String::new(),
        };
        assert_eq!(
            ["2026-W30", "2026-W31", "2026-W33", "2026-W34"].map(target),
            ["80", "75", "75", "70"]
        );
    }

    #[test]
    fn ignores_a_change_that_never_reached_the_file() {
        let base = history(35, 70, &[Some(36)]);
        let changes = [change("2026-W34", "70", "60")];
        let history = History::new(&base.key_result, &base.cycle, base.points, &changes);
        assert_eq!(history.definitions.len(), 1);
    }
}
