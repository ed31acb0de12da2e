//! A team's own templates, from the folder that `--templates` names and from nowhere else: what stands in a
//! template runs in the report, and so whoever makes the report says whose they are.

use super::Args;
use crate::cli::{Context, Failure, load};
use crate::report::{Overrides, ReportError, templates};
use crate::store::folder_texts;
use crate::text::fold;

/// The texts of the folder, by file name.
///
/// # Errors
/// The folder cannot be read; a file in it has no namesake among the built-in ones, or is no text.
pub(super) fn own(args: &Args, context: &Context) -> Result<Overrides, Failure> {
    let Some(folder) = &args.templates else {
        return Ok(Overrides::new());
    };
    let folder = context.below_directory(folder);
    let mut own = Overrides::new();
    for (name, bytes) in folder_texts(&folder)? {
        if name.starts_with('.') || name.to_ascii_lowercase().starts_with("readme") {
            continue;
        }
        if !templates::names().any(|known| known == name) {
            return Err(unknown(&name));
        }
        let text = String::from_utf8(bytes)
            .map_err(|_| Failure::usage(format!("{name}: a template is UTF-8 text")))?;
        own.insert(name, text);
    }
    Ok(own)
}

/// The built-in text of that name; the messages in the team's language.
///
/// # Errors
/// There is none.
pub(super) fn built_in(name: &str, context: &Context) -> Result<String, Failure> {
    let store = context.store().ok();
    let files = store.and_then(|store| load::settings(&store).ok());
    let language = files.map_or_else(Default::default, |files| files.team.language);
    let text = templates::built_in(name, language);
    text.map(str::to_owned).ok_or_else(|| unknown(name))
}

fn unknown(name: &str) -> Failure {
    let hint = fold::nearest(name, templates::names()).map_or_else(
        || {
            format!(
                "the names are: {}",
                templates::names().collect::<Vec<_>>().join(", ")
            )
        },
        |near| format!("did you mean '{near}'?"),
    );
    Failure::usage_with_hint(format!("the report has no template '{name}'"), hint)
}

/// What a fault in one of them stops the report with.
pub(super) fn fault(error: &ReportError) -> Failure {
    Failure::usage_with_hint(
        error.to_string(),
        "it stands in the folder that --templates names; nothing was written",
    )
}
