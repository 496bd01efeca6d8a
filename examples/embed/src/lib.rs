//! A small review tool around `garant-core` and `garant-report`: an HTTP service that judges a posted descriptor.
//!
//! [`router`] is the service, [`serve`] runs it. It keeps nothing of what is posted, opens no file and reads no clock.

mod answer;
mod asked;
mod guard;
mod judge;
mod service;
mod strict;

pub use service::{router, serve};
