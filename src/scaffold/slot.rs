//! Templates: plain text with `{{name}}` slots.

/// The template with every slot filled. A slot without a value stays as it is; what is filled in is not
/// looked at again.
#[must_use]
pub fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some(open) = rest.find("{{") {
        let (before, slot) = rest.split_at(open);
        text.push_str(before);
        let Some(close) = slot.find("}}") else {
            rest = slot;
            break;
        };
        let name = slot[2..close].trim();
        let value = values.iter().find(|(known, _)| *known == name);
        text.push_str(value.map_or(&slot[..close + 2], |(_, value)| value));
        rest = &slot[close + 2..];
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_each_slot_once() {
        let text = filled("{{a}} {{ b }}{{c}}{{", &[("a", "{{b}}"), ("b", "x")]);
        assert_eq!(text, "{{b}} x{{c}}{{");
    }
}
