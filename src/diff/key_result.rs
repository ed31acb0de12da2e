//! What two check-ins say of one key result.

use super::{Change, Context, Direction};
use crate::model::measure::{self, Band, Pace};
use crate::model::{
    CheckIn, Confidence, Decimal, Definition, History, KeyResult, KeyResultRef, Point, Reading,
};

/// One key result, before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyResultChange {
    /// Which one.
    pub reference: KeyResultRef,
    /// As its objective's file defines it today; `None` where no file does.
    pub key_result: Option<KeyResult>,
    /// What each check-in says; `None` where it does not speak of it.
    pub sides: Change<Option<Standing>>,
    /// The score that the newer value has by the older definition, where the definition changed.
    pub score_as_before: Option<Decimal>,
}

/// What one check-in says of a key result, and what that means in its week.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The value.
    pub value: Option<Decimal>,
    /// The confidence.
    pub confidence: Option<Confidence>,
    /// The score of the value, by the definition of that week: 1 is the target.
    pub score: Option<Decimal>,
    /// The pace as of that week; `None` where no file defines the key result.
    pub pace: Option<Pace>,
    /// How it was defined in that week.
    pub definition: Option<Definition>,
}

/// What of a key result somebody should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Concern {
    /// Both confidences, where it fell.
    pub confidence: Option<Change<Confidence>>,
    /// The pace, where it is behind and fell further.
    pub pace: Option<Pace>,
}

pub(super) fn changes(
    before: Option<&CheckIn>,
    after: &CheckIn,
    context: &Context,
) -> Vec<KeyResultChange> {
    let mut references: Vec<&KeyResultRef> = Vec::new();
    let all = std::iter::once(after)
        .chain(before)
        .flat_map(|check_in| &check_in.readings);
    for Reading { reference, .. } in all {
        if !references.contains(&&reference.value) {
            references.push(&reference.value);
        }
    }
    references
        .into_iter()
        .map(|reference| change(before, after, reference, context))
        .collect()
}

fn change(
    before: Option<&CheckIn>,
    after: &CheckIn,
    reference: &KeyResultRef,
    context: &Context,
) -> KeyResultChange {
    let old = before.and_then(|before| standing(before, reference, context));
    let new = standing(after, reference, context);
    let definition = |side: &Option<Standing>| side.as_ref().and_then(|s| s.definition.clone());
    let score_as_before = match (definition(&old), definition(&new)) {
        (Some(then), Some(now)) if !is_alike(&then, &now) => new
            .as_ref()
            .and_then(|side| Some(measure::score(&then.kind, side.value?))),
        _ => None,
    };
    KeyResultChange {
        reference: reference.clone(),
        key_result: known(after, reference, context).cloned(),
        sides: Change::new(old, new),
        score_as_before,
    }
}

fn known<'a>(
    check_in: &CheckIn,
    reference: &KeyResultRef,
    context: &Context<'a>,
) -> Option<&'a KeyResult> {
    let cycle = context.team.cycle_of(check_in.week);
    context.okrs.key_result(reference, &cycle, check_in.week)
}

fn standing(check_in: &CheckIn, reference: &KeyResultRef, context: &Context) -> Option<Standing> {
    let Reading {
        reference: _,
        value,
        confidence,
        value_place: _,
        confidence_place: _,
        span: _,
    } = check_in.reading(reference)?;
    let value = value.as_ref().map(|value| value.value);
    let history = history(check_in, reference, context);
    let week = check_in.week;
    let definition = history
        .as_ref()
        .map(|history| history.definition(week).clone());
    let thresholds = &context.team.thresholds;
    Some(Standing {
        value,
        confidence: confidence.as_ref().map(|confidence| confidence.value),
        score: definition
            .as_ref()
            .and_then(|definition| Some(measure::score(&definition.kind, value?))),
        pace: history.map(|history| measure::pace(&history, week, thresholds)),
        definition,
    })
}

/// What the person said of the key result up to this check-in.
fn history(check_in: &CheckIn, reference: &KeyResultRef, context: &Context) -> Option<History> {
    let key_result = known(check_in, reference, context)?;
    let of_week = context
        .okrs
        .of_week(&context.team.cycle_of(check_in.week), check_in.week);
    let objective = of_week.into_iter().find(|objective| {
        objective
            .key_results
            .iter()
            .any(|k| std::ptr::eq(k, key_result))
    })?;
    let point = |check_in: &CheckIn| {
        let reading = check_in.reading(reference)?;
        Some(Point {
            week: check_in.week,
            value: reading.value.as_ref().map(|value| value.value),
            confidence: reading
                .confidence
                .as_ref()
                .map(|confidence| confidence.value),
        })
    };
    let first = objective.cycle.first_week();
    let earlier = context
        .earlier(check_in.week)
        .take_while(|earlier| earlier.week >= first);
    let points = std::iter::once(check_in)
        .chain(earlier)
        .filter_map(point)
        .collect();
    Some(History::new(
        key_result,
        &objective.cycle,
        points,
        &context.agreed,
    ))
}

/// Whether two definitions say the same, from whichever week on.
fn is_alike(left: &Definition, right: &Definition) -> bool {
    let Definition {
        from: _,
        kind,
        planned,
        weight,
    } = left;
    *kind == right.kind && *planned == right.planned && *weight == right.weight
}

impl KeyResultChange {
    /// Both values.
    #[must_use]
    pub fn value(&self) -> Change<Option<Decimal>> {
        self.sides.map(|side| side.as_ref().and_then(|s| s.value))
    }

    /// Both confidences.
    #[must_use]
    pub fn confidence(&self) -> Change<Option<Confidence>> {
        self.sides
            .map(|side| side.as_ref().and_then(|s| s.confidence))
    }

    /// Both scores, each by the definition of its week.
    #[must_use]
    pub fn score(&self) -> Change<Option<Decimal>> {
        self.sides.map(|side| side.as_ref().and_then(|s| s.score))
    }

    /// Both paces.
    #[must_use]
    pub fn pace(&self) -> Change<Option<Pace>> {
        self.sides.map(|side| side.as_ref().and_then(|s| s.pace))
    }

    /// Both definitions, where they differ.
    #[must_use]
    pub fn definition(&self) -> Option<Change<&Definition>> {
        let before = self.sides.before.as_ref()?.definition.as_ref()?;
        let after = self.sides.after.as_ref()?.definition.as_ref()?;
        (!is_alike(before, after)).then_some(Change { before, after })
    }

    /// What somebody should look at: a value that became worse, a confidence that fell, a pace that is behind
    /// and fell further; `None` where there is nothing.
    #[must_use]
    pub fn concern(&self) -> Option<Concern> {
        let is_behind = |pace: &Pace| matches!(pace, Pace::Off(_, Band::Behind | Band::FarBehind));
        let Change { before, after } = self.confidence();
        let confidence = before
            .zip(after)
            .map(|(before, after)| Change { before, after });
        let confidence = confidence.filter(|_| self.confidence_direction() == Direction::Bad);
        let pace = self.pace().after.filter(is_behind);
        let pace = pace.filter(|_| self.pace_direction() == Direction::Bad);
        let is_one = self.value_direction() == Direction::Bad;
        (is_one || confidence.is_some() || pace.is_some()).then_some(Concern { confidence, pace })
    }

    /// Whether the value moved towards its target or away from it, by both definitions.
    #[must_use]
    pub fn value_direction(&self) -> Direction {
        let (Some(before), Some(after)) = (&self.sides.before, &self.sides.after) else {
            return Direction::Neutral;
        };
        let (Some(old), Some(new)) = (before.value, after.value) else {
            return Direction::Neutral;
        };
        let by = |side: &Standing| {
            side.definition.as_ref().map(|definition| {
                let score = |value| measure::score(&definition.kind, value);
                Direction::rising(&score(old), &score(new))
            })
        };
        match (by(before), by(after)) {
            (Some(one), Some(other)) if one == other => one,
            (Some(only), None) | (None, Some(only)) => only,
            _ => Direction::Neutral,
        }
    }

    /// Whether the confidence rose or fell.
    #[must_use]
    pub fn confidence_direction(&self) -> Direction {
        match self.confidence() {
            Change {
                before: Some(before),
                after: Some(after),
            } => Direction::rising(&before, &after),
            _ => Direction::Neutral,
        }
    }

    /// Whether the pace got better or worse: by the word for it, else by a tenth of a week or more.
    #[must_use]
    pub fn pace_direction(&self) -> Direction {
        let pace = self.pace();
        match (pace.before, pace.after) {
            (Some(Pace::Off(before, _)), Some(Pace::Off(after, _))) => Direction::rising(
                &crate::model::decimal::rounded(before, 1),
                &crate::model::decimal::rounded(after, 1),
            ),
            (Some(Pace::Held(before)), Some(Pace::Held(after))) => {
                Direction::rising(&before, &after)
            }
            _ => Direction::Neutral,
        }
    }

    /// Whether anything is different.
    #[must_use]
    pub fn is_fact(&self) -> bool {
        !self.sides.is_same()
            && (self.is_spoken_of_anew() || self.definition().is_some() || {
                let same = self.value().is_same() && self.confidence().is_same();
                !(same && self.score().is_same() && self.pace().is_same())
            })
    }

    fn is_spoken_of_anew(&self) -> bool {
        self.sides.before.is_some() != self.sides.after.is_some()
    }
}
