//! Delimited text as `garant measure` reads it: predictions, oversight logs, perturbation suites, drift series, and stored tallies. The last four
//! bytes choose which, and which columns.
#![no_main]

use garant_fuzz::tables::measure;
use garant_fuzz::{bounded, choices, source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((table, choice)) = choices(data) else {
        return;
    };
    if table.starts_with(b"PAR1") {
        return;
    }
    bounded(|| measure(table, source(table), choice));
});
