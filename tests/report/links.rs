//! Every link leads somewhere, and only within the report.

use std::collections::BTreeSet;

use crate::team::Pages;

/// The values of an attribute in a page.
pub fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let start = format!(" {attribute}=\"");
    let parts = page.split(start.as_str()).skip(1);
    parts.filter_map(|part| part.split('"').next()).collect()
}

fn resolved(page: &str, link: &str) -> (String, Option<String>) {
    let (path, anchor) = match link.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor.to_owned())),
        None => (link, None),
    };
    let mut folders: Vec<&str> = page.split('/').collect();
    folders.pop();
    if path.is_empty() {
        return (page.to_owned(), anchor);
    }
    for part in path.split('/') {
        if part == ".." {
            folders.pop();
        } else {
            folders.push(part);
        }
    }
    (folders.join("/"), anchor)
}

/// Links that lead nowhere, or out of the report.
pub fn broken(pages: &Pages) -> Vec<String> {
    let mut broken = Vec::new();
    for (path, text) in pages.iter().filter(|(path, _)| path.ends_with(".html")) {
        for link in values(text, "href").into_iter().chain(values(text, "src")) {
            if link == "data:," || link.starts_with("https://") || link.starts_with("mailto:") {
                continue;
            }
            let (target, anchor) = resolved(path, link);
            let Some(there) = pages.get(&target) else {
                broken.push(format!("{path}: {link}"));
                continue;
            };
            if let Some(anchor) = anchor {
                let ids: BTreeSet<&str> = values(there, "id").into_iter().collect();
                if !ids.contains(anchor.as_str()) {
                    broken.push(format!("{path}: {link} has no place there"));
                }
            }
        }
    }
    broken
}

#[test]
fn every_link_of_the_example_leads_somewhere() {
    let broken = broken(crate::example_pages());
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn no_id_stands_twice_on_a_page() {
    for (path, text) in crate::example_pages() {
        let ids = values(text, "id");
        let distinct: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), distinct.len(), "{path}");
    }
}
