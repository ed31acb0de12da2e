//! Ctrl-C while a report is made or served: what is half done is taken away, and the command ends. A second
//! one ends it at once.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::cli::Failure;

/// Whether somebody has asked to stop.
pub(super) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Listens from now on.
    ///
    /// # Errors
    /// The system refuses.
    pub(super) fn listen() -> Result<Self, Failure> {
        let asked = Arc::new(AtomicBool::new(false));
        let listen = |signal| -> io::Result<()> {
            flag::register_conditional_shutdown(signal, 2, Arc::clone(&asked))?;
            flag::register(signal, Arc::clone(&asked))?;
            Ok(())
        };
        let both = [SIGINT, SIGTERM].into_iter().try_for_each(listen);
        both.map_err(|error| Failure::usage(format!("signals cannot be heard: {error}")))?;
        Ok(Self(asked))
    }

    pub(super) fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// # Errors
    /// Somebody has asked to stop.
    pub(super) fn check(&self) -> Result<(), Failure> {
        match self.is_asked() {
            true => Err(Failure::usage(
                "stopped; what was there before is unchanged",
            )),
            false => Ok(()),
        }
    }
}
