//! Parquet as `garant measure` reads it. The last four bytes choose what is measured, and on which columns. The decoder may panic on a file that was
//! tampered with, and is caught where it is called: what is looked for is a panic of Garant's own, one that is not caught, time and memory.
#![no_main]

use garant_fuzz::tables::measure;
use garant_fuzz::{bounded, choices, source};
use libfuzzer_sys::fuzz_target;

/// The hook of libFuzzer aborts on every panic, also on those that are caught.
fn own_panics_end() {
    let all = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if panic
            .location()
            .is_some_and(|place| place.file().contains("crates/measure"))
        {
            all(panic);
        }
    }));
}

fuzz_target!(init: own_panics_end(), |data: &[u8]| {
    let Some((table, choice)) = choices(data) else {
        return;
    };
    if !table.starts_with(b"PAR1") {
        return;
    }
    bounded(|| measure(table, source(table), choice));
});
