//! What is hidden so that no count from 1 to 10 shows, nor follows from what shows.

use garant_measure::mask::{SMALL, Sum, masks, small};

fn sum(whole: usize, parts: &[usize]) -> Sum {
    Sum {
        whole,
        parts: parts.to_vec(),
    }
}

/// Which strata are hidden, of counts that stand alone.
fn hidden(counts: &[u64], sums: &[Sum]) -> Vec<usize> {
    let counts: Vec<Vec<u64>> = counts.iter().map(|count| vec![*count]).collect();
    of(&counts, sums)
}

fn of(counts: &[Vec<u64>], sums: &[Sum]) -> Vec<usize> {
    let masks = masks(counts, sums);
    let masked = masks.iter().enumerate().filter(|(_, mask)| **mask);
    masked.map(|(index, _)| index).collect()
}

#[test]
fn one_to_ten_are_small_and_none_is_not() {
    assert_eq!(SMALL, 10);
    assert_eq!([0, 1, 10, 11].map(small), [false, true, true, false]);
}

#[test]
fn what_is_large_all_shows() {
    assert!(hidden(&[60, 20, 40], &[sum(0, &[1, 2])]).is_empty());
    assert!(hidden(&[60, 0, 60], &[sum(0, &[1, 2])]).is_empty());
}

#[test]
fn a_small_part_takes_the_next_smallest_with_it_for_the_whole_gives_it_away() {
    // 100 − 50 − 45 would be 5.
    assert_eq!(hidden(&[100, 5, 50, 45], &[sum(0, &[1, 2, 3])]), [1, 3]);
    assert_eq!(hidden(&[100, 5, 45, 50], &[sum(0, &[1, 2, 3])]), [1, 2]);
    // Of two that are as large, the first.
    assert_eq!(hidden(&[95, 5, 45, 45], &[sum(0, &[1, 2, 3])]), [1, 2]);
}

#[test]
fn parts_that_are_small_together_take_another_one() {
    // 4 and 5 are 9 together, which the whole tells: the next joins them.
    assert_eq!(
        hidden(&[109, 4, 5, 40, 60], &[sum(0, &[1, 2, 3, 4])]),
        [1, 2, 3]
    );
    // 5 and 6 are 11 together.
    assert_eq!(
        hidden(&[111, 5, 6, 40, 60], &[sum(0, &[1, 2, 3, 4])]),
        [1, 2]
    );
}

#[test]
fn where_no_part_is_left_the_whole_is_hidden() {
    assert_eq!(hidden(&[9, 9], &[sum(0, &[1])]), [0, 1]);
    assert_eq!(hidden(&[20, 10, 10], &[sum(0, &[1, 2])]), [1, 2]);
    assert_eq!(hidden(&[12, 4, 8, 0], &[sum(0, &[1, 2, 3])]), [1, 2]);
}

#[test]
fn any_count_of_a_stratum_may_be_small() {
    // Large groups, but three positives in one of them.
    let counts = [vec![120, 63], vec![40, 3], vec![50, 40], vec![30, 20]];
    assert_eq!(of(&counts, &[sum(0, &[1, 2, 3])]), [1, 3]);
    // Together 40 rows and 9 positives: another one joins.
    let counts = [vec![120, 59], vec![20, 4], vec![20, 5], vec![80, 50]];
    assert_eq!(of(&counts, &[sum(0, &[1, 2, 3])]), [1, 2, 3]);
}

#[test]
fn what_is_hidden_in_one_sum_does_not_follow_from_another() {
    // Rows 0 = 1 + 2 and 0 = 3 + 4, crossed: 1 = 5 + 6, 2 = 7 + 8, 3 = 5 + 7, 4 = 6 + 8. 5 alone is small: its row, its column and the
    // corner that closes them are hidden.
    let counts = [200, 100, 100, 80, 120, 5, 95, 75, 25];
    let sums = [
        sum(0, &[1, 2]),
        sum(0, &[3, 4]),
        sum(0, &[5, 6, 7, 8]),
        sum(1, &[5, 6]),
        sum(2, &[7, 8]),
        sum(3, &[5, 7]),
        sum(4, &[6, 8]),
    ];
    assert_eq!(hidden(&counts, &sums), [5, 6, 7, 8]);
}

#[test]
fn a_whole_that_its_parts_give_away_hides_one_of_them() {
    // A small whole and its small part: of one equation with two unknowns nothing follows.
    assert_eq!(hidden(&[9, 0, 9], &[sum(0, &[1, 2])]), [0, 2]);
    // 4 takes 1 with it, which is 2 and 3 together: 1 still follows from them, and 4 from it, so that 0 is hidden too, and the smaller of 2 and 3.
    let sums = [sum(0, &[1, 4]), sum(1, &[2, 3])];
    assert_eq!(hidden(&[100, 95, 40, 55, 5], &sums), [0, 1, 2, 4]);
}

#[test]
fn three_unknowns_of_two_equations_may_give_one_away() {
    // 0 = 1 + 2, 3 = 1 + 2 + 4: 4 is the difference of the wholes, whatever is hidden of 1 and 2.
    let counts = [30, 15, 15, 35, 5];
    let sums = [sum(0, &[1, 2]), sum(3, &[1, 2, 4])];
    let masked = hidden(&counts, &sums);
    assert!(masked.contains(&4));
    // Whatever else is hidden, both wholes do not show.
    assert!(masked.contains(&0) || masked.contains(&3), "{masked:?}");
}

#[test]
fn a_ring_of_three_sums_gives_all_its_parts_away() {
    // 3 + 4 = 11, 4 + 5 = 13 and 3 + 5 = 12 have one solution: 5, 6 and 7. Without the first whole, they have many.
    let sums = [sum(0, &[3, 4]), sum(1, &[4, 5]), sum(2, &[3, 5])];
    assert_eq!(hidden(&[11, 13, 12, 5, 6, 7], &sums), [0, 3, 4, 5]);
}

#[test]
fn nothing_to_hide_in_nothing() {
    assert!(masks(&[], &[]).is_empty());
    assert_eq!(hidden(&[3], &[]), [0]);
    assert!(hidden(&[30], &[]).is_empty());
}
