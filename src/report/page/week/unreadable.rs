//! What is missing from the numbers: files that could not be read, and check-ins in which something is odd,
//! so that nothing of them is shown. Never with their text.

use crate::model::{Language, Person};
use crate::report::facts::Summary;
use crate::report::input::Audience;
use crate::report::page::Site;
use crate::report::scene::Scene;
use crate::report::view::week::Unreadable;

/// Files that are named.
const MOST: usize = 50;

impl Site<'_> {
    /// On the newest page alone, and in the words of who reads it: for the public without paths, and
    /// without what files outside the check-ins say.
    pub(super) fn unreadable(&self, scene: &Scene) -> Vec<Unreadable> {
        if scene.week != self.newest {
            return Vec::new();
        }
        let mut found = match self.input.audience {
            Audience::Team => self.unreadable_files(),
            Audience::Published => self.unreadable_count().into_iter().collect(),
        };
        let people = self.input.team.people.iter().zip(self.timelines);
        for (person, timeline) in people {
            let withheld = timeline.summaries.iter().filter(|one| one.withheld);
            found.extend(withheld.map(|summary| self.withheld(person, summary)));
        }
        let more = found.len().saturating_sub(MOST);
        found.truncate(MOST);
        if more > 0 {
            found.push(Unreadable {
                place: None,
                message: self.words.text("and-more", &[("n", &more.to_string())]),
                lang: None,
            });
        }
        found
    }

    fn unreadable_files(&self) -> Vec<Unreadable> {
        let files = self.input.unreadable.iter().map(|file| Unreadable {
            place: Some(format!("{}:{}", file.path, file.line)),
            message: file.message.clone(),
            lang: self.language_of_findings(),
        });
        files.collect()
    }

    /// Findings are worded in English.
    fn language_of_findings(&self) -> Option<&'static str> {
        let is_other = self.input.team.language != Language::English;
        is_other.then_some(Language::English.code())
    }

    fn unreadable_count(&self) -> Option<Unreadable> {
        let files = self.input.unreadable.len();
        (files > 0).then(|| Unreadable {
            place: None,
            message: self.words.count("unread.others", files),
            lang: None,
        })
    }

    fn withheld(&self, person: &Person, summary: &Summary) -> Unreadable {
        let week = summary.week;
        match self.input.audience {
            Audience::Team => {
                let path = format!("check-ins/{}/{week}.md", person.id);
                let command = format!("okr check {path}");
                Unreadable {
                    message: self.words.text("unread.withheld", &[("command", &command)]),
                    place: Some(format!("{path}:{}", summary.odd_line)),
                    lang: None,
                }
            }
            Audience::Published => {
                let number = week.number().to_string();
                let fillings = [("person", person.name.as_str()), ("n", &number)];
                Unreadable {
                    place: None,
                    message: self.words.text("unread.withheld-public", &fillings),
                    lang: None,
                }
            }
        }
    }
}
