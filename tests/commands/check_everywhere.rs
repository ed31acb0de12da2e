//! The planted faults in every format: each is told once, at its place and with its severity, and nothing
//! else is. What every format makes of 30,000 findings, and of text that wants to be obeyed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::check_planted::planted;
use super::runner::obeyed;
use super::team::{Run, Team};
use super::xml_reader::{Element, parsed};

/// All formats but `full`, which is printed, each with the file that it is written to.
const FORMATS: [&str; 8] = [
    "json", "concise", "markdown", "github", "gitlab", "sarif", "junit", "rdjson",
];

/// The outputs of one run, by format.
type Outputs = BTreeMap<&'static str, String>;

/// One run that writes every format.
fn every_format(team: &Team, options: &[&str], variables: &[(&str, &str)]) -> (Run, Outputs) {
    let formats: Vec<String> = FORMATS
        .iter()
        .map(|format| format!("--format={format}=out.{format}"))
        .collect();
    let mut args = vec!["-q", "check", "--format", "full"];
    args.extend(formats.iter().map(String::as_str));
    args.extend(options);
    let run = team.run_in("", &args, variables);
    let mut outputs: Outputs = FORMATS
        .iter()
        .map(|format| (*format, team.text(&format!("out.{format}"))))
        .collect();
    outputs.insert("full", run.stdout.clone());
    for format in FORMATS {
        std::fs::remove_file(team.path().join(format!("out.{format}"))).unwrap();
    }
    (run, outputs)
}

/// A finding as JSON tells it.
struct Found {
    rule: String,
    severity: String,
    path: String,
    message: String,
    fingerprint: String,
    /// Line and column, in characters.
    start: (u64, u64),
    end: (u64, u64),
    bytes: (usize, usize),
}

fn word(value: &Value, pointer: &str) -> String {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found
        .unwrap_or_else(|| panic!("no {pointer} in {value}"))
        .to_owned()
}

fn number(value: &Value, pointer: &str) -> u64 {
    let found = value.pointer(pointer).and_then(Value::as_u64);
    found.unwrap_or_else(|| panic!("no {pointer} in {value}"))
}

fn list<'v>(value: &'v Value, pointer: &str) -> &'v [Value] {
    value.pointer(pointer).and_then(Value::as_array).unwrap()
}

fn json(text: &str) -> Vec<Found> {
    let value: Value = serde_json::from_str(text).unwrap();
    let found = |finding: &Value| {
        let place = |end: &str| {
            let at = |name: &str| number(finding, &format!("/range/{end}/{name}"));
            (at("line"), at("column"))
        };
        let byte =
            |end: &str| usize::try_from(number(finding, &format!("/range/{end}/byte"))).unwrap();
        Found {
            rule: word(finding, "/rule"),
            severity: word(finding, "/severity"),
            path: word(finding, "/path"),
            message: word(finding, "/message"),
            fingerprint: word(finding, "/fingerprint"),
            start: place("start"),
            end: place("end"),
            bytes: (byte("start"), byte("end")),
        }
    };
    list(&value, "/findings").iter().map(found).collect()
}

/// What JSON tells, in the words of another format; each is there once.
fn expected(findings: &[Found], told: impl Fn(&Found) -> String) -> BTreeSet<String> {
    let all: BTreeSet<String> = findings.iter().map(told).collect();
    assert_eq!(all.len(), findings.len());
    all
}

/// The same of what another format tells.
fn once(told: impl IntoIterator<Item = String>) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for one in told {
        assert!(all.insert(one.clone()), "told twice: {one}");
    }
    all
}

fn same(told: &BTreeSet<String>, expected: &BTreeSet<String>) {
    let missing: Vec<_> = expected.difference(told).take(9).collect();
    let strange: Vec<_> = told.difference(expected).take(9).collect();
    let differs = !missing.is_empty() || !strange.is_empty();
    assert!(!differs, "missing {missing:#?}\nstrange {strange:#?}");
}

fn line(found: &Found) -> String {
    let Found {
        rule,
        severity,
        path,
        message,
        start,
        ..
    } = found;
    format!(
        "{path}:{}:{}: {severity}[{rule}] {message}",
        start.0, start.1
    )
}

/// The findings of the readable report, as lines of the concise one.
fn full(text: &str) -> Vec<String> {
    let mut lines = text.lines();
    let mut told = Vec::new();
    while let Some(line) = lines.next() {
        let is_head = ["error[", "warning[", "info["]
            .iter()
            .any(|word| line.starts_with(word));
        let Some((head, message)) = line.split_once("]: ").filter(|_| is_head) else {
            continue;
        };
        let place = lines.find_map(|line| line.trim_start().strip_prefix("--> "));
        told.push(format!("{}: {head}] {message}", place.unwrap()));
    }
    told
}

fn concise(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| line.contains(": "));
    lines
        .filter(|line| line.contains('['))
        .map(str::to_owned)
        .collect()
}

fn is_full(findings: &[Found], text: &str) {
    same(&once(full(text)), &expected(findings, line));
}

fn is_concise(findings: &[Found], text: &str) {
    same(&once(concise(text)), &expected(findings, line));
}

fn is_gitlab(findings: &[Found], text: &str) {
    let issues: Value = serde_json::from_str(text).unwrap();
    let told = |issue: &Value| {
        format!(
            "{} {} {} {} {}",
            word(issue, "/location/path"),
            number(issue, "/location/lines/begin"),
            word(issue, "/severity"),
            word(issue, "/fingerprint"),
            word(issue, "/description")
        )
    };
    let as_gitlab = |found: &Found| {
        let severity = match found.severity.as_str() {
            "error" => "major",
            "warning" => "minor",
            _ => "info",
        };
        let Found {
            rule,
            path,
            message,
            fingerprint,
            start,
            ..
        } = found;
        format!(
            "{path} {} {severity} {fingerprint} {rule}: {message} (why: okr explain {rule})",
            start.0
        )
    };
    same(
        &once(list(&issues, "").iter().map(told)),
        &expected(findings, as_gitlab),
    );
}

fn is_sarif(findings: &[Found], text: &str) {
    let log: Value = serde_json::from_str(text).unwrap();
    let told = |result: &Value| {
        let place = result.pointer("/locations/0/physicalLocation").unwrap();
        let region = &place["region"];
        let end = region["endColumn"].as_u64();
        format!(
            "{} {}:{} {end:?} {} {} {} {}",
            word(place, "/artifactLocation/uri"),
            number(region, "/startLine"),
            number(region, "/startColumn"),
            word(result, "/level"),
            word(result, "/ruleId"),
            word(result, "/partialFingerprints/okr~1v1"),
            word(result, "/message/text")
        )
    };
    let as_sarif = |found: &Found| {
        let level = found.severity.replace("info", "note");
        let end = (found.start.0 == found.end.0).then_some(found.end.1);
        let Found {
            rule,
            path,
            message,
            fingerprint,
            start,
            ..
        } = found;
        format!(
            "{path} {}:{} {end:?} {level} {rule} {fingerprint} {message}",
            start.0, start.1
        )
    };
    same(
        &once(list(&log, "/runs/0/results").iter().map(told)),
        &expected(findings, as_sarif),
    );
}

fn is_rdjson(findings: &[Found], text: &str, team: &Team) {
    let report: Value = serde_json::from_str(text).unwrap();
    let told = |item: &Value| {
        let path = word(item, "/location/path");
        let text = if team.has(&path) {
            team.text(&path)
        } else {
            String::new()
        };
        // Columns are bytes here: back to the place in the file.
        let byte = |end: &str| {
            let at = |name: &str| {
                let found = number(item, &format!("/location/range/{end}/{name}"));
                usize::try_from(found).unwrap()
            };
            let lines = text.split_inclusive('\n').take(at("line") - 1);
            lines.map(str::len).sum::<usize>() + at("column") - 1
        };
        format!(
            "{path} {}..{} {} {}",
            byte("start"),
            byte("end"),
            word(item, "/severity"),
            word(item, "/code/value")
        )
    };
    let as_rdjson = |found: &Found| {
        let severity = found.severity.to_uppercase();
        let Found {
            rule, path, bytes, ..
        } = found;
        format!("{path} {}..{} {severity} {rule}", bytes.0, bytes.1)
    };
    same(
        &once(list(&report, "/diagnostics").iter().map(told)),
        &expected(findings, as_rdjson),
    );
}

/// The one child of that name.
fn child<'e>(element: &'e Element, name: &str) -> Option<&'e Element> {
    element.children.iter().find(|child| child.name == name)
}

fn is_junit(findings: &[Found], text: &str) {
    let suite = child(&parsed(text).children.remove(0), "testsuite").is_some();
    assert!(!suite, "one suite alone");
    let root = parsed(text);
    let suite = child(&root, "testsuite").unwrap_or(&root.children[0]);
    let mut names = BTreeSet::new();
    let mut clean = 0;
    let mut told = Vec::new();
    for case in &suite.children {
        let name = (case.attribute("classname"), case.attribute("name"));
        assert!(names.insert(name), "{name:?} twice");
        let failure = child(case, "failure");
        let Some(said) = failure.or_else(|| child(case, "system-out")) else {
            clean += 1;
            continue;
        };
        let first = said.text.lines().next().unwrap();
        assert_eq!(failure.is_some(), first.contains(": error["), "{first}");
        told.push(first.to_owned());
    }
    same(&once(told), &expected(findings, line));
    let of_all = suite.children.len().to_string();
    assert_eq!(suite.attribute("tests"), of_all);
    assert_eq!(clean + findings.len(), suite.children.len());
}

/// The readable report, and the annotations behind it.
fn is_github_log(findings: &[Found], log: &str) {
    is_full(findings, log);
    is_github(findings, log);
}

/// Annotations with their caps: what is not shown is counted.
fn is_github(findings: &[Found], log: &str) {
    let known = expected(findings, |found| {
        let level = found.severity.replace("info", "notice");
        let Found {
            rule,
            path,
            message,
            start,
            end,
            ..
        } = found;
        let is_one_line = start.0 == end.0;
        let columns = is_one_line.then_some((start.1, end.1));
        format!(
            "{level} {path} {}..{} {columns:?} {rule} {message}",
            start.0, end.0
        )
    });
    let mut shown = 0;
    for command in obeyed(log)
        .iter()
        .filter(|command| command.name != "stop-commands")
    {
        let property = |name: &str| command.property(name).unwrap_or_default();
        let number = |name: &str| property(name).parse::<u64>().unwrap();
        if property("file").is_empty() {
            let more = command.data.strip_prefix("and ").unwrap();
            shown += more.split(' ').next().unwrap().parse::<usize>().unwrap();
            continue;
        }
        let columns = command
            .property("col")
            .map(|_| (number("col"), number("endColumn")));
        let message = command.data.lines().next().unwrap_or_default();
        let told = format!(
            "{} {} {}..{} {columns:?} {} {message}",
            command.name,
            property("file"),
            number("line"),
            number("endLine"),
            property("title")
        );
        assert!(known.contains(&told), "{told}");
        shown += 1;
    }
    assert_eq!(shown, findings.len());
}

/// The rows of the tables, by file.
fn is_markdown(findings: &[Found], text: &str) {
    let mut path = "";
    let mut told = Vec::new();
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("### ") {
            path = heading;
        }
        let cells: Vec<&str> = line.split(" | ").collect();
        if let [severity, number, what, rule] = cells[..]
            && severity.len() > 2
            && !severity.starts_with("| ---")
            && severity != "|"
        {
            let severity = severity.rsplit(' ').next().unwrap();
            let what = what.split("<br>").next().unwrap();
            let rule = rule.trim_end_matches(" |");
            told.push(format!("{path} {number} {severity} {rule} {}", plain(what)));
        }
    }
    let as_row = |found: &Found| {
        let Found {
            rule,
            severity,
            path,
            message,
            start,
            ..
        } = found;
        format!(
            "<code>{path}</code> {} {severity} <code>{rule}</code> {message}",
            start.0
        )
    };
    same(&once(told), &expected(findings, as_row));
}

/// What a reader sees of a cell whose words are escaped.
fn plain(cell: &str) -> String {
    let cell = cell
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    let mut shown = String::new();
    let mut escaped = false;
    for character in cell.chars() {
        if character == '\\' && !escaped {
            escaped = true;
        } else {
            escaped = false;
            shown.push(character);
        }
    }
    shown
}

#[test]
fn tells_each_planted_fault_once_and_nothing_else_in_every_format() {
    let (history, base) = planted(str::to_owned, false);
    let team = &history.team;
    let (run, outputs) = every_format(team, &["--base", &base], &[]);
    assert_eq!(run.status, 1);
    let findings = json(&outputs["json"]);
    assert_eq!(findings.len(), 30);
    is_full(&findings, &outputs["full"]);
    is_concise(&findings, &outputs["concise"]);
    is_gitlab(&findings, &outputs["gitlab"]);
    is_sarif(&findings, &outputs["sarif"]);
    is_rdjson(&findings, &outputs["rdjson"], team);
    is_junit(&findings, &outputs["junit"]);
    is_github(&findings, &outputs["github"]);
    is_markdown(&findings, &outputs["markdown"]);
    // The summary of a job is the same as the comment.
    let summary = team.path().join("summary.md");
    let variables = [
        ("GITHUB_ACTIONS", "true"),
        ("GITHUB_STEP_SUMMARY", summary.to_str().unwrap()),
    ];
    let log = team.run_in("", &["-q", "check", "--base", &base], &variables);
    is_github_log(&findings, &log.stdout);
    is_markdown(&findings, &team.text("summary.md"));
}

/// 300 people, each with a check-in of 100 unknown keys.
fn thirty_thousand() -> Team {
    let team = Team::empty();
    let mut settings = "people:\n".to_owned();
    for person in 0..300 {
        settings += &format!("  p{person}: {{ name: Person {person} }}\n");
        let severity = ["draft", "ready", "skipped"][person % 3];
        let keys: String = (0..100)
            .map(|key| format!("odd-{key}-{severity}: 1\n"))
            .collect();
        team.put(
            &format!("check-ins/p{person}/2026-W47.md"),
            format!("---\nstatus: skipped\nskipped: away\n{keys}---\n"),
        );
    }
    settings += "sections: [progress]\nrules:\n  missed-week: off\n  unknown-key: warning\n";
    team.put("okr.yaml", settings);
    team
}

#[test]
fn keeps_the_caps_with_thirty_thousand_findings_and_says_so() {
    let team = thirty_thousand();
    let summary = team.path().join("summary.md");
    let variables = [
        ("GITHUB_ACTIONS", "true"),
        ("GITHUB_STEP_SUMMARY", summary.to_str().unwrap()),
    ];
    let (_, outputs) = every_format(&team, &[], &variables);
    let findings = json(&outputs["json"]);
    assert_eq!(findings.len(), 30_000);
    let readable = once(full(&outputs["full"]));
    assert_eq!(readable.len(), 100);
    assert!(readable.is_subset(&expected(&findings, line)));
    let rest = "\n… and 29900 more findings; '--format concise' prints all\n";
    assert!(outputs["full"].contains(rest));
    is_concise(&findings, &outputs["concise"]);
    is_gitlab(&findings, &outputs["gitlab"]);
    is_rdjson(&findings, &outputs["rdjson"], &team);
    is_junit(&findings, &outputs["junit"]);
    is_github(&findings, &outputs["github"]);
    let annotations = obeyed(&outputs["github"]);
    let warnings = annotations
        .iter()
        .filter(|command| command.name == "warning");
    assert_eq!(warnings.count(), 10);
    let log: Value = serde_json::from_str(&outputs["sarif"]).unwrap();
    assert_eq!(list(&log, "/runs/0/results").len(), 25_000);
    let notice = "/runs/0/invocations/0/toolExecutionNotifications/0/message/text";
    assert!(word(&log, notice).starts_with("5000 lighter findings"));
    std::fs::remove_file(&summary).unwrap();
    let log = team.run_in("", &["-q", "check"], &variables);
    is_github(&findings, &log.stdout);
    assert!(log.stdout.contains(rest) && log.stdout.contains("and 29991 more, see the summary"));
    for (text, most) in [
        (&outputs["markdown"], 64_000),
        (&team.text("summary.md"), 1024 * 1024),
    ] {
        assert!(
            text.len() <= most && text.len() > most / 2,
            "{}",
            text.len()
        );
        assert!(
            text.trim_end().ends_with("`okr check` shows all.*"),
            "{text:.200}"
        );
        // What is told, in this file and in others, is all there is.
        let rows = text
            .lines()
            .filter(|line| line.starts_with("| ⚠️ warning"))
            .count();
        let more = |line: &str| -> Option<usize> {
            line.strip_prefix("*… and ")?
                .split(' ')
                .next()?
                .parse()
                .ok()
        };
        let left: usize = text.lines().filter_map(more).sum();
        assert_eq!(rows + left, 30_000, "{rows} and {left}");
    }
}

/// Words that want to be obeyed: by a runner, a terminal, a page, a forge.
const HOSTILE: [&str; 14] = [
    "::error::obeyed",
    "##[error]obeyed",
    "##[group]obeyed",
    "\u{1b}[2J\u{1b}]0;obeyed\u{7}",
    "\u{9b}31m",
    "\u{202e}deyebo\u{2066}",
    "]]><obeyed/>",
    "<script>obeyed()</script><img src=x onerror=obeyed()>",
    "@grace and @example/all",
    "/close",
    "fixes #12, closes !3",
    "a | b | c",
    "`code` [link](https://obeyed.example) https://obeyed.example",
    "%0A::error::obeyed%0D",
];

/// A team in which every text that an author can choose holds one of them.
fn hostile(word: &str) -> Team {
    let team = Team::empty();
    let quoted = serde_json::to_string(word).unwrap();
    team.put(
        "okr.yaml",
        format!(
            "team: {quoted}\npeople:\n  ada: {{ name: {quoted}, manager: {quoted}, since: 2026-W45 }}\n  \
             {quoted}: {{ name: x }}\ncheck-in: {{ due: {quoted} }}\nrules: {{ {quoted}: error }}\n{quoted}: 1\n"
        ),
    );
    team.put(
        "okrs/2026-Q4/goal.md",
        format!(
            "---\ntitle: {quoted}\nowner: ada\nparent: {quoted}\nkey-results:\n  \
             one: {{ title: {quoted}, unit: {quoted}, start: 0, target: 9 }}\n  \
             {quoted}: {{ done: true }}\n  two: {{ title: {quoted}, milestones: [{quoted}, b] }}\n---\n{word}\n"
        ),
    );
    let readings = format!(
        "  goal/one: {{ value: {quoted}, confidence: {quoted} }}\n  {quoted}: {{ value: 1 }}\n"
    );
    let body = format!(
        "# {word}\n\n## Progress\n{word}\n\n## {word}\n{word}\n\n## Behind schedul\n{word}\n\n\
         ## Obstacles\n### {word}\n- Slows: {word}\n- Own cuase: {word}\n\n## Plan\n\
         - [ ] {word} (@{word}, due {word})\n- [-] {word}\n\n<!-- okr: allow({word}) -->\n<!-- okr: {word} -->\n"
    );
    for week in [45, 46, 47] {
        team.put(
            &format!("check-ins/ada/2026-W{week}.md"),
            format!("---\nstatus: ready\n{quoted}: {quoted}\nkey-results:\n{readings}---\n{body}"),
        );
    }
    team.put(
        "check-ins/ada/2026-W44.md",
        format!("---\nstatus: {quoted}\nreviewed: {{ by: {quoted}, on: {quoted} }}\n---\n{word}\n"),
    );
    // A name holds everything but a slash, and a line break too.
    let name = word.replace('/', "");
    team.put(&format!("check-ins/ada/{name}.md"), "x");
    team.put(&format!("check-ins/{name}/2026-W47.md"), "x");
    team.put(&format!("check-ins/ada/x\n{name}.md"), "x");
    team.put(&format!("okrs/{name}/goal.md"), "x");
    team
}

/// Nothing that a terminal obeys, or that shows other words than stand there.
fn is_inert(name: &str, text: &str) {
    let odd = text.chars().find(|c| {
        let is_control = c.is_control() && !matches!(c, '\n' | '\t');
        let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}');
        is_control || turns
    });
    assert_eq!(odd, None, "{name}: {text:?}");
}

/// The commands of a log, which must all be ours.
fn annotations(name: &str, log: &str) -> usize {
    let all = obeyed(log);
    for command in all.iter().filter(|command| command.name != "stop-commands") {
        let is_ours =
            command.property("file").is_some() || command.property("title") == Some("okr");
        assert!(is_ours, "{name} obeys {command:?}\n{log}");
        assert!(
            ["error", "warning", "notice"].contains(&command.name.as_str()),
            "{command:?}"
        );
    }
    all.len()
}

#[test]
fn obeys_no_author_in_any_output() {
    for word in HOSTILE {
        let team = hostile(word);
        let summary = team.path().join("summary.md");
        let variables = [
            ("GITHUB_ACTIONS", "true"),
            ("GITHUB_STEP_SUMMARY", summary.to_str().unwrap()),
        ];
        let (run, outputs) = every_format(&team, &[], &variables);
        assert_eq!(run.status, 1, "{}", run.told);
        let findings = json(&outputs["json"]);
        assert!(findings.len() > 30, "{word}: {}", findings.len());
        for (name, text) in &outputs {
            is_inert(name, text);
        }
        assert_eq!(annotations("full", &run.stdout), 1);
        assert_eq!(annotations("standard error", &run.stderr), 0);
        assert!(annotations("github", &outputs["github"]) > 3);
        for name in ["json", "gitlab", "sarif", "rdjson", "junit", "markdown"] {
            assert_eq!(annotations(name, &outputs[name]), 0);
        }
        for name in ["json", "gitlab", "sarif", "rdjson"] {
            let _: Value = serde_json::from_str(&outputs[name]).unwrap();
        }
        assert_eq!(parsed(&outputs["junit"]).name, "testsuites");
        assert!(!outputs["junit"].contains("<obeyed"), "{word}");
        std::fs::remove_file(&summary).unwrap();
        let log = team.run_in("", &["check"], &variables);
        assert!(annotations("log", &log.stdout) > 3);
        is_inert("log", &log.stdout);
        for text in [&outputs["markdown"], &team.text("summary.md")] {
            is_dead(word, text);
        }
        // Where the runner does not tell of itself, nothing is a command all the same.
        let plain = team.run_in("", &["check", "--format", "concise"], &[]);
        is_inert("concise", &plain.told);
    }
}

/// A comment in which a forge finds nothing to do.
fn is_dead(word: &str, text: &str) {
    for live in [
        "@grace", "@example", "<script", "<img", "<obeyed", "#12", "!3", "[link](", "https://",
    ] {
        assert!(!text.contains(live), "{live} of {word} in\n{text}");
    }
    for line in text.lines() {
        assert!(!line.trim_start().starts_with('/'), "{line}");
        if line.starts_with("| ") && !line.starts_with("| |") {
            assert_eq!(line.matches('|').count(), 5, "{line}");
        }
    }
    assert_eq!(
        text.matches("<!-- ").count(),
        1,
        "one mark, which is ours: {text}"
    );
}

#[test]
fn obeys_no_name_of_a_branch() {
    let team = Team::new().with_git();
    for word in HOSTILE {
        for variables in [
            &[][..],
            &[("GITHUB_ACTIONS", "true")],
            &[
                ("GITHUB_ACTIONS", "true"),
                ("GITHUB_EVENT_NAME", "pull_request"),
                ("GITHUB_BASE_REF", word),
            ],
            &[("CI_MERGE_REQUEST_DIFF_BASE_SHA", word)],
        ] {
            let named = format!("--base={word}");
            for option in ["--base", named.as_str()] {
                let run = team.run_in("", &["check", option], variables);
                assert_eq!(run.status, 2, "{}", run.told);
                is_inert("standard error", &run.stderr);
                assert_eq!(
                    annotations("standard error", &run.stderr),
                    0,
                    "{}",
                    run.stderr
                );
            }
        }
    }
}
