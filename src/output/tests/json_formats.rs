//! The formats that are JSON against what their readers ask for.

use proptest::prelude::*;
use rustc_hash::FxHashSet;
use serde_json::Value;

use super::hostile::findings;
use super::{many, some, summary, written};
use crate::output::{Located, gitlab, json, rdjson, sarif};
use crate::rules;

fn value(text: &str) -> Value {
    assert!(!text.starts_with('\u{feff}'));
    serde_json::from_str(text).unwrap()
}

fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found.unwrap_or_else(|| panic!("{pointer} is no text in {value}"))
}

fn number(value: &Value, pointer: &str) -> u64 {
    let found = value.pointer(pointer).and_then(Value::as_u64);
    found.unwrap_or_else(|| panic!("{pointer} is no number in {value}"))
}

fn list<'v>(value: &'v Value, pointer: &str) -> &'v [Value] {
    let found = value.pointer(pointer).and_then(Value::as_array);
    found.unwrap_or_else(|| panic!("{pointer} is no list in {value}"))
}

fn gitlab_report(findings: &[Located]) -> Value {
    let report = value(&written(|out| gitlab::write(out, findings)));
    let mut fingerprints = FxHashSet::default();
    for issue in list(&report, "") {
        let check = text(issue, "/check_name");
        assert!(text(issue, "/description").starts_with(&format!("{check}: ")));
        assert!(fingerprints.insert(text(issue, "/fingerprint").to_owned()));
        let severity = text(issue, "/severity");
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity));
        text(issue, "/location/path");
        assert!(number(issue, "/location/lines/begin") >= 1);
    }
    report
}

#[test]
fn gitlab_gets_an_array_that_is_empty_when_clean() {
    assert_eq!(written(|out| gitlab::write(out, &[])), "[]\n");
    let report = gitlab_report(&some());
    let severities: Vec<&str> = list(&report, "")
        .iter()
        .map(|i| text(i, "/severity"))
        .collect();
    assert_eq!(severities[..3], ["major", "minor", "info"]);
    assert_eq!(list(&gitlab_report(&many()), "").len(), 30_000);
}

fn rdjson_report(findings: &[Located]) -> Value {
    let report = value(&written(|out| rdjson::write(out, findings)));
    assert_eq!(text(&report, "/source/name"), "okr");
    let known = ["ERROR", "WARNING", "INFO"];
    assert!(known.contains(&text(&report, "/severity")));
    for item in list(&report, "/diagnostics") {
        text(item, "/message");
        text(item, "/location/path");
        text(item, "/code/value");
        assert!(known.contains(&text(item, "/severity")));
        in_order(item.pointer("/location/range").unwrap(), ["line", "column"]);
        for suggestion in list(item, "/suggestions") {
            text(suggestion, "/text");
            in_order(suggestion.pointer("/range").unwrap(), ["line", "column"]);
        }
    }
    report
}

fn in_order(range: &Value, [line, column]: [&str; 2]) {
    let place = |end: &str| {
        let at = |name: &str| number(range, &format!("/{end}/{name}"));
        (at(line), at(column))
    };
    let (start, end) = (place("start"), place("end"));
    assert!(start.0 >= 1 && start.1 >= 1 && start <= end, "{range}");
}

#[test]
fn reviewdog_gets_bytes_and_suggestions() {
    let report = rdjson_report(&some());
    let first = &list(&report, "/diagnostics")[0];
    // 'é' is one character and two bytes.
    assert_eq!(number(first, "/location/range/end/column"), 3);
    assert_eq!(text(first, "/suggestions/0/text"), "d");
    assert_eq!(text(&rdjson_report(&[]), "/severity"), "INFO");
    assert_eq!(list(&rdjson_report(&many()), "/diagnostics").len(), 30_000);
}

fn sarif_log(findings: &[Located]) -> Value {
    let log = value(&written(|out| sarif::write(out, findings)));
    assert!(text(&log, "/$schema").ends_with("sarif-schema-2.1.0.json"));
    assert_eq!(text(&log, "/version"), "2.1.0");
    assert_eq!(list(&log, "/runs").len(), 1);
    let run = &log["runs"][0];
    assert_eq!(text(run, "/tool/driver/name"), "okr");
    assert_eq!(
        text(run, "/tool/driver/semanticVersion").split('.').count(),
        3
    );
    assert_eq!(text(run, "/columnKind"), "unicodeCodePoints");
    let levels = ["none", "note", "warning", "error"];
    let mut ids = FxHashSet::default();
    for rule in list(run, "/tool/driver/rules") {
        assert!(ids.insert(text(rule, "/id").to_owned()));
        for pointer in [
            "/shortDescription/text",
            "/fullDescription/text",
            "/help/text",
            "/help/markdown",
        ] {
            assert!(!text(rule, pointer).is_empty());
        }
        let (help, markdown) = (text(rule, "/help/text"), text(rule, "/help/markdown"));
        assert!(markdown.starts_with(&format!("# {}\n", text(rule, "/id"))));
        assert!(markdown.contains("**What it asks.**") && help.contains("\nWhat it asks. "));
        assert!(!help.contains("**") && !help.contains("```"), "{help}");
        assert_eq!(list(rule, "/properties/tags").len(), 1);
        assert!(text(rule, "/shortDescription/text").chars().count() <= 1024);
        assert!(text(rule, "/fullDescription/text").chars().count() <= 1024);
        let configuration = &rule["defaultConfiguration"];
        let level = configuration["level"].as_str();
        let is_off = configuration["enabled"] == Value::Bool(false);
        assert!(
            level.map_or(is_off, |level| levels.contains(&level)),
            "{rule}"
        );
    }
    for result in list(run, "/results") {
        sarif_result(run, result, &levels);
    }
    assert_eq!(
        run["invocations"][0]["executionSuccessful"],
        Value::Bool(true)
    );
    log
}

fn sarif_result(run: &Value, result: &Value, levels: &[&str]) {
    let index = number(result, "/ruleIndex");
    let rule = &list(run, "/tool/driver/rules")[usize::try_from(index).unwrap()];
    assert_eq!(text(result, "/ruleId"), text(rule, "/id"));
    assert!(levels.contains(&text(result, "/level")));
    text(result, "/message/text");
    assert_eq!(list(result, "/locations").len(), 1);
    assert_eq!(text(result, "/partialFingerprints/okr~1v1").len(), 16);
    let place = result.pointer("/locations/0/physicalLocation").unwrap();
    is_relative_reference(text(place, "/artifactLocation/uri"));
    region(place.pointer("/region").unwrap());
    for fix in list(result, "/fixes") {
        let change = fix.pointer("/artifactChanges/0").unwrap();
        is_relative_reference(text(change, "/artifactLocation/uri"));
        for replacement in list(change, "/replacements") {
            region(replacement.pointer("/deletedRegion").unwrap());
            text(replacement, "/insertedContent/text");
        }
    }
}

fn is_relative_reference(uri: &str) {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/%".contains(&byte);
    assert!(uri.bytes().all(unreserved), "{uri}");
}

fn region(region: &Value) {
    let (line, column) = (number(region, "/startLine"), number(region, "/startColumn"));
    assert!(line >= 1 && column >= 1);
    if let Some(end_line) = region["endLine"].as_u64() {
        let end = (end_line, number(region, "/endColumn"));
        assert!((line, column) <= end, "{region}");
    }
}

#[test]
fn code_scanning_gets_every_rule_and_a_place_for_each_result() {
    let log = sarif_log(&some());
    let run = &log["runs"][0];
    assert_eq!(list(run, "/tool/driver/rules").len(), rules::all().len());
    let first = &list(run, "/results")[0];
    assert_eq!(
        number(first, "/locations/0/physicalLocation/region/endColumn"),
        2
    );
    assert_eq!(
        text(
            first,
            "/fixes/0/artifactChanges/0/replacements/0/insertedContent/text"
        ),
        "d"
    );
    let last = &list(run, "/results")[8];
    let uri = "/locations/0/physicalLocation/artifactLocation/uri";
    assert_eq!(text(last, uri), "check-ins/%C3%B6%20b.md");
}

#[test]
fn code_scanning_gets_the_heaviest_and_is_told_what_is_left_out() {
    let log = sarif_log(&many());
    let run = &log["runs"][0];
    let results = list(run, "/results");
    assert_eq!(results.len(), sarif::MOST_RESULTS);
    assert_eq!(text(&results[0], "/level"), "error");
    assert_eq!(text(results.last().unwrap(), "/level"), "note");
    let told = text(
        run,
        "/invocations/0/toolExecutionNotifications/0/message/text",
    );
    assert!(
        told.starts_with("5000 lighter findings are left out"),
        "{told}"
    );
}

#[test]
fn programs_get_all_of_it() {
    let findings = many();
    let output = value(&written(|out| {
        json::write(out, &findings, &summary(&findings))
    }));
    assert_eq!(list(&output, "/findings").len(), 30_000);
    assert_eq!(number(&output, "/summary/errors"), 10_000);
}

proptest! {
    // Each one writes the explanation of every rule.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_authors_write_is_the_same_behind_the_escapes(findings in findings()) {
        gitlab_report(&findings);
        rdjson_report(&findings);
        sarif_log(&findings);
        let output = value(&written(|out| json::write(out, &findings, &summary(&findings))));
        for (item, located) in list(&output, "/findings").iter().zip(&findings) {
            prop_assert_eq!(text(item, "/message"), &located.finding.diagnostic.message);
            prop_assert_eq!(text(item, "/path"), &located.path);
        }
    }
}
