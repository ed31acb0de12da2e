//! The words of the report: one message file for each language, `key = text` a line, all with the same
//! keys. Templates take a message by `[[key]]` (`templates.rs`), sentences with numbers and names
//! are put together here.

use rustc_hash::FxHashMap;

use super::ReportError;
use super::html::{Html, push_text};
use crate::model::Language;

/// The message file of a language, as built in.
pub(super) const fn built_in(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../../templates/report/messages.en.txt"),
        Language::German => include_str!("../../templates/report/messages.de.txt"),
    }
}

/// What stands for a `{name}` in a message.
#[derive(Clone, Copy, Debug)]
pub enum Filling<'a> {
    /// Text of a file or a number: escaped.
    Text(&'a str),
    /// HTML that our own code has written.
    Html(&'a Html),
}

impl<'a> From<&'a str> for Filling<'a> {
    fn from(text: &'a str) -> Self {
        Filling::Text(text)
    }
}

impl<'a> From<&'a String> for Filling<'a> {
    fn from(text: &'a String) -> Self {
        Filling::Text(text)
    }
}

impl<'a> From<&'a Html> for Filling<'a> {
    fn from(html: &'a Html) -> Self {
        Filling::Html(html)
    }
}

/// All messages of one language.
#[derive(Clone, Debug)]
pub struct Words {
    messages: FxHashMap<String, String>,
}

impl Words {
    /// A language as built in, each line of `replacing` (the same format) in place of ours.
    ///
    /// # Errors
    /// A line that is neither empty, a comment nor `key = text`, by its number.
    pub fn load(language: Language, replacing: Option<&str>) -> Result<Self, ReportError> {
        let mut messages = parsed(built_in(language))?;
        if let Some(team) = replacing {
            messages.extend(parsed(team)?);
        }
        Ok(Self { messages })
    }

    /// The message as it is written in the file.
    #[must_use]
    pub fn raw(&self, key: &str) -> Option<&str> {
        self.messages.get(key).map(String::as_str)
    }

    /// The message as plain text, each `{name}` filled. A key that is missing shows as itself: a
    /// page with one odd word is worth more than no page.
    #[must_use]
    pub fn text(&self, key: &str, fillings: &[(&str, &str)]) -> String {
        let message = self.raw(key).unwrap_or(key);
        let mut out = String::with_capacity(message.len() + 16);
        filled(message, |piece| match piece {
            Piece::Words(words) if memchr::memchr(b'*', words.as_bytes()).is_none() => {
                out.push_str(words);
            }
            Piece::Words(words) => out.push_str(&words.replace("**", "")),
            Piece::Name(name) => {
                let value = fillings.iter().find(|(key, _)| *key == name);
                out.push_str(value.map_or("", |(_, text)| text));
            }
        });
        out
    }

    /// The message as HTML: `**…**` becomes bold, fillings that are text are escaped.
    #[must_use]
    pub fn html(&self, key: &str, fillings: &[(&str, Filling)]) -> Html {
        let message = self.raw(key).unwrap_or(key);
        let mut out = String::with_capacity(message.len() + 32);
        let mut bold = false;
        filled(message, |piece| match piece {
            Piece::Words(words) => push_marked(&mut out, words, &mut bold),
            Piece::Name(name) => match fillings.iter().find(|(key, _)| *key == name) {
                Some((_, Filling::Text(text))) => push_text(&mut out, text),
                Some((_, Filling::Html(html))) => out.push_str(html.as_str()),
                None => {}
            },
        });
        if bold {
            out.push_str("</b>");
        }
        Html::written(out)
    }

    /// The message for a count: `key.one` where there is one, else `key.many`, with `{n}` filled by
    /// the number in words or figures.
    #[must_use]
    pub fn count(&self, key: &str, n: usize) -> String {
        let form = if n == 1 { "one" } else { "many" };
        self.text(&format!("{key}.{form}"), &[("n", &n.to_string())])
    }

    /// A small number as a word (`three`), a larger one in figures.
    #[must_use]
    pub fn number(&self, n: usize) -> String {
        self.raw(&format!("number.{n}"))
            .map_or_else(|| n.to_string(), str::to_owned)
    }
}

enum Piece<'a> {
    Words(&'a str),
    Name(&'a str),
}

fn filled<'a>(message: &'a str, mut take: impl FnMut(Piece<'a>)) {
    let mut rest = message;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else {
            break;
        };
        take(Piece::Words(&rest[..open]));
        take(Piece::Name(&rest[open + 1..open + close]));
        rest = &rest[open + close + 1..];
    }
    take(Piece::Words(rest));
}

fn push_marked(out: &mut String, words: &str, bold: &mut bool) {
    for (index, part) in words.split("**").enumerate() {
        if index > 0 {
            out.push_str(if *bold { "</b>" } else { "<b>" });
            *bold = !*bold;
        }
        push_text(out, part);
    }
}

fn parsed(file: &str) -> Result<FxHashMap<String, String>, ReportError> {
    let mut messages = FxHashMap::default();
    for (index, line) in file.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let Some((key, text)) = line.split_once('=') else {
            return Err(ReportError::Message { line: index + 1 });
        };
        messages.insert(key.trim().to_owned(), text.trim().to_owned());
    }
    Ok(messages)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(file: &str) -> Words {
        Words {
            messages: parsed(file).unwrap(),
        }
    }

    #[test]
    fn fills_names_and_escapes_text_but_not_our_html() {
        let words = words("moved = **{who} moved** {what} & more");
        let what = Html::written("<i>it</i>".to_owned());
        let html = words.html(
            "moved",
            &[("who", "<Ada>".into()), ("what", (&what).into())],
        );
        assert_eq!(
            html.as_str(),
            "<b>&lt;Ada&gt; moved</b> <i>it</i> &amp; more"
        );
        assert_eq!(
            words.text("moved", &[("who", "Ada"), ("what", "it")]),
            "Ada moved it & more"
        );
    }

    #[test]
    fn a_line_without_a_key_is_named_by_its_number() {
        assert!(matches!(
            parsed("# a\n\nnonsense"),
            Err(ReportError::Message { line: 3 })
        ));
    }

    #[test]
    fn a_team_replaces_single_messages() {
        let words = Words::load(Language::English, Some("week.title = Woche {n}")).unwrap();
        assert_eq!(words.text("week.title", &[("n", "36")]), "Woche 36");
        assert!(words.raw("nav.week").is_some());
    }

    #[test]
    fn all_languages_have_the_same_messages_with_the_same_names() {
        let english = parsed(built_in(Language::English)).unwrap();
        for language in Language::ALL {
            let messages = parsed(built_in(language)).unwrap();
            assert_eq!(messages.get("lang").unwrap(), language.code());
            let missing = english.keys().filter(|key| !messages.contains_key(*key));
            let missing: Vec<&String> = missing.collect();
            assert!(missing.is_empty(), "{language:?} lacks {missing:?}");
            for (key, message) in &messages {
                let Some(other) = english.get(key) else {
                    panic!("{language:?} has {key}, which is nowhere else");
                };
                assert_eq!(shape(message), shape(other), "{key}: {message} / {other}");
            }
        }
    }

    #[test]
    fn no_message_stands_twice_in_its_file() {
        for language in Language::ALL {
            let file = built_in(language);
            let written = file.lines().filter(|line| {
                let line = line.trim();
                !line.is_empty() && !line.starts_with('#')
            });
            assert_eq!(written.count(), parsed(file).unwrap().len(), "{language:?}");
        }
    }

    /// The names that are filled in, sorted, and how often the text turns bold or back.
    fn shape(message: &str) -> (Vec<&str>, usize) {
        let mut names = Vec::new();
        filled(message, |piece| {
            if let Piece::Name(name) = piece {
                names.push(name);
            }
        });
        names.sort_unstable();
        (names, message.matches("**").count())
    }
}
