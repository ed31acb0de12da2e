//! Steps and a view → the page. Where something is missing or odd there is none.

use super::super::tape::{Seen, Tape};
use super::{Condition, From, Look, Step, Value};
use crate::report::html::push_text;

/// So many loop rounds and calls may one page take; a page of 200 people takes some ten thousand.
const MOST_ROUNDS: usize = 10_000_000;

pub(super) fn draw(steps: &[Step], view: &Tape) -> Option<String> {
    let mut drawing = Drawing {
        view,
        out: String::with_capacity(32 << 10),
        places: Vec::with_capacity(16),
        base: 0,
        rounds: 0,
    };
    drawing.steps(steps)?;
    Some(drawing.out)
}

struct Drawing<'v> {
    view: &'v Tape,
    out: String,
    /// The arguments and loop values of the page, and of the macros that are being called.
    places: Vec<Place<'v>>,
    /// Where those of the innermost macro begin.
    base: usize,
    rounds: usize,
}

#[derive(Clone, Copy)]
struct Place<'v> {
    is: Is<'v>,
    is_first: bool,
    is_last: bool,
}

#[derive(Clone, Copy)]
enum Is<'v> {
    /// A node of the view.
    Node(usize),
    Other(Seen<'v>),
}

impl<'v> Drawing<'v> {
    fn steps(&mut self, steps: &'v [Step]) -> Option<()> {
        for step in steps {
            match step {
                Step::Text(text) => self.out.push_str(text),
                Step::Print { value, is_safe } => self.print(value, *is_safe)?,
                Step::Call { arguments, body } => self.call(arguments, body)?,
                Step::Choice(arms) => {
                    for (condition, body) in arms {
                        if self.holds(condition)? {
                            self.steps(body)?;
                            break;
                        }
                    }
                }
                Step::Each { list, body } => self.each(list, body)?,
            }
        }
        Some(())
    }

    fn print(&mut self, value: &'v Value, is_safe: bool) -> Option<()> {
        match self.seen(value)? {
            Seen::Text(html) if is_safe => self.out.push_str(html),
            Seen::Text(text) => push_text(&mut self.out, text),
            Seen::Html(html) => self.out.push_str(html),
            Seen::Number(number) if !is_safe => self.out.push_str(&number.to_string()),
            Seen::Nothing if !is_safe => {}
            _ => return None,
        }
        Some(())
    }

    fn call(&mut self, arguments: &'v [Value], body: &'v [Step]) -> Option<()> {
        self.round()?;
        let base = self.places.len();
        for argument in arguments {
            let is = self.value(argument)?;
            self.places.push(Place {
                is,
                is_first: false,
                is_last: false,
            });
        }
        let before = std::mem::replace(&mut self.base, base);
        self.steps(body)?;
        self.base = before;
        self.places.truncate(base);
        Some(())
    }

    fn each(&mut self, list: &'v Value, body: &'v [Step]) -> Option<()> {
        let Is::Node(at) = self.value(list)? else {
            return None;
        };
        let view = self.view;
        let Some(Seen::List(len)) = view.seen(at) else {
            return None;
        };
        for (index, entry) in view.inside(at).enumerate() {
            self.round()?;
            self.places.push(Place {
                is: Is::Node(entry),
                is_first: index == 0,
                is_last: index + 1 == len,
            });
            self.steps(body)?;
            self.places.pop();
        }
        Some(())
    }

    fn round(&mut self) -> Option<()> {
        self.rounds += 1;
        (self.rounds < MOST_ROUNDS).then_some(())
    }

    fn place(&self, place: usize) -> Option<&Place<'v>> {
        self.places.get(self.base + place)
    }

    fn value(&self, value: &'v Value) -> Option<Is<'v>> {
        let (mut at, path) = match value {
            Value::Literal(text) => return Some(Is::Other(Seen::Text(text))),
            Value::Truth(truth) => return Some(Is::Other(Seen::Truth(*truth))),
            Value::IsFirst(place) => {
                return Some(Is::Other(Seen::Truth(self.place(*place)?.is_first)));
            }
            Value::IsLast(place) => {
                return Some(Is::Other(Seen::Truth(self.place(*place)?.is_last)));
            }
            Value::Path(From::Page, path) => (0, path),
            Value::Path(From::Place(place), path) => match self.place(*place)?.is {
                Is::Node(at) => (at, path),
                other if path.is_empty() => return Some(other),
                Is::Other(_) => return None,
            },
        };
        for look in path {
            at = match look {
                Look::Field(name) => self.view.field(at, name)?,
                Look::Entry(place) => match self.view.seen(at)? {
                    Seen::List(_) => self.view.inside(at).nth(*place)?,
                    _ => return None,
                },
            };
        }
        Some(Is::Node(at))
    }

    fn seen(&self, value: &'v Value) -> Option<Seen<'v>> {
        match self.value(value)? {
            Is::Node(at) => self.view.seen(at),
            Is::Other(seen) => Some(seen),
        }
    }

    fn holds(&self, condition: &'v Condition) -> Option<bool> {
        Some(match condition {
            Condition::IsTrue(value) => match self.seen(value)? {
                Seen::Nothing => false,
                Seen::Truth(truth) => truth,
                Seen::Number(number) => number != 0,
                Seen::Text(text) | Seen::Html(text) => !text.is_empty(),
                Seen::List(len) => len > 0,
                // One without fields is false: none is written so.
                Seen::Fields => true,
            },
            Condition::IsNothing(value) => self.seen(value)? == Seen::Nothing,
            Condition::Equals(value, other) => match self.seen(value)? {
                Seen::Text(text) | Seen::Html(text) => text == &**other,
                Seen::Nothing => false,
                _ => return None,
            },
            Condition::HasLen(value, wanted) => self.len(value)? == *wanted,
            Condition::IsLonger(value, len) => self.len(value)? > *len,
            Condition::Not(condition) => !self.holds(condition)?,
            Condition::Any(conditions) => {
                for condition in conditions {
                    if self.holds(condition)? {
                        return Some(true);
                    }
                }
                false
            }
            Condition::All(conditions) => {
                for condition in conditions {
                    if !self.holds(condition)? {
                        return Some(false);
                    }
                }
                true
            }
        })
    }

    fn len(&self, value: &'v Value) -> Option<usize> {
        match self.seen(value)? {
            Seen::List(len) => Some(len),
            _ => None,
        }
    }
}
