//! Secret words in every private place of a team's files, and in what fails closed, are in nothing that a
//! report is made of, in no encoding.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};

use super::team::Team;

/// One word that every encoding leaves as it is, and one that most change.
const SECRETS: [&str; 2] = ["Plugh7Xyzzy", "Größenwahn8Ünique"];

/// All shapes in which a word may stand in bytes, in small letters where letters have two cases.
fn shapes(word: &str) -> Vec<Vec<u8>> {
    let text = |text: String| text.to_lowercase().into_bytes();
    let each = |of: &dyn Fn(char) -> String| text(word.chars().map(of).collect());
    let foreign = |of: &dyn Fn(char) -> String| {
        let one = |c: char| if c.is_ascii() { c.to_string() } else { of(c) };
        text(word.chars().map(one).collect())
    };
    let bytes = |of: &dyn Fn(&u8) -> String| text(word.bytes().map(|byte| of(&byte)).collect());
    let escaped = |c: char| -> String {
        let mut units = [0; 2];
        let units = c.encode_utf16(&mut units);
        units.iter().map(|unit| format!("\\u{unit:04x}")).collect()
    };
    let mut shapes = vec![
        text(word.to_owned()),
        text(word.replace('ö', "o\u{308}").replace('Ü', "U\u{308}")),
        text(word.replace('ö', "o").replace('ß', "ss").replace('Ü', "u")),
        bytes(&|byte| format!("{byte:02x}")),
        bytes(&|byte| format!("%{byte:02x}")),
        bytes(&|byte| format!("={byte:02x}")),
        bytes(&|byte| format!("\\x{byte:02x}")),
        each(&|c| format!("&#{};", u32::from(c))),
        each(&|c| format!("&#x{:x};", u32::from(c))),
        each(&|c| format!("\\u{{{:x}}}", u32::from(c))),
        each(&escaped),
        foreign(&|c| format!("&#{};", u32::from(c))),
        foreign(&|c| format!("&#x{:x};", u32::from(c))),
        foreign(&|c| format!("\\u{{{:x}}}", u32::from(c))),
        foreign(&escaped),
        foreign(&|c| {
            c.to_string()
                .bytes()
                .map(|byte| format!("%{byte:02x}"))
                .collect()
        }),
        word.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        word.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        text(word.chars().rev().collect()),
    ];
    for engine in [&STANDARD, &URL_SAFE] {
        for before in 0..3 {
            let padded = format!("{}{word}", "x".repeat(before));
            let code = engine.encode(padded);
            // What the neighbours change is left out.
            shapes.push(code.as_bytes()[4..code.len() - 4].to_vec());
        }
    }
    shapes
}

/// The text without tags, folds of lines and marks of emphasis: what a reader puts together again.
fn joined(text: &str) -> String {
    let mut out = String::new();
    let mut is_tag = false;
    for character in text.replace("\r\n ", "").chars() {
        match character {
            '<' => is_tag = true,
            '>' => is_tag = false,
            '*' | '_' | '`' | '\u{ad}' | '\u{200b}' => {}
            other if !is_tag => out.push(other),
            _ => {}
        }
    }
    out
}

/// Which shapes of the secrets stand in some bytes.
fn traces(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let views = [
        bytes.to_vec(),
        text.to_lowercase().into_bytes(),
        joined(&text).to_lowercase().into_bytes(),
    ];
    let is_in = |shape: &[u8]| {
        views
            .iter()
            .any(|view| view.windows(shape.len()).any(|window| window == shape))
    };
    let found = SECRETS.iter().flat_map(|word| shapes(word));
    found
        .filter(|shape| is_in(shape))
        .map(|shape| String::from_utf8_lossy(&shape).into_owned())
        .collect()
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            let name = path
                .strip_prefix(folder)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

fn secret() -> String {
    SECRETS.join(" and ")
}

const FRONT: &str = "---\nstatus: STATUS\nkey-results:\n  faster-checkout/p95-latency:\n    value: 300\n    \
                     confidence: good\n  faster-checkout/one-tap:\n    value: 1\n    confidence: not-ok\nMORE---\n";

/// A check-in with the secrets in each private place.
fn check_in(status: &str, more: &str) -> String {
    let secret = secret();
    let front = FRONT.replace("STATUS", status).replace("MORE", more);
    format!(
        "{front}# Ada Lovelace\n\n## Progress\nFaster. <!-- {secret} -->\n\n### Aside\n<!-- okr: private -->\n{secret}\n\n\
         ## Behind schedule\nNone.\n\n\
         ## Obstacles\n### {secret}\n<!-- okr: private -->\n- Slows: one-tap\n- Own cause: {secret}\n\n\
         ### Quota of the vault\n- Slows: one-tap\n- Own cause: asked late.\n\n\
         ## Plan\n- [ ] Ask about the quota of the vault (@ada, due 2026-11-20)\n\n\
         ### Between us\n<!-- okr: private -->\n- [ ] {secret} (@ada, due 2026-11-20)\n\n\
         ## Confidence\n### one-tap\nNo shops.\n\n### {secret}\n<!-- okr: private -->\n{secret}\n\n\
         ## OKR changes\nNone.\n\n\
         ## Feedback\n### p95-latency\n{secret}\n\n- [ ] {secret} (@ada, due 2026-11-19)\n\n\
         ## Recognition\nThe vault call.\n\n### More\n<!-- okr: private -->\n{secret}\n\n\
         ## Follow-ups\n- [ ] Call the vendor (@grace, due 2026-11-25)\n\n\
         ### Private\n<!-- okr: private -->\n- [ ] {secret} (@grace, due 2026-11-25)\n\n\
         ## Reply\n{secret}\n\n## Asks\n<!-- okr: private -->\n{secret}\n\n\
         ## {secret}\n<!-- okr: private -->\n{secret}\n"
    )
}

/// Files that fail closed, each with the secrets in a place that would be public.
fn broken() -> Vec<(&'static str, Vec<u8>)> {
    let secret = secret();
    let front = FRONT.replace("STATUS", "ready").replace("MORE", "");
    let open = |text: &str| format!("{front}## Progress\n{text}\n").into_bytes();
    let mut not_text = open(&secret);
    not_text.extend([0xff, 0xfe]);
    vec![
        (
            "2026-W41",
            open(&format!("{secret}\n\n<!-- okr: privat -->")),
        ),
        ("2026-W42", open(&format!("<!-- {secret}"))),
        (
            "2026-W43",
            open(&format!(
                "<<<<<<< ours\n{secret}\n=======\nb\n>>>>>>> theirs"
            )),
        ),
        (
            "2026-W44",
            format!("---\nstatus: ready\nreviewed: [{secret}\n---\n## Progress\n{secret}\n")
                .into_bytes(),
        ),
        ("2026-W40", open(&format!("```\n{secret}"))),
        ("2026-W39", not_text),
        ("2026-W38", open(&secret.repeat(40_000))),
        (
            "2026-W37",
            format!("---\nstatus: ready\nskipped: {secret}\n## Progress\n{secret}\n").into_bytes(),
        ),
        (
            "2026-W36",
            open(&format!("{secret}\n\n### Feedback\n{secret}")),
        ),
    ]
}

/// A check-in that says `word` wherever everybody may read it.
fn open(word: &str) -> String {
    let front = FRONT
        .replace("STATUS", "reviewed")
        .replace("faster-checkout/p95-latency", "faster-answers/p95-latency");
    let front = front.replace("MORE", "reviewed: { by: grace, on: 2026-11-06 }\n");
    format!(
        "{front}# Alan Turing\n\n## Progress\n{word}\n\n## Behind schedule\n{word}\n\n\
         ## Obstacles\n### {word}\n- Slows: p95-latency\n- Own cause: {word}\n\n\
         ## Plan\n- [ ] {word} (@alan, due 2026-11-20)\n\n## Confidence\n{word}\n\n## OKR changes\nNone.\n\n\
         ## Feedback\n{word}\n\n## Recognition\n{word}\n\n## Follow-ups\n- [ ] {word} (@grace, due 2026-11-20)\n"
    )
}

fn team() -> Team {
    let team = Team::new();
    let settings = team.text("okr.yaml").replace("ada@", "plugh7xyzzy@");
    team.put("okr.yaml", settings);
    // Old revisions: private words, words in a file that fails closed, and open words that were taken back.
    team.put("check-ins/alan/2026-W45.md", open(&secret()));
    team.put(
        "check-ins/ada/2026-W45.md",
        check_in("reviewed", "reviewed: { by: grace, on: 2026-11-06 }\n"),
    );
    team.put("check-ins/ada/2026-W46.md", check_in("draft", ""));
    team.put("check-ins/alan/2026-W46.md", &broken()[0].1);
    let team = team.with_git();
    team.put("check-ins/alan/2026-W45.md", open("Quite harmless words."));
    team.put(
        "check-ins/ada/2026-W45.md",
        check_in("reviewed", "reviewed: { by: grace, on: 2026-11-07 }\n"),
    );
    team.put(
        "check-ins/ada/2026-W46.md",
        check_in(
            "returned",
            "returned: { by: grace, on: 2026-11-14, reason: No figures }\n",
        ),
    );
    let skipped = format!(
        "---\nstatus: skipped\nskipped: holiday\n---\n## Feedback\n{}\n",
        secret()
    );
    team.put("check-ins/alan/2026-W46.md", skipped);
    team.put(
        "check-ins/grace/2026-W46.md",
        format!("## Progress\nFine.\n\n## Feedback\n{}\n", secret()),
    );
    for (week, bytes) in broken() {
        team.put(&format!("check-ins/ada/{week}.md"), bytes);
    }
    for stray in [
        "check-ins/ada/notes.md",
        "check-ins/nobody/2026-W46.md",
        "okrs/stray.md",
        "notes.md",
    ] {
        team.put(stray, secret());
    }
    commit(&team);
    team
}

/// Commits everything, days after the weeks that the old revisions are of.
fn commit(team: &Team) {
    let repository = git2::Repository::open(team.path()).unwrap();
    let mut index = repository.index().unwrap();
    index
        .add_all(["*"], git2::IndexAddOption::DEFAULT, None)
        .unwrap();
    let tree = repository.find_tree(index.write_tree().unwrap()).unwrap();
    let parent = repository.head().unwrap().peel_to_commit().unwrap();
    let ada = git2::Signature::new(
        "Ada Lovelace",
        "ada@example.com",
        &git2::Time::new(1_794_992_400, 0),
    )
    .unwrap();
    repository
        .commit(Some("HEAD"), &ada, &ada, "Go on", &tree, &[&parent])
        .unwrap();
}

fn nothing_in(name: &str, bytes: &[u8]) {
    let found = traces(bytes);
    assert!(found.is_empty(), "{name}: {found:?}");
}

#[test]
fn secrets_are_in_nothing_that_a_report_is_made_of() {
    let team = team();
    for (number, more) in [
        &["--audience", "team"][..],
        &["--audience", "published"],
        &["--base-url", "https://example.org/okr/"],
        &["--audience", "team", "--at", "HEAD"],
    ]
    .iter()
    .enumerate()
    {
        let out = format!("out-{number}");
        let run = team.okr(&[&["report", "--out", &out], *more].concat());
        assert_eq!(run.status, 0, "{}", run.told);
        nothing_in("what is printed", run.told.as_bytes());
        let files = files(&team.path().join(&out));
        for part in [
            "index.html",
            "check-ins/ada/2026-W46.html",
            "data/v1/people/ada.json",
            "feed.xml",
            "due.ics",
        ] {
            assert!(files.contains_key(part), "{part}");
        }
        let told = String::from_utf8_lossy(&files["check-ins/ada/2026-W46.html"]).into_owned();
        assert!(
            told.contains("Quota of the vault"),
            "what is public is told"
        );
        for (name, bytes) in files {
            nothing_in(&name, name.as_bytes());
            nothing_in(&name, &bytes);
        }
        let single = format!("single-{number}.html");
        let run = team.okr(&[&["report", "--single-file", &single], *more].concat());
        assert_eq!(run.status, 0, "{}", run.told);
        nothing_in(&single, &fs::read(team.path().join(&single)).unwrap());
    }
    for format in ["html", "markdown"] {
        let run = team.okr(&["agenda", "ada", "2026-W46", "--format", format]);
        assert_eq!(run.status, 0, "{}", run.told);
        nothing_in(format, run.told.as_bytes());
    }
}

#[test]
fn a_secret_is_found_in_every_encoding() {
    for word in SECRETS {
        for shape in shapes(word) {
            let with = [b"<p>before ".as_slice(), &shape, b" behind</p>"].concat();
            assert!(
                !traces(&with).is_empty(),
                "{}",
                String::from_utf8_lossy(&shape)
            );
        }
        let (head, tail) = word.split_at(4);
        for split in [
            format!("<p>{head}<b>{tail}</b>"),
            format!("{head}\r\n {tail}"),
            format!("{head}**{tail}**"),
        ] {
            assert!(!traces(split.as_bytes()).is_empty(), "{split}");
        }
        assert!(
            !traces(
                STANDARD
                    .encode(format!("a secret: {word}, it is"))
                    .as_bytes()
            )
            .is_empty()
        );
    }
    assert_eq!(traces(b"nothing of them"), [""; 0]);
}
