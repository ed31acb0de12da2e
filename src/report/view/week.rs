//! This week and every week; and all key results, where that page shows only some.

use serde::Serialize;

use crate::report::html::Html;

use super::page::{Link, Page, Step};
use super::parts::{Cell, HeatMap, KeyResultTable, Said, Sign, WeekHead};

/// `week.html`.
#[derive(Clone, Debug, Serialize)]
pub struct WeekPage {
    /// The frame.
    pub page: Page,
    /// `31 August to 6 September 2026`.
    pub dates: String,
    /// `Week 36`.
    pub title: String,
    /// The one sentence.
    pub lead: Html,
    /// The week before.
    pub previous: Step,
    /// The week after.
    pub next: Step,
    /// `Week 10 of 13 in this cycle`.
    pub cycle_text: String,
    /// The weeks as a bar.
    pub cycle_bar: Html,
    /// Files that could not be read.
    pub unreadable: Vec<Unreadable>,
    /// Five, or none before the cycle.
    pub tiles: Vec<Tile>,
    /// Where could we be surprised?
    pub talk: Option<Talk>,
    /// What changed?
    pub feed: Option<Feed>,
    /// How far, how fast, how sure?
    pub table: Option<KeyResultTable>,
    /// Who believes in it?
    pub heat_map: Option<HeatMap>,
    /// Do people and data agree?
    pub matrix: Option<Matrix>,
    /// Who has talked?
    pub people: Option<PeopleGrid>,
    /// Did we do what we agreed?
    pub tasks: Option<Tasks>,
    /// What is in the way?
    pub obstacles: Option<Obstacles>,
    /// What the signals mean.
    pub legend: Vec<Family>,
    /// What stands beside the pages; on the first page alone.
    pub beside: Vec<Link>,
}

impl WeekPage {
    /// Points the tiles of blocks that are not on the page to its top.
    pub(in crate::report) fn point_tiles(&mut self) {
        let there = |href: &str| match href {
            "#krs" => self.table.is_some(),
            "#agree" => self.matrix.is_some(),
            "#people" => self.people.is_some(),
            "#followups" => self.tasks.is_some(),
            "#obstacles" => self.obstacles.is_some(),
            _ => true,
        };
        let gone: Vec<bool> = self.tiles.iter().map(|tile| !there(tile.href)).collect();
        for (tile, gone) in self.tiles.iter_mut().zip(gone) {
            if gone {
                tile.href = "#main";
            }
        }
    }
}

/// `key-results.html`.
#[derive(Clone, Debug, Serialize)]
pub struct KeyResultsPage {
    /// The frame.
    pub page: Page,
    /// The cycle and the week.
    pub eyebrow: String,
    /// All of them.
    pub table: KeyResultTable,
}

/// A file that is left out of all numbers.
#[derive(Clone, Debug, Serialize)]
pub struct Unreadable {
    /// File and line; not for the public.
    pub place: Option<String>,
    /// What was expected.
    pub message: String,
    /// The language of the message, where that is not the page's.
    pub lang: Option<&'static str>,
}

/// A number with a link to its block.
#[derive(Clone, Debug, Serialize)]
pub struct Tile {
    /// The block.
    pub href: &'static str,
    /// What is counted.
    pub label: String,
    /// How many.
    pub number: String,
    /// `of 9`.
    pub of: Option<String>,
    /// One line of change or cause.
    pub detail: String,
}

/// What to talk about.
#[derive(Clone, Debug, Serialize)]
pub struct Talk {
    /// At most five.
    pub entries: Vec<TalkItem>,
    /// That there are more, in words.
    pub more: Option<String>,
    /// Where there is nothing.
    pub nothing: String,
    /// The week's recognition, where there is nothing.
    pub recognition: Vec<String>,
}

/// A key result to talk about.
#[derive(Clone, Debug, Serialize)]
pub struct TalkItem {
    /// Its place on the objective's page.
    pub href: String,
    /// `2.1`.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its owner's name.
    pub owner: String,
    /// The family with most signals.
    pub family: Sign,
    /// At most three, of that family first.
    pub signals: Vec<Sign>,
    /// Whether it stood out last week, too.
    pub fresh: bool,
    /// One or two sentences.
    pub evidence: Html,
    /// The open question.
    pub ask: String,
    /// `1.9 weeks behind`.
    pub distance: String,
    /// Sparkline.
    pub spark: Html,
}

/// What changed since the week before.
#[derive(Clone, Debug, Serialize)]
pub struct Feed {
    /// `Since week 35`.
    pub title: String,
    /// Groups that have something to say.
    pub groups: Vec<FeedGroup>,
}

/// Changes of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct FeedGroup {
    /// Confidence, Numbers, …
    pub title: String,
    /// One sentence each.
    pub lines: Vec<FeedLine>,
}

/// A mark and a sentence.
#[derive(Clone, Debug, Serialize)]
pub struct FeedLine {
    /// An arrow, a tick; hidden from screen readers.
    pub mark: &'static str,
    /// The sentence.
    pub text: Html,
}

/// What was said against what was measured.
#[derive(Clone, Debug, Serialize)]
pub struct Matrix {
    /// Very good, good, not OK.
    pub rows: Vec<MatrixRow>,
    /// Last words of earlier weeks; key results without pace.
    pub notes: Vec<String>,
}

/// One level of confidence.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixRow {
    /// The level.
    pub said: Said,
    /// On pace, behind, far behind.
    pub cells: Vec<MatrixCell>,
}

/// The key results of one level and pace.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MatrixCell {
    /// The name of a cell that disagrees, where there is something in it.
    pub odd: Option<String>,
    /// The key results.
    pub chips: Vec<Chip>,
    /// That there are more, in words.
    pub more: Option<String>,
}

/// A key result by its number.
#[derive(Clone, Debug, Serialize)]
pub struct Chip {
    /// Its row in the table.
    pub href: String,
    /// `2.1`.
    pub number: String,
    /// Its title.
    pub title: String,
}

/// Check-ins by person and week.
#[derive(Clone, Debug, Serialize)]
pub struct PeopleGrid {
    /// The columns.
    pub weeks: Vec<WeekHead>,
    /// As in `okr.yaml`.
    pub rows: Vec<PersonRow>,
    /// Whether one is of a check-in that is not shown.
    pub left_out: bool,
    /// Who is missing, and what starts their check-in.
    pub notes: Vec<Html>,
}

/// A person's weeks.
#[derive(Clone, Debug, Serialize)]
pub struct PersonRow {
    /// First name.
    pub first: String,
    /// The rest of the name.
    pub rest: String,
    /// Their page.
    pub href: Option<String>,
    /// One a week.
    pub cells: Vec<Cell>,
    /// `8 of 10`.
    pub total: String,
}

/// The open tasks.
#[derive(Clone, Debug, Serialize)]
pub struct Tasks {
    /// By due date.
    pub rows: Vec<TaskRow>,
    /// Where there is nothing, or more.
    pub note: Option<String>,
}

/// A task.
#[derive(Clone, Debug, Serialize)]
pub struct TaskRow {
    /// What is to be done.
    pub text: String,
    /// The key result it names.
    pub about: String,
    /// Whose it is.
    pub owner: String,
    /// By when.
    pub due: String,
    /// The same for sorting, `20260904`.
    pub sort: String,
    /// `2 weeks over`, `Next week`.
    pub state: String,
    /// Whether it is over.
    pub late: bool,
}

/// The open obstacles.
#[derive(Clone, Debug, Serialize)]
pub struct Obstacles {
    /// Oldest first.
    pub rows: Vec<ObstacleRow>,
    /// Where there is none.
    pub note: Option<String>,
}

/// An obstacle.
#[derive(Clone, Debug, Serialize)]
pub struct ObstacleRow {
    /// Weeks open, for sorting.
    pub weeks: u32,
    /// The same as a bar.
    pub bar: Html,
    /// The same in words.
    pub age: String,
    /// Its heading.
    pub title: String,
    /// Key results it slows, and who says so.
    pub about: String,
    /// Outside, own, both.
    pub cause: Option<String>,
    /// The task that answers it.
    pub plan: Html,
}

/// A family of signals, for the legend.
#[derive(Clone, Debug, Serialize)]
pub struct Family {
    /// Its icon.
    pub icon: &'static str,
    /// Its name.
    pub word: String,
    /// What it is about.
    pub text: String,
    /// Its three rules.
    pub rules: Vec<Rule>,
}

/// A signal, for the legend.
#[derive(Clone, Debug, Serialize)]
pub struct Rule {
    /// Its name.
    pub word: String,
    /// When it fires.
    pub text: String,
}
