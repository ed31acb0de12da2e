//! Where this program and its rules are described: below the repository that `Cargo.toml` names. Where it
//! names none, no format says a link. The program itself always knows what a rule asks.

/// The address of the repository.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// The address of this program.
#[must_use]
pub fn home() -> Option<&'static str> {
    (!REPOSITORY.is_empty()).then_some(REPOSITORY)
}

/// What tells why a rule asks what it asks, wherever the program is.
#[must_use]
pub fn why(rule: &str) -> String {
    format!("why: okr explain {rule}")
}

/// The address of a rule's explanation.
#[must_use]
pub fn of_rule(rule: &str) -> Option<String> {
    let home = home()?.trim_end_matches('/');
    Some(format!("{home}/blob/main/docs/rules.md#{rule}"))
}
