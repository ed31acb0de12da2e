//! Who is asked to review which file, by the team: the lines of a forge's `CODEOWNERS`. Paths are from the
//! top of the git work tree, where a forge looks.

use super::{Okrs, Person, Team};

/// Where GitHub looks for it, and GitLab; the first that is there is read, and no other.
pub const FORGES: [(&str, [&str; 3]); 2] = [
    (
        "GitHub",
        [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"],
    ),
    (
        "GitLab",
        ["CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"],
    ),
];

/// Every path at which one of them looks.
#[must_use]
pub fn places() -> Vec<&'static str> {
    let mut places: Vec<&str> = Vec::new();
    for place in FORGES.into_iter().flat_map(|(_, places)| places) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

/// How the line begins that `okr init` puts before its own.
pub const TITLE: &str =
    "# Who is asked to review what, by okr.yaml; made with 'okr init --codeowners'.";

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnersLine {
    /// A pattern that means one file or folder alone.
    pub pattern: String,
    /// The addresses; none where nobody has one.
    pub addresses: Vec<String>,
}

impl OwnersLine {
    /// As it is written.
    #[must_use]
    pub fn text(&self) -> String {
        if self.addresses.is_empty() {
            format!("# {} has nobody with an address", self.pattern)
        } else {
            format!("{} {}", self.pattern, self.addresses.join(" "))
        }
    }
}

/// The lines of a team whose root is at `prefix` below the top of the git work tree (empty, or with a `/`
/// at its end): a check-in is its person's and their manager's, an objective its owner's and their
/// manager's, the settings all managers'.
#[must_use]
pub fn owners_lines(team: &Team, okrs: &Okrs, prefix: &str) -> Vec<OwnersLine> {
    let leads = |person: &&Person| {
        let is_theirs = |other: &Person| other.manager.as_ref() == Some(&person.id);
        team.people.iter().any(is_theirs)
    };
    let managers: Vec<&Person> = team.people.iter().filter(leads).collect();
    let line = |path: &str, people: &[&Person]| OwnersLine {
        pattern: format!("/{}{path}", escaped(prefix)),
        addresses: people
            .iter()
            .filter_map(|person| address(person))
            .map(str::to_owned)
            .collect(),
    };
    let mut lines = vec![line("okr.yaml", &managers), line("okrs/", &managers)];
    for objective in okrs.objectives() {
        let owner = objective.owner.as_ref();
        if let Some(owner) = owner.and_then(|owner| team.person(owner.as_str())) {
            lines.push(line(&escaped(&objective.path), &with_manager(team, owner)));
        }
    }
    for person in &team.people {
        let path = format!("check-ins/{}/", person.id);
        lines.push(line(&path, &with_manager(team, person)));
    }
    lines
}

fn with_manager<'t>(team: &'t Team, person: &'t Person) -> Vec<&'t Person> {
    let manager = person.manager.as_ref();
    let manager = manager.and_then(|manager| team.person(manager.as_str()));
    std::iter::once(person).chain(manager).collect()
}

/// The first address that a line can hold.
fn address(person: &Person) -> Option<&str> {
    let is_plain = |email: &&String| {
        let visible = email
            .chars()
            .all(|c| c.is_ascii_graphic() && c != '#' && c != '\\');
        visible && email.split('@').filter(|part| !part.is_empty()).count() == 2
    };
    person.emails.iter().find(is_plain).map(String::as_str)
}

/// A path as a pattern that means it alone.
#[must_use]
pub fn escaped(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for character in path.chars() {
        if matches!(character, ' ' | '#' | '!' | '*' | '?' | '[' | ']' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}
