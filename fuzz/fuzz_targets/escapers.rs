//! What an author wrote is shown and never obeyed: each sink's escaper lets nothing through that
//! the sink would act on, and leaves ordinary text alone.
#![no_main]

use libfuzzer_sys::fuzz_target;
use okr::text::source::is_hidden;
use okr::text::{fold, likeness, visible};

fuzz_target!(|text: &str| {
    let line = visible::one_line(text);
    assert!(!line.contains(|c: char| is_hidden(c) || matches!(c, '\n' | '\r' | '\t')));
    let lines = visible::lines(text);
    assert!(!lines.contains(|c: char| is_hidden(c) || c == '\r'));
    if !text.contains(|c: char| is_hidden(c) || matches!(c, '\n' | '\r' | '\t')) {
        assert_eq!(line, text);
    }
    let slug = fold::slug(text);
    assert!(!slug.contains(char::is_whitespace));
    assert_eq!(fold::folded(&fold::folded(text)), fold::folded(text));
    let (left, right) = text.split_at(text.floor_char_boundary(text.len() / 2));
    let alike = likeness::likeness(left, right);
    assert!((0.0..=1.0).contains(&alike), "{alike}");
});
