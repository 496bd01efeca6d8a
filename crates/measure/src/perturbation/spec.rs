//! What is asked of a perturbation suite.

/// What is asked of a perturbation suite. Names are of columns, but for `reference`. An answer agrees when its text is the expected one,
/// once trimmed; letter case counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    /// The case. It stands once with each variation.
    pub case: String,
    /// What was varied.
    pub variation: String,
    /// The answer expected.
    pub expected: String,
    /// The answer observed.
    pub observed: String,
    /// The unmodified case that a case is made from; where a cell is empty, the case is its own.
    pub base: Option<String>,
    /// The variation that the others are compared with, by its value in the table.
    pub reference: Option<String>,
}

impl Spec {
    /// A request without base cases and without a reference.
    pub fn new(case: &str, variation: &str, expected: &str, observed: &str) -> Self {
        Self {
            case: case.to_owned(),
            variation: variation.to_owned(),
            expected: expected.to_owned(),
            observed: observed.to_owned(),
            ..Self::default()
        }
    }
}
