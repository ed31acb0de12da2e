//! The rules of JUnit reports.

use proptest::prelude::*;
use rustc_hash::FxHashSet;

use super::hostile::findings;
use super::xml_reader::{Element, parsed};
use super::{many, some, written};
use crate::diag::Severity;
use crate::output::{Located, junit};

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
