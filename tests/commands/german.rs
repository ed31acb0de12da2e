//! A team that writes German, through the commands. Its check-in of last week is still in English: a team
//! may change its language at any time.

use std::fs;

use super::git::{done, git};
use super::history::{History, OBJECTIVE, OBJECTIVE_PATH};
use super::team::{Run, Team, told};

const FILE: &str = "check-ins/ada/2026-W47.md";

/// A word that stands in every private place, and nowhere else.
const SECRET: &str = "zwergpinguin";

/// Answers to all that is asked.
const ANSWERS: &str = "\
302,5
gut
0,08
sehr gut
beta with ten shops
nicht ok
ja
gut
Den Aufruf des Tresors aus dem heißen Pfad genommen.

Keine Ausreißer mehr seit Dienstag.

Zehn Läden nehmen teil.

Die Seite ist online.

Keine.
Ein Laden zögert noch.

Keine.
";

/// An editor that answers everything a manager is asked.
const REVIEW: &str = "sed -i -e 's/^<!-- Was lief gut?.*/&\\nGuter Kurs, zwergpinguin./' \
    -e '/^## Anerkennung/{n;s/$/\\nHat am Dienstag den Tresor umgebaut./}' \
    -e '/^## Vereinbarungen/{n;s/$/\\n- [ ] Den Läden schreiben (@grace, fällig 2026-11-25)/}'";

fn german() -> Team {
    let team = Team::new();
    let settings = format!("language: de\n{}", team.text("okr.yaml"));
    team.put("okr.yaml", settings);
    team
}

fn as_grace(team: &Team, args: &[&str]) -> Run {
    team.run_in("", args, &[("OKR_PERSON", "grace"), ("EDITOR", REVIEW)])
}

fn fine(run: &Run) {
    assert_eq!(run.status, 0, "{}", run.told);
}

#[test]
fn starts_a_german_team() {
    let team = Team::empty();
    let person = "ada=Ada Lovelace <ada@example.com>";
    let args = ["init", "--language", "de", "--yes", "--person", person];
    fine(&team.okr(&args));
    assert!(team.text("okr.yaml").contains("\nlanguage: de "));
    let objective = team.text("okrs/2026-Q4/first-objective.md");
    assert!(
        objective.contains("title: Was wir erreicht haben wollen"),
        "{objective}"
    );
    fine(&team.okr(&["check"]));
    fine(&team.okr(&["draft", "ada"]));
    assert!(team.text(FILE).contains("\n## Fortschritt\n"));
}

#[test]
fn drafts_and_asks_in_german() {
    let team = german();
    fine(&team.okr(&["draft"]));
    insta::assert_snapshot!("german_draft", team.text(FILE));
    fs::remove_file(team.path().join(FILE)).unwrap();
    let run = team.okr_with_input(&["draft", "--ask"], ANSWERS);
    insta::assert_snapshot!("german_interview", run.told);
    fine(&team.okr(&["ready"]));
    let text = team.text(FILE);
    for said in [
        "value: 302.5 ",
        "value: 0.08 ",
        "value: true ",
        "confidence: not-ok ",
        "\nZehn Läden nehmen teil.\n",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
}

#[test]
fn takes_a_german_check_in_through_its_whole_week() {
    let team = german();
    team.okr_with_input(&["draft", "--ask"], ANSWERS);
    fine(&team.okr(&["ready"]));
    let said = ["p95-latency", "target", "200", "--because", "too-hard"];
    fine(&team.okr(&[&["propose", "faster-checkout/p95-latency"], &said[1..]].concat()));
    fine(&as_grace(&team, &["agree", "faster-checkout/p95-latency"]));
    fine(&team.okr(&["task", "done", "larger quota"]));
    fine(&as_grace(&team, &["review", "ada", "--edit"]));
    let reply = "sed -i '/^## Antwort/{n;s/$/\\nDanke, zwergpinguin./}'";
    let variables = [("OKR_PERSON", "ada"), ("EDITOR", reply)];
    fine(&team.run_in("", &["reply", "--edit"], &variables));
    let text = team.text(FILE);
    assert_eq!(text.matches(SECRET).count(), 5, "{text}");
    let change = "\n- faster-checkout/p95-latency: Zielwert von 150 auf 200, zu schwer.\n";
    assert!(text.contains(change), "{text}");
    let runs = [
        team.okr(&["check", "--format", "concise", FILE]),
        team.okr(&["diff"]),
        team.okr(&["agenda", "ada", "--format", "markdown"]),
        team.okr(&["git", "textconv", FILE]),
    ];
    let [check, diff, agenda, lines] = &runs;
    fine(check);
    fine(diff);
    assert!(!told(&runs[..3]).contains(SECRET), "{}", told(&runs[..3]));
    insta::assert_snapshot!("german_agenda", agenda.stdout);
    assert!(
        lines.stdout.contains("\n## Anerkennung\n"),
        "{}",
        lines.told
    );
}

#[test]
fn reports_a_german_team_without_its_private_words() {
    let team = german();
    team.okr_with_input(&["draft", "--ask"], ANSWERS);
    fine(&team.okr(&["ready"]));
    fine(&as_grace(&team, &["review", "ada", "--edit"]));
    let text = team.text(FILE);
    for heading in [
        "Feedback",
        "Rückmeldung",
        "Rueckmeldungen:",
        "FEEDBACK",
        "Feedbak",
    ] {
        team.put(FILE, text.replace("## Feedback", &format!("## {heading}")));
        fine(&team.okr(&["report", "--out", "report"]));
        let index = team.text("report/index.html");
        assert!(index.contains("<html lang=\"de\">"), "{index}");
        let page = team.text("report/check-ins/ada/2026-W47.html");
        assert!(!page.contains(SECRET), "{heading}: {page}");
        assert!(page.contains("Hat am Dienstag"), "{heading}: {page}");
    }
}

#[test]
fn mends_german_headings_labels_and_days_and_leaves_english_ones() {
    let team = german();
    team.put(
        FILE,
        "---\nstatus: draft\n---\n## Progress\nx\n\n## Rükstand\nKeine.\n\n## Hindernise\n### Quota\n\
         - Eigne Ursache: x\n- Outside cause: y\n\n## Plan\n- [ ] Anrufen (@ada, fällig am 27.11.2026)\n",
    );
    let run = team.okr(&["check", "--format", "concise", FILE]);
    assert_eq!(run.status, 1, "{}", run.told);
    assert!(
        run.stdout.contains("error[misspelt-heading] 'Rükstand'"),
        "{}",
        run.told
    );
    team.okr(&["fix", FILE]);
    let text = team.text(FILE);
    for line in [
        "## Progress",
        "## Rückstand",
        "## Hindernisse",
        "- Eigene Ursache: x",
        "- Outside cause: y",
        "- [ ] Anrufen (@ada, fällig am 2026-11-27)",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
}

#[test]
fn looks_back_on_a_cycle_in_german() {
    let team = german();
    let path = "okrs/2026-Q4/README.md";
    fine(&team.okr(&["close", "2026-Q4"]));
    let text = team.text(path);
    insta::assert_snapshot!("german_retrospect", text);
    let answered = text
        .replace("- Eigene Bewertung:", "- Eigene Bewertung: 0,7")
        .replace("- Warum:", "- Warum: Wir haben spät gemessen.")
        .replace("## Was gut war\n", "## Was gut war\nDie Läden.\n")
        .replace(
            "## Was schlecht war\n",
            "## Was schlecht war\nDas Warten.\n",
        )
        .replace(
            "## Was wir versuchen\n",
            "## Was wir versuchen\nFrüher fragen.\n",
        );
    team.put(path, answered);
    fine(&team.okr(&["close", "2026-Q4"]));
}

/// A check-in whose feedback, reply and a part are private under German headings.
const PRIVATE: &str = "---\nstatus: reviewed\nkey-results:\n  faster-checkout/p95-latency: { value: 310, confidence: good }\n\
    reviewed: { by: grace, on: 2026-11-18 }\n---\n# Ada\n\n## Fortschritt\np95-latency: 310 ms.\n\n\
    ### Gehalt <!-- okr: private -->\nzwergpinguin\n\n## Rückmeldung\nGut gemessen, zwergpinguin.\n\n\
    ## Anerkennung\nDie Messung.\n\n## Antwort\n- zwergpinguin\n";

#[test]
fn seals_and_opens_what_stands_under_german_headings() {
    let team = german();
    let keys = tempfile::tempdir().unwrap();
    let mut settings = team.text("okr.yaml");
    let key = |person: &str| keys.path().join(person).to_str().unwrap().to_owned();
    for person in ["ada", "grace"] {
        let run = team.okr(&["key", "new", "--out", &key(person)]);
        let public = run.stdout.split_whitespace().last().unwrap().to_owned();
        let before = format!("email: {person}@example.com");
        settings = settings.replace(&before, &format!("{before}, key: {public}"));
    }
    team.put("okr.yaml", settings + "privacy: sealed\n");
    team.put(FILE, PRIVATE);
    fine(&team.okr(&["seal"]));
    let sealed = team.text(FILE);
    assert!(!sealed.contains(SECRET), "{sealed}");
    assert!(sealed.contains("\n## Rückmeldung\n```age\n"), "{sealed}");
    let grace = key("grace");
    let variables = [("OKR_PERSON", "grace"), ("OKR_IDENTITY", grace.as_str())];
    fine(&team.run_in("", &["unseal", FILE], &variables));
    assert_eq!(team.text(FILE), PRIVATE);
}

const WRITTEN: &str = "---\nstatus: ready\nkey-results:\n  faster-checkout/p95-latency: { value: 300, confidence: good }\n---\n\
    ## Fortschritt\nEin Aufruf weniger: 300 ms.\n\n## Plan\n- [ ] Run the load test (@ada, fällig 2026-11-27)\n\
    - [ ] Anbieter fragen (@ada, fällig 2026-11-28)\n";

#[test]
fn merges_two_branches_of_a_german_check_in() {
    let history = History::new();
    let team = &history.team;
    let settings = format!("language: de\n{}", team.text("okr.yaml"));
    team.put("okr.yaml", settings);
    team.put(OBJECTIVE_PATH, OBJECTIVE);
    team.put(FILE, WRITTEN);
    history.commit("ada@example.com", "2026-11-18T08:00:00Z", "Diese Woche");
    fine(&team.okr(&["git", "install", "--no-hooks"]));
    done(team, &["checkout", "-q", "-b", "review"]);
    let status = "status: reviewed\nreviewed: { by: grace, on: 2026-11-18 }";
    team.put(
        FILE,
        WRITTEN.replace("status: ready", status)
            + "- [ ] Anrufen (@grace, fällig 2026-11-25)\n\n## Rückmeldung\n### p95-latency\nGut gemacht.\n",
    );
    done(team, &["commit", "-q", "-am", "Besprochen"]);
    done(team, &["checkout", "-q", "main"]);
    let mine = WRITTEN
        .replace("value: 300", "value: 295")
        .replace("300 ms.", "295 ms, zweimal gemessen.")
        .replace("- [ ] Anbieter", "- [x] Anbieter");
    team.put(FILE, mine);
    done(team, &["commit", "-q", "-am", "Fortschritt"]);
    let merge = git(team, &["merge", "--no-edit", "review"]);
    assert!(merge.status.success(), "{merge:?}");
    let merged = team.text(FILE);
    for words in [
        "value: 295",
        "zweimal gemessen.",
        "- [x] Anbieter",
        "- [ ] Anrufen",
        "status: reviewed",
        "## Rückmeldung\n### p95-latency\nGut gemacht.",
    ] {
        assert!(merged.contains(words), "{words}\n{merged}");
    }
    let run = team.okr(&["check", FILE]);
    assert!(!run.told.contains("error"), "{}", run.told);
}
