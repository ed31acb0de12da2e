//! One page of the report by itself: the week, or the agenda of one talk. Only what it is drawn from is
//! made.

use crate::model::{PersonId, Week};

use super::ReportError;
use super::board::Board;
use super::facts::Timeline;
use super::gather::{boards, newest, published, read};
use super::inline::{Inline, unlinked};
use super::input::Input;
use super::page::check_in::Talk;
use super::page::week::Pair;
use super::page::{Depth, Site};
use super::scene::Scene;
use super::templates::{Templates, messages};
use super::then::Known;
use super::view::agenda::Agenda;
use super::words::Words;

/// Which talk an agenda is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Whose check-in.
    pub person: &'a PersonId,
    /// Of which week.
    pub week: Week,
    /// How long the talk is, in minutes; at least 15.
    pub minutes: u32,
}

/// The agenda of one talk; none where there is no check-in that could be talked about. Nothing private
/// is in it.
///
/// # Errors
/// A message file of the team's own.
pub fn agenda(input: &Input, asked: &Asked) -> Result<Option<Agenda>, ReportError> {
    let words = Words::load(input.team.language, messages(input.overrides))?;
    with_talk(input, &words, None, asked, |site, talk| {
        Ok(site.agenda(talk, asked.minutes))
    })
}

/// The same as one self-contained page.
///
/// # Errors
/// The first fault of a template.
pub fn agenda_page(input: &Input, asked: &Asked) -> Result<Option<String>, ReportError> {
    let words = Words::load(input.team.language, messages(input.overrides))?;
    let templates = Templates::load(&words, input.overrides)?;
    let inline = Inline::of(&templates, false);
    with_talk(input, &words, Some(&inline), asked, |site, talk| {
        let mut view = site.agenda_page(talk, asked.minutes);
        view.check_in = None;
        let page = templates.render("agenda.html", &view)?;
        Ok(unlinked(&page, None))
    })
}

/// The newest week as one self-contained page.
///
/// # Errors
/// The first fault of a template.
pub fn week_page(input: &Input) -> Result<String, ReportError> {
    let words = Words::load(input.team.language, messages(input.overrides))?;
    let templates = Templates::load(&words, input.overrides)?;
    let inline = Inline::of(&templates, input.base_url.is_some());
    let people = read(input);
    let timelines: Vec<Timeline> = people.timelines;
    let newest = newest(input, &timelines);
    let boards = boards(input, &timelines, newest);
    let mut site = Site::new(input, &words, &timelines, newest, &boards, Some(&inline));
    site.reach = people.reach;
    let Some(board) = boards.iter().find(|board| board.cycle.contains(newest)) else {
        return Ok(String::new());
    };
    let last = newest.plus(-1);
    let known = Known::at(last, &site, board, &people.thens);
    let site = site.at(&timelines, &known.timelines);
    let now = Scene::of(newest, input.now, board, input.team, &timelines);
    let today = || Scene::of(last, input.now, board, input.team, &timelines);
    let before = board.cycle.contains(last);
    let before = before.then(|| known.scene(last, &site, board).unwrap_or_else(today));
    let pair = Pair {
        now: &now,
        before: before.as_ref(),
    };
    let page = templates.render("week.html", &site.week(&pair, Depth::Root))?;
    Ok(unlinked(&page, input.base_url))
}

fn with_talk<T>(
    input: &Input,
    words: &Words,
    inline: Option<&Inline>,
    asked: &Asked,
    draw: impl FnOnce(&Site, &Talk) -> Result<T, ReportError>,
) -> Result<Option<T>, ReportError> {
    let Some(at) = input.team.people.iter().position(|p| p.id == *asked.person) else {
        return Ok(None);
    };
    let timelines: Vec<Timeline> = read(input).timelines;
    let cycle = input.team.cycle_of(asked.week);
    let objectives = input.okrs.of_cycle(cycle.id()).collect();
    let boards = [Board::of(cycle, objectives, input, &timelines)];
    let site = Site::new(input, words, &timelines, asked.week, &boards, inline);
    let scene = Scene::of(asked.week, input.now, &boards[0], input.team, &timelines);
    let (Some(person), Some(timeline)) = (input.team.people.get(at), timelines.get(at)) else {
        return Ok(None);
    };
    let published = published(input, &person.id);
    let pairs: Vec<_> = published.iter().zip(&timeline.summaries).collect();
    let Some(place) = pairs.iter().position(|(_, s)| s.week == asked.week) else {
        return Ok(None);
    };
    let (published, summary) = pairs[place];
    let before = pairs[..place].iter().rev().find(|(_, s)| s.speaks());
    let talk = Talk {
        person,
        published,
        summary,
        before: before.map(|(published, summary)| (*published, summary.as_ref())),
        previous: None,
        next: None,
        scene: &scene,
    };
    if !summary.speaks() {
        return Ok(None);
    }
    draw(&site, &talk).map(Some)
}
