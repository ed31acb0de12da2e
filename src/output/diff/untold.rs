//! Check-ins of which there is nothing to compare, as lines and for programs: a reviewer must not take them
//! for unchanged.

use serde::Serialize;

use super::Shown;
use crate::diff::{Direction, Untold, Why};
use crate::model::Team;
use crate::output::line::{Run, Styles};
use crate::output::sink::markdown::inert;

/// The most that are listed in a comment.
const MOST: usize = 40;

/// A name, what happened, whether that is good news, and more about it.
struct Words {
    name: String,
    happened: &'static str,
    direction: Direction,
    more: String,
}

fn words(untold: &Untold, team: &Team) -> Words {
    let Untold { person, week, why } = untold;
    let name = team.person(person.as_str());
    let name = name.map_or(person.as_str(), |person| person.name.as_str());
    let (happened, direction, more) = match why {
        Why::Gone => ("the check-in was deleted", Direction::Bad, String::new()),
        Why::Skipped(reason) => ("away", Direction::Neutral, reason.clone()),
        Why::Withheld => (
            "not shown",
            Direction::Bad,
            format!(
                "something in the file is odd; 'okr check check-ins/{person}/{week}.md' tells what"
            ),
        ),
    };
    Words {
        name: format!("{name}, {week}"),
        happened,
        direction,
        more,
    }
}

/// For a terminal, a line each; none where there is nothing to say.
pub(super) fn terminal(shown: &Shown, styles: &Styles) -> Vec<Vec<Run>> {
    let untold = shown.comparison.untold.iter();
    let lines = untold.map(|untold| {
        let words = words(untold, shown.team);
        let style = match words.direction {
            Direction::Bad => styles.bad,
            Direction::Good | Direction::Neutral => anstyle::Style::new(),
        };
        let mut line = vec![
            Run::new(styles.strong, &words.name),
            Run::plain(": "),
            Run::new(style, words.happened),
        ];
        if !words.more.is_empty() {
            line.push(Run::new(styles.faint, &format!(" ({})", words.more)));
        }
        line
    });
    lines.collect()
}

/// For a comment, a list; empty where there is nothing to say.
pub(super) fn markdown(shown: &Shown) -> String {
    let untold = &shown.comparison.untold;
    if untold.is_empty() {
        return String::new();
    }
    let mut out = String::from("\n");
    for untold in untold.iter().take(MOST) {
        let words = words(untold, shown.team);
        let mark = match words.direction {
            Direction::Bad => "**",
            Direction::Good | Direction::Neutral => "",
        };
        let more: String = words.more.chars().take(200).collect();
        let more = match more.is_empty() {
            true => more,
            false => format!(" ({})", inert(&more)),
        };
        let (name, happened) = (inert(&words.name), words.happened);
        out.push_str(&format!("- {name}: {mark}{happened}{mark}{more}\n"));
    }
    if untold.len() > MOST {
        out.push_str(&format!("- and {} more\n", untold.len() - MOST));
    }
    out
}

/// One of them for a program.
#[derive(Serialize)]
pub(super) struct Item<'u> {
    person: &'u str,
    week: String,
    why: &'static str,
    reason: Option<&'u str>,
}

pub(super) fn item(untold: &Untold) -> Item<'_> {
    Item {
        person: untold.person.as_str(),
        week: untold.week.to_string(),
        why: untold.why.word(),
        reason: match &untold.why {
            Why::Skipped(reason) if !reason.is_empty() => Some(reason),
            Why::Skipped(_) | Why::Gone | Why::Withheld => None,
        },
    }
}
