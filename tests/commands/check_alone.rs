//! `okr check FILE` and `okr check --base`: what is said of a file is what is said of it among all, also
//! where somebody else's check-in decides it.

use std::collections::BTreeMap;
use std::path::Path;

use super::history::History;
use super::team::{Run, Team};

/// The paths of all files below the team's folder but those of git.
fn paths(team: &Team) -> Vec<String> {
    let mut folders = vec![team.path().to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with(".git") {
                folders.push(path);
            } else if path.is_file() {
                let below = path.strip_prefix(team.path()).unwrap();
                found.push(below.to_str().unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

/// The lines about each file.
fn by_file(run: &Run) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in run.stdout.lines() {
        let place = line.split_once(": ").map_or("", |(place, _)| place);
        if let [_, _, path] = place.rsplitn(3, ':').collect::<Vec<_>>()[..] {
            let lines = found.entry(path.to_owned()).or_default();
            lines.push(line.to_owned());
        }
    }
    found
}

fn checked(team: &Team, paths: &[&str]) -> Run {
    let args = [
        "-q",
        "check",
        "--today",
        "2026-11-20",
        "--format",
        "concise",
    ];
    team.run_in("", &[&args, paths].concat()[..], &[])
}

/// What is found in all files, after each was checked alone and said the same.
fn same_alone(team: &Team) -> BTreeMap<String, Vec<String>> {
    let all = by_file(&checked(team, &[]));
    for path in paths(team) {
        let alone = checked(team, &[&path]);
        let expected: BTreeMap<_, _> = all
            .iter()
            .filter(|(of, _)| **of == path)
            .map(|(of, lines)| (of.clone(), lines.clone()))
            .collect();
        assert_eq!(by_file(&alone), expected, "{path}: {}", alone.told);
    }
    all
}

fn example() -> Team {
    let team = Team::empty();
    team.copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-repo"));
    team
}

#[test]
fn says_of_each_file_of_the_example_what_it_says_of_it_among_all() {
    let all = same_alone(&example());
    assert!(all.values().map(Vec::len).sum::<usize>() > 20);
}

#[test]
fn says_of_each_file_of_a_broken_team_what_it_says_of_it_among_all() {
    let team = example();
    let breaks: [(&str, &str); 16] = [
        ("status: reviewed", "status: reviewd"),
        ("## Obstacles", "## Obstacels"),
        ("confidence: good", "confidence: great"),
        ("- [ ] ", "- [ ] (@nobody) "),
        ("due 2026-11", "due 2026-09"),
        ("## Plan", "## Plan\nTODO\n\n## Weather"),
        (
            "key-results:\n",
            "key-results:\n  goal/unknown: { value: 1 }\n",
        ),
        ("status: reviewed", "status: draft"),
        ("## Feedback", "<!-- okr: allow(late): why -->\n## Feedback"),
        ("reviewed: {", "reveiwed: {"),
        ("## Progress", "<<<<<<< HEAD\n## Progress"),
        ("status: reviewed", "status: skipped"),
        ("## Plan", "<!-- okr: privat -->\n## Plan"),
        ("value:", "vlaue:"),
        ("- [ ] ", "- [-] "),
        ("## Behind schedule", "## Behind schedule\u{200b}"),
    ];
    let files = paths(&team);
    let check_ins = files.iter().filter(|path| path.starts_with("check-ins/"));
    for (place, path) in check_ins.enumerate() {
        let (from, to) = breaks[place % breaks.len()];
        let text = team.text(path);
        team.put(path, text.replacen(from, to, 1));
    }
    team.put("check-ins/mei/week-48.md", "---\nstatus: draft\n---\n");
    team.put("check-ins/nobody/2026-W47.md", "---\nstatus: draft\n---\n");
    let path = "okrs/2026-autumn/calm-nights.md";
    team.put(path, team.text(path).replacen("start: 9", "start: 48", 1));
    let all = same_alone(&team);
    assert!(all.len() > 45, "{:?}", all.keys());
}

const SETTINGS: &str = "\
people:
  ada: { manager: grace, email: ada@example.com, since: 2026-W44 }
  alan: { manager: grace, since: 2026-W44 }
  grace: { since: 2026-W44 }
cycles:
  2026-autumn: { from: 2026-10-26, to: 2027-01-03 }
cycle: 2026-autumn
sections: [progress, plan]
rules: { missed-week: off }
";

/// A check-in with these key results of `goal` and their values.
fn check_in(front: &str, values: &[(&str, &str)], plan: &str) -> String {
    let mut text = format!("---\nstatus: ready\n{front}key-results:\n");
    let mut told = String::new();
    for (id, value) in values {
        text += &format!("  goal/{id}: {{ value: {value}, confidence: good }}\n");
        told += &format!("The {id} is at {value} by now.\n");
    }
    format!("{text}---\n## Progress\n{told}\n## Plan\n{plan}\n")
}

fn agreed(reference: &str, change: &str, by: &str) -> String {
    format!(
        "okr-changes:\n  - {{ key-result: goal/{reference}, change: {change}, because: too-hard, \
         agreed: [{by}, grace] }}\n"
    )
}

/// A team in which Alan handed `speed` over to Ada in 2026-W46, and had its target lowered and `old` removed
/// before; only his check-ins say so. His last one has a task for `speed` that is long over.
fn handed_over() -> Team {
    let team = Team::empty();
    team.put("okr.yaml", SETTINGS);
    team.put(
        "okrs/2026-autumn/goal.md",
        "---\ntitle: Answer faster\nowner: alan\nkey-results:\n  \
         speed: { title: Speed, start: 0, target: 80, owner: ada }\n  \
         help: { title: Help, start: 0, target: 100, owner: ada }\n  \
         calls: { title: Calls, start: 0, target: 100 }\n---\n",
    );
    let plan = "- [ ] Call ten shops (@alan, due 2026-11-27)";
    let removes = agreed("old", "remove", "alan");
    let lowers = agreed("speed", "target, from: 100, to: 80", "alan");
    let hands = agreed("speed", "owner, from: alan, to: ada", "alan");
    for (week, front, values) in [
        (44, removes, &[("calls", "10"), ("speed", "8")][..]),
        (45, lowers, &[("calls", "21"), ("speed", "17")]),
        (46, hands, &[("calls", "29")]),
    ] {
        let path = format!("check-ins/alan/2026-W{week}.md");
        team.put(&path, check_in(&front, values, plan));
    }
    let late = "- [ ] Get the speed measured (@grace, due 2026-10-30)";
    team.put(
        "check-ins/alan/2026-W47.md",
        check_in("", &[("calls", "41")], late),
    );
    let plan = "- [ ] Write the page (@ada, due 2026-11-27)";
    for (week, values) in [
        (44, &[("help", "9"), ("old", "3")][..]),
        (45, &[("help", "18")]),
        (46, &[("help", "33"), ("speed", "26")]),
        (47, &[("help", "41"), ("speed", "34")]),
    ] {
        team.put(
            &format!("check-ins/ada/2026-W{week}.md"),
            check_in("", values, plan),
        );
    }
    team
}

/// The rules that speak of a file.
fn rules(found: &BTreeMap<String, Vec<String>>, path: &str) -> Vec<String> {
    let lines = found.get(path).map_or(&[][..], Vec::as_slice);
    let rule = |line: &String| line.split(['[', ']']).nth(1).unwrap().to_owned();
    lines.iter().map(rule).collect()
}

#[test]
fn knows_of_one_file_what_was_agreed_and_is_late_in_the_check_ins_of_others() {
    let team = handed_over();
    let found = same_alone(&team);
    // What Ada did not own yet is not asked of her, what was removed may stand there.
    for week in [44, 45, 46] {
        let path = format!("check-ins/ada/2026-W{week}.md");
        assert_eq!(rules(&found, &path), [""; 0], "{found:#?}");
    }
    assert_eq!(
        rules(&found, "check-ins/ada/2026-W47.md"),
        ["help-late", "target-moved"],
        "{found:#?}"
    );
}

#[test]
fn asks_for_what_nobody_handed_over() {
    let team = handed_over();
    for week in [44, 46] {
        let path = format!("check-ins/alan/2026-W{week}.md");
        let text = team
            .text(&path)
            .replace("agreed: [alan, grace]", "agreed: [alan]");
        team.put(&path, text);
    }
    let found = same_alone(&team);
    let asked = |week| rules(&found, &format!("check-ins/ada/2026-W{week}.md"));
    assert!(
        asked(44).contains(&"unknown-key-result".to_owned()),
        "{found:#?}"
    );
    assert!(
        asked(45).contains(&"missing-value".to_owned()),
        "{found:#?}"
    );
}

#[test]
fn leaves_it_to_its_owner_of_all_the_cycle_what_a_key_result_is() {
    let team = handed_over();
    // She has spoken of it since the cycle began: it was hers all along.
    let path = "check-ins/ada/2026-W44.md";
    let text = check_in("", &[("help", "9"), ("speed", "8")], "None.");
    team.put(path, text);
    let found = same_alone(&team);
    let last = rules(&found, "check-ins/ada/2026-W47.md");
    assert!(!last.contains(&"target-moved".to_owned()), "{found:#?}");
    assert!(
        rules(&found, "check-ins/ada/2026-W45.md").contains(&"missing-value".to_owned()),
        "{found:#?}"
    );
}

#[test]
fn knows_in_a_change_of_one_file_what_is_late_in_the_check_ins_of_others() {
    let history = History::new();
    let path = "check-ins/ada/2026-W47.md";
    std::fs::remove_dir_all(history.team.path().join("check-ins")).unwrap();
    let team = handed_over();
    for file in paths(&team).iter().filter(|file| *file != path) {
        history.team.put(file, team.text(file));
    }
    history.commit("ada@example.com", "2026-11-18T08:00:00Z", "All but one");
    history.team.put(path, team.text(path));
    let run = |args: &[&str]| rules(&by_file(&checked(&history.team, args)), path);
    assert_eq!(run(&["--base", "HEAD"]), ["help-late", "target-moved"]);
    history.staged();
    assert_eq!(run(&["--staged"]), ["help-late", "target-moved"]);
}
