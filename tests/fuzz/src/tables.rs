//! A table measured, whatever its columns are called: they are taken by their places.

use garant_measure::predictions::{Flag, Options, Report, Spec, Tally, read};
use garant_measure::table::{Format, Source, Table};
use garant_measure::{Problem, drift, oversight, perturbation};

/// Measures a table as one of the four kinds, or reads it as a stored tally. A problem is an end like another.
pub fn measure(bytes: &[u8], source: Box<dyn Source>, choice: [u8; 4]) {
    if Tally::recognises(bytes) {
        let _ = tally(bytes);
    } else {
        let _ = table(source, choice);
    }
}

fn tally(bytes: &[u8]) -> Result<(), Problem> {
    let tally = Tally::parse(bytes)?;
    let report = Report::new(&tally, None, &Options::default())?.mask(&tally);
    told(&report);
    Ok(())
}

fn table(source: Box<dyn Source>, [kind, first, second, third]: [u8; 4]) -> Result<(), Problem> {
    let format = Format {
        decimal_comma: kind & 0x10 != 0,
        missing: vec!["NA".to_owned()],
        ..Format::default()
    };
    let table = Table::open(source, &format)?;
    let columns = table.columns().to_vec();
    let named = |place: u8| -> String {
        let place = usize::from(place) % columns.len().max(1);
        columns.get(place).cloned().unwrap_or_default()
    };
    // From places given, further columns are the next ones.
    let (one, two, three) = (named(first), named(second), named(third));
    let (four, five) = (named(third.wrapping_add(1)), named(third.wrapping_add(2)));
    let some = |bit: u8, column: &String| (kind & bit != 0).then(|| column.clone());
    let still = &mut |_| ();
    match kind % 4 {
        0 => {
            let spec = Spec {
                flag: match some(0x04, &five) {
                    Some(column) => Flag::Column(column),
                    None => Flag::Threshold(0.5),
                },
                groups: vec![("a".to_owned(), three), ("b".to_owned(), four)],
                cross: vec![vec!["a".to_owned(), "b".to_owned()]],
                weight: some(0x08, &five),
                exclude_missing_label: kind & 0x20 != 0,
                rates_only: kind & 0x40 != 0,
                ..Spec::new(&one, &two, 0.5)
            };
            let reading = read(&spec, table, still)?;
            let report = Report::new(&reading.tally, reading.ranks.as_ref(), &Options::default())?;
            told(&report);
            told(&report.mask(&reading.tally));
        }
        1 => {
            let spec = oversight::Spec {
                outcome: some(0x04, &three),
                reason: some(0x08, &four),
                decided_at: Some(five.clone()),
                suggested_at: some(0x20, &three),
                period: match kind & 0x40 {
                    0 => oversight::Period::Column(five),
                    _ => oversight::Period::Month,
                },
                ..oversight::Spec::new(&one, &two)
            };
            told(&oversight::read(&spec, table, still)?);
        }
        2 => {
            let spec = perturbation::Spec {
                base: some(0x04, &five),
                ..perturbation::Spec::new(&one, &two, &three, &four)
            };
            told(&perturbation::read(&spec, table, still)?);
        }
        _ => {
            let values = match kind & 0x0c {
                0 => drift::Values::Events(three),
                4 => drift::Values::Proportions(three),
                _ => drift::Values::Means {
                    figure: three,
                    sd: some(0x20, &four),
                },
            };
            let spec = drift::Spec {
                group: some(0x40, &five),
                ..drift::Spec::new(&one, &two, values)
            };
            told(&drift::read(&spec, table, still)?);
        }
    }
    Ok(())
}

/// A report is written whole, as JSON: no figure of it stops that.
fn told<T: serde::Serialize>(report: &T) {
    let text = serde_json::to_string(report).expect("a report is JSON");
    assert!(!text.is_empty());
}
