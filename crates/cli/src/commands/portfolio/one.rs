//! One descriptor: read, audited, its report written, its brief folded.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::sync::{Mutex, PoisonError};

use garant_core::audience::Audience;
use garant_core::look::Look;
use garant_core::portfolio::{Answered, Builder, Refused};
use garant_core::{Audit, Brief, Date, Judge, Request};
use garant_report::{Format, Options, RenderError, Renderer};
use garant_rules::Lang;

use super::refusal::Speaker;
use crate::exit::Exit;
use crate::input::{self, Candidate, Folder, Found, Kind};
use crate::output::Shelf;
use crate::setting::Setting;

/// The code of a warning: evidence was read outside the folder of its descriptor.
const OUTSIDE: &str = "evidence-outside";
/// Why a report has no place.
const TAKEN: &str = "report-taken";
const TOO_LONG: &str = "report-too-long";

/// What is asked of all descriptors.
pub(super) struct One<'a> {
    pub(super) setting: &'a Setting,
    pub(super) judge: Judge<'a>,
    pub(super) renderer: Renderer,
    /// The folder searched, as given.
    pub(super) folder: &'a str,
    pub(super) as_of: Date,
    pub(super) profile: Option<&'a str>,
    pub(super) gate: Option<&'a str>,
    pub(super) ignore_waivers: bool,
    pub(super) allow_outside: bool,
    pub(super) rows: bool,
    pub(super) audience: Audience,
    pub(super) look: &'a Look,
    /// Where reports go; nothing where none is asked.
    pub(super) shelf: Option<&'a Shelf>,
    /// Where reports go, by descriptor.
    pub(super) places: BTreeMap<String, Option<String>>,
    /// What was read outside the folder of its descriptor: path, line and sentence.
    pub(super) outside: Mutex<BTreeSet<(String, usize, String)>>,
    pub(super) speaker: Speaker<'a>,
    pub(super) answered: Answered<'a>,
}

/// Takes a brief, its audit where a report is asked, and whether something is answered beyond the identity.
type Take<'t> = dyn FnMut(Brief<'_>, Option<&Audit>, &dyn Fn() -> bool) + 't;

/// Where the reports of descriptors go; nothing for one whose place lies below the report of another, whichever is written first.
pub(super) fn places(found: &Found) -> BTreeMap<String, Option<String>> {
    let plain = found.descriptors.iter();
    let plain = plain.filter(|one| one.kind == Kind::Plain);
    let names: BTreeMap<&str, String> = plain
        .map(|one| (one.path.as_str(), report(&one.path)))
        .collect();
    let all: BTreeSet<&str> = names.values().map(String::as_str).collect();
    let taken = |name: &str| {
        let above = name.match_indices('/');
        let mut above = above.filter_map(|(at, _)| name.get(..at));
        above.any(|folder| all.contains(folder))
    };
    let own = names.iter();
    own.map(|(path, name)| {
        let free = !taken(name);
        ((*path).to_owned(), free.then(|| name.clone()))
    })
    .collect()
}

fn report(path: &str) -> String {
    let stem = path.strip_suffix(".toml").unwrap_or(path);
    format!("systems/{stem}.html")
}

/// Why a report was not written.
enum Unwritten {
    /// It has no place, as a code; the others do.
    NoPlace(&'static str),
    Stopped(Stopped),
}

/// Why all stops: a descriptor never stops the others, and a report without a place neither, but one that cannot be written does.
pub(super) enum Stopped {
    /// Nothing can be written.
    NoWrite(String),
    /// A template is broken.
    Template(RenderError),
}

impl Stopped {
    pub(super) fn tell(&self, setting: &Setting, out: &str) -> Exit {
        match self {
            Self::NoWrite(name) => {
                super::fail(setting, "terminal.no-write", &super::join(out, name))
            }
            Self::Template(error) => super::broken(setting, error),
        }
    }
}

impl One<'_> {
    /// The reports that will be written, unless their descriptors are refused.
    pub(super) fn planned(&self) -> Vec<String> {
        let places = self.shelf.iter().flat_map(|_| self.places.values());
        places.flatten().cloned().collect()
    }

    /// What was read outside the folders of descriptors, in order, as lines to tell.
    pub(super) fn outside(&self) -> Vec<String> {
        let told = self.outside.lock().unwrap_or_else(PoisonError::into_inner);
        let lines = told.iter().map(|(path, line, says)| {
            let args = [("path", &*format!("{path}:{line}")), ("why", says)];
            self.setting.words.fill("terminal.unreadable", &args)
        });
        lines.collect()
    }

    /// Audits a descriptor. Of the audit and its report, nothing stays in memory.
    pub(super) fn run(
        &self,
        candidate: &Candidate,
        builder: &Mutex<Builder<'_>>,
    ) -> Result<(), Stopped> {
        let path = candidate.path.as_str();
        let mut stopped = None;
        let judged = self.judge(candidate, &mut |brief, audit, again| {
            let mut unwritten = None;
            let report = match audit.map(|audit| self.write(path, audit)) {
                Some(Ok(name)) => name,
                Some(Err(Unwritten::NoPlace(code))) => {
                    unwritten = Some(self.speaker.unwritten(path, &report(path), code));
                    None
                }
                Some(Err(Unwritten::Stopped(why))) => {
                    stopped = Some(why);
                    return;
                }
                None => None,
            };
            let answered = brief.decides() || again();
            let mut builder = builder.lock().unwrap_or_else(PoisonError::into_inner);
            builder.audited(path, report, &brief, answered);
            if let Some(unwritten) = unwritten {
                builder.unwritten(unwritten);
            }
        });
        if let Err(refused) = judged {
            let mut builder = builder.lock().unwrap_or_else(PoisonError::into_inner);
            builder.refused(refused);
        }
        stopped.map_or(Ok(()), Err)
    }

    /// The one place where a text becomes a brief: with its audit where a report is asked.
    fn judge(&self, candidate: &Candidate, take: &mut Take<'_>) -> Result<(), Refused> {
        let path = candidate.path.as_str();
        let full = format!("{}/{path}", self.folder.trim_end_matches('/'));
        let text = match candidate.kind {
            Kind::Plain => input::text(&full).map_err(|why| self.speaker.unreadable(path, &why))?,
            kind => return Err(self.speaker.no_file(path, kind)),
        };
        let request = Request::new(path, &text, self.as_of)
            .profile(self.profile)
            .gate(self.gate)
            .ignore_waivers(self.ignore_waivers)
            .rows(self.rows)
            .audience(self.audience)
            .look(self.look.clone())
            .only(self.setting.lang);
        let evidence = Folder::of(&full, self.allow_outside);
        let refuse = |error| self.speaker.no_audit(path, error, self.audience);
        let again = || self.answered.beyond_identity(path, &text);
        // What was read outside is told by an audit alone.
        if self.shelf.is_none() && !self.allow_outside {
            let brief = self.judge.brief(&request, &evidence).map_err(refuse)?;
            take(brief, None, &again);
            return Ok(());
        }
        let audit = self.judge.audit(&request, &evidence).map_err(refuse)?;
        self.note_outside(path, &audit);
        take(Brief::of(&audit), Some(&audit), &again);
        Ok(())
    }

    fn note_outside(&self, path: &str, audit: &Audit) {
        let notices = audit.diagnostics.iter();
        for notice in notices.filter(|notice| notice.code == OUTSIDE) {
            let says = match self.setting.lang {
                Lang::Fr => &notice.says.fr,
                Lang::En => &notice.says.en,
            };
            let mut outside = self.outside.lock().unwrap_or_else(PoisonError::into_inner);
            outside.insert((path.to_owned(), notice.line, says.clone()));
        }
    }

    /// Writes the report of a descriptor, where one is asked, and says where.
    fn write(&self, path: &str, audit: &Audit) -> Result<Option<String>, Unwritten> {
        let Some(shelf) = self.shelf else {
            return Ok(None);
        };
        let Some(Some(name)) = self.places.get(path) else {
            return Err(Unwritten::NoPlace(TAKEN));
        };
        let options = Options::new(Format::Html, self.setting.lang);
        let page = self.renderer.render(audit, options);
        let page = page.map_err(|error| Unwritten::Stopped(Stopped::Template(error)))?;
        match shelf.write(name, page.bytes()) {
            Ok(()) => Ok(Some(name.clone())),
            Err(error) => Err(match error.kind() {
                ErrorKind::NotADirectory | ErrorKind::IsADirectory => Unwritten::NoPlace(TAKEN),
                ErrorKind::InvalidFilename => Unwritten::NoPlace(TOO_LONG),
                _ => Unwritten::Stopped(Stopped::NoWrite(name.clone())),
            }),
        }
    }
}
