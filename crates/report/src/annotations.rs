//! Annotations of a GitHub workflow run: one command a line, on standard output, that GitHub shows beside the line of the file.

use crate::lang::Words;
use crate::level::Level;
use crate::message::{Message, sentence};
use crate::place::Place;
use crate::view::View;

/// GitHub shows so many annotations of one kind a step, and drops the others without a word.
const SHOWN: usize = 10;

/// An annotation that has not been written yet.
struct Annotation {
    command: &'static str,
    place: Place,
    title: String,
    text: String,
}

/// Renders what is open and what deserves a look, the loudest first. What GitHub would drop is counted in its last annotation.
pub(crate) fn render(view: &View<'_>, words: &Words) -> String {
    let open = view.actions.iter().filter(|card| !card.f.draft);
    let mut all: Vec<Annotation> = open
        .map(|card| {
            let message = Message::new(view, card, words);
            let open = message.checks.first();
            let mut told = vec![message.headline.as_str()];
            told.extend(open.map(String::as_str));
            told.extend(message.figures.iter().map(String::as_str));
            told.extend(message.remedy.as_deref());
            told.extend(message.sources.first().map(String::as_str));
            Annotation {
                command: command(Level::of_finding(view, card)),
                place: Place::first(view, card),
                title: format!("{} {}", card.f.code, card.verdict),
                text: told.join("\n"),
            }
        })
        .collect();
    let file = &view.audit.descriptor.path;
    let notices = view.audit.diagnostics.iter().zip(&view.notices);
    all.extend(notices.map(|(notice, remark)| Annotation {
        command: command(Level::Warning),
        place: Place {
            line: notice.line.max(1),
            column: notice.column.max(1),
            end_line: notice.line.max(1),
            end_column: notice.column.max(1),
            ..Place::beginning(file)
        },
        title: words.get("annotations.look").to_owned(),
        text: sentence(&remark.says),
    }));
    let end = Annotation {
        command: command(Level::Note),
        place: Place::beginning(file),
        title: words.get("report.conclusion").to_owned(),
        text: sentence(&view.conclusion),
    };
    let mut out = end.line();
    for kind in [Level::Error, Level::Warning, Level::Note].map(command) {
        let own: Vec<&Annotation> = all.iter().filter(|one| one.command == kind).collect();
        // The conclusion is a notice too.
        let room = SHOWN - usize::from(kind == command(Level::Note));
        let told = if own.len() > room {
            room - 1
        } else {
            own.len()
        };
        for one in own.iter().take(told) {
            out.push_str(&one.line());
        }
        if own.len() > told {
            let more = Annotation {
                command: kind,
                place: Place::beginning(file),
                title: words.get("annotations.others").to_owned(),
                text: words.count("annotations.more", own.len() - told),
            };
            out.push_str(&more.line());
        }
    }
    out
}

fn command(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    }
}

impl Annotation {
    fn line(&self) -> String {
        let place = &self.place;
        // A column is only understood within one line.
        let columns = if place.line == place.end_line {
            format!(",col={},endColumn={}", place.column, place.end_column)
        } else {
            String::new()
        };
        format!(
            "::{} file={},line={},endLine={}{columns},title={}::{}\n",
            self.command,
            property(&place.file),
            place.line,
            place.end_line,
            property(&self.title),
            data(&self.text),
        )
    }
}

/// The message of a command: a percent sign and line ends would end it or be read as something else.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property of a command, which a colon or a comma ends too.
fn property(text: &str) -> String {
    data(&garant_source::visible::visible(text, false))
        .replace(':', "%3A")
        .replace(',', "%2C")
}
