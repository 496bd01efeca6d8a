//! One side of a comparison: a stored audit, or a descriptor that is judged here.

use garant_core::evidence::Files;
use garant_core::stored::StoredError;
use garant_core::{Audit, Catalog, Date, Request, audit};
use garant_source::visible::visible;

use crate::commands::kept::{refuse_cited, refuse_told};
use crate::commands::{descriptor, report, unreadable};
use crate::exit::Exit;
use crate::git::{Missing, Revision, Tree};
use crate::input::{Folder, shown};
use crate::setting::Setting;
use crate::{input, output};

/// How descriptors are judged.
#[derive(Clone, Copy, Debug)]
pub(in crate::commands) struct Terms<'a> {
    pub(in crate::commands) profile: Option<&'a str>,
    pub(in crate::commands) ignore_waivers: bool,
    pub(in crate::commands) rows: bool,
}

/// One side of a comparison.
#[derive(Debug)]
pub(in crate::commands) struct Side {
    /// What was given, as reports print it.
    pub(super) name: String,
    /// The commit that was read.
    pub(super) commit: Option<String>,
    /// Where it was read, unless it is of a revision or was read already.
    at: Option<String>,
    pub(super) given: Given,
}

/// What a side is.
#[derive(Debug)]
pub(super) enum Given {
    Stored(Box<Audit>),
    Descriptor(Descriptor),
}

/// A descriptor, and where its evidence is.
#[derive(Debug)]
pub(super) struct Descriptor {
    name: String,
    text: String,
    files: Place,
}

/// Where the evidence of a descriptor is.
#[derive(Debug)]
enum Place {
    Folder(Folder),
    Revision(Tree),
}

impl Side {
    /// Reads what was given, or says why it cannot be: `REV:PATH` is never a file, so that no file put there stands for a revision.
    pub(super) fn read(setting: &Setting, given: &str) -> Option<Self> {
        let Some((name, path)) = Revision::parts(given) else {
            return Self::of_file(setting, given);
        };
        if !setting.is_one_thing(given, name, path) {
            return None;
        }
        match Revision::read(name, path) {
            Ok(revision) => Self::of_revision(setting, given, revision),
            Err(Missing { key, found }) => {
                let why = setting.words.fill(key, &[("found", &found)]);
                setting.fail("terminal.unreadable", &[("path", given), ("why", &why)]);
                None
            }
        }
    }

    /// A descriptor that was read already, with the folder of its evidence.
    pub(in crate::commands) fn of_text(name: &str, text: &str, folder: Folder) -> Self {
        Self {
            name: name.to_owned(),
            commit: None,
            at: None,
            given: Given::Descriptor(Descriptor {
                name: name.to_owned(),
                text: text.to_owned(),
                files: Place::Folder(folder),
            }),
        }
    }

    fn of_file(setting: &Setting, path: &str) -> Option<Self> {
        let path = if input::is_folder(path) {
            format!("{}/garant.toml", path.trim_end_matches('/'))
        } else {
            path.to_owned()
        };
        let name = shown(&path);
        let given = if is_stored(&path) {
            Given::Stored(Box::new(report::stored(setting, &path)?))
        } else {
            Given::Descriptor(Descriptor {
                name: name.clone(),
                text: descriptor(setting, &path)?,
                files: Place::Folder(Folder::of(&path, false)),
            })
        };
        Some(Self {
            name,
            commit: None,
            at: Some(path),
            given,
        })
    }

    fn of_revision(setting: &Setting, asked: &str, revision: Revision) -> Option<Self> {
        let name = shown(&revision.path);
        let given = if is_stored(&revision.path) {
            let text = String::from_utf8(revision.bytes).map_err(|_| StoredError::Format);
            match text.and_then(|text| garant_core::stored::read(&text)) {
                Ok(audit) => Given::Stored(Box::new(audit)),
                Err(why) => {
                    report::not_stored(setting, asked, why);
                    return None;
                }
            }
        } else {
            match input::decoded(revision.bytes) {
                Ok(text) => Given::Descriptor(Descriptor {
                    name: name.clone(),
                    text,
                    files: Place::Revision(revision.folder),
                }),
                Err(error) => {
                    unreadable(setting, asked, &error);
                    return None;
                }
            }
        };
        Some(Self {
            name: format!("{}:{name}", revision.name),
            commit: Some(revision.commit),
            at: None,
            given,
        })
    }

    /// Refuses an output that would replace a file that this side cites. What a revision cites is no file.
    pub(super) fn keep(
        &self,
        setting: &Setting,
        catalog: &Catalog,
        outputs: &[&str],
    ) -> Result<(), Exit> {
        match (&self.given, &self.at) {
            (_, None) => Ok(()),
            (Given::Stored(audit), Some(path)) => refuse_told(setting, outputs, path, audit),
            (Given::Descriptor(own), Some(path)) => {
                refuse_cited(setting, catalog, outputs, (path, &own.text))
            }
        }
    }

    /// Whether it is a stored audit.
    pub(super) fn is_stored(&self) -> bool {
        matches!(self.given, Given::Stored(_))
    }

    /// Its audit: the stored one, or the descriptor judged at a date; what is wrong with it is said.
    pub(super) fn audit(
        &self,
        setting: &Setting,
        catalog: &Catalog,
        as_of: Date,
        terms: Terms<'_>,
    ) -> Option<Audit> {
        let own = match &self.given {
            Given::Stored(audit) => return Some((**audit).clone()),
            Given::Descriptor(own) => own,
        };
        match own.judge(catalog, as_of, terms) {
            Ok(audit) => {
                own.tell_pointers(setting);
                Some(audit)
            }
            Err(error) => {
                setting.no_audit(catalog, &error);
                setting.fail("diff.refused.no-side", &[("side", &self.name)]);
                None
            }
        }
    }

    /// Its descriptor judged otherwise; nothing where it cannot be.
    pub(super) fn again(&self, catalog: &Catalog, as_of: Date, terms: Terms<'_>) -> Option<Audit> {
        match &self.given {
            Given::Stored(_) => None,
            Given::Descriptor(own) => own.judge(catalog, as_of, terms).ok(),
        }
    }
}

impl Descriptor {
    fn judge(
        &self,
        catalog: &Catalog,
        as_of: Date,
        terms: Terms<'_>,
    ) -> Result<Audit, garant_core::AuditError> {
        let request = Request::new(&self.name, &self.text, as_of)
            .profile(terms.profile)
            .ignore_waivers(terms.ignore_waivers)
            .rows(terms.rows);
        let files: &dyn Files = match &self.files {
            Place::Folder(folder) => folder,
            Place::Revision(tree) => tree,
        };
        audit(catalog, &request, files)
    }

    /// Says which pieces of a revision are kept elsewhere.
    fn tell_pointers(&self, setting: &Setting) {
        let Place::Revision(tree) = &self.files else {
            return;
        };
        for path in tree.pointers() {
            let says = setting
                .words
                .fill("diff.refused.pointer", &[("found", &path)]);
            let told = setting
                .words
                .fill("terminal.notice-withheld", &[("says", &says)]);
            output::err(&format!("{}\n", visible(&told, false)));
        }
    }
}

fn is_stored(path: &str) -> bool {
    path.to_lowercase().ends_with(".json")
}
