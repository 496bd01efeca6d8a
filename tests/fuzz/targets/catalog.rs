//! Files of a catalog (`@@ PATH` before each): a user's pack where one of them is `pack.toml`, else a catalog of its own.
#![no_main]

use garant_fuzz::{bounded, catalog, files};
use garant_rules::load::{extend, load};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let files = files(text);
    bounded(|| {
        let read = if files.iter().any(|(path, _)| path == "pack.toml") {
            extend(catalog(), &files)
        } else {
            load(&files)
        };
        if let Err(problems) = read {
            assert!(!problems.is_empty());
        }
    });
});
