//! The language of reports, words and catalog: typography, missing and identical translations, codes that reach a reader.

mod codes;
mod prose;
mod translations;
mod typography;

use std::fs::File;
use std::path::PathBuf;
use std::sync::OnceLock;

use garant_core::evidence::{Files, Handle, Refusal};
use garant_core::{Audit, Request};
use garant_report::{Assets, Format, Options, render};
use garant_rules::Lang;

use crate::harness::{EXAMPLES, judge, root};
use prose::Line;

/// The files of an example.
struct Folder(PathBuf);

impl Files for Folder {
    fn open(&self, path: &str) -> Result<Box<dyn Handle>, Refusal> {
        let file = File::open(self.0.join(path)).map_err(|_| Refusal::Missing)?;
        Ok(Box::new(file))
    }
}

/// A report of an example.
struct Report {
    name: String,
    lang: Lang,
    lines: Vec<Line>,
}

/// The audit of an example, in its own profile or another one.
pub(crate) fn audited(name: &str, profile: Option<&str>) -> Audit {
    let folder = root().join("examples").join(name);
    let text = std::fs::read_to_string(folder.join("garant.toml")).unwrap();
    audited_as(name, &text, profile)
}

/// The audit of another descriptor, with the evidence of an example.
pub(crate) fn audited_as(name: &str, text: &str, profile: Option<&str>) -> Audit {
    let folder = root().join("examples").join(name);
    let as_of = "2026-11-23".parse().unwrap();
    let request = Request::new("garant.toml", text, as_of).profile(profile);
    judge().audit(&request, &Folder(folder)).unwrap()
}

/// Every example as HTML and Markdown in both languages, and the quick look at one.
fn reports() -> &'static [Report] {
    static REPORTS: OnceLock<Vec<Report>> = OnceLock::new();
    REPORTS.get_or_init(|| {
        let asked = EXAMPLES.iter().map(|name| (*name, None));
        let mut found = Vec::new();
        for (name, profile) in asked.chain([("imagerie", Some("quick-look"))]) {
            let audit = audited(name, profile);
            for lang in Lang::ALL {
                for (ending, format) in [("html", Format::Html), ("md", Format::Markdown)] {
                    let text = render(&audit, Options::new(format, lang), &Assets::default())
                        .unwrap()
                        .into_text()
                        .unwrap();
                    let lines = match format {
                        Format::Html => prose::of_html(&text),
                        _ => prose::of_markdown(&text),
                    };
                    let profile = profile.unwrap_or("report");
                    found.push(Report {
                        name: format!("{name} {profile} {}.{ending}", lang.code()),
                        lang,
                        lines,
                    });
                }
            }
        }
        found
    })
}

/// Fails with what was found, the first ones of each report.
fn none(found: &[String]) {
    let first: Vec<&str> = found.iter().take(60).map(String::as_str).collect();
    assert!(
        found.is_empty(),
        "{} faults\n{}",
        found.len(),
        first.join("\n")
    );
}

#[test]
fn reports_are_written_as_each_language_is() {
    let mut found = Vec::new();
    for report in reports() {
        assert!(report.lines.len() > 20, "{}", report.name);
        // A descriptor is in one language: its words in a report in the other one are quoted, or French.
        if report.lang == Lang::En && report.name.ends_with(".md") {
            continue;
        }
        for line in &report.lines {
            // The table of pieces in Markdown quotes their titles.
            if report.name.ends_with(".md") && line.text.starts_with("| P") {
                continue;
            }
            let own = typography::faults(&line.text, report.lang);
            found.extend(
                own.into_iter()
                    .map(|fault| format!("{}:{} {fault}", report.name, line.number)),
            );
        }
    }
    none(&found);
}

#[test]
fn no_code_of_the_program_reaches_a_reader() {
    let mut found = Vec::new();
    for report in reports() {
        for line in &report.lines {
            let own = codes::faults(&line.text, report.lang);
            found.extend(
                own.into_iter()
                    .map(|code| format!("{}:{} {code}: {}", report.name, line.number, line.text)),
            );
        }
    }
    none(&found);
}
