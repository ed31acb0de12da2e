//! The quick YAML parser accepts nothing that the full one reads in another way, and every span of
//! either cuts whole characters out of the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use okr::text::Span;
use okr::text::yaml::{self, Node, Value};

/// A front matter seldom begins a file.
const BASE: usize = 4;

fuzz_target!(|text: &str| {
    if let Some((quick, full)) = yaml::both(text) {
        assert_eq!(full.problems, [], "the full parser refuses what the quick one takes");
        assert_eq!(quick, full.root);
    }
    let parsed = yaml::parse(text, BASE);
    check(&parsed.root, text);
    for problem in &parsed.problems {
        check_span(problem.span, text);
        assert!(!problem.message.is_empty());
    }
});

fn check(node: &Node<'_>, text: &str) {
    check_span(node.span, text);
    match &node.value {
        Value::Sequence(items) => {
            for item in items {
                assert!(node.span.contains(item.span), "an item outside of its list");
                check(item, text);
            }
        }
        Value::Mapping(entries) => {
            for (index, entry) in entries.iter().enumerate() {
                check_span(entry.key_span, text);
                assert!(node.span.contains(entry.key_span), "a key outside of its mapping");
                let twice = entries[..index].iter().any(|other| other.key == entry.key);
                assert!(!twice, "a key twice");
                check(&entry.value, text);
            }
        }
        Value::Null | Value::Scalar(_) => {}
    }
}

fn check_span(span: Span, text: &str) {
    assert!(span.start <= span.end);
    assert!(text.get(span.start - BASE..span.end - BASE).is_some(), "{span:?} cuts no text");
}
