//! The full engine: the whole language, for templates of a team's own that use more of it than `quick`
//! knows, and for every error.

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Error, Output, State, UndefinedBehavior, Value};

use super::tape::{Seen, Tape};
use crate::report::ReportError;
use crate::report::html::push_text;

/// Steps that one page may take; a page of 200 people takes a few hundred thousand.
const FUEL: u64 = 500_000_000;

pub(super) struct Full {
    environment: Environment<'static>,
}

impl Full {
    /// Compiles all templates: name and source.
    pub(super) fn load(sources: &[(&'static str, String)]) -> Result<Self, ReportError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_syntax(syntax()?);
        environment.set_formatter(print);
        environment.set_fuel(Some(FUEL));
        for (name, source) in sources {
            environment.add_template_owned(*name, source.clone())?;
        }
        Ok(Self { environment })
    }

    pub(super) fn draw(&self, name: &str, view: &Tape) -> Result<String, ReportError> {
        let template = self.environment.get_template(name)?;
        Ok(template.render(value(view, 0))?)
    }
}

/// The same view as this engine has it.
fn value(view: &Tape, at: usize) -> Value {
    match view.seen(at) {
        None | Some(Seen::Nothing) => Value::from(()),
        Some(Seen::Truth(truth)) => Value::from(truth),
        Some(Seen::Number(number)) => Value::from(number),
        Some(Seen::Text(text)) => Value::from(text),
        Some(Seen::Html(html)) => Value::from_safe_string(html.to_owned()),
        Some(Seen::List(_)) => view.inside(at).map(|at| value(view, at)).collect(),
        Some(Seen::Fields) => {
            let fields = view.inside(at);
            Value::from_pairs(fields.map(|at| (view.name(at), value(view, at))))
        }
    }
}

impl From<Error> for ReportError {
    fn from(error: Error) -> Self {
        // The innermost error is the one that names the place where it happened.
        let mut inner = &error;
        while let Some(source) = std::error::Error::source(inner).and_then(|s| s.downcast_ref()) {
            inner = source;
        }
        ReportError::Template {
            name: inner.name().unwrap_or_default().to_owned(),
            line: inner.line().unwrap_or_default(),
            message: inner
                .detail()
                .map_or_else(|| inner.kind().to_string(), str::to_owned),
        }
    }
}

/// A block's own line break is not printed.
fn syntax() -> Result<SyntaxConfig, Error> {
    SyntaxConfig::builder().trim_blocks(true).build()
}

/// Prints a value: text is escaped, HTML of our own is not.
fn print(output: &mut Output, _: &mut State, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(html) if value.is_safe() => output.write_str(html)?,
        Some(text) => {
            let mut escaped = String::with_capacity(text.len() + 8);
            push_text(&mut escaped, text);
            output.write_str(&escaped)?;
        }
        None if value.is_none() => {}
        None => write!(output, "{value}")?,
    }
    Ok(())
}
