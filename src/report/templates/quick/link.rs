//! The parts of a page's files → steps: its frame filled, its macros in place of their names, each name
//! of a value a place.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::parse::{Access, File, Macro, Operand, Part, Test};
use super::{Condition, From, Look, Step, Value};

/// The files, by name; those that the parser did not take are not there.
pub(super) type Files<'s> = BTreeMap<&'s str, File<'s>>;

/// So many macros may call each other in a row.
const LONGEST_CHAIN: usize = 16;

/// A page's steps; none where its files do more than this knows.
pub(super) fn page(name: &str, files: &Files) -> Option<Vec<Step>> {
    let file = files.get(name)?;
    let mut known = Known::default();
    for (name, from) in &file.imports {
        let taken = own_macros(files.get(from)?)?.remove(name)?;
        known.add(name, taken)?;
    }
    for one in &file.macros {
        let made = known.linked(one, true)?;
        known.add(one.name, made)?;
    }
    let mut linker = Linker {
        known: &known,
        blocks: BTreeMap::new(),
        scope: Vec::new(),
        sees_page: true,
        is_in_block: false,
        chain: 0,
    };
    let Some(frame) = file.extends else {
        return linker.steps(&file.body);
    };
    let frame = files.get(frame)?;
    let is_plain = |part: &Part| match part {
        Part::Text(text) => text.trim().is_empty(),
        Part::Block { .. } => true,
        _ => false,
    };
    if !file.body.iter().all(is_plain) || frame.extends.is_some() || frame.has_macros() {
        return None;
    }
    for part in &file.body {
        if let Part::Block { name, body } = part
            && linker.blocks.insert(name, body).is_some()
        {
            return None;
        }
    }
    linker.steps(&frame.body)
}

/// The macros of a file that other files take them from: they see nothing but what they are given.
fn own_macros<'s>(file: &File<'s>) -> Option<BTreeMap<&'s str, Linked>> {
    let mut known = Known::default();
    if file.extends.is_some() || !file.imports.is_empty() {
        return None;
    }
    for one in &file.macros {
        let made = known.linked(one, false)?;
        known.add(one.name, made)?;
    }
    Some(known.macros)
}

impl File<'_> {
    fn has_macros(&self) -> bool {
        !self.macros.is_empty() || !self.imports.is_empty()
    }
}

#[derive(Clone)]
struct Linked {
    parameters: usize,
    body: Arc<[Step]>,
    /// How many macros call each other in it.
    chain: usize,
}

#[derive(Default)]
struct Known<'s> {
    macros: BTreeMap<&'s str, Linked>,
}

impl<'s> Known<'s> {
    fn add(&mut self, name: &'s str, linked: Linked) -> Option<()> {
        self.macros.insert(name, linked).is_none().then_some(())
    }

    /// A macro may call those before it.
    fn linked(&self, one: &Macro<'s>, sees_page: bool) -> Option<Linked> {
        let mut linker = Linker {
            known: self,
            blocks: BTreeMap::new(),
            scope: Vec::new(),
            sees_page,
            // Nor may a block stand in a macro.
            is_in_block: true,
            chain: 0,
        };
        for parameter in &one.parameters {
            linker.scope.push(linker.named(parameter, false)?);
        }
        let body = linker.steps(&one.body)?;
        Some(Linked {
            parameters: one.parameters.len(),
            body: body.into(),
            chain: linker.chain,
        })
    }
}

/// A name, and whether a loop gives it its value.
#[derive(Clone, Copy)]
struct Name<'s> {
    name: &'s str,
    is_of_loop: bool,
}

struct Linker<'k, 's> {
    known: &'k Known<'s>,
    /// What fills the frame.
    blocks: BTreeMap<&'s str, &'k [Part<'s>]>,
    /// Names that stand for values here, the innermost last.
    scope: Vec<Name<'s>>,
    /// Whether the page's own fields can be named.
    sees_page: bool,
    is_in_block: bool,
    chain: usize,
}

impl<'k, 's> Linker<'k, 's> {
    fn steps(&mut self, parts: &'k [Part<'s>]) -> Option<Vec<Step>> {
        let mut steps = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Part::Text(text) => steps.push(Step::Text((*text).into())),
                Part::Print { value, is_safe } => steps.push(Step::Print {
                    value: self.value(value)?,
                    is_safe: *is_safe,
                }),
                Part::Call { name, arguments } => steps.push(self.call(name, arguments)?),
                Part::Choice(arms) => {
                    let mut linked = Vec::with_capacity(arms.len());
                    for (test, body) in arms {
                        linked.push((self.condition(test)?, self.steps(body)?));
                    }
                    steps.push(Step::Choice(linked));
                }
                Part::Each { name, list, body } => {
                    let list = self.value(list)?;
                    self.scope.push(self.named(name, true)?);
                    let body = self.steps(body);
                    self.scope.pop();
                    steps.push(Step::Each { list, body: body? });
                }
                Part::Block { name, body } => {
                    let mut filled = self.block(name, body)?;
                    steps.append(&mut filled);
                }
            }
        }
        Some(steps)
    }

    /// What stands in a block of the frame. In a macro, a loop or another block it would be another thing.
    fn block(&mut self, name: &str, body: &'k [Part<'s>]) -> Option<Vec<Step>> {
        if !self.sees_page || !self.scope.is_empty() || self.is_in_block {
            return None;
        }
        self.is_in_block = true;
        let filling = self.blocks.get(name).copied();
        let steps = self.steps(filling.unwrap_or(body));
        self.is_in_block = false;
        steps
    }

    fn call(&mut self, name: &str, arguments: &[Operand]) -> Option<Step> {
        let called = self.known.macros.get(name)?;
        if called.parameters != arguments.len() || self.is_of_scope(name) {
            return None;
        }
        self.chain = self.chain.max(called.chain + 1);
        let values = arguments.iter().map(|argument| self.value(argument));
        (self.chain <= LONGEST_CHAIN).then_some(Step::Call {
            arguments: values.collect::<Option<_>>()?,
            body: Arc::clone(&called.body),
        })
    }

    fn is_of_scope(&self, name: &str) -> bool {
        self.scope.iter().any(|known| known.name == name)
    }

    /// A name may stand for one thing only.
    fn named(&self, name: &'s str, is_of_loop: bool) -> Option<Name<'s>> {
        let is_free = name != "loop" && !self.known.macros.contains_key(name);
        is_free.then_some(Name { name, is_of_loop })
    }

    fn value(&self, operand: &Operand) -> Option<Value> {
        let (first, path) = match operand {
            Operand::Literal(text) => return Some(Value::Literal((*text).into())),
            Operand::Truth(truth) => return Some(Value::Truth(*truth)),
            Operand::Path(first, path) => (*first, path),
        };
        if first == "loop" {
            let at = self.scope.iter().rposition(|name| name.is_of_loop)?;
            return match path.as_slice() {
                [Access::Field("first")] => Some(Value::IsFirst(at)),
                [Access::Field("last")] => Some(Value::IsLast(at)),
                _ => None,
            };
        }
        let looks = path.iter().map(|access| match access {
            Access::Field(name) => Look::Field((*name).into()),
            Access::Entry(place) => Look::Entry(*place),
        });
        let place = self.scope.iter().rposition(|name| name.name == first);
        match place {
            Some(place) => Some(Value::Path(From::Place(place), looks.collect())),
            None if self.sees_page && !self.known.macros.contains_key(first) => {
                let field = std::iter::once(Look::Field(first.into()));
                Some(Value::Path(From::Page, field.chain(looks).collect()))
            }
            None => None,
        }
    }

    fn condition(&self, test: &Test) -> Option<Condition> {
        let all = |tests: &[Test]| -> Option<Vec<Condition>> {
            tests.iter().map(|test| self.condition(test)).collect()
        };
        Some(match test {
            Test::Always => Condition::All(Vec::new()),
            Test::IsTrue(value) => Condition::IsTrue(self.value(value)?),
            Test::IsNothing(value) => Condition::IsNothing(self.value(value)?),
            Test::Equals(value, text) => Condition::Equals(self.value(value)?, (*text).into()),
            Test::HasLen(value, len) => Condition::HasLen(self.value(value)?, *len),
            Test::IsLonger(value, len) => Condition::IsLonger(self.value(value)?, *len),
            Test::Not(test) => Condition::Not(Box::new(self.condition(test)?)),
            Test::Any(tests) => Condition::Any(all(tests)?),
            Test::All(tests) => Condition::All(all(tests)?),
        })
    }
}
