//! Ids: the names of people, objectives and key results, which are also names of files and folders.
//! A copy of an id shares its text.

use std::fmt;
use std::sync::Arc;

/// The longest id, in characters.
pub const MAX_LEN: usize = 64;

/// Names that Windows keeps for devices.
const RESERVED: [&str; 4] = ["con", "nul", "aux", "prn"];

/// Why a text is no id, said to a person.
#[must_use]
pub fn why_not(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some("an id cannot be empty".to_owned());
    }
    if text.chars().count() > MAX_LEN {
        return Some(format!("an id has at most {MAX_LEN} characters"));
    }
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if !text.bytes().all(allowed) {
        return Some("an id has only a to z, 0 to 9 and single hyphens inside".to_owned());
    }
    if text.starts_with('-') || text.ends_with('-') || text.contains("--") {
        return Some("hyphens of an id are single and inside".to_owned());
    }
    let device = |name: &str| {
        let number = name
            .strip_prefix("com")
            .or_else(|| name.strip_prefix("lpt"));
        RESERVED.contains(&name)
            || number.is_some_and(|n| n.len() == 1 && n != "0" && n.as_bytes()[0].is_ascii_digit())
    };
    device(text).then(|| format!("Windows keeps the name '{text}' for a device"))
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id, or the reason why the text is none.
            ///
            /// # Errors
            /// Says what is wrong with the text, for a person.
            pub fn new(text: &str) -> Result<Self, String> {
                match why_not(text) {
                    None => Ok(Self(text.into())),
                    Some(reason) => Err(reason),
                }
            }

            /// The text of the id.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

id!(
    /// A person: the key in `people`, the folder under `check-ins/`.
    PersonId
);
id!(
    /// An objective: the name of its file.
    ObjectiveId
);
id!(
    /// A key result within its objective.
    KeyResultId
);

/// `objective/key-result`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyResultRef {
    /// The objective.
    pub objective: ObjectiveId,
    /// The key result in it.
    pub key_result: KeyResultId,
}

impl KeyResultRef {
    /// Reads the long form, `objective/key-result`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (objective, key_result) = text.split_once('/')?;
        let objective = ObjectiveId::new(objective).ok()?;
        let key_result = KeyResultId::new(key_result).ok()?;
        Some(Self {
            objective,
            key_result,
        })
    }
}

impl fmt::Display for KeyResultRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.objective, self.key_result)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_cannot_be_a_file_everywhere() {
        for text in [
            "",
            "../x",
            "con",
            "com1",
            "é",
            "A",
            "a--b",
            "-a",
            "a-",
            "a b",
            "a/b",
            &"a".repeat(65),
        ] {
            assert!(PersonId::new(text).is_err(), "{text:?}");
        }
        for text in [
            "a",
            "p95-latency",
            "2026",
            "com0",
            "console",
            &"a".repeat(64),
        ] {
            assert!(PersonId::new(text).is_ok(), "{text:?}");
        }
    }
}
