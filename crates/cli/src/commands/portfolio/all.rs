//! All descriptors, on several threads. The order in which they end never shows.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use garant_core::portfolio::Builder;

use super::one::{One, Stopped};
use crate::input::{self, Candidate};
use crate::output::Progress;

/// Descriptors, what is asked of each, and on how many threads.
pub(super) struct All<'a> {
    pub(super) one: &'a One<'a>,
    pub(super) found: &'a [Candidate],
    pub(super) jobs: usize,
}

impl All<'_> {
    /// Folds them all, or stops at what stops all.
    pub(super) fn run<'c>(&self, builder: Builder<'c>) -> (Builder<'c>, Option<Stopped>) {
        let builder = Mutex::new(builder);
        let stopped = Mutex::new(None);
        let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
        let progress = Progress::new(self.found.len(), input::watched());
        let work = || {
            while !stop.load(Ordering::Relaxed) {
                let place = next.fetch_add(1, Ordering::Relaxed);
                let Some(candidate) = self.found.get(place) else {
                    return;
                };
                if let Err(why) = self.one.run(candidate, &builder) {
                    stop.store(true, Ordering::Relaxed);
                    let mut stopped = stopped.lock().unwrap_or_else(PoisonError::into_inner);
                    stopped.get_or_insert(why);
                }
                progress.step();
            }
        };
        thread::scope(|scope| {
            for _ in 0..self.jobs.min(self.found.len()) {
                scope.spawn(work);
            }
        });
        progress.end();
        let builder = builder.into_inner();
        let stopped = stopped.into_inner();
        (
            builder.unwrap_or_else(PoisonError::into_inner),
            stopped.unwrap_or_else(PoisonError::into_inner),
        )
    }
}
