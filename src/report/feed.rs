//! An Atom feed (RFC 4287) of check-ins and recognition, `feed.xml` beside the pages: the newest of each,
//! made of the same public facts.
//!
//! Links are absolute where the report has an address; without one they are relative to the feed, as the
//! RFC allows, and there is no `self` link. The ids are the same in both cases, and on every day, so that a
//! reader shows nothing twice; times are those of the data, never of the clock.

use std::io;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::model::{Person, Status, Team};
use crate::text::xml::Xml;

use super::board::Board;
use super::facts::{Said, Summary};
use super::page::Site;
use super::scene::Scene;

/// The file, from the root of the report.
pub(super) const FILE: &str = "feed.xml";

/// Entries that are told; a reader keeps those it has seen.
const MOST: usize = 100;

/// What an entry tells of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    CheckIn,
    Recognition,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::CheckIn => "check-in",
            Self::Recognition => "recognition",
        }
    }
}

struct Entry<'a> {
    updated: Timestamp,
    person: &'a Person,
    kind: Kind,
    summary: &'a Summary,
    board: &'a Board<'a>,
}

/// The feed of the weeks that have pages.
pub(super) fn feed(site: &Site, scenes: &[Scene]) -> Vec<u8> {
    // Writing to memory cannot fail.
    written(site, &entries(site, scenes)).unwrap_or_default()
}

/// The newest entries, newest first.
fn entries<'a>(site: &Site<'a>, scenes: &[Scene<'a>]) -> Vec<Entry<'a>> {
    let team = site.input.team;
    let mut entries = Vec::new();
    for (person, timeline) in team.people.iter().zip(site.timelines) {
        for summary in timeline.summaries.iter().filter(|one| one.speaks()) {
            let found = scenes.binary_search_by_key(&summary.week, |scene| scene.week);
            let Some(scene) = found.ok().and_then(|at| scenes.get(at)) else {
                continue;
            };
            let updated = updated(team, summary);
            let thanks = summary.recognition.as_deref().unwrap_or_default();
            let kinds = [
                (Kind::CheckIn, summary.is_ready()),
                (
                    Kind::Recognition,
                    summary.status == Status::Reviewed && !thanks.is_empty(),
                ),
            ];
            let told = kinds.into_iter().filter(|(_, is_told)| *is_told);
            entries.extend(told.map(|(kind, _)| Entry {
                updated,
                person,
                kind,
                summary,
                board: scene.board,
            }));
        }
    }
    entries.sort_by_key(|entry| {
        let newest_first = std::cmp::Reverse((entry.updated, entry.summary.week));
        (newest_first, &entry.person.id, entry.kind)
    });
    entries.truncate(MOST);
    entries
}

/// When its check-ins were due, or the day on which it was reviewed, whichever is later.
fn updated(team: &Team, summary: &Summary) -> Timestamp {
    let zone = &team.cadence.time_zone;
    let reviewed = summary
        .reviewed_on
        .and_then(|day| zone.to_timestamp(day.at(0, 0, 0, 0)).ok());
    let due = team.due_at(summary.week);
    due.max(reviewed).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn written(site: &Site, entries: &[Entry]) -> io::Result<Vec<u8>> {
    let input = site.input;
    let base = input.base_url.unwrap_or_default();
    let name = match input.team.name.as_str() {
        "" => "OKR",
        name => name,
    };
    let newest = entries.first().map(|entry| entry.updated);
    let monday = site.newest.monday().at(0, 0, 0, 0);
    let empty = || input.team.cadence.time_zone.to_timestamp(monday).ok();
    let updated = newest.or_else(empty).unwrap_or(Timestamp::UNIX_EPOCH);
    let mut out = Vec::new();
    let mut xml = Xml::new(&mut out)?;
    let space = [
        ("xmlns", "http://www.w3.org/2005/Atom"),
        ("xml:lang", &*site.words.text("lang", &[])),
    ];
    xml.begin("feed", &space)?;
    xml.text(
        "title",
        &[],
        &site.words.text("atom.title", &[("team", name)]),
    )?;
    xml.text("id", &[], &urn(&[name]))?;
    xml.text("updated", &[], &updated.to_string())?;
    if !base.is_empty() {
        xml.empty(
            "link",
            &[
                ("rel", "self"),
                ("type", "application/atom+xml"),
                ("href", &format!("{base}{FILE}")),
            ],
        )?;
    }
    xml.empty(
        "link",
        &[
            ("rel", "alternate"),
            ("type", "text/html"),
            ("href", &format!("{base}index.html")),
        ],
    )?;
    author(&mut xml, name)?;
    for entry in entries {
        entry.write(&mut xml, site, name, base)?;
    }
    xml.end("feed")?;
    Ok(out)
}

fn author<W: io::Write>(xml: &mut Xml<W>, name: &str) -> io::Result<()> {
    xml.begin("author", &[])?;
    xml.text("name", &[], name)?;
    xml.end("author")
}

impl Entry<'_> {
    fn write<W: io::Write>(
        &self,
        xml: &mut Xml<W>,
        site: &Site,
        team: &str,
        base: &str,
    ) -> io::Result<()> {
        let (person, week) = (&self.person.id, self.summary.week.to_string());
        let number = self.summary.week.number().to_string();
        let fillings = [("person", self.person.name.as_str()), ("n", &number)];
        let title = site
            .words
            .text(&format!("atom.{}", self.kind.word()), &fillings);
        let href = format!("{base}check-ins/{person}/{week}.html");
        xml.begin("entry", &[])?;
        xml.text("title", &[], &title)?;
        xml.text(
            "id",
            &[],
            &urn(&[team, self.kind.word(), person.as_str(), &week]),
        )?;
        xml.text("updated", &[], &self.updated.to_string())?;
        author(xml, self.author(site))?;
        xml.empty(
            "link",
            &[("rel", "alternate"), ("type", "text/html"), ("href", &href)],
        )?;
        xml.empty("category", &[("term", self.kind.word())])?;
        xml.text("content", &[("type", "text")], &self.content(site))?;
        xml.end("entry")
    }

    /// The name of whoever wrote it.
    fn author<'a>(&'a self, site: &'a Site) -> &'a str {
        let by = match self.kind {
            Kind::CheckIn => &self.person.id,
            Kind::Recognition => self
                .summary
                .recognised_by
                .as_ref()
                .unwrap_or(&self.person.id),
        };
        let known = site.input.team.person(by.as_str());
        known.map_or(by.as_str(), |person| &person.name)
    }

    fn content(&self, site: &Site) -> String {
        match self.kind {
            Kind::Recognition => self.summary.recognition.clone().unwrap_or_default(),
            Kind::CheckIn => {
                let line = Some(self.summary.line.clone()).filter(|line| !line.is_empty());
                let readings = self.summary.readings.iter();
                let readings = readings.filter_map(|said| self.reading(site, said));
                line.into_iter()
                    .chain(readings)
                    .collect::<Vec<_>>()
                    .join("\n")
            }
        }
    }

    /// `Checkout p95 latency: 310 ms, Good`; none of a key result that is not known.
    fn reading(&self, site: &Site, said: &Said) -> Option<String> {
        let course = self.board.course(&said.reference)?;
        let value = said
            .value
            .map(|value| course.measure.value(site.words, value));
        let word = said.confidence.map(|word| site.level(word));
        let told: Vec<String> = value.into_iter().chain(word).collect();
        let fillings = [("title", course.title()), ("told", &told.join(", "))];
        Some(site.words.text("atom.reading", &fillings))
    }
}

/// An id that nobody else makes and that is the same whenever it is made again: a UUID of version 8 (RFC
/// 9562) from what it names. It holds no address, so that a report that moves keeps its ids.
fn urn(parts: &[&str]) -> String {
    let digest = Sha256::digest(format!("okr report\n{}", parts.join("\n")));
    let mut id = [0_u8; 16];
    for (byte, of_digest) in id.iter_mut().zip(digest) {
        *byte = of_digest;
    }
    id[6] = (id[6] & 0x0f) | 0x80;
    id[8] = (id[8] & 0x3f) | 0x80;
    let hex: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
    let [a, b, c, d] = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20]];
    format!("urn:uuid:{a}-{b}-{c}-{d}-{}", &hex[20..])
}

#[cfg(test)]
mod tests {
    use super::urn;

    #[test]
    fn an_id_names_one_thing_and_stays_the_same() {
        let id = urn(&["Payments", "check-in", "ada", "2026-W47"]);
        assert_eq!(id, urn(&["Payments", "check-in", "ada", "2026-W47"]));
        assert_ne!(id, urn(&["Payments", "recognition", "ada", "2026-W47"]));
        let shape: String = id
            .chars()
            .map(|c| if c.is_ascii_hexdigit() { 'x' } else { c })
            .collect();
        assert_eq!(shape, "urn:uuix:xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
        assert_eq!(&id[23..24], "8");
    }
}
