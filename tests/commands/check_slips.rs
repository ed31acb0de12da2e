//! Slips of every day in a check-in: each is told once, with what to do, and nothing else is told for it.

use super::team::Team;

/// What is found in the check-in of Ada with one stretch replaced, a line each, and what is to be done.
fn found(from: &str, to: &str) -> Vec<String> {
    let team = Team::new();
    let path = "check-ins/ada/2026-W46.md";
    let readings = "  faster-checkout/error-rate: { value: 0.1, confidence: good }\n  \
                    faster-checkout/help-page: { value: false, confidence: good }\n---\n";
    let right = team
        .text(path)
        .replacen("---\n# Ada", &format!("{readings}# Ada"), 1);
    team.put(path, &right);
    let last = right
        .replace("2026-W46", "2026-W47")
        .replace("value: 310", "value: 305");
    let last = last.replace("from 340 ms to 310 ms", "from 310 ms to 305 ms");
    assert!(last.contains(from), "{from}");
    team.put("check-ins/ada/2026-W47.md", last.replacen(from, to, 1));
    let run = team.okr(&[
        "-q",
        "check",
        "check-ins/ada/2026-W47.md",
        "--format",
        "rdjson",
    ]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let all = report["diagnostics"].as_array().unwrap().iter();
    let faults = all.filter(|item| item["severity"] == "ERROR");
    let line = |item: &serde_json::Value| item["message"].as_str().unwrap().to_owned();
    faults.map(line).collect()
}

#[test]
fn tells_a_slip_once_and_what_to_do() {
    assert_eq!(found("Progress", "Progress"), [""; 0]);
    for (from, to, told) in [
        (
            "    value: 305",
            "\tvalue: 305",
            "not YAML: tabs disallowed within this context (block indentation); indent with spaces",
        ),
        (
            "value: 305",
            "value:305",
            "not YAML: mapping values are not allowed in this context; put a space behind the ':' of each key, \
             also in the line above; a value that holds ': ' needs quotes",
        ),
        (
            "  faster-checkout/one-tap:",
            "   faster-checkout/one-tap:",
            "not YAML: while parsing a block mapping, did not find expected key; write keys of one level with the \
             same indentation",
        ),
        (
            "value: 305",
            "value: \"305",
            "not YAML: unclosed quote; close it with the same quote, or write the value without",
        ),
        (
            "## Plan",
            "##Plan",
            "'##Plan' is no heading: a space is missing; write '## Plan'",
        ),
        (
            "## Plan",
            "# Plan",
            "'Plan' has heading level 1, sections have level 2; write '## Plan'",
        ),
        (
            "- [ ] Ask",
            "- [] Ask",
            "'[]' is no box of a task; write '[ ]', with a space between the brackets",
        ),
        (
            "## Plan",
            "<<<<<<< HEAD\n## Plan",
            "a merge conflict was left here; keep one side or both, and delete the marker lines",
        ),
        (
            "## Plan",
            "<!-- later\n## Plan",
            "this comment is never closed; close it with '-->'",
        ),
    ] {
        let lines = found(from, to);
        assert_eq!(lines.len(), 1, "{to}: {lines:#?}");
        assert!(
            lines[0].starts_with(&format!("{told} (why: ")),
            "{to}: {lines:#?}"
        );
    }
}

#[test]
fn keeps_private_what_stands_under_a_heading_without_its_space() {
    let team = Team::new();
    let path = "check-ins/ada/2026-W46.md";
    team.put(
        path,
        team.text(path) + "\n##Feedback\nCANARY of the manager.\n",
    );
    let run = team.okr(&["check", "--format", "concise"]);
    assert!(
        run.stdout.contains("'##Feedback' is no heading"),
        "{}",
        run.told
    );
    let run = team.okr(&["report", "--out", "site"]);
    assert_eq!(run.status, 0, "{}", run.told);
    let mut folders = vec![team.path().join("site")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = std::fs::read(&path).unwrap();
                let text = String::from_utf8_lossy(&bytes);
                assert!(!text.contains("CANARY"), "{}", path.display());
            }
        }
    }
}

#[test]
fn puts_right_a_heading_and_a_box_without_their_space() {
    let team = Team::new();
    let path = "check-ins/ada/2026-W46.md";
    let right = team.text(path);
    let wrong = right
        .replace("## Plan", "##Plan")
        .replace("- [ ] Ask", "- [] Ask");
    assert_ne!(wrong, right);
    team.put(path, wrong);
    let run = team.okr(&["fix"]);
    assert_eq!(team.text(path), right, "{}", run.told);
}
