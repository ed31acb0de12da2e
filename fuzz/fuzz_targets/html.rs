//! Nothing of an author's is active in rendered Markdown: only tags, attributes and schemes that are
//! our own, whatever the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use okr::text::markdown::html::{escaped, to_html, to_inline_html};

const TAGS: &[&str] = &[
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "em", "strong", "del", "code", "pre", "a", "span", "ul",
    "ol", "li", "blockquote", "hr", "br", "table", "thead", "tbody", "tr", "th", "td",
];

fuzz_target!(|text: &str| {
    for shift in [0, 3] {
        passive(&to_html(text, shift));
    }
    passive(&to_inline_html(text));
    let escaped = escaped(text);
    assert!(!escaped.contains(['<', '>', '"', '\'', '\u{1b}', '\u{202e}']));
});

fn passive(html: &str) {
    let mut rest = html;
    while let Some((text, behind)) = rest.split_once('<') {
        assert!(!text.contains('>'), "a bracket of no tag: {text:?}");
        let (tag, behind) = behind.split_once('>').expect("every tag is closed");
        passive_tag(tag);
        rest = behind;
    }
    assert!(!rest.contains('>'), "a bracket of no tag: {rest:?}");
    let hidden = |c: char| okr::text::source::is_hidden(c);
    assert!(!html.contains(hidden), "a hidden character is obeyed");
}

fn passive_tag(tag: &str) {
    let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
    assert!(TAGS.contains(&name), "<{tag}> is no tag of ours");
    let attributes = tag.strip_prefix(name).unwrap_or_default().trim().trim_end_matches('/').trim();
    let known = attributes.is_empty()
        || attributes == "class=\"box\""
        || attributes == "class=\"box on\""
        || passive_link(attributes)
        || attributes.strip_prefix("start=\"").is_some_and(|rest| {
            rest.strip_suffix('"').is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
        });
    assert!(known, "<{tag}> has an attribute that is not ours");
}

fn passive_link(attributes: &str) -> bool {
    let url = attributes
        .strip_prefix("href=\"")
        .and_then(|rest| rest.strip_suffix("\" rel=\"noopener noreferrer\""));
    url.is_some_and(|url| {
        let lower = url.to_ascii_lowercase();
        let passive = ["http://", "https://", "mailto:"].iter().any(|it| lower.starts_with(it));
        passive && !url.contains(['"', '<', '>', '\'', ' ', '\n'])
    })
}
