//! What is worth asking about in the words of a check-in; for the team alone. Signals of key results are in
//! `evidence`.

use crate::model::{KeyResultRef, SectionKind};
use crate::report::html::Html;
use crate::report::input::Audience;
use crate::report::view::check_in::Asking;
use crate::report::view::parts::Sign;
use crate::rules::CheckInView;
use crate::rules::signal::{About, Cause, InWords, in_words};

use super::Site;
use super::check_in::Talk;

impl Site<'_> {
    /// What stands under "Worth asking" besides the signals, the same rule of several answers once.
    pub(super) fn asking_of_words(&self, talk: &Talk) -> Vec<Asking> {
        let mut asking: Vec<(&'static str, Asking)> = Vec::new();
        for one in self.noticed(talk) {
            let evidence = self.noticed_html(talk, &one);
            match asking.iter_mut().find(|(rule, _)| *rule == one.rule) {
                Some((_, known)) => {
                    let both = format!("{} {}", known.evidence.as_str(), evidence.as_str());
                    known.evidence = Html::written(both);
                }
                None => asking.push((one.rule, self.asking_of(one.rule, evidence))),
            }
        }
        asking.into_iter().map(|(_, asking)| asking).collect()
    }

    fn asking_of(&self, rule: &str, evidence: Html) -> Asking {
        Asking {
            family: None,
            signals: vec![Sign {
                icon: "",
                word: self.text(&format!("signal.{rule}")),
            }],
            evidence,
            ask: self.text(&format!("ask.{rule}")),
        }
    }

    /// What is noticed in the words of the check-in; nothing for the public.
    pub(super) fn noticed(&self, talk: &Talk) -> Vec<InWords> {
        let before = talk.before.and_then(|(before, _)| before.check_in.as_ref());
        let Some(check_in) = talk.published.check_in.as_ref() else {
            return Vec::new();
        };
        if self.input.audience != Audience::Team || !talk.summary.speaks() {
            return Vec::new();
        }
        in_words(&CheckInView::of_two(
            self.input.team,
            self.input.okrs,
            check_in,
            before,
        ))
    }

    fn noticed_html(&self, talk: &Talk, one: &InWords) -> Html {
        let week = talk
            .before
            .map(|(before, _)| before.week.number().to_string());
        let week = week.unwrap_or_default();
        let key = match &one.about {
            About::Cause(..) => "words.vague-cause".to_owned(),
            _ => format!("words.{}", one.rule),
        };
        let (name, label) = self.named(talk, one);
        let fillings = [
            ("name", (&name).into()),
            ("label", (&label).into()),
            ("section", (&one.section).into()),
            ("week", (&week).into()),
        ];
        self.words.html(&key, &fillings)
    }

    /// Of what it is, and the label of a cause.
    fn named(&self, talk: &Talk, one: &InWords) -> (Html, String) {
        match &one.about {
            About::Answer(_, Some(reference)) | About::KeyResult(reference) => {
                (self.numbered(talk, reference), String::new())
            }
            About::Answer(name, None) => (Html::text(&self.quoted(name)), String::new()),
            About::Cause(title, cause) => {
                let spec = self.input.team.section(SectionKind::Obstacles);
                let labels = spec.map(|spec| spec.labels.clone()).unwrap_or_default();
                let label = match cause {
                    Cause::Own => labels.own_cause,
                    Cause::Outside => labels.outside_cause,
                };
                (Html::text(&self.quoted(title)), label)
            }
        }
    }

    /// `2.1`, else the reference.
    fn numbered(&self, talk: &Talk, reference: &KeyResultRef) -> Html {
        match talk.scene.board.course(reference) {
            Some(course) => Html::written(format!("<span class=\"id\">{}</span>", course.number)),
            None => Html::text(&reference.to_string()),
        }
    }
}
