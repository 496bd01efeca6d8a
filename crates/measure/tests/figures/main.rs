//! Figures, each against a formula or a published example worked by hand: a module a theme.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "test code"
)]

mod calibration; // what scores say, in ten bins
mod columns; // delimited text, cell by cell
mod counts; // rows by outcome and flag
mod drifts; // series of periods
mod fits; // logistic fits of the outcome on the logit of the score
mod gaps; // groups against a reference group
mod harness; // counts, tallies, closeness
mod impossible; // counts that cannot be
mod intervals; // proportions, differences, ratios, corrections
mod lines; // the line that is told of a row
mod logs; // oversight logs
mod masked; // reports without their small groups
mod masks; // what is hidden so that no small group shows
mod moments; // when a suggestion was shown and a decision taken
mod queries; // the query for an engine, and what can be asked for
mod ranks; // areas under the ROC curve
mod rates; // proportions of counts
mod tallies; // counts by stratum: read, checked, added up
mod times; // decision times and their quartiles
