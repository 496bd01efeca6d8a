//! The arguments of `garant plan`.

use clap::Command;
use garant_report::{Words, plan};

use super::part::Parts;

pub(super) fn command(sub: Command, words: &Words) -> Command {
    let parts = Parts(words);
    let formats = plan::Format::ALL.map(|(name, _)| name);
    sub.after_help(parts.text("plan.after"))
        .arg(parts.one("path", "plan.path", "PATH"))
        .arg(parts.value("profile", "audit.profile", "ID"))
        .arg(parts.value("catalog", "audit.catalog", "DIR"))
        .arg(parts.value("as-of", "audit.as-of", "DATE"))
        .arg(
            parts
                .value("format", "plan.format", "F")
                .value_parser(formats),
        )
        .arg(parts.output("plan.output"))
        .arg(parts.value("gate", "plan.gate", "LEVEL").value_parser([
            "essential",
            "expected",
            "advanced",
        ]))
        .arg(parts.flag("ignore-waivers", "audit.ignore-waivers"))
        .arg(parts.flag("allow-outside", "audit.allow-outside"))
        .arg(parts.flag("rows", "audit.rows"))
        .arg(parts.flag("semicolon", "audit.semicolon"))
        .arg(parts.value("templates", "audit.templates", "DIR"))
}
