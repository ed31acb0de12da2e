//! Evidence in commits: `okr draft`, `okr set --evidence` and the hook for commit messages.

use git2::{Repository, Signature, Time};

use super::team::{Run, Team, told};

const FILE: &str = "check-ins/ada/2026-W47.md";

/// A team whose commits are evidence, with last week's check-in.
fn team() -> (Team, Repository) {
    let team = Team::new();
    let settings = team.text("okr.yaml") + "evidence: [{ repository: ., trailer: Key-Result }]\n";
    team.put("okr.yaml", settings);
    let team = team.with_git();
    let git = Repository::open(team.path()).unwrap();
    (team, git)
}

/// A commit of nothing but a message; its id.
fn commit(git: &Repository, at: &str, message: &str) -> String {
    let seconds = at.parse::<jiff::Timestamp>().unwrap().as_second();
    let who = Signature::new("Alan", "alan@example.com", &Time::new(seconds, 0)).unwrap();
    let parent = git.head().unwrap().peel_to_commit().unwrap();
    let tree = parent.tree().unwrap();
    let id = git
        .commit(Some("HEAD"), &who, &who, message, &tree, &[&parent])
        .unwrap();
    id.to_string()
}

/// The lines of the draft below a key result's heading, up to the next.
fn below(draft: &str, reference: &str) -> String {
    let heading = format!("### {reference}\n");
    let rest = draft.split(&heading).nth(1).unwrap();
    rest.split("\n#").next().unwrap().trim_end().to_owned()
}

#[test]
fn lists_the_commits_since_the_last_check_in_by_key_result() {
    let (team, git) = team();
    let id = |at, message| commit(&git, at, message)[..10].to_owned();
    id("2026-11-05T10:00:00Z", "Too early\n\nKey-Result: one-tap\n");
    let first = id(
        "2026-11-12T10:00:00Z",
        "Take the call --> off the hot path\n\nWhy.\n\nkey-result: faster-checkout/p95-latency\n",
    );
    id(
        "2026-11-13T10:00:00Z",
        "Speaks of it alone\n\nKey-Result: one-tap\n\nin the middle of its text\n",
    );
    let both = id(
        "2026-11-17T10:00:00Z",
        "Do two things\n\nKey-Result: one-tap, faster-checkout/p95-latency\nSigned-off-by: A <a@example.com>\n",
    );
    id(
        "2026-11-17T11:00:00Z",
        "For another person\n\nKey-Result: faster-answers/p95-latency\n",
    );
    let stray = id("2026-11-17T12:00:00Z", "Misspelt\n\nKey-Result: one-tab\n");
    id("2026-11-30T10:00:00Z", "Not yet\n\nKey-Result: one-tap\n");
    let run = team.okr(&["draft"]);
    assert_eq!(run.status, 0, "{}", run.told);
    assert!(
        run.stderr.contains(&format!("{stray} 'one-tab'")),
        "{}",
        run.told
    );
    let draft = team.text(FILE);
    assert_eq!(
        below(&draft, "faster-checkout/p95-latency"),
        format!(
            "<!-- Commits:\n{first} Take the call --\\> off the hot path\n{both} Do two things\n-->"
        )
    );
    assert_eq!(
        below(&draft, "faster-checkout/one-tap"),
        format!("<!-- Commits:\n{both} Do two things\n-->")
    );
    assert_eq!(below(&draft, "faster-checkout/help-page"), "");
}

#[test]
fn tells_no_commit_twice() {
    let (team, git) = team();
    let at = "2026-11-12T10:00:00Z";
    let id = commit(
        &git,
        at,
        "Take the call off\n\nKey-Result: faster-checkout/p95-latency\n",
    );
    let last = "check-ins/ada/2026-W46.md";
    let text = team
        .text(last)
        .replace("hot path:", &format!("hot path ({}):", &id[..7]));
    team.put(last, text);
    team.okr(&["draft"]);
    assert_eq!(below(&team.text(FILE), "faster-checkout/p95-latency"), "");
}

#[test]
fn reads_a_repository_beside_the_team_s_and_goes_on_without_one_that_is_not_there() {
    let outer = Team::empty();
    let shop = Repository::init(outer.path().join("shop")).unwrap();
    let who = Signature::new("Alan", "alan@example.com", &Time::new(1_795_000_000, 0)).unwrap();
    let tree = shop
        .find_tree(shop.treebuilder(None).unwrap().write().unwrap())
        .unwrap();
    let message = "Take the call off\n\nKey-Result: faster-checkout/p95-latency\n";
    shop.commit(Some("HEAD"), &who, &who, message, &tree, &[])
        .unwrap();
    let inner = Team::new();
    let evidence =
        "evidence: [{ repository: ../gone }, { repository: ../shop }, { repository: /etc }]\n";
    inner.put("okr.yaml", inner.text("okr.yaml") + evidence);
    for path in [
        "okr.yaml",
        "okrs/2026-Q4/faster-checkout.md",
        "okrs/2026-Q4/faster-answers.md",
    ] {
        outer.put(&format!("team/{path}"), inner.text(path));
    }
    let run = outer.run_in("team", &["draft"], &[("OKR_PERSON", "ada")]);
    assert_eq!(run.status, 0, "{}", run.told);
    let draft = outer.text(&format!("team/{FILE}"));
    assert!(draft.contains("Take the call off"), "{draft}");
    let check = outer.run_in("team", &["check", "--format", "concise", "okr.yaml"], &[]);
    assert!(
        check.stdout.contains("[bad-value] '/etc' is no path"),
        "{}",
        check.told
    );
    let warnings: Vec<&str> = run
        .stderr
        .lines()
        .filter(|line| line.starts_with("warning"))
        .collect();
    assert_eq!(warnings.len(), 2, "{}", run.told);
    assert!(
        warnings[0].contains("okr.yaml") && warnings[1].contains("../gone"),
        "{}",
        run.told
    );
}

#[test]
fn writes_evidence_below_its_key_result_and_no_other_byte() {
    let (team, git) = team();
    let at = "2026-11-17T10:00:00Z";
    let id = commit(&git, at, "Take `the` <call> off");
    let before = "---\r\nstatus: draft\r\nkey-results:\r\n  faster-checkout/p95-latency: { value: 300, confidence: good }\r\n---\r\n# Ada\r\n\r\n## Progress\r\n### faster-checkout/p95-latency\r\nIt is quicker.\r\n\r\n## Plan\r\n- [ ] x";
    let run = |text: &str, args: &[&str]| {
        team.put(FILE, text);
        let run = team.okr(&[&["-q", "set"], args].concat());
        assert_eq!(run.status, 0, "{}", run.told);
        team.text(FILE)
    };
    let once = run(
        before,
        &["faster-checkout/p95-latency", "-", "--evidence", &id[..7]],
    );
    let item = format!("- Evidence: {} Take \\`the\\` \\<call> off", &id[..10]);
    let expected = before.replace("quicker.", &format!("quicker.\r\n\r\n{item}"));
    assert_eq!(once, expected);
    assert_eq!(
        run(
            &once,
            &["faster-checkout/p95-latency", "-", "--evidence", &id[..7]]
        ),
        once
    );
    let link = "https://charts.example/p95";
    let twice = run(
        &once,
        &["faster-checkout/p95-latency", "-", "--evidence", link],
    );
    assert_eq!(
        twice,
        once.replace(&item, &format!("{item}\r\n- Evidence: {link}"))
    );
    let other = run(
        &twice,
        &["one-tap", "2", "--evidence", "the review of Monday"],
    );
    let part = format!(
        "Evidence: {link}\r\n\r\n### faster-checkout/one-tap\r\n- Evidence: the review of Monday"
    );
    assert!(other.contains(&part), "{other}");
    assert!(
        other.contains("  faster-checkout/one-tap:\r\n    value: 2\r\n"),
        "{other}"
    );
}

#[test]
fn refuses_evidence_that_would_be_something_else() {
    let (team, _) = team();
    team.okr(&["draft"]);
    let before = team.text(FILE);
    let run = |text: &str| {
        let run = team.okr(&["set", "one-tap", "-", "--evidence", text]);
        assert_eq!(team.text(FILE), before);
        run
    };
    insta::assert_snapshot!(told(&[run("<!-- hidden"), run("x <!-- okr: private")]));
}

const PREPARED: &str = "\n# Please enter the commit message for your changes.\n# On branch main\n";

fn hook(team: &Team, message: &str, more: &[&str]) -> (Run, String) {
    team.put(".git/COMMIT_EDITMSG", message);
    let run = team.okr(&[&["git", "commit-msg-hook", ".git/COMMIT_EDITMSG"], more].concat());
    assert_eq!(
        (run.status, run.stdout.as_str(), run.stderr.as_str()),
        (0, "", ""),
        "{}",
        run.told
    );
    let message = team.text(".git/COMMIT_EDITMSG");
    (run, message)
}

#[test]
fn offers_the_trailers_of_my_key_results_above_git_s_own_comments() {
    let (team, git) = team();
    let (_, message) = hook(&team, PREPARED, &[]);
    insta::assert_snapshot!(message);
    let chosen = message.replace(
        "#Key-Result: faster-checkout/one-tap",
        "Key-Result: faster-checkout/one-tap",
    );
    let chosen = format!("Ship it\n{chosen}");
    let kept = git2::message_prettify(&chosen, git2::DEFAULT_COMMENT_CHAR).unwrap();
    commit(&git, "2026-11-17T10:00:00Z", &kept);
    team.okr(&["draft"]);
    assert!(below(&team.text(FILE), "faster-checkout/one-tap").contains("Ship it"));
}

#[test]
fn leaves_a_message_alone_that_is_given_or_names_a_key_result() {
    let (team, git) = team();
    for source in ["message", "merge", "squash", "commit"] {
        assert_eq!(hook(&team, PREPARED, &[source]).1, PREPARED, "{source}");
    }
    let named = format!("x\n\nKey-Result: one-tap\n{PREPARED}");
    assert_eq!(hook(&team, &named, &[]).1, named);
    git.config()
        .unwrap()
        .set_str("core.commentChar", ";")
        .unwrap();
    let (_, message) = hook(&team, "\n; git's\n", &["template"]);
    assert!(
        message.starts_with("\n\n; Does it serve") && message.contains("\n;Key-Result: "),
        "{message}"
    );
    assert!(
        message.ends_with("; git's\n") && !message.contains('#'),
        "{message}"
    );
}

#[test]
fn writes_no_file_but_the_message_that_git_prepared() {
    let (team, _) = team();
    team.put("notes.txt", PREPARED);
    let run = team.okr(&["-v", "git", "commit-msg-hook", "notes.txt"]);
    assert_eq!(run.status, 0);
    assert!(
        run.stderr.contains("no commit message that git prepared"),
        "{}",
        run.told
    );
    assert_eq!(team.text("notes.txt"), PREPARED);
}
