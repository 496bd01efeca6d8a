//! An audit rendered as the command line asks: to files, whole or not at all, and to standard output.

use clap::ArgMatches;
use garant_core::Audit;
use garant_report::{
    Extent, Format, Options, RenderError, Rendered, Separator, Undetermined, look, render,
};

use super::placing::place;
use super::string;
use crate::exit::Exit;
use crate::press::Press;
use crate::setting::Setting;
use crate::{input, output};

/// What the command line asks to be written.
pub(super) struct Rendering {
    files: Vec<(String, Format, Option<Press>)>,
    /// What standard output is asked to show.
    asked: Option<Format>,
    extent: Extent,
    undetermined: Undetermined,
    separator: Separator,
}

impl Rendering {
    /// Reads the command line; an ending that is no format's is said.
    pub(super) fn new(setting: &Setting, matches: &ArgMatches) -> Option<Self> {
        let mut files = Vec::new();
        for file in matches.get_many::<String>("output").into_iter().flatten() {
            let press = setting.press(file);
            let format = press.map_or_else(|| Format::of_file(file), |_| Some(Format::Html));
            let Some(format) = format else {
                let endings = setting.endings(Format::ENDINGS.iter().map(|(ending, _)| *ending));
                let args = [("path", file.as_str()), ("endings", &endings)];
                setting.fail("terminal.bad-ending", &args);
                return None;
            };
            files.push((file.clone(), format, press));
        }
        let asked = string(matches, "format").and_then(|name| Format::named(name));
        if asked.is_some_and(Format::is_binary) && input::shows() {
            setting.fail("terminal.binary", &[("format", "xlsx")]);
            return None;
        }
        let undetermined = string(matches, "undetermined");
        let undetermined = undetermined.and_then(|name| Undetermined::named(name));
        Some(Self {
            files,
            asked,
            extent: if matches.get_flag("summary") {
                Extent::Summary
            } else {
                Extent::Full
            },
            undetermined: undetermined.unwrap_or_default(),
            separator: if matches.get_flag("semicolon") {
                Separator::Semicolon
            } else {
                Separator::Comma
            },
        })
    }

    /// The files to write.
    pub(super) fn files(&self) -> Vec<&str> {
        self.files.iter().map(|(file, ..)| file.as_str()).collect()
    }

    /// Whether files are asked for.
    pub(super) fn has_files(&self) -> bool {
        !self.files.is_empty()
    }

    /// Whether an audit is written that is to be read again, in whatever language.
    pub(super) fn stores(&self, shown: Format) -> bool {
        let written = self.files.iter().map(|(_, format, _)| *format);
        written.chain([shown]).any(|format| format == Format::Json)
    }

    /// What standard output is asked to show.
    pub(super) fn asked(&self) -> Option<Format> {
        self.asked
    }

    /// Renders everything, then writes: what cannot be rendered leaves nothing behind. Says what it wrote if `told`.
    pub(super) fn write(
        &self,
        setting: &Setting,
        audit: &Audit,
        shown: Option<Format>,
        told: bool,
    ) -> Result<(), Exit> {
        let wanted = self.files.iter().map(|(_, format, _)| *format);
        let mut rendered = Vec::new();
        for format in wanted.chain(shown) {
            let options = Options::new(format, setting.lang)
                .extent(self.extent)
                .undetermined(self.undetermined)
                .separator(self.separator);
            let own = render(audit, options, &setting.assets);
            rendered.push(own.map_err(|error| broken(setting, &error))?);
        }
        let shown = shown.and_then(|_| rendered.pop());
        let pairs = self.files.iter().zip(rendered);
        let pairs = pairs.map(|((file, format, press), rendered)| {
            let rendered = match (press, rendered) {
                (Some(press), Rendered::Text(page)) => {
                    Rendered::Bytes(setting.print(*press, file, &page)?)
                }
                (_, rendered) => plain(*format, rendered),
            };
            Ok((file.as_str(), rendered))
        });
        let rendered = pairs.collect::<Result<Vec<(&str, Rendered)>, Exit>>()?;
        let files: Vec<(&str, &[u8])> = rendered
            .iter()
            .map(|(file, rendered)| (*file, rendered.bytes()))
            .collect();
        let show = || match shown {
            Some(Rendered::Text(text)) => output::out(&text),
            Some(Rendered::Bytes(bytes)) => output::raw(&bytes),
            None => {}
        };
        place(setting, &files, show, told)
    }
}

/// A file never holds a terminal's styles.
fn plain(format: Format, rendered: Rendered) -> Rendered {
    match (format, rendered) {
        (Format::Text | Format::Concise, Rendered::Text(text)) => {
            Rendered::Text(anstream::adapter::strip_str(&text).to_string())
        }
        (_, rendered) => rendered,
    }
}

/// Says that a template is broken, at its line, or else with its causes.
pub(super) fn broken(setting: &Setting, error: &RenderError) -> Exit {
    if let Some(problem) = look::broken(error, &setting.assets, &setting.words) {
        setting.show_look(&[problem]);
        return Exit::Failed;
    }
    let mut why = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        why = format!("{why}: {error}");
        cause = error.source();
    }
    setting.fail(
        "terminal.unreadable",
        &[("path", "templates"), ("why", &why)],
    );
    Exit::Failed
}
