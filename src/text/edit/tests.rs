//! Examples of every way in which a key is written, and the property over generated front matter.

use proptest::prelude::*;

use super::*;

fn value(text: &str, path: &[&str], value: &str) -> String {
    set(text, path, NewValue::Plain(value)).unwrap()
}

fn reading(front_matter: &str) -> String {
    let text = format!("---\n{front_matter}---\n# T\n");
    let edited = value(&text, &["key-results", "a/b", "value"], "305");
    let yaml = edited.strip_prefix("---\n").unwrap();
    yaml.strip_suffix("---\n# T\n").unwrap().to_owned()
}

#[test]
fn replaces_a_plain_and_a_quoted_value() {
    let before = "key-results:\n  a/b:\n    value: 310 # ms\n    confidence: good\n";
    let after = "key-results:\n  a/b:\n    value: 305 # ms\n    confidence: good\n";
    assert_eq!(reading(before), after);
    assert_eq!(
        reading("key-results:\n  'a/b': { \"value\": \"310\" }\n"),
        "key-results:\n  'a/b': { \"value\": 305 }\n"
    );
}

#[test]
fn fills_an_empty_value_before_its_comment() {
    assert_eq!(
        reading("key-results:\n  a/b:\n    value:  # last: 310 ms\n    confidence:\n"),
        "key-results:\n  a/b:\n    value: 305  # last: 310 ms\n    confidence:\n"
    );
    assert_eq!(
        reading("key-results:\n  a/b:\n    value: # last\n"),
        "key-results:\n  a/b:\n    value: 305 # last\n"
    );
    assert_eq!(
        reading("key-results: { a/b: { value: ~ } }\n"),
        "key-results: { a/b: { value: 305 } }\n"
    );
    assert_eq!(
        reading("key-results: { a/b: { value: , x: 1 } }\n"),
        "key-results: { a/b: { value: 305 , x: 1 } }\n"
    );
}

#[test]
fn adds_what_is_missing_where_it_belongs() {
    assert_eq!(
        reading("key-results:\n    c/d:\n      value: 1 # one\nskipped: x\n"),
        "key-results:\n    c/d:\n      value: 1 # one\n    a/b:\n      value: 305\nskipped: x\n"
    );
    assert_eq!(
        reading("key-results:\n  a/b:\n    confidence: # none yet\n"),
        "key-results:\n  a/b:\n    confidence: # none yet\n    value: 305\n"
    );
    assert_eq!(
        reading("status: draft\n"),
        "status: draft\nkey-results:\n  a/b:\n    value: 305\n"
    );
    assert_eq!(
        reading("key-results: # mine\nskipped: x\n"),
        "key-results: # mine\n  a/b:\n    value: 305\nskipped: x\n"
    );
    assert_eq!(
        reading("key-results:\n  a/b: { confidence: good }\n"),
        "key-results:\n  a/b: { confidence: good, value: 305 }\n"
    );
    assert_eq!(
        reading("key-results: {}\n"),
        "key-results: { a/b: { value: 305 } }\n"
    );
    assert_eq!(
        reading("key-results: ~ # none\n"),
        "key-results: { a/b: { value: 305 } } # none\n"
    );
    assert_eq!(
        reading("# nothing\n"),
        "# nothing\nkey-results:\n  a/b:\n    value: 305\n"
    );
}

#[test]
fn makes_front_matter_where_there_is_none() {
    assert_eq!(
        value("\u{feff}# T\r\nx", &["status"], "ready"),
        "\u{feff}---\r\nstatus: ready\r\n---\r\n# T\r\nx"
    );
}

#[test]
fn keeps_line_ends_byte_order_mark_and_a_missing_final_newline() {
    assert_eq!(
        value(
            "\u{feff}---\r\nstatus: draft\r\n---\r\n# T",
            &["skipped"],
            "ill"
        ),
        "\u{feff}---\r\nstatus: draft\r\nskipped: ill\r\n---\r\n# T"
    );
}

#[test]
fn replaces_a_block_scalar_from_its_indicator() {
    let text = "---\nskipped: >-\n  a long\n  holiday\nstatus: skipped\n---\n";
    let edited = set(text, &["skipped"], NewValue::Text("no: ill")).unwrap();
    assert_eq!(edited, "---\nskipped: \"no: ill\"\nstatus: skipped\n---\n");
    let commented = "---\nskipped: | # why\n  a\n---\n";
    assert!(set(commented, &["skipped"], NewValue::Text("b")).is_err());
}

#[test]
fn leaves_a_value_alone_that_stands_there_already() {
    let text = "---\nstatus: 'draft' # now\n---\n";
    assert_eq!(
        set(text, &["status"], NewValue::Text("draft")).unwrap(),
        text
    );
}

#[test]
fn refuses_front_matter_that_cannot_be_read_whole() {
    let place = |text: &str| {
        set(text, &["status"], NewValue::Plain("ready"))
            .unwrap_err()
            .span
            .start
    };
    assert_eq!(place("---\nstatus: draft\nstatus: ready\n---\n"), 18);
    assert!(place("---\na: [1\nstatus: draft\n---\n") > 3);
    assert_eq!(place("---\nstatus: draft\n\n# T\n"), 0);
    assert_eq!(place("---\nstatus: [draft]\n---\n"), 4);
    assert_eq!(place("---\nstatus: &x draft\n---\n"), 15);
}

#[test]
fn refuses_keys_below_a_value() {
    let text = "---\nkey-results: later\n---\n";
    let problem = set(text, &["key-results", "a/b", "value"], NewValue::Plain("1"));
    assert_eq!(
        problem.unwrap_err().message,
        "'key-results' holds text, expected keys with values"
    );
}

/// A tree as the test writes it down, and the ways it may be spelt.
#[derive(Clone, Debug)]
enum Tree {
    Nothing,
    Scalar(String),
    Mapping {
        flow: bool,
        entries: Vec<(String, Tree)>,
    },
}

fn scalar() -> impl Strategy<Value = Tree> {
    prop_oneof![
        Just(Tree::Nothing),
        "[a-z][a-z0-9 ]{0,6}[a-z0-9]|-?[0-9]{1,3}(\\.[0-9])?".prop_map(Tree::Scalar),
        "[a-zé:#, '\"\\\\{\\[|>&*-]{0,8}".prop_map(Tree::Scalar),
    ]
}

fn tree() -> impl Strategy<Value = Tree> {
    scalar().prop_recursive(3, 24, 4, |inner| {
        let entries = prop::collection::btree_map("[a-d](/[a-d])?", inner, 1..4);
        (any::<bool>(), entries).prop_map(|(flow, entries)| Tree::Mapping {
            flow,
            entries: entries.into_iter().collect(),
        })
    })
}

/// The tree as YAML, with comments and odd spacing, in lines that end with `end`.
fn spelt(tree: &Tree, indent: usize, flow: bool, end: &str) -> String {
    let entries = match tree {
        Tree::Nothing if flow => return " ~".to_owned(),
        Tree::Nothing => return format!("  # nothing{end}"),
        Tree::Scalar(text) => {
            let text = quote::written(NewValue::Text(text), flow);
            return if flow {
                format!(" {text}")
            } else {
                format!("  {text} # a {text}{end}")
            };
        }
        Tree::Mapping { entries, .. } => entries,
    };
    if flow || matches!(tree, Tree::Mapping { flow: true, .. }) {
        let inner: Vec<String> = entries
            .iter()
            .map(|(key, value)| format!("{key}:{}", spelt(value, 0, true, end)))
            .collect();
        let close = if flow {
            String::new()
        } else {
            format!(" # flow{end}")
        };
        return format!(" {{{}}}{close}", inner.join(" , "));
    }
    let margin = " ".repeat(indent);
    let mut lines = if indent == 0 {
        String::new()
    } else {
        format!(" # below{end}")
    };
    for (key, value) in entries {
        lines.push_str(&format!("{end}{margin}# on {key}{end}{margin}{key}:"));
        lines.push_str(&spelt(value, indent + 3, false, end));
    }
    lines
}

/// The tree with the value set, by the definition of what setting means.
fn with(tree: Option<&Tree>, path: &[String], value: &str) -> Option<Tree> {
    let Some((key, rest)) = path.split_first() else {
        return match tree {
            Some(Tree::Mapping { .. }) => None,
            _ => Some(Tree::Scalar(value.to_owned())),
        };
    };
    let (flow, mut entries) = match tree {
        None | Some(Tree::Nothing) => (false, Vec::new()),
        Some(Tree::Scalar(_)) => return None,
        Some(Tree::Mapping { flow, entries }) => (*flow, entries.clone()),
    };
    let at = entries.iter().position(|(known, _)| known == key);
    let new = with(at.map(|at| &entries[at].1), rest, value)?;
    match at {
        Some(at) => entries[at].1 = new,
        None => entries.push((key.clone(), new)),
    }
    Some(Tree::Mapping { flow, entries })
}

/// The tree as another parser's value.
fn to_oracle(tree: &Tree) -> serde_yaml::Value {
    match tree {
        Tree::Nothing => serde_yaml::Value::Null,
        Tree::Scalar(text) => serde_yaml::Value::String(text.clone()),
        Tree::Mapping { entries, .. } => {
            let pairs = entries
                .iter()
                .map(|(key, value)| (key.as_str().into(), to_oracle(value)));
            serde_yaml::Value::Mapping(pairs.collect())
        }
    }
}

proptest! {
    #[test]
    fn changes_one_value_and_no_other_byte(
        tree in tree().prop_filter("the top holds keys", |tree| matches!(tree, Tree::Mapping { .. })),
        path in prop::collection::vec("[a-d](/[a-d])?", 1..4),
        new in "[a-zé][a-z0-9:#, '\"\\\\]{0,8}[a-z]",
        crlf in any::<bool>(),
        mark in any::<bool>(),
    ) {
        let Tree::Mapping { entries, .. } = tree else { unreachable!() };
        let top = Tree::Mapping { flow: false, entries };
        let end = if crlf { "\r\n" } else { "\n" };
        let mark = if mark { "\u{feff}" } else { "" };
        let yaml = spelt(&top, 0, false, end);
        let body = format!("# T{end}{end}---{end}x: y{end}---{end}no newline at the end");
        let text = format!("{mark}---{end}{yaml}---{end}{body}");
        let keys: Vec<&str> = path.iter().map(String::as_str).collect();
        let edited = set(&text, &keys, NewValue::Text(&new));
        let Some(expected) = with(Some(&top), &path, &new) else {
            prop_assert!(edited.is_err());
            return Ok(());
        };
        let edited = edited.map_err(|problem| TestCaseError::fail(format!("{problem:?}\n{text}")))?;
        let start = mark.len() + 3 + end.len();
        let after = edited.strip_suffix(&format!("---{end}{body}"));
        prop_assert!(after.is_some(), "{}", edited);
        let oracle: serde_yaml::Value = serde_yaml::from_str(&after.unwrap()[start..]).unwrap();
        prop_assert_eq!(oracle, to_oracle(&expected), "{}", edited);
        is_one_stretch(&text, &edited)?;
        let again = set(&edited, &keys, NewValue::Text(&new)).unwrap();
        prop_assert_eq!(again, edited);
    }

    #[test]
    fn never_panics_whatever_the_text(text in "(---\n)?[ -~\n\r\t#:é|>]{0,80}(---\n)?", key in "[a-c]") {
        if let Ok(edited) = set(&text, &[&key], NewValue::Text("v")) {
            is_one_stretch(&text, &edited)?;
        }
    }
}

/// All lines but those of one stretch are in both texts, so that comments and spacing were kept: what
/// was taken away is at most one scalar, and holds no comment.
fn is_one_stretch(before: &str, after: &str) -> Result<(), TestCaseError> {
    let common =
        |pairs: &mut dyn Iterator<Item = (u8, u8)>| pairs.take_while(|(a, b)| a == b).count();
    let head = common(&mut before.bytes().zip(after.bytes()));
    let longest = before.len().min(after.len()) - head;
    let tail = common(&mut before.bytes().rev().zip(after.bytes().rev())).min(longest);
    let taken = &before.as_bytes()[head..before.len() - tail];
    let taken = String::from_utf8_lossy(taken);
    prop_assert!(!taken.contains(" # "), "{taken:?}");
    Ok(())
}
