//! What the judge finds of a project as it would be: verdicts, what applies, and the checks.

use garant_rules::Truth;
use garant_rules::criterion::Criterion;

use super::ground::{Ground, Reach};
use super::world::World;
use crate::bench::Ruling;
use crate::case::Sheet;
use crate::gate::Gate;
use crate::verdict::{Disposition, Verdict};

/// One criterion, judged.
#[derive(Clone, Debug)]
pub(super) struct Seen<'c> {
    pub(super) criterion: &'c Criterion,
    pub(super) verdict: Verdict,
    /// Why it is undetermined or not applicable.
    pub(super) reason: Option<&'static str>,
    pub(super) applies: Truth,
    /// Whether each check is asked, and what is known of it; empty where the duty is another's.
    pub(super) checks: Vec<(bool, Truth)>,
    /// Whether the plan aims at it.
    pub(super) counted: bool,
    /// Whether the plan aims at it and it is open.
    pub(super) open: bool,
}

#[derive(Clone, Debug)]
pub(super) struct State<'c> {
    pub(super) gate: Gate,
    /// What the gate leaves aside because a risk is accepted, by id.
    pub(super) accepted: Vec<String>,
    pub(super) seen: Vec<Seen<'c>>,
}

impl<'c> State<'c> {
    /// Of all criteria of the profile.
    pub(super) fn of(ground: &Ground<'c, '_>, world: &World<'c, '_>) -> Self {
        let sheet = world.sheet(ground);
        Self::found(ground, &sheet, &sheet.rulings())
    }

    /// Of what the plan aims at alone.
    pub(super) fn aimed(ground: &Ground<'c, '_>, world: &World<'c, '_>) -> Self {
        let sheet = world.sheet(ground);
        let rulings = sheet.rulings_of(|criterion| ground.counts(criterion));
        Self::found(ground, &sheet, &rulings)
    }

    fn found(
        ground: &Ground<'c, '_>,
        sheet: &Sheet<'c, '_>,
        rulings: &[(&'c Criterion, Ruling)],
    ) -> Self {
        let (held, _) = sheet.held(rulings);
        let gate = Gate::weigh(ground.catalog(), &held, ground.case.gate);
        let accepted = held.iter().filter(|held| {
            let counted = ground.catalog().criterion(held.criterion);
            counted.is_some_and(|criterion| ground.counts(criterion))
                && matches!(ground.reach, Reach::Gate)
                && held.verdict == Verdict::NotMet
                && held.disposition == Disposition::Waived
                && held.opens_gate
        });
        let accepted = accepted.map(|held| held.criterion.to_owned()).collect();
        let seen = rulings
            .iter()
            .zip(&held)
            .map(|((criterion, ruling), held)| {
                let counted = ground.counts(criterion);
                let accepted = matches!(ground.reach, Reach::Gate)
                    && held.disposition == Disposition::Waived
                    && held.opens_gate;
                let open = match ruling.verdict {
                    Verdict::NotMet => !accepted,
                    Verdict::Undetermined => true,
                    Verdict::Met | Verdict::NotApplicable => false,
                };
                let applies = ruling.applies.as_ref();
                let checks = ruling.checks.iter();
                Seen {
                    criterion,
                    verdict: ruling.verdict,
                    reason: ruling.reason,
                    applies: applies.map_or(Truth::True, |answer| answer.truth),
                    checks: checks
                        .map(|check| (check.asked, check.answer.truth))
                        .collect(),
                    counted,
                    open: counted && open,
                }
            });
        Self {
            gate,
            accepted,
            seen: seen.collect(),
        }
    }

    pub(super) fn get(&self, id: &str) -> Option<&Seen<'c>> {
        self.seen.iter().find(|seen| seen.criterion.id == id)
    }

    /// How many checks of what the plan aims at are asked, or may be, and do not hold.
    pub(super) fn asks(&self) -> usize {
        let counted = self.seen.iter().filter(|seen| seen.open);
        counted.map(|seen| seen.open_checks().count().max(1)).sum()
    }

    /// Whether all that another state has closed is closed.
    pub(super) fn closes(&self, other: &Self) -> bool {
        let pairs = self.seen.iter().zip(&other.seen);
        pairs
            .into_iter()
            .all(|(own, other)| other.open || !own.open)
    }

    /// The checks of what the plan aims at that do not hold as they did, or that fail a criterion which did not fail.
    pub(super) fn fallen(&self, before: &Self) -> Vec<(&'c Criterion, usize)> {
        let pairs = self.seen.iter().zip(&before.seen);
        let pairs = pairs.filter(|(now, _)| now.counted && now.verdict != Verdict::NotApplicable);
        pairs
            .flat_map(|(now, before)| {
                let failed = now.verdict == Verdict::NotMet && before.verdict != Verdict::NotMet;
                now.open_checks()
                    .filter(move |at| {
                        let truth = now.checks.get(*at).map(|(_, truth)| *truth);
                        let knew = before.checks.get(*at).map(|(_, truth)| *truth);
                        truth < knew || failed && truth == Some(Truth::False)
                    })
                    .map(|at| (now.criterion, at))
            })
            .collect()
    }

    /// Whether a check of what the plan aims at holds less than it did.
    pub(super) fn lowers(&self, before: &Self) -> bool {
        let pairs = self.seen.iter().zip(&before.seen);
        let pairs = pairs.filter(|(now, before)| now.counted && before.counted);
        pairs.into_iter().any(|(now, before)| {
            let mut checks = now.checks.iter().zip(&before.checks);
            checks.any(|((asked, truth), (was, knew))| *was && *asked && truth < knew)
        })
    }

    /// Whether something is lost on the way from another state: a check that held, a criterion that did not fail, or, where what is stated
    /// was changed, a check that was asked or a criterion that applied.
    pub(super) fn loses(&self, before: &Self, restated: bool) -> bool {
        let pairs = self.seen.iter().zip(&before.seen);
        pairs.into_iter().any(|(now, before)| {
            if now.applies == Truth::False && before.applies != Truth::False {
                return restated;
            }
            if !now.counted {
                return false;
            }
            if now.verdict == Verdict::NotMet && before.verdict != Verdict::NotMet {
                return true;
            }
            if before.verdict == Verdict::NotApplicable {
                return false;
            }
            let checks = now.checks.iter().zip(&before.checks);
            checks.into_iter().any(|((asked, truth), (was, knew))| {
                let dropped = *was && !*asked;
                let fell = *was && *asked && truth < knew;
                fell || dropped && restated
            })
        })
    }
}

impl Seen<'_> {
    /// The checks that are asked, or may be, and do not hold, by place.
    pub(super) fn open_checks(&self) -> impl Iterator<Item = usize> {
        let checks = self.checks.iter().enumerate();
        checks
            .filter(|(_, (asked, truth))| *asked && *truth != Truth::True)
            .map(|(at, _)| at)
    }
}

impl Seen<'_> {
    /// Whether something of it is another: its verdict, whether it applies, which checks are asked or what they say.
    pub(super) fn differs(&self, other: &Self) -> bool {
        (self.verdict, self.reason, self.applies) != (other.verdict, other.reason, other.applies)
            || self.checks != other.checks
    }
}
