//! Questions to the person at the terminal, asked on standard error.

use dialoguer::{Input, Select};

use super::Failure;

/// One line, `default` where they just press Enter; asked again until `check` has nothing to say.
///
/// # Errors
/// The terminal is gone.
pub(super) fn line(
    question: &str,
    default: Option<String>,
    check: impl Fn(&str) -> Result<(), String>,
) -> Result<String, Failure> {
    let input = Input::<String>::new()
        .with_prompt(question)
        .allow_empty(true)
        .validate_with(|text: &String| check(text.trim()));
    let input = match default.filter(|default| !default.is_empty()) {
        Some(default) => input.default(default),
        None => input,
    };
    Ok(input.interact_text().map_err(gone)?.trim().to_owned())
}

/// One of several; the index.
///
/// # Errors
/// The terminal is gone.
pub(super) fn one_of(question: &str, choices: &[String]) -> Result<usize, Failure> {
    let select = Select::new()
        .with_prompt(question)
        .items(choices)
        .default(0);
    select.interact().map_err(gone)
}

fn gone(error: dialoguer::Error) -> Failure {
    let dialoguer::Error::IO(error) = error;
    Failure::usage_with_hint(
        format!("the questions were not answered: {error}"),
        "nothing was written; 'okr init --help' names the flags that answer them",
    )
}
