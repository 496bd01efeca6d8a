//! What is said of a descriptor that could not be audited, in both languages.

use garant_core::audience::Audience;
use garant_core::finding;
use garant_core::portfolio::{Message, Refused};
use garant_core::{AuditError, notice};
use garant_report::Words;
use garant_rules::{Catalog, Lang};

use crate::input::{Found, Kind, Unreadable, Why};
use crate::setting::Setting;

/// The words of both languages.
pub(super) struct Speaker<'a> {
    catalog: &'a Catalog,
    words: [Words; 2],
}

impl<'a> Speaker<'a> {
    pub(super) fn new(setting: &Setting, catalog: &'a Catalog) -> Self {
        Self {
            catalog,
            words: Lang::ALL.map(|lang| Words::new(&setting.assets, lang)),
        }
    }

    fn says(&self, key: &str, args: &[(&str, &str)]) -> finding::Words {
        let [fr, en] = &self.words;
        finding::Words {
            fr: fr.fill(key, args),
            en: en.fill(key, args),
        }
    }

    /// A file that was not opened for what it is.
    pub(super) fn no_file(&self, path: &str, kind: Kind) -> Refused {
        let code = match kind {
            Kind::Link => "link",
            Kind::NotUtf8 => "name-not-utf8",
            Kind::Folder => "is-folder",
            Kind::Hidden => "hidden",
            Kind::Plain | Kind::NotAFile => "not-a-file",
        };
        let says = self.says(&format!("portfolio.refused-{code}"), &[]);
        Refused::new(path, vec![Message::error(code, None, says)])
    }

    /// A file that could not be read.
    pub(super) fn unreadable(&self, path: &str, why: &Unreadable) -> Refused {
        let (code, line) = match why {
            Unreadable::NoFile => ("no-file", None),
            Unreadable::Folder => ("is-folder", None),
            Unreadable::NotUtf8(line) => ("no-utf8", Some(*line)),
            Unreadable::TooLarge => ("too-large", None),
            Unreadable::NotAFile => ("not-a-file", None),
            Unreadable::Other => ("io", None),
        };
        let at = line.map(|line| line.to_string()).unwrap_or_default();
        let says = self.says(
            &format!("terminal.{code}"),
            &[("path", path), ("line", &at)],
        );
        Refused::new(path, vec![Message::error(code, line, says)])
    }

    /// A descriptor that no audit can be made of. Who may not see its answers does not see what is wrong with them.
    pub(super) fn no_audit(&self, path: &str, error: AuditError, audience: Audience) -> Refused {
        let AuditError::Descriptor(problems) = error else {
            let says = finding::Words {
                fr: error.to_string(),
                en: error.to_string(),
            };
            return Refused::new(path, vec![Message::error("no-audit", None, says)]);
        };
        if audience != Audience::Internal {
            let count = problems.len();
            let [fr, en] = &self.words;
            let says = finding::Words {
                fr: fr.count("portfolio.refused-withheld", count),
                en: en.count("portfolio.refused-withheld", count),
            };
            return Refused::new(path, vec![Message::error("withheld", None, says)]);
        }
        let problems = problems.iter();
        let messages = problems.map(|problem| Message::of(notice(self.catalog, problem)));
        Refused::new(path, messages.collect())
    }

    /// Folders and ignore files that could not be read.
    pub(super) fn unread(&self, found: &Found) -> Vec<Refused> {
        let unread = found.unread.iter();
        unread
            .map(|one| {
                let (code, line) = match one.why {
                    Why::Denied => ("denied", None),
                    Why::Broken => ("unread", None),
                    Why::IgnoreFile => ("ignore-unread", None),
                    Why::IgnoreLine(line) => ("ignore-file", Some(line)),
                };
                let says = self.says(&format!("portfolio.refused-{code}"), &[]);
                Refused::new(&one.path, vec![Message::error(code, line, says)])
            })
            .collect()
    }

    /// A system that is audited, and whose report has no place.
    pub(super) fn unwritten(&self, path: &str, report: &str, code: &str) -> Refused {
        let key = format!("portfolio.refused-{code}");
        let says = self.says(&key, &[("report", report)]);
        Refused::new(path, vec![Message::error(code, None, says)])
    }
}
