//! What ships for forges and hooks, held to the rules that keep an author's text from being run: nothing is
//! pasted into a shell, actions are pinned by commit, whoever may write runs nothing that was handed in.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use serde_yaml::Value;

use super::team::{Run, Team, told};

const WORKFLOWS: [&str; 3] = [
    "templates/init/github/okr.yml",
    "templates/init/github/okr-report.yml",
    "templates/init/github/okr-comment.yml",
];
const GITLAB: &str = "templates/init/gitlab/okr.yml";
/// What publishes the report.
const PAGES: [&str; 2] = [
    "templates/init/github/okr-pages.yml",
    "templates/init/gitlab/okr-pages.yml",
];

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// A template as `okr init` fills it, else the file.
fn filled(path: &str) -> String {
    text(path)
        .replace("{{folder}}", ".")
        .replace("{{version}}", "1.0.0")
}

fn documents(path: &str) -> Vec<Value> {
    use serde::Deserialize;
    let text = filled(path);
    serde_yaml::Deserializer::from_str(&text)
        .map(|document| Value::deserialize(document).unwrap())
        .collect()
}

/// Every text that stands under the key `name`, at any depth.
fn under(value: &Value, name: &str, found: &mut Vec<String>) {
    match value {
        Value::Mapping(mapping) => {
            for (key, value) in mapping {
                if key.as_str() == Some(name) {
                    match value {
                        Value::Sequence(lines) => {
                            found.extend(lines.iter().filter_map(Value::as_str).map(str::to_owned));
                        }
                        other => found.extend(other.as_str().map(str::to_owned)),
                    }
                }
                under(value, name, found);
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| under(item, name, found)),
        _ => {}
    }
}

fn all_under(path: &str, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    for document in documents(path) {
        under(&document, name, &mut found);
    }
    found
}

/// What is run in a file, shell by shell.
fn scripts(path: &str) -> Vec<String> {
    ["run", "script", "before_script"]
        .iter()
        .flat_map(|name| all_under(path, name))
        .collect()
}

fn bash(script: &str, folder: &Path, variables: &[(&str, &str)]) -> Output {
    let path = format!("{}/bin:/usr/bin:/bin", folder.display());
    Command::new("bash")
        .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
        .current_dir(folder)
        .env_clear()
        .env("PATH", path)
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

/// A program of that name in `bin`, before all others.
fn stub(team: &Team, name: &str, script: &str) {
    team.put(&format!("bin/{name}"), format!("#!/bin/bash\n{script}"));
    let path = team.path().join("bin").join(name);
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn no_expression_is_pasted_into_a_shell() {
    for path in WORKFLOWS
        .iter()
        .chain(&PAGES)
        .chain(&[GITLAB, "action.yml"])
    {
        let scripts = scripts(path);
        assert!(!scripts.is_empty(), "{path}");
        for script in scripts {
            assert!(
                !script.contains("${{") && !script.contains("$[["),
                "{path}: {script}"
            );
            let parsed = Command::new("bash")
                .args(["-n", "-c", &script])
                .output()
                .unwrap();
            assert!(parsed.status.success(), "{path}: {parsed:?}");
        }
    }
}

#[test]
fn actions_are_pinned_by_commit() {
    for path in WORKFLOWS.iter().chain(&["action.yml", PAGES[0]]) {
        for action in all_under(path, "uses") {
            let (_, commit) = action.split_once('@').unwrap();
            let is_commit = commit.len() == 40 && commit.bytes().all(|b| b.is_ascii_hexdigit());
            assert!(is_commit, "{path}: {action}");
            assert!(action.starts_with("actions/"), "{path}: {action}");
        }
    }
    assert_eq!(all_under("action.yml", "uses"), [""; 0]);
}

#[test]
fn who_reads_what_was_handed_in_may_not_write() {
    for path in &WORKFLOWS[..2] {
        let workflow = &documents(path)[0];
        let permissions = workflow["permissions"].as_mapping().unwrap();
        assert_eq!(permissions.len(), 1);
        assert_eq!(workflow["permissions"]["contents"].as_str(), Some("read"));
        assert!(!text(path).contains("secrets.") && !text(path).contains("pull_request_target"));
        for keys in ["paths", "paths-ignore"] {
            assert_eq!(
                all_under(path, keys),
                [""; 0],
                "a required check would wait for ever"
            );
        }
    }
}

#[test]
fn who_may_write_checks_nothing_out() {
    let path = WORKFLOWS[2];
    assert_eq!(all_under(path, "uses"), [""; 0]);
    let scripts = scripts(path).concat();
    for word in ["git ", "cargo", "okr check", "eval", "source "] {
        assert!(!scripts.contains(word), "{word}");
    }
}

const GH: &str = r#"
echo "gh $*" >>calls
case "$*" in
  "run download"*) ;;
  *"/pulls/"*) echo 0123abc ;;
  *"/comments --jq"*) cat known ;;
esac
"#;

const CHECK: &str = "<!-- okr: check -->\n## OKR\n";
const DIFF: &str = "<!-- okr: diff -->\n\n### Ada\n";

/// What the second workflow does with a report, where a comment of this id is there already.
fn posted(number: &str, [check, diff]: [&str; 2], known: &str) -> (bool, String) {
    let team = Team::empty();
    stub(&team, "gh", GH);
    team.put("okr-report/number", number);
    team.put("okr-report/check.md", check);
    team.put("okr-report/diff.md", diff);
    team.put("known", known);
    let variables = [
        ("RUN_ID", "1"),
        ("HEAD_SHA", "0123abc"),
        ("GITHUB_REPOSITORY", "example/team"),
    ];
    let output = bash(&scripts(WORKFLOWS[2])[0], team.path(), &variables);
    (output.status.success(), team.text("calls"))
}

#[test]
fn both_comments_are_posted_once_and_then_brought_up_to_date() {
    let (ok, calls) = posted("12\n", [CHECK, DIFF], "");
    assert!(ok, "{calls}");
    for name in ["check", "diff"] {
        let post = format!(
            "--method POST repos/example/team/issues/12/comments --field body=@okr-report/{name}.md"
        );
        assert_eq!(calls.matches(&post).count(), 1, "{calls}");
        assert!(
            calls.contains(&format!("startswith(\"<!-- okr: {name} -->\")")),
            "{calls}"
        );
    }
    let (ok, calls) = posted("12\n", [CHECK, DIFF], "77\n78\n");
    assert!(ok && !calls.contains("--method POST"), "{calls}");
    let patch = "--method PATCH repos/example/team/issues/comments/77 ";
    assert_eq!(calls.matches(patch).count(), 2, "{calls}");
}

#[test]
fn no_comment_is_begun_where_nothing_changed() {
    let nothing = "<!-- okr: diff -->\n\nNo check-in and no objective changes in meaning.\n";
    let (ok, calls) = posted("12\n", [CHECK, nothing], "");
    assert!(ok && calls.matches("--method POST").count() == 1, "{calls}");
    let (ok, calls) = posted("12\n", [CHECK, nothing], "77\n");
    assert!(
        ok && calls.matches("--method PATCH").count() == 2,
        "{calls}"
    );
    let history = super::history::History::new();
    let run = history
        .team
        .okr(&["diff", "--base=HEAD", "--format=markdown"]);
    assert_eq!(run.stdout, nothing);
}

#[test]
fn a_report_that_was_tampered_with_is_not_posted() {
    let long = DIFF.to_owned() + &"x".repeat(70_000);
    for (number, check, diff) in [
        ("", CHECK, DIFF),
        ("0", CHECK, DIFF),
        ("12; touch pwned", CHECK, DIFF),
        ("12/../13", CHECK, DIFF),
        ("$(touch pwned)", CHECK, DIFF),
        ("12", "hello\n", DIFF),
        ("12", CHECK, "hello\n"),
        ("12", CHECK, &long),
    ] {
        let (ok, calls) = posted(number, [check, diff], "");
        assert!(!ok && !calls.contains("--method"), "{number:?}: {calls}");
    }
}

const CURL: &str = r#"
echo "curl $*" >>calls
case "$*" in
  *"/user"*) echo '{"id": 7}' ;;
  *"page=1"*) cat known ;;
  *"page="*) echo '[]' ;;
esac
"#;

/// What the job of GitLab does with these texts, where these notes are there already.
fn noted(diff: &str, known: &str) -> (bool, String) {
    let team = Team::empty();
    stub(&team, "curl", CURL);
    team.put("okr-check.md", CHECK);
    team.put("okr-diff.md", diff);
    team.put("known", known);
    let variables = [
        ("OKR_TOKEN", "$(touch pwned)"),
        ("CI_API_V4_URL", "https://gitlab.example/api/v4"),
        ("CI_PROJECT_ID", "3"),
        ("CI_MERGE_REQUEST_IID", "12"),
    ];
    let script = scripts(GITLAB)
        .into_iter()
        .find(|script| script.contains("PRIVATE-TOKEN"));
    let output = bash(&script.unwrap(), team.path(), &variables);
    assert!(!team.has("pwned"));
    (output.status.success(), team.text("calls"))
}

#[test]
fn both_notes_are_posted_once_and_then_brought_up_to_date() {
    let others = r#"[{"id": 5, "author": {"id": 8}, "body": "<!-- okr: diff -->"}]"#;
    let (ok, calls) = noted(DIFF, others);
    assert!(ok, "{calls}");
    for name in ["check", "diff"] {
        let post = format!(
            "--request POST --data-urlencode body@okr-{name}.md https://gitlab.example/api/v4/projects/3/merge_requests/12/notes\n"
        );
        assert_eq!(calls.matches(&post).count(), 1, "{calls}");
    }
    let mine = r#"[{"id": 5, "author": {"id": 8}, "body": "<!-- okr: diff -->"},
        {"id": 6, "author": {"id": 7}, "body": "<!-- okr: diff -->\nold"}]"#;
    let (ok, calls) = noted(DIFF, mine);
    assert!(
        ok && calls.contains("--request PUT --data-urlencode body@okr-diff.md"),
        "{calls}"
    );
    assert!(
        calls.contains("/notes/6\n") && !calls.contains("/notes/5"),
        "{calls}"
    );
    let (ok, calls) = noted("hello\n", "[]");
    assert!(!ok && !calls.contains("okr-diff.md"), "{calls}");
}

#[test]
fn the_action_hands_its_inputs_on_as_words() {
    let team = Team::empty();
    stub(&team, "okr", "printf '%s\\n' \"$@\" >\"$CALLS\"\n");
    let folder = "a $(touch pwned) b";
    fs::create_dir(team.path().join(folder)).unwrap();
    let calls = team.path().join("calls");
    let summary = team.path().join("summary");
    let variables = [
        ("OKR_FOLDER", folder),
        ("OKR_BASE", "v1; touch pwned"),
        ("OKR_STRICT", "true"),
        ("OKR_OUTPUTS", "sarif=`touch pwned`\n\njson=$HOME;x"),
        ("OKR_COMMENTS", folder),
        ("GITHUB_STEP_SUMMARY", summary.to_str().unwrap()),
        ("CALLS", calls.to_str().unwrap()),
    ];
    let scripts = scripts("action.yml");
    let installed = bash(
        &scripts[0],
        team.path(),
        &[("GITHUB_ACTION_PATH", "/nowhere")],
    );
    assert!(installed.status.success(), "{installed:?}");
    let output = bash(&scripts[1], team.path(), &variables);
    assert!(output.status.success(), "{output:?}");
    let comments = team.path().canonicalize().unwrap();
    let comments = comments.join("a $(touch pwned) b");
    let calls_of_check = team.text("calls");
    let calls_of_check = calls_of_check.replace(comments.to_str().unwrap(), "COMMENTS");
    let output = bash(&scripts[2], team.path(), &variables);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(
        team.text("calls"),
        "diff\n--format=markdown\n--base=v1; touch pwned\n"
    );
    assert!(team.path().join(folder).join("diff.md").exists());
    assert_eq!(
        calls_of_check,
        "check\n--format=github\n--base=v1; touch pwned\n--strict\n--format=sarif=`touch pwned`\n--format=json=$HOME;x\n--format=markdown=COMMENTS/check.md\n"
    );
    assert!(!team.has("pwned") && !team.path().join(folder).join("pwned").exists());
}

#[test]
fn hooks_run_commands_that_are_there() {
    let hooks = documents(".pre-commit-hooks.yaml").remove(0);
    let hooks = hooks.as_sequence().unwrap();
    assert_eq!(hooks.len(), 2);
    let team = Team::new();
    for hook in hooks {
        assert_eq!(hook["pass_filenames"].as_bool(), Some(false));
        let entry = hook["entry"].as_str().unwrap();
        let mut words: Vec<&str> = entry.split(' ').collect();
        assert_eq!(words.remove(0), "okr");
        words.push("--help");
        assert_eq!(team.okr(&words).status, 0, "{entry}");
        assert_eq!(
            hook["id"].as_str(),
            Some(format!("okr-{}", words[0]).as_str())
        );
    }
}

#[test]
fn the_gitlab_job_prints_formats_that_are_there() {
    let team = Team::new().with_git();
    let script = scripts(GITLAB).join("\n");
    let check = script
        .lines()
        .find(|line| line.starts_with("okr check"))
        .unwrap();
    let project = team.path().to_str().unwrap();
    let check = check
        .replace("$CI_PROJECT_DIR", project)
        .replace("\"${base[@]}\" ", "")
        .replace('"', "");
    let words: Vec<&str> = check.split(' ').skip(1).collect();
    let run = team.okr(&words);
    assert!(run.status < 2, "{}", run.told);
    for file in [
        "gl-code-quality-report.json",
        "okr-junit.xml",
        "okr-check.md",
    ] {
        assert!(team.has(file), "{file}");
    }
    let diff = script.lines().find(|line| line.contains("okr diff"));
    assert!(
        diff.unwrap()
            .contains("okr diff --base --format=markdown >")
    );
}

fn init(team: &Team, more: &[&str]) -> Run {
    team.okr(&[&["init"], more].concat())
}

#[test]
fn init_writes_workflows_for_a_team_that_is_there() {
    let team = Team::new().with_git();
    let runs = [
        init(&team, &["--ci", "github", "--codeowners"]),
        init(&team, &["--ci", "github"]),
        init(&team, &["--ci", "gitlab"]),
    ];
    insta::assert_snapshot!(told(&runs));
    insta::assert_snapshot!("codeowners", team.text("CODEOWNERS"));
    for path in WORKFLOWS {
        let name = path.rsplit('/').next().unwrap();
        let written = team.text(&format!(".github/workflows/{name}"));
        let _: Value = serde_yaml::from_str(&written).unwrap();
        assert!(written.contains("working-directory: \".\"") || name == "okr-comment.yml");
    }
    let before = team.text(".gitlab-ci.yml");
    fs::remove_file(team.path().join(".gitlab/okr.yml")).unwrap();
    let again = init(&team, &["--ci", "gitlab"]);
    assert!(
        again.stderr.contains("add '- local: .gitlab/okr.yml'"),
        "{}",
        again.told
    );
    assert_eq!(team.text(".gitlab-ci.yml"), before);
}

#[test]
fn init_writes_them_at_the_top_with_a_new_team_in_a_folder() {
    let empty = Team::empty();
    git2::Repository::init(empty.path()).unwrap();
    fs::create_dir_all(empty.path().join("teams/a b")).unwrap();
    let args = [
        "init",
        "--person",
        "Ada <ada@example.com>",
        "--time-zone",
        "UTC",
        "--ci",
        "github",
        "--codeowners",
    ];
    let run = empty.run_in("teams/a b", &args, &[]);
    assert_eq!(run.status, 0, "{}", run.told);
    assert!(empty.has("teams/a b/okr.yaml"));
    let workflow = empty.text(".github/workflows/okr.yml");
    let workflow: Value = serde_yaml::from_str(&workflow).unwrap();
    let folder = &workflow["jobs"]["check"]["defaults"]["run"]["working-directory"];
    assert_eq!(folder.as_str(), Some("teams/a b"));
    assert!(
        empty
            .text("CODEOWNERS")
            .contains("/teams/a\\ b/check-ins/ada/ ada@example.com\n")
    );
}

/// The words of the one command that makes a report in a recipe, as its runner would hand them on.
fn report_command(path: &str, variables: &[(&str, &str)]) -> Vec<String> {
    let script = scripts(path).join("\n");
    let mut commands = script.lines().filter(|line| line.contains("okr report"));
    let command = commands.next().unwrap();
    assert_eq!(commands.next(), None, "{path}");
    let team = Team::empty();
    stub(&team, "okr", "printf '%s\\n' \"$@\" >calls\n");
    let output = bash(command, team.path(), variables);
    assert!(output.status.success(), "{output:?}");
    team.text("calls").lines().map(str::to_owned).collect()
}

#[test]
fn only_what_is_merged_is_published() {
    let github = &documents(PAGES[0])[0];
    let on = github["on"].as_mapping().unwrap();
    let events: Vec<&str> = on.keys().filter_map(Value::as_str).collect();
    assert_eq!(events, ["push", "schedule", "workflow_dispatch"]);
    assert_eq!(
        github["jobs"]["build"]["if"].as_str(),
        Some("github.ref_name == github.event.repository.default_branch")
    );
    assert_eq!(github["jobs"]["deploy"]["needs"].as_str(), Some("build"));
    let rules = &documents(PAGES[1])[1]["pages"]["rules"];
    assert_eq!(rules.as_sequence().unwrap().len(), 1);
    assert_eq!(
        rules[0]["if"].as_str(),
        Some("$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH")
    );
}

#[test]
fn whoever_publishes_runs_nothing_of_the_team_s() {
    let github = &documents(PAGES[0])[0];
    let rights = |job: &str| -> Vec<(String, String)> {
        let rights = github["jobs"][job]["permissions"].as_mapping().unwrap();
        let word = |value: &Value| value.as_str().unwrap().to_owned();
        rights
            .iter()
            .map(|(name, right)| (word(name), word(right)))
            .collect()
    };
    assert!(rights("build").iter().all(|(_, right)| right == "read"));
    assert_eq!(github["permissions"].as_mapping().unwrap().len(), 1);
    assert_eq!(rights("deploy").len(), 2);
    let steps = github["jobs"]["deploy"]["steps"].as_sequence().unwrap();
    assert_eq!(steps.len(), 1);
    assert!(
        steps[0]["uses"]
            .as_str()
            .unwrap()
            .starts_with("actions/deploy-pages@")
    );
    assert!(steps[0].get("run").is_none() && !text(PAGES[0]).contains("secrets."));
}

#[test]
fn what_is_published_is_for_the_published_audience_alone() {
    let address = "https://example.org/a b;$(touch pwned)/";
    let variables = [
        [("RUNNER_TEMP", "/tmp/x"), ("BASE_URL", address)],
        [("CI_PROJECT_DIR", "/builds/x"), ("CI_PAGES_URL", address)],
    ];
    for (path, variables) in PAGES.iter().zip(variables) {
        let words = report_command(path, &variables);
        let after =
            |word: &str| words[words.iter().position(|known| known == word).unwrap() + 1].clone();
        assert_eq!(after("--audience"), "published", "{path}");
        assert_eq!(after("--base-url"), address, "{path}");
        assert_eq!(words.iter().filter(|word| *word == "--audience").count(), 1);
    }
}

#[test]
fn the_recipes_for_pages_make_a_report_that_can_be_published() {
    let team = Team::new().with_git();
    let project = team.path().to_str().unwrap();
    let variables = [
        ("CI_PROJECT_DIR", project),
        ("CI_PAGES_URL", "https://okr.example.org"),
    ];
    let words = report_command(PAGES[1], &variables);
    let run = team.okr(&words.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(run.status, 0, "{}", run.told);
    assert!(team.has("public/index.html") && team.has("public/robots.txt"));
    assert!(!team.has("public/agendas"));
    let feed = team.text("public/feed.xml");
    assert!(
        feed.contains("href=\"https://okr.example.org/feed.xml\""),
        "{feed}"
    );
}

#[test]
fn init_writes_what_publishes_the_report() {
    let team = Team::new().with_git();
    let run = init(&team, &["--pages", "github"]);
    assert_eq!(run.status, 0, "{}", run.told);
    let workflow = team.text(".github/workflows/okr-pages.yml");
    let workflow: Value = serde_yaml::from_str(&workflow).unwrap();
    let steps = workflow["jobs"]["build"]["steps"].as_sequence().unwrap();
    let step = steps
        .iter()
        .find(|step| step["name"].as_str() == Some("Make the report"));
    assert_eq!(step.unwrap()["working-directory"].as_str(), Some("."));
    let run = init(&team, &["--ci", "gitlab", "--pages", "gitlab"]);
    assert_eq!(run.status, 0, "{}", run.told);
    let both = "include:\n  - local: .gitlab/okr.yml\n  - local: .gitlab/okr-pages.yml\n";
    assert_eq!(team.text(".gitlab-ci.yml"), both);
    let other = Team::new().with_git();
    other.put(".gitlab-ci.yml", "stages: [deploy]\n");
    let run = init(&other, &["--pages", "gitlab"]);
    assert_eq!(run.status, 0, "{}", run.told);
    assert!(
        run.stderr
            .contains("add '- local: .gitlab/okr-pages.yml' under"),
        "{}",
        run.told
    );
}
