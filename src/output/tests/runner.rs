//! The command reader of the GitHub runner, written again from its description: a line is a command in the
//! new form where it begins with `::`, and in the old one where it holds `##[` anywhere. For unit tests and
//! for those of the commands.

/// Words that the runner knows as commands.
const KNOWN: [&str; 14] = [
    "add-mask",
    "add-matcher",
    "remove-matcher",
    "debug",
    "echo",
    "error",
    "warning",
    "notice",
    "group",
    "endgroup",
    "save-state",
    "set-output",
    "set-env",
    "stop-commands",
];

/// A command as the runner understands it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obeyed {
    pub name: String,
    pub properties: Vec<(String, String)>,
    pub data: String,
}

impl Obeyed {
    /// The value of a property.
    pub fn property(&self, name: &str) -> Option<&str> {
        let found = self.properties.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Every command that the runner obeys in a log.
pub fn obeyed(log: &str) -> Vec<Obeyed> {
    let mut stopped: Option<String> = None;
    let mut commands = Vec::new();
    // A stream reader ends lines at any of the three.
    for line in log.replace("\r\n", "\n").split(['\n', '\r']) {
        let knows = |name: &str| {
            let known = KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name));
            known || stopped.as_deref() == Some(name)
        };
        let Some(command) = new_form(line, &knows).or_else(|| old_form(line, &knows)) else {
            continue;
        };
        if let Some(token) = &stopped {
            if command.name == *token {
                stopped = None;
            }
            continue;
        }
        if command.name == "stop-commands" {
            stopped = Some(command.data.clone());
        }
        commands.push(command);
    }
    assert_eq!(stopped, None, "commands are still stopped at the end");
    commands
}

fn new_form(line: &str, knows: &dyn Fn(&str) -> bool) -> Option<Obeyed> {
    let rest = line.trim_start().strip_prefix("::")?;
    let (head, data) = rest.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    if !knows(name) {
        return None;
    }
    Some(Obeyed {
        name: name.to_owned(),
        properties: pairs(
            properties,
            ',',
            &[
                ("%0D", "\r"),
                ("%0A", "\n"),
                ("%3A", ":"),
                ("%2C", ","),
                ("%25", "%"),
            ],
        ),
        data: unescaped(data, &[("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]),
    })
}

fn old_form(line: &str, knows: &dyn Fn(&str) -> bool) -> Option<Obeyed> {
    let (_, rest) = line.split_once("##[")?;
    let (head, data) = rest.split_once(']')?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    if !knows(name) {
        return None;
    }
    Some(Obeyed {
        name: name.to_owned(),
        properties: pairs(properties, ';', &[]),
        data: data.to_owned(),
    })
}

fn pairs(text: &str, between: char, escapes: &[(&str, &str)]) -> Vec<(String, String)> {
    let pairs = text
        .trim()
        .split(between)
        .filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| (name.to_owned(), unescaped(value, escapes)))
        .collect()
}

fn unescaped(text: &str, escapes: &[(&str, &str)]) -> String {
    escapes
        .iter()
        .fold(text.to_owned(), |text, (escape, meant)| {
            text.replace(escape, meant)
        })
}
