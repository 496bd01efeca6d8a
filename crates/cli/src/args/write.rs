//! The flags of `garant write`.

use clap::Command;
use garant_report::Words;
use garant_report::documents::{Format, Kind};

use super::part::Parts;

/// The command, from one that has what all have.
pub(super) fn command(sub: Command, words: &Words) -> Command {
    let parts = Parts(words);
    let kinds: Vec<&str> = Kind::ALL
        .iter()
        .map(|(name, _)| *name)
        .chain(["card"])
        .collect();
    let formats: Vec<&str> = Format::names().chain(["xml", "json"]).collect();
    sub.after_help(parts.text("write.after"))
        .arg(
            parts
                .one("kind", "write.kind", "KIND")
                .value_parser(kinds)
                .required(true),
        )
        .arg(parts.one("path", "write.path", "PATH"))
        .arg(parts.output("write.output"))
        .arg(
            parts
                .value("format", "write.format", "F")
                .value_parser(formats),
        )
        .arg(parts.value("since", "write.since", "OLD"))
        .arg(parts.value("profile", "audit.profile", "ID"))
        .arg(parts.value("catalog", "audit.catalog", "DIR"))
        .arg(parts.value("as-of", "audit.as-of", "DATE"))
        .arg(parts.audience())
        .arg(parts.flag("ignore-waivers", "audit.ignore-waivers"))
        .arg(parts.flag("allow-outside", "audit.allow-outside"))
        .arg(parts.flag("rows", "audit.rows"))
        .arg(parts.value("templates", "audit.templates", "DIR"))
        .arg(parts.value("logo", "audit.logo", "FILE"))
        .arg(parts.value("organisation", "audit.organisation", "NAME"))
}
