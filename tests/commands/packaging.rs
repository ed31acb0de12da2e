//! `okr completions`, `okr man`, and the help of every command.

use super::team::Team;

#[test]
fn completes_every_command_in_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = Team::empty().okr(&["completions", shell]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        for command in ["draft", "check", "report"] {
            assert!(
                run.stdout.contains(command),
                "{shell} completes no {command}"
            );
        }
    }
}

#[test]
fn prints_the_manual_page_of_a_command_and_names_the_commands_there_are() {
    let team = Team::empty();
    assert!(team.okr(&["man", "draft"]).stdout.contains(".SH SYNOPSIS"));
    let run = team.okr(&["man", "drafft"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("draft, "), "{}", run.stderr);
}

#[test]
fn writes_a_page_for_each_command() {
    let team = Team::empty();
    assert_eq!(team.okr(&["man", "--out", "."]).status, 0);
    assert!(team.has("okr.1") && team.has("okr-check.1"));
}

#[test]
fn gives_examples_in_the_help_of_every_command() {
    let team = Team::empty();
    let help = team.okr(&["--help"]).stdout;
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = commands
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next());
    let names: Vec<&str> = names.filter(|name| *name != "help").collect();
    assert!(names.len() > 10, "{help}");
    for name in names {
        let run = team.okr(&[name, "--help"]);
        assert_eq!(run.status, 0);
        assert!(
            run.stdout.contains("Examples:\n  okr "),
            "{name} has no example"
        );
    }
}

#[test]
fn says_more_in_the_long_help_than_in_the_short_one() {
    let team = Team::empty();
    for (command, more) in [
        (&["diff"][..], "Against the same person's previous check-in"),
        (&["git", "install"], "in the clone's own configuration"),
        (&["log"], "each change of its definition"),
    ] {
        let of = |option| {
            let run = team.okr(&[command, &[option]].concat());
            run.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let (long, short) = (of("--help"), of("-h"));
        assert!(long.contains(more), "{long}");
        assert!(!short.contains(more), "{short}");
    }
}

#[test]
fn has_every_command_that_a_document_names() {
    let team = Team::empty();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut documents = vec![root.join("README.md")];
    let docs = std::fs::read_dir(root.join("docs")).unwrap();
    documents.extend(docs.map(|entry| entry.unwrap().path()));
    documents.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    let mut named = std::collections::BTreeSet::new();
    for document in documents {
        let text = std::fs::read_to_string(document).unwrap();
        for rest in text.split("`okr ").skip(1) {
            let is_letter = |c: &char| c.is_ascii_lowercase() || *c == '-';
            let word: String = rest.chars().take_while(is_letter).collect();
            if !word.is_empty() && !word.starts_with('-') {
                named.insert(word);
            }
        }
    }
    assert!(named.len() > 10, "{named:?}");
    for command in named {
        let run = team.okr(&[&command, "--help"]);
        assert_eq!(
            run.status, 0,
            "'okr {command}' is in a document, and no command"
        );
    }
}
