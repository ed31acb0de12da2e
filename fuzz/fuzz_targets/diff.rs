//! Any two check-ins compare: a check-in with itself in nothing, and each way with an answer. A line
//! `%%` parts the two; without one the second is an ordinary check-in.
#![no_main]

mod fixture;

use fixture::FIXTURE;
use libfuzzer_sys::fuzz_target;
use okr::diff::{Context, diff};

const ORDINARY: &str = "---\nstatus: ready\nkey-results:\n  o/a: { value: 3, confidence: good }\n  \
    o/b: { value: 0.2, confidence: not-ok }\n---\n# Ada, 2026-W48\n\n## Progress\n### o/a\nMoved it. \
    Twice.\n\n## Obstacles\n### Quota\n- Slows: o/b\n- Own cause: asked late\n\n## Plan\n\
    - [ ] Ask the vendor for o/b (@ada, due 2026-12-04)\n- [x] Write it down (@ada, due 2026-11-27)\n";

fuzz_target!(|bytes: &[u8]| {
    let fixture = &*FIXTURE;
    let parting = b"\n%%\n";
    let at = bytes.windows(parting.len()).position(|window| window == parting);
    let (first, second) = match at {
        Some(at) => (&bytes[..at], &bytes[at + parting.len()..]),
        None => (bytes, ORDINARY.as_bytes()),
    };
    let public = |bytes| fixture.public(bytes, fixture.week);
    let (Some(before), Some(mut after)) = (public(first), public(second)) else { return };
    let context = Context::new(&fixture.team, &fixture.okrs, &[]);
    let same = diff(Some(&before), &before, &context);
    assert!(same.is_empty(), "{:?}", same.facts().collect::<Vec<_>>());
    after.week = fixture.week.plus(1);
    let timeline = [before, after];
    let context = Context::new(&fixture.team, &fixture.okrs, &timeline);
    let _ = diff(Some(&timeline[0]), &timeline[1], &context).facts().count();
    let _ = diff(Some(&timeline[1]), &timeline[0], &context).facts().count();
    let _ = diff(None, &timeline[1], &context).facts().count();
});
