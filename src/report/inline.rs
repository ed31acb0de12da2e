//! One page with everything in it, for mail and artifacts: style sheet and script stand in the page, the
//! policy names their hashes, and what would lead to another page is a link no more, or leads to where
//! the whole report is.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::html::Html;
use super::templates::Templates;

/// What the shell puts in place of links to style sheet and script.
#[derive(Clone, Debug, Serialize)]
pub struct Inline {
    /// The policy of the page.
    pub policy: String,
    /// The style sheet.
    pub style: Html,
    /// The script.
    pub script: Html,
    /// Whether there are other pages to lead to.
    pub nav: bool,
}

impl Inline {
    pub(super) fn of(templates: &Templates, nav: bool) -> Self {
        let text = |wanted: &str| {
            let mut assets = templates.assets();
            let found = assets.find(|(name, _)| *name == wanted);
            // No end tag may stand in them; in a string of either language `<\/` is the same.
            found.map_or(String::new(), |(_, text)| text.replace("</", "<\\/"))
        };
        let (style, script) = (text("style.css"), text("report.js"));
        let policy = format!(
            "default-src 'none'; style-src '{}'; script-src '{}'; img-src data:",
            hash(&style),
            hash(&script)
        );
        Self {
            policy,
            style: Html::written(style),
            script: Html::written(script),
            nav,
        }
    }
}

fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

/// The page with each link to another page leading below `base`, or nowhere. Only whole `href`
/// attributes are touched: no text can hold one, since its quotes are escaped.
pub(super) fn unlinked(page: &str, base: Option<&str>) -> String {
    const HREF: &str = " href=\"";
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = rest.find(HREF) {
        let (before, link) = rest.split_at(at);
        let link = &link[HREF.len()..];
        let end = link.find('"').unwrap_or(link.len());
        let (target, after) = link.split_at(end);
        out.push_str(before);
        match base {
            _ if stays(target) => out.push_str(&format!("{HREF}{target}\"")),
            Some(base) => {
                let path = target.trim_start_matches("../");
                out.push_str(&format!("{HREF}{}{path}\"", Html::text(base).as_str()));
            }
            None => {}
        }
        rest = after.strip_prefix('"').unwrap_or(after);
    }
    out.push_str(rest);
    out
}

/// Whether a link leads to this page, or out of the report.
fn stays(target: &str) -> bool {
    let schemes = ["#", "http:", "https:", "mailto:", "data:"];
    schemes.iter().any(|scheme| target.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_another_page_goes_or_leads_to_the_whole_report() {
        let page = "<a href=\"#krs\">1</a><a class=\"x\" href=\"../people/ada.html#a\">2</a>\
                    <a href=\"https://x.example\">3</a> href=&quot;x";
        assert_eq!(
            unlinked(page, None),
            "<a href=\"#krs\">1</a><a class=\"x\">2</a><a href=\"https://x.example\">3</a> href=&quot;x"
        );
        let linked = unlinked(page, Some("https://pages.example/okr/"));
        assert!(linked.contains("href=\"https://pages.example/okr/people/ada.html#a\""));
    }

    #[test]
    fn a_hash_is_that_of_the_standard() {
        assert_eq!(
            hash("abc"),
            "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
        );
    }
}
