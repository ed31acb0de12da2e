//! Outside causes against own ones, 300 × 14.

use crate::report::html::push_text;

use super::geometry::attribute;

/// The two bars; empty where no cause was named. `title` says the same in words, `id` is an id of
/// our own.
#[must_use]
pub fn split(outside: usize, own: usize, id: &str, title: &str) -> String {
    let total = outside + own;
    if total == 0 {
        return String::new();
    }
    let gap = if outside > 0 && own > 0 { 4.0 } else { 0.0 };
    let width = (300.0 - gap) * outside as f64 / total as f64;
    let mut out = format!(
        "<svg class=\"split\" viewBox=\"0 0 300 14\" preserveAspectRatio=\"none\" role=\"img\" \
         aria-labelledby=\"{id}\"><title id=\"{id}\">"
    );
    push_text(&mut out, title);
    out.push_str("</title>");
    if outside > 0 {
        out.push_str("<rect class=\"o\"");
        attribute(&mut out, "width", width);
        out.push_str(" height=\"14\" rx=\"2\"/>");
    }
    if own > 0 {
        out.push_str("<rect class=\"s\"");
        attribute(&mut out, "x", width + gap);
        attribute(&mut out, "width", 300.0 - gap - width);
        out.push_str(" height=\"14\" rx=\"2\"/>");
    }
    out.push_str("</svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_share_the_width_as_the_causes_do() {
        let drawn = split(3, 1, "causes", "three & one");
        assert!(drawn.contains("class=\"o\" width=\"222\""), "{drawn}");
        assert!(
            drawn.contains("class=\"s\" x=\"226\" width=\"74\""),
            "{drawn}"
        );
        assert!(drawn.contains("three &amp; one"));
        assert_eq!(split(0, 0, "causes", ""), "");
    }
}
