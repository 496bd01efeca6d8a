//! What the judge finds of a project as it would be: verdicts, what applies, and the checks.

use garant_rules::criterion::Criterion;
use garant_rules::facts::Scope;
use garant_rules::{Condition, Truth};

use super::ground::{Ground, Reach};
use super::touched::Touched;
use super::world::World;
use crate::bench::Ruling;
use crate::brief::Held;
use crate::case::Sheet;
use crate::gate::Gate;
use crate::project::Project;
use crate::readership::Readership;
use crate::texts;
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
    held: Held<'c>,
}

/// What is found of all criteria of the profile, in the catalog's order.
#[derive(Clone, Debug)]
pub(super) struct State<'c> {
    pub(super) seen: Vec<Seen<'c>>,
}

impl<'c> State<'c> {
    /// Of all criteria of the profile.
    pub(super) fn of(ground: &Ground<'c, '_>, world: &World<'c, '_>) -> Self {
        let sheet = world.sheet(ground);
        Self {
            seen: found(ground, &sheet, |_| true),
        }
    }

    /// Once some changes were made or left out: the criteria that they touch are judged again.
    pub(super) fn after(
        &self,
        ground: &Ground<'c, '_>,
        world: &World<'c, '_>,
        touched: &Touched,
    ) -> Self {
        let sheet = world.sheet(ground);
        let again = found(ground, &sheet, |criterion| {
            touched.reaches(ground, criterion)
        });
        let mut again = again.into_iter().peekable();
        let seen = self.seen.iter().map(|seen| {
            let own = again.next_if(|own| std::ptr::eq(own.criterion, seen.criterion));
            own.unwrap_or_else(|| seen.clone())
        });
        Self {
            seen: seen.collect(),
        }
    }

    /// Whether all that is closed stays so once some changes are left out.
    pub(super) fn stays_closed(
        &self,
        ground: &Ground<'c, '_>,
        world: &World<'c, '_>,
        touched: &Touched,
    ) -> bool {
        let sheet = world.sheet(ground);
        let readership = Readership::default();
        let project = sheet.project(&readership, false);
        let bench = sheet.bench(&project);
        let closed = self.seen.iter().filter(|seen| seen.counted && !seen.open);
        let mut closed = closed.filter(|seen| touched.reaches(ground, seen.criterion));
        closed.all(|seen| {
            let criterion = seen.criterion;
            if ground.is_waived(criterion) {
                let own = found(ground, &sheet, |own| std::ptr::eq(own, criterion));
                return own.iter().all(|own| !own.open);
            }
            let alone = touched.checks(ground, criterion);
            let alone =
                alone.filter(|_| seen.verdict == Verdict::Met && !bench.not_yet_due(criterion));
            match alone {
                Some(checks) => holds(ground, &project, criterion, &checks),
                None => {
                    let parameters = texts::parameters(criterion, ground.case.profile);
                    let verdict = bench.rule(criterion, &parameters).verdict;
                    matches!(verdict, Verdict::Met | Verdict::NotApplicable)
                }
            }
        })
    }

    /// The gate.
    pub(super) fn gate(&self, ground: &Ground<'c, '_>) -> Gate {
        let held: Vec<Held<'c>> = self.seen.iter().map(|seen| seen.held).collect();
        Gate::weigh(ground.catalog(), &held, ground.case.gate)
    }

    /// What the gate leaves aside because a risk is accepted, by id.
    pub(super) fn accepted(&self, ground: &Ground<'c, '_>) -> Vec<String> {
        if !matches!(ground.reach, Reach::Gate) {
            return Vec::new();
        }
        let accepted = self.seen.iter().filter(|seen| {
            let held = &seen.held;
            seen.counted
                && held.verdict == Verdict::NotMet
                && held.disposition == Disposition::Waived
                && held.opens_gate
        });
        accepted.map(|seen| seen.criterion.id.clone()).collect()
    }

    pub(super) fn get(&self, id: &str) -> Option<&Seen<'c>> {
        self.seen.iter().find(|seen| seen.criterion.id == id)
    }

    /// How many checks of what the plan aims at are asked, or may be, and do not hold.
    pub(super) fn asks(&self) -> usize {
        let counted = self.seen.iter().filter(|seen| seen.open);
        counted.map(|seen| seen.open_checks().count().max(1)).sum()
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

/// Whether some checks of a criterion hold, or are not asked: the others are as they were.
fn holds(
    ground: &Ground<'_, '_>,
    project: &Project<'_>,
    criterion: &Criterion,
    checks: &[usize],
) -> bool {
    let parameters = texts::parameters(criterion, ground.case.profile);
    let scope = Scope {
        facts: project,
        place: "",
        parameters: &parameters,
    };
    let aside = |applies: Option<&Condition>| {
        applies.is_some_and(|own| own.evaluate(scope).truth == Truth::False)
    };
    let mut checks = checks.iter().filter_map(|at| criterion.checks.get(*at));
    checks.all(|check| {
        check.require.evaluate(scope).truth == Truth::True
            || aside(check.applies.as_ref())
            || aside(criterion.applies.as_ref())
    })
}

/// What is found of some criteria, in the catalog's order.
fn found<'c>(
    ground: &Ground<'c, '_>,
    sheet: &Sheet<'c, '_>,
    wanted: impl Fn(&Criterion) -> bool,
) -> Vec<Seen<'c>> {
    let rulings = sheet.rulings_of(wanted);
    let held = if rulings.iter().any(|(own, _)| ground.is_waived(own)) {
        sheet.held(&rulings).0
    } else {
        let own = rulings.iter();
        own.map(|(criterion, ruling)| Held::new(criterion, ground.case.profile, ruling))
            .collect()
    };
    let pairs = rulings.iter().zip(held);
    pairs
        .map(|((criterion, ruling), held)| Seen::of(ground, criterion, ruling, held))
        .collect()
}

impl<'c> Seen<'c> {
    fn of(
        ground: &Ground<'c, '_>,
        criterion: &'c Criterion,
        ruling: &Ruling,
        held: Held<'c>,
    ) -> Self {
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
        Self {
            criterion,
            verdict: ruling.verdict,
            reason: ruling.reason,
            applies: applies.map_or(Truth::True, |answer| answer.truth),
            checks: checks
                .map(|check| (check.asked, check.answer.truth))
                .collect(),
            counted,
            open: counted && open,
            held,
        }
    }

    /// The checks that are asked, or may be, and do not hold, by place.
    pub(super) fn open_checks(&self) -> impl Iterator<Item = usize> {
        let checks = self.checks.iter().enumerate();
        checks
            .filter(|(_, (asked, truth))| *asked && *truth != Truth::True)
            .map(|(at, _)| at)
    }

    /// Whether something of it is another: its verdict, whether it applies, which checks are asked or what they say.
    pub(super) fn differs(&self, other: &Self) -> bool {
        (self.verdict, self.reason, self.applies) != (other.verdict, other.reason, other.applies)
            || self.checks != other.checks
    }
}
