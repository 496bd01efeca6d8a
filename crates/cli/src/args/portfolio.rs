//! The flags of `garant portfolio`.

use clap::{Arg, ArgAction, Command};
use garant_report::Words;

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
    sub.after_help(text("portfolio.after"))
        .arg(
            Arg::new("folder")
                .help(text("portfolio.folder"))
                .value_name("DIR")
                .help_heading(text("arguments"))
                .required(true),
        )
        .arg(
            value("output", "portfolio.output", "OUT")
                .short('o')
                .required(true),
        )
        .arg(flag("no-reports", "portfolio.no-reports"))
        .arg(value("register", "portfolio.register", "FILE.csv"))
        .arg(value("jobs", "portfolio.jobs", "N"))
        .arg(value("profile", "portfolio.profile", "ID"))
        .arg(value("catalog", "audit.catalog", "DIR"))
        .arg(value("as-of", "audit.as-of", "DATE"))
        .arg(value("gate", "audit.gate", "LEVEL").value_parser([
            "never",
            "essential",
            "expected",
            "advanced",
        ]))
        .arg(flag("allow-undetermined", "audit.allow-undetermined"))
        .arg(flag("ignore-waivers", "audit.ignore-waivers"))
        .arg(flag("allow-outside", "audit.allow-outside"))
        .arg(flag("rows", "audit.rows"))
        .arg(
            value("audience", "audit.audience", "A").value_parser(["internal", "client", "public"]),
        )
        .arg(flag("semicolon", "audit.semicolon"))
        .arg(value("templates", "audit.templates", "DIR"))
        .arg(value("logo", "audit.logo", "FILE"))
        .arg(value("organisation", "audit.organisation", "NAME"))
}
