//! Any bytes become a document whose spans cut what they name, and whose sections follow each other
//! without overlap.
#![no_main]

use libfuzzer_sys::fuzz_target;
use okr::text::source::line_column;
use okr::text::{Document, Source, Span};

fuzz_target!(|bytes: &[u8]| {
    let source = Source::new(bytes.to_vec());
    let text = source.text();
    assert_eq!(text.len(), bytes.len(), "places are those of the file");
    let document = Document::new(&source);
    cuts(document.body, text);
    for block in &document.blocks {
        cuts(block.span, text);
        cuts(block.words, text);
        assert!(document.body.contains(block.span), "a block outside of the body");
    }
    for problem in &document.problems {
        cuts(problem.span, text);
        let place = line_column(text, problem.span.start);
        assert!(place.line >= 1 && place.column >= 1);
    }
    for level in 1..=6 {
        sections(&document, level);
    }
    blanked(&source, &document);
});

fn sections(document: &Document<'_>, level: u8) {
    let mut end = document.body.start;
    for section in document.sections(level) {
        assert!(section.heading_line.start >= end, "sections overlap");
        assert!(section.heading_line.contains(section.heading) || section.heading.is_empty());
        cuts(section.heading, document.text);
        cuts(section.body, document.text);
        let mut inner = section.body.start;
        for part in &section.parts {
            assert!(section.body.contains(part.heading_line), "a part outside of its section");
            assert!(part.heading_line.start >= inner, "parts overlap");
            cuts(part.body, document.text);
            inner = part.body.end;
        }
        end = section.body.end;
    }
}

/// Blanking a stretch moves nothing else.
fn blanked(source: &Source, document: &Document<'_>) {
    let spans: Vec<Span> = document.sections(2).iter().map(|section| section.body).collect();
    let without = source.without(&spans);
    assert_eq!(without.text().len(), source.text().len());
    for span in spans {
        assert!(span.of(without.text()).trim().is_empty());
    }
}

fn cuts(span: Span, text: &str) {
    assert!(span.start <= span.end && text.get(span.range()).is_some(), "{span:?} cuts no text");
}
