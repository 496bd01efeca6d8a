//! The descriptor that is being filled in.

use std::path::Path;

use garant_core::descriptor::Descriptor;
use garant_core::validate;
use garant_intake::merge::{Entries, MergeError, Source, Why, merge};
use garant_intake::{Answer, Given, Origin};
use garant_rules::Catalog;

use super::say;
use crate::commands::import::{said, why};
use crate::input::{self, shown};
use crate::output;
use crate::setting::Setting;

/// What became of answers.
pub(super) enum Saved {
    Written,
    /// Refused, with the codes of the reasons, and said unless an entry only lacks something.
    Refused(Vec<&'static str>),
    Failed,
}

/// The text as it is in the file, or would be.
pub(super) struct Sheet {
    text: String,
    read: Descriptor,
    /// Whether the file is there.
    there: bool,
}

impl Sheet {
    /// Opens a file, or begins one that is written with the first answer. What is wrong is said.
    pub(super) fn open(
        setting: &Setting,
        catalog: &Catalog,
        path: &str,
        begun: String,
    ) -> Option<Self> {
        let there = input::exists(Path::new(path));
        let text = if there {
            crate::commands::descriptor(setting, path)?
        } else {
            begun
        };
        match validate::descriptor(catalog, &shown(path), &text) {
            Ok(read) => Some(Self { text, read, there }),
            Err(problems) => {
                setting.show(catalog, &problems);
                setting.fail("import.refused-target", &[("path", path)]);
                None
            }
        }
    }

    pub(super) fn read(&self) -> &Descriptor {
        &self.read
    }

    /// Puts answers into the file. Someone may have changed it since the last question: it is read again.
    pub(super) fn save(
        &mut self,
        setting: &Setting,
        catalog: &Catalog,
        path: &str,
        given: &[(String, Given)],
    ) -> Saved {
        // Somebody may have begun it since the first question.
        if self.there || input::exists(Path::new(path)) {
            match crate::commands::descriptor(setting, path) {
                Some(text) => self.text = text,
                None => return Saved::Failed,
            }
        }
        let origin = Origin {
            file: String::new(),
            place: String::new(),
        };
        let answers: Vec<Answer> = given
            .iter()
            .map(|(path, given)| Answer {
                path: path.clone(),
                given: given.clone(),
                origin: origin.clone(),
            })
            .collect();
        let source = Source {
            update: true,
            entries: Entries::Exact,
            ..Source::new(&answers)
        };
        let merged = match merge(catalog, &shown(path), Some(&self.text), &[source]) {
            Ok(merged) => merged,
            Err(MergeError::Descriptor(problems)) => {
                setting.show(catalog, &problems);
                setting.fail("import.refused-target", &[("path", path)]);
                return Saved::Failed;
            }
            Err(_) => {
                setting.fail("import.layout", &[("path", path)]);
                return Saved::Failed;
            }
        };
        if !merged.refused.is_empty() {
            let mut codes = Vec::new();
            for refused in &merged.refused {
                let words = &setting.words;
                match &refused.why {
                    Why::SaysNothing => {
                        let found = said(&refused.given);
                        say(&words.fill("interactive.says-nothing", &[("found", &found)]));
                        codes.push("says-nothing");
                    }
                    Why::Problem(problem) => {
                        codes.push(problem.code);
                        if !["missing-key", "evidence-without-place"].contains(&problem.code) {
                            say(&why(setting, catalog, &refused.why));
                        }
                    }
                    other => {
                        codes.push("no-field");
                        say(&why(setting, catalog, other));
                    }
                }
            }
            return Saved::Refused(codes);
        }
        if output::whole(path, &merged.text).is_err() {
            setting.fail("terminal.no-write", &[("path", path)]);
            return Saved::Failed;
        }
        self.there = true;
        self.text = merged.text;
        self.read = merged.descriptor;
        Saved::Written
    }
}
