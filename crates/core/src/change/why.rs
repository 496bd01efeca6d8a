//! Why one criterion changed from an audit to another.

use std::collections::BTreeMap;

use garant_rules::catalog::declared;

use super::answer::{Answers, Given, Stated, entry, reads};
use super::beside::waiver_pairs;
use super::cause::{Cause, Differs, Reading};
use super::pairing::Pairing;
use super::verdict::Standing;
use crate::audit::Audit;
use crate::evidence::{self, Evidence};
use crate::finding::{CheckResult, Finding};
use crate::takeup;
use crate::trace::{Comparison, Trace};
use crate::waiver;

/// A path, after whether it is one of the old side.
type Place = (bool, String);

/// Two audits, one after the other.
#[derive(Debug)]
pub(super) struct Step<'a> {
    old: &'a Audit,
    new: &'a Audit,
    before: Answers,
    after: Answers,
    pairing: Pairing,
    differs: Vec<Differs>,
}

/// The causes along a way, each once; those from one end to the other where a step does not judge the criterion.
pub(super) fn along(
    steps: &[Step<'_>],
    whole: &Step<'_>,
    was: &Finding,
    is: &Finding,
) -> Vec<Cause> {
    let found = |audit: &Audit| {
        let mut all = audit.findings.iter();
        all.any(|finding| finding.criterion == was.criterion)
    };
    if !steps.iter().all(|step| found(step.new)) {
        return whole.causes(was, is);
    }
    let mut causes: Vec<Cause> = Vec::new();
    for step in steps {
        let own = |audit: &'_ Audit| -> Option<Finding> {
            let mut all = audit.findings.iter();
            all.find(|finding| finding.criterion == was.criterion)
                .cloned()
        };
        let (Some(was), Some(is)) = (own(step.old), own(step.new)) else {
            continue;
        };
        if Standing::of(&was) != Standing::of(&is) {
            for cause in step.causes(&was, &is) {
                if !causes.contains(&cause) {
                    causes.push(cause);
                }
            }
        }
    }
    if causes.is_empty() {
        return whole.causes(was, is);
    }
    causes
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
        if was.verdict != is.verdict || was.reason != is.reason {
            causes.extend(self.answers(was, is));
            self.pieces(was, is, &mut causes, &mut dated);
            causes.extend(self.figures(was, is));
            self.taken(was, is, &mut causes, &mut dated);
        }
        if was.disposition != is.disposition || was.opens_gate != is.opens_gate {
            self.waivers(was, &mut causes, &mut dated);
        }
        let only = self.only_global();
        let ruled = rules(self.old, was) != rules(self.new, is);
        if dated {
            causes.push(self.date());
        } else if let Some(global) = only {
            let explained = !causes.is_empty();
            let sure = if explained {
                ruled && global != Differs::Date
            } else {
                self.is_whole(was, is)
            };
            causes.extend(sure.then(|| self.global(global)).flatten());
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

    fn date(&self) -> Cause {
        Cause::Date {
            before: self.old.as_of.clone(),
            after: self.new.as_of.clone(),
        }
    }

    fn global(&self, differs: Differs) -> Option<Cause> {
        match differs {
            Differs::Date => Some(self.date()),
            Differs::Catalog => Some(Cause::Catalog {
                before: self.old.catalog.version.clone(),
                after: self.new.catalog.version.clone(),
            }),
            Differs::Profile => Some(Cause::Profile {
                before: self.old.profile.clone(),
                after: self.new.profile.clone(),
            }),
            _ => None,
        }
    }

    /// Answers that changed, of the reads that bear most on the change: those that decided in the checks that turned, else all reads of
    /// these checks, else those that decided the verdict on either side, else all that the criterion reads.
    fn answers(&self, was: &Finding, is: &Finding) -> Vec<Cause> {
        let (old, new) = (turned(was, is), turned(is, was));
        let decided = |reads: &[&Trace]| -> Vec<String> {
            let own = reads.iter().filter(|read| read.decided);
            own.map(|read| read.path.clone()).collect()
        };
        let plain = |reads: &[&Trace]| -> Vec<String> {
            reads.iter().map(|read| read.path.clone()).collect()
        };
        let deciding =
            |finding: &Finding| finding.deciding().map(|read| read.path.clone()).collect();
        let all = |finding: &Finding| reads(finding).map(|read| read.path.clone()).collect();
        let levels: [(Vec<String>, Vec<String>); 4] = [
            (decided(&old), decided(&new)),
            (plain(&old), plain(&new)),
            (deciding(was), deciding(is)),
            (all(was), all(is)),
        ];
        levels
            .iter()
            .map(|(old, new)| self.changed(old, new))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// Answers at some paths that changed, each once, those with a line first in the order of lines.
    fn changed(&self, old: &[String], new: &[String]) -> Vec<Cause> {
        // An entry that is gone has a path of the old side: another may stand at the same one now.
        let mut found: BTreeMap<Place, (Stated, Stated)> = BTreeMap::new();
        for path in new {
            let Some(after) = self.after.stated.get(path) else {
                continue;
            };
            match self.pairing.back(path) {
                Some(was) => {
                    if let Some(before) = self.before.stated.get(&was)
                        && !before.says(after)
                    {
                        found.insert((false, path.clone()), (before.clone(), after.clone()));
                    }
                }
                None => {
                    if let Some((list, index, _)) = entry(path)
                        && self.before.knows_list(list)
                    {
                        let whole = (Stated::missing(), Stated::entry(after));
                        keep_first(&mut found, (false, format!("{list}[{index}]")), whole);
                    }
                }
            }
        }
        for path in old {
            let Some(before) = self.before.stated.get(path) else {
                continue;
            };
            match self.pairing.forward(path) {
                Some(is) => {
                    if let Some(after) = self.after.stated.get(&is)
                        && !before.says(after)
                    {
                        found.insert((false, is), (before.clone(), after.clone()));
                    }
                }
                None => {
                    if let Some((list, index, _)) = entry(path)
                        && self.after.knows_list(list)
                    {
                        // Nothing stands there any more: the list itself is the nearest place.
                        let after =
                            self.after
                                .stated
                                .get(list)
                                .map_or_else(Stated::missing, |whole| Stated {
                                    found: "missing".to_owned(),
                                    value: serde_json::Value::Null,
                                    ..whole.clone()
                                });
                        let key = (true, format!("{list}[{index}]"));
                        keep_first(&mut found, key, (Stated::entry(before), after));
                    }
                }
            }
        }
        // That a list is longer or shorter, its entries say better.
        let lists: Vec<String> = found
            .keys()
            .filter(|(_, path)| path.ends_with(']'))
            .filter_map(|(_, path)| path.split('[').next())
            .map(str::to_owned)
            .collect();
        found.retain(|(_, path), _| !lists.contains(path));
        let mut causes: Vec<Cause> = found
            .into_iter()
            .map(|((_, path), (before, after))| Cause::Answer {
                change: Given::of(&before, &after),
                field: declared(&path).trim_end_matches("[]").to_owned(),
                path,
                before,
                after,
            })
            .collect();
        causes.sort_by_key(|cause| (cause.line().is_none(), cause.line()));
        causes
    }

    /// The pieces of evidence that the criterion cites, where their state changed.
    fn pieces(&self, was: &Finding, is: &Finding, causes: &mut Vec<Cause>, dated: &mut bool) {
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
        let none = causes.is_empty() && found.is_empty() && self.figures(was, is).is_empty();
        causes.extend(found);
        if none {
            causes.extend(replaced);
        }
    }

    /// Figures computed again that the criterion compares, where they changed.
    fn figures(&self, was: &Finding, is: &Finding) -> Vec<Cause> {
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

    fn taken(&self, was: &Finding, is: &Finding, causes: &mut Vec<Cause>, dated: &mut bool) {
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

    fn waivers(&self, was: &Finding, causes: &mut Vec<Cause>, dated: &mut bool) {
        let both = waiver_pairs(self.old, self.new);
        for (before, after) in both {
            let Some(own) = after.or(before) else {
                continue;
            };
            let state = |own: Option<&waiver::Waiver>| own.map(|own| (own.state, own.opens_gate));
            // What a waiver does follows the verdict: that is no change of the waiver.
            let follows = |own: Option<&waiver::Waiver>| {
                own.is_some_and(|own| {
                    matches!(own.state, waiver::State::InForce | waiver::State::Needless)
                })
            };
            let verdict = causes.iter().any(|cause| cause.code() != "waiver");
            if own.criterion != was.criterion
                || state(before) == state(after)
                || (verdict && follows(before) && follows(after))
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
                before: before.map(|own| own.state),
                after: after.map(|own| own.state),
                ends: own.ends.clone(),
                line: after.and_then(|own| own.line),
            });
        }
    }
}

/// The reads of what turned in a finding: checks, its condition where that turned, and what else decided.
fn turned<'a>(own: &'a Finding, other: &Finding) -> Vec<&'a Trace> {
    let same = |check: &&CheckResult| {
        other.checks.iter().any(|known| {
            known.id == check.id
                && known.truth == check.truth
                && known.asked == check.asked
                && known.reason == check.reason
        })
    };
    let truth = |finding: &Finding| finding.applies.as_ref().map(|applies| applies.truth);
    let applies = own
        .applies
        .iter()
        .filter(|_| truth(own) != truth(other))
        .flat_map(|applies| &applies.read);
    let checks = own.checks.iter().filter(|check| !same(check));
    let checks = checks.flat_map(|check| &check.read);
    checks.chain(applies).chain(&own.because).collect()
}

fn keep_first(found: &mut BTreeMap<Place, (Stated, Stated)>, path: Place, own: (Stated, Stated)) {
    let line = |stated: &Stated| stated.line.unwrap_or(usize::MAX);
    let place = |both: &(Stated, Stated)| line(&both.1).min(line(&both.0));
    match found.get(&path) {
        Some(known) if place(known) <= place(&own) => {}
        _ => {
            found.insert(path, own);
        }
    }
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
