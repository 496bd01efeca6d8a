//! The flags of `garant measure`.

use clap::{Arg, ArgAction, Command};
use garant_report::Words;

/// `measure` and its own commands.
pub(super) fn command(
    measure: Command,
    sub: &dyn Fn(&'static str) -> Command,
    words: &Words,
) -> Command {
    let text = |key: &str| words.get(&format!("cli.measure.{key}")).to_owned();
    let value = |name: &'static str, metavar: &'static str| {
        Arg::new(name)
            .long(name)
            .help(text(name))
            .value_name(metavar)
    };
    let many =
        |name: &'static str, metavar: &'static str| value(name, metavar).action(ArgAction::Append);
    let flag = |name: &'static str| {
        Arg::new(name)
            .long(name)
            .help(text(name))
            .action(ArgAction::SetTrue)
    };
    let arguments = words.get("cli.arguments").to_owned();
    let file = |key: &str| {
        Arg::new("file")
            .help(text(key))
            .value_name("FILE")
            .required(true)
            .help_heading(arguments.clone())
    };
    let child = |name: &'static str| {
        sub("measure")
            .name(name)
            .about(text(&format!("{name}-about")))
            .after_help(text(&format!("{name}-after")))
    };
    let output = || {
        Arg::new("output")
            .short('o')
            .long("output")
            .help(text("output"))
            .value_name("FILE")
            .action(ArgAction::Append)
    };
    let format = || value("format", "F").value_parser(["text", "json", "csv", "md", "svg"]);
    let written = |command: Command| {
        command
            .arg(value("delimiter", "C"))
            .arg(value("decimal", "point|comma").value_parser(["point", "comma"]))
            .arg(many("missing", "TEXT"))
    };
    let asked = |command: Command| {
        command
            .arg(value("label", "COLUMN"))
            .arg(value("score", "COLUMN"))
            .arg(value("threshold", "T"))
            .arg(value("decision", "COLUMN").conflicts_with("threshold"))
            .arg(many("group", "COLUMN"))
            .arg(many("cross", "A,B"))
            .arg(value("positive", "VALUE"))
            .arg(value("missing-label", "refuse|exclude").value_parser(["refuse", "exclude"]))
            .arg(value("unit", "NAME"))
            .arg(value("weight", "COLUMN"))
            .arg(flag("rates-only"))
            .arg(value("bins", "N").value_parser(["10", "20", "40", "80", "160"]))
    };
    measure
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand_help_heading(words.get("cli.commands").to_owned())
        .subcommand(
            written(asked(child("predictions").arg(file("predictions-file"))))
                .arg(many("reference", "ATTR=GROUP"))
                .arg(value("correct", "none|holm").value_parser(["none", "holm"]))
                .arg(value("metric", "NAME"))
                .arg(value("tally", "FILE"))
                .arg(flag("no-mask"))
                .arg(format())
                .arg(output()),
        )
        .subcommand(
            logs(
                written(child("oversight").arg(file("oversight-file"))),
                words,
                &[
                    "suggestion",
                    "decision",
                    "outcome",
                    "initial",
                    "reason",
                    "reviewed",
                    "suggested-at",
                    "decided-at",
                    "seconds",
                    "period",
                ],
            )
            .arg(
                Arg::new("by")
                    .long("by")
                    .help(words.get("cli.measure-logs.by").to_owned())
                    .value_name("PERIOD")
                    .value_parser(["month", "quarter", "year", "none"]),
            ),
        )
        .subcommand(
            logs(
                written(child("perturbation").arg(file("perturbation-file"))),
                words,
                &["case", "variation", "expected", "observed", "base"],
            )
            .arg(
                Arg::new("reference")
                    .long("reference")
                    .help(words.get("cli.measure-logs.reference-variation").to_owned())
                    .value_name("VALUE"),
            ),
        )
        .subcommand(
            logs(
                written(child("drift").arg(file("drift-file"))),
                words,
                &["period", "figure", "n", "events", "sd", "group"],
            )
            .arg(
                Arg::new("reference")
                    .long("reference")
                    .help(words.get("cli.measure-logs.reference-period").to_owned())
                    .value_name("PERIOD"),
            )
            .arg(
                Arg::new("means")
                    .long("means")
                    .help(words.get("cli.measure-logs.means").to_owned())
                    .action(ArgAction::SetTrue),
            )
            .arg(
                Arg::new("file-order")
                    .long("file-order")
                    .help(words.get("cli.measure-logs.file-order").to_owned())
                    .action(ArgAction::SetTrue),
            ),
        )
        .subcommand(
            child("merge").arg(file("merge-file").num_args(1..)).arg(
                Arg::new("output")
                    .short('o')
                    .long("output")
                    .help(text("merge-output"))
                    .value_name("FILE"),
            ),
        )
        .subcommand(
            asked(child("sql"))
                .arg(
                    value("dialect", "duckdb|spark")
                        .value_parser(["duckdb", "spark"])
                        .required(true),
                )
                .arg(value("table", "NAME").required(true)),
        )
}

/// The columns of a log, and how its figures are shown.
fn logs(command: Command, words: &Words, roles: &[&'static str]) -> Command {
    let text = |key: &str| words.get(&format!("cli.measure-logs.{key}")).to_owned();
    let shared = |key: &str| words.get(&format!("cli.measure.{key}")).to_owned();
    let columns = roles.iter().map(|role| {
        Arg::new(*role)
            .long(*role)
            .help(text(role))
            .value_name("COLUMN")
    });
    command
        .args(columns)
        .arg(
            Arg::new("no-mask")
                .long("no-mask")
                .help(shared("no-mask"))
                .action(ArgAction::SetTrue),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .help(shared("format"))
                .value_name("F")
                .value_parser(["text", "json", "csv", "md", "svg"]),
        )
        .arg(
            Arg::new("metric")
                .long("metric")
                .help(shared("metric"))
                .value_name("NAME"),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .help(shared("output"))
                .value_name("FILE")
                .action(ArgAction::Append),
        )
}
