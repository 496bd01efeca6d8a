//! The operators, the three truths, ranges and values, on facts that never were a file: a module a theme.
#![expect(clippy::unwrap_used, clippy::panic, reason = "test code")]

mod answers; // present, equals, one-of, includes
mod combined; // all, any, not
mod counted; // count
mod dates; // before, after, dated
mod declared; // a figure that the project declares itself
mod documented; // documented
mod duration; // lengths of time
mod entries; // every, some
mod harness; // a project of a few answers, a catalog of a few fields
mod limits; // what a figure is compared with
mod loading; // conditions that a catalog may not hold
mod measured; // measured
mod named; // definition
mod pairs; // ordered, not-above, same
mod quantities; // at-least, at-most
mod range; // what an interval says of a range
mod rows; // how many more rows would decide
mod sought; // what would make a figure keep its limit
mod truth; // Kleene's tables
mod wording; // operators in words
