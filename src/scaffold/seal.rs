//! Private text sealed and opened in its place, by byte span: every other byte of the file stays. Who
//! seals and opens is given by the caller, who has the keys; nothing here is random.

use crate::model::seal::SEALED_HEADING;
use crate::model::{CheckIn, SealedText};
use crate::text::markdown::{BlockKind, outline};
use crate::text::{Span, armor};

/// A text that was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// The whole file with what was sealed in plain.
    pub text: String,
    /// Where that stands in it now.
    pub places: Vec<Span>,
    /// What it was before: with these, [`sealed`] gives the same bytes for what has not changed.
    pub seals: Vec<KnownSeal>,
}

/// A plain text and its seal as it stood in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownSeal {
    /// The text.
    pub plain: String,
    /// The bytes in its place.
    pub sealed: String,
}

/// The file with all that is sealed in it opened. `open` gets armor as it was made.
///
/// # Errors
/// What `open` says, with the place in the file.
pub fn unsealed<E>(
    check_in: &CheckIn,
    mut open: impl FnMut(&str) -> Result<String, E>,
) -> Result<Opened, (Span, E)> {
    let text = check_in.text.as_str();
    let mut opened = Opened::default();
    let mut at = 0;
    for sealed in &check_in.seals.sealed {
        let block = &sealed.block;
        let plain = open(&armor::unwrapped(text, block)).map_err(|error| (block.span, error))?;
        let place = replaced(sealed, &plain);
        opened.text.push_str(Span::new(at, place.start).of(text));
        let start = opened.text.len();
        opened.text.push_str(&plain);
        opened.places.push(Span::new(start, opened.text.len()));
        opened.seals.push(KnownSeal {
            plain,
            sealed: place.of(text).to_owned(),
        });
        at = place.end;
    }
    opened.text.push_str(Span::new(at, text.len()).of(text));
    Ok(opened)
}

/// The file with all its private text sealed. What one of `known` holds already gets that seal, the rest
/// what `seal` makes of it.
///
/// # Errors
/// What `seal` says.
pub fn sealed<E>(
    check_in: &CheckIn,
    known: &[KnownSeal],
    mut seal: impl FnMut(&str) -> Result<String, E>,
) -> Result<String, E> {
    let text = check_in.text.as_str();
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut known: Vec<&KnownSeal> = known.iter().collect();
    let mut result = String::with_capacity(text.len() * 2);
    let mut at = 0;
    for plain in &check_in.seals.plain {
        result.push_str(Span::new(at, plain.span.start).of(text));
        at = plain.span.end;
        let words = plain.span.of(text);
        if let Some(same) = known.iter().position(|known| known.plain == words) {
            result.push_str(&known.remove(same).sealed);
            continue;
        }
        if plain.has_heading {
            let marks = "#".repeat(usize::from(plain.level));
            result.push_str(&format!(
                "{marks} {SEALED_HEADING} <!-- okr: private -->{line_end}"
            ));
        }
        result.push_str(&armor::wrapped(&seal(words)?, line_end));
    }
    result.push_str(Span::new(at, text.len()).of(text));
    Ok(result)
}

/// What the opened text stands in place of: its block, with the heading above where it brings its own.
fn replaced(sealed: &SealedText, plain: &str) -> Span {
    let Some(heading) = sealed.heading else {
        return sealed.block.span;
    };
    let first = outline(plain, 0).blocks.into_iter().next();
    let brings_its_own = first.is_some_and(|first| {
        first.span.start == 0
            && matches!(first.kind, BlockKind::Heading { level, .. } if level == sealed.level)
    });
    if brings_its_own {
        heading.to(sealed.block.span)
    } else {
        sealed.block.span
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Okrs, PersonId, Team, Week};
    use crate::read;
    use crate::text::Source;
    use crate::text::armor::{BEGIN, END};
    use proptest::prelude::*;

    fn check_in(text: &str) -> CheckIn {
        let source = Source::new(text.as_bytes().to_vec());
        let ada = PersonId::new("ada").unwrap();
        let week = Week::parse("2026-W47").unwrap();
        let (team, okrs) = (Team::default(), Okrs::default());
        read::check_in(
            &source,
            "check-ins/ada/2026-W47.md",
            &ada,
            week,
            &team,
            &okrs,
        )
        .value
    }

    /// Armor that anybody can open: the text in hexadecimal digits.
    fn seal(plain: &str) -> Result<String, ()> {
        let digits: String = plain.bytes().map(|byte| format!("{byte:02x}")).collect();
        let lines: Vec<&str> = (0..digits.len())
            .step_by(64)
            .map(|at| &digits[at..(at + 64).min(digits.len())])
            .collect();
        Ok(format!("{BEGIN}\n{}\n{END}\n", lines.join("\n")))
    }

    fn open(armor: &str) -> Result<String, ()> {
        let digits: String = armor
            .lines()
            .filter(|line| !line.starts_with('-'))
            .collect();
        let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| ());
        let bytes: Result<Vec<u8>, ()> = (0..digits.len()).step_by(2).map(byte).collect();
        String::from_utf8(bytes?).map_err(|_| ())
    }

    proptest! {
        #[test]
        fn opens_what_it_sealed_byte_for_byte(
            body in "(## Feedback\n|## Feedback <!-- okr: private -->\r\n|## Reply\n|## Progress\n|## Other <!-- okr: private -->\n\
                     |### Part\n|### Part <!-- okr: private -->\n|### Sealed <!-- okr: private -->\n|<!-- okr: private -->\n|<!-- word -->\n\
                     |secret|None\\.\n|- \\[ \\] |> |    |```\nsecret\n```\n|\u{e4}\u{1f438}|\n|\r\n| ){0,24}",
        ) {
            let text = format!("---\nstatus: draft\n---\n{body}");
            let before = check_in(&text);
            if before.withheld.is_some() {
                return Ok(());
            }
            let sealed = sealed(&before, &[], seal).unwrap();
            let closed = check_in(&sealed);
            prop_assert_eq!(&closed.seals.plain, &[], "{}", sealed);
            prop_assert_eq!(closed.seals.sealed.len(), before.seals.plain.len(), "{}", sealed);
            let opened = unsealed(&closed, open).unwrap();
            prop_assert_eq!(&opened.text, &text);
            let after = check_in(&opened.text);
            for place in &opened.places {
                prop_assert!(after.is_private(*place));
            }
            let again = super::sealed(&after, &opened.seals, |_| Err("it was known")).unwrap();
            prop_assert_eq!(again, sealed);
        }
    }
}
