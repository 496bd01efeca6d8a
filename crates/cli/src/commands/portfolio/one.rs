//! One descriptor: read, audited, its report written, its brief folded.

use std::sync::{Mutex, PoisonError};

use garant_core::audience::Audience;
use garant_core::look::Look;
use garant_core::portfolio::{Answered, Builder, Refused};
use garant_core::{Audit, Brief, Date, Judge, Request};
use garant_report::{Format, Options, RenderError, Renderer};

use super::refusal::Speaker;
use crate::exit::Exit;
use crate::input::{self, Candidate, Folder, Found, Kind};
use crate::output::Shelf;
use crate::setting::Setting;

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
    pub(super) speaker: Speaker<'a>,
    pub(super) answered: Answered<'a>,
}

/// Takes a brief, its audit where a report is asked, and whether something is answered beyond the identity.
type Take<'t> = dyn FnMut(Brief<'_>, Option<&Audit>, &dyn Fn() -> bool) + 't;

/// Why all stops: a descriptor never stops the others, but a report that cannot be written does.
pub(super) enum Stopped {
    /// A report has no place to go.
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
    pub(super) fn planned(&self, found: &Found) -> Vec<String> {
        let plain = found.descriptors.iter();
        plain
            .filter(|one| one.kind == Kind::Plain)
            .filter_map(|one| self.report(&one.path))
            .collect()
    }

    fn report(&self, path: &str) -> Option<String> {
        let stem = path.strip_suffix(".toml").unwrap_or(path);
        self.shelf.map(|_| format!("systems/{stem}.html"))
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
            let report = match (self.report(path), audit) {
                (Some(name), Some(audit)) => match self.write(&name, audit) {
                    Ok(()) => Some(name),
                    Err(why) => {
                        stopped = Some(why);
                        return;
                    }
                },
                _ => None,
            };
            let answered = brief.decides() || again();
            let mut builder = builder.lock().unwrap_or_else(PoisonError::into_inner);
            builder.audited(path, report, &brief, answered);
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
            .look(self.look.clone());
        let evidence = Folder::of(&full, self.allow_outside);
        let refuse = |error| self.speaker.no_audit(path, error, self.audience);
        let again = || self.answered.beyond_identity(path, &text);
        if self.shelf.is_none() {
            let brief = self.judge.brief(&request, &evidence).map_err(refuse)?;
            take(brief, None, &again);
            return Ok(());
        }
        let audit = self.judge.audit(&request, &evidence).map_err(refuse)?;
        take(Brief::of(&audit), Some(&audit), &again);
        Ok(())
    }

    fn write(&self, name: &str, audit: &Audit) -> Result<(), Stopped> {
        let Some(shelf) = self.shelf else {
            return Ok(());
        };
        let options = Options::new(Format::Html, self.setting.lang);
        let page = self.renderer.render(audit, options);
        let page = page.map_err(Stopped::Template)?;
        let done = shelf.write(name, page.bytes());
        done.map_err(|_| Stopped::NoWrite(name.to_owned()))
    }
}
