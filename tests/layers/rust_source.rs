//! Just enough of Rust's grammar to ask what a source file names: tokens without comments and
//! literals, and the items that only tests see. `tests/layers.rs` asks the questions.

/// An identifier, or one character of punctuation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Token<'a> {
    pub text: &'a str,
    /// From 1.
    pub line: usize,
}

/// A source file without its tests.
pub struct Code<'a> {
    pub tokens: Vec<Token<'a>>,
    /// How many lines are left when those of test items are taken away.
    pub lines: usize,
}

impl<'a> Code<'a> {
    pub fn of(source: &'a str) -> Self {
        let all = tokens(source);
        let mut kept = Vec::new();
        let mut test_lines = 0;
        let mut at = 0;
        while at < all.len() {
            if inner_test_attribute(&all[at..]) {
                return Self {
                    tokens: Vec::new(),
                    lines: 0,
                };
            }
            if outer_test_attribute(&all[at..]) {
                let end = item_end(&all, at);
                test_lines += all[end - 1].line - all[at].line + 1;
                at = end;
            } else {
                kept.push(all[at]);
                at += 1;
            }
        }
        Self {
            tokens: kept,
            lines: source.lines().count() - test_lines,
        }
    }

    /// What is named directly under `root`: `a` and `b` in `root::a::x` or `root::{a::x, b}`.
    pub fn named_under(&self, root: &str) -> Vec<Token<'a>> {
        let mut names = Vec::new();
        for (at, token) in self.tokens.iter().enumerate() {
            if token.text == root {
                heads(after_colons(&self.tokens[at + 1..]), &mut names);
            }
        }
        names
    }

    /// What is named under the module that `depth` steps of `super` lead to.
    pub fn named_under_super(&self, depth: usize) -> Vec<Token<'a>> {
        let mut names = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let mut rest = &self.tokens[at..];
            let mut steps = 0;
            while rest.first().is_some_and(|token| token.text == "super") {
                rest = after_colons(&rest[1..]);
                steps += 1;
            }
            if steps > 0 && steps == depth {
                heads(rest, &mut names);
            }
            at = self.tokens.len() - rest.len() + usize::from(steps == 0);
        }
        names
    }

    /// The lines where a path begins with the outside crate `name`.
    pub fn paths_into(&self, name: &str) -> Vec<usize> {
        let begins = |at: usize| {
            let inner = at > 2 && self.tokens[at - 1].text == ":" && is_word(self.tokens[at - 3]);
            !inner && !after_colons(&self.tokens[at + 1..]).is_empty()
        };
        (0..self.tokens.len())
            .filter(|at| self.tokens[*at].text == name && begins(*at))
            .map(|at| self.tokens[at].line)
            .collect()
    }

    /// Lints of clippy that begin so and are named here, other than inside `cfg_attr(test, …)`.
    pub fn lints(&self, prefix: &str) -> Vec<Token<'a>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            if starts_with(&self.tokens[at..], &["cfg_attr", "(", "test"]) {
                at = closing(&self.tokens, at + 1) + 1;
                continue;
            }
            let lint = after_colons(&self.tokens[at + 1..]).first();
            if let Some(lint) = lint
                && self.tokens[at].text == "clippy"
                && lint.text.starts_with(prefix)
            {
                found.push(*lint);
            }
            at += 1;
        }
        found
    }
}

/// The first names of a path or of each path in a group.
fn heads<'a>(tokens: &[Token<'a>], names: &mut Vec<Token<'a>>) {
    let Some(first) = tokens.first() else { return };
    if first.text != "{" {
        names.push(*first);
        return;
    }
    let mut depth = 0;
    let mut fresh = false;
    for token in tokens {
        match token.text {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return;
        }
        if fresh && token.text != "}" {
            names.push(*token);
        }
        fresh = depth == 1 && matches!(token.text, "{" | ",");
    }
}

/// The tokens after a leading `::`, or none where there is no such.
fn after_colons<'t, 'a>(tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    if starts_with(tokens, &[":", ":"]) {
        &tokens[2..]
    } else {
        &[]
    }
}

fn is_word(token: Token) -> bool {
    token
        .text
        .starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

fn starts_with(tokens: &[Token], texts: &[&str]) -> bool {
    tokens.len() >= texts.len()
        && tokens
            .iter()
            .zip(texts)
            .all(|(token, text)| token.text == *text)
}

fn inner_test_attribute(tokens: &[Token]) -> bool {
    starts_with(tokens, &["#", "!", "[", "cfg", "(", "test", ")", "]"])
}

fn outer_test_attribute(tokens: &[Token]) -> bool {
    starts_with(tokens, &["#", "[", "cfg", "(", "test"])
        || starts_with(tokens, &["#", "[", "cfg", "(", "all", "(", "test"])
}

/// The index after the item whose first attribute begins at `start`.
fn item_end(tokens: &[Token], start: usize) -> usize {
    let mut at = start;
    while starts_with(&tokens[at..], &["#", "["]) {
        at = closing(tokens, at + 1) + 1;
    }
    let import = tokens[at..].iter().take(6).any(|token| token.text == "use");
    while at < tokens.len() {
        match tokens[at].text {
            ";" => return at + 1,
            "{" if !import => return (closing(tokens, at) + 1).min(tokens.len()),
            "{" | "(" | "[" => at = closing(tokens, at) + 1,
            _ => at += 1,
        }
    }
    tokens.len()
}

/// The index of the bracket that closes the one at `open`.
fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.text {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    tokens.len()
}

/// Identifiers and punctuation; comments, lifetimes' quotes and the text of literals are left out.
fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut line = 1;
    while at < source.len() {
        let rest = &source[at..];
        let (length, is_token) = piece(rest);
        if is_token {
            found.push(Token {
                text: &rest[..length],
                line,
            });
        }
        line += rest[..length].matches('\n').count();
        at += length;
    }
    found
}

/// The length of the next piece, and whether it is a token.
fn piece(rest: &str) -> (usize, bool) {
    let first = rest.chars().next().map_or(1, char::len_utf8);
    if rest.starts_with("//") {
        return (rest.find('\n').unwrap_or(rest.len()), false);
    }
    if rest.starts_with("/*") {
        return (block_comment(rest), false);
    }
    if rest.starts_with('"') {
        return (quoted(rest, '"'), false);
    }
    if rest.starts_with('\'') {
        return (
            if is_character(rest) {
                quoted(rest, '\'')
            } else {
                1
            },
            false,
        );
    }
    let word = word_length(rest);
    if word == 0 {
        return (first, !rest.starts_with(char::is_whitespace));
    }
    if let Some(raw) = raw_string(rest, word) {
        return (raw, false);
    }
    (word, true)
}

fn word_length(rest: &str) -> usize {
    rest.find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(rest.len())
}

fn is_character(rest: &str) -> bool {
    let mut following = rest.chars().skip(1);
    match following.next() {
        Some('\\') => true,
        Some(_) => following.next() == Some('\''),
        None => false,
    }
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of `r#"…"#` and its kin, of which `word` is the length of the prefix.
fn raw_string(rest: &str, word: usize) -> Option<usize> {
    if !matches!(&rest[..word], "r" | "br" | "cr") {
        return None;
    }
    let hashes = rest[word..]
        .bytes()
        .take_while(|byte| *byte == b'#')
        .count();
    let body = rest[word + hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let length = body
        .find(&end)
        .unwrap_or(body.len() - end.len().min(body.len()));
    Some(word + hashes + 1 + length + end.len())
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        let here = &rest[at..];
        if here.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with("*/") {
            depth -= 1;
            at += 2;
        } else {
            at += here.chars().next().map_or(1, char::len_utf8);
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}
