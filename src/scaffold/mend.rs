//! What a file becomes when it is mended: the fixes of what was found in it, then of what can only be read
//! then, and on the way what the tool writes in one spelling. Mending twice is mending once.

use rustc_hash::FxHashSet;

use super::repair::repaired;
use super::tidy::tidied;
use crate::diag::{Diagnostic, Fix};
use crate::model::{CheckIn, Okrs, Status, Team};
use crate::read::{self, Place};
use crate::text::Source;

/// After so many rounds nothing new comes up: a key, then its value, then what hangs on it.
const MOST_ROUNDS: usize = 8;

/// What mending needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Mending<'a> {
    /// The team.
    pub team: &'a Team,
    /// The objectives.
    pub okrs: &'a Okrs,
    /// Whether repairs are made that need a look afterwards.
    pub unsafe_too: bool,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mended {
    /// There is nothing to mend.
    Fine,
    /// Something was found, but a reviewed check-in is frozen.
    Frozen,
    /// It has other bytes now, after so many repairs.
    Changed {
        /// All its bytes.
        bytes: Vec<u8>,
        /// How many repairs were made.
        made: usize,
    },
}

/// What is read in a file.
struct Reading {
    check_in: Option<CheckIn>,
    diagnostics: Vec<Diagnostic>,
}

impl Mending<'_> {
    /// Mends the file at `path` (relative to the root), in which `found` was found. What reading the file
    /// reports and is not among `found` is left alone: the team does not want to hear of it.
    #[must_use]
    pub fn file(&self, path: &str, bytes: &[u8], found: &[&Diagnostic]) -> Mended {
        let reading = self.read(path, bytes);
        let named = |diagnostic: &Diagnostic| (diagnostic.rule, diagnostic.message.clone());
        let wanted: FxHashSet<_> = found.iter().map(|diagnostic| named(diagnostic)).collect();
        let read = reading.diagnostics.iter().map(named);
        let unwanted: FxHashSet<_> = read.filter(|name| !wanted.contains(name)).collect();
        let first = found
            .iter()
            .filter_map(|diagnostic| self.usable(diagnostic));
        let mut fixes: Vec<Fix> = first.collect();
        if reading.is_frozen() {
            return if fixes.is_empty() {
                Mended::Fine
            } else {
                Mended::Frozen
            };
        }
        fixes.extend(reading.tidied());
        let (mut now, mut made) = (bytes.to_vec(), 0);
        for _ in 0..MOST_ROUNDS {
            let done = repaired(&now, &fixes);
            if done.bytes == now {
                break;
            }
            (now, made) = (done.bytes, made + done.made);
            let reading = self.read(path, &now);
            let again = reading.diagnostics.iter();
            let again = again.filter(|diagnostic| !unwanted.contains(&named(diagnostic)));
            fixes = again
                .filter_map(|diagnostic| self.usable(diagnostic))
                .collect();
            fixes.extend(reading.tidied());
        }
        if now == bytes {
            return Mended::Fine;
        }
        Mended::Changed { bytes: now, made }
    }

    fn usable(&self, diagnostic: &Diagnostic) -> Option<Fix> {
        let fix = diagnostic.fix.as_ref()?;
        (fix.safe || self.unsafe_too).then(|| fix.clone())
    }

    fn read(&self, path: &str, bytes: &[u8]) -> Reading {
        let source = Source::new(bytes.to_vec());
        let (check_in, diagnostics) = match read::place(path, self.team) {
            Ok(Place::Settings) => (None, read::team(&source).diagnostics),
            Ok(Place::Objective { cycle, id }) => {
                let read = read::objective(&source, path, &cycle, &id, self.team);
                (None, read.diagnostics)
            }
            Ok(Place::CheckIn { person, week }) => {
                let read = read::check_in(&source, path, &person, week, self.team, self.okrs);
                (Some(read.value), read.diagnostics)
            }
            Ok(Place::Other) | Err(_) => (None, Vec::new()),
        };
        Reading {
            check_in,
            diagnostics,
        }
    }
}

impl Reading {
    /// A check-in in which something is odd is not tidied.
    fn tidied(&self) -> Vec<Fix> {
        let sound = self.check_in.as_ref().filter(|c| c.withheld.is_none());
        sound.map(tidied).unwrap_or_default()
    }

    fn is_frozen(&self) -> bool {
        let status = self.check_in.as_ref().map(|check_in| check_in.status.value);
        status == Some(Status::Reviewed)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Cycle, ObjectiveId};

    const PATH: &str = "check-ins/ada/2026-W47.md";
    const OBJECTIVE: &str = "---\ntitle: T\nowner: ada\nkey-results:\n  p95: { start: 480, target: 150 }\n  \
        tap: { milestones: [design, beta] }\n---\n";

    fn source(text: &str) -> Source {
        Source::new(text.as_bytes().to_vec())
    }

    fn mended(text: &str) -> Mended {
        let team = read::team(&source("people:\n  ada: {}\n  grace: {}\n")).value;
        let cycle = Cycle::of_calendar("2026-Q4").unwrap();
        let id = ObjectiveId::new("fast").unwrap();
        let objective = read::objective(
            &source(OBJECTIVE),
            "okrs/2026-Q4/fast.md",
            &cycle,
            &id,
            &team,
        );
        let okrs = Okrs::new(vec![objective.value]);
        let mending = Mending {
            team: &team,
            okrs: &okrs,
            unsafe_too: false,
        };
        let found = mending.read(PATH, text.as_bytes()).diagnostics;
        let found: Vec<&Diagnostic> = found.iter().collect();
        mending.file(PATH, text.as_bytes(), &found)
    }

    fn text(text: &str) -> String {
        match mended(text) {
            Mended::Changed { bytes, .. } => String::from_utf8(bytes).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn mends_a_key_and_then_its_value() {
        assert_eq!(
            text(
                "---\nstatus: draft\nkey-result:\n  p95: { value: 1, confidense: Very Good }\n---\n"
            ),
            "---\nstatus: draft\nkey-results:\n  fast/p95: { value: 1, confidence: very-good }\n---\n"
        );
    }

    #[test]
    fn writes_headings_labels_days_and_references_as_the_tool_does() {
        assert_eq!(
            text(
                "\u{feff}---\r\nstatus: draft\r\n---\r\n## Progres\r\n### `p95`\r\nx\r\n## Obstacles\r\n### Q\r\n\
                 - Slow: p95, `tap`.\r\n## Plan\r\n- [ ] a (@ada, due 2026-11-7)  \r\n- [ ] b"
            ),
            "\u{feff}---\r\nstatus: draft\r\n---\r\n## Progress\r\n### `fast/p95`\r\nx\r\n## Obstacles\r\n### Q\r\n\
             - Slows: fast/p95, `fast/tap`.\r\n## Plan\r\n- [ ] a (@ada, due 2026-11-07)\r\n- [ ] b"
        );
    }

    #[test]
    fn leaves_a_reviewed_check_in_frozen_and_an_odd_one_alone() {
        let task = "## Plan\n- [ ] a (@ada, due 2026-11-7)\n";
        let with = |head: &str| mended(&format!("---\nstatus: {head}\n---\n{task}"));
        assert_eq!(with("reviewed"), Mended::Frozen);
        assert!(matches!(with("ready"), Mended::Changed { made: 1, .. }));
        assert_eq!(
            mended("---\nstatus: draft\n---\n## Progress\n### p95\n<!-- x\n"),
            Mended::Fine
        );
    }

    #[test]
    fn makes_no_second_key_of_one_name() {
        let text = "---\nstatus: draft\nstatsu: ready\n---\n";
        assert_eq!(mended(text), Mended::Fine);
    }

    const PIECES: [&str; 22] = [
        "---\n",
        "status: draft\n",
        "status: redy\n",
        "statsu: draft\n",
        "key-results:\n",
        "  p95: { value: 1, confidence: Good }\n",
        "  fast/p95:\n",
        "    confidense: red\n",
        "    value: beta\n",
        "## Progres\n",
        "## Obstacels\n",
        "### p95\n",
        "- Slow: p95; tap\n",
        "- Own cuase: x\n",
        "## Plan\n",
        "- [ ] a (@ada, due 2026-1-2) \n",
        "\r\n",
        "<!-- ",
        "-->\n",
        "```\n",
        "reviewed: { by: ada, on: 2026/11/7 }\n",
        "ö \u{feff}",
    ];

    proptest! {
        #[test]
        fn twice_is_once(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..16)) {
            if let Mended::Changed { bytes, .. } = mended(&pieces.concat()) {
                let again = mended(&String::from_utf8(bytes).unwrap());
                prop_assert_eq!(again, Mended::Fine);
            }
        }

        #[test]
        fn takes_any_text(text in any::<String>()) {
            let _ = mended(&text);
        }
    }
}
