//! A report of an oversight log without its small groups.
//!
//! Figures are hidden by families, each with periods that must hide with it. Counts of decisions follow from those of outcomes (a right
//! suggestion that was not rejected was followed), so that where decisions hide, outcomes do.

use super::report::{Figures, Report};
use super::time::Time;
use crate::mask::{SMALL, Sum, masks};
use crate::predictions::rates::Rate;

/// What decision times are called among hidden figures.
pub(super) const TIME: &str = "time";

/// Figures that stand on followed and overridden rows.
const DECISIONS: [&str; 4] = [
    "follow-rate",
    "override-rate",
    "reasons-given",
    "reviewed-among-followed",
];

/// Figures that stand on outcomes and initial opinions.
const OUTCOMES: [&str; 7] = [
    "wrong-advice-accepted",
    "right-advice-rejected",
    "accuracy-tool",
    "accuracy-human",
    "accuracy-team",
    "correct-to-wrong",
    "wrong-to-correct",
];

/// Figures that stand on reviews of all rows.
const REVIEWS: [&str; 1] = ["reviewed-afterwards"];

/// Which families of some rows hide.
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "one a family")]
struct Hidden {
    all: bool,
    decisions: bool,
    outcomes: bool,
    reviews: bool,
    time: bool,
}

impl Report {
    /// The same report without its small groups, nor anything that gives them away. A report that is masked stays as it is.
    #[must_use]
    pub fn mask(mut self) -> Self {
        if self.masked {
            return self;
        }
        let hidden = self.hidden();
        let periods = self.periods.iter_mut().map(|period| &mut period.figures);
        for (figures, hidden) in std::iter::once(&mut self.overall)
            .chain(periods)
            .zip(hidden)
        {
            figures.hide(hidden);
        }
        self.masked = true;
        self.conventions.masked_up_to = Some(SMALL);
        self
    }

    /// What hides: overall first, then by period.
    fn hidden(&self) -> Vec<Hidden> {
        let periods = self.periods.iter().map(|period| &period.figures);
        let strata: Vec<&Figures> = std::iter::once(&self.overall).chain(periods).collect();
        let parts: Vec<usize> = (1..strata.len()).collect();
        let sums: Vec<Sum> = (!parts.is_empty())
            .then_some(Sum { whole: 0, parts })
            .into_iter()
            .collect();
        // Each family guards n too, so that it hides wherever n is small.
        let family = |own: fn(&Figures) -> Vec<u64>| {
            let guarded = |figures: &&Figures| {
                let mut counts = vec![figures.n.unwrap_or_default()];
                counts.extend(own(figures));
                counts
            };
            masks(&strata.iter().map(guarded).collect::<Vec<_>>(), &sums)
        };
        let all = family(|_| Vec::new());
        let decisions = family(Figures::decisions);
        let outcomes = family(|figures| [figures.decisions(), figures.outcomes()].concat());
        let reviews = family(|figures| figures.review_not_recorded.into_iter().collect());
        let time = family(|figures| {
            let time = figures.time.unwrap_or_default();
            time.n.into_iter().chain(time.not_recorded).collect()
        });
        let is = |masks: &[bool], index: usize| masks.get(index).copied().unwrap_or(false);
        (0..strata.len())
            .map(|index| {
                let all = is(&all, index);
                let decisions = all || is(&decisions, index);
                Hidden {
                    all,
                    decisions,
                    outcomes: decisions || is(&outcomes, index),
                    reviews: all || is(&reviews, index),
                    time: all || is(&time, index),
                }
            })
            .collect()
    }
}

impl Figures {
    /// Denominators of decisions.
    fn decisions(&self) -> Vec<u64> {
        self.followed.into_iter().chain(self.overridden).collect()
    }

    /// Denominators of outcomes, and what they leave out.
    fn outcomes(&self) -> Vec<u64> {
        let rate = |name: &&str| self.rates.get(*name).and_then(|rate| rate.n);
        let left_out = self.without_outcome.into_iter().chain(self.without_initial);
        // Every denominator has its own column: one that is absent is 0.
        let counts = OUTCOMES.iter().map(|name| rate(name).unwrap_or_default());
        counts.chain(left_out).collect()
    }

    fn hide(&mut self, hidden: Hidden) {
        let mut hide = |names: &[&str], own: bool| {
            for name in names.iter().filter(|_| own) {
                if let Some(rate) = self.rates.get_mut(*name) {
                    *rate = Rate::default();
                    self.masked_figures.push((*name).to_owned());
                }
            }
        };
        hide(&DECISIONS, hidden.decisions);
        hide(&OUTCOMES, hidden.outcomes);
        hide(&REVIEWS, hidden.reviews);
        if hidden.decisions {
            self.followed = None;
            self.overridden = None;
        }
        if hidden.outcomes {
            self.without_outcome = None;
            self.without_initial = None;
        }
        if hidden.reviews {
            self.review_not_recorded = None;
        }
        if hidden.time && self.time.is_some() {
            self.time = Some(Time::default());
            self.masked_figures.push(TIME.to_owned());
        }
        if hidden.all {
            self.n = None;
            self.masked = true;
            self.masked_figures.clear();
        }
    }
}
