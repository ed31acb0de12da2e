//! How many bytes a page may have, for the example's team and for a large one.

use std::fmt::Write as _;

use crate::team::{Ask, Files, Pages, report};

/// Of one page of a large team: 50 people with 75 key results.
const LARGE: usize = 100_000;

/// A team of 50 with 75 key results in 25 objectives, ten weeks into the quarter: everybody has
/// obstacles, tasks and recognition, every fifth one is behind and sure of it.
fn large_team() -> Files {
    let mut files = Files::new();
    let mut okr =
        String::from("team: Works\ncycle: 2026-Q4\npeople:\n  lead: { name: Lee Lead }\n");
    for n in 0..49 {
        let _ = writeln!(
            okr,
            "  person-{n}: {{ name: Person Number{n}, manager: lead }}"
        );
    }
    files.insert("okr.yaml".to_owned(), okr);
    for o in 0..25 {
        let mut text = format!(
            "---\ntitle: Make part {o} of the works better than it was\nowner: person-{o}\nkey-results:\n"
        );
        for k in 0..3 {
            let owner = (o * 3 + k) % 49;
            let _ = write!(
                text,
                "  result-{k}:\n    title: What is measured in part {o}, the {k}th of its three numbers\n    \
                 owner: person-{owner}\n    unit: ms\n    start: 900\n    target: 100\n"
            );
        }
        files.insert(
            format!("okrs/2026-Q4/part-{o}.md"),
            format!("{text}---\nWhy.\n"),
        );
    }
    for person in 0..49 {
        for week in 40..48 {
            let text = check_in(person, week);
            files.insert(format!("check-ins/person-{person}/2026-W{week}.md"), text);
        }
    }
    files
}

fn check_in(person: usize, week: usize) -> String {
    let owned = (0..75).filter(|at| at % 49 == person);
    let owned: Vec<String> = owned
        .map(|at| format!("part-{}/result-{}", at / 3, at % 3))
        .collect();
    let step = if person.is_multiple_of(5) {
        15
    } else {
        60 + person
    };
    let value = 900 - step * (week - 39);
    let said = ["very-good", "good", "not-ok"][(person + week / 3) % 3];
    let mut text = String::from("---\nstatus: reviewed\nkey-results:\n");
    for reference in &owned {
        let _ = writeln!(
            text,
            "  {reference}: {{ value: {value}, confidence: {said} }}"
        );
    }
    let _ = write!(
        text,
        "reviewed: {{ by: lead, on: 2026-11-20 }}\n---\n## Progress\nThe number of week {week} is {value} ms, \
         measured on Thursday in the second shift.\n\n## Obstacles\n### The supplier of part {person} answers late\n\
         - Slows: {}\n- Own cause: we asked late, and only once.\n- Outside cause: they have no stock.\n\n\
         ## Plan\n- [ ] Ask the other supplier of part {person} for a price (@person-{person}, due 2026-11-{})\n\
         - [x] Count the parts of week {week} (@person-{person}, due 2026-11-13)\n\n\
         ## Recognition\nThe count of week {week} was done before anybody asked for it.\n\n\
         ## Follow-ups\n- [ ] Talk to the supplier of part {person} (@lead, due 2026-11-27)\n",
        owned[0],
        10 + person % 15,
    );
    text
}

fn too_large(pages: &Pages, most: impl Fn(&str) -> usize) -> Vec<String> {
    let large = pages.iter().filter(|(path, text)| text.len() > most(path));
    large
        .map(|(path, text)| format!("{path}: {} bytes", text.len()))
        .collect()
}

#[test]
fn pages_of_the_example_keep_within_their_budgets() {
    let most = |path: &str| match path {
        "report.js" => 8_000,
        "index.html" | "feed.xml" => 60_000,
        path if path.starts_with("weeks/") => 60_000,
        _ => 40_000,
    };
    let large = too_large(crate::example_pages(), most);
    assert!(large.is_empty(), "{}", large.join("\n"));
}

#[test]
fn pages_of_a_large_team_keep_within_their_budgets() {
    let pages = report(&large_team(), &Ask::default()).unwrap();
    let is_of_all = |path: &str| {
        [
            "index.html",
            "key-results.html",
            "obstacles.html",
            "feed.xml",
            "due.ics",
        ]
        .contains(&path)
            || path.starts_with("weeks/")
            || path.starts_with("data/")
    };
    let large = too_large(&pages, |path| if is_of_all(path) { LARGE } else { 40_000 });
    assert!(large.is_empty(), "{}", large.join("\n"));
}

#[test]
fn a_large_team_sees_those_that_stand_out_and_a_line_for_each_objective() {
    let pages = report(&large_team(), &Ask::default()).unwrap();
    let index = &pages["index.html"];
    let rows = index.matches("data-tags=").count();
    assert!((1..=20).contains(&rows), "{rows}");
    assert!(index.contains("href=\"key-results.html\""));
    assert_eq!(pages["key-results.html"].matches("data-tags=").count(), 75);
    let heat = &index[index.find("id=\"h-heat\"").unwrap()..];
    let heat = &heat[..heat.find("</section>").unwrap()];
    assert_eq!(heat.matches("<th scope=\"row\"").count(), 25);
    assert!(!index.contains("\n  "), "it is indented");
}
