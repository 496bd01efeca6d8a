//! The flags of `garant portfolio`.

use clap::Command;
use garant_report::Words;

use super::part::Parts;

/// The command, from one that has what all have.
pub(super) fn command(sub: Command, words: &Words) -> Command {
    let parts = Parts(words);
    sub.after_help(parts.text("portfolio.after"))
        .arg(
            parts
                .one("folder", "portfolio.folder", "DIR")
                .required(true),
        )
        .arg(
            parts
                .value("output", "portfolio.output", "OUT")
                .short('o')
                .required(true),
        )
        .arg(parts.flag("no-reports", "portfolio.no-reports"))
        .arg(parts.value("register", "portfolio.register", "FILE.csv"))
        .arg(parts.value("jobs", "portfolio.jobs", "N"))
        .arg(parts.value("profile", "portfolio.profile", "ID"))
        .arg(parts.value("catalog", "audit.catalog", "DIR"))
        .arg(parts.value("as-of", "audit.as-of", "DATE"))
        .arg(parts.value("gate", "audit.gate", "LEVEL").value_parser([
            "never",
            "essential",
            "expected",
            "advanced",
        ]))
        .arg(parts.flag("allow-undetermined", "audit.allow-undetermined"))
        .arg(parts.flag("ignore-waivers", "audit.ignore-waivers"))
        .arg(parts.flag("allow-outside", "audit.allow-outside"))
        .arg(parts.flag("rows", "audit.rows"))
        .arg(parts.audience())
        .arg(parts.flag("semicolon", "audit.semicolon"))
        .arg(parts.value("templates", "audit.templates", "DIR"))
        .arg(parts.value("logo", "audit.logo", "FILE"))
        .arg(parts.value("organisation", "audit.organisation", "NAME"))
}
