//! JUnit XML, as the schema of pytest's writer has it and Jenkins and GitLab read it: a suite a principle, a case a criterion.
//!
//! What remains to be established is an error: a test that could not be concluded. Skipped, it would not show in most pipelines. Times are
//! nought, so that the same audit gives the same bytes.

use std::io;

use garant_core::verdict::Verdict;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::lang::Words;
use crate::message::Message;
use crate::place::Place;
use crate::render::{RenderError, Undetermined};
use crate::view::{Card, Principle, View};

/// What a case comes to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failure,
    Error,
    Skipped,
}

/// The counts of a suite, or of all.
#[derive(Clone, Copy, Default)]
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Counts {
    fn add(&mut self, outcome: Outcome) {
        self.tests += 1;
        match outcome {
            Outcome::Passed => {}
            Outcome::Failure => self.failures += 1,
            Outcome::Error => self.errors += 1,
            Outcome::Skipped => self.skipped += 1,
        }
    }

    fn attributes(self) -> [(&'static str, String); 4] {
        [
            ("tests", self.tests.to_string()),
            ("failures", self.failures.to_string()),
            ("errors", self.errors.to_string()),
            ("skipped", self.skipped.to_string()),
        ]
    }
}

/// Renders the findings of a view.
pub(crate) fn render(
    view: &View<'_>,
    words: &Words,
    undetermined: Undetermined,
) -> Result<String, RenderError> {
    let suites = Suites {
        view,
        words,
        undetermined,
    };
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    suites.write(&mut writer).map_err(RenderError::Xml)?;
    let mut text = String::from_utf8(writer.into_inner())
        .map_err(|error| RenderError::Xml(io::Error::other(error)))?;
    text.push('\n');
    Ok(text)
}

struct Suites<'s, 'a> {
    view: &'s View<'a>,
    words: &'s Words,
    undetermined: Undetermined,
}

impl Suites<'_, '_> {
    fn write(&self, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let principles = self.view.principles.iter();
        let mut all = Counts::default();
        for card in principles.clone().flat_map(|principle| &principle.cards) {
            all.add(self.outcome(card));
        }
        let system = self.view.audit.system.name.as_deref();
        let name = system.unwrap_or_else(|| self.words.get("unnamed"));
        let element = writer
            .create_element("testsuites")
            .with_attribute(("name", line(name).as_str()));
        // The schema knows no count of skipped cases here.
        with(element, all.attributes().into_iter().take(3))
            .with_attribute(("time", TIME))
            .write_inner_content(|writer| {
                principles
                    .filter(|principle| !principle.cards.is_empty())
                    .try_for_each(|principle| self.suite(writer, principle))
            })?;
        Ok(())
    }

    fn suite(&self, writer: &mut Writer<Vec<u8>>, principle: &Principle<'_>) -> io::Result<()> {
        let mut counts = Counts::default();
        for card in &principle.cards {
            counts.add(self.outcome(card));
        }
        let element = writer
            .create_element("testsuite")
            .with_attribute(("name", line(principle.title).as_str()));
        with(element, counts.attributes())
            .with_attribute(("time", TIME))
            .write_inner_content(|writer| {
                self.properties(writer, principle)?;
                let mut cards: Vec<&Card<'_>> =
                    principle.cards.iter().map(|card| &**card).collect();
                cards.sort_by(|a, b| a.f.code.cmp(&b.f.code));
                cards
                    .into_iter()
                    .try_for_each(|card| self.case(writer, card))
            })?;
        Ok(())
    }

    fn properties(
        &self,
        writer: &mut Writer<Vec<u8>>,
        principle: &Principle<'_>,
    ) -> io::Result<()> {
        let audit = self.view.audit;
        let bound = |bound: Option<f64>| bound.map_or_else(String::new, |bound| bound.to_string());
        let all = [
            ("principle", principle.id.to_owned()),
            ("lower", bound(principle.score.lower)),
            ("upper", bound(principle.score.upper)),
            ("as-of", audit.as_of.clone()),
            ("audience", audit.audience.code().to_owned()),
            ("profile", audit.profile.clone()),
            ("catalog", audit.catalog.version.clone()),
            ("catalog-sha256", audit.catalog.sha256.clone()),
            ("descriptor", audit.descriptor.path.clone()),
            ("descriptor-sha256", audit.descriptor.sha256.clone()),
        ];
        writer
            .create_element("properties")
            .write_inner_content(|writer| {
                for (name, value) in &all {
                    writer
                        .create_element("property")
                        .with_attribute(("name", *name))
                        .with_attribute(("value", line(value).as_str()))
                        .write_empty()?;
                }
                Ok(())
            })?;
        Ok(())
    }

    fn case(&self, writer: &mut Writer<Vec<u8>>, card: &Card<'_>) -> io::Result<()> {
        let name = format!("{} {}", card.f.code, card.t.title);
        let element = writer
            .create_element("testcase")
            .with_attribute(("classname", format!("garant.{}", card.f.principle).as_str()))
            .with_attribute(("name", line(&name).as_str()))
            .with_attribute(("time", TIME));
        let tag = match self.outcome(card) {
            Outcome::Passed => {
                element.write_empty()?;
                return Ok(());
            }
            Outcome::Failure => "failure",
            Outcome::Error => "error",
            Outcome::Skipped => "skipped",
        };
        let told = Message::new(self.view, card, self.words);
        let place = Place::first(self.view, card);
        let file = line(&place.file);
        // GitLab shows the body, Jenkins the message.
        let body = format!("{file}:{}\n{}", place.line, told.text());
        element.write_inner_content(|writer| {
            writer
                .create_element(tag)
                .with_attribute(("type", card.state))
                .with_attribute(("message", told.headline.as_str()))
                .write_text_content(BytesText::new(&body))?;
            Ok(())
        })?;
        Ok(())
    }

    fn outcome(&self, card: &Card<'_>) -> Outcome {
        let outcome = match (card.f.verdict, card.state) {
            (Verdict::Met, _) => Outcome::Passed,
            (Verdict::NotApplicable, _) | (_, "waived") => Outcome::Skipped,
            (Verdict::NotMet, _) => Outcome::Failure,
            (Verdict::Undetermined, _) => match self.undetermined {
                Undetermined::Error => Outcome::Error,
                Undetermined::Failure => Outcome::Failure,
                Undetermined::Skipped => Outcome::Skipped,
            },
        };
        // A draft is shown and never counted.
        match outcome {
            Outcome::Passed => Outcome::Passed,
            _ if card.f.draft => Outcome::Skipped,
            outcome => outcome,
        }
    }
}

const TIME: &str = "0.000";

/// A text of one line, in which nothing hides: XML 1.0 forbids most control characters, escaped or not.
fn line(text: &str) -> String {
    garant_source::visible::visible(text, false)
}

fn with(
    element: quick_xml::writer::ElementWriter<'_, Vec<u8>>,
    attributes: impl IntoIterator<Item = (&'static str, String)>,
) -> quick_xml::writer::ElementWriter<'_, Vec<u8>> {
    attributes
        .into_iter()
        .fold(element, |element, (name, value)| {
            element.with_attribute((name, value.as_str()))
        })
}
