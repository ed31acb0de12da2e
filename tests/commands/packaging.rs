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
