//! The only way to a check-in without the words that are for its two people alone.

use crate::model::{CheckIn, Okrs, Team};
use crate::text::{Source, Span};

/// The same check-in with every private byte blanked and read again: whoever holds the result cannot
/// print what is not in it. All places stay what they were. Private sections keep their heading, where
/// the team knows the section, and are marked; private parts are gone with their headings.
///
/// `None` where the file fails closed: something in it is odd, and nothing of it may be published.
#[must_use]
pub fn public(check_in: &CheckIn, team: &Team, okrs: &Okrs) -> Option<CheckIn> {
    if check_in.withheld.is_some() {
        return None;
    }
    let blanks = blanks(check_in);
    if blanks.is_empty() {
        return Some(check_in.clone());
    }
    let source = Source::new(check_in.text.clone().into_bytes()).without(&blanks);
    let again = super::check_in(
        &source,
        &check_in.path,
        &check_in.person,
        check_in.week,
        team,
        okrs,
    );
    let mut public = again.value;
    for section in &mut public.sections {
        let before = check_in
            .sections
            .iter()
            .find(|s| s.heading.span == section.heading.span);
        section.private = before.is_none_or(|before| before.private);
    }
    public.private.clone_from(&check_in.private);
    (public.withheld.is_none()).then_some(public)
}

/// What is blanked: the bodies of private sections that the team knows, everything else whole.
fn blanks(check_in: &CheckIn) -> Vec<Span> {
    let blank = |private: &Span| {
        let known = check_in.sections.iter().find(|section| {
            section.private
                && section.id.is_some()
                && private.contains(section.heading.span)
                && private.end == section.body.end
        });
        known.map_or(*private, |section| section.body)
    };
    check_in
        .private
        .iter()
        .map(blank)
        .filter(|span| !span.is_empty())
        .collect()
}
