//! A descriptor that another one is brought into (`@@ a`, `@@ b`), as `garant import` and `garant migrate` do: the result is a descriptor, and bringing
//! it in again changes nothing.
#![no_main]

use garant_core::validate;
use garant_fuzz::{DESCRIPTOR, bounded, catalog, files};
use garant_intake::merge::{Source, merge, migrate};
use garant_intake::written;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let files = files(text);
    let [(_, into), (_, from)] = files.as_slice() else {
        return;
    };
    if into.len() > DESCRIPTOR || from.len() > DESCRIPTOR {
        return;
    }
    bounded(|| {
        let _ = migrate(catalog(), "garant.toml", into);
        let Ok(from) = validate::descriptor(catalog(), "other.toml", from) else {
            return;
        };
        let answers = written::answers(&from, "other.toml", &|line| line.to_string());
        let source = [Source {
            update: true,
            ..Source::new(&answers)
        }];
        let Ok(merged) = merge(catalog(), "garant.toml", Some(into), &source) else {
            return;
        };
        let again = merge(catalog(), "garant.toml", Some(&merged.text), &source);
        assert_eq!(again.map(|again| again.text).ok(), Some(merged.text));
    });
});
