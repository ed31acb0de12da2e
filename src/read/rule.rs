//! The ids of the rules that reading itself reports; their explanations are in `rules`.

/// The front matter is missing, not closed, not YAML, or lacks its status.
pub const FRONT_MATTER: &str = "front-matter";
/// A key that the format does not know.
pub const UNKNOWN_KEY: &str = "unknown-key";
/// A key written twice.
pub const DUPLICATE_KEY: &str = "duplicate-key";
/// A value that cannot be.
pub const BAD_VALUE: &str = "bad-value";
/// A week that is none, or that the year does not have.
pub const BAD_WEEK: &str = "bad-week";
/// A key result that is not there, or a short id that several have.
pub const UNKNOWN_KEY_RESULT: &str = "unknown-key-result";
/// A person who is not in `okr.yaml`.
pub const UNKNOWN_PERSON: &str = "unknown-person";
/// A key result that is not exactly one of the four kinds, or an objective without key results.
pub const BAD_DEFINITION: &str = "bad-definition";
/// A Markdown file where none may stand.
pub const WRONG_PLACE: &str = "wrong-place";
/// A merge conflict left in the text.
pub const CONFLICT_MARKER: &str = "conflict-marker";
/// A character that a reader cannot see.
pub const HIDDEN_CHARACTER: &str = "hidden-character";
/// Bytes that are not UTF-8 text.
pub const NOT_UTF8: &str = "not-utf8";
/// More bytes than are read.
pub const TOO_LARGE: &str = "too-large";
/// A link, folder, pipe or device in place of a file.
pub const NOT_A_FILE: &str = "not-a-file";
/// A comment or code fence that is never closed.
pub const UNCLOSED: &str = "unclosed-comment";
/// A section that the team does not ask for.
pub const UNKNOWN_SECTION: &str = "unknown-section";
/// A section that stands twice.
pub const DUPLICATE_SECTION: &str = "duplicate-section";
/// A heading that seems to be a section's, misspelt or of another level.
pub const MISSPELT_HEADING: &str = "misspelt-heading";
/// A label of an obstacle's item that seems to be misspelt.
pub const MISSPELT_LABEL: &str = "misspelt-label";
/// A person without a key where private text is sealed.
pub const MISSING_KEY: &str = "missing-key";
/// Sealed text that was cut or edited.
pub const BROKEN_SEAL: &str = "broken-seal";
/// An `okr:` comment with an unknown word, or a private mark that belongs to no section or part.
pub const BAD_MARK: &str = "bad-mark";
