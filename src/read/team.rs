//! `okr.yaml` to a [`Team`].

use jiff::civil::{Time, Weekday};
use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::allow::allows_of_settings;
use super::notes::Notes;
use super::public_key::{missing_keys, public_key};
use super::team_rules::rules;
use super::team_sections::{private_sections, sections};
use super::{Read, fields, rule};
use crate::model::schema::{
    CADENCE_KEYS, EVIDENCE_KEYS, PACE_KEYS, PERSON_KEYS, TEAM_KEYS, default_sections,
};
use crate::model::team::Evidence;
use crate::model::{
    Cadence, ConfidenceWords, Cycle, Decimal, Due, Language, Person, PersonId, Privacy, Team,
    Thresholds,
};
use crate::text::yaml::{self, Entry, Node, Value};
use crate::text::{Source, Span, fold};

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// Reads `okr.yaml`. What is missing or wrong has its default.
#[must_use]
pub fn team(source: &Source) -> Read<Team> {
    let mut notes = Notes::new("okr.yaml");
    notes.problems(source.problems());
    let start = if source.text().starts_with('\u{feff}') {
        3
    } else {
        0
    };
    let parsed = yaml::parse(&source.text()[start..], start);
    notes.problems(&parsed.problems);
    let root = &parsed.root;
    notes.unknown_keys(root, TEAM_KEYS, "okr.yaml");
    let mut team = Team {
        allows: allows_of_settings(source.text()),
        ..Team::default()
    };
    // Before all else: the sections are in that language.
    team.language = language(root, &mut notes);
    team.sections = default_sections(team.language);
    for entry in root.entries() {
        setting(entry, &mut team, &mut notes);
    }
    // Which are private may name one that stands below.
    if let Some(entry) = root.get("private") {
        team.private = private_sections(&entry.value, &team.sections, &mut notes);
    }
    current_cycle(root, &mut team, &mut notes);
    managers(root, &mut team, &mut notes);
    missing_keys(root, &team, &mut notes);
    if root.get("people").is_none() {
        let note = notes.note(rule::BAD_VALUE, Span::at(start), "'people' is missing");
        note.help = Some("add people, such as 'people: { ada: { name: Ada } }'".to_owned());
    }
    Read {
        value: team,
        diagnostics: notes.found(),
    }
}

fn setting(entry: &Entry<'_>, team: &mut Team, notes: &mut Notes<'_>) {
    let node = &entry.value;
    match entry.key.as_ref() {
        "team" => {
            team.name = fields::text(node, "a name", notes).map_or(String::new(), |t| t.value)
        }
        "cycles" => team.cycles = cycles(node, notes),
        "people" => team.people = people(node, notes),
        "check-in" => check_in(node, team, notes),
        "confidence" => {
            let words = [
                ("words", ConfidenceWords::Words),
                ("colours", ConfidenceWords::Colours),
                ("faces", ConfidenceWords::Faces),
            ];
            if let Some(found) = fields::word(node, "words, colours or faces", &words, notes) {
                team.confidence_words = found.value;
            }
        }
        "sections" => {
            if let Some(found) = sections(node, team.language, notes) {
                team.sections = found;
            }
        }
        "privacy" => {
            let words = [("plain", Privacy::Plain), ("sealed", Privacy::Sealed)];
            if let Some(found) = fields::word(node, "plain or sealed", &words, notes) {
                team.privacy = found.value;
            }
        }
        "rules" => team.rules = rules(node, notes),
        "pace" => team.thresholds = thresholds(node, notes),
        "evidence" => team.evidence = evidence(node, notes),
        _ => {}
    }
}

fn language(root: &Node<'_>, notes: &mut Notes<'_>) -> Language {
    let words = Language::ALL.map(|language| (language.code(), language));
    let entry = root.get("language");
    let found = entry.and_then(|entry| fields::word(&entry.value, "en or de", &words, notes));
    found.map(|found| found.value).unwrap_or_default()
}

fn cycles(node: &Node<'_>, notes: &mut Notes<'_>) -> Vec<Cycle> {
    let mut cycles = Vec::new();
    for entry in notes.mapping(node, "cycles by name") {
        let day = |key: &str, notes: &mut Notes<'_>| {
            entry
                .value
                .get(key)
                .and_then(|found| fields::date(&found.value, notes))
        };
        let (Some(from), Some(to)) = (day("from", notes), day("to", notes)) else {
            let note = notes.note(
                rule::BAD_VALUE,
                entry.key_span,
                "a cycle needs 'from' and 'to'",
            );
            note.help = Some("such as { from: 2026-08-17, to: 2026-11-13 }".to_owned());
            continue;
        };
        if let Some(reason) = crate::model::id::why_not(&entry.key.to_lowercase()) {
            notes.note(
                rule::BAD_VALUE,
                entry.key_span,
                format!("a cycle's name is a folder's: {reason}"),
            );
            continue;
        }
        match Cycle::named(&entry.key, from.value, to.value) {
            Ok(cycle) => cycles.push(cycle),
            Err(reason) => {
                notes.note(rule::BAD_VALUE, entry.value.span, reason);
            }
        }
    }
    cycles
}

fn current_cycle(root: &Node<'_>, team: &mut Team, notes: &mut Notes<'_>) {
    let Some(entry) = root.get("cycle") else {
        return;
    };
    let Some(name) = fields::text(&entry.value, "a cycle", notes) else {
        return;
    };
    team.cycle = team.cycle_by_id(&name.value);
    if team.cycle.is_none() {
        let note = notes.note(
            rule::BAD_VALUE,
            name.span,
            format!("'{}' is no cycle", name.value),
        );
        let near = fold::nearest(&name.value, team.cycles.iter().map(Cycle::id));
        note.help = Some(match near {
            Some(near) => format!("did you mean '{near}'?"),
            None => "write 2026-Q4, 2026-H2 or 2026, or give it days under 'cycles'".to_owned(),
        });
    }
}

fn people(node: &Node<'_>, notes: &mut Notes<'_>) -> Vec<Person> {
    let mut people = Vec::new();
    for entry in notes.mapping(node, "people by id") {
        match PersonId::new(&entry.key) {
            Ok(id) => people.push(person(id, &entry.value, notes)),
            Err(reason) => {
                let message = format!("'{}' is no id for a person", entry.key);
                notes.note(rule::BAD_VALUE, entry.key_span, message).help = Some(reason);
            }
        }
    }
    people
}

fn person(id: PersonId, node: &Node<'_>, notes: &mut Notes<'_>) -> Person {
    notes.mapping(node, "a person such as { name: Ada }");
    notes.unknown_keys(node, PERSON_KEYS, "a person");
    let value = |key: &str| node.get(key).map(|entry| &entry.value);
    let name = value("name").and_then(|node| fields::text(node, "a name", notes));
    let emails = value("email").map(|node| fields::texts(node, "an address", notes));
    let since = value("since").and_then(|node| fields::week(node, notes));
    let until = value("until").and_then(|node| fields::week(node, notes));
    let key = value("key").and_then(|node| public_key(node, notes));
    Person {
        name: name.map_or_else(|| id.to_string(), |name| name.value),
        emails: emails
            .unwrap_or_default()
            .into_iter()
            .map(|email| email.value)
            .collect(),
        manager: None,
        since,
        until,
        key,
        id,
    }
}

/// Managers are read last: they name other people.
fn managers(root: &Node<'_>, team: &mut Team, notes: &mut Notes<'_>) {
    let Some(people) = root.get("people") else {
        return;
    };
    // People stand in the order of their entries, those without an id left out.
    let mut next = 0;
    for entry in people.value.entries() {
        let is_of = |place: &usize| {
            let person = team.people.get(*place);
            person.is_some_and(|person| person.id.as_str() == entry.key)
        };
        let place = Some(next).filter(is_of);
        next += usize::from(place.is_some());
        let Some(node) = entry.value.get("manager").map(|entry| &entry.value) else {
            continue;
        };
        let Some(manager) = fields::person(node, team, notes) else {
            continue;
        };
        if manager.value.as_str() == entry.key {
            notes.note(rule::BAD_VALUE, manager.span, "nobody is their own manager");
            continue;
        }
        if let Some(person) = place.and_then(|place| team.people.get_mut(place)) {
            person.manager = Some(manager.value);
        }
    }
}

fn check_in(node: &Node<'_>, team: &mut Team, notes: &mut Notes<'_>) {
    notes.mapping(node, "settings of check-ins");
    notes.unknown_keys(node, CADENCE_KEYS, "'check-in'");
    let value = |key: &str| node.get(key).map(|entry| &entry.value);
    let defaults = Cadence::default();
    team.cadence = Cadence {
        due: value("due")
            .and_then(|node| due(node, notes))
            .unwrap_or(defaults.due),
        time_zone: value("time-zone")
            .and_then(|n| time_zone(n, notes))
            .unwrap_or(defaults.time_zone),
        every: value("every")
            .and_then(|node| every(node, notes))
            .unwrap_or(defaults.every),
    };
    if let Some(level) = value("section-level").and_then(|node| section_level(node, notes)) {
        team.section_level = level;
    }
    if let Some(node) = value("placeholders") {
        let texts = fields::texts(node, "text", notes);
        team.placeholders = texts.into_iter().map(|text| text.value).collect();
    }
}

fn due(node: &Node<'_>, notes: &mut Notes<'_>) -> Option<Due> {
    let text = fields::text(node, "a weekday and a time", notes)?;
    let folded = fold::folded(&text.value);
    let (day, time) = folded.split_once(' ').unwrap_or((folded.as_str(), "17:00"));
    let day = WEEKDAYS
        .iter()
        .find(|(name, _)| *name == day)
        .map(|(_, day)| *day);
    let time = time_of_day(time);
    if let (Some(day), Some(time)) = (day, time) {
        return Some(Due { day, time });
    }
    notes.expected("a weekday and a time such as 'friday 17:00'", node);
    None
}

fn time_of_day(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(minute) || hour.is_empty() || hour.len() > 2 {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

fn time_zone(node: &Node<'_>, notes: &mut Notes<'_>) -> Option<TimeZone> {
    let text = fields::text(node, "a time zone", notes)?;
    // The database in the program first: the machine's is looked for by listing its folders, which takes
    // longer than reading a team's files.
    let bundled = TimeZoneDatabase::bundled().get(&text.value);
    if let Ok(zone) = bundled.or_else(|_| TimeZone::get(&text.value)) {
        return Some(zone);
    }
    let message = format!("'{}' is no time zone", text.value);
    let note = notes.note(rule::BAD_VALUE, text.span, message);
    note.help = Some("write the IANA name, such as Europe/Oslo or UTC".to_owned());
    None
}

fn every(node: &Node<'_>, notes: &mut Notes<'_>) -> Option<u8> {
    let words = [("1 week", 1), ("2 weeks", 2), ("1", 1), ("2", 2)];
    fields::word(node, "'1 week' or '2 weeks'", &words, notes).map(|found| found.value)
}

fn section_level(node: &Node<'_>, notes: &mut Notes<'_>) -> Option<u8> {
    let words = [("1", 1), ("2", 2), ("3", 3), ("4", 4), ("5", 5)];
    fields::word(node, "a heading level from 1 to 5", &words, notes).map(|found| found.value)
}

fn thresholds(node: &Node<'_>, notes: &mut Notes<'_>) -> Thresholds {
    notes.mapping(node, "thresholds in weeks");
    notes.unknown_keys(node, PACE_KEYS, "'pace'");
    let defaults = Thresholds::default();
    let mut number = |key: &str, default: Decimal| {
        let entry = node.get(key);
        entry
            .and_then(|entry| fields::number(&entry.value, "weeks", notes))
            .unwrap_or(default)
    };
    let found = Thresholds {
        ahead: number("ahead", defaults.ahead),
        behind: number("behind", defaults.behind),
        far_behind: number("far-behind", defaults.far_behind),
    };
    let in_order = found.far_behind <= found.behind
        && found.behind <= Decimal::ZERO
        && found.ahead >= Decimal::ZERO;
    if in_order {
        return found;
    }
    let note = notes.note(
        rule::BAD_VALUE,
        node.span,
        "the thresholds are not in order",
    );
    note.help = Some("far-behind ≤ behind ≤ 0 ≤ ahead, such as -3, -1 and 1".to_owned());
    defaults
}

fn evidence(node: &Node<'_>, notes: &mut Notes<'_>) -> Vec<Evidence> {
    let Value::Sequence(items) = &node.value else {
        if node.value != Value::Null {
            notes.expected("a list of { repository, trailer }", node);
        }
        return Vec::new();
    };
    let mut found = Vec::new();
    for item in items {
        notes.unknown_keys(item, EVIDENCE_KEYS, "'evidence'");
        let mut text = |key: &str, default: &str| {
            let value = item
                .get(key)
                .and_then(|entry| fields::text(&entry.value, "text", notes));
            value.map_or_else(|| default.to_owned(), |text| text.value)
        };
        let repository = text("repository", ".");
        if repository.starts_with(['/', '\\', '~']) || repository.contains(':') {
            let message = format!("'{repository}' is no path from the folder of okr.yaml");
            let place = item
                .get("repository")
                .map_or(item.span, |entry| entry.value.span);
            let note = notes.note(rule::BAD_VALUE, place, message);
            note.help = Some("write '.', or a clone beside it such as ../shop".to_owned());
            continue;
        }
        let trailer = text("trailer", "Key-Result");
        found.push(Evidence {
            repository,
            trailer,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Read<Team> {
        team(&Source::new(text.as_bytes().to_vec()))
    }

    #[test]
    fn reads_the_example_of_the_format() {
        let text = "team: Payments\ncycle: 2026-Q4\ncycles:\n  2026-kickoff: { from: 2026-08-17, to: 2026-11-13 }\n\
            people:\n  ada:   { name: Ada Lovelace, email: ada@example.com, manager: grace, since: 2026-W40 }\n  \
            grace: { name: Grace Hopper, email: [grace@example.com, grace@users.example.com] }\n\
            check-in:\n  due: friday 17:00\n  time-zone: Europe/Oslo\n  every: 1 week\n  section-level: 2\n  \
            placeholders: [TODO, \"Please fill in\"]\nconfidence: words\nprivate: [feedback, reply]\n\
            rules: { vague-answer: warning, manager-talks-more: off }\nevidence:\n  - { repository: ., trailer: Key-Result }\n";
        let team = read(text);
        assert_eq!(team.diagnostics, []);
        let ada = team.value.person("ada").unwrap();
        assert_eq!(ada.manager.as_ref().unwrap().as_str(), "grace");
        assert_eq!(
            team.value
                .person_by_email("Grace@users.example.com")
                .unwrap()
                .name,
            "Grace Hopper"
        );
        assert_eq!(team.value.rules.all[1].rule.value, "manager-talks-more");
        assert_eq!(
            team.value.cycle_by_id("2026-kickoff").unwrap().week_count(),
            13
        );
    }

    #[test]
    fn has_its_sections_in_the_language_of_the_team() {
        let team = read("people: {}\nsections: [progress, plan]\nlanguage: de\n").value;
        assert_eq!(team.sections[0].heading, "Fortschritt");
        assert_eq!(
            read("people: {}\nlanguage: de\n").value.sections[2]
                .labels
                .slows,
            "Bremst"
        );
        let wrong = read("people: {}\nlanguage: german\n");
        assert_eq!(
            wrong.diagnostics[0].message,
            "expected en or de, found 'german'"
        );
    }

    #[test]
    fn reads_two_thousand_people() {
        let mut text = "people:\n".to_owned();
        for number in 0..2_000 {
            let email = format!("person-{number}@example.com");
            text += &format!("  p{number}: {{ name: Person {number}, email: {email} }}\n");
        }
        assert!(text.len() > yaml::MAX_SIZE);
        let team = read(&text);
        assert_eq!(team.diagnostics, []);
        assert_eq!(team.value.people.len(), 2_000);
    }

    #[test]
    fn reports_every_slip_at_its_place() {
        let text = "taem: x\ncycle: 2026-Q7\npeople:\n  ada: { nmae: A, manager: gracee }\n  grace: {}\n\
            check-in: { due: fryday, time-zone: Europe/Olso }\npace: { behind: 2 }\n";
        let rules: Vec<_> = read(text)
            .diagnostics
            .iter()
            .map(|d| (d.rule, d.span.of(text)))
            .collect();
        assert_eq!(
            rules,
            [
                ("unknown-key", "taem"),
                ("bad-value", "2026-Q7"),
                ("unknown-key", "nmae"),
                ("unknown-person", "gracee"),
                ("bad-value", "fryday"),
                ("bad-value", "Europe/Olso"),
                ("bad-value", "{ behind: 2 }"),
            ]
        );
    }
}
