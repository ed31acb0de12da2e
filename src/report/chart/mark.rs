//! The three shapes of confidence: circle, diamond, triangle.

use super::geometry::push;

/// What was said in a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Very good: a circle.
    VeryGood,
    /// Good: a diamond.
    Good,
    /// Not OK: a triangle.
    NotOk,
    /// A value without a word: a grey circle.
    Unsaid,
}

impl Mark {
    /// Appends the shape around a point; `size` is the radius of the circle, the others are as
    /// large to the eye.
    pub(super) fn push(self, out: &mut String, (x, y): (f64, f64), size: f64) {
        match self {
            Mark::VeryGood => circle(out, "sv", (x, y), size),
            Mark::Unsaid => circle(out, "sx", (x, y), size),
            Mark::Good => {
                let side = size * 1.14;
                out.push_str("<path class=\"sg\" d=\"M");
                numbers(out, &[x, y - side]);
                for (dx, dy) in [(side, side), (-side, side), (-side, -side)] {
                    out.push('l');
                    numbers(out, &[dx, dy]);
                }
                out.push_str("z\"/>");
            }
            Mark::NotOk => {
                out.push_str("<path class=\"sn\" d=\"M");
                numbers(out, &[x, y - size * 1.12]);
                out.push('l');
                numbers(out, &[size * 1.12, size * 2.02]);
                out.push('h');
                numbers(out, &[-size * 2.24]);
                out.push_str("z\"/>");
            }
        }
    }
}

fn circle(out: &mut String, class: &str, (x, y): (f64, f64), radius: f64) {
    out.push_str("<circle class=\"");
    out.push_str(class);
    out.push('"');
    super::geometry::attribute(out, "cx", x);
    super::geometry::attribute(out, "cy", y);
    super::geometry::attribute(out, "r", radius);
    out.push_str("/>");
}

fn numbers(out: &mut String, values: &[f64]) {
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        push(out, *value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_has_a_shape_of_its_own() {
        let shape = |mark: Mark| {
            let mut out = String::new();
            mark.push(&mut out, (10.0, 20.0), 4.0);
            out
        };
        assert_eq!(
            shape(Mark::VeryGood),
            r#"<circle class="sv" cx="10" cy="20" r="4"/>"#
        );
        assert_eq!(
            shape(Mark::Good),
            r#"<path class="sg" d="M10 15.4l4.6 4.6l-4.6 4.6l-4.6 -4.6z"/>"#
        );
        assert_eq!(
            shape(Mark::NotOk),
            r#"<path class="sn" d="M10 15.5l4.5 8.1h-9z"/>"#
        );
    }
}
