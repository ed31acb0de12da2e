//! The document in the team's own section order. Prose is shown as it was written.

use crate::model::{
    Answer, CheckIn, Confidence, FilledBy, Section, SectionKind, SectionSpec, Status,
};
use crate::report::html::{Html, push_text};
use crate::report::input::Audience;
use crate::report::page::Site;
use crate::report::view::check_in::Section as SectionView;
use crate::text::Span;
use crate::text::markdown::html::to_html;

use super::Talk;

impl Site<'_> {
    pub(super) fn sections(&self, talk: &Talk, check_in: &CheckIn) -> Vec<SectionView> {
        let known = self.input.team.sections.iter();
        let mut views: Vec<SectionView> = known
            .filter_map(|spec| self.known_section(talk, check_in, spec))
            .collect();
        let others = check_in
            .sections
            .iter()
            .filter(|section| section.kind.is_none());
        for section in others.filter(|section| !section.private && section.answer != Answer::Empty)
        {
            views.push(SectionView {
                heading: section.heading.value.clone(),
                body: self.prose(talk, check_in, section),
                ..SectionView::default()
            });
        }
        views
    }

    fn known_section(
        &self,
        talk: &Talk,
        check_in: &CheckIn,
        spec: &SectionSpec,
    ) -> Option<SectionView> {
        let section = check_in.section_by_id(&spec.id);
        let heading = section
            .map_or(&spec.heading, |section| &section.heading.value)
            .clone();
        let private = self.input.team.is_private(&spec.id);
        if private && spec.filled_by == FilledBy::Never {
            return None;
        }
        if private || section.is_some_and(|section| section.private) {
            let sentence = Some(self.private_sentence(talk));
            return Some(SectionView {
                heading,
                private: sentence,
                ..SectionView::default()
            });
        }
        if spec.kind == SectionKind::Asks && self.input.audience == Audience::Published {
            return None;
        }
        let Some(section) = section.filter(|section| section.answer != Answer::Empty) else {
            let missing = is_asked(spec, check_in).then(|| self.text("checkin.not-answered"))?;
            return Some(SectionView {
                heading,
                missing: Some(missing),
                ..SectionView::default()
            });
        };
        let entries = match spec.kind {
            SectionKind::Obstacles => self.obstacle_items(talk, check_in),
            SectionKind::Plan | SectionKind::FollowUps => self.task_items(talk, spec.kind),
            SectionKind::OkrChanges => self.change_items(talk),
            _ => Vec::new(),
        };
        Some(SectionView {
            heading,
            body: self.prose(talk, check_in, section),
            entries,
            ..SectionView::default()
        })
    }

    fn private_sentence(&self, talk: &Talk) -> String {
        let person = talk.person.first_name().to_owned();
        let who = match &talk.person.manager {
            Some(manager) => {
                let manager = self.first_name(manager.as_str());
                self.words
                    .text("checkin.and", &[("first", &person), ("second", &manager)])
            }
            None => person,
        };
        self.words.text("checkin.private", &[("who", &who)])
    }

    /// The prose of a section: parts under the name of their key result, without the lines that are
    /// shown as items.
    fn prose(&self, talk: &Talk, check_in: &CheckIn, section: &Section) -> Html {
        let shift = 2_u8.saturating_sub(self.input.team.section_level);
        let items = item_lines(check_in, section);
        let mut html = String::new();
        let mut render = |span: Span| {
            let text = without_blanks(&without(&check_in.text, span, &items), &[]);
            if !text.trim().is_empty() {
                html.push_str(&to_html(&text, shift));
            }
        };
        let first = section
            .parts
            .first()
            .map_or(section.body.end, |part| part.heading.span.start);
        let opening = Span::new(section.body.start, line_start(&check_in.text, first));
        render(opening);
        for part in &section.parts {
            if section.kind == Some(SectionKind::Obstacles) {
                continue;
            }
            html.push_str("<h3>");
            match part
                .key_result
                .as_ref()
                .and_then(|of| talk.scene.board.course(of))
            {
                Some(course) => {
                    html.push_str(&format!("<span class=\"id\">{}</span>", course.number));
                    push_text(&mut html, course.title());
                }
                None => push_text(&mut html, &part.heading.value),
            }
            html.push_str("</h3>");
            let text = without_blanks(&without(&check_in.text, part.body, &items), &[]);
            html.push_str(&to_html(&text, shift));
        }
        Html::rendered(html)
    }

    /// Questions that are answered, and all that are asked of the person.
    pub(in crate::report::page) fn answered(&self, check_in: &CheckIn) -> (usize, usize) {
        let all = self.questions(check_in);
        let answered = all.iter().filter(|(_, is_answered)| *is_answered);
        (answered.count(), all.len())
    }

    /// The questions that are asked of the person, each with whether it is answered.
    pub(in crate::report::page) fn questions(&self, check_in: &CheckIn) -> Vec<(String, bool)> {
        let mut all = Vec::new();
        if !self.input.okrs.is_empty() {
            let mut said = check_in.readings.iter();
            let is_said = said.all(|it| it.value.is_some() && it.confidence.is_some());
            all.push((self.text("checkin.values"), is_said));
        }
        let asked = self.input.team.sections.iter();
        for spec in asked.filter(|spec| spec.filled_by == FilledBy::Ready) {
            let section = check_in.section_by_id(&spec.id);
            let is_told = section.is_some_and(|section| section.answer != Answer::Empty);
            all.push((
                spec.heading.clone(),
                is_told || !is_expected(spec, check_in),
            ));
        }
        all
    }
}

/// Whether the person has to answer the section: the reason for a confidence only where it is low.
pub(in crate::report::page) fn is_expected(spec: &SectionSpec, check_in: &CheckIn) -> bool {
    let is_unsure = || {
        let mut said = check_in
            .readings
            .iter()
            .filter_map(|it| it.confidence.as_ref());
        said.any(|said| said.value == Confidence::NotOk)
    };
    spec.filled_by == FilledBy::Ready && (spec.kind != SectionKind::Confidence || is_unsure())
}

/// Whether an empty section is one that this check-in still asks for.
fn is_asked(spec: &SectionSpec, check_in: &CheckIn) -> bool {
    let draft = matches!(check_in.status.value, Status::Draft | Status::Returned);
    draft && spec.filled_by == FilledBy::Ready && spec.kind != SectionKind::Confidence
}

/// The lines of a section that are shown as items.
fn item_lines(check_in: &CheckIn, section: &Section) -> Vec<Span> {
    let tasks = check_in.tasks.iter().map(|task| {
        let end = task.details.end.max(task.text.span.end);
        task.state_span.to(Span::new(task.text.span.start, end))
    });
    let inside = tasks.filter(|span| section.body.contains(*span));
    inside
        .map(|span| whole_lines(&check_in.text, span))
        .collect()
}

/// The text of `span` without some whole lines.
pub(super) fn without(text: &str, span: Span, lines: &[Span]) -> String {
    let mut kept = String::with_capacity(span.len());
    let mut from = span.start;
    for line in lines.iter().filter(|line| span.contains(**line)) {
        if line.start >= from {
            kept.push_str(Span::new(from, line.start).of(text));
            from = line.end;
        }
    }
    kept.push_str(Span::new(from.min(span.end), span.end).of(text));
    kept
}

/// The text without the list and task items that wait to be filled: those with nothing in them, or with one
/// of `labels` and nothing behind it. Code is left alone.
pub(super) fn without_blanks(text: &str, labels: &[&str]) -> String {
    let is_blank = |line: &str| {
        let item = line.trim();
        let bullet = ["-", "*", "+"]
            .into_iter()
            .find_map(|bullet| item.strip_prefix(bullet));
        let Some(rest) = bullet.filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
        else {
            return false;
        };
        let rest = rest.trim();
        let rest = rest.strip_prefix("[ ]").map_or(rest, str::trim);
        rest.is_empty()
            || rest
                .strip_suffix(':')
                .is_some_and(|label| labels.contains(&label))
    };
    if text.contains("```") || text.contains("~~~") {
        return text.to_owned();
    }
    text.split_inclusive('\n')
        .filter(|line| !is_blank(line))
        .collect()
}

/// The lines that `span` touches, with their ends.
pub(super) fn whole_lines(text: &str, span: Span) -> Span {
    let end = text.get(span.end..).and_then(|rest| rest.find('\n'));
    Span::new(
        line_start(text, span.start),
        end.map_or(text.len(), |at| span.end + at + 1),
    )
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |newline| newline + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_out_items_that_wait_to_be_filled() {
        let text = "- [ ] \n-\n- Own cause:\n- one\n* [ ] two\n--\n";
        assert_eq!(
            without_blanks(text, &["Own cause"]),
            "- one\n* [ ] two\n--\n"
        );
        let code = "```\n- [ ]\n```\n";
        assert_eq!(without_blanks(code, &[]), code);
    }

    #[test]
    fn takes_whole_lines_out() {
        let text = "one\n- [ ] two (@a)\nthree\n";
        let line = whole_lines(text, Span::new(6, 12));
        assert_eq!(line.of(text), "- [ ] two (@a)\n");
        assert_eq!(
            without(text, Span::new(0, text.len()), &[line]),
            "one\nthree\n"
        );
    }
}
