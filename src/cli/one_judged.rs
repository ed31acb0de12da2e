//! What is wrong in one check-in, judged beside its person's others: what `ready`, `review` and `return`
//! decide by.

use super::one_check_in::OneCheckIn;
use super::streams::{self, Out};
use super::{Context, ExitStatus, Failure};
use crate::diag::Severity;
use crate::model::history::{CountedChange, agreed_changes};
use crate::output::{Located, Summary, full, summary};
use crate::rules::{self, Group, TimelineView};

/// What was found in one check-in.
pub(super) struct Judged {
    /// In the order of their places.
    pub findings: Vec<Located>,
    /// How many of each severity.
    pub summary: Summary,
}

impl Judged {
    /// Judges the file as if it held `bytes`, beside the person's other check-ins.
    ///
    /// # Errors
    /// Disk or git refuse.
    pub(super) fn new(one: &OneCheckIn, bytes: &[u8], context: &Context) -> Result<Self, Failure> {
        let read = one.read(bytes);
        let mut check_ins = one.others()?;
        let at = check_ins.partition_point(|check_in| check_in.week < one.week);
        check_ins.insert(at, read.value);
        let changes: Vec<CountedChange> = check_ins
            .iter()
            .flat_map(|check_in| agreed_changes(check_in, &one.person))
            .collect();
        let view = TimelineView {
            team: &one.files.team,
            okrs: &one.files.okrs,
            changes: &changes,
            person: &one.person,
            check_ins: &check_ins,
            today: context.today(&one.files.team),
            now: context.now(&one.files.team),
            trails: &[],
            tasks: &[],
        };
        let text = &check_ins[at].text;
        let found = rules::judge_person(&view, read.diagnostics, |path| path == one.path.as_str());
        let findings: Vec<Located> = found
            .into_iter()
            .map(|finding| Located::new(finding, text, one.store.prefix()))
            .collect();
        let mut judged = Self {
            findings,
            summary: Summary::default(),
        };
        judged.count();
        Ok(judged)
    }

    /// Makes errors of the warnings that a question is not answered.
    pub(super) fn ask_for_everything(&mut self) {
        for located in &mut self.findings {
            let finding = &mut located.finding;
            if finding.group == Group::Complete && finding.severity == Severity::Warning {
                finding.severity = Severity::Error;
            }
        }
        self.count();
    }

    /// Passes over what a rule says.
    pub(super) fn leave_out(&mut self, rule: &str) {
        self.findings
            .retain(|located| located.finding.diagnostic.rule != rule);
        self.count();
    }

    /// Prints what keeps the check-in from being what `wanted` says, such as "ready"; `end` closes the last
    /// line.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub(super) fn refuse(
        mut self,
        one: &OneCheckIn,
        wanted: &str,
        end: &str,
        context: &Context,
    ) -> Result<ExitStatus, Failure> {
        self.findings
            .retain(|located| located.finding.severity == Severity::Error);
        let mut out = Out::new(context.color());
        full::write_findings(&mut out, &self.findings)?;
        out.finish()?;
        let left = summary::counted(self.findings.len(), "thing is", "things are");
        streams::tell(&format!(
            "{} is not {wanted}: {left} missing or wrong{end}",
            one.path
        ));
        Ok(ExitStatus::Findings)
    }

    fn count(&mut self) {
        self.summary = Summary::default();
        for located in &self.findings {
            self.summary.count(located.finding.severity);
        }
    }
}

/// Says, after somebody has written in it, what is wrong or left to do by its own status.
///
/// # Errors
/// Disk or git refuse, or standard output cannot be written.
pub(super) fn tell_what_is_left(
    one: &OneCheckIn,
    context: &Context,
) -> Result<ExitStatus, Failure> {
    let found = one.found()?;
    let Judged { findings, summary } = Judged::new(one, &found.bytes, context)?;
    let mut out = Out::new(context.color());
    full::write_findings(&mut out, &findings)?;
    out.finish()?;
    tell(context, &format!("{}: {}", one.path, summary.found()));
    Ok(ExitStatus::of_findings(summary.errors > 0))
}

/// Says how many warnings there are, and what shows them.
pub(super) fn tell_of_warnings(one: &OneCheckIn, summary: &Summary, context: &Context) {
    if summary.warnings > 0 && !context.is_quiet() {
        let warnings = summary::counted(summary.warnings, "warning", "warnings");
        streams::advise(&format!("{warnings}: okr check {}", one.shown_path()));
    }
}

/// Says what was done, but where only what was asked for is said.
pub(super) fn tell(context: &Context, message: &str) {
    if !context.is_quiet() {
        streams::tell(message);
    }
}
