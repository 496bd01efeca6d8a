//! Tables of evidence that may hold a row a patient.

use crate::descriptor::Descriptor;

/// The kinds of evidence whose file is a table with a row a case. A tally and a drift series hold counts alone
/// and are none of them.
pub const ROW_KINDS: [&str; 3] = ["predictions", "oversight-log", "perturbation-suite"];

/// A table with a row a case, which the descriptor does not declare free of patients' data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowTable {
    /// Its path, as declared.
    pub path: String,
    /// Line of its entry, one-based.
    pub line: usize,
}

/// The tables with a row a case that are not declared free of patients' data: `holds-patient-data` is true, or not stated.
pub fn row_tables(descriptor: &Descriptor) -> Vec<RowTable> {
    let entries = descriptor.entries("evidence").into_iter();
    entries
        .filter(|entry| {
            let kind = descriptor.string(&format!("{entry}.kind"));
            kind.is_some_and(|kind| ROW_KINDS.contains(&kind))
                && descriptor.bool(&format!("{entry}.holds-patient-data")) != Some(false)
        })
        .filter_map(|entry| {
            Some(RowTable {
                path: descriptor.string(&format!("{entry}.path"))?.to_owned(),
                line: descriptor.line(&entry),
            })
        })
        .collect()
}
