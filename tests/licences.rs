//! Holds the licence of every dependency to the list in `deny.toml`.
//!
//! Looks at what is built for this machine; with `OKR_LICENCES=all`, at the dependencies of every
//! platform, for which `cargo fetch` must have run.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::{env, fs, path::Path, process::Command};

use serde_json::Value;

#[test]
fn every_dependency_has_an_allowed_licence() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let policy = Policy::read(&fs::read_to_string(root.join("deny.toml")).unwrap());
    let packages = packages(root);
    assert!(
        packages.len() > 50,
        "only {} packages found",
        packages.len()
    );
    let refused: Vec<String> = packages
        .iter()
        .filter(|(name, licence)| !policy.allows(name, licence))
        .map(|(name, licence)| format!("{name}: {licence}"))
        .collect();
    assert!(
        refused.is_empty(),
        "not allowed by deny.toml:\n{}\n",
        refused.join("\n")
    );
}

/// Name and licence expression of every package.
fn packages(root: &Path) -> Vec<(String, String)> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .current_dir(root)
        .args(["metadata", "--format-version", "1", "--locked", "--offline"]);
    if env::var_os("OKR_LICENCES").is_none_or(|scope| scope != "all") {
        command.args(["--filter-platform", &host()]);
    }
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |package: &Value, key: &str| package[key].as_str().unwrap_or("none").to_owned();
    let packages = metadata["packages"].as_array().unwrap();
    packages
        .iter()
        .map(|package| (text(package, "name"), text(package, "license")))
        .collect()
}

/// The platform that this machine builds for, in rustc's words.
fn host() -> String {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-vV").output().unwrap();
    let version = String::from_utf8(output.stdout).unwrap();
    let line = version.lines().find_map(|line| line.strip_prefix("host: "));
    line.unwrap().to_owned()
}

/// What `deny.toml` allows: licences for all, and licences for one crate.
struct Policy {
    everywhere: Vec<String>,
    by_crate: Vec<(String, Vec<String>)>,
}

impl Policy {
    fn read(deny: &str) -> Self {
        let section = deny.split_once("\n[licenses]\n").unwrap().1;
        let section = section.split("\n[").next().unwrap();
        let (everywhere, exceptions) = section.split_once("exceptions").unwrap();
        let everywhere = everywhere.split_once("allow").unwrap().1;
        let by_crate = exceptions
            .lines()
            .filter(|line| line.contains("crate ="))
            .map(|line| {
                let mut strings = strings(line);
                let name = strings.remove(0);
                (name, strings)
            });
        Self {
            everywhere: strings(everywhere),
            by_crate: by_crate.collect(),
        }
    }

    fn allows(&self, name: &str, expression: &str) -> bool {
        let spaced = expression
            .replace('(', " ( ")
            .replace(')', " ) ")
            .replace('/', " OR ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let is_allowed = |licence: &str| {
            let mut own = self.by_crate.iter().filter(|(owner, _)| owner == name);
            self.everywhere.iter().any(|allowed| allowed == licence)
                || own.any(|(_, licences)| licences.iter().any(|allowed| allowed == licence))
        };
        let mut rest = words.as_slice();
        either(&mut rest, &is_allowed) && rest.is_empty()
    }
}

/// The double-quoted strings of a text without escapes.
fn strings(text: &str) -> Vec<String> {
    let code = text
        .lines()
        .map(|line| line.split('#').next().unwrap_or(line));
    let code: Vec<&str> = code.collect();
    code.join("\n")
        .split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// `a OR b`; SPDX lets AND bind more tightly.
fn either(rest: &mut &[&str], is_allowed: &dyn Fn(&str) -> bool) -> bool {
    let mut answer = both(rest, is_allowed);
    while take(rest, "OR") {
        answer |= both(rest, is_allowed);
    }
    answer
}

fn both(rest: &mut &[&str], is_allowed: &dyn Fn(&str) -> bool) -> bool {
    let mut answer = one(rest, is_allowed);
    while take(rest, "AND") {
        answer &= one(rest, is_allowed);
    }
    answer
}

fn one(rest: &mut &[&str], is_allowed: &dyn Fn(&str) -> bool) -> bool {
    if take(rest, "(") {
        let answer = either(rest, is_allowed);
        return take(rest, ")") && answer;
    }
    let Some((licence, following)) = rest.split_first() else {
        return false;
    };
    *rest = following;
    if !take(rest, "WITH") {
        return is_allowed(licence);
    }
    let Some((exception, following)) = rest.split_first() else {
        return false;
    };
    *rest = following;
    is_allowed(&format!("{licence} WITH {exception}"))
}

fn take(rest: &mut &[&str], word: &str) -> bool {
    let is_next = rest.first().is_some_and(|next| *next == word);
    if is_next {
        *rest = &rest[1..];
    }
    is_next
}

mod the_check_itself {
    use super::*;

    fn policy() -> Policy {
        Policy::read(
            "[graph]\n\n[licenses]\nallow = [\n  \"MIT\", # not \"GPL\"\n  \"Zlib\",\n]\n\
             exceptions = [\n  { crate = \"parser\", allow = [\"MPL-2.0\"] },\n]\n\n[bans]\n\
             deny = [{ crate = \"other\" }]\n",
        )
    }

    #[test]
    fn refuses_what_is_not_on_the_list() {
        for expression in [
            "GPL-3.0",
            "none",
            "",
            "MIT AND GPL",
            "MPL-2.0",
            "MIT WITH x",
            "(MIT",
        ] {
            assert!(!policy().allows("any", expression), "{expression}");
        }
    }

    #[test]
    fn reads_expressions_as_spdx_does() {
        let allowed = [
            "MIT",
            "GPL OR MIT",
            "GPL/MIT",
            "(GPL OR MIT) AND Zlib",
            "GPL AND X OR MIT",
        ];
        for expression in allowed {
            assert!(policy().allows("any", expression), "{expression}");
        }
    }

    #[test]
    fn keeps_an_exception_to_its_crate() {
        assert!(policy().allows("parser", "MPL-2.0"));
        assert!(!policy().allows("other", "MPL-2.0"));
    }
}
