//! A strict reader of the XML that is written here, and the rules of JUnit reports.

use proptest::prelude::*;
use rustc_hash::FxHashSet;

use super::hostile::findings;
use super::{many, some, written};
use crate::diag::Severity;
use crate::output::{Located, junit};

/// An element.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Element>,
    text: String,
}

impl Element {
    fn attribute(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    }
}

/// The root of a document; panics where it is not well-formed.
fn parsed(text: &str) -> Element {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(text.chars().all(allowed), "a character that XML forbids");
    let rest = text
        .strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
        .unwrap();
    let mut open = vec![Element::default()];
    let mut rest = rest;
    while let Some(at) = rest.find('<') {
        open.last_mut().unwrap().text.push_str(&plain(&rest[..at]));
        let (tag, behind) = rest[at + 1..].split_once('>').unwrap();
        rest = behind;
        if let Some(name) = tag.strip_prefix('/') {
            let element = open.pop().unwrap();
            assert_eq!(element.name, name);
            open.last_mut().unwrap().children.push(element);
        } else if let Some(tag) = tag.strip_suffix('/') {
            open.last_mut().unwrap().children.push(element(tag));
        } else {
            open.push(element(tag));
        }
    }
    assert!(rest.trim().is_empty() && open.len() == 1);
    open.remove(0).children.remove(0)
}

fn element(tag: &str) -> Element {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    while let Some((key, behind)) = rest.split_once("=\"") {
        let (value, behind) = behind.split_once('"').unwrap();
        assert!(!value.contains('<'));
        attributes.push((key.trim().to_owned(), plain(value)));
        rest = behind;
    }
    assert!(rest.trim().is_empty(), "{tag}");
    Element {
        name: name.to_owned(),
        attributes,
        ..Element::default()
    }
}

/// Text without its references.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        let (name, behind) = behind.split_once(';').unwrap();
        let known = match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "#9" => '\t',
            "#10" => '\n',
            "#91" => '[',
            other => panic!("an unknown reference: {other}"),
        };
        out.push_str(before);
        out.push(known);
        rest = behind;
    }
    out.push_str(rest);
    out
}

fn check(findings: &[Located], checked: &[String]) -> Element {
    let root = parsed(&written(|out| junit::write(out, findings, checked)));
    assert_eq!(root.name, "testsuites");
    let suite = &root.children[0];
    let cases = &suite.children;
    assert_eq!(suite.attribute("tests"), cases.len().to_string());
    let failed = cases.iter().filter(|case| {
        let mut children = case.children.iter();
        children.any(|child| child.name == "failure")
    });
    assert_eq!(suite.attribute("failures"), failed.count().to_string());
    let mut names = FxHashSet::default();
    for case in cases {
        let (class, name) = (case.attribute("classname"), case.attribute("name"));
        assert!(names.insert((class, name)), "{class} {name} stands twice");
        assert_eq!(case.attribute("file"), class);
        assert!(!name.is_empty());
    }
    root
}

#[test]
fn has_a_case_for_each_finding_and_each_clean_check_in() {
    let findings = some();
    let checked = ["a.md".to_owned(), "check-ins/clean.md".to_owned()];
    let root = check(&findings, &checked);
    let cases = &root.children[0].children;
    assert_eq!(cases.len(), findings.len() + 1);
    let last = cases.last().unwrap();
    assert_eq!(last.attribute("name"), "nothing to mend");
    assert!(last.children.is_empty());
    for (case, located) in cases.iter().zip(&findings) {
        let is_error = located.finding.severity == Severity::Error;
        let name = if is_error { "failure" } else { "system-out" };
        assert_eq!(case.children[0].name, name);
        assert!(case.children[0].text.contains(":2:1: "), "{case:?}");
    }
}

#[test]
fn holds_thirty_thousand() {
    check(&many(), &[]);
}

proptest! {
    #[test]
    fn is_well_formed_whatever_authors_write(findings in findings(), path in any::<String>()) {
        check(&findings, &[path]);
    }
}
