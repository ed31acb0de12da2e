//! JSON in which every hidden character is written as an escape, and so is what a CI runner would take
//! for a command: the same value to a program, and nothing that a terminal or a log would obey.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{Formatter, PrettyFormatter};

use super::source::is_hidden;

/// Writes `value` indented, with a line end.
///
/// # Errors
/// The stream cannot be written.
pub fn write(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(&mut *out, Visible(PrettyFormatter::new()));
    value.serialize(&mut serializer)?;
    writeln!(out)
}

struct Visible<'i>(PrettyFormatter<'i>);

macro_rules! forwarded {
    ($($name:ident($($argument:ident: $kind:ty),*));* $(;)?) => {
        $(fn $name<W: ?Sized + Write>(&mut self, out: &mut W $(, $argument: $kind)*) -> io::Result<()> {
            self.0.$name(out $(, $argument)*)
        })*
    };
}

impl Formatter for Visible<'_> {
    forwarded! {
        begin_array();
        end_array();
        begin_array_value(first: bool);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first: bool);
        begin_object_value();
        end_object_value();
    }

    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        text: &str,
    ) -> io::Result<()> {
        if memchr::memchr(b'#', text.as_bytes()).is_none() {
            return write_visible(out, text);
        }
        // The runner's old form of a command stands anywhere in a line.
        for (index, part) in text.split("##[").enumerate() {
            if index > 0 {
                out.write_all(b"##\\u005b")?;
            }
            write_visible(out, part)?;
        }
        Ok(())
    }
}

fn write_visible<W: ?Sized + Write>(out: &mut W, text: &str) -> io::Result<()> {
    if text.is_ascii() && !text.contains('\u{7f}') {
        return out.write_all(text.as_bytes());
    }
    let mut units = [0; 2];
    let mut rest = text;
    while let Some(at) = rest.find(is_hidden) {
        let (before, from) = rest.split_at(at);
        out.write_all(before.as_bytes())?;
        let mut characters = from.chars();
        for unit in characters
            .next()
            .into_iter()
            .flat_map(|hidden| hidden.encode_utf16(&mut units).to_vec())
        {
            write!(out, "\\u{unit:04x}")?;
        }
        rest = characters.as_str();
    }
    out.write_all(rest.as_bytes())
}

#[cfg(test)]
mod tests {
    #[test]
    fn escapes_what_a_runner_would_obey() {
        let value = vec!["##[error]x ####[", "::error::y"];
        let mut out = Vec::new();
        super::write(&mut out, &value).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(!text.contains("##["), "{text}");
        assert!(!text.lines().any(|line| line.trim_start().starts_with("::")));
        assert_eq!(serde_json::from_str::<Vec<String>>(&text).unwrap(), value);
    }

    #[test]
    fn escapes_hidden_characters_and_keeps_the_value() {
        let value = vec!["a\u{202e}é\u{1b}\u{e0041}"];
        let mut out = Vec::new();
        super::write(&mut out, &value).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "[\n  \"a\\u202eé\\u001b\\udb40\\udc41\"\n]\n");
        assert_eq!(serde_json::from_str::<Vec<String>>(&text).unwrap(), value);
    }
}
