//! Why one criterion changed from an audit to another.

use garant_rules::catalog::declared;
use jiff::civil::Date;

use super::answer::{Answers, reads};
use super::cause::{Cause, Differs, UNEXPLAINED};
use super::footing::figures;
use super::pairing::Pairing;
use super::turned::turned;
use super::verdict::Standing;
use crate::audit::Audit;
use crate::finding::Finding;
use crate::trace::Trace;

/// Two audits, one after the other.
#[derive(Debug)]
pub(super) struct Step<'a> {
    pub(super) old: &'a Audit,
    pub(super) new: &'a Audit,
    pub(super) before: Answers,
    pub(super) after: Answers,
    pub(super) pairing: Pairing,
    pub(super) differs: Vec<Differs>,
}

/// The causes along all ways, each once; those from one end to the other where there is none, or where a step does not judge the
/// criterion.
pub(super) fn along(
    ways: &[Vec<Step<'_>>],
    whole: &Step<'_>,
    was: &Finding,
    is: &Finding,
) -> Vec<Cause> {
    let mut found: Vec<Vec<Cause>> = Vec::new();
    for way in ways {
        let mut own: Vec<Cause> = Vec::new();
        let mut before = Some(was);
        for step in way {
            let after = finding(step.new, &was.criterion);
            let (Some(from), Some(to)) = (before, after) else {
                return whole.causes(was, is);
            };
            if Standing::of(from) != Standing::of(to) {
                let last = step.new.descriptor.sha256 == whole.new.descriptor.sha256;
                own.extend(step.causes(from, to).into_iter().map(|cause| {
                    if last {
                        cause
                    } else {
                        whole.placed(cause, &was.criterion)
                    }
                }));
            }
            before = after;
        }
        found.push(own);
    }
    // What one way leaves unexplained, another explains.
    let open = |own: &Vec<Cause>| own.iter().any(|cause| cause.code() == UNEXPLAINED);
    if !found.iter().all(open) {
        found.retain(|own| !open(own));
    }
    let mut causes: Vec<Cause> = Vec::new();
    for cause in found.into_iter().flatten() {
        if !causes.contains(&cause) {
            causes.push(cause);
        }
    }
    if causes.is_empty() {
        causes = whole.causes(was, is);
    }
    causes
}

fn finding<'a>(audit: &'a Audit, criterion: &str) -> Option<&'a Finding> {
    let mut all = audit.findings.iter();
    all.find(|finding| finding.criterion == criterion)
}

impl<'a> Step<'a> {
    pub(super) fn new(old: &'a Audit, new: &'a Audit) -> Self {
        let (before, after) = (Answers::of(old), Answers::of(new));
        Self {
            pairing: Pairing::of(&before, &after),
            differs: differs(old, new),
            old,
            new,
            before,
            after,
        }
    }

    fn causes(&self, was: &Finding, is: &Finding) -> Vec<Cause> {
        let mut causes = Vec::new();
        // From here on, a change of evidence, of a waiver or of an audit taken up that time alone made is the date's.
        let mut dated = false;
        if was.verdict != is.verdict || was.reason != is.reason || failing(was) != failing(is) {
            causes.extend(self.answers(was, is));
            self.pieces(was, is, &mut causes, &mut dated);
            // A figure that an answer no longer asks for, or asks for now, is the answer's doing.
            let answered = causes.iter().any(|cause| cause.code() == "answer");
            let both = |cause: &Cause| match cause {
                Cause::Figure { before, after, .. } => before.is_some() && after.is_some(),
                _ => true,
            };
            let found = figures(was, is).into_iter();
            causes.extend(found.filter(|cause| !answered || both(cause)));
            self.taken(was, is, &mut causes, &mut dated);
        }
        if was.disposition != is.disposition || was.opens_gate != is.opens_gate {
            self.waivers(was, &mut causes, &mut dated);
        }
        let only = self.only_global();
        let ruled = rules(self.old, was) != rules(self.new, is);
        if dated {
            causes.push(self.date(was, is));
        } else if let Some(global) = only {
            let explained = !causes.is_empty();
            let sure = if explained {
                ruled && global != Differs::Date
            } else {
                self.is_whole(was, is)
            };
            causes.extend(sure.then(|| self.global(global, was, is)).flatten());
        }
        if causes.is_empty() {
            causes.push(Cause::Unexplained {
                differs: self.differs.clone(),
                withheld: [was, is]
                    .into_iter()
                    .any(|finding| reads(finding).any(Trace::is_withheld)),
            });
        }
        causes
    }

    /// A cause that was found in another descriptor, at its place in the new one.
    fn placed(&self, mut cause: Cause, criterion: &str) -> Cause {
        match &mut cause {
            Cause::Evidence { id, line, .. } => {
                let own = self.new.evidence.iter().find(|own| own.id == *id);
                *line = own.and_then(|own| own.line);
            }
            Cause::Waiver {
                check, site, line, ..
            } => {
                let mut all = self.new.waivers.iter();
                let own = all.find(|own| {
                    own.criterion == criterion && own.check == *check && own.site == *site
                });
                *line = own.and_then(|own| own.line);
            }
            Cause::TakeUp { path, line, .. } => {
                let own = self.new.takes_up.iter().find(|own| own.path == *path);
                *line = own.map(|own| own.line).filter(|line| *line > 0);
            }
            Cause::Date {
                path, field, line, ..
            } => {
                *path = path.as_ref().and_then(|path| self.pairing.forward(path));
                let own = path.as_ref().and_then(|path| self.after.stated.get(path));
                *line = own.and_then(|own| own.line);
                if path.is_none() {
                    *field = None;
                }
            }
            Cause::Figure { line, .. } => *line = None,
            _ => {}
        }
        cause
    }

    /// The one thing that differs besides descriptor and files, where it is one.
    fn only_global(&self) -> Option<Differs> {
        let mut global = self
            .differs
            .iter()
            .filter(|own| !matches!(own, Differs::Descriptor | Differs::Files));
        let first = global.next()?;
        global.next().is_none().then_some(*first)
    }

    /// Whether the reads tell all that a criterion was judged on.
    fn is_whole(&self, was: &Finding, is: &Finding) -> bool {
        let told = |read: &Trace| !read.truncated && !read.is_withheld();
        let all = reads(was).chain(reads(is)).all(told);
        all && was.taken.is_empty() && is.taken.is_empty()
            || !self
                .differs
                .iter()
                .any(|own| matches!(own, Differs::Descriptor | Differs::Files))
    }

    /// The date, and the one dated answer that decided in what turned, where there is one and no more.
    fn date(&self, was: &Finding, is: &Finding) -> Cause {
        let dated = |read: &&Trace| {
            let day = read.value.as_str().and_then(|day| day.parse::<Date>().ok());
            read.decided && day.is_some()
        };
        let dated: Vec<&Trace> = turned(is, was).into_iter().filter(dated).collect();
        let first = dated.first();
        let one = first.filter(|first| dated.iter().all(|read| read.path == first.path));
        Cause::Date {
            before: self.old.as_of.clone(),
            after: self.new.as_of.clone(),
            path: one.map(|read| read.path.clone()),
            field: one.map(|read| declared(&read.path).into_owned()),
            line: one.and_then(|read| read.line),
        }
    }

    fn global(&self, differs: Differs, was: &Finding, is: &Finding) -> Option<Cause> {
        match differs {
            Differs::Date => Some(self.date(was, is)),
            Differs::Catalog => Some(Cause::Catalog {
                before: self.old.catalog.version.clone(),
                after: self.new.catalog.version.clone(),
                because: Vec::new(),
            }),
            Differs::Profile => Some(Cause::Profile {
                before: self.old.profile.clone(),
                after: self.new.profile.clone(),
            }),
            _ => None,
        }
    }
}

/// What fails in a finding: checks, and the entries of lists that they fail for. Of a finding that stays not met, another part may fail.
fn failing(finding: &Finding) -> Vec<(&str, &[String])> {
    let own = finding.failing_checks();
    own.map(|check| (check.id.as_str(), check.fails_in.as_slice()))
        .collect()
}

/// What a criterion asks, in words of the catalog: where they differ, the catalog or the profile asks otherwise.
fn rules<'a>(audit: &'a Audit, finding: &Finding) -> Option<(Option<&'a str>, Vec<&'a str>)> {
    let texts = audit.texts.get("fr").or_else(|| audit.texts.get("en"))?;
    let own = texts.criteria.get(&finding.criterion)?;
    let checks = own
        .checks
        .iter()
        .flat_map(|(id, check)| [id.as_str(), check.how.as_str()]);
    let parameters = own.parameters.iter().map(String::as_str);
    Some((own.applies.as_deref(), checks.chain(parameters).collect()))
}

/// What differs between two audits as a whole.
fn differs(old: &Audit, new: &Audit) -> Vec<Differs> {
    let files = |audit: &Audit| {
        let evidence = audit.evidence.iter();
        let pieces: Vec<_> = evidence
            .map(|own| (own.id.clone(), own.path.clone(), own.sha256.clone()))
            .collect();
        let taken = audit.takes_up.iter();
        let taken: Vec<_> = taken
            .map(|own| (own.path.clone(), own.sha256.clone()))
            .collect();
        (pieces, taken, audit.measures.clone())
    };
    [
        (
            Differs::Descriptor,
            old.descriptor.sha256 != new.descriptor.sha256,
        ),
        (Differs::Files, files(old) != files(new)),
        (Differs::Date, old.as_of != new.as_of),
        (Differs::Catalog, old.catalog.sha256 != new.catalog.sha256),
        (Differs::Profile, old.profile != new.profile),
        (Differs::Waivers, old.waivers_ignored != new.waivers_ignored),
        (Differs::Tool, old.tool != new.tool),
    ]
    .into_iter()
    .filter_map(|(own, differs)| differs.then_some(own))
    .collect()
}
