//! Calibration fits: logistic regressions of the outcome on the logit of the score (Cox, *Biometrika* 1958;45:562).
//!
//! Scores of exactly 0 or 1 have no logit and are left out. All strata are fitted together, one pass over the rows a step.

use super::ranks::Ranks;
use crate::interval::Figure;

/// The fewest rows that a fit is made from.
pub const LEAST: u64 = 50;
/// Above so many rows the first steps look at one row in [`STEP`].
const MANY: usize = 100_000;
const STEP: usize = 32;
const STEPS: usize = 60;
const CLOSE: f64 = 1e-9;
/// A coefficient beyond this is on its way to infinity: the score separates the outcomes.
const FAR: f64 = 1e4;

/// The fits of one stratum; undefined with too few rows, one outcome alone, or outcomes that the score separates.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Fit {
    /// Intercept with the slope held at 1: 0 when the average prediction is right.
    pub in_the_large: Figure,
    /// Intercept of the fit with both.
    pub intercept: Figure,
    /// Slope: 1 when the spread of predictions is right, below when they are too extreme.
    pub slope: Figure,
    /// Rows used.
    pub rows: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct State {
    rows: u64,
    positives: u64,
    offset: f64,
    intercept: f64,
    slope: f64,
    large: Done,
    both: Done,
    sums: Sums,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Done {
    #[default]
    Open,
    Closed,
    Never,
}

/// First and second derivatives of the two log likelihoods.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    large: f64,
    large_weight: f64,
    gradient: [f64; 2],
    hessian: [f64; 3],
}

/// Fits every stratum.
pub fn fits(ranks: &Ranks, strata: usize) -> Vec<Fit> {
    let mut states = vec![State::default(); strata];
    for state in &mut states {
        state.slope = 1.0;
    }
    ranks.each(1, |row| {
        if row.score > 0.0 && row.score < 1.0 {
            for stratum in row.strata {
                if let Some(state) = states.get_mut(*stratum) {
                    state.rows += 1;
                    state.positives += u64::from(row.positive);
                }
            }
        }
    });
    for state in &mut states {
        if state.rows < LEAST || state.positives == 0 || state.positives == state.rows {
            state.large = Done::Never;
            state.both = Done::Never;
        }
    }
    if ranks.len() > MANY {
        // A sample brings the coefficients near; every row then decides. Strata that it cannot fit start again from the diagonal.
        let begun = states.clone();
        steps(ranks, STEP, &mut states);
        for (state, begun) in states.iter_mut().zip(begun) {
            let near = [state.offset, state.intercept, state.slope];
            if near.iter().any(|it| !it.is_finite() || it.abs() > 10.0) {
                *state = begun;
            }
            state.large = begun.large;
            state.both = begun.both;
        }
    }
    steps(ranks, 1, &mut states);
    states.iter().map(State::fit).collect()
}

fn steps(ranks: &Ranks, step: usize, states: &mut [State]) {
    for _ in 0..STEPS {
        let open = |state: &State| state.large == Done::Open || state.both == Done::Open;
        if !states.iter().any(open) {
            break;
        }
        for state in states.iter_mut() {
            state.begin();
        }
        let mut last = (f64::NAN, 0.0);
        ranks.each(step, |row| {
            if row.score <= 0.0 || row.score >= 1.0 {
                return;
            }
            // Rows come in order: equal scores share their logit.
            if row.score.to_bits() != last.0.to_bits() {
                last = (row.score, (row.score / (1.0 - row.score)).ln());
            }
            let outcome = f64::from(u8::from(row.positive));
            for stratum in row.strata {
                if let Some(state) = states.get_mut(*stratum) {
                    state.add(last.1, outcome);
                }
            }
        });
        for state in states.iter_mut() {
            state.step();
        }
    }
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

impl State {
    /// Sums of what is still open begin anew; those of what is closed are its errors.
    fn begin(&mut self) {
        if self.large == Done::Open {
            self.sums.large = 0.0;
            self.sums.large_weight = 0.0;
        }
        if self.both == Done::Open {
            self.sums.gradient = [0.0; 2];
            self.sums.hessian = [0.0; 3];
        }
    }

    #[inline]
    fn add(&mut self, logit: f64, outcome: f64) {
        if self.large == Done::Open {
            let expected = logistic(self.offset + logit);
            self.sums.large += outcome - expected;
            self.sums.large_weight += expected * (1.0 - expected);
        }
        if self.both == Done::Open {
            let expected = logistic(self.intercept + self.slope * logit);
            let weight = expected * (1.0 - expected);
            let rest = outcome - expected;
            let [first, second] = &mut self.sums.gradient;
            *first += rest;
            *second += rest * logit;
            let [one, mixed, square] = &mut self.sums.hessian;
            *one += weight;
            *mixed += weight * logit;
            *square += weight * logit * logit;
        }
    }

    fn step(&mut self) {
        if self.large == Done::Open {
            let step = self.sums.large / self.sums.large_weight;
            self.offset += step;
            self.large = verdict(step.abs(), self.offset);
        }
        if self.both == Done::Open {
            let [first, second] = self.sums.gradient;
            let [one, mixed, square] = self.sums.hessian;
            let determinant = one * square - mixed * mixed;
            let intercept = (square * first - mixed * second) / determinant;
            let slope = (one * second - mixed * first) / determinant;
            self.intercept += intercept;
            self.slope += slope;
            let far = self.intercept.abs().max(self.slope.abs());
            self.both = verdict(intercept.abs().max(slope.abs()), far);
        }
    }

    fn fit(&self) -> Fit {
        let mut fit = Fit {
            rows: self.rows,
            ..Fit::default()
        };
        // A step below 10⁻⁹ has left the second derivatives as they are.
        if self.large == Done::Closed {
            fit.in_the_large = Figure::normal(self.offset, (1.0 / self.sums.large_weight).sqrt());
        }
        if self.both == Done::Closed {
            let [one, mixed, square] = self.sums.hessian;
            let determinant = one * square - mixed * mixed;
            fit.intercept = Figure::normal(self.intercept, (square / determinant).sqrt());
            fit.slope = Figure::normal(self.slope, (one / determinant).sqrt());
        }
        fit
    }
}

fn verdict(step: f64, size: f64) -> Done {
    if !step.is_finite() || size > FAR {
        Done::Never
    } else if step < CLOSE {
        Done::Closed
    } else {
        Done::Open
    }
}
