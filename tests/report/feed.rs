//! The feed, held to what RFC 4287 asks of one.

use std::collections::BTreeSet;

use okr::report::Audience;

use crate::team::{Ask, Files, Pages, example, report};
use crate::xml_reader::{Element, parsed};

const ADDRESS: &str = "https://example.org/okr/";

fn of(files: &Files, base_url: Option<&'static str>) -> (Pages, Element) {
    let ask = Ask {
        base_url,
        audience: Audience::Published,
        ..Ask::default()
    };
    let pages = report(files, &ask).unwrap();
    let feed = parsed(&pages["feed.xml"]);
    check(&feed, &pages, base_url.unwrap_or_default());
    (pages, feed)
}

fn all<'e>(element: &'e Element, name: &str) -> Vec<&'e Element> {
    let children = element.children.iter();
    children.filter(|child| child.name == name).collect()
}

/// The text of the one child of that name.
fn one<'e>(element: &'e Element, name: &str) -> &'e str {
    let found = all(element, name);
    assert_eq!(found.len(), 1, "{name} in {}", element.name);
    &found[0].text
}

fn link<'e>(element: &'e Element, rel: &str) -> Option<&'e str> {
    let links = all(element, "link");
    let found = links.iter().find(|link| link.attribute("rel") == rel)?;
    Some(found.attribute("href"))
}

fn check(feed: &Element, pages: &Pages, base: &str) {
    assert_eq!(feed.name, "feed");
    assert_eq!(feed.attribute("xmlns"), "http://www.w3.org/2005/Atom");
    assert!(!one(feed, "title").is_empty());
    let entries = all(feed, "entry");
    let mut ids = BTreeSet::from([one(feed, "id")]);
    let mut times: Vec<jiff::Timestamp> = Vec::new();
    for entry in &entries {
        assert!(ids.insert(one(entry, "id")), "{:?}", one(entry, "id"));
        assert!(!one(entry, "title").is_empty());
        assert_eq!(all(entry, "author").len(), 1);
        assert!(!one(all(entry, "author")[0], "name").is_empty());
        assert_eq!(all(entry, "content")[0].attribute("type"), "text");
        times.push(one(entry, "updated").parse().unwrap());
        let target = link(entry, "alternate").unwrap();
        assert!(
            pages.contains_key(target.strip_prefix(base).unwrap()),
            "{target}"
        );
    }
    assert!(times.is_sorted_by(|a, b| a >= b), "newest first");
    let updated: jiff::Timestamp = one(feed, "updated").parse().unwrap();
    assert!(times.first().is_none_or(|newest| *newest == updated));
    assert!(ids.iter().all(|id| id.starts_with("urn:uuid:")));
}

#[test]
fn tells_check_ins_and_recognition_newest_first() {
    let (pages, feed) = of(&example(), None);
    let terms: BTreeSet<&str> = all(&feed, "entry")
        .into_iter()
        .map(|entry| all(entry, "category")[0].attribute("term"))
        .collect();
    assert_eq!(terms, BTreeSet::from(["check-in", "recognition"]));
    assert_eq!(link(&feed, "self"), None);
    assert_eq!(link(&feed, "alternate"), Some("index.html"));
    let first = all(&feed, "entry")[0];
    assert!(one(first, "title").ends_with(", week 47"), "{first:?}");
    assert!(one(first, "content").contains('\n'), "{first:?}");
    for (page, root) in [("index.html", ""), ("people/mei.html", "../")] {
        let link = format!(
            "type=\"application/atom+xml\" title=\"Check-ins and recognition\" href=\"{root}feed.xml\""
        );
        assert!(pages[page].contains(&link), "{page}");
    }
}

#[test]
fn keeps_its_ids_where_the_report_gets_an_address() {
    let ((_, near), (_, far)) = (of(&example(), None), of(&example(), Some(ADDRESS)));
    let ids = |feed: &Element| -> Vec<String> {
        all(feed, "entry")
            .into_iter()
            .map(|entry| one(entry, "id").to_owned())
            .collect()
    };
    assert_eq!(ids(&near), ids(&far));
    assert_eq!(link(&far, "self"), Some("https://example.org/okr/feed.xml"));
    assert_eq!(
        link(&far, "alternate"),
        Some("https://example.org/okr/index.html")
    );
}

#[test]
fn leaves_out_who_is_not_ready_and_whatever_is_withheld() {
    let mut files = example();
    let path = "check-ins/mei/2026-W47.md";
    let count = |files: &Files| {
        let (_, feed) = of(files, None);
        let entries = all(&feed, "entry").into_iter();
        entries
            .filter(|entry| link(entry, "alternate") == Some("check-ins/mei/2026-W47.html"))
            .count()
    };
    let text = files[path].clone();
    assert!(count(&files) > 0);
    let status = text
        .lines()
        .find(|line| line.starts_with("status:"))
        .unwrap();
    files.insert(path.to_owned(), text.replace(status, "status: draft"));
    assert_eq!(count(&files), 0);
    files.insert(path.to_owned(), format!("{text}\n<!-- okr: privat -->\n"));
    assert_eq!(count(&files), 0);
}

#[test]
fn is_well_formed_whatever_authors_write() {
    let hostile = "]]></content></entry>\u{1b}[2J\u{202e}\u{ffff} &bogus; <script>alert(1)</script> ##[error]";
    let mut files = example();
    let name = "\"]]></name><x>&\"";
    let okr = files["okr.yaml"].replace("name: Mei-Ling Tsai", &format!("name: {name}"));
    assert!(okr.contains(name));
    files.insert("okr.yaml".to_owned(), okr);
    for text in files
        .values_mut()
        .filter(|text| text.contains("## Progress"))
    {
        *text = text.replace("## Progress\n", &format!("## Progress\n{hostile}\n\n"));
        *text = text.replace(
            "## Recognition\n",
            &format!("## Recognition\n{hostile}\n\n"),
        );
    }
    let (pages, feed) = of(&files, None);
    assert!(!pages["feed.xml"].contains("<script"));
    assert!(!pages["feed.xml"].contains("##["));
    let entries = all(&feed, "entry");
    assert!(
        entries
            .iter()
            .any(|entry| one(entry, "content").contains("<script>alert(1)</script>"))
    );
}
