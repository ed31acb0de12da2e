//! Ids, references, weeks, cycles and decimals: what is read is written again as it was, and what
//! is refused is told why.
#![no_main]

use libfuzzer_sys::fuzz_target;
use okr::model::id::why_not;
use okr::model::{Cycle, KeyResultRef, PersonId, Week, decimal};

fuzz_target!(|text: &str| {
    match PersonId::new(text) {
        Ok(id) => {
            assert_eq!(id.as_str(), text);
            assert!(!text.contains(['/', '\\', '.', ':', '\0']) && text.is_ascii());
        }
        Err(reason) => assert_eq!(why_not(text), Some(reason)),
    }
    if let Some(reference) = KeyResultRef::parse(text) {
        assert_eq!(reference.to_string(), text);
    }
    if let Ok(week) = Week::parse(text) {
        assert_eq!(week.to_string(), text);
        assert_eq!(Week::of(week.monday()), week);
        assert_eq!(Week::of(week.sunday()), week);
        assert_eq!(week.plus(1).since(week), 1);
    }
    if let Some(cycle) = Cycle::of_calendar(text) {
        assert_eq!(cycle.id(), text);
        assert!(cycle.from() < cycle.to() && cycle.week_count() >= 12);
        assert_eq!(cycle.weeks().count(), cycle.week_count() as usize);
    }
    if let Some(number) = decimal::parse(text) {
        if !text.contains(['e', 'E']) && !number.is_zero() {
            assert_eq!(number.to_string(), text);
        }
        assert!(decimal::to_f64(number).is_finite());
        let _ = decimal::rounded(number, 2);
    }
});
