//! Any bytes are read as a check-in, an objective and a team: always a value, every finding at a
//! place, and no private byte in what may be published.
#![no_main]

mod fixture;

use fixture::FIXTURE;
use libfuzzer_sys::fuzz_target;
use okr::diag::Diagnostic;
use okr::read;
use okr::text::Source;

fuzz_target!(|bytes: &[u8]| {
    let fixture = &*FIXTURE;
    let source = Source::new(bytes.to_vec());
    let text = source.text();
    let path = "check-ins/ada/2026-W47.md";
    let (person, week) = (&fixture.person, fixture.week);
    let read = read::check_in(&source, path, person, week, &fixture.team, &fixture.okrs);
    placed(&read.diagnostics, text);
    if let Some(public) = read::public(&read.value, &fixture.team, &fixture.okrs) {
        assert_eq!(public.text.len(), text.len(), "places stay what they were");
        for span in &read.value.private {
            let section = read.value.sections.iter().find(|section| span.contains(section.body));
            let words = section.map_or(*span, |section| section.body);
            assert!(words.of(&public.text).trim().is_empty(), "private words at {words:?}");
        }
        for secret in public.obstacles.iter().map(|it| it.private) {
            assert!(!secret, "a private obstacle is public");
        }
        assert!(public.tasks.iter().all(|task| !task.private), "a private task is public");
    }
    placed(&read::team(&source).diagnostics, text);
    let path = "okrs/2026-Q4/o.md";
    let (cycle, id) = (&fixture.cycle, &fixture.objective);
    placed(&read::objective(&source, path, cycle, id, &fixture.team).diagnostics, text);
});

fn placed(diagnostics: &[Diagnostic], text: &str) {
    for diagnostic in diagnostics {
        let range = diagnostic.span.range();
        assert!(text.get(range).is_some(), "{diagnostic:?} cuts no text");
        assert!(!diagnostic.message.is_empty());
    }
}
