use proptest::prelude::*;

use super::*;

fn change(to: &str) -> Flow<'_> {
    Flow::Mapping(vec![
        ("change", Flow::Scalar(NewValue::Plain("target"))),
        ("to", Flow::Scalar(NewValue::Text(to))),
    ])
}

fn key(key: &str) -> Step<'_> {
    Step::Key(key)
}

#[test]
fn puts_a_mapping_on_one_line_and_replaces_what_was_there() {
    let value = Flow::Mapping(vec![
        ("by", Flow::Scalar(NewValue::Plain("grace"))),
        ("reason", Flow::Scalar(NewValue::Text("no figures, at all"))),
    ]);
    let written = "{ by: grace, reason: \"no figures, at all\" }";
    let put = |text: &str| put(text, "returned", &value).unwrap();
    assert_eq!(
        put("---\nstatus: x # a\n---\nb"),
        format!("---\nstatus: x # a\nreturned: {written}\n---\nb")
    );
    assert_eq!(
        put("---\r\nreturned:\r\nstatus: x\r\n---\r\n"),
        format!("---\r\nreturned: {written}\r\nstatus: x\r\n---\r\n")
    );
    assert_eq!(
        put("---\nreturned: { by: ada } # c\n---\n"),
        format!("---\nreturned: {written} # c\n---\n")
    );
    assert_eq!(
        put("---\nreturned:\n  by: ada\n  reason: x\nstatus: x\n---\n"),
        format!("---\nreturned: {written}\nstatus: x\n---\n")
    );
    assert_eq!(
        put("---\n---\n"),
        format!("---\nreturned: {written}\n---\n")
    );
}

#[test]
fn adds_an_item_to_a_list_however_it_is_written() {
    let pushed = |text: &str| push(text, &[key("okr-changes")], &change("5")).unwrap();
    let item = "{ change: target, to: \"5\" }";
    for (before, after) in [
        (
            "---\na: 1\n---\nx",
            "---\na: 1\nokr-changes:\n  - ITEM\n---\nx",
        ),
        (
            "---\nokr-changes:\na: 1\n---\n",
            "---\nokr-changes:\n  - ITEM\na: 1\n---\n",
        ),
        (
            "---\nokr-changes:\n- b: 1\n  c: 2\n# d\na: 1\n---\n",
            "---\nokr-changes:\n- b: 1\n  c: 2\n- ITEM\n# d\na: 1\n---\n",
        ),
        (
            "---\r\nokr-changes:\r\n    - { b: 1 } # e\r\n---\r\n",
            "---\r\nokr-changes:\r\n    - { b: 1 } # e\r\n    - ITEM\r\n---\r\n",
        ),
        (
            "---\nokr-changes: []\n---\n",
            "---\nokr-changes: [ITEM]\n---\n",
        ),
        (
            "---\nokr-changes: [{ b: 1 }]\n---\n",
            "---\nokr-changes: [{ b: 1 }, ITEM]\n---\n",
        ),
    ] {
        assert_eq!(pushed(before), after.replace("ITEM", item));
    }
}

#[test]
fn adds_a_name_to_a_list_within_an_item() {
    let name = Flow::Scalar(NewValue::Plain("grace"));
    let pushed = |text: &str| push(text, &[key("c"), Step::Item(0), key("agreed")], &name).unwrap();
    for (before, after) in [
        (
            "---\nc:\n  - { a: 1, agreed: [ada] }\n---\n",
            "---\nc:\n  - { a: 1, agreed: [ada, grace] }\n---\n",
        ),
        (
            "---\nc:\n  - { a: 1 }\n---\n",
            "---\nc:\n  - { a: 1, agreed: [grace] }\n---\n",
        ),
        (
            "---\nc:\n  - a: 1\n    agreed: ada # b\n---\n",
            "---\nc:\n  - a: 1\n    agreed: [ada, grace] # b\n---\n",
        ),
        (
            "---\nc:\n  - a: 1\n    agreed:\n      - ada\n---\n",
            "---\nc:\n  - a: 1\n    agreed:\n      - ada\n      - grace\n---\n",
        ),
        (
            "---\nc:\n  - a: 1\n---\n",
            "---\nc:\n  - a: 1\n    agreed: [grace]\n---\n",
        ),
        (
            "---\nc:\n  - a: 1\n    agreed:\n---\n",
            "---\nc:\n  - a: 1\n    agreed: [grace]\n---\n",
        ),
    ] {
        assert_eq!(pushed(before), after);
    }
}

#[test]
fn removes_an_entry_with_its_lines() {
    let path = [key("k"), key("b")];
    for (before, after) in [
        (
            "---\nk:\n  a: 1\n  b: # x\n    c: 2\n    d: |\n      y\n  e: 3\n---\n",
            "---\nk:\n  a: 1\n  e: 3\n---\n",
        ),
        ("---\nk:\n  b: 1\nz: 1\n---\nx", "---\nk:\nz: 1\n---\nx"),
        (
            "---\nk: { a: 1, b: { c: 2 } }\n---\n",
            "---\nk: { a: 1 }\n---\n",
        ),
        ("---\nk: { b: 2, a: 1 }\n---\n", "---\nk: { a: 1 }\n---\n"),
    ] {
        assert_eq!(remove(before, &path).unwrap(), after);
    }
    assert!(remove("---\nk: { a: 1 }\n---\n", &path).is_err());
}

#[test]
fn adds_an_entry_once() {
    let value = change("x");
    let text = "---\nk:\n  a: { c: 1 }\n---\n";
    let added = add(text, &[key("k"), key("b")], &value).unwrap();
    assert_eq!(
        added,
        "---\nk:\n  a: { c: 1 }\n  b: { change: target, to: x }\n---\n"
    );
    assert!(add(&added, &[key("k"), key("b")], &value).is_err());
}

#[test]
fn refuses_what_it_cannot_edit_alone() {
    for text in [
        "no front matter",
        "---\na: [\n---\n",
        "---\nokr-changes: &a [x]\n---\n",
        "---\nokr-changes: { a: 1 }\n---\n",
    ] {
        assert!(
            push(text, &[key("okr-changes")], &change("1")).is_err(),
            "{text:?}"
        );
    }
}

proptest! {
    #[test]
    fn leaves_the_body_of_any_text_alone(
        lines in prop::collection::vec("(k|okr-changes|  - a|  - b: 1|    c: 2|  x: \\[\\]|k: \\[1\\]|# d)(:)?", 0..8),
        to in "\\PC{0,12}",
    ) {
        let text = format!("---\n{}\n---\nbody", lines.join("\n"));
        let value = change(&to);
        let edits = [
            push(&text, &[key("okr-changes")], &value),
            put(&text, "k", &value),
            remove(&text, &[key("k")]),
        ];
        for edited in edits.into_iter().flatten() {
            prop_assert!(edited.ends_with("---\nbody") && edited.starts_with("---\n"));
        }
    }
}
