//! What is left to do in a check-in that is being written, as a short list: for people alone, every other
//! format tells each finding by itself.

use super::Located;
use crate::diag::Severity;
use crate::rules::Group;
use crate::text::visible::one_line;

/// The findings of one file that are no faults yet.
pub(super) struct ToDo<'l> {
    /// The file.
    pub path: &'l str,
    /// A line of the file, from 1, and what is left to do there.
    pub lines: Vec<(usize, String)>,
}

/// Parts the findings in those that are told one by one, and what is left to do by file. A file in which
/// one thing alone is left has no list.
pub(super) fn parted(findings: &[Located]) -> (Vec<&Located>, Vec<ToDo<'_>>) {
    let is_to_do = |located: &&Located| {
        located.finding.severity == Severity::Info && located.finding.group == Group::Complete
    };
    let (to_do, mut told): (Vec<&Located>, Vec<&Located>) = findings.iter().partition(is_to_do);
    let mut lists = Vec::new();
    for of_file in to_do.chunk_by(|one, next| one.path == next.path) {
        if let [first, _, ..] = of_file {
            let path = first.path.as_str();
            lists.push(ToDo {
                path,
                lines: lines(of_file),
            });
        } else {
            told.extend(of_file);
        }
    }
    (told, lists)
}

/// A line for each, but one for both the value and the confidence of a key result.
fn lines(findings: &[&Located]) -> Vec<(usize, String)> {
    let mut left: Vec<&Located> = findings.to_vec();
    let mut lines = Vec::new();
    while !left.is_empty() {
        let first = left.remove(0);
        let other = left.iter().position(|other| are_of_one(first, other));
        let message = &first.finding.diagnostic.message;
        let both = message
            .strip_prefix("the value of ")
            .and_then(|rest| rest.strip_suffix(" is missing"));
        let told = match (other, both) {
            (Some(place), Some(name)) => {
                left.remove(place);
                format!("the value of {name} is missing, and the confidence in it")
            }
            _ => message.clone(),
        };
        lines.push((first.start.line, one_line(&told).into_owned()));
    }
    lines
}

/// Whether one misses the value and the other the confidence of the same key result.
fn are_of_one(value: &Located, confidence: &Located) -> bool {
    let (value, confidence) = (&value.finding.diagnostic, &confidence.finding.diagnostic);
    let reference = value.place.strip_suffix(" value");
    value.rule == "missing-value"
        && confidence.rule == "missing-confidence"
        && reference.is_some()
        && reference == confidence.place.strip_suffix(" confidence")
}
