//! A workflow command, `::name key=value,…::data`: one line that the GitHub runner obeys. Nothing that an
//! author wrote can end the line, a property or the properties.

use std::fmt::{self, Display};

use crate::text::visible;

/// The most characters of a message that are shown.
pub const MOST_CHARACTERS: usize = 4096;

/// One command.
#[derive(Clone, Debug)]
pub struct Command<'t> {
    name: &'static str,
    properties: Vec<(&'static str, Property<'t>)>,
    data: Data<'t>,
}

/// What stands behind the second `::`.
#[derive(Clone, Debug)]
pub struct Data<'t>(pub &'t str);

/// What stands behind a property's `=`.
#[derive(Clone, Debug)]
pub enum Property<'t> {
    /// Somebody's text.
    Text(&'t str),
    /// A line or column.
    Number(usize),
}

impl<'t> Command<'t> {
    /// A command without properties.
    #[must_use]
    pub fn new(name: &'static str, data: &'t str) -> Self {
        Self {
            name,
            properties: Vec::new(),
            data: Data(data),
        }
    }

    /// The same with one more property.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: Property<'t>) -> Self {
        self.properties.push((name, value));
        self
    }
}

impl Display for Command<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "::{}", self.name)?;
        for (index, (name, value)) in self.properties.iter().enumerate() {
            let before = if index == 0 { ' ' } else { ',' };
            write!(out, "{before}{name}={value}")?;
        }
        write!(out, "::{}", self.data)
    }
}

impl Display for Data<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = visible::lines(self.0);
        let mut characters = text.chars();
        let kept: String = characters.by_ref().take(MOST_CHARACTERS - 1).collect();
        let last: String = match (characters.next(), characters.next()) {
            (Some(_), Some(_)) => "…".to_owned(),
            (last, _) => last.into_iter().collect(),
        };
        for character in kept.chars().chain(last.chars()) {
            escaped(character, out)?;
        }
        Ok(())
    }
}

impl Display for Property<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Number(number) => return write!(out, "{number}"),
            Self::Text(text) => visible::one_line(text),
        };
        for character in text.chars() {
            match character {
                ':' => out.write_str("%3A")?,
                ',' => out.write_str("%2C")?,
                other => escaped(other, out)?,
            }
        }
        Ok(())
    }
}

fn escaped(character: char, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    match character {
        '%' => out.write_str("%25"),
        '\r' => out.write_str("%0D"),
        '\n' => out.write_str("%0A"),
        other => write!(out, "{other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_would_end_a_line_or_a_property() {
        let command = Command::new("error", "100 %, a: b\nnext\r")
            .with("file", Property::Text("a,b:%\n.md"))
            .with("line", Property::Number(7));
        assert_eq!(
            command.to_string(),
            "::error file=a%2Cb%3A%25\\u{a}.md,line=7::100 %25, a: b%0Anext\\u{d}"
        );
    }

    #[test]
    fn cuts_a_message_at_its_limit() {
        let told = |count: usize| Data(&"é".repeat(count)).to_string();
        assert_eq!(told(MOST_CHARACTERS), "é".repeat(MOST_CHARACTERS));
        let cut = told(MOST_CHARACTERS + 1);
        assert_eq!(cut.chars().count(), MOST_CHARACTERS);
        assert!(cut.ends_with("é…"));
    }
}
