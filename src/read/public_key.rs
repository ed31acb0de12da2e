//! The public key of a person in `okr.yaml`: whether it can be one. Whether its digits add up is seen
//! where something is sealed with it.

use super::notes::Notes;
use super::{fields, rule};
use crate::model::{Person, Privacy, Team};
use crate::text::yaml::Node;

/// How an X25519 key of age begins, and how long it is.
const BEGINS: &str = "age1";
const LENGTH: usize = 62;

/// What the 32 digits of a key may be, by Bech32.
const DIGITS: &str = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

pub(super) fn public_key(node: &Node<'_>, notes: &mut Notes<'_>) -> Option<String> {
    let key = fields::text(node, "a public key", notes)?;
    let written = key.value.as_str();
    if written.to_ascii_uppercase().starts_with("AGE-SECRET-KEY") {
        let message =
            "this is a private key: whoever reads this file can open what is sealed for it";
        let note = notes.note(rule::BAD_VALUE, key.span, message);
        note.help = Some("make a new one with 'okr key new', and write its public half".to_owned());
        note.place = "private key".to_owned();
        return None;
    }
    let digits = written.strip_prefix(BEGINS).unwrap_or("");
    let is_key = written.len() == LENGTH && !digits.is_empty();
    if is_key && digits.chars().all(|digit| DIGITS.contains(digit)) {
        return Some(key.value);
    }
    let message = format!("'{written}' is no public key");
    let note = notes.note(rule::BAD_VALUE, key.span, message);
    note.help =
        Some("write the line that 'okr key new' prints: age1 and 58 more letters".to_owned());
    None
}

/// Notes everybody who has no key where one is needed: whoever has a manager, and the managers.
pub(super) fn missing_keys(root: &Node<'_>, team: &Team, notes: &mut Notes<'_>) {
    let Some(people) = root
        .get("people")
        .filter(|_| team.privacy == Privacy::Sealed)
    else {
        return;
    };
    let is_there = |person: &&Person| person.until.is_none();
    let is_manager = |id: &str| {
        let mut managed = team.people.iter().filter(is_there);
        managed.any(|person| {
            person
                .manager
                .as_ref()
                .is_some_and(|manager| manager.as_str() == id)
        })
    };
    for entry in people.value.entries() {
        let Some(person) = team.person(&entry.key).filter(is_there) else {
            continue;
        };
        let has_written = entry.value.get("key").is_some();
        let is_needed = person.manager.is_some() || is_manager(person.id.as_str());
        if person.key.is_some() || has_written || !is_needed {
            continue;
        }
        let message = format!("'{}' has no key, and private text is sealed", person.id);
        let note = notes.note(rule::MISSING_KEY, entry.key_span, message);
        note.help = Some("on their machine: okr key new; its public half goes to 'key'".to_owned());
        note.place = format!("key {}", person.id);
    }
}
