//! `okr key`, `okr seal` and `okr unseal`

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use super::history::{History, REVIEWED as REVIEWED_BY, check_in};
use super::review::{FILL, READY};
use super::team::{Run, Team, told};

const FILE: &str = "check-ins/ada/2026-W47.md";

/// A word that stands in every private place, and nowhere else.
const CANARY: &str = "quetzalcoatlus";

const REVIEWED: &str = "\u{feff}---\r\nstatus: reviewed # by hand\r\nkey-results:\r\n  faster-checkout/p95-latency: { value: 310, confidence: good }\r\n\
    reviewed: { by: grace, on: 2026-11-18 }\r\n---\r\n# Ada\r\n\r\n## Progress\r\np95-latency: 310 ms.\r\n\r\n### The quetzalcoatlus offer <!-- okr: private -->\r\nquetzalcoatlus   \r\n\r\n\
    ## Feedback\r\n\r\n### faster-checkout/p95-latency\r\nWell measured, quetzalcoatlus.\u{e4}\r\n\r\n\r\n## Recognition\r\nThe trace.\r\n\r\n## Reply\r\n- quetzalcoatlus\r\n- \u{1f438}";

/// A team with keys, and where those are.
struct Sealing {
    team: Team,
    keys: tempfile::TempDir,
}

impl Sealing {
    fn new() -> Self {
        let keys = tempfile::tempdir().unwrap();
        let team = Team::new();
        let sealing = Self { team, keys };
        let mut settings = sealing.team.text("okr.yaml");
        for person in ["ada", "grace"] {
            let public = sealing.new_key(person);
            let before = format!("email: {person}@example.com");
            settings = settings.replace(&before, &format!("{before}, key: {public}"));
        }
        sealing.new_key("alan");
        sealing.team.put("okr.yaml", settings + "privacy: sealed\n");
        sealing.team.put(FILE, REVIEWED);
        sealing
    }

    fn key(&self, person: &str) -> PathBuf {
        self.keys.path().join(format!("{person}.txt"))
    }

    fn new_key(&self, person: &str) -> String {
        let path = self.key(person);
        let run = self
            .team
            .okr(&["key", "new", "--out", path.to_str().unwrap()]);
        assert_eq!(run.status, 0, "{}", run.told);
        run.stdout.trim().to_owned()
    }

    fn okr(&self, person: &str, args: &[&str]) -> Run {
        let key = self.key(person);
        let variables = [
            ("OKR_PERSON", person),
            ("OKR_IDENTITY", key.to_str().unwrap()),
        ];
        self.team.run_in("", args, &variables)
    }

    /// Every file below the team's folder that holds the canary.
    fn leaks(&self) -> Vec<String> {
        let mut leaks = Vec::new();
        for (path, bytes) in files(self.team.path()) {
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            if text.contains(CANARY) {
                leaks.push(path);
            }
        }
        leaks
    }
}

fn files(root: &std::path::Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.display().to_string(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn seals_and_opens_every_byte_as_it_was() {
    let sealing = Sealing::new();
    assert_eq!(sealing.okr("ada", &["seal"]).status, 0);
    let sealed = sealing.team.text(FILE);
    assert!(!sealed.contains(CANARY), "{sealed}");
    assert_eq!(sealed.matches("BEGIN AGE").count(), 3, "{sealed}");
    assert!(sealed.starts_with("\u{feff}---\r\nstatus: reviewed # by hand\r\n"));
    assert!(sealed.contains("\r\n## Recognition\r\nThe trace.\r\n\r\n## Reply\r\n```age\r\n"));
    assert!(
        !sealed.replace("\r\n", "").contains('\n'),
        "another line end"
    );
    for person in ["ada", "grace"] {
        assert_eq!(sealing.okr(person, &["unseal", FILE]).status, 0);
        assert_eq!(sealing.team.text(FILE), REVIEWED, "{person}");
        assert_eq!(sealing.okr(person, &["seal"]).status, 0);
    }
}

#[test]
fn lets_no_private_word_out() {
    let sealing = Sealing::new();
    let run = sealing.okr("ada", &["seal"]);
    assert!(!run.told.contains(CANARY), "{}", run.told);
    assert_eq!(sealing.leaks(), [] as [&str; 0]);
    for args in [
        &["check"][..],
        &["check", "--format", "json"],
        &["diff"],
        &["diff", "--format", "json"],
        &["status"],
        &["report", "--out", "site"],
        &["draft", "--week", "2026-W48"],
    ] {
        let run = sealing.okr("ada", args);
        assert!(!run.told.to_lowercase().contains(CANARY), "{}", run.told);
    }
    assert_eq!(sealing.leaks(), [] as [&str; 0]);
    let site = files(&sealing.team.path().join("site"));
    assert!(site.len() > 3);
    let armor = "AGE ENCRYPTED";
    let shown = site
        .iter()
        .find(|(_, bytes)| String::from_utf8_lossy(bytes).contains(armor));
    assert_eq!(shown.map(|(path, _)| path), None);
}

#[test]
fn shows_the_same_sentence_as_for_private_text_in_plain() {
    let sealing = Sealing::new();
    let shown = |out: &str| {
        let run = sealing.okr("ada", &["report", "--out", out]);
        assert_eq!(run.status, 0, "{}", run.told);
        let pages = files(&sealing.team.path().join(out));
        let page = pages
            .into_iter()
            .find(|(path, _)| path.ends_with("ada/2026-W47.html"));
        let text = String::from_utf8(page.expect("a page of the check-in").1).unwrap();
        let main = text.split("<main").nth(1).unwrap().to_owned();
        main.matches("private").count()
    };
    let plain = shown("plain");
    assert!(plain > 0);
    sealing.okr("ada", &["seal"]);
    assert_eq!(shown("sealed"), plain);
}

#[test]
fn finds_private_text_in_plain_until_it_is_sealed() {
    let sealing = Sealing::new();
    let before = sealing.okr("ada", &["check", "--format", "concise", FILE]);
    let count = |run: &Run| run.stdout.matches("private-in-plain").count();
    assert_eq!(count(&before), 3, "{}", before.told);
    sealing.okr("ada", &["seal"]);
    let after = sealing.okr("ada", &["check", "--format", "concise", FILE]);
    assert_eq!(count(&after), 0, "{}", after.told);
    let missing = ["feedback-missing", "empty-section", "[broken-seal]"];
    assert!(
        !missing.iter().any(|rule| after.stdout.contains(rule)),
        "{}",
        after.told
    );
}

#[test]
fn opens_nothing_with_a_wrong_key_and_loses_nothing() {
    let sealing = Sealing::new();
    sealing.okr("ada", &["seal"]);
    let sealed = sealing.team.text(FILE);
    let wrong = sealing.okr("alan", &["unseal", FILE]);
    let all = sealing.okr("alan", &["unseal"]);
    assert_eq!(sealing.team.text(FILE), sealed);
    let keys = sealing.keys.path().to_str().unwrap().to_owned();
    let shown = told(&[wrong, all]).replace(&keys, "[keys]");
    insta::assert_snapshot!(shown);
}

#[test]
fn opens_nothing_that_was_tampered_with_and_loses_nothing() {
    let sealing = Sealing::new();
    sealing.okr("ada", &["seal"]);
    let sealed = sealing.team.text(FILE);
    let last = sealed.rfind("-----END").unwrap() - 12;
    let mut bytes = sealed.into_bytes();
    bytes[last] = if bytes[last] == b'A' { b'B' } else { b'A' };
    sealing.team.put(FILE, &bytes);
    let run = sealing.okr("ada", &["unseal"]);
    assert_eq!(run.status, 2);
    let told = "the sealed text is damaged, or somebody has changed it";
    assert!(run.stderr.contains(told), "{}", run.told);
    assert_eq!(sealing.team.text(FILE).into_bytes(), bytes);
}

#[test]
fn says_which_key_is_missing() {
    let sealing = Sealing::new();
    let settings = sealing.team.text("okr.yaml");
    let run = |from: &str, to: &str| {
        let at = settings.find(from).unwrap();
        let end = at + settings[at..].find(" }").unwrap();
        let changed = format!("{}{to}{}", &settings[..at], &settings[end..]);
        sealing.team.put("okr.yaml", changed);
        sealing.okr("ada", &["seal", FILE])
    };
    let graces = "grace@example.com, key";
    let runs = [
        run(graces, "grace@example.com"),
        run(graces, "grace@example.com, key: age1quetzal"),
        run(
            graces,
            &format!("grace@example.com, key: age1{}", "q".repeat(58)),
        ),
        run("manager: grace", "since: 2026-W40"),
    ];
    assert_eq!(sealing.team.text(FILE), REVIEWED);
    insta::assert_snapshot!(told(&runs));
}

#[test]
fn gives_unchanged_text_the_seal_that_was_committed() {
    let Sealing { team, keys } = Sealing::new();
    let sealing = Sealing { team, keys };
    sealing.okr("ada", &["seal"]);
    let Sealing { team, keys } = sealing;
    let sealing = Sealing {
        team: team.with_git(),
        keys,
    };
    let committed = sealing.team.text(FILE);
    sealing.okr("ada", &["unseal"]);
    let changed = sealing.team.text(FILE).replace("- \u{1f438}", "- more");
    sealing.team.put(FILE, &changed);
    sealing.okr("ada", &["seal"]);
    let after = sealing.team.text(FILE);
    let reply = after.find("## Reply").unwrap();
    assert_eq!(after[..reply], committed[..reply]);
    assert_ne!(after, committed);
    sealing.okr("ada", &["unseal"]);
    assert_eq!(sealing.team.text(FILE), changed);
}

#[test]
fn seals_what_was_added_beside_a_seal() {
    let sealing = Sealing::new();
    sealing.okr("ada", &["seal"]);
    let added = sealing.team.text(FILE) + "\r\n\r\nand one more: quetzalcoatlus";
    sealing.team.put(FILE, added);
    let run = sealing.okr("grace", &["seal"]);
    assert_eq!(run.status, 0, "{}", run.told);
    assert_eq!(sealing.leaks(), [] as [&str; 0]);
    sealing.okr("ada", &["unseal"]);
    let whole = REVIEWED.to_owned() + "\r\n\r\nand one more: quetzalcoatlus";
    assert_eq!(sealing.team.text(FILE), whole);
}

#[test]
fn puts_nothing_sealed_into_public() {
    let sealing = Sealing::new();
    sealing.okr("ada", &["seal"]);
    let sealed = sealing.team.text(FILE);
    // What is sealed under a level-3 part holds no section; moved under no heading it would.
    let start = sealed.find("## Feedback").unwrap();
    let end = sealed.find("## Recognition").unwrap();
    let block = sealed[start..end].replace("## Feedback\r\n", "");
    let moved = format!("---\r\nstatus: draft\r\n---\r\n## Progress\r\n{block}");
    sealing.team.put(FILE, &moved);
    let run = sealing.okr("ada", &["unseal"]);
    assert_eq!(run.status, 0, "{}", run.told);
    assert_eq!(sealing.team.text(FILE), moved, "opened in a public section");
}

#[test]
fn refuses_sealed_text_that_would_open_a_section_of_its_own() {
    let sealing = Sealing::new();
    let settings = sealing.team.text("okr.yaml");
    let with_level = |level: u8| {
        settings.replace(
            "check-in: {",
            &format!("check-in: {{ section-level: {level},"),
        )
    };
    sealing.team.put("okr.yaml", with_level(1));
    sealing.team.put(
        FILE,
        "---\nstatus: draft\n---\n# Feedback\nx\n## Progress\nquetzalcoatlus\n",
    );
    sealing.okr("ada", &["seal"]);
    let sealed = sealing.team.text(FILE).replace("# Feedback", "## Feedback");
    assert!(!sealed.contains(CANARY));
    sealing.team.put("okr.yaml", with_level(2));
    sealing.team.put(FILE, &sealed);
    let run = sealing.okr("ada", &["unseal"]);
    assert_eq!(run.status, 2, "{}", run.told);
    assert_eq!(sealing.team.text(FILE), sealed);
    insta::assert_snapshot!(run.told);
}

#[test]
fn refuses_a_file_in_which_something_is_odd() {
    let sealing = Sealing::new();
    let odd = format!("{REVIEWED}\r\n\r\n<!-- open");
    sealing.team.put(FILE, &odd);
    let run = sealing.okr("ada", &["seal", FILE]);
    assert_eq!(run.status, 2);
    assert_eq!(sealing.team.text(FILE), odd);
    insta::assert_snapshot!(run.told);
}

#[test]
fn makes_a_key_that_its_owner_alone_can_read() {
    let team = Team::new();
    let home = tempfile::tempdir().unwrap();
    let home_path = home.path().to_str().unwrap().to_owned();
    let variables = [
        ("OKR_PERSON", "ada"),
        ("XDG_CONFIG_HOME", home_path.as_str()),
    ];
    let made = team.run_in("", &["key", "new"], &variables);
    let again = team.run_in("", &["key", "new"], &variables);
    let shown = team.run_in("", &["key", "show"], &variables);
    assert_eq!((made.status, again.status, shown.status), (0, 2, 0));
    assert_eq!(made.stdout, shown.stdout);
    assert!(made.stdout.starts_with("age1"));
    let path = home.path().join("okr/key.txt");
    let text = fs::read_to_string(&path).unwrap();
    let secret = text
        .lines()
        .find(|line| line.starts_with("AGE-SECRET-KEY-1"))
        .unwrap();
    for run in [&made, &again, &shown] {
        assert!(!run.told.contains(secret), "{}", run.told);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode =
            |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let open = team.run_in("", &["key", "show"], &variables);
        assert!(open.stderr.contains("others can read"), "{}", open.told);
    }
    let public = made.stdout.trim();
    let runs = told(&[made.clone_with(public), again.clone_with(public)]);
    insta::assert_snapshot!(runs.replace(&home_path, "[home]"));
}

#[test]
fn keeps_a_private_key_out_of_a_repository() {
    let team = Team::new().with_git();
    let run = team.okr(&["key", "new", "--out", "check-ins/key.txt"]);
    assert_eq!(run.status, 2, "{}", run.told);
    assert!(!team.has("check-ins/key.txt"));
    insta::assert_snapshot!(run.told);
}

#[test]
fn says_that_there_is_no_key() {
    let sealing = Sealing::new();
    sealing.okr("ada", &["seal"]);
    fs::remove_file(sealing.key("ada")).unwrap();
    let run = sealing.okr("ada", &["unseal"]);
    let keys = sealing.keys.path().to_str().unwrap().to_owned();
    insta::assert_snapshot!(run.told.replace(&keys, "[keys]"));
}

impl Run {
    /// The same run with the key that it made left out.
    fn clone_with(&self, public: &str) -> Run {
        let text = |text: &String| text.replace(public, "age1…");
        Run {
            told: text(&self.told),
            status: self.status,
            stdout: text(&self.stdout),
            stderr: text(&self.stderr),
        }
    }
}

#[test]
#[cfg(unix)]
fn opens_a_draft_for_its_editor_and_seals_it_afterwards() {
    let sealing = Sealing::new();
    let text = "---\nstatus: draft\n---\n## Progress\nOpen.\n\n## Asks <!-- okr: private -->\nquetzalcoatlus\n\n## Reply\nquetzalcoatlus, too\n";
    sealing.team.put(FILE, text);
    sealing.okr("ada", &["seal"]);
    let sealed = sealing.team.text(FILE);
    // What the editor sees goes to a file beside the team's; then it adds a line.
    let seen = sealing.keys.path().join("seen");
    let script = sealing.keys.path().join("editor.sh");
    let lines = format!(
        "cp \"$1\" {}\nprintf 'quetzalcoatlus again\\n' >> \"$1\"\n",
        seen.display()
    );
    fs::write(&script, lines).unwrap();
    let edit = |person: &str, tail: &str| {
        let key = sealing.key(person);
        let editor = format!("sh {}{tail}", script.display());
        let variables = [
            ("OKR_PERSON", "ada"),
            ("OKR_IDENTITY", key.to_str().unwrap()),
            ("EDITOR", editor.as_str()),
        ];
        sealing.team.run_in("", &["draft", "--edit"], &variables)
    };
    let run = edit("ada", "");
    assert!(!run.told.contains(CANARY), "{}", run.told);
    assert_eq!(fs::read_to_string(&seen).unwrap(), text);
    let after = sealing.team.text(FILE);
    assert_eq!(sealing.leaks(), [] as [&str; 0]);
    let reply = after.find("## Reply").unwrap();
    assert_eq!(
        after[..reply],
        sealed[..reply],
        "what was not edited got another seal"
    );
    sealing.okr("ada", &["unseal"]);
    assert_eq!(
        sealing.team.text(FILE),
        format!("{text}quetzalcoatlus again\n")
    );
    // An editor that fails leaves nothing in plain, and neither does one that could open nothing.
    sealing.team.put(FILE, &sealed);
    assert_eq!(edit("ada", " && false #").status, 2);
    assert_eq!(sealing.leaks(), [] as [&str; 0]);
    sealing.team.put(FILE, &sealed);
    edit("alan", "");
    assert_eq!(fs::read_to_string(&seen).unwrap(), sealed);
    assert_eq!(sealing.leaks(), [] as [&str; 0]);
}

#[test]
fn lets_a_reviewed_check_in_be_sealed_and_nothing_else_be_changed() {
    let sealing = Sealing::new();
    let history = History::new();
    let settings = sealing.team.text("okr.yaml");
    history.team.put(
        "okr.yaml",
        settings + "sections: [progress, plan, feedback]\n",
    );
    let body = "\n## Feedback\nThe figures are clear.\n";
    history
        .team
        .put(FILE, check_in("reviewed", "300", REVIEWED_BY, body));
    history.commit("grace@example.com", "2026-11-18T08:00:00Z", "This week");
    let sealing = Sealing {
        team: history.team,
        keys: sealing.keys,
    };
    let frozen = || {
        let args = ["-q", "check", "--format", "concise", "--base", "HEAD"];
        let run = sealing.okr("grace", &args);
        run.stdout.matches("reviewed-is-frozen").count()
    };
    assert_eq!(sealing.okr("grace", &["seal", FILE]).status, 0);
    assert_eq!(frozen(), 0);
    let changed = sealing.team.text(FILE).replace("value: 300", "value: 250");
    sealing.team.put(FILE, changed);
    assert_eq!(frozen(), 1);
}

#[test]
#[cfg(unix)]
fn opens_and_seals_what_a_manager_and_their_person_write_to_each_other() {
    let sealing = Sealing::new();
    sealing.team.put(FILE, READY);
    let edit = |who: &str, args: &[&str], editor: &str| {
        let key = sealing.key(who);
        let variables = [
            ("OKR_PERSON", who),
            ("OKR_IDENTITY", key.to_str().unwrap()),
            ("EDITOR", editor),
        ];
        let run = sealing.team.run_in("", args, &variables);
        assert!(!run.told.contains(CANARY), "{}", run.told);
        assert_eq!(sealing.leaks(), [] as [&str; 0], "{}", run.told);
        run
    };
    let feedback = FILL.replace("Well done", CANARY);
    let run = edit("grace", &["review", "ada", "--edit"], &feedback);
    assert_eq!(run.status, 0, "{}\n{}", run.told, sealing.team.text(FILE));
    let reviewed = sealing.team.text(FILE);
    assert!(reviewed.contains("status: reviewed"), "{reviewed}");
    assert_eq!(reviewed.matches("BEGIN AGE").count(), 1);
    assert!(reviewed.contains("She sat with the vendor."));
    // The person reads the feedback in their editor, and answers it.
    let reply = format!(
        "grep -q {CANARY} \"$1\" && sed -i 's/^## Reply.*/&\\n\\nThank you, {CANARY}\\r/' \"$1\" #"
    );
    let run = edit("ada", &["reply", "--edit"], &reply);
    assert_eq!(run.status, 0, "{}\n{}", run.told, sealing.team.text(FILE));
    let replied = sealing.team.text(FILE);
    assert_eq!(replied.matches("BEGIN AGE").count(), 2, "{replied}");
    let feedback = |text: &str| {
        let start = text.find("## Feedback").unwrap();
        let end = start + text[start..].find("-----END").unwrap();
        text[start..end].to_owned()
    };
    assert_eq!(feedback(&replied), feedback(&reviewed));
    let check = sealing.okr("ada", &["-q", "check", "--format", "concise", FILE]);
    assert_eq!(check.status, 0, "{}", check.told);
    sealing.okr("grace", &["unseal", FILE]);
    let text = sealing.team.text(FILE);
    assert!(
        text.contains(&format!("Thank you, {CANARY}"))
            && text.contains(&format!("{CANARY}, go on so.")),
        "{text}"
    );
}

#[test]
fn seals_a_check_in_that_is_marked_ready() {
    let sealing = Sealing::new();
    let text = READY.replace("'ready'", "'draft'")
        + "\r\n\r\n## Asks <!-- okr: private -->\r\nquetzalcoatlus";
    sealing.team.put(FILE, &text);
    let run = sealing.okr("ada", &["ready"]);
    assert_eq!(run.status, 0, "{}", run.told);
    assert!(
        run.stderr.contains("ready now, its private text sealed"),
        "{}",
        run.told
    );
    assert_eq!(sealing.leaks(), [] as [&str; 0]);
    sealing.okr("grace", &["unseal", FILE]);
    assert_eq!(sealing.team.text(FILE), text.replace("'draft'", "ready"));
    // Without the manager's key nothing is written.
    let settings = sealing.team.text("okr.yaml");
    let at = settings.find("grace@example.com, key").unwrap();
    let end = at + settings[at..].find(" }").unwrap();
    sealing.team.put(
        "okr.yaml",
        format!("{}grace@example.com{}", &settings[..at], &settings[end..]),
    );
    let before = sealing.team.text(FILE);
    assert_eq!(sealing.okr("ada", &["ready"]).status, 2);
    assert_eq!(sealing.team.text(FILE), before);
}

#[test]
fn does_not_say_that_nothing_is_private_in_a_file_that_is_odd() {
    let sealing = Sealing::new();
    let odd = "---\nstatus: draft\n---\n# Feedback\nquetzalcoatlus\n";
    sealing.team.put(FILE, odd);
    let run = sealing.okr("ada", &["seal", FILE]);
    assert_eq!(run.status, 2, "{}", run.told);
    assert!(run.stderr.contains("heading level 1"), "{}", run.told);
    assert_eq!(sealing.team.text(FILE), odd);
}
