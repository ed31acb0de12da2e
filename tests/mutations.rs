//! Files as accidents and enemies leave them, by the thousand, through the library: seeded changes of
//! believable check-ins are read, compared and rendered, and everything keeps its promises.
//!
//! The same in the large, with coverage to guide it, are the targets of `fuzz/`.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types
)]

#[path = "../benches/generator/mod.rs"]
mod generator;

use std::collections::BTreeMap;

use generator::{Random, Size, Weeks};
use okr::diag::Diagnostic;
use okr::diff::{Context, diff};
use okr::model::{CheckIn, Okrs, Team};
use okr::read::{self, Place};
use okr::text::Source;
use okr::text::markdown::to_html;

const SEED: u64 = 2_026;

/// Pieces that mean something to one of the parsers.
const PIECES: &[&[u8]] = &[
    b"---\n",
    b"\n---\n",
    b"...\n",
    b"- ",
    b"[",
    b"[[[[[[[[",
    b"]",
    b"{",
    b"}",
    b": ",
    b"#",
    b"\t",
    b"&a ",
    b"*a",
    b"!!str ",
    b"<<: *a\n",
    b"? ",
    b"|\n",
    b">-\n",
    b"\"",
    b"'",
    b"\\",
    b"%YAML 1.2\n",
    b"## ",
    b"### ",
    b"\n## Plan\n",
    b"```\n",
    b"~~~~\n",
    b"> ",
    b"<!--",
    b"-->",
    b"<!-- okr: private -->",
    b"<!-- okr: privat -->",
    b"<!-- okr: allow(",
    b"<script>",
    b"</div>",
    b"<![CDATA[",
    b"<?",
    b"&lt;",
    b"- [ ] ",
    b"- [x] ",
    b"- [-] ",
    b"(@",
    b", due 2026-13-45)",
    b"|a|b|\n|-|-|\n",
    b"[^1]",
    b"![](",
    b"](javascript:x)",
    b"<<<<<<< ours\n",
    b"=======\n",
    b">>>>>>> theirs\n",
    b"\r\n",
    b"\r",
    b"\0",
    b"\x1b[31m",
    b"\x07",
    b"\xff",
    b"\xc3",
    b"\xf0\x9f",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xae",
    b"\xe2\x80\xa8",
    b"\xc2\x85",
    b"\xc2\xa0",
    b"1e999",
    b"-0",
    b".nan",
    b"99999999999999",
    b"2026-W54",
    b"key-results:\n",
    b"status: ready\n",
    b"\n## R\xc3\xbcckmeldung\n",
    b"\n### Antwort\n",
    b"\n## Vereinbarungen\n",
    b", f\xc3\xa4llig 27.11.2026)",
    b"Keine.\n",
];

/// A small team as its files have it, with a check-in of each person and week.
struct Corpus {
    team: Team,
    okrs: Okrs,
    check_ins: Vec<(String, Vec<u8>)>,
}

impl Corpus {
    fn new() -> Self {
        let (mut team, mut check_ins) = (Team::default(), Vec::new());
        let mut objectives = BTreeMap::new();
        let size = Size {
            people: 10,
            weeks: 13,
        };
        for file in Weeks::new(size, SEED).flat_map(|commit| commit.files) {
            let source = Source::new(file.text.clone().into_bytes());
            match read::place(&file.path, &team).unwrap() {
                Place::Settings => team = read::team(&source).value,
                Place::Objective { cycle, id } => {
                    let read = read::objective(&source, &file.path, &cycle, &id, &team);
                    objectives.insert(file.path, read.value);
                }
                Place::CheckIn { .. } => check_ins.push((file.path, file.text.into_bytes())),
                Place::Other => panic!("{} is no file of the formats", file.path),
            }
        }
        let okrs = Okrs::new(objectives.into_values().collect());
        Self {
            team,
            okrs,
            check_ins,
        }
    }

    fn read(&self, path: &str, bytes: Vec<u8>) -> (CheckIn, Vec<Diagnostic>) {
        let Ok(Place::CheckIn { person, week }) = read::place(path, &self.team) else {
            panic!("{path} is no check-in");
        };
        let source = Source::new(bytes);
        let read = read::check_in(&source, path, &person, week, &self.team, &self.okrs);
        (read.value, read.diagnostics)
    }
}

/// Some changes of the bytes: pieces put in, stretches taken out, doubled, moved or overwritten.
fn mutated(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let end = (at + 1 + random.below(60)).min(bytes.len());
        match random.below(6) {
            0..3 => drop(bytes.splice(at..at, PIECES[random.below(PIECES.len())].iter().copied())),
            3 => drop(bytes.drain(at..end)),
            4 => {
                let stretch = bytes[at..end].to_vec();
                let to = random.below(bytes.len() + 1);
                bytes.splice(to..to, stretch);
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = random.below(256) as u8;
                }
            }
        }
    }
    bytes
}

#[test]
fn generated_check_ins_are_read_without_a_finding() {
    let corpus = Corpus::new();
    assert!(corpus.check_ins.len() == 130 && corpus.okrs.objectives().len() == 4);
    for (path, bytes) in &corpus.check_ins {
        let (_, diagnostics) = corpus.read(path, bytes.clone());
        let text = String::from_utf8_lossy(bytes);
        assert!(diagnostics.is_empty(), "{path}: {diagnostics:?}\n{text}");
    }
}

#[test]
fn whatever_the_bytes_are_findings_have_a_place_and_private_words_stay() {
    let corpus = Corpus::new();
    let mut random = Random::new(SEED);
    for round in 0..500 {
        let (path, bytes) = &corpus.check_ins[random.below(corpus.check_ins.len())];
        let bytes = mutated(bytes, &mut random);
        let text = Source::new(bytes.clone()).text().to_owned();
        let (check_in, diagnostics) = corpus.read(path, bytes);
        for diagnostic in &diagnostics {
            let cut = text.get(diagnostic.span.range());
            assert!(cut.is_some(), "round {round}: {diagnostic:?} cuts no text");
        }
        let Some(public) = read::public(&check_in, &corpus.team, &corpus.okrs) else {
            continue;
        };
        assert_eq!(public.text.len(), text.len(), "round {round}: places moved");
        for section in check_in.sections.iter().filter(|section| section.private) {
            let left = section.body.of(&public.text).trim();
            assert!(
                left.is_empty(),
                "round {round}: private words are public: {left:?}"
            );
        }
    }
}

#[test]
fn whatever_the_bytes_are_two_check_ins_compare_and_render() {
    let corpus = Corpus::new();
    let mut random = Random::new(SEED + 1);
    for round in 0..120 {
        let (path, bytes) = &corpus.check_ins[random.below(corpus.check_ins.len())];
        let mut public = || {
            let (check_in, _) = corpus.read(path, mutated(bytes, &mut random));
            read::public(&check_in, &corpus.team, &corpus.okrs)
        };
        let (Some(before), Some(after)) = (public(), public()) else {
            continue;
        };
        let timeline = [before, after];
        let context = Context::new(&corpus.team, &corpus.okrs, &timeline);
        let [before, after] = &timeline;
        assert!(
            diff(Some(before), before, &context).is_empty(),
            "round {round}"
        );
        let _ = diff(Some(before), after, &context).facts().count();
        let html = to_html(&after.text, 1);
        let active = ["<script", "<img", "javascript:x\"", "\u{1b}", "<div"];
        assert!(
            active.iter().all(|it| !html.contains(it)),
            "round {round}: {html}"
        );
    }
}
