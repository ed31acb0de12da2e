//! The rules that `read` reports while it reads a file: the group *format*.

use super::explanation::example;
use super::{Example, Group, Rule, Scope};
use crate::diag::Severity;

macro_rules! rules {
    ($($name:ident = $id:literal, $severity:ident, $summary:literal, asks $asks:literal, why $why:literal, $example:expr;)*) => {
        $(pub(super) static $name: Rule = Rule {
            id: $id,
            group: Group::Format,
            severity: Some(Severity::$severity),
            summary: $summary,
            asks: $asks,
            why: $why,
            scope: Scope::Reading,
            example: $example,
        };)*
    };
}

/// An example that is not the text of a file.
const fn words(of: &'static str, bad: &'static str, good: &'static str) -> Option<Example> {
    let told = "";
    Some(Example {
        of,
        bad,
        told,
        good,
    })
}

rules! {
    FRONT_MATTER = "front-matter", Error,
        "the front matter is missing, is not closed, is no plain YAML, or has no status",
        asks "A check-in or objective begins with YAML between two lines of '---'. Anchors, aliases, tags \
              and second documents are refused, and a check-in says its status.",
        why "Everything that is counted stands in the front matter; what cannot be read cannot be trusted.",
        example!("front-matter", "missing-status", "ok-complete");
    UNKNOWN_KEY = "unknown-key", Error,
        "a key that the format does not know",
        asks "Only the keys of the format are used, in `okr.yaml` and in front matter.",
        why "A misspelt key would be passed over in silence, and what it says with it.",
        example!("unknown-key", "misspelt", "ok-known");
    DUPLICATE_KEY = "duplicate-key", Error,
        "a key is written twice in one mapping",
        asks "Each key stands once.",
        why "Two readers could take two different values from the same file.",
        example!("duplicate-key", "status-twice", "ok-once");
    BAD_VALUE = "bad-value", Error,
        "a value that cannot be",
        asks "A value is of the kind that its key holds: an exact decimal, a day, one of the known words, a \
              milestone of the key result.",
        why "Values are compared and scored by one formula; a guess at what was meant would be hearsay.",
        example!("bad-value", "number-with-unit", "ok-number");
    BAD_WEEK = "bad-week", Error,
        "a week that is written wrongly or that its year does not have",
        asks "A week is an ISO 8601 week such as 2026-W47, also as the name of a check-in's file.",
        why "A check-in under a wrong week would count as missing in the right one.",
        words("the name of a check-in", "check-ins/ada/2026-W54.md", "check-ins/ada/2026-W53.md");
    BAD_DEFINITION = "bad-definition", Error,
        "an objective or key result that is not fully defined",
        asks "A key result is exactly one of start and target (not equal), keep, milestones, or done; an \
              objective has at least one key result.",
        why "Without a definition there is no score, no pace, and nothing to talk about.",
        example!("bad-definition", "start-is-target", "ok-level-to-keep", "okrs/2026-Q4/faster-checkout.md");
    UNKNOWN_KEY_RESULT = "unknown-key-result", Error,
        "a key result that is not there, or a short id that several objectives have",
        asks "A check-in speaks of key results of its cycle, by objective/key-result, or by the short id \
              where only one objective has it.",
        why "A value under a wrong name is a value that nobody sees.",
        example!("unknown-key-result", "misspelt", "ok-short-id");
    UNKNOWN_PERSON = "unknown-person", Error,
        "a person who is not in okr.yaml",
        asks "People are named by their id under `people` in `okr.yaml`.",
        why "A check-in, an objective or an agreement of nobody binds nobody.",
        example!("unknown-person", "owner", "ok-owner", "okrs/2026-Q4/faster-checkout.md");
    WRONG_PLACE = "wrong-place", Error,
        "a Markdown file where it has no meaning",
        asks "Under `okrs/` and `check-ins/` a Markdown file is an objective, a check-in, or a README.md.",
        why "A check-in with a wrong name would be passed over in silence.",
        words("a path", "check-ins/2026-W47.md", "check-ins/ada/2026-W47.md");
    NOT_A_FILE = "not-a-file", Error,
        "a link, folder, pipe or device where a file should be",
        asks "Everything under `okrs/` and `check-ins/` is a plain file; links are not followed.",
        why "A link could read a file outside the team's folder into a report.",
        words("a file, as git lists it", "120000 check-ins/ada/2026-W47.md -> /home/ada/notes.md", "100644 check-ins/ada/2026-W47.md");
    NOT_UTF8 = "not-utf8", Error,
        "bytes that are no UTF-8 text, or a NUL",
        asks "Files are saved as UTF-8.",
        why "In any other encoding a name or a number can turn into another one.",
        words("bytes", "4c f6 73 63 68 65 6e   (Löschen in Latin-1)", "4c c3 b6 73 63 68 65 6e   (Löschen in UTF-8)");
    TOO_LARGE = "too-large", Error,
        "a file that is larger than what is read",
        asks "A file has at most 1 MiB.",
        why "A check-in is a short text; a limit keeps every command quick.",
        words("a size", "check-ins/ada/2026-W47.md   1,048,577 bytes", "check-ins/ada/2026-W47.md   1,048,576 bytes");
    CONFLICT_MARKER = "conflict-marker", Error,
        "a merge conflict was left in the file",
        asks "Conflicts are resolved before a file is committed.",
        why "Two versions at once say nothing, and the marks can hide where a private part ends.",
        example!("conflict-marker", "left-by-a-merge", "ok-resolved");
    HIDDEN_CHARACTER = "hidden-character", Error,
        "a character that a reader cannot see",
        asks "There are no control characters, direction marks, or spaces of no width.",
        why "They can make a text look like another one, or command a terminal.",
        words("a line, the hidden character shown", "Took the call \\u{202e}off the hot path.", "Took the call off the hot path.");
    UNCLOSED_COMMENT = "unclosed-comment", Error,
        "a comment or code fence that is never closed",
        asks "Every '<!--' has its '-->', and every fence its end.",
        why "Everything below would be hidden, or a private part would end elsewhere than it seems.",
        example!("unclosed-comment", "comment", "ok-closed");
    BAD_MARK = "bad-mark", Error,
        "an okr comment that is misspelt or belongs to no heading",
        asks "`<!-- okr: private -->` stands right below the heading of what is private.",
        why "A mark that does not work must not look as if it did: such a file is published not at all.",
        example!("bad-mark", "misspelt", "ok-behind-the-heading");
    BROKEN_SEAL = "broken-seal", Error,
        "a sealed text that was cut or edited",
        asks "Sealed text stays as `okr seal` wrote it, from its first line to its last.",
        why "With one letter gone nobody opens it any more, the two it was sealed for neither.",
        example!("broken-seal", "cut", "ok-whole");
    MISSING_KEY = "missing-key", Error,
        "a person has no key, and the team seals private text",
        asks "With `privacy: sealed` each person with a manager, and each manager, has their public key in `people.<id>.key`.",
        why "A text is sealed for exactly two; without the key of one of them it would stay in plain.",
        example!("missing-key", "of-the-manager", "ok-both", "okr.yaml");
    UNKNOWN_SECTION = "unknown-section", Warning,
        "a section that the team does not ask for",
        asks "Sections are those of the process, or those that the team lists in `okr.yaml`.",
        why "It is kept and rendered, but no question is answered by it.",
        example!("unknown-section", "not-asked-for", "ok-optional");
    DUPLICATE_SECTION = "duplicate-section", Error,
        "a section that stands twice",
        asks "Each section stands once.",
        why "An answer would be looked for in the first and be missed in the second.",
        example!("duplicate-section", "twice", "ok-once");
    MISSPELT_HEADING = "misspelt-heading", Error,
        "a heading that seems to be a section's, misspelt or of another level",
        asks "A section's heading is written as the team writes it, at the level of sections.",
        why "It is read as the section it seems to be, but a private one could be missed: such a file may be published not at all.",
        example!("misspelt-heading", "one-letter", "ok-case-and-colon");
    MISSPELT_LABEL = "misspelt-label", Warning,
        "a label of an obstacle's item that seems to be misspelt",
        asks "An obstacle's items begin with Slows, Own cause, Outside cause, Resolved, or No way round.",
        why "A cause under a misspelt label counts as missing.",
        example!("misspelt-label", "one-letter", "ok-subjective");
}
