//! What a forge is told: the workflows that check the team's files, and who owns which of them. Paths are
//! from the top of the git work tree, where a forge looks.

use super::slot::filled;
use crate::model::codeowners::{TITLE, owners_lines};
use crate::model::{Okrs, Team};
use crate::text::edit::{NewValue, flow_scalar};

const CHECK: &str = include_str!("../../templates/init/github/okr.yml");
const REPORT: &str = include_str!("../../templates/init/github/okr-report.yml");
const COMMENT: &str = include_str!("../../templates/init/github/okr-comment.yml");
const GITLAB: &str = include_str!("../../templates/init/gitlab/okr.yml");
const GITLAB_START: &str = "include:\n  - local: .gitlab/okr.yml\n";

/// Where a team's repository is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forge {
    /// GitHub.
    Github,
    /// GitLab.
    Gitlab,
}

/// A file for the forge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForgeFile {
    /// Its path from the top of the git work tree.
    pub path: &'static str,
    /// Its text.
    pub text: String,
    /// What to do by hand where the file is there already and may stay.
    pub if_there: Option<&'static str>,
}

/// The workflows of a team whose root is at `prefix` below the top of the git work tree: empty, or with a
/// `/` at its end.
#[must_use]
pub fn workflows(forge: Forge, prefix: &str) -> Vec<ForgeFile> {
    let folder = match prefix.trim_end_matches('/') {
        "" => ".",
        folder => folder,
    };
    let folder = flow_scalar(NewValue::Text(folder));
    let version = env!("CARGO_PKG_VERSION");
    let file = |path: &'static str, template: &str| ForgeFile {
        path,
        text: filled(template, &[("folder", &folder), ("version", version)]),
        if_there: None,
    };
    match forge {
        Forge::Github => vec![
            file(".github/workflows/okr.yml", CHECK),
            file(".github/workflows/okr-report.yml", REPORT),
            file(".github/workflows/okr-comment.yml", COMMENT),
        ],
        Forge::Gitlab => vec![
            file(".gitlab/okr.yml", GITLAB),
            ForgeFile {
                if_there: Some("add '- local: .gitlab/okr.yml' under 'include:' in .gitlab-ci.yml"),
                ..file(".gitlab-ci.yml", GITLAB_START)
            },
        ],
    }
}

/// The text of `CODEOWNERS`: who is asked to review which file. Who has no address in `okr.yaml` cannot be
/// named.
#[must_use]
pub fn codeowners(team: &Team, okrs: &Okrs, prefix: &str) -> String {
    let mut text = format!("{TITLE} Of several lines that fit, the last one counts.\n");
    for line in owners_lines(team, okrs, prefix) {
        text.push_str(&line.text());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;
    use crate::text::Source;

    #[test]
    fn names_the_person_and_the_manager_of_each_check_in() {
        let settings = "people:\n  ada: { email: ada@example.com, manager: grace }\n  \
            grace: { email: [\"a b@x\", grace@example.com] }\n  alan: { email: \"x#y@z\" }\n";
        let team = read::team(&Source::new(settings.as_bytes().to_vec())).value;
        let text = codeowners(&team, &Okrs::default(), "our team/");
        let lines: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(
            lines,
            [
                "/our\\ team/okr.yaml grace@example.com",
                "/our\\ team/okrs/ grace@example.com",
                "/our\\ team/check-ins/ada/ ada@example.com grace@example.com",
                "/our\\ team/check-ins/grace/ grace@example.com",
                "# /our\\ team/check-ins/alan/ has nobody with an address",
            ]
        );
    }

    #[test]
    fn fills_every_slot_and_leaves_the_forges_own_expressions() {
        for forge in [Forge::Github, Forge::Gitlab] {
            for file in workflows(forge, "teams/a: b/") {
                assert!(!file.text.contains("{{folder") && !file.text.contains("{{version"));
                assert!(!file.text.contains("a: b") || file.text.contains("\"teams/a: b\""));
            }
        }
        assert!(
            workflows(Forge::Github, "")[0]
                .text
                .contains("${{ github.ref }}")
        );
    }
}
