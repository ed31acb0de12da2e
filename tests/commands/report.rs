//! `okr report`

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::team::Team;

/// Every file below a folder, by its path in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

#[test]
fn makes_the_same_bytes_of_the_same_commit_under_another_zone_and_folder() {
    let team = Team::new().with_git();
    let run = team.okr(&["report", "--at", "HEAD", "--out", "one"]);
    assert_eq!(run.status, 0, "{}", run.told);
    let variables = [("TZ", "Pacific/Auckland"), ("LC_ALL", "de_DE.UTF-8")];
    team.run_in(
        "okrs",
        &["report", "--at", "HEAD", "--out", "../two"],
        &variables,
    );
    let (one, two) = (
        files(&team.path().join("one")),
        files(&team.path().join("two")),
    );
    assert_eq!(
        one.keys().collect::<Vec<_>>(),
        two.keys().collect::<Vec<_>>()
    );
    assert_eq!(one, two);
    assert!(one.contains_key("index.html") && one.contains_key("check-ins/ada/2026-W46.html"));
}

#[test]
fn reads_a_revision_and_leaves_the_work_tree_alone() {
    let team = Team::new().with_git();
    team.put("check-ins/ada/2026-W46.md", "broken, and not committed");
    let before = files(&team.path().join("check-ins"));
    let run = team.okr(&["report", "--at", "HEAD", "--out", "then"]);
    assert_eq!(run.status, 0, "{}", run.told);
    let page = fs::read_to_string(team.path().join("then/check-ins/ada/2026-W46.html")).unwrap();
    assert!(page.contains("Moved the card vault call off the hot path"));
    assert_eq!(files(&team.path().join("check-ins")), before);
}

#[test]
fn lets_nothing_private_and_no_raw_html_into_any_file() {
    let team = Team::new();
    let text = team
        .text("check-ins/ada/2026-W46.md")
        .replace("status: ready", "status: draft");
    let private = "\n## Feedback\nxyzzy-secret\n\n## Asks <!-- okr: private -->\nxyzzy-secret\n";
    let active = "\n## Reply\nxyzzy-secret <script>xyzzy-secret</script>\n";
    let text = text.replace(
        "None.\n\n## Obstacles",
        "Late <img src=x onerror=alert(1)> again.\n\n## Obstacles",
    );
    team.put(
        "check-ins/ada/2026-W46.md",
        format!("{text}{private}{active}"),
    );
    let run = team.okr(&["report", "--out", "out"]);
    assert_eq!(run.status, 0, "{}", run.told);
    for (name, bytes) in files(&team.path().join("out")) {
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains("xyzzy"), "{name}");
        assert!(!text.contains("<img"), "{name}");
    }
    let page = fs::read_to_string(team.path().join("out/check-ins/ada/2026-W46.html")).unwrap();
    assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;"));
}

#[test]
fn replaces_a_report_and_no_other_folder() {
    let team = Team::new();
    team.put("precious/words.txt", "mine");
    let refused = team.okr(&["report", "--out", "precious"]);
    assert_eq!(refused.status, 2, "{}", refused.told);
    assert_eq!(team.text("precious/words.txt"), "mine");
    assert_eq!(team.okr(&["report", "--out", "out"]).status, 0);
    team.put("out/stale.html", "old");
    let again = team.okr(&["report", "--out", "out"]);
    assert_eq!(again.status, 0, "{}", again.told);
    assert!(!team.has("out/stale.html") && team.has("out/index.html"));
}

#[test]
fn says_where_the_report_is_unless_asked_to_be_quiet() {
    let team = Team::new();
    let run = team.okr(&["report"]);
    assert!(
        run.stderr.contains("[team]/okr-report/index.html ("),
        "{}",
        run.told
    );
    assert_eq!(run.stdout, "");
    assert_eq!(team.okr(&["report", "--quiet"]).stderr, "");
}

#[test]
fn says_how_the_same_report_is_made_on_another_day() {
    let team = Team::new().with_git();
    team.okr(&["report", "--today", "2026-11-17"]);
    let first = files(&team.path().join("okr-report"));
    let page = team.text("okr-report/index.html");
    let (_, command) = page.split_once("<code>okr report").unwrap();
    let (command, _) = command.split_once("</code>").unwrap();
    assert!(command.ends_with(" --today 2026-11-17"), "{command}");
    let args: Vec<&str> = command.split_whitespace().collect();
    team.okr(&[&["report"][..], &args].concat());
    assert_eq!(files(&team.path().join("okr-report")), first);
}

#[test]
fn writes_this_week_as_one_file_that_needs_nothing_else() {
    let team = Team::new();
    let run = team.okr(&["report", "--single-file", "week.html"]);
    assert_eq!(run.status, 0, "{}", run.told);
    assert!(
        run.stderr.contains("The report is at week.html (1 page)"),
        "{}",
        run.told
    );
    let page = team.text("week.html");
    assert!(page.contains("Checkout p95 latency"), "{page}");
    for outside in [
        "<link rel=\"stylesheet\"",
        "<script src",
        "href=\"objectives/",
        "href=\"../",
    ] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(!team.has("okr-report"));
    let run = team.okr(&["report", "--single-file", "okr.yaml"]);
    assert_eq!(run.status, 2, "{}", run.told);
}

#[test]
fn is_for_everybody_where_it_has_an_address() {
    let team = Team::new();
    let address = "https://example.org/okr";
    let run = team.okr(&[
        "report",
        "--single-file",
        "week.html",
        "--base-url",
        address,
    ]);
    assert_eq!(run.status, 0, "{}", run.told);
    let page = team.text("week.html");
    assert!(
        page.contains("href=\"https://example.org/okr/objectives/"),
        "{page}"
    );
    assert!(page.contains("--audience published"), "{page}");
    let run = team.okr(&["report", "--out", "public", "--base-url", address]);
    assert_eq!(run.status, 0, "{}", run.told);
    assert_eq!(
        team.text("public/robots.txt"),
        "User-agent: *\nDisallow: /\n"
    );
    assert!(
        team.text("public/index.html")
            .contains("--audience published")
    );
    for wrong in [
        "javascript:alert(1)",
        "https://",
        "https://a/\"><script>",
        "example.org",
    ] {
        let run = team.okr(&["report", "--base-url", wrong]);
        assert_eq!(run.status, 2, "{wrong}\n{}", run.told);
    }
}

#[test]
fn takes_templates_of_the_team_s_own_one_by_one() {
    let team = Team::new();
    let page = "{% extends \"shell.html\" %}{% block body %}<h1>Our {{ name }}</h1>{% endblock %}";
    team.put("ours/person.html", page);
    team.put("ours/messages.txt", "nav.week = Diese Woche\n");
    team.put("ours/README.md", "How our pages look.\n");
    let run = team.okr(&["report", "--out", "out", "--templates", "ours"]);
    assert_eq!(run.status, 0, "{}", run.told);
    assert!(
        team.text("out/people/ada.html")
            .contains("<h1>Our Ada Lovelace</h1>")
    );
    assert!(team.text("out/index.html").contains(">Diese Woche</a>"));
    let plain = team.okr(&["report", "--out", "plain"]);
    assert_eq!(plain.status, 0, "{}", plain.told);
    assert!(!team.text("plain/people/ada.html").contains("Our Ada"));
    let single = [
        "report",
        "--single-file",
        "week.html",
        "--templates",
        "ours",
    ];
    assert_eq!(team.okr(&single).status, 0);
}

#[test]
fn names_a_fault_of_a_template_with_its_line_and_keeps_the_report() {
    let team = Team::new();
    assert_eq!(team.okr(&["report", "--out", "out"]).status, 0);
    let before = files(&team.path().join("out"));
    let mut runs = Vec::new();
    for (name, text) in [
        ("week.html", "<h1>\n{{ nothing }}</h1>"),
        ("person.html", "{% if %}"),
        ("objective.html", "\n\n[[no.such]]"),
        ("messages.txt", "# ours\nnonsense\n"),
        ("weak.html", "x"),
        ("style.css", "\u{fffd}"),
    ] {
        let folder = format!("ours-{name}");
        team.put(&format!("{folder}/{name}"), text);
        runs.push(team.okr(&["report", "--out", "out", "--templates", &folder]));
    }
    runs.pop();
    runs.push(team.okr(&["report", "--out", "out", "--templates", "nowhere"]));
    insta::assert_snapshot!(super::team::told(&runs));
    let stray = fs::read_dir(team.path()).unwrap();
    let stray = stray.filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().contains("tmp-")
    });
    assert_eq!(stray.count(), 0);
    assert_eq!(
        before.keys().len(),
        files(&team.path().join("out")).keys().len()
    );
}

#[test]
fn puts_what_is_due_beside_the_pages_as_a_calendar() {
    let team = Team::new().with_git();
    let run = team.okr(&["report", "--out", "out"]);
    assert_eq!(run.status, 0, "{}", run.told);
    let calendar = team.text("out/due.ics");
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n"), "{calendar}");
    assert!(
        calendar.contains("SUMMARY:Ada Lovelace: check-in of 2026-W47\r\n"),
        "{calendar}"
    );
    assert!(
        calendar.contains("Ask the vendor for a larger quota"),
        "{calendar}"
    );
    assert!(
        calendar.contains("DTSTAMP:20251113T021320Z\r\n"),
        "{calendar}"
    );
    assert!(team.text("out/index.html").contains("href=\"due.ics\""));
    assert!(!team.text("out/weeks/2026-W46.html").contains("due.ics"));
    assert!(calendar.contains("DESCRIPTION:okr draft ada"), "{calendar}");
    let run = team.okr(&["report", "--out", "public", "--audience", "published"]);
    assert_eq!(run.status, 0, "{}", run.told);
    assert!(!team.text("public/due.ics").contains("DESCRIPTION"));
    let german = format!("language: de\n{}", team.text("okr.yaml"));
    team.put("okr.yaml", german);
    let run = team.okr(&["report", "--out", "german"]);
    assert_eq!(run.status, 0, "{}", run.told);
    let calendar = team.text("german/due.ics");
    assert!(
        calendar.contains("SUMMARY:Ada Lovelace: Check-in für 2026-W47\r\n"),
        "{calendar}"
    );
}

#[test]
fn makes_no_report_of_nobody() {
    let team = Team::new();
    assert_eq!(team.okr(&["report", "--out", "out"]).status, 0);
    let before = files(&team.path().join("out"));
    team.put("okr.yaml", "team: Payments\npeople: [\n");
    let run = team.okr(&["report", "--out", "out"]);
    assert_eq!(run.status, 2, "{}", run.told);
    assert!(run.stderr.starts_with("error: okr.yaml:"), "{}", run.told);
    assert_eq!(files(&team.path().join("out")), before);
}

#[test]
fn says_of_which_check_ins_nothing_is_shown() {
    let team = Team::new();
    let text = team.text("check-ins/ada/2026-W46.md");
    for week in 42..47 {
        let path = format!("check-ins/ada/2026-W{week}.md");
        team.put(&path, format!("{text}\n<!-- okr: privat -->\n"));
    }
    let run = team.okr(&["report", "--out", "out"]);
    assert_eq!(run.status, 0, "{}", run.told);
    insta::assert_snapshot!(run.stderr);
}

#[test]
fn prints_a_template_to_begin_with() {
    let team = Team::new();
    let all = [
        "week.html",
        "shell.html",
        "style.css",
        "report.js",
        "messages.txt",
    ];
    for name in all {
        let run = team.okr(&["report", "--print-template", name]);
        assert_eq!(run.status, 0, "{}", run.told);
        team.put(&format!("ours/{name}"), run.stdout);
    }
    assert!(!team.has("okr-report"));
    for (out, more) in [("one", &[][..]), ("two", &["--templates", "ours"])] {
        let run = team.okr(&[&["report", "--out", out], more].concat());
        assert_eq!(run.status, 0, "{}", run.told);
    }
    let (one, mut two) = (
        files(&team.path().join("one")),
        files(&team.path().join("two")),
    );
    // Its last line names the command.
    for page in two.values_mut() {
        let text = String::from_utf8(page.clone()).unwrap();
        *page = text.replace(" --templates DIR", "").into_bytes();
    }
    assert_eq!(one, two);
    let run = team.okr(&["report", "--print-template", "weak.html"]);
    assert!(
        run.stderr.contains("did you mean 'week.html'?"),
        "{}",
        run.told
    );
}
