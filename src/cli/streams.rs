//! Standard output and standard error: results to the one, everything else to the other. Text of
//! authors is escaped here where it goes to standard error; results are escaped by their renderers.

use std::io::{self, BufWriter, IsTerminal, Write};

use anstyle::{AnsiColor, Style};

use super::global::ColorWhen;
use crate::text::visible;

/// Standard output, buffered, with or without colours as asked for. Ends with [`Out::finish`], which
/// tells whether everything was written.
pub struct Out(BufWriter<Stream>);

/// So many bytes are written at once.
const BUFFER: usize = 64 * 1024;

enum Stream {
    Colored(anstream::AutoStream<io::Stdout>),
    Plain(io::Stdout),
}

impl Out {
    /// Opens standard output.
    #[must_use]
    pub fn new(color: ColorWhen) -> Self {
        let choice = match color {
            ColorWhen::Auto => anstream::AutoStream::choice(&io::stdout()),
            ColorWhen::Always => anstream::ColorChoice::Always,
            ColorWhen::Never => anstream::ColorChoice::Never,
        };
        let stream = anstream::AutoStream::new(io::stdout(), choice);
        Self(BufWriter::with_capacity(BUFFER, Stream::Colored(stream)))
    }

    /// Opens standard output for what has no colour that would have to be taken out, such as JSON.
    #[must_use]
    pub fn plain() -> Self {
        let stream = Stream::Plain(io::stdout());
        Self(BufWriter::with_capacity(BUFFER, stream))
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// The stream is closed or its device is full.
    pub fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    // What is made of many small pieces is written so; the default would ask after each how much was taken.
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Colored(stream) => stream.write(bytes),
            Self::Plain(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Colored(stream) => stream.flush(),
            Self::Plain(stream) => stream.flush(),
        }
    }
}

/// Prints one result.
///
/// # Errors
/// The stream is closed or its device is full.
pub fn print(text: &str, color: ColorWhen) -> io::Result<()> {
    let mut out = Out::new(color);
    out.write_all(text.as_bytes())?;
    out.finish()
}

/// Says what went wrong, on standard error.
pub fn complain(message: &str) {
    say("error", AnsiColor::Red, message);
}

/// Says what deserves attention, on standard error.
pub fn warn(message: &str) {
    say("warning", AnsiColor::Yellow, message);
}

/// Says what to do, on standard error.
pub fn advise(message: &str) {
    say("help", AnsiColor::Cyan, message);
}

/// Says what was done, on standard error.
pub fn tell(message: &str) {
    let mut stream = anstream::stderr();
    // Nobody can be told that standard error cannot be written.
    let _ = writeln!(stream, "{}", inert(message));
}

fn say(word: &str, color: AnsiColor, message: &str) {
    let bold = Style::new().bold().fg_color(Some(color.into()));
    let mut stream = anstream::stderr();
    let _ = writeln!(stream, "{bold}{word}{bold:#}: {}", inert(message));
}

/// Text that no terminal obeys, nor a CI runner, which reads commands from standard error, too: `::` at
/// the beginning of a line, and `##[` anywhere.
fn inert(message: &str) -> String {
    let shown = visible::lines(message).replace("##[", "##\\u{5b}");
    let line = |line: &str| match line.trim_start().strip_prefix("::") {
        Some(rest) => format!("\\u{{3a}}:{rest}"),
        None => line.to_owned(),
    };
    shown.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// Whether a person sits at both ends.
#[must_use]
pub fn is_interactive() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Whether standard output is a terminal.
#[must_use]
pub fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Whether standard output gets colours.
#[must_use]
pub fn is_colored(color: ColorWhen) -> bool {
    match color {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto => {
            anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
        }
    }
}

/// The columns of the terminal that standard output is, else `COLUMNS`, else 80.
#[must_use]
pub fn columns() -> u16 {
    if let Some((terminal_size::Width(columns), _)) = terminal_size::terminal_size_of(io::stdout())
    {
        return columns;
    }
    let asked = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    asked.filter(|columns| *columns >= 20).unwrap_or(80)
}

#[cfg(test)]
mod tests {
    #[test]
    fn says_nothing_that_a_runner_obeys() {
        assert_eq!(
            super::inert("a ::b\n ::error::x\n##[group]\u{1b}"),
            "a ::b\n\\u{3a}:error::x\n##\\u{5b}group]\\u{1b}"
        );
    }
}
