//! Talk about these: at most five, surprises first.

use std::cmp::Reverse;

use crate::report::page::{Depth, Site};
use crate::report::scene::{Scene, View};
use crate::report::view::week::{Talk, TalkItem};
use crate::rules::signal::{Family, Signal};

use super::Pair;

/// How many are shown, and how many signals of each.
const MOST: usize = 5;
const SIGNALS: usize = 3;

impl Site<'_> {
    pub(super) fn talk(&self, pair: &Pair, depth: Depth) -> Talk {
        let ordered = ordered(pair.now);
        let items = ordered.iter().take(MOST);
        let entries = items
            .filter_map(|view| self.talk_item(pair, view, depth))
            .collect();
        let rest = ordered.len().saturating_sub(MOST);
        let more = self.words.text("talk.more", &[("n", &rest.to_string())]);
        Talk {
            entries,
            more: (rest > 0).then_some(more),
            nothing: self.text("talk.nothing"),
            recognition: self.recognised(pair.now.week).into_iter().take(3).collect(),
        }
    }

    fn talk_item(&self, pair: &Pair, view: &View, depth: Depth) -> Option<TalkItem> {
        let (family, week) = (view.family()?, pair.now.week);
        let signals: Vec<&Signal> = view.ordered_signals().into_iter().take(SIGNALS).collect();
        let owner = view
            .course
            .owner
            .and_then(|at| self.input.team.people.get(at));
        let stood_out = pair
            .before
            .and_then(|scene| scene.view_at(view.course.index));
        Some(TalkItem {
            href: self.objective_href(view.course, pair.now.board, depth),
            number: view.course.number.clone(),
            title: view.course.title().to_owned(),
            owner: owner.map(|person| person.name.clone()).unwrap_or_default(),
            family: self.family(family),
            fresh: pair.before.is_some() && stood_out.is_none_or(|old| old.signals.is_empty()),
            evidence: self.evidence(view, &signals),
            ask: self.ask(view, &signals),
            signals: signals.iter().map(|signal| self.sign(signal)).collect(),
            distance: self.distance(view.pace),
            spark: self.spark(view, week),
        })
    }
}

/// Key results with signals: at risk first, then by family, number of signals, distance, number.
pub(super) fn ordered<'s, 'a>(scene: &'s Scene<'a>) -> Vec<&'s View<'a>> {
    let mut odd: Vec<&View> = scene
        .counted()
        .filter(|view| !view.signals.is_empty())
        .collect();
    let key = |view: &&View| {
        (
            !view.at_risk,
            view.family().unwrap_or(Family::Reach),
            Reverse(view.signals.len()),
            view.weeks_off(),
        )
    };
    odd.sort_by_key(key);
    odd
}
