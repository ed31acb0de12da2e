//! The templates: embedded here and nowhere else, compiled once, each replaceable by a team's own
//! text of the same name. `[[key]]` is put in from `words.rs` before compiling, so that a fixed
//! word costs nothing per page. Text printed by `{{ … }}` is escaped by `html.rs`.

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, Output, State, UndefinedBehavior, Value};
use serde::Serialize;

use super::ReportError;
use super::html::push_text;
use super::words::Words;
use crate::model::Language;

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

/// Steps that one page may take; a page of 200 people takes a few hundred thousand.
const FUEL: u64 = 500_000_000;

/// A team's own texts, by file name (`week.html`, `style.css`, `messages.txt`).
pub type Overrides = BTreeMap<String, String>;

/// All templates, compiled.
pub struct Templates {
    environment: Environment<'static>,
    assets: Vec<(&'static str, String)>,
}

impl Templates {
    /// Compiles the embedded templates, each replaced by the team's own where it has one.
    ///
    /// # Errors
    /// The first template that does not compile, or asks for a message that there is not, with its
    /// name and line (from 1).
    pub fn load(words: &Words, overrides: &Overrides) -> Result<Self, ReportError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_syntax(syntax()?);
        environment.set_formatter(print);
        environment.set_fuel(Some(FUEL));
        for (name, embedded) in EMBEDDED {
            let source = overrides.get(*name).map_or(*embedded, String::as_str);
            let source = with_words(name, source, words)?;
            environment
                .add_template_owned(*name, source)
                .map_err(ReportError::from)?;
        }
        let asset = |(name, embedded): &(&'static str, &str)| {
            let text = overrides.get(*name).map_or(*embedded, String::as_str);
            (*name, in_script(text, words))
        };
        Ok(Self {
            environment,
            assets: ASSETS.iter().map(asset).collect(),
        })
    }

    /// One page.
    ///
    /// # Errors
    /// What the template asked for and did not get, with its name and line.
    pub fn render(&self, name: &str, view: &impl Serialize) -> Result<String, ReportError> {
        let template = self.environment.get_template(name)?;
        Ok(template.render(Value::from(Serde(view)))?)
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

impl From<Error> for ReportError {
    fn from(error: Error) -> Self {
        // The innermost error is the one that names the place where it happened.
        let mut inner = &error;
        while let Some(source) = std::error::Error::source(inner).and_then(|s| s.downcast_ref()) {
            inner = source;
        }
        ReportError::Template {
            name: inner.name().unwrap_or_default().to_owned(),
            line: inner.line().unwrap_or_default(),
            message: inner
                .detail()
                .map_or_else(|| inner.kind().to_string(), str::to_owned),
        }
    }
}

/// A block's own line break is not printed.
fn syntax() -> Result<SyntaxConfig, Error> {
    SyntaxConfig::builder().trim_blocks(true).build()
}

/// Prints a value: text is escaped, HTML of our own is not.
fn print(output: &mut Output, _: &mut State, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(html) if value.is_safe() => output.write_str(html)?,
        Some(text) => {
            let mut escaped = String::with_capacity(text.len() + 8);
            push_text(&mut escaped, text);
            output.write_str(&escaped)?;
        }
        None if value.is_none() => {}
        None => write!(output, "{value}")?,
    }
    Ok(())
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
mod tests {
    use super::*;
    use crate::model::Language;

    fn replaced(name: &str, text: &str) -> Result<Templates, ReportError> {
        let words = Words::load(Language::English, None).unwrap();
        Templates::load(
            &words,
            &Overrides::from([(name.to_owned(), text.to_owned())]),
        )
    }

    #[derive(Serialize)]
    struct View {
        title: &'static str,
    }

    #[test]
    fn all_embedded_templates_compile() {
        let words = Words::load(Language::English, None).unwrap();
        assert!(Templates::load(&words, &Overrides::new()).is_ok());
    }

    #[test]
    fn text_is_escaped_without_being_asked() {
        let templates = replaced("week.html", "<h1 id=\"{{ title }}\">[[nav.week]]</h1>").unwrap();
        let page = templates
            .render("week.html", &View { title: "\"<x>" })
            .unwrap();
        assert_eq!(page, "<h1 id=\"&quot;&lt;x&gt;\">This week</h1>");
    }

    #[test]
    fn an_unknown_name_is_an_error_with_template_and_line() {
        let templates = replaced("week.html", "a\nb {{ nothing }}").unwrap();
        let error = templates
            .render("week.html", &View { title: "" })
            .unwrap_err();
        assert!(
            matches!(&error, ReportError::Template { name, line: 2, .. } if name == "week.html")
        );
    }

    #[test]
    fn a_message_cannot_leave_its_string_in_a_script() {
        let words = Words::load(Language::English, Some("keys.title = a'b\\</script>")).unwrap();
        assert_eq!(
            in_script("x = [[1, 2]]; y = '[[keys.title]]';", &words),
            "x = [[1, 2]]; y = 'a&#39;b&#92;&lt;/script&gt;';"
        );
    }

    #[test]
    fn an_unknown_message_is_an_error_with_template_and_line() {
        let Err(error) = replaced("week.html", "a\n[[no.such]]") else {
            panic!()
        };
        assert!(error.to_string().starts_with("week.html:2: "), "{error}");
    }
}
