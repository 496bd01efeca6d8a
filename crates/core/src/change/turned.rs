//! Which answers a criterion reads are others now.

use std::collections::BTreeMap;

use garant_rules::catalog::declared;

use super::answer::{Given, Stated, entry, reads};
use super::cause::Cause;
use super::why::Step;
use crate::finding::{CheckResult, Finding};
use crate::trace::Trace;

/// A path, after whether it is one of the old side.
type Place = (bool, String);
impl Step<'_> {
    /// Answers that changed, of the reads that bear most on the change: those that decided in the checks that turned, else all reads of
    /// these checks, else those that decided the verdict on either side, else all that the criterion reads.
    pub(super) fn answers(&self, was: &Finding, is: &Finding) -> Vec<Cause> {
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
}

/// The reads of what turned in a finding: checks, its condition where that turned, and what else decided.
pub(super) fn turned<'a>(own: &'a Finding, other: &Finding) -> Vec<&'a Trace> {
    let same = |check: &&CheckResult| {
        other.checks.iter().any(|known| {
            known.id == check.id
                && known.truth == check.truth
                && known.asked == check.asked
                && known.reason == check.reason
                && known.fails_in == check.fails_in
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
