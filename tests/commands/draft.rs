//! `okr draft`

use std::path::Path;

use super::team::{Team, told};

#[test]
fn drafts_this_weeks_check_in_and_says_which_week_that_is() {
    let team = Team::new();
    let run = team.okr(&["draft"]);
    insta::assert_snapshot!(run.told);
    insta::assert_snapshot!("draft_of_ada", team.text("check-ins/ada/2026-W47.md"));
}

#[test]
fn touches_nothing_the_second_time_and_says_so() {
    let team = Team::new();
    team.okr(&["draft"]);
    let text = team.text("check-ins/ada/2026-W47.md") + "My own words.\n";
    team.put("check-ins/ada/2026-W47.md", &text);
    let run = team.okr(&["draft"]);
    assert_eq!(team.text("check-ins/ada/2026-W47.md"), text);
    insta::assert_snapshot!(run.told);
}

#[test]
fn names_the_nearest_for_an_unknown_person_or_week() {
    let team = Team::new();
    insta::assert_snapshot!(told(&[
        team.okr(&["draft", "adda"]),
        team.okr(&["draft", "bob"]),
        team.okr(&["draft", "--week", "2026-47"]),
        team.okr(&["draft", "--week", "2025-W53"]),
        team.run_in("", &["draft"], &[]),
    ]));
    assert!(!team.has("check-ins/adda"));
}

#[test]
fn prints_without_writing() {
    let team = Team::new();
    let run = team.okr(&["draft", "alan", "--print"]);
    assert!(run.stdout.starts_with("---\nstatus: draft\n"));
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(!team.has("check-ins/alan"));
}

#[test]
fn prints_a_path_that_can_be_opened_from_where_it_runs() {
    let team = Team::new();
    let run = team.run_in("okrs/2026-Q4", &["draft", "alan", "-q"], &[]);
    let path = run.stdout.trim_end().replace(
        "[team]",
        team.path().canonicalize().unwrap().to_str().unwrap(),
    );
    assert!(team.path().join("okrs/2026-Q4").join(path).is_file());
    assert_eq!(run.stderr, "");
}

#[test]
fn takes_the_person_from_git() {
    let team = Team::new().with_git();
    let run = team.run_in("", &["draft"], &[]);
    assert_eq!(run.stdout, "check-ins/ada/2026-W47.md\n");
}

#[test]
fn writes_nothing_over_a_link_or_into_a_revision() {
    let team = Team::new();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/nowhere", team.path().join("check-ins/ada/2026-W47.md"))
            .unwrap();
        insta::assert_snapshot!(told(&[
            team.okr(&["draft"]),
            team.okr(&["draft", "--at", "HEAD"])
        ]));
    }
}

#[cfg(unix)]
#[test]
fn opens_the_editor_with_its_options() {
    use std::os::unix::fs::PermissionsExt;
    let team = Team::new();
    team.put("my editor", "#!/bin/sh\necho \"$1\" >> \"$2\"\n");
    let editor = team.path().join("my editor");
    std::fs::set_permissions(&editor, PermissionsExt::from_mode(0o755)).unwrap();
    let command = format!("'{}' --wait", editor.display());
    let variables = [("OKR_PERSON", "ada"), ("EDITOR", command.as_str())];
    let run = team.run_in("", &["draft", "--edit"], &variables);
    assert!(
        team.text("check-ins/ada/2026-W47.md").ends_with("--wait\n"),
        "{}",
        run.told
    );
    assert_eq!(run.status, 0);
    insta::assert_snapshot!(told(&[
        team.okr(&["draft", "--edit"]),
        team.run_in(
            "",
            &["draft", "--edit"],
            &[("OKR_PERSON", "ada"), ("VISUAL", "false")]
        ),
    ]));
}

#[test]
fn works_for_a_team_without_objectives() {
    let team = Team::empty();
    team.put(
        "okr.yaml",
        "people:\n  ada: { name: Ada, manager: grace }\n  grace: { name: Grace }\n",
    );
    let run = team.okr(&["draft"]);
    assert_eq!(run.status, 0, "{}", run.told);
    assert!(
        team.text("check-ins/ada/2026-W47.md")
            .starts_with("---\nstatus: draft\n---\n")
    );
}

#[test]
fn knows_who_runs_it_from_whose_draft_it_is() {
    let team = Team::new();
    let as_grace = |args: &[&str]| team.run_in("", args, &[("OKR_PERSON", "ada")]).stdout;
    assert_eq!(
        as_grace(&["--as", "grace", "draft"]),
        "check-ins/grace/2026-W47.md\n"
    );
    assert_eq!(
        as_grace(&["draft", "alan", "--as", "grace"]),
        "check-ins/alan/2026-W47.md\n"
    );
    let set = ["set", "one-tap", "1", "--as", "grace", "--person", "alan"];
    assert_eq!(team.okr(&set).status, 0);
    assert!(team.text("check-ins/alan/2026-W47.md").contains("one-tap"));
}

#[test]
fn warns_of_a_returned_one_and_of_a_week_that_is_not_due() {
    let team = Team::new();
    let settings = team
        .text("okr.yaml")
        .replace("check-in: {", "check-in: { every: 2 weeks,");
    team.put("okr.yaml", settings);
    team.put(
        "check-ins/ada/2026-W45.md",
        "---\nstatus: returned\nreturned: { by: grace, on: 2026-11-06, reason: No figures }\n---\n",
    );
    std::fs::remove_file(team.path().join("check-ins/ada/2026-W46.md")).unwrap();
    insta::assert_snapshot!(told(&[
        team.okr(&["draft"]),
        team.okr(&["draft", "alan", "--week", "2026-W46"]),
    ]));
}

#[test]
fn drafts_for_everyone_in_the_example_without_an_error() {
    let team = Team::empty();
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/example-repo");
    team.copy(Path::new(example));
    for person in ["noor", "tomasz", "linnea", "kofi", "mei", "rafael", "brid"] {
        let week = "2026-W49";
        let run = team.okr(&["draft", person, "--week", week]);
        assert_eq!(run.status, 0, "{}", run.told);
        let path = format!("check-ins/{person}/{week}.md");
        let check = team.okr(&["check", &path, "--format", "concise"]);
        assert_eq!(check.status, 0, "{}", check.told);
        let before = team.text(&path);
        let ready = team.okr(&["ready", person, "--week", week]);
        assert_eq!(ready.status, 1, "{}", ready.told);
        assert_eq!(team.text(&path), before);
    }
}

#[test]
fn obeys_nothing_that_the_settings_or_the_last_check_in_say() {
    let team = Team::new();
    let settings = team.text("okr.yaml");
    team.put(
        "okr.yaml",
        settings.replace("Ada Lovelace", "\"Ada --> <script>\\e[31m\\n## Progress\""),
    );
    let last = team.text("check-ins/ada/2026-W46.md");
    let last = last.replace("Ask the vendor", "\u{1b}]0;x\u{7} <img src=x> {{week}} Ask");
    team.put(
        "check-ins/ada/2026-W46.md",
        last.replace("Own cause: we", "Own cause: ```\n```"),
    );
    let run = team.okr(&["draft"]);
    assert!(!run.told.contains('\u{1b}'));
    let text = team.text("check-ins/ada/2026-W47.md");
    assert!(!text.contains(['\u{1b}', '\u{7}']), "{text}");
    assert!(text.contains("# Ada --> \\<script>"), "{text}");
    assert_eq!(text.matches("\n## Progress").count(), 1, "{text}");
    let check = team.okr(&["check", "check-ins/ada/2026-W47.md"]);
    assert_eq!(check.status, 0, "{}", check.told);
}

#[test]
fn says_what_keeps_it_from_reading_the_team() {
    let team = Team::new();
    let run = |settings: &str| {
        team.put("okr.yaml", settings);
        team.okr(&["draft"])
    };
    insta::assert_snapshot!(told(&[
        run("team: Payments\n"),
        run("people: [ada]\n"),
        run("people:\n  ada: { name: Ada\n"),
    ]));
    std::fs::remove_file(team.path().join("okr.yaml")).unwrap();
    insta::assert_snapshot!(team.okr(&["draft"]).told);
}
