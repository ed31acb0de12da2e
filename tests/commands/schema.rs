//! `okr schema`: held against the example's files, and against what the commands print.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::team::Team;

/// What is wrong with a value by a schema that uses the few words that ours do.
fn complaints(schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let known = [
        "$schema",
        "title",
        "description",
        "type",
        "properties",
        "required",
        "additionalProperties",
        "items",
        "enum",
        "const",
        "anyOf",
        "pattern",
        "minimum",
    ];
    for word in schema.as_object().unwrap().keys() {
        assert!(
            known.contains(&word.as_str()),
            "the test does not know '{word}'"
        );
    }
    let mut say = |what: String| found.push(format!("{at}: {what}"));
    if let Some(choices) = schema["anyOf"].as_array()
        && !choices.iter().any(|choice| is_fine(choice, value))
    {
        say(format!("{value} fits none of the choices"));
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if !types.is_empty() && !types.iter().any(|name| has_type(value, name)) {
        say(format!("{value} is none of {types:?}"));
    }
    if schema["enum"]
        .as_array()
        .is_some_and(|all| !all.contains(value))
    {
        say(format!("{value} is none of {}", schema["enum"]));
    }
    if schema.get("const").is_some_and(|only| only != value) {
        say(format!("{value} is not {}", schema["const"]));
    }
    if let (Some(pattern), Some(text)) = (schema["pattern"].as_str(), value.as_str())
        && !matches(pattern, text)
    {
        say(format!("{text} does not match {pattern}"));
    }
    if let Some(items) = value.as_array() {
        for (index, item) in items.iter().enumerate() {
            if schema["items"].is_object() {
                complaints(&schema["items"], item, &format!("{at}/{index}"), found);
            }
        }
    }
    if let Some(object) = value.as_object() {
        in_object(schema, object, at, found);
    }
}

fn is_fine(schema: &Value, value: &Value) -> bool {
    let mut found = Vec::new();
    complaints(schema, value, "", &mut found);
    found.is_empty()
}

fn in_object(
    schema: &Value,
    object: &serde_json::Map<String, Value>,
    at: &str,
    found: &mut Vec<String>,
) {
    for name in schema["required"].as_array().into_iter().flatten() {
        if !object.contains_key(name.as_str().unwrap()) {
            found.push(format!("{at}: {name} is missing"));
        }
    }
    for (name, value) in object {
        let place = format!("{at}/{name}");
        match (
            schema["properties"].get(name),
            &schema["additionalProperties"],
        ) {
            (Some(known), _) => complaints(known, value, &place, found),
            (None, Value::Bool(false)) => found.push(format!("{place} is not known")),
            (None, Value::Object(_)) => {
                complaints(&schema["additionalProperties"], value, &place, found);
            }
            (None, _) => {}
        }
    }
}

fn has_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the test does not know the type '{other}'"),
    }
}

fn matches(pattern: &str, text: &str) -> bool {
    let shape: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    match pattern {
        "^[0-9]{4}-W[0-9]{2}$" => shape == "0000-W00",
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => shape == "0000-00-00",
        other => panic!("the test does not know the pattern '{other}'"),
    }
}

fn schema(subject: &str) -> Value {
    let run = Team::empty().okr(&["schema", subject]);
    assert_eq!(run.status, 0, "{}", run.told);
    serde_json::from_str(&run.stdout).unwrap()
}

fn fits(subject: &str, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    complaints(&schema(subject), value, "", &mut found);
    found
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

fn front_matter(text: &str) -> Value {
    let rest = text.strip_prefix("---\n").unwrap();
    yaml(rest.split("\n---\n").next().unwrap())
}

fn example() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/example-repo"))
}

fn files_below(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts.extend(files_below(&path));
        } else if path.extension().is_some_and(|end| end == "md") {
            texts.push(fs::read_to_string(path).unwrap());
        }
    }
    texts
}

#[test]
fn describes_the_files_of_the_example() {
    let settings = fs::read_to_string(example().join("okr.yaml")).unwrap();
    assert_eq!(fits("okr.yaml", &yaml(&settings)), [""; 0]);
    for (subject, folder) in [("objective", "okrs"), ("check-in", "check-ins")] {
        let schema = schema(subject);
        let texts = files_below(&example().join(folder));
        assert!(texts.len() > 2);
        for text in texts {
            let mut found = Vec::new();
            complaints(&schema, &front_matter(&text), "", &mut found);
            assert!(found.is_empty(), "{found:?} in\n{text}");
        }
    }
}

#[test]
fn describes_everything_that_the_format_shows() {
    let settings = yaml(
        "team: Payments\ncycle: 2026-Q4\ncycles:\n  2026-kickoff: { from: 2026-08-17, to: 2026-11-13 }\npeople:\n  \
         ada: { name: Ada, email: [a@x.org, b@x.org], manager: grace, since: 2026-W40, key: age1 }\n  grace:\n\
         check-in: { due: friday 17:00, time-zone: Europe/Oslo, every: 1 week, section-level: 2, placeholders: [x] }\n\
         confidence: words\nsections:\n  - progress\n  - { id: help, heading: Help, aliases: [H], by: person, \
         filled-by: ready, none: true, prompt: What?, labels: { slows: Bremst } }\nprivate: [feedback]\n\
         rules: { vague-answer: warning, manager-talks-more: off }\npace: { behind: -2 }\n\
         evidence: [{ repository: ., trailer: Key-Result }]\n",
    );
    assert_eq!(fits("okr.yaml", &settings), [""; 0]);
    let objective = yaml(
        "title: T\nowner: ada\nparent: 2026/grow\nkey-results:\n  a: { title: A, unit: ms, start: 480, target: 150, \
         weight: 0.5, planned: { 2026-W44: 300 } }\n  b: { keep: { at-most: 0.1 } }\n  c: { milestones: [x, y] }\n  \
         d: { done: true, owner: ada }\n",
    );
    assert_eq!(fits("objective", &objective), [""; 0]);
    let check_in = yaml(
        "status: reviewed\nkey-results:\n  a/b: { value: 310, confidence: good }\n  a/c: { value: , confidence: }\n\
         reviewed: { by: grace, on: 2026-11-20 }\nreturned: { by: grace, on: 2026-11-19, reason: No }\nskipped: x\n\
         okr-changes:\n  - { key-result: a/b, change: target, from: 1, to: 2, because: too-hard, agreed: [ada] }\n",
    );
    assert_eq!(fits("check-in", &check_in), [""; 0]);
    let wrong = yaml("status: redy\nkey-result: {}\nreviewed: { on: 2026-11-7 }\n");
    assert_eq!(fits("check-in", &wrong).len(), 3);
}

#[test]
fn describes_what_check_prints() {
    let team = Team::new();
    let text = "---\nstatus: redy\nkey-results: { p95-latency: { value: x } }\n---\n## Progres\n";
    team.put("check-ins/ada/2026-W47.md", text);
    let run = team.okr(&["check", "--format", "json"]);
    let output: Value = serde_json::from_str(&run.stdout).unwrap();
    assert!(output["findings"].as_array().unwrap().len() > 3);
    assert_eq!(fits("check", &output), [""; 0]);
}

#[test]
fn describes_what_log_prints() {
    let team = Team::empty();
    team.copy(example());
    let run = team.okr(&["log", "--week", "2026-W47", "--format", "json"]);
    let output: Value = serde_json::from_str(&run.stdout).expect(&run.told);
    assert!(output["key-results"].as_array().unwrap().len() > 3);
    assert_eq!(fits("log", &output), [""; 0]);
    let history = super::history::History::new();
    let moved = super::history::OBJECTIVE.replace("target: 150", "target: 200");
    history.team.put(super::history::OBJECTIVE_PATH, moved);
    history.commit("ada@example.com", "2026-11-18T08:00:00Z", "Ask for less");
    let run = history
        .team
        .okr(&["log", "p95-latency", "--format", "json"]);
    let output: Value = serde_json::from_str(&run.stdout).expect(&run.told);
    assert_eq!(output["key-results"][0]["changes"][0]["change"], "target");
    assert_eq!(fits("log", &output), [""; 0]);
}

#[test]
fn describes_what_diff_prints() {
    let folder = example().to_str().unwrap();
    let team = Team::empty();
    let run = team.okr(&[
        "-C", folder, "diff", "--week", "2026-W46", "--format", "json",
    ]);
    let output: Value = serde_json::from_str(&run.stdout).expect(&run.told);
    assert!(output["diffs"].as_array().unwrap().len() > 3);
    assert_eq!(fits("diff", &output), [""; 0]);
}

#[test]
fn describes_what_stands_beside_the_pages_of_a_report() {
    let team = Team::empty();
    team.copy(example());
    let run = team.okr(&["report", "--out", "out"]);
    assert_eq!(run.status, 0, "{}", run.told);
    let data = team.path().join("out/data/v1");
    let read = |path: &Path| -> Value {
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    };
    let index = read(&data.join("index.json"));
    assert_eq!(fits("report-index", &index), [""; 0]);
    let mut known = 1;
    let mut read_all = |files: &Value, subject: &str, own: &str| -> Vec<Value> {
        let schema = schema(subject);
        let files = files.as_array().unwrap();
        known += files.len();
        let values = files.iter().map(|file| {
            let value = read(&data.join(file["file"].as_str().unwrap()));
            let mut found = Vec::new();
            complaints(&schema, &value, "", &mut found);
            assert!(found.is_empty(), "{file}: {found:?}");
            value
        });
        let values: Vec<Value> = values.collect();
        let filled = values
            .iter()
            .flat_map(|value| value[own].as_array().unwrap());
        assert!(filled.count() > 2, "{subject}");
        values
    };
    read_all(&index["weeks"], "report-week", "key-results");
    read_all(&index["people"], "report-person", "check-ins");
    for cycle in read_all(&index["cycles"], "report-cycle", "objectives") {
        let objectives = read_all(&cycle["objectives"], "report-objective", "key-results");
        let series = &objectives[0]["key-results"][0]["series"];
        assert!(series.as_array().unwrap().len() > 2, "{series}");
    }
    assert_eq!(count(&data), known);
}

/// The files in and below a folder.
fn count(folder: &Path) -> usize {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .map(|path| if path.is_dir() { count(&path) } else { 1 })
        .sum()
}
