//! Any three texts merge without a panic; one unchanged side gives the other.

#![no_main]

use libfuzzer_sys::fuzz_target;
use okr::merge::{Names, merged};

const NAMES: Names<'_> = Names {
    ours: "ours",
    theirs: "theirs",
};

fuzz_target!(|sides: (&str, &str, &str)| {
    let (base, ours, theirs) = sides;
    let _ = merged(base, ours, theirs, NAMES);
    let same = merged(base, base, theirs, NAMES).expect("one side is unchanged");
    assert_eq!(same.text, theirs);
});
