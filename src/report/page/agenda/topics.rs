//! The key results of a talk: those with signals first, each with its answers and one open question.

use crate::model::{Kind, Week};
use crate::report::facts::plain;
use crate::report::page::Site;
use crate::report::page::check_in::Talk;
use crate::report::scene::View;
use crate::report::view::agenda::{Line, Topic};
use crate::rules::signal::Signal;

use super::answers::{BRIEF, LONG, MANY, SHORT};
use super::minutes;

/// Sentences of evidence that a heading or a line takes.
const EVIDENCE: usize = 2;

impl Site<'_> {
    /// The topics with their minutes, and the answers that are about none of them alone.
    pub(super) fn topics(&self, talk: &Talk, length: u32) -> (Vec<Topic>, Vec<Line>) {
        let mut views = self.views_of(talk);
        views.sort_by_key(|view| {
            let loud = !view.signals.is_empty();
            (!loud, view.family(), std::cmp::Reverse(view.signals.len()))
        });
        let Some(check_in) = &talk.published.check_in else {
            return (Vec::new(), Vec::new());
        };
        let mut general = self.answers(talk, check_in, None, LONG);
        general.extend(self.asks(check_in));
        general.extend(self.words_line(talk));
        if views.is_empty() {
            let topic = Topic {
                heading: self.text("agenda.whole"),
                minutes: self.minutes(length.saturating_sub(13)),
                answers: general,
                ask: self.text("agenda.ask-whole"),
                ..Topic::default()
            };
            return (vec![topic], Vec::new());
        }
        // What is not answered is said with each key result.
        let unanswered = self.text("checkin.not-answered");
        general.retain(|line| line.text != unanswered);
        let share = |view: &&View| match view.signals.is_empty() {
            true => minutes::QUIET,
            false => minutes::LOUD,
        };
        let shares: Vec<u32> = views.iter().map(share).collect();
        let minutes = minutes::split(length, &shares);
        let topics = views.iter().zip(minutes).enumerate();
        let topics = topics.map(|(place, (view, minutes))| {
            let most = match view.signals.is_empty() {
                _ if views.len() >= MANY => BRIEF,
                true => SHORT,
                false => LONG,
            };
            let reference = &view.course.history.key_result.reference;
            Topic {
                minutes: self.minutes(minutes),
                answers: self.answers(talk, check_in, Some(reference), most),
                ..self.topic(talk, view, place)
            }
        });
        (topics.collect(), general)
    }

    fn topic(&self, talk: &Talk, view: &View, place: usize) -> Topic {
        let (course, week) = (view.course, talk.summary.week);
        let signals: Vec<&Signal> = view.ordered_signals();
        let shown: Vec<&Signal> = signals.iter().copied().take(EVIDENCE).collect();
        let ask = match self.ask(view, &signals) {
            ask if ask.is_empty() => self.text("agenda.ask-calm"),
            ask => ask,
        };
        Topic {
            heading: self.topic_heading(talk, view, place),
            minutes: String::new(),
            number: course.number.clone(),
            title: course.title().to_owned(),
            before: self.value_before(view, week),
            now: self.value_now(view, week),
            distance: match course.kind(week) {
                Kind::Keep { .. } | Kind::Done => self.standing(view, week),
                _ => self.distance(view.pace),
            },
            said: self.said_now(view),
            spark: self.spark(view, week),
            answers: Vec::new(),
            ask,
            signals: signals
                .iter()
                .map(|signal| self.sign(signal).word)
                .collect(),
            evidence: plain::text_of(self.evidence(view, &shown).as_str()),
        }
    }

    /// `1.2 first: it fell from Good to Not OK`, or by its first signal.
    fn topic_heading(&self, talk: &Talk, view: &View, place: usize) -> String {
        let number = view.course.number.as_str();
        let Some(first) = view.ordered_signals().first().copied() else {
            return self.words.text("agenda.in-short", &[("number", number)]);
        };
        let key = match place {
            0 => "agenda.first",
            _ => "agenda.then",
        };
        let why = match self.words_moved(talk, view) {
            Some((from, to)) if to < from => {
                let fillings = [("from", &*self.level(from)), ("to", &self.level(to))];
                self.words.text("agenda.fell", &fillings)
            }
            _ => self.sign(first).word,
        };
        self.words.text(key, &[("number", number), ("why", &why)])
    }

    fn value_before(&self, view: &View, week: Week) -> Option<String> {
        let history = &view.course.history;
        let now = history.point(week).and_then(|point| point.value)?;
        let (_, before) = history.last_value(week.plus(-1))?;
        (before != now).then(|| view.course.measure.value(self.words, before))
    }
}
