//! The keys of the three front matters: the part of the one table that says what may be written where. The
//! sections are in [`super`].

use Shape::{Any, Boolean, Day, Either, Keys, ListOf, MapOf, Number, Text, Week, Words};

use crate::model::{Because, Confidence, FieldOfChange, Language, Status};

/// One key of a mapping in one of the files.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What it holds, for messages and documents.
    pub hint: &'static str,
    /// The shape of its value.
    pub shape: Shape,
}

/// What a value looks like, for editors; what it means is judged in reading. Every value may be left
/// empty.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Any scalar.
    Text,
    /// An exact decimal.
    Number,
    /// Yes or no.
    Boolean,
    /// An ISO week.
    Week,
    /// A day.
    Day,
    /// One of a few words.
    Words(&'static [&'static str]),
    /// A mapping with these keys.
    Keys(&'static [Key]),
    /// A mapping with keys of the team's own.
    MapOf(&'static Shape),
    /// A list.
    ListOf(&'static Shape),
    /// One of several.
    Either(&'static [Shape]),
    /// Anything.
    Any,
}

macro_rules! keys {
    ($($(#[$doc:meta])* $list:ident = [$($name:literal: $hint:literal $(=> $shape:expr)?),* $(,)?];)*) => {
        $($(#[$doc])* pub const $list: &[Key] = &[$(
            Key { name: $name, hint: $hint, shape: keys!(@shape $($shape)?) }
        ),*];)*
    };
    (@shape) => { Shape::Text };
    (@shape $shape:expr) => { $shape };
}

keys! {
    /// The keys of `okr.yaml`.
    TEAM_KEYS = [
        "team": "the team's name",
        "language": "the language of drafts and the report" => Words(&Language::CODES),
        "cycle": "the current cycle",
        "cycles": "cycles that are not of the calendar, with their days" => MapOf(&MapOf(&Day)),
        "people": "the people, by id" => MapOf(&Keys(PERSON_KEYS)),
        "check-in": "when check-ins are due, and how they are written" => Keys(CADENCE_KEYS),
        "confidence": "words, colours or faces" => Words(&["words", "colours", "faces"]),
        "sections": "the sections of a check-in" => ListOf(&Either(&[Text, Keys(SECTION_KEYS)])),
        "private": "sections that never leave their files" => ListOf(&Text),
        "privacy": "plain, or sealed for the two people of a check-in" => Words(&["plain", "sealed"]),
        "rules": "severity by rule" => MapOf(&Any),
        "pace": "from how many weeks on a key result is ahead, behind, far behind" => Keys(PACE_KEYS),
        "evidence": "where progress can be seen in commits" => ListOf(&Keys(EVIDENCE_KEYS)),
    ];
    /// The keys of one person.
    PERSON_KEYS = [
        "name": "the name as it is shown",
        "email": "one address or a list of them" => Either(&[Text, ListOf(&Text)]),
        "manager": "the id of the manager",
        "since": "the first week" => Week,
        "until": "the last week" => Week,
        "key": "the public age key",
    ];
    /// The keys of `check-in` in `okr.yaml`.
    CADENCE_KEYS = [
        "due": "a weekday and a time, of the week it is about",
        "time-zone": "an IANA time zone",
        "every": "1 week or 2 weeks",
        "section-level": "the heading level that opens a section" => Number,
        "placeholders": "more text that counts as empty" => ListOf(&Text),
    ];
    /// The keys of one section in `okr.yaml`.
    SECTION_KEYS = [
        "id": "a section of the process, or an id of your own",
        "heading": "the heading",
        "aliases": "other headings that are read as this one" => ListOf(&Text),
        "by": "person, manager or both" => Words(&["person", "manager", "both"]),
        "filled-by": "ready, reviewed or never" => Words(&["ready", "reviewed", "never"]),
        "none": "whether \"None.\" is an answer" => Boolean,
        "prompt": "the question",
        "labels": "the labels of an obstacle's items" => Keys(LABEL_KEYS),
    ];
    /// The keys of `labels` of a section.
    LABEL_KEYS = [
        "slows": "which key results it slows",
        "own-cause": "the subjective cause",
        "outside-cause": "the objective cause",
        "resolved": "how it was resolved",
        "no-way-round": "why there is no way round",
    ];
    /// The keys of `pace` in `okr.yaml`, in weeks.
    PACE_KEYS = [
        "ahead": "ahead from here on" => Number,
        "behind": "behind from here on" => Number,
        "far-behind": "far behind from here on" => Number,
    ];
    /// The keys of one entry of `evidence`.
    EVIDENCE_KEYS = [
        "repository": "a path",
        "trailer": "the commit trailer that names a key result",
    ];
    /// The keys of an objective.
    OBJECTIVE_KEYS = [
        "title": "what is to be reached",
        "owner": "the id of a person",
        "parent": "the objective that it serves, cycle/objective",
        "carried-from": "the objective of an earlier cycle that it goes on with, cycle/objective",
        "key-results": "the key results, by id" => MapOf(&Keys(KEY_RESULT_KEYS)),
    ];
    /// The keys of one key result.
    KEY_RESULT_KEYS = [
        "title": "what is measured",
        "owner": "the id of a person; else the objective's owner",
        "unit": "the unit of its values",
        "start": "the value at the beginning" => Either(&[Number, Text]),
        "target": "the value to reach" => Either(&[Number, Text]),
        "keep": "a level to hold: at-least, at-most, or both" => Keys(KEEP_KEYS),
        "milestones": "the names of the steps, in order" => ListOf(&Text),
        "done": "true: it is either done or not" => Boolean,
        "weight": "its part in the objective's score; else 1" => Number,
        "planned": "values planned by week" => MapOf(&Either(&[Number, Text])),
    ];
    /// The keys of `keep`.
    KEEP_KEYS = ["at-least": "the lowest value that is held" => Either(&[Number, Text]), "at-most": "the highest value that is held" => Either(&[Number, Text])];
    /// The keys of a check-in.
    CHECK_IN_KEYS = [
        "status": "draft, ready, returned, reviewed or skipped" => Words(Status::WORDS),
        "key-results": "value and confidence, by key result" => MapOf(&Keys(READING_KEYS)),
        "reviewed": "by whom and when" => Keys(REVIEWED_KEYS),
        "returned": "by whom, when and why" => Keys(RETURNED_KEYS),
        "skipped": "why there is no check-in this week",
        "okr-changes": "what both have agreed to change" => ListOf(&Keys(CHANGE_KEYS)),
    ];
    /// The keys of one key result in a check-in.
    READING_KEYS = ["value": "where it stands", "confidence": "very-good, good or not-ok" => Words(Confidence::WORDS)];
    /// The keys of `reviewed`.
    REVIEWED_KEYS = ["by": "the id of a person", "on": "a day" => Day];
    /// The keys of `returned`.
    RETURNED_KEYS = ["by": "the id of a person", "on": "a day" => Day, "reason": "what is missing"];
    /// The keys of one OKR change.
    CHANGE_KEYS = [
        "key-result": "the key result that changes",
        "objective": "the objective that changes",
        "change": "target, start, title, unit, weight, owner, add or remove" => Words(FieldOfChange::WORDS),
        "from": "what it was",
        "to": "what it will be",
        "because": "too-easy, too-hard, unnecessary or outside-cause" => Words(Because::WORDS),
        "agreed": "the ids of the people who agree" => Either(&[Text, ListOf(&Text)]),
    ];
}
