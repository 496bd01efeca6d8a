//! A card as `garant import` reads it: the first byte chooses the ending of its name. What is read is merged into a descriptor, which is then one.
#![no_main]

use garant_core::validate;
use garant_fuzz::{bounded, catalog};
use garant_intake::document;
use garant_intake::merge::{Source, merge};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 8] = [
    "card.md",
    "card.json",
    "card.xml",
    "card.yaml",
    "card.txt",
    "card",
    "metadata.json",
    "card.bin",
];

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else {
        return;
    };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    bounded(|| {
        let Ok(read) = document::read(catalog(), name, bytes) else {
            return;
        };
        if let Ok(merged) = merge(
            catalog(),
            "garant.toml",
            None,
            &[Source::new(&read.answers)],
        ) {
            let again = validate::descriptor(catalog(), "garant.toml", &merged.text);
            assert!(again.is_ok(), "{:?}\n{}", again.err(), merged.text);
        }
    });
});
