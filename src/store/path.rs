//! Paths below the root, as text. What stands at one is an `entry`.

use std::fmt;

/// A path relative to the root, with `/` between its components.
///
/// Bytes that are not UTF-8 stand in it as `\xff`; such a path can be shown and is never opened.
/// It is an author's text: whoever prints it escapes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RepoPath(String);

impl RepoPath {
    /// The path that `text` says, whatever it says; see [`RepoPath::is_plain`].
    pub fn new(text: impl Into<String>) -> RepoPath {
        RepoPath(text.into())
    }

    /// The path with these bytes.
    pub fn from_bytes(bytes: &[u8]) -> RepoPath {
        if let Ok(text) = str::from_utf8(bytes) {
            return RepoPath(text.to_owned());
        }
        let mut text = String::with_capacity(bytes.len() + 16);
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            for byte in chunk.invalid() {
                text.push_str(&format!("\\x{byte:02x}"));
            }
        }
        RepoPath(text)
    }

    /// The text of the path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What follows the last `/`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// The folder it stands in; None for what stands in the root itself.
    pub fn parent(&self) -> Option<RepoPath> {
        let (parent, _) = self.0.rsplit_once('/')?;
        Some(RepoPath(parent.to_owned()))
    }

    /// The names between the slashes, from the root down.
    pub fn components(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('/')
    }

    /// The path one or more components below this one.
    #[must_use]
    pub fn join(&self, below: &str) -> RepoPath {
        // Exactly as long as it is: a large team has a hundred thousand of them.
        let mut path = String::with_capacity(self.0.len() + 1 + below.len());
        path.push_str(&self.0);
        path.push('/');
        path.push_str(below);
        RepoPath(path)
    }

    /// Whether it leads below the root on every system: no empty, `.` or `..` component, no
    /// backslash, no NUL, and nothing that belongs to git.
    pub fn is_plain(&self) -> bool {
        self.components().all(is_plain_name)
    }
}

fn is_plain_name(name: &str) -> bool {
    let forbidden = matches!(name, "" | "." | "..") || name.eq_ignore_ascii_case(".git");
    let colon = cfg!(windows) && name.contains(':');
    !forbidden && !colon && !name.contains(['\\', '\0', '/'])
}

impl fmt::Display for RepoPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_bytes_that_are_no_text_as_escapes() {
        let path = RepoPath::from_bytes(b"check-ins/ad\xff\xe9a/x.md");
        assert_eq!(path.as_str(), "check-ins/ad\\xff\\xe9a/x.md");
        assert!(!path.is_plain());
    }

    #[test]
    fn knows_its_parts() {
        let path = RepoPath::new("check-ins/ada/2026-W47.md");
        assert_eq!(path.file_name(), "2026-W47.md");
        assert_eq!(path.parent(), Some(RepoPath::new("check-ins/ada")));
        assert_eq!(path.components().count(), 3);
        assert_eq!(RepoPath::new("okr.yaml").parent(), None);
        assert_eq!(RepoPath::new("okrs").join("a/b.md").as_str(), "okrs/a/b.md");
    }

    #[test]
    fn is_not_plain_where_it_leaves_the_root() {
        for text in [
            "",
            "/x",
            "../x",
            "a/../b",
            "a//b",
            "a/./b",
            "a/",
            ".git/config",
            "a/.GIT",
            "a\\b",
            "a\0b",
        ] {
            assert!(!RepoPath::new(text).is_plain(), "{text:?}");
        }
        for text in ["okr.yaml", "okrs/2026-Q4/é.md", "a/..b/c", ".gitignore"] {
            assert!(RepoPath::new(text).is_plain(), "{text:?}");
        }
    }
}
