//! What the path of a file says: where files may stand.

use super::rule;
use crate::diag::Diagnostic;
use crate::model::{Cycle, ObjectiveId, PersonId, Team, Week};
use crate::text::{Span, fold};

/// What stands at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// `okr.yaml`
    Settings,
    /// `okrs/<cycle>/<objective>.md`
    Objective {
        /// The cycle.
        cycle: Cycle,
        /// The objective.
        id: ObjectiveId,
    },
    /// `check-ins/<person>/<week>.md`
    CheckIn {
        /// Whose check-in.
        person: PersonId,
        /// About which week.
        week: Week,
    },
    /// A file that is welcome and not read: a `README.md`, or no Markdown at all.
    Other,
}

/// What stands at `path`, relative to the root with `/`.
///
/// # Errors
/// A diagnostic for a Markdown file under the two folders at any place that has no meaning.
pub fn place(path: &str, team: &Team) -> Result<Place, Box<Diagnostic>> {
    if path == "okr.yaml" {
        return Ok(Place::Settings);
    }
    if let Some(found) = ordinary_check_in(path, team) {
        return Ok(found);
    }
    let parts: Vec<&str> = path.split('/').collect();
    let name = parts.last().copied().unwrap_or("");
    if name.eq_ignore_ascii_case("readme.md") {
        return Ok(Place::Other);
    }
    if !is_markdown(name) {
        return match parts.first() {
            Some(&"check-ins") if is_text_of_a_week(name) => Err(misnamed(path, name)),
            _ => Ok(Place::Other),
        };
    }
    match parts.as_slice() {
        ["okrs", cycle, file] => objective_place(path, cycle, file, team),
        ["check-ins", person, file] => check_in_place(path, person, file, team),
        ["okrs", ..] => Err(wrong(
            path,
            "an objective stands at okrs/<cycle>/<objective>.md",
        )),
        ["check-ins", ..] => Err(wrong(
            path,
            "a check-in stands at check-ins/<person>/<week>.md",
        )),
        _ => Ok(Place::Other),
    }
}

/// What nearly all paths are.
fn ordinary_check_in(path: &str, team: &Team) -> Option<Place> {
    let below = path.strip_prefix("check-ins/")?;
    let slash = below.bytes().position(|byte| byte == b'/')?;
    let week = Week::parse(below[slash + 1..].strip_suffix(".md")?).ok()?;
    let person = team.person(&below[..slash])?.id.clone();
    Some(Place::CheckIn { person, week })
}

fn is_markdown(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["md", "markdown", "mdown", "mkd"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

/// Whether a file that is no Markdown by its name is a check-in all the same: named after a week, without an
/// ending or with that of a text. What an editor keeps beside a file is not meant.
fn is_text_of_a_week(name: &str) -> bool {
    let (stem, ending) = name.split_once('.').unwrap_or((name, ""));
    let ending = ending.to_ascii_lowercase();
    let last = ending.rsplit('.').next().unwrap_or("");
    let is_text = ["", "md", "txt", "text", "mdx", "rst", "adoc", "yml", "yaml"].contains(&last);
    is_text && Week::parse(&stem.to_ascii_uppercase()).is_ok()
}

fn misnamed(path: &str, name: &str) -> Box<Diagnostic> {
    let message = "it is named like a check-in, and does not end in '.md'";
    let stem = name.split('.').next().unwrap_or("").to_ascii_uppercase();
    let help = format!("rename it to {stem}.md");
    Box::new(Diagnostic::new(rule::WRONG_PLACE, path, Span::at(0), message).with_help(help))
}

fn wrong(path: &str, help: &str) -> Box<Diagnostic> {
    let message = "a Markdown file has no meaning here";
    Box::new(Diagnostic::new(rule::WRONG_PLACE, path, Span::at(0), message).with_help(help))
}

fn stem<'p>(path: &str, file: &'p str) -> Result<&'p str, Box<Diagnostic>> {
    file.strip_suffix(".md")
        .ok_or_else(|| wrong(path, "its name must end in '.md'"))
}

fn objective_place(
    path: &str,
    cycle: &str,
    file: &str,
    team: &Team,
) -> Result<Place, Box<Diagnostic>> {
    let stem = stem(path, file)?;
    let Some(cycle) = team.cycle_by_id(cycle) else {
        let message = format!("'{cycle}' is no cycle");
        let help = match fold::nearest(cycle, team.cycles.iter().map(Cycle::id)) {
            Some(near) => format!("did you mean '{near}'?"),
            None => "name the folder like 2026-Q4, 2026-H2 or 2026, or add the cycle to okr.yaml"
                .to_owned(),
        };
        let diagnostic = Diagnostic::new(rule::WRONG_PLACE, path, Span::at(0), message);
        return Err(Box::new(diagnostic.with_help(help)));
    };
    let id = ObjectiveId::new(stem).map_err(|reason| {
        let message = format!("'{stem}' is no id for an objective: {reason}");
        Box::new(
            Diagnostic::new(rule::WRONG_PLACE, path, Span::at(0), message)
                .with_help("rename the file"),
        )
    })?;
    Ok(Place::Objective { cycle, id })
}

fn check_in_place(
    path: &str,
    person: &str,
    file: &str,
    team: &Team,
) -> Result<Place, Box<Diagnostic>> {
    let stem = stem(path, file)?;
    let week = Week::parse(stem).map_err(|reason| {
        let help = "name the file after the week it is about, such as 2026-W47.md";
        Box::new(Diagnostic::new(rule::BAD_WEEK, path, Span::at(0), reason).with_help(help))
    })?;
    let Some(known) = team.person(person) else {
        let message = format!("'{person}' is not in okr.yaml");
        let ids = team.people.iter().map(|known| known.id.as_str());
        let help = match fold::nearest(person, ids) {
            Some(near) => format!("did you mean '{near}'? Rename the folder"),
            None => "add the person under 'people' in okr.yaml, or rename the folder".to_owned(),
        };
        let diagnostic = Diagnostic::new(rule::UNKNOWN_PERSON, path, Span::at(0), message);
        return Err(Box::new(diagnostic.with_help(help)));
    };
    Ok(Place::CheckIn {
        person: known.id.clone(),
        week,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Person;

    fn team() -> Team {
        let ada = Person {
            id: PersonId::new("ada").unwrap(),
            name: "Ada".to_owned(),
            emails: vec![],
            manager: None,
            since: None,
            until: None,
            key: None,
        };
        Team {
            people: vec![ada],
            ..Team::default()
        }
    }

    #[test]
    fn knows_the_places_of_files() {
        let team = team();
        assert_eq!(place("okr.yaml", &team), Ok(Place::Settings));
        assert!(matches!(
            place("okrs/2026-Q4/faster.md", &team),
            Ok(Place::Objective { .. })
        ));
        assert!(matches!(
            place("check-ins/ada/2026-W47.md", &team),
            Ok(Place::CheckIn { .. })
        ));
        assert_eq!(place("check-ins/README.md", &team), Ok(Place::Other));
        for name in [
            "photo.png",
            "2026-W47.png",
            "2026-W47.md~",
            "2026-W47.md.orig",
            "notes.txt",
        ] {
            let path = format!("check-ins/ada/{name}");
            assert_eq!(place(&path, &team), Ok(Place::Other));
        }
    }

    #[test]
    fn reports_a_file_that_escapes_the_pattern() {
        let team = team();
        let rule = |path: &str| place(path, &team).unwrap_err().rule;
        assert_eq!(rule("check-ins/ada/2026-W54.md"), rule::BAD_WEEK);
        assert_eq!(rule("check-ins/ada/week 47.md"), rule::BAD_WEEK);
        assert_eq!(rule("check-ins/adda/2026-W47.md"), rule::UNKNOWN_PERSON);
        assert_eq!(rule("check-ins/2026-W47.md"), rule::WRONG_PLACE);
        assert_eq!(rule("check-ins/ada/old/2026-W47.md"), rule::WRONG_PLACE);
        assert_eq!(rule("check-ins/ada/2026-W47.markdown"), rule::WRONG_PLACE);
        for name in [
            "2026-W47",
            "2026-w47.txt",
            "2026-W47.md.txt",
            "2026-W47.yaml",
        ] {
            let path = format!("check-ins/ada/{name}");
            assert_eq!(rule(&path), rule::WRONG_PLACE, "{name}");
        }
        assert_eq!(rule("okrs/faster.md"), rule::WRONG_PLACE);
        assert_eq!(rule("okrs/2026-Q5/faster.md"), rule::WRONG_PLACE);
        assert_eq!(rule("okrs/2026-Q4/Faster.md"), rule::WRONG_PLACE);
    }
}
