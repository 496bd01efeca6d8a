//! Wrong usage, said in the user's language.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use garant_report::Words;

/// The sentence of a wrong usage.
pub(crate) fn say(error: &clap::Error, words: &Words) -> String {
    let text = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let arg = text(ContextKind::InvalidArg);
    let message = match error.kind() {
        ErrorKind::UnknownArgument => words.fill("usage.unknown-argument", &[("arg", &arg)]),
        ErrorKind::InvalidValue if text(ContextKind::InvalidValue).is_empty() => {
            no_value(&arg, &text(ContextKind::ValidValue), words)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => words.fill(
            "usage.invalid-value",
            &[
                ("value", &text(ContextKind::InvalidValue)),
                ("arg", &arg),
                ("possible", &text(ContextKind::ValidValue)),
            ],
        ),
        ErrorKind::InvalidSubcommand => words.fill(
            "usage.unknown-command",
            &[("arg", &text(ContextKind::InvalidSubcommand))],
        ),
        ErrorKind::MissingRequiredArgument => words.fill("usage.missing", &[("arg", &arg)]),
        ErrorKind::ArgumentConflict => words.fill(
            "usage.conflict",
            &[("arg", &arg), ("other", &text(ContextKind::PriorArg))],
        ),
        _ => words.get("usage.other").to_owned(),
    };
    let mut out = format!("{}\n", words.fill("terminal.fail", &[("why", &message)]));
    let near = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .map(text)
    .find(|near| !near.is_empty());
    if let Some(near) = near {
        out.push_str(&words.fill("usage.suggestion", &[("suggestion", &near)]));
        out.push('\n');
    }
    out.push_str(words.get("usage.help"));
    out.push('\n');
    garant_source::visible::visible(&out, true)
}

/// A flag without its value: the values that it takes, or an example where one is written for it.
fn no_value(arg: &str, possible: &str, words: &Words) -> String {
    let flag = arg.split_whitespace().next().unwrap_or(arg);
    let example = format!("usage.example.{}", flag.trim_start_matches('-'));
    if !possible.is_empty() {
        let args = [("arg", flag), ("possible", possible)];
        words.fill("usage.no-value-among", &args)
    } else if words.has(&example) {
        let example = format!("{flag} {}", words.get(&example));
        words.fill(
            "usage.no-value-such-as",
            &[("arg", flag), ("example", &example)],
        )
    } else {
        words.fill("usage.no-value", &[("arg", arg)])
    }
}
