//! Setting a value changes that value, and no byte outside of one range of the front matter.
#![no_main]

use libfuzzer_sys::fuzz_target;
use okr::text::edit::{NewValue, set};
use okr::text::{Document, Source};

fuzz_target!(|input: (&str, &str)| {
    let (text, word) = input;
    for path in [&["status"][..], &["key-results", "o/a", "value"]] {
        for value in [NewValue::Plain("305"), NewValue::Text(word)] {
            let Ok(edited) = set(text, path, value) else { continue };
            let expected = if let NewValue::Text(word) = value { word } else { "305" };
            let source = Source::new(edited.clone().into_bytes());
            let document = Document::new(&source);
            let front_matter = document.front_matter.expect("an edited file has front matter");
            let mut node = &front_matter.root;
            for key in path {
                node = &node.get(key).expect("the key is there").value;
            }
            assert_eq!(node.text().unwrap_or_default(), expected);
            assert!(edited.ends_with(body(text)), "the body changed");
        }
    }
});

fn body(text: &str) -> &str {
    let source = Source::new(text.as_bytes().to_vec());
    let document = Document::new(&source);
    let start = document.body.start;
    &text[start..]
}
