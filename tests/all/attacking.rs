//! An attacker with all that a masked oversight log shows, and linear algebra.

use garant_measure::oversight::{Figures, Period, Spec, read};
use garant_measure::predictions::rates::Rate;

use crate::measuring_logs::{log_spec, table};

/// A row of an oversight log, as an attacker would think of it: each is a count that he does not know.
#[derive(Clone, Copy, PartialEq)]
struct Cell {
    period: usize,
    follows: bool,
    /// 0: no outcome; 1: the suggestion is right; 2: it is wrong; 3: it is wrong, and a decision other than it is right.
    outcome: usize,
    /// 0: none; 1: right; 2: wrong.
    initial: usize,
    reason: bool,
    /// 0: not recorded; 1: yes; 2: no.
    reviewed: usize,
    timed: bool,
}

impl Cell {
    fn all(periods: usize) -> Vec<Self> {
        let mut cells = Vec::new();
        for code in 0..periods * 2 * 4 * 3 * 2 * 3 * 2 {
            let mut rest = code;
            let mut digit = |base: usize| {
                let own = rest % base;
                rest /= base;
                own
            };
            let cell = Self {
                follows: digit(2) == 0,
                outcome: digit(4),
                initial: digit(3),
                reason: digit(2) == 1,
                reviewed: digit(3),
                timed: digit(2) == 1,
                period: rest,
            };
            let possible = (cell.outcome > 0 || cell.initial == 0)
                && !(cell.follows && (cell.outcome == 3 || cell.reason));
            if possible {
                cells.push(cell);
            }
        }
        cells
    }

    fn line(self) -> String {
        let decided = if self.follows { "a" } else { "b" };
        let truth = match self.outcome {
            0 => "",
            1 => "a",
            2 if !self.follows => "c",
            _ => "b",
        };
        let first = match self.initial {
            0 => "",
            1 => truth,
            _ => "z",
        };
        let why = if self.reason { "seen" } else { "" };
        let reviewed = match self.reviewed {
            0 => "",
            1 => "yes",
            _ => "no",
        };
        let secs = if self.timed { "5" } else { "" };
        let month = self.period + 1;
        format!("a,{decided},{truth},{first},{why},{reviewed},{secs},2026-{month:02}\n")
    }
}

/// A count of a report: whether it shows, and of which cells it is one.
type Count = (&'static str, fn(&Figures) -> bool, fn(&Cell) -> bool);

fn rate_shows(figures: &Figures, name: &str) -> bool {
    figures.rates.get(name).is_some_and(|rate| rate.n.is_some())
}

fn judged(it: &Cell) -> bool {
    it.outcome > 0 && it.initial > 0
}

fn team(it: &Cell) -> bool {
    if it.follows {
        it.outcome == 1
    } else {
        it.outcome == 3
    }
}

/// All that a report says of its rows: numbers of rows, denominators, numerators.
const COUNTS: [Count; 28] = [
    ("n", |f| f.n.is_some(), |_| true),
    ("followed", |f| f.followed.is_some(), |c| c.follows),
    ("overridden", |f| f.overridden.is_some(), |c| !c.follows),
    (
        "n of follow-rate",
        |f| rate_shows(f, "follow-rate"),
        |_| true,
    ),
    (
        "follow-rate",
        |f| rate_shows(f, "follow-rate"),
        |c| c.follows,
    ),
    (
        "override-rate",
        |f| rate_shows(f, "override-rate"),
        |c| !c.follows,
    ),
    (
        "n of reasons",
        |f| rate_shows(f, "reasons-given"),
        |c| !c.follows,
    ),
    ("reasons", |f| rate_shows(f, "reasons-given"), |c| c.reason),
    (
        "without outcome",
        |f| f.without_outcome.is_some(),
        |c| c.outcome == 0,
    ),
    (
        "without initial",
        |f| f.without_initial.is_some(),
        |c| c.outcome > 0 && c.initial == 0,
    ),
    (
        "wrong",
        |f| rate_shows(f, "wrong-advice-accepted"),
        |c| c.outcome > 1,
    ),
    (
        "accepted",
        |f| rate_shows(f, "wrong-advice-accepted"),
        |c| c.outcome > 1 && c.follows,
    ),
    (
        "right",
        |f| rate_shows(f, "right-advice-rejected"),
        |c| c.outcome == 1,
    ),
    (
        "rejected",
        |f| rate_shows(f, "right-advice-rejected"),
        |c| c.outcome == 1 && !c.follows,
    ),
    ("judged", |f| rate_shows(f, "accuracy-tool"), judged),
    (
        "tool",
        |f| rate_shows(f, "accuracy-tool"),
        |c| judged(c) && c.outcome == 1,
    ),
    (
        "human",
        |f| rate_shows(f, "accuracy-human"),
        |c| judged(c) && c.initial == 1,
    ),
    (
        "team",
        |f| rate_shows(f, "accuracy-team"),
        |c| judged(c) && team(c),
    ),
    (
        "first right",
        |f| rate_shows(f, "correct-to-wrong"),
        |c| judged(c) && c.initial == 1,
    ),
    (
        "turned wrong",
        |f| rate_shows(f, "correct-to-wrong"),
        |c| judged(c) && c.initial == 1 && !team(c),
    ),
    (
        "first wrong",
        |f| rate_shows(f, "wrong-to-correct"),
        |c| judged(c) && c.initial == 2,
    ),
    (
        "turned right",
        |f| rate_shows(f, "wrong-to-correct"),
        |c| judged(c) && c.initial == 2 && team(c),
    ),
    (
        "reviewed",
        |f| rate_shows(f, "reviewed-afterwards"),
        |c| c.reviewed == 1,
    ),
    (
        "review unknown",
        |f| f.review_not_recorded.is_some(),
        |c| c.reviewed == 0,
    ),
    (
        "n of reviewed followed",
        |f| rate_shows(f, "reviewed-among-followed"),
        |c| c.follows,
    ),
    (
        "reviewed followed",
        |f| rate_shows(f, "reviewed-among-followed"),
        |c| c.follows && c.reviewed == 1,
    ),
    ("timed", |f| f.time.unwrap().n.is_some(), |c| c.timed),
    (
        "not timed",
        |f| f.time.unwrap().not_recorded.is_some(),
        |c| !c.timed,
    ),
];

/// What must not be found out where it is small.
const GUARDED: [&str; 12] = [
    "n",
    "followed",
    "overridden",
    "without outcome",
    "without initial",
    "wrong",
    "right",
    "judged",
    "first right",
    "first wrong",
    "review unknown",
    "timed",
];

const PRIME: u64 = 2_147_483_647;

/// Equations in echelon form: what can be computed is a combination of them.
#[derive(Default)]
struct Known(Vec<(usize, Vec<u64>)>);

impl Known {
    /// What is left of a combination once all that is known is taken off.
    fn rest(&self, mut row: Vec<u64>) -> Vec<u64> {
        for (pivot, own) in &self.0 {
            let factor = row.get(*pivot).copied().unwrap_or_default();
            if factor != 0 {
                for (cell, own) in row.iter_mut().zip(own) {
                    *cell = (*cell + (PRIME - factor) * own) % PRIME;
                }
            }
        }
        row
    }

    fn learn(&mut self, row: Vec<u64>) {
        let mut row = self.rest(row);
        let mut filled = row.iter().copied().enumerate();
        let Some((pivot, first)) = filled.find(|(_, cell)| *cell != 0) else {
            return;
        };
        let (mut inverse, mut base, mut power) = (1, first, PRIME - 2);
        while power > 0 {
            if power % 2 == 1 {
                inverse = inverse * base % PRIME;
            }
            base = base * base % PRIME;
            power /= 2;
        }
        for cell in &mut row {
            *cell = *cell * inverse % PRIME;
        }
        self.0.push((pivot, row));
    }

    fn gives(&self, row: Vec<u64>) -> bool {
        self.rest(row).iter().all(|cell| *cell == 0)
    }
}

/// A generator of numbers below a bound, the same at each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

#[test]
fn no_small_count_of_an_oversight_log_can_be_computed_from_what_shows() {
    let spec = Spec {
        period: Period::Column("when".to_owned()),
        ..log_spec()
    };
    let (mut hidden, mut shown) = (0, 0);
    for seed in 0..120 {
        let mut dice = Dice(seed);
        let periods = 1 + dice.below(4);
        let cells = Cell::all(periods);
        // Some kinds of rows are rare in some logs, so that some of their counts are small and others are not.
        let limits = [
            dice.below(12),
            dice.below(12),
            dice.below(12),
            dice.below(12),
        ];
        // Where nothing is missing, counts of decisions are those of outcomes.
        let complete = dice.below(2) == 0;
        let sizes: Vec<usize> = (0..periods).map(|_| 5 + dice.below(300)).collect();
        let mut rows: Vec<Cell> = Vec::new();
        for (period, size) in sizes.iter().enumerate() {
            for _ in 0..*size {
                let mut one = |limit: usize| usize::from(dice.below(12) < limit);
                let follows = one(limits[0].max(1)) == 1;
                let outcome = if !complete && one(11) == 0 {
                    0
                } else {
                    1 + one(limits[1])
                };
                let outcome = if outcome == 2 && !follows {
                    2 + one(6)
                } else {
                    outcome
                };
                let initial = if outcome == 0 || (!complete && one(11) == 0) {
                    0
                } else {
                    1 + one(limits[2])
                };
                rows.push(Cell {
                    period,
                    follows,
                    outcome,
                    initial,
                    reason: !follows && one(6) == 1,
                    reviewed: (one(limits[3]) + one(6)) % 3,
                    timed: one(11) == 1,
                });
            }
        }
        let mut text = "shown,decided,truth,first,why,reviewed,secs,when\n".to_owned();
        text.extend(rows.iter().map(|row| row.line()));
        let whole = read(&spec, table(&text), &mut |_| ()).unwrap();
        assert_eq!(whole.periods.len(), periods);
        let counts = |of: fn(&Cell) -> bool, period: Option<usize>| {
            let own = rows
                .iter()
                .filter(|it| period.is_none_or(|own| it.period == own));
            own.filter(|it| of(it)).count()
        };
        // The figures count what the attacker thinks they do.
        let wrong = whole.overall.rates["wrong-advice-accepted"];
        assert_eq!(wrong.n, Some(counts(|it| it.outcome > 1, None) as u64));
        let share = whole.overall.rates["accuracy-team"];
        assert_eq!(share.n, Some(counts(judged, None) as u64));
        let right = counts(|it| judged(it) && team(it), None);
        assert_eq!(Rate::of(right as u64, share.n.unwrap()), share);
        let report = whole.mask();
        let parts = report.periods.iter().enumerate();
        let parts = parts.map(|(index, it)| (Some(index), &it.figures));
        let strata: Vec<(Option<usize>, &Figures)> = std::iter::once((None, &report.overall))
            .chain(parts)
            .collect();
        let row = |of: fn(&Cell) -> bool, period: Option<usize>| -> Vec<u64> {
            let own = |it: &Cell| of(it) && period.is_none_or(|own| it.period == own);
            cells.iter().map(|it| u64::from(own(it))).collect()
        };
        let mut known = Known::default();
        for (period, figures) in &strata {
            let mut told = vec![(vec![0; cells.len()], 0)];
            for (name, shows, of) in COUNTS {
                let guarded = GUARDED.contains(&name);
                if shows(figures) {
                    shown += 1;
                    let count = counts(of, *period);
                    assert!(
                        !guarded || !(1..=10).contains(&count),
                        "{seed} {period:?} {name} shows"
                    );
                    let own = row(of, *period);
                    told.push((own.clone(), count));
                    known.learn(own);
                }
            }
            // Nobody is counted below nought: where a count is that of a part of it, the rest is empty.
            for (whole, count) in &told {
                for (part, _) in told.iter().filter(|part| part.1 == *count) {
                    let mut kinds = part.iter().zip(whole);
                    if !kinds.all(|(part, whole)| part <= whole) {
                        continue;
                    }
                    for kind in (0..whole.len()).filter(|kind| part[*kind] < whole[*kind]) {
                        let mut alone = vec![0; whole.len()];
                        alone[kind] = 1;
                        known.learn(alone);
                    }
                }
            }
        }
        for (period, _) in &strata {
            for (name, _, of) in COUNTS.into_iter().filter(|it| GUARDED.contains(&it.0)) {
                if (1..=10).contains(&counts(of, *period)) {
                    hidden += 1;
                    assert!(
                        !known.gives(row(of, *period)),
                        "{seed} {period:?} {name} follows"
                    );
                }
            }
        }
        assert_eq!(report.clone().mask(), report);
    }
    // The attack had something to find, and something to find it with.
    assert!(hidden > 300 && shown > 3_000, "{hidden} {shown}");
}
