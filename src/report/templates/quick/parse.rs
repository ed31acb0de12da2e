//! The source of a template → its parts. Whatever is not plainly of the kinds below is nothing here, and
//! left to the full engine.

/// A template's file.
#[derive(Debug, Default)]
pub(super) struct File<'s> {
    /// The template whose frame it fills.
    pub extends: Option<&'s str>,
    /// The macros that it takes, each with the file that has it.
    pub imports: Vec<(&'s str, &'s str)>,
    /// In the order of the file.
    pub macros: Vec<Macro<'s>>,
    pub body: Vec<Part<'s>>,
}

#[derive(Debug)]
pub(super) struct Macro<'s> {
    pub name: &'s str,
    pub parameters: Vec<&'s str>,
    pub body: Vec<Part<'s>>,
}

#[derive(Debug)]
pub(super) enum Part<'s> {
    Text(&'s str),
    Print {
        value: Operand<'s>,
        /// Whether it is printed as it stands.
        is_safe: bool,
    },
    Call {
        name: &'s str,
        arguments: Vec<Operand<'s>>,
    },
    /// The first whose test holds.
    Choice(Vec<(Test<'s>, Vec<Part<'s>>)>),
    Each {
        name: &'s str,
        list: Operand<'s>,
        body: Vec<Part<'s>>,
    },
    Block {
        name: &'s str,
        body: Vec<Part<'s>>,
    },
}

#[derive(Debug)]
pub(super) enum Operand<'s> {
    Literal(&'s str),
    Truth(bool),
    Path(&'s str, Vec<Access<'s>>),
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Access<'s> {
    Field(&'s str),
    Entry(usize),
}

#[derive(Debug)]
pub(super) enum Test<'s> {
    Always,
    IsTrue(Operand<'s>),
    IsNothing(Operand<'s>),
    Equals(Operand<'s>, &'s str),
    HasLen(Operand<'s>, usize),
    IsLonger(Operand<'s>, usize),
    Not(Box<Test<'s>>),
    Any(Vec<Test<'s>>),
    All(Vec<Test<'s>>),
}

/// A piece of the source.
#[derive(Debug, PartialEq)]
enum Piece<'s> {
    Text(&'s str),
    /// The words of `{{ … }}`.
    Print(Vec<&'s str>),
    /// The words of `{% … %}`.
    Tag(Vec<&'s str>),
}

pub(super) fn parse(source: &str) -> Option<File<'_>> {
    let mut parser = Parser {
        pieces: pieces(source)?.into_iter(),
        file: File::default(),
    };
    let (body, end) = parser.parts(0)?;
    if !end.is_empty() {
        return None;
    }
    parser.file.body = body;
    Some(parser.file)
}

/// Text, comments and tags; a line break after a comment or a tag is none of the page's.
fn pieces(source: &str) -> Option<Vec<Piece<'_>>> {
    let mut rest = source.strip_suffix('\n').unwrap_or(source);
    let mut pieces = Vec::new();
    while let Some(open) = opening(rest) {
        let (text, tag) = rest.split_at(open);
        let (kind, inner) = tag.split_at(2);
        let close = match kind {
            "{{" => "}}",
            "{%" => "%}",
            _ => "#}",
        };
        let (inner, after) = inner.split_once(close)?;
        rest = after;
        if kind == "{#" {
            let before = inner.strip_prefix('-');
            pieces.push(Piece::Text(before.map_or(text, |_| text.trim_end())));
            rest = match inner.ends_with('-') {
                true => rest.trim_start(),
                false => rest.strip_prefix('\n').unwrap_or(rest),
            };
            continue;
        }
        if inner.starts_with(['-', '+']) || inner.ends_with(['-', '+']) {
            return None;
        }
        pieces.push(Piece::Text(text));
        if kind == "{{" {
            pieces.push(Piece::Print(words(inner)?));
        } else {
            pieces.push(Piece::Tag(words(inner)?));
            rest = rest.strip_prefix('\n').unwrap_or(rest);
        }
    }
    pieces.push(Piece::Text(rest));
    pieces.retain(|piece| !matches!(piece, Piece::Text("")));
    Some(pieces)
}

fn opening(text: &str) -> Option<usize> {
    let mut braces = memchr::memchr_iter(b'{', text.as_bytes());
    braces.find(|at| matches!(text.as_bytes().get(at + 1), Some(b'{' | b'%' | b'#')))
}

/// Names, numbers, signs, and strings with their first quote.
fn words(inner: &str) -> Option<Vec<&str>> {
    let mut words = Vec::new();
    let mut rest = inner.trim();
    while let Some(first) = rest.chars().next() {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let len = match first {
            '"' => rest[1..].find('"')? + 1,
            _ if is_name(first) => rest.find(|c| !is_name(c)).unwrap_or(rest.len()),
            '=' => usize::from(rest.starts_with("==")) * 2,
            '.' | ',' | '(' | ')' | '[' | ']' | '|' | '>' => 1,
            _ => 0,
        };
        let word = rest.get(..len).filter(|word| !word.is_empty())?;
        if word.contains('\\') {
            return None;
        }
        words.push(word);
        let quote = usize::from(first == '"');
        rest = rest.get(len + quote..)?.trim_start();
    }
    Some(words)
}

/// So deep may blocks, choices and loops stand in each other.
const DEEPEST: usize = 40;

struct Parser<'s> {
    pieces: std::vec::IntoIter<Piece<'s>>,
    file: File<'s>,
}

impl<'s> Parser<'s> {
    /// The parts up to a tag that ends them, and that tag; no words where the source ends.
    fn parts(&mut self, depth: usize) -> Option<(Vec<Part<'s>>, Vec<&'s str>)> {
        if depth > DEEPEST {
            return None;
        }
        let mut parts = Vec::new();
        while let Some(piece) = self.pieces.next() {
            match piece {
                Piece::Text(text) => parts.push(Part::Text(text)),
                Piece::Print(words) => parts.push(printed(&words)?),
                Piece::Tag(words) => match words.as_slice() {
                    ["if", test @ ..] => parts.push(self.choice(test, depth)?),
                    ["for", name, "in", list @ ..] => parts.push(Part::Each {
                        name: named(name)?,
                        list: operand(list)?,
                        body: self.until(&["endfor"], depth)?,
                    }),
                    ["block", name] => parts.push(Part::Block {
                        name: named(name)?,
                        body: self.until(&["endblock"], depth)?,
                    }),
                    ["extends" | "from" | "macro", ..] if depth == 0 => {
                        self.declaration(&words, &parts)?;
                    }
                    ["else" | "endif" | "endfor" | "endblock" | "endmacro"] | ["elif", ..] => {
                        return Some((parts, words));
                    }
                    _ => return None,
                },
            }
        }
        Some((parts, Vec::new()))
    }

    fn until(&mut self, end: &[&str], depth: usize) -> Option<Vec<Part<'s>>> {
        let (body, found) = self.parts(depth + 1)?;
        (found == end).then_some(body)
    }

    fn choice(&mut self, test: &[&'s str], depth: usize) -> Option<Part<'s>> {
        let mut arms = Vec::new();
        let mut next = tested(test)?;
        loop {
            let is_last = matches!(next, Test::Always);
            let (body, end) = self.parts(depth + 1)?;
            arms.push((next, body));
            next = match end.as_slice() {
                ["endif"] => return Some(Part::Choice(arms)),
                ["else"] if !is_last => Test::Always,
                ["elif", test @ ..] if !is_last => tested(test)?,
                _ => return None,
            };
        }
    }

    /// What says nothing itself. `before` are the parts before it.
    fn declaration(&mut self, words: &[&'s str], before: &[Part]) -> Option<()> {
        match words {
            ["extends", file] if self.file.extends.is_none() && before.is_empty() => {
                self.file.extends = Some(quoted(file)?);
            }
            ["from", file, "import", names @ ..] => {
                let file = quoted(file)?;
                for name in listed(names)? {
                    self.file.imports.push((named(name)?, file));
                }
            }
            ["macro", name, "(", parameters @ .., ")"] => {
                let parameters = listed(parameters)?.into_iter().map(named);
                let found = Macro {
                    name: named(name)?,
                    parameters: parameters.collect::<Option<_>>()?,
                    body: self.until(&["endmacro"], 0)?,
                };
                self.file.macros.push(found);
            }
            _ => return None,
        }
        Some(())
    }
}

fn printed<'s>(words: &[&'s str]) -> Option<Part<'s>> {
    match words {
        [name, "(", arguments @ .., ")"] => {
            let arguments = arguments.split(|word| *word == ",").map(operand);
            let mut arguments = arguments.collect::<Vec<_>>();
            if words.len() == 3 {
                arguments.clear();
            }
            Some(Part::Call {
                name: named(name)?,
                arguments: arguments.into_iter().collect::<Option<_>>()?,
            })
        }
        [value @ .., "|", "safe"] => Some(Part::Print {
            value: operand(value)?,
            is_safe: true,
        }),
        value => Some(Part::Print {
            value: operand(value)?,
            is_safe: false,
        }),
    }
}

fn operand<'s>(words: &[&'s str]) -> Option<Operand<'s>> {
    if let [word] = words
        && let Some(literal) = quoted(word)
    {
        return Some(Operand::Literal(literal));
    }
    match words {
        ["true"] => return Some(Operand::Truth(true)),
        ["false"] => return Some(Operand::Truth(false)),
        _ => {}
    }
    let (first, mut rest) = words.split_first()?;
    let mut path = Vec::new();
    while !rest.is_empty() {
        rest = match rest {
            [".", name, rest @ ..] => {
                path.push(Access::Field(named(name)?));
                rest
            }
            ["[", place, "]", rest @ ..] => {
                path.push(Access::Entry(place.parse().ok()?));
                rest
            }
            _ => return None,
        };
    }
    Some(Operand::Path(named(first)?, path))
}

fn tested<'s>(words: &[&'s str]) -> Option<Test<'s>> {
    if words.contains(&"or") {
        let each = words.split(|word| *word == "or").map(tested);
        return Some(Test::Any(each.collect::<Option<_>>()?));
    }
    if words.contains(&"and") {
        let each = words.split(|word| *word == "and").map(tested);
        return Some(Test::All(each.collect::<Option<_>>()?));
    }
    let number = |word: &str| word.parse().ok();
    Some(match words {
        ["not", rest @ ..] => Test::Not(Box::new(tested(rest)?)),
        [value @ .., "|", "length", "==", len] => Test::HasLen(operand(value)?, number(len)?),
        [value @ .., "|", "length", ">", len] => Test::IsLonger(operand(value)?, number(len)?),
        [value @ .., "==", text] => Test::Equals(operand(value)?, quoted(text)?),
        [value @ .., "is", "none"] => Test::IsNothing(operand(value)?),
        value => Test::IsTrue(operand(value)?),
    })
}

/// Names between commas.
fn listed<'s>(words: &[&'s str]) -> Option<Vec<&'s str>> {
    let each = words.split(|word| *word == ",").map(|one| match one {
        [name] => Some(*name),
        _ => None,
    });
    match words {
        [] => Some(Vec::new()),
        _ => each.collect(),
    }
}

/// Words of the language, which are no names.
const WORDS: &[&str] = &[
    "true",
    "True",
    "false",
    "False",
    "none",
    "None",
    "not",
    "and",
    "or",
    "in",
    "is",
    "if",
    "else",
    "self",
    "super",
    "caller",
    "recursive",
];

fn named(word: &str) -> Option<&str> {
    let first = word.chars().next()?;
    let is_name = first.is_ascii_alphabetic() || first == '_';
    (is_name && !WORDS.contains(&word)).then_some(word)
}

fn quoted(word: &str) -> Option<&str> {
    word.strip_prefix('"')
}
