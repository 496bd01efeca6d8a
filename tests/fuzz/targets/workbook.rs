//! A workbook that was filled in: its bytes, or its files (`@@ PATH` before each), which are put into a ZIP so that no mutation fails on a checksum.
#![no_main]

use std::io::{Cursor, Write as _};

use garant_fuzz::{bounded, catalog, files};
use garant_intake::merge::{Source, merge};
use garant_intake::workbook::{MAX_FILE, read};
use libfuzzer_sys::fuzz_target;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fuzz_target!(|data: &[u8]| {
    let bytes = match std::str::from_utf8(data) {
        Ok(text) if !data.starts_with(b"PK") => packed(&files(text)),
        _ => data.to_vec(),
    };
    if bytes.len() > MAX_FILE {
        return;
    }
    bounded(|| {
        let Ok(found) = read(catalog(), "answers.xlsx", &bytes) else {
            return;
        };
        if found.refused.is_empty() {
            let _ = merge(
                catalog(),
                "garant.toml",
                None,
                &[Source::new(&found.answers)],
            );
        }
    });
});

fn packed(files: &[(String, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (path, text) in files {
        if zip.start_file(path.as_str(), options).is_ok() {
            let _ = zip.write_all(text.as_bytes());
        }
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}
