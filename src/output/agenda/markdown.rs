//! The agenda as Markdown, for a note that both can edit. Nothing of an author's is live in it.

use crate::output::sink::markdown::inert;
use crate::report::view::agenda::{Agenda, Block, Line, Point, Topic};

/// Prints an agenda.
#[must_use]
pub fn render(agenda: &Agenda) -> String {
    let mut out = format!("# {}\n\n", inert(&agenda.title));
    let facts = agenda.facts.iter();
    let facts = facts.map(|fact| format!("{}: {}", inert(&fact.label), inert(&fact.text)));
    // The tool's own words: nothing of an author's is in them.
    let facts: Vec<String> = std::iter::once(agenda.eyebrow.clone())
        .chain(facts)
        .collect();
    out.push_str(&format!("{}\n\n", facts.join("  \n")));
    if let Some(note) = &agenda.note {
        out.push_str(&format!("**{}**\n\n", inert(note)));
    }
    block(&mut out, &agenda.well);
    block(&mut out, &agenda.since);
    if let Some(changed) = &agenda.changed {
        out.push_str(&format!("{}\n\n", inert(changed)));
    }
    for one in &agenda.topics {
        topic(&mut out, one);
    }
    answers(&mut out, &agenda.general);
    block(&mut out, &agenda.changes);
    block(&mut out, &agenda.next);
    out.push_str("- [ ] \n- [ ] \n- [ ] \n\n");
    for title in &agenda.feedback {
        out.push_str(&format!("### {}\n\n", inert(title)));
    }
    let (before, command, after) = &agenda.after;
    let (before, after) = (inert(before), inert(after));
    out.push_str(&format!("{before}<code>{}</code>{after}\n", inert(command)));
    out
}

fn block(out: &mut String, block: &Block) {
    heading(out, &block.title, &block.minutes);
    for line in &block.lines {
        point(out, line);
    }
    if !block.lines.is_empty() {
        out.push('\n');
    }
}

fn heading(out: &mut String, title: &str, minutes: &str) {
    out.push_str(&format!("## {} ({})\n\n", inert(title), inert(minutes)));
}

fn point(out: &mut String, point: &Point) {
    let mark = match point.done {
        Some(true) => "[x] ",
        Some(false) => "[ ] ",
        None => "",
    };
    out.push_str(&format!("- {mark}{}", inert(&point.text)));
    if let Some(detail) = &point.detail {
        out.push_str(&format!(" ({})", inert(detail)));
    }
    if let Some(late) = &point.late {
        out.push_str(&format!(" **{}**", inert(late)));
    }
    out.push('\n');
}

fn topic(out: &mut String, topic: &Topic) {
    heading(out, &topic.heading, &topic.minutes);
    if !topic.number.is_empty() {
        let before = topic.before.as_ref();
        let before = before.map_or_else(String::new, |before| format!("{} → ", inert(before)));
        let was = topic.said.was.as_deref().unwrap_or_default();
        let said = format!("{} {was}", topic.said.word);
        let parts = [
            format!("{before}**{}**", inert(&topic.now)),
            inert(&topic.distance),
            inert(said.trim_end()),
        ];
        out.push_str(&format!(
            "{}: {}\n\n",
            inert(&topic.title),
            parts.join(" · ")
        ));
    }
    answers(out, &topic.answers);
    if !topic.evidence.is_empty() {
        let signals = inert(&topic.signals.join(", "));
        out.push_str(&format!("*{signals}*: {}\n\n", inert(&topic.evidence)));
    }
    out.push_str(&format!("**{}**\n\n", inert(&topic.ask)));
}

fn answers(out: &mut String, lines: &[Line]) {
    for line in lines {
        out.push_str(&format!(
            "- **{}:** {}\n",
            inert(&line.label),
            inert(&line.text)
        ));
    }
    if !lines.is_empty() {
        out.push('\n');
    }
}
