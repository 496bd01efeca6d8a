//! All scores, held compactly (16 bytes a row) with the strata that each row belongs to: what exact ranks and fits need.

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use crate::interval::Figure;

/// Scores in order, and the strata of each row.
#[derive(Debug, Default)]
pub struct Ranks {
    /// Bits of the score, and twice the row's combination of groups, plus one if its outcome is positive.
    rows: Vec<(u64, u32)>,
    combinations: HashMap<Box<[u32]>, u32, FxBuildHasher>,
    codes: Vec<Box<[u32]>>,
    strata: Vec<Vec<usize>>,
    last: Option<(Box<[u32]>, u32)>,
    sorted: bool,
}

/// One row as [`Ranks::each`] gives it.
#[derive(Clone, Copy, Debug)]
pub struct Ranked<'a> {
    /// The score.
    pub score: f64,
    /// Whether the outcome is positive.
    pub positive: bool,
    /// The strata that it belongs to, as indices into the tally.
    pub strata: &'a [usize],
}

/// The area under the ROC curve, and `DeLong`'s variance of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Auroc {
    /// Between 0 and 1; none without both outcomes.
    pub value: f64,
    /// None with fewer than two rows of either outcome.
    pub variance: Option<f64>,
}

impl Auroc {
    /// With the normal interval of `DeLong`'s variance (*Biometrics* 1988;44:837), cut at 0 and 1.
    pub fn figure(self) -> Figure {
        match self.variance {
            Some(variance) => {
                let figure = Figure::normal(self.value, variance.sqrt());
                Figure {
                    value: figure.value,
                    low: figure.low.map(|low| low.max(0.0)),
                    high: figure.high.map(|high| high.min(1.0)),
                }
            }
            None => Figure::bare(self.value),
        }
    }

    /// The difference of two that share no row.
    pub fn minus(self, other: Self) -> (Figure, Option<f64>) {
        let value = self.value - other.value;
        match (self.variance, other.variance) {
            (Some(own), Some(theirs)) => {
                let error = (own + theirs).sqrt();
                let p = (error > 0.0).then(|| crate::interval::two_sided(value / error));
                (Figure::normal(value, error), p)
            }
            _ => (Figure::bare(value), None),
        }
    }
}

/// Sums over one stratum. Placements are counted in halves, so that ties stay whole numbers.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    key: u64,
    tied_positives: u64,
    tied_negatives: u64,
    positives: u64,
    negatives: u64,
    of_positives: u128,
    squares_of_positives: u128,
    of_negatives: u128,
    squares_of_negatives: u128,
}

impl Sums {
    fn add(&mut self, key: u64, positive: bool) {
        if key != self.key {
            self.flush();
            self.key = key;
        }
        if positive {
            self.tied_positives += 1;
        } else {
            self.tied_negatives += 1;
        }
    }

    fn flush(&mut self) {
        let below = u128::from(2 * self.negatives + self.tied_negatives);
        let (own, others) = (self.tied_positives, self.tied_negatives);
        self.of_positives += u128::from(own) * below;
        self.squares_of_positives += u128::from(own) * below * below;
        let below = u128::from(2 * self.positives + self.tied_positives);
        self.of_negatives += u128::from(others) * below;
        self.squares_of_negatives += u128::from(others) * below * below;
        self.positives += own;
        self.negatives += others;
        self.tied_positives = 0;
        self.tied_negatives = 0;
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of rows and sums of ranks"
    )]
    fn auroc(mut self) -> Option<Auroc> {
        self.flush();
        let (m, n) = (self.positives, self.negatives);
        if m == 0 || n == 0 {
            return None;
        }
        // Sample variance of whole numbers: exact until the division.
        let variance = |sum: u128, squares: u128, count: u64, half_range: u64| {
            let spread = u128::from(count) * squares - sum * sum;
            let range = 2.0 * half_range as f64;
            spread as f64 / (count as f64 * (count - 1) as f64) / (range * range)
        };
        let both = m > 1 && n > 1;
        Some(Auroc {
            value: self.of_positives as f64 / (2.0 * m as f64 * n as f64),
            variance: both.then(|| {
                variance(self.of_positives, self.squares_of_positives, m, n) / m as f64
                    + variance(self.of_negatives, self.squares_of_negatives, n, m) / n as f64
            }),
        })
    }
}

impl Ranks {
    /// No row yet, in so many attributes.
    pub fn new(attributes: usize) -> Self {
        Self {
            // Without attributes every row has the same codes: nothing would differ from them, so none may stand there before the first row.
            last: (attributes > 0).then(|| (vec![u32::MAX; attributes].into(), 0)),
            ..Self::default()
        }
    }

    /// Holds a row.
    pub fn push(&mut self, score: f64, positive: bool, codes: &[u32]) {
        let combination = self.combination(codes);
        // −0 is 0; scores are not negative, so that their bits are in their order.
        let key = (score + 0.0).to_bits();
        self.rows.push((key, combination * 2 + u32::from(positive)));
        self.sorted = false;
    }

    fn combination(&mut self, codes: &[u32]) -> u32 {
        if let Some((last, combination)) = &self.last
            && **last == *codes
        {
            return *combination;
        }
        let known = self.combinations.get(codes).copied();
        let combination = known.unwrap_or_else(|| {
            let new = u32::try_from(self.codes.len()).unwrap_or(u32::MAX / 2);
            self.combinations.insert(codes.into(), new);
            self.codes.push(codes.into());
            new
        });
        if let Some((last, own)) = &mut self.last {
            last.copy_from_slice(codes);
            *own = combination;
        }
        combination
    }

    /// Says which strata the rows of a combination of groups belong to, and sorts.
    pub fn place(&mut self, strata: impl Fn(&[u32]) -> Vec<usize>) {
        self.strata = self.codes.iter().map(|codes| strata(codes)).collect();
        self.rows.sort_unstable();
        self.sorted = true;
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Every row from the lowest score up, or one of each `step` of them.
    pub fn each<'a>(&'a self, step: usize, mut with: impl FnMut(Ranked<'a>)) {
        for (key, row) in self.rows.iter().step_by(step.max(1)) {
            let combination = (row / 2) as usize;
            with(Ranked {
                score: f64::from_bits(*key),
                positive: row % 2 == 1,
                strata: self.strata.get(combination).map_or(&[], Vec::as_slice),
            });
        }
    }

    /// The area under the curve of each of so many strata.
    pub fn auroc(&self, strata: usize) -> Vec<Option<Auroc>> {
        let mut sums = vec![Sums::default(); strata];
        self.each(1, |row| {
            for stratum in row.strata {
                if let Some(sums) = sums.get_mut(*stratum) {
                    sums.add(row.score.to_bits(), row.positive);
                }
            }
        });
        sums.into_iter().map(Sums::auroc).collect()
    }
}
