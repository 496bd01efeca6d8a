//! Which strata to leave out so that no small group shows, nor can be computed from the others (secondary suppression).
//!
//! Strata that add up to another one are told as equations. A stratum is masked when it is small; then others with it, the next smallest
//! first, until no masked one follows from those that show, and what is masked in one sum is not small itself.

/// Counts from 1 to this are small.
pub const SMALL: u64 = 10;

/// Strata that add up to another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The whole.
    pub whole: usize,
    /// Its parts.
    pub parts: Vec<usize>,
}

/// Whether a count is small.
pub fn small(count: u64) -> bool {
    (1..=SMALL).contains(&count)
}

/// Which strata to mask. `counts` has, a stratum, all counts that must not be small: its n and its denominators, n first.
pub fn masks(counts: &[Vec<u64>], sums: &[Sum]) -> Vec<bool> {
    let mut masked: Vec<bool> = counts
        .iter()
        .map(|counts| counts.iter().copied().any(small))
        .collect();
    while let Some(next) = next(counts, sums, &masked) {
        match masked.get_mut(next) {
            Some(mask) if !*mask => *mask = true,
            _ => break,
        }
    }
    masked
}

/// The next stratum to mask, if one is needed.
fn next(counts: &[Vec<u64>], sums: &[Sum], masked: &[bool]) -> Option<usize> {
    let is = |stratum: usize| masked.get(stratum).copied().unwrap_or(false);
    let size = |stratum: usize| {
        let own = counts.get(stratum).and_then(|counts| counts.first());
        (own.copied().unwrap_or_default(), stratum)
    };
    let exposed = determined(sums, masked, counts.len());
    for sum in sums {
        let hidden: Vec<usize> = sum.parts.iter().copied().filter(|part| is(*part)).collect();
        if hidden.is_empty() {
            continue;
        }
        let smallest = sum
            .parts
            .iter()
            .copied()
            .filter(|part| !is(*part))
            .min_by_key(|part| size(*part));
        let bare = hidden.iter().any(|part| exposed.contains(part));
        // What shows of a sum tells the total of what does not.
        let total_shows = !is(sum.whole) && small_together(counts, &hidden);
        if bare || total_shows {
            if let Some(part) = smallest {
                return Some(part);
            }
            if !is(sum.whole) {
                return Some(sum.whole);
            }
        }
    }
    // A whole that its parts give away.
    let given = sums
        .iter()
        .find(|sum| is(sum.whole) && exposed.contains(&sum.whole));
    given.and_then(|sum| {
        let shown = sum.parts.iter().copied().filter(|part| !is(*part));
        shown.min_by_key(|part| size(*part))
    })
}

fn small_together(counts: &[Vec<u64>], hidden: &[usize]) -> bool {
    let width = hidden
        .iter()
        .filter_map(|part| counts.get(*part))
        .map(Vec::len)
        .max();
    (0..width.unwrap_or_default()).any(|column| {
        let own = hidden
            .iter()
            .filter_map(|part| counts.get(*part)?.get(column));
        small(own.sum())
    })
}

/// The masked strata that follow from the equations: unknowns that elimination leaves alone in a row.
fn determined(sums: &[Sum], masked: &[bool], strata: usize) -> Vec<usize> {
    let unknowns: Vec<usize> = (0..strata)
        .filter(|it| masked.get(*it) == Some(&true))
        .collect();
    let column = |stratum: usize| unknowns.binary_search(&stratum).ok();
    let mut rows: Vec<Vec<u64>> = sums
        .iter()
        .map(|sum| {
            let mut row = vec![0; unknowns.len()];
            let whole = column(sum.whole).map(|at| (at, PRIME - 1));
            let parts = sum
                .parts
                .iter()
                .filter_map(|part| column(*part).map(|at| (at, 1)));
            for (at, value) in whole.into_iter().chain(parts) {
                if let Some(cell) = row.get_mut(at) {
                    *cell = value;
                }
            }
            row
        })
        .filter(|row| row.iter().any(|cell| *cell != 0))
        .collect();
    reduce(&mut rows, unknowns.len());
    rows.iter()
        .filter_map(|row| {
            let mut filled = row.iter().enumerate().filter(|(_, cell)| **cell != 0);
            let first = filled.next()?;
            let alone = filled.next().is_none();
            alone.then(|| unknowns.get(first.0).copied()).flatten()
        })
        .collect()
}

/// A prime below 2³¹: arithmetic is exact, where floating numbers would have to guess what is nought.
const PRIME: u64 = 2_147_483_647;

/// Gauss and Jordan's elimination.
fn reduce(rows: &mut [Vec<u64>], columns: usize) {
    let mut pivot = 0;
    for column in 0..columns {
        let at = |row: &Vec<u64>| row.get(column).copied().unwrap_or_default();
        let Some(found) = rows.iter().skip(pivot).position(|row| at(row) != 0) else {
            continue;
        };
        rows.swap(pivot, pivot + found);
        let Some(own) = rows.get(pivot).cloned() else {
            return;
        };
        let scale = inverse(at(&own));
        let own: Vec<u64> = own.iter().map(|cell| cell * scale % PRIME).collect();
        for (index, row) in rows.iter_mut().enumerate() {
            if index == pivot {
                row.clone_from(&own);
                continue;
            }
            let factor = at(row);
            if factor != 0 {
                for (cell, own) in row.iter_mut().zip(&own) {
                    *cell = (*cell + (PRIME - factor) * own) % PRIME;
                }
            }
        }
        pivot += 1;
    }
}

/// The inverse modulo the prime (Fermat).
fn inverse(value: u64) -> u64 {
    let (mut result, mut base, mut power) = (1, value % PRIME, PRIME - 2);
    while power > 0 {
        if power % 2 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        power /= 2;
    }
    result
}
