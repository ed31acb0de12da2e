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
