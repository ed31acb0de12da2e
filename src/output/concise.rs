//! `concise`: `path:line:column: severity[rule] message`, one line each, for editors and scripts.

use std::io::{self, Write};

use super::{Located, Summary};
use crate::text::visible::one_line;

/// Writes the findings and the last line.
///
/// # Errors
/// The stream cannot be written.
pub fn write(out: &mut impl Write, findings: &[Located], summary: &Summary) -> io::Result<()> {
    for located in findings {
        writeln!(out, "{}", line(located))?;
    }
    writeln!(out, "{}: {}", summary.looked_at(), summary.found())
}

/// One finding on one line.
#[must_use]
pub fn line(located: &Located) -> String {
    let finding = &located.finding;
    format!(
        "{}:{}:{}: {}[{}] {}",
        one_line(&located.path),
        located.start.line,
        located.start.column,
        finding.severity.word(),
        finding.diagnostic.rule,
        one_line(&finding.diagnostic.message),
    )
}
