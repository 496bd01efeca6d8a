//! The arguments of `garant plan`.

use clap::{Arg, ArgAction, Command};
use garant_report::{Words, plan};

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
    let formats = plan::Format::ALL.map(|(name, _)| name);
    sub.after_help(text("plan.after"))
        .arg(
            Arg::new("path")
                .help(text("plan.path"))
                .value_name("PATH")
                .help_heading(text("arguments")),
        )
        .arg(value("profile", "audit.profile", "ID"))
        .arg(value("catalog", "audit.catalog", "DIR"))
        .arg(value("as-of", "audit.as-of", "DATE"))
        .arg(value("format", "plan.format", "F").value_parser(formats))
        .arg(
            value("output", "plan.output", "FILE")
                .short('o')
                .action(ArgAction::Append),
        )
        .arg(value("gate", "plan.gate", "LEVEL").value_parser([
            "essential",
            "expected",
            "advanced",
        ]))
        .arg(flag("ignore-waivers", "audit.ignore-waivers"))
        .arg(flag("allow-outside", "audit.allow-outside"))
        .arg(flag("rows", "audit.rows"))
        .arg(flag("semicolon", "audit.semicolon"))
        .arg(value("templates", "audit.templates", "DIR"))
}
