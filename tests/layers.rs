//! Holds the code to the layers of `src/lib.rs`: who may name whom, where each outside crate and
//! the machine around us may be named, and how long a file may grow.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

#[path = "layers/rust_source.rs"]
mod rust_source;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use rust_source::Code;

/// The modules of the library, from the bottom up. A file names only modules of lower layers.
const LAYERS: [&[&str]; 6] = [
    &["text"],
    &["model", "diag"],
    &["read", "store"],
    &["rules", "diff", "scaffold", "merge"],
    &["report", "output"],
    &["cli"],
];

/// Pairs within one layer of which the first may name the second.
const NEIGHBOURS: [(&str, &str); 2] = [("model", "diag"), ("output", "report")];

/// An outside crate, the places that may name it, and in how many files it may be named.
const CRATES: [(&str, &[&str], usize); 13] = [
    ("age", &["src/cli/"], 1),
    ("clap", &["src/cli/", "src/main.rs"], 99),
    ("clap_complete", &["src/cli/"], 1),
    ("clap_mangen", &["src/cli/"], 1),
    ("dialoguer", &["src/cli/"], 1),
    ("git2", &["src/store/git"], 99),
    ("granit_parser", &["src/text/"], 2),
    ("mimalloc", &["src/main.rs"], 1),
    ("minijinja", &["src/report/"], 2),
    ("pulldown_cmark", &["src/text/markdown"], 99),
    ("serde_yaml", &["src/"], 1),
    ("signal_hook", &["src/cli/"], 1),
    ("similar", &["src/diff/", "src/text/"], 3),
];

/// Parts of the standard library that reach out of the program, and who may.
const OUTWARD: [(&str, &[&str]); 4] = [
    ("env", &["src/cli/", "src/main.rs"]),
    ("fs", &["src/store/"]),
    ("net", &["src/cli/report/serve/"]),
    ("process", &["src/cli/", "src/main.rs"]),
];

const LONGEST_FILE: usize = 400;

#[test]
fn files_name_only_lower_layers() {
    nothing_found(
        sources()
            .iter()
            .flat_map(|(path, text)| broken_layers(path, text)),
    );
}

#[test]
fn outside_crates_are_named_in_few_files() {
    nothing_found(scattered_crates(&sources()));
}

#[test]
fn only_store_and_cli_reach_out_of_the_program() {
    nothing_found(
        sources()
            .iter()
            .flat_map(|(path, text)| outward_names(path, text)),
    );
}

#[test]
fn only_store_and_cli_lift_the_lints_on_disk_and_environment() {
    nothing_found(
        sources()
            .iter()
            .flat_map(|(path, text)| lifted_lints(path, text)),
    );
}

#[test]
fn files_are_short() {
    nothing_found(
        sources()
            .iter()
            .filter_map(|(path, text)| too_long(path, text)),
    );
}

#[test]
fn files_begin_by_saying_what_they_hold() {
    let silent = sources()
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//!"));
    nothing_found(silent.map(|(path, _)| format!("{path}:1: has no `//!` header")));
}

fn broken_layers(path: &str, text: &str) -> Vec<String> {
    let code = Code::of(text);
    let own = module_of(path);
    let mut names = code.named_under("crate");
    names.extend(code.named_under("okr"));
    names.extend(code.named_under_super(depth_of(path)));
    names
        .iter()
        .filter_map(|name| {
            let trouble = naming_trouble(own, name.text)?;
            Some(format!("{path}:{}: {trouble}", name.line))
        })
        .collect()
}

/// Why a file of the module `own` may not name `other`, if so.
fn naming_trouble(own: &str, other: &str) -> Option<String> {
    match own {
        "lib" => return None,
        "main" if other == "cli" => return None,
        "main" => {
            return Some(format!(
                "the binary names `{other}`, it may name `cli` alone"
            ));
        }
        _ => {}
    }
    if own == other || NEIGHBOURS.contains(&(own, other)) {
        return None;
    }
    let Some(own_layer) = layer_of(own) else {
        return Some(format!("`{own}` is in no layer"));
    };
    let Some(other_layer) = layer_of(other) else {
        return Some(format!("`{other}` is in no layer"));
    };
    (other_layer >= own_layer)
        .then(|| format!("`{own}` (layer {own_layer}) names `{other}` (layer {other_layer})"))
}

fn layer_of(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// The top-level module that a file belongs to: its folder in `src/`, or its own name there.
fn module_of(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    let first = inside.split('/').next().unwrap_or(inside);
    first.strip_suffix(".rs").unwrap_or(first)
}

/// How many modules stand between a file and the root of the crate, its own included.
fn depth_of(path: &str) -> usize {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    match inside
        .strip_suffix("/mod.rs")
        .or_else(|| inside.strip_suffix(".rs"))
    {
        Some("lib" | "main") | None => 0,
        Some(module) => module.split('/').count(),
    }
}

fn scattered_crates(sources: &BTreeMap<String, String>) -> Vec<String> {
    let mut found = Vec::new();
    for (name, places, most) in CRATES {
        let mut files = Vec::new();
        for (path, text) in sources {
            let lines = Code::of(text).paths_into(name);
            let Some(line) = lines.first() else { continue };
            if !places.iter().any(|place| path.starts_with(place)) {
                found.push(format!(
                    "{path}:{line}: `{name}` is named outside {places:?}"
                ));
            }
            files.push(path.as_str());
        }
        if files.len() > most {
            found.push(format!(
                "`{name}` is named in more than {most} files: {files:?}"
            ));
        }
    }
    found
}

fn outward_names(path: &str, text: &str) -> Vec<String> {
    let code = Code::of(text);
    let mut found = Vec::new();
    for name in code.named_under("std") {
        let Some((_, places)) = OUTWARD.iter().find(|(part, _)| *part == name.text) else {
            continue;
        };
        if !places.iter().any(|place| path.starts_with(place)) {
            found.push(format!(
                "{path}:{}: `std::{}` is named outside {places:?}",
                name.line, name.text
            ));
        }
    }
    found
}

fn lifted_lints(path: &str, text: &str) -> Vec<String> {
    if ["src/store/", "src/cli/", "src/main.rs"]
        .iter()
        .any(|place| path.starts_with(place))
    {
        return Vec::new();
    }
    Code::of(text)
        .lints("disallowed_")
        .iter()
        .map(|lint| format!("{path}:{}: lifts clippy::{}", lint.line, lint.text))
        .collect()
}

fn too_long(path: &str, text: &str) -> Option<String> {
    let lines = Code::of(text).lines;
    (lines > LONGEST_FILE).then(|| format!("{path}: {lines} lines, {LONGEST_FILE} at most"))
}

fn nothing_found(found: impl IntoIterator<Item = String>) {
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

/// Every file of `src/` that is not tests alone, by its path from the root of the package.
fn sources() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = BTreeMap::new();
    let mut folders = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path
                    .strip_prefix(root)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .replace('\\', "/");
                if !name.ends_with("/tests.rs") && !name.contains("/tests/") {
                    files.insert(name, fs::read_to_string(&path).unwrap());
                }
            }
        }
    }
    files
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect()
}

mod the_check_itself {
    use super::*;

    #[test]
    fn finds_a_higher_layer_in_every_spelling() {
        let spellings = [
            "use crate::report::Page;",
            "use crate::{text, report::Page};",
            "use crate::{\n    text::{a, b},\n    report,\n};",
            "fn f() { crate::report::page() }",
            "use super::super::report;",
            "use okr::report;",
        ];
        for source in spellings {
            let found = broken_layers("src/diff/words.rs", source);
            assert_eq!(found.len(), 1, "{source}: {found:?}");
            assert!(
                found[0].contains("`diff` (layer 3) names `report` (layer 4)"),
                "{found:?}"
            );
        }
    }

    #[test]
    fn finds_a_neighbour_and_says_where() {
        let found = broken_layers(
            "src/read/mod.rs",
            "//! Reads.\n\nuse crate::store::Entry;\n",
        );
        assert_eq!(
            found,
            ["src/read/mod.rs:3: `read` (layer 2) names `store` (layer 2)"]
        );
        assert!(broken_layers("src/model/mod.rs", "use crate::diag::Finding;").is_empty());
        assert_eq!(
            broken_layers("src/diag/mod.rs", "use crate::model::Week;").len(),
            1
        );
    }

    #[test]
    fn finds_a_module_that_is_in_no_layer() {
        assert_eq!(
            broken_layers("src/diff/mod.rs", "use crate::helpers::x;").len(),
            1
        );
        assert_eq!(
            broken_layers("src/helpers.rs", "use crate::text::Span;").len(),
            1
        );
    }

    #[test]
    fn lets_the_binary_name_cli_alone() {
        assert!(broken_layers("src/main.rs", "fn main() { okr::cli::main() }").is_empty());
        assert_eq!(
            broken_layers("src/main.rs", "use okr::store::Root;").len(),
            1
        );
    }

    #[test]
    fn passes_over_comments_literals_and_tests() {
        let source = r##"
            // crate::report
            /* crate::report /* nested */ crate::report */
            const A: &str = "crate::report \" crate::report";
            const B: &str = r#"crate::report " crate::report"#;
            const C: [char; 3] = ['"', '\'', 'x'];
            fn f<'a>(x: &'a str) -> &'a str { x }
            #[cfg(test)]
            use crate::{report, cli};
            #[cfg(test)]
            #[derive(Debug)]
            mod tests { use crate::report; fn g() { } }
            use crate::text::Span;
        "##;
        assert!(broken_layers("src/diff/mod.rs", source).is_empty());
        let after = format!("{source}\nuse crate::report;");
        assert_eq!(broken_layers("src/diff/mod.rs", &after).len(), 1);
    }

    #[test]
    fn finds_a_crate_out_of_its_place_and_in_too_many_files() {
        let sources = BTreeMap::from([
            (
                "src/diff/mod.rs".to_owned(),
                "use git2::Repository;".to_owned(),
            ),
            (
                "src/read/a.rs".to_owned(),
                "use serde_yaml::Value;".to_owned(),
            ),
            (
                "src/read/b.rs".to_owned(),
                "fn f() { serde_yaml::from_str(x) }".to_owned(),
            ),
        ]);
        let found = scattered_crates(&sources);
        let own = BTreeMap::from([(
            "src/read/a.rs".to_owned(),
            "use crate::text::similar::f; fn clap() { similar.len() }".to_owned(),
        )]);
        assert!(scattered_crates(&own).is_empty());
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(
            found[0].starts_with("src/diff/mod.rs:1: `git2`"),
            "{found:?}"
        );
        assert!(
            found[1].starts_with("`serde_yaml` is named in more than 1 files"),
            "{found:?}"
        );
    }

    #[test]
    fn finds_a_reach_for_the_disk_and_a_lifted_lint() {
        assert_eq!(
            outward_names("src/diff/mod.rs", "use std::{fmt, fs};").len(),
            1
        );
        assert_eq!(
            outward_names("src/store/mod.rs", "use std::{fs, env};").len(),
            1
        );
        assert!(outward_names("src/diff/mod.rs", "env!(\"A\"); use std::fmt;").is_empty());
        let lifting = "#![allow(clippy::disallowed_methods)]";
        assert_eq!(lifted_lints("src/diff/mod.rs", lifting).len(), 1);
        assert!(lifted_lints("src/store/mod.rs", lifting).is_empty());
        let in_tests = "#![cfg_attr(test, allow(clippy::disallowed_methods))]";
        assert!(lifted_lints("src/lib.rs", in_tests).is_empty());
    }

    #[test]
    fn counts_lines_without_tests() {
        let code = "fn f() {}\n".repeat(LONGEST_FILE);
        let tests = "#[cfg(test)]\nmod tests {\n    fn f() {}\n}\n";
        assert_eq!(too_long("src/diff/mod.rs", &format!("{code}{tests}")), None);
        assert!(too_long("src/diff/mod.rs", &format!("{code}//\n{tests}")).is_some());
    }
}
