//! `junit`: a test suite in which each finding is a case, and each check-in without one a passing case.
//! An error fails its case; warnings and infos pass, and are told in the case's output.

use std::io::{self, Write};

use rustc_hash::{FxHashMap, FxHashSet};

use super::Located;
use super::link::why;
use crate::diag::Severity;
use crate::text::xml::Xml;

/// Writes the findings, and the files of `checked` (paths from the git work tree) that have none.
///
/// # Errors
/// The stream cannot be written.
pub fn write(out: &mut impl Write, findings: &[Located], checked: &[String]) -> io::Result<()> {
    let found: FxHashSet<&str> = findings
        .iter()
        .map(|located| located.path.as_str())
        .collect();
    let clean: Vec<&String> = checked
        .iter()
        .filter(|path| !found.contains(path.as_str()))
        .collect();
    let is_error = |located: &&Located| located.finding.severity == Severity::Error;
    let tests = (findings.len() + clean.len()).to_string();
    let failures = findings.iter().filter(is_error).count().to_string();
    let counts = [
        ("name", "okr"),
        ("tests", tests.as_str()),
        ("failures", failures.as_str()),
        ("errors", "0"),
    ];
    let mut xml = Xml::new(out)?;
    xml.begin("testsuites", &counts)?;
    let suite: Vec<_> = counts
        .iter()
        .copied()
        .chain([("skipped", "0"), ("time", "0")])
        .collect();
    xml.begin("testsuite", &suite)?;
    let mut names = Names::default();
    for located in findings {
        write_finding(&mut xml, located, &mut names)?;
    }
    for path in clean {
        xml.empty("testcase", &case(path, "nothing to mend"))?;
    }
    xml.end("testsuite")?;
    xml.end("testsuites")
}

fn write_finding<W: Write>(
    xml: &mut Xml<W>,
    located: &Located,
    names: &mut Names,
) -> io::Result<()> {
    let finding = &located.finding;
    let diagnostic = &finding.diagnostic;
    let name = names.unique(located);
    xml.begin("testcase", &case(&located.path, &name))?;
    let mut told = format!(
        "{}:{}:{}: {}[{}] {}",
        located.path,
        located.start.line,
        located.start.column,
        finding.severity.word(),
        diagnostic.rule,
        diagnostic.message
    );
    if let Some(help) = &diagnostic.help {
        told.push_str(&format!("\n{help}"));
    }
    told.push_str(&format!("\n{}", why(diagnostic.rule)));
    if finding.severity == Severity::Error {
        let attributes = [
            ("message", diagnostic.message.as_str()),
            ("type", diagnostic.rule),
        ];
        xml.text("failure", &attributes, &told)?;
    } else {
        xml.text("system-out", &[], &told)?;
    }
    xml.end("testcase")
}

fn case<'t>(path: &'t str, name: &'t str) -> [(&'static str, &'t str); 4] {
    [
        ("classname", path),
        ("name", name),
        ("file", path),
        ("time", "0"),
    ]
}

/// The names that were given, by file.
#[derive(Default)]
struct Names(FxHashMap<(String, String), usize>);

impl Names {
    /// The rule and the message; a number behind it where the file had the same before.
    fn unique(&mut self, located: &Located) -> String {
        let diagnostic = &located.finding.diagnostic;
        let mut name = format!("{}: {}", diagnostic.rule, diagnostic.message);
        loop {
            let key = (located.path.clone(), name.clone());
            let count = self.0.entry(key).or_insert(0);
            *count += 1;
            if *count == 1 {
                return name;
            }
            name = format!("{name} ({count})");
        }
    }
}
