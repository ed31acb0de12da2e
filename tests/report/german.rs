//! The report of a team that writes German: its words, and that no English one is left.

use std::collections::{BTreeMap, BTreeSet};

use super::team::{Ask, Files, Pages, example, report};

/// The example with German headings, labels and settings; its prose stays.
fn german_example() -> Files {
    let mut files = example();
    for (path, text) in &mut files {
        if path.starts_with("check-ins/") {
            *text = text.lines().map(in_german).collect();
        }
    }
    let settings = files.get_mut("okr.yaml").unwrap();
    *settings = format!("language: de\n{settings}");
    files
}

fn in_german(line: &str) -> String {
    const LINES: [(&str, &str); 11] = [
        ("## Progress", "## Fortschritt"),
        ("## Behind schedule", "## Rückstand"),
        ("## Obstacles", "## Hindernisse"),
        ("## Confidence", "## Zuversicht"),
        ("## OKR changes", "## OKR-Änderungen"),
        ("## Recognition", "## Anerkennung"),
        ("## Follow-ups", "## Vereinbarungen"),
        ("## Asks", "## Anliegen"),
        ("## Reply", "## Antwort"),
        ("None.", "Keine."),
        ("none.", "keine."),
    ];
    const LABELS: [(&str, &str); 5] = [
        ("- Slows:", "- Bremst:"),
        ("- Own cause:", "- Eigene Ursache:"),
        ("- Outside cause:", "- Äußere Ursache:"),
        ("- Resolved:", "- Gelöst:"),
        ("- No way round:", "- Nicht zu umgehen:"),
    ];
    let whole = LINES
        .iter()
        .find(|(english, _)| line.trim_end() == *english);
    if let Some((_, german)) = whole {
        return format!("{german}\n");
    }
    let mut line = line.replace(", due 2026", ", fällig 2026");
    for (english, german) in LABELS {
        if let Some(rest) = line.strip_prefix(english) {
            line = format!("{german}{rest}");
        }
    }
    format!("{line}\n")
}

#[test]
fn a_german_team_has_the_pages_of_an_english_one() {
    let english = report(&example(), &Ask::default()).unwrap();
    let german = report(&german_example(), &Ask::default()).unwrap();
    let paths = |pages: &Pages| pages.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(&german), paths(&english));
    let index = &german["index.html"];
    for told in [
        "<html lang=\"de\">",
        "<b>6 von 12 Key Results sind gefährdet,</b>",
        "16. bis 22. November 2026",
        "KW\u{a0}47",
        "99,92\u{a0}%",
        "20. Nov.",
    ] {
        assert!(index.contains(told), "{told}");
    }
    assert!(german["report.js"].contains("<h2 id=\"keys-h\">Tastatur</h2>"));
}

/// Texts that are the same on the pages of both languages are the authors', numbers and names, or
/// words that both languages write alike.
#[test]
fn nothing_english_is_left_on_the_pages_of_a_german_team() {
    let german = german_example();
    let mut english = german.clone();
    let settings = english.get_mut("okr.yaml").unwrap();
    *settings = settings.replace("language: de", "language: en");
    let known = known_words(&german);
    let other = texts(&report(&english, &Ask::default()).unwrap());
    let mut left = BTreeMap::new();
    for (text, path) in texts(&report(&german, &Ask::default()).unwrap()) {
        if other.contains_key(&text) {
            let unknown = words(&text)
                .into_iter()
                .filter(|word| !known.contains(word));
            let unknown: Vec<String> = unknown.collect();
            if !unknown.is_empty() {
                left.insert(text, (unknown, path));
            }
        }
    }
    assert!(left.is_empty(), "{left:#?}");
}

/// The words of the files, of the German messages, and those that are of no language.
fn known_words(files: &Files) -> BTreeSet<String> {
    let messages = include_str!("../../templates/report/messages.de.txt");
    let messages = messages.lines().filter_map(|line| line.split_once('='));
    let mut known: BTreeSet<String> = messages.flat_map(|(_, text)| words(text)).collect();
    known.extend(files.values().flat_map(|text| words(text)));
    // Of commands, of a commit, and the initials of people.
    known.extend(["at", "edit", "okr", "report", "review"].map(str::to_owned));
    known.extend(["bg", "km", "ls", "mt", "nh", "ri", "tw"].map(str::to_owned));
    known
}

/// Words of two letters or more, in lower case.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphabetic());
    words
        .filter(|word| word.chars().count() > 1)
        .map(str::to_lowercase)
        .collect()
}

/// What a reader reads or hears, each with a page on which it stands.
fn texts(pages: &Pages) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let pages = pages.iter().filter(|(path, _)| path.ends_with(".html"));
    for (path, page) in pages {
        let body = page.split_once("<body>").unwrap().1;
        for piece in body.split('<').skip(1) {
            let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
            let heard = ["aria-label=\"", "placeholder=\"", "data-say=\""];
            let heard = heard.iter().filter_map(|name| {
                let value = tag.split_once(name)?.1;
                value.split_once('"').map(|(value, _)| value)
            });
            // An id of a commit is no word.
            let read = (!text.contains("3f9c2e1")).then_some(text);
            for text in heard.chain(read) {
                let text = ["&lt;", "&gt;", "&quot;", "&amp;"]
                    .iter()
                    .fold(text.trim().to_owned(), |text, entity| {
                        text.replace(entity, " ")
                    });
                found.insert(text, path.clone());
            }
        }
    }
    found
}
