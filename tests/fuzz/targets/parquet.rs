//! Parquet as `garant measure` reads it. The last four bytes choose what is measured, and on which columns.
#![no_main]

use garant_fuzz::{bounded, choices, source};
use garant_fuzz::tables::measure;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((table, choice)) = choices(data) else {
        return;
    };
    if !table.starts_with(b"PAR1") {
        return;
    }
    bounded(|| measure(table, source(table), choice));
});
