//! XML 1.0. Names are our own; every value is escaped, on one line, and without a character that XML
//! forbids even as a reference.

use std::io::{self, Write};

use super::visible;

/// A document that is being written.
pub struct Xml<W>(W);

/// Names and values of attributes.
pub type Attributes<'t> = [(&'static str, &'t str)];

impl<W: Write> Xml<W> {
    /// Begins a document with its declaration.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn new(mut out: W) -> io::Result<Self> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        Ok(Self(out))
    }

    /// Opens an element.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn begin(&mut self, name: &'static str, attributes: &Attributes<'_>) -> io::Result<()> {
        self.tag(name, attributes)?;
        writeln!(self.0, ">")
    }

    /// Closes an element.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn end(&mut self, name: &'static str) -> io::Result<()> {
        writeln!(self.0, "</{name}>")
    }

    /// Writes an element without content.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn empty(&mut self, name: &'static str, attributes: &Attributes<'_>) -> io::Result<()> {
        self.tag(name, attributes)?;
        writeln!(self.0, "/>")
    }

    /// Writes an element that holds text.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn text(
        &mut self,
        name: &'static str,
        attributes: &Attributes<'_>,
        text: &str,
    ) -> io::Result<()> {
        self.tag(name, attributes)?;
        writeln!(self.0, ">{}</{name}>", escaped(text))
    }

    fn tag(&mut self, name: &'static str, attributes: &Attributes<'_>) -> io::Result<()> {
        write!(self.0, "<{name}")?;
        for (name, value) in attributes {
            write!(self.0, " {name}=\"{}\"", escaped(value))?;
        }
        Ok(())
    }
}

/// The text as XML, safe in an element and in an attribute. No line of it can begin with what a CI
/// runner obeys, and none holds the runner's old `##[` form.
fn escaped(text: &str) -> String {
    let text = visible::lines(text);
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '[' if out.ends_with("##") => out.push_str("&#91;"),
            '\u{fffe}' | '\u{ffff}' => {
                out.push_str(&format!("\\u{{{:x}}}", u32::from(character)));
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lets_no_text_end_an_element_or_an_attribute() {
        let mut out = Vec::new();
        let mut xml = Xml::new(&mut out).unwrap();
        xml.text("a", &[("b", "\"/><c>")], "]]></a>\u{1b}\u{ffff}##[x]\n::y")
            .unwrap();
        let told = String::from_utf8(out).unwrap();
        assert_eq!(
            told.lines().nth(1).unwrap(),
            "<a b=\"&quot;/&gt;&lt;c&gt;\">]]&gt;&lt;/a&gt;\\u{1b}\\u{ffff}##&#91;x]&#10;::y</a>"
        );
    }
}
