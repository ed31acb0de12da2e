//! What stands beside the pages: data, feed, and the calendar of what is due.

use super::board::Board;
use super::build::{BuildError, Sink};
use super::input::Input;
use super::page::Site;
use super::scene::Scene;
use super::then::Then;
use super::{data, feed};

/// The calendar, from the root of the report.
const CALENDAR: &str = "due.ics";

/// Makes the files and hands them on.
///
/// # Errors
/// The first fault of the sink.
pub(super) fn write<E: Send>(
    site: &Site,
    boards: &[Board],
    scenes: &[Scene],
    thens: &[Vec<Then>],
    sink: &Sink<E>,
) -> Result<(), BuildError<E>> {
    data::write(site, boards, scenes, thens, sink)?;
    sink(feed::FILE, &feed::feed(site, scenes)).map_err(BuildError::Sink)?;
    let calendar = site.input.calendar;
    calendar.map_or(Ok(()), |text| {
        sink(CALENDAR, text.as_bytes()).map_err(BuildError::Sink)
    })
}

/// Where each of them is, with the key of its words.
pub(super) fn places(input: &Input) -> impl Iterator<Item = (&'static str, &'static str)> {
    let calendar = input.calendar.map(|_| ("beside.calendar", CALENDAR));
    let others = [("beside.feed", feed::FILE), ("beside.data", data::INDEX)];
    calendar.into_iter().chain(others)
}
