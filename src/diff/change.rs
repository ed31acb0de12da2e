//! The same thing before and after.

/// The same thing in both check-ins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change<T> {
    /// As the older check-in has it.
    pub before: T,
    /// As the newer check-in has it.
    pub after: T,
}

/// Whether a change is for the better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// For the better.
    Good,
    /// For the worse.
    Bad,
    /// Neither, or nobody can say.
    #[default]
    Neutral,
}

impl<T> Change<T> {
    /// Ties both sides together.
    pub fn new(before: T, after: T) -> Self {
        Self { before, after }
    }

    /// Both sides, each turned into something else.
    pub fn map<U>(&self, turn: impl Fn(&T) -> U) -> Change<U> {
        Change {
            before: turn(&self.before),
            after: turn(&self.after),
        }
    }
}

impl<T: PartialEq> Change<T> {
    /// Whether both sides are equal.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.before == self.after
    }
}

impl Direction {
    /// Good where `after` is above `before`, bad where it is below.
    #[must_use]
    pub fn rising<T: PartialOrd>(before: &T, after: &T) -> Self {
        if after > before {
            Self::Good
        } else if after < before {
            Self::Bad
        } else {
            Self::Neutral
        }
    }

    /// The word: "good", "bad" or "neutral".
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Neutral => "neutral",
        }
    }
}
