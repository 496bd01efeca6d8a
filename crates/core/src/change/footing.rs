//! What a criterion stands on beside answers: evidence, figures computed again, suppliers' audits, waivers.

use super::acceptance::{Reach, waiver_pairs};
use super::answer::{entry, reads};
use super::cause::{Cause, Differs, Reading};
use super::why::Step;
use crate::audit::Audit;
use crate::evidence::{self, Evidence};
use crate::finding::Finding;
use crate::takeup;
use crate::trace::{Comparison, Trace};
use crate::waiver;

impl<'a> Step<'a> {
    /// The pieces of evidence that the criterion cites, where their state changed.
    pub(super) fn pieces(
        &self,
        was: &Finding,
        is: &Finding,
        causes: &mut Vec<Cause>,
        dated: &mut bool,
    ) {
        let (old, new) = (cited(self.old, was), cited(self.new, is));
        let mut replaced = Vec::new();
        let mut found = Vec::new();
        let mut all: Vec<&Evidence> = new.clone();
        all.extend(
            old.iter()
                .filter(|own| !new.iter().any(|known| known.id == own.id)),
        );
        for piece in all {
            let find = |audit: &'a Audit| {
                let mut pieces = audit.evidence.iter();
                pieces.find(|own| own.id == piece.id)
            };
            let (before, after) = (find(self.old), find(self.new));
            let state = |own: Option<&Evidence>| own.map(|own| (own.state, own.why.clone()));
            let why = |own: Option<&Evidence>| own.and_then(|own| own.why.clone());
            let cause = |why| Cause::Evidence {
                id: piece.id.clone(),
                before: before.map(|own| own.state),
                after: after.map(|own| own.state),
                why,
                line: after.and_then(|own| own.line),
            };
            if state(before) != state(after) {
                found.push(cause(why(after).or_else(|| why(before))));
                let past = |own: Option<&Evidence>| {
                    own.is_some_and(|own| own.state == evidence::State::Expired)
                };
                let expires = |own: Option<&Evidence>| own.and_then(|own| own.expires.clone());
                *dated |= past(before) != past(after)
                    && expires(before) == expires(after)
                    && self.differs.contains(&Differs::Date);
            } else if let (Some(before), Some(after)) = (before, after)
                && before.sha256 != after.sha256
            {
                replaced.push(cause(None));
            }
        }
        // Another file in the same state changes figures, and they say it better.
        let none = causes.is_empty() && found.is_empty() && figures(was, is).is_empty();
        causes.extend(found);
        if none {
            causes.extend(replaced);
        }
    }

    pub(super) fn taken(
        &self,
        was: &Finding,
        is: &Finding,
        causes: &mut Vec<Cause>,
        dated: &mut bool,
    ) {
        let paths = is.taken.iter().chain(&was.taken).map(|own| &own.path);
        let mut seen: Vec<&String> = Vec::new();
        for path in paths {
            if seen.contains(&path) {
                continue;
            }
            seen.push(path);
            let of = |finding: &'_ Finding| {
                let mut all = finding.taken.iter();
                all.find(|own| own.path == *path)
                    .map(|own| (own.state, own.verdict, own.reason.clone()))
            };
            let (before, after) = (of(was), of(is));
            if before == after {
                continue;
            }
            let entry = |audit: &'a Audit| audit.takes_up.iter().find(|own| own.path == *path);
            let (old, new) = (entry(self.old), entry(self.new));
            let timed = |own: &Option<(takeup::State, _, _)>| {
                let state = own.as_ref().map(|own| own.0);
                matches!(state, Some(takeup::State::Stale | takeup::State::Later))
            };
            *dated |= timed(&before) != timed(&after)
                && self.differs.contains(&Differs::Date)
                && old.zip(new).is_some_and(|(old, new)| {
                    old.sha256 == new.sha256 && old.version_in_use == new.version_in_use
                });
            causes.push(Cause::TakeUp {
                path: path.clone(),
                before: before.as_ref().map(|own| own.0),
                after: after.as_ref().map(|own| own.0),
                verdict_before: before.and_then(|own| own.1),
                verdict_after: after.and_then(|own| own.1),
                line: new.map(|own| own.line).filter(|line| *line > 0),
            });
        }
    }

    pub(super) fn waivers(&self, was: &Finding, causes: &mut Vec<Cause>, dated: &mut bool) {
        let both = waiver_pairs(self.old, self.new);
        for (before, after) in both {
            let Some(own) = after.or(before) else {
                continue;
            };
            // Whether it opens the gate follows what it covers of the criterion: that is no change of the waiver either.
            let own_terms =
                |own: Option<&waiver::Waiver>| own.map(|own| (own.state, Reach::of(own)));
            // What a waiver does follows the verdict: that is no change of the waiver.
            let follows = |own: Option<&waiver::Waiver>| {
                own.is_some_and(|own| {
                    matches!(own.state, waiver::State::InForce | waiver::State::Needless)
                })
            };
            let verdict = causes.iter().any(|cause| cause.code() != "waiver");
            let same_reach = before.map(Reach::of) == after.map(Reach::of);
            if own.criterion != was.criterion
                || own_terms(before) == own_terms(after)
                || (verdict && same_reach && follows(before) && follows(after))
            {
                continue;
            }
            let timed = |own: Option<&waiver::Waiver>| {
                own.is_some_and(|own| {
                    matches!(own.state, waiver::State::Expired | waiver::State::NotYet)
                })
            };
            *dated |= timed(before) != timed(after)
                && self.differs.contains(&Differs::Date)
                && before.zip(after).is_some_and(|(before, after)| {
                    before.ends == after.ends && before.date == after.date
                });
            causes.push(Cause::Waiver {
                check: own.check.clone(),
                site: own.site.clone(),
                reach_before: before
                    .map(Reach::of)
                    .filter(|_| after.is_some() && !same_reach),
                before: before.map(|own| own.state),
                after: after.map(|own| own.state),
                ends: own.ends.clone(),
                line: after.and_then(|own| own.line),
            });
        }
    }
}

/// Figures computed again that the criterion compares, where they changed.
pub(super) fn figures(was: &Finding, is: &Finding) -> Vec<Cause> {
    let (old, new) = (compared(was), compared(is));
    let mut causes = Vec::new();
    let mut seen: Vec<&Comparison> = Vec::new();
    for (figure, line) in new.iter().chain(&old) {
        if seen.iter().any(|known| same_figure(known, figure)) {
            continue;
        }
        seen.push(figure);
        let of = |all: &[(&Comparison, Option<usize>)]| {
            let mut all = all.iter();
            all.find(|(own, _)| same_figure(own, figure))
                .map(|(own, _)| (*own).clone())
        };
        let (before, after) = (of(&old), of(&new));
        let computed =
            |own: &Option<Comparison>| own.as_ref().is_some_and(|own| own.n > 0 || own.masked);
        if !computed(&before) && !computed(&after) {
            continue;
        }
        let reading = |own: Option<Comparison>| {
            own.map(|own| Reading {
                value: own.value,
                low: own.low,
                high: own.high,
                n: own.n,
            })
        };
        let (before, after) = (reading(before), reading(after));
        if before != after {
            causes.push(Cause::Figure {
                figure: figure.figure,
                metric: figure.metric.clone(),
                attribute: figure.attribute.clone(),
                name: figure.name.clone(),
                line: line.filter(|_| after.is_some()),
                before,
                after,
            });
        }
    }
    causes
}

/// The pieces of evidence that a finding read, each once.
fn cited<'a>(audit: &'a Audit, finding: &Finding) -> Vec<&'a Evidence> {
    let mut found: Vec<&Evidence> = Vec::new();
    for read in reads(finding) {
        if let Some(("evidence", index, _)) = entry(&read.path)
            && let Some(piece) = audit.evidence.get(index)
            && !found.iter().any(|known| known.id == piece.id)
        {
            found.push(piece);
        }
    }
    found
}

fn compared(finding: &Finding) -> Vec<(&Comparison, Option<usize>)> {
    let told = |read: &'_ Trace| read.line;
    reads(finding)
        .flat_map(|read| {
            let line = told(read);
            read.figures.iter().map(move |figure| (figure, line))
        })
        .collect()
}

fn same_figure(one: &Comparison, other: &Comparison) -> bool {
    one.figure == other.figure
        && one.metric == other.metric
        && one.attribute == other.attribute
        && one.name == other.name
}
