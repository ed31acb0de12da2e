//! What a check looked at, and what it found: the last line of every text format.

use crate::diag::Severity;

/// What was looked at and found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Check-ins that were read.
    pub check_ins: usize,
    /// People who have one.
    pub people: usize,
    /// Key results in the objectives.
    pub key_results: usize,
    /// Objectives.
    pub objectives: usize,
    /// Findings of each severity.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Infos.
    pub infos: usize,
}

impl Summary {
    /// Counts one more finding.
    pub fn count(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Info => self.infos += 1,
        }
    }

    /// What was looked at: "7 check-ins of 7 people, 21 key results, 2 objectives".
    #[must_use]
    pub fn looked_at(&self) -> String {
        format!(
            "{} of {}, {}, {}",
            counted(self.check_ins, "check-in", "check-ins"),
            counted(self.people, "person", "people"),
            counted(self.key_results, "key result", "key results"),
            counted(self.objectives, "objective", "objectives"),
        )
    }

    /// What was found: "2 errors, 1 warning, 3 infos", or "nothing to mend".
    #[must_use]
    pub fn found(&self) -> String {
        let parts = [
            (self.errors, "error", "errors"),
            (self.warnings, "warning", "warnings"),
            (self.infos, "info", "infos"),
        ];
        let told: Vec<String> = parts
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| counted(count, one, many))
            .collect();
        if told.is_empty() {
            "nothing to mend".to_owned()
        } else {
            told.join(", ")
        }
    }
}

/// "1 person", "2 people".
#[must_use]
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
