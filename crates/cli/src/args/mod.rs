//! Every command and flag. Their words are in `reports/lang/`.

mod measure;
mod part;
mod plan;
mod portfolio;
mod write;

use clap::{Arg, ArgAction, Command};
use garant_report::{Format, Undetermined, Words, changes};
use part::Parts;

/// The program's commands in a language.
pub(crate) fn command(words: &Words) -> Command {
    let parts = Parts(words);
    let text = |key: &str| parts.text(key);
    let template = format!(
        "{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}",
        text("usage")
    );
    let sub = |name: &'static str| {
        Command::new(name)
            .about(text(&format!("{name}.about")))
            .disable_help_flag(true)
            .disable_version_flag(true)
            .help_template(template.clone())
            .next_help_heading(text("options"))
            .arg(help(&text("help")))
    };
    let many = |name: &'static str, key: &str| {
        Arg::new(name)
            .help(text(key))
            .value_name("PATH")
            .num_args(0..)
            .help_heading(text("arguments"))
    };
    let value =
        |name: &'static str, key: &str, metavar: &'static str| parts.value(name, key, metavar);
    let flag = |name: &'static str, key: &str| parts.flag(name, key);
    let one = |name: &'static str, key: &str, metavar: &'static str| parts.one(name, key, metavar);
    let output = || parts.output("audit.output");
    let catalog = || value("catalog", "audit.catalog", "DIR");
    let audience = || parts.audience();
    let lang = Arg::new("lang")
        .long("lang")
        .help(text("lang"))
        .value_name("fr|en")
        .value_parser(["fr", "en"])
        .global(true);
    let formats = Format::ALL.map(|(name, _)| name);
    let changes = changes::Format::ALL.map(|(name, _)| name);
    let undetermined = || {
        let names = Undetermined::ALL.map(|(name, _)| name);
        value("undetermined", "audit.undetermined", "AS").value_parser(names)
    };
    let whole = Command::new("garant")
        .about(text("about"))
        .after_help(text("after"))
        .version(env!("CARGO_PKG_VERSION"))
        .help_template(template.clone())
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(text("commands"))
        .next_help_heading(text("options"))
        .arg(help(&text("help")).global(false))
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .help(text("version"))
                .action(ArgAction::Version),
        )
        .arg(lang)
        .subcommand(
            sub("audit")
                .arg(many("path", "audit.path"))
                .arg(value("profile", "audit.profile", "ID"))
                .arg(catalog())
                .arg(value("as-of", "audit.as-of", "DATE"))
                .arg(value("format", "audit.format", "F").value_parser(formats))
                .arg(output())
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
                .arg(audience())
                .arg(flag("summary", "audit.summary"))
                .arg(undetermined())
                .arg(flag("semicolon", "audit.semicolon"))
                .arg(value("templates", "audit.templates", "DIR"))
                .arg(value("logo", "audit.logo", "FILE"))
                .arg(value("organisation", "audit.organisation", "NAME")),
        )
        .subcommand(
            sub("seal")
                .after_help(text("seal.after"))
                .arg(one("path", "seal.path", "PATH"))
                .arg(flag("check", "seal.check").conflicts_with("update"))
                .arg(flag("update", "seal.update"))
                .arg(catalog())
                .arg(flag("allow-outside", "seal.allow-outside")),
        )
        .subcommand(
            sub("report")
                .arg(one("path", "report.path", "AUDIT.json"))
                .arg(output())
                .arg(value("format", "audit.format", "F").value_parser(formats))
                .arg(flag("summary", "audit.summary"))
                .arg(undetermined())
                .arg(flag("semicolon", "audit.semicolon"))
                .arg(audience())
                .arg(value("templates", "audit.templates", "DIR"))
                .arg(value("logo", "audit.logo", "FILE"))
                .arg(value("organisation", "audit.organisation", "NAME"))
                .arg(value("eject", "report.eject", "DIR").conflicts_with_all([
                    "path",
                    "output",
                    "format",
                    "templates",
                    "logo",
                    "organisation",
                    "summary",
                    "undetermined",
                    "semicolon",
                ])),
        )
        .subcommand(
            sub("diff")
                .after_help(text("diff.after"))
                .arg(
                    one("old", "diff.old", "OLD")
                        .required(true)
                        .display_order(1),
                )
                .arg(
                    one("new", "diff.new", "NEW")
                        .required_unless_present("catalog")
                        .display_order(2),
                )
                .arg(
                    value("catalog", "diff.catalog", "OLD")
                        .conflicts_with_all(["new", "old-as-of"]),
                )
                .arg(value("profile", "diff.profile", "ID"))
                .arg(value("as-of", "diff.as-of", "DATE"))
                .arg(value("old-as-of", "diff.old-as-of", "DATE"))
                .arg(value("format", "diff.format", "F").value_parser(changes))
                .arg(output().help(text("diff.output")))
                .arg(value("gate", "diff.gate", "G").value_parser(["never", "worse"]))
                .arg(flag("ignore-waivers", "audit.ignore-waivers"))
                .arg(flag("rows", "audit.rows"))
                .arg(audience())
                .arg(value("templates", "audit.templates", "DIR")),
        )
        .subcommand(
            sub("explain")
                .arg(
                    one("criterion", "explain.criterion", "CRITERION")
                        .required_unless_present("scope"),
                )
                .arg(one("path", "explain.path", "PATH"))
                .arg(flag("scope", "explain.scope"))
                .arg(value("format", "list.format", "F").value_parser(["text", "json"]))
                .arg(value("profile", "audit.profile", "ID"))
                .arg(catalog())
                .arg(value("as-of", "audit.as-of", "DATE")),
        )
        .subcommand(
            sub("list")
                .arg(
                    one("what", "list.what", "WHAT")
                        .value_parser([
                            "criteria",
                            "fields",
                            "sources",
                            "profiles",
                            "principles",
                            "crosswalks",
                            "waivers",
                            "opinions",
                        ])
                        .default_value("criteria"),
                )
                .arg(value("crosswalk", "list.crosswalk", "FRAMEWORK"))
                .arg(one("path", "list.path", "PATH"))
                .arg(
                    value("expiring", "list.expiring", "DAYS")
                        .value_parser(clap::value_parser!(u16)),
                )
                .arg(
                    value("format", "list.format", "F")
                        .value_parser(["text", "json"])
                        .default_value("text"),
                )
                .arg(catalog())
                .arg(value("as-of", "audit.as-of", "DATE")),
        )
        .subcommand(
            sub("init")
                .arg(one("path", "init.path", "PATH"))
                .arg(flag("quick", "init.quick").conflicts_with("profile"))
                .arg(value("profile", "init.profile", "ID"))
                .arg(flag("schema", "init.schema"))
                .arg(flag("interactive", "init.interactive"))
                .arg(value("xlsx", "init.xlsx", "FILE"))
                .arg(value("as-of", "init.as-of", "DATE").requires("xlsx"))
                .arg(catalog()),
        )
        .subcommand(
            sub("import")
                .after_help(text("import.after"))
                .arg(
                    one("file", "import.file", "FILE")
                        .num_args(1..)
                        .required(true),
                )
                .arg(value("to", "import.to", "PATH"))
                .arg(value("output", "import.output", "PATH").short('o'))
                .arg(flag("dry-run", "import.dry-run").conflicts_with("output"))
                .arg(flag("update", "import.update"))
                .arg(flag("same-system", "import.same-system"))
                .arg(
                    value("format", "import.format", "F")
                        .value_parser(["text", "json"])
                        .default_value("text"),
                )
                .arg(catalog()),
        )
        .subcommand(
            sub("migrate")
                .after_help(text("migrate.after"))
                .arg(one("path", "migrate.path", "PATH"))
                .arg(flag("check", "migrate.check"))
                .arg(catalog()),
        )
        .subcommand(
            sub("catalog")
                .subcommand_required(true)
                .arg_required_else_help(true)
                .subcommand_help_heading(text("commands"))
                .subcommand(
                    sub("check")
                        .about(text("catalog.check"))
                        .arg(one("folder", "catalog.folder", "DIR").required(true)),
                )
                .subcommand(
                    sub("new")
                        .about(text("catalog.new"))
                        .arg(one("folder", "catalog.folder", "DIR").required(true))
                        .arg(one("id", "catalog.id", "ID").required(true)),
                )
                .subcommand(
                    sub("changes")
                        .about(text("catalog.changes"))
                        .arg(one("old", "catalog.old", "OLD").required(true))
                        .arg(one("new", "catalog.new-edition", "NEW"))
                        .arg(
                            value("format", "catalog.format", "F")
                                .value_parser(["text", "markdown", "json"])
                                .default_value("text"),
                        )
                        .arg(
                            Arg::new("output")
                                .short('o')
                                .long("output")
                                .help(text("catalog.output"))
                                .value_name("FILE")
                                .action(ArgAction::Append),
                        ),
                ),
        )
        .subcommand(plan::command(sub("plan"), words))
        .subcommand(portfolio::command(sub("portfolio"), words))
        .subcommand(write::command(sub("write"), words))
        .subcommand(measure::command(sub("measure"), &sub, words))
        .subcommand(
            sub("schema")
                .arg(
                    one("what", "schema.what", "WHAT")
                        .value_parser([
                            "descriptor",
                            "audit",
                            "portfolio",
                            "predictions",
                            "tally",
                            "oversight",
                            "perturbation",
                            "drift",
                            "diff",
                            "plan",
                        ])
                        .default_value("descriptor"),
                )
                .arg(
                    Arg::new("output")
                        .short('o')
                        .long("output")
                        .help(text("schema.output"))
                        .value_name("FILE"),
                )
                .arg(catalog()),
        )
        .subcommand(
            sub("completions").arg(
                one("shell", "completions.shell", "SHELL")
                    .required(true)
                    .value_parser(clap::builder::EnumValueParser::<clap_complete::Shell>::new()),
            ),
        );
    in_our_words(whole)
}

/// Leaves out what clap adds in English: each help names its values, and which one holds when none is given.
fn in_our_words(command: Command) -> Command {
    command
        .mut_args(|arg| {
            // Only an argument with a value may hide what clap says of it.
            if arg.get_action().takes_values() {
                arg.hide_possible_values(true).hide_default_value(true)
            } else {
                arg
            }
        })
        .mut_subcommands(in_our_words)
}

fn help(text: &str) -> Arg {
    Arg::new("help")
        .short('h')
        .long("help")
        .help(text.to_owned())
        .action(ArgAction::Help)
}
