//! The sections that a team asks for, and which of them are private.

use super::notes::Notes;
use super::{fields, rule};
use crate::model::schema::{LABEL_KEYS, SECTION_KEYS, default_section, section_ids};
use crate::model::{By, FilledBy, Labels, Language, NoneAllowed, SectionKind, SectionSpec};
use crate::text::fold;
use crate::text::yaml::{Node, Value};

const BY: [(&str, By); 3] = [
    ("person", By::Person),
    ("manager", By::Manager),
    ("both", By::Both),
];
const FILLED_BY: [(&str, FilledBy); 3] = [
    ("ready", FilledBy::Ready),
    ("reviewed", FilledBy::Reviewed),
    ("never", FilledBy::Never),
];

/// The sections in the team's order; `None` where the list cannot be read.
pub(super) fn sections(
    node: &Node<'_>,
    language: Language,
    notes: &mut Notes<'_>,
) -> Option<Vec<SectionSpec>> {
    let Value::Sequence(items) = &node.value else {
        notes.expected("a list of sections", node);
        return None;
    };
    let mut sections: Vec<SectionSpec> = Vec::new();
    for item in items {
        let Some(spec) = section(item, language, notes) else {
            continue;
        };
        if sections.iter().any(|known| known.id == spec.id) {
            notes.note(
                rule::DUPLICATE_KEY,
                item.span,
                format!("the section '{}' stands twice", spec.id),
            );
        } else if let Some(other) = same_heading(&sections, &spec) {
            let message = format!("'{}' and '{other}' have the same heading", spec.id);
            notes.note(rule::BAD_VALUE, item.span, message);
        } else {
            sections.push(spec);
        }
    }
    Some(sections)
}

fn same_heading<'s>(sections: &'s [SectionSpec], spec: &SectionSpec) -> Option<&'s str> {
    let headings = |spec: &SectionSpec| -> Vec<String> {
        std::iter::once(&spec.heading)
            .chain(&spec.aliases)
            .map(|h| fold::heading(h))
            .collect()
    };
    let mine = headings(spec);
    let same = |other: &&SectionSpec| headings(other).iter().any(|heading| mine.contains(heading));
    sections.iter().find(same).map(|other| other.id.as_str())
}

/// One section: an id of the process, or a mapping that changes one or makes one.
fn section(node: &Node<'_>, language: Language, notes: &mut Notes<'_>) -> Option<SectionSpec> {
    if let Value::Scalar(scalar) = &node.value {
        let found = default_section(&scalar.text, language);
        if found.is_none() {
            unknown_section(node, &scalar.text, notes);
        }
        return found;
    }
    notes.mapping(node, "a section such as { id: plan, heading: Next steps }");
    notes.unknown_keys(node, SECTION_KEYS, "a section");
    let Some(entry) = node.get("id") else {
        let note = notes.note(rule::BAD_VALUE, node.span, "a section needs an 'id'");
        note.help = Some(format!("the sections of the process are: {}", ids()));
        return None;
    };
    let id = fields::text(&entry.value, "an id", notes)?;
    if let Some(reason) = crate::model::id::why_not(&id.value) {
        notes.note(rule::BAD_VALUE, id.span, reason);
        return None;
    }
    let spec = default_section(&id.value, language).unwrap_or_else(|| custom(&id.value));
    if spec.kind == SectionKind::Custom && node.get("heading").is_none() {
        unknown_section(&entry.value, &id.value, notes);
        return None;
    }
    Some(changed(spec, node, notes))
}

fn unknown_section(node: &Node<'_>, id: &str, notes: &mut Notes<'_>) {
    let message = format!("'{id}' is no section of the process");
    let note = notes.note(rule::BAD_VALUE, node.span, message);
    note.help = Some(match fold::nearest(id, section_ids()) {
        Some(near) => format!("did you mean '{near}'?"),
        None => format!(
            "a section of your own needs a heading; those of the process are: {}",
            ids()
        ),
    });
}

fn ids() -> String {
    section_ids().collect::<Vec<_>>().join(", ")
}

fn custom(id: &str) -> SectionSpec {
    SectionSpec {
        id: id.to_owned(),
        kind: SectionKind::Custom,
        heading: String::new(),
        aliases: Vec::new(),
        by: By::Person,
        filled_by: FilledBy::Never,
        none: NoneAllowed::No,
        prompt: String::new(),
        labels: Labels::default(),
    }
}

fn changed(mut spec: SectionSpec, node: &Node<'_>, notes: &mut Notes<'_>) -> SectionSpec {
    for entry in node.entries() {
        let node = &entry.value;
        match entry.key.as_ref() {
            "heading" => set_text(&mut spec.heading, node, notes),
            "prompt" => set_text(&mut spec.prompt, node, notes),
            "aliases" => {
                let texts = fields::texts(node, "a heading", notes);
                spec.aliases = texts.into_iter().map(|text| text.value).collect();
            }
            "by" => {
                if let Some(by) = fields::word(node, "person, manager or both", &BY, notes) {
                    spec.by = by.value;
                }
            }
            "filled-by" => {
                let found = fields::word(node, "ready, reviewed or never", &FILLED_BY, notes);
                if let Some(filled_by) = found {
                    spec.filled_by = filled_by.value;
                }
            }
            "none" => {
                let words = [("true", NoneAllowed::Yes), ("false", NoneAllowed::No)];
                if let Some(none) = fields::word(node, "true or false", &words, notes) {
                    spec.none = none.value;
                }
            }
            "labels" => labels(&mut spec.labels, node, notes),
            _ => {}
        }
    }
    spec
}

fn set_text(target: &mut String, node: &Node<'_>, notes: &mut Notes<'_>) {
    if let Some(text) = fields::text(node, "text", notes).filter(|text| !text.value.is_empty()) {
        *target = text.value;
    }
}

fn labels(labels: &mut Labels, node: &Node<'_>, notes: &mut Notes<'_>) {
    notes.unknown_keys(node, LABEL_KEYS, "'labels'");
    for entry in notes.mapping(node, "labels such as { slows: Slows }") {
        let target = match entry.key.as_ref() {
            "slows" => &mut labels.slows,
            "own-cause" => &mut labels.own_cause,
            "outside-cause" => &mut labels.outside_cause,
            "resolved" => &mut labels.resolved,
            "no-way-round" => &mut labels.no_way_round,
            _ => continue,
        };
        set_text(target, &entry.value, notes);
    }
}

/// The ids of the private sections, of a team that has all of `sections`. Feedback and Reply cannot be made
/// public by a misspelt id: an unknown one is an error, and both are private then.
pub(super) fn private_sections(
    node: &Node<'_>,
    sections: &[SectionSpec],
    notes: &mut Notes<'_>,
) -> Vec<String> {
    let texts = fields::texts(node, "the ids of sections", notes);
    let mut known: Vec<&str> = section_ids().collect();
    known.extend(sections.iter().map(|spec| spec.id.as_str()));
    known.sort_unstable();
    known.dedup();
    let mut private: Vec<String> = Vec::new();
    for text in texts {
        if known.contains(&text.value.as_str()) {
            private.push(text.value);
            continue;
        }
        let message = format!("'{}' is no id of a section", text.value);
        let note = notes.note(rule::BAD_VALUE, text.span, message);
        note.help = Some(match fold::nearest(&text.value, known.iter().copied()) {
            _ if text.value.contains(',') => {
                "write several as a list: [feedback, reply]".to_owned()
            }
            Some(near) => format!("did you mean '{near}'?"),
            None => format!("the sections are: {}", ids()),
        });
        private.extend(["feedback", "reply"].map(str::to_owned));
    }
    private
}

#[cfg(test)]
mod tests {
    use crate::model::{By, SectionKind};
    use crate::text::Source;

    #[test]
    fn changes_orders_and_adds_sections() {
        let text = "people: {}\nsections:\n  - progress\n  - { id: obstacles, heading: Hindernisse, labels: \
            { slows: Bremst, own-cause: Eigene Ursache } }\n  - { id: help, heading: Help wanted, by: both }\n";
        let team = crate::read::team(&Source::new(text.as_bytes().to_vec()));
        assert_eq!(team.diagnostics, []);
        let sections = &team.value.sections;
        assert_eq!(sections[1].kind, SectionKind::Obstacles);
        assert_eq!(sections[1].labels.own_cause, "Eigene Ursache");
        assert_eq!(
            (sections[2].kind, sections[2].by),
            (SectionKind::Custom, By::Both)
        );
    }

    #[test]
    fn keeps_feedback_private_where_an_id_is_misspelt() {
        for (private, help) in [
            ("[fedback, reply]", "did you mean 'feedback'?"),
            (
                "feedback, reply",
                "write several as a list: [feedback, reply]",
            ),
        ] {
            let text = format!("private: {private}\npeople: {{ ada: {{}} }}\n");
            let team = crate::read::team(&Source::new(text.into_bytes()));
            let told = team.diagnostics[0].help.as_deref();
            assert_eq!((told, team.diagnostics.len()), (Some(help), 1));
            assert!(team.value.is_private("feedback") && team.value.is_private("reply"));
        }
        let own = "people: {}\nprivate: [help]\nsections: [{ id: help, heading: Help }]\n";
        let team = crate::read::team(&Source::new(own.as_bytes().to_vec()));
        assert_eq!(
            (team.diagnostics, team.value.private),
            (vec![], vec!["help".to_owned()])
        );
    }

    #[test]
    fn reports_an_unknown_section_with_the_near_one() {
        let text = "people: {}\nsections: [progres]\n";
        let team = crate::read::team(&Source::new(text.as_bytes().to_vec()));
        assert_eq!(
            team.diagnostics[0].help.as_deref(),
            Some("did you mean 'progress'?")
        );
    }
}
