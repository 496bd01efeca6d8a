//! The flags of `garant write`.

use clap::{Arg, ArgAction, Command};
use garant_report::Words;
use garant_report::documents::{Format, Kind};

/// The command, from one that has what all have.
pub(super) fn command(sub: Command, words: &Words) -> Command {
    let text = |key: &str| words.get(&format!("cli.{key}")).to_owned();
    let value = |name: &'static str, key: &str, metavar: &'static str| {
        Arg::new(name)
            .long(name)
            .help(text(key))
            .value_name(metavar)
    };
    let flag = |name: &'static str, key: &str| {
        Arg::new(name)
            .long(name)
            .help(text(key))
            .action(ArgAction::SetTrue)
    };
    let one = |name: &'static str, key: &str, metavar: &'static str| {
        Arg::new(name)
            .help(text(key))
            .value_name(metavar)
            .help_heading(text("arguments"))
    };
    let kinds: Vec<&str> = Kind::ALL
        .iter()
        .map(|(name, _)| *name)
        .chain(["card"])
        .collect();
    let formats: Vec<&str> = Format::names().chain(["xml", "json"]).collect();
    sub.after_help(text("write.after"))
        .arg(
            one("kind", "write.kind", "KIND")
                .value_parser(kinds)
                .required(true),
        )
        .arg(one("path", "write.path", "PATH"))
        .arg(
            value("output", "write.output", "FILE")
                .short('o')
                .action(ArgAction::Append),
        )
        .arg(value("format", "write.format", "F").value_parser(formats))
        .arg(value("since", "write.since", "OLD"))
        .arg(value("profile", "audit.profile", "ID"))
        .arg(value("catalog", "audit.catalog", "DIR"))
        .arg(value("as-of", "audit.as-of", "DATE"))
        .arg(
            value("audience", "audit.audience", "A").value_parser(["internal", "client", "public"]),
        )
        .arg(flag("ignore-waivers", "audit.ignore-waivers"))
        .arg(flag("allow-outside", "audit.allow-outside"))
        .arg(flag("rows", "audit.rows"))
        .arg(value("templates", "audit.templates", "DIR"))
        .arg(value("logo", "audit.logo", "FILE"))
        .arg(value("organisation", "audit.organisation", "NAME"))
}
