//! `sarif`: the Static Analysis Results Interchange Format 2.1.0. Columns count code points from 1, an end
//! is exclusive. A region of several lines is told by its first one, as a pull request shows only small
//! ones.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use super::located::PlacedEdit;
use super::{Located, json_writer, link};
use crate::diag::Severity;
use crate::rules::{self, Rule};
use crate::text::source::LineColumn;

/// The most results that code scanning takes in one run.
pub const MOST_RESULTS: usize = 25_000;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// What paths are relative to: the top of the git work tree.
const BASE: &str = "%SRCROOT%";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'f> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'f>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'f> {
    tool: Value,
    column_kind: &'static str,
    original_uri_base_ids: Value,
    invocations: [Value; 1],
    results: Vec<Finding<'f>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'f> {
    rule_id: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message<'f>,
    locations: [Value; 1],
    partial_fingerprints: Value,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Value>,
}

#[derive(Serialize)]
struct Message<'f> {
    text: &'f str,
}

/// Writes the findings, the heaviest where there are more than are taken.
///
/// # Errors
/// The stream cannot be written.
pub fn write(out: &mut impl Write, findings: &[Located]) -> io::Result<()> {
    let mut shown: Vec<&Located> = findings.iter().collect();
    if shown.len() > MOST_RESULTS {
        shown.sort_by_key(|located| std::cmp::Reverse(located.finding.severity));
        shown.truncate(MOST_RESULTS);
    }
    let run = Run {
        tool: tool(),
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: json!({
            BASE: { "description": { "text": "The top folder of the git work tree." } }
        }),
        invocations: [invocation(findings.len() - shown.len())],
        results: shown.into_iter().map(result).collect(),
    };
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [run],
    };
    json_writer::write(out, &log)
}

fn tool() -> Value {
    let rules: Vec<Value> = rules::all().iter().map(|rule| descriptor(rule)).collect();
    let version = env!("CARGO_PKG_VERSION");
    let mut driver = json!({
        "name": "okr",
        "version": version,
        "semanticVersion": version,
        "rules": rules,
    });
    if let Some(home) = link::home() {
        driver["informationUri"] = home.into();
    }
    json!({ "driver": driver })
}

fn descriptor(rule: &Rule) -> Value {
    let explanation = rules::explanation(rule);
    let configuration = match rule.severity {
        Some(severity) => json!({ "level": level(severity) }),
        None => json!({ "enabled": false }),
    };
    let mut descriptor = json!({
        "id": rule.id,
        "shortDescription": { "text": format!("{}.", rule.summary) },
        "fullDescription": { "text": format!("{} {}", rule.asks, rule.why) },
        "help": { "text": plain(&explanation), "markdown": explanation },
        "defaultConfiguration": configuration,
        "properties": { "tags": [rule.group.word()] },
    });
    if let Some(link) = link::of_rule(rule.id) {
        descriptor["helpUri"] = link.into();
    }
    descriptor
}

/// What `okr explain` prints, without the marks of Markdown around its own words.
fn plain(explanation: &str) -> String {
    let text = explanation.strip_prefix("# ").unwrap_or(explanation);
    let lines = text.lines().filter(|line| !line.starts_with("```"));
    lines.map(|line| line.replace("**", "") + "\n").collect()
}

/// How the run went; it says how many results were left out.
fn invocation(left_out: usize) -> Value {
    let mut invocation = json!({ "executionSuccessful": true });
    if left_out > 0 {
        let text = format!(
            "{left_out} lighter findings are left out: at most {MOST_RESULTS} results are taken."
        );
        invocation["toolExecutionNotifications"] =
            json!([{ "level": "warning", "message": { "text": text } }]);
    }
    invocation
}

fn result(located: &Located) -> Finding<'_> {
    let finding = &located.finding;
    let diagnostic = &finding.diagnostic;
    let index = rules::all()
        .iter()
        .position(|rule| rule.id == diagnostic.rule);
    let region = first_line(located.start, located.end);
    Finding {
        rule_id: diagnostic.rule,
        rule_index: index,
        level: level(finding.severity),
        message: Message {
            text: &diagnostic.message,
        },
        locations: [json!({
            "physicalLocation": { "artifactLocation": artifact(&located.path), "region": region }
        })],
        // Code scanning knows a result again by the first alone, and takes any text for it.
        partial_fingerprints: json!({
            "primaryLocationLineHash": finding.fingerprint,
            "okr/v1": finding.fingerprint,
        }),
        fixes: fix(located).into_iter().collect(),
    }
}

fn fix(located: &Located) -> Option<Value> {
    let fix = located.finding.diagnostic.fix.as_ref()?;
    if located.edits.is_empty() {
        return None;
    }
    let replacement = |edit: &PlacedEdit| {
        json!({
            "deletedRegion": whole(edit.start, edit.end),
            "insertedContent": { "text": edit.text },
        })
    };
    let replacements: Vec<Value> = located.edits.iter().map(replacement).collect();
    Some(json!({
        "description": { "text": fix.title },
        "artifactChanges": [{
            "artifactLocation": artifact(&located.path),
            "replacements": replacements,
        }],
    }))
}

fn whole(start: LineColumn, end: LineColumn) -> Value {
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// The region, or the rest of its first line where it has several.
fn first_line(start: LineColumn, end: LineColumn) -> Value {
    if start.line == end.line {
        return whole(start, end);
    }
    json!({ "startLine": start.line, "startColumn": start.column })
}

fn artifact(path: &str) -> Value {
    json!({ "uri": uri(path), "uriBaseId": BASE })
}

/// The path as a relative reference of RFC 3986: everything else than its unreserved characters and `/`
/// is percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn writes_a_path_as_a_relative_reference() {
        assert_eq!(super::uri("a b/ö:%.md"), "a%20b/%C3%B6%3A%25.md");
    }
}
