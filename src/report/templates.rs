//! The templates: embedded here and nowhere else, compiled once, each replaceable by a team's own
//! text of the same name. `[[key]]` is put in from `words.rs` before compiling, so that a fixed
//! word costs nothing per page. Text printed by `{{ … }}` is escaped by `html.rs`.
//!
//! ```text
//! tape    a page's view, as templates look at it
//! quick   draws pages of the plain part of the language, which ours all keep to
//! full    the whole language, and every error
//! ```
//!
//! Where the quick engine draws a page, the full one would draw the same: a build with debug assertions
//! draws each page by both.

mod full;
mod quick;
mod tape;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Serialize;

use super::ReportError;
use super::html::push_text;
use super::words::Words;
use crate::model::Language;
use full::Full;
use quick::Quick;
use tape::Tape;

/// Every file of `templates/report/`, by its name there.
const EMBEDDED: &[(&str, &str)] = &[
    (
        "shell.html",
        include_str!("../../templates/report/shell.html"),
    ),
    (
        "parts.html",
        include_str!("../../templates/report/parts.html"),
    ),
    (
        "week.html",
        include_str!("../../templates/report/week.html"),
    ),
    (
        "key-results.html",
        include_str!("../../templates/report/key-results.html"),
    ),
    (
        "objective.html",
        include_str!("../../templates/report/objective.html"),
    ),
    (
        "person.html",
        include_str!("../../templates/report/person.html"),
    ),
    (
        "obstacles.html",
        include_str!("../../templates/report/obstacles.html"),
    ),
    (
        "agenda.html",
        include_str!("../../templates/report/agenda.html"),
    ),
    (
        "changes.html",
        include_str!("../../templates/report/changes.html"),
    ),
    (
        "check-in.html",
        include_str!("../../templates/report/check-in.html"),
    ),
];

/// The style sheet and the script, which stand beside the pages.
const ASSETS: &[(&str, &str)] = &[
    (
        "style.css",
        include_str!("../../templates/report/style.css"),
    ),
    (
        "report.js",
        include_str!("../../templates/report/report.js"),
    ),
];

/// The name of the message file among a team's own texts.
const MESSAGES: &str = "messages.txt";

/// A team's own texts, by file name (`week.html`, `style.css`, `messages.txt`).
pub type Overrides = BTreeMap<String, String>;

/// All templates, compiled.
pub struct Templates {
    /// With their messages, by name.
    sources: Vec<(&'static str, String)>,
    quick: Quick,
    /// Compiled where a page asks for it.
    full: OnceLock<Result<Full, ReportError>>,
    assets: Vec<(&'static str, String)>,
}

impl Templates {
    /// Compiles the embedded templates, each replaced by the team's own where it has one.
    ///
    /// # Errors
    /// The first template that does not compile, or asks for a message that there is not, with its
    /// name and line (from 1).
    pub fn load(words: &Words, overrides: &Overrides) -> Result<Self, ReportError> {
        let source = |(name, embedded): &(&'static str, &str)| -> Result<_, ReportError> {
            let source = overrides.get(*name).map_or(*embedded, String::as_str);
            Ok((*name, with_words(name, source, words)?))
        };
        let sources: Vec<_> = EMBEDDED
            .iter()
            .map(source)
            .collect::<Result<_, ReportError>>()?;
        let asset = |(name, embedded): &(&'static str, &str)| {
            let text = overrides.get(*name).map_or(*embedded, String::as_str);
            (*name, in_script(text, words))
        };
        let templates = Self {
            quick: Quick::of(&sources),
            full: OnceLock::new(),
            sources,
            assets: ASSETS.iter().map(asset).collect(),
        };
        if !EMBEDDED.iter().all(|(name, _)| templates.quick.has(name)) {
            templates.full()?;
        }
        Ok(templates)
    }

    /// One page.
    ///
    /// # Errors
    /// What the template asked for and did not get, with its name and line.
    pub fn render(&self, name: &str, view: &impl Serialize) -> Result<String, ReportError> {
        let view = Tape::of(view).map_err(|unfit| ReportError::Template {
            name: name.to_owned(),
            line: 0,
            message: unfit.to_string(),
        })?;
        match self.quick.draw(name, &view) {
            Some(page) => {
                debug_assert_eq!(self.full()?.draw(name, &view).as_ref(), Ok(&page));
                Ok(page)
            }
            None => self.full()?.draw(name, &view),
        }
    }

    fn full(&self) -> Result<&Full, ReportError> {
        let full = self.full.get_or_init(|| Full::load(&self.sources));
        full.as_ref().map_err(ReportError::clone)
    }

    /// The style sheet and the script: name and text.
    pub fn assets(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.assets
            .iter()
            .map(|(name, text)| (*name, text.as_str()))
    }
}

/// The names that a team's own texts may have.
pub fn names() -> impl Iterator<Item = &'static str> {
    let names = EMBEDDED.iter().chain(ASSETS).map(|(name, _)| *name);
    names.chain([MESSAGES])
}

/// The built-in text of that name; the messages of a language.
#[must_use]
pub fn built_in(name: &str, language: Language) -> Option<&'static str> {
    if name == MESSAGES {
        return Some(super::words::built_in(language));
    }
    let mut all = EMBEDDED.iter().chain(ASSETS);
    all.find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The message file among a team's own texts.
#[must_use]
pub fn messages(overrides: &Overrides) -> Option<&str> {
    overrides.get(MESSAGES).map(String::as_str)
}

/// The source with its messages put in and its indentation taken away; lines stay lines, so that
/// an error names the line of the file.
fn with_words(name: &str, source: &str, words: &Words) -> Result<String, ReportError> {
    let mut out = String::with_capacity(source.len());
    for (index, line) in source.lines().enumerate() {
        let mut rest = line.trim();
        while let Some((before, (key, after))) = next_message(rest) {
            let Some(message) = words.raw(key) else {
                let message = format!("there is no message `{key}`");
                let name = name.to_owned();
                return Err(ReportError::Template {
                    name,
                    line: index + 1,
                    message,
                });
            };
            out.push_str(before);
            push_text(&mut out, message);
            rest = after;
        }
        out.push_str(rest);
        out.push('\n');
    }
    Ok(out)
}

/// The source of a script with its messages put in, as HTML in a string of the script: no quote ends it,
/// and no backslash is one. What is no message (a list in a list) stays.
fn in_script(source: &str, words: &Words) -> String {
    let mut out = String::with_capacity(source.len() + 256);
    let mut rest = source;
    while let Some((before, (key, after))) = next_message(rest) {
        out.push_str(before);
        match words.raw(key) {
            Some(message) => {
                let mut text = String::new();
                push_text(&mut text, message);
                out.push_str(&text.replace('\\', "&#92;"));
                rest = after;
            }
            None => {
                out.push_str("[[");
                rest = &rest[before.len() + 2..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn next_message(text: &str) -> Option<(&str, (&str, &str))> {
    let (before, rest) = text.split_once("[[")?;
    Some((before, rest.split_once("]]")?))
}

#[cfg(test)]
mod tests;
