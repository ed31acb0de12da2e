//! A whole cycle with the tool and git alone: six people, a bare remote, thirteen weeks.

use std::process::{Command, Output};

use super::team::Team;

const PEOPLE: [&str; 5] = ["ada", "alan", "joan", "kay", "max"];
const FIRST_WEEK: i64 = 40;
const WEEKS: i64 = 13;

/// An editor that answers all that a manager is asked.
const REVIEW: &str = "sed -i -e 's/^<!-- What went well.*/&\\nKept a steady pace; show the figures earlier./' \
    -e '/^## Recognition/{n;s/$/\\nHelped with the migration on Tuesday night./}' -e '/^## Follow-ups/{n;s/$/\\nNone./}'";

struct Rehearsal {
    team: Team,
    remote: tempfile::TempDir,
    /// Everybody's private key, outside of any repository.
    keys: tempfile::TempDir,
}

impl Rehearsal {
    fn new() -> Self {
        let team = Team::empty();
        let mut settings =
            "team: Rehearsal\npeople:\n  grace: { email: grace@example.com }\n".to_owned();
        for person in PEOPLE {
            settings.push_str(&format!(
                "  {person}: {{ email: {person}@example.com, manager: grace }}\n"
            ));
            let objective = format!(
                "---\ntitle: Goal of {person}\nowner: {person}\nkey-results:\n  count: {{ title: Count of {person}, start: 0, target: 130 }}\n---\nWhy.\n"
            );
            team.put(&format!("okrs/2026-Q4/goal-{person}.md"), objective);
        }
        team.put("okr.yaml", settings);
        let remote = tempfile::tempdir().unwrap();
        let keys = tempfile::tempdir().unwrap();
        let rehearsal = Self { team, remote, keys };
        rehearsal.make_keys();
        let url = rehearsal.remote.path().to_str().unwrap().to_owned();
        rehearsal.git(
            FIRST_WEEK,
            "grace",
            &["init", "-q", "--bare", "-b", "main", &url],
        );
        rehearsal.git(FIRST_WEEK, "grace", &["init", "-q", "-b", "main"]);
        rehearsal.git(FIRST_WEEK, "grace", &["remote", "add", "origin", &url]);
        rehearsal.commit(FIRST_WEEK, "grace", "Plan the quarter");
        rehearsal
    }

    /// Feedback is sealed for its two people from the first week on.
    fn make_keys(&self) {
        let mut settings = self.team.text("okr.yaml");
        for person in PEOPLE.iter().chain(&["grace"]) {
            let key = self.keys.path().join(person);
            let output = self
                .command(env!("CARGO_BIN_EXE_okr"), FIRST_WEEK, person)
                .args(["key", "new", "--out", key.to_str().unwrap()])
                .output()
                .unwrap();
            let public = String::from_utf8(output.stdout).unwrap();
            let public = public.split_whitespace().last().unwrap();
            let email = format!("email: {person}@example.com");
            settings = settings.replace(&email, &format!("{email}, key: {public}"));
        }
        self.team
            .put("okr.yaml", format!("{settings}privacy: sealed\n"));
    }

    fn command(&self, program: &str, week: i64, person: &str) -> Command {
        let date = format!("{}T10:00:00Z", friday(week));
        let mut command = Command::new(program);
        command
            .current_dir(self.team.path())
            .env_clear()
            .env("HOME", self.remote.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("PATH", "/usr/bin:/bin")
            .env("OKR_PERSON", person)
            .env("OKR_IDENTITY", self.keys.path().join(person))
            .env("EDITOR", REVIEW)
            .env("GIT_AUTHOR_NAME", person)
            .env("GIT_AUTHOR_EMAIL", format!("{person}@example.com"))
            .env("GIT_COMMITTER_NAME", person)
            .env("GIT_COMMITTER_EMAIL", format!("{person}@example.com"))
            .env("GIT_AUTHOR_DATE", &date)
            .env("GIT_COMMITTER_DATE", &date);
        command
    }

    fn git(&self, week: i64, person: &str, args: &[&str]) {
        let output = self
            .command("git", week, person)
            .args(args)
            .output()
            .unwrap();
        assert!(output.status.success(), "git {args:?}: {}", told(&output));
    }

    /// Runs `okr` on the Friday of the week, and gives its status with all that it said.
    fn okr(&self, week: i64, person: &str, args: &[&str]) -> (Option<i32>, String) {
        let mut command = self.command(env!("CARGO_BIN_EXE_okr"), week, person);
        let output = command
            .args(["--today", &friday(week)])
            .args(args)
            .output()
            .unwrap();
        (output.status.code(), told(&output))
    }

    fn fine(&self, week: i64, person: &str, args: &[&str]) {
        let (status, told) = self.okr(week, person, args);
        assert_eq!(status, Some(0), "W{week} {person} okr {args:?}\n{told}");
    }

    fn commit(&self, week: i64, person: &str, message: &str) {
        self.git(week, person, &["add", "-A"]);
        self.git(week, person, &["commit", "-q", "-m", message]);
    }

    /// Does something on a branch, and merges it.
    fn on_branch(&self, week: i64, branch: &str, work: impl FnOnce()) {
        self.git(week, "grace", &["switch", "-q", "-c", branch]);
        work();
        self.git(week, "grace", &["switch", "-q", "main"]);
        self.git(
            week,
            "grace",
            &["merge", "-q", "--no-ff", "--no-edit", branch],
        );
        self.git(week, "grace", &["push", "-q", "origin", "main"]);
    }

    /// A draft with every question answered, all but marked as ready.
    fn draft(&self, today: i64, person: &str, week: i64) {
        if self.team.has(&path(person, week)) {
            return;
        }
        let name = format!("2026-W{week}");
        self.fine(today, person, &["draft", "--week", &name]);
        let value = ((week - FIRST_WEEK + 1) * 9 + week % 3).to_string();
        self.fine(
            today,
            person,
            &[
                "set",
                &format!("goal-{person}/count"),
                &value,
                "good",
                "--week",
                &name,
            ],
        );
        let path = path(person, week);
        let mut text = self.team.text(&path);
        let progress = format!("### goal-{person}/count\n");
        let done = format!("{progress}Counted {value} of them, item {week} was the hard one.\n\n");
        text = text.replacen(&progress, &done, 1);
        for heading in ["Behind schedule", "Obstacles", "OKR changes"] {
            text = text.replacen(
                &format!("## {heading}\n"),
                &format!("## {heading}\nNone.\n\n"),
                1,
            );
        }
        let plan = match week - FIRST_WEEK {
            0 if person == "ada" => "- [ ] Write the long report (@ada, due 2026-10-23)",
            1 | 2 if person == "ada" => "",
            _ => "None.",
        };
        let is_last = person == "ada" && week - FIRST_WEEK == 3;
        if !is_last {
            text = text.replacen("## Plan\n", &format!("## Plan\n{plan}\n\n"), 1);
        }
        self.team.put(&path, text);
        if is_last {
            self.fine(today, person, &["task", "done", "the long report"]);
        }
    }

    fn check_in(&self, today: i64, person: &str, week: i64) {
        let name = format!("2026-W{week}");
        self.on_branch(today, &format!("check-in/{person}/{name}"), || {
            self.draft(today, person, week);
            self.fine(today, person, &["ready", "--week", &name]);
            self.commit(today, person, "Check in");
            self.fine(today, "grace", &["review", person, &name, "--edit"]);
            self.commit(today, "grace", "Review");
        });
    }
}

fn path(person: &str, week: i64) -> String {
    format!("check-ins/{person}/2026-W{week}.md")
}

/// The Friday of a week of 2026; that of week 40 is 2 October.
fn friday(week: i64) -> String {
    let first = jiff::civil::date(2026, 10, 2);
    let days = jiff::Span::new().days((week - FIRST_WEEK) * 7);
    first.checked_add(days).unwrap().to_string()
}

fn told(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    format!("{}{}", text(&output.stdout), text(&output.stderr))
}

#[test]
fn carries_a_team_through_a_cycle_with_the_tool_and_git_alone() {
    let team = Rehearsal::new();
    for week in FIRST_WEEK..FIRST_WEEK + WEEKS {
        let name = format!("2026-W{week}");
        for person in PEOPLE {
            match (person, week) {
                // An absence.
                ("joan", 43) => team.on_branch(week, "absence", || {
                    team.fine(
                        week,
                        "joan",
                        &["skip", "--week", &name, "--reason", "holiday"],
                    );
                    team.commit(week, "joan", "Be away");
                }),
                // One is late, and handed in a week later.
                ("kay", 44) => {}
                ("kay", 45) => {
                    team.check_in(45, "kay", 44);
                    team.check_in(45, "kay", 45);
                }
                ("max", 42) => returned(&team, week),
                _ => team.check_in(week, person, week),
            }
        }
        match week {
            44 => agreed(&team, week, "joan", "too-hard", "110"),
            46 => agreed(&team, week, "alan", "too-easy", "150"),
            47 => refused(&team, week),
            _ => {}
        }
        let (status, told) = team.okr(week, "grace", &["check"]);
        assert_eq!(status, Some(0), "W{week}\n{told}");
        let missed = told.contains("missed-week");
        assert_eq!(missed, week == 44, "W{week}\n{told}");
    }
    let text = team.team.text(&path("ada", 41));
    assert!(
        text.contains("- [ ] Write the long report (@ada, due 2026-10-23)"),
        "{text}"
    );
    at_the_end(&team);
}

/// A check-in is sent back, mended and reviewed.
fn returned(team: &Rehearsal, week: i64) {
    let name = format!("2026-W{week}");
    team.on_branch(week, "check-in/max/return", || {
        team.fine(week, "max", &["draft", "--week", &name]);
        team.commit(week, "max", "Begin");
        team.fine(
            week,
            "grace",
            &["return", "max", &name, "--reason", "Nothing is answered"],
        );
        team.commit(week, "grace", "Return");
        let (status, told) = team.okr(week, "max", &["ready", "--week", &name]);
        assert_eq!(status, Some(1), "{told}");
        std::fs::remove_file(team.team.path().join(path("max", week))).unwrap();
        team.draft(week, "max", week);
        team.fine(week, "max", &["ready", "--week", &name]);
        team.commit(week, "max", "Mend");
        team.fine(week, "grace", &["review", "max", &name, "--edit"]);
        team.commit(week, "grace", "Review");
    });
}

/// A change of a goal is proposed by one, agreed to by the other, and carried into the file.
fn agreed(team: &Rehearsal, week: i64, person: &str, because: &str, target: &str) {
    let next = week + 1;
    let goal = format!("goal-{person}/count");
    team.on_branch(next, &format!("check-in/{person}/change"), || {
        team.draft(next, person, next);
        let propose = ["propose", &goal, "target", target, "--because", because];
        team.fine(next, person, &propose);
        team.commit(next, person, "Propose");
        let due = team.okr(next, "grace", &["due", "grace"]).1;
        assert!(
            due.contains(&format!("decide on target of {goal}")),
            "{due}"
        );
        team.fine(next, "grace", &["agree", &goal, "--apply"]);
        team.commit(next, "grace", "Agree");
    });
    let path = format!("okrs/2026-Q4/goal-{person}.md");
    let objective = team.team.text(&path);
    let agreed = format!("target: {target}");
    assert!(objective.contains(&agreed), "{objective}");
    team.fine(next, "grace", &["check", "--base", "HEAD^1"]);
    // The same by hand, and nobody asked.
    team.team
        .put(&path, objective.replace(&agreed, "target: 100"));
    let (status, told) = team.okr(next, "grace", &["check", "--base", "HEAD"]);
    assert_eq!(status, Some(1), "{told}");
    assert!(told.contains("okr-change-not-agreed"), "{told}");
    team.team.put(&path, objective);
}

/// One that only one of the two wants stays a proposal.
fn refused(team: &Rehearsal, week: i64) {
    let next = week + 1;
    team.on_branch(next, "check-in/ada/change", || {
        team.draft(next, "ada", next);
        team.fine(
            next,
            "ada",
            &[
                "propose",
                "goal-ada/count",
                "target",
                "90",
                "--because",
                "too-hard",
            ],
        );
        let (status, told) = team.okr(next, "ada", &["agree", "goal-ada/count", "--apply"]);
        assert_ne!(status, Some(0), "{told}");
        assert!(told.contains("grace"), "{told}");
        team.commit(next, "ada", "Propose");
    });
    let objective = team.team.text("okrs/2026-Q4/goal-ada.md");
    assert!(objective.contains("target: 130"), "{objective}");
}

/// The cycle is closed, goals are carried on, and the report tells what was done.
fn at_the_end(team: &Rehearsal) {
    let last = FIRST_WEEK + WEEKS - 1;
    team.fine(last, "grace", &["close", "2026-Q4"]);
    team.fine(last, "grace", &["carry", "2026-Q4"]);
    let carried = team.team.text("okrs/2027-Q1/goal-alan.md");
    assert!(
        carried.contains("target: 150") && carried.contains("2026-Q4"),
        "{carried}"
    );
    team.fine(last, "grace", &["check"]);
    let (_, status) = team.okr(last, "grace", &["status"]);
    assert!(
        status.contains("reviewed") && status.contains("5"),
        "{status}"
    );
    for (person, target) in [("alan", "130 → 150"), ("joan", "130 → 110")] {
        let (_, log) = team.okr(last, "grace", &["log", &format!("goal-{person}/count")]);
        assert!(log.contains(&format!("target {target}")), "{log}");
    }
    feedback_is_for_two(team, last);
    team.fine(last, "grace", &["report", "--out", "report"]);
    let objective = team.team.text("report/objectives/goal-alan.html");
    assert!(objective.contains("150"), "{objective}");
    let page = team.team.text("report/index.html");
    assert!(page.contains("2026-W52"), "{page}");
    for canary in ["Kept a steady pace", "show the figures earlier"] {
        assert!(!page.contains(canary), "feedback is in the report");
    }
}

/// What was said stands sealed in the file; its two people can read it, nobody else can.
fn feedback_is_for_two(team: &Rehearsal, week: i64) {
    let file = path("ada", week);
    let sealed = team.team.text(&file);
    assert!(
        sealed.contains("-----BEGIN AGE ENCRYPTED FILE-----"),
        "{sealed}"
    );
    assert!(!sealed.contains("Kept a steady pace"), "{sealed}");
    let (status, told) = team.okr(week, "max", &["unseal", &file]);
    assert_ne!(status, Some(0), "{told}");
    assert_eq!(team.team.text(&file), sealed);
    team.fine(week, "ada", &["unseal", &file]);
    assert!(team.team.text(&file).contains("Kept a steady pace"));
    team.fine(week, "ada", &["seal", &file]);
    assert!(!team.team.text(&file).contains("Kept a steady pace"));
}
