//! The parts of commands, with their words: flags, values, and arguments by place.

use clap::{Arg, ArgAction};
use garant_report::Words;

/// Makes parts in a language.
#[derive(Clone, Copy)]
pub(super) struct Parts<'w>(pub(super) &'w Words);

impl Parts<'_> {
    /// The words of a key.
    pub(super) fn text(self, key: &str) -> String {
        self.0.get(&format!("cli.{key}")).to_owned()
    }

    /// A flag with a value.
    pub(super) fn value(self, name: &'static str, key: &str, metavar: &'static str) -> Arg {
        Arg::new(name)
            .long(name)
            .help(self.text(key))
            .value_name(metavar)
    }

    /// A flag without a value.
    pub(super) fn flag(self, name: &'static str, key: &str) -> Arg {
        Arg::new(name)
            .long(name)
            .help(self.text(key))
            .action(ArgAction::SetTrue)
    }

    /// An argument by its place.
    pub(super) fn one(self, name: &'static str, key: &str, metavar: &'static str) -> Arg {
        Arg::new(name)
            .help(self.text(key))
            .value_name(metavar)
            .help_heading(self.text("arguments"))
    }

    /// The files to write, one flag for each.
    pub(super) fn output(self, key: &str) -> Arg {
        self.value("output", key, "FILE")
            .short('o')
            .action(ArgAction::Append)
    }

    /// For whom a report is.
    pub(super) fn audience(self) -> Arg {
        let audiences = ["internal", "client", "public"];
        self.value("audience", "audit.audience", "A")
            .value_parser(audiences)
    }
}
