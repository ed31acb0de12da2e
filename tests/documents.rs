//! Holds the documents to the repository: every path that one names exists, every relative link
//! leads somewhere, and so does every `#anchor` of such a link.
//!
//! Paths are looked for in code spans and code blocks of Markdown documents, and in the comments
//! of Rust files. One with a `*`, `<…>`, `{…}` or `…` in it is followed as far as it is plain.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Folders of the repository; what begins with one of them in a document is a path.
const FOLDERS: [&str; 11] = [
    ".ci",
    ".github",
    "benches",
    "docs",
    "example-repo",
    "fuzz",
    "recipes",
    "src",
    "templates",
    "tests",
    "editors",
];

/// Endings of files that a document may name without their folder.
const ENDINGS: [&str; 6] = [".rs", ".toml", ".css", ".js", ".mjs", ".sh"];

/// Folders that hold no documents of ours: what is built, what is a test's input, what `okr` writes.
const NOT_OURS: [&str; 8] = [
    "target",
    ".git",
    "node_modules",
    "fixtures",
    "templates",
    "check-ins",
    "okrs",
    "okr-report",
];

#[test]
fn every_path_that_a_document_names_exists() {
    let tree = Tree::read(root());
    nothing_found(
        tree.documents()
            .flat_map(|document| dead_paths(&tree, document)),
    );
}

#[test]
fn every_link_between_documents_leads_somewhere() {
    let tree = Tree::read(root());
    nothing_found(
        tree.documents()
            .flat_map(|document| dead_links(&tree, document)),
    );
}

#[test]
fn every_path_that_a_rust_comment_names_exists() {
    let tree = Tree::read(root());
    nothing_found(
        tree.rust_files()
            .flat_map(|file| dead_paths_in_comments(&tree, file)),
    );
}

/// The files of the repository.
struct Tree {
    root: PathBuf,
    /// Relative to the root, with `/`.
    files: BTreeSet<String>,
    names: BTreeSet<String>,
}

impl Tree {
    fn read(root: PathBuf) -> Self {
        let mut files = BTreeSet::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_str().unwrap();
                if !path.is_dir() {
                    let relative = path.strip_prefix(&root).unwrap();
                    files.insert(relative.to_str().unwrap().replace('\\', "/"));
                } else if !["target", ".git", "node_modules"].contains(&name) {
                    folders.push(path);
                }
            }
        }
        let names = files
            .iter()
            .map(|file| file.rsplit('/').next().unwrap().to_owned());
        Self {
            names: names.collect(),
            root,
            files,
        }
    }

    fn documents(&self) -> impl Iterator<Item = &str> {
        let is_ours = |file: &&str| !file.split('/').any(|part| NOT_OURS.contains(&part));
        self.files
            .iter()
            .map(String::as_str)
            .filter(|file| file.ends_with(".md"))
            .filter(is_ours)
    }

    fn rust_files(&self) -> impl Iterator<Item = &str> {
        self.files
            .iter()
            .map(String::as_str)
            .filter(|file| file.ends_with(".rs"))
    }

    fn text(&self, file: &str) -> String {
        fs::read_to_string(self.root.join(file)).unwrap()
    }

    /// Whether a path leads to a file or a folder, from the root or from the folder of `document`.
    fn has(&self, document: &str, path: &str) -> bool {
        let beside = Path::new(document).parent().unwrap();
        self.root.join(path).exists() || self.root.join(beside).join(path).exists()
    }
}

fn dead_paths(tree: &Tree, document: &str) -> Vec<String> {
    let text = tree.text(document);
    let mut found = Vec::new();
    let mut in_block = false;
    for (event, range) in Parser::new_ext(&text, Options::all()).into_offset_iter() {
        let code = match event {
            Event::Start(Tag::CodeBlock(_)) => {
                in_block = true;
                continue;
            }
            Event::End(TagEnd::CodeBlock) => {
                in_block = false;
                continue;
            }
            Event::Code(code) => code,
            Event::Text(code) if in_block => code,
            _ => continue,
        };
        let line = text[..range.start].matches('\n').count() + 1;
        for path in dead_paths_in(tree, document, &code, !in_block) {
            found.push(format!("{document}:{line}: `{path}` does not exist"));
        }
    }
    found
}

fn dead_paths_in_comments(tree: &Tree, file: &str) -> Vec<String> {
    let text = tree.text(file);
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if !line.trim_start().starts_with("//") {
            continue;
        }
        for path in dead_paths_in(tree, file, line, false) {
            found.push(format!("{file}:{}: `{path}` does not exist", number + 1));
        }
    }
    found
}

/// Words of `code` that are paths of the repository and lead nowhere.
fn dead_paths_in(tree: &Tree, document: &str, code: &str, bare_names: bool) -> Vec<String> {
    let is_outside = |c: char| c.is_whitespace() || "`\"'()[],;:|=".contains(c);
    let words = code
        .split(is_outside)
        .map(|word| word.trim_end_matches(['.', '!', '?']));
    words
        .filter(|word| {
            let word = word.strip_prefix("./").unwrap_or(word);
            let Some((first, _)) = word.split_once('/') else {
                return bare_names && is_file_name(word) && !tree.names.contains(word);
            };
            FOLDERS.contains(&first) && !tree.has(document, &plain_part(word))
        })
        .map(str::to_owned)
        .collect()
}

fn is_file_name(word: &str) -> bool {
    let is_plain = word
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    let is_capital = word.strip_suffix(".md").is_some_and(|stem| {
        stem.len() > 1
            && stem
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte == b'_')
    });
    let has_ending = ENDINGS
        .iter()
        .any(|ending| word.len() > ending.len() && word.ends_with(ending));
    is_plain && (is_capital || has_ending)
}

/// The components of a path before the first one that stands for many.
fn plain_part(path: &str) -> String {
    let plain = path
        .split('/')
        .take_while(|part| !part.contains(['*', '<', '{', '…', '$']));
    plain.collect::<Vec<_>>().join("/")
}

fn dead_links(tree: &Tree, document: &str) -> Vec<String> {
    let text = tree.text(document);
    let mut found = Vec::new();
    for (event, range) in Parser::new_ext(&text, Options::all()).into_offset_iter() {
        let targets = match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                vec![dest_url.to_string()]
            }
            Event::Html(html) | Event::InlineHtml(html) => html_targets(&html),
            _ => continue,
        };
        let line = text[..range.start].matches('\n').count() + 1;
        for target in targets
            .iter()
            .filter(|target| !leads_somewhere(tree, document, target))
        {
            found.push(format!(
                "{document}:{line}: the link `{target}` leads nowhere"
            ));
        }
    }
    found
}

fn html_targets(html: &str) -> Vec<String> {
    let values = ["src=\"", "href=\"", "srcset=\""]
        .into_iter()
        .flat_map(|name| {
            html.split(name)
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
                .map(str::to_owned)
        });
    values.collect()
}

fn leads_somewhere(tree: &Tree, document: &str, target: &str) -> bool {
    if ["http:", "https:", "mailto:"]
        .iter()
        .any(|scheme| target.starts_with(scheme))
    {
        return true;
    }
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let folder = Path::new(document).parent().unwrap();
    let file = if path.is_empty() {
        PathBuf::from(document)
    } else {
        folder.join(path)
    };
    if path.starts_with('/') || !tree.root.join(&file).exists() {
        return false;
    }
    let is_document = file.extension().is_some_and(|extension| extension == "md");
    anchor.is_empty()
        || !is_document
        || anchors(&tree.text(file.to_str().unwrap())).contains(anchor)
}

/// The anchors that a forge gives the headings of a document.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, Options::all()) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                anchors.extend(heading.take().map(|heading| anchor(&heading)));
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            _ => {}
        }
    }
    anchors
}

fn anchor(heading: &str) -> String {
    let kept = heading
        .chars()
        .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn nothing_found(found: impl Iterator<Item = String>) {
    let found: Vec<String> = found.collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

mod the_check_itself {
    use super::*;
    use assert_fs::{TempDir, prelude::*};

    /// A repository of one document, one Rust file and one document to link to.
    fn with_document(text: &str) -> (TempDir, Tree) {
        let folder = TempDir::new().unwrap();
        folder
            .child("src/diff/mod.rs")
            .write_str("// See tests/none.rs.\n")
            .unwrap();
        folder
            .child("docs/rules.md")
            .write_str("# All `rules`, told\n")
            .unwrap();
        folder.child("A.md").write_str(text).unwrap();
        let tree = Tree::read(folder.path().to_owned());
        (folder, tree)
    }

    #[test]
    fn finds_a_path_that_is_gone() {
        let text =
            "See `src/gone.rs`.\n\n```sh\ncat ./docs/gone.md\n```\nAnd `gone.toml`, `GONE.md`.\n";
        let (_folder, tree) = with_document(text);
        let found = dead_paths(&tree, "A.md");
        let expected = [
            "A.md:1: `src/gone.rs` does not exist",
            "A.md:4: `./docs/gone.md` does not exist",
            "A.md:6: `gone.toml` does not exist",
            "A.md:6: `GONE.md` does not exist",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn passes_what_exists_or_is_no_path_of_ours() {
        let text = "`src/diff/`, `src/*/mod.rs`, `src/diff/<name>.rs`, `mod.rs`, `A.md`, `.toml`,\n\
                    `check-ins/ada/2026-W47.md`, `and/or`, `a.b`, src/prose/is/free";
        let (_folder, tree) = with_document(text);
        assert!(dead_paths(&tree, "A.md").is_empty());
    }

    #[test]
    fn finds_a_link_and_an_anchor_that_lead_nowhere() {
        let text = "[a](docs/none.md) [b](docs/rules.md#none) <img src=\"docs/none.png\">\n\
                    [c](/docs/rules.md) [d](#none)";
        let (_folder, tree) = with_document(text);
        assert_eq!(dead_links(&tree, "A.md").len(), 5);
    }

    #[test]
    fn passes_links_that_lead_somewhere() {
        let text =
            "# Here\n[a](docs/rules.md#all-rules-told) [b](https://example.com/x) [c](#here)";
        let (_folder, tree) = with_document(text);
        assert!(dead_links(&tree, "A.md").is_empty());
    }

    #[test]
    fn finds_a_path_that_is_gone_in_a_comment() {
        let (_folder, tree) = with_document("");
        let found = dead_paths_in_comments(&tree, "src/diff/mod.rs");
        assert_eq!(found, ["src/diff/mod.rs:1: `tests/none.rs` does not exist"]);
    }
}
