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
const GITHUB_PAGES: &str = include_str!("../../templates/init/github/okr-pages.yml");
const GITLAB_PAGES: &str = include_str!("../../templates/init/gitlab/okr-pages.yml");

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
    pub if_there: Option<String>,
}

/// The workflows of a team whose root is at `prefix` below the top of the git work tree: empty, or with a
/// `/` at its end. `checks` judge each change, `pages` put the report on the web.
#[must_use]
pub fn workflows(checks: Option<Forge>, pages: Option<Forge>, prefix: &str) -> Vec<ForgeFile> {
    let mut files = Vec::new();
    let mut included = Vec::new();
    let all: [(Option<Forge>, &[Template], &[Template]); 2] = [
        (
            checks,
            &[
                (".github/workflows/okr.yml", CHECK),
                (".github/workflows/okr-report.yml", REPORT),
                (".github/workflows/okr-comment.yml", COMMENT),
            ],
            &[(".gitlab/okr.yml", GITLAB)],
        ),
        (
            pages,
            &[(".github/workflows/okr-pages.yml", GITHUB_PAGES)],
            &[(".gitlab/okr-pages.yml", GITLAB_PAGES)],
        ),
    ];
    for (forge, github, gitlab) in all {
        let templates = match forge {
            None => continue,
            Some(Forge::Github) => github,
            Some(Forge::Gitlab) => {
                included.extend(gitlab.iter().map(|(path, _)| *path));
                gitlab
            }
        };
        files.extend(templates.iter().map(|template| file(*template, prefix)));
    }
    if !included.is_empty() {
        files.push(pipeline(&included));
    }
    files
}

/// The path and the text of a file, its slots not filled.
type Template = (&'static str, &'static str);

fn file((path, template): Template, prefix: &str) -> ForgeFile {
    let folder = match prefix.trim_end_matches('/') {
        "" => ".",
        folder => folder,
    };
    let folder = flow_scalar(NewValue::Text(folder));
    let version = env!("CARGO_PKG_VERSION");
    ForgeFile {
        path,
        text: filled(template, &[("folder", &folder), ("version", version)]),
        if_there: None,
    }
}

/// What GitLab begins with: it takes in the jobs of other files.
fn pipeline(included: &[&str]) -> ForgeFile {
    let lines: Vec<String> = included
        .iter()
        .map(|path| format!("- local: {path}"))
        .collect();
    let quoted: Vec<String> = lines.iter().map(|line| format!("'{line}'")).collect();
    ForgeFile {
        path: ".gitlab-ci.yml",
        text: lines.iter().fold("include:\n".to_owned(), |text, line| {
            format!("{text}  {line}\n")
        }),
        if_there: Some(format!(
            "add {} under 'include:' in .gitlab-ci.yml",
            quoted.join(" and ")
        )),
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
            for file in workflows(Some(forge), Some(forge), "teams/a: b/") {
                assert!(!file.text.contains("{{folder") && !file.text.contains("{{version"));
                assert!(!file.text.contains("a: b") || file.text.contains("\"teams/a: b\""));
            }
        }
        assert!(
            workflows(Some(Forge::Github), None, "")[0]
                .text
                .contains("${{ github.ref }}")
        );
    }
}
