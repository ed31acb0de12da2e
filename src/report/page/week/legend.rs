//! What the signals mean, with the thresholds in force.

use crate::report::number;
use crate::report::page::Site;
use crate::report::page::parts::icon;
use crate::report::view::week::{Family as FamilyView, Rule};
use crate::rules::signal::{Family, Limits};

impl Site<'_> {
    pub(super) fn legend(&self) -> Vec<FamilyView> {
        let family = |family: Family| FamilyView {
            icon: icon(family),
            word: self.text(&format!("family.{}", family.word())),
            text: self.text(&format!("family.{}.text", family.word())),
            rules: family
                .signals()
                .into_iter()
                .map(|id| self.rule(id))
                .collect(),
        };
        Family::ALL.into_iter().map(family).collect()
    }

    fn rule(&self, id: &str) -> Rule {
        let weeks = |n: u32| self.words.count("weeks", usize::try_from(n).unwrap_or(0));
        let behind = self.input.team.thresholds.behind.abs();
        let behind = if behind == crate::model::Decimal::ONE {
            weeks(1)
        } else {
            number::weeks(self.words, behind)
        };
        let limits = Limits::of(self.input.team);
        let count = |n: u32| self.words.number(usize::try_from(n).unwrap_or(0));
        let reach = number::short(self.words, limits.out_of_reach);
        let (n, span) = match id {
            "too-smooth" => (count(limits.smooth_steps), String::new()),
            "quiet-obstacle" => (String::new(), weeks(limits.obstacle_weeks)),
            "stalled" => (count(limits.stalled_values), String::new()),
            "wrong-way" => (count(limits.wrong_way_steps), String::new()),
            "out-of-reach" => (reach.clone(), String::new()),
            "stuck-low" => (count(limits.stuck_check_ins), String::new()),
            "help-late" => (String::new(), weeks(limits.late_weeks)),
            _ => (String::new(), String::new()),
        };
        let word = if id == "out-of-reach" {
            self.words.text("rule.out-of-reach.name", &[("n", &reach)])
        } else {
            self.text(&format!("signal.{id}"))
        };
        let fillings = [("n", n.as_str()), ("weeks", &span), ("behind", &behind)];
        let text = self.words.text(&format!("rule.{id}"), &fillings);
        Rule {
            word,
            text: capitalised(&text),
        }
    }
}

/// With a capital letter at its beginning, also where a number in words begins it.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
