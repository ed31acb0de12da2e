//! `okr draft --ask`: the questions of a draft one by one. Each answer is written before the next question
//! is asked, so that it can be left at any of them.

use std::io::BufRead;

use super::one_check_in::OneCheckIn;
use super::{Failure, opened, set, streams};
use crate::model::language::{InterviewWords, is_none};
use crate::model::{
    Answer, By, CheckIn, Confidence, FilledBy, KeyResult, Language, SectionKind, SectionSpec,
};
use crate::scaffold::{self, Reading, filled};
use crate::text::Problem;

/// Where answers come from, line by line.
pub(super) trait Answers {
    /// The next line without its end; `None` where there are no more.
    fn line(&mut self) -> Option<String>;
}

/// Standard input: a terminal, or lines that are piped.
pub(super) struct StandardInput;

impl Answers for StandardInput {
    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = std::io::stdin().lock().read_line(&mut line).ok()?;
        (read > 0).then(|| line.trim_end_matches(['\n', '\r']).to_owned())
    }
}

/// There are no more answers: the person has left.
struct Left;

/// Why an answer was not written.
enum Trouble {
    /// It is asked for again.
    Again(String),
    /// Nothing more can be done.
    Failed(Failure),
}

/// Asks every question that has no answer yet. Says whether all were asked.
///
/// # Errors
/// The file cannot be read or written.
pub(super) fn ask(one: &OneCheckIn, answers: &mut impl Answers) -> Result<bool, Failure> {
    set::must_be_open(one, &one.found()?.read.value)?;
    let earlier = one.earlier()?;
    let mut interview = Interview {
        one,
        answers,
        earlier: &earlier,
    };
    match interview.all() {
        Ok(done) => done.map(|()| true),
        Err(Left) => Ok(false),
    }
}

struct Interview<'i, A> {
    one: &'i OneCheckIn,
    answers: &'i mut A,
    earlier: &'i [CheckIn],
}

/// The outer error ends the interview as planned, the inner one as a failure.
type Asked = Result<Result<(), Failure>, Left>;

/// Goes on where an answer was written, and ends where that failed.
macro_rules! go_on {
    ($asked:expr) => {
        if let Err(failure) = $asked? {
            return Ok(Err(failure));
        }
    };
}

impl<A: Answers> Interview<'_, A> {
    fn all(&mut self) -> Asked {
        let one = self.one;
        streams::tell(self.words().how);
        let cycle = one.files.team.cycle_of(one.week);
        let owned: Vec<&KeyResult> = one
            .files
            .okrs
            .owned_by(&one.person.id, cycle.id())
            .collect();
        for key_result in &owned {
            go_on!(self.reading(key_result));
        }
        for spec in &one.files.team.sections {
            let is_theirs =
                matches!(spec.by, By::Person | By::Both) && spec.filled_by == FilledBy::Ready;
            if !is_theirs {
                continue;
            }
            if spec.kind == SectionKind::Progress && !owned.is_empty() {
                for key_result in &owned {
                    go_on!(self.progress(key_result));
                }
            } else {
                go_on!(self.section(spec));
            }
        }
        Ok(Ok(()))
    }

    fn reading(&mut self, key_result: &KeyResult) -> Asked {
        let check_in = match self.now() {
            Ok(check_in) => check_in,
            Err(failure) => return Ok(Err(failure)),
        };
        let said = check_in.reading(&key_result.reference);
        let title = &key_result.title;
        if said.is_none_or(|said| said.value.is_none()) {
            let last = self.last(key_result);
            let question = filled(self.words().value, &[("title", title), ("last", &last)]);
            go_on!(self.until_written(&question, |interview, answer| {
                let value = set::value(answer, key_result, interview.language())
                    .map_err(|failure| Trouble::Again(failure.to_string()))?;
                interview.set(
                    key_result,
                    Reading {
                        value: Some(value),
                        confidence: None,
                    },
                )
            }));
        }
        if said.is_none_or(|said| said.confidence.is_none()) {
            let question = filled(self.words().confidence, &[("title", title)]);
            go_on!(self.until_written(&question, |interview, answer| {
                let confidence = set::confidence(answer)
                    .map_err(|failure| Trouble::Again(failure.to_string()))?;
                interview.set(
                    key_result,
                    Reading {
                        value: None,
                        confidence: Some(confidence),
                    },
                )
            }));
        }
        Ok(Ok(()))
    }

    /// What the last check-in that has a value says.
    fn last(&self, key_result: &KeyResult) -> String {
        let mut values = self.earlier.iter().rev().filter_map(|check_in| {
            let reading = check_in.reading(&key_result.reference)?;
            Some((check_in.week, reading.value?.value))
        });
        values.next().map_or_else(String::new, |(week, value)| {
            let value = scaffold::value_words(key_result, value, self.language());
            let week = week.to_string();
            let told = filled(self.words().last, &[("value", &value), ("week", &week)]);
            format!(" {told}")
        })
    }

    fn progress(&mut self, key_result: &KeyResult) -> Asked {
        let check_in = match self.now() {
            Ok(check_in) => check_in,
            Err(failure) => return Ok(Err(failure)),
        };
        let section = check_in.section(SectionKind::Progress);
        let mut parts = section.iter().flat_map(|section| &section.parts);
        let is_told = parts.any(|part| {
            part.key_result.as_ref() == Some(&key_result.reference) && part.answer != Answer::Empty
        });
        if is_told {
            return Ok(Ok(()));
        }
        let question = filled(self.words().progress, &[("title", &key_result.title)]);
        self.until_written(&question, |interview, answer| {
            let answer = interview.paragraph(answer);
            interview.change(|check_in, one| {
                scaffold::with_progress(check_in, &one.files.team, &key_result.reference, &answer)
            })
        })
    }

    fn section(&mut self, spec: &SectionSpec) -> Asked {
        let check_in = match self.now() {
            Ok(check_in) => check_in,
            Err(failure) => return Ok(Err(failure)),
        };
        let section = check_in.section_by_id(&spec.id);
        let is_low = |reading: &crate::model::Reading| {
            reading
                .confidence
                .is_some_and(|said| said.value == Confidence::NotOk)
        };
        let is_asked = match spec.kind {
            SectionKind::Confidence => check_in.readings.iter().any(is_low),
            SectionKind::OkrChanges => !self.one.files.okrs.is_empty(),
            _ => true,
        };
        if !is_asked || section.is_some_and(|section| section.answer != Answer::Empty) {
            return Ok(Ok(()));
        }
        let question = format!("{}: {}", spec.heading, self.question(spec));
        self.until_written(&question, |interview, answer| {
            let (text, parts) = match spec.kind {
                _ if is_none(answer) => (answer.to_owned(), 0),
                SectionKind::Obstacles => interview.obstacles(answer, spec),
                SectionKind::Plan => (interview.tasks(answer), 0),
                _ => (interview.paragraph(answer), 0),
            };
            interview.change(|check_in, one| {
                scaffold::with_answer(check_in, &one.files.team, spec, &text, parts)
            })
        })
    }

    /// More lines of an answer, up to an empty one.
    fn paragraph(&mut self, first: &str) -> String {
        let mut text = first.to_owned();
        while let Some(line) = self.answers.line().filter(|line| !line.trim().is_empty()) {
            text.push('\n');
            text.push_str(line.trim_end());
        }
        text
    }

    /// Obstacles, each with what it slows and its causes, up to an empty name; and how many.
    fn obstacles(&mut self, first: &str, spec: &SectionSpec) -> (String, usize) {
        let marks = "#".repeat(usize::from(self.one.files.team.section_level) + 1);
        let (labels, words) = (&spec.labels, self.words());
        let mut obstacles = Vec::new();
        let mut next = Some(first.to_owned());
        while let Some(title) = next.filter(|title| !title.trim().is_empty()) {
            let mut text = format!("\n{marks} {}", title.trim());
            for (label, asked) in [
                (&labels.slows, words.slows),
                (&labels.own_cause, words.own_cause),
                (&labels.outside_cause, words.outside_cause),
            ] {
                streams::tell(&format!("  {asked}"));
                let said = self.answers.line().unwrap_or_default();
                if !said.trim().is_empty() {
                    text.push_str(&format!("\n- {label}: {}", said.trim()));
                }
            }
            obstacles.push(text);
            streams::tell(&format!("  {}", words.more_obstacles));
            next = self.answers.line();
        }
        (obstacles.join("\n"), obstacles.len())
    }

    /// Tasks, one a line up to an empty one, each with its day.
    fn tasks(&mut self, first: &str) -> String {
        let mut tasks = Vec::new();
        let mut next = Some(first.to_owned());
        while let Some(text) = next.filter(|text| !text.trim().is_empty()) {
            streams::tell(&format!("  {}", self.words().due));
            let due = self.answers.line().unwrap_or_default();
            let owner = &self.one.person.id;
            let words = self.language().wording().due.iter();
            let due_word = words.copied().next().unwrap_or("due");
            let due = match due.trim() {
                "" => String::new(),
                due => format!(", {due_word} {due}"),
            };
            tasks.push(format!("- [ ] {} (@{owner}{due})", text.trim()));
            streams::tell(&format!("  {}", self.words().more_tasks));
            next = self.answers.line();
        }
        tasks.join("\n")
    }

    /// Asks, and asks again until the answer can be written or is left out.
    fn until_written(
        &mut self,
        question: &str,
        mut write: impl FnMut(&mut Self, &str) -> Result<(), Trouble>,
    ) -> Asked {
        loop {
            streams::tell(&format!("\n{question}"));
            let answer = self.answers.line().ok_or(Left)?;
            if answer.trim().is_empty() {
                return Ok(Ok(()));
            }
            match write(self, answer.trim()) {
                Ok(()) => return Ok(Ok(())),
                Err(Trouble::Again(why)) => streams::warn(&why),
                Err(Trouble::Failed(failure)) => return Ok(Err(failure)),
            }
        }
    }

    fn now(&self) -> Result<CheckIn, Failure> {
        Ok(opened::open(self.one)?.read.value)
    }

    fn set(&self, key_result: &KeyResult, reading: Reading) -> Result<(), Trouble> {
        self.change(|check_in, _| scaffold::set_reading(check_in, &key_result.reference, &reading))
    }

    /// Opens, changes and puts back; an answer that does not fit is told and asked for again.
    fn change(
        &self,
        edit: impl Fn(&CheckIn, &OneCheckIn) -> Result<String, Problem>,
    ) -> Result<(), Trouble> {
        let written = opened::patiently(|| {
            let found = opened::open(self.one)?;
            match edit(&found.read.value, self.one) {
                Ok(text) => opened::put_back(self.one, &found, &text).map(Ok),
                Err(problem) => Ok(Err(problem)),
            }
        });
        written.map_err(Trouble::Failed)?.map_err(|problem| {
            let help = problem
                .help
                .map_or_else(String::new, |help| format!(": {help}"));
            Trouble::Again(format!("{}{help}", problem.message))
        })
    }

    fn language(&self) -> Language {
        self.one.files.team.language
    }

    fn words(&self) -> &'static InterviewWords {
        &self.language().wording().interview
    }

    /// What is asked where the section's own question is about its form.
    fn question<'s>(&self, spec: &'s SectionSpec) -> &'s str {
        match spec.kind {
            SectionKind::Obstacles => self.words().obstacle,
            SectionKind::Plan => self.words().plan,
            _ => &spec.prompt,
        }
    }
}
